/* Children: subshells, members of pipelines, substitutions, background jobs, programs, scripts. */
#include <string.h>

#include "base/check.h"
#include "base/limits.h"
#include "shell/evaluate.h"
#include "shell/jobs.h"
#include "shell/stream.h"

/* What a child shell runs. It has a reference on the tree, or a text of its own. */
struct work {
    const struct node *node;
    char *text;
    int line;
    bool substitution;
};

static void work_free(void *thing)
{
    struct work *work = thing;
    if (work->node)
        tree_unref(work->node->tree);
    memory_free(work->text);
    memory_free(work);
}

/* A subshell hears of nothing, but shows what its parent had until it sets a trap itself. */
static void forget_traps(struct shell *shell)
{
    static const struct {
        const char *name;
        unsigned option;
    } kept[] = {{"ERR", OPTION_ERRTRACE}, {"DEBUG", OPTION_FUNCTRACE}, {"RETURN", OPTION_FUNCTRACE}};
    map_unref(shell->inherited_traps);
    shell->inherited_traps = shell->traps;
    shell->traps.root = NULL;
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        if (shell->options & kept[i].option)
            shell_put_text(&shell->traps, kept[i].name, shell_text(shell->inherited_traps, kept[i].name));
    struct map_walk walk = map_walk(shell->inherited_traps, SLICE(""));
    struct map_entry entry;
    while (map_walk_next(&walk, &entry)) /* what is ignored stays so */
        if (!*value_string_of(entry.item) && !slice_is(entry.key, "EXIT"))
            map_set(&shell->traps, entry.key, entry.item);
}

static int run_work(struct process *process, int count, char *const *words)
{
    (void)count;
    (void)words;
    const struct work *work = process_context(process);
    struct shell *shell = process->shell;
    forget_traps(shell);
    shell->forked = true;
    shell->prompts = false;
    shell->running = NULL;
    shell->subshells++;
    shell->in_trap = false;
    shell->loops = 0;
    shell->flow = FLOW_ON;
    shell->depth = 0;
    shell->substitution = work->substitution;
    shell->last_command = work->node && work->node->kind == NODE_SIMPLE;
    if (work->text)
        evaluate_text(process, work->text, work->line, "command substitution");
    else
        evaluate(process, work->node);
    run_trap(process, "EXIT");
    return shell->status;
}

/* How a child stands to its shell. */
struct place {
    struct stream *const *streams; /* the first three; of the others all */
    uint64_t withheld;             /* but these */
    bool background, deaf;
    int group; /* as in struct spawn */
};

static struct process *spawn_child(struct process *process, struct spawn *spawn, const struct place *place)
{
    spawn->background = place->background;
    spawn->deaf = place->deaf;
    spawn->group = place->group;
    memcpy(spawn->streams, place->streams, sizeof spawn->streams);
    spawn->inherits = true;
    spawn->withheld = place->withheld;
    struct process *child = process_spawn(process, spawn);
    for (int patience = 1; !child && patience <= 8 && process->shell->flow == FLOW_ON; patience *= 2) {
        complain(process, "fork: retry: Resource temporarily unavailable");
        process_sleep(process, SECONDS(patience));
        if (keep_running(process))
            child = process_spawn(process, spawn);
    }
    if (!child && process->shell->flow == FLOW_ON) {
        complain(process, "fork: Resource temporarily unavailable");
        abort_command(process, 254);
    }
    return child;
}

static struct process *spawn_work(struct process *process, const struct node *node, const char *text,
                                  const struct place *place)
{
    static char *const words[] = {"-bash", NULL};
    struct work *work = memory_allocate(sizeof *work);
    struct spawn spawn = {.run = run_work, .context = work, .count = 1, .words = words};
    if (node) {
        tree_ref(node->tree);
        work->node = node;
    } else {
        shell_replace_text(&work->text, text);
        work->substitution = true;
    }
    work->line = process->shell->line;
    process_own(process, work_free, work);
    struct process *child = spawn_child(process, &spawn, place);
    process_disown(process, work);
    if (!child) {
        work_free(work);
        return NULL;
    }
    process_own(child, work_free, work);
    child->shell->jobs = jobs_copy(process->shell->jobs);
    return child;
}

/* Where a pipeline in the foreground belongs: to a group of its own when the shell has job control. */
static struct place foreground_place(struct process *process, struct stream *const *streams)
{
    return (struct place){.streams = streams, .group = jobs_controlled(process->shell) ? SPAWN_LEADS : 0};
}

/* The status of a child in the foreground, when it has ended or was stopped. */
static int await(struct process *process, struct process *child)
{
    int status;
    if (jobs_controlled(process->shell)) {
        status = job_foreground(process, jobs_add(process, &child->id, 1));
    } else {
        status = process_await(process, child);
    }
    keep_running(process);
    return process->shell->flow == FLOW_ABORT ? process->shell->status : status;
}

int spawn_subshell(struct process *process, const struct node *body)
{
    struct place place = foreground_place(process, process->streams);
    struct process *child = spawn_work(process, body, NULL, &place);
    return child ? await(process, child) : process->shell->status;
}

void keep_pipe_statuses(struct process *process, const int *statuses, int count)
{
    struct value *list = value_array(process->arena);
    for (int i = 0; i < count; i++)
        value_append(process->arena, list, value_format(process->arena, "%d", statuses[i]));
    const struct value *before = process->shell->pipe_statuses;
    process->shell->pipe_statuses = value_keep(list);
    value_unref(before);
}

/* A fork may wait, and a killed shell does not unwind. */
static void keep_stream(struct process *process, struct stream *stream)
{
    process_own(process, (void (*)(void *))stream_unref, stream);
}

static void drop_stream(struct process *process, struct stream *stream)
{
    if (!stream)
        return;
    process_disown(process, stream);
    stream_unref(stream);
}

static void close_input(void *stream)
{
    stream_close_at(stream, STREAM_IN);
    stream_unref(stream);
}

/* The last member, here and not in a subshell: shopt -s lastpipe. */
static int run_last(struct process *process, const struct node *member, struct stream *input)
{
    struct stream *before = process->streams[STREAM_IN];
    if (before) {
        stream_open_at(stream_ref(before), STREAM_IN);
        process_own(process, close_input, before);
    }
    process_set_stream(process, STREAM_IN, input);
    evaluate(process, member);
    process_set_stream(process, STREAM_IN, before);
    if (before) {
        process_disown(process, before);
        close_input(before);
    }
    return process->shell->status;
}

/* Starts the members of a pipeline as [first] has it, joined by pipes; puts their numbers into [ids] and gives
 * how many could be started. With [last_here] not the last, whose input is put into it. */
static int start_members(struct process *process, const struct node *pipeline, const struct place *first,
                         int *ids, struct stream **last_here)
{
    struct stream *reading = NULL;
    struct place place = *first;
    int count = 0;
    for (const struct node *member = pipeline->children; member; member = member->next) {
        if (!member->next && last_here) {
            *last_here = reading;
            return count;
        }
        struct stream *streams[STREAM_ERROR + 1], *next = NULL, *writing = NULL;
        memcpy(streams, first->streams, sizeof streams);
        if (reading)
            streams[STREAM_IN] = reading;
        if (member->next) {
            stream_pipe(&next, &writing);
            keep_stream(process, next);
            keep_stream(process, writing);
            streams[STREAM_OUT] = writing;
        }
        place.streams = streams;
        struct process *child = spawn_work(process, member, NULL, &place);
        drop_stream(process, reading);
        drop_stream(process, writing);
        reading = next;
        if (!child)
            break;
        if (place.group == SPAWN_LEADS)
            place.group = child->id;
        ids[count++] = child->id;
    }
    drop_stream(process, reading);
    return count;
}

static int run_pipeline_here(struct process *process, const struct node *pipeline, const struct place *place, int *ids, int *statuses)
{
    struct stream *reading = NULL;
    const struct node *last = pipeline->children;
    int count = start_members(process, pipeline, place, ids, &reading), ran = count;
    while (last->next)
        last = last->next;
    if (reading) {
        statuses[ran++] = run_last(process, last, reading);
        drop_stream(process, reading);
    }
    for (int i = 0; i < count; i++)
        statuses[i] = process_await_id(process, ids[i]);
    return ran;
}

int spawn_pipeline(struct process *process, const struct node *pipeline)
{
    struct shell *shell = process->shell;
    int *ids = arena_allocate(process->arena, (size_t)pipeline->count * sizeof *ids), count = 0, status = 0;
    int *statuses = arena_allocate(process->arena, (size_t)pipeline->count * sizeof *statuses);
    struct place place = foreground_place(process, process->streams);
    bool controlled = jobs_controlled(shell);
    if (!controlled && shell_has(shell, SHOPT_LASTPIPE)) {
        count = run_pipeline_here(process, pipeline, &place, ids, statuses);
    } else {
        count = start_members(process, pipeline, &place, ids, NULL);
        if (count && controlled)
            job_foreground_statuses(process, jobs_add(process, ids, count), statuses);
        for (int i = 0; i < count && !controlled; i++)
            statuses[i] = process_await_id(process, ids[i]);
    }
    if (!count)
        return shell->status;
    status = statuses[count - 1];
    for (int i = 0; i < count && shell->options & OPTION_PIPEFAIL; i++)
        status = statuses[i] ? statuses[i] : status;
    keep_pipe_statuses(process, statuses, count);
    keep_running(process);
    return shell->flow == FLOW_ON || shell->flow == FLOW_BREAK ? status : shell->status;
}

char *evaluate_substitution(struct process *process, const char *text)
{
    struct shell *shell = process->shell;
    struct stream *streams[STREAM_ERROR + 1];
    if (shell->depth >= LIMIT_SHELL_DEPTH) {
        complain(process, "maximum nesting level exceeded (%d)", LIMIT_SHELL_DEPTH);
        discard_command(process, 1);
        return arena_text(process->arena, "");
    }
    memcpy(streams, process->streams, sizeof streams);
    struct stream *capture = stream_capture();
    streams[STREAM_OUT] = capture;
    process_own(process, (void (*)(void *))stream_unref, capture);
    unsigned options = shell->options;
    if (!shell_has(shell, SHOPT_INHERIT_ERREXIT) && !(options & OPTION_POSIX))
        shell->options &= ~(unsigned)OPTION_ERREXIT;
    shell->trace_depth++;
    struct place place = {.streams = streams};
    struct process *child = spawn_work(process, NULL, text, &place);
    shell->options = options;
    shell->trace_depth--;
    if (child) {
        shell->substituted = shell->status = process_await(process, child);
        keep_running(process);
    }
    struct slice output = slice_part(stream_captured(capture), 0, LIMIT_SHELL_TEXT);
    while (output.length && output.data[output.length - 1] == '\n')
        output.length--;
    if (!shell->plain && slice_find_byte(output, '\0') < output.length)
        complain(process, "warning: command substitution: ignored null byte in input");
    char *result = arena_allocate(process->arena, output.length + 1);
    size_t length = 0;
    for (size_t i = 0; i < output.length; i++)
        if (output.data[i])
            result[length++] = output.data[i];
    process_disown(process, capture);
    stream_unref(capture);
    return result;
}

enum { FIRST_OWN_DESCRIPTOR = 10 };

/* The highest that is free, as bash takes them; -1: all are used. */
static int free_descriptor(const struct process *process)
{
    for (int i = STREAMS - 1; i >= FIRST_OWN_DESCRIPTOR; i--)
        if (!process->streams[i])
            return i;
    return -1;
}

const char *spawn_substitution(struct process *process, const char *text, bool reading)
{
    struct shell *shell = process->shell;
    struct stream *streams[STREAM_ERROR + 1], *ends[2];
    int descriptor = free_descriptor(process);
    if (descriptor < 0 || shell->depth >= LIMIT_SHELL_DEPTH) {
        complain(process, "cannot make pipe for process substitution: Too many open files");
        discard_command(process, 1);
        return "";
    }
    memcpy(streams, process->streams, sizeof streams);
    stream_pipe(&ends[0], &ends[1]);
    streams[reading ? STREAM_OUT : STREAM_IN] = ends[reading];
    process_set_stream(process, descriptor, ends[!reading]);
    shell->substitutions |= (uint64_t)1 << descriptor;
    process_own(process, (void (*)(void *))stream_unref, ends[reading]);
    stream_unref(ends[!reading]);
    struct place place = {
        .streams = streams, .withheld = shell->substitutions, .background = true, .group = SPAWN_LEADS};
    struct process *child = spawn_work(process, NULL, text, &place);
    process_disown(process, ends[reading]);
    stream_unref(ends[reading]);
    if (!child)
        return "";
    shell->last_job = child->id;
    process_orphan(process, child->id);
    return arena_format(process->arena, "/dev/fd/%d", descriptor);
}

void substitutions_close(struct process *process, uint64_t before)
{
    struct shell *shell = process->shell;
    for (int i = 0; shell->substitutions != before && i < STREAMS; i++) {
        uint64_t bit = (uint64_t)1 << i;
        if (!(shell->substitutions & ~before & bit))
            continue;
        shell->substitutions &= ~bit;
        process_set_stream(process, i, NULL);
    }
}

/* Without job control a job reads nothing and does not hear Ctrl-C (POSIX XCU 2.9.3.1). */
void spawn_background(struct process *process, const struct node *node)
{
    struct shell *shell = process->shell;
    struct stream *streams[STREAM_ERROR + 1], *nothing = stream_null();
    bool controlled = jobs_controlled(shell);
    const struct node *pipeline = node->kind == NODE_AND_OR && node->count == 1 ? node->children : node;
    bool several =
        pipeline->kind == NODE_PIPELINE && pipeline->count > 1 && !pipeline->negated && !pipeline->timed;
    int *ids = arena_allocate(process->arena, (size_t)(several ? pipeline->count : 1) * sizeof *ids), count = 0;
    memcpy(streams, process->streams, sizeof streams);
    if (!controlled)
        streams[STREAM_IN] = nothing;
    struct place place = {
        .streams = streams, .background = true, .deaf = !controlled, .group = controlled ? SPAWN_LEADS : 0};
    process_own(process, (void (*)(void *))stream_unref, nothing);
    if (several) {
        count = start_members(process, pipeline, &place, ids, NULL);
    } else {
        struct process *child = spawn_work(process, pipeline, NULL, &place);
        count = child != NULL;
        ids[0] = child ? child->id : 0;
    }
    process_disown(process, nothing);
    stream_unref(nothing);
    if (!count)
        return;
    struct job *job = jobs_add(process, ids, count);
    job_describe(process, job, pipeline);
    job->async = true;
    jobs_choose_current(shell);
    shell->last_job = job_id(job);
    shell->status = 0;
    if (shell->interactive && !shell->forked)
        process_complain(process, "[%d] %d\n", job->number, shell->last_job);
}

static int run_program(struct process *process, int count, char *const *words)
{
    const struct program *program = process_context(process);
    process_start(process, program);
    return program->run(process, count, words);
}

int spawn_program(struct process *process, const struct program *program, int count, char **words)
{
    if (process->shell->last_command && process->shell->forked) {
        process->shell->last_command = false;
        process_become(process, count, words);
        process_start(process, program);
        process_exit(process, program->run(process, count, words)); /* the shell's arena marks mean nothing to it */
    }
    struct spawn spawn = {
        .run = run_program,
        .count = count,
        .words = words,
        .context = (void *)(uintptr_t)program,
    };
    struct place place = foreground_place(process, process->streams);
    struct process *child = spawn_child(process, &spawn, &place);
    return child ? await(process, child) : process->shell->status;
}
