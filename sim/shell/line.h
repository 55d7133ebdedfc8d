/* The line editor: bytes from a keyboard in, bytes for a terminal out, a line of text in the end. It holds no
 * file, waits for nothing and has no stack of its own, so a thousand idle prompts cost what their texts cost.
 *
 * Keys are readline's emacs keys: Ctrl-A E B F D H W U K Y T L P N R G, Alt-B F D . and Backspace, arrows,
 * Home, End, Delete, Tab. Up and Down go through the commands that begin with what was typed. A paste is put in
 * as it is and never run by itself. */
#ifndef AMBIT_SHELL_LINE_H
#define AMBIT_SHELL_LINE_H

#include "base/buffer.h"
#include "data/value.h"

struct line;

/* Answers Tab: {from, words}: what may stand in place of the bytes of [before] from [from] on (whole words,
 * without quotes; a trailing '/' or '=' means that no space follows). NULL: nothing. */
struct line_completer {
    void *context;
    const struct value *(*complete)(void *context, struct slice before, struct arena *arena);
};

enum line_event {
    LINE_MORE,      /* all bytes are used up */
    LINE_DONE,      /* Enter: line_text is the line; not in history yet */
    LINE_INTERRUPT, /* Ctrl-C: the line was given up */
    LINE_END,       /* Ctrl-D on an empty line */
};

struct line *line_new(int columns, bool dumb, const struct line_completer *completer);
void line_free(struct line *line);
void line_resize(struct line *line, int columns, struct buffer *out);

/* Begins a new, empty line behind [prompt]. */
void line_start(struct line *line, const char *prompt, struct buffer *out);
/* Feeds bytes until something happens; *used says how many were taken. What is to be shown is added to [out].
 */
enum line_event line_push(struct line *line, struct slice bytes, size_t *used, struct buffer *out);
/* How many of these bytes line_push takes for certain without the line's end, without asking the completer, and in a few
 * microseconds: none where the line is long or the history is searched. */
size_t line_alone(const struct line *line, struct slice bytes);
struct slice line_text(const struct line *line); /* until the next call */
size_t line_cursor(const struct line *line);

/* Takes the line off the screen for output above it, and shows it again. */
void line_hide(struct line *line, struct buffer *out);
void line_show(struct line *line, struct buffer *out);

/* The newest command of the history; blank ones and repetitions are not kept twice. */
void line_remember(struct line *line, struct slice command);

#endif
