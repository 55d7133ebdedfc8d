#include "server/clerk.h"

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "base/check.h"
#include "base/coroutine.h"
#include "base/pool.h"
#include "face/catalog.h"
#include "server/log.h"
#include "server/routes.h"
#include "server/socket.h"

struct clerk *clerk_new(struct house *house, size_t index)
{
    struct clerk *clerk = memory_allocate(sizeof *clerk);
    *clerk = (struct clerk){.house = house, .index = index, .epoll = -1, .wake = -1};
    clerk->last = &clerk->first;
    pthread_mutex_init(&clerk->mutex, NULL);
    return clerk;
}

void clerk_free(struct clerk *clerk)
{
    while (clerk->desks)
        clerk_leave(clerk, clerk->desks);
    sockets_bury(clerk);
    while (clerk->scenarios) {
        scenario_free(clerk->scenarios->scenario);
        clerk->scenarios = clerk->scenarios->next;
    }
    if (clerk->wake >= 0)
        close(clerk->wake);
    if (clerk->epoll >= 0)
        close(clerk->epoll);
    pthread_mutex_destroy(&clerk->mutex);
    arena_release(&clerk->arena);
    memory_free(clerk);
}

/* --- what it has --- */

struct scenario *clerk_scenario(struct clerk *clerk, const char *slug, struct arena *arena, const char **problem)
{
    struct clerk_scenario *row = clerk->scenarios;
    const char *wrong = NULL;
    while (row && !text_equal(row->slug, slug))
        row = row->next;
    if (row)
        return row->scenario;
    struct scenario *scenario = catalog_load(slug, &wrong);
    if (!scenario) {
        *problem = arena_text(arena, wrong ? wrong : "there is no such challenge any more");
        memory_free((void *)(uintptr_t)wrong);
        return NULL;
    }
    row = arena_allocate(&clerk->arena, sizeof *row);
    *row = (struct clerk_scenario){clerk->scenarios, arena_text(&clerk->arena, slug), scenario};
    clerk->scenarios = row;
    return scenario;
}

struct desk *clerk_desk(struct clerk *clerk, struct seat *seat, struct arena *arena, const char **problem)
{
    if (seat->desk)
        return seat->desk;
    struct desk *desk = desk_open(clerk, seat, house_wall(clerk->house), arena, problem);
    if (!desk)
        return NULL;
    desk->next = clerk->desks;
    clerk->desks = desk;
    if (!clerk->house->options.quiet)
        log_event("session", LOG_TEXT("id", slice_of(seat->id)), LOG_TEXT("challenge", slice_of(seat->slug)),
                  LOG_TEXT("learner", slice_of(seat->learner->id)), LOG_NUMBER("saved", desk_saved(desk)));
    return desk;
}

void clerk_leave(struct clerk *clerk, struct desk *desk)
{
    struct desk **link = &clerk->desks;
    while (*link != desk)
        link = &(*link)->next;
    *link = desk->next;
    desk_close(desk);
}

static void put_away_idle(struct clerk *clerk, int64_t wall)
{
    struct desk *next;
    for (struct desk *desk = clerk->desks; desk; desk = next) {
        next = desk->next;
        if (!desk_idle(desk, wall, (int64_t)LIMIT_WEB_IDLE_SECONDS * 1000000000))
            continue;
        house_count(clerk->house, COUNTER_EVICTED, 1);
        if (!clerk->house->options.quiet)
            log_event("evicted", LOG_TEXT("id", slice_of(desk->seat->id)));
        clerk_leave(clerk, desk);
    }
}

/* --- what is asked --- */

void clerk_post(struct clerk *clerk, struct exchange *exchange)
{
    const uint64_t one = 1;
    exchange->next = NULL;
    pthread_mutex_lock(&clerk->mutex);
    *clerk->last = exchange;
    clerk->last = &exchange->next;
    pthread_mutex_unlock(&clerk->mutex);
    if (clerk->wake >= 0 && write(clerk->wake, &one, sizeof one) < 0)
        check(false);
}

void clerk_answered(struct clerk *clerk, struct exchange *exchange)
{
    (void)clerk;
    if (exchange->deliver)
        exchange->deliver(exchange);
}

static void take_exchange(struct clerk *clerk, struct exchange *exchange, int64_t wall)
{
    const char *problem = NULL;
    exchange->desk = clerk_desk(clerk, exchange->seat, &exchange->arena, &problem);
    if (!exchange->desk) {
        answer_error(exchange, 409, "ended", "The session cannot be opened: %s.", problem);
        clerk_answered(clerk, exchange);
        return;
    }
    struct desk *desk = exchange->desk;
    desk->used = wall;
    desk_pass(desk, wall);
    routes_answer(exchange);
    bool leave = exchange->leave;
    if (!exchange->finish)
        clerk_answered(clerk, exchange);
    if (leave)
        clerk_leave(clerk, desk);
    else if (desk->due <= wall)
        desk_pass(desk, wall);
}

void clerk_connect(struct clerk *clerk, struct socket *socket)
{
    const uint64_t one = 1;
    pthread_mutex_lock(&clerk->mutex);
    socket->next = clerk->arrivals;
    clerk->arrivals = socket;
    pthread_mutex_unlock(&clerk->mutex);
    if (write(clerk->wake, &one, sizeof one) < 0)
        check(false);
}

static void take_queue(struct clerk *clerk, int64_t wall)
{
    pthread_mutex_lock(&clerk->mutex);
    struct exchange *exchange = clerk->first;
    struct socket *socket = clerk->arrivals;
    clerk->first = NULL;
    clerk->last = &clerk->first;
    clerk->arrivals = NULL;
    pthread_mutex_unlock(&clerk->mutex);
    while (socket) {
        struct socket *next = socket->next;
        socket_attach(socket, wall);
        socket = next;
    }
    while (exchange) {
        struct exchange *next = exchange->next;
        take_exchange(clerk, exchange, wall);
        exchange = next;
    }
}

int64_t clerk_turn(struct clerk *clerk, int64_t wall)
{
    const int64_t second = 1000000000;
    int64_t due = INT64_MAX;
    take_queue(clerk, wall);
    for (struct desk *desk = clerk->desks; desk; desk = desk->next) {
        if (desk->due <= wall)
            desk_pass(desk, wall);
        due = desk->due < due ? desk->due : due;
    }
    if (wall - clerk->looked_round > second) {
        clerk->looked_round = wall;
        for (struct desk *desk = clerk->desks; desk; desk = desk->next)
            sockets_look_after(desk, wall);
        put_away_idle(clerk, wall);
    }
    sockets_bury(clerk);
    return due;
}

/* --- its thread --- */

static int wait_until(const struct clerk *clerk, int64_t due)
{
    const int longest = 1000;
    int64_t left = (due - house_wall(clerk->house)) / 1000000;
    return due == INT64_MAX || left > longest ? longest : left < 0 ? 0 : (int)left + (left > 0);
}

static bool ends(struct clerk *clerk)
{
    pthread_mutex_lock(&clerk->mutex);
    bool result = clerk->ends && !clerk->first && !clerk->arrivals;
    pthread_mutex_unlock(&clerk->mutex);
    for (struct desk *desk = clerk->desks; result && desk; desk = desk->next)
        result = !desk->waiting;
    return result;
}

static void *run(void *context)
{
    struct clerk *clerk = context;
    struct epoll_event events[64];
    while (!ends(clerk)) {
        int64_t due = clerk_turn(clerk, house_wall(clerk->house));
        int count = epoll_wait(clerk->epoll, events, sizeof events / sizeof *events, wait_until(clerk, due));
        int64_t wall = house_wall(clerk->house);
        for (int i = 0; i < count; i++) {
            uint64_t woken;
            if (events[i].data.ptr)
                socket_ready(events[i].data.ptr, events[i].events, wall);
            else if (read(clerk->wake, &woken, sizeof woken) < 0)
                continue;
        }
    }
    while (clerk->desks)
        clerk_leave(clerk, clerk->desks);
    sockets_bury(clerk);
    pool_drain();
    coroutine_drain();
    return NULL;
}

bool clerk_start(struct clerk *clerk)
{
    struct epoll_event event = {.events = EPOLLIN};
    clerk->epoll = epoll_create1(EPOLL_CLOEXEC);
    clerk->wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (clerk->epoll < 0 || clerk->wake < 0 || epoll_ctl(clerk->epoll, EPOLL_CTL_ADD, clerk->wake, &event))
        return false;
    clerk->runs = pthread_create(&clerk->thread, NULL, run, clerk) == 0;
    return clerk->runs;
}

void clerk_stop(struct clerk *clerk)
{
    const uint64_t one = 1;
    if (!clerk->runs)
        return;
    pthread_mutex_lock(&clerk->mutex);
    clerk->ends = true;
    pthread_mutex_unlock(&clerk->mutex);
    if (write(clerk->wake, &one, sizeof one) < 0)
        check(false);
    pthread_join(clerk->thread, NULL);
    clerk->runs = false;
}
