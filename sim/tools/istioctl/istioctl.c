#include "tools/istioctl/istioctl.h"

#include <string.h>

#include "base/hash.h"
#include "data/yaml.h"

enum { STATUS_USAGE = 64 };

const struct command_group command_groups[] = {
    {waypoint_rows, &waypoint_row_count},
    {ztunnel_rows, &ztunnel_row_count},
    {proxy_rows, &proxy_row_count},
    {status_rows, &status_row_count},
    {analyze_rows, &analyze_row_count},
    {validate_rows, &validate_row_count},
    {experimental_rows, &experimental_row_count},
    {install_rows, &install_row_count},
    {other_rows, &other_row_count},
};
const size_t command_group_count = sizeof command_groups / sizeof *command_groups;

const struct flag global_flags[] = {
    {"as", 0, "USER",
     "Username to impersonate for the operation. User could be a regular user or a service account in a "
     "namespace"},
    {"as-group", 0, "GROUP",
     "Group to impersonate for the operation, this flag can be repeated to specify multiple groups."},
    {"as-uid", 0, "UID", "UID to impersonate for the operation."},
    {"context", 0, "NAME", "Kubernetes configuration context"},
    {"istioNamespace", 'i', "NAMESPACE", "Istio system namespace (default \"istio-system\")"},
    {"kubeclient-timeout", 0, "TIMEOUT",
     "Kubernetes client timeout as a time.Duration string (default \"15s\")"},
    {"kubeconfig", 'c', "FILE", "Kubernetes configuration file"},
    {"namespace", 'n', "NAMESPACE", "Kubernetes namespace"},
    {"vklog", 0, FLAG_INTEGER, "number for the log level verbosity. Like -v flag. ex: --vklog=9"},
    {0},
};

/* --- what a command was given --- */

const char *istioctl_flag(const struct istioctl *istioctl, const char *name)
{
    return flags_text(&istioctl->flags, name, NULL);
}

bool istioctl_on(const struct istioctl *istioctl, const char *name)
{
    return flags_on(&istioctl->flags, name);
}

static const struct value *parse_kubeconfig(void *context, struct slice text)
{
    struct arena *arena = context;
    const struct value *config = NULL;
    struct yaml_reader reader = yaml_reader((struct slice){arena_copy(arena, text), text.length});
    return yaml_next(arena, &reader, &config) && value_is(config, VALUE_OBJECT) ? config : NULL;
}

static const struct value *context_of(const struct istioctl *istioctl, bool *found)
{
    const char *problem, *wanted = istioctl_flag(istioctl, "context");
    const struct value *file = process_file(istioctl->process, "/root/.kube/config", &problem), *config = NULL;
    *found = true;
    if (file)
        config = process_parsed(istioctl->process, file, parse_kubeconfig, istioctl->arena);
    const char *current = wanted ? wanted : value_find_text(config, "current-context");
    const struct value *contexts = value_get(config, "contexts");
    for (size_t i = 0; i < value_count(contexts); i++) {
        if (value_says(value_get(value_at(contexts, i), "name"), current))
            return value_find(value_at(contexts, i), "context");
    }
    *found = !wanted || (!file && text_equal(wanted, "kubernetes-admin@kubernetes"));
    return NULL;
}

const char *istioctl_namespace(const struct istioctl *istioctl)
{
    const char *given = istioctl_flag(istioctl, "namespace");
    bool found;
    if (given && given[0])
        return given;
    const char *namespace = value_find_text(context_of(istioctl, &found), "namespace");
    return namespace[0] ? namespace : "default";
}

int istioctl_error(const struct istioctl *istioctl, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    process_complain(istioctl->process, "Error: %s\n", arena_format_list(istioctl->arena, format, list));
    va_end(list);
    return 1;
}

int istioctl_unsimulated(const struct istioctl *istioctl, const char *what)
{
    process_complain(istioctl->process, "not simulated: istioctl %s\n", what);
    return 1;
}

/* --- what it reads --- */

const char istioctl_unreachable[] =
    "Get \"http://localhost:8080/api/v1/namespaces/istio-system/pods\": dial tcp "
    "[::1]:8080: connect: connection refused";

const struct configuration *istioctl_configuration(const struct istioctl *istioctl)
{
    return process_configuration(istioctl->process);
}

struct map istioctl_objects(const struct istioctl *istioctl)
{
    return world_map(process_hold_cluster(istioctl->process), WORLD_APPLIED);
}

bool workload_is_ztunnel(const struct workload *workload)
{
    return text_equal(workload->namespace, "istio-system") && text_equal(workload->owner, "ztunnel");
}

bool workload_is_waypoint(const struct workload *workload)
{
    return text_equal(lookup_label(workload->pod, "gateway.istio.io/managed"), "istio.io-mesh-controller");
}

const char *istiod_pod(const struct configuration *configuration)
{
    for (size_t i = 0; i < configuration->workload_count; i++) {
        const struct workload *workload = &configuration->workloads[i];
        if (workload->ready && text_equal(workload->owner, "istiod") &&
            text_equal(workload->namespace, "istio-system"))
            return workload->name;
    }
    return "";
}

/* Does the pod belong to "deploy/NAME", "ds/NAME", "svc/NAME"? */
static bool belongs(const struct configuration *configuration, const struct workload *workload,
                    const char *plural, const char *name)
{
    if (!text_equal(plural, "services"))
        return text_equal(workload->owner, name);
    const struct service *service = configuration_service(configuration, workload->namespace, name);
    for (size_t i = 0; service && i < service->endpoint_count; i++) {
        if (text_equal(service->endpoints[i]->name, workload->name))
            return true;
    }
    return false;
}

static bool typed_pod(const struct istioctl *istioctl, struct slice type, struct pod_name *pod)
{
    const struct configuration *configuration = istioctl_configuration(istioctl);
    const char *word = arena_copy(istioctl->arena, type);
    const struct kind *kind = kind_find(word);
    if (!kind) {
        istioctl_error(istioctl, "the server doesn't have a resource type \"%s\"", word);
        return false;
    }
    bool is_pod = text_equal(kind->plural, "pods");
    if (!lookup_object(istioctl->arena, istioctl_objects(istioctl), kind->resource,
                       pod->namespace, pod->name)) {
        const char *resource = kind->resource;
        istioctl_error(istioctl, "%s \"%s\" not found", resource, pod->name);
        return false;
    }
    const struct workload *best = NULL;
    for (size_t i = 0; !is_pod && i < configuration->workload_count; i++) {
        const struct workload *workload = &configuration->workloads[i];
        if (text_equal(workload->namespace, pod->namespace) && (!best || (workload->ready && !best->ready)) &&
            belongs(configuration, workload, kind->plural, pod->name))
            best = workload;
    }
    if (is_pod)
        return true;
    if (!best) {
        istioctl_error(istioctl, "timed out waiting for the condition");
        return false;
    }
    pod->name = best->name;
    return true;
}

bool istioctl_pod(const struct istioctl *istioctl, const char *word, struct pod_name *pod)
{
    struct arena *arena = istioctl->arena;
    struct slice text = slice_of(word);
    size_t slash = slice_find_byte(text, '/');
    bool typed = slash < text.length;
    struct slice name = typed ? slice_part(text, slash + 1, text.length) : text;
    const char *copy = arena_copy(arena, name), *dot = strrchr(copy, '.');
    *pod = (struct pod_name){.name = copy, .namespace = istioctl_namespace(istioctl)};
    if (dot) {
        pod->name = arena_copy(arena, (struct slice){copy, (size_t)(dot - copy)});
        pod->namespace = dot + 1;
    }
    if (typed && !typed_pod(istioctl, slice_part(text, 0, slash), pod))
        return false;
    pod->workload = configuration_workload(istioctl_configuration(istioctl), pod->namespace, pod->name);
    return true;
}

int istioctl_forwarded_port(const struct pod_name *pod)
{
    enum { FIRST = 32768, COUNT = 28232 };
    return FIRST +
           (int)(hash_pair(hash_bytes(slice_of(pod->namespace)), hash_bytes(slice_of(pod->name))).low % COUNT);
}

/* --- running --- */

static const struct flag *flag_of(const struct flag *const *tables, const char *word)
{
    struct slice name = slice_of(word + (word[1] == '-' ? 2 : 1));
    for (; *tables; tables++) {
        for (const struct flag *flag = *tables; flag->name; flag++) {
            if (word[1] == '-' ? slice_is(name, flag->name) : name.length == 1 && name.data[0] == flag->letter)
                return flag;
        }
    }
    return NULL;
}

/* The command that the words lead to; what is no part of its name goes to *rest. */
static const struct command *find(int count, char *const *words, int *rest_count, char **rest)
{
    const struct command *command = NULL;
    bool searching = true;
    *rest_count = 0;
    for (int i = 0; i < count; i++) {
        const struct flag *tables[5];
        command_flags(command, tables);
        bool is_flag = words[i][0] == '-' && words[i][1];
        const struct command *child =
            searching && !is_flag && (!command || command->parent) ? command_child(command, words[i]) : NULL;
        if (child) {
            command = child;
            continue;
        }
        rest[(*rest_count)++] = words[i];
        const struct flag *flag = is_flag && searching ? flag_of(tables, words[i]) : NULL;
        if (flag && flag->value && flag->value[0] != '?' && i + 1 < count)
            rest[(*rest_count)++] = words[++i];
        searching = searching && is_flag && !text_equal(words[i], "--");
    }
    return command;
}

static int run_root(struct istioctl *istioctl)
{
    if (istioctl->flags.count == 0) {
        command_help(istioctl->process, NULL);
        return 0;
    }
    const char *word = istioctl->flags.arguments[0];
    process_complain(istioctl->process,
                     "Error: unknown command \"%s\" for \"istioctl\"%s\nRun 'istioctl --help' for usage.\n",
                     word, command_suggestions(istioctl->arena, NULL, word));
    return STATUS_USAGE;
}

/* What speaks to a cluster, where there is none to speak to. */
static bool lacks_cluster(const struct istioctl *istioctl)
{
    static const char *const groups[] = {"waypoint ", "ztunnel-config", "proxy-config", "proxy-status",
                                         "experimental "};
    const char *name = istioctl->command->name;
    bool speaks = false;
    for (size_t i = 0; i < sizeof groups / sizeof *groups; i++)
        speaks |= text_starts(name, groups[i]);
    return speaks && !text_equal(name, "waypoint generate") &&
           !install_has_cluster(process_cluster(istioctl->process));
}

static int run_command(struct istioctl *istioctl)
{
    const struct command *command = istioctl->command;
    bool found;
    if (!command)
        return run_root(istioctl);
    if (command->parent) {
        if (command->strict && istioctl->count)
            return istioctl_error(istioctl, "unknown subcommand \"%s\"", istioctl->words[0]);
        command_help(istioctl->process, command);
        return 0;
    }
    context_of(istioctl, &found);
    if (!found)
        return istioctl_error(istioctl, "context \"%s\" does not exist", istioctl_flag(istioctl, "context"));
    if (command->run && lacks_cluster(istioctl))
        return istioctl_error(istioctl, "unable to retrieve Pods: %s", istioctl_unreachable);
    return command->run ? command->run(istioctl) : istioctl_unsimulated(istioctl, command->name);
}

static int run(struct process *process, int count, char *const *words)
{
    struct istioctl istioctl = {.process = process, .arena = process->arena};
    char **rest = arena_allocate(process->arena, ((size_t)count + 1) * sizeof *rest);
    int rest_count;
    bool help = count > 1 && text_equal(words[1], "help");
    const struct command *command = find(count - 1 - help, words + 1 + help, &rest_count, rest);
    const struct flag *tables[5];
    command_flags(command, tables);
    istioctl.command = command;
    const char *problem = flags_read(&istioctl.flags, process->arena, tables, rest_count, rest);
    if (problem && !(command && !command->run && !command->parent)) {
        istioctl_error(&istioctl, "%s", problem);
        return STATUS_USAGE;
    }
    istioctl.count = istioctl.flags.count;
    istioctl.words = istioctl.flags.arguments;
    if (help && istioctl.count) {
        process_print(process, "Unknown help topic [`%s`]\n", istioctl.words[0]);
        return 0;
    }
    if (help || istioctl.flags.help) {
        command_help(process, command);
        return 0;
    }
    return run_command(&istioctl);
}

static void complete(struct completion *completion)
{
    const struct command *command = NULL;
    const struct flag *tables[5];
    for (int i = 1; i < completion->count - 1; i++) {
        const struct command *child = command_child(command, completion->words[i]);
        if (!child)
            break;
        command = child;
    }
    if (!command || command->parent) {
        for (const struct command *row = command_next(command, NULL); row; row = command_next(command, row))
            completion_offer(completion, command_word(row));
        return;
    }
    command_flags(command, tables);
    for (size_t i = 0; tables[i]; i++)
        completion_offer_flags(completion, tables[i]);
}

const struct program istioctl_program = {
    .name = "istioctl",
    .directory = "/usr/local/bin",
    .usage = "istioctl COMMAND",
    .help = "Istio's command line tool",
    .starts = MILLISECONDS(150),
    .run = run,
    .complete = complete,
};
