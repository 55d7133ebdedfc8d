/* The editor pane from the inside: shared by the files editor*.c. */
#ifndef AMBIT_TUI_EDITOR_RECORD_H
#define AMBIT_TUI_EDITOR_RECORD_H

#include "data/value.h"
#include "edit/syntax.h"
#include "edit/text.h"
#include "tui/editor.h"

/* One file that is open. */
struct sheet {
    struct sheet *next;
    char *path; /* heap */
    struct text *text;
    size_t cursor;
    int wanted;          /* the column that Up and Down go for; -1: the cursor's */
    size_t top;          /* the first line that is shown */
    int left;            /* the first column */
    uint64_t saved;      /* the text's version that is in the file */
    bool there;          /* there is a file */
    struct buffer file;  /* as it was seen last */
    bool conflict;       /* it has changed since, and so has the text */
    bool typing;         /* the last change was a letter: one undo takes back a run of them */
    struct arena arena;  /* of: */
    const struct value *problems; /* see "validate" of session_ask; NULL: not looked for */
    uint64_t judged;     /* the version they are of */
};

enum question {
    ASK_NOTHING,
    ASK_SEARCH,
    ASK_NEW,
    ASK_RENAME,
    ASK_REMOVE,    /* y or n */
    ASK_OVERWRITE, /* y, n or r: load the file's text */
    ASK_REPLACE,   /* y or n: the text that was put into an open one */
};

struct editor {
    struct session *session;
    const char *terminal;
    bool unicode;
    struct sheet *sheets;  /* open ones, the last one that was opened first */
    struct sheet *sheet;   /* that is shown; NULL: the list */
    struct arena arena;    /* of: */
    const struct value *files; /* see "files" of session_ask; NULL: to be asked again */
    size_t selected, list_top;
    enum question question;
    struct buffer answer;
    struct buffer search, cut, told, offer; /* offer: what could be typed, shown below the text */
    struct buffer put;                      /* of ASK_REPLACE */
    bool cutting;                           /* the key before cut a line, too */
    struct area list_area, text_area;       /* as drawn last */
    int gutter;
    bool world_moved; /* problems are to be looked for again */
};

/* editor.c */
struct sheet *editor_sheet(const struct editor *editor, const char *path); /* an open one; NULL */
bool sheet_modified(const struct sheet *sheet);
void editor_tell(struct editor *editor, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* False, and told: it was refused. */
bool editor_input(struct editor *editor, enum input_kind kind, const char *path, struct slice rest, bool two);
enum editor_effect editor_write(struct editor *editor, struct sheet *sheet);
void editor_load(struct editor *editor, struct sheet *sheet); /* the file's text; undo takes it back */
void editor_close(struct editor *editor, struct sheet *sheet);
const struct value *editor_files(struct editor *editor);

/* editor_text.c */
enum editor_effect editor_text_key(struct editor *editor, const struct key *key);
bool sheet_replace(struct editor *editor, struct sheet *sheet, size_t from, size_t to, struct slice bytes);
void sheet_go(struct sheet *sheet, size_t offset);
bool sheet_find(struct editor *editor, struct sheet *sheet, size_t from);
extern const struct glyph_rules editor_rules;

/* editor_list.c */
enum editor_effect editor_list_key(struct editor *editor, const struct key *key);
enum editor_effect editor_answer_key(struct editor *editor, const struct key *key);
void editor_ask(struct editor *editor, enum question question, const char *answer);
const char *editor_question(const struct editor *editor, struct arena *arena);
const char *editor_selected(struct editor *editor, bool *directory); /* NULL: none */
void editor_select(struct editor *editor, const char *path);

#endif
