/* Texts: command by command, each parsed when the one before has run, as a shell reads its input. */
#include <string.h>

#include "base/check.h"
#include "base/limits.h"
#include "shell/characters.h"
#include "shell/evaluate.h"
#include "shell/host.h"
#include "shell/jobs.h"
#include "shell/programs.h"

static void forget_tree(void *tree)
{
    tree_unref(tree);
}

/* Says once which character of a text is not what it looks like. Windows line ends are told of once in a shell's life. */
static void hint_characters(struct process *process, struct slice text)
{
    struct shell *shell = process->shell;
    struct odd_character odd;
    if (!characters_find(text, &odd) || (odd.code == '\r' && shell->returns_told))
        return;
    shell->returns_told |= odd.code == '\r';
    const char *place = arena_format(process->arena, "hint: line %d, column %d:", odd.line, odd.column);
    if (odd.code == '\r')
        process_complain(process, "%s %s (U+000D); the shell wants LF alone\n", place, odd.name);
    else if (!odd.instead)
        process_complain(process, "%s U+%04X is %s, which the shell takes for a letter; leave it out\n", place, odd.code,
                         odd.name);
    else
        process_complain(process, "%s %.*s%sU+%04X%s is %s, which the shell takes for a letter; type %s instead\n", place,
                         odd.visible ? (int)odd.bytes.length : 0, odd.bytes.data, odd.visible ? " (" : "", odd.code,
                         odd.visible ? ")" : "", odd.name, odd.instead);
}

/* The whole line [number] of [text], counted from [first]. */
static const char *line_of(struct arena *arena, const char *text, int first, int number)
{
    struct slice rest = slice_of(text), line = {0};
    for (int i = first; i <= number && slice_next(&rest, '\n', &line); i++)
        continue;
    return arena_copy(arena, line);
}

/* What busybox's ash says of a mistake that bash calls [message]. */
static const char *plain_message(struct arena *arena, const char *message)
{
    const char *near = strstr(message, "near unexpected token `");
    if (near) {
        near += strlen("near unexpected token `");
        if (text_starts(near, "newline"))
            return "syntax error: unexpected newline";
        return arena_format(arena, "syntax error: unexpected \"%.*s\"", (int)strcspn(near, "'"), near);
    }
    if (strstr(message, "unexpected EOF while looking for matching"))
        return "syntax error: unterminated quoted string";
    return strstr(message, "unexpected end of file") ? "syntax error: unexpected end of file" : message;
}

/* [part]: "eval", "-c" and the like; NULL for the script or the terminal itself. */
static void report(struct process *process, const char *text, int first, const struct syntax *syntax,
                   const char *part, bool file)
{
    struct shell *shell = process->shell;
    bool near = syntax->unexpected_end && !syntax->two_messages && syntax->commands && !file;
    int number = near ? syntax->commands_line : syntax->error_line;
    const char *line = line_of(process->arena, text, first, number);
    const char *message = near ? arena_format(process->arena, "syntax error near `%s'", syntax->commands) : syntax->message;
    if (shell->plain) {
        process_complain(process, "sh: %s\n", plain_message(process->arena, syntax->message));
    } else if (shell->interactive && !part) {
        if (message[0])
            process_complain(process, "%s: %s\n", shell->source, message);
    } else {
        if (!near && syntax->unexpected_end && (!syntax->two_messages || syntax->in_substitution))
            number += !text_ends(text, "\n") + (syntax->commands && syntax->commands_last && !syntax->two_messages);
        const char *prefix = arena_format(process->arena, "%s%s%s: line %d: ", shell->source, part ? ": " : "",
                                          part ? part : "", number);
        if (message[0])
            process_complain(process, "%s%s\n", prefix, message);
        if (near || !syntax->unexpected_end)
            process_complain(process, "%s`%s'\n", prefix, line);
    }
    if (syntax->error_status != ERROR_KEEPS_STATUS)
        shell->status = syntax->error_status;
    else if (!file && !(part && text_equal(part, "-c")))
        shell->status = ERROR_STATUS;
}

/* Lets go of a tree that was run; not yet, when BASH_COMMAND names a command of it and a trap may ask. */
static void end_tree(struct shell *shell, struct tree *tree, bool asked)
{
    if (!shell->running || shell->running->tree != tree) {
        tree_unref(tree);
        return;
    }
    tree_unref(shell->running_tree);
    shell->running_tree = asked ? tree : NULL;
    if (asked)
        return;
    shell->running = NULL;
    tree_unref(tree);
}

/* [top]: nothing of this shell is running around it, so that an error in a line does not reach further. */
static void run_text(struct process *process, const char *text, int line, const char *part, bool top)
{
    struct shell *shell = process->shell;
    const char *rest = text;
    int first = line, shift = 0;
    while (*rest && shell->flow == FLOW_ON) {
        struct arena_mark mark = arena_mark(process->arena);
        struct syntax syntax = syntax_parse(process->arena, rest, line, shell);
        if (shell->options & OPTION_VERBOSE)
            process_complain(process, "%.*s", (int)syntax.length, rest);
        if (!syntax.tree) {
            report(process, text, first - shift, &syntax, part, top);
            if (top && !shell->interactive)
                shell->flow = FLOW_EXIT;
            break;
        }
        process_own(process, forget_tree, syntax.tree);
        if (syntax.tree->root && !(shell->options & OPTION_NOEXEC))
            evaluate(process, syntax.tree->root);
        process_disown(process, syntax.tree);
        end_tree(shell, syntax.tree, !top || !shell->interactive);
        arena_rewind(process->arena, mark);
        rest += syntax.length;
        line = syntax.line;
        if (top && shell->flow == FLOW_ABORT && !shell->interactive) {
            /* Bash goes on counting from the line that failed, wherever the command ended. */
            shell->flow = FLOW_ON;
            keep_pipe_statuses(process, &shell->status, 1);
            shift += line - (shell->line + 1);
            line = shell->line + 1;
        }
        if (!syntax.length)
            break;
    }
}

int evaluate_text(struct process *process, const char *text, int line, const char *part)
{
    struct shell *shell = process->shell;
    if (!text[strspn(text, " \t\n")])
        shell->status = 0;
    run_text(process, text, line, part, false);
    return shell->status;
}

/* NUL bytes mean nothing to a shell. */
static const char *text_of(struct process *process, struct slice text)
{
    char *copy = arena_copy(process->arena, text), *end = copy;
    if (slice_find_byte(text, '\0') == text.length)
        return copy;
    for (size_t i = 0; i < text.length; i++)
        if (text.data[i])
            *end++ = text.data[i];
    *end = '\0';
    return copy;
}

int shell_run(struct process *process, struct slice text, const char *name)
{
    struct shell *shell = process->shell;
    bool interactive = shell->interactive;
    if (text.length > LIMIT_FILE_BYTES) {
        process_complain(process, "%s: cannot execute: text too long\n", name);
        return shell->status = 126;
    }
    if (!shell->id)
        shell->id = process->id;
    shell->interactive = name[0] == '-' || (interactive && shell->prompts);
    shell_share_text(&shell->source, name);
    if (!shell->interactive)
        shell_share_text(&shell->zero, name);
    if (shell->flow != FLOW_EXIT)
        shell->flow = FLOW_ON;
    struct arena_mark mark = arena_mark(process->arena);
    traps_handle(process);
    run_text(process, text_of(process, text), 1, NULL, true);
    hint_characters(process, text);
    keep_running(process); /* traps of signals that came with the last command */
    if (shell->flow == FLOW_EXIT)
        run_trap(process, "EXIT");
    else
        shell->flow = FLOW_ON;
    jobs_notify(process, shell->interactive);
    arena_rewind(process->arena, mark);
    shell->interactive = interactive;
    return shell->status;
}

int shell_leave(struct process *process)
{
    struct shell *shell = process->shell;
    traps_handle(process);
    run_trap(process, "EXIT");
    shell->flow = FLOW_EXIT;
    return shell->status;
}

static void become(struct process *process, struct shell *shell)
{
    struct shell *old = process->shell;
    process->shell = shell;
    shell_free(old);
}

/* /etc/profile, and the first that is there of the three of one's own. */
static void read_profile(struct process *process)
{
    static const char *const own[] = {".bash_profile", ".bash_login", ".profile"};
    const char *home = shell_variable(process->shell, "HOME"), *problem, *path = "/etc/profile";
    if (process_file(process, path, &problem))
        evaluate_words(process, 2, (char *[]){".", (char *)path, NULL}, 0);
    for (size_t i = 0; home && i < sizeof own / sizeof *own; i++) {
        path = arena_format(process->arena, "%s/%s", home, own[i]);
        if (process->shell->flow == FLOW_ON && process_file(process, path, &problem)) {
            evaluate_words(process, 2, (char *[]){".", (char *)path, NULL}, 0);
            return;
        }
    }
}

static void begin(struct process *process, const struct shell_start *start, const char *name, int count,
                  char *const *words)
{
    struct value *arguments = value_array(process->arena);
    for (int i = 0; i < count; i++)
        value_append(process->arena, arguments, value_text(process->arena, words[i]));
    become(process, shell_fresh(process->shell, process->host->models(process), process->id));
    struct shell *shell = process->shell;
    shell->options = (shell->options & ~start->off) | start->on;
    shell->options &= ~(unsigned)(OPTION_EMACS | OPTION_VI); /* nobody edits a line of it */
    shell->shopts = (shell->shopts & ~start->shopts_off) | start->shopts_on;
    shell->shopts |= (uint64_t)start->login << SHOPT_LOGIN_SHELL;
    shell->reads_input = start->reads_input;
    shell_share_text(&shell->zero, name);
    shell_set_arguments(shell, arguments);
    const char *path = program_started(process);
    if (path)
        variable_set_last_word(shell, path);
    if (start->login && start->profile)
        read_profile(process);
}

int run_script(struct process *process, struct slice text, const char *name, const struct shell_start *start,
               int count, char *const *words)
{
    begin(process, start, name, count, words);
    if (process->shell->flow != FLOW_EXIT)
        shell_run(process, text, name);
    if (process->shell->flow != FLOW_EXIT)
        run_trap(process, "EXIT");
    return process->shell->status;
}

int run_command_text(struct process *process, const char *text, const char *name,
                     const struct shell_start *start, int count, char *const *words)
{
    begin(process, start, count ? words[0] : name, count > 1 ? count - 1 : 0, words + 1);
    struct shell *shell = process->shell;
    shell_share_text(&shell->source, shell->zero);
    shell->command_text = true;
    if (shell->flow != FLOW_EXIT)
        run_text(process, text, 1, "-c", false);
    run_trap(process, "EXIT");
    return shell->status;
}

size_t shell_command_length(struct slice text, bool final)
{
    struct arena arena = {0};
    char *copy = arena_copy(&arena, text);
    for (size_t i = 0; i < text.length; i++)
        if (!copy[i])
            copy[i] = ' ';
    struct syntax syntax = syntax_parse(&arena, copy, 1, NULL);
    bool whole = syntax.length && copy[syntax.length - 1] == '\n';
    size_t length = syntax.length;
    if (!final && (syntax.result == SYNTAX_INCOMPLETE || (syntax.result == SYNTAX_COMPLETE && !whole)))
        length = 0;
    tree_unref(syntax.tree);
    arena_release(&arena);
    return length;
}
