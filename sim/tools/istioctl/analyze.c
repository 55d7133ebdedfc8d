/* istioctl analyze: the command; what it looks for is in analyzers.c. */
#include <string.h>

#include "base/sort.h"
#include "tools/istioctl/analysis.h"

enum { STATUS_FILES = 65, STATUS_FOUND = 79 };

static const struct flag analyze_flags[] = {
    {"all-namespaces", 'A', NULL, "Analyze all namespaces"},
    {"color", 0, NULL, "Default true. Disable with '=false' or set $TERM to dumb (default true)"},
    {"failure-threshold", 0, "LEVEL",
     "The severity level of analysis at which to set a non-zero exit code. Valid values: [Info Warning Error] "
     "(default Error)"},
    {"ignore-unknown", 0, NULL, "Don't complain about un-parseable input documents"},
    {"list-analyzers", 'L', NULL, "List the analyzers available to run. Suppresses normal execution."},
    {"meshConfigFile", 0, "FILE", "Overrides the mesh config values to use for analysis."},
    {"output", 'o', "FORMAT", "Output format: one of [log json yaml] (default \"log\")"},
    {"output-threshold", 0, "LEVEL",
     "The severity level of analysis at which to display messages. Valid values: [Info Warning Error] (default "
     "Info)"},
    {"recursive", 'R', NULL, "Process directory arguments recursively."},
    {"revision", 0, "REVISION", "Analyze a specific revision deployed. (default \"default\")"},
    {"suppress", 'S', "MATCH",
     "Suppress reporting a message code on a specific resource. Values are supplied in the form "
     "<code>=<resource>"},
    {"timeout", 0, FLAG_DURATION, "The duration to wait before failing (default 30s)"},
    {"use-kube", 'k', NULL,
     "Use live Kubernetes cluster for analysis. Set --use-kube=false to analyze files only. "
     "(default true)"},
    {"verbose", 'v', NULL, "Enable verbose output"},
    {0},
};

static bool level_of(struct istioctl *istioctl, const char *flag, enum level otherwise, enum level *level)
{
    const char *word = istioctl_flag(istioctl, flag);
    *level = otherwise;
    for (enum level i = LEVEL_ERROR; word && i <= LEVEL_INFO; i++) {
        if (slice_is_nocase(slice_of(word), level_names[i])) {
            *level = i;
            return true;
        }
    }
    if (word)
        istioctl_error(
            istioctl,
            "invalid argument \"%s\" for \"--%s\" flag: \"%s\" not a valid option, please choose from: "
            "[Info Warning Error]",
            word, flag, word);
    return !word;
}

/* --- what is looked at --- */

/* Puts the files' objects on top of the cluster's, and says what the schemas find in them. */
static void add_documents(struct istioctl *istioctl, struct analysis *analysis, struct draft *draft)
{
    struct arena *arena = istioctl->arena;
    for (size_t i = 0; i < analysis->documents->count; i++) {
        const struct value *object = analysis->documents->items[i].object, *warnings;
        const struct kind *kind = kind_of_object(object);
        if (!kind)
            continue;
        struct value *copy = value_edit(arena, object);
        struct value *metadata = value_open(arena, copy, "metadata");
        if ((kind->flags & KIND_NAMESPACED) && !value_find_text(object, "metadata.namespace")[0])
            value_put_text(arena, metadata, "namespace", istioctl_namespace(istioctl));
        draft_set(draft, WORLD_APPLIED,
                  object_key(arena, kind->resource, lookup_namespace(copy), lookup_name(copy)),
                  copy);
        if (!text_ends(kind->group, ".istio.io"))
            continue;
        const struct value *problems = document_problems(arena, kind, object, &warnings);
        for (size_t j = 0; j < value_count(problems); j++)
            analysis_add(analysis, LEVEL_ERROR, "IST0106", copy, "Schema validation error: %s",
                         value_string_of(value_at(problems, j)));
    }
}

/* Without a cluster only the files count; nothing of this is kept. */
static void analyze(struct istioctl *istioctl, struct analysis *analysis, bool cluster)
{
    struct draft *draft = process_begin(istioctl->process);
    if (!cluster) {
        struct map nothing = {.type = draft->maps[WORLD_APPLIED].type};
        draft_restore(draft, WORLD_APPLIED, nothing);
    }
    add_documents(istioctl, analysis, draft);
    analysis->objects = draft_map(draft, WORLD_APPLIED);
    analysis_run(analysis);
    process_abandon(istioctl->process);
}

/* --- which messages are shown --- */

/* "IST0102=Namespace default", stars for anything. */
static bool matches_star(struct slice text, struct slice pattern)
{
    size_t star = slice_find_byte(pattern, '*');
    if (star == pattern.length)
        return slice_equal(text, pattern);
    struct slice rest = slice_part(pattern, star + 1, pattern.length);
    return text.length >= pattern.length - 1 &&
           slice_equal(slice_part(text, 0, star), slice_part(pattern, 0, star)) &&
           slice_equal(slice_part(text, text.length - rest.length, text.length), rest);
}

static bool suppressed(struct istioctl *istioctl, const struct analysis_message *message)
{
    size_t at = 0;
    const char *match;
    while ((match = flags_next(&istioctl->flags, "suppress", &at))) {
        struct slice text = slice_of(match);
        size_t equals = slice_find_byte(text, '=');
        size_t blank = slice_find_byte(slice_of(message->resource), ' ');
        const char *resource = message->namespace[0]
                                   ? arena_format(istioctl->arena, "%.*s %s.%s", (int)blank, message->resource,
                                                  message->name, message->namespace)
                                   : message->resource;
        if (slice_is(slice_part(text, 0, equals), message->code) &&
            matches_star(slice_of(resource), slice_part(text, equals + 1, text.length)))
            return true;
    }
    return false;
}

static int compare_messages(const void *a, const void *b, void *context)
{
    (void)context;
    const struct analysis_message *x = a, *y = b;
    if (x->level != y->level)
        return x->level < y->level ? -1 : 1;
    int order = strcmp(x->code, y->code);
    order = order ? order : strcmp(x->resource, y->resource);
    return order ? order : strcmp(x->text, y->text);
}

/* Sorted, once each, of the namespace that is asked for (cluster-wide objects always). */
static void select_messages(struct istioctl *istioctl, struct analysis *analysis, const char *namespace)
{
    size_t kept = 0;
    sort_stable(analysis->items, analysis->count, sizeof *analysis->items, compare_messages, NULL);
    for (size_t i = 0; i < analysis->count; i++) {
        struct analysis_message *message = &analysis->items[i];
        bool elsewhere = namespace && message->namespace[0] && !text_equal(message->namespace, namespace);
        bool again = kept && compare_messages(message, &analysis->items[kept - 1], NULL) == 0;
        if (!elsewhere && !again && !suppressed(istioctl, message))
            analysis->items[kept++] = *message;
    }
    analysis->count = kept;
}

/* --- output --- */

static const struct value *message_value(struct arena *arena, const struct analysis_message *message)
{
    struct value *value = value_object(arena);
    const char *code = arena_text(arena, message->code);
    value_put_text(arena, value, "code", code);
    value_put_text(
        arena, value, "documentationUrl",
        arena_format(arena, "https://istio.io/v1.30/docs/reference/config/analysis/ist%s/?ref=istioctl-analyze",
                     code + 3));
    value_put_text(arena, value, "level", level_names[message->level]);
    value_put_text(arena, value, "message", message->text);
    value_put_text(arena, value, "origin", message->resource);
    value_put_text(arena, value, "reference", message->source);
    return value;
}

static void print_messages(struct istioctl *istioctl, const struct analysis *analysis, enum level threshold,
                           const char *format, size_t *shown)
{
    static const char *const no_order[] = {NULL};
    struct process *process = istioctl->process;
    struct value *values = value_array(istioctl->arena);
    bool color = process_is_terminal(process, STREAM_OUT) &&
                 !text_equal(flags_text(&istioctl->flags, "color", "true"), "false");
    const char *text = "";
    *shown = 0;
    for (size_t i = 0; i < analysis->count; i++) {
        const struct analysis_message *message = &analysis->items[i];
        if (message->level > threshold)
            continue;
        const char *before = !color                            ? ""
                             : message->level == LEVEL_ERROR   ? "\033[1;31m"
                             : message->level == LEVEL_WARNING ? "\033[33m"
                                                               : "";
        text = arena_format(istioctl->arena, "%s%s%s%s%s [%s] (%s%s%s) %s", text, *shown ? "\n" : "", before,
                            level_names[message->level], before[0] ? "\033[0m" : "", message->code,
                            message->resource, message->source ? " " : "",
                            message->source ? message->source : "", message->text);
        value_append(istioctl->arena, values, message_value(istioctl->arena, message));
        (*shown)++;
    }
    if (text_equal(format, "log"))
        process_print(process, "%s\n", text);
    else if (text_equal(format, "yaml"))
        print_yaml(process, values);
    else
        print_json(process, values, -1, no_order);
}

static void print_success(struct istioctl *istioctl, const char *target, size_t unread)
{
    if (unread)
        process_complain(istioctl->process, "No validation issues found (but %zu %s could not be parsed).\n",
                         unread, unread == 1 ? "file" : "files");
    else
        process_complain(istioctl->process, "✔ No validation issues found when analyzing %s.\n", target);
}

static const char *target_text(struct istioctl *istioctl, const char *namespace)
{
    return namespace ? arena_format(istioctl->arena, "namespace: %s", namespace) : "all namespaces";
}

static const char *files_text(struct istioctl *istioctl)
{
    const char *text = istioctl->words[0];
    for (int i = 0; istioctl->count > 1 && i < istioctl->count; i++)
        text = arena_format(istioctl->arena, "%s\n  - %s", i ? text : "", istioctl->words[i]);
    return text;
}

static int verdict(struct istioctl *istioctl, const struct analysis *analysis, enum level threshold,
                   const char *namespace, size_t unread)
{
    for (size_t i = 0; i < analysis->count; i++) {
        if (analysis->items[i].level > threshold)
            continue;
        istioctl_error(
            istioctl,
            "Analyzers found issues when analyzing %s.\nSee "
            "https://istio.io/v1.30/docs/reference/config/analysis for more information about causes and "
            "resolutions.",
            target_text(istioctl, namespace));
        return STATUS_FOUND;
    }
    if (!unread || istioctl_on(istioctl, "ignore-unknown"))
        return 0;
    istioctl_error(istioctl, "Some files couldn't be parsed.");
    return STATUS_FILES;
}

static int run_analyze(struct istioctl *istioctl)
{
    struct documents documents = {0};
    struct analysis analysis = {.arena = istioctl->arena, .documents = &documents};
    const char *format = flags_text(&istioctl->flags, "output", "log"), *problem;
    const char *namespace = istioctl_on(istioctl, "all-namespaces") ? NULL : istioctl_namespace(istioctl);
    bool cluster = !text_equal(flags_text(&istioctl->flags, "use-kube", "true"), "false");
    enum level failure, output;
    size_t unread = 0, shown;
    if (istioctl_on(istioctl, "list-analyzers"))
        return istioctl_unsimulated(istioctl, "analyze --list-analyzers");
    if (!text_equal(format, "log") && !text_equal(format, "json") && !text_equal(format, "yaml"))
        return istioctl_error(istioctl, "%s not a valid option for format. See istioctl analyze --help",
                              format);
    if (!level_of(istioctl, "failure-threshold", LEVEL_ERROR, &failure) ||
        !level_of(istioctl, "output-threshold", LEVEL_INFO, &output))
        return 64;
    if (!cluster && !istioctl->count)
        return istioctl_error(istioctl, "no files specified and --use-kube=false");
    if (cluster && namespace &&
        !lookup_object(istioctl->arena, istioctl_objects(istioctl), "namespaces", "", namespace)) {
        process_complain(istioctl->process, "namespace \"%s\" not found\n", namespace);
        return 0;
    }
    for (int i = 0; i < istioctl->count; i++) {
        if (!documents_read(istioctl, istioctl->words[i], &documents, &problem))
            return istioctl_error(istioctl, "stat %s: %c%s", istioctl->words[i], ascii_lower(problem[0]),
                                  problem + 1);
        if (documents.problem) {
            process_complain(
                istioctl->process,
                "Error(s) adding files: 1 error occurred:\n\t* errors parsing content \"%s\": %s\n\n",
                istioctl->words[i], documents.problem);
            unread++;
        }
    }
    analyze(istioctl, &analysis, cluster);
    select_messages(istioctl, &analysis, namespace);
    print_messages(istioctl, &analysis, output, format, &shown);
    if (!shown)
        print_success(istioctl, istioctl->count ? files_text(istioctl) : target_text(istioctl, namespace),
                      unread);
    return text_equal(format, "log") ? verdict(istioctl, &analysis, failure, namespace, unread) : 0;
}

const struct command analyze_rows[] = {
    {.name = "analyze",
     .usage = "<file>...",
     .help = "Analyze Istio configuration and print validation messages",
     .example =
         "  # Analyze the current live cluster\n"
         "  istioctl analyze\n\n"
         "  # Analyze the current live cluster, simulating the effect of applying additional yaml files\n"
         "  istioctl analyze a.yaml b.yaml my-app-config/\n\n"
         "  # Analyze yaml files without connecting to a live cluster\n"
         "  istioctl analyze --use-kube=false a.yaml b.yaml my-app-config/\n\n"
         "  # Analyze the current live cluster and suppress PodMissingProxy for pod mypod in namespace "
         "'testing'.\n"
         "  istioctl analyze -S \"IST0103=Pod mypod.testing\"",
     .flags = analyze_flags,
     .run = run_analyze},
};
const size_t analyze_row_count = sizeof analyze_rows / sizeof *analyze_rows;
