#include "images/metrics.h"

#include <string.h>

static const char *const bucket_names[METRICS_BUCKETS] = {
    "0.5",  "1",    "5",     "10",    "25",    "50",     "100",    "250",     "500",     "1000",
    "2500", "5000", "10000", "30000", "60000", "300000", "600000", "1800000", "3600000", "+Inf"};
static const int64_t bucket_ends[METRICS_BUCKETS - 1] = {
    500,     1000,    5000,     10000,    25000,    50000,     100000,    250000,     500000,    1000000,
    2500000, 5000000, 10000000, 30000000, 60000000, 300000000, 600000000, 1800000000, 3600000000};

int metrics_bucket(int64_t thousandths)
{
    int bucket = 0;
    while (bucket < METRICS_BUCKETS - 1 && thousandths > bucket_ends[bucket])
        bucket++;
    return bucket;
}

/* --- labels --- */

enum part { REPORTER, SOURCE, DESTINATION, SERVICE, CODE, FLAGS, SECURITY, PARTS };

/* A counter's key taken apart. */
struct series {
    struct arena *arena;
    struct slice parts[PARTS];
    const struct value *numbers;
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

static const char *labels_text(const struct series *series, bool http)
{
    const struct label *labels = http ? http_labels : tcp_labels;
    size_t count = http ? sizeof http_labels / sizeof *http_labels : sizeof tcp_labels / sizeof *tcp_labels;
    struct buffer out = {0};
    for (size_t i = 0; i < count; i++)
        buffer_format(&out, "%s%s=\"%s\"", i ? "," : "", labels[i].name, label_text(series, &labels[i]));
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
    const char *labels = labels_text(series, true);
    long long count = 0;
    for (int i = 0; i < METRICS_BUCKETS; i++) {
        count += number(series, arena_format(series->arena, "%s%02d", family->member, i));
        buffer_format(out, "%s_bucket{%s,le=\"%s\"} %lld\n", family->name, labels, bucket_names[i], count);
    }
    buffer_format(out, "%s_sum{%s} %lld\n", family->name, labels, number(series, family->member));
    buffer_format(out, "%s_count{%s} %lld\n", family->name, labels, count);
}

static void write_counter(struct buffer *out, const struct family *family, const struct series *series)
{
    bool http = text_equal(family->kind, "http");
    buffer_format(out, "%s%s{%s} %lld\n", family->name, http ? "" : "_total", labels_text(series, http),
                  number(series, family->member));
}

/* Opened connections are one series for all flags: the counters that differ in flags only are summed. */
static void sum_opened(struct buffer *out, const struct family *family, struct series *all, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        all[i].parts[FLAGS] = SLICE("-");
        const char *labels = labels_text(&all[i], false);
        long long total = number(&all[i], family->member);
        bool first = true;
        for (size_t j = 0; j < count; j++) {
            struct series other = all[j];
            other.parts[FLAGS] = SLICE("-");
            bool same = i != j && text_equal(labels, labels_text(&other, false));
            first = first && !(same && j < i);
            total += same ? number(&other, family->member) : 0;
        }
        if (first)
            buffer_format(out, "%s_total{%s} %lld\n", family->name, labels, total);
    }
}

static size_t read_series(struct arena *arena, struct map counters, const char *prefix, struct series **found)
{
    struct map_entry entry;
    size_t count = 0;
    struct map_walk walk = map_walk(counters, slice_of(prefix));
    while (map_walk_next(&walk, &entry))
        count++;
    *found = arena_allocate(arena, (count + 1) * sizeof **found);
    walk = map_walk(counters, slice_of(prefix));
    for (size_t i = 0; map_walk_next(&walk, &entry); i++) {
        struct slice rest = slice_part(entry.key, strlen(prefix), entry.key.length);
        (*found)[i] = (struct series){.arena = arena, .numbers = entry.item};
        for (int part = 0; part < PARTS && slice_next(&rest, '|', &(*found)[i].parts[part]);)
            part++;
    }
    return count;
}

void metrics_write(struct buffer *out, struct arena *arena, struct map counters, const char *pod)
{
    for (size_t f = 0; f < sizeof families / sizeof *families; f++) {
        const struct family *family = &families[f];
        struct series *all;
        size_t count = read_series(arena, counters, arena_format(arena, "%s\t%s\t", pod, family->kind), &all);
        if (!count)
            continue;
        if (family->help)
            buffer_format(out, "# HELP %s %s\n", family->name, family->help);
        buffer_format(out, "# TYPE %s %s\n", family->name, family->type);
        if (family->plain_flags)
            sum_opened(out, family, all, count);
        for (size_t i = 0; !family->plain_flags && i < count; i++) {
            if (text_equal(family->type, "histogram"))
                write_histogram(out, family, &all[i]);
            else
                write_counter(out, family, &all[i]);
        }
    }
}
