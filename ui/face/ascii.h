/* Text for terminals that have ASCII only: "->" for an arrow, "[ok]" for a tick; '?' for what has no spelling. */
#ifndef AMBIT_FACE_ASCII_H
#define AMBIT_FACE_ASCII_H

#include "base/arena.h"
#include "base/buffer.h"

void ascii_add(struct buffer *out, struct slice text);
const char *ascii_text(struct arena *arena, struct slice text);

#endif
