/* kill: signals by name or number, to processes and jobs. */
#include <string.h>

#include "shell/builtins.h"
#include "shell/jobs.h"
#include "shell/signals.h"

void print_signals(struct process *process)
{
    int column = 0;
    for (int i = 1; i < SIGNAL_NUMBERS; i++) {
        if (!signal_name(i))
            continue;
        process_print(process, "%2d) SIG%s%c", i, signal_name(i), ++column % 5 ? '\t' : '\n');
    }
    process_print(process, "\n");
}

/* kill -l [WORD]...: names of numbers (of an exit status, too) and numbers of names. */
static int list_signals(struct process *process, int count, char *const *words)
{
    int status = 0;
    if (count == 0)
        print_signals(process);
    for (int i = 0; i < count; i++) {
        int64_t number;
        bool numeric = builtin_number(words[i], &number);
        if (numeric && number > 128)
            number -= 128;
        int signal =
            numeric ? (int)(number >= 0 && number < SIGNAL_NUMBERS ? number : -1) : signal_number(words[i]);
        if (signal < 0 || !signal_name(signal)) {
            complain(process, "kill: %s: invalid signal specification", words[i]);
            status = 1;
        } else if (numeric) {
            process_print(process, "%s\n", signal_name(signal));
        } else {
            process_print(process, "%d\n", signal);
        }
    }
    return status;
}

static int kill_job(struct process *process, const char *word, int signal)
{
    bool ambiguous;
    struct job *job = jobs_find(process->shell, word, &ambiguous);
    if (!job) {
        complain(process, ambiguous ? "kill: %s: ambiguous job spec" : "kill: %s: no such job", word);
        return 1;
    }
    bool stopped = job_state(job) == JOB_STOPPED, controlled = jobs_controlled(process->shell) || process->shell->jobs->copied;
    bool found = process_signal(process, controlled ? -job->group : job_id(job), signal);
    if (stopped && (signal == SIGNAL_TERM || signal == SIGNAL_HUP))
        process_signal(process, -job->group, SIGNAL_CONT);
    if (!found)
        complain(process, "kill: (%d) - No such process", job_id(job));
    return !found;
}

static int kill_one(struct process *process, const char *word, int signal)
{
    int64_t number;
    if (word[0] == '%')
        return kill_job(process, word, signal);
    if (!builtin_number(word, &number)) {
        complain(process, "kill: %s: arguments must be process or job IDs", word);
        return 1;
    }
    bool sane = number > INT32_MIN && number < INT32_MAX;
    if (sane && process_signal(process, (int)number, signal))
        return 0;
    complain(process, "kill: (%s) - No such process", word);
    return 1;
}

static int run_kill(struct process *process, int count, char *const *words)
{
    int signal = SIGNAL_TERM, first = 1, failures = 0;
    if (count > 1 && (text_equal(words[1], "-l") || text_equal(words[1], "-L")))
        return list_signals(process, count - 2, words + 2);
    if (count > 1 && words[1][0] == '-' && !text_equal(words[1], "--")) {
        bool separate = text_equal(words[1], "-s") || text_equal(words[1], "-n");
        const char *name = separate ? (count > 2 ? words[2] : "") : words[1] + 1;
        signal = signal_number(name);
        first = separate ? 3 : 2;
        if (separate && count < 3) {
            complain(process, "kill: %s: option requires an argument", words[1]);
            return 1;
        }
        if (signal < 0) {
            complain(process, "kill: %s: invalid signal specification", name);
            return 1;
        }
    }
    if (first < count && text_equal(words[first], "--"))
        first++;
    if (first >= count) {
        process_complain(process, "kill: usage: %s\n", builtin_kill.usage);
        return 2;
    }
    jobs_update(process);
    for (int i = first; i < count; i++)
        failures += kill_one(process, words[i], signal);
    return failures == count - first;
}

const struct program builtin_kill = {
    .name = "kill",
    .usage = "kill [-s sigspec | -n signum | -sigspec] pid | jobspec ... or kill -l [sigspec]",
    .help = "send a signal to a process or a job",
    .run = run_kill,
};
