/* The commands that this simulation knows by name only: it says so, and calls none of them unknown. */
#include "tools/istioctl/istioctl.h"

const struct command other_rows[] = {
    {.name = "admin", .aliases = "istiod", .help = "Manage control plane (istiod) configuration"},
    {.name = "analyze", .help = "Analyze Istio configuration and print validation messages"},
    {.name = "bug-report", .help = "Cluster information and log capture support tool."},
    {.name = "completion", .help = "Generate the autocompletion script for the specified shell"},
    {.name = "create-remote-secret",
     .help = "Create a secret with credentials to allow Istio to access remote Kubernetes apiservers"},
    {.name = "dashboard", .aliases = "dash|d", .help = "Access to Istio web UIs"},
    {.name = "install", .help = "Applies an Istio manifest, installing or reconfiguring Istio on a cluster."},
};
const size_t other_row_count = sizeof other_rows / sizeof *other_rows;
