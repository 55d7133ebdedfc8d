#include "server/tls.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/check.h"

/* [MOST_TURNS]: one that sends or reads fast does not take the others' time. */
enum { PIECE = 16384, MOST_HELD = 4 * PIECE, MOST_TURNS = 8, SECONDS_TO_READ = 60 };

/* One of the two sockets of a tunnel, as epoll names it. */
struct mouth {
    struct tunnel *tunnel;
    int socket;
    uint32_t asked; /* of epoll; 0: it is not there */
};

/* A browser on one side, the door and libmicrohttpd on the other. */
struct tunnel {
    struct tunnel *next, *last;
    SSL *ssl;
    struct mouth outer, inner;
    struct buffer in, out; /* on their way inside; outside */
    bool ready;            /* hands were shaken */
    bool outer_ended, inner_ended, told_end;
    bool wants_write; /* OpenSSL, before it can go on */
    bool dead;
    int64_t ended; /* when the inner side did; seconds */
};

struct tls {
    const struct web_libraries *libraries;
    SSL_CTX *context;
    int epoll, wake;
    pthread_t thread;
    atomic_bool ends;
    struct tunnel *dead;

    pthread_mutex_t mutex; /* for the rest */
    struct tunnel *arrivals, *tunnels;
};

static int64_t seconds_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec;
}

/* --- what is between them --- */

static void kill_tunnel(struct tls *tls, struct tunnel *tunnel)
{
    if (tunnel->dead)
        return;
    tunnel->dead = true;
    *(tunnel->last ? &tunnel->last->next : &tls->tunnels) = tunnel->next;
    if (tunnel->next)
        tunnel->next->last = tunnel->last;
    close(tunnel->outer.socket);
    close(tunnel->inner.socket);
    tunnel->next = tls->dead; /* an event of this turn may still name it */
    tls->dead = tunnel;
}

static void free_tunnel(struct tls *tls, struct tunnel *tunnel)
{
    tls->libraries->SSL_free(tunnel->ssl);
    buffer_release(&tunnel->in);
    buffer_release(&tunnel->out);
    memory_free(tunnel);
}

/* What OpenSSL says of its last call. False: the connection is no good any more. */
static bool may_go_on(struct tls *tls, struct tunnel *tunnel, int result)
{
    int error = tls->libraries->SSL_get_error(tunnel->ssl, result);
    tunnel->wants_write |= error == SSL_ERROR_WANT_WRITE;
    tunnel->outer_ended |= error == SSL_ERROR_ZERO_RETURN;
    return error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE || error == SSL_ERROR_ZERO_RETURN;
}

static bool shake_hands(struct tls *tls, struct tunnel *tunnel)
{
    if (tunnel->ready)
        return true;
    tls->libraries->ERR_clear_error();
    int result = tls->libraries->SSL_accept(tunnel->ssl);
    tunnel->ready = result == 1;
    return tunnel->ready || may_go_on(tls, tunnel, result);
}

/* From the browser inside. False: it is over. */
static bool pass_in(struct tls *tls, struct tunnel *tunnel)
{
    char piece[PIECE]; /* as long as a record is at most: OpenSSL keeps none of it back */
    for (int turns = 0; turns < MOST_TURNS; turns++) {
        while (tunnel->in.length) {
            ssize_t sent = send(tunnel->inner.socket, tunnel->in.data, tunnel->in.length, MSG_NOSIGNAL | MSG_DONTWAIT);
            if (sent < 0 && (errno == EAGAIN || errno == EINTR))
                return true;
            if (sent < 0) /* nobody reads it: what was said outside may still be on its way */
                buffer_clear(&tunnel->in);
            else
                buffer_drop_front(&tunnel->in, (size_t)sent);
        }
        if (tunnel->outer_ended)
            break;
        tls->libraries->ERR_clear_error();
        int count = tls->libraries->SSL_read(tunnel->ssl, piece, sizeof piece);
        if (count <= 0 && !may_go_on(tls, tunnel, count))
            return false;
        if (count <= 0 && !tunnel->outer_ended)
            return true;
        if (count > 0 && !tunnel->inner_ended)
            buffer_add(&tunnel->in, (struct slice){piece, (size_t)count});
    }
    if (tunnel->outer_ended && !tunnel->in.length && !tunnel->told_end) {
        shutdown(tunnel->inner.socket, SHUT_WR);
        tunnel->told_end = true;
    }
    return true;
}

/* From inside to the browser. False: it is over. */
static bool pass_out(struct tls *tls, struct tunnel *tunnel)
{
    char piece[PIECE];
    for (int turns = 0; turns < MOST_TURNS && !(tunnel->inner_ended && !tunnel->out.length); turns++) {
        while (tunnel->out.length) {
            tls->libraries->ERR_clear_error();
            int sent = tls->libraries->SSL_write(tunnel->ssl, tunnel->out.data, (int)(tunnel->out.length < PIECE ? tunnel->out.length : PIECE));
            if (sent <= 0)
                return may_go_on(tls, tunnel, sent);
            buffer_drop_front(&tunnel->out, (size_t)sent);
        }
        while (tunnel->out.length < MOST_HELD && !tunnel->inner_ended) {
            ssize_t count = recv(tunnel->inner.socket, piece, sizeof piece, MSG_DONTWAIT);
            if (count < 0 && (errno == EAGAIN || errno == EINTR))
                break;
            tunnel->inner_ended = count <= 0;
            tunnel->ended = seconds_now();
            if (count > 0)
                buffer_add(&tunnel->out, (struct slice){piece, (size_t)count});
        }
        if (!tunnel->out.length && !tunnel->inner_ended)
            return true;
    }
    if (!tunnel->inner_ended || tunnel->out.length)
        return true;
    tls->libraries->ERR_clear_error();
    tls->libraries->SSL_shutdown(tunnel->ssl);
    while (recv(tunnel->outer.socket, piece, sizeof piece, MSG_DONTWAIT) > 0) /* or closing would reset the connection */
        continue;
    return false;
}

static void ask(struct tls *tls, struct mouth *mouth, uint32_t wanted)
{
    struct epoll_event event = {.events = wanted, .data.ptr = mouth};
    if (wanted == mouth->asked)
        return;
    epoll_ctl(tls->epoll, !wanted ? EPOLL_CTL_DEL : mouth->asked ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, mouth->socket, &event);
    mouth->asked = wanted;
}

/* All that can be done now, and what is waited for then. */
static void pump(struct tls *tls, struct tunnel *tunnel)
{
    tunnel->wants_write = false;
    bool good = shake_hands(tls, tunnel);
    if (good && tunnel->ready)
        good = pass_in(tls, tunnel) && pass_out(tls, tunnel);
    else if (good) /* the door may have lost its patience */
        good = recv(tunnel->inner.socket, &(char){0}, 1, MSG_DONTWAIT | MSG_PEEK) != 0;
    if (!good) {
        kill_tunnel(tls, tunnel);
        return;
    }
    if (tunnel->out.length) /* its turns are over before it was written */
        tunnel->wants_write = true;
    bool reads_out = !tunnel->outer_ended && !tunnel->in.length, reads_in = !tunnel->inner_ended && !tunnel->out.length;
    ask(tls, &tunnel->outer, (reads_out ? EPOLLIN : 0) | (tunnel->wants_write ? EPOLLOUT : 0));
    ask(tls, &tunnel->inner, (reads_in ? EPOLLIN : 0) | (tunnel->in.length ? EPOLLOUT : 0));
}

/* --- its thread --- */

static void take_arrivals(struct tls *tls)
{
    pthread_mutex_lock(&tls->mutex);
    struct tunnel *arrivals = tls->arrivals;
    tls->arrivals = NULL;
    pthread_mutex_unlock(&tls->mutex);
    while (arrivals) {
        struct tunnel *tunnel = arrivals;
        arrivals = tunnel->next;
        tunnel->next = tls->tunnels;
        if (tunnel->next)
            tunnel->next->last = tunnel;
        tls->tunnels = tunnel;
        pump(tls, tunnel);
    }
}

static void bury(struct tls *tls)
{
    while (tls->dead) {
        struct tunnel *tunnel = tls->dead;
        tls->dead = tunnel->next;
        free_tunnel(tls, tunnel);
    }
}

/* Who does not read the end of an answer is waited for a minute, as libmicrohttpd would. */
static void give_up(struct tls *tls, int64_t now)
{
    struct tunnel *next;
    for (struct tunnel *tunnel = tls->tunnels; tunnel; tunnel = next) {
        next = tunnel->next;
        if (tunnel->inner_ended && now - tunnel->ended > SECONDS_TO_READ)
            kill_tunnel(tls, tunnel);
    }
}

static void *run(void *context)
{
    struct tls *tls = context;
    struct epoll_event events[64];
    int64_t looked = seconds_now();
    while (!atomic_load(&tls->ends)) {
        int count = epoll_wait(tls->epoll, events, sizeof events / sizeof *events, 1000);
        uint64_t woken;
        for (int i = 0; i < count; i++) {
            struct mouth *mouth = events[i].data.ptr;
            if (mouth && !mouth->tunnel->dead)
                pump(tls, mouth->tunnel);
            else if (!mouth && read(tls->wake, &woken, sizeof woken) < 0)
                continue;
        }
        take_arrivals(tls);
        if (seconds_now() > looked) {
            looked = seconds_now();
            give_up(tls, looked);
        }
        bury(tls);
    }
    return NULL;
}

static void wake(struct tls *tls)
{
    const uint64_t one = 1;
    if (write(tls->wake, &one, sizeof one) < 0)
        check(errno == EAGAIN);
}

int tls_take(struct tls *tls, int connection)
{
    int pair[2];
    SSL *ssl = tls->libraries->SSL_new(tls->context);
    if (!ssl || !tls->libraries->SSL_set_fd(ssl, connection) || socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, pair)) {
        tls->libraries->SSL_free(ssl);
        close(connection);
        return -1;
    }
    struct tunnel *tunnel = memory_allocate(sizeof *tunnel);
    *tunnel = (struct tunnel){.ssl = ssl, .outer = {tunnel, connection, 0}, .inner = {tunnel, pair[0], 0}};
    pthread_mutex_lock(&tls->mutex);
    tunnel->next = tls->arrivals;
    tls->arrivals = tunnel;
    pthread_mutex_unlock(&tls->mutex);
    wake(tls);
    return pair[1];
}

/* --- it begins, and ends --- */

/* A key with a passphrase is none here: nobody is at the terminal to be asked. */
static int no_passphrase(char *buffer, int size, int writing, void *context)
{
    (void)buffer, (void)size, (void)writing, (void)context;
    return 0;
}

static SSL_CTX *make_context(const struct web_libraries *libraries, const char *certificate, const char *key)
{
    SSL_CTX *context = libraries->SSL_CTX_new(libraries->TLS_server_method());
    check(context);
    libraries->SSL_CTX_set_default_passwd_cb(context, no_passphrase);
    libraries->SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_IGNORE_UNEXPECTED_EOF);
    libraries->SSL_CTX_ctrl(context, SSL_CTRL_SET_MIN_PROTO_VERSION, TLS1_2_VERSION, NULL);
    libraries->SSL_CTX_ctrl(context, SSL_CTRL_MODE,
                            SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_RELEASE_BUFFERS, NULL);
    if (libraries->SSL_CTX_use_certificate_chain_file(context, certificate) == 1 &&
        libraries->SSL_CTX_use_PrivateKey_file(context, key, SSL_FILETYPE_PEM) == 1 && libraries->SSL_CTX_check_private_key(context) == 1)
        return context;
    libraries->SSL_CTX_free(context);
    return NULL;
}

struct tls *tls_new(const struct web_libraries *libraries, const char *certificate, const char *key)
{
    SSL_CTX *context = make_context(libraries, certificate, key);
    struct epoll_event event = {.events = EPOLLIN};
    if (!context)
        return NULL;
    struct tls *tls = memory_allocate(sizeof *tls);
    *tls = (struct tls){.libraries = libraries, .context = context, .epoll = epoll_create1(EPOLL_CLOEXEC)};
    tls->wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    pthread_mutex_init(&tls->mutex, NULL);
    check(tls->epoll >= 0 && tls->wake >= 0 && epoll_ctl(tls->epoll, EPOLL_CTL_ADD, tls->wake, &event) == 0 &&
          pthread_create(&tls->thread, NULL, run, tls) == 0);
    return tls;
}

void tls_free(struct tls *tls)
{
    struct tunnel *next;
    atomic_store(&tls->ends, true);
    wake(tls);
    pthread_join(tls->thread, NULL);
    take_arrivals(tls);
    for (struct tunnel *tunnel = tls->tunnels; tunnel; tunnel = next) {
        next = tunnel->next;
        pump(tls, tunnel);
    }
    while (tls->tunnels)
        kill_tunnel(tls, tls->tunnels);
    bury(tls);
    close(tls->epoll);
    close(tls->wake);
    tls->libraries->SSL_CTX_free(tls->context);
    pthread_mutex_destroy(&tls->mutex);
    memory_free(tls);
}
