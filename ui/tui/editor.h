/* The editor pane: the files of the learner's machine, and their texts. Saving is an input of the session (undone like a
 * command) and never applies. Texts that are not saved stay in memory, whatever is looked at meanwhile. */
#ifndef AMBIT_TUI_EDITOR_H
#define AMBIT_TUI_EDITOR_H

#include "shell/keys.h"
#include "sim.h"
#include "tui/canvas.h"

struct editor;

struct editor *editor_new(struct session *session, const char *terminal, bool unicode);
void editor_free(struct editor *editor);

void editor_open(struct editor *editor, const char *path); /* one that is not there is new */
/* A text that is to be changed first: as a file that is not saved yet. One that is open already is asked about. */
void editor_put(struct editor *editor, const char *path, struct slice text);

enum editor_effect {
    EDITOR_IGNORED, /* not a key of the editor's */
    EDITOR_TAKEN,
    EDITOR_CHANGED, /* files have changed: the world is another one */
    EDITOR_CLOSED,  /* nothing more to leave: the pane may go */
};
enum editor_effect editor_key(struct editor *editor, const struct key *key);
enum editor_effect editor_save(struct editor *editor);
/* What applies the file that is open, for the prompt, in the arena; NULL: why not is told. */
const char *editor_apply(struct editor *editor, struct arena *arena);

void editor_refresh(struct editor *editor); /* the world may be another one: files have changed behind its back */
/* In a moment without keys: looks for problems in the text. True: there is more to do. */
bool editor_pass(struct editor *editor);

void editor_draw(struct editor *editor, struct canvas *canvas, struct area area, bool focused);
const char *editor_title(const struct editor *editor, struct arena *arena);
bool editor_typing(const struct editor *editor);     /* letters are text: no keys of the lab */
size_t editor_unsaved(const struct editor *editor);  /* texts that are */
const char *editor_told(struct editor *editor);      /* what is to be said in the lab's line, once; NULL: nothing */
const char *editor_keys(const struct editor *editor); /* the line of keys */

/* A click in the area that was drawn last; wheel -1, 1: it scrolls. */
void editor_click(struct editor *editor, int row, int column);
void editor_wheel(struct editor *editor, int direction);

#endif
