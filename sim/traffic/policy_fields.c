/* The fields of AuthorizationPolicy: where each is understood and how one of its values matches.
 * Source: istio pilot/pkg/security/authz/model and matcher; ztunnel src/rbac.rs; pilot
 * ambient/authorization.go. */
#include <string.h>

#include "http/http.h"
#include "traffic/policy.h"

/* "*" is anything but nothing, "*x" a suffix, "x*" a prefix, else exact; a leading star wins (A10). */
static bool wildcard(struct slice observed, struct slice value)
{
    if (slice_is(value, "*"))
        return observed.length > 0;
    if (value.length && value.data[0] == '*') {
        struct slice suffix = slice_part(value, 1, value.length);
        return observed.length >= suffix.length &&
               slice_equal(slice_part(observed, observed.length - suffix.length, observed.length), suffix);
    }
    if (value.length && value.data[value.length - 1] == '*') {
        struct slice prefix = slice_part(value, 0, value.length - 1);
        return observed.length >= prefix.length && slice_equal(slice_part(observed, 0, prefix.length), prefix);
    }
    return slice_equal(observed, value);
}

static bool match_text(struct slice observed, struct slice value, const struct facts *facts,
                       const char *namespace)
{
    (void)facts;
    (void)namespace;
    return wildcard(observed, value);
}

static bool match_exact(struct slice observed, struct slice value, const struct facts *facts,
                        const char *namespace)
{
    (void)facts;
    (void)namespace;
    return slice_equal(observed, value);
}

/* "sa" of the policy's own namespace, or "ns/sa"; never a wildcard. */
static bool match_service_account(struct slice observed, struct slice value, const struct facts *facts,
                                  const char *namespace)
{
    size_t slash = slice_find_byte(value, '/');
    if (slash == value.length)
        return slice_equal(observed, value) && slice_is(facts->namespace, namespace);
    return slice_equal(slice_part(value, 0, slash), facts->namespace) &&
           slice_equal(slice_part(value, slash + 1, value.length), observed);
}

static char lower_at(struct slice text, size_t i)
{
    return ascii_lower(text.data[i]);
}

static bool equal_nocase(struct slice a, struct slice b)
{
    if (a.length != b.length)
        return false;
    for (size_t i = 0; i < a.length; i++) {
        if (lower_at(a, i) != lower_at(b, i))
            return false;
    }
    return true;
}

/* Compared with :authority, port and all, without regard to case (A12). */
static bool match_host(struct slice observed, struct slice value, const struct facts *facts,
                       const char *namespace)
{
    (void)facts;
    (void)namespace;
    if (slice_is(value, "*"))
        return observed.length > 0;
    if (slice_starts(value, "*")) {
        size_t length = value.length - 1;
        return observed.length >= length &&
               equal_nocase(slice_part(observed, observed.length - length, observed.length),
                            slice_part(value, 1, value.length));
    }
    if (slice_ends(value, "*"))
        return equal_nocase(slice_part(observed, 0, value.length - 1),
                            slice_part(value, 0, value.length - 1)) &&
               observed.length >= value.length - 1;
    return equal_nocase(observed, value);
}

/* Does [path], segment by segment, fit a template with {*} (one segment) and a final {**} (any number)? (A11)
 */
static bool match_template(struct slice path, struct slice template)
{
    struct slice want, have;
    while (slice_next(&template, '/', &want)) {
        if (slice_is(want, "{**}"))
            return true;
        if (!slice_next(&path, '/', &have))
            return false;
        if (slice_is(want, "{*}") ? have.length == 0 : !slice_equal(want, have))
            return false;
    }
    return path.data == NULL;
}

static bool match_path(struct slice observed, struct slice value, const struct facts *facts,
                       const char *namespace)
{
    (void)facts;
    (void)namespace;
    if (slice_find(value, SLICE("{*")) < value.length)
        return match_template(observed, value);
    return wildcard(observed, value);
}

static bool parse_address(struct slice text, uint32_t *address)
{
    struct slice part;
    int64_t number;
    int count = 0;
    *address = 0;
    while (slice_next(&text, '.', &part)) {
        if (!slice_to_integer(part, &number) || number < 0 || number > 255 || ++count > 4)
            return false;
        *address = *address << 8 | (uint32_t)number;
    }
    return count == 4;
}

static bool match_address(struct slice observed, struct slice value, const struct facts *facts,
                          const char *namespace)
{
    (void)facts;
    (void)namespace;
    uint32_t have, want;
    int64_t bits = 32;
    size_t slash = slice_find_byte(value, '/');
    if (slash < value.length && !slice_to_integer(slice_part(value, slash + 1, value.length), &bits))
        return false;
    if (!parse_address(observed, &have) || !parse_address(slice_part(value, 0, slash), &want) || bits < 0 ||
        bits > 32)
        return false;
    return bits == 0 || (have ^ want) >> (32 - bits) == 0;
}

static bool match_port(struct slice observed, struct slice value, const struct facts *facts,
                       const char *namespace)
{
    (void)observed;
    (void)namespace;
    int64_t number;
    return slice_to_integer(value, &number) && number == facts->port;
}

static struct slice see_principal(const struct facts *facts, const struct match *match)
{
    (void)match;
    return facts->principal;
}

static struct slice see_namespace(const struct facts *facts, const struct match *match)
{
    (void)match;
    return facts->namespace;
}

static struct slice see_service_account(const struct facts *facts, const struct match *match)
{
    (void)match;
    return facts->service_account;
}

static struct slice see_source(const struct facts *facts, const struct match *match)
{
    (void)match;
    return facts->source_address;
}

static struct slice see_remote(const struct facts *facts, const struct match *match)
{
    (void)match;
    return facts->remote_address;
}

static struct slice see_destination(const struct facts *facts, const struct match *match)
{
    (void)match;
    return facts->destination_address;
}

static struct slice see_port(const struct facts *facts, const struct match *match)
{
    (void)match;
    return facts->port_text;
}

/* No request carries a JSON Web Token here, so there is no request principal to see. */
static struct slice see_nothing(const struct facts *facts, const struct match *match)
{
    (void)facts;
    (void)match;
    return SLICE("");
}

static struct slice see_method(const struct facts *facts, const struct match *match)
{
    (void)match;
    return facts->method;
}

static struct slice see_path(const struct facts *facts, const struct match *match)
{
    (void)match;
    return facts->path;
}

static struct slice see_host(const struct facts *facts, const struct match *match)
{
    (void)match;
    return facts->host;
}

static struct slice see_header(const struct facts *facts, const struct match *match)
{
    return facts->request && match->argument ? http_value(facts->request, match->argument) : SLICE("");
}

static const struct policy_field fields[] = {
    {.name = "principals",
     .negated = "notPrincipals",
     .section = "source",
     .ztunnel = true,
     .identity = true,
     .observe = see_principal,
     .matches = match_text},
    {.name = "namespaces",
     .negated = "notNamespaces",
     .section = "source",
     .ztunnel = true,
     .identity = true,
     .observe = see_namespace,
     .matches = match_text},
    {.name = "serviceAccounts",
     .negated = "notServiceAccounts",
     .section = "source",
     .ztunnel = true,
     .identity = true,
     .observe = see_service_account,
     .matches = match_service_account},
    {.name = "ipBlocks",
     .negated = "notIpBlocks",
     .section = "source",
     .ztunnel = true,
     .observe = see_source,
     .matches = match_address},
    {.name = "remoteIpBlocks",
     .http = true,
     .negated = "notRemoteIpBlocks",
     .section = "source",
     .observe = see_remote,
     .matches = match_address},
    {.name = "requestPrincipals",
     .http = true,
     .negated = "notRequestPrincipals",
     .section = "source",
     .observe = see_nothing,
     .matches = match_text},
    {.name = "ports",
     .negated = "notPorts",
     .section = "operation",
     .ztunnel = true,
     .observe = see_port,
     .matches = match_port},
    {.name = "hosts",
     .http = true,
     .negated = "notHosts",
     .section = "operation",
     .observe = see_host,
     .matches = match_host},
    {.name = "methods",
     .http = true,
     .negated = "notMethods",
     .section = "operation",
     .observe = see_method,
     .matches = match_text},
    {.name = "paths",
     .http = true,
     .negated = "notPaths",
     .section = "operation",
     .observe = see_path,
     .matches = match_path},
    {.name = "source.ip", .section = "when", .ztunnel = true, .observe = see_source, .matches = match_address},
    {.name = "remote.ip", .http = true, .section = "when", .observe = see_remote, .matches = match_address},
    {.name = "source.namespace",
     .section = "when",
     .ztunnel = true,
     .identity = true,
     .observe = see_namespace,
     .matches = match_text},
    {.name = "source.principal",
     .section = "when",
     .ztunnel = true,
     .identity = true,
     .observe = see_principal,
     .matches = match_text},
    {.name = "source.serviceAccount",
     .section = "when",
     .identity = true,
     .observe = see_service_account,
     .matches = match_service_account},
    {.name = "destination.ip",
     .section = "when",
     .ztunnel = true,
     .observe = see_destination,
     .matches = match_address},
    {.name = "destination.port",
     .section = "when",
     .ztunnel = true,
     .observe = see_port,
     .matches = match_port},
    {.name = "request.headers", .http = true, .section = "when", .observe = see_header, .matches = match_text},
    {.name = "request.auth.principal",
     .http = true,
     .section = "when",
     .observe = see_nothing,
     .matches = match_text},
    {.name = "request.auth.audiences",
     .http = true,
     .section = "when",
     .observe = see_nothing,
     .matches = match_exact},
    {.name = "request.auth.presenter",
     .http = true,
     .section = "when",
     .observe = see_nothing,
     .matches = match_exact},
    {.name = "request.auth.claims",
     .http = true,
     .section = "when",
     .observe = see_nothing,
     .matches = match_text},
    {.name = "connection.sni", .section = "when", .observe = see_nothing, .matches = match_text},
};

const struct policy_field *policy_field_find(const char *section, const char *name, bool *negated,
                                             const char **argument, struct arena *arena)
{
    struct slice word = slice_of(name);
    size_t bracket = slice_find_byte(word, '[');
    *negated = false;
    *argument = NULL;
    if (bracket < word.length && text_equal(section, "when")) {
        *argument = arena_copy(arena, slice_part(word, bracket + 1, word.length - 1));
        word = slice_part(word, 0, bracket);
    }
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        if (!text_equal(fields[i].section, section))
            continue;
        if (slice_is(word, fields[i].name))
            return &fields[i];
        if (fields[i].negated && slice_is(word, fields[i].negated)) {
            *negated = true;
            return &fields[i];
        }
    }
    return NULL;
}
