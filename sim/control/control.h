/* What the cluster does by itself: controllers that answer changes of objects, and events that come due.
 *
 * A controller is a row: what of which kinds it watches, and what it does about one changed object. It sees the
 * draft, edits it through object_store and object_erase, and never lists what it need not. After every commit from
 * outside, control_settle runs the rows over the difference until nothing changes any more
 * (LIMIT_CONTROL_ROUNDS). Delays are events in WORLD_PENDING, and their lengths one table (delays.h). */
#ifndef AMBIT_CONTROL_CONTROL_H
#define AMBIT_CONTROL_CONTROL_H

#include "api/api.h"

/* What of an object is another: a set. */
enum change_part {
    CHANGED_EXISTENCE = 1 << 0, /* it came, or it went */
    CHANGED_LABELS = 1 << 1,
    CHANGED_OWNERS = 1 << 2,
    CHANGED_SERVICE = 1 << 3, /* whether it is ready, its address, or that it is about to go */
    CHANGED_SPEC = 1 << 4,    /* anything but metadata and status */
    CHANGED_STATUS = 1 << 5,
    CHANGED_ANYTHING = 1 << 6
};

struct change {
    const char *resource; /* "deployments.apps" */
    const char *namespace, *name;
    const struct value *before, *after; /* NULL: did not or does not exist */
    unsigned parts;                     /* 0: nobody has asked yet */
};

/* What a controller answers: asked about any other change it would do nothing (a hostile machine asks, and sees). */
struct watch {
    const char *resource; /* "*": any */
    unsigned parts;
};

struct controller {
    const char *name;
    struct watch watches[16]; /* end with {0} */
    bool knows_own;           /* what it has left itself is nothing to answer */
    void (*reconcile)(struct draft *draft, const struct change *change);
};

/* Lets the controllers answer everything that differs between draft->base and the draft. With [doubt] they are asked
 * what they need not answer, too, and must do nothing about it. */
void control_settle(struct draft *draft, bool doubt);

/* An event of the future: [kind] names a row of event_rows, [subject] is an object key or "". At most one event
 * of a kind waits for a subject; scheduling it again moves it unless [keep] is true and it waits already. */
void control_schedule(struct draft *draft, const char *kind, const char *subject, struct duration in,
                      bool keep);
void control_cancel(struct draft *draft, const char *kind, const char *subject);

struct event_row {
    const char *kind;
    bool periodic; /* does not keep the cluster from being quiet */
    void (*fire)(struct draft *draft, const char *subject);
};
extern const struct event_row event_rows[];
extern const size_t event_count;

/* The instant of the first pending event, INSTANT_NEVER when there is none. [quiet]: look at non-periodic ones
 * only. */
struct instant control_next(const struct world *world, bool quiet);
/* Fires everything due at draft->now, in order, and settles. */
void control_fire(struct draft *draft);

/* What is not ready yet, in words a learner reads: "accounts/waypoint (pod starting)"; an array of texts. */
const struct value *control_starting(const struct world *world, struct arena *arena);

#endif
