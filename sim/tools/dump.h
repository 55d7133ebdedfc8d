/* The bytes of files as od, hexdump and xxd show them: all files as one, in lines of some width. */
#ifndef AMBIT_TOOLS_DUMP_H
#define AMBIT_TOOLS_DUMP_H

#include "tools/input.h"

enum { DUMP_LINE = 256 }; /* bytes of the widest line */

struct dump {
    struct input *input;
    struct slice rest;
    bool open;
    int64_t skip, most; /* most: -1: all */
    int64_t offset;     /* behind the last line */
    size_t width;
    bool every; /* lines like the one before are shown, too, not one "*" */
    bool starred, has_before;
    unsigned char before[DUMP_LINE];
};

/* Fills [line]; how many bytes it has, 0 at the end. WAITS. */
size_t dump_line(struct dump *dump, unsigned char *line);
/* A whole line like the one before: *first says whether "*" is to be shown for it. */
bool dump_repeats(struct dump *dump, const unsigned char *line, size_t length, bool *first);
/* '.' for what is not printable ASCII. */
char dump_character(unsigned char byte);

#endif
