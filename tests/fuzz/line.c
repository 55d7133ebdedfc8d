/* The line editor: any keys, in one piece or byte by byte, end in the same line. */
#include "base/buffer.h"
#include "base/check.h"
#include "shell/line.h"
#include "test.h"

static struct line *begin(struct buffer *out)
{
    struct line *line = line_new(20, false, NULL);
    line_remember(line, SLICE("kubectl get pods -A"));
    line_remember(line, SLICE("echo 'two\nlines'"));
    line_start(line, "$ ", out);
    return line;
}

/* Feeds [bytes], at most [piece] at a time, and begins anew after each line. */
static void feed(struct line *line, struct slice bytes, size_t piece, struct buffer *out)
{
    while (bytes.length) {
        size_t used = 0, length = bytes.length < piece ? bytes.length : piece;
        enum line_event event = line_push(line, slice_part(bytes, 0, length), &used, out);
        check(used <= length && (used > 0 || event != LINE_MORE));
        check(line_cursor(line) <= line_text(line).length);
        if (event == LINE_DONE)
            line_remember(line, line_text(line));
        if (event != LINE_MORE)
            line_start(line, "$ ", out);
        bytes = slice_part(bytes, used, bytes.length);
    }
}

void fuzz_line(struct slice bytes)
{
    struct buffer out = {0};
    struct line *whole = begin(&out), *pieces = begin(&out);
    feed(whole, bytes, bytes.length, &out);
    feed(pieces, bytes, 1, &out);
    check(slice_equal(line_text(whole), line_text(pieces)) && line_cursor(whole) == line_cursor(pieces));
    line_free(whole);
    line_free(pieces);
    buffer_release(&out);
}
