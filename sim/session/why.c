/* lab why: a request, hop by hop, with the rule that decided and the one that came closest. */
#include "session/record.h"
#include "traffic/hop.h"

static const char *title_of(struct arena *arena, const struct value *hop)
{
    const char *at = value_find_text(hop, "at"), *where = value_find_text(hop, "where");
    if (where[0] && (text_equal(at, "ztunnel") || text_equal(at, "kube-proxy")))
        return arena_format(arena, "%s, for %s", at, where);
    return where[0] ? arena_format(arena, "%s %s", at, where) : at;
}

static void print_hop(struct process *process, size_t number, const struct value *hop)
{
    const struct value *closest = value_get(hop, "closest");
    const char *identity = value_find_text(hop, "identity"), *policy = value_find_text(hop, "policy");
    process_print(process, "  %zu. %s: %s\n", number, title_of(process->arena, hop),
                  value_find_text(hop, "verdict"));
    read_wrapped(process, "     ", value_find_text(hop, "why"));
    if (identity[0])
        process_print(process, "     identity seen here: %s\n", identity);
    if (policy[0])
        process_print(process, "     decided by: %s, rule %lld\n", policy,
                      (long long)value_number(value_get(hop, "rule"), 0));
    if (!closest)
        return;
    int64_t rule = value_number(value_get(closest, "rule"), -1);
    const char *where = rule >= 0 ? arena_format(process->arena, ", rule %lld", (long long)rule) : "";
    read_wrapped(process, "     ",
                 arena_format(process->arena, "came closest: %s%s: %s", value_find_text(closest, "policy"),
                              where, value_find_text(closest, "text")));
}

/* What the learner can do about the hop that said no. */
static void print_advice(struct process *process, const struct value *record)
{
    const struct value *hop = hop_deciding(record);
    const char *identity = value_find_text(hop, "identity");
    bool ztunnel = text_equal(value_find_text(hop, "at"), "ztunnel");
    bool denied = text_equal(value_find_text(hop, "verdict"), "deny");
    if (!denied || !ztunnel || value_find_text(hop, "policy")[0])
        return;
    if (identity[0])
        process_print(process, "  missing: an ALLOW rule for the principal %s\n",
                      identity + sizeof "spiffe://" - 1);
    else
        process_print(process, "  missing: the client has no identity; it is not captured by a ztunnel\n");
    if (value_find_text(record, "via")[0])
        read_wrapped(
            process, "  ",
            arena_format(process->arena,
                         "Behind a waypoint, ztunnel sees the waypoint, not %s: two guards, two questions.",
                         value_find_text(record, "client")));
}

void why_explain(struct process *process, const struct value *record)
{
    const struct value *hops = value_get(record, "hops");
    const char *client = value_find_text(record, "client"), *error = value_find_text(record, "error");
    const char *method = value_find_text(record, "method");
    int64_t status = value_number(value_get(record, "status"), 0);
    if (method[0])
        process_print(process, "%s %s", method, value_find_text(record, "url"));
    else
        process_print(process, "connection to %s:%lld", value_find_text(record, "address"),
                      (long long)value_number(value_get(record, "port"), 0));
    process_print(process, " from %s: ", client[0] ? client : "this machine");
    if (status)
        process_print(process, "%lld\n", (long long)status);
    else
        process_print(process, "%s\n", error);
    for (size_t i = 0; i < value_count(hops); i++)
        print_hop(process, i + 1, value_at(hops, i));
    print_advice(process, record);
}
