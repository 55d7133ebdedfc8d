#include "kinds/schema.h"

#include "base/check.h"
#include "kinds/template.h"

#define ROOT_FIELDS "apiVersion kind metadata{" METADATA_FIELDS "} status:any{} "

/* --- the notation --- */

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

static void take_shape(struct slice *rest, struct schema_field *field)
{
    if (first(*rest) == '[') {
        take(rest, 2);
        field->shape = SCHEMA_LIST;
        if (first(*rest) == '{')
            field->fields = take_braces(rest);
    } else if (slice_starts(*rest, "{}")) {
        take(rest, 2);
        field->shape = SCHEMA_MAP;
    }
}

bool schema_next(struct slice *rest, struct schema_field *field)
{
    while (first(*rest) == ' ')
        take(rest, 1);
    if (!rest->length)
        return false;
    *field = (struct schema_field){.name = take_name(rest), .type = SLICE("string")};
    check(field->name.length);
    if (first(*rest) == '!') {
        take(rest, 1);
        field->required = true;
    }
    if (first(*rest) == ':') {
        take(rest, 1);
        field->type = take_name(rest);
        if (first(*rest) == '(') {
            size_t length = slice_find_byte(*rest, ')') + 1;
            field->type = (struct slice){field->type.data, field->type.length + length};
            take(rest, length);
        }
    }
    if (first(*rest) == '{' && !slice_starts(*rest, "{}"))
        field->fields = take_braces(rest);
    take_shape(rest, field);
    if (field->fields.data)
        field->type = SLICE("object");
    if (slice_starts(*rest, "=\"")) {
        take(rest, 2);
        field->help = take(rest, slice_find_byte(*rest, '"'));
        take(rest, 1);
    }
    return true;
}

bool schema_find(struct slice fields, struct slice name, struct schema_field *field)
{
    while (schema_next(&fields, field)) {
        if (slice_equal(field->name, name))
            return true;
    }
    return false;
}

struct slice schema_fields(struct arena *arena, const struct kind *kind)
{
    return slice_of(arena_format(arena, ROOT_FIELDS "%s", kind->schema));
}

/* --- fields that nobody knows --- */

struct pruning {
    struct arena *arena;
    struct value *unknown; /* paths are added here */
    bool drop_nulls;
};

/* A Go struct takes null for what is not there; ObjectMeta is one in every kind. */
static bool drops(const struct pruning *pruning, const char *path, const struct value *member)
{
    return value_type(member) == VALUE_NULL && (pruning->drop_nulls || text_starts(path, "metadata."));
}

static const struct value *prune_object(struct pruning *pruning, struct slice fields,
                                        const struct value *object, const char *path);

static const struct value *prune_one(struct pruning *pruning, const struct schema_field *field,
                                     const struct value *value, const char *path)
{
    if (slice_is(field->type, "object"))
        return prune_object(pruning, field->fields, value, path);
    if (value_is(value, VALUE_INTEGER) && slice_is(field->type, "quantity"))
        return value_format(pruning->arena, "%lld", (long long)value_number(value, 0));
    return value;
}

static const struct value *prune_list(struct pruning *pruning, const struct schema_field *field,
                                      const struct value *list, const char *path)
{
    struct value *kept = value_array(pruning->arena);
    for (size_t i = 0; i < value_count(list); i++)
        value_append(
            pruning->arena, kept,
            prune_one(pruning, field, value_at(list, i), arena_format(pruning->arena, "%s[%zu]", path, i)));
    return kept;
}

static const struct value *prune_map(struct pruning *pruning, const struct schema_field *field,
                                     const struct value *map, const char *path)
{
    struct value *kept = value_object(pruning->arena);
    for (size_t i = 0; i < value_count(map); i++) {
        const char *key = value_key_at(map, i);
        const struct value *member = value_member_at(map, i);
        if (!drops(pruning, path, member))
            value_put(pruning->arena, kept, key,
                      prune_one(pruning, field, member, arena_format(pruning->arena, "%s.%s", path, key)));
    }
    return kept;
}

static const struct value *prune_field(struct pruning *pruning, const struct schema_field *field,
                                       const struct value *value, const char *path)
{
    if (field->shape == SCHEMA_LIST && value_is(value, VALUE_ARRAY))
        return prune_list(pruning, field, value, path);
    if (field->shape == SCHEMA_MAP && value_is(value, VALUE_OBJECT))
        return prune_map(pruning, field, value, path);
    return field->shape == SCHEMA_ONE ? prune_one(pruning, field, value, path) : value;
}

static const struct value *prune_object(struct pruning *pruning, struct slice fields,
                                        const struct value *object, const char *path)
{
    struct arena *arena = pruning->arena;
    if (!value_is(object, VALUE_OBJECT))
        return object;
    struct value *kept = value_object(arena);
    for (size_t i = 0; i < value_count(object); i++) {
        const char *key = value_key_at(object, i);
        const struct value *member = value_member_at(object, i);
        const char *below = *path ? arena_format(arena, "%s.%s", path, key) : key;
        struct schema_field field;
        if (!schema_find(fields, slice_of(key), &field))
            value_append(arena, pruning->unknown, value_text(arena, below));
        else if (!drops(pruning, below, member))
            value_put(arena, kept, key, prune_field(pruning, &field, member, below));
    }
    return kept;
}

static const struct value *prune(struct pruning *pruning, const struct kind *kind, const struct value *object)
{
    pruning->unknown = value_array(pruning->arena);
    pruning->drop_nulls = !(kind->flags & KIND_CUSTOM);
    return prune_object(pruning, schema_fields(pruning->arena, kind), object, "");
}

const struct value *schema_unknown_fields(struct arena *arena, const struct kind *kind,
                                          const struct value *object)
{
    struct pruning pruning = {.arena = arena};
    prune(&pruning, kind, object);
    return pruning.unknown;
}

const struct value *schema_pruned(struct arena *arena, const struct kind *kind, const struct value *object)
{
    struct pruning pruning = {.arena = arena};
    return prune(&pruning, kind, object);
}
