/* The machine from the inside: shared by the files of this folder only. */
#ifndef AMBIT_MACHINE_RECORD_H
#define AMBIT_MACHINE_RECORD_H

#include "base/coroutine.h"
#include "data/parsed.h"
#include "machine/machine.h"
#include "shell/host.h"
#include "shell/stream.h"
#include "traffic/flow.h"

/* What a process must give back however it ends. */
struct owned {
    void (*release)(void *thing);
    void *thing;
};

enum { OWNED_FEW = 8 }; /* nearly no process has more */

enum worker_state { WORKER_RUNNABLE, WORKER_WAITING, WORKER_IDLE, WORKER_ENDED };

/* Processes that a signal reaches together: a shell's job with all its descendants, or a shell itself. It is
 * also what limits are counted for, because they outlive the process that began them. */
struct process_group {
    unsigned count; /* members */
    int id;         /* of the process that began it */
    struct instant born;
    uint64_t steps;   /* of all of them, ever */
    uint64_t shown;   /* bytes on a terminal */
    uint64_t refused; /* forks, for there were too many processes */
};

/* A process as the machine knows it. The public part comes first, so that a struct process * is one of these.
 */
struct worker {
    struct process process;
    struct machine *machine;
    struct worker *next;   /* in order of birth */
    struct worker *parent; /* NULL: nobody waits for it, it is freed when it ends */
    struct process_group *group;
    struct coroutine *coroutine; /* NULL: an idle shell has no stack */
    struct arena arena;
    struct {
        int (*run)(struct process *process, int count, char *const *words);
        int count;
        char *const *words;
        void *context;
        bool background;
    } spawn; /* what stays of how it was begun (struct spawn) */
    struct terminal *terminal;
    enum worker_state state;
    bool stopped;
    int doomed;         /* the signal that ends it as soon as it may be ended; 0: none */
    int status, signal; /* when it has ended */
    uint64_t inherited; /* signals, a bit for each: ignored from birth on */
    struct handling handling;
    uint64_t pending;
    unsigned round; /* of delivery, the last that reached it */
    struct instant started;
    uint64_t steps;
    unsigned ticks; /* since it last yielded */
    /* waiting for */
    bool (*ready)(const void *context);
    const void *ready_context;
    struct instant deadline;
    unsigned wait_flags;
    bool stirred; /* a child has ended, stopped or gone on since [ready] was asked last */
    bool was_ready;
    struct owned *owned; /* heap, unless the first few */
    size_t owned_count, owned_capacity;
    struct owned few[OWNED_FEW];
};

struct terminal {
    struct terminal *next;
    struct machine *machine;
    char *name;
    struct stream *stream;
    struct worker *shell;      /* stays from line to line, with its jobs and descriptors; NULL: none yet */
    struct worker *foreground; /* the shell while it runs a line; NULL: idle */
    int group;                 /* that Ctrl-C reaches and that may read */
    char *line;                /* what it runs; heap */
    char *line_name;
    int status;
    bool exiting;
    bool settle;                 /* between the commands of its line */
    bool leaving;                /* its end of input has come: the shell ends as `exit` would have it */
    bool ended;                  /* its foreground has, and the sitting does not know yet */
    uint64_t ticks, other_ticks; /* of the foreground command, and of background jobs meanwhile */
};

/* The bytes of one of the sitting's own requests (tap.c). */
enum tap_stream { TAP_SENT, TAP_UPSTREAM, TAP_ANSWER, TAP_RETURNED, TAP_STREAMS };
struct tap {
    struct tap *next;
    struct instant at; /* of its trace, once [traced] */
    bool traced;
    struct buffer streams[TAP_STREAMS];
    size_t left_out[TAP_STREAMS]; /* bytes */
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
    struct tap *tap; /* NULL: nobody will ask for its bytes */
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

/* A shell that a container's processes begin with (process_made_shell). */
struct made_shell {
    struct shell_origin origin; /* all owned */
    struct shell *shell;        /* NULL: none yet */
};
enum { MADE_SHELLS = 4 };

/* What a command along $PATH was found to be (program_of_words). It is that while the files are the same, and in a
 * container the objects, too. */
struct found {
    char *name, *path, *pod, *container; /* heap; of the learner's machine, pod and container are "" */
    const struct program *program;       /* NULL: nothing is kept here */
};
enum { FOUND = 8 };

struct machine {
    /* The world without what the ledger has yet to say. Its objects, events and files are always the present
     * ones; machine_cluster and machine_present say which is meant. */
    const struct world *settled;
    struct ledger ledger;
    struct instant clock;
    uint64_t steps; /* of all processes, ever */
    struct machine_sitting sitting;
    struct worker *workers;
    struct worker *running;
    struct terminal *terminals;
    struct tap *taps, *spare_tap; /* of the last requests, the newest first; and one to use again, or NULL */
    struct connection *connections, *spare;
    size_t spare_count;
    struct arena step_arena; /* empty between steps */
    struct listener *listeners;
    struct draft draft; /* open while [editing] */
    bool editing;
    struct arena draft_arena;
    int next_id;
    unsigned round; /* of delivering a signal */
    int last_run;   /* the process that ran last: turns go by birth */
    bool hostile;
    unsigned quantum;                          /* ticks before a process lets others run */
    const struct configuration *configuration; /* NULL: not yet compiled */
    bool compiled;                             /* from the present world */
    struct instant next_event;                 /* of the cluster, in the present world, if [next_known] */
    bool next_known;
    struct calendar date;      /* of the second in which it was asked for last */
    struct instant dated;      /* the beginning of that second */
    bool faults, faults_known; /* there is an app with a fault in the present world */
    struct parsed_texts *texts, own_texts;  /* the sitting's, or its own */
    struct shell_models *models, own_models; /* the same */
    struct made_shell made[MADE_SHELLS]; /* the last ones */
    size_t made_next;
    struct found found[FOUND]; /* the last ones */
    size_t found_next;
    struct map found_files, found_objects; /* counted */
};

/* machine.c */
void machine_trace(struct machine *machine, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* The present world, with everything in it; both are borrowed until the machine moves. */
const struct world *machine_present(struct machine *machine);
/* The same for who asks for objects and pending events only, which no request changes. */
static inline const struct world *machine_cluster(const struct machine *machine)
{
    return machine->settled;
}
/* A draft of the cluster as it is, to be abandoned. */
struct draft *machine_look(struct machine *machine, struct arena *arena);
/* Ends an open draft: the cluster answers, the world is replaced, connections are asserted. */
void machine_finish_draft(struct machine *machine);

/* worker.c */
extern const struct host machine_host;
void made_shell_release(struct made_shell *made);
/* NULL: too many processes. */
struct worker *worker_new(struct machine *machine, struct worker *parent, const struct spawn *spawn);
struct worker *worker_find(const struct machine *machine, int id); /* NULL: there is none */
/* The shell of a terminal: idle between lines, without a stack. It ends with its machine only. */
struct worker *worker_new_shell(struct machine *machine, struct terminal *terminal);
/* Gives an idle shell a line to run, with the state that it begins with (taken over). */
void worker_begin_line(struct worker *worker, struct shell *shell,
                       int (*run)(struct process *process, int count, char *const *words));
void worker_kill(struct worker *worker, int status, int signal); /* a terminal's shell: its line ends */
void worker_drop(struct worker *worker);                         /* its machine ends */
void worker_free(struct worker *worker);
bool worker_run_one(struct machine *machine); /* the next in turn, up to its next yield; false: none can run */
bool worker_wait(struct process *process, bool (*ready)(const void *), const void *context,
                 struct instant deadline, unsigned flags);
bool worker_is_ready(const struct worker *worker); /* what it waits for has come */
void worker_stir(struct worker *worker);           /* its state has changed, which its parent may wait for */
void worker_tick(struct process *process);
void worker_yield(struct worker *worker);

/* signal.c */
/* To the process numbered [id], to the group -[id], or with 0 to the own; false: none there. [from]: within the
 * same machine or container as this one, which may be among those that die; NULL: the terminal. */
bool signal_send(struct machine *machine, struct worker *from, int id, int signal);
/* Ends all processes born after the one numbered [id], but no terminal's shell. */
void signal_kill_younger(struct machine *machine, int id);
void signal_enforce_limits(struct worker *worker); /* of the group of the one that runs */
struct process_group *group_new(struct machine *machine, int id);
struct process_group *group_find(const struct machine *machine, int id);
void group_unref(struct process_group *group);

/* processes.c: the calls of struct host about other processes */
struct worker *worker_of(const struct process *process);
void host_reap(struct process *parent, int id);
struct child host_child(const struct process *parent, int id);
void host_orphan(struct process *parent, int id);
void host_set_background(struct process *parent, int id, bool background);
const struct program *host_found(struct process *process, const char *name, const char *path);
void host_keep_found(struct process *process, const char *name, const char *path, const struct program *program);
void found_release(struct machine *machine);
const struct value *host_list(struct process *process);
bool host_signal(struct process *process, int id, int signal);
void host_handle(struct process *process, struct handling handling);
int host_next_signal(struct process *process);
void host_foreground(struct process *process, int group);
void host_become(struct process *process, int count, char *const *words);
void host_await_turn(struct process *process);

/* network.c */
int network_port(struct machine *machine); /* a port for a client's end */
/* From [client], a pod's key (data NULL: the learner's machine), to [address]; both are copied. */
struct connection *network_new(struct machine *machine, struct worker *worker, struct slice client,
                               struct slice address, int port, int client_port);
struct connection *network_open(struct machine *machine, struct worker *worker, struct slice client,
                                struct slice address, int port, bool own);
/* As the node opens it, over the loopback of [pod]. */
struct connection *network_open_inside(struct machine *machine, struct worker *worker, const char *pod,
                                       int port);
void network_release(struct machine *machine); /* closes all */
void network_rest(struct machine *machine);    /* gives back what is kept for the next connection */
size_t network_count(const struct machine *machine);
/* The open ones, as process_connections says. */
const struct value *network_list(const struct machine *machine, struct arena *arena);
void network_close(struct connection *connection); /* frees it */
void network_send(struct connection *connection, struct slice bytes);
void network_send_end(struct connection *connection);
void network_fire(struct machine *machine); /* timers that are due */
struct instant network_next(const struct machine *machine);
void network_check(struct machine *machine); /* assert open flows again */

/* tap.c */
bool tap_begin(struct connection *connection, struct flow_watch *watch); /* false: nobody listens */
void tap_add(struct connection *connection, enum tap_stream stream, struct slice bytes);
void tap_end(struct connection *connection); /* behind a step: a request that was traced is kept */
void tap_release(struct tap *tap);
void taps_release(struct machine *machine);

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
