/* The pager from the inside: shared by its files only. */
#ifndef AMBIT_EDIT_PAGER_RECORD_H
#define AMBIT_EDIT_PAGER_RECORD_H

#include "edit/pager.h"
#include "edit/pattern.h"
#include "edit/text.h"

enum pager_mode { MODE_PAGE, MODE_SEARCH, MODE_OPTION, MODE_COLON, MODE_MARK, MODE_GO_MARK, MODE_HELP, MODE_FOLLOW };

struct pager {
    struct pager_options options;
    char *name; /* heap */
    struct text *text;
    int columns, rows, left;
    size_t top; /* the offset of the first row */
    bool finished, fresh, to_end, search_waits;
    int64_t line_wanted; /* of g and N G while the text comes in; 0: none */
    enum pager_mode mode;
    int64_t number; /* typed before a command; -1: none */
    struct buffer sought, typed, message;
    bool back, typed_back, hidden;
    size_t marks[26];
    int file_at, file_count;
    size_t help_top;
    struct buffer lit; /* what was lit up last, and how often it became something else */
    int64_t lit_turn;
    uint64_t last_number; /* that a line was given for the drawing */
};

/* pager.c */
struct glyph_rules pager_rules(const struct pager *pager);
int pager_margin(const struct pager *pager);
int pager_width(const struct pager *pager);
size_t pager_height(const struct pager *pager); /* rows of text */
/* A colour sequence in front: its length, or 0. */
size_t pager_colour_length(const struct pager *pager, struct slice line, size_t at);
/* The offset of the row behind the one at [offset]; the text's length behind the last. */
size_t pager_next_row(struct pager *pager, size_t offset);
bool pager_at_end(struct pager *pager);
extern const char pager_help_text[];

#endif
