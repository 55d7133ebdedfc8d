/* jobs, wait, fg, bg, disown. */
#include <string.h>

#include "base/check.h"
#include "shell/builtins.h"
#include "shell/jobs.h"
#include "shell/signals.h"

/* The job that a word names; complains when there is none. NULL as a word: the current one. */
static struct job *find(struct process *process, const char *builtin, const char *word)
{
    bool ambiguous;
    struct job *job = jobs_find(process->shell, word ? word : "%%", &ambiguous);
    if (!job)
        complain(process, ambiguous ? "%s: %s: ambiguous job spec" : "%s: %s: no such job", builtin,
                 word ? word : "current");
    return job;
}

struct listing {
    bool ids, details, changed, running, stopped;
};

static void list_job(struct process *process, const struct listing *listing, struct job *job)
{
    enum job_state state = job_state(job);
    if ((listing->running && state != JOB_RUNNING) || (listing->stopped && state != JOB_STOPPED) ||
        (listing->changed && job->told))
        return;
    if (listing->ids)
        process_print(process, "%d\n", job->members[0].id);
    else
        job_print(process, job, listing->details ? JOB_LONG : JOB_SHORT, STREAM_OUT);
    job->told = true;
}

static void forget_told(struct shell *shell)
{
    for (int i = 0; shell->jobs && !shell->jobs->copied && i < shell->jobs->count;) {
        struct job *job = &shell->jobs->list[i];
        if (job->told && job_state(job) == JOB_DONE)
            jobs_remove(shell, job);
        else
            i++;
    }
}

static int run_jobs(struct process *process, int count, char *const *words)
{
    struct shell *shell = process->shell;
    struct listing listing = {0};
    int first = 1, status = 0;
    for (; first < count && words[first][0] == '-' && words[first][1]; first++) {
        if (strspn(words[first] + 1, "lpnrs") != slice_of(words[first] + 1).length)
            return builtin_bad_option(process, &builtin_jobs, words[first]);
        listing.ids |= strchr(words[first], 'p') != NULL;
        listing.details |= strchr(words[first], 'l') != NULL;
        listing.changed |= strchr(words[first], 'n') != NULL;
        listing.running |= strchr(words[first], 'r') != NULL;
        listing.stopped |= strchr(words[first], 's') != NULL;
    }
    jobs_update(process);
    for (int i = 0; first >= count && shell->jobs && i < shell->jobs->count; i++)
        list_job(process, &listing, &shell->jobs->list[i]);
    for (int i = first; i < count; i++) {
        struct job *job = find(process, "jobs", words[i]);
        if (job)
            list_job(process, &listing, job);
        status |= !job;
    }
    forget_told(shell);
    return status;
}

/* What `wait` says when a trapped signal came first. */
static int broken_off(struct process *process)
{
    keep_running(process);
    return process->shell->flow == FLOW_ON ? 128 + SIGNAL_INT : process->shell->status;
}

static int wait_for(struct process *process, struct job *job)
{
    int number = job->number;
    bool ambiguous;
    if (!job_wait(process, job))
        return broken_off(process);
    job = jobs_find(process->shell, arena_format(process->arena, "%%%d", number), &ambiguous);
    int status = job_status(job);
    if (!jobs_controlled(process->shell))
        jobs_remove(process->shell, job);
    keep_running(process);
    return process->shell->flow == FLOW_ON ? status : process->shell->status;
}

/* A job that was forgotten already; -1: there was none. */
static int ended_status(const struct shell *shell, const char *word)
{
    int64_t number;
    for (size_t i = 0; shell->jobs && i < sizeof shell->jobs->ended / sizeof *shell->jobs->ended; i++)
        if (builtin_number(word, &number) && number == shell->jobs->ended[i].id && number)
            return shell->jobs->ended[i].status;
    return -1;
}

static int wait_for_word(struct process *process, const char *word)
{
    bool ambiguous;
    int64_t number;
    struct job *job = jobs_find(process->shell, word, &ambiguous);
    if (job && !process->shell->jobs->copied)
        return wait_for(process, job);
    if (word[0] == '%') {
        complain(process, "wait: %s: no such job", word);
        return 127;
    }
    if (!builtin_number(word, &number)) {
        complain(process, "wait: `%s': not a pid or valid job spec", word);
        return 1;
    }
    int status = ended_status(process->shell, word);
    if (status < 0)
        complain(process, "wait: pid %s is not a child of this shell", word);
    return status < 0 ? 127 : status;
}

/* All that run; those that were stopped would be waited for for ever. */
static int wait_for_all(struct process *process)
{
    struct shell *shell = process->shell;
    jobs_update(process);
    for (int i = 0; shell->jobs && !shell->jobs->copied && i < shell->jobs->count && shell->flow == FLOW_ON; i++) {
        if (job_state(&shell->jobs->list[i]) == JOB_RUNNING && !job_wait(process, &shell->jobs->list[i]))
            return broken_off(process);
        shell->jobs->list[i].told = true;
        keep_running(process);
    }
    forget_told(shell);
    return shell->flow == FLOW_ON ? 0 : shell->status;
}

/* The next job to end, whichever it is. */
static int wait_for_next(struct process *process, const char *variable)
{
    struct shell *shell = process->shell;
    if (shell->jobs && shell->jobs->copied)
        return 127;
    if (!jobs_wait_any(process)) {
        bool any = shell->jobs && shell->jobs->count;
        return any ? broken_off(process) : 127;
    }
    for (int i = 0; i < shell->jobs->count; i++) {
        struct job *job = &shell->jobs->list[i];
        if (job_state(job) != JOB_DONE)
            continue;
        int status = job_status(job);
        if (variable)
            variable_set(shell, variable, arena_format(process->arena, "%d", job_id(job)));
        if (shell->interactive && !shell->forked)
            job_print(process, job, JOB_SHORT, STREAM_ERROR);
        jobs_remove(shell, job);
        return status;
    }
    return 127;
}

static int run_wait(struct process *process, int count, char *const *words)
{
    const char *variable = NULL;
    bool next = false;
    int first = 1, status = 0;
    for (; first < count && words[first][0] == '-' && words[first][1]; first++) {
        if (text_equal(words[first], "-p") && first + 1 < count)
            variable = words[++first];
        else if (text_equal(words[first], "-n"))
            next = true;
        else if (!text_equal(words[first], "-f") && !text_equal(words[first], "--"))
            return builtin_bad_option(process, &builtin_wait, words[first]);
    }
    if (next)
        return wait_for_next(process, variable);
    if (first >= count)
        return wait_for_all(process);
    for (int i = first; i < count && process->shell->flow == FLOW_ON; i++)
        status = wait_for_word(process, words[i]);
    return status;
}

static bool has_control(struct process *process, const char *builtin)
{
    if (!jobs_controlled(process->shell))
        complain(process, "%s: no job control", builtin);
    return jobs_controlled(process->shell);
}

static int run_fg(struct process *process, int count, char *const *words)
{
    if (!has_control(process, "fg"))
        return 1;
    jobs_update(process);
    struct job *job = find(process, "fg", count > 1 ? words[1] : NULL);
    if (!job)
        return 1;
    if (job_state(job) == JOB_DONE) {
        complain(process, "fg: job has terminated");
        return 1;
    }
    jobs_make_current(process->shell, job->number);
    process_print(process, "%s\n", job->text);
    process_foreground(process, job->group);
    process_signal(process, -job->group, SIGNAL_CONT);
    int status = job_foreground(process, job);
    keep_running(process);
    return process->shell->flow == FLOW_ABORT ? process->shell->status : status;
}

static int go_on(struct process *process, const char *word)
{
    struct shell *shell = process->shell;
    struct job *job = find(process, "bg", word);
    if (!job)
        return 1;
    if (job_state(job) == JOB_RUNNING) {
        complain(process, "bg: job %d already in background", job->number);
        return 0;
    }
    if (job_state(job) == JOB_DONE) {
        complain(process, "bg: job has terminated");
        return 1;
    }
    char mark = shell->jobs->current == job->number ? '+' : shell->jobs->previous == job->number ? '-' : ' ';
    process_print(process, "[%d]%c %s &\n", job->number, mark, job->text);
    process_signal(process, -job->group, SIGNAL_CONT);
    jobs_update(process);
    jobs_choose_current(shell);
    return 0;
}

static int run_bg(struct process *process, int count, char *const *words)
{
    int status = 0;
    if (!has_control(process, "bg"))
        return 1;
    jobs_update(process);
    if (count < 2)
        return go_on(process, NULL);
    for (int i = 1; i < count; i++)
        status |= go_on(process, words[i]);
    return status;
}

static void disown(struct process *process, struct job *job)
{
    if (job_state(job) == JOB_STOPPED)
        complain(process, "warning: deleting stopped job %d with process group %d", job->number, job->group);
    for (int i = 0; i < job->count; i++)
        process_orphan(process, job->members[i].id);
    job->async = false;
    jobs_remove(process->shell, job);
}

static int run_disown(struct process *process, int count, char *const *words)
{
    struct shell *shell = process->shell;
    bool all = false, running = false, keep = false;
    int first = 1, status = 0;
    for (; first < count && words[first][0] == '-' && words[first][1]; first++) {
        if (strspn(words[first] + 1, "ahr") != slice_of(words[first] + 1).length)
            return builtin_bad_option(process, &builtin_disown, words[first]);
        all |= strchr(words[first], 'a') != NULL;
        running |= strchr(words[first], 'r') != NULL;
        keep |= strchr(words[first], 'h') != NULL;
    }
    jobs_update(process);
    for (int i = 0; first >= count && (all || running) && shell->jobs && i < shell->jobs->count;) {
        struct job *job = &shell->jobs->list[i];
        if (keep || (running && job_state(job) != JOB_RUNNING))
            i++;
        else
            disown(process, job);
    }
    if (first >= count && (all || running))
        return 0;
    for (int i = first; i < count || i == first; i++) {
        struct job *job = find(process, "disown", i < count ? words[i] : NULL);
        if (job && !keep)
            disown(process, job);
        status |= !job;
    }
    return status;
}

const struct program builtin_jobs = {
    .name = "jobs",
    .usage = "jobs [-lnprs] [jobspec ...] or jobs -x command [args]",
    .help = "list background jobs",
    .run = run_jobs,
};
const struct program builtin_wait = {
    .name = "wait",
    .usage = "wait [-fn] [-p var] [id ...]",
    .help = "wait for background jobs",
    .run = run_wait,
};
const struct program builtin_fg = {
    .name = "fg",
    .usage = "fg [job_spec]",
    .help = "let a job go on in the foreground",
    .run = run_fg,
};
const struct program builtin_bg = {
    .name = "bg",
    .usage = "bg [job_spec ...]",
    .help = "let a stopped job go on in the background",
    .run = run_bg,
};
const struct program builtin_disown = {
    .name = "disown",
    .usage = "disown [-h] [-ar] [jobspec ... | pid ...]",
    .help = "forget a job",
    .run = run_disown,
};
