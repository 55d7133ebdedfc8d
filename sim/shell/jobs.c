#include "shell/jobs.h"

#include <string.h>

#include "base/check.h"
#include "shell/evaluate.h"
#include "shell/signals.h"

enum { STATE_WIDTH = 24 };

static void free_job(struct job *job)
{
    for (int i = 0; i < job->count; i++)
        memory_free(job->members[i].text);
    memory_free(job->members);
    memory_free(job->text);
}

void jobs_free(struct jobs *jobs)
{
    for (int i = 0; jobs && i < jobs->count; i++)
        free_job(&jobs->list[i]);
    if (jobs)
        memory_free(jobs->list);
    memory_free(jobs);
}

struct jobs *jobs_copy(const struct jobs *jobs)
{
    if (!jobs || !jobs->count)
        return NULL;
    struct jobs *copy = memory_allocate(sizeof *copy);
    *copy = *jobs;
    copy->copied = true;
    copy->list = memory_allocate((size_t)jobs->count * sizeof *copy->list);
    for (int i = 0; i < jobs->count; i++) {
        struct job *job = &copy->list[i];
        *job = jobs->list[i];
        job->text = NULL;
        shell_replace_text(&job->text, jobs->list[i].text ? jobs->list[i].text : "");
        job->members = memory_allocate((size_t)job->count * sizeof *job->members);
        for (int k = 0; k < job->count; k++) {
            job->members[k] = jobs->list[i].members[k];
            job->members[k].text = NULL;
            if (jobs->list[i].members[k].text)
                shell_replace_text(&job->members[k].text, jobs->list[i].members[k].text);
        }
    }
    return copy;
}

bool jobs_controlled(const struct shell *shell)
{
    return shell->options & OPTION_MONITOR;
}

enum job_state job_state(const struct job *job)
{
    bool running = false, stopped = false;
    for (int i = 0; i < job->count; i++) {
        running |= job->members[i].state == CHILD_RUNNING;
        stopped |= job->members[i].state == CHILD_STOPPED;
    }
    return running ? JOB_RUNNING : stopped ? JOB_STOPPED : JOB_DONE;
}

int job_id(const struct job *job)
{
    return job->count ? job->members[job->count - 1].id : 0;
}

int job_status(const struct job *job)
{
    return job->count ? job->members[job->count - 1].status : 0;
}

static void update_member(struct process *process, struct member *member)
{
    if (member->state == CHILD_ENDED)
        return;
    struct child child = process_child(process, member->id);
    member->state = child.state == CHILD_GONE ? CHILD_ENDED : child.state;
    if (member->state != CHILD_ENDED)
        return;
    member->status = child.status;
    member->signal = child.signal;
    if (child.state == CHILD_ENDED)
        process_reap(process, member->id);
}

static void update(struct process *process, struct job *job)
{
    enum job_state before = job_state(job);
    for (int i = 0; i < job->count; i++)
        update_member(process, &job->members[i]);
    enum job_state after = job_state(job);
    if (after == before)
        return;
    job->told = false;
    if (after == JOB_STOPPED)
        jobs_make_current(process->shell, job->number);
}

void jobs_update(struct process *process)
{
    struct jobs *jobs = process->shell->jobs;
    for (int i = 0; jobs && !jobs->copied && i < jobs->count; i++)
        update(process, &jobs->list[i]);
}

static struct job *numbered(struct jobs *jobs, int number)
{
    for (int i = 0; jobs && i < jobs->count; i++)
        if (jobs->list[i].number == number)
            return &jobs->list[i];
    return NULL;
}

/* --- which one is the current, as bash's jobs.c has it --- */

static bool is_in(struct jobs *jobs, int number, enum job_state state)
{
    const struct job *job = numbered(jobs, number);
    return job && job_state(job) == state;
}

/* The newest job in a state, of those numbered below [before]. */
static int newest(const struct jobs *jobs, int before, enum job_state state)
{
    for (int i = jobs->count; i-- > 0;)
        if (jobs->list[i].number < before && job_state(&jobs->list[i]) == state)
            return jobs->list[i].number;
    return 0;
}

void jobs_make_current(struct shell *shell, int number)
{
    struct jobs *jobs = shell->jobs;
    if (jobs->current != number) {
        jobs->previous = jobs->current;
        jobs->current = number;
    }
    if (jobs->previous != number && is_in(jobs, jobs->previous, JOB_STOPPED))
        return;
    int candidate = is_in(jobs, number, JOB_STOPPED) ? newest(jobs, number, JOB_STOPPED) : 0;
    if (!candidate)
        candidate = newest(jobs, is_in(jobs, number, JOB_RUNNING) ? number : INT32_MAX, JOB_RUNNING);
    jobs->previous = candidate ? candidate : number;
}

void jobs_choose_current(struct shell *shell)
{
    struct jobs *jobs = shell->jobs;
    int candidate = is_in(jobs, jobs->current, JOB_STOPPED) ? jobs->current : 0;
    if (!candidate && is_in(jobs, jobs->previous, JOB_STOPPED))
        candidate = jobs->previous;
    if (!candidate)
        candidate = newest(jobs, INT32_MAX, JOB_STOPPED);
    if (!candidate)
        candidate = newest(jobs, INT32_MAX, JOB_RUNNING);
    if (candidate)
        jobs_make_current(shell, candidate);
}

/* --- the list --- */

struct job *jobs_add(struct process *process, const int *ids, int count)
{
    struct shell *shell = process->shell;
    if (shell->jobs && shell->jobs->copied) {
        jobs_free(shell->jobs);
        shell->jobs = NULL;
    }
    if (!shell->jobs)
        shell->jobs = memory_allocate(sizeof *shell->jobs);
    struct jobs *jobs = shell->jobs;
    jobs->list = memory_resize(jobs->list, ((size_t)jobs->count + 1) * sizeof *jobs->list);
    struct job *job = &jobs->list[jobs->count];
    *job = (struct job){.number = jobs->count ? jobs->list[jobs->count - 1].number + 1 : 1,
                        .group = ids[0],
                        .count = count,
                        .members = memory_allocate((size_t)count * sizeof *job->members)};
    for (int i = 0; i < count; i++)
        job->members[i] = (struct member){.id = ids[i], .state = CHILD_RUNNING};
    jobs->count++;
    return job;
}

void job_describe(struct process *process, struct job *job, const struct node *node)
{
    struct arena_mark mark = arena_mark(process->arena);
    shell_replace_text(&job->text, node ? print_command(process->arena, node) : "");
    const struct node *member = node && node->kind == NODE_PIPELINE && job->count > 1 ? node->children : NULL;
    for (int i = 0; i < job->count && member; i++, member = member->next)
        shell_replace_text(&job->members[i].text, print_command(process->arena, member));
    arena_rewind(process->arena, mark);
}

void jobs_remove(struct shell *shell, struct job *job)
{
    struct jobs *jobs = shell->jobs;
    enum { ROOM = sizeof jobs->ended / sizeof *jobs->ended };
    int number = job->number, index = (int)(job - jobs->list);
    if (job->async) {
        jobs->ended[jobs->ended_next] = (struct ended){job_id(job), job_status(job)};
        jobs->ended_next = (jobs->ended_next + 1) % ROOM;
    }
    free_job(job);
    memmove(job, job + 1, (size_t)(jobs->count - index - 1) * sizeof *job);
    jobs->count--;
    if (jobs->current == number)
        jobs->current = 0;
    if (jobs->previous == number)
        jobs->previous = 0;
    if (!jobs->current || !jobs->previous)
        jobs_choose_current(shell);
}

static bool names(const struct job *job, const char *text)
{
    if (text[0] == '?' && job->text) {
        struct slice whole = slice_of(job->text);
        return slice_find(whole, slice_of(text + 1)) < whole.length;
    }
    return job->text && text_starts(job->text, text);
}

struct job *jobs_find(struct shell *shell, const char *word, bool *ambiguous)
{
    struct jobs *jobs = shell->jobs;
    int64_t number;
    *ambiguous = false;
    if (!jobs)
        return NULL;
    if (word[0] != '%') {
        for (int i = 0; i < jobs->count && slice_to_integer(slice_of(word), &number); i++)
            for (int k = 0; k < jobs->list[i].count; k++)
                if (jobs->list[i].members[k].id == number)
                    return &jobs->list[i];
        return NULL;
    }
    word++;
    if (!*word || text_equal(word, "%") || text_equal(word, "+"))
        return numbered(jobs, jobs->current);
    if (text_equal(word, "-"))
        return numbered(jobs, jobs->previous);
    if (slice_to_integer(slice_of(word), &number))
        return numbered(jobs, (int)number);
    struct job *found = NULL;
    for (int i = 0; i < jobs->count; i++) {
        if (!names(&jobs->list[i], word))
            continue;
        *ambiguous = found != NULL;
        found = &jobs->list[i];
    }
    return *ambiguous ? NULL : found;
}

/* --- what is told --- */

static const char *state_words(struct arena *arena, const struct member *member)
{
    if (member->state == CHILD_RUNNING)
        return "Running";
    if (member->state == CHILD_STOPPED)
        return "Stopped";
    if (member->signal)
        return signal_words(member->signal);
    return member->status ? arena_format(arena, "Exit %d", member->status) : "Done";
}

static char mark(const struct jobs *jobs, const struct job *job)
{
    return jobs->current == job->number ? '+' : jobs->previous == job->number ? '-' : ' ';
}

static void print(struct process *process, int descriptor, const char *text)
{
    process_write(process, descriptor, slice_of(text));
}

void job_print(struct process *process, const struct job *job, enum job_form form, int descriptor)
{
    struct arena *arena = process->arena;
    struct arena_mark before = arena_mark(arena);
    const char *end = job_state(job) == JOB_RUNNING ? " &" : "",
               *row = arena_format(arena, "[%d]%c ", job->number, mark(process->shell->jobs, job));
    if (form == JOB_SHORT || job->count < 2) {
        const struct member *last = &job->members[job->count - 1];
        if (form == JOB_LONG)
            row = arena_format(arena, "%s%5d", row, last->id);
        print(process, descriptor,
              arena_format(arena, "%s %-*s%s%s\n", row, STATE_WIDTH, state_words(arena, last), job->text, end));
    } else {
        const char *shown = "";
        for (int i = 0; i < job->count; i++) {
            const struct member *member = &job->members[i];
            const char *state = state_words(arena, member), *bar = i ? "| " : "";
            bool same = i && text_equal(state, shown);
            int width = STATE_WIDTH - (same ? 2 : 0);
            print(process, descriptor,
                  arena_format(arena, "%s%5d %-*s%s%s%s\n", i ? "     " : row, member->id, width,
                               same ? "" : state, bar, member->text, i == job->count - 1 ? end : ""));
            shown = state;
        }
    }
    arena_rewind(arena, before);
}

void jobs_notify(struct process *process, bool say)
{
    struct shell *shell = process->shell;
    jobs_update(process);
    for (int i = 0; shell->jobs && !shell->jobs->copied && i < shell->jobs->count;) {
        struct job *job = &shell->jobs->list[i];
        enum job_state state = job_state(job);
        bool tell = say && job->async && !job->told;
        if (tell && state == JOB_STOPPED)
            print(process, STREAM_ERROR, "\n");
        if (tell && state != JOB_RUNNING)
            job_print(process, job, JOB_SHORT, STREAM_ERROR);
        job->told = true;
        if (state == JOB_DONE)
            jobs_remove(shell, job);
        else
            i++;
    }
}

bool shell_has_job(const struct process *process, int id)
{
    const struct jobs *jobs = process->shell->jobs;
    for (int i = 0; jobs && i < jobs->count; i++)
        for (int k = 0; k < jobs->list[i].count; k++)
            if (jobs->list[i].members[k].id == id)
                return true;
    return false;
}

bool jobs_hold_back(struct process *process)
{
    struct shell *shell = process->shell;
    bool stopped = false;
    jobs_update(process);
    for (int i = 0; shell->jobs && i < shell->jobs->count; i++)
        stopped |= job_state(&shell->jobs->list[i]) == JOB_STOPPED;
    if (!stopped || !jobs_controlled(shell) || shell->exit_warned)
        return false;
    process_complain(process, "There are stopped jobs.\n");
    shell->exit_warned = true;
    shell->exit_warning = true;
    return true;
}

const struct value *shell_jobs(const struct process *process, struct arena *arena)
{
    const struct jobs *jobs = process->shell->jobs;
    struct value *list = value_array(arena);
    for (int i = 0; jobs && i < jobs->count; i++) {
        bool running = false, stopped = false;
        for (int k = 0; k < jobs->list[i].count; k++) {
            enum child_state state = process_child(process, jobs->list[i].members[k].id).state;
            running |= state == CHILD_RUNNING;
            stopped |= state == CHILD_STOPPED;
        }
        struct value *one = value_object(arena);
        value_put_integer(arena, one, "number", jobs->list[i].number);
        value_put_text(arena, one, "state", running ? "running" : stopped ? "stopped" : "done");
        value_put_text(arena, one, "text", jobs->list[i].text ? jobs->list[i].text : "");
        value_append(arena, list, one);
    }
    return list;
}

/* --- waiting --- */

struct attention {
    const struct process *process;
    const struct job *job;
    const struct jobs *jobs;
};

/* Has the job no running process left? */
static bool is_still(const void *context)
{
    const struct attention *attention = context;
    const struct job *job = attention->job;
    for (int i = 0; i < job->count; i++)
        if (job->members[i].state != CHILD_ENDED &&
            process_child(attention->process, job->members[i].id).state == CHILD_RUNNING)
            return false;
    return true;
}

static bool has_ended(const void *context)
{
    const struct attention *attention = context;
    const struct job *job = attention->job;
    for (int i = 0; i < job->count; i++) {
        enum child_state state = process_child(attention->process, job->members[i].id).state;
        if (job->members[i].state != CHILD_ENDED && (state == CHILD_RUNNING || state == CHILD_STOPPED))
            return false;
    }
    return true;
}

static bool one_has_ended(const void *context)
{
    struct attention attention = *(const struct attention *)context;
    for (int i = 0; i < attention.jobs->count; i++) {
        attention.job = &attention.jobs->list[i];
        if (has_ended(&attention))
            return true;
    }
    return false;
}

bool job_wait(struct process *process, const struct job *job)
{
    struct attention attention = {.process = process, .job = job};
    int number = job->number;
    bool ended = process_wait_children(process, has_ended, &attention);
    update(process, numbered(process->shell->jobs, number));
    return ended;
}

bool jobs_wait_any(struct process *process)
{
    struct attention attention = {.process = process, .jobs = process->shell->jobs};
    bool ended = attention.jobs && attention.jobs->count && process_wait_children(process, one_has_ended, &attention);
    jobs_update(process);
    return ended;
}

/* A death by a signal is told of, but for those that a learner causes by Ctrl-C or a closed pipe. */
static void tell_death(struct process *process, const struct job *job)
{
    int signal = job->members[job->count - 1].signal;
    if (!signal || signal == SIGNAL_INT || signal == SIGNAL_PIPE)
        return;
    if (process->shell->interactive)
        process_complain(process, "%s\n", signal_words(signal));
    else
        process_complain(process, "%s: line %d: %5d %-*s%s\n", process->shell->source, process->shell->line,
                         job_id(job), STATE_WIDTH, signal_words(signal), job->text);
}

int job_foreground(struct process *process, struct job *job)
{
    return job_foreground_statuses(process, job, NULL);
}

int job_foreground_statuses(struct process *process, struct job *job, int *statuses)
{
    struct shell *shell = process->shell;
    struct attention attention = {.process = process, .job = job};
    int number = job->number;
    for (int i = 0; i < job->count; i++)
        process_set_background(process, job->members[i].id, false);
    process_foreground(process, job->group);
    while (!is_still(&attention))
        process_wait_children(process, is_still, &attention);
    process_foreground(process, 0);
    update(process, job);
    job = numbered(shell->jobs, number);
    for (int i = 0; i < job->count && statuses; i++)
        statuses[i] = job->members[i].state == CHILD_STOPPED ? 128 + SIGNAL_TSTP : job->members[i].status;
    if (!job->text && (job_state(job) == JOB_STOPPED || job->members[job->count - 1].signal))
        job_describe(process, job, shell->command);
    if (job_state(job) == JOB_STOPPED) {
        for (int i = 0; i < job->count; i++)
            process_set_background(process, job->members[i].id, true);
        job->told = true;
        job->async = true;
        print(process, STREAM_ERROR, "\n");
        job_print(process, job, JOB_SHORT, STREAM_ERROR);
        if (shell->loops) {
            shell->flow = FLOW_BREAK;
            shell->flow_levels = shell->loops;
        }
        return 128 + SIGNAL_TSTP;
    }
    int status = job_status(job), signal = job->members[job->count - 1].signal;
    tell_death(process, job);
    jobs_remove(shell, job);
    if (signal == SIGNAL_INT && (shell->loops || !shell_text(shell->traps, "INT")))
        interrupt_line(process);
    return status;
}
