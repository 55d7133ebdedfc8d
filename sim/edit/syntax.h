/* Highlighting: a row a language; each line is coloured by itself. */
#ifndef AMBIT_EDIT_SYNTAX_H
#define AMBIT_EDIT_SYNTAX_H

#include "edit/grid.h"

struct syntax {
    const char *name;
    const char *endings;        /* of paths, blank between them: ".yaml .yml" */
    const char *interpreters;   /* behind "#!" */
    const char *comment;        /* what begins one, up to the line's end */
    const char *quotes;         /* characters that quote */
    const char *words;          /* reserved, blank between and around them */
    bool keys;                  /* "key:" at a line's beginning, "- " and "---" */
    bool variables;             /* $name, ${name} */
    int indent;                 /* blanks of a step; 0: a tab */
};

const struct syntax *syntax_for(const char *path, struct slice first_line); /* NULL: none */
/* A style for each byte. */
void syntax_colour(const struct syntax *syntax, struct slice line, unsigned char *styles);

#endif
