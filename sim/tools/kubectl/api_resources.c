/* kubectl api-resources and api-versions: the table of kinds. */
#include <string.h>

#include "base/sort.h"
#include "control/install.h"
#include "tools/kubectl/verbs.h"

static const struct flag api_resources_flags[] = {
    {"api-group", 0, "GROUP", "the kinds of one group"},
    {"cached", 0, NULL, "accepted, without effect"},
    {"categories", 0, "CATEGORIES", "the kinds of a category"},
    {"namespaced", 0, NULL, "only those in namespaces, or with =false only the others"},
    {"no-headers", 0, NULL, "no line with the names of the columns"},
    {"output", 'o', "FORMAT", "wide or name"},
    {"sort-by", 0, "FIELD", "name or kind"},
    {"verbs", 0, "VERBS", "only what has these verbs: list,get"},
    {0},
};

static int compare_kinds(const void *a, const void *b, void *context)
{
    const char *by = context;
    const struct kind *left = *(const struct kind *const *)a, *right = *(const struct kind *const *)b;
    if (text_equal(by, "name"))
        return strcmp(left->plural, right->plural);
    if (text_equal(by, "kind"))
        return strcmp(left->kind, right->kind);
    int order = strcmp(left->group, right->group);
    return order ? order : strcmp(left->plural, right->plural);
}

/* Every kind here has all the verbs there are. */
static bool has_verbs(const char *list)
{
    static const char all[] = " create delete deletecollection get list patch update watch ";
    struct slice rest = slice_of(list), verb;
    while (rest.length && slice_next(&rest, ',', &verb)) {
        struct buffer word = {0};
        buffer_format(&word, " %.*s ", (int)verb.length, verb.data);
        bool known = slice_find(slice_of(all), buffer_slice(&word)) < sizeof all - 1;
        buffer_release(&word);
        if (!known)
            return false;
    }
    return true;
}

static bool is_listed(const struct flags *flags, const struct kind *kind)
{
    const char *group = flags_text(flags, "api-group", NULL), *category = flags_text(flags, "categories", NULL);
    const char *scope = flags_text(flags, "namespaced", NULL);
    bool namespaced = kind->flags & KIND_NAMESPACED;
    if (group && !text_equal(group, kind->group))
        return false;
    if (scope && namespaced != text_equal(scope, "true"))
        return false;
    if (!has_verbs(flags_text(flags, "verbs", "")))
        return false;
    if (!category)
        return true;
    struct slice rest = slice_of(kind->categories), piece;
    while (slice_next(&rest, ',', &piece)) {
        if (slice_is(piece, category))
            return true;
    }
    return false;
}

static void api_resources_run(struct kubectl *kubectl)
{
    const struct flags *flags = &kubectl->flags;
    const char *format = printers_format(kubectl);
    bool wide = text_equal(format, "wide"), names = text_equal(format, "name");
    if (flags->count) {
        kubectl_fail_usage(kubectl, "unexpected arguments: [%s]", flags->arguments[0]);
        return;
    }
    const char *order = flags_text(flags, "sort-by", "");
    if (order[0] && !text_equal(order, "name") && !text_equal(order, "kind")) {
        kubectl_fail(kubectl, "--sort-by accepts only name or kind");
        return;
    }
    if (format[0] && !wide && !names) {
        if (text_equal(format, "yaml") || text_equal(format, "json") || text_equal(format, "kyaml"))
            kubectl_unsimulated(kubectl, arena_format(kubectl->arena, "kubectl api-resources -o %s", format));
        else
            kubectl_fail(
                kubectl,
                "unable to match a printer suitable for the output format \"%s\", allowed formats are: "
                "json,kyaml,name,wide,yaml",
                format);
        return;
    }
    const struct kind **rows = arena_allocate(kubectl->arena, (kind_count + 1) * sizeof *rows);
    size_t count = 0;
    for (size_t i = 0; i < kind_count; i++) {
        if (is_listed(flags, kind_rows[i]) &&
            install_serves(kubectl->arena, process_cluster(kubectl->process), kind_rows[i]))
            rows[count++] = kind_rows[i];
    }
    sort_stable(rows, count, sizeof *rows, compare_kinds, (void *)order);
    struct buffer text = {0};
    if (!names && !flags_on(flags, "no-headers"))
        buffer_format(&text, "NAME\tSHORTNAMES\tAPIVERSION\tNAMESPACED\tKIND%s\n",
                      wide ? "\tVERBS\tCATEGORIES" : "");
    for (size_t i = 0; i < count; i++) {
        const struct kind *kind = rows[i];
        if (names) {
            buffer_format(&text, "%s\n", kind->resource);
            continue;
        }
        buffer_format(&text, "%s\t%s\t%s\t%s\t%s", kind->plural, kind->short_names,
                      kind_api_version(kubectl->arena, kind), kind->flags & KIND_NAMESPACED ? "true" : "false",
                      kind->kind);
        if (wide)
            buffer_format(&text, "\tcreate,delete,deletecollection,get,list,patch,update,watch\t%s",
                          kind->categories);
        buffer_add_byte(&text, '\n');
    }
    kubectl_print_table(kubectl, &text);
}

const struct verb verb_api_resources = {
    .name = "api-resources",
    .usage = "api-resources [flags] [options]",
    .defaults = "categories=[] namespaced=true",
    .help = "Print the supported API resources on the server",
    .chapter = "Other Commands",
    .flags = api_resources_flags,
    .run = api_resources_run,
};

static int compare_texts(const void *a, const void *b, void *context)
{
    (void)context;
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void api_versions_run(struct kubectl *kubectl)
{
    if (kubectl->flags.count) {
        kubectl_fail_usage(kubectl, "unexpected arguments: [%s]", kubectl->flags.arguments[0]);
        return;
    }
    size_t count = 0, most = 1;
    for (size_t i = 0; i < kind_count; i++)
        most += strlen(kind_rows[i]->versions) + 1;
    const char **lines = arena_allocate(kubectl->arena, most * sizeof *lines);
    for (size_t i = 0; i < kind_count; i++) {
        struct slice rest = slice_of(kind_rows[i]->versions), version;
        const char *group = kind_rows[i]->group;
        if (!install_serves(kubectl->arena, process_cluster(kubectl->process), kind_rows[i]))
            continue;
        while (slice_next(&rest, ',', &version))
            lines[count++] = arena_format(kubectl->arena, "%s%s%s", group, group[0] ? "/" : "",
                                          arena_copy(kubectl->arena, version));
    }
    sort_stable(lines, count, sizeof *lines, compare_texts, NULL);
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || !text_equal(lines[i], lines[i - 1]))
            process_print(kubectl->process, "%s\n", lines[i]);
    }
}

const struct verb verb_api_versions = {
    .name = "api-versions",
    .usage = "api-versions [options]",
    .help = "Print the supported API versions on the server, in the form of \"group/version\"",
    .chapter = "Other Commands",
    .run = api_versions_run,
};
