/* The machine from the inside: shared by the files of this folder only. */
#ifndef AMBIT_MACHINE_RECORD_H
#define AMBIT_MACHINE_RECORD_H

#include "base/coroutine.h"
#include "machine/machine.h"
#include "shell/host.h"
#include "shell/stream.h"
#include "traffic/flow.h"

/* What a process must give back however it ends. */
struct owned {
    void (*release)(void *thing);
    void *thing;
};

enum worker_state { WORKER_RUNNABLE, WORKER_WAITING, WORKER_ENDED };

/* A process as the machine knows it. The public part comes first, so that a struct process * is one of these.
 */
struct worker {
    struct process process;
    struct machine *machine;
    struct worker *next;   /* in order of birth */
    struct worker *parent; /* NULL: nobody waits for it, it is freed when it ends */
    struct coroutine *coroutine;
    struct arena arena;
    struct spawn spawn;
    struct terminal *terminal;
    enum worker_state state;
    bool interrupted;
    int status;
    unsigned ticks; /* since it last yielded */
    /* waiting for */
    bool (*ready)(const void *context);
    const void *ready_context;
    struct instant deadline;
    unsigned wait_flags;
    bool was_ready;
    struct owned *owned;
    size_t owned_count, owned_capacity;
};

struct terminal {
    struct terminal *next;
    struct machine *machine;
    char *name;
    struct stream *stream;
    struct worker *foreground; /* NULL: idle */
    char *line;                /* what it runs; heap */
    char *line_name;
    int status;
    bool exiting;
    bool settle; /* between the commands of its line */
    bool ended;     /* its foreground has, and the sitting does not know yet */
    uint64_t ticks; /* of the foreground command */
};

/* One end of a connection, a process's. The host comes first: connection_local reads it. */
struct connection {
    const struct host *host;
    struct machine *machine;
    struct worker *worker;
    struct connection *next;
    struct flow flow;
    struct buffer inbox;
    bool ended, reset;
    struct instant timer; /* INSTANT_NEVER: none */
};

struct machine {
    const struct world *world;
    struct instant clock;
    struct machine_sitting sitting;
    struct coroutine_pool *stacks;
    struct worker *workers;
    struct worker *running;
    struct terminal *terminals;
    struct connection *connections;
    struct draft draft; /* open while [editing] */
    bool editing;
    struct arena draft_arena;
    int next_id;
    int last_run; /* the process that ran last: turns go by birth */
    bool hostile;
    unsigned quantum; /* ticks before a process lets others run */
    /* the compiled configuration and the maps it was compiled from */
    const struct configuration *configuration;
    struct arena configuration_arena;
    struct map compiled_applied, compiled_programmed;
};

/* machine.c */
void machine_trace(struct machine *machine, const char *format, ...) __attribute__((format(printf, 2, 3)));
void machine_replace_world(struct machine *machine, struct world *world); /* takes it over */
const struct configuration *machine_configuration(struct machine *machine);
/* Ends an open draft: the cluster answers, the world is replaced, connections are asserted. */
void machine_finish_draft(struct machine *machine);

/* worker.c */
extern const struct host machine_host;
struct worker *worker_new(struct machine *machine, struct worker *parent, const struct spawn *spawn);
void worker_kill(struct worker *worker, int status);
void worker_free(struct worker *worker);
bool worker_run_one(struct machine *machine); /* the next in turn, up to its next yield; false: none can run */
void worker_interrupt(struct worker *worker);

/* network.c */
struct connection *network_open(struct machine *machine, struct worker *worker, const char *client,
                                const char *address, int port, bool own);
size_t network_count(const struct machine *machine);
void network_close(struct connection *connection); /* frees it */
void network_send(struct connection *connection, struct slice bytes);
void network_fire(struct machine *machine); /* timers that are due */
struct instant network_next(const struct machine *machine);
void network_check(struct machine *machine); /* assert open flows again */

#endif
