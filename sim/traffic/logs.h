/* Container logs: bounded records in WORLD_LOGS, {at (nanoseconds), line}.
 *
 * Keys are "NS/POD/CONTAINER/SEQUENCE", sequences count per world, so lines of several containers merge in
 * order. */
#ifndef AMBIT_TRAFFIC_LOGS_H
#define AMBIT_TRAFFIC_LOGS_H

#include "world/world.h"

struct log_event;

/* The record of what a proxy or an app has written (traffic/ledger.h). */
const struct value *log_record(struct arena *arena, const struct log_event *event);
/* A record in its place, and then that [total] records have come to the container since the last call: it keeps
 * the newest LIMIT_LOG_RECORDS. */
void log_put(struct draft *draft, const char *pod_key, const char *container, int64_t sequence,
             const struct value *record);
void log_counted(struct draft *draft, const char *pod_key, const char *container, int64_t total);

/* Appends a record and drops the container's oldest above LIMIT_LOG_RECORDS. */
void log_append(struct draft *draft, const char *pod_key, const char *container, const struct value *record);
void log_append_text(struct draft *draft, const char *pod_key, const char *container, struct instant at,
                     const char *line);
void log_erase(struct draft *draft, const char *pod_key); /* the pod is gone */

/* The next line with a sequence number above *after, which is set to it; false when there is none. [line]
 * (without its newline) is in [arena]. Begin with *after = 0. */
bool log_next(const struct world *world, struct arena *arena, const char *pod_key, const char *container,
              int64_t *after, struct instant *at, struct slice *line);

#endif
