/* The table of kinds and the look-ups. One file a row or a small family; this one lists them in discovery order. */
#include "kinds/kind.h"

#include <string.h>

#include "base/buffer.h"
#include "data/json.h"
#include "data/jsonpath.h"
#include "kinds/rows.h"

const struct kind *const kind_rows[] = {
    &config_map_kind, &event_kind, &namespace_kind, &node_kind, &pod_kind, &secret_kind, &service_account_kind,
    &service_kind, &daemon_set_kind, &deployment_kind, &replica_set_kind, &stateful_set_kind, &endpoint_slice_kind,
    &custom_resource_definition_kind, &gateway_class_kind, &gateway_kind, &grpc_route_kind, &http_route_kind,
    &reference_grant_kind, &wasm_plugin_kind, &destination_rule_kind, &envoy_filter_kind, &istio_gateway_kind,
    &proxy_config_kind, &service_entry_kind, &sidecar_kind, &virtual_service_kind, &workload_entry_kind,
    &workload_group_kind, &authorization_policy_kind, &peer_authentication_kind, &request_authentication_kind,
    &telemetry_kind,
};

const size_t kind_count = sizeof kind_rows / sizeof *kind_rows;

const char *kind_resource(struct arena *arena, const struct kind *kind)
{
    return kind->group[0] ? arena_format(arena, "%s.%s", kind->plural, kind->group) : kind->plural;
}

static struct slice preferred(const struct kind *kind)
{
    struct slice versions = slice_of(kind->versions);
    return slice_part(versions, 0, slice_find_byte(versions, ','));
}

const char *kind_api_version(struct arena *arena, const struct kind *kind)
{
    struct slice version = preferred(kind);
    return arena_format(arena, "%s%s%.*s", kind->group, kind->group[0] ? "/" : "", (int)version.length, version.data);
}

static bool list_has(const char *list, struct slice word)
{
    struct slice rest = slice_of(list), item;
    while (slice_next(&rest, ',', &item)) {
        if (item.length && slice_equal(item, word))
            return true;
    }
    return false;
}

bool kind_serves(const struct kind *kind, const char *version)
{
    return list_has(kind->versions, slice_of(version));
}

static bool nocase(struct slice word, const char *text)
{
    return slice_is_nocase(word, text);
}

static bool named(const struct kind *kind, struct slice word)
{
    if (nocase(word, kind->plural) || nocase(word, kind->singular) || nocase(word, kind->kind))
        return true;
    struct slice rest = slice_of(kind->short_names), item;
    while (slice_next(&rest, ',', &item)) {
        if (item.length == word.length && item.length && strncasecmp(item.data, word.data, item.length) == 0)
            return true;
    }
    return false;
}

/* What stands behind the first dot: "", a group, a prefix of one, or "VERSION" and "VERSION.GROUP". */
static bool qualified(const struct kind *kind, struct slice rest)
{
    size_t dot = slice_find_byte(rest, '.');
    if (rest.length == 0)
        return true;
    if (slice_is(rest, kind->group))
        return true;
    if (rest.length < strlen(kind->group) && strncmp(kind->group, rest.data, rest.length) == 0)
        return true;
    return list_has(kind->versions, slice_part(rest, 0, dot)) &&
           slice_is(slice_part(rest, dot + 1, rest.length), kind->group);
}

const struct kind *kind_find(const char *word)
{
    struct slice whole = slice_of(word);
    size_t dot = slice_find_byte(whole, '.');
    struct slice name = slice_part(whole, 0, dot), rest = slice_part(whole, dot + 1, whole.length);
    for (size_t i = 0; i < kind_count; i++) {
        if (named(kind_rows[i], name) && qualified(kind_rows[i], rest))
            return kind_rows[i];
    }
    return NULL;
}

const struct kind *kind_of(const char *api_version, const char *name)
{
    struct slice group = slice_of(api_version), version;
    size_t slash = slice_find_byte(group, '/');
    version = slash < group.length ? slice_part(group, slash + 1, group.length) : group;
    group = slash < group.length ? slice_part(group, 0, slash) : SLICE("");
    for (size_t i = 0; i < kind_count; i++) {
        if (slice_is(group, kind_rows[i]->group) && text_equal(kind_rows[i]->kind, name) &&
            list_has(kind_rows[i]->versions, version))
            return kind_rows[i];
    }
    return NULL;
}

const struct kind *kind_of_object(const struct value *object)
{
    return kind_of(value_find_text(object, "apiVersion"), value_find_text(object, "kind"));
}

const struct kind *kind_of_key(struct slice key)
{
    struct slice resource = slice_part(key, 0, slice_find_byte(key, '/'));
    size_t dot = slice_find_byte(resource, '.');
    struct slice plural = slice_part(resource, 0, dot), group = slice_part(resource, dot + 1, resource.length);
    for (size_t i = 0; i < kind_count; i++) {
        if (slice_is(plural, kind_rows[i]->plural) && slice_is(group, kind_rows[i]->group))
            return kind_rows[i];
    }
    return NULL;
}

/* --- cells --- */

static const char *age(struct arena *arena, const struct value *object, const char *path, struct instant now)
{
    struct instant at;
    const char *text = value_find_text(object, path);
    if (!instant_parse_rfc3339(slice_of(text), &at))
        return "<unknown>";
    return duration_human(arena, instant_since(now, at));
}

/* A column of a CRD: the first match of its JSONPath; nothing when there is none. */
static const char *path_cell(struct arena *arena, const char *path, const struct value *object)
{
    const char *problem;
    const struct value *found = jsonpath_find(arena, slice_of(path), object, &problem);
    const struct value *first = value_at(found, 0);
    struct buffer text = {0};
    if (value_is(first, VALUE_STRING))
        return value_string_of(first);
    if (first)
        json_write(&text, first);
    const char *copy = arena_copy(arena, buffer_slice(&text));
    buffer_release(&text);
    return copy;
}

const char *kind_cell(struct arena *arena, const struct kind *kind, const struct column *column,
                      const struct value *object, struct instant now)
{
    (void)kind;
    if (column->cell)
        return column->cell(arena, object, now);
    if (column->date)
        return age(arena, object, column->path, now);
    if (column->path[0] == '{')
        return path_cell(arena, column->path, object);
    const struct value *found = value_find(object, column->path);
    if (value_is(found, VALUE_INTEGER))
        return arena_format(arena, "%lld", (long long)value_number(found, 0));
    if (value_is(found, VALUE_BOOLEAN))
        return value_truth(found) ? "true" : "false";
    return value_string_of(found);
}

void findings_add(struct findings *findings, const char *reason, const char *field, const char *format, ...)
{
    struct arena *arena = findings->arena;
    struct value *cause = value_object(arena);
    va_list arguments;
    va_start(arguments, format);
    value_put_text(arena, cause, "message", arena_format_list(arena, format, arguments));
    va_end(arguments);
    value_put_text(arena, cause, "reason", reason);
    value_put_text(arena, cause, "field", field);
    if (!findings->causes)
        findings->causes = value_array(arena);
    value_append(arena, findings->causes, cause);
}
