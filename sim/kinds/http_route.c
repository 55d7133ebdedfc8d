#include "kinds/columns.h"
#include "kinds/defaults.h"
#include "kinds/istio.h"
#include "kinds/rows.h"

#define BACKEND_FIELDS                                                                                         \
    "group=\"The API group; the core group by default.\" kind=\"Service by default.\" name!=\"Its name.\" "    \
    "namespace=\"Its namespace; the route's own by default. Another one needs a ReferenceGrant.\" "            \
    "port:integer=\"Its port; a Service needs one.\""
#define HEADERS_FIELDS                                                                                         \
    "add[]{name! value!}=\"Headers that are added to what is there.\" remove[]=\"Headers that are taken "      \
    "away.\" "                                                                                                 \
    "set[]{name! value!}=\"Headers that take the place of what is there.\""
#define PATH_CHANGE_FIELDS "type!:enum(ReplaceFullPath,ReplacePrefixMatch) replaceFullPath replacePrefixMatch"
#define FILTER_FIELDS                                                                                          \
    "type!:enum(RequestHeaderModifier,ResponseHeaderModifier,RequestMirror,RequestRedirect,URLRewrite,"        \
    "ExtensionRef,CORS)=\"Which of the fields below is filled in.\" requestHeaderModifier{" HEADERS_FIELDS     \
    "}=\"Changes of the request's headers.\" responseHeaderModifier{" HEADERS_FIELDS                           \
    "}=\"Changes of the response's headers.\" requestMirror{backendRef!{" BACKEND_FIELDS                       \
    "} percent:integer=\"How many of 100 requests.\" "                                                         \
    "fraction{numerator!:integer denominator:integer}=\"Which part of the requests.\"}"                        \
    "=\"A second backend that gets a copy; its answer is dropped.\" "                                          \
    "requestRedirect{scheme:enum(http,https) hostname path{" PATH_CHANGE_FIELDS "} port:integer "              \
    "statusCode:integer=\"302 by default.\"}=\"The answer is that the client should go elsewhere.\" "          \
    "urlRewrite{hostname=\"The host that the backend sees.\" path{" PATH_CHANGE_FIELDS                         \
    "}=\"The path that the backend sees.\"}=\"Another address for the backend.\" "                             \
    "extensionRef{group! kind! name!}=\"A filter of the implementation's own.\" "                              \
    "cors:any=\"Which pages of other origins may read the answer.\""

static const struct column columns[] = {
    COLUMN_NAME,
    {.name = "Hostnames", .path = "spec.hostnames"},
    COLUMN_AGE,
    COLUMN_END,
};

/* --- defaults of the CRD --- */

static void parent_set_defaults(struct arena *arena, struct value *parent)
{
    default_text(arena, parent, "group", "gateway.networking.k8s.io");
    default_text(arena, parent, "kind", "Gateway");
}

static void typed_set_defaults(struct arena *arena, struct value *matcher)
{
    default_text(arena, matcher, "type", "Exact");
}

static void match_set_defaults(struct arena *arena, struct value *match)
{
    struct value *path = value_open(arena, match, "path");
    default_text(arena, path, "type", "PathPrefix");
    default_text(arena, path, "value", "/");
    default_each(arena, match, "headers", typed_set_defaults);
    default_each(arena, match, "queryParams", typed_set_defaults);
}

static void target_set_defaults(struct arena *arena, struct value *target)
{
    default_text(arena, target, "group", "");
    default_text(arena, target, "kind", "Service");
}

static void filter_set_defaults(struct arena *arena, struct value *filter)
{
    if (value_is(value_get(filter, "requestRedirect"), VALUE_OBJECT))
        default_integer(arena, value_open(arena, filter, "requestRedirect"), "statusCode", 302);
    if (value_is(value_find(filter, "requestMirror.backendRef"), VALUE_OBJECT))
        target_set_defaults(arena, value_open(arena, filter, "requestMirror.backendRef"));
}

static void backend_set_defaults(struct arena *arena, struct value *backend)
{
    target_set_defaults(arena, backend);
    default_integer(arena, backend, "weight", 1);
    default_each(arena, backend, "filters", filter_set_defaults);
}

static const struct value *one_object(struct arena *arena)
{
    struct value *array = value_array(arena);
    value_append(arena, array, value_object(arena));
    return array;
}

static void rule_set_defaults(struct arena *arena, struct value *rule)
{
    default_value(arena, rule, "matches", one_object(arena));
    default_each(arena, rule, "matches", match_set_defaults);
    default_each(arena, rule, "backendRefs", backend_set_defaults);
    default_each(arena, rule, "filters", filter_set_defaults);
}

static void set_defaults(struct arena *arena, struct value *object)
{
    struct value *spec = value_open(arena, object, "spec");
    default_each(arena, spec, "parentRefs", parent_set_defaults);
    default_value(arena, spec, "rules", one_object(arena));
    default_each(arena, spec, "rules", rule_set_defaults);
}

/* --- the CRD's rules --- */

struct filter_row {
    const char *type, *field;
    bool simulated; /* by the waypoint */
};

static const struct filter_row filter_rows[] = {
    {"RequestHeaderModifier", "requestHeaderModifier", true},
    {"ResponseHeaderModifier", "responseHeaderModifier", true},
    {"RequestMirror", "requestMirror", true},
    {"RequestRedirect", "requestRedirect", true},
    {"URLRewrite", "urlRewrite", true},
    {"ExtensionRef", "extensionRef", false},
    {"CORS", "cors", false},
};

/* What the simulated waypoint does not do is accepted, as in life, and said, once for each thing. */
static void say_not_simulated(struct findings *findings, const char *what)
{
    const char *text =
        arena_format(findings->arena, "not simulated: %s of HTTPRoute; the waypoint here ignores it", what);
    for (size_t i = 0; i < value_count(findings->warnings); i++) {
        if (value_says(value_at(findings->warnings, i), text))
            return;
    }
    istio_warn(findings, text);
}

static void validate_filters(struct findings *findings, const struct value *filters, const char *path)
{
    for (size_t i = 0; i < value_count(filters); i++) {
        const struct value *filter = value_at(filters, i);
        const char *here = arena_format(findings->arena, "%s.filters[%zu]", path, i);
        for (size_t row = 0; row < sizeof filter_rows / sizeof *filter_rows; row++) {
            bool wanted = value_says(value_get(filter, "type"), filter_rows[row].type);
            bool given = value_get(filter, filter_rows[row].field) != NULL;
            if (wanted && !filter_rows[row].simulated)
                say_not_simulated(findings,
                                  arena_format(findings->arena, "the filter %s", filter_rows[row].type));
            if (wanted && !given)
                findings_add(findings, "FieldValueInvalid", here,
                             "Invalid value: \"object\": filter.%s must be specified for %s filter.type",
                             filter_rows[row].field, filter_rows[row].type);
            if (given && !wanted)
                findings_add(findings, "FieldValueInvalid", here,
                             "Invalid value: \"object\": filter.%s must be nil if the filter.type is not %s",
                             filter_rows[row].field, filter_rows[row].type);
        }
    }
}

static void validate_rule(struct findings *findings, const struct value *rule, const char *path)
{
    struct arena *arena = findings->arena;
    const struct value *matches = value_get(rule, "matches"), *backends = value_get(rule, "backendRefs");
    for (size_t i = 0; i < value_count(matches); i++) {
        const struct value *match = value_at(matches, i);
        if (!value_says(value_find(match, "path.type"), "RegularExpression") &&
            !text_starts(value_find_text(match, "path.value"), "/"))
            findings_add(
                findings, "FieldValueInvalid", arena_format(arena, "%s.matches[%zu].path", path, i),
                "Invalid value: \"object\": value must be an absolute path and start with '/' when type "
                "one of ['Exact', 'PathPrefix']");
    }
    for (size_t i = 0; i < value_count(backends); i++) {
        const struct value *backend = value_at(backends, i);
        if (value_says(value_get(backend, "kind"), "Service") && !*value_find_text(backend, "group") &&
            !value_get(backend, "port"))
            findings_add(findings, "FieldValueInvalid", arena_format(arena, "%s.backendRefs[%zu]", path, i),
                         "Invalid value: \"object\": Must have port for Service reference");
    }
    if (value_get(rule, "retry"))
        say_not_simulated(findings, "retry");
    validate_filters(findings, value_get(rule, "filters"), path);
}

static void validate(struct findings *findings, const struct value *object, const struct value *old)
{
    (void)old;
    const struct value *rules = value_find(object, "spec.rules");
    for (size_t i = 0; i < value_count(rules); i++)
        validate_rule(findings, value_at(rules, i), arena_format(findings->arena, "spec.rules[%zu]", i));
}

const struct kind http_route_kind = {
    .group = "gateway.networking.k8s.io",
    .versions = "v1,v1beta1",
    .kind = "HTTPRoute",
    .plural = "httproutes",
    .resource = "httproutes.gateway.networking.k8s.io",
    .singular = "httproute",
    .short_names = "",
    .categories = "gateway-api",
    .flags = KIND_NAMESPACED | KIND_CUSTOM | KIND_STATUS | KIND_SPEC_BUMPS_GENERATION,
    .name_rule = NAME_SUBDOMAIN,
    .columns = columns,
    .schema =
        "spec!{hostnames[]=\"The hosts whose requests it takes; for a Service as parent they are not read.\" "
        "parentRefs[]{group=\"The API group of the parent.\" kind=\"Gateway by default; Service for routes "
        "in the mesh.\" namespace=\"The parent's namespace; the route's own by default.\" name!=\"The parent's "
        "name.\" "
        "sectionName=\"One listener of the Gateway, or one port of the Service, by its name.\" "
        "port:integer=\"One port of the parent.\"}"
        "=\"The Gateways or Services that this route wants to be attached to.\" "
        "useDefaultGateways=\"Whether Gateways that are the default take it, too.\" "
        "rules[]{name=\"Name of the rule, unique in the route.\" "
        "matches[]{path{type:enum(Exact,PathPrefix,RegularExpression)=\"How the path is compared.\" "
        "value=\"What with.\"}=\"PathPrefix / by default.\" "
        "headers[]{type:enum(Exact,RegularExpression)=\"Exact by default.\" name!=\"The header's name, in any "
        "case.\" "
        "value!=\"What it must be.\"}=\"Headers that must all fit.\" "
        "queryParams[]{type:enum(Exact,RegularExpression)=\"Exact by default.\" name!=\"The parameter's "
        "name.\" "
        "value!=\"What it must be.\"}=\"Parameters behind the question mark that must all fit.\" "
        "method:enum(GET,HEAD,POST,PUT,DELETE,CONNECT,OPTIONS,TRACE,PATCH)=\"The request's method.\"}"
        "=\"The rule is for a request that any of these fits; one fits when all it says is so.\" "
        "filters[]{" FILTER_FIELDS "}=\"What is done to the request or its response on the way.\" "
        "backendRefs[]{" BACKEND_FIELDS
        " weight:integer=\"Its share of the requests, against the sum of all weights.\" "
        "filters[]{" FILTER_FIELDS "}=\"The same for this backend only.\"}=\"Where the requests go.\" "
        "timeouts{request=\"For the whole request.\" "
        "backendRequest=\"For each try at a backend.\"}=\"How long it may take.\" "
        "retry:any=\"When a request is tried again.\" "
        "sessionPersistence:any=\"How a client stays with a backend.\"}=\"Matchers, filters and "
        "actions.\"}=\"Which requests it takes, and what becomes of them.\"",
    .set_defaults = set_defaults,
    .validate = validate,
    .description = "HTTPRoute provides a way to route HTTP requests.",
};
