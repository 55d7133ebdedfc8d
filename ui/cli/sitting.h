/* One `ambit run`: a session and how its terminal "1" is driven and shown. */
#ifndef AMBIT_CLI_SITTING_H
#define AMBIT_CLI_SITTING_H

#include "cli/document.h"
#include "cli/face.h"
#include "cli/lines.h"
#include "face/keep.h"
#include "sim.h"

struct sitting {
    struct session *session;
    const struct scenario *scenario;
    bool settle;  /* after each command on to a quiet cluster (--pace settle) */
    bool midline; /* what was shown last did not end its line */
    bool unicode, color;
    bool spells; /* a person reads it in ASCII; programs get what was written */
    const struct face *face; /* NULL: no person sits here */
    enum theme *theme;       /* of the screen; it may be changed there */
    struct lines *lines;     /* what comes where no terminal is */
    /* Of `ambit open`: */
    struct keep *keep;     /* NULL: nothing is saved, as somebody asked for */
    struct buffer again;   /* a command that may not have finished, to be run again */
    struct buffer screen;  /* what a full-screen program had drawn */
    const char *told;      /* a line for the first screen; NULL: none */
    bool said;             /* something stands on standard error that a screen would hide */
};

#define SITTING_TERMINAL "1"

/* Does this environment say that a terminal gets UTF-8? That it wants colour? */
bool sitting_unicode(void);
bool sitting_color(void);

/* What the session has to show goes to stdout. */
void sitting_show(struct sitting *sitting);
/* Ends an unfinished line of output. */
void sitting_end_line(struct sitting *sitting);

/* Runs the complete commands in [text], one at a time; with [final] what is left at its end too. Gives the
 * bytes used up; stops behind an `exit`. With [echo] each is shown behind "$ ", and its further lines behind ">
 * ". */
size_t sitting_run(struct sitting *sitting, struct slice text, bool final, bool echo);
/* The same for everything that comes from standard input, as it comes. False: said on stderr. */
bool sitting_run_stdin(struct sitting *sitting);

/* The end of the shell's input: its EXIT trap is run, if `exit` has not done it. */
void sitting_leave(struct sitting *sitting);

/* Draws blocks and runs the bash blocks among them. */
void sitting_play(struct sitting *sitting, const struct block *blocks, size_t count);
/* Runs each task's solution. False: there is none. */
bool sitting_solve(struct sitting *sitting);
/* Runs the checks and prints what they saw; false when a required task is not done. */
bool sitting_check(struct sitting *sitting);

/* Runs the journal again; what a release makes of another's is told on stderr. False: said there. [next] is what
 * `lab next` goes on to, or NULL. */
bool sitting_resume(struct sitting *sitting, const struct value *journal, const char *next, struct arena *arena);

/* The same as a stream: commands from its lines, what they show behind them, tasks that turn green. */
void sitting_plain(struct sitting *sitting);

/* What was done goes into a file of the real machine's current folder; what came of it is added to [out]. [sitting] is a
 * struct sitting: see struct prompt_options. */
void sitting_submit(void *sitting, struct slice name, struct buffer *out);

/* A person, on the screen or plainly; the status of the last command. */
int sitting_prompt(struct sitting *sitting);

#endif
