/* What a proxy says of itself: the configuration that the engine reads, as the value tree that ztunnel and
 * Envoy give at their admin ports. `istioctl ztunnel-config` and `proxy-config` print it; nothing is kept for
 * printing only. */
#ifndef AMBIT_TRAFFIC_DUMP_H
#define AMBIT_TRAFFIC_DUMP_H

#include "base/instant.h"
#include "traffic/configuration.h"

/* {workloads[], services[], policies[]} in ztunnel's names, the same for every ztunnel. */
const struct value *ztunnel_dump(struct arena *arena, const struct configuration *configuration);
/* One list of it: "policies", "services" or "workloads". */
const struct value *ztunnel_list(struct arena *arena, const struct configuration *configuration, const char *key);

/* The certificates that the ztunnel of [node] holds: one for each identity of its captured pods, sorted:
 * [{identity, state, certChain[{serialNumber, validFrom, expirationTime}], rootCerts[the same]}]. */
const struct value *ztunnel_certificates(struct arena *arena, const struct configuration *configuration,
                                         const char *node, struct instant now);

/* {clusters[], listeners[], routes[], endpoints[], secrets[]} of a waypoint's pod; NULL: it belongs to no
 * waypoint that istiod knows. A cluster is {name, type}; an endpoint {address, status, cluster}; a listener
 * {name, address, port, chains[{name, match, destination}]}; a route {name, vhost, domains, match, owner}; a
 * secret like a certificate above. */
const struct value *waypoint_dump(struct arena *arena, const struct configuration *configuration,
                                  const struct workload *pod, struct instant now);

/* A workload certificate of istiod's: 24 hours, renewed at half its life. [since]: when the first one was asked
 * for. */
const struct value *certificate_of(struct arena *arena, const char *identity, struct instant since,
                                   struct instant now);
const struct value *certificate_root(struct arena *arena, const struct configuration *configuration);

#endif
