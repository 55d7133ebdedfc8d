/* What was meant by a word that is not in a list. */
#ifndef AMBIT_BASE_NEAREST_H
#define AMBIT_BASE_NEAREST_H

#include <stddef.h>

/* The word of the list (NULL at its end) that is most like [word]; never NULL for a list with words. */
const char *nearest_word(const char *word, const char *const *words);
size_t word_distance(const char *a, const char *b); /* letters to change, to drop or to insert */

#endif
