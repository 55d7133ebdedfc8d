/* Our values and Lua's: objects and arrays are tables, null is nil. */
#include <lauxlib.h>

#include "base/limits.h"
#include "scenario/script.h"

static void push(lua_State *state, const struct value *value, int depth)
{
    luaL_checkstack(state, 4, "a value nested too deep");
    if (depth > LIMIT_VALUE_DEPTH)
        luaL_error(state, "a value nested too deep");
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
        lua_createtable(state, (int)value_count(value), 0);
        for (size_t i = 0; i < value_count(value); i++) {
            push(state, value_at(value, i), depth + 1);
            lua_rawseti(state, -2, (lua_Integer)i + 1);
        }
        break;
    case VALUE_OBJECT:
        lua_createtable(state, 0, (int)value_count(value));
        for (size_t i = 0; i < value_count(value); i++) {
            push(state, value_member_at(value, i), depth + 1);
            lua_setfield(state, -2, value_key_at(value, i));
        }
        break;
    }
}

void convert_push(lua_State *state, const struct value *value)
{
    push(state, value, 0);
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
        value_put(arena, object, arena_text(arena, lua_tostring(state, -2)),
                  value_of(state, -1, arena, depth + 1));
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
    bool list = lua_rawgeti(state, index, 1) != LUA_TNIL;
    lua_pop(state, 1);
    script_spend(state, 256);
    return list ? list_of(state, index, arena, depth) : object_of(state, index, arena, depth);
}

const struct value *convert_value(lua_State *state, int index, struct arena *arena)
{
    return value_of(state, index, arena, 0);
}
