/* set, shopt. */
#include <string.h>

#include "base/buffer.h"
#include "shell/builtins.h"

static const struct {
    const char *name;
    char letter;
    unsigned option;
} options[] = {
    {"allexport", 'a', OPTION_ALLEXPORT}, {"emacs", 0, OPTION_EMACS},       {"errexit", 'e', OPTION_ERREXIT},
    {"errtrace", 'E', OPTION_ERRTRACE},   {"history", 0, OPTION_HISTORY},   {"monitor", 'm', OPTION_MONITOR},
    {"noclobber", 'C', OPTION_NOCLOBBER}, {"noexec", 'n', OPTION_NOEXEC},   {"noglob", 'f', OPTION_NOGLOB},
    {"notify", 'b', OPTION_NOTIFY},       {"nounset", 'u', OPTION_NOUNSET}, {"pipefail", 0, OPTION_PIPEFAIL},
    {"posix", 0, OPTION_POSIX},           {"verbose", 'v', OPTION_VERBOSE}, {"xtrace", 'x', OPTION_XTRACE},
};
enum { OPTION_COUNT = sizeof options / sizeof *options };

static const struct {
    const char *name;
    unsigned option;
} shopts[] = {
    {"dotglob", OPTION_DOTGLOB},   {"expand_aliases", OPTION_ALIASES},  {"extglob", OPTION_EXTGLOB},
    {"failglob", OPTION_FAILGLOB}, {"nocasematch", OPTION_NOCASEMATCH}, {"nullglob", OPTION_NULLGLOB},
};

static void switch_option(struct shell *shell, unsigned option, bool on)
{
    shell->options = on ? shell->options | option : shell->options & ~option;
}

static void print_options(struct process *process, bool commands)
{
    for (int i = 0; i < OPTION_COUNT; i++) {
        bool on = process->shell->options & options[i].option;
        if (commands)
            process_print(process, "set %co %s\n", on ? '-' : '+', options[i].name);
        else
            process_print(process, "%-15s\t%s\n", options[i].name, on ? "on" : "off");
    }
}

static bool set_by_name(struct process *process, const char *name, bool on)
{
    for (int i = 0; i < OPTION_COUNT; i++)
        if (text_equal(options[i].name, name)) {
            switch_option(process->shell, options[i].option, on);
            return true;
        }
    complain(process, "set: %s: invalid option name", name);
    return false;
}

static bool set_by_letter(struct process *process, char letter, bool on)
{
    for (int i = 0; i < OPTION_COUNT; i++)
        if (options[i].letter == letter) {
            switch_option(process->shell, options[i].option, on);
            return true;
        }
    return strchr("hkptBHPT", letter);
}

static void print_variables(struct process *process)
{
    struct map variables = process->shell->variables;
    map_ref(variables);
    struct map_walk walk = map_walk(variables, SLICE(""));
    struct map_entry entry;
    while (map_walk_next(&walk, &entry)) {
        const char *name = arena_copy(process->arena, entry.key), *text = variable_text(process->shell, name);
        if (text && !variable_elements(process->shell, name))
            process_print(process, "%s=%s\n", name, *text ? quote_trace(process->arena, text) : "");
    }
    map_unref(variables);
}

static int run_set(struct process *process, int count, char *const *words)
{
    int at = 1;
    bool positional = false;
    if (count == 1)
        print_variables(process);
    for (; at < count && (words[at][0] == '-' || words[at][0] == '+') && words[at][1]; at++) {
        bool on = words[at][0] == '-';
        if (text_equal(words[at], "--")) {
            at++;
            positional = true;
            break;
        }
        for (const char *c = words[at] + 1; *c; c++) {
            if (*c != 'o') {
                if (!set_by_letter(process, *c, on)) {
                    complain(process, "set: %c%c: invalid option", words[at][0], *c);
                    process_complain(process, "set: usage: %s\n", builtin_set.usage);
                    return 2;
                }
            } else if (at + 1 >= count) {
                print_options(process, !on);
            } else if (!set_by_name(process, words[++at], on)) {
                return 2;
            } else {
                break;
            }
        }
    }
    if (!positional && at >= count)
        return 0;
    struct value *arguments = value_array(process->arena);
    for (; at < count; at++)
        value_append(process->arena, arguments, value_text(process->arena, words[at]));
    shell_set_arguments(process->shell, arguments);
    return 0;
}

static int shopt_one(struct process *process, const char *name, char action, bool quiet)
{
    for (size_t i = 0; i < sizeof shopts / sizeof *shopts; i++) {
        if (!text_equal(shopts[i].name, name))
            continue;
        bool on = process->shell->options & shopts[i].option;
        if (action)
            switch_option(process->shell, shopts[i].option, action == 's');
        else if (!quiet)
            process_print(process, "%-15s\t%s\n", name, on ? "on" : "off");
        return action || on ? 0 : 1;
    }
    complain(process, "shopt: %s: invalid shell option name", name);
    return 1;
}

static int run_shopt(struct process *process, int count, char *const *words)
{
    char action = 0;
    bool quiet = false;
    int at = 1, status = 0;
    for (; at < count && words[at][0] == '-'; at++) {
        action = strchr(words[at], 's') ? 's' : strchr(words[at], 'u') ? 'u' : action;
        quiet |= strchr(words[at], 'q') != NULL;
    }
    if (at == count)
        for (size_t i = 0; i < sizeof shopts / sizeof *shopts; i++)
            shopt_one(process, shopts[i].name, 0, quiet);
    for (; at < count; at++)
        status |= shopt_one(process, words[at], action, quiet);
    return status;
}

const struct program builtin_set = {
    .name = "set",
    .usage = "set [-abefhkmnptuvxBCEHPT] [-o option-name] [--] [-] [arg ...]",
    .help = "set options and positional parameters",
    .run = run_set,
};
const struct program builtin_shopt = {
    .name = "shopt",
    .usage = "shopt [-pqsu] [-o] [optname ...]",
    .help = "set bash's options",
    .run = run_shopt,
};
