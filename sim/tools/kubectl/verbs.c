#include "tools/kubectl/verbs.h"

/* Known, and not simulated: they say so instead of "unknown command". */
#define UNSIMULATED(identifier, title, text, heading)                                                          \
    static const struct verb identifier = {                                                                    \
        .name = title, .usage = title " [options]", .help = text, .chapter = heading, .unsimulated = true}

UNSIMULATED(certificate, "certificate", "Modify certificate resources", "Cluster Management Commands");
UNSIMULATED(attach, "attach", "Attach to a running container", "Troubleshooting and Debugging Commands");
UNSIMULATED(proxy, "proxy", "Run a proxy to the Kubernetes API server",
            "Troubleshooting and Debugging Commands");

UNSIMULATED(alpha, "alpha", "Commands for features in alpha", "Other Commands");

const struct verb *const kubectl_verbs[] = {
    &verb_create,
    &verb_expose,
    &verb_run,
    &verb_set,
    &verb_explain,
    &verb_get,
    &verb_edit,
    &verb_delete,
    &verb_rollout,
    &verb_scale,
    &verb_autoscale,
    &certificate,
    &verb_cluster_info,
    &verb_top,
    &verb_cordon,
    &verb_uncordon,
    &verb_drain,
    &verb_taint,
    &verb_describe,
    &verb_logs,
    &attach,
    &verb_exec,
    &verb_port_forward,
    &proxy,
    &verb_cp,
    &verb_auth,
    &verb_debug,
    &verb_events,
    &verb_diff,
    &verb_apply,
    &verb_patch,
    &verb_replace,
    &verb_wait,
    &verb_kustomize,
    &verb_label,
    &verb_annotate,
    &verb_completion,
    &alpha,
    &verb_api_resources,
    &verb_api_versions,
    &verb_config,
    &verb_plugin,
    &verb_version,
    NULL,
};
