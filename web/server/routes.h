/* What the server answers: one row a route, one file a row or two. `routes_begin` and `routes_answer` are all of it, and
 * need no socket: tests hand them a request's text and read the answer. */
#ifndef AMBIT_SERVER_ROUTES_H
#define AMBIT_SERVER_ROUTES_H

#include "server/exchange.h"

enum route_needs {
    ROUTE_API = 1,     /* JSON in and out, and errors as JSON */
    ROUTE_DESK = 2,    /* the session that the first {} names, at work: it is answered by the session's clerk */
    ROUTE_CHANGES = 4, /* it changes something: no page of another site may have sent it */
    ROUTE_TEACHER = 8, /* the instructor of a class; ROUTE_DESK is the session of anybody in it then */
    ROUTE_OPEN = 16,   /* in a class: also who has not joined */
    ROUTE_SLOW = 32,   /* it takes its time: a thread of its own answers it */
};

struct route {
    const char *method;
    const char *path; /* "/api/v1/sessions/{}/tasks"; "{}": a part; "{*}" at the end: all the rest */
    int needs;        /* of enum route_needs */
    /* One without ROUTE_DESK that finds a seat and gives no status is called again where the session is. */
    void (*answer)(struct exchange *exchange);
};

extern const struct route *const route_rows[]; /* ends with NULL */

/* Does nothing in its head say that a page of another site has sent it? */
bool routes_are_asked_by_us(const struct exchange *exchange);

/* Finds the route, refuses what may not come in, and answers what needs no session. True: the answer stands; false: the clerk
 * of exchange->seat is to be given it (clerk_post), and answers it with routes_answer; without a seat (ROUTE_SLOW) the caller
 * does, where nobody waits for him. */
bool routes_begin(struct exchange *exchange);
/* Before a code or token is looked at; false: too many wrong ones came from there, as the answer says. */
bool routes_may_guess(struct exchange *exchange);
void routes_answer(struct exchange *exchange);
/* What every answer says, once it stands. */
void routes_end(struct exchange *exchange);

#endif
