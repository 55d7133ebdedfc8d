/* Where it is on, as it is on Ubuntu, glibc takes a jump to another stack for a mistake and ends the program. */
#undef _FORTIFY_SOURCE

#include "base/coroutine.h"

#include <setjmp.h>
#include <stdint.h>
#include <sys/mman.h>
#include <ucontext.h>
#include <unistd.h>

#include "base/check.h"
#include "base/limits.h"
#include "base/pool.h"

#if defined(__USE_FORTIFY_LEVEL) && __USE_FORTIFY_LEVEL > 0
#error "something in front of the first line has turned glibc's checked jumps on"
#endif

#if defined(__SANITIZE_ADDRESS__)
#define WITH_ASAN 1
#elif defined(__SANITIZE_THREAD__)
#define WITH_TSAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define WITH_ASAN 1
#elif __has_feature(thread_sanitizer)
#define WITH_TSAN 1
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

/* Where one side stands while the other runs. swapcontext has the kernel set the mask of signals, which is the same on all
 * stacks, at each switch: that costs more than most steps of a process. So it is for the sanitizers only, which follow nothing
 * else. */
struct place {
#if defined(WITH_ASAN) || defined(WITH_TSAN)
    ucontext_t here;
#define place_mark(place) getcontext(&(place)->here)
#else
    jmp_buf here;
#define place_mark(place) _setjmp((place)->here)
#endif
};

static void place_switch(struct place *from, struct place *to)
{
#if defined(WITH_ASAN) || defined(WITH_TSAN)
    swapcontext(&from->here, &to->here);
#else
    if (!_setjmp(from->here))
        _longjmp(to->here, 1);
#endif
}

/* A stack, with this above its frames and a guard below them. The lowest frame never returns: who takes the stack anew goes on
 * from there, whatever stood on it. */
struct stack {
    struct coroutine *user;
    struct place bottom;
    ucontext_t maker;
};

struct coroutine {
    struct stack *stack;
    struct place inside, outside, *next; /* next: where it goes on */
    void (*run)(void *context);
    void *context;
    bool ended;
    void *inside_fake, *outside_fake; /* ASan's shadow of each stack */
    const void *outside_bottom;
    size_t outside_size;
};

/* Stacks to use again: making one costs more than most commands. */
static _Thread_local struct {
    struct stack *stacks[POOLED_STACKS];
    int count;
} pool;

/* Its lowest byte. */
static char *frames_of(struct stack *stack)
{
    return (char *)(stack + 1) - STACK_SIZE;
}

static void unmap_stack(struct stack *stack)
{
    munmap(frames_of(stack) - GUARD_SIZE, GUARD_SIZE + STACK_SIZE);
}

void coroutine_drain(void)
{
    while (pool.count)
        unmap_stack(pool.stacks[--pool.count]);
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
    coroutine->next = &coroutine->inside;
    place_switch(&coroutine->inside, &coroutine->outside);
}

/* The lowest frame of a stack. makecontext passes ints only, so the pointer comes in two halves. */
static void live(unsigned high, unsigned low)
{
    struct stack *stack = (struct stack *)((uintptr_t)high << 32 | low);
    place_mark(&stack->bottom);
    struct coroutine *coroutine = stack->user;
    if (!coroutine)
        setcontext(&stack->maker);
    enter_done(coroutine);
    coroutine->run(coroutine->context);
    coroutine->ended = true;
    leave(coroutine);
}

static struct stack *make_stack(void)
{
    char *memory = mmap(NULL, GUARD_SIZE + STACK_SIZE, PROT_READ | PROT_WRITE,
                        MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_STACK, -1, 0);
    check(memory != MAP_FAILED);
    check(mprotect(memory, GUARD_SIZE, PROT_NONE) == 0);
    struct stack *stack = (struct stack *)(memory + GUARD_SIZE + STACK_SIZE) - 1;
    uintptr_t self = (uintptr_t)stack;
    ucontext_t first;
    check(getcontext(&first) == 0);
    first.uc_stack.ss_sp = frames_of(stack);
    first.uc_stack.ss_size = STACK_SIZE - sizeof *stack;
    first.uc_link = NULL;
    makecontext(&first, (void (*)(void))live, 2, (unsigned)(self >> 32), (unsigned)self);
    swapcontext(&stack->maker, &first);
    return stack;
}

static void give_stack(struct stack *stack)
{
#ifdef WITH_ASAN
    __asan_unpoison_memory_region(frames_of(stack), STACK_SIZE);
#endif
    if (pool.count < POOLED_STACKS)
        pool.stacks[pool.count++] = stack;
    else
        unmap_stack(stack);
}

struct coroutine *coroutine_new(void (*run)(void *context), void *context)
{
    struct coroutine *coroutine = pool_take(sizeof *coroutine);
    struct stack *stack = pool.count ? pool.stacks[--pool.count] : make_stack();
    *coroutine = (struct coroutine){.stack = stack, .next = &stack->bottom, .run = run, .context = context};
    stack->user = coroutine;
    return coroutine;
}

void coroutine_free(struct coroutine *coroutine)
{
    if (!coroutine)
        return;
    give_stack(coroutine->stack);
    pool_give(coroutine, sizeof *coroutine);
}

bool coroutine_resume(struct coroutine *coroutine)
{
    check(!coroutine->ended);
#ifdef WITH_ASAN
    __sanitizer_start_switch_fiber(&coroutine->outside_fake, frames_of(coroutine->stack), STACK_SIZE);
#endif
    place_switch(&coroutine->outside, coroutine->next);
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
