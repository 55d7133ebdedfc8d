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
static bool speaks_go(const struct validation *validation, const char *path)
{
    return !is_custom(validation) || text_starts(path, "metadata.");
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

/* --- the names of Go's structs, from the field that holds them --- */

struct go_struct {
    const char *field, *parent, *name;
};

static const struct go_struct go_structs[] = {
    {"metadata", NULL, "ObjectMeta"},
    {"spec", "template", "PodSpec"},
    {"template", NULL, "PodTemplateSpec"},
    {"containers", NULL, "Container"},
    {"initContainers", NULL, "Container"},
    {"ports", "containers", "ContainerPort"},
    {"ports", "initContainers", "ContainerPort"},
    {"ports", "spec", "ServicePort"},
    {"ports", NULL, "EndpointPort"},
    {"env", NULL, "EnvVar"},
    {"selector", NULL, "LabelSelector"},
    {"resources", NULL, "ResourceRequirements"},
    {"volumeMounts", NULL, "VolumeMount"},
    {"ownerReferences", NULL, "OwnerReference"},
    {"livenessProbe", NULL, "Probe"},
    {"readinessProbe", NULL, "Probe"},
    {"startupProbe", NULL, "Probe"},
    {"endpoints", NULL, "Endpoint"},
};

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

static const char *go_struct_of(struct arena *arena, const struct kind *kind, const char *path)
{
    if (!*path)
        return kind->kind;
    const char *field = take_last(arena, &path), *parent = take_last(arena, &path);
    for (size_t i = 0; i < sizeof go_structs / sizeof *go_structs; i++) {
        const struct go_struct *row = &go_structs[i];
        if (text_equal(row->field, field) && (!row->parent || text_equal(row->parent, parent)))
            return row->name;
    }
    if (text_equal(field, "spec"))
        return arena_format(arena, "%sSpec", kind->kind);
    return arena_format(arena, "%c%s", ascii_upper(*field), field + 1);
}

static const char *go_type(struct arena *arena, const struct kind *kind, const struct schema_field *field,
                           enum schema_shape shape, const char *path)
{
    const char *name = slice_is(field->type, "integer")   ? "int32"
                       : slice_is(field->type, "boolean") ? "bool"
                       : slice_is(field->type, "object")
                           ? arena_format(arena, "v1.%s", go_struct_of(arena, kind, go_path(arena, path)))
                           : "string";
    if (shape == SCHEMA_LIST)
        return arena_format(arena, "[]%s", name);
    return shape == SCHEMA_MAP ? arena_format(arena, "map[string]%s", name) : name;
}

static void add_wrong_type(struct validation *validation, const struct schema_field *field,
                           enum schema_shape shape, const struct value *value, const char *path)
{
    struct arena *arena = validation->findings->arena;
    validation->blocked = true;
    if (!speaks_go(validation, path)) {
        const char *wanted = shape == SCHEMA_LIST  ? "array"
                             : shape == SCHEMA_MAP ? "object"
                                                   : arena_copy(arena, field->type);
        if (shape == SCHEMA_ONE && (slice_starts(field->type, "enum") || slice_is(field->type, "date")))
            wanted = "string";
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

static void check_enum(struct validation *validation, struct slice type, const struct value *value,
                       const char *path)
{
    struct arena *arena = validation->findings->arena;
    struct slice rest = slice_part(type, sizeof "enum(" - 1, type.length - 1), item;
    struct buffer values = {0};
    bool found = false;
    while (slice_next(&rest, ',', &item)) {
        found |= slice_equal(item, value_slice(value));
        buffer_format(&values, "%s\"%.*s\"", values.length ? ", " : "", (int)item.length, item.data);
    }
    if (!found) {
        validation->blocked = true;
        findings_add(validation->findings, "FieldValueNotSupported", path,
                     "Unsupported value: %s: supported values: %s", name_quoted(arena, value_slice(value)),
                     buffer_text(&values));
    }
    buffer_release(&values);
}

static bool fits(struct slice type, const struct value *value)
{
    if (slice_is(type, "integer"))
        return value_is(value, VALUE_INTEGER);
    if (slice_is(type, "boolean"))
        return value_is(value, VALUE_BOOLEAN);
    if (slice_is(type, "number"))
        return value_is(value, VALUE_INTEGER) || value_is(value, VALUE_DECIMAL);
    if (slice_is(type, "intstr"))
        return value_is(value, VALUE_INTEGER) || value_is(value, VALUE_STRING);
    if (slice_is(type, "quantity"))
        return value_is(value, VALUE_INTEGER) || value_is(value, VALUE_DECIMAL) ||
               value_is(value, VALUE_STRING);
    return slice_is(type, "any") || value_is(value, VALUE_STRING);
}

static void check_object(struct validation *validation, struct slice fields, const struct value *object,
                         const char *path);

static void check_one(struct validation *validation, const struct schema_field *field,
                      const struct value *value, const char *path)
{
    if (slice_is(field->type, "object")) {
        if (value_is(value, VALUE_OBJECT))
            check_object(validation, field->fields, value, path);
        else
            add_wrong_type(validation, field, SCHEMA_ONE, value, path);
    } else if (!fits(field->type, value)) {
        add_wrong_type(validation, field, SCHEMA_ONE, value, path);
    } else if (slice_starts(field->type, "enum(")) {
        check_enum(validation, field->type, value, path);
    } else if (slice_is(field->type, "quantity") && value_is(value, VALUE_STRING) &&
               !is_quantity(value_slice(value))) {
        findings_add(validation->findings, CAUSE_DECODE, path,
                     "quantities must match the regular expression "
                     "'^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'");
    }
}

static void check_field(struct validation *validation, const struct schema_field *field,
                        const struct value *value, const char *path)
{
    struct arena *arena = validation->findings->arena;
    if (field->shape == SCHEMA_ONE) {
        check_one(validation, field, value, path);
        return;
    }
    if (!value_is(value, field->shape == SCHEMA_LIST ? VALUE_ARRAY : VALUE_OBJECT)) {
        add_wrong_type(validation, field, field->shape, value, path);
        return;
    }
    for (size_t i = 0; i < value_count(value); i++) {
        if (field->shape == SCHEMA_LIST)
            check_one(validation, field, value_at(value, i), arena_format(arena, "%s[%zu]", path, i));
        else
            check_one(validation, field, value_member_at(value, i),
                      speaks_go(validation, path) ? path
                                                  : arena_format(arena, "%s.%s", path, value_key_at(value, i)));
    }
}

static bool is_missing(const struct validation *validation, const struct value *value)
{
    if (is_custom(validation))
        return !value;
    return !value || (value_is(value, VALUE_STRING) && !value_slice(value).length) ||
           (value_is(value, VALUE_ARRAY) && !value_count(value));
}

static void check_object(struct validation *validation, struct slice fields, const struct value *object,
                         const char *path)
{
    struct schema_field field;
    while (schema_next(&fields, &field)) {
        const struct value *member = value_get_slice(object, field.name);
        const char *below = arena_format(validation->findings->arena, "%s%s%.*s", path, *path ? "." : "",
                                         (int)field.name.length, field.name.data);
        if (field.required && is_missing(validation, member)) {
            validation->blocked = true;
            findings_add(validation->findings, "FieldValueRequired", below, "Required value");
        } else if (member) {
            check_field(validation, &field, member, below);
        }
    }
}

/* A status is open, but what controllers and cells walk through has the shape they expect. */
#define STATUS_FIELDS                                                                                          \
    "phase reason podIP hostIP replicas:integer readyReplicas:integer conditions[]{type status reason "        \
    "message} "                                                                                                \
    "containerStatuses[]{name} initContainerStatuses[]{name} addresses[]{type value address} podIPs[]{ip} "    \
    "listeners[]{name} loadBalancer{ingress[]{ip hostname}}"

void schema_validate(struct findings *findings, const struct kind *kind, const struct value *object)
{
    struct validation validation = {.findings = findings, .kind = kind};
    check_object(&validation, schema_fields(findings->arena, kind), object, "");
    if (value_is(value_get(object, "status"), VALUE_OBJECT))
        check_object(&validation, SLICE(STATUS_FIELDS), value_get(object, "status"), "status");
    if (validation.blocked && is_custom(&validation))
        findings_add(findings, "FieldValueInvalid", "<nil>",
                     "Invalid value: \"null\": some validation rules were not checked because the object was "
                     "invalid; correct the existing errors to complete validation");
}
