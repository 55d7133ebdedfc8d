/* A person's prompt at one terminal of a session: keys go in, the bytes for that terminal come out. It holds no file and
 * waits for nothing, so the prompt of a real terminal, of a pane and of a page are the same one.
 *
 * The wall's clock drives the session's, but a command that only waits for an instant or for the cluster (sleep, kubectl
 * wait) is not waited for: its time is jumped over, for a moment of real time at most in each call. */
#ifndef AMBIT_FACE_PROMPT_H
#define AMBIT_FACE_PROMPT_H

#include "face/keep.h"
#include "sim.h"

struct prompt;

struct prompt_options {
    const char *terminal;    /* "1" */
    struct keep *keep;       /* NULL: nothing is saved */
    bool linear;             /* lines are edited without cursor addressing */
    bool dumb;               /* the terminal has none: full-screen programs get no screen */
    bool unicode, color;
    bool patient; /* checks and the disk take calls of prompt_pass, not one: others are served by the same thread */
    int columns, rows;
    bool aside; /* one of several: `exit` closes it, and the sitting goes on */
    bool (*keys_wait)(void *context); /* somebody has typed since, so what can wait should; NULL: never asked */
    void (*flush)(void *context); /* shows what is there before something slow; NULL */
    /* 'A' before a prompt and 'B' behind it; 'C' [command] begins, 'D' it has ended with [status]: the letters of OSC 133. What
     * has been shown up to there is in prompt_output. NULL: nobody wants to know. */
    void (*mark)(void *context, char letter, struct slice command, int status);
    void *context;
    /* Hands in what was done, under a pseudonym ("": none), and adds what came of it to [out]; NULL: this face cannot. */
    void (*submit)(void *sitting, struct slice name, struct buffer *out);
    void *sitting;
};

struct prompt *prompt_new(struct session *session, const struct prompt_options *options, int64_t wall);
void prompt_free(struct prompt *prompt);

/* At its beginning: the first prompt; or, where the session stands in a program that has the terminal, its [screen]; or a
 * command that is run [again]. Both may be empty. */
void prompt_begin(struct prompt *prompt, struct slice screen, struct slice again);

void prompt_keys(struct prompt *prompt, struct slice bytes);
/* The same for what needs the line that is edited and no session, whose thread may be another one: how many of the bytes it
 * took. The rest, and what comes behind it, is for prompt_keys. */
size_t prompt_edit(struct prompt *prompt, struct slice bytes);
void prompt_resize(struct prompt *prompt, int columns, int rows);
/* Text that is put into the line as a paste is; with [run] it is then run, as it stands. */
void prompt_paste(struct prompt *prompt, struct slice text, bool run);

/* The line that is edited is shown again: something else was on the terminal. */
void prompt_again(struct prompt *prompt);

/* Is it "lab submit" or "lab submit NAME" and nothing else? That is no input of the session, and done by who keeps it. */
bool prompt_submits(struct slice command, struct slice *name);

/* Adds the line that announces a task that was found done, and what is next when all are. */
void prompt_announce(struct session *session, size_t task, bool unicode, bool color, struct buffer *out);

/* Lets time pass up to [wall] (nanoseconds, monotonic), and goes on with what is to be done. */
void prompt_pass(struct prompt *prompt, int64_t wall);
void prompt_stand(struct prompt *prompt, int64_t wall); /* another prompt of the session has let it pass up to [wall] */
int prompt_wait(const struct prompt *prompt); /* milliseconds until prompt_pass has something to do; -1: keys only */

struct buffer *prompt_output(struct prompt *prompt); /* what is to be shown; who shows it clears it */
/* Of several prompts of a session, one passes the time; the others follow. */
void prompt_follow(struct prompt *prompt, bool follows);
bool prompt_moving(struct prompt *prompt);           /* lab next was typed: the sitting goes on elsewhere */
bool prompt_leaving(const struct prompt *prompt);    /* the sitting ends */
bool prompt_editing(const struct prompt *prompt);    /* it stands at the prompt */
bool prompt_busy(const struct prompt *prompt);       /* a command runs: what is typed next is for it */
bool prompt_idle(const struct prompt *prompt);       /* what is typed next is a command, and nothing of it is typed yet */
size_t prompt_commands(const struct prompt *prompt);    /* that were begun */
struct slice prompt_text(const struct prompt *prompt); /* what stands in its line */

#endif
