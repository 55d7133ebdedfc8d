/* Releases as helm keeps them, and the commands that only look at them. */
#include "tools/builder/helm.h"

#include "base/base64.h"
#include "base/sort.h"
#include "data/gotime.h"
#include "data/json.h"
#include "data/regular.h"
#include "data/yaml.h"

enum { MOST_REVISIONS = 10 };

static const struct kind *secrets(void)
{
    return kind_find("secrets");
}

/* --- keeping --- */

int64_t helm_revision(const struct value *release)
{
    int64_t number = 0;
    slice_to_integer(slice_of(value_find_text(release, "metadata.labels.version")), &number);
    return number;
}

static const char *status_of(const struct value *release)
{
    return value_find_text(release, "metadata.labels.status");
}

/* The Secrets by a selector, those of one release by their revision. */
static const struct value *find_all(struct helm *helm, const char *namespace, const char *selector)
{
    struct draft draft;
    draft_begin(&draft, helm->arena, process_hold_cluster(helm->process));
    struct api_reply reply = api_list(&draft, secrets(), namespace, selector, NULL);
    const struct value *items = api_failed(&reply) ? NULL : value_get(reply.object, "items");
    draft_abandon(&draft);
    return items;
}

static const char *selector_of(struct helm *helm, const char *name)
{
    return arena_format(helm->arena, "owner=helm,name=%s", name);
}

const struct value *helm_release(struct helm *helm, const char *name, int64_t revision, const char *status)
{
    const struct value *items = find_all(helm, helm->namespace, selector_of(helm, name)), *found = NULL;
    for (size_t i = 0; i < value_count(items); i++) {
        const struct value *one = value_at(items, i);
        bool fits =
            (!revision || helm_revision(one) == revision) && (!status || text_equal(status_of(one), status));
        if (fits && (!found || helm_revision(one) > helm_revision(found)))
            found = one;
    }
    return found;
}

/* What the Secret holds: {chart, deployed, description, values}. */
static const struct value *contents(struct helm *helm, const struct value *release)
{
    struct buffer text = {0};
    const struct value *document = NULL;
    base64_read(&text, value_slice(value_find(release, "data.release")), BASE64_PLAIN);
    struct slice copy = slice_of(arena_copy(helm->arena, buffer_slice(&text)));
    struct yaml_reader reader = yaml_reader(copy);
    yaml_next(helm->arena, &reader, &document);
    buffer_release(&text);
    return document;
}

const struct value *helm_values(struct helm *helm, const struct value *release)
{
    return value_get(contents(helm, release), "values");
}

const struct chart *helm_chart_of(struct helm *helm, const struct value *release)
{
    return helm_chart(value_find_text(contents(helm, release), "chart"));
}

static void call(struct helm *helm, struct draft *draft, const struct value *release, const char *status)
{
    struct api_options options = {.field_manager = "helm"};
    struct value *patch = value_object(helm->arena);
    value_put_text(helm->arena, value_open(helm->arena, patch, "metadata.labels"), "status", status);
    api_patch(draft, secrets(), helm->namespace, value_find_text(release, "metadata.name"), PATCH_MERGE, patch,
              &options);
}

static void drop(struct helm *helm, struct draft *draft, const struct value *release)
{
    struct api_options options = {.field_manager = "helm", .grace_period_seconds = -1};
    api_delete(draft, secrets(), helm->namespace, value_find_text(release, "metadata.name"), &options);
}

void helm_record(struct helm *helm, struct draft *draft, const char *name, int64_t number,
                 const struct chart *chart, const struct value *values, const char *description)
{
    struct arena *arena = helm->arena;
    struct value *secret = value_object(arena), *metadata = value_open(arena, secret, "metadata");
    struct value *labels = value_open(arena, metadata, "labels"), *release = value_object(arena);
    struct api_options options = {.field_manager = "helm", .grace_period_seconds = -1};
    const struct value *items = find_all(helm, helm->namespace, selector_of(helm, name));
    int64_t now = process_now(helm->process).nanoseconds;
    for (size_t i = 0; i < value_count(items); i++) {
        const struct value *one = value_at(items, i);
        if (helm_revision(one) <= number - MOST_REVISIONS)
            drop(helm, draft, one);
        else if (text_equal(status_of(one), "deployed"))
            call(helm, draft, one, "superseded");
    }
    value_put_text(arena, secret, "apiVersion", "v1");
    value_put_text(arena, secret, "kind", "Secret");
    value_put_text(arena, secret, "type", "helm.sh/release.v1");
    value_put_text(arena, metadata, "name",
                   arena_format(arena, "sh.helm.release.v1.%s.v%lld", name, (long long)number));
    value_put_text(arena, labels, "name", name);
    value_put_text(arena, labels, "owner", "helm");
    value_put_text(arena, labels, "status", "deployed");
    value_put_text(arena, labels, "modifiedAt", arena_format(arena, "%lld", (long long)(now / 1000000000)));
    value_put_text(arena, labels, "version", arena_format(arena, "%lld", (long long)number));
    value_put_text(arena, release, "chart", chart->name);
    value_put_integer(arena, release, "deployed", now);
    value_put_text(arena, release, "description", description);
    value_put(arena, release, "values", values);
    value_put_text(arena, value_open(arena, secret, "stringData"), "release", json_text(arena, release));
    api_create(draft, secrets(), helm->namespace, secret, &options);
}

void helm_forget(struct helm *helm, struct draft *draft, const char *name, bool keep)
{
    const struct value *items = find_all(helm, helm->namespace, selector_of(helm, name));
    for (size_t i = 0; i < value_count(items); i++) {
        const struct value *one = value_at(items, i);
        if (!keep)
            drop(helm, draft, one);
        else if (text_equal(status_of(one), "deployed"))
            call(helm, draft, one, "uninstalled");
    }
}

/* --- showing --- */

void helm_table(struct helm *helm, const char *const *cells, size_t columns, size_t rows)
{
    struct buffer text = {0};
    size_t *widths = arena_allocate(helm->arena, columns * sizeof *widths);
    for (size_t i = 0; i < columns; i++)
        widths[i] = 0;
    for (size_t i = 0; i < columns * rows; i++)
        if (strlen(cells[i]) > widths[i % columns])
            widths[i % columns] = strlen(cells[i]);
    for (size_t i = 0; i < columns * rows; i++)
        buffer_format(&text, "%-*s%c", (int)widths[i % columns], cells[i], (i + 1) % columns ? '\t' : '\n');
    process_write(helm->process, STREAM_OUT, slice_of(arena_copy(helm->arena, buffer_slice(&text))));
    buffer_release(&text);
}

static struct instant deployed_at(struct helm *helm, const struct value *release)
{
    return (struct instant){value_number(value_get(contents(helm, release), "deployed"), 0)};
}

static const char *time_text(struct helm *helm, const char *layout, struct instant at)
{
    struct buffer text = {0};
    gotime_format(&text, layout, at);
    const char *copy = arena_copy(helm->arena, buffer_slice(&text));
    buffer_release(&text);
    return copy;
}

static const char *title(struct helm *helm, const struct value *release)
{
    return arena_format(helm->arena, "%s-%s", value_find_text(contents(helm, release), "chart"), ISTIO_VERSION);
}

static void print_notes(struct helm *helm, const struct value *release)
{
    const char *name = value_find_text(release, "metadata.labels.name");
    const struct chart *chart = helm_chart_of(helm, release);
    process_print(
        helm->process,
        "NOTES:\n%s\n\nTo learn more about the release, try:\n  $ helm status %s -n %s\n  $ helm get all %s "
        "-n %s\n",
        chart ? chart->notes : "", name, helm->namespace, name, helm->namespace);
}

void helm_print_release(struct helm *helm, const struct value *release)
{
    process_print(helm->process,
                  "NAME: %s\nLAST DEPLOYED: %s\nNAMESPACE: %s\nSTATUS: %s\nREVISION: %lld\nTEST SUITE: None\n",
                  value_find_text(release, "metadata.labels.name"),
                  time_text(helm, GOTIME_ANSIC, deployed_at(helm, release)), helm->namespace,
                  status_of(release), (long long)helm_revision(release));
    print_notes(helm, release);
}

/* --- list --- */

struct listed {
    size_t count;
    const struct value **releases;
};

/* Each flag shows the releases of a status; without any, those that are deployed or failed. */
static const struct {
    const char *flag, *status;
} shown[] = {
    {"deployed", "deployed"},         {"failed", "failed"},
    {"superseded", "superseded"},     {"uninstalled", "uninstalled"},
    {"uninstalling", "uninstalling"}, {"pending", "pending-install"},
    {"pending", "pending-upgrade"},   {"pending", "pending-rollback"},
};

/* Is it asked for by flags; and by none but --superseded (*only)? */
static bool is_shown(struct helm *helm, const char *status, bool *only)
{
    bool asked = false, found = flags_on(&helm->flags, "all");
    *only = flags_on(&helm->flags, "superseded") && !found;
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++) {
        if (!flags_on(&helm->flags, shown[i].flag))
            continue;
        asked = true;
        *only = *only && text_equal(shown[i].status, "superseded");
        found = found || text_equal(shown[i].status, status);
    }
    return found || (!asked && (text_equal(status, "deployed") || text_equal(status, "failed")));
}

/* What --filter asks for, to match a whole name; NULL: there is no such flag, or it is wrong: then *problem. */
static const struct regular *filter_of(struct helm *helm, const char **problem)
{
    const char *given =
        flags_text(&helm->flags, "filter", flags_text(&helm->flags, "values", "")); /* -f is both */
    struct slice text = slice_of(given);
    bool begins = slice_starts(text, "^"), ends = slice_ends(text, "$") && !slice_ends(text, "\\$");
    if (!text.length)
        return NULL;
    text = slice_part(text, begins, text.length - ends);
    const char *whole = arena_format(helm->arena, "%s(%.*s)%s", begins ? "" : ".*", (int)text.length, text.data,
                                     ends ? "" : ".*");
    const struct regular *filter = regular_compile(helm->arena, text, problem);
    if (*problem)
        *problem = arena_format(helm->arena, "error parsing regexp: %s", *problem);
    return filter ? regular_compile(helm->arena, slice_of(whole), problem) : NULL;
}

static bool is_same(const struct value *a, const struct value *b)
{
    return text_equal(value_find_text(a, "metadata.labels.name"), value_find_text(b, "metadata.labels.name")) &&
           text_equal(value_find_text(a, "metadata.namespace"), value_find_text(b, "metadata.namespace"));
}

/* By name; with --date by the instant; with --reverse the other way round. */
static int compare_listed(const void *a, const void *b, void *context)
{
    struct helm *helm = context;
    const struct value *const *x = a, *const *y = b;
    int64_t first = deployed_at(helm, *x).nanoseconds, second = deployed_at(helm, *y).nanoseconds;
    int order = flags_on(&helm->flags, "date")
                    ? (first > second) - (first < second)
                    : slice_compare(slice_of(value_find_text(*x, "metadata.labels.name")),
                                    slice_of(value_find_text(*y, "metadata.labels.name")));
    return flags_on(&helm->flags, "reverse") ? -order : order;
}

/* The newest revision of each release, or of --superseded alone all; those that are to be shown, in order. */
static struct listed choose(struct helm *helm, const struct value *items, const struct regular *filter)
{
    struct listed list = {0, arena_allocate(helm->arena, (value_count(items) + 1) * sizeof *list.releases)};
    bool each;
    is_shown(helm, "", &each);
    for (size_t i = 0; i < value_count(items); i++) {
        const struct value *one = value_at(items, i), **last = list.releases + list.count - 1;
        if (!list.count || each || !is_same(*last, one))
            list.releases[list.count++] = one;
        else if (helm_revision(one) > helm_revision(*last))
            *last = one;
    }
    size_t kept = 0;
    for (size_t i = 0; i < list.count; i++) {
        const struct value *one = list.releases[i];
        bool fits = !filter || regular_matches(filter, slice_of(value_find_text(one, "metadata.labels.name")));
        if (fits && is_shown(helm, status_of(one), &each))
            list.releases[kept++] = one;
    }
    sort_stable(list.releases, kept, sizeof *list.releases, compare_listed, helm);
    int64_t offset = flags_integer(&helm->flags, "offset", 0), most = flags_integer(&helm->flags, "max", 256);
    size_t skipped = offset < 0 ? 0 : (size_t)offset < kept ? (size_t)offset : kept;
    list.releases += skipped;
    list.count = kept - skipped;
    if (most > 0 && list.count > (size_t)most)
        list.count = (size_t)most;
    return list;
}

static const char *const list_keys[] = {"name",   "namespace", "revision",   "updated",
                                        "status", "chart",     "app_version"};
static const char *const history_keys[] = {"revision", "updated",     "status",
                                           "chart",    "app_version", "description"};
enum { LIST_COLUMNS = 7, HISTORY_COLUMNS = 6 };

/* Rows as objects, their members in the order of [keys] for JSON. [number]: the key of what is one. */
static void print_values(struct helm *helm, const char *output, const char *const *cells, size_t rows,
                         const char *const *keys, size_t columns, const char *number)
{
    struct buffer text = {0};
    struct value *list = value_array(helm->arena);
    bool json = text_equal(output, "json");
    for (size_t row = 0; row < rows; row++) {
        struct value *object = value_object(helm->arena);
        for (size_t i = 0; i < columns; i++) {
            const struct value *cell = value_text(helm->arena, cells[row * columns + i]);
            int64_t integer;
            if (text_equal(keys[i], number) && slice_to_integer(value_slice(cell), &integer))
                cell = value_integer(helm->arena, integer);
            value_put(helm->arena, object, keys[i], cell);
            if (json)
                buffer_format(&text, "%s\"%s\":%s",
                              i     ? ","
                              : row ? "},{"
                                    : "{",
                              keys[i], json_text(helm->arena, cell));
        }
        value_append(helm->arena, list, object);
    }
    if (json)
        process_print(helm->process, "[%s%s]\n", buffer_text(&text), rows ? "}" : "");
    else
        yaml_write(&text, list);
    if (!json)
        process_write(helm->process, STREAM_OUT, slice_of(arena_copy(helm->arena, buffer_slice(&text))));
    buffer_release(&text);
}

int helm_list(struct helm *helm)
{
    const char *output = helm_output(helm, true), *problem = helm_unreachable(helm);
    if (!output)
        return 1;
    if (problem)
        return helm_error(helm, problem);
    const struct regular *filter = filter_of(helm, &problem);
    if (problem)
        return helm_error(helm, problem);
    bool everywhere = flags_on(&helm->flags, "all-namespaces");
    const char *selector = flags_text(&helm->flags, "selector", "");
    const char *layout = flags_text(&helm->flags, "time-format", "");
    selector = selector[0] ? arena_format(helm->arena, "owner=helm,%s", selector) : "owner=helm";
    struct listed list = choose(helm, find_all(helm, everywhere ? NULL : helm->namespace, selector), filter);
    static const char *const titles[] = {"NAME",   "NAMESPACE", "REVISION",   "UPDATED",
                                         "STATUS", "CHART",     "APP VERSION"};
    const char **cells = arena_allocate(helm->arena, (list.count + 1) * LIST_COLUMNS * sizeof *cells),
               **cell = cells;
    for (size_t i = 0; i < LIST_COLUMNS; i++)
        *cell++ = titles[i];
    for (size_t i = 0; i < list.count; i++) {
        const struct value *release = list.releases[i];
        *cell++ = value_find_text(release, "metadata.labels.name");
        *cell++ = value_find_text(release, "metadata.namespace");
        *cell++ = value_find_text(release, "metadata.labels.version");
        *cell++ = time_text(helm, layout[0] ? layout : GOTIME_STRING, deployed_at(helm, release));
        *cell++ = status_of(release);
        *cell++ = title(helm, release);
        *cell++ = ISTIO_VERSION;
        if (flags_on(&helm->flags, "short"))
            process_print(helm->process, "%s\n", cell[-LIST_COLUMNS]);
    }
    if (flags_on(&helm->flags, "short"))
        return 0;
    bool untitled = flags_on(&helm->flags, "no-headers");
    if (text_equal(output, "table"))
        helm_table(helm, cells + (untitled ? LIST_COLUMNS : 0), LIST_COLUMNS, list.count + !untitled);
    else
        print_values(helm, output, cells + LIST_COLUMNS, list.count, list_keys, LIST_COLUMNS, "");
    return 0;
}

/* --- status, history, get --- */

/* The release that is asked for by its name and --revision. NULL: there is none, and that has been said. */
static const struct value *asked(struct helm *helm, int index)
{
    const char *problem = helm_unreachable(helm);
    const struct value *release = NULL;
    if (!problem)
        release =
            helm_release(helm, helm_argument(helm, index), flags_integer(&helm->flags, "revision", 0), NULL);
    if (!release)
        helm_error(helm, problem ? problem : "release: not found");
    return release;
}

int helm_status(struct helm *helm)
{
    const char *output = helm_output(helm, false);
    const struct value *release = output ? asked(helm, 1) : NULL;
    if (!release)
        return 1;
    helm_print_release(helm, release);
    return 0;
}

int helm_history(struct helm *helm)
{
    static const char *const titles[] = {"REVISION", "UPDATED",     "STATUS",
                                         "CHART",    "APP VERSION", "DESCRIPTION"};
    const char *output = helm_output(helm, true);
    const struct value *newest = output ? asked(helm, 1) : NULL;
    if (!newest)
        return 1;
    bool table = text_equal(output, "table");
    int64_t last = helm_revision(newest), most = flags_integer(&helm->flags, "max", 256);
    const char **cells = arena_allocate(helm->arena, (MOST_REVISIONS + 1) * HISTORY_COLUMNS * sizeof *cells),
               **cell = cells;
    size_t rows = 0;
    for (size_t i = 0; i < HISTORY_COLUMNS; i++)
        *cell++ = titles[i];
    for (int64_t number = last > MOST_REVISIONS ? last - MOST_REVISIONS + 1 : 1; number <= last; number++) {
        const struct value *one = helm_release(helm, helm_argument(helm, 1), number, NULL);
        if (!one || number <= last - most)
            continue;
        *cell++ = value_find_text(one, "metadata.labels.version");
        *cell++ = time_text(helm, table ? GOTIME_ANSIC : GOTIME_RFC3339_NANO, deployed_at(helm, one));
        *cell++ = status_of(one);
        *cell++ = title(helm, one);
        *cell++ = ISTIO_VERSION;
        *cell++ = value_find_text(contents(helm, one), "description");
        rows++;
    }
    if (table)
        helm_table(helm, cells, HISTORY_COLUMNS, rows + 1);
    else
        print_values(helm, output, cells + HISTORY_COLUMNS, rows, history_keys, HISTORY_COLUMNS, "revision");
    return 0;
}

int helm_get(struct helm *helm)
{
    const char *what = helm_argument(helm, 1);
    bool values = text_equal(what, "values");
    if (!values && !text_equal(what, "notes"))
        return helm_unsimulated(helm, arena_format(helm->arena, "get %s", what));
    if (helm->flags.count != 3)
        return helm_error(
            helm, arena_format(helm->arena,
                               "\"helm get %s\" requires 1 argument\n\nUsage:  helm get %s RELEASE_NAME "
                               "[flags]",
                               what, what));
    if (flags_on(&helm->flags, "all"))
        return helm_unsimulated(helm, "get values --all: the charts' own values");
    const char *output = helm_output(helm, values);
    const struct value *release = output ? asked(helm, 2) : NULL;
    if (!release)
        return 1;
    if (!values) {
        print_notes(helm, release);
        process_print(helm->process, "\n");
        return 0;
    }
    const struct value *flat = helm_values(helm, release);
    struct value *tree = value_object(helm->arena);
    for (size_t i = 0; i < value_count(flat); i++) {
        struct slice path = slice_of(value_key_at(flat, i));
        const char *last = strrchr(path.data, '.');
        size_t dot = last ? (size_t)(last - path.data) : path.length;
        struct value *parent =
            dot < path.length ? value_open(helm->arena, tree, arena_copy(helm->arena, slice_part(path, 0, dot)))
                              : tree;
        value_put_slice(helm->arena, parent, dot < path.length ? slice_part(path, dot + 1, path.length) : path,
                        value_member_at(flat, i));
    }
    struct buffer text = {0};
    if (text_equal(output, "json")) {
        buffer_format(&text, "%s\n", value_count(flat) ? json_text(helm->arena, tree) : "null");
    } else {
        buffer_add_text(&text, text_equal(output, "table") ? "USER-SUPPLIED VALUES:\n" : "");
        if (value_count(flat))
            yaml_write(&text, tree);
        else
            buffer_add_text(&text, "null\n");
    }
    process_write(helm->process, STREAM_OUT, slice_of(arena_copy(helm->arena, buffer_slice(&text))));
    buffer_release(&text);
    return 0;
}
