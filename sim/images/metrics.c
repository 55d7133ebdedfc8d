#include "images/metrics.h"

#include <string.h>

static const char *const bucket_names[METRICS_BUCKETS] = {
    "0.5",  "1",    "5",     "10",    "25",    "50",     "100",    "250",     "500",     "1000",
    "2500", "5000", "10000", "30000", "60000", "300000", "600000", "1800000", "3600000", "+Inf"};
static const int64_t bucket_ends[METRICS_BUCKETS - 1] = {
    500,     1000,    5000,     10000,    25000,    50000,     100000,    250000,     500000,    1000000,
    2500000, 5000000, 10000000, 30000000, 60000000, 300000000, 600000000, 1800000000, 3600000000};

/* By how many binary digits a number has: the first bucket that it can be in. */
static const unsigned char first_buckets[64] = {
    [10] = 1,  [11] = 2,  [12] = 2,  [13] = 2,  [14] = 3,  [15] = 4,
    [16] = 5,  [17] = 6,  [18] = 7,  [19] = 8,  [20] = 9,  [21] = 10,
    [22] = 10, [23] = 11, [24] = 12, [25] = 13, [26] = 14, [27] = 14,
    [28] = 15, [29] = 15, [30] = 16, [31] = 17, [32] = 18, [33 ... 63] = METRICS_BUCKETS - 1};

int metrics_bucket(int64_t thousandths)
{
    int bucket = thousandths > 0 ? first_buckets[64 - __builtin_clzll((uint64_t)thousandths)] : 0;
    while (bucket < METRICS_BUCKETS - 1 && thousandths > bucket_ends[bucket])
        bucket++;
    return bucket;
}

/* --- labels --- */

enum part { REPORTER, SOURCE, DESTINATION, SERVICE, CODE, FLAGS, SECURITY, TAGS, PARTS };

/* A counter's key taken apart. */
struct series {
    struct arena *arena;
    struct slice parts[PARTS];
    const struct value *numbers; /* NULL: another series has taken them over */
    const char *labels;
};

/* Field [index] of "NS/WORKLOAD/CANONICAL/REVISION/ACCOUNT/TRUST". */
static const char *field(const struct series *series, enum part part, int index)
{
    struct slice rest = series->parts[part], one = {NULL, 0};
    for (int i = 0; i <= index && rest.length; i++)
        slice_next(&rest, '/', &one);
    return one.length && series->parts[part].length ? arena_copy(series->arena, one) : "unknown";
}

static const char *principal(const struct series *series, enum part part)
{
    if (!series->parts[part].length || slice_is(series->parts[SECURITY], "unknown"))
        return "unknown";
    return arena_format(series->arena, "spiffe://%s/ns/%s/sa/%s", field(series, part, 5),
                        field(series, part, 0), field(series, part, 4));
}

/* Part of the service's host name: 0 its name, 1 its namespace. */
static const char *service_part(const struct series *series, int index)
{
    struct slice rest = series->parts[SERVICE], one = {NULL, 0};
    for (int i = 0; i <= index && rest.length; i++)
        slice_next(&rest, '.', &one);
    return one.length ? arena_copy(series->arena, one) : "unknown";
}

static const char *text(const struct series *series, enum part part)
{
    return series->parts[part].length ? arena_copy(series->arena, series->parts[part]) : "unknown";
}

/* What a label says: a whole part, or a field of a workload. */
enum source {
    WHOLE,
    NAMESPACE,
    WORKLOAD,
    CANONICAL,
    REVISION,
    PRINCIPAL,
    HOST,
    HOST_NAME,
    HOST_NAMESPACE,
    WORD
};

struct label {
    const char *name;
    enum source source;
    enum part part;
    const char *word;
};

static const char *label_text(const struct series *series, const struct label *label)
{
    bool known = series->parts[label->part].length > 0;
    switch (label->source) {
    case WHOLE:
    case HOST:
        return text(series, label->part);
    case NAMESPACE:
        return field(series, label->part, 0);
    case WORKLOAD:
        return field(series, label->part, 1);
    case CANONICAL:
        return field(series, label->part, 2);
    case REVISION:
        return field(series, label->part, 3);
    case PRINCIPAL:
        return principal(series, label->part);
    case HOST_NAME:
        return service_part(series, 0);
    case HOST_NAMESPACE:
        return service_part(series, 1);
    case WORD:
        return label->part == REPORTER || known ? label->word : "unknown";
    }
    return "unknown";
}

/* ztunnel's order (M2). */
static const struct label tcp_labels[] = {
    {"reporter", WHOLE, REPORTER, NULL},
    {"source_workload", WORKLOAD, SOURCE, NULL},
    {"source_canonical_service", CANONICAL, SOURCE, NULL},
    {"source_canonical_revision", REVISION, SOURCE, NULL},
    {"source_workload_namespace", NAMESPACE, SOURCE, NULL},
    {"source_principal", PRINCIPAL, SOURCE, NULL},
    {"source_app", CANONICAL, SOURCE, NULL},
    {"source_version", REVISION, SOURCE, NULL},
    {"source_cluster", WORD, SOURCE, "Kubernetes"},
    {"destination_service", HOST, SERVICE, NULL},
    {"destination_service_namespace", HOST_NAMESPACE, SERVICE, NULL},
    {"destination_service_name", HOST_NAME, SERVICE, NULL},
    {"destination_workload", WORKLOAD, DESTINATION, NULL},
    {"destination_canonical_service", CANONICAL, DESTINATION, NULL},
    {"destination_canonical_revision", REVISION, DESTINATION, NULL},
    {"destination_workload_namespace", NAMESPACE, DESTINATION, NULL},
    {"destination_principal", PRINCIPAL, DESTINATION, NULL},
    {"destination_app", CANONICAL, DESTINATION, NULL},
    {"destination_version", REVISION, DESTINATION, NULL},
    {"destination_cluster", WORD, DESTINATION, "Kubernetes"},
    {"request_protocol", WORD, REPORTER, "tcp"},
    {"response_flags", WHOLE, FLAGS, NULL},
    {"connection_security_policy", WHOLE, SECURITY, NULL},
    {"source_region", WORD, REPORTER, "unknown"},
    {"source_zone", WORD, REPORTER, "unknown"},
    {"destination_region", WORD, REPORTER, "unknown"},
    {"destination_zone", WORD, REPORTER, "unknown"},
};

/* Envoy's (M5). */
static const struct label http_labels[] = {
    {"reporter", WHOLE, REPORTER, NULL},
    {"source_workload", WORKLOAD, SOURCE, NULL},
    {"source_canonical_service", CANONICAL, SOURCE, NULL},
    {"source_canonical_revision", REVISION, SOURCE, NULL},
    {"source_workload_namespace", NAMESPACE, SOURCE, NULL},
    {"source_principal", PRINCIPAL, SOURCE, NULL},
    {"source_app", CANONICAL, SOURCE, NULL},
    {"source_version", REVISION, SOURCE, NULL},
    {"source_cluster", WORD, SOURCE, "Kubernetes"},
    {"destination_workload", WORKLOAD, DESTINATION, NULL},
    {"destination_workload_namespace", NAMESPACE, DESTINATION, NULL},
    {"destination_principal", PRINCIPAL, DESTINATION, NULL},
    {"destination_app", CANONICAL, DESTINATION, NULL},
    {"destination_version", REVISION, DESTINATION, NULL},
    {"destination_service", HOST, SERVICE, NULL},
    {"destination_canonical_service", CANONICAL, DESTINATION, NULL},
    {"destination_canonical_revision", REVISION, DESTINATION, NULL},
    {"destination_service_name", HOST_NAME, SERVICE, NULL},
    {"destination_service_namespace", HOST_NAMESPACE, SERVICE, NULL},
    {"destination_cluster", WORD, DESTINATION, "Kubernetes"},
    {"request_protocol", WORD, REPORTER, "http"},
    {"response_code", WHOLE, CODE, NULL},
    {"grpc_response_status", WORD, REPORTER, ""},
    {"response_flags", WHOLE, FLAGS, NULL},
    {"connection_security_policy", WHOLE, SECURITY, NULL},
};

static int hex_digit(char c)
{
    char lower = ascii_lower(c);
    return ascii_is_digit(c) ? c - '0' : lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/* The text without its escapes "%XX". */
static const char *unescaped(struct arena *arena, struct slice text)
{
    struct buffer out = {0};
    for (size_t i = 0; i < text.length; i++) {
        int high, low;
        bool escape = text.data[i] == '%' && i + 2 < text.length && (high = hex_digit(text.data[i + 1])) >= 0 &&
                      (low = hex_digit(text.data[i + 2])) >= 0;
        buffer_add_byte(&out, escape ? (char)(high * 16 + low) : text.data[i]);
        i += escape ? 2 : 0;
    }
    const char *result = arena_copy(arena, buffer_slice(&out));
    buffer_release(&out);
    return result;
}

/* What Telemetry made of labels (traffic/waypoint_metrics.c): an object of texts, null for one that is removed.
 */
static struct value *read_tags(const struct series *series)
{
    struct value *tags = value_object(series->arena);
    struct slice rest = series->parts[TAGS], tag, name;
    while (slice_next(&rest, ';', &tag)) {
        if (tag.length && slice_next(&tag, '=', &name))
            value_put(series->arena, tags, unescaped(series->arena, name),
                      tag.data ? value_text(series->arena, unescaped(series->arena, tag)) : value_null());
    }
    return tags;
}

static void add_label(struct buffer *out, const char *name, const char *text)
{
    buffer_add_text(out, out->length ? "," : "");
    for (const char *c = name; *c; c++) {
        bool digit = ascii_is_digit(*c);
        if (digit && c == name)
            buffer_add_byte(out, '_');
        buffer_add_byte(out, digit || ascii_is_letter(*c) ? *c : '_');
    }
    buffer_add_text(out, "=\"");
    for (; *text; text++) {
        if (*text == '"' || *text == '\\')
            buffer_add_byte(out, '\\');
        if (*text == '\n')
            buffer_add_text(out, "\\n");
        else
            buffer_add_byte(out, *text);
    }
    buffer_add_byte(out, '"');
}

/* Changed labels stay in their places, new ones come behind, in order of name. */
static const char *labels_text(const struct series *series, bool http)
{
    const struct label *labels = http ? http_labels : tcp_labels;
    size_t count = http ? sizeof http_labels / sizeof *http_labels : sizeof tcp_labels / sizeof *tcp_labels;
    struct buffer out = {0};
    struct value *tags = series->parts[TAGS].length ? read_tags(series) : NULL;
    for (size_t i = 0; i < count; i++) {
        const struct value *tag = value_get(tags, labels[i].name);
        if (!tag)
            add_label(&out, labels[i].name, label_text(series, &labels[i]));
        else if (value_is(tag, VALUE_STRING))
            add_label(&out, labels[i].name, value_string_of(tag));
        if (tag)
            value_put(series->arena, tags, labels[i].name, NULL);
    }
    for (size_t i = 0; i < value_count(tags); i++)
        if (value_is(value_member_at(tags, i), VALUE_STRING))
            add_label(&out, value_key_at(tags, i), value_string_of(value_member_at(tags, i)));
    const char *result = arena_copy(series->arena, buffer_slice(&out));
    buffer_release(&out);
    return result;
}

/* --- families --- */

struct family {
    const char *kind, *name, *type;
    const char *help;   /* NULL: Envoy gives none */
    const char *member; /* of the numbers; of a histogram its prefix */
    bool plain_flags;   /* opened is always counted without a flag (M3) */
};

static const struct family families[] = {
    {"tcp", "istio_tcp_connections_closed", "counter", "The total number of TCP connections closed.", "closed",
     false},
    {"tcp", "istio_tcp_connections_opened", "counter", "The total number of TCP connections opened.", "opened",
     true},
    {"tcp", "istio_tcp_received_bytes", "counter",
     "The size of total bytes received during request in case of a TCP connection.", "received", false},
    {"tcp", "istio_tcp_sent_bytes", "counter",
     "The size of total bytes sent during response in case of a TCP connection.", "sent", false},
    {"http", "istio_request_bytes", "histogram", NULL, "request", false},
    {"http", "istio_request_duration_milliseconds", "histogram", NULL, "duration", false},
    {"http", "istio_requests_total", "counter", NULL, "count", false},
    {"http", "istio_response_bytes", "histogram", NULL, "response", false},
};

static long long number(const struct series *series, const char *member)
{
    return (long long)value_number(value_get(series->numbers, member), 0);
}

static void write_histogram(struct buffer *out, const struct family *family, const struct series *series)
{
    const char *labels = series->labels, *comma = labels[0] ? "," : "";
    long long count = 0;
    for (int i = 0; i < METRICS_BUCKETS; i++) {
        count += number(series, arena_format(series->arena, "%s%02d", family->member, i));
        buffer_format(out, "%s_bucket{%s%sle=\"%s\"} %lld\n", family->name, labels, comma, bucket_names[i],
                      count);
    }
    buffer_format(out, "%s_sum{%s} %lld\n", family->name, labels, number(series, family->member));
    buffer_format(out, "%s_count{%s} %lld\n", family->name, labels, count);
}

static void write_counter(struct buffer *out, const struct family *family, const struct series *series)
{
    bool http = text_equal(family->kind, "http");
    buffer_format(out, "%s%s{%s} %lld\n", family->name, http ? "" : "_total", series->labels,
                  number(series, family->member));
}

/* Series whose labels say the same are one: opened connections, which do not tell flags apart, and what lacks
 * the labels that told them apart. The first one gets the numbers of all. */
static void sum_series(struct arena *arena, struct series *all, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct value *sum = NULL;
        for (size_t j = i + 1; j < count; j++) {
            if (!all[j].numbers || !text_equal(all[i].labels, all[j].labels))
                continue;
            sum = sum ? sum : value_edit(arena, all[i].numbers);
            for (size_t k = 0; k < value_count(all[j].numbers); k++) {
                const char *member = value_key_at(all[j].numbers, k);
                value_put_integer(arena, sum, member,
                                  value_number(value_get(sum, member), 0) +
                                      value_number(value_member_at(all[j].numbers, k), 0));
            }
            all[j].numbers = NULL;
        }
        all[i].numbers = sum ? sum : all[i].numbers;
    }
}

/* The series of a family, those of one kind that count it. */
static size_t read_series(struct arena *arena, struct map counters, const char *pod,
                          const struct family *family, struct series **found)
{
    const char *prefix = arena_format(arena, "%s\t%s\t", pod, family->kind);
    struct map_entry entry;
    size_t count = 0;
    struct map_walk walk = map_walk(counters, slice_of(prefix));
    while (map_walk_next(&walk, &entry))
        count += value_get(entry.item, family->member) != NULL;
    *found = arena_allocate(arena, (count + 1) * sizeof **found);
    walk = map_walk(counters, slice_of(prefix));
    for (size_t i = 0; i < count && map_walk_next(&walk, &entry);) {
        struct slice rest = slice_part(entry.key, strlen(prefix), entry.key.length);
        struct series *series = &(*found)[i];
        if (!value_get(entry.item, family->member))
            continue;
        *series = (struct series){.arena = arena, .numbers = entry.item};
        for (int part = 0; part < PARTS && slice_next(&rest, '|', &series->parts[part]);)
            part++;
        if (family->plain_flags)
            series->parts[FLAGS] = SLICE("-");
        series->labels = labels_text(series, text_equal(family->kind, "http"));
        i++;
    }
    return count;
}

void metrics_write(struct buffer *out, struct arena *arena, struct map counters, const char *pod)
{
    for (size_t f = 0; f < sizeof families / sizeof *families; f++) {
        const struct family *family = &families[f];
        struct series *all;
        size_t count = read_series(arena, counters, pod, family, &all);
        if (!count)
            continue;
        if (family->help)
            buffer_format(out, "# HELP %s %s\n", family->name, family->help);
        buffer_format(out, "# TYPE %s %s\n", family->name, family->type);
        sum_series(arena, all, count);
        for (size_t i = 0; i < count; i++) {
            if (!all[i].numbers)
                continue;
            if (text_equal(family->type, "histogram"))
                write_histogram(out, family, &all[i]);
            else
                write_counter(out, family, &all[i]);
        }
    }
}

const char *const *metrics_names(struct arena *arena)
{
    static const char *const endings[] = {"_bucket", "_sum", "_count"};
    const char **names = arena_allocate(arena, (3 * sizeof families / sizeof *families + 1) * sizeof *names);
    size_t count = 0;
    for (size_t i = 0; i < sizeof families / sizeof *families; i++) {
        const struct family *family = &families[i];
        bool histogram = text_equal(family->type, "histogram"), http = text_equal(family->kind, "http");
        for (size_t j = 0; histogram && j < 3; j++)
            names[count++] = arena_format(arena, "%s%s", family->name, endings[j]);
        if (!histogram)
            names[count++] = arena_format(arena, "%s%s", family->name, http ? "" : "_total");
    }
    return names;
}

const char *const *metrics_label_names(struct arena *arena)
{
    enum { TCP = sizeof tcp_labels / sizeof *tcp_labels, HTTP = sizeof http_labels / sizeof *http_labels };
    const char **names = arena_allocate(arena, (TCP + HTTP + 2) * sizeof *names);
    for (size_t i = 0; i < TCP; i++)
        names[i] = tcp_labels[i].name;
    for (size_t i = 0; i < HTTP; i++)
        names[TCP + i] = http_labels[i].name;
    names[TCP + HTTP] = "le";
    return names;
}
