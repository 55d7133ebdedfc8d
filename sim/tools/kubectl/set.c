/* kubectl set image, kubectl set env. */
#include <string.h>

#include "tools/kubectl/verbs.h"

static const struct flag set_flags[] = {
    {"all", 0, NULL, "all objects of the types"},
    {"containers", 'c', "NAME", "the containers to change; * for all"},
    {"dry-run", 0, "?WHERE", "client or server: change nothing"},
    {"env", 'e', "NAME=VALUE", "a variable"},
    {"field-manager", 0, "NAME", "the manager of the fields"},
    {"filename", 'f', "FILE", "the objects named in a file, a directory or - (standard input)"},
    {"kustomize", 'k', "DIRECTORY", "a kustomization"},
    {"list", 0, NULL, "show the variables"},
    {"local", 0, NULL, "not simulated"},
    {"output", 'o', "FORMAT", "yaml, json, name"},
    {"overwrite", 0, NULL, "replace values that are there (the default)"},
    {"recursive", 'R', NULL, "the directories in the directory of -f too"},
    {"selector", 'l', "SELECTOR", "select by labels"},
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

static void set_one(struct kubectl *kubectl, const struct resource *resource, int count, char *const *pairs,
                    container_change *change, const char *message)
{
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
    struct api_reply reply = {.object = value_with(arena, resource->object, path, list)};
    struct api_options options = client_options(kubectl, "kubectl-set");
    if (client_dry_run(kubectl) != DRY_RUN_CLIENT)
        reply =
            client_update(kubectl, resource->kind, resource->namespace, resource->name, reply.object, &options);
    if (api_failed(&reply))
        kubectl_fail_reply(kubectl, &reply, NULL);
    else
        printers_result(kubectl, resource->kind, reply.object, message);
}

static void list_env(struct kubectl *kubectl, const struct resource *resource)
{
    const char *path = arena_format(kubectl->arena, "%s.containers", pod_spec(resource->kind));
    const struct value *containers = value_find(resource->object, path);
    struct buffer out = {0};
    for (size_t i = 0; i < value_count(containers); i++) {
        const struct value *container = value_at(containers, i), *list = value_get(container, "env");
        buffer_format(&out, "# %s %s, container %s\n", resource->kind->plural, resource->name,
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

static void run(struct kubectl *kubectl, container_change *change, const char *what, const char *message)
{
    const struct flags *flags = &kubectl->flags;
    char **pairs =
        arena_allocate(kubectl->arena, ((size_t)flags->count + flags->given_count + 1) * sizeof *pairs);
    int resources_count = 0, count = 0;
    while (resources_count < flags->count && !is_pair(flags->arguments[resources_count]))
        resources_count++;
    for (int i = resources_count; i < flags->count; i++)
        pairs[count++] = flags->arguments[i];
    size_t at = 0;
    const char *variable;
    while ((variable = flags_next(flags, "env", &at)))
        pairs[count++] = arena_text(kubectl->arena, variable);
    bool lists = flags_on(flags, "list");
    if (!count && !lists) {
        kubectl_fail(kubectl, "at least one %s update is required", what);
        return;
    }
    struct resources resources =
        resources_read(kubectl, resources_count, flags->arguments, RESOURCES_NEED_NAMES);
    if (resources.empty)
        kubectl_fail(kubectl,
                     "one or more resources must be specified as <resource> <name> or <resource>/<name>");
    for (size_t i = 0; i < resources.count; i++) {
        if (lists)
            list_env(kubectl, &resources.items[i]);
        else
            set_one(kubectl, &resources.items[i], count, pairs, change, message);
    }
}

static void image_run(struct kubectl *kubectl)
{
    run(kubectl, change_image, "image", "image updated");
}

static void env_run(struct kubectl *kubectl)
{
    run(kubectl, change_env, "environment variable", "env updated");
}

static const struct verb image = {
    .name = "image",
    .usage = "set image (-f FILENAME | TYPE NAME) CONTAINER_NAME_1=CONTAINER_IMAGE_1 ... [options]",
    .help = "Update the image of a pod template",
    .flags = set_flags,
    .run = image_run,
    .takes = TAKES_RESOURCES,
};

static const struct verb env = {
    .name = "env",
    .usage = "set env RESOURCE/NAME KEY_1=VAL_1 ... KEY_N=VAL_N [options]",
    .help = "Update environment variables on a pod template",
    .flags = set_flags,
    .run = env_run,
    .takes = TAKES_RESOURCES,
};

#define UNSIMULATED(identifier, title)                                                                         \
    static const struct verb identifier = {                                                                    \
        .name = title, .usage = "set " title, .help = "Not simulated", .unsimulated = true}

UNSIMULATED(resources_row, "resources");
UNSIMULATED(selector_row, "selector");
UNSIMULATED(service_account, "serviceaccount");
UNSIMULATED(subject, "subject");

static const struct verb *const set_verbs[] = {
    &env, &image, &resources_row, &selector_row, &service_account, &subject, NULL};

const struct verb verb_set = {
    .name = "set",
    .usage = "set SUBCOMMAND [options]",
    .help = "Set specific features on objects",
    .chapter = "Basic Commands (Beginner)",
    .verbs = set_verbs,
};
