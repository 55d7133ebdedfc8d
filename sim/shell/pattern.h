/* Shell patterns (POSIX XCU 2.13, bash's extended ones too): * ? [...] \x ?(a|b) *(..) +(..) @(..) !(..). */
#ifndef AMBIT_SHELL_PATTERN_H
#define AMBIT_SHELL_PATTERN_H

#include "base/slice.h"

/* Does [pattern] match the whole of [text]? A quoted byte of the pattern stands behind a backslash. */
bool pattern_matches(const char *pattern, struct slice text, bool ignore_case);
bool pattern_is_plain(const char *pattern); /* has no special bytes but backslashes */

#endif
