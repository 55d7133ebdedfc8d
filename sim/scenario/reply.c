/* What a request came back with, and :expect, which says precisely what was not so. */
#include <lauxlib.h>

#include "base/buffer.h"
#include "data/json.h"
#include "scenario/script.h"
#include "traffic/hop.h"

static const char reply_type[] = "ambit.reply";

struct reply {
    const struct machine *machine; /* where it came from */
    const char *sent;
    const struct value *whole, *deciding; /* the hop, or NULL */
};

static const struct word expect_rows[] = {
    {.name = "status", .type = "integer", .help = "the answer's; 0: no HTTP answer"},
    {.name = "body", .type = "string", .help = "the whole body"},
    {.name = "headers", .type = "table", .help = "some of the answer's, their names in small letters"},
    {.name = "via", .type = "string", .help = "the waypoint on the way (\"NAMESPACE/NAME\"); \"\": none"},
    {.name = "decided_by", .type = "string", .help = "\"NAMESPACE/WAYPOINT\", \"ztunnel\" or \"app\""},
    {.name = "exit", .type = "integer", .help = "curl's exit code"},
    {.name = "error", .type = "string", .help = "a part of what curl says"},
    {0}};
const struct word_class expect_words = {"ambit.Expect", "expect", "What a reply is expected to be.",
                                        expect_rows};

/* What a hop is called in checks: "NAMESPACE/GATEWAY" for a waypoint, else what it is: "ztunnel", "app". */
static const char *hop_name(struct script *script, const struct machine *machine, const struct value *hop)
{
    const char *at = value_find_text(hop, "at");
    if (!text_equal(at, "waypoint"))
        return at;
    struct slice pod = slice_of(value_find_text(hop, "where")), namespace = {0};
    slice_next(&pod, '/', &namespace);
    const char *key = object_key(script->arena, "pods", arena_copy(script->arena, namespace),
                                 pod.data ? arena_copy(script->arena, pod) : "");
    const struct value *object = world_get(machine_objects(machine), WORLD_APPLIED, key);
    const struct value *labels = value_find(object, "metadata.labels");
    const struct value *gateway = value_get(labels, "gateway.networking.k8s.io/gateway-name");
    if (!gateway)
        return value_find_text(hop, "where");
    return arena_format(script->arena, "%.*s/%s", (int)namespace.length, namespace.data,
                        value_string_of(gateway));
}

static const struct value *first_waypoint(const struct value *reply)
{
    const struct value *hops = value_get(reply, "hops");
    for (size_t i = 0; i < value_count(hops); i++)
        if (value_says(value_get(value_at(hops, i), "at"), "waypoint"))
            return value_at(hops, i);
    return NULL;
}

void reply_push(lua_State *state, const struct machine *machine, const struct value *reply, const char *sent)
{
    struct script *script = script_of(state);
    struct value *whole = value_edit(script->arena, reply);
    const struct value *deciding = hop_deciding(reply), *waypoint = first_waypoint(reply);
    const char *via = waypoint ? hop_name(script, machine, waypoint) : "";
    const char *decided_by = !deciding ? "" : deciding == waypoint ? via : hop_name(script, machine, deciding);
    value_put_text(script->arena, whole, "decided_by", decided_by);
    value_put_text(script->arena, whole, "via", via);
    struct reply *place = lua_newuserdatauv(state, sizeof *place, 1);
    *place = (struct reply){machine, sent, whole, deciding};
    luaL_setmetatable(state, reply_type);
}

/* What checks call [key] of it. Headers are made of the answer when somebody asks. */
static const struct value *part_of(struct script *script, const struct value *reply, const char *key)
{
    if (text_equal(key, "headers"))
        return machine_headers(script->arena, value_slice(value_get(reply, "answer")));
    return value_get(reply, key);
}

/* --- the message --- */

/* "NAME TEXT" behind what was expected before, which begins at [from]. */
static void add_wish(struct buffer *out, size_t from, const char *name, const char *text)
{
    buffer_add_text(out, out->length > from ? ", " : "");
    buffer_add_text(out, name);
    buffer_add_text(out, text);
}

static void add_wished_value(struct buffer *out, size_t from, const char *name, const struct value *value)
{
    if (!value)
        return;
    add_wish(out, from, name, "");
    json_write(out, value);
}

static const char *way_of(const char *via)
{
    return *via ? "through " : "no waypoint on the way";
}

static void add_expected(struct buffer *out, const struct value *wanted)
{
    size_t from = out->length;
    const struct value *status = value_get(wanted, "status");
    const char *via = value_find_text(wanted, "via");
    if (status && value_number(status, 0) == 0)
        add_wish(out, from, "no HTTP answer", "");
    else
        add_wished_value(out, from, "status ", status);
    add_wished_value(out, from, "curl exit code ", value_get(wanted, "exit"));
    add_wished_value(out, from, "body ", value_get(wanted, "body"));
    add_wished_value(out, from, "headers ", value_get(wanted, "headers"));
    if (value_get(wanted, "error")) {
        add_wish(out, from, "error with \"", value_find_text(wanted, "error"));
        buffer_add_byte(out, '"');
    }
    if (value_get(wanted, "via"))
        add_wish(out, from, way_of(via), via);
    if (value_get(wanted, "decided_by"))
        add_wish(out, from, "decided by ", value_find_text(wanted, "decided_by"));
    if (out->length == from)
        buffer_add_text(out, "an answer");
}

/* Those of the answer's headers that were asked for. */
static void add_headers(struct script *script, struct buffer *out, const struct value *wanted,
                        const struct value *reply)
{
    struct value *headers = value_object(script->arena);
    const struct value *all = part_of(script, reply, "headers");
    for (size_t i = 0; i < value_count(wanted); i++) {
        const struct value *have = value_get(all, value_key_at(wanted, i));
        value_put(script->arena, headers, value_key_at(wanted, i), have ? have : value_null());
    }
    buffer_add_text(out, ", headers ");
    json_write(out, headers);
}

static void add_observed(struct script *script, struct buffer *out, const struct value *wanted,
                         const struct value *reply)
{
    const struct value *status = value_get(reply, "status");
    if (value_number(status, 0)) {
        buffer_add_text(out, "status ");
        json_write(out, status);
        buffer_add_text(out, ", body ");
        json_write(out, value_get(reply, "body"));
        if (value_get(wanted, "headers"))
            add_headers(script, out, value_get(wanted, "headers"), reply);
    } else {
        buffer_format(out, "no HTTP answer, %s (curl exit code %d)", value_find_text(reply, "error"),
                      (int)value_number(value_get(reply, "exit"), 0));
    }
    const char *via = value_find_text(reply, "via");
    buffer_add_text(out, ", ");
    buffer_add_text(out, way_of(via));
    buffer_add_text(out, via);
}

/* "policy accounts/p, rule 0, /root/p.yaml line 12": the line when a file of the learner's has this rule. */
static void add_rule(struct script *script, const struct machine *machine, struct buffer *out,
                     const struct value *holder)
{
    const char *policy = value_find_text(holder, "policy");
    const struct value *rule = value_get(holder, "rule");
    const char *place = manifest_place(script, machine, policy, value_number(rule, -1));
    buffer_add_text(out, "policy ");
    buffer_add_text(out, policy);
    if (value_number(rule, -1) >= 0) {
        buffer_add_text(out, ", rule ");
        json_write(out, rule);
    }
    if (place) {
        buffer_add_text(out, ", ");
        buffer_add_text(out, place);
    }
}

/* "waypoint accounts/waypoint-x: allow by policy accounts/p, rule 0 (why)" */
static void add_hop(struct script *script, const struct machine *machine, struct buffer *out,
                    const struct value *hop)
{
    const char *why = value_find_text(hop, "why");
    buffer_add_text(out, value_find_text(hop, "at"));
    buffer_add_byte(out, ' ');
    buffer_add_text(out, value_find_text(hop, "where"));
    buffer_add_text(out, ": ");
    buffer_add_text(out, value_find_text(hop, "verdict"));
    if (value_get(hop, "policy")) {
        buffer_add_text(out, " by ");
        add_rule(script, machine, out, hop);
    }
    if (*why) {
        buffer_add_text(out, " (");
        buffer_add_text(out, why);
        buffer_add_byte(out, ')');
    }
}

/* The hop that decided, and when that was the app, the guards that let the request in. */
static void add_decided(struct script *script, struct buffer *out, const struct reply *from)
{
    const struct value *deciding = from->deciding, *hops = value_get(from->whole, "hops");
    if (!deciding) {
        buffer_add_text(out, "nobody: no hop saw it");
        return;
    }
    add_hop(script, from->machine, out, deciding);
    for (size_t i = 0; value_says(value_get(deciding, "at"), "app") && i < value_count(hops); i++) {
        if (!value_says(value_get(value_at(hops, i), "verdict"), "allow"))
            continue;
        buffer_add_text(out, "\nlet in:   ");
        add_hop(script, from->machine, out, value_at(hops, i));
    }
}

static const char *message_of(struct script *script, const struct value *wanted, const struct reply *from)
{
    enum { USUAL = 1024 }; /* bytes: room for most of them at once */
    struct buffer out = {0};
    const struct value *closest = value_get(from->deciding, "closest");
    buffer_room(&out, USUAL);
    buffer_add_text(&out, "sent:     ");
    buffer_add_text(&out, from->sent);
    buffer_add_text(&out, "\nexpected: ");
    add_expected(&out, wanted);
    buffer_add_text(&out, "\nobserved: ");
    add_observed(script, &out, wanted, from->whole);
    buffer_add_text(&out, "\ndecided:  ");
    add_decided(script, &out, from);
    if (closest) {
        buffer_add_text(&out, "\nclosest:  ");
        add_rule(script, from->machine, &out, closest);
        buffer_add_text(&out, ": ");
        buffer_add_text(&out, value_find_text(closest, "text"));
    }
    const char *message = arena_copy(script->arena, buffer_slice(&out));
    buffer_release(&out);
    return message;
}

static bool has_all(const struct value *object, const struct value *members)
{
    size_t i = 0;
    while (i < value_count(members) && value_equal(value_member_at(members, i), value_get(object, value_key_at(members, i))))
        i++;
    return i == value_count(members);
}

static bool as_wanted(struct script *script, const struct value *wanted, const struct value *reply)
{
    for (size_t i = 0; i < value_count(wanted); i++) {
        const char *key = value_key_at(wanted, i);
        const struct value *want = value_member_at(wanted, i), *have = part_of(script, reply, key);
        bool same = value_equal(want, have);
        if (text_equal(key, "error"))
            same = same || slice_find(value_slice(have), value_slice(want)) < value_slice(have).length;
        if (text_equal(key, "headers"))
            same = have && value_is(want, VALUE_OBJECT) && has_all(have, want);
        if (!same)
            return false;
    }
    return true;
}

static int reply_expect(lua_State *state)
{
    const struct reply *reply = luaL_checkudata(state, 1, reply_type);
    luaL_checktype(state, 2, LUA_TTABLE);
    words_check(state, 2, "expect", &expect_words);
    struct script *script = script_of(state);
    const struct value *wanted = convert_value(state, 2, script->arena);
    if (!as_wanted(script, wanted, reply->whole))
        script_decide(state, VERDICT_NOT_YET, message_of(script, wanted, reply));
    if (script_accounts(script))
        script_hold(script, message_of(script, wanted, reply));
    lua_settop(state, 1);
    return 1;
}

static const struct word reply_rows[] = {
    {.name = "expect",
     .call = reply_expect,
     .takes = "wanted: ambit.Expect",
     .gives = "ambit.Reply",
     .help = "Ends the check unless the reply is so; says what was sent, expected and observed, who decided, "
             "and which "
             "rule came closest."},
    {.name = "status", .type = "integer", .help = "0: no HTTP answer"},
    {.name = "body", .type = "string", .help = "the whole body"},
    {.name = "headers", .type = "table", .help = "names in small letters"},
    {.name = "via", .type = "string", .help = "the waypoint on the way (\"NAMESPACE/NAME\") or \"\""},
    {.name = "decided_by", .type = "string", .help = "\"NAMESPACE/WAYPOINT\", \"ztunnel\" or \"app\""},
    {.name = "exit", .type = "integer", .help = "curl's exit code"},
    {.name = "error", .type = "string", .help = "what curl says; \"\": nothing went wrong"},
    {.name = "hops",
     .type = "table[]",
     .help = "the way of the request: at, where, verdict, why, policy, rule"},
    {0}};
const struct word_class reply_words = {"ambit.Reply", "a reply", "What a request came back with.", reply_rows};

/* What was asked for is converted, and kept in a table beside the reply: hops are many, and few ask. */
static int reply_index(lua_State *state)
{
    const struct reply *reply = luaL_checkudata(state, 1, reply_type);
    const char *key = luaL_checkstring(state, 2);
    const struct word *row = words_find(state, &reply_words, key);
    if (row->call) {
        lua_pushcfunction(state, row->call);
        return 1;
    }
    if (lua_getiuservalue(state, 1, 1) == LUA_TNIL) {
        lua_newtable(state);
        lua_pushvalue(state, -1);
        lua_setiuservalue(state, 1, 1);
    }
    if (lua_getfield(state, -1, key) == LUA_TNIL) {
        convert_push(state, part_of(script_of(state), reply->whole, key));
        lua_pushvalue(state, -1);
        lua_setfield(state, -4, key);
    }
    return 1;
}

void reply_open(lua_State *state)
{
    luaL_newmetatable(state, reply_type);
    lua_pushcfunction(state, reply_index);
    lua_setfield(state, -2, "__index");
    lua_pushboolean(state, 0);
    lua_setfield(state, -2, "__metatable");
    lua_pop(state, 1);
}
