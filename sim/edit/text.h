/* The text that is edited: bytes in lines, with undo by groups. No terminal, no process, no file.
 *
 * A gap buffer with a second gap buffer of line starts, so that an edit costs what it moves away from the last one, and
 * a line is found at once. Text is bytes: what is no UTF-8, and NUL, is kept as it is. Positions are byte offsets, lines
 * count from 0. Behind a newline at the very end stands one more, empty line, but not where [closed]: there the newline
 * ends the last line, as POSIX has it. */
#ifndef AMBIT_EDIT_TEXT_H
#define AMBIT_EDIT_TEXT_H

#include "base/buffer.h"

struct text;

struct text *text_new(struct slice bytes, bool closed);
void text_free(struct text *text);

size_t text_length(const struct text *text);
size_t text_lines(const struct text *text);
/* [from, to) in one piece, until the next change. */
struct slice text_slice(struct text *text, size_t from, size_t to);
struct slice text_line(struct text *text, size_t line);            /* without its newline */
size_t text_start(const struct text *text, size_t line);           /* cut to the last line */
size_t text_end(const struct text *text, size_t line);             /* of its text: at its newline, or the end */
size_t text_line_at(const struct text *text, size_t offset);
bool text_is_complete(const struct text *text);                    /* it ends with a newline, or is empty */

/* A number for each line that whoever shows the text may keep with it: 0 when the line is new or was changed. */
uint64_t text_note(const struct text *text, size_t line);
void text_set_note(struct text *text, size_t line, uint64_t note);
void text_forget_notes(struct text *text);
/* How many lines at the front and at the back are what they were when all was taken note of last. */
void text_settle(struct text *text);
size_t text_same_front(const struct text *text);
size_t text_same_back(const struct text *text);

/* The one edit; [bytes] are not this text's own. False, nothing changed: it would pass LIMIT_FILE_BYTES. */
bool text_replace(struct text *text, size_t from, size_t to, struct slice bytes);

/* Adds to the end what is no edit: it is not undone. */
bool text_append(struct text *text, struct slice bytes);

/* Ends a group of changes: what comes next is undone by itself. [cursor] is where it was before that. */
void text_mark(struct text *text, size_t cursor);
/* Undoes or redoes one group; *cursor is where its first change is (undo: the mark's cursor in *before, if wanted; redo:
 * *end is behind what that change has put in). False: there is none. The oldest groups are forgotten beyond LIMIT_UNDO_BYTES. */
bool text_undo(struct text *text, size_t *cursor, size_t *before);
bool text_redo(struct text *text, size_t *cursor, size_t *end);
/* Where the cursor was before the group that redo would bring back. False: there is none. */
bool text_next_cursor(const struct text *text, size_t *cursor);
/* The number of the last group that is in the text, from 1 in order of their making; 0: none. */
size_t text_group(const struct text *text);
/* When that was, in the seconds of text_set_time. */
void text_set_time(struct text *text, int64_t seconds);
int64_t text_group_time(const struct text *text);
/* A number for the state of the text: the same again when undo brings the same text back. */
uint64_t text_version(const struct text *text);

#endif
