/* What became of a request, hop by hop, as data: `lab why`, checks and the picture of the mesh read it.
 *
 * A record is an object:
 *   id, at (RFC 3339), client ("NS/POD", "" for the learner's machine), identity, method, url, host, path,
 * address, port, status (0: none), error ("" or what the client saw, e.g. "connection reset"), via
 * ("NS/WAYPOINT" or ""), own (true: the learner's), hops: array of {at:
 * "dns"|"loopback"|"kube-proxy"|"ztunnel"|"waypoint"|"app", side: "outbound"|"inbound"|"", where: "NS/POD" (of a ztunnel:
 *      the workload it acts for), verdict: "pass"|"allow"|"deny"|"refuse"|"answer", identity (seen here),
 * status, policy ("NS/NAME"), rule (index), why (a sentence), closest: {policy, rule, clause, field, wanted[],
 * observed, text}} */
#ifndef AMBIT_TRAFFIC_HOP_H
#define AMBIT_TRAFFIC_HOP_H

#include "traffic/configuration.h"

struct value *hop_new(struct arena *arena, const char *at, const char *side, const char *where,
                      const char *verdict, const char *why);
/* Adds what a decision says to a hop: policy, rule, closest. */
void hop_decision(struct arena *arena, struct value *hop, const struct decision *decision);
/* The hop that stopped the request, or the last one; NULL when there are none. */
const struct value *hop_deciding(const struct value *record);

#endif
