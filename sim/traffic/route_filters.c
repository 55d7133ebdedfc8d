/* What the filters of an HTTPRoute rule change (V20, V21): headers on the way to the app and back, host and
 * path. */
#include "traffic/path.h"

#include <string.h>

/* A header's name as Envoy passes it on. */
static const char *lower_name(struct arena *arena, struct slice text)
{
    char *copy = arena_copy(arena, text);
    for (size_t i = 0; i < text.length; i++)
        copy[i] = ascii_lower(copy[i]);
    return copy;
}

/* The modifier "requestHeaderModifier" or "responseHeaderModifier" of one filter: set, then add, then remove.
 */
static void modify_headers(struct arena *arena, const struct value *modifier, struct http_message *message)
{
    const struct value *set = value_get(modifier, "set"), *add = value_get(modifier, "add"),
                       *gone = value_get(modifier, "remove");
    for (size_t i = 0; i < value_count(set); i++)
        http_set_header(message, lower_name(arena, value_slice(value_get(value_at(set, i), "name"))),
                        value_slice(value_get(value_at(set, i), "value")));
    for (size_t i = 0; i < value_count(add); i++)
        http_add_header(message, lower_name(arena, value_slice(value_get(value_at(add, i), "name"))),
                        value_slice(value_get(value_at(add, i), "value")));
    for (size_t i = 0; i < value_count(gone); i++)
        http_remove_header(message, value_string_of(value_at(gone, i)));
}

struct slice route_changed_path(struct arena *arena, const struct value *change, struct slice prefix,
                                struct slice target)
{
    const char *type = value_find_text(change, "type");
    struct slice query = slice_part(target, slice_find_byte(target, '?'), target.length);
    struct slice path = slice_part(target, 0, slice_find_byte(target, '?'));
    if (text_equal(type, "ReplaceFullPath")) {
        const char *full = value_find_text(change, "replaceFullPath");
        return slice_of(arena_format(arena, "%s%.*s", full[0] ? full : "/", (int)query.length, query.data));
    }
    if (!text_equal(type, "ReplacePrefixMatch"))
        return target;
    struct slice with = value_slice(value_get(change, "replacePrefixMatch"));
    while (prefix.length && prefix.data[prefix.length - 1] == '/')
        prefix.length--;
    struct slice rest = slice_part(path, prefix.length, path.length);
    while (with.length && with.data[with.length - 1] == '/' && (rest.length || with.length > 1))
        with.length--;
    const char *made =
        arena_format(arena, "%.*s%.*s", (int)with.length, with.data, (int)rest.length, rest.data);
    return slice_of(
        arena_format(arena, "%s%s%.*s", made[0] == '/' ? "" : "/", made, (int)query.length, query.data));
}

bool route_changes(const struct exchange *exchange)
{
    return exchange->rule && (exchange->rule->filters || exchange->backend->filters);
}

static void change_request(struct step *step, const struct value *filters, struct http_message *message)
{
    struct slice prefix = step->flow->exchange->rule->prefix;
    for (size_t i = 0; i < value_count(filters); i++) {
        const struct value *filter = value_at(filters, i), *rewrite = value_get(filter, "urlRewrite");
        const char *host = value_find_text(rewrite, "hostname");
        modify_headers(step->arena, value_get(filter, "requestHeaderModifier"), message);
        if (host[0])
            http_set_header(message, "host", slice_of(host));
        struct slice target =
            route_changed_path(step->arena, value_get(rewrite, "path"), prefix, message->target);
        if (!slice_equal(target, message->target)) {
            http_set_header(message, "x-envoy-original-path", message->target);
            message->target = target;
        }
    }
}

void route_change_request(struct step *step, struct http_message *message)
{
    const struct exchange *exchange = step->flow->exchange;
    if (!route_changes(exchange))
        return;
    change_request(step, exchange->rule->filters, message);
    change_request(step, exchange->backend->filters, message);
}

static void change_response(struct step *step, const struct value *filters, struct http_message *message)
{
    for (size_t i = 0; i < value_count(filters); i++)
        modify_headers(step->arena, value_get(value_at(filters, i), "responseHeaderModifier"), message);
}

void route_change_response(struct step *step, struct http_message *message)
{
    const struct exchange *exchange = step->flow->exchange;
    if (!route_changes(exchange))
        return;
    change_response(step, exchange->rule->filters, message);
    change_response(step, exchange->backend->filters, message);
}
