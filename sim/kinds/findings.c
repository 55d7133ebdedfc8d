#include "kinds/kind.h"

void findings_add(struct findings *findings, const char *reason, const char *field, const char *format, ...)
{
    struct arena *arena = findings->arena;
    struct value *cause = value_object(arena);
    va_list arguments;
    va_start(arguments, format);
    value_put_text(arena, cause, "message", arena_format_list(arena, format, arguments));
    va_end(arguments);
    value_put_text(arena, cause, "reason", reason);
    value_put_text(arena, cause, "field", field);
    if (!findings->causes)
        findings->causes = value_array(arena);
    value_append(arena, findings->causes, cause);
}
