/* Binary floating point as decimal text and back: exact digits, correctly rounded, the same on every machine.
 * (libc's %g and strtod are not used: DESIGN, house style 14.) */
#ifndef AMBIT_DATA_FLOAT_H
#define AMBIT_DATA_FLOAT_H

#include "base/buffer.h"

/* The decimal number at the front of [text] ("-1.5e3", ".5", "5."), without blanks; its length in bytes, 0 when
 * there is none. The nearest double, ties to even; what is too large is infinite. */
size_t float_read(struct slice text, double *number);

/* [number] as C's printf writes it: [form] is 'f', 'e' or 'g', [precision] as there; with [alternate] 'g' keeps
 * its zeros and the point stays. "inf", "-nan" and the like for what is no number. */
void float_write(struct buffer *out, double number, char form, int precision, bool alternate);

#endif
