/* `make bench`: what is promised about speed (rows of the table in README.md), measured against a peer in the
 * same run. Time is only ever a ratio: A and B in turns, the median of the rounds. Instructions are counted by
 * valgrind as the difference of two lengths of a run, so that what is paid once cancels out; without valgrind
 * the table says so.
 *
 *   build/release/ambit-bench [--rows] [ROW...]      the table, or some rows of it; --rows: what is promised,
 * unmeasured build/release/ambit-bench count OPERATION SIZE TIMES     what valgrind is run on
 *
 * The status is 1 when something that must hold does not. */
#ifndef AMBIT_BENCH_BENCH_H
#define AMBIT_BENCH_BENCH_H

#include "base/buffer.h"

#define BENCH_SLUG "waypoints-l7-where-it-matters"

/* Something that can be done any number of times, to something of a size. */
struct operation {
    const char *name;
    void *(*begin)(size_t size);
    void (*run)(void *context, size_t times);
    void (*end)(void *context);
};

extern const struct operation *const operations[]; /* ends with NULL */

/* One row of the table. [measure] writes what it found and says whether it holds. */
struct report {
    struct buffer found;
    bool missed;  /* what must hold does not */
    bool reached; /* so does what is wanted; true until a measurement says no */
};
struct row {
    const char *number, *what, *peer, *must, *wanted;
    void (*measure)(struct report *report);
};

void report_text(struct report *report, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* One figure against its two limits; a limit of 0 is none. */
void report_limit(struct report *report, double figure, double must, double wanted);

/* --- measuring --- */
struct comparison {
    double a, b, ratio; /* medians: nanoseconds of each, and of the quotients of the rounds */
};
/* Two programs, started and waited for. argv ends with NULL. */
struct comparison compare_programs(const char *const *a, const char *const *b);
/* Two operations; each round runs [times] of each. */
struct comparison compare_operations(const struct operation *a, size_t a_size, size_t a_times,
                                     const struct operation *b, size_t b_size, size_t b_times);
/* Instructions of a program from exec to exit, or of one more run of an operation; -1: there is no valgrind. */
double count_program(const char *const *argv);
double count_operation(const struct operation *operation, size_t size, size_t few, size_t many);
/* Blocks that one more run of an operation takes from the heap. */
double count_blocks(const struct operation *operation, size_t size, size_t few, size_t many);

/* KiB of its own share of memory (PSS) of a process, "self" or a number; -1: the kernel does not say. */
double share_of(const char *process);
/* Nanoseconds that its threads have had a processor; -1: the kernel does not say. */
double processor_time_of(const char *process);

/* The program under test, beside this one. */
const char *ambit_program(void);
extern const char *const bash_true[]; /* the yardstick that every machine has */

/* --- rows, in their files --- */
extern const struct row row_cold, row_challenge;
extern const struct row row_path;
extern const struct row row_policies;
extern const struct row row_memory, row_grading, row_replay;
extern const struct row row_class, row_prompt;
extern const struct row row_worlds, row_keys;
extern const struct row row_list, row_apply;
extern const struct row row_save;

#endif
