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
    return arena_join(arena, (const char *[]){policy->namespace, "/", policy->name}, 3);
}

static const char *identity_text(struct arena *arena, const char *principal)
{
    return arena_join(arena, (const char *[]){"spiffe://", principal}, 2);
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

/* NULL of NULL */
static const struct value *text_of(struct arena *arena, const char *text)
{
    return text ? value_text(arena, text) : NULL;
}

static const struct value *lack_record(struct arena *arena, const struct lack *lack)
{
    const struct value_member members[] = {
        {SLICE("clause"), text_of(arena, lack->clause)},
        {SLICE("field"), text_of(arena, lack->field)},
        {SLICE("observed"), value_string(arena, lack->observed)},
        {SLICE("policy"), text_of(arena, policy_name(arena, lack->policy))},
        {SLICE("rule"), value_integer(arena, lack->rule)},
        {SLICE("text"), text_of(arena, lack_text(arena, lack))},
        {SLICE("wanted"), value_copy(arena, lack->wanted)},
    };
    return value_object_of(arena, members, sizeof members / sizeof *members);
}

static const struct value *hop_record(struct arena *arena, const struct hop *hop)
{
    const char *identity = hop->identity;
    if (identity && (*identity || text_equal(hop->at, "waypoint")))
        identity = identity_text(arena, identity);
    const struct value_member members[] = {
        {SLICE("at"), text_of(arena, hop->at)},
        {SLICE("closest"), hop->lack ? lack_record(arena, hop->lack) : NULL},
        {SLICE("identity"), text_of(arena, identity)},
        {SLICE("policy"), hop->policy ? text_of(arena, policy_name(arena, hop->policy)) : NULL},
        {SLICE("rule"), hop->policy ? value_integer(arena, hop->rule) : NULL},
        {SLICE("side"), text_of(arena, hop->side)},
        {SLICE("status"), hop->answered ? value_integer(arena, hop->status) : NULL},
        {SLICE("verdict"), text_of(arena, hop->verdict)},
        {SLICE("where"), text_of(arena, hop->where)},
        {SLICE("why"), text_of(arena, sentence_text(arena, &hop->why))},
    };
    return value_object_of(arena, members, sizeof members / sizeof *members);
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

static const struct value *instant_value(struct arena *arena, struct instant at)
{
    return value_text(arena, instant_rfc3339(arena, at, 6));
}

const struct value *trace_record_again(struct arena *arena, const struct value *record, int64_t id, struct instant at)
{
    struct value *again = value_edit(arena, record);
    value_put(arena, again, "at", instant_value(arena, at));
    value_put_integer(arena, again, "id", id);
    return again;
}

static const struct value *url_of(struct arena *arena, const struct trace *trace)
{
    char *url = arena_room(arena, sizeof "http://" + trace->host.length + trace->target.length), *at = url;
    at = write_slice(write_slice(write_text(at, "http://"), trace->host), trace->target);
    return value_string(arena, (struct slice){url, (size_t)(at - url)});
}

const struct value *trace_record(struct arena *arena, const struct trace *trace, int64_t id, const struct value *hops)
{
    bool request = trace->request;
    const struct value_member members[] = {
        {SLICE("address"), value_string(arena, trace->address)},
        {SLICE("at"), instant_value(arena, trace->at)},
        {SLICE("client"), value_string(arena, trace->client)},
        {SLICE("details"), trace->flags ? value_string(arena, trace->details) : NULL},
        {SLICE("error"), text_of(arena, trace->error)},
        {SLICE("flags"), text_of(arena, trace->flags)},
        {SLICE("hops"), hops},
        {SLICE("host"), request ? value_string(arena, trace->host) : NULL},
        {SLICE("id"), value_integer(arena, id)},
        {SLICE("identity"), text_of(arena, trace->identity ? identity_text(arena, trace->identity) : "")},
        {SLICE("method"), request ? value_string(arena, trace->method) : NULL},
        {SLICE("own"), value_boolean(trace->own)},
        {SLICE("path"), request ? value_string(arena, trace->target) : NULL},
        {SLICE("port"), value_integer(arena, trace->port)},
        {SLICE("service"), text_of(arena, trace->service)},
        {SLICE("status"), trace->answered ? value_integer(arena, trace->status) : NULL},
        {SLICE("url"), request ? url_of(arena, trace) : NULL},
        {SLICE("via"), text_of(arena, trace->via)},
    };
    return value_object_of(arena, members, sizeof members / sizeof *members);
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
