/* HTTPRoute rules at a waypoint: mesh/ has put them in order of precedence (V18), the first that matches wins.
 */
#include "traffic/path.h"

static bool path_matches(const struct value *match, struct slice path)
{
    struct slice value = value_slice(value_find(match, "path.value"));
    const char *type = value_find_text(match, "path.type");
    if (value.length == 0)
        return true;
    if (text_equal(type, "Exact"))
        return slice_equal(path, value);
    /* PathPrefix goes by segments, and a slash at its end does not count (V19). */
    while (value.length && value.data[value.length - 1] == '/')
        value.length--;
    return path.length >= value.length && slice_equal(slice_part(path, 0, value.length), value) &&
           (path.length == value.length || path.data[value.length] == '/');
}

static bool headers_match(const struct value *headers, const struct http_message *request)
{
    for (size_t i = 0; i < value_count(headers); i++) {
        const struct value *wanted = value_at(headers, i);
        const struct http_header *header = http_find(request, value_find_text(wanted, "name"));
        if (!header || !slice_equal(header->value, value_slice(value_get(wanted, "value"))))
            return false;
    }
    return true;
}

static bool matches(const struct route *route, const struct http_message *request, int port)
{
    struct slice path = slice_part(request->target, 0, slice_find_byte(request->target, '?'));
    const struct value *method = value_get(route->match, "method");
    return (route->port == 0 || route->port == port) && path_matches(route->match, path) &&
           (!method || slice_equal(request->method, value_slice(method))) &&
           headers_match(value_get(route->match, "headers"), request);
}

static const struct backend *weighed(struct step *step, const struct route *route)
{
    int64_t total = 0;
    for (size_t i = 0; i < route->backend_count; i++)
        total += route->backends[i].weight;
    if (total <= 0)
        return NULL;
    int64_t at = route->backend_count > 1 ? (int64_t)(random_next(step->flow->random) % (uint64_t)total) : 0;
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
        if (!matches(&service->routes[i], request, step->flow->port))
            continue;
        *route = &service->routes[i];
        *backend = weighed(step, *route);
        return true;
    }
    return false;
}
