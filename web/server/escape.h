/* Terminal output as plain text, for pages and screen readers. */
#ifndef AMBIT_SERVER_ESCAPE_H
#define AMBIT_SERVER_ESCAPE_H

#include "base/buffer.h"

/* Adds [bytes] without escape sequences (ECMA-48: CSI, OSC, DCS, ESC x) and without control bytes but tab and newline; what is
 * no UTF-8 becomes U+FFFD. Gives how many bytes that were: a sequence or character that does not end here is left for the
 * next call, unless it is very long. */
size_t escape_strip(struct buffer *out, struct slice bytes);

#endif
