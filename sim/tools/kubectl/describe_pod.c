/* Pods and pod templates (k8s.io/kubectl/pkg/describe/describe.go). */
#include "tools/kubectl/describe.h"

static const char *title_case(bool truth)
{
    return truth ? "True" : "False";
}

static void add_ports(struct describing *describing, const struct value *container)
{
    const struct value *ports = value_get(container, "ports");
    struct arena *arena = describing->arena;
    const char *inside = "", *outside = "";
    for (size_t i = 0; i < value_count(ports); i++) {
        const struct value *port = value_at(ports, i);
        const char *name = value_find_text(port, "name");
        const char *suffix = name[0] ? arena_format(arena, " (%s)", name) : "";
        const char *protocol = describe_or(value_find_text(port, "protocol"), "TCP"), *comma = i ? ", " : "";
        inside = arena_format(arena, "%s%s%lld/%s%s", inside, comma,
                              (long long)value_number(value_get(port, "containerPort"), 0), protocol, suffix);
        outside = arena_format(arena, "%s%s%lld/%s%s", outside, comma,
                               (long long)value_number(value_get(port, "hostPort"), 0), protocol, suffix);
    }
    const char *plural = value_count(ports) > 1 ? "s" : "";
    describe_line(describing, 2, "Port%s:\t%s", plural, describe_or(inside, "<none>"));
    describe_line(describing, 2, "Host Port%s:\t%s", plural, describe_or(outside, "<none>"));
}

static void add_words(struct describing *describing, const char *title, const struct value *words)
{
    if (!value_count(words))
        return;
    describe_line(describing, 2, "%s:", title);
    for (size_t i = 0; i < value_count(words); i++) {
        struct slice rest = value_slice(value_at(words, i)), line;
        if (!rest.data)
            rest = SLICE("");
        while (slice_next(&rest, '\n', &line))
            describe_line(describing, 3, "%s", arena_copy(describing->arena, line));
    }
}

static void add_state(struct describing *describing, const char *title, const struct value *state)
{
    const struct value *running = value_get(state, "running"), *waiting = value_get(state, "waiting");
    const struct value *ended = value_get(state, "terminated");
    if (running) {
        describe_line(describing, 2, "%s:\tRunning", title);
        describe_line(describing, 3, "Started:\t%s",
                      describe_time(describing, value_find_text(running, "startedAt")));
    } else if (ended) {
        describe_line(describing, 2, "%s:\tTerminated", title);
        if (value_find_text(ended, "reason")[0])
            describe_line(describing, 3, "Reason:\t%s", value_find_text(ended, "reason"));
        if (value_find_text(ended, "message")[0])
            describe_line(describing, 3, "Message:\t%s", value_find_text(ended, "message"));
        describe_line(describing, 3, "Exit Code:\t%lld",
                      (long long)value_number(value_get(ended, "exitCode"), 0));
        describe_line(describing, 3, "Started:\t%s",
                      describe_time(describing, value_find_text(ended, "startedAt")));
        describe_line(describing, 3, "Finished:\t%s",
                      describe_time(describing, value_find_text(ended, "finishedAt")));
    } else {
        describe_line(describing, 2, "%s:\tWaiting", title);
        if (value_find_text(waiting, "reason")[0])
            describe_line(describing, 3, "Reason:\t%s", value_find_text(waiting, "reason"));
    }
}

static void add_status(struct describing *describing, const struct value *status)
{
    add_state(describing, "State", value_get(status, "state"));
    if (value_count(value_get(status, "lastState")))
        add_state(describing, "Last State", value_get(status, "lastState"));
    describe_line(describing, 2, "Ready:\t%s", title_case(value_truth(value_get(status, "ready"))));
    describe_line(describing, 2, "Restart Count:\t%lld",
                  (long long)value_number(value_get(status, "restartCount"), 0));
}

static const char *scalar(struct arena *arena, const struct value *value)
{
    if (value_is(value, VALUE_INTEGER))
        return arena_format(arena, "%lld", (long long)value_number(value, 0));
    return value_string_of(value);
}

static void add_quantities(struct describing *describing, const char *title, const struct value *quantities)
{
    if (value_count(quantities))
        describe_line(describing, 2, "%s:", title);
    for (size_t i = 0; i < value_count(quantities); i++)
        describe_line(describing, 3, "%s:\t%s", value_key_at(quantities, i),
                      scalar(describing->arena, value_member_at(quantities, i)));
}

static void add_probe(struct describing *describing, const char *title, const struct value *probe)
{
    struct arena *arena = describing->arena;
    if (!probe)
        return;
    const struct value *http = value_get(probe, "httpGet"), *tcp = value_get(probe, "tcpSocket");
    const struct value *command = value_find(probe, "exec.command");
    const char *what = "unknown";
    if (command) {
        what = "exec [";
        for (size_t i = 0; i < value_count(command); i++)
            what = arena_format(arena, "%s%s%s", what, i ? " " : "", value_string_of(value_at(command, i)));
        what = arena_format(arena, "%s]", what);
    } else if (http) {
        bool secure = value_says(value_get(http, "scheme"), "HTTPS");
        what = arena_format(arena, "http-get %s://%s:%s%s", secure ? "https" : "http",
                            value_find_text(http, "host"), scalar(arena, value_get(http, "port")),
                            value_find_text(http, "path"));
    } else if (tcp) {
        what = arena_format(arena, "tcp-socket %s:%s", value_find_text(tcp, "host"),
                            scalar(arena, value_get(tcp, "port")));
    }
    describe_line(describing, 2, "%s:\t%s delay=%llds timeout=%llds period=%llds #success=%lld #failure=%lld",
                  title, what, (long long)value_number(value_get(probe, "initialDelaySeconds"), 0),
                  (long long)value_number(value_get(probe, "timeoutSeconds"), 1),
                  (long long)value_number(value_get(probe, "periodSeconds"), 10),
                  (long long)value_number(value_get(probe, "successThreshold"), 1),
                  (long long)value_number(value_get(probe, "failureThreshold"), 3));
}

/* The value that the downward API gives for a field of the pod. */
static const char *field_of_pod(struct describing *describing, const char *path)
{
    struct slice text = slice_of(path);
    size_t bracket = slice_find(text, SLICE("['"));
    if (bracket == text.length)
        return value_find_text(describing->object, path);
    const struct value *map =
        value_find(describing->object, arena_copy(describing->arena, slice_part(text, 0, bracket)));
    struct slice key = slice_part(text, bracket + 2, text.length - 2);
    return value_string_of(value_get_slice(map, key));
}

static void add_variable(struct describing *describing, const struct value *variable, bool pod)
{
    const char *name = value_find_text(variable, "name");
    const struct value *from = value_get(variable, "valueFrom");
    const struct value *field = value_get(from, "fieldRef"), *secret = value_get(from, "secretKeyRef");
    const struct value *map = value_get(from, "configMapKeyRef"),
                       *resource = value_get(from, "resourceFieldRef");
    if (field) {
        const char *path = value_find_text(field, "fieldPath");
        describe_line(describing, 3, "%s:\t%s (%s:%s)", name, pod ? field_of_pod(describing, path) : "",
                      describe_or(value_find_text(field, "apiVersion"), "v1"), path);
    } else if (resource) {
        describe_line(describing, 3, "%s:\t%s (%s)", name, "", value_find_text(resource, "resource"));
    } else if (secret) {
        describe_line(describing, 3, "%s:\t<set to the key '%s' in secret '%s'>\tOptional: %s", name,
                      value_find_text(secret, "key"), value_find_text(secret, "name"),
                      value_truth(value_get(secret, "optional")) ? "true" : "false");
    } else if (map) {
        describe_line(describing, 3, "%s:\t<set to the key '%s' of config map '%s'>\tOptional: %s", name,
                      value_find_text(map, "key"), value_find_text(map, "name"),
                      value_truth(value_get(map, "optional")) ? "true" : "false");
    } else {
        describe_line(describing, 3, "%s:\t%s", name, value_find_text(variable, "value"));
    }
}

static void add_container(struct describing *describing, const struct value *container, bool pod)
{
    const char *name = value_find_text(container, "name");
    const struct value *status = pod ? pods_container_status(describing->object, name) : NULL;
    describe_line(describing, 1, "%s%s:", pod ? "" : " ", name);
    if (status)
        describe_line(describing, 2, "Container ID:\t%s", value_find_text(status, "containerID"));
    describe_line(describing, 2, "Image:\t%s", value_find_text(container, "image"));
    if (status)
        describe_line(describing, 2, "Image ID:\t%s", value_find_text(status, "imageID"));
    add_ports(describing, container);
    add_words(describing, "Command", value_get(container, "command"));
    add_words(describing, "Args", value_get(container, "args"));
    if (status)
        add_status(describing, status);
    add_quantities(describing, "Limits", value_find(container, "resources.limits"));
    add_quantities(describing, "Requests", value_find(container, "resources.requests"));
    add_probe(describing, "Liveness", value_get(container, "livenessProbe"));
    add_probe(describing, "Readiness", value_get(container, "readinessProbe"));
    add_probe(describing, "Startup", value_get(container, "startupProbe"));
    const struct value *variables = value_get(container, "env"), *mounts = value_get(container, "volumeMounts");
    describe_line(describing, 2, value_count(variables) ? "Environment:" : "Environment:\t<none>");
    for (size_t i = 0; i < value_count(variables); i++)
        add_variable(describing, value_at(variables, i), pod);
    describe_line(describing, 2, value_count(mounts) ? "Mounts:" : "Mounts:\t<none>");
    for (size_t i = 0; i < value_count(mounts); i++) {
        const struct value *mount = value_at(mounts, i);
        const char *part = value_find_text(mount, "subPath");
        describe_line(describing, 3, "%s from %s (%s%s%s%s)", value_find_text(mount, "mountPath"),
                      value_find_text(mount, "name"), value_truth(value_get(mount, "readOnly")) ? "ro" : "rw",
                      part[0] ? ",path=\"" : "", part, part[0] ? "\"" : "");
    }
}

static void add_containers(struct describing *describing, const char *title, const struct value *containers,
                           bool pod)
{
    if (!value_count(containers))
        return;
    describe_line(describing, 0, "%s%s:", pod ? "" : "  ", title);
    for (size_t i = 0; i < value_count(containers); i++)
        add_container(describing, value_at(containers, i), pod);
}

static void add_projected(struct describing *describing, const struct value *projected)
{
    const struct value *sources = value_get(projected, "sources");
    describe_line(describing, 2,
                  "Type:\tProjected (a volume that contains injected data from multiple sources)");
    for (size_t i = 0; i < value_count(sources); i++) {
        const struct value *source = value_at(sources, i);
        const struct value *map = value_get(source, "configMap"), *secret = value_get(source, "secret");
        const struct value *token = value_get(source, "serviceAccountToken");
        if (secret) {
            describe_line(describing, 2, "SecretName:\t%s", value_find_text(secret, "name"));
            describe_line(describing, 2, "Optional:\t%s",
                          value_truth(value_get(secret, "optional")) ? "true" : "false");
        } else if (value_get(source, "downwardAPI")) {
            describe_line(describing, 2, "DownwardAPI:\ttrue");
        } else if (map) {
            describe_line(describing, 2, "ConfigMapName:\t%s", value_find_text(map, "name"));
            describe_line(describing, 2, "Optional:\t%s",
                          value_truth(value_get(map, "optional")) ? "true" : "false");
        } else if (token) {
            describe_line(describing, 2, "TokenExpirationSeconds:\t%lld",
                          (long long)value_number(value_get(token, "expirationSeconds"), 3600));
        }
    }
}

static void add_volume(struct describing *describing, const struct value *volume, bool pod)
{
    const struct value *map = value_get(volume, "configMap"), *secret = value_get(volume, "secret");
    const struct value *empty = value_get(volume, "emptyDir"), *host = value_get(volume, "hostPath");
    describe_line(describing, 1, "%s%s:", pod ? "" : " ", value_find_text(volume, "name"));
    if (map) {
        describe_line(describing, 2, "Type:\tConfigMap (a volume populated by a ConfigMap)");
        describe_line(describing, 2, "Name:\t%s", value_find_text(map, "name"));
        describe_line(describing, 2, "Optional:\t%s",
                      value_truth(value_get(map, "optional")) ? "true" : "false");
    } else if (secret) {
        describe_line(describing, 2, "Type:\tSecret (a volume populated by a Secret)");
        describe_line(describing, 2, "SecretName:\t%s", value_find_text(secret, "secretName"));
        describe_line(describing, 2, "Optional:\t%s",
                      value_truth(value_get(secret, "optional")) ? "true" : "false");
    } else if (empty) {
        describe_line(describing, 2, "Type:\tEmptyDir (a temporary directory that shares a pod's lifetime)");
        describe_line(describing, 2, "Medium:\t%s", value_find_text(empty, "medium"));
        describe_line(describing, 2, "SizeLimit:\t%s",
                      describe_or(value_find_text(empty, "sizeLimit"), "<unset>"));
    } else if (host) {
        describe_line(describing, 2, "Type:\tHostPath (bare host directory volume)");
        describe_line(describing, 2, "Path:\t%s", value_find_text(host, "path"));
        describe_line(describing, 2, "HostPathType:\t%s", value_find_text(host, "type"));
    } else if (value_get(volume, "projected")) {
        add_projected(describing, value_get(volume, "projected"));
    } else if (value_get(volume, "downwardAPI")) {
        describe_line(describing, 2, "Type:\tDownwardAPI (a volume populated by information about the pod)");
        describe_line(describing, 2, "Items:");
    } else {
        describe_line(describing, 2, "Type:\t<unknown>");
    }
}

static void add_volumes(struct describing *describing, const struct value *volumes, bool pod)
{
    const char *indent = pod ? "" : "  ";
    if (!value_count(volumes))
        describe_line(describing, 0, "%sVolumes:\t<none>", indent);
    else
        describe_line(describing, 0, "%sVolumes:", indent);
    for (size_t i = 0; i < value_count(volumes); i++)
        add_volume(describing, value_at(volumes, i), pod);
}

static void add_tolerations(struct describing *describing, const char *title, const struct value *tolerations)
{
    if (!value_count(tolerations))
        describe_line(describing, 0, "%s:\t<none>", title);
    for (size_t i = 0; i < value_count(tolerations); i++) {
        const struct value *toleration = value_at(tolerations, i);
        struct buffer *text = &describing->text;
        const char *value = value_find_text(toleration, "value"),
                   *effect = value_find_text(toleration, "effect");
        const struct value *seconds = value_get(toleration, "tolerationSeconds");
        buffer_format(text, "%s%s\t%s", i ? "" : title, i ? "" : ":", value_find_text(toleration, "key"));
        if (value[0])
            buffer_format(text, "=%s", value);
        if (effect[0])
            buffer_format(text, ":%s", effect);
        if (value_says(value_get(toleration, "operator"), "Exists") && !value[0])
            buffer_add_text(text,
                            value_find_text(toleration, "key")[0] || effect[0] ? " op=Exists" : "op=Exists");
        if (seconds)
            buffer_format(text, " for %llds", (long long)value_number(seconds, 0));
        buffer_add_byte(text, '\n');
    }
}

void describe_pod_template(struct describing *describing, const struct value *template)
{
    describe_line(describing, 0, "Pod Template:");
    describe_labels(describing, "  Labels", value_find(template, "metadata.labels"));
    if (value_count(value_find(template, "metadata.annotations")))
        describe_annotations(describing, "  Annotations", value_find(template, "metadata.annotations"));
    const char *account = value_find_text(template, "spec.serviceAccountName");
    if (account[0])
        describe_line(describing, 0, "  Service Account:\t%s", account);
    add_containers(describing, "Init Containers", value_find(template, "spec.initContainers"), false);
    add_containers(describing, "Containers", value_find(template, "spec.containers"), false);
    add_volumes(describing, value_find(template, "spec.volumes"), false);
    const char *priority = value_find_text(template, "spec.priorityClassName");
    if (priority[0])
        describe_line(describing, 0, "  Priority Class Name:\t%s", priority);
    describe_labels(describing, "  Node-Selectors", value_find(template, "spec.nodeSelector"));
    add_tolerations(describing, "  Tolerations", value_find(template, "spec.tolerations"));
}

static void add_pod_status(struct describing *describing)
{
    const struct value *pod = describing->object;
    const char *leaving = value_find_text(pod, "metadata.deletionTimestamp");
    struct instant at;
    if (leaving[0] && instant_parse_rfc3339(slice_of(leaving), &at)) {
        struct duration since = instant_since(process_now(describing->kubectl->process), at);
        if (since.nanoseconds < 0)
            since.nanoseconds = 0;
        describe_line(describing, 0, "Status:\tTerminating (lasts %s)",
                      duration_human(describing->arena, since));
        describe_line(describing, 0, "Termination Grace Period:\t%llds",
                      (long long)value_number(value_find(pod, "metadata.deletionGracePeriodSeconds"), 30));
    } else {
        describe_line(describing, 0, "Status:\t%s", value_find_text(pod, "status.phase"));
    }
    const char *reason = value_find_text(pod, "status.reason"),
               *message = value_find_text(pod, "status.message");
    if (reason[0])
        describe_line(describing, 0, "Reason:\t%s", reason);
    if (message[0])
        describe_line(describing, 0, "Message:\t%s", message);
    describe_line(describing, 0, "IP:\t%s", value_find_text(pod, "status.podIP"));
    const struct value *addresses = value_find(pod, "status.podIPs");
    if (value_count(addresses))
        describe_line(describing, 0, "IPs:");
    else
        describe_line(describing, 0, "IPs:\t<none>");
    for (size_t i = 0; i < value_count(addresses); i++)
        describe_line(describing, 1, "IP:\t%s", value_find_text(value_at(addresses, i), "ip"));
}

static void add_pod_head(struct describing *describing)
{
    const struct value *pod = describing->object;
    const char *node = value_find_text(pod, "spec.nodeName"),
               *priority = value_find_text(pod, "spec.priorityClassName");
    describe_line(describing, 0, "Name:\t%s", object_name(pod));
    describe_line(describing, 0, "Namespace:\t%s", object_namespace(pod));
    describe_line(describing, 0, "Priority:\t%lld",
                  (long long)value_number(value_find(pod, "spec.priority"), 0));
    if (priority[0])
        describe_line(describing, 0, "Priority Class Name:\t%s", priority);
    describe_line(describing, 0, "Service Account:\t%s", value_find_text(pod, "spec.serviceAccountName"));
    if (node[0])
        describe_line(describing, 0, "Node:\t%s/%s", node, value_find_text(pod, "status.hostIP"));
    else
        describe_line(describing, 0, "Node:\t<none>");
    if (value_find_text(pod, "status.startTime")[0])
        describe_line(describing, 0, "Start Time:\t%s",
                      describe_time(describing, value_find_text(pod, "status.startTime")));
    describe_labels(describing, "Labels", value_find(pod, "metadata.labels"));
    describe_annotations(describing, "Annotations", value_find(pod, "metadata.annotations"));
}

void describe_pod(struct describing *describing)
{
    const struct value *pod = describing->object;
    add_pod_head(describing);
    add_pod_status(describing);
    const char *controller = describe_controller(describing);
    if (controller)
        describe_line(describing, 0, "Controlled By:\t%s", controller);
    add_containers(describing, "Init Containers", value_find(pod, "spec.initContainers"), true);
    add_containers(describing, "Containers", value_find(pod, "spec.containers"), true);
    const struct value *conditions = value_find(pod, "status.conditions");
    if (value_count(conditions)) {
        describe_line(describing, 0, "Conditions:");
        describe_line(describing, 1, "Type\tStatus");
    }
    for (size_t i = 0; i < value_count(conditions); i++)
        describe_line(describing, 1, "%s\t%s ", value_find_text(value_at(conditions, i), "type"),
                      value_find_text(value_at(conditions, i), "status"));
    add_volumes(describing, value_find(pod, "spec.volumes"), true);
    describe_line(describing, 0, "QoS Class:\t%s",
                  describe_or(value_find_text(pod, "status.qosClass"), "BestEffort"));
    describe_labels(describing, "Node-Selectors", value_find(pod, "spec.nodeSelector"));
    add_tolerations(describing, "Tolerations", value_find(pod, "spec.tolerations"));
    describe_events(describing);
}
