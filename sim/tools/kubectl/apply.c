#include "data/json.h"
#include "data/patch.h"
#include "tools/kubectl/verbs.h"

#define LAST_APPLIED "kubectl.kubernetes.io/last-applied-configuration"

static const struct flag apply_flags[] = {
    {"all", 0, NULL, "accepted, without effect"},
    {"allow-missing-template-keys", 0, NULL, "accepted, without effect"},
    {"cascade", 0, "?HOW", "accepted, without effect"},
    {"dry-run", 0, "?WHERE", "client or server: change nothing"},
    {"field-manager", 0, "NAME", "the manager of the fields"},
    {"filename", 'f', "FILE", "a file, a directory or - (standard input)"},
    {"force", 0, NULL, "accepted, without effect"},
    {"force-conflicts", 0, NULL, "take fields from other managers (--server-side)"},
    {"grace-period", 0, FLAG_INTEGER, "accepted, without effect"},
    {"kustomize", 'k', "DIRECTORY", "a kustomization"},
    {"openapi-patch", 0, NULL, "accepted, without effect"},
    {"output", 'o', "FORMAT", "yaml, json, name, jsonpath=..."},
    {"overwrite", 0, NULL, "accepted, without effect"},
    {"prune", 0, NULL, "not simulated"},
    {"prune-allowlist", 0, "KIND", "not simulated"},
    {"recursive", 'R', NULL, "the directories in the directory of -f too"},
    {"selector", 'l', "SELECTOR", "only the objects with these labels"},
    {"server-side", 0, NULL, "let the server merge"},
    {"show-managed-fields", 0, NULL, "keep metadata.managedFields in YAML and JSON"},
    {"subresource", 0, "NAME", "accepted, without effect"},
    {"template", 0, "TEMPLATE", "the template of -o jsonpath"},
    {"timeout", 0, FLAG_DURATION, "accepted, without effect"},
    {"validate", 0, "?HOW", "strict, warn or ignore unknown fields"},
    {"wait", 0, NULL, "accepted, without effect"},
    {0},
};

static const char conflict_advice[] =
    "Please review the fields above--they currently have other managers. Here\n"
    "are the ways you can resolve this warning:\n"
    "* If you intend to manage all of these fields, please re-run the apply\n"
    "  command with the `--force-conflicts` flag.\n"
    "* If you do not intend to manage all of the fields, please edit your\n"
    "  manifest to remove references to the fields that should keep their\n"
    "  current managers.\n"
    "* You may co-own fields by updating your manifest to match the existing\n"
    "  value; in this case, you'll become the manager if the other manager(s)\n"
    "  stop managing the field (remove it from their configuration).\n"
    "See https://kubernetes.io/docs/reference/using-api/server-side-apply/#conflicts";

/* The object with its own JSON text in the annotation (k8s.io/kubectl/pkg/util/apply.go). */
const struct value *apply_annotated(struct arena *arena, const struct value *object)
{
    struct value *root = value_edit(arena, object);
    struct value *annotations = value_open(arena, root, "metadata.annotations");
    value_put(arena, annotations, LAST_APPLIED, NULL);
    const char *text = arena_format(arena, "%s\n", json_text(arena, root));
    value_put_text(arena, annotations, LAST_APPLIED, text);
    return root;
}

static const char *describe_target(struct kubectl *kubectl, const struct manifest *manifest)
{
    const struct kind *kind = manifest->kind;
    const char *version = kind_api_version(kubectl->arena, kind);
    const char *slash = kind->group[0] ? "" : "/";
    return arena_format(kubectl->arena,
                        "Resource: \"%s%s, Resource=%s\", GroupVersionKind: \"%s%s, Kind=%s\"\n"
                        "Name: \"%s\", Namespace: \"%s\"",
                        slash, version, kind->plural, slash, version, kind->kind, manifest->name,
                        manifest->namespace);
}

static void apply_new(struct kubectl *kubectl, const struct manifest *manifest)
{
    const struct value *object = apply_annotated(kubectl->arena, manifest->object);
    if (client_dry_run(kubectl) != DRY_RUN_CLIENT) {
        struct api_options options = client_options(kubectl, "kubectl-client-side-apply");
        struct api_reply reply = client_create(kubectl, manifest->kind, manifest->namespace, object, &options);
        if (api_failed(&reply)) {
            kubectl_fail_reply(kubectl, &reply,
                               arena_format(kubectl->arena, "error when creating \"%s\"", manifest->source));
            return;
        }
        object = reply.object;
    }
    printers_result(kubectl, manifest->kind, object, "created");
}

static void fail_patch(struct kubectl *kubectl, const struct manifest *manifest, const struct value *patch,
                       const struct api_reply *reply)
{
    const char *action = arena_format(
        kubectl->arena, "error when applying patch:\n%s\nto:\n%s\nfor: \"%s\": error when patching \"%s\"",
        json_text(kubectl->arena, patch), describe_target(kubectl, manifest), manifest->source,
        manifest->source);
    kubectl_fail_reply(kubectl, reply, action);
}

/* What the object was when it was applied last; NULL when it never was. */
static const struct value *last_applied(struct arena *arena, const struct value *live)
{
    const struct value *annotation = value_get(value_find(live, "metadata.annotations"), LAST_APPLIED);
    const char *problem = NULL;
    return annotation ? json_read(arena, slice_trim(value_slice(annotation)), &problem) : NULL;
}

struct api_reply apply_merged(struct kubectl *kubectl, const struct manifest *manifest,
                              const struct value *live)
{
    struct arena *arena = kubectl->arena;
    const struct kind *kind = manifest->kind;
    struct api_options options = client_options(kubectl, "kubectl-client-side-apply");
    options.dry_run = true;
    if (flags_on(&kubectl->flags, "server-side")) {
        options.field_manager = flags_text(&kubectl->flags, "field-manager", "kubectl");
        options.force = flags_on(&kubectl->flags, "force-conflicts");
        return client_patch(kubectl, kind, manifest->namespace, manifest->name, PATCH_APPLY, manifest->object,
                            &options);
    }
    if (!live)
        return client_create(kubectl, kind, manifest->namespace, manifest->object, &options);
    bool strategic = !(kind->flags & KIND_CUSTOM);
    struct value *modified = value_edit(arena, manifest->object);
    value_open(arena, modified, "metadata.annotations");
    const struct value *patch = patch_three_way(arena, last_applied(arena, live), modified, live, strategic);
    if (value_count(patch) == 0)
        return (struct api_reply){.code = 200, .object = live};
    return client_patch(kubectl, kind, manifest->namespace, manifest->name,
                        strategic ? PATCH_STRATEGIC : PATCH_MERGE, patch, &options);
}

static void apply_changed(struct kubectl *kubectl, const struct manifest *manifest, const struct value *live)
{
    struct arena *arena = kubectl->arena;
    const struct value *modified = apply_annotated(arena, manifest->object);
    const struct value *original = last_applied(arena, live);
    if (!original)
        process_complain(
            kubectl->process,
            "Warning: resource %s/%s is missing the " LAST_APPLIED
            " annotation which is required by kubectl apply. kubectl apply should only be used on "
            "resources created declaratively by either kubectl create --save-config or kubectl apply. The "
            "missing annotation will be patched automatically.\n",
            manifest->kind->plural, manifest->name);
    bool strategic = !(manifest->kind->flags & KIND_CUSTOM);
    const struct value *patch = patch_three_way(arena, original, modified, live, strategic);
    if (client_dry_run(kubectl) == DRY_RUN_CLIENT) {
        printers_result(kubectl, manifest->kind, live, "configured");
        return;
    }
    if (value_count(patch) == 0) {
        printers_result(kubectl, manifest->kind, live, "unchanged");
        return;
    }
    if (value_find(live, "metadata.deletionTimestamp"))
        process_complain(kubectl->process,
                         "Warning: Detected changes to resource %s which is currently being deleted.\n",
                         manifest->name);
    struct api_options options = client_options(kubectl, "kubectl-client-side-apply");
    struct api_reply reply = client_patch(kubectl, manifest->kind, manifest->namespace, manifest->name,
                                          strategic ? PATCH_STRATEGIC : PATCH_MERGE, patch, &options);
    if (api_failed(&reply))
        fail_patch(kubectl, manifest, patch, &reply);
    else
        printers_result(kubectl, manifest->kind, reply.object, "configured");
}

static void apply_server_side(struct kubectl *kubectl, const struct manifest *manifest)
{
    struct api_options options = client_options(kubectl, "kubectl");
    options.force = flags_on(&kubectl->flags, "force-conflicts");
    struct api_reply reply = client_patch(kubectl, manifest->kind, manifest->namespace, manifest->name,
                                          PATCH_APPLY, manifest->object, &options);
    if (!api_failed(&reply))
        printers_result(kubectl, manifest->kind, reply.object, "serverside-applied");
    else if (reply.code == 409)
        kubectl_fail(kubectl, "%s\n%s", api_message(&reply), conflict_advice);
    else
        kubectl_fail_reply(kubectl, &reply, NULL);
}

static void apply_one(struct kubectl *kubectl, const struct manifest *manifest)
{
    if (!manifest->name[0]) {
        kubectl_fail(
            kubectl,
            "error when retrieving current configuration of:\n%s\nfrom server for: \"%s\": resource name may "
            "not be empty",
            describe_target(kubectl, manifest), manifest->source);
        return;
    }
    if (flags_on(&kubectl->flags, "server-side")) {
        apply_server_side(kubectl, manifest);
        return;
    }
    struct api_reply live = client_get(kubectl, manifest->kind, manifest->namespace, manifest->name);
    if (live.code == 404)
        apply_new(kubectl, manifest);
    else if (!api_failed(&live))
        apply_changed(kubectl, manifest, live.object);
    else
        kubectl_fail_reply(
            kubectl, &live,
            arena_format(kubectl->arena,
                         "error when retrieving current configuration of:\n%s\nfrom server for: \"%s\"",
                         describe_target(kubectl, manifest), manifest->source));
}

static void apply_run(struct kubectl *kubectl)
{
    const struct flags *flags = &kubectl->flags;
    if (flags->count) {
        kubectl_fail_usage(kubectl, "Unexpected args: [%s]", flags->arguments[0]);
        return;
    }
    if (!manifests_given(kubectl)) {
        kubectl_fail(kubectl, "must specify one of -f and -k");
        return;
    }
    if (flags_on(flags, "prune")) {
        kubectl_unsimulated(kubectl, "kubectl apply --prune");
        return;
    }
    if (!printers_check(kubectl))
        return;
    struct manifests manifests = manifests_read(kubectl, true);
    for (size_t i = 0; i < manifests.count; i++)
        apply_one(kubectl, &manifests.items[i]);
    if (!manifests.count && !kubectl_failed(kubectl))
        kubectl_fail(kubectl, "no objects passed to apply");
}

const struct verb verb_apply = {
    .name = "apply",
    .usage = "apply (-f FILENAME | -k DIRECTORY) [options]",
    .defaults = "field-manager='kubectl-client-side-apply' openapi-patch=true overwrite=true",
    .help = "Apply a configuration to a resource by file name or stdin",
    .examples = "# A manifest in a file\n"
                "kubectl apply -f deny-all.yaml\n\n"
                "# From standard input\n"
                "cat deny-all.yaml | kubectl apply -f -",
    .chapter = "Advanced Commands",
    .flags = apply_flags,
    .run = apply_run,
    .takes = TAKES_FILES,
};
