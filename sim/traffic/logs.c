#include "traffic/logs.h"

#include <string.h>

#include "base/buffer.h"
#include "base/limits.h"

/* Sequence numbers have 12 digits in keys, so that byte order is number order. */
static const char *record_key(struct arena *arena, const char *pod_key, const char *container, int64_t sequence)
{
    return arena_format(arena, "%s/%s/%012lld", pod_key, container, (long long)sequence);
}

void log_append(struct draft *draft, const char *pod_key, const char *container, const struct value *record)
{
    struct arena *arena = draft->arena;
    int64_t sequence = draft_count(draft, "log");
    draft_set(draft, WORLD_LOGS, record_key(arena, pod_key, container, sequence), record);
    const char *count_note = arena_format(arena, "log/%s/%s", pod_key, container);
    if (draft_count(draft, count_note) <= LIMIT_LOG_RECORDS)
        return;
    struct map_entry oldest;
    const char *prefix = arena_format(arena, "%s/%s/", pod_key, container);
    struct map_walk walk = map_walk(draft->maps[WORLD_LOGS], slice_of(prefix));
    if (map_walk_next(&walk, &oldest))
        draft_remove(draft, WORLD_LOGS, arena_copy(arena, oldest.key));
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

void log_erase(struct draft *draft, const char *pod_key)
{
    const char *prefix = arena_format(draft->arena, "%s/", pod_key);
    for (;;) {
        struct map_entry entry;
        struct map_walk walk = map_walk(draft->maps[WORLD_LOGS], slice_of(prefix));
        if (!map_walk_next(&walk, &entry))
            return;
        draft_remove(draft, WORLD_LOGS, arena_copy(draft->arena, entry.key));
    }
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
