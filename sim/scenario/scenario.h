/* A challenge as authors write it: an assignment (front matter and Markdown), and beside it challenge.lua
 * (set-up, tasks, checks, hints, solutions), manifests and files. A lone assignment.md is a challenge without
 * checks. */
#ifndef AMBIT_SCENARIO_SCENARIO_H
#define AMBIT_SCENARIO_SCENARIO_H

#include "machine/machine.h"

struct scenario;

/* Where a challenge's files come from: embedded in the program, a folder, or one file. [read] gives a file by
 * its name relative to the challenge ("assignment.md", "setup/x.yaml"), borrowed from the source; data is NULL
 * when missing. */
struct scenario_source {
    void *context;
    struct slice (*read)(void *context, const char *name);
    /* The source of another challenge, which [after] names: a neighbour, or one that is built in. False: there is none.
     * NULL: only those that are built in. */
    bool (*find)(void *context, const char *slug, struct scenario_source *source);
    const char *slug; /* of the folder; the front matter's slug wins */
};

struct scenario *scenario_load(const struct scenario_source *source,
                               const char **problem); /* NULL: *problem, heap text */
void scenario_free(struct scenario *scenario);

const char *scenario_slug(const struct scenario *scenario);
const char *scenario_title(const struct scenario *scenario);
const char *scenario_teaser(const struct scenario *scenario);
const struct value *scenario_front(const struct scenario *scenario); /* all of the front matter; NULL: none */
const char *scenario_cleanup(const struct scenario *scenario);       /* shell text behind the last task, or NULL */
const char *scenario_repair(
    const struct scenario *scenario); /* "repaired: ..." when the text was doubly encoded, or NULL */

/* The challenge that this one begins after, or NULL. */
const struct scenario *scenario_previous(const struct scenario *scenario);

/* Does it have variables, so that each learner's seed makes a lab of its own? */
bool scenario_varies(const struct scenario *scenario);

/* Of all its files, names and bytes, and of those of the previous one: another edition has another one. */
struct hash scenario_hash(const struct scenario *scenario);

/* The world at the start: the base cluster, settled, or the world in which the previous challenge is solved; and the
 * challenge's set-up. Owned. The last one is kept, and
 * who starts at the same instant with the same seed shares it; so a scenario belongs to one thread. */
struct world *scenario_start(const struct scenario *scenario, struct instant start, uint64_t seed,
                             const char **problem);
/* What is odd about a world at its start, and stops nobody: "set-workdir /root/shop: there is no such folder, ...". Lives
 * as long as the world; NULL: nothing is. */
const char *scenario_doubt(const struct world *start);
/* What those who play it have parsed of the files and objects that are the same for all (struct machine_sitting). */
struct parsed_texts *scenario_texts(const struct scenario *scenario);
/* The variables that their shells begin with (shell/shell.h). */
struct shell_models *scenario_models(const struct scenario *scenario);

/* For who imports or tests a challenge: hears of every script that its start or a check runs. Scripts are run with set -x
 * then, and *output holds its lines as "+@LINE@ COMMAND". NULL takes it back. */
struct scenario_watch {
    void *context;
    void (*script)(void *context, const char *name, int status, struct slice output);
};
void scenario_watch(struct scenario *scenario, const struct scenario_watch *watch); /* borrowed */

/* The text as a list of blocks, in order: what every front end draws. Texts are inline Markdown, decoded:
 * entities and HTML tags are gone, soft line ends are blanks, hard ones newlines; **strong**, *emphasis* and
 * `code` keep their marks. No text is NULL. A quote without a label is a call-out with an empty label and the
 * ascii form ">". */
enum block_kind {
    BLOCK_HEADING,
    BLOCK_PARAGRAPH,
    BLOCK_LIST_ITEM,
    BLOCK_CODE,
    BLOCK_CALLOUT,
    BLOCK_TABLE,
    BLOCK_RULE
};
struct block {
    enum block_kind kind;
    int level; /* heading 1..6; list item depth from 1; of other blocks the list they stand in, 0: none */
    const char *language; /* of code: the info string's first word ("bash,run" -> "bash"), lower case */
    const char *info;     /* of code: the whole info string */
    const char *label;    /* of a call-out: "Enterprise Value Beat", "Key Insight", "Note", ... */
    const char *icon;     /* of a call-out: one emoji */
    const char *ascii;    /* of a call-out: its icon for terminals without emoji: "[i]" */
    const char *text;     /* code without fences; table as aligned text */
    const char *marker;   /* of a list item: "-", "1.", "[ ]" */
};
size_t scenario_blocks(const struct scenario *scenario, const struct block **blocks);
bool scenario_block_runs(const struct block *block); /* it is code for the shell */
/* The block that is the [number]th of those, from 1: what "lab run N" and a front end's marks count. NULL: there is none. */
const struct block *scenario_block_numbered(const struct scenario *scenario, int64_t number);

/* A title or a part of the text as this world's learner reads it: with the learner's variables for "${name}". In the
 * arena, or [text] itself. */
const char *scenario_fill(const struct scenario *scenario, const struct world *world, const char *text,
                          struct arena *arena);

/* --- tasks --- */
/* A question: with answers to choose from, or answered by a text. */
struct quiz {
    const char *question; /* "": the lesson is the question */
    const char *const *answers;
    size_t answer_count;
    uint64_t solution;   /* bit N: answer N, from 0, is right; all that are have to be chosen */
    const char *pattern; /* of a text: Lua's, on small letters; NULL: it is [text], in whatever letters */
    const char *text;    /* an answer that is right; NULL: none is known */
};
struct task {
    const char *id;    /* "policy" */
    const char *title; /* "Finance may read, nobody may write" */
    int points;
    bool optional;
    bool hidden; /* only who grades sees it and counts it */
    const char *needs; /* the id of the task that comes first, or NULL */
    const char *solve; /* shell text that solves it, or NULL */
    size_t hint_count;
    const char *const *mutants; /* wrong solutions that a check must catch: see sim/workshop/operators.h */
    size_t mutant_count;
    const struct quiz *quiz; /* NULL: it is done, not answered */
};
/* Those that a learner sees; hidden ones stand behind them in the same list, for who grades and who proves. */
size_t scenario_tasks(const struct scenario *scenario, const struct task **tasks);
size_t scenario_all_tasks(const struct scenario *scenario, const struct task **tasks);

/* Runs a task's solution as a learner would type it at the terminal "1", each command until the cluster is quiet, on a
 * fork of [world]. What the terminal shows goes to *shown (NULL: nowhere). The world that results; owned. */
struct world *scenario_solve(const struct scenario *scenario, size_t task, const struct world *world,
                             struct buffer *shown);

/* What a check may know beside the world: what this sitting's terminal has shown, and the requests it sent. */
struct machine;
struct evidence {
    struct slice shown; /* terminal text, newest last, bounded */
    const struct value
        *sent; /* array of request records (traffic/hop.h) of the learner's own requests, or NULL */
    /* The command lines the learner has run, oldest first: an array in the arena. NULL: nobody knows of any. */
    const struct value *(*ran)(const void *context, struct arena *arena);
    const void *context;
    bool account; /* it is wanted: see struct check_result */
    struct machine *machine; /* whose world it is: a fork of it is looked at; NULL: of none */
};

enum verdict { VERDICT_DONE, VERDICT_NOT_YET, VERDICT_BROKEN, VERDICT_AUTHOR_ERROR };
struct check_result {
    enum verdict verdict;
    const char *message; /* what was observed; several lines; in the arena */
    bool wants_evidence; /* it asked what the sitting had sent, shown or run */
    /* What held on the way: an array of texts as messages have them (several lines each); NULL: nothing did, or it was
     * not wanted. */
    const struct value *account;
};
/* Runs a task's check on a fork of [world] that is first advanced until quiet. The world is not changed. */
struct check_result scenario_check(const struct scenario *scenario, size_t task, const struct world *world,
                                   const struct evidence *evidence, struct arena *arena);

struct hint {
    const char *text;    /* NULL: there is none for this state */
    const char *command; /* what to type; NULL */
    bool state;          /* about the state of the world and not about the task */
};
/* The first whose `when` holds in this world: of the challenge's states, then of [task] (one behind the last:
 * of none), then of the challenge; with [named], somebody asked for this very task, and its own come first.
 * Texts are in the arena. */
struct hint scenario_hint(const struct scenario *scenario, size_t task, bool named, const struct world *world,
                          const struct evidence *evidence, struct arena *arena);

/* An answer to task [task]: the key of WORLD_NOTES that has it and its text (*note), or NULL and *problem. */
#define QUIZ_NOTES "lab/answer/"
const char *scenario_answer(const struct scenario *scenario, size_t task, struct slice answer, struct arena *arena,
                            struct slice *note, const char **problem);

/* Faults that begin when a task is done: are there some that have not begun in this world; and begins them. A task that
 * needs this one is about what they break, so it is [ahead] of them till then: the title of what comes first, or NULL. */
bool scenario_breaks(const struct scenario *scenario, const struct world *world, const char *task);
const char *scenario_ahead(const struct scenario *scenario, const struct world *world, size_t task);
void scenario_break(const struct scenario *scenario, struct machine *machine, const char *task);

/* What challenge.lua can say, for editors: a file of definitions as LuaCATS has them, from the table that the sandbox
 * itself looks names up in. */
void scenario_definitions(struct buffer *out);

#endif
