/* challenge.faults: what breaks in the world, at the start or some time later. */
#include <lauxlib.h>

#include "control/fault.h"
#include "scenario/lines.h"

static const struct word fault_rows[] = {
    {.name = "[1]",
     .type = "string",
     .help = "what it befalls: a pod, a gateway or a workload, \"NAMESPACE/NAME\""},
    {.name = "status",
     .type = "integer",
     .help = "its app answers every HTTP request with this status, 400 to 599"},
    {.name = "late", .type = "integer", .help = "its app answers so many seconds later"},
    {.name = "crash",
     .type = "integer",
     .help = "its first container ends once with this code; the kubelet does the rest"},
    {.name = "down", .type = "boolean", .help = "its Deployment is scaled to 0"},
    {.name = "push",
     .type = "integer",
     .help = "istiod pushes nothing for so many seconds; befalls nobody else"},
    {.name = "after",
     .type = "string",
     .help = "the id of a task: it begins once that is done, at the next prompt"},
    {.name = "at", .type = "integer", .help = "seconds behind the start; without it: before it (push: then)"},
    {0}};
const struct word_class fault_words = {"ambit.Fault", "a fault",
                                       "What breaks. A pod that is made anew is well again.", fault_rows};

enum { LONGEST = 86400 }; /* seconds */

static void check_range(lua_State *state, const char *key, lua_Integer least, lua_Integer most)
{
    if (lua_getfield(state, -1, key) != LUA_TNIL &&
        (lua_tointeger(state, -1) < least || lua_tointeger(state, -1) > most))
        luaL_error(state, "challenge: faults: '%s' is %I to %I", key, (LUAI_UACINT)least, (LUAI_UACINT)most);
    lua_pop(state, 1);
}

static bool has(lua_State *state, const char *key)
{
    bool there = lua_getfield(state, -1, key) != LUA_TNIL;
    lua_pop(state, 1);
    return there;
}

/* One row of the list, on top. */
static void check_fault(lua_State *state)
{
    words_check(state, -1, "challenge: faults", &fault_words);
    check_range(state, "status", 400, 599);
    check_range(state, "late", 1, LONGEST);
    check_range(state, "crash", 0, 255);
    check_range(state, "push", 1, LONGEST);
    check_range(state, "at", 0, LONGEST);
    bool named = lua_geti(state, -1, 1) != LUA_TNIL;
    const char *name = named ? lua_tostring(state, -1) : "";
    if (named && slice_find_byte(slice_of(name), '/') == slice_of(name).length)
        luaL_error(state, "challenge: faults: '%s' is not NAMESPACE/NAME", name);
    lua_pop(state, 1);
    bool app = has(state, "status") || has(state, "late") || has(state, "crash") || has(state, "down");
    if (!app && !has(state, "push"))
        luaL_error(state, "challenge: faults: nothing breaks: status, late, crash, down or push");
    if (app && !named)
        luaL_error(state, "challenge: faults: the first thing in it is what it befalls, \"NAMESPACE/NAME\"");
}

void fault_check(lua_State *state)
{
    if (lua_getfield(state, 1, "faults") != LUA_TNIL) {
        for (lua_Integer i = 1; lua_geti(state, -1, i) != LUA_TNIL; i++) {
            if (!lua_istable(state, -1))
                luaL_error(state, "challenge: faults: row %I is no table", (LUAI_UACINT)i);
            check_fault(state);
            lua_pop(state, 1);
        }
        lua_pop(state, 1);
    }
    lua_pop(state, 1);
}

static void copy_number(lua_State *state, struct arena *arena, struct value *fault, const char *key,
                        int64_t unit)
{
    if (lua_getfield(state, -1, key) != LUA_TNIL)
        value_put_integer(arena, fault, key, lua_tointeger(state, -1) * unit);
    lua_pop(state, 1);
}

void fault_read(lua_State *state, struct scenario *scenario)
{
    struct arena *arena = &scenario->arena;
    struct value *faults = value_array(arena);
    if (lua_getfield(state, -1, "faults") != LUA_TNIL) {
        for (lua_Integer i = 1; lua_geti(state, -1, i) != LUA_TNIL; i++) {
            struct value *fault = value_object(arena);
            if (lua_geti(state, -1, 1) != LUA_TNIL)
                value_put_text(arena, fault, "workload", lua_tostring(state, -1));
            lua_pop(state, 1);
            if (lua_getfield(state, -1, "after") != LUA_TNIL)
                value_put_text(arena, fault, "after", lua_tostring(state, -1));
            lua_pop(state, 1);
            copy_number(state, arena, fault, "status", 1);
            copy_number(state, arena, fault, "crash", 1);
            copy_number(state, arena, fault, "late", SECONDS(1).nanoseconds);
            copy_number(state, arena, fault, "push", SECONDS(1).nanoseconds);
            copy_number(state, arena, fault, "at", SECONDS(1).nanoseconds);
            lua_getfield(state, -1, "down");
            value_put(arena, fault, "down", value_boolean(lua_toboolean(state, -1)));
            lua_pop(state, 2);
            value_append(arena, faults, fault);
        }
        lua_pop(state, 1);
    }
    lua_pop(state, 1);
    for (size_t i = 0; i < value_count(faults); i++) {
        const char *after = value_find_text(value_at(faults, i), "after");
        size_t task = 0;
        while (task < scenario->task_count && !text_equal(scenario->tasks[task].id, after))
            task++;
        if (after[0] && task == scenario->task_count)
            luaL_error(state, "challenge: faults: after = '%s': there is no such task", after);
    }
    scenario->faults = faults;
}

/* Plans one, to begin in [at]; false: nobody is there to be befallen. */
static bool plan(struct machine *machine, struct arena *arena, const struct value *fault, struct duration at)
{
    const char *workload = value_find_text(fault, "workload");
    const struct value *pods = lines_pods(arena, machine_world(machine), workload);
    if (workload[0] && !value_count(pods))
        return false;
    struct value *planned = value_edit(arena, fault);
    value_put(arena, planned, "pods", pods);
    fault_plan(machine_begin(machine, arena), planned, at);
    machine_commit(machine);
    return true;
}

#define BROKEN_NOTES "lab/broken/"

bool scenario_breaks(const struct scenario *scenario, const struct world *world, const char *task)
{
    size_t at = 0;
    while (at < value_count(scenario->faults) && !value_says(value_get(value_at(scenario->faults, at), "after"), task))
        at++;
    if (at == value_count(scenario->faults))
        return false;
    struct arena arena = {0};
    bool broken = world_get(world, WORLD_NOTES, arena_format(&arena, BROKEN_NOTES "%s", task)) != NULL;
    arena_release(&arena);
    return !broken;
}

const char *scenario_ahead(const struct scenario *scenario, const struct world *world, size_t task)
{
    const struct task *tasks = scenario->tasks;
    size_t count = value_count(scenario->faults) ? scenario->task_count : 0;
    for (size_t steps = 0; steps < count && tasks[task].needs; steps++) {
        size_t needed = 0;
        while (needed < count && !text_equal(tasks[needed].id, tasks[task].needs))
            needed++;
        if (needed == count)
            return NULL;
        if (scenario_breaks(scenario, world, tasks[needed].id))
            return tasks[needed].title;
        task = needed;
    }
    return NULL;
}

void scenario_break(const struct scenario *scenario, struct machine *machine, const char *task)
{
    struct arena arena = {0};
    if (scenario_breaks(scenario, machine_world(machine), task)) {
        struct draft *draft = machine_begin(machine, &arena);
        draft_set(draft, WORLD_NOTES, arena_format(&arena, BROKEN_NOTES "%s", task), value_boolean(true));
        machine_commit(machine);
        for (size_t i = 0; i < value_count(scenario->faults); i++) {
            const struct value *fault = value_at(scenario->faults, i);
            struct duration at = {value_number(value_get(fault, "at"), 0)};
            if (value_says(value_get(fault, "after"), task))
                plan(machine, &arena, fault, at); /* who is gone needs no fault */
        }
    }
    arena_release(&arena);
}

const char *fault_start(const struct scenario *scenario, struct machine *machine, struct arena *arena,
                        bool later)
{
    const char *problem = NULL;
    for (size_t i = 0; i < value_count(scenario->faults) && !problem; i++) {
        const struct value *fault = value_at(scenario->faults, i);
        int64_t at = value_number(value_get(fault, "at"), 0);
        /* istiod is held from the start on; all else has been so for a while when the learner comes */
        if ((at > 0 || value_get(fault, "push")) != later || value_get(fault, "after"))
            continue;
        if (!plan(machine, arena, fault, (struct duration){at}))
            problem = arena_format(arena, "nobody is %s", value_find_text(fault, "workload"));
    }
    return problem;
}
