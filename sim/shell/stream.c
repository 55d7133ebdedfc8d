#include "shell/stream.h"

#include <string.h>

#include "base/check.h"
#include "base/limits.h"
#include "base/pool.h"

static struct stream *new_stream(enum stream_kind kind)
{
    struct stream *stream = pool_take(sizeof *stream);
    *stream = (struct stream){.kind = kind, .count = 1};
    return stream;
}

struct stream *stream_relay(struct stream *target)
{
    struct stream *stream = new_stream(STREAM_RELAY);
    stream->target = stream_ref(target);
    return stream;
}

/* Each end is a way to the queue, so that the queue knows its readers and writers whatever descriptors they
 * have. */
static struct stream *end_of(struct stream *queue, enum stream_way way)
{
    struct stream *end = stream_relay(queue);
    end->way = way;
    return end;
}

void stream_pipe(struct stream **reading, struct stream **writing)
{
    struct stream *queue = new_stream(STREAM_PIPE);
    *reading = end_of(queue, STREAM_READS);
    *writing = end_of(queue, STREAM_WRITES);
    stream_unref(queue);
}

struct stream *stream_null(void)
{
    return new_stream(STREAM_NULL);
}

struct stream *stream_bytes(struct slice bytes)
{
    struct stream *stream = new_stream(STREAM_SOURCE);
    buffer_add(&stream->bytes, bytes);
    return stream;
}

struct stream *stream_capture(void)
{
    return new_stream(STREAM_CAPTURE);
}

struct slice stream_captured(const struct stream *stream)
{
    return buffer_slice(&stream->bytes);
}

struct stream *stream_terminal(void *context, void (*show)(void *context, struct slice bytes))
{
    struct stream *stream = new_stream(STREAM_TERMINAL);
    stream->context = context;
    stream->show = show;
    return stream;
}

void stream_type(struct stream *terminal, struct slice bytes)
{
    buffer_add(&terminal->bytes, bytes);
}

struct slice stream_unread(const struct stream *terminal)
{
    return slice_part(buffer_slice(&terminal->bytes), terminal->taken, terminal->bytes.length);
}

void stream_forget(struct stream *terminal)
{
    buffer_clear(&terminal->bytes);
    terminal->taken = 0;
    terminal->ended = false;
}

struct stream *stream_ref(struct stream *stream)
{
    stream->count++;
    return stream;
}

void stream_unref(struct stream *stream)
{
    if (!stream || --stream->count)
        return;
    stream_unref(stream->target);
    buffer_release(&stream->bytes);
    memory_free(stream->key);
    pool_give(stream, sizeof *stream);
}

/* [one]: 1 or -1. */
static void count(struct stream *stream, int descriptor, int one)
{
    for (; stream; stream = stream->target) {
        if (stream->way)
            descriptor = stream->way == STREAM_READS ? STREAM_IN : STREAM_OUT;
        stream->readers += descriptor != STREAM_OUT && descriptor != STREAM_ERROR ? (unsigned)one : 0;
        stream->writers += descriptor != STREAM_IN ? (unsigned)one : 0;
    }
}

void stream_open_at(struct stream *stream, int descriptor)
{
    count(stream, descriptor, 1);
}

void stream_close_at(struct stream *stream, int descriptor)
{
    count(stream, descriptor, -1);
}

bool stream_readable(const struct stream *stream)
{
    switch (stream->kind) {
    case STREAM_PIPE:
        return stream->taken < stream->bytes.length || stream->writers == 0;
    case STREAM_TERMINAL:
        return stream->taken < stream->bytes.length || stream->ended;
    default:
        return true;
    }
}

bool stream_writable(const struct stream *stream)
{
    return stream->kind != STREAM_PIPE || stream->readers == 0 ||
           stream->bytes.length - stream->taken < LIMIT_PIPE_BYTES;
}

size_t stream_take(struct stream *stream, char *bytes, size_t size)
{
    if (stream->kind == STREAM_NULL || (stream->kind == STREAM_FILE && !stream->readable) || stream->kind == STREAM_CAPTURE)
        return 0;
    size_t there = stream->bytes.length - stream->taken;
    if (size > there)
        size = there;
    if (size)
        memcpy(bytes, stream->bytes.data + stream->taken, size);
    stream->taken += size;
    if (stream->kind != STREAM_SOURCE && stream->kind != STREAM_FILE && stream->taken == stream->bytes.length) {
        buffer_clear(&stream->bytes);
        stream->taken = 0;
    }
    return size;
}
