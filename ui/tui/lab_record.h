/* The lab's screen from the inside: shared by lab.c, lab_view.c and lab_keys.c. */
#ifndef AMBIT_TUI_LAB_RECORD_H
#define AMBIT_TUI_LAB_RECORD_H

#include "shell/keys.h"
#include "tui/editor.h"
#include "tui/lab.h"
#include "tui/rows.h"
#include "tui/vt.h"

enum pane { PANE_LESSON, PANE_TERMINAL, PANE_THIRD, PANES };
enum third { THIRD_NONE, THIRD_MESH, THIRD_TRACE, THIRD_TIMELINE, THIRD_EDITOR, THIRD_HELP };

enum { TASK_BITS = 64 };
#define TASK_BIT(index) ((uint64_t)1 << (index))

/* What a pane of rows shows. */
struct view {
    struct arena arena;
    struct rows rows;
    size_t top;   /* the first row that is shown */
    int selected; /* an item; -1: none */
    bool fresh;   /* the rows are of the present world and width */
};

struct lab {
    struct session *session;
    const struct scenario *scenario;
    const struct block *blocks;
    size_t block_count;
    struct prompt *prompt;
    struct vt *vt;
    size_t back; /* lines that the terminal is scrolled back */
    bool unicode;
    int columns, rows;
    struct area areas[PANES]; /* inside their frames; of no rows: not shown */
    enum pane focus, before; /* before: the pane to go back to from the third */
    bool large; /* the pane with the focus alone */
    enum third third;
    struct view lesson, view;
    struct editor *editor;
    bool checking;  /* a file was saved: the tasks are looked at */
    size_t hops;    /* of the request that is stepped through; 0: the list is shown */
    size_t commands; /* that had ended when the panes were looked at last */
    int64_t looked;  /* when the mesh was, on the wall */
    bool opened;     /* the third pane has opened by itself */
    const struct keymap *keymap;
    struct keymap usual; /* where nobody gave one */
    unsigned wishes;     /* enum wish */
    struct keys keys;
    char asking;          /* the line below is open: ':' for a name, '/' for a search; else 0 */
    struct buffer typed;
    struct buffer sought; /* what was searched for last */
    struct buffer notice;
    uint64_t done, gone; /* tasks on record, and those of them that do not hold now: a bit each */
    size_t look;         /* the task to be looked at next */
    bool begun;          /* what was done when the lab was opened is no news */
    struct keep *keep;    /* NULL: nothing is saved */
    bool warned, leaving; /* warned: that nothing is saved */
    bool quiet;           /* no keys since the last pass */
    bool resting;         /* nor before it */
};

void lab_arrange(struct lab *lab);               /* lab_view.c: the panes' places, and what depends on them */
void lab_refresh(struct lab *lab);               /* lab_view.c: what shows the world is to be made anew */
void lab_make_rows(struct lab *lab);             /* lab_view.c: what is not fresh is made */
size_t lab_steps(struct lab *lab);               /* lab_view.c: of the request that is stepped through */
void lab_select(struct lab *lab, struct view *view, int item); /* lab_view.c: marks it, and scrolls to it */
void lab_type(struct lab *lab, const char *command);            /* lab_keys.c: types it, and runs it */
void lab_show_third(struct lab *lab, enum third third);        /* lab_keys.c: shows it, or puts it away */

/* lab_editor.c: the editor's pane in the lab */
bool lab_editor_key(struct lab *lab, const struct key *key);   /* false: not the editor's */
bool lab_edit_block(struct lab *lab, const struct block *block); /* false: it is for the prompt */
void lab_editor_do(struct lab *lab, enum action_kind kind);
void lab_open_file(struct lab *lab, struct slice path);

/* lab_lesson.c; directions are 1 and -1 */
void lesson_move(struct lab *lab, int direction);
void lesson_page(struct lab *lab, int direction);
void lesson_end(struct lab *lab, int direction);
bool lesson_is_ready(const struct lab *lab); /* the marked block can be seen */
void lesson_read_on(struct lab *lab);        /* towards it */
void lesson_ran(struct lab *lab, int block);
void lab_flush_keys(struct lab *lab);                          /* lab_keys.c */
void lab_do(struct lab *lab, enum action_kind kind);          /* lab_keys.c */

#endif
