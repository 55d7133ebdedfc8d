#include "kinds/columns.h"
#include "kinds/defaults.h"
#include "kinds/gateway_api.h"
#include "kinds/rows.h"
#include "kinds/template.h"

#define PORT_MAXIMUM 65535

static const struct column columns[] = {
    COLUMN_NAME,
    {.name = "Class", .path = "spec.gatewayClassName"},
    {.name = "Address", .path = "status.addresses.0.value"},
    {.name = "Programmed", .path = "{.status.conditions[?(@.type==\"Programmed\")].status}"},
    COLUMN_AGE,
    COLUMN_END,
};

void gateway_default_condition(struct arena *arena, struct value *object, const char *type)
{
    const struct value *old = value_find(object, "status.conditions");
    for (size_t i = 0; i < value_count(old); i++) {
        if (value_says(value_get(value_at(old, i), "type"), type))
            return;
    }
    struct value *condition = value_object(arena);
    value_put_text(arena, condition, "lastTransitionTime", "1970-01-01T00:00:00Z");
    value_put_text(arena, condition, "message", "Waiting for controller");
    value_put_text(arena, condition, "reason", "Pending");
    value_put_text(arena, condition, "status", "Unknown");
    value_put_text(arena, condition, "type", type);
    struct value *conditions = value_is(old, VALUE_ARRAY) ? value_edit(arena, old) : value_array(arena);
    value_append(arena, conditions, condition);
    value_put(arena, value_open(arena, object, "status"), "conditions", conditions);
}

static void listener_set_defaults(struct arena *arena, struct value *listener)
{
    default_text(arena, value_open(arena, listener, "allowedRoutes.namespaces"), "from", "Same");
}

static void address_set_defaults(struct arena *arena, struct value *address)
{
    default_text(arena, address, "type", "IPAddress");
}

static void set_defaults(struct arena *arena, struct value *object)
{
    struct value *spec = value_open(arena, object, "spec");
    default_each(arena, spec, "listeners", listener_set_defaults);
    default_each(arena, spec, "addresses", address_set_defaults);
    gateway_default_condition(arena, object, "Accepted");
    gateway_default_condition(arena, object, "Programmed");
}

static void validate_port(struct findings *findings, int64_t port, const char *path)
{
    if (port < 1)
        findings_add(findings, "FieldValueInvalid", path,
                     "Invalid value: %lld: %s in body should be greater than or equal to 1", (long long)port,
                     path);
    if (port > PORT_MAXIMUM)
        findings_add(findings, "FieldValueInvalid", path,
                     "Invalid value: %lld: %s in body should be less than or equal to 65535", (long long)port,
                     path);
}

static bool same_listener(const struct value *a, const struct value *b)
{
    return value_equal(value_get(a, "port"), value_get(b, "port")) &&
           value_equal(value_get(a, "protocol"), value_get(b, "protocol")) &&
           value_equal(value_get(a, "hostname"), value_get(b, "hostname"));
}

static void validate(struct findings *findings, const struct value *object, const struct value *old)
{
    (void)old;
    const struct value *listeners = value_find(object, "spec.listeners");
    bool names_clash = false, listeners_clash = false;
    if (!*value_find_text(object, "spec.gatewayClassName"))
        findings_add(findings, "FieldValueInvalid", "spec.gatewayClassName",
                     "Invalid value: \"\": spec.gatewayClassName in body should be at least 1 chars long");
    if (!value_count(listeners))
        findings_add(findings, "FieldValueInvalid", "spec.listeners",
                     "Invalid value: 0: spec.listeners in body should have at least 1 items");
    for (size_t i = 0; i < value_count(listeners); i++) {
        const struct value *listener = value_at(listeners, i);
        validate_port(findings, value_number(value_get(listener, "port"), 0),
                      arena_format(findings->arena, "spec.listeners[%zu].port", i));
        for (size_t j = 0; j < i; j++) {
            const struct value *other = value_at(listeners, j);
            names_clash |= value_equal(value_get(other, "name"), value_get(listener, "name"));
            listeners_clash |= same_listener(other, listener);
        }
    }
    if (names_clash)
        findings_add(findings, "FieldValueInvalid", "spec.listeners",
                     "Invalid value: \"array\": Listener name must be unique within the Gateway");
    if (listeners_clash)
        findings_add(findings, "FieldValueInvalid", "spec.listeners",
                     "Invalid value: \"array\": Combination of port, protocol and hostname must be unique for "
                     "each listener");
}

const struct kind gateway_kind = {
    .group = "gateway.networking.k8s.io",
    .versions = "v1,v1beta1",
    .kind = "Gateway",
    .plural = "gateways",
    .resource = "gateways.gateway.networking.k8s.io",
    .singular = "gateway",
    .short_names = "gtw",
    .categories = "gateway-api",
    .flags = KIND_NAMESPACED | KIND_CUSTOM | KIND_STATUS | KIND_SPEC_BUMPS_GENERATION,
    .name_rule = NAME_SUBDOMAIN,
    .columns = columns,
    .schema =
        "spec!{gatewayClassName!=\"Name of the GatewayClass: istio-waypoint makes a waypoint.\" "
        "addresses[]{type=\"IPAddress or Hostname.\" value=\"The address.\"}=\"Addresses that are asked for.\" "
        "listeners![]{name!=\"Name of the listener, unique in the Gateway; a route names it by sectionName.\" "
        "hostname=\"The host that it serves; all when nothing is said.\" "
        "port!:integer=\"The port that it listens on.\" "
        "protocol!=\"HTTP, HTTPS, TLS, TCP, UDP, or HBONE for a waypoint.\" "
        "tls:any=\"Certificates, and whether TLS ends here.\" "
        "allowedRoutes{kinds[]{group kind!}=\"Kinds of routes; by the protocol when nothing is said.\" "
        "namespaces{from:enum(All,Selector,Same)=\"All, the Gateway's own, or those that are selected.\" "
        "selector{" SELECTOR_FIELDS "}=\"Which namespaces, when from is Selector.\"}"
        "=\"From which namespaces routes may attach; Same by default.\"}"
        "=\"Which routes may attach.\"}"
        "=\"Logical endpoints that are bound on this Gateway's addresses.\" "
        "infrastructure{labels{}=\"Labels for what is made from the Gateway.\" "
        "annotations{}=\"Annotations for what is made from the Gateway.\" "
        "parametersRef{group! kind! name!}=\"A ConfigMap with settings for its Deployment and Service.\"}"
        "=\"What the Deployment, Service and pods of the Gateway get.\" "
        "allowedListeners:any=\"Which ListenerSets may add listeners.\" "
        "tls:any=\"Certificates towards clients and backends, for all listeners.\" "
        "backendTLS:any=\"The certificate that it shows to backends.\" "
        "defaultScope=\"Whether routes without parents may take it.\"}=\"The desired state of the Gateway.\"",
    .set_defaults = set_defaults,
    .validate = validate,
    .description =
        "Gateway represents an instance of a service-traffic handling infrastructure by binding Listeners "
        "to a set of IP addresses.",
};
