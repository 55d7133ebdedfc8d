/* Signals: who is reached, and what becomes of them. */
#include "shell/signals.h"

#include "base/check.h"
#include "base/limits.h"
#include "base/pool.h"
#include "machine/record.h"

struct process_group *group_new(struct machine *machine, int id)
{
    struct process_group *group = pool_take(sizeof *group);
    *group = (struct process_group){.id = id, .born = machine->clock};
    return group;
}

struct process_group *group_find(const struct machine *machine, int id)
{
    for (const struct worker *worker = machine->workers; worker; worker = worker->next)
        if (worker->group->id == id)
            return worker->group;
    return NULL;
}

void group_unref(struct process_group *group)
{
    if (--group->count == 0)
        pool_give(group, sizeof *group);
}

static bool is_top(const struct worker *worker)
{
    return worker->terminal && worker->terminal->shell == worker;
}

static void set_stopped(struct worker *worker, bool stopped)
{
    worker->stopped = stopped;
    worker_stir(worker);
}

static void catch (struct worker *worker, uint64_t bit)
{
    worker->pending |= bit;
    if (worker->state == WORKER_WAITING)
        worker->state = WORKER_RUNNABLE;
}

/* True when the process must end, which the one that runs does by itself. */
static bool deliver(struct worker *worker, int signal)
{
    uint64_t bit = signal_bit(signal);
    if (worker->state == WORKER_ENDED)
        return false;
    if (signal == SIGNAL_CONT)
        set_stopped(worker, false);
    if (signal == SIGNAL_KILL)
        return true;
    if (signal == SIGNAL_STOP) {
        set_stopped(worker, !is_top(worker));
        return false;
    }
    if ((worker->handling.ignored | worker->handling.shielded) & bit)
        return false;
    if (worker->handling.caught & bit) {
        catch (worker, bit);
        return false;
    }
    if (signal_action(signal) == SIGNAL_STOPS)
        set_stopped(worker, !is_top(worker));
    return signal_action(signal) == SIGNAL_ENDS;
}

static bool is_meant(const struct worker *worker, const struct worker *from, int id)
{
    if (worker->state == WORKER_ENDED || (id > 0 ? worker->process.id : -worker->group->id) != id)
        return false;
    const char *pod = worker->process.pod, *own = from ? from->process.pod : pod;
    return id < 0 || !pod || !own ? pod == own : text_equal(pod, own);
}

bool signal_send(struct machine *machine, struct worker *from, int id, int signal)
{
    bool found = false, suicide = false;
    if (id == 0)
        id = -from->group->id;
    unsigned round = ++machine->round;
    struct worker *worker = machine->workers;
    while (worker) {
        if (worker->round == round || !is_meant(worker, from, id)) {
            worker = worker->next;
            continue;
        }
        worker->round = round;
        found = true;
        if (signal && deliver(worker, signal)) {
            if (worker == machine->running)
                suicide = true;
            else
                worker_kill(worker, 128 + signal, signal);
        }
        worker = machine->workers; /* a death may change the list */
    }
    if (suicide || (machine->running && machine->running->doomed))
        process_die(&machine->running->process, suicide ? signal : machine->running->doomed);
    if (machine->running && machine->running->stopped)
        worker_yield(machine->running);
    return found;
}

void signal_kill_younger(struct machine *machine, int id)
{
    struct worker *worker = machine->workers;
    while (worker) {
        bool kill = worker->process.id > id && worker->state != WORKER_ENDED && !is_top(worker);
        if (kill)
            worker_kill(worker, 128 + SIGNAL_KILL, SIGNAL_KILL);
        worker = kill ? machine->workers : worker->next;
    }
}

void signal_enforce_limits(struct worker *worker)
{
    const struct process_group *group = worker->group;
    const struct terminal *terminal = worker->terminal;
    if (!terminal || group == terminal->shell->group || (terminal->foreground && group->id == terminal->group))
        return;
    int64_t earned = instant_since(worker->machine->clock, group->born).nanoseconds / 10000;
    if ((int64_t)group->steps > earned + LIMIT_JOB_STEPS)
        signal_send(worker->machine, worker, -group->id, SIGNAL_CPU);
    if (group->refused > LIMIT_REFUSED_FORKS) {
        struct stream *screen = terminal->stream;
        screen->show(screen->context, SLICE("ambit: killed a job that forks without end (limit REFUSED_FORKS)\n"));
        signal_send(worker->machine, worker, -group->id, SIGNAL_KILL);
    }
    if (group->shown > LIMIT_OUTPUT_BYTES)
        signal_send(worker->machine, worker, -group->id, SIGNAL_FILE_SIZE);
}
