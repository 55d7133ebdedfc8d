#include "edit/grid.h"

#include <string.h>
#include <utf8proc.h>

#include "base/check.h"
#include "base/write.h"
#include "shell/cells.h"

static struct cell *cell_at(const struct grid *grid, int row, int column)
{
    return &grid->cells[(size_t)row * (size_t)grid->columns + (size_t)column];
}

static void release_lines(struct grid_row *lines, int rows)
{
    for (int row = 0; lines && row < rows; row++)
        buffer_release(&lines[row].source);
    memory_free(lines);
}

void grid_release(struct grid *grid)
{
    memory_free(grid->cells);
    memory_free(grid->shown);
    memory_free(grid->blanks);
    buffer_release(&grid->whole);
    release_lines(grid->lines, grid->rows);
    release_lines(grid->shown_lines, grid->rows);
    *grid = (struct grid){0};
}

static void blank_row(struct grid *grid, int row)
{
    memcpy(cell_at(grid, row, 0), grid->blanks, (size_t)grid->columns * sizeof *grid->blanks);
}

/* Blank, of an unknown source. */
static void clear_row(struct grid *grid, int row)
{
    blank_row(grid, row);
    buffer_clear(&grid->lines[row].source);
    buffer_clear(&grid->whole);
    grid->lines[row].drawn = true;
}

void grid_begin(struct grid *grid, int columns, int rows)
{
    if (columns != grid->columns || rows != grid->rows) {
        size_t count = (size_t)columns * (size_t)rows;
        grid_release(grid);
        grid->columns = columns;
        grid->rows = rows;
        grid->cells = memory_allocate(sizeof *grid->cells * count);
        grid->shown = memory_allocate(sizeof *grid->shown * count);
        grid->blanks = memory_allocate(sizeof *grid->blanks * (size_t)columns);
        for (int column = 0; column < columns; column++)
            grid->blanks[column].width = 1;
        grid->lines = memory_allocate(sizeof *grid->lines * (size_t)rows);
        grid->shown_lines = memory_allocate(sizeof *grid->shown_lines * (size_t)rows);
        for (int row = 0; row < rows; row++)
            clear_row(grid, row);
    }
    grid->cursor_row = grid->cursor_column = 0;
}

void grid_clear(struct grid *grid, int columns, int rows)
{
    grid_begin(grid, columns, rows);
    for (int row = 0; row < rows; row++) {
        clear_row(grid, row);
        buffer_clear(&grid->shown_lines[row].source);
    }
}

void grid_forget(struct grid *grid)
{
    grid->is_shown = false;
}

/* --- what rows are drawn from --- */

/* The first bytes of a source, in which most differ. */
static inline uint64_t front_of(const char *source, size_t length)
{
    uint64_t front = 0;
    if (length >= sizeof front)
        memcpy(&front, source, sizeof front);
    return front;
}

static inline bool is_from(const struct grid_row *lines, int count, struct slice source)
{
    uint64_t front = front_of(source.data, source.length);
    for (int part = 0; part < count; part++) {
        if (lines[part].source.length != source.length || lines[part].part != part ||
            front_of(lines[part].source.data, source.length) != front ||
            memcmp(lines[part].source.data, source.data, source.length) != 0)
            return false;
    }
    return true;
}

static void set_source(struct grid_row *line, int part, struct slice source)
{
    line->part = part;
    line->drawn = true;
    buffer_clear(&line->source);
    if (source.length)
        buffer_add(&line->source, source);
}

/* The row that shows the first of them; -1: they are not shown. Text moves by a few rows when it moves. */
static int find_shown(const struct grid *grid, int row, int count, struct slice source)
{
    for (int away = 0; grid->is_shown && away < grid->rows; away++) {
        int below = row + away, above = row - away;
        if (below + count <= grid->rows && is_from(grid->shown_lines + below, count, source))
            return below;
        if (above >= 0 && above + count <= grid->rows && is_from(grid->shown_lines + above, count, source))
            return above;
    }
    return -1;
}

bool grid_draws(struct grid *grid, int row, int count, struct slice source)
{
    size_t columns = (size_t)grid->columns;
    count = count > grid->rows - row ? grid->rows - row : count;
    if (source.length && is_from(grid->lines + row, count, source))
        return false;
    int from = source.length ? find_shown(grid, row, count, source) : -1;
    for (int part = 0; part < count; part++)
        set_source(&grid->lines[row + part], part, source);
    if (from < 0) {
        for (int part = 0; part < count; part++)
            blank_row(grid, row + part);
        return true;
    }
    memcpy(cell_at(grid, row, 0), grid->shown + (size_t)from * columns,
           sizeof *grid->cells * columns * (size_t)count);
    return false;
}

bool grid_is_from(struct grid *grid, struct slice source)
{
    if (source.length && slice_equal(buffer_slice(&grid->whole), source))
        return true;
    buffer_clear(&grid->whole);
    buffer_add(&grid->whole, source);
    return false;
}

void grid_scroll_up(struct grid *grid, int count)
{
    count = count > grid->rows ? grid->rows : count;
    memmove(grid->cells, grid->cells + count * grid->columns,
            sizeof *grid->cells * (size_t)((grid->rows - count) * grid->columns));
    for (int row = 0; row < grid->rows; row++)
        set_source(&grid->lines[row], 0, (struct slice){0});
    for (int row = grid->rows - count; row < grid->rows; row++)
        clear_row(grid, row);
}

/* --- cells --- */

static void put_cell(struct grid *grid, int row, int column, struct slice text, int width, enum style style)
{
    struct cell *cell = cell_at(grid, row, column);
    *cell = (struct cell){.width = (unsigned char)width, .style = (unsigned char)style};
    if (text.length == 1)
        cell->text[0] = text.data[0];
    else
        memcpy(cell->text, text.data, text.length < CELL_BYTES ? text.length : CELL_BYTES - 1);
    for (int i = 1; i < width; i++)
        *cell_at(grid, row, column + i) = (struct cell){.style = (unsigned char)style};
}

void grid_put_glyph(struct grid *grid, int row, int column, const struct glyph *glyph, enum style style)
{
    if (row < 0 || row >= grid->rows)
        return;
    if (glyph->width == 1 || !glyph->special) {
        if (column + glyph->width <= grid->columns)
            put_cell(grid, row, column, glyph->text, glyph->width, style);
        return;
    }
    for (int i = 0; i < glyph->width && column + i < grid->columns; i++)
        put_cell(grid, row, column + i, slice_part(glyph->text, (size_t)i, (size_t)i + 1), 1, style);
}

int grid_put(struct grid *grid, int row, int column, struct slice text, enum style style)
{
    struct glyph_rules rules = {.tab = 8};
    struct glyph glyph;
    for (size_t at = 0; at < text.length && row >= 0 && row < grid->rows; at += glyph.length) {
        if (glyph_is_plain(text, at) && column < grid->columns) {
            *cell_at(grid, row, column++) = (struct cell){{text.data[at]}, 1, (unsigned char)style};
            glyph.length = 1;
            continue;
        }
        glyph_at(text, at, column, &rules, &glyph);
        if (column + glyph.width > grid->columns)
            break;
        grid_put_glyph(grid, row, column, &glyph, style);
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
    if (glyph_is_plain(line, offset)) {
        glyph->text = (struct slice){line.data + offset, 1};
        return;
    }
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
    glyph->length = cluster_length(line, offset);
    glyph->text = (struct slice){line.data + offset, glyph->length};
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

size_t glyph_plain_length(struct slice line, size_t most)
{
    const uint64_t ones = 0x0101010101010101u, high = ones << 7;
    size_t at = 0;
    most = most < line.length ? most : line.length;
    for (uint64_t word; at + sizeof word < most; at += sizeof word) { /* eight at a time, and one is left */
        memcpy(&word, line.data + at, sizeof word);
        uint64_t deleted = word ^ ones * 0x7f;
        if ((word | (word - ones * ' ') | (deleted - ones)) & high)
            break;
    }
    while (at < most && glyph_is_plain(line, at))
        at++;
    return at > 0 && at < line.length && (unsigned char)line.data[at] >= 0x80 ? at - 1 : at;
}

int glyph_column(struct slice line, size_t offset, const struct glyph_rules *rules)
{
    size_t at = glyph_plain_length(line, offset);
    int column = (int)at;
    struct glyph glyph;
    for (; at < offset && at < line.length; at += glyph.length) {
        glyph_at(line, at, column, rules, &glyph);
        column += glyph.width;
    }
    return column;
}

size_t glyph_offset(struct slice line, int column, const struct glyph_rules *rules)
{
    size_t at = glyph_plain_length(line, column < 0 ? 0 : (size_t)column);
    int at_column = (int)at;
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
    return memcmp(a, b, sizeof *a) == 0; /* behind a text are only NULs */
}

/* How many of [count] cells are the same from the front. */
static int same_front(const struct cell *a, const struct cell *b, int count)
{
    enum { SOME = 16 };
    int at = 0;
    while (at + SOME <= count && memcmp(a + at, b + at, SOME * sizeof *a) == 0)
        at += SOME;
    while (at < count && same_cell(a + at, b + at))
        at++;
    return at;
}

static int same_back(const struct cell *a, const struct cell *b, int count)
{
    enum { SOME = 16 };
    int left = count;
    while (left >= SOME && memcmp(a + left - SOME, b + left - SOME, SOME * sizeof *a) == 0)
        left -= SOME;
    while (left > 0 && same_cell(a + left - 1, b + left - 1))
        left--;
    return count - left;
}

static bool is_blank(const struct cell *cell)
{
    return !cell->text[0] && cell->width && cell->style == STYLE_PLAIN;
}

/* Into room for as many as a cell may take. */
static char *write_cell(char *at, const struct cell *cell, int *style)
{
    if (cell->style != *style)
        at = write_text(at, codes[cell->style]);
    *style = cell->style;
    if (cell->text[0] && cell->text[1])
        return write_text(at, cell->text);
    *at = cell->text[0] ? cell->text[0] : ' ';
    return at + 1;
}

static void add_place(struct buffer *out, int row, int column)
{
    char *at = write_text(buffer_room(out, 2 * WRITE_NUMBER + 4), "\033[");
    at = write_text(write_number(at, (uint64_t)row + 1), ";");
    buffer_wrote(out, write_text(write_number(at, (uint64_t)column + 1), "H"));
}

/* The cells of a row, where [shown] is shown (not [known]: or whatever); from now on it is the same. */
static void encode_row(struct cell *shown, bool known, const struct cell *after, int columns, int row, int *style,
                       struct buffer *out)
{
    int from = known ? same_front(shown, after, columns) : 0, to = columns;
    if (known)
        to -= same_back(shown + from, after + from, columns - from);
    while (from > 0 && from < to && after[from].width == 0)
        from--;
    if (from >= to)
        return;
    int end = columns; /* blanks at the end of a row are one "erase in line" */
    bool erases = is_blank(&after[to - 1]);
    while (erases && end > from && is_blank(&after[end - 1]))
        end--;
    add_place(out, row, from);
    enum { CODE_BYTES = 16 };
    int last = to < end ? to : end;
    char *at = buffer_room(out, (size_t)(last > from ? last - from : 0) * (CELL_BYTES + CODE_BYTES));
    for (int column = from; column < last; column++) {
        if (after[column].width)
            at = write_cell(at, &after[column], style);
    }
    buffer_wrote(out, at);
    memcpy(shown + from, after + from, (size_t)(to - from) * sizeof *after);
    if (to > end) {
        if (*style != STYLE_PLAIN)
            buffer_add_text(out, codes[STYLE_PLAIN]);
        *style = STYLE_PLAIN;
        buffer_add_text(out, "\033[K");
    }
}

void grid_show(struct grid *grid, struct buffer *out)
{
    int style = -1;
    buffer_add_text(out, "\033[?25l");
    if (!grid->is_shown)
        buffer_add_text(out, "\033[0m\033[2J");
    for (int row = 0; row < grid->rows; row++) {
        struct grid_row *line = &grid->lines[row], *shown = &grid->shown_lines[row];
        struct cell *after = cell_at(grid, row, 0), *before = grid->shown + (after - grid->cells);
        if (grid->is_shown && !line->drawn)
            continue;
        encode_row(before, grid->is_shown, after, grid->columns, row, &style, out);
        set_source(shown, line->part, buffer_slice(&line->source));
        line->drawn = false;
    }
    if (style > 0)
        buffer_add_text(out, codes[STYLE_PLAIN]);
    grid->is_shown = true;
    add_place(out, grid->cursor_row, grid->cursor_column);
    buffer_add_text(out, "\033[?25h");
}
