#include "edit/grid.h"

#include <string.h>
#include <utf8proc.h>

#include "base/check.h"
#include "shell/cells.h"

void grid_clear(struct grid *grid, int columns, int rows)
{
    if (columns != grid->columns || rows != grid->rows) {
        memory_free(grid->cells);
        grid->cells = memory_allocate(sizeof *grid->cells * (size_t)columns * (size_t)rows);
        grid->columns = columns;
        grid->rows = rows;
    }
    for (int i = 0; i < columns * rows; i++)
        grid->cells[i] = (struct cell){.width = 1};
    grid->cursor_row = grid->cursor_column = 0;
}

void grid_release(struct grid *grid)
{
    memory_free(grid->cells);
    *grid = (struct grid){0};
}

static struct cell *cell_at(const struct grid *grid, int row, int column)
{
    return &grid->cells[(size_t)row * (size_t)grid->columns + (size_t)column];
}

static void put_cell(struct grid *grid, int row, int column, struct slice text, int width, enum style style)
{
    struct cell *cell = cell_at(grid, row, column);
    *cell = (struct cell){.width = (unsigned char)width, .style = (unsigned char)style};
    memcpy(cell->text, text.data, text.length < CELL_BYTES ? text.length : CELL_BYTES - 1);
    for (int i = 1; i < width; i++)
        *cell_at(grid, row, column + i) = (struct cell){.style = (unsigned char)style};
}

int grid_put(struct grid *grid, int row, int column, struct slice text, enum style style)
{
    struct glyph_rules rules = {.tab = 8};
    struct glyph glyph;
    for (size_t at = 0; at < text.length && row >= 0 && row < grid->rows; at += glyph.length) {
        glyph_at(text, at, column, &rules, &glyph);
        if (column + glyph.width > grid->columns)
            break;
        if (glyph.width == 1 || !glyph.special) {
            put_cell(grid, row, column, glyph.text, glyph.width, style);
        } else {
            for (int i = 0; i < glyph.width; i++)
                put_cell(grid, row, column + i, slice_part(glyph.text, (size_t)i, (size_t)i + 1), 1, style);
        }
        column += glyph.width;
    }
    return column;
}

void grid_fill(struct grid *grid, int row, int column, int count, enum style style)
{
    for (int i = 0; i < count && row >= 0 && row < grid->rows && column + i < grid->columns; i++)
        *cell_at(grid, row, column + i) = (struct cell){.width = 1, .style = (unsigned char)style};
}

void grid_style(struct grid *grid, int row, int column, int count, enum style style)
{
    for (int i = 0; i < count && row >= 0 && row < grid->rows && column + i < grid->columns; i++)
        cell_at(grid, row, column + i)->style = (unsigned char)style;
}

/* --- graphemes --- */

static size_t cluster_length(struct slice line, size_t offset)
{
    utf8proc_int32_t code, next, state = 0;
    const utf8proc_uint8_t *bytes = (const utf8proc_uint8_t *)line.data + offset;
    size_t left = line.length - offset;
    if ((unsigned char)line.data[offset] < 0x80 && (left < 2 || (unsigned char)line.data[offset + 1] < 0x80))
        return 1;
    utf8proc_ssize_t length = utf8proc_iterate(bytes, (utf8proc_ssize_t)left, &code);
    if (length < 1)
        return 1;
    size_t total = (size_t)length;
    while (total < left) {
        length = utf8proc_iterate(bytes + total, (utf8proc_ssize_t)(left - total), &next);
        if (length < 1 || utf8proc_grapheme_break_stateful(code, next, &state))
            break;
        code = next;
        total += (size_t)length;
    }
    return total;
}

size_t glyph_next(struct slice line, size_t offset)
{
    return offset >= line.length ? line.length : offset + cluster_length(line, offset);
}

size_t glyph_previous(struct slice line, size_t offset)
{
    enum { LOOK_BACK = 64 }; /* a cluster is not longer than that, or it is cut */
    size_t at = offset > LOOK_BACK ? offset - LOOK_BACK : 0;
    while (at > 0 && at < offset && ((unsigned char)line.data[at] & 0xc0) == 0x80)
        at++;
    size_t last = at;
    for (; at < offset && at < line.length; at = glyph_next(line, at))
        last = at;
    return last;
}

void glyph_at(struct slice line, size_t offset, int at, const struct glyph_rules *rules, struct glyph *glyph)
{
    const char *digits = rules->upper ? "0123456789ABCDEF" : "0123456789abcdef";
    unsigned char byte = (unsigned char)line.data[offset];
    utf8proc_int32_t code;
    *glyph = (struct glyph){.length = 1, .width = 1};
    if (byte == '\t') {
        static const char blanks[] = "                                ";
        int tab = rules->tab > 0 && rules->tab <= 32 ? rules->tab : 8;
        glyph->width = tab - at % tab;
        glyph->text = (struct slice){blanks, (size_t)glyph->width};
        glyph->special = true;
        return;
    }
    if (byte < ' ' || byte == 0x7f) {
        glyph->made[0] = '^';
        glyph->made[1] = (char)(byte ^ 0x40);
        glyph->text = (struct slice){glyph->made, 2};
        glyph->width = 2;
        glyph->special = true;
        return;
    }
    bool plain = byte < 0x80 && (offset + 1 == line.length || (unsigned char)line.data[offset + 1] < 0x80);
    glyph->length = plain ? 1 : cluster_length(line, offset);
    glyph->text = (struct slice){line.data + offset, glyph->length};
    if (plain) /* nearly all there is */
        return;
    if (utf8proc_iterate((const utf8proc_uint8_t *)glyph->text.data, (utf8proc_ssize_t)glyph->length, &code) < 1 ||
        (code >= 0x80 && code < 0xa0)) {
        if (!rules->hex) {
            memcpy(glyph->made, "\xef\xbf\xbd", 3);
            glyph->text = (struct slice){glyph->made, 3};
            return;
        }
        memcpy(glyph->made, "<xx>", 4);
        glyph->made[1] = digits[(code >= 0x80 ? (unsigned char)code : byte) >> 4];
        glyph->made[2] = digits[(code >= 0x80 ? (unsigned char)code : byte) & 15];
        glyph->text = (struct slice){glyph->made, 4};
        glyph->width = 4;
        glyph->special = true;
        return;
    }
    int width = cells_count(glyph->text);
    glyph->width = width < 1 ? 1 : width > 2 ? 2 : width;
}

int glyph_column(struct slice line, size_t offset, const struct glyph_rules *rules)
{
    int column = 0;
    struct glyph glyph;
    for (size_t at = 0; at < offset && at < line.length; at += glyph.length) {
        glyph_at(line, at, column, rules, &glyph);
        column += glyph.width;
    }
    return column;
}

size_t glyph_offset(struct slice line, int column, const struct glyph_rules *rules)
{
    int at_column = 0;
    size_t at = 0;
    struct glyph glyph;
    while (at < line.length) {
        glyph_at(line, at, at_column, rules, &glyph);
        if (at_column + glyph.width > column)
            break;
        at_column += glyph.width;
        at += glyph.length;
    }
    return at;
}

/* --- to a terminal --- */

static const char *const codes[STYLES] = {
    [STYLE_PLAIN] = "\033[0m",     [STYLE_REVERSE] = "\033[0;7m", [STYLE_BOLD] = "\033[0;1m",
    [STYLE_DIM] = "\033[0;34m",    [STYLE_COMMENT] = "\033[0;34m", [STYLE_KEY] = "\033[0;36m",
    [STYLE_STRING] = "\033[0;32m", [STYLE_NUMBER] = "\033[0;35m", [STYLE_WORD] = "\033[0;33m",
    [STYLE_MARK] = "\033[0;35m",   [STYLE_ERROR] = "\033[0;37;41m", [STYLE_FOUND] = "\033[0;30;43m",
};

static bool same_cell(const struct cell *a, const struct cell *b)
{
    return a->style == b->style && a->width == b->width && a->text[0] == b->text[0] &&
           (!a->text[0] || strcmp(a->text + 1, b->text + 1) == 0);
}

static void encode_row(const struct grid *before, const struct grid *after, int row, int *style, struct buffer *out)
{
    int from = 0, to = after->columns;
    while (before && from < to && same_cell(cell_at(before, row, from), cell_at(after, row, from)))
        from++;
    while (before && to > from && same_cell(cell_at(before, row, to - 1), cell_at(after, row, to - 1)))
        to--;
    while (from > 0 && from < to && cell_at(after, row, from)->width == 0)
        from--;
    int end = after->columns; /* blanks at the end of a row are one "erase in line" */
    while (end > from && !cell_at(after, row, end - 1)->text[0] && cell_at(after, row, end - 1)->width &&
           cell_at(after, row, end - 1)->style == STYLE_PLAIN)
        end--;
    if (from >= to)
        return;
    buffer_format(out, "\033[%d;%dH", row + 1, from + 1);
    for (int column = from; column < to && column < end; column++) {
        const struct cell *cell = cell_at(after, row, column);
        if (cell->width == 0)
            continue;
        if (cell->style != *style)
            buffer_add_text(out, codes[cell->style]);
        *style = cell->style;
        buffer_add_text(out, cell->text[0] ? cell->text : " ");
    }
    if (to > end) {
        if (*style != STYLE_PLAIN)
            buffer_add_text(out, codes[STYLE_PLAIN]);
        *style = STYLE_PLAIN;
        buffer_add_text(out, "\033[K");
    }
}

void grid_encode(const struct grid *before, const struct grid *after, struct buffer *out)
{
    bool same = before && before->columns == after->columns && before->rows == after->rows;
    int style = -1;
    buffer_add_text(out, "\033[?25l");
    if (!same)
        buffer_add_text(out, "\033[0m\033[2J");
    for (int row = 0; row < after->rows; row++)
        encode_row(same ? before : NULL, after, row, &style, out);
    if (style > 0)
        buffer_add_text(out, codes[STYLE_PLAIN]);
    buffer_format(out, "\033[%d;%dH\033[?25h", after->cursor_row + 1, after->cursor_column + 1);
}
