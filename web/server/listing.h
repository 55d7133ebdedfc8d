/* Lists in parts, with the names that Kubernetes has for it: `limit` and `continue` in the query, and in the answer `metadata`:
 * {continue, remainingItemCount}. A part begins behind the last row of the one before, whatever has come or gone meanwhile; when
 * that row itself is gone, the answer is 410 and one begins again. */
#ifndef AMBIT_SERVER_LISTING_H
#define AMBIT_SERVER_LISTING_H

#include "server/exchange.h"

struct listing {
    size_t count;
    /* Of the row at this place: what no other row has, and itself. */
    const char *(*key)(const void *context, size_t index, struct arena *arena);
    const struct value *(*row)(const void *context, size_t index, struct exchange *exchange);
    const void *context;
};

/* Puts the part that is asked for into [answer], under this name. False: it was refused, and the answer stands. */
bool listing_put(struct exchange *exchange, struct value *answer, const char *name, const struct listing *listing);
/* The same for an array of objects, each with a field [key] of its own. */
bool listing_put_array(struct exchange *exchange, struct value *answer, const char *name, const struct value *rows, const char *key);

#endif
