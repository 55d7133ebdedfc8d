#include "api/scale.h"

#include "base/buffer.h"

static const char *const shared_metadata[] = {"name", "namespace", "uid", "resourceVersion",
                                              "creationTimestamp"};

const struct value *scale_of(struct arena *arena, const struct value *object)
{
    struct value *scale = value_object(arena), *metadata = value_object(arena), *status = value_object(arena);
    const struct value *labels = value_find(object, "spec.selector.matchLabels");
    struct buffer selector = {0};
    for (size_t i = 0; i < sizeof shared_metadata / sizeof *shared_metadata; i++)
        value_put(arena, metadata, shared_metadata[i],
                  value_get(value_get(object, "metadata"), shared_metadata[i]));
    for (size_t i = 0; i < value_count(labels); i++)
        buffer_format(&selector, "%s%s=%s", i ? "," : "", value_key_at(labels, i),
                      value_string_of(value_member_at(labels, i)));
    value_put_text(arena, scale, "apiVersion", "autoscaling/v1");
    value_put_text(arena, scale, "kind", "Scale");
    value_put(arena, scale, "metadata", metadata);
    value_put_integer(arena, value_open(arena, scale, "spec"), "replicas",
                      value_number(value_find(object, "spec.replicas"), 0));
    value_put_integer(arena, status, "replicas", value_number(value_find(object, "status.replicas"), 0));
    value_put_text(arena, status, "selector", buffer_text(&selector));
    value_put(arena, scale, "status", status);
    buffer_release(&selector);
    return scale;
}

struct api_reply scale_update(struct request *request, const struct value *old, const struct value *scale)
{
    struct arena *arena = request->draft->arena;
    const struct value *replicas = value_find(scale, "spec.replicas");
    const char *version = value_find_text(scale, "metadata.resourceVersion");
    if (!(request->kind->flags & KIND_SCALE))
        return request_fail(request, status_failure(arena, 404, "NotFound",
                                                    "the server could not find the requested resource"));
    if (*version && !text_equal(version, value_find_text(old, "metadata.resourceVersion")))
        return request_fail(request, status_conflict(arena, request->kind, request->name, NULL));
    if (replicas && !value_is(replicas, VALUE_INTEGER))
        return request_fail(request,
                            status_bad_request(arena, "Scale in version \"v1\" cannot be handled as a Scale: "
                                                      "json: cannot unmarshal into Go struct field "
                                                      "ScaleSpec.spec.replicas of type int32"));
    if (value_number(replicas, 0) < 0) {
        findings_add(&request->findings, "FieldValueInvalid", "spec.replicas",
                     "Invalid value: %lld: must be greater than or equal to 0",
                     (long long)value_number(replicas, 0));
        return request_fail(request,
                            status_invalid(arena, request->kind, request->name, request->findings.causes));
    }
    request->options.subresource = NULL;
    struct api_reply reply = request_replace(
        request, old, value_with(arena, old, "spec.replicas", value_integer(arena, value_number(replicas, 0))));
    if (!api_failed(&reply))
        reply.object = scale_of(arena, reply.object);
    return reply;
}
