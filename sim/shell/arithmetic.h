/* Arithmetic: C's expressions on 64-bit integers (POSIX XCU 2.6.4; bash's ** , and BASE#n). */
#ifndef AMBIT_SHELL_ARITHMETIC_H
#define AMBIT_SHELL_ARITHMETIC_H

#include "shell/process.h"

/* [text] is expanded already. False when it is wrong: that has been said on stderr; the caller decides what
 * stops. */
bool arithmetic_evaluate(struct process *process, const char *text, int64_t *result);

#endif
