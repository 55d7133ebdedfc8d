/* The only two time types. Virtual time alone: nothing here reads a clock. */
#ifndef AMBIT_BASE_INSTANT_H
#define AMBIT_BASE_INSTANT_H

#include "base/arena.h"

struct instant {
    int64_t nanoseconds; /* since 1970-01-01T00:00:00Z */
};

struct duration {
    int64_t nanoseconds;
};

#define MICROSECONDS(n) ((struct duration){(int64_t)(n)*1000})
#define MILLISECONDS(n) ((struct duration){(int64_t)(n)*1000000})
#define SECONDS(n) ((struct duration){(int64_t)(n)*1000000000})

/* Whole seconds that may be anything: saturates. */
struct duration duration_of_seconds(int64_t seconds);

/* Farther away than any learner waits. */
#define INSTANT_NEVER ((struct instant){INT64_MAX})

/* Saturates at INSTANT_NEVER. */
static inline struct instant instant_add(struct instant at, struct duration length)
{
    int64_t sum;
    if (__builtin_add_overflow(at.nanoseconds, length.nanoseconds, &sum))
        return INSTANT_NEVER;
    return (struct instant){sum};
}

static inline struct duration instant_since(struct instant later, struct instant earlier)
{
    return (struct duration){later.nanoseconds - earlier.nanoseconds};
}

static inline int instant_compare(struct instant a, struct instant b)
{
    return a.nanoseconds < b.nanoseconds ? -1 : a.nanoseconds > b.nanoseconds;
}

/* The parts of an instant in UTC (the proleptic Gregorian calendar). */
struct calendar {
    int year, month, day; /* month and day from 1 */
    int hour, minute, second;
    int weekday; /* 0 is Sunday */
    int nanosecond;
};
struct calendar instant_calendar(struct instant at);

/* Adds [at], in UTC, as date +FORMAT writes it (%Y, %m, %H, ...). */
struct buffer;
void instant_format(struct buffer *out, const char *format, struct instant at);

/* "2026-11-23T09:47:54Z", with [digits] (0 to 9) digits behind the second: RFC 3339, always UTC. */
char *instant_rfc3339(struct arena *arena, struct instant at, int digits);
enum { RFC3339 = 30 };
char *instant_write_rfc3339(char *to, struct instant at, int digits); /* as base/write.h does it */
bool instant_parse_rfc3339(struct slice text, struct instant *at);

/* "Mon, 23 Nov 2026 09:00:00 GMT": the IMF-fixdate of RFC 9110, 5.6.7. */
char *instant_http_date(struct arena *arena, struct instant at);
enum { HTTP_DATE = 29 };
char *instant_write_http_date(char *to, const struct calendar *date); /* as base/write.h does it */

/* "Mon, 23 Nov 2026 08:00:00 +0000": how kubectl describe writes an instant (RFC 1123 with a zone). */
char *instant_rfc1123z(struct arena *arena, struct instant at);

/* Go's duration grammar: "1h2m3.5s", "300ms", "0". False when it is not one. */
bool duration_parse(struct slice text, struct duration *length);

/* kubectl's AGE: "5s", "2m30s", "26m", "3h5m", "2d", ... (k8s.io/apimachinery duration.HumanDuration). */
char *duration_human(struct arena *arena, struct duration length);

#endif
