/* Types, required fields and enums. CRDs are told what their OpenAPI schema says (apiextensions-apiserver);
 * built-in kinds are decoded into Go structs, so that a wrong type is a 400 in Go's words. */
#include "kinds/schema.h"

#include <string.h>

#include "base/buffer.h"
#include "kinds/names.h"

struct validation {
    struct findings *findings;
    const struct kind *kind;
    bool blocked; /* something that keeps a CRD's rules from running */
};

static bool is_custom(const struct validation *validation)
{
    return validation->kind->flags & KIND_CUSTOM;
}

/* ObjectMeta is a Go struct in every kind. */
static bool speaks_go(const struct validation *validation, const struct schema_path *path)
{
    return !is_custom(validation) || schema_path_in_metadata(path);
}

static const char *const openapi_types[] = {
    [VALUE_NULL] = "null",      [VALUE_BOOLEAN] = "boolean", [VALUE_INTEGER] = "integer",
    [VALUE_DECIMAL] = "number", [VALUE_STRING] = "string",   [VALUE_ARRAY] = "array",
    [VALUE_OBJECT] = "object",
};

static const char *openapi_type(const struct value *value)
{
    return openapi_types[value_type(value)];
}

static const char *go_value(struct arena *arena, const struct value *value)
{
    if (value_is(value, VALUE_BOOLEAN))
        return "bool";
    if (value_is(value, VALUE_DECIMAL))
        return arena_format(arena, "number %s", value_string_of(value));
    return value_is(value, VALUE_INTEGER) ? "number" : openapi_type(value);
}

/* --- the names of Go's structs --- */

/* The path without indices: Go's decoder does not count. */
static const char *go_path(struct arena *arena, const char *path)
{
    struct buffer text = {0};
    bool index = false;
    for (; *path; path++) {
        index |= *path == '[';
        if (!index)
            buffer_add_byte(&text, *path);
        index &= *path != ']';
    }
    const char *result = arena_text(arena, buffer_text(&text));
    buffer_release(&text);
    return result;
}

/* Takes the last piece off a dotted path. */
static const char *take_last(struct arena *arena, const char **path)
{
    const char *dot = strrchr(*path, '.');
    const char *last = dot ? dot + 1 : *path;
    *path = dot ? arena_copy(arena, (struct slice){*path, (size_t)(dot - *path)}) : "";
    return last;
}

/* The struct that a path without indices leads to, by its field's name where the schema does not call it. */
static const char *go_struct_of(struct arena *arena, const struct kind *kind, const char *path)
{
    const struct schema *schema = schema_of(kind);
    const char *name = kind->kind;
    struct slice rest = slice_of(path), part;
    while (rest.length && slice_next(&rest, '.', &part)) {
        const struct schema_field *field = schema ? schema_find(schema, part) : NULL;
        name = field && field->called ? field->called
                                      : arena_format(arena, "%c%.*s", ascii_upper(part.data[0]),
                                                     (int)part.length - 1, part.data + 1);
        schema = field ? &field->below : NULL;
    }
    return name;
}

static const char *go_type(struct arena *arena, const struct kind *kind, const struct schema_field *field,
                           enum schema_shape shape, const char *path)
{
    const char *name = field->type == SCHEMA_INTEGER   ? "int32"
                       : field->type == SCHEMA_BOOLEAN ? "bool"
                       : field->type == SCHEMA_OBJECT || field->called
                           ? arena_format(arena, "v1.%s", go_struct_of(arena, kind, go_path(arena, path)))
                           : "string";
    if (shape == SCHEMA_LIST)
        return arena_format(arena, "[]%s", name);
    return shape == SCHEMA_MAP ? arena_format(arena, "map[string]%s", name) : name;
}

static void add_wrong_type(struct validation *validation, const struct schema_field *field,
                           enum schema_shape shape, const struct value *value, const struct schema_path *where)
{
    struct arena *arena = validation->findings->arena;
    const char *path = schema_path_text(arena, where);
    validation->blocked = true;
    if (!speaks_go(validation, where)) {
        const char *wanted = shape == SCHEMA_LIST  ? "array"
                             : shape == SCHEMA_MAP ? "object"
                             : field->type == SCHEMA_ENUM || field->type == SCHEMA_DATE
                                 ? "string"
                                 : schema_type_names[field->type];
        const char *found = openapi_type(value);
        findings_add(validation->findings, "FieldValueTypeInvalid", path,
                     "Invalid value: \"%s\": %s in body must be of type %s: \"%s\"", found, path, wanted,
                     found);
        return;
    }
    const char *flat = go_path(arena, path), *parent = flat;
    take_last(arena, &parent);
    findings_add(validation->findings, CAUSE_DECODE, path,
                 "json: cannot unmarshal %s into Go struct field %s.%s of type %s", go_value(arena, value),
                 go_struct_of(arena, validation->kind, parent), flat,
                 go_type(arena, validation->kind, field, shape, path));
}

/* --- leaves --- */

static bool is_quantity(struct slice text)
{
    size_t i = 0, digits = 0;
    if (i < text.length && (text.data[i] == '+' || text.data[i] == '-'))
        i++;
    for (; i < text.length && (ascii_is_digit(text.data[i]) || text.data[i] == '.'); i++)
        digits += ascii_is_digit(text.data[i]);
    struct slice suffix = slice_part(text, i, text.length);
    struct slice rest = SLICE(",n,u,m,k,M,G,T,P,E,Ki,Mi,Gi,Ti,Pi,Ei,"), piece;
    if (!digits)
        return false;
    while (slice_next(&rest, ',', &piece)) {
        if (slice_equal(piece, suffix))
            return true;
    }
    int64_t exponent;
    return suffix.length > 1 && ascii_lower(suffix.data[0]) == 'e' &&
           slice_to_integer(slice_part(suffix, suffix.data[1] == '+' ? 2 : 1, suffix.length), &exponent);
}

static bool is_choice(const char *choices, struct slice text)
{
    struct slice rest = slice_of(choices), item;
    while (slice_next(&rest, ',', &item)) {
        if (slice_equal(item, text))
            return true;
    }
    return false;
}

static bool has_type(enum schema_type type, const struct value *value)
{
    switch (type) {
    case SCHEMA_INTEGER:
        return value_is(value, VALUE_INTEGER);
    case SCHEMA_BOOLEAN:
        return value_is(value, VALUE_BOOLEAN);
    case SCHEMA_NUMBER:
        return value_is(value, VALUE_INTEGER) || value_is(value, VALUE_DECIMAL);
    case SCHEMA_INTSTR:
        return value_is(value, VALUE_INTEGER) || value_is(value, VALUE_STRING);
    case SCHEMA_QUANTITY:
        return value_is(value, VALUE_INTEGER) || value_is(value, VALUE_DECIMAL) ||
               value_is(value, VALUE_STRING);
    case SCHEMA_ANY:
        return true;
    default:
        return value_is(value, VALUE_STRING);
    }
}

bool schema_fits(const struct schema_field *field, const struct value *value)
{
    if (!has_type(field->type, value))
        return false;
    if (field->type == SCHEMA_ENUM)
        return is_choice(field->choices, value_slice(value));
    return field->type != SCHEMA_QUANTITY || !value_is(value, VALUE_STRING) || is_quantity(value_slice(value));
}

static void add_no_choice(struct validation *validation, const char *choices, const struct value *value,
                          const struct schema_path *path)
{
    struct arena *arena = validation->findings->arena;
    struct buffer values = {0};
    struct slice rest = slice_of(choices), item;
    while (slice_next(&rest, ',', &item))
        buffer_format(&values, "%s\"%.*s\"", values.length ? ", " : "", (int)item.length, item.data);
    validation->blocked = true;
    findings_add(validation->findings, "FieldValueNotSupported", schema_path_text(arena, path),
                 "Unsupported value: %s: supported values: %s", name_quoted(arena, value_slice(value)),
                 buffer_text(&values));
    buffer_release(&values);
}

static void check_leaf(struct validation *validation, const struct schema_field *field, const struct value *value,
                       const struct schema_path *path)
{
    if (schema_fits(field, value))
        return;
    if (!has_type(field->type, value))
        add_wrong_type(validation, field, SCHEMA_ONE, value, path);
    else if (field->type == SCHEMA_ENUM)
        add_no_choice(validation, field->choices, value, path);
    else
        findings_add(validation->findings, CAUSE_DECODE, schema_path_text(validation->findings->arena, path),
                     "quantities must match the regular expression "
                     "'^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'");
}

static void check_object(struct validation *validation, const struct schema *schema, const struct value *object,
                         const struct schema_path *path);

static void check_one(struct validation *validation, const struct schema_field *field,
                      const struct value *value, const struct schema_path *path)
{
    if (field->type != SCHEMA_OBJECT)
        check_leaf(validation, field, value, path);
    else if (value_is(value, VALUE_OBJECT))
        check_object(validation, &field->below, value, path);
    else
        add_wrong_type(validation, field, SCHEMA_ONE, value, path);
}

static void check_field(struct validation *validation, const struct schema_field *field,
                        const struct value *value, const struct schema_path *path)
{
    if (field->shape == SCHEMA_ONE) {
        check_one(validation, field, value, path);
        return;
    }
    bool list = field->shape == SCHEMA_LIST;
    if (!value_is(value, list ? VALUE_ARRAY : VALUE_OBJECT)) {
        add_wrong_type(validation, field, field->shape, value, path);
        return;
    }
    bool go = speaks_go(validation, path); /* Go's decoder does not name the keys of a map */
    for (size_t i = 0; i < value_count(value); i++) {
        struct schema_path below = {.above = path, .key = list ? NULL : value_key_at(value, i), .index = i};
        check_one(validation, field, list ? value_at(value, i) : value_member_at(value, i),
                  go && !list ? path : &below);
    }
}

static bool is_missing(const struct validation *validation, const struct value *value)
{
    if (is_custom(validation))
        return !value;
    return !value || (value_is(value, VALUE_STRING) && !value_slice(value).length) ||
           (value_is(value, VALUE_ARRAY) && !value_count(value));
}

static void check_object(struct validation *validation, const struct schema *schema, const struct value *object,
                         const struct schema_path *path)
{
    size_t left = value_count(object);
    for (size_t i = 0; i < schema->count; i++) {
        const struct schema_field *field = &schema->fields[i];
        const struct value *member = left ? value_get_slice(object, field->name) : NULL;
        left -= member != NULL;
        struct schema_path below = {.above = path, .key = field->name.data};
        if (field->required && is_missing(validation, member)) {
            validation->blocked = true;
            findings_add(validation->findings, "FieldValueRequired",
                         schema_path_text(validation->findings->arena, &below), "Required value");
        } else if (member) {
            check_field(validation, field, member, &below);
        }
    }
}

void schema_validate(struct findings *findings, const struct kind *kind, const struct value *object, bool fits)
{
    struct validation validation = {.findings = findings, .kind = kind};
    if (!fits)
        check_object(&validation, schema_of(kind), object, NULL);
    if (value_is(value_get(object, "status"), VALUE_OBJECT))
        check_object(&validation, &schema_status, value_get(object, "status"),
                     &(struct schema_path){.key = "status"});
    if (validation.blocked && is_custom(&validation))
        findings_add(findings, "FieldValueInvalid", "<nil>",
                     "Invalid value: \"null\": some validation rules were not checked because the object was "
                     "invalid; correct the existing errors to complete validation");
}
