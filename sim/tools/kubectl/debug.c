/* kubectl debug POD --image: an ephemeral container beside those of the pod, in the same network. */
#include "control/ephemeral.h"
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

/* Asks the pod's subresource, the only door to its ephemeral containers; the kubelet then starts it. NULL, with
 * a complaint: it was refused. */
static const struct value *add_container(struct kubectl *kubectl, const struct value *pod, const char *name,
                                         const char *image)
{
    struct arena *arena = kubectl->arena;
    const struct flags *flags = &kubectl->flags;
    struct value *container = value_object(arena), *list = value_array(arena), *patch = value_object(arena);
    struct value *command = value_array(arena);
    value_put_text(arena, container, "name", name);
    value_put_text(arena, container, "image", image);
    value_put_text(arena, container, "imagePullPolicy", flags_text(flags, "image-pull-policy", "IfNotPresent"));
    value_put_text(arena, container, "targetContainerName", flags_text(flags, "target", NULL));
    for (int i = 1; i < flags->count; i++)
        value_append(arena, command, value_text(arena, flags->arguments[i]));
    if (value_count(command))
        value_put(arena, container, flags_on(flags, "arguments-only") ? "args" : "command", command);
    if (flags_on(flags, "stdin"))
        value_put(arena, container, "stdin", value_boolean(true));
    if (flags_on(flags, "tty"))
        value_put(arena, container, "tty", value_boolean(true));
    value_append(arena, list, container);
    value_put(arena, value_open(arena, patch, "spec"), "ephemeralContainers", list);
    struct api_options options = client_options(kubectl, "kubectl-debug");
    options.subresource = "ephemeralcontainers";
    struct api_reply reply = client_patch(kubectl, kind_find("pods"), object_namespace(pod), object_name(pod),
                                          PATCH_STRATEGIC, patch, &options);
    if (!api_failed(&reply))
        return client_peek(kubectl, kind_find("pods"), object_namespace(pod), object_name(pod));
    kubectl_fail_reply(kubectl, &reply, NULL);
    return NULL;
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
    if (!pod || !flags_on(flags, "stdin"))
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
    struct draft *draft = process_begin(kubectl->process);
    ephemeral_end(draft, arena_format(arena, "%s/%s", object_namespace(pod), object_name(pod)), name,
                  status == EXEC_NOT_FOUND ? 128 : status);
    process_commit(kubectl->process);
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
