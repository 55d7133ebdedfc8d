#include "cli/document.h"

#include <stdio.h>
#include <string.h>

#include "face/ascii.h"
#include "shell/cells.h"

static void add_text(struct document *document, struct buffer *out, struct slice text)
{
    if (document->unicode)
        buffer_add(out, text);
    else
        ascii_add(out, text);
}

/* Styles are switched where Markdown's marks stand; without colour marks of emphasis vanish and those of code
 * stay. */
struct inline_state {
    bool strong, code;
};

static void add_style(struct document *document, struct buffer *out, const struct inline_state *state)
{
    if (document->color)
        buffer_add_text(out, state->code ? "\033[0;36m" : state->strong ? "\033[0;1m" : "\033[0m");
}

/* "[label](target)" at the front of [rest]: its length, or 0. */
static size_t add_link(struct document *document, struct buffer *out, struct slice rest)
{
    size_t middle = slice_find(rest, SLICE("]("));
    size_t end = slice_find_byte(rest, ')');
    if (rest.data[0] != '[' || middle == rest.length || end == rest.length || end < middle ||
        slice_find_byte(slice_part(rest, 0, middle), '\n') < middle)
        return 0;
    add_text(document, out, slice_part(rest, 1, middle));
    buffer_add_text(out, " (");
    add_text(document, out, slice_part(rest, middle + 2, end));
    buffer_add_byte(out, ')');
    return end + 1;
}

/* Is the '*' at [at] a mark of emphasis? One between two blanks is a star. */
static bool is_mark(struct slice text, size_t at)
{
    bool before = at > 0 && !ascii_is_space(text.data[at - 1]);
    bool after = at + 1 < text.length && !ascii_is_space(text.data[at + 1]);
    return before || after;
}

static void add_markdown(struct document *document, struct buffer *out, struct slice text)
{
    struct inline_state state = {0};
    for (size_t i = 0; i < text.length;) {
        struct slice rest = slice_part(text, i, text.length);
        size_t taken = state.code ? 0 : add_link(document, out, rest);
        if (taken) {
            i += taken;
        } else if (text.data[i] == '`') {
            state.code = !state.code;
            if (document->color)
                add_style(document, out, &state);
            else
                buffer_add_byte(out, '`');
            i++;
        } else if (!state.code && slice_starts(rest, "**")) {
            state.strong = !state.strong;
            add_style(document, out, &state);
            i += 2;
        } else if (!state.code && text.data[i] == '*' && is_mark(text, i)) {
            i++;
        } else {
            int cells;
            size_t length = cells_next(rest, &cells);
            add_text(document, out, slice_part(rest, 0, length));
            i += length;
        }
    }
    if (document->color && (state.code || state.strong))
        buffer_add_text(out, "\033[0m");
}

void document_paragraph(struct document *document, const char *first, const char *markdown)
{
    struct buffer text = {0}, *out = &document->out;
    int indent = cells_count(slice_of(first)), column = indent;
    add_markdown(document, &text, slice_of(markdown));
    buffer_add_text(out, first);
    bool fresh = true;
    for (size_t i = 0; i < text.length;) {
        size_t end = i;
        while (end < text.length && !ascii_is_space(text.data[end]))
            end++;
        struct slice word = slice_part(buffer_slice(&text), i, end);
        int cells = cells_count(word);
        if (word.length && !fresh && column + 1 + cells > document->width) {
            buffer_add_byte(out, '\n');
            buffer_add_repeated(out, ' ', (size_t)indent);
            column = indent;
        } else if (word.length && !fresh) {
            buffer_add_byte(out, ' ');
            column++;
        }
        buffer_add(out, word);
        column += cells;
        fresh = fresh && !word.length;
        i = end + 1;
    }
    buffer_add_byte(out, '\n');
    buffer_release(&text);
}

static void add_heading(struct document *document, const struct block *block)
{
    struct buffer title = {0};
    add_markdown(document, &title, slice_of(block->text));
    int cells = cells_count(buffer_slice(&title));
    if (document->color)
        buffer_add_text(&document->out, "\033[1m");
    buffer_add(&document->out, buffer_slice(&title));
    if (document->color)
        buffer_add_text(&document->out, "\033[0m");
    buffer_add_byte(&document->out, '\n');
    if (block->level < 3) {
        buffer_add_repeated(&document->out, block->level == 1 ? '=' : '-', (size_t)cells);
        buffer_add_byte(&document->out, '\n');
    }
    buffer_release(&title);
}

static void add_lines(struct document *document, const char *text, int indent)
{
    struct slice rest = slice_of(text), line;
    while (slice_next(&rest, '\n', &line)) {
        if (!rest.data && line.length == 0)
            break;
        buffer_add_repeated(&document->out, ' ', line.length ? (size_t)indent : 0);
        add_text(document, &document->out, line);
        buffer_add_byte(&document->out, '\n');
    }
}

static void add_callout(struct document *document, const struct block *block)
{
    struct buffer first = {0}, text = {0};
    const char *icon = document->unicode ? block->icon : block->ascii;
    if (icon && icon[0])
        buffer_format(&first, "%s ", icon);
    buffer_format(&text, "**%s:** %s", block->label ? block->label : "Note", block->text);
    document_paragraph(document, buffer_text(&first), buffer_text(&text));
    buffer_release(&first);
    buffer_release(&text);
}

static void add_item(struct document *document, const struct block *block)
{
    struct buffer first = {0};
    buffer_add_repeated(&first, ' ', block->level > 1 ? (size_t)(block->level - 1) * 2 : 0);
    buffer_format(&first, "%s ", block->marker ? block->marker : "-");
    document_paragraph(document, buffer_text(&first), block->text);
    buffer_release(&first);
}

void document_block(struct document *document, const struct block *block)
{
    bool follows = block->kind == BLOCK_LIST_ITEM && document->last == BLOCK_LIST_ITEM;
    if (document->begun && !follows)
        buffer_add_byte(&document->out, '\n');
    document->begun = true;
    document->last = block->kind;
    switch (block->kind) {
    case BLOCK_HEADING:
        add_heading(document, block);
        break;
    case BLOCK_PARAGRAPH:
        document_paragraph(document, "", block->text);
        break;
    case BLOCK_LIST_ITEM:
        add_item(document, block);
        break;
    case BLOCK_CODE:
        add_lines(document, block->text, 4);
        break;
    case BLOCK_CALLOUT:
        add_callout(document, block);
        break;
    case BLOCK_TABLE:
        add_lines(document, block->text, 0);
        break;
    case BLOCK_RULE:
        buffer_add_text(&document->out, "----\n");
        break;
    }
}

void document_flush(struct document *document)
{
    fwrite(document->out.data, 1, document->out.length, stdout);
    buffer_clear(&document->out);
}

void document_release(struct document *document)
{
    buffer_release(&document->out);
}
