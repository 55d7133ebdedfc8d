/* libsqlite3, loaded when a database is opened and not before: that costs a third of a millisecond, and most
 * runs of ambit save nothing. */
#ifndef AMBIT_STORE_LIBRARY_H
#define AMBIT_STORE_LIBRARY_H

#include <sqlite3.h>

#include <stdbool.h>

/* FUNCTION(result, name, arguments) */
#define SQLITE_FUNCTIONS(FUNCTION)                                                                             \
    FUNCTION(int, sqlite3_open_v2, (const char *, sqlite3 **, int, const char *))                              \
    FUNCTION(int, sqlite3_close_v2, (sqlite3 *))                                                               \
    FUNCTION(int, sqlite3_busy_timeout, (sqlite3 *, int))                                                      \
    FUNCTION(int, sqlite3_extended_result_codes, (sqlite3 *, int))                                             \
    FUNCTION(int, sqlite3_exec,                                                                                \
             (sqlite3 *, const char *, int (*)(void *, int, char **, char **), void *, char **))               \
    FUNCTION(int, sqlite3_prepare_v2, (sqlite3 *, const char *, int, sqlite3_stmt **, const char **))          \
    FUNCTION(int, sqlite3_bind_int64, (sqlite3_stmt *, int, sqlite3_int64))                                    \
    FUNCTION(int, sqlite3_bind_text, (sqlite3_stmt *, int, const char *, int, void (*)(void *)))               \
    FUNCTION(int, sqlite3_bind_blob, (sqlite3_stmt *, int, const void *, int, void (*)(void *)))               \
    FUNCTION(int, sqlite3_step, (sqlite3_stmt *))                                                              \
    FUNCTION(int, sqlite3_reset, (sqlite3_stmt *))                                                             \
    FUNCTION(int, sqlite3_finalize, (sqlite3_stmt *))                                                          \
    FUNCTION(int, sqlite3_column_count, (sqlite3_stmt *))                                                      \
    FUNCTION(int, sqlite3_column_type, (sqlite3_stmt *, int))                                                  \
    FUNCTION(const char *, sqlite3_column_name, (sqlite3_stmt *, int))                                         \
    FUNCTION(sqlite3_int64, sqlite3_column_int64, (sqlite3_stmt *, int))                                       \
    FUNCTION(const void *, sqlite3_column_blob, (sqlite3_stmt *, int))                                         \
    FUNCTION(int, sqlite3_column_bytes, (sqlite3_stmt *, int))                                                 \
    FUNCTION(sqlite3_int64, sqlite3_last_insert_rowid, (sqlite3 *))                                            \
    FUNCTION(int, sqlite3_db_readonly, (sqlite3 *, const char *))                                              \
    FUNCTION(int, sqlite3_file_control, (sqlite3 *, const char *, int, void *))                                \
    FUNCTION(int, sqlite3_get_autocommit, (sqlite3 *))                                                         \
    FUNCTION(int, sqlite3_system_errno, (sqlite3 *))                                                           \
    FUNCTION(int, sqlite3_sleep, (int))                                                                        \
    FUNCTION(const char *, sqlite3_errmsg, (sqlite3 *))

struct sqlite_library {
#define SQLITE_MEMBER(result, name, arguments) result(*name) arguments;
    SQLITE_FUNCTIONS(SQLITE_MEMBER)
#undef SQLITE_MEMBER
};

/* False: the library is not there, or too old. It stays loaded. */
bool library_load(struct sqlite_library *library);

#endif
