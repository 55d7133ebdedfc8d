#include "data/selector.h"
#include "tools/kubectl/describe.h"
#include "tools/kubectl/verbs.h"

#define REVISION "deployment.kubernetes.io/revision"

static const struct flag status_flags[] = {
    {"filename", 'f', "FILE", "the objects named in a file, a directory or - (standard input)"},
    {"kustomize", 'k', "DIRECTORY", "a kustomization"},
    {"recursive", 'R', NULL, "the directories in the directory of -f too"},
    {"revision", 0, FLAG_INTEGER, "accepted, without effect"},
    {"selector", 'l', "SELECTOR", "select by labels"},
    {"timeout", 0, FLAG_DURATION, "how long to wait; 0 means as long as it takes"},
    {"watch", 'w', NULL, "wait until it is done"},
    {0},
};

#define CHANGE_FLAGS                                                                                           \
    {"allow-missing-template-keys", 0, NULL, "accepted, without effect"},                                      \
        {"filename", 'f', "FILE", "the objects named in a file, a directory or - (standard input)"},           \
        {"kustomize", 'k', "DIRECTORY", "a kustomization"}, {"output", 'o', "FORMAT", "yaml, json, name"},     \
        {"recursive", 'R', NULL, "the directories in the directory of -f too"},                                \
        {"selector", 'l', "SELECTOR", "select by labels"},                                                     \
        {"show-managed-fields", 0, NULL, "keep metadata.managedFields in YAML and JSON"},                      \
    {                                                                                                          \
        "template", 0, "TEMPLATE", "the template of -o jsonpath and go-template"                               \
    }

static const struct flag change_flags[] = {
    CHANGE_FLAGS,
    {"field-manager", 0, "NAME", "the manager of the fields"},
    {0},
};
static const struct flag history_flags[] = {
    CHANGE_FLAGS,
    {"revision", 0, FLAG_INTEGER, "show the template of one revision"},
    {0},
};
static const struct flag undo_flags[] = {
    CHANGE_FLAGS,
    {"dry-run", 0, "?WHERE", "client or server: change nothing"},
    {"to-revision", 0, FLAG_INTEGER, "the revision to go back to; 0: the last one"},
    {0},
};

static int64_t number_at(const struct value *object, const char *path)
{
    return value_number(value_find(object, path), 0);
}

static bool has_failed(const struct value *object)
{
    const struct value *conditions = value_find(object, "status.conditions");
    for (size_t i = 0; i < value_count(conditions); i++) {
        if (value_says(value_get(value_at(conditions, i), "reason"), "ProgressDeadlineExceeded"))
            return true;
    }
    return false;
}

/* What `rollout status` says of an object (k8s.io/kubectl/pkg/polymorphichelpers/rollout_status.go); *done or
 * *failed. */
static const char *deployment_status(struct arena *arena, const struct value *object, bool *done, bool *failed)
{
    const char *name = object_name(object);
    int64_t wanted = value_number(value_find(object, "spec.replicas"), 1);
    int64_t updated = number_at(object, "status.updatedReplicas"), total = number_at(object, "status.replicas");
    int64_t available = number_at(object, "status.availableReplicas");
    if (number_at(object, "metadata.generation") > number_at(object, "status.observedGeneration"))
        return "Waiting for deployment spec update to be observed...\n";
    *failed = has_failed(object);
    if (*failed)
        return arena_format(arena, "deployment \"%s\" exceeded its progress deadline", name);
    if (updated < wanted)
        return arena_format(
            arena,
            "Waiting for deployment \"%s\" rollout to finish: %lld out of %lld new replicas have been "
            "updated...\n",
            name, (long long)updated, (long long)wanted);
    if (total > updated)
        return arena_format(arena,
                            "Waiting for deployment \"%s\" rollout to finish: %lld old replicas are pending "
                            "termination...\n",
                            name, (long long)(total - updated));
    if (available < updated)
        return arena_format(
            arena,
            "Waiting for deployment \"%s\" rollout to finish: %lld of %lld updated replicas are "
            "available...\n",
            name, (long long)available, (long long)updated);
    *done = true;
    return arena_format(arena, "deployment \"%s\" successfully rolled out\n", name);
}

static const char *daemon_set_status(struct arena *arena, const struct value *object, bool *done)
{
    const char *name = object_name(object);
    int64_t wanted = number_at(object, "status.desiredNumberScheduled");
    int64_t updated = number_at(object, "status.updatedNumberScheduled");
    int64_t available = number_at(object, "status.numberAvailable");
    if (number_at(object, "metadata.generation") > number_at(object, "status.observedGeneration"))
        return "Waiting for daemon set spec update to be observed...\n";
    if (updated < wanted)
        return arena_format(
            arena,
            "Waiting for daemon set \"%s\" rollout to finish: %lld out of %lld new pods have been "
            "updated...\n",
            name, (long long)updated, (long long)wanted);
    if (available < wanted)
        return arena_format(arena,
                            "Waiting for daemon set \"%s\" rollout to finish: %lld of %lld updated pods are "
                            "available...\n",
                            name, (long long)available, (long long)wanted);
    *done = true;
    return arena_format(arena, "daemon set \"%s\" successfully rolled out\n", name);
}

static const char *stateful_set_status(struct arena *arena, const struct value *object, bool *done)
{
    int64_t wanted = value_number(value_find(object, "spec.replicas"), 1);
    int64_t ready = number_at(object, "status.readyReplicas");
    if (number_at(object, "metadata.generation") > number_at(object, "status.observedGeneration"))
        return "Waiting for statefulset spec update to be observed...\n";
    if (ready < wanted)
        return arena_format(arena, "Waiting for %lld pods to be ready...\n", (long long)(wanted - ready));
    *done = true;
    return arena_format(arena, "statefulset rolling update complete %lld pods at revision %s...\n",
                        (long long)number_at(object, "status.currentReplicas"),
                        value_find_text(object, "status.currentRevision"));
}

static const char *status_of(struct arena *arena, const struct kind *kind, const struct value *object,
                             bool *done, bool *failed)
{
    if (text_equal(kind->kind, "DaemonSet"))
        return daemon_set_status(arena, object, done);
    if (text_equal(kind->kind, "StatefulSet"))
        return stateful_set_status(arena, object, done);
    return deployment_status(arena, object, done, failed);
}

/* [words]: of the complaint about a kind that has no rollouts, with the object's name or its kind in them. */
static bool rolls_out(struct kubectl *kubectl, const struct resource *resource, const char *words)
{
    const struct kind *kind = resource->kind;
    if (text_equal(kind->kind, "Deployment") || text_equal(kind->kind, "DaemonSet") ||
        text_equal(kind->kind, "StatefulSet"))
        return true;
    if (text_ends(words, "ing"))
        kubectl_fail(kubectl, "%s \"%s\" %s is not supported", kind->resource,
                     resource->name, words);
    else
        kubectl_fail(kubectl, "no %s has been implemented for %s%s%s", words,
                     text_equal(words, "status viewer") ? "" : "\"", kind->kind,
                     text_equal(words, "status viewer") ? "" : "\"");
    return false;
}

/* The resources of the verb; zero of them after a complaint. */
static struct resources read_targets(struct kubectl *kubectl)
{
    const struct flags *flags = &kubectl->flags;
    struct resources resources = resources_read(kubectl, flags->count, flags->arguments, 0);
    if (resources.empty)
        kubectl_fail(kubectl, "required resource not specified");
    else if (!resources.count && !kubectl_failed(kubectl))
        resources_say_none(kubectl, false);
    return resources;
}

static void follow_status(struct kubectl *kubectl, const struct resource *resource, struct instant deadline,
                          bool waits)
{
    struct arena *arena = kubectl->arena;
    const char *said = "";
    for (;;) {
        const struct value *object = client_peek(kubectl, resource->kind, resource->namespace, resource->name);
        bool done = false, failed = false;
        if (!object) {
            kubectl_fail(kubectl, "object has been deleted");
            return;
        }
        const char *text = arena_text(arena, status_of(arena, resource->kind, object, &done, &failed));
        if (failed) {
            kubectl_fail(kubectl, "%s", text);
            return;
        }
        if (!text_equal(text, said))
            process_print(kubectl->process, "%s", text);
        said = text;
        if (done || !waits)
            return;
        if (!process_wait_change(kubectl->process, deadline, 0)) {
            kubectl_fail(kubectl, "timed out waiting for the condition");
            return;
        }
    }
}

static void status_run(struct kubectl *kubectl)
{
    struct duration timeout = flags_duration(&kubectl->flags, "timeout", SECONDS(0));
    struct instant deadline = INSTANT_NEVER;
    if (timeout.nanoseconds > 0)
        deadline = instant_add(process_now(kubectl->process), timeout);
    bool waits = !flags_has(&kubectl->flags, "watch") || flags_on(&kubectl->flags, "watch");
    struct resources resources = read_targets(kubectl);
    for (size_t i = 0; i < resources.count; i++) {
        if (rolls_out(kubectl, &resources.items[i], "status viewer"))
            follow_status(kubectl, &resources.items[i], deadline, waits);
    }
}

/* Patches every target and says [message]. */
/* A paused deployment is not restarted, nor paused again; false after a complaint. */
static bool may_change(struct kubectl *kubectl, const struct resource *resource, const char *doing)
{
    bool paused = value_truth(value_find(resource->object, "spec.paused"));
    const char *why = NULL;
    if (text_equal(doing, "restarting"))
        why = paused ? "can't restart paused deployment (run rollout resume first)" : NULL;
    else if (!text_equal(resource->kind->kind, "Deployment"))
        why = arena_format(kubectl->arena, "%s is not supported", doing);
    else if (paused == text_equal(doing, "pausing"))
        why = paused ? "is already paused" : "is not paused";
    if (why)
        kubectl_fail(kubectl, "%s \"%s\" %s", resource->kind->resource, resource->name,
                     why);
    return !why;
}

static void patch_all(struct kubectl *kubectl, const char *path, const struct value *value, const char *doing,
                      const char *message)
{
    const struct value *patch = value_with(kubectl->arena, value_object(kubectl->arena), path, value);
    struct api_options options = client_options(kubectl, "kubectl-rollout");
    struct resources resources = read_targets(kubectl);
    for (size_t i = 0; i < resources.count; i++) {
        const struct resource *resource = &resources.items[i];
        if (!rolls_out(kubectl, resource, doing) || !may_change(kubectl, resource, doing))
            continue;
        struct api_reply reply = {.object = resource->object};
        if (client_dry_run(kubectl) != DRY_RUN_CLIENT)
            reply = client_patch(kubectl, resource->kind, resource->namespace, resource->name, PATCH_STRATEGIC,
                                 patch, &options);
        if (api_failed(&reply))
            kubectl_fail_reply(kubectl, &reply, NULL);
        else
            printers_result(kubectl, resource->kind, reply.object, message);
    }
}

static void restart_run(struct kubectl *kubectl)
{
    struct arena *arena = kubectl->arena;
    struct value *annotations = value_object(arena);
    value_put_text(arena, annotations, "kubectl.kubernetes.io/restartedAt",
                   instant_rfc3339(arena, process_now(kubectl->process), 0));
    patch_all(kubectl, "spec.template.metadata.annotations", annotations, "restarting", "restarted");
}

static void pause_run(struct kubectl *kubectl)
{
    patch_all(kubectl, "spec.paused", value_boolean(true), "pausing", "paused");
}

static void resume_run(struct kubectl *kubectl)
{
    patch_all(kubectl, "spec.paused", value_null(), "resuming", "resumed");
}

static int64_t revision_of(const struct value *object)
{
    int64_t revision = 0;
    slice_to_integer(value_slice(value_get(value_find(object, "metadata.annotations"), REVISION)), &revision);
    return revision;
}

/* The deployment's ReplicaSets, oldest revision first. */
static const struct value *replica_sets(struct kubectl *kubectl, const struct resource *resource)
{
    struct api_reply reply = client_list(kubectl, kind_find("replicasets"), resource->namespace, NULL, NULL);
    const struct value *items = value_get(reply.object, "items");
    struct value *sorted = value_array(kubectl->arena);
    int64_t last = 0;
    for (;;) {
        const struct value *next = NULL;
        for (size_t i = 0; i < value_count(items); i++) {
            const struct value *item = value_at(items, i);
            const struct value *owner = value_find(item, "metadata.ownerReferences.0.uid");
            bool ours = value_equal(owner, value_find(resource->object, "metadata.uid"));
            if (ours && revision_of(item) > last && (!next || revision_of(item) < revision_of(next)))
                next = item;
        }
        if (!next)
            return sorted;
        value_append(kubectl->arena, sorted, next);
        last = revision_of(next);
    }
}

/* The template of one revision, as `rollout history --revision=N` shows it. */
static void show_revision(struct kubectl *kubectl, const struct resource *resource, const struct value *sets)
{
    int64_t wanted = flags_integer(&kubectl->flags, "revision", 0);
    const struct value *set = NULL;
    for (size_t i = 0; i < value_count(sets); i++) {
        if (revision_of(value_at(sets, i)) == wanted)
            set = value_at(sets, i);
    }
    if (!set) {
        kubectl_fail(kubectl, "unable to find the specified revision");
        return;
    }
    process_print(kubectl->process, "%s/%s with revision #%lld\n", kind_title(kubectl->arena, resource->kind),
                  resource->name, (long long)wanted);
    struct describing describing = {
        .kubectl = kubectl, .arena = kubectl->arena, .kind = resource->kind, .object = set};
    describe_pod_template(&describing, value_find(set, "spec.template"));
    buffer_add_byte(&describing.text, '\n');
    kubectl_print_buffer(kubectl, &describing.text); /* its tabs as they are */
}

static void history_run(struct kubectl *kubectl)
{
    struct resources resources = read_targets(kubectl);
    for (size_t i = 0; i < resources.count; i++) {
        const struct resource *resource = &resources.items[i];
        if (!rolls_out(kubectl, resource, "history viewer"))
            continue;
        const struct value *sets = replica_sets(kubectl, resource);
        if (flags_integer(&kubectl->flags, "revision", 0)) {
            show_revision(kubectl, resource, sets);
            continue;
        }
        process_print(kubectl->process, "%s/%s \n", kind_title(kubectl->arena, resource->kind), resource->name);
        struct buffer text = {0};
        if (value_count(sets) == 0)
            buffer_add_text(&text, "No rollout history found.\n");
        else
            buffer_add_text(&text, "REVISION\tCHANGE-CAUSE\n");
        for (size_t j = 0; j < value_count(sets); j++) {
            const struct value *annotations = value_find(value_at(sets, j), "metadata.annotations");
            const char *cause = value_string_of(value_get(annotations, "kubernetes.io/change-cause"));
            buffer_format(&text, "%lld\t%s\n", (long long)revision_of(value_at(sets, j)),
                          cause[0] ? cause : "<none>");
        }
        buffer_add_byte(&text, '\n');
        kubectl_print_table(kubectl, &text);
    }
}

static void undo(struct kubectl *kubectl, const struct resource *resource)
{
    struct arena *arena = kubectl->arena;
    int64_t wanted = flags_integer(&kubectl->flags, "to-revision", 0);
    const struct value *sets = replica_sets(kubectl, resource), *target = NULL;
    size_t count = value_count(sets);
    for (size_t i = 0; wanted && i < count; i++) {
        if (revision_of(value_at(sets, i)) == wanted)
            target = value_at(sets, i);
    }
    if (wanted && !target) {
        kubectl_fail(kubectl, "unable to find specified revision %lld in history", (long long)wanted);
        return;
    }
    if (!wanted && count > 1)
        target = value_at(sets, count - 2);
    if (!target) {
        kubectl_fail(kubectl, "no rollout history found for deployment \"%s\"", resource->name);
        return;
    }
    struct value *template = value_edit(arena, value_find(target, "spec.template"));
    value_put(arena, value_open(arena, template, "metadata.labels"), "pod-template-hash", NULL);
    if (value_equal(template, value_find(resource->object, "spec.template"))) {
        const char *text =
            arena_format(arena, "skipped rollback (current template already matches revision %lld)",
                         (long long)revision_of(target));
        printers_result(kubectl, resource->kind, resource->object, text);
        return;
    }
    struct value *operation = value_object(arena), *operations = value_array(arena);
    value_put_text(arena, operation, "op", "replace");
    value_put_text(arena, operation, "path", "/spec/template");
    value_put(arena, operation, "value", template);
    value_append(arena, operations, operation);
    struct api_options options = client_options(kubectl, "kubectl-rollout");
    struct api_reply reply = client_patch(kubectl, resource->kind, resource->namespace, resource->name,
                                          PATCH_JSON, operations, &options);
    if (api_failed(&reply))
        kubectl_fail_reply(kubectl, &reply, NULL);
    else
        printers_result(kubectl, resource->kind, reply.object, "rolled back");
}

static void undo_run(struct kubectl *kubectl)
{
    struct resources resources = read_targets(kubectl);
    for (size_t i = 0; i < resources.count; i++) {
        if (rolls_out(kubectl, &resources.items[i], "rollbacker"))
            undo(kubectl, &resources.items[i]);
    }
}

#define ROLLOUT(identifier, title, arguments, text, table, function)                                           \
    static const struct verb identifier = {.name = title,                                                      \
                                           .usage = "rollout " title " " arguments " [options]",               \
                                           .help = text,                                                       \
                                           .defaults = "watch=true",                                           \
                                           .flags = table,                                                     \
                                           .run = function,                                                    \
                                           .takes = TAKES_RESOURCES}

ROLLOUT(history, "history", "(TYPE NAME | TYPE/NAME) [flags]", "View rollout history", history_flags,
        history_run);
ROLLOUT(pause_row, "pause", "RESOURCE", "Mark the provided resource as paused", change_flags, pause_run);
ROLLOUT(restart, "restart", "RESOURCE", "Restart a resource", change_flags, restart_run);
ROLLOUT(resume, "resume", "RESOURCE", "Resume a paused resource", change_flags, resume_run);
ROLLOUT(status, "status", "(TYPE NAME | TYPE/NAME) [flags]", "Show the status of the rollout", status_flags,
        status_run);
ROLLOUT(undo_row, "undo", "(TYPE NAME | TYPE/NAME) [flags]", "Undo a previous rollout", undo_flags, undo_run);

static const struct verb *const rollout_verbs[] = {&history, &pause_row, &restart, &resume,
                                                   &status,  &undo_row,  NULL};

const struct verb verb_rollout = {
    .name = "rollout",
    .usage = "rollout SUBCOMMAND [options]",
    .help = "Manage the rollout of a resource",
    .about = "Manage the rollout of one or many resources: deployments, daemonsets and statefulsets.",
    .examples = "# Wait until a deployment serves its new template\n"
                "kubectl rollout status deployment/accounts -n accounts\n\n"
                "# Make new pods of the same template\n"
                "kubectl rollout restart deployment/accounts -n accounts\n\n"
                "# Go back to the template before\n"
                "kubectl rollout undo deployment/accounts -n accounts",
    .chapter = "Deploy Commands",
    .verbs = rollout_verbs,
};
