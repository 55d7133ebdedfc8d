#include "base/limits.h"

const struct limit_row limit_rows[] = {
#define LIMIT_ROW(name, value, unit, message) {#name, value, unit, message},
    LIMITS(LIMIT_ROW)
#undef LIMIT_ROW
};

const size_t limit_count = sizeof limit_rows / sizeof *limit_rows;
