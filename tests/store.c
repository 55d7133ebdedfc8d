/* sim/store: what is appended is what is read, in whatever order processes come and go; what the disk refuses
 * is said. In a folder of its own under the system's one for passing files. */
#include <stdio.h>
#include <stdlib.h>
#include <signal.h>
#include <string.h>
#include <pthread.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/check.h"
#include "base/hash.h"
#include "base/limits.h"
#include "store/inside.h"
#include "test.h"

struct place {
    struct arena arena;
    char *folder;
    const char *path;
};

static void place_init(struct place *place)
{
    *place = (struct place){0};
    place->folder = arena_text(&place->arena, "/tmp/ambit-test-XXXXXX");
    check(mkdtemp(place->folder));
    place->path = arena_format(&place->arena, "%s/ambit.db", place->folder);
}

static void place_release(struct place *place)
{
    static const char *const ends[] = {"", "-wal", "-shm", "-open"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        unlink(arena_format(&place->arena, "%s%s", place->path, ends[i]));
    check(rmdir(place->folder) == 0);
    arena_release(&place->arena);
}

static const char *owned_text(struct place *place, const char *problem)
{
    const char *text = arena_text(&place->arena, problem ? problem : "");
    memory_free((void *)(uintptr_t)problem);
    return text;
}

static struct store_session *begin(struct place *place, struct store *store, const char *name)
{
    const char *problem = NULL;
    struct store_beginning beginning = {.name = name,
                                        .scenario = "a-lab",
                                        .source = "",
                                        .hash = "00",
                                        .release = "0.1",
                                        .learner = "somebody",
                                        .start = {1000},
                                        .seed = 7,
                                        .wall = 1};
    struct store_session *session = store_begin(store, &beginning, &problem);
    owned_text(place, problem);
    return session;
}

static struct store *open_store(struct place *place)
{
    const char *problem = NULL;
    struct store *store = store_open(place->path, &problem);
    if (!store)
        printf("%s\n", owned_text(place, problem));
    check(store);
    return store;
}

static uint64_t append(struct store_session *session, int64_t number, struct slice bytes, bool ended)
{
    struct store_input input = {.number = number,
                                .at = {1000 * number},
                                .terminal = "1",
                                .kind = "typed",
                                .bytes = bytes,
                                .wall = number};
    uint64_t ticket = store_append_input(session, &input);
    struct store_outcome outcome = {
        .number = number, .at = {1000 * number + 5}, .world = {1, (uint64_t)number}};
    return ended ? store_append_outcome(session, &outcome) : ticket;
}

static const struct value *journal_of(struct place *place, const char *name, const char **problem)
{
    struct store_reader *reader = store_reader_open(place->path, problem);
    *problem = reader ? NULL : owned_text(place, *problem);
    const struct value *journal = reader ? store_journal(reader, name, &place->arena, problem) : NULL;
    store_reader_close(reader);
    return journal;
}

/* --- a walk: processes that come and go, some in the middle of a command --- */

enum { SESSIONS = 3, LONGEST = 40, OPENINGS = 8 };

struct model {
    const char *texts[LONGEST + OPENINGS];
    size_t finished, unfinished;
};

static const char *compare(struct place *place, const char *name, const struct model *model)
{
    const char *problem;
    const struct value *journal = journal_of(place, name, &problem);
    if (!journal)
        return problem ? problem : "the session is not there";
    const struct value *inputs = value_get(journal, "inputs"), *unfinished = value_get(journal, "unfinished");
    if (value_count(inputs) != model->finished || value_count(unfinished) != model->unfinished)
        return arena_format(&place->arena, "%s: %zu and %zu inputs, not %zu and %zu", name, value_count(inputs),
                            value_count(unfinished), model->finished, model->unfinished);
    for (size_t i = 0; i < model->finished + model->unfinished; i++) {
        const struct value *input =
            i < model->finished ? value_at(inputs, i) : value_at(unfinished, i - model->finished);
        if (!value_says(value_get(input, "bytes"), model->texts[i]))
            return "an input has other bytes";
        if (i < model->finished &&
            value_number(value_find(input, "outcome.at"), 0) != 1000 * (int64_t)(i + 1) + 5)
            return "an outcome is another's";
    }
    return NULL;
}

static void type(struct place *place, struct store_session *session, struct model *model, uint64_t *random,
                 bool ended)
{
    const char *text = arena_format(&place->arena, "command %d", (int)(random_next(random) % 1000));
    model->texts[model->finished] = text;
    append(session, (int64_t)model->finished + 1, slice_of(text), ended);
    model->unfinished = !ended;
    model->finished += ended;
}

static const char *walk_openings(uint64_t seed)
{
    struct place place;
    struct model models[SESSIONS] = {0};
    uint64_t random = seed;
    const char *wrong = NULL, *problem = NULL;
    place_init(&place);
    for (int opening = 0; opening < OPENINGS && !wrong; opening++) {
        struct store *store = open_store(&place);
        struct store_session *sessions[SESSIONS];
        for (int i = 0; i < SESSIONS; i++) {
            const char *name = arena_format(&place.arena, "session-%d", i);
            sessions[i] = opening ? store_go_on(store, name, &problem) : begin(&place, store, name);
            check(sessions[i]);
            if (opening)
                store_opened(sessions[i], (int64_t)models[i].finished, "0.2", opening);
            models[i].unfinished = 0;
        }
        for (uint64_t steps = random_next(&random) % 12; steps; steps--) {
            size_t i = random_next(&random) % SESSIONS;
            if (!models[i].unfinished && models[i].finished + 1 < LONGEST)
                type(&place, sessions[i], &models[i], &random, random_next(&random) % 4 != 0);
        }
        store_close(store); /* without store_leave: as a kill does */
        for (int i = 0; i < SESSIONS && !wrong; i++)
            wrong = compare(&place, arena_format(&place.arena, "session-%d", i), &models[i]);
    }
    if (wrong)
        printf("%s\n", wrong);
    place_release(&place);
    return wrong ? "what is read is not what was appended" : NULL;
}

/* --- one thing each: NULL, or what does not hold (in the place's arena) --- */

static const char *keeps_bytes(struct place *place)
{
    static const char bytes[] = "a\0b\xff\n";
    const char *problem;
    struct store *store = open_store(place);
    struct store_session *session = begin(place, store, "x");
    bool saved = store_wait(store, append(session, 1, (struct slice){bytes, 5}, true));
    const struct value *journal =
        journal_of(place, "x", &problem); /* while it is open: a reader sees what is acknowledged */
    struct slice kept = value_slice(value_find(journal, "inputs.0.bytes"));
    store_close(store);
    if (!saved || !slice_equal(kept, (struct slice){bytes, 5}))
        return "bytes come back as others";
    return value_says(value_find(journal, "inputs.0.outcome.world"), "00000000000000010000000000000001") &&
                   value_number(value_get(journal, "end"), 0) == 1005
               ? NULL
               : "the outcome comes back as another";
}

static const char *opens_once(struct place *place)
{
    const char *problem = NULL;
    struct store *one = open_store(place), *two = open_store(place);
    struct store_session *first = begin(place, one, "x");
    struct store_session *other = begin(place, two, "y"), *second = store_go_on(two, "x", &problem);
    store_leave(first, 0, 1);
    struct store_session *third = store_go_on(two, "x", &problem);
    store_close(one);
    store_close(two);
    return !other || second || !third || problem ? "a session is open twice, or cannot be opened again" : NULL;
}

static const char *refuses_changes(struct place *place)
{
    static const char *const changes[] = {"UPDATE input SET bytes = x'00'", "DELETE FROM outcome",
                                          "DELETE FROM session",
                                          "INSERT INTO input VALUES (9, 1, 1, 1, 0, '1', 'typed', x'00', 0)"};
    struct store *store = open_store(place);
    store_wait(store, append(begin(place, store, "x"), 1, SLICE("ls"), true));
    store_close(store);
    struct connection connection = {0};
    struct buffer said = {0};
    check(connection_open_writer(&connection, place->path, &said) == TROUBLE_NONE);
    const char *wrong = NULL;
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        if ((connection_execute(&connection, changes[i]) & 0xff) != SQLITE_CONSTRAINT)
            wrong = changes[i];
    }
    connection_close(&connection);
    buffer_release(&said);
    return wrong;
}

static void prepare(struct place *place, const char *sql)
{
    struct connection connection = {0};
    struct buffer said = {0};
    check(connection_open_writer(&connection, place->path, &said) == TROUBLE_NONE);
    check(connection_execute(&connection, sql) == SQLITE_OK);
    connection_close(&connection);
    buffer_release(&said);
}

static const char *opening_says(struct place *place, const char *expected)
{
    const char *problem = NULL;
    struct store *store = store_open(place->path, &problem);
    problem = owned_text(place, problem);
    store_close(store);
    if (store || !text_ends(problem, expected))
        return arena_format(&place->arena, "opening says \"%s\"", problem);
    struct store_reader *reader = store_reader_open(place->path, &problem);
    problem = owned_text(place, problem);
    store_reader_close(reader);
    return reader || !text_ends(problem, expected) ? arena_format(&place->arena, "reading says \"%s\"", problem)
                                                   : NULL;
}

static const char *knows_newer(struct place *place)
{
    prepare(place, "PRAGMA user_version = 2");
    return opening_says(place, "ambit.db: a newer ambit has written it (format 2; this one knows 1)");
}

static const char *knows_others(struct place *place)
{
    prepare(place, "PRAGMA application_id = 5");
    return opening_says(place, "ambit.db: it is the database of another program");
}

static const char *knows_damage(struct place *place)
{
    file_write(place->path,
               SLICE("This is a letter to my aunt, and it is longer than a database's head, which is a "
                     "hundred bytes."));
    return opening_says(place, "ambit.db: it is damaged, or no database");
}

/* Locked by another, then not: what happened meanwhile is saved too. */
static const char *tries_again(struct place *place)
{
    struct store *store = open_store(place);
    struct store_session *session = begin(place, store, "x");
    check(store_wait(store, append(session, 1, SLICE("one"), true)));
    struct connection other = {0};
    struct buffer said = {0};
    check(connection_open_writer(&other, place->path, &said) == TROUBLE_NONE);
    check(connection_execute(&other, "BEGIN IMMEDIATE") == SQLITE_OK);
    bool during = store_wait(store, append(session, 2, SLICE("two"), true));
    const char *problem = store_problem(store, &place->arena);
    check(connection_execute(&other, "ROLLBACK") == SQLITE_OK);
    bool after = store_wait(store, append(session, 3, SLICE("three"), true));
    const char *still = store_problem(store, &place->arena);
    connection_close(&other);
    store_close(store);
    buffer_release(&said);
    if (during || !text_ends(problem ? problem : "", "another program holds it locked"))
        return "a lock is not told";
    const struct value *journal = journal_of(place, "x", &problem);
    return after && !still && value_count(value_get(journal, "inputs")) == 3 ? NULL
                                                                             : "what was locked out is lost";
}

/* A limit on the size of files stands for a disk that is full. */
static const char *says_full(struct place *place)
{
    struct rlimit before, small = {200000, 200000};
    static const char long_text[60000];
    struct store *store = open_store(place);
    struct store_session *session = begin(place, store, "x");
    check(store_wait(store, append(session, 1, SLICE("one"), true)));
    check(getrlimit(RLIMIT_FSIZE, &before) == 0);
    small.rlim_max = before.rlim_max;
    void (*ignored)(int) = signal(SIGXFSZ, SIG_IGN);
    check(setrlimit(RLIMIT_FSIZE, &small) == 0);
    bool saved = true;
    for (int64_t number = 2; number < 8; number++)
        saved = store_wait(store, append(session, number, (struct slice){long_text, sizeof long_text}, true));
    const char *problem = store_problem(store, &place->arena);
    check(setrlimit(RLIMIT_FSIZE, &before) == 0);
    bool after = store_wait(store, append(session, 8, SLICE("eight"), true));
    signal(SIGXFSZ, ignored);
    store_close(store);
    if (saved || !problem)
        return "a full disk is not told";
    const struct value *journal = journal_of(place, "x", &problem);
    return after && value_count(value_get(journal, "inputs")) == 8 ? NULL
                                                                   : "what the full disk refused is lost";
}

/* A disk whose fsync returns when the gate is opened: the log's own, with another xSync. */
static struct {
    pthread_mutex_t mutex;
    pthread_cond_t changed;
    bool shut, reached;
    const sqlite3_io_methods *true_methods;
    sqlite3_io_methods methods;
} gate = {.mutex = PTHREAD_MUTEX_INITIALIZER, .changed = PTHREAD_COND_INITIALIZER};

static int sync_at_the_gate(sqlite3_file *file, int flags)
{
    pthread_mutex_lock(&gate.mutex);
    gate.reached = true;
    pthread_cond_broadcast(&gate.changed);
    while (gate.shut)
        pthread_cond_wait(&gate.changed, &gate.mutex);
    pthread_mutex_unlock(&gate.mutex);
    return gate.true_methods->xSync(file, flags);
}

static void set_gate(bool shut)
{
    pthread_mutex_lock(&gate.mutex);
    gate.shut = shut;
    pthread_cond_broadcast(&gate.changed);
    while (shut && !gate.reached)
        pthread_cond_wait(&gate.changed, &gate.mutex);
    pthread_mutex_unlock(&gate.mutex);
}

static void build_gate(struct store *store)
{
    sqlite3_file *log = NULL;
    pthread_mutex_lock(&store->mutex);
    store->connection.sqlite.sqlite3_file_control(store->connection.database, "main", SQLITE_FCNTL_JOURNAL_POINTER,
                                                  &log);
    gate.true_methods = log->pMethods;
    gate.methods = *log->pMethods;
    gate.methods.xSync = sync_at_the_gate;
    log->pMethods = &gate.methods;
    gate.shut = true;
    pthread_mutex_unlock(&store->mutex);
}

static void set_patience(struct store *store, int milliseconds)
{
    pthread_mutex_lock(&store->mutex);
    store->patience = milliseconds;
    pthread_mutex_unlock(&store->mutex);
}

/* An fsync that does not return: told when patience ends, not waited for again, and nothing is lost when it does. */
static const char *says_silent(struct place *place)
{
    struct store *store = open_store(place);
    struct store_session *session = begin(place, store, "x");
    check(store_wait(store, append(session, 1, SLICE("one"), true)));
    build_gate(store);
    uint64_t second = append(session, 2, SLICE("two"), true);
    store_ask(store, second);
    set_gate(true); /* returns when the writer stands there */
    set_patience(store, 1);
    bool during = store_wait(store, second);
    const char *problem = store_problem(store, &place->arena);
    bool again = store_wait(store, append(session, 3, SLICE("three"), true));
    enum store_state asked = store_ask(store, append(session, 4, SLICE("four"), true));
    set_gate(false);
    set_patience(store, LIMIT_SILENT_MILLISECONDS);
    bool after = store_wait(store, append(session, 5, SLICE("five"), true));
    const char *still = store_problem(store, &place->arena);
    store_close(store);
    if (during || again || asked != STORE_FAILED || !text_ends(problem ? problem : "", "the disk does not answer"))
        return "a disk that does not answer is not told";
    const struct value *journal = journal_of(place, "x", &problem);
    return after && !still && value_count(value_get(journal, "inputs")) == 5 ? NULL : "what the disk held up is lost";
}

static const char *says_moved(struct place *place)
{
    struct store *store = open_store(place);
    struct store_session *session = begin(place, store, "x");
    check(store_wait(store, append(session, 1, SLICE("one"), true)));
    unlink(place->path);
    bool saved = store_wait(store, append(session, 2, SLICE("two"), true));
    const char *problem = store_problem(store, &place->arena);
    store_close(store);
    return saved || !text_ends(problem ? problem : "", "it was moved or deleted") ? "a deleted file is not told"
                                                                                  : NULL;
}

static const char *lists_sessions(struct place *place)
{
    static const struct store_task tasks[] = {{1, "policy", "A policy", 4, false},
                                              {2, "log", "A log", 1, true}};
    const char *problem = NULL;
    struct store *store = open_store(place);
    struct store_session *session = begin(place, store, "x");
    store_append_task(session, &tasks[0]);
    store_append_task(session, &tasks[1]);
    append(session, 1, SLICE("one"), true);
    store_append_fact(session, &(struct store_fact){1, {1006}, "hint", "policy 1"});
    store_append_fact(session, &(struct store_fact){1, {1007}, "done", "policy"});
    store_close(store);
    struct store_reader *reader = store_reader_open(place->path, &problem);
    check(reader);
    const struct value *row = value_at(store_sessions(reader, &place->arena, &problem), 0);
    const struct value *choice = value_at(store_choices(reader, &place->arena, &problem), 0);
    const struct value *log = value_at(store_tasks(reader, "x", &place->arena, &problem), 1);
    store_reader_close(reader);
    return value_number(value_get(row, "done"), 0) == 1 && value_number(value_get(row, "tasks"), 0) == 1 &&
                   value_number(value_get(row, "points"), 0) == 4 &&
                   value_number(value_get(row, "of_points"), 0) == 4 &&
                   value_number(value_get(row, "hints"), 0) == 1 &&
                   value_number(value_get(log, "done"), 1) == 0 &&
                   value_number(value_get(choice, "done"), 0) == 1 &&
                   value_number(value_get(choice, "tasks"), 0) == 1
               ? NULL
               : "the views say something else";
}

static const struct {
    const char *name;
    const char *(*test)(struct place *place);
} tests[] = {
    {"store: bytes and outcomes come back, while the session is open", keeps_bytes},
    {"store: a session is open once", opens_once},
    {"store: rows are not changed", refuses_changes},
    {"store: a newer format is left alone", knows_newer},
    {"store: another program's database is left alone", knows_others},
    {"store: a file that is no database is left alone", knows_damage},
    {"store: what a lock keeps out is saved later", tries_again},
    {"store: what a full disk keeps out is saved later", says_full},
    {"store: a disk that does not answer is told, and takes all when it does", says_silent},
    {"store: a database that is deleted meanwhile is told", says_moved},
    {"store: the views count tasks, points and hints", lists_sessions},
};

static void visit(struct run *run, const char *name)
{
    for (size_t i = 0; i < sizeof tests / sizeof *tests; i++) {
        struct place place;
        if (!text_equal(tests[i].name, name))
            continue;
        place_init(&place);
        const char *wrong = tests[i].test(&place);
        if (wrong)
            run_failed(run, name, "%s", wrong);
        else
            run_passed(run);
        place_release(&place);
    }
}

void suite_store(struct run *run)
{
    for (size_t i = 0; i < sizeof tests / sizeof *tests; i++)
        if (run_begin(run, tests[i].name))
            run_apart(run, tests[i].name, visit);
    walk(run, "store: openings that are cut off", walk_openings, 10);
}
