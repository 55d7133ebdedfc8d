#include "browser.h"

#include <stdio.h>

#include "base/check.h"
#include "server/routes.h"

static int64_t wall_of(void *context)
{
    return ((struct street *)context)->wall;
}

static int64_t now_of(void *context)
{
    const int64_t start = 1795424400000; /* 2026-11-23T09:00:00Z */
    return start + ((struct street *)context)->wall / 1000000;
}

static void fill(void *context, void *bytes, size_t count)
{
    struct street *street = context;
    for (size_t i = 0; i < count; i++)
        ((unsigned char *)bytes)[i] = (unsigned char)(random_next(&street->random) >> 32);
}

bool street_open(struct street *street, const char *file, const char *class, struct arena *arena, const char **problem)
{
    *street = (struct street){.wall = 1000000000, .random = 1};
    street->browser = street->browsers;
    struct house_options options = {.bind = "127.0.0.1",
                                    .port = 8080,
                                    .file = file,
                                    .workers = 1,
                                    .unsaved = !file,
                                    .loopback = true,
                                    .quiet = true,
                                    .class = class,
                                    .random = {fill, street},
                                    .clock = {wall_of, now_of, street}};
    const char *reason = NULL;
    bool good = house_open(&street->house, &options, &reason);
    *problem = good ? NULL : arena_text(arena, reason);
    return good;
}

void street_close(struct street *street)
{
    house_close(&street->house);
    for (size_t i = 0; i < BROWSERS; i++) {
        memory_free(street->browsers[i].cookie);
        memory_free(street->browsers[i].form);
    }
    memory_free(street->session);
}

void street_test(struct run *run, const char *name, const char *file, const char *class,
                 const char *(*wrong)(struct street *street, struct arena *arena))
{
    struct arena arena = {0};
    struct street street;
    const char *problem = NULL;
    if (!run_begin(run, name))
        return;
    problem = street_open(&street, file, class, &arena, &problem) ? wrong(&street, &arena) : problem;
    if (problem)
        run_failed(run, name, "%s", problem);
    else
        run_passed(run);
    street_close(&street);
    arena_release(&arena);
}

/* This clock is faster than any disk, so the disk is waited for. */
static void turn(struct street *street)
{
    struct arena arena = {0};
    for (struct desk *desk = street->house.clerks[0]->desks; desk; desk = desk->next) {
        if (desk_keep(desk))
            keep_settle(&desk->keep, &arena);
    }
    clerk_turn(street->house.clerks[0], street->wall);
    arena_release(&arena);
}

int street_status(struct street *street, const char *line, struct arena *arena, const char **body)
{
    struct exchange exchange;
    street_ask_line(street, slice_of(line), &exchange);
    int status = exchange.response.status;
    if (body)
        *body = arena_copy(arena, buffer_slice(&exchange.response.body));
    exchange_release(&exchange);
    return status;
}

void street_pass(struct street *street, struct duration length)
{
    const int64_t step = 50000000;
    for (int64_t end = street->wall + length.nanoseconds; street->wall < end; street->wall += step)
        turn(street);
}

/* --- what a browser keeps --- */

static void keep_text(char **kept, struct slice text)
{
    memory_free(*kept);
    *kept = memory_text(text);
}

/* What stands behind [mark] up to [end]; data is NULL: it is not there. */
static struct slice behind(struct slice text, const char *mark, char end)
{
    size_t at = slice_find(text, slice_of(mark));
    if (at == text.length)
        return (struct slice){0};
    text = slice_part(text, at + strlen(mark), text.length);
    return slice_part(text, 0, slice_find_byte(text, end));
}

static void remember(struct street *street, const struct exchange *exchange)
{
    struct slice headers = buffer_slice(&exchange->response.headers), body = buffer_slice(&exchange->response.body);
    struct slice cookie = behind(headers, "Set-Cookie: ", ';'), form = behind(body, "data-csrf=\"", '"');
    struct slice place = behind(headers, "Location: /lab/", '\n'), link = behind(headers, "Location: /api/v1/sessions/", '\n');
    if (cookie.length && street->browser->cookie && slice_find(cookie, SLICE("_instructor=")) < cookie.length) {
        struct buffer both = {0};
        buffer_format(&both, "%s; %.*s", street->browser->cookie, (int)cookie.length, cookie.data);
        keep_text(&street->browser->cookie, buffer_slice(&both));
        buffer_release(&both);
    } else if (cookie.length) {
        keep_text(&street->browser->cookie, cookie);
    }
    if (form.length)
        keep_text(&street->browser->form, form);
    place = place.data ? place : link;
    if (place.data)
        keep_text(&street->session, slice_part(place, 0, slice_find_byte(place, '/') < slice_find_byte(place, '#') ? slice_find_byte(place, '/') : slice_find_byte(place, '#')));
}

/* --- asking --- */

void street_ask(struct street *street, struct slice text, struct exchange *exchange)
{
    const int most = 4000; /* turns: more than the longest that a form waits for */
    const char *reason = NULL;
    *exchange = (struct exchange){.house = &street->house};
    struct slice copy = {arena_copy(&exchange->arena, text), text.length};
    size_t head = request_head_length(copy);
    int status = head ? request_read(&exchange->request, slice_part(copy, 0, head), &reason) : 400;
    exchange->request.body = slice_part(copy, head, copy.length);
    if (!status && exchange->request.body.length != exchange->request.length)
        status = 400;
    if (status) {
        answer_error(exchange, status, "bad_request", "%s", reason ? reason : "the request is not whole");
        return;
    }
    exchange->address = SLICE("192.0.2.1");
    bool answered = routes_begin(exchange);
    if (!answered && exchange->seat)
        clerk_post(exchange->seat->clerk, exchange);
    else if (!answered)
        routes_answer(exchange);
    for (int i = 0; i < most && !exchange->response.status; i++) {
        turn(street);
        street->wall += 20000000;
    }
    routes_end(exchange);
    remember(street, exchange);
}

/* "{session}" in a line is the one that was gone to last; "{code}" and "{token}" are a class's; "{asked}" counts the lines. */
static void add_filled(const struct street *street, struct buffer *out, struct slice text)
{
    char asked[12];
    snprintf(asked, sizeof asked, "%d", street->asked);
    const struct {
        const char *name, *text;
    } names[] = {{"{session}", street->session ? street->session : "none"},
                 {"{code}", street->house.code},
                 {"{token}", street->house.teacher},
                 {"{asked}", asked}};
    while (text.length) {
        size_t taken = 0;
        for (size_t i = 0; i < sizeof names / sizeof *names && !taken; i++) {
            if (!slice_starts(text, names[i].name))
                continue;
            buffer_add_text(out, names[i].text ? names[i].text : "none");
            taken = strlen(names[i].name);
        }
        if (!taken)
            buffer_add_byte(out, text.data[0]);
        text = slice_part(text, taken ? taken : 1, text.length);
    }
}

void street_ask_line(struct street *street, struct slice line, struct exchange *exchange)
{
    struct buffer request = {0}, body = {0};
    struct slice method = {0}, path = {0};
    slice_next(&line, ' ', &method);
    slice_next(&line, ' ', &path);
    street->asked++;
    bool json = slice_starts(line, "{"), form = slice_is(method, "POST") && !json;
    add_filled(street, &body, line);
    if (form && street->browser->form)
        buffer_format(&body, "%scsrf=%s", body.length ? "&" : "", street->browser->form);
    buffer_format(&request, "%.*s ", (int)method.length, method.data);
    add_filled(street, &request, path);
    buffer_add_text(&request, " HTTP/1.1\r\nHost: localhost:8080\r\n");
    if (street->browser->cookie)
        buffer_format(&request, "Cookie: %s\r\n", street->browser->cookie);
    if (json || form)
        buffer_format(&request, "Content-Type: %s\r\n", json ? "application/json" : "application/x-www-form-urlencoded");
    if (body.length)
        buffer_format(&request, "Content-Length: %zu\r\n", body.length);
    buffer_add_text(&request, "\r\n");
    buffer_add(&request, buffer_slice(&body));
    street_ask(street, buffer_slice(&request), exchange);
    buffer_release(&request);
    buffer_release(&body);
}
