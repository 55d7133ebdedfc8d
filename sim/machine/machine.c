#include "machine/machine.h"

#include <string.h>

#include "base/check.h"
#include "base/limits.h"
#include "control/control.h"
#include "machine/record.h"
#include "mesh/mesh.h"
#include "shell/signals.h"

enum { QUANTUM = 256 };

uint64_t machine_steps(const struct machine *machine)
{
    return machine->steps;
}

void machine_set_trace(struct machine *machine, void (*trace)(void *context, const char *line))
{
    machine->sitting.trace = trace;
}

struct machine *machine_new(const struct world *world, const struct machine_sitting *sitting)
{
    struct machine *machine = memory_allocate(sizeof *machine);
    machine->settled = world_ref(world);
    machine->clock = world_now(world);
    machine->quantum = QUANTUM;
    if (sitting)
        machine->sitting = *sitting;
    machine->texts = machine->sitting.texts ? machine->sitting.texts : &machine->own_texts;
    machine->models = machine->sitting.models ? machine->sitting.models : &machine->own_models;
    return machine;
}

struct shell_models *machine_models(struct machine *machine)
{
    return machine->models;
}

static void free_terminal(struct terminal *terminal)
{
    stream_unref(terminal->stream);
    memory_free(terminal->name);
    memory_free(terminal->line);
    memory_free(terminal->line_name);
    memory_free(terminal);
}

struct machine *machine_fork(struct machine *parent, const struct world *world)
{
    struct machine *fork = machine_new(world, NULL);
    if (!parent)
        return fork;
    fork->configuration = configuration_ref(machine_configuration(parent));
    if (parent->texts != &parent->own_texts)
        fork->texts = parent->texts;
    if (parent->models != &parent->own_models)
        fork->models = parent->models;
    return fork;
}

void machine_free(struct machine *machine)
{
    if (!machine)
        return;
    while (machine->workers)
        worker_drop(machine->workers);
    network_release(machine);
    taps_release(machine);
    while (machine->terminals) {
        struct terminal *next = machine->terminals->next;
        free_terminal(machine->terminals);
        machine->terminals = next;
    }
    ledger_clear(&machine->ledger);
    for (size_t i = 0; i < MADE_SHELLS; i++)
        made_shell_release(&machine->made[i]);
    found_release(machine);
    parsed_release(&machine->own_texts);
    shell_models_release(&machine->own_models);
    configuration_unref(machine->configuration);
    arena_release(&machine->draft_arena);
    world_unref(machine->settled);
    memory_free(machine);
}

void machine_trace(struct machine *machine, const char *format, ...)
{
    if (!machine->sitting.trace)
        return;
    struct arena arena = {0};
    va_list arguments;
    va_start(arguments, format);
    const char *text = arena_format_list(&arena, format, arguments);
    va_end(arguments);
    machine->sitting.trace(machine->sitting.context,
                           arena_format(&arena, "%s %s", instant_rfc3339(&arena, machine->clock, 6), text));
    arena_release(&arena);
}

static void replace_world(struct machine *machine, struct world *world)
{
    check(!machine->ledger.begun);
    world_unref(machine->settled);
    machine->settled = world;
    machine->compiled = machine->next_known = machine->faults_known = false;
}

const struct world *machine_present(struct machine *machine)
{
    if (!machine->ledger.begun)
        return machine->settled;
    struct arena arena = {0};
    struct draft draft;
    check(!machine->editing);
    draft_begin(&draft, &arena, machine->settled);
    draft.now = machine->clock;
    ledger_fold(&machine->ledger, &draft);
    replace_world(machine, draft_commit(&draft));
    arena_release(&arena);
    return machine->settled;
}

const struct world *machine_world(const struct machine *machine)
{
    struct machine *mutable = (struct machine *)machine;
    check(!machine->editing);
    machine_present(mutable);
    if (instant_compare(world_now(machine->settled), machine->clock) != 0)
        replace_world(mutable, world_at(machine->settled, machine->clock));
    return machine->settled;
}

const struct world *machine_objects(const struct machine *machine)
{
    check(!machine->editing);
    return machine_cluster(machine);
}

struct hash machine_hash(const struct machine *machine)
{
    check(!machine->editing);
    return world_hash_at(machine_present((struct machine *)machine), machine->clock);
}

struct instant machine_now(const struct machine *machine)
{
    return machine->clock;
}

static const struct configuration *compile(struct machine *machine)
{
    const struct configuration *present = machine->configuration;
    machine->compiled = true;
    const struct world *cluster = machine_cluster(machine);
    if (present && mesh_holds(present, world_map(cluster, WORLD_APPLIED), world_map(cluster, WORLD_PROGRAMMED)))
        return present;
    /* events point into the one that goes */
    machine->configuration = mesh_compile(machine_present(machine), present, machine->texts);
    machine->compiled = true;
    configuration_unref(present);
    return machine->configuration;
}

const struct configuration *machine_configuration(struct machine *machine)
{
    return machine->compiled ? machine->configuration : compile(machine);
}

struct draft *machine_look(struct machine *machine, struct arena *arena)
{
    check(!machine->editing);
    machine->editing = true;
    draft_begin(&machine->draft, arena, machine_cluster(machine));
    machine->draft.now = machine->clock;
    machine->draft.texts = machine->texts;
    return &machine->draft;
}

struct draft *machine_begin(struct machine *machine, struct arena *arena)
{
    machine_present(machine);
    return machine_look(machine, arena);
}

void machine_finish_draft(struct machine *machine)
{
    check(machine->editing);
    struct map programmed = world_map(machine_cluster(machine), WORLD_PROGRAMMED);
    map_ref(programmed);
    control_settle(&machine->draft, machine->hostile);
    machine->editing = false;
    replace_world(machine, draft_commit(&machine->draft));
    bool pushed = !map_same(programmed, world_map(machine_cluster(machine), WORLD_PROGRAMMED));
    map_unref(programmed);
    if (pushed)
        network_check(machine);
}

/* For tests: a fork made, moved and dropped must never be felt by its parent. */
static void try_fork(struct machine *machine)
{
    struct machine *fork = machine_new(machine_present(machine), NULL);
    machine_advance(fork, instant_add(machine->clock, SECONDS(2)));
    machine_free(fork);
}

void machine_set_hostile(struct machine *machine)
{
    machine->quantum = 1;
    machine->hostile = true;
}

void machine_commit(struct machine *machine)
{
    machine_finish_draft(machine);
    if (machine->hostile)
        try_fork(machine);
    machine_trace(machine, "commit");
}

void machine_abandon(struct machine *machine)
{
    check(machine->editing);
    machine->editing = false;
    draft_abandon(&machine->draft);
}

void machine_set_world(struct machine *machine, const struct world *world)
{
    ledger_clear(&machine->ledger); /* it is of the other world */
    replace_world(machine, world_ref(world));
    if (instant_compare(machine->clock, world_now(world)) < 0)
        machine->clock = world_now(world);
    network_check(machine);
    machine_trace(machine, "the world is another one");
}

/* --- terminals --- */

static void show(void *context, struct slice bytes)
{
    struct terminal *terminal = context;
    const struct machine_sitting *sitting = &terminal->machine->sitting;
    if (terminal->machine->running)
        terminal->machine->running->group->shown += bytes.length;
    if (sitting->shown)
        sitting->shown(sitting->context, terminal->name, bytes);
}

static struct terminal *terminal_of(struct machine *machine, const char *name)
{
    for (struct terminal *terminal = machine->terminals; terminal; terminal = terminal->next) {
        if (text_equal(terminal->name, name))
            return terminal;
    }
    struct terminal *terminal = memory_allocate(sizeof *terminal);
    *terminal =
        (struct terminal){.next = machine->terminals, .machine = machine, .name = memory_text(slice_of(name))};
    terminal->stream = stream_terminal(terminal, show);
    machine->terminals = terminal;
    return terminal;
}

/* The top of a command line: what the world has of the shell comes from it and goes back into it. */
static int run_line(struct process *process, int count, char *const *words)
{
    struct terminal *terminal = process_context(process);
    (void)count;
    (void)words;
    int status = terminal->leaving ? shell_leave(process)
                                   : shell_run(process, slice_of(terminal->line), terminal->line_name);
    shell_set_status(process->shell, status);
    terminal->exiting = shell_exiting(process->shell);
    process_sync(process);
    struct draft *draft = process_begin(process);
    shell_save(process->shell, draft, terminal->name);
    process_commit(process);
    return status;
}

static struct worker *shell_of(struct terminal *terminal)
{
    if (!terminal->shell) {
        terminal->shell = worker_new_shell(terminal->machine, terminal);
        terminal->shell->process.shell = shell_load(machine_present(terminal->machine), terminal->name, NULL);
    }
    return terminal->shell;
}

bool machine_typed(struct machine *machine, const char *name, struct slice line, struct arena *arena,
                   const char **run)
{
    struct terminal *terminal = terminal_of(machine, name);
    const char *told;
    check(!terminal->foreground);
    bool runs = shell_typed(shell_of(terminal)->process.shell, arena, line, run, &told);
    if (told)
        show(terminal, slice_of(arena_format(arena, "%s\n", told)));
    return runs;
}

const char *machine_last_typed(const struct machine *machine, const char *name)
{
    const struct terminal *terminal = terminal_of((struct machine *)machine, name);
    return terminal->shell ? shell_last_typed(terminal->shell->process.shell) : NULL;
}

static void begin_line(struct terminal *terminal, struct slice line, const char *prefix)
{
    struct machine *machine = terminal->machine;
    check(!terminal->foreground);
    memory_free(terminal->line);
    memory_free(terminal->line_name);
    terminal->line = memory_text(line);
    terminal->line_name = memory_text(slice_of(prefix));
    terminal->ticks = terminal->other_ticks = 0;
    terminal->exiting = false;
    terminal->settle = false;
    stream_forget(terminal->stream);
    struct worker *worker = shell_of(terminal);
    const struct shell *before = machine->hostile ? NULL : worker->process.shell; /* both ways must be the same */
    struct shell *shell = shell_load(machine_present(machine), terminal->name, before);
    shell_go_on(shell, &worker->process);
    worker_begin_line(worker, shell, run_line);
    machine_trace(machine, "run %.60s", terminal->line);
}

void machine_run(struct machine *machine, const char *name, struct slice line, const char *prefix)
{
    struct terminal *terminal = terminal_of(machine, name);
    terminal->leaving = false;
    begin_line(terminal, line, prefix);
}

void machine_leave(struct machine *machine, const char *name)
{
    struct terminal *terminal = terminal_of(machine, name);
    if (terminal->foreground || terminal->exiting)
        return;
    terminal->leaving = true;
    begin_line(terminal, SLICE("exit"), "-bash");
}

const struct value *machine_jobs(const struct machine *machine, const char *name, struct arena *arena)
{
    const struct terminal *terminal = terminal_of((struct machine *)machine, name);
    return terminal->shell && terminal->shell->process.shell ? shell_jobs(&terminal->shell->process, arena)
                                                             : value_array(arena);
}

bool machine_busy(const struct machine *machine, const char *terminal)
{
    return terminal_of((struct machine *)machine, terminal)->foreground != NULL;
}

int machine_status(const struct machine *machine, const char *terminal)
{
    return terminal_of((struct machine *)machine, terminal)->status;
}

bool machine_exiting(const struct machine *machine, const char *terminal)
{
    return terminal_of((struct machine *)machine, terminal)->exiting;
}

void machine_settle(struct machine *machine, const char *name)
{
    struct terminal *terminal = terminal_of(machine, name);
    terminal->settle = terminal->foreground != NULL;
}

static void signal_foreground(struct terminal *terminal, int signal)
{
    if (terminal->foreground)
        signal_send(terminal->machine, NULL, -terminal->group, signal);
}

void machine_interrupt(struct machine *machine, const char *name, struct slice why)
{
    struct terminal *terminal = terminal_of(machine, name);
    if (why.length) {
        show(terminal, SLICE("ambit: interrupted: "));
        show(terminal, why);
        show(terminal, SLICE("\n"));
    }
    signal_foreground(terminal, SIGNAL_INT);
}

void machine_suspend(struct machine *machine, const char *name)
{
    signal_foreground(terminal_of(machine, name), SIGNAL_TSTP);
}

int machine_youngest(const struct machine *machine)
{
    return machine->next_id;
}

void machine_kill_younger(struct machine *machine, int id)
{
    signal_kill_younger(machine, id);
}

void machine_type(struct machine *machine, const char *terminal, struct slice bytes)
{
    stream_type(terminal_of(machine, terminal)->stream, bytes);
}

void machine_type_end(struct machine *machine, const char *terminal)
{
    terminal_of(machine, terminal)->stream->ended = true;
}

struct slice machine_unread(const struct machine *machine, const char *terminal)
{
    return stream_unread(terminal_of((struct machine *)machine, terminal)->stream);
}

bool machine_raw(const struct machine *machine, const char *terminal)
{
    return terminal_of((struct machine *)machine, terminal)->stream->raw;
}

void machine_resize(struct machine *machine, const char *terminal, int columns, int rows)
{
    struct stream *stream = terminal_of(machine, terminal)->stream;
    stream->columns = columns;
    stream->rows = rows;
}

const struct value *machine_census(const struct machine *machine, const char *name, struct arena *arena)
{
    int64_t processes = 0, listeners = 0;
    for (const struct worker *worker = machine->workers; worker; worker = worker->next)
        processes++;
    for (const struct listener *listener = machine->listeners; listener; listener = listener->next)
        listeners++;
    struct value *census = value_object(arena);
    value_put_integer(arena, census, "processes", processes);
    value_put_integer(arena, census, "connections", (int64_t)network_count(machine));
    value_put_integer(arena, census, "listeners", listeners);
    value_put_integer(arena, census, "terminal", terminal_of((struct machine *)machine, name)->stream->count);
    return census;
}

/* --- time --- */

static struct instant next_event(struct machine *machine)
{
    if (!machine->next_known)
        machine->next_event = control_next(machine_cluster(machine), false);
    machine->next_known = true;
    return machine->next_event;
}

static bool any_foreground(const struct machine *machine)
{
    const struct terminal *terminal = machine->terminals;
    while (terminal && !terminal->foreground)
        terminal = terminal->next;
    return terminal != NULL;
}

/* The next instant at which somebody wakes up; [follow] as in machine_next. */
static struct instant next_wake(const struct machine *machine, bool *follow)
{
    struct instant next = INSTANT_NEVER;
    bool jump = false;
    *follow = true;
    for (const struct worker *worker = machine->workers; worker; worker = worker->next) {
        if (worker->state == WORKER_ENDED || worker->state == WORKER_IDLE || worker->stopped)
            continue;
        if (worker->state == WORKER_RUNNABLE || worker_is_ready(worker)) {
            *follow = false;
            return machine->clock;
        }
        if (worker->wait_flags & WAIT_PASSIVE)
            continue;
        jump |= !(worker->wait_flags & WAIT_FOLLOW) && (!worker->spawn.background || any_foreground(machine));
        if (instant_compare(worker->deadline, next) < 0)
            next = worker->deadline;
    }
    *follow = !jump;
    return next;
}

static struct instant earlier(struct instant a, struct instant b)
{
    return instant_compare(a, b) < 0 ? a : b;
}

struct instant machine_next(const struct machine *machine, bool *follow)
{
    struct instant next = next_wake(machine, follow);
    next = earlier(next, network_next(machine));
    next = earlier(next, next_event((struct machine *)machine));
    if (instant_compare(next, machine->clock) < 0)
        next = machine->clock;
    return instant_add(next, MICROSECONDS(1));
}

static void fire_events(struct machine *machine)
{
    if (instant_compare(next_event(machine), machine->clock) > 0)
        return;
    struct draft *draft = machine_begin(machine, &machine->draft_arena);
    control_fire(draft);
    machine_finish_draft(machine);
    arena_release(&machine->draft_arena);
    machine_trace(machine, "events");
}

/* Tells the sitting of command lines that have ended, at the instant at which they did. */
static void tell_ended(struct machine *machine)
{
    for (struct terminal *terminal = machine->terminals; terminal; terminal = terminal->next) {
        if (!terminal->ended)
            continue;
        terminal->ended = false;
        network_rest(machine); /* an idle prompt owns next to nothing */
        if (machine->sitting.ended)
            machine->sitting.ended(machine->sitting.context, terminal->name);
    }
}

/* Everything that happens before [until] happens, in order: what is due, then one process at a time. So
 * advancing to an instant in one step or in many gives the same machine. */
void machine_advance(struct machine *machine, struct instant until)
{
    while (instant_compare(machine->clock, until) < 0) {
        struct instant due = earlier(next_event(machine), network_next(machine));
        if (instant_compare(due, machine->clock) <= 0) {
            fire_events(machine);
            network_fire(machine);
            continue;
        }
        if (machine->workers && worker_run_one(machine)) {
            tell_ended(machine);
            continue;
        }
        bool follow;
        struct instant next = earlier(next_wake(machine, &follow), due);
        machine->clock = earlier(next, until);
    }
}

bool machine_quiet(const struct machine *machine)
{
    bool follow;
    return instant_compare(next_wake(machine, &follow), machine->clock) > 0 &&
           instant_compare(control_next(machine_cluster(machine), true), INSTANT_NEVER) == 0;
}

static void give_up(struct machine *machine, struct terminal *terminal, const char *why)
{
    if (machine->sitting.gave_up)
        machine->sitting.gave_up(machine->sitting.context, terminal->name, why);
    machine_interrupt(machine, terminal->name, slice_of(why));
}

void machine_kill(struct machine *machine, const char *name)
{
    struct terminal *terminal = terminal_of(machine, name);
    if (!terminal->foreground)
        return;
    worker_kill(terminal->foreground, 128 + SIGNAL_KILL, SIGNAL_KILL);
    tell_ended(machine);
}

/* Why the foreground will not end by itself; NULL while it may. */
static const char *hopeless(struct machine *machine, struct terminal *terminal, struct instant next,
                            bool follow)
{
    if (terminal->ticks > LIMIT_COMMAND_STEPS || terminal->other_ticks > 2 * LIMIT_COMMAND_STEPS)
        return "the command ran too long (limit COMMAND_STEPS)";
    if (machine_quiet(machine) && (follow || instant_compare(next, INSTANT_NEVER) == 0))
        return "nothing more will happen while this command waits";
    return NULL;
}

void machine_rest(struct machine *machine, int64_t seconds)
{
    struct instant deadline = instant_add(machine->clock, SECONDS(seconds));
    while (!machine_quiet(machine)) {
        bool follow;
        struct instant next = machine_next(machine, &follow);
        if (instant_compare(next, deadline) > 0)
            return;
        if (instant_compare(next, machine->clock) <= 0)
            next = instant_add(machine->clock, MICROSECONDS(1));
        machine_advance(machine, next);
    }
}

void machine_finish(struct machine *machine, const char *name, bool settle)
{
    struct terminal *terminal = terminal_of(machine, name);
    bool asked = false;
    while (terminal->foreground) {
        bool follow;
        struct instant next = machine_next(machine, &follow);
        const char *why = hopeless(machine, terminal, next, follow);
        if (why && asked) {
            if (machine->sitting.gave_up)
                machine->sitting.gave_up(machine->sitting.context, terminal->name, NULL);
            machine_kill(machine, name);
        } else if (why) {
            give_up(machine, terminal, why);
            asked = true;
            terminal->ticks = terminal->other_ticks = 0;
            machine_advance(machine, instant_add(machine->clock, MICROSECONDS(1)));
        } else {
            machine_advance(machine, next);
        }
    }
    if (settle)
        machine_rest(machine, LIMIT_SETTLE_SECONDS);
}
