/* Numbers as text, without a double in between: what is no int64 is kept as canonical decimal digits. */
#ifndef AMBIT_DATA_NUMBER_H
#define AMBIT_DATA_NUMBER_H

#include "base/buffer.h"
#include "data/value.h"

/* The value of [text], a number in JSON's grammar (or YAML's: a leading '+', ".5" and "5." too): an integer
 * when it is whole and fits int64 (1.0 and 1e3 are), else a decimal in the form encoding/json gives a float64.
 * NULL when the text is no such number, or larger than a float64 can be. */
const struct value *number_read(struct arena *arena, struct slice text);

/* The same for the digits of a uint64, all of which are kept, as go-yaml keeps them; NULL: they are none. */
const struct value *number_read_unsigned(struct arena *arena, struct slice text);

/* A decimal as strconv's 'g' writes it, and with it fmt's %v: with an exponent from 10^6 on. */
void number_write_general(struct buffer *out, const struct value *decimal);

/* The same as sigs.k8s.io/yaml does, which reads it from JSON first: there what a uint64 holds is no float64 any more. */
void number_write_yaml(struct buffer *out, const struct value *decimal);

int number_compare(const struct value *a, const struct value *b); /* integers or decimals; <0, 0, >0 */

#endif
