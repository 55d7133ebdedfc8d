/* The picture in the README: the lab's own screen, drawn by lab_draw behind some commands, as SVG. `make picture` writes
 * it anew; as a test it says when the picture is not what the screen looks like any more. */
#include "data/value.h"
#include "sitting.h"
#include "test.h"
#include "tui/lab.h"

static const char path[] = "ui/tui/lab.svg";

enum { COLUMNS = 120, ROWS = 34, CELL = 8, LINE = 17, EDGE = 12, FONT = 13 };

/* The sixteen of a dark terminal, each readable on the ground. */
static const char *const colors[] = {"#5c6370", "#ff7b72", "#7ee787", "#f2cc60", "#79c0ff", "#d2a8ff", "#56d4dd", "#e6edf3",
                                     "#8b949e", "#ffa198", "#aff5b4", "#f8e3a1", "#a5d6ff", "#e2c5ff", "#b3f0ff", "#ffffff"};
static const char ground[] = "#0d1117", ink[] = "#e6edf3", faint[] = "#8b949e";

/* Where a line of a frame goes from its cell's middle. */
static const struct stroke {
    const char *text;
    bool left, right, up, down;
    int width;
} strokes[] = {
    {"─", true, true, false, false, 1},  {"│", false, false, true, true, 1},  {"┌", false, true, false, true, 1},
    {"┐", true, false, false, true, 1},  {"└", false, true, true, false, 1},  {"┘", true, false, true, false, 1},
    {"━", true, true, false, false, 2},  {"┃", false, false, true, true, 2},  {"┏", false, true, false, true, 2},
    {"┓", true, false, false, true, 2},  {"┗", false, true, true, false, 2},  {"┛", true, false, true, false, 2},
};

static const struct stroke *stroke_of(const struct tile *tile)
{
    for (size_t i = 0; i < sizeof strokes / sizeof *strokes; i++) {
        if (text_equal(tile->text, strokes[i].text))
            return &strokes[i];
    }
    return NULL;
}

static struct paint paint_of(const struct tile *tile)
{
    return tile->role == ROLE_PAINTED ? tile->paint : looks_of(THEME_DARK, (enum role)tile->role);
}

static const char *color_of(struct paint paint)
{
    return paint.flags & PAINT_DIM                          ? faint
           : paint.foreground < 0 || paint.foreground > 15 ? ink
                                                           : colors[paint.foreground];
}

static bool same_look(const struct tile *a, const struct tile *b)
{
    struct paint one = paint_of(a), other = paint_of(b);
    return one.foreground == other.foreground && one.background == other.background && one.flags == other.flags;
}

static void add_stroke(struct buffer *out, const struct tile *tile, const struct stroke *stroke, int row, int column)
{
    int x = EDGE + column * CELL, y = EDGE + row * LINE, middle = x + CELL / 2, level = y + LINE / 2;
    const char *color = color_of(paint_of(tile));
    if (stroke->left || stroke->right)
        buffer_format(out, "<path d=\"M%d %dH%d\" stroke=\"%s\" stroke-width=\"%d\"/>", stroke->left ? x : middle, level,
                      stroke->right ? x + CELL : middle, color, stroke->width);
    if (stroke->up || stroke->down)
        buffer_format(out, "<path d=\"M%d %dV%d\" stroke=\"%s\" stroke-width=\"%d\"/>", middle, stroke->up ? y : level,
                      stroke->down ? y + LINE : level, color, stroke->width);
}

static void add_escaped(struct buffer *out, const char *text)
{
    for (; *text; text++) {
        if (*text == '<')
            buffer_add_text(out, "&lt;");
        else if (*text == '&')
            buffer_add_text(out, "&amp;");
        else
            buffer_add_byte(out, *text);
    }
}

/* A run of cells of one look: its ground where it has one, and its text, as long as its cells are. */
static void add_run(struct buffer *out, const struct tile *tiles, int row, int from, int to)
{
    struct paint paint = paint_of(&tiles[from]);
    bool reverse = paint.flags & PAINT_REVERSE;
    int x = EDGE + from * CELL, y = EDGE + row * LINE, length = (to - from) * CELL;
    if (reverse)
        buffer_format(out, "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\"/>", x, y, length, LINE, color_of(paint));
    while (from < to && !tiles[from].text[0] && tiles[from].width)
        from++;
    while (to > from && !tiles[to - 1].text[0] && tiles[to - 1].width)
        to--;
    if (from == to)
        return;
    x = EDGE + from * CELL;
    length = (to - from) * CELL;
    buffer_format(out, "<text x=\"%d\" y=\"%d\" textLength=\"%d\" fill=\"%s\"%s%s>", x, y + LINE - 4, length,
                  reverse ? ground : color_of(paint), paint.flags & PAINT_BOLD ? " font-weight=\"bold\"" : "",
                  paint.flags & PAINT_UNDERLINE ? " text-decoration=\"underline\"" : "");
    for (int i = from; i < to; i++) {
        if (tiles[i].width)
            add_escaped(out, tiles[i].text[0] ? tiles[i].text : " ");
    }
    buffer_add_text(out, "</text>\n");
}

static void add_row(struct buffer *out, const struct canvas *canvas, int row)
{
    const struct tile *tiles = &canvas->tiles[row * canvas->columns];
    for (int from = 0, to; from < canvas->columns; from = to) {
        const struct stroke *stroke = stroke_of(&tiles[from]);
        bool blank = !tiles[from].text[0] && !(paint_of(&tiles[from]).flags & PAINT_REVERSE);
        to = from + 1;
        if (stroke)
            add_stroke(out, &tiles[from], stroke, row, from);
        if (stroke || blank)
            continue;
        while (to < canvas->columns && same_look(&tiles[from], &tiles[to]) && !stroke_of(&tiles[to]) &&
               !(!tiles[to].text[0] && tiles[to].width && (to + 1 == canvas->columns || !tiles[to + 1].text[0]) &&
                 !(paint_of(&tiles[to]).flags & PAINT_REVERSE)))
            to++;
        add_run(out, tiles, row, from, to);
    }
}

static void draw_svg(struct buffer *out, const struct canvas *canvas)
{
    int width = 2 * EDGE + COLUMNS * CELL, height = 2 * EDGE + ROWS * LINE;
    buffer_format(out,
                  "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\" "
                  "aria-label=\"The lab on a terminal: the lesson, the mesh with a POST that the waypoint refused, and the shell\" "
                  "font-family=\"ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace\" font-size=\"%d\" "
                  "style=\"white-space: pre\">\n<rect width=\"%d\" height=\"%d\" rx=\"8\" fill=\"%s\"/>\n",
                  width, height, width, height, FONT, width, height, ground);
    for (int row = 0; row < canvas->rows; row++)
        add_row(out, canvas, row);
    buffer_add_text(out, "</svg>\n");
}

static void type(struct lab *lab, int64_t *wall, const char *keys)
{
    const int64_t slice = 50000000;
    lab_keys(lab, slice_of(keys));
    for (int i = 0; i < 60; i++, *wall += slice)
        lab_pass(lab, *wall);
}

static void draw_lab_now(struct buffer *out, struct sitting *sitting)
{
    static const char *const lines[] = {":run 1\r", ":run 2\r", ":run 5\r", ":run 6\r", ":run 7\r", "JJJJJJJ"};
    struct lab_options options = {.unicode = true};
    struct canvas canvas = {0};
    int64_t wall = 1;
    struct lab *lab = lab_new(sitting->session, sitting->scenario, &options, COLUMNS, ROWS, 0);
    type(lab, &wall, "");
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        type(lab, &wall, lines[i]);
    lab_draw(lab, &canvas);
    draw_svg(out, &canvas);
    canvas_release(&canvas);
    lab_free(lab);
}

void suite_picture(struct run *run)
{
    struct arena arena = {0};
    struct sitting sitting = {0};
    struct buffer kept = {0}, now = {0};
    const char *problem = NULL;
    if (!run_begin(run, path))
        return;
    if (sitting_begin(&sitting, &arena, "waypoints-l7-where-it-matters", &problem))
        draw_lab_now(&now, &sitting);
    sitting_end(&sitting);
    file_read(&kept, path);
    if (run->golden)
        file_write(path, buffer_slice(&now));
    if (run->golden || slice_equal(buffer_slice(&kept), buffer_slice(&now)))
        run_passed(run);
    else
        run_failed(run, path, "%s", problem ? problem : "the screen looks different now: make picture, and look at it\n");
    buffer_release(&kept);
    buffer_release(&now);
    arena_release(&arena);
}
