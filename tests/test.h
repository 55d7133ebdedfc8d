/* The test program: golden texts found by glob, and random walks. In-process: no terminal, no socket, no clock.
 *
 *   build/sanitize/test [--golden] [--verbose] [TEXT]...
 *
 * runs the tests whose name (path and title) contains one of the texts, prints those that fail and a closing line;
 * --golden writes what came out into the files instead. A suite is a function of the table in run.c. */
#ifndef AMBIT_TESTS_TEST_H
#define AMBIT_TESTS_TEST_H

#include "base/arena.h"
#include "base/buffer.h"

struct run {
    char *const *filters;
    int filter_count;
    bool golden;  /* rewrite expectations */
    bool verbose; /* say each name before it runs */
    int passed, failed;
};

/* True when the test is asked for; then it is the one that a crash is reported under. */
bool run_begin(struct run *run, const char *name);
void run_passed(struct run *run);
void run_failed(struct run *run, const char *name, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* Passes when the two texts are the same and prints how they differ otherwise. */
bool run_compare(struct run *run, const char *name, struct slice expected, struct slice actual);

/* Visits in a child process, which has the run's settings and whose counts are added: a crash or a leak costs one
 * failure and the others go on. */
void run_apart(struct run *run, const char *name, void (*visit)(struct run *run, const char *name));

/* The lines that differ, with two lines around them, as diff -u shows them, to standard output. */
void difference_print(struct slice expected, struct slice actual);

/* A room's case runner: what comes out for this input and question. Each is in tests/case_ROOM.c. */
typedef const char *case_function(struct arena *arena, const char *input, const char *question);
struct case_row {
    const char *room; /* the folder under tests/ */
    case_function *answer;
};
extern const struct case_row case_rows[]; /* made by the Makefile; ends with {0} */

/* A parser under any bytes: ends the program (check) when a promise does not hold. Each is in tests/fuzz/NAME.c. */
typedef void fuzz_function(struct slice bytes);
struct fuzz_row {
    const char *name;
    fuzz_function *feed;
};
extern const struct fuzz_row fuzz_rows[]; /* made by the Makefile; ends with {0} */

void corpus_decode(struct buffer *bytes, struct slice line); /* a line of tests/fuzz/NAME.corpus */
/* --unpack FOLDER and --pack FOLDER, of a fuzzing program; -1: the words are others. */
int corpus_command(int count, char **words);

/* Suites. */
void suite_cases(struct run *run);       /* tests/ROOM/NAME.case */
void suite_transcripts(struct run *run); /* tests/transcripts/NAME.t, README.md */
void suite_corpora(struct run *run);     /* tests/fuzz/NAME.corpus */
void suite_challenges(struct run *run);  /* every embedded challenge: its checks and its solution */
void suite_imports(struct run *run);     /* tests/import/PLATFORM/NAME: the track that it becomes */
void suite_kills(struct run *run);       /* tests/kills/NAME.list */
void suite_store(struct run *run);       /* sim/store, with files */
void suite_picture(struct run *run);     /* ui/tui/lab.svg, in the README */
void suite_web(struct run *run);         /* whole sittings in the browser's server */
void suite_web_class(struct run *run);   /* who gets where in a class */
void suite_walks(struct run *run);       /* random edits against a model */
void suite_value_walks(struct run *run); /* its part about value trees */
void suite_policy_walks(struct run *run); /* the one about the index of policies */
void suite_editor_walks(struct run *run); /* its part about full-screen programs */
void suite_format_walks(struct run *run); /* and the one about printf's text */
void suite_session_walks(struct run *run); /* and the one about whole sittings */
void suite_request_walks(struct run *run); /* and the one about requests that nobody looks at */
void suite_grading_walks(struct run *run); /* and the one about damaged submissions */
void suite_start_walks(struct run *run); /* and the one about starts from a template */

/* One test: takes the walk of each seed from 1 on; NULL or what does not hold. */
void walk(struct run *run, const char *name, const char *(*take)(uint64_t seed), uint64_t seeds);

/* Is the hash that each array and object in [value] knows the one that its members make? */
struct arena;
struct value;
bool walk_hashed(struct arena *arena, const struct value *value);

/* Files of the work tree, for suites. Paths are sorted by byte; each is visited apart. */
void files_visit(const char *template, struct run *run, void (*visit)(struct run *run, const char *path));
bool file_read(struct buffer *into, const char *path);
void file_write(const char *path, struct slice bytes); /* ends the program when it cannot */

#endif
