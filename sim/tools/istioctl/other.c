/* The commands that this simulation knows by name only: it says so, and calls none of them unknown. */
#include "tools/istioctl/istioctl.h"

static int run_authz(struct istioctl *istioctl)
{
    return istioctl_error(istioctl, "(authz is experimental. Use `istioctl experimental authz`)");
}

/* cobra's script would teach bash what this shell's Tab knows by itself. */
static int run_completion(struct istioctl *istioctl)
{
    process_print(istioctl->process,
                  "# completion for istioctl: this shell has it built in, nothing needs to be loaded\n");
    return 0;
}

static int run_options(struct istioctl *istioctl)
{
    process_print(istioctl->process, "The following options can be passed to any command:\n");
    for (const struct flag *flag = global_flags; flag->name; flag++)
        process_print(istioctl->process, "  %s%c%s--%s: %s\n", flag->letter ? "-" : "",
                      flag->letter ? flag->letter : ' ', flag->letter ? ", " : "   ", flag->name, flag->help);
    return 0;
}

const struct command other_rows[] = {
    {.name = "admin", .aliases = "istiod", .help = "Manage control plane (istiod) configuration"},
    {.name = "authz", .help = "(authz is experimental. Use `istioctl experimental authz`)", .run = run_authz},
    {.name = "bug-report", .help = "Cluster information and log capture support tool."},
    {.name = "completion",
     .help = "Generate the autocompletion script for the specified shell",
     .about = "Generate the autocompletion script for istioctl for the specified shell.\n"
              "See each sub-command's help for details on how to use the generated script.",
     .parent = true},
    {.name = "completion bash", .help = "Generate the autocompletion script for bash", .run = run_completion},
    {.name = "completion fish", .help = "Generate the autocompletion script for fish", .run = run_completion},
    {.name = "completion powershell",
     .help = "Generate the autocompletion script for powershell",
     .run = run_completion},
    {.name = "completion zsh", .help = "Generate the autocompletion script for zsh", .run = run_completion},
    {.name = "create-remote-secret",
     .help = "Create a secret with credentials to allow Istio to access remote Kubernetes apiservers"},
    {.name = "dashboard", .aliases = "dash|d", .help = "Access to Istio web UIs"},
    {.name = "kube-inject", .help = "Inject Istio sidecar into Kubernetes pod resources"},
    {.name = "manifest", .help = "Commands related to Istio manifests"},
    {.name = "options", .help = "Displays istioctl global options", .run = run_options},
    {.name = "upgrade", .help = "Upgrade Istio control plane in-place"},
};
const size_t other_row_count = sizeof other_rows / sizeof *other_rows;
