#include "api/request.h"

#define GRACE_SECONDS 30

/* How long the object may take: 0 is at once. */
static int64_t grace_of(const struct request *request, const struct value *object)
{
    const char *phase = value_find_text(object, "status.phase");
    if (!text_equal(request->kind->plural, "pods"))
        return 0;
    if (!*value_find_text(object, "spec.nodeName") || text_equal(phase, "Succeeded") ||
        text_equal(phase, "Failed"))
        return 0;
    if (request->options.grace_period_seconds >= 0)
        return request->options.grace_period_seconds;
    return value_number(value_find(object, "spec.terminationGracePeriodSeconds"), GRACE_SECONDS);
}

static struct value *ending(struct request *request, const struct value *object, int64_t grace)
{
    struct arena *arena = request->draft->arena;
    struct value *copy = value_edit(arena, object);
    struct value *metadata = value_open(arena, copy, "metadata");
    struct instant end = instant_add(request->draft->now, duration_of_seconds(grace));
    value_put_text(arena, metadata, "deletionTimestamp", instant_rfc3339(arena, end, 0));
    value_put_integer(arena, metadata, "deletionGracePeriodSeconds", grace);
    return copy;
}

static struct api_reply finish(struct request *request, const struct value *object)
{
    object_store(request->draft, request->kind, object);
    return request_finish(request, 200,
                          object_get(request->draft, request->kind, request->namespace, request->name));
}

static struct api_reply delete_namespace(struct request *request, const struct value *object)
{
    struct arena *arena = request->draft->arena;
    if (text_equal(request->name, "default") || text_equal(request->name, "kube-system") ||
        text_equal(request->name, "kube-public"))
        return request_fail(request, status_forbidden(arena, request->kind, request->name,
                                                      "this namespace may not be deleted"));
    if (value_find(object, "metadata.deletionTimestamp"))
        return request_fail(
            request, status_conflict(arena, request->kind, request->name,
                                     "The system is ensuring all content is removed from this namespace.  "
                                     "Upon completion, this namespace will automatically be purged by the "
                                     "system."));
    struct value *copy = ending(request, object, 0);
    value_put(arena, value_open(arena, copy, "metadata"), "deletionGracePeriodSeconds", NULL);
    value_put_text(arena, value_open(arena, copy, "status"), "phase", "Terminating");
    return finish(request, copy);
}

/* --cascade=orphan: what the object owned stays, without an owner. */
static void orphan(struct request *request, const struct value *owner)
{
    struct draft *draft = request->draft;
    const struct value *uid = value_find(owner, "metadata.uid");
    struct map_walk walk = map_walk(draft_map(draft, WORLD_APPLIED), SLICE(""));
    struct map_entry entry;
    while (map_walk_next(&walk, &entry)) {
        const struct value *references = value_find(entry.item, "metadata.ownerReferences");
        struct value *rest = value_array(draft->arena);
        for (size_t i = 0; i < value_count(references); i++) {
            if (!value_equal(value_get(value_at(references, i), "uid"), uid))
                value_append(draft->arena, rest, value_at(references, i));
        }
        if (value_count(rest) != value_count(references))
            object_store(draft, kind_of_key(entry.key),
                         value_with(draft->arena, entry.item, "metadata.ownerReferences",
                                    value_count(rest) ? rest : NULL));
    }
}

struct api_reply api_delete(struct draft *draft, const struct kind *kind, const char *namespace,
                            const char *name, const struct api_options *options)
{
    if (kind->mirror)
        return status_reply(status_unkept(draft->arena, kind));
    struct request request;
    const struct value *object = object_get(draft, kind, namespace, name);
    request_begin(&request, draft, kind, namespace, name, options);
    if (!object)
        return request_fail(&request, status_not_found(draft->arena, kind, name));
    if (text_equal(kind->plural, "namespaces"))
        return delete_namespace(&request, object);
    int64_t grace = grace_of(&request, object);
    bool held = value_count(value_find(object, "metadata.finalizers")) > 0;
    bool leaving = value_find(object, "metadata.deletionTimestamp") != NULL;
    if (leaving && grace >= value_number(value_find(object, "metadata.deletionGracePeriodSeconds"), 0) &&
        (grace || held))
        return request_finish(&request, 200, object);
    if (grace || held)
        return finish(&request, ending(&request, object, grace));
    if (text_equal(request.options.propagation, "Orphan"))
        orphan(&request, object);
    object_erase(draft, kind, namespace, name);
    return request_finish(&request, 200,
                          status_success(draft->arena, kind, name, value_find_text(object, "metadata.uid")));
}
