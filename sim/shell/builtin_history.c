/* history: the commands typed before. */
#include <string.h>

#include "shell/builtins.h"
#include "shell/history.h"

static int delete_entry(struct process *process, const char *word)
{
    struct shell *shell = process->shell;
    int64_t number, last = history_last(shell);
    bool known = builtin_number(word, &number);
    if (known && number < 0)
        number += last + 1;
    if (!known || !history_entry(shell, number)) {
        complain(process, "history: %s: history position out of range", word);
        return 1;
    }
    for (; number < last; number++)
        shell_put_text(&shell->history, arena_format(process->arena, "%08lld", (long long)number),
                       history_entry(shell, number + 1));
    shell_put_text(&shell->history, arena_format(process->arena, "%08lld", (long long)last), NULL);
    shell->history_next--;
    return 0;
}

/* --- the history file --- */

/* [path] NULL: $HISTFILE, which bash has at a prompt. NULL: no file. */
static const char *file_of(struct process *process, const char *path)
{
    const char *named = path ? path : variable_text(process->shell, "HISTFILE");
    const char *home = variable_text(process->shell, "HOME");
    if (!named)
        named = arena_format(process->arena, "%s/.bash_history", home ? home : "");
    return *named ? named : NULL;
}

/* Writes all commands, or behind what the file has those that were added since the last time. */
static bool write_out(struct process *process, const char *path, bool append)
{
    struct shell *shell = process->shell;
    int64_t last = history_last(shell), first = append ? last - shell->history_fresh + 1 : history_first(shell);
    struct buffer text = {0};
    const char *problem;
    const struct value *old = append ? process_file(process, path, &problem) : NULL;
    if (old)
        buffer_add(&text, file_data(old));
    for (int64_t i = first < 1 ? 1 : first; i <= last && last; i++)
        if (history_entry(shell, i))
            buffer_format(&text, "%s\n", history_entry(shell, i));
    struct slice whole = {arena_copy(process->arena, buffer_slice(&text)), text.length};
    buffer_release(&text);
    if (append)
        shell->history_fresh = 0;
    return !process_write_file(process, path, whole);
}

/* The lines of the file become commands: all, or those behind what is known of it. */
static bool read_in(struct process *process, const char *path, bool new_only)
{
    struct shell *shell = process->shell;
    const char *problem;
    const struct value *file = process_file(process, path, &problem);
    struct slice rest = file ? file_data(file) : SLICE(""), line;
    int64_t number = 0, fresh = shell->history_fresh;
    while (rest.length && slice_next(&rest, '\n', &line))
        if (++number > (new_only ? shell->history_in_file : 0) && line.length)
            shell_history_add(shell, arena_copy(process->arena, line));
    shell->history_fresh = fresh;
    if (file)
        shell->history_in_file = number;
    return file != NULL;
}

static int use_file(struct process *process, const char *option, const char *path)
{
    if (option[1] && option[2] && strpbrk(option + 2, "anrw")) {
        complain(process, "history: cannot use more than one of -anrw");
        return 1;
    }
    path = file_of(process, path);
    if (!path)
        return 1;
    bool done = option[1] == 'a' || option[1] == 'w' ? write_out(process, path, option[1] == 'a')
                                                     : read_in(process, path, option[1] == 'n');
    return !done;
}

/* -p: each word as the prompt would expand it; the command itself is forgotten. */
static int print_expanded(struct process *process, int count, char *const *words)
{
    struct shell *shell = process->shell;
    int64_t last = history_last(shell);
    int status = 0;
    if (last && shell->interactive) {
        shell_put_text(&shell->history, arena_format(process->arena, "%08lld", (long long)last), NULL);
        shell->history_next--;
        shell->history_fresh -= shell->history_fresh > 0;
    }
    for (int i = 0; i < count; i++) {
        const char *text = words[i];
        if (history_expand(process->arena, shell, slice_of(words[i]), &text) == HISTORY_FAILED) {
            complain(process, "history: %s: history expansion failed", words[i]);
            status = 1;
        } else {
            process_print(process, "%s\n", text);
        }
    }
    return status;
}

static int run_history(struct process *process, int count, char *const *words)
{
    struct shell *shell = process->shell;
    int64_t most = INT32_MAX;
    if (count > 1 && text_equal(words[1], "-c")) {
        history_clear(shell);
        return 0;
    }
    if (count > 2 && text_equal(words[1], "-d"))
        return delete_entry(process, words[2]);
    if (count > 2 && text_equal(words[1], "-s")) {
        struct buffer text = {0};
        for (int i = 2; i < count; i++)
            buffer_format(&text, "%s%s", i > 2 ? " " : "", words[i]);
        history_add(shell, buffer_slice(&text));
        buffer_release(&text);
        return 0;
    }
    if (count > 1 && text_equal(words[1], "-p"))
        return print_expanded(process, count - 2, words + 2);
    if (count > 2 && words[1][0] == '-' && words[2][0] == '-' && strpbrk(words[1], "anrw") &&
        strpbrk(words[2], "anrw"))
        return use_file(process, arena_format(process->arena, "%s%s", words[1], words[2] + 1), NULL);
    if (count > 1 && words[1][0] == '-' && words[1][1] && strchr("anrw", words[1][1]))
        return use_file(process, words[1], count > 2 ? words[2] : NULL);
    if (count > 1 && words[1][0] == '-')
        return builtin_bad_option(process, &builtin_history, words[1]);
    if (count > 1 && (!builtin_number(words[1], &most) || most < 0)) {
        complain(process, "history: %s: numeric argument required", words[1]);
        return 1;
    }
    int64_t last = history_last(shell), first = last - most + 1;
    if (first < history_first(shell))
        first = history_first(shell);
    for (int64_t i = first; i && i <= last; i++)
        process_print(process, "%5lld  %s\n", (long long)i, history_entry(shell, i));
    return 0;
}

const struct program builtin_history = {
    .name = "history",
    .usage = "history [-c] [-d offset] [n] or history -anrw [filename] or history -ps arg [arg...]",
    .help = "list commands typed before",
    .run = run_history,
};
