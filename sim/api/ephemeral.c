/* The subresource ephemeralcontainers of pods (ValidatePodEphemeralContainersUpdate): containers may join a
 * pod, and those that did can be neither changed nor taken out. */
#include "api/request.h"

#define FIELD "spec.ephemeralContainers"

static const struct value *named(const struct value *list, const struct value *name)
{
    for (size_t i = 0; i < value_count(list); i++)
        if (slice_equal(value_slice(value_get(value_at(list, i), "name")), value_slice(name)))
            return value_at(list, i);
    return NULL;
}

struct value *ephemeral_merged(struct arena *arena, const struct value *old, const struct value *candidate)
{
    struct value *object = value_edit(arena, old);
    value_put(arena, value_open(arena, object, "spec"), "ephemeralContainers", value_find(candidate, FIELD));
    return object;
}

static void check_one(struct findings *findings, const struct value *object, size_t index)
{
    const struct value *list = value_find(object, FIELD), *one = value_at(list, index);
    const struct value *name = value_get(one, "name"), *target = value_get(one, "targetContainerName");
    const char *path = arena_format(findings->arena, FIELD "[%zu]", index);
    bool taken = named(value_find(object, "spec.containers"), name) ||
                 named(value_find(object, "spec.initContainers"), name) || named(list, name) != one;
    if (!value_slice(name).length)
        findings_add(findings, "FieldValueRequired", arena_format(findings->arena, "%s.name", path),
                     "Required value");
    else if (taken)
        findings_add(findings, "FieldValueDuplicate", arena_format(findings->arena, "%s.name", path),
                     "Duplicate value: \"%s\"", value_string_of(name));
    if (!value_slice(value_get(one, "image")).length)
        findings_add(findings, "FieldValueRequired", arena_format(findings->arena, "%s.image", path),
                     "Required value");
    if (value_slice(target).length && !named(value_find(object, "spec.containers"), target))
        findings_add(findings, "FieldValueNotFound",
                     arena_format(findings->arena, "%s.targetContainerName", path), "Not found: \"%s\"",
                     value_string_of(target));
}

const struct value *ephemeral_validate(struct request *request, const struct value *object,
                                       const struct value *old)
{
    struct findings *findings = &request->findings;
    const struct value *before = value_find(old, FIELD), *after = value_find(object, FIELD);
    for (size_t i = 0; i < value_count(after); i++)
        check_one(findings, object, i);
    for (size_t i = 0; i < value_count(before); i++) {
        const struct value *name = value_get(value_at(before, i), "name"), *now = named(after, name);
        if (!now || !value_equal(now, value_at(before, i)))
            findings_add(findings, "FieldValueForbidden", FIELD,
                         "Forbidden: existing ephemeral containers \"%s\" may not be %s\n",
                         value_string_of(name), now ? "changed" : "removed");
    }
    return findings->causes ? status_invalid(findings->arena, request->kind, request->name, findings->causes)
                            : NULL;
}
