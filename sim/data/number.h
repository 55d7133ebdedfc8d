/* Numbers as text, without a double in between: what is no int64 is kept as canonical decimal digits. */
#ifndef AMBIT_DATA_NUMBER_H
#define AMBIT_DATA_NUMBER_H

#include "base/buffer.h"
#include "data/value.h"

/* The value of [text], a number in JSON's grammar (or YAML's: a leading '+', ".5" and "5." too): an integer
 * when it is whole and fits int64 (1.0 and 1e3 are), else a decimal in the form encoding/json gives a float64.
 * NULL when the text is no such number, or larger than a float64 can be. */
const struct value *number_read(struct arena *arena, struct slice text);

/* The digits of a decimal as strconv's 'g' writes them: with an exponent from 10^[limit] on (fmt: 21, go-yaml:
 * 6). */
void number_write_general(struct buffer *out, const struct value *decimal, int limit);

int number_compare(const struct value *a, const struct value *b); /* integers or decimals; <0, 0, >0 */

#endif
