/* BusyBox nc: stdin to the socket, the socket to stdout. Messages of networking/nc_bloaty.c. */
#include <string.h>

#include "base/buffer.h"
#include "shell/process.h"

struct nc {
    struct process *process;
    struct connection *connection;
    struct buffer received;
    bool scan;            /* -z */
    int verbose;          /* -v, -vv */
    struct duration wait; /* -w; 0: for ever */
    const char *host, *port;
};

static const struct flag flags[] = {
    {.letter = 'z', .help = "Zero-I/O mode (scanning)"},
    {.letter = 'v', .help = "Verbose"},
    {.letter = 'w', .value = "SEC", .help = "Timeout for connects and final net reads"},
    {.letter = 'n', .help = "Don't do DNS resolution"},
    {0},
};

static void usage(struct process *process)
{
    process_complain(process, "BusyBox v1.37.0 (2024-12-02 14:03:44 UTC) multi-call binary.\n\n"
                              "Usage: nc [OPTIONS] HOST PORT  - connect\n"
                              "nc [OPTIONS] -l -p PORT [HOST] [PORT]  - listen\n\n"
                              "\t-w SEC\tTimeout for connects and final net reads\n"
                              "\t-n\tDon't do DNS resolution\n"
                              "\t-v\tVerbose\n"
                              "\t-z\tZero-I/O mode (scanning)\n");
}

/* -1: go on; otherwise the exit status. */
static int read_wait(struct nc *nc, const char *text)
{
    int64_t seconds;
    if (!slice_to_integer(slice_of(text), &seconds) || seconds < 0 || seconds > INT32_MAX) {
        process_complain(nc->process, "nc: invalid number '%s'\n", text);
        return 1;
    }
    nc->wait = SECONDS(seconds);
    return -1;
}

static int read_letters(struct nc *nc, int count, char *const *words, int *at)
{
    for (const char *letter = words[*at] + 1; *letter; letter++) {
        if (*letter == 'w' && letter[1])
            return read_wait(nc, letter + 1);
        if (*letter == 'w' && *at + 1 < count)
            return read_wait(nc, words[++*at]);
        nc->scan |= *letter == 'z';
        nc->verbose += *letter == 'v';
        if (strchr("znv", *letter))
            continue;
        if (strchr("leupsifbo", *letter)) {
            process_complain(nc->process, "nc: not simulated: -%c\n", *letter);
            return 1;
        }
        process_complain(nc->process,
                         *letter == 'w' ? "nc: option requires an argument: %c\n"
                                        : "nc: unrecognized option: %c\n",
                         *letter);
        usage(nc->process);
        return 1;
    }
    return -1;
}

static int read_words(struct nc *nc, int count, char *const *words)
{
    for (int i = 1; i < count; i++) {
        int status = -1;
        if (words[i][0] == '-' && words[i][1])
            status = read_letters(nc, count, words, &i);
        else if (!nc->host)
            nc->host = words[i];
        else
            nc->port = words[i];
        if (status >= 0)
            return status;
    }
    if (nc->host && nc->port)
        return -1;
    usage(nc->process);
    return 1;
}

static struct instant deadline(const struct nc *nc)
{
    return nc->wait.nanoseconds ? instant_add(process_now(nc->process), nc->wait) : INSTANT_NEVER;
}

/* Shows what comes until [until]; false when nothing more will come. */
static bool show_answer(struct nc *nc, struct instant until)
{
    for (;;) {
        buffer_clear(&nc->received);
        switch (process_receive(nc->process, nc->connection, &nc->received, until)) {
        case RECEIVE_DATA:
            process_write(nc->process, STREAM_OUT, buffer_slice(&nc->received));
            break;
        case RECEIVE_TIMEOUT:
            return true;
        case RECEIVE_END:
        case RECEIVE_RESET:
            return false;
        }
    }
}

static void copy_both_ways(struct nc *nc)
{
    const struct duration pause = MILLISECONDS(20); /* for the answer to a piece of input */
    enum { PIECE = 4096 };
    char *piece = arena_allocate(nc->process->arena, PIECE);
    size_t size;
    while ((size = process_read(nc->process, STREAM_IN, piece, PIECE)) > 0) {
        process_send(nc->process, nc->connection, (struct slice){piece, size});
        if (!show_answer(nc, instant_add(process_now(nc->process), pause)))
            return;
    }
    process_send_end(nc->process, nc->connection);
    while (show_answer(nc, deadline(nc)) && nc->wait.nanoseconds == 0) {
    }
}

static int connect_and_copy(struct nc *nc, const char *address, int port)
{
    const char *problem = "";
    nc->connection = process_connect(nc->process, address, port, deadline(nc), &problem);
    if (!nc->connection) {
        bool refused = text_equal(problem, "Connection refused");
        if (nc->verbose > 1 || (nc->verbose && !refused))
            process_complain(nc->process, "nc: %s (%s:%d): %s\n", nc->host, address, port,
                             text_equal(problem, "Connection timed out") ? "Operation timed out" : problem);
        return 1;
    }
    if (nc->verbose)
        process_complain(nc->process, "%s (%s:%d) open\n", nc->host, address, port);
    if (!nc->scan)
        copy_both_ways(nc);
    process_disconnect(nc->process, nc->connection);
    return 0;
}

static int run(struct process *process, int count, char *const *words)
{
    struct nc *nc = arena_allocate(process->arena, sizeof *nc);
    int64_t port;
    nc->process = process;
    process_own(process, (void (*)(void *))buffer_release, &nc->received);
    int status = read_words(nc, count, words);
    if (status >= 0)
        return status;
    if (!slice_to_integer(slice_of(nc->port), &port) || port < 1 || port > 65535) {
        process_complain(process, "nc: bad port '%s'\n", nc->port);
        return 1;
    }
    const char *address = value_string_of(value_at(process_resolve(process, nc->host), 0));
    if (!*address) {
        process_complain(process, "nc: bad address '%s'\n", nc->host);
        return 1;
    }
    return connect_and_copy(nc, arena_text(process->arena, address), (int)port);
}

const struct program nc_program = {
    .name = "nc",
    .usage = "nc [OPTIONS] HOST PORT",
    .help = "Open a TCP connection and copy both ways",
    .flags = flags,
    .starts = MILLISECONDS(2),
    .pod_only = true,
    .run = run,
};
