/* The operations of the rows' files. */
#ifndef AMBIT_BENCH_OPERATIONS_H
#define AMBIT_BENCH_OPERATIONS_H

#include "bench.h"

extern const struct operation bash_operation; /* a process that starts and ends */
extern const struct operation path_operation, parse_operation;
extern const struct operation decide_operation, oracle_operation;
extern const struct operation prompt_operation, grade_operation, final_operation, replay_operation;
extern const struct operation apply_operation, list_operation;
extern const struct operation save_operation, append_operation;
extern const struct operation fork_operation, undo_operation, write_operation;
extern const struct operation alike_operation, apart_operation;

#endif
