#include "api/fields.h"

struct field_row {
    const char *plural;
    const char *paths; /* separated by blanks */
};

static const struct field_row field_rows[] = {
    {"pods", "spec.nodeName spec.restartPolicy spec.schedulerName spec.serviceAccountName spec.hostNetwork "
             "status.phase status.podIP status.podIPs status.nominatedNodeName"},
    {"events", "involvedObject.kind involvedObject.namespace involvedObject.name involvedObject.uid "
               "involvedObject.apiVersion involvedObject.resourceVersion involvedObject.fieldPath reason "
               "reportingComponent source type"},
    {"namespaces", "status.phase name"},
    {"nodes", "spec.unschedulable"},
    {"secrets", "type"},
    {"services", "spec.clusterIP spec.type"},
    {"replicasets", "status.replicas"},
};

static bool listed(const char *paths, const char *path)
{
    struct slice rest = slice_of(paths), one;
    while (slice_next(&rest, ' ', &one)) {
        if (slice_is(one, path))
            return true;
    }
    return false;
}

bool field_supported(const struct kind *kind, const char *path)
{
    if (text_equal(path, "metadata.name"))
        return true;
    if (text_equal(path, "metadata.namespace"))
        return kind->flags & KIND_NAMESPACED;
    for (size_t i = 0; i < sizeof field_rows / sizeof *field_rows; i++) {
        if (text_equal(field_rows[i].plural, kind->plural) && !(kind->flags & KIND_CUSTOM))
            return listed(field_rows[i].paths, path);
    }
    return false;
}

static const char *text_of(struct arena *arena, const struct value *object, const char *path)
{
    const struct value *value = value_find(object, path);
    if (text_equal(path, "source"))
        return value_find_text(object, "source.component");
    if (text_equal(path, "name"))
        return value_find_text(object, "metadata.name");
    if (text_equal(path, "status.podIPs"))
        return value_find_text(object, "status.podIPs.0.ip");
    if (text_equal(path, "spec.hostNetwork") || text_equal(path, "spec.unschedulable"))
        return value_truth(value) ? "true" : "false";
    if (value_is(value, VALUE_INTEGER))
        return arena_format(arena, "%lld", (long long)value_number(value, 0));
    return value_find_text(object, path);
}

bool field_matches(struct arena *arena, const struct value *object, const struct field_requirement *requirement)
{
    return text_equal(text_of(arena, object, requirement->path), requirement->value) == requirement->equal;
}
