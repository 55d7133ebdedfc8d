/* istiod's gateway controller: a Gateway of class istio-waypoint becomes a ServiceAccount, a Service and a
 * Deployment of its name, and its status follows them (G5 to G12). Source: istio files/waypoint.yaml,
 * gateway/conversion.go. */
#include "base/check.h"
#include "control/embedded.h"
#include "control/objects.h"
#include "control/rows.h"
#include "data/json.h"

enum { SERVICE_SPEC, POD_SPEC }; /* the template's documents */

/* The documents of the waypoint's template. */
static const struct value *read_template(struct draft *draft)
{
    struct slice rest = embedded_read("base/70-waypoint.template"), line;
    const struct value *text = value_string(draft->arena, rest), *known = parsed_find(draft->texts, text);
    if (known)
        return known;
    struct value *documents = value_array(draft->arena);
    while (slice_next(&rest, '\n', &line) && line.length) { /* JSON, a document on each line */
        const char *problem;
        const struct value *document = json_read(draft->arena, line, &problem);
        check(document);
        value_append(draft->arena, documents, document);
    }
    parsed_keep(draft->texts, text, documents);
    return documents;
}

/* [part] of the template with the name of a Gateway in its texts. */
static const struct value *named(struct arena *arena, const struct value *part, const char *name)
{
    struct slice text = value_slice(part), place = SLICE("{{.Name}}");
    size_t at = slice_find(text, place);
    if (at < text.length)
        return value_format(arena, "%.*s%s%s", (int)at, text.data, name, text.data + at + place.length);
    struct value *copy = NULL;
    for (size_t i = 0; i < value_count(part); i++) {
        const struct value *below = value_is(part, VALUE_ARRAY) ? value_at(part, i) : value_member_at(part, i);
        const struct value *own = named(arena, below, name);
        if (own == below)
            continue;
        copy = copy ? copy : value_edit(arena, part);
        value_replace(copy, i, own);
    }
    return copy ? copy : part;
}

/* The labels all of a waypoint's objects carry; the Gateway's own come with them (G6). */
static struct value *common_labels(struct arena *arena, const struct value *gateway)
{
    struct value *labels = value_edit(arena, value_find(gateway, "metadata.labels"));
    value_put_text(arena, labels, "gateway.networking.k8s.io/gateway-name", lookup_name(gateway));
    value_put_text(arena, labels, "gateway.networking.k8s.io/gateway-class-name", "istio-waypoint");
    value_put_text(arena, labels, "gateway.istio.io/managed", "istio.io-mesh-controller");
    return labels;
}

static const struct value *make_deployment(struct draft *draft, const struct value *gateway,
                                           struct value *deployment)
{
    struct arena *arena = draft->arena;
    const char *name = lookup_name(gateway);
    struct value *spec = value_open(arena, deployment, "spec");
    struct value *match = value_open(arena, spec, "selector.matchLabels");
    value_put_text(arena, match, "gateway.networking.k8s.io/gateway-name", name);
    struct value *labels = common_labels(arena, gateway);
    value_put_text(arena, labels, "istio.io/dataplane-mode", "none");
    value_put_text(arena, labels, "sidecar.istio.io/inject", "false");
    value_put_text(arena, labels, "service.istio.io/canonical-name", name);
    value_put_text(arena, labels, "service.istio.io/canonical-revision", "latest");
    struct value *metadata = value_open(arena, spec, "template.metadata");
    value_put(arena, metadata, "labels", labels);
    struct value *annotations = value_open(arena, metadata, "annotations");
    value_put_text(arena, annotations, "istio.io/rev", "default");
    value_put_text(arena, annotations, "prometheus.io/path", "/stats/prometheus");
    value_put_text(arena, annotations, "prometheus.io/port", "15020");
    value_put_text(arena, annotations, "prometheus.io/scrape", "true");
    value_put(arena, value_open(arena, spec, "template"), "spec",
              named(arena, value_at(read_template(draft), POD_SPEC), name));
    return deployment;
}

static const struct value *make_service(struct draft *draft, const struct value *gateway, struct value *service)
{
    struct arena *arena = draft->arena;
    struct value *metadata = value_open(arena, service, "metadata");
    value_put_text(arena, value_open(arena, metadata, "annotations"),
                   "networking.istio.io/traffic-distribution", "PreferClose");
    struct value *spec = value_edit(arena, value_at(read_template(draft), SERVICE_SPEC));
    value_put_text(arena, value_open(arena, spec, "selector"), "gateway.networking.k8s.io/gateway-name",
                   lookup_name(gateway));
    value_put(arena, service, "spec", spec);
    return service;
}

static const struct value *make_account(struct draft *draft, const struct value *gateway, struct value *account)
{
    (void)draft;
    (void)gateway;
    return account;
}

static const struct {
    const char *resource;
    const struct value *(*make)(struct draft *draft, const struct value *gateway, struct value *object);
} parts[] = {
    {"serviceaccounts", make_account},
    {"services", make_service},
    {RESOURCE_DEPLOYMENTS, make_deployment},
};

/* Creates what is missing, through the API's defaulting. An existing object is left to who edited it. */
static void make_parts(struct draft *draft, const struct value *gateway)
{
    struct api_options options = {.field_manager = "istio.io/mesh-controller", .internal = true};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (objects_get(draft, parts[i].resource, lookup_namespace(gateway), lookup_name(gateway)))
            continue;
        struct value *object =
            objects_new(draft, parts[i].resource, lookup_namespace(gateway), lookup_name(gateway));
        value_put(draft->arena, value_open(draft->arena, object, "metadata"), "labels",
                  common_labels(draft->arena, gateway));
        objects_set_owner(draft, object, gateway);
        api_create(draft, kind_of_key(slice_of(parts[i].resource)), lookup_namespace(gateway),
                   parts[i].make(draft, gateway, object), &options);
    }
}

/* --- status --- */

static bool has_ready_endpoint(struct draft *draft, const struct value *gateway)
{
    struct map_walk walk = objects_walk(draft, "pods", lookup_namespace(gateway));
    struct map_entry entry;
    while (map_walk_next(&walk, &entry)) {
        bool ready = value_says(value_get(lookup_condition(entry.item, "Ready"), "status"), "True");
        if (ready && !value_find(entry.item, "metadata.deletionTimestamp") &&
            text_equal(lookup_label(entry.item, "gateway.networking.k8s.io/gateway-name"),
                       lookup_name(gateway)))
            return true;
    }
    return false;
}

static void put_addresses(struct arena *arena, struct value *gateway, const char *address, const char *host)
{
    struct value *list = value_array(arena);
    const char *const rows[2][2] = {{"IPAddress", address}, {"Hostname", host}};
    for (int i = 0; i < 2; i++) {
        struct value *one = value_object(arena);
        value_put_text(arena, one, "type", rows[i][0]);
        value_put_text(arena, one, "value", rows[i][1]);
        value_append(arena, list, one);
    }
    value_put(arena, value_open(arena, gateway, "status"), "addresses", list);
}

static void put_listeners(struct draft *draft, struct value *gateway)
{
    struct arena *arena = draft->arena;
    const struct value *listeners = value_find(gateway, "spec.listeners");
    const struct value *old = value_find(gateway, "status.listeners");
    struct value *list = value_array(arena);
    for (size_t i = 0; i < value_count(listeners); i++) {
        const struct value *listener = value_at(listeners, i);
        bool good = value_number(value_get(listener, "port"), 0) == 15008 &&
                    value_says(value_get(listener, "protocol"), "HBONE") && value_count(listeners) == 1;
        const struct condition conditions[] = {
            {"Accepted", good ? "True" : "False", good ? "Accepted" : "UnsupportedProtocol",
             good ? "No errors found" : "Expected a single listener on port 15008 with protocol \"HBONE\""},
            {"Conflicted", "False", "NoConflicts", "No errors found"},
            {"Programmed", "True", "Programmed", "No errors found"},
            {"ResolvedRefs", "True", "ResolvedRefs", "No errors found"},
        };
        struct value *one = value_object(arena);
        value_put_integer(arena, one, "attachedRoutes", 0);
        value_put(arena, one, "name", value_get(listener, "name"));
        value_put(arena, one, "supportedKinds", value_array(arena));
        value_put(arena, one, "conditions",
                  objects_conditions(draft, value_get(value_at(old, i), "conditions"), conditions, 4,
                                     value_find(gateway, "metadata.generation")));
        value_append(arena, list, one);
    }
    value_put(arena, value_open(arena, gateway, "status"), "listeners", list);
}

/* What the Gateway says of itself: whether it is programmed, and why it is not yet. */
static void put_programmed(struct draft *draft, struct value *gateway, bool service, bool ready, const char *host)
{
    const char *message = ready     ? "Resource programmed, assigned to service(s) %s:15008"
                          : service ? "Failed to assign to any requested addresses: no instances found for hostname \"%s\""
                                    : "Failed to assign to any requested addresses: hostname \"%s\" not found";
    const struct condition conditions[] = {
        {"Accepted", "True", "Accepted", "Resource accepted"},
        {"Programmed", ready ? "True" : "False",
         ready     ? "Programmed"
         : service ? "AddressNotAssigned"
                   : "AddressNotUsable",
         arena_format(draft->arena, message, host)},
    };
    objects_set_conditions(draft, gateway, conditions, 2, true);
}

static void write_status(struct draft *draft, const struct value *gateway)
{
    struct arena *arena = draft->arena;
    const char *host =
        arena_format(arena, "%s.%s.svc.cluster.local", lookup_name(gateway), lookup_namespace(gateway));
    const struct value *service =
        objects_get(draft, "services", lookup_namespace(gateway), lookup_name(gateway));
    bool ready = service && has_ready_endpoint(draft, gateway);
    struct value *copy = value_edit(arena, gateway);
    put_programmed(draft, copy, service, ready, host);
    if (ready)
        put_addresses(arena, copy, value_find_text(service, "spec.clusterIP"), host);
    put_listeners(draft, copy);
    value_put_text(arena, value_open(arena, value_open(arena, copy, "metadata"), "annotations"),
                   "gateway.istio.io/controller-version", "5");
    objects_store(draft, RESOURCE_GATEWAYS, copy);
}

static void reconcile(struct draft *draft, const struct change *change)
{
    const char *name = change->name;
    if (!text_equal(change->resource, RESOURCE_GATEWAYS)) {
        const struct value *object = change->after ? change->after : change->before;
        name = lookup_label(object, "gateway.networking.k8s.io/gateway-name");
    }
    if (!name)
        return;
    name = arena_text(draft->arena, name);
    const struct value *gateway = objects_get(draft, RESOURCE_GATEWAYS, change->namespace, name);
    if (!gateway || !text_equal(value_find_text(gateway, "spec.gatewayClassName"), "istio-waypoint"))
        return;
    make_parts(draft, gateway);
    write_status(draft, objects_get(draft, RESOURCE_GATEWAYS, change->namespace, name));
}

const struct controller gateway_controller = {
    .name = "gateway",
    .watches = {{RESOURCE_GATEWAYS, CHANGED_ANYTHING},
                {"pods", CHANGED_EXISTENCE | CHANGED_LABELS | CHANGED_SERVICE},
                {"services", CHANGED_EXISTENCE | CHANGED_SPEC},
                {RESOURCE_DEPLOYMENTS, CHANGED_EXISTENCE},
                {"serviceaccounts", CHANGED_EXISTENCE}},
    .knows_own = true,
    .reconcile = reconcile,
};
