/* What `kubectl --help`, `kubectl VERB --help`, `kubectl help VERB` and `kubectl options` print, all from the
 * rows. */
#include <string.h>

#include "base/sort.h"
#include "tools/kubectl/verbs.h"

/* What a flag is without being given, where it is not false, 0, 0s or ''. A verb's own row says what differs
 * there. */
static const char *const usual_defaults[][2] = {
    {"address", "[localhost]"},
    {"allow-missing-template-keys", "true"},
    {"as-group", "[]"},
    {"as-user-extra", "[]"},
    {"cache-dir", "'/root/.kube/cache'"},
    {"cascade", "'background'"},
    {"chunk-size", "500"},
    {"containers", "'*'"},
    {"current-replicas", "-1"},
    {"dry-run", "'none'"},
    {"env", "[]"},
    {"filename", "[]"},
    {"from-env-file", "[]"},
    {"from-file", "[]"},
    {"from-literal", "[]"},
    {"grace-period", "-1"},
    {"group", "[]"},
    {"image", "''"},
    {"label-columns", "[]"},
    {"log-flush-frequency", "5s"},
    {"max-log-requests", "5"},
    {"non-resource-url", "[]"},
    {"override-type", "'merge'"},
    {"pod-running-timeout", "1m0s"},
    {"profile", "'none'"},
    {"profile-output", "'profile.pprof'"},
    {"prune-allowlist", "[]"},
    {"request-timeout", "'0'"},
    {"resource", "[]"},
    {"resource-name", "[]"},
    {"rule", "[]"},
    {"server-print", "true"},
    {"serviceaccount", "[]"},
    {"show-events", "true"},
    {"tail", "-1"},
    {"tcp", "[]"},
    {"types", "[]"},
    {"use-protocol-buffers", "true"},
    {"user", "''"},
    {"v", "0"},
    {"validate", "'strict'"},
    {"verb", "[]"},
    {"verbs", "[]"},
    {"vmodule", ""},
};

/* The value of NAME in "NAME=VALUE NAME=VALUE"; NULL when it is not there. */
static const char *own_default(struct arena *arena, const char *defaults, const char *name)
{
    struct slice rest = slice_of(defaults ? defaults : ""), piece;
    while (slice_next(&rest, ' ', &piece)) {
        size_t equals = slice_find_byte(piece, '=');
        if (slice_is(slice_part(piece, 0, equals), name))
            return arena_copy(arena, slice_part(piece, equals + 1, piece.length));
    }
    return NULL;
}

static const char *default_of(struct kubectl *kubectl, const struct flag *flag)
{
    struct arena *arena = kubectl->arena;
    const char *own = kubectl->verb ? own_default(arena, kubectl->verb->defaults, flag->name) : NULL;
    if (own)
        return own;
    if (kubectl->verb && text_equal(flag->name, "field-manager")) { /* named by the verb */
        struct slice words = slice_of(kubectl->path + strlen("kubectl "));
        return arena_format(arena, "'kubectl-%.*s'", (int)slice_find_byte(words, ' '), words.data);
    }
    for (size_t i = 0; i < sizeof usual_defaults / sizeof *usual_defaults; i++) {
        if (text_equal(usual_defaults[i][0], flag->name))
            return usual_defaults[i][1];
    }
    if (!flag->value)
        return "false";
    return text_equal(flag->value, FLAG_INTEGER) ? "0" : text_equal(flag->value, FLAG_DURATION) ? "0s" : "''";
}

static int compare_flags(const void *a, const void *b, void *context)
{
    const struct flag *const *left = a, *const *right = b;
    (void)context;
    return strcmp((*left)->name, (*right)->name);
}

/* In the order of their names, whatever the order of the table. */
static void print_flags(struct kubectl *kubectl, const struct flag *flags)
{
    size_t count = 0;
    while (flags[count].name)
        count++;
    const struct flag **sorted = arena_allocate(kubectl->arena, (count + 1) * sizeof *sorted);
    for (size_t i = 0; i < count; i++)
        sorted[i] = &flags[i];
    sort_stable(sorted, count, sizeof *sorted, compare_flags, NULL);
    for (size_t i = 0; i < count; i++) {
        const struct flag *flag = sorted[i];
        const char *letter = flag->letter ? arena_format(kubectl->arena, "-%c, ", flag->letter) : "";
        process_print(kubectl->process, "%s    %s--%s=%s:\n\t%s\n", i ? "\n" : "", letter, flag->name,
                      default_of(kubectl, flag), flag->help);
    }
}

/* Names in a column as wide as the longest needs, at least eleven. */
static void print_list(struct kubectl *kubectl, const struct verb *const *verbs, const char *chapter)
{
    size_t width = 11;
    for (const struct verb *const *verb = kubectl_verbs; *verb && chapter; verb++)
        width = strlen((*verb)->name) > width ? strlen((*verb)->name) : width;
    for (const struct verb *const *verb = verbs; *verb && !chapter; verb++)
        width = strlen((*verb)->name) > width ? strlen((*verb)->name) : width;
    for (const struct verb *const *verb = verbs; *verb; verb++) {
        if (!chapter || text_equal(chapter, (*verb)->chapter))
            process_print(kubectl->process, "  %-*s   %s\n", (int)width, (*verb)->name, (*verb)->help);
    }
}

void kubectl_overview(struct kubectl *kubectl)
{
    struct process *process = kubectl->process;
    process_print(process, "kubectl controls the Kubernetes cluster manager.\n\n"
                           " Find more information at: https://kubernetes.io/docs/reference/kubectl/\n");
    const char *chapter = "";
    for (const struct verb *const *verb = kubectl_verbs; *verb; verb++) {
        if (text_equal(chapter, (*verb)->chapter))
            continue;
        chapter = (*verb)->chapter;
        if (text_equal(chapter, "Other Commands"))
            process_print(process, "\nSubcommands provided by plugins:\n");
        process_print(process, "\n%s:\n", chapter);
        print_list(kubectl, kubectl_verbs, chapter);
    }
    process_print(process, "\nUsage:\n  kubectl [flags] [options]\n\n"
                           "Use \"kubectl <command> --help\" for more information about a given command.\n"
                           "Use \"kubectl options\" for a list of global command-line options (applies to all "
                           "commands).\n");
}

static void print_examples(struct kubectl *kubectl, const char *examples)
{
    struct slice rest = slice_of(examples), line;
    process_print(kubectl->process, "\nExamples:\n");
    while (slice_next(&rest, '\n', &line))
        process_print(kubectl->process, "  %.*s\n", (int)line.length, line.data);
}

void kubectl_help(struct kubectl *kubectl)
{
    struct process *process = kubectl->process;
    const struct verb *verb = kubectl->verb;
    process_print(process, "%s%s\n", verb->about ? verb->about : verb->help, verb->about ? "" : ".");
    if (verb->alias && kubectl->path)
        process_print(process, "\nAliases:\n%s, %s\n", verb->name, verb->alias);
    if (verb->examples)
        print_examples(kubectl, verb->examples);
    if (verb->verbs) {
        process_print(process, "\nAvailable Commands:\n");
        print_list(kubectl, verb->verbs, NULL);
    }
    if (verb->flags && verb->flags->name) {
        process_print(process, "\nOptions:\n");
        print_flags(kubectl, verb->flags);
    }
    process_print(process, "\nUsage:\n  kubectl %s\n\n", verb->usage);
    if (verb->verbs)
        process_print(process, "Use \"%s <command> --help\" for more information about a given command.\n",
                      kubectl->path);
    process_print(process, "Use \"kubectl options\" for a list of global command-line options (applies to all "
                           "commands).\n");
}

void kubectl_options(struct kubectl *kubectl)
{
    kubectl->verb = NULL;
    process_print(kubectl->process, "The following options can be passed to any command:\n\n");
    print_flags(kubectl, kubectl_flags);
}
