/* security.istio.io, and what istiod's webhook refuses. Source: istio pkg/config/validation/validation.go,
 * pkg/config/security/security.go; texts A6, A11, A19, A28, A29 and PA4 of the reference. */
#include <string.h>

#include "kinds/rows.h"

enum { ISTIO_FLAGS = KIND_CUSTOM | KIND_STATUS | KIND_NAMESPACED | KIND_SPEC_BUMPS_GENERATION };

#define SECURITY "security.istio.io"

static void deny(struct findings *findings, const struct value *object, const char *what, const char *text)
{
    if (!findings->denial)
        findings->denial = arena_format(
            findings->arena,
            "admission webhook \"validation.istio.io\" denied the request: configuration is invalid: %s%s", what, text);
    (void)object;
}

static const char *invalid_policy(struct findings *findings, const struct value *object)
{
    return arena_format(findings->arena, "invalid policy %s.%s: ", value_find_text(object, "metadata.name"),
                        value_find_text(object, "metadata.namespace"));
}

static bool known_condition(const char *key)
{
    static const char *const keys[] = {
        "source.ip", "remote.ip", "source.namespace", "source.principal", "source.serviceAccount",
        "request.auth.principal", "request.auth.audiences", "request.auth.presenter", "destination.ip",
        "destination.port", "connection.sni",
    };
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        if (text_equal(key, keys[i]))
            return true;
    }
    return text_starts(key, "request.headers[") || text_starts(key, "request.auth.claims[") ||
           text_starts(key, "experimental.envoy.filters.");
}

/* A path template's {**} stands last, and no other braces occur (A11). */
static const char *bad_path(struct arena *arena, const char *path)
{
    struct slice rest = slice_of(path), part;
    bool ended = false;
    if (!strstr(path, "{*"))
        return NULL;
    while (slice_next(&rest, '/', &part)) {
        if (ended)
            return arena_format(arena,
                                "invalid or unsupported path %s, found in Paths. {**} is not the last operator", path);
        ended = slice_is(part, "{**}");
        bool braces = slice_find_byte(part, '{') < part.length || slice_find_byte(part, '}') < part.length;
        if (braces && !ended && !slice_is(part, "{*}"))
            return arena_format(arena,
                                "invalid or unsupported path %s, found in Paths. Contains '{' or '}' beyond a supported "
                                "path template",
                                path);
    }
    return NULL;
}

static const char *check_from(struct arena *arena, const struct value *source, size_t rule)
{
    if (value_count(source) == 0)
        return arena_format(arena, "`from.source` must not be empty, found at rule %zu", rule);
    bool accounts = value_count(value_get(source, "serviceAccounts")) || value_count(value_get(source, "notServiceAccounts"));
    bool others = value_count(value_get(source, "principals")) || value_count(value_get(source, "notPrincipals")) ||
                  value_count(value_get(source, "namespaces")) || value_count(value_get(source, "notNamespaces"));
    if (accounts && others)
        return arena_format(arena, "cannot set serviceAccounts with namespaces or principals, found at rule %zu", rule);
    return NULL;
}

static const char *check_to(struct arena *arena, const struct value *operation, size_t rule)
{
    const char *problem = NULL;
    if (value_count(operation) == 0)
        return arena_format(arena, "`to.operation` must not be empty, found at rule %zu", rule);
    const struct value *paths = value_get(operation, "paths");
    for (size_t i = 0; i < value_count(paths) && !problem; i++)
        problem = bad_path(arena, value_string_of(value_at(paths, i)));
    return problem;
}

static const char *check_when(struct arena *arena, const struct value *condition)
{
    const char *key = value_find_text(condition, "key");
    if (!key[0])
        return "`key` must not be empty";
    if (!value_count(value_get(condition, "values")) && !value_count(value_get(condition, "notValues")))
        return arena_format(arena, "at least one of `values` or `notValues` must be set for key %s", key);
    if (!known_condition(key))
        return arena_format(arena, "unknown attribute: %s", key);
    return NULL;
}

static const char *check_rule(struct arena *arena, const struct value *rule, size_t index)
{
    const struct value *from = value_get(rule, "from"), *to = value_get(rule, "to"), *when = value_get(rule, "when");
    const char *problem = NULL;
    for (size_t i = 0; i < value_count(from) && !problem; i++)
        problem = check_from(arena, value_get(value_at(from, i), "source"), index);
    for (size_t i = 0; i < value_count(to) && !problem; i++)
        problem = check_to(arena, value_get(value_at(to, i), "operation"), index);
    for (size_t i = 0; i < value_count(when) && !problem; i++)
        problem = check_when(arena, value_at(when, i));
    return problem;
}

/* Does a DENY rule speak of HTTP alone, so that it takes in every TCP connection? (A28) */
static bool http_only(const struct value *rule)
{
    const struct value *to = value_get(rule, "to");
    bool any = false;
    for (size_t i = 0; i < value_count(to); i++) {
        const struct value *operation = value_get(value_at(to, i), "operation");
        if (value_get(operation, "ports") || value_get(operation, "notPorts"))
            return false;
        any |= value_count(operation) > 0;
    }
    return any;
}

static void warn(struct findings *findings, const char *text)
{
    if (!findings->warnings)
        findings->warnings = value_array(findings->arena);
    value_append(findings->arena, findings->warnings, value_text(findings->arena, text));
}

static void check_targets(struct findings *findings, const struct value *object)
{
    const struct value *spec = value_get(object, "spec"), *references = value_get(spec, "targetRefs");
    int styles = (value_get(spec, "selector") != NULL) + (value_get(spec, "targetRef") != NULL) + (references != NULL);
    if (styles > 1)
        findings_add(findings, "FieldValueInvalid", "spec",
                     "Invalid value: \"object\": only one of targetRefs or selector can be set");
    for (size_t i = 0; i < value_count(references); i++) {
        const struct value *reference = value_at(references, i);
        const char *namespace = value_find_text(reference, "namespace");
        if (!value_find_text(reference, "name")[0])
            deny(findings, object, invalid_policy(findings, object), "targetRef name must be set");
        if (namespace[0] && !text_equal(namespace, value_find_text(object, "metadata.namespace")))
            deny(findings, object, invalid_policy(findings, object), "cross namespace referencing is not currently supported");
    }
}

static void validate_policy(struct findings *findings, const struct value *object, const struct value *old)
{
    const struct value *rules = value_find(object, "spec.rules");
    bool denies = text_equal(value_find_text(object, "spec.action"), "DENY"), warned = false;
    (void)old;
    check_targets(findings, object);
    if (denies && value_count(rules) == 0)
        deny(findings, object, invalid_policy(findings, object),
             "DENY action without `rules` is meaningless as it will never be triggered, add an empty rule `{}` if you want "
             "it be triggered for every request");
    for (size_t i = 0; i < value_count(rules); i++) {
        const char *problem = check_rule(findings->arena, value_at(rules, i), i);
        if (problem)
            deny(findings, object, invalid_policy(findings, object), problem);
        if (denies && !warned && http_only(value_at(rules, i))) {
            warned = true;
            warn(findings, "configured AuthorizationPolicy will deny all traffic to TCP ports under its scope due to the "
                           "use of only HTTP attributes in a DENY rule; it is recommended to explicitly specify the port");
        }
    }
}

static const struct column policy_columns[] = {
    COLUMN_NAME, {.name = "Action", .path = "spec.action"}, COLUMN_AGE, {0}};

#define SOURCE_SCHEMA                                                                                                  \
    "source{principals[] notPrincipals[] requestPrincipals[] notRequestPrincipals[] namespaces[] notNamespaces[] "     \
    "serviceAccounts[] notServiceAccounts[] ipBlocks[] notIpBlocks[] remoteIpBlocks[] notRemoteIpBlocks[] "            \
    "trustDomains[] notTrustDomains[]}"
#define OPERATION_SCHEMA                                                                                               \
    "operation{hosts[] notHosts[] ports[] notPorts[] methods[] notMethods[] paths[] notPaths[]}"
#define TARGET_SCHEMA                                                                                                  \
    "selector{matchLabels{}} targetRef{group:string kind!:string name!:string namespace:string} "                      \
    "targetRefs[]{group:string kind!:string name!:string namespace:string}"

const struct kind authorization_policy_kind = {
    .group = SECURITY, .versions = "v1,v1beta1", .kind = "AuthorizationPolicy", .plural = "authorizationpolicies",
    .singular = "authorizationpolicy", .short_names = "ap", .categories = "istio-io,security-istio-io",
    .flags = ISTIO_FLAGS, .columns = policy_columns,
    .schema = "spec{" TARGET_SCHEMA " action:enum(ALLOW,DENY,AUDIT,CUSTOM) provider{name:string} "
              "rules[]{from[]{" SOURCE_SCHEMA "} to[]{" OPERATION_SCHEMA "} when[]{key!:string values[] notValues[]}}}",
    .validate = validate_policy,
    .description = "AuthorizationPolicy enables access control on workloads in the mesh.",
};

static const struct column peer_columns[] = {
    COLUMN_NAME, {.name = "Mode", .path = "spec.mtls.mode"}, COLUMN_AGE, {0}};

static void validate_peer(struct findings *findings, const struct value *object, const struct value *old)
{
    (void)old;
    if (value_count(value_find(object, "spec.portLevelMtls")) &&
        !value_count(value_find(object, "spec.selector.matchLabels")))
        deny(findings, object, "", "mesh/namespace peer authentication cannot have port level mTLS");
}

const struct kind peer_authentication_kind = {
    .group = SECURITY, .versions = "v1,v1beta1", .kind = "PeerAuthentication", .plural = "peerauthentications",
    .singular = "peerauthentication", .short_names = "pa", .categories = "istio-io,security-istio-io",
    .flags = ISTIO_FLAGS, .columns = peer_columns,
    .schema = "spec{selector{matchLabels{}} mtls{mode:enum(UNSET,DISABLE,PERMISSIVE,STRICT)} portLevelMtls:any}",
    .validate = validate_peer,
    .description = "PeerAuthentication defines how traffic will be tunneled (or not) to the sidecar.",
};

static const struct column plain_columns[] = {COLUMN_NAME, COLUMN_AGE, {0}};

const struct kind request_authentication_kind = {
    .group = SECURITY, .versions = "v1,v1beta1", .kind = "RequestAuthentication", .plural = "requestauthentications",
    .singular = "requestauthentication", .short_names = "ra", .categories = "istio-io,security-istio-io",
    .flags = ISTIO_FLAGS, .columns = plain_columns, .schema = "spec{" TARGET_SCHEMA " jwtRules:any}",
    .description = "RequestAuthentication defines what request authentication methods are supported by a workload.",
};
