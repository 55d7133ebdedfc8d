/* Importing from the inside: a track on its way from another platform's files to ours. Shared by the files of
 * this folder only: import_instruqt.c and import_killercoda.c read; import_text.c and import_scripts.c rewrite
 * and look through; import_lua.c writes; import_play.c plays the result, import_promise.c says what its text
 * promises, import_behaviour.c makes a check of it; import_derive.c makes checks from what commands change. */
#ifndef AMBIT_WORKSHOP_IMPORT_H
#define AMBIT_WORKSHOP_IMPORT_H

#include "base/arena.h"
#include "base/buffer.h"
#include "data/value.h"
#include "scenario/scenario.h"
#include "workshop.h"

/* What became of a line. The words are those of finding_words. */
enum finding_kind {
    FINDING_SIMULATED,
    FINDING_REPLACED,
    FINDING_REPAIRED,
    FINDING_SKIPPED,
    FINDING_UNSIMULATED,
    FINDING_WARNING,
    FINDING_PROMISE, /* what the text says is not what happens */
    FINDING_FAILED,  /* a script, a check, a solution that does not do what it should */
    FINDING_KINDS
};
struct import_remark {
    enum finding_kind kind;
    const char *file; /* of the source; NULL: of none */
    int line;         /* 0: of the whole file */
    const char *what; /* the command or the thing; NULL */
    const char *text; /* more; several lines; NULL */
};

/* A file of the result. */
struct import_file {
    const char *name; /* relative to the track */
    struct slice text;
    struct import_file *next;
};

enum script_role { SCRIPT_SETUP, SCRIPT_CHECK, SCRIPT_SOLVE, SCRIPT_CLEANUP };
struct import_script {
    enum script_role role;
    const char *host;   /* "server" */
    const char *name;   /* in the challenge's folder: "check-server" */
    const char *source; /* the file it came from */
    struct slice text;
    struct import_script *next; /* in the order they run */
};

struct import_hint {
    const char *text, *command; /* command NULL: none */
    struct import_hint *next;
};

struct import_challenge {
    const char *folder, *slug, *title; /* "03-zero-trust", "zero-trust" */
    const char *source;                /* the file that its text is from */
    const struct value *front;         /* its front matter */
    struct slice body;
    int body_line;                  /* the line of [source] that the body begins at */
    struct import_script *scripts;  /* its own */
    struct import_script *previous; /* of the challenge before: what runs between the two */
    struct import_hint *hints;
    const struct value *files; /* the learner's path -> name in the folder; NULL: none */
    const char *text;          /* the body as it became */
    const char *derived;       /* Lua: tasks made from what its commands change; NULL */
    struct value
        *requests;         /* that the text speaks of, and whose outcome is as it says: import_remember; NULL */
    const char *behaviour; /* Lua: the body of a check that asks for them; NULL */
    struct import_challenge *next;
};

struct import {
    struct arena arena;
    const struct import_source *source;
    const struct import_sink *sink;
    const char *platform, *cluster;  /* of challenge.machine and challenge.cluster; cluster NULL: ambit's own */
    const char *slug, *title;        /* of the track */
    const char *prefix;              /* of the track's files: "" or "COURSE/" */
    const struct value *environment; /* of the hosts; NULL */
    struct import_challenge *challenges;
    struct import_file *files;
    struct import_remark *findings;
    size_t finding_count, finding_room;
    bool failed;
};

/* --- import.c --- */
void import_find(struct import *import, enum finding_kind kind, const char *file, int line, const char *what,
                 const char *format, ...) __attribute__((format(printf, 6, 7)));
/* The import ends here: nothing is written. */
void import_fail(struct import *import, const char *file, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* A file of the source, read, checked (no NUL bytes; not too long) and, when it was doubly encoded, repaired;
 * data is NULL when it is not there or not a text, which is said. */
struct slice import_read(struct import *import, const char *name);
bool import_has(const struct import *import, const char *name);
/* A YAML or JSON file; NULL: not there, or broken, which fails the import. */
const struct value *import_document(struct import *import, const char *name);
void import_write(struct import *import, const char *name, struct slice text); /* below the prefix */
struct import_script *import_add_script(struct import *import, struct import_script **list,
                                        struct import_script script);
const char *import_slug(struct arena *arena, const char *text);  /* lower-case letters, digits and dashes */
const char *import_quote(struct arena *arena, const char *text); /* as a Lua string */
enum import_outcome import_finish(struct import *import);

/* --- import_text.c: the body as our reader shows it; hints are taken out of it --- */
void import_text(struct import *import, struct import_challenge *challenge);

/* --- import_scripts.c: each command of a script, and what ambit makes of it. False: it is no script of a
 * shell. --- */
bool import_scan(struct import *import, const char *file, int line, struct slice text);

/* --- import_lua.c --- */
void import_challenge_write(struct import *import, struct import_challenge *challenge,
                            const struct import_challenge *before);

/* --- import_play.c: plays the track: set-up, the check must fail, the text's own commands, solution, the
 * check must pass
 * --- */
void import_try(struct import *import);
/* The challenge as it was written so far; NULL: said. Free it. */
struct scenario *import_load(struct import *import, const struct import_challenge *challenge);

/* --- import_promise.c --- */
enum promise { PROMISE_NOTHING, PROMISE_WORKS, PROMISE_REFUSED };
bool import_says_any(struct slice text,
                     const char *const *words); /* in letters of any case; [words] ends with NULL */
/* What a paragraph says will come of a request; nothing when it says both. */
enum promise import_promise_in(const char *text);
/* The first line of an output that a text shows which did not come; empty: all came. What has digits is not
 * compared. */
struct slice import_missing_line(struct slice promised, struct slice output);

/* --- import_behaviour.c --- */
void import_remember(struct import *import, struct import_challenge *challenge, const struct value *request);
/* Makes the check; false: there is nothing to ask for. */
bool import_behave(struct import *import, struct import_challenge *challenge, const struct world *start,
                   const struct world *solved);

/* --- import_derive.c: the Lua text of a task that asks for what [after] has and [before] has not; NULL:
 * nothing differs that a check could ask for. --- */
const char *import_derive(struct import *import, const struct import_challenge *challenge,
                          const struct world *before, const struct world *after);

#endif
