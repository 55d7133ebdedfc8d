/* kubectl set image, kubectl set env. */
#include <string.h>

#include "tools/kubectl/verbs.h"

#define SET_FLAGS                                                                                              \
    {"all", 0, NULL, "all objects of the types"},                                                              \
        {"allow-missing-template-keys", 0, NULL, "accepted, without effect"},                                  \
        {"dry-run", 0, "?WHERE", "client or server: change nothing"},                                          \
        {"field-manager", 0, "NAME", "the manager of the fields"},                                             \
        {"filename", 'f', "FILE", "the objects named in a file, a directory or - (standard input)"},           \
        {"kustomize", 'k', "DIRECTORY", "a kustomization"}, {"local", 0, NULL, "not simulated"},               \
        {"output", 'o', "FORMAT", "yaml, json, name"},                                                         \
        {"recursive", 'R', NULL, "the directories in the directory of -f too"},                                \
        {"selector", 'l', "SELECTOR", "select by labels"},                                                     \
        {"show-managed-fields", 0, NULL, "keep metadata.managedFields in YAML and JSON"},                      \
    {                                                                                                          \
        "template", 0, "TEMPLATE", "the template of -o jsonpath and go-template"                               \
    }

static const struct flag image_flags[] = {SET_FLAGS, {0}};
static const struct flag env_flags[] = {
    SET_FLAGS,
    {"containers", 'c', "NAME", "the containers to change; * for all"},
    {"env", 'e', "NAME=VALUE", "a variable"},
    {"from", 0, "TYPE/NAME", "not simulated"},
    {"keys", 0, "KEYS", "not simulated"},
    {"list", 0, NULL, "show the variables"},
    {"overwrite", 0, NULL, "replace values that are there"},
    {"prefix", 0, "TEXT", "not simulated"},
    {"resolve", 0, NULL, "not simulated"},
    {0},
};
static const struct flag resources_flags[] = {
    SET_FLAGS,
    {"containers", 'c', "NAME", "the containers to change; * for all"},
    {"limits", 0, "NAME=QUANTITY,...", "the limits: cpu=200m,memory=512Mi"},
    {"requests", 0, "NAME=QUANTITY,...", "the requests: cpu=100m,memory=256Mi"},
    {0},
};

/* Changes one container of the copy; false after a complaint. *changed says whether anything was. */
typedef bool container_change(struct kubectl *kubectl, struct value *container, int count, char *const *pairs,
                              bool *changed);

static const char *pod_spec(const struct kind *kind)
{
    return text_equal(kind->kind, "Pod") ? "spec" : "spec.template.spec";
}

static struct slice key_of(const char *pair)
{
    struct slice text = slice_of(pair);
    return slice_part(text, 0, slice_find_byte(text, '='));
}

static bool change_image(struct kubectl *kubectl, struct value *container, int count, char *const *pairs,
                         bool *changed)
{
    for (int i = 0; i < count; i++) {
        struct slice key = key_of(pairs[i]);
        if (!slice_is(key, "*") && !slice_is(key, value_find_text(container, "name")))
            continue;
        const char *image = pairs[i] + key.length + 1;
        *changed = *changed || !text_equal(image, value_find_text(container, "image"));
        value_put_text(kubectl->arena, container, "image", image);
    }
    return true;
}

static bool takes_part(struct kubectl *kubectl, const struct value *container)
{
    const char *names = flags_text(&kubectl->flags, "containers", "*");
    return text_equal(names, "*") || text_equal(names, value_find_text(container, "name"));
}

static bool change_env(struct kubectl *kubectl, struct value *container, int count, char *const *pairs,
                       bool *changed)
{
    struct arena *arena = kubectl->arena;
    const struct value *old = value_get(container, "env");
    struct value *list = value_array(arena);
    if (!takes_part(kubectl, container))
        return true;
    for (size_t i = 0; i < value_count(old); i++) {
        bool replaced = false;
        for (int j = 0; j < count; j++) {
            struct slice key = key_of(pairs[j]);
            if (!pairs[j][key.length])
                key.length--;
            replaced = replaced || slice_is(key, value_find_text(value_at(old, i), "name"));
        }
        if (!replaced)
            value_append(arena, list, value_at(old, i));
    }
    for (int j = 0; j < count; j++) {
        struct slice key = key_of(pairs[j]);
        if (!pairs[j][key.length])
            continue;
        struct value *entry = value_object(arena);
        value_put(arena, entry, "name", value_string(arena, key));
        value_put_text(arena, entry, "value", pairs[j] + key.length + 1);
        value_append(arena, list, entry);
    }
    *changed = *changed || !value_equal(old ? old : value_array(arena), list);
    value_put(arena, container, "env", value_count(list) ? list : NULL);
    return true;
}

/* "cpu=1,memory=2Gi" as a map; NULL after a complaint. */
static const struct value *quantities(struct kubectl *kubectl, const char *flag)
{
    struct value *map = value_object(kubectl->arena);
    struct slice rest = slice_of(flags_text(&kubectl->flags, flag, "")), piece;
    while (rest.length && slice_next(&rest, ',', &piece)) {
        size_t equals = slice_find_byte(piece, '=');
        if (equals == piece.length) {
            kubectl_fail(kubectl, "Invalid argument syntax %s, expected <resource>=<value>",
                         arena_copy(kubectl->arena, piece));
            return NULL;
        }
        value_put_slice(kubectl->arena, map, slice_part(piece, 0, equals),
                        value_string(kubectl->arena, slice_part(piece, equals + 1, piece.length)));
    }
    return map;
}

static bool change_resources(struct kubectl *kubectl, struct value *container, int count, char *const *pairs,
                             bool *changed)
{
    static const char *const names[] = {"limits", "requests"};
    (void)count;
    (void)pairs;
    for (size_t i = 0; takes_part(kubectl, container) && i < 2; i++) {
        const struct value *amounts = quantities(kubectl, names[i]);
        struct value *resources = value_open(kubectl->arena, container, "resources");
        if (!amounts)
            return false;
        for (size_t j = 0; j < value_count(amounts); j++) {
            const char *text = value_string_of(value_member_at(amounts, j));
            value_put(kubectl->arena, value_open(kubectl->arena, resources, names[i]), value_key_at(amounts, j),
                      text_equal(text, "0") ? NULL : value_member_at(amounts, j));
        }
    }
    *changed = true;
    return true;
}

/* Writes the object as it is to be, or shows it. */
static void set_whole(struct kubectl *kubectl, const struct resource *resource, const struct value *object,
                      const char *message)
{
    struct api_reply reply = {.object = object};
    struct api_options options = client_options(kubectl, "kubectl-set");
    if (client_dry_run(kubectl) != DRY_RUN_CLIENT)
        reply = client_update(kubectl, resource->kind, resource->namespace, resource->name, object, &options);
    if (api_failed(&reply))
        kubectl_fail_reply(kubectl, &reply, NULL);
    else
        printers_result(kubectl, resource->kind, reply.object, message);
}

/* False after a complaint about an object without a pod template. */
static bool has_template(struct kubectl *kubectl, const struct resource *resource)
{
    if (value_find(resource->object, pod_spec(resource->kind)))
        return true;
    kubectl_fail(kubectl, "%s/%s the object is not a pod or does not have a pod template: *v1.%s",
                 resource->kind->plural, resource->name, resource->kind->kind);
    return false;
}

static void set_one(struct kubectl *kubectl, const struct resource *resource, int count, char *const *pairs,
                    container_change *change, const char *message)
{
    if (!has_template(kubectl, resource))
        return;
    struct arena *arena = kubectl->arena;
    const char *path = arena_format(arena, "%s.containers", pod_spec(resource->kind));
    const struct value *containers = value_find(resource->object, path);
    struct value *list = value_array(arena);
    bool changed = false;
    for (int i = 0; change == change_image && i < count; i++) {
        bool found = slice_is(key_of(pairs[i]), "*");
        for (size_t j = 0; j < value_count(containers); j++)
            found = found || slice_is(key_of(pairs[i]), value_find_text(value_at(containers, j), "name"));
        if (!found) {
            kubectl_fail(kubectl, "unable to find container named \"%s\"", arena_copy(arena, key_of(pairs[i])));
            return;
        }
    }
    for (size_t i = 0; i < value_count(containers); i++) {
        struct value *container = value_edit(arena, value_at(containers, i));
        if (!change(kubectl, container, count, pairs, &changed))
            return;
        value_append(arena, list, container);
    }
    if (!changed)
        return;
    set_whole(kubectl, resource, value_with(arena, resource->object, path, list), message);
}

static void list_env(struct kubectl *kubectl, const struct resource *resource)
{
    const char *path = arena_format(kubectl->arena, "%s.containers", pod_spec(resource->kind));
    const struct value *containers = value_find(resource->object, path);
    struct buffer out = {0};
    for (size_t i = 0; i < value_count(containers); i++) {
        const struct value *container = value_at(containers, i), *list = value_get(container, "env");
        buffer_format(&out, "# %s %s, container %s\n", resource->kind->kind, resource->name,
                      value_find_text(container, "name"));
        for (size_t j = 0; j < value_count(list); j++)
            buffer_format(&out, "%s=%s\n", value_find_text(value_at(list, j), "name"),
                          value_find_text(value_at(list, j), "value"));
    }
    kubectl_print_buffer(kubectl, &out);
}

static bool is_pair(const char *word)
{
    return strchr(word, '=') || text_ends(word, "-");
}

/* A variable that is set and removed at once: complains and returns false. */
static bool is_sound(struct kubectl *kubectl, int count, char *const *pairs)
{
    for (int i = 0; i < count; i++) {
        for (int j = 0; j < count; j++) {
            struct slice key = key_of(pairs[i]), other = key_of(pairs[j]);
            bool removes = !pairs[j][other.length];
            if (removes && pairs[i][key.length] && slice_equal(key, slice_part(other, 0, other.length - 1))) {
                kubectl_fail(
                    kubectl,
                    "can not both modify and remove the same environment variable in the same command");
                return false;
            }
        }
    }
    return true;
}

/* The resources of [count] arguments; complains when there are none named. */
static struct resources read_targets(struct kubectl *kubectl, int count)
{
    struct resources resources = resources_read(kubectl, count, kubectl->flags.arguments, RESOURCES_NEED_NAMES);
    if (resources.empty)
        resources_fail_empty(kubectl);
    return resources;
}

static void change_all(struct kubectl *kubectl, container_change *change, int resources_count, int count,
                       char *const *pairs, const char *message)
{
    struct resources resources = read_targets(kubectl, resources_count);
    if (!printers_check(kubectl))
        return;
    for (size_t i = 0; i < resources.count; i++)
        set_one(kubectl, &resources.items[i], count, pairs, change, message);
}

/* How many of the arguments name resources. */
static int count_targets(const struct kubectl *kubectl)
{
    int count = 0;
    while (count < kubectl->flags.count && !is_pair(kubectl->flags.arguments[count]))
        count++;
    return count;
}

static void image_run(struct kubectl *kubectl)
{
    int targets = count_targets(kubectl), count = kubectl->flags.count - targets;
    if (targets && !count) {
        struct resources resources = read_targets(kubectl, targets);
        if (resources.count && !kubectl_failed(kubectl))
            kubectl_fail(kubectl, "at least one image update is required");
        return;
    }
    change_all(kubectl, change_image, targets, count, kubectl->flags.arguments + targets, "image updated");
}

static void env_run(struct kubectl *kubectl)
{
    const struct flags *flags = &kubectl->flags;
    char **pairs =
        arena_allocate(kubectl->arena, ((size_t)flags->count + flags->given_count + 1) * sizeof *pairs);
    int targets = count_targets(kubectl), count = 0;
    static const char *const absent[] = {"from", "keys", "prefix", "resolve"};
    for (size_t i = 0; i < sizeof absent / sizeof *absent; i++) {
        if (flags_has(flags, absent[i])) {
            kubectl_unsimulated(kubectl, arena_format(kubectl->arena, "kubectl set env --%s", absent[i]));
            return;
        }
    }
    for (int i = targets; i < flags->count; i++)
        pairs[count++] = flags->arguments[i];
    size_t at = 0;
    const char *variable;
    while ((variable = flags_next(flags, "env", &at)))
        pairs[count++] = arena_text(kubectl->arena, variable);
    if (!is_sound(kubectl, count, pairs))
        return;
    if (!flags_on(flags, "list")) {
        change_all(kubectl, change_env, targets, count, pairs, "env updated");
        return;
    }
    struct resources resources = read_targets(kubectl, targets);
    for (size_t i = 0; i < resources.count; i++)
        list_env(kubectl, &resources.items[i]);
}

static void resources_run(struct kubectl *kubectl)
{
    if (!flags_has(&kubectl->flags, "limits") && !flags_has(&kubectl->flags, "requests")) {
        kubectl_fail(kubectl,
                     "you must specify an update to requests or limits (in the form of --requests/--limits)");
        return;
    }
    if (!quantities(kubectl, "limits") || !quantities(kubectl, "requests"))
        return;
    struct resources resources = read_targets(kubectl, kubectl->flags.count);
    const char *wanted = flags_text(&kubectl->flags, "containers", "*");
    for (size_t i = 0; i < resources.count; i++) {
        const struct resource *resource = &resources.items[i];
        const char *path = arena_format(kubectl->arena, "%s.containers", pod_spec(resource->kind));
        const struct value *containers = value_find(resource->object, path);
        bool found = text_equal(wanted, "*");
        for (size_t j = 0; j < value_count(containers); j++)
            found = found || takes_part(kubectl, value_at(containers, j));
        if (!found)
            kubectl_fail(kubectl, "unable to find container named %s", wanted);
        else
            set_one(kubectl, resource, 0, NULL, change_resources, "resource requirements updated");
    }
}

static void service_account_run(struct kubectl *kubectl)
{
    const struct flags *flags = &kubectl->flags;
    if (!flags->count) {
        kubectl_fail(kubectl, "serviceaccount is required");
        return;
    }
    const char *account = flags->arguments[flags->count - 1];
    struct resources resources = read_targets(kubectl, flags->count - 1);
    for (size_t i = 0; i < resources.count; i++) {
        const struct resource *resource = &resources.items[i];
        const char *path = arena_format(kubectl->arena, "%s.serviceAccountName", pod_spec(resource->kind));
        if (has_template(kubectl, resource))
            set_whole(kubectl, resource,
                      value_with(kubectl->arena, resource->object, path, value_text(kubectl->arena, account)),
                      "serviceaccount updated");
    }
}

static void selector_run(struct kubectl *kubectl)
{
    const struct flags *flags = &kubectl->flags;
    struct value *selector = value_object(kubectl->arena);
    int targets = count_targets(kubectl);
    for (int i = 0; i < flags->count; i++) {
        if (strchr(flags->arguments[i], '(')) {
            kubectl_fail(kubectl, "match expression [%s] not supported on this object", flags->arguments[i]);
            return;
        }
    }
    if (targets == flags->count) {
        kubectl_fail(kubectl, "resource(s) were provided, but no name was specified");
        return;
    }
    for (int i = targets; i < flags->count; i++) {
        struct slice rest = slice_of(flags->arguments[i]), piece;
        while (slice_next(&rest, ',', &piece)) {
            size_t equals = slice_find_byte(piece, '=');
            value_put_slice(kubectl->arena, selector, slice_part(piece, 0, equals),
                            value_string(kubectl->arena, slice_part(piece, equals + 1, piece.length)));
        }
    }
    struct resources resources = read_targets(kubectl, targets);
    for (size_t i = 0; i < resources.count; i++) {
        const struct resource *resource = &resources.items[i];
        if (!text_equal(resource->kind->kind, "Service"))
            kubectl_fail(kubectl, "setting a selector is only supported for Services");
        else
            set_whole(kubectl, resource,
                      value_with(kubectl->arena, resource->object, "spec.selector", selector),
                      "selector updated");
    }
}

#define ROW(identifier, title, other, arguments, text, table, function)                                        \
    static const struct verb identifier = {.name = title,                                                      \
                                           .alias = other,                                                     \
                                           .usage = "set " title " " arguments " [options]",                   \
                                           .help = text,                                                       \
                                           .defaults = "overwrite=true",                                       \
                                           .flags = table,                                                     \
                                           .run = function,                                                    \
                                           .takes = TAKES_RESOURCES}

ROW(env, "env", NULL, "RESOURCE/NAME KEY_1=VAL_1 ... KEY_N=VAL_N",
    "Update environment variables on a pod template", env_flags, env_run);
ROW(image, "image", NULL,
    "(-f FILENAME | TYPE NAME) CONTAINER_NAME_1=CONTAINER_IMAGE_1 ... CONTAINER_NAME_N=CONTAINER_IMAGE_N",
    "Update the image of a pod template", image_flags, image_run);
ROW(resources_row, "resources", NULL, "(-f FILENAME | TYPE NAME)  ([--limits=LIMITS & --requests=REQUESTS]",
    "Update resource requests/limits on objects with pod templates", resources_flags, resources_run);
ROW(selector_row, "selector", NULL, "(-f FILENAME | TYPE NAME) EXPRESSIONS [--resource-version=version]",
    "Set the selector on a resource", image_flags, selector_run);
ROW(service_account, "serviceaccount", "sa", "(-f FILENAME | TYPE NAME) SERVICE_ACCOUNT",
    "Update the service account of a resource", image_flags, service_account_run);

static const struct verb subject = {
    .name = "subject",
    .usage = "set subject (-f FILENAME | TYPE NAME) [--user=username] [--group=groupname] "
             "[--serviceaccount=namespace:serviceaccountname] [--dry-run=server|client|none] [options]",
    .help = "Update the user, group, or service account in a role binding or cluster role binding",
    .unsimulated = true};

static const struct verb *const set_verbs[] = {
    &env, &image, &resources_row, &selector_row, &service_account, &subject, NULL};

const struct verb verb_set = {
    .name = "set",
    .usage = "set SUBCOMMAND [options]",
    .help = "Set specific features on objects",
    .about = "Configure application resources: change parts of objects that are there.",
    .chapter = "Basic Commands (Beginner)",
    .verbs = set_verbs,
};
