/* What a check expects of a result: the author says a shape, the message says where it differs. */
#include <lauxlib.h>

#include "base/limits.h"
#include "data/json.h"
#include "scenario/script.h"

/* What differs first: "spec.ports[1].port", and both sides as a reader can take them in. */
struct difference {
    struct arena *arena;
    const char *path, *expected, *observed;
};

enum { LONGEST_SIDE = 300 }; /* bytes of a value in a message */

static const char *short_text(struct arena *arena, const struct value *value)
{
    const char *text = json_text(arena, value);
    struct slice whole = slice_of(text);
    if (whole.length <= LONGEST_SIDE)
        return text;
    size_t cut = LONGEST_SIDE;
    while (cut && ((unsigned char)text[cut] & 0xc0) == 0x80) /* not inside a character */
        cut--;
    return arena_format(arena, "%.*s ... (%zu bytes)", (int)cut, text, whole.length);
}

static bool differs(struct difference *difference, const char *path, const char *expected,
                    const struct value *have, const char *otherwise)
{
    difference->path = path;
    difference->expected = expected;
    difference->observed = have ? short_text(difference->arena, have) : otherwise;
    return false;
}

static bool is_like(struct difference *difference, const char *path, const struct value *wanted,
                    const struct value *have);

/* Each element that is wanted is like one that is there. */
static bool list_is_like(struct difference *difference, const char *path, const struct value *wanted,
                         const struct value *have)
{
    struct arena *arena = difference->arena;
    for (size_t i = 0; i < value_count(wanted); i++) {
        struct difference inner = {.arena = arena};
        bool found = false;
        for (size_t j = 0; j < value_count(have) && !found; j++)
            found = is_like(&inner, arena_format(arena, "%s[%zu]", path, j), value_at(wanted, i),
                            value_at(have, j));
        if (found)
            continue;
        if (value_count(have) == 1) { /* say what is wrong with the only one */
            inner.arena = arena;
            *difference = inner;
            return false;
        }
        return differs(difference, path,
                       arena_format(arena, "one like %s", short_text(arena, value_at(wanted, i))),
                       value_count(have) ? have : NULL, "none");
    }
    return true;
}

static bool is_like(struct difference *difference, const char *path, const struct value *wanted,
                    const struct value *have)
{
    struct arena *arena = difference->arena;
    if (value_is(wanted, VALUE_OBJECT) && value_is(have, VALUE_OBJECT)) {
        for (size_t i = 0; i < value_count(wanted); i++) {
            const char *key = value_key_at(wanted, i);
            const char *deeper = arena_format(arena, "%s%s%s", path, path[0] ? "." : "", key);
            if (!is_like(difference, deeper, value_member_at(wanted, i), value_get(have, key)))
                return false;
        }
        return true;
    }
    if (value_is(wanted, VALUE_ARRAY) && value_is(have, VALUE_ARRAY))
        return list_is_like(difference, path, wanted, have);
    if (value_is(wanted, VALUE_BOOLEAN) && !value_is(have, VALUE_BOOLEAN))
        return value_truth(wanted) == (have != NULL) ||
               differs(difference, path, value_truth(wanted) ? "that it is there" : "nothing", have, "nothing");
    return value_equal(wanted, have) || differs(difference, path, short_text(arena, wanted), have, "nothing");
}

static const char *message_of(lua_State *state, const char *asked, const char *expected, const char *observed)
{
    return arena_format(script_of(state)->arena, "asked:    %s\nexpected: %s\nobserved: %s", asked, expected,
                        observed);
}

static _Noreturn void not_so(lua_State *state, const char *asked, const char *expected, const char *observed)
{
    script_decide(state, VERDICT_NOT_YET, message_of(state, asked, expected, observed));
}

/* [index]: what was expected, in the author's words. */
static void is_so(lua_State *state, const char *asked, int index, const char *observed)
{
    struct script *script = script_of(state);
    if (!script_accounts(script))
        return;
    const char *expected = lua_isboolean(state, index) ? (lua_toboolean(state, index) ? "that it is there" : "none")
                                                       : short_text(script->arena, convert_value(state, index, script->arena));
    script_hold(script, message_of(state, asked, expected, observed));
}

/* The result is as it should be: it is written only for who reads it. */
static void result_is_so(lua_State *state, const char *asked, int index, const struct value *result)
{
    struct script *script = script_of(state);
    if (script_accounts(script))
        is_so(state, asked, index, short_text(script->arena, result));
}

/* The result of a command or a file: its output has the text as a part. */
static const struct value *with_part(struct arena *arena, const struct value *wanted,
                                     const struct value *result)
{
    const struct value *part = value_get(wanted, "output"), *whole = value_get(result, "output");
    if (!part || slice_find(value_slice(whole), value_slice(part)) == value_slice(whole).length)
        return result;
    return value_with(arena, result, "output", part);
}

void expect_result(lua_State *state, int index, const char *asked, const struct value *result)
{
    struct arena *arena = script_of(state)->arena;
    int type = lua_type(state, index);
    if (type == LUA_TNONE || type == LUA_TNIL)
        return;
    if (type == LUA_TBOOLEAN) {
        if (lua_toboolean(state, index) != (result != NULL))
            not_so(state, asked, result ? "that there is none" : "that it is there",
                   !result                          ? "there is none"
                   : value_is(result, VALUE_STRING) ? short_text(arena, result)
                                                    : "there is one");
        is_so(state, asked, index, result ? "it is there" : "there is none");
        return;
    }
    if (!result)
        not_so(state, asked, "that it is there", "there is none");
    const struct value *wanted = convert_value(state, index, arena);
    if (type == LUA_TSTRING) { /* a part of a text */
        if (slice_find(value_slice(result), value_slice(wanted)) == value_slice(result).length)
            not_so(state, asked, arena_format(arena, "the text %s in it", short_text(arena, wanted)),
                   short_text(arena, result));
        result_is_so(state, asked, index, result);
        return;
    }
    struct difference difference = {.arena = arena};
    if (is_like(&difference, "", wanted, with_part(arena, wanted, result))) {
        result_is_so(state, asked, index, result);
        return;
    }
    const char *at = difference.path[0] == '[' ? "item " : "";
    const char *path = difference.path[0] ? arena_format(arena, "%s%s: ", at, difference.path) : "";
    not_so(state, asked, arena_format(arena, "%s%s", path, difference.expected),
           arena_format(arena, "%s%s", path, difference.observed));
}

static const struct word count_rows[] = {{.name = "at_least", .type = "integer", .help = "so many or more"},
                                         {.name = "at_most", .type = "integer", .help = "so many or fewer"},
                                         {.name = "exactly", .type = "integer", .help = "so many"},
                                         {0}};
const struct word_class count_words = {"ambit.Count", "a count", "How many are expected.", count_rows};

static bool read_limit(lua_State *state, int index, const char *key, lua_Integer *limit)
{
    bool there = lua_getfield(state, index, key) != LUA_TNIL;
    *limit = there ? lua_tointeger(state, -1) : 0;
    lua_pop(state, 1);
    return there;
}

void expect_count(lua_State *state, int index, const char *asked, int64_t result, const char *seen)
{
    struct arena *arena = script_of(state)->arena;
    lua_Integer limit;
    if (lua_isnoneornil(state, index))
        return;
    const char *observed = arena_format(arena, "%lld%s%s", (long long)result, seen[0] ? "; " : "", seen);
    if (lua_isboolean(state, index)) {
        if (lua_toboolean(state, index) != (result > 0))
            not_so(state, asked, result > 0 ? "none" : "at least 1", observed);
        is_so(state, asked, index, observed);
        return;
    }
    luaL_checktype(state, index, LUA_TTABLE);
    words_check(state, index, "a count", &count_words);
    if (read_limit(state, index, "at_least", &limit) && result < limit)
        not_so(state, asked, arena_format(arena, "at least %lld", (long long)limit), observed);
    if (read_limit(state, index, "at_most", &limit) && result > limit)
        not_so(state, asked, arena_format(arena, "at most %lld", (long long)limit), observed);
    if (read_limit(state, index, "exactly", &limit) && result != limit)
        not_so(state, asked, arena_format(arena, "%lld", (long long)limit), observed);
    is_so(state, asked, index, observed);
}
