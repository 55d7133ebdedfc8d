/* What of Lua's libraries an author gets. */
#include <lauxlib.h>
#include <lualib.h>
#include <string.h>

#include "scenario/script.h"

/* xpcall too: a handler runs where no hook is, so one without an end could not be stopped. */
static const char *const removed[] = {"dofile", "loadfile", "load", "collectgarbage", "print", "require",
                                      "warn",   "xpcall",   NULL};

/* Pays for the lengths of its arguments, then does what the library does. */
static int charged(lua_State *state)
{
    int count = lua_gettop(state);
    for (int i = 1; i <= count; i++) {
        int type = lua_type(state, i);
        convert_fill(state, i);
        if (type == LUA_TSTRING || type == LUA_TTABLE)
            script_spend(state, (size_t)lua_rawlen(state, i));
    }
    lua_pushvalue(state, lua_upvalueindex(1));
    lua_insert(state, 1);
    lua_call(state, count, LUA_MULTRET);
    return lua_gettop(state);
}

enum { STEP = 64 }; /* bytes that one turn of a loop in C is worth */

/* Pays for a loop from integer argument [from] to [to]. */
static void pay_range(lua_State *state, int from, int to)
{
    lua_Integer first = lua_tointeger(state, from), last = lua_tointeger(state, to);
    if (last >= first && !lua_isnoneornil(state, to))
        script_spend(state, (lua_Unsigned)last - (lua_Unsigned)first > INT32_MAX
                                ? SIZE_MAX / 2
                                : (size_t)(last - first) * STEP);
}

/* upvalues: the library's function, the argument that says how many turns its loop takes, and from where (0:
 * one) */
static int counted(lua_State *state)
{
    int to = (int)lua_tointeger(state, lua_upvalueindex(2)),
        from = (int)lua_tointeger(state, lua_upvalueindex(3));
    int count = lua_gettop(state);
    pay_range(state, from ? from : count + 1, to);
    lua_pushvalue(state, lua_upvalueindex(1));
    lua_insert(state, 1);
    lua_call(state, count, LUA_MULTRET);
    return lua_gettop(state);
}

/* A length that a metamethod makes up would make such a loop as long. */
static int plain_table(lua_State *state)
{
    int count = lua_gettop(state);
    convert_fill(state, 1);
    if (luaL_getmetafield(state, 1, "__len") != LUA_TNIL)
        return luaL_error(state, "the table library takes no table with a __len of its own");
    lua_pushvalue(state, lua_upvalueindex(1));
    lua_insert(state, 1);
    lua_call(state, count, LUA_MULTRET);
    return lua_gettop(state);
}

static void count_turns(lua_State *state, const char *name, int from, int to)
{
    lua_getfield(state, -1, name);
    lua_pushinteger(state, to);
    lua_pushinteger(state, from);
    lua_pushcclosure(state, counted, 3);
    lua_setfield(state, -2, name);
}

/* Wraps every function of the table at the top. */
static void charge_all(lua_State *state)
{
    lua_pushnil(state);
    while (lua_next(state, -2)) {
        if (lua_iscfunction(state, -1)) {
            lua_pushvalue(state, -2);
            lua_insert(state, -2);
            lua_pushcclosure(state, charged, 1);
            lua_settable(state, -4);
        } else {
            lua_pop(state, 1);
        }
    }
}

/* --- text without addresses --- */

/* Leaves text for the value at [index] on the stack: tables, functions and the like are named by their type. */
static const char *push_text(lua_State *state, int index)
{
    int type = lua_type(state, index);
    bool plain = type == LUA_TNIL || type == LUA_TBOOLEAN || type == LUA_TNUMBER || type == LUA_TSTRING;
    if (!plain && luaL_getmetafield(state, index, "__tostring") == LUA_TNIL)
        return lua_pushstring(state, luaL_typename(state, index));
    if (!plain)
        lua_pop(state, 1);
    return luaL_tolstring(state, index, NULL);
}

static int sandbox_tostring(lua_State *state)
{
    luaL_checkany(state, 1);
    push_text(state, 1);
    return 1;
}

static int sandbox_format(lua_State *state)
{
    const char *format = luaL_checkstring(state, 1);
    if (strstr(format, "%p"))
        return luaL_error(state, "string.format: no %%p here");
    int count = lua_gettop(state);
    for (int i = 2; i <= count; i++) {
        if (lua_type(state, i) == LUA_TNUMBER || lua_type(state, i) == LUA_TSTRING)
            continue;
        push_text(state, i);
        lua_replace(state, i);
    }
    lua_pushvalue(state, lua_upvalueindex(1));
    lua_insert(state, 1);
    lua_call(state, count, 1);
    return 1;
}

/* --- tables in one order --- */

static int class_of(lua_State *state, int index)
{
    int type = lua_type(state, index);
    return type == LUA_TNUMBER ? 0 : type == LUA_TSTRING ? 1 : type == LUA_TBOOLEAN ? 2 : 3;
}

static bool key_less(lua_State *state, int a, int b)
{
    int a_class = class_of(state, a), b_class = class_of(state, b);
    if (a_class != b_class)
        return a_class < b_class;
    if (a_class == 2)
        return lua_toboolean(state, a) < lua_toboolean(state, b);
    return a_class < 2 && lua_compare(state, a, b, LUA_OPLT);
}

static bool comparator_less(lua_State *state, int a, int b)
{
    if (lua_isnil(state, 2))
        return lua_compare(state, a, b, LUA_OPLT);
    lua_pushvalue(state, 2);
    lua_pushvalue(state, a);
    lua_pushvalue(state, b);
    lua_call(state, 2, 1);
    bool less = lua_toboolean(state, -1);
    lua_pop(state, 1);
    return less;
}

typedef bool less_function(lua_State *state, int a, int b);

/* One merge of [from, middle) and [middle, to) of the table at [source] into the one at [target]. */
static void merge(lua_State *state, int source, int target, lua_Integer from, lua_Integer middle,
                  lua_Integer to, less_function *less)
{
    lua_Integer left = from, right = middle;
    for (lua_Integer i = from; i < to; i++) {
        bool take_right = left == middle;
        if (left < middle && right < to) {
            lua_rawgeti(state, source, right);
            lua_rawgeti(state, source, left);
            int top = lua_gettop(state);
            take_right = less(state, top - 1, top);
            lua_pop(state, 2);
        }
        lua_rawgeti(state, source, take_right ? right++ : left++);
        lua_rawseti(state, target, i);
    }
}

/* A stable merge sort of the table at [table] (absolute), elements 1 to [count]. */
static void sort_table(lua_State *state, int table, lua_Integer count, less_function *less)
{
    lua_createtable(state, (int)count, 0);
    int spare = lua_gettop(state), source = table, target = spare;
    for (lua_Integer width = 1; width < count; width *= 2) {
        for (lua_Integer from = 1; from <= count; from += 2 * width) {
            lua_Integer middle = from + width <= count ? from + width : count + 1;
            lua_Integer to = middle + width <= count ? middle + width : count + 1;
            merge(state, source, target, from, middle, to, less);
        }
        script_spend(state, (size_t)count * 256);
        int swapped = source;
        source = target;
        target = swapped;
    }
    for (lua_Integer i = 1; source != table && i <= count; i++) {
        lua_rawgeti(state, source, i);
        lua_rawseti(state, table, i);
    }
    lua_settop(state, spare - 1);
}

static int sandbox_sort(lua_State *state)
{
    luaL_checktype(state, 1, LUA_TTABLE);
    if (!lua_isnoneornil(state, 2))
        luaL_checktype(state, 2, LUA_TFUNCTION);
    lua_settop(state, 2);
    convert_fill(state, 1);
    sort_table(state, 1, (lua_Integer)lua_rawlen(state, 1), comparator_less);
    return 0;
}

/* upvalues: keys, table, position */
static int pairs_step(lua_State *state)
{
    lua_Integer position = lua_tointeger(state, lua_upvalueindex(3));
    for (;;) {
        lua_pushinteger(state, ++position);
        lua_replace(state, lua_upvalueindex(3));
        if (lua_rawgeti(state, lua_upvalueindex(1), position) == LUA_TNIL)
            return 1;
        lua_pushvalue(state, -1);
        if (lua_rawget(state, lua_upvalueindex(2)) != LUA_TNIL)
            return 2;
        lua_settop(state, 0); /* removed on the way */
    }
}

static int sandbox_pairs(lua_State *state)
{
    luaL_checktype(state, 1, LUA_TTABLE);
    lua_settop(state, 1);
    convert_fill(state, 1);
    lua_newtable(state);
    lua_Integer count = 0;
    lua_pushnil(state);
    while (lua_next(state, 1)) {
        lua_pop(state, 1);
        if (class_of(state, -1) > 2)
            return luaL_error(state, "pairs: keys must be numbers, texts or booleans");
        lua_pushvalue(state, -1);
        lua_rawseti(state, 2, ++count);
    }
    script_spend(state, (size_t)count * 256);
    sort_table(state, 2, count, key_less);
    lua_settop(state, 2);
    lua_pushvalue(state, 1);
    lua_pushinteger(state, 0);
    lua_pushcclosure(state, pairs_step, 3);
    return 1;
}

/* The keys' order is the one of pairs: the least key above the given one. */
static int sandbox_next(lua_State *state)
{
    luaL_checktype(state, 1, LUA_TTABLE);
    lua_settop(state, 2);
    convert_fill(state, 1);
    lua_pushnil(state); /* 3: the best so far */
    lua_pushnil(state);
    for (size_t count = 0; lua_next(state, 1); count++) {
        lua_pop(state, 1);
        if (class_of(state, 4) > 2)
            return luaL_error(state, "next: keys must be numbers, texts or booleans");
        bool above = lua_isnil(state, 2) || key_less(state, 2, 4);
        if (above && (lua_isnil(state, 3) || key_less(state, 4, 3))) {
            lua_pushvalue(state, 4);
            lua_replace(state, 3);
        }
        if (count % 64 == 0)
            script_spend(state, 64 * STEP);
    }
    if (lua_isnil(state, 3))
        return 1;
    lua_pushvalue(state, 3);
    lua_rawget(state, 1);
    return 2;
}

/* Finalizers would run without the hook, weak tables change with the collector. */
static int sandbox_setmetatable(lua_State *state)
{
    convert_fill(state, 1);
    convert_fill(state, 2);
    if (lua_type(state, 2) == LUA_TTABLE) {
        lua_getfield(state, 2, "__gc");
        lua_getfield(state, 2, "__mode");
        if (!lua_isnil(state, -1) || !lua_isnil(state, -2))
            return luaL_error(state, "setmetatable: no __gc and no __mode here");
        lua_pop(state, 2);
    }
    int count = lua_gettop(state);
    lua_pushvalue(state, lua_upvalueindex(1));
    lua_insert(state, 1);
    lua_call(state, count, 1);
    return 1;
}

/* What looks past metatables; upvalue: the library's function, which has none itself. */
static int sandbox_raw(lua_State *state)
{
    for (int i = lua_gettop(state); i > 0; i--)
        convert_fill(state, i);
    return lua_tocfunction(state, lua_upvalueindex(1))(state);
}

static const char *const raw[] = {"getmetatable", "rawget", "rawlen", "rawset"};

/* Replaces the field of the table at the top by a closure over the old function. */
static void wrap(lua_State *state, const char *name, lua_CFunction function)
{
    lua_getfield(state, -1, name);
    lua_pushcclosure(state, function, 1);
    lua_setfield(state, -2, name);
}

static void open_base(lua_State *state)
{
    luaL_requiref(state, LUA_GNAME, luaopen_base, 1);
    for (const char *const *name = removed; *name; name++) {
        lua_pushnil(state);
        lua_setfield(state, -2, *name);
    }
    for (size_t i = 0; i < sizeof raw / sizeof *raw; i++)
        wrap(state, raw[i], sandbox_raw);
    wrap(state, "setmetatable", sandbox_setmetatable);
    wrap(state, "tostring", sandbox_tostring);
    wrap(state, "pairs", sandbox_pairs);
    wrap(state, "next", sandbox_next);
    lua_pop(state, 1);
}

/* Registry field: math.randomseed, which no author gets. */
static const char seed_field[] = "ambit.seed";

void sandbox_seed(lua_State *state)
{
    lua_getfield(state, LUA_REGISTRYINDEX, seed_field);
    lua_pushinteger(state, (lua_Integer)script_of(state)->seed);
    lua_call(state, 1, 0);
}

static int sandbox_random(lua_State *state)
{
    script_of(state)->seeded = true;
    int count = lua_gettop(state);
    lua_pushvalue(state, lua_upvalueindex(1));
    lua_insert(state, 1);
    lua_call(state, count, 1);
    return 1;
}

static void open_math(lua_State *state)
{
    luaL_requiref(state, LUA_MATHLIBNAME, luaopen_math, 1);
    wrap(state, "random", sandbox_random);
    lua_getfield(state, -1, "randomseed");
    lua_setfield(state, LUA_REGISTRYINDEX, seed_field);
    lua_pushnil(state);
    lua_setfield(state, -2, "randomseed");
    lua_pop(state, 1);
    sandbox_seed(state);
}

static const char *const measured[] = {"concat", "insert", "remove", "unpack"};

void sandbox_open(lua_State *state)
{
    open_base(state);
    open_math(state);
    luaL_requiref(state, LUA_UTF8LIBNAME, luaopen_utf8, 1);
    charge_all(state);
    luaL_requiref(state, LUA_TABLIBNAME, luaopen_table, 1);
    charge_all(state);
    count_turns(state, "move", 2, 3);
    count_turns(state, "concat", 3, 4);
    count_turns(state, "unpack", 2, 3);
    for (size_t i = 0; i < sizeof measured / sizeof *measured; i++)
        wrap(state, measured[i], plain_table);
    wrap(state, "sort", sandbox_sort);
    luaL_requiref(state, LUA_STRLIBNAME, luaopen_string, 1);
    lua_pushnil(state);
    lua_setfield(state, -2, "dump");
    patterns_open(state);
    charge_all(state);
    count_turns(state, "rep", 0, 2);
    wrap(state, "format", sandbox_format);
    lua_pop(state, 3);
}
