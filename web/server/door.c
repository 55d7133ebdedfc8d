#include "server/door.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "base/check.h"
#include "server/log.h"
#include "server/request.h"

/* Somebody whose head has not all come. */
struct visitor {
    struct visitor *older, *newer; /* by when they came */
    int connection;
    int64_t came;
    struct sockaddr_storage address;
    socklen_t length;
};

struct door {
    struct house *house;
    struct daemon *daemon;
    struct tls *tls; /* NULL: none */
    int listener, epoll, wake;
    pthread_t thread;
    bool runs;
    atomic_bool closing;
    struct visitor *oldest, *newest;
    size_t count;
    char bytes[LIMIT_WEB_HEAD_BYTES];
};

/* --- who waits --- */

static void forget(struct door *door, struct visitor *visitor)
{
    *(visitor->older ? &visitor->older->newer : &door->oldest) = visitor->newer;
    *(visitor->newer ? &visitor->newer->older : &door->newest) = visitor->older;
    door->count--;
    house_count(door->house, COUNTER_HEADS, -1);
    memory_free(visitor);
}

static void turn_away(struct door *door, struct visitor *visitor)
{
    close(visitor->connection);
    forget(door, visitor);
}

static void refuse(struct door *door, struct visitor *visitor, int status, const char *reason)
{
    static const struct {
        int status;
        const char *name, *error;
    } names[] = {
        {411, "Length Required", "length"},       {413, "Content Too Large", "too_large"},
        {431, "Request Header Fields Too Large", "headers"}, {501, "Not Implemented", "not_simulated"},
        {505, "HTTP Version Not Supported", "bad_request"},  {400, "Bad Request", "bad_request"},
    };
    size_t i = 0;
    struct buffer body = {0}, answer = {0};
    while (names[i].status != status && names[i].status != 400)
        i++;
    buffer_format(&body, "{\"error\":\"%s\",\"reason\":\"The request is refused: %s.\"}\n", names[i].error, reason);
    buffer_format(&answer,
                  "HTTP/1.1 %d %s\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: %zu\r\nConnection: "
                  "close\r\n\r\n%s",
                  names[i].status, names[i].name, body.length, buffer_text(&body));
    ssize_t sent = send(visitor->connection, answer.data, answer.length, MSG_NOSIGNAL | MSG_DONTWAIT);
    (void)sent;
    /* what came is taken, or closing would reset the connection before the answer is read */
    while (recv(visitor->connection, door->bytes, sizeof door->bytes, MSG_DONTWAIT) > 0)
        continue;
    shutdown(visitor->connection, SHUT_WR);
    house_count(door->house, COUNTER_REQUESTS, 1);
    house_count(door->house, COUNTER_REFUSED, 1);
    if (!door->house->options.quiet)
        log_event("refused", LOG_NUMBER("status", status), LOG_TEXT("reason", slice_of(reason)));
    buffer_release(&body);
    buffer_release(&answer);
    turn_away(door, visitor);
}

static void let_in(struct door *door, struct visitor *visitor)
{
    epoll_ctl(door->epoll, EPOLL_CTL_DEL, visitor->connection, NULL);
    daemon_connect(door->daemon, visitor->connection, (struct sockaddr *)&visitor->address, visitor->length);
    forget(door, visitor);
}

static void look(struct door *door, struct visitor *visitor)
{
    const char *reason = "";
    struct request request;
    ssize_t count = recv(visitor->connection, door->bytes, sizeof door->bytes, MSG_PEEK | MSG_DONTWAIT);
    if (count < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    if (count <= 0) {
        turn_away(door, visitor);
        return;
    }
    struct slice bytes = {door->bytes, (size_t)count};
    size_t length = request_head_length(bytes);
    const char *doubt = length ? NULL : request_doubt(bytes);
    int status = length ? request_read(&request, slice_part(bytes, 0, length), &reason) : 0;
    if (doubt)
        refuse(door, visitor, 400, doubt);
    else if (status)
        refuse(door, visitor, status, reason);
    else if (length)
        let_in(door, visitor);
    else if (bytes.length == sizeof door->bytes)
        refuse(door, visitor, 431, "its head is too large");
}

static void welcome(struct door *door)
{
    const size_t most = door->tls ? 4000 : 12000; /* behind TLS each has three descriptors */
    for (int i = 0; i < 64; i++) {
        struct sockaddr_storage address;
        socklen_t length = sizeof address;
        const int on = 1;
        int connection = accept4(door->listener, (struct sockaddr *)&address, &length, SOCK_CLOEXEC | SOCK_NONBLOCK);
        bool none_left = connection < 0 && (errno == EMFILE || errno == ENFILE);
        if (none_left && door->oldest) /* as where there are too many */
            turn_away(door, door->oldest);
        if (connection < 0)
            return;
        house_count(door->house, COUNTER_CONNECTIONS, 1);
        if (door->count >= most) /* the one that has waited longest makes room */
            turn_away(door, door->oldest);
        setsockopt(connection, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        connection = door->tls ? tls_take(door->tls, connection) : connection;
        if (connection < 0) {
            if (door->oldest)
                turn_away(door, door->oldest);
            continue;
        }
        struct visitor *visitor = memory_allocate(sizeof *visitor);
        *visitor = (struct visitor){.older = door->newest, .connection = connection, .came = house_wall(door->house),
                                    .address = address, .length = length};
        *(door->newest ? &door->newest->newer : &door->oldest) = visitor;
        door->newest = visitor;
        door->count++;
        house_count(door->house, COUNTER_HEADS, 1);
        struct epoll_event event = {.events = EPOLLIN | EPOLLRDHUP | EPOLLET, .data.ptr = visitor};
        if (epoll_ctl(door->epoll, EPOLL_CTL_ADD, connection, &event))
            turn_away(door, visitor);
    }
}

static void turn_away_late(struct door *door)
{
    int64_t now = house_wall(door->house);
    while (door->oldest && now - door->oldest->came > (int64_t)LIMIT_WEB_HEAD_SECONDS * 1000000000)
        turn_away(door, door->oldest);
}

/* --- its thread --- */

static void *run(void *context)
{
    struct door *door = context;
    struct epoll_event events[64];
    while (!atomic_load(&door->closing)) {
        int count = epoll_wait(door->epoll, events, sizeof events / sizeof *events, 1000);
        for (int i = 0; i < count; i++) {
            if (events[i].data.ptr == &door->listener)
                continue;
            if (events[i].data.ptr)
                look(door, events[i].data.ptr);
        }
        for (int i = 0; i < count; i++) { /* behind the others: who is turned away here is in no event any more */
            if (events[i].data.ptr == &door->listener)
                welcome(door);
        }
        turn_away_late(door);
    }
    while (door->oldest)
        turn_away(door, door->oldest);
    return NULL;
}

/* --- it opens --- */

static int listen_at(const struct addrinfo *address)
{
    const int on = 1;
    int listener = socket(address->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (listener < 0)
        return -1;
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (bind(listener, address->ai_addr, address->ai_addrlen) == 0 && listen(listener, 1024) == 0)
        return listener;
    int problem = errno;
    close(listener);
    errno = problem;
    return -1;
}

struct door *door_open(struct house *house, const char *bind, int port, struct arena *arena, const char **problem)
{
    struct addrinfo wanted = {.ai_flags = AI_NUMERICHOST | AI_PASSIVE, .ai_socktype = SOCK_STREAM}, *found = NULL;
    if (getaddrinfo(bind, arena_format(arena, "%d", port), &wanted, &found)) {
        *problem = arena_format(arena, "\"%s\" is no numeric address", bind);
        return NULL;
    }
    int listener = listen_at(found);
    freeaddrinfo(found);
    if (listener < 0) {
        *problem = arena_format(arena, "%s port %d: %s", bind, port, strerror(errno));
        return NULL;
    }
    struct door *door = memory_allocate(sizeof *door);
    door->house = house;
    door->listener = listener;
    door->epoll = epoll_create1(EPOLL_CLOEXEC);
    door->wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    return door;
}

int door_port(const struct door *door)
{
    struct sockaddr_storage address = {0};
    socklen_t length = sizeof address;
    getsockname(door->listener, (struct sockaddr *)&address, &length);
    return ntohs(address.ss_family == AF_INET6 ? ((struct sockaddr_in6 *)&address)->sin6_port
                                               : ((struct sockaddr_in *)&address)->sin_port);
}

bool door_start(struct door *door, struct daemon *daemon, struct tls *tls)
{
    struct epoll_event arrivals = {.events = EPOLLIN, .data.ptr = &door->listener}, woken = {.events = EPOLLIN};
    door->daemon = daemon;
    door->tls = tls;
    if (door->epoll < 0 || door->wake < 0 || epoll_ctl(door->epoll, EPOLL_CTL_ADD, door->listener, &arrivals) ||
        epoll_ctl(door->epoll, EPOLL_CTL_ADD, door->wake, &woken))
        return false;
    door->runs = pthread_create(&door->thread, NULL, run, door) == 0;
    return door->runs;
}

void door_close(struct door *door)
{
    const uint64_t one = 1;
    atomic_store(&door->closing, true);
    if (door->runs && write(door->wake, &one, sizeof one) == sizeof one)
        pthread_join(door->thread, NULL);
    close(door->listener);
    if (door->epoll >= 0)
        close(door->epoll);
    if (door->wake >= 0)
        close(door->wake);
    memory_free(door);
}
