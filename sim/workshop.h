/* What is done with challenges beside playing them: they are proved, judged, begun, imported and graded.
 * Nothing here reads a file or a clock: sources and texts come in, texts and plain values go out. All results are in
 * the caller's arena. */
#ifndef AMBIT_SIM_WORKSHOP_H
#define AMBIT_SIM_WORKSHOP_H

#include "sim.h"

/* --- ambit test: a challenge is proved ---
 * For each seed a sitting: at the start no check passes; task by task, the required ones first, the check does not pass
 * before its solution and does after it; in the end every required check still passes; then the clean-up. */
enum phase {
    PHASE_SETUP,    /* the challenge is read, and its world made */
    PHASE_START,    /* a sitting begins in it */
    PHASE_UNSOLVED, /* a check, before its solution */
    PHASE_SOLVE,
    PHASE_SOLVED, /* a check, after its solution */
    PHASE_CLEANUP,
    PHASE_MUTANTS, /* wrong solutions */
    PHASES
};

enum outcome { OUTCOME_SKIPPED, OUTCOME_OK, OUTCOME_FAIL };

struct trial_row {
    enum phase phase;
    enum outcome outcome;
    const char *task;    /* its id; NULL: of the whole challenge */
    const char *message; /* what went wrong, maybe in several lines; "" */
    const char *when;    /* "at the start", "in the end"; "": in the task's turn */
    uint64_t seed;
    struct duration lasted; /* in the lab's time */
    const struct trial_row *next;
};

/* What became of a wrong solution. */
enum mutant_fate {
    MUTANT_CAUGHT,  /* a check did not pass, in words of its own */
    MUTANT_ECHOED,  /* it did not, but in the words that another mutant of the task was caught with */
    MUTANT_MISSED,  /* every check passed */
    MUTANT_UNKNOWN, /* could not tell: it changed nothing, or the API server refused it */
};
struct mutant_row {
    const char *task;   /* whose solution it is */
    const char *mutant; /* "drop from" */
    bool named;         /* by the author; else it is of the set for the kinds of objects */
    enum mutant_fate fate;
    const char *check;   /* the id of the task whose check caught it; "" */
    const char *message; /* of that check, or why one could not tell */
    const char *echoes;  /* the mutant whose words it has; NULL */
    const struct mutant_row *next;
};

struct trial {
    const char *slug, *id, *title; /* [id] of the front matter, or "-" */
    size_t tasks, seeds;
    const struct trial_row *rows;     /* in the order of events */
    const struct mutant_row *mutants; /* of the first seed */
    struct duration lasted;           /* of the first seed's sitting, in the lab's time */
};

struct trial_order {
    struct instant start;
    uint64_t seed; /* of the first sitting; the next has the next number */
    size_t seeds;
    bool survey; /* tasks that name no mutants get those that belong to the kinds of their objects */
};

struct trial *trial_run(struct arena *arena, const struct scenario *scenario, const struct trial_order *order);
/* The trial of what cannot be read. */
struct trial *trial_broken(struct arena *arena, const char *slug, const char *problem);

/* Of all rows of the phase: FAIL if one failed, SKIPPED if none was tried. A mutant that its author named and that no
 * check caught fails. */
enum outcome trial_phase(const struct trial *trial, enum phase phase);
bool trial_passed(const struct trial *trial);

struct track;
void trial_report_track(struct buffer *out, const struct track *track);
/* As `instruqt track test` prints it, and then the table of mutants. [number] of [count]. */
void trial_report(struct buffer *out, const struct trial *trial, size_t number, size_t count);
void trials_summary(struct buffer *out, struct trial *const *trials, size_t count);
/* JUnit's XML: a suite a challenge, a case a row and a mutant. [seconds]: what each took, as a text; NULL: the lab's time
 * is given. */
void trials_junit(struct buffer *out, struct trial *const *trials, size_t count, const char *const *seconds);

/* --- ambit new: a small complete challenge to begin with --- */
struct new_file {
    const char *path; /* "setup/shop.yaml" */
    struct slice text;
};
enum new_kind { NEW_CHALLENGE, NEW_TRACK };

/* The files of a new one that is called [name]; *count of them. NULL: *problem says what is wrong with the name. */
const struct new_file *new_files(struct arena *arena, enum new_kind kind, const char *name, size_t *count,
                                 const char **problem);

/* --- import: tracks of other platforms become tracks of ours --- */

/* A folder that was read: its files' names, relative to it, sorted by byte, with '/' between parts. */
struct import_source {
    void *context;
    const char *folder;                                    /* as messages call it */
    const char *const *names;                              /* ends with NULL */
    struct slice (*read)(void *context, const char *name); /* data is NULL: it cannot be read; borrowed */
};

/* Where the track goes: nothing is written before all of it is made, and nothing at all when it failed. */
struct import_sink {
    void *context;
    void (*write)(void *context, const char *name, struct slice text);
    /* One line of the report, without its newline: "FILE:LINE: COMMAND: what became of it". [matters]: not only
     * that it works. */
    void (*report)(void *context, const char *line, bool matters);
};

enum import_outcome {
    IMPORT_WHOLE,  /* every check fails before and passes after its solution, and nothing was left out */
    IMPORT_PARTLY, /* the report says what is not simulated, or does not hold */
    IMPORT_FAILED  /* nothing was written: the report's last line says why */
};
enum import_outcome workshop_import_instruqt(const struct import_source *source,
                                             const struct import_sink *sink);
enum import_outcome workshop_import_killercoda(const struct import_source *source,
                                               const struct import_sink *sink);

/* --- ambit lint: sources are judged --- */
enum severity { SEVERITY_WARNING, SEVERITY_ERROR };

struct finding {
    const char *file; /* as a person would open it: "05-waypoints/challenge.lua" */
    size_t line;      /* from 1; 0: no line of it */
    enum severity severity;
    const char *text;   /* one line */
    const char *detail; /* more lines: the author's code; NULL */
    const struct finding *next;
};

/* A challenge's folder. */
struct lint_folder {
    struct scenario_source source;
    const char *path;         /* before the names of its files: "scenarios/05-waypoints" */
    const char *name;         /* of the folder: "05-waypoints" */
    bool in_track;            /* so its name is NN-SLUG */
    const char *const *names; /* of all its files */
    size_t count;
};

/* All that was found in one call of ambit; what two challenges may not both have is remembered from one to the next. */
struct lint {
    struct arena *arena;
    const struct finding *first;
    size_t errors, warnings;
    struct lint_seen *seen;
};

struct lint lint_begin(struct arena *arena);
void lint_challenge(struct lint *lint, const struct lint_folder *folder);
/* A track's folder: track.yml, and the names of the folders in it; with [has_assignment] of each. */
void lint_track(struct lint *lint, const char *path, struct slice text, const char *const *folders,
                const bool *has_assignment, size_t count);
/* "FILE:LINE: error: TEXT", a finding a line. */
void lint_report(struct buffer *out, const struct lint *lint);
/* An array of {file, line, severity, text}. */
void lint_json(struct buffer *out, const struct lint *lint);

#endif
