#include "data/patch.h"

#include "api/apply.h"
#include "api/scale.h"

#define UNKNOWN_FORMAT                                                                                         \
    "the body of the request was in an unknown format - accepted media types include: "                        \
    "application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml"

/* [target] patched; NULL and *problem, a Status, when it cannot be. */
static const struct value *patched(struct request *request, enum patch_type type, const struct value *target,
                                   const struct value *patch, const struct value **problem)
{
    struct arena *arena = request->draft->arena;
    const char *why = NULL;
    const struct value *result = NULL;
    if (type == PATCH_JSON ? !value_is(patch, VALUE_ARRAY) : !value_is(patch, VALUE_OBJECT)) {
        *problem =
            status_bad_request(arena, "error decoding patch: json: cannot unmarshal into Go value of type %s",
                               type == PATCH_JSON ? "jsonpatch.Patch" : "map[string]interface {}");
        return NULL;
    }
    if (type == PATCH_JSON)
        result = patch_json(arena, target, patch, &why);
    else if (type == PATCH_MERGE)
        result = patch_merge(arena, target, patch);
    else if (!(request->kind->flags & KIND_CUSTOM))
        result = patch_strategic(arena, target, patch);
    else
        *problem = status_failure(arena, 415, "UnsupportedMediaType", "%s", UNKNOWN_FORMAT);
    if (!result && !*problem)
        *problem = status_failure(arena, 422, "Invalid",
                                  "the server rejected our request due to an error in our request");
    return result;
}

struct api_reply api_patch(struct draft *draft, const struct kind *kind, const char *namespace,
                           const char *name, enum patch_type type, const struct value *patch,
                           const struct api_options *options)
{
    if (kind->mirror)
        return status_reply(status_unkept(draft->arena, kind));
    struct request request;
    const struct value *old = object_get(draft, kind, namespace, name), *problem = NULL, *candidate = NULL;
    request_begin(&request, draft, kind, namespace, name, options);
    if (type == PATCH_APPLY)
        return apply_object(&request, old, patch);
    if (!old)
        return request_fail(&request, status_not_found(draft->arena, kind, name));
    bool scaling = text_equal(request.options.subresource, "scale");
    const struct value *result =
        patched(&request, type, scaling ? scale_of(draft->arena, old) : old, patch, &problem);
    if (!result)
        return request_fail(&request, problem);
    if (scaling)
        return scale_update(&request, old, result);
    request.patching = true;
    problem = request_decode(&request, result, &candidate);
    return problem ? request_fail(&request, problem) : request_replace(&request, old, candidate);
}
