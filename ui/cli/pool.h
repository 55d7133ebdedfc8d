/* Jobs in processes of their own: a job that crashes, or that computes for ever, ends its process and nothing
 * else. */
#ifndef AMBIT_CLI_POOL_H
#define AMBIT_CLI_POOL_H

#include "base/buffer.h"

struct pool {
    size_t jobs, workers;
    long seconds; /* of a processor that one job may take */
    void *context;
    void (*run)(void *context, size_t job, struct buffer *result); /* in a worker */
    void (*fail)(void *context, size_t job, const char *reason,
                 struct buffer *result);              /* the worker has ended */
    void (*progress)(void *context, size_t finished); /* after each job; NULL */
};

/* results[job] for each, whoever did it and in whatever order. */
void pool_run(const struct pool *pool, struct buffer *results);

#endif
