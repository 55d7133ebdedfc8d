/* set, shopt. */
#include <string.h>

#include "base/buffer.h"
#include "shell/builtins.h"

static void switch_option(struct shell *shell, unsigned option, bool on)
{
    shell->options = on ? shell->options | option : shell->options & ~option;
}

static void print_options(struct process *process, bool commands)
{
    for (int i = 0; i < OPTION_COUNT; i++) {
        bool on = process->shell->options & option_rows[i].option;
        if (commands)
            process_print(process, "set %co %s\n", on ? '-' : '+', option_rows[i].name);
        else
            process_print(process, "%-15s\t%s\n", option_rows[i].name, on ? "on" : "off");
    }
}

static bool set_by_name(struct process *process, const char *name, bool on)
{
    unsigned option = option_of_name(name);
    if (!option)
        complain(process, "set: %s: invalid option name", name);
    switch_option(process->shell, option, on);
    return option;
}

static const char *value_as_set(struct process *process, const char *name)
{
    if (variable_elements(process->shell, name))
        return variable_list(process, name);
    const char *text = variable_text(process->shell, name);
    return text && *text ? quote_variable(process->arena, text) : text;
}

void print_shell_variables(struct process *process, bool functions)
{
    struct map *variables = map_hold(process, shell_variables(process->shell));
    struct map *known = map_hold(process, process->shell->functions);
    struct map_walk walk = map_walk(*variables, SLICE(""));
    struct map_entry entry;
    while (map_walk_next(&walk, &entry)) {
        const char *name = arena_copy(process->arena, entry.key), *text = value_as_set(process, name);
        if (text)
            process_print(process, "%s=%s\n", name, text);
    }
    walk = map_walk(*known, SLICE(""));
    while (functions && map_walk_next(&walk, &entry))
        process_print(process, "%s\n", function_print(process, arena_copy(process->arena, entry.key)));
    map_let_go(process, variables);
    map_let_go(process, known);
}

/* The letters of one word; false: an invalid one. *at moves over the name that an "o" takes. */
static int set_letters(struct process *process, int count, char *const *words, int *at)
{
    const char *word = words[*at];
    bool on = word[0] == '-';
    for (const char *c = word + 1; *c; c++) {
        if (*c != 'o') {
            unsigned option = option_of_letter(*c);
            switch_option(process->shell, option, on);
            if (option)
                continue;
            complain(process, "set: %c%c: invalid option", word[0], *c);
            process_complain(process, "set: usage: %s\n", builtin_set.usage);
            return 2;
        }
        if (*at + 1 >= count)
            print_options(process, !on);
        else
            return set_by_name(process, words[++*at], on) ? 0 : 2;
    }
    return 0;
}

static int run_set(struct process *process, int count, char *const *words)
{
    int at = 1;
    bool positional = false;
    if (count == 1)
        print_shell_variables(process, true);
    for (; at < count && !positional && (words[at][0] == '-' || (words[at][0] == '+' && words[at][1])); at++) {
        positional = text_equal(words[at], "--") || text_equal(words[at], "-");
        if (text_equal(words[at], "-")) {
            switch_option(process->shell, OPTION_XTRACE | OPTION_VERBOSE, false);
            positional = at + 1 < count;
        }
        int status = positional || !words[at][1] ? 0 : set_letters(process, count, words, &at);
        if (status)
            return status;
    }
    if (!positional && at >= count)
        return 0;
    struct value *arguments = value_array(process->arena);
    for (; at < count; at++)
        value_append(process->arena, arguments, value_text(process->arena, words[at]));
    shell_set_arguments(process->shell, arguments);
    return 0;
}

/* --- shopt --- */

struct shopt_request {
    char action;                   /* 's', 'u', or 0: look */
    bool quiet, commands, options; /* options: those of set */
};

static void show(struct process *process, const struct shopt_request *request, const char *name, bool on)
{
    if (request->commands && request->options)
        process_print(process, "set %co %s\n", on ? '-' : '+', name);
    else if (request->commands)
        process_print(process, "shopt %s %s\n", on ? "-s" : "-u", name);
    else if (!request->quiet)
        process_print(process, "%-15s\t%s\n", name, on ? "on" : "off");
}

static int shopt_one(struct process *process, const struct shopt_request *request, const char *name)
{
    int index = shopt_of_name(name);
    if (index == SHOPT_COUNT) {
        complain(process, "shopt: %s: invalid shell option name", name);
        return 1;
    }
    uint64_t bit = UINT64_C(1) << index;
    bool on = process->shell->shopts & bit;
    if (!request->action) {
        show(process, request, name, on);
        return !on;
    }
    process->shell->shopts =
        request->action == 's' ? process->shell->shopts | bit : process->shell->shopts & ~bit;
    return 0;
}

/* shopt -o: the options of set. */
static int shopt_set_option(struct process *process, const struct shopt_request *request, const char *name)
{
    unsigned option = option_of_name(name);
    if (!option) {
        complain(process, "shopt: %s: invalid option name", name);
        return 1;
    }
    bool on = process->shell->options & option;
    if (request->action)
        switch_option(process->shell, option, request->action == 's');
    else
        show(process, request, name, on);
    return request->action || on ? 0 : 1;
}

static int run_shopt(struct process *process, int count, char *const *words)
{
    struct shopt_request request = {0};
    int at = 1, status = 0;
    for (; at < count && words[at][0] == '-' && words[at][1]; at++) {
        if (strspn(words[at] + 1, "pqsuo") != slice_of(words[at] + 1).length)
            return builtin_bad_option(process, &builtin_shopt, arena_format(process->arena, "%.2s", words[at]));
        request.action = strchr(words[at], 's') ? 's' : strchr(words[at], 'u') ? 'u' : request.action;
        request.quiet |= strchr(words[at], 'q') != NULL;
        request.commands |= strchr(words[at], 'p') != NULL;
        request.options |= strchr(words[at], 'o') != NULL;
    }
    if (at == count) {
        char wanted = request.action;
        request.action = 0;
        for (int i = 0; i < (request.options ? OPTION_COUNT : SHOPT_COUNT); i++) {
            bool on = request.options ? process->shell->options & option_rows[i].option
                                      : process->shell->shopts >> i & 1;
            if (!wanted || on == (wanted == 's'))
                show(process, &request, request.options ? option_rows[i].name : shopt_names[i], on);
        }
        return 0;
    }
    for (; at < count; at++)
        status |= request.options ? shopt_set_option(process, &request, words[at])
                                  : shopt_one(process, &request, words[at]);
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
