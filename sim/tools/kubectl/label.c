/* kubectl label and kubectl annotate: the same command on two maps. */
#include <string.h>

#include "tools/kubectl/verbs.h"

static const struct flag label_flags[] = {
    {"all", 0, NULL, "all objects of the types"},
    {"all-namespaces", 'A', NULL, "in all namespaces"},
    {"allow-missing-template-keys", 0, NULL, "accepted, without effect"},
    {"dry-run", 0, "?WHERE", "client or server: change nothing"},
    {"field-manager", 0, "NAME", "the manager of the fields"},
    {"field-selector", 0, "SELECTOR", "select by fields"},
    {"filename", 'f', "FILE", "the objects named in a file, a directory or - (standard input)"},
    {"kustomize", 'k', "DIRECTORY", "a kustomization"},
    {"list", 0, NULL, "show what is there"},
    {"local", 0, NULL, "not simulated"},
    {"output", 'o', "FORMAT", "yaml, json, name, jsonpath=..."},
    {"overwrite", 0, NULL, "replace values that are there"},
    {"recursive", 'R', NULL, "the directories in the directory of -f too"},
    {"resource-version", 0, "VERSION", "accepted, without effect"},
    {"selector", 'l', "SELECTOR", "select by labels"},
    {"show-managed-fields", 0, NULL, "keep metadata.managedFields in YAML and JSON"},
    {"template", 0, "TEMPLATE", "the template of -o jsonpath"},
    {0},
};

struct labelling {
    bool annotations;
    const char *word;     /* "label", "annotation" */
    const char *map;      /* "labels", "annotations" */
    struct value *values; /* key: text, or null to remove */
    size_t added, removed;
};

static bool is_pair(const char *word)
{
    return (strchr(word, '=') && word[0] != '=') || (text_ends(word, "-") && word[1]);
}

static bool is_label_value(struct slice value)
{
    if (value.length > 63)
        return false;
    for (size_t i = 0; i < value.length; i++) {
        char c = value.data[i];
        bool letter = ascii_is_letter(c) || ascii_is_digit(c);
        bool edge = i == 0 || i + 1 == value.length;
        if (!letter && (edge || (c != '-' && c != '_' && c != '.')))
            return false;
    }
    return true;
}

static bool add_pair(struct kubectl *kubectl, struct labelling *labelling, const char *word)
{
    struct slice text = slice_of(word);
    size_t equals = slice_find_byte(text, '=');
    if (equals == text.length) {
        struct slice key = slice_part(text, 0, text.length - 1);
        if (value_is(value_get_slice(labelling->values, key), VALUE_STRING)) {
            kubectl_fail(kubectl, "can not both modify and remove %s %s in the same command",
                         labelling->annotations ? "an" : "a", labelling->word);
            return false;
        }
        value_put_slice(kubectl->arena, labelling->values, key, value_null());
        labelling->removed++;
        return true;
    }
    struct slice key = slice_part(text, 0, equals), value = slice_part(text, equals + 1, text.length);
    if (value_get_slice(labelling->values, key) &&
        value_is(value_get_slice(labelling->values, key), VALUE_NULL)) {
        kubectl_fail(kubectl, "can not both modify and remove %s %s in the same command",
                     labelling->annotations ? "an" : "a", labelling->word);
        return false;
    }
    if (!labelling->annotations && slice_find_byte(value, '=') < value.length) {
        kubectl_fail(kubectl, "invalid label spec: %s", word);
        return false;
    }
    if (!labelling->annotations && !is_label_value(value)) {
        const char *rule =
            value.length > 63
                ? "must be no more than 63 bytes"
                : "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' "
                  "or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or "
                  "'my_value',  or '12345', regex used for validation is "
                  "'(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";
        kubectl_fail(kubectl, "invalid label value: \"%s\": %s", word, rule);
        return false;
    }
    value_put_slice(kubectl->arena, labelling->values, key, value_string(kubectl->arena, value));
    labelling->added++;
    return true;
}

/* Splits the arguments into resources (their number is returned) and pairs; -1 after a complaint. */
static int read_pairs(struct kubectl *kubectl, struct labelling *labelling)
{
    const struct flags *flags = &kubectl->flags;
    int resources = 0;
    for (int i = 0; i < flags->count; i++) {
        bool pair = is_pair(flags->arguments[i]);
        if (!pair && resources < i) {
            kubectl_fail(kubectl, "all resources must be specified before %s changes: %s", labelling->word,
                         flags->arguments[i]);
            return -1;
        }
        if (pair && !add_pair(kubectl, labelling, flags->arguments[i]))
            return -1;
        resources += !pair;
    }
    return resources;
}

/* A value that is there and would change without --overwrite: complains. */
static bool is_taken(struct kubectl *kubectl, const struct labelling *labelling, const struct value *present)
{
    if (flags_on(&kubectl->flags, "overwrite"))
        return false;
    for (size_t i = 0; i < value_count(labelling->values); i++) {
        const char *key = value_key_at(labelling->values, i);
        const struct value *old = value_get(present, key), *new = value_member_at(labelling->values, i);
        if (!old || value_is(new, VALUE_NULL) || value_equal(old, new))
            continue;
        if (labelling->annotations)
            kubectl_fail(
                kubectl,
                "--overwrite is false but found the following declared annotation(s): '%s' already has a value "
                "(%s)",
                key, value_string_of(old));
        else
            kubectl_fail(kubectl, "'%s' already has a value (%s), and --overwrite is false", key,
                         value_string_of(old));
        return true;
    }
    return false;
}

static const char *message_for(struct kubectl *kubectl, const struct labelling *labelling,
                               const struct value *present)
{
    if (labelling->annotations)
        return "annotated";
    bool changes = false;
    for (size_t i = 0; i < value_count(labelling->values); i++) {
        const char *key = value_key_at(labelling->values, i);
        const struct value *old = value_get(present, key), *new = value_member_at(labelling->values, i);
        bool removes = value_is(new, VALUE_NULL);
        if (removes && !old)
            process_print(kubectl->process, "label \"%s\" not found.\n", key);
        changes = changes || (removes ? old != NULL : !value_equal(old, new));
    }
    if (!changes)
        return "not labeled";
    return labelling->removed && !labelling->added ? "unlabeled" : "labeled";
}

static void list_pairs(struct kubectl *kubectl, const struct resources *resources,
                       const struct labelling *labelling, const struct resource *resource)
{
    const struct value *present = value_get(value_get(resource->object, "metadata"), labelling->map);
    struct buffer out = {0};
    if (resources->count > 1)
        buffer_format(&out, "Listing %s for %s/%s:\n", labelling->map,
                      kind_title(kubectl->arena, resource->kind), resource->name);
    for (size_t i = 0; i < value_count(present); i++)
        buffer_format(&out, "%s%s=%s\n", resources->count > 1 ? " " : "", value_key_at(present, i),
                      value_string_of(value_member_at(present, i)));
    kubectl_print_buffer(kubectl, &out);
}

static void change(struct kubectl *kubectl, const struct labelling *labelling, const struct resource *resource)
{
    struct arena *arena = kubectl->arena;
    const struct value *present = value_get(value_get(resource->object, "metadata"), labelling->map);
    if (is_taken(kubectl, labelling, present))
        return;
    const char *message = message_for(kubectl, labelling, present);
    const struct value *object = resource->object;
    if (client_dry_run(kubectl) != DRY_RUN_CLIENT) {
        const char *path = arena_format(arena, "metadata.%s", labelling->map);
        const struct value *patch = value_with(arena, value_object(arena), path, labelling->values);
        struct api_options options =
            client_options(kubectl, labelling->annotations ? "kubectl-annotate" : "kubectl-label");
        struct api_reply reply = client_patch(kubectl, resource->kind, resource->namespace, resource->name,
                                              PATCH_MERGE, patch, &options);
        if (api_failed(&reply)) {
            kubectl_fail_reply(kubectl, &reply, NULL);
            return;
        }
        object = reply.object;
    }
    printers_result(kubectl, resource->kind, object, message);
}

static void run(struct kubectl *kubectl, bool annotations)
{
    struct labelling labelling = {
        .annotations = annotations,
        .word = annotations ? "annotation" : "label",
        .map = annotations ? "annotations" : "labels",
        .values = value_object(kubectl->arena),
    };
    bool lists = flags_on(&kubectl->flags, "list");
    int count = read_pairs(kubectl, &labelling);
    if (count < 0 || !printers_check(kubectl))
        return;
    if (count == 0 && !manifests_given(kubectl)) {
        kubectl_fail(kubectl,
                     "one or more resources must be specified as <resource> <name> or <resource>/<name>");
        return;
    }
    if (!lists && value_count(labelling.values) == 0) {
        kubectl_fail(kubectl, "at least one %s update is required", labelling.word);
        return;
    }
    struct resources resources =
        resources_read(kubectl, count, kubectl->flags.arguments, lists ? 0 : RESOURCES_NEED_NAMES);
    for (size_t i = 0; i < resources.count; i++) {
        if (lists)
            list_pairs(kubectl, &resources, &labelling, &resources.items[i]);
        else
            change(kubectl, &labelling, &resources.items[i]);
    }
    if (!resources.count && !kubectl_failed(kubectl))
        resources_say_none(kubectl, true);
}

static void label_run(struct kubectl *kubectl)
{
    run(kubectl, false);
}

static void annotate_run(struct kubectl *kubectl)
{
    run(kubectl, true);
}

const struct verb verb_label = {
    .name = "label",
    .usage = "label [--overwrite] (-f FILENAME | TYPE NAME) KEY_1=VAL_1 ... KEY_N=VAL_N "
             "[--resource-version=version] [options]",
    .help = "Update the labels on a resource",
    .examples = "# Put a namespace into the mesh\n"
                "kubectl label namespace rogue istio.io/dataplane-mode=ambient\n\n"
                "# Take the label off again\n"
                "kubectl label namespace rogue istio.io/dataplane-mode-",
    .chapter = "Settings Commands",
    .flags = label_flags,
    .run = label_run,
    .takes = TAKES_RESOURCES,
};

const struct verb verb_annotate = {
    .name = "annotate",
    .usage = "annotate [--overwrite] (-f FILENAME | TYPE NAME) KEY_1=VAL_1 ... KEY_N=VAL_N "
             "[--resource-version=version] [options]",
    .help = "Update the annotations on a resource",
    .examples = "# Set an annotation\n"
                "kubectl annotate service accounts -n accounts owner=me\n\n"
                "# Remove it\n"
                "kubectl annotate service accounts -n accounts owner-",
    .chapter = "Settings Commands",
    .flags = label_flags,
    .run = annotate_run,
    .takes = TAKES_RESOURCES,
};
