/* Texts as characters, for the operators of the shell: UTF-8, as in the locale C.UTF-8. A byte that is no UTF-8
 * is a character of its own. */
#ifndef AMBIT_SHELL_UTF8_H
#define AMBIT_SHELL_UTF8_H

#include "base/arena.h"

size_t character_length(struct slice text); /* bytes of the first; 0 at the end */
uint32_t character_code(struct slice text); /* of the first; a byte that is no UTF-8 is 0x110000 and more */
uint32_t character_swapped(uint32_t code);  /* in the other case */
bool character_in_class(uint32_t code, struct slice name); /* "alpha", "upper", ... beyond ASCII */
size_t utf8_count(const char *text);
char *utf8_at(char *text, size_t index); /* where the character begins; the end when there are fewer */

enum letter_case { CASE_UPPER, CASE_LOWER, CASE_OTHER };
/* The first [count] characters in another case. */
const char *with_case(struct arena *arena, const char *text, enum letter_case to, size_t count);

#endif
