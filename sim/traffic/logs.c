#include "traffic/logs.h"

#include "base/buffer.h"
#include "base/limits.h"
#include "base/write.h"
#include "traffic/ledger.h"

/* The end of a key, where its sequence number stands: in so many digits byte order is number order. */
#define NO_SEQUENCE "000000000000"
enum { DIGITS = sizeof NO_SEQUENCE - 1 };

static struct slice record_key(struct arena *arena, const char *pod_key, const char *container, int64_t sequence)
{
    char *key = arena_join(arena, (const char *[]){pod_key, "/", container, "/" NO_SEQUENCE}, 4);
    struct slice whole = slice_of(key);
    write_padded(key + whole.length - DIGITS, (uint64_t)sequence, DIGITS);
    return whole;
}

/* What the keys of a container's records begin with. */
static struct slice without_sequence(struct slice key)
{
    return slice_part(key, 0, key.length - DIGITS);
}

static const struct value *line_record(struct arena *arena, struct instant at, struct slice line)
{
    struct value *record = value_object(arena);
    value_put_integer(arena, record, "at", at.nanoseconds);
    value_put(arena, record, "line", value_string(arena, line));
    return record;
}

static int64_t at_most(int64_t number)
{
    return number < LIMIT_LOG_RECORDS ? number : LIMIT_LOG_RECORDS;
}

/* [total] more have come to the container: it keeps the newest LIMIT_LOG_RECORDS. */
static void count_records(struct draft *draft, const char *pod_key, const char *container, int64_t total)
{
    struct arena *arena = draft->arena;
    const char *note = arena_join(arena, (const char *[]){"log/", pod_key, "/", container}, 4);
    int64_t before = draft_count_on(draft, note, total) - total;
    int64_t surplus = at_most(before) + at_most(total) - LIMIT_LOG_RECORDS;
    for (; surplus > 0; surplus--) {
        struct map_entry oldest;
        struct slice prefix = without_sequence(record_key(arena, pod_key, container, 0));
        struct map_walk walk = map_walk(draft->maps[WORLD_LOGS], prefix);
        if (map_walk_next(&walk, &oldest))
            draft_remove(draft, WORLD_LOGS, arena_copy(arena, oldest.key));
    }
}

/* [key], a record's, with another sequence number. */
static struct slice numbered(struct arena *arena, struct slice key, int64_t sequence)
{
    char *own = arena_copy(arena, key);
    write_padded(own + key.length - DIGITS, (uint64_t)sequence, DIGITS);
    return (struct slice){own, key.length};
}

void log_append_text(struct draft *draft, const char *pod_key, const char *container, struct instant at,
                     struct slice text)
{
    struct arena *arena = draft->arena;
    struct slice key = record_key(arena, pod_key, container, 0), rest = text, line;
    size_t count = 0;
    while (slice_next(&rest, '\n', &line))
        count++;
    struct map_entry *entries = arena_room(arena, count * sizeof *entries);
    int64_t sequence = draft_count_on(draft, "log", (int64_t)count) - (int64_t)count;
    rest = text;
    for (size_t i = 0; slice_next(&rest, '\n', &line); i++)
        entries[i] = (struct map_entry){numbered(arena, key, ++sequence), line_record(arena, at, line)};
    draft_set_all(draft, WORLD_LOGS, entries, count);
    count_records(draft, pod_key, container, (int64_t)count);
}

static void remove_all(struct draft *draft, enum world_root root, const char *prefix)
{
    for (;;) {
        struct map_entry entry;
        struct map_walk walk = map_walk(draft->maps[root], slice_of(prefix));
        if (!map_walk_next(&walk, &entry))
            return;
        draft_remove(draft, root, arena_copy(draft->arena, entry.key));
    }
}

void log_erase(struct draft *draft, const char *pod_key)
{
    remove_all(draft, WORLD_LOGS, arena_format(draft->arena, "%s/", pod_key));
    remove_all(draft, WORLD_NOTES, arena_format(draft->arena, "log/%s/", pod_key));
}

/* --- lines of events --- */

/* Each is written into room for all of it: its texts, and so much more. */
enum { LINE_ROOM = 768 };

static size_t length(const char *text)
{
    return slice_of(text).length;
}

static inline char *write_address(char *at, const char *address, int port)
{
    return write_signed(write_text(write_text(at, address), ":"), port);
}

static inline char *write_quoted(char *at, const char *text)
{
    return write_text(write_text(write_text(at, "\""), text), "\"");
}

/* With what must not end the quotes escaped. */
static char *write_escaped(char *at, struct slice text)
{
    *at++ = '"';
    for (size_t i = 0; i < text.length; i++) {
        if (text.data[i] == '"' || text.data[i] == '\\')
            *at++ = '\\';
        *at++ = text.data[i];
    }
    return write_text(at, "\"");
}

static size_t workload_length(const struct workload *workload)
{
    return workload ? length(workload->name) + length(workload->namespace) + length(workload->principal) : 0;
}

/* A side is " src" or " dst". */
static inline char *write_workload(char *at, const char *side, const struct workload *workload, bool identity)
{
    if (!workload)
        return at;
    at = write_quoted(write_text(write_text(at, side), ".workload="), workload->name);
    at = write_quoted(write_text(write_text(at, side), ".namespace="), workload->namespace);
    if (identity)
        at = write_text(write_text(write_text(write_text(at, side), ".identity=\"spiffe://"), workload->principal), "\"");
    return at;
}

/* What is told of a connection once more than addresses is known. */
static char *write_known(char *at, const struct connection_event *event)
{
    if (event->hbone_address)
        at = write_address(write_text(at, " dst.hbone_addr="), event->hbone_address, event->hbone_port);
    if (event->service)
        at = write_quoted(write_text(at, " dst.service="), event->service);
    return write_workload(at, " dst", event->destination, event->destination_identity);
}

/* ztunnel's (Z12): addresses and bytes bare, the rest in quotes. */
static struct slice connection_line(struct arena *arena, const struct connection_event *event)
{
    char *line = arena_room(arena, LINE_ROOM + length(event->level) + length(event->message) +
                                       length(event->source_address) + length(event->destination_address) +
                                       length(event->hbone_address) + length(event->service) +
                                       workload_length(event->source) + workload_length(event->destination) +
                                       length(event->direction) + event->error.length * 2);
    char *at = write_text(instant_write_rfc3339(line, event->log.at, 6), "\t");
    at = write_text(write_text(at, event->level), "\taccess\t");
    at = write_text(at, event->message);
    at = write_address(write_text(at, "\tsrc.addr="), event->source_address, event->source_port);
    if (!event->failed)
        at = write_workload(at, " src", event->source, event->source_identity);
    at = write_address(write_text(at, " dst.addr="), event->destination_address, event->destination_port);
    if (!event->failed)
        at = write_known(at, event);
    at = write_quoted(write_text(at, " direction="), event->direction);
    if (!event->failed) {
        at = write_signed(write_text(at, " bytes_sent="), event->sent);
        at = write_signed(write_text(at, " bytes_recv="), event->received);
        at = write_signed(write_text(at, " duration=\""), event->took.nanoseconds / 1000000);
        at = write_text(at, "ms\"");
    }
    if (event->error.data)
        at = write_escaped(write_text(at, " error="), event->error);
    return (struct slice){line, (size_t)(at - line)};
}

/* "-" for one that is empty */
static inline char *write_field(char *at, struct slice text)
{
    return text.length ? write_slice(at, text) : write_text(at, "-");
}

static char *write_cluster(char *at, const struct cluster *cluster)
{
    if (!cluster->direction || !cluster->hostname)
        return write_field(at, slice_of(cluster->direction));
    at = write_signed(write_text(write_text(at, cluster->direction), "|"), cluster->port);
    at = write_text(write_text(write_text(at, "|"), cluster->protocol), "|");
    return write_text(at, cluster->hostname);
}

/* Where the request went, and from where: the second half of an access log's line. */
static char *write_upstream(char *at, const struct access_event *event)
{
    if (event->upstream)
        at = write_address(write_text(at, "envoy://connect_originate/"), event->upstream, event->upstream_port);
    else
        at = write_text(at, "-");
    at = write_text(write_cluster(write_text(at, "\" "), &event->cluster), " ");
    at = write_text(at, event->upstream ? "envoy://internal_client_address/ " : "- ");
    at = write_text(write_address(at, event->local, event->local_port), " ");
    at = write_text(write_address(at, event->remote, event->remote_port), " - ");
    return write_field(at, slice_of(event->route));
}

/* Istio's default text format (V6). */
static struct slice access_line(struct arena *arena, const struct access_event *event)
{
    const struct cluster *cluster = &event->cluster;
    char *line = arena_room(arena, LINE_ROOM + event->method.length + event->target.length + event->host.length +
                                       event->agent.length + event->request_id.length + event->details.length +
                                       event->termination.length + length(event->flags) + length(event->route) +
                                       length(event->upstream) + length(cluster->direction) +
                                       length(cluster->protocol) + length(cluster->hostname) +
                                       length(event->local) + length(event->remote));
    char *at = write_text(instant_write_rfc3339(write_text(line, "["), event->began, 3), "] \"");
    at = write_text(write_field(at, event->method), " ");
    at = write_text(write_field(at, event->target), " ");
    at = write_text(at, event->termination.data ? "-\" " : "HTTP/1.1\" ");
    at = write_text(write_signed(at, event->status), " ");
    at = write_text(write_field(at, slice_of(event->flags)), " ");
    at = write_text(write_field(at, event->details), " ");
    at = write_text(write_field(at, event->termination), " \"-\" ");
    at = write_text(write_signed(at, event->received), " ");
    at = write_text(write_signed(at, event->sent), " ");
    at = write_text(write_signed(at, instant_since(event->log.at, event->began).nanoseconds / 1000000), " ");
    at = event->upstream_time < 0 ? write_text(at, "-") : write_signed(at, event->upstream_time);
    at = write_text(write_field(write_text(at, " \"-\" \""), event->agent), "\" \"");
    at = write_text(write_field(at, event->request_id), "\" \"");
    at = write_text(write_field(at, event->host), "\" \"");
    at = write_upstream(at, event);
    return (struct slice){line, (size_t)(at - line)};
}

static const struct value *event_record(struct arena *arena, const struct log_event *event)
{
    struct slice line;
    if (event->form == LOG_ACCESS)
        line = access_line(arena, (const struct access_event *)event);
    else if (event->form == LOG_CONNECTION)
        line = connection_line(arena, (const struct connection_event *)event);
    else
        line = ((const struct line_event *)event)->line;
    return line_record(arena, event->at, line);
}

void log_put(struct draft *draft, const char *pod_key, const char *container, int64_t before,
             const struct log_event *events, size_t count, int64_t total)
{
    struct arena *arena = draft->arena;
    struct arena_mark mark = arena_mark(arena);
    struct map_entry *entries = arena_room(arena, count * sizeof *entries);
    struct slice key = record_key(arena, pod_key, container, 0);
    for (size_t i = 0; i < count; i++, events = events->next)
        entries[i] = (struct map_entry){numbered(arena, key, before + events->sequence), event_record(arena, events)};
    draft_set_all(draft, WORLD_LOGS, entries, count);
    count_records(draft, pod_key, container, total);
    arena_rewind(arena, mark);
}

/* --- reading --- */

struct log_walk log_walk(const struct world *world, struct arena *arena, const char *pod_key, const char *container,
                         int64_t after)
{
    struct slice from = record_key(arena, pod_key, container, after);
    return (struct log_walk){map_walk_behind(world_map(world, WORLD_LOGS), without_sequence(from), from), after};
}

bool log_walk_next(struct log_walk *walk, struct instant *at, struct slice *line)
{
    struct map_entry entry;
    if (!map_walk_next(&walk->map, &entry))
        return false;
    slice_to_integer(slice_part(entry.key, walk->map.prefix.length, entry.key.length), &walk->after);
    *at = (struct instant){value_number(value_get(entry.item, "at"), 0)};
    *line = value_slice(value_get(entry.item, "line"));
    return true;
}
