/* The inside of a flow, shared by flow.c, ztunnel.c, waypoint.c and answer.c. */
#ifndef AMBIT_TRAFFIC_PATH_H
#define AMBIT_TRAFFIC_PATH_H

#include "traffic/flow.h"

/* One step: what everybody in it needs. */
struct step {
    const struct configuration *configuration;
    struct flow *flow;
    const struct flow_event *event;
    struct effects *effects;
    struct ledger *ledger;
    struct arena *arena; /* gone after the step */
    struct instant now;
};

/* Who opens a connection to a pod, and what its ztunnel may know. */
struct peer {
    const struct workload *workload; /* NULL: outside the cluster */
    const char *address;
    struct slice known_address; /* the same */
    int port;
    bool authenticated; /* comes with the workload's identity: through a ztunnel or a waypoint */
    bool connected;     /* already: a policy with a selector that came since does not count (Z18) */
};

/* What the destination's side says to a new connection. */
enum admission { ADMITTED, DENIED_BY_POLICY, NOT_LISTENING };

struct dial {
    enum admission admission;
    const struct listening *app;
    const char *error; /* for ztunnel's log lines; NULL */
};

/* A request in the hands of a waypoint or an app. Lives in the flow's arena for requests. */
struct exchange {
    const struct configuration *configuration; /* a reference: what it began with, and what is below */
    struct instant began, due;
    bool waypoint;
    bool request; /* there was one: the bytes could be read */
    bool head;    /* the request was HEAD */
    bool keep_alive;
    bool closes; /* the app, behind its answer */
    bool late;   /* the answer comes after [timeout] */
    struct slice method, target, host, agent, request_id;
    struct slice path;           /* target without its query; of a waypoint's request */
    const struct value *headers; /* of the request, where a Telemetry may ask for them; NULL */
    int64_t request_body;
    const char *identity; /* of a captured client; NULL */
    const char *via;
    const char *route; /* name in the access log; NULL */
    struct cluster cluster;
    const struct service *operation; /* of x-envoy-decorator-operation; NULL: not said */
    const struct workload *upstream; /* that was asked; NULL: none was tried */
    int upstream_port;
    const struct route *rule; /* with the filters of the rule and the backend; NULL */
    const struct backend *backend;
    int64_t request_size, received_before; /* bytes of the request; what the client had received before it */
    struct hops hops;
};

/* effects */
void emit_send(struct step *step, struct slice bytes);
void emit_reset(struct step *step);
void emit_close(struct step *step);
void emit_timer(struct step *step, struct instant at);

/* A trace with what is known of the connection. */
struct trace trace_begin(const struct step *step);
void flow_heard(const struct step *step, enum flow_voice voice, struct slice bytes); /* for who listens */
/* The trace of the exchange that ends here. */
void trace_exchange(struct step *step, int status, const char *flags, struct slice details);
/* A new exchange, with what is known of the request (NULL: the bytes could not be read). */
struct exchange *exchange_begin(struct step *step, const struct http_message *request);
void exchange_end(struct flow *flow);

/* The server of a direct flow, or the one that a waypoint asks. */
void flow_serve_by(struct flow *flow, const struct workload *server, int port);
/* The client's bytes go nowhere and its connection breaks: traced, with the request if there is one, and reset.
 */
void flow_break(struct step *step);

/* ztunnel.c */
/* Asks the destination for a new connection from [peer]: its ztunnel's policies, whose hop is added to [hops]
 * if the pod is captured, then whether the app listens. */
struct dial ztunnel_dial(struct step *step, const struct workload *server, int port, const struct peer *peer,
                         struct hops *hops);
/* Log lines of a connection that ended: the side of the client and of the server. [target]: what the client
 * asked for. [error] NULL: in order. */
void ztunnel_log_outbound(struct step *step, const struct workload *client, const struct workload *server,
                          const char *target, int port, const char *error);
void ztunnel_log_inbound(struct step *step, const struct peer *peer, const struct workload *server, int port,
                         int64_t sent, int64_t received, const char *error);
/* That a connection of the server's side ends because of a policy that came since (Z18). */
void ztunnel_log_closed(struct step *step, const struct peer *peer, const struct workload *server, int port);
/* An early failure at the client's side: "connection failed", source and destination only. */
void ztunnel_log_failed(struct step *step, const struct workload *client, const char *error);

/* waypoint.c */
void waypoint_bytes(struct step *step);
void waypoint_answered(struct step *step);
void waypoint_closed(struct step *step); /* the client has gone: so does the connection to the server */
/* The waypoint's pod as a peer of [server]. */
struct peer waypoint_peer(const struct step *step, const struct workload *server);
extern const char waypoint_container[];

/* waypoint_reply.c: what goes back to the client, in Envoy's way */
/* What ends a request at the waypoint. */
struct reply {
    int status;
    const char *body, *flags;
    struct slice details;
    const char *location; /* of a redirect; NULL */
};
void waypoint_reply(struct step *step, const struct reply *reply);       /* of its own: ends the exchange */
void waypoint_pass_on(struct step *step, struct http_message *response); /* the app's: ends the exchange */

/* waypoint_telemetry.c */
/* Expressions of a Telemetry may ask for headers of the request that the exchange is about. */
void waypoint_keep_headers(struct step *step, const struct http_message *request);
/* Counts the exchange that ends with [reply], with the labels that Telemetry wants. */
void waypoint_count(struct step *step, struct http_count *count, const struct reply *reply);
/* Does it belong into the access log? NULL: a TCP connection. */
bool waypoint_logs(struct step *step, const struct reply *reply, int64_t sent);

/* waypoint_policy.c */
/* Judges a request, or with NULL a TCP connection, of which HTTP fields know nothing (A16); adds the hop. */
struct decision waypoint_judge(struct step *step, const struct http_message *request, struct hops *hops);
/* A denial in the words of Envoy's log. */
const char *waypoint_matched(struct step *step, const struct decision *decision);

/* waypoint_tcp.c: a port that is declared to be TCP: the first bytes open the connection to an endpoint, and
 * from then on it is the app's (flow->relayed). */
bool waypoint_takes_tcp(const struct step *step);
void waypoint_tcp_open(struct step *step);
void waypoint_tcp_log(struct step *step, const char *termination); /* at its end; termination: why, or "-" */

/* route.c: the first of [service]'s routes for this port that matches, and one of its backends by weight (NULL
 * backend: the rule has none). False: no route matches. */
bool route_find(struct step *step, const struct service *service, const struct http_message *request,
                const struct route **route, const struct backend **backend);
/* Where the route's RequestRedirect filter sends the client (V21), in the step's arena; NULL without one. */
const char *route_redirect(struct step *step, const struct route *route, const struct http_message *request,
                           int *status);

/* route_filters.c */
/* [target] as a filter's path{type,...} changes it, [prefix] being what the rule matched. */
struct slice route_changed_path(struct arena *arena, const struct value *change, struct slice prefix,
                                struct slice target);
/* What the filters of the exchange's rule and backend change, if there are any. */
bool route_changes(const struct exchange *exchange);
void route_change_request(struct step *step, struct http_message *message);
void route_change_response(struct step *step, struct http_message *message);

/* answer.c */
void app_bytes(struct step *step);
void app_answered(struct step *step);
/* Calls the app for a request of [peer]; its answer is in [response], due at exchange->due. */
void app_serve(struct step *step, struct exchange *exchange, const struct listening *app,
               const struct workload *server, const struct http_message *request, const char *peer,
               int peer_port, struct buffer *response);

#endif
