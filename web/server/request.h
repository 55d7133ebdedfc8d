/* An HTTP request as the routes see it, and the strict gate that it comes through.
 *
 * The gate is RFC 9112 without its leniencies: lines end in CRLF, there is one Host and at most one Content-Length, nothing is
 * folded, no body is chunked. What one server lets pass and another reads differently is how requests are smuggled, so
 * everything doubtful is refused, and each connection carries one request only (door.h). */
#ifndef AMBIT_SERVER_REQUEST_H
#define AMBIT_SERVER_REQUEST_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/limits.h"

struct header {
    struct slice name, value; /* value without the blanks around it */
};

struct request {
    struct slice method, target;
    struct slice path, query; /* of the target, as they came: percent-encoded, the query without its '?' */
    int minor;                /* HTTP/1.minor */
    struct header headers[LIMIT_WEB_HEADERS];
    size_t header_count;
    size_t length; /* of the body, as its head says */
    struct slice body;
};

/* Where the head ends: behind its empty line; 0: it has not all come. */
size_t request_head_length(struct slice bytes);

/* What is wrong already with a head that has not all come: a line that does not end in CRLF; NULL: nothing. */
const char *request_doubt(struct slice bytes);

/* Reads a whole head; everything in *request points into it. 0, or the status it is refused with, and *reason. */
int request_read(struct request *request, struct slice head, const char **reason);

/* The first header of that name; data is NULL when there is none. */
struct slice request_header(const struct request *request, const char *name);
struct slice request_cookie(const struct request *request, const char *name); /* the same */

/* A field of the query, or of a form's body (application/x-www-form-urlencoded), decoded, in the arena. NULL: it is not
 * there, or is no UTF-8 without a NUL. */
const char *request_field(struct arena *arena, struct slice fields, const char *name);

/* Adds [text] with its %XX decoded; [form]: and '+' a blank. False: a '%' without two digits, a NUL, or no UTF-8. */
bool percent_decode(struct buffer *out, struct slice text, bool form);
/* Adds [text] as a part of a path or query. */
void percent_encode(struct buffer *out, struct slice text);

bool is_utf8(struct slice text);

#endif
