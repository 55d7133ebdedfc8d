#include "screen.h"

#include <string.h>

#include "base/buffer.h"
#include "base/check.h"
#include "shell/cells.h"

enum { WIDEST = 300, HIGHEST = 120, CELL = 24, NUMBERS = 16 };

struct cell {
    char text[CELL]; /* empty: blank; "\1": the right half of the character before */
    char style;
};

struct page {
    struct cell cells[HIGHEST][WIDEST];
    int row, column, saved_row, saved_column;
    bool wrapped; /* the last column was written: the next character begins a line */
};

struct screen_terminal {
    int columns, rows, top, bottom; /* the scrolling region */
    struct page pages[2];           /* main, alternate */
    bool alternate, hidden, plain;
    char style;
    int unknown;
    struct buffer pending;
};

struct screen_terminal *screen_new(int columns, int rows)
{
    struct screen_terminal *screen = memory_allocate(sizeof *screen);
    screen->style = '.';
    screen_resize(screen, columns, rows);
    return screen;
}

void screen_free(struct screen_terminal *screen)
{
    buffer_release(&screen->pending);
    memory_free(screen);
}

static int within(int value, int from, int to)
{
    return value < from ? from : value > to ? to : value;
}

void screen_resize(struct screen_terminal *screen, int columns, int rows)
{
    screen->columns = within(columns, 1, WIDEST);
    screen->rows = within(rows, 1, HIGHEST);
    screen->top = 0;
    screen->bottom = screen->rows - 1;
    for (int i = 0; i < 2; i++) {
        struct page *page = &screen->pages[i];
        page->row = within(page->row, 0, screen->rows - 1);
        page->column = within(page->column, 0, screen->columns - 1);
    }
}

static struct page *page_of(struct screen_terminal *screen)
{
    return &screen->pages[screen->alternate];
}

static void erase(struct page *page, int row, int from, int to)
{
    if (from < to)
        memset(page->cells[row] + from, 0, sizeof(struct cell) * (size_t)(to - from));
}

static void erase_rows(struct screen_terminal *screen, int from, int to)
{
    for (int row = from; row < to; row++)
        erase(page_of(screen), row, 0, WIDEST);
}

/* Moves the rows from [from] to the region's end by [count]: up when positive. */
static void scroll(struct screen_terminal *screen, int from, int count)
{
    struct page *page = page_of(screen);
    int height = screen->bottom - from + 1, steps = within(count < 0 ? -count : count, 0, height);
    size_t kept = sizeof page->cells[0] * (size_t)(height - steps);
    if (count > 0) {
        memmove(page->cells[from], page->cells[from + steps], kept);
        erase_rows(screen, screen->bottom + 1 - steps, screen->bottom + 1);
    } else {
        memmove(page->cells[from + steps], page->cells[from], kept);
        erase_rows(screen, from, from + steps);
    }
}

static void line_feed(struct screen_terminal *screen)
{
    struct page *page = page_of(screen);
    if (page->row == screen->bottom)
        scroll(screen, screen->top, 1);
    else if (page->row < screen->rows - 1)
        page->row++;
    page->wrapped = false;
}

static void put(struct screen_terminal *screen, struct slice text, int width)
{
    struct page *page = page_of(screen);
    if (width == 0) {
        int column = page->wrapped ? page->column : page->column - 1;
        if (column >= 0 && page->cells[page->row][column].text[0] == 1)
            column--;
        char *cell = column >= 0 ? page->cells[page->row][column].text : NULL;
        if (cell && strlen(cell) + text.length < CELL)
            memcpy(cell + strlen(cell), text.data, text.length);
        return;
    }
    if (page->wrapped || page->column + width > screen->columns) {
        page->column = 0;
        line_feed(screen);
    }
    for (int i = 0; i < width; i++) {
        struct cell *cell = &page->cells[page->row][page->column + i];
        *cell = (struct cell){.style = screen->style};
        if (i == 0)
            memcpy(cell->text, text.data, text.length < CELL ? text.length : CELL - 1);
        else
            cell->text[0] = 1;
    }
    page->column += width;
    page->wrapped = page->column >= screen->columns;
    if (page->wrapped)
        page->column = screen->columns - 1;
}

static void set_style(struct screen_terminal *screen, const int *numbers, int count)
{
    for (int i = 0; i < count || i == 0; i++) {
        int number = count ? numbers[i] : 0;
        if (number == 0 || number == 27 || number == 22 || number == 24 || number == 39 || number == 49)
            screen->style = '.';
        else if (number == 7)
            screen->style = 'r';
        else if (number == 4)
            screen->style = 'u';
        else if (number == 1)
            screen->style = screen->style == '.' ? 'b' : screen->style;
        else if (number >= 30 && number <= 37)
            screen->style = (char)('0' + number - 30);
        else if (number >= 90 && number <= 97)
            screen->style = (char)('0' + number - 90);
        else if (number < 40 || number > 47)
            screen->unknown++;
    }
}

static void set_mode(struct screen_terminal *screen, const int *numbers, int count, bool on)
{
    for (int i = 0; i < count; i++) {
        if (numbers[i] == 25)
            screen->hidden = !on;
        else if (numbers[i] == 1049 && screen->alternate != on) {
            struct page *page = &screen->pages[0];
            screen->alternate = on;
            screen->top = 0;
            screen->bottom = screen->rows - 1;
            if (on) {
                page->saved_row = page->row;
                page->saved_column = page->column;
                screen->pages[1] = (struct page){.row = page->row, .column = page->column};
            } else {
                page->row = page->saved_row;
                page->column = page->saved_column;
            }
        } else if (numbers[i] != 1049 && numbers[i] != 2004 && numbers[i] != 7 && numbers[i] != 1)
            screen->unknown++;
    }
}

static void erase_in_display(struct screen_terminal *screen, int how)
{
    struct page *page = page_of(screen);
    if (how == 0) {
        erase(page, page->row, page->column, WIDEST);
        erase_rows(screen, page->row + 1, screen->rows);
    } else if (how == 1) {
        erase_rows(screen, 0, page->row);
        erase(page, page->row, 0, page->column + 1);
    } else if (how == 2) {
        erase_rows(screen, 0, screen->rows);
    }
}

static void control(struct screen_terminal *screen, char letter, const int *numbers, int count)
{
    struct page *page = page_of(screen);
    int first = count && numbers[0] ? numbers[0] : 1, second = count > 1 && numbers[1] ? numbers[1] : 1;
    int how = count ? numbers[0] : 0;
    if (letter != 'm')
        page->wrapped = false;
    switch (letter) {
    case 'A':
        page->row = within(page->row - first, 0, screen->rows - 1);
        break;
    case 'B':
        page->row = within(page->row + first, 0, screen->rows - 1);
        break;
    case 'C':
        page->column = within(page->column + first, 0, screen->columns - 1);
        break;
    case 'D':
        page->column = within(page->column - first, 0, screen->columns - 1);
        break;
    case 'G':
        page->column = within(first - 1, 0, screen->columns - 1);
        break;
    case 'H':
        page->row = within(first - 1, 0, screen->rows - 1);
        page->column = within(second - 1, 0, screen->columns - 1);
        break;
    case 'J':
        erase_in_display(screen, how);
        break;
    case 'K':
        erase(page, page->row, how ? 0 : page->column, how == 1 ? page->column + 1 : WIDEST);
        break;
    case 'L':
    case 'M':
        scroll(screen, page->row, letter == 'L' ? -first : first);
        break;
    case 'r':
        screen->top = within(first - 1, 0, screen->rows - 1);
        screen->bottom = count > 1 && numbers[1] ? within(second - 1, 0, screen->rows - 1) : screen->rows - 1;
        page->row = page->column = 0;
        break;
    case 'm':
        set_style(screen, numbers, count);
        break;
    default:
        screen->unknown++;
    }
}

/* Bytes of the sequence in front; 0: it is not complete. */
static size_t escape(struct screen_terminal *screen, struct slice text)
{
    int numbers[NUMBERS] = {0}, count = 0;
    if (text.length < 2)
        return 0;
    if (text.data[1] != '[') {
        screen->unknown++;
        return 2;
    }
    bool private = text.length > 2 && text.data[2] == '?';
    for (size_t i = private ? 3 : 2; i < text.length; i++) {
        char byte = text.data[i];
        if (ascii_is_digit(byte)) {
            count = count ? count : 1;
            numbers[count - 1] = numbers[count - 1] * 10 + byte - '0';
        } else if (byte == ';') {
            count = within(count ? count + 1 : 2, 0, NUMBERS);
        } else {
            if (private && (byte == 'h' || byte == 'l'))
                set_mode(screen, numbers, count, byte == 'h');
            else if (private)
                screen->unknown++;
            else
                control(screen, byte, numbers, count);
            return i + 1;
        }
    }
    return 0;
}

static size_t take(struct screen_terminal *screen, struct slice text)
{
    struct page *page = page_of(screen);
    unsigned char byte = (unsigned char)text.data[0];
    int width;
    if (byte == '\033')
        return escape(screen, text);
    if (byte >= 0xc0 && text.length < (byte < 0xe0 ? 2u : byte < 0xf0 ? 3u : 4u))
        return 0;
    if (byte == '\r' || byte == '\n')
        page->column = 0;
    if (byte == '\n')
        line_feed(screen);
    else if (byte == '\b')
        page->column -= page->column > 0;
    else if (byte == '\t')
        page->column = within(page->column / 8 * 8 + 8, 0, screen->columns - 1);
    if (byte < ' ') {
        page->wrapped = false;
        return 1;
    }
    size_t length = cells_next(text, &width);
    put(screen, slice_part(text, 0, length), width);
    return length;
}

void screen_write(struct screen_terminal *screen, struct slice bytes)
{
    buffer_add(&screen->pending, bytes);
    struct slice rest = buffer_slice(&screen->pending);
    while (rest.length) {
        size_t length = take(screen, rest);
        if (length == 0)
            break;
        rest = slice_part(rest, length, rest.length);
    }
    buffer_drop_front(&screen->pending, screen->pending.length - rest.length);
}

static const char *rows_of(const struct screen_terminal *screen, struct arena *arena, bool styles)
{
    struct buffer out = {0};
    const struct page *page = &screen->pages[screen->alternate];
    for (int row = 0; row < screen->rows; row++) {
        buffer_add_byte(&out, '|');
        for (int column = 0; column < screen->columns; column++) {
            const struct cell *cell = &page->cells[row][column];
            if (styles)
                buffer_add_byte(&out, cell->style ? cell->style : ' ');
            else if (cell->text[0] != 1)
                buffer_add_text(&out, cell->text[0] ? cell->text : " ");
        }
        while (out.data[out.length - 1] == ' ')
            out.length--;
        buffer_add_byte(&out, '\n');
    }
    const char *text = arena_copy(arena, buffer_slice(&out));
    buffer_release(&out);
    return text;
}

/* More than two empty rows below each other become one line that counts them. */
static const char *short_rows(const char *rows, struct arena *arena)
{
    struct buffer out = {0};
    struct slice rest = slice_of(rows), line;
    size_t empty = 0;
    while (slice_next(&rest, '\n', &line)) {
        if (slice_is(line, "|") && ++empty)
            continue;
        if (empty > 2)
            buffer_format(&out, "(%zu empty rows)\n", empty);
        for (; empty && empty <= 2; empty--)
            buffer_add_text(&out, "|\n");
        empty = 0;
        buffer_add(&out, line);
        if (rest.data)
            buffer_add_byte(&out, '\n');
    }
    const char *text = arena_copy(arena, buffer_slice(&out));
    buffer_release(&out);
    return text;
}

const char *screen_text(const struct screen_terminal *screen, struct arena *arena)
{
    const struct page *page = &screen->pages[screen->alternate];
    const char *where =
        screen->hidden ? "hidden" : arena_format(arena, "%d,%d", page->row + 1, page->column + 1);
    const char *unknown = screen->unknown ? arena_format(arena, ", %d sequences unknown", screen->unknown) : "";
    return arena_format(arena, "%scursor %s, %s%s\n", short_rows(rows_of(screen, arena, false), arena), where,
                        screen->alternate ? "alternate" : "main", unknown);
}

const char *screen_styles(const struct screen_terminal *screen, struct arena *arena)
{
    return short_rows(rows_of(screen, arena, true), arena);
}

/* --- keys --- */

static const struct {
    const char *name, *bytes;
} names[] = {
    {"Esc", "\033"},        {"Enter", "\r"},        {"Tab", "\t"},         {"Backspace", "\x7f"}, {"Up", "\033[A"},
    {"Down", "\033[B"},     {"Right", "\033[C"},    {"Left", "\033[D"},    {"Home", "\033[H"},    {"End", "\033[F"},
    {"Delete", "\033[3~"},  {"Insert", "\033[2~"},  {"PgUp", "\033[5~"},   {"PgDn", "\033[6~"},   {"C-Left", "\033[1;5D"},
    {"C-Right", "\033[1;5C"}, {"F1", "\033OP"},     {"Space", " "},        {"Lt", "<"},           {"Bad", "\xff\xc3("},
    {"C-_", "\x1f"},        {"C-\\", "\x1c"},       {"C-]", "\x1d"},       {"C-Space", "\x01\x00"}, {"BackTab", "\033[Z"},
};

bool screen_key(struct slice *rest, struct buffer *keys)
{
    size_t end = slice_find_byte(*rest, '>');
    struct slice name = slice_part(*rest, 1, end);
    bool known = false;
    for (size_t i = 0; i < sizeof names / sizeof *names && end < rest->length; i++) {
        if (!slice_is(name, names[i].name))
            continue;
        if (slice_is(name, "C-Space"))
            buffer_add_byte(keys, 0);
        else
            buffer_add_text(keys, names[i].bytes);
        known = true;
    }
    if (!known && name.length == 3 && (slice_starts(name, "C-") || slice_starts(name, "M-"))) {
        if (name.data[0] == 'M')
            buffer_format(keys, "\033%c", name.data[2]);
        else
            buffer_add_byte(keys, (char)(name.data[2] & 0x1f));
        known = true;
    }
    if (known)
        *rest = slice_part(*rest, end + 1, rest->length);
    return known;
}

const char *screen_rows(struct arena *arena, struct slice screen, struct slice question)
{
    struct slice line, word;
    int64_t first = 1, last = 1000, number = 0;
    struct buffer out = {0};
    slice_next(&question, ' ', &word);
    if (slice_is(word, "rows") && slice_next(&question, ' ', &word)) {
        slice_to_integer(word, &first);
        slice_to_integer(question, &last);
    }
    while (slice_next(&screen, '\n', &line)) {
        if (++number >= first && number <= last)
            buffer_format(&out, "%.*s\n", (int)line.length, line.data);
    }
    const char *text = arena_copy(arena, buffer_slice(&out));
    buffer_release(&out);
    return text;
}
