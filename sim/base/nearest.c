/* What was meant by a word that is not in the list: the one with the least edit distance. */
#include "base/nearest.h"

#include <string.h>

#include "base/slice.h"

enum { LONGEST = 40 }; /* letters compared; keys are shorter */

size_t word_distance(const char *a, const char *b)
{
    size_t above[LONGEST + 1], a_length = strnlen(a, LONGEST), b_length = strnlen(b, LONGEST);
    for (size_t j = 0; j <= b_length; j++)
        above[j] = j;
    for (size_t i = 1; i <= a_length; i++) {
        size_t diagonal = above[0];
        above[0] = i;
        for (size_t j = 1; j <= b_length; j++) {
            size_t change = diagonal + (ascii_lower(a[i - 1]) != ascii_lower(b[j - 1]));
            size_t drop = above[j] + 1, insert = above[j - 1] + 1;
            diagonal = above[j];
            above[j] = change < drop ? change : drop;
            if (insert < above[j])
                above[j] = insert;
        }
    }
    return above[b_length];
}

const char *nearest_word(const char *word, const char *const *words)
{
    const char *best = NULL;
    size_t least = SIZE_MAX;
    for (; *words; words++) {
        size_t here = word_distance(word, *words);
        if (here < least) {
            least = here;
            best = *words;
        }
    }
    return best;
}
