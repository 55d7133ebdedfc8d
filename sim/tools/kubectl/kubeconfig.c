#include "tools/kubectl/kubeconfig.h"

#include "base/sort.h"
#include "data/yaml.h"
#include "shell/shell.h"

const struct kubeconfig_list kubeconfig_contexts = {"contexts", "context", "Context"};
const struct kubeconfig_list kubeconfig_clusters = {"clusters", "cluster", "Cluster"};
const struct kubeconfig_list kubeconfig_users = {"users", "user", "User"};

const char *kubeconfig_path(const struct kubectl *kubectl)
{
    const char *variable = shell_variable(kubectl->process->shell, "KUBECONFIG");
    const char *usual = variable && variable[0] ? variable : KUBECONFIG_PATH;
    return flags_text(&kubectl->flags, "kubeconfig", usual);
}

static const struct value *parse(void *context, struct slice data)
{
    struct kubectl *kubectl = context;
    const struct value *document = NULL;
    struct yaml_reader reader = yaml_reader((struct slice){arena_copy(kubectl->arena, data), data.length});
    if (yaml_next(kubectl->arena, &reader, &document) && value_is(document, VALUE_OBJECT))
        return document;
    if (reader.problem)
        kubectl_fail(kubectl, "error loading config file \"%s\": %s", kubeconfig_path(kubectl), reader.problem);
    return NULL;
}

const struct value *kubeconfig_read(struct kubectl *kubectl)
{
    const char *problem;
    const struct value *file = process_file(kubectl->process, kubeconfig_path(kubectl), &problem);
    const struct value *document = file ? process_parsed(kubectl->process, file, parse, kubectl) : NULL;
    return document ? document : value_object(kubectl->arena);
}

const struct value *kubeconfig_find(const struct value *config, const struct kubeconfig_list *list,
                                    const char *name)
{
    const struct value *entries = value_get(config, list->list);
    for (size_t i = 0; i < value_count(entries); i++) {
        if (value_says(value_get(value_at(entries, i), "name"), name))
            return value_get(value_at(entries, i), list->inner);
    }
    return NULL;
}

static int compare_entries(const void *a, const void *b, void *context)
{
    const struct value *const *left = a, *const *right = b;
    (void)context;
    return slice_compare(value_slice(value_get(*left, "name")), value_slice(value_get(*right, "name")));
}

const struct value *kubeconfig_with(struct kubectl *kubectl, const struct value *config,
                                    const struct kubeconfig_list *list, const char *name,
                                    const struct value *inner)
{
    struct arena *arena = kubectl->arena;
    const struct value *entries = value_get(config, list->list);
    const struct value **kept = arena_allocate(arena, (value_count(entries) + 1) * sizeof *kept);
    size_t count = 0;
    for (size_t i = 0; i < value_count(entries); i++) {
        if (!value_says(value_get(value_at(entries, i), "name"), name))
            kept[count++] = value_at(entries, i);
    }
    if (inner) {
        struct value *entry = value_object(arena);
        value_put(arena, entry, list->inner, inner);
        value_put_text(arena, entry, "name", name);
        kept[count++] = entry;
    }
    sort_stable(kept, count, sizeof *kept, compare_entries, NULL);
    struct value *sorted = value_array(arena), *edited = value_edit(arena, config);
    for (size_t i = 0; i < count; i++)
        value_append(arena, sorted, kept[i]);
    value_put(arena, edited, list->list, count ? sorted : value_null());
    return edited;
}

const struct value *kubeconfig_minified(struct kubectl *kubectl, const struct value *config)
{
    const char *name = flags_text(&kubectl->flags, "context", value_find_text(config, "current-context"));
    const struct value *context = kubeconfig_find(config, &kubeconfig_contexts, name);
    if (!name[0] || !context) {
        kubectl_fail(kubectl,
                     name[0] ? "cannot locate context %s" : "current-context must exist in order to minify",
                     name);
        return NULL;
    }
    struct value *small = value_edit(kubectl->arena, config);
    const struct kubeconfig_list *lists[] = {&kubeconfig_contexts, &kubeconfig_clusters, &kubeconfig_users};
    const char *names[] = {name, value_find_text(context, "cluster"), value_find_text(context, "user")};
    const struct value *result = small;
    for (size_t i = 0; i < 3; i++) {
        const struct value *inner = kubeconfig_find(config, lists[i], names[i]);
        value_put(kubectl->arena, small, lists[i]->list, value_null());
        if (inner)
            small = value_edit(kubectl->arena, kubeconfig_with(kubectl, small, lists[i], names[i], inner));
        result = small;
    }
    return value_with(kubectl->arena, result, "current-context", value_text(kubectl->arena, name));
}

/* With everything that a kubeconfig has. */
static const struct value *completed(struct kubectl *kubectl, const struct value *config)
{
    struct value *whole = value_edit(kubectl->arena, config);
    static const char *const lists[] = {"clusters", "contexts", "users"};
    value_put_text(kubectl->arena, whole, "apiVersion", "v1");
    value_put_text(kubectl->arena, whole, "kind", "Config");
    value_put_text(kubectl->arena, whole, "current-context", value_find_text(config, "current-context"));
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        if (!value_get(whole, lists[i]))
            value_put(kubectl->arena, whole, lists[i], value_null());
    }
    return whole;
}

const struct value *kubeconfig_empty(struct kubectl *kubectl)
{
    return completed(kubectl, value_object(kubectl->arena));
}

void kubeconfig_save(struct kubectl *kubectl, const struct value *config)
{
    struct buffer text = {0};
    yaml_write(&text, completed(kubectl, config));
    const char *path = kubeconfig_path(kubectl);
    if (text_equal(path, KUBECONFIG_PATH))
        process_make_directory(kubectl->process, "/root/.kube");
    const char *problem = process_write_file(kubectl->process, path, buffer_slice(&text));
    buffer_release(&text);
    if (problem)
        kubectl_fail(kubectl, "open %s: %s", path, problem);
}
