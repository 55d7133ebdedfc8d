/* Children: subshells, members of pipelines, substitutions, background jobs, programs, scripts. */
#include <string.h>

#include "base/check.h"
#include "base/limits.h"
#include "shell/evaluate.h"
#include "shell/host.h"
#include "shell/stream.h"

/* What a child shell runs. It has a reference on the tree, or a text of its own. */
struct work {
    const struct node *node;
    char *text;
    int line;
    bool background, substitution;
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
}

static int run_work(struct process *process, int count, char *const *words)
{
    (void)count;
    (void)words;
    const struct work *work = process_context(process);
    struct shell *shell = process->shell;
    forget_traps(shell);
    shell->forked = true;
    shell->running = NULL;
    shell->subshells++;
    shell->in_trap = false;
    shell->loops = 0;
    shell->flow = FLOW_ON;
    shell->depth = 0;
    shell->substitution = work->substitution;
    if (work->text)
        evaluate_text(process, work->text, work->line, NULL);
    else
        evaluate(process, work->node);
    run_trap(process, "EXIT");
    return shell->status;
}

static struct process *spawn_work(struct process *process, const struct node *node, const char *text,
                                  struct stream *const *streams, bool background)
{
    struct work *work = memory_allocate(sizeof *work);
    struct spawn spawn = {.run = run_work, .context = work, .background = background};
    memcpy(spawn.streams, streams, sizeof spawn.streams);
    if (node) {
        tree_ref(node->tree);
        work->node = node;
    } else {
        shell_replace_text(&work->text, text);
        work->substitution = true;
    }
    work->line = process->shell->line;
    struct process *child = process_spawn(process, &spawn);
    if (!child) {
        work_free(work);
        complain(process, "fork: retry: Resource temporarily unavailable");
        abort_command(process, 254);
        return NULL;
    }
    process_own(child, work_free, work);
    return child;
}

static int await(struct process *process, struct process *child)
{
    int status = process_await(process, child);
    keep_running(process);
    return status;
}

int spawn_subshell(struct process *process, const struct node *body)
{
    struct process *child = spawn_work(process, body, NULL, process->streams, false);
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

/* The last member, here and not in a subshell: shopt -s lastpipe. */
static int run_last(struct process *process, const struct node *member, struct stream *input)
{
    struct stream *before = process->streams[STREAM_IN];
    if (before)
        stream_open_at(stream_ref(before), STREAM_IN);
    process_set_stream(process, STREAM_IN, input);
    evaluate(process, member);
    process_set_stream(process, STREAM_IN, before);
    if (before) {
        stream_close_at(before, STREAM_IN);
        stream_unref(before);
    }
    return process->shell->status;
}

/* Starts the members; how many. *reading is what is left to read when the last one is not among them. */
static int spawn_members(struct process *process, const struct node *pipeline, struct process **children,
                         struct stream **reading)
{
    struct stream *input = process->streams[STREAM_IN];
    bool last_here = shell_has(process->shell, SHOPT_LASTPIPE) && !process->shell->interactive;
    int count = 0;
    for (const struct node *member = pipeline->children; member; member = member->next) {
        if (!member->next && last_here)
            return count;
        struct stream *streams[STREAMS];
        memcpy(streams, process->streams, sizeof streams);
        struct stream *pipe = member->next ? stream_pipe() : NULL;
        streams[STREAM_IN] = *reading ? *reading : input;
        if (pipe)
            streams[STREAM_OUT] = pipe;
        struct process *child = spawn_work(process, member, NULL, streams, false);
        stream_unref(*reading);
        *reading = pipe;
        if (!child)
            break;
        children[count++] = child;
    }
    stream_unref(*reading);
    *reading = NULL;
    return count;
}

int spawn_pipeline(struct process *process, const struct node *pipeline)
{
    struct process **children = arena_allocate(process->arena, (size_t)pipeline->count * sizeof *children);
    int *statuses = arena_allocate(process->arena, (size_t)pipeline->count * sizeof *statuses);
    struct stream *reading = NULL;
    const struct node *last = pipeline->children;
    int count = spawn_members(process, pipeline, children, &reading), ran = count;
    while (last->next)
        last = last->next;
    if (reading) {
        statuses[ran++] = run_last(process, last, reading);
        stream_unref(reading);
    }
    for (int i = 0; i < count; i++)
        statuses[i] = process_await(process, children[i]);
    int status = 0;
    for (int i = 0; i < ran; i++)
        if (statuses[i] || !(process->shell->options & OPTION_PIPEFAIL))
            status = statuses[i];
    keep_pipe_statuses(process, statuses, ran);
    keep_running(process);
    return process->shell->flow == FLOW_ON ? status : process->shell->status;
}

char *evaluate_substitution(struct process *process, const char *text)
{
    struct shell *shell = process->shell;
    struct stream *streams[STREAMS];
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
    struct process *child = spawn_work(process, NULL, text, streams, false);
    shell->options = options;
    shell->trace_depth--;
    if (child)
        shell->substituted = shell->status = await(process, child);
    struct slice output = slice_part(stream_captured(capture), 0, LIMIT_SHELL_TEXT);
    while (output.length && output.data[output.length - 1] == '\n')
        output.length--;
    char *result = arena_allocate(process->arena, output.length + 1);
    size_t length = 0;
    for (size_t i = 0; i < output.length; i++)
        if (output.data[i])
            result[length++] = output.data[i];
    process_disown(process, capture);
    stream_unref(capture);
    return result;
}

void spawn_background(struct process *process, const struct node *node)
{
    struct shell *shell = process->shell;
    struct stream *streams[STREAMS], *nothing = stream_null();
    memcpy(streams, process->streams, sizeof streams);
    streams[STREAM_IN] = nothing;
    struct process *child = spawn_work(process, node, NULL, streams, true);
    stream_unref(nothing);
    if (!child)
        return;
    shell->jobs = memory_resize(shell->jobs, ((size_t)shell->job_count + 1) * sizeof *shell->jobs);
    struct job *job = &shell->jobs[shell->job_count];
    *job = (struct job){.number = 1, .id = child->id, .child = child};
    if (shell->job_count)
        job->number = shell->jobs[shell->job_count - 1].number + 1;
    shell_replace_text(&job->text, node->source ? node->source : "");
    shell->job_count++;
    shell->last_job = child->id;
    shell->status = 0;
    if (shell->interactive && !shell->forked)
        process_complain(process, "[%d] %d\n", job->number, job->id);
}

static int run_program(struct process *process, int count, char *const *words)
{
    const struct program *program = process_context(process);
    process_sleep(process, program->starts);
    return program->run(process, count, words);
}

int spawn_program(struct process *process, const struct program *program, int count, char **words)
{
    struct spawn spawn = {
        .run = run_program,
        .count = count,
        .words = words,
        .context = (void *)(uintptr_t)program,
    };
    memcpy(spawn.streams, process->streams, sizeof spawn.streams);
    struct process *child = process_spawn(process, &spawn);
    if (!child) {
        complain(process, "fork: retry: Resource temporarily unavailable");
        abort_command(process, 254);
        return 254;
    }
    return await(process, child);
}
