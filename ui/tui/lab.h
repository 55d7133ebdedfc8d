/* The lab's screen: the lesson, the terminal, and a third pane that shows the mesh, the requests or the time line. It
 * knows cells and keys; curses paints them (term.h), and tests read them. */
#ifndef AMBIT_TUI_LAB_H
#define AMBIT_TUI_LAB_H

#include "face/keymap.h"
#include "face/prompt.h"
#include "tui/canvas.h"
#include "tui/looks.h"
#include "tui/wish.h"

struct lab;
struct layout;

struct lab_options {
    struct keep *keep; /* NULL: nothing is saved */
    bool unicode;
    const struct keymap *keymap; /* borrowed; NULL: as the table has it */
    struct slice screen, again; /* see prompt_begin */
    const char *told;           /* a line to begin with; NULL */
    void (*submit)(void *sitting, struct slice name, struct buffer *out); /* see struct prompt_options */
    void *sitting;
    struct layout *layout;      /* how the screen is shared, and in the end was; NULL: as it is at first */
};

/* NULL: libvterm is not there. */
struct lab *lab_new(struct session *session, const struct scenario *scenario, const struct lab_options *options,
                    int columns, int rows, int64_t wall);
void lab_free(struct lab *lab);

void lab_resize(struct lab *lab, int columns, int rows);
void lab_keys(struct lab *lab, struct slice bytes);
void lab_pass(struct lab *lab, int64_t wall); /* time, and what is to be done; see prompt_pass */
int lab_wait(const struct lab *lab);
void lab_draw(struct lab *lab, struct canvas *canvas);
bool lab_leaving(const struct lab *lab);
unsigned lab_wishes(struct lab *lab);              /* those of enum wish since the last call */
void lab_notice(struct lab *lab, const char *text);
struct slice lab_copied(const struct lab *lab);   /* what WISH_COPY is about */
/* For tests: bytes of keys that were handled, and of output that were drawn, since lab_draw was called last. */
void lab_handled(const struct lab *lab, size_t *keys, size_t *output);
bool lab_can(enum action_kind kind);              /* is there a handler for it on this screen? */

#endif
