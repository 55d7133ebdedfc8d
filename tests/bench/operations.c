/* Every operation that can be counted. */
#include "operations.h"

const struct operation *const operations[] = {
    &path_operation,  &parse_operation, &decide_operation, &oracle_operation, &prompt_operation,
    &grade_operation,  &final_operation, &replay_operation, &fork_operation,  &undo_operation,   &write_operation,  &alike_operation,  &apart_operation,  &apply_operation,
    &list_operation,  &save_operation, &append_operation, NULL,
};
