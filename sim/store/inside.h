/* What the files of this folder share beyond the connection. */
#ifndef AMBIT_STORE_INSIDE_H
#define AMBIT_STORE_INSIDE_H

#include <pthread.h>
#include <time.h>

#include "store/connection.h"
#include "store/store.h"

enum table {
    TABLE_SESSION,
    TABLE_TASK,
    TABLE_OPENING,
    TABLE_INPUT,
    TABLE_OUTCOME,
    TABLE_FACT,
    TABLE_ENDING,
    TABLE_LEARNER, /* of no session, as the next */
    TABLE_SAID,
    TABLES
};

struct store_session {
    struct store_session *next;
    struct store *store;
    char *name;
    bool held; /* its lock is ours */
    /* Known, and used, by the writer only. */
    int64_t id, opening;
};

/* A row on its way to the disk; one block. */
struct cell {
    enum { CELL_INTEGER, CELL_TEXT, CELL_BLOB } type;
    int64_t integer;
    struct slice bytes; /* in the row's own block */
};
enum { MOST_CELLS = 9 };
struct row {
    struct row *next;
    struct store_session *session; /* NULL: of none */
    enum table table;
    size_t size; /* of the block */
    size_t count;
    struct cell cells[MOST_CELLS];
};

struct store {
    struct connection connection; /* the writer's, once it runs */
    char *path;
    int lock_file; /* -1: there is none yet */
    struct store_session *sessions;
    sqlite3_stmt *inserts[TABLES], *find;
    bool synchronous; /* the next commit ends with an fsync */
    pthread_t writer;

    pthread_mutex_t mutex; /* for all below */
    pthread_cond_t work, done;
    struct row *first, **last; /* the queue */
    size_t bytes;              /* in it */
    uint64_t appended, saved;  /* tickets: given last; known to be on the disk */
    uint64_t wanted;           /* somebody waits for this one */
    uint64_t failed;           /* an attempt to save this one has failed */
    struct timespec awaited_since; /* somebody waits from then on, monotonic; {0}: nobody does */
    int64_t patience;              /* milliseconds: LIMIT_SILENT_MILLISECONDS, less in a test */
    bool closing, stopped, given_up;
    char *problem; /* heap; NULL: all is well */
};

/* writer.c */
bool writer_start(struct store *store);
/* When what is queued is written, or cannot be. False: the disk does not answer, and what is the writer's must stay. */
bool writer_stop(struct store *store);
uint64_t writer_append(struct store *store, struct store_session *session, enum table table, const struct cell *cells,
                       size_t count);

/* lock.c: a session's lock, as a byte of a file beside the database. False: another process has it, or *problem
 * (heap text) says why there are no locks. */
bool lock_take(struct store *store, const char *name, const char **problem);
void lock_give(struct store *store, const char *name);

#endif
