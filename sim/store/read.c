/* Reading: a connection of its own, which sees what is committed. */
#include <string.h>

#include "base/check.h"
#include "store/connection.h"
#include "store/store.h"

struct store_reader {
    struct connection connection;
    char *path;
};

struct store_reader *store_reader_open(const char *path, const char **problem)
{
    struct store_reader *reader = memory_allocate(sizeof *reader);
    struct buffer said = {0};
    bool missing;
    *problem = NULL;
    reader->path = memory_text(slice_of(path));
    if (connection_open_reader(&reader->connection, path, &missing, &said) != TROUBLE_NONE)
        *problem = memory_text(slice_of(buffer_text(&said)));
    buffer_release(&said);
    if (reader->connection.database)
        return reader;
    store_reader_close(reader);
    return NULL;
}

void store_reader_close(struct store_reader *reader)
{
    if (!reader)
        return;
    connection_close(&reader->connection);
    memory_free(reader->path);
    memory_free(reader);
}

/* --- rows as objects, keyed by the names of their columns --- */

static const struct value *column_value(const struct sqlite_library *sqlite, sqlite3_stmt *statement,
                                        int column, struct arena *arena)
{
    int type = sqlite->sqlite3_column_type(statement, column);
    if (type == SQLITE_INTEGER)
        return value_integer(arena, sqlite->sqlite3_column_int64(statement, column));
    if (type == SQLITE_NULL)
        return NULL;
    const void *bytes = sqlite->sqlite3_column_blob(statement, column);
    return value_string(arena, (struct slice){bytes, (size_t)sqlite->sqlite3_column_bytes(statement, column)});
}

static struct value *row_value(const struct sqlite_library *sqlite, sqlite3_stmt *statement,
                               struct arena *arena)
{
    struct value *row = value_object(arena);
    for (int i = 0; i < sqlite->sqlite3_column_count(statement); i++)
        value_put(arena, row, sqlite->sqlite3_column_name(statement, i),
                  column_value(sqlite, statement, i, arena));
    return row;
}

/* [name] is ?1 in the text. */
static struct value *select_rows(struct store_reader *reader, const char *text, const char *name,
                                 struct arena *arena, const char **problem)
{
    const struct sqlite_library *sqlite = &reader->connection.sqlite;
    struct value *rows = value_array(arena);
    sqlite3_stmt *statement = NULL;
    int code = sqlite->sqlite3_prepare_v2(reader->connection.database, text, -1, &statement, NULL);
    *problem = NULL;
    if (code == SQLITE_OK && name)
        code = sqlite->sqlite3_bind_text(statement, 1, name, -1, SQLITE_STATIC);
    if (code == SQLITE_OK) {
        while ((code = sqlite->sqlite3_step(statement)) == SQLITE_ROW)
            value_append(arena, rows, row_value(sqlite, statement, arena));
    }
    if (code != SQLITE_DONE) {
        struct buffer said = {0};
        connection_trouble(&reader->connection, code, reader->path, &said);
        *problem = arena_text(arena, buffer_text(&said));
        buffer_release(&said);
    }
    sqlite->sqlite3_finalize(statement);
    return *problem ? NULL : rows;
}

static const char choice_query[] =
    "WITH finished AS (SELECT DISTINCT session, what FROM fact WHERE kind = 'done'), "
    "progress AS (SELECT task.session, count(*) AS tasks, count(finished.what) AS done FROM task "
    "LEFT JOIN finished ON finished.session = task.session AND finished.what = task.name "
    "WHERE NOT task.optional GROUP BY task.session) "
    "SELECT session.name AS session, scenario, source, learner, coalesce(done, 0) AS done, coalesce(tasks, 0) "
    "AS tasks, strftime('%Y-%m-%dT%H:%M:%SZ', opened.wall / 1000, 'unixepoch') AS opened "
    "FROM session JOIN (SELECT session, max(id) AS id, max(wall) AS wall FROM opening GROUP BY session) AS opened "
    "ON opened.session = session.id LEFT JOIN progress ON progress.session = session.id ORDER BY opened.id "
    "DESC";

const struct value *store_choices(struct store_reader *reader, struct arena *arena, const char **problem)
{
    return select_rows(reader, choice_query, NULL, arena, problem);
}

const struct value *store_sessions(struct store_reader *reader, struct arena *arena, const char **problem)
{
    return select_rows(reader, "SELECT * FROM sessions", NULL, arena, problem);
}

const struct value *store_tasks(struct store_reader *reader, const char *name, struct arena *arena,
                                const char **problem)
{
    return select_rows(reader, "SELECT * FROM tasks WHERE session = ?1 ORDER BY position", name, arena,
                       problem);
}

/* A database that no newer ambit has written to has no such table: nobody is in it. */
static const struct value *select_of_class(struct store_reader *reader, const char *table, const char *query, const char *class,
                                           struct arena *arena, const char **problem)
{
    const struct value *there = select_rows(reader, "SELECT 1 FROM sqlite_schema WHERE name = ?1", table, arena, problem);
    return value_count(there) ? select_rows(reader, query, class, arena, problem) : there;
}

const struct value *store_learners(struct store_reader *reader, const char *class, struct arena *arena,
                                   const char **problem)
{
    return select_of_class(reader, "learner", "SELECT learner, class, name, joined FROM learner WHERE class = ?1 ORDER BY id",
                           class, arena, problem);
}

const struct value *store_said(struct store_reader *reader, const char *class, struct arena *arena, const char **problem)
{
    return select_of_class(reader, "said", "SELECT session, kind, what, wall FROM said WHERE class = ?1 ORDER BY id", class, arena,
                           problem);
}

/* --- a journal --- */

/* What a later opening found behind the inputs it had does not count (schema.sql, opening). */
#define COUNTS(row)                                                                                            \
    " AND NOT EXISTS (SELECT 1 FROM opening later WHERE later.session = " row ".session AND later.id > " row   \
    ".opening AND later.number < " row ".number) "

static const char session_query[] =
    "SELECT name, scenario, source, hash, release, start, seed, learner FROM session WHERE name = ?1";
static const char input_query[] =
    "SELECT i.number, i.at, i.terminal, i.kind, i.bytes, opening.release, o.at AS ended, o.world, o.shown "
    "FROM session JOIN input i ON i.session = session.id JOIN opening ON opening.id = i.opening "
    "LEFT JOIN outcome o ON o.session = i.session AND o.number = i.number AND o.opening = i.opening "
    "WHERE session.name = ?1" COUNTS("i") "ORDER BY i.number";
static const char fact_query[] =
    "SELECT f.number AS input, f.at, f.kind, f.what FROM session JOIN fact f ON f.session = session.id "
    "WHERE session.name = ?1" COUNTS("f") "ORDER BY f.id";

/* {ended, world, shown} become {outcome: {at, world, shown}}. */
static const struct value *input_of(struct arena *arena, const struct value *row)
{
    struct value *input = value_edit(arena, row), *outcome = value_object(arena);
    const struct value *ended = value_get(row, "ended");
    static const char *const moved[] = {"number", "ended", "world", "shown"};
    if (ended) {
        value_put(arena, outcome, "at", ended);
        value_put(arena, outcome, "world", value_get(row, "world"));
        value_put(arena, outcome, "shown", value_get(row, "shown"));
        value_put(arena, input, "outcome", outcome);
    }
    for (size_t i = 0; i < sizeof moved / sizeof *moved; i++)
        value_put(arena, input, moved[i], NULL);
    return input;
}

/* How many of the rows were run to their end: up to the last that has an outcome. SIZE_MAX: one is missing. */
static size_t count_finished(const struct value *rows)
{
    size_t finished = 0;
    for (size_t i = 0; i < value_count(rows); i++) {
        const struct value *row = value_at(rows, i);
        if (value_number(value_get(row, "number"), 0) != (int64_t)i + 1)
            return SIZE_MAX;
        if (value_get(row, "ended"))
            finished = i + 1;
    }
    return finished;
}

static int64_t later_of(const struct value *list, const char *path, int64_t end)
{
    const struct value *last = value_count(list) ? value_at(list, value_count(list) - 1) : NULL;
    int64_t at = value_number(value_find(last, path), end);
    return at > end ? at : end;
}

const struct value *store_journal(struct store_reader *reader, const char *name, struct arena *arena,
                                  const char **problem)
{
    enum { JOURNAL_FORMAT = 1 };
    struct value *inputs = value_array(arena), *unfinished = value_array(arena), *facts = value_array(arena);
    const struct value *sessions = select_rows(reader, session_query, name, arena, problem);
    const struct value *rows =
        value_count(sessions) ? select_rows(reader, input_query, name, arena, problem) : NULL;
    const struct value *fact_rows = rows ? select_rows(reader, fact_query, name, arena, problem) : NULL;
    if (!fact_rows)
        return NULL;
    size_t finished = count_finished(rows);
    if (finished == SIZE_MAX) {
        *problem = arena_format(arena, "%s: it is damaged: the session %s lacks an input", reader->path, name);
        return NULL;
    }
    for (size_t i = 0; i < value_count(rows); i++)
        value_append(arena, i < finished ? inputs : unfinished, input_of(arena, value_at(rows, i)));
    for (size_t i = 0; i < value_count(fact_rows); i++) {
        if (value_number(value_get(value_at(fact_rows, i), "input"), 0) <= (int64_t)finished)
            value_append(arena, facts, value_at(fact_rows, i));
    }
    struct value *journal = value_edit(arena, value_at(sessions, 0));
    int64_t end = value_number(value_get(journal, "start"), 0);
    end = later_of(facts, "at", later_of(inputs, "outcome.at", end));
    value_put_integer(arena, journal, "format", JOURNAL_FORMAT);
    value_put(arena, journal, "inputs", inputs);
    value_put(arena, journal, "unfinished", unfinished);
    value_put(arena, journal, "facts", facts);
    value_put_integer(arena, journal, "end", end);
    return journal;
}
