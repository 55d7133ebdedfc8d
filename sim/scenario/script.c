#include "scenario/script.h"

#include <lauxlib.h>

#include "base/buffer.h"
#include "base/check.h"
#include "base/limits.h"

enum {
    HOOK_STEP = 1000,      /* instructions between two looks at the budget */
    BYTES_A_STEP = 64,     /* what C functions handle at the price of one instruction */
    STRING_BYTES = 262144, /* the longest string */
    SHORT_STRING = 4096,   /* what an instruction compares at its own price */
};

/* The author's line that is being run, for an error that comes without one; nothing is allocated. */
static void note_place(struct script *script)
{
    lua_Debug frame;
    script->line = 0;
    for (int level = 0; script->state && lua_getstack(script->state, level, &frame); level++) {
        lua_getinfo(script->state, "Sl", &frame);
        if (frame.currentline > 0 && !text_starts(frame.short_src, SCRIPT_LIBRARY)) {
            script->line = frame.currentline;
            for (size_t i = 0; i < sizeof script->file; i++)
                script->file[i] = frame.short_src[i];
            return;
        }
    }
}

/* lua_Alloc with the caps; block sizes are what [script->bytes] counts. */
static void *allocate(void *context, void *block, size_t old_size, size_t size)
{
    struct script *script = context;
    bool string = !block && old_size == LUA_TSTRING;
    if (!block)
        old_size = 0;
    if (size == 0) {
        snapshot_free(script->memory, block, old_size);
        script->bytes -= old_size;
        return NULL;
    }
    if (string && size > script->longest && size <= STRING_BYTES)
        script->longest = size;
    if (size > old_size) {
        script->budget -= (int64_t)((size - old_size) / BYTES_A_STEP);
        if (script->bytes - old_size + size > LIMIT_LUA_BYTES || (string && size > STRING_BYTES)) {
            note_place(script);
            return NULL;
        }
    }
    script->bytes += size - old_size;
    return snapshot_resize(script->memory, block, old_size, size);
}

struct script *script_of(lua_State *state)
{
    return *(struct script **)lua_getextraspace(state);
}

static void stop(lua_State *state);

void script_spend(lua_State *state, size_t bytes)
{
    struct script *script = script_of(state);
    script->budget -= (int64_t)(bytes / BYTES_A_STEP);
    if (script->budget <= 0)
        stop(state);
}

/* A loop over long texts compares them at each step: an instruction's price grows with the longest there was.
 */
static void count_steps(lua_State *state, lua_Debug *debug)
{
    (void)debug;
    struct script *script = script_of(state);
    script->budget -= HOOK_STEP * (int64_t)(1 + script->longest / SHORT_STRING);
    if (script->budget <= 0 || script->decided)
        stop(state);
}

static void stop(lua_State *state)
{
    lua_sethook(state, count_steps, LUA_MASKCOUNT, 1); /* pcall must not swallow it */
    luaL_error(state, "stopped after %d instructions", (int)LIMIT_LUA_INSTRUCTIONS);
}

void script_hold(struct script *script, const char *text)
{
    enum { MOST = 50 };
    if (!script_accounts(script))
        return;
    if (!script->account)
        script->account = value_array(script->arena);
    if (value_count(script->account) < MOST)
        value_append(script->arena, script->account, value_text(script->arena, text));
}

void script_hold_world(struct script *script, const struct machine *machine)
{
    const struct world *world = machine_objects(machine);
    if (script->held && script->held->world == world)
        return;
    struct world_held *held = arena_allocate(script->arena, sizeof *held);
    *held = (struct world_held){world_ref(world), script->held};
    script->held = held;
}

_Noreturn void script_decide(lua_State *state, enum verdict verdict, const char *message)
{
    struct script *script = script_of(state);
    if (!script->decided) {
        script->decided = true;
        script->verdict = verdict;
        script->message = arena_text(script->arena, message);
    }
    lua_sethook(state, count_steps, LUA_MASKCOUNT, 1);
    lua_pushliteral(state, "the check is over");
    lua_error(state);
    check_failed("lua_error returns", __FILE__, __LINE__);
}

/* The message handler: errors without a place get the author's line that was being run. */
static int add_place(lua_State *state)
{
    const char *message =
        lua_type(state, 1) == LUA_TSTRING
            ? lua_tostring(state, 1)
            : lua_pushfstring(state, "error with a %s: it takes a text", luaL_typename(state, 1));
    struct slice file, rest;
    int64_t line;
    if (place_read(message, &file, &line, &rest)) {
        lua_pushstring(state, message);
        return 1;
    }
    lua_Debug frame;
    for (int level = 0; lua_getstack(state, level, &frame); level++) {
        lua_getinfo(state, "Sl", &frame);
        if (frame.currentline > 0 && !text_starts(frame.short_src, SCRIPT_LIBRARY)) {
            lua_pushfstring(state, "%s:%d: %s", frame.short_src, frame.currentline, message);
            return 1;
        }
    }
    lua_pushfstring(state, "challenge.lua: %s", message);
    return 1;
}

static const char *no_memory(const struct script *script)
{
    if (!script->line)
        return "challenge.lua: not enough memory";
    return arena_format(script->arena, "%s:%d: not enough memory", script->file, script->line);
}

bool script_call(struct script *script, lua_CFunction function, void *context)
{
    lua_State *state = script->state;
    script->budget = LIMIT_LUA_INSTRUCTIONS;
    lua_sethook(state, count_steps, LUA_MASKCOUNT, HOOK_STEP);
    lua_settop(state, 0);
    lua_pushcfunction(state, add_place);
    lua_pushcfunction(state, function);
    lua_pushlightuserdata(state, context);
    int status = lua_pcall(state, 1, 0, 1);
    lua_sethook(state, NULL, 0, 0);
    if (status == LUA_OK && !script->decided)
        return true;
    if (!script->decided)
        script->problem =
            place_explain(script, status == LUA_ERRMEM ? no_memory(script) : lua_tostring(state, -1));
    lua_settop(state, 0);
    return false;
}

static int add_code(lua_State *state, const void *bytes, size_t count, void *context)
{
    (void)state;
    buffer_add(context, (struct slice){bytes, count});
    return 0;
}

void script_compile(lua_State *state, struct slice text, const char *name, struct slice *code)
{
    struct scenario *loading = script_of(state)->loading;
    struct slice from = code->data ? *code : text;
    if (luaL_loadbufferx(state, from.data, from.length, name, code->data ? "b" : "t") != LUA_OK)
        lua_error(state);
    if (code->data || !loading)
        return;
    struct buffer bytes = {0};
    lua_dump(state, add_code, &bytes, 0);
    *code = (struct slice){arena_copy(&loading->arena, buffer_slice(&bytes)), bytes.length};
    buffer_release(&bytes);
}

static int set_up(lua_State *state)
{
    const struct script *script = lua_touserdata(state, 1);
    sandbox_open(state);
    convert_open(state);
    calls_open(state);
    reply_open(state);
    declare_open(state);
    struct slice code = script->scenario->lua_code;
    script_compile(state, script->scenario->lua, "@challenge.lua",
                   script->loading ? &script->loading->lua_code : &code);
    lua_call(state, 0, 0);
    return 0;
}

/* A state of its own, in memory of its own. */
static bool open_anew(struct script *script)
{
    script->state = lua_newstate(allocate, script);
    if (!script->state) {
        script->problem = "challenge.lua: not enough memory";
        return false;
    }
    *(struct script **)lua_getextraspace(script->state) = script;
    return script_call(script, set_up, script);
}

static int seed_again(lua_State *state)
{
    sandbox_seed(state);
    return 0;
}

/* The state that is kept becomes this script's. */
static bool open_kept(struct script *script, struct script_kept *kept)
{
    script->state = kept->state;
    script->bytes = kept->bytes;
    script->longest = kept->longest;
    lua_setallocf(script->state, allocate, script);
    *(struct script **)lua_getextraspace(script->state) = script;
    return kept->seed == script->seed || script_call(script, seed_again, NULL);
}

/* What was loaded has names in the place of a learner's variables: of use to nobody else. */
static void keep(struct script *script, struct script_kept *kept)
{
    kept->ready = !script->loading || !script->seeded;
    if (!kept->ready)
        return;
    kept->state = script->state;
    kept->bytes = script->bytes;
    kept->longest = script->longest;
    kept->seed = script->seed;
    kept->seeded = script->seeded;
    snapshot_keep(&kept->memory);
}

bool script_open(struct script *script)
{
    struct script_kept *kept = script->scenario->script;
    if (kept->busy) {
        script->memory = &script->own;
        return open_anew(script);
    }
    kept->busy = true;
    script->memory = &kept->memory;
    if (kept->ready && (kept->seed == script->seed || !kept->seeded))
        return open_kept(script, kept);
    kept->ready = false;
    snapshot_release(&kept->memory);
    if (!open_anew(script))
        return false;
    keep(script, kept);
    return true;
}

void script_close(struct script *script)
{
    struct script_kept *kept = script->scenario->script;
    if (script->memory == &script->own) {
        snapshot_release(&script->own);
    } else if (script->memory) {
        kept->busy = false;
        if (kept->ready)
            snapshot_restore(&kept->memory);
        else
            snapshot_release(&kept->memory);
    }
    script->memory = NULL;
    script->state = NULL;
    for (; script->held; script->held = script->held->older)
        world_unref(script->held->world);
    while (script->fork_count)
        machine_free(script->forks[--script->fork_count]);
    if (script->fork)
        machine_free(script->fork);
    script->fork = NULL;
}
