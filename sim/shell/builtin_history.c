/* history, fc: the commands typed before. */
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
    if (count > 1 && words[1][0] == '-' && words[1][1] && strchr("anrwps", words[1][1])) {
        process_complain(process, "history: not simulated: %s\n", words[1]);
        return 1;
    }
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
    shell_put_text(&shell->history, arena_format(process->arena, "%08lld", (long long)history_last(shell)), text);
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

static int run_fc(struct process *process, int count, char *const *words)
{
    struct shell *shell = process->shell;
    bool listing = false, numbers = true, backwards = false, again = false;
    int at = 1;
    for (; at < count && words[at][0] == '-' && ascii_is_letter(words[at][1]); at++) {
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
        process_complain(process, "fc: not simulated: editing commands (fc -l lists them, fc -s runs one again)\n");
        return 1;
    }
    if (last < history_first(shell))
        return 0;
    int64_t from = last - 15 < history_first(shell) ? history_first(shell) : last - 15;
    if (at < count)
        from = find(shell, words[at], last);
    return list(process, from, at + 1 < count ? find(shell, words[at + 1], last) : last, numbers, backwards);
}

const struct program builtin_history = {
    .name = "history",
    .usage = "history [-c] [-d offset] [n] or history -anrw [filename] or history -ps arg [arg...]",
    .help = "list commands typed before",
    .run = run_history,
};
const struct program builtin_fc = {
    .name = "fc",
    .usage = "fc [-e ename] [-lnr] [first] [last] or fc -s [pat=rep] [command]",
    .help = "list commands typed before, or run one again",
    .run = run_fc,
};
