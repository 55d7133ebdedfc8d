#include "api/owners.h"
#include "api/request.h"

#include "api/scale.h"
#include "base/limits.h"

static const char *text(const struct value *object, const char *path)
{
    return value_find_text(object, path);
}

/* --- create --- */

static const struct value *place(struct request *request, struct value *object)
{
    struct arena *arena = request->draft->arena;
    struct value *metadata = value_open(arena, object, "metadata");
    const char *namespace = text(metadata, "namespace"), *prefix = text(metadata, "generateName");
    bool namespaced = request->kind->flags & KIND_NAMESPACED;
    if (namespaced && *namespace && !text_equal(namespace, request->namespace))
        return status_bad_request(
            arena, "the namespace of the provided object does not match the namespace sent on the request");
    value_put_text(arena, metadata, "namespace", namespaced ? request->namespace : NULL);
    if (!*text(metadata, "name") && *prefix)
        value_put_text(arena, metadata, "name", request_generated_name(request, prefix));
    request->name = text(metadata, "name");
    if (value_get(metadata, "resourceVersion"))
        return status_failure(
            arena, 500, "InternalError",
            "Internal error occurred: resourceVersion should not be set on objects to be created");
    return NULL;
}

/* What only the server says. */
static const char *const system_metadata[] = {
    "uid", "creationTimestamp", "generation", "deletionTimestamp", "deletionGracePeriodSeconds", "selfLink"};

static struct api_reply store(struct request *request, int code, const struct value *old,
                              const struct value *object)
{
    struct draft *draft = request->draft;
    object_store(draft, request->kind, object);
    const struct value *stored = object_get(draft, request->kind, request->namespace, request->name);
    if (request->options.field_manager)
        owners_update(draft, request->kind, request->options.field_manager, old, stored);
    return request_finish(request, code, stored);
}

struct api_reply request_create(struct request *request, const struct value *body)
{
    struct arena *arena = request->draft->arena;
    const struct kind *kind = request->kind;
    const struct value *decoded = NULL;
    const struct value *problem = request_decode(request, body, &decoded);
    if (problem)
        return request_fail(request, problem);
    struct value *object = value_edit(arena, decoded);
    struct value *metadata = value_open(arena, object, "metadata");
    for (size_t i = 0; i < sizeof system_metadata / sizeof *system_metadata; i++)
        value_put(arena, metadata, system_metadata[i], NULL);
    if (kind->flags & KIND_STATUS)
        value_put(arena, object, "status", NULL);
    problem = place(request, object);
    if (!problem)
        problem = request_check_namespace(request);
    if (problem)
        return request_fail(request, problem);
    if (kind->set_defaults)
        kind->set_defaults(arena, object);
    problem = request_check_account(request, object);
    request_allocate(request, object);
    if (!problem)
        problem = request_validate(request, object, NULL);
    if (!problem && object_get(request->draft, kind, request->namespace, request->name))
        problem = status_exists(arena, kind, request->name);
    if (!problem && map_count(request->draft->maps[WORLD_APPLIED]) >= LIMIT_OBJECTS)
        problem = status_failure(arena, 500, "InternalError",
                                 "Internal error occurred: not simulated: more than %d objects", LIMIT_OBJECTS);
    return problem ? request_fail(request, problem) : store(request, 201, NULL, object);
}

struct api_reply api_create(struct draft *draft, const struct kind *kind, const char *namespace,
                            const struct value *object, const struct api_options *options)
{
    if (kind->mirror)
        return status_reply(status_unkept(draft->arena, kind));
    struct request request;
    request_begin(&request, draft, kind, namespace, value_find_text(object, "metadata.name"), options);
    return request_create(&request, object);
}

/* --- replace --- */

static const struct value *check_identity(struct request *request, const struct value *old,
                                          const struct value *candidate)
{
    struct arena *arena = request->draft->arena;
    const char *name = text(candidate, "metadata.name"), *namespace = text(candidate, "metadata.namespace");
    const char *version = text(candidate, "metadata.resourceVersion"), *uid = text(candidate, "metadata.uid");
    if (*name && !text_equal(name, request->name))
        return status_bad_request(arena, "the name of the object (%s) does not match the name on the URL (%s)",
                                  name, request->name);
    if (*namespace && !text_equal(namespace, request->namespace))
        return status_bad_request(
            arena, "the namespace of the object (%s) does not match the namespace on the request (%s)",
            namespace, request->namespace);
    if (*version && !text_equal(version, text(old, "metadata.resourceVersion")))
        return status_conflict(arena, request->kind, request->name, NULL);
    if (*uid && !text_equal(uid, text(old, "metadata.uid")))
        return status_conflict(
            arena, request->kind, request->name,
            arena_format(arena, "Precondition failed: UID in precondition: %s, UID in object meta: %s", uid,
                         text(old, "metadata.uid")));
    return NULL;
}

/* [candidate] with what the request may not change taken from [old]. */
static struct value *merged(struct request *request, const struct value *old, const struct value *candidate)
{
    struct arena *arena = request->draft->arena;
    if (text_equal(request->options.subresource, "status")) {
        struct value *object = value_edit(arena, old);
        value_put(arena, object, "status", value_get(candidate, "status"));
        return object;
    }
    if (text_equal(request->options.subresource, "ephemeralcontainers"))
        return ephemeral_merged(arena, old, candidate);
    struct value *object = value_edit(arena, candidate);
    struct value *metadata = value_open(arena, object, "metadata");
    const struct value *before = value_get(old, "metadata");
    for (size_t i = 0; i < sizeof system_metadata / sizeof *system_metadata; i++)
        value_put(arena, metadata, system_metadata[i], value_get(before, system_metadata[i]));
    value_put(arena, metadata, "name", value_get(before, "name"));
    value_put(arena, metadata, "namespace", value_get(before, "namespace"));
    if (request->kind->flags & KIND_STATUS)
        value_put(arena, object, "status", value_get(old, "status"));
    if (text_equal(request->kind->plural, "services") && !value_find(object, "spec.clusterIP") &&
        !value_says(value_find(object, "spec.type"), "ExternalName")) {
        struct value *spec = value_open(arena, object, "spec");
        value_put(arena, spec, "clusterIP", value_find(old, "spec.clusterIP"));
        value_put(arena, spec, "clusterIPs", value_find(old, "spec.clusterIPs"));
    }
    return object;
}

/* An object that was only waiting for its finalizers goes when the last one is taken off. */
static bool is_finished(const struct request *request, const struct value *object)
{
    return value_find(object, "metadata.deletionTimestamp") &&
           !value_count(value_find(object, "metadata.finalizers")) &&
           value_number(value_find(object, "metadata.deletionGracePeriodSeconds"), 0) == 0 &&
           !text_equal(request->kind->plural, "namespaces");
}

struct api_reply request_replace(struct request *request, const struct value *old,
                                 const struct value *candidate)
{
    const struct kind *kind = request->kind;
    struct arena *arena = request->draft->arena;
    const struct value *problem = check_identity(request, old, candidate);
    if (problem)
        return request_fail(request, problem);
    struct value *object = merged(request, old, candidate);
    if (text_equal(request->options.subresource, "status"))
        return store(request, 200, old, object);
    if (kind->set_defaults)
        kind->set_defaults(arena, object);
    request_allocate(request, object);
    bool ephemeral = text_equal(request->options.subresource, "ephemeralcontainers");
    problem = ephemeral ? ephemeral_validate(request, object, old) : request_validate(request, object, old);
    if (problem)
        return request_fail(request, problem);
    if (is_finished(request, object) && !request->options.dry_run) {
        object_erase(request->draft, kind, request->namespace, request->name);
        return request_finish(request, 200, object);
    }
    return store(request, 200, old, object);
}

struct api_reply api_update(struct draft *draft, const struct kind *kind, const char *namespace,
                            const char *name, const struct value *object, const struct api_options *options)
{
    if (kind->mirror)
        return status_reply(status_unkept(draft->arena, kind));
    struct request request;
    const struct value *candidate = NULL, *old = object_get(draft, kind, namespace, name);
    request_begin(&request, draft, kind, namespace, name, options);
    if (!old)
        return request_fail(&request, status_not_found(draft->arena, kind, name));
    if (text_equal(request.options.subresource, "scale"))
        return scale_update(&request, old, object);
    const struct value *problem = request_decode(&request, object, &candidate);
    if (problem)
        return request_fail(&request, problem);
    if (kind->flags & KIND_CUSTOM && !*text(candidate, "metadata.resourceVersion")) {
        findings_add(&request.findings, "FieldValueInvalid", "metadata.resourceVersion",
                     "Invalid value: 0: must be specified for an update");
        return request_fail(&request, status_invalid(draft->arena, kind, name, request.findings.causes));
    }
    return request_replace(&request, old, candidate);
}
