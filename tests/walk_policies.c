/* Random policies and requests: an index says what asking all of them says, and finds every rule that holds;
 * the order of policies changes no verdict, and a DENY that holds is stronger than all that allow. */
#include "test.h"
#include "base/hash.h"
#include "mesh/policies.h"
#include "traffic/policy_index.h"

#include <string.h>

#define SEEDS 300
#define POLICIES 40
#define REQUESTS 60
#define RULES (POLICIES * 3)

static uint64_t below(uint64_t *random, uint64_t limit)
{
    return random_next(random) % limit;
}

static const char *const principals[] = {"cluster.local/ns/a/sa/x",
                                         "cluster.local/ns/a/sa/y",
                                         "cluster.local/ns/b/sa/x",
                                         "cluster.local/ns/a/*",
                                         "*/sa/x",
                                         "*"};
static const char *const namespaces[] = {"a", "b", "a*", "*"};
static const char *const methods[] = {"GET", "POST", "*"};
static const char *const paths[] = {"/", "/a", "/a/*", "/a/b", "/a/b*",    "/a*",     "*/b",
                                    "*", "/*", "/b/c", "/b/*", "/a/{*}/c", "/a/{**}", "/a/b/c/*"};
static const char *const hosts[] = {"shop", "*", "shop:8080"};

static const struct {
    const char *section, *field;
    const char *const *words;
    size_t count;
} fields[] = {
    {"source", "principals", principals, 6}, {"source", "notPrincipals", principals, 6},
    {"source", "namespaces", namespaces, 4}, {"source", "notNamespaces", namespaces, 4},
    {"operation", "methods", methods, 3},    {"operation", "notMethods", methods, 3},
    {"operation", "paths", paths, 14},       {"operation", "notPaths", paths, 14},
    {"operation", "hosts", hosts, 3},
};

static const struct value *make_list(struct arena *arena, uint64_t *random, const char *const *words,
                                     size_t count)
{
    struct value *list = value_array(arena);
    for (uint64_t left = 1 + below(random, 3); left; left--)
        value_append(arena, list, value_text(arena, words[below(random, count)]));
    return list;
}

/* An entry of from or to; now and then an empty one. */
static const struct value *make_entry(struct arena *arena, uint64_t *random, const char *section)
{
    struct value *entry = value_object(arena), *inside = value_open(arena, entry, section);
    for (size_t i = 0; i < sizeof(fields) / sizeof(*fields); i++) {
        if (text_equal(fields[i].section, section) && below(random, 3) == 0)
            value_put(arena, inside, fields[i].field,
                      make_list(arena, random, fields[i].words, fields[i].count));
    }
    return entry;
}

static void put_clause(struct arena *arena, uint64_t *random, struct value *rule, const char *name,
                       const char *section)
{
    struct value *entries = value_array(arena);
    for (uint64_t left = below(random, 3); left; left--)
        value_append(arena, entries, make_entry(arena, random, section));
    if (value_count(entries))
        value_put(arena, rule, name, entries);
}

static const struct value *make_rule(struct arena *arena, uint64_t *random)
{
    struct value *rule = value_object(arena);
    put_clause(arena, random, rule, "from", "source");
    put_clause(arena, random, rule, "to", "operation");
    if (below(random, 5) == 0) {
        struct value *condition = value_object(arena), *when = value_array(arena);
        value_put_text(arena, condition, "key", "source.namespace");
        value_put(arena, condition, below(random, 2) ? "values" : "notValues",
                  make_list(arena, random, namespaces, 4));
        value_append(arena, when, condition);
        value_put(arena, rule, "when", when);
    }
    return rule;
}

static const struct policy *make_policy(struct arena *arena, uint64_t *random, size_t number)
{
    struct value *object = value_object(arena), *rules = value_array(arena);
    struct value *metadata = value_open(arena, object, "metadata"), *spec = value_open(arena, object, "spec");
    value_put_text(arena, metadata, "name", arena_format(arena, "p%zu", number));
    value_put_text(arena, metadata, "namespace", "a");
    value_put_text(arena, spec, "action", below(random, 3) ? "ALLOW" : "DENY");
    for (uint64_t left = below(random, 4); left; left--)
        value_append(arena, rules, make_rule(arena, random));
    value_put(arena, spec, "rules", rules);
    return policy_for_waypoint(arena, object);
}

static struct facts make_request(struct arena *arena, uint64_t *random)
{
    static const char *const asked[] = {"/",   "/a", "/a/b", "/a/b/c", "/a/b/c/d",
                                        "/ab", "/b", "/b/c", "/b/c/d", "x"};
    struct facts facts = {.http = below(random, 8) != 0, .authenticated = below(random, 8) != 0, .port = 8080};
    const char *space = below(random, 2) ? "a" : "b", *account = below(random, 2) ? "x" : "y";
    if (facts.authenticated) {
        facts.principal = slice_of(arena_format(arena, "cluster.local/ns/%s/sa/%s", space, account));
        facts.namespace = slice_of(space);
        facts.service_account = slice_of(account);
    } else {
        facts.principal = facts.namespace = facts.service_account = SLICE("");
    }
    facts.method = slice_of(methods[below(random, 2)]);
    facts.path = slice_of(asked[below(random, sizeof(asked) / sizeof(*asked))]);
    facts.host = slice_of(hosts[below(random, 3)]);
    facts.port_text = SLICE("8080");
    facts.source_address = facts.remote_address = facts.destination_address = SLICE("10.244.0.7");
    return facts;
}

struct found {
    const struct rule *rules[RULES];
    size_t count;
};

static void note_rule(void *context, const struct policy *policy, const struct rule *rule)
{
    struct found *found = context;
    (void)policy;
    found->rules[found->count++] = rule;
}

/* Every rule that holds, by asking each. */
static void find_all(const struct policy_list *list, const struct facts *facts, struct found *found)
{
    for (int action = POLICY_DENY; action >= POLICY_ALLOW; action--) {
        for (size_t i = 0; i < list->count; i++) {
            const struct policy *policy = list->items[i];
            for (size_t j = 0; (int)policy->action == action && j < policy->count; j++) {
                if (policy_rule_holds(policy, &policy->rules[j], facts))
                    note_rule(found, policy, &policy->rules[j]);
            }
        }
    }
}

static const char *compare(const struct policy_list *list, const struct policy_index *index,
                           const struct facts *facts)
{
    struct found all = {.count = 0}, indexed = {.count = 0};
    struct decision oracle = policy_decide_linear(list, facts), decision = policy_index_decide(index, facts);
    if (oracle.allowed != decision.allowed)
        return "another verdict";
    if (oracle.policy != decision.policy || oracle.rule != decision.rule)
        return "another policy or rule";
    find_all(list, facts, &all);
    policy_index_matching(index, facts, note_rule, &indexed);
    if (all.count != indexed.count || memcmp(all.rules, indexed.rules, all.count * sizeof(*all.rules)) != 0)
        return "other rules hold";
    return NULL;
}

static const char *walk_index(uint64_t seed)
{
    struct arena arena = {0};
    uint64_t random = seed;
    const struct policy *items[POLICIES];
    struct policy_list list = {.items = items, .count = 1 + below(&random, POLICIES)};
    for (size_t i = 0; i < list.count; i++)
        items[i] = make_policy(&arena, &random, i);
    const struct policy_index *index = policy_index_new(&arena, &list);
    const char *problem = NULL;
    for (size_t i = 0; index && i < REQUESTS && !problem; i++) {
        struct facts facts = make_request(&arena, &random);
        if (policy_index_covers(index, &facts))
            problem = compare(&list, index, &facts);
    }
    arena_release(&arena);
    return problem;
}

static void shuffle(const struct policy **items, size_t count, uint64_t *random)
{
    for (size_t left = count; left > 1; left--) {
        size_t other = (size_t)below(random, left);
        const struct policy *last = items[left - 1];
        items[left - 1] = items[other];
        items[other] = last;
    }
}

static const struct policy *deny_all(struct arena *arena)
{
    struct value *object = value_object(arena), *rules = value_array(arena);
    struct value *metadata = value_open(arena, object, "metadata"), *spec = value_open(arena, object, "spec");
    value_put_text(arena, metadata, "name", "deny-all");
    value_put_text(arena, metadata, "namespace", "a");
    value_put_text(arena, spec, "action", "DENY");
    value_append(arena, rules, value_object(arena));
    value_put(arena, spec, "rules", rules);
    return policy_for_waypoint(arena, object);
}

/* The rule of A1, said again: a DENY that holds, else no ALLOW at all, else an ALLOW that holds. */
static bool allowed(const struct policy_list *list, const struct facts *facts)
{
    bool any_allow = false, allows = false;
    for (size_t i = 0; i < list->count; i++) {
        const struct policy *policy = list->items[i];
        any_allow |= policy->action == POLICY_ALLOW;
        for (size_t j = 0; j < policy->count; j++) {
            bool holds = policy_rule_holds(policy, &policy->rules[j], facts);
            if (holds && policy->action == POLICY_DENY)
                return false;
            allows |= holds;
        }
    }
    return allows || !any_allow;
}

static bool decide(const struct policy_list *list, const struct facts *facts)
{
    struct decision decision;
    policy_decide(list, facts, &decision);
    return decision.allowed;
}

static const char *walk_order(uint64_t seed)
{
    struct arena arena = {0};
    uint64_t random = seed;
    const struct policy *items[POLICIES + 1];
    struct policy_list list = {.items = items, .count = below(&random, 8)};
    const char *problem = NULL;
    for (size_t i = 0; i < list.count; i++)
        items[i] = make_policy(&arena, &random, i);
    for (size_t i = 0; i < REQUESTS && !problem; i++) {
        struct facts facts = make_request(&arena, &random);
        bool first = decide(&list, &facts);
        shuffle(items, list.count, &random);
        if (first != allowed(&list, &facts))
            problem = "not the verdict that the rules of the reference give";
        else if (first != decide(&list, &facts))
            problem = "another verdict in another order";
    }
    items[list.count++] = deny_all(&arena);
    shuffle(items, list.count, &random);
    struct facts facts = make_request(&arena, &random);
    if (!problem && decide(&list, &facts))
        problem = "something is stronger than a DENY that holds";
    arena_release(&arena);
    return problem;
}

void suite_policy_walks(struct run *run)
{
    walk(run, "tests/walk_policies.c: an index against asking all", walk_index, SEEDS);
    walk(run, "tests/walk_policies.c: order changes no verdict, deny beats allow", walk_order, SEEDS);
}
