/* kubectl completion and kubectl plugin. Tab reads the rows of the verbs here (completion.c): the script that a
 * shell would source has nothing left to do, and does no harm in any bash. */
#include "tools/kubectl/verbs.h"

static const char bash_script[] =
    "# bash completion for kubectl                                 -*- shell-script -*-\n"
    "\n"
    "# ambit's prompt completes kubectl from the tables that kubectl is made of.\n"
    "__start_kubectl()\n"
    "{\n"
    "    return 0\n"
    "}\n"
    "\n"
    "# ex: ts=4 sw=4 et filetype=sh\n";

static void completion_run(struct kubectl *kubectl)
{
    const struct flags *flags = &kubectl->flags;
    const char *shell = flags->count ? flags->arguments[0] : "";
    if (!flags->count)
        kubectl_fail_usage(kubectl, "Shell not specified.");
    else if (flags->count > 1)
        kubectl_fail_usage(kubectl, "Too many arguments. Expected only the shell type.");
    else if (text_equal(shell, "bash"))
        process_print(kubectl->process, "%s", bash_script);
    else if (text_equal(shell, "zsh") || text_equal(shell, "fish") || text_equal(shell, "powershell"))
        kubectl_unsimulated(kubectl, arena_format(kubectl->arena, "kubectl completion %s", shell));
    else
        kubectl_fail_usage(kubectl, "Unsupported shell type \"%s\".", shell);
}

const struct verb verb_completion = {
    .name = "completion",
    .usage = "completion SHELL [options]",
    .help = "Output shell completion code for the specified shell (bash, zsh, fish, or powershell)",
    .chapter = "Settings Commands",
    .examples = "# In this shell\n"
                "source <(kubectl completion bash)",
    .local = true,
    .run = completion_run,
};

static const struct flag plugin_flags[] = {
    {"name-only", 0, NULL, "names without their directories"},
    {0},
};

/* A plugin is a program "kubectl-NAME" in $PATH; none of the machine's programs is one. */
static void plugin_list_run(struct kubectl *kubectl)
{
    kubectl_fail(kubectl, "unable to find any kubectl plugins in your PATH");
}

static const struct verb plugin_list = {
    .name = "list",
    .usage = "plugin list [flags] [options]",
    .help = "List all visible plugin executables on a user's PATH",
    .flags = plugin_flags,
    .local = true,
    .run = plugin_list_run,
};

static const struct verb *const plugin_verbs[] = {&plugin_list, NULL};

const struct verb verb_plugin = {
    .name = "plugin",
    .usage = "plugin [flags] [options]",
    .help = "Provides utilities for interacting with plugins",
    .chapter = "Other Commands",
    .verbs = plugin_verbs,
};
