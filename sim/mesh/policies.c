/* AuthorizationPolicy and PeerAuthentication, compiled. For ztunnel by istiod's exact conversion (3E); for
 * waypoints with every field. Source: pilot .../ambient/authorization.go, pilot/pkg/security/authz/model. */
#include <string.h>

#include "base/sort.h"
#include "data/selector.h"
#include "mesh/policies.h"

/* One object on its way: what was found in it that ztunnel does not understand. */
struct compiling {
    struct arena *arena;
    enum policy_layer layer;
    bool http;            /* in the rule at hand */
    struct value *fields; /* names of HTTP fields met, as keys of an object: sorted and once each */
};

static void note_http(struct compiling *compiling, const char *name)
{
    compiling->http = true;
    if (compiling->fields)
        value_put(compiling->arena, compiling->fields, name, value_null());
}

/* Adds one field of a source, operation or condition to a group, if this layer enforces it. */
static void add_match(struct compiling *compiling, const char *section, const char *key,
                      const struct value *values, struct match *matches, size_t *count)
{
    struct match match = {.key = key};
    match.field = policy_field_find(section, key, &match.negated, &match.argument, compiling->arena);
    if (value_count(values) == 0)
        return;
    bool l4 = match.field && match.field->ztunnel;
    if (compiling->layer == LAYER_ZTUNNEL && !l4) {
        if (match.field || text_equal(section, "when"))
            note_http(compiling, key);
        return;
    }
    if (!match.field)
        return;
    policy_match_set(&match, compiling->arena, values);
    matches[(*count)++] = match;
}

static struct group compile_group(struct compiling *compiling, const char *section, const struct value *fields)
{
    struct match *matches = arena_allocate(compiling->arena, (value_count(fields) + 1) * sizeof *matches);
    struct group group = {matches, 0};
    for (size_t i = 0; i < value_count(fields); i++)
        add_match(compiling, section, value_key_at(fields, i), value_member_at(fields, i), matches,
                  &group.count);
    return group;
}

/* "from" and "to": one clause of as many groups as there are entries. */
static void add_clause(struct compiling *compiling, const struct value *rule, const char *name,
                       const char *section, struct clause *clauses, size_t *count)
{
    const struct value *entries = value_get(rule, name);
    if (value_count(entries) == 0)
        return;
    struct group *groups = arena_allocate(compiling->arena, value_count(entries) * sizeof *groups);
    for (size_t i = 0; i < value_count(entries); i++)
        groups[i] = compile_group(compiling, section, value_get(value_at(entries, i), section));
    clauses[(*count)++] = (struct clause){name, groups, value_count(entries)};
}

/* Each condition is a clause of its own; its values and notValues both have to hold. */
static void add_condition(struct compiling *compiling, const struct value *condition, struct clause *clauses,
                          size_t *count)
{
    struct match *matches = arena_allocate(compiling->arena, 2 * sizeof *matches);
    struct group *group = arena_allocate(compiling->arena, sizeof *group);
    const char *key = value_find_text(condition, "key");
    group->matches = matches;
    add_match(compiling, "when", key, value_get(condition, "values"), matches, &group->count);
    size_t positive = group->count;
    add_match(compiling, "when", key, value_get(condition, "notValues"), matches, &group->count);
    for (size_t i = positive; i < group->count; i++)
        matches[i].negated = true;
    clauses[(*count)++] = (struct clause){"when", group, 1};
}

static struct rule compile_rule(struct compiling *compiling, const struct value *rule, int index)
{
    const struct value *when = value_get(rule, "when");
    struct clause *clauses = arena_allocate(compiling->arena, (value_count(when) + 2) * sizeof *clauses);
    struct rule compiled = {.index = index, .clauses = clauses};
    add_clause(compiling, rule, "to", "operation", clauses, &compiled.count);
    add_clause(compiling, rule, "from", "source", clauses, &compiled.count);
    for (size_t i = 0; i < value_count(when); i++)
        add_condition(compiling, value_at(when, i), clauses, &compiled.count);
    return compiled;
}

static const char *joined_keys(struct arena *arena, const struct value *object)
{
    const char *text = NULL;
    for (size_t i = 0; i < value_count(object); i++)
        text = text ? arena_format(arena, "%s, %s", text, value_key_at(object, i))
                    : arena_text(arena, value_key_at(object, i));
    return text;
}

static struct policy *compile_rules(struct compiling *compiling, const struct value *object)
{
    struct arena *arena = compiling->arena;
    const struct value *spec = value_get(object, "spec"), *rules = value_get(spec, "rules");
    bool deny = value_says(value_get(spec, "action"), "DENY");
    struct policy *policy = arena_allocate(arena, sizeof *policy);
    struct rule *compiled = arena_allocate(arena, (value_count(rules) + 1) * sizeof *compiled);
    compiling->fields = value_object(arena);
    *policy = (struct policy){
        .namespace = lookup_namespace(object),
        .name = lookup_name(object),
        .action = deny ? POLICY_DENY : POLICY_ALLOW,
        .rules = compiled,
        .object = object,
    };
    for (size_t i = 0; i < value_count(rules); i++) {
        compiling->http = false;
        struct rule rule = compile_rule(compiling, value_at(rules, i), (int)i);
        if (compiling->http && !deny)
            continue; /* an ALLOW rule with HTTP fields is left out whole: more restrictive (R0.8) */
        compiled[policy->count++] = rule;
    }
    policy->dropped = joined_keys(arena, compiling->fields);
    return policy;
}

bool policy_has_target(const struct value *object)
{
    const struct value *spec = value_get(object, "spec");
    return value_count(value_get(spec, "targetRefs")) || value_get(spec, "targetRef");
}

static bool enforced_action(const struct value *object)
{
    const char *action = value_string_of(value_get(value_get(object, "spec"), "action"));
    return !action[0] || text_equal(action, "ALLOW") || text_equal(action, "DENY");
}

const struct policy *policy_for_ztunnel(struct arena *arena, const struct value *object)
{
    if (policy_has_target(object) || !enforced_action(object) ||
        text_equal(lookup_annotation(object, "istio.io/dry-run"), "true"))
        return NULL;
    struct compiling compiling = {.arena = arena, .layer = LAYER_ZTUNNEL};
    struct policy *policy = compile_rules(&compiling, object);
    const struct value *selector = value_get(value_get(object, "spec"), "selector");
    if (value_count(value_get(selector, "matchLabels"))) {
        policy->scope = SCOPE_WORKLOAD;
        policy->selector = selector;
    } else {
        policy->scope = text_equal(policy->namespace, "istio-system") ? SCOPE_GLOBAL : SCOPE_NAMESPACE;
    }
    return policy;
}

/* "default-deny-all-due-to-bad-CUSTOM-action" (pilot/pkg/security/authz/builder). */
const struct policy *policy_of_bad_custom(struct arena *arena, const struct value *object)
{
    struct policy *policy = arena_allocate(arena, sizeof *policy);
    struct rule *always = arena_allocate(arena, sizeof *always);
    *policy = (struct policy){.namespace = lookup_namespace(object),
                              .name = lookup_name(object),
                              .action = POLICY_DENY,
                              .scope = SCOPE_TARGET,
                              .rules = always,
                              .count = 1,
                              .object = object,
                              .bad_custom = true};
    return policy;
}

const struct policy *policy_for_waypoint(struct arena *arena, const struct value *object)
{
    if (!enforced_action(object))
        return NULL;
    struct compiling compiling = {.arena = arena, .layer = LAYER_WAYPOINT};
    struct policy *policy = compile_rules(&compiling, object);
    policy->scope = SCOPE_TARGET;
    return policy;
}

const char *mesh_http_fields(struct arena *arena, const struct value *policy)
{
    struct compiling compiling = {.arena = arena, .layer = LAYER_ZTUNNEL};
    return compile_rules(&compiling, policy)->dropped;
}
