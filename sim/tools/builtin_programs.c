/* Builtins that are programs too, for xargs, env, find -exec and a container without bash: printf, test, [. */
#include "shell/builtins.h"

extern const struct program printf_program, test_program, bracket_program;

static int run_printf(struct process *process, int count, char *const *words)
{
    return builtin_printf.run(process, count, words);
}

static int run_test(struct process *process, int count, char *const *words)
{
    return builtin_test.run(process, count, words);
}

static int run_bracket(struct process *process, int count, char *const *words)
{
    return builtin_bracket.run(process, count, words);
}

const struct program printf_program = {.name = "printf",
                                       .usage = "printf FORMAT [ARGUMENT]...",
                                       .help = "Write formatted arguments",
                                       .run = run_printf};
const struct program test_program = {
    .name = "test", .usage = "test [EXPRESSION]", .help = "Evaluate a condition", .run = run_test};
const struct program bracket_program = {
    .name = "[", .usage = "[ EXPRESSION ]", .help = "Evaluate a condition", .run = run_bracket};
