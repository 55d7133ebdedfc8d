/* challenge.lua in its sandbox: each check and hint begins with the state that its top level left, so that no run can
 * leave anything behind for the next. base, table, string, math and utf8 without what reads files, compiles or tells
 * addresses; memory and instructions are capped (LIMIT_LUA_*); pairs, sort and random are the same in every
 * run. */
#ifndef AMBIT_SCENARIO_SCRIPT_H
#define AMBIT_SCENARIO_SCRIPT_H

#include <lua.h>

#include "scenario/snapshot.h"
#include "scenario/inside.h"
#include "scenario/words.h"

#define SCRIPT_LIBRARY                                                                                         \
    "library/" /* chunks of ambit's own begin so; an error in what they were given is the caller's */

enum { CHECK_FORKS = 16 }; /* worlds that one check may have at once */

/* Where a rule stands in a file, which checks ask for again and again, and the hash of what that follows from. */
struct place_found {
    struct hash of;
    size_t line; /* 0: nowhere */
};

enum { PLACES_FOUND = 64 };

/* The state as challenge.lua's top level left it, for one run at a time: who comes while it is [busy] makes one of its
 * own. */
struct script_kept {
    struct place_found places[PLACES_FOUND]; /* the oldest is replaced */
    size_t next_place;
    struct snapshot memory;
    lua_State *state;
    size_t bytes, longest; /* as in struct script */
    uint64_t seed;
    bool seeded; /* another seed would have made another state */
    bool ready, busy;
};

struct world_held {
    const struct world *world;
    struct world_held *older;
};

/* What manifest_place has found in one world: the same rules are asked for hop after hop. */
struct rule_place {
    const char *policy;
    int64_t rule;
    const char *place; /* NULL: nowhere */
    struct rule_place *older;
};

struct script {
    lua_State *state;
    struct snapshot *memory;  /* where it lives: what is kept of the scenario, or: */
    struct snapshot own;
    struct arena *arena;   /* for what it says and finds; the caller's */
    size_t bytes;          /* allocated by Lua */
    int64_t budget;        /* instructions left; C functions pay for what they read and write */
    size_t longest;        /* string there was, in bytes */
    char file[LUA_IDSIZE]; /* and line: where memory was refused; 0: it was not */
    int line;
    const char *problem; /* an error of the author's, with the line */
    const struct scenario *scenario;
    const struct scenario_source *source; /* while loading; NULL: only files that were read then */
    struct scenario *loading;
    uint64_t seed; /* the learner's; while loading 1 */
    bool seeded;   /* something asked for it */
    /* while a check or a hint runs: NULL otherwise */
    struct machine *fork;
    struct machine *forks[CHECK_FORKS]; /* that the check made of it */
    size_t fork_count;
    struct world_held *held; /* worlds that were read from */
    struct rule_place *places;
    const struct world *places_of; /* where they are so; one of those held */
    const struct evidence *evidence;
    const struct value *ran; /* what the evidence knows of that, once it was asked */
    struct value *account; /* of what held so far: see struct check_result */
    bool wants_evidence;
    bool decided; /* the check is over, with this: */
    enum verdict verdict;
    const char *message;
};

/* Makes the state and runs challenge.lua. False: script->problem. Close it in any case. */
bool script_open(struct script *script);
void script_close(struct script *script); /* and its forks */

/* Runs [function] with [context] as a light userdata and with a fresh budget. False when it failed: then
 * script->decided, or script->problem is set. */
bool script_call(struct script *script, lua_CFunction function, void *context);

/* The script that [state] belongs to. */
struct script *script_of(lua_State *state);

/* Pushes the function that the text is. It is compiled once, while the challenge is loaded, and its code kept
 * in *code; no other code than our own compiler's is ever run. Raises an error when it is no Lua. */
void script_compile(lua_State *state, struct slice text, const char *name, struct slice *code);

/* A C function is about to read or write so much. Raises an error when the budget is used up. */
void script_spend(lua_State *state, size_t bytes);

/* Something that the check expects holds: a text as its messages are, for who wants to know why a task is done. */
void script_hold(struct script *script, const char *text);
/* Does anybody? Else such a text need not be made. */
static inline bool script_accounts(const struct script *script)
{
    return script->evidence && script->evidence->account;
}

/* The world that [machine] has now stays until the script is closed. */
void script_hold_world(struct script *script, const struct machine *machine);

/* Ends the check: does not return. */
_Noreturn void script_decide(lua_State *state, enum verdict verdict, const char *message);

/* sandbox.c: opens and trims the libraries; makes math.random begin with the script's seed. Both run protected. */
void sandbox_open(lua_State *state);
void sandbox_seed(lua_State *state);

/* patterns.c: replaces string.find, match, gmatch and gsub. The string table is at the top of the stack. */
void patterns_open(lua_State *state);

/* words.h has the table of all that follows: each file has the rows of its own. */
extern const struct word_class global_words, lab_words, challenge_words, task_words, hint_words, states_words,
    calls_words, traffic_words, fault_words, question_words, variable_words, world_words, send_words,
    reply_words, expect_words, sent_words, shown_words, ran_words, log_words, count_words, result_words;

/* declare.c: lab, challenge, task; and what they collected, into script->loading. */
void declare_open(lua_State *state);
int declare_read(lua_State *state);
/* Pushes task [index]'s table (SIZE_MAX: the challenge's, or nil). */
void declare_push(lua_State *state, size_t index);

/* fault.c: checks challenge.faults of the table at 1, and reads it from the table on top. */
void fault_check(lua_State *state);
void fault_read(lua_State *state, struct scenario *scenario);

/* variable.c: lab.variable. ask.c: checks task.ask of the table at 1, and reads it from the table on top. */
int variable_declare(lua_State *state);
void ask_declare(lua_State *state, const char *what);
void ask_read(lua_State *state, struct arena *arena, struct task *task);

/* host.c: challenge.machine, .cluster, .setup, .environment: raises an error for the table at 1; and reads the table on top.
 */
void host_check(lua_State *state);
void host_read(lua_State *state, struct scenario *scenario);

/* shell_script.c: lab.script "check-server": a check for task.check; of several scripts (one for each host) all
 * must pass. */
int shell_script_check(lua_State *state);
/* lab.run "solve-server": shell text that runs these scripts, each in a shell of its own, for task.solve. */
int shell_script_run(lua_State *state);

/* convert.c: values and Lua's. A table that is pushed is filled from its value when it is first looked into, so the value
 * stays where it is while the script runs (script_hold_world). What reads a table past its metatable (lua_raw...,
 * lua_next) has it filled first; of any other table, and of what is none, that changes nothing. */
void convert_open(lua_State *state);
void convert_push(lua_State *state, const struct value *value);
void convert_fill(lua_State *state, int index);
const struct value *convert_value(lua_State *state, int index,
                                  struct arena *arena); /* scalars and tables of them */

/* calls.c: w, the world of a check: a machine of the script's. */
void calls_open(lua_State *state);
void calls_push(lua_State *state, struct machine *machine);
struct machine *calls_machine(lua_State *state); /* of the w at 1 */
const struct kind *calls_kind(lua_State *state, int index);

/* edit.c: w:apply, w:delete, w:label */
int edit_apply(lua_State *state);
int edit_delete(lua_State *state);
int edit_label(lua_State *state);

/* observe.c: w:log and w:metrics. */
int observe_log(lua_State *state);
int observe_metrics(lua_State *state);

/* expect.c: what a call's last argument expects of its result: a table of the same shape (each key is there and
 * is like this; each element of a list is like one that is there), true (there is something), false (there is
 * nothing); nil: all is well. Ends the check when it is not so. [asked] says what was asked. */
void expect_result(lua_State *state, int index, const char *asked, const struct value *result);
/* The same of a number: { at_least =, at_most =, exactly = }. [seen] is added to what was observed. */
void expect_count(lua_State *state, int index, const char *asked, int64_t result, const char *seen);

/* reply.c: w:send's answer, with :expect. [sent] says what was sent, in the script's arena. */
void reply_open(lua_State *state);
void reply_push(lua_State *state, const struct machine *machine, const struct value *reply, const char *sent);

/* evidence.c: w:shown, w:sent, w:ran. */
int evidence_shown(lua_State *state);
int evidence_sent(lua_State *state);
int evidence_ran(lua_State *state);

/* manifest.c: where a rule stands in a file of the learner's machine that has this very policy: "/root/x.yaml
 * line 12"; NULL when none has. [policy] stays where it is until the script is closed. */
const char *manifest_place(struct script *script, const struct machine *machine, const char *policy, int64_t rule);

/* place.c: an error's message with the author's line of code below it, and a mark under what it speaks of. */
const char *place_explain(struct script *script, const char *message);
/* "FILE.lua:12: text" taken apart; false when it does not begin so. */
bool place_read(const char *message, struct slice *file, int64_t *line, struct slice *rest);

#endif
