/* less without a terminal: text that may still be coming in, keys, a window's cells out. */
#ifndef AMBIT_EDIT_PAGER_H
#define AMBIT_EDIT_PAGER_H

#include "edit/grid.h"
#include "shell/keys.h"

struct pager;

struct pager_options {
    bool numbers;   /* -N */
    bool chop;      /* -S: long lines are cut, arrows move sideways */
    bool nocase;    /* -i: unless the pattern has capitals */
    bool strict;    /* -I: always */
    bool colours;   /* -R: colour sequences are let through, which here means that they are not shown */
    bool quit_at_end; /* -e */
};

enum pager_wish {
    PAGER_NOTHING, /* there is enough */
    PAGER_MORE,    /* some more text, if it comes by itself */
    PAGER_ALL,     /* up to the end before anything else, as G needs it; or the next text when it follows (F) */
};

enum pager_act { PAGER_STAYS, PAGER_QUITS, PAGER_EDITS, PAGER_NEXT_FILE, PAGER_PREVIOUS_FILE, PAGER_SUSPENDS };

/* [name] is "" for standard input; copied. */
struct pager *pager_new(const struct pager_options *options, const char *name, int columns, int rows);
void pager_free(struct pager *pager);
void pager_add(struct pager *pager, struct slice bytes);
void pager_finish(struct pager *pager); /* no more text will come */
void pager_resize(struct pager *pager, int columns, int rows);
enum pager_act pager_key(struct pager *pager, const struct key *key);
enum pager_wish pager_wish(const struct pager *pager);
bool pager_follows(const struct pager *pager);
void pager_draw(struct pager *pager, struct grid *grid);
void pager_go_to(struct pager *pager, int64_t line);      /* from 1; 0: the end */
void pager_search(struct pager *pager, const char *pattern);
bool pager_fits(struct pager *pager);                    /* all of it is in one window */
int pager_line(const struct pager *pager);               /* the first shown, from 1 */
struct slice pager_text(struct pager *pager);
struct pager_options *pager_options(struct pager *pager);
/* What was said for the files: " (file 1 of 3)". */
void pager_set_place(struct pager *pager, int at, int count);

#endif
