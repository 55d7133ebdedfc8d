#include "control/objects.h"

#include <string.h>

#include "base/limits.h"

static const struct kind *kind_for(const char *resource)
{
    return kind_of_key(slice_of(resource));
}

const struct value *objects_get(const struct draft *draft, const char *resource, const char *namespace,
                                const char *name)
{
    return draft_get(draft, WORLD_APPLIED, object_key(draft->arena, resource, namespace, name));
}

struct value *objects_new(struct draft *draft, const char *resource, const char *namespace, const char *name)
{
    struct arena *arena = draft->arena;
    const struct kind *kind = kind_for(resource);
    struct value *object = value_object(arena);
    struct value *metadata = value_open(arena, object, "metadata");
    value_put_text(arena, object, "apiVersion", kind_api_version(arena, kind));
    value_put_text(arena, object, "kind", kind->kind);
    value_put_text(arena, metadata, "name", name);
    if (namespace && namespace[0])
        value_put_text(arena, metadata, "namespace", namespace);
    return object;
}

void objects_store(struct draft *draft, const char *resource, const struct value *object)
{
    object_store(draft, kind_for(resource), object);
}

void objects_erase(struct draft *draft, const char *resource, const char *namespace, const char *name)
{
    object_erase(draft, kind_for(resource), namespace, name);
}

struct map_walk objects_walk(const struct draft *draft, const char *resource, const char *namespace)
{
    return lookup_all(draft->arena, draft_map(draft, WORLD_APPLIED), resource, namespace);
}

void objects_set_owner(struct draft *draft, struct value *object, const struct value *owner)
{
    struct arena *arena = draft->arena;
    struct value *reference = value_object(arena), *list = value_array(arena);
    value_put_text(arena, reference, "apiVersion", value_find_text(owner, "apiVersion"));
    value_put_text(arena, reference, "kind", value_find_text(owner, "kind"));
    value_put_text(arena, reference, "name", lookup_name(owner));
    value_put_text(arena, reference, "uid", value_find_text(owner, "metadata.uid"));
    value_put(arena, reference, "controller", value_boolean(true));
    value_put(arena, reference, "blockOwnerDeletion", value_boolean(true));
    value_append(arena, list, reference);
    value_put(arena, value_open(arena, object, "metadata"), "ownerReferences", list);
}

static const struct value *uid_of(const struct value *object)
{
    return value_get(value_get(object, "metadata"), "uid");
}

bool objects_owned_by(const struct value *object, const struct value *owner)
{
    const struct value *references = value_get(value_get(object, "metadata"), "ownerReferences");
    const struct value *uid = value_get(value_at(references, 0), "uid");
    return uid && value_equal(uid, uid_of(owner));
}

const char *objects_suffix(struct draft *draft, uint64_t number, int count)
{
    static const char letters[] = "bcdfghjklmnpqrstvwxz2456789";
    char *text = arena_allocate(draft->arena, (size_t)count + 1);
    for (int i = 0; i < count; i++) {
        text[i] = letters[number % (sizeof letters - 1)];
        number /= sizeof letters - 1;
    }
    return text;
}

const char *objects_now(struct draft *draft)
{
    return instant_rfc3339(draft->arena, draft->now, 0);
}

/* Does it say [text] there, or nothing when that is NULL? */
static bool says(const struct value *condition, const char *key, const char *text)
{
    const struct value *there = value_get(condition, key);
    return text ? value_says(there, text) : !there;
}

/* [old] (NULL: there is none) as [condition] says, or [old] itself. */
static const struct value *renewed(struct draft *draft, const struct value *old, const struct condition *condition,
                                   const struct value *generation)
{
    struct arena *arena = draft->arena;
    bool same = says(old, "status", condition->status);
    if (same && says(old, "reason", condition->reason) && says(old, "message", condition->message) &&
        (!generation || value_equal(value_get(old, "observedGeneration"), generation)))
        return old;
    struct value *copy = value_edit(arena, old);
    if (!same)
        value_put_text(arena, copy, "lastTransitionTime", objects_now(draft));
    value_put_text(arena, copy, "type", condition->type);
    value_put_text(arena, copy, "status", condition->status);
    value_put_text(arena, copy, "reason", condition->reason);
    value_put_text(arena, copy, "message", condition->message);
    if (generation)
        value_put(arena, copy, "observedGeneration", generation);
    return copy;
}

const struct value *objects_conditions(struct draft *draft, const struct value *list, const struct condition *conditions,
                                       size_t count, const struct value *generation)
{
    struct arena *arena = draft->arena;
    struct value *copy = NULL;
    for (size_t i = 0; i < count; i++) {
        const struct value *present = copy ? copy : list;
        size_t at = 0;
        while (at < value_count(present) && !value_says(value_get(value_at(present, at), "type"), conditions[i].type))
            at++;
        const struct value *old = value_at(present, at), *entry = renewed(draft, old, &conditions[i], generation);
        if (entry == old)
            continue;
        if (!copy) /* what a learner has written there may be no list at all */
            copy = value_is(list, VALUE_ARRAY) ? value_edit(arena, list) : value_array(arena);
        if (old)
            value_replace(copy, at, entry);
        else
            value_append(arena, copy, entry);
    }
    return copy ? copy : list;
}

bool objects_set_conditions(struct draft *draft, struct value *object, const struct condition *conditions, size_t count,
                            bool generation)
{
    const struct value *old = value_find(object, "status.conditions");
    const struct value *seen = generation ? value_find(object, "metadata.generation") : NULL;
    const struct value *list = objects_conditions(draft, old, conditions, count, seen);
    if (list != old)
        value_put(draft->arena, value_open(draft->arena, object, "status"), "conditions", list);
    return list != old;
}

/* An event that has been seen about the object counts up instead of standing there twice: what restarts over
 * and over says so often enough. */
static bool count_again(struct draft *draft, const struct value *object, const char *reason,
                        const char *message)
{
    struct arena *arena = draft->arena;
    if (value_number(value_find(object, "status.containerStatuses.0.restartCount"), 0) == 0)
        return false;
    struct map_walk walk = objects_walk(draft, "events", lookup_namespace(object));
    struct map_entry entry;
    while (map_walk_next(&walk, &entry)) {
        const struct value *event = entry.item;
        if (!value_equal(value_find(event, "involvedObject.uid"), value_find(object, "metadata.uid")) ||
            !value_says(value_get(event, "reason"), reason) ||
            !value_says(value_get(event, "message"), message))
            continue;
        struct value *copy = value_edit(arena, event);
        value_put_integer(arena, copy, "count", value_number(value_get(event, "count"), 1) + 1);
        value_put_text(arena, copy, "lastTimestamp", objects_now(draft));
        objects_store(draft, "events", copy);
        return true;
    }
    return false;
}

void objects_event(struct draft *draft, const char *resource, const struct value *object, const char *type,
                   const char *reason, const char *source, const char *message)
{
    struct arena *arena = draft->arena;
    if (count_again(draft, object, reason, message))
        return;
    int64_t number = draft_count(draft, "event");
    const char *namespace = lookup_namespace(object)[0] ? lookup_namespace(object) : "default";
    const char *name = arena_format(arena, "%s.%016llx", lookup_name(object),
                                    (unsigned long long)(draft->now.nanoseconds + number));
    struct value *event = objects_new(draft, "events", namespace, name);
    struct value *about = value_open(arena, event, "involvedObject");
    value_put_text(arena, about, "apiVersion", value_find_text(object, "apiVersion"));
    value_put_text(arena, about, "kind", value_find_text(object, "kind"));
    value_put_text(arena, about, "name", lookup_name(object));
    value_put_text(arena, about, "namespace", namespace);
    value_put(arena, about, "uid", value_find(object, "metadata.uid"));
    const struct value *container = value_find(object, "spec.containers.0.name");
    if (text_equal(resource, "pods") && text_equal(source, "kubelet") && container)
        value_put(arena, about, "fieldPath",
                  value_format(arena, "spec.containers{%s}", value_string_of(container)));
    value_put_text(arena, event, "type", type);
    value_put_text(arena, event, "reason", reason);
    value_put_text(arena, event, "message", message);
    value_put_integer(arena, event, "count", 1);
    value_put_text(arena, event, "firstTimestamp", objects_now(draft));
    value_put_text(arena, event, "lastTimestamp", objects_now(draft));
    value_put_text(arena, value_open(arena, event, "source"), "component", source);
    value_put_text(arena, event, "reportingComponent", source);
    objects_store(draft, "events", event);
    /* Names begin with their object, so the oldest event is found by a note. */
    draft_set(draft, WORLD_NOTES, arena_format(arena, "event/%lld", (long long)number),
              value_format(arena, "%s/%s", namespace, name));
    if (number <= LIMIT_EVENTS)
        return;
    const char *note = arena_format(arena, "event/%lld", (long long)(number - LIMIT_EVENTS));
    const char *old = arena_text(arena, value_string_of(draft_get(draft, WORLD_NOTES, note)));
    draft_remove(draft, WORLD_NOTES, note);
    draft_remove(draft, WORLD_APPLIED, arena_format(arena, "events/%s", old));
}
