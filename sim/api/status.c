#include "api/status.h"

#include "base/buffer.h"

#define MODIFIED "the object has been modified; please apply your changes to the latest version and try again"

static struct value *failure(struct arena *arena, int code, const char *reason, const char *message)
{
    struct value *status = value_object(arena);
    value_put_text(arena, status, "apiVersion", "v1");
    value_put_text(arena, status, "kind", "Status");
    value_put(arena, status, "metadata", value_object(arena));
    value_put_text(arena, status, "status", "Failure");
    value_put_text(arena, status, "message", message);
    value_put_text(arena, status, "reason", reason);
    value_put_integer(arena, status, "code", code);
    return status;
}

const struct value *status_failure(struct arena *arena, int code, const char *reason, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    const char *message = arena_format_list(arena, format, arguments);
    va_end(arguments);
    return failure(arena, code, reason, message);
}

static void put_details(struct arena *arena, struct value *status, const struct kind *kind, const char *name,
                        const char *what)
{
    struct value *details = value_open(arena, status, "details");
    value_put_text(arena, details, "name", name);
    value_put_text(arena, details, "group", *kind->group ? kind->group : NULL);
    value_put_text(arena, details, "kind", what);
}

const struct value *status_not_found(struct arena *arena, const struct kind *kind, const char *name)
{
    struct value *status = failure(
        arena, 404, "NotFound", arena_format(arena, "%s \"%s\" not found", kind->resource, name));
    put_details(arena, status, kind, name, kind->plural);
    return status;
}

const struct value *status_exists(struct arena *arena, const struct kind *kind, const char *name)
{
    struct value *status =
        failure(arena, 409, "AlreadyExists",
                arena_format(arena, "%s \"%s\" already exists", kind->resource, name));
    put_details(arena, status, kind, name, kind->plural);
    return status;
}

const struct value *status_conflict(struct arena *arena, const struct kind *kind, const char *name,
                                    const char *why)
{
    struct value *status = failure(arena, 409, "Conflict",
                                   arena_format(arena, "Operation cannot be fulfilled on %s \"%s\": %s",
                                                kind->resource, name, why ? why : MODIFIED));
    put_details(arena, status, kind, name, kind->plural);
    return status;
}

const struct value *status_forbidden(struct arena *arena, const struct kind *kind, const char *name,
                                     const char *why)
{
    struct value *status =
        failure(arena, 403, "Forbidden",
                arena_format(arena, "%s \"%s\" is forbidden: %s", kind->resource, name, why));
    put_details(arena, status, kind, name, kind->plural);
    return status;
}

const struct value *status_bad_request(struct arena *arena, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    const char *message = arena_format_list(arena, format, arguments);
    va_end(arguments);
    return failure(arena, 400, "BadRequest", message);
}

static const char *cause_text(struct arena *arena, const struct value *cause)
{
    const char *field = value_find_text(cause, "field"), *message = value_find_text(cause, "message");
    return *field ? arena_format(arena, "%s: %s", field, message) : message;
}

const struct value *status_invalid(struct arena *arena, const struct kind *kind, const char *name,
                                   const struct value *causes)
{
    struct buffer text = {0};
    size_t count = value_count(causes);
    buffer_format(&text, "%s%s%s \"%s\" is invalid: ", kind->kind, *kind->group ? "." : "", kind->group, name);
    buffer_add_text(&text, count > 1 ? "[" : "");
    for (size_t i = 0; i < count; i++)
        buffer_format(&text, "%s%s", i ? ", " : "", cause_text(arena, value_at(causes, i)));
    buffer_add_text(&text, count > 1 ? "]" : "");
    struct value *status = failure(arena, 422, "Invalid", buffer_text(&text));
    buffer_release(&text);
    put_details(arena, status, kind, name, kind->kind);
    return status_with_causes(arena, status, causes);
}

const struct value *status_with_causes(struct arena *arena, const struct value *status,
                                       const struct value *causes)
{
    return value_with(arena, status, "details.causes", causes);
}

const struct value *status_unkept(struct arena *arena, const struct kind *kind)
{
    return status_failure(arena, 501, "NotImplemented", "not simulated: changes of %s", kind->kind);
}

const struct value *status_success(struct arena *arena, const struct kind *kind, const char *name,
                                   const char *uid)
{
    struct value *status = value_object(arena);
    value_put_text(arena, status, "apiVersion", "v1");
    value_put_text(arena, status, "kind", "Status");
    value_put(arena, status, "metadata", value_object(arena));
    value_put_text(arena, status, "status", "Success");
    put_details(arena, status, kind, name, kind->plural);
    value_put_text(arena, value_open(arena, status, "details"), "uid", uid);
    return status;
}

struct api_reply status_reply(const struct value *status)
{
    return (struct api_reply){.code = (int)value_number(value_get(status, "code"), 500), .object = status};
}

bool api_failed(const struct api_reply *reply)
{
    return reply->code >= 400;
}

const char *api_message(const struct api_reply *reply)
{
    return api_failed(reply) ? value_find_text(reply->object, "message") : "";
}

const char *api_reason(const struct api_reply *reply)
{
    return api_failed(reply) ? value_find_text(reply->object, "reason") : "";
}
