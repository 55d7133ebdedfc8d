/* HTTPRoute rules at a waypoint: mesh/ has put them in order of precedence (V18), the first that matches wins.
 */
#include "traffic/path.h"

static bool path_matches(const struct route *route, struct slice path)
{
    struct slice value = route->wanted;
    if (route->path)
        return regular_matches(route->path, path);
    if (value.length == 0)
        return true;
    if (route->exact)
        return slice_equal(path, value);
    /* PathPrefix goes by segments, and a slash at its end does not count (V19). */
    while (value.length && value.data[value.length - 1] == '/')
        value.length--;
    return path.length >= value.length && slice_equal(slice_part(path, 0, value.length), value) &&
           (path.length == value.length || path.data[value.length] == '/');
}

static bool value_matches(const struct regular *regular, struct slice observed, const struct value *wanted)
{
    if (regular)
        return regular_matches(regular, observed);
    return slice_equal(observed, value_slice(value_get(wanted, "value")));
}

static bool headers_match(const struct route *route, const struct http_message *request)
{
    for (size_t i = 0; i < route->header_count; i++) {
        const struct value *wanted = value_at(route->wanted_headers, i);
        const struct http_header *header = http_find(request, value_find_text(wanted, "name"));
        if (!header || !value_matches(route->headers ? route->headers[i] : NULL, header->value, wanted))
            return false;
    }
    return true;
}

/* Does "a=1&b=2" have every pair that is asked for? */
static bool query_matches(const struct route *route, struct slice target)
{
    for (size_t i = 0; i < route->parameter_count; i++) {
        struct slice rest = slice_part(target, slice_find_byte(target, '?') + 1, target.length), pair;
        const struct value *wanted = value_at(route->wanted_parameters, i);
        bool found = false;
        while (!found && slice_next(&rest, '&', &pair)) {
            size_t equals = slice_find_byte(pair, '=');
            found = slice_is(slice_part(pair, 0, equals), value_find_text(wanted, "name")) &&
                    value_matches(route->parameters ? route->parameters[i] : NULL,
                                  slice_part(pair, equals + 1, pair.length), wanted);
        }
        if (!found)
            return false;
    }
    return true;
}

static bool matches(const struct route *route, const struct http_message *request, struct slice path, int port)
{
    return !route->broken && (route->port == 0 || route->port == port) && path_matches(route, path) &&
           (!route->method.data || slice_equal(request->method, route->method)) &&
           headers_match(route, request) && query_matches(route, request->target);
}

const char *route_redirect(struct step *step, const struct route *route, const struct http_message *request,
                           int *status)
{
    const struct value *filters = route->filters, *redirect = NULL;
    for (size_t i = 0; i < value_count(filters) && !redirect; i++)
        redirect = value_get(value_at(filters, i), "requestRedirect");
    if (!redirect)
        return NULL;
    struct slice host = http_value(request, "host"), target = request->target;
    const char *name = value_find_text(redirect, "hostname"), *scheme = value_find_text(redirect, "scheme");
    int64_t port = value_number(value_get(redirect, "port"), 0);
    size_t colon = slice_find_byte(host, ':');
    *status = (int)value_number(value_get(redirect, "statusCode"), 302);
    struct slice own_port = scheme[0] ? SLICE("") : slice_part(host, colon, host.length);
    if (port)
        own_port = slice_of(arena_format(step->arena, ":%lld", (long long)port));
    struct slice own_name = name[0] ? slice_of(name) : slice_part(host, 0, colon);
    target = route_changed_path(step->arena, value_get(redirect, "path"), route->prefix, target);
    return arena_format(step->arena, "%s://%.*s%.*s%.*s", scheme[0] ? scheme : "http", (int)own_name.length,
                        own_name.data, (int)own_port.length, own_port.data, (int)target.length, target.data);
}

static const struct backend *weighed(struct step *step, const struct route *route)
{
    int64_t total = 0;
    for (size_t i = 0; i < route->backend_count; i++)
        total += route->backends[i].weight;
    if (total <= 0)
        return NULL;
    int64_t at = route->backend_count > 1 ? (int64_t)(random_next(&step->ledger->random) % (uint64_t)total) : 0;
    for (size_t i = 0; i < route->backend_count; i++) {
        at -= route->backends[i].weight;
        if (at < 0)
            return &route->backends[i];
    }
    return NULL;
}

bool route_find(struct step *step, const struct service *service, const struct http_message *request,
                const struct route **route, const struct backend **backend)
{
    for (size_t i = 0; i < service->route_count; i++) {
        if (!matches(&service->routes[i], request, step->flow->exchange->path, step->flow->port))
            continue;
        *route = &service->routes[i];
        *backend = weighed(step, *route);
        return true;
    }
    return false;
}
