/* What is done with challenges beside playing them: they are proved, judged, begun, imported and graded.
 * Nothing here reads a file or a clock: sources and texts come in, texts and plain values go out. All results
 * are in the caller's arena. */
#ifndef AMBIT_SIM_WORKSHOP_H
#define AMBIT_SIM_WORKSHOP_H

#include "sim.h"

/* --- ambit test: a challenge is proved ---
 * For each seed a sitting: at the start no check passes; task by task, the required ones first, the check does
 * not pass before its solution and does after it; in the end every required check still passes; then the
 * clean-up. */
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
    const char *message; /* what went wrong, or is odd where the outcome is OK; maybe in several lines; "" */
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
    MUTANT_NEEDLESS, /* every check passed, and rightly: the command left out is not what counts in its solution */
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

/* Of all rows of the phase: FAIL if one failed, SKIPPED if none was tried. A mutant that its author named and
 * that no check caught fails. */
enum outcome trial_phase(const struct trial *trial, enum phase phase);
bool trial_passed(const struct trial *trial);

struct track;
void trial_report_track(struct buffer *out, const struct track *track);
/* As `instruqt track test` prints it, and then the table of mutants. [number] of [count]. */
void trial_report(struct buffer *out, const struct trial *trial, size_t number, size_t count);
void trials_summary(struct buffer *out, struct trial *const *trials, size_t count);
/* JUnit's XML: a suite a challenge, a case a row and a mutant. [seconds]: what each took, as a text; NULL: the
 * lab's time is given. */
void trials_junit(struct buffer *out, struct trial *const *trials, size_t count, const char *const *seconds);

/* --- ambit new: a small complete challenge to begin with --- */
struct new_file {
    const char *path; /* "setup/shop.yaml" */
    struct slice text;
};
enum new_kind { NEW_CHALLENGE, NEW_TRACK };

/* The files of a new one that is called [name]; *count of them. NULL: *problem says what is wrong with the
 * name. */
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

/* All that was found in one call of ambit; what two challenges may not both have is remembered from one to the
 * next. */
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

/* --- submissions: a sitting as one file ---
 * JSON: {ambit: "submission", format: 1, release, scenario: {slug, hash}, learner, start, seed, inputs, facts,
 * end}; the last four are those of a journal (sim.h), where bytes that are no UTF-8 are written as "hex". No
 * name of a person is in it but the pseudonym that was given. */

enum { SUBMISSION_FORMAT = 1 };

struct submission_label {
    const char *release; /* that recorded it; NULL: this one */
    const char *hash;    /* of the challenge's edition, hexadecimal; NULL: that of [scenario] */
    const char *learner; /* pseudonym; NULL: none */
};
/* An input at the end that has not run to its end is left out. */
void submission_write(struct buffer *out, const struct scenario *scenario, const struct value *journal,
                      const struct submission_label *label);

struct submission {
    const char *slug, *hash, *release, *learner;
    const struct value *journal; /* what replay_begin takes */
    const struct value *notes;   /* array of texts: keys that nobody knows */
};
/* Everything is in the arena, and [text] is not needed any more. False: *problem says what is wrong, and where.
 */
bool submission_read(struct submission *submission, struct arena *arena, struct slice text,
                     const char **problem);
/* Why this is no pseudonym to hand in, or NULL: it is empty, too long, of several lines, or an address. */
const char *submission_refuse_name(const char *name);

/* --- grading ---
 * A grader believes nothing that a file says but its inputs: those are run again from the start, each outcome
 * and each claim is compared, and points are for what the replay has shown.
 *
 * A report is an object, the same for the same bytes on every machine.
 * - outcome: "verified": every outcome and every claim is what the replay leads to.
 *   "recorded by another release", or with another edition of the challenge: what this release shows counts.
 *   "altered": the same release and edition, and yet not so: it earns nothing.
 *   "unreadable". (Of manifests: "graded" or "unreadable".)
 * - reason: why; "" when verified. scenario, title, learner, release, start, commands and hints
 *   (their numbers).
 * - points, possible: of required tasks. bonus, bonus_possible: of optional ones. untold: points that manifests
 *   cannot decide about. replayed: {points, bonus}, whatever the outcome.
 * - criteria: [{id, title, points, earned, optional, hidden, verdict, message, recorded, skipped, hints, solution,
 *   done (where it counts: {input, command, typed: its input, at}), held (where it held first), account (see check_result)}].
 * - notes: [texts]. timeline: [{input, at, kind, terminal, text, facts}], and held, only when asked for. */
struct grader {
    void *context;
    /* The challenge of this slug, borrowed until the grader ends; NULL: *problem (in the arena) says why not. */
    const struct scenario *(*find)(void *context, const char *slug, struct arena *arena, const char **problem);
    bool explain; /* with a timeline, and the command after which each task first held */
};
const struct value *grade_submission(const struct grader *grader, struct slice text, struct arena *arena);
/* Manifests alone: applied in order to the world at the start, as kubectl would, which then comes to rest. Its
 * outcome is "graded" or "unreadable"; what a check asks of the sitting has verdict "cannot be told" and counts
 * apart. */
const struct value *grade_manifests(const struct scenario *scenario, struct slice text, struct arena *arena);
/* A report about what could not be graded at all. */
const struct value *grade_failure(struct arena *arena, const char *reason);

/* Reports, {file, report} each, as text of a format: "text", "json", "csv" (RFC 4180), "junit", "results"
 * (Exercism's results.json, version 2). False: no such format. */
bool grade_write(struct buffer *out, const char *format, const struct value *reports);
/* The page about one, in HTML that needs nothing else. */
void grade_page(struct buffer *out, const char *file, const struct value *report);
/* Links to the pages: reports as {file, report, page: the page's name}. */
void grade_index(struct buffer *out, const struct value *reports);

/* --- recordings: a sitting as its terminal saw it --- */
struct player {
    void *context;
    /* kind: 'o' for what the terminal showed, 'i' for what was typed, 'r' for its size ("80x24"), 'm' for a mark: a task
     * is done. In the order of their instants. */
    void (*event)(void *context, struct instant at, char kind, struct slice text);
};
/* *differences (NULL: not wanted) says how the replay came out; its session is gone. False: *problem, heap text. */
bool recording_play(const struct scenario *scenario, const struct value *journal, const struct player *player,
                    struct replay *differences, const char **problem);
/* The same as an asciicast of version 2 or 3; [speed] divides pauses. False: *problem, heap text. */
bool cast_write(struct buffer *out, int version, int64_t speed, const struct scenario *scenario,
                const struct value *journal, const char **problem);

#endif
