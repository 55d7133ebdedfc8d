#include "tools/kubectl/verbs.h"

static const struct flag delete_flags[] = {
    {"all", 0, NULL, "all objects of the types"},
    {"all-namespaces", 'A', NULL, "in all namespaces"},
    {"cascade", 0, "?HOW", "background, foreground or orphan"},
    {"dry-run", 0, "?WHERE", "client or server: change nothing"},
    {"field-selector", 0, "SELECTOR", "select by fields"},
    {"filename", 'f', "FILE", "the objects named in a file, a directory or - (standard input)"},
    {"force", 0, NULL, "do not wait for a graceful end (with --grace-period=0)"},
    {"grace-period", 0, FLAG_INTEGER, "seconds that the object gets to end"},
    {"ignore-not-found", 0, NULL, "missing objects are no error"},
    {"interactive", 'i', NULL, "not simulated"},
    {"kustomize", 'k', "DIRECTORY", "a kustomization"},
    {"now", 0, NULL, "one second to end"},
    {"output", 'o', "FORMAT", "name"},
    {"raw", 0, "PATH", "a path of the API server"},
    {"recursive", 'R', NULL, "the directories in the directory of -f too"},
    {"selector", 'l', "SELECTOR", "select by labels"},
    {"timeout", 0, FLAG_DURATION, "how long to wait for the end; 0 means as long as it takes"},
    {"wait", 0, NULL, "wait until the objects are gone (the default)"},
    {0},
};

struct deleted {
    struct resource resource;
    const char *uid;
};

static struct api_options delete_options(struct kubectl *kubectl)
{
    struct api_options options = client_options(kubectl, "kubectl-delete");
    const char *cascade = flags_text(&kubectl->flags, "cascade", "background");
    options.grace_period_seconds = flags_integer(&kubectl->flags, "grace-period", -1);
    if (flags_on(&kubectl->flags, "now"))
        options.grace_period_seconds = 1;
    if (flags_on(&kubectl->flags, "force") && options.grace_period_seconds < 0)
        options.grace_period_seconds = 0;
    options.propagation = text_equal(cascade, "foreground")                               ? "Foreground"
                          : text_equal(cascade, "orphan") || text_equal(cascade, "false") ? "Orphan"
                                                                                          : "Background";
    return options;
}

static void say_deleted(struct kubectl *kubectl, const struct resource *resource, bool forced)
{
    const char *title = kind_title(kubectl->arena, resource->kind);
    if (text_equal(printers_format(kubectl), "name")) {
        process_print(kubectl->process, "%s/%s\n", title, resource->name);
        return;
    }
    const char *from = "";
    if (resource->kind->flags & KIND_NAMESPACED)
        from = arena_format(kubectl->arena, " from %s namespace", resource->namespace);
    enum dry_run dry_run = client_dry_run(kubectl);
    const char *suffix = dry_run == DRY_RUN_CLIENT   ? " (dry run)"
                         : dry_run == DRY_RUN_SERVER ? " (server dry run)"
                                                     : "";
    process_print(kubectl->process, "%s \"%s\" %sdeleted%s%s\n", title, resource->name, forced ? "force " : "",
                  from, suffix);
}

/* Waits until the objects are gone, or others of the same names. */
static void wait_gone(struct kubectl *kubectl, const struct deleted *all, size_t count)
{
    struct duration timeout = flags_duration(&kubectl->flags, "timeout", SECONDS(0));
    struct instant deadline = INSTANT_NEVER;
    if (timeout.nanoseconds > 0)
        deadline = instant_add(process_now(kubectl->process), timeout);
    for (size_t i = 0; i < count; i++) {
        const struct resource *resource = &all[i].resource;
        for (;;) {
            const struct value *there =
                client_peek(kubectl, resource->kind, resource->namespace, resource->name);
            if (!there || !text_equal(value_find_text(there, "metadata.uid"), all[i].uid))
                break;
            if (process_wait_change(kubectl->process, deadline, 0))
                continue;
            kubectl_fail(kubectl, "timed out waiting for the condition on %s/%s",
                         resource->kind->resource, resource->name);
            return;
        }
    }
}

static void delete_all(struct kubectl *kubectl, const struct resources *resources)
{
    struct api_options options = delete_options(kubectl);
    bool forced = flags_on(&kubectl->flags, "force") && options.grace_period_seconds == 0;
    struct deleted *gone = arena_allocate(kubectl->arena, (resources->count + 1) * sizeof *gone);
    size_t count = 0;
    if (forced)
        process_complain(
            kubectl->process,
            "Warning: Immediate deletion does not wait for confirmation that the running resource has "
            "been terminated. The resource may continue to run on the cluster indefinitely.\n");
    for (size_t i = 0; i < resources->count; i++) {
        const struct resource *resource = &resources->items[i];
        const char *uid = "";
        if (client_dry_run(kubectl) != DRY_RUN_CLIENT) {
            const struct value *there =
                client_peek(kubectl, resource->kind, resource->namespace, resource->name);
            uid = arena_text(kubectl->arena, value_find_text(there, "metadata.uid"));
            struct api_reply reply =
                client_delete(kubectl, resource->kind, resource->namespace, resource->name, &options);
            if (api_failed(&reply)) {
                if (reply.code != 404 || !flags_on(&kubectl->flags, "ignore-not-found"))
                    kubectl_fail_reply(kubectl, &reply, NULL);
                continue;
            }
        }
        say_deleted(kubectl, resource, forced);
        gone[count++] = (struct deleted){*resource, uid};
    }
    bool waits = !flags_has(&kubectl->flags, "wait") || flags_on(&kubectl->flags, "wait");
    if (waits && client_dry_run(kubectl) == DRY_RUN_NONE)
        wait_gone(kubectl, gone, count);
}

/* Flags that do not go together; false after a complaint. */
static bool delete_is_sound(struct kubectl *kubectl)
{
    const struct flags *flags = &kubectl->flags;
    const char *cascade = flags_text(flags, "cascade", "background"), *format = printers_format(kubectl);
    static const char *const known[] = {"background", "foreground", "orphan", "true", "false", ""};
    bool cascades = false;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        cascades = cascades || text_equal(cascade, known[i]);
    if (!cascades)
        kubectl_fail(kubectl,
                     "invalid cascade value (%s). Must be \"background\", \"foreground\", or \"orphan\"",
                     cascade);
    else if (format[0] && !text_equal(format, "name"))
        kubectl_fail(kubectl, "unexpected -o output mode: %s. We only support '-o name'", format);
    else if (flags_on(flags, "all") && flags_has(flags, "selector"))
        kubectl_fail(kubectl, "setting 'all' parameter but found a non empty selector. ");
    else if (flags_on(flags, "all") && flags->count > 1)
        kubectl_fail(kubectl, "name cannot be provided when a selector is specified");
    else if (flags_on(flags, "force") && flags_integer(flags, "grace-period", 0) > 0)
        kubectl_fail(kubectl, "--force and --grace-period greater than 0 cannot be specified together");
    else if (flags_on(flags, "now") && flags_has(flags, "grace-period"))
        kubectl_fail(kubectl, "--now and --grace-period cannot be specified together");
    return !kubectl_failed(kubectl);
}

static void delete_run(struct kubectl *kubectl)
{
    const struct flags *flags = &kubectl->flags;
    if (flags_on(flags, "interactive") || flags_has(flags, "raw")) {
        kubectl_unsimulated(kubectl, flags_has(flags, "raw") ? "kubectl delete --raw" : "kubectl delete -i");
        return;
    }
    if (flags->count && manifests_given(kubectl)) {
        kubectl_fail(kubectl,
                     "when paths, URLs, or stdin is provided as resource input, you may not specify resource "
                     "arguments as well");
        return;
    }
    if (!delete_is_sound(kubectl))
        return;
    unsigned how = RESOURCES_NEED_NAMES | RESOURCES_NO_FETCH;
    if (flags_on(flags, "ignore-not-found") || flags_on(flags, "all"))
        how |= RESOURCES_IGNORE_MISSING;
    struct resources resources = resources_read(kubectl, flags->count, flags->arguments, how);
    if (resources.empty) {
        resources_fail_empty(kubectl);
        return;
    }
    if (resources.count)
        delete_all(kubectl, &resources);
    else if (!kubectl_failed(kubectl) && !resources.by_name)
        process_complain(kubectl->process, "No resources found\n");
}

const struct verb verb_delete = {
    .name = "delete",
    .usage = "delete ([-f FILENAME] | [-k DIRECTORY] | TYPE [(NAME | -l label | --all)]) [options]",
    .defaults = "wait=true",
    .help = "Delete resources by file names, stdin, resources and names, or by resources and label selector",
    .examples = "# What a file names\n"
                "kubectl delete -f deny-all.yaml\n\n"
                "# A pod: its controller makes another\n"
                "kubectl delete pod accounts-abc -n accounts\n\n"
                "# By label\n"
                "kubectl delete pods -l app=curl -n finance",
    .chapter = "Basic Commands (Intermediate)",
    .flags = delete_flags,
    .run = delete_run,
    .takes = TAKES_RESOURCES,
};
