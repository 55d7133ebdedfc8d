#include "traffic/policy_index.h"

/* How far a rule got: clauses that held before the first that did not, and what that one lacked. */
struct progress {
    size_t held;
    const struct clause *clause;
    const struct match *match;
    struct slice observed;
};

void policy_match_set(struct match *match, struct arena *arena, const struct value *values)
{
    struct slice *wanted = arena_allocate(arena, value_count(values) * sizeof *wanted + 1);
    match->values = values;
    match->wanted = wanted;
    for (; match->count < value_count(values); match->count++)
        wanted[match->count] = value_slice(value_at(values, match->count));
}

static inline __attribute__((always_inline)) bool match_holds(const struct match *match,
                                                              const struct facts *facts,
                                                              const struct policy *policy,
                                                              struct slice *observed)
{
    const struct policy_field *field = match->field;
    *observed = field->observe(facts, match);
    if (!facts->http && field->http)
        return policy->action ==
               POLICY_DENY; /* on a TCP port a waypoint ignores HTTP fields in DENY only (A16) */
    if (field->identity && !facts->authenticated)
        return match->negated;
    bool any = false;
    for (size_t i = 0; i < match->count && !any; i++)
        any = field->matches(*observed, match->wanted[i], facts, policy->namespace);
    return any != match->negated;
}

static bool group_holds(const struct group *group, const struct facts *facts, const struct policy *policy,
                        struct progress *progress)
{
    for (size_t i = 0; i < group->count; i++) {
        struct slice observed;
        if (!match_holds(&group->matches[i], facts, policy, &observed)) {
            progress->match = &group->matches[i];
            progress->observed = observed;
            return false;
        }
    }
    return group->count > 0;
}

static bool clause_holds(const struct clause *clause, const struct facts *facts, const struct policy *policy,
                         struct progress *progress)
{
    for (size_t i = 0; i < clause->count; i++) {
        if (group_holds(&clause->groups[i], facts, policy, progress))
            return true;
    }
    return clause->count == 0;
}

/* On failure, progress counts every clause that holds, not only those before the failing one: the rule that
 * lacks least is the one that came closest. */
static bool reads_http(const struct rule *rule)
{
    for (size_t i = 0; i < rule->count; i++) {
        for (size_t j = 0; j < rule->clauses[i].count; j++) {
            const struct group *group = &rule->clauses[i].groups[j];
            for (size_t k = 0; k < group->count; k++) {
                if (group->matches[k].field->http)
                    return true;
            }
        }
    }
    return false;
}

static inline bool one_holds(const struct match *match, const struct facts *facts, const struct policy *policy)
{
    struct slice observed;
    return match_holds(match, facts, policy, &observed);
}

bool policy_rule_holds(const struct policy *policy, const struct rule *rule, const struct facts *facts)
{
    if (!facts->http && policy->action == POLICY_ALLOW && reads_http(rule))
        return false;
    for (size_t i = 0; i < rule->count; i++) {
        const struct clause *clause = &rule->clauses[i];
        bool holds = clause->count == 0;
        for (size_t j = 0; j < clause->count && !holds; j++) {
            const struct group *group = &clause->groups[j];
            size_t k = 0;
            while (k < group->count && one_holds(&group->matches[k], facts, policy))
                k++;
            holds = k == group->count && k > 0;
        }
        if (!holds)
            return false;
    }
    return true;
}

static bool rule_holds(const struct rule *rule, const struct facts *facts, const struct policy *policy,
                       struct progress *progress)
{
    *progress = (struct progress){0};
    /* on a TCP port an ALLOW rule that reads HTTP is left out whole (A16) */
    bool all = facts->http || policy->action == POLICY_DENY || !reads_http(rule);
    for (size_t i = 0; i < rule->count; i++) {
        struct progress here = {0};
        if (clause_holds(&rule->clauses[i], facts, policy, &here)) {
            progress->held++;
        } else {
            all = false;
            if (!progress->clause) {
                progress->clause = &rule->clauses[i];
                progress->match = here.match;
                progress->observed = here.observed;
            }
        }
    }
    return all;
}

static int matching_rule(const struct policy *policy, const struct facts *facts, struct decision *decision,
                         struct progress *best)
{
    for (size_t i = 0; i < policy->count; i++) {
        struct progress progress;
        if (rule_holds(&policy->rules[i], facts, policy, &progress))
            return policy->rules[i].index;
        if (!best || policy->action == POLICY_DENY || (best->clause && progress.held <= best->held))
            continue;
        *best = progress;
        decision->closest = policy;
        decision->closest_rule = policy->rules[i].index;
        decision->lacked_clause = progress.clause ? progress.clause->name : NULL;
        decision->lacked_field = progress.match ? progress.match->key : NULL;
        decision->wanted = progress.match ? progress.match->values : NULL;
        decision->observed = progress.observed;
        decision->lacked_http = progress.match && progress.match->field->http && !facts->http;
    }
    return -1;
}

struct decision policy_decide_linear(const struct policy_list *list, const struct facts *facts)
{
    struct decision decision = {.rule = -1, .closest_rule = -1, .considered = list->count};
    struct progress best = {0};
    bool any_allow = false;
    for (int action = POLICY_DENY; action >= POLICY_ALLOW; action--) {
        for (size_t i = 0; i < list->count; i++) {
            const struct policy *policy = list->items[i];
            if ((int)policy->action != action)
                continue;
            any_allow |= action == POLICY_ALLOW;
            int rule = matching_rule(policy, facts, &decision, &best);
            if (rule >= 0) {
                decision.allowed = action == POLICY_ALLOW;
                decision.policy = policy;
                decision.rule = rule;
                return decision;
            }
            if (action == POLICY_ALLOW && !decision.closest)
                decision.closest = policy;
        }
    }
    decision.allowed = !any_allow;
    if (decision.allowed)
        decision.closest = NULL;
    return decision;
}

/* The index in the object of its first rule that holds; -1: none does. */
static int first_rule(const struct policy *policy, const struct facts *facts)
{
    for (size_t i = 0; i < policy->count; i++) {
        if (policy_rule_holds(policy, &policy->rules[i], facts))
            return policy->rules[i].index;
    }
    return -1;
}

/* In one pass: the first DENY that holds, wherever it stands, else the first ALLOW. */
static void ask_all(const struct policy_list *list, const struct facts *facts, struct decision *decision)
{
    bool any_allow = false;
    *decision = (struct decision){.rule = -1, .closest_rule = -1};
    for (size_t i = 0; i < list->count; i++) {
        const struct policy *policy = list->items[i];
        bool allows = policy->action == POLICY_ALLOW;
        any_allow |= allows;
        if (allows && decision->policy)
            continue;
        int rule = first_rule(policy, facts);
        if (rule < 0)
            continue;
        decision->policy = policy;
        decision->rule = rule;
        if (!allows)
            return;
    }
    decision->allowed = decision->policy || !any_allow;
}

void policy_decide(const struct policy_list *list, const struct facts *facts, struct decision *decision)
{
    if (list->index && policy_index_covers(list->index, facts))
        *decision = policy_index_decide(list->index, facts);
    else
        ask_all(list, facts, decision);
    decision->considered = list->count;
    if (!decision->allowed && !decision->policy) /* who is denied so wants to know what came closest */
        *decision = policy_decide_linear(list, facts);
}
