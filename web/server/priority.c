#include "server/priority.h"

#include <sched.h>
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

/* A nice value alone does not do: the scheduler lets who runs finish a turn of most of a millisecond, whoever wakes. Others of the
 * group are this server's own threads, for services, containers and terminals are groups. */
void priority_give_way(void)
{
    const struct sched_param none = {0};
    sched_setscheduler(0, SCHED_IDLE, &none);
}
