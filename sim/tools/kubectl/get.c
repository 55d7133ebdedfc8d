#include <string.h>

#include "base/sort.h"
#include "data/jsonpath.h"
#include "data/selector.h"
#include "tools/kubectl/verbs.h"
#include "tools/tabwriter.h"

static const struct flag get_flags[] = {
    {"all-namespaces", 'A', NULL, "the objects of all namespaces"},
    {"allow-missing-template-keys", 0, NULL, "accepted, without effect"},
    {"chunk-size", 0, FLAG_INTEGER, "accepted, without effect"},
    {"field-selector", 0, "SELECTOR", "select by fields: metadata.name=x, status.phase!=Running"},
    {"filename", 'f', "FILE", "the objects named in a file, a directory or - (standard input)"},
    {"ignore-not-found", 0, NULL, "missing objects are no error"},
    {"kustomize", 'k', "DIRECTORY", "a kustomization"},
    {"label-columns", 'L', "LABELS", "labels shown as columns"},
    {"no-headers", 0, NULL, "no line with the names of the columns"},
    {"output", 'o', "FORMAT", "wide, yaml, json, name, jsonpath=..., custom-columns=..."},
    {"output-watch-events", 0, NULL, "a column that says what happened, with --watch"},
    {"raw", 0, "PATH", "a path of the API server"},
    {"recursive", 'R', NULL, "the directories in the directory of -f too"},
    {"selector", 'l', "SELECTOR", "select by labels: app=web, app in (a,b), !x"},
    {"server-print", 0, NULL, "accepted, without effect"},
    {"show-kind", 0, NULL, "names with their type"},
    {"show-labels", 0, NULL, "all labels as the last column"},
    {"show-managed-fields", 0, NULL, "keep metadata.managedFields in YAML and JSON"},
    {"sort-by", 0, "JSONPATH", "sort by a field: .metadata.creationTimestamp"},
    {"subresource", 0, "NAME", "a subresource of the object"},
    {"template", 0, "TEMPLATE", "the template of -o jsonpath or go-template"},
    {"watch", 'w', NULL, "go on and show changes"},
    {"watch-only", 0, NULL, "show changes only"},
    {0},
};

struct sorting {
    struct arena *arena;
    struct slice path;
};

/* Runs of digits compare as numbers (sortorder.NaturalLess). */
static int compare_natural(struct slice a, struct slice b)
{
    size_t i = 0, j = 0;
    while (i < a.length && j < b.length) {
        if (!ascii_is_digit(a.data[i]) || !ascii_is_digit(b.data[j])) {
            if (a.data[i] != b.data[j])
                return (unsigned char)a.data[i] < (unsigned char)b.data[j] ? -1 : 1;
            i++;
            j++;
            continue;
        }
        size_t from_a = i, from_b = j;
        while (i < a.length && ascii_is_digit(a.data[i]))
            i++;
        while (j < b.length && ascii_is_digit(b.data[j]))
            j++;
        while (from_a < i && a.data[from_a] == '0')
            from_a++;
        while (from_b < j && b.data[from_b] == '0')
            from_b++;
        if (i - from_a != j - from_b)
            return i - from_a < j - from_b ? -1 : 1;
        int order = slice_compare(slice_part(a, from_a, i), slice_part(b, from_b, j));
        if (order)
            return order;
    }
    return (a.length - i > b.length - j) - (a.length - i < b.length - j);
}

static int compare_resources(const void *a, const void *b, void *context)
{
    const struct sorting *sorting = context;
    const struct resource *left = a, *right = b;
    const char *problem;
    const struct value *x = value_at(jsonpath_find(sorting->arena, sorting->path, left->object, &problem), 0);
    const struct value *y = value_at(jsonpath_find(sorting->arena, sorting->path, right->object, &problem), 0);
    if (!x || !y)
        return (x != NULL) - (y != NULL);
    if (value_is(x, VALUE_INTEGER) && value_is(y, VALUE_INTEGER))
        return (value_number(x, 0) > value_number(y, 0)) - (value_number(x, 0) < value_number(y, 0));
    return compare_natural(value_slice(x), value_slice(y));
}

static void sort_resources(struct kubectl *kubectl, struct resources *resources)
{
    const char *path = flags_text(&kubectl->flags, "sort-by", "");
    if (!path[0])
        return;
    if (path[0] != '{')
        path = arena_format(kubectl->arena, "{%s%s}", path[0] == '.' ? "" : ".", path);
    const char *problem;
    if (!jsonpath_find(kubectl->arena, slice_of(path), NULL, &problem)) {
        kubectl_fail(kubectl, "%s", problem);
        resources->count = 0;
        return;
    }
    struct sorting sorting = {kubectl->arena, slice_of(path)};
    sort_stable(resources->items, resources->count, sizeof *resources->items, compare_resources, &sorting);
}

/* One table for each run of resources of one kind, an empty line between them. */
static void print_tables(struct kubectl *kubectl, const struct resources *resources, struct tab_memory *memory)
{
    struct table_options options = table_options(kubectl);
    options.kinds = options.kinds || resources->kinds > 1;
    struct buffer out = {0};
    size_t at = 0;
    while (at < resources->count) {
        const struct kind *kind = resources->items[at].kind;
        struct buffer text = {0};
        if (at && !options.no_headers)
            buffer_add_byte(&out, '\n');
        if (!options.no_headers)
            table_header(kubectl, &text, kind, &options);
        for (; at < resources->count && resources->items[at].kind == kind; at++)
            table_row(kubectl, &text, kind, resources->items[at].object, &options);
        memory->count = 0;
        tabwriter_format(&out, buffer_slice(&text), 6, 3, memory);
        buffer_release(&text);
    }
    kubectl_print_buffer(kubectl, &out);
}

struct watching {
    struct kubectl *kubectl;
    const struct kind *kind;
    const char *prefix; /* of the keys it looks at */
    const char *name;   /* or NULL */
    const struct selector *selector;
    struct table_options options;
    bool headed; /* the names of the columns were printed */
    struct buffer text;
    struct value *objects; /* for -o yaml and the like */
};

static void see_change(void *context, struct slice key, const void *before, const void *after)
{
    struct watching *watching = context;
    const struct value *object = after ? after : before;
    if (!slice_starts(key, watching->prefix))
        return;
    if (watching->name && !text_equal(watching->name, object_name(object)))
        return;
    if (!selector_matches(watching->selector, value_find(object, "metadata.labels")))
        return;
    if (!printers_is_table(watching->kubectl)) {
        value_append(watching->kubectl->arena, watching->objects, object);
        return;
    }
    if (!watching->headed)
        table_header(watching->kubectl, &watching->text, watching->kind, &watching->options);
    watching->headed = true;
    table_row(watching->kubectl, &watching->text, watching->kind, object, &watching->options);
}

static void release_world(void *world)
{
    world_unref(world);
}

/* Prints what has changed since [before] until Ctrl-C. */
static void watch(struct watching *watching, const struct world *before, struct tab_memory *memory)
{
    struct kubectl *kubectl = watching->kubectl;
    struct process *process = kubectl->process;
    for (;;) {
        struct arena_mark mark = arena_mark(kubectl->arena);
        const struct world *after = world_ref(process_cluster(process));
        process_own(process, release_world, (void *)after);
        watching->objects = value_array(kubectl->arena);
        world_difference(before, after, WORLD_APPLIED, see_change, watching);
        struct buffer out = {0};
        tabwriter_format(&out, buffer_slice(&watching->text), 6, 3, memory);
        buffer_release(&watching->text);
        if (out.length)
            kubectl_print_buffer(kubectl, &out);
        for (size_t i = 0; i < value_count(watching->objects); i++)
            printers_print(kubectl, value_at(watching->objects, i));
        process_disown(process, (void *)before);
        world_unref(before);
        before = after;
        arena_rewind(kubectl->arena, mark);
        process_wait_change(process, INSTANT_NEVER, WAIT_FOLLOW);
    }
}

static void start_watch(struct kubectl *kubectl, const struct resources *resources, const struct kind *kind,
                        const struct world *world, struct tab_memory *memory)
{
    const char *problem = NULL, *labels = flags_text(&kubectl->flags, "selector", "");
    bool everywhere = flags_on(&kubectl->flags, "all-namespaces") || !(kind->flags & KIND_NAMESPACED);
    const char *resource = kind->resource;
    struct watching watching = {
        .kubectl = kubectl,
        .kind = kind,
        .prefix = arena_format(kubectl->arena, "%s/%s%s", resource, everywhere ? "" : kubectl->namespace,
                               everywhere ? "" : "/"),
        .name = resources->by_name && resources->count ? resources->items[0].name : NULL,
        .selector = selector_parse(kubectl->arena, labels, &problem),
        .options = table_options(kubectl),
    };
    if (!watching.selector)
        return;
    watching.headed =
        watching.options.no_headers || (resources->count && !flags_on(&kubectl->flags, "watch-only"));
    watch(&watching, world, memory);
}

static void print_resources(struct kubectl *kubectl, const struct resources *resources,
                            struct tab_memory *memory)
{
    if (printers_is_table(kubectl)) {
        print_tables(kubectl, resources, memory);
        return;
    }
    if (resources->single && resources->count == 1)
        printers_print(kubectl, resources->items[0].object);
    else if (!resources->single)
        printers_print(kubectl, printers_list(kubectl, resources));
}

/* What there is when a watch begins: no List, but one object after the other, as the changes will come. */
static void print_for_watch(struct kubectl *kubectl, const struct resources *resources,
                            struct tab_memory *memory)
{
    if (printers_is_table(kubectl)) {
        print_tables(kubectl, resources, memory);
        return;
    }
    for (size_t i = 0; i < resources->count; i++)
        printers_print(kubectl, resources->items[i].object);
}

static bool all_cluster_scoped(struct kubectl *kubectl, const char *word)
{
    const struct kind **kinds;
    size_t count = resources_kinds(kubectl, word, &kinds);
    for (size_t i = 0; i < count; i++) {
        if (kinds[i]->flags & KIND_NAMESPACED)
            return false;
    }
    return count > 0;
}

static void get_run(struct kubectl *kubectl)
{
    const struct flags *flags = &kubectl->flags;
    if (flags_has(flags, "raw")) {
        raw_get(kubectl, flags_text(flags, "raw", ""));
        return;
    }
    if (!printers_check(kubectl))
        return;
    if (flags_has(flags, "subresource") && flags->count < 2 && !strchr(flags->count ? flags->arguments[0] : "", '/')) {
        kubectl_fail(kubectl, "subresource cannot be used when bulk resources are specified");
        return;
    }
    bool watches = flags_on(flags, "watch") || flags_on(flags, "watch-only");
    const struct world *world = watches ? process_hold_cluster(kubectl->process) : NULL;
    unsigned how = flags_on(flags, "ignore-not-found") ? RESOURCES_IGNORE_MISSING : 0;
    struct resources resources = resources_read(kubectl, flags->count, flags->arguments, how);
    if (resources.empty) {
        kubectl_fail_plain(
            kubectl,
            "You must specify the type of resource to get. Use \"kubectl api-resources\" for a complete "
            "list of supported resources.\n\nerror: Required resource not specified.\nUse \"kubectl "
            "explain <resource>\" for a detailed description of that resource (e.g. kubectl explain "
            "pods).\nSee 'kubectl get -h' for help and examples");
        return;
    }
    sort_resources(kubectl, &resources);
    if (watches && flags_has(flags, "sort-by"))
        process_complain(kubectl->process,
                         "warning: --watch requested, --sort-by will be ignored for watch events received\n");
    struct tab_memory *memory = arena_allocate(kubectl->arena, sizeof *memory);
    const struct kind *kind = NULL;
    if (watches && !kubectl_failed(kubectl)) {
        const struct kind **kinds;
        const char *name;
        if (resources.count)
            kind = resources.items[0].kind;
        else if (flags->count == 1 && resources_kinds(kubectl, flags->arguments[0], &kinds))
            kind = kinds[0];
        else
            resources_split(kubectl, flags->arguments[0], "pods", &kind, &name);
    }
    if (kind) {
        if (resources.count && !flags_on(flags, "watch-only"))
            print_for_watch(kubectl, &resources, memory);
        start_watch(kubectl, &resources, kind, world, memory);
        return;
    }
    bool none = !resources.count && printers_is_table(kubectl);
    if (none && !kubectl_failed(kubectl) && !flags_on(flags, "ignore-not-found") && flags->count == 1)
        resources_say_none(kubectl, all_cluster_scoped(kubectl, flags->arguments[0]));
    else if (!none && !(kubectl_failed(kubectl) && !resources.count))
        print_resources(kubectl, &resources, memory);
}

const struct verb verb_get = {
    .name = "get",
    .usage = "get "
             "[(-o|--output=)json|yaml|kyaml|name|go-template|go-template-file|template|templatefile|jsonpath|"
             "jsonpath-as-json|jsonpath-file|custom-columns|custom-columns-file|wide] (TYPE[.VERSION][.GROUP] "
             "[NAME | -l label] | TYPE[.VERSION][.GROUP]/NAME ...) [flags] [options]",
    .help = "Display one or many resources",
    .examples = "# The pods of the namespace\n"
                "kubectl get pods\n\n"
                "# With node and address\n"
                "kubectl get pods -o wide\n\n"
                "# Of all namespaces, and one by its name\n"
                "kubectl get pods -A\n\n"
                "# Everything that an object says\n"
                "kubectl get service accounts -n accounts -o yaml\n\n"
                "# One value\n"
                "kubectl get pods -n accounts -o jsonpath='{.items[*].status.podIP}'\n\n"
                "# A label as a column\n"
                "kubectl get namespaces -L istio.io/dataplane-mode\n\n"
                "# Go on and show changes\n"
                "kubectl get pods -A --watch",
    .chapter = "Basic Commands (Intermediate)",
    .flags = get_flags,
    .run = get_run,
    .takes = TAKES_RESOURCES,
};
