/* set -x. */
#include "shell/evaluate.h"

/* PS4 with its first character once more for each substitution, eval or file around the command. */
static const char *prompt(struct process *process)
{
    struct shell *shell = process->shell;
    const char *kept = variable_text(shell, "PS4");
    unsigned options = shell->options;
    int status = shell->status, substituted = shell->substituted;
    shell->options &= ~(unsigned)(OPTION_XTRACE | OPTION_NOUNSET);
    const char *text = expand_document(process, kept ? kept : "+ ");
    shell->options = options;
    shell->status = status;
    shell->substituted = substituted;
    struct buffer repeated = {0};
    buffer_add_repeated(&repeated, *text ? *text : ' ', *text ? (size_t)shell->trace_depth : 0);
    text = arena_format(process->arena, "%s%s", buffer_text(&repeated), text);
    buffer_release(&repeated);
    return text;
}

void trace(struct process *process, const char *format, ...)
{
    if (!(process->shell->options & OPTION_XTRACE))
        return;
    va_list arguments;
    va_start(arguments, format);
    const char *text = arena_format_list(process->arena, format, arguments);
    va_end(arguments);
    process_complain(process, "%s%s\n", prompt(process), text);
}

void trace_simple(struct process *process, const struct fields *fields)
{
    if (!(process->shell->options & OPTION_XTRACE))
        return;
    struct buffer line = {0};
    for (int i = 0; i < fields->count; i++)
        buffer_format(&line, "%s%s", i ? " " : "", quote_trace(process->arena, fields->words[i]));
    const char *text = arena_copy(process->arena, buffer_slice(&line));
    buffer_release(&line);
    trace(process, "%s", text);
}
