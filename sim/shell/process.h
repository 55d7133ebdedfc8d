/* What a program sees of the machine it runs in: its streams, the world, time, other processes, the network.
 *
 * A program is a row (shell/program.h) whose run function reads top to bottom and may wait in any call marked
 * WAITS: other processes then run, virtual time passes and the world may change. Rules:
 * - what a program allocates, it allocates in process->arena; memory from elsewhere must be given to
 * process_own, for a killed process does not unwind;
 * - values read from a world are borrowed until the next WAITS; process_hold keeps a world for the process's
 * life;
 * - no draft stays open across a WAITS. */
#ifndef AMBIT_SHELL_PROCESS_H
#define AMBIT_SHELL_PROCESS_H

#include "base/buffer.h"
#include "shell/program.h"
#include "world/world.h"

struct host;
struct shell;
struct stream;
struct connection;
struct listener;
struct configuration;
struct shell_models;

enum { STREAM_IN, STREAM_OUT, STREAM_ERROR, STREAMS = 64 };

struct process {
    const struct host *host;
    struct arena *arena;             /* its own; gone when it ends */
    struct shell *shell;             /* variables, functions, directory (shell/shell.h); its own copy */
    struct stream *streams[STREAMS]; /* file descriptors; NULL: closed */
    int descriptors;                 /* none from here on is open */
    const char *pod;                 /* "NAMESPACE/NAME", or NULL on the learner's own machine */
    const char *container;           /* its container there */
    int id;
    const char *name; /* its first word; NULL: a shell's own child */
};

/* --- streams --- */
/* Up to [size] bytes; 0 at the end of input. WAITS. */
size_t process_read(struct process *process, int descriptor, char *bytes, size_t size);
/* One line with its newline (the last may lack it), taking no byte more from the stream; false at the end.
 * WAITS. */
bool process_read_line(struct process *process, int descriptor, struct slice *line); /* line is in the arena */
/* Everything until the end, in the arena; cut at LIMIT_FILE_BYTES. WAITS. */
struct slice process_read_all(struct process *process, int descriptor);

/* All of [bytes]. A pipe nobody reads any more ends the process, as SIGPIPE does. WAITS. */
void process_write(struct process *process, int descriptor, struct slice bytes);
void process_print(struct process *process, const char *format, ...) __attribute__((format(printf, 2, 3)));
void process_complain(struct process *process, const char *format, ...) __attribute__((format(printf, 2, 3)));

void process_sync(struct process *process); /* brings what was written to open files into the world */
/* The descriptor that a path names: /dev/stdin, /dev/stdout, /dev/stderr, /dev/fd/N; -1: it names none. All
 * calls about files understand such paths; to read one as it comes, read the descriptor. */
int process_descriptor(const char *path);
bool process_is_terminal(const struct process *process, int descriptor);
void process_window(const struct process *process, int *columns, int *rows); /* 80x24 when nobody said */

/* --- the screen: keys instead of lines, and a window that is drawn (ECMA-48) --- */
/* Takes the controlling terminal: keys come as they are pressed, Ctrl-C among them, and its alternate screen is
 * shown. False: there is no screen (a script), or another process has it. Until process_cook or the end of the
 * process, however it ends: then the main screen is back and lines are read again. */
bool process_raw(struct process *process);
bool process_raw_main(struct process *process);         /* the same on the main screen */
bool process_has_screen(const struct process *process); /* process_raw would be true */
void process_cook(struct process *process);
void process_untype(struct process *process,
                    struct slice keys); /* taken too many: they are for the next reader */
void process_draw(struct process *process, struct slice bytes); /* while raw; whatever stdout is */

enum screen_event {
    SCREEN_KEYS,    /* bytes were added to *keys */
    SCREEN_RESIZED, /* columns and rows are new */
    SCREEN_INPUT,   /* the descriptor can be read */
    SCREEN_TIMEOUT, /* the deadline has come */
    SCREEN_HANGUP,  /* no key will come any more */
};
struct screen_wait {
    struct buffer *keys;
    int columns, rows;       /* as last seen; 0 at first */
    int descriptor;          /* also wait for this one; -1: for none */
    struct instant deadline; /* INSTANT_NEVER: none */
};
/* Ctrl-Z while raw: cooks, stops with all of its job, and when it goes on in the foreground has the screen
 * again (false: not any more). The next process_keys says SCREEN_RESIZED. WAITS. */
bool process_suspend(struct process *process, struct screen_wait *wait);
enum screen_event process_keys(struct process *process, struct screen_wait *wait); /* while raw. WAITS. */

/* --- the world --- */
const struct world *process_world(struct process *process);
const struct world *process_hold(struct process *process); /* the present world, until the process ends */
/* The same for who asks for objects and files only, which no request changes; logs, counts and traces may lack in it. */
const struct world *process_cluster(struct process *process);
const struct world *process_hold_cluster(struct process *process);
/* What the data plane has of the present world (traffic/configuration.h), until the process ends. */
const struct configuration *process_configuration(struct process *process);
struct instant process_now(struct process *process);

/* Edits the world as one draft: begin, change, commit (what the cluster does by itself follows at once) or
 * abandon. */
struct draft *process_begin(struct process *process); /* its arena is the process's */
struct draft *process_look(struct process *process);  /* of process_cluster, to be read and abandoned */
void process_commit(struct process *process);
void process_abandon(struct process *process);

/* --- files: "/root/x" on the learner's machine or in the process's container; relative to the shell's
 * directory --- */
const char *process_path(struct process *process, const char *path);      /* absolute, without . and .. */
const char *process_real_path(struct process *process, const char *path); /* and without links */
const char *process_link(struct process *process,
                         const char *path); /* where a symbolic link points to; NULL: it is none */
/* NULL when it cannot be read; then *problem is "No such file or directory", "Is a directory", ... */
const struct value *process_file(struct process *process, const char *path, const char **problem);
struct slice file_data(const struct value *file);
/* What the file's data means, for a file that every command reads: parsed by [parse] once as long as it stays the very same
 * (what is no document, NULL, each time). It lives as long as the process. */
const struct value *process_parsed(struct process *process, const struct value *file,
                                   const struct value *(*parse)(void *context, struct slice text), void *context);
/* What a shell is made from that begins in a container; kept values. */
struct shell_origin {
    const struct value *pod, *service; /* NULL: there is none */
    const char *container;
};
/* The shell that [make] makes of it, once as long as all stay the very same; borrowed until the next WAITS. */
const struct shell *process_made_shell(struct process *process, const struct shell_origin *origin,
                                       struct shell *(*make)(const struct shell_origin *origin,
                                                             struct shell_models *models));
/* Creates or replaces. NULL, or the problem ("Is a directory", "No space left on device", ...). */
const char *process_write_file(struct process *process, const char *path, struct slice data);
const char *process_remove_file(struct process *process, const char *path);
const char *process_make_directory(struct process *process, const char *path);
bool process_is_directory(struct process *process, const char *path);
/* What lstat(2) says. A directory that only its files made has no entry of its own: 0755, as old as its newest
 * file. Everything belongs to root; there are no times of reading, and no links but those of images/host.c. */
struct file_status {
    char type; /* '-', 'd', 'l', 'c' */
    bool directory, device;
    const char *link; /* where a symbolic link points to; NULL: it is none */
    int links;        /* of a directory: two, and one for each directory in it */
    unsigned mode;    /* permission bits */
    int64_t size;
    int64_t inode;
    struct instant modified;
};
/* NULL, or the problem. */
const char *process_status_of(struct process *process, const char *path, struct file_status *status);
const char *process_change_mode(struct process *process, const char *path, unsigned mode);
const char *process_change_time(struct process *process, const char *path, struct instant modified);
/* Names in a directory, sorted, as an array of texts; NULL when it is none. */
const struct value *process_list_directory(struct process *process, const char *path);

/* --- time --- */
enum wait_flags {
    WAIT_FOLLOW = 1,  /* somebody watches: at a prompt the clock follows the wall instead of jumping */
    WAIT_PASSIVE = 2, /* waits for another process only: has no say in how time passes */
    WAIT_LOGS = 4,    /* of process_wait_change: log lines are a change, too */
    WAIT_FILES = 8,   /* and files */
    WAIT_CHILDREN = 16, /* asks for the states of children alone: again only when one of them has changed */
};
void process_sleep(struct process *process, struct duration length); /* WAITS */
/* The time that a program takes to start. It ends with a whole millisecond, so that who ran a few steps before
 * whom does not show in later times. WAITS. */
void process_start(struct process *process, const struct program *program);
/* Between two commands of a line, where the front end asked for it (machine_settle): until the cluster is
 * quiet, as for a reader who looks at each output. Else nothing. WAITS. */
void process_settle(struct process *process);
/* Until the objects are others than at the last call, or [deadline]; false at the deadline. WAITS. */
bool process_wait_change(struct process *process, struct instant deadline, unsigned flags);

/* --- processes --- */
struct spawn {
    int (*run)(struct process *process, int count, char *const *words);
    int count;
    char *const *words;
    void *context;             /* for run: process_context */
    const struct shell *shell; /* copied; NULL: a copy of the parent's */
    struct stream *streams[STREAM_ERROR + 1]; /* the first; referenced, not taken over */
    bool inherits;                            /* the parent's other descriptors */
    uint64_t withheld;                        /* but these, a bit for each */
    const char *pod, *container;              /* inherited when NULL, unless [outside] */
    bool outside;
    bool background; /* outlives its parent; a shell's job */
    bool deaf;       /* ignores Ctrl-C and Ctrl-\\ */
    int group;       /* 0: the parent's; SPAWN_LEADS: a new one; else the number of one to join */
};
enum { SPAWN_LEADS = -1 };
struct process *process_spawn(struct process *parent, const struct spawn *spawn); /* NULL: too many processes */
int process_await(struct process *parent,
                  struct process *child); /* its exit status; the child is gone then. WAITS. */
void *process_context(const struct process *process);
_Noreturn void process_exit(struct process *process, int status);
_Noreturn void process_die(struct process *process, int signal); /* as that signal would have it */
/* This process is another program from here on: its words are what `ps` shows, and no signal is caught. */
void process_become(struct process *process, int count, char *const *words);

/* A child by its number, for those who keep numbers: a shell's jobs. */
struct child {
    enum child_state { CHILD_GONE, CHILD_RUNNING, CHILD_STOPPED, CHILD_ENDED } state;
    int status; /* of an ended one */
    int signal; /* that ended it; 0: it left by itself */
};
struct child process_child(const struct process *parent, int id);
int process_await_id(struct process *parent, int id); /* as process_await. WAITS. */
void process_reap(struct process *parent, int id);    /* an ended child is gone then */
void process_orphan(struct process *parent, int id);  /* nobody asks for its status any more */
/* Makes a child a job (it outlives its parent) or a part of the foreground command. */
void process_set_background(struct process *parent, int id, bool background);
/* Until [ready](context), which asks for the states of children alone, or a signal that this process catches: false.
 * WAITS. */
bool process_wait_children(struct process *process, bool (*ready)(const void *context), const void *context);

/* All processes of this machine or container that have not been reaped, by number: an array of {id, parent,
 * group, state ("R", "S", "T", "Z"), command, seconds (used), started (nanoseconds), terminal}. */
const struct value *process_list(struct process *process);

/* --- signals (shell/signals.h) --- */
/* To the process numbered [id], with [id] < 0 to the group -[id], with 0 to the own; signal 0 only asks. False:
 * none there. */
bool process_signal(struct process *process, int id, int signal);
/* What becomes of signals here, bit N - 1 for signal N; of the others, what they do by default. */
struct handling {
    uint64_t ignored;  /* and by the children, too */
    uint64_t shielded; /* ignored by this process alone */
    uint64_t caught;   /* process_next_signal tells */
};
void process_handle(struct process *process, struct handling handling);
int process_next_signal(struct process *process);  /* a caught one that came; 0: none */
bool process_interrupted(struct process *process); /* a caught Ctrl-C since the last call */
/* The group that the terminal's Ctrl-C and Ctrl-Z reach, and which may read from it; 0: this process's own. */
void process_foreground(struct process *process, int group);

/* The row of a program in this process's $PATH (its container's programs, or the machine's); NULL when not
 * found. */
const struct program *process_find_program(struct process *process, const char *name);

/* [release](thing) is called when the process ends, however it ends; process_disown forgets it uncalled. */
void process_own(struct process *process, void (*release)(void *thing), void *thing);
void process_disown(struct process *process, void *thing);

/* --- pipes and redirections --- */
/* The two ends of a pipe, each with one reference. */
void stream_pipe(struct stream **reading, struct stream **writing);
struct stream *stream_null(void);
/* The other end of `kubectl exec` without -t: all goes to [target], which need not be a terminal for the
 * program. */
struct stream *stream_relay(struct stream *target);
struct stream *stream_bytes(struct slice bytes); /* reads give these bytes (heredocs, files) */
struct stream *stream_capture(void);             /* what is written stays in it: stream_captured */
struct slice stream_captured(const struct stream *stream);
/* Reads or writes a file of the process's machine; writing replaces or appends when the process writes. */
struct stream *stream_to_file(struct process *process, const char *path, bool append, const char **problem);
struct stream *stream_ref(struct stream *stream);
void stream_unref(struct stream *stream);
/* Replaces a descriptor (stream may be NULL: closes it), with the counts of readers and writers kept right. */
void process_set_stream(struct process *process, int descriptor, struct stream *stream);

/* --- the network, from where the process runs --- */
/* Addresses of a host name by /etc/hosts, else by the resolver of the pod or the machine, as an array of texts; empty when there
 * are none. Search domains apply (ndots:5 in a pod). */
const struct value *process_resolve(struct process *process, const char *name);
const struct value *process_ask(struct process *process, const char *name); /* the resolver alone, as nslookup does */

/* Every connection that stands in the cluster now, for who may look into the proxies: an array of {client
 * ("NS/POD"; "": from outside), clientAddress, clientPort, address, port (what was dialled), server ("NS/POD";
 * "": none yet), serverPort, waypoint ("NS/POD" or "")}, in the process's arena. */
const struct value *process_connections(struct process *process);

/* A TCP connection to an IPv4 address. NULL when it fails: *problem is "Connection refused", "Connection timed
 * out", "Network is unreachable". WAITS. */
struct connection *process_connect(struct process *process, const char *address, int port,
                                   struct instant deadline, const char **problem);
const char *connection_local(const struct connection *connection, int *port); /* address; its port in *port */
void process_send(struct process *process, struct connection *connection, struct slice bytes); /* WAITS */
void process_send_end(struct process *process,
                      struct connection *connection); /* the other side may still talk */
enum receive { RECEIVE_DATA, RECEIVE_END, RECEIVE_RESET, RECEIVE_TIMEOUT };
enum receive process_receive(struct process *process, struct connection *connection, struct buffer *into,
                             struct instant deadline); /* WAITS */
void process_disconnect(struct process *process, struct connection *connection);

/* A TCP connection to an app in a pod ("NAMESPACE/NAME") over the pod's own loopback, as a node's kubelet opens
 * it for a port-forward: no ztunnel sees it (P9). NULL: *problem is "Connection refused". */
struct connection *process_connect_inside(struct process *process, const char *pod, int port,
                                          const char **problem);

/* Listens on an address of the process's machine or pod: "127.0.0.1", "::1", or all with "0.0.0.0" and "::".
 * Port 0: one that is free. NULL: *problem is "Address already in use" or "Cannot assign requested address". It
 * is reached from the same machine or pod only. */
struct listener *process_listen(struct process *process, const char *address, int port, const char **problem);
int listener_port(const struct listener *listener);
/* The next connection that somebody opened; NULL at the deadline. WAITS. */
struct connection *process_accept(struct process *process, struct listener *listener, struct instant deadline);
void process_unlisten(struct process *process, struct listener *listener);
const char *connection_peer(const struct connection *connection, int *port); /* the other end's address */

/* One thing that a process may wait for among others; the rest of a row is empty. */
struct poll {
    struct connection *connection; /* bytes, or an end */
    struct listener *listener;     /* somebody to accept */
    struct stream *stream;         /* input, or its end */
    const struct process *child;   /* it has ended */
};
/* The index of the first of them that would not wait; -1 at the deadline. WAITS. */
int process_poll(struct process *process, const struct poll *polls, size_t count, struct instant deadline);

/* --- the sitting: `lab ...`; -1 on a fork, where there is no sitting --- */
int process_lab(struct process *process, int count, char *const *words);

#endif
