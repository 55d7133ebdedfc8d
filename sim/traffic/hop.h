/* What became of a request, hop by hop. On the way it is written down as structs that point into the
 * configuration (traffic/ledger.h); a record is made of them when somebody reads: `lab why`, checks, the
 * picture of the mesh.
 *
 * A record is an object:
 *   id, at (RFC 3339), client ("NS/POD", "" for the learner's machine), identity, method, url, host, path,
 * address, port, status (0: none), error ("" or what the client saw, e.g. "connection reset"), via
 * ("NS/WAYPOINT" or ""), own (true: the learner's), hops: array of {at:
 * "dns"|"loopback"|"kube-proxy"|"ztunnel"|"waypoint"|"app", side: "outbound"|"inbound"|"", where: "NS/POD" (of
 * a ztunnel: the workload it acts for), verdict: "pass"|"allow"|"deny"|"refuse"|"answer", identity (seen here),
 * status, policy ("NS/NAME"), rule (index), why (a sentence), closest: {policy, rule, clause, field, wanted[],
 * observed, text}} */
#ifndef AMBIT_TRAFFIC_HOP_H
#define AMBIT_TRAFFIC_HOP_H

#include "base/check.h"
#include "base/instant.h"
#include "traffic/configuration.h"

/* Text that is made when somebody reads it: %s in [format] stands for the next of the words, %d for the number,
 * %t for the text. Format and words are literals or live in the configuration. */
struct sentence {
    const char *format;
    const char *words[4];
    int64_t number;
    struct slice text;
};
const char *sentence_text(struct arena *arena, const struct sentence *sentence);

/* What an ALLOW policy lacked: struct decision's closest. */
struct lack {
    const struct policy *policy;
    int rule;
    const char *clause, *field;
    const struct value *wanted;
    struct slice observed;
    bool http;
};

struct hop {
    const char *at, *side, *where, *verdict;
    struct sentence why;
    const char *identity; /* a principal, "" for none; NULL: nothing is said of it */
    const struct policy *policy;
    int rule;
    const struct lack *lack; /* NULL: nothing */
    bool answered;           /* with [status] */
    int status;
};

enum { HOPS_MAX = 6 }; /* of a connection, and of a request on it */
struct hops {
    size_t count;
    struct hop items[HOPS_MAX];
};
/* One more hop, which is filled in by the caller but for these. */
static inline struct hop *hops_add(struct hops *hops, const char *at, const char *side, const char *where,
                                   const char *verdict, const char *why)
{
    check(hops->count < HOPS_MAX);
    struct hop *hop = &hops->items[hops->count++];
    *hop = (struct hop){.at = at, .side = side, .where = where, .verdict = verdict, .why.format = why};
    return hop;
}
/* Adds what a decision says to a hop; in the arena, because what was observed belongs to a request. */
void hop_decision(struct arena *arena, struct hop *hop, const struct decision *decision);

/* A request, or a connection that came to no request. */
struct trace {
    struct trace *next;
    struct instant at;
    struct slice client, address; /* client: empty for the learner's machine */
    const char *identity;         /* principal of a captured client; NULL */
    int port;
    bool own, request, answered; /* request: the three slices are known; answered: so is the status */
    const char *service, *via;   /* keys, or "" */
    struct slice method, target, host;
    int status;
    const char *error, *flags; /* flags: of a waypoint, with details; NULL */
    struct slice details;
    size_t count;
    struct hop hops[]; /* of the connection, then of the request */
};

const char *trace_key(struct arena *arena, int64_t id); /* in WORLD_TRACES */
/* The record of a trace; and its hops, which are part of it. */
const struct value *trace_record(struct arena *arena, const struct trace *trace, int64_t id, const struct value *hops);
const struct value *trace_hops(struct arena *arena, const struct trace *trace);
/* What [record] is for one that is the same but for its id and when it was. */
const struct value *trace_record_again(struct arena *arena, const struct value *record, int64_t id, struct instant at);
bool trace_same_way(const struct trace *a, const struct trace *b); /* their hops are the same; false: maybe */
bool trace_same(const struct trace *a, const struct trace *b); /* so is all else but when they were; false: maybe */
/* The hop that stopped the request, or the last one; NULL when there are none. */
const struct value *hop_deciding(const struct value *record);

#endif
