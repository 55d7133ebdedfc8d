/* trap. */
#include <string.h>

#include "shell/builtins.h"
#include "shell/signals.h"

/* The name under which a trap is kept; NULL: there is no such signal. */
static const char *signal_of(const char *word)
{
    static const char *const others[] = {"ERR", "DEBUG", "RETURN"};
    int number = signal_number(word);
    if (text_starts(word, "SIG"))
        word += 3;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (slice_is_nocase(slice_of(word), others[i]))
            return others[i];
    return number < 0 ? NULL : signal_name(number);
}

/* A subshell shows what its parent had until it sets a trap itself. */
static void print_trap(struct process *process, const char *name)
{
    const struct shell *shell = process->shell;
    const char *text = shell_text(shell->inherited_traps.root ? shell->inherited_traps : shell->traps, name);
    bool signal = !text_equal(name, "EXIT") && !text_equal(name, "ERR") && !text_equal(name, "DEBUG") &&
                  !text_equal(name, "RETURN");
    if (text)
        process_print(process, "trap -- %s %s%s\n", quote_single(process->arena, text), signal ? "SIG" : "",
                      name);
}

static int bad_signal(struct process *process, const char *word)
{
    complain(process, "trap: %s: invalid signal specification", word);
    return 1;
}

/* The traps of the signals named, or all of them. */
static int print_traps(struct process *process, int count, char *const *names)
{
    static const char *const others[] = {"DEBUG", "ERR", "RETURN"};
    int status = 0;
    for (int i = 0; count == 0 && i < SIGNAL_NUMBERS; i++)
        if (signal_name(i))
            print_trap(process, signal_name(i));
    for (size_t i = 0; count == 0 && i < sizeof others / sizeof *others; i++)
        print_trap(process, others[i]);
    for (int i = 0; i < count; i++) {
        const char *name = signal_of(names[i]);
        if (name)
            print_trap(process, name);
        else
            status = bad_signal(process, names[i]);
    }
    return status;
}

static int run_trap_builtin(struct process *process, int count, char *const *words)
{
    struct shell *shell = process->shell;
    int first = 1, status = 0;
    bool print = false;
    for (; first < count && words[first][0] == '-' && words[first][1]; first++) {
        if (text_equal(words[first], "--")) {
            first++;
            break;
        }
        if (strspn(words[first] + 1, "lp") != slice_of(words[first] + 1).length)
            return builtin_bad_option(process, &builtin_trap, arena_format(process->arena, "%.2s", words[first]));
        if (strchr(words[first], 'l')) {
            print_signals(process);
            return 0;
        }
        print = true;
    }
    if (print || first >= count)
        return print_traps(process, count - first, words + first);
    map_unref(shell->inherited_traps);
    shell->inherited_traps.root = NULL;
    const char *action = words[first];
    int64_t number;
    bool reset = text_equal(action, "-") || (first + 1 == count) || builtin_number(action, &number);
    if (!reset || text_equal(action, "-"))
        first++;
    for (int i = first; i < count; i++) {
        const char *name = signal_of(words[i]);
        if (name) {
            shell_put_text(&shell->traps, name, reset ? NULL : action);
        } else {
            status = bad_signal(process, words[i]);
        }
    }
    traps_handle(process);
    return status;
}

const struct program builtin_trap = {
    .name = "trap",
    .usage = "trap [-lp] [[arg] signal_spec ...]",
    .help = "run a command on a signal",
    .run = run_trap_builtin,
};
