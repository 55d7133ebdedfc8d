#include <string.h>

#include "base/check.h"
#include "base/limits.h"
#include "control/control.h"
#include "machine/record.h"
#include "tools/tools.h"

enum { INTERRUPTED_STATUS = 130 };

static struct worker *worker_of(const struct process *process)
{
    return (struct worker *)process;
}

static void run_coroutine(void *context)
{
    struct worker *worker = context;
    worker->status = worker->spawn.run(&worker->process, worker->spawn.count, worker->spawn.words);
}

static size_t count_workers(const struct machine *machine)
{
    size_t count = 0;
    for (const struct worker *worker = machine->workers; worker; worker = worker->next)
        count++;
    return count;
}

static char **copy_words(struct arena *arena, int count, char *const *words)
{
    char **copy = arena_allocate(arena, ((size_t)count + 1) * sizeof *copy);
    for (int i = 0; i < count; i++)
        copy[i] = arena_text(arena, words[i]);
    return copy;
}

static void append_worker(struct machine *machine, struct worker *worker)
{
    struct worker **end = &machine->workers;
    while (*end)
        end = &(*end)->next;
    *end = worker;
}

struct worker *worker_new(struct machine *machine, struct worker *parent, const struct spawn *spawn)
{
    if (count_workers(machine) >= LIMIT_PROCESSES)
        return NULL;
    struct worker *worker = memory_allocate(sizeof *worker);
    *worker = (struct worker){.machine = machine, .parent = parent, .spawn = *spawn, .deadline = INSTANT_NEVER};
    worker->terminal = parent ? parent->terminal : NULL;
    worker->spawn.words = copy_words(&worker->arena, spawn->count, spawn->words);
    struct process *process = &worker->process;
    process->host = &machine_host;
    process->arena = &worker->arena;
    process->id = ++machine->next_id;
    process->name = spawn->count ? worker->spawn.words[0] : NULL;
    process->shell = shell_copy(spawn->shell ? spawn->shell : parent->process.shell);
    const char *pod = spawn->pod ? spawn->pod : !spawn->outside && parent ? parent->process.pod : NULL;
    const char *container = spawn->pod ? spawn->container : pod ? parent->process.container : NULL;
    process->pod = pod ? arena_text(&worker->arena, pod) : NULL;
    process->container = container ? arena_text(&worker->arena, container) : NULL;
    for (int i = 0; i < STREAMS; i++)
        process_set_stream(process, i, spawn->streams[i]);
    worker->coroutine = coroutine_new(machine->stacks, run_coroutine, worker);
    append_worker(machine, worker);
    if (spawn->background) { /* a shell says "[1] 42" before its job can say anything */
        worker->state = WORKER_WAITING;
        worker->deadline = instant_add(machine->clock, MILLISECONDS(1));
    }
    return worker;
}

/* Gives back what the process held. Its record stays until it is reaped. */
static void release(struct worker *worker)
{
    while (worker->owned_count) {
        struct owned owned = worker->owned[--worker->owned_count];
        owned.release(owned.thing);
    }
    socket_close_all(worker);
    for (int i = 0; i < STREAMS; i++)
        process_set_stream(&worker->process, i, NULL);
}

static void end_children(struct worker *parent)
{
    struct worker *worker = parent->machine->workers;
    while (worker) {
        if (worker->parent != parent) {
            worker = worker->next;
            continue;
        }
        worker->parent = NULL;
        if (worker->state == WORKER_ENDED)
            worker_free(worker);
        else if (!worker->spawn.background)
            worker_kill(worker, INTERRUPTED_STATUS);
        worker = parent->machine->workers; /* the list has changed */
    }
}

static void finish(struct worker *worker)
{
    struct terminal *terminal = worker->terminal;
    worker->state = WORKER_ENDED;
    release(worker);
    end_children(worker);
    machine_trace(worker->machine, "process %d ended with %d", worker->process.id, worker->status);
    if (terminal && terminal->foreground == worker) {
        terminal->foreground = NULL;
        terminal->ended = true;
        terminal->status = worker->status;
    }
    if (!worker->parent)
        worker_free(worker);
}

void worker_free(struct worker *worker)
{
    struct worker **link = &worker->machine->workers;
    while (*link != worker)
        link = &(*link)->next;
    *link = worker->next;
    coroutine_free(worker->coroutine);
    shell_free(worker->process.shell);
    memory_free(worker->owned);
    arena_release(&worker->arena);
    memory_free(worker);
}

void worker_kill(struct worker *worker, int status)
{
    check(worker != worker->machine->running);
    worker->status = status;
    finish(worker);
}

/* Ends the foreground children and leaves them for their parent to reap. */
static void kill_children(struct worker *parent)
{
    struct worker *worker = parent->machine->workers;
    while (worker) {
        bool kill = worker->parent == parent && worker->state != WORKER_ENDED && !worker->spawn.background;
        if (kill)
            worker_kill(worker, INTERRUPTED_STATUS);
        worker = kill ? parent->machine->workers : worker->next; /* a kill changes the list */
    }
}

/* The shell that was started last below [worker] and prompts, in a pod for instance; [worker] when there is none. */
static struct worker *prompting_below(struct worker *worker)
{
    struct worker *found = worker;
    for (struct worker *other = worker->machine->workers; other; other = other->next) {
        bool below = other->process.prompts && other->state != WORKER_ENDED;
        const struct worker *above = other;
        while (below && above != worker) {
            below = above->parent && !above->spawn.background;
            above = above->parent;
        }
        if (below)
            found = other; /* workers are in order of birth */
    }
    return found;
}

/* Ctrl-C: the command's children end; its shell learns of it and unwinds by itself. */
void worker_interrupt(struct worker *worker)
{
    worker = prompting_below(worker);
    worker->interrupted = true;
    kill_children(worker);
    if (worker->state == WORKER_WAITING)
        worker->state = WORKER_RUNNABLE;
}

static void charge(struct worker *worker)
{
    struct machine *machine = worker->machine;
    machine->clock = instant_add(machine->clock, MICROSECONDS(1));
    if (worker->terminal)
        worker->terminal->ticks++;
}

static void resume(struct worker *worker)
{
    struct machine *machine = worker->machine;
    machine->running = worker;
    worker->ticks = 0;
    bool alive = coroutine_resume(worker->coroutine);
    machine->running = NULL;
    check(!machine->editing || alive);
    if (!alive || worker->state == WORKER_ENDED)
        finish(worker);
}

static bool wake(struct worker *worker)
{
    if (worker->state == WORKER_WAITING) {
        worker->was_ready = worker->ready && worker->ready(worker->ready_context);
        if (worker->was_ready || instant_compare(worker->deadline, worker->machine->clock) <= 0)
            worker->state = WORKER_RUNNABLE;
    }
    return worker->state == WORKER_RUNNABLE;
}

/* The first process after the one numbered [last], in order of birth, that can run. */
static struct worker *next_runnable(struct machine *machine, int last)
{
    struct worker *first = NULL;
    for (struct worker *worker = machine->workers; worker; worker = worker->next) {
        if (!wake(worker))
            continue;
        if (worker->process.id > last)
            return worker;
        if (!first)
            first = worker;
    }
    return first;
}

bool worker_run_one(struct machine *machine)
{
    struct worker *worker = next_runnable(machine, machine->last_run);
    if (!worker)
        return false;
    machine->last_run = worker->process.id;
    resume(worker);
    return true;
}

/* --- the calls of struct host --- */

static void yield(struct worker *worker)
{
    coroutine_yield(worker->coroutine);
}

bool worker_wait(struct process *process, bool (*ready)(const void *), const void *context,
                 struct instant deadline, unsigned flags)
{
    struct worker *worker = worker_of(process);
    check(!worker->machine->editing);
    worker->ready = ready;
    worker->ready_context = context;
    worker->deadline = deadline;
    worker->wait_flags = flags;
    worker->was_ready = false;
    worker->state = WORKER_WAITING;
    yield(worker);
    worker->ready = NULL;
    return worker->was_ready;
}

static bool cluster_quiet(const void *context)
{
    const struct machine *machine = context;
    return instant_compare(control_next(machine->world, true), INSTANT_NEVER) == 0;
}

static void host_settle(struct process *process)
{
    struct worker *worker = worker_of(process);
    struct machine *machine = worker->machine;
    if (worker->terminal && worker->terminal->settle && worker->terminal->foreground == worker &&
        !cluster_quiet(machine))
        worker_wait(process, cluster_quiet, machine, instant_add(machine->clock, SECONDS(LIMIT_SETTLE_SECONDS)),
                    0);
}

void worker_tick(struct process *process)
{
    struct worker *worker = worker_of(process);
    charge(worker);
    if (worker->arena.total > LIMIT_PROCESS_MEMORY) {
        struct stream *error = process->streams[STREAM_ERROR];
        if (error && error->kind == STREAM_TERMINAL)
            error->show(error->context, SLICE("ambit: out of memory (limit PROCESS_MEMORY)\n"));
        process_exit(process, 137);
    }
    if (++worker->ticks >= worker->machine->quantum && !worker->machine->editing)
        yield(worker);
}

static const struct world *host_world(struct process *process)
{
    return worker_of(process)->machine->world;
}

static struct instant host_now(struct process *process)
{
    return worker_of(process)->machine->clock;
}

static struct draft *host_begin(struct process *process)
{
    return machine_begin(worker_of(process)->machine, process->arena);
}

static void host_commit(struct process *process)
{
    charge(worker_of(process));
    machine_commit(worker_of(process)->machine);
}

static void host_abandon(struct process *process)
{
    machine_abandon(worker_of(process)->machine);
}

static struct process *host_spawn(struct process *parent, const struct spawn *spawn)
{
    struct worker *worker = worker_new(worker_of(parent)->machine, worker_of(parent), spawn);
    return worker ? &worker->process : NULL;
}

static bool host_ended(const struct process *child)
{
    return worker_of(child)->state == WORKER_ENDED;
}

static int host_reap(struct process *parent, struct process *child)
{
    struct worker *worker = worker_of(child);
    check(worker->parent == worker_of(parent) && worker->state == WORKER_ENDED);
    int status = worker->status;
    worker_free(worker);
    return status;
}

static void host_kill(struct process *process, struct process *child, int status)
{
    (void)process;
    if (!host_ended(child))
        worker_kill(worker_of(child), status);
}

static void *host_context(const struct process *process)
{
    return worker_of(process)->spawn.context;
}

static void host_exit(struct process *process, int status)
{
    struct worker *worker = worker_of(process);
    if (worker->machine->editing)
        machine_abandon(worker->machine);
    worker->status = status;
    worker->state = WORKER_ENDED;
    yield(worker);
}

static bool host_interrupted(struct process *process)
{
    struct worker *worker = worker_of(process);
    bool interrupted = worker->interrupted;
    worker->interrupted = false;
    return interrupted;
}

static const struct program *host_find(struct process *process, const char *name)
{
    return tools_find(process_world(process), process->pod, process->container, name);
}

static void host_own(struct process *process, void (*release_thing)(void *), void *thing)
{
    struct worker *worker = worker_of(process);
    if (worker->owned_count == worker->owned_capacity) {
        worker->owned_capacity = worker->owned_capacity ? worker->owned_capacity * 2 : 4;
        worker->owned = memory_resize(worker->owned, worker->owned_capacity * sizeof *worker->owned);
    }
    worker->owned[worker->owned_count++] = (struct owned){release_thing, thing};
}

static void host_disown(struct process *process, void *thing)
{
    struct worker *worker = worker_of(process);
    for (size_t i = worker->owned_count; i-- > 0;) {
        if (worker->owned[i].thing == thing) {
            worker->owned_count--;
            memmove(worker->owned + i, worker->owned + i + 1,
                    (worker->owned_count - i) * sizeof *worker->owned);
            return;
        }
    }
    check(!"a thing that is disowned was owned");
}

static struct stream *host_terminal(const struct process *process)
{
    const struct worker *worker = worker_of(process);
    return worker->terminal && !worker->spawn.background ? worker->terminal->stream : NULL;
}

static int host_lab(struct process *process, int count, char *const *words)
{
    const struct machine_sitting *sitting = &worker_of(process)->machine->sitting;
    return sitting->lab ? sitting->lab(sitting->context, process, count, words) : -1;
}

const struct host machine_host = {
    .wait = worker_wait,
    .settle = host_settle,
    .tick = worker_tick,
    .world = host_world,
    .now = host_now,
    .begin = host_begin,
    .commit = host_commit,
    .abandon = host_abandon,
    .spawn = host_spawn,
    .reap = host_reap,
    .ended = host_ended,
    .kill = host_kill,
    .context = host_context,
    .exit = host_exit,
    .interrupted = host_interrupted,
    .find = host_find,
    .own = host_own,
    .disown = host_disown,
    .terminal = host_terminal,
    .resolve = socket_resolve,
    .connections = socket_connections,
    .connect = socket_connect,
    .local = socket_local,
    .send = socket_send,
    .send_end = socket_send_end,
    .receive = socket_receive,
    .disconnect = socket_disconnect,
    .connect_inside = socket_connect_inside,
    .listen = socket_listen,
    .listener_port = socket_port,
    .accept = socket_accept,
    .unlisten = socket_unlisten,
    .peer = socket_peer,
    .poll = socket_poll,
    .lab = host_lab,
};
