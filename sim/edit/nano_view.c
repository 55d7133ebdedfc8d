/* nano's window: the title, the text, the line for messages and questions, two lines of keys. */
#include <string.h>

#include "base/check.h"
#include "edit/nano_record.h"

static const char *const main_keys[] = {
    "^G Help",   "^X Exit",  "^O Write Out", "^R Read File",  "^W Where Is", "^\\ Replace",    "^K Cut",        "^U Paste",
    "^T Execute", "^J Justify", "^C Location", "^/ Go To Line", "M-U Undo",   "M-E Redo",       "M-A Set Mark",  "M-6 Copy",
    "M-] To Bracket", "^Q Where Was", "M-Q Previous", "M-W Next", "^B Back",  "^F Forward",     "^◂ Prev Word", "^▸ Next Word", NULL};
static const char *const search_keys[] = {"^G Help",       "^C Cancel",  "M-C Case Sens", "M-R Reg.exp.", "M-B Backwards",
                                          "^R Replace",    "^P Older",   "^N Newer",      "^T Go To Line", NULL};
static const char *const replace_keys[] = {"^G Help",    "^C Cancel",    "M-C Case Sens", "M-R Reg.exp.", "M-B Backwards",
                                           "^R No Replace", "^P Older", "^N Newer",      NULL};
static const char *const with_keys[] = {"^G Help", "^C Cancel", "^P Older", "^N Newer", NULL};
static const char *const goto_keys[] = {"^G Help",       "^C Cancel",    "^W Begin of Paragr.", "^O End of Paragraph",
                                        "^Y First Line", "^V Last Line", "^T Go To Text",       NULL};
static const char *const write_keys[] = {"^G Help",  "^C Cancel",  "M-D DOS Format",  "M-M Mac Format", "M-A Append",
                                         "M-P Prepend", "M-B Backup File", "^T Browse", NULL};
static const char *const read_keys[] = {"^G Help", "^C Cancel", "M-N No Conversion", "^T Browse", NULL};
static const char *const help_keys[] = {"^L Refresh", "^X Close", "^P Prev Line", "^N Next Line", "^Y Prev Page",
                                        "^V Next Page", NULL};

static const char *const *keys_of(const struct nano *nano)
{
    switch (nano->prompt) {
    case PROMPT_SEARCH:
        return search_keys;
    case PROMPT_REPLACE:
        return replace_keys;
    case PROMPT_REPLACE_WITH:
        return with_keys;
    case PROMPT_GOTO:
        return goto_keys;
    case PROMPT_WRITE:
        return write_keys;
    case PROMPT_READ:
        return read_keys;
    case PROMPT_HELP:
        return help_keys;
    default:
        return main_keys;
    }
}

static void put_key(struct grid *grid, int row, int column, const char *text, int width)
{
    struct slice all = slice_of(text);
    struct slice key = slice_part(all, 0, slice_find_byte(all, ' '));
    struct slice label = slice_part(all, key.length + 1, all.length);
    int end = grid_put(grid, row, column, key, STYLE_REVERSE), room = column + width - end - 1;
    if (room > 0)
        grid_put(grid, row, end + 1, slice_part(label, 0, (size_t)room), STYLE_PLAIN);
}

static void draw_choices(const struct nano *nano, struct grid *grid)
{
    int row = grid->rows - 2;
    int width = grid->columns >= 32 ? 16 : grid->columns / 2;
    put_key(grid, row, 0, " Y Yes", width);
    grid_put(grid, row, 0, SLICE(" Y"), STYLE_REVERSE);
    grid_put(grid, row, 3, SLICE("Yes"), STYLE_PLAIN);
    if (nano->prompt == PROMPT_REPLACE_THIS) {
        grid_put(grid, row, width, SLICE(" A"), STYLE_REVERSE);
        grid_put(grid, row, width + 3, SLICE("All"), STYLE_PLAIN);
    }
    grid_put(grid, row + 1, 0, SLICE(" N"), STYLE_REVERSE);
    grid_put(grid, row + 1, 3, SLICE("No"), STYLE_PLAIN);
    grid_put(grid, row + 1, width, SLICE("^C"), STYLE_REVERSE);
    grid_put(grid, row + 1, width + 3, SLICE("Cancel"), STYLE_PLAIN);
}

static bool asks_choice(const struct nano *nano)
{
    return nano->prompt == PROMPT_SAVE || nano->prompt == PROMPT_OVERWRITE || nano->prompt == PROMPT_RENAME ||
           nano->prompt == PROMPT_REPLACE_THIS;
}

static void draw_keys(const struct nano *nano, struct grid *grid)
{
    const char *const *keys = keys_of(nano);
    int most = (grid->columns + 40) / 20 * 2, count = 0;
    while (keys[count] && count < most)
        count++;
    int width = grid->columns / ((count + 1) / 2);
    for (int i = 0; i < count; i++) {
        const char *text = i == 1 && keys == main_keys && nano->next_name < nano->name_count ? "^X Close" : keys[i];
        put_key(grid, grid->rows - 2 + i % 2, i / 2 * width, text, width);
    }
}

static void draw_title(struct nano *nano, struct grid *grid)
{
    struct buffer left = {0};
    const char *path = nano->prompt == PROMPT_HELP ? "Main nano help text" : nano->path[0] ? nano->path : "New Buffer";
    struct glyph_rules rules = {.tab = 8};
    int length = glyph_column(slice_of(path), strlen(path), &rules);
    if (nano->name_count > 1)
        buffer_format(&left, "[%d/%d]", 1, nano->name_count - nano->next_name + 1);
    else
        buffer_add_text(&left, nano->prompt == PROMPT_HELP ? "" : "GNU nano 7.2");
    int before = left.length ? (int)left.length + 3 : 2, state = nano->options.view ? 8 : 10;
    grid_fill(grid, 0, 0, grid->columns, STYLE_REVERSE);
    if (before + length + state > grid->columns) {
        before = length + 2 <= grid->columns ? 2 : 0;
        state = 0;
    } else {
        grid_put(grid, 0, 2, buffer_slice(&left), STYLE_REVERSE);
    }
    int offset = before ? before + (grid->columns - (before + state) - length) / 2 : 0;
    int end = grid_put(grid, 0, offset, slice_of(path), STYLE_REVERSE);
    if (nano_modified(nano) && nano->prompt != PROMPT_HELP)
        grid_put(grid, 0, end, SLICE(" *"), STYLE_REVERSE);
    if (nano->marked && state && nano->prompt != PROMPT_HELP)
        grid_put(grid, 0, grid->columns - 6, SLICE("M"), STYLE_REVERSE);
    if (nano->options.view && state && nano->prompt != PROMPT_HELP)
        grid_put(grid, 0, grid->columns - 6, SLICE("View"), STYLE_REVERSE);
    buffer_release(&left);
}

/* The first column that is shown of a line with the cursor at [column]. */
static int page_start(int column, int width)
{
    if (column + 2 < width || column == 0)
        return 0;
    if (width > 8)
        return column - 6 - (column - 6) % (width - 8);
    return column - (width - 2 > 0 ? width - 2 : 0);
}

/* How a line's row is drawn. No byte of it is left to chance: it is compared. */
struct manner {
    uint64_t line; /* a number that no other line has, nor itself once it was changed; in front: it tells most apart */
    const struct syntax *syntax;
    size_t number; /* shown in the margin */
    size_t selected_from, selected_to, found_from, found_to;
    int margin, left, width, tab;
};

static enum style style_at(const struct manner *manner, const unsigned char *styles, size_t at)
{
    if (at >= manner->selected_from && at < manner->selected_to)
        return STYLE_REVERSE;
    if (at >= manner->found_from && at < manner->found_to)
        return STYLE_FOUND;
    return styles ? styles[at] : STYLE_PLAIN;
}

static void draw_line(const struct manner *manner, struct grid *grid, int row, struct slice content)
{
    struct glyph_rules rules = {.tab = manner->tab};
    struct glyph glyph;
    int column = 0, left = manner->left, width = manner->width;
    unsigned char *styles = manner->syntax && content.length < 10000 ? memory_allocate(content.length + 1) : NULL;
    if (styles)
        syntax_colour(manner->syntax, content, styles);
    for (size_t at = 0; at < content.length && column < left + width; at += glyph.length) {
        glyph_at(content, at, column, &rules, &glyph);
        enum style style = style_at(manner, styles, at);
        if (column >= left && column + glyph.width <= left + width)
            grid_put_glyph(grid, row, manner->margin + column - left, &glyph, style);
        if (column >= left && style != STYLE_PLAIN)
            grid_style(grid, row, manner->margin + column - left, glyph.width, style);
        column += glyph.width;
    }
    if (column > left + width || (column == left + width && glyph_column(content, content.length, &rules) > column))
        grid_put(grid, row, grid->columns - 1, SLICE(">"), STYLE_REVERSE);
    if (left > 0)
        grid_put(grid, row, manner->margin, SLICE("<"), STYLE_REVERSE);
    memory_free(styles);
}

/* The part of the line from [from] to [to]. */
static void cut(size_t from, size_t to, size_t start, size_t end, size_t *part_from, size_t *part_to)
{
    from = from < start ? start : from;
    to = to > end ? end : to;
    *part_from = from < to ? from - start : 0;
    *part_to = from < to ? to - start : 0;
}

static void find_parts(const struct nano *nano, size_t line, struct manner *manner)
{
    size_t from, to, start = text_start(nano->text, line), end = text_end(nano->text, line);
    if (nano_selection(nano, &from, &to))
        cut(from, to, start, end, &manner->selected_from, &manner->selected_to);
    if (nano->found_length)
        cut(nano->found, nano->found + nano->found_length, start, end, &manner->found_from, &manner->found_to);
}

static void draw_number(const struct manner *manner, struct grid *grid, int row)
{
    struct buffer number = {0};
    buffer_format(&number, "%*zu ", manner->margin - 1, manner->number);
    grid_put(grid, row, 0, buffer_slice(&number), STYLE_REVERSE);
    buffer_release(&number);
}

/* Draws what is not there yet of a line, and puts the cursor on it where it belongs. */
static void show_line(struct nano *nano, struct grid *grid, int row, size_t line, struct manner *manner, bool current)
{
    struct glyph_rules rules = {.tab = manner->tab};
    manner->line = text_note(nano->text, line);
    if (!manner->line)
        text_set_note(nano->text, line, manner->line = ++nano->last_number);
    manner->number = manner->margin ? line + 1 : 0;
    manner->left = 0;
    find_parts(nano, line, manner);
    if (current) {
        size_t offset = nano->cursor - text_start(nano->text, line);
        int column = glyph_column(text_line(nano->text, line), offset, &rules);
        manner->left = page_start(column, manner->width);
        grid->cursor_row = row;
        grid->cursor_column = manner->margin + column - manner->left;
    }
    struct slice source = {(const char *)manner, nano->rows > 2 ? sizeof *manner : 0}; /* or the question is there, too */
    if (!grid_draws(grid, row, 1, source))
        return;
    if (manner->margin)
        draw_number(manner, grid, row);
    draw_line(manner, grid, row, text_line(nano->text, line));
}

static int margin_of(const struct nano *nano)
{
    int digits = 1;
    for (size_t lines = text_lines(nano->text); lines >= 10; lines /= 10)
        digits++;
    int margin = (digits < 2 ? 2 : digits) + 1;
    return nano->options.numbers && margin + 8 < nano->columns ? margin : 0;
}

/* Keeps the cursor's line in the window, one line at a time. */
static void follow_cursor(struct nano *nano)
{
    size_t line = text_line_at(nano->text, nano->cursor), height = (size_t)nano_height(nano);
    if (line < nano->top)
        nano->top = line;
    if (line >= nano->top + height)
        nano->top = line - height + 1;
}

static void draw_text(struct nano *nano, struct grid *grid)
{
    int height = nano_height(nano), margin = margin_of(nano), first = nano->rows > 1;
    follow_cursor(nano);
    struct manner manner = {
        .syntax = nano->syntax, .margin = margin, .width = grid->columns - margin, .tab = nano_tab(nano)};
    size_t lines = text_lines(nano->text), current = text_line_at(nano->text, nano->cursor);
    for (int row = 0; row < height; row++) {
        size_t line = nano->top + (size_t)row;
        if (line < lines)
            show_line(nano, grid, first + row, line, &manner, line == current);
        else
            grid_draws(grid, first + row, 1, nano->rows > 2 ? SLICE("nothing") : (struct slice){0});
    }
}

static void draw_message(struct nano *nano, struct grid *grid, int row)
{
    struct buffer text = {0};
    struct slice message = buffer_slice(&nano->message);
    struct glyph_rules rules = {.tab = 8};
    int length = glyph_column(message, message.length, &rules);
    enum style style = nano->alert ? STYLE_ERROR : STYLE_REVERSE;
    if (length + 4 <= grid->columns)
        buffer_format(&text, "[ %s ]", buffer_text(&nano->message));
    else
        buffer_add(&text, message);
    int width = length + 4 <= grid->columns ? length + 4 : length;
    grid_put(grid, row, width < grid->columns ? (grid->columns - width) / 2 : 0, buffer_slice(&text), style);
    buffer_release(&text);
}

static void draw_question(struct nano *nano, struct grid *grid, int row)
{
    struct buffer text = {0};
    struct glyph_rules rules = {.tab = 8};
    nano_prompt_text(nano, &text);
    struct slice all = buffer_slice(&text);
    size_t behind = asks_choice(nano) ? 0 : nano->answer.length - nano->answer_cursor;
    int column = glyph_column(all, all.length - behind, &rules);
    int left = column >= grid->columns ? column - grid->columns / 2 : 0;
    grid_fill(grid, row, 0, grid->columns, STYLE_REVERSE);
    grid_put(grid, row, 0, slice_part(all, glyph_offset(all, left, &rules), all.length), STYLE_REVERSE);
    grid->cursor_row = row;
    grid->cursor_column = column - left < grid->columns ? column - left : grid->columns - 1;
    buffer_release(&text);
}

static void draw_help(struct nano *nano, struct grid *grid)
{
    struct buffer text = {0};
    nano_help(&text);
    struct slice rest = buffer_slice(&text), line;
    int height = nano_height(nano) + 1;
    for (int row = grid->rows > 1; row <= height && row < grid->rows; row++)
        grid_draws(grid, row, 1, (struct slice){0});
    for (size_t i = 0; slice_next(&rest, '\n', &line); i++) {
        if (i >= nano->help_top && (int)(i - nano->help_top) < height)
            grid_put(grid, 1 + (int)(i - nano->help_top), 0, line, STYLE_PLAIN);
    }
    grid->cursor_row = 1;
    buffer_release(&text);
}

/* The two lines at the bottom change with the question only. */
static void draw_bottom(struct nano *nano, struct grid *grid)
{
    struct {
        const char *const *keys;
        size_t choices, closes;
    } source = {keys_of(nano), asks_choice(nano) ? nano->prompt : 0, nano->next_name < nano->name_count};
    if (!grid_draws(grid, grid->rows - 2, 2, (struct slice){(const char *)&source, sizeof source}))
        return;
    if (source.choices)
        draw_choices(nano, grid);
    else
        draw_keys(nano, grid);
}

void nano_draw(struct nano *nano, struct grid *grid)
{
    bool keys = nano->rows >= 6 && !nano->options.no_help;
    int status = nano->rows - (keys ? 3 : 1);
    grid_begin(grid, nano->columns, nano->rows);
    if (nano->prompt == PROMPT_HELP)
        draw_help(nano, grid);
    else
        draw_text(nano, grid);
    if (nano->rows > 1) {
        grid_draws(grid, 0, 1, (struct slice){0});
        draw_title(nano, grid);
    }
    if (keys)
        draw_bottom(nano, grid);
    if (nano->rows > 2 && nano->prompt != PROMPT_HELP)
        grid_draws(grid, status, 1, (struct slice){0});
    if (nano->prompt != PROMPT_NONE && nano->prompt != PROMPT_HELP)
        draw_question(nano, grid, status);
    else if (nano->message.length && nano->prompt == PROMPT_NONE)
        draw_message(nano, grid, status);
    if (grid->cursor_column >= grid->columns)
        grid->cursor_column = grid->columns - 1;
}
