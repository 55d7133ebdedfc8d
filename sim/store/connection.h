/* One connection to a database of ours: opened, looked at, and what its errors are called. For this folder
 * only. */
#ifndef AMBIT_STORE_CONNECTION_H
#define AMBIT_STORE_CONNECTION_H

#include "base/buffer.h"
#include "store/library.h"

enum { FORMAT = 1, APPLICATION = 0x616d6274 }; /* user_version; application_id, "ambt" */

/* Everything the format has: tables, triggers that refuse changes, views. Ends with a NUL. */
extern const char schema_text[];

struct connection {
    struct sqlite_library sqlite;
    sqlite3 *database;
};

/* What came of an attempt. */
enum trouble {
    TROUBLE_NONE,
    TROUBLE_PASSING, /* may be over when it is tried again */
    TROUBLE_LASTING,
};

/* A database that is written is made where there is none. [said] is one line without a line end when it is not
 * TROUBLE_NONE; the connection is closed then. */
enum trouble connection_open_writer(struct connection *connection, const char *path, struct buffer *said);
/* *missing: there is no file, which is no trouble. */
enum trouble connection_open_reader(struct connection *connection, const char *path, bool *missing,
                                    struct buffer *said);
void connection_close(struct connection *connection);

int connection_execute(struct connection *connection, const char *sql);
/* Says what [code], which the last call returned, means for what is kept. */
enum trouble connection_trouble(struct connection *connection, int code, const char *path, struct buffer *said);

#endif
