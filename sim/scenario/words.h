/* What an author can write in challenge.lua, as tables: a function, a field or a key a row, in classes. Names
 * are looked up in them, an unknown one gets its nearest from them, and the definitions that editors read are
 * printed from them: nothing can be there that is not said. */
#ifndef AMBIT_SCENARIO_WORDS_H
#define AMBIT_SCENARIO_WORDS_H

#include <lua.h>

#include "scenario/scenario.h"

struct word {
    const char *name;   /* "[1]": what stands at a table's first position; "...": at any of them */
    lua_CFunction call; /* NULL: a field, or a function of the library's own in Lua */
    const char
        *type; /* of a field, as LuaCATS has it: "string", "integer", "fun(w: ambit.World)"; NULL: a function */
    const char *takes; /* of a function: "pod: string, body?: string"; no ", " inside a type */
    const char *gives; /* of a function: the type of its result; NULL: it has none */
    const char *help;  /* one line */
};

struct word_class {
    const char *name;        /* "ambit.World" */
    const char *what;        /* in messages: "w", "a reply"; of what is global NULL */
    const char *help;        /* one line */
    const struct word *rows; /* sorted as a reader wants them; ends with {0} */
};

/* In the order of the definitions; ends with NULL. */
extern const struct word_class *const word_classes[];

/* The row of that name; raises an error with the nearest one when there is none. */
const struct word *words_find(lua_State *state, const struct word_class *class, const char *name);
/* Puts every function of the class into the table at the top. */
void words_set(lua_State *state, const struct word_class *class);
/* Every key of the table at [index] has a row in the class, and its value that row's type; raises an error that
 * begins with [what] otherwise. */
void words_check(lua_State *state, int index, const char *what, const struct word_class *class);
/* Lua's tables have another order in each run, so of all that is wrong with one the message that is least is raised: takes
 * one, or nil, off the top, and keeps it at [least], where nil stands at first, if it is. */
void words_least(lua_State *state, int least);

#endif
