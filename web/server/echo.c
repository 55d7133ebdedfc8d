#include "server/echo.h"

#include <errno.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "base/check.h"
#include "base/pool.h"
#include "server/clerk.h"
#include "server/priority.h"
#include "server/socket.h"

struct echo {
    struct house *house;
    pthread_t thread;
    int epoll, wake;
    atomic_bool ends;
    pthread_mutex_t mutex;
    struct socket *dead; /* under it */
};

/* --- what epoll knows --- */

static struct epoll_event event_of(struct socket *socket)
{
    return (struct epoll_event){.events = EPOLLIN | (socket->writes ? EPOLLOUT : 0), .data.ptr = socket};
}

bool echo_hear(struct echo *echo, struct socket *socket)
{
    struct epoll_event event = event_of(socket);
    atomic_store(&socket->aside, false);
    return epoll_ctl(echo->epoll, EPOLL_CTL_ADD, socket->connection, &event) == 0 || errno == EEXIST;
}

void echo_watch(struct echo *echo, struct socket *socket)
{
    struct epoll_event event = event_of(socket);
    epoll_ctl(echo->epoll, EPOLL_CTL_MOD, socket->connection, &event); /* one that is aside is given back as it is then */
}

static void put_aside(struct echo *echo, struct socket *socket)
{
    epoll_ctl(echo->epoll, EPOLL_CTL_DEL, socket->connection, NULL);
    atomic_store(&socket->aside, true);
}

/* --- the dead --- */

static void wake(struct echo *echo)
{
    const uint64_t one = 1;
    if (write(echo->wake, &one, sizeof one) < 0)
        check(errno == EAGAIN);
}

void echo_bury(struct echo *echo, struct socket *socket)
{
    epoll_ctl(echo->epoll, EPOLL_CTL_DEL, socket->connection, NULL);
    pthread_mutex_lock(&echo->mutex);
    bool first = !echo->dead;
    socket->next = echo->dead;
    echo->dead = socket;
    pthread_mutex_unlock(&echo->mutex);
    if (first)
        wake(echo);
}

static void bury(struct echo *echo)
{
    pthread_mutex_lock(&echo->mutex);
    struct socket *dead = echo->dead;
    echo->dead = NULL;
    pthread_mutex_unlock(&echo->mutex);
    while (dead) {
        struct socket *next = dead->next;
        socket_close(dead);
        dead = next;
    }
}

/* --- the living --- */

static void serve(struct echo *echo, struct socket *socket, int64_t wall)
{
    struct seat *seat = socket->seat;
    bool heard = false, asks = true;
    if (seat_try(seat)) {
        heard = socket_echo(socket, wall, &asks);
        seat_leave(seat);
    }
    if (!heard)
        put_aside(echo, socket);
    if (asks)
        clerk_ask(seat);
}

static void *run(void *context)
{
    struct echo *echo = context;
    struct epoll_event events[64];
    priority_come_first();
    while (!atomic_load(&echo->ends)) {
        int count = epoll_wait(echo->epoll, events, sizeof events / sizeof *events, -1);
        int64_t wall = house_wall(echo->house);
        bool woken = false;
        for (int i = 0; i < count; i++) {
            uint64_t times;
            if (events[i].data.ptr)
                serve(echo, events[i].data.ptr, wall);
            else
                woken = read(echo->wake, &times, sizeof times) > 0;
        }
        if (woken) /* only now: nobody of this round is dead and gone */
            bury(echo);
    }
    bury(echo);
    pool_drain();
    return NULL;
}

struct echo *echo_start(struct house *house)
{
    struct echo *echo = memory_allocate(sizeof *echo);
    struct epoll_event event = {.events = EPOLLIN};
    *echo = (struct echo){.house = house, .epoll = epoll_create1(EPOLL_CLOEXEC), .wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)};
    pthread_mutex_init(&echo->mutex, NULL);
    if (echo->epoll >= 0 && echo->wake >= 0 && epoll_ctl(echo->epoll, EPOLL_CTL_ADD, echo->wake, &event) == 0 &&
        pthread_create(&echo->thread, NULL, run, echo) == 0)
        return echo;
    close(echo->epoll);
    close(echo->wake);
    memory_free(echo);
    return NULL;
}

void echo_stop(struct echo *echo)
{
    if (!echo)
        return;
    atomic_store(&echo->ends, true);
    wake(echo);
    pthread_join(echo->thread, NULL);
    close(echo->epoll);
    close(echo->wake);
    pthread_mutex_destroy(&echo->mutex);
    memory_free(echo);
}
