#include <string.h>

#include "shell/programs.h"
#include "shell/shell.h"
#include "shell/state.h"
#include "tools/options.h"
#include "tools/start.h"

extern const struct program env_program;

static const struct flag flags[] = {
    {"ignore-environment", 'i', NULL, "start with an empty environment"},
    {"unset", 'u', "NAME", "remove variable from the environment"},
    {0},
};

/* What a program would be given is what is exported. "_" stays so without a value: nobody leaves one there again. */
static void forget_all(struct process *process)
{
    const struct value *all = shell_environment(process->arena, process->shell);
    for (size_t i = 0; i < value_count(all); i++) {
        struct slice entry = slice_of(value_string_of(value_at(all, i)));
        variable_unset(process->shell,
                       arena_copy(process->arena, slice_part(entry, 0, slice_find_byte(entry, '='))));
    }
    variable_mark(process->shell, "_", VARIABLE_EXPORTED, 0);
}

static int run(struct process *process, int count, char *const *words)
{
    struct options options = options_begin(process, &env_program, count, words);
    bool nothing = false;
    int at = 0;
    program_leave_path(process);
    options.leading = true;
    options.failure = 125;
    for (const struct flag *flag; (flag = options_next(&options));) {
        nothing |= flag->letter == 'i';
        if (flag->letter == 'u')
            variable_unset(process->shell, options.value);
    }
    struct value *given = value_array(process->arena);
    if (nothing)
        forget_all(process);
    for (; at < options.operand_count && strchr(options.operands[at], '='); at++) {
        struct slice word = slice_of(options.operands[at]);
        size_t equals = slice_find_byte(word, '=');
        const char *name = arena_copy(process->arena, slice_part(word, 0, equals));
        shell_set_variable(process->shell, name, word.data + equals + 1, true);
        value_append(process->arena, given, value_text(process->arena, word.data));
    }
    if (at < options.operand_count)
        return start_program(process, "env", options.operand_count - at, options.operands + at, NULL, NULL);
    const struct value *all = nothing ? given : shell_environment(process->arena, process->shell);
    for (size_t i = 0; i < value_count(all); i++)
        process_print(process, "%s\n", value_string_of(value_at(all, i)));
    return 0;
}

const struct program env_program = {.name = "env",
                                    .usage = "env [OPTION]... [NAME=VALUE]... [COMMAND [ARG]...]",
                                    .help = "Print the environment, or run a program in another",
                                    .flags = flags,
                                    .run = run};
