/* kubectl run and kubectl expose: one object made from arguments. */
#include <string.h>

#include "control/life.h"
#include "images/image.h"
#include "tools/kubectl/verbs.h"

static const struct flag run_flags[] = {
    {"annotations", 0, "KEY=VALUE", "annotations of the pod"},
    {"attach", 0, NULL, "attach to the container (with --stdin)"},
    {"command", 0, NULL, "what follows -- is the command, not its arguments"},
    {"dry-run", 0, "?WHERE", "client or server: change nothing"},
    {"env", 0, "NAME=VALUE", "variables of the container"},
    {"expose", 0, NULL, "make a service for --port, too"},
    {"field-manager", 0, "NAME", "the manager of the fields"},
    {"grace-period", 0, FLAG_INTEGER, "the service's address; None: headless"},
    {"image", 0, "IMAGE", "the container's image"},
    {"image-pull-policy", 0, "POLICY", "when to pull the image"},
    {"labels", 'l', "KEY=VALUE,...", "labels of the pod"},
    {"output", 'o', "FORMAT", "yaml, json, name"},
    {"override-type", 0, "TYPE", "accepted, without effect"},
    {"overrides", 0, "JSON", "not simulated"},
    {"pod-running-timeout", 0, FLAG_DURATION, "accepted, without effect"},
    {"port", 0, FLAG_INTEGER, "the container's port"},
    {"privileged", 0, NULL, "accepted, without effect"},
    {"quiet", 'q', NULL, "accepted, without effect"},
    {"restart", 0, "POLICY", "Always, OnFailure or Never"},
    {"rm", 0, NULL, "delete the pod when the session ends"},
    {"save-config", 0, NULL, "accepted, without effect"},
    {"show-managed-fields", 0, NULL, "keep metadata.managedFields in YAML and JSON"},
    {"stdin", 'i', NULL, "pass the standard input on to the container, and wait for it"},
    {"timeout", 0, FLAG_DURATION, "accepted, without effect"},
    {"tty", 't', NULL, "the standard input is a terminal"},
    {"allow-missing-template-keys", 0, NULL, "accepted, without effect"},
    {"cascade", 0, "?HOW", "accepted, without effect"},
    {"filename", 'f', "FILE", "accepted, without effect"},
    {"force", 0, NULL, "accepted, without effect"},
    {"kustomize", 'k', "DIRECTORY", "accepted, without effect"},
    {"leave-stdin-open", 0, NULL, "accepted, without effect"},
    {"recursive", 'R', NULL, "accepted, without effect"},
    {"template", 0, "TEMPLATE", "the template of -o jsonpath and go-template"},
    {"wait", 0, NULL, "accepted, without effect"},
    {0},
};

/* "a=b,c=d" put into the map. */
static void put_pairs(struct kubectl *kubectl, struct value *map, struct slice text)
{
    struct slice piece;
    while (slice_next(&text, ',', &piece)) {
        size_t equals = slice_find_byte(piece, '=');
        if (equals < piece.length)
            value_put_slice(kubectl->arena, map, slice_part(piece, 0, equals),
                            value_string(kubectl->arena, slice_part(piece, equals + 1, piece.length)));
    }
}

static const struct value *variables(struct kubectl *kubectl)
{
    struct arena *arena = kubectl->arena;
    struct value *list = value_array(arena);
    const char *text;
    size_t at = 0;
    while ((text = flags_next(&kubectl->flags, "env", &at))) {
        struct slice pair = slice_of(text);
        size_t equals = slice_find_byte(pair, '=');
        struct value *entry = value_object(arena);
        value_put(arena, entry, "name", value_string(arena, slice_part(pair, 0, equals)));
        value_put(arena, entry, "value", value_string(arena, slice_part(pair, equals + 1, pair.length)));
        value_append(arena, list, entry);
    }
    return list;
}

static struct value *pod_container(struct kubectl *kubectl, const char *name)
{
    struct arena *arena = kubectl->arena;
    const struct flags *flags = &kubectl->flags;
    struct value *container = value_object(arena), *words = value_array(arena);
    value_put_text(arena, container, "image", flags_text(flags, "image", ""));
    value_put_text(arena, container, "name", name);
    value_put(arena, container, "resources", value_object(arena));
    value_put_text(arena, container, "imagePullPolicy", flags_text(flags, "image-pull-policy", NULL));
    for (int i = 1; i < flags->count; i++)
        value_append(arena, words, value_text(arena, flags->arguments[i]));
    if (value_count(words))
        value_put(arena, container, flags_on(flags, "command") ? "command" : "args", words);
    if (flags_has(flags, "env"))
        value_put(arena, container, "env", variables(kubectl));
    if (flags_has(flags, "port")) {
        struct value *ports = value_array(arena), *port = value_object(arena);
        value_put_integer(arena, port, "containerPort", flags_integer(flags, "port", 0));
        value_append(arena, ports, port);
        value_put(arena, container, "ports", ports);
    }
    return container;
}

static struct value *new_object(struct kubectl *kubectl, const struct kind *kind, const char *name)
{
    struct arena *arena = kubectl->arena;
    struct value *object = value_object(arena);
    value_put_text(arena, object, "apiVersion", kind_api_version(arena, kind));
    value_put_text(arena, object, "kind", kind->kind);
    struct value *metadata = value_open(arena, object, "metadata");
    value_put_text(arena, metadata, "name", name);
    if (kubectl->namespace_given)
        value_put_text(arena, metadata, "namespace", kubectl->namespace);
    return object;
}

/* --expose: a service for the pod's port. */
static const struct value *service_of_pod(struct kubectl *kubectl, const char *name,
                                          const struct value *selector)
{
    struct arena *arena = kubectl->arena;
    int64_t number = flags_integer(&kubectl->flags, "port", 0);
    struct value *service = new_object(kubectl, kind_find("services"), name);
    struct value *port = value_object(arena), *ports = value_array(arena),
                 *spec = value_open(arena, service, "spec");
    value_put_integer(arena, port, "port", number);
    value_put_text(arena, port, "protocol", "TCP");
    value_put_integer(arena, port, "targetPort", number);
    value_append(arena, ports, port);
    value_put(arena, spec, "ports", ports);
    value_put(arena, spec, "selector", selector);
    value_put(arena, value_open(arena, service, "status"), "loadBalancer", value_object(arena));
    return service;
}

/* The pod once it runs or has ended; NULL when it does not by the deadline. */
static const struct value *wait_for_start(struct kubectl *kubectl, const char *name)
{
    struct duration patience = flags_duration(&kubectl->flags, "pod-running-timeout", SECONDS(60));
    struct instant deadline = instant_add(process_now(kubectl->process), patience);
    for (;;) {
        struct api_reply reply = client_get(kubectl, kind_find("pods"), kubectl->namespace, name);
        const char *phase = api_failed(&reply) ? "" : value_find_text(reply.object, "status.phase");
        if (phase[0] && !text_equal(phase, "Pending"))
            return reply.object;
        if (!process_wait_change(kubectl->process, deadline, 0))
            return NULL;
    }
}

/* Runs the container's own program here, and tells the pod how it ended. */
static void attach(struct kubectl *kubectl, const struct value *pod)
{
    struct arena *arena = kubectl->arena;
    struct process *process = kubectl->process;
    const struct flags *flags = &kubectl->flags;
    char **words = arena_allocate(arena, ((size_t)flags->count + 2) * sizeof *words);
    int count = 0;
    if (flags->count < 2 || flags->arguments[1][0] == '-') /* the image's entry point */
        words[count++] = arena_text(arena, "curl");
    for (int i = 1; i < flags->count; i++)
        words[count++] = flags->arguments[i];
    if (flags_on(flags, "tty") && !process_is_terminal(process, STREAM_IN))
        process_complain(process,
                         "Unable to use a TTY - input is not a terminal or the right kind of file\n");
    if (!flags_on(flags, "quiet"))
        process_complain(process,
                         "All commands and output from this session will be recorded in container logs, including "
                         "credentials and sensitive information passed through the command prompt.\n"
                         "If you don't see a command prompt, try pressing enter.\n");
    const char *name = object_name(pod);
    int status = exec_program(kubectl, pod, name, count, words);
    struct draft *draft = process_begin(process);
    life_end(draft, arena_format(arena, "%s/%s", kubectl->namespace, name), status);
    process_commit(process);
    if (text_equal(value_find_text(pod, "spec.restartPolicy"), "Always")) {
        if (flags_on(flags, "tty") && process_is_terminal(process, STREAM_IN))
            process_print(process,
                          "Session ended, resume using 'kubectl attach %s -c %s -i -t' command when the pod is "
                          "running\n",
                          name, name);
    } else if (status && status != EXEC_NOT_FOUND) {
        process_complain(process, "pod %s/%s terminated (Error)\n", kubectl->namespace, name);
        kubectl->status = status;
    }
}

/* -i: the pod is made, its program has this machine's streams, and --rm takes the pod away again. */
static void run_attached(struct kubectl *kubectl, struct value *pod)
{
    struct arena *arena = kubectl->arena;
    const char *name = object_name(pod);
    const struct kind *kind = kind_find("pods");
    struct value *containers = value_array(arena);
    struct value *container = value_edit(arena, value_find(pod, "spec.containers.0"));
    value_put(arena, container, "stdin", value_boolean(true));
    value_put(arena, container, "stdinOnce", value_boolean(true));
    if (flags_on(&kubectl->flags, "tty"))
        value_put(arena, container, "tty", value_boolean(true));
    value_append(arena, containers, container);
    value_put(arena, value_open(arena, pod, "spec"), "containers", containers);
    struct api_options options = client_options(kubectl, "kubectl-run");
    options.validation = FIELDS_IGNORE;
    struct api_reply reply = client_create(kubectl, kind, kubectl->namespace, pod, &options);
    if (api_failed(&reply)) {
        kubectl_fail_reply(kubectl, &reply, NULL);
        return;
    }
    const struct value *started = wait_for_start(kubectl, name);
    if (!started)
        kubectl_fail(kubectl, "timed out waiting for the condition");
    else if (value_find(started, "status.containerStatuses.0.state.running"))
        attach(kubectl, started);
    else if ((kubectl->status = (int)value_number(
                  value_find(started, "status.containerStatuses.0.state.terminated.exitCode"), 1)))
        process_complain(kubectl->process, "pod %s/%s terminated (%s)\n%s\n", kubectl->namespace, name,
                         value_find_text(started, "status.containerStatuses.0.state.terminated.reason"),
                         value_find_text(started, "status.containerStatuses.0.state.terminated.message"));
    if (!flags_on(&kubectl->flags, "rm"))
        return;
    struct api_options removal = client_options(kubectl, "kubectl-run");
    removal.grace_period_seconds = flags_integer(&kubectl->flags, "grace-period", -1);
    client_delete(kubectl, kind, kubectl->namespace, name, &removal);
    process_print(kubectl->process, "pod \"%s\" deleted from %s namespace\n", name, kubectl->namespace);
    while (client_peek(kubectl, kind, kubectl->namespace, name))
        process_wait_change(kubectl->process, INSTANT_NEVER, 0);
}

static void run_run(struct kubectl *kubectl)
{
    struct arena *arena = kubectl->arena;
    const struct flags *flags = &kubectl->flags;
    bool attaches = flags_on(flags, "stdin") || flags_on(flags, "attach") || flags_on(flags, "tty");
    if (flags_on(flags, "rm") && !attaches) {
        kubectl_fail_usage(kubectl, "--rm should only be used for attached containers");
        return;
    }
    if (flags_on(flags, "expose") && !flags_has(flags, "port")) {
        kubectl_fail_usage(kubectl, "--port must be set when exposing a service");
        return;
    }
    if (flags_has(flags, "overrides") || (attaches && !flags_on(flags, "stdin"))) {
        kubectl_unsimulated(kubectl, flags_has(flags, "overrides") ? "kubectl run --overrides"
                                                                   : "kubectl run --attach without --stdin");
        return;
    }
    if (!flags_has(flags, "image")) {
        kubectl_fail(kubectl, "required flag(s) \"image\" not set");
        return;
    }
    const char *image = flags_text(flags, "image", ""), *restart = flags_text(flags, "restart", "Always");
    if (!image[0] || strpbrk(image, " \t\n\"'<>{}()$*?!")) {
        kubectl_fail(kubectl, "Invalid image name \"%s\": invalid reference format", image);
        return;
    }
    if (!text_equal(restart, "Always") && !text_equal(restart, "OnFailure") && !text_equal(restart, "Never")) {
        kubectl_fail_usage(kubectl, "invalid restart policy: %s", restart);
        return;
    }
    if (flags->count == 0 || flags->dash == 0) {
        kubectl_fail_usage(kubectl, "NAME is required for run");
        return;
    }
    const char *name = flags->arguments[0], *labels = flags_text(flags, "labels", NULL);
    struct value *pod = new_object(kubectl, kind_find("pods"), name), *containers = value_array(arena);
    struct value *map = value_open(arena, pod, "metadata.labels");
    if (labels)
        put_pairs(kubectl, map, slice_of(labels));
    else
        value_put_text(arena, map, "run", name);
    const char *text;
    size_t at = 0;
    while ((text = flags_next(flags, "annotations", &at)))
        put_pairs(kubectl, value_open(arena, pod, "metadata.annotations"), slice_of(text));
    value_append(arena, containers, pod_container(kubectl, name));
    struct value *spec = value_open(arena, pod, "spec");
    value_put(arena, spec, "containers", containers);
    value_put_text(arena, spec, "dnsPolicy", "ClusterFirst");
    value_put_text(arena, spec, "restartPolicy", flags_text(flags, "restart", "Always"));
    value_put(arena, pod, "status", value_object(arena));
    const struct image *row = image_find(image);
    if (attaches && row && !row->runs_command) {
        kubectl_unsimulated(kubectl, arena_format(arena, "kubectl attach to a container of the image %s", image));
        return;
    }
    if (attaches && client_dry_run(kubectl) == DRY_RUN_NONE) {
        run_attached(kubectl, pod);
        return;
    }
    if (flags_on(flags, "expose"))
        create_object(kubectl, kind_find("services"), service_of_pod(kubectl, name, map), "kubectl-run");
    create_object(kubectl, kind_find("pods"), pod, "kubectl-run");
}

const struct verb verb_run = {
    .name = "run",
    .usage = "run NAME --image=image [--env=\"key=value\"] [--port=port] [--dry-run=server|client] "
             "[--overrides=inline-json] [--command] -- [COMMAND] [args...] [options]",
    .defaults = "annotations=[] port='' restart='Always'",
    .help = "Run a particular image on the cluster",
    .examples = "# A pod\n"
                "kubectl run client --image=curlimages/curl -- sleep infinity\n\n"
                "# Its manifest only\n"
                "kubectl run client --image=curlimages/curl --dry-run=client -o yaml",
    .chapter = "Basic Commands (Beginner)",
    .flags = run_flags,
    .run = run_run,
};

static const struct flag expose_flags[] = {
    {"cluster-ip", 0, "IP", "accepted, without effect"},
    {"dry-run", 0, "?WHERE", "client or server: change nothing"},
    {"field-manager", 0, "NAME", "the manager of the fields"},
    {"filename", 'f', "FILE", "the object named in a file"},
    {"kustomize", 'k', "DIRECTORY", "a kustomization"},
    {"labels", 'l', "KEY=VALUE,...", "labels of the service"},
    {"name", 0, "NAME", "the service's name"},
    {"output", 'o', "FORMAT", "yaml, json, name"},
    {"port", 0, FLAG_INTEGER, "the service's port"},
    {"protocol", 0, "PROTOCOL", "TCP or UDP"},
    {"selector", 0, "KEY=VALUE,...", "the labels of the pods"},
    {"target-port", 0, "PORT", "the pods' port"},
    {"type", 0, "TYPE", "ClusterIP, NodePort or LoadBalancer"},
    {"allow-missing-template-keys", 0, NULL, "accepted, without effect"},
    {"show-managed-fields", 0, NULL, "keep metadata.managedFields in YAML and JSON"},
    {"template", 0, "TEMPLATE", "the template of -o jsonpath and go-template"},
    {"external-ip", 0, "IP", "an address outside the cluster"},
    {"load-balancer-ip", 0, "IP", "accepted, without effect"},
    {"override-type", 0, "TYPE", "accepted, without effect"},
    {"overrides", 0, "JSON", "not simulated"},
    {"recursive", 'R', NULL, "the directories in the directory of -f too"},
    {"save-config", 0, NULL, "accepted, without effect"},
    {"session-affinity", 0, "HOW", "None or ClientIP"},
    {0},
};

/* The labels that select the pods of what is exposed; NULL when there are none. */
static const struct value *pods_selector(struct kubectl *kubectl, const struct resource *resource)
{
    const char *given = flags_text(&kubectl->flags, "selector", NULL);
    if (given) {
        struct value *map = value_object(kubectl->arena);
        put_pairs(kubectl, map, slice_of(given));
        return map;
    }
    if (text_equal(resource->kind->kind, "Pod"))
        return value_find(resource->object, "metadata.labels");
    if (text_equal(resource->kind->kind, "Service"))
        return value_find(resource->object, "spec.selector");
    return value_find(resource->object, "spec.selector.matchLabels");
}

static const struct value *service_port(struct kubectl *kubectl, const struct resource *resource)
{
    struct arena *arena = kubectl->arena;
    const struct flags *flags = &kubectl->flags;
    const char *path = text_equal(resource->kind->kind, "Pod")
                           ? "spec.containers.0.ports.0.containerPort"
                           : "spec.template.spec.containers.0.ports.0.containerPort";
    int64_t number = flags_integer(flags, "port", value_number(value_find(resource->object, path), 0));
    const char *target = flags_text(flags, "target-port", NULL);
    int64_t target_number = number;
    struct value *port = value_object(arena);
    if (!number)
        return NULL;
    value_put_integer(arena, port, "port", number);
    value_put_text(arena, port, "protocol", flags_text(flags, "protocol", "TCP"));
    if (target && !slice_to_integer(slice_of(target), &target_number))
        value_put_text(arena, port, "targetPort", target);
    else
        value_put_integer(arena, port, "targetPort", target_number);
    return port;
}

static void expose_one(struct kubectl *kubectl, const struct resource *resource)
{
    struct arena *arena = kubectl->arena;
    const struct value *selector = pods_selector(kubectl, resource), *port = service_port(kubectl, resource);
    if (!value_count(selector)) {
        kubectl_fail(kubectl,
                     "couldn't retrieve selectors via --selector flag or introspection: the %s has no labels "
                     "and cannot be exposed",
                     resource->kind->singular);
        return;
    }
    if (!port) {
        kubectl_fail(
            kubectl,
            "couldn't find port via --port flag or introspection\nSee 'kubectl expose -h' for help and "
            "examples");
        return;
    }
    const char *labels = flags_text(&kubectl->flags, "labels", NULL);
    struct value *service =
        new_object(kubectl, kind_find("services"), flags_text(&kubectl->flags, "name", resource->name));
    const struct value *map = value_find(resource->object, "metadata.labels");
    if (labels) {
        struct value *given = value_object(arena);
        put_pairs(kubectl, given, slice_of(labels));
        map = given;
    }
    if (value_count(map))
        value_put(arena, value_open(arena, service, "metadata"), "labels", map);
    struct value *spec = value_open(arena, service, "spec"), *ports = value_array(arena);
    value_append(arena, ports, port);
    value_put(arena, spec, "ports", ports);
    value_put_text(arena, spec, "clusterIP", flags_text(&kubectl->flags, "cluster-ip", NULL));
    value_put(arena, spec, "selector", selector);
    value_put_text(arena, spec, "type", flags_text(&kubectl->flags, "type", NULL));
    value_put(arena, value_open(arena, service, "status"), "loadBalancer", value_object(arena));
    struct api_reply reply = {.object = service};
    struct api_options options = client_options(kubectl, "kubectl-expose");
    options.validation = FIELDS_IGNORE;
    if (client_dry_run(kubectl) != DRY_RUN_CLIENT)
        reply = client_create(kubectl, kind_find("services"), kubectl->namespace, service, &options);
    if (api_failed(&reply))
        kubectl_fail_reply(kubectl, &reply, NULL);
    else
        printers_result(kubectl, kind_find("services"), reply.object, "exposed");
}

static void expose_run(struct kubectl *kubectl)
{
    const struct flags *flags = &kubectl->flags;
    if (!printers_check(kubectl))
        return;
    struct flags resources_only = kubectl->flags;
    struct flags all = kubectl->flags;
    /* --selector is about the service here, not about what is exposed. */
    resources_only.given_count = 0;
    if (!manifests_given(kubectl))
        kubectl->flags = resources_only;
    struct resources resources = resources_read(kubectl, flags->count, flags->arguments, RESOURCES_NEED_NAMES);
    kubectl->flags = all;
    if (resources.empty)
        resources_fail_empty(kubectl);
    for (size_t i = 0; i < resources.count; i++)
        expose_one(kubectl, &resources.items[i]);
}

const struct verb verb_expose = {
    .name = "expose",
    .usage = "expose (-f FILENAME | TYPE NAME) [--port=port] [--protocol=TCP|UDP|SCTP] "
             "[--target-port=number-or-name] [--name=name] [--external-ip=external-ip-of-service] "
             "[--type=type] [options]",
    .defaults = "port=''",
    .help =
        "Take a replication controller, service, deployment or pod and expose it as a new Kubernetes service",
    .chapter = "Basic Commands (Beginner)",
    .flags = expose_flags,
    .run = expose_run,
    .takes = TAKES_RESOURCES,
};
