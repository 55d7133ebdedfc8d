#include "cli/lines.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/limits.h"

static bool read_more(struct lines *lines)
{
    char bytes[4096];
    ssize_t count;
    do
        count = read(STDIN_FILENO, bytes, sizeof bytes);
    while (count < 0 && errno == EINTR);
    if (count < 0)
        fprintf(stderr, "ambit: standard input: %s\n", strerror(errno));
    if (count > 0)
        buffer_add(&lines->pending, (struct slice){bytes, (size_t)count});
    lines->ended = count <= 0;
    return count > 0;
}

bool lines_next(struct lines *lines, struct slice *line)
{
    buffer_drop_front(&lines->pending, lines->used);
    lines->used = 0;
    for (size_t seen = 0;;) {
        struct slice all = buffer_slice(&lines->pending);
        size_t end = seen + slice_find_byte(slice_part(all, seen, all.length), '\n');
        if (end < all.length || (lines->ended && all.length)) {
            lines->used = end < all.length ? end + 1 : all.length;
            *line = slice_part(buffer_slice(&lines->pending), 0, lines->used);
            return true;
        }
        seen = all.length;
        if (seen > LIMIT_LINE_BYTES) {
            fprintf(stderr, "ambit: a line longer than %d bytes is refused\n", LIMIT_LINE_BYTES);
            lines->ended = true;
            buffer_clear(&lines->pending);
            return false;
        }
        if (lines->ended || (!read_more(lines) && !lines->pending.length))
            return false;
    }
}

void lines_release(struct lines *lines)
{
    buffer_release(&lines->pending);
}
