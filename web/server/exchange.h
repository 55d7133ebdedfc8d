/* One request and what is answered to it: what a route function works on, without a socket.
 *
 * It is made where the request is read, answered there or by the clerk that has its session, and handed back where it came
 * from; one thread has it at a time. */
#ifndef AMBIT_SERVER_EXCHANGE_H
#define AMBIT_SERVER_EXCHANGE_H

#include "data/value.h"
#include "server/request.h"

struct house;
struct learner;
struct seat;
struct desk;
struct terminal;
struct route;
struct clerk;
struct exchange;

struct response {
    int status;
    const char *type; /* of the body; NULL: there is none */
    struct buffer body;
    struct buffer headers; /* "Name: value" lines, each with its newline */
};

enum { PATH_PARTS = 3 };

struct exchange {
    struct exchange *next; /* in a clerk's queue */
    struct house *house;
    const struct route *route; /* NULL: no route has taken it */
    struct request request;
    struct response response;
    struct arena arena;          /* of all that is made for the answer */
    struct slice parts[PATH_PARTS]; /* what stood for {...} in the route's path, decoded */
    const struct value *json;    /* the body of an API's request; NULL: none */

    struct slice address;    /* where it comes from, as a text */
    bool local;              /* this machine asks by itself, not through a proxy */
    bool teacher;            /* it has the instructor's token */
    const char *token;       /* of its cookie, in the arena; NULL: it has none that holds */
    struct learner *learner; /* NULL: nobody that is known */
    struct seat *seat;       /* of a session's routes */
    struct desk *desk;       /* the same, at work; the clerk's */
    bool fresh;              /* the session was begun by this */
    bool leave;              /* the session is put away when the answer stands */

    /* A command that was typed, and whose end is waited for: then [finish] makes the answer. */
    void (*finish)(struct exchange *exchange);
    struct terminal *terminal;
    size_t command;   /* its number in the transcript */
    int64_t deadline; /* by the clerk's clock, nanoseconds */
    struct exchange *next_waiting;

    struct socket *socket; /* what becomes of the connection with status 101; NULL: nothing, or it has become it */

    int64_t begun;                              /* by that clock */
    void (*deliver)(struct exchange *exchange); /* the answer stands; NULL: whoever asked looks by himself */
};

void exchange_release(struct exchange *exchange);

/* --- answers --- */
void answer_status(struct exchange *exchange, int status); /* without a body */
void answer_json(struct exchange *exchange, int status, const struct value *value);
/* {"error": [error], "reason": ...}, or a page that says so to a browser that asked for one. */
void answer_error(struct exchange *exchange, int status, const char *error, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
void answer_see(struct exchange *exchange, const char *location); /* 303 */
void answer_header(struct exchange *exchange, const char *name, const char *value);
/* A weak ETag of what the body is; 304 instead when the browser has it. */
void answer_tagged(struct exchange *exchange);

/* --- what was asked --- */
const char *asked_field(struct exchange *exchange, const char *name); /* of a form's body, or of the JSON; NULL */
int64_t asked_number(struct exchange *exchange, const char *name, int64_t otherwise);
bool asked_truth(struct exchange *exchange, const char *name, bool otherwise);
const char *asked_query(struct exchange *exchange, const char *name); /* NULL */
bool asks_page(const struct exchange *exchange); /* a page's route or a form's, not the API's */

#endif
