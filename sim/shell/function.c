/* Functions: kept as text, "LINE FILE\nBODY" (with an "x" before it when exported), and called. */
#include <string.h>

#include "base/limits.h"
#include "shell/evaluate.h"

/* Functions nest through several frames of the evaluator; this many fit into a process's stack. */
enum { FUNCTION_NESTING = 100 };

void function_define(struct process *process, const char *name, int line, const char *body)
{
    struct shell *shell = process->shell;
    const char *source = shell->zero[0] == '-' ? "main" : shell->command_text ? "environment" : shell->source;
    shell_put_text(&shell->functions, name, arena_format(process->arena, "%d %s\n%s", line, source, body));
}

bool function_find(struct arena *arena, const struct shell *shell, const char *name, struct function *function)
{
    const char *stored = shell_text(shell->functions, name);
    if (!stored)
        return false;
    *function = (struct function){.exported = stored[0] == 'x'};
    struct slice rest = slice_of(stored + function->exported), head, digits;
    int64_t line = 1;
    slice_next(&rest, '\n', &head);
    slice_next(&head, ' ', &digits);
    slice_to_integer(digits, &line);
    function->line = (int)line;
    function->source = arena_copy(arena, head);
    function->body = arena_copy(arena, rest);
    return true;
}

bool function_export(struct process *process, const char *name, bool exported)
{
    const char *stored = shell_text(process->shell->functions, name);
    if (!stored)
        return false;
    stored = arena_format(process->arena, "%s%s", exported ? "x" : "", stored + (stored[0] == 'x'));
    shell_put_text(&process->shell->functions, name, stored);
    return true;
}

static void drop_value(void *value)
{
    value_unref(value);
}

/* Keeps [list] at [place] of the shell and gives what was there, for take_back. A process that is killed in
 * between does not come back for it, so it is the process's too. */
static const struct value *put_aside(struct process *process, const struct value **place,
                                     const struct value *list)
{
    const struct value *before = *place;
    process_own(process, drop_value, (void *)(uintptr_t)before);
    *place = value_keep(list);
    return before;
}

static void take_back(struct process *process, const struct value **place, const struct value *before)
{
    value_unref(*place);
    *place = before;
    process_disown(process, (void *)(uintptr_t)before);
}

const struct value *arguments_replace(struct process *process, int count, char *const *words)
{
    struct value *list = value_array(process->arena);
    for (int i = 0; i < count; i++)
        value_append(process->arena, list, value_text(process->arena, words[i]));
    return put_aside(process, &process->shell->arguments, list);
}

void arguments_restore(struct process *process, const struct value *before)
{
    take_back(process, &process->shell->arguments, before);
}

const struct value *call_enter(struct process *process, const char *name, const char *source)
{
    struct shell *shell = process->shell;
    const struct value *before = shell->calls;
    struct arena *arena = process->arena;
    struct value *calls = value_array(arena), *call = value_array(arena);
    value_append(arena, call, value_text(arena, name));
    value_append(arena, call, value_text(arena, source));
    value_append(arena, call, value_format(arena, "%d", shell->line));
    value_append(arena, calls, call);
    for (size_t i = 0; i < value_count(before); i++)
        value_append(arena, calls, value_at(before, i));
    return put_aside(process, &shell->calls, calls);
}

void call_leave(struct process *process, const struct value *before)
{
    take_back(process, &process->shell->calls, before);
}

/* DEBUG, RETURN and ERR are not for the inside of functions, unless set -T or -E say so. What a function sets
 * itself stays. */
static const char *const tracing_traps[] = {"DEBUG", "ERR", "RETURN"};
enum { TRACING_TRAPS = sizeof tracing_traps / sizeof *tracing_traps };

static void hide_traps(struct process *process, const char **hidden)
{
    struct shell *shell = process->shell;
    for (int i = 0; i < TRACING_TRAPS; i++) {
        unsigned option = text_equal(tracing_traps[i], "ERR") ? OPTION_ERRTRACE : OPTION_FUNCTRACE;
        const char *text = shell->options & option ? NULL : shell_text(shell->traps, tracing_traps[i]);
        hidden[i] = text ? arena_text(process->arena, text) : NULL;
        if (text)
            shell_put_text(&shell->traps, tracing_traps[i], NULL);
    }
}

static void show_traps(struct process *process, const char *const *hidden)
{
    struct shell *shell = process->shell;
    for (int i = 0; i < TRACING_TRAPS; i++)
        if (hidden[i] && !shell_text(shell->traps, tracing_traps[i]))
            shell_put_text(&shell->traps, tracing_traps[i], hidden[i]);
}

int function_call(struct process *process, int count, char *const *words)
{
    struct shell *shell = process->shell;
    struct function function;
    function_find(process->arena, shell, words[0], &function);
    if (shell->functions_depth >= FUNCTION_NESTING) {
        complain(process, "%s: maximum function nesting level exceeded (%d)", words[0], FUNCTION_NESTING);
        discard_command(process, 1);
        return 1;
    }
    const struct value *arguments = arguments_replace(process, count - 1, words + 1);
    int loops = shell->loops, depth = shell->depth, called_from = shell->line;
    const struct value *calls = call_enter(process, words[0], function.source);
    const char *hidden[TRACING_TRAPS];
    hide_traps(process, hidden);
    shell->loops = 0;
    shell->depth = depth > 40 ? 40 : depth;
    shell->functions_depth++;
    evaluate_text(process, function.body, function.line, NULL);
    if (shell->flow == FLOW_RETURN)
        shell->flow = FLOW_ON;
    else
        run_trap(process, "RETURN");
    show_traps(process, hidden);
    variable_restore(shell, shell->functions_depth);
    shell->functions_depth--;
    call_leave(process, calls);
    shell->loops = loops;
    shell->depth = depth;
    shell->line = called_from;
    arguments_restore(process, arguments);
    return shell->status;
}

const char *function_print(struct process *process, const char *name)
{
    struct function function;
    struct arena *arena = process->arena;
    if (!function_find(arena, process->shell, name, &function))
        return NULL;
    struct syntax syntax = syntax_parse(arena, function.body, function.line, NULL);
    if (!syntax.tree || !syntax.tree->root)
        return arena_format(arena, "%s () \n%s", name, function.body);
    const char *text = print_function(arena, name, syntax.tree->root);
    tree_unref(syntax.tree);
    return text;
}
