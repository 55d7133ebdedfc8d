/* What is searched for: plain text, a POSIX extended expression, or vi's "magic" one (\( \) \| \+ \= \{n,m} \< \> \s \d
 * \w \a \v \c \C, ~ left out). Bounded, so that no pattern costs much; heap. */
#ifndef AMBIT_EDIT_PATTERN_H
#define AMBIT_EDIT_PATTERN_H

#include "edit/text.h"

struct pattern;

enum pattern_flags { PATTERN_LITERAL = 1, PATTERN_NOCASE = 2, PATTERN_VI = 4 };
enum { PATTERN_PARTS = 10 };

struct match {
    size_t from, to;                                      /* offsets in the text, or in the line */
    struct slice parts[PATTERN_PARTS];                    /* \0 to \9; until the text changes */
};

/* NULL: *problem is why not. */
struct pattern *pattern_new(struct slice source, unsigned flags, const char **problem);
void pattern_free(struct pattern *pattern);
/* The first match in one line, at or behind the byte [from]. */
bool pattern_match(const struct pattern *pattern, struct slice line, size_t from, struct match *match);
/* The next match that begins behind (or [back]: before) the offset; around the end when [wrap], then *wrapped. */
bool pattern_find(const struct pattern *pattern, struct text *text, size_t offset, bool back, bool wrap,
                  struct match *match, bool *wrapped);

#endif
