/* One TCP connection through the mesh, sans-IO: bytes and events go in, effects come out. flow_step never
 * waits, never looks at a clock and knows no process; machine/ delivers events, and folds what the ledger says
 * into the world when somebody looks.
 *
 * Rules R0.1 to R0.10, the path table (section 2), Z1 to Z18 and V1 to V8 of the reference are implemented
 * here. */
#ifndef AMBIT_TRAFFIC_FLOW_H
#define AMBIT_TRAFFIC_FLOW_H

#include "base/buffer.h"
#include "base/instant.h"
#include "http/http.h"
#include "traffic/ledger.h"

#define FLOW_MACHINE_ADDRESS "172.18.0.2" /* of the learner's machine */

enum flow_path {
    FLOW_REFUSED,  /* nobody answers: connection refused */
    FLOW_UNROUTED, /* no such address: the client waits until it gives up */
    FLOW_DIRECT,   /* to the server's pod, through ztunnels where they capture */
    FLOW_WAYPOINT, /* to a waypoint, which opens connections of its own */
    FLOW_LOOPBACK, /* to an app of the pod it was opened in: no ztunnel, no waypoint (P9) */
    FLOW_DROPPED,  /* the client's ztunnel accepted it and then closed it: curl 56 */
};

/* What is found by the names of a flow in the configuration of the present step. */
struct places {
    const struct configuration *configuration; /* a reference */
    const struct workload *client;             /* NULL: the learner's machine, or it is gone */
    const struct workload *server, *pod;       /* [server] and [waypoint] below; NULL: none, or gone */
    const struct workload *target;             /* that has the address */
    const struct service *addressed;           /* that has it; NULL: a pod's own address, or it is gone */
    const struct waypoint *waypoint;           /* whose pod that is */
};

struct flow {
    /* set by the opener */
    const char *client;  /* "NS/POD"; NULL: the learner's machine */
    const char *inside;  /* "NS/POD": a node opens it in this pod, for a port-forward; else NULL */
    const char *address; /* destination */
    struct slice known_client, known_address; /* the same as slices */
    int port, client_port;
    bool own; /* the learner's own traffic, not a check's */
    /* state */
    enum flow_path path;
    struct places places;
    const struct configuration *opened, *joined; /* references: of [hops] when it was opened, and relayed */
    const char *client_address;
    struct slice known_client_address;
    const char *server;   /* "NS/POD" that answers a direct flow */
    const char *waypoint; /* "NS/POD" */
    const char *relayed;  /* "NS/WAYPOINT" that passes bytes on as they are, to [server]; NULL */
    const char *service;  /* "NS/NAME" that was addressed */
    int server_port;
    struct instant opened_at;
    int64_t sent, received;                   /* bytes, as the client sees them */
    int64_t upstream_sent, upstream_received; /* of a waypoint's connection to the server */
    bool denied;                              /* by the destination's ztunnel, or dropped: logged at once */
    bool closed;
    struct exchange *exchange; /* the request that is being answered; NULL */
    /* memory that stays when the flow is cleared */
    struct arena arena;   /* of the whole connection */
    struct arena request; /* of the exchange */
    struct buffer input;  /* from the client, not consumed yet */
    struct http_parser parser;
    struct buffer response; /* of the app, while there is an exchange */
    struct hops hops;       /* of the connection: before any request */
};

enum flow_event_kind { FLOW_OPEN, FLOW_BYTES, FLOW_CLIENT_END, FLOW_TIMER, FLOW_CHECK };

/* Who listens to what is said inside of a flow; it takes no part in it. */
enum flow_voice { FLOW_UPSTREAM /* a waypoint asks the app */, FLOW_ANSWER /* the app answers */ };
struct flow_watch {
    void *context;
    void (*heard)(void *context, enum flow_voice voice, struct slice bytes);
    void (*traced)(void *context, struct instant at); /* the request that began then is in the ledger */
};

struct flow_event {
    enum flow_event_kind kind;
    const struct flow_watch *watch; /* NULL: nobody */
    struct slice bytes; /* FLOW_BYTES */
    struct instant now;
    /* What the proxies have counted so far, for who asks their metrics; borrowed for the call. */
    struct map (*counters)(void *context);
    struct calendar (*date)(void *context); /* [now], for who writes it down */
    /* What is wrong with a pod's app (control/fault.h), or NULL; kept by the world. */
    const struct value *(*fault)(void *context, const char *pod, const struct value *object);
    void *context;
};

/* What a step does to its connection; what it did besides stands in the ledger. */
struct effects {
    struct buffer *bytes; /* to the client are added here */
    bool reset;           /* the client's connection breaks */
    bool closes;          /* the server's side ends it in order, behind the bytes */
    struct instant timer; /* step again with FLOW_TIMER then; INSTANT_NEVER: nothing new */
};

/* A flow that is all zero, or one that was cleared. */
void flow_init(struct flow *flow, struct slice client, struct slice address, int port, int client_port);
void flow_clear(struct flow *flow);   /* its memory is kept, for another connection */
void flow_release(struct flow *flow); /* a cleared one */
/* [arena] is for what is made on the way. */
void flow_step(const struct configuration *configuration, struct flow *flow, const struct flow_event *event,
               struct arena *arena, struct ledger *ledger, struct effects *effects);

#endif
