#include "api/request.h"

#include "base/limits.h"
#include "kinds/names.h"
#include "kinds/schema.h"

#define WEBHOOK "admission webhook \"validation.istio.io\" denied the request"

void request_begin(struct request *request, struct draft *draft, const struct kind *kind, const char *namespace,
                   const char *name, const struct api_options *options)
{
    *request = (struct request){
        .draft = draft,
        .kind = kind,
        .namespace = namespace && kind->flags & KIND_NAMESPACED ? namespace : "",
        .name = name ? name : "",
        .options = options ? *options : (struct api_options){.grace_period_seconds = -1},
        .findings = {.arena = draft->arena},
        .random = draft->random,
    };
    for (int i = 0; i < WORLD_ROOTS; i++) {
        request->maps[i] = draft->maps[i];
        map_ref(request->maps[i]);
    }
}

static void release(struct request *request)
{
    for (int i = 0; i < WORLD_ROOTS; i++)
        map_unref(request->maps[i]);
}

static void go_back(struct request *request)
{
    struct draft *draft = request->draft;
    for (enum world_root root = 0; root < WORLD_ROOTS; root++)
        draft_restore(draft, root, request->maps[root]);
    release(request);
    draft->random = request->random;
}

struct api_reply request_fail(struct request *request, const struct value *status)
{
    struct api_reply reply = status_reply(status);
    reply.warnings = request->warnings;
    go_back(request);
    return reply;
}

/* What is not stored has no version of its own. */
static const struct value *with_stored_version(struct request *request, const struct value *object)
{
    const struct draft *draft = request->draft;
    const struct value *stored = object_get(draft, request->kind, value_find_text(object, "metadata.namespace"),
                                            value_find_text(object, "metadata.name"));
    if (!value_find(object, "metadata.resourceVersion"))
        return object;
    return value_with(draft->arena, object, "metadata.resourceVersion",
                      value_find(stored, "metadata.resourceVersion"));
}

struct api_reply request_finish(struct request *request, int code, const struct value *object)
{
    if (!request->options.internal || request->options.dry_run)
        object = value_copy(request->draft->arena, object);
    if (request->options.dry_run) {
        go_back(request);
        object = with_stored_version(request, object);
    } else {
        release(request);
    }
    return (struct api_reply){.code = code, .object = object, .warnings = request->warnings};
}

static void warn(struct request *request, const struct value *text)
{
    if (!request->warnings)
        request->warnings = value_array(request->draft->arena);
    value_append(request->draft->arena, request->warnings, text);
}

/* --- decoding --- */

static const struct value *cannot_be_handled(struct request *request, const char *problem)
{
    const struct kind *kind = request->kind;
    struct slice versions = slice_of(kind->versions);
    return status_bad_request(request->draft->arena, "%s in version \"%.*s\" cannot be handled as a %s: %s",
                              kind->kind, (int)slice_find_byte(versions, ','), versions.data, kind->kind,
                              problem);
}

static const struct value *check_unknown(struct request *request, const struct value *unknown)
{
    struct arena *arena = request->draft->arena;
    const char *problem = "strict decoding error: ";
    if (request->options.validation == FIELDS_IGNORE)
        return NULL;
    for (size_t i = 0; i < value_count(unknown); i++) {
        const char *one = arena_format(arena, "unknown field \"%s\"", value_string_of(value_at(unknown, i)));
        if (request->options.validation == FIELDS_WARN)
            warn(request, value_text(arena, one));
        problem = arena_format(arena, "%s%s%s", problem, i ? ", " : "", one);
    }
    if (!value_count(unknown) || request->options.validation == FIELDS_WARN)
        return NULL;
    return request->patching ? status_bad_request(arena, "%s", problem) : cannot_be_handled(request, problem);
}

/* A built-in kind that does not fit its Go struct. */
static const struct value *check_decoded(struct request *request)
{
    const struct value *causes = request->findings.causes;
    for (size_t i = 0; i < value_count(causes); i++) {
        if (value_says(value_get(value_at(causes, i), "reason"), CAUSE_DECODE))
            return cannot_be_handled(request, value_find_text(value_at(causes, i), "message"));
    }
    return NULL;
}

const struct value *request_decode(struct request *request, const struct value *body,
                                   const struct value **object)
{
    struct arena *arena = request->draft->arena;
    const struct kind *kind = request->kind;
    if (!value_is(body, VALUE_OBJECT))
        return status_bad_request(arena, "the object provided is unrecognized (must be of type %s)",
                                  kind->kind);
    const char *given = value_find_text(body, "kind");
    if (*given && !text_equal(given, kind->kind))
        return status_bad_request(arena,
                                  "the object provided is unrecognized (must be of type %s): "
                                  "the kind in the data is %s",
                                  kind->kind, given);
    const struct value *unknown = NULL, *fitting = body;
    if (!request->options.internal)
        fitting = schema_pruned(&request->findings, kind, body, &unknown);
    const struct value *problem = check_decoded(request);
    if (!problem)
        problem = check_unknown(request, unknown);
    if (problem)
        return problem;
    struct value *copy = value_edit(arena, fitting);
    value_put_text(arena, copy, "apiVersion", kind_api_version(arena, kind));
    value_put_text(arena, copy, "kind", kind->kind);
    value_put(arena, value_open(arena, copy, "metadata"), "managedFields", NULL);
    if (kind->flags & KIND_CUSTOM && request->findings.causes)
        return status_invalid(arena, kind, value_find_text(copy, "metadata.name"), request->findings.causes);
    *object = copy;
    return NULL;
}

/* --- validation --- */

static void validate_metadata(struct request *request, const struct value *object, const struct value *old)
{
    struct findings *findings = &request->findings;
    const struct value *name = value_find(object, "metadata.name");
    if (!old && !value_slice(name).length)
        findings_add(findings, "FieldValueRequired", "metadata.name",
                     "Required value: name or generateName is required");
    else if (!old)
        name_validate(findings, request->kind->name_rule, "metadata.name", value_slice(name));
    labels_validate(findings, "metadata.labels", value_find(object, "metadata.labels"));
    annotations_validate(findings, "metadata.annotations", value_find(object, "metadata.annotations"));
}

const struct value *request_validate(struct request *request, const struct value *object,
                                     const struct value *old)
{
    struct arena *arena = request->draft->arena;
    struct findings *findings = &request->findings;
    const struct kind *kind = request->kind;
    validate_metadata(request, object, old);
    if (kind->validate)
        kind->validate(findings, object, old);
    if (findings->causes)
        return status_invalid(arena, kind, value_find_text(object, "metadata.name"), findings->causes);
    for (size_t i = 0; i < value_count(findings->warnings); i++)
        warn(request, value_at(findings->warnings, i));
    return findings->denial ? status_bad_request(arena, WEBHOOK ": %s", findings->denial) : NULL;
}
