/* Sittings that are saved: where the database is, and what becomes of a sitting when it takes nothing. */
#ifndef AMBIT_FACE_KEEP_H
#define AMBIT_FACE_KEEP_H

#include "sim.h"
#include "store/store.h"

/* The database of one `ambit open`, and the session of it that is open. All zero: nothing is saved. */
struct keep {
    struct arena arena;
    /* Is told why something is not saved, or cannot be read; set before keep_open. NULL: a line on stderr. */
    void (*tell)(const struct keep *keep, const char *why);
    const char *path;              /* NULL: there is no place for it */
    const struct value *sessions;  /* what there was when it was opened (store.h); NULL: it cannot be read */
    struct store *store;           /* NULL: not written */
    struct store_session *session; /* NULL: this sitting is not saved */
    const char *name;              /* of the session; NULL: it has none */
    const char *learner;           /* its pseudonym; NULL: the one that is usual here */
    bool shared;                   /* the store is another keep's */
    struct keeper keeper;
    size_t inputs;
    uint64_t ticket; /* for all that was appended */
    char *told;      /* heap; why it is not saved, as it was said last */
};

/* [file] NULL: $XDG_DATA_HOME/ambit/ambit.db. Whatever is wrong with it is said once, in one line on stderr or as keep->tell
 * has it, and the sitting goes on unsaved. To look, with the rows of the view `sessions`; to write, with those of
 * store_choices: then it is made where it is not there. */
enum keep_purpose { KEEP_LOOK, KEEP_WRITE };
void keep_open(struct keep *keep, const char *file, enum keep_purpose purpose);
void keep_close(struct keep *keep); /* commits what is left */
/* For one session more of the database that [whole] has open, which outlives this; for a learner of this pseudonym. The
 * session that begins gets the [name], where one is given. All texts are borrowed. */
void keep_share(struct keep *keep, const struct keep *whole, const char *learner, const char *name);

int64_t keep_wall(void); /* milliseconds since 1970 */

/* The row of [sessions] with this name; of the challenge's that was opened last. NULL: none. */
const struct value *keep_session(const struct keep *keep, const char *name);
const struct value *keep_newest(const struct keep *keep, const char *scenario, const char *source);

/* A session begins: what is told of [session] from now on is saved. False: it is not, as was said. */
bool keep_begin(struct keep *keep, struct session *session, const struct scenario *scenario, const char *source,
                struct instant start, uint64_t seed);

enum keep_taken { KEEP_TAKEN, KEEP_ELSEWHERE, KEEP_UNSAVED };
/* Nobody else may open this session until keep_leave. */
enum keep_taken keep_take(struct keep *keep, const char *name);
/* Who has joined a class: {learner, class, name, joined} each; NULL: nothing is saved. */
const struct value *keep_learners(struct keep *keep, const char *class);
void keep_learner(struct keep *keep, const char *learner, const char *class, const char *name); /* one more */
/* What its instructor and learners said to each other, oldest first: {session, kind, what} each (store.h). It is on the disk when
 * keep_say returns. */
const struct value *keep_said(struct keep *keep, const char *class);
void keep_say(struct keep *keep, const char *session, const char *class, const char *kind, const char *what);
/* NULL: said on stderr. In the keep's arena. */
const struct value *keep_journal(struct keep *keep, const char *name);
/* The session that was taken goes on behind its [inputs] first. */
void keep_go_on(struct keep *keep, struct session *session, size_t inputs);
void keep_leave(struct keep *keep); /* the session may be opened by others */

/* Everything up to now is on the disk when this returns, or the sitting is unsaved. A change is told in one
 * line, in the arena; NULL: none. */
const char *keep_settle(struct keep *keep, struct arena *arena);
bool keep_saved(const struct keep *keep); /* as keep_settle left it */
bool keep_pending(struct keep *keep);     /* the disk is at it: keep_settle would wait */

bool keep_finished(const struct value *session); /* every task that must be is done; NULL is not */
/* "3 of 5 tasks, 12 min", and the time from a wall's instant as RFC 3339 writes it: "2h". */
const char *keep_progress(struct arena *arena, const struct value *session);
const char *keep_age(struct arena *arena, const char *instant);

#endif
