/* A session at work: the machine, its terminals, and who waits for something from it. It belongs to one clerk.
 *
 * Who touches it has its seat in hand (seat_take): the clerk, whose it is, and for single keys the thread that echoes them.
 *
 * Its clock is the wall's while somebody looks on: a socket is connected, or a request has come. Between the requests of
 * a page without JavaScript as much time passes as between them, up to two minutes. */
#ifndef AMBIT_SERVER_DESK_H
#define AMBIT_SERVER_DESK_H

#include "server/exchange.h"
#include "server/house.h"
#include "server/terminal.h"

struct desk {
    struct desk *next; /* of its clerk */
    struct house *house;
    struct clerk *clerk;
    struct seat *seat;
    struct scenario *scenario; /* the clerk's */
    struct session *session;
    struct keep keep;
    struct terminal *terminals[LIMIT_WEB_TERMINALS];
    size_t terminal_count, socket_count;
    struct exchange *waiting;
    const struct value *catalog_row, *track; /* of the house's catalogue; NULL: none */
    char *moving;    /* heap; where `lab next` goes, once it was typed; NULL */
    char *unfinished; /* heap; a command that may not have finished when the process did; NULL */
    int64_t looked;  /* by [wall], when the instructor last asked for a page of it; 0: never */
    bool asks;       /* something that was heard waits for the clerk */
    bool left;       /* `exit` was typed: the page says so once */
    bool reported;   /* what is done was told to [seat] */
    int64_t wall;    /* up to which time has passed; nanoseconds */
    int64_t used;    /* when somebody asked for something last, or had a socket */
    int64_t due;     /* when it has something to do next; INT64_MAX: when somebody asks; set by agenda_put */
    size_t place;    /* in its clerk's agenda */
    uint64_t turn;   /* of its clerk, in which it was passed last */
    uint64_t version; /* counts up when something may look different */
    const struct world *seen; /* that [version] was counted up for; only compared */
    int64_t seen_at;
};

/* Begins the session of this seat, or builds it again. NULL: *problem, in the arena. */
struct desk *desk_open(struct clerk *clerk, struct seat *seat, int64_t wall, struct arena *arena, const char **problem);
/* What is not saved stays with its seat as a journal. */
void desk_close(struct desk *desk);

void desk_soon(struct desk *desk); /* it has something to do at once */
void desk_serve(struct desk *desk, int64_t wall); /* takes what was heard at its sockets, as of now */
void desk_pass(struct desk *desk, int64_t wall); /* lets time pass, shows what there is, answers who waited */
struct terminal *desk_find_terminal(const struct desk *desk, struct slice name); /* NULL: there is none */
/* The terminal of this name; it is made when it is not there yet. NULL: it cannot have that name, or there are too many. */
struct terminal *desk_terminal(struct desk *desk, struct slice name);
bool desk_idle(const struct desk *desk, int64_t wall, int64_t longest); /* may be put away */

struct session *desk_session(struct desk *desk);
struct keep *desk_keep(struct desk *desk); /* NULL: nothing is saved */
void desk_name_epoch(struct desk *desk, char *name, size_t length);
bool desk_saved(const struct desk *desk);
void desk_command_ended(struct desk *desk, struct terminal *terminal, const struct command *command);

/* Types [text] and Enter at the terminal, when its prompt stands. False: it is busy, or something stands in it. */
bool desk_run(struct desk *desk, struct terminal *terminal, struct slice text, bool enter);
/* The answer is made by [finish] when the terminal's prompt has come back, or after [longest]. */
void desk_wait(struct desk *desk, struct exchange *exchange, struct terminal *terminal, struct duration longest,
               void (*finish)(struct exchange *exchange));

#endif
