#include "tui/canvas.h"

#include <stdarg.h>
#include <string.h>

#include "base/check.h"
#include "face/ascii.h"
#include "shell/cells.h"

void canvas_clear(struct canvas *canvas, int columns, int rows)
{
    size_t count = (size_t)columns * (size_t)rows;
    if (columns != canvas->columns || rows != canvas->rows || !canvas->tiles) {
        memory_free(canvas->tiles);
        canvas->tiles = memory_allocate((count ? count : 1) * sizeof *canvas->tiles);
        canvas->columns = columns;
        canvas->rows = rows;
    }
    for (size_t i = 0; i < count; i++)
        canvas->tiles[i] = (struct tile){.width = 1};
    canvas->cursor = false;
}

void canvas_release(struct canvas *canvas)
{
    memory_free(canvas->tiles);
    *canvas = (struct canvas){0};
}

struct area canvas_area(const struct canvas *canvas)
{
    return (struct area){0, 0, canvas->rows, canvas->columns};
}

struct tile *canvas_tile(struct canvas *canvas, struct area area, int row, int column)
{
    if (row < 0 || column < 0 || row >= area.rows || column >= area.columns)
        return NULL;
    row += area.row;
    column += area.column;
    if (row < 0 || column < 0 || row >= canvas->rows || column >= canvas->columns)
        return NULL;
    return &canvas->tiles[row * canvas->columns + column];
}

/* A wide grapheme that loses one half loses both. */
static void unmarry(struct canvas *canvas, struct area area, int row, int column)
{
    struct tile *tile = canvas_tile(canvas, area, row, column);
    struct tile *left = tile && tile->width == 0 ? canvas_tile(canvas, area, row, column - 1) : NULL;
    struct tile *right = tile && tile->width == 2 ? canvas_tile(canvas, area, row, column + 1) : NULL;
    if (left)
        *left = (struct tile){.width = 1, .role = left->role};
    if (right)
        *right = (struct tile){.width = 1, .role = right->role};
}

static void set_tile(struct canvas *canvas, struct area area, int row, int column, struct slice text, int width,
                     enum role role)
{
    struct tile *tile = canvas_tile(canvas, area, row, column);
    struct tile *half = width == 2 ? canvas_tile(canvas, area, row, column + 1) : NULL;
    if (!tile || text.length >= TILE_BYTES)
        return;
    unmarry(canvas, area, row, column);
    if (half)
        unmarry(canvas, area, row, column + 1);
    *tile = (struct tile){.width = 1, .role = (unsigned char)role};
    if (width == 2 && !half)
        return; /* no room for its right half */
    memcpy(tile->text, text.data, text.length);
    tile->width = (unsigned char)width;
    if (half)
        *half = (struct tile){.width = 0, .role = (unsigned char)role};
}

/* A mark that goes over the character before it. */
static void add_mark(struct canvas *canvas, struct area area, int row, int column, struct slice mark)
{
    struct tile *tile = canvas_tile(canvas, area, row, column);
    if (tile && tile->width == 0)
        tile = canvas_tile(canvas, area, row, column - 1);
    if (!tile || !tile->text[0])
        return;
    size_t length = strlen(tile->text);
    if (length + mark.length < TILE_BYTES)
        memcpy(tile->text + length, mark.data, mark.length);
}

int canvas_put(struct canvas *canvas, struct area area, int row, int column, struct slice text, enum role role)
{
    while (text.length) {
        int width;
        size_t length = cells_next(text, &width);
        struct slice one = slice_part(text, 0, length);
        text = slice_part(text, length, text.length);
        if ((unsigned char)one.data[0] < ' ' || one.data[0] == 0x7f)
            continue;
        if (!width) {
            add_mark(canvas, area, row, column - 1, one);
            continue;
        }
        if (one.length == 1 && one.data[0] == ' ')
            one.length = 0;
        set_tile(canvas, area, row, column, one, width, role);
        column += width;
    }
    return column;
}

int canvas_format(struct canvas *canvas, struct area area, int row, int column, enum role role, const char *format, ...)
{
    struct arena arena = {0};
    va_list arguments;
    va_start(arguments, format);
    const char *text = arena_format_list(&arena, format, arguments);
    va_end(arguments);
    column = canvas_put(canvas, area, row, column, slice_of(text), role);
    arena_release(&arena);
    return column;
}

void canvas_fill(struct canvas *canvas, struct area area, enum role role)
{
    for (int row = 0; row < area.rows; row++)
        for (int column = 0; column < area.columns; column++)
            set_tile(canvas, area, row, column, SLICE(""), 1, role);
}

void canvas_role(struct canvas *canvas, struct area area, int row, int column, int count, enum role role)
{
    for (int i = 0; i < count; i++) {
        struct tile *tile = canvas_tile(canvas, area, row, column + i);
        if (tile)
            tile->role = (unsigned char)role;
    }
}

void canvas_cursor(struct canvas *canvas, struct area area, int row, int column)
{
    canvas->cursor = canvas_tile(canvas, area, row, column) != NULL;
    canvas->cursor_row = area.row + row;
    canvas->cursor_column = area.column + column;
}

struct frame_marks {
    const char *across, *down, *corners[4];
};

static const struct frame_marks unicode_marks = {"─", "│", {"┌", "┐", "└", "┘"}};
static const struct frame_marks ascii_marks = {"-", "|", {"+", "+", "+", "+"}};
static const struct frame_marks unicode_focus = {"━", "┃", {"┏", "┓", "┗", "┛"}};
static const struct frame_marks ascii_focus = {"=", "|", {"+", "+", "+", "+"}};

struct area canvas_frame(struct canvas *canvas, struct area area, const char *title, bool focused, bool unicode)
{
    const struct frame_marks *marks = focused ? unicode ? &unicode_focus : &ascii_focus
                                              : unicode ? &unicode_marks : &ascii_marks;
    enum role role = focused ? ROLE_FOCUS : ROLE_BORDER;
    int last_row = area.rows - 1, last = area.columns - 1;
    for (int column = 0; column <= last; column++) {
        canvas_put(canvas, area, 0, column, slice_of(marks->across), role);
        canvas_put(canvas, area, last_row, column, slice_of(marks->across), role);
    }
    for (int row = 0; row <= last_row; row++) {
        bool edge = row == 0 || row == last_row;
        canvas_put(canvas, area, row, 0, slice_of(edge ? marks->corners[row ? 2 : 0] : marks->down), role);
        canvas_put(canvas, area, row, last, slice_of(edge ? marks->corners[row ? 3 : 1] : marks->down), role);
    }
    struct area top = {area.row, area.column + 2, 1, area.columns - 4};
    canvas_format(canvas, top, 0, 0, role, "%s%s ", focused ? ">" : " ", title);
    return (struct area){area.row + 1, area.column + 1, area.rows - 2, area.columns - 2};
}

struct area area_top(struct area *area, int rows)
{
    struct area part = *area;
    part.rows = rows < area->rows ? rows : area->rows;
    area->row += part.rows;
    area->rows -= part.rows;
    return part;
}

struct area area_bottom(struct area *area, int rows)
{
    struct area part = *area;
    part.rows = rows < area->rows ? rows : area->rows;
    area->rows -= part.rows;
    part.row = area->row + area->rows;
    return part;
}

struct area area_left(struct area *area, int columns)
{
    struct area part = *area;
    part.columns = columns < area->columns ? columns : area->columns;
    area->column += part.columns;
    area->columns -= part.columns;
    return part;
}

void canvas_text(const struct canvas *canvas, struct buffer *out)
{
    for (int row = 0; row < canvas->rows; row++) {
        const struct tile *tiles = &canvas->tiles[row * canvas->columns];
        int end = canvas->columns;
        while (end && tiles[end - 1].width == 1 && !tiles[end - 1].text[0])
            end--;
        for (int column = 0; column < end; column++) {
            if (tiles[column].width)
                buffer_add_text(out, tiles[column].text[0] ? tiles[column].text : " ");
        }
        buffer_add_byte(out, '\n');
    }
}

static bool is_word(char letter)
{
    return ascii_is_digit(letter) || ascii_is_letter(letter);
}

void canvas_ascii(struct canvas *canvas)
{
    struct arena arena = {0};
    for (int i = 0; i < canvas->columns * canvas->rows; i++) {
        struct tile *tile = &canvas->tiles[i];
        if ((unsigned char)tile->text[0] < 0x80)
            continue;
        const char *text = ascii_text(&arena, slice_of(tile->text)), *word = text;
        while (*word && !is_word(*word))
            word++;
        word = *word ? word : text; /* "ok" of "[ok]" */
        bool wide = tile->width == 2, two = wide && is_word(word[0]) && is_word(word[1]);
        tile->text[0] = word[0] ? word[0] : '?';
        tile->text[1] = '\0';
        tile->width = 1;
        if (wide) {
            tile[1] = *tile;
            tile[1].text[0] = two ? word[1] : '\0';
        }
    }
    arena_release(&arena);
}
