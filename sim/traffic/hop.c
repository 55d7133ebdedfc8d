#include "traffic/hop.h"

#include <string.h>

#include "base/buffer.h"
#include "base/write.h"

/* Bytes that its text takes at most. */
static size_t sentence_room(const struct sentence *sentence)
{
    const char *const *word = sentence->words;
    size_t room = strlen(sentence->format) + 1;
    for (const char *c = strchrnul(sentence->format, '%'); *c; c = strchrnul(c + 2, '%'))
        room += c[1] == 's' ? slice_of(*word++).length : c[1] == 'd' ? sizeof "-" + WRITE_NUMBER : sentence->text.length;
    return room;
}

const char *sentence_text(struct arena *arena, const struct sentence *sentence)
{
    char *text = arena_room(arena, sentence_room(sentence)), *at = text;
    const char *const *word = sentence->words, *plain = sentence->format;
    for (;; plain += 2) {
        const char *end = strchrnul(plain, '%');
        at = write_slice(at, (struct slice){plain, (size_t)(end - plain)});
        plain = end;
        if (!*plain)
            break;
        if (plain[1] == 's')
            at = write_slice(at, slice_of(*word++));
        else if (plain[1] == 'd')
            at = write_signed(at, sentence->number);
        else
            at = write_slice(at, sentence->text);
    }
    *at = '\0';
    return text;
}

void hop_decision(struct arena *arena, struct hop *hop, const struct decision *decision)
{
    hop->policy = decision->policy;
    hop->rule = decision->rule;
    if (decision->allowed || !decision->closest)
        return;
    struct lack *lack = arena_allocate(arena, sizeof *lack);
    *lack = (struct lack){
        .policy = decision->closest,
        .rule = decision->closest_rule,
        .clause = decision->lacked_clause,
        .field = decision->lacked_field,
        .wanted = decision->wanted,
        .observed = {arena_copy(arena, decision->observed), decision->observed.length},
        .http = decision->lacked_http,
    };
    hop->lack = lack;
}

static const char *policy_name(struct arena *arena, const struct policy *policy)
{
    return arena_format(arena, "%s/%s", policy->namespace, policy->name);
}

/* "from.principals wants one of a, b; it saw c" */
static const char *lack_text(struct arena *arena, const struct lack *lack)
{
    if (lack->rule < 0) {
        const char *dropped = lack->policy->dropped;
        return dropped
                   ? arena_format(arena,
                                  "its HTTP rules (%s) do not count at ztunnel, so nothing is left to match",
                                  dropped)
                   : "it has no rules, so nothing ever matches it";
    }
    if (!lack->field)
        return arena_format(arena, "its %s clause can never match here", lack->clause);
    if (lack->http)
        return arena_format(arena, "%s.%s is about HTTP, and this port is declared to be TCP", lack->clause,
                            lack->field);
    struct buffer text = {0};
    buffer_format(&text, "%s.%s wants ", lack->clause, lack->field);
    for (size_t i = 0; i < value_count(lack->wanted); i++)
        buffer_format(&text, "%s%s", i ? " or " : "", value_string_of(value_at(lack->wanted, i)));
    if (lack->observed.length)
        buffer_format(&text, "; here it is %.*s", (int)lack->observed.length, lack->observed.data);
    else
        buffer_add_text(&text, "; here there is none");
    const char *copy = arena_copy(arena, buffer_slice(&text));
    buffer_release(&text);
    return copy;
}

static const struct value *lack_record(struct arena *arena, const struct lack *lack)
{
    struct value *closest = value_object(arena);
    value_put_text(arena, closest, "policy", policy_name(arena, lack->policy));
    value_put_integer(arena, closest, "rule", lack->rule);
    value_put_text(arena, closest, "clause", lack->clause);
    value_put_text(arena, closest, "field", lack->field);
    value_put(arena, closest, "wanted", value_copy(arena, lack->wanted));
    value_put(arena, closest, "observed", value_string(arena, lack->observed));
    value_put_text(arena, closest, "text", lack_text(arena, lack));
    return closest;
}

static const struct value *hop_record(struct arena *arena, const struct hop *hop)
{
    struct value *record = value_object(arena);
    bool waypoint = text_equal(hop->at, "waypoint");
    value_put_text(arena, record, "at", hop->at);
    value_put_text(arena, record, "side", hop->side);
    value_put_text(arena, record, "where", hop->where);
    value_put_text(arena, record, "verdict", hop->verdict);
    value_put_text(arena, record, "why", sentence_text(arena, &hop->why));
    if (hop->identity)
        value_put_text(arena, record, "identity",
                       hop->identity[0] || waypoint ? arena_format(arena, "spiffe://%s", hop->identity) : "");
    if (hop->answered)
        value_put_integer(arena, record, "status", hop->status);
    if (hop->policy) {
        value_put_text(arena, record, "policy", policy_name(arena, hop->policy));
        value_put_integer(arena, record, "rule", hop->rule);
    }
    if (hop->lack)
        value_put(arena, record, "closest", lack_record(arena, hop->lack));
    return record;
}

static void put_request(struct arena *arena, struct value *record, const struct trace *trace)
{
    value_put(arena, record, "method", value_string(arena, trace->method));
    value_put(arena, record, "path", value_string(arena, trace->target));
    value_put(arena, record, "host", value_string(arena, trace->host));
    char *url = arena_room(arena, sizeof "http://" + trace->host.length + trace->target.length), *at = url;
    at = write_slice(write_slice(write_text(at, "http://"), trace->host), trace->target);
    value_put(arena, record, "url", value_string(arena, (struct slice){url, (size_t)(at - url)}));
}

const char *trace_key(struct arena *arena, int64_t id)
{
    enum { DIGITS = 12 };
    char *key = arena_room(arena, DIGITS + 1);
    *write_padded(key, (uint64_t)id, DIGITS) = '\0';
    return key;
}

const struct value *trace_hops(struct arena *arena, const struct trace *trace)
{
    struct value *hops = value_array(arena);
    for (size_t i = 0; i < trace->count; i++)
        value_append(arena, hops, hop_record(arena, &trace->hops[i]));
    return hops;
}

static bool same_sentence(const struct sentence *a, const struct sentence *b)
{
    return a->format == b->format && a->number == b->number && !a->text.length && !b->text.length &&
           memcmp(a->words, b->words, sizeof a->words) == 0;
}

static bool same_hop(const struct hop *a, const struct hop *b)
{
    return a->at == b->at && a->side == b->side && a->where == b->where && a->verdict == b->verdict &&
           same_sentence(&a->why, &b->why) && a->identity == b->identity && a->policy == b->policy &&
           a->rule == b->rule && !a->lack && !b->lack && a->answered == b->answered && a->status == b->status;
}

bool trace_same_way(const struct trace *a, const struct trace *b)
{
    size_t i = 0;
    while (i < a->count && i < b->count && same_hop(&a->hops[i], &b->hops[i]))
        i++;
    return i == a->count && i == b->count;
}

bool trace_same(const struct trace *a, const struct trace *b)
{
    return a->port == b->port && a->own == b->own && a->request == b->request && a->answered == b->answered &&
           a->status == b->status && a->identity == b->identity && a->service == b->service && a->via == b->via &&
           a->error == b->error && a->flags == b->flags && slice_equal(a->client, b->client) &&
           slice_equal(a->address, b->address) && slice_equal(a->method, b->method) &&
           slice_equal(a->target, b->target) && slice_equal(a->host, b->host) && slice_equal(a->details, b->details);
}

static void put_instant(struct arena *arena, struct value *record, struct instant at)
{
    value_put_text(arena, record, "at", instant_rfc3339(arena, at, 6));
}

struct value *trace_record_again(struct arena *arena, const struct value *record, struct instant at)
{
    struct value *again = value_edit(arena, record);
    put_instant(arena, again, at);
    return again;
}

struct value *trace_record(struct arena *arena, const struct trace *trace, const struct value *hops)
{
    struct value *record = value_object(arena);
    put_instant(arena, record, trace->at);
    value_put(arena, record, "client", value_string(arena, trace->client));
    value_put_text(arena, record, "identity",
                   trace->identity ? arena_format(arena, "spiffe://%s", trace->identity) : "");
    value_put(arena, record, "address", value_string(arena, trace->address));
    value_put_integer(arena, record, "port", trace->port);
    value_put(arena, record, "own", value_boolean(trace->own));
    value_put_text(arena, record, "service", trace->service);
    value_put_text(arena, record, "via", trace->via);
    if (trace->request)
        put_request(arena, record, trace);
    value_put(arena, record, "hops", hops);
    if (trace->answered)
        value_put_integer(arena, record, "status", trace->status);
    value_put_text(arena, record, "error", trace->error);
    if (!trace->flags)
        return record;
    value_put_text(arena, record, "flags", trace->flags);
    value_put(arena, record, "details", value_string(arena, trace->details));
    return record;
}

const struct value *hop_deciding(const struct value *record)
{
    const struct value *hops = value_get(record, "hops"), *last = NULL;
    for (size_t i = 0; i < value_count(hops); i++) {
        last = value_at(hops, i);
        const struct value *verdict = value_get(last, "verdict");
        if (value_says(verdict, "deny") || value_says(verdict, "refuse"))
            return last;
    }
    return last;
}
