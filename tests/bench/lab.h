/* A machine on the reference challenge, with every task solved and a route at the waypoint: real objects on the
 * whole path. */
#ifndef AMBIT_BENCH_LAB_H
#define AMBIT_BENCH_LAB_H

#include "machine/machine.h"

struct lab {
    struct scenario *scenario;
    struct machine *machine;
};

struct lab lab_begin(void);
void lab_end(struct lab *lab);

#endif
