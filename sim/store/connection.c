#include "store/connection.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/limits.h"

static const struct trouble_row {
    int code; /* of sqlite3.h, without its upper bytes */
    enum trouble trouble;
    const char *text;
    bool detail; /* the system's or SQLite's own words say more */
} trouble_rows[] = {
    {SQLITE_BUSY, TROUBLE_PASSING, "another program holds it locked", false},
    {SQLITE_LOCKED, TROUBLE_PASSING, "another program holds it locked", false},
    {SQLITE_PROTOCOL, TROUBLE_PASSING, "another program holds it locked", false},
    {SQLITE_FULL, TROUBLE_PASSING, "the disk is full", false},
    {SQLITE_IOERR, TROUBLE_PASSING, "the disk does not take it", true},
    {SQLITE_READONLY, TROUBLE_PASSING, "it may only be read", false},
    {SQLITE_PERM, TROUBLE_PASSING, "it may only be read", false},
    {SQLITE_CANTOPEN, TROUBLE_PASSING, "it cannot be opened", true},
    {SQLITE_NOTADB, TROUBLE_LASTING, "it is damaged, or no database", false},
    {SQLITE_CORRUPT, TROUBLE_LASTING, "it is damaged", false},
};

enum trouble connection_trouble(struct connection *connection, int code, const char *path, struct buffer *said)
{
    const struct trouble_row *row = NULL;
    for (size_t i = 0; i < sizeof trouble_rows / sizeof *trouble_rows; i++) {
        if (trouble_rows[i].code == (code & 0xff))
            row = &trouble_rows[i];
    }
    int number = connection->database ? connection->sqlite.sqlite3_system_errno(connection->database) : 0;
    const char *detail = number                 ? strerror(number)
                         : connection->database ? connection->sqlite.sqlite3_errmsg(connection->database)
                                                : "out of memory";
    buffer_format(said, "%s: %s", path, row ? row->text : detail);
    if (row && row->detail)
        buffer_format(said, " (%s)", detail);
    return row ? row->trouble : TROUBLE_LASTING;
}

int connection_execute(struct connection *connection, const char *sql)
{
    return connection->sqlite.sqlite3_exec(connection->database, sql, NULL, NULL, NULL);
}

void connection_close(struct connection *connection)
{
    if (connection->database)
        connection->sqlite.sqlite3_close_v2(connection->database);
    connection->database = NULL;
}

static int read_number(struct connection *connection, const char *sql, int64_t *number)
{
    sqlite3_stmt *statement;
    int code = connection->sqlite.sqlite3_prepare_v2(connection->database, sql, -1, &statement, NULL);
    if (code != SQLITE_OK)
        return code;
    code = connection->sqlite.sqlite3_step(statement);
    *number = code == SQLITE_ROW ? connection->sqlite.sqlite3_column_int64(statement, 0) : 0;
    connection->sqlite.sqlite3_finalize(statement);
    return code == SQLITE_ROW || code == SQLITE_DONE ? SQLITE_OK : code;
}

struct look {
    int64_t format, application, tables;
};

static int look_at(struct connection *connection, struct look *look)
{
    int code = read_number(connection, "PRAGMA user_version", &look->format);
    if (code == SQLITE_OK)
        code = read_number(connection, "PRAGMA application_id", &look->application);
    if (code == SQLITE_OK)
        code = read_number(connection, "SELECT count(*) FROM sqlite_schema", &look->tables);
    return code;
}

/* Is it ours, and of a format that is known here? An empty file is as good as none. */
static bool is_ours(const struct look *look, const char *path, struct buffer *said)
{
    if (look->tables == 0 && look->format == 0)
        return true;
    if (look->application != APPLICATION)
        buffer_format(said, "%s: it is the database of another program", path);
    else if (look->format > FORMAT)
        buffer_format(said, "%s: a newer ambit has written it (format %d; this one knows %d)", path,
                      (int)look->format, FORMAT);
    else
        return true;
    return false;
}

static enum trouble open_file(struct connection *connection, const char *path, int flags, struct buffer *said)
{
    if (!library_load(&connection->sqlite)) {
        buffer_add_text(said, "libsqlite3.so.0 is not there (Debian's package libsqlite3-0)");
        return TROUBLE_LASTING;
    }
    int code =
        connection->sqlite.sqlite3_open_v2(path, &connection->database, flags | SQLITE_OPEN_NOMUTEX, NULL);
    if (code == SQLITE_OK) {
        connection->sqlite.sqlite3_extended_result_codes(connection->database, 1);
        connection->sqlite.sqlite3_busy_timeout(connection->database, LIMIT_LOCKED_MILLISECONDS);
        return TROUBLE_NONE;
    }
    enum trouble trouble = connection_trouble(connection, code, path, said);
    connection_close(connection);
    return trouble;
}

/* SQLite does not wait for a lock when it changes this; two that begin at once take turns here. */
static int begin_log(struct connection *connection)
{
    enum { TRIES = 100, PAUSE_MILLISECONDS = 20 };
    int code = SQLITE_BUSY;
    for (int i = 0; i < TRIES && (code & 0xff) == SQLITE_BUSY; i++) {
        if (i)
            connection->sqlite.sqlite3_sleep(PAUSE_MILLISECONDS);
        code = connection_execute(connection, "PRAGMA journal_mode = WAL");
    }
    return code;
}

static int make_tables(struct connection *connection, struct look *look)
{
    int code = connection_execute(connection, "BEGIN IMMEDIATE");
    if (code == SQLITE_OK)
        code = look_at(connection, look); /* another process may have been first */
    if (code == SQLITE_OK && look->tables == 0)
        code = connection_execute(connection, schema_text);
    if (code == SQLITE_OK)
        code = connection_execute(connection, "COMMIT");
    return code;
}

/* Who joined a class, and what they call themselves; what its instructor and a learner said to each other about a session, each
 * word of it a row more. Tables that older databases lack; older programs do not look at them, so the format is the same. */
static const char class_text[] =
    "CREATE TABLE IF NOT EXISTS learner (id INTEGER PRIMARY KEY, learner TEXT NOT NULL, class TEXT NOT NULL, "
    "name TEXT NOT NULL, joined INTEGER NOT NULL) STRICT;"
    "CREATE TABLE IF NOT EXISTS said (id INTEGER PRIMARY KEY, session TEXT NOT NULL, class TEXT NOT NULL, "
    "kind TEXT NOT NULL, what TEXT NOT NULL, wall INTEGER NOT NULL) STRICT;";

static int prepare_writer(struct connection *connection, const char *path, struct look *look, bool *ours,
                          struct buffer *said)
{
    int code = look_at(connection, look);
    if (code != SQLITE_OK)
        return code;
    *ours = is_ours(look, path, said);
    if (!*ours)
        return SQLITE_OK;
    if (connection->sqlite.sqlite3_db_readonly(connection->database, "main"))
        return SQLITE_READONLY;
    code = begin_log(connection);
    if (code == SQLITE_OK)
        code = connection_execute(connection, "PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000; "
                                              "PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF");
    if (code == SQLITE_OK && look->tables == 0)
        code = make_tables(connection, look);
    if (code == SQLITE_OK)
        code = connection_execute(connection, class_text);
    return code;
}

enum trouble connection_open_writer(struct connection *connection, const char *path, struct buffer *said)
{
    struct look look = {0};
    bool ours = true;
    enum trouble trouble = open_file(connection, path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, said);
    if (trouble != TROUBLE_NONE)
        return trouble;
    int code = prepare_writer(connection, path, &look, &ours, said);
    if (code == SQLITE_OK && ours)
        return TROUBLE_NONE;
    trouble = ours ? connection_trouble(connection, code, path, said) : TROUBLE_LASTING;
    connection_close(connection);
    return trouble;
}

/* A log beside the database, which SQLite wants to write to even for reading, is not there: the file is all
 * there is, and stays as it is where nobody may write. */
static enum trouble open_immutable(struct connection *connection, const char *path, struct buffer *said)
{
    struct buffer name = {0};
    buffer_format(&name, "%s-wal", path);
    bool has_log = access(buffer_text(&name), F_OK) == 0;
    buffer_clear(&name);
    buffer_add_text(&name, "file:");
    for (const char *c = path; *c; c++) {
        if (*c == '?' || *c == '#' || *c == '%')
            buffer_format(&name, "%%%02x", *c);
        else
            buffer_add_byte(&name, *c);
    }
    buffer_add_text(&name, "?immutable=1");
    enum trouble trouble =
        has_log ? TROUBLE_PASSING
                : open_file(connection, buffer_text(&name), SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, said);
    buffer_release(&name);
    return trouble;
}

enum trouble connection_open_reader(struct connection *connection, const char *path, bool *missing,
                                    struct buffer *said)
{
    struct look look = {0};
    *missing = access(path, F_OK) != 0 && errno == ENOENT;
    if (*missing)
        return TROUBLE_NONE;
    enum trouble trouble = open_file(connection, path, SQLITE_OPEN_READONLY, said);
    if (trouble != TROUBLE_NONE)
        return trouble;
    int code = look_at(connection, &look);
    if ((code & 0xff) == SQLITE_CANTOPEN || (code & 0xff) == SQLITE_READONLY) {
        struct connection other = {0};
        struct buffer unsaid = {0};
        if (open_immutable(&other, path, &unsaid) == TROUBLE_NONE) {
            connection_close(connection);
            *connection = other;
            code = look_at(connection, &look);
        }
        buffer_release(&unsaid);
    }
    if (code == SQLITE_OK && is_ours(&look, path, said)) {
        *missing = look.tables == 0;
        if (*missing)
            connection_close(connection);
        return TROUBLE_NONE;
    }
    trouble = code == SQLITE_OK ? TROUBLE_LASTING : connection_trouble(connection, code, path, said);
    connection_close(connection);
    return trouble;
}
