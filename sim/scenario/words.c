#include "scenario/words.h"

#include <lauxlib.h>
#include <string.h>

#include "scenario/script.h"

enum { MOST_ROWS = 40 };

const struct word_class *const word_classes[] = {
    &global_words,    &lab_words,   &states_words, &calls_words, &traffic_words,
    &challenge_words, &fault_words, &task_words,   &hint_words,  &question_words,
    &variable_words,  &world_words, &send_words,   &reply_words, &expect_words,
    &sent_words,      &shown_words, &ran_words,    &log_words,   &count_words,
    &result_words,    NULL,
};

static const struct word *row_of(const struct word_class *class, const char *name)
{
    for (const struct word *row = class->rows; row->name; row++)
        if (text_equal(row->name, name))
            return row;
    return NULL;
}

static const char *nearest(const struct word_class *class, const char *name)
{
    const char *names[MOST_ROWS + 1] = {NULL};
    size_t count = 0;
    for (const struct word *row = class->rows; row->name && count < MOST_ROWS; row++)
        if (ascii_is_letter(row->name[0]))
            names[count++] = row->name;
    return nearest_word(name, names);
}

const struct word *words_find(lua_State *state, const struct word_class *class, const char *name)
{
    const struct word *row = row_of(class, name);
    if (!row)
        luaL_error(state, "%s has no '%s'; did you mean '%s'?", class->what, name, nearest(class, name));
    return row;
}

void words_set(lua_State *state, const struct word_class *class)
{
    for (const struct word *row = class->rows; row->name; row++) {
        if (!row->call)
            continue;
        lua_pushcfunction(state, row->call);
        lua_setfield(state, -2, row->name);
    }
}

/* The type of Lua's that a LuaCATS type asks for; LUA_TNONE when it is one of several. */
static int plain_type(const char *type)
{
    static const struct {
        const char *begins;
        int type;
    } rows[] = {{"string", LUA_TSTRING},   {"integer", LUA_TNUMBER}, {"number", LUA_TNUMBER},
                {"boolean", LUA_TBOOLEAN}, {"fun(", LUA_TFUNCTION},  {"ambit.", LUA_TTABLE},
                {"table", LUA_TTABLE},     {"{", LUA_TTABLE}};
    if (strchr(type, '|') || text_equal(type, "any"))
        return LUA_TNONE;
    if (text_ends(type, "[]"))
        return LUA_TTABLE;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (text_starts(type, rows[i].begins))
            return rows[i].type;
    return LUA_TNONE;
}

/* Pushes what is wrong with the type of the value at the top, or nil. */
static void push_type_problem(lua_State *state, const char *what, const struct word *row)
{
    int wanted = plain_type(row->type), found = lua_type(state, -1);
    const char *name = ascii_is_letter(row->name[0]) ? row->name : "what stands first";
    if (wanted != LUA_TNONE && found != wanted)
        lua_pushfstring(state, "%s: '%s' is a %s, not a %s", what, name, lua_typename(state, found),
                        lua_typename(state, wanted));
    else if (text_equal(row->type, "integer") && !lua_isinteger(state, -1))
        lua_pushfstring(state, "%s: '%s' is no whole number", what, name);
    else
        lua_pushnil(state);
}

/* The same of the key below it, and then of the value. */
static void push_problem(lua_State *state, const char *what, const struct word_class *class)
{
    if (lua_isinteger(state, -2)) {
        lua_Integer position = lua_tointeger(state, -2);
        const struct word *row = position == 1 ? row_of(class, "[1]") : NULL;
        row = row ? row : row_of(class, "...");
        if (row && position >= 1)
            push_type_problem(state, what, row);
        else
            lua_pushfstring(state, "%s: nothing belongs at position %I", what, (LUAI_UACINT)position);
        return;
    }
    const char *key = lua_type(state, -2) == LUA_TSTRING ? lua_tostring(state, -2) : "?";
    const struct word *row = ascii_is_letter(key[0]) ? row_of(class, key) : NULL;
    if (row)
        push_type_problem(state, what, row);
    else
        lua_pushfstring(state, "%s: unknown key '%s'; did you mean '%s'?", what, key, nearest(class, key));
}

void words_least(lua_State *state, int least)
{
    if (!lua_isnil(state, -1) && (lua_isnil(state, least) || lua_compare(state, -1, least, LUA_OPLT)))
        lua_copy(state, -1, least);
    lua_pop(state, 1);
}

void words_check(lua_State *state, int index, const char *what, const struct word_class *class)
{
    index = lua_absindex(state, index);
    convert_fill(state, index);
    lua_pushnil(state);
    int least = lua_gettop(state);
    lua_pushnil(state);
    while (lua_next(state, index)) {
        push_problem(state, what, class);
        words_least(state, least);
        lua_pop(state, 1);
    }
    if (!lua_isnil(state, least))
        luaL_error(state, "%s", lua_tostring(state, least));
    lua_pop(state, 1);
}

/* --- the definitions --- */

/* "pod: string, body?: string" as lines "---@param", and the names as a list between parentheses. */
static void write_parameters(struct buffer *out, const struct word *row)
{
    struct slice rest = slice_of(row->takes);
    while (rest.length) {
        size_t end = slice_find(rest, SLICE(", "));
        struct slice one = slice_part(rest, 0, end);
        size_t colon = slice_find_byte(one, ':');
        struct slice name = slice_part(one, 0, colon),
                     type = slice_trim(slice_part(one, colon + 1, one.length));
        buffer_add_text(out, "---@param ");
        buffer_add(out, name);
        buffer_add_byte(out, ' ');
        buffer_add(out, type);
        buffer_add_byte(out, '\n');
        rest = slice_part(rest, end + 2, rest.length);
    }
    if (row->gives)
        buffer_format(out, "---@return %s\n", row->gives);
}

static void write_names(struct buffer *out, const struct word *row)
{
    struct slice rest = slice_of(row->takes);
    for (bool first = true; rest.length; first = false) {
        size_t end = slice_find(rest, SLICE(", "));
        struct slice name = slice_part(rest, 0, slice_find_byte(slice_part(rest, 0, end), ':'));
        if (slice_ends(name, "?"))
            name.length--;
        buffer_add_text(out, first ? "" : ", ");
        buffer_add(out, name);
        rest = slice_part(rest, end + 2, rest.length);
    }
}

/* The local name under which a class's functions are declared: "ambit.World" -> "World". */
static const char *short_name(const struct word_class *class)
{
    return class->name + sizeof("ambit.") - 1;
}

static void write_class(struct buffer *out, const struct word_class *class)
{
    bool methods = false, global = text_equal(class->name, "ambit.Global"),
         lab = text_equal(class->name, "ambit.Lab");
    buffer_format(out, "\n---%s\n", class->help);
    if (!global)
        buffer_format(out, "---@class %s\n", class->name);
    for (const struct word *row = class->rows; row->name; row++)
        methods = methods || !row->type;
    for (const struct word *row = class->rows; row->name; row++) {
        if (row->type && text_equal(row->name, "..."))
            buffer_format(out, "---@field [integer] %s # %s\n", row->type, row->help);
        else if (row->type)
            buffer_format(out, "---@field %s%s %s # %s\n", row->name,
                          methods || text_equal(row->name, "[1]") ? "" : "?", row->type, row->help);
    }
    if (methods && !global)
        buffer_format(out, "%s%s = {}\n", lab ? "" : "local ", lab ? "lab" : short_name(class));
    for (const struct word *row = class->rows; row->name; row++) {
        if (row->type)
            continue;
        buffer_format(out, "\n---%s\n", row->help);
        write_parameters(out, row);
        buffer_format(out, "function %s%s%s(",
                      global ? ""
                      : lab  ? "lab"
                             : short_name(class),
                      global ? ""
                      : lab  ? "."
                             : ":",
                      row->name);
        write_names(out, row);
        buffer_add_text(out, ") end\n");
    }
}

void scenario_definitions(struct buffer *out)
{
    buffer_add_text(
        out, "---@meta\n"
             "---What challenge.lua can say, for editors that read LuaCATS. ambit writes this file; it runs "
             "nothing.\n");
    for (size_t i = 0; word_classes[i]; i++)
        write_class(out, word_classes[i]);
}
