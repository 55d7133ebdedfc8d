/* helm repo, and where charts come from. Istio's charts are known whatever a repository's address is. */
#include "base/buffer.h"
#include "data/json.h"
#include "data/yaml.h"
#include "tools/builder/constraint.h"
#include "tools/builder/helm.h"

#define REPOSITORIES "/root/.config/helm/repositories.yaml"

static const struct chart charts[] = {
    {"base", INSTALL_ISTIO_BASE, "Istio base successfully installed!"},
    {"istiod", INSTALL_ISTIOD, "\"istiod\" successfully installed!"},
    {"cni", INSTALL_CNI, "\"istio-cni\" successfully installed!"},
    {"ztunnel", INSTALL_ZTUNNEL, "ztunnel successfully installed!"},
};

/* Charts that Istio's repository has and the lab has not. */
static const char *const other_charts[] = {"ambient", "gateway", "istiod-remote", "samples", NULL};

static const struct value *read_repositories(struct helm *helm)
{
    const char *problem;
    const struct value *file = process_file(helm->process, REPOSITORIES, &problem), *document = NULL;
    if (!file)
        return NULL;
    struct slice data = file_data(file);
    struct yaml_reader reader = yaml_reader((struct slice){arena_copy(helm->arena, data), data.length});
    yaml_next(helm->arena, &reader, &document);
    return value_get(document, "repositories");
}

static void write_repositories(struct helm *helm, const struct value *list)
{
    struct value *document = value_object(helm->arena);
    struct buffer text = {0};
    value_put_text(helm->arena, document, "apiVersion", "");
    value_put_text(helm->arena, document, "generated", "0001-01-01T00:00:00Z");
    value_put(helm->arena, document, "repositories", list);
    yaml_write(&text, document);
    process_make_directory(helm->process, "/root/.config");
    process_make_directory(helm->process, "/root/.config/helm");
    const char *copy = arena_copy(helm->arena, buffer_slice(&text));
    buffer_release(&text);
    process_write_file(helm->process, REPOSITORIES, slice_of(copy));
}

static const struct value *find_repository(const struct value *list, const char *name)
{
    for (size_t i = 0; i < value_count(list); i++)
        if (value_says(value_get(value_at(list, i), "name"), name))
            return value_at(list, i);
    return NULL;
}

static struct value *all_but(struct helm *helm, const struct value *list, const struct value *one)
{
    struct value *all = value_array(helm->arena);
    for (size_t i = 0; i < value_count(list); i++)
        if (value_at(list, i) != one)
            value_append(helm->arena, all, value_at(list, i));
    return all;
}

static int add(struct helm *helm, const struct value *list)
{
    const char *name = helm_argument(helm, 2), *url = helm_argument(helm, 3);
    const struct value *known = find_repository(list, name);
    bool forced = flags_on(&helm->flags, "force-update");
    if (strchr(name, '/'))
        return helm_error(helm,
                          arena_format(helm->arena,
                                       "repository name (%s) contains '/', please specify a different name "
                                       "without '/'",
                                       name));
    if (known && !forced && value_says(value_get(known, "url"), url)) {
        process_print(helm->process, "\"%s\" already exists with the same configuration, skipping\n", name);
        return 0;
    }
    if (known && !forced)
        return helm_error(
            helm, arena_format(helm->arena,
                               "repository name (%s) already exists, please specify a different name", name));
    struct value *row = value_object(helm->arena), *all = all_but(helm, list, known);
    value_put_text(helm->arena, row, "name", name);
    value_put_text(helm->arena, row, "url", url);
    value_append(helm->arena, all, row);
    write_repositories(helm, all);
    process_sleep(helm->process, MILLISECONDS(500));
    process_print(helm->process, "\"%s\" has been added to your repositories\n", name);
    return 0;
}

static int list_all(struct helm *helm, const struct value *list)
{
    const char *output = helm_output(helm, true);
    size_t count = value_count(list);
    const char **cells = arena_allocate(helm->arena, (count + 1) * 2 * sizeof *cells);
    if (!output)
        return 1;
    if (!count && text_equal(output, "table"))
        return helm_error(helm, "no repositories to show");
    cells[0] = "NAME", cells[1] = "URL";
    for (size_t i = 0; i < count; i++) {
        cells[2 * i + 2] = value_find_text(value_at(list, i), "name");
        cells[2 * i + 3] = value_find_text(value_at(list, i), "url");
    }
    if (text_equal(output, "table")) {
        helm_table(helm, cells, 2, count + 1);
        return 0;
    }
    struct buffer text = {0};
    struct value *rows = value_array(helm->arena);
    for (size_t i = 0; i < count; i++) {
        struct value *row = value_object(helm->arena);
        value_put_text(helm->arena, row, "name", cells[2 * i + 2]);
        value_put_text(helm->arena, row, "url", cells[2 * i + 3]);
        value_append(helm->arena, rows, row);
    }
    if (text_equal(output, "yaml"))
        yaml_write(&text, rows);
    else
        buffer_format(&text, "%s\n", json_text(helm->arena, rows));
    process_write(helm->process, STREAM_OUT, slice_of(arena_copy(helm->arena, buffer_slice(&text))));
    buffer_release(&text);
    return 0;
}

static int update(struct helm *helm, const struct value *list)
{
    if (!value_count(list))
        return helm_error(helm, "no repositories found. You must add one before updating");
    for (int n = 2; n < helm->flags.count; n++)
        if (!find_repository(list, helm_argument(helm, n)))
            return helm_error(
                helm, arena_format(helm->arena, "no repositories found matching '%s'.  Nothing will be updated",
                                   helm_argument(helm, n)));
    process_print(helm->process, "Hang tight while we grab the latest from your chart repositories...\n");
    process_sleep(helm->process, SECONDS(1));
    for (size_t i = 0; i < value_count(list); i++) {
        const char *name = value_find_text(value_at(list, i), "name");
        bool wanted = helm->flags.count == 2;
        for (int n = 2; n < helm->flags.count; n++)
            wanted = wanted || text_equal(name, helm_argument(helm, n));
        if (wanted)
            process_print(helm->process, "...Successfully got an update from the \"%s\" chart repository\n",
                          name);
    }
    process_print(helm->process, "Update Complete. ⎈Happy Helming!⎈\n");
    return 0;
}

static int take_away(struct helm *helm, const struct value *list)
{
    if (!value_count(list))
        return helm_error(helm, "no repositories configured");
    for (int n = 2; n < helm->flags.count; n++) {
        const char *name = helm_argument(helm, n);
        const struct value *known = find_repository(list, name);
        if (!known)
            return helm_error(helm, arena_format(helm->arena, "no repo named \"%s\" found", name));
        list = all_but(helm, list, known);
        write_repositories(helm, list);
        process_print(helm->process, "\"%s\" has been removed from your repositories\n", name);
    }
    return 0;
}

int helm_repo(struct helm *helm)
{
    const struct value *list = read_repositories(helm);
    const char *word = helm_argument(helm, 1);
    if (text_equal(word, "add"))
        return add(helm, list);
    if (text_equal(word, "list") || text_equal(word, "ls"))
        return list_all(helm, list);
    if (text_equal(word, "update") || text_equal(word, "up"))
        return update(helm, list);
    if (text_equal(word, "remove") || text_equal(word, "rm"))
        return take_away(helm, list);
    return helm_unsimulated(helm, arena_format(helm->arena, "repo %s", word));
}

/* --- charts --- */

const struct chart *helm_chart(const char *name)
{
    for (size_t i = 0; i < sizeof charts / sizeof *charts; i++)
        if (text_equal(charts[i].name, name))
            return &charts[i];
    return NULL;
}

/* By the last part of the name: "istio-cni" is a folder, "cni-1.30.3.tgz" an archive, "discovery" istiod's
 * folder. */
static const struct chart *by_name(const char *name)
{
    if (text_starts(name, "istio-"))
        name += 6;
    for (size_t i = 0; i < sizeof charts / sizeof *charts; i++)
        if (text_equal(charts[i].name, name) || (text_starts(name, charts[i].name) && text_ends(name, ".tgz")))
            return &charts[i];
    return NULL;
}

static bool is_istios(const struct value *repository, const char *name)
{
    for (const char *const *row = other_charts; *row; row++)
        if (text_equal(*row, name))
            return false;
    return strstr(value_find_text(repository, "url"), "istio-release") != NULL;
}

static bool is_there(struct helm *helm, const char *path)
{
    const char *problem;
    return process_is_directory(helm->process, path) || process_file(helm->process, path, &problem);
}

const struct chart *helm_find_chart(struct helm *helm, const char *given, const char **problem)
{
    const char *slash = strchr(given, '/'), *last = strrchr(given, '/'), *name = last ? last + 1 : given;
    bool path = given[0] == '.' || given[0] == '/';
    bool local = path || strstr(given, "://") || flags_has(&helm->flags, "repo");
    const char *prefix =
        slash ? arena_copy(helm->arena, (struct slice){given, (size_t)(slash - given)}) : given;
    const struct value *repository = local ? NULL : find_repository(read_repositories(helm), prefix);
    const struct chart *chart = by_name(name);
    const char *version = flags_text(&helm->flags, "version", "");
    if (!local && !slash)
        *problem = arena_format(
            helm->arena, "non-absolute URLs should be in form of repo_name/path_to_chart, got: %s", given);
    else if (!local && !repository)
        *problem = arena_format(helm->arena, "repo %s not found", prefix);
    else if (path && !is_there(helm, given))
        *problem = arena_format(helm->arena, "path \"%s\" not found", given);
    else if (!chart && repository && is_istios(repository, name))
        *problem =
            arena_format(helm->arena,
                         "chart \"%s\" matching %s not found in %s index. (try 'helm repo update'): no chart "
                         "name found",
                         slash + 1, version, prefix);
    else if (chart && repository && constraint_check(slice_of(version), SLICE("0.0.0")) == CONSTRAINT_IMPROPER)
        *problem = arena_format(helm->arena,
                                "chart \"%s\" matching %s not found in %s index. (try 'helm repo update'): improper constraint: %s",
                                slash + 1, version, prefix, version);
    else if (!chart || path)
        *problem = arena_format(helm->arena, "not simulated: the chart %s", given);
    return *problem ? NULL : chart;
}
