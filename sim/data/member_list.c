#include "data/member_list.h"

#include <string.h>

#include "base/sort.h"

void member_list_add(struct arena *arena, struct member_list *list, struct slice key,
                     const struct value *member)
{
    if (list->count == list->capacity) {
        list->capacity = list->capacity ? list->capacity * 2 : 8;
        struct value_member *members = arena_room(arena, list->capacity * sizeof *members);
        if (list->count)
            memcpy(members, list->members, list->count * sizeof *members);
        list->members = members;
    }
    list->unsorted |= list->count && slice_compare(list->members[list->count - 1].key, key) > 0;
    list->members[list->count++] = (struct value_member){key, member};
}

static int compare_members(const void *a, const void *b, void *context)
{
    (void)context;
    return slice_compare(((const struct value_member *)a)->key, ((const struct value_member *)b)->key);
}

struct value *member_list_object(struct arena *arena, const struct member_list *list)
{
    if (list->unsorted)
        sort_stable(list->members, list->count, sizeof *list->members, compare_members, NULL);
    return value_object_of(arena, list->members, list->count);
}
