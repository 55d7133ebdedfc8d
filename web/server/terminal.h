/* One terminal of a session at work: its prompt, the stream of bytes that it shows, and the transcript that is the same as
 * text. Sockets read the stream from any position that is still kept; pages read the transcript. */
#ifndef AMBIT_SERVER_TERMINAL_H
#define AMBIT_SERVER_TERMINAL_H

#include "face/prompt.h"

/* What was typed, and what came of it. */
struct command {
    struct command *next;
    size_t number; /* from 1 */
    char *line;    /* heap */
    struct buffer output; /* as it was shown, without escape sequences */
    int status;
    bool running;
    bool truncated; /* the output was longer */
};

struct terminal {
    char name[4];
    char epoch[17]; /* of its stream: another one is another text */
    struct desk *desk;
    struct prompt *prompt;
    int columns, rows;
    struct buffer stream; /* the last bytes shown */
    struct buffer split;  /* the beginning of an escape sequence or character whose end has not come */
    uint64_t first;       /* position of the stream's first byte */
    bool after_return;    /* the last byte was a CR */
    bool midline;         /* what was shown last did not end its line */
    struct command *commands, **last; /* the transcript, oldest first */
    struct command *newest;
    size_t count;         /* of commands that were begun */
    size_t reported;      /* [count] when the session's tasks were last looked at */
    size_t bytes;         /* of their outputs */
    struct socket *sockets;
    bool waits;           /* something was typed since it ran last */
    bool stopped;         /* it does not run until somebody has seen what it has written */
};

/* Its shell is the session's of this name; it has no prompt before it begins. */
struct terminal *terminal_new(struct desk *desk, const char *name);
void terminal_free(struct terminal *terminal);

void terminal_begin(struct terminal *terminal, int64_t wall, struct slice screen); /* see prompt_new and prompt_begin */
/* The shell was left: a new prompt begins. */
void terminal_again(struct terminal *terminal, int64_t wall);
size_t terminal_edit(struct terminal *terminal, struct slice bytes); /* see prompt_edit */
void terminal_resize(struct terminal *terminal, int columns, int rows);
/* What the prompt has shown goes into the stream, and to the running command's output. */
void terminal_drain(struct terminal *terminal);
void terminal_take(struct terminal *terminal, struct slice shown); /* the same for what a replay shows */
void terminal_show(struct terminal *terminal, struct slice bytes); /* into the stream; a lone LF as CRLF */
uint64_t terminal_position(const struct terminal *terminal);       /* behind the last byte */

bool terminal_idle(const struct terminal *terminal); /* the prompt stands, and nothing is typed in it */
struct command *terminal_command(const struct terminal *terminal, size_t number); /* NULL: not there any more */
struct command *terminal_running(const struct terminal *terminal); /* NULL: none is */
/* As prompts mark them; for a replay, too. */
void terminal_mark(void *terminal, char letter, struct slice command, int status);

#endif
