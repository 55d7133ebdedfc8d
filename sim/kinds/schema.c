#include "kinds/schema.h"

#include "base/buffer.h"
#include "base/limits.h"
#include "data/json.h"

/* One field read from the notation; [rest] of the text follows it. */
struct field {
    struct slice name, type, inside; /* inside: the fields between braces; data is NULL without */
    bool required, array, map, object;
};

static size_t closing(struct slice text, char open, char close)
{
    size_t depth = 0;
    for (size_t i = 0; i < text.length; i++) {
        depth += text.data[i] == open;
        if (text.data[i] == close && --depth == 0)
            return i;
    }
    return text.length;
}

static bool eat(struct slice *text, char byte)
{
    if (!text->length || text->data[0] != byte)
        return false;
    *text = slice_part(*text, 1, text->length);
    return true;
}

static bool name_byte(char c)
{
    return ascii_is_letter(c) || ascii_is_digit(c) || c == '_' || c == '-';
}

static bool next_field(struct slice *text, struct field *field)
{
    size_t end = 0;
    *field = (struct field){0};
    while (eat(text, ' ')) {
    }
    while (end < text->length && name_byte(text->data[end]))
        end++;
    if (end == 0)
        return false;
    field->name = slice_part(*text, 0, end);
    *text = slice_part(*text, end, text->length);
    field->required = eat(text, '!');
    if (eat(text, ':')) {
        for (end = 0; end < text->length && (name_byte(text->data[end])); end++) {
        }
        if (end < text->length && text->data[end] == '(')
            end += closing(slice_part(*text, end, text->length), '(', ')') + 1;
        field->type = slice_part(*text, 0, end);
        *text = slice_part(*text, end, text->length);
    }
    if (eat(text, '[')) {
        eat(text, ']');
        field->array = true;
    }
    if (text->length && text->data[0] == '{') {
        end = closing(*text, '{', '}');
        field->inside = slice_part(*text, 1, end);
        field->map = field->inside.length == 0;
        field->object = !field->map;
        *text = slice_part(*text, end + 1, text->length);
    }
    return true;
}

static bool find_field(struct slice fields, struct slice name, struct field *field)
{
    while (next_field(&fields, field)) {
        if (slice_equal(field->name, name))
            return true;
    }
    return false;
}

struct walk {
    struct arena *arena;
    struct value *unknown;      /* collects names; NULL: checks types */
    struct findings *findings;
};

static void walk_fields(struct walk *walk, struct slice fields, const struct value *object, const char *path);

static void type_error(struct walk *walk, const char *path, const struct value *value, const char *wanted)
{
    static const char *const names[] = {"null", "boolean", "integer", "number", "string", "array", "object"};
    const char *have = names[value_type(value)];
    struct buffer shown = {0};
    if (value_is(value, VALUE_OBJECT) || value_is(value, VALUE_ARRAY) || value_is(value, VALUE_NULL))
        buffer_format(&shown, "\"%s\"", have);
    else if (value_is(value, VALUE_STRING))
        buffer_format(&shown, "\"string\"");
    else
        buffer_format(&shown, "\"%s\"", have);
    findings_add(walk->findings, "FieldValueTypeInvalid", path, "Invalid value: %s: %s in body must be of type %s: %s",
                 buffer_text(&shown), path, wanted, buffer_text(&shown));
    buffer_release(&shown);
}

static void check_enum(struct walk *walk, const char *path, struct slice type, const struct value *value)
{
    struct slice rest = slice_part(type, 5, type.length - 1), word;
    struct buffer list = {0};
    bool known = false;
    while (slice_next(&rest, ',', &word)) {
        known |= slice_equal(word, value_slice(value));
        buffer_format(&list, "%s\"%.*s\"", list.length ? ", " : "", (int)word.length, word.data);
    }
    if (!known)
        findings_add(walk->findings, "FieldValueNotSupported", path, "Unsupported value: \"%s\": supported values: %s",
                     value_string_of(value), buffer_text(&list));
    buffer_release(&list);
}

static const struct {
    const char *name;
    unsigned types; /* bits of enum value_type */
} scalar_types[] = {
    {"string", 1u << VALUE_STRING},
    {"integer", 1u << VALUE_INTEGER},
    {"boolean", 1u << VALUE_BOOLEAN},
    {"number", 1u << VALUE_INTEGER | 1u << VALUE_DECIMAL},
    {"quantity", 1u << VALUE_INTEGER | 1u << VALUE_DECIMAL | 1u << VALUE_STRING},
    {"intstr", 1u << VALUE_INTEGER | 1u << VALUE_STRING},
    {"date", 1u << VALUE_STRING},
};

static void check_scalar(struct walk *walk, const char *path, struct slice type, const struct value *value)
{
    if (slice_is(type, "any") || type.length == 0)
        return;
    if (slice_starts(type, "enum(")) {
        if (!value_is(value, VALUE_STRING))
            type_error(walk, path, value, "string");
        else
            check_enum(walk, path, type, value);
        return;
    }
    for (size_t i = 0; i < sizeof scalar_types / sizeof *scalar_types; i++) {
        if (slice_is(type, scalar_types[i].name) && !(scalar_types[i].types >> value_type(value) & 1))
            type_error(walk, path, value, scalar_types[i].name);
    }
}

static void walk_item(struct walk *walk, const struct field *field, const struct value *value, const char *path)
{
    if (value_is(value, VALUE_NULL))
        return;
    if (field->object || field->map) {
        if (value_is(value, VALUE_OBJECT)) {
            if (field->object)
                walk_fields(walk, field->inside, value, path);
        } else if (!walk->unknown) {
            type_error(walk, path, value, "object");
        }
        return;
    }
    if (!walk->unknown)
        check_scalar(walk, path, field->type.length ? field->type : field->array ? SLICE("string") : SLICE("any"), value);
}

static void walk_field(struct walk *walk, const struct field *field, const struct value *value, const char *path)
{
    if (!field->array) {
        walk_item(walk, field, value, path);
        return;
    }
    if (!value_is(value, VALUE_ARRAY)) {
        if (!walk->unknown && !value_is(value, VALUE_NULL))
            type_error(walk, path, value, "array");
        return;
    }
    for (size_t i = 0; i < value_count(value); i++)
        walk_item(walk, field, value_at(value, i), arena_format(walk->arena, "%s[%zu]", path, i));
}

/* The depth of an object is limited by whoever read it, and of a schema by its author. */
static void walk_fields(struct walk *walk, struct slice fields, const struct value *object, const char *path)
{
    struct field field;
    for (size_t i = 0; i < value_count(object); i++) {
        const char *key = value_key_at(object, i);
        const char *below = path[0] ? arena_format(walk->arena, "%s.%s", path, key) : key;
        if (find_field(fields, slice_of(key), &field))
            walk_field(walk, &field, value_member_at(object, i), below);
        else if (walk->unknown)
            value_append(walk->arena, walk->unknown, value_text(walk->arena, below));
    }
    struct slice rest = fields;
    while (!walk->unknown && next_field(&rest, &field)) {
        if (field.required && !value_get_slice(object, field.name))
            findings_add(walk->findings, "FieldValueRequired",
                         arena_format(walk->arena, "%s%s%.*s", path, path[0] ? "." : "", (int)field.name.length,
                                      field.name.data),
                         "Required value");
    }
}

/* What every kind has; metadata is read by the API server itself. */
static bool common_field(const char *key)
{
    static const char *const keys[] = {"apiVersion", "kind", "metadata", "status"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        if (text_equal(key, keys[i]))
            return true;
    }
    return false;
}

static struct value *own_fields(struct arena *arena, const struct value *object)
{
    struct value *own = value_object(arena);
    for (size_t i = 0; i < value_count(object); i++) {
        if (!common_field(value_key_at(object, i)))
            value_put(arena, own, value_key_at(object, i), value_member_at(object, i));
    }
    return own;
}

static const char metadata_schema[] =
    "name:string generateName:string namespace:string labels{} annotations{} uid:string resourceVersion:string "
    "generation:integer creationTimestamp:any deletionTimestamp:any deletionGracePeriodSeconds:any finalizers[] "
    "ownerReferences:any managedFields:any selfLink:string";

const struct value *schema_unknown_fields(struct arena *arena, const struct kind *kind, const struct value *object)
{
    struct walk walk = {.arena = arena, .unknown = value_array(arena)};
    walk_fields(&walk, slice_of(metadata_schema), value_get(object, "metadata"), "metadata");
    if (kind->schema)
        walk_fields(&walk, slice_of(kind->schema), own_fields(arena, object), "");
    return walk.unknown;
}

void schema_validate(struct findings *findings, const struct kind *kind, const struct value *object)
{
    struct walk walk = {.arena = findings->arena, .findings = findings};
    if (kind->schema)
        walk_fields(&walk, slice_of(kind->schema), own_fields(findings->arena, object), "");
}
