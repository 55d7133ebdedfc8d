/* Gateway API 1.5: GatewayClass, Gateway, HTTPRoute, and the names of the rest. */
#include "kinds/rows.h"

static const char *condition(const struct value *object, const char *type)
{
    const struct value *conditions = value_find(object, "status.conditions");
    for (size_t i = 0; i < value_count(conditions); i++) {
        if (value_says(value_get(value_at(conditions, i), "type"), type))
            return value_find_text(value_at(conditions, i), "status");
    }
    return "";
}

static const char *programmed(struct arena *arena, const struct value *object, struct instant now)
{
    (void)arena;
    (void)now;
    return condition(object, "Programmed");
}

static const char *accepted(struct arena *arena, const struct value *object, struct instant now)
{
    (void)arena;
    (void)now;
    return condition(object, "Accepted");
}

enum { GATEWAY_FLAGS = KIND_CUSTOM | KIND_STATUS | KIND_SPEC_BUMPS_GENERATION };

static const struct column class_columns[] = {
    COLUMN_NAME,
    {.name = "Controller", .path = "spec.controllerName"},
    {.name = "Accepted", .cell = accepted},
    COLUMN_AGE,
    {.name = "Description", .path = "spec.description", .wide = true},
    {0},
};

const struct kind gateway_class_kind = {
    .group = "gateway.networking.k8s.io", .versions = "v1,v1beta1", .kind = "GatewayClass", .plural = "gatewayclasses",
    .singular = "gatewayclass", .short_names = "gc", .categories = "gateway-api", .flags = GATEWAY_FLAGS,
    .columns = class_columns, .schema = "spec{controllerName!:string description:string parametersRef:any}",
    .description = "GatewayClass describes a class of Gateways available to the user for creating Gateway resources.",
};

static const struct column gateway_columns[] = {
    COLUMN_NAME,
    {.name = "Class", .path = "spec.gatewayClassName"},
    {.name = "Address", .path = "status.addresses.0.value"},
    {.name = "Programmed", .cell = programmed},
    COLUMN_AGE,
    {0},
};

static void add_pending(struct arena *arena, struct value *conditions, const char *type)
{
    struct value *one = value_object(arena);
    value_put_text(arena, one, "lastTransitionTime", "1970-01-01T00:00:00Z");
    value_put_text(arena, one, "message", "Waiting for controller");
    value_put_text(arena, one, "reason", "Pending");
    value_put_text(arena, one, "status", "Unknown");
    value_put_text(arena, one, "type", type);
    value_append(arena, conditions, one);
}

static void gateway_defaults(struct arena *arena, struct value *object)
{
    const struct value *listeners = value_find(object, "spec.listeners");
    struct value *list = value_array(arena), *conditions = value_array(arena);
    for (size_t i = 0; i < value_count(listeners); i++) {
        if (!value_is(value_at(listeners, i), VALUE_OBJECT))
            return;
        struct value *listener = value_edit(arena, value_at(listeners, i));
        default_text(arena, value_open(arena, listener, "allowedRoutes.namespaces"), "from", "Same");
        value_append(arena, list, listener);
    }
    if (listeners)
        value_put(arena, value_open(arena, object, "spec"), "listeners", list);
    add_pending(arena, conditions, "Accepted");
    add_pending(arena, conditions, "Programmed");
    default_value(arena, value_open(arena, object, "status"), "conditions", conditions);
}

const struct kind gateway_kind = {
    .group = "gateway.networking.k8s.io", .versions = "v1,v1beta1", .kind = "Gateway", .plural = "gateways",
    .singular = "gateway", .short_names = "gtw", .categories = "gateway-api", .flags = GATEWAY_FLAGS | KIND_NAMESPACED,
    .columns = gateway_columns,
    .schema = "spec{gatewayClassName!:string listeners![]{name!:string port!:integer protocol!:string hostname:string "
              "tls:any allowedRoutes{namespaces{from:enum(All,Selector,Same,None) selector" LABEL_SELECTOR_SCHEMA
              "} kinds[]{group:string kind!:string}}} addresses[]{type:string value:string} infrastructure:any "
              "backendTLS:any tls:any allowedListeners:any}",
    .set_defaults = gateway_defaults,
    .description = "Gateway represents an instance of a service-traffic handling infrastructure by binding Listeners to "
                   "a set of IP addresses.",
};

static const struct column route_columns[] = {
    COLUMN_NAME, {.name = "Hostnames", .path = "{.spec.hostnames}"}, COLUMN_AGE, {0}};

static const struct value *default_list(struct arena *arena, const struct value *list,
                                        void (*complete)(struct arena *arena, struct value *item))
{
    struct value *copy = value_array(arena);
    for (size_t i = 0; i < value_count(list); i++) {
        const struct value *item = value_at(list, i);
        struct value *edited = value_is(item, VALUE_OBJECT) ? value_edit(arena, item) : NULL;
        if (edited)
            complete(arena, edited);
        value_append(arena, copy, edited ? edited : item);
    }
    return copy;
}

static void default_parent(struct arena *arena, struct value *parent)
{
    default_text(arena, parent, "group", "gateway.networking.k8s.io");
    default_text(arena, parent, "kind", "Gateway");
}

static void default_backend(struct arena *arena, struct value *backend)
{
    default_text(arena, backend, "group", "");
    default_text(arena, backend, "kind", "Service");
    default_integer(arena, backend, "weight", 1);
}

static void default_match(struct arena *arena, struct value *match)
{
    struct value *path = value_open(arena, match, "path");
    default_text(arena, path, "type", "PathPrefix");
    default_text(arena, path, "value", "/");
}

static void default_rule(struct arena *arena, struct value *rule)
{
    struct value *matches = value_array(arena);
    value_append(arena, matches, value_object(arena));
    value_put(arena, rule, "matches",
              default_list(arena, value_get(rule, "matches") ? value_get(rule, "matches") : matches, default_match));
    if (value_get(rule, "backendRefs"))
        value_put(arena, rule, "backendRefs", default_list(arena, value_get(rule, "backendRefs"), default_backend));
}

static void route_defaults(struct arena *arena, struct value *object)
{
    if (!value_is(value_get(object, "spec"), VALUE_OBJECT))
        return;
    struct value *spec = value_open(arena, object, "spec"), *rules = value_array(arena);
    value_append(arena, rules, value_object(arena));
    if (value_get(spec, "parentRefs"))
        value_put(arena, spec, "parentRefs", default_list(arena, value_get(spec, "parentRefs"), default_parent));
    value_put(arena, spec, "rules",
              default_list(arena, value_get(spec, "rules") ? value_get(spec, "rules") : rules, default_rule));
}

#define PARENT_SCHEMA                                                                                                  \
    "parentRefs[]{group:string kind:string name!:string namespace:string port:integer sectionName:string} hostnames[]"

const struct kind http_route_kind = {
    .group = "gateway.networking.k8s.io", .versions = "v1,v1beta1", .kind = "HTTPRoute", .plural = "httproutes",
    .singular = "httproute", .short_names = "", .categories = "gateway-api", .flags = GATEWAY_FLAGS | KIND_NAMESPACED,
    .columns = route_columns,
    .schema = "spec{" PARENT_SCHEMA " rules[]{name:string matches[]{path{type:enum(Exact,PathPrefix,RegularExpression) "
              "value:string} headers[]{name!:string value!:string type:string} queryParams[]{name!:string value!:string "
              "type:string} method:string} filters:any backendRefs[]{group:string kind:string name!:string "
              "namespace:string port:integer weight:integer filters:any} timeouts:any retry:any "
              "sessionPersistence:any}}",
    .set_defaults = route_defaults,
    .description = "HTTPRoute provides a way to route HTTP requests.",
};

const struct kind grpc_route_kind = {
    .group = "gateway.networking.k8s.io", .versions = "v1", .kind = "GRPCRoute", .plural = "grpcroutes",
    .singular = "grpcroute", .short_names = "", .categories = "gateway-api", .flags = GATEWAY_FLAGS | KIND_NAMESPACED,
    .columns = route_columns, .schema = "spec:any", .description = "GRPCRoute provides a way to route gRPC requests.",
};

static const struct column plain_columns[] = {COLUMN_NAME, COLUMN_AGE, {0}};

const struct kind reference_grant_kind = {
    .group = "gateway.networking.k8s.io", .versions = "v1beta1,v1", .kind = "ReferenceGrant", .plural = "referencegrants",
    .singular = "referencegrant", .short_names = "refgrant", .categories = "gateway-api",
    .flags = KIND_CUSTOM | KIND_NAMESPACED, .columns = plain_columns, .schema = "spec:any",
    .description = "ReferenceGrant identifies kinds of resources in other namespaces that are trusted to reference the "
                   "specified kinds of resources in the same namespace as the policy.",
};
