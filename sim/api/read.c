/* get and list. */
#include "api/record.h"
#include "data/selector.h"

struct api_reply api_get(struct draft *draft, const struct kind *kind, const char *namespace, const char *name)
{
    const struct value *object = object_get(draft, kind, namespace, name);
    return object ? reply_object(200, object, NULL) : reply_not_found(draft, kind, name);
}

/* Fields a kind's list can be asked by (pkg/registry/.../strategy.go); all have metadata's two. */
static const struct {
    const char *plural, *fields;
} field_support[] = {
    {"pods", "spec.nodeName,spec.restartPolicy,spec.schedulerName,spec.serviceAccountName,spec.hostNetwork,"
             "status.phase,"
             "status.podIP,status.podIPs,status.nominatedNodeName"},
    {"events", "involvedObject.kind,involvedObject.namespace,involvedObject.name,involvedObject.uid,"
               "involvedObject.apiVersion,involvedObject.resourceVersion,involvedObject.fieldPath,reason,"
               "reportingComponent,"
               "source,type"},
    {"namespaces", "status.phase"},
    {"nodes", "spec.unschedulable"},
    {"secrets", "type"},
    {"replicasets", "status.replicas"},
    {"services", "spec.clusterIP,spec.type"},
};

static bool field_supported(const struct kind *kind, const char *path)
{
    if (text_equal(path, "metadata.name") ||
        (text_equal(path, "metadata.namespace") && kind->flags & KIND_NAMESPACED))
        return true;
    for (size_t i = 0; i < sizeof field_support / sizeof *field_support; i++) {
        struct slice rest = slice_of(field_support[i].fields), field;
        if (!text_equal(field_support[i].plural, kind->plural))
            continue;
        while (slice_next(&rest, ',', &field)) {
            if (slice_is(field, path))
                return true;
        }
    }
    return false;
}

static const char *field_text(struct arena *arena, const struct value *object, const char *path)
{
    const struct value *found = value_find(object, path);
    if (value_is(found, VALUE_BOOLEAN))
        return value_truth(found) ? "true" : "false";
    if (value_is(found, VALUE_INTEGER))
        return arena_format(arena, "%lld", (long long)value_number(found, 0));
    return value_string_of(found);
}

static bool fields_match(struct arena *arena, const struct value *object,
                         const struct field_requirement *fields, int count)
{
    for (int i = 0; i < count; i++) {
        if (text_equal(field_text(arena, object, fields[i].path), fields[i].value) != fields[i].equal)
            return false;
    }
    return true;
}

struct api_reply api_list(struct draft *draft, const struct kind *kind, const char *namespace,
                          const char *label_selector, const char *field_selector)
{
    struct arena *arena = draft->arena;
    const char *problem = NULL;
    const struct field_requirement *fields = NULL;
    const struct selector *labels = selector_parse(arena, label_selector ? label_selector : "", &problem);
    if (!labels)
        return reply_failure(status_failure(arena, 400, "BadRequest", "%s", problem));
    int count = field_selector_parse(arena, field_selector ? field_selector : "", &fields, &problem);
    if (count < 0)
        return reply_failure(status_failure(arena, 400, "BadRequest", "%s", problem));
    for (int i = 0; i < count; i++) {
        if (!field_supported(kind, fields[i].path))
            return reply_failure(
                status_failure(arena, 400, "BadRequest", "field label not supported: %s", fields[i].path));
    }
    const char *resource = kind_resource(arena, kind);
    bool one = namespace && namespace[0] && kind->flags & KIND_NAMESPACED;
    const char *prefix =
        one ? arena_format(arena, "%s/%s/", resource, namespace) : arena_format(arena, "%s/", resource);
    struct value *list = value_object(arena), *items = value_array(arena);
    struct map_walk walk = map_walk(draft->maps[WORLD_APPLIED], slice_of(prefix));
    struct map_entry entry;
    while (map_walk_next(&walk, &entry)) {
        if (selector_matches(labels, value_find(entry.item, "metadata.labels")) &&
            fields_match(arena, entry.item, fields, count))
            value_append(arena, items, entry.item);
    }
    value_put_text(arena, list, "apiVersion", kind_api_version(arena, kind));
    value_put_text(arena, list, "kind",
                   kind->list_kind ? kind->list_kind : arena_format(arena, "%sList", kind->kind));
    value_put_text(arena, value_open(arena, list, "metadata"), "resourceVersion",
                   arena_format(arena, "%lld",
                                (long long)value_number(draft_get(draft, WORLD_NOTES, "resourceVersion"), 0)));
    value_put(arena, list, "items", items);
    return reply_object(200, list, NULL);
}
