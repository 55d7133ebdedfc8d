/* istioctl experimental: authz check, describe, precheck; the rest by name only. */
#include "base/sort.h"
#include "data/selector.h"
#include "tools/istioctl/istioctl.h"

#include <string.h>

/* --- authz check --- */

struct authz_row {
    const struct policy *policy;
};

static int compare_policies(const void *a, const void *b, void *context)
{
    (void)context;
    const struct policy *x = *(const struct policy *const *)a, *y = *(const struct policy *const *)b;
    if (x->action != y->action)
        return x->action == POLICY_DENY ? -1 : 1;
    int order = strcmp(x->name, y->name);
    return order ? order : strcmp(x->namespace, y->namespace);
}

/* Every policy that some filter of the waypoint holds, once each. */
static size_t waypoint_policies(struct istioctl *istioctl, const struct workload *pod,
                                const struct policy ***found)
{
    const struct configuration *configuration = istioctl_configuration(istioctl);
    const struct waypoint *waypoint = NULL;
    size_t room = 1, count = 0;
    for (size_t i = 0; i < configuration->waypoint_count; i++) {
        if (text_equal(configuration->waypoints[i].namespace, pod->namespace) &&
            text_equal(configuration->waypoints[i].name, pod->owner))
            waypoint = &configuration->waypoints[i];
    }
    for (size_t i = 0; waypoint && i < configuration->service_count; i++)
        room += configuration->services[i].policies.count;
    room += waypoint ? waypoint->policies.count : 0;
    *found = arena_allocate(istioctl->arena, room * sizeof **found);
    for (size_t i = 0; waypoint && i <= configuration->service_count; i++) {
        bool last = i == configuration->service_count;
        const struct policy_list *list = last ? &waypoint->policies : &configuration->services[i].policies;
        bool serves = last || configuration->services[i].waypoint == waypoint;
        for (size_t j = 0; serves && j < list->count; j++) {
            size_t k = 0;
            while (k < count && (*found)[k] != list->items[j])
                k++;
            (*found)[k] = list->items[j];
            count += k == count;
        }
    }
    sort_stable(*found, count, sizeof **found, compare_policies, NULL);
    return count;
}

static int run_authz_check(struct istioctl *istioctl)
{
    static const char *const header[] = {"ACTION", "AuthorizationPolicy", "RULES"};
    struct arena *arena = istioctl->arena;
    struct pod_name pod;
    struct listing listing = {0};
    const struct policy **policies;
    if (istioctl_flag(istioctl, "file"))
        return istioctl_unsimulated(istioctl, "experimental authz check --file");
    if (istioctl->count != 1)
        return istioctl_error(istioctl, "check requires only <pod-name>[.<pod-namespace>]");
    if (!istioctl_pod(istioctl, istioctl->words[0], &pod))
        return 1;
    if (!pod.workload)
        return istioctl_error(
            istioctl,
            "failed to get config dump from pod %s.%s: failure running port forward process: pods "
            "\"%s\" not found",
            pod.name, pod.namespace, pod.name);
    if (!workload_is_waypoint(pod.workload))
        return istioctl_error(
            istioctl,
            "failed to get config dump from pod %s.%s: failure running port forward process: Get "
            "\"http://localhost:%d/config_dump\": EOF",
            pod.name, pod.namespace, istioctl_forwarded_port(&pod));
    size_t count = waypoint_policies(istioctl, pod.workload, &policies);
    listing_row(&listing, header, 3);
    for (size_t i = 0; i < count; i++) {
        const char *action = policies[i]->action == POLICY_DENY ? "DENY" : "ALLOW";
        const char *cells[] = {action, arena_format(arena, "%s.%s", policies[i]->name, policies[i]->namespace),
                               arena_format(arena, "%zu", policies[i]->count)};
        const char *nothing[] = {action, "_anonymous_match_nothing_", "0"};
        listing_row(&listing, policies[i]->count ? cells : nothing, 3);
    }
    listing_print(istioctl->process, &listing, 3);
    return 0;
}

/* --- describe --- */

/* "name", or "name.namespace" when it is not the namespace that is spoken of. */
static const char *short_name(const struct istioctl *istioctl, const struct value *object)
{
    const char *namespace = lookup_namespace(object);
    if (text_equal(namespace, istioctl_namespace(istioctl)))
        return lookup_name(object);
    return arena_format(istioctl->arena, "%s.%s", lookup_name(object), namespace);
}

static const char *ports_text(struct arena *arena, const struct value *pod)
{
    const struct value *containers = value_find(pod, "spec.containers");
    const char *text = "";
    for (size_t i = 0; i < value_count(containers); i++) {
        const struct value *ports = value_get(value_at(containers, i), "ports");
        for (size_t j = 0; j < value_count(ports); j++) {
            const char *protocol = value_find_text(value_at(ports, j), "protocol");
            bool tcp = !protocol[0] || text_equal(protocol, "TCP");
            text = arena_format(arena, "%s%s%lld%s%s (%s)", text, text[0] ? ", " : "",
                                (long long)value_number(value_get(value_at(ports, j), "containerPort"), 0),
                                tcp ? "" : "/", tcp ? "" : protocol,
                                value_find_text(value_at(containers, i), "name"));
        }
    }
    return text;
}

static void describe_containers(struct istioctl *istioctl, const struct value *pod)
{
    const struct value *statuses = value_find(pod, "status.containerStatuses");
    for (size_t i = 0; i < value_count(statuses); i++) {
        if (!value_truth(value_get(value_at(statuses, i), "ready")))
            process_print(istioctl->process, "WARNING: Pod %s Container %s NOT READY\n",
                          short_name(istioctl, pod), value_find_text(value_at(statuses, i), "name"));
    }
}

static void describe_pod_itself(struct istioctl *istioctl, const struct value *pod)
{
    struct process *process = istioctl->process;
    const char *ports = ports_text(istioctl->arena, pod), *phase = value_find_text(pod, "status.phase");
    process_print(process, "Pod: %s\n   Pod Revision: default\n", short_name(istioctl, pod));
    if (ports[0])
        process_print(process, "   Pod Ports: %s\n", ports);
    else
        process_print(process, "   Pod does not expose ports\n");
    if (!text_equal(phase, "Running")) {
        process_print(process, "   Pod is not Running (%s)\n", phase);
        return;
    }
    describe_containers(istioctl, pod);
    if (!lookup_annotation(pod, "sidecar.istio.io/status"))
        process_print(process, "WARNING: %s is not part of mesh; no Istio sidecar\n",
                      short_name(istioctl, pod));
}

static bool has_service(struct istioctl *istioctl, const struct value *pod)
{
    struct map_walk walk =
        lookup_all(istioctl->arena, istioctl_objects(istioctl), "services", lookup_namespace(pod));
    struct map_entry entry;
    while (map_walk_next(&walk, &entry)) {
        const struct value *selector = value_find(entry.item, "spec.selector");
        if (value_count(selector) && selector_map_matches(selector, value_find(pod, "metadata.labels")))
            return true;
    }
    return false;
}

static int run_describe_pod(struct istioctl *istioctl)
{
    static const char line[] = "--------------------\n";
    struct process *process = istioctl->process;
    struct pod_name pod;
    if (istioctl->count != 1)
        return istioctl_error(istioctl, "expecting pod name");
    if (!istioctl_pod(istioctl, istioctl->words[0], &pod))
        return 1;
    if (!pod.workload)
        return istioctl_error(istioctl, "pods \"%s\" not found", pod.name);
    const struct value *object = pod.workload->pod;
    describe_pod_itself(istioctl, object);
    process_print(process, line);
    if (!has_service(istioctl, object))
        process_print(process,
                      "Warning: No Kubernetes Services select pod %s (see "
                      "https://istio.io/docs/setup/kubernetes/additional-setup/requirements/ )\n",
                      short_name(istioctl, object));
    process_print(process, line);
    if (workload_is_waypoint(pod.workload))
        return istioctl_unsimulated(istioctl, "experimental describe pod of a waypoint (try proxy-config)");
    return istioctl_error(istioctl,
                          "failed to execute command on sidecar: failure running port forward process: Get "
                          "\"http://localhost:%d/config_dump\": EOF",
                          istioctl_forwarded_port(&pod));
}

static int run_describe_service(struct istioctl *istioctl)
{
    struct pod_name name;
    struct arena *arena = istioctl->arena;
    if (istioctl->count != 1)
        return istioctl_error(istioctl, "expecting service name");
    if (!istioctl_pod(istioctl, istioctl->words[0], &name))
        return 1;
    const struct value *service =
        lookup_object(arena, istioctl_objects(istioctl), "services", name.namespace, name.name);
    if (!service)
        return istioctl_error(istioctl, "services \"%s\" not found", name.name);
    const struct value *ports = value_find(service, "spec.ports");
    const struct service *compiled =
        configuration_service(istioctl_configuration(istioctl), name.namespace, name.name);
    process_print(istioctl->process, "Service: %s\n", short_name(istioctl, service));
    for (size_t i = 0; i < value_count(ports); i++) {
        const struct value *port = value_at(ports, i), *target = value_get(port, "targetPort");
        const char *title = value_find_text(port, "name");
        long long number = (long long)value_number(value_get(port, "port"), 0);
        const struct service_port *known = compiled ? service_port_find(compiled, (int)number) : NULL;
        const char *protocol = !known || known->sniffed       ? "auto-detect"
                               : known->protocol == PORT_HTTP ? "HTTP"
                                                              : "TCP";
        const char *to = value_is(target, VALUE_STRING)
                             ? value_string_of(target)
                             : arena_format(arena, "%lld", (long long)value_number(target, number));
        process_print(istioctl->process, "   Port:%s%s %lld/%s targets pod port %s\n", title[0] ? " " : "",
                      title, number, protocol, to);
    }
    return 0;
}

/* --- precheck --- */

static int run_precheck(struct istioctl *istioctl)
{
    process_complain(istioctl->process,
                     "✔ No issues found when checking the cluster. Istio is safe to install or upgrade!\n"
                     "  To get started, check out https://istio.io/latest/docs/setup/getting-started/.\n");
    return 0;
}

static const struct flag check_flags[] = {
    {"file", 'f', "FILE", "The json file with Envoy config dump to be checked"}, {0}};

const struct command experimental_rows[] = {
    {.name = "experimental",
     .aliases = "x|exp",
     .help = "Experimental commands that may be modified or deprecated",
     .parent = true},
    {.name = "experimental authz", .help = "Inspect Istio AuthorizationPolicy", .parent = true},
    {.name = "experimental authz check",
     .usage = "[<type>/]<name>[.<namespace>]",
     .help = "Check AuthorizationPolicy applied in the pod.",
     .about = "Check prints the AuthorizationPolicy applied to a pod by directly checking\n"
              "the Envoy configuration of the pod.",
     .example = "  # Check AuthorizationPolicy applied to pod httpbin-88ddbcfdd-nt5jb:\n"
                "  istioctl x authz check httpbin-88ddbcfdd-nt5jb",
     .flags = check_flags,
     .run = run_authz_check},
    {.name = "experimental check-inject",
     .help =
         "Check the injection status or inject-ability of a given resource, explains why it is (or will be) "
         "injected or not"},
    {.name = "experimental config", .help = "Configure istioctl defaults"},
    {.name = "experimental describe",
     .aliases = "des",
     .help = "Describe resource and related Istio configuration",
     .parent = true},
    {.name = "experimental describe pod",
     .aliases = "po",
     .usage = "<pod>",
     .help = "Describe pods and their Istio configuration [kube-only]",
     .run = run_describe_pod},
    {.name = "experimental describe service",
     .aliases = "svc",
     .usage = "<svc>",
     .help = "Describe services and their Istio configuration [kube-only]",
     .run = run_describe_service},
    {.name = "experimental envoy-stats",
     .aliases = "es",
     .help = "Retrieves Envoy metrics in the specified pod"},
    {.name = "experimental injector", .help = "List sidecar injector and sidecar versions"},
    {.name = "experimental internal-debug", .help = "Retrieves the debug information of istio"},
    {.name = "experimental metrics",
     .aliases = "m",
     .help = "Prints the metrics for the specified workload(s) when running in Kubernetes."},
    {.name = "experimental precheck",
     .help = "Check whether Istio can safely be installed or upgraded",
     .run = run_precheck},
    {.name = "experimental version", .help = "Prints out build version information"},
    {.name = "experimental wait", .help = "Wait for an Istio resource"},
    {.name = "experimental workload",
     .help =
         "Commands to assist in configuring and deploying workloads running on VMs and other non-Kubernetes "
         "environments"},
};
const size_t experimental_row_count = sizeof experimental_rows / sizeof *experimental_rows;
