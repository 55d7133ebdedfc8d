#include "traffic/hop.h"

#include "base/buffer.h"

struct value *hop_new(struct arena *arena, const char *at, const char *side, const char *where,
                      const char *verdict, const char *why)
{
    struct value *hop = value_object(arena);
    value_put_text(arena, hop, "at", at);
    value_put_text(arena, hop, "side", side);
    value_put_text(arena, hop, "where", where);
    value_put_text(arena, hop, "verdict", verdict);
    value_put_text(arena, hop, "why", why);
    return hop;
}

static const char *policy_name(struct arena *arena, const struct policy *policy)
{
    return arena_format(arena, "%s/%s", policy->namespace, policy->name);
}

/* "from.principals wants one of a, b; it saw c" */
static const char *lack_text(struct arena *arena, const struct decision *decision)
{
    if (decision->closest_rule < 0) {
        const char *dropped = decision->closest->dropped;
        return dropped
                   ? arena_format(arena,
                                  "its HTTP rules (%s) do not count at ztunnel, so nothing is left to match",
                                  dropped)
                   : "it has no rules, so nothing ever matches it";
    }
    if (!decision->lacked_field)
        return arena_format(arena, "its %s clause can never match here", decision->lacked_clause);
    if (decision->lacked_http)
        return arena_format(arena, "%s.%s is about HTTP, and this port is declared to be TCP",
                            decision->lacked_clause, decision->lacked_field);
    struct buffer text = {0};
    buffer_format(&text, "%s.%s wants ", decision->lacked_clause, decision->lacked_field);
    for (size_t i = 0; i < value_count(decision->wanted); i++)
        buffer_format(&text, "%s%s", i ? " or " : "", value_string_of(value_at(decision->wanted, i)));
    if (decision->observed.length)
        buffer_format(&text, "; here it is %.*s", (int)decision->observed.length, decision->observed.data);
    else
        buffer_add_text(&text, "; here there is none");
    const char *copy = arena_copy(arena, buffer_slice(&text));
    buffer_release(&text);
    return copy;
}

void hop_decision(struct arena *arena, struct value *hop, const struct decision *decision)
{
    if (decision->policy) {
        value_put_text(arena, hop, "policy", policy_name(arena, decision->policy));
        value_put_integer(arena, hop, "rule", decision->rule);
    }
    if (decision->allowed || !decision->closest)
        return;
    struct value *closest = value_object(arena);
    value_put_text(arena, closest, "policy", policy_name(arena, decision->closest));
    value_put_integer(arena, closest, "rule", decision->closest_rule);
    value_put_text(arena, closest, "clause", decision->lacked_clause);
    value_put_text(arena, closest, "field", decision->lacked_field);
    value_put(arena, closest, "wanted", value_copy(arena, decision->wanted));
    value_put(arena, closest, "observed", value_string(arena, decision->observed));
    value_put_text(arena, closest, "text", lack_text(arena, decision));
    value_put(arena, hop, "closest", closest);
}

const struct value *hop_deciding(const struct value *record)
{
    const struct value *hops = value_get(record, "hops"), *last = NULL;
    for (size_t i = 0; i < value_count(hops); i++) {
        last = value_at(hops, i);
        const char *verdict = value_find_text(last, "verdict");
        if (text_equal(verdict, "deny") || text_equal(verdict, "refuse"))
            return last;
    }
    return last;
}
