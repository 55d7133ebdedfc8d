/* Evidence: what the learner's terminal has shown, and the requests the learner has sent. Both end a check that
 * does not find what it asks for. */
#include <lauxlib.h>

#include "base/buffer.h"
#include "scenario/script.h"
#include "traffic/logs.h"

static const char *const shown_keys[] = {"log", "method", "status", NULL};
static const char *const sent_keys[] = {"address", "method", "pod", "status", "url_host", "via", NULL};

enum { SHOWN_WORDS = 16 };

static const struct evidence no_evidence;

static const struct evidence *evidence_of(lua_State *state)
{
    struct script *script = script_of(state);
    if (!script->fork)
        luaL_error(state, "evidence is there only while a check or a hint runs");
    return script->evidence ? script->evidence : &no_evidence;
}

static bool has(struct slice text, struct slice part)
{
    return slice_find(text, part) < text.length || part.length == 0;
}

/* --- w:shown --- */

struct words {
    struct slice item[SHOWN_WORDS];
    size_t count;
};

static bool has_all(struct slice line, const struct words *words)
{
    for (size_t i = 0; i < words->count; i++)
        if (!has(line, words->item[i]))
            return false;
    return true;
}

/* The x-request-id in an access log line: the quoted field that is a UUID; empty when there is none. */
static struct slice request_id(struct slice line)
{
    struct slice field;
    while (slice_next(&line, '"', &field))
        if (field.length == 36 && field.data[8] == '-' && field.data[13] == '-' && field.data[23] == '-')
            return field;
    return (struct slice){0};
}

/* A line of the log is on the terminal: as it is, or in another form that keeps its request id. */
static bool log_line_shown(struct slice shown, struct slice line)
{
    struct slice id = request_id(line);
    return has(shown, line) || (id.length && has(shown, id));
}

/* Looks through the logs of the pods of gateway [name] ("NS/GATEWAY"). *any: a line has all the words. */
static bool search_logs(struct script *script, const char *name, const struct words *words, struct slice shown,
                        bool *any)
{
    const struct world *world = machine_world(script->fork);
    struct slice gateway = slice_of(name), namespace = {0};
    slice_next(&gateway, '/', &namespace);
    char *prefix = arena_format(script->arena, "pods/%.*s/", (int)namespace.length, namespace.data);
    struct map_walk walk = map_walk(world_map(world, WORLD_APPLIED), slice_of(prefix));
    struct map_entry entry;
    while (map_walk_next(&walk, &entry)) {
        const struct value *labels = value_find(entry.item, "metadata.labels");
        if (!slice_equal(value_slice(value_get(labels, "gateway.networking.k8s.io/gateway-name")), gateway))
            continue;
        const char *pod =
            arena_copy(script->arena, slice_part(entry.key, sizeof("pods/") - 1, entry.key.length));
        int64_t after = 0;
        struct instant at;
        struct slice line;
        while (log_next(world, script->arena, pod, "istio-proxy", &after, &at, &line)) {
            if (!has_all(line, words))
                continue;
            *any = true;
            if (log_line_shown(shown, line))
                return true;
        }
    }
    return false;
}

static bool line_shown(struct slice shown, const struct words *words)
{
    struct slice line;
    while (slice_next(&shown, '\n', &line))
        if (has_all(line, words))
            return true;
    return false;
}

static void add_word(lua_State *state, struct words *words, struct slice word)
{
    if (words->count == SHOWN_WORDS)
        luaL_error(state, "w:shown: too many texts");
    words->item[words->count++] = word;
}

static const char *list_words(struct script *script, const struct words *words)
{
    struct buffer out = {0};
    for (size_t i = 0; i < words->count; i++)
        buffer_format(&out, "%s%.*s", i ? " ... " : "", (int)words->item[i].length, words->item[i].data);
    const char *text = arena_text(script->arena, buffer_text(&out));
    buffer_release(&out);
    return text;
}

static void read_words(lua_State *state, struct words *words)
{
    struct arena *arena = script_of(state)->arena;
    if (lua_getfield(state, 2, "method") != LUA_TNIL)
        add_word(state, words, slice_of(arena_format(arena, "\"%s ", luaL_checkstring(state, -1))));
    if (lua_getfield(state, 2, "status") != LUA_TNIL)
        add_word(state, words, slice_of(arena_format(arena, "\" %d ", (int)luaL_checkinteger(state, -1))));
    lua_pop(state, 2);
    for (lua_Integer i = 1; lua_geti(state, 2, i) != LUA_TNIL; i++) {
        add_word(state, words, slice_of(arena_text(arena, luaL_checkstring(state, -1))));
        lua_pop(state, 1);
    }
    lua_pop(state, 1);
}

int evidence_shown(lua_State *state)
{
    luaL_checktype(state, 2, LUA_TTABLE);
    struct script *script = script_of(state);
    const struct evidence *evidence = evidence_of(state);
    declare_keys(state, 2, "w:shown", shown_keys, SHOWN_WORDS);
    struct words words = {0};
    read_words(state, &words);
    if (lua_getfield(state, 2, "log") == LUA_TNIL) {
        if (!words.count)
            return luaL_error(state, "w:shown: nothing to look for");
        if (line_shown(evidence->shown, &words))
            return lua_pushboolean(state, 1), 1;
        script_decide(state, VERDICT_NOT_YET,
                      arena_format(script->arena, "your terminal has not shown a line with: %s",
                                   list_words(script, &words)));
    }
    const char *name = luaL_checkstring(state, -1);
    bool any = false;
    if (search_logs(script, name, &words, evidence->shown, &any))
        return lua_pushboolean(state, 1), 1;
    script_decide(state, VERDICT_NOT_YET,
                  arena_format(script->arena,
                               any ? "the log of %s has a line with %s; your terminal has not shown it"
                                   : "the log of %s has no line with %s yet",
                               name, list_words(script, &words)));
}

/* --- w:sent --- */

static struct slice without_port(struct slice host)
{
    size_t end = host.length;
    while (end && ascii_is_digit(host.data[end - 1]))
        end--;
    return end && end < host.length && host.data[end - 1] == ':' ? slice_part(host, 0, end - 1) : host;
}

/* How a key of w:sent reads a record. */
static bool field_matches(const char *key, const struct value *want, const struct value *record)
{
    if (text_equal(key, "pod"))
        return value_equal(want, value_get(record, "client"));
    if (text_equal(key, "url_host"))
        return slice_equal(without_port(value_slice(value_get(record, "host"))), value_slice(want));
    if (text_equal(key, "via"))
        return slice_equal(value_slice(value_get(record, "via")), value_slice(want));
    return value_equal(want, value_get(record, key));
}

static const char *describe_wanted(struct script *script, const struct value *wanted)
{
    const char *method = value_find_text(wanted, "method"), *pod = value_find_text(wanted, "pod");
    const char *via = value_find_text(wanted, "via"), *address = value_find_text(wanted, "address");
    const char *host = value_find_text(wanted, "url_host");
    const struct value *status = value_get(wanted, "status");
    struct buffer out = {0};
    buffer_format(&out, "%s%s%s", *method ? method : "a request", *pod ? " from " : "", pod);
    buffer_format(&out, "%s%s%s%s", *host ? " to " : "", host, *address ? " to " : "", address);
    if (value_get(wanted, "via"))
        buffer_format(&out, "%s%s", *via ? " through " : " past every waypoint", via);
    if (status)
        buffer_format(&out, ", answered %d", (int)value_number(status, 0));
    const char *text = arena_text(script->arena, buffer_text(&out));
    buffer_release(&out);
    return text;
}

static const char *describe_record(struct script *script, const struct value *record)
{
    const char *via = value_find_text(record, "via");
    int status = (int)value_number(value_get(record, "status"), 0);
    const char *outcome = status ? arena_format(script->arena, "%d", status) : value_find_text(record, "error");
    return arena_format(script->arena, "%s %s from %s, %s%s: %s", value_find_text(record, "method"),
                        value_find_text(record, "url"), value_find_text(record, "client"),
                        *via ? "through " : "no waypoint on the way", via, outcome);
}

/* w:sent { pod=, method=, status=, via=, url_host=, address= }: the newest such request of the learner's, as a
 * table. */
int evidence_sent(lua_State *state)
{
    luaL_checktype(state, 2, LUA_TTABLE);
    struct script *script = script_of(state);
    const struct evidence *evidence = evidence_of(state);
    declare_keys(state, 2, "w:sent", sent_keys, 0);
    const struct value *wanted = convert_value(state, 2, script->arena), *nearest = NULL;
    size_t most = 0;
    for (size_t i = value_count(evidence->sent); i-- > 0;) {
        const struct value *record = value_at(evidence->sent, i);
        size_t matching = 0;
        for (size_t j = 0; j < value_count(wanted); j++)
            matching += field_matches(value_key_at(wanted, j), value_member_at(wanted, j), record);
        if (matching == value_count(wanted)) {
            convert_push(state, record);
            return 1;
        }
        if (!nearest || matching > most) {
            nearest = record;
            most = matching;
        }
    }
    const char *message =
        arena_format(script->arena, "expected: %s\nobserved: %s", describe_wanted(script, wanted),
                     nearest ? describe_record(script, nearest) : "you have sent no request yet");
    script_decide(state, VERDICT_NOT_YET, message);
}
