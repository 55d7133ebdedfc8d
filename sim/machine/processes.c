/* What processes may know of one another and do to one another. */
#include "base/check.h"
#include "data/value.h"
#include "machine/record.h"
#include "shell/signals.h"

struct worker *worker_of(const struct process *process)
{
    return (struct worker *)process;
}

static struct worker *child_of(const struct process *parent, int id)
{
    struct worker *worker = worker_find(worker_of(parent)->machine, id);
    return worker && worker->parent == worker_of(parent) ? worker : NULL;
}

struct child host_child(const struct process *parent, int id)
{
    const struct worker *worker = child_of(parent, id);
    if (!worker)
        return (struct child){.state = CHILD_GONE};
    enum child_state state = worker->state == WORKER_ENDED ? CHILD_ENDED
                             : worker->stopped             ? CHILD_STOPPED
                                                           : CHILD_RUNNING;
    return (struct child){state, worker->status, worker->signal};
}

void host_reap(struct process *parent, int id)
{
    struct worker *worker = child_of(parent, id);
    check(worker && worker->state == WORKER_ENDED);
    worker_free(worker);
}

void host_orphan(struct process *parent, int id)
{
    struct worker *worker = child_of(parent, id);
    if (!worker)
        return;
    worker->parent = NULL;
    if (worker->state == WORKER_ENDED)
        worker_free(worker);
}

void host_set_background(struct process *parent, int id, bool background)
{
    struct worker *worker = child_of(parent, id);
    if (worker)
        worker->spawn.background = background;
}

static const char *command_of(struct arena *arena, const struct worker *worker)
{
    const char *text = worker->spawn.count ? worker->spawn.words[0] : "-bash";
    for (int i = 1; i < worker->spawn.count; i++)
        text = arena_format(arena, "%s %s", text, worker->spawn.words[i]);
    return text;
}

const struct value *host_list(struct process *process)
{
    struct arena *arena = process->arena;
    const struct worker *self = worker_of(process);
    struct value *list = value_array(arena);
    for (const struct worker *worker = self->machine->workers; worker; worker = worker->next) {
        const char *pod = worker->process.pod;
        if (!pod != !process->pod || (pod && !text_equal(pod, process->pod)))
            continue;
        struct value *one = value_object(arena);
        value_put_integer(arena, one, "id", worker->process.id);
        value_put_integer(arena, one, "parent", worker->parent ? worker->parent->process.id : 0);
        value_put_integer(arena, one, "group", worker->group->id);
        value_put_text(arena, one, "state",
                       worker->state == WORKER_ENDED ? "Z"
                       : worker->stopped             ? "T"
                       : worker == self              ? "R"
                                                     : "S");
        value_put_text(arena, one, "command", command_of(arena, worker));
        value_put_integer(arena, one, "seconds", (int64_t)(worker->steps / 1000000));
        value_put_integer(arena, one, "started", worker->started.nanoseconds);
        value_put_text(arena, one, "terminal", worker->terminal ? worker->terminal->name : "");
        value_append(arena, list, one);
    }
    return list;
}

/* --- what a command was found to be --- */

static void forget(struct found *found)
{
    if (!found->program)
        return;
    memory_free(found->name);
    memory_free(found->path);
    memory_free(found->pod);
    memory_free(found->container);
    *found = (struct found){0};
}

static void hold(struct map *held, struct map map)
{
    map_ref(map);
    map_unref(*held);
    *held = map;
}

void found_release(struct machine *machine)
{
    const struct map none = {&value_map_type, NULL};
    for (size_t i = 0; i < FOUND; i++)
        forget(&machine->found[i]);
    hold(&machine->found_files, none);
    hold(&machine->found_objects, none);
}

/* A process of the same place, with the same $PATH, that asks for the same? */
static bool asks_for(const struct found *found, const struct process *process, const char *name, const char *path)
{
    return found->program && text_equal(found->name, name) && text_equal(found->path, path) &&
           text_equal(found->pod, process->pod ? process->pod : "") &&
           text_equal(found->container, process->container ? process->container : "");
}

const struct program *host_found(struct process *process, const char *name, const char *path)
{
    const struct machine *machine = worker_of(process)->machine;
    const struct world *cluster = machine_cluster(machine);
    const struct found *one = machine->found, *end = one + FOUND;
    if (machine->hostile || !map_same(machine->found_files, world_map(cluster, WORLD_FILES)))
        return NULL;
    if (process->pod && !map_same(machine->found_objects, world_map(cluster, WORLD_APPLIED)))
        return NULL;
    while (one < end && !asks_for(one, process, name, path))
        one++;
    return one < end ? one->program : NULL;
}

void host_keep_found(struct process *process, const char *name, const char *path, const struct program *program)
{
    struct machine *machine = worker_of(process)->machine;
    struct map files = world_map(machine_cluster(machine), WORLD_FILES),
               objects = world_map(machine_cluster(machine), WORLD_APPLIED);
    bool same_files = map_same(machine->found_files, files), same_objects = map_same(machine->found_objects, objects);
    for (size_t i = 0; i < FOUND && !(same_files && same_objects); i++) {
        struct found *one = &machine->found[i];
        if (one->program && (!same_files || *one->pod))
            forget(one);
    }
    hold(&machine->found_files, files);
    hold(&machine->found_objects, objects);
    struct found *one = &machine->found[machine->found_next++ % FOUND];
    forget(one);
    *one = (struct found){.name = memory_text(slice_of(name)),
                          .path = memory_text(slice_of(path)),
                          .pod = memory_text(slice_of(process->pod)),
                          .container = memory_text(slice_of(process->container)),
                          .program = program};
}

bool host_signal(struct process *process, int id, int signal)
{
    return signal_send(worker_of(process)->machine, worker_of(process), id, signal);
}

void host_handle(struct process *process, struct handling handling)
{
    struct worker *worker = worker_of(process);
    handling.ignored |= worker->inherited;
    worker->handling = handling;
    worker->pending &= handling.caught;
}

int host_next_signal(struct process *process)
{
    struct worker *worker = worker_of(process);
    for (int signal = 1; worker->pending && signal < SIGNAL_NUMBERS; signal++) {
        uint64_t bit = signal_bit(signal);
        if (!(worker->pending & bit))
            continue;
        worker->pending &= ~bit;
        return signal;
    }
    return 0;
}

void host_foreground(struct process *process, int group)
{
    struct worker *worker = worker_of(process);
    if (worker->terminal && worker->terminal->foreground == worker)
        worker->terminal->group = group ? group : worker->group->id;
}

void host_become(struct process *process, int count, char *const *words)
{
    struct worker *worker = worker_of(process);
    worker->spawn.count = count;
    worker->spawn.words = words;
    process->name = words[0];
    worker->handling.caught = worker->handling.shielded = worker->pending = 0;
}

static bool may_read(const struct worker *worker)
{
    const struct terminal *terminal = worker->terminal;
    const struct handling *handling = &worker->handling;
    return !terminal || worker->group == terminal->shell->group ||
           ((handling->ignored | handling->shielded | handling->caught) & signal_bit(SIGNAL_TTIN)) ||
           (terminal->foreground && worker->group->id == terminal->group);
}

/* A job in the background that reads the terminal is stopped, as SIGTTIN does; `fg` lets it go on. */
void host_await_turn(struct process *process)
{
    struct worker *worker = worker_of(process);
    while (!may_read(worker))
        signal_send(worker->machine, worker, -worker->group->id, SIGNAL_TTIN);
}
