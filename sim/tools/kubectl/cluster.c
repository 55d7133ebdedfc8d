/* Small verbs about the cluster as a whole: version, cluster-info, top, auth. */
#include "kinds/absent.h"
#include "tools/kubectl/kubeconfig.h"
#include "tools/kubectl/verbs.h"

#define CLIENT_VERSION "v1.35.2"
#define SERVER_VERSION "v1.35.1"
#define KUSTOMIZE_VERSION "v5.7.1"

static const struct flag version_flags[] = {
    {"client", 0, NULL, "the client's version only"},
    {"output", 'o', "FORMAT", "yaml or json"},
    {0},
};

static const struct value *version_value(struct arena *arena, const char *version)
{
    struct value *info = value_object(arena);
    value_put_text(arena, info, "gitVersion", version);
    value_put_text(arena, info, "major", "1");
    value_put_text(arena, info, "minor", "35");
    value_put_text(arena, info, "platform", "linux/amd64");
    return info;
}

static void version_run(struct kubectl *kubectl)
{
    bool client = flags_on(&kubectl->flags, "client");
    const char *format = printers_format(kubectl);
    if (kubectl->flags.count) {
        kubectl_fail(kubectl, "extra arguments: [%s]", kubectl->flags.arguments[0]);
        return;
    }
    if (format[0] && !text_equal(format, "yaml") && !text_equal(format, "json")) {
        kubectl_fail(kubectl, "--output must be 'yaml' or 'json'");
        return;
    }
    if (format[0]) {
        struct value *all = value_object(kubectl->arena);
        value_put(kubectl->arena, all, "clientVersion", version_value(kubectl->arena, CLIENT_VERSION));
        value_put_text(kubectl->arena, all, "kustomizeVersion", KUSTOMIZE_VERSION);
        if (!client)
            value_put(kubectl->arena, all, "serverVersion", version_value(kubectl->arena, SERVER_VERSION));
        printers_print(kubectl, all);
        return;
    }
    process_print(kubectl->process,
                  "Client Version: " CLIENT_VERSION "\nKustomize Version: " KUSTOMIZE_VERSION "\n");
    if (!client)
        process_print(kubectl->process, "Server Version: " SERVER_VERSION "\n");
}

const struct verb verb_version = {
    .name = "version",
    .usage = "version [flags] [options]",
    .help = "Print the client and server version information",
    .chapter = "Other Commands",
    .flags = version_flags,
    .run = version_run,
};

static void cluster_info_run(struct kubectl *kubectl)
{
    const struct value *config = kubeconfig_read(kubectl);
    const char *server = value_find_text(config, "clusters.0.cluster.server");
    if (kubectl->flags.count && text_equal(kubectl->flags.arguments[0], "dump")) {
        kubectl_unsimulated(kubectl, "kubectl cluster-info dump");
        return;
    }
    process_print(kubectl->process,
                  "Kubernetes control plane is running at %s\n"
                  "CoreDNS is running at %s/api/v1/namespaces/kube-system/services/kube-dns:dns/proxy\n\n"
                  "To further debug and diagnose cluster problems, use 'kubectl cluster-info dump'.\n",
                  server, server);
}

const struct verb verb_cluster_info = {
    .name = "cluster-info",
    .usage = "cluster-info [flags] [options]",
    .help = "Display cluster information",
    .chapter = "Cluster Management Commands",
    .run = cluster_info_run,
};

static const struct flag top_flags[] = {
    {"all-namespaces", 'A', NULL, "in all namespaces"},
    {"containers", 0, NULL, "each container"},
    {"field-selector", 0, "SELECTOR", "select by fields"},
    {"no-headers", 0, NULL, "no line with the names of the columns"},
    {"selector", 'l', "SELECTOR", "select by labels"},
    {"show-capacity", 0, NULL, "the nodes' capacity"},
    {"sort-by", 0, "FIELD", "cpu or memory"},
    {"sum", 0, NULL, "a line with the sum"},
    {"use-protocol-buffers", 0, NULL, "accepted, without effect"},
    {0},
};

static void top_run(struct kubectl *kubectl)
{
    kubectl_fail(kubectl, "Metrics API not available");
}

#define TOP(identifier, title, text)                                                                           \
    static const struct verb identifier = {.name = title,                                                      \
                                           .usage = "top " title " [NAME | -l label] [options]",               \
                                           .help = text,                                                       \
                                           .flags = top_flags,                                                 \
                                           .run = top_run}

TOP(top_node, "node", "Display resource (CPU/memory) usage of nodes");
TOP(top_nodes, "nodes", "Display resource (CPU/memory) usage of nodes");
TOP(top_pod, "pod", "Display resource (CPU/memory) usage of pods");
TOP(top_pods, "pods", "Display resource (CPU/memory) usage of pods");

static const struct verb *const top_verbs[] = {&top_node, &top_nodes, &top_pod, &top_pods, NULL};

const struct verb verb_top = {
    .name = "top",
    .usage = "top [flags] [options]",
    .help = "Display resource (CPU/memory) usage",
    .chapter = "Cluster Management Commands",
    .verbs = top_verbs,
};

static const struct flag auth_flags[] = {
    {"all-namespaces", 'A', NULL, "in all namespaces"},
    {"list", 0, NULL, "all that one may do (not simulated)"},
    {"no-headers", 0, NULL, "accepted, without effect"},
    {"output", 'o', "FORMAT", "accepted, without effect"},
    {"quiet", 'q', NULL, "only the exit status"},
    {"subresource", 0, "NAME", "a subresource"},
    {0},
};

/* What is odd about the verb or the resource, on stderr. */
static void warn_of_question(struct kubectl *kubectl, const char *verb, const char *resource)
{
    static const char known[] = " get list watch create update patch delete deletecollection use bind impersonate "
                                "* approve sign escalate attest ";
    struct slice name = slice_part(slice_of(resource), 0, slice_find_byte(slice_of(resource), '/'));
    const struct kind *kind = kind_find(arena_copy(kubectl->arena, name));
    if (resource[0] == '/')
        return;
    if (slice_find(slice_of(known), slice_of(arena_format(kubectl->arena, " %s ", verb))) == sizeof known - 1)
        process_complain(kubectl->process, "Warning: verb '%s' is not a known verb\n\n", verb);
    if (!kind && !kind_absent(kubectl->arena, resource) && !text_equal(resource, "*"))
        process_complain(kubectl->process, "Warning: the server doesn't have a resource type '%s'\n\n", resource);
    else if (kind && !(kind->flags & KIND_NAMESPACED) && !flags_on(&kubectl->flags, "all-namespaces"))
        process_complain(kubectl->process, "Warning: resource '%s' is not namespace scoped\n\n", resource);
}

/* The learner is cluster-admin. */
static void can_i_run(struct kubectl *kubectl)
{
    const struct flags *flags = &kubectl->flags;
    if (flags_on(flags, "list") && flags->count) {
        kubectl_fail(kubectl, "list option must be specified with no arguments");
        return;
    }
    if (flags_on(flags, "list")) {
        kubectl_unsimulated(kubectl, "kubectl auth can-i --list");
        return;
    }
    if (flags_has(flags, "as")) {
        kubectl_unsimulated(kubectl, "kubectl auth can-i --as");
        return;
    }
    if (flags->count < 2 || flags->count > 3) {
        kubectl_fail(
            kubectl,
            "you must specify two arguments: verb resource or verb resource/resourceName.\nSee 'kubectl "
            "auth can-i -h' for help and examples.");
        return;
    }
    warn_of_question(kubectl, flags->arguments[0], flags->arguments[1]);
    if (!flags_on(flags, "quiet"))
        process_print(kubectl->process, "yes\n");
}

static void whoami_run(struct kubectl *kubectl)
{
    struct buffer text = {0};
    buffer_add_text(&text, "ATTRIBUTE\tVALUE\nUsername\tkubernetes-admin\nGroups\t[kubeadm:cluster-admins "
                           "system:authenticated]\n");
    kubectl_print_table(kubectl, &text);
}

static const struct verb can_i = {
    .name = "can-i",
    .usage = "auth can-i VERB [TYPE | TYPE/NAME | NONRESOURCEURL] [options]",
    .help = "Check whether an action is allowed",
    .flags = auth_flags,
    .run = can_i_run,
};
static const struct verb whoami = {
    .name = "whoami",
    .usage = "auth whoami [options]",
    .help = "Experimental: Check self subject attributes",
    .flags = auth_flags,
    .run = whoami_run,
};
static const struct verb reconcile = {
    .name = "reconcile",
    .usage = "auth reconcile -f FILENAME",
    .help = "Reconciles rules for RBAC role, role binding, cluster role, and cluster role binding objects",
    .unsimulated = true,
};

static const struct verb *const auth_verbs[] = {&can_i, &reconcile, &whoami, NULL};

const struct verb verb_auth = {
    .name = "auth",
    .usage = "auth [flags] [options]",
    .help = "Inspect authorization",
    .chapter = "Troubleshooting and Debugging Commands",
    .verbs = auth_verbs,
};
