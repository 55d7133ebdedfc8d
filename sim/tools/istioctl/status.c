/* istioctl version, proxy-status and remote-clusters: who is there, and what istiod knows of them. */
#include "tools/istioctl/istioctl.h"

static bool is_proxy(const struct workload *workload)
{
    return workload->ready && (workload_is_ztunnel(workload) || workload_is_waypoint(workload));
}

/* --- version --- */

static const struct flag version_flags[] = {
    {"output", 'o', "FORMAT", "One of 'yaml' or 'json'."},
    {"remote", 0, NULL, "Use --remote=false to suppress control plane check (default true)"},
    {"short", 's', NULL, "Use --short=false to generate full version information (default true)"},
    {0},
};

static const struct value *version_info(struct arena *arena)
{
    struct value *info = value_object(arena);
    value_put_text(arena, info, "version", ISTIO_VERSION);
    value_put_text(arena, info, "revision", "unknown");
    value_put_text(arena, info, "golang_version", "go1.25.7");
    value_put_text(arena, info, "status", "Clean");
    value_put_text(arena, info, "tag", ISTIO_VERSION);
    return info;
}

static const struct value *version_value(struct istioctl *istioctl, bool remote)
{
    struct arena *arena = istioctl->arena;
    const struct configuration *configuration = istioctl_configuration(istioctl);
    struct value *version = value_object(arena), *mesh = value_array(arena), *plane = value_array(arena);
    value_put(arena, version, "clientVersion", version_info(arena));
    for (size_t i = 0; remote && i < configuration->workload_count; i++) {
        const struct workload *workload = &configuration->workloads[i];
        struct value *entry = value_object(arena);
        if (is_proxy(workload)) {
            value_put_text(arena, entry, "ID",
                           arena_format(arena, "%s.%s", workload->name, workload->namespace));
            value_put_text(arena, entry, "IstioVersion", ISTIO_VERSION);
            value_append(arena, plane, entry);
        } else if (workload->ready && text_equal(workload->owner, "istiod")) {
            value_put_text(arena, entry, "Component", "pilot");
            value_put(arena, entry, "Info", version_info(arena));
            value_append(arena, mesh, entry);
        }
    }
    if (value_count(mesh))
        value_put(arena, version, "meshVersion", mesh);
    if (value_count(plane))
        value_put(arena, version, "dataPlaneVersion", plane);
    return version;
}

static int run_version(struct istioctl *istioctl)
{
    static const char *const order[] = {"clientVersion",
                                        "meshVersion",
                                        "dataPlaneVersion",
                                        "Component",
                                        "Info",
                                        "version",
                                        "revision",
                                        "golang_version",
                                        "status",
                                        "tag",
                                        "ID",
                                        "IstioVersion",
                                        NULL};
    struct process *process = istioctl->process;
    const struct configuration *configuration = istioctl_configuration(istioctl);
    const char *format = flags_text(&istioctl->flags, "output", "");
    bool remote = !text_equal(flags_text(&istioctl->flags, "remote", "true"), "false");
    if (format[0] && !text_equal(format, "json") && !text_equal(format, "yaml"))
        return istioctl_error(istioctl, "--output must be 'yaml' or 'json'");
    if (text_equal(flags_text(&istioctl->flags, "short", "true"), "false") && !format[0])
        return istioctl_unsimulated(istioctl, "version --short=false (try -o json)");
    if (remote && !install_has_cluster(process_cluster(process))) {
        process_complain(process, "unable to retrieve Pods: %s\n", istioctl_unreachable);
        remote = false;
    }
    if (remote && !istiod_pod(configuration)[0]) {
        process_complain(process, "Istio is not present in the cluster: no running Istio pods in namespace "
                                  "\"istio-system\"\n");
        remote = false;
    }
    if (text_equal(format, "json"))
        print_json(process, version_value(istioctl, remote), 2, order);
    else if (format[0])
        print_yaml(process, version_value(istioctl, remote));
    if (format[0])
        return 0;
    process_print(process, "client version: " ISTIO_VERSION "\n");
    if (!remote)
        return 0;
    int proxies = 0;
    for (size_t i = 0; i < configuration->workload_count; i++)
        proxies += is_proxy(&configuration->workloads[i]);
    process_print(process, "control plane version: " ISTIO_VERSION "\n");
    if (proxies)
        process_print(process, "data plane version: " ISTIO_VERSION " (%d proxies)\n", proxies);
    else
        process_print(process, "data plane version: none\n");
    return 0;
}

/* --- proxy-status --- */

static const struct flag proxy_status_flags[] = {
    {"file", 'f', "FILE", "Envoy config dump JSON file"},
    {"output", 'o', "FORMAT", "Output format: table or json (default \"table\")"},
    {"revision", 'r', "REVISION", "Control plane revision"},
    {"verbosity", 'v', FLAG_INTEGER, "Level of detail: 0 or 1 (default 0)"},
    {0},
};

static int compare_proxy(struct istioctl *istioctl)
{
    struct process *process = istioctl->process;
    struct pod_name pod;
    if (!istioctl_pod(istioctl, istioctl->words[0], &pod))
        return 1;
    if (!pod.workload)
        return istioctl_error(
            istioctl,
            "could not contact sidecar: failure running port forward process: pods \"%s\" not "
            "found",
            pod.name);
    if (workload_is_ztunnel(pod.workload)) {
        process_print(process, "Sync diff is not available for ztunnel pod %s.%s\n", pod.name, pod.namespace);
        return 0;
    }
    if (!workload_is_waypoint(pod.workload))
        return istioctl_error(istioctl,
                              "could not contact sidecar: failure running port forward process: Get "
                              "\"http://localhost:%d/config_dump\": EOF",
                              istioctl_forwarded_port(&pod));
    process_print(process, "Clusters Match\nListeners Match\nRoutes Match\n");
    return 0;
}

static int run_proxy_status(struct istioctl *istioctl)
{
    static const char *const header[] = {"NAME", "CLUSTER", "ISTIOD", "VERSION", "SUBSCRIBED TYPES"};
    static const char *const long_header[] = {"NAME", "CLUSTER", "CDS",    "ECDS",   "EDS",
                                              "LDS",  "RDS",     "ISTIOD", "VERSION"};
    struct arena *arena = istioctl->arena;
    const struct configuration *configuration = istioctl_configuration(istioctl);
    const char *only = istioctl_flag(istioctl, "namespace"), *istiod = istiod_pod(configuration);
    bool verbose = flags_integer(&istioctl->flags, "verbosity", 0) > 0;
    struct listing listing = {0};
    if (istioctl_flag(istioctl, "file"))
        return istioctl_unsimulated(istioctl, "proxy-status --file");
    if (!text_equal(flags_text(&istioctl->flags, "output", "table"), "table"))
        return istioctl_unsimulated(istioctl, "proxy-status --output json");
    if (istioctl->count > 1)
        return istioctl_error(istioctl, "proxy-status can only sync 1 pod");
    if (!istiod[0])
        return istioctl_error(istioctl, "unable to find any Istiod instances");
    if (istioctl->count)
        return compare_proxy(istioctl);
    listing_row(&listing, verbose ? long_header : header, verbose ? 9 : 5);
    for (size_t i = 0; i < configuration->workload_count; i++) {
        const struct workload *workload = &configuration->workloads[i];
        if (!is_proxy(workload) || (only && !text_equal(only, workload->namespace)))
            continue;
        bool ztunnel = workload_is_ztunnel(workload);
        const char *name = arena_format(arena, "%s.%s", workload->name, workload->namespace);
        const char *state = ztunnel ? "IGNORED" : "SYNCED";
        const char *cells[] = {name, "Kubernetes", istiod, ISTIO_VERSION,
                               ztunnel ? "2 (WADS,WDS)" : "4 (CDS,LDS,EDS,RDS)"};
        const char *long_cells[] = {name,  "Kubernetes", state,  "IGNORED",    state,
                                    state, state,        istiod, ISTIO_VERSION};
        listing_row(&listing, verbose ? long_cells : cells, verbose ? 9 : 5);
    }
    listing_print(istioctl->process, &listing, 5);
    return 0;
}

/* --- remote-clusters --- */

static int run_remote_clusters(struct istioctl *istioctl)
{
    static const char *const header[] = {"NAME", "SECRET", "STATUS", "ISTIOD"};
    const char *istiod = istiod_pod(istioctl_configuration(istioctl));
    struct listing listing = {0};
    if (!istiod[0])
        return istioctl_error(istioctl, "unable to find any Istiod instances");
    const char *cells[] = {"Kubernetes", "", "synced", istiod};
    listing_row(&listing, header, 4);
    listing_row(&listing, cells, 4);
    listing_print(istioctl->process, &listing, 5);
    return 0;
}

const struct command status_rows[] = {
    {.name = "proxy-status",
     .aliases = "ps",
     .usage = "[<type>/]<name>[.<namespace>]",
     .help = "Retrieves the synchronization status of each Envoy in the mesh",
     .about = "Retrieves last sent and last acknowledged xDS sync from Istiod to each Envoy in the mesh",
     .example = "  # Retrieve sync status for all Envoys in a mesh\n"
                "  istioctl proxy-status\n\n"
                "  # Retrieve sync diff for a single Envoy and Istiod\n"
                "  istioctl proxy-status istio-egressgateway-59585c5b9c-ndc59.istio-system",
     .flags = proxy_status_flags,
     .run = run_proxy_status},
    {.name = "remote-clusters",
     .help = "Lists the remote clusters each istiod instance is connected to.",
     .run = run_remote_clusters},
    {.name = "version",
     .help = "Prints out build version information",
     .flags = version_flags,
     .run = run_version},
};
const size_t status_row_count = sizeof status_rows / sizeof *status_rows;
