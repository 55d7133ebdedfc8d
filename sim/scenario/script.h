/* challenge.lua in its sandbox: a Lua state of its own for each load, check and hint, so that no run can leave
 * anything behind for the next. base, table, string, math and utf8 without what reads files, compiles or tells
 * addresses; memory and instructions are capped (LIMIT_LUA_*); pairs, sort and random are the same in every
 * run. */
#ifndef AMBIT_SCENARIO_SCRIPT_H
#define AMBIT_SCENARIO_SCRIPT_H

#include <lua.h>

#include "scenario/inside.h"

struct script {
    lua_State *state;
    struct arena *arena; /* for what it says and finds; the caller's */
    size_t bytes;        /* allocated by Lua */
    int64_t budget;      /* instructions left; C functions pay for what they read and write */
    const char *problem; /* an error of the author's, with the line */
    const struct scenario *scenario;
    const struct scenario_source *source; /* while loading; NULL: only files that were read then */
    struct scenario *loading;
    bool checking; /* a task's check, and nothing else, is wanted */
    /* while a check or a hint runs: NULL otherwise */
    struct machine *fork;
    const struct evidence *evidence;
    bool decided; /* the check is over, with this: */
    enum verdict verdict;
    const char *message;
};

/* Makes the state and runs challenge.lua. False: script->problem. Close it in any case. */
bool script_open(struct script *script);
void script_close(struct script *script);

/* Runs [function] with [context] as a light userdata and with a fresh budget. False when it failed: then
 * script->decided, or script->problem is set. */
bool script_call(struct script *script, lua_CFunction function, void *context);

/* The script that [state] belongs to. */
struct script *script_of(lua_State *state);

/* Pushes the function that the text is. It is compiled once, while the challenge is loaded, and its code kept in
 * *code; no other code than our own compiler's is ever run. Raises an error when it is no Lua. */
void script_compile(lua_State *state, struct slice text, const char *name, struct slice *code);

void script_spend(lua_State *state, size_t bytes); /* a C function is about to read or write so much */

/* Ends the check: does not return. */
_Noreturn void script_decide(lua_State *state, enum verdict verdict, const char *message);

/* sandbox.c: opens and trims the libraries. Runs protected. */
void sandbox_open(lua_State *state);

/* patterns.c: replaces string.find, match, gmatch and gsub. The string table is at the top of the stack. */
void patterns_open(lua_State *state);

/* declare.c: lab, challenge, task; and what they collected, into script->loading. */
void declare_open(lua_State *state);
int declare_read(lua_State *state);
/* Pushes task [index]'s table (SIZE_MAX: the challenge's, or nil). */
void declare_push(lua_State *state, size_t index);
/* Every key of the table at [index] is one of [keys], or a position up to [positions]; raises an error
 * otherwise. */
void declare_keys(lua_State *state, int index, const char *what, const char *const *keys, int positions);

/* host.c: challenge.machine, .cluster, .setup of the table on top. */
void host_read(lua_State *state, struct scenario *scenario);

/* shell_script.c: adds lab.script to the table on top. */
void script_check_open(lua_State *state);

/* convert.c: values and Lua's. */
void convert_push(lua_State *state, const struct value *value);
const struct value *convert_value(lua_State *state, int index,
                                  struct arena *arena); /* scalars and tables of them */

/* calls.c: pushes w, the world of a check. */
void calls_open(lua_State *state);
void calls_push(lua_State *state);

/* reply.c: w:send's answer, with :expect. [sent] says what was sent. */
void reply_open(lua_State *state);
void reply_push(lua_State *state, const struct value *reply, const char *sent);

/* evidence.c: w:shown and w:sent. */
int evidence_shown(lua_State *state);
int evidence_sent(lua_State *state);

#endif
