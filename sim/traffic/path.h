/* The inside of a flow, shared by flow.c, ztunnel.c, waypoint.c and answer.c. */
#ifndef AMBIT_TRAFFIC_PATH_H
#define AMBIT_TRAFFIC_PATH_H

#include "traffic/flow.h"
#include "traffic/hop.h"

/* One step: what everybody in it needs. */
struct step {
    const struct configuration *configuration;
    struct flow *flow;
    struct effects *effects;
    struct arena *arena; /* of the effects: gone after the step */
    struct instant now;
    struct map counters;
};

/* Who opens a connection to a pod, and what its ztunnel may know. */
struct peer {
    const struct workload *workload; /* NULL: outside the cluster */
    const char *address;
    int port;
    bool authenticated;    /* comes with an identity: through a ztunnel or a waypoint */
    const char *principal; /* of whom; "" without */
    bool connected;        /* already: a policy with a selector that came since does not count (Z18) */
};

/* What the destination's side says to a new connection. */
enum admission { ADMITTED, DENIED_BY_POLICY, NOT_LISTENING };

struct dial {
    enum admission admission;
    struct decision decision;
    const struct value *hop; /* of the destination's ztunnel; NULL when it is not captured */
    const struct image *image;
    const struct value *container;
    const char *error; /* for ztunnel's log lines; NULL */
};

/* A request in the hands of a waypoint or an app. Lives in the flow's arena. */
struct exchange {
    struct instant began, due;
    bool waypoint;
    bool head; /* the request was HEAD */
    bool keep_alive;
    bool closes; /* the app, behind its answer */
    struct buffer response; /* of the app; released with the flow */
    const char *method, *path, *target, *host, *agent, *request_id;
    int64_t request_body;
    struct value *record; /* hop.h, without id */
    struct value *hops;
    const char *route;                     /* name in the access log */
    const char *cluster;                   /* Envoy's name of the upstream cluster */
    const char *operation;                 /* x-envoy-decorator-operation */
    const char *upstream;                  /* "IP:PORT"; NULL: none was tried */
    const struct value *filters;           /* of the route and its backend, an array; NULL */
    const char *prefix;                    /* that the route matched */
    struct duration timeout;               /* 0: none */
    bool late;                             /* the answer comes after it */
    const char *counted;                   /* the workload that was asked, for metrics; "": none */
    int64_t request_size, received_before; /* bytes of the request; what the client had received before it */
    int64_t status;
};

/* effects */
void emit_send(struct step *step, struct slice bytes);
void emit(struct step *step, enum effect_kind kind);
void emit_timer(struct step *step, struct instant at);
void emit_log(struct step *step, const char *pod_key, const char *container, const struct value *record);
void emit_count(struct step *step, const char *key, const struct value *numbers);
void emit_trace(struct step *step, const struct value *record);

/* A record of hop.h with what is known of the connection, and its list of hops, begun with the connection's
 * own. */
struct value *trace_begin(struct step *step, const struct http_message *request, struct value **hops);

/* The client's bytes go nowhere and its connection breaks: traced, with the request if there is one, and reset. */
void flow_break(struct step *step);

/* ztunnel.c */
/* Asks the destination for a new connection from [peer]: its ztunnel's policies, then whether the app listens.
 */
struct dial ztunnel_dial(struct step *step, const struct workload *server, int port, const struct peer *peer);
/* Log lines of a connection that ended: the side of the client and of the server. [error] NULL: in order. */
void ztunnel_log_outbound(struct step *step, const struct workload *client, const struct workload *server,
                          const char *target, const char *error);
void ztunnel_log_inbound(struct step *step, const struct peer *peer, const struct workload *server, int port,
                         int64_t sent, int64_t received, const char *error);
/* That a connection of the server's side ends because of a policy that came since (Z18). */
void ztunnel_log_closed(struct step *step, const struct peer *peer, const struct workload *server, int port);
/* A workload as metrics know it (images/metrics.h); "" for NULL. */
const char *counted_workload(struct arena *arena, const struct configuration *configuration,
                             const struct workload *workload);
/* An early failure at the client's side: "connection failed", source and destination only. */
void ztunnel_log_failed(struct step *step, const struct workload *client, const char *error);

/* waypoint.c */
void waypoint_bytes(struct step *step);
void waypoint_answered(struct step *step);
void waypoint_closed(struct step *step); /* the client has gone: so does the connection to the server */

/* waypoint_policy.c */
/* The Service that the client addressed; NULL: a pod's own address, or it is gone. */
const struct service *waypoint_addressed(struct step *step);
/* The waypoint whose pod has this flow; NULL: it is gone. */
const struct waypoint *waypoint_of(struct step *step);
/* Judges a request, or with NULL a TCP connection, of which HTTP fields know nothing (A16). The hop is in the
 * flow's arena. */
struct value *waypoint_judge(struct step *step, const struct http_message *request, struct decision *decision);
/* A denial in the words of Envoy's log. */
const char *waypoint_matched(struct step *step, const struct decision *decision);

/* waypoint_tcp.c: a port that is declared to be TCP: the first bytes open the connection to an endpoint, and
 * from then on it is the app's (flow->relayed). */
bool waypoint_takes_tcp(struct step *step);
void waypoint_tcp_open(struct step *step);
void waypoint_tcp_log(struct step *step, const char *termination); /* at its end; termination: why, or "-" */

/* route.c: the first of [service]'s routes for this port that matches, and one of its backends by weight (NULL
 * backend: the rule has none). False: no route matches. */
bool route_find(struct step *step, const struct service *service, const struct http_message *request,
                const struct route **route, const struct backend **backend);
/* Where the route's RequestRedirect filter sends the client (V21), in the step's arena; NULL without one. */
const char *route_redirect(struct step *step, const struct route *route, const struct http_message *request,
                           int *status);

/* The prefix that a rule matched, for ReplacePrefixMatch. */
struct slice route_prefix(const struct route *route);

/* route_filters.c */
const char *lower_name(struct arena *arena, struct slice text); /* a header's name as Envoy passes it on */
/* [target] as a filter's path{type,...} changes it, [prefix] being what the rule matched. */
struct slice route_changed_path(struct arena *arena, const struct value *change, struct slice prefix,
                                struct slice target);
void route_change_request(struct step *step, const struct value *filters, struct slice prefix,
                          struct http_message *message);
void route_change_response(struct step *step, const struct value *filters, struct http_message *message);
struct duration route_timeout(const struct route *route); /* 0: none (V23) */

/* answer.c */
void app_bytes(struct step *step);
void app_answered(struct step *step);
/* Calls the app for a request; its answer is in exchange->response, due at exchange->due. */
void app_serve(struct step *step, struct exchange *exchange, const struct dial *dial,
               const struct workload *server, const struct http_message *request, const char *peer);

#endif
