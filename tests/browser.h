/* Browsers without sockets: request texts go in through the gate and the routes, answers come out. A house of one clerk without
 * a thread, a clock that moves when a test says so, and a source of random bytes that is the same each time. */
#ifndef AMBIT_TESTS_BROWSER_H
#define AMBIT_TESTS_BROWSER_H

#include "server/clerk.h"
#include "test.h"

enum { BROWSERS = 4 };

struct browser {
    char *cookie; /* heap; "NAME=VALUE"; NULL: none yet */
    char *form;   /* heap; what forms carry, as the last page said it */
};

struct street {
    struct house house;
    int64_t wall; /* nanoseconds */
    uint64_t random;
    struct browser browsers[BROWSERS];
    struct browser *browser; /* the one that asks */
    char *session;           /* heap; the one that was begun or gone to last */
    int asked;               /* lines */
};

/* False: *problem, in the arena. [file]: of the database; NULL: none. [class]: its name; NULL: none. */
bool street_open(struct street *street, const char *file, const char *class, struct arena *arena, const char **problem);
void street_close(struct street *street);
/* A test on a street of its own; [wrong] says what is wrong, or NULL. */
void street_test(struct run *run, const char *name, const char *file, const char *class,
                 const char *(*wrong)(struct street *street, struct arena *arena));
/* Asks with a whole request, and lets time pass until it is answered. *exchange is the caller's to release; its status is that
 * of the gate when it was refused there. What a browser keeps is kept. */
void street_ask(struct street *street, struct slice request, struct exchange *exchange);
/* The same for a line: "GET /path", "POST /path name=value&...": a form with its proof, or "PUT /path {json}". */
void street_ask_line(struct street *street, struct slice line, struct exchange *exchange);
/* The same where its status alone counts, and the body (in the arena) where [body] is not NULL. */
int street_status(struct street *street, const char *line, struct arena *arena, const char **body);
void street_pass(struct street *street, struct duration length);

#endif
