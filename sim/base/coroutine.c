#include "base/coroutine.h"

#include <stdint.h>
#include <sys/mman.h>
#include <ucontext.h>
#include <unistd.h>

#include "base/check.h"
#include "base/limits.h"

#if defined(__SANITIZE_ADDRESS__)
#define WITH_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define WITH_ASAN 1
#endif
#endif

#ifdef WITH_ASAN
#include <sanitizer/asan_interface.h>
#include <sanitizer/common_interface_defs.h>
/* ASan frames are several times larger. */
enum { STACK_SIZE = LIMIT_STACK_BYTES * 4 };
#else
enum { STACK_SIZE = LIMIT_STACK_BYTES };
#endif

enum { GUARD_SIZE = 65536, POOLED_STACKS = 16 };

/* Stacks to use again: making one costs more than most commands. */
static _Thread_local struct {
    void *stacks[POOLED_STACKS];
    int count;
} pool;

struct coroutine {
    char *memory; /* guard below, stack above */
    ucontext_t inside, outside;
    void (*run)(void *context);
    void *context;
    bool ended;
    void *inside_fake, *outside_fake; /* ASan's shadow of each stack */
    const void *outside_bottom;
    size_t outside_size;
};

void coroutine_drain(void)
{
    while (pool.count)
        munmap(pool.stacks[--pool.count], GUARD_SIZE + STACK_SIZE);
}

static char *take_stack(void)
{
    if (pool.count)
        return pool.stacks[--pool.count];
    char *memory = mmap(NULL, GUARD_SIZE + STACK_SIZE, PROT_READ | PROT_WRITE,
                        MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_STACK, -1, 0);
    check(memory != MAP_FAILED);
    check(mprotect(memory, GUARD_SIZE, PROT_NONE) == 0);
    return memory;
}

static void give_stack(char *memory)
{
#ifdef WITH_ASAN
    __asan_unpoison_memory_region(memory + GUARD_SIZE, STACK_SIZE);
#endif
    if (pool.count < POOLED_STACKS)
        pool.stacks[pool.count++] = memory;
    else
        munmap(memory, GUARD_SIZE + STACK_SIZE);
}

static void enter_done(struct coroutine *coroutine)
{
#ifdef WITH_ASAN
    __sanitizer_finish_switch_fiber(coroutine->inside_fake, &coroutine->outside_bottom,
                                    &coroutine->outside_size);
#else
    (void)coroutine;
#endif
}

static void leave(struct coroutine *coroutine)
{
#ifdef WITH_ASAN
    __sanitizer_start_switch_fiber(coroutine->ended ? NULL : &coroutine->inside_fake, coroutine->outside_bottom,
                                   coroutine->outside_size);
#endif
    swapcontext(&coroutine->inside, &coroutine->outside);
}

/* makecontext passes ints only, so the pointer comes in two halves. */
static void start(unsigned high, unsigned low)
{
    struct coroutine *coroutine = (struct coroutine *)((uintptr_t)high << 32 | low);
    enter_done(coroutine);
    coroutine->run(coroutine->context);
    coroutine->ended = true;
    leave(coroutine);
}

struct coroutine *coroutine_new(void (*run)(void *context), void *context)
{
    struct coroutine *coroutine = memory_allocate(sizeof *coroutine);
    *coroutine = (struct coroutine){.memory = take_stack(), .run = run, .context = context};
    check(getcontext(&coroutine->inside) == 0);
    coroutine->inside.uc_stack.ss_sp = coroutine->memory + GUARD_SIZE;
    coroutine->inside.uc_stack.ss_size = STACK_SIZE;
    coroutine->inside.uc_link = NULL;
    uintptr_t self = (uintptr_t)coroutine;
    makecontext(&coroutine->inside, (void (*)(void))start, 2, (unsigned)(self >> 32), (unsigned)self);
#ifdef WITH_ASAN
    /* At every swapcontext ASan clears its shadow of the whole stack that is named here, with system calls when it is
     * large. Nothing is left to clear: frames are left by returning, and give_stack clears once. */
    coroutine->inside.uc_stack.ss_size = 4096;
#endif
    return coroutine;
}

void coroutine_free(struct coroutine *coroutine)
{
    if (!coroutine)
        return;
    give_stack(coroutine->memory);
    memory_free(coroutine);
}

bool coroutine_resume(struct coroutine *coroutine)
{
    check(!coroutine->ended);
#ifdef WITH_ASAN
    __sanitizer_start_switch_fiber(&coroutine->outside_fake, coroutine->memory + GUARD_SIZE, STACK_SIZE);
#endif
    swapcontext(&coroutine->outside, &coroutine->inside);
#ifdef WITH_ASAN
    __sanitizer_finish_switch_fiber(coroutine->outside_fake, NULL, NULL);
#endif
    return !coroutine->ended;
}

void coroutine_yield(struct coroutine *coroutine)
{
    leave(coroutine);
    enter_done(coroutine);
}
