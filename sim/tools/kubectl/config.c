/* kubectl config: looks at the kubeconfig and edits it. */
#include <string.h>

#include "data/yaml.h"
#include "tools/kubectl/kubeconfig.h"
#include "tools/kubectl/verbs.h"

/* The help, and what was wrong with the number of arguments. */
static void fail_arguments(struct kubectl *kubectl)
{
    const char *words = "";
    for (int i = 0; i < kubectl->flags.count; i++)
        words = arena_format(kubectl->arena, "%s%s%s", words, i ? " " : "", kubectl->flags.arguments[i]);
    kubectl_help(kubectl);
    kubectl_fail(kubectl, "Unexpected args: [%s]", words);
}

static void current_context_run(struct kubectl *kubectl)
{
    const char *name = value_find_text(kubeconfig_read(kubectl), "current-context");
    if (name[0])
        process_print(kubectl->process, "%s\n", name);
    else
        kubectl_fail(kubectl, "current-context is not set");
}

static void put_current(struct kubectl *kubectl, const struct value *config, const char *name)
{
    kubeconfig_save(kubectl,
                    value_with(kubectl->arena, config, "current-context", value_text(kubectl->arena, name)));
}

static void use_context_run(struct kubectl *kubectl)
{
    if (kubectl->flags.count != 1) {
        fail_arguments(kubectl);
        return;
    }
    const char *name = kubectl->flags.arguments[0];
    const struct value *config = kubeconfig_read(kubectl);
    if (!kubeconfig_find(config, &kubeconfig_contexts, name)) {
        kubectl_fail(kubectl, "no context exists with the name: \"%s\"", name);
        return;
    }
    put_current(kubectl, config, name);
    process_print(kubectl->process, "Switched to context \"%s\".\n", name);
}

static const struct flag set_context_flags[] = {
    {"cluster", 0, "NAME", "the context's cluster"},
    {"current", 0, NULL, "change the current context"},
    {"namespace", 'n', "NAMESPACE", "the context's namespace"},
    {"user", 0, "NAME", "the context's user"},
    {0},
};

/* [inner] with the flags that are named, NULL-terminated, where they are given. */
static struct value *with_flags(struct kubectl *kubectl, const struct value *inner, const char *const *names)
{
    struct value *edited = value_edit(kubectl->arena, inner);
    for (; *names; names++) {
        const char *text = flags_text(&kubectl->flags, *names, NULL);
        bool truth = text && (text_equal(text, "true") || text_equal(text, "false"));
        if (truth)
            value_put(kubectl->arena, edited, *names, text_equal(text, "true") ? value_boolean(true) : NULL);
        else if (text)
            value_put_text(kubectl->arena, edited, *names, text[0] ? text : NULL);
    }
    return edited;
}

static void set_context_run(struct kubectl *kubectl)
{
    static const char *const names[] = {"cluster", "namespace", "user", NULL};
    const struct value *config = kubeconfig_read(kubectl);
    bool current = flags_on(&kubectl->flags, "current");
    if (current && kubectl->flags.count) {
        kubectl_fail(kubectl, "you cannot specify both a context name and --current");
        return;
    }
    if (!current && kubectl->flags.count != 1) {
        kubectl_fail(kubectl, "you must specify a non-empty context name or --current");
        return;
    }
    const char *name = current ? value_find_text(config, "current-context") : kubectl->flags.arguments[0];
    if (!name[0]) {
        kubectl_fail(kubectl, "no current context is set");
        return;
    }
    const struct value *old = kubeconfig_find(config, &kubeconfig_contexts, name);
    const struct value *context = with_flags(kubectl, old, names);
    kubeconfig_save(kubectl, kubeconfig_with(kubectl, config, &kubeconfig_contexts, name, context));
    process_print(kubectl->process, "Context \"%s\" %s.\n", name, old ? "modified" : "created");
}

static const struct flag set_cluster_flags[] = {
    {"certificate-authority", 0, "FILE", "the file with the certificate of the cluster's authority"},
    {"embed-certs", 0, NULL, "not simulated"},
    {"insecure-skip-tls-verify", 0, NULL, "whether to accept any certificate"},
    {"proxy-url", 0, "URL", "the proxy on the way to the cluster"},
    {"server", 0, "URL", "the address of the API server"},
    {"tls-server-name", 0, "NAME", "the name that the certificate must have"},
    {0},
};

static void set_entry(struct kubectl *kubectl, const struct kubeconfig_list *list, const char *const *names)
{
    if (kubectl->flags.count != 1) {
        fail_arguments(kubectl);
        return;
    }
    if (flags_on(&kubectl->flags, "embed-certs")) {
        kubectl_unsimulated(kubectl, arena_format(kubectl->arena, "%s --embed-certs", kubectl->path));
        return;
    }
    const char *name = kubectl->flags.arguments[0];
    const struct value *config = kubeconfig_read(kubectl);
    const struct value *inner = with_flags(kubectl, kubeconfig_find(config, list, name), names);
    kubeconfig_save(kubectl, kubeconfig_with(kubectl, config, list, name, inner));
    process_print(kubectl->process, "%s \"%s\" set.\n", list->title, name);
}

static void set_cluster_run(struct kubectl *kubectl)
{
    static const char *const names[] = {
        "certificate-authority", "insecure-skip-tls-verify", "proxy-url", "server", "tls-server-name", NULL};
    set_entry(kubectl, &kubeconfig_clusters, names);
}

static const struct flag set_credentials_flags[] = {
    {"auth-provider", 0, "NAME", "not simulated"},
    {"auth-provider-arg", 0, "KEY=VALUE", "not simulated"},
    {"client-certificate", 0, "FILE", "the file with the user's certificate"},
    {"client-key", 0, "FILE", "the file with its private key"},
    {"embed-certs", 0, NULL, "not simulated"},
    {"exec-api-version", 0, "VERSION", "not simulated"},
    {"exec-arg", 0, "WORD", "not simulated"},
    {"exec-command", 0, "COMMAND", "not simulated"},
    {"exec-env", 0, "KEY=VALUE", "not simulated"},
    {"exec-interactive-mode", 0, "MODE", "not simulated"},
    {"exec-provide-cluster-info", 0, NULL, "not simulated"},
    {"password", 0, "PASSWORD", "the user's password"},
    {"token", 0, "TOKEN", "the user's bearer token"},
    {"username", 0, "NAME", "the name that goes with the password"},
    {0},
};

static void set_credentials_run(struct kubectl *kubectl)
{
    static const char *const names[] = {"client-certificate", "client-key", "password", "token",
                                        "username",           NULL};
    const struct flags *flags = &kubectl->flags;
    bool basic = flags_has(flags, "username") || flags_has(flags, "password");
    for (size_t i = 0; i < flags->given_count; i++) {
        const char *name = flags->given[i].flag->name;
        if (text_starts(name, "exec-") || text_starts(name, "auth-provider")) {
            kubectl_unsimulated(kubectl, arena_format(kubectl->arena, "%s --%s", kubectl->path, name));
            return;
        }
    }
    if (basic && flags_has(flags, "token"))
        kubectl_fail(kubectl,
                     "you cannot specify more than one authentication method at the same time: --token, "
                     "--username/--password");
    else
        set_entry(kubectl, &kubeconfig_users, names);
}

/* --- set, unset: "contexts.dev.namespace" --- */

static const struct flag set_flags[] = {
    {"set-raw-bytes", 0, NULL, "accepted, without effect"},
    {0},
};

static const struct kubeconfig_list *list_of(const char *word)
{
    static const struct kubeconfig_list *const lists[] = {&kubeconfig_contexts, &kubeconfig_clusters,
                                                          &kubeconfig_users};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        if (text_equal(lists[i]->list, word))
            return lists[i];
    }
    return NULL;
}

/* Changes the property; [value] NULL takes it away. False after a complaint. */
static bool change_property(struct kubectl *kubectl, const char *property, const char *value)
{
    struct arena *arena = kubectl->arena;
    const struct value *config = kubeconfig_read(kubectl);
    struct slice rest = slice_of(property), first, field;
    if (text_equal(property, "current-context")) {
        put_current(kubectl, config, value ? value : "");
        return true;
    }
    slice_next(&rest, '.', &first);
    const struct kubeconfig_list *list = list_of(arena_copy(arena, first));
    size_t dot = rest.length;
    while (dot > 0 && rest.data[dot - 1] != '.')
        dot--;
    bool whole = !value && (dot == 0 ||
                            kubeconfig_find(config, list ? list : &kubeconfig_users, arena_copy(arena, rest)));
    if (!list || !rest.length || (dot == 0 && !whole)) {
        kubectl_fail(kubectl, "unable to parse %s after [] at api.Config", property);
        return false;
    }
    const char *name = arena_copy(arena, whole ? rest : slice_part(rest, 0, dot - 1));
    field = slice_part(rest, whole ? rest.length : dot, rest.length);
    struct value *inner = value_edit(arena, kubeconfig_find(config, list, name));
    if (!whole)
        value_put_slice(arena, inner, field, value ? value_text(arena, value) : NULL);
    kubeconfig_save(kubectl, kubeconfig_with(kubectl, config, list, name, whole ? NULL : inner));
    return true;
}

static void set_run(struct kubectl *kubectl)
{
    if (kubectl->flags.count != 2)
        fail_arguments(kubectl);
    else if (change_property(kubectl, kubectl->flags.arguments[0], kubectl->flags.arguments[1]))
        process_print(kubectl->process, "Property \"%s\" set.\n", kubectl->flags.arguments[0]);
}

static void unset_run(struct kubectl *kubectl)
{
    if (kubectl->flags.count != 1)
        fail_arguments(kubectl);
    else if (change_property(kubectl, kubectl->flags.arguments[0], NULL))
        process_print(kubectl->process, "Property \"%s\" unset.\n", kubectl->flags.arguments[0]);
}

/* --- delete-..., rename-context --- */

static void delete_entry(struct kubectl *kubectl, const struct kubeconfig_list *list)
{
    if (kubectl->flags.count != 1) {
        kubectl_help(kubectl);
        return;
    }
    const char *name = kubectl->flags.arguments[0];
    const struct value *config = kubeconfig_read(kubectl);
    if (!kubeconfig_find(config, list, name)) {
        kubectl_fail(kubectl, "cannot delete %s %s, not in %s", list->inner, name, kubeconfig_path(kubectl));
        return;
    }
    if (list == &kubeconfig_contexts && text_equal(name, value_find_text(config, "current-context")))
        process_complain(kubectl->process, "warning: this removed your active context, use \"kubectl config "
                                           "use-context\" to select a different one\n");
    kubeconfig_save(kubectl, kubeconfig_with(kubectl, config, list, name, NULL));
    process_print(kubectl->process, "deleted %s %s from %s\n", list->inner, name, kubeconfig_path(kubectl));
}

static void delete_context_run(struct kubectl *kubectl)
{
    delete_entry(kubectl, &kubeconfig_contexts);
}

static void delete_cluster_run(struct kubectl *kubectl)
{
    delete_entry(kubectl, &kubeconfig_clusters);
}

static void delete_user_run(struct kubectl *kubectl)
{
    delete_entry(kubectl, &kubeconfig_users);
}

static void rename_context_run(struct kubectl *kubectl)
{
    if (kubectl->flags.count != 2) {
        fail_arguments(kubectl);
        return;
    }
    const char *old = kubectl->flags.arguments[0], *new = kubectl->flags.arguments[1];
    const struct value *config = kubeconfig_read(kubectl);
    const struct value *context = kubeconfig_find(config, &kubeconfig_contexts, old);
    if (!context) {
        kubectl_fail(kubectl, "cannot rename the context \"%s\", it's not in %s", old,
                     kubeconfig_path(kubectl));
        return;
    }
    if (kubeconfig_find(config, &kubeconfig_contexts, new)) {
        kubectl_fail(kubectl, "cannot rename the context \"%s\", the context \"%s\" already exists in %s", old,
                     new, kubeconfig_path(kubectl));
        return;
    }
    bool current = text_equal(value_find_text(config, "current-context"), old);
    config = kubeconfig_with(kubectl, config, &kubeconfig_contexts, old, NULL);
    config = kubeconfig_with(kubectl, config, &kubeconfig_contexts, new, context);
    if (current)
        put_current(kubectl, config, new);
    else
        kubeconfig_save(kubectl, config);
    process_print(kubectl->process, "Context \"%s\" renamed to \"%s\".\n", old, new);
}

/* --- looking --- */

static const struct flag get_contexts_flags[] = {
    {"no-headers", 0, NULL, "no line with the names of the columns"},
    {"output", 'o', "FORMAT", "name"},
    {0},
};

static void get_contexts_run(struct kubectl *kubectl)
{
    const struct flags *flags = &kubectl->flags;
    const struct value *config = kubeconfig_read(kubectl), *contexts = value_get(config, "contexts");
    const char *current = value_find_text(config, "current-context"), *format = printers_format(kubectl);
    bool names = text_equal(format, "name");
    struct buffer text = {0};
    if (format[0] && !names) {
        kubectl_fail(kubectl,
                     "--output %s is not available in kubectl config get-contexts; resetting to default output "
                     "format",
                     format);
        return;
    }
    if (!names && !flags_on(flags, "no-headers"))
        buffer_add_text(&text, "CURRENT\tNAME\tCLUSTER\tAUTHINFO\tNAMESPACE\n");
    for (size_t i = 0; i < value_count(contexts); i++) {
        const struct value *entry = value_at(contexts, i);
        const char *name = value_find_text(entry, "name");
        bool wanted = flags->count == 0;
        for (int j = 0; j < flags->count; j++)
            wanted = wanted || text_equal(flags->arguments[j], name);
        if (wanted && names)
            buffer_format(&text, "%s\n", name);
        else if (wanted)
            buffer_format(&text, "%s\t%s\t%s\t%s\t%s\n", text_equal(name, current) ? "*" : "", name,
                          value_find_text(entry, "context.cluster"), value_find_text(entry, "context.user"),
                          value_find_text(entry, "context.namespace"));
    }
    for (int j = 0; j < flags->count; j++) {
        if (!kubeconfig_find(config, &kubeconfig_contexts, flags->arguments[j]))
            kubectl_fail(kubectl, "context %s not found", flags->arguments[j]);
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
    {"allow-missing-template-keys", 0, NULL, "accepted, without effect"},
    {"flatten", 0, NULL, "accepted, without effect"},
    {"merge", 0, NULL, "accepted, without effect"},
    {"minify", 0, NULL, "only what the current context needs"},
    {"output", 'o', "FORMAT", "yaml, json, jsonpath=..."},
    {"raw", 0, NULL, "show secrets, too"},
    {"show-managed-fields", 0, NULL, "accepted, without effect"},
    {"template", 0, "TEMPLATE", "the template of -o jsonpath and go-template"},
    {0},
};

/* Tokens and passwords are not for the screen. */
static const struct value *redacted(struct kubectl *kubectl, const struct value *config)
{
    static const char *const secrets[] = {"token", "password"};
    const struct value *users = value_get(config, "users");
    for (size_t i = 0; i < value_count(users); i++) {
        const char *name = value_find_text(value_at(users, i), "name");
        struct value *user = value_edit(kubectl->arena, kubeconfig_find(config, &kubeconfig_users, name));
        for (size_t j = 0; j < sizeof secrets / sizeof *secrets; j++) {
            if (value_get(user, secrets[j]))
                value_put_text(kubectl->arena, user, secrets[j], "REDACTED");
        }
        config = kubeconfig_with(kubectl, config, &kubeconfig_users, name, user);
    }
    return config;
}

static void view_run(struct kubectl *kubectl)
{
    const struct value *config = kubeconfig_read(kubectl);
    if (!printers_check(kubectl))
        return;
    if (!value_count(config))
        config = kubeconfig_empty(kubectl);
    if (flags_on(&kubectl->flags, "minify"))
        config = kubeconfig_minified(kubectl, config);
    if (!config)
        return;
    if (!flags_on(&kubectl->flags, "raw"))
        config = redacted(kubectl, config);
    if (!printers_is_table(kubectl)) {
        printers_print(kubectl, config);
        return;
    }
    struct buffer text = {0};
    yaml_write(&text, config);
    kubectl_print_buffer(kubectl, &text);
}

#define ROW(identifier, title, other, arguments, text, table, function)                                        \
    static const struct verb identifier = {.name = title,                                                      \
                                           .alias = other,                                                     \
                                           .usage = "config " title " " arguments "[options]",                 \
                                           .help = text,                                                       \
                                           .flags = table,                                                     \
                                           .local = true,                                                      \
                                           .run = function}

ROW(current_context, "current-context", NULL, "[flags] ", "Display the current-context", NULL,
    current_context_run);
ROW(delete_cluster, "delete-cluster", NULL, "NAME ", "Delete the specified cluster from the kubeconfig", NULL,
    delete_cluster_run);
ROW(delete_context, "delete-context", NULL, "NAME ", "Delete the specified context from the kubeconfig", NULL,
    delete_context_run);
ROW(delete_user, "delete-user", NULL, "NAME ", "Delete the specified user from the kubeconfig", NULL,
    delete_user_run);
ROW(get_clusters, "get-clusters", NULL, "[flags] ", "Display clusters defined in the kubeconfig", NULL,
    get_clusters_run);
ROW(get_contexts, "get-contexts", NULL, "[(-o|--output=)name)] ", "Describe one or many contexts",
    get_contexts_flags, get_contexts_run);
ROW(get_users, "get-users", NULL, "[flags] ", "Display users defined in the kubeconfig", NULL, get_users_run);
ROW(rename_context, "rename-context", NULL, "CONTEXT_NAME NEW_NAME ",
    "Rename a context from the kubeconfig file", NULL, rename_context_run);
ROW(set, "set", NULL, "PROPERTY_NAME PROPERTY_VALUE ", "Set an individual value in a kubeconfig file",
    set_flags, set_run);
ROW(set_cluster, "set-cluster", NULL,
    "NAME [--server=server] [--certificate-authority=path/to/certificate/authority] "
    "[--insecure-skip-tls-verify=true] [--tls-server-name=example.com] ",
    "Set a cluster entry in kubeconfig", set_cluster_flags, set_cluster_run);
ROW(set_context, "set-context", NULL,
    "[NAME | --current] [--cluster=cluster_nickname] [--user=user_nickname] [--namespace=namespace] ",
    "Set a context entry in kubeconfig", set_context_flags, set_context_run);
ROW(set_credentials, "set-credentials", NULL,
    "NAME [--client-certificate=path/to/certfile] [--client-key=path/to/keyfile] [--token=bearer_token] "
    "[--username=basic_user] [--password=basic_password] [--auth-provider=provider_name] "
    "[--auth-provider-arg=key=value] [--exec-command=exec_command] [--exec-api-version=exec_api_version] "
    "[--exec-arg=arg] [--exec-env=key=value] ",
    "Set a user entry in kubeconfig", set_credentials_flags, set_credentials_run);
ROW(unset, "unset", NULL, "PROPERTY_NAME ", "Unset an individual value in a kubeconfig file", NULL, unset_run);
ROW(use_context, "use-context", "use", "CONTEXT_NAME ", "Set the current-context in a kubeconfig file", NULL,
    use_context_run);

static const struct verb view = {
    .name = "view",
    .usage = "config view [flags] [options]",
    .help = "Display merged kubeconfig settings or a specified kubeconfig file",
    .examples = "# The namespace that verbs work in when no -n is given\n"
                "kubectl config view --minify -o jsonpath='{..namespace}'",
    .defaults = "merge=true output='yaml'",
    .flags = view_flags,
    .local = true,
    .run = view_run,
};

static const struct verb *const config_verbs[] = {
    &current_context,
    &delete_cluster,
    &delete_context,
    &delete_user,
    &get_clusters,
    &get_contexts,
    &get_users,
    &rename_context,
    &set,
    &set_cluster,
    &set_context,
    &set_credentials,
    &unset,
    &use_context,
    &view,
    NULL,
};

const struct verb verb_config = {
    .name = "config",
    .usage = "config SUBCOMMAND [options]",
    .help = "Modify kubeconfig files",
    .chapter = "Other Commands",
    .verbs = config_verbs,
};
