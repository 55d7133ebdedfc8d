/* fc: commands typed before, listed, run again, or edited and run. */
#include <string.h>

#include "shell/builtins.h"
#include "shell/history.h"

/* A command as fc names it: a number, one counted from the end, or how it begins; 0: there is none. */
static int64_t find(const struct shell *shell, const char *word, int64_t last)
{
    int64_t number;
    if (builtin_number(word, &number)) {
        number = number < 0 ? last + 1 + number : number;
        return number < history_first(shell) ? history_first(shell) : number > last ? last : number;
    }
    for (int64_t i = last; i >= history_first(shell) && i > 0; i--)
        if (text_starts(history_entry(shell, i), word))
            return i;
    return 0;
}

/* fc -s [OLD=NEW] [COMMAND]: runs it again. */
static int run_again(struct process *process, int count, char *const *words, int64_t last)
{
    struct shell *shell = process->shell;
    const char *equals = count ? strchr(words[0], '=') : NULL;
    int64_t number = count > (equals != NULL) ? find(shell, words[equals != NULL], last) : last;
    const char *entry = history_entry(shell, number);
    if (!entry) {
        complain(process, "fc: no command found");
        return 1;
    }
    const char *text = arena_text(process->arena, entry);
    if (equals) {
        struct slice old = {words[0], (size_t)(equals - words[0])}, whole = slice_of(text);
        size_t at = slice_find(whole, old);
        if (at < whole.length)
            text = arena_format(process->arena, "%.*s%s%s", (int)at, text, equals + 1, text + at + old.length);
    }
    process_complain(process, "%s\n", text);
    shell_put_text(&shell->history, arena_format(process->arena, "%08lld", (long long)history_last(shell)),
                   text);
    return evaluate_text(process, text, shell->line, NULL);
}

static int list(struct process *process, int64_t first, int64_t last, bool numbers, bool backwards)
{
    struct shell *shell = process->shell;
    if (!first || !last) {
        complain(process, "fc: history specification out of range");
        return 1;
    }
    if (first > last) {
        int64_t swap = first;
        first = last;
        last = swap;
        backwards = !backwards;
    }
    for (int64_t i = 0; i <= last - first; i++) {
        int64_t number = backwards ? last - i : first + i;
        if (numbers)
            process_print(process, "%lld", (long long)number);
        process_print(process, "\t %s\n", history_entry(shell, number));
    }
    return 0;
}

/* The commands [first] to [last] as an editor left them; NULL: it failed. */
static const char *edited(struct process *process, const char *editor, int64_t first, int64_t last)
{
    struct shell *shell = process->shell;
    const char *path = arena_format(process->arena, "/tmp/bash-fc.%06d", process->id), *problem;
    struct buffer text = {0};
    for (int64_t step = first <= last ? 1 : -1, i = first;; i += step) {
        buffer_format(&text, "%s\n", history_entry(shell, i));
        if (i == last)
            break;
    }
    struct slice whole = {arena_copy(process->arena, buffer_slice(&text)), text.length};
    buffer_release(&text);
    if ((problem = process_write_file(process, path, whole))) {
        complain(process, "fc: %s: cannot open temp file: %s", path, problem);
        return NULL;
    }
    int status = evaluate_text(process, arena_format(process->arena, "%s %s", editor, path), shell->line, NULL);
    const struct value *file = status ? NULL : process_file(process, path, &problem);
    const char *result = file ? arena_copy(process->arena, file_data(file)) : NULL;
    process_remove_file(process, path);
    return result;
}

/* fc [-e EDITOR] [FIRST [LAST]]: what the editor leaves is shown, remembered in fc's place, and run. */
static int edit(struct process *process, const char *editor, int64_t first, int64_t last)
{
    struct shell *shell = process->shell;
    const char *chosen = variable_text(shell, "FCEDIT"), *other = variable_text(shell, "EDITOR");
    if (!editor)
        editor = chosen && *chosen ? chosen : other && *other ? other : "vi";
    if (!first || !last || !history_entry(shell, first) || !history_entry(shell, last)) {
        complain(process, "fc: history specification out of range");
        return 1;
    }
    const char *text = edited(process, editor, first, last);
    shell_put_text(&shell->history, arena_format(process->arena, "%08lld", (long long)history_last(shell)),
                   NULL);
    shell->history_next--;
    if (!text)
        return 1;
    process_complain(process, "%s", text);
    history_add(shell, slice_of(text));
    return evaluate_text(process, text, shell->line, NULL);
}

static int run_fc(struct process *process, int count, char *const *words)
{
    struct shell *shell = process->shell;
    bool listing = false, numbers = true, backwards = false, again = false;
    const char *editor = NULL;
    int at = 1;
    for (; at < count && words[at][0] == '-' && ascii_is_letter(words[at][1]); at++) {
        if (text_equal(words[at], "-e") && at + 1 < count) {
            editor = words[++at];
            again |= text_equal(editor, "-");
            continue;
        }
        if (strspn(words[at] + 1, "lnrs") != slice_of(words[at] + 1).length)
            return builtin_bad_option(process, &builtin_fc, words[at]);
        listing |= strchr(words[at], 'l') != NULL;
        numbers &= strchr(words[at], 'n') == NULL;
        backwards |= strchr(words[at], 'r') != NULL;
        again |= strchr(words[at], 's') != NULL;
    }
    int64_t last = history_last(shell) - 1; /* the last is this command */
    if (again)
        return run_again(process, count - at, words + at, last);
    if (!listing) {
        int64_t begin = at < count ? find(shell, words[at], last) : last;
        return edit(process, editor, begin, at + 1 < count ? find(shell, words[at + 1], last) : begin);
    }
    if (last < history_first(shell))
        return 0;
    int64_t from = last - 15 < history_first(shell) ? history_first(shell) : last - 15;
    if (at < count)
        from = find(shell, words[at], last);
    return list(process, from, at + 1 < count ? find(shell, words[at + 1], last) : last, numbers, backwards);
}

const struct program builtin_fc = {
    .name = "fc",
    .usage = "fc [-e ename] [-lnr] [first] [last] or fc -s [pat=rep] [command]",
    .help = "list commands typed before, or run one again",
    .run = run_fc,
};
