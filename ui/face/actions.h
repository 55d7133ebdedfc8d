/* What a person can do in a lab, one row each: every face reads its keys, commands and help from here. */
#ifndef AMBIT_FACE_ACTIONS_H
#define AMBIT_FACE_ACTIONS_H

#include "base/slice.h"

enum action_kind {
    ACTION_RUN,      /* the block that is selected */
    ACTION_EDIT,     /* the block, put into the prompt */
    ACTION_CHECK,
    ACTION_HINT,
    ACTION_SOLUTION,
    ACTION_SKIP,
    ACTION_WHY,
    ACTION_UNDO,
    ACTION_REDO,
    ACTION_RESET,
    ACTION_NEXT,
    ACTION_MESH,
    ACTION_TRACE,
    ACTION_TIMELINE,
    ACTION_FOCUS,    /* the next pane */
    ACTION_LARGE,    /* the pane alone, and back */
    ACTION_COMMAND,  /* a name or a command of lab is typed */
    ACTION_HELP,
    ACTION_LEAVE,
    ACTIONS
};

struct action {
    const char *name;    /* as the ":" line, a button and the API's route call it */
    char key;            /* outside of the terminal pane; '\0': none */
    const char *key_name;
    const char *command; /* what does it in the shell, and in the plain face; NULL: of a screen only */
    const char *help;    /* one line */
};

extern const struct action action_rows[ACTIONS];

/* ACTIONS: there is none. */
enum action_kind action_with_key(char key);
enum action_kind action_named(struct slice name);

#endif
