/* kubectl get --raw: a path of the API server, as it answers it. */
#include <string.h>

#include "data/json.h"
#include "tools/kubectl/verbs.h"

static void print_json(struct kubectl *kubectl, const struct value *value)
{
    struct buffer text = {0};
    json_write(&text, value);
    kubectl_print_buffer(kubectl, &text);
}

static void print_version(struct kubectl *kubectl)
{
    struct arena *arena = kubectl->arena;
    struct value *info = value_object(arena);
    value_put_text(arena, info, "gitVersion", "v1.35.1");
    value_put_text(arena, info, "major", "1");
    value_put_text(arena, info, "minor", "35");
    value_put_text(arena, info, "platform", "linux/amd64");
    struct buffer text = {0};
    json_write_indented(&text, info, 2);
    kubectl_print_buffer(kubectl, &text);
}

static void put_strings(struct arena *arena, struct value *object, const char *key, const char *list)
{
    struct value *array = value_array(arena);
    struct slice rest = slice_of(list), piece;
    while (rest.length && slice_next(&rest, ',', &piece))
        value_append(arena, array, value_string(arena, piece));
    if (value_count(array))
        value_put(arena, object, key, array);
}

/* An APIResourceList of a group's version; NULL when nobody serves it. */
static const struct value *resources_of(struct arena *arena, const char *group_version)
{
    struct value *list = value_object(arena), *resources = value_array(arena);
    for (size_t i = 0; i < kind_count; i++) {
        const struct kind *kind = kind_rows[i];
        if (kind_of(group_version, kind->kind) != kind)
            continue;
        struct value *one = value_object(arena);
        put_strings(arena, one, "categories", kind->categories);
        value_put_text(arena, one, "kind", kind->kind);
        value_put_text(arena, one, "name", kind->plural);
        value_put(arena, one, "namespaced", value_boolean(kind->flags & KIND_NAMESPACED));
        put_strings(arena, one, "shortNames", kind->short_names);
        value_put_text(arena, one, "singularName", kind->singular);
        put_strings(arena, one, "verbs", "create,delete,deletecollection,get,list,patch,update,watch");
        value_append(arena, resources, one);
    }
    value_put_text(arena, list, "apiVersion", "v1");
    value_put_text(arena, list, "groupVersion", group_version);
    value_put_text(arena, list, "kind", "APIResourceList");
    value_put(arena, list, "resources", resources);
    return value_count(resources) ? list : NULL;
}

static const struct value *version_entry(struct arena *arena, const char *group, struct slice version)
{
    struct value *entry = value_object(arena);
    value_put_text(arena, entry, "groupVersion",
                   arena_format(arena, "%s/%.*s", group, (int)version.length, version.data));
    value_put(arena, entry, "version", value_string(arena, version));
    return entry;
}

static const struct value *groups(struct arena *arena)
{
    struct value *list = value_object(arena), *all = value_array(arena);
    for (size_t i = 0; i < kind_count; i++) {
        const struct kind *kind = kind_rows[i];
        if (!kind->group[0] || (i && text_equal(kind->group, kind_rows[i - 1]->group)))
            continue;
        struct value *group = value_object(arena), *versions = value_array(arena);
        struct slice rest = slice_of(kind->versions), version;
        while (slice_next(&rest, ',', &version))
            value_append(arena, versions, version_entry(arena, kind->group, version));
        value_put_text(arena, group, "name", kind->group);
        value_put(arena, group, "preferredVersion", value_at(versions, 0));
        value_put(arena, group, "versions", versions);
        value_append(arena, all, group);
    }
    value_put_text(arena, list, "apiVersion", "v1");
    value_put(arena, list, "groups", all);
    value_put_text(arena, list, "kind", "APIGroupList");
    return list;
}

static void fail_not_found(struct kubectl *kubectl)
{
    kubectl_fail_plain(kubectl,
                       "Error from server (NotFound): the server could not find the requested resource");
}

/* The list's apiVersion and kind: lists of one kind are no List. */
static const struct value *named_list(struct kubectl *kubectl, const struct kind *kind,
                                      const struct value *list)
{
    struct arena *arena = kubectl->arena;
    struct value *named = value_edit(arena, list);
    value_put_text(arena, named, "apiVersion", kind_api_version(arena, kind));
    value_put_text(arena, named, "kind",
                   kind->list_kind ? kind->list_kind : arena_format(arena, "%sList", kind->kind));
    return named;
}

/* What is behind "/api/v1" or "/apis/GROUP/VERSION": [namespaces/NS/]RESOURCE[/NAME]. */
static void get_objects(struct kubectl *kubectl, const char *group_version, struct slice rest,
                        const char *query)
{
    struct arena *arena = kubectl->arena;
    struct slice parts[5], piece;
    size_t count = 0, first = 0;
    while (count < 5 && slice_next(&rest, '/', &piece)) {
        if (piece.length)
            parts[count++] = piece;
    }
    const char *namespace = NULL;
    if (count > 2 && slice_is(parts[0], "namespaces")) {
        namespace = arena_copy(arena, parts[1]);
        first = 2;
    }
    const struct kind *kind = NULL;
    for (size_t i = 0; i < kind_count && first < count; i++) {
        if (slice_is(parts[first], kind_rows[i]->plural) &&
            kind_of(group_version, kind_rows[i]->kind) == kind_rows[i])
            kind = kind_rows[i];
    }
    if (!kind || count - first > 2) {
        fail_not_found(kubectl);
        return;
    }
    struct api_reply reply;
    const char *selector = strstr(query, "labelSelector=");
    if (count - first == 2)
        reply = client_get(kubectl, kind, namespace ? namespace : "", arena_copy(arena, parts[first + 1]));
    else
        reply =
            client_list(kubectl, kind, namespace, selector ? selector + strlen("labelSelector=") : NULL, NULL);
    if (api_failed(&reply))
        kubectl_fail_reply(kubectl, &reply, NULL);
    else
        print_json(kubectl, count - first == 2 ? reply.object : named_list(kubectl, kind, reply.object));
}

void raw_get(struct kubectl *kubectl, const char *path)
{
    struct arena *arena = kubectl->arena;
    struct slice whole = slice_of(path);
    size_t question = slice_find_byte(whole, '?');
    const char *query = question < whole.length ? path + question + 1 : "";
    const char *clean = arena_copy(arena, slice_part(whole, 0, question));
    if (kubectl->flags.count || manifests_given(kubectl)) {
        kubectl_fail(kubectl, "arguments may not be passed when --raw is specified");
    } else if (path[0] != '/') {
        kubectl_fail(kubectl, "--raw must be a valid URL path: parse \"%s\": invalid URI for request", path);
    } else if (text_equal(clean, "/version")) {
        print_version(kubectl);
    } else if (text_equal(clean, "/healthz") || text_equal(clean, "/livez") || text_equal(clean, "/readyz")) {
        process_print(kubectl->process, "ok");
    } else if (text_equal(clean, "/apis")) {
        print_json(kubectl, groups(arena));
    } else if (text_starts(clean, "/metrics") || text_starts(clean, "/openapi") ||
               text_starts(clean, "/logs") || text_equal(clean, "/api") || text_equal(clean, "/")) {
        kubectl_unsimulated(kubectl, arena_format(arena, "kubectl get --raw %s", clean));
    } else {
        struct slice rest = slice_of(clean), part;
        bool core = text_starts(clean, "/api/");
        slice_next(&rest, '/', &part);
        slice_next(&rest, '/', &part);
        size_t end = slice_find_byte(rest, '/');
        if (!core && end < rest.length)
            end += 1 + slice_find_byte(slice_part(rest, end + 1, rest.length), '/');
        const char *group_version = arena_copy(arena, slice_part(rest, 0, end));
        const struct value *list = resources_of(arena, group_version);
        struct slice objects = end < rest.length ? slice_part(rest, end + 1, rest.length) : SLICE("");
        if (!list || !(core || text_starts(clean, "/apis/")))
            fail_not_found(kubectl);
        else if (!objects.length)
            print_json(kubectl, list);
        else
            get_objects(kubectl, group_version, objects, query);
    }
}
