#include "data/member_list.h"

#include <string.h>

#include "base/sort.h"

struct member_entry {
    struct slice key;
    const struct value *member;
};

void member_list_add(struct arena *arena, struct member_list *list, struct slice key,
                     const struct value *member)
{
    if (list->count == list->capacity) {
        list->capacity = list->capacity ? list->capacity * 2 : 8;
        struct member_entry *entries = arena_allocate(arena, list->capacity * sizeof *entries);
        if (list->count)
            memcpy(entries, list->entries, list->count * sizeof *entries);
        list->entries = entries;
    }
    list->unsorted |= list->count && slice_compare(list->entries[list->count - 1].key, key) > 0;
    list->entries[list->count++] = (struct member_entry){key, member};
}

static int compare_entries(const void *a, const void *b, void *context)
{
    (void)context;
    return slice_compare(((const struct member_entry *)a)->key, ((const struct member_entry *)b)->key);
}

struct value *member_list_object(struct arena *arena, const struct member_list *list)
{
    struct value *object = value_object(arena);
    if (list->unsorted)
        sort_stable(list->entries, list->count, sizeof *list->entries, compare_entries, NULL);
    for (size_t i = 0; i < list->count; i++)
        value_put_slice(arena, object, list->entries[i].key, list->entries[i].member);
    return object;
}
