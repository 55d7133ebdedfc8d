#include "traffic/logs.h"

#include <string.h>

#include "base/buffer.h"
#include "base/limits.h"
#include "base/write.h"
#include "traffic/ledger.h"

/* Sequence numbers have 12 digits in keys, so that byte order is number order. */
static const char *record_key(struct arena *arena, const char *pod_key, const char *container, int64_t sequence)
{
    return arena_format(arena, "%s/%s/%012lld", pod_key, container, (long long)sequence);
}

void log_put(struct draft *draft, const char *pod_key, const char *container, int64_t sequence,
             const struct value *record)
{
    draft_set(draft, WORLD_LOGS, record_key(draft->arena, pod_key, container, sequence), record);
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

void log_counted(struct draft *draft, const char *pod_key, const char *container, int64_t total)
{
    struct arena *arena = draft->arena;
    const char *note = arena_format(arena, "log/%s/%s", pod_key, container);
    int64_t before = value_number(draft_get(draft, WORLD_NOTES, note), 0);
    int64_t surplus = at_most(before) + at_most(total) - LIMIT_LOG_RECORDS;
    draft_set(draft, WORLD_NOTES, note, value_integer(arena, before + total));
    for (; surplus > 0; surplus--) {
        struct map_entry oldest;
        const char *prefix = arena_format(arena, "%s/%s/", pod_key, container);
        struct map_walk walk = map_walk(draft->maps[WORLD_LOGS], slice_of(prefix));
        if (map_walk_next(&walk, &oldest))
            draft_remove(draft, WORLD_LOGS, arena_copy(arena, oldest.key));
    }
}

void log_append(struct draft *draft, const char *pod_key, const char *container, const struct value *record)
{
    log_put(draft, pod_key, container, draft_count(draft, "log"), record);
    log_counted(draft, pod_key, container, 1);
}

void log_append_text(struct draft *draft, const char *pod_key, const char *container, struct instant at,
                     const char *line)
{
    log_append(draft, pod_key, container, line_record(draft->arena, at, slice_of(line)));
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

static void add_quoted(struct buffer *out, struct slice text)
{
    buffer_add_byte(out, '"');
    for (size_t i = 0; i < text.length; i++) {
        if (text.data[i] == '"' || text.data[i] == '\\')
            buffer_add_byte(out, '\\');
        buffer_add_byte(out, text.data[i]);
    }
    buffer_add_byte(out, '"');
}

static void add_number(struct buffer *out, int64_t number)
{
    if (number < 0)
        buffer_add_byte(out, '-');
    char *to = buffer_room(out, WRITE_NUMBER);
    buffer_wrote(out, write_number(to, number < 0 ? 0 - (uint64_t)number : (uint64_t)number));
}

static void add_address(struct buffer *out, const char *name, const char *address, int port)
{
    buffer_add_text(out, name);
    buffer_add_text(out, address);
    buffer_add_byte(out, ':');
    add_number(out, port);
}

static void add_side(struct buffer *out, const char *side, const char *what, const char *before, const char *text)
{
    buffer_add_byte(out, ' ');
    buffer_add_text(out, side);
    buffer_add_text(out, what);
    buffer_add_text(out, before);
    buffer_add_text(out, text);
    buffer_add_byte(out, '"');
}

static void add_workload(struct buffer *out, const char *side, const struct workload *workload, bool identity)
{
    if (!workload)
        return;
    add_side(out, side, ".workload", "=\"", workload->name);
    add_side(out, side, ".namespace", "=\"", workload->namespace);
    if (identity)
        add_side(out, side, ".identity", "=\"spiffe://", workload->principal);
}

/* ztunnel's (Z12): addresses and bytes bare, the rest in quotes. */
static void connection_line(struct arena *arena, struct buffer *out, const struct connection_event *event)
{
    bool known = !event->failed;
    buffer_add_text(out, instant_rfc3339(arena, event->log.at, 6));
    buffer_add_byte(out, '\t');
    buffer_add_text(out, event->level);
    buffer_add_text(out, "\taccess\t");
    buffer_add_text(out, event->message);
    add_address(out, "\tsrc.addr=", event->source_address, event->source_port);
    if (known)
        add_workload(out, "src", event->source, event->source_identity);
    add_address(out, " dst.addr=", event->destination_address, event->destination_port);
    if (known && event->hbone_address)
        add_address(out, " dst.hbone_addr=", event->hbone_address, event->hbone_port);
    if (known && event->service)
        add_side(out, "dst", ".service", "=\"", event->service);
    if (known)
        add_workload(out, "dst", event->destination, event->destination_identity);
    add_side(out, "direction", "", "=\"", event->direction);
    if (known) {
        buffer_add_text(out, " bytes_sent=");
        add_number(out, event->sent);
        buffer_add_text(out, " bytes_recv=");
        add_number(out, event->received);
        buffer_add_text(out, " duration=\"");
        add_number(out, event->took.nanoseconds / 1000000);
        buffer_add_text(out, "ms\"");
    }
    if (event->error.data) {
        buffer_add_text(out, " error=");
        add_quoted(out, event->error);
    }
}

/* A field and what stands behind it; "-" for one that is empty. */
static void add_field(struct buffer *out, struct slice text, const char *behind)
{
    buffer_add(out, text.length ? text : SLICE("-"));
    buffer_add_text(out, behind);
}

static void add_count(struct buffer *out, int64_t number, const char *behind)
{
    add_number(out, number);
    buffer_add_text(out, behind);
}

static void add_cluster(struct buffer *out, const struct cluster *cluster)
{
    if (!cluster->direction || !cluster->hostname)
        add_field(out, slice_of(cluster->direction), " ");
    else
        buffer_format(out, "%s|%d|%s|%s ", cluster->direction, cluster->port, cluster->protocol, cluster->hostname);
}

/* Istio's default text format (V6). */
static void access_line(struct arena *arena, struct buffer *out, const struct access_event *event)
{
    bool request = !event->termination.data;
    buffer_add_byte(out, '[');
    buffer_add_text(out, instant_rfc3339(arena, event->began, 3));
    buffer_add_text(out, "] \"");
    add_field(out, event->method, " ");
    add_field(out, event->target, " ");
    add_field(out, request ? SLICE("HTTP/1.1") : SLICE(""), "\" ");
    add_count(out, event->status, " ");
    add_field(out, slice_of(event->flags), " ");
    add_field(out, event->details, " ");
    add_field(out, event->termination, " \"-\" ");
    add_count(out, event->received, " ");
    add_count(out, event->sent, " ");
    add_count(out, instant_since(event->log.at, event->began).nanoseconds / 1000000, " ");
    if (event->upstream_time < 0)
        buffer_add_text(out, "-");
    else
        add_number(out, event->upstream_time);
    buffer_add_text(out, " \"-\" \"");
    add_field(out, event->agent, "\" \"");
    add_field(out, event->request_id, "\" \"");
    add_field(out, event->host, "\" \"");
    if (event->upstream)
        add_address(out, "envoy://connect_originate/", event->upstream, event->upstream_port);
    buffer_add_text(out, event->upstream ? "\" " : "-\" ");
    add_cluster(out, &event->cluster);
    add_field(out, slice_of(event->upstream ? "envoy://internal_client_address/" : NULL), " ");
    add_address(out, "", event->local, event->local_port);
    add_address(out, " ", event->remote, event->remote_port);
    buffer_add_text(out, " - ");
    add_field(out, slice_of(event->route), "");
}

const struct value *log_record(struct arena *arena, const struct log_event *event)
{
    struct buffer line = {0};
    switch (event->form) {
    case LOG_LINE:
        return line_record(arena, event->at, ((const struct line_event *)event)->line);
    case LOG_ACCESS:
        access_line(arena, &line, (const struct access_event *)event);
        break;
    case LOG_CONNECTION:
        connection_line(arena, &line, (const struct connection_event *)event);
        break;
    }
    const struct value *record = line_record(arena, event->at, buffer_slice(&line));
    buffer_release(&line);
    return record;
}

/* --- reading --- */

bool log_next(const struct world *world, struct arena *arena, const char *pod_key, const char *container,
              int64_t *after, struct instant *at, struct slice *line)
{
    struct map_entry entry;
    const char *prefix = arena_format(arena, "%s/%s/", pod_key, container);
    const char *from = record_key(arena, pod_key, container, *after);
    if (!map_seek(world_map(world, WORLD_LOGS), slice_of(from), false, &entry) ||
        slice_find(entry.key, slice_of(prefix)) != 0)
        return false;
    slice_to_integer(slice_part(entry.key, strlen(prefix), entry.key.length), after);
    *at = (struct instant){value_number(value_get(entry.item, "at"), 0)};
    struct slice text = value_slice(value_get(entry.item, "line"));
    *line = (struct slice){arena_copy(arena, text), text.length};
    return true;
}
