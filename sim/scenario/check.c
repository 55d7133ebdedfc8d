/* Checks and hints: a task's Lua functions, on a fork that has come to rest. */
#include <lauxlib.h>

#include "base/limits.h"
#include "scenario/script.h"

/* Pushes w, calls the function below it and leaves its result and, if that is false, its message. */
static int run_check(lua_State *state)
{
    declare_push(state, *(const size_t *)lua_touserdata(state, 1));
    lua_getfield(state, -1, "check");
    int base = lua_gettop(state);
    calls_push(state);
    lua_call(state, 1, LUA_MULTRET);
    if (lua_gettop(state) >= base && !lua_toboolean(state, base)) {
        lua_settop(state, base + 1);
        const char *message =
            lua_type(state, base + 1) == LUA_TSTRING ? lua_tostring(state, base + 1) : "not so yet";
        script_decide(state, VERDICT_NOT_YET, message);
    }
    return 0;
}

static struct machine *fork_new(const struct world *world)
{
    struct machine *fork = machine_new(world, NULL);
    fork_settle(fork, LIMIT_CHECK_SECONDS);
    return fork;
}

static struct check_result author_error(const struct script *script)
{
    return (struct check_result){VERDICT_AUTHOR_ERROR, script->problem};
}

struct check_result scenario_check(const struct scenario *scenario, size_t task, const struct world *world,
                                   const struct evidence *evidence, struct arena *arena)
{
    struct script script = {.arena = arena, .scenario = scenario, .evidence = evidence};
    struct check_result result = {VERDICT_DONE, ""};
    if (!script_open(&script)) {
        result = author_error(&script);
    } else {
        script.fork = fork_new(world);
        if (!script_call(&script, run_check, &task))
            result =
                script.decided ? (struct check_result){script.verdict, script.message} : author_error(&script);
    }
    script_close(&script);
    if (script.fork)
        machine_free(script.fork);
    return result;
}

/* --- hints --- */

struct hint_search {
    size_t task;     /* or SIZE_MAX: the challenge's */
    lua_Integer row; /* from 1 */
    const char *text, *command;
    bool holds, end;
};

static const char *copy_field(lua_State *state, int type)
{
    return type == LUA_TSTRING ? arena_text(script_of(state)->arena, lua_tostring(state, -1)) : NULL;
}

/* Looks at one hint: there, and does its `when` hold? */
static int try_hint(lua_State *state)
{
    struct hint_search *search = lua_touserdata(state, 1);
    search->end = true;
    declare_push(state, search->task);
    if (!lua_istable(state, -1) || lua_getfield(state, -1, "hints") != LUA_TTABLE)
        return 0;
    if (lua_geti(state, -1, search->row) != LUA_TTABLE)
        return 0;
    search->end = false;
    int hint = lua_gettop(state);
    search->text = copy_field(state, lua_geti(state, hint, 1));
    search->command = copy_field(state, lua_getfield(state, hint, "command"));
    if (lua_getfield(state, hint, "when") == LUA_TNIL) {
        search->holds = true;
        return 0;
    }
    calls_push(state);
    lua_call(state, 1, 1);
    search->holds = lua_toboolean(state, -1);
    return 0;
}

/* The first hint that holds; one that ends its `when` early, or breaks, does not. */
static bool find_hint(struct script *script, struct hint_search *search)
{
    for (search->row = 1;; search->row++) {
        search->holds = search->end = false;
        script->decided = false;
        script_call(script, try_hint, search);
        if (search->end)
            return false;
        if (search->holds)
            return true;
    }
}

const char *scenario_hint(const struct scenario *scenario, size_t task, int level, const struct world *world,
                          const struct evidence *evidence, struct arena *arena)
{
    const char *solve = task < scenario->task_count ? scenario->tasks[task].solve : NULL;
    if (level >= 2 || !scenario->lua.data)
        return level >= 2 ? solve : NULL;
    struct script script = {.arena = arena, .scenario = scenario, .evidence = evidence};
    struct hint_search search = {.task = task};
    bool found = false;
    if (script_open(&script)) {
        script.fork = fork_new(world);
        found = task < scenario->task_count && find_hint(&script, &search);
        if (!found) {
            search.task = SIZE_MAX;
            found = find_hint(&script, &search);
        }
    }
    script_close(&script);
    if (script.fork)
        machine_free(script.fork);
    if (!found)
        return NULL;
    return level == 1 && search.command ? arena_format(arena, "%s\n%s", search.text, search.command)
                                        : search.text;
}
