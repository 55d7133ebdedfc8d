/* Sessions that are kept: every table of SQLite that ambit has (schema.c), and the only folder that knows
 * SQLite.
 *
 * What happens in a session is *appended*: its inputs before they run, their outcomes after, facts as they come
 * true. Nothing is ever changed or taken away, and the database refuses to. An append puts the row into a queue
 * and returns; one thread writes the queue, in order, as one transaction for all that came within
 * LIMIT_COMMIT_MILLISECONDS.
 *
 * store_wait is the acknowledgement: when it says true, everything up to that ticket is on the disk, behind an
 * fsync, and neither `kill -9` nor a power failure takes it back. What nobody waits for is written without an
 * fsync: a program that is killed has lost nothing of it, and the next fsync covers it (so keys in an editor
 * cost none).
 *
 * When the disk does not take a row (locked, full, gone, or no answer within LIMIT_SILENT_MILLISECONDS), the lab goes on. The rows stay in the queue, and each
 * wait tries again: when it succeeds, everything that happened meanwhile is saved too.
 *
 * Instants of a session (`at`) are virtual. Those of the wall (`wall`, milliseconds since 1970) come from the
 * caller; nothing of a session depends on them. */
#ifndef AMBIT_STORE_STORE_H
#define AMBIT_STORE_STORE_H

#include "base/instant.h"
#include "data/value.h"

struct store;         /* a database that is written; any thread may begin sessions, append and wait */
struct store_session; /* one session of it, that this process has open */
struct store_reader;  /* a connection that only reads; it belongs to one thread */

/* Makes the database when there is none; its folder must be there. NULL: *problem is one line, heap text. */
struct store *store_open(const char *path, const char **problem);
void store_close(struct store *store); /* writes what is still queued; ends its sessions. NULL is nothing */
/* Why what was appended last is not saved, in the arena; NULL: it is, or will be with the next commit. */
const char *store_problem(struct store *store, struct arena *arena);

/* --- writing --- */

struct store_beginning {
    const char *name;     /* what a person calls the session; no other has it */
    const char *scenario; /* slug */
    const char *source;   /* path of the challenge; "": built in */
    const char *hash;     /* of the challenge's files */
    const char *release;  /* of ambit */
    const char *learner;  /* pseudonym */
    struct instant start;
    uint64_t seed;
    int64_t wall;
};

/* A session is open in one process only, by a lock that ends with the process. NULL: it is open elsewhere, or
 * *problem (heap text) says why this cannot be known. Handles live as long as the store. */
struct store_session *store_begin(struct store *store, const struct store_beginning *beginning,
                                  const char **problem);
/* One that is there, with [number] inputs. Read its journal after this call, not before. */
struct store_session *store_go_on(struct store *store, const char *name, const char **problem);
uint64_t store_opened(struct store_session *session, int64_t number, const char *release, int64_t wall);
void store_leave(struct store_session *session, int64_t number, int64_t wall); /* gives the lock back, too */

struct store_task {
    int64_t position; /* from 1 */
    const char *id, *title;
    int64_t points;
    bool optional;
};
struct store_input {
    int64_t number; /* from 1 */
    struct instant at;
    const char *terminal, *kind;
    struct slice bytes;
    int64_t wall;
};
struct store_outcome {
    int64_t number; /* of the input it is of */
    struct instant at;
    struct hash world, shown;
};
struct store_fact {
    int64_t number; /* of the input behind which it became true */
    struct instant at;
    const char *kind, *what;
};

struct store_learner {
    const char *learner; /* pseudonym */
    const char *class, *name;
    int64_t wall;
};
/* Between the instructor of a class and the learner of a session. */
struct store_said {
    const char *session, *class;
    const char *kind, *what; /* "hint" and its text; "offer" and how it stands now */
    int64_t wall;
};

/* All that is given is copied. Each gives a ticket for store_wait. */
uint64_t store_append_task(struct store_session *session, const struct store_task *task);
uint64_t store_append_input(struct store_session *session, const struct store_input *input);
uint64_t store_append_outcome(struct store_session *session, const struct store_outcome *outcome);
uint64_t store_append_learner(struct store *store, const struct store_learner *learner);
uint64_t store_append_said(struct store *store, const struct store_said *said);
uint64_t store_append_fact(struct store_session *session, const struct store_fact *fact);

/* Until everything up to [ticket] is on the disk; false: it is not, and store_problem says why. */
bool store_wait(struct store *store, uint64_t ticket);
/* The same for who has other things to do: asks for it, and says how far it is. */
enum store_state { STORE_PENDING, STORE_SAVED, STORE_FAILED };
enum store_state store_ask(struct store *store, uint64_t ticket);

/* --- reading --- */

/* NULL and no *problem: there is no database yet. NULL and *problem (heap text): it cannot be read. */
struct store_reader *store_reader_open(const char *path, const char **problem);
void store_reader_close(struct store_reader *reader);

/* {session, scenario, source, learner, done, tasks, opened} of each, the one opened last first: what a choice needs,
 * without reading the journals. NULL: *problem is in the arena. */
const struct value *store_choices(struct store_reader *reader, struct arena *arena, const char **problem);
/* The rows of the view `sessions`, in the same order. NULL: *problem is in the arena. */
const struct value *store_sessions(struct store_reader *reader, struct arena *arena, const char **problem);
/* The rows of the view `tasks` that belong to the session of this name. */
const struct value *store_tasks(struct store_reader *reader, const char *name, struct arena *arena,
                                const char **problem);
/* {learner, class, name, joined} of who joined this class, in that order. */
const struct value *store_learners(struct store_reader *reader, const char *class, struct arena *arena,
                                   const char **problem);
/* {session, kind, what, wall} of what was said in this class, in that order. */
const struct value *store_said(struct store_reader *reader, const char *class, struct arena *arena, const char **problem);
/* What replay_begin takes (sim.h, "the journal"), and more of the session: {name, source, hash, release,
 * learner}, of each input the release that recorded it, and {unfinished}: what was not run to its end, as
 * inputs are, and is not among them. NULL: no such session, or *problem (in the arena) says what is wrong with
 * it. */
const struct value *store_journal(struct store_reader *reader, const char *name, struct arena *arena,
                                  const char **problem);

#endif
