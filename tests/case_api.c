/* tests/api: the input is a list of requests, run one after the other on an almost empty cluster (namespaces
 * default and accounts) at 2026-11-23T09:00:00Z:
 *   - {do: create|update|patch|apply|get|list|delete, kind: WORD, namespace, name, object, patch, type,
 * options...} The question says what is shown: "replies" (code, reason and message of each request, warnings)
 * or the name of a request's number, "reply 2", whose object is shown whole. */
#include "api/api.h"
#include "data/yaml.h"

#define START 1795424400000000000

struct session {
    struct arena *arena;
    struct world *world;
};

static struct api_options options_of(struct arena *arena, const struct value *request)
{
    const char *validation = value_find_text(request, "validate");
    const char *sub = value_find_text(request, "subresource"), *manager = value_find_text(request, "manager");
    return (struct api_options){
        .field_manager = *manager ? arena_text(arena, manager) : "test",
        .validation = text_equal(validation, "warn")     ? FIELDS_WARN
                      : text_equal(validation, "ignore") ? FIELDS_IGNORE
                                                         : FIELDS_STRICT,
        .dry_run = value_truth(value_get(request, "dryRun")),
        .force = value_truth(value_get(request, "force")),
        .subresource = *sub ? sub : NULL,
        .grace_period_seconds = value_number(value_get(request, "grace"), -1),
        .propagation = value_find_text(request, "propagation"),
    };
}

static enum patch_type patch_type_of(const char *type)
{
    return text_equal(type, "json")        ? PATCH_JSON
           : text_equal(type, "strategic") ? PATCH_STRATEGIC
                                           : PATCH_MERGE;
}

static struct api_reply answer(struct draft *draft, const struct value *request)
{
    const char *verb = value_find_text(request, "do"), *name = value_find_text(request, "name");
    const char *namespace = value_find_text(request, "namespace"), *type = value_find_text(request, "type");
    const struct kind *kind = kind_find(value_find_text(request, "kind"));
    const struct value *object = value_get(request, "object"), *patch = value_get(request, "patch");
    struct api_options options = options_of(draft->arena, request);
    if (text_equal(verb, "create"))
        return api_create(draft, kind, namespace, object, &options);
    if (text_equal(verb, "update"))
        return api_update(draft, kind, namespace, name, object, &options);
    if (text_equal(verb, "patch"))
        return api_patch(draft, kind, namespace, name, patch_type_of(type), patch, &options);
    if (text_equal(verb, "apply"))
        return api_patch(draft, kind, namespace, value_find_text(object, "metadata.name"), PATCH_APPLY, object,
                         &options);
    if (text_equal(verb, "delete"))
        return api_delete(draft, kind, namespace, name, &options);
    if (text_equal(verb, "list"))
        return api_list(draft, kind, *namespace ? namespace : NULL, value_find_text(request, "labels"),
                        value_find_text(request, "fields"));
    return api_get(draft, kind, namespace, name);
}

/* Runs one request in a draft of its own; the reply's object is copied out of it. */
static struct api_reply perform(struct session *session, const struct value *request)
{
    struct draft draft;
    draft_begin(&draft, session->arena, session->world);
    struct api_reply reply = answer(&draft, request);
    reply.object = value_copy(session->arena, reply.object);
    struct world *next = draft_commit(&draft);
    world_unref(session->world);
    session->world = next;
    return reply;
}

static void add_namespace(struct session *session, const char *name)
{
    struct value *request = value_object(session->arena);
    value_put_text(session->arena, request, "do", "create");
    value_put_text(session->arena, request, "kind", "namespaces");
    value_put_text(session->arena, value_open(session->arena, request, "object.metadata"), "name", name);
    perform(session, request);
}

static void say_reply(const struct api_reply *reply, struct buffer *out)
{
    buffer_format(out, "%d", reply->code);
    if (api_failed(reply))
        buffer_format(out, " %s: %s", api_reason(reply), api_message(reply));
    buffer_add_byte(out, '\n');
    for (size_t i = 0; i < value_count(reply->warnings); i++)
        buffer_format(out, "warning: %s\n", value_string_of(value_at(reply->warnings, i)));
}

const char *case_api(struct arena *arena, const char *input, const char *question)
{
    struct session session = {arena, world_new((struct instant){START}, 1)};
    struct yaml_reader reader = yaml_reader(slice_of(input));
    const struct value *requests = NULL;
    struct buffer out = {0};
    int64_t shown = 0;
    if (text_starts(question, "reply "))
        slice_to_integer(slice_of(question + 6), &shown);
    add_namespace(&session, "default");
    add_namespace(&session, "accounts");
    yaml_next(arena, &reader, &requests);
    for (size_t i = 0; i < value_count(requests); i++) {
        struct api_reply reply = perform(&session, value_at(requests, i));
        if (shown == (int64_t)i + 1)
            yaml_write(&out, reply.object);
        if (!shown)
            say_reply(&reply, &out);
    }
    world_unref(session.world);
    const char *text = arena_copy(arena, buffer_slice(&out));
    buffer_release(&out);
    return text;
}
