/* Which of a clerk's desks has something to do next: a heap by [due], so that a clerk with a thousand of them looks at those that
 * are due and at no other. */
#ifndef AMBIT_SERVER_AGENDA_H
#define AMBIT_SERVER_AGENDA_H

#include <stddef.h>
#include <stdint.h>

struct desk;

struct agenda {
    struct desk **desks; /* heap */
    size_t count, room;
};

/* It is due then; a desk that is not in it yet comes in. */
void agenda_put(struct agenda *agenda, struct desk *desk, int64_t due);
void agenda_remove(struct agenda *agenda, struct desk *desk); /* one that is not in it, too */
struct desk *agenda_first(const struct agenda *agenda);       /* NULL: there is none */
void agenda_release(struct agenda *agenda);

#endif
