/* What a person can do, one row each: every face reads its keys, commands and help from here. A new row needs a handler in
 * the faces that have its place; a test looks for it. */
#ifndef AMBIT_FACE_ACTIONS_H
#define AMBIT_FACE_ACTIONS_H

#include "base/slice.h"

enum action_kind {
    /* home */
    ACTION_SEARCH,
    ACTION_OPEN,  /* goes on with what is saved of the challenge, or begins it */
    ACTION_BEGIN, /* anew */
    /* the lesson */
    ACTION_RUN,  /* the block that is selected */
    ACTION_EDIT, /* the block, put into the prompt */
    ACTION_COPY,
    ACTION_NEXT_BLOCK,
    ACTION_PREVIOUS_BLOCK,
    ACTION_READ,
    /* tasks */
    ACTION_TASKS,
    ACTION_CHECK,
    ACTION_HINT,
    ACTION_SOLUTION,
    ACTION_SKIP,
    ACTION_WHY,
    ACTION_UNDO,
    ACTION_REDO,
    ACTION_RESET,
    ACTION_SUBMIT,
    ACTION_NEXT,
    /* the third pane */
    ACTION_MESH,
    ACTION_TRACE,
    ACTION_TIMELINE,
    ACTION_FILES, /* the editor */
    ACTION_SAVE,  /* the text in it */
    ACTION_APPLY, /* the file in it */
    ACTION_JUMP, /* what is selected there opens, or is gone to */
    /* the face */
    ACTION_FOCUS, /* the next pane */
    ACTION_FOCUS_BACK,
    ACTION_LARGE, /* the pane alone, and back */
    ACTION_WIDER,
    ACTION_NARROWER,
    ACTION_TALLER,
    ACTION_SHORTER,
    ACTION_TERMINAL, /* the next of several */
    ACTION_NEW_TERMINAL,
    ACTION_BACK,  /* out of what was opened last */
    ACTION_COMMAND, /* a name or a command of lab is typed */
    ACTION_THEME,
    ACTION_REDRAW,
    ACTION_SUSPEND,
    ACTION_HELP,
    ACTION_LEAVE,
    /* moving; in the third pane their letters win over those above */
    ACTION_UP,
    ACTION_DOWN,
    ACTION_LEFT, /* a hop back */
    ACTION_RIGHT,
    ACTION_PAGE_UP,
    ACTION_PAGE_DOWN,
    ACTION_TOP,
    ACTION_BOTTOM,
    ACTIONS
};

/* Where a key is an action's. In the terminal pane every key is the shell's. */
enum action_place {
    IN_HOME = 1,
    IN_LESSON = 2,
    IN_VIEW = 4, /* the third pane: mesh, requests, time line, help */
    IN_LAB = IN_LESSON | IN_VIEW,
    EVERYWHERE = IN_HOME | IN_LAB
};

struct action {
    const char *name;    /* as the ":" line, the file of keys, a button and the API's route call it */
    const char *keys;    /* names with a blank between (face/keymap.h) */
    unsigned where;      /* places */
    const char *command; /* what does it in the plain face; NULL: it is about a screen, which that has none of */
    const char *help;    /* one line */
};

extern const struct action action_rows[ACTIONS];

enum action_kind action_named(struct slice name); /* ACTIONS: there is none */

#endif
