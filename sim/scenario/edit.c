/* What a check changes in its world: w:apply, w:delete, w:label. The API server is the only door, and the
 * cluster is at rest again when the call returns. What it refuses is an error of the author's. */
#include <lauxlib.h>

#include "api/api.h"
#include "base/limits.h"
#include "data/yaml.h"
#include "scenario/script.h"

enum { PRICE_SETTLE = 3200000 }; /* see calls.c */

static const struct api_options edit_options = {
    .field_manager = "ambit-check", .validation = FIELDS_STRICT, .force = true, .grace_period_seconds = -1};

static void settle(lua_State *state, struct machine *machine)
{
    script_spend(state, PRICE_SETTLE);
    machine_rest(machine, LIMIT_CHECK_SECONDS);
}

/* Ends the open draft of [machine]: kept, or given up and the API's words an error. */
static void end_draft(lua_State *state, struct machine *machine, const char *call,
                      const struct api_reply *reply)
{
    if (!api_failed(reply)) {
        machine_commit(machine);
        return;
    }
    const char *message = arena_text(script_of(state)->arena, api_message(reply));
    machine_abandon(machine);
    luaL_error(state, "%s: %s", call, message);
}

static void apply_object(lua_State *state, struct machine *machine, const struct value *object)
{
    struct arena *arena = script_of(state)->arena;
    const struct kind *kind = kind_of_object(object);
    const char *name = value_find_text(object, "metadata.name");
    const char *namespace = value_find_text(object, "metadata.namespace");
    if (!kind)
        luaL_error(state, "w:apply: no kind '%s' in '%s'", value_find_text(object, "kind"),
                   value_find_text(object, "apiVersion"));
    if (!name[0])
        luaL_error(state, "w:apply: a %s without metadata.name", kind->kind);
    if (kind->flags & KIND_NAMESPACED && !namespace[0])
        luaL_error(state, "w:apply: %s %s: say metadata.namespace", kind->kind, name);
    struct draft *draft = machine_begin(machine, arena);
    struct api_reply reply = api_patch(draft, kind, namespace, name, PATCH_APPLY, object, &edit_options);
    end_draft(state, machine, "w:apply", &reply);
}

int edit_apply(lua_State *state)
{
    struct machine *machine = calls_machine(state);
    size_t length;
    const char *text = luaL_checklstring(state, 2, &length);
    struct yaml_reader reader = yaml_reader((struct slice){text, length});
    const struct value *object;
    size_t count = 0;
    while (yaml_next(script_of(state)->arena, &reader, &object)) {
        if (!object)
            continue;
        apply_object(state, machine, object);
        count++;
    }
    if (reader.problem)
        return luaL_error(state, "w:apply: %s", reader.problem);
    if (!count)
        return luaL_error(state, "w:apply: no object in the text");
    settle(state, machine);
    return 0;
}

int edit_delete(lua_State *state)
{
    struct machine *machine = calls_machine(state);
    const struct kind *kind = calls_kind(state, 2);
    const char *name = luaL_checkstring(state, 3), *namespace = luaL_optstring(state, 4, NULL);
    struct draft *draft = machine_begin(machine, script_of(state)->arena);
    struct api_reply reply = api_delete(draft, kind, namespace, name, &edit_options);
    bool there = reply.code != 404;
    if (there)
        end_draft(state, machine, "w:delete", &reply);
    else
        machine_abandon(machine);
    settle(state, machine);
    lua_pushboolean(state, there);
    return 1;
}

/* { key = "value", other = false } as the body of a merge patch. */
static const struct value *labels_patch(lua_State *state, int index)
{
    struct arena *arena = script_of(state)->arena;
    struct value *patch = value_object(arena),
                 *labels = value_open(arena, value_open(arena, patch, "metadata"), "labels");
    convert_fill(state, index);
    lua_pushnil(state);
    while (lua_next(state, index)) {
        bool text = lua_type(state, -1) == LUA_TSTRING,
             gone = lua_isboolean(state, -1) && !lua_toboolean(state, -1);
        if (lua_type(state, -2) != LUA_TSTRING || !(text || gone))
            luaL_error(state, "w:label: labels are texts, or false to take one away");
        value_put(arena, labels, arena_text(arena, lua_tostring(state, -2)),
                  text ? value_text(arena, lua_tostring(state, -1)) : value_null());
        lua_pop(state, 1);
    }
    return patch;
}

int edit_label(lua_State *state)
{
    struct machine *machine = calls_machine(state);
    const struct kind *kind = calls_kind(state, 2);
    const char *name = luaL_checkstring(state, 3), *namespace = NULL;
    int labels = 4;
    if (!lua_istable(state, 4)) {
        namespace = luaL_optstring(state, 4, NULL);
        labels = 5;
    }
    luaL_checktype(state, labels, LUA_TTABLE);
    const struct value *patch = labels_patch(state, labels);
    struct draft *draft = machine_begin(machine, script_of(state)->arena);
    struct api_reply reply = api_patch(draft, kind, namespace, name, PATCH_MERGE, patch, &edit_options);
    end_draft(state, machine, "w:label", &reply);
    settle(state, machine);
    return 0;
}
