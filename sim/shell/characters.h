/* Characters that a shell does not mean: typographic quotes, blanks that are none, dashes that are no hyphens, marks of no
 * width, Windows line ends. They come with what is pasted from a page or a chat, and bash takes them for letters.
 *
 * Only what stands outside of quotes, comments and here-documents is looked at, and there an apostrophe between letters, a
 * dash between blanks and the joiners of emoji are let pass; of a here-document only what its lines are indented with. So
 * text that is meant is never found. */
#ifndef AMBIT_SHELL_CHARACTERS_H
#define AMBIT_SHELL_CHARACTERS_H

#include "base/slice.h"

struct odd_character {
    int line, column; /* from 1; columns are characters */
    unsigned code;
    const char *name;    /* "a typographic quote" */
    const char *instead; /* what is meant: "\"", "a blank"; NULL: nothing */
    struct slice bytes;
    bool visible;
};

/* The first in [text]; false: there is none. */
bool characters_find(struct slice text, struct odd_character *found);

#endif
