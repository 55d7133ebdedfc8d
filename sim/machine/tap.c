/* The bytes of the sitting's own requests, for who steps through one: what the client sent, what a waypoint made of it,
 * what the app answered and what came back. They are no part of the world and of no hash; a replay writes them down
 * again. Of the last few requests, and of each a few kilobytes. */
#include <string.h>

#include "base/check.h"
#include "machine/record.h"

enum { MOST_TAPS = 16, MOST_BYTES = 2048 };

void tap_release(struct tap *tap)
{
    if (!tap)
        return;
    for (int i = 0; i < TAP_STREAMS; i++)
        buffer_release(&tap->streams[i]);
    memory_free(tap);
}

void taps_release(struct machine *machine)
{
    for (struct tap *tap = machine->taps, *next; tap; tap = next) {
        next = tap->next;
        tap_release(tap);
    }
    tap_release(machine->spare_tap);
    machine->taps = machine->spare_tap = NULL;
}

/* Empty, with room in its buffers if one was dropped before. */
static struct tap *new_tap(struct machine *machine)
{
    struct tap *tap = machine->spare_tap;
    if (!tap)
        return memory_allocate(sizeof *tap);
    machine->spare_tap = NULL;
    tap->traced = false;
    for (int i = 0; i < TAP_STREAMS; i++) {
        buffer_clear(&tap->streams[i]);
        tap->left_out[i] = 0;
    }
    return tap;
}

void tap_add(struct connection *connection, enum tap_stream stream, struct slice bytes)
{
    if (!connection->tap)
        return;
    struct buffer *kept = &connection->tap->streams[stream];
    size_t room = kept->length < MOST_BYTES ? MOST_BYTES - kept->length : 0;
    buffer_add(kept, slice_part(bytes, 0, bytes.length < room ? bytes.length : room));
    connection->tap->left_out[stream] += bytes.length - (bytes.length < room ? bytes.length : room);
}

static void heard(void *context, enum flow_voice voice, struct slice bytes)
{
    tap_add(context, voice == FLOW_UPSTREAM ? TAP_UPSTREAM : TAP_ANSWER, bytes);
}

static void traced(void *context, struct instant at)
{
    struct connection *connection = context;
    if (connection->tap) {
        connection->tap->at = at;
        connection->tap->traced = true;
    }
}

bool tap_begin(struct connection *connection, struct flow_watch *watch)
{
    if (!connection->flow.own || !connection->machine->sitting.lab)
        return false;
    if (!connection->tap)
        connection->tap = new_tap(connection->machine);
    *watch = (struct flow_watch){.context = connection, .heard = heard, .traced = traced};
    return true;
}

/* The newest stand first. */
void tap_end(struct connection *connection)
{
    struct machine *machine = connection->machine;
    struct tap *tap = connection->tap, **last = &machine->taps;
    if (!tap || !tap->traced)
        return;
    connection->tap = NULL;
    tap->next = machine->taps;
    machine->taps = tap;
    for (size_t count = 0; *last && count < MOST_TAPS; count++)
        last = &(*last)->next;
    if (*last) {
        tap_release(machine->spare_tap);
        machine->spare_tap = *last;
        *last = NULL;
    }
}

static const struct value *stream_value(struct arena *arena, const struct tap *tap, enum tap_stream stream)
{
    struct slice bytes = buffer_slice(&tap->streams[stream]);
    return tap->left_out[stream] ? value_format(arena, "%.*s\n(%zu bytes more)", (int)bytes.length, bytes.data,
                                                tap->left_out[stream])
                                 : value_string(arena, bytes);
}

const struct value *machine_bytes(const struct machine *machine, struct arena *arena, const char *at)
{
    static const char *const names[TAP_STREAMS] = {"sent", "upstream", "answer", "returned"};
    const struct tap *tap = machine->taps;
    while (tap && !text_equal(instant_rfc3339(arena, tap->at, 6), at))
        tap = tap->next;
    if (!tap)
        return NULL;
    struct value *bytes = value_object(arena);
    for (int i = 0; i < TAP_STREAMS; i++)
        value_put(arena, bytes, names[i], stream_value(arena, tap, (enum tap_stream)i));
    return bytes;
}
