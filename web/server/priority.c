#include "server/priority.h"

#include <stdint.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

/* sched_setattr(2) takes this; headers disagree about whose it is. */
struct turns {
    uint32_t size, policy;
    uint64_t flags;
    int32_t nice;
    uint32_t priority;
    uint64_t runtime, deadline, period; /* nanoseconds */
};

/* From Linux 6.12 on, who asks for short turns need not wait for the end of another's; before, this says nothing new. */
void priority_come_first(void)
{
    struct turns turns = {.size = sizeof turns, .nice = getpriority(PRIO_PROCESS, 0), .runtime = 100000};
    syscall(SYS_sched_setattr, 0, &turns, 0);
}

/* SCHED_IDLE gives way at once, but to everybody in the same terminal or container, too: a compiler beside the server, and no
 * command came to its end. */
void priority_give_way(void)
{
    const int less = 10;
    setpriority(PRIO_PROCESS, (id_t)gettid(), getpriority(PRIO_PROCESS, 0) + less); /* on Linux a thread's own */
}
