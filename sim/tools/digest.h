/* Digests, for who needs one of bytes that are at hand. */
#ifndef AMBIT_TOOLS_DIGEST_H
#define AMBIT_TOOLS_DIGEST_H

#include "base/arena.h"

char *digest_sha256(struct arena *arena, struct slice bytes); /* 64 digits, in lower case */

#endif
