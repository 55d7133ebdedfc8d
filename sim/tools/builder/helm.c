/* helm v3 with Istio's charts: repositories, and releases that are kept where helm keeps them, as Secrets of
 * the cluster (sh.helm.release.v1.NAME.vREVISION). Other charts are not simulated. */
#include "base/buffer.h"
#include "data/json.h"
#include "data/yaml.h"
#include "tools/builder/builder.h"
#include "tools/kubectl/flags.h"
#include "tools/tabwriter.h"

#define REPOSITORIES "/root/.config/helm/repositories.yaml"

static const struct flag helm_flags[] = {
    {"all-namespaces", 'A', NULL, "in all namespaces"},
    {"atomic", 0, NULL, "undo what fails"},
    {"cleanup-on-fail", 0, NULL, "accepted, without effect"},
    {"create-namespace", 0, NULL, "if it is not there"},
    {"debug", 0, NULL, "accepted, without effect"},
    {"dry-run", 0, "?MODE", "change nothing"},
    {"filter", 0, "REGEXP", "not simulated"},
    {"force", 0, NULL, "accepted, without effect"},
    {"force-update", 0, NULL, "replace a repository"},
    {"install", 'i', NULL, "install when there is no such release"},
    {"kube-context", 0, "NAME", "accepted, without effect"},
    {"namespace", 'n', "NAME", "of the release"},
    {"output", 'o', "FORMAT", "not simulated"},
    {"repo", 0, "URL", "of the chart"},
    {"reset-values", 0, NULL, "accepted, without effect"},
    {"reuse-values", 0, NULL, "the values of the last release, too"},
    {"set", 0, "NAME=VALUE", "a value of the chart"},
    {"set-string", 0, "NAME=VALUE", "a value that is a text"},
    {"short", 'q', NULL, "names only"},
    {"timeout", 0, FLAG_DURATION, "how long to wait (default 5m0s)"},
    {"values", 'f', "FILE", "values of the chart"},
    {"version", 0, "VERSION", "of the chart"},
    {"wait", 0, NULL, "until it is ready"},
    {0},
};

/* Istio's charts and what they put into the cluster. */
static const struct chart {
    const char *name, *title; /* in the repository; in a release's column */
    enum install_part part;
    const char *notes;
} charts[] = {
    {"base", "base", INSTALL_ISTIO_BASE, "Istio base successfully installed!"},
    {"istiod", "istiod", INSTALL_ISTIOD, "\"istiod\" successfully installed!"},
    {"cni", "cni", INSTALL_CNI, "\"istio-cni\" successfully installed!"},
    {"ztunnel", "ztunnel", INSTALL_ZTUNNEL, "ztunnel successfully installed!"},
};

struct helm {
    struct process *process;
    struct arena *arena;
    struct flags flags;
    const char *namespace;
};

static int error(struct helm *helm, const char *text)
{
    process_complain(helm->process, "Error: %s\n", text);
    return 1;
}

static int unsimulated(struct helm *helm, const char *what)
{
    process_complain(helm->process, "not simulated: helm %s\n", what);
    return 1;
}

static const char *argument(const struct helm *helm, int index)
{
    return index < helm->flags.count ? helm->flags.arguments[index] : "";
}

/* --- repositories --- */

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

static int add_repository(struct helm *helm, const struct value *list)
{
    const char *name = argument(helm, 2), *url = argument(helm, 3);
    const struct value *known = find_repository(list, name);
    if (helm->flags.count != 4)
        return error(helm,
                     "\"helm repo add\" requires 2 arguments\n\nUsage:  helm repo add [NAME] [URL] [flags]");
    if (known && value_says(value_get(known, "url"), url)) {
        process_print(helm->process, "\"%s\" already exists with the same configuration, skipping\n", name);
        return 0;
    }
    if (known && !flags_on(&helm->flags, "force-update"))
        return error(helm, arena_format(helm->arena,
                                        "repository name (%s) already exists, please specify a different name",
                                        name));
    struct value *row = value_object(helm->arena), *all = value_array(helm->arena);
    value_put_text(helm->arena, row, "name", name);
    value_put_text(helm->arena, row, "url", url);
    for (size_t i = 0; i < value_count(list); i++)
        if (value_at(list, i) != known)
            value_append(helm->arena, all, value_at(list, i));
    value_append(helm->arena, all, row);
    write_repositories(helm, all);
    process_sleep(helm->process, MILLISECONDS(500));
    process_print(helm->process, "\"%s\" has been added to your repositories\n", name);
    return 0;
}

static int run_repo(struct helm *helm)
{
    const struct value *list = read_repositories(helm);
    const char *word = argument(helm, 1);
    if (text_equal(word, "add"))
        return add_repository(helm, list);
    if (!value_count(list) && (text_equal(word, "update") || text_equal(word, "list")))
        return error(helm, text_equal(word, "list")
                               ? "no repositories to show"
                               : "no repositories found. You must add one before updating");
    if (text_equal(word, "list")) {
        process_print(helm->process, "NAME \tURL\n");
        for (size_t i = 0; i < value_count(list); i++)
            process_print(helm->process, "%s\t%s\n", value_find_text(value_at(list, i), "name"),
                          value_find_text(value_at(list, i), "url"));
        return 0;
    }
    if (!text_equal(word, "update"))
        return unsimulated(helm, arena_format(helm->arena, "repo %s", word));
    process_print(helm->process, "Hang tight while we grab the latest from your chart repositories...\n");
    process_sleep(helm->process, SECONDS(1));
    for (size_t i = 0; i < value_count(list); i++)
        process_print(helm->process, "...Successfully got an update from the \"%s\" chart repository\n",
                      value_find_text(value_at(list, i), "name"));
    process_print(helm->process, "Update Complete. ⎈Happy Helming!⎈\n");
    return 0;
}

/* --- releases --- */

static const struct kind *secrets(void)
{
    return kind_find("secrets");
}

/* The newest revision of a release, a Secret; NULL: none. */
static const struct value *find_release(struct helm *helm, const char *name)
{
    struct draft draft;
    draft_begin(&draft, helm->arena, process_hold(helm->process));
    struct api_reply reply =
        api_list(&draft, secrets(), helm->namespace,
                 arena_format(helm->arena, "owner=helm,name=%s,status=deployed", name), NULL);
    const struct value *items = api_failed(&reply) ? NULL : value_get(reply.object, "items");
    const struct value *found = value_count(items) ? value_at(items, value_count(items) - 1) : NULL;
    draft_abandon(&draft);
    return found;
}

static int64_t revision_of(const struct value *release)
{
    int64_t number = 0;
    slice_to_integer(slice_of(value_find_text(release, "metadata.labels.version")), &number);
    return number;
}

/* The chart of "istio/istiod", "oci://gcr.io/istio-release/charts/istiod", "./manifests/charts/istio-cni". */
static const struct chart *find_chart(const char *given)
{
    const char *slash = strrchr(given, '/'), *name = slash ? slash + 1 : given;
    if (text_starts(name, "istio-"))
        name += 6;
    for (size_t i = 0; i < sizeof charts / sizeof *charts; i++)
        if (text_equal(charts[i].name, name) || (text_starts(name, charts[i].name) && text_ends(name, ".tgz")))
            return &charts[i];
    return text_equal(name, "discovery") ? &charts[1] : NULL;
}

/* The scalars of a values file by their paths: "pilot.env.X". */
static void flatten(struct helm *helm, struct value *values, const char *path, const struct value *value)
{
    for (size_t i = 0; i < value_count(value); i++) {
        bool object = value_is(value, VALUE_OBJECT);
        const char *key = object ? value_key_at(value, i) : arena_format(helm->arena, "%zu", i);
        const struct value *member = object ? value_member_at(value, i) : value_at(value, i);
        const char *whole = path[0] ? arena_format(helm->arena, "%s.%s", path, key) : key;
        if (value_count(member))
            flatten(helm, values, whole, member);
        else if (value_is(member, VALUE_STRING))
            value_put(helm->arena, values, whole, member);
        else
            value_put_text(helm->arena, values, whole, json_text(helm->arena, member));
    }
}

/* NULL, or what is wrong with the file. */
static const char *read_values(struct helm *helm, struct value *values, const char *path)
{
    const char *problem;
    const struct value *document = NULL;
    bool standard = text_equal(path, "-");
    const struct value *file = standard ? NULL : process_file(helm->process, path, &problem);
    if (!standard && !file)
        return arena_format(helm->arena, "open %s: no such file or directory", path);
    struct slice text = standard ? process_read_all(helm->process, STREAM_IN) : file_data(file);
    struct yaml_reader reader = yaml_reader((struct slice){arena_copy(helm->arena, text), text.length});
    yaml_next(helm->arena, &reader, &document);
    if (reader.problem)
        return arena_format(helm->arena, "failed to parse %s: error converting YAML to JSON: %s", path,
                            reader.problem);
    flatten(helm, values, "", document);
    return NULL;
}

/* The chart's values as --set gives them, for the record and for istiod: an object of texts. */
static struct value *values_of(struct helm *helm, const char **problem)
{
    static const char *const names[] = {"set", "set-string"};
    struct value *values = value_object(helm->arena);
    size_t file_at = 0;
    const char *file;
    while (!*problem && (file = flags_next(&helm->flags, "values", &file_at)))
        *problem = read_values(helm, values, file);
    for (size_t n = 0; n < 2; n++) {
        size_t at = 0;
        const char *set;
        while ((set = flags_next(&helm->flags, names[n], &at))) {
            struct slice rest = slice_of(set), one;
            while (slice_next(&rest, ',', &one)) {
                size_t equals = slice_find_byte(one, '=');
                value_put_slice(helm->arena, values, slice_part(one, 0, equals),
                                value_string(helm->arena, slice_part(one, equals + 1, one.length)));
            }
        }
    }
    return values;
}

/* The environment that istiod's chart gives its container: env.X and pilot.env.X. */
static const char *variable_of(const char *value)
{
    return text_starts(value, "pilot.env.") ? value + 10 : text_starts(value, "env.") ? value + 4 : NULL;
}

/* What a value changes here. False: nothing, and that must be said. */
static bool is_simulated(const char *name, const struct value *value)
{
    return variable_of(name) || (text_equal(name, "profile") && value_says(value, "ambient")) ||
           text_equal(name, "meshConfig.accessLogFile") || text_equal(name, "defaultRevision");
}

static void say_what_is_not(struct helm *helm, const struct chart *chart, const struct value *values)
{
    struct process *process = helm->process;
    const char *version = flags_text(&helm->flags, "version", ISTIO_VERSION);
    if (!text_equal(version[0] == 'v' ? version + 1 : version, ISTIO_VERSION))
        process_complain(process, "not simulated: Istio %s (%s is installed)\n", version, ISTIO_VERSION);
    if ((chart->part == INSTALL_ISTIOD || chart->part == INSTALL_CNI) &&
        !value_says(value_get(values, "profile"), "ambient"))
        process_complain(
            process, "not simulated: the chart %s without --set profile=ambient (it is installed with it)\n",
            chart->name);
    for (size_t i = 0; i < value_count(values); i++)
        if (!is_simulated(value_key_at(values, i), value_member_at(values, i)))
            process_complain(process, "not simulated: the value %s (it changes nothing)\n",
                             value_key_at(values, i));
}

/* The environment variables of istiod's container that the values ask for. */
static const struct value *environment_of(struct helm *helm, const struct value *values)
{
    struct value *variables = value_object(helm->arena);
    for (size_t i = 0; i < value_count(values); i++) {
        const char *name = variable_of(value_key_at(values, i));
        if (name)
            value_put(helm->arena, variables, name, value_member_at(values, i));
    }
    return variables;
}

static void record(struct helm *helm, struct draft *draft, const char *name, const struct chart *chart,
                   const struct value *values, const struct value *before)
{
    struct arena *arena = helm->arena;
    int64_t revision = revision_of(before) + 1;
    struct value *secret = value_object(arena), *metadata = value_open(arena, secret, "metadata");
    struct value *labels = value_open(arena, metadata, "labels"), *release = value_object(arena);
    struct api_options options = {.field_manager = "helm", .grace_period_seconds = -1};
    if (before)
        api_delete(draft, secrets(), helm->namespace, value_find_text(before, "metadata.name"), &options);
    value_put_text(arena, secret, "apiVersion", "v1");
    value_put_text(arena, secret, "kind", "Secret");
    value_put_text(arena, secret, "type", "helm.sh/release.v1");
    value_put_text(arena, metadata, "name",
                   arena_format(arena, "sh.helm.release.v1.%s.v%lld", name, (long long)revision));
    value_put_text(arena, labels, "name", name);
    value_put_text(arena, labels, "owner", "helm");
    value_put_text(arena, labels, "status", "deployed");
    value_put_text(
        arena, labels, "modifiedAt",
        arena_format(arena, "%lld", (long long)(process_now(helm->process).nanoseconds / 1000000000)));
    value_put_text(arena, value_open(arena, metadata, "annotations"), "helm.sh/chart",
                   arena_format(arena, "%s-%s", chart->title, ISTIO_VERSION));
    value_put_text(arena, labels, "version", arena_format(arena, "%lld", (long long)revision));
    value_put_text(arena, release, "chart", chart->title);
    value_put_integer(arena, release, "deployed", process_now(helm->process).nanoseconds);
    value_put(arena, release, "values", values);
    value_put_text(arena, value_open(arena, secret, "stringData"), "release", json_text(arena, release));
    api_create(draft, secrets(), helm->namespace, secret, &options);
}

static bool has_namespace(struct draft *draft, const char *name)
{
    return object_get(draft, kind_find("namespaces"), "", name) != NULL;
}

static void create_namespace(struct draft *draft, const char *name)
{
    struct value *object = value_object(draft->arena);
    value_put_text(draft->arena, object, "apiVersion", "v1");
    value_put_text(draft->arena, object, "kind", "Namespace");
    value_put_text(draft->arena, value_open(draft->arena, object, "metadata"), "name", name);
    install_object(draft, object, "helm");
}

static void print_release(struct helm *helm, const char *name, const struct chart *chart, int64_t revision)
{
    struct buffer when = {0};
    struct instant now = process_now(helm->process);
    instant_format(&when, "%a %b ", now);
    buffer_format(&when, "%2d ", instant_calendar(now).day);
    instant_format(&when, "%H:%M:%S %Y", now);
    process_print(
        helm->process,
        "NAME: %s\nLAST DEPLOYED: %s\nNAMESPACE: %s\nSTATUS: deployed\nREVISION: %lld\nTEST SUITE: None\n"
        "NOTES:\n%s\n\nTo learn more about the release, try:\n  $ helm status %s -n %s\n  $ helm get all %s -n "
        "%s\n",
        name, arena_copy(helm->arena, buffer_slice(&when)), helm->namespace, (long long)revision, chart->notes,
        name, helm->namespace, name, helm->namespace);
    buffer_release(&when);
}

/* NULL, or why the chart cannot be installed. */
static const char *refusal(struct helm *helm, const char *given, const struct chart *chart)
{
    const char *slash = strchr(given, '/');
    bool local = given[0] == '.' || given[0] == '/' || strstr(given, "://") || flags_has(&helm->flags, "repo");
    const char *repository =
        slash ? arena_copy(helm->arena, (struct slice){given, (size_t)(slash - given)}) : given;
    if (!install_has_cluster(process_cluster(helm->process)))
        return "Kubernetes cluster unreachable: Get \"http://localhost:8080/version\": dial tcp [::1]:8080: "
               "connect: "
               "connection refused";
    if (!local && !find_repository(read_repositories(helm), repository))
        return arena_format(helm->arena, "repo %s not found", repository);
    if (!chart)
        return arena_format(helm->arena, "not simulated: the chart %s", given);
    if (!text_equal(helm->namespace, "istio-system") && chart->part != INSTALL_ISTIO_BASE)
        return arena_format(helm->arena, "not simulated: Istio's %s in the namespace %s", chart->name,
                            helm->namespace);
    return NULL;
}

/* Puts the release into the cluster; NULL, or what went wrong. */
static const char *deploy(struct helm *helm, const char *name, const struct chart *chart,
                          const struct value *values, const struct value *before)
{
    struct draft *draft = process_begin(helm->process);
    const char *problem = NULL;
    if (!has_namespace(draft, helm->namespace)) {
        if (flags_on(&helm->flags, "create-namespace"))
            create_namespace(draft, helm->namespace);
        else
            problem = arena_format(helm->arena, "create: failed to create: namespaces \"%s\" not found",
                                   helm->namespace);
    }
    if (!problem && !flags_has(&helm->flags, "dry-run"))
        problem = install_part(draft, chart->part);
    if (problem || flags_has(&helm->flags, "dry-run")) {
        process_abandon(helm->process);
        return problem;
    }
    if (chart->part == INSTALL_ISTIOD) {
        install_environment(draft, environment_of(helm, values));
        install_access_log(draft, value_string_of(value_get(values, "meshConfig.accessLogFile")));
    }
    record(helm, draft, name, chart, values, before);
    process_commit(helm->process);
    return NULL;
}

static int install(struct helm *helm, bool upgrade)
{
    const char *name = argument(helm, 1), *given = argument(helm, 2);
    const char *failed = upgrade ? "UPGRADE FAILED" : "INSTALLATION FAILED";
    if (helm->flags.count != 3)
        return error(helm,
                     arena_format(helm->arena,
                                  "\"helm %s\" requires 2 arguments\n\nUsage:  helm %s [NAME] [CHART] [flags]",
                                  argument(helm, 0), argument(helm, 0)));
    const struct chart *chart = find_chart(given);
    const char *problem = refusal(helm, given, chart);
    const struct value *before = problem ? NULL : find_release(helm, name);
    if (!problem && before && !upgrade)
        problem = "cannot re-use a name that is still in use";
    if (!problem && !before && upgrade && !flags_on(&helm->flags, "install"))
        problem = arena_format(helm->arena, "\"%s\" has no deployed releases", name);
    if (problem && text_starts(problem, "not simulated")) {
        process_complain(helm->process, "%s\n", problem);
        return 1;
    }
    const struct value *values = problem ? NULL : values_of(helm, &problem);
    if (!problem) {
        if (upgrade && !before)
            process_print(helm->process, "Release \"%s\" does not exist. Installing it now.\n", name);
        say_what_is_not(helm, chart, values);
        process_sleep(helm->process, SECONDS(2));
        problem = deploy(helm, name, chart, values, before);
    }
    if (problem)
        return error(helm, arena_format(helm->arena, "%s: %s", failed, problem));
    if (flags_on(&helm->flags, "wait") && chart->part != INSTALL_ISTIO_BASE) {
        struct duration most = flags_duration(&helm->flags, "timeout", SECONDS(300));
        if (!cluster_await(helm->process, helm->namespace, (int)(most.nanoseconds / SECONDS(1).nanoseconds)))
            return error(helm, arena_format(helm->arena, "%s: context deadline exceeded", failed));
    }
    if (upgrade && before)
        process_print(helm->process, "Release \"%s\" has been upgraded. Happy Helming!\n", name);
    print_release(helm, name, chart, revision_of(before) + 1);
    return 0;
}

static int run_install(struct helm *helm)
{
    return install(helm, false);
}

static int run_upgrade(struct helm *helm)
{
    return install(helm, true);
}

/* --- list, status --- */

static const char *deployed_at(struct helm *helm, const struct value *release)
{
    int64_t seconds = 0;
    slice_to_integer(slice_of(value_find_text(release, "metadata.labels.modifiedAt")), &seconds);
    struct instant at = instant_add((struct instant){0}, duration_of_seconds(seconds));
    struct buffer text = {0};
    instant_format(&text, "%Y-%m-%d %H:%M:%S.000000000 +0000 UTC", at);
    const char *copy = arena_copy(helm->arena, buffer_slice(&text));
    buffer_release(&text);
    return copy;
}

static int run_list(struct helm *helm)
{
    struct draft draft;
    bool all = flags_on(&helm->flags, "all-namespaces");
    if (!install_has_cluster(process_cluster(helm->process)))
        return error(helm, "Kubernetes cluster unreachable: Get \"http://localhost:8080/version\": dial tcp "
                           "[::1]:8080: connect: connection refused");
    draft_begin(&draft, helm->arena, process_hold(helm->process));
    struct api_reply reply =
        api_list(&draft, secrets(), all ? NULL : helm->namespace, "owner=helm,status=deployed", NULL);
    const struct value *items = value_get(reply.object, "items");
    draft_abandon(&draft);
    struct buffer text = {0}, out = {0};
    bool names = flags_on(&helm->flags, "short");
    if (!names)
        buffer_add_text(&text, "NAME\tNAMESPACE\tREVISION\tUPDATED\tSTATUS\tCHART\tAPP VERSION\n");
    for (size_t i = 0; i < value_count(items); i++) {
        const struct value *release = value_at(items, i), *metadata = value_get(release, "metadata");
        const char *name = value_find_text(metadata, "labels.name");
        if (names)
            buffer_format(&text, "%s\n", name);
        else
            buffer_format(
                &text, "%s\t%s\t%lld\t%s\tdeployed\t%s\t%s\n", name, value_find_text(metadata, "namespace"),
                (long long)revision_of(release), deployed_at(helm, release),
                value_string_of(value_get(value_get(metadata, "annotations"), "helm.sh/chart")), ISTIO_VERSION);
    }
    tabwriter_format(&out, buffer_slice(&text), 0, 1, NULL);
    const char *copy = arena_copy(helm->arena, buffer_slice(&out));
    buffer_release(&out);
    buffer_release(&text);
    process_write(helm->process, STREAM_OUT, slice_of(copy));
    return 0;
}

static int run_status(struct helm *helm)
{
    const char *name = argument(helm, 1);
    const struct value *release = find_release(helm, name);
    if (!release)
        return error(helm, "release: not found");
    const char *title =
        value_string_of(value_get(value_find(release, "metadata.annotations"), "helm.sh/chart"));
    for (size_t i = 0; i < sizeof charts / sizeof *charts; i++)
        if (text_starts(title, charts[i].title))
            print_release(helm, name, &charts[i], revision_of(release));
    return 0;
}

static int run_version(struct helm *helm)
{
    process_print(
        helm->process, "%s\n",
        flags_on(&helm->flags, "short")
            ? "v3.19.4+g7cfb6e4"
            : "version.BuildInfo{Version:\"v3.19.4\", GitCommit:\"7cfb6e486dac026202556836bb910c37d847793e\", "
              "GitTreeState:\"clean\", GoVersion:\"go1.24.11\"}");
    return 0;
}

static int run(struct process *process, int count, char *const *words)
{
    static const struct {
        const char *name;
        int (*run)(struct helm *helm);
    } commands[] = {{"install", run_install}, {"list", run_list},     {"ls", run_list},
                    {"repo", run_repo},       {"status", run_status}, {"upgrade", run_upgrade},
                    {"version", run_version}};
    const struct flag *tables[] = {helm_flags, NULL};
    struct helm helm = {.process = process, .arena = process->arena};
    const char *problem = flags_read(&helm.flags, process->arena, tables, count - 1, words + 1);
    if (problem)
        return error(&helm, problem);
    helm.namespace = flags_text(&helm.flags, "namespace", "default");
    if (flags_has(&helm.flags, "output"))
        return unsimulated(&helm, "-o");
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        if (text_equal(commands[i].name, argument(&helm, 0)))
            return commands[i].run(&helm);
    return unsimulated(&helm, argument(&helm, 0));
}

const struct program helm_program = {.name = "helm",
                                     .usage = "helm repo|install|upgrade|list|status|version [ARGUMENT]...",
                                     .help = "Install Istio's charts",
                                     .flags = helm_flags,
                                     .installed = DOCKER_FOLDER,
                                     .starts = MILLISECONDS(40),
                                     .run = run};
