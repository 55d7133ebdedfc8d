/* A machine: one current world, its processes, its open connections and its clock. The only mutable thing.
 * A fork is a new machine on a world: it has no processes, no connections, and no sitting (lab does not work
 * there).
 *
 * Nothing here waits or jumps by itself: machine_advance and machine_next are all there is; who calls owns the
 * pace. */
#ifndef AMBIT_MACHINE_MACHINE_H
#define AMBIT_MACHINE_MACHINE_H

#include "shell/shell.h"
#include "world/world.h"

struct machine;

/* What a sitting gives to its machine; NULL members are allowed. */
struct machine_sitting {
    void *context;
    int (*lab)(void *context, struct process *process, int count, char *const *words);
    /* Every byte shown on a terminal, as it is written. */
    void (*shown)(void *context, const char *terminal, struct slice bytes);
    void (*trace)(void *context, const char *line); /* --trace: each step */
    /* A command line has ended: its prompt returns. The world may be swapped here. */
    void (*ended)(void *context, const char *terminal);
    /* machine_finish is about to interrupt what will not end by itself, and [why]; or, with NULL, to end the
     * command that took no notice of that. */
    void (*gave_up)(void *context, const char *terminal, const char *why);
    /* What sittings which begin alike have read, and begin shells with; NULL: the machine keeps its own. */
    struct parsed_texts *texts;
    struct shell_models *models;
};

struct machine *machine_new(const struct world *world, const struct machine_sitting *sitting);
/* Without a sitting, on a world like that of [parent] (NULL: of nobody), whose configuration serves it as long as it
 * holds. */
struct machine *machine_fork(struct machine *parent, const struct world *world);
void machine_free(struct machine *machine);
const struct world *machine_world(const struct machine *machine); /* borrowed until the machine moves */
/* The same for who asks for objects and files only: what requests have left behind since may be missing, and it costs nothing. */
const struct world *machine_objects(const struct machine *machine);
struct shell_models *machine_models(struct machine *machine);
struct instant machine_now(const struct machine *machine);
struct hash machine_hash(const struct machine *machine); /* of its world */
/* From now on each step is told; NULL: no more. What is not told is not made into text either. */
void machine_set_trace(struct machine *machine, void (*trace)(void *context, const char *line));
uint64_t machine_steps(const struct machine *machine); /* that its processes have made, ever */

/* What the data plane is programmed with now; borrowed until the machine moves. */
struct configuration;
const struct configuration *machine_configuration(struct machine *machine);

/* Processes are numbered by birth: the youngest so far, and an end to all that are younger, but no shell. */
int machine_youngest(const struct machine *machine);
void machine_kill_younger(struct machine *machine, int id);

/* Swaps the world (undo, redo, reset), between command lines: background processes see the change as somebody
 * else's edit, open connections are asserted against the new configuration, and the clock never goes back. */
void machine_set_world(struct machine *machine, const struct world *world);

/* Edits from outside (setup, api-request, file-write): one draft; the cluster's answers follow at once. */
struct draft *machine_begin(struct machine *machine, struct arena *arena);
void machine_commit(struct machine *machine);
void machine_abandon(struct machine *machine);

/* Files of the learner's machine, changed from outside as a program of the terminal's shell would (file.c): quotas and
 * errors are those of a real write. NULL or errno's text, in the arena; then a part of a directory may have been moved
 * or removed. Nothing is moved onto what is there. */
const char *machine_write_file(struct machine *machine, struct arena *arena, const char *terminal, const char *path,
                               struct slice data);
const char *machine_remove_file(struct machine *machine, struct arena *arena, const char *terminal,
                                const char *path); /* a directory with all that is in it */
const char *machine_move_file(struct machine *machine, struct arena *arena, const char *terminal, const char *from,
                              const char *to);
const char *machine_make_directory(struct machine *machine, struct arena *arena, const char *terminal,
                                   const char *path);
const struct value *machine_read_file(struct machine *machine, struct arena *arena,
                                      const char *path); /* a text in the arena; NULL: no file */
/* Adds {path, directory, size} for all that is below the directory, until there are [most] rows. */
void machine_list_files(struct machine *machine, struct arena *arena, const char *path, size_t most,
                        struct value *rows);
/* Absolute, without "." and "..". */
const char *machine_clean_path(struct machine *machine, struct arena *arena, const char *terminal, const char *path);

/* Starts a complete command line in a terminal's foreground. Its output goes to sitting->shown. */
void machine_run(struct machine *machine, const char *terminal, struct slice line, const char *name);
/* A line was typed at the terminal's prompt: *run (in the arena) is what it means once its shell's history is
 * expanded in it, and history has it; false: there is nothing to run (an event that is not there, :p). What is
 * to be said of it is shown. */
bool machine_typed(struct machine *machine, const char *terminal, struct slice line, struct arena *arena,
                   const char **run);
const char *machine_last_typed(const struct machine *machine,
                               const char *terminal); /* that history has; NULL */
/* The end of a terminal's input: its shell ends as `exit` would have it, its EXIT trap is run. */
void machine_leave(struct machine *machine, const char *terminal);
/* The jobs of its shell: an array of {number, state ("running", "stopped", "done"), text}, in the arena. */
const struct value *machine_jobs(const struct machine *machine, const char *terminal, struct arena *arena);
bool machine_busy(const struct machine *machine, const char *terminal);    /* its foreground is running */
int machine_status(const struct machine *machine, const char *terminal);   /* of its last command */
bool machine_exiting(const struct machine *machine, const char *terminal); /* `exit` was run */
/* The line that runs now lets the cluster become quiet between its commands (process_settle). */
void machine_settle(struct machine *machine, const char *terminal);
/* Ctrl-C; with a reason (not empty) the terminal shows it first, for nobody pressed a key. */
void machine_interrupt(struct machine *machine, const char *terminal, struct slice why);
void machine_suspend(struct machine *machine, const char *terminal); /* Ctrl-Z */
void machine_kill(struct machine *machine, const char *terminal);    /* the foreground, whatever it traps */
void machine_type(struct machine *machine, const char *terminal,
                  struct slice bytes);                                            /* input of the foreground */
void machine_type_end(struct machine *machine, const char *terminal);             /* Ctrl-D */
struct slice machine_unread(const struct machine *machine, const char *terminal); /* typed and not taken */
bool machine_raw(const struct machine *machine, const char *terminal); /* keys, Ctrl-C among them, are input */
/* Says the window's size, and by that that there is a screen: in a batch run nothing draws on one. */
void machine_resize(struct machine *machine, const char *terminal, int columns, int rows);

/* For tests: how much lives: {processes, connections, listeners, terminal (references to its stream)}, in the
 * arena. */
const struct value *machine_census(const struct machine *machine, const char *terminal, struct arena *arena);
/* For tests: processes give way at every tick, a fork is made and dropped after every commit of theirs, and
 * what the network does goes into the world after every step of a connection. What a terminal shows must stay
 * the same. */
void machine_set_hostile(struct machine *machine);

/* Runs everything that happens before [until], and the clock to it. */
void machine_advance(struct machine *machine, struct instant until);

/* The bytes of the sitting's own request whose record says [at]: {sent (by the client), upstream (by a waypoint to the
 * app; "": there is none), answer (of the app), returned (to the client)}, in the arena; NULL: they are not known any
 * more. */
const struct value *machine_bytes(const struct machine *machine, struct arena *arena, const char *at);

/* How far to advance for something to happen: just behind the next event, or behind now for a runnable process;
 * INSTANT_NEVER when nothing will. *follow: everybody
 * who waits is a watcher (WAIT_FOLLOW), so a front end with a person lets the wall lead instead of jumping. */
struct instant machine_next(const struct machine *machine, bool *follow);
bool machine_quiet(const struct machine *machine); /* no runnable process, no pending event but periodic ones */

/* Jumps from instant to instant until the terminal's foreground has ended and then, with [settle], until the
 * cluster is quiet. A foreground that can only wait for ever is interrupted (status 130; said on its stderr).
 */
void machine_finish(struct machine *machine, const char *terminal, bool settle);

/* Jumps until the cluster is quiet, for at most so many seconds of its time. */
void machine_rest(struct machine *machine, int64_t seconds);

/* One HTTP request, as curl would send it. For checks, on forks. */
struct machine_request {
    const char *pod; /* "NAMESPACE/NAME"; NULL: the learner's machine */
    const char *method, *url, *body;
    const struct value *headers; /* an object; NULL: none */
};
struct machine_reply {
    int exit;           /* curl's exit code */
    const char *error;  /* "" or curl's words */
    int status;         /* 0: no HTTP answer */
    struct slice body;  /* decoded */
    struct slice bytes; /* the whole answer */
    bool sent;          /* the request has become the newest of WORLD_TRACES */
};
/* Runs the machine until the answer is there. Everything is in [arena]. */
struct machine_reply machine_send(struct machine *machine, struct arena *arena,
                                  const struct machine_request *request);
/* The same as an object: {status, body, answer (all of it), error, exit, hops (traffic/hop.h)}. */
const struct value *machine_ask(struct machine *machine, struct arena *arena,
                                const struct machine_request *request);
/* Of such an answer, by their names in small letters; NULL of an empty one. */
const struct value *machine_headers(struct arena *arena, struct slice answer);

/* Runs a command line on a fork and returns {status, output} (both streams, in order), in [arena]. */
const struct value *machine_command(struct machine *machine, struct arena *arena, struct slice line);

#endif
