/* w, the world of a check: a fork that nothing leaves. */
#include <lauxlib.h>
#include <string.h>

#include "api/api.h"
#include "base/limits.h"
#include "scenario/script.h"

static const char world_type[] = "ambit.world";

/* What a call costs beside what Lua does for it, in bytes (script_spend): a check that asks without end is
 * stopped. */
enum { PRICE_READ = 32000, PRICE_SEND = 320000, PRICE_SETTLE = 3200000, PRICE_RUN = 6400000 };

struct machine *calls_machine(lua_State *state)
{
    struct machine **place = luaL_checkudata(state, 1, world_type);
    if (!script_of(state)->fork)
        luaL_error(state, "the world is there only while a check or a hint runs");
    script_spend(state, PRICE_READ);
    return *place;
}

static const struct word send_rows[] = {
    {.name = "headers", .type = "table", .help = "names and values: { [\"x-user\"] = \"amira\" }"},
    {.name = "body", .type = "string", .help = "the request's body"},
    {0}};
const struct word_class send_words = {"ambit.Send", "w:send", "What goes along with a request.", send_rows};

static int call_send(lua_State *state)
{
    struct machine *machine = calls_machine(state);
    struct script *script = script_of(state);
    const char *pod = luaL_checkstring(state, 2), *method = luaL_checkstring(state, 3);
    struct machine_request request = {
        .pod = pod, .method = method, .url = luaL_checkstring(state, 4), .body = ""};
    if (!lua_isnoneornil(state, 5)) {
        luaL_checktype(state, 5, LUA_TTABLE);
        words_check(state, 5, "w:send", &send_words);
        if (lua_getfield(state, 5, "headers") != LUA_TNIL)
            request.headers = convert_value(state, -1, script->arena);
        if (lua_getfield(state, 5, "body") != LUA_TNIL)
            request.body = luaL_checkstring(state, -1);
    }
    script_spend(state, PRICE_SEND);
    const struct value *reply = machine_ask(machine, script->arena, &request);
    reply_push(state, machine, reply,
               arena_format(script->arena, "%s %s from %s", method, request.url, pod));
    return 1;
}

const struct kind *calls_kind(lua_State *state, int index)
{
    const char *resource = luaL_checkstring(state, index);
    const struct kind *kind = kind_find(resource);
    if (kind)
        return kind;
    const char **names = arena_allocate(script_of(state)->arena, (kind_count + 1) * sizeof *names);
    for (size_t i = 0; i < kind_count; i++)
        names[i] = kind_rows[i]->plural;
    luaL_error(state, "no kind of resource '%s'; did you mean '%s'?", resource, nearest_word(resource, names));
    return NULL;
}

/* A call's last argument, at [first] or behind it, when it says what is expected: a table, true or false. */
static int wanted_from(lua_State *state, int first)
{
    int top = lua_gettop(state);
    if (top >= first && (lua_istable(state, top) || lua_isboolean(state, top)))
        return top;
    return top + 1; /* nothing is there */
}

static const char *name_of(lua_State *state, const struct kind *kind, const char *namespace, const char *name)
{
    return arena_format(script_of(state)->arena, "%s %s%s%s", kind->singular, namespace ? namespace : "",
                        namespace ? "/" : "", name);
}

static int call_get(lua_State *state)
{
    struct machine *machine = calls_machine(state);
    struct script *script = script_of(state);
    const struct kind *kind = calls_kind(state, 2);
    int wanted = wanted_from(state, 4);
    const char *name = luaL_checkstring(state, 3),
               *namespace = wanted == 4 ? NULL : luaL_optstring(state, 4, NULL);
    struct draft draft;
    draft_begin(&draft, script->arena, machine_objects(machine));
    struct api_reply reply = api_get(&draft, kind, namespace, name);
    draft_abandon(&draft);
    const struct value *object = api_failed(&reply) ? NULL : reply.object;
    script_hold_world(script, machine);
    expect_result(state, wanted, name_of(state, kind, namespace, name), object);
    convert_push(state, object);
    return 1;
}

static int call_list(lua_State *state)
{
    struct machine *machine = calls_machine(state);
    struct script *script = script_of(state);
    const struct kind *kind = calls_kind(state, 2);
    int wanted = wanted_from(state, 3);
    const char *namespace = wanted == 3 ? NULL : luaL_optstring(state, 3, NULL);
    const char *selector = wanted <= 4 ? NULL : luaL_optstring(state, 4, NULL);
    struct draft draft;
    draft_begin(&draft, script->arena, machine_objects(machine));
    struct api_reply reply = api_list(&draft, kind, namespace, selector, NULL);
    draft_abandon(&draft);
    if (api_failed(&reply))
        return luaL_error(state, "w:list: %s", api_message(&reply));
    const struct value *items = value_get(reply.object, "items");
    items = items ? items : value_array(script->arena);
    const char *asked =
        arena_format(script->arena, "%s%s%s%s%s", kind->plural, namespace ? " in " : "",
                     namespace ? namespace : "", selector ? " with " : "", selector ? selector : "");
    const struct value *result = items;
    if (lua_istable(state, wanted)) { /* one item of the list is like this: a list of one */
        lua_createtable(state, 1, 0);
        lua_pushvalue(state, wanted);
        lua_rawseti(state, -2, 1);
        wanted = lua_gettop(state);
    } else if (!value_count(items)) {
        result = NULL;
    }
    script_hold_world(script, machine);
    expect_result(state, wanted, asked, result);
    convert_push(state, items);
    return 1;
}

static const struct word result_rows[] = {
    {.name = "status", .type = "integer", .help = "the command's exit status"},
    {.name = "output", .type = "string", .help = "what it printed, both streams; expected: a part of it"},
    {0}};
const struct word_class result_words = {"ambit.Result", "a result", "What became of a command.", result_rows};

static int call_run(lua_State *state)
{
    struct machine *machine = calls_machine(state);
    struct script *script = script_of(state);
    size_t length;
    const char *line = luaL_checklstring(state, 2, &length);
    if (!lua_isnoneornil(state, 3)) {
        luaL_checktype(state, 3, LUA_TTABLE);
        words_check(state, 3, "w:run", &result_words);
    }
    script_spend(state, PRICE_RUN);
    const struct value *result = machine_command(machine, script->arena, (struct slice){line, length});
    expect_result(state, 3, arena_format(script->arena, "run: %s", line), result);
    convert_push(state, result);
    return 1;
}

static int call_file(lua_State *state)
{
    struct machine *machine = calls_machine(state);
    struct script *script = script_of(state);
    const char *path = luaL_checkstring(state, 2);
    if (path[0] != '/')
        return luaL_error(state, "w:file: '%s' is no absolute path", path);
    if (!lua_isnoneornil(state, 3) && !lua_isboolean(state, 3) && !lua_isstring(state, 3))
        return luaL_argerror(state, 3, "a part of the file's text, true or false");
    const struct value *data = value_get(world_get(machine_objects(machine), WORLD_FILES, path), "data");
    data = value_is(data, VALUE_STRING) ? data : NULL;
    expect_result(state, 3, arena_format(script->arena, "the file %s", path), data);
    convert_push(state, data);
    return 1;
}

enum { MOST_ADVANCE = 86400 }; /* seconds */

static int call_advance(lua_State *state)
{
    struct machine *machine = calls_machine(state);
    lua_Integer seconds = luaL_checkinteger(state, 2);
    if (seconds < 0 || seconds > MOST_ADVANCE)
        return luaL_error(state, "w:advance: 0 to %d seconds", MOST_ADVANCE);
    script_spend(state, PRICE_SETTLE + (size_t)seconds * 64);
    machine_advance(machine, instant_add(machine_now(machine), SECONDS(seconds)));
    return 0;
}

static int call_fork(lua_State *state)
{
    struct machine *machine = calls_machine(state);
    struct script *script = script_of(state);
    if (script->fork_count == CHECK_FORKS)
        return luaL_error(state, "w:fork: more than %d worlds in one check", CHECK_FORKS);
    script_spend(state, PRICE_SEND);
    struct machine *fork = machine_fork(machine, machine_world(machine));
    script->forks[script->fork_count++] = fork;
    calls_push(state, fork);
    return 1;
}

static int call_fail(lua_State *state)
{
    calls_machine(state);
    script_decide(state, VERDICT_NOT_YET, luaL_checkstring(state, 2));
}

static int call_broken(lua_State *state)
{
    calls_machine(state);
    script_decide(state, VERDICT_BROKEN, luaL_checkstring(state, 2));
}

#define WANTED "expected?: table|boolean"
static const struct word world_rows[] = {
    {.name = "send",
     .call = call_send,
     .takes = "pod: string, method: string, url: string, more?: ambit.Send",
     .gives = "ambit.Reply",
     .help = "Sends a request from a pod (\"NAMESPACE/NAME\"), as curl would."},
    {.name = "get",
     .call = call_get,
     .takes = "resource: string, name: string, namespace?: string, " WANTED,
     .gives = "table?",
     .help = "An object, or nil. With [expected] (the same shape; true: it is there; false: it is not) the "
             "check ends "
             "unless it is so."},
    {.name = "list",
     .call = call_list,
     .takes = "resource: string, namespace?: string, selector?: string, " WANTED,
     .gives = "table[]",
     .help = "The objects. With [expected] the check ends unless one of them is like it (true: there is one; "
             "false: there "
             "is none)."},
    {.name = "file",
     .call = call_file,
     .takes = "path: string, expected?: string|boolean",
     .gives = "string?",
     .help = "The text of a file of the learner's machine, or nil. With [expected] (a part of it) the check "
             "ends unless "
             "it has that."},
    {.name = "log",
     .call = observe_log,
     .takes = "of: string, lines?: ambit.Log, expected?: ambit.Count|boolean",
     .gives = "string[]",
     .help = "Lines of the log of a pod, a gateway or a workload, oldest first."},
    {.name = "metrics",
     .call = observe_metrics,
     .takes = "of: string, name: string, labels?: table, expected?: ambit.Count|boolean",
     .gives = "integer",
     .help = "What a proxy has counted under that name with these labels, summed."},
    {.name = "run",
     .call = call_run,
     .takes = "command: string, expected?: ambit.Result",
     .gives = "ambit.Result",
     .help = "Runs a command line, until it has ended and the cluster is at rest."},
    {.name = "apply",
     .call = edit_apply,
     .takes = "manifest: string",
     .help = "Applies YAML (or lab.file), as `kubectl apply --server-side --force-conflicts` would; then the "
             "cluster is "
             "at rest."},
    {.name = "delete",
     .call = edit_delete,
     .takes = "resource: string, name: string, namespace?: string",
     .gives = "boolean",
     .help = "Deletes an object; false when there was none."},
    {.name = "label",
     .call = edit_label,
     .takes = "resource: string, name: string, namespace: string?, labels: table",
     .help = "Sets labels of an object that is there; false takes one away."},
    {.name = "advance", .call = call_advance, .takes = "seconds: integer", .help = "Lets virtual time go by."},
    {.name = "fork",
     .call = call_fork,
     .takes = "",
     .gives = "ambit.World",
     .help = "A further world like this one; what happens in one does not reach the other."},
    {.name = "sent",
     .call = evidence_sent,
     .takes = "request: ambit.Sent",
     .gives = "table",
     .help = "The newest such request of the learner's own; without one the check ends."},
    {.name = "shown",
     .call = evidence_shown,
     .takes = "line: ambit.Shown",
     .gives = "boolean",
     .help = "The learner's terminal has shown such a line; the check ends otherwise."},
    {.name = "ran",
     .call = evidence_ran,
     .takes = "command: ambit.Ran|string",
     .gives = "string",
     .help = "The newest such command the learner has run; without one the check ends. It checks the command "
             "and not its "
             "effect: lint warns."},
    {.name = "fail", .call = call_fail, .takes = "message: string", .help = "Ends the check: not yet."},
    {.name = "broken",
     .call = call_broken,
     .takes = "message: string",
     .help = "Ends the check: not any more. Say the way back."},
    {0}};
const struct word_class world_words = {
    "ambit.World", "w",
    "The world of a check: a fork of the learner's, at rest. Nothing that happens there reaches the "
    "learner.",
    world_rows};

static int find_call(lua_State *state)
{
    lua_pushcfunction(state, words_find(state, &world_words, luaL_checkstring(state, 2))->call);
    return 1;
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

void calls_push(lua_State *state, struct machine *machine)
{
    struct machine **place = lua_newuserdatauv(state, sizeof *place, 0);
    *place = machine;
    luaL_setmetatable(state, world_type);
}
