/* A thread that has sessions: it alone runs them, their scenarios and what is asked of them, and waits for nobody but the disk.
 * Other threads put requests, new sockets and seats that were heard into its queue. Tests have a clerk without a thread, and call its turns. */
#ifndef AMBIT_SERVER_CLERK_H
#define AMBIT_SERVER_CLERK_H

#include "server/agenda.h"
#include "server/desk.h"

struct clerk_scenario {
    struct clerk_scenario *next;
    const char *slug;
    struct scenario *scenario;
};

struct clerk {
    struct house *house;
    size_t index;
    size_t seats;      /* sessions that are its; the house's lock is for it */
    struct desk *desks;
    struct agenda agenda; /* of them */
    uint64_t turn;        /* counts them */
    struct clerk_scenario *scenarios;
    struct arena arena; /* of the scenarios' names */
    int64_t looked_round; /* when it last saw after all of them */

    pthread_t thread;
    bool runs; /* it has a thread */
    pthread_mutex_t mutex; /* for the queue */
    pthread_cond_t more;   /* something has come into it */
    struct exchange *first, **last;
    struct socket *arrivals;
    struct seat *asking, **last_asking; /* in the order in which they asked */
    atomic_bool asked;                  /* there are some */
    bool ends, ending;                  /* it is to end; it knows */
};

struct clerk *clerk_new(struct house *house, size_t index);
void clerk_free(struct clerk *clerk); /* its desks are put away */
bool clerk_start(struct clerk *clerk);
void clerk_stop(struct clerk *clerk); /* when all that was asked is answered */

void clerk_post(struct clerk *clerk, struct exchange *exchange);
void clerk_connect(struct clerk *clerk, struct socket *socket); /* it is attached by the clerk */
void clerk_ask(struct seat *seat); /* its desk has something for its clerk (desk_serve) */
/* One turn: what is in the queue, then the desks that are due. Gives when the next is due. */
int64_t clerk_turn(struct clerk *clerk, int64_t wall);
void clerk_answered(struct clerk *clerk, struct exchange *exchange);

/* The desk of a seat, opened when it is put away. NULL: *problem. */
struct desk *clerk_desk(struct clerk *clerk, struct seat *seat, struct arena *arena, const char **problem);
void clerk_leave(struct clerk *clerk, struct desk *desk); /* it is put away now */
/* NULL: *problem, in the arena. */
struct scenario *clerk_scenario(struct clerk *clerk, const char *slug, struct arena *arena, const char **problem);

#endif
