#include <string.h>

#include "base/check.h"
#include "base/limits.h"
#include "base/pool.h"
#include "control/control.h"
#include "machine/record.h"
#include "shell/signals.h"
#include "tools/tools.h"

static void run_coroutine(void *context)
{
    struct worker *worker = context;
    worker->status = worker->spawn.run(&worker->process, worker->spawn.count, worker->spawn.words);
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

struct worker *worker_find(const struct machine *machine, int id)
{
    for (struct worker *worker = machine->workers; worker; worker = worker->next)
        if (worker->process.id == id)
            return worker;
    return NULL;
}

/* Background jobs leave some room for what is typed: the learner must be able to end them. */
static bool has_room(const struct machine *machine, const struct worker *parent, bool background)
{
    size_t count = 0;
    for (const struct worker *worker = machine->workers; worker; worker = worker->next)
        count++;
    if (!parent || !parent->terminal)
        return count < LIMIT_PROCESSES;
    bool typed = !background && parent->terminal->foreground &&
                 (parent == parent->terminal->shell || parent->group->id == parent->terminal->group);
    return count < (typed ? LIMIT_PROCESSES : LIMIT_PROCESSES - LIMIT_RESERVED_PROCESSES);
}

static void join_group(struct worker *worker, struct process_group *group)
{
    group->count++;
    worker->group = group;
}

static void open_streams(struct process *process, const struct worker *parent, const struct spawn *spawn)
{
    for (int i = STREAM_IN; i <= STREAM_ERROR; i++) {
        if (spawn->streams[i])
            process_set_stream(process, i, spawn->streams[i]);
    }
    for (int i = STREAM_ERROR + 1; spawn->inherits && i < parent->process.descriptors; i++) {
        if (parent->process.streams[i] && !(spawn->withheld >> i & 1))
            process_set_stream(process, i, parent->process.streams[i]);
    }
}

struct worker *worker_new(struct machine *machine, struct worker *parent, const struct spawn *spawn)
{
    if (!has_room(machine, parent, spawn->background)) {
        if (parent)
            parent->group->refused++;
        return NULL;
    }
    struct worker *worker = pool_take(sizeof *worker);
    *worker = (struct worker){.machine = machine,
                              .parent = parent,
                              .spawn = {.run = spawn->run,
                                        .count = spawn->count,
                                        .context = spawn->context,
                                        .background = spawn->background},
                              .started = machine->clock,
                              .deadline = INSTANT_NEVER,
                              .owned_capacity = OWNED_FEW};
    worker->owned = worker->few;
    worker->terminal = parent ? parent->terminal : NULL;
    worker->inherited = parent ? parent->handling.ignored : 0;
    if (spawn->deaf)
        worker->inherited |= signal_bit(SIGNAL_INT) | signal_bit(SIGNAL_QUIT);
    worker->handling.ignored = worker->inherited;
    worker->spawn.words = copy_words(&worker->arena, spawn->count, spawn->words);
    struct process *process = &worker->process;
    process->host = &machine_host;
    process->arena = &worker->arena;
    process->id = ++machine->next_id;
    process->name = spawn->count ? worker->spawn.words[0] : NULL;
    struct process_group *group = spawn->group > 0          ? group_find(machine, spawn->group)
                                  : parent && !spawn->group ? parent->group
                                                            : NULL;
    join_group(worker, group ? group : group_new(machine, process->id));
    if (spawn->shell || parent)
        process->shell = shell_copy(spawn->shell ? spawn->shell : parent->process.shell);
    const char *pod = spawn->pod ? spawn->pod : !spawn->outside && parent ? parent->process.pod : NULL;
    const char *container = spawn->pod ? spawn->container : pod ? parent->process.container : NULL;
    process->pod = pod ? arena_text(&worker->arena, pod) : NULL;
    process->container = container ? arena_text(&worker->arena, container) : NULL;
    open_streams(process, parent, spawn);
    if (spawn->run)
        worker->coroutine = coroutine_new(run_coroutine, worker);
    append_worker(machine, worker);
    if (spawn->background) { /* a shell says "[1] 42" before its job can say anything */
        worker->state = WORKER_WAITING;
        worker->deadline = instant_add(machine->clock, MILLISECONDS(1));
    }
    return worker;
}

static char *const shell_words[] = {"-bash", NULL};

static void open_terminal(struct worker *shell)
{
    for (int i = 0; i < STREAMS; i++)
        process_set_stream(&shell->process, i, i <= STREAM_ERROR ? shell->terminal->stream : NULL);
}

struct worker *worker_new_shell(struct machine *machine, struct terminal *terminal)
{
    struct spawn spawn = {.count = 1, .words = shell_words, .outside = true};
    struct worker *worker = worker_new(machine, NULL, &spawn);
    check(worker);
    worker->spawn.words = shell_words;
    worker->process.name = shell_words[0];
    worker->state = WORKER_IDLE;
    worker->terminal = terminal;
    open_terminal(worker);
    return worker;
}

void worker_begin_line(struct worker *worker, struct shell *shell,
                       int (*run)(struct process *process, int count, char *const *words))
{
    check(worker->state == WORKER_IDLE);
    shell_free(worker->process.shell);
    worker->process.shell = shell;
    worker->spawn.run = run;
    worker->spawn.context = worker->terminal;
    worker->status = worker->signal = 0;
    worker->state = WORKER_RUNNABLE;
    worker->coroutine = coroutine_new(run_coroutine, worker);
    worker->terminal->foreground = worker;
    worker->terminal->group = worker->group->id;
}

/* Gives back what the process held, but its descriptors. Its record stays until it is reaped. */
static void release(struct worker *worker)
{
    while (worker->owned_count) {
        struct owned owned = worker->owned[--worker->owned_count];
        owned.release(owned.thing);
    }
    socket_close_all(worker);
}

/* What a process started for itself ends with it; its jobs go on. [keep]: and stay its children. */
static void end_children(struct worker *parent, bool keep)
{
    struct worker *worker = parent->machine->workers;
    while (worker) {
        if (worker->parent != parent || (keep && worker->spawn.background)) {
            worker = worker->next;
            continue;
        }
        worker->parent = NULL;
        if (worker->state == WORKER_ENDED)
            worker_free(worker);
        else if (!worker->spawn.background)
            worker_kill(worker, 128 + SIGNAL_HUP, SIGNAL_HUP);
        worker = parent->machine->workers; /* the list has changed */
    }
}

/* A line that was killed may have started what it had not made a job of yet: nobody asks for that any more. */
static void forget_strays(struct worker *shell)
{
    struct worker *next;
    for (struct worker *worker = shell->machine->workers; worker; worker = next) {
        next = worker->next;
        if (worker->parent == shell && !shell_has_job(&shell->process, worker->process.id))
            host_orphan(&shell->process, worker->process.id);
    }
}

/* A terminal's shell has run its line, or was stopped from going on with it: its stack goes, the rest stays. */
static void end_line(struct worker *worker)
{
    struct terminal *terminal = worker->terminal;
    release(worker);
    end_children(worker, true);
    if (worker->signal) {
        forget_strays(worker);
        open_terminal(worker);
    }
    coroutine_free(worker->coroutine);
    worker->coroutine = NULL;
    arena_release(&worker->arena);
    worker->spawn.count = 1;
    worker->spawn.words = shell_words;
    worker->process.name = shell_words[0];
    worker->state = WORKER_IDLE;
    terminal->foreground = NULL;
    terminal->ended = true;
    terminal->status = worker->status;
}

static void finish(struct worker *worker)
{
    worker->state = WORKER_ENDED;
    worker_stir(worker);
    machine_trace(worker->machine, "process %d ended with %d", worker->process.id, worker->status);
    if (worker->terminal && worker->terminal->shell == worker) {
        end_line(worker);
        return;
    }
    release(worker);
    for (int i = 0; i < worker->process.descriptors; i++) {
        if (worker->process.streams[i])
            process_set_stream(&worker->process, i, NULL);
    }
    end_children(worker, false);
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
    group_unref(worker->group);
    if (worker->owned != worker->few)
        memory_free(worker->owned);
    arena_release(&worker->arena);
    pool_give(worker, sizeof *worker);
}

void worker_kill(struct worker *worker, int status, int signal)
{
    if (worker->state == WORKER_IDLE)
        return;
    if (worker == worker->machine->running) { /* its parent dies by what it does: signal_send ends it */
        worker->doomed = signal;
        return;
    }
    worker->status = status;
    worker->signal = signal;
    finish(worker);
}

void worker_drop(struct worker *worker)
{
    worker->parent = NULL;
    if (worker->terminal && worker->terminal->shell == worker)
        worker->terminal->shell = worker->terminal->foreground = NULL;
    if (worker->state == WORKER_ENDED)
        worker_free(worker);
    else
        finish(worker);
}

static void charge(struct worker *worker)
{
    struct machine *machine = worker->machine;
    machine->clock = instant_add(machine->clock, MICROSECONDS(1));
    machine->steps++;
    worker->steps++;
    worker->group->steps++;
    struct terminal *terminal = worker->terminal;
    if (!terminal || !terminal->shell) /* all end: a job that outlives its shell is closing its files */
        return;
    bool own = worker->group == terminal->shell->group || worker->group->id == terminal->group;
    terminal->ticks += own;
    terminal->other_ticks += !own;
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

bool worker_is_ready(const struct worker *worker)
{
    bool may_be = worker->ready && (worker->stirred || !(worker->wait_flags & WAIT_CHILDREN));
    if (!may_be && !(worker->ready && worker->machine->hostile))
        return false;
    bool ready = worker->ready(worker->ready_context);
    check(may_be || !ready);
    return ready;
}

void worker_stir(struct worker *worker)
{
    if (worker->parent)
        worker->parent->stirred = true;
}

static bool wake(struct worker *worker)
{
    if (worker->stopped)
        return false;
    if (worker->state == WORKER_WAITING) {
        worker->was_ready = worker_is_ready(worker);
        worker->stirred = false;
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

void worker_yield(struct worker *worker)
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
    worker->stirred = true;
    worker->was_ready = false;
    worker->state = WORKER_WAITING;
    worker_yield(worker);
    worker->ready = NULL;
    return worker->was_ready;
}

static bool cluster_quiet(const void *context)
{
    const struct machine *machine = context;
    return instant_compare(control_next(machine_cluster(machine), true), INSTANT_NEVER) == 0;
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

static void host_give_way(struct process *process)
{
    struct worker *worker = worker_of(process);
    if (++worker->ticks >= worker->machine->quantum && !worker->machine->editing)
        worker_yield(worker);
}

void worker_tick(struct process *process)
{
    struct worker *worker = worker_of(process);
    charge(worker);
    if (worker->arena.total > LIMIT_PROCESS_MEMORY) {
        struct stream *error = process->streams[STREAM_ERROR];
        if (error && error->kind == STREAM_TERMINAL)
            error->show(error->context, SLICE("ambit: out of memory (limit PROCESS_MEMORY)\n"));
        process_die(process, SIGNAL_KILL);
    }
    if (!worker->machine->editing)
        signal_enforce_limits(worker);
    host_give_way(process);
}

static const struct world *host_world(struct process *process)
{
    return machine_present(worker_of(process)->machine);
}

static const struct world *host_cluster(struct process *process)
{
    return machine_cluster(worker_of(process)->machine);
}

static const struct configuration *host_configuration(struct process *process)
{
    return machine_configuration(worker_of(process)->machine);
}

static struct instant host_now(struct process *process)
{
    return worker_of(process)->machine->clock;
}

static struct draft *host_begin(struct process *process)
{
    return machine_begin(worker_of(process)->machine, process->arena);
}

static struct draft *host_look(struct process *process)
{
    return machine_look(worker_of(process)->machine, process->arena);
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

static void *host_context(const struct process *process)
{
    return worker_of(process)->spawn.context;
}

static void host_exit(struct process *process, int status, int signal)
{
    struct worker *worker = worker_of(process);
    if (worker->machine->editing)
        machine_abandon(worker->machine);
    worker->status = status;
    worker->signal = signal;
    worker->state = WORKER_ENDED;
    worker_yield(worker);
}

static const struct program *host_find(struct process *process, const char *name)
{
    return tools_find(process_cluster(process), process->pod, process->container, name);
}

static void grow_owned(struct worker *worker)
{
    bool few = worker->owned == worker->few;
    worker->owned_capacity *= 2;
    worker->owned = memory_resize(few ? NULL : worker->owned, worker->owned_capacity * sizeof *worker->owned);
    if (few)
        memcpy(worker->owned, worker->few, sizeof worker->few);
}

static void host_own(struct process *process, void (*release_thing)(void *), void *thing)
{
    struct worker *worker = worker_of(process);
    if (worker->owned_count == worker->owned_capacity)
        grow_owned(worker);
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

static const struct value *host_parsed(struct process *process, const struct value *text)
{
    return parsed_find(worker_of(process)->machine->texts, text);
}

static void host_keep_parsed(struct process *process, const struct value *text, const struct value *parsed)
{
    parsed_keep(worker_of(process)->machine->texts, text, parsed);
}

void made_shell_release(struct made_shell *made)
{
    if (!made->shell)
        return;
    shell_free(made->shell);
    value_unref(made->origin.pod);
    value_unref(made->origin.service);
    memory_free((char *)(uintptr_t)made->origin.container);
    *made = (struct made_shell){0};
}

static struct shell_models *host_models(struct process *process)
{
    return worker_of(process)->machine->models;
}

static const struct shell *host_made_shell(struct process *process, const struct shell_origin *origin)
{
    const struct machine *machine = worker_of(process)->machine;
    for (size_t i = 0; i < MADE_SHELLS; i++) {
        const struct made_shell *made = &machine->made[i];
        if (made->shell && made->origin.pod == origin->pod && made->origin.service == origin->service &&
            text_equal(made->origin.container, origin->container))
            return made->shell;
    }
    return NULL;
}

static void host_keep_shell(struct process *process, const struct shell_origin *origin, struct shell *shell)
{
    struct machine *machine = worker_of(process)->machine;
    struct made_shell *made = &machine->made[machine->made_next++ % MADE_SHELLS];
    made_shell_release(made);
    *made = (struct made_shell){.shell = shell};
    made->origin.pod = origin->pod ? value_ref(origin->pod) : NULL;
    made->origin.service = origin->service ? value_ref(origin->service) : NULL;
    made->origin.container = memory_text(slice_of(origin->container));
}

const struct host machine_host = {
    .wait = worker_wait,
    .settle = host_settle,
    .tick = worker_tick,
    .give_way = host_give_way,
    .world = host_world,
    .cluster = host_cluster,
    .configuration = host_configuration,
    .now = host_now,
    .begin = host_begin,
    .look = host_look,
    .commit = host_commit,
    .abandon = host_abandon,
    .spawn = host_spawn,
    .reap = host_reap,
    .child = host_child,
    .orphan = host_orphan,
    .set_background = host_set_background,
    .list = host_list,
    .signal = host_signal,
    .handle = host_handle,
    .next_signal = host_next_signal,
    .foreground = host_foreground,
    .become = host_become,
    .await_turn = host_await_turn,
    .context = host_context,
    .exit = host_exit,
    .find = host_find,
    .found = host_found,
    .keep_found = host_keep_found,
    .program_at = tools_at,
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
    .parsed = host_parsed,
    .keep_parsed = host_keep_parsed,
    .models = host_models,
    .made_shell = host_made_shell,
    .keep_shell = host_keep_shell,
};
