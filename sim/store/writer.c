/* The thread that writes, and the queue before it. */
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <time.h>

#include "base/check.h"
#include "base/limits.h"
#include "store/inside.h"

/* ?1 is the session, ?2 its opening, the rest are the row's cells. */
static const char *const insert_texts[TABLES] = {
    [TABLE_SESSION] =
        "INSERT INTO session (name, scenario, source, hash, release, learner, start, seed, created) "
        "VALUES (?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
    [TABLE_TASK] = "INSERT INTO task (session, position, name, title, points, optional) "
                   "VALUES (?1, ?3, ?4, ?5, ?6, ?7)",
    [TABLE_OPENING] = "INSERT INTO opening (session, number, release, wall) VALUES (?1, ?3, ?4, ?5)",
    [TABLE_INPUT] = "INSERT INTO input (session, opening, number, at, terminal, kind, bytes, wall) "
                    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    [TABLE_OUTCOME] = "INSERT INTO outcome (session, opening, number, at, world, shown) "
                      "VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    [TABLE_FACT] =
        "INSERT INTO fact (session, opening, number, at, kind, what) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    [TABLE_LEARNER] = "INSERT INTO learner (learner, class, name, joined) VALUES (?3, ?4, ?5, ?6)",
    [TABLE_SAID] = "INSERT INTO said (session, class, kind, what, wall) VALUES (?3, ?4, ?5, ?6, ?7)",
    [TABLE_ENDING] = "INSERT INTO ending (session, opening, number, wall) VALUES (?1, ?2, ?3, ?4)",
};

static const struct sqlite_library *sqlite_of(struct store *store)
{
    return &store->connection.sqlite;
}

/* --- what the writer does with the rows it took --- */

static void bind(struct store *store, sqlite3_stmt *insert, const struct row *row)
{
    const struct sqlite_library *sqlite = sqlite_of(store);
    if (row->session) {
        sqlite->sqlite3_bind_int64(insert, 1, row->session->id);
        sqlite->sqlite3_bind_int64(insert, 2, row->session->opening);
    }
    for (size_t i = 0; i < row->count; i++) {
        const struct cell *cell = &row->cells[i];
        int at = (int)i + 3;
        if (cell->type == CELL_INTEGER)
            sqlite->sqlite3_bind_int64(insert, at, cell->integer);
        else if (cell->type == CELL_TEXT)
            sqlite->sqlite3_bind_text(insert, at, cell->bytes.data, (int)cell->bytes.length, SQLITE_STATIC);
        else
            sqlite->sqlite3_bind_blob(insert, at, cell->bytes.data, (int)cell->bytes.length, SQLITE_STATIC);
    }
}

static int prepare(struct store *store, const char *text, sqlite3_stmt **statement)
{
    return *statement
               ? SQLITE_OK
               : sqlite_of(store)->sqlite3_prepare_v2(store->connection.database, text, -1, statement, NULL);
}

static int step(struct store *store, sqlite3_stmt *statement)
{
    sqlite_of(store)->sqlite3_step(statement);
    return sqlite_of(store)->sqlite3_reset(statement); /* the same code, and a row of SELECT is none */
}

/* A session that another process began is known by its name. */
static int find_session(struct store *store, struct store_session *session)
{
    const struct sqlite_library *sqlite = sqlite_of(store);
    int code = prepare(store, "SELECT id FROM session WHERE name = ?1", &store->find);
    if (code != SQLITE_OK)
        return code;
    sqlite->sqlite3_bind_text(store->find, 1, session->name, -1, SQLITE_STATIC);
    if (sqlite->sqlite3_step(store->find) == SQLITE_ROW)
        session->id = sqlite->sqlite3_column_int64(store->find, 0);
    return sqlite->sqlite3_reset(store->find);
}

static int write_row(struct store *store, const struct row *row)
{
    sqlite3_stmt **insert = &store->inserts[row->table];
    bool known = !row->session || row->session->id || row->table == TABLE_SESSION;
    int code = known ? SQLITE_OK : find_session(store, row->session);
    if (code == SQLITE_OK)
        code = prepare(store, insert_texts[row->table], insert);
    if (code != SQLITE_OK)
        return code;
    bind(store, *insert, row);
    code = step(store, *insert);
    if (code == SQLITE_OK && row->table == TABLE_SESSION)
        row->session->id = sqlite_of(store)->sqlite3_last_insert_rowid(store->connection.database);
    if (code == SQLITE_OK && row->table == TABLE_OPENING)
        row->session->opening = sqlite_of(store)->sqlite3_last_insert_rowid(store->connection.database);
    return code;
}

/* An fsync at the end of each commit, or none: what nobody waits for is safe from a kill without one. */
static int choose_synchronous(struct store *store, bool wanted)
{
    if (store->synchronous == wanted)
        return SQLITE_OK;
    store->synchronous = wanted;
    return connection_execute(&store->connection,
                              wanted ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
}

static int write_rows(struct store *store, const struct row *row, bool synchronous)
{
    int code = choose_synchronous(store, synchronous);
    if (code == SQLITE_OK)
        code = connection_execute(&store->connection, "BEGIN IMMEDIATE");
    for (; row && code == SQLITE_OK; row = row->next)
        code = write_row(store, row);
    if (code == SQLITE_OK)
        code = connection_execute(&store->connection, "COMMIT");
    return code;
}

/* What was written before without an fsync. */
static int synchronize(struct store *store)
{
    sqlite3_file *log = NULL;
    sqlite_of(store)->sqlite3_file_control(store->connection.database, "main", SQLITE_FCNTL_JOURNAL_POINTER,
                                           &log);
    return log && log->pMethods ? log->pMethods->xSync(log, SQLITE_SYNC_NORMAL) : SQLITE_OK;
}

/* A file that was moved away takes what is written, and nobody will find it. */
static bool has_moved(struct store *store)
{
    int moved = 0;
    sqlite_of(store)->sqlite3_file_control(store->connection.database, "main", SQLITE_FCNTL_HAS_MOVED, &moved);
    return moved != 0;
}

/* The words are kept as they are when it fails: rolling back changes what SQLite says of itself. */
static enum trouble attempt(struct store *store, const struct row *rows, bool synchronous, struct buffer *said)
{
    int code = rows ? write_rows(store, rows, synchronous) : synchronize(store);
    enum trouble trouble = TROUBLE_NONE;
    if (code != SQLITE_OK)
        trouble = connection_trouble(&store->connection, code, store->path, said);
    if (!sqlite_of(store)->sqlite3_get_autocommit(store->connection.database))
        connection_execute(&store->connection, "ROLLBACK");
    if (trouble == TROUBLE_NONE && has_moved(store)) {
        buffer_format(said, "%s: it was moved or deleted", store->path);
        trouble = TROUBLE_LASTING;
    }
    return trouble;
}

/* --- the queue --- */

static void free_rows(struct row *row)
{
    while (row) {
        struct row *next = row->next;
        memory_free(row);
        row = next;
    }
}

static void set_problem(struct store *store, const char *text)
{
    memory_free(store->problem);
    store->problem = NULL;
    if (!text)
        return;
    store->problem = memory_allocate(strlen(text) + 1);
    memcpy(store->problem, text, strlen(text));
}

static void give_up(struct store *store)
{
    store->given_up = true;
    free_rows(store->first);
    store->first = NULL;
    store->last = &store->first;
    store->bytes = 0;
}

static struct timespec later(struct timespec from, int64_t milliseconds)
{
    from.tv_sec += milliseconds / 1000;
    from.tv_nsec += milliseconds % 1000 * 1000000L;
    from.tv_sec += from.tv_nsec / 1000000000;
    from.tv_nsec %= 1000000000;
    return from;
}

static struct timespec now(void)
{
    struct timespec at;
    clock_gettime(CLOCK_MONOTONIC, &at);
    return at;
}

static bool is_awaited(const struct store *store)
{
    return !store->given_up && store->wanted > store->saved && store->wanted > store->failed;
}

/* Until somebody waits for a commit, or the window in which more rows may come has ended. While it fails, only
 * who waits makes it try again. */
static void await_work(struct store *store)
{
    bool began = false;
    struct timespec end = {0};
    while (!store->closing && !is_awaited(store)) {
        if (!store->first || store->problem) {
            pthread_cond_wait(&store->work, &store->mutex);
            continue;
        }
        if (!began) {
            began = true;
            end = later(now(), LIMIT_COMMIT_MILLISECONDS);
        }
        if (pthread_cond_timedwait(&store->work, &store->mutex, &end) == ETIMEDOUT)
            return;
    }
}

static void note_result(struct store *store, enum trouble trouble, uint64_t through, bool synchronous,
                        const char *said)
{
    set_problem(store, trouble == TROUBLE_NONE ? NULL : said);
    if (trouble == TROUBLE_NONE && synchronous)
        store->saved = through;
    else if (trouble != TROUBLE_NONE)
        store->failed = through;
    if (trouble == TROUBLE_LASTING)
        give_up(store);
    store->awaited_since = is_awaited(store) ? now() : (struct timespec){0};
    pthread_cond_broadcast(&store->done);
}

/* One commit for all rows that are there. */
static void save_queue(struct store *store)
{
    enum { AGAIN_MILLISECONDS = 50 };
    struct row *rows = store->first;
    struct row **last = store->last;
    uint64_t through = store->appended;
    size_t bytes = store->bytes;
    bool synchronous = store->wanted > store->saved || store->closing;
    sqlite_of(store)->sqlite3_busy_timeout(store->connection.database,
                                           store->problem ? AGAIN_MILLISECONDS : LIMIT_LOCKED_MILLISECONDS);
    store->first = NULL;
    store->last = &store->first;
    struct buffer said = {0};
    pthread_mutex_unlock(&store->mutex);
    enum trouble trouble = attempt(store, rows, synchronous, &said);
    pthread_mutex_lock(&store->mutex);
    if (trouble == TROUBLE_NONE) {
        free_rows(rows);
        store->bytes -= store->given_up ? 0 : bytes;
    } else if (rows) { /* back to the front of what has come meanwhile */
        *last = store->first;
        if (!store->first)
            store->last = last;
        store->first = rows;
    }
    note_result(store, trouble, through, synchronous, buffer_text(&said));
    buffer_release(&said);
}

static void *write_on(void *context)
{
    struct store *store = context;
    pthread_mutex_lock(&store->mutex);
    for (bool last = false; !last;) {
        await_work(store);
        last = store->closing; /* what came while the rows before it were saved needs another round */
        if (!store->given_up && (store->first || store->wanted > store->saved))
            save_queue(store);
    }
    store->stopped = true;
    pthread_cond_broadcast(&store->done);
    pthread_mutex_unlock(&store->mutex);
    return NULL;
}

bool writer_start(struct store *store)
{
    pthread_condattr_t monotonic;
    sigset_t all, before;
    store->last = &store->first;
    store->synchronous = true;
    store->patience = LIMIT_SILENT_MILLISECONDS;
    pthread_mutex_init(&store->mutex, NULL);
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_cond_init(&store->work, &monotonic);
    pthread_cond_init(&store->done, &monotonic);
    pthread_condattr_destroy(&monotonic);
    /* Signals are the business of the thread that has the terminal. */
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    bool started = pthread_create(&store->writer, NULL, write_on, store) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return started;
}

bool writer_stop(struct store *store)
{
    pthread_mutex_lock(&store->mutex);
    struct timespec end = later(now(), store->patience);
    store->closing = true;
    pthread_cond_signal(&store->work);
    while (!store->stopped && pthread_cond_timedwait(&store->done, &store->mutex, &end) != ETIMEDOUT)
        ;
    bool stopped = store->stopped;
    pthread_mutex_unlock(&store->mutex);
    if (!stopped) {
        pthread_detach(store->writer);
        return false;
    }
    pthread_join(store->writer, NULL);
    for (int i = 0; i < TABLES; i++)
        sqlite_of(store)->sqlite3_finalize(store->inserts[i]);
    sqlite_of(store)->sqlite3_finalize(store->find);
    give_up(store);
    set_problem(store, NULL);
    pthread_cond_destroy(&store->work);
    pthread_cond_destroy(&store->done);
    pthread_mutex_destroy(&store->mutex);
    return true;
}

static struct row *new_row(struct store_session *session, enum table table, const struct cell *cells,
                           size_t count)
{
    check(count <= MOST_CELLS);
    size_t size = sizeof(struct row);
    for (size_t i = 0; i < count; i++)
        size += cells[i].bytes.length + 1;
    struct row *row = memory_allocate(size);
    char *end = (char *)(row + 1);
    *row = (struct row){.session = session, .table = table, .size = size, .count = count};
    for (size_t i = 0; i < count; i++) {
        row->cells[i] = cells[i];
        if (cells[i].bytes.length)
            memcpy(end, cells[i].bytes.data, cells[i].bytes.length);
        row->cells[i].bytes.data = end; /* not NULL, which would be SQL's */
        end += cells[i].bytes.length + 1;
    }
    return row;
}

uint64_t writer_append(struct store *store, struct store_session *session, enum table table,
                       const struct cell *cells, size_t count)
{
    struct row *row = new_row(session, table, cells, count);
    pthread_mutex_lock(&store->mutex);
    uint64_t ticket = ++store->appended;
    if (!store->given_up && store->problem && store->bytes + row->size > LIMIT_UNSAVED_BYTES)
        give_up(store);
    if (store->given_up) {
        memory_free(row);
    } else {
        *store->last = row;
        store->last = &row->next;
        store->bytes += row->size;
        pthread_cond_signal(&store->work);
    }
    pthread_mutex_unlock(&store->mutex);
    return ticket;
}

/* Somebody waits for this ticket from now on, if nobody did. */
static void want(struct store *store, uint64_t ticket)
{
    bool awaited = is_awaited(store);
    if (store->wanted < ticket)
        store->wanted = ticket;
    if (!awaited && is_awaited(store) && !store->awaited_since.tv_sec)
        store->awaited_since = now();
    pthread_cond_signal(&store->work);
}

static bool is_settled(const struct store *store, uint64_t ticket)
{
    return store->saved >= ticket || store->failed >= ticket || store->given_up;
}

/* The disk was asked long ago and says neither yes nor no. The writer is still there, and so is what it writes.
 */
static void note_silence(struct store *store, uint64_t ticket)
{
    struct buffer said = {0};
    store->failed = ticket;
    buffer_format(&said, "%s: the disk does not answer", store->path);
    set_problem(store, buffer_text(&said));
    buffer_release(&said);
}

bool store_wait(struct store *store, uint64_t ticket)
{
    pthread_mutex_lock(&store->mutex);
    want(store, ticket);
    while (!is_settled(store, ticket)) {
        struct timespec end = later(store->awaited_since, store->patience);
        if (pthread_cond_timedwait(&store->done, &store->mutex, &end) == ETIMEDOUT &&
            !is_settled(store, ticket))
            note_silence(store, ticket);
    }
    bool saved = store->saved >= ticket;
    pthread_mutex_unlock(&store->mutex);
    return saved;
}

enum store_state store_ask(struct store *store, uint64_t ticket)
{
    pthread_mutex_lock(&store->mutex);
    want(store, ticket);
    struct timespec end = later(store->awaited_since, store->patience), at = now();
    bool late = at.tv_sec > end.tv_sec || (at.tv_sec == end.tv_sec && at.tv_nsec >= end.tv_nsec);
    if (late && !is_settled(store, ticket))
        note_silence(store, ticket);
    enum store_state state = store->saved >= ticket      ? STORE_SAVED
                             : is_settled(store, ticket) ? STORE_FAILED
                                                         : STORE_PENDING;
    pthread_mutex_unlock(&store->mutex);
    return state;
}
