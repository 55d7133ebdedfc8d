#include "tools/kubectl/kubectl.h"

enum dry_run client_dry_run(const struct kubectl *kubectl)
{
    const char *text = flags_text(&kubectl->flags, "dry-run", "none");
    if (text_equal(text, "server"))
        return DRY_RUN_SERVER;
    return text_equal(text, "none") || text_equal(text, "false") ? DRY_RUN_NONE : DRY_RUN_CLIENT;
}

/* Ends the draft of a request and says the reply's warnings. */
static struct api_reply finish(struct kubectl *kubectl, struct api_reply reply, bool keep)
{
    struct process *process = kubectl->process;
    if (keep && !api_failed(&reply))
        process_commit(process);
    else
        process_abandon(process);
    process_hold(process);
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
    process_hold(kubectl->process);
    struct draft *draft = process_begin(kubectl->process);
    struct api_reply reply = api_get(draft, kind, namespace, name);
    return finish(kubectl, blame_namespace(draft, kind, namespace, reply), false);
}

struct api_reply client_list(struct kubectl *kubectl, const struct kind *kind, const char *namespace,
                             const char *labels, const char *fields)
{
    process_hold(kubectl->process);
    struct draft *draft = process_begin(kubectl->process);
    if (!(kind->flags & KIND_NAMESPACED))
    namespace = NULL;
    return finish(kubectl, api_list(draft, kind, namespace, labels, fields), false);
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

struct api_reply client_create(struct kubectl *kubectl, const struct kind *kind, const char *namespace,
                               const struct value *object, const struct api_options *options)
{
    struct draft *draft = process_begin(kubectl->process);
    return finish(kubectl, api_create(draft, kind, namespace, object, options), !options->dry_run);
}

struct api_reply client_update(struct kubectl *kubectl, const struct kind *kind, const char *namespace,
                               const char *name, const struct value *object, const struct api_options *options)
{
    struct draft *draft = process_begin(kubectl->process);
    return finish(kubectl, api_update(draft, kind, namespace, name, object, options), !options->dry_run);
}

struct api_reply client_patch(struct kubectl *kubectl, const struct kind *kind, const char *namespace,
                              const char *name, enum patch_type type, const struct value *patch,
                              const struct api_options *options)
{
    struct draft *draft = process_begin(kubectl->process);
    return finish(kubectl, api_patch(draft, kind, namespace, name, type, patch, options), !options->dry_run);
}

struct api_reply client_delete(struct kubectl *kubectl, const struct kind *kind, const char *namespace,
                               const char *name, const struct api_options *options)
{
    struct draft *draft = process_begin(kubectl->process);
    return finish(kubectl, api_delete(draft, kind, namespace, name, options), !options->dry_run);
}

const struct value *client_peek(struct kubectl *kubectl, const struct kind *kind, const char *namespace,
                                const char *name)
{
    const char *resource = kind_resource(kubectl->arena, kind);
    const char *key =
        object_key(kubectl->arena, resource, kind->flags & KIND_NAMESPACED ? namespace : "", name);
    return world_get(process_world(kubectl->process), WORLD_APPLIED, key);
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
