/* Moving the cursor. */
#include <string.h>

#include "edit/nano_record.h"

const struct glyph_rules *nano_rules(const struct nano *nano, struct glyph_rules *rules)
{
    *rules = (struct glyph_rules){.tab = nano_tab(nano)};
    return rules;
}

size_t nano_line_of(const struct nano *nano)
{
    return text_line_at(nano->text, nano->cursor);
}

int nano_column_of(struct nano *nano)
{
    struct glyph_rules rules;
    size_t line = nano_line_of(nano);
    return glyph_column(text_line(nano->text, line), nano->cursor - text_start(nano->text, line),
                        nano_rules(nano, &rules));
}

void nano_go_left(struct nano *nano)
{
    size_t line = nano_line_of(nano), start = text_start(nano->text, line);
    if (nano->cursor > start)
        nano_move(nano, start + glyph_previous(text_line(nano->text, line), nano->cursor - start));
    else if (line > 0)
        nano_move(nano, text_end(nano->text, line - 1));
}

void nano_go_right(struct nano *nano)
{
    size_t line = nano_line_of(nano), start = text_start(nano->text, line);
    if (nano->cursor < text_end(nano->text, line))
        nano_move(nano, start + glyph_next(text_line(nano->text, line), nano->cursor - start));
    else if (line + 1 < text_lines(nano->text))
        nano_move(nano, text_start(nano->text, line + 1));
}

static void go_to_line(struct nano *nano, size_t line)
{
    struct glyph_rules rules;
    if (!nano->has_wanted)
        nano->wanted = (size_t)nano_column_of(nano);
    nano->has_wanted = true;
    nano->cursor = text_start(nano->text, line) +
                   glyph_offset(text_line(nano->text, line), (int)nano->wanted, nano_rules(nano, &rules));
}

void nano_go_up(struct nano *nano)
{
    if (nano_line_of(nano) > 0)
        go_to_line(nano, nano_line_of(nano) - 1);
}

void nano_go_down(struct nano *nano)
{
    if (nano_line_of(nano) + 1 < text_lines(nano->text))
        go_to_line(nano, nano_line_of(nano) + 1);
}

void nano_go_home(struct nano *nano)
{
    nano_move(nano, text_start(nano->text, nano_line_of(nano)));
}

void nano_go_end(struct nano *nano)
{
    nano_move(nano, text_end(nano->text, nano_line_of(nano)));
}

static void go_page(struct nano *nano, bool down)
{
    size_t lines = text_lines(nano->text), line = nano_line_of(nano);
    size_t page = nano_height(nano) > 2 ? (size_t)nano_height(nano) - 2 : 1;
    if (down) {
        size_t last = lines > page ? lines - page : 0;
        go_to_line(nano, line + page < lines ? line + page : lines - 1);
        nano->top = nano->top + page < last ? nano->top + page : nano->top > last ? nano->top : last;
    } else {
        go_to_line(nano, line > page ? line - page : 0);
        nano->top = nano->top > page ? nano->top - page : 0;
    }
}

void nano_go_page_up(struct nano *nano)
{
    go_page(nano, false);
}

void nano_go_page_down(struct nano *nano)
{
    go_page(nano, true);
}

void nano_go_first(struct nano *nano)
{
    nano_move(nano, 0);
}

void nano_go_last(struct nano *nano)
{
    nano_move(nano, text_length(nano->text));
}

bool nano_is_word(char c)
{
    return ascii_is_letter(c) || ascii_is_digit(c) || (unsigned char)c >= 0x80;
}

static char byte_at(struct nano *nano, size_t at)
{
    struct slice one = text_slice(nano->text, at, at + 1);
    return one.length ? one.data[0] : 0;
}

void nano_go_word_right(struct nano *nano)
{
    size_t at = nano->cursor, length = text_length(nano->text);
    while (at < length && nano_is_word(byte_at(nano, at)))
        at++;
    while (at < length && !nano_is_word(byte_at(nano, at)))
        at++;
    nano_move(nano, at);
}

void nano_go_word_left(struct nano *nano)
{
    size_t at = nano->cursor;
    while (at > 0 && !nano_is_word(byte_at(nano, at - 1)))
        at--;
    while (at > 0 && nano_is_word(byte_at(nano, at - 1)))
        at--;
    nano_move(nano, at);
}

void nano_go_to_bracket(struct nano *nano)
{
    static const char pairs[] = "(<[{)>]}";
    size_t at = nano->cursor, length = text_length(nano->text);
    const char *found = at < length ? strchr(pairs, byte_at(nano, at)) : NULL;
    if (!found || !*found) {
        nano_say(nano, "Not a bracket");
        return;
    }
    size_t place = (size_t)(found - pairs);
    char open = pairs[place], close = pairs[(place + 4) % 8];
    int depth = 0;
    for (bool forward = place < 4; at < length; at += forward ? 1 : (size_t)-1) {
        char c = byte_at(nano, at);
        depth += (c == open) - (c == close);
        if (depth == 0) {
            nano_move(nano, at);
            return;
        }
    }
    nano_say(nano, "No matching bracket");
}
