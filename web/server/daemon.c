#include "server/daemon.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <unistd.h>

#include "base/check.h"
#include "base/coroutine.h"
#include "base/pool.h"
#include "server/log.h"
#include "server/priority.h"
#include "server/routes.h"
#include "server/socket.h"
#include "server/clerk.h"

struct daemon {
    struct house *house;
    struct web_libraries *libraries;
    struct MHD_Daemon *daemon;
};

enum stage { STAGE_HEAD, STAGE_BODY, STAGE_ASKED, STAGE_ANSWERED };

/* One request of a connection. */
struct call {
    struct daemon *owner;
    struct MHD_Connection *connection;
    struct exchange exchange;
    struct buffer target, head, body;
    enum stage stage;
};

/* --- a call begins and ends --- */

/* The target as it came, before libmicrohttpd decodes it. */
static void *begin_call(void *context, const char *uri, struct MHD_Connection *connection)
{
    struct daemon *owner = context;
    struct call *call = memory_allocate(sizeof *call);
    *call = (struct call){.owner = owner, .connection = connection};
    call->exchange.house = owner->house;
    call->exchange.begun = house_wall(owner->house);
    buffer_add_text(&call->target, uri);
    return call;
}

static void log_call(const struct call *call)
{
    const struct exchange *exchange = &call->exchange;
    struct house *house = call->owner->house;
    if (house->options.quiet)
        return;
    int64_t lasted = (house_wall(house) - exchange->begun) / 1000;
    log_event("request", LOG_TEXT("method", exchange->request.method), LOG_TEXT("path", exchange->request.path),
              LOG_NUMBER("status", exchange->response.status), LOG_NUMBER("bytes", exchange->response.body.length),
              LOG_NUMBER("microseconds", lasted));
}

static void end_call(void *context, struct MHD_Connection *connection, void **slot,
                     enum MHD_RequestTerminationCode code)
{
    struct call *call = *slot;
    (void)context, (void)connection, (void)code;
    if (!call)
        return;
    log_call(call);
    exchange_release(&call->exchange);
    buffer_release(&call->target);
    buffer_release(&call->head);
    buffer_release(&call->body);
    memory_free(call);
    *slot = NULL;
}

/* --- the answer --- */

static void add_headers(const struct web_libraries *libraries, struct MHD_Response *response, struct exchange *exchange)
{
    struct slice rest = buffer_slice(&exchange->response.headers), line;
    while (slice_next(&rest, '\n', &line)) {
        size_t colon = slice_find_byte(line, ':');
        if (!line.length)
            continue;
        libraries->MHD_add_response_header(
            response, arena_copy(&exchange->arena, slice_part(line, 0, colon)),
            arena_copy(&exchange->arena, slice_trim(slice_part(line, colon + 1, line.length))));
    }
}

static enum MHD_Result give_answer(struct call *call)
{
    const struct web_libraries *libraries = call->owner->libraries;
    struct exchange *exchange = &call->exchange;
    struct buffer *body = &exchange->response.body;
    routes_end(exchange);
    call->stage = STAGE_ANSWERED;
    bool upgrade = exchange->response.status == 101;
    struct MHD_Response *response =
        upgrade ? libraries->MHD_create_response_for_upgrade(socket_upgraded, exchange)
                : libraries->MHD_create_response_from_buffer(body->length, body->data, MHD_RESPMEM_MUST_COPY);
    if (!response)
        return MHD_NO;
    add_headers(libraries, response, exchange);
    if (exchange->response.type)
        libraries->MHD_add_response_header(response, "Content-Type", exchange->response.type);
    if (!upgrade) /* a second request on the connection would not have come through the door */
        libraries->MHD_add_response_header(response, "Connection", "close");
    enum MHD_Result result =
        libraries->MHD_queue_response(call->connection, (unsigned)exchange->response.status, response);
    libraries->MHD_destroy_response(response);
    return result;
}

/* From the clerk's thread. */
static void deliver(struct exchange *exchange)
{
    struct call *call = (struct call *)((char *)exchange - offsetof(struct call, exchange));
    call->owner->libraries->MHD_resume_connection(call->connection);
}

static void *answer_slowly(void *context)
{
    struct exchange *exchange = context;
    struct house *house = exchange->house;
    priority_give_way();
    routes_answer(exchange);
    deliver(exchange);
    pool_drain();
    coroutine_drain();
    atomic_fetch_sub(&house->slow, 1);
    return NULL;
}

/* One at a time: it is the whole class that is graded. */
static void answer_apart(struct exchange *exchange)
{
    pthread_t thread;
    pthread_attr_t attributes;
    if (atomic_fetch_add(&exchange->house->slow, 1)) {
        atomic_fetch_sub(&exchange->house->slow, 1);
        answer_error(exchange, 503, "full", "Another export is being made. Try again in a moment.");
        answer_header(exchange, "Retry-After", "5");
        deliver(exchange);
        return;
    }
    pthread_attr_init(&attributes);
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    if (pthread_create(&thread, &attributes, answer_slowly, exchange))
        answer_slowly(exchange);
    pthread_attr_destroy(&attributes);
}

/* --- the request --- */

static enum MHD_Result add_header(void *context, enum MHD_ValueKind kind, const char *name, size_t name_length,
                                  const char *text, size_t text_length)
{
    struct buffer *head = context;
    (void)kind;
    buffer_add(head, (struct slice){name, name_length});
    buffer_add_text(head, ": ");
    buffer_add(head, (struct slice){text, text ? text_length : 0});
    buffer_add_text(head, "\r\n");
    return MHD_YES;
}

/* One household has 2^64 addresses of IPv6: what it guesses is counted for all of them. */
static struct slice network_of(struct slice address, struct arena *arena)
{
    enum { HOUSEHOLD = 8 };
    struct in6_addr six;
    char text[INET6_ADDRSTRLEN] = "";
    if (inet_pton(AF_INET6, arena_copy(arena, address), &six) != 1 || IN6_IS_ADDR_V4MAPPED(&six))
        return address;
    memset(six.s6_addr + HOUSEHOLD, 0, sizeof six.s6_addr - HOUSEHOLD);
    inet_ntop(AF_INET6, &six, text, sizeof text);
    return slice_of(arena_text(arena, text));
}

static bool is_loopback(const struct sockaddr *address)
{
    const struct sockaddr_in6 *six = (const struct sockaddr_in6 *)address;
    if (!address || address->sa_family == AF_INET)
        return address && ntohl(((const struct sockaddr_in *)address)->sin_addr.s_addr) >> 24 == 127;
    return address->sa_family == AF_INET6 &&
           (IN6_IS_ADDR_LOOPBACK(&six->sin6_addr) || (IN6_IS_ADDR_V4MAPPED(&six->sin6_addr) && six->sin6_addr.s6_addr[12] == 127));
}

/* A reverse proxy on this machine asks for others, and says so in one of these. */
static bool is_passed_on(const struct request *request)
{
    static const char *const names[] = {"X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "Forwarded", "Via", "X-Real-IP"};
    bool passed = false;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        passed |= request_header(request, names[i]).data != NULL;
    return passed;
}

/* Where it comes from; a reverse proxy adds the last part of X-Forwarded-For. */
static void find_address(struct call *call)
{
    struct exchange *exchange = &call->exchange;
    char text[INET6_ADDRSTRLEN] = "";
    const union MHD_ConnectionInfo *info =
        call->owner->libraries->MHD_get_connection_info(call->connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    const struct sockaddr *address = info ? info->client_addr : NULL;
    struct slice list = request_header(&exchange->request, "X-Forwarded-For"), one;
    if (address && address->sa_family == AF_INET)
        inet_ntop(AF_INET, &((const struct sockaddr_in *)address)->sin_addr, text, sizeof text);
    else if (address && address->sa_family == AF_INET6)
        inet_ntop(AF_INET6, &((const struct sockaddr_in6 *)address)->sin6_addr, text, sizeof text);
    exchange->address = slice_of(arena_text(&exchange->arena, text));
    while (exchange->house->options.proxy && list.data && slice_next(&list, ',', &one))
        exchange->address = slice_trim(one);
    exchange->local = is_loopback(address) && !(exchange->house->options.proxy && is_passed_on(&exchange->request));
    exchange->address = network_of(exchange->address, &exchange->arena);
}

/* What libmicrohttpd has understood goes through the gate once more: it is what the routes get. */
static bool read_head(struct call *call, const char *method, const char *version)
{
    const char *reason;
    struct buffer *head = &call->head;
    buffer_format(head, "%s %s %s\r\n", method, buffer_text(&call->target), version);
    call->owner->libraries->MHD_get_connection_values_n(call->connection, MHD_HEADER_KIND, add_header, head);
    buffer_add_text(head, "\r\n");
    int status = request_read(&call->exchange.request, buffer_slice(head), &reason);
    if (status)
        answer_error(&call->exchange, status, status == 413 ? "too_large" : status == 411 ? "length" : status == 431 ? "headers" : "bad_request",
                     "The request is refused: %s.", reason);
    return !status;
}

static enum MHD_Result ask(struct call *call)
{
    struct exchange *exchange = &call->exchange;
    exchange->request.body = buffer_slice(&call->body);
    exchange->deliver = deliver;
    find_address(call);
    call->stage = STAGE_ASKED;
    if (atomic_load(&exchange->house->stopping)) {
        answer_error(exchange, 503, "stopping", "The server is stopping. Try again in a moment.");
        answer_header(exchange, "Retry-After", "5");
        return give_answer(call);
    }
    if (routes_begin(exchange))
        return give_answer(call);
    call->owner->libraries->MHD_suspend_connection(call->connection);
    if (exchange->seat)
        clerk_post(exchange->seat->clerk, exchange);
    else
        answer_apart(exchange);
    return MHD_YES;
}

static enum MHD_Result handle(void *context, struct MHD_Connection *connection, const char *url, const char *method,
                              const char *version, const char *data, size_t *size, void **slot)
{
    struct call *call = *slot;
    (void)context, (void)connection, (void)url;
    if (!call)
        return MHD_NO;
    if (call->stage == STAGE_HEAD) {
        call->stage = STAGE_BODY;
        return read_head(call, method, version) ? MHD_YES : give_answer(call);
    }
    if (call->stage == STAGE_BODY && *size) {
        if (call->body.length + *size > call->exchange.request.length)
            return MHD_NO;
        buffer_add(&call->body, (struct slice){data, *size});
        *size = 0;
        return MHD_YES;
    }
    return call->stage == STAGE_BODY ? ask(call) : call->stage == STAGE_ASKED ? give_answer(call) : MHD_NO;
}

/* --- the daemon --- */

static void say_nothing(void *context, const char *format, va_list arguments)
{
    (void)context, (void)format, (void)arguments;
}

struct daemon *daemon_start(struct house *house)
{
    enum { CONNECTIONS = 16000, SECONDS_IDLE = 60, POOL = 48 * 1024 };
    struct daemon *daemon = memory_allocate(sizeof *daemon);
    *daemon = (struct daemon){.house = house, .libraries = &house->libraries};
    unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_UPGRADE | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ITC |
                     MHD_USE_NO_LISTEN_SOCKET | MHD_USE_ERROR_LOG;
    daemon->daemon = house->libraries.MHD_start_daemon(
        flags, 0, NULL, NULL, handle, daemon, MHD_OPTION_EXTERNAL_LOGGER, say_nothing, NULL, MHD_OPTION_URI_LOG_CALLBACK,
        begin_call, daemon, MHD_OPTION_NOTIFY_COMPLETED, end_call, daemon, MHD_OPTION_CONNECTION_LIMIT, (unsigned)CONNECTIONS,
        MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)SECONDS_IDLE, MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)POOL,
        MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_END);
    if (daemon->daemon)
        return daemon;
    memory_free(daemon);
    return NULL;
}

void daemon_stop(struct daemon *daemon)
{
    daemon->libraries->MHD_stop_daemon(daemon->daemon);
    memory_free(daemon);
}

void daemon_connect(struct daemon *daemon, int connection, const struct sockaddr *address, socklen_t length)
{
    if (daemon->libraries->MHD_add_connection(daemon->daemon, connection, address, length) != MHD_YES)
        house_count(daemon->house, COUNTER_FAILED, 1); /* it has closed it */
}
