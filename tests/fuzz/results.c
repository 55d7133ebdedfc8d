/* JUnit's XML of a trial with any bytes in it: well-formed, and UTF-8 of the characters that XML 1.0 has. */
#include "base/buffer.h"
#include "base/check.h"
#include "shell/utf8.h"
#include "test.h"
#include "workshop.h"

static bool is_entity(struct slice text)
{
    static const char *const entities[] = {"&amp;", "&lt;", "&gt;", "&quot;", "&#10;", "&#9;"};
    for (size_t i = 0; i < sizeof entities / sizeof *entities; i++)
        if (slice_starts(text, entities[i]))
            return true;
    return false;
}

/* Tags are closed in order, attributes are quoted, and no other < or & stands anywhere. */
static void check_xml(struct slice text)
{
    size_t depth = 0;
    bool tag = false, quoted = false, end = false;
    for (size_t i = 0; i < text.length; i++) {
        struct slice rest = slice_part(text, i, text.length);
        char byte = text.data[i];
        check(byte != '&' || is_entity(rest));
        check(byte != '<' || !tag);
        check(tag || (byte != '>' && byte != '"') || byte == '"');
        if (byte == '"' && tag)
            quoted = !quoted;
        if (byte == '<') {
            tag = true;
            end = slice_starts(rest, "</");
        } else if (byte == '>' && tag && !quoted) {
            bool alone = text.data[i - 1] == '/' || text.data[i - 1] == '?';
            depth = end ? depth - 1 : depth + !alone;
            tag = false;
        }
    }
    check(!tag && !quoted && depth == 0);
}

static void check_characters(struct slice text)
{
    while (text.length) {
        uint32_t code = character_code(text);
        check(code < 0x110000 && code != 0xFFFE && code != 0xFFFF && (code < 0xD800 || code > 0xDFFF));
        check(code >= 0x20 || code == '\n' || code == '\t');
        text = slice_part(text, character_length(text), text.length);
    }
}

void fuzz_results(struct slice bytes)
{
    struct arena arena = {0};
    struct buffer out = {0};
    const char *text = arena_copy(&arena, bytes);
    struct trial *trial = trial_broken(&arena, text, text);
    trials_junit(&out, &trial, 1, &text);
    check_xml(buffer_slice(&out));
    check_characters(buffer_slice(&out));
    buffer_release(&out);
    arena_release(&arena);
}
