#include "traffic/ledger.h"

#include "base/limits.h"
#include "base/write.h"
#include "images/metrics.h"
#include "base/check.h"
#include "traffic/logs.h"

enum {
    SMALLEST = 128, /* bytes of a cell */
    WORDS = 7,      /* of a key in a table */
    FIRST_SLOTS = 16,
};

/* --- memory: what is forgotten is used again --- */

struct cell {
    struct cell *next;
    size_t class; /* SMALLEST << class bytes */
    max_align_t data[];
};

static inline void *take(struct ledger *ledger, size_t size)
{
    size_t class = size <= SMALLEST ? 0 : (size_t)(64 - __builtin_clzll((size - 1) / SMALLEST));
    struct cell *cell = ledger->spare[class];
    if (cell) {
        ledger->spare[class] = cell->next;
    } else {
        cell = arena_allocate(&ledger->arena, sizeof *cell + ((size_t)SMALLEST << class));
        cell->class = class;
    }
    return cell->data;
}

static void give_back(struct ledger *ledger, void *data)
{
    struct cell *cell = (struct cell *)((char *)data - offsetof(struct cell, data));
    cell->next = ledger->spare[cell->class];
    ledger->spare[cell->class] = cell;
}

/* The text moved to *at. */
static struct slice move(char **at, struct slice text)
{
    struct slice moved = {*at, text.length};
    *at = write_slice(*at, text);
    return moved;
}

/* --- tables: open, at most half full, by words that are pointers and numbers --- */

struct entry {
    uint64_t key[WORDS];
};

/* Of a key whose words behind [words] are 0. */
static inline size_t hash_of(const uint64_t *key, size_t words)
{
    uint64_t hash = 0;
#pragma GCC unroll 8
    for (size_t i = 0; i < words; i++)
        hash = (hash ^ key[i]) * 0x9e3779b97f4a7c15u;
    return (size_t)(hash ^ hash >> 29);
}

static void grow(struct ledger *ledger, struct ledger_table *table, size_t words)
{
    struct ledger_table before = *table;
    size_t size = before.slots ? (before.mask + 1) * 2 : FIRST_SLOTS;
    table->slots = arena_allocate(&ledger->arena, size * sizeof(struct entry *));
    table->mask = size - 1;
    for (size_t i = 0; before.slots && i <= before.mask; i++) {
        size_t at = before.slots[i] ? hash_of(before.slots[i]->key, words) : 0;
        while (before.slots[i] && table->slots[at & table->mask])
            at++;
        if (before.slots[i])
            table->slots[at & table->mask] = before.slots[i];
    }
}

static inline bool same(const uint64_t *a, const uint64_t *b, size_t words)
{
    uint64_t different = 0;
#pragma GCC unroll 8
    for (size_t i = 0; i < words; i++)
        different |= a[i] ^ b[i];
    return !different;
}

/* The entry of that key in a table whose keys have as many words; a new one is all zero, [size] bytes long. */
static inline void *find(struct ledger *ledger, struct ledger_table *table, const uint64_t *key, size_t words,
                         size_t size)
{
    if (table->count * 2 >= table->mask)
        grow(ledger, table, words);
    size_t at = hash_of(key, words);
    for (; table->slots[at & table->mask]; at++) {
        if (same(table->slots[at & table->mask]->key, key, words))
            return table->slots[at & table->mask];
    }
    struct entry *entry = arena_allocate(&ledger->arena, size);
    memcpy(entry->key, key, words * sizeof *key);
    table->slots[at & table->mask] = entry;
    table->count++;
    return entry;
}

/* --- beginning and end --- */

void ledger_begin_anew(struct ledger *ledger, const struct world *world)
{
    ledger->begun = true;
    ledger->random = world_random(world);
    ledger->ports_before = value_number(world_get(world, WORLD_NOTES, "port"), 0);
}

int64_t ledger_port(struct ledger *ledger)
{
    return ledger->ports_before + ++ledger->ports;
}

void ledger_hold(struct ledger *ledger, const struct configuration *configuration)
{
    for (size_t i = 0; i < ledger->held_count; i++) {
        if (ledger->held[i] == configuration)
            return;
    }
    check(ledger->held_count < sizeof ledger->held / sizeof *ledger->held);
    ledger->held[ledger->held_count++] = configuration_ref(configuration);
}

void ledger_clear(struct ledger *ledger)
{
    while (ledger->held_count)
        configuration_unref(ledger->held[--ledger->held_count]);
    arena_release(&ledger->arena);
    *ledger = (struct ledger){0};
}

/* --- requests --- */

/* What of the hops belongs to the request and not to the configuration, in bytes; nearly always nothing. */
static size_t own_bytes(const struct hops *hops, size_t *lacks)
{
    size_t size = 0;
    for (size_t i = 0; i < hops->count; i++) {
        const struct hop *hop = &hops->items[i];
        size += hop->why.text.length;
        if (hop->lack) {
            size += sizeof *hop->lack + hop->lack->observed.length;
            ++*lacks;
        }
    }
    return size;
}

/* And that goes with it. */
static void move_own(struct trace *to, struct lack *lacks, char **at)
{
    for (size_t i = 0; i < to->count; i++) {
        struct hop *hop = &to->hops[i];
        if (hop->why.text.length)
            hop->why.text = move(at, hop->why.text);
        if (!hop->lack)
            continue;
        *lacks = *hop->lack;
        lacks->observed = move(at, lacks->observed);
        hop->lack = lacks++;
    }
}

void ledger_trace(struct ledger *ledger, const struct trace *trace, const struct hops *connection,
                  const struct hops *request)
{
    struct trace_queue *queue = &ledger->traces;
    size_t count = connection->count + request->count, lacks = 0;
    size_t own = own_bytes(connection, &lacks) + own_bytes(request, &lacks);
    size_t size = sizeof *trace + count * sizeof *trace->hops + own + trace->client.length + 1 +
                  trace->address.length + trace->method.length + trace->target.length + trace->host.length +
                  trace->details.length;
    struct trace *kept = take(ledger, size);
    struct lack *kept_lacks = (struct lack *)&kept->hops[count];
    char *at = (char *)(kept_lacks + lacks);
    *kept = *trace;
    kept->next = NULL;
    kept->count = count;
    memcpy(kept->hops, connection->items, connection->count * sizeof *kept->hops);
    memcpy(kept->hops + connection->count, request->items, request->count * sizeof *kept->hops);
    const char *client = trace->client.data;
    kept->client = move(&at, trace->client);
    *at++ = '\0';
    kept->address = move(&at, trace->address);
    kept->method = move(&at, trace->method);
    kept->target = move(&at, trace->target);
    kept->host = move(&at, trace->host);
    kept->details = move(&at, trace->details);
    if (own)
        move_own(kept, kept_lacks, &at);
    /* The first hop stands at the client, whose name is the flow's if nobody knows its pod. */
    if (count && kept->hops[0].where == client)
        kept->hops[0].where = kept->client.data;
    if (queue->last)
        queue->last->next = kept;
    else
        queue->first = kept;
    queue->last = kept;
    queue->total++;
    if (++queue->count <= LIMIT_TRACES)
        return;
    struct trace *oldest = queue->first;
    queue->first = oldest->next;
    queue->count--;
    give_back(ledger, oldest);
}

/* --- log lines --- */

struct log_queue {
    struct entry entry; /* its place: pod and container */
    struct log_event *first, *last;
    int64_t count, total;
};

static inline __attribute__((always_inline)) void append(struct ledger *ledger, struct log_place place,
                                                         struct log_event *event, enum log_form form)
{
    const uint64_t key[] = {(uintptr_t)place.pod, (uintptr_t)place.container};
    struct log_queue *queue = find(ledger, &ledger->logs, key, sizeof key / sizeof *key, sizeof *queue);
    event->next = NULL;
    event->sequence = ++ledger->logged;
    event->form = form;
    if (queue->first)
        queue->last->next = event;
    else
        queue->first = event;
    queue->last = event;
    queue->total++;
    if (++queue->count <= LIMIT_LOG_RECORDS)
        return;
    struct log_event *oldest = queue->first;
    queue->first = oldest->next;
    queue->count--;
    give_back(ledger, oldest);
}

void ledger_line(struct ledger *ledger, struct log_place place, struct instant at, struct slice line)
{
    struct line_event *kept = take(ledger, sizeof *kept + line.length);
    char *text = (char *)(kept + 1);
    kept->log.at = at;
    kept->line = move(&text, line);
    append(ledger, place, &kept->log, LOG_LINE);
}

void ledger_access(struct ledger *ledger, struct log_place place, const struct access_event *event)
{
    struct access_event *kept =
        take(ledger, sizeof *kept + event->method.length + event->target.length + event->host.length +
                         event->agent.length + event->request_id.length + event->details.length +
                         event->termination.length);
    char *at = (char *)(kept + 1);
    *kept = *event;
    kept->method = move(&at, event->method);
    kept->target = move(&at, event->target);
    kept->host = move(&at, event->host);
    kept->agent = move(&at, event->agent);
    kept->request_id = move(&at, event->request_id);
    kept->details = move(&at, event->details);
    if (event->termination.data)
        kept->termination = move(&at, event->termination);
    append(ledger, place, &kept->log, LOG_ACCESS);
}

void ledger_connection(struct ledger *ledger, struct log_place place, const struct connection_event *event)
{
    struct connection_event *kept = take(ledger, sizeof *kept + event->error.length);
    char *at = (char *)(kept + 1);
    *kept = *event;
    if (event->error.data)
        kept->error = move(&at, event->error);
    append(ledger, place, &kept->log, LOG_CONNECTION);
}

static void fold_logs(const struct ledger *ledger, struct draft *draft)
{
    if (!ledger->logged)
        return;
    int64_t before = draft_count_on(draft, "log", ledger->logged) - ledger->logged;
    const struct ledger_table *table = &ledger->logs;
    for (size_t i = 0; i <= table->mask; i++) {
        const struct log_queue *queue = (const struct log_queue *)table->slots[i];
        if (!queue)
            continue;
        const char *pod = (const char *)(uintptr_t)queue->entry.key[0],
                   *container = (const char *)(uintptr_t)queue->entry.key[1];
        log_put(draft, pod, container, before, queue->first, (size_t)queue->count, queue->total);
    }
}

/* --- counts --- */

enum { DURATION, REQUEST, RESPONSE, HISTOGRAMS };

/* What has been added up under one key. */
struct sum {
    struct entry entry;
    bool http;
    struct tcp_count tcp; /* how the key is told; its numbers are the sums */
    struct http_count told;
    int64_t count;
    struct histogram {
        int64_t sum;
        uint32_t buckets[METRICS_BUCKETS];
    } histograms[HISTOGRAMS];
};

void ledger_count_tcp(struct ledger *ledger, const struct tcp_count *count)
{
    const uint64_t key[WORDS] = {(uintptr_t)count->pod,
                                 (uintptr_t)count->reporter,
                                 (uintptr_t)count->source,
                                 (uintptr_t)count->destination,
                                 (uintptr_t)count->service,
                                 (uintptr_t)count->flags,
                                 count->tunnel};
    struct sum *sum = find(ledger, &ledger->counts, key, WORDS, sizeof *sum);
    if (sum->count++) {
        sum->tcp.sent += count->sent;
        sum->tcp.received += count->received;
    } else {
        sum->tcp = *count;
    }
}

static void add_to(struct sum *sum, int which, int64_t value, int64_t thousandths)
{
    sum->histograms[which].sum += value;
    sum->histograms[which].buckets[metrics_bucket(thousandths)]++;
}

struct tag_text {
    struct tag_text *next;
    struct slice text;
};

/* The one copy of [text]; NULL of an empty one. */
static const struct tag_text *keep_tags(struct ledger *ledger, struct slice text)
{
    for (const struct tag_text *one = ledger->tags; one; one = one->next)
        if (slice_equal(one->text, text))
            return one;
    if (!text.length)
        return NULL;
    struct tag_text *kept = arena_allocate(&ledger->arena, sizeof *kept);
    *kept = (struct tag_text){ledger->tags, {arena_copy(&ledger->arena, text), text.length}};
    return ledger->tags = kept;
}

void ledger_count_http(struct ledger *ledger, const struct http_count *count)
{
    const struct tag_text *tags = keep_tags(ledger, count->tags);
    const uint64_t key[WORDS] = {(uintptr_t)count->pod,
                                 (uintptr_t)tags,
                                 (uintptr_t)count->source,
                                 (uintptr_t)count->destination,
                                 (uintptr_t)count->service,
                                 (uintptr_t)count->flags,
                                 (uint64_t)count->status | (uint64_t)count->metrics << 32};
    struct sum *sum = find(ledger, &ledger->counts, key, WORDS, sizeof *sum);
    if (!sum->count++) {
        sum->http = true;
        sum->told = *count;
        sum->told.tags = tags ? tags->text : (struct slice){0};
    }
    add_to(sum, DURATION, count->took.nanoseconds / 1000000, count->took.nanoseconds / 1000);
    add_to(sum, REQUEST, count->request, count->request * 1000);
    add_to(sum, RESPONSE, count->response, count->response * 1000);
}

/* What the key of a counter says (images/metrics.h). */
struct labels {
    const char *pod, *kind, *reporter;
    const struct workload *source, *destination;
    const struct service *service;
    const char *code, *flags, *security;
    struct slice tags;
};

static size_t workload_length(const struct workload *workload)
{
    if (!workload)
        return 0;
    return workload->known_namespace.length + strlen(workload->owner) + strlen(workload->canonical) +
           strlen(workload->revision) + workload->known_account.length + strlen(workload->trust_domain) +
           sizeof "/////";
}

static char *write_workload(char *at, const struct workload *workload)
{
    if (!workload)
        return at;
    at = write_text(write_slice(at, workload->known_namespace), "/");
    at = write_text(write_text(at, workload->owner), "/");
    at = write_text(write_text(at, workload->canonical), "/");
    at = write_text(write_text(at, workload->revision), "/");
    at = write_text(write_slice(at, workload->known_account), "/");
    return write_text(at, workload->trust_domain);
}

static const char *counter_key(struct arena *arena, const struct labels *labels)
{
    struct slice host = labels->service ? labels->service->known_hostname : SLICE("");
    char *key = arena_room(arena, strlen(labels->pod) + strlen(labels->kind) + strlen(labels->reporter) +
                                      workload_length(labels->source) + workload_length(labels->destination) +
                                      host.length + strlen(labels->code) + strlen(labels->flags) +
                                      strlen(labels->security) + labels->tags.length + sizeof "\t\t|||||||");
    char *at = write_text(write_text(key, labels->pod), "\t");
    at = write_text(write_text(at, labels->kind), "\t");
    at = write_text(write_text(at, labels->reporter), "|");
    at = write_text(write_workload(at, labels->source), "|");
    at = write_text(write_workload(at, labels->destination), "|");
    at = write_text(write_slice(at, host), "|");
    at = write_text(write_text(at, labels->code), "|");
    at = write_text(write_text(at, labels->flags), "|");
    at = write_text(at, labels->security);
    if (labels->tags.length)
        at = write_slice(write_text(at, "|"), labels->tags);
    *at = '\0';
    return key;
}

/* Here, so that a literal is measured when ambit is built. */
static inline __attribute__((always_inline)) void add(struct arena *arena, struct value *numbers, const char *name,
                                                      int64_t more)
{
    value_put_integer(arena, numbers, name, value_number(value_get(numbers, name), 0) + more);
}

static void fold_tcp(struct draft *draft, const struct sum *sum)
{
    struct arena *arena = draft->arena;
    const struct tcp_count *tcp = &sum->tcp;
    const char *key = counter_key(arena, &(struct labels){.pod = tcp->pod,
                                                        .kind = "tcp",
                                                        .reporter = tcp->reporter,
                                                        .source = tcp->source,
                                                        .destination = tcp->destination,
                                                        .service = tcp->service,
                                                        .code = "",
                                                        .flags = tcp->flags,
                                                        .security = tcp->tunnel ? "mutual_tls" : "unknown"});
    struct value *numbers = value_edit(arena, draft_get(draft, WORLD_COUNTERS, key));
    add(arena, numbers, "opened", sum->count);
    add(arena, numbers, "closed", sum->count);
    add(arena, numbers, "received", tcp->received);
    add(arena, numbers, "sent", tcp->sent);
    draft_set(draft, WORLD_COUNTERS, key, numbers);
}

static void fold_histogram(struct arena *arena, struct value *numbers, const char *name, const struct histogram *histogram)
{
    add(arena, numbers, name, histogram->sum);
    char *bucket = arena_room(arena, strlen(name) + sizeof "00"), *digits = write_text(bucket, name);
    for (unsigned i = 0; i < METRICS_BUCKETS; i++) {
        *write_two(digits, i) = '\0';
        if (histogram->buckets[i])
            add(arena, numbers, bucket, histogram->buckets[i]);
    }
}

static void fold_http(struct draft *draft, const struct sum *sum)
{
    static const char *const names[HISTOGRAMS] = {
        [DURATION] = "duration", [REQUEST] = "request", [RESPONSE] = "response"};
    static const unsigned flags[HISTOGRAMS] = {
        [DURATION] = HTTP_DURATION, [REQUEST] = HTTP_REQUEST, [RESPONSE] = HTTP_RESPONSE};
    struct arena *arena = draft->arena;
    const struct http_count *http = &sum->told;
    char code[WRITE_NUMBER + 2];
    *write_signed(code, http->status) = '\0';
    const char *key = counter_key(arena, &(struct labels){.pod = http->pod,
                                                        .kind = "http",
                                                        .reporter = "waypoint",
                                                        .source = http->source,
                                                        .destination = http->destination,
                                                        .service = http->service,
                                                        .code = code,
                                                        .flags = http->flags,
                                                        .security = "mutual_tls",
                                                        .tags = http->tags});
    struct value *numbers = value_edit(arena, draft_get(draft, WORLD_COUNTERS, key));
    if (http->metrics & HTTP_COUNT)
        add(arena, numbers, "count", sum->count);
    for (int which = 0; which < HISTOGRAMS; which++) {
        if (http->metrics & flags[which])
            fold_histogram(arena, numbers, names[which], &sum->histograms[which]);
    }
    draft_set(draft, WORLD_COUNTERS, key, numbers);
}

static void fold_counts(const struct ledger *ledger, struct draft *draft)
{
    const struct ledger_table *table = &ledger->counts;
    for (size_t i = 0; table->slots && i <= table->mask; i++) {
        const struct sum *sum = (const struct sum *)table->slots[i];
        if (sum && sum->http)
            fold_http(draft, sum);
        else if (sum)
            fold_tcp(draft, sum);
    }
}

/* --- folding --- */

/* Traces of requests that went the same way have the same hops, and share what is made of them: where somebody polls,
 * nearly all are alike. */
static void fold_traces(const struct ledger *ledger, struct draft *draft)
{
    struct arena *arena = draft->arena;
    const struct trace_queue *queue = &ledger->traces;
    if (!queue->total)
        return;
    int64_t after = draft_count_on(draft, "trace", queue->total), before = after - queue->total;
    int64_t id = after - queue->count, gone = before > LIMIT_TRACES ? before - LIMIT_TRACES : 0;
    struct map_entry entries[LIMIT_TRACES];
    const struct value *hops[LIMIT_TRACES];
    size_t count = 0, ways = 0;
    const struct trace *last = NULL;
    const struct value *record = NULL;
    for (const struct trace *trace = queue->first; trace; last = trace, trace = trace->next) {
        bool same_way = last && trace_same_way(last, trace);
        if (!same_way)
            hops[ways++] = value_keep(trace_hops(arena, trace));
        id++;
        record = same_way && trace_same(last, trace) ? trace_record_again(arena, record, id, trace->at)
                                                     : trace_record(arena, trace, id, hops[ways - 1]);
        entries[count++] = (struct map_entry){slice_of(trace_key(arena, id)), record};
    }
    draft_set_all(draft, WORLD_TRACES, entries, count);
    while (ways)
        value_unref(hops[--ways]);
    while (++gone <= before && gone <= after - LIMIT_TRACES)
        draft_remove(draft, WORLD_TRACES, trace_key(arena, gone));
}

const struct value *ledger_last_hops(const struct ledger *ledger, struct arena *arena)
{
    const struct trace *trace = ledger->traces.last;
    return ledger->begun && trace ? trace_hops(arena, trace) : NULL;
}

void ledger_fold(struct ledger *ledger, struct draft *draft)
{
    fold_logs(ledger, draft);
    fold_counts(ledger, draft);
    fold_traces(ledger, draft);
    if (ledger->ports)
        draft_count_on(draft, "port", ledger->ports);
    draft->random = ledger->random;
    ledger_clear(ledger);
}
