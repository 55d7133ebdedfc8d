#include <string.h>

#include "data/float.h"
#include "shell/host.h"
#include "tools/options.h"
#include "tools/start.h"

extern const struct program timeout_program;

static const struct flag flags[] = {
    {"signal", 's', "SIGNAL", "which signal to send: all of them end a program here"},
    {"kill-after", 'k', "DURATION", "accepted"},
    {"preserve-status", 0, NULL, "exit with the same status as COMMAND"},
    {"foreground", 'f', NULL, "accepted"},
    {"verbose", 'v', NULL, "say when the time is over"},
    {0},
};

enum { TIMED_OUT = 124, FAILED = 125, KILL_SIGNAL = 9, TERMINATE_SIGNAL = 15 };

static bool read_duration(const char *text, struct duration *length)
{
    static const char units[] = "smhd";
    static const double seconds[] = {1, 60, 3600, 86400};
    double number;
    size_t used = float_read(slice_of(text), &number);
    const char *unit = text[used] ? strchr(units, text[used]) : units;
    if (!used || number < 0 || !unit || (text[used] && text[used + 1]))
        return false;
    number *= seconds[unit - units];
    length->nanoseconds = number > 1e9 ? 1000000000 * (int64_t)1000000000 : (int64_t)(number * 1e9);
    return true;
}

struct watched {
    const struct process *parent;
    int id;
};

static bool is_over(const void *context)
{
    const struct watched *watched = context;
    return process_child(watched->parent, watched->id).state == CHILD_ENDED;
}

static int run(struct process *process, int count, char *const *words)
{
    struct options options = options_begin(process, &timeout_program, count, words);
    struct duration length;
    bool preserve = false, kill = false, verbose = false;
    options.leading = true;
    options.failure = FAILED;
    for (const struct flag *flag; (flag = options_next(&options));) {
        preserve |= text_equal(flag->name, "preserve-status");
        verbose |= flag->letter == 'v';
        kill |= flag->letter == 's' && (text_ends(options.value, "KILL") || text_equal(options.value, "9"));
    }
    if (options.operand_count < 2)
        options_fail(&options);
    if (!read_duration(options.operands[0], &length)) {
        process_complain(process, "timeout: invalid time interval '%s'\n", options.operands[0]);
        options_fail(&options);
    }
    int problem = 0;
    struct process *child = start_child(process, "timeout: failed to run command", options.operand_count - 1,
                                        options.operands + 1, &problem);
    if (!child)
        return problem;
    struct instant deadline = length.nanoseconds ? instant_add(process_now(process), length) : INSTANT_NEVER;
    struct watched watched = {process, child->id};
    process->host->wait(process, is_over, &watched, deadline, WAIT_CHILDREN | (length.nanoseconds ? 0 : WAIT_PASSIVE));
    bool late = !is_over(&watched);
    if (late) {
        if (verbose)
            process_complain(process, "timeout: sending signal %s to command '%s'\n", kill ? "KILL" : "TERM",
                             options.operands[1]);
        process_signal(process, child->id, kill ? KILL_SIGNAL : TERMINATE_SIGNAL);
    }
    int status = process_await(process, child);
    return !late || preserve || kill ? status : TIMED_OUT;
}

const struct program timeout_program = {.name = "timeout",
                                        .usage = "timeout [OPTION] DURATION COMMAND [ARG]...",
                                        .help = "Run a program with a time limit",
                                        .flags = flags,
                                        .run = run};
