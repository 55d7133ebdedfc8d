/* Our values and Lua's: objects and arrays are tables, null is nil. A check is given whole objects and reads two of their
 * members, so a table is filled when somebody looks into it: until then its value stands under a key that no author has, and
 * its metatable has what fills it. */
#include <lauxlib.h>

#include "base/limits.h"
#include "scenario/script.h"

/* Its address is a key: in the registry, of the metatable; in such a table, of the value. */
static const char unfilled[] = "a table that is not filled yet";

static void push_table(lua_State *state, const struct value *value)
{
    bool array = value_is(value, VALUE_ARRAY);
    int count = (int)value_count(value);
    luaL_checkstack(state, 4, "a value nested too deep");
    lua_createtable(state, array ? count : 0, array ? 1 : count + 1);
    if (count == 0)
        return;
    lua_pushlightuserdata(state, (void *)(uintptr_t)value);
    lua_rawsetp(state, -2, unfilled);
    lua_rawgetp(state, LUA_REGISTRYINDEX, unfilled);
    lua_setmetatable(state, -2);
}

void convert_push(lua_State *state, const struct value *value)
{
    struct slice text = value_slice(value);
    switch (value_type(value)) {
    case VALUE_NULL:
        lua_pushnil(state);
        break;
    case VALUE_BOOLEAN:
        lua_pushboolean(state, value_truth(value));
        break;
    case VALUE_INTEGER:
        lua_pushinteger(state, value_number(value, 0));
        break;
    case VALUE_DECIMAL:
        if (!lua_stringtonumber(state, value_string_of(value)))
            lua_pushlstring(state, text.data, text.length);
        break;
    case VALUE_STRING:
        lua_pushlstring(state, text.data ? text.data : "", text.length);
        break;
    case VALUE_ARRAY:
    case VALUE_OBJECT:
        push_table(state, value);
        break;
    }
}

static bool is_unfilled(lua_State *state, int index)
{
    if (lua_type(state, index) != LUA_TTABLE || !lua_getmetatable(state, index))
        return false;
    lua_rawgetp(state, LUA_REGISTRYINDEX, unfilled);
    bool same = lua_rawequal(state, -1, -2);
    lua_pop(state, 2);
    return same;
}

/* The value goes last: when memory ends before, it is all there still. */
void convert_fill(lua_State *state, int index)
{
    luaL_checkstack(state, 4, "a value nested too deep");
    if (!is_unfilled(state, index))
        return;
    index = lua_absindex(state, index);
    lua_rawgetp(state, index, unfilled);
    const struct value *value = lua_touserdata(state, -1);
    for (size_t i = 0, count = value_count(value); i < count; i++) {
        if (value_is(value, VALUE_ARRAY)) {
            convert_push(state, value_at(value, i));
            lua_rawseti(state, index, (lua_Integer)i + 1);
        } else {
            lua_pushstring(state, value_key_at(value, i));
            convert_push(state, value_member_at(value, i));
            lua_rawset(state, index);
        }
    }
    lua_pushnil(state);
    lua_rawsetp(state, index, unfilled);
    lua_pushnil(state);
    lua_setmetatable(state, index);
    lua_pop(state, 1);
}

static int fill_and_get(lua_State *state)
{
    convert_fill(state, 1);
    lua_gettable(state, 1);
    return 1;
}

static int fill_and_set(lua_State *state)
{
    convert_fill(state, 1);
    if (lua_isnil(state, 2))
        return luaL_error(state, "table index is nil"); /* with the author's line, as where a table is a plain one */
    lua_settable(state, 1);
    return 0;
}

static int fill_and_count(lua_State *state)
{
    convert_fill(state, 1);
    lua_pushinteger(state, (lua_Integer)lua_rawlen(state, 1));
    return 1;
}

void convert_open(lua_State *state)
{
    static const luaL_Reg events[] = {
        {"__index", fill_and_get}, {"__newindex", fill_and_set}, {"__len", fill_and_count}, {NULL, NULL}};
    luaL_newlib(state, events);
    lua_rawsetp(state, LUA_REGISTRYINDEX, unfilled);
}

static const struct value *table_of(lua_State *state, int index, struct arena *arena, int depth);

static const struct value *value_of(lua_State *state, int index, struct arena *arena, int depth)
{
    size_t length;
    switch (lua_type(state, index)) {
    case LUA_TBOOLEAN:
        return value_boolean(lua_toboolean(state, index));
    case LUA_TNUMBER:
        if (lua_isinteger(state, index))
            return value_integer(arena, lua_tointeger(state, index));
        break;
    case LUA_TSTRING: {
        const char *text = lua_tolstring(state, index, &length);
        return value_string(arena, (struct slice){text, length});
    }
    case LUA_TTABLE:
        return table_of(state, index, arena, depth);
    default:
        break;
    }
    luaL_error(state, "texts, whole numbers, booleans and tables only");
    return NULL;
}

static const struct value *list_of(lua_State *state, int index, struct arena *arena, int depth)
{
    struct value *list = value_array(arena);
    for (lua_Integer i = 1; lua_rawgeti(state, index, i) != LUA_TNIL; i++) {
        value_append(arena, list, value_of(state, -1, arena, depth + 1));
        lua_pop(state, 1);
    }
    lua_pop(state, 1);
    return list;
}

static const struct value *object_of(lua_State *state, int index, struct arena *arena, int depth)
{
    struct value *object = value_object(arena);
    lua_pushnil(state);
    while (lua_next(state, index)) {
        if (lua_type(state, -2) != LUA_TSTRING)
            luaL_error(state, "keys must be texts");
        value_put(arena, object, lua_tostring(state, -2), value_of(state, -1, arena, depth + 1));
        lua_pop(state, 1);
    }
    return object;
}

/* A table with something at position 1 is a list, any other an object. */
static const struct value *table_of(lua_State *state, int index, struct arena *arena, int depth)
{
    luaL_checkstack(state, 6, "a table nested too deep");
    if (depth > LIMIT_VALUE_DEPTH)
        luaL_error(state, "a table nested too deep");
    index = lua_absindex(state, index);
    convert_fill(state, index);
    bool list = lua_rawgeti(state, index, 1) != LUA_TNIL;
    lua_pop(state, 1);
    script_spend(state, 256);
    return list ? list_of(state, index, arena, depth) : object_of(state, index, arena, depth);
}

const struct value *convert_value(lua_State *state, int index, struct arena *arena)
{
    return value_of(state, index, arena, 0);
}
