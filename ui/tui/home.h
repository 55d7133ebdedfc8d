/* The first screen: tracks and challenges, and what has become of them. It knows cells and keys; curses paints them
 * (term.h), and tests read them. */
#ifndef AMBIT_TUI_HOME_H
#define AMBIT_TUI_HOME_H

#include "face/home.h"
#include "face/keymap.h"
#include "tui/canvas.h"
#include "tui/wish.h"

struct home;

struct home_options {
    const struct keymap *keymap; /* borrowed; NULL: as the table has it */
    bool unicode;
    const char *told;            /* a line to begin with; NULL */
    const char *selected;        /* a challenge, as `what` of the model; NULL: the one open last, or the first to begin with */
};

struct home_choice {
    const char *what; /* the model's; NULL: leave */
    bool fresh;       /* begin it anew */
};

struct home *home_new(const struct home_model *model, const struct home_options *options, int columns, int rows);
void home_free(struct home *home);

void home_resize(struct home *home, int columns, int rows);
void home_keys(struct home *home, struct slice bytes);
void home_pass(struct home *home); /* a moment has passed: an ESC by itself is a key */
int home_wait(const struct home *home);
void home_draw(struct home *home, struct canvas *canvas);
bool home_leaving(const struct home *home);
struct home_choice home_chosen(const struct home *home);
unsigned home_wishes(struct home *home);
void home_notice(struct home *home, const char *text);
bool home_can(enum action_kind kind);

#endif
