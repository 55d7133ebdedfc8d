/* The lab's screen from the inside: shared by lab.c, lab_view.c and lab_keys.c. */
#ifndef AMBIT_TUI_LAB_RECORD_H
#define AMBIT_TUI_LAB_RECORD_H

#include "shell/keys.h"
#include "tui/editor.h"
#include "tui/lab.h"
#include "tui/layout.h"
#include "tui/rows.h"
#include "tui/vt.h"

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

/* A terminal of the lab. */
enum { MOST_TABS = 6 };
struct tab {
    struct prompt *prompt;
    struct vt *vt;
    int64_t number;
    size_t back;     /* lines that it is scrolled back, while another one is shown */
    size_t commands; /* that had ended when the panes were looked at last */
};

enum { LETTER_BYTES = 5 }; /* one character and its NUL */

struct lab {
    struct session *session;
    const struct scenario *scenario;
    struct arena filled; /* what follows: */
    const struct block *blocks;
    size_t block_count;
    struct tab tabs[MOST_TABS];
    size_t tab_count, tab; /* [tab] is shown: */
    struct prompt *prompt;
    struct vt *vt;
    size_t back; /* lines that the terminal is scrolled back */
    struct prompt_options prompt_options;
    int64_t wall;           /* at the last pass */
    struct layout layout;
    struct layout *kept;    /* of the options; NULL */
    int resized;            /* passes until the shell is told of its window's size; 0: it knows */
    enum border dragging;   /* by the mouse; BORDERS: none */
    struct buffer mouse;    /* a report that has not come to its end */
    size_t handled, output; /* bytes since the last paint: of keys, and drawn on terminals */
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
    char held[LETTER_BYTES];  /* the letter that is done when it comes again, and that which moved just before: texts */
    char moved[LETTER_BYTES];
    bool quiet;           /* no keys since the last pass */
    bool resting;         /* nor before it */
};

void lab_arrange(struct lab *lab);               /* lab_view.c: the panes' places, and what depends on them */
struct placing lab_placing(const struct lab *lab); /* lab_view.c */
void lab_tell_size(struct lab *lab);             /* lab_view.c: to the shell */
void lab_refresh(struct lab *lab);               /* lab_view.c: what shows the world is to be made anew */
void lab_make_rows(struct lab *lab);             /* lab_view.c: what is not fresh is made */
size_t lab_steps(struct lab *lab);               /* lab_view.c: of the request that is stepped through */
void lab_select(struct lab *lab, struct view *view, int item); /* lab_view.c: marks it, and scrolls to it */
void lab_type(struct lab *lab, const char *command);            /* lab_keys.c: types it, and runs it */
void lab_show_third(struct lab *lab, enum third third);        /* lab_keys.c: shows it, or puts it away */

/* lab_tabs.c */
bool lab_tab_new(struct lab *lab, const struct prompt_options *options, int64_t wall); /* and shows it; false: none more */
bool lab_tabs_pass(struct lab *lab, int64_t wall); /* true: a command has ended */
int lab_tabs_wait(const struct lab *lab);
void lab_tabs_free(struct lab *lab);
void lab_tab_do(struct lab *lab, enum action_kind kind);
const char *lab_tab_title(const struct lab *lab, struct arena *arena);

/* lab_mouse.c: bytes of a report at the front of [bytes]; 0: there is none */
size_t lab_mouse(struct lab *lab, struct slice bytes);

/* lab_letters.c: a key of the lesson or the third pane, which finds [kind]. True: it is not to be done now. */
bool lab_letter(struct lab *lab, const struct key *key, enum action_kind kind);
void lab_forget_letters(struct lab *lab);
const char *lab_loses(const struct lab *lab); /* lab_keys.c: what is lost when it is left now, in words; NULL: nothing */

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
