/* What challenge.lua says at its top level: lab.pod, lab.file, challenge { ... }, task { ... }. */
#include <lauxlib.h>
#include <string.h>

#include "scenario/embedded.h"
#include "scenario/script.h"

#define HINTS "ambit.Hint[]"
static const struct word challenge_rows[] = {
    {.name = "after",
     .type = "string",
     .help = "the slug of the challenge whose solved world this one starts in"},
    {.name = "apply", .type = "string|string[]", .help = "manifests of the folder, applied in this order"},
    {.name = "files",
     .type = "table",
     .help =
         "on the learner's machine: [\"/root/a.yaml\"] = \"setup/a.yaml\", or [\"/root/\"] = a list of them"},
    {.name = "states", .type = HINTS, .help = "what a learner gets the world into, before any task's hints"},
    {.name = "hints", .type = HINTS, .help = "hints for every task, behind its own"},
    {.name = "cluster",
     .type = "string",
     .help = "\"ambient\" (when it is not said), \"kubernetes\" or \"none\""},
    {.name = "machine",
     .type = "string",
     .help = "\"plain\" (when it is not said), \"instruqt\" or \"killercoda\""},
    {.name = "environment", .type = "table", .help = "what every shell of the machine knows: NAME = \"text\""},
    {.name = "setup",
     .type = "string|string[]",
     .help = "scripts run on the learner's machine before the start"},
    {.name = "faults", .type = "ambit.Fault[]", .help = "what breaks, before the learner comes or later"},
    {.name = "cleanup", .type = "string", .help = "shell text that `ambit test` runs at the end"},
    {0}};
const struct word_class challenge_words = {"ambit.Challenge", "challenge",
                                           "The world at the start, and what belongs to "
                                           "no task.",
                                           challenge_rows};

static const struct word task_rows[] = {
    {.name = "[1]", .type = "string", .help = "its id"},
    {.name = "title", .type = "string", .help = "what there is to do"},
    {.name = "points", .type = "integer", .help = "1 when it is not said"},
    {.name = "optional", .type = "boolean", .help = "the challenge is done without it"},
    {.name = "hidden", .type = "boolean", .help = "only who grades sees it, and counts it"},
    {.name = "needs", .type = "string", .help = "the id of the task that comes first"},
    {.name = "check", .type = "fun(w: ambit.World)", .help = "passed when it reaches its end"},
    {.name = "hints", .type = HINTS, .help = "the first whose `when` holds is given"},
    {.name = "solve", .type = "string", .help = "shell text that solves it"},
    {.name = "ask",
     .type = "ambit.Question",
     .help = "a question instead of a check: `lab answer TASK ANSWER`"},
    {.name = "mutants", .type = "string[]", .help = "wrong solutions that the check has to catch"},
    {0}};
const struct word_class task_words = {"ambit.Task", "task", "Something to do.", task_rows};

static const struct word hint_rows[] = {
    {.name = "[1]", .type = "string", .help = "what to think of"},
    {.name = "when",
     .type = "fun(w: ambit.World): boolean?",
     .help = "it holds in this world; without it: always"},
    {.name = "command", .type = "string", .help = "what to type, said when the hint is asked for again"},
    {0}};
const struct word_class hint_words = {"ambit.Hint", "a hint", "What to say in a state of the world.",
                                      hint_rows};

/* Registry fields. */
static const char tasks_field[] = "ambit.tasks", challenge_field[] = "ambit.challenge";

/* "NAMESPACE/NAME" as it is, once it looks like one. */
static int lab_pod(lua_State *state)
{
    const char *name = luaL_checkstring(state, 1);
    const char *slash = strchr(name, '/');
    if (!slash || slash == name || !slash[1] || strchr(slash + 1, '/'))
        return luaL_error(state, "lab.pod: '%s' is not NAMESPACE/NAME", name);
    lua_settop(state, 1);
    return 1;
}

/* The file of that name in the challenge's folder; raises an error when there is none. */
static const struct scenario_file *find_file(lua_State *state, const char *name)
{
    struct script *script = script_of(state);
    for (const struct scenario_file *file = script->scenario->files; file; file = file->next)
        if (text_equal(file->name, name))
            return file;
    if (!script->source)
        luaL_error(state, "lab.file: '%s' was not named at the top level", name);
    if (name[0] == '/' || strstr(name, ".."))
        luaL_error(state, "'%s' is not inside the challenge's folder", name);
    struct slice text = script->source->read(script->source->context, name);
    if (!text.data)
        luaL_error(state, "no file '%s' in the challenge's folder", name);
    if (text_ends(name, ".lua"))
        text = slice_unmarked(text);
    struct arena *arena = &script->loading->arena;
    struct scenario_file *file = arena_allocate(arena, sizeof(*file));
    file->name = arena_text(arena, name);
    file->text = (struct slice){arena_copy(arena, text), text.length};
    file->next = script->loading->files;
    script->loading->files = file;
    return file;
}

static int lab_file(lua_State *state)
{
    const struct script *script = script_of(state);
    const struct scenario_file *file = find_file(state, luaL_checkstring(state, 1));
    struct slice text = file->text;
    if (!script->loading)
        text = variable_fill(script->scenario, script->seed, text, script->arena);
    lua_pushlstring(state, text.data, text.length);
    return 1;
}

/* A file that includes itself, in whatever way, would never end: each is run once. */
static int lab_include(lua_State *state)
{
    static const char included[] = "ambit.included";
    const char *name = luaL_checkstring(state, 1);
    const struct scenario_file *file = find_file(state, name);
    int arguments = lua_gettop(state) - 1;
    if (!text_ends(name, ".lua"))
        return luaL_error(state, "lab.include: '%s' is no Lua file", name);
    luaL_getsubtable(state, LUA_REGISTRYINDEX, included);
    if (lua_getfield(state, -1, name) != LUA_TNIL)
        return luaL_error(state, "lab.include: '%s' was included before", name);
    lua_pushboolean(state, 1);
    lua_setfield(state, -3, name);
    lua_settop(state, arguments + 1);
    script_spend(state, file->text.length * 64);
    const char *chunk = arena_format(script_of(state)->arena, "@%s", name);
    if (luaL_loadbufferx(state, file->text.data, file->text.length, chunk, "t") != LUA_OK)
        return lua_error(state);
    lua_replace(state, 1); /* the name */
    lua_call(state, arguments, 1);
    return 1;
}

/* Runs a file of the library with the table at 1 and leaves what it returns. */
static int call_library(lua_State *state, enum library_file file)
{
    static const char *const names[] = {[LIBRARY_STATES] = "states.lua", [LIBRARY_TRAFFIC] = "traffic.lua"};
    struct script *script = script_of(state);
    struct slice code = script->scenario->library_code[file];
    struct slice text = embedded_read(arena_format(script->arena, "library/%s", names[file]));
    script_compile(state, text, arena_format(script->arena, "@" SCRIPT_LIBRARY "%s", names[file]),
                   script->loading ? &script->loading->library_code[file] : &code);
    lua_pushvalue(state, 1);
    lua_call(state, 1, 1);
    return 1;
}

static const struct word states_rows[] = {
    {.name = "client", .type = "string", .help = "the pod that asks: \"NAMESPACE/NAME\""},
    {.name = "url", .type = "string", .help = "what it asks: \"http://SERVICE.NAMESPACE:PORT\""},
    {0}};
const struct word_class states_words = {"ambit.Path", "lab.states", "Who calls whom.", states_rows};

/* Rows for challenge.states, from the library's states.lua. */
static int lab_states(lua_State *state)
{
    luaL_checktype(state, 1, LUA_TTABLE);
    words_check(state, 1, "lab.states", &states_words);
    return call_library(state, LIBRARY_STATES);
}

static const struct word calls_rows[] = {
    {.name = "client", .type = "string", .help = "the pod that asks: \"NAMESPACE/NAME\""},
    {.name = "stranger", .type = "string", .help = "a pod that should not be let in; it may be missing"},
    {.name = "url", .type = "string", .help = "what they ask: \"http://SERVICE.NAMESPACE:PORT\""},
    {.name = "waypoint", .type = "string", .help = "the waypoint before it: \"NAMESPACE/NAME\""},
    {0}};
const struct word_class calls_words = {"ambit.Calls", "lab.traffic", "Who calls whom, by which waypoint.",
                                       calls_rows};

#define STEPS                                                                                                  \
    "{ waypoint: " HINTS ", running: " HINTS ", policy: " HINTS ", compare: " HINTS ", log: " HINTS " }"
static const struct word traffic_rows[] = {
    {.name = "states", .type = HINTS, .help = "lab.states for it"},
    {.name = "hints",
     .type = STEPS,
     .help = "of each step: a waypoint, its pod, the policy, a GET and a POST, the log"},
    {.name = "enrol", .type = "string", .help = "the command that makes the waypoint and enrols the namespace"},
    {.name = "pods", .type = "string", .help = "the command that shows its pods"},
    {.name = "logs", .type = "string", .help = "the command that shows its log"},
    {.name = "curl",
     .type = "fun(method: string, from?: string): string",
     .help = "the command that sends a request"},
    {0}};
const struct word_class traffic_words = {"ambit.Traffic", "lab.traffic",
                                         "What to type and to say about some traffic.", traffic_rows};

/* Hints and commands for the traffic to a service behind a waypoint, from the library's traffic.lua. */
static int lab_traffic(lua_State *state)
{
    luaL_checktype(state, 1, LUA_TTABLE);
    words_check(state, 1, "lab.traffic", &calls_words);
    static const char *const needed[] = {"client", "url", "waypoint"};
    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++)
        if (lua_getfield(state, 1, needed[i]) == LUA_TNIL)
            return luaL_error(state, "lab.traffic: it has no '%s'", needed[i]);
    return call_library(state, LIBRARY_TRAFFIC);
}

static void check_hints(lua_State *state, const char *what, const char *list)
{
    if (lua_getfield(state, 1, list) == LUA_TNIL) {
        lua_pop(state, 1);
        return;
    }
    for (lua_Integer i = 1; lua_geti(state, -1, i) != LUA_TNIL; i++) {
        if (!lua_istable(state, -1))
            luaL_error(state, "%s: %s: row %d is no table", what, list, (int)i);
        words_check(state, -1, "a hint", &hint_words);
        if (lua_geti(state, -1, 1) != LUA_TSTRING)
            luaL_error(state, "%s: %s: row %d has no text", what, list, (int)i);
        lua_pop(state, 2);
    }
    lua_pop(state, 2);
}

static int declare_challenge(lua_State *state)
{
    luaL_checktype(state, 1, LUA_TTABLE);
    words_check(state, 1, "challenge", &challenge_words);
    host_check(state);
    check_hints(state, "challenge", "hints");
    check_hints(state, "challenge", "states");
    fault_check(state);
    if (lua_getfield(state, LUA_REGISTRYINDEX, challenge_field) != LUA_TNIL)
        return luaL_error(state, "challenge: said twice");
    lua_settop(state, 1);
    lua_setfield(state, LUA_REGISTRYINDEX, challenge_field);
    return 0;
}

static int declare_task(lua_State *state)
{
    luaL_checktype(state, 1, LUA_TTABLE);
    if (lua_geti(state, 1, 1) != LUA_TSTRING)
        return luaL_error(state, "task: the first thing in it is its id, a text");
    const char *id = lua_tostring(state, -1);
    const char *what = arena_format(script_of(state)->arena, "task '%s'", id);
    words_check(state, 1, what, &task_words);
    ask_declare(state, what);
    if (lua_getfield(state, 1, "check") == LUA_TNIL && lua_getfield(state, 1, "ask") == LUA_TNIL)
        return luaL_error(state, "%s: it has no check", what);
    check_hints(state, what, "hints");
    lua_getfield(state, LUA_REGISTRYINDEX, tasks_field);
    lua_Integer count = (lua_Integer)lua_rawlen(state, -1);
    for (lua_Integer i = 1; i <= count; i++) {
        lua_geti(state, -1, i);
        lua_geti(state, -1, 1);
        if (text_equal(lua_tostring(state, -1), id))
            return luaL_error(state, "%s: said twice", what);
        bool behind = lua_getfield(state, -2, "hidden") == LUA_TBOOLEAN && lua_toboolean(state, -1);
        lua_getfield(state, 1, "hidden");
        if (behind && !lua_toboolean(state, -1))
            return luaL_error(state, "%s: it comes behind a hidden one, and hidden tasks come last", what);
        lua_pop(state, 4);
    }
    lua_pushvalue(state, 1);
    lua_seti(state, -2, count + 1);
    return 0;
}

static const struct word lab_rows[] = {
    {.name = "pod",
     .call = lab_pod,
     .takes = "name: string",
     .gives = "string",
     .help = "\"NAMESPACE/NAME\", once it looks like one."},
    {.name = "run",
     .call = shell_script_run,
     .takes = "name: string, ...: string",
     .gives = "string",
     .help = "Shell text that runs scripts of the folder, each in a shell of its own: for a task's solve."},
    {.name = "file",
     .call = lab_file,
     .takes = "name: string",
     .gives = "string",
     .help = "The text of a file in the challenge's folder."},
    {.name = "variable",
     .call = variable_declare,
     .takes = "declaration: ambit.Variable",
     .gives = "string",
     .help = "A value for each learner, from the session's seed; \"${name}\" in titles, lessons, manifests and "
             "files, a "
             "variable of the shell in scripts."},
    {.name = "include",
     .call = lab_include,
     .takes = "name: string, ...: any",
     .gives = "any",
     .help = "Runs a further Lua file of the folder, once, with these arguments, and gives what it returns."},
    {.name = "script",
     .call = shell_script_check,
     .takes = "name: string, ...: string",
     .gives = "fun(w: ambit.World)",
     .help = "A check by shell scripts of the folder: each has to end with 0 and not to call fail-message."},
    {.name = "states",
     .call = lab_states,
     .takes = "path: ambit.Path",
     .gives = HINTS,
     .help = "What a learner gets traffic into, row by row."},
    {.name = "traffic",
     .call = lab_traffic,
     .takes = "calls: ambit.Calls",
     .gives = "ambit.Traffic",
     .help = "Hints and commands for the traffic to a service behind a waypoint."},
    {0}};
const struct word_class lab_words = {"ambit.Lab", "lab", "What a challenge is made of.", lab_rows};

static const struct word global_rows[] = {
    {.name = "challenge",
     .call = declare_challenge,
     .takes = "declaration: ambit.Challenge",
     .help = "Says what the challenge starts with; once."},
    {.name = "task", .call = declare_task, .takes = "declaration: ambit.Task", .help = "Adds a task."},
    {0}};
const struct word_class global_words = {
    "ambit.Global", NULL, "A challenge says its start, and then its tasks in order.", global_rows};

static int find_lab(lua_State *state)
{
    words_find(state, &lab_words, luaL_checkstring(state, 2));
    return 0;
}

void declare_open(lua_State *state)
{
    lua_newtable(state);
    lua_setfield(state, LUA_REGISTRYINDEX, tasks_field);
    lua_newtable(state);
    words_set(state, &lab_words);
    lua_newtable(state);
    lua_pushcfunction(state, find_lab); /* what is not there has its nearest said */
    lua_setfield(state, -2, "__index");
    lua_pushboolean(state, 0);
    lua_setfield(state, -2, "__metatable");
    lua_setmetatable(state, -2);
    lua_setglobal(state, "lab");
    lua_pushglobaltable(state);
    words_set(state, &global_words);
    lua_pop(state, 1);
}

void declare_push(lua_State *state, size_t index)
{
    if (index == SIZE_MAX) {
        lua_getfield(state, LUA_REGISTRYINDEX, challenge_field);
        return;
    }
    lua_getfield(state, LUA_REGISTRYINDEX, tasks_field);
    lua_geti(state, -1, (lua_Integer)index + 1);
    lua_remove(state, -2);
}

/* --- reading it into the scenario --- */

static const char *field_text(lua_State *state, struct arena *arena, const char *key)
{
    const char *text =
        lua_getfield(state, -1, key) == LUA_TSTRING ? arena_text(arena, lua_tostring(state, -1)) : NULL;
    lua_pop(state, 1);
    return text;
}

static bool field_truth(lua_State *state, const char *key)
{
    lua_getfield(state, -1, key);
    bool truth = lua_toboolean(state, -1);
    lua_pop(state, 1);
    return truth;
}

/* task.mutants: texts. */
static void read_mutants(lua_State *state, struct arena *arena, struct task *task)
{
    if (lua_getfield(state, -1, "mutants") == LUA_TTABLE)
        task->mutant_count = (size_t)lua_rawlen(state, -1);
    const char **mutants = arena_allocate(arena, (task->mutant_count + 1) * sizeof(*mutants));
    for (size_t i = 0; i < task->mutant_count; i++) {
        if (lua_geti(state, -1, (lua_Integer)i + 1) != LUA_TSTRING)
            luaL_error(state, "task '%s': mutants: row %d is no text", task->id, (int)i + 1);
        mutants[i] = arena_text(arena, lua_tostring(state, -1));
        lua_pop(state, 1);
    }
    lua_pop(state, 1);
    task->mutants = mutants;
}

static void read_task(lua_State *state, struct arena *arena, struct task *task)
{
    lua_geti(state, -1, 1);
    task->id = arena_text(arena, lua_tostring(state, -1));
    lua_getfield(state, -2, "points");
    task->points = lua_isnil(state, -1) ? 1 : (int)luaL_checkinteger(state, -1);
    lua_pop(state, 2);
    task->optional = field_truth(state, "optional");
    task->hidden = field_truth(state, "hidden");
    const char *title = field_text(state, arena, "title");
    task->title = title ? title : task->id;
    task->needs = field_text(state, arena, "needs");
    task->solve = field_text(state, arena, "solve");
    lua_getfield(state, -1, "hints");
    task->hint_count = lua_istable(state, -1) ? (size_t)lua_rawlen(state, -1) : 0;
    lua_pop(state, 1);
    read_mutants(state, arena, task);
    ask_read(state, arena, task);
}

/* challenge.apply: one name or a list of them. */
static void read_apply(lua_State *state, struct scenario *scenario)
{
    int type = lua_getfield(state, -1, "apply");
    size_t count = type == LUA_TTABLE ? (size_t)lua_rawlen(state, -1) : type == LUA_TSTRING ? 1 : 0;
    if (type != LUA_TNIL && type != LUA_TTABLE && type != LUA_TSTRING)
        luaL_error(state, "challenge: 'apply' is a file's name or a list of names");
    scenario->apply = arena_allocate(&scenario->arena, (count + 1) * sizeof(*scenario->apply));
    for (size_t i = 0; i < count; i++) {
        if (type == LUA_TTABLE)
            lua_geti(state, -1, (lua_Integer)i + 1);
        else
            lua_pushvalue(state, -1);
        scenario->apply[i] = find_file(state, luaL_checkstring(state, -1));
        lua_pop(state, 1);
    }
    scenario->apply_count = count;
    lua_pop(state, 1);
}

struct copies {
    struct scenario *scenario;
    struct file_copy *list;
    size_t count, capacity;
};

/* The file [name] of the folder for [path]; a path that ends with '/' is a folder that gets it under its own
 * name. */
static void add_copy(lua_State *state, struct copies *copies, const char *path, const struct value *name)
{
    struct arena *arena = &copies->scenario->arena;
    if (!value_is(name, VALUE_STRING))
        luaL_error(state, "challenge: files: '%s' needs the name of a file", path);
    const char *text = value_string_of(name), *slash = strrchr(text, '/');
    if (copies->count == copies->capacity) {
        copies->capacity = 2 * copies->capacity + 8;
        struct file_copy *more = arena_allocate(arena, copies->capacity * sizeof *more);
        for (size_t i = 0; i < copies->count; i++)
            more[i] = copies->list[i];
        copies->list = more;
    }
    copies->list[copies->count++] = (struct file_copy){
        .path = arena_format(arena, "%s%s", path, text_ends(path, "/") ? (slash ? slash + 1 : text) : ""),
        .text = find_file(state, text)->text};
}

/* challenge.files: the learner's path -> the name in the folder, or names for a path that ends with '/'. */
static void read_copies(lua_State *state, struct scenario *scenario)
{
    struct copies copies = {.scenario = scenario};
    if (lua_getfield(state, -1, "files") != LUA_TNIL) {
        const struct value *files = convert_value(state, -1, &scenario->arena);
        for (size_t i = 0; i < value_count(files); i++) {
            const char *path = value_is(files, VALUE_OBJECT) ? value_key_at(files, i) : "?";
            const struct value *names = value_member_at(files, i);
            if (path[0] != '/')
                luaL_error(state, "challenge: files: '%s' is no absolute path", path);
            if (text_ends(path, "/") && value_is(names, VALUE_ARRAY)) {
                for (size_t j = 0; j < value_count(names); j++)
                    add_copy(state, &copies, path, value_at(names, j));
            } else {
                add_copy(state, &copies, path, names);
            }
        }
    }
    lua_pop(state, 1);
    scenario->copies = copies.list;
    scenario->copy_count = copies.count;
}

int declare_read(lua_State *state)
{
    struct scenario *scenario = script_of(state)->loading;
    lua_getfield(state, LUA_REGISTRYINDEX, tasks_field);
    scenario->task_count = (size_t)lua_rawlen(state, -1);
    scenario->tasks = arena_allocate(&scenario->arena, (scenario->task_count + 1) * sizeof(*scenario->tasks));
    for (size_t i = 0; i < scenario->task_count; i++) {
        lua_geti(state, -1, (lua_Integer)i + 1);
        read_task(state, &scenario->arena, &scenario->tasks[i]);
        lua_pop(state, 1);
    }
    declare_push(state, SIZE_MAX);
    if (lua_istable(state, -1)) {
        scenario->after = field_text(state, &scenario->arena, "after");
        host_read(state, scenario);
        fault_read(state, scenario);
        scenario->cleanup = field_text(state, &scenario->arena, "cleanup");
        read_apply(state, scenario);
        read_copies(state, scenario);
    }
    return 0;
}
