/* vi's window: lines, wrapped or scrolled; the ruler; the line at the bottom. */
#include <string.h>

#include "base/check.h"
#include "edit/vi_record.h"

enum { RULER = 18 };

static int number_width(const struct vi *vi)
{
    int digits = 1;
    for (size_t lines = vi_lines(vi); lines >= 10; lines /= 10)
        digits++;
    return vi->set.number || vi->set.relative ? (digits < 3 ? 3 : digits) + 1 : 0;
}

static int text_width(const struct vi *vi)
{
    int width = vi->columns - number_width(vi);
    return width < 1 ? 1 : width;
}

/* Rows that a line takes; a long one is not measured beyond the window. */
static size_t rows_of(struct vi *vi, size_t line)
{
    struct glyph_rules rules = vi_rules(vi);
    if (!vi->set.wrap)
        return 1;
    struct slice content = text_line(vi->text, line);
    size_t most = vi_height(vi) * (size_t)vi->columns * 4;
    int columns = glyph_column(content, content.length < most ? content.length : most, &rules), width = text_width(vi);
    return columns == 0 ? 1 : (size_t)((columns + width - 1) / width);
}

/* The rows from line [from] to [to], both with; not more than [most] are counted. */
static size_t rows_between(struct vi *vi, size_t from, size_t to, size_t most)
{
    size_t rows = 0;
    for (size_t line = from; line <= to && rows <= most; line++)
        rows += rows_of(vi, line);
    return rows;
}

/* The line in the middle, but no empty rows behind the last line. */
static void center(struct vi *vi, size_t line)
{
    size_t lines = vi_lines(vi), height = vi_height(vi);
    vi_scroll_to(vi, line, 'z');
    if (vi->top + height > lines && !vi->set.wrap)
        vi->top = lines > height ? lines - height : 0;
    while (vi->set.wrap && vi->top > 0 && rows_between(vi, vi->top - 1, lines - 1, height) <= height)
        vi->top--;
}

/* So that the cursor's line is shown with a few lines around it; far jumps put it in the middle. */
static void follow_cursor(struct vi *vi)
{
    size_t height = vi_height(vi), line = vi_line(vi), last = vi_lines(vi) - 1;
    size_t around = (size_t)vi->set.scroll_offset;
    around = around > (height - 1) / 2 ? (height - 1) / 2 : around;
    if (vi->top > last)
        vi->top = last;
    if (vi->top > 0 && line < vi->top + around) {
        size_t away = vi->top + around - line, half = height / 2 > 1 ? height / 2 - 1 : 1;
        if (away >= half && line < vi->top)
            center(vi, line);
        else
            vi->top = line > around ? line - around : 0;
        return;
    }
    size_t lowest = line + around > last ? last : line + around;
    if (lowest < vi->top || rows_between(vi, vi->top, lowest, height) <= height)
        return;
    if (line > vi->top + 2 * height) {
        center(vi, line);
        return;
    }
    size_t first = lowest, rows = rows_of(vi, lowest);
    while (first > 0 && rows + rows_of(vi, first - 1) <= height)
        rows += rows_of(vi, --first);
    if (line - (line < vi->top ? line : vi->top) > height + height && first > vi->top)
        center(vi, line);
    else
        vi->top = first > line ? line : first;
}

static bool is_selected(const struct vi *vi, size_t offset)
{
    if (vi->mode != MODE_VISUAL && vi->mode != MODE_VISUAL_LINES)
        return false;
    size_t from = vi->visual < vi->cursor ? vi->visual : vi->cursor, to = vi->visual < vi->cursor ? vi->cursor : vi->visual;
    if (vi->mode == MODE_VISUAL_LINES) {
        size_t line = text_line_at(vi->text, offset);
        return line >= text_line_at(vi->text, from) && line <= text_line_at(vi->text, to);
    }
    return offset >= from && offset <= to;
}

/* A style for each byte of the line; heap, or NULL: plain. */
static unsigned char *styles_of(struct vi *vi, struct slice content, const struct pattern *found)
{
    enum { LONGEST = 10000 };
    struct match match;
    bool colours = vi->syntax && vi->set.syntax;
    if ((!colours && !found) || content.length > LONGEST)
        return NULL;
    unsigned char *styles = memory_allocate(content.length + 1);
    if (colours)
        syntax_colour(vi->syntax, content, styles);
    for (size_t from = 0; found && from < content.length && pattern_match(found, content, from, &match);) {
        memset(styles + match.from, STYLE_FOUND, match.to - match.from);
        from = match.to > match.from ? match.to : match.from + 1;
    }
    return styles;
}

struct pen {
    struct vi *vi;
    struct grid *grid;
    int row, margin, left;
    size_t height;
};

static void draw_glyph(struct pen *pen, int row, int column, const struct glyph *glyph, enum style style)
{
    if (glyph->special && glyph->text.data != glyph->made) { /* a tab */
        grid_fill(pen->grid, row, column, glyph->width, style);
        return;
    }
    grid_put(pen->grid, row, column, glyph->text, style);
}

/* Draws one line from [pen->row] on; gives the rows it took. */
static int draw_line(struct pen *pen, size_t line, const struct pattern *found)
{
    struct vi *vi = pen->vi;
    struct glyph_rules rules = vi_rules(vi);
    struct glyph glyph;
    size_t start = vi_start(vi, line), at = 0;
    struct slice content = text_line(vi->text, line);
    unsigned char *styles = styles_of(vi, content, found);
    int width = text_width(vi), column = 0, row = 0;
    for (; at <= content.length; at += glyph.length) {
        bool end = at == content.length;
        if (end)
            glyph = (struct glyph){.length = 1, .width = 1, .text = SLICE(" ")};
        else
            glyph_at(content, at, column, &rules, &glyph);
        int shown = column - pen->left;
        if (vi->set.wrap && shown >= 0) {
            row = shown / width;
            shown %= width;
        }
        if (pen->row + row >= (int)pen->height || (!vi->set.wrap && shown >= width))
            break;
        bool selected = is_selected(vi, start + at);
        enum style style = selected ? STYLE_REVERSE : styles && !end ? styles[at] : STYLE_PLAIN;
        if (glyph.special && glyph.text.data == glyph.made && !selected)
            style = STYLE_DIM;
        if (shown >= 0 && (!end || selected))
            draw_glyph(pen, pen->row + row, pen->margin + shown, &glyph, style);
        if (start + at == vi->cursor) {
            bool tab = !end && content.data[at] == '\t' && vi->mode != MODE_INSERT && vi->mode != MODE_REPLACE;
            int place = pen->margin + shown + (tab ? glyph.width - 1 : 0);
            pen->grid->cursor_row = pen->row + row;
            pen->grid->cursor_column = place < pen->grid->columns ? place : pen->grid->columns - 1;
        }
        column += glyph.width;
    }
    if (at > content.length && vi->set.wrap && column > 1)
        row = (column - 2) / width; /* the place behind the end needs no row of its own */
    memory_free(styles);
    return row + 1;
}

static void draw_number(struct pen *pen, size_t line)
{
    struct vi *vi = pen->vi;
    struct buffer text = {0};
    size_t current = vi_line(vi);
    size_t number = vi->set.relative ? (line > current ? line - current : current - line) : line + 1;
    if (vi->set.relative && vi->set.number && line == current)
        number = line + 1;
    buffer_format(&text, "%*zu ", pen->margin - 1, number);
    grid_put(pen->grid, pen->row, 0, buffer_slice(&text), STYLE_WORD);
    buffer_release(&text);
}

/* What a search that is being typed would find, and what was found when that is to be lit. */
static struct pattern *lit_pattern(struct vi *vi)
{
    const char *problem;
    bool typing = vi->mode == MODE_LINE && vi->line_kind != ':' && vi->set.incremental && vi->line.length;
    struct slice source = typing ? buffer_slice(&vi->line) : buffer_slice(&vi->sought);
    if (!typing && (!vi->set.highlight || vi->found_hidden))
        return NULL;
    if (source.length == 0)
        return NULL;
    return pattern_new(source, PATTERN_VI | (vi->set.ignore_case ? PATTERN_NOCASE : 0), &problem);
}

static void draw_text(struct vi *vi, struct grid *grid)
{
    struct pen pen = {vi, grid, 0, number_width(vi), 0, vi_height(vi)};
    struct pattern *found = lit_pattern(vi);
    size_t lines = vi_lines(vi), line = vi->top;
    if (pen.margin >= grid->columns)
        pen.margin = 0;
    if (!vi->set.wrap) {
        int column = vi_column(vi, vi->cursor), width = text_width(vi);
        if (column < (int)vi->left || column >= (int)vi->left + width)
            vi->left = column > width / 2 ? (size_t)(column - width / 2) : 0;
        pen.left = (int)vi->left;
    }
    for (; line < lines && pen.row < (int)pen.height; line++) {
        size_t rows = rows_of(vi, line);
        if (pen.row > 0 && (size_t)pen.row + rows > pen.height && line != vi_line(vi)) {
            for (; pen.row < (int)pen.height; pen.row++)
                grid_put(grid, pen.row, 0, SLICE("@"), STYLE_DIM);
            break;
        }
        if (pen.margin)
            draw_number(&pen, line);
        pen.row += draw_line(&pen, line, found);
    }
    for (; pen.row < (int)pen.height; pen.row++)
        grid_put(grid, pen.row, 0, SLICE("~"), STYLE_DIM);
    pattern_free(found);
}

static void draw_ruler(struct vi *vi, struct grid *grid, int row)
{
    struct buffer text = {0};
    size_t lines = vi_lines(vi), height = vi_height(vi), start = vi_start(vi, vi_line(vi));
    size_t byte = vi->cursor - start;
    int column = vi_column(vi, vi->cursor);
    struct glyph_rules rules = vi_rules(vi);
    struct glyph glyph;
    bool inserts = vi->mode == MODE_INSERT || vi->mode == MODE_REPLACE;
    if (!inserts && vi->cursor < vi_end(vi, vi_line(vi)) && vi_byte(vi, vi->cursor) == '\t') {
        glyph_at(text_line(vi->text, vi_line(vi)), byte, column, &rules, &glyph);
        column += glyph.width - 1;
    }
    buffer_format(&text, "%zu,", vi_is_empty(vi) ? 0 : vi_line(vi) + 1);
    bool empty = start == vi_end(vi, vi_line(vi));
    if (empty && !(inserts && !vi_is_empty(vi) && false))
        buffer_add_text(&text, inserts ? "1" : "0-1");
    else if ((int)byte == column)
        buffer_format(&text, "%d", column + 1);
    else
        buffer_format(&text, "%zu-%d", byte + 1, column + 1);
    while (text.length < 14)
        buffer_add_byte(&text, ' ');
    bool bottom = rows_between(vi, vi->top, lines - 1, height) <= height;
    if (vi->top == 0 && bottom)
        buffer_add_text(&text, "All");
    else if (vi->top == 0)
        buffer_add_text(&text, "Top");
    else if (bottom)
        buffer_add_text(&text, "Bot");
    else
        buffer_format(&text, "%zu%%", vi->top * 100 / (lines - height > 0 ? lines - height : 1));
    grid_put(grid, row, grid->columns - RULER, buffer_slice(&text), STYLE_PLAIN);
    buffer_release(&text);
}

static void draw_pending(const struct vi *vi, struct grid *grid, int row)
{
    enum { SHOWN = 10 };
    struct buffer text = {0};
    if (vi->pending.count == 0 && (vi->mode == MODE_VISUAL || vi->mode == MODE_VISUAL_LINES)) {
        size_t a = text_line_at(vi->text, vi->visual), b = vi_line(vi), lines = (a < b ? b - a : a - b) + 1;
        int left = vi_column(vi, vi->visual), right = vi_column(vi, vi->cursor);
        bool characters = lines == 1 && vi->mode == MODE_VISUAL;
        buffer_format(&text, "%zu", characters ? (size_t)(left < right ? right - left : left - right) + 1 : lines);
    }
    size_t from = vi->pending.count > SHOWN ? vi->pending.count - SHOWN : 0;
    for (size_t i = from; i < vi->pending.count; i++) {
        int code = vi->pending.items[i];
        if (code < ' ')
            buffer_format(&text, "^%c", code + '@');
        else if (code < 0x7f)
            buffer_add_byte(&text, (char)code);
    }
    grid_put(grid, row, grid->columns - RULER - 10, buffer_slice(&text), STYLE_PLAIN);
    buffer_release(&text);
}

static void draw_command(struct vi *vi, struct grid *grid, int row)
{
    struct buffer text = {0};
    struct glyph_rules rules = vi_rules(vi);
    buffer_add_byte(&text, (char)vi->line_kind);
    buffer_add(&text, buffer_slice(&vi->line));
    struct slice all = buffer_slice(&text);
    int column = glyph_column(all, vi->line_cursor + 1, &rules);
    int left = column >= grid->columns ? column - grid->columns / 2 : 0;
    grid_put(grid, row, 0, slice_part(all, glyph_offset(all, left, &rules), all.length), STYLE_PLAIN);
    grid->cursor_row = row;
    grid->cursor_column = column - left;
    buffer_release(&text);
}

static const char *mode_text(const struct vi *vi)
{
    switch (vi->mode) {
    case MODE_INSERT:
        return vi->set.paste ? "-- INSERT (paste) --" : "-- INSERT --";
    case MODE_REPLACE:
        return "-- REPLACE --";
    case MODE_VISUAL:
        return "-- VISUAL --";
    case MODE_VISUAL_LINES:
        return "-- VISUAL LINE --";
    default:
        return NULL;
    }
}

static void draw_bottom(struct vi *vi, struct grid *grid)
{
    int row = grid->rows - 1;
    const char *mode = vi->set.show_mode ? mode_text(vi) : NULL;
    if (vi->mode == MODE_LINE) {
        draw_command(vi, grid, row);
        return;
    }
    if (mode)
        grid_put(grid, row, 0, slice_of(mode), STYLE_BOLD);
    else
        grid_put(grid, row, 0, buffer_slice(&vi->message),
                 vi->error && vi->message.length && vi->message.data[0] == 'E' ? STYLE_ERROR : STYLE_PLAIN);
    if (vi->recording)
        grid_put(grid, row, mode ? (int)strlen(mode) : 0, SLICE("recording @"), STYLE_BOLD);
    if (vi->recording) {
        char name = (char)vi->recording;
        grid_put(grid, row, (mode ? (int)strlen(mode) : 0) + 11, (struct slice){&name, 1}, STYLE_BOLD);
    }
    bool room = glyph_column(buffer_slice(&vi->message), vi->message.length, &(struct glyph_rules){.tab = 8}) <
                grid->columns - RULER;
    if (vi->set.ruler && grid->columns > 2 * RULER && (room || mode)) {
        grid_fill(grid, row, grid->columns - RULER, RULER, STYLE_PLAIN);
        draw_ruler(vi, grid, row);
        draw_pending(vi, grid, row);
    }
}

static void scroll_up(struct grid *grid, int count)
{
    count = count > grid->rows ? grid->rows : count;
    memmove(grid->cells, grid->cells + count * grid->columns,
            sizeof *grid->cells * (size_t)((grid->rows - count) * grid->columns));
    for (int row = grid->rows - count; row < grid->rows; row++)
        grid_fill(grid, row, 0, grid->columns, STYLE_PLAIN);
}

/* More than one line of output pushes the text up, until a key. */
static void draw_more(struct vi *vi, struct grid *grid)
{
    struct slice rest = buffer_slice(&vi->printed), line;
    int count = 0, bottom = grid->rows - 1;
    for (size_t i = 0; i < rest.length; i++)
        count += rest.data[i] == '\n';
    grid_fill(grid, bottom, 0, grid->columns, STYLE_PLAIN);
    int end = grid_put(grid, bottom, 0, SLICE(":"), STYLE_PLAIN);
    grid_put(grid, bottom, end, buffer_slice(&vi->line_history[0]), STYLE_PLAIN);
    scroll_up(grid, count + 1);
    for (int row = bottom - count; row < bottom && slice_next(&rest, '\n', &line); row++)
        grid_put(grid, row, 0, line, STYLE_PLAIN);
    grid->cursor_row = bottom;
    grid->cursor_column = grid_put(grid, bottom, 0, SLICE("Press ENTER or type command to continue"), STYLE_WORD);
}

void vi_draw(struct vi *vi, struct grid *grid)
{
    grid_clear(grid, vi->columns, vi->rows);
    follow_cursor(vi);
    if (!vi->fresh && vi->top != vi->drawn_top)
        buffer_clear(&vi->message);
    vi->fresh = false;
    vi->drawn_top = vi->top;
    draw_text(vi, grid);
    if (grid->rows > 1)
        draw_bottom(vi, grid);
    if (vi->more)
        draw_more(vi, grid);
    if (grid->cursor_column >= grid->columns)
        grid->cursor_column = grid->columns - 1;
}
