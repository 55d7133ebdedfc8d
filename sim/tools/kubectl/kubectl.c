#include "tools/kubectl/kubectl.h"

#include <string.h>

#include "base/nearest.h"
#include "tools/kubectl/complaint.h"
#include "tools/kubectl/kubeconfig.h"
#include "tools/kubectl/verbs.h"

const struct flag kubectl_flags[] = {
    {"as", 0, "USER", "act as another user (accepted, without effect)"},
    {"as-group", 0, "GROUP", "act as a group (accepted, without effect)"},
    {"as-uid", 0, "UID", "accepted, without effect"},
    {"as-user-extra", 0, "KEY=VALUE", "accepted, without effect"},
    {"cache-dir", 0, "DIRECTORY", "accepted, without effect"},
    {"certificate-authority", 0, "FILE", "accepted, without effect"},
    {"client-certificate", 0, "FILE", "accepted, without effect"},
    {"client-key", 0, "FILE", "accepted, without effect"},
    {"cluster", 0, "NAME", "the kubeconfig cluster to use"},
    {"context", 0, "NAME", "the kubeconfig context to use"},
    {"disable-compression", 0, NULL, "accepted, without effect"},
    {"insecure-skip-tls-verify", 0, NULL, "accepted, without effect"},
    {"kubeconfig", 0, "FILE", "the kubeconfig file to use"},
    {"kuberc", 0, "FILE", "accepted, without effect"},
    {"log-flush-frequency", 0, FLAG_DURATION, "accepted, without effect"},
    {"match-server-version", 0, NULL, "accepted, without effect"},
    {"namespace", 'n', "NAMESPACE", "the namespace of this request"},
    {"password", 0, "PASSWORD", "accepted, without effect"},
    {"profile", 0, "NAME", "accepted, without effect"},
    {"profile-output", 0, "FILE", "accepted, without effect"},
    {"request-timeout", 0, "TIME", "accepted, without effect"},
    {"server", 's', "URL", "accepted, without effect"},
    {"tls-server-name", 0, "NAME", "accepted, without effect"},
    {"token", 0, "TOKEN", "accepted, without effect"},
    {"user", 0, "NAME", "the kubeconfig user to use"},
    {"username", 0, "NAME", "accepted, without effect"},
    {"v", 'v', FLAG_INTEGER, "log level: 6 shows the requests"},
    {"vmodule", 0, "LEVELS", "accepted, without effect"},
    {"warnings-as-errors", 0, NULL, "accepted, without effect"},
    {0},
};

static const struct verb *find_verb(const struct verb *const *verbs, const char *name)
{
    for (; *verbs; verbs++) {
        if (text_equal((*verbs)->name, name) || ((*verbs)->alias && text_equal((*verbs)->alias, name)))
            return *verbs;
    }
    return NULL;
}

static void unknown_command(struct kubectl *kubectl, const char *name)
{
    const char *suggestions = "";
    for (const struct verb *const *verb = kubectl_verbs; *verb; verb++) {
        if (word_distance(name, (*verb)->name) <= 2 || text_starts((*verb)->name, name))
            suggestions = arena_format(kubectl->arena, "%s\n\t%s", suggestions, (*verb)->name);
    }
    kubectl_fail(kubectl, "unknown command \"%s\" for \"kubectl\"%s%s", name,
                 suggestions[0] ? "\n\nDid you mean this?" : "", suggestions);
}

/* The flags of `kubectl --context x get`: those before the verb. Returns the index of the verb's word. */
static int skip_flags(int count, char *const *words)
{
    int at = 1;
    while (at < count && words[at][0] == '-' && words[at][1]) {
        const char *word = words[at++];
        bool takes = false;
        for (const struct flag *flag = kubectl_flags; flag->name; flag++) {
            if (text_starts(word, "--"))
                takes = takes || (flag->value && text_equal(word + 2, flag->name));
            else
                takes = takes || (flag->value && word[1] == flag->letter && !word[2]);
        }
        at += takes;
    }
    return at < count ? at : count;
}

/* The verb's words joined with the flags that came before the verb. */
static char *const *without_verb(struct kubectl *kubectl, int before, int after, int count, char *const *words)
{
    char **rest = arena_allocate(kubectl->arena, ((size_t)count + 1) * sizeof *rest);
    int used = 0;
    for (int i = 1; i < before; i++)
        rest[used++] = words[i];
    for (int i = after; i < count; i++)
        rest[used++] = words[i];
    return rest;
}

/* Context and namespace; false after a complaint. */
static bool set_context(struct kubectl *kubectl)
{
    const char *problem, *given = flags_text(&kubectl->flags, "kubeconfig", NULL);
    if (given && !process_file(kubectl->process, given, &problem)) {
        kubectl_fail(kubectl, "stat %s: no such file or directory", given);
        return false;
    }
    const struct value *config = kubeconfig_read(kubectl);
    const char *name = flags_text(&kubectl->flags, "context", value_find_text(config, "current-context"));
    const struct value *context = kubeconfig_find(config, &kubeconfig_contexts, name);
    const struct value *cluster =
        kubeconfig_find(config, &kubeconfig_clusters, value_find_text(context, "cluster"));
    const char *namespace = flags_text(&kubectl->flags, "namespace", "");
    kubectl->namespace_given = namespace[0] != 0;
    if (!namespace[0])
    namespace = value_find_text(context, "namespace");
    kubectl->namespace = namespace[0] ? namespace : "default";
    kubectl->server = value_find_text(cluster, "server");
    if (flags_integer(&kubectl->flags, "v", 0) >= 6)
        kubectl_log(kubectl->process, 'I', "loader.go:405", "Config loaded from file:  %s",
                    kubeconfig_path(kubectl));
    if (flags_integer(&kubectl->flags, "v", 0) > 6)
        process_complain(kubectl->process, "not simulated: kubectl -v above 6\n");
    if (kubectl->verb->local || kubectl_failed(kubectl))
        return !kubectl_failed(kubectl);
    if (!context && name[0])
        kubectl_fail_plain(kubectl, "Error in configuration: context was not found for specified context: %s",
                           name);
    else if (context && !cluster)
        kubectl_fail_plain(kubectl, "error: no server found for cluster \"%s\"",
                           value_find_text(context, "cluster"));
    else if (!context)
        kubectl_fail_plain(kubectl, "The connection to the server localhost:8080 was refused - did you specify "
                                    "the right host or port?");
    return !kubectl_failed(kubectl);
}

static bool dry_run_is_known(struct kubectl *kubectl)
{
    static const char *const known[] = {"none", "server", "client", "", "true", "false", "unchanged"};
    const char *text = flags_text(&kubectl->flags, "dry-run", "none");
    if (!text[0] || text_equal(text, "unchanged"))
        kubectl_log(kubectl->process, 'W', "helpers.go:719",
                    "--dry-run is deprecated and can be replaced with --dry-run=client.");
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (text_equal(text, known[i]))
            return true;
    }
    kubectl_fail(kubectl, "Invalid dry-run value (%s). Must be \"none\", \"server\", or \"client\".", text);
    return false;
}

/* A flag whose table says "not simulated" is refused here, so that no verb can pass over it in silence. */
static bool flags_are_simulated(struct kubectl *kubectl)
{
    const struct flags *flags = &kubectl->flags;
    for (size_t i = 0; i < flags->given_count; i++) {
        const struct flag *flag = flags->given[i].flag;
        if (!text_equal(flag->help, "not simulated") || text_equal(flags->given[i].value, "false"))
            continue;
        kubectl_unsimulated(kubectl, arena_format(kubectl->arena, "%s --%s", kubectl->path, flag->name));
        return false;
    }
    return true;
}

static void run_verb(struct kubectl *kubectl, int before, int after, int count, char *const *words)
{
    if (kubectl->verb->unsimulated) {
        kubectl_unsimulated(kubectl, kubectl->path);
        return;
    }
    char *const *rest = without_verb(kubectl, before, after, count, words);
    const struct flag *tables[] = {kubectl_flags, kubectl->verb->flags, NULL};
    const char *problem = flags_read(&kubectl->flags, kubectl->arena, tables, count - after + before - 1, rest);
    if (problem) {
        kubectl_fail_plain(kubectl, "error: %s\nSee '%s --help' for usage.", problem, kubectl->path);
        return;
    }
    if (kubectl->flags.help || !kubectl->verb->run) {
        if (!kubectl->flags.help && kubectl->flags.count) {
            kubectl_fail_usage(kubectl, "unknown command \"%s\"", kubectl->flags.arguments[0]);
        } else {
            kubectl_help(kubectl);
            kubectl->status = !kubectl->flags.help;
        }
        return;
    }
    if (flags_are_simulated(kubectl) && set_context(kubectl) && dry_run_is_known(kubectl))
        kubectl->verb->run(kubectl);
}

/* The verb of words[*at], and the verbs of verbs behind it; NULL when there is none. */
static const struct verb *descend(struct kubectl *kubectl, int *at, int count, char *const *words)
{
    const struct verb *verb = find_verb(kubectl_verbs, words[*at]);
    if (!verb)
        return NULL;
    kubectl->path = arena_join(kubectl->arena, (const char *[]){"kubectl ", verb->name}, 2);
    ++*at;
    while (verb->verbs && *at < count && find_verb(verb->verbs, words[*at])) {
        verb = find_verb(verb->verbs, words[(*at)++]);
        kubectl->path = arena_join(kubectl->arena, (const char *[]){kubectl->path, " ", verb->name}, 3);
    }
    return verb;
}

static void help_on(struct kubectl *kubectl, int at, int count, char *const *words)
{
    if (at < count && words[at][0] != '-')
        kubectl->verb = descend(kubectl, &at, count, words);
    if (kubectl->verb)
        kubectl_help(kubectl);
    else
        kubectl_overview(kubectl);
}

static int kubectl_run(struct process *process, int count, char *const *words)
{
    struct kubectl *kubectl = arena_allocate(process->arena, sizeof *kubectl);
    *kubectl = (struct kubectl){.process = process, .arena = process->arena, .path = "kubectl"};
    int before = skip_flags(count, words), after = before;
    if (before >= count || text_equal(words[before], "help")) {
        help_on(kubectl, before + 1, count, words);
        return 0;
    }
    if (text_equal(words[before], "options")) {
        kubectl_options(kubectl);
        return 0;
    }
    kubectl->verb = descend(kubectl, &after, count, words);
    if (kubectl->verb)
        run_verb(kubectl, before, after, count, words);
    else
        unknown_command(kubectl, words[after]);
    complaints_print(kubectl);
    return kubectl->status;
}

const struct program kubectl_program = {
    .name = "kubectl",
    .directory = "/usr/local/bin",
    .usage = "kubectl VERB [ARGUMENT]... [FLAG]...",
    .help = "control the Kubernetes cluster",
    .flags = kubectl_flags,
    .starts = MILLISECONDS(
        120), /* longer than istiod's debounce: what one command applied is in force for the next */
    .run = kubectl_run,
    .complete = kubectl_complete,
};
