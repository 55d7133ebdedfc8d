/* w, the world of a check: a fork that nothing leaves. */
#include <lauxlib.h>
#include <string.h>

#include "api/api.h"
#include "scenario/script.h"

static const char world_type[] = "ambit.world";
static const char *const send_keys[] = {"body", "headers", NULL};

static struct script *script_at_work(lua_State *state)
{
    luaL_checkudata(state, 1, world_type);
    struct script *script = script_of(state);
    if (!script->fork)
        luaL_error(state, "the world is there only while a check or a hint runs");
    return script;
}

/* w:send(pod, method, url [, {headers=, body=}]) */
static int call_send(lua_State *state)
{
    struct script *script = script_at_work(state);
    const char *pod = luaL_checkstring(state, 2), *method = luaL_checkstring(state, 3);
    const char *url = luaL_checkstring(state, 4), *body = NULL;
    const struct value *headers = NULL;
    if (!lua_isnoneornil(state, 5)) {
        luaL_checktype(state, 5, LUA_TTABLE);
        declare_keys(state, 5, "w:send", send_keys, 0);
        if (lua_getfield(state, 5, "headers") != LUA_TNIL)
            headers = convert_value(state, -1, script->arena);
        if (lua_getfield(state, 5, "body") != LUA_TNIL)
            body = luaL_checkstring(state, -1);
    }
    const struct value *reply = machine_request(script->fork, script->arena, pod, method, url, headers, body);
    reply_push(state, reply, arena_format(script->arena, "%s %s from %s", method, url, pod));
    return 1;
}

static const struct kind *check_kind(lua_State *state, int index)
{
    const char *resource = luaL_checkstring(state, index);
    const struct kind *kind = kind_find(resource);
    if (!kind)
        luaL_error(state, "no kind of resource '%s'", resource);
    return kind;
}

/* w:get(resource, name, namespace): a table, or nil. */
static int call_get(lua_State *state)
{
    struct script *script = script_at_work(state);
    const struct kind *kind = check_kind(state, 2);
    const char *name = luaL_checkstring(state, 3), *namespace = luaL_optstring(state, 4, NULL);
    struct draft draft;
    draft_begin(&draft, script->arena, machine_world(script->fork));
    struct api_reply reply = api_get(&draft, kind, namespace, name);
    draft_abandon(&draft);
    convert_push(state, api_failed(&reply) ? NULL : reply.object);
    return 1;
}

/* w:list(resource, namespace, selector): an array, maybe empty. */
static int call_list(lua_State *state)
{
    struct script *script = script_at_work(state);
    const struct kind *kind = check_kind(state, 2);
    const char *namespace = luaL_optstring(state, 3, NULL), *selector = luaL_optstring(state, 4, NULL);
    struct draft draft;
    draft_begin(&draft, script->arena, machine_world(script->fork));
    struct api_reply reply = api_list(&draft, kind, namespace, selector, NULL);
    draft_abandon(&draft);
    if (api_failed(&reply))
        return luaL_error(state, "w:list: %s", api_message(&reply));
    const struct value *items = value_get(reply.object, "items");
    convert_push(state, items ? items : value_array(script->arena));
    return 1;
}

/* w:run(command): {status, output} */
static int call_run(lua_State *state)
{
    struct script *script = script_at_work(state);
    size_t length;
    const char *line = luaL_checklstring(state, 2, &length);
    convert_push(state, machine_command(script->fork, script->arena, (struct slice){line, length}));
    return 1;
}

static int call_fail(lua_State *state)
{
    script_at_work(state);
    script_decide(state, VERDICT_NOT_YET, luaL_checkstring(state, 2));
}

static int call_broken(lua_State *state)
{
    script_at_work(state);
    script_decide(state, VERDICT_BROKEN, luaL_checkstring(state, 2));
}

static const luaL_Reg world_calls[] = {
    {"broken", call_broken}, {"fail", call_fail},       {"get", call_get},
    {"list", call_list},     {"run", call_run},         {"send", call_send},
    {"sent", evidence_sent}, {"shown", evidence_shown}, {NULL, NULL},
};
static const char *const world_names[] = {"broken", "fail", "get",   "list", "run",
                                          "send",   "sent", "shown", NULL};

static int find_call(lua_State *state)
{
    const char *name = luaL_checkstring(state, 2);
    for (const luaL_Reg *row = world_calls; row->name; row++) {
        if (text_equal(row->name, name)) {
            lua_pushcfunction(state, row->func);
            return 1;
        }
    }
    return luaL_error(state, "w has no '%s'; did you mean '%s'?", name, nearest_word(name, world_names));
}

void calls_open(lua_State *state)
{
    luaL_newmetatable(state, world_type);
    lua_pushcfunction(state, find_call);
    lua_setfield(state, -2, "__index");
    lua_pushboolean(state, 0);
    lua_setfield(state, -2, "__metatable");
    lua_pop(state, 1);
}

void calls_push(lua_State *state)
{
    lua_newuserdatauv(state, 0, 0);
    luaL_setmetatable(state, world_type);
}
