/* kubectl create role, clusterrole, rolebinding, clusterrolebinding. Nobody but the learner asks this API, and
 * the learner may do anything, so roles are shown and not kept. */
#include "tools/kubectl/create.h"

#define GROUP "rbac.authorization.k8s.io"

static const struct flag role_flags[] = {
    CREATE_FLAGS,
    {"resource", 0, "TYPES", "what the rule is about"},
    {"resource-name", 0, "NAMES", "only the objects of these names"},
    {"verb", 0, "VERBS", "what the rule allows"},
    {0},
};
static const struct flag cluster_role_flags[] = {
    {"aggregation-rule", 0, "KEY=VALUE,...", "gather the rules of the ClusterRoles with these labels"},
    CREATE_FLAGS,
    {"non-resource-url", 0, "PATHS", "paths of the API server that the rule is about"},
    {"resource", 0, "TYPES", "what the rule is about"},
    {"resource-name", 0, "NAMES", "only the objects of these names"},
    {"verb", 0, "VERBS", "what the rule allows"},
    {0},
};
static const struct flag role_binding_flags[] = {
    CREATE_FLAGS,
    {"clusterrole", 0, "NAME", "the ClusterRole that is granted"},
    {"group", 0, "NAME", "a group it is granted to; may be repeated"},
    {"role", 0, "NAME", "the Role that is granted"},
    {"serviceaccount", 0, "NAMESPACE:NAME", "a service account it is granted to; may be repeated"},
    {"user", 0, "NAME", "a user it is granted to; may be repeated"},
    {0},
};
static const struct flag cluster_role_binding_flags[] = {
    CREATE_FLAGS,
    {"clusterrole", 0, "NAME", "the ClusterRole that is granted"},
    {"group", 0, "NAME", "a group it is granted to; may be repeated"},
    {"serviceaccount", 0, "NAMESPACE:NAME", "a service account it is granted to; may be repeated"},
    {"user", 0, "NAME", "a user it is granted to; may be repeated"},
    {0},
};

/* All values of a flag, between commas, each once. */
static struct value *values_of(struct kubectl *kubectl, const char *flag)
{
    struct arena *arena = kubectl->arena;
    struct value *list = value_array(arena);
    const char *text;
    size_t at = 0;
    while ((text = flags_next(&kubectl->flags, flag, &at))) {
        struct slice rest = slice_of(text), piece;
        while (slice_next(&rest, ',', &piece)) {
            bool known = false;
            for (size_t i = 0; i < value_count(list); i++)
                known = known || slice_equal(value_slice(value_at(list, i)), piece);
            if (!known)
                value_append(arena, list, value_string(arena, piece));
        }
    }
    return list;
}

static void warn_of_verbs(struct kubectl *kubectl, const struct value *verbs)
{
    static const char known[] = " get list watch create update patch delete deletecollection use bind escalate "
                                "impersonate approve sign * proxy ";
    for (size_t i = 0; i < value_count(verbs); i++) {
        const char *verb = value_string_of(value_at(verbs, i));
        const char *padded = arena_format(kubectl->arena, " %s ", verb);
        if (slice_find(slice_of(known), slice_of(padded)) == sizeof known - 1)
            process_complain(kubectl->process, "Warning: '%s' is not a standard resource verb\n", verb);
    }
}

/* Puts the resource into the rule of its group, which is made when there is none; false after a complaint. */
static bool add_resource(struct kubectl *kubectl, struct value *groups, const char *word)
{
    struct arena *arena = kubectl->arena;
    struct slice text = slice_of(word);
    size_t slash = slice_find_byte(text, '/');
    const struct kind *kind = kind_find(arena_copy(arena, slice_part(text, 0, slash)));
    const char *group = kind ? kind->group : "", *plural = kind ? kind->plural : word;
    if (!kind && !text_equal(word, "*")) {
        kubectl_fail_plain(kubectl, "the server doesn't have a resource type \"%.*s\"", (int)slash, word);
        return false;
    }
    struct value *list = value_array(arena);
    const struct value *old = value_get(groups, group);
    for (size_t i = 0; i < value_count(old); i++)
        value_append(arena, list, value_at(old, i));
    value_append(
        arena, list,
        value_text(arena, arena_format(arena, "%s%s", plural, slash < text.length ? word + slash : "")));
    value_put(arena, groups, group, list);
    return true;
}

static bool add_rules(struct kubectl *kubectl, struct value *rules, const struct value *verbs)
{
    struct arena *arena = kubectl->arena;
    const struct value *resources = values_of(kubectl, "resource"),
                       *names = values_of(kubectl, "resource-name");
    const struct value *paths = values_of(kubectl, "non-resource-url");
    struct value *groups = value_object(arena);
    for (size_t i = 0; i < value_count(resources); i++) {
        if (!add_resource(kubectl, groups, value_string_of(value_at(resources, i))))
            return false;
    }
    for (size_t i = 0; i < value_count(groups); i++) {
        struct value *rule = value_object(arena), *list = value_array(arena);
        value_append(arena, list, value_text(arena, value_key_at(groups, i)));
        value_put(arena, rule, "apiGroups", list);
        value_put(arena, rule, "resourceNames", value_count(names) ? names : NULL);
        value_put(arena, rule, "resources", value_member_at(groups, i));
        value_put(arena, rule, "verbs", verbs);
        value_append(arena, rules, rule);
    }
    if (value_count(paths)) {
        struct value *rule = value_object(arena);
        value_put(arena, rule, "nonResourceURLs", paths);
        value_put(arena, rule, "verbs", verbs);
        value_append(arena, rules, rule);
    }
    return true;
}

/* {matchLabels} of "a=b,c=d". */
static const struct value *label_selector(struct arena *arena, const char *text)
{
    struct value *labels = value_object(arena);
    struct slice rest = slice_of(text), piece;
    while (slice_next(&rest, ',', &piece)) {
        size_t equals = slice_find_byte(piece, '=');
        value_put_slice(arena, labels, slice_part(piece, 0, equals),
                        value_string(arena, slice_part(piece, equals + 1, piece.length)));
    }
    return value_with(arena, value_object(arena), "matchLabels", labels);
}

static void create_any_role(struct kubectl *kubectl, const char *kind, const char *title, bool namespaced)
{
    struct arena *arena = kubectl->arena;
    const char *name = create_name(kubectl),
               *aggregation = flags_text(&kubectl->flags, "aggregation-rule", NULL);
    if (!name)
        return;
    struct value *role = create_new(kubectl, GROUP "/v1", kind, name, namespaced), *rules = value_array(arena);
    const struct value *verbs = values_of(kubectl, "verb");
    if (aggregation) {
        struct value *selectors = value_array(arena);
        value_append(arena, selectors, label_selector(arena, aggregation));
        value_put(arena, value_open(arena, role, "aggregationRule"), "clusterRoleSelectors", selectors);
        value_put(arena, role, "rules", value_null());
    } else if (!value_count(verbs)) {
        kubectl_fail(kubectl, "at least one verb must be specified");
        return;
    } else if (!flags_has(&kubectl->flags, "resource") && !flags_has(&kubectl->flags, "non-resource-url")) {
        kubectl_fail(kubectl, "at least one resource must be specified");
        return;
    } else {
        warn_of_verbs(kubectl, verbs);
        if (!add_rules(kubectl, rules, verbs))
            return;
        value_put(arena, role, "rules", rules);
    }
    create_stranger(kubectl, title, role);
}

static void role_run(struct kubectl *kubectl)
{
    create_any_role(kubectl, "Role", "role." GROUP, true);
}

static void cluster_role_run(struct kubectl *kubectl)
{
    create_any_role(kubectl, "ClusterRole", "clusterrole." GROUP, false);
}

/* --- bindings --- */

static void add_subjects(struct kubectl *kubectl, struct value *subjects, const char *flag, const char *kind)
{
    struct arena *arena = kubectl->arena;
    const struct value *names = values_of(kubectl, flag);
    for (size_t i = 0; i < value_count(names); i++) {
        struct value *subject = value_object(arena);
        value_put_text(arena, subject, "apiGroup", GROUP);
        value_put_text(arena, subject, "kind", kind);
        value_put(arena, subject, "name", value_at(names, i));
        value_append(arena, subjects, subject);
    }
}

static bool add_accounts(struct kubectl *kubectl, struct value *subjects)
{
    struct arena *arena = kubectl->arena;
    const struct value *names = values_of(kubectl, "serviceaccount");
    for (size_t i = 0; i < value_count(names); i++) {
        struct slice text = value_slice(value_at(names, i));
        size_t colon = slice_find_byte(text, ':');
        if (colon == 0 || colon + 1 >= text.length) {
            kubectl_fail(kubectl, "serviceaccount must be <namespace>:<name>");
            return false;
        }
        struct value *subject = value_object(arena);
        value_put_text(arena, subject, "kind", "ServiceAccount");
        value_put(arena, subject, "name", value_string(arena, slice_part(text, colon + 1, text.length)));
        value_put(arena, subject, "namespace", value_string(arena, slice_part(text, 0, colon)));
        value_append(arena, subjects, subject);
    }
    return true;
}

static void bind(struct kubectl *kubectl, const char *kind, const char *title, bool namespaced)
{
    struct arena *arena = kubectl->arena;
    const char *name = create_name(kubectl);
    const char *role = flags_text(&kubectl->flags, "role", NULL);
    const char *cluster_role = flags_text(&kubectl->flags, "clusterrole", NULL);
    if (!name)
        return;
    if (!role == !cluster_role) {
        kubectl_fail(kubectl, "exactly one of clusterrole or role must be specified");
        return;
    }
    struct value *binding = create_new(kubectl, GROUP "/v1", kind, name, namespaced);
    struct value *reference = value_open(arena, binding, "roleRef"), *subjects = value_array(arena);
    value_put_text(arena, reference, "apiGroup", GROUP);
    value_put_text(arena, reference, "kind", role ? "Role" : "ClusterRole");
    value_put_text(arena, reference, "name", role ? role : cluster_role);
    add_subjects(kubectl, subjects, "user", "User");
    add_subjects(kubectl, subjects, "group", "Group");
    if (!add_accounts(kubectl, subjects))
        return;
    if (value_count(subjects))
        value_put(arena, binding, "subjects", subjects);
    create_stranger(kubectl, title, binding);
}

static void role_binding_run(struct kubectl *kubectl)
{
    bind(kubectl, "RoleBinding", "rolebinding." GROUP, true);
}

static void cluster_role_binding_run(struct kubectl *kubectl)
{
    if (create_requires(kubectl, "clusterrole"))
        bind(kubectl, "ClusterRoleBinding", "clusterrolebinding." GROUP, false);
}

const struct verb create_role = {
    .name = "role",
    .usage =
        "create role NAME --verb=verb --resource=resource.group/subresource [--resource-name=resourcename] "
        "[--dry-run=server|client|none] [options]",
    .help = "Create a role with single rule",
    .examples = "# A role that may look at pods\n"
                "kubectl create role reader --verb=get,list,watch --resource=pods --dry-run=client -o yaml",
    .flags = role_flags,
    .run = role_run,
};

const struct verb create_cluster_role = {
    .name = "clusterrole",
    .usage = "create clusterrole NAME --verb=verb --resource=resource.group [--resource-name=resourcename] "
             "[--dry-run=server|client|none] [options]",
    .help = "Create a cluster role",
    .flags = cluster_role_flags,
    .run = cluster_role_run,
};

const struct verb create_role_binding = {
    .name = "rolebinding",
    .usage = "create rolebinding NAME --clusterrole=NAME|--role=NAME [--user=username] [--group=groupname] "
             "[--serviceaccount=namespace:serviceaccountname] [--dry-run=server|client|none] [options]",
    .help = "Create a role binding for a particular role or cluster role",
    .flags = role_binding_flags,
    .run = role_binding_run,
};

const struct verb create_cluster_role_binding = {
    .name = "clusterrolebinding",
    .usage = "create clusterrolebinding NAME --clusterrole=NAME [--user=username] [--group=groupname] "
             "[--serviceaccount=namespace:serviceaccountname] [--dry-run=server|client|none] [options]",
    .help = "Create a cluster role binding for a particular cluster role",
    .flags = cluster_role_binding_flags,
    .run = cluster_role_binding_run,
};
