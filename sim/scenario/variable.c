/* What differs from learner to learner: lab.variable, a value of its own for each seed.
 *
 * While the challenge is loaded there is no learner yet, and a variable is the text "${name}"; so what a title,
 * a manifest or a lesson says is filled in later, and shell text is filled in by the shell, which has it as a
 * variable too. While a check or a hint runs it is the value. */
#include <lauxlib.h>

#include "base/buffer.h"
#include "scenario/script.h"
#include "shell/shell.h"

#define SEED_NOTE "lab/seed"

static const struct word variable_rows[] = {
    {.name = "[1]", .type = "string", .help = "its name: small letters, digits and _"},
    {.name = "oneof", .type = "string[]", .help = "what it may be"},
    {.name = "from", .type = "integer", .help = "the least number it may be"},
    {.name = "to", .type = "integer", .help = "the greatest"},
    {0}};
const struct word_class variable_words = {"ambit.Variable", "lab.variable", "A value for each learner.",
                                          variable_rows};

uint64_t variable_seed(const struct world *world)
{
    return (uint64_t)value_number(world_get(world, WORLD_NOTES, SEED_NOTE), 1);
}

const char *variable_value(const struct variable *variable, uint64_t seed, struct arena *arena)
{
    const char *text = arena_format(arena, "%llu/%s", (unsigned long long)seed, variable->name);
    uint64_t pick = hash_bytes(slice_of(text)).low % variable->count;
    if (variable->options)
        return variable->options[pick];
    return arena_format(arena, "%lld", (long long)(variable->from + (int64_t)pick));
}

struct slice variable_fill(const struct scenario *scenario, uint64_t seed, struct slice text,
                           struct arena *arena)
{
    size_t at = scenario->variables ? slice_find(text, SLICE("${")) : text.length;
    if (at == text.length)
        return text;
    struct buffer out = {0};
    for (struct slice rest = text;; at = slice_find(rest, SLICE("${"))) {
        buffer_add(&out, slice_part(rest, 0, at));
        rest = slice_part(rest, at, rest.length);
        if (!rest.length)
            break;
        size_t end = slice_find_byte(rest, '}');
        struct slice name = slice_part(rest, 2, end);
        const struct variable *variable = scenario->variables;
        while (variable && !slice_is(name, variable->name))
            variable = variable->next;
        if (variable)
            buffer_add_text(&out, variable_value(variable, seed, arena));
        else
            buffer_add(&out, slice_part(rest, 0, 2));
        rest = slice_part(rest, variable ? end + 1 : 2, rest.length);
    }
    struct slice filled = {arena_copy(arena, buffer_slice(&out)), out.length};
    buffer_release(&out);
    return filled;
}

const char *scenario_fill(const struct scenario *scenario, const struct world *world, const char *text,
                          struct arena *arena)
{
    return variable_fill(scenario, variable_seed(world), slice_of(text), arena).data;
}

void variable_begin(struct draft *draft, uint64_t seed)
{
    draft_set(draft, WORLD_NOTES, SEED_NOTE, value_integer(draft->arena, (int64_t)seed));
    draft->random += (seed - FIRST_SEED) * 0xd1342543de82ef95u; /* for the first it goes on as it was */
}

void variable_start(const struct scenario *scenario, uint64_t seed, struct machine *machine,
                    struct arena *arena)
{
    static const char *const terminals[] = {"1", "check"};
    const struct world *world = machine_world(machine);
    struct draft *draft = machine_begin(machine, arena);
    draft_set(draft, WORLD_NOTES, SEED_NOTE, value_integer(arena, (int64_t)seed));
    for (size_t t = 0; scenario->variables && t < sizeof terminals / sizeof *terminals; t++) {
        struct shell *shell = shell_load(world, terminals[t], NULL);
        for (const struct variable *variable = scenario->variables; variable; variable = variable->next)
            shell_set_variable(shell, variable->name, variable_value(variable, seed, arena), true);
        shell_save(shell, draft, terminals[t]);
        shell_free(shell);
    }
    machine_commit(machine);
    arena_release(arena);
}

/* --- lab.variable --- */

static const char *check_name(lua_State *state)
{
    if (lua_geti(state, 1, 1) != LUA_TSTRING)
        luaL_error(state, "lab.variable: the first thing in it is its name, a text");
    const char *name = lua_tostring(state, -1);
    bool right = ascii_is_letter(name[0]);
    for (const char *c = name; *c; c++)
        right = right && ((*c >= 'a' && *c <= 'z') || ascii_is_digit(*c) || *c == '_');
    if (!right)
        luaL_error(state, "lab.variable: '%s' is no name of small letters, digits and _", name);
    return name;
}

static void read_options(lua_State *state, struct arena *arena, struct variable *variable)
{
    variable->count = (uint64_t)lua_rawlen(state, -1);
    variable->options = arena_allocate(arena, (variable->count + 1) * sizeof *variable->options);
    for (size_t i = 0; i < variable->count; i++) {
        if (lua_geti(state, -1, (lua_Integer)i + 1) != LUA_TSTRING)
            luaL_error(state, "lab.variable '%s': oneof has something that is no text", variable->name);
        variable->options[i] = arena_text(arena, lua_tostring(state, -1));
        lua_pop(state, 1);
    }
}

static void read_range(lua_State *state, struct variable *variable)
{
    lua_getfield(state, 1, "from");
    lua_getfield(state, 1, "to");
    variable->from = lua_tointeger(state, -2);
    int64_t to = lua_tointeger(state, -1);
    if (lua_isnil(state, -1) || lua_isnil(state, -2) || to < variable->from ||
        to - variable->from > INT32_MAX || variable->from < -INT32_MAX || variable->from > INT32_MAX)
        luaL_error(state, "lab.variable '%s': say oneof = { ... }, or a range: from = 1, to = 9",
                   variable->name);
    variable->count = (uint64_t)(to - variable->from) + 1;
}

int variable_declare(lua_State *state)
{
    struct script *script = script_of(state);
    script->seeded = true;
    luaL_checktype(state, 1, LUA_TTABLE);
    words_check(state, 1, "lab.variable", &variable_words);
    struct arena *arena = script->loading ? &script->loading->arena : script->arena;
    struct variable *variable = arena_allocate(arena, sizeof *variable);
    variable->name = arena_text(arena, check_name(state));
    if (lua_getfield(state, 1, "oneof") == LUA_TNIL)
        read_range(state, variable);
    else
        read_options(state, arena, variable);
    if (!variable->count)
        return luaL_error(state, "lab.variable '%s': nothing to choose from", variable->name);
    if (!script->loading) {
        lua_pushstring(state, variable_value(variable, script->seed, script->arena));
        return 1;
    }
    for (const struct variable *other = script->loading->variables; other; other = other->next)
        if (text_equal(other->name, variable->name))
            return luaL_error(state, "lab.variable '%s': said twice", variable->name);
    variable->next = script->loading->variables;
    script->loading->variables = variable;
    lua_pushfstring(state, "${%s}", variable->name);
    return 1;
}

bool scenario_varies(const struct scenario *scenario)
{
    const struct scenario *one = scenario;
    while (one && !one->variables)
        one = one->previous;
    return one != NULL;
}
