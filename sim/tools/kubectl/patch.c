/* kubectl patch and kubectl replace. */
#include <string.h>

#include "data/json.h"
#include "data/patch.h"
#include "data/yaml.h"
#include "tools/kubectl/verbs.h"

static const struct flag patch_flags[] = {
    {"allow-missing-template-keys", 0, NULL, "accepted, without effect"},
    {"dry-run", 0, "?WHERE", "client or server: change nothing"},
    {"field-manager", 0, "NAME", "the manager of the fields"},
    {"filename", 'f', "FILE", "the object named in a file"},
    {"kustomize", 'k', "DIRECTORY", "a kustomization"},
    {"local", 0, NULL, "not simulated"},
    {"output", 'o', "FORMAT", "yaml, json, name, jsonpath=..."},
    {"patch", 'p', "PATCH", "the patch, as JSON or YAML"},
    {"patch-file", 0, "FILE", "a file with the patch"},
    {"recursive", 'R', NULL, "the directories in the directory of -f too"},
    {"show-managed-fields", 0, NULL, "keep metadata.managedFields in YAML and JSON"},
    {"subresource", 0, "NAME", "status or scale"},
    {"template", 0, "TEMPLATE", "the template of -o jsonpath"},
    {"type", 0, "TYPE", "strategic, merge or json"},
    {0},
};

/* The text of --patch or --patch-file; data is NULL after a complaint. */
static struct slice patch_text(struct kubectl *kubectl)
{
    const char *text = flags_text(&kubectl->flags, "patch", "");
    const char *path = flags_text(&kubectl->flags, "patch-file", NULL);
    if (!text[0] && !path) {
        kubectl_fail(kubectl, "must specify --patch or --patch-file containing the contents of the patch");
        return (struct slice){NULL, 0};
    }
    if (!path)
        return slice_of(text);
    const char *problem = NULL;
    const struct value *file = process_file(kubectl->process, path, &problem);
    if (!file) {
        kubectl_fail(kubectl, "unable to read patch file: open %s: %s", path,
                     text_equal(problem, "No such file or directory") ? "no such file or directory" : problem);
        return (struct slice){NULL, 0};
    }
    struct slice data = file_data(file);
    return (struct slice){arena_copy(kubectl->arena, data), data.length};
}

static const struct value *read_patch(struct kubectl *kubectl)
{
    struct slice text = patch_text(kubectl);
    if (!text.data)
        return NULL;
    const char *problem = NULL;
    struct slice start = slice_trim(text);
    bool json = start.length && start.data[0] == '{'; /* goes to the server as it is */
    if (json && client_dry_run(kubectl) != DRY_RUN_CLIENT && !json_read(kubectl->arena, start, &problem)) {
        const char *words = text_starts(problem, "json: offset ") ? strchr(problem + 6, ':') : NULL;
        kubectl_fail_plain(kubectl, "Error from server (BadRequest): %s", words ? words + 2 : problem);
        return NULL;
    }
    struct yaml_reader reader = yaml_reader(text);
    const struct value *patch = NULL;
    if (!yaml_next(kubectl->arena, &reader, &patch) || !patch) {
        kubectl_fail(kubectl, "unable to parse \"%s\": %s", arena_copy(kubectl->arena, text),
                     reader.problem ? reader.problem : "yaml: empty document");
        return NULL;
    }
    return patch;
}

static bool read_type(struct kubectl *kubectl, enum patch_type *type)
{
    static const struct {
        const char *name;
        enum patch_type type;
    } types[] = {{"strategic", PATCH_STRATEGIC}, {"merge", PATCH_MERGE}, {"json", PATCH_JSON}};
    const char *name = flags_text(&kubectl->flags, "type", "strategic");
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        if (text_equal(types[i].name, name)) {
            *type = types[i].type;
            return true;
        }
    }
    kubectl_fail(kubectl, "--type must be one of [json merge strategic], not \"%s\"", name);
    return false;
}

static void patch_one(struct kubectl *kubectl, const struct resource *resource, enum patch_type type,
                      const struct value *patch)
{
    struct api_options options = client_options(kubectl, "kubectl-patch");
    options.subresource = flags_text(&kubectl->flags, "subresource", NULL);
    struct api_reply reply = {.object = resource->object};
    if (client_dry_run(kubectl) != DRY_RUN_CLIENT)
        reply =
            client_patch(kubectl, resource->kind, resource->namespace, resource->name, type, patch, &options);
    if (api_failed(&reply)) {
        kubectl_fail_reply(kubectl, &reply, NULL);
        return;
    }
    const struct value *version = value_find(reply.object, "metadata.resourceVersion");
    bool same = client_dry_run(kubectl) == DRY_RUN_NONE &&
                value_equal(version, value_find(resource->object, "metadata.resourceVersion"));
    printers_result(kubectl, resource->kind, reply.object, same ? "patched (no change)" : "patched");
}

static void patch_run(struct kubectl *kubectl)
{
    const struct flags *flags = &kubectl->flags;
    enum patch_type type;
    if (!read_type(kubectl, &type) || !printers_check(kubectl))
        return;
    const struct value *patch = read_patch(kubectl);
    if (!patch)
        return;
    struct resources resources = resources_read(kubectl, flags->count, flags->arguments, RESOURCES_NEED_NAMES);
    if (resources.empty)
        resources_fail_empty(kubectl);
    for (size_t i = 0; i < resources.count; i++)
        patch_one(kubectl, &resources.items[i], type, patch);
}

const struct verb verb_patch = {
    .name = "patch",
    .usage = "patch (-f FILENAME | TYPE NAME) [-p PATCH|--patch-file FILE] [options]",
    .defaults = "type='strategic'",
    .help = "Update fields of a resource",
    .examples = "# A few fields\n"
                "kubectl patch deployment accounts -n accounts -p '{\"spec\":{\"replicas\":2}}'\n\n"
                "# A list of operations\n"
                "kubectl patch service accounts -n accounts --type=json -p "
                "'[{\"op\":\"remove\",\"path\":\"/metadata/labels/app\"}]'",
    .chapter = "Advanced Commands",
    .flags = patch_flags,
    .run = patch_run,
    .takes = TAKES_RESOURCES,
};

static const struct flag replace_flags[] = {
    {"cascade", 0, "?HOW", "accepted, without effect"},
    {"dry-run", 0, "?WHERE", "client or server: change nothing"},
    {"field-manager", 0, "NAME", "the manager of the fields"},
    {"filename", 'f', "FILE", "a file, a directory or - (standard input)"},
    {"force", 0, NULL, "delete and create"},
    {"grace-period", 0, FLAG_INTEGER, "seconds that the object gets to end"},
    {"kustomize", 'k', "DIRECTORY", "a kustomization"},
    {"output", 'o', "FORMAT", "yaml, json, name"},
    {"recursive", 'R', NULL, "the directories in the directory of -f too"},
    {"save-config", 0, NULL, "accepted, without effect"},
    {"subresource", 0, "NAME", "accepted, without effect"},
    {"timeout", 0, FLAG_DURATION, "accepted, without effect"},
    {"validate", 0, "?HOW", "strict, warn or ignore unknown fields"},
    {"wait", 0, NULL, "accepted, without effect"},
    {"allow-missing-template-keys", 0, NULL, "accepted, without effect"},
    {"show-managed-fields", 0, NULL, "keep metadata.managedFields in YAML and JSON"},
    {"template", 0, "TEMPLATE", "the template of -o jsonpath and go-template"},
    {"raw", 0, "PATH", "not simulated"},
    {0},
};

/* --force: the old object must be gone before the new one is made. */
static bool delete_first(struct kubectl *kubectl, const struct manifest *manifest)
{
    struct api_options options = client_options(kubectl, "kubectl-replace");
    struct api_reply reply =
        client_delete(kubectl, manifest->kind, manifest->namespace, manifest->name, &options);
    if (api_failed(&reply) && reply.code != 404) {
        kubectl_fail_reply(kubectl, &reply, NULL);
        return false;
    }
    if (reply.code != 404)
        process_print(kubectl->process, "%s \"%s\" deleted%s%s%s\n", kind_title(kubectl->arena, manifest->kind),
                      manifest->name, manifest->namespace[0] ? " from " : "", manifest->namespace,
                      manifest->namespace[0] ? " namespace" : "");
    while (client_peek(kubectl, manifest->kind, manifest->namespace, manifest->name))
        process_wait_change(kubectl->process, INSTANT_NEVER, 0);
    return true;
}

static void replace_one(struct kubectl *kubectl, const struct manifest *manifest)
{
    struct arena *arena = kubectl->arena;
    struct api_options options = client_options(kubectl, "kubectl-replace");
    bool forced = flags_on(&kubectl->flags, "force");
    struct api_reply reply = {0};
    if (forced) {
        if (!delete_first(kubectl, manifest))
            return;
        reply = client_create(kubectl, manifest->kind, manifest->namespace, manifest->object, &options);
    } else {
        reply = client_get(kubectl, manifest->kind, manifest->namespace, manifest->name);
        if (!api_failed(&reply)) {
            const struct value *version = value_find(reply.object, "metadata.resourceVersion");
            const struct value *object = manifest->object;
            if (!*value_find_text(object, "metadata.resourceVersion")) /* one that is given must still hold */
                object = value_with(arena, object, "metadata.resourceVersion", version);
            reply =
                client_update(kubectl, manifest->kind, manifest->namespace, manifest->name, object, &options);
        }
    }
    if (api_failed(&reply))
        kubectl_fail_reply(kubectl, &reply,
                           arena_format(arena, "error when replacing \"%s\"", manifest->source));
    else
        printers_result(kubectl, manifest->kind, reply.object, "replaced");
}

static void replace_run(struct kubectl *kubectl)
{
    if (!manifests_given(kubectl)) {
        kubectl_fail(kubectl, "must specify one of -f and -k");
        return;
    }
    struct manifests manifests = manifests_read(kubectl, true);
    for (size_t i = 0; i < manifests.count; i++)
        replace_one(kubectl, &manifests.items[i]);
    if (!manifests.count && !kubectl_failed(kubectl))
        kubectl_fail(kubectl, "no objects passed to replace");
}

const struct verb verb_replace = {
    .name = "replace",
    .usage = "replace -f FILENAME [options]",
    .help = "Replace a resource by file name or stdin",
    .chapter = "Advanced Commands",
    .flags = replace_flags,
    .run = replace_run,
    .takes = TAKES_FILES,
};
