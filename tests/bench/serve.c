/* Row 6: a class at its terminals in the browser. Everybody types five keys a second into a WebSocket, one after the
 * other and evenly; each thirtieth key is an Enter that runs a command with a request through the mesh. How long does it
 * take from a key to its echo? The same client types the same frames at a process that only sends them back. */
#include "bench.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/check.h"

enum {
    LEARNERS = 1000,
    KEYS_A_SECOND = 5,
    LINE_KEYS = 30,  /* of which the last is Enter */
    PAUSE_KEYS = 3,  /* as long as so many keys a person looks at what comes */
    LINES = 2,       /* typed by each while it is measured */
    EVENTS = 256,
};

_Static_assert(LINE_KEYS == 30, "typed_line has one less");
#define REQUEST_ALIAS "alias q='kubectl exec curl -n finance -- curl -s accounts.accounts:8080'"
static const char typed_line[] = "true one two three four 56; q"; /* and Enter */

struct learner {
    int connection;
    int64_t sent; /* when the key that waits for its echo was typed; nanoseconds, 0: none does */
    unsigned char head[10]; /* of the frame that comes, as far as it is there */
    size_t head_length;
    uint64_t left; /* bytes of its payload still to come */
    bool in_payload;
};

struct class
{
    struct learner learners[LEARNERS];
    bool frames; /* answers are WebSocket frames; false: whatever was sent */
    int epoll;
    double *times; /* nanoseconds from key to echo */
    size_t count;
    bool measuring;
    char process[16]; /* that answers */
    double processor; /* nanoseconds that it took, a key */
};

static int64_t now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

/* --- connections --- */

static int listen_anywhere(int *port)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t length = sizeof address;
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    check(listener >= 0 && bind(listener, (struct sockaddr *)&address, length) == 0 && listen(listener, 1024) == 0 &&
          getsockname(listener, (struct sockaddr *)&address, &length) == 0);
    *port = ntohs(address.sin_port);
    return listener;
}

/* Waits for a server that has just been started; -1: there is none. */
static int connect_to(int port)
{
    struct sockaddr_in address = {
        .sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    for (int attempt = 0; attempt < 200; attempt++) {
        int one = 1, connection = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        if (connection >= 0 && connect(connection, (struct sockaddr *)&address, sizeof address) == 0) {
            setsockopt(connection, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
            return connection;
        }
        close(connection);
        usleep(20000);
    }
    return -1;
}

static void send_all(int connection, struct slice bytes)
{
    while (bytes.length) {
        ssize_t sent = send(connection, bytes.data, bytes.length, MSG_NOSIGNAL);
        check(sent > 0 || errno == EINTR || errno == EAGAIN);
        bytes = slice_part(bytes, sent > 0 ? (size_t)sent : 0, bytes.length);
    }
}

/* --- a learner arrives --- */

/* The answer to one request, up to its end or (an upgrade) the end of its head. */
static bool ask(int connection, struct slice request, struct buffer *answer, bool head_only)
{
    char bytes[4096];
    ssize_t count;
    buffer_clear(answer);
    send_all(connection, request);
    while ((count = recv(connection, bytes, head_only ? 1 : sizeof bytes, 0)) > 0) {
        buffer_add(answer, (struct slice){bytes, (size_t)count});
        if (head_only && slice_ends(buffer_slice(answer), "\r\n\r\n"))
            return true;
    }
    return count == 0 && !head_only;
}

static struct slice between(struct slice text, const char *before, char end)
{
    size_t at = slice_find(text, slice_of(before));
    if (at == text.length)
        return (struct slice){"", 0};
    struct slice rest = slice_part(text, at + strlen(before), text.length);
    return slice_part(rest, 0, slice_find_byte(rest, end));
}

static void send_frame(int connection, int kind, struct slice text)
{
    struct buffer frame = {0};
    buffer_add_byte(&frame, (char)(0x80 | kind));
    check(text.length < 126);
    buffer_add_byte(&frame, (char)(0x80 | text.length));
    buffer_add(&frame, (struct slice){"\0\0\0\0", 4}); /* a mask that changes nothing */
    buffer_add(&frame, text);
    send_all(connection, buffer_slice(&frame));
    buffer_release(&frame);
}

/* Begins a session of its own, and opens its terminal; false: the server does not do it. */
static bool arrive(struct learner *learner, int port)
{
    static const char body[] = "{\"challenge\": \"" BENCH_SLUG "\"}";
    struct buffer text = {0}, answer = {0};
    int connection = connect_to(port);
    buffer_format(&text,
                  "POST /api/v1/sessions HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Type: application/json\r\n"
                  "Content-Length: %zu\r\nConnection: close\r\n\r\n%s",
                  port, sizeof body - 1, body);
    bool begun = connection >= 0 && ask(connection, buffer_slice(&text), &answer, false);
    struct slice cookie = between(buffer_slice(&answer), "Set-Cookie: ", ';');
    struct slice id = between(buffer_slice(&answer), "Location: /api/v1/sessions/", '\r');
    close(connection);
    buffer_clear(&text);
    buffer_format(&text,
                  "GET /api/v1/sessions/%.*s/terminal/1?columns=80&rows=24 HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n"
                  "Origin: http://127.0.0.1:%d\r\nCookie: %.*s\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                  "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                  "Sec-WebSocket-Protocol: ambit.v1\r\n\r\n",
                  (int)id.length, id.data, port, port, (int)cookie.length, cookie.data);
    learner->connection = begun && id.length && cookie.length ? connect_to(port) : -1;
    begun = learner->connection >= 0 && ask(learner->connection, buffer_slice(&text), &answer, true) &&
            slice_starts(buffer_slice(&answer), "HTTP/1.1 101");
    if (begun) /* its pieces are typed, like everything */
        send_frame(learner->connection, 2, SLICE(REQUEST_ALIAS "\r"));
    buffer_release(&text);
    buffer_release(&answer);
    return begun;
}

/* --- echoes --- */

static void note_echo(struct class *class, struct learner *learner)
{
    if (learner->sent && class->measuring)
        class->times[class->count++] = (double)(now() - learner->sent);
    learner->sent = 0;
}

/* How long the head of a frame is, and its payload; 0: it has not all come. Servers mask nothing. */
static size_t frame_head(struct learner *learner)
{
    size_t length = learner->head_length, wide;
    if (length < 2)
        return 0;
    unsigned size = learner->head[1] & 127;
    wide = size == 126 ? 2 : size == 127 ? 8 : 0;
    if (length < 2 + wide)
        return 0;
    learner->left = wide ? 0 : size;
    for (size_t i = 0; i < wide; i++)
        learner->left = learner->left << 8 | learner->head[2 + i];
    return 2 + wide;
}

static void take_frames(struct class *class, struct learner *learner, struct slice bytes)
{
    while (bytes.length || (learner->in_payload && !learner->left)) {
        if (learner->in_payload) {
            size_t taken = learner->left < bytes.length ? (size_t)learner->left : bytes.length;
            bytes = slice_part(bytes, taken, bytes.length);
            learner->left -= taken;
            if (learner->left)
                return;
            if ((learner->head[0] & 15) == 2) /* the terminal's bytes; the others say what has changed */
                note_echo(class, learner);
            learner->in_payload = false;
            learner->head_length = 0;
            continue;
        }
        learner->head[learner->head_length++] = (unsigned char)bytes.data[0];
        bytes = slice_part(bytes, 1, bytes.length);
        learner->in_payload = frame_head(learner) != 0;
    }
}

/* What has come until [until]. */
static void listen_until(struct class *class, int64_t until)
{
    struct epoll_event events[EVENTS];
    char bytes[65536];
    for (;;) {
        int64_t left = until - now();
        struct timespec wait = {0, left > 0 ? left % 1000000000 : 0};
        int count = epoll_pwait2(class->epoll, events, EVENTS, &wait, NULL);
        for (int i = 0; i < count; i++) {
            struct learner *learner = events[i].data.ptr;
            ssize_t got = recv(learner->connection, bytes, sizeof bytes, MSG_DONTWAIT);
            check(got > 0 || (got < 0 && errno == EAGAIN));
            if (got > 0 && class->frames)
                take_frames(class, learner, (struct slice){bytes, (size_t)got});
            else if (got > 0)
                note_echo(class, learner);
        }
        if (left <= 0)
            return;
    }
}

/* --- typing --- */

static void type_key(struct class *class, struct learner *learner, size_t key)
{
    note_echo(class, learner); /* one that has not come yet has lasted as long as this at least */
    size_t place = key % (LINE_KEYS + PAUSE_KEYS);
    bool enter = place == LINE_KEYS - 1;
    if (place >= LINE_KEYS)
        return;
    learner->sent = enter ? 0 : now(); /* what a command does is no echo */
    send_frame(learner->connection, 2, enter ? SLICE("\r") : (struct slice){typed_line + place, 1});
}

/* Learner after learner, key after key, in even steps; each stands at another place of the line, so that the commands of
 * all are as evenly spread as the keys. */
static void type_keys(struct class *class, size_t from, size_t to)
{
    int64_t step = 1000000000 / ((int64_t)LEARNERS * KEYS_A_SECOND), begun = now();
    for (size_t key = from; key < to; key++) {
        for (size_t i = 0; i < LEARNERS; i++) {
            listen_until(class, begun + (int64_t)((key - from) * LEARNERS + i) * step);
            type_key(class, &class->learners[i], key + i);
        }
    }
    listen_until(class, now() + 200000000);
    for (size_t i = 0; i < LEARNERS; i++)
        note_echo(class, &class->learners[i]);
}

static void raise_files(void)
{
    struct rlimit files;
    getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
}

static int compare_times(const void *a, const void *b)
{
    double one = *(const double *)a, other = *(const double *)b;
    return one < other ? -1 : one > other;
}

/* The 99th percentile of the times from key to echo, in nanoseconds. */
static double measure_class(struct class *class)
{
    size_t echoes = (size_t)LEARNERS * LINES * (LINE_KEYS - 1);
    class->times = memory_allocate(echoes * sizeof *class->times);
    class->epoll = epoll_create1(EPOLL_CLOEXEC);
    for (size_t i = 0; i < LEARNERS; i++) {
        struct epoll_event event = {.events = EPOLLIN, .data.ptr = &class->learners[i]};
        check(epoll_ctl(class->epoll, EPOLL_CTL_ADD, class->learners[i].connection, &event) == 0);
    }
    listen_until(class, now() + 900000000);
    type_keys(class, 0, LINE_KEYS + PAUSE_KEYS); /* a line to warm up with */
    class->measuring = true;
    class->count = 0;
    class->processor = processor_time_of(class->process);
    type_keys(class, 0, (size_t)LINES * (LINE_KEYS + PAUSE_KEYS));
    class->processor = (processor_time_of(class->process) - class->processor) / (double)(LEARNERS * LINES * LINE_KEYS);
    qsort(class->times, class->count, sizeof *class->times, compare_times);
    check(class->count == echoes);
    double p99 = class->times[class->count * 99 / 100];
    for (size_t i = 0; i < LEARNERS; i++)
        close(class->learners[i].connection);
    close(class->epoll);
    memory_free(class->times);
    return p99;
}

/* --- the peer --- */

static _Noreturn void send_back(int listener)
{
    int epoll = epoll_create1(0);
    struct epoll_event event = {.events = EPOLLIN, .data.fd = listener}, events[EVENTS];
    char bytes[65536];
    epoll_ctl(epoll, EPOLL_CTL_ADD, listener, &event);
    for (;;) {
        int count = epoll_wait(epoll, events, EVENTS, -1);
        for (int i = 0; i < count; i++) {
            int from = events[i].data.fd, one = 1;
            if (from == listener) {
                event.data.fd = accept(listener, NULL, NULL);
                setsockopt(event.data.fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
                epoll_ctl(epoll, EPOLL_CTL_ADD, event.data.fd, &event);
                continue;
            }
            ssize_t got = recv(from, bytes, sizeof bytes, 0);
            if (got <= 0)
                close(from);
            else
                send_all(from, (struct slice){bytes, (size_t)got});
        }
    }
}

static void end(pid_t child)
{
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
}

static double measure_peer(double *processor)
{
    struct class *class = memory_allocate(sizeof *class);
    int port, listener = listen_anywhere(&port);
    pid_t child = fork();
    if (child == 0)
        send_back(listener);
    close(listener);
    snprintf(class->process, sizeof class->process, "%d", (int)child);
    for (size_t i = 0; i < LEARNERS; i++)
        class->learners[i].connection = connect_to(port);
    double p99 = measure_class(class);
    *processor = class->processor;
    end(child);
    memory_free(class);
    return p99;
}

/* --- ambit --- */

static pid_t start_server(int port, const char *folder)
{
    char number[16], database[64], log[64];
    snprintf(number, sizeof number, "%d", port);
    snprintf(database, sizeof database, "%s/ambit.db", folder);
    snprintf(log, sizeof log, "%s/log", folder);
    pid_t child = fork();
    if (child == 0) {
        if (freopen(log, "w", stdout) && freopen(log, "a", stderr))
            execl(ambit_program(), "ambit", "serve", "--port", number, "--db", database, (char *)NULL);
        _exit(127);
    }
    return child;
}

static double measure_server(double *kibibytes, double *processor, bool *came)
{
    struct class *class = memory_allocate(sizeof *class);
    char folder[] = "/tmp/ambit-bench-XXXXXX", command[64];
    int port, listener = listen_anywhere(&port);
    close(listener); /* its port is free, most likely */
    check(mkdtemp(folder));
    pid_t child = start_server(port, folder);
    snprintf(class->process, sizeof class->process, "%d", (int)child);
    double p99 = -1, alone = -1;
    *came = true;
    class->frames = true;
    for (size_t i = 0; i < LEARNERS && *came; i++) {
        *came = arrive(&class->learners[i], port);
        if (i == 0)
            alone = share_of(class->process);
    }
    if (*came) {
        p99 = measure_class(class);
        *processor = class->processor;
        *kibibytes = (share_of(class->process) - alone) / (LEARNERS - 1);
    }
    end(child);
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    check(system(command) == 0);
    memory_free(class);
    return p99;
}

static void measure(struct report *report)
{
    double kibibytes = -1, our_processor = -1, their_processor = -1;
    bool came;
    raise_files();
    double ours = measure_server(&kibibytes, &our_processor, &came), theirs = measure_peer(&their_processor);
    if (!came) {
        report_text(report, "not measured: the server did not take %d learners", LEARNERS);
        report->missed = true;
        return;
    }
    report_text(report, "%.1f times (p99 %.2f ms, %.2f ms)", ours / theirs, ours / 1e6, theirs / 1e6);
    report_text(report, "%.0f KiB a learner with a terminal on show", kibibytes);
    report_text(report, "%.0f us of a processor a key, commands included (%.0f us)", our_processor / 1e3, their_processor / 1e3);
    report_limit(report, ours / theirs, 3, 0);
    report_limit(report, ours, 0, 2e6);
}

const struct row row_class = {
    .number = "6",
    .what = "1,000 learners at terminals in the browser, five keys a second each and every thirtieth a command with a "
            "request: from a key to its echo, the 99th percentile",
    .peer = "a process that sends the same frames back",
    .must = "3 times",
    .wanted = "2 ms",
    .measure = measure,
};
