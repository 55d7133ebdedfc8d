/* What the data plane knows: compiled from the cluster by mesh/, read by ztunnel, waypoints and kube-proxy
 * here, and printed by `istioctl ztunnel-config` and `proxy-config`. Traffic never sees a Kubernetes policy or
 * route object.
 *
 * A configuration is immutable and counted: flows and events point into it. What follows from it is found when
 * it is first asked for, and then kept. Texts and values in it are borrowed from the maps it was compiled from,
 * which it and its topology hold. All lists are sorted by namespace and name, so that nothing depends on the order of creation.
 */
#ifndef AMBIT_TRAFFIC_CONFIGURATION_H
#define AMBIT_TRAFFIC_CONFIGURATION_H

#include "base/instant.h"
#include "data/regular.h"
#include "data/value.h"
#include "images/image.h"
#include "traffic/policy.h"

/* The DENY that istiod makes of PeerAuthentication STRICT; it applies where workload.strict says so (PA3). */
#define STATIC_STRICT "istio_converted_static_strict"
/* How the DENY of a PeerAuthentication with portLevelMtls is named; it applies where workload.peer_policy says
 * so. */
#define CONVERTED_PEER "converted_peer_authentication_"

struct service;
struct waypoint;

enum log_choice { LOG_AS_THE_MESH_SAYS, LOG_REQUESTS, LOG_NOTHING };

/* What Telemetry objects say of a waypoint, or of a Service at its waypoint. */
struct telemetry {
    /* By the name of a metric, without "istio_": {disabled, tags{NAME: a CEL expression, or null: removed}};
     * NULL: nothing. */
    const struct value *metrics;
    bool silent; /* its providers are none that ambit has: nothing is counted */
    enum log_choice log;
    const char *log_filter; /* a CEL expression, or NULL */
};

struct workload {
    const char *namespace, *name; /* of the pod */
    const char *key;              /* "NAMESPACE/NAME" */
    const char *address;          /* pod IP; "" before it has one */
    const char *node;
    const char *service_account;
    const char *principal;            /* "cluster.local/ns/NS/sa/SA" */
    const char *owner;                /* the Deployment (or the pod itself): ztunnel's workload name */
    const char *canonical, *revision; /* app name and version as labels say */
    const struct value *labels;
    const struct value *pod; /* for the app that answers */
    bool captured;           /* the annotation ambient.istio.io/redirection says enabled: HBONE */
    bool host_network;
    bool strict;             /* PeerAuthentication refuses plaintext: the static DENY applies */
    const char *peer_policy; /* the DENY of a PeerAuthentication that holds for it, "NS/NAME"; NULL: none */
    bool ready;              /* takes traffic as an endpoint */
    const struct waypoint *waypoint; /* for requests to its own address; NULL: none */
    const char *trust_domain;
    struct slice known_key, known_principal, known_namespace, known_account,
        known_address;       /* the same as slices */
    struct derived *derived; /* what has been asked for so far: configuration.c */
};

enum port_protocol { PORT_HTTP, PORT_TCP };

struct service_port {
    int number;                  /* the Service's */
    const char *name;            /* "" when it has none */
    enum port_protocol protocol; /* what a waypoint takes it for: named or declared, else sniffed (HTTP) */
    bool sniffed;                /* neither its name nor appProtocol says a protocol */
    const struct value *target;  /* targetPort: a number or a container port's name */
};

struct service {
    const char *namespace, *name;
    const char *key;                                                         /* "NAMESPACE/NAME" */
    const char *hostname;                                                    /* NAME.NS.svc.cluster.local */
    const char *address;                                                     /* cluster IP; "" when headless */
    struct slice known_namespace, known_name, known_hostname, known_address; /* the same as slices */
    struct service_port *ports;
    size_t port_count;
    const struct workload **endpoints; /* ready ones first, each part in order of name */
    size_t endpoint_count, ready_count;
    const struct waypoint *waypoint; /* NULL: none, or not one that may be used */
    const char *unbound; /* why the label that names a waypoint has no effect, a clause; NULL: it has, or there
                            is none */
    struct policy_list policies; /* that target this service */
    struct policy_list enforced; /* at its waypoint: these and the waypoint's own, pooled (A3), with an index */
    struct route *routes;        /* HTTPRoute rules of this service, best match first */
    size_t route_count;
    const struct telemetry *telemetry; /* that targets it, with its waypoint's; NULL: only its waypoint's */
};

enum waypoint_type { WAYPOINT_SERVICE = 1, WAYPOINT_WORKLOAD = 2 };

struct waypoint {
    const char *namespace, *name;
    const char *key;               /* "NAMESPACE/NAME" */
    const struct service *service; /* the Service of the same name; NULL before it exists */
    const char *principal;         /* its identity */
    const struct workload **pods;  /* the ready ones */
    size_t pod_count;
    unsigned types;                    /* enum waypoint_type */
    struct policy_list policies;       /* bound to the Gateway or its class */
    const struct telemetry *telemetry; /* NULL: none */
};

/* One rule of an HTTPRoute, ready to match. */
struct route {
    const char *name; /* as the access log says it: "NS.ROUTE.RULE" */
    const struct value
        *matches;              /* array of {path{type,value}, method, headers[], queryParams[]}; never empty */
    const struct value *match; /* the one this row stands for */
    const struct value *rule;  /* filters, timeouts */
    int port;                  /* of the parentRef; 0: all */
    bool exact;                /* the path is the whole one, not the beginning */
    struct slice wanted;       /* path; empty: any */
    struct slice prefix;       /* that is replaced by ReplacePrefixMatch */
    struct slice method;       /* data NULL: any */
    size_t header_count, parameter_count;
    const struct value *wanted_headers, *wanted_parameters;
    struct duration timeout;     /* 0: none (V23) */
    const struct value *filters; /* of the rule */
    struct backend {
        const struct service *service; /* NULL: does not exist */
        int port, weight;
        const struct value *filters; /* of this backend only; NULL */
    } * backends;
    size_t backend_count;
    struct mirror {
        const struct service *service; /* NULL: does not exist */
        int port;
        int64_t numerator, denominator; /* the share of requests that is copied there */
    } * mirrors;
    size_t mirror_count;
    /* Regular expressions of its match: of the path (NULL: it has none), and of headers and query parameters by
     * their place in the match. [broken]: one of them is none, so that nothing matches. */
    const struct regular *path, **headers, **parameters;
    bool broken;
};

/* What configurations share that differ in policies, routes and telemetry alone: all that their workloads, services and
 * waypoints point at, but for each other. */
struct topology {
    unsigned count;
    struct arena arena;
    struct map applied, programmed; /* that they were read from, and borrow from */
    struct names *names;            /* indexes; NULL until somebody looks for a name */
};

struct configuration {
    unsigned count;
    struct arena arena;    /* everything is in it, but for what is borrowed or in its topology */
    struct topology *topology; /* where things are */
    struct map programmed; /* what policies, routes and telemetry were read from */
    const struct value *options; /* the MeshConfig; kept; NULL: there is none */
    const char *trust_domain;
    const char *access_log; /* "/dev/stdout": waypoints log requests; "": they do not */
    struct workload *workloads;
    size_t workload_count;
    struct service *services;
    size_t service_count;
    struct waypoint *waypoints;
    size_t waypoint_count;
    struct policy_list ztunnel; /* what istiod sends to ztunnel: every scope */
};

const struct configuration *configuration_ref(const struct configuration *configuration);
void configuration_unref(const struct configuration *configuration); /* NULL is nothing */
/* A new one begins with the workloads, services and waypoints of [before], and no policy, route or telemetry. */
void configuration_take_topology(struct configuration *configuration, const struct configuration *before);

const struct workload *configuration_workload_at(const struct configuration *configuration,
                                                 struct slice address);
const struct workload *configuration_workload(const struct configuration *configuration, const char *namespace,
                                              const char *name);
/* The pod "NS/NAME"; NULL of none. */
const struct workload *configuration_pod_called(const struct configuration *configuration, struct slice key);
static inline const struct workload *configuration_pod(const struct configuration *configuration,
                                                       const char *key)
{
    return configuration_pod_called(configuration, slice_of(key));
}
const struct service *configuration_service_at(const struct configuration *configuration, struct slice address);
const struct service *configuration_service(const struct configuration *configuration, const char *namespace,
                                            const char *name);
const struct service_port *service_port_find(const struct service *service, int number);
/* Does ztunnel hold the policy against connections to the workload? */
bool policy_applies(const struct policy *policy, const struct workload *workload);
/* The first service that has the workload as an endpoint, for logs; NULL when none has. */
const struct service *configuration_service_of(const struct configuration *configuration,
                                               const struct workload *workload);
/* The ztunnel pod of the workload's node, to whose log its lines go; NULL when the node has none. */
const struct workload *workload_ztunnel(const struct configuration *configuration,
                                        const struct workload *workload);
/* The waypoint that a pod belongs to; NULL when it is none's. */
const struct waypoint *workload_waypoint(const struct configuration *configuration,
                                         const struct workload *workload);
/* The policies that its ztunnel holds against new connections to it, or, with [connected], against one that
 * stands: a policy with a selector that came since does not count (Z18). */
const struct policy_list *workload_guards(const struct configuration *configuration,
                                          const struct workload *workload, bool connected);
/* Its app that accepts connections on [port]; NULL: nothing listens there. */
const struct listening *workload_listening(const struct configuration *configuration,
                                           const struct workload *workload, int port);
/* A targetPort on a pod: a number, or the port its containers declare under that name; 0 when there is none. */
int workload_port(const struct workload *workload, const struct value *target);

/* Addresses of [name] as the resolver of a pod in [namespace] finds them (search domains, ndots:5), or of the
 * learner's machine (NULL), which is outside the cluster's DNS. An array of texts in [arena]. */
const struct value *configuration_resolve(const struct configuration *configuration, struct arena *arena,
                                          const char *namespace, const char *name);
/* The first of them, which lives as long as the configuration or [name]; data NULL: there is none. */
struct slice configuration_address(const struct configuration *configuration, const char *namespace,
                                   struct slice name);

#endif
