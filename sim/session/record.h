/* A session from the inside: shared by the files of this folder only. */
#ifndef AMBIT_SESSION_RECORD_H
#define AMBIT_SESSION_RECORD_H

#include "sim.h"

/* One terminal's screen: what was shown and not yet taken by the front end. */
struct screen {
    struct screen *next;
    char *name;
    struct buffer output; /* shown since the front end last asked */
    struct buffer taken;  /* what it was given last, borrowed by it */
    char *line;           /* running there or run last; heap, NULL: none */
    struct world *since;  /* what it is told to have changed counts from; NULL: it was never run */
};

/* A world that can be gone back to, and the command that led to it. */
struct point {
    const struct world *world;
    char *line;   /* heap; "" for the start */
    int youngest; /* process then: those born later end when it is gone back to */
    char *answers; /* heap; what the time line was told there, when asked for [asked]; NULL: nothing yet */
    struct hash asked;
};

struct input {
    struct instant at;
    enum input_kind kind;
    const char *terminal; /* of the session's journal, as the bytes are */
    struct slice bytes;
    bool ended; /* it has run, with this outcome: */
    struct instant ended_at;
    struct hash world, shown;
};

/* Something that was so and is never undone: a task was done, a hint was given. */
struct fact {
    size_t input; /* the last one then; 0: before the first */
    struct instant at;
    const char *kind, *what; /* of the session's journal */
};

enum history_change { CHANGE_NONE, CHANGE_UNDO, CHANGE_REDO, CHANGE_RESET, CHANGE_JUMP };

struct session {
    const struct scenario *scenario;
    struct machine *machine;
    struct instant start;
    uint64_t seed;
    struct screen *screens;
    struct point *points;
    size_t point_count, point;  /* [point] is the present one; those above can be redone */
    char *line;                 /* running or run last; heap */
    char *file_problem; /* of the last change to files from outside; heap, NULL: none */
    struct world *before;       /* the world when it was started; NULL: none was */
    enum history_change change; /* asked for by the running command, done at its prompt */
    size_t change_steps;
    struct world *jump; /* where CHANGE_JUMP goes; owned */
    bool telling;        /* lab is speaking: what it says itself is no evidence */
    struct buffer shown; /* evidence: the last of everything shown */
    struct hash_stream shown_hash; /* of all that was shown but for lab's own words, which a release may better */
    struct arena journal; /* texts of the inputs and facts */
    struct input *inputs;
    size_t input_count, input_capacity;
    struct fact *facts;
    size_t fact_count, fact_capacity;
    const struct keeper *keeper; /* NULL: nobody */
    bool *done;                  /* for each task: the record says so */
    size_t checking;             /* the task that the checks after a prompt come to next; behind the last: rest */
    size_t hint_task; /* the task the last hint was for */
    char *hint_text;
    int hint_level;
    char *suggestion; /* a solution to be put into the next prompt, once; heap, NULL: none */
    bool takes_suggestions; /* somebody asks for it before each prompt */
    const char *next; /* the challenge that lab next goes on to; NULL */
    bool moving_on;
    void (*trace)(void *context, const char *text);
    void *trace_context;
};

/* session.c */
const char *input_name(enum input_kind kind);
bool input_named(const char *name, enum input_kind *kind);

/* journal.c: inputs, what came of them, and facts */
void journal_input(struct session *session, enum input_kind kind, const char *terminal, struct slice bytes);
/* The inputs so far have run: the last of them gets its outcome, if it has none. */
void journal_outcome(struct session *session);
void journal_fact(struct session *session, const char *kind, const char *what);
const struct value *journal_value(struct session *session, struct arena *arena);
const struct value *journal_facts(struct session *session, struct arena *arena);
void journal_release(struct session *session);
const struct value *hash_value(struct arena *arena, struct hash hash);

/* checks.c */
/* One task, on the present world; on record when it is done. */
struct check_result checks_now(struct session *session, size_t task, struct arena *arena);
const struct value *checks_tasks(struct session *session, struct arena *arena);  /* see "tasks" of session_ask */
const struct value *checks_task(struct session *session, size_t index, struct arena *arena); /* one of them */
const struct value *checks_look(struct session *session, size_t index, struct arena *arena); /* see "look" */
const struct value *checks_record(struct session *session, struct arena *arena); /* see "record" */
struct evidence checks_evidence(struct session *session, const struct world *world, struct arena *arena);

/* history.c */
void history_begin(struct session *session);
void history_release(struct session *session);
void history_line(struct session *session, struct screen *screen);   /* a command begins there */
void history_prompt(struct session *session, struct screen *screen); /* a command has ended there */
/* Something was changed from outside of any command, in the world [before]: a step of its own, called [line]. */
void history_edit(struct session *session, const struct world *before, const char *line);
const char *history_changed(struct session *session, struct arena *arena); /* see "changed" of session_ask */
/* What a change would do, or why not, told to the process; it is carried out at the prompt. Returns the status.
 */
int history_ask(struct session *session, struct process *process, enum history_change change, size_t steps);

/* False: the line does something else too, which is complained of. */
bool history_may_change(struct session *session, struct process *process);
/* The world becomes another one (taken over) at the prompt. */
void history_jump(struct session *session, struct world *world);

/* progress.c: verbs of lab */
int lab_skip(struct session *session, struct process *process, int count, char *const *words);
int lab_goto(struct session *session, struct process *process, int count, char *const *words);
int lab_time(struct session *session, struct process *process, int count, char *const *words);
int lab_status(struct session *session, struct process *process, int count, char *const *words);
int lab_next(struct session *session, struct process *process, int count, char *const *words);

/* tables.c: more of them */
int lab_mesh(struct session *session, struct process *process, int count, char *const *words);
int lab_trace(struct session *session, struct process *process, int count, char *const *words);
int lab_timeline(struct session *session, struct process *process, int count, char *const *words);

/* lab.c */
int lab_run(void *context, struct process *process, int count, char *const *words);

/* read.c: the lesson, or the part under the heading that begins with [task] (0: all) */
void read_wrapped(struct process *process, const char *indent, const char *text); /* prints, at the window's width */
void read_lesson(struct session *session, struct process *process, int64_t task);

/* quiz.c: a task's question, when it is one; and lab answer */
void quiz_print(struct session *session, struct process *process, size_t index);
int quiz_answer(struct session *session, struct process *process, int count, char *const *words);

/* why.c */
void why_explain(struct process *process, const struct value *record);

/* picture.c, timeline.c: "mesh" and "timeline" of session_ask */
const struct value *picture_value(struct session *session, struct arena *arena);
const struct value *timeline_value(struct session *session, struct arena *arena);
/* {changes, flips} as a row of the time line has them: of objects, from one world to the other. */
struct value *timeline_between(struct session *session, const struct world *before, const struct world *after,
                               struct arena *arena);

/* files.c: inputs that change files, and questions about them */
void files_write(struct session *session, const char *terminal, struct slice bytes);
void files_remove(struct session *session, const char *terminal, struct slice bytes);
void files_rename(struct session *session, const char *terminal, struct slice bytes);
void files_directory(struct session *session, const char *terminal, struct slice bytes);
const struct value *files_value(struct session *session, const char *rest, struct arena *arena);   /* see "files" */
const struct value *files_text(struct session *session, const char *rest, struct arena *arena);    /* see "file" */
const struct value *files_problem(struct session *session, const char *rest, struct arena *arena); /* "problem" */

/* validate.c, fields.c: see "validate", "what-if" and "fields" of session_ask */
const struct value *validate_value(struct session *session, const char *rest, struct arena *arena);
const struct value *forecast_value(struct session *session, const char *rest, struct arena *arena);
const struct value *fields_value(struct session *session, const char *rest, struct arena *arena);

/* request.c: "request" of session_ask */
const struct value *request_value(struct session *session, const char *rest, struct arena *arena);

/* complete.c */
const struct value *complete_line(struct session *session, const char *line, struct arena *arena);

#endif
