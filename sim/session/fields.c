/* What could be typed at a place of a manifest: fields, and values of those that have few, from the tables of kinds. The
 * text around the cursor is rarely whole YAML, so where the cursor stands is read from the lines' indentation. */
#include <string.h>

#include "base/check.h"
#include "base/sort.h"
#include "control/install.h"
#include "kinds/schema.h"
#include "session/record.h"

enum { DEEPEST = 40 };

/* A line as a key: "- " before it moves it to the right, and begins an element. */
struct line {
    bool key;              /* it has one, or could have: it is no comment and not empty */
    bool element, section; /* section: nothing stands behind the colon */
    size_t column;         /* of the key */
    struct slice name, value;
};

struct place {
    struct arena *arena;
    const struct world *world;
    struct slice *lines;    /* of the document */
    size_t count, line;     /* of the cursor, among them */
    size_t column;          /* bytes before it */
    struct line here;
    struct slice path[DEEPEST];
    size_t depth;
    const struct kind *kind; /* of the document; NULL: not said */
    struct value *words;
};

static struct line read_line(struct slice text)
{
    struct line line = {0};
    size_t at = 0;
    for (;;) {
        while (at < text.length && text.data[at] == ' ')
            at++;
        if (at >= text.length || text.data[at] != '-' || (at + 1 < text.length && text.data[at + 1] != ' '))
            break;
        line.element = true;
        at++;
    }
    struct slice rest = slice_part(text, at, text.length);
    line.column = at;
    line.key = rest.length ? rest.data[0] != '#' : line.element;
    size_t colon = 0;
    while (colon < rest.length && !(rest.data[colon] == ':' && (colon + 1 == rest.length || rest.data[colon + 1] == ' ')))
        colon++;
    line.name = slice_trim(slice_part(rest, 0, colon));
    if (colon < rest.length) {
        line.value = slice_trim(slice_part(rest, colon + 1, rest.length));
        line.section = !line.value.length || line.value.data[0] == '#';
    }
    return line;
}

static bool is_end(struct slice line)
{
    return slice_starts(line, "---");
}

/* The document around line [number] of the text. */
static void take_document(struct place *place, struct slice text, size_t number)
{
    struct slice rest = text, line;
    size_t all = 1, index = 0;
    for (size_t i = 0; i < text.length; i++)
        all += text.data[i] == '\n';
    place->lines = arena_allocate(place->arena, (all + 1) * sizeof *place->lines);
    for (; slice_next(&rest, '\n', &line); index++) {
        if (is_end(line) && index < number) {
            place->count = 0;
            continue;
        }
        if (is_end(line) && index > number)
            return;
        if (index == number)
            place->line = place->count;
        place->lines[place->count++] = line;
    }
}

/* The keys above the cursor's that it belongs to, the nearest first. */
static void take_path(struct place *place)
{
    size_t limit = place->here.column;
    for (size_t i = place->line; i-- > 0 && limit && place->depth < DEEPEST;) {
        struct line line = read_line(place->lines[i]);
        if (!line.key || line.column >= limit || !line.section)
            continue;
        place->path[place->depth++] = line.name;
        limit = line.column;
    }
}

static struct slice top_value(const struct place *place, const char *name)
{
    for (size_t i = 0; i < place->count; i++) {
        struct line line = read_line(place->lines[i]);
        if (i != place->line && line.key && !line.column && slice_is(line.name, name))
            return line.value;
    }
    return (struct slice){"", 0};
}

/* --- words --- */

static void offer(struct place *place, struct slice word, const char *what, const char *detail)
{
    struct value *row = value_object(place->arena);
    value_put(place->arena, row, "word", value_string(place->arena, word));
    value_put_text(place->arena, row, "kind", what);
    value_put_text(place->arena, row, "detail", detail ? detail : "");
    value_append(place->arena, place->words, row);
}

/* Does a line beside the cursor's, in the same object, have this key? */
static bool is_there(const struct place *place, struct slice name)
{
    for (size_t i = place->line; i-- > 0 && !place->here.element;) {
        struct line line = read_line(place->lines[i]);
        if (line.key && line.column < place->here.column)
            break;
        if (line.key && line.column == place->here.column && slice_equal(line.name, name))
            return true;
        if (line.key && line.column == place->here.column && line.element)
            break;
    }
    for (size_t i = place->line + 1; i < place->count; i++) {
        struct line line = read_line(place->lines[i]);
        if (line.key && (line.column < place->here.column || (line.column == place->here.column && line.element)))
            break;
        if (line.key && line.column == place->here.column && slice_equal(line.name, name))
            return true;
    }
    return false;
}

static const char *field_detail(struct arena *arena, const struct schema_field *field)
{
    const char *shape = field->shape == SCHEMA_LIST ? "[]" : field->shape == SCHEMA_MAP ? "map of " : "";
    const char *type = field->called ? field->called : schema_type_names[field->type];
    return arena_format(arena, "%s%s%s%s%s", shape, type, field->required ? ", required" : "", field->help ? ": " : "",
                        field->help ? field->help : "");
}

static void offer_fields(struct place *place, const struct schema *schema)
{
    for (size_t i = 0; i < schema->count; i++) {
        const struct schema_field *field = &schema->fields[i];
        bool status = !place->depth && slice_is(field->name, "status");
        if (!status && !is_there(place, field->name))
            offer(place, field->name, "field", field_detail(place->arena, field));
    }
}

static void offer_choices(struct place *place, const struct schema_field *field)
{
    struct slice rest = slice_of(field->type == SCHEMA_BOOLEAN ? "true,false" : field->choices ? field->choices : ""),
                 word;
    while (rest.length && slice_next(&rest, ',', &word))
        offer(place, word, "value", "");
}

/* Those of the world that a manifest may make. */
static bool is_makeable(const struct place *place, const struct kind *kind)
{
    return !kind->mirror && install_serves(place->arena, place->world, kind);
}

static void offer_kinds(struct place *place)
{
    const char *version = arena_copy(place->arena, top_value(place, "apiVersion"));
    for (size_t i = 0; i < kind_count; i++) {
        const struct kind *kind = kind_rows[i];
        if (is_makeable(place, kind) && (!version[0] || kind_of(version, kind->kind) == kind))
            offer(place, slice_of(kind->kind), "kind", kind->description);
    }
}

static bool was_offered(const struct place *place, const char *word)
{
    for (size_t i = 0; i < value_count(place->words); i++)
        if (value_says(value_get(value_at(place->words, i), "word"), word))
            return true;
    return false;
}

static void offer_versions(struct place *place)
{
    struct slice named = top_value(place, "kind");
    for (size_t i = 0; i < kind_count; i++) {
        const struct kind *kind = kind_rows[i];
        const char *version = kind_api_version(place->arena, kind);
        if (is_makeable(place, kind) && (!named.length || slice_is(named, kind->kind)) && !was_offered(place, version))
            offer(place, slice_of(version), "version", named.length ? kind->kind : "");
    }
}

static void offer_namespaces(struct place *place)
{
    struct map_walk walk = map_walk(world_map(place->world, WORLD_APPLIED), SLICE("namespaces//"));
    struct map_entry entry;
    while (map_walk_next(&walk, &entry))
        offer(place, slice_of(arena_text(place->arena, value_find_text(entry.item, "metadata.name"))), "value",
              "a namespace of the cluster");
}

/* --- the table that holds at the place --- */

/* Goes down the path; *field is the last one. NULL: nobody knows what stands there. */
static const struct schema *schema_here(const struct place *place)
{
    const struct schema *schema = place->kind ? schema_of(place->kind) : NULL;
    for (size_t i = place->depth; schema && i-- > 0;) {
        const struct schema_field *field = schema_find(schema, place->path[i]);
        if (!field || field->type != SCHEMA_OBJECT)
            return NULL;
        if (field->shape == SCHEMA_MAP) {
            if (!i)
                return NULL; /* the learner's own keys stand here */
            i--;
        }
        schema = &field->below;
    }
    return schema;
}

static void offer_keys(struct place *place)
{
    static const char *const first[] = {"apiVersion", "kind", "metadata", "spec"};
    const struct schema *schema = schema_here(place);
    if (schema)
        offer_fields(place, schema);
    for (size_t i = 0; !place->kind && !place->depth && i < sizeof first / sizeof *first; i++)
        if (!is_there(place, slice_of(first[i])))
            offer(place, slice_of(first[i]), "field", "");
}

static void offer_values(struct place *place)
{
    const struct schema *schema = schema_here(place);
    const struct schema_field *field = schema ? schema_find(schema, place->here.name) : NULL;
    bool top = !place->depth, metadata = place->depth == 1 && slice_is(place->path[0], "metadata");
    if (top && slice_is(place->here.name, "kind"))
        offer_kinds(place);
    else if (top && slice_is(place->here.name, "apiVersion"))
        offer_versions(place);
    else if (metadata && slice_is(place->here.name, "namespace"))
        offer_namespaces(place);
    else if (field)
        offer_choices(place, field);
}

/* Keeps the words that begin with what stands before the cursor. */
static const struct value *beginning_with(const struct place *place, struct slice typed)
{
    struct value *kept = value_array(place->arena);
    for (size_t i = 0; i < value_count(place->words); i++) {
        struct slice word = value_slice(value_get(value_at(place->words, i), "word"));
        if (word.length >= typed.length && slice_equal(slice_part(word, 0, typed.length), typed))
            value_append(place->arena, kept, value_at(place->words, i));
    }
    return kept;
}

static const struct value *answer(struct place *place)
{
    struct slice line = place->lines[place->line];
    size_t to = place->column < line.length ? place->column : line.length;
    struct slice before = slice_part(line, 0, to);
    place->here = read_line(before);
    bool value = place->here.value.data != NULL;
    struct slice typed = value ? place->here.value : place->here.name;
    size_t from = typed.length ? (size_t)(typed.data - line.data) : to;
    place->here.column = read_line(line).key ? read_line(line).column : place->here.column;
    take_path(place);
    struct slice version = top_value(place, "apiVersion"), kind = top_value(place, "kind");
    place->kind = kind_of(arena_copy(place->arena, version), arena_copy(place->arena, kind));
    if (value)
        offer_values(place);
    else
        offer_keys(place);
    struct value *result = value_object(place->arena);
    value_put_integer(place->arena, result, "from", (int64_t)from + 1);
    value_put_integer(place->arena, result, "to", (int64_t)to + 1);
    value_put(place->arena, result, "words", beginning_with(place, typed));
    return result;
}

const struct value *fields_value(struct session *session, const char *rest, struct arena *arena)
{
    struct place place = {
        .arena = arena, .world = machine_world(session->machine), .words = value_array(arena)};
    struct slice text = slice_of(rest), numbers = {0}, first;
    int64_t line = 1, column = 1;
    slice_next(&text, '\n', &numbers);
    if (!slice_next(&numbers, ' ', &first) || !slice_to_integer(first, &line) || !slice_to_integer(numbers, &column) ||
        line < 1 || column < 1)
        return NULL;
    if (!text.data)
        text = SLICE("");
    place.column = (size_t)column - 1;
    take_document(&place, text, (size_t)line - 1);
    if (place.line >= place.count)
        place.lines[place.line = place.count++] = SLICE("");
    return answer(&place);
}
