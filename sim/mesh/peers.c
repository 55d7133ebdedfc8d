/* PeerAuthentication: which mode holds for a workload, and the DENY policies that ztunnel is sent for it (PA1
 * to PA6). Source: pilot .../ambient/authorization.go convertedSelectorPeerAuthentications,
 * convertPeerAuthentication. */
#include <string.h>

#include "data/selector.h"
#include "mesh/policies.h"

static const char *mode_of(const struct value *mtls)
{
    const char *mode = value_find_text(mtls, "mode");
    return text_equal(mode, "UNSET") ? "" : mode;
}

/* The oldest PeerAuthentication of a namespace, with a selector that takes [labels] or, when that is NULL,
 * without one (PA1). */
static const struct value *oldest(struct arena *arena, struct map objects, const char *namespace,
                                  const struct value *labels)
{
    struct map_walk walk = lookup_all(arena, objects, RESOURCE_PEERS, namespace);
    struct map_entry entry;
    const struct value *best = NULL;
    while (map_walk_next(&walk, &entry)) {
        const struct value *selector = value_find(entry.item, "spec.selector");
        bool has = value_count(value_get(selector, "matchLabels")) > 0;
        if (has != (labels != NULL) || (has && !selector_object_matches(selector, labels)))
            continue;
        const char *born = value_find_text(entry.item, "metadata.creationTimestamp");
        if (!best || strcmp(born, value_find_text(best, "metadata.creationTimestamp")) < 0)
            best = entry.item;
    }
    return best;
}

/* The mode outside of single ports, [peer] (NULL: none) being the one with a selector. DISABLE is not strict
 * (PA2). */
static bool strict_mode(struct arena *arena, struct map objects, const char *namespace,
                        const struct value *peer)
{
    const struct value *above[] = {peer, oldest(arena, objects, namespace, NULL),
                                   oldest(arena, objects, "istio-system", NULL)};
    for (size_t i = 0; i < sizeof above / sizeof *above; i++) {
        const char *mode = mode_of(value_find(above[i], "spec.mtls"));
        if (mode[0])
            return text_equal(mode, "STRICT");
    }
    return false;
}

/* The ports whose own mode is the other one than [strict]; what they say when they say nothing is the same. */
static const struct value *other_ports(struct arena *arena, const struct value *peer, bool strict)
{
    const struct value *ports = value_find(peer, "spec.portLevelMtls");
    struct value *others = value_array(arena);
    for (size_t i = 0; i < value_count(ports); i++) {
        const char *mode = mode_of(value_member_at(ports, i));
        if (mode[0] && text_equal(mode, "STRICT") != strict)
            value_append(arena, others, value_text(arena, value_key_at(ports, i)));
    }
    return others;
}

struct peer_effect peer_effect(struct arena *arena, struct map objects, const char *namespace,
                               const struct value *labels)
{
    const struct value *peer = text_equal(namespace, "istio-system")
                                   ? NULL
                                   : oldest(arena, objects, namespace, labels ? labels : value_object(arena));
    bool strict = strict_mode(arena, objects, namespace, peer);
    if (!value_count(other_ports(arena, peer, strict)))
        return (struct peer_effect){.strict = strict};
    return (struct peer_effect){
        .policy = arena_format(arena, "%s/" CONVERTED_PEER "%s", namespace, lookup_name(peer))};
}

static struct match match_of(struct arena *arena, const char *section, const char *key,
                             const struct value *values)
{
    struct match match = {.key = key};
    match.field = policy_field_find(section, key, &match.negated, &match.argument, arena);
    policy_match_set(&match, arena, values);
    return match;
}

static struct match no_identity(struct arena *arena)
{
    struct value *any = value_array(arena);
    value_append(arena, any, value_text(arena, "*"));
    return match_of(arena, "source", "notPrincipals", any);
}

/* A DENY of one rule: all clauses hold, each of one group of matches. */
static struct policy *deny(struct arena *arena, const char *namespace, const char *name)
{
    struct policy *policy = arena_allocate(arena, sizeof *policy);
    struct rule *rule = arena_allocate(arena, sizeof *rule);
    *policy = (struct policy){.namespace = namespace,
                              .name = name,
                              .action = POLICY_DENY,
                              .scope = SCOPE_WORKLOAD,
                              .rules = rule,
                              .count = 1};
    return policy;
}

static void add_clause(struct arena *arena, struct policy *policy, struct match first,
                       const struct match *second)
{
    struct rule *rule = (struct rule *)policy->rules;
    struct match *matches = arena_allocate(arena, 2 * sizeof *matches);
    struct group *group = arena_allocate(arena, sizeof *group);
    struct clause *clauses = arena_allocate(arena, (rule->count + 1) * sizeof *clauses);
    if (rule->count)
        memcpy(clauses, rule->clauses, rule->count * sizeof *clauses);
    matches[0] = first;
    if (second)
        matches[1] = *second;
    *group = (struct group){matches, second ? 2 : 1};
    clauses[rule->count++] = (struct clause){"from", group, 1};
    rule->clauses = clauses;
}

const struct policy *policy_static_strict(struct arena *arena)
{
    struct policy *policy = deny(arena, "istio-system", STATIC_STRICT);
    add_clause(arena, policy, no_identity(arena), NULL);
    return policy;
}

const struct policy *policy_for_peer(struct arena *arena, struct map objects, const struct value *peer)
{
    const char *namespace = lookup_namespace(peer);
    const struct value *selector = value_find(peer, "spec.selector");
    if (!value_count(value_get(selector, "matchLabels")) || text_equal(namespace, "istio-system"))
        return NULL;
    bool strict = strict_mode(arena, objects, namespace, peer);
    const struct value *others = other_ports(arena, peer, strict);
    if (!value_count(others))
        return NULL;
    struct policy *policy = deny(arena, namespace, arena_format(arena, CONVERTED_PEER "%s", lookup_name(peer)));
    policy->selector = selector;
    struct match ports = match_of(arena, "operation", strict ? "notPorts" : "ports", others);
    if (strict) {
        add_clause(arena, policy, no_identity(arena), NULL);
        add_clause(arena, policy, ports, NULL);
    } else {
        add_clause(arena, policy, no_identity(arena), &ports);
    }
    return policy;
}
