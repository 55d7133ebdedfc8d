/* Container logs: bounded records in WORLD_LOGS, {at (nanoseconds), line}.
 *
 * Keys are "NS/POD/CONTAINER/SEQUENCE", sequences count per world, so lines of several containers merge in
 * order. */
#ifndef AMBIT_TRAFFIC_LOGS_H
#define AMBIT_TRAFFIC_LOGS_H

#include "world/world.h"

struct log_event;

/* Writes the records of [count] events (traffic/ledger.h), the newest of [total] that came to the container after sequence
 * number [before]. Here as below a container keeps the newest LIMIT_LOG_RECORDS. */
void log_put(struct draft *draft, const char *pod_key, const char *container, int64_t before,
             const struct log_event *events, size_t count, int64_t total);
/* A record for each line of [text], or what stands between its newlines. */
void log_append_text(struct draft *draft, const char *pod_key, const char *container, struct instant at,
                     struct slice text);
void log_erase(struct draft *draft, const char *pod_key); /* the pod is gone */

/* Walks the lines of a container with sequence numbers above [after], 0 for all:
 *   struct log_walk walk = log_walk(world, arena, pod_key, container, after);
 *   while (log_walk_next(&walk, &at, &line)) ...
 * [line], without its newline, is the world's, which must be held meanwhile. */
struct log_walk {
    struct map_walk map;
    int64_t after; /* the number of the last line */
};
struct log_walk log_walk(const struct world *world, struct arena *arena, const char *pod_key, const char *container,
                         int64_t after);
bool log_walk_next(struct log_walk *walk, struct instant *at, struct slice *line);

#endif
