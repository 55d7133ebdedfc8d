#include "kinds/columns.h"
#include "kinds/rows.h"

static const struct value *last_seen(const struct value *event)
{
    const struct value *series = value_find(event, "series.lastObservedTime");
    const struct value *last = value_get(event, "lastTimestamp");
    if (series)
        return series;
    return last ? last : value_get(event, "eventTime");
}

static const char *cell_last(struct arena *arena, const struct value *event, struct instant now)
{
    return columns_age(arena, last_seen(event), now);
}

static const char *cell_first(struct arena *arena, const struct value *event, struct instant now)
{
    const struct value *first = value_get(event, "firstTimestamp");
    return columns_age(arena, first ? first : value_get(event, "eventTime"), now);
}

static const char *cell_object(struct arena *arena, const struct value *event, struct instant now)
{
    (void)now;
    char *kind = arena_text(arena, value_find_text(event, "involvedObject.kind"));
    for (char *c = kind; *c; c++)
        *c = ascii_lower(*c);
    return arena_format(arena, "%s/%s", kind, value_find_text(event, "involvedObject.name"));
}

static const char *cell_source(struct arena *arena, const struct value *event, struct instant now)
{
    (void)now;
    const char *component = value_find_text(event, "source.component"),
               *host = value_find_text(event, "source.host");
    if (!*component)
        component = value_find_text(event, "reportingComponent");
    return *host ? arena_format(arena, "%s, %s", component, host) : component;
}

static const char *cell_count(struct arena *arena, const struct value *event, struct instant now)
{
    (void)now;
    int64_t count = value_number(value_find(event, "series.count"), value_number(value_get(event, "count"), 1));
    return arena_format(arena, "%lld", (long long)count);
}

static const struct column columns[] = {
    {.name = "Last Seen", .cell = cell_last},
    {.name = "Type", .path = "type"},
    {.name = "Reason", .path = "reason"},
    {.name = "Object", .cell = cell_object},
    {.name = "Subobject", .path = "involvedObject.fieldPath", .wide = true},
    {.name = "Source", .cell = cell_source, .wide = true},
    {.name = "Message", .path = "message"},
    {.name = "First Seen", .cell = cell_first, .wide = true},
    {.name = "Count", .cell = cell_count, .wide = true},
    {.name = "Name", .path = "metadata.name", .wide = true},
    COLUMN_END,
};

const struct kind event_kind = {
    .group = "",
    .versions = "v1",
    .kind = "Event",
    .plural = "events",
    .resource = "events",
    .singular = "event",
    .short_names = "ev",
    .categories = "",
    .flags = KIND_NAMESPACED,
    .name_rule = NAME_SUBDOMAIN,
    .columns = columns,
    .schema =
        "involvedObject{apiVersion fieldPath kind name namespace resourceVersion uid}=\"The object that this "
        "is about.\" "
        "reason=\"Why, in one word for a machine.\" "
        "message=\"What happened, for a human.\" "
        "type=\"Normal or Warning.\" "
        "source{component host} firstTimestamp:date lastTimestamp:date count:integer=\"How often it "
        "happened.\" eventTime:date "
        "series{count:integer lastObservedTime:date} action related:any reportingComponent reportingInstance",
    .description = "Event is a report of an event somewhere in the cluster.",
};
