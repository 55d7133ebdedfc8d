#include <string.h>

#include "images/image.h"
#include "shell/shell.h"
#include "shell/programs.h"
#include "shell/signals.h"
#include "tools/kubectl/verbs.h"

static const struct flag exec_flags[] = {
    {"container", 'c', "NAME", "the container"},
    {"filename", 'f', "FILE", "the pod named in a file"},
    {"pod-running-timeout", 0, FLAG_DURATION, "accepted, without effect"},
    {"quiet", 'q', NULL, "only the output of the command"},
    {"stdin", 'i', NULL, "pass the standard input on"},
    {"tty", 't', NULL, "the standard input is a terminal"},
    {0},
};

/* The first thing that runs in the container: it looks the program up there, as the container's runtime does.
 */
static int start_in_container(struct process *process, int count, char *const *words)
{
    const char *problem;
    struct fields with = {0};
    const struct program *program = program_of_words(process, count, words, &with, &problem);
    if (!program)
        return EXEC_NOT_FOUND;
    process_start(process, program);
    return program->run(process, with.count, with.words);
}

/* Complains and returns false when the container runs nothing now. */
bool exec_is_possible(struct kubectl *kubectl, const struct value *pod, const char *container)
{
    const char *phase = value_find_text(pod, "status.phase");
    if (text_equal(phase, "Succeeded") || text_equal(phase, "Failed")) {
        kubectl_fail(kubectl, "cannot exec into a container in a completed pod; current phase is %s", phase);
        return false;
    }
    if (!pods_has_container(pod, container)) {
        kubectl_fail_plain(kubectl, "Error from server (BadRequest): container %s is not valid for pod %s",
                           container, object_name(pod));
        return false;
    }
    if (!value_find_text(pod, "spec.nodeName")[0]) {
        kubectl_fail_plain(kubectl, "Error from server (BadRequest): pod %s does not have a host assigned",
                           object_name(pod));
        return false;
    }
    if (!value_find(pods_container_status(pod, container), "state.running")) {
        kubectl_fail(kubectl,
                     "Internal error occurred: unable to upgrade connection: container not found (\"%s\")",
                     container);
        return false;
    }
    return true;
}

void exec_fail_not_found(struct kubectl *kubectl, const char *program)
{
    /* The runtime names the attempt by 64 hexadecimal digits of its own. */
    uint64_t number = (uint64_t)kubectl->process->id * 0x9e3779b97f4a7c15u;
    const char *hash = "";
    for (int i = 0; i < 4; i++) {
        number = (number ^ (number >> 29)) * 0xbf58476d1ce4e5b9u;
        hash = arena_format(kubectl->arena, "%s%016llx", hash, (unsigned long long)number);
    }
    const char *why = strchr(program, '/') ? "no such file or directory" : "executable file not found in $PATH";
    const char *stat = strchr(program, '/') ? arena_format(kubectl->arena, "stat %s: ", program) : "";
    kubectl_fail(
        kubectl,
        "Internal error occurred: error executing command in container: failed to exec in container: failed to "
        "start exec \"%s\": OCI runtime exec failed: exec failed: unable to start container process: exec: "
        "\"%s\": %s%s",
        hash, program, stat, why);
}

static const struct value *container_of(const struct value *pod, const char *name)
{
    static const char *const lists[] = {"spec.containers", "spec.ephemeralContainers"};
    for (size_t l = 0; l < 2; l++) {
        const struct value *containers = value_find(pod, lists[l]);
        for (size_t i = 0; i < value_count(containers); i++) {
            if (value_says(value_get(value_at(containers, i), "name"), name))
                return value_at(containers, i);
        }
    }
    return NULL;
}

static void set_pair(struct shell *shell, const char *pair)
{
    struct buffer name = {0};
    size_t length = strcspn(pair, "=");
    buffer_add(&name, slice_part(slice_of(pair), 0, length));
    buffer_add_byte(&name, 0);
    shell_set_variable(shell, name.data, pair + length + 1, true);
    buffer_release(&name);
}

/* What the kubelet tells every container of the service "kubernetes". */
static void set_service_variables(struct shell *shell, const char *address)
{
    static const struct {
        const char *name, *format;
    } rows[] = {
        {"KUBERNETES_PORT", "tcp://%s:443"},      {"KUBERNETES_PORT_443_TCP", "tcp://%s:443"},
        {"KUBERNETES_PORT_443_TCP_ADDR", "%s"},   {"KUBERNETES_PORT_443_TCP_PORT", "443"},
        {"KUBERNETES_PORT_443_TCP_PROTO", "tcp"}, {"KUBERNETES_SERVICE_HOST", "%s"},
        {"KUBERNETES_SERVICE_PORT", "443"},       {"KUBERNETES_SERVICE_PORT_HTTPS", "443"},
    };
    struct buffer text = {0};
    for (size_t i = 0; *address && i < sizeof rows / sizeof *rows; i++) {
        const char *mark = strstr(rows[i].format, "%s");
        buffer_clear(&text);
        buffer_add(&text,
                   slice_part(slice_of(rows[i].format), 0, mark ? (size_t)(mark - rows[i].format) : SIZE_MAX));
        if (mark)
            buffer_format(&text, "%s%s", address, mark + 2);
        buffer_add_byte(&text, 0);
        shell_set_variable(shell, rows[i].name, text.data, true);
    }
    buffer_release(&text);
}

/* A shell as a process of the container finds it: its variables, its user's directory, the prompt of its image.
 */
static struct shell *container_shell(const struct shell_origin *origin, struct shell_models *models)
{
    struct shell *shell = shell_new(models);
    const struct value *pod = origin->pod;
    const struct value *container = container_of(pod, origin->container), *variables = value_get(container, "env");
    const struct image *image = image_find(value_find_text(container, "image"));
    const char *home = image && image->home ? image->home : "/";
    shell_set_directory(shell, image && image->directory ? image->directory : home);
    shell_set_variable(shell, "HOME", home, true);
    shell_set_variable(shell, "HOSTNAME", object_name(pod), true);
    shell_set_variable(shell, "PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", true);
    if (image && image->prompt)
        shell_set_variable(shell, "PS1", image->prompt, false);
    if (image && image->plain_shell)
        shell_set_plain(shell);
    for (size_t i = 0; image && image->variables && image->variables[i]; i++)
        set_pair(shell, image->variables[i]);
    set_service_variables(shell, value_find_text(origin->service, "spec.clusterIP"));
    for (size_t i = 0; i < value_count(variables); i++) {
        const struct value *variable = value_at(variables, i);
        const char *field = value_find_text(variable, "valueFrom.fieldRef.fieldPath");
        const char *text = field[0] ? value_find_text(pod, field) : value_find_text(variable, "value");
        shell_set_variable(shell, value_find_text(variable, "name"), text, true);
    }
    return shell;
}

/* With -t the program has a terminal; without, three pipes to kubectl, which passes on what comes. */
static void put_streams(struct kubectl *kubectl, struct spawn *spawn)
{
    struct stream *const *own = kubectl->process->streams;
    bool terminal = flags_on(&kubectl->flags, "tty");
    const int from[] = {STREAM_IN, STREAM_OUT, terminal ? STREAM_OUT : STREAM_ERROR};
    for (int i = STREAM_IN; i <= STREAM_ERROR; i++) {
        struct stream *stream = own[from[i]];
        if (!stream || (i == STREAM_IN && !flags_on(&kubectl->flags, "stdin")))
            spawn->streams[i] = stream_null();
        else
            spawn->streams[i] = terminal ? stream_ref(stream) : stream_relay(stream);
    }
}

int exec_program(struct kubectl *kubectl, const struct value *pod, const char *container, int count,
                 char *const *words)
{
    struct process *process = kubectl->process;
    const char *key = arena_format(kubectl->arena, "pods/%s/%s", object_namespace(pod), object_name(pod));
    const struct world *cluster = process_cluster(process);
    struct shell_origin origin = {.pod = world_get(cluster, WORLD_APPLIED, key), .container = container,
                                  .service = world_get(cluster, WORLD_APPLIED, "services/default/kubernetes")};
    struct spawn spawn = {
        .run = start_in_container,
        .count = count,
        .words = words,
        .shell = process_made_shell(process, &origin, container_shell),
        .pod = key + strlen("pods/"),
        .container = arena_text(kubectl->arena, container),
    };
    put_streams(kubectl, &spawn);
    struct process *child = process_spawn(process, &spawn);
    /* With -t kubectl makes the terminal raw: its keys are the container's. */
    if (child && flags_on(&kubectl->flags, "tty") && process_is_terminal(process, STREAM_IN))
        process_handle(process, (struct handling){.shielded = signal_bit(SIGNAL_INT) | signal_bit(SIGNAL_QUIT) |
                                                              signal_bit(SIGNAL_TSTP)});
    for (int i = STREAM_IN; i <= STREAM_ERROR; i++)
        stream_unref(spawn.streams[i]);
    if (!child) {
        kubectl_fail(kubectl,
                     "Internal error occurred: error executing command in container: too many processes");
        return EXEC_NOT_FOUND;
    }
    return process_await(process, child);
}

static void run_in_pod(struct kubectl *kubectl, const struct value *pod, const char *container, int count,
                       char *const *words)
{
    int status = exec_program(kubectl, pod, container, count, words);
    if (status == EXEC_NOT_FOUND && !kubectl_failed(kubectl)) {
        exec_fail_not_found(kubectl, words[0]);
    } else if (status != 0 && status != EXEC_NOT_FOUND) {
        process_complain(kubectl->process, "command terminated with exit code %d\n", status);
        kubectl->status = status;
    }
}

static void exec_run(struct kubectl *kubectl)
{
    const struct flags *flags = &kubectl->flags;
    int before = flags->dash < 0 ? flags->count : flags->dash;
    if (flags_has(flags, "filename")) {
        kubectl_unsimulated(kubectl, "kubectl exec -f");
        return;
    }
    if (before == 0) {
        kubectl_fail(kubectl, "pod, type/name or --filename must be specified");
        return;
    }
    if (before > 1) {
        kubectl_fail_usage(
            kubectl, "exec [POD] [COMMAND] is not supported anymore. Use exec [POD] -- [COMMAND] instead");
        return;
    }
    if (flags->count == before) {
        kubectl_fail(kubectl, "you must specify at least one command for the container");
        return;
    }
    const struct value *pod = pods_find(kubectl, flags->arguments[0]);
    if (!pod)
        return;
    const char *container = pods_default_container(kubectl, pod, flags_on(flags, "quiet"));
    if (!exec_is_possible(kubectl, pod, container))
        return;
    if (flags_on(flags, "tty") && !process_is_terminal(kubectl->process, STREAM_IN))
        process_complain(kubectl->process,
                         "Unable to use a TTY - input is not a terminal or the right kind of file\n");
    run_in_pod(kubectl, pod, container, flags->count - before, flags->arguments + before);
}

const struct verb verb_exec = {
    .name = "exec",
    .usage = "exec (POD | TYPE/NAME) [-c CONTAINER] [flags] -- COMMAND [args...] [options]",
    .help = "Execute a command in a container",
    .examples = "# A request from a pod\n"
                "kubectl exec curl -n finance -- curl -s accounts.accounts:8080\n\n"
                "# A shell in a pod\n"
                "kubectl exec -it curl -n finance -- sh",
    .chapter = "Troubleshooting and Debugging Commands",
    .flags = exec_flags,
    .run = exec_run,
    .takes = TAKES_PODS,
};
