/* Row 12: a command line of a saved session, from its input to the moment when the prompt may come. */
#include "operations.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/check.h"
#include "store/store.h"

enum { COMMAND_BYTES = 60, COMMANDS = 20 };

struct saving {
    char folder[32];
    struct buffer path, bytes;
    struct store *store;
    struct store_session *session;
    int64_t number;
    FILE *file; /* the peer's */
};

static void *begin_folder(size_t size)
{
    struct saving *saving = memory_allocate(sizeof *saving);
    snprintf(saving->folder, sizeof saving->folder, "/tmp/ambit-bench-XXXXXX");
    check(mkdtemp(saving->folder));
    buffer_format(&saving->path, "%s/ambit.db", saving->folder);
    buffer_add_repeated(&saving->bytes, 'x', size);
    return saving;
}

static void end_folder(struct saving *saving)
{
    static const char *const ends[] = {"", "-wal", "-shm", "-open"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        struct buffer path = {0};
        buffer_format(&path, "%s%s", buffer_text(&saving->path), ends[i]);
        unlink(buffer_text(&path));
        buffer_release(&path);
    }
    rmdir(saving->folder);
    buffer_release(&saving->path);
    buffer_release(&saving->bytes);
    memory_free(saving);
}

static void *begin_save(size_t size)
{
    struct saving *saving = begin_folder(size);
    const char *problem = NULL;
    struct store_beginning beginning = {
        .name = "bench", .scenario = BENCH_SLUG, .source = "", .hash = "", .release = "0", .learner = "nobody"};
    saving->store = store_open(buffer_text(&saving->path), &problem);
    check(saving->store);
    saving->session = store_begin(saving->store, &beginning, &problem);
    check(saving->session);
    return saving;
}

static void save(void *context, size_t times)
{
    struct saving *saving = context;
    for (size_t i = 0; i < times; i++) {
        int64_t number = ++saving->number;
        struct store_input input = {.number = number,
                                    .terminal = "1",
                                    .kind = "typed",
                                    .bytes = buffer_slice(&saving->bytes),
                                    .wall = number};
        struct store_outcome outcome = {.number = number};
        store_append_input(saving->session, &input);
        check(store_wait(saving->store, store_append_outcome(saving->session, &outcome)));
    }
}

static void end_save(void *context)
{
    struct saving *saving = context;
    store_close(saving->store);
    end_folder(saving);
}

static void *begin_append(size_t size)
{
    struct saving *saving = begin_folder(size);
    saving->file = fopen(buffer_text(&saving->path), "wb");
    check(saving->file);
    return saving;
}

static void append(void *context, size_t times)
{
    struct saving *saving = context;
    for (size_t i = 0; i < times; i++) {
        fwrite(saving->bytes.data, 1, saving->bytes.length, saving->file);
        check(fflush(saving->file) == 0 && fdatasync(fileno(saving->file)) == 0);
    }
}

static void end_append(void *context)
{
    struct saving *saving = context;
    fclose(saving->file);
    end_folder(saving);
}

const struct operation save_operation = {.name = "save", .begin = begin_save, .run = save, .end = end_save};
const struct operation append_operation = {
    .name = "append", .begin = begin_append, .run = append, .end = end_append};

/* How fast a disk is says nothing of ours, and differs from minute to minute: nothing is gated but the ratio,
 * widely. */
static void measure_save(struct report *report)
{
    struct comparison compared = compare_operations(&save_operation, COMMAND_BYTES, COMMANDS, &append_operation,
                                                    COMMAND_BYTES, COMMANDS);
    report_text(report, "%.1f times (%.2f ms)", compared.ratio, compared.a / COMMANDS / 1e6);
    report_limit(report, compared.ratio, 0, 2);
}

const struct row row_save = {
    .number = "12",
    .what = "a command line acknowledged: input and outcome on the disk, behind one fsync",
    .peer = "appending 60 bytes to a file, and fsync",
    .must = "-",
    .wanted = "2 times",
    .measure = measure_save,
};
