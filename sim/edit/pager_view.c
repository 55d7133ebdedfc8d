/* less's window: the rows, the prompt, the help. */
#include "edit/pager_record.h"

static struct pattern *lit_pattern(struct pager *pager)
{
    const char *problem;
    bool nocase = pager->options.nocase || pager->options.strict;
    if (pager->sought.length == 0 || pager->hidden)
        return NULL;
    struct slice lit = buffer_slice(&pager->lit), sought = buffer_slice(&pager->sought);
    if (lit.length == 0 || lit.data[0] != 'I' + nocase || !slice_equal(slice_part(lit, 1, lit.length), sought)) {
        pager->lit_turn++;
        buffer_clear(&pager->lit);
        buffer_add_byte(&pager->lit, (char)('I' + nocase));
        buffer_add(&pager->lit, sought);
    }
    return pattern_new(buffer_slice(&pager->sought), nocase ? PATTERN_NOCASE : 0, &problem);
}

/* How a row is drawn. No byte of it is left to chance: it is compared. */
struct manner {
    uint64_t line; /* a number that no other line has, nor itself once it was changed */
    size_t number; /* shown in the margin */
    size_t offset; /* in the line */
    int64_t lit_turn; /* 0: nothing is lit up */
    int margin, width, left, options;
};

/* False: it stands there already. */
static bool begin_row(struct pager *pager, struct grid *grid, int row, size_t offset, const struct pattern *lit)
{
    size_t line = text_line_at(pager->text, offset);
    struct manner manner = {.line = text_note(pager->text, line), .offset = offset - text_start(pager->text, line),
                            .lit_turn = lit ? pager->lit_turn : 0, .margin = pager_margin(pager),
                            .width = pager_width(pager), .left = pager->left,
                            .options = pager->options.chop | pager->options.colours << 1};
    if (!manner.line)
        text_set_note(pager->text, line, manner.line = ++pager->last_number);
    manner.number = manner.margin ? line : 0;
    return grid_draws(grid, row, 1, (struct slice){(const char *)&manner, sizeof manner});
}

static void draw_row(struct pager *pager, struct grid *grid, int row, size_t offset, const struct pattern *lit)
{
    struct glyph_rules rules = pager_rules(pager);
    struct glyph glyph;
    struct match match = {0};
    size_t line = text_line_at(pager->text, offset), start = text_start(pager->text, line);
    struct slice content = text_line(pager->text, line);
    int column = 0, margin = pager_margin(pager), width = pager_width(pager), left = pager->options.chop ? pager->left : 0;
    bool found = lit && pattern_match(lit, content, 0, &match);
    if (margin && offset == start) {
        struct buffer number = {0};
        buffer_format(&number, "%7zu ", line + 1);
        grid_put(grid, row, 0, buffer_slice(&number), STYLE_BOLD);
        buffer_release(&number);
    }
    for (size_t at = offset - start; at < content.length; at += glyph.length) {
        size_t colour = pager_colour_length(pager, content, at);
        glyph_at(content, at, column, &rules, &glyph);
        if (colour) {
            glyph = (struct glyph){.length = colour};
            continue;
        }
        if (column + glyph.width > left + width) {
            if (pager->options.chop)
                grid_put(grid, row, grid->columns - 1, SLICE(">"), STYLE_REVERSE);
            break;
        }
        while (found && at >= match.to && match.to < content.length)
            found = pattern_match(lit, content, match.to > match.from ? match.to : match.to + 1, &match);
        bool shines = found && at >= match.from && at < match.to;
        bool odd = glyph.special && content.data[at] != '\t';
        if (column >= left && content.data[at] == '\t')
            grid_fill(grid, row, margin + column - left, glyph.width, shines ? STYLE_REVERSE : STYLE_PLAIN);
        else if (column >= left)
            grid_put(grid, row, margin + column - left, glyph.text, shines || odd ? STYLE_REVERSE : STYLE_PLAIN);
        column += glyph.width;
    }
}

static void draw_prompt(struct pager *pager, struct grid *grid)
{
    int row = grid->rows - 1;
    struct buffer text = {0};
    enum style style = STYLE_PLAIN;
    if (pager->mode == MODE_SEARCH) {
        buffer_format(&text, "%c%s", pager->typed_back ? '?' : '/', buffer_text(&pager->typed));
    } else if (pager->message.length) {
        buffer_format(&text, "%s  (press RETURN)", buffer_text(&pager->message));
        style = STYLE_REVERSE;
    } else if (pager->mode == MODE_FOLLOW || pager->to_end || pager->search_waits || pager->line_wanted) {
        buffer_add_text(&text, "Waiting for data... (interrupt to abort)");
        style = STYLE_REVERSE;
    } else if (pager->mode == MODE_OPTION) {
        buffer_add_byte(&text, '-');
    } else if (pager->mode == MODE_HELP) {
        buffer_add_text(&text, "HELP -- Press RETURN for more, or q when done");
        style = STYLE_REVERSE;
    } else if (pager->mode == MODE_MARK || pager->mode == MODE_GO_MARK) {
        buffer_add_text(&text, pager->mode == MODE_MARK ? "set mark: " : "goto mark: ");
    } else if (pager->number >= 0) {
        buffer_format(&text, ":%lld", (long long)pager->number);
    } else {
        if (pager->fresh && pager->name[0])
            buffer_add_text(&text, pager->name);
        if (pager->fresh && pager->file_count > 1)
            buffer_format(&text, " (file %d of %d)", pager->file_at + 1, pager->file_count);
        if (pager_at_end(pager))
            buffer_format(&text, "%s(END)", text.length ? " " : "");
        style = text.length ? STYLE_REVERSE : STYLE_PLAIN;
        if (text.length == 0)
            buffer_add_byte(&text, ':');
    }
    struct slice shown = buffer_slice(&text);
    struct glyph_rules rules = {.tab = 8};
    int width = glyph_column(shown, shown.length, &rules);
    size_t skip = width >= grid->columns ? glyph_offset(shown, width - grid->columns + 1, &rules) : 0;
    grid->cursor_row = row;
    grid->cursor_column = grid_put(grid, row, 0, slice_part(shown, skip, shown.length), style);
    buffer_release(&text);
}

static void draw_help(struct pager *pager, struct grid *grid)
{
    struct slice rest = slice_of(pager_help_text), line;
    size_t height = pager_height(pager);
    for (size_t i = 0; slice_next(&rest, '\n', &line); i++) {
        if (i >= pager->help_top && i - pager->help_top < height)
            grid_put(grid, (int)(i - pager->help_top), 0, line, STYLE_PLAIN);
    }
}

void pager_draw(struct pager *pager, struct grid *grid)
{
    size_t height = pager_height(pager), length = text_length(pager->text), offset = pager->top;
    struct pattern *lit = lit_pattern(pager);
    grid_begin(grid, pager->columns, pager->rows);
    for (size_t row = 0; pager->mode == MODE_HELP && row < height; row++)
        grid_draws(grid, (int)row, 1, (struct slice){0});
    if (pager->mode == MODE_HELP)
        draw_help(pager, grid);
    for (size_t row = 0; pager->mode != MODE_HELP && row < height; row++) {
        if (offset < length) {
            if (begin_row(pager, grid, (int)row, offset, lit))
                draw_row(pager, grid, (int)row, offset, lit);
            offset = pager_next_row(pager, offset);
        } else if (grid_draws(grid, (int)row, 1, pager->finished ? SLICE("~") : SLICE("?")) && pager->finished) {
            grid_put(grid, (int)row, 0, SLICE("~"), STYLE_BOLD);
        }
    }
    if (grid->rows > 1)
        grid_draws(grid, grid->rows - 1, 1, (struct slice){0});
    if (grid->rows > 1)
        draw_prompt(pager, grid);
    if (grid->cursor_column >= grid->columns)
        grid->cursor_column = grid->columns - 1;
    pattern_free(lit);
}
