/* The commands of helm that change the cluster, and the program. */
#include "tools/builder/helm.h"

#include "base/buffer.h"
#include "base/limits.h"
#include "base/nearest.h"
#include "data/gotext.h"
#include "data/json.h"
#include "data/yaml.h"
#include "tools/builder/constraint.h"

static const struct flag helm_flags[] = {
    {"all", 'a', NULL, "releases that are not deployed, too"},
    {"all-namespaces", 'A', NULL, "in all namespaces"},
    {"atomic", 0, NULL, "undo what fails"},
    {"cleanup-on-fail", 0, NULL, "accepted, without effect"},
    {"create-namespace", 0, NULL, "if it is not there"},
    {"date", 'd', NULL, "sort releases by date"},
    {"debug", 0, NULL, "accepted, without effect"},
    {"deployed", 0, NULL, "releases that are deployed"},
    {"description", 0, "TEXT", "of the revision"},
    {"devel", 0, NULL, "accepted, without effect"},
    {"disable-openapi-validation", 0, NULL, "accepted, without effect"},
    {"dry-run", 0, "?MODE", "change nothing"},
    {"failed", 0, NULL, "releases that failed"},
    {"filter", 0, "REGEXP", "releases with such a name (list -f)"},
    {"force", 0, NULL, "accepted, without effect"},
    {"force-update", 0, NULL, "replace a repository"},
    {"generate-name", 'g', NULL, "not simulated"},
    {"history-max", 0, FLAG_INTEGER, "accepted, without effect"},
    {"ignore-not-found", 0, NULL, "a release that is not there is no error"},
    {"install", 'i', NULL, "install when there is no such release"},
    {"keep-history", 0, NULL, "keep the record of what is uninstalled"},
    {"kube-context", 0, "NAME", "accepted, without effect"},
    {"kubeconfig", 0, "FILE", "accepted, without effect"},
    {"max", 'm', FLAG_INTEGER, "how many revisions, or releases"},
    {"namespace", 'n', "NAME", "of the release"},
    {"no-headers", 0, NULL, "no titles"},
    {"no-hooks", 0, NULL, "accepted, without effect"},
    {"offset", 0, FLAG_INTEGER, "the first release is another one"},
    {"output", 'o', "FORMAT", "table, json or yaml"},
    {"pending", 0, NULL, "releases that are on the way"},
    {"repo", 0, "URL", "of the chart"},
    {"reset-values", 0, NULL, "accepted, without effect"},
    {"reuse-values", 0, NULL, "the values of the last release, too"},
    {"reverse", 'r', NULL, "the other way round"},
    {"revision", 0, FLAG_INTEGER, "of the release"},
    {"selector", 'l', "SELECTOR", "labels of releases"},
    {"set", 0, "NAME=VALUE", "a value of the chart"},
    {"set-string", 0, "NAME=VALUE", "a value that is a text"},
    {"short", 'q', NULL, "names only"},
    {"skip-crds", 0, NULL, "accepted, without effect"},
    {"superseded", 0, NULL, "releases that another one replaced"},
    {"time-format", 0, "FORMAT", "of dates, as Go writes 2006-01-02"},
    {"timeout", 0, FLAG_DURATION, "how long to wait (default 5m0s)"},
    {"uninstalled", 0, NULL, "releases that are no more (uninstall --keep-history)"},
    {"uninstalling", 0, NULL, "releases that are being uninstalled"},
    {"values", 'f', "FILE", "values of the chart"},
    {"version", 0, "VERSION", "of the chart"},
    {"wait", 0, NULL, "until it is ready"},
    {"wait-for-jobs", 0, NULL, "accepted, without effect"},
    {0},
};

/* --- what they share --- */

int helm_error(struct helm *helm, const char *text)
{
    process_complain(helm->process, "Error: %s\n", text);
    return 1;
}

int helm_unsimulated(struct helm *helm, const char *what)
{
    process_complain(helm->process, "not simulated: helm %s\n", what);
    return 1;
}

const char *helm_argument(const struct helm *helm, int index)
{
    return index < helm->flags.count ? helm->flags.arguments[index] : "";
}

const char *helm_output(struct helm *helm, bool offered)
{
    const char *output = flags_text(&helm->flags, "output", "table");
    bool table = text_equal(output, "table");
    if (!table && !text_equal(output, "json") && !text_equal(output, "yaml"))
        helm_error(helm, arena_format(helm->arena,
                                      "invalid argument \"%s\" for \"-o, --output\" flag: invalid format type",
                                      output));
    else if (table || offered)
        return output;
    else
        helm_unsimulated(helm, arena_format(helm->arena, "%s -o %s", helm_argument(helm, 0), output));
    return NULL;
}

const char *helm_unreachable(struct helm *helm)
{
    return install_has_cluster(process_cluster(helm->process))
               ? NULL
               : "Kubernetes cluster unreachable: Get \"http://localhost:8080/version\": dial tcp [::1]:8080: "
                 "connect: "
                 "connection refused";
}

/* --- values --- */

/* The leaves of a values file, an object, by their paths: "pilot.env.X". A list is one. */
static void flatten(struct helm *helm, struct value *values, const char *path, const struct value *value)
{
    for (size_t i = 0; i < value_count(value); i++) {
        const char *key = value_key_at(value, i);
        const struct value *member = value_member_at(value, i);
        const char *whole = path[0] ? arena_format(helm->arena, "%s.%s", path, key) : key;
        if (value_is(member, VALUE_OBJECT) && value_count(member))
            flatten(helm, values, whole, member);
        else
            value_put(helm->arena, values, whole, member);
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
    if (value_is(document, VALUE_OBJECT))
        flatten(helm, values, "", document);
    return NULL;
}

/* true, false, null and whole numbers are what they look like; --set-string takes them as texts. */
static const struct value *typed(struct helm *helm, struct slice text, bool string)
{
    int64_t number;
    if (string)
        return value_string(helm->arena, text);
    if (slice_is(text, "true") || slice_is(text, "false"))
        return value_boolean(slice_is(text, "true"));
    if (slice_is(text, "null"))
        return value_null();
    bool plain = text.length == 1 || (text.length > 1 && text.data[0] != '0' && text.data[0] != '+');
    return plain && slice_to_integer(text, &number) ? value_integer(helm->arena, number)
                                                    : value_string(helm->arena, text);
}

/* Up to one of [ends], which is taken off too (*end, or 0); a backslash hides what follows it, and goes. */
static struct slice take_until(struct helm *helm, struct slice *rest, const char *ends, char *end)
{
    char *text = arena_allocate(helm->arena, rest->length + 1);
    struct slice taken = {text, 0};
    size_t at = 0;
    for (; at < rest->length && !strchr(ends, rest->data[at]); at++) {
        if (rest->data[at] == '\\' && at + 1 < rest->length)
            at++;
        text[taken.length++] = rest->data[at];
    }
    *end = at < rest->length ? rest->data[at] : 0;
    *rest = slice_part(*rest, at + (*end != 0), rest->length);
    return taken;
}

/* "{a,b}", the brace being read; NULL: it does not end. */
static const struct value *take_set_list(struct helm *helm, struct slice *rest, bool string)
{
    struct value *list = value_array(helm->arena);
    char end;
    do
        value_append(helm->arena, list, typed(helm, take_until(helm, rest, ",}", &end), string));
    while (end == ',');
    size_t comma = slice_find_byte(*rest, ',');
    *rest = slice_part(*rest, comma + (comma < rest->length), rest->length);
    return end ? list : NULL;
}

/* The number in "[7]", which is taken off; -1: *problem says what is wrong. */
static int64_t take_index(struct helm *helm, struct slice *rest, const char **problem)
{
    enum { LARGEST = 65536 };
    int64_t index;
    size_t end = slice_find_byte(*rest, ']');
    struct slice text = slice_part(*rest, 1, end);
    *rest = slice_part(*rest, end + 1, rest->length);
    if (!slice_to_integer(text, &index))
        *problem = arena_format(helm->arena, "error parsing index: strconv.Atoi: parsing \"%s\": invalid syntax",
                                arena_copy(helm->arena, text));
    else if (index < 0)
        *problem = arena_format(helm->arena, "negative %lld index not allowed", (long long)index);
    else if (index > LARGEST)
        *problem = arena_format(helm->arena, "index of %lld is greater than maximum supported index of %d",
                                (long long)index, LARGEST);
    else if (rest->length && !strchr("[.", rest->data[0]))
        *problem = arena_format(helm->arena, "unexpected data at end of array index: ['%.1s']", rest->data);
    return *problem ? -1 : index;
}

/* [old] with [value] at [way], which is "[1].name[0]" and so on. */
static const struct value *with_at(struct helm *helm, const struct value *old, struct slice way,
                                   const struct value *value, int depth, const char **problem)
{
    if (depth > LIMIT_VALUE_DEPTH)
        *problem = "not simulated: lists and keys nested this deep";
    if (!way.length || *problem)
        return value;
    if (way.data[0] == '[') {
        int64_t index = take_index(helm, &way, problem);
        if (old && !value_is(old, VALUE_ARRAY))
            *problem = arena_format(helm->arena, "unable to parse key: interface conversion: interface {} is %s, not []interface {}",
                                    gotext_type(old));
        if (*problem)
            return NULL;
        struct value *list = value_array(helm->arena);
        for (size_t i = 0; i < value_count(old) || i <= (size_t)index; i++) {
            const struct value *element = i < value_count(old) ? value_at(old, i) : value_null();
            const struct value *below = value_is(element, VALUE_NULL) ? NULL : element;
            value_append(helm->arena, list, i == (size_t)index ? with_at(helm, below, way, value, depth + 1, problem) : element);
        }
        return list;
    }
    size_t end = 1;
    while (end < way.length && !strchr("[.", way.data[end]))
        end++;
    struct slice key = slice_part(way, 1, end);
    struct value *object = value_edit(helm->arena, value_is(old, VALUE_OBJECT) ? old : NULL);
    const struct value *below = value_get_slice(object, key);
    if (key.length)
        value_put_slice(helm->arena, object, key, with_at(helm, below, slice_part(way, end, way.length), value, depth + 1, problem));
    return object;
}

/* What --set says, "a.b=c,d={e,f},g[0].h=i", as helm's strvals reads it. NULL, or what is wrong. */
static const char *read_set(struct helm *helm, struct value *values, struct slice text, bool string)
{
    const char *problem = NULL;
    while (text.length) {
        size_t length = 0;
        while (length < text.length && text.data[length] != '=' && text.data[length] != ',')
            length++;
        struct slice key = slice_part(text, 0, length);
        bool given = length < text.length && text.data[length] == '=', more = length < text.length;
        text = slice_part(text, length + (length < text.length), text.length);
        if (!given)
            return arena_format(helm->arena, "key \"%s\" has no value%s", arena_copy(helm->arena, key),
                                more ? " (cannot end with ,)" : "");
        if (slice_find_byte(key, '\\') < key.length)
            return arena_format(helm->arena, "not simulated: a backslash in the key \"%s\"",
                                arena_copy(helm->arena, key));
        const struct value *value;
        char end;
        if (slice_starts(text, "{")) {
            text = slice_part(text, 1, text.length);
            value = take_set_list(helm, &text, string);
        } else {
            value = typed(helm, take_until(helm, &text, ",", &end), string);
        }
        if (!value)
            return "list must terminate with '}'";
        struct slice way = slice_part(key, slice_find_byte(key, '['), key.length);
        key = slice_part(key, 0, key.length - way.length);
        bool whole = !way.length || slice_find_byte(way, ']') < way.length; /* without its end it is passed over */
        if (way.length && whole && slice_ends(key, "."))
            return arena_format(helm->arena, "key map \"%s\" has no value", arena_copy(helm->arena, slice_part(key, 0, key.length - 1)));
        value = with_at(helm, value_get_slice(values, key), way, value, 0, &problem);
        if (problem)
            return problem;
        if (key.length && whole)
            value_put_slice(helm->arena, values, key, value);
    }
    return NULL;
}

/* The chart's values as -f and then --set give them, by their paths. */
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
        while (!*problem && (set = flags_next(&helm->flags, names[n], &at))) {
            const char *wrong = read_set(helm, values, slice_of(set), n == 1);
            if (wrong)
                *problem = arena_format(helm->arena, "failed parsing --%s data: %s", names[n], wrong);
        }
    }
    return values;
}

/* What an upgrade goes on with: the last values too with --reuse-values, and those alone when it is given none.
 */
static const struct value *reuse_values(struct helm *helm, const struct value *given, const struct value *last)
{
    bool reset = flags_on(&helm->flags, "reset-values"), reused = flags_on(&helm->flags, "reuse-values");
    if (reset || (value_count(given) && !reused))
        return given;
    struct value *all = value_edit(helm->arena, last);
    for (size_t i = 0; i < value_count(given); i++)
        value_put(helm->arena, all, value_key_at(given, i), value_member_at(given, i));
    return all;
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
    const char *version = flags_text(&helm->flags, "version", "");
    if (constraint_check(slice_of(version), SLICE(ISTIO_VERSION)) != CONSTRAINT_HOLDS)
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

static const struct value *as_text(struct helm *helm, const struct value *value)
{
    return value_is(value, VALUE_STRING) ? value : value_text(helm->arena, json_text(helm->arena, value));
}

/* The environment variables of istiod's container that the values ask for; null: one that they asked for last.
 */
static const struct value *environment_of(struct helm *helm, const struct value *values,
                                          const struct value *last)
{
    struct value *variables = value_object(helm->arena);
    for (size_t i = 0; i < value_count(last); i++) {
        const char *name = variable_of(value_key_at(last, i));
        if (name)
            value_put(helm->arena, variables, name, value_null());
    }
    for (size_t i = 0; i < value_count(values); i++) {
        const char *name = variable_of(value_key_at(values, i));
        if (name)
            value_put(helm->arena, variables, name, as_text(helm, value_member_at(values, i)));
    }
    return variables;
}

/* --- install, upgrade --- */

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

/* What a release is made of. */
struct plan {
    const char *name, *description;
    const struct chart *chart;
    const struct value *values, *last; /* the revision that is deployed; NULL: none */
    int64_t revision;
};

/* Puts the release into the cluster; NULL, or what went wrong. */
static const char *deploy(struct helm *helm, const struct plan *plan)
{
    struct draft *draft = process_begin(helm->process);
    const char *problem = NULL;
    bool dry = flags_has(&helm->flags, "dry-run");
    if (!has_namespace(draft, helm->namespace) && !dry) {
        if (flags_on(&helm->flags, "create-namespace"))
            create_namespace(draft, helm->namespace);
        else
            problem = arena_format(helm->arena, "create: failed to create: namespaces \"%s\" not found",
                                   helm->namespace);
    }
    if (!problem && !text_equal(helm->namespace, "istio-system") && plan->chart->part != INSTALL_ISTIO_BASE)
        problem = arena_format(helm->arena, "not simulated: Istio's %s in the namespace %s", plan->chart->name,
                               helm->namespace);
    if (!problem && !dry)
        problem = install_part(draft, plan->chart->part);
    if (problem || dry) {
        process_abandon(helm->process);
        return problem;
    }
    if (plan->chart->part == INSTALL_ISTIOD) {
        install_environment(
            draft, environment_of(helm, plan->values, plan->last ? helm_values(helm, plan->last) : NULL));
        install_access_log(draft, value_string_of(value_get(plan->values, "meshConfig.accessLogFile")));
    }
    helm_record(helm, draft, plan->name, plan->revision, plan->chart, plan->values, plan->description);
    process_commit(helm->process);
    return NULL;
}

static bool is_release_name(const char *name)
{
    size_t length = strlen(name);
    bool begins = true; /* a part of the name: letters and digits at both ends */
    for (size_t i = 0; i < length; i++) {
        bool inner = ascii_is_digit(name[i]) || (name[i] >= 'a' && name[i] <= 'z');
        bool ends = i + 1 == length || name[i + 1] == '.';
        if (!inner && (begins || ends || (name[i] != '-' && name[i] != '.')))
            return false;
        begins = name[i] == '.';
    }
    return length && length <= 53;
}

/* Why a name cannot be a new release's. */
static const char *name_problem(struct helm *helm, const char *name)
{
    if (!is_release_name(name))
        return arena_format(
            helm->arena,
            "release name \"%s\": invalid release name, must match regex "
            "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$ and the length must not "
            "be longer than 53",
            name);
    return helm_release(helm, name, 0, NULL) ? "cannot re-use a name that is still in use" : NULL;
}

static int dry_run(struct helm *helm, const struct plan *plan)
{
    return helm_unsimulated(helm, arena_format(helm->arena, "%s --dry-run: the manifests of the chart %s",
                                               helm_argument(helm, 0), plan->chart->name));
}

static int refuse(struct helm *helm, const char *failed, const char *problem)
{
    if (!text_starts(problem, "not simulated"))
        return helm_error(helm, arena_format(helm->arena, "%s%s", failed, problem));
    process_complain(helm->process, "%s\n", problem);
    return 1;
}

/* Carries the plan out and shows the release; [failed] stands before what goes wrong. */
static int carry_out(struct helm *helm, struct plan *plan, const char *failed)
{
    say_what_is_not(helm, plan->chart, plan->values);
    process_sleep(helm->process, SECONDS(2));
    const char *problem = deploy(helm, plan);
    if (!problem && flags_has(&helm->flags, "dry-run"))
        return dry_run(helm, plan);
    if (!problem && flags_on(&helm->flags, "wait") && plan->chart->part != INSTALL_ISTIO_BASE) {
        struct duration most = flags_duration(&helm->flags, "timeout", SECONDS(300));
        if (!cluster_await(helm->process, helm->namespace, (int)(most.nanoseconds / SECONDS(1).nanoseconds)))
            problem = "context deadline exceeded";
    }
    if (problem)
        return refuse(helm, failed, problem);
    if (plan->revision > 1)
        process_print(helm->process, "Release \"%s\" has been upgraded. Happy Helming!\n", plan->name);
    helm_print_release(helm, helm_release(helm, plan->name, plan->revision, NULL));
    return 0;
}

/* The chart and the values of a command; NULL, or what is wrong with them. */
static const char *prepare(struct helm *helm, struct plan *plan, const char *given)
{
    const char *problem = NULL;
    plan->chart = helm_find_chart(helm, given, &problem);
    if (!problem)
        plan->values = values_of(helm, &problem);
    return problem;
}

/* [failed] is "" where `upgrade --install` installs. */
static int install_anew(struct helm *helm, const char *failed)
{
    struct plan plan = {.name = helm_argument(helm, 1), .description = "Install complete", .revision = 1};
    const char *problem = NULL;
    if (flags_on(&helm->flags, "generate-name"))
        return helm_unsimulated(helm, "install --generate-name");
    if (helm->flags.count == 2)
        problem = "must either provide a name or specify --generate-name";
    else if (helm->flags.count > 3)
        problem = arena_format(helm->arena, "expected at most two arguments, unexpected arguments: %s",
                               helm_argument(helm, 3));
    if (!problem)
        problem = prepare(helm, &plan, helm_argument(helm, 2));
    if (!problem)
        problem = helm_unreachable(helm);
    if (!problem)
        problem = name_problem(helm, plan.name);
    return problem ? refuse(helm, failed, problem) : carry_out(helm, &plan, failed);
}

static int install(struct helm *helm)
{
    return install_anew(helm, "INSTALLATION FAILED: ");
}

static int upgrade(struct helm *helm)
{
    struct plan plan = {.name = helm_argument(helm, 1), .description = "Upgrade complete"};
    const char *problem = NULL;
    if (flags_on(&helm->flags, "install")) {
        problem = helm_unreachable(helm);
        if (!problem && !helm_release(helm, plan.name, 0, NULL)) {
            process_print(helm->process, "Release \"%s\" does not exist. Installing it now.\n", plan.name);
            return install_anew(helm, "");
        }
    }
    if (!problem)
        problem = prepare(helm, &plan, helm_argument(helm, 2));
    if (!problem)
        problem = helm_unreachable(helm);
    if (problem)
        return refuse(helm, "", problem);
    plan.last = helm_release(helm, plan.name, 0, "deployed");
    if (!plan.last)
        return helm_error(
            helm, arena_format(helm->arena, "UPGRADE FAILED: \"%s\" has no deployed releases", plan.name));
    plan.revision = helm_revision(helm_release(helm, plan.name, 0, NULL)) + 1;
    plan.values = reuse_values(helm, plan.values, helm_values(helm, plan.last));
    return carry_out(helm, &plan, "UPGRADE FAILED: ");
}

/* --- uninstall, rollback --- */

/* One release: its objects and its record. Custom resource definitions stay, as the chart asks for. */
static void take_away(struct helm *helm, const char *name, const struct chart *chart)
{
    struct draft *draft = process_begin(helm->process);
    const struct value *kept = chart ? install_remove(draft, chart->part) : NULL;
    helm_forget(helm, draft, name, flags_on(&helm->flags, "keep-history"));
    process_commit(helm->process);
    if (value_count(kept))
        process_print(helm->process, "These resources were kept due to the resource policy:\n");
    for (size_t i = 0; i < value_count(kept); i++)
        process_print(helm->process, "[CustomResourceDefinition] %s\n", value_string_of(value_at(kept, i)));
    if (value_count(kept))
        process_print(helm->process, "\n");
}

static int uninstall(struct helm *helm)
{
    const char *problem = helm_unreachable(helm);
    if (problem)
        return helm_error(helm, problem);
    if (flags_has(&helm->flags, "dry-run"))
        return helm_unsimulated(helm, "uninstall --dry-run");
    for (int i = 1; i < helm->flags.count; i++) {
        const char *name = helm_argument(helm, i);
        const struct value *release = helm_release(helm, name, 0, NULL);
        if (!release && !flags_on(&helm->flags, "ignore-not-found"))
            return helm_error(
                helm, arena_format(helm->arena, "uninstall: Release not loaded: %s: release: not found", name));
        process_sleep(helm->process, MILLISECONDS(500));
        if (release)
            take_away(helm, name, helm_chart_of(helm, release));
        process_print(helm->process, "release \"%s\" uninstalled\n", name);
    }
    return 0;
}

static int rollback(struct helm *helm)
{
    const char *name = helm_argument(helm, 1), *problem = helm_unreachable(helm);
    const struct value *newest = problem ? NULL : helm_release(helm, name, 0, NULL);
    int64_t wanted = 0;
    if (problem || !newest)
        return helm_error(helm, problem ? problem : "release: not found");
    if (helm->flags.count > 2 && !slice_to_integer(slice_of(helm_argument(helm, 2)), &wanted))
        return helm_error(helm,
                          arena_format(helm->arena,
                                       "could not convert revision to a number: strconv.Atoi: parsing \"%s\": "
                                       "invalid syntax",
                                       helm_argument(helm, 2)));
    wanted = wanted ? wanted : helm_revision(newest) - 1;
    const struct value *before = helm_release(helm, name, wanted, NULL);
    if (!before || wanted < 1)
        return helm_error(helm, arena_format(helm->arena, "release has no %lld version", (long long)wanted));
    struct plan plan = {.name = name,
                        .description = arena_format(helm->arena, "Rollback to %lld", (long long)wanted),
                        .chart = helm_chart_of(helm, before),
                        .values = helm_values(helm, before),
                        .last = helm_release(helm, name, 0, "deployed"),
                        .revision = helm_revision(newest) + 1};
    if (!plan.chart)
        return helm_unsimulated(helm, "rollback of what is not ours");
    process_sleep(helm->process, SECONDS(1));
    problem = deploy(helm, &plan);
    if (problem)
        return helm_error(helm, problem);
    process_print(helm->process, "Rollback was a success! Happy Helming!\n");
    return 0;
}

/* --- the program --- */

static int version(struct helm *helm)
{
    process_print(
        helm->process, "%s\n",
        flags_on(&helm->flags, "short")
            ? "v3.18.0+gcc58e3f"
            : "version.BuildInfo{Version:\"v3.18.0\", GitCommit:\"cc58e3f5a3aa615c6a86275e6f4444b5fdd3cc4e\", "
              "GitTreeState:\"clean\", GoVersion:\"go1.24.3\"}");
    return 0;
}

static const struct helm_command {
    const char *name, *other, *under; /* under: its second word, NULL: any */
    const char *usage, *help;         /* behind "helm"; in the list of commands, NULL: not in it */
    int least, most;                  /* arguments; most is -1: no end */
    int (*run)(struct helm *helm);
} commands[] = {
    {"get", NULL, NULL, NULL, "download extended information of a named release", 0, -1, helm_get},
    {"history", "hist", NULL, "history RELEASE_NAME [flags]", "fetch release history", 1, 1, helm_history},
    {"install", NULL, NULL, "install [NAME] [CHART] [flags]", "install a chart", 1, -1, install},
    {"list", "ls", NULL, "list [flags]", "list releases", 0, 0, helm_list},
    {"repo", NULL, "add", "repo add [NAME] [URL] [flags]", NULL, 2, 2, helm_repo},
    {"repo", NULL, "list", "repo list [flags]", NULL, 0, 0, helm_repo},
    {"repo", NULL, "remove", "repo remove [REPO1 [REPO2 ...]] [flags]", NULL, 1, -1, helm_repo},
    {"repo", NULL, "rm", "repo remove [REPO1 [REPO2 ...]] [flags]", NULL, 1, -1, helm_repo},
    {"repo", NULL, NULL, NULL, "add, list, remove, update, and index chart repositories", 0, -1, helm_repo},
    {"rollback", NULL, NULL, "rollback <RELEASE> [REVISION] [flags]",
     "roll back a release to a previous revision", 1, -1, rollback},
    {"status", NULL, NULL, "status RELEASE_NAME [flags]", "display the status of the named release", 1, 1,
     helm_status},
    {"uninstall", "delete", NULL, "uninstall RELEASE_NAME [...] [flags]", "uninstall a release", 1, -1,
     uninstall},
    {"uninstall", "del", NULL, "uninstall RELEASE_NAME [...] [flags]", NULL, 1, -1, uninstall},
    {"uninstall", "un", NULL, "uninstall RELEASE_NAME [...] [flags]", NULL, 1, -1, uninstall},
    {"upgrade", NULL, NULL, "upgrade [RELEASE] [CHART] [flags]", "upgrade a release", 2, 2, upgrade},
    {"version", NULL, NULL, "version [flags]", "print the client version information", 0, 0, version},
};
enum { COMMANDS = sizeof commands / sizeof *commands };

/* Commands of helm that are not simulated: they are not unknown. */
static const char *const others[] = {"completion", "create", "dependency", "env",      "lint",   "package",
                                     "plugin",     "pull",   "push",       "registry", "search", "show",
                                     "template",   "test",   "verify",     NULL};

static int help(struct helm *helm)
{
    process_print(helm->process, "The Kubernetes package manager: here, for Istio's charts.\n\n"
                                 "Usage:\n  helm [command]\n\nAvailable Commands:\n");
    for (size_t i = 0; i < COMMANDS; i++)
        if (commands[i].help)
            process_print(helm->process, "  %-11s %s\n", commands[i].name, commands[i].help);
    process_print(helm->process, "\nFlags:\n");
    for (const struct flag *flag = helm_flags; flag->name; flag++)
        process_print(helm->process, "  %s --%-26s %s\n",
                      flag->letter ? arena_format(helm->arena, "-%c,", flag->letter) : "   ", flag->name,
                      flag->help);
    return 0;
}

/* How many arguments a command takes, in cobra's words. */
static const char *count_problem(struct helm *helm, const struct helm_command *command)
{
    int given = helm->flags.count - (command->under ? 2 : 1);
    struct slice usage = slice_of(command->usage ? command->usage : "");
    size_t words = slice_find_byte(usage, ' ');
    if (command->under)
        words += 1 + slice_find_byte(slice_part(usage, words + 1, usage.length), ' ');
    const char *name = arena_copy(helm->arena, slice_part(usage, 0, words));
    if (given >= command->least && (command->most < 0 || given <= command->most))
        return NULL;
    if (command->most == 0)
        return arena_format(helm->arena, "\"helm %s\" accepts no arguments\n\nUsage:  helm %s", name,
                            command->usage);
    return arena_format(helm->arena, "\"helm %s\" requires %s%d argument%s\n\nUsage:  helm %s", name,
                        command->most < 0 ? "at least " : "", command->least, command->least == 1 ? "" : "s",
                        command->usage);
}

static int unknown(struct helm *helm, const char *word)
{
    const char *meant = "", *last = "";
    for (const char *const *row = others; *row; row++)
        if (text_equal(*row, word))
            return helm_unsimulated(helm, word);
    for (size_t i = 0; i < COMMANDS; i++) {
        const char *name = commands[i].name;
        if (!text_equal(name, last) && (word_distance(word, name) <= 2 || text_starts(name, word)))
            meant = arena_format(helm->arena, "%s\t%s\n", meant, name);
        last = name;
    }
    return helm_error(
        helm, arena_format(helm->arena, "unknown command \"%s\" for \"helm\"%s%s\nRun 'helm --help' for usage.",
                           word, meant[0] ? "\n\nDid you mean this?\n" : "", meant));
}

static const struct helm_command *find_command(const struct helm *helm)
{
    const char *word = helm_argument(helm, 0), *second = helm_argument(helm, 1);
    for (size_t i = 0; i < COMMANDS; i++) {
        const struct helm_command *row = &commands[i];
        bool named = text_equal(row->name, word) || (row->other && text_equal(row->other, word));
        if (named && (!row->under || text_equal(row->under, second)))
            return row;
    }
    return NULL;
}

static int run(struct process *process, int count, char *const *words)
{
    const struct flag *tables[] = {helm_flags, NULL};
    struct helm helm = {.process = process, .arena = process->arena};
    const char *problem = flags_read(&helm.flags, process->arena, tables, count - 1, words + 1);
    const char *word = helm_argument(&helm, 0);
    const struct helm_command *command = find_command(&helm);
    if (word[0] && !command && !text_equal(word, "help"))
        return unknown(&helm, word);
    if (problem)
        return helm_error(&helm, problem);
    if (!command || helm.flags.help)
        return help(&helm);
    helm.namespace = flags_text(&helm.flags, "namespace", "default");
    problem = count_problem(&helm, command);
    return problem ? helm_error(&helm, problem) : command->run(&helm);
}

const struct program helm_program = {
    .name = "helm",
    .usage = "helm repo|install|upgrade|uninstall|list|status|history|get|rollback|version [ARGUMENT]...",
    .help = "Install Istio's charts",
    .flags = helm_flags,
    .installed = DOCKER_FOLDER,
    .starts = MILLISECONDS(40),
    .run = run};
