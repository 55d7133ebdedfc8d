/* vi from the inside: shared by its files only. */
#ifndef AMBIT_EDIT_VI_RECORD_H
#define AMBIT_EDIT_VI_RECORD_H

#include "edit/pattern.h"
#include "edit/syntax.h"
#include "edit/text.h"
#include "edit/vi.h"

/* A key: a code point, or one of these. */
enum code {
    CODE_ESCAPE = 27,
    CODE_ENTER = 13,
    CODE_BACKSPACE = 0x110000,
    CODE_DELETE,
    CODE_LEFT,
    CODE_RIGHT,
    CODE_UP,
    CODE_DOWN,
    CODE_HOME,
    CODE_END,
    CODE_PAGE_UP,
    CODE_PAGE_DOWN,
    CODE_INSERT,
    CODE_WORD_LEFT,
    CODE_WORD_RIGHT,
    CODE_FIRST,
    CODE_LAST,
    CODE_OTHER,
};
#define CONTROL(letter) ((letter)&0x1f)

struct codes {
    int *items; /* heap */
    size_t count, capacity;
};

enum mode { MODE_NORMAL, MODE_INSERT, MODE_REPLACE, MODE_VISUAL, MODE_VISUAL_LINES, MODE_LINE };

enum motion_type { MOTION_EXCLUSIVE, MOTION_INCLUSIVE, MOTION_LINES };

struct motion {
    size_t to, from; /* [from] is the cursor, but for text objects */
    enum motion_type type;
    bool keeps_column;   /* j and k */
    bool end_of_line;    /* $: the column to keep is the end */
    bool object, jump;
    bool no_adjust;      /* the rule for an end in column 0 does not hold */
};

struct vi_register {
    struct buffer text; /* lines end with a newline each */
    bool lines;
};

enum { REGISTERS = 40, MARKS = 28 };

struct command {
    int reg, count, operator, operator2, motion, argument, motion2;
    bool has_count;
};

struct vi_settings {
    bool number, relative, paste, expand, auto_indent, ignore_case, smart_case, highlight, wrap, list, wrap_scan,
        incremental, show_match, ruler, show_mode, syntax;
    int tab, shift, soft_tab, scroll_offset;
};

struct vi {
    struct edit_files files;
    struct vi_options options;
    struct vi_settings set;
    char *const *names;
    int name_count, name_at;
    int columns, rows, status;
    bool ended;
    /* the open file */
    char *path; /* heap; "" without a name */
    struct text *text;
    const struct syntax *syntax;
    uint64_t saved;
    bool read_only, missing, dos, warned_read_only;
    size_t cursor, top, left; /* an offset, a line, a column */
    int wanted;               /* the column to keep; -1: the cursor's; INT_MAX: the end */
    size_t marks[MARKS];      /* SIZE_MAX: unset; 26 is ' */
    /* modes */
    enum mode mode;
    size_t visual;            /* the other end */
    struct codes pending;     /* of a normal command that is not complete */
    struct codes change;      /* of the change that `.` repeats */
    struct codes recent;      /* of the change that is being made */
    struct codes macro;       /* being recorded */
    struct codes macros[26];
    int recording, last_macro, depth;
    bool changing, repeating;
    /* insert mode */
    size_t insert_start, insert_line_start;
    int insert_count;
    bool insert_lines, insert_changed, indented;
    struct buffer inserted;   /* for counts and "." register */
    struct buffer replaced;   /* of replace mode, to be put back */
    int insert_register;      /* Ctrl-R or Ctrl-V was typed */
    /* the line at the bottom: ":", "/" or "?" */
    struct buffer line;
    size_t line_cursor;
    int line_kind;
    struct command line_command; /* the operator that waits for a search */
    struct buffer line_history[2];
    size_t line_before;
    /* searching */
    struct buffer sought;
    bool sought_back, has_offset, found_hidden;
    int find_key, find_character;
    struct buffer replacement; /* of the last :s */
    struct vi_register registers[REGISTERS];
    struct buffer message, printed;
    bool error;
    bool fresh;       /* the message was not drawn yet */
    size_t drawn_top; /* with it; when the text scrolls it goes */
    int noted_tab, noted_most; /* what the text's notes, the columns of lines, were measured with */
    uint32_t last_number;      /* that a line was given for the drawing */
    uint64_t opened;           /* how many texts there were */
    struct vi_shown {          /* the last picture: of what, and how many lines of it could be seen to their end */
        uint64_t text, version;
        size_t top, lines, count; /* [count]: of the text */
        uint64_t turn;            /* the how manieth picture */
        int width, height, tab;
        bool wraps, last, cut; /* the last line was among them; a line was not seen to its end */
        size_t line;           /* one that was seen, and where it began */
        int row;
    } shown;
    struct buffer lit;         /* what was lit up last, and how often it became something else */
    int64_t lit_turn;
    bool more; /* the message has more than one line: any key goes on */
    bool warned_files; /* E173 was said */
    size_t visual_first, visual_last; /* of the last selection: '< and '> */
    size_t *globals;                  /* starts of lines that :g has yet to visit; heap */
    size_t global_count, substituted, substituted_lines;
    int ex_depth;
    int64_t now; /* seconds since 1970 */
    bool changed; /* the command has changed something */
};

/* vi.c */
void vi_say(struct vi *vi, const char *format, ...) __attribute__((format(printf, 2, 3)));
bool vi_fail(struct vi *vi, const char *format, ...) __attribute__((format(printf, 2, 3))); /* false */
void vi_type(struct vi *vi, int code); /* one key */
void vi_open(struct vi *vi, const char *path, bool keep_cursor);
bool vi_save(struct vi *vi, const char *path, size_t first, size_t last, bool append, bool whole);
void vi_rename(struct vi *vi, const char *path);
bool vi_say_file(struct vi *vi);
bool vi_modified(const struct vi *vi);
void vi_begin_line(struct vi *vi, int kind);
size_t vi_height(const struct vi *vi);
void vi_codes_add(struct codes *codes, int code);
void vi_feed(struct vi *vi, const struct codes *codes, size_t from);
void vi_begin_change(struct vi *vi);
bool vi_change(struct vi *vi, size_t from, size_t to, struct slice bytes); /* keeps the last line's end */
void vi_set_cursor(struct vi *vi, size_t offset);                          /* and the wanted column */
void vi_check_cursor(struct vi *vi); /* onto a character, in normal mode */
void vi_set_mode(struct vi *vi, enum mode mode);
void vi_report(struct vi *vi, long lines, const char *what); /* "3 more lines" */
void vi_undo(struct vi *vi, bool redo, int count);

/* vi_motion.c: where things are */
size_t vi_line(const struct vi *vi);
size_t vi_start(const struct vi *vi, size_t line);
size_t vi_end(const struct vi *vi, size_t line);
size_t vi_lines(const struct vi *vi);
bool vi_is_empty(const struct vi *vi);             /* no line at all */
char vi_byte(const struct vi *vi, size_t offset);  /* '\n' at line ends */
size_t vi_next(const struct vi *vi, size_t offset);     /* the next character in the line */
size_t vi_previous(const struct vi *vi, size_t offset); /* in the line */
size_t vi_first_text(const struct vi *vi, size_t line); /* its first that is no blank, or its last */
int vi_column(const struct vi *vi, size_t offset);
int vi_wanted_column(const struct vi *vi);
size_t vi_at_column(const struct vi *vi, size_t line, int column);
struct glyph_rules vi_rules(const struct vi *vi);
/* One step over the text as Vim's inc() and dec(): a line's end is a place of its own. */
enum step { STEP_BLOCKED = -1, STEP_ON, STEP_LINE, STEP_END };
enum step vi_step(const struct vi *vi, size_t *at);
enum step vi_step_back(const struct vi *vi, size_t *at);
int vi_class(const struct vi *vi, size_t at, bool big); /* 0: blank, 1: punctuation, 2: a word's */
bool vi_at_empty_line(const struct vi *vi, size_t at);
bool vi_word_forward(const struct vi *vi, size_t *at, int count, bool big, bool operator);
bool vi_word_end(const struct vi *vi, size_t *at, int count, bool big, bool stop, bool empty);
/* False: it cannot be made. */
bool vi_move(struct vi *vi, const struct command *command, struct motion *motion);
bool vi_object(struct vi *vi, const struct command *command, size_t from, struct motion *motion);
bool vi_search(struct vi *vi, bool back, int count, size_t from, size_t *to);
struct pattern *vi_pattern(struct vi *vi, struct slice source);
void vi_scroll_to(struct vi *vi, size_t line, char where); /* 't', 'z', 'b' */

/* vi_operate.c */
struct vi_register *vi_register(struct vi *vi, int name); /* NULL: no such */
bool vi_operate(struct vi *vi, const struct command *command, struct motion *motion);
void vi_yank(struct vi *vi, int reg, size_t from, size_t to, bool lines, bool deleted);
void vi_delete_lines(struct vi *vi, int reg, size_t first, size_t last);
bool vi_put(struct vi *vi, int reg, bool before, int count, bool cursor_behind);
void vi_add_case(struct buffer *out, struct slice text, int how); /* u, U or ~ */
void vi_put_lines(struct vi *vi, int reg, size_t line, bool before);
void vi_join(struct vi *vi, size_t first, size_t count, bool blanks);
void vi_shift(struct vi *vi, size_t first, size_t last, int steps);
void vi_set_indent(struct vi *vi, size_t line, int columns);
int vi_indent(const struct vi *vi, size_t line);

/* vi_insert.c */
void vi_insert(struct vi *vi, int count, bool lines);
void vi_open_line(struct vi *vi, bool above);
void vi_insert_code(struct vi *vi, int code);
void vi_insert_text(struct vi *vi, struct slice text);
void vi_end_insert(struct vi *vi);

/* vi_normal.c */
void vi_end_change(struct vi *vi); /* what was typed is what `.` repeats */
bool vi_is_operator(int key, int key2);
void vi_normal_code(struct vi *vi, int code);
void vi_end_line(struct vi *vi, bool done); /* the line at the bottom was typed or given up */

/* vi_visual.c: false: the key has no meaning of its own there */
bool vi_visual_command(struct vi *vi, const struct command *command);

/* vi_ex.c */
bool vi_ex(struct vi *vi, struct slice command);

#endif
