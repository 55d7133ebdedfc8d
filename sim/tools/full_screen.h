/* What nano, vi and less share: keys from the terminal one by one, a grid of cells to it, and files for an editor. */
#ifndef AMBIT_TOOLS_FULL_SCREEN_H
#define AMBIT_TOOLS_FULL_SCREEN_H

#include "edit/files.h"
#include "edit/grid.h"
#include "shell/keys.h"
#include "shell/process.h"

struct full_screen {
    struct process *process;
    struct screen_wait wait;
    struct buffer bytes; /* typed and not looked at */
    struct keys keys;
    struct grid grid;
    struct buffer out; /* what is written to the terminal next */
    int window_columns, window_rows; /* as the program has taken note of them */
    bool begun;
};

/* Takes the terminal. False: there is none with a screen. All that it holds is given back with the process. */
bool full_screen_begin(struct full_screen *screen, struct process *process);
void full_screen_end(struct full_screen *screen);
/* For a command that needs the main screen for a while. */
void full_screen_pause(struct full_screen *screen);
void full_screen_resume(struct full_screen *screen);
/* Ctrl-Z: stops the program; on `fg` the terminal is taken again and all is drawn anew. WAITS. */
void full_screen_suspend(struct full_screen *screen);
/* The next key (SCREEN_KEYS), or what else happened; [wait] has deadline and descriptor. WAITS. */
enum screen_event full_screen_key(struct full_screen *screen, struct key *key);
bool full_screen_is_ahead(const struct full_screen *screen); /* more keys are there: drawing can wait */
/* Shows what was drawn in [grid]. */
void full_screen_show(struct full_screen *screen);

/* The process's files. */
struct edit_files full_screen_files(struct full_screen *screen);

#endif
