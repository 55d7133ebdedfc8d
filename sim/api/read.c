#include "api/fields.h"
#include "api/status.h"

/* The warnings that reading the kind gives; NULL: none. */
static const struct value *warnings_of(struct arena *arena, const struct kind *kind)
{
    if (!kind->warning)
        return NULL;
    struct value *warnings = value_array(arena);
    value_append(arena, warnings, value_text(arena, kind->warning));
    return warnings;
}

/* The next object under [prefix], as the kind shows it; NULL at the end. */
static const struct value *next_object(struct arena *arena, const struct kind *kind, struct map_walk *walk)
{
    struct map_entry entry;
    if (!map_walk_next(walk, &entry))
        return NULL;
    return kind->mirror ? kind->mirror(arena, entry.item) : entry.item;
}

static struct map_walk walk_kind(struct draft *draft, const struct kind *kind, const char *namespace)
{
    struct arena *arena = draft->arena;
    const struct kind *kept = kind->mirrored ? kind->mirrored : kind;
    const char *prefix = namespace ? arena_format(arena, "%s/%s/", kept->resource, namespace)
                                   : arena_format(arena, "%s/", kept->resource);
    return map_walk(draft_map(draft, WORLD_APPLIED), slice_of(prefix));
}

struct api_reply api_get(struct draft *draft, const struct kind *kind, const char *namespace, const char *name)
{
    const struct value *object = object_get(draft, kind, namespace, name);
    if (kind->mirror) {
        struct map_walk walk = walk_kind(draft, kind, namespace);
        while ((object = next_object(draft->arena, kind, &walk)) &&
               !text_equal(value_find_text(object, "metadata.name"), name))
            ;
    }
    if (!object)
        return status_reply(status_not_found(draft->arena, kind, name));
    return (struct api_reply){.code = 200, .object = object, .warnings = warnings_of(draft->arena, kind)};
}

struct filter {
    const struct selector *labels;
    const struct field_requirement *fields;
    int field_count;
};

/* NULL, or the Status that says what is wrong with the selectors. */
static const struct value *make_filter(struct arena *arena, const struct kind *kind, const char *label_selector,
                                       const char *field_selector, struct filter *filter)
{
    const char *problem = NULL;
    filter->labels = selector_parse(arena, label_selector ? label_selector : "", &problem);
    if (!filter->labels)
        return status_bad_request(arena, "%s", problem);
    filter->field_count =
        field_selector_parse(arena, field_selector ? field_selector : "", &filter->fields, &problem);
    if (filter->field_count < 0)
        return status_bad_request(arena, "%s", problem);
    for (int i = 0; i < filter->field_count; i++) {
        if (!field_supported(kind, filter->fields[i].path))
            return status_bad_request(arena, "field label not supported: %s", filter->fields[i].path);
    }
    return NULL;
}

static bool passes(struct arena *arena, const struct filter *filter, const struct value *object)
{
    if (!selector_matches(filter->labels, value_find(object, "metadata.labels")))
        return false;
    for (int i = 0; i < filter->field_count; i++) {
        if (!field_matches(arena, object, &filter->fields[i]))
            return false;
    }
    return true;
}

struct api_reply api_list(struct draft *draft, const struct kind *kind, const char *namespace,
                          const char *label_selector, const char *field_selector)
{
    struct arena *arena = draft->arena;
    struct filter filter = {0};
    const struct value *problem = make_filter(arena, kind, label_selector, field_selector, &filter);
    if (problem)
        return status_reply(problem);
    bool within = namespace && *namespace && kind->flags & KIND_NAMESPACED;
    struct value *list = value_object(arena), *items = value_array(arena);
    struct map_walk walk = walk_kind(draft, kind, within ? namespace : NULL);
    const struct value *object;
    while ((object = next_object(arena, kind, &walk))) {
        if (passes(arena, &filter, object))
            value_append(arena, items, object);
    }
    int64_t version = object_version(draft);
    value_put_text(arena, list, "apiVersion", kind_api_version(arena, kind));
    value_put_text(arena, list, "kind",
                   kind->list_kind ? kind->list_kind : arena_format(arena, "%sList", kind->kind));
    value_put(arena, list, "items", items);
    value_put_text(arena, value_open(arena, list, "metadata"), "resourceVersion",
                   arena_format(arena, "%lld", (long long)version));
    return (struct api_reply){.code = 200, .object = list, .warnings = warnings_of(arena, kind)};
}
