#include "api/apply.h"

#include <string.h>

#include "api/owners.h"
#include "base/buffer.h"
#include "data/patch.h"

#define LAST_APPLIED "kubectl.kubernetes.io/last-applied-configuration"
#define CLIENT_SIDE "kubectl-client-side-apply"

struct apply {
    struct request *request;
    const char *key, *manager;
    const struct value *old, *intent;
    const struct value *wanted; /* the fields of the intent */
    const struct value *mine;   /* those of the one before */
    const struct value *others; /* those of all other managers */
    struct value *causes;
    struct buffer text; /* of the conflicts */
    size_t managers;
};

/* kubectl takes over what it once applied on the client's side (client-go's csaupgrade). */
static bool is_self(const struct apply *apply, const char *name)
{
    const struct value *annotations = value_find(apply->old, "metadata.annotations");
    return text_equal(name, apply->manager) ||
           (text_equal(name, CLIENT_SIDE) && text_equal(apply->manager, "kubectl") &&
            value_get(annotations, LAST_APPLIED));
}

static void add_conflict(struct apply *apply, const char *name, bool applied, const struct value *fields)
{
    struct arena *arena = apply->request->draft->arena;
    struct value *paths = owners_paths(arena, fields);
    const char *manager =
        applied ? arena_format(arena, "\"%s\"", name)
                : arena_format(arena, "\"%s\" using %s", name, kind_api_version(arena, apply->request->kind));
    if (!apply->causes)
        apply->causes = value_array(arena);
    buffer_format(&apply->text, "%sconflicts with %s:", apply->managers++ ? "\n" : "", manager);
    for (size_t i = 0; i < value_count(paths); i++) {
        struct value *cause = value_object(arena);
        value_put_text(arena, cause, "reason", "FieldManagerConflict");
        value_put_text(arena, cause, "message", arena_format(arena, "conflict with %s", manager));
        value_put(arena, cause, "field", value_at(paths, i));
        value_append(arena, apply->causes, cause);
        buffer_format(&apply->text, "\n- %s", value_string_of(value_at(paths, i)));
    }
}

/* Sorts the owners into mine and others; what I am about to change of theirs is a conflict, or mine by force.
 */
static void meet_owners(struct apply *apply)
{
    struct draft *draft = apply->request->draft;
    struct arena *arena = draft->arena;
    const char *prefix = owners_note(arena, apply->key, "");
    struct map_walk walk = map_walk(draft_map(draft, WORLD_NOTES), slice_of(prefix));
    struct map_entry entry;
    while (map_walk_next(&walk, &entry)) {
        const char *name = arena_copy(arena, slice_part(entry.key, strlen(prefix), entry.key.length));
        const struct value *fields = value_get(entry.item, "fields");
        bool applied = value_truth(value_get(entry.item, "apply"));
        if (is_self(apply, name)) {
            if (applied || !text_equal(name, apply->manager))
                apply->mine = owners_union(arena, apply->mine, fields);
            if (!text_equal(name, apply->manager))
                owners_set(draft, apply->key, name, NULL, false);
            continue;
        }
        const struct value *changed = owners_changed(arena, apply->wanted, apply->old, apply->intent);
        const struct value *free_of = owners_subtract(arena, changed, fields);
        const struct value *clash = owners_subtract(arena, changed, free_of);
        if (value_count(clash) && !apply->request->options.force)
            add_conflict(apply, name, applied, clash);
        else if (value_count(clash))
            owners_set(draft, apply->key, name, fields = owners_subtract(arena, fields, clash), applied);
        apply->others = owners_union(arena, apply->others, fields);
    }
}

static struct api_reply refuse(struct apply *apply)
{
    struct arena *arena = apply->request->draft->arena;
    size_t count = value_count(apply->causes);
    const struct value *first = value_at(apply->causes, 0);
    const char *text = count == 1 ? arena_format(arena, "%s: %s", value_find_text(first, "message"),
                                                 value_find_text(first, "field"))
                                  : arena_text(arena, buffer_text(&apply->text));
    buffer_release(&apply->text);
    const struct value *status = status_failure(arena, 409, "Conflict", "Apply failed with %zu conflict%s: %s",
                                                count, count == 1 ? "" : "s", text);
    return request_fail(apply->request, status_with_causes(arena, status, apply->causes));
}

/* The live object with the intent merged in, and without what the intent before had and nobody wants any more.
 */
static const struct value *merge(struct apply *apply)
{
    struct arena *arena = apply->request->draft->arena;
    const struct value *dropped = owners_subtract(arena, apply->mine, apply->wanted);
    dropped = owners_subtract(arena, dropped, apply->others);
    const struct value *base = owners_without(arena, apply->old, dropped);
    if (apply->request->kind->flags & KIND_CUSTOM)
        return patch_merge(arena, base, apply->intent);
    return patch_strategic(arena, base, apply->intent);
}

static struct api_reply take_ownership(struct apply *apply, struct api_reply reply)
{
    if (!api_failed(&reply) && !apply->request->options.dry_run)
        owners_set(apply->request->draft, apply->key, apply->manager, apply->wanted, true);
    return reply;
}

struct api_reply apply_object(struct request *request, const struct value *old, const struct value *intent)
{
    struct draft *draft = request->draft;
    struct arena *arena = draft->arena;
    const struct value *decoded = NULL;
    const char *manager = request->options.field_manager;
    if (!manager || !*manager)
        return request_fail(request,
                            status_bad_request(arena, "PatchOptions.meta.k8s.io \"\" is invalid: "
                                                      "fieldManager: Required value: is required for apply "
                                                      "patch"));
    const struct value *managed = value_is(intent, VALUE_OBJECT) ? intent : value_object(arena);
    struct apply apply = {
        .request = request,
        .key = object_key(arena, request->kind->resource, request->namespace, request->name),
        .manager = manager,
        .old = old,
        .intent = managed,
        .wanted = owners_fields(arena, request->kind, managed),
    };
    if (!old) {
        struct value *body = value_edit(arena, managed);
        value_put_text(arena, value_open(arena, body, "metadata"), "name", request->name);
        request->options.field_manager = NULL;
        return take_ownership(&apply, request_create(request, body));
    }
    meet_owners(&apply);
    if (apply.causes)
        return refuse(&apply);
    buffer_release(&apply.text);
    request->patching = true;
    request->options.field_manager = NULL;
    const struct value *problem = request_decode(request, merge(&apply), &decoded);
    if (problem)
        return request_fail(request, problem);
    return take_ownership(&apply, request_replace(request, old, decoded));
}
