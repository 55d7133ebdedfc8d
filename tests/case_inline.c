/* Inline Markdown of a lesson as the server's HTML. Input: a text a line, with \xNN written out; the question is not looked at. */
#include "server/html.h"
#include "test.h"

const char *case_inline(struct arena *arena, const char *input, const char *question);

const char *case_inline(struct arena *arena, const char *input, const char *question)
{
    struct slice rest = slice_of(input), line;
    struct buffer out = {0};
    (void)question;
    while (slice_next(&rest, '\n', &line)) {
        struct buffer bytes = {0};
        corpus_decode(&bytes, line);
        html_inline(&out, buffer_slice(&bytes));
        buffer_add_byte(&out, '\n');
        buffer_release(&bytes);
    }
    const char *answer = arena_copy(arena, buffer_slice(&out));
    buffer_release(&out);
    return answer;
}
