/* nano from the inside: shared by its files only. */
#ifndef AMBIT_EDIT_NANO_RECORD_H
#define AMBIT_EDIT_NANO_RECORD_H

#include "edit/nano.h"
#include "edit/pattern.h"
#include "edit/syntax.h"

enum prompt {
    PROMPT_NONE,
    PROMPT_SEARCH,
    PROMPT_REPLACE, /* what to search for */
    PROMPT_REPLACE_WITH,
    PROMPT_REPLACE_THIS, /* yes, no, all */
    PROMPT_GOTO,
    PROMPT_WRITE,
    PROMPT_READ,
    PROMPT_SAVE,      /* yes, no */
    PROMPT_OVERWRITE, /* yes, no */
    PROMPT_RENAME,    /* yes, no */
    PROMPT_HELP,      /* the help text, no line to type */
};

/* What an undo is called. */
enum deed {
    DEED_ADDITION,
    DEED_BREAK,
    DEED_DELETION,
    DEED_JOIN,
    DEED_CUT,
    DEED_PASTE,
    DEED_INSERTION,
    DEED_REPLACEMENT,
    DEED_INDENT,
    DEED_UNINDENT,
    DEED_COMMENT,
    DEED_UNCOMMENT,
    DEED_JUSTIFICATION,
};

struct nano {
    struct edit_files files;
    struct nano_options options;
    char *const *names;
    int name_count, next_name;
    int columns, rows;
    bool ended;
    /* the open file */
    char *path; /* heap; "" for a new buffer */
    struct text *text;
    const struct syntax *syntax;
    bool dos;
    uint64_t saved; /* the text's version on disk */
    size_t cursor, top, mark, wanted; /* an offset, a line, an offset, a column */
    bool marked, has_wanted;
    uint64_t last_number; /* that a line was given for the drawing */
    size_t found, found_length; /* lit up until the next key */
    /* groups of changes, and their names: deeds[0, done) are in the text */
    unsigned char *deeds;
    size_t deed_count, deed_capacity, deed_done;
    int last_deed; /* -1: the next change begins a group */
    size_t last_at;
    struct buffer cut;
    bool cutting; /* the last key cut, and the next cut adds */
    struct buffer message;
    int message_keys; /* keys until it goes */
    bool alert;
    /* the prompt */
    enum prompt prompt;
    struct buffer answer, sought, replacement, pasted;
    size_t answer_cursor;
    bool nocase_off, regular, back;      /* M-C, M-R, M-B */
    bool exiting, append, prepend, to_dos, selection; /* what the prompts are for */
    size_t help_top;
    size_t replaced, replace_from, replace_turn;
    bool replace_all, replace_wrapped;
    struct match replace_match;
};

/* nano.c */
void nano_say(struct nano *nano, const char *format, ...) __attribute__((format(printf, 2, 3)));
void nano_alert(struct nano *nano, const char *format, ...) __attribute__((format(printf, 2, 3)));
bool nano_change(struct nano *nano, enum deed deed, size_t from, size_t to, struct slice bytes);
void nano_move(struct nano *nano, size_t cursor); /* and forgets the wanted column */
void nano_center(struct nano *nano);
int nano_height(const struct nano *nano);         /* rows of text */
int nano_tab(const struct nano *nano);
bool nano_modified(const struct nano *nano);
void nano_insert_file(struct nano *nano, const char *path);
void nano_close(struct nano *nano);
bool nano_selection(const struct nano *nano, size_t *from, size_t *to);

/* nano_move.c */
const struct glyph_rules *nano_rules(const struct nano *nano, struct glyph_rules *rules);
bool nano_is_word(char c);
size_t nano_line_of(const struct nano *nano);
int nano_column_of(struct nano *nano);
void nano_go_left(struct nano *nano);
void nano_go_right(struct nano *nano);
void nano_go_up(struct nano *nano);
void nano_go_down(struct nano *nano);
void nano_go_home(struct nano *nano);
void nano_go_end(struct nano *nano);
void nano_go_page_up(struct nano *nano);
void nano_go_page_down(struct nano *nano);
void nano_go_first(struct nano *nano);
void nano_go_last(struct nano *nano);
void nano_go_word_right(struct nano *nano);
void nano_go_word_left(struct nano *nano);
void nano_go_to_bracket(struct nano *nano);

/* nano_keys.c */
void nano_command(struct nano *nano, const struct key *key);
size_t nano_help(struct buffer *out); /* the list of keys; its lines */

/* nano_prompt.c */
void nano_ask(struct nano *nano, enum prompt prompt);
void nano_answer(struct nano *nano, const struct key *key);
void nano_prompt_text(struct nano *nano, struct buffer *out);
void nano_search_again(struct nano *nano, bool back);
void nano_save(struct nano *nano, const char *path);

#endif
