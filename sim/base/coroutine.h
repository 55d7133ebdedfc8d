/* Code that reads top to bottom and can stop in the middle. Each coroutine has a guarded stack of its own.
 *
 * This file alone knows ucontext, jumps from stack to stack and the sanitizers' and valgrind's ways to follow a stack switch.
 * A coroutine that is freed before it ended does not unwind: its stack is dropped where it stands. */
#ifndef AMBIT_BASE_COROUTINE_H
#define AMBIT_BASE_COROUTINE_H

#include <stdbool.h>

struct coroutine;

/* Nothing runs until the first resume. */
struct coroutine *coroutine_new(void (*run)(void *context), void *context);
void coroutine_free(struct coroutine *coroutine);
void coroutine_drain(void); /* lets go of the stacks that this thread keeps to use again */

bool coroutine_resume(struct coroutine *coroutine); /* runs until it yields (true) or ends (false) */
void coroutine_yield(struct coroutine *coroutine);  /* only from inside */

#endif
