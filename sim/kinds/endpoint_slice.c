#include "base/buffer.h"
#include "kinds/columns.h"
#include "kinds/rows.h"

#define SHOWN_MAXIMUM 3

/* At most three, then " + N more..." (formatEndpointSlices). */
static const char *finished(struct arena *arena, struct buffer *text, size_t count)
{
    if (count > SHOWN_MAXIMUM)
        buffer_format(text, " + %zu more...", count - SHOWN_MAXIMUM);
    const char *result = text->length ? arena_copy(arena, buffer_slice(text)) : "<unset>";
    buffer_release(text);
    return result;
}

static const char *cell_ports(struct arena *arena, const struct value *slice, struct instant now)
{
    (void)now;
    const struct value *ports = value_get(slice, "ports");
    struct buffer text = {0};
    for (size_t i = 0; i < value_count(ports) && i < SHOWN_MAXIMUM; i++) {
        const struct value *port = value_get(value_at(ports, i), "port");
        buffer_add_text(&text, i ? "," : "");
        if (port)
            buffer_format(&text, "%lld", (long long)value_number(port, 0));
        else
            buffer_add_byte(&text, '*');
    }
    return finished(arena, &text, value_count(ports));
}

static const char *cell_endpoints(struct arena *arena, const struct value *slice, struct instant now)
{
    (void)now;
    const struct value *endpoints = value_get(slice, "endpoints");
    struct buffer text = {0};
    size_t count = 0;
    for (size_t i = 0; i < value_count(endpoints); i++) {
        const struct value *addresses = value_get(value_at(endpoints, i), "addresses");
        for (size_t j = 0; j < value_count(addresses); j++) {
            if (count++ < SHOWN_MAXIMUM)
                buffer_format(&text, "%s%s", text.length ? "," : "", value_string_of(value_at(addresses, j)));
        }
    }
    return finished(arena, &text, count);
}

static const struct column columns[] = {
    COLUMN_NAME,
    {.name = "AddressType", .path = "addressType"},
    {.name = "Ports", .cell = cell_ports},
    {.name = "Endpoints", .cell = cell_endpoints},
    COLUMN_AGE,
    COLUMN_END,
};

const struct kind endpoint_slice_kind = {
    .group = "discovery.k8s.io",
    .versions = "v1",
    .kind = "EndpointSlice",
    .plural = "endpointslices",
    .resource = "endpointslices.discovery.k8s.io",
    .singular = "endpointslice",
    .short_names = "",
    .categories = "",
    .flags = KIND_NAMESPACED | KIND_SPEC_BUMPS_GENERATION,
    .name_rule = NAME_SUBDOMAIN,
    .columns = columns,
    .schema = "addressType!:enum(FQDN,IPv4,IPv6) "
              "endpoints:Endpoint[]{addresses[] conditions:EndpointConditions{ready:boolean serving:boolean "
              "terminating:boolean} hostname "
              "targetRef:ObjectReference{apiVersion kind name namespace uid fieldPath resourceVersion} "
              "nodeName zone hints:any "
              "deprecatedTopology:any} ports:EndpointPort[]{name protocol port:integer appProtocol}",
    .description = "EndpointSlice represents a set of service endpoints.",
};
