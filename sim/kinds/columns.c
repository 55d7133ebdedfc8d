#include "kinds/columns.h"

#include "base/buffer.h"

const struct column columns_name_age[] = {COLUMN_NAME, COLUMN_AGE, COLUMN_END};

static const char *taken(struct arena *arena, struct buffer *text, const char *otherwise)
{
    const char *result = text->length ? arena_copy(arena, buffer_slice(text)) : otherwise;
    buffer_release(text);
    return result;
}

static void add_separated(struct buffer *text, const char *piece)
{
    if (text->length)
        buffer_add_byte(text, ',');
    buffer_add_text(text, piece);
}

static void add_labels(struct arena *arena, struct buffer *text, const struct value *labels)
{
    for (size_t i = 0; i < value_count(labels); i++)
        add_separated(text, arena_format(arena, "%s=%s", value_key_at(labels, i),
                                         value_string_of(value_member_at(labels, i))));
}

const char *columns_labels(struct arena *arena, const struct value *labels)
{
    struct buffer text = {0};
    if (value_is(labels, VALUE_OBJECT))
        add_labels(arena, &text, labels);
    return taken(arena, &text, "<none>");
}

static const char *joined(struct arena *arena, const struct value *values)
{
    struct buffer text = {0};
    for (size_t i = 0; i < value_count(values); i++)
        add_separated(&text, value_string_of(value_at(values, i)));
    return taken(arena, &text, "");
}

static const char *expression(struct arena *arena, const struct value *requirement)
{
    const char *key = value_find_text(requirement, "key"), *operator= value_find_text(requirement, "operator");
    if (text_equal(operator, "Exists"))
        return key;
    if (text_equal(operator, "DoesNotExist"))
        return arena_format(arena, "!%s", key);
    return arena_format(arena, "%s %s (%s)", key, text_equal(operator, "In") ? "in" : "notin",
                        joined(arena, value_get(requirement, "values")));
}

const char *columns_selector(struct arena *arena, const struct value *label_selector)
{
    struct buffer text = {0};
    const struct value *expressions = value_get(label_selector, "matchExpressions");
    if (value_is(value_get(label_selector, "matchLabels"), VALUE_OBJECT))
        add_labels(arena, &text, value_get(label_selector, "matchLabels"));
    for (size_t i = 0; value_is(expressions, VALUE_ARRAY) && i < value_count(expressions); i++)
        add_separated(&text, expression(arena, value_at(expressions, i)));
    return taken(arena, &text, "<none>");
}

static const char *each_container(struct arena *arena, const struct value *object, const char *key)
{
    struct buffer text = {0};
    const struct value *containers = value_find(object, "spec.template.spec.containers");
    for (size_t i = 0; i < value_count(containers); i++)
        add_separated(&text, value_find_text(value_at(containers, i), key));
    return taken(arena, &text, "<none>");
}

const char *columns_containers(struct arena *arena, const struct value *object, struct instant now)
{
    (void)now;
    return each_container(arena, object, "name");
}

const char *columns_images(struct arena *arena, const struct value *object, struct instant now)
{
    (void)now;
    return each_container(arena, object, "image");
}

const char *columns_spec_selector(struct arena *arena, const struct value *object, struct instant now)
{
    (void)now;
    return columns_selector(arena, value_find(object, "spec.selector"));
}

const char *columns_age(struct arena *arena, const struct value *timestamp, struct instant now)
{
    struct instant at;
    if (!instant_parse_rfc3339(value_slice(timestamp), &at))
        return "<unknown>";
    return duration_human(arena, instant_since(now, at));
}

const char *columns_count(struct arena *arena, const struct value *object, const char *path)
{
    return arena_format(arena, "%lld", (long long)value_number(value_find(object, path), 0));
}
