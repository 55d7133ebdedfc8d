/* istioctl ztunnel-config workload, service, policy: the very tables that the traffic engine reads. */
#include "base/sort.h"
#include "tools/istioctl/istioctl.h"

static const struct flag flags[] = {
    {"namespace", 'n', "NAMESPACE", "Kubernetes namespace"},
    {"workload-namespace", 0, "NAMESPACE", "show workloads of this namespace only"},
    {"service-namespace", 0, "NAMESPACE", "show services of this namespace only"},
    {"policy-namespace", 0, "NAMESPACE", "show policies of this namespace only"},
    {"node", 0, "NODE", "the node whose ztunnel is asked"},
    {"output", 'o', "FORMAT", "json, yaml or short"},
    {"context", 0, "NAME", "kubeconfig context to use"},
    {0},
};

static bool wanted(const struct arguments *arguments, const char *flag, const char *namespace)
{
    const char *only = argument(arguments, flag);
    return !only || text_equal(only, namespace);
}

/* -o is the table for now. */
static bool refused_output(const struct arguments *arguments)
{
    const char *format = argument(arguments, "output");
    if (!format || text_equal(format, "short"))
        return false;
    process_complain(arguments->process, "not simulated: istioctl ztunnel-config -o %s\n", format);
    return true;
}

static int run_workload(struct arguments *arguments)
{
    static const char *const header[] = {"NAMESPACE", "POD NAME", "ADDRESS", "NODE", "WAYPOINT", "PROTOCOL"};
    struct process *process = arguments->process;
    const struct configuration *configuration = istioctl_configuration(process);
    struct listing listing = {0};
    if (refused_output(arguments))
        return 1;
    listing_row(&listing, header, 6);
    for (size_t i = 0; i < configuration->workload_count; i++) {
        const struct workload *workload = &configuration->workloads[i];
        const char *cells[] = {workload->namespace,
                               workload->name,
                               workload->address,
                               workload->node,
                               workload->waypoint ? workload->waypoint->name : "None",
                               workload->captured ? "HBONE" : "TCP"};
        if (wanted(arguments, "workload-namespace", workload->namespace))
            listing_row(&listing, cells, 6);
    }
    listing_print(process, &listing, 1);
    return 0;
}

static int run_service(struct arguments *arguments)
{
    static const char *const header[] = {"NAMESPACE", "SERVICE NAME", "SERVICE VIP", "WAYPOINT", "ENDPOINTS"};
    struct process *process = arguments->process;
    const struct configuration *configuration = istioctl_configuration(process);
    struct listing listing = {0};
    if (refused_output(arguments))
        return 1;
    listing_row(&listing, header, 5);
    for (size_t i = 0; i < configuration->service_count; i++) {
        const struct service *service = &configuration->services[i];
        const char *endpoints =
            arena_format(process->arena, "%zu/%zu", service->ready_count, service->endpoint_count);
        const char *cells[] = {service->namespace, service->name, service->address,
                               service->waypoint ? service->waypoint->name : "None", endpoints};
        if (wanted(arguments, "service-namespace", service->namespace))
            listing_row(&listing, cells, 5);
    }
    listing_print(process, &listing, 1);
    return 0;
}

static int run_policy(struct arguments *arguments)
{
    static const char *const header[] = {"NAMESPACE", "POLICY NAME", "ACTION", "SCOPE"};
    static const char *const scopes[] = {
        [SCOPE_GLOBAL] = "Global", [SCOPE_NAMESPACE] = "Namespace", [SCOPE_WORKLOAD] = "WorkloadSelector"};
    struct process *process = arguments->process;
    const struct configuration *configuration = istioctl_configuration(process);
    struct listing listing = {0};
    if (refused_output(arguments))
        return 1;
    listing_row(&listing, header, 4);
    for (size_t i = 0; i < configuration->ztunnel.count; i++) {
        const struct policy *policy = configuration->ztunnel.items[i];
        const char *cells[] = {policy->namespace, policy->name,
                               policy->action == POLICY_DENY ? "Deny" : "Allow", scopes[policy->scope]};
        if (wanted(arguments, "policy-namespace", policy->namespace))
            listing_row(&listing, cells, 4);
    }
    listing_print(process, &listing, 1);
    return 0;
}

static int run_all(struct arguments *arguments)
{
    int (*const tables[])(struct arguments *) = {run_workload, run_service, run_policy};
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        process_print(arguments->process, "%s", "\n");
        int status = tables[i](arguments);
        if (status)
            return status;
    }
    return 0;
}

static int run_missing(struct arguments *arguments)
{
    process_complain(arguments->process, "not simulated: this table of istioctl ztunnel-config\n");
    return 1;
}

const struct subcommand ztunnel_rows[] = {
    {"ztunnel-config all", "zc all", "Workloads, services and policies", flags, run_all},
    {"ztunnel-config certificate", "zc certificate|zc cert|ztunnel-config cert", "Certificates", flags,
     run_missing},
    {"ztunnel-config connections", "zc connections|zc cons", "Open connections", flags, run_missing},
    {"ztunnel-config policy", "zc policy|zc p|zc pol|zc policies|ztunnel-config policies|ztunnel-config pol",
     "Policies that ztunnel enforces", flags, run_policy},
    {"ztunnel-config service", "zc service|zc s|zc svc|zc services|ztunnel-config services|ztunnel-config svc",
     "Services that ztunnel knows", flags, run_service},
    {"ztunnel-config workload", "zc workload|zc w|zc workloads|ztunnel-config workloads|ztunnel-config w",
     "Workloads that ztunnel knows", flags, run_workload},
};
const size_t ztunnel_row_count = sizeof ztunnel_rows / sizeof *ztunnel_rows;
