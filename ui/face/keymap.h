/* Which key does what: the table of actions, and over it what a person's own file of keys says, one line each:
 *
 *     # in the lesson and the panes beside it
 *     x       check
 *     Ctrl-R  redo
 *     q       nothing
 *
 * A key is a character or Enter, Tab, Shift-Tab, Space, Escape, Backspace, Up, Down, Left, Right, PageUp, PageDown, Home,
 * End, Insert, Delete, Ctrl-A to Ctrl-Z, Ctrl-], F1 to F12. */
#ifndef AMBIT_FACE_KEYMAP_H
#define AMBIT_FACE_KEYMAP_H

#include "base/arena.h"
#include "face/actions.h"
#include "shell/keys.h"

enum { KEYMAP_ROWS = 256 };

struct keymap {
    struct keymap_row {
        int code;
        enum action_kind action; /* ACTIONS: none, whatever stands before */
    } rows[KEYMAP_ROWS];         /* the last one that fits is it */
    size_t count;
};

int key_code(const struct key *key);       /* 0: it has none */
int key_code_named(struct slice name);     /* 0: no such name */
const char *key_code_name(struct arena *arena, int code);

void keymap_begin(struct keymap *keymap); /* as the table of actions has it */
/* Adds a file's lines, up to the first that is wrong: then false, and *problem (in the arena) has its number. */
bool keymap_read(struct keymap *keymap, struct slice text, struct arena *arena, const char **problem);

enum action_kind keymap_action(const struct keymap *keymap, enum action_place place, int code); /* ACTIONS: none */
/* Names of its keys, "Enter" or "k, Up"; "" when it has none. */
const char *keymap_keys(const struct keymap *keymap, enum action_kind action, struct arena *arena);

#endif
