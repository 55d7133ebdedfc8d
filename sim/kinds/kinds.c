#include <string.h>

#include "data/json.h"
#include "data/jsonpath.h"
#include "kinds/columns.h"
#include "kinds/rows.h"

const struct kind *const kind_rows[] = {
    &config_map_kind,
    &endpoints_kind,
    &event_kind,
    &namespace_kind,
    &node_kind,
    &pod_kind,
    &secret_kind,
    &service_account_kind,
    &service_kind,
    &daemon_set_kind,
    &deployment_kind,
    &replica_set_kind,
    &stateful_set_kind,
    &custom_resource_definition_kind,
    &endpoint_slice_kind,
    &wasm_plugin_kind,
    &gateway_class_kind,
    &gateway_kind,
    &grpc_route_kind,
    &http_route_kind,
    &reference_grant_kind,
    &destination_rule_kind,
    &envoy_filter_kind,
    &istio_gateway_kind,
    &proxy_config_kind,
    &service_entry_kind,
    &sidecar_kind,
    &virtual_service_kind,
    &workload_entry_kind,
    &workload_group_kind,
    &authorization_policy_kind,
    &peer_authentication_kind,
    &request_authentication_kind,
    &telemetry_kind,
};

const size_t kind_count = sizeof kind_rows / sizeof *kind_rows;

static struct slice preferred_version(const struct kind *kind)
{
    struct slice versions = slice_of(kind->versions);
    return slice_part(versions, 0, slice_find_byte(versions, ','));
}

const char *kind_api_version(struct arena *arena, const struct kind *kind)
{
    const char *version = arena_copy(arena, preferred_version(kind));
    return *kind->group ? arena_format(arena, "%s/%s", kind->group, version) : version;
}

/* [list]: items with a comma between them. */
static bool listed(const char *list, struct slice word, bool any_case)
{
    while (word.length && list && *list) {
        size_t i = 0;
        while (i < word.length && list[i] &&
               (list[i] == word.data[i] || (any_case && ascii_lower(list[i]) == ascii_lower(word.data[i]))))
            i++;
        if (i == word.length && (list[i] == ',' || !list[i]))
            return true;
        list = strchr(list + i, ',');
        list += list != NULL;
    }
    return false;
}

bool kind_serves(const struct kind *kind, const char *version)
{
    return listed(kind->versions, slice_of(version), false);
}

static bool is_name(const char *name, struct slice word)
{
    size_t i = 0;
    while (i < word.length && name[i] && ascii_lower(name[i]) == ascii_lower(word.data[i]))
        i++;
    return i == word.length && !name[i];
}

static bool is_called(const struct kind *kind, struct slice word)
{
    return is_name(kind->plural, word) || is_name(kind->singular, word) || listed(kind->short_names, word, true) ||
           is_name(kind->kind, word);
}

/* "version.group", as in deployments.v1.apps; "v1." is the core group. */
static bool is_versioned_group(const struct kind *kind, struct slice rest)
{
    size_t dot = slice_find_byte(rest, '.');
    return dot < rest.length && listed(kind->versions, slice_part(rest, 0, dot), false) &&
           slice_is(slice_part(rest, dot + 1, rest.length), kind->group);
}

static bool is_group(const struct kind *kind, struct slice rest)
{
    return slice_is(rest, kind->group);
}

static bool is_group_prefix(const struct kind *kind, struct slice rest)
{
    return rest.length && strlen(kind->group) > rest.length && memcmp(kind->group, rest.data, rest.length) == 0;
}

/* Nearly every word is a plural or a singular as its row has it, and none of them means another kind (tests/kinds/find.case). */
static const struct kind *find_as_written(struct slice word)
{
    for (size_t i = 0; word.length && i < kind_count; i++) {
        if (slice_is(word, kind_rows[i]->plural) || slice_is(word, kind_rows[i]->singular))
            return kind_rows[i];
    }
    return NULL;
}

const struct kind *kind_find(const char *word)
{
    bool (*const rules[])(const struct kind *, struct slice) = {is_group, is_versioned_group, is_group_prefix};
    struct slice whole = slice_of(word);
    size_t dot = slice_find_byte(whole, '.');
    struct slice name = slice_part(whole, 0, dot);
    if (dot == whole.length) {
        const struct kind *found = find_as_written(name);
        for (size_t i = 0; !found && i < kind_count; i++) {
            if (is_called(kind_rows[i], name))
                found = kind_rows[i];
        }
        return found;
    }
    struct slice rest = slice_part(whole, dot + 1, whole.length);
    for (size_t rule = 0; rest.length && rule < sizeof rules / sizeof *rules; rule++) {
        for (size_t i = 0; i < kind_count; i++) {
            if (is_called(kind_rows[i], name) && rules[rule](kind_rows[i], rest))
                return kind_rows[i];
        }
    }
    return NULL;
}

const struct kind *kind_of(const char *api_version, const char *kind)
{
    struct slice whole = slice_of(api_version);
    size_t slash = slice_find_byte(whole, '/');
    struct slice group = slash < whole.length ? slice_part(whole, 0, slash) : SLICE("");
    struct slice version = slash < whole.length ? slice_part(whole, slash + 1, whole.length) : whole;
    for (size_t i = 0; i < kind_count; i++) {
        if (text_equal(kind_rows[i]->kind, kind) && slice_is(group, kind_rows[i]->group) &&
            listed(kind_rows[i]->versions, version, false))
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
    struct slice group = slice_part(resource, dot + 1, resource.length);
    for (size_t i = 0; i < kind_count; i++) {
        if (slice_is(slice_part(resource, 0, dot), kind_rows[i]->plural) &&
            slice_is(group, kind_rows[i]->group))
            return kind_rows[i];
    }
    return NULL;
}

static const struct value *value_of(struct arena *arena, const struct column *column,
                                    const struct value *object)
{
    const char *problem = NULL;
    if (column->path[0] != '{')
        return value_find(object, column->path);
    return value_at(jsonpath_find(arena, slice_of(column->path), object, &problem), 0);
}

const char *kind_cell(struct arena *arena, const struct kind *kind, const struct column *column,
                      const struct value *object, struct instant now)
{
    if (column->cell)
        return column->cell(arena, object, now);
    const struct value *value = value_of(arena, column, object);
    if (column->date)
        return value || !(kind->flags & KIND_CUSTOM) ? columns_age(arena, value, now) : "";
    switch (value_type(value)) {
    case VALUE_NULL:
        return column->count ? "0" : "";
    case VALUE_STRING:
    case VALUE_DECIMAL:
        return value_string_of(value);
    default:
        return json_text(arena, value);
    }
}
