/* BusyBox nc as Alpine builds it: stdin to the socket, the socket to stdout, whichever comes first. Messages
 * and the order of things of networking/nc_bloaty.c. */
#include <string.h>

#include "base/buffer.h"
#include "shell/process.h"

enum { PIECE = 8192, RETRIES = 2 };

struct nc {
    struct process *process;
    struct connection *connection;
    struct buffer received;
    bool scan, listens;     /* -z, -l */
    bool broken;            /* the other side has reset the connection */
    int verbose;            /* -v, -vv */
    int64_t wait, interval; /* -w, -i: seconds; 0: none */
    int64_t local_port;     /* -p */
    const char *host, *port;
    int64_t sent, shown;
};

static const struct flag flags[] = {
    {.letter = 'l', .help = "Listen mode, for inbound connects"},
    {.letter = 'p', .value = "PORT", .help = "Local port"},
    {.letter = 's', .value = "ADDR", .help = "Local address"},
    {.letter = 'w', .value = "SEC", .help = "Timeout for connects and final net reads"},
    {.letter = 'i', .value = "SEC", .help = "Delay interval for lines sent"},
    {.letter = 'n', .help = "Don't do DNS resolution"},
    {.letter = 'v', .help = "Verbose"},
    {.letter = 'z', .help = "Zero-I/O mode (scanning)"},
    {0},
};

static int usage(struct process *process)
{
    process_complain(process, "BusyBox v1.37.0 (2024-12-02 14:03:44 UTC) multi-call binary.\n\n"
                              "Usage: nc [OPTIONS] HOST PORT  - connect\n"
                              "nc [OPTIONS] -l -p PORT [HOST] [PORT]  - listen\n\n"
                              "\t-e PROG\tRun PROG after connect (must be last)\n"
                              "\t-l\tListen mode, for inbound connects\n"
                              "\t-lk\tWith -e, provides persistent server\n"
                              "\t-p PORT\tLocal port\n"
                              "\t-s ADDR\tLocal address\n"
                              "\t-w SEC\tTimeout for connects and final net reads\n"
                              "\t-i SEC\tDelay interval for lines sent\n"
                              "\t-n\tDon't do DNS resolution\n"
                              "\t-u\tUDP mode\n"
                              "\t-b\tAllow broadcasts\n"
                              "\t-v\tVerbose\n"
                              "\t-o FILE\tHex dump traffic\n"
                              "\t-z\tZero-I/O mode (scanning)\n");
    return 1;
}

/* -1: go on; otherwise the exit status. */
static int set_value(struct nc *nc, char letter, const char *text)
{
    int64_t number;
    if (letter == 's')
        return -1;
    if (!slice_to_integer(slice_of(text), &number) || number < 0 || number > INT32_MAX) {
        process_complain(nc->process, letter == 'p' ? "nc: bad port '%s'\n" : "nc: invalid number '%s'\n",
                         text);
        return 1;
    }
    *(letter == 'w' ? &nc->wait : letter == 'i' ? &nc->interval : &nc->local_port) = number;
    return -1;
}

static int read_letters(struct nc *nc, int count, char *const *words, int *at)
{
    for (const char *letter = words[*at] + 1; *letter; letter++) {
        if (strchr("wips", *letter)) {
            if (!letter[1] && *at + 1 == count) {
                process_complain(nc->process, "nc: option requires an argument: %c\n", *letter);
                return usage(nc->process);
            }
            return set_value(nc, *letter, letter[1] ? letter + 1 : words[++*at]);
        }
        nc->scan |= *letter == 'z';
        nc->listens |= *letter == 'l';
        nc->verbose += *letter == 'v';
        if (strchr("eukbo", *letter)) {
            process_complain(nc->process, "nc: not simulated: -%c\n", *letter);
            return 1;
        }
        if (!strchr("znvl", *letter)) {
            process_complain(nc->process, "nc: unrecognized option: %c\n", *letter);
            return usage(nc->process);
        }
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
        else if (!nc->port)
            nc->port = words[i];
        else
            status = usage(nc->process);
        if (status >= 0)
            return status;
    }
    return (nc->host && nc->port) || nc->listens ? -1 : usage(nc->process);
}

static struct instant deadline(const struct nc *nc)
{
    return nc->wait ? instant_add(process_now(nc->process), SECONDS(nc->wait)) : INSTANT_NEVER;
}

/* What the other side sent; false when nothing more will come. */
static bool show_answer(struct nc *nc)
{
    buffer_clear(&nc->received);
    switch (process_receive(nc->process, nc->connection, &nc->received, process_now(nc->process))) {
    case RECEIVE_DATA:
        nc->shown += (int64_t)nc->received.length;
        process_write(nc->process, STREAM_OUT, buffer_slice(&nc->received));
        return true;
    case RECEIVE_RESET:
        nc->broken = true;
        if (nc->verbose > 1)
            process_complain(nc->process, "nc: net read: Connection reset by peer\n");
        return false;
    case RECEIVE_END:
        return false;
    case RECEIVE_TIMEOUT:
        return true;
    }
    return true;
}

/* -i: a line, a pause, the next line. */
static void send_slowly(struct nc *nc, struct slice bytes)
{
    while (bytes.length) {
        size_t end = slice_find_byte(bytes, '\n');
        end = nc->interval && end < bytes.length ? end + 1 : bytes.length;
        process_send(nc->process, nc->connection, slice_part(bytes, 0, end));
        nc->sent += (int64_t)end;
        bytes = slice_part(bytes, end, bytes.length);
        if (nc->interval)
            process_sleep(nc->process, SECONDS(nc->interval));
    }
}

/* Until both ends are done, or nothing has come for as long as -w says, twice. */
static int copy_both_ways(struct nc *nc)
{
    char *piece = arena_allocate(nc->process->arena, PIECE);
    bool typing = nc->process->streams[STREAM_IN] != NULL, open = true;
    int retries = RETRIES;
    while (typing || open) {
        struct poll polls[2];
        size_t count = 0;
        if (open)
            polls[count++] = (struct poll){.connection = nc->connection};
        if (typing)
            polls[count++] = (struct poll){.stream = nc->process->streams[STREAM_IN]};
        int ready = process_poll(nc->process, polls, count, deadline(nc));
        if (ready < 0) {
            if (--retries > 0)
                continue;
            if (nc->verbose > 1)
                process_complain(nc->process, "net timeout\n");
            return 0;
        }
        /* the net first, then stdin, in one turn */
        if (polls[ready].connection)
            open = show_answer(nc);
        if (!typing || process_poll(nc->process, &polls[count - 1], 1, process_now(nc->process)) < 0)
            continue;
        size_t size = process_read(nc->process, STREAM_IN, piece, PIECE);
        typing = size > 0;
        if (size && nc->broken)
            return 1; /* nobody takes it: nc tries a while, and gives up */
        if (size)
            send_slowly(nc, (struct slice){piece, size});
        else if (open)
            process_send_end(nc->process, nc->connection);
    }
    return 0;
}

static int talk(struct nc *nc)
{
    int status = nc->scan ? 0 : copy_both_ways(nc);
    process_disconnect(nc->process, nc->connection);
    if (nc->verbose > 1)
        process_complain(nc->process, "sent %lld, rcvd %lld\n", (long long)nc->sent, (long long)nc->shown);
    return status;
}

static int connect_out(struct nc *nc, const char *address, int port)
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
    return talk(nc);
}

static int listen_in(struct nc *nc)
{
    const char *problem = "";
    struct listener *listener = process_listen(nc->process, "0.0.0.0", (int)nc->local_port, &problem);
    if (!listener) {
        process_complain(nc->process, "nc: bind: %s\n", problem);
        return 1;
    }
    process_complain(nc->process, "nc: not simulated: -l for other pods (this pod reaches it)\n");
    if (nc->verbose)
        process_complain(nc->process, "listening on 0.0.0.0:%d ...\n", listener_port(listener));
    nc->connection = process_accept(nc->process, listener, deadline(nc));
    if (!nc->connection)
        return 1;
    int port;
    const char *peer = connection_peer(nc->connection, &port);
    if (nc->verbose)
        process_complain(nc->process, "connect to 0.0.0.0:%d from %s:%d (%s:%d)\n", listener_port(listener),
                         peer, port, peer, port);
    process_unlisten(nc->process, listener);
    return talk(nc);
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
    if (nc->listens)
        return listen_in(nc);
    if (!slice_to_integer(slice_of(nc->port), &port) || port < 1 || port > 65535) {
        process_complain(process, "nc: bad port '%s'\n", nc->port);
        return 1;
    }
    const char *address = value_string_of(value_at(process_resolve(process, nc->host), 0));
    if (!*address) {
        process_complain(process, "nc: bad address '%s'\n", nc->host);
        return 1;
    }
    return connect_out(nc, arena_text(process->arena, address), (int)port);
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
