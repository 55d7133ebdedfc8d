/* Generators of kinds that this cluster does not have (Job, CronJob, ResourceQuota, Ingress,
 * PodDisruptionBudget, PriorityClass): their manifests are real, to look at or to keep in a file. And create
 * token. */
#include <string.h>

#include "tools/kubectl/create.h"

/* --- job, cronjob --- */

static const struct flag job_flags[] = {
    CREATE_FLAGS,
    {"from", 0, "cronjob/NAME", "not simulated"},
    {"image", 0, "IMAGE", "the container's image"},
    {0},
};
static const struct flag cron_job_flags[] = {
    CREATE_FLAGS,
    {"image", 0, "IMAGE", "the container's image"},
    {"restart", 0, "POLICY", "OnFailure or Never"},
    {"schedule", 0, "SCHEDULE", "when, as cron says it"},
    {0},
};

static void job_run(struct kubectl *kubectl)
{
    const char *name = create_name(kubectl);
    if (!name)
        return;
    if (flags_has(&kubectl->flags, "from")) {
        kubectl_unsimulated(kubectl, "kubectl create job --from");
        return;
    }
    if (!flags_has(&kubectl->flags, "image")) {
        kubectl_fail(kubectl, "either --image or --from must be specified");
        return;
    }
    struct arena *arena = kubectl->arena;
    struct value *job = create_new(kubectl, "batch/v1", "Job", name, true);
    struct value *template = value_open(arena, job, "spec.template");
    value_put(arena, template, "metadata", value_object(arena));
    value_put(arena, template, "spec", create_pod_spec(kubectl, name, "Never"));
    value_put(arena, job, "status", value_object(arena));
    create_stranger(kubectl, "job.batch", job);
}

static void cron_job_run(struct kubectl *kubectl)
{
    if (!create_requires(kubectl, "image,schedule"))
        return;
    const char *name = create_name(kubectl);
    if (!name)
        return;
    struct arena *arena = kubectl->arena;
    struct value *job = create_new(kubectl, "batch/v1", "CronJob", name, true);
    struct value *inner = value_open(arena, job, "spec.jobTemplate");
    value_put_text(arena, value_open(arena, inner, "metadata"), "name", name);
    struct value *template = value_open(arena, inner, "spec.template");
    value_put(arena, template, "metadata", value_object(arena));
    value_put(arena, template, "spec",
              create_pod_spec(kubectl, name, flags_text(&kubectl->flags, "restart", "OnFailure")));
    value_put_text(arena, value_open(arena, job, "spec"), "schedule",
                   flags_text(&kubectl->flags, "schedule", ""));
    value_put(arena, job, "status", value_object(arena));
    create_stranger(kubectl, "cronjob.batch", job);
}

/* --- quota --- */

static const struct flag quota_flags[] = {
    CREATE_FLAGS,
    {"hard", 0, "NAME=QUANTITY,...", "the limits"},
    {"scopes", 0, "SCOPES", "what they are about"},
    {0},
};

static void quota_run(struct kubectl *kubectl)
{
    struct arena *arena = kubectl->arena;
    const char *name = create_name(kubectl);
    struct slice hard = slice_of(flags_text(&kubectl->flags, "hard", "")), piece;
    struct slice scopes = slice_of(flags_text(&kubectl->flags, "scopes", ""));
    if (!name)
        return;
    struct value *quota = create_new(kubectl, "v1", "ResourceQuota", name, true);
    struct value *spec = value_open(arena, quota, "spec"), *list = value_array(arena);
    while (hard.length && slice_next(&hard, ',', &piece)) {
        size_t equals = slice_find_byte(piece, '=');
        if (equals == piece.length) {
            kubectl_fail(kubectl, "invalid argument syntax %s, expected <resource>=<value>",
                         arena_copy(arena, piece));
            return;
        }
        value_put_slice(arena, value_open(arena, spec, "hard"), slice_part(piece, 0, equals),
                        value_string(arena, slice_part(piece, equals + 1, piece.length)));
    }
    while (scopes.length && slice_next(&scopes, ',', &piece))
        value_append(arena, list, value_string(arena, piece));
    if (value_count(list))
        value_put(arena, spec, "scopes", list);
    value_put(arena, quota, "status", value_object(arena));
    create_stranger(kubectl, "resourcequota", quota);
}

/* --- ingress --- */

static const struct flag ingress_flags[] = {
    {"annotation", 0, "KEY=VALUE", "an annotation; may be repeated"},
    {"class", 0, "NAME", "the ingress class"},
    CREATE_FLAGS,
    {"default-backend", 0, "SERVICE:PORT", "who answers what no rule is about"},
    {"rule", 0, "HOST/PATH=SERVICE:PORT[,tls[=SECRET]]", "a rule; may be repeated"},
    {0},
};

/* {name, port} of "service:port". */
static struct value *backend(struct arena *arena, struct slice text)
{
    size_t colon = slice_find_byte(text, ':');
    struct slice port = slice_part(text, colon + 1, text.length);
    struct value *service = value_object(arena), *target = value_open(arena, service, "port");
    int64_t number;
    value_put(arena, service, "name", value_string(arena, slice_part(text, 0, colon)));
    if (slice_to_integer(port, &number))
        value_put_integer(arena, target, "number", number);
    else
        value_put(arena, target, "name", value_string(arena, port));
    return value_edit(arena, value_with(arena, value_object(arena), "service", service));
}

static bool add_rule(struct kubectl *kubectl, struct value *rules, struct value *tls, const char *word)
{
    struct arena *arena = kubectl->arena;
    struct slice text = slice_of(word), way = text, rest = {0};
    size_t comma = slice_find_byte(text, ',');
    way = slice_part(text, 0, comma);
    rest = slice_part(text, comma + 1, text.length);
    size_t equals = slice_find_byte(way, '='), slash = slice_find_byte(slice_part(way, 0, equals), '/');
    struct slice target = slice_part(way, equals + 1, way.length);
    if (equals == way.length || slash == equals || slice_find_byte(target, ':') == target.length) {
        kubectl_fail(kubectl,
                     "rule %s is invalid and should be in format host/path=svcname:svcport[,tls[=secret]]",
                     word);
        return false;
    }
    struct slice host = slice_part(way, 0, slash), place = slice_part(way, slash, equals);
    bool prefix = place.length && place.data[place.length - 1] == '*';
    struct value *path = value_object(arena), *paths = value_array(arena), *rule = value_object(arena);
    value_put(arena, path, "backend", backend(arena, target));
    value_put(arena, path, "path", value_string(arena, slice_part(place, 0, place.length - prefix)));
    value_put_text(arena, path, "pathType", prefix ? "Prefix" : "Exact");
    value_append(arena, paths, path);
    if (host.length)
        value_put(arena, rule, "host", value_string(arena, host));
    value_put(arena, value_open(arena, rule, "http"), "paths", paths);
    value_append(arena, rules, rule);
    if (slice_starts(rest, "tls")) {
        struct value *entry = value_object(arena), *hosts = value_array(arena);
        value_append(arena, hosts, value_string(arena, host));
        if (host.length)
            value_put(arena, entry, "hosts", hosts);
        if (slice_starts(rest, "tls="))
            value_put(arena, entry, "secretName", value_string(arena, slice_part(rest, 4, rest.length)));
        value_append(arena, tls, entry);
    }
    return true;
}

static void ingress_run(struct kubectl *kubectl)
{
    struct arena *arena = kubectl->arena;
    const struct flags *flags = &kubectl->flags;
    const char *name = create_name(kubectl), *fallback = flags_text(flags, "default-backend", NULL), *text;
    if (!name)
        return;
    if (!fallback && !flags_has(flags, "rule")) {
        kubectl_fail(kubectl, "not enough information provided: every ingress has to either specify a "
                              "default-backend (which catches all traffic) or a list of rules (which catch "
                              "specific paths)");
        return;
    }
    struct value *ingress = create_new(kubectl, "networking.k8s.io/v1", "Ingress", name, true);
    struct value *spec = value_open(arena, ingress, "spec"), *rules = value_array(arena),
                 *tls = value_array(arena);
    size_t at = 0;
    while ((text = flags_next(flags, "annotation", &at))) {
        size_t equals = slice_find_byte(slice_of(text), '=');
        value_put_slice(arena, value_open(arena, ingress, "metadata.annotations"),
                        slice_part(slice_of(text), 0, equals),
                        value_text(arena, text[equals] ? text + equals + 1 : ""));
    }
    at = 0;
    while ((text = flags_next(flags, "rule", &at))) {
        if (!add_rule(kubectl, rules, tls, text))
            return;
    }
    if (fallback)
        value_put(arena, spec, "defaultBackend", backend(arena, slice_of(fallback)));
    value_put_text(arena, spec, "ingressClassName", flags_text(flags, "class", NULL));
    value_put(arena, spec, "rules", value_count(rules) ? rules : NULL);
    value_put(arena, spec, "tls", value_count(tls) ? tls : NULL);
    value_put(arena, value_open(arena, ingress, "status"), "loadBalancer", value_object(arena));
    create_stranger(kubectl, "ingress.networking.k8s.io", ingress);
}

/* --- poddisruptionbudget --- */

static const struct flag budget_flags[] = {
    CREATE_FLAGS,
    {"max-unavailable", 0, "NUMBER", "how many pods may be missing, or a percentage"},
    {"min-available", 0, "NUMBER", "how many pods must be there, or a percentage"},
    {"selector", 0, "KEY=VALUE", "the labels of the pods"},
    {0},
};

static void budget_run(struct kubectl *kubectl)
{
    struct arena *arena = kubectl->arena;
    const struct flags *flags = &kubectl->flags;
    const char *name = create_name(kubectl), *selector = flags_text(flags, "selector", "");
    const char *most = flags_text(flags, "max-unavailable", NULL),
               *least = flags_text(flags, "min-available", NULL);
    if (!name)
        return;
    if (!selector[0]) {
        kubectl_fail(kubectl, "a selector must be specified");
        return;
    }
    if (!most && !least) {
        kubectl_fail(kubectl, "one of min-available or max-unavailable must be specified");
        return;
    }
    if (most && least) {
        kubectl_fail(kubectl, "min-available and max-unavailable cannot be both specified");
        return;
    }
    struct value *budget = create_new(kubectl, "policy/v1", "PodDisruptionBudget", name, true);
    struct value *spec = value_open(arena, budget, "spec"), *status = value_open(arena, budget, "status");
    int64_t number;
    const char *amount = most ? most : least;
    value_put(arena, spec, most ? "maxUnavailable" : "minAvailable",
              slice_to_integer(slice_of(amount), &number) ? value_integer(arena, number)
                                                          : value_text(arena, amount));
    struct slice rest = slice_of(selector), piece;
    while (slice_next(&rest, ',', &piece)) {
        size_t equals = slice_find_byte(piece, '=');
        value_put_slice(arena, value_open(arena, spec, "selector.matchLabels"), slice_part(piece, 0, equals),
                        value_string(arena, slice_part(piece, equals + 1, piece.length)));
    }
    static const char *const zeros[] = {"currentHealthy", "desiredHealthy", "disruptionsAllowed",
                                        "expectedPods"};
    for (size_t i = 0; i < sizeof zeros / sizeof *zeros; i++)
        value_put_integer(arena, status, zeros[i], 0);
    create_stranger(kubectl, "poddisruptionbudget.policy", budget);
}

/* --- priorityclass --- */

static const struct flag priority_flags[] = {
    CREATE_FLAGS,
    {"description", 0, "TEXT", "what it is for"},
    {"global-default", 0, NULL, "of pods that name none"},
    {"preemption-policy", 0, "POLICY", "PreemptLowerPriority or Never"},
    {"value", 0, FLAG_INTEGER, "the priority"},
    {0},
};

static void priority_run(struct kubectl *kubectl)
{
    struct arena *arena = kubectl->arena;
    const struct flags *flags = &kubectl->flags;
    const char *name = create_name(kubectl);
    if (!name)
        return;
    struct value *class = create_new(kubectl, "scheduling.k8s.io/v1", "PriorityClass", name, false);
    value_put_text(arena, class, "description", flags_text(flags, "description", NULL));
    if (flags_on(flags, "global-default"))
        value_put(arena, class, "globalDefault", value_boolean(true));
    value_put_text(arena, class, "preemptionPolicy",
                   flags_text(flags, "preemption-policy", "PreemptLowerPriority"));
    value_put_integer(arena, class, "value", flags_integer(flags, "value", 0));
    create_stranger(kubectl, "priorityclass.scheduling.k8s.io", class);
}

/* --- token --- */

static const struct flag token_flags[] = {
    {"allow-missing-template-keys", 0, NULL, "accepted, without effect"},
    {"audience", 0, "NAME", "who the token is for"},
    {"bound-object-kind", 0, "KIND", "accepted, without effect"},
    {"bound-object-name", 0, "NAME", "accepted, without effect"},
    {"bound-object-uid", 0, "UID", "accepted, without effect"},
    {"duration", 0, FLAG_DURATION, "how long it is valid"},
    {"output", 'o', "FORMAT", "yaml, json"},
    {"show-managed-fields", 0, NULL, "accepted, without effect"},
    {"template", 0, "TEMPLATE", "accepted, without effect"},
    {0},
};

static void token_run(struct kubectl *kubectl)
{
    const char *name = create_name(kubectl);
    if (!name)
        return;
    struct api_reply reply = client_get(kubectl, kind_find("serviceaccounts"), kubectl->namespace, name);
    if (api_failed(&reply))
        kubectl_fail(kubectl, "failed to create token: %s", api_message(&reply));
    else
        kubectl_unsimulated(kubectl, "kubectl create token");
}

#define ROW(identifier, title, other, arguments, text, table, function)                                        \
    const struct verb identifier = {.name = title,                                                             \
                                    .alias = other,                                                            \
                                    .usage = "create " title " " arguments,                                    \
                                    .help = text,                                                              \
                                    .flags = table,                                                            \
                                    .run = function}

ROW(create_job, "job", NULL, "NAME --image=image [--from=cronjob/name] -- [COMMAND] [args...] [options]",
    "Create a job with the specified name", job_flags, job_run);
ROW(create_cron_job, "cronjob", "cj",
    "NAME --image=image --schedule='0/5 * * * ?' -- [COMMAND] [args...] [flags] [options]",
    "Create a cron job with the specified name", cron_job_flags, cron_job_run);
ROW(create_quota, "quota", "resourcequota",
    "NAME [--hard=key1=value1,key2=value2] [--scopes=Scope1,Scope2] [--dry-run=server|client|none] [options]",
    "Create a quota with the specified name", quota_flags, quota_run);
ROW(create_ingress, "ingress", "ing", "NAME --rule=host/path=service:port[,tls[=secret]]  [options]",
    "Create an ingress with the specified name", ingress_flags, ingress_run);
ROW(create_disruption_budget, "poddisruptionbudget", "pdb",
    "NAME --selector=SELECTOR --min-available=N [--dry-run=server|client|none] [options]",
    "Create a pod disruption budget with the specified name", budget_flags, budget_run);
ROW(create_priority_class, "priorityclass", "pc",
    "NAME --value=VALUE --global-default=BOOL [--dry-run=server|client|none] [options]",
    "Create a priority class with the specified name", priority_flags, priority_run);
ROW(create_token, "token", NULL, "SERVICE_ACCOUNT_NAME [options]", "Request a service account token",
    token_flags, token_run);
