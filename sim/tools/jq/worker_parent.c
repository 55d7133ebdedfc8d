#include "tools/jq/worker.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <fcntl.h>
#include <spawn.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/check.h"
#include "base/limits.h"

struct jq_worker {
    pid_t process;
    int socket;
};

static bool start(struct jq_worker *worker, int other)
{
    char *const words[] = {(char *)"ambit", (char *)JQ_WORKER_WORD, NULL}, *const nothing[] = {NULL};
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, other, STDIN_FILENO);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    int problem = posix_spawn(&worker->process, "/proc/self/exe", &actions, NULL, words, nothing);
    posix_spawn_file_actions_destroy(&actions);
    return !problem;
}

/* False: nobody is there any more; the next read says so. */
static bool send_all(const struct jq_worker *worker, const void *bytes, size_t length)
{
    for (const char *at = bytes; length;) {
        ssize_t sent = send(worker->socket, at, length, MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR)
            continue;
        if (sent <= 0)
            return false;
        at += sent;
        length -= (size_t)sent;
    }
    return true;
}

static bool send_text(const struct jq_worker *worker, struct slice text)
{
    uint32_t length = (uint32_t)text.length;
    return send_all(worker, &length, sizeof length) && send_all(worker, text.data, text.length);
}

struct jq_worker *jq_worker_start(struct slice request)
{
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) < 0)
        return NULL;
    struct jq_worker *worker = memory_allocate(sizeof *worker);
    worker->socket = ends[0];
    bool started = start(worker, ends[1]);
    close(ends[1]);
    if (!started) {
        close(ends[0]);
        memory_free(worker);
        return NULL;
    }
    send_text(worker, request);
    return worker;
}

/* Waits for the worker's word in the machine's time: the only thing that depends on it is how soon a filter
 * that says nothing for so long is called endless. */
static enum jq_event receive(struct jq_worker *worker, void *bytes, size_t length)
{
    for (char *at = bytes; length;) {
        struct pollfd poller = {.fd = worker->socket, .events = POLLIN};
        int ready = poll(&poller, 1, LIMIT_JQ_SECONDS * 1000);
        if (ready < 0 && errno == EINTR)
            continue;
        if (ready == 0)
            return JQ_HUNG;
        ssize_t count = recv(worker->socket, at, length, 0);
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            return JQ_DIED;
        at += count;
        length -= (size_t)count;
    }
    return JQ_OUTPUT;
}

static enum jq_event bury(struct jq_worker *worker, enum jq_event event, int *status)
{
    int how = 0;
    if (event == JQ_HUNG)
        kill(worker->process, SIGKILL);
    while (waitpid(worker->process, &how, 0) < 0 && errno == EINTR)
        continue;
    worker->process = 0;
    *status = WIFSIGNALED(how) ? WTERMSIG(how) : 0;
    bool time = *status == SIGXCPU || *status == SIGKILL;
    return time ? JQ_HUNG : event;
}

enum jq_event jq_worker_next(struct jq_worker *worker, struct buffer *bytes, int *status)
{
    struct {
        uint32_t event, length;
    } head;
    buffer_clear(bytes);
    enum jq_event event = receive(worker, &head, sizeof head);
    if (event != JQ_OUTPUT)
        return bury(worker, event, status);
    if (head.event == JQ_ENDED || head.event == JQ_MISSING) {
        *status = (int)head.length;
        return head.event;
    }
    buffer_add_repeated(bytes, 0, head.length);
    event = receive(worker, bytes->data, head.length);
    return event == JQ_OUTPUT ? (enum jq_event)head.event : bury(worker, event, status);
}

void jq_worker_feed(struct jq_worker *worker, struct slice name, struct slice bytes, bool end)
{
    uint32_t last = end;
    if (send_all(worker, &last, sizeof last) && send_text(worker, name))
        send_text(worker, bytes);
}

void jq_worker_stop(struct jq_worker *worker)
{
    int status;
    close(worker->socket);
    if (worker->process) {
        kill(worker->process, SIGKILL);
        bury(worker, JQ_DIED, &status);
    }
    memory_free(worker);
}
