/* kubectl config, and the kubeconfig that every verb reads its context from. */
#include "data/yaml.h"
#include "tools/kubectl/verbs.h"

#define KUBECONFIG_PATH "/root/.kube/config"

/* What `kubeadm init` writes. */
static const char first_kubeconfig[] = "apiVersion: v1\n"
                                       "clusters:\n"
                                       "- cluster:\n"
                                       "    server: https://server:6443\n"
                                       "  name: kubernetes\n"
                                       "contexts:\n"
                                       "- context:\n"
                                       "    cluster: kubernetes\n"
                                       "    user: kubernetes-admin\n"
                                       "  name: kubernetes-admin@kubernetes\n"
                                       "current-context: kubernetes-admin@kubernetes\n"
                                       "kind: Config\n"
                                       "users:\n"
                                       "- name: kubernetes-admin\n"
                                       "  user: {}\n";

static const struct value *parse(struct arena *arena, struct slice text)
{
    struct yaml_reader reader = yaml_reader(text);
    const struct value *document = NULL;
    return yaml_next(arena, &reader, &document) && value_is(document, VALUE_OBJECT) ? document : NULL;
}

static const char *config_path(const struct kubectl *kubectl)
{
    return flags_text(&kubectl->flags, "kubeconfig", KUBECONFIG_PATH);
}

const struct value *kubeconfig_read(struct kubectl *kubectl)
{
    const char *problem;
    const struct value *file = process_file(kubectl->process, config_path(kubectl), &problem);
    const struct value *config = NULL;
    if (file) {
        struct slice data = file_data(file);
        config = parse(kubectl->arena, (struct slice){arena_copy(kubectl->arena, data), data.length});
    }
    return config ? config : parse(kubectl->arena, slice_of(first_kubeconfig));
}

static const struct value *find_named(const struct value *list, const char *name, size_t *index)
{
    for (size_t i = 0; i < value_count(list); i++) {
        if (value_says(value_get(value_at(list, i), "name"), name)) {
            if (index)
                *index = i;
            return value_at(list, i);
        }
    }
    return NULL;
}

const struct value *kubeconfig_context(const struct value *config, const char *name)
{
    return value_get(find_named(value_get(config, "contexts"), name, NULL), "context");
}

static void save(struct kubectl *kubectl, const struct value *config)
{
    struct buffer text = {0};
    yaml_write(&text, config);
    struct slice data = {arena_copy(kubectl->arena, buffer_slice(&text)), text.length};
    buffer_release(&text);
    process_make_directory(kubectl->process, "/root/.kube");
    const char *problem = process_write_file(kubectl->process, config_path(kubectl), data);
    if (problem)
        kubectl_fail(kubectl, "open %s: %s", config_path(kubectl), problem);
}

static void current_context_run(struct kubectl *kubectl)
{
    const char *name = value_find_text(kubeconfig_read(kubectl), "current-context");
    if (name[0])
        process_print(kubectl->process, "%s\n", name);
    else
        kubectl_fail(kubectl, "current-context is not set");
}

static void use_context_run(struct kubectl *kubectl)
{
    if (kubectl->flags.count != 1) {
        kubectl_help(kubectl);
        kubectl_fail(kubectl, "Unexpected args: []");
        return;
    }
    const char *name = kubectl->flags.arguments[0];
    const struct value *config = kubeconfig_read(kubectl);
    if (!kubeconfig_context(config, name)) {
        kubectl_fail(kubectl, "no context exists with the name: \"%s\"", name);
        return;
    }
    struct value *edited = value_edit(kubectl->arena, config);
    value_put_text(kubectl->arena, edited, "current-context", name);
    save(kubectl, edited);
    process_print(kubectl->process, "Switched to context \"%s\".\n", name);
}

static const struct flag set_context_flags[] = {
    {"current", 0, NULL, "change the current context"},
    {0},
};

static void set_context_run(struct kubectl *kubectl)
{
    struct arena *arena = kubectl->arena;
    const struct value *config = kubeconfig_read(kubectl), *contexts = value_get(config, "contexts");
    bool current = flags_on(&kubectl->flags, "current");
    if (!current && kubectl->flags.count != 1) {
        kubectl_fail(kubectl, "you must specify a non-empty context name or --current");
        return;
    }
    const char *name = current ? value_find_text(config, "current-context") : kubectl->flags.arguments[0];
    size_t index = value_count(contexts);
    const struct value *entry = find_named(contexts, name, &index);
    struct value *edited = value_edit(arena, entry), *context = value_edit(arena, value_get(entry, "context"));
    static const char *const keys[] = {"namespace", "cluster", "user"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        const char *text = flags_text(&kubectl->flags, keys[i], NULL);
        if (text)
            value_put_text(arena, context, keys[i], text);
    }
    value_put_text(arena, edited, "name", name);
    value_put(arena, edited, "context", context);
    struct value *list = value_array(arena);
    for (size_t i = 0; i < value_count(contexts); i++)
        value_append(arena, list, i == index ? edited : value_at(contexts, i));
    if (!entry)
        value_append(arena, list, edited);
    struct value *whole = value_edit(arena, config);
    value_put(arena, whole, "contexts", list);
    save(kubectl, whole);
    process_print(kubectl->process, "Context \"%s\" %s.\n", name, entry ? "modified" : "created");
}

static const struct flag get_contexts_flags[] = {
    {"no-headers", 0, NULL, "no line with the names of the columns"},
    {"output", 'o', "FORMAT", "name"},
    {0},
};

static void get_contexts_run(struct kubectl *kubectl)
{
    const struct value *config = kubeconfig_read(kubectl), *contexts = value_get(config, "contexts");
    const char *current = value_find_text(config, "current-context");
    bool names = text_equal(printers_format(kubectl), "name");
    struct buffer text = {0};
    if (!names && !flags_on(&kubectl->flags, "no-headers"))
        buffer_add_text(&text, "CURRENT\tNAME\tCLUSTER\tAUTHINFO\tNAMESPACE\n");
    for (size_t i = 0; i < value_count(contexts); i++) {
        const struct value *entry = value_at(contexts, i);
        const char *name = value_find_text(entry, "name");
        if (names)
            buffer_format(&text, "%s\n", name);
        else
            buffer_format(&text, "%s\t%s\t%s\t%s\t%s\n", text_equal(name, current) ? "*" : "", name,
                          value_find_text(entry, "context.cluster"), value_find_text(entry, "context.user"),
                          value_find_text(entry, "context.namespace"));
    }
    kubectl_print_table(kubectl, &text);
}

static void print_names(struct kubectl *kubectl, const char *list)
{
    const struct value *entries = value_get(kubeconfig_read(kubectl), list);
    process_print(kubectl->process, "NAME\n");
    for (size_t i = 0; i < value_count(entries); i++)
        process_print(kubectl->process, "%s\n", value_find_text(value_at(entries, i), "name"));
}

static void get_clusters_run(struct kubectl *kubectl)
{
    print_names(kubectl, "clusters");
}

static void get_users_run(struct kubectl *kubectl)
{
    print_names(kubectl, "users");
}

static const struct flag view_flags[] = {
    {"flatten", 0, NULL, "accepted, without effect"}, {"merge", 0, NULL, "accepted, without effect"},
    {"minify", 0, NULL, "accepted, without effect"},  {"output", 'o', "FORMAT", "yaml, json, jsonpath=..."},
    {"raw", 0, NULL, "accepted, without effect"},     {0},
};

static void view_run(struct kubectl *kubectl)
{
    if (!printers_check(kubectl))
        return;
    const struct value *config = kubeconfig_read(kubectl);
    if (!printers_is_table(kubectl)) {
        printers_print(kubectl, config);
        return;
    }
    struct buffer text = {0};
    yaml_write(&text, config);
    kubectl_print_buffer(kubectl, &text);
}

static const struct verb view = {.name = "view",
                                 .usage = "config view",
                                 .help = "Display merged kubeconfig settings",
                                 .flags = view_flags,
                                 .run = view_run};
static const struct verb current_context = {.name = "current-context",
                                            .usage = "config current-context",
                                            .help = "Display the current-context",
                                            .run = current_context_run};
static const struct verb get_contexts = {.name = "get-contexts",
                                         .usage = "config get-contexts",
                                         .help = "Describe one or many contexts",
                                         .flags = get_contexts_flags,
                                         .run = get_contexts_run};
static const struct verb get_clusters = {.name = "get-clusters",
                                         .usage = "config get-clusters",
                                         .help = "Display clusters defined in the kubeconfig",
                                         .run = get_clusters_run};
static const struct verb get_users = {.name = "get-users",
                                      .usage = "config get-users",
                                      .help = "Display users defined in the kubeconfig",
                                      .run = get_users_run};
static const struct verb use_context = {.name = "use-context",
                                        .usage = "config use-context CONTEXT_NAME",
                                        .help = "Set the current-context in a kubeconfig file",
                                        .run = use_context_run};
static const struct verb set_context = {.name = "set-context",
                                        .usage =
                                            "config set-context [NAME | --current] [--namespace=namespace]",
                                        .help = "Set a context entry in kubeconfig",
                                        .flags = set_context_flags,
                                        .run = set_context_run};

static const struct verb *const config_verbs[] = {&current_context, &get_clusters, &get_contexts, &get_users,
                                                  &set_context,     &use_context,  &view,         NULL};

const struct verb verb_config = {
    .name = "config",
    .usage = "config SUBCOMMAND [options]",
    .help = "Modify kubeconfig files",
    .chapter = "Other Commands",
    .verbs = config_verbs,
};
