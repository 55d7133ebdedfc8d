/* create, update, patch, delete. */
#include "api/record.h"

#include "base/limits.h"
#include "data/patch.h"

static struct api_reply missing_namespace(struct draft *draft, const struct kind *kind, const char *namespace,
                                          const char *name)
{
    const struct kind *namespaces = kind_of_key(SLICE("namespaces/"));
    if (!(kind->flags & KIND_NAMESPACED))
        return (struct api_reply){0};
    const struct value *found = object_get(draft, namespaces, "", namespace);
    if (!found)
        return reply_not_found(draft, namespaces, namespace);
    if (value_find(found, "metadata.deletionTimestamp"))
        return reply_failure(
            status_failure(draft->arena, 403, "Forbidden",
                           "%s \"%s\" is forbidden: unable to create new content in namespace %s because it "
                           "is being terminated",
                           kind_resource(draft->arena, kind), name, namespace));
    return (struct api_reply){0};
}

/* The object as it is stored now, for a reply that outlives the draft. */
static const struct value *stored(struct draft *draft, const struct kind *kind, const char *namespace,
                                  const char *name)
{
    return value_copy(draft->arena, object_get(draft, kind, namespace, name));
}

static struct api_reply create(struct draft *draft, const struct kind *kind, const char *namespace,
                               const struct value *object, const struct api_options *options)
{
    struct value *ready;
    struct arena *arena = draft->arena;
    const char *asked = value_find_text(object, "metadata.name");
    struct api_reply reply = missing_namespace(draft, kind, namespace, asked);
    if (reply.code)
        return reply;
    const char *own = value_find_text(object, "metadata.namespace");
    if (own[0] && kind->flags & KIND_NAMESPACED && !text_equal(own, namespace))
        return reply_failure(
            status_failure(arena, 400, "BadRequest",
                           "the namespace of the provided object does not match the namespace sent on the "
                           "request"));
    if (map_count(draft->maps[WORLD_APPLIED]) >= LIMIT_OBJECTS)
        return reply_failure(
            status_failure(arena, 403, "Forbidden", "exceeded quota: limit OBJECTS of this simulation"));
    reply = admit(draft, kind, namespace, object, NULL, options, true, &ready);
    if (reply.code)
        return reply;
    const char *name = value_find_text(ready, "metadata.name");
    if (object_get(draft, kind, namespace, name))
        return reply_failure(status_failure(arena, 409, "AlreadyExists", "%s \"%s\" already exists",
                                            kind_resource(arena, kind), name));
    object_store(draft, kind, ready);
    return reply_object(201, stored(draft, kind, namespace, name), reply.warnings);
}

/* A request that fails, or is a dry run, leaves the draft as it was. */
static struct api_reply guarded(struct draft *draft, struct savepoint *savepoint, struct api_reply reply,
                                const struct api_options *options)
{
    if (api_failed(&reply) || options->dry_run) {
        savepoint_restore(savepoint, draft);
    } else {
        savepoint_drop(savepoint);
    }
    return reply;
}

struct api_reply api_create(struct draft *draft, const struct kind *kind, const char *namespace,
                            const struct value *object, const struct api_options *options)
{
    struct savepoint savepoint;
    savepoint_take(&savepoint, draft);
    return guarded(draft, &savepoint, create(draft, kind, namespace, object, options), options);
}

/* Writes of the object leave its status alone, and writes of the status the rest. */
static struct value *merge_parts(struct arena *arena, const struct kind *kind, const struct value *old,
                                 const struct value *object, const char *subresource)
{
    if (text_equal(subresource, "status")) {
        struct value *copy = value_edit(arena, old);
        value_put(arena, copy, "status", value_get(object, "status"));
        return copy;
    }
    struct value *copy = value_edit(arena, object);
    if (kind->flags & KIND_STATUS)
        value_put(arena, copy, "status", value_get(old, "status"));
    struct value *metadata = value_open(arena, copy, "metadata");
    static const char *const fixed[] = {"uid", "creationTimestamp", "generation", "deletionTimestamp",
                                        "deletionGracePeriodSeconds"};
    for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++)
        value_put(arena, metadata, fixed[i], value_get(value_get(old, "metadata"), fixed[i]));
    return copy;
}

static struct api_reply update(struct draft *draft, const struct kind *kind, const char *namespace,
                               const char *name, const struct value *object, const struct api_options *options)
{
    struct arena *arena = draft->arena;
    struct value *ready;
    const struct value *old = object_get(draft, kind, namespace, name);
    if (!old)
        return reply_not_found(draft, kind, name);
    const char *version = value_find_text(object, "metadata.resourceVersion");
    if (version[0] && !text_equal(version, value_find_text(old, "metadata.resourceVersion")))
        return reply_failure(
            status_failure(arena, 409, "Conflict",
                           "Operation cannot be fulfilled on %s \"%s\": the object has been modified; please "
                           "apply your changes to the latest version and try again",
                           kind_resource(arena, kind), name));
    if (!text_equal(value_find_text(object, "metadata.name"), name))
        return reply_failure(status_failure(
            arena, 400, "BadRequest", "the name of the object (%s) does not match the name on the URL (%s)",
            value_find_text(object, "metadata.name"), name));
    struct value *merged = merge_parts(arena, kind, old, object, options->subresource);
    struct api_reply reply = admit(draft, kind, namespace, merged, old, options, false, &ready);
    if (reply.code)
        return reply;
    object_store(draft, kind, ready);
    return reply_object(200, stored(draft, kind, namespace, name), reply.warnings);
}

struct api_reply api_update(struct draft *draft, const struct kind *kind, const char *namespace,
                            const char *name, const struct value *object, const struct api_options *options)
{
    struct savepoint savepoint;
    savepoint_take(&savepoint, draft);
    return guarded(draft, &savepoint, update(draft, kind, namespace, name, object, options), options);
}

/* The scale subresource: spec.replicas alone. */
static struct api_reply patch_scale(struct draft *draft, const struct kind *kind, const char *namespace,
                                    const char *name, const struct value *patch,
                                    const struct api_options *options)
{
    const struct value *old = object_get(draft, kind, namespace, name);
    if (!old)
        return reply_not_found(draft, kind, name);
    struct api_options plain = *options;
    plain.subresource = NULL;
    const struct value *replicas = value_find(patch, "spec.replicas");
    struct value *object =
        value_with(draft->arena, old, "spec.replicas", replicas ? replicas : value_integer(draft->arena, 0));
    return update(draft, kind, namespace, name, object, &plain);
}

static struct api_reply patch(struct draft *draft, const struct kind *kind, const char *namespace,
                              const char *name, enum patch_type type, const struct value *change,
                              const struct api_options *options)
{
    struct arena *arena = draft->arena;
    const struct value *old = object_get(draft, kind, namespace, name), *object = NULL;
    const char *problem = NULL;
    if (text_equal(options->subresource, "scale"))
        return patch_scale(draft, kind, namespace, name, change, options);
    if (!old && type == PATCH_APPLY)
        return create(draft, kind, namespace, change, options);
    if (!old)
        return reply_not_found(draft, kind, name);
    if (type == PATCH_STRATEGIC && kind->flags & KIND_CUSTOM)
        return reply_failure(
            status_failure(arena, 415, "UnsupportedMediaType",
                           "the body of the request was in an unknown format - accepted media types include: "
                           "application/json-patch+json, application/merge-patch+json, "
                           "application/apply-patch+yaml"));
    if (type == PATCH_JSON)
        object = patch_json(arena, old, change, &problem);
    else if (type == PATCH_STRATEGIC || (type == PATCH_APPLY && !(kind->flags & KIND_CUSTOM)))
        object = patch_strategic(arena, old, change);
    else
        object = patch_merge(arena, old, change);
    if (!object)
        return reply_failure(status_failure(arena, 422, "Invalid", "%s", problem));
    return update(draft, kind, namespace, name, object, options);
}

struct api_reply api_patch(struct draft *draft, const struct kind *kind, const char *namespace,
                           const char *name, enum patch_type type, const struct value *change,
                           const struct api_options *options)
{
    struct savepoint savepoint;
    savepoint_take(&savepoint, draft);
    return guarded(draft, &savepoint, patch(draft, kind, namespace, name, type, change, options), options);
}

/* --- delete --- */

static const struct value *success(struct draft *draft, const struct kind *kind, const struct value *object)
{
    struct arena *arena = draft->arena;
    struct value *status = value_object(arena), *details = value_open(arena, status, "details");
    value_put_text(arena, status, "apiVersion", "v1");
    value_put_text(arena, status, "kind", "Status");
    value_put(arena, status, "metadata", value_object(arena));
    value_put_text(arena, status, "status", "Success");
    value_put(arena, details, "name", value_find(object, "metadata.name"));
    value_put_text(arena, details, "group", kind->group);
    value_put_text(arena, details, "kind", kind->plural);
    value_put(arena, details, "uid", value_find(object, "metadata.uid"));
    return status;
}

static void mark_deleted(struct draft *draft, const struct kind *kind, const struct value *object,
                         int64_t grace)
{
    struct arena *arena = draft->arena;
    struct value *copy = value_edit(arena, object), *metadata = value_open(arena, copy, "metadata");
    value_put_text(arena, metadata, "deletionTimestamp",
                   instant_rfc3339(arena, instant_add(draft->now, SECONDS(grace)), 0));
    value_put_integer(arena, metadata, "deletionGracePeriodSeconds", grace);
    if (text_equal(kind->plural, "namespaces"))
        value_put_text(arena, value_open(arena, copy, "status"), "phase", "Terminating");
    object_store(draft, kind, copy);
}

struct api_reply api_delete(struct draft *draft, const struct kind *kind, const char *namespace,
                            const char *name, const struct api_options *options)
{
    const struct value *object = object_get(draft, kind, namespace, name);
    if (!object)
        return reply_not_found(draft, kind, name);
    if (options->dry_run)
        return reply_object(200, object, NULL);
    bool pod = text_equal(kind->plural, "pods");
    int64_t grace = pod ? value_number(value_find(object, "spec.terminationGracePeriodSeconds"), 30) : 0;
    if (options->grace_period_seconds >= 0)
        grace = options->grace_period_seconds;
    if ((pod && grace > 0) || text_equal(kind->plural, "namespaces")) {
        if (!value_find(object, "metadata.deletionTimestamp"))
            mark_deleted(draft, kind, object, pod ? grace : 0);
        return reply_object(200, stored(draft, kind, namespace, name), NULL);
    }
    object_erase(draft, kind, namespace, name);
    return reply_object(200, success(draft, kind, object), NULL);
}
