#include "tui/rows.h"

#include <stdarg.h>
#include <string.h>

#include "base/check.h"
#include "face/ascii.h"
#include "shell/cells.h"

void rows_begin(struct rows *rows, struct arena *arena, int width, bool unicode)
{
    *rows = (struct rows){.arena = arena, .width = width, .unicode = unicode, .item = -1};
}

void rows_release(struct rows *rows)
{
    memory_free(rows->list);
    *rows = (struct rows){0};
}

struct row *rows_new(struct rows *rows)
{
    if (rows->count == rows->capacity) {
        rows->capacity = rows->capacity ? rows->capacity * 2 : 64;
        rows->list = memory_resize(rows->list, rows->capacity * sizeof *rows->list);
    }
    struct row *row = &rows->list[rows->count++];
    *row = (struct row){.item = rows->item};
    return row;
}

static bool has_more_than_ascii(struct slice text)
{
    size_t i = 0;
    while (i < text.length && (unsigned char)text.data[i] < 0x80)
        i++;
    return i < text.length;
}

static void add(struct rows *rows, enum role role, struct slice text)
{
    struct row *row = &rows->list[rows->count - 1];
    struct span *span = arena_allocate(rows->arena, sizeof *span), **link = &row->first;
    if (!rows->unicode && has_more_than_ascii(text))
        text = slice_of(ascii_text(rows->arena, text));
    *span = (struct span){text, role, NULL};
    while (*link)
        link = &(*link)->next;
    *link = span;
}

void rows_add(struct rows *rows, enum role role, const char *text)
{
    add(rows, role, slice_of(text));
}

void rows_format(struct rows *rows, enum role role, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    rows_add(rows, role, arena_format_list(rows->arena, format, arguments));
    va_end(arguments);
}

void rows_line(struct rows *rows, enum role role, const char *text)
{
    rows_new(rows);
    rows_add(rows, role, text);
}

/* --- prose --- */

/* Where prose is being set: the row's cells so far, and what Markdown's marks have switched on. */
struct setting {
    struct rows *rows;
    const char *other;
    enum role plain;
    int column, indent;
    bool literal; /* no marks are read */
    bool strong, code, fresh; /* fresh: nothing but the indent stands in the row */
};

static enum role role_now(const struct setting *setting)
{
    return setting->code ? ROLE_CODE : setting->strong ? ROLE_STRONG : setting->plain;
}

static void next_row(struct setting *setting)
{
    rows_new(setting->rows);
    rows_add(setting->rows, setting->plain, setting->other);
    setting->column = setting->indent;
    setting->fresh = true;
}

static void put(struct setting *setting, struct slice text, enum role role)
{
    if (!text.length)
        return;
    add(setting->rows, role, text);
    setting->column += cells_count(text);
    setting->fresh = false;
}

/* One word, its marks read as they come; [width] is what it takes without them. */
static void put_word(struct setting *setting, struct slice word)
{
    size_t from = 0, i = 0;
    while (!setting->literal && i < word.length) {
        bool star = word.data[i] == '*' && !setting->code, tick = word.data[i] == '`';
        size_t length = star && i + 1 < word.length && word.data[i + 1] == '*' ? 2 : 1;
        if (!star && !tick) {
            i++;
            continue;
        }
        put(setting, slice_part(word, from, i), role_now(setting));
        if (tick)
            setting->code = !setting->code;
        else
            setting->strong = !setting->strong;
        i += length;
        from = i;
    }
    put(setting, slice_part(word, from, word.length), role_now(setting));
}

static int word_width(const struct setting *setting, struct slice word)
{
    bool code = setting->code;
    int marks = 0;
    for (size_t i = 0; !setting->literal && i < word.length; i++) {
        code ^= word.data[i] == '`';
        marks += word.data[i] == '`' || (word.data[i] == '*' && !code);
    }
    return cells_count(word) - marks;
}

/* "[label](target)" becomes "label": a terminal's reader has no use for the target of a tab. */
static const char *without_links(struct arena *arena, const char *text)
{
    struct buffer out = {0};
    struct slice rest = slice_of(text);
    while (rest.length) {
        size_t open = slice_find_byte(rest, '['), middle = slice_find(rest, SLICE("](")), close = rest.length;
        if (middle < rest.length)
            close = middle + slice_find_byte(slice_part(rest, middle, rest.length), ')');
        if (open >= middle || close >= rest.length)
            break;
        struct slice target = slice_part(rest, middle + 2, close);
        buffer_add(&out, slice_part(rest, 0, open));
        buffer_add(&out, slice_part(rest, open + 1, middle));
        if (slice_starts(target, "http"))
            buffer_format(&out, " (%.*s)", (int)target.length, target.data);
        rest = slice_part(rest, close + 1, rest.length);
    }
    buffer_add(&out, rest);
    const char *result = arena_copy(arena, buffer_slice(&out));
    buffer_release(&out);
    return result;
}

static void set_text(struct setting *setting, const char *first, struct slice text)
{
    struct slice line, word;
    setting->fresh = true;
    setting->indent = cells_count(slice_of(setting->other));
    setting->column = cells_count(slice_of(first));
    rows_line(setting->rows, setting->plain, first);
    for (bool begun = false; slice_next(&text, '\n', &line); begun = true) {
        if (begun)
            next_row(setting);
        while (slice_next(&line, ' ', &word)) {
            int width = word_width(setting, word);
            if (!setting->fresh && setting->column + 1 + width > setting->rows->width)
                next_row(setting);
            if (!setting->fresh)
                put(setting, SLICE(" "), role_now(setting));
            put_word(setting, word);
        }
    }
}

void rows_prose(struct rows *rows, const char *first, const char *other, enum role role, const char *markdown)
{
    struct setting setting = {.rows = rows, .other = other, .plain = role};
    set_text(&setting, first, slice_of(without_links(rows->arena, markdown)));
}

void rows_wrapped(struct rows *rows, const char *first, const char *other, enum role role, const char *text)
{
    struct setting setting = {.rows = rows, .other = other, .plain = role, .literal = true};
    set_text(&setting, first, slice_of(text));
}

/* How much of [text] fits into that many cells, with how many of them. */
static size_t fitting(struct slice text, int room, int *used)
{
    size_t length = 0;
    *used = 0;
    for (int cells; length < text.length; *used += cells) {
        size_t size = cells_next(slice_part(text, length, text.length), &cells);
        if (*used + cells > room)
            break;
        length += size;
    }
    return length;
}

void rows_column(struct rows *rows, enum role role, const char *text, int cells)
{
    struct slice whole = slice_of(text);
    int used = 0;
    bool cut = cells_count(whole) > cells;
    size_t length = fitting(whole, cut ? cells - 1 : cells, &used);
    add(rows, role, slice_part(whole, 0, length));
    if (cut)
        rows_add(rows, ROLE_DIM, rows->unicode ? "…" : ">");
    rows_add(rows, ROLE_PLAIN, arena_format(rows->arena, "%*s", cells - used - cut, ""));
}

/* Adds a line behind the row's beginning, on as many rows as it takes; those behind the first are set in. */
static void add_wrapped(struct rows *rows, const char *other, enum role role, struct slice line)
{
    int used, room = rows->width - cells_count(slice_of(other));
    while (cells_count(line) > room && room > 4) {
        size_t length = fitting(line, room, &used);
        size_t blank = length;
        while (blank > length / 2 && line.data[blank - 1] != ' ')
            blank--;
        length = blank > length / 2 ? blank : length;
        add(rows, role, slice_part(line, 0, length));
        line = slice_part(line, length, line.length);
        rows_line(rows, role, other);
        rows_add(rows, role, "  ");
        room = rows->width - cells_count(slice_of(other)) - 2;
    }
    add(rows, role, line);
}

void rows_verbatim(struct rows *rows, const char *first, const char *other, enum role role, struct slice text)
{
    struct slice line;
    if (slice_ends(text, "\n"))
        text.length--;
    for (bool begun = false; slice_next(&text, '\n', &line); begun = true) {
        rows_line(rows, role, begun ? other : first);
        add_wrapped(rows, other, role, line);
    }
}

static int row_width(const struct row *row)
{
    int cells = 0;
    for (const struct span *span = row->first; span; span = span->next)
        cells += cells_count(span->text);
    return cells;
}

/* One side of a box, "+- title ---+". */
static void add_side(struct rows *rows, const char *title, const char *left, const char *right)
{
    const char *across = rows->unicode ? "─" : "-";
    int cells = 2;
    rows_line(rows, ROLE_BORDER, left);
    if (title && title[0]) {
        rows_add(rows, ROLE_BORDER, across);
        rows_format(rows, ROLE_NOTICE, " %s ", title);
        cells += 3 + cells_count(slice_of(title));
    }
    for (; cells < rows->width; cells++)
        rows_add(rows, ROLE_BORDER, across);
    rows_add(rows, ROLE_BORDER, right);
}

void rows_box(struct rows *rows, const char *title, const char *markdown)
{
    struct rows inside;
    bool unicode = rows->unicode;
    rows_begin(&inside, rows->arena, rows->width - 4, unicode);
    rows_prose(&inside, "", "", ROLE_PLAIN, markdown);
    add_side(rows, title, unicode ? "┌" : "+", unicode ? "┐" : "+");
    for (size_t i = 0; i < inside.count; i++) {
        const struct row *row = &inside.list[i];
        int left = inside.width - row_width(row);
        rows_line(rows, ROLE_BORDER, unicode ? "│ " : "| ");
        for (const struct span *span = row->first; span; span = span->next)
            add(rows, span->role, span->text);
        rows_format(rows, ROLE_BORDER, "%*s%s", left > 0 ? left + 1 : 1, "", unicode ? "│" : "|");
    }
    add_side(rows, NULL, unicode ? "└" : "+", unicode ? "┘" : "+");
    rows_release(&inside);
}

void rows_draw(const struct rows *rows, struct canvas *canvas, struct area area, size_t top, int selected)
{
    for (int i = 0; i < area.rows && top + (size_t)i < rows->count; i++) {
        const struct row *row = &rows->list[top + (size_t)i];
        int column = 0;
        for (const struct span *span = row->first; span; span = span->next)
            column = canvas_put(canvas, area, i, column, span->text, span->role);
        if (selected >= 0 && row->item == selected)
            canvas_role(canvas, area, i, 0, area.columns, ROLE_SELECTED);
    }
}

/* --- searching --- */

static void row_text(const struct row *row, struct buffer *out)
{
    buffer_clear(out);
    for (const struct span *span = row->first; span; span = span->next)
        buffer_add(out, span->text);
}

/* Where [text] is in [line] from [from] on, ASCII letters in whatever case; the line's length: nowhere. */
static size_t find_text(struct slice line, size_t from, struct slice text)
{
    for (size_t i = from; text.length && i + text.length <= line.length; i++) {
        size_t same = 0;
        while (same < text.length && ascii_lower(line.data[i + same]) == ascii_lower(text.data[same]))
            same++;
        if (same == text.length)
            return i;
    }
    return line.length;
}

size_t rows_find(const struct rows *rows, size_t from, struct slice text)
{
    struct buffer line = {0};
    size_t row = from;
    for (; row < rows->count; row++) {
        row_text(&rows->list[row], &line);
        if (find_text(buffer_slice(&line), 0, text) < line.length)
            break;
    }
    buffer_release(&line);
    return row < rows->count ? row : rows->count;
}

void rows_mark(const struct rows *rows, struct canvas *canvas, struct area area, size_t top, struct slice text)
{
    struct buffer line = {0};
    for (int i = 0; text.length && i < area.rows && top + (size_t)i < rows->count; i++) {
        row_text(&rows->list[top + (size_t)i], &line);
        struct slice whole = buffer_slice(&line);
        for (size_t at = 0; (at = find_text(whole, at, text)) < whole.length; at += text.length)
            canvas_role(canvas, area, i, cells_count(slice_part(whole, 0, at)),
                        cells_count(slice_part(whole, at, at + text.length)), ROLE_FOUND);
    }
    buffer_release(&line);
}
