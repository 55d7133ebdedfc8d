#include "mesh/routes.h"

#include <string.h>

#include "base/sort.h"

/* A route waypoints apply lives in the service's namespace or the waypoint's (V14). */
static bool may_speak_for(const struct value *object, const struct service *service)
{
    const char *namespace = lookup_namespace(object);
    return text_equal(namespace, service->namespace) || text_equal(namespace, service->waypoint->namespace);
}

/* The parentRef that names the service; NULL when none does. */
static const struct value *parent_of(const struct value *object, const struct service *service)
{
    const struct value *parents = value_find(object, "spec.parentRefs");
    for (size_t i = 0; i < value_count(parents); i++) {
        const struct value *parent = value_at(parents, i);
        const char *namespace = value_find_text(parent, "namespace");
        if (text_equal(value_find_text(parent, "kind"), "Service") &&
            text_equal(value_find_text(parent, "name"), service->name) &&
            text_equal(namespace[0] ? namespace : lookup_namespace(object), service->namespace))
            return parent;
    }
    return NULL;
}

static void add_backends(struct arena *arena, const struct configuration *configuration, const char *home,
                         struct route *route)
{
    const struct value *references = value_get(route->rule, "backendRefs");
    route->backends = arena_allocate(arena, (value_count(references) + 1) * sizeof *route->backends);
    for (size_t i = 0; i < value_count(references); i++) {
        const struct value *reference = value_at(references, i);
        const char *namespace = value_find_text(reference, "namespace");
        route->backends[route->backend_count++] = (struct backend){
            .service = configuration_service(configuration, namespace[0] ? namespace : home,
                                             value_find_text(reference, "name")),
            .port = (int)value_number(value_get(reference, "port"), 0),
            .weight = (int)value_number(value_get(reference, "weight"), 1),
            .filters = value_get(reference, "filters"),
        };
    }
}

/* "percent: 10", "fraction: {numerator: 1, denominator: 3}"; without either, all. */
static void add_mirrors(struct arena *arena, const struct configuration *configuration, const char *home,
                        struct route *route)
{
    enum { ALL = 100 };
    const struct value *filters = value_get(route->rule, "filters");
    for (size_t i = 0; i < value_count(filters); i++) {
        const struct value *mirror = value_get(value_at(filters, i), "requestMirror");
        const struct value *reference = value_get(mirror, "backendRef"),
                           *fraction = value_get(mirror, "fraction");
        const char *namespace = value_find_text(reference, "namespace");
        if (!mirror)
            continue;
        if (!route->mirrors)
            route->mirrors = arena_allocate(arena, value_count(filters) * sizeof *route->mirrors);
        struct mirror *made = &route->mirrors[route->mirror_count++];
        *made = (struct mirror){
            .service = configuration_service(configuration, namespace[0] ? namespace : home,
                                             value_find_text(reference, "name")),
            .port = (int)value_number(value_get(reference, "port"), 0),
            .numerator = value_number(value_get(mirror, "percent"), ALL),
            .denominator = ALL,
        };
        if (!fraction)
            continue;
        made->numerator = value_number(value_get(fraction, "numerator"), 0);
        made->denominator = value_number(value_get(fraction, "denominator"), ALL);
    }
}

static const struct regular *pattern_of(struct arena *arena, struct route *route, const struct value *matcher)
{
    const char *problem;
    if (!value_says(value_get(matcher, "type"), "RegularExpression"))
        return NULL;
    const struct regular *regular = regular_compile(arena, value_slice(value_get(matcher, "value")), &problem);
    route->broken |= !regular;
    return regular;
}

static const struct regular **patterns_of(struct arena *arena, struct route *route,
                                          const struct value *matchers)
{
    const struct regular **patterns = NULL;
    for (size_t i = 0; i < value_count(matchers); i++) {
        const struct regular *one = pattern_of(arena, route, value_at(matchers, i));
        if (one && !patterns)
            patterns = arena_allocate(arena, value_count(matchers) * sizeof *patterns);
        if (one)
            patterns[i] = one;
    }
    return patterns;
}

/* "3s" of the rule's timeouts, in nanoseconds; 0: none. */
static int64_t length_of(const struct route *route, const char *path)
{
    struct duration length = {0};
    struct slice text = value_slice(value_find(route->rule, path));
    return text.length && duration_parse(text, &length) ? length.nanoseconds : 0;
}

static void add_match(struct route *route)
{
    const char *type = value_find_text(route->match, "path.type");
    const struct value *method = value_get(route->match, "method");
    int64_t request = length_of(route, "timeouts.request"),
            backend = length_of(route, "timeouts.backendRequest");
    route->wanted = value_slice(value_find(route->match, "path.value"));
    route->exact = text_equal(type, "Exact");
    route->prefix = text_equal(type, "PathPrefix") ? route->wanted : SLICE("");
    route->method = method ? value_slice(method) : (struct slice){NULL, 0};
    route->wanted_headers = value_get(route->match, "headers");
    route->header_count = value_count(route->wanted_headers);
    route->wanted_parameters = value_get(route->match, "queryParams");
    route->parameter_count = value_count(route->wanted_parameters);
    route->timeout = (struct duration){request && (!backend || request < backend) ? request : backend};
    route->filters = value_get(route->rule, "filters");
}

static void add_patterns(struct arena *arena, struct route *route)
{
    route->path = pattern_of(arena, route, value_get(route->match, "path"));
    route->headers = patterns_of(arena, route, value_get(route->match, "headers"));
    route->parameters = patterns_of(arena, route, value_get(route->match, "queryParams"));
}

static size_t add_rules(struct arena *arena, const struct configuration *configuration,
                        const struct value *object, const struct value *parent, struct route *routes,
                        size_t room)
{
    const struct value *rules = value_find(object, "spec.rules");
    size_t count = 0;
    for (size_t i = 0; i < value_count(rules); i++) {
        const struct value *rule = value_at(rules, i), *matches = value_get(rule, "matches");
        size_t alternatives = value_count(matches) ? value_count(matches) : 1;
        for (size_t j = 0; j < alternatives && count < room; j++) {
            struct route *route = &routes[count++];
            *route = (struct route){
                .name = arena_format(arena, "%s.%s.%zu", lookup_namespace(object), lookup_name(object), i),
                .matches = matches,
                .match = value_at(matches, j),
                .rule = rule,
                .port = (int)value_number(value_get(parent, "port"), 0),
            };
            add_backends(arena, configuration, lookup_namespace(object), route);
            add_mirrors(arena, configuration, lookup_namespace(object), route);
            add_match(route);
            add_patterns(arena, route);
        }
    }
    return count;
}

/* Greater goes first: exact path, longer prefix, regular expression, method, more headers, more query
 * parameters (V18); then the order of objects and rules. */
static int64_t precedence(const struct route *route)
{
    const char *type = value_find_text(route->match, "path.type");
    int64_t exact = text_equal(type, "Exact") ? 2 : text_equal(type, "RegularExpression") ? 0 : 1;
    int64_t parameters = (int64_t)value_count(value_get(route->match, "queryParams"));
    int64_t length = (int64_t)value_slice(value_find(route->match, "path.value")).length;
    int64_t method = value_get(route->match, "method") != NULL;
    int64_t headers = (int64_t)value_count(value_get(route->match, "headers"));
    return ((((exact << 20 | length) << 1 | method) << 8) + headers) * 64 + parameters;
}

static int compare_routes(const void *a, const void *b, void *context)
{
    (void)context;
    int64_t x = precedence(a), y = precedence(b);
    return (x < y) - (x > y);
}

static void compile_service(struct arena *arena, struct map objects, const struct configuration *configuration,
                            struct service *service)
{
    enum { ROUTES = 256 };
    struct map_walk walk = lookup_all(arena, objects, RESOURCE_ROUTES, NULL);
    struct map_entry entry;
    while (map_walk_next(&walk, &entry)) {
        const struct value *parent = may_speak_for(entry.item, service) ? parent_of(entry.item, service) : NULL;
        if (!parent)
            continue;
        if (!service->routes)
            service->routes = arena_allocate(arena, ROUTES * sizeof *service->routes);
        service->route_count +=
            add_rules(arena, configuration, entry.item, parent, service->routes + service->route_count,
                      ROUTES - service->route_count);
    }
    sort_stable(service->routes, service->route_count, sizeof *service->routes, compare_routes, NULL);
}

void routes_compile(struct arena *arena, struct map objects, struct configuration *configuration)
{
    for (size_t i = 0; i < configuration->service_count; i++) {
        if (configuration->services[i].waypoint)
            compile_service(arena, objects, configuration, &configuration->services[i]);
    }
}
