/* The members of an object as they are read, in any order: put into the object one by one, each would be looked for, and those that
 * come in falling order would each move all others. For the readers' own use. */
#ifndef AMBIT_DATA_MEMBER_LIST_H
#define AMBIT_DATA_MEMBER_LIST_H

#include "data/value.h"

struct member_list {
    struct value_member *members; /* in the arena */
    size_t count, capacity;
    bool unsorted; /* a key stands behind a greater one */
};

/* [key] must live as long as the arena. */
void member_list_add(struct arena *arena, struct member_list *list, struct slice key,
                     const struct value *member);

struct value *member_list_object(struct arena *arena,
                                 const struct member_list *list); /* of equal keys the last wins */

#endif
