#include "server/clerk.h"

#include <errno.h>
#include <time.h>

#include "base/check.h"
#include "base/coroutine.h"
#include "base/pool.h"
#include "face/catalog.h"
#include "server/log.h"
#include "server/priority.h"
#include "server/routes.h"
#include "server/socket.h"

struct clerk *clerk_new(struct house *house, size_t index)
{
    struct clerk *clerk = memory_allocate(sizeof *clerk);
    pthread_condattr_t monotonic;
    *clerk = (struct clerk){.house = house, .index = index};
    clerk->last = &clerk->first;
    clerk->last_asking = &clerk->asking;
    pthread_mutex_init(&clerk->mutex, NULL);
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_cond_init(&clerk->more, &monotonic);
    pthread_condattr_destroy(&monotonic);
    return clerk;
}

void clerk_free(struct clerk *clerk)
{
    while (clerk->desks)
        clerk_leave(clerk, clerk->desks);
    while (clerk->scenarios) {
        scenario_free(clerk->scenarios->scenario);
        clerk->scenarios = clerk->scenarios->next;
    }
    pthread_cond_destroy(&clerk->more);
    pthread_mutex_destroy(&clerk->mutex);
    agenda_release(&clerk->agenda);
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
    desk_soon(desk);
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

static void put_away_idle(struct clerk *clerk, struct desk *desk, int64_t wall)
{
    if (!desk_idle(desk, wall, (int64_t)LIMIT_WEB_IDLE_SECONDS * 1000000000))
        return;
    house_count(clerk->house, COUNTER_EVICTED, 1);
    if (!clerk->house->options.quiet)
        log_event("evicted", LOG_TEXT("id", slice_of(desk->seat->id)));
    clerk_leave(clerk, desk);
}

/* --- what is asked --- */

void clerk_post(struct clerk *clerk, struct exchange *exchange)
{
    exchange->next = NULL;
    pthread_mutex_lock(&clerk->mutex);
    *clerk->last = exchange;
    clerk->last = &exchange->next;
    pthread_mutex_unlock(&clerk->mutex);
    pthread_cond_signal(&clerk->more);
}

void clerk_answered(struct clerk *clerk, struct exchange *exchange)
{
    (void)clerk;
    if (exchange->deliver)
        exchange->deliver(exchange);
}

static void answer(struct clerk *clerk, struct exchange *exchange, int64_t wall)
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
    pthread_mutex_lock(&clerk->mutex);
    socket->next = clerk->arrivals;
    clerk->arrivals = socket;
    pthread_mutex_unlock(&clerk->mutex);
    pthread_cond_signal(&clerk->more);
}

void clerk_ask(struct seat *seat)
{
    struct clerk *clerk = seat->clerk;
    pthread_mutex_lock(&clerk->mutex);
    bool first = !clerk->asking;
    if (!atomic_load(&seat->asking)) {
        atomic_store(&seat->asking, true);
        seat->next_asking = NULL;
        *clerk->last_asking = seat;
        clerk->last_asking = &seat->next_asking;
        atomic_store(&clerk->asked, true);
    }
    pthread_mutex_unlock(&clerk->mutex);
    if (first)
        pthread_cond_signal(&clerk->more);
}

static void take_exchange(struct clerk *clerk, struct exchange *exchange, int64_t wall)
{
    struct seat *seat = exchange->seat; /* stays, when the exchange is gone */
    seat_take(seat);
    answer(clerk, exchange, wall);
    seat_leave(seat);
}

/* Seats at whose sockets something was heard. All that ask when it begins: who asks without end waits for the others. */
static void serve_asking(struct clerk *clerk)
{
    if (!atomic_load(&clerk->asked))
        return;
    pthread_mutex_lock(&clerk->mutex);
    struct seat *seat = clerk->asking, *next;
    clerk->asking = NULL;
    clerk->last_asking = &clerk->asking;
    atomic_store(&clerk->asked, false);
    pthread_mutex_unlock(&clerk->mutex);
    for (; seat; seat = next) {
        next = seat->next_asking;
        atomic_store(&seat->asking, false); /* from here on it may be in the list again */
        seat_take(seat);
        if (seat->desk)
            desk_serve(seat->desk, house_wall(clerk->house));
        seat_leave(seat);
    }
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

static void look_round(struct clerk *clerk, int64_t wall)
{
    struct desk *next;
    for (struct desk *desk = clerk->desks; desk; desk = next) {
        struct seat *seat = desk->seat;
        next = desk->next;
        seat_take(seat);
        sockets_look_after(desk, wall);
        put_away_idle(clerk, desk, wall);
        seat_leave(seat);
    }
}

/* Each that is due, once; between two of them whoever asks. */
static void pass_due(struct clerk *clerk, int64_t wall)
{
    struct desk *desk;
    for (clerk->turn++; (desk = agenda_first(&clerk->agenda)) && desk->due <= wall && desk->turn != clerk->turn;) {
        seat_take(desk->seat);
        desk->turn = clerk->turn;
        desk_pass(desk, wall);
        seat_leave(desk->seat);
        serve_asking(clerk);
    }
}

int64_t clerk_turn(struct clerk *clerk, int64_t wall)
{
    const int64_t second = 1000000000;
    take_queue(clerk, wall);
    serve_asking(clerk);
    pass_due(clerk, wall);
    if (wall - clerk->looked_round > second) {
        clerk->looked_round = wall;
        look_round(clerk, wall);
    }
    struct desk *next = agenda_first(&clerk->agenda);
    return next ? next->due : INT64_MAX;
}

/* --- its thread --- */

static bool is_asked(const struct clerk *clerk)
{
    return clerk->first || clerk->arrivals || clerk->asking || (clerk->ends && !clerk->ending);
}

static void wait_until(struct clerk *clerk, int64_t due)
{
    const int64_t second = 1000000000, latest = house_wall(clerk->house) + second;
    due = due < latest ? due : latest;
    struct timespec until = {due / second, due % second};
    pthread_mutex_lock(&clerk->mutex);
    while (!is_asked(clerk) && pthread_cond_timedwait(&clerk->more, &clerk->mutex, &until) != ETIMEDOUT)
        continue;
    pthread_mutex_unlock(&clerk->mutex);
}

static bool ends(struct clerk *clerk)
{
    pthread_mutex_lock(&clerk->mutex);
    clerk->ending = clerk->ends;
    bool result = clerk->ends && !clerk->first && !clerk->arrivals;
    pthread_mutex_unlock(&clerk->mutex);
    for (struct desk *desk = clerk->desks; result && desk; desk = desk->next)
        result = !desk->waiting;
    return result;
}

static void *run(void *context)
{
    struct clerk *clerk = context;
    priority_give_way();
    while (!ends(clerk))
        wait_until(clerk, clerk_turn(clerk, house_wall(clerk->house)));
    while (clerk->desks) {
        struct seat *seat = clerk->desks->seat;
        seat_take(seat);
        clerk_leave(clerk, clerk->desks);
        seat_leave(seat);
    }
    pool_drain();
    coroutine_drain();
    return NULL;
}

bool clerk_start(struct clerk *clerk)
{
    clerk->runs = pthread_create(&clerk->thread, NULL, run, clerk) == 0;
    return clerk->runs;
}

void clerk_stop(struct clerk *clerk)
{
    if (!clerk->runs)
        return;
    pthread_mutex_lock(&clerk->mutex);
    clerk->ends = true;
    pthread_mutex_unlock(&clerk->mutex);
    pthread_cond_signal(&clerk->more);
    pthread_join(clerk->thread, NULL);
    clerk->runs = false;
}
