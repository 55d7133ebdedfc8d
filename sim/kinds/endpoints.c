/* Endpoints: what came before EndpointSlice. Made from the slices when somebody reads them. */
#include "base/buffer.h"
#include "kinds/columns.h"
#include "kinds/rows.h"

#define SHOWN_MAXIMUM 3

/* "10.244.1.8:8080,10.244.1.9:8080 + 2 more..." (printers.go: formatEndpoints). */
static const char *cell_endpoints(struct arena *arena, const struct value *object, struct instant now)
{
    const struct value *subsets = value_get(object, "subsets");
    struct buffer text = {0};
    size_t count = 0;
    (void)now;
    for (size_t i = 0; i < value_count(subsets); i++) {
        const struct value *addresses = value_get(value_at(subsets, i), "addresses");
        const struct value *ports = value_get(value_at(subsets, i), "ports");
        for (size_t p = 0; p < value_count(ports); p++) {
            for (size_t a = 0; a < value_count(addresses); a++) {
                if (count++ < SHOWN_MAXIMUM)
                    buffer_format(&text, "%s%s:%lld", text.length ? "," : "",
                                  value_find_text(value_at(addresses, a), "ip"),
                                  (long long)value_number(value_get(value_at(ports, p), "port"), 0));
            }
        }
    }
    if (count > SHOWN_MAXIMUM)
        buffer_format(&text, " + %zu more...", count - SHOWN_MAXIMUM);
    const char *result = text.length ? arena_copy(arena, buffer_slice(&text)) : "<none>";
    buffer_release(&text);
    return result;
}

static const struct column columns[] = {
    COLUMN_NAME,
    {.name = "Endpoints", .cell = cell_endpoints},
    COLUMN_AGE,
    COLUMN_END,
};

static const struct value *address_of(struct arena *arena, const struct value *endpoint)
{
    struct value *address = value_object(arena);
    value_put(arena, address, "ip", value_find(endpoint, "addresses.0"));
    value_put(arena, address, "nodeName", value_get(endpoint, "nodeName"));
    value_put(arena, address, "targetRef", value_get(endpoint, "targetRef"));
    return address;
}

static const struct value *ports_of(struct arena *arena, const struct value *slice)
{
    const struct value *ports = value_get(slice, "ports");
    struct value *list = value_array(arena);
    for (size_t i = 0; i < value_count(ports); i++) {
        const struct value *port = value_at(ports, i);
        struct value *one = value_object(arena);
        value_put_text(arena, one, "name",
                       value_find_text(port, "name")[0] ? value_find_text(port, "name") : NULL);
        value_put(arena, one, "port", value_get(port, "port"));
        value_put(arena, one, "protocol", value_get(port, "protocol"));
        value_append(arena, list, one);
    }
    return list;
}

static const struct value *mirror(struct arena *arena, const struct value *slice)
{
    static const char *const same[] = {"namespace", "creationTimestamp", "resourceVersion", "uid"};
    struct value *object = value_object(arena), *ready = value_array(arena), *others = value_array(arena);
    value_put_text(arena, object, "apiVersion", "v1");
    value_put_text(arena, object, "kind", "Endpoints");
    struct value *metadata = value_open(arena, object, "metadata");
    const struct value *labels = value_find(slice, "metadata.labels");
    value_put_text(arena, value_open(arena, metadata, "labels"), "endpoints.kubernetes.io/managed-by",
                   "endpoint-controller");
    value_put(arena, metadata, "name", value_get(labels, "kubernetes.io/service-name"));
    for (size_t i = 0; i < sizeof same / sizeof *same; i++)
        value_put(arena, metadata, same[i], value_get(value_get(slice, "metadata"), same[i]));
    const struct value *endpoints = value_get(slice, "endpoints");
    for (size_t i = 0; i < value_count(endpoints); i++) {
        const struct value *endpoint = value_at(endpoints, i);
        bool serves = value_truth(value_find(endpoint, "conditions.ready"));
        if (serves || !value_truth(value_find(endpoint, "conditions.terminating")))
            value_append(arena, serves ? ready : others, address_of(arena, endpoint));
    }
    if (!value_count(ready) && !value_count(others))
        return object;
    struct value *subset = value_object(arena), *subsets = value_array(arena);
    value_put(arena, subset, "addresses", value_count(ready) ? ready : NULL);
    value_put(arena, subset, "notReadyAddresses", value_count(others) ? others : NULL);
    value_put(arena, subset, "ports", ports_of(arena, slice));
    value_append(arena, subsets, subset);
    value_put(arena, object, "subsets", subsets);
    return object;
}

const struct kind endpoints_kind = {
    .group = "",
    .versions = "v1",
    .kind = "Endpoints",
    .list_kind = "EndpointsList",
    .plural = "endpoints",
    .resource = "endpoints",
    .singular = "endpoints",
    .short_names = "ep",
    .categories = "",
    .flags = KIND_NAMESPACED,
    .name_rule = NAME_SUBDOMAIN,
    .columns = columns,
    .mirrored = &endpoint_slice_kind,
    .mirror = mirror,
    .warning = "v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice",
    .schema =
        "subsets[]{addresses[]{ip! hostname nodeName targetRef{apiVersion kind name namespace uid fieldPath "
        "resourceVersion}} notReadyAddresses[]{ip! hostname nodeName targetRef:any} "
        "ports[]{name port!:integer protocol appProtocol}}",
    .description = "Endpoints is a collection of endpoints that implement the actual service.",
};
