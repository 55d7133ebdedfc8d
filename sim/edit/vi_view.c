/* vi's window: lines, wrapped or scrolled; the ruler; the line at the bottom. */
#include <string.h>

#include "base/check.h"
#include "base/write.h"
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

/* Of a line: its columns, and a number that no other line has, nor itself once it was changed. A long one is not
 * measured beyond the window. */
struct measured {
    uint32_t columns, number;
};

static struct measured measure(struct vi *vi, size_t line)
{
    uint64_t note = text_note(vi->text, line);
    if (!note) {
        struct glyph_rules rules = vi_rules(vi);
        struct slice content = text_line(vi->text, line);
        size_t most = vi_height(vi) * (size_t)vi->columns * 4;
        int columns = glyph_column(content, content.length < most ? content.length : most, &rules);
        note = (uint64_t)(uint32_t)columns << 32 | ++vi->last_number;
        text_set_note(vi->text, line, note);
    }
    return (struct measured){.columns = (uint32_t)(note >> 32), .number = (uint32_t)note};
}

/* Rows that a line takes. */
static size_t rows_for(uint32_t columns, int width)
{
    return columns <= (uint32_t)width ? 1 : (columns - 1) / (uint32_t)width + 1;
}

static size_t rows_of(struct vi *vi, size_t line, int width)
{
    return vi->set.wrap ? rows_for(measure(vi, line).columns, width) : 1;
}

static void check_notes(struct vi *vi)
{
    int most = (int)vi_height(vi) * vi->columns;
    if (vi->noted_tab != vi->set.tab || vi->noted_most != most)
        text_forget_notes(vi->text);
    vi->noted_tab = vi->set.tab;
    vi->noted_most = most;
}

/* The rows from line [from] to [to], both with; not more than [most] are counted. */
static size_t rows_between(struct vi *vi, size_t from, size_t to, size_t most)
{
    size_t rows = 0;
    int width = text_width(vi);
    for (size_t line = from; line <= to && rows <= most; line++)
        rows += rows_of(vi, line, width);
    return rows;
}

/* What was seen of the text at [top] is still to be seen. */
static bool is_still(const struct vi *vi)
{
    const struct vi_shown *shown = &vi->shown;
    return shown->text == vi->opened && shown->version == text_version(vi->text) && shown->top == vi->top &&
           shown->width == text_width(vi) && shown->height == (int)vi_height(vi) && shown->tab == vi->set.tab &&
           shown->wraps == vi->set.wrap;
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
    if (lowest < vi->top || (is_still(vi) && lowest < vi->top + vi->shown.lines) ||
        rows_between(vi, vi->top, lowest, height) <= height)
        return;
    if (line > vi->top + 2 * height) {
        center(vi, line);
        return;
    }
    int width = text_width(vi);
    size_t first = lowest, rows = rows_of(vi, lowest, width);
    while (first > 0 && rows + rows_of(vi, first - 1, width) <= height)
        rows += rows_of(vi, --first, width);
    if (line - (line < vi->top ? line : vi->top) > height + height && first > vi->top)
        center(vi, line);
    else
        vi->top = first > line ? line : first;
}

/* What is selected of the line: bytes, and one more for its end. */
static void select_part(const struct vi *vi, size_t line, size_t *from, size_t *to)
{
    size_t start = vi_start(vi, line), length = vi_end(vi, line) - start;
    *from = *to = 0;
    size_t first = vi->visual < vi->cursor ? vi->visual : vi->cursor;
    size_t last = vi->visual < vi->cursor ? vi->cursor : vi->visual;
    if (vi->mode == MODE_VISUAL_LINES) {
        bool within = line >= text_line_at(vi->text, first) && line <= text_line_at(vi->text, last);
        *to = within ? length + 1 : 0;
    } else if (first <= start + length && last >= start) {
        *from = first > start ? first - start : 0;
        *to = last < start + length ? last - start + 1 : length + 1;
    }
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

/* How the rows of a line are drawn. No byte of it is left to chance: it is compared. */
struct manner {
    size_t line; /* measured.number; in front, for it tells most of them apart */
    const struct syntax *syntax;
    size_t number; /* shown in the margin */
    size_t selected_from, selected_to;
    int64_t lit_turn; /* 0: nothing is lit up */
    int margin, left, width, tab, wraps, rows;
};

struct pen {
    struct vi *vi;
    struct grid *grid;
    const struct pattern *found;
    struct manner manner, whole; /* of a row, and of the whole picture */
    size_t current;              /* the cursor's line, and where it begins */
    int current_row, row, height;
};

static struct slice bytes_of(const struct manner *manner)
{
    return (struct slice){(const char *)manner, sizeof *manner};
}

static enum style style_at(const struct manner *manner, const unsigned char *styles, size_t at, bool end, bool made)
{
    if (at >= manner->selected_from && at < manner->selected_to)
        return STYLE_REVERSE;
    return made ? STYLE_DIM : styles && !end ? styles[at] : STYLE_PLAIN;
}

/* Draws one line into its rows. */
static void draw_line(const struct pen *pen, struct slice content)
{
    const struct manner *manner = &pen->manner;
    struct glyph_rules rules = vi_rules(pen->vi);
    struct glyph glyph;
    unsigned char *styles = styles_of(pen->vi, content, pen->found);
    int column = 0, row = 0;
    for (size_t at = 0; at <= content.length; at += glyph.length) {
        bool end = at == content.length;
        if (end)
            glyph = (struct glyph){.length = 1, .width = 1, .text = SLICE(" ")};
        else
            glyph_at(content, at, column, &rules, &glyph);
        int shown = column - manner->left;
        if (manner->wraps && shown >= manner->width) {
            row = shown / manner->width;
            shown %= manner->width;
        }
        if (row >= manner->rows || shown >= manner->width)
            break;
        bool tab = glyph.special && glyph.text.data != glyph.made;
        enum style style = style_at(manner, styles, at, end, glyph.special && !tab);
        if (tab && shown >= 0)
            grid_fill(pen->grid, pen->row + row, manner->margin + shown, glyph.width, style);
        else if (shown >= 0 && (!end || style != STYLE_PLAIN))
            grid_put_glyph(pen->grid, pen->row + row, manner->margin + shown, &glyph, style);
        column += glyph.width;
    }
    memory_free(styles);
}

/* On a tab the cursor stands at its end, but not where text is typed. */
static void place_cursor(const struct pen *pen, struct slice content, size_t offset)
{
    const struct manner *manner = &pen->manner;
    struct glyph_rules rules = vi_rules(pen->vi);
    struct glyph glyph;
    bool types = pen->vi->mode == MODE_INSERT || pen->vi->mode == MODE_REPLACE;
    int column = glyph_column(content, offset, &rules), shown = column - manner->left, row = 0;
    if (manner->wraps) {
        row = shown / manner->width;
        shown %= manner->width;
    }
    if (pen->row + row >= pen->height)
        return;
    if (offset < content.length && content.data[offset] == '\t' && !types) {
        glyph_at(content, offset, column, &rules, &glyph);
        shown += glyph.width - 1;
    }
    int place = manner->margin + shown, last = pen->grid->columns - 1;
    pen->grid->cursor_row = pen->row + row;
    pen->grid->cursor_column = place < last ? place : last;
}

static size_t number_of(const struct vi *vi, size_t line)
{
    size_t current = vi_line(vi);
    if (!vi->set.relative || (vi->set.number && line == current))
        return line + 1;
    return line > current ? line - current : current - line;
}

static void draw_number(const struct pen *pen)
{
    struct buffer text = {0};
    buffer_format(&text, "%*zu ", pen->manner.margin - 1, pen->manner.number);
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
    struct slice lit = buffer_slice(&vi->lit);
    char nocase = vi->set.ignore_case ? 'i' : 'I';
    if (lit.length == 0 || lit.data[0] != nocase || !slice_equal(slice_part(lit, 1, lit.length), source)) {
        vi->lit_turn++;
        buffer_clear(&vi->lit);
        buffer_add_byte(&vi->lit, nocase);
        buffer_add(&vi->lit, source);
    }
    return pattern_new(source, PATTERN_VI | (vi->set.ignore_case ? PATTERN_NOCASE : 0), &problem);
}

/* Draws what is not there yet of the line. */
static void show_line(struct pen *pen, size_t line, uint32_t number, int rows)
{
    struct vi *vi = pen->vi;
    struct manner *manner = &pen->manner;
    if (vi->mode == MODE_VISUAL || vi->mode == MODE_VISUAL_LINES)
        select_part(vi, line, &manner->selected_from, &manner->selected_to);
    manner->line = number;
    manner->number = manner->margin ? number_of(vi, line) : 0;
    manner->rows = rows < pen->height - pen->row ? rows : pen->height - pen->row;
    if (grid_draws(pen->grid, pen->row, manner->rows, bytes_of(manner))) {
        if (manner->margin)
            draw_number(pen);
        draw_line(pen, text_line(vi->text, line));
    }
}

static void show_marks(struct pen *pen, const char *mark)
{
    for (; pen->row < pen->height; pen->row++) {
        if (grid_draws(pen->grid, pen->row, 1, slice_of(mark)))
            grid_put(pen->grid, pen->row, 0, slice_of(mark), STYLE_DIM);
    }
}

/* What says of a picture that it is the last one, if the text is the same; nothing where it takes more than this. */
static struct slice source_of(const struct pen *pen, char *room, size_t size)
{
    const struct vi *vi = pen->vi;
    struct {
        struct manner manner;
        uint64_t text, turn;
        size_t top, height;
    } source = {pen->whole, vi->opened, vi->shown.turn, vi->top, (size_t)pen->height};
    bool more = vi->mode == MODE_VISUAL || vi->mode == MODE_VISUAL_LINES || vi->set.relative || vi->more;
    check(sizeof source <= size);
    memcpy(room, &source, sizeof source);
    return (struct slice){room, more ? 0 : sizeof source};
}

/* Goes on to line [to], drawing nothing: from the line that was seen last if the cursor's, which is looked for, is not above it. */
static void pass_lines(struct pen *pen, size_t *line, size_t to)
{
    const struct vi_shown *shown = &pen->vi->shown;
    if (shown->line >= *line && shown->line <= to && shown->line <= pen->current) {
        *line = shown->line;
        pen->row = shown->row;
    }
    for (; *line < to && pen->row < pen->height; ++*line) {
        if (*line == pen->current)
            pen->current_row = pen->row;
        pen->row += (int)rows_of(pen->vi, *line, pen->manner.width);
    }
}

/* From the line [from] on, up to one behind [same] that stands where it stood: what follows stands there, too. */
static void show_lines(struct pen *pen, size_t from, size_t same)
{
    struct vi *vi = pen->vi;
    struct vi_shown *shown = &vi->shown;
    size_t lines = vi_lines(vi), line = vi->top;
    bool is_cut = false, stands = false;
    pass_lines(pen, &line, from < lines ? from : lines);
    for (; line < lines && pen->row < pen->height && !stands; line++) {
        struct measured measured = measure(vi, line);
        int rows = vi->set.wrap ? (int)rows_for(measured.columns, pen->manner.width) : 1;
        is_cut = pen->row > 0 && pen->row + rows > pen->height && line != pen->current;
        if (is_cut)
            break;
        if (line == pen->current)
            pen->current_row = pen->row;
        show_line(pen, line, measured.number, rows);
        stands = line >= same && !pen->grid->lines[pen->row].drawn;
        pen->row += rows;
    }
    bool whole = pen->row <= pen->height, last = stands ? shown->last : line == lines && whole;
    size_t seen = stands ? shown->lines + lines - shown->count : line - vi->top - !whole;
    *shown = (struct vi_shown){.text = vi->opened, .version = text_version(vi->text), .top = vi->top, .lines = seen,
                               .count = lines, .turn = shown->turn + 1, .width = pen->manner.width,
                               .height = pen->height, .tab = vi->set.tab, .wraps = vi->set.wrap, .last = last,
                               .cut = is_cut || !whole};
    text_settle(vi->text);
    if (stands)
        pass_lines(pen, &line, pen->current + 1);
    else
        show_marks(pen, is_cut ? "@" : "~");
}

static void draw_text(struct vi *vi, struct grid *grid)
{
    enum { SOURCE_BYTES = 160 };
    char source[SOURCE_BYTES];
    struct pen pen = {.vi = vi, .grid = grid, .found = lit_pattern(vi), .height = (int)vi_height(vi)};
    struct manner *manner = &pen.manner;
    pen.current = vi_line(vi);
    pen.current_row = pen.height; /* it is not seen */
    *manner = (struct manner){.syntax = vi->set.syntax ? vi->syntax : NULL,
                              .lit_turn = pen.found ? vi->lit_turn : 0, .margin = number_width(vi),
                              .width = text_width(vi), .tab = vi->set.tab, .wraps = vi->set.wrap};
    if (manner->margin >= grid->columns)
        manner->margin = 0;
    if (!vi->set.wrap) {
        int column = vi_column(vi, vi->cursor), width = manner->width;
        if (column < (int)vi->left || column >= (int)vi->left + width)
            vi->left = column > width / 2 ? (size_t)(column - width / 2) : 0;
        manner->left = (int)vi->left;
    }
    pen.whole = *manner;
    size_t line = vi->top, start = vi_start(vi, pen.current);
    bool same = grid_is_from(grid, source_of(&pen, source, sizeof source)) && !vi->shown.cut;
    if (same && is_still(vi))
        pass_lines(&pen, &line, pen.current + 1);
    else if (same)
        show_lines(&pen, text_same_front(vi->text), vi_lines(vi) - text_same_back(vi->text));
    else
        show_lines(&pen, 0, SIZE_MAX);
    grid_is_from(grid, source_of(&pen, source, sizeof source));
    bool seen = pen.current_row < pen.height;
    vi->shown.line = seen ? pen.current : vi->top;
    vi->shown.row = seen ? pen.current_row : 0;
    pen.row = pen.current_row;
    if (seen && vi->cursor <= vi_end(vi, pen.current))
        place_cursor(&pen, text_line(vi->text, pen.current), vi->cursor - start);
    pattern_free((struct pattern *)pen.found);
}

/* "12,5-12     Bot"; [last]: the last line is shown. */
static void draw_ruler(struct vi *vi, struct grid *grid, int row, bool last)
{
    char room[4 * WRITE_NUMBER + 16], *at = room;
    size_t lines = vi_lines(vi), height = vi_height(vi), line = vi_line(vi), start = vi_start(vi, line);
    size_t byte = vi->cursor - start;
    struct slice content = text_line(vi->text, line);
    struct glyph_rules rules = vi_rules(vi);
    struct glyph glyph;
    int column = glyph_column(content, byte, &rules);
    bool inserts = vi->mode == MODE_INSERT || vi->mode == MODE_REPLACE;
    if (!inserts && byte < content.length && content.data[byte] == '\t') {
        glyph_at(content, byte, column, &rules, &glyph);
        column += glyph.width - 1;
    }
    at = write_number(at, vi_is_empty(vi) ? 0 : line + 1);
    *at++ = ',';
    if (content.length == 0) {
        at = write_text(at, inserts ? "1" : "0-1");
    } else {
        if ((int)byte != column)
            at = write_text(write_number(at, byte + 1), "-");
        at = write_number(at, (uint64_t)column + 1);
    }
    while (at < room + 14)
        *at++ = ' ';
    if (vi->top == 0)
        at = write_text(at, last ? "All" : "Top");
    else if (last)
        at = write_text(at, "Bot");
    else
        at = write_text(write_number(at, vi->top * 100 / (lines - height > 0 ? lines - height : 1)), "%");
    grid_put(grid, row, grid->columns - RULER, (struct slice){room, (size_t)(at - room)}, STYLE_PLAIN);
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
    grid_draws(grid, row, 1, (struct slice){0});
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
        draw_ruler(vi, grid, row, vi->shown.last);
        draw_pending(vi, grid, row);
    }
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
    grid_scroll_up(grid, count + 1);
    for (int row = bottom - count; row < bottom && slice_next(&rest, '\n', &line); row++)
        grid_put(grid, row, 0, line, STYLE_PLAIN);
    grid->cursor_row = bottom;
    grid->cursor_column = grid_put(grid, bottom, 0, SLICE("Press ENTER or type command to continue"), STYLE_WORD);
}

void vi_draw(struct vi *vi, struct grid *grid)
{
    grid_begin(grid, vi->columns, vi->rows);
    check_notes(vi);
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
