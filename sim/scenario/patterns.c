/* Lua's pattern functions, for texts and patterns whose worst case is small enough: no hook runs inside them.
 */
#include <lauxlib.h>
#include <string.h>

#include "scenario/script.h"

enum { WORST_STEPS = 200000000 };

/* Matching begins at each place (unless anchored) and backs off for each repeat: LENGTH to the power of their
 * number. */
static void pay(lua_State *state)
{
    size_t length, pattern_length;
    luaL_checklstring(state, 1, &length);
    const char *pattern = luaL_checklstring(state, 2, &pattern_length);
    int repeats = pattern_length && pattern[0] == '^' ? 0 : 1;
    for (size_t i = 0; i < pattern_length; i++) {
        if (pattern[i] == '%') {
            i++;
            repeats += i < pattern_length && (pattern[i] == 'b' || pattern[i] == 'f');
        } else {
            repeats += strchr("*+-?", pattern[i]) != NULL && pattern[i];
        }
    }
    size_t steps = pattern_length + 1;
    for (int i = 0; i < repeats && steps <= WORST_STEPS; i++)
        steps *= length + 1;
    if (steps > WORST_STEPS)
        luaL_error(state, "pattern with %d repeats is too much for a text of %d bytes", repeats, (int)length);
    script_spend(state, steps);
}

static int paid(lua_State *state)
{
    int count = lua_gettop(state);
    pay(state);
    lua_pushvalue(state, lua_upvalueindex(1));
    lua_insert(state, 1);
    lua_call(state, count, LUA_MULTRET);
    return lua_gettop(state);
}

/* string.find(text, words, start, true) is no pattern. */
static int paid_find(lua_State *state)
{
    if (!lua_toboolean(state, 4))
        return paid(state);
    int count = lua_gettop(state);
    lua_pushvalue(state, lua_upvalueindex(1));
    lua_insert(state, 1);
    lua_call(state, count, LUA_MULTRET);
    return lua_gettop(state);
}

static const luaL_Reg pattern_functions[] = {
    {"find", paid_find}, {"match", paid}, {"gmatch", paid}, {"gsub", paid}, {NULL, NULL}};

void patterns_open(lua_State *state)
{
    for (const luaL_Reg *row = pattern_functions; row->name; row++) {
        lua_getfield(state, -1, row->name);
        lua_pushcclosure(state, row->func, 1);
        lua_setfield(state, -2, row->name);
    }
}
