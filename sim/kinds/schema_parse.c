/* The notation of schema.h, read. */
#include <string.h>

#include "base/check.h"
#include "kinds/schema.h"
#include "kinds/template.h"

#define ROOT_FIELDS                                                                                            \
    "apiVersion=\"The version of the schema that this object follows.\" kind=\"The kind of this object.\" "    \
    "metadata:ObjectMeta{" METADATA_FIELDS "}=\"Name, labels and other data that every object has.\" "         \
    "status:any{}=\"What the cluster last saw of it; only the cluster writes it.\" "

/* A status is open, but what controllers and cells walk through has the shape they expect. */
#define STATUS_FIELDS                                                                                          \
    "phase reason podIP hostIP replicas:integer readyReplicas:integer conditions[]{type status reason "        \
    "message} "                                                                                                \
    "containerStatuses[]{name} initContainerStatuses[]{name} addresses[]{type value address} podIPs[]{ip} "    \
    "listeners[]{name} loadBalancer{ingress[]{ip hostname}}"

const char *const schema_type_names[SCHEMA_TYPES] = {
    [SCHEMA_STRING] = "string", [SCHEMA_INTEGER] = "integer",   [SCHEMA_BOOLEAN] = "boolean",
    [SCHEMA_NUMBER] = "number", [SCHEMA_QUANTITY] = "quantity", [SCHEMA_INTSTR] = "intstr",
    [SCHEMA_DATE] = "date",     [SCHEMA_ANY] = "any",           [SCHEMA_ENUM] = "enum",
    [SCHEMA_OBJECT] = "object",
};

static bool is_name(char c)
{
    return ascii_is_digit(c) || ascii_is_letter(c) || c == '_';
}

static char first(struct slice text)
{
    return text.length ? text.data[0] : '\0';
}

static struct slice take(struct slice *rest, size_t count)
{
    struct slice taken = slice_part(*rest, 0, count);
    *rest = slice_part(*rest, count, rest->length);
    return taken;
}

static struct slice take_name(struct slice *rest)
{
    size_t length = 0;
    while (length < rest->length && is_name(rest->data[length]))
        length++;
    check(length);
    return take(rest, length);
}

/* What stands between the brace that [rest] begins with and its partner. */
static struct slice take_braces(struct slice *rest)
{
    size_t depth = 0, i = 0;
    bool quoted = false;
    for (; i < rest->length; i++) {
        char c = rest->data[i];
        quoted ^= c == '"';
        if (quoted)
            continue;
        depth += c == '{';
        if (c == '}' && --depth == 0)
            break;
    }
    struct slice whole = take(rest, i + 1);
    return slice_part(whole, 1, whole.length - 1);
}

static void take_type(struct arena *arena, struct slice *rest, struct schema_field *field)
{
    struct slice name = take_name(rest);
    if (name.data[0] >= 'A' && name.data[0] <= 'Z') {
        field->type = SCHEMA_ANY;
        field->called = arena_copy(arena, name);
        return;
    }
    while (field->type < SCHEMA_TYPES && !slice_is(name, schema_type_names[field->type]))
        field->type++;
    check(field->type < SCHEMA_TYPES);
    if (first(*rest) == '(') {
        struct slice choices = take(rest, slice_find_byte(*rest, ')') + 1);
        field->choices = arena_copy(arena, slice_part(choices, 1, choices.length - 1));
    }
}

static void take_below(struct arena *arena, struct slice *rest, struct schema_field *field)
{
    field->below = schema_parse(arena, take_braces(rest));
    field->type = SCHEMA_OBJECT;
}

static void take_shape(struct arena *arena, struct slice *rest, struct schema_field *field)
{
    if (first(*rest) == '[') {
        take(rest, 2);
        field->shape = SCHEMA_LIST;
        if (first(*rest) == '{')
            take_below(arena, rest, field);
    } else if (slice_starts(*rest, "{}")) {
        take(rest, 2);
        field->shape = SCHEMA_MAP;
    }
}

static void take_field(struct arena *arena, struct slice *rest, struct schema_field *field)
{
    struct slice name = take_name(rest);
    field->name = (struct slice){arena_copy(arena, name), name.length};
    if (first(*rest) == '!') {
        take(rest, 1);
        field->required = true;
    }
    if (first(*rest) == ':') {
        take(rest, 1);
        take_type(arena, rest, field);
    }
    if (first(*rest) == '{' && !slice_starts(*rest, "{}"))
        take_below(arena, rest, field);
    take_shape(arena, rest, field);
    if (slice_starts(*rest, "=\"")) {
        take(rest, 2);
        field->help = arena_copy(arena, take(rest, slice_find_byte(*rest, '"')));
        take(rest, 1);
    }
}

struct schema schema_parse(struct arena *arena, struct slice notation)
{
    enum { FIELDS_MAX = 128 };
    struct schema_field fields[FIELDS_MAX];
    size_t count = 0, required = 0;
    for (;;) {
        while (first(notation) == ' ')
            take(&notation, 1);
        if (!notation.length)
            break;
        check(count < FIELDS_MAX);
        fields[count] = (struct schema_field){.type = SCHEMA_STRING};
        take_field(arena, &notation, &fields[count]);
        required += fields[count++].required;
    }
    struct schema_field *kept = arena_allocate(arena, count * sizeof *kept);
    if (count)
        memcpy(kept, fields, count * sizeof *kept);
    return (struct schema){kept, count, required};
}

struct schema schema_parse_kind(struct arena *arena, const struct kind *kind)
{
    return schema_parse(arena, slice_of(arena_format(arena, ROOT_FIELDS "%s", kind->schema)));
}

struct schema schema_parse_status(struct arena *arena)
{
    return schema_parse(arena, SLICE(STATUS_FIELDS));
}
