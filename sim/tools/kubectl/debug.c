/* kubectl debug POD --image: an ephemeral container beside those of the pod, in the same network. */
#include "images/image.h"
#include "tools/kubectl/verbs.h"

static const struct flag debug_flags[] = {
    {"arguments-only", 0, NULL, "what follows -- are arguments, not the command"},
    {"attach", 0, NULL, "accepted, without effect"},
    {"container", 'c', "NAME", "the name of the new container"},
    {"copy-to", 0, "POD", "not simulated"},
    {"custom", 0, "FILE", "not simulated"},
    {"env", 0, "NAME=VALUE", "not simulated"},
    {"filename", 'f', "FILE", "not simulated"},
    {"image", 0, "IMAGE", "the image of the new container"},
    {"image-pull-policy", 0, "POLICY", "accepted, without effect"},
    {"keep-annotations", 0, NULL, "accepted, without effect"},
    {"keep-init-containers", 0, NULL, "accepted, without effect"},
    {"keep-labels", 0, NULL, "accepted, without effect"},
    {"keep-liveness", 0, NULL, "accepted, without effect"},
    {"keep-readiness", 0, NULL, "accepted, without effect"},
    {"keep-startup", 0, NULL, "accepted, without effect"},
    {"profile", 0, "NAME", "accepted, without effect"},
    {"quiet", 'q', NULL, "only the output of the container"},
    {"replace", 0, NULL, "not simulated"},
    {"same-node", 0, NULL, "not simulated"},
    {"set-image", 0, "NAME=IMAGE", "not simulated"},
    {"share-processes", 0, NULL, "accepted, without effect"},
    {"stdin", 'i', NULL, "pass the standard input on to the container"},
    {"target", 0, "NAME", "the container whose processes are seen"},
    {"tty", 't', NULL, "the standard input is a terminal"},
    {0},
};

/* "debugger-x7k2p": five letters of Kubernetes' alphabet. */
static const char *new_name(struct kubectl *kubectl, const struct value *pod)
{
    static const char letters[] = "bcdfghjklmnpqrstvwxz2456789";
    uint64_t number = (uint64_t)kubectl->process->id * 0x9e3779b97f4a7c15u +
                      value_count(value_find(pod, "spec.ephemeralContainers"));
    const char *name = "debugger-";
    for (int i = 0; i < 5; i++) {
        number = (number ^ (number >> 31)) * 0xbf58476d1ce4e5b9u;
        name = arena_format(kubectl->arena, "%s%c", name, letters[(number >> 33) % (sizeof letters - 1)]);
    }
    return name;
}

static const struct value *with_element(struct arena *arena, const struct value *object, const char *path,
                                        const struct value *element)
{
    const struct value *old = value_find(object, path);
    struct value *list = value_array(arena);
    for (size_t i = 0; i < value_count(old); i++)
        value_append(arena, list, value_at(old, i));
    value_append(arena, list, element);
    return value_with(arena, object, path, list);
}

/* Puts the container into the pod, running. The subresource is the
 * only door to a pod's ephemeral containers, and the kubelet answers at once. */
static const struct value *add_container(struct kubectl *kubectl, const struct value *pod, const char *name,
                                         const char *image)
{
    struct arena *arena = kubectl->arena;
    struct value *container = value_object(arena), *status = value_object(arena);
    value_put_text(arena, container, "name", name);
    value_put_text(arena, container, "image", image);
    value_put_text(arena, container, "imagePullPolicy",
                   flags_text(&kubectl->flags, "image-pull-policy", "IfNotPresent"));
    value_put(arena, container, "resources", value_object(arena));
    value_put_text(arena, container, "terminationMessagePath", "/dev/termination-log");
    value_put_text(arena, container, "terminationMessagePolicy", "File");
    value_put_text(arena, container, "targetContainerName", flags_text(&kubectl->flags, "target", NULL));
    if (flags_on(&kubectl->flags, "stdin"))
        value_put(arena, container, "stdin", value_boolean(true));
    if (flags_on(&kubectl->flags, "tty"))
        value_put(arena, container, "tty", value_boolean(true));
    value_put_text(arena, status, "name", name);
    value_put_text(arena, status, "image", image);
    value_put_text(arena, status, "imageID", "");
    value_put(arena, status, "ready", value_boolean(false));
    value_put_integer(arena, status, "restartCount", 0);
    value_put_text(arena, value_open(arena, status, "state.running"), "startedAt",
                   instant_rfc3339(arena, process_now(kubectl->process), 0));
    const struct value *object = with_element(arena, pod, "spec.ephemeralContainers", container);
    object = with_element(arena, object, "status.ephemeralContainerStatuses", status);
    struct draft *draft = process_begin(kubectl->process);
    object_store(draft, kind_find("pods"), object);
    process_commit(kubectl->process);
    return object;
}

/* The container's own end. */
static void end_container(struct kubectl *kubectl, const struct value *pod, const char *name, int code)
{
    struct arena *arena = kubectl->arena;
    const struct value *now = client_peek(kubectl, kind_find("pods"), object_namespace(pod), object_name(pod));
    const struct value *list = value_find(now, "status.ephemeralContainerStatuses");
    struct value *changed = value_array(arena);
    for (size_t i = 0; i < value_count(list); i++) {
        struct value *status = value_edit(arena, value_at(list, i));
        if (value_says(value_get(status, "name"), name)) {
            const struct value *started = value_find(status, "state.running.startedAt");
            value_put(arena, status, "state", NULL);
            struct value *terminated = value_open(arena, status, "state.terminated");
            value_put_integer(arena, terminated, "exitCode", code);
            value_put_text(arena, terminated, "reason", code ? "Error" : "Completed");
            value_put(arena, terminated, "startedAt", started);
            value_put_text(arena, terminated, "finishedAt",
                           instant_rfc3339(arena, process_now(kubectl->process), 0));
        }
        value_append(arena, changed, status);
    }
    if (!now)
        return;
    now = value_with(arena, now, "status.ephemeralContainerStatuses", changed);
    struct draft *draft = process_begin(kubectl->process);
    object_store(draft, kind_find("pods"), now);
    process_commit(kubectl->process);
}

static void debug_pod(struct kubectl *kubectl, const struct value *pod, const char *image)
{
    struct arena *arena = kubectl->arena;
    const struct flags *flags = &kubectl->flags;
    const char *name = flags_text(flags, "container", "");
    const struct image *row = image_find(image);
    if (!row || !row->runs_command) {
        kubectl_unsimulated(kubectl, arena_format(arena, "kubectl debug with the image %s", image));
        return;
    }
    if (!flags_on(flags, "quiet") && flags_has(flags, "target"))
        process_complain(kubectl->process,
                         "Targeting container \"%s\". If you don't see processes from this "
                         "container it may be because the container runtime doesn't support "
                         "this feature.\n",
                         flags_text(flags, "target", ""));
    if (!name[0]) {
        name = new_name(kubectl, pod);
        if (!flags_on(flags, "quiet"))
            process_complain(kubectl->process, "Defaulting debug container name to %s.\n", name);
    }
    pod = add_container(kubectl, pod, name, image);
    if (!flags_on(flags, "stdin"))
        return;
    if (flags_on(flags, "tty") && !process_is_terminal(kubectl->process, STREAM_IN))
        process_complain(kubectl->process,
                         "Unable to use a TTY - input is not a terminal or the right kind of file\n");
    if (!flags_on(flags, "quiet"))
        process_complain(
            kubectl->process,
            "All commands and output from this session will be recorded in container logs, including "
            "credentials and sensitive information passed through the command prompt.\n"
            "If you don't see a command prompt, try pressing enter.\n");
    static char *const entry[] = {"curl", NULL};
    bool own = flags->count > 1;
    int status =
        exec_program(kubectl, pod, name, own ? flags->count - 1 : 1, own ? flags->arguments + 1 : entry);
    if (status == EXEC_NOT_FOUND && !kubectl_failed(kubectl))
        exec_fail_not_found(kubectl, own ? flags->arguments[1] : entry[0]);
    end_container(kubectl, pod, name, status == EXEC_NOT_FOUND ? 128 : status);
}

static void debug_run(struct kubectl *kubectl)
{
    const struct flags *flags = &kubectl->flags;
    static const char *const absent[] = {"copy-to", "custom",    "env",      "filename",
                                         "replace", "same-node", "set-image"};
    for (size_t i = 0; i < sizeof absent / sizeof *absent; i++) {
        if (flags_has(flags, absent[i])) {
            kubectl_unsimulated(kubectl, arena_format(kubectl->arena, "kubectl debug --%s", absent[i]));
            return;
        }
    }
    const char *image = flags_text(flags, "image", "");
    if (!image[0]) {
        kubectl_fail(kubectl, "you must specify --image when not using --copy-to.");
        return;
    }
    if (!flags->count || flags->dash == 0) {
        kubectl_fail(kubectl, "NAME is required for debug");
        return;
    }
    const struct kind *kind;
    const char *name;
    if (!resources_split(kubectl, flags->arguments[0], "pods", &kind, &name))
        return;
    if (text_equal(kind->plural, "nodes")) {
        kubectl_unsimulated(kubectl, "kubectl debug node/NAME");
        return;
    }
    if (!flags_has(flags, "profile"))
        process_complain(kubectl->process,
                         "--profile=legacy is deprecated and will be removed in the future. It is "
                         "recommended to explicitly specify a profile, for example "
                         "\"--profile=general\".\n");
    const struct value *pod = pods_find(kubectl, flags->arguments[0]);
    if (pod)
        debug_pod(kubectl, pod, image);
}

const struct verb verb_debug = {
    .name = "debug",
    .usage = "debug (POD | TYPE[[.VERSION].GROUP]/NAME) [ -- COMMAND [args...] ] [options]",
    .help = "Create debugging sessions for troubleshooting workloads and nodes",
    .chapter = "Troubleshooting and Debugging Commands",
    .examples = "# A shell in the network of a pod whose image has none\n"
                "kubectl debug -it accounts-abc -n accounts --image=curlimages/curl -- sh",
    .defaults = "keep-init-containers=true profile='legacy' set-image=[] share-processes=true",
    .flags = debug_flags,
    .run = debug_run,
    .takes = TAKES_PODS,
};
