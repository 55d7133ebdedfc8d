#include <yaml.h>

#include "base/base64.h"
#include "base/limits.h"
#include "data/gotext.h"
#include "data/json_read.h"
#include "data/member_list.h"
#include "data/yaml.h"
#include "data/yaml_scalar.h"

/* Anchors are found one by one, so there must not be many. */
#define MOST_ANCHORS 1000

struct anchor {
    struct anchor *next;
    struct slice name;
    const struct value *value; /* NULL while it is being read */
    int nodes;
};

/* One document being read. After a failure [problem] is set and every call returns NULL at once. */
struct loader {
    struct arena *arena;
    yaml_parser_t parser;
    yaml_event_t event; /* the one in hand */
    bool has_event;
    struct anchor *anchors; /* the newest first */
    int anchor_count;
    int depth;
    int nodes;   /* aliases expanded */
    int aliased; /* of those, how many came from aliases */
    const char *problem;
    bool kyaml;
    int root;      /* depth of the resource that is being read: 1, or that of an item of a List */
    bool metadata; /* the member of it that is being read */
    bool items;    /* that one is a List's */
    bool other;    /* its kind, which was read, is not List */
    int flow;      /* brackets and braces that are open */
    bool in_key;
    size_t line; /* where the last scalar ended */
    bool texts;  /* scalars that are no strings are kept as they are written */
    const char *unheld; /* what json.Marshal says of the document, whose parts that no JSON can hold are literals */
};

static void *fail(struct loader *loader, const char *problem)
{
    if (!loader->problem)
        loader->problem = problem;
    return NULL;
}

/* go-yaml's rule: the problem's line, else its context's, counted from 0, one more for a mistake of the
 * scanner; and no line at all for 0. */
static void fail_parser(struct loader *loader)
{
    const yaml_parser_t *parser = &loader->parser;
    size_t line = parser->problem_mark.line ? parser->problem_mark.line : parser->context_mark.line;
    if (parser->error == YAML_READER_ERROR)
        line = 0;
    if (line && parser->error == YAML_SCANNER_ERROR)
        line++;
    const char *problem = parser->problem ? parser->problem : "unknown problem parsing YAML content";
    fail(loader, line ? arena_format(loader->arena, "yaml: line %zu: %s", line, problem)
                      : arena_format(loader->arena, "yaml: %s", problem));
}

static bool step(struct loader *loader)
{
    if (loader->has_event)
        yaml_event_delete(&loader->event);
    loader->has_event = !loader->problem && yaml_parser_parse(&loader->parser, &loader->event);
    if (!loader->has_event && !loader->problem)
        fail_parser(loader);
    return loader->has_event;
}

static bool count_nodes(struct loader *loader, int nodes)
{
    if (nodes > LIMIT_VALUE_NODES - loader->nodes) {
        fail(loader, loader->aliased ? "yaml: document contains excessive aliasing"
                                     : arena_format(loader->arena, "yaml: document has more than %d values",
                                                    LIMIT_VALUE_NODES));
        return false;
    }
    loader->nodes += nodes;
    return true;
}

static struct anchor *anchor_open(struct loader *loader, const yaml_char_t *name)
{
    if (!name)
        return NULL;
    if (++loader->anchor_count > MOST_ANCHORS)
        return fail(loader, arena_format(loader->arena, "not simulated: more than %d anchors", MOST_ANCHORS));
    struct anchor *anchor = arena_allocate(loader->arena, sizeof *anchor);
    *anchor = (struct anchor){loader->anchors, {NULL, 0}, NULL, loader->nodes};
    anchor->name = slice_of(arena_text(loader->arena, (const char *)name));
    return loader->anchors = anchor;
}

static const struct value *anchor_close(struct loader *loader, struct anchor *anchor, const struct value *value)
{
    if (anchor) {
        anchor->value = value;
        anchor->nodes = loader->nodes - anchor->nodes + 1;
    }
    return value;
}

static const struct value *read_alias(struct loader *loader)
{
    const char *name = (const char *)loader->event.data.alias.anchor;
    struct anchor *anchor = loader->anchors;
    while (anchor && !slice_is(anchor->name, name))
        anchor = anchor->next;
    if (!anchor)
        return fail(loader, arena_format(loader->arena, "yaml: unknown anchor '%s' referenced", name));
    if (!anchor->value)
        return fail(loader, arena_format(loader->arena, "yaml: anchor '%s' value contains itself", name));
    loader->aliased += anchor->nodes;
    return count_nodes(loader, anchor->nodes) ? anchor->value : NULL;
}

static const char *short_type(const struct value *value)
{
    static const char *const names[] = {
        [VALUE_NULL] = "!!null",     [VALUE_BOOLEAN] = "!!bool", [VALUE_INTEGER] = "!!int",
        [VALUE_DECIMAL] = "!!float", [VALUE_STRING] = "!!str",   [VALUE_ARRAY] = "!!seq",
        [VALUE_OBJECT] = "!!map",
    };
    return names[value_type(value)];
}

/* What a tag cannot make of its scalar: kustomize notices when it writes the object as JSON. */
static const struct value *fail_tag(struct loader *loader, const char *problem)
{
    loader->unheld = loader->kyaml ? "" : NULL;
    return fail(loader, arena_format(loader->arena, "%syaml: %s",
                                     loader->kyaml ? "map[string]interface {}(nil): " : "", problem));
}

/* Base64 with lines in it, as the bytes that it stands for. */
static const struct value *read_binary(struct loader *loader, struct slice text)
{
    struct buffer plain = {0}, bytes = {0}, room = {0};
    for (size_t i = 0; i < text.length; i++)
        if (text.data[i] != '\n' && text.data[i] != '\r')
            buffer_add_byte(&plain, text.data[i]);
    size_t digits = base64_read(&bytes, buffer_slice(&plain), BASE64_PLAIN);
    struct slice padding = slice_part(buffer_slice(&plain), digits, plain.length);
    bool valid =
        plain.length % 4 == 0 && (!padding.length || slice_is(padding, "=") || slice_is(padding, "=="));
    const struct value *value = valid ? value_string(loader->arena, utf8_valid(buffer_slice(&bytes), &room))
                                      : fail_tag(loader, "!!binary value contains invalid base64 data");
    buffer_release(&plain);
    buffer_release(&bytes);
    buffer_release(&room);
    return value;
}

/* "!!int": what it is without the tag, when that is of the kind which the tag names. */
static const struct value *read_tagged(struct loader *loader, const char *tag, struct slice text)
{
    static const char prefix[] = "tag:yaml.org,2002:";
    static const char *const kinds[] = {"null", "bool", "int", "float", "timestamp"};
    const char *kind = text_starts(tag, prefix) ? tag + sizeof prefix - 1 : "";
    bool known = false;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        known = known || text_equal(kind, kinds[i]);
    if (text_equal(kind, "binary") && !loader->texts)
        return read_binary(loader, text);
    if (!known || loader->texts)
        return value_string(loader->arena, text);
    const struct value *value =
        (loader->kyaml ? yaml_scalar_resolve_kyaml : yaml_scalar_resolve)(loader->arena, text);
    if (text_equal(kind, "timestamp") && value_is(value, VALUE_STRING) &&
        yaml_scalar_literal(loader->arena, text))
        return value;
    bool whole = value_is(value, VALUE_INTEGER), real = whole && slice_find_byte(text, '.') < text.length;
    const char *type = real ? "!!float" : short_type(value);
    if (text_equal(type + 2, kind) || (whole && text_equal(kind, "float")))
        return value;
    return fail_tag(loader, arena_format(loader->arena, "cannot decode %s `%.*s` as a !!%s", type,
                                         (int)text.length, text.data, kind));
}

/* In the place of what no JSON can hold: how Go writes it. The document comes to nothing, and is shown. */
static const struct value *read_unheld(struct loader *loader, const char *literal, const char *reason)
{
    loader->unheld = reason;
    return value_decimal(loader->arena, slice_of(literal));
}

static const struct value *read_scalar(struct loader *loader)
{
    const yaml_event_t *event = &loader->event;
    struct slice text = {(const char *)event->data.scalar.value, event->data.scalar.length};
    const char *tag = (const char *)event->data.scalar.tag;
    loader->line = event->end_mark.line + 1;
    if (tag && !text_equal(tag, "!"))
        return read_tagged(loader, tag, text);
    if (tag || loader->texts || event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE)
        return value_string(loader->arena, text);
    /* kustomize writes a resource and reads it again, and what has a ':' is quoted then where brackets are */
    if (loader->kyaml && loader->flow && slice_find_byte(text, ':') < text.length)
        return value_string(loader->arena, text);
    const char *literal = loader->in_key ? NULL : yaml_scalar_unheld(text);
    if (literal)
        return read_unheld(loader, literal, arena_format(loader->arena, "unsupported value: %s", literal));
    return (loader->kyaml ? yaml_scalar_resolve_kyaml : yaml_scalar_resolve)(loader->arena, text);
}

static const struct value *read_node(struct loader *loader);

static const struct value *read_sequence(struct loader *loader)
{
    struct value *array = value_array(loader->arena);
    bool resources = loader->items && loader->depth == 2;
    loader->root = resources ? 3 : loader->root;
    while (step(loader) && loader->event.type != YAML_SEQUENCE_END_EVENT) {
        const struct value *element = read_node(loader);
        if (!element)
            return NULL;
        value_append(loader->arena, array, element);
    }
    loader->root = resources ? 1 : loader->root;
    return loader->problem ? NULL : array;
}

/* The text of a key in JSON, as sigs.k8s.io/yaml makes it; data is NULL for a key that has none. Keys are C
 * strings here, so a NUL in one becomes U+FFFD. */
static struct slice key_text(struct loader *loader, const struct value *key, const struct value *member)
{
    struct buffer text = {0}, shown = {0};
    struct slice result = {NULL, 0};
    if (value_is(key, VALUE_NULL)) {
        gotext_syntax(&shown, member, "map[interface {}]interface {}");
        fail(loader,
             arena_format(loader->arena, "unsupported map key of type: %%!s(<nil>), key: <nil>, value: %s",
                          value_is(member, VALUE_NULL) ? "<nil>" : buffer_text(&shown)));
    } else if (value_is(key, VALUE_ARRAY) || value_is(key, VALUE_OBJECT)) {
        gotext_syntax(&shown, key, loader->kyaml ? "map[string]interface {}" : "map[interface {}]interface {}");
        loader->unheld = loader->kyaml ? "" : NULL;
        fail(loader, arena_format(loader->arena, "%syaml: invalid map key: %s",
                                  loader->kyaml ? "map[string]interface {}(nil): " : "", buffer_text(&shown)));
    } else if (value_is(key, VALUE_STRING) &&
               slice_find_byte(value_slice(key), '\0') == value_slice(key).length) {
        return value_slice(key);
    } else {
        gotext_plain(&shown, key);
        for (size_t i = 0; i < shown.length; i++) {
            if (shown.data[i])
                buffer_add_byte(&text, shown.data[i]);
            else
                utf8_encode(&text, 0xFFFD);
        }
        result = (struct slice){arena_copy(loader->arena, buffer_slice(&text)), text.length};
    }
    buffer_release(&text);
    buffer_release(&shown);
    return result;
}

static bool merge_map(struct loader *loader, struct member_list *members, const struct value *from)
{
    if (!value_is(from, VALUE_OBJECT))
        return fail(loader, "yaml: map merge requires map or sequence of maps as the value");
    if (!count_nodes(loader, (int)value_count(from)))
        return false;
    for (size_t i = 0; i < value_count(from); i++)
        member_list_add(loader->arena, members, slice_of(value_key_at(from, i)), value_member_at(from, i));
    return true;
}

/* `<<: *base` or `<<: [*a, *b]`, where the earlier ones win. */
static bool merge_value(struct loader *loader, struct member_list *members, const struct value *from)
{
    if (!value_is(from, VALUE_ARRAY))
        return merge_map(loader, members, from);
    for (size_t i = value_count(from); i > 0; i--) {
        if (!merge_map(loader, members, value_at(from, i - 1)))
            return false;
    }
    return true;
}

static bool is_merge_key(const yaml_event_t *event)
{
    return event->type == YAML_SCALAR_EVENT && event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE &&
           !event->data.scalar.tag && text_equal((const char *)event->data.scalar.value, "<<");
}

/* A key of a resource, and whether what belongs to it are the texts of its annotations. */
static const struct value *read_key(struct loader *loader)
{
    bool texts = loader->texts;
    loader->texts = texts || loader->kyaml;
    loader->in_key = true;
    const struct value *key = read_node(loader);
    loader->in_key = false;
    loader->texts = texts || (loader->kyaml && loader->metadata && loader->depth == loader->root + 1 &&
                              value_says(key, "annotations"));
    if (loader->depth == loader->root)
        loader->metadata = value_says(key, "metadata");
    if (loader->depth == 1)
        loader->items = loader->kyaml && !loader->other && value_says(key, "items");
    return key;
}

enum key_kind { KEY_TEXT, KEY_NULL, KEY_STRANGE };

/* What go-yaml 3 takes the key in hand for: a text, nothing, or a number, true, an instant. */
static enum key_kind key_kind(struct loader *loader)
{
    const yaml_event_t *event = &loader->event;
    if (!loader->kyaml || event->type != YAML_SCALAR_EVENT || event->data.scalar.tag ||
        event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE)
        return KEY_TEXT;
    struct slice text = {(const char *)event->data.scalar.value, event->data.scalar.length};
    if (loader->flow && slice_find_byte(text, ':') < text.length) /* as read_scalar has it */
        return KEY_TEXT;
    enum value_type type = value_type(yaml_scalar_resolve_kyaml(loader->arena, text));
    if (type == VALUE_NULL)
        return loader->texts ? KEY_STRANGE : KEY_NULL;
    return type != VALUE_STRING || yaml_scalar_literal(loader->arena, text) ? KEY_STRANGE : KEY_TEXT;
}

/* Texts stand before numbers there. Where there are anchors nothing stands there: texts in texts would grow
 * beyond measure. */
static const struct value *read_strange(struct loader *loader, const struct value *object)
{
    static const char type[] = "map[interface {}]interface {}";
    struct buffer shown = {0};
    buffer_format(&shown, "%s{", type);
    for (int numbers = 0, any = 0; numbers < 2; numbers++) {
        for (size_t i = 0; i < value_count(object) && !loader->anchor_count; i++) {
            struct slice text = slice_of(value_key_at(object, i));
            const struct value *key = yaml_scalar_resolve_kyaml(loader->arena, text);
            const char *literal = yaml_scalar_literal(loader->arena, text);
            if ((value_is(key, VALUE_STRING) && !literal) == numbers)
                continue;
            buffer_add_text(&shown, any++ ? ", " : "");
            if (literal)
                buffer_add_text(&shown, literal);
            else
                gotext_syntax(&shown, key, type);
            buffer_add_byte(&shown, ':');
            gotext_syntax(&shown, value_member_at(object, i), "map[string]interface {}");
        }
    }
    buffer_add_byte(&shown, '}');
    const char *literal = arena_copy(loader->arena, buffer_slice(&shown));
    buffer_release(&shown);
    return read_unheld(loader, literal, arena_format(loader->arena, "unsupported type: %s", type));
}

/* Where the keys of a mapping stand, as they are written, the newest first. */
struct key_place {
    const struct key_place *next;
    const char *text;
    size_t line;
    bool nothing;
};

static const struct key_place *add_place(struct loader *loader, const struct key_place *places, bool nothing)
{
    const yaml_event_t *event = &loader->event;
    struct key_place *place = arena_allocate(loader->arena, sizeof *place);
    bool scalar = event->type == YAML_SCALAR_EVENT;
    place->next = places;
    place->text = scalar ? arena_text(loader->arena, (const char *)event->data.scalar.value) : "";
    place->line = event->start_mark.line + 1;
    place->nothing = nothing;
    return place;
}

enum { MOST_COMPARED = 2000 }; /* keys, each with each */

/* go-yaml 3 takes no key twice. */
static const struct value *read_twice(struct loader *loader, const struct key_place *places)
{
    size_t compared = 0;
    for (const struct key_place *last = places; last && compared < MOST_COMPARED;
         last = last->next, compared++) {
        const struct key_place *first = last->next;
        while (first && !text_equal(first->text, last->text))
            first = first->next;
        if (!first)
            continue;
        struct buffer quoted = {0};
        gotext_quote(&quoted, slice_of(last->text));
        loader->unheld = "";
        fail(loader, arena_format(loader->arena,
                                  "map[string]interface {}(nil): yaml: unmarshal errors:\n"
                                  "  line %zu: mapping key %s already defined at line %zu",
                                  last->line, buffer_text(&quoted), first->line));
        buffer_release(&quoted);
        return NULL;
    }
    return fail(loader, "yaml: unmarshal errors");
}

/* kustomize finds no key that is nothing, adds each once more at the mapping's end, and then takes no key
 * twice. */
static const struct value *read_nothing(struct loader *loader, const struct key_place *places)
{
    enum { MOST = 8 };
    const struct key_place *all[2 * MOST];
    size_t count = 0;
    const char *problem = "map[string]interface {}(nil): yaml: unmarshal errors:";
    for (; places && count < MOST; places = places->next) { /* the newest first: turned round */
        for (size_t i = count; places->nothing && i > 0; i--)
            all[i] = all[i - 1];
        if (places->nothing)
            all[0] = places, count++;
    }
    for (size_t i = 0; i < count; i++) {
        struct key_place *again = arena_allocate(loader->arena, sizeof *again);
        *again = *all[i];
        again->line = loader->flow ? all[i]->line : loader->line + 1 + i;
        all[count + i] = again;
    }
    for (size_t i = 0; i < 2 * count; i++) {
        for (size_t j = i + 1; j < 2 * count; j++) {
            if (text_equal(all[i]->text, all[j]->text))
                problem = arena_format(loader->arena,
                                       "%s\n  line %zu: mapping key \"%s\" already defined at line %zu",
                                       problem, all[j]->line, all[j]->text, all[i]->line);
        }
    }
    loader->unheld = "";
    return fail(loader, problem);
}

static const struct value *read_mapping(struct loader *loader)
{
    struct member_list members = {0};
    const struct key_place *places = NULL;
    bool texts = loader->texts, strange = false, merged = false, nothing = false;
    while (step(loader) && loader->event.type != YAML_MAPPING_END_EVENT) {
        bool merges = is_merge_key(&loader->event);
        enum key_kind kind = key_kind(loader);
        strange |= kind == KEY_STRANGE;
        nothing |= kind == KEY_NULL;
        merged |= merges;
        if (loader->kyaml)
            places = add_place(loader, places, kind == KEY_NULL);
        const struct value *key = read_key(loader);
        const struct value *member = key && step(loader) ? read_node(loader) : NULL;
        loader->texts = texts;
        if (!member)
            return NULL;
        if (loader->depth == 1 && value_says(key, "kind"))
            loader->other = !value_says(member, "List");
        if (merges) {
            if (!merge_value(loader, &members, member))
                return NULL;
            continue;
        }
        struct slice name = key_text(loader, key, member);
        if (!name.data)
            return NULL;
        member_list_add(loader->arena, &members, name, member);
    }
    if (loader->problem)
        return NULL;
    const struct value *object = member_list_object(loader->arena, &members);
    if (nothing)
        return read_nothing(loader, places);
    if (loader->kyaml && !merged && value_count(object) < members.count)
        return read_twice(loader, places);
    return strange ? read_strange(loader, object) : object;
}

/* The node that begins with the event in hand. */
static const struct value *read_node(struct loader *loader)
{
    if (!count_nodes(loader, 1))
        return NULL;
    struct anchor *anchor;
    switch (loader->event.type) {
    case YAML_ALIAS_EVENT:
        return read_alias(loader);
    case YAML_SCALAR_EVENT:
        anchor = anchor_open(loader, loader->event.data.scalar.anchor);
        return anchor_close(loader, anchor, read_scalar(loader));
    default:
        break;
    }
    if (loader->depth == LIMIT_VALUE_DEPTH)
        return fail(loader, arena_format(loader->arena, "yaml: exceeded max depth of %d", LIMIT_VALUE_DEPTH));
    bool mapping = loader->event.type == YAML_MAPPING_START_EVENT;
    anchor = anchor_open(loader, mapping ? loader->event.data.mapping_start.anchor
                                         : loader->event.data.sequence_start.anchor);
    bool flow = mapping ? loader->event.data.mapping_start.style == YAML_FLOW_MAPPING_STYLE
                        : loader->event.data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE;
    loader->depth++;
    loader->flow += flow;
    const struct value *value = mapping ? read_mapping(loader) : read_sequence(loader);
    loader->flow -= flow;
    loader->depth--;
    return anchor_close(loader, anchor, value);
}

/* Aliases share values; the depth of what they make together is what must stay within the limit. */
static int depth_of(const struct value *value, int left)
{
    int deepest = 0;
    bool object = value_is(value, VALUE_OBJECT);
    if (!object && !value_is(value, VALUE_ARRAY))
        return 0;
    if (left == 0)
        return 1;
    for (size_t i = 0; i < value_count(value) && deepest < left; i++) {
        int depth = depth_of(object ? value_member_at(value, i) : value_at(value, i), left - 1);
        deepest = depth > deepest ? depth : deepest;
    }
    return deepest + 1;
}

/* Is a literal of read_unheld in it? */
static bool is_unheld(const struct value *value)
{
    bool object = value_is(value, VALUE_OBJECT);
    if (value_is(value, VALUE_DECIMAL))
        return gotext_is_literal(value);
    for (size_t i = 0; i < value_count(value); i++)
        if (is_unheld(object ? value_member_at(value, i) : value_at(value, i)))
            return true;
    return false;
}

/* What kustomize shows of a document with such a literal: of a List only the item. */
static const struct value *unheld_part(const struct value *value)
{
    const struct value *items = value_says(value_get(value, "kind"), "List") ? value_get(value, "items") : NULL;
    for (size_t i = 0; value_is(items, VALUE_ARRAY) && i < value_count(items); i++)
        if (is_unheld(value_at(items, i)))
            return value_at(items, i);
    return value;
}

static const struct value *load(struct loader *loader, struct slice text)
{
    if (!yaml_parser_initialize(&loader->parser))
        return fail(loader, "yaml: out of memory");
    text = slice_unmarked(text); /* libyaml, told the encoding, counts it as a column */
    yaml_parser_set_input_string(&loader->parser, (const unsigned char *)text.data, text.length);
    yaml_parser_set_encoding(&loader->parser, YAML_UTF8_ENCODING);
    const struct value *value = NULL;
    while (step(loader)) {
        yaml_event_type_t type = loader->event.type;
        if (type == YAML_STREAM_START_EVENT || type == YAML_DOCUMENT_START_EVENT)
            continue;
        if (type != YAML_STREAM_END_EVENT)
            value = read_node(loader);
        if (value) /* go-yaml reads to the document's end, and what is wrong up to there counts */
            step(loader);
        break;
    }
    if (value && loader->aliased && depth_of(value, LIMIT_VALUE_DEPTH) > LIMIT_VALUE_DEPTH)
        fail(loader, arena_format(loader->arena, "yaml: exceeded max depth of %d", LIMIT_VALUE_DEPTH));
    if (value && loader->unheld && !loader->kyaml) {
        fail(loader, arena_format(loader->arena, "json: %s", loader->unheld));
    } else if (value && loader->unheld) {
        struct buffer shown = {0};
        gotext_syntax(&shown, unheld_part(value), "map[string]interface {}");
        fail(loader, arena_format(loader->arena, "%s: json: %s", buffer_text(&shown), loader->unheld));
        buffer_release(&shown);
    }
    if (loader->has_event)
        yaml_event_delete(&loader->event);
    yaml_parser_delete(&loader->parser);
    return loader->problem ? NULL : value;
}

/* Takes the next document's text off the front of [rest], as apimachinery's YAMLReader does: a line of "---"
 * alone (blanks and a comment may follow) ends a document that has begun, and is itself the first line of one
 * that has not. */
struct slice yaml_document(struct slice *rest)
{
    struct slice whole = *rest;
    while (rest->length) {
        size_t length = slice_find_byte(*rest, '\n');
        struct slice line = slice_part(*rest, 0, length);
        *rest = slice_part(*rest, length + 1, rest->length);
        struct slice after = slice_trim(slice_part(line, 3, line.length));
        size_t end = (size_t)(line.data - whole.data);
        if (slice_starts(line, "---") && (after.length == 0 || after.data[0] == '#') && end > 0)
            return slice_part(whole, 0, end);
    }
    return whole;
}

struct yaml_reader yaml_reader(struct slice text)
{
    struct yaml_reader reader = {.rest = text, .json = slice_starts(slice_trim(text), "{")};
    return reader;
}

/* False when the stream of JSON values is at its end or goes on as YAML. */
static bool next_json(struct arena *arena, struct yaml_reader *reader, const struct value **document)
{
    struct slice rest = reader->rest;
    while (rest.length && ascii_is_space(rest.data[0]))
        rest = slice_part(rest, 1, rest.length);
    reader->taken += reader->rest.length - rest.length;
    reader->rest = rest;
    if (rest.length == 0 || slice_starts(rest, "---")) {
        reader->json = false;
        return false;
    }
    *document = json_read_front(arena, &reader->rest, reader->taken, &reader->problem);
    reader->taken += rest.length - reader->rest.length;
    return true;
}

bool yaml_next(struct arena *arena, struct yaml_reader *reader, const struct value **document)
{
    *document = NULL;
    if (reader->problem || !reader->rest.length)
        return false;
    if (reader->json && next_json(arena, reader, document))
        return !reader->problem;
    if (!reader->rest.length)
        return false;
    struct loader loader = {.arena = arena, .kyaml = reader->kyaml, .root = 1};
    reader->rest = utf8_by_mark(arena, reader->rest);
    struct slice text = yaml_document(&reader->rest);
    if (text.length > LIMIT_DOCUMENT_BYTES)
        fail(&loader, arena_format(arena, "yaml: document is longer than %d bytes", LIMIT_DOCUMENT_BYTES));
    else
        *document = load(&loader, text);
    reader->problem = loader.problem;
    reader->unheld = loader.unheld != NULL;
    if (value_type(*document) == VALUE_NULL)
        *document = NULL;
    return !reader->problem;
}
