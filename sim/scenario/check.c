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
    calls_push(state, script_of(state)->fork);
    lua_call(state, 1, LUA_MULTRET);
    if (lua_gettop(state) >= base && !lua_toboolean(state, base)) {
        lua_settop(state, base + 1);
        const char *message =
            lua_type(state, base + 1) == LUA_TSTRING ? lua_tostring(state, base + 1) : "not so yet";
        script_decide(state, VERDICT_NOT_YET, message);
    }
    return 0;
}

static struct machine *fork_new(const struct world *world, const struct evidence *evidence)
{
    struct machine *fork = machine_fork(evidence ? evidence->machine : NULL, world);
    machine_rest(fork, LIMIT_CHECK_SECONDS);
    return fork;
}

static struct check_result author_error(const struct script *script)
{
    return (struct check_result){.verdict = VERDICT_AUTHOR_ERROR, .message = script->problem};
}

struct check_result scenario_check(const struct scenario *scenario, size_t task, const struct world *world,
                                   const struct evidence *evidence, struct arena *arena)
{
    struct script script = {.arena = arena,
                            .scenario = scenario,
                            .evidence = evidence,
                            .seed = variable_seed(world)};
    struct check_result result = {.verdict = VERDICT_DONE, .message = ""};
    if (scenario->tasks[task].quiz) {
        result = ask_check(scenario, task, world, arena);
        result.wants_evidence = true; /* somebody has answered */
        return result;
    }
    if (!script_open(&script)) {
        result = author_error(&script);
    } else {
        script.fork = fork_new(world, evidence);
        if (!script_call(&script, run_check, &task))
            result = script.decided ? (struct check_result){.verdict = script.verdict, .message = script.message}
                                    : author_error(&script);
    }
    result.account = script.account;
    result.wants_evidence = script.wants_evidence;
    script_close(&script);
    return result;
}

/* --- hints --- */

struct hint_search {
    size_t task;      /* or SIZE_MAX: the challenge's */
    const char *list; /* "hints" or "states" */
    lua_Integer row;  /* from 1 */
    struct hint hint;
    bool holds, end;
};

static const char *copy_field(lua_State *state, int type)
{
    return type == LUA_TSTRING ? arena_text(script_of(state)->arena, lua_tostring(state, -1)) : NULL;
}

/* A command may be one line of a solution: without its line end. */
static const char *copy_command(lua_State *state, int type)
{
    const char *text = copy_field(state, type);
    return text ? arena_copy(script_of(state)->arena, slice_trim(slice_of(text))) : NULL;
}

/* Looks at one row: there, and does its `when` hold? */
static int try_hint(lua_State *state)
{
    struct hint_search *search = lua_touserdata(state, 1);
    search->end = true;
    declare_push(state, search->task);
    if (!lua_istable(state, -1) || lua_getfield(state, -1, search->list) != LUA_TTABLE)
        return 0;
    if (lua_geti(state, -1, search->row) != LUA_TTABLE)
        return 0;
    search->end = false;
    int hint = lua_gettop(state);
    search->hint.text = copy_field(state, lua_geti(state, hint, 1));
    search->hint.command = copy_command(state, lua_getfield(state, hint, "command"));
    if (lua_getfield(state, hint, "when") == LUA_TNIL) {
        search->holds = true;
        return 0;
    }
    calls_push(state, script_of(state)->fork);
    lua_call(state, 1, 1);
    search->holds = lua_toboolean(state, -1);
    return 0;
}

/* The first row that holds; one that ends its `when` early, or breaks, does not. */
static bool find_hint(struct script *script, struct hint_search *search, size_t task, const char *list)
{
    search->task = task;
    search->list = list;
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

static bool find_any(struct script *script, struct hint_search *search, size_t task, bool named)
{
    for (int turn = 0; turn < 2; turn++) {
        search->hint.state = (turn == 0) != named;
        bool found = search->hint.state
                         ? find_hint(script, search, SIZE_MAX, "states")
                         : task < script->scenario->task_count && find_hint(script, search, task, "hints");
        if (found)
            return true;
    }
    search->hint.state = false;
    return find_hint(script, search, SIZE_MAX, "hints");
}

struct hint scenario_hint(const struct scenario *scenario, size_t task, bool named, const struct world *world,
                          const struct evidence *evidence, struct arena *arena)
{
    if (!scenario->lua.data)
        return (struct hint){0};
    struct script script = {
        .arena = arena, .scenario = scenario, .evidence = evidence, .seed = variable_seed(world)};
    struct hint_search search = {0};
    bool found = false;
    if (script_open(&script)) {
        script.fork = fork_new(world, evidence);
        found = find_any(&script, &search, task, named);
    }
    script_close(&script);
    return found ? search.hint : (struct hint){0};
}
