/* A terminal in memory: enough of ECMA-48 and xterm for what programs here draw, so that a test can look at the screen.
 * Unknown sequences are counted, for a test to fail on. */
#ifndef AMBIT_TESTS_SCREEN_H
#define AMBIT_TESTS_SCREEN_H

#include "base/arena.h"
#include "base/buffer.h"

struct screen_terminal;

struct screen_terminal *screen_new(int columns, int rows);
void screen_free(struct screen_terminal *screen);
void screen_resize(struct screen_terminal *screen, int columns, int rows); /* cuts and pads, moves nothing */
/* Bytes as a program writes them; "\n" also returns, as a cooked terminal makes it. */
void screen_write(struct screen_terminal *screen, struct slice bytes);

/* Each row behind a '|', without blanks at its end (three empty rows and more are counted), then "cursor ROW,COLUMN" from 1 on ("hidden" when it is), "main" or
 * "alternate", and what was not understood. */
const char *screen_text(const struct screen_terminal *screen, struct arena *arena);
/* The same rows as letters: '.' plain, 'r' reverse, 'b' bold, '1'..'7' a colour, 'u' underlined; blank: nothing there. */
const char *screen_styles(const struct screen_terminal *screen, struct arena *arena);

/* A key named between < and > at the front of [rest] ("<Enter>", "<C-x>", "<M-u>", "<Up>"): its bytes are added to [keys],
 * and it is taken off. False: it is no key. */
bool screen_key(struct slice *rest, struct buffer *keys);

/* Of a screen as text, what "rows FROM TO" asks for; anything else: all of it. */
const char *screen_rows(struct arena *arena, struct slice screen, struct slice question);

#endif
