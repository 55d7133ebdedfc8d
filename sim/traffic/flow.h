/* One TCP connection through the mesh, sans-IO: bytes and events go in, effects come out. flow_step never
 * waits, never looks at a clock and knows no process; machine/ delivers events and folds effects into the
 * world.
 *
 * Rules R0.1 to R0.10, the path table (section 2), Z1 to Z18 and V1 to V8 of the reference are implemented
 * here. */
#ifndef AMBIT_TRAFFIC_FLOW_H
#define AMBIT_TRAFFIC_FLOW_H

#include "base/buffer.h"
#include "base/instant.h"
#include "http/http.h"
#include "traffic/configuration.h"

#define FLOW_MACHINE_ADDRESS "172.18.0.2" /* of the learner's machine */

enum flow_path {
    FLOW_REFUSED,  /* nobody answers: connection refused */
    FLOW_UNROUTED, /* no such address: the client waits until it gives up */
    FLOW_DIRECT,   /* to the server's pod, through ztunnels where they capture */
    FLOW_WAYPOINT, /* to a waypoint, which opens connections of its own */
    FLOW_LOOPBACK, /* to an app of the pod it was opened in: no ztunnel, no waypoint (P9) */
    FLOW_DROPPED,  /* the client's ztunnel accepted it and then closed it: curl 56 */
};

struct flow {
    /* set by the opener */
    const char *client;  /* "NS/POD"; NULL: the learner's machine */
    const char *inside;  /* "NS/POD": a node opens it in this pod, for a port-forward; else NULL */
    const char *address; /* destination */
    int port, client_port;
    bool own; /* the learner's own traffic, not a check's */
    /* state */
    enum flow_path path;
    struct arena arena; /* of the whole connection */
    const char *client_address;
    const char *server;   /* "NS/POD" that answers a direct flow */
    const char *waypoint; /* "NS/POD" */
    const char *relayed;  /* "NS/WAYPOINT" that passes bytes on as they are, to [server]; NULL */
    const char *service;  /* "NS/NAME" that was addressed */
    int server_port;
    struct instant opened;
    struct buffer input; /* from the client, not consumed yet */
    struct http_parser parser;
    int64_t sent, received;                   /* bytes, as the client sees them */
    int64_t upstream_sent, upstream_received; /* of a waypoint's connection to the server */
    bool denied;                              /* by the destination's ztunnel, or dropped: logged at once */
    bool closed;
    const struct value *hops;  /* of the connection: before any request */
    struct exchange *exchange; /* the request that is being answered; NULL */
    uint64_t *random;          /* the world's stream during a step */
};

enum flow_event_kind { FLOW_OPEN, FLOW_BYTES, FLOW_CLIENT_END, FLOW_TIMER, FLOW_CHECK };

struct flow_event {
    enum flow_event_kind kind;
    struct slice bytes; /* FLOW_BYTES */
    struct instant now;
    uint64_t *random;    /* the world's random stream */
    struct map counters; /* what the proxies have counted so far, for who asks their metrics */
};

enum effect_kind {
    EFFECT_SEND,  /* bytes to the client */
    EFFECT_RESET, /* the client's connection breaks */
    EFFECT_CLOSE, /* the server's side ends it in order */
    EFFECT_TIMER, /* step again with FLOW_TIMER at [at] */
    EFFECT_LOG,   /* [key] "NS/POD", [name] container, [value] record */
    EFFECT_COUNT, /* [key] counter (images/metrics.h), [value] an object of numbers to add */
    EFFECT_TRACE, /* [value] a record of hop.h without its id */
};

struct effect {
    enum effect_kind kind;
    struct slice bytes;
    struct instant at;
    const char *key, *name;
    const struct value *value;
    struct effect *next;
};

/* In the order they happened. Everything is in [arena], which the caller keeps until they are done. */
struct effects {
    struct arena *arena;
    struct effect *first, **last;
};

void flow_init(struct flow *flow, const char *client, const char *address, int port, int client_port);
void flow_release(struct flow *flow);
void flow_step(const struct configuration *configuration, struct flow *flow, const struct flow_event *event,
               struct effects *effects);

#endif
