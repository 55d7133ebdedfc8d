/* What the proxies count, and its text in Prometheus' format (M1 to M8).
 *
 * A counter of WORLD_COUNTERS has the key
 * "NS/POD\tKIND\tREPORTER|SOURCE|DESTINATION|SERVICE|CODE|FLAGS|SECURITY[|TAGS]" and is an object of numbers.
 * KIND is "tcp" or "http"; SOURCE and DESTINATION are "NS/WORKLOAD/CANONICAL/REVISION/ACCOUNT/TRUST", empty
 * when the proxy does not know them; SERVICE is a host name, CODE a status. TAGS is what Telemetry changed,
 * "NAME=TEXT;", or "NAME;" for a label that is gone, with escapes "%XX". Names of labels are put to them when
 * somebody reads. */
#ifndef AMBIT_IMAGES_METRICS_H
#define AMBIT_IMAGES_METRICS_H

#include "base/buffer.h"
#include "data/value.h"

/* The upper ends of the buckets of a waypoint's histograms; the last one has none. Bucket N of a histogram
 * counts in the member "PREFIX" and two digits. */
enum { METRICS_BUCKETS = 20 };
int metrics_bucket(int64_t thousandths); /* which bucket takes this number of thousandths */

/* What there may be in it: names of series, and of labels; arrays in the arena that end with NULL. */
const char *const *metrics_names(struct arena *arena);
const char *const *metrics_label_names(struct arena *arena);

/* Everything that the pod "NS/POD" has counted. */
void metrics_write(struct buffer *out, struct arena *arena, struct map counters, const char *pod);

#endif
