#include "traffic/logs.h"

#include <string.h>

#include "base/buffer.h"
#include "base/limits.h"
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
    struct value *record = value_object(draft->arena);
    value_put_text(draft->arena, record, "form", "text");
    value_put_integer(draft->arena, record, "at", at.nanoseconds);
    value_put_text(draft->arena, record, "line", line);
    log_append(draft, pod_key, container, record);
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

/* --- records of events --- */

static const struct value *line_record(struct arena *arena, const struct line_event *event)
{
    struct value *record = value_object(arena);
    value_put_text(arena, record, "form", "text");
    value_put_integer(arena, record, "at", event->log.at.nanoseconds);
    value_put(arena, record, "line", value_string(arena, event->line));
    return record;
}

static void put_side(struct arena *arena, struct value *fields, const char *side,
                     const struct workload *workload, bool identity)
{
    if (!workload)
        return;
    value_put_text(arena, fields, arena_format(arena, "%s.workload", side), workload->name);
    value_put_text(arena, fields, arena_format(arena, "%s.namespace", side), workload->namespace);
    if (identity)
        value_put_text(arena, fields, arena_format(arena, "%s.identity", side),
                       arena_format(arena, "spiffe://%s", workload->principal));
}

static const struct value *address_value(struct arena *arena, const char *address, int port)
{
    return value_format(arena, "%s:%d", address, port);
}

static const struct value *connection_record(struct arena *arena, const struct connection_event *event)
{
    struct value *record = value_object(arena), *fields = value_object(arena);
    value_put(arena, fields, "src.addr", address_value(arena, event->source_address, event->source_port));
    value_put(arena, fields, "dst.addr",
              address_value(arena, event->destination_address, event->destination_port));
    value_put_text(arena, fields, "direction", event->direction);
    if (event->error.data)
        value_put(arena, fields, "error", value_string(arena, event->error));
    if (!event->failed) {
        put_side(arena, fields, "src", event->source, event->source_identity);
        put_side(arena, fields, "dst", event->destination, event->destination_identity);
        if (event->hbone_address)
            value_put(arena, fields, "dst.hbone_addr",
                      address_value(arena, event->hbone_address, event->hbone_port));
        value_put_text(arena, fields, "dst.service", event->service);
        value_put_integer(arena, fields, "bytes_sent", event->sent);
        value_put_integer(arena, fields, "bytes_recv", event->received);
        value_put(arena, fields, "duration",
                  value_format(arena, "%lldms", (long long)(event->took.nanoseconds / 1000000)));
    }
    value_put_text(arena, record, "form", "ztunnel");
    value_put_integer(arena, record, "at", event->log.at.nanoseconds);
    value_put_text(arena, record, "level", event->level);
    value_put_text(arena, record, "message", event->message);
    value_put(arena, record, "fields", fields);
    return record;
}

static void put_or_dash(struct arena *arena, struct value *record, const char *key, struct slice text)
{
    value_put(arena, record, key, value_string(arena, text.length ? text : SLICE("-")));
}

static const char *cluster_text(struct arena *arena, const struct cluster *cluster)
{
    if (!cluster->direction || !cluster->hostname)
        return cluster->direction;
    return arena_format(arena, "%s|%d|%s|%s", cluster->direction, cluster->port, cluster->protocol,
                        cluster->hostname);
}

static const struct value *access_record(struct arena *arena, const struct access_event *event)
{
    struct value *record = value_object(arena);
    bool request = !event->termination.data;
    value_put_text(arena, record, "form", "envoy");
    value_put_integer(arena, record, "at", event->log.at.nanoseconds);
    value_put_text(arena, record, "start", instant_rfc3339(arena, event->began, 3));
    put_or_dash(arena, record, "method", event->method);
    put_or_dash(arena, record, "path", event->target);
    put_or_dash(arena, record, "protocol", request ? SLICE("HTTP/1.1") : SLICE(""));
    value_put_integer(arena, record, "status", event->status);
    put_or_dash(arena, record, "flags", slice_of(event->flags));
    put_or_dash(arena, record, "details", event->details);
    if (!request)
        value_put(arena, record, "termination", value_string(arena, event->termination));
    value_put_integer(arena, record, "received", event->received);
    value_put_integer(arena, record, "sent", event->sent);
    value_put_integer(arena, record, "duration",
                      instant_since(event->log.at, event->began).nanoseconds / 1000000);
    put_or_dash(arena, record, "upstream_time",
                slice_of(event->upstream_time < 0
                             ? NULL
                             : arena_format(arena, "%lld", (long long)event->upstream_time)));
    put_or_dash(arena, record, "agent", event->agent);
    put_or_dash(arena, record, "request_id", event->request_id);
    put_or_dash(arena, record, "authority", event->host);
    put_or_dash(arena, record, "upstream",
                slice_of(event->upstream ? arena_format(arena, "envoy://connect_originate/%s:%d",
                                                        event->upstream, event->upstream_port)
                                         : NULL));
    put_or_dash(arena, record, "upstream_local",
                slice_of(event->upstream ? "envoy://internal_client_address/" : NULL));
    put_or_dash(arena, record, "cluster", slice_of(cluster_text(arena, &event->cluster)));
    value_put(arena, record, "local", address_value(arena, event->local, event->local_port));
    value_put(arena, record, "remote", address_value(arena, event->remote, event->remote_port));
    put_or_dash(arena, record, "route", slice_of(event->route));
    return record;
}

const struct value *log_record(struct arena *arena, const struct log_event *event)
{
    switch (event->form) {
    case LOG_LINE:
        return line_record(arena, (const struct line_event *)event);
    case LOG_ACCESS:
        return access_record(arena, (const struct access_event *)event);
    case LOG_CONNECTION:
        return connection_record(arena, (const struct connection_event *)event);
    }
    return value_null();
}

/* --- text --- */

/* ztunnel's fields in its order (Z12); the ones after the bar are not quoted. */
static const struct field {
    const char *name;
    bool bare;
} ztunnel_fields[] = {
    {"src.addr", true},       {"src.workload", false},  {"src.namespace", false}, {"src.identity", false},
    {"dst.addr", true},       {"dst.hbone_addr", true}, {"dst.service", false},   {"dst.workload", false},
    {"dst.namespace", false}, {"dst.identity", false},  {"direction", false},     {"bytes_sent", true},
    {"bytes_recv", true},     {"duration", false},      {"error", false},
};

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

static void ztunnel_line(struct arena *arena, struct buffer *out, const struct value *record, struct instant at)
{
    const struct value *fields = value_get(record, "fields");
    const char *separator = "\t";
    buffer_format(out, "%s\t%s\taccess\t%s", instant_rfc3339(arena, at, 6), value_find_text(record, "level"),
                  value_find_text(record, "message"));
    for (size_t i = 0; i < sizeof ztunnel_fields / sizeof *ztunnel_fields; i++) {
        const struct value *value = value_get(fields, ztunnel_fields[i].name);
        if (!value)
            continue;
        buffer_format(out, "%s%s=", separator, ztunnel_fields[i].name);
        separator = " ";
        if (value_is(value, VALUE_INTEGER))
            buffer_format(out, "%lld", (long long)value_number(value, 0));
        else if (ztunnel_fields[i].bare)
            buffer_add(out, value_slice(value));
        else
            add_quoted(out, value_slice(value));
    }
}

/* Istio's default text format (V6). */
static void envoy_line(struct buffer *out, const struct value *record)
{
#define TEXT(name) value_find_text(record, name)
#define NUMBER(name) (long long)value_number(value_get(record, name), 0)
    buffer_format(out, "[%s] \"%s %s %s\" %lld %s %s %s \"-\" %lld %lld %lld %s", TEXT("start"), TEXT("method"),
                  TEXT("path"), TEXT("protocol"), NUMBER("status"), TEXT("flags"), TEXT("details"),
                  value_get(record, "termination") ? TEXT("termination") : "-", NUMBER("received"),
                  NUMBER("sent"), NUMBER("duration"), TEXT("upstream_time"));
    buffer_format(out, " \"-\" \"%s\" \"%s\" \"%s\" \"%s\" %s %s %s %s - %s", TEXT("agent"), TEXT("request_id"),
                  TEXT("authority"), TEXT("upstream"), TEXT("cluster"), TEXT("upstream_local"), TEXT("local"),
                  TEXT("remote"), TEXT("route"));
#undef TEXT
#undef NUMBER
}

bool log_next(const struct world *world, struct arena *arena, const char *pod_key, const char *container,
              int64_t *after, struct instant *at, struct slice *line)
{
    struct map_entry entry;
    const char *prefix = arena_format(arena, "%s/%s/", pod_key, container);
    const char *from = record_key(arena, pod_key, container, *after);
    if (!map_seek(world_map(world, WORLD_LOGS), slice_of(from), false, &entry) ||
        slice_find(entry.key, slice_of(prefix)) != 0)
        return false;
    const struct value *record = entry.item;
    slice_to_integer(slice_part(entry.key, strlen(prefix), entry.key.length), after);
    *at = (struct instant){value_number(value_get(record, "at"), 0)};
    struct buffer text = {0};
    const char *form = value_find_text(record, "form");
    if (text_equal(form, "ztunnel"))
        ztunnel_line(arena, &text, record, *at);
    else if (text_equal(form, "envoy"))
        envoy_line(&text, record);
    else
        buffer_add_text(&text, value_find_text(record, "line"));
    *line = (struct slice){arena_copy(arena, buffer_slice(&text)), text.length};
    buffer_release(&text);
    return true;
}
