/* Errors of a run: kept until the verb has ended, then printed as kubectl prints one error or several. */
#include "tools/kubectl/complaint.h"

#include <stdarg.h>

static void add(struct kubectl *kubectl, const char *text, bool prefixed)
{
    struct complaint *complaint = arena_allocate(kubectl->arena, sizeof *complaint);
    *complaint = (struct complaint){.text = text, .prefixed = prefixed};
    struct complaint **end = &kubectl->complaints;
    while (*end)
        end = &(*end)->next;
    *end = complaint;
    if (!kubectl->status)
        kubectl->status = 1;
}

void kubectl_fail(struct kubectl *kubectl, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    add(kubectl, arena_format_list(kubectl->arena, format, arguments), true);
    va_end(arguments);
}

void kubectl_fail_plain(struct kubectl *kubectl, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    add(kubectl, arena_format_list(kubectl->arena, format, arguments), false);
    va_end(arguments);
}

void kubectl_fail_usage(struct kubectl *kubectl, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    const char *text = arena_format_list(kubectl->arena, format, arguments);
    va_end(arguments);
    add(kubectl,
        arena_format(kubectl->arena, "error: %s\nSee '%s -h' for help and examples", text, kubectl->path),
        false);
}

void kubectl_unsimulated(struct kubectl *kubectl, const char *what)
{
    add(kubectl, arena_format(kubectl->arena, "not simulated: %s", what), false);
}

void kubectl_log(struct process *process, char level, const char *source, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    const char *text = arena_format_list(process->arena, format, arguments);
    va_end(arguments);
    const char *time =
        instant_rfc3339(process->arena, process_now(process), 6); /* 2026-11-23T09:00:00.000000Z */
    process_complain(process, "%c%.2s%.2s %.15s %7d %s] %s\n", level, time + 5, time + 8, time + 11,
                     process->id, source, text);
}

bool kubectl_failed(const struct kubectl *kubectl)
{
    return kubectl->complaints != NULL;
}

static bool said_before(const struct value *causes, size_t index)
{
    const struct value *cause = value_at(causes, index);
    for (size_t i = 0; i < index; i++) {
        if (value_equal(cause, value_at(causes, i)))
            return true;
    }
    return false;
}

/* k8s.io/kubectl/pkg/cmd/util: checkErr, the case of IsInvalid. */
static const char *invalid_text(struct kubectl *kubectl, const struct value *status)
{
    struct arena *arena = kubectl->arena;
    const struct value *details = value_get(status, "details");
    const char *message = value_find_text(status, "message");
    if (!details)
        return arena_format(arena, "The request is invalid%s%s", message[0] ? ": " : "", message);
    const struct value *causes = value_get(details, "causes");
    const char *title = "The request is invalid";
    const char *kind = value_find_text(details, "kind"), *name = value_find_text(details, "name");
    if (kind[0] || name[0])
        title = arena_format(arena, "The %s \"%s\" is invalid", kind, name);
    else if (message[0] && !value_count(causes))
        title = arena_format(arena, "%s: %s", title, message);
    if (!value_count(causes))
        return title;
    const char *text = arena_format(arena, "%s: ", title);
    size_t said = 0;
    for (size_t i = 0; i < value_count(causes); i++)
        said += !said_before(causes, i);
    for (size_t i = 0; i < value_count(causes); i++) {
        const struct value *cause = value_at(causes, i);
        if (said_before(causes, i))
            continue;
        text = arena_format(arena, "%s%s%s: %s", text, said > 1 ? "\n* " : "", value_find_text(cause, "field"),
                            value_find_text(cause, "message"));
    }
    return text;
}

void kubectl_fail_reply(struct kubectl *kubectl, const struct api_reply *reply, const char *action)
{
    const char *reason = api_reason(reply), *message = api_message(reply);
    if (reply->code == 422) {
        add(kubectl, invalid_text(kubectl, reply->object), false);
        return;
    }
    const char *where = reason && reason[0] ? arena_format(kubectl->arena, " (%s)", reason) : "";
    add(kubectl,
        arena_format(kubectl->arena, "Error from server%s: %s%s%s", where, action ? action : "",
                     action ? ": " : "", message),
        false);
}

void complaints_print(struct kubectl *kubectl)
{
    bool several = kubectl->complaints && kubectl->complaints->next;
    for (const struct complaint *at = kubectl->complaints; at; at = at->next)
        process_complain(kubectl->process, "%s%s\n", at->prefixed && !several ? "error: " : "", at->text);
}
