/* Status objects: the failures a client prints. Source: k8s.io/apimachinery/pkg/api/errors. */
#include "api/record.h"

const struct value *status_failure(struct arena *arena, int code, const char *reason, const char *format, ...)
{
    struct value *status = value_object(arena);
    va_list arguments;
    va_start(arguments, format);
    value_put_text(arena, status, "message", arena_format_list(arena, format, arguments));
    va_end(arguments);
    value_put_text(arena, status, "apiVersion", "v1");
    value_put_text(arena, status, "kind", "Status");
    value_put(arena, status, "metadata", value_object(arena));
    value_put_text(arena, status, "status", "Failure");
    value_put_text(arena, status, "reason", reason);
    value_put_integer(arena, status, "code", code);
    return status;
}

struct api_reply reply_failure(const struct value *status)
{
    return (struct api_reply){(int)value_number(value_get(status, "code"), 500), status, NULL};
}

static const struct value *with_details(struct draft *draft, const struct value *status,
                                        const struct kind *kind, const char *name, const char *called)
{
    struct arena *arena = draft->arena;
    struct value *copy = value_edit(arena, status), *details = value_object(arena);
    value_put_text(arena, details, "name", name);
    value_put_text(arena, details, "group", kind->group);
    value_put_text(arena, details, "kind", called);
    value_put(arena, copy, "details", details);
    return copy;
}

struct api_reply reply_not_found(struct draft *draft, const struct kind *kind, const char *name)
{
    const struct value *status = status_failure(draft->arena, 404, "NotFound", "%s \"%s\" not found",
                                                kind_resource(draft->arena, kind), name);
    return reply_failure(with_details(draft, status, kind, name, kind->plural));
}

struct api_reply reply_object(int code, const struct value *object, const struct value *warnings)
{
    return (struct api_reply){code, object, warnings};
}

/* "spec.x: Required value", or several as [a, b]. */
struct api_reply reply_invalid(struct draft *draft, const struct kind *kind, const char *name,
                               const struct value *causes)
{
    struct arena *arena = draft->arena;
    const char *text = NULL;
    for (size_t i = 0; i < value_count(causes); i++) {
        const struct value *cause = value_at(causes, i);
        const char *one =
            arena_format(arena, "%s: %s", value_find_text(cause, "field"), value_find_text(cause, "message"));
        text = text ? arena_format(arena, "%s, %s", text, one) : one;
    }
    if (value_count(causes) > 1)
        text = arena_format(arena, "[%s]", text);
    const char *called = kind->group[0] ? arena_format(arena, "%s.%s", kind->kind, kind->group) : kind->kind;
    const struct value *status =
        status_failure(arena, 422, "Invalid", "%s \"%s\" is invalid: %s", called, name, text);
    struct value *copy = value_edit(arena, with_details(draft, status, kind, name, kind->kind));
    value_put(arena, value_open(arena, copy, "details"), "causes", causes);
    return reply_failure(copy);
}

bool api_failed(const struct api_reply *reply)
{
    return reply->code >= 400;
}

const char *api_message(const struct api_reply *reply)
{
    return value_find_text(reply->object, "message");
}

const char *api_reason(const struct api_reply *reply)
{
    return value_find_text(reply->object, "reason");
}

void savepoint_take(struct savepoint *savepoint, const struct draft *draft)
{
    for (int i = 0; i < WORLD_ROOTS; i++) {
        savepoint->maps[i] = draft->maps[i];
        map_ref(savepoint->maps[i]);
    }
    savepoint->random = draft->random;
}

void savepoint_drop(struct savepoint *savepoint)
{
    for (int i = 0; i < WORLD_ROOTS; i++)
        map_unref(savepoint->maps[i]);
}

/* What is taken back stays readable until the draft ends: it becomes a retired version by draft_restore. */
void savepoint_restore(struct savepoint *savepoint, struct draft *draft)
{
    for (int i = 0; i < WORLD_ROOTS; i++)
        draft_restore(draft, (enum world_root)i, savepoint->maps[i]);
    draft->random = savepoint->random;
    savepoint_drop(savepoint);
}
