/* break, continue, return, exit, shift, :, true, false. */
#include "shell/builtins.h"
#include "shell/jobs.h"

static int leave_loops(struct process *process, int count, char *const *words, enum flow flow)
{
    struct shell *shell = process->shell;
    int64_t levels = 1;
    if (shell->loops == 0) {
        complain(process, "%s: only meaningful in a `for', `while', or `until' loop", words[0]);
        return 0;
    }
    if (count > 1 && !builtin_number(words[1], &levels)) {
        complain(process, "%s: %s: numeric argument required", words[0], words[1]);
        abort_command(process, 128);
        return 128;
    }
    if (levels < 1) {
        complain(process, "%s: %s: loop count out of range", words[0], words[1]);
        shell->flow = FLOW_BREAK;
        shell->flow_levels = shell->loops;
        return 1;
    }
    shell->flow = flow;
    shell->flow_levels = levels > shell->loops ? shell->loops : (int)levels;
    return 0;
}

static int run_break(struct process *process, int count, char *const *words)
{
    return leave_loops(process, count, words, FLOW_BREAK);
}

static int run_continue(struct process *process, int count, char *const *words)
{
    return leave_loops(process, count, words, FLOW_CONTINUE);
}

/* The status that return and exit were given. */
static int given_status(struct process *process, int count, char *const *words)
{
    int64_t status = process->shell->status;
    if (count > 1 && !builtin_number(words[1], &status)) {
        complain(process, "%s: %s: numeric argument required", words[0], words[1]);
        status = 2;
    }
    return (int)(status & 255);
}

static int run_return(struct process *process, int count, char *const *words)
{
    struct shell *shell = process->shell;
    if (!shell->functions_depth && !shell->sources) {
        complain(process, "return: can only `return' from a function or sourced script");
        return 2;
    }
    int64_t number;
    if (count > 2 && builtin_number(words[1], &number)) {
        complain(process, "return: too many arguments");
        discard_command(process, 1);
        return 1;
    }
    int status = given_status(process, count, words);
    run_trap(process, "RETURN"); /* which sees the status of the command before */
    shell->status = status;
    shell->flow = FLOW_RETURN;
    return shell->status;
}

static int run_exit(struct process *process, int count, char *const *words)
{
    struct shell *shell = process->shell;
    int64_t number;
    if (count > 2 && builtin_number(words[1], &number)) {
        complain(process, "%s: too many arguments", words[0]);
        discard_command(process, 1);
        return 1;
    }
    if (jobs_hold_back(process))
        return 1;
    shell->status = given_status(process, count, words);
    shell->flow = FLOW_EXIT;
    return shell->status;
}

static int run_shift(struct process *process, int count, char *const *words)
{
    struct shell *shell = process->shell;
    int64_t by = 1;
    size_t have = value_count(shell->arguments);
    if (count > 1 && !builtin_number(words[1], &by)) {
        complain(process, "shift: %s: numeric argument required", words[1]);
        return 1;
    }
    if (by < 0) {
        complain(process, "shift: %s: shift count out of range", words[1]);
        return 1;
    }
    if ((uint64_t)by > have)
        return 1;
    struct value *rest = value_array(process->arena);
    for (size_t i = (size_t)by; i < have; i++)
        value_append(process->arena, rest, value_at(shell->arguments, i));
    shell_set_arguments(shell, rest);
    return 0;
}

static int run_true(struct process *process, int count, char *const *words)
{
    (void)process;
    (void)count;
    (void)words;
    return 0;
}

static int run_false(struct process *process, int count, char *const *words)
{
    (void)process;
    (void)count;
    (void)words;
    return 1;
}

const struct program builtin_break = {
    .name = "break",
    .usage = "break [n]",
    .help = "leave a loop",
    .run = run_break,
};
const struct program builtin_continue = {
    .name = "continue",
    .usage = "continue [n]",
    .help = "begin a loop's next round",
    .run = run_continue,
};
const struct program builtin_return = {
    .name = "return",
    .usage = "return [n]",
    .help = "leave a function or a sourced script",
    .run = run_return,
};
const struct program builtin_exit = {
    .name = "exit",
    .usage = "exit [n]",
    .help = "leave the shell",
    .run = run_exit,
};
const struct program builtin_logout = {
    .name = "logout",
    .usage = "logout [n]",
    .help = "leave a login shell",
    .run = run_exit,
};
const struct program builtin_shift = {
    .name = "shift",
    .usage = "shift [n]",
    .help = "drop positional parameters",
    .run = run_shift,
};
const struct program builtin_colon = {
    .name = ":", .usage = ": [ARGUMENT]...", .help = "do nothing", .run = run_true};
const struct program builtin_true = {.name = "true", .usage = "true", .help = "succeed", .run = run_true};
const struct program builtin_false = {.name = "false", .usage = "false", .help = "fail", .run = run_false};
