#include "cli/pool.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/check.h"

#define NOTHING SIZE_MAX

/* A worker is told the number of a job, and answers with the number of bytes and the bytes. */
struct worker {
    pid_t process; /* 0: none */
    int socket;
    size_t job; /* NOTHING: it is idle */
};

struct crew {
    const struct pool *pool;
    struct worker *workers;
    struct buffer *results;
    size_t next, finished;
};

static bool send_all(int socket, const void *bytes, size_t length)
{
    const char *at = bytes;
    while (length) {
        ssize_t sent = send(socket, at, length, MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR)
            continue;
        if (sent <= 0)
            return false;
        at += sent;
        length -= (size_t)sent;
    }
    return true;
}

static bool receive_all(int socket, void *bytes, size_t length)
{
    char *at = bytes;
    while (length) {
        ssize_t got = recv(socket, at, length, 0);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        at += got;
        length -= (size_t)got;
    }
    return true;
}

/* The processor's time that this process has had, and as much again for the next job. */
static void allow(long seconds)
{
    struct rusage used;
    struct rlimit limit;
    if (!seconds || getrusage(RUSAGE_SELF, &used) || getrlimit(RLIMIT_CPU, &limit))
        return;
    rlim_t until = (rlim_t)(used.ru_utime.tv_sec + used.ru_stime.tv_sec + seconds + 1);
    if (limit.rlim_max == RLIM_INFINITY || until < limit.rlim_max)
        limit.rlim_cur = until;
    setrlimit(RLIMIT_CPU, &limit);
}

_Noreturn static void work(const struct pool *pool, int socket)
{
    size_t job;
    while (receive_all(socket, &job, sizeof job)) {
        struct buffer result = {0};
        allow(pool->seconds);
        pool->run(pool->context, job, &result);
        if (!send_all(socket, &result.length, sizeof result.length) ||
            !send_all(socket, result.data, result.length))
            break;
        buffer_release(&result);
    }
    _exit(0);
}

/* What is buffered must not be written by two processes. */
static void start(struct crew *crew, struct worker *worker)
{
    int ends[2];
    fflush(NULL);
    check(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) == 0);
    worker->process = fork();
    check(worker->process >= 0);
    if (worker->process == 0) {
        for (size_t i = 0; i < crew->pool->workers; i++) {
            if (crew->workers[i].socket >= 0)
                close(crew->workers[i].socket);
        }
        close(ends[0]);
        work(crew->pool, ends[1]);
    }
    close(ends[1]);
    worker->socket = ends[0];
    worker->job = NOTHING;
}

static void give(struct crew *crew, struct worker *worker)
{
    if (crew->next >= crew->pool->jobs)
        return;
    if (!worker->process)
        start(crew, worker);
    worker->job = crew->next++;
    send_all(worker->socket, &worker->job, sizeof worker->job); /* a dead one is seen when it is listened to */
}

static void finish(struct crew *crew, struct worker *worker)
{
    worker->job = NOTHING;
    crew->finished++;
    if (crew->pool->progress)
        crew->pool->progress(crew->pool->context, crew->finished);
}

static void bury(struct crew *crew, struct worker *worker)
{
    int status = 0;
    char reason[120];
    close(worker->socket);
    waitpid(worker->process, &status, 0);
    worker->process = 0;
    worker->socket = -1;
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU)
        snprintf(reason, sizeof reason, "stopped after %ld seconds of computing", crew->pool->seconds);
    else if (WIFSIGNALED(status))
        snprintf(reason, sizeof reason, "ambit itself ended with signal %d: please report it",
                 WTERMSIG(status));
    else
        snprintf(reason, sizeof reason, "ambit itself ended with status %d: please report it",
                 WEXITSTATUS(status));
    struct buffer *result = &crew->results[worker->job];
    buffer_clear(result);
    crew->pool->fail(crew->pool->context, worker->job, reason, result);
    finish(crew, worker);
}

static void hear(struct crew *crew, struct worker *worker)
{
    size_t length;
    struct buffer *result = &crew->results[worker->job];
    bool good = receive_all(worker->socket, &length, sizeof length);
    if (good && length) {
        buffer_add_repeated(result, 0, length);
        good = receive_all(worker->socket, result->data, length);
    }
    if (good)
        finish(crew, worker);
    else
        bury(crew, worker);
    give(crew, worker);
}

static void wait_for_some(struct crew *crew)
{
    size_t count = crew->pool->workers, waiting = 0;
    struct pollfd *waits = memory_allocate(count * sizeof *waits);
    for (size_t i = 0; i < count; i++) {
        bool busy = crew->workers[i].process && crew->workers[i].job != NOTHING;
        waits[i] = (struct pollfd){.fd = busy ? crew->workers[i].socket : -1, .events = POLLIN};
        waiting += busy;
    }
    check(waiting);
    if (poll(waits, (nfds_t)count, -1) > 0) {
        for (size_t i = 0; i < count; i++) {
            if (waits[i].fd >= 0 && waits[i].revents)
                hear(crew, &crew->workers[i]);
        }
    }
    memory_free(waits);
}

void pool_run(const struct pool *pool, struct buffer *results)
{
    struct crew crew = {.pool = pool, .results = results};
    crew.workers = memory_allocate((pool->workers + 1) * sizeof *crew.workers);
    for (size_t i = 0; i < pool->workers; i++)
        crew.workers[i].socket = -1;
    for (size_t i = 0; i < pool->workers; i++)
        give(&crew, &crew.workers[i]);
    while (crew.finished < pool->jobs)
        wait_for_some(&crew);
    for (size_t i = 0; i < pool->workers; i++) {
        if (!crew.workers[i].process)
            continue;
        close(crew.workers[i].socket);
        waitpid(crew.workers[i].process, NULL, 0);
    }
    memory_free(crew.workers);
}
