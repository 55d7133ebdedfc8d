#include "tools/kubectl/kubectl.h"

enum dry_run client_dry_run(const struct kubectl *kubectl)
{
    const char *text = flags_text(&kubectl->flags, "dry-run", "none");
    if (text_equal(text, "server"))
        return DRY_RUN_SERVER;
    return text_equal(text, "none") || text_equal(text, "false") ? DRY_RUN_NONE : DRY_RUN_CLIENT;
}

/* At -v=6 and above: what was asked and what came back, as client-go says it. */
static void log_request(struct kubectl *kubectl, const char *verb, const struct kind *kind,
                        const char *namespace, const char *name, const char *query, int code)
{
    struct arena *arena = kubectl->arena;
    static const struct {
        int code;
        const char *text;
    } texts[] = {
        {200, "OK"},        {201, "Created"},  {400, "Bad Request"},          {403, "Forbidden"},
        {404, "Not Found"}, {409, "Conflict"}, {422, "Unprocessable Entity"}, {501, "Not Implemented"}};
    const char *status = "";
    if (flags_integer(&kubectl->flags, "v", 0) < 6)
        return;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        status = texts[i].code == code ? texts[i].text : status;
    const char *place = "";
    if (kind->flags & KIND_NAMESPACED && namespace && namespace[0])
        place = arena_format(arena, "/namespaces/%s", namespace);
    kubectl_log(kubectl->process, 'I', "round_trippers.go:632",
                "\"Response\" verb=\"%s\" url=\"%s/%s/%s%s/%s%s%s%s%s\" status=\"%d %s\" milliseconds=1", verb,
                kubectl->server, kind->group[0] ? "apis" : "api", kind_api_version(arena, kind), place,
                kind->plural, name[0] ? "/" : "", name, query[0] ? "?" : "", query, code, status);
}

/* Ends the draft of a request and says the reply's warnings. */
static struct api_reply finish(struct kubectl *kubectl, struct api_reply reply, bool keep)
{
    struct process *process = kubectl->process;
    if (keep && !api_failed(&reply))
        process_commit(process);
    else
        process_abandon(process);
    process_hold_cluster(process);
    for (size_t i = 0; i < value_count(reply.warnings); i++)
        process_complain(process, "Warning: %s\n", value_string_of(value_at(reply.warnings, i)));
    return reply;
}

/* An object that is missing in a namespace that is missing: kubectl >= 1.34 names the namespace. */
static struct api_reply blame_namespace(struct draft *draft, const struct kind *kind, const char *namespace,
                                        struct api_reply reply)
{
    if (reply.code != 404 || !(kind->flags & KIND_NAMESPACED) || text_equal(namespace, "default"))
        return reply;
    const struct kind *namespaces = kind_find("namespaces");
    if (!namespaces || kind == namespaces)
        return reply;
    struct api_reply other = api_get(draft, namespaces, "", namespace);
    return other.code == 404 ? other : reply;
}

struct api_reply client_get(struct kubectl *kubectl, const struct kind *kind, const char *namespace,
                            const char *name)
{
    process_hold_cluster(kubectl->process);
    struct draft *draft = process_look(kubectl->process);
    struct api_reply reply = api_get(draft, kind, namespace, name);
    reply = finish(kubectl, blame_namespace(draft, kind, namespace, reply), false);
    log_request(kubectl, "GET", kind, namespace, name, "", reply.code);
    return reply;
}

struct api_reply client_list(struct kubectl *kubectl, const struct kind *kind, const char *namespace,
                             const char *labels, const char *fields)
{
    process_hold_cluster(kubectl->process);
    struct draft *draft = process_look(kubectl->process);
    if (!(kind->flags & KIND_NAMESPACED))
    namespace = NULL;
    struct api_reply reply = finish(kubectl, api_list(draft, kind, namespace, labels, fields), false);
    log_request(kubectl, "GET", kind, namespace, "",
                labels && labels[0] ? arena_format(kubectl->arena, "labelSelector=%s&limit=500", labels)
                                    : "limit=500",
                reply.code);
    return reply;
}

struct api_options client_options(const struct kubectl *kubectl, const char *manager)
{
    const char *validate = flags_text(&kubectl->flags, "validate", "strict");
    enum field_validation validation = FIELDS_STRICT;
    if (text_equal(validate, "false") || text_equal(validate, "ignore"))
        validation = FIELDS_IGNORE;
    else if (text_equal(validate, "warn"))
        validation = FIELDS_WARN;
    return (struct api_options){
        .field_manager = flags_text(&kubectl->flags, "field-manager", manager),
        .validation = validation,
        .dry_run = client_dry_run(kubectl) == DRY_RUN_SERVER,
        .grace_period_seconds = -1,
    };
}

static const char *write_query(struct kubectl *kubectl, const struct api_options *options)
{
    return arena_format(kubectl->arena, "%sfieldManager=%s&fieldValidation=%s",
                        options->dry_run ? "dryRun=All&" : "", options->field_manager,
                        client_options(kubectl, "").validation == FIELDS_STRICT ? "Strict"
                        : client_options(kubectl, "").validation == FIELDS_WARN ? "Warn"
                                                                                : "Ignore");
}

struct api_reply client_create(struct kubectl *kubectl, const struct kind *kind, const char *namespace,
                               const struct value *object, const struct api_options *options)
{
    struct draft *draft = process_begin(kubectl->process);
    struct api_reply reply =
        finish(kubectl, api_create(draft, kind, namespace, object, options), !options->dry_run);
    log_request(kubectl, "POST", kind, namespace, "", write_query(kubectl, options), reply.code);
    return reply;
}

struct api_reply client_update(struct kubectl *kubectl, const struct kind *kind, const char *namespace,
                               const char *name, const struct value *object, const struct api_options *options)
{
    struct draft *draft = process_begin(kubectl->process);
    struct api_reply reply =
        finish(kubectl, api_update(draft, kind, namespace, name, object, options), !options->dry_run);
    log_request(kubectl, "PUT", kind, namespace, name, write_query(kubectl, options), reply.code);
    return reply;
}

struct api_reply client_patch(struct kubectl *kubectl, const struct kind *kind, const char *namespace,
                              const char *name, enum patch_type type, const struct value *patch,
                              const struct api_options *options)
{
    struct draft *draft = process_begin(kubectl->process);
    struct api_reply reply =
        finish(kubectl, api_patch(draft, kind, namespace, name, type, patch, options), !options->dry_run);
    log_request(kubectl, "PATCH", kind, namespace, name, write_query(kubectl, options), reply.code);
    return reply;
}

struct api_reply client_delete(struct kubectl *kubectl, const struct kind *kind, const char *namespace,
                               const char *name, const struct api_options *options)
{
    struct draft *draft = process_begin(kubectl->process);
    struct api_reply reply =
        finish(kubectl, api_delete(draft, kind, namespace, name, options), !options->dry_run);
    log_request(kubectl, "DELETE", kind, namespace, name, "", reply.code);
    return reply;
}

const struct value *client_peek(struct kubectl *kubectl, const struct kind *kind, const char *namespace,
                                const char *name)
{
    const char *resource = kind->resource;
    const char *key =
        object_key(kubectl->arena, resource, kind->flags & KIND_NAMESPACED ? namespace : "", name);
    return world_get(process_cluster(kubectl->process), WORLD_APPLIED, key);
}

const char *object_name(const struct value *object)
{
    return value_find_text(object, "metadata.name");
}

const char *object_namespace(const struct value *object)
{
    return value_find_text(object, "metadata.namespace");
}

const char *api_group_version(const struct value *object)
{
    return value_find_text(object, "apiVersion");
}

const char *kind_title(struct arena *arena, const struct kind *kind)
{
    return kind->group[0] ? arena_format(arena, "%s.%s", kind->singular, kind->group) : kind->singular;
}
