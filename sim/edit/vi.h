/* vi, as Vim 9 behaves with its defaults, without a terminal: keys in, a window's cells out.
 *
 * Of Vim this is: normal, insert, replace and visual mode (v, V), operators with counts and text objects, registers,
 * marks, search, repeat, recording, undo; and the ex commands of vi_ex.c. What is known and not here says
 * "not simulated: NAME". */
#ifndef AMBIT_EDIT_VI_H
#define AMBIT_EDIT_VI_H

#include "edit/files.h"
#include "edit/grid.h"
#include "shell/keys.h"

struct vi;

struct vi_options {
    bool read_only;
    bool plain;         /* no file types: as `vim -u NONE` */
    struct slice input; /* a text without a name, as `vim -` has it; no data: none */
};

/* The names are borrowed. */
struct vi *vi_new(const struct edit_files *files, const struct vi_options *options, int count, char *const *names,
                  int columns, int rows);
void vi_free(struct vi *vi);
void vi_resize(struct vi *vi, int columns, int rows);
void vi_set_time(struct vi *vi, int64_t seconds); /* since 1970; for "2 seconds ago" */
void vi_key(struct vi *vi, const struct key *key);
void vi_draw(struct vi *vi, struct grid *grid);
bool vi_ended(const struct vi *vi);
int vi_status(const struct vi *vi);

/* One ex command, as typed behind ":". False: it failed; vi_message says why. */
bool vi_execute(struct vi *vi, struct slice command);
struct slice vi_message(const struct vi *vi);
/* What :p and the like print, since the last call (ex without a screen). */
struct slice vi_printed(struct vi *vi);

struct text *vi_text(struct vi *vi);
size_t vi_cursor(const struct vi *vi);

#endif
