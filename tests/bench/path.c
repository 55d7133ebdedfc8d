/* Row 3: one request, all the way. */
#include "operations.h"

#include "base/check.h"
#include "base/hash.h"
#include "http/http.h"
#include "lab.h"

/* Requests differ, as learners' do: what a branch predictor has learnt by heart says nothing. */
enum { SHAPES = 64 };

struct path {
    struct lab lab;
    struct arena arena; /* of the shapes */
    struct arena replies;
    const char *urls[SHAPES];
    const struct value *headers[SHAPES];
    struct buffer bytes[SHAPES]; /* the same request as bytes, for the parser alone */
    uint64_t random;
};

static void make_shape(struct path *path, size_t i)
{
    struct value *headers = value_object(&path->arena);
    path->urls[i] =
        arena_format(&path->arena, "http://accounts.accounts:8080/%s/%llu", i % 2 ? "accounts" : "orders",
                     (unsigned long long)random_next(&path->random) % 100000);
    buffer_format(&path->bytes[i], "GET %s HTTP/1.1\r\nHost: accounts.accounts:8080\r\n", path->urls[i] + 29);
    for (uint64_t count = random_next(&path->random) % 8; count; count--) {
        const char *name = arena_format(&path->arena, "X-Header-%llu", (unsigned long long)count);
        size_t length = (size_t)(random_next(&path->random) % 24) + 1;
        struct slice value = slice_part(SLICE("abcdefghijklmnopqrstuvwxyz"), 0, length);
        value_put(&path->arena, headers, name, value_string(&path->arena, value));
        buffer_format(&path->bytes[i], "%s: %.*s\r\n", name, (int)value.length, value.data);
    }
    buffer_add(&path->bytes[i], SLICE("User-Agent: ambit-check/1\r\nAccept: */*\r\n\r\n"));
    path->headers[i] = headers;
}

static void *begin(size_t size)
{
    (void)size;
    struct path *path = memory_allocate(sizeof *path);
    path->lab = lab_begin();
    path->random = 1;
    for (size_t i = 0; i < SHAPES; i++)
        make_shape(path, i);
    return path;
}

static void run(void *context, size_t times)
{
    struct path *path = context;
    for (size_t i = 0; i < times; i++) {
        size_t shape = (size_t)random_next(&path->random) % SHAPES;
        struct machine_request request = {
            .pod = "finance/curl", .method = "GET", .url = path->urls[shape], .headers = path->headers[shape]};
        check(machine_send(path->lab.machine, &path->replies, &request).status == 200);
        arena_clear(&path->replies);
    }
}

static void run_parser(void *context, size_t times)
{
    struct path *path = context;
    for (size_t i = 0; i < times; i++) {
        size_t shape = (size_t)random_next(&path->random) % SHAPES, used;
        struct http_parser parser = {.response = false};
        struct http_message message;
        check(http_parse(&parser, buffer_slice(&path->bytes[shape]), &message, &used) == HTTP_COMPLETE);
        http_parser_release(&parser);
    }
}

static void end(void *context)
{
    struct path *path = context;
    for (size_t i = 0; i < SHAPES; i++)
        buffer_release(&path->bytes[i]);
    lab_end(&path->lab);
    arena_release(&path->arena);
    arena_release(&path->replies);
    memory_free(path);
}

const struct operation path_operation = {.name = "path", .begin = begin, .run = run, .end = end};
const struct operation parse_operation = {.name = "parse", .begin = begin, .run = run_parser, .end = end};

static void measure(struct report *report)
{
    struct comparison found = compare_operations(&path_operation, 0, 500, &parse_operation, 0, 20000);
    double instructions = count_operation(&path_operation, 0, 2000, 3000);
    double parsing = count_operation(&parse_operation, 0, 2000, 12000);
    double blocks = count_blocks(&path_operation, 0, 2000, 1000);
    if (instructions < 0) {
        report_text(report, "not counted: no valgrind");
    } else {
        report_text(report, "%.0f instructions, %.0f of them to parse it once", instructions, parsing);
        report_limit(report, instructions, 14000, 14000);
    }
    report_text(report, "%.1f times (%.1f us)", found.ratio, found.a / 1e3);
    report_limit(report, found.ratio, 100, 40);
    report_text(report, "%.1f heap blocks", blocks);
    report_limit(report, blocks, 0, 0.01);
}

const struct row row_path = {
    .number = "3",
    .what =
        "one request as bytes: client, ztunnel, waypoint (L7 policy, HTTPRoute), ztunnel (L4 policy), app, and "
        "back; hops and access logs recorded; random paths and headers",
    .peer = "parsing the request once",
    .must = "14,000 instructions, 100 times",
    .wanted = "40 times, no heap block",
    .measure = measure,
};
