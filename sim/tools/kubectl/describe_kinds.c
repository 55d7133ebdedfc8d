/* The other built-in kinds (k8s.io/kubectl/pkg/describe/describe.go). */
#include "data/json.h"
#include "tools/kubectl/describe.h"

static const char *scalar(struct arena *arena, const struct value *value)
{
    return value_is(value, VALUE_STRING) ? value_string_of(value) : json_text(arena, value);
}

static const char *joined(struct arena *arena, const struct value *texts)
{
    const char *text = "";
    for (size_t i = 0; i < value_count(texts); i++)
        text = arena_format(arena, "%s%s%s", text, i ? "," : "", value_string_of(value_at(texts, i)));
    return text;
}

/* "10.244.0.11:8080,..." of the service's port by its EndpointSlices: ready endpoints, three of them at most.
 */
static const char *endpoints(struct describing *describing, const char *port_name)
{
    enum { SHOWN = 3 };
    struct arena *arena = describing->arena;
    const struct kind *kind = kind_find("endpointslices");
    if (!kind)
        return "<none>";
    const char *selector =
        arena_format(arena, "kubernetes.io/service-name=%s", object_name(describing->object));
    struct api_reply reply =
        client_list(describing->kubectl, kind, object_namespace(describing->object), selector, NULL);
    const struct value *slices = value_get(reply.object, "items");
    const char *text = "";
    size_t count = 0;
    for (size_t i = 0; i < value_count(slices); i++) {
        const struct value *ports = value_get(value_at(slices, i), "ports");
        const struct value *list = value_get(value_at(slices, i), "endpoints");
        for (size_t j = 0; j < value_count(ports); j++) {
            if (!text_equal(value_find_text(value_at(ports, j), "name"), port_name))
                continue;
            long long number = value_number(value_get(value_at(ports, j), "port"), 0);
            for (size_t k = 0; k < value_count(list); k++) {
                const struct value *ready = value_find(value_at(list, k), "conditions.ready");
                if (ready && !value_truth(ready))
                    continue;
                if (count++ < SHOWN)
                    text = arena_format(arena, "%s%s%s:%lld", text, text[0] ? "," : "",
                                        value_find_text(value_at(list, k), "addresses.0"), number);
            }
        }
    }
    if (count > SHOWN)
        return arena_format(arena, "%s + %zu more...", text, count - SHOWN);
    return describe_or(text, "<none>");
}

static void add_port(struct describing *describing, const struct value *port)
{
    const char *name = value_find_text(port, "name");
    const char *protocol = describe_or(value_find_text(port, "protocol"), "TCP");
    const struct value *target = value_get(port, "targetPort");
    if (!target)
        target = value_get(port, "port");
    long long node_port = value_number(value_get(port, "nodePort"), 0);
    describe_line(describing, 0, "Port:\t%s  %lld/%s", describe_or(name, "<unset>"),
                  (long long)value_number(value_get(port, "port"), 0), protocol);
    describe_line(describing, 0, "TargetPort:\t%s/%s", scalar(describing->arena, target), protocol);
    if (node_port)
        describe_line(describing, 0, "NodePort:\t%s  %lld/%s", describe_or(name, "<unset>"), node_port,
                      protocol);
    describe_line(describing, 0, "Endpoints:\t%s", endpoints(describing, name));
}

static const char *addresses_of(struct describing *describing, const struct value *list)
{
    const char *text = "";
    for (size_t i = 0; i < value_count(list); i++)
        text = arena_format(describing->arena, "%s%s%s", text, i ? "," : "",
                            value_find_text(value_at(list, i), "ip"));
    return describe_or(text, "<none>");
}

void describe_endpoints(struct describing *describing)
{
    const struct value *subsets = value_get(describing->object, "subsets");
    describe_header(describing);
    describe_line(describing, 0, "Subsets:");
    for (size_t i = 0; i < value_count(subsets); i++) {
        const struct value *subset = value_at(subsets, i), *ports = value_get(subset, "ports");
        describe_line(describing, 1, "Addresses:\t%s",
                      addresses_of(describing, value_get(subset, "addresses")));
        describe_line(describing, 1, "NotReadyAddresses:\t%s",
                      addresses_of(describing, value_get(subset, "notReadyAddresses")));
        describe_line(describing, 1, "Ports:");
        describe_line(describing, 2, "Name\tPort\tProtocol");
        describe_line(describing, 2, "----\t----\t--------");
        for (size_t p = 0; p < value_count(ports); p++)
            describe_line(describing, 2, "%s\t%lld\t%s",
                          describe_or(value_find_text(value_at(ports, p), "name"), "<unset>"),
                          (long long)value_number(value_get(value_at(ports, p), "port"), 0),
                          value_find_text(value_at(ports, p), "protocol"));
        describe_line(describing, 0, "%s", "");
    }
    describe_events(describing);
}

void describe_service(struct describing *describing)
{
    const struct value *service = describing->object;
    struct arena *arena = describing->arena;
    const char *policy = value_find_text(service, "spec.externalTrafficPolicy");
    describe_header(describing);
    describe_line(describing, 0, "Selector:\t%s",
                  describe_selector(describing, value_find(service, "spec.selector")));
    describe_line(describing, 0, "Type:\t%s", value_find_text(service, "spec.type"));
    describe_line(describing, 0, "IP Family Policy:\t%s",
                  describe_or(value_find_text(service, "spec.ipFamilyPolicy"), "<none>"));
    describe_line(describing, 0, "IP Families:\t%s",
                  describe_or(joined(arena, value_find(service, "spec.ipFamilies")), "<none>"));
    describe_line(describing, 0, "IP:\t%s", value_find_text(service, "spec.clusterIP"));
    describe_line(describing, 0, "IPs:\t%s",
                  describe_or(joined(arena, value_find(service, "spec.clusterIPs")), "<none>"));
    const char *ingress = value_find_text(service, "status.loadBalancer.ingress.0.ip");
    if (ingress[0])
        describe_line(describing, 0, "LoadBalancer Ingress:\t%s (VIP)", ingress);
    const struct value *ports = value_find(service, "spec.ports");
    for (size_t i = 0; i < value_count(ports); i++)
        add_port(describing, value_at(ports, i));
    describe_line(describing, 0, "Session Affinity:\t%s",
                  describe_or(value_find_text(service, "spec.sessionAffinity"), "None"));
    if (policy[0])
        describe_line(describing, 0, "External Traffic Policy:\t%s", policy);
    describe_line(describing, 0, "Internal Traffic Policy:\t%s",
                  describe_or(value_find_text(service, "spec.internalTrafficPolicy"), "Cluster"));
    describe_events(describing);
}

void describe_namespace(struct describing *describing)
{
    describe_header(describing);
    describe_line(describing, 0, "Status:\t%s", value_find_text(describing->object, "status.phase"));
    describe_line(describing, 0, "\nNo resource quota.\n\nNo LimitRange resource.");
}

void describe_config_map(struct describing *describing)
{
    const struct value *data = value_get(describing->object, "data");
    describe_header(describing);
    buffer_add_text(&describing->text, "\nData\n====\n");
    for (size_t i = 0; i < value_count(data); i++)
        buffer_format(&describing->text, "%s:\n----\n%s\n\n", value_key_at(data, i),
                      value_string_of(value_member_at(data, i)));
    buffer_add_text(&describing->text, "\nBinaryData\n====\n\n");
    describe_events(describing);
}

static size_t decoded_length(struct slice base64)
{
    size_t padding = 0;
    while (padding < base64.length && base64.data[base64.length - 1 - padding] == '=')
        padding++;
    return base64.length / 4 * 3 - (padding > 2 ? 2 : padding);
}

void describe_secret(struct describing *describing)
{
    const struct value *data = value_get(describing->object, "data");
    describe_header(describing);
    buffer_format(&describing->text, "\nType:\t%s\n\nData\n====\n",
                  value_find_text(describing->object, "type"));
    for (size_t i = 0; i < value_count(data); i++)
        describe_line(describing, 0, "%s:\t%zu bytes", value_key_at(data, i),
                      value_is(value_member_at(data, i), VALUE_STRING)
                          ? decoded_length(value_slice(value_member_at(data, i)))
                          : 0);
}

void describe_service_account(struct describing *describing)
{
    const struct value *secrets = value_get(describing->object, "imagePullSecrets");
    const char *names = "";
    describe_header(describing);
    for (size_t i = 0; i < value_count(secrets); i++)
        names = arena_format(describing->arena, "%s%s%s", names, i ? "\n\t" : "",
                             value_find_text(value_at(secrets, i), "name"));
    describe_line(describing, 0, "Image pull secrets:\t%s", describe_or(names, "<none>"));
    describe_events(describing);
}

static void add_node_conditions(struct describing *describing)
{
    const struct value *conditions = value_find(describing->object, "status.conditions");
    if (!value_count(conditions))
        return;
    describe_line(describing, 0, "Conditions:");
    describe_line(describing, 1, "Type\tStatus\tLastHeartbeatTime\tLastTransitionTime\tReason\tMessage");
    describe_line(describing, 1, "----\t------\t-----------------\t------------------\t------\t-------");
    for (size_t i = 0; i < value_count(conditions); i++) {
        const struct value *condition = value_at(conditions, i);
        const char *beat = value_find_text(condition, "lastHeartbeatTime");
        describe_line(
            describing, 1, "%s \t%s \t%s \t%s \t%s \t%s", value_find_text(condition, "type"),
            value_find_text(condition, "status"),
            describe_time(describing, describe_or(beat, value_find_text(condition, "lastTransitionTime"))),
            describe_time(describing, value_find_text(condition, "lastTransitionTime")),
            value_find_text(condition, "reason"), value_find_text(condition, "message"));
    }
}

static void add_node_facts(struct describing *describing, const char *title, const struct value *facts)
{
    if (value_count(facts))
        describe_line(describing, 0, "%s:", title);
    for (size_t i = 0; i < value_count(facts); i++)
        describe_line(describing, 1, "%s:\t%s", value_key_at(facts, i),
                      scalar(describing->arena, value_member_at(facts, i)));
}

static void add_system_info(struct describing *describing)
{
    static const char *const rows[][2] = {
        {"Machine ID", "machineID"},
        {"System UUID", "systemUUID"},
        {"Boot ID", "bootID"},
        {"Kernel Version", "kernelVersion"},
        {"OS Image", "osImage"},
        {"Operating System", "operatingSystem"},
        {"Architecture", "architecture"},
        {"Container Runtime Version", "containerRuntimeVersion"},
        {"Kubelet Version", "kubeletVersion"},
        {"Kube-Proxy Version", "kubeProxyVersion"},
    };
    const struct value *info = value_find(describing->object, "status.nodeInfo");
    describe_line(describing, 0, "System Info:");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        describe_line(describing, 1, "%s:\t%s", rows[i][0], value_find_text(info, rows[i][1]));
}

static void add_node_pods(struct describing *describing)
{
    const struct value *node = describing->object;
    struct api_reply reply =
        client_list(describing->kubectl, kind_find("pods"), NULL, NULL,
                    arena_format(describing->arena, "spec.nodeName=%s", object_name(node)));
    const struct value *items = value_get(reply.object, "items");
    describe_line(describing, 0, "Non-terminated Pods:\t(%zu in total)", value_count(items));
    describe_line(describing, 1,
                  "Namespace\tName\tCPU Requests\tCPU Limits\tMemory Requests\tMemory Limits\tAge");
    describe_line(describing, 1,
                  "---------\t----\t------------\t----------\t---------------\t-------------\t---");
    for (size_t i = 0; i < value_count(items); i++) {
        const struct value *pod = value_at(items, i);
        struct instant made = {0};
        instant_parse_rfc3339(slice_of(value_find_text(pod, "metadata.creationTimestamp")), &made);
        struct duration age = instant_since(process_now(describing->kubectl->process), made);
        describe_line(describing, 1, "%s\t%s\t0 (0%%)\t0 (0%%)\t0 (0%%)\t0 (0%%)\t%s", object_namespace(pod),
                      object_name(pod), duration_human(describing->arena, age));
    }
}

static const char *node_roles(struct describing *describing)
{
    const struct value *labels = value_find(describing->object, "metadata.labels");
    const char *roles = "";
    for (size_t i = 0; i < value_count(labels); i++) {
        const char *key = value_key_at(labels, i);
        if (text_starts(key, "node-role.kubernetes.io/"))
            roles = arena_format(describing->arena, "%s%s%s", roles, roles[0] ? "," : "",
                                 key + sizeof "node-role.kubernetes.io/" - 1);
    }
    return describe_or(roles, "<none>");
}

void describe_node(struct describing *describing)
{
    const struct value *node = describing->object;
    const struct value *addresses = value_find(node, "status.addresses"),
                       *taints = value_find(node, "spec.taints");
    describe_line(describing, 0, "Name:\t%s", object_name(node));
    describe_line(describing, 0, "Roles:\t%s", node_roles(describing));
    describe_labels(describing, "Labels", value_find(node, "metadata.labels"));
    describe_annotations(describing, "Annotations", value_find(node, "metadata.annotations"));
    describe_line(describing, 0, "CreationTimestamp:\t%s",
                  describe_time(describing, value_find_text(node, "metadata.creationTimestamp")));
    if (!value_count(taints))
        describe_line(describing, 0, "Taints:\t<none>");
    for (size_t i = 0; i < value_count(taints); i++) {
        const char *value = value_find_text(value_at(taints, i), "value");
        describe_line(describing, 0, "%s\t%s%s%s:%s",
                      i ? "" : "Taints:", value_find_text(value_at(taints, i), "key"), value[0] ? "=" : "",
                      value, value_find_text(value_at(taints, i), "effect"));
    }
    describe_line(describing, 0, "Unschedulable:\t%s",
                  value_truth(value_find(node, "spec.unschedulable")) ? "true" : "false");
    add_node_conditions(describing);
    describe_line(describing, 0, "Addresses:");
    for (size_t i = 0; i < value_count(addresses); i++)
        describe_line(describing, 1, "%s:\t%s", value_find_text(value_at(addresses, i), "type"),
                      value_find_text(value_at(addresses, i), "address"));
    add_node_facts(describing, "Capacity", value_find(node, "status.capacity"));
    add_node_facts(describing, "Allocatable", value_find(node, "status.allocatable"));
    add_system_info(describing);
    if (value_find_text(node, "spec.podCIDR")[0]) {
        describe_line(describing, 0, "PodCIDR:\t%s", value_find_text(node, "spec.podCIDR"));
        describe_line(describing, 0, "PodCIDRs:\t%s",
                      joined(describing->arena, value_find(node, "spec.podCIDRs")));
    }
    add_node_pods(describing);
    describe_events(describing);
}
