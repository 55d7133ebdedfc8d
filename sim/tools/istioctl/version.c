/* istioctl version and proxy-status. */
#include "tools/istioctl/istioctl.h"

static const struct flag version_flags[] = {
    {"short", 's', "?BOOL", "only the version numbers"},
    {"remote", 0, "?BOOL", "ask the control plane too"},
    {"output", 'o', "FORMAT", "yaml or json"},
    {"istioNamespace", 'i', "NAMESPACE", "namespace of the control plane"},
    {"context", 0, "NAME", "kubeconfig context to use"},
    {0},
};

static bool is_ztunnel(const struct workload *workload)
{
    return text_equal(workload->namespace, "istio-system") && text_equal(workload->owner, "ztunnel");
}

static bool is_waypoint(const struct workload *workload)
{
    const struct value *managed = value_get(workload->labels, "gateway.istio.io/managed");
    return value_says(managed, "istio.io-mesh-controller");
}

static int run_version(struct arguments *arguments)
{
    struct process *process = arguments->process;
    const struct configuration *configuration = istioctl_configuration(process);
    int proxies = 0;
    process_print(process, "client version: 1.30.3\n");
    if (text_equal(argument(arguments, "remote"), "false"))
        return 0;
    for (size_t i = 0; i < configuration->workload_count; i++) {
        const struct workload *workload = &configuration->workloads[i];
        proxies += workload->ready && (is_ztunnel(workload) || is_waypoint(workload));
    }
    process_print(process, "control plane version: 1.30.3\n");
    if (proxies)
        process_print(process, "data plane version: 1.30.3 (%d proxies)\n", proxies);
    else
        process_print(process, "data plane version: none\n");
    return 0;
}

static const char *istiod_pod(const struct configuration *configuration)
{
    for (size_t i = 0; i < configuration->workload_count; i++) {
        if (text_equal(configuration->workloads[i].owner, "istiod"))
            return configuration->workloads[i].name;
    }
    return "";
}

static const struct flag status_flags[] = {
    {"namespace", 'n', "NAMESPACE", "proxies of this namespace only"},
    {"istioNamespace", 'i', "NAMESPACE", "namespace of the control plane"},
    {"context", 0, "NAME", "kubeconfig context to use"},
    {0},
};

static int run_proxy_status(struct arguments *arguments)
{
    static const char *const header[] = {"NAME", "CLUSTER", "ISTIOD", "VERSION", "SUBSCRIBED TYPES"};
    struct process *process = arguments->process;
    const struct configuration *configuration = istioctl_configuration(process);
    const char *only = argument(arguments, "namespace");
    struct listing listing = {0};
    listing_row(&listing, header, 5);
    for (size_t i = 0; i < configuration->workload_count; i++) {
        const struct workload *workload = &configuration->workloads[i];
        if (!workload->ready || (!is_ztunnel(workload) && !is_waypoint(workload)) ||
            (only && !text_equal(only, workload->namespace)))
            continue;
        const char *cells[] = {arena_format(process->arena, "%s.%s", workload->name, workload->namespace),
                               "Kubernetes", istiod_pod(configuration), "1.30.3",
                               is_ztunnel(workload) ? "2 (WADS,WDS)" : "4 (CDS,LDS,EDS,RDS)"};
        listing_row(&listing, cells, 5);
    }
    listing_print(process, &listing, 5);
    return 0;
}

const struct subcommand other_rows[] = {
    {"proxy-status", "ps", "Which proxies istiod talks to", status_flags, run_proxy_status},
    {"version", NULL, "Prints out build version information", version_flags, run_version},
};
const size_t other_row_count = sizeof other_rows / sizeof *other_rows;
