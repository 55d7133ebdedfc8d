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

static void print_trap(struct process *process, const char *name)
{
    const char *text = shell_text(process->shell->traps, name);
    bool signal = !text_equal(name, "EXIT") && !text_equal(name, "ERR") && !text_equal(name, "DEBUG");
    if (text)
        process_print(process, "trap -- %s %s%s\n", quote_single(process->arena, text), signal ? "SIG" : "",
                      name);
}

static int run_trap_builtin(struct process *process, int count, char *const *words)
{
    struct shell *shell = process->shell;
    int first = 1, status = 0;
    if (count > 1 && text_equal(words[1], "--"))
        first++;
    if (count > 1 && text_equal(words[1], "-l")) {
        print_signals(process);
        return 0;
    }
    if (first >= count || text_equal(words[first], "-p")) {
        for (int i = 0; i < SIGNAL_NUMBERS; i++)
            if (signal_name(i))
                print_trap(process, signal_name(i));
        print_trap(process, "ERR");
        return 0;
    }
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
            complain(process, "trap: %s: invalid signal specification", words[i]);
            status = 1;
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
