/* What the data plane did and nobody has asked about yet: requests with their hops, log lines, counts. They are
 * written down as they are, with pointers into compiled configurations; nothing is formatted, hashed or put
 * into a map. ledger_fold makes of them what a world holds (hop.h, logs.h, images/metrics.h). Whether that is
 * done after each step or once at the end, the world is the same, byte for byte: numbers that count up
 * (sequences, ports, the random stream) go on here meanwhile.
 *
 * It is bounded as the world is: of the requests it keeps the last LIMIT_TRACES, of a container's log lines the
 * last LIMIT_LOG_RECORDS; older ones are forgotten without ever having been text. */
#ifndef AMBIT_TRAFFIC_LEDGER_H
#define AMBIT_TRAFFIC_LEDGER_H

#include "traffic/hop.h"
#include "world/world.h"

/* --- log lines --- */

/* Of a container; texts are in the configuration. */
struct log_place {
    const char *pod; /* "NS/POD" */
    const char *container;
};

enum log_form { LOG_LINE, LOG_ACCESS, LOG_CONNECTION };

struct log_event {
    struct log_event *next;
    int64_t sequence; /* counted from 1 since the last fold */
    enum log_form form;
    struct instant at;
};

/* A line of an app, as it is. */
struct line_event {
    struct log_event log;
    struct slice line;
};

/* Envoy's name of an upstream cluster: "inbound-vip|8080|http|HOST"; "inbound-pod" without a host. */
struct cluster {
    const char *direction; /* NULL: none was chosen */
    int port;
    const char *protocol, *hostname;
};

/* A line of a waypoint's access log: of a request, or with [termination] of a connection. */
struct access_event {
    struct log_event log;
    struct instant began;
    struct slice method, target, host, agent, request_id, details;
    struct slice termination; /* data NULL: it is about a request */
    int status;
    const char *flags, *route;
    int64_t received, sent, upstream_time; /* bytes; milliseconds, -1: there was none */
    const char *upstream;                  /* address; NULL: none */
    int upstream_port;
    struct cluster cluster;
    const char *local, *remote;
    int local_port, remote_port;
};

/* A line of a ztunnel's access log. */
struct connection_event {
    struct log_event log;
    const char *level, *message, *direction;
    bool failed; /* before anything but addresses was known */
    const char *source_address, *destination_address;
    int source_port, destination_port;
    const char *hbone_address; /* inside the tunnel; NULL: there is none */
    int hbone_port;
    const struct workload *source, *destination; /* NULL: not known */
    bool source_identity, destination_identity;  /* shown */
    const char *service;                         /* host name; NULL: none */
    int64_t sent, received;                      /* bytes */
    struct duration took;
    struct slice error; /* data NULL: in order */
};

/* --- counts (images/metrics.h) --- */
struct tcp_count {
    const char *pod, *reporter;
    const struct workload *source, *destination; /* NULL: not known */
    const struct service *service;               /* NULL: none */
    const char *flags;
    bool tunnel;
    int64_t sent, received;
};
/* A waypoint's metrics, as flags of http_count.metrics. */
enum { HTTP_METRICS = 4 };
enum { HTTP_COUNT = 1, HTTP_DURATION = 2, HTTP_REQUEST = 4, HTTP_RESPONSE = 8, HTTP_ALL_METRICS = 15 };
struct http_count {
    const char *pod;
    const struct workload *source, *destination;
    const struct service *service;
    int status;
    const char *flags;
    struct duration took;
    int64_t request, response; /* bytes */
    unsigned metrics;          /* that it counts for */
    struct slice tags; /* of images/metrics.h: labels that are not what they are elsewhere; empty: none */
};

/* --- the ledger --- */
struct ledger {
    bool begun;                  /* there is something to fold */
    uint64_t random;             /* the world's stream, while [begun] */
    int64_t ports, ports_before; /* that were given to clients since, and by then */
    struct arena arena;
    struct cell *spare[64]; /* by size */
    struct trace_queue {
        struct trace *first, *last;
        int64_t count, total; /* kept, and ever since the last fold */
    } traces;
    struct tag_text *tags; /* each text once */
    struct ledger_table {
        struct entry **slots;
        size_t mask, count;
    } logs, counts;
    int64_t logged;
    const struct configuration *held[4]; /* until the next fold */
    size_t held_count;
};

/* Must be called before anything is written down: [world] is what it will be folded into. */
void ledger_begin_anew(struct ledger *ledger, const struct world *world);
static inline void ledger_begin(struct ledger *ledger, const struct world *world)
{
    if (!ledger->begun)
        ledger_begin_anew(ledger, world);
}
int64_t ledger_port(struct ledger *ledger); /* counts up the note "port" of the world */
/* Events point into this configuration, whose owner may let it go. */
void ledger_hold(struct ledger *ledger, const struct configuration *configuration);
enum { LEDGER_BYTES = 4 << 20 };                               /* more is not kept back */
static inline bool ledger_is_full(const struct ledger *ledger) /* it should be folded */
{
    return ledger->held_count || ledger->arena.total > LEDGER_BYTES;
}

/* Everything is copied, but for what is said to live in a configuration. */
void ledger_trace(struct ledger *ledger, const struct trace *trace, const struct hops *connection,
                  const struct hops *request);
void ledger_line(struct ledger *ledger, struct log_place place, struct instant at, struct slice line);
void ledger_access(struct ledger *ledger, struct log_place place, const struct access_event *event);
void ledger_connection(struct ledger *ledger, struct log_place place, const struct connection_event *event);
void ledger_count_tcp(struct ledger *ledger, const struct tcp_count *count);
void ledger_count_http(struct ledger *ledger, const struct http_count *count);

/* The hops of the newest trace as the fold would have them; NULL: none waits. */
const struct value *ledger_last_hops(const struct ledger *ledger, struct arena *arena);

/* Puts everything into the draft and forgets it. */
void ledger_fold(struct ledger *ledger, struct draft *draft);
void ledger_clear(struct ledger *ledger); /* forgets it, and gives its memory back */

#endif
