/* A mold: kept trees that are made again and again, with other numbers and texts in some places each time. A cast is one block of
 * memory, copied from the mold, with what varies written into it and the hashes on the way there made anew; what does not vary
 * is shared by all casts, and lives as long as any of them. */
#ifndef AMBIT_DATA_MOLD_H
#define AMBIT_DATA_MOLD_H

#include "data/value.h"

struct mold;

/* Of [form], an array of kept values. [varies] is asked about its numbers and texts. Owned. */
struct mold *mold_new(const struct value *form, bool (*varies)(void *context, const struct value *scalar), void *context);
void mold_free(struct mold *mold); /* NULL is nothing; what was cast stays */

/* What varies, each number and text once however often it stands there. */
size_t mold_count(const struct mold *mold);
const struct value *mold_at(const struct mold *mold, size_t index);

/* The form with [scalars] in place of those: each of the same type, a text of the same length. Behind the form's elements stands one
 * more, which holds what is shared. Owned; each element is a kept value like any other. */
const struct value *mold_cast(struct mold *mold, const struct value *const *scalars);

#endif
