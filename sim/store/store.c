#include "store/store.h"

#include <string.h>
#include <unistd.h>

#include "base/check.h"
#include "store/inside.h"

/* schema.sql, and a NUL. */
__asm__(".section .rodata\n"
        ".global schema_text\n"
        "schema_text:\n"
        ".incbin \"sim/store/schema.sql\"\n"
        ".byte 0\n"
        ".previous");

struct store *store_open(const char *path, const char **problem)
{
    struct store *store = memory_allocate(sizeof *store);
    struct buffer said = {0};
    store->lock_file = -1;
    store->path = memory_text(slice_of(path));
    bool good = connection_open_writer(&store->connection, path, &said) == TROUBLE_NONE;
    if (good && writer_start(store)) {
        buffer_release(&said);
        return store;
    }
    *problem = memory_text(slice_of(good ? "there is no thread for it" : buffer_text(&said)));
    buffer_release(&said);
    connection_close(&store->connection);
    memory_free(store->path);
    memory_free(store);
    return NULL;
}

void store_close(struct store *store)
{
    if (!store)
        return;
    if (!writer_stop(store))
        return; /* its thread hangs in the disk with all of it, until the process ends */
    connection_close(&store->connection);
    if (store->lock_file >= 0)
        close(store->lock_file);
    while (store->sessions) {
        struct store_session *next = store->sessions->next;
        memory_free(store->sessions->name);
        memory_free(store->sessions);
        store->sessions = next;
    }
    memory_free(store->path);
    memory_free(store);
}

const char *store_problem(struct store *store, struct arena *arena)
{
    pthread_mutex_lock(&store->mutex);
    const char *problem = store->problem ? arena_text(arena, store->problem) : NULL;
    pthread_mutex_unlock(&store->mutex);
    return problem;
}

/* The handle that an earlier opening of it had, or a new one. */
static struct store_session *find_handle(struct store *store, const char *name)
{
    struct store_session *session = store->sessions;
    while (session && !text_equal(session->name, name))
        session = session->next;
    if (session)
        return session;
    session = memory_allocate(sizeof *session);
    *session = (struct store_session){.next = store->sessions, .store = store, .name = memory_text(slice_of(name))};
    store->sessions = session;
    return session;
}

struct store_session *store_go_on(struct store *store, const char *name, const char **problem)
{
    struct store_session *session = NULL;
    pthread_mutex_lock(&store->mutex);
    if (lock_take(store, name, problem)) {
        session = find_handle(store, name);
        session->held = true;
    }
    pthread_mutex_unlock(&store->mutex);
    return session;
}

/* --- rows --- */

static struct cell number_cell(int64_t integer)
{
    return (struct cell){.type = CELL_INTEGER, .integer = integer};
}

static struct cell text_cell(const char *text)
{
    return (struct cell){.type = CELL_TEXT, .bytes = slice_of(text)};
}

enum { HASH_DIGITS = 32 };

/* As the journal writes it. */
static struct cell hash_cell(char digits[HASH_DIGITS], struct hash hash)
{
    for (int i = 0; i < HASH_DIGITS; i++) {
        uint64_t half = i < HASH_DIGITS / 2 ? hash.high : hash.low;
        digits[i] = "0123456789abcdef"[half >> (60 - 4 * (i % (HASH_DIGITS / 2))) & 15];
    }
    return (struct cell){.type = CELL_TEXT, .bytes = {digits, HASH_DIGITS}};
}

#define APPEND(session, table, ...)                                                                            \
    writer_append((session)->store, session, table, (const struct cell[]){__VA_ARGS__},                                          \
                  sizeof((const struct cell[]){__VA_ARGS__}) / sizeof(struct cell))

struct store_session *store_begin(struct store *store, const struct store_beginning *beginning,
                                  const char **problem)
{
    struct store_session *session = store_go_on(store, beginning->name, problem);
    if (session) {
        APPEND(session, TABLE_SESSION, text_cell(beginning->name), text_cell(beginning->scenario),
               text_cell(beginning->source), text_cell(beginning->hash), text_cell(beginning->release),
               text_cell(beginning->learner), number_cell(beginning->start.nanoseconds),
               number_cell((int64_t)beginning->seed), number_cell(beginning->wall));
        store_opened(session, 0, beginning->release, beginning->wall);
    }
    return session;
}

uint64_t store_opened(struct store_session *session, int64_t number, const char *release, int64_t wall)
{
    return APPEND(session, TABLE_OPENING, number_cell(number), text_cell(release), number_cell(wall));
}

void store_leave(struct store_session *session, int64_t number, int64_t wall)
{
    uint64_t ticket = APPEND(session, TABLE_ENDING, number_cell(number), number_cell(wall));
    store_wait(session->store, ticket);
    pthread_mutex_lock(&session->store->mutex);
    lock_give(session->store, session->name);
    session->held = false;
    pthread_mutex_unlock(&session->store->mutex);
}

uint64_t store_append_task(struct store_session *session, const struct store_task *task)
{
    return APPEND(session, TABLE_TASK, number_cell(task->position), text_cell(task->id), text_cell(task->title),
                  number_cell(task->points), number_cell(task->optional));
}

uint64_t store_append_input(struct store_session *session, const struct store_input *input)
{
    return APPEND(session, TABLE_INPUT, number_cell(input->number), number_cell(input->at.nanoseconds),
                  text_cell(input->terminal), text_cell(input->kind),
                  {.type = CELL_BLOB, .bytes = input->bytes}, number_cell(input->wall));
}

uint64_t store_append_outcome(struct store_session *session, const struct store_outcome *outcome)
{
    char world[HASH_DIGITS], shown[HASH_DIGITS];
    return APPEND(session, TABLE_OUTCOME, number_cell(outcome->number), number_cell(outcome->at.nanoseconds),
                  hash_cell(world, outcome->world), hash_cell(shown, outcome->shown));
}

uint64_t store_append_fact(struct store_session *session, const struct store_fact *fact)
{
    return APPEND(session, TABLE_FACT, number_cell(fact->number), number_cell(fact->at.nanoseconds),
                  text_cell(fact->kind), text_cell(fact->what));
}

uint64_t store_append_learner(struct store *store, const struct store_learner *learner)
{
    const struct cell cells[] = {text_cell(learner->learner), text_cell(learner->class), text_cell(learner->name),
                                 number_cell(learner->wall)};
    return writer_append(store, NULL, TABLE_LEARNER, cells, sizeof cells / sizeof *cells);
}

uint64_t store_append_said(struct store *store, const struct store_said *said)
{
    const struct cell cells[] = {text_cell(said->session), text_cell(said->class), text_cell(said->kind), text_cell(said->what),
                                 number_cell(said->wall)};
    return writer_append(store, NULL, TABLE_SAID, cells, sizeof cells / sizeof *cells);
}
