/* istioctl waypoint apply, generate, list, status, delete. Source: istioctl/pkg/waypoint/waypoint.go (1.30). */
#include "tools/istioctl/istioctl.h"

#include "base/buffer.h"
#include "data/yaml.h"
#include "mesh/lookup.h"

static const struct flag waypoint_flags[] = {
    {"name", 0, "NAME", "name of the waypoint (default \"waypoint\")"},
    {0},
};

static const struct flag apply_flags[] = {
    {"enroll-namespace", 0, NULL, "If set, the namespace will be labeled with the waypoint name"},
    {"for", 0, "TYPE", "Specify the traffic type [all none service workload] for the waypoint"},
    {"overwrite", 0, NULL, "Overwrite the existing Waypoint used by the namespace"},
    {"revision", 'r', "REVISION", "The revision to label the waypoint with"},
    {"wait", 'w', NULL, "Wait for the waypoint to be ready"},
    {"waypoint-timeout", 0, FLAG_DURATION, "Timeout for waiting for waypoint to be ready (default 1m30s)"},
    {0},
};

static const struct flag generate_flags[] = {
    {"for", 0, "TYPE", "Specify the traffic type [all none service workload] for the waypoint"},
    {"revision", 'r', "REVISION", "The revision to label the waypoint with"},
    {0},
};

static const struct flag delete_flags[] = {
    {"all", 0, NULL, "Delete all waypoints in the namespace"},
    {"revision", 'r', "REVISION", "Delete all waypoints with the specified revision"},
    {0},
};

static const struct flag list_flags[] = {
    {"all-namespaces", 'A', NULL, "List all waypoints in all namespaces"},
    {0},
};

static const struct flag status_flags[] = {
    {"all-namespaces", 'A', NULL, "Show the status of waypoints in all namespaces"},
    {"wait", 'w', NULL, "Wait for the waypoint to be ready (default true)"},
    {"waypoint-timeout", 0, FLAG_DURATION, "Timeout for retrieving status for waypoint (default 1m30s)"},
    {0},
};

static const struct kind *gateway_kind(void)
{
    return kind_of_key(SLICE(RESOURCE_GATEWAYS "/"));
}

static const char *waypoint_name(const struct istioctl *istioctl)
{
    const char *name = istioctl_flag(istioctl, "name");
    return name ? name : "waypoint";
}

static bool traffic_type_known(const char *type)
{
    static const char *const known[] = {"all", "none", "service", "workload"};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (text_equal(type, known[i]))
            return true;
    }
    return false;
}

/* The Gateway to apply; NULL and *problem when the flags ask for one that cannot be. */
static struct value *make_gateway(const struct istioctl *istioctl, const char *namespace, const char **problem)
{
    struct arena *arena = istioctl->arena;
    const char *type = istioctl_flag(istioctl, "for"), *name = waypoint_name(istioctl);
    *problem = NULL;
    if (type && !traffic_type_known(type))
        *problem = arena_format(
            arena, "invalid traffic type: %s. Valid options are: [all none service workload]", type);
    if (text_equal(name, "none"))
        *problem = "invalid name provided for waypoint, 'none' is a reserved value";
    if (*problem)
        return NULL;
    struct value *gateway = value_object(arena), *listener = value_object(arena),
                 *listeners = value_array(arena);
    struct value *metadata = value_open(arena, gateway, "metadata");
    value_put_text(arena, gateway, "apiVersion", "gateway.networking.k8s.io/v1");
    value_put_text(arena, gateway, "kind", "Gateway");
    value_put_text(arena, metadata, "name", name);
    value_put_text(arena, metadata, "namespace", namespace);
    if (type)
        value_put_text(arena, value_open(arena, metadata, "labels"), "istio.io/waypoint-for", type);
    if (istioctl_flag(istioctl, "revision"))
        value_put_text(arena, value_open(arena, metadata, "labels"), "istio.io/rev",
                       istioctl_flag(istioctl, "revision"));
    value_put_text(arena, listener, "name", "mesh");
    value_put_integer(arena, listener, "port", 15008);
    value_put_text(arena, listener, "protocol", "HBONE");
    value_append(arena, listeners, listener);
    struct value *spec = value_open(arena, gateway, "spec");
    value_put_text(arena, spec, "gatewayClassName", "istio-waypoint");
    value_put(arena, spec, "listeners", listeners);
    return gateway;
}

static const struct value *namespace_object(struct process *process, const char *namespace)
{
    return lookup_object(process->arena, world_map(process_hold_cluster(process), WORLD_APPLIED), "namespaces", "",
                         namespace);
}

static const char *condition_status(const struct value *gateway, const char *field)
{
    const struct value *condition = lookup_condition(gateway, "Programmed");
    return condition ? value_find_text(condition, field) : "";
}

static struct instant deadline_of(const struct istioctl *istioctl)
{
    struct duration timeout = SECONDS(90);
    const char *given = istioctl_flag(istioctl, "waypoint-timeout");
    if (given)
        duration_parse(slice_of(given), &timeout);
    return instant_add(process_now(istioctl->process), timeout);
}

/* False when the waypoint is not programmed in time. */
static bool wait_for(const struct istioctl *istioctl, const char *namespace, const char *name)
{
    struct instant deadline = deadline_of(istioctl);
    struct process *process = istioctl->process;
    for (;;) {
        struct arena_mark mark = arena_mark(process->arena);
        const struct value *gateway =
            lookup_object(process->arena, world_map(process_cluster(process), WORLD_APPLIED), RESOURCE_GATEWAYS,
                          namespace, name);
        bool ready = text_equal(condition_status(gateway, "status"), "True");
        arena_rewind(process->arena, mark);
        if (ready || !process_wait_change(process, deadline, 0))
            return ready;
    }
}

static int apply_gateway(const struct istioctl *istioctl, const char *namespace, const struct value *gateway)
{
    struct process *process = istioctl->process;
    struct api_options options = {.field_manager = "istioctl", .force = true};
    const char *name = value_find_text(gateway, "metadata.name");
    if (!install_serves(process->arena, process_cluster(process), gateway_kind()))
        return istioctl_error(
            istioctl,
            "the server could not find the requested resource (patch gateways.gateway.networking.k8s.io %s)",
            name);
    struct draft *draft = process_begin(process);
    struct api_reply reply = api_patch(draft, gateway_kind(), namespace, name, PATCH_APPLY, gateway, &options);
    if (api_failed(&reply)) {
        const char *message = arena_text(process->arena, api_message(&reply));
        process_abandon(process);
        return istioctl_error(istioctl, "%s", message);
    }
    process_commit(process);
    return 0;
}

static bool label_namespace(struct process *process, const char *namespace, const char *name)
{
    struct draft *draft = process_begin(process);
    struct value *patch = value_object(process->arena);
    struct api_options options = {.field_manager = "istioctl"};
    value_put_text(process->arena, value_open(process->arena, patch, "metadata.labels"),
                   "istio.io/use-waypoint", name);
    struct api_reply reply =
        api_patch(draft, kind_find("namespaces"), NULL, namespace, PATCH_MERGE, patch, &options);
    bool done = !api_failed(&reply);
    process_commit(process);
    return done;
}

/* Warnings about the namespace that is to be enrolled; false when nothing is to be done at all. */
static bool may_enroll(const struct istioctl *istioctl, const struct value *object, const char *namespace)
{
    struct process *process = istioctl->process;
    if (!text_equal(lookup_label(object, "istio.io/dataplane-mode"), "ambient"))
        process_print(process,
                      "⚠️ Warning: namespace is not enrolled in ambient. Consider running\t`kubectl label "
                      "namespace %s "
                      "istio.io/dataplane-mode=ambient`\n",
                      namespace);
    if (!lookup_label(object, "istio.io/use-waypoint") || istioctl_on(istioctl, "overwrite"))
        return true;
    process_print(process,
                  "⚠️ Warning: namespace (%s) already has an enrolled Waypoint. Consider adding the "
                  "`--overwrite` flag to "
                  "your apply command.\n",
                  namespace);
    return false;
}

static int run_apply(struct istioctl *istioctl)
{
    struct process *process = istioctl->process;
    const char *namespace = istioctl_namespace(istioctl), *name = waypoint_name(istioctl), *problem;
    const struct value *object = namespace_object(process, namespace);
    bool enroll = istioctl_on(istioctl, "enroll-namespace");
    if (!object)
        return istioctl_error(istioctl, "namespace: %s not found", namespace);
    if (enroll && !may_enroll(istioctl, object, namespace))
        return 0;
    struct value *gateway = make_gateway(istioctl, namespace, &problem);
    if (!gateway)
        return istioctl_error(istioctl, "failed to create gateway: %s", problem);
    int failed = apply_gateway(istioctl, namespace, gateway);
    if (failed)
        return failed;
    process_print(process, "✅ waypoint %s/%s applied\n", namespace, name);
    if (istioctl_on(istioctl, "wait")) {
        if (!wait_for(istioctl, namespace, name))
            return istioctl_error(istioctl, "timed out while waiting for waypoint\t%s/%s", namespace, name);
        process_print(process, "✅ waypoint %s/%s is ready!\n", namespace, name);
    }
    if (enroll) {
        if (!label_namespace(process, namespace, name))
            return istioctl_error(istioctl, "namespace: %s not found", namespace);
        process_print(process, "✅ namespace %s labeled with \"istio.io/use-waypoint: %s\"\n", namespace, name);
    }
    return 0;
}

static int run_generate(struct istioctl *istioctl)
{
    struct process *process = istioctl->process;
    const char *problem;
    struct value *gateway = make_gateway(istioctl, istioctl_flag(istioctl, "namespace"), &problem);
    if (!gateway)
        return istioctl_error(istioctl, "failed to create gateway: %s", problem);
    struct buffer text = {0};
    yaml_write(&text, gateway);
    const char *copy = arena_copy(process->arena, buffer_slice(&text));
    buffer_release(&text);
    process_print(process, "%s", copy);
    return 0;
}

static bool is_waypoint(const struct value *gateway)
{
    return text_equal(value_find_text(gateway, "spec.gatewayClassName"), "istio-waypoint");
}

static const char *label_or(const struct value *object, const char *label, const char *otherwise)
{
    const char *found = lookup_label(object, label);
    return found ? found : otherwise;
}

/* Prints one row for each waypoint; false when there is no Gateway of any class. */
static bool print_gateways(struct istioctl *istioctl, const char *const *header, size_t columns,
                           void (*fill)(struct arena *arena, const struct value *gateway, const char **cells))
{
    struct process *process = istioctl->process;
    bool all = istioctl_on(istioctl, "all-namespaces"), any = false;
    struct map objects = world_map(process_hold_cluster(process), WORLD_APPLIED);
    struct map_walk walk =
        lookup_all(process->arena, objects, RESOURCE_GATEWAYS, all ? NULL : istioctl_namespace(istioctl));
    struct map_entry entry;
    struct listing listing = {0};
    listing_row(&listing, all ? header : header + 1, all ? columns : columns - 1);
    while (map_walk_next(&walk, &entry)) {
        const char *cells[8] = {lookup_namespace(entry.item), lookup_name(entry.item)};
        any = true;
        if (!is_waypoint(entry.item))
            continue;
        fill(process->arena, entry.item, cells);
        listing_row(&listing, all ? cells : cells + 1, all ? columns : columns - 1);
    }
    if (!any) {
        buffer_release(&listing.text);
        process_print(process, "No waypoints found.\n");
    } else {
        listing_print(process, &listing, 5);
    }
    return any;
}

static void fill_list(struct arena *arena, const struct value *gateway, const char **cells)
{
    const char *programmed = condition_status(gateway, "status");
    (void)arena;
    cells[2] = label_or(gateway, "istio.io/rev", "default");
    cells[3] = label_or(gateway, "istio.io/waypoint-for", "none");
    cells[4] = programmed[0] ? programmed : "False";
}

static int run_list(struct istioctl *istioctl)
{
    static const char *const header[] = {"NAMESPACE", "NAME", "REVISION", "TRAFFIC TYPE", "PROGRAMMED"};
    print_gateways(istioctl, header, 5, fill_list);
    return 0;
}

static void fill_status(struct arena *arena, const struct value *gateway, const char **cells)
{
    (void)arena;
    cells[2] = condition_status(gateway, "status");
    cells[3] = condition_status(gateway, "type");
    cells[4] = condition_status(gateway, "reason");
    cells[5] = condition_status(gateway, "message");
}

static int run_status(struct istioctl *istioctl)
{
    static const char *const header[] = {"NAMESPACE", "NAME", "STATUS", "TYPE", "REASON", "MESSAGE"};
    struct process *process = istioctl->process;
    const char *namespace = istioctl_namespace(istioctl), *wait = istioctl_flag(istioctl, "wait");
    if (istioctl->count)
        return istioctl_error(istioctl, "unknown subcommand \"%s\"", istioctl->words[0]);
    struct map_walk walk = lookup_all(process->arena, world_map(process_hold_cluster(process), WORLD_APPLIED),
                                      RESOURCE_GATEWAYS, namespace);
    struct map_entry entry;
    while (!text_equal(wait, "false") && map_walk_next(&walk, &entry)) {
        if (is_waypoint(entry.item) && !wait_for(istioctl, namespace, lookup_name(entry.item)))
            return istioctl_error(istioctl,
                                  "failed to print waypoint status: timed out while retrieving status for "
                                  "waypoint\t%s/%s",
                                  namespace, lookup_name(entry.item));
    }
    print_gateways(istioctl, header, 6, fill_status);
    return 0;
}

static void delete_one(struct process *process, const char *namespace, const char *name)
{
    struct draft *draft = process_begin(process);
    struct api_options options = {.grace_period_seconds = -1};
    struct api_reply reply = api_delete(draft, gateway_kind(), namespace, name, &options);
    bool failed = api_failed(&reply);
    if (failed)
        process_abandon(process);
    else
        process_commit(process);
    process_print(process, "waypoint %s/%s %s\n", namespace, name, failed ? "not found" : "deleted");
}

static int run_delete(struct istioctl *istioctl)
{
    struct process *process = istioctl->process;
    const char *namespace = istioctl_namespace(istioctl), *revision = istioctl_flag(istioctl, "revision");
    bool all = istioctl_on(istioctl, "all");
    if (all && istioctl->count)
        return istioctl_error(istioctl, "cannot specify waypoint names when deleting all waypoints");
    if (!all && !revision && !istioctl->count)
        return istioctl_error(istioctl,
                              "must specify a waypoint name or delete all using --all or delete specific "
                              "revision using --revision");
    for (int i = 0; i < istioctl->count; i++)
        delete_one(process, namespace, istioctl->words[i]);
    if (istioctl->count)
        return 0;
    struct map_walk walk = lookup_all(process->arena, world_map(process_hold_cluster(process), WORLD_APPLIED),
                                      RESOURCE_GATEWAYS, namespace);
    struct map_entry entry;
    while (map_walk_next(&walk, &entry)) {
        if (is_waypoint(entry.item) &&
            (all || text_equal(label_or(entry.item, "istio.io/rev", "default"), revision)))
            delete_one(process, namespace, lookup_name(entry.item));
    }
    return 0;
}

static const char group_example[] = "  # Apply a waypoint to the current namespace\n"
                                    "  istioctl waypoint apply\n\n"
                                    "  # Generate a waypoint as yaml\n"
                                    "  istioctl waypoint generate --namespace default\n\n"
                                    "  # List all waypoints in a specific namespace\n"
                                    "  istioctl waypoint list --namespace default";

static const char apply_example[] = "  # Apply a waypoint to the current namespace\n"
                                    "  istioctl waypoint apply\n\n"
                                    "  # Apply a waypoint to a specific namespace and wait for it to be ready\n"
                                    "  istioctl waypoint apply --namespace default --wait\n\n"
                                    "  # Apply a waypoint to a specific namespace with a specific revision\n"
                                    "  istioctl waypoint apply --revision 1-30-3 --namespace default";

static const char delete_example[] =
    "  # Delete a waypoint from the default namespace\n"
    "  istioctl waypoint delete\n\n"
    "  # Delete a waypoint by name, which can obtain from istioctl waypoint list\n"
    "  istioctl waypoint delete waypoint-name --namespace default\n\n"
    "  # Delete several waypoints by name\n"
    "  istioctl waypoint delete waypoint-name1 waypoint-name2 --namespace default\n\n"
    "  # Delete all waypoints in a specific namespace\n"
    "  istioctl waypoint delete --all --namespace default";

const struct command waypoint_rows[] = {
    {.name = "waypoint",
     .help = "Manage waypoint configuration",
     .about = "A group of commands used to manage waypoint configuration",
     .example = group_example,
     .flags = waypoint_flags,
     .parent = true,
     .strict = true},
    {.name = "waypoint apply",
     .help = "Apply a waypoint configuration",
     .about = "Apply a waypoint configuration to the cluster",
     .example = apply_example,
     .flags = apply_flags,
     .run = run_apply},
    {.name = "waypoint delete",
     .usage = "[name...]",
     .help = "Delete a waypoint configuration",
     .about = "Delete a waypoint configuration from the cluster",
     .example = delete_example,
     .flags = delete_flags,
     .run = run_delete},
    {.name = "waypoint generate",
     .help = "Generate a waypoint configuration",
     .about = "Generate a waypoint configuration as YAML",
     .example = "  # Generate a waypoint as yaml\n  istioctl waypoint generate --namespace default",
     .flags = generate_flags,
     .run = run_generate},
    {.name = "waypoint list",
     .help = "List managed waypoint configurations",
     .about = "List managed waypoint configurations in the cluster",
     .example = "  # List all waypoints in a specific namespace\n"
                "  istioctl waypoint list --namespace default\n\n"
                "  # List all waypoints in the cluster\n"
                "  istioctl waypoint list -A",
     .flags = list_flags,
     .run = run_list},
    {.name = "waypoint status",
     .help = "Show the status of waypoints in a namespace",
     .about =
         "Show the status of waypoints for the namespace provided or default namespace if none is provided",
     .example = "  # Show the status of the waypoint in the default namespace\n"
                "  istioctl waypoint status\n\n"
                "  # Show the status of the waypoint in a specific namespace\n"
                "  istioctl waypoint status --namespace default",
     .flags = status_flags,
     .run = run_status},
};
const size_t waypoint_row_count = sizeof waypoint_rows / sizeof *waypoint_rows;
