/* A cluster comes to rest: virtual time jumps from instant to instant. */
#include "scenario/inside.h"

void fork_settle(struct machine *machine, int64_t seconds)
{
    struct instant deadline = instant_add(machine_now(machine), SECONDS(seconds));
    while (!machine_quiet(machine)) {
        bool follow;
        struct instant next = machine_next(machine, &follow);
        if (instant_compare(next, deadline) > 0)
            return;
        if (instant_compare(next, machine_now(machine)) <= 0)
            next = instant_add(machine_now(machine), MICROSECONDS(1));
        machine_advance(machine, next);
    }
}
