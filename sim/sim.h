/* A sitting: one learner, one challenge, one machine. Everything a front end needs, and nothing else of sim/.
 *
 * A session is a fold over its inputs: each is {instant, terminal, kind, bytes}; the same inputs give the same
 * world and the same bytes on the terminal, on every machine. Advancing the clock is not an input. */
#ifndef AMBIT_SIM_H
#define AMBIT_SIM_H

#include "base/buffer.h"
#include "data/value.h"
#include "scenario/scenario.h"

struct session;

enum input_kind {
    INPUT_LINE,      /* one complete command line of a script, a document, a test */
    INPUT_TYPED,     /* one typed at a prompt: history is expanded in it, and remembers it */
    INPUT_BYTES, /* input for the program in the foreground: lines, or keys where session_raw says so */
    INPUT_END,   /* end of input (Ctrl-D) for it; with none, for the shell: it ends as `exit` would have it */
    INPUT_INTERRUPT, /* Ctrl-C */
    INPUT_SUSPEND,   /* Ctrl-Z */
    INPUT_KILL,      /* ends a command that takes no notice of Ctrl-C */
    INPUT_SETTLE,    /* the line that runs lets the cluster become quiet between its commands */
    INPUT_RESIZE,    /* "COLUMNS ROWS": the terminal has a screen of this size (without it: a batch run) */
    INPUT_UNDO,      /* "N" */
    INPUT_REDO,
    INPUT_RESET,
    INPUT_HINT,
    INPUT_FAULT, /* "TASK": what breaks once it is done (session_check_step) */
    /* Files of the learner's machine, from an editor outside of the terminal: each is a step of the time line, undone
     * like a command. What is refused ("problem" of session_ask says why) changes nothing. Paths are absolute, below
     * /root or the directory that the terminals begin in. */
    INPUT_FILE,      /* PATH, NUL, the bytes: is written, made where it is not there */
    INPUT_REMOVE,    /* PATH: a directory goes with all that is in it */
    INPUT_RENAME,    /* FROM, NUL, TO: nothing may stand there */
    INPUT_DIRECTORY, /* PATH: is made */
};

/* The scenario is borrowed. [start] and [seed] are the session's only other inputs. NULL and *problem (heap
 * text). */
struct session *session_new(const struct scenario *scenario, struct instant start, uint64_t seed,
                            const char **problem);
void session_free(struct session *session);
const struct world *session_world(const struct session *session); /* borrowed until the session moves */

void session_input(struct session *session, enum input_kind kind, const char *terminal, struct slice bytes);

/* Time. The engine never waits: advance to an instant, or ask when something happens next (see machine.h). */
struct instant session_now(const struct session *session);
void session_advance(struct session *session, struct instant until);
struct instant session_next(const struct session *session, bool *follow);
bool session_busy(const struct session *session, const char *terminal);
/* A full-screen program has the terminal: every key, Ctrl-C, Ctrl-D and Ctrl-Z too, is INPUT_BYTES as it comes,
 * with no echo, and what the terminal shows is ECMA-48 on its alternate screen. It ends when the program does.
 */
bool session_raw(const struct session *session, const char *terminal);
/* What was typed for a command that ended without taking it: keys for the prompt. The next line drops it. */
struct slice session_unread(const struct session *session, const char *terminal);
/* To the end of the foreground command, jumping; with [settle] then on until the cluster is quiet. */
void session_finish(struct session *session, const char *terminal, bool settle);

/* What has been shown since the last call (borrowed until the next call into the session). */
struct slice session_output(struct session *session, const char *terminal);
int session_status(const struct session *session, const char *terminal);
bool session_exiting(const struct session *session, const char *terminal); /* `exit` was run there */
const char *session_prompt(const struct session *session, const char *terminal, struct arena *arena);

/* The general question. Paths: "tasks" (array of {id, title, points, optional, verdict, message, recorded: done at some
 * time}; runs the checks), "task/INDEX" (one of them), "look/INDEX" (the same with its account, and nothing is put on record), "record" (the same without verdicts: runs nothing), "starting" (array of texts: what is not ready yet), "complete LINE" (candidates for the end of LINE:
 * {from, words}), "history" (commands, oldest first), "census/TERMINAL" (what lives in
 * the machine: {processes, connections, listeners, terminal}; for tests), "jobs/TERMINAL" (array of {number, state, text}),
 * "typed/TERMINAL" (the command that history has last), "suggestion" (text for the next prompt, not run; given once),
 * "moving" (the slug that `lab next` goes on to, once it was typed),
 * "mesh" (namespaces, workloads, services, flows: session/picture.c), "requests" (the learner's own, oldest first:
 * traffic/hop.h), "timeline" (every command that changed something: {number, line, at, present, changes: [{kind,
 * namespace, name, what}], flips: [{request, before, after}]}),
 * "changed" (a text: what differs in objects and files since the last command began, a line each),
 * "filled TEXT" (a text of the lesson with this learner's variables), "world/ROOT/KEY", "hash", "journal", "facts" (of the
 * journal).
 * "request/ID" (one of the requests, whose hops say more: bytes (that were seen there, on the way to the app; "" when they
 * are not known any more, for they are kept of the last few requests), reads (does this hop read them, or pass them on
 * unread?), answer (of the app), manifest: {policy, text (its YAML as it is now), line, lines (that decided or came
 * closest, from 1)}; and returned: the bytes that the client got).
 * Of files: "files" (array of {path, directory, size}, a directory before what is in it, at most 1,000), "file PATH" (its
 * bytes), "problem" (a text: why the last file input was refused; "": it was not), "validate PATH\nTEXT" (what `kubectl
 * apply` would say of it there now: array of {line, column, severity, message}, counted from 1, severity "error" or
 * "warning"; of what is no YAML or JSON, none), "what-if PATH\nTEXT" (the same as problems, and what would
 * come of applying it: changes and flips as a point of "timeline" has them), "fields LINE COLUMN\nTEXT" (what could stand at that place of a
 * manifest: {from, to, words: [{word, kind, detail}]}, columns from 1, in bytes; kind "field", "value", "kind" or
 * "version"). NULL: no such thing. */
const struct value *session_ask(struct session *session, const char *path, struct arena *arena);

/* --- the journal ---
 * What "journal" gives: {format, scenario, start, seed, inputs: [{at, kind, terminal, bytes, outcome: {at, world,
 * shown}}], facts: [{input, at, kind, what}], end}. Instants are nanoseconds, hashes 32 hexadecimal digits, inputs
 * count from 1. An outcome comes when the prompt has returned, or just before the next input; its hashes are of the
 * world and of all that was shown so far, but for what lab says, whose words may change. Facts are the record: what
 * was so and is never undone. Their kinds: "done TASK" (its check passed), "hint TASK LEVEL", "solution TASK",
 * "skip TASK", "goto TASK", "undo N", "redo N", "reset". */

/* Who keeps a session is told of everything as it happens. All is borrowed for the call. */
struct keeper {
    void *context;
    void (*input)(void *context, size_t number, struct instant at, const char *kind, const char *terminal,
                  struct slice bytes); /* it is about to run */
    void (*outcome)(void *context, size_t number, struct instant at, struct hash world, struct hash shown);
    void (*fact)(void *context, size_t number, struct instant at, const char *kind, const char *what);
    bool (*saved)(void *context); /* for `lab status`: does the disk take what is told? */
};
void session_keep(struct session *session, const struct keeper *keeper); /* borrowed; NULL: nobody */

/* A journal that is run again, an entry at a time: inputs in order, and behind each its facts. A plain value; the
 * session is the caller's from the beginning on (NULL: *problem, heap text). */
/* Who looks on: NULL members are allowed. */
struct replay_watch {
    void *context;
    void (*begins)(void *context, const struct value *input); /* the clock stands where it came */
    void (*passed)(void *context);                            /* something may have been shown */
};
struct replay {
    struct session *session;
    const struct value *journal, *inputs, *facts; /* borrowed; the latter two are in it */
    size_t input, fact;                           /* entries begun */
    bool open;                   /* the last input has not come to its outcome */
    const struct replay_watch *watch; /* borrowed; NULL: nobody */
    bool doubtful;               /* what the journal says was done is put on record by replay_believe only */
    uint64_t most_steps;         /* of the machine's processes, about; 0: no limit */
    bool spent;                  /* that was not enough: what was to be run next is left out, and this is the end */
    /* Number of the first input whose outcome is not what the journal says; 0: none so far. */
    size_t world_differs, shown_differs;
};
enum replay_entry { REPLAY_END, REPLAY_INPUT, REPLAY_FACT };
struct replay replay_begin(const struct scenario *scenario, const struct value *journal, const char **problem);
/* After an input the session stands at its outcome's instant; at a fact's, the fact is on record again and *entry says
 * which. An input of an unknown kind is passed over, and differs. */
enum replay_entry replay_step(struct replay *replay, const struct value **entry);
void replay_believe(struct replay *replay, const struct value *fact);
void replay_finish(struct replay *replay); /* behind the last entry: the clock goes on to where the journal ends */

/* What an entry of inputs is called in a list of steps: the command, "lab undo 1", "save /root/x.yaml" (in the arena);
 * NULL: it is none (keys, a window's size...). */
const char *session_input_title(const struct value *input, struct arena *arena);

/* All of it; NULL and *problem when it does not begin as it says. */
struct session *session_replay(const struct scenario *scenario, const struct value *journal,
                               const char **problem);

/* --- checks by themselves ---
 * After each prompt the open tasks are checked, one a call, in the time the front end has to spare: true, call again.
 * *done: a task that was found done, and is on record now; SIZE_MAX: none. The next input makes an end to it. */
bool session_check_step(struct session *session, size_t *done);
/* For who has no checks made: only those of tasks that something waits for to break. True: it breaks, from now on. */
bool session_break(struct session *session);

/* What `lab next` goes on to (borrowed); NULL, as at first: nothing. That it was typed is forgotten. */
void session_offer_next(struct session *session, const char *slug);

/* For tests: see machine_set_hostile. */
void session_set_hostile(struct session *session);

/* Prints each step of the machine (instant, process, event, commit) to [line]. */
void session_trace(struct session *session, void (*line)(void *context, const char *text), void *context);

/* Programs of the simulation that need a process of their own start this one again, with such words; main() asks here
 * before it does anything else. True: it was one, and *status is what to end with. */
bool sim_is_worker(int count, char *const *words, int *status);

#endif
