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
};

/* A world that can be gone back to, and the command that led to it. */
struct point {
    const struct world *world;
    char *line;   /* heap; "" for the start */
    int youngest; /* process then: those born later end when it is gone back to */
};

struct input {
    struct instant at;
    enum input_kind kind;
    char *terminal;
    struct buffer bytes;
};

enum history_change { CHANGE_NONE, CHANGE_UNDO, CHANGE_REDO, CHANGE_RESET };

struct session {
    const struct scenario *scenario;
    struct machine *machine;
    struct instant start;
    uint64_t seed;
    struct screen *screens;
    struct point *points;
    size_t point_count, point;  /* [point] is the present one; those above can be redone */
    char *line;                 /* running or run last; heap */
    struct world *before;       /* the world when it was started; NULL: none was */
    enum history_change change; /* asked for by the running command, done at its prompt */
    size_t change_steps;
    bool telling;        /* lab is speaking: what it says itself is no evidence */
    struct buffer shown; /* evidence: the last of everything shown */
    struct input *inputs;
    size_t input_count, input_capacity;
    size_t hint_task; /* the task the last hint was for */
    char *hint_text;
    int hint_level;
    void (*trace)(void *context, const char *text);
    void *trace_context;
};

/* history.c */
void history_begin(struct session *session);
void history_release(struct session *session);
void history_line(struct session *session);   /* a command begins */
void history_prompt(struct session *session); /* a command has ended */
/* What a change would do, or why not, told to the process; it is carried out at the prompt. Returns the status.
 */
int history_ask(struct session *session, struct process *process, enum history_change change, size_t steps);

/* lab.c */
int lab_run(void *context, struct process *process, int count, char *const *words);
const struct value *lab_tasks(struct session *session, struct arena *arena);

/* read.c: the lesson, or the part under the heading that begins with [task] (0: all) */
void read_wrapped(struct process *process, const char *indent, const char *text); /* prints, at the window's width */
void read_lesson(struct session *session, struct process *process, int64_t task);

/* why.c */
void why_explain(struct process *process, const struct value *record);

/* complete.c */
const struct value *complete_line(struct session *session, const char *line, struct arena *arena);

#endif
