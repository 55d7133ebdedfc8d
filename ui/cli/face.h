/* Which face a person gets, and how it looks: the options that `ambit`, `ambit run` and `ambit open` share. */
#ifndef AMBIT_CLI_FACE_H
#define AMBIT_CLI_FACE_H

#include "face/keymap.h"
#include "tui/looks.h"

struct command;

struct face {
    enum { FACE_AUTO, FACE_SCREEN, FACE_PLAIN } kind;
    enum { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER } color;
    enum { LIGHT_AUTO, LIGHT_YES, LIGHT_NO } light;
    bool ascii;
};

#define FACE_USAGE "[--screen | --plain] [--color WHEN] [--light | --dark] [--ascii]"
#define FACE_HELP                                                                                                      \
    "  --screen     the full screen, as is on a terminal: lesson, shell, mesh, requests, time line\n"                \
    "  --plain      one line after another, no cursor addressing: for screen readers, pipes, dumb terminals; as is\n" \
    "               without a terminal, with TERM=dumb or with ACCESSIBLE=1\n"                                        \
    "  --color WHEN  auto (as is), always or never; NO_COLOR=1 is never\n"                                           \
    "  --light      colours for a light terminal; C goes through them\n"                                              \
    "  --dark       colours for a dark terminal\n"                                                                    \
    "  --ascii      draw and write in ASCII\n"

/* Is words[*at] one of the options? Then *at is moved to its last word. *status is EXIT_USAGE when it is wrong, as was
 * said. */
bool face_take(struct face *face, const struct command *command, int count, char *const *words, int *at, int *status);

bool face_is_screen(const struct face *face); /* else plain */
bool face_unicode(const struct face *face);
bool face_color(const struct face *face);
enum theme face_theme(const struct face *face);

/* The keys: the table's, and over it $XDG_CONFIG_HOME/ambit/keys (~/.config). What is wrong in it, with its line, or
 * NULL. */
const char *face_keymap(struct keymap *keymap, struct arena *arena);

#endif
