#include "tools/kubectl/verbs.h"

static const struct flag scale_flags[] = {
    {"all", 0, NULL, "all objects of the types"},
    {"current-replicas", 0, FLAG_INTEGER, "only when the size is this now"},
    {"dry-run", 0, "?WHERE", "client or server: change nothing"},
    {"filename", 'f', "FILE", "the objects named in a file, a directory or - (standard input)"},
    {"kustomize", 'k', "DIRECTORY", "a kustomization"},
    {"output", 'o', "FORMAT", "yaml, json, name"},
    {"recursive", 'R', NULL, "the directories in the directory of -f too"},
    {"replicas", 0, FLAG_INTEGER, "the new size"},
    {"resource-version", 0, "VERSION", "accepted, without effect"},
    {"selector", 'l', "SELECTOR", "select by labels"},
    {"timeout", 0, FLAG_DURATION, "accepted, without effect"},
    {"allow-missing-template-keys", 0, NULL, "accepted, without effect"},
    {"show-managed-fields", 0, NULL, "keep metadata.managedFields in YAML and JSON"},
    {"template", 0, "TEMPLATE", "the template of -o jsonpath and go-template"},
    {0},
};

static void scale_one(struct kubectl *kubectl, const struct resource *resource, int64_t replicas)
{
    struct arena *arena = kubectl->arena;
    int64_t now = value_number(value_find(resource->object, "spec.replicas"), 1);
    int64_t expected = flags_integer(&kubectl->flags, "current-replicas", -1);
    if (!(resource->kind->flags & KIND_SCALE)) {
        kubectl_fail_plain(kubectl,
                           "Error from server (NotFound): the server could not find the requested resource");
        return;
    }
    if (expected >= 0 && expected != now) {
        kubectl_fail(kubectl, "Expected replicas to be %lld, was %lld", (long long)expected, (long long)now);
        return;
    }
    if (client_dry_run(kubectl) != DRY_RUN_CLIENT) {
        const struct value *patch =
            value_with(arena, value_object(arena), "spec.replicas", value_integer(arena, replicas));
        struct api_options options = client_options(kubectl, "kubectl");
        options.subresource = "scale";
        struct api_reply reply = client_patch(kubectl, resource->kind, resource->namespace, resource->name,
                                              PATCH_MERGE, patch, &options);
        if (api_failed(&reply)) {
            kubectl_fail_reply(kubectl, &reply, NULL);
            return;
        }
    }
    printers_result(kubectl, resource->kind, resource->object, "scaled");
}

static void scale_run(struct kubectl *kubectl)
{
    const struct flags *flags = &kubectl->flags;
    int64_t replicas = flags_integer(flags, "replicas", -1);
    if (!flags_has(flags, "replicas")) {
        kubectl_fail(kubectl, "required flag(s) \"replicas\" not set");
        return;
    }
    if (replicas < 0) {
        kubectl_fail(kubectl,
                     "The --replicas=COUNT flag is required, and COUNT must be greater than or equal to 0");
        return;
    }
    struct resources resources = resources_read(kubectl, flags->count, flags->arguments, RESOURCES_NEED_NAMES);
    if (resources.empty)
        resources_fail_empty(kubectl);
    else if (!resources.count && !kubectl_failed(kubectl))
        kubectl_fail(kubectl, "no objects passed to scale");
    for (size_t i = 0; i < resources.count; i++)
        scale_one(kubectl, &resources.items[i], replicas);
}

const struct verb verb_scale = {
    .name = "scale",
    .usage = "scale [--resource-version=version] [--current-replicas=count] --replicas=COUNT (-f FILENAME | "
             "TYPE NAME) "
             "[options]",
    .help = "Set a new size for a deployment, replica set, or replication controller",
    .examples = "# Three pods\n"
                "kubectl scale --replicas=3 deployment/accounts -n accounts",
    .chapter = "Deploy Commands",
    .flags = scale_flags,
    .run = scale_run,
    .takes = TAKES_RESOURCES,
};
