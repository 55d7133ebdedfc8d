/* jobs, wait, kill, fg, bg. */
#include <string.h>

#include "base/check.h"
#include "shell/builtins.h"

static void remove_job(struct shell *shell, int index)
{
    memory_free(shell->jobs[index].text);
    for (int i = index; i + 1 < shell->job_count; i++)
        shell->jobs[i] = shell->jobs[i + 1];
    shell->job_count--;
}

static char current_mark(const struct shell *shell, int index)
{
    return index == shell->job_count - 1 ? '+' : index == shell->job_count - 2 ? '-' : ' ';
}

static void print_ended(struct process *process, int index, int status)
{
    const struct job *job = &process->shell->jobs[index];
    const char *state = status == 0     ? "Done"
                        : status == 143 ? "Terminated"
                        : status == 137 ? "Killed"
                                        : arena_format(process->arena, "Exit %d", status);
    process_complain(process, "[%d]%c  %-24s%s\n", job->number, current_mark(process->shell, index), state,
                     job->text);
}

void jobs_notice_ended(struct process *process, bool say)
{
    struct shell *shell = process->shell;
    for (int i = 0; i < shell->job_count;) {
        if (!process_ended(shell->jobs[i].child)) {
            i++;
            continue;
        }
        int status = process_await(process, shell->jobs[i].child);
        if (say)
            print_ended(process, i, status);
        remove_job(shell, i);
    }
}

/* "%1", "%%", "%+" or a process's number: the index of a job; -1 when there is none. */
static int find_job(const struct shell *shell, const char *word)
{
    int64_t number = 0;
    bool by_job = word[0] == '%';
    if (text_equal(word, "%%") || text_equal(word, "%+") || text_equal(word, "%"))
        return shell->job_count - 1;
    if (!builtin_number(word + by_job, &number))
        return -1;
    for (int i = 0; i < shell->job_count; i++)
        if ((by_job ? shell->jobs[i].number : shell->jobs[i].id) == number)
            return i;
    return -1;
}

static int run_jobs(struct process *process, int count, char *const *words)
{
    struct shell *shell = process->shell;
    bool ids = count > 1 && strchr(words[1], 'p'), details = count > 1 && strchr(words[1], 'l');
    for (int i = 0; i < shell->job_count; i++) {
        const struct job *job = &shell->jobs[i];
        bool ended = process_ended(job->child);
        if (ids)
            process_print(process, "%d\n", job->id);
        else
            process_print(process, "[%d]%c %s%-24s%s%s\n", job->number, current_mark(shell, i),
                          details ? arena_format(process->arena, "%d ", job->id) : " ",
                          ended ? "Done" : "Running", job->text, ended ? "" : " &");
    }
    jobs_notice_ended(process, false);
    return 0;
}

static int wait_for(struct process *process, int index)
{
    struct shell *shell = process->shell;
    int status = process_await(process, shell->jobs[index].child);
    remove_job(shell, index);
    keep_running(process);
    return shell->flow == FLOW_ON ? status : shell->status;
}

static int run_wait(struct process *process, int count, char *const *words)
{
    struct shell *shell = process->shell;
    int status = 0, first = 1;
    while (first < count && words[first][0] == '-')
        first++;
    if (first >= count)
        while (shell->job_count && shell->flow == FLOW_ON)
            wait_for(process, 0);
    for (int i = first; i < count; i++) {
        int index = find_job(shell, words[i]);
        if (index >= 0) {
            status = wait_for(process, index);
        } else {
            bool job = words[i][0] == '%';
            complain(process, job ? "wait: %s: no such job" : "wait: pid %s is not a child of this shell",
                     words[i]);
            status = 127;
        }
    }
    return status;
}

static int signal_status(const char *word)
{
    static const struct {
        const char *name;
        int number;
    } names[] = {{"HUP", 1}, {"INT", 2}, {"QUIT", 3}, {"KILL", 9}, {"USR1", 10}, {"USR2", 12}, {"TERM", 15}};
    int64_t number;
    if (builtin_number(word, &number))
        return number >= 0 && number < 64 ? 128 + (int)number : -1;
    if (text_starts(word, "SIG"))
        word += 3;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (slice_is_nocase(slice_of(word), names[i].name))
            return 128 + names[i].number;
    return -1;
}

static int run_kill(struct process *process, int count, char *const *words)
{
    struct shell *shell = process->shell;
    int status = 128 + 15, first = 1, result = 0;
    if (count > 1 && words[1][0] == '-') {
        bool separate = text_equal(words[1], "-s") || text_equal(words[1], "-n");
        const char *name = separate ? (count > 2 ? words[2] : "") : words[1] + 1;
        status = signal_status(name);
        first = separate ? 3 : 2;
        if (status < 0) {
            complain(process, "kill: %s: invalid signal specification", name);
            return 1;
        }
    }
    if (first >= count) {
        process_complain(process, "kill: usage: %s\n", builtin_kill.usage);
        return 2;
    }
    for (int i = first; i < count; i++) {
        int index = find_job(shell, words[i]);
        int64_t number;
        if (index >= 0 && status > 128) {
            process_kill(process, shell->jobs[index].child, status);
        } else if (index < 0) {
            bool job = words[i][0] == '%', numeric = builtin_number(words[i], &number);
            complain(process,
                     job       ? "kill: %s: no such job"
                     : numeric ? "kill: (%s) - No such process"
                               : "kill: %s: arguments must be process or job IDs",
                     words[i]);
            result = 1;
        }
    }
    return result;
}

static int run_foreground(struct process *process, int count, char *const *words)
{
    struct shell *shell = process->shell;
    int index = count > 1 ? find_job(shell, words[1]) : shell->job_count - 1;
    if (index < 0) {
        complain(process, "%s: %s: no such job", words[0], count > 1 ? words[1] : "current");
        return 1;
    }
    process_print(process, "%s\n", shell->jobs[index].text);
    return text_equal(words[0], "fg") ? wait_for(process, index) : 0;
}

const struct program builtin_jobs = {
    .name = "jobs",
    .usage = "jobs [-lnprs] [jobspec ...]",
    .help = "list background jobs",
    .run = run_jobs,
};
const struct program builtin_wait = {
    .name = "wait",
    .usage = "wait [-fn] [-p var] [id ...]",
    .help = "wait for background jobs",
    .run = run_wait,
};
const struct program builtin_kill = {
    .name = "kill",
    .usage = "kill [-s sigspec | -n signum | -sigspec] pid | jobspec ... or kill -l [sigspec]",
    .help = "end a job",
    .run = run_kill,
};
const struct program builtin_fg = {
    .name = "fg",
    .usage = "fg [job_spec]",
    .help = "wait for a job",
    .run = run_foreground,
};
const struct program builtin_bg = {
    .name = "bg",
    .usage = "bg [job_spec ...]",
    .help = "let a job go on",
    .run = run_foreground,
};
