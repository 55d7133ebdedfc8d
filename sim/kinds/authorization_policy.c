#include "base/buffer.h"
#include "kinds/columns.h"
#include "kinds/istio.h"
#include "kinds/rows.h"

#define PORT_MAXIMUM 65535
#define ADDRESS_PREFIX_MAXIMUM 32
#define ADDRESS6_PREFIX_MAXIMUM 128

static const struct column columns[] = {
    COLUMN_NAME,
    {.name = "Action", .path = "spec.action"},
    COLUMN_AGE,
    COLUMN_END,
};

/* --- the lists of values in a source or an operation --- */

enum list_type { LIST_TEXT, LIST_ADDRESS, LIST_PORT, LIST_PATH };

struct list_row {
    const char *field;
    const char *name; /* as the webhook calls it */
    enum list_type type;
    bool l4; /* says something about TCP connections too */
};

static const struct list_row source_lists[] = {
    {"principals", "Principals", LIST_TEXT, true},
    {"notPrincipals", "NotPrincipals", LIST_TEXT, true},
    {"requestPrincipals", "RequestPrincipals", LIST_TEXT, false},
    {"notRequestPrincipals", "NotRequestPrincipals", LIST_TEXT, false},
    {"namespaces", "Namespaces", LIST_TEXT, true},
    {"notNamespaces", "NotNamespaces", LIST_TEXT, true},
    {"serviceAccounts", "ServiceAccounts", LIST_TEXT, true},
    {"notServiceAccounts", "NotServiceAccounts", LIST_TEXT, true},
    {"trustDomains", "TrustDomains", LIST_TEXT, true},
    {"notTrustDomains", "NotTrustDomains", LIST_TEXT, true},
    {"ipBlocks", "IpBlocks", LIST_ADDRESS, true},
    {"notIpBlocks", "NotIpBlocks", LIST_ADDRESS, true},
    {"remoteIpBlocks", "RemoteIpBlocks", LIST_ADDRESS, false},
    {"notRemoteIpBlocks", "NotRemoteIpBlocks", LIST_ADDRESS, false},
};

static const struct list_row operation_lists[] = {
    {"hosts", "Hosts", LIST_TEXT, false},     {"notHosts", "NotHosts", LIST_TEXT, false},
    {"ports", "Ports", LIST_PORT, true},      {"notPorts", "NotPorts", LIST_PORT, true},
    {"methods", "Methods", LIST_TEXT, false}, {"notMethods", "NotMethods", LIST_TEXT, false},
    {"paths", "Paths", LIST_PATH, false},     {"notPaths", "NotPaths", LIST_PATH, false},
};

static bool is_address(struct slice text)
{
    if (slice_find_byte(text, ':') < text.length) {
        for (size_t i = 0; i < text.length; i++) {
            char c = ascii_lower(text.data[i]);
            if (!ascii_is_digit(c) && (c < 'a' || c > 'f') && c != ':' && c != '.')
                return false;
        }
        return true;
    }
    struct slice piece;
    int pieces = 0;
    while (slice_next(&text, '.', &piece)) {
        int64_t number;
        if (!slice_to_integer(piece, &number) || number < 0 || number > 255 || piece.length > 3)
            return false;
        pieces++;
    }
    return pieces == 4;
}

static void check_address(struct denials *denials, struct slice text)
{
    size_t slash = slice_find_byte(text, '/');
    struct slice address = slice_part(text, 0, slash), length = slice_part(text, slash + 1, text.length);
    int64_t bits = 0, most = slice_find_byte(address, ':') < address.length ? ADDRESS6_PREFIX_MAXIMUM
                                                                            : ADDRESS_PREFIX_MAXIMUM;
    if (slash == text.length) {
        if (!is_address(address))
            denials_add(denials, "bad IP address (%.*s)", (int)text.length, text.data);
    } else if (!is_address(address) || !slice_to_integer(length, &bits) || bits < 0 || bits > most) {
        denials_add(denials, "bad CIDR range (%.*s): netip.ParsePrefix(\"%.*s\"): %s", (int)text.length,
                    text.data, (int)text.length, text.data,
                    is_address(address) ? "prefix length out of range" : "ParseAddr: unable to parse IP");
    }
}

static void check_port(struct denials *denials, struct slice text, const char *name)
{
    int64_t port;
    if (!slice_to_integer(text, &port) || port < 0 || port > PORT_MAXIMUM)
        denials_add(denials, "invalid port %.*s, found in %s", (int)text.length, text.data, name);
}

/* {*} and {**} stand for whole segments, {**} for the last one; no other braces, and no '*' beside them
 * (CheckValidPathTemplate in pkg/config/security). */
static void check_path(struct denials *denials, struct slice path, const char *name)
{
    bool templated =
        slice_find(path, SLICE("{*}")) < path.length || slice_find(path, SLICE("{**}")) < path.length;
    bool ended = false;
    const char *problem = NULL;
    struct slice rest = path, segment;
    while (!problem && slice_next(&rest, '/', &segment)) {
        bool many = slice_is(segment, "{**}");
        if (many || slice_is(segment, "{*}"))
            problem = ended ? "{**} is not the last operator" : NULL;
        else if (slice_find_byte(segment, '{') < segment.length ||
                 slice_find_byte(segment, '}') < segment.length)
            problem = "Contains '{' or '}' beyond a supported path template";
        else if (templated && slice_find_byte(segment, '*') < segment.length)
            problem = "Contains '*' beyond a supported path template";
        ended |= many;
    }
    if (problem)
        denials_add(denials, "invalid or unsupported path %.*s, found in %s. %s", (int)path.length, path.data,
                    name, problem);
}

static void check_list(struct denials *denials, const struct list_row *row, const struct value *list)
{
    for (size_t i = 0; i < value_count(list); i++) {
        struct slice text = value_slice(value_at(list, i));
        if (!text.length)
            denials_add(denials, "empty value not allowed, found in %s", row->name);
        else if (row->type == LIST_ADDRESS)
            check_address(denials, text);
        else if (row->type == LIST_PORT)
            check_port(denials, text, row->name);
        else if (row->type == LIST_PATH)
            check_path(denials, text, row->name);
    }
}

struct tally {
    bool any, l4;
};

static struct tally check_lists(struct denials *denials, const struct list_row *rows, size_t count,
                                const struct value *object)
{
    struct tally tally = {0};
    for (size_t i = 0; i < count; i++) {
        const struct value *list = value_get(object, rows[i].field);
        if (!value_count(list))
            continue;
        tally.any = true;
        tally.l4 |= rows[i].l4;
        check_list(denials, &rows[i], list);
    }
    return tally;
}

/* --- rules --- */

/* Entries of from or to: [key] is "source" or "operation". */
static struct tally check_entries(struct denials *denials, const struct value *rule, size_t index,
                                  const char *list, const char *key, const struct list_row *rows, size_t count)
{
    struct tally all = {0};
    const struct value *entries = value_get(rule, list);
    if (entries && !value_count(entries))
        denials_add(denials, "`%s` must not be empty, found at rule %zu", list, index);
    for (size_t i = 0; i < value_count(entries); i++) {
        const struct value *inner = value_get(value_at(entries, i), key);
        if (!inner) {
            denials_add(denials, "`%s.%s` must not be nil, found at rule %zu", list, key, index);
            continue;
        }
        struct tally tally = check_lists(denials, rows, count, inner);
        if (!tally.any)
            denials_add(denials, "`%s.%s` must not be empty, found at rule %zu", list, key, index);
        bool accounts = value_count(value_get(inner, "serviceAccounts")) ||
                        value_count(value_get(inner, "notServiceAccounts"));
        bool others =
            value_count(value_get(inner, "namespaces")) || value_count(value_get(inner, "notNamespaces")) ||
            value_count(value_get(inner, "principals")) || value_count(value_get(inner, "notPrincipals"));
        if (accounts && others)
            denials_add(denials, "cannot set serviceAccounts with namespaces or principals, found at rule %zu",
                        index);
        all.any |= tally.any;
        all.l4 |= tally.l4;
    }
    return all;
}

static const char *const attributes[] = {
    "source.ip",
    "remote.ip",
    "source.namespace",
    "source.principal",
    "source.serviceAccount",
    "request.auth.principal",
    "request.auth.audiences",
    "request.auth.presenter",
    "destination.ip",
    "destination.port",
    "connection.sni",
};

static const char *const attribute_prefixes[] = {
    "request.headers[",
    "request.auth.claims[",
    "experimental.envoy.filters.",
};

static bool is_attribute(const char *key)
{
    for (size_t i = 0; i < sizeof attributes / sizeof *attributes; i++) {
        if (text_equal(attributes[i], key))
            return true;
    }
    for (size_t i = 0; i < sizeof attribute_prefixes / sizeof *attribute_prefixes; i++) {
        if (text_starts(key, attribute_prefixes[i]) && !text_equal(key, attribute_prefixes[i]))
            return true;
    }
    return false;
}

static void check_conditions(struct denials *denials, const struct value *rule)
{
    const struct value *conditions = value_get(rule, "when");
    for (size_t i = 0; i < value_count(conditions); i++) {
        const struct value *condition = value_at(conditions, i);
        const char *key = value_find_text(condition, "key");
        const struct value *lists[] = {value_get(condition, "values"), value_get(condition, "notValues")};
        if (!*key) {
            denials_add(denials, "`key` must not be empty");
            continue;
        }
        if (!value_count(lists[0]) && !value_count(lists[1]))
            denials_add(denials, "at least one of `values` or `notValues` must be set for key %s", key);
        if (!is_attribute(key)) {
            denials_add(denials, "unknown attribute: %s", key);
            continue;
        }
        bool address =
            text_equal(key, "source.ip") || text_equal(key, "remote.ip") || text_equal(key, "destination.ip");
        const struct list_row row = {.field = key,
                                     .name = key,
                                     .type = address                               ? LIST_ADDRESS
                                             : text_equal(key, "destination.port") ? LIST_PORT
                                                                                   : LIST_TEXT};
        check_list(denials, &row, lists[0]);
        check_list(denials, &row, lists[1]);
    }
}

static void check_action(struct denials *denials, const struct value *spec)
{
    const char *action = value_find_text(spec, "action");
    bool custom = text_equal(action, "CUSTOM"), ruled = value_count(value_get(spec, "rules")) > 0;
    if ((custom || text_equal(action, "DENY")) && !ruled)
        denials_add(
            denials,
            "%s action without `rules` is meaningless as it will never be triggered, add an empty rule `{}` "
            "if you want it be triggered for every request",
            action);
    if (custom && ruled && !*value_find_text(spec, "provider.name"))
        denials_add(denials, "`provider.name` must not be empty");
    if (!custom && value_get(spec, "provider"))
        denials_add(denials, "`provider` must not be with non CUSTOM action, found %s",
                    *action ? action : "ALLOW");
}

static void validate(struct findings *findings, const struct value *object, const struct value *old)
{
    (void)old;
    const struct value *spec = value_get(object, "spec"), *rules = value_get(spec, "rules");
    struct denials denials = {.findings = findings};
    bool http_only = false;
    istio_validate_attachment(findings, object);
    istio_check_selector(&denials, value_get(spec, "selector"));
    check_action(&denials, spec);
    for (size_t i = 0; i < value_count(rules); i++) {
        const struct value *rule = value_at(rules, i);
        struct tally from = check_entries(&denials, rule, i, "from", "source", source_lists,
                                          sizeof source_lists / sizeof *source_lists);
        struct tally to = check_entries(&denials, rule, i, "to", "operation", operation_lists,
                                        sizeof operation_lists / sizeof *operation_lists);
        check_conditions(&denials, rule);
        http_only |= (to.any && !to.l4) || (from.any && !from.l4);
    }
    if (http_only && value_says(value_get(spec, "action"), "DENY"))
        istio_warn(findings,
                   "configured AuthorizationPolicy will deny all traffic to TCP ports under its scope due "
                   "to the use of only HTTP attributes in a DENY rule; it is recommended to explicitly "
                   "specify the port");
    if (value_says(value_get(spec, "action"), "CUSTOM") &&
        (value_get(spec, "targetRefs") || value_get(spec, "targetRef")))
        istio_warn(findings, arena_format(findings->arena,
                                          "not simulated: external authorization; where the mesh has the "
                                          "provider \"%s\", the waypoint here does not ask it",
                                          value_find_text(spec, "provider.name")));
    denials_finish(&denials, arena_format(findings->arena,
                                          "invalid policy %s.%s: ", value_find_text(object, "metadata.name"),
                                          value_find_text(object, "metadata.namespace")));
}

const struct kind authorization_policy_kind = {
    .group = "security.istio.io",
    .versions = "v1,v1beta1",
    .kind = "AuthorizationPolicy",
    .plural = "authorizationpolicies",
    .resource = "authorizationpolicies.security.istio.io",
    .singular = "authorizationpolicy",
    .short_names = "ap",
    .categories = "istio-io,security-istio-io",
    .flags = KIND_NAMESPACED | KIND_CUSTOM | KIND_STATUS | KIND_SPEC_BUMPS_GENERATION,
    .name_rule = NAME_SUBDOMAIN,
    .columns = columns,
    .schema =
        "spec{action:enum(ALLOW,DENY,AUDIT,CUSTOM)=\"The action to take if the request is matched with the "
        "rules; ALLOW by default.\" "
        "provider{name=\"Its name in the mesh configuration.\"}=\"The extension that decides, for CUSTOM.\" "
        "rules[]{from[]{source{"
        "principals[]=\"Peer identities: cluster.local/ns/NAMESPACE/sa/ACCOUNT, from the client's certificate. "
        "Needs mTLS.\" "
        "notPrincipals[]=\"What principals must not be.\" "
        "requestPrincipals[]=\"ISSUER/SUBJECT of the token in the request. Only at a waypoint or gateway.\" "
        "notRequestPrincipals[]=\"What requestPrincipals must not be.\" "
        "namespaces[]=\"Namespaces of peers, from the client's certificate. Needs mTLS.\" "
        "notNamespaces[]=\"What namespaces must not be.\" "
        "serviceAccounts[]=\"Service accounts of peers: NAMESPACE/ACCOUNT, or ACCOUNT in the namespace of the "
        "policy. Needs mTLS.\" "
        "notServiceAccounts[]=\"What serviceAccounts must not be.\" "
        "trustDomains[]=\"Trust domains of peers, from the client's certificate. Needs mTLS.\" "
        "notTrustDomains[]=\"What trustDomains must not be.\" "
        "ipBlocks[]=\"Addresses or CIDR blocks of the connection as it arrives.\" "
        "notIpBlocks[]=\"What ipBlocks must not be.\" "
        "remoteIpBlocks[]=\"Addresses or CIDR blocks of the original client, by X-Forwarded-For or the proxy "
        "protocol.\" "
        "notRemoteIpBlocks[]=\"What remoteIpBlocks must not be.\" "
        "}=\"What is known of the client. All fields that are given must fit.\"}=\"The source of a request. At "
        "least one must fit; none given: every source does.\" "
        "to[]{operation{"
        "hosts[]=\"Hosts of the request, in any case. Only at a waypoint or gateway.\" "
        "notHosts[]=\"What hosts must not be.\" "
        "ports[]=\"Ports as texts: of the pod at ztunnel, of the service at a waypoint.\" "
        "notPorts[]=\"What ports must not be.\" "
        "methods[]=\"HTTP methods, in capitals as requests have them. Only at a waypoint or gateway.\" "
        "notMethods[]=\"What methods must not be.\" "
        "paths[]=\"Paths of the request, with a star at either end or templates. Only at a waypoint or "
        "gateway.\" "
        "notPaths[]=\"What paths must not be.\" "
        "}=\"What is asked for. All fields that are given must fit.\"}=\"The operation of a request. At least "
        "one must fit; none given: every operation does.\" "
        "when[]{key!=\"The name of an attribute: source.ip, request.headers[NAME] and the like.\" "
        "values[]=\"What the attribute may be. Needed unless notValues is there.\" "
        "notValues[]=\"What the attribute must not be. Needed unless values is there.\"}=\"Additional "
        "conditions of a request. All must fit.\"}"
        "=\"A match occurs when at least one rule matches the request. No rule never matches; an empty rule "
        "always does.\" " ISTIO_ATTACHMENT_FIELDS
        "}=\"Who may do what with the workloads, services or gateways that the policy is attached to.\"",
    .validate = validate,
    .description = "AuthorizationPolicy enables access control on workloads in the mesh.",
};
