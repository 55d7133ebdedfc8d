/* Standard input, line by line: home and the plain lab take from the same one, so what one has read ahead is the other's. */
#ifndef AMBIT_CLI_LINES_H
#define AMBIT_CLI_LINES_H

#include "base/buffer.h"

struct lines {
    struct buffer pending;
    size_t used; /* bytes of it that were given */
    bool ended;
};

/* The next line, with its newline but at the end of input; borrowed until the next call. False: there is none, or one that
 * is longer than LIMIT_LINE_BYTES, as was said on stderr. */
bool lines_next(struct lines *lines, struct slice *line);
void lines_release(struct lines *lines);

#endif
