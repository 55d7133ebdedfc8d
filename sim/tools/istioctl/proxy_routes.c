/* istioctl proxy-config route and listener. */
#include <string.h>

#include "tools/istioctl/proxy_config.h"

/* --- routes --- */

static const char *match_text(struct arena *arena, const struct value *match)
{
    const char *prefix = value_find_text(match, "prefix"), *path = value_find_text(match, "path");
    const char *separated = value_find_text(match, "pathSeparatedPrefix");
    const char *regex = value_find_text(match, "safeRegex.regex");
    if (prefix[0])
        return arena_format(arena, "%s*", prefix);
    if (separated[0])
        return arena_format(arena, "PathPrefix:%s", separated);
    return regex[0] ? arena_format(arena, "regex %s", regex) : path;
}

/* "/apis/.../namespaces/NS/virtual-service/NAME" -> "NAME.NS" */
static const char *owner_text(struct arena *arena, const struct value *route)
{
    struct slice rest = value_slice(value_find(route, "metadata.filterMetadata.istio.config")), part;
    struct slice namespace = {NULL, 0}, before = namespace, last = namespace;
    while (rest.data && slice_next(&rest, '/', &part)) {
        if (slice_is(before, "namespaces"))
        namespace = part;
        before = last = part;
    }
    return last.length ? arena_format(arena, "%.*s.%.*s", (int)last.length, last.data, (int)namespace.length,
                                      namespace.data)
                       : "";
}

static int compare_names(const void *a, const void *b, void *context)
{
    (void)context;
    return strcmp(value_find_text(*(const struct value *const *)a, "name"),
                  value_find_text(*(const struct value *const *)b, "name"));
}

static void route_rows(struct istioctl *istioctl, struct listing *listing, const struct value *config)
{
    const struct value *host = value_find(config, "virtualHosts.0"), *routes = value_get(host, "routes");
    for (size_t i = 0; i < value_count(routes); i++) {
        const struct value *route = value_at(routes, i);
        const char *cells[] = {value_find_text(config, "name"), value_find_text(host, "name"), "*",
                               match_text(istioctl->arena, value_get(route, "match")),
                               owner_text(istioctl->arena, route)};
        listing_row(listing, cells, 5);
    }
}

int proxy_run_route(struct istioctl *istioctl)
{
    static const char *const header[] = {"NAME", "VHOST NAME", "DOMAINS", "MATCH", "VIRTUAL SERVICE"};
    struct pod_name pod;
    struct listing listing = {0};
    enum output output;
    if (!istioctl_output(istioctl, &output))
        return 1;
    const struct value *dump = proxy_ask(istioctl, "route", "RoutesConfigDump", &pod);
    if (!dump)
        return 1;
    const struct value *configs = proxy_sorted(istioctl->arena, value_get(dump, "routes"), compare_names);
    struct value *kept = value_array(istioctl->arena);
    listing_row(&listing, header, 5);
    for (size_t i = 0; i < value_count(configs); i++) {
        if (!proxy_flag(istioctl, "name", value_slice(value_get(value_at(configs, i), "name"))))
            continue;
        route_rows(istioctl, &listing, value_at(configs, i));
        value_append(istioctl->arena, kept, value_at(configs, i));
    }
    if (output == OUTPUT_TABLE) {
        listing_print(istioctl->process, &listing, 5);
        return 0;
    }
    buffer_release(&listing.text);
    return proxy_print(istioctl, output, kept);
}

/* --- listeners --- */

/* Where a chain's last filter leads. */
static const char *destination(struct arena *arena, const struct value *chain)
{
    const struct value *filters = value_get(chain, "filters");
    const struct value *last = value_get(value_at(filters, value_count(filters) - 1), "typedConfig");
    const struct value *routes = value_find(last, "routeConfig.virtualHosts.0.routes");
    const char *text = "Inline Route: ";
    if (!routes)
        return arena_format(arena, "Cluster: %s", value_find_text(last, "cluster"));
    for (size_t i = 0; i < value_count(routes); i++)
        text = arena_format(arena, "%s%s%s", text, i ? ", " : "",
                            match_text(arena, value_get(value_at(routes, i), "match")));
    return text;
}

static bool listener_wanted(const struct istioctl *istioctl, const struct value *listener)
{
    const struct value *socket = value_find(listener, "address.socketAddress");
    const char *port =
        arena_format(istioctl->arena, "%lld", (long long)value_number(value_get(socket, "portValue"), 0));
    const char *type = istioctl_flag(istioctl, "type");
    const struct value *filters = value_find(listener, "filterChains.0.filters");
    bool http = value_find(value_at(filters, value_count(filters) - 1), "typedConfig.routeConfig") != NULL;
    return proxy_flag(istioctl, "port", slice_of(port)) &&
           proxy_flag(istioctl, "address", value_slice(value_get(socket, "address"))) &&
           (!type || slice_is_nocase(slice_of(type), http ? "HTTP" : "TCP"));
}

static void waypoint_listener_rows(struct istioctl *istioctl, struct listing *listing,
                                   const struct value *listener)
{
    struct arena *arena = istioctl->arena;
    const struct value *chains = value_get(listener, "filterChains");
    for (size_t i = 0; i < value_count(chains); i++) {
        const struct value *chain = value_at(chains, i), *matches = value_get(chain, "matchedBy");
        for (size_t j = 0; j < value_count(matches); j++) {
            const char *cells[] = {arena_format(arena, "envoy://%s", value_find_text(listener, "name")),
                                   value_find_text(chain, "name"), value_string_of(value_at(matches, j)),
                                   destination(arena, chain)};
            listing_row(listing, cells, 4);
        }
    }
}

static void listener_rows(struct istioctl *istioctl, struct listing *listing, const struct value *listener)
{
    struct arena *arena = istioctl->arena;
    const struct value *chains = value_get(listener, "filterChains");
    const struct value *socket = value_find(listener, "address.socketAddress");
    for (size_t i = 0; i < value_count(chains); i++) {
        const char *cells[] = {
            value_find_text(socket, "address"),
            arena_format(arena, "%lld", (long long)value_number(value_get(socket, "portValue"), 0)), "ALL",
            destination(arena, value_at(chains, i))};
        listing_row(listing, cells, 4);
    }
}

/* Without what only istioctl's table needs. */
static const struct value *envoy_listener(struct arena *arena, const struct value *listener)
{
    struct value *copy = value_edit(arena, listener), *chains = value_array(arena);
    for (size_t i = 0; i < value_count(value_get(listener, "filterChains")); i++) {
        struct value *chain = value_edit(arena, value_at(value_get(listener, "filterChains"), i));
        value_put(arena, chain, "matchedBy", NULL);
        value_append(arena, chains, chain);
    }
    value_put(arena, copy, "filterChains", chains);
    return copy;
}

int proxy_run_listener(struct istioctl *istioctl)
{
    static const char *const header[] = {"ADDRESSES", "PORT", "MATCH", "DESTINATION"};
    static const char *const waypoint_header[] = {"LISTENER", "CHAIN", "MATCH", "DESTINATION"};
    struct pod_name pod;
    struct listing listing = {0};
    enum output output;
    bool waypoint = istioctl_on(istioctl, "waypoint");
    if (!istioctl_output(istioctl, &output))
        return 1;
    if (text_equal(flags_text(&istioctl->flags, "verbose", "true"), "false"))
        return istioctl_unsimulated(istioctl, "proxy-config listener --verbose=false");
    const struct value *dump = proxy_ask(istioctl, "listener", "ListenersConfigDump", &pod);
    if (!dump)
        return 1;
    const struct value *listeners = value_get(dump, "listeners");
    struct value *kept = value_array(istioctl->arena);
    listing_row(&listing, waypoint ? waypoint_header : header, 4);
    for (size_t i = 0; i < value_count(listeners); i++) {
        const struct value *listener = value_at(listeners, i);
        if (!listener_wanted(istioctl, listener))
            continue;
        if (waypoint)
            waypoint_listener_rows(istioctl, &listing, listener);
        else
            listener_rows(istioctl, &listing, listener);
        value_append(istioctl->arena, kept, envoy_listener(istioctl->arena, listener));
    }
    if (output == OUTPUT_TABLE) {
        listing_print(istioctl->process, &listing, 5);
        return 0;
    }
    buffer_release(&listing.text);
    return proxy_print(istioctl, output, kept);
}
