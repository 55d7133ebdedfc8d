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
    bool settle;    /* between the commands of its line */
    bool ended;     /* its foreground has, and the sitting does not know yet */
    uint64_t ticks; /* of the foreground command */
};

/* One end of a connection, a process's. The host comes first: connection_local reads it. Either the mesh is at
 * the other end (the flow), or another process of the same machine or pod (the partner). */
struct connection {
    const struct host *host;
    struct machine *machine;
    struct worker *worker;
    struct connection *next;
    struct flow flow; /* with a partner: only the names of the two ends */
    bool local;
    struct connection *partner; /* NULL: it has closed its end */
    struct listener *backlog;   /* nobody has accepted it yet */
    struct buffer inbox;
    bool ended, reset;
    bool half_closed;     /* the process will send nothing more */
    struct instant timer; /* INSTANT_NEVER: none */
};

/* A socket that listens. */
struct listener {
    const struct host *host;
    struct machine *machine;
    struct worker *worker;
    struct listener *next;
    char *address, *pod; /* heap; pod NULL: the learner's machine */
    int port;
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
    struct listener *listeners;
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
bool worker_wait(struct process *process, bool (*ready)(const void *), const void *context,
                 struct instant deadline, unsigned flags);
void worker_tick(struct process *process);

/* network.c */
const char *trace_key(struct arena *arena, int64_t id); /* in WORLD_TRACES */
int network_port(struct machine *machine); /* a port for a client's end */
struct connection *network_new(struct machine *machine, struct worker *worker, const char *client,
                               const char *address, int port, int client_port);
struct connection *network_open(struct machine *machine, struct worker *worker, const char *client,
                                const char *address, int port, bool own);
/* As the node opens it, over the loopback of [pod]. */
struct connection *network_open_inside(struct machine *machine, struct worker *worker, const char *pod,
                                       int port);
size_t network_count(const struct machine *machine);
/* The open ones, as process_connections says. */
const struct value *network_list(const struct machine *machine, struct arena *arena);
void network_close(struct connection *connection); /* frees it */
void network_send(struct connection *connection, struct slice bytes);
void network_send_end(struct connection *connection);
void network_fire(struct machine *machine); /* timers that are due */
struct instant network_next(const struct machine *machine);
void network_check(struct machine *machine); /* assert open flows again */

/* socket.c: the network as a process sees it (shell/process.h) */
const struct value *socket_connections(struct process *process);
const struct value *socket_resolve(struct process *process, const char *name);
struct connection *socket_connect(struct process *process, const char *address, int port,
                                  struct instant deadline, const char **problem);
struct connection *socket_connect_inside(struct process *process, const char *pod, int port,
                                         const char **problem);
const char *socket_local(const struct connection *connection, int *port);
const char *socket_peer(const struct connection *connection, int *port);
void socket_send(struct process *process, struct connection *connection, struct slice bytes);
void socket_send_end(struct process *process, struct connection *connection);
enum receive socket_receive(struct process *process, struct connection *connection, struct buffer *into,
                            struct instant deadline);
void socket_disconnect(struct process *process, struct connection *connection);
struct listener *socket_listen(struct process *process, const char *address, int port, const char **problem);
int socket_port(const struct listener *listener);
struct connection *socket_accept(struct process *process, struct listener *listener, struct instant deadline);
void socket_unlisten(struct process *process, struct listener *listener);
int socket_poll(struct process *process, const struct poll *polls, size_t count, struct instant deadline);
void socket_close_all(struct worker *worker); /* what the process leaves open */

#endif
