/* How the editor pane looks: the list of files, the text with its line numbers and colours, and below it what kubectl
 * apply would say of the cursor's line. */
#include <string.h>

#include "edit/grid.h"
#include "tui/editor_record.h"
#include "tui/rows.h"

enum { LIST_COLUMNS = 28, WITH_LIST = 96, MOST_BELOW = 5 };

static const enum role roles[STYLES] = {
    [STYLE_PLAIN] = ROLE_PLAIN,     [STYLE_REVERSE] = ROLE_SELECTED, [STYLE_BOLD] = ROLE_STRONG,
    [STYLE_DIM] = ROLE_DIM,         [STYLE_COMMENT] = ROLE_COMMENT,  [STYLE_KEY] = ROLE_NAME,
    [STYLE_STRING] = ROLE_STRING,   [STYLE_NUMBER] = ROLE_NUMBER,    [STYLE_WORD] = ROLE_NUMBER,
    [STYLE_MARK] = ROLE_DIM,        [STYLE_ERROR] = ROLE_BAD,        [STYLE_FOUND] = ROLE_FOUND,
};

/* --- the list --- */

static size_t depth_of(struct slice path)
{
    size_t depth = 0;
    for (size_t i = 1; i < path.length; i++)
        depth += path.data[i] == '/';
    return depth > 1 ? depth - 1 : 0;
}

static void draw_file(struct editor *editor, struct canvas *canvas, struct area area, int row, const struct value *file)
{
    const char *path = value_find_text(file, "path"), *name = strrchr(path, '/') + 1;
    bool directory = value_truth(value_get(file, "directory"));
    const struct sheet *sheet = editor_sheet(editor, path);
    int column = 1 + 2 * (int)depth_of(slice_of(path));
    canvas_put(canvas, area, row, 0, slice_of(sheet && sheet_modified(sheet) ? "*" : " "), ROLE_WARN);
    column = canvas_format(canvas, area, row, column, directory ? ROLE_STRONG : ROLE_PLAIN, "%s%s", name,
                           directory ? "/" : "");
    if (!directory && column + 10 < area.columns)
        canvas_format(canvas, area, row, area.columns - 9, ROLE_DIM, "%8lld",
                      (long long)value_number(value_get(file, "size"), 0));
}

static void draw_list(struct editor *editor, struct canvas *canvas, struct area area, bool focused)
{
    const struct value *files = editor_files(editor);
    size_t count = value_count(files), rows = area.rows > 0 ? (size_t)area.rows : 0;
    editor->selected = editor->selected < count ? editor->selected : count ? count - 1 : 0;
    if (editor->selected < editor->list_top)
        editor->list_top = editor->selected;
    if (rows && editor->selected >= editor->list_top + rows)
        editor->list_top = editor->selected + 1 - rows;
    editor->list_area = area;
    if (!count)
        canvas_put(canvas, area, 0, 0, SLICE("No files yet: + makes one."), ROLE_DIM);
    for (size_t i = 0; i < rows && editor->list_top + i < count; i++) {
        const struct value *file = value_at(files, editor->list_top + i);
        draw_file(editor, canvas, area, (int)i, file);
        bool open = editor->sheet && value_says(value_get(file, "path"), editor->sheet->path);
        if (editor->sheet ? open : focused && editor->list_top + i == editor->selected)
            canvas_role(canvas, area, (int)i, 0, area.columns, open ? ROLE_STRONG : ROLE_SELECTED);
    }
}

/* --- the text --- */

/* The gravest problem of a line; NULL: none. [line] from 0. */
static const struct value *problem_of(const struct sheet *sheet, size_t line)
{
    const struct value *found = NULL;
    for (size_t i = 0; i < value_count(sheet->problems); i++) {
        const struct value *one = value_at(sheet->problems, i);
        if (value_number(value_get(one, "line"), 0) != (int64_t)line + 1)
            continue;
        if (!found || value_says(value_get(one, "severity"), "error"))
            found = one;
    }
    return found;
}

static void mark_found(const struct editor *editor, struct slice line, unsigned char *styles)
{
    struct slice wanted = buffer_slice(&editor->search);
    for (size_t from = 0; wanted.length && from < line.length;) {
        size_t at = from + slice_find(slice_part(line, from, line.length), wanted);
        if (at >= line.length)
            return;
        memset(styles + at, STYLE_FOUND, wanted.length);
        from = at + wanted.length;
    }
}

static void draw_line(struct editor *editor, struct canvas *canvas, struct area area, int row, struct slice line)
{
    struct sheet *sheet = editor->sheet;
    struct arena arena = {0};
    unsigned char *styles = arena_allocate(&arena, line.length + 1);
    const struct syntax *syntax = syntax_for(sheet->path, SLICE(""));
    if (syntax)
        syntax_colour(syntax, line, styles);
    mark_found(editor, line, styles);
    int at = 0;
    for (size_t offset = 0; offset < line.length && at - sheet->left < area.columns;) {
        struct glyph glyph;
        glyph_at(line, offset, at, &editor_rules, &glyph);
        enum role role = glyph.special ? ROLE_BAD : roles[styles[offset]];
        if (at >= sheet->left)
            canvas_put(canvas, area, row, at - sheet->left, glyph.text, role);
        at += glyph.width;
        offset += glyph.length ? glyph.length : 1;
    }
    if (sheet->left)
        canvas_put(canvas, area, row, 0, slice_of(editor->unicode ? "…" : "<"), ROLE_DIM);
    if (at - sheet->left > area.columns)
        canvas_put(canvas, area, row, area.columns - 1, slice_of(editor->unicode ? "…" : ">"), ROLE_DIM);
    arena_release(&arena);
}

static int digits_of(size_t number)
{
    int digits = 1;
    for (; number > 9; number /= 10)
        digits++;
    return digits;
}

/* Scrolls so that the cursor is seen. */
static void follow(struct sheet *sheet, struct area area, size_t line, int column)
{
    size_t rows = area.rows > 0 ? (size_t)area.rows : 1;
    if (line < sheet->top)
        sheet->top = line;
    if (line >= sheet->top + rows)
        sheet->top = line + 1 - rows;
    if (column < sheet->left)
        sheet->left = column > 8 ? column - 8 : 0;
    if (column >= sheet->left + area.columns - 1)
        sheet->left = column - area.columns + 2;
}

static void draw_text(struct editor *editor, struct canvas *canvas, struct area area, bool focused)
{
    struct sheet *sheet = editor->sheet;
    size_t lines = text_lines(sheet->text), cursor_line = text_line_at(sheet->text, sheet->cursor);
    int gutter = digits_of(lines) + 3;
    struct area numbers = area_left(&area, gutter);
    struct slice line = text_line(sheet->text, cursor_line);
    int column = glyph_column(line, sheet->cursor - text_start(sheet->text, cursor_line), &editor_rules);
    follow(sheet, area, cursor_line, column);
    for (int row = 0; row < area.rows && sheet->top + (size_t)row < lines; row++) {
        size_t number = sheet->top + (size_t)row;
        const struct value *problem = problem_of(sheet, number);
        bool error = value_says(value_get(problem, "severity"), "error");
        if (problem)
            canvas_put(canvas, numbers, row, 0, slice_of(!error ? "!" : editor->unicode ? "✖" : "X"),
                       error ? ROLE_BAD : ROLE_WARN);
        canvas_format(canvas, numbers, row, 2, number == cursor_line ? ROLE_STRONG : ROLE_DIM, "%*zu", gutter - 3,
                      number + 1);
        draw_line(editor, canvas, area, row, text_line(sheet->text, number));
        if (error)
            canvas_role(canvas, numbers, row, 0, gutter - 1, ROLE_BAD);
    }
    editor->text_area = area;
    editor->gutter = gutter;
    if (focused && !editor->question)
        canvas_cursor(canvas, area, (int)(cursor_line - sheet->top), column - sheet->left);
}

/* --- below the text --- */

static void add_problem(struct editor *editor, struct rows *rows)
{
    struct sheet *sheet = editor->sheet;
    size_t line = text_line_at(sheet->text, sheet->cursor), count = value_count(sheet->problems);
    const struct value *here = problem_of(sheet, line), *one = here ? here : value_at(sheet->problems, 0);
    if (!one)
        return;
    bool error = value_says(value_get(one, "severity"), "error");
    const char *head = here ? "" : arena_format(rows->arena, "line %lld: ", (long long)value_number(value_get(one, "line"), 0));
    rows_wrapped(rows, head, "", error ? ROLE_BAD : ROLE_WARN, value_find_text(one, "message"));
    if (count > 1)
        rows_format(rows, ROLE_DIM, "  (%zu problems: Ctrl-E goes to the next)", count);
}

/* "Line 3, column 5   kubectl apply would take it": the row that is always there. */
static void add_state(struct editor *editor, struct rows *rows)
{
    struct sheet *sheet = editor->sheet;
    size_t line = text_line_at(sheet->text, sheet->cursor), count = value_count(sheet->problems);
    int column = glyph_column(text_line(sheet->text, line), sheet->cursor - text_start(sheet->text, line), &editor_rules);
    const struct syntax *syntax = syntax_for(sheet->path, SLICE(""));
    bool judged = sheet->problems && sheet->judged == text_version(sheet->text);
    rows_line(rows, ROLE_DIM, arena_format(rows->arena, "Line %zu, column %d  ", line + 1, column + 1));
    if (syntax && syntax->keys && judged && !count && text_length(sheet->text))
        rows_format(rows, ROLE_GOOD, "%s kubectl apply would take it", editor->unicode ? "✔" : "[ok]");
    else if (count)
        rows_format(rows, ROLE_BAD, "%zu problem%s", count, count == 1 ? "" : "s");
}

static void make_below(struct editor *editor, struct rows *rows)
{
    if (editor->question) {
        rows_wrapped(rows, "", "", ROLE_KEY, editor_question(editor, rows->arena));
        rows_add(rows, ROLE_PLAIN, buffer_text(&editor->answer));
    } else if (editor->sheet) {
        if (editor->offer.length)
            rows_wrapped(rows, "", "", ROLE_CODE, buffer_text(&editor->offer));
        else
            add_problem(editor, rows);
        add_state(editor, rows);
    }
}

/* Draws what stands below in the last rows, and takes them off the area. */
static void draw_below(struct editor *editor, struct canvas *canvas, struct area *area, bool focused)
{
    struct arena arena = {0};
    struct rows rows;
    rows_begin(&rows, &arena, area->columns, editor->unicode);
    make_below(editor, &rows);
    int most = area->rows > 8 ? MOST_BELOW : area->rows / 3 ? area->rows / 3 : 1;
    int count = rows.count > (size_t)most ? most : (int)rows.count;
    struct area below = area_bottom(area, count);
    size_t top = editor->question || !count ? rows.count - (size_t)count : 0;
    if (rows.count > (size_t)count && !editor->question) { /* the state is always there */
        rows_draw(&rows, canvas, (struct area){below.row, below.column, count - 1, below.columns}, 0, -1);
        rows_draw(&rows, canvas, (struct area){below.row + count - 1, below.column, 1, below.columns}, rows.count - 1, -1);
    } else {
        rows_draw(&rows, canvas, below, top, -1);
    }
    if (editor->question && count && focused) {
        int column = 0;
        for (const struct span *span = rows.list[rows.count - 1].first; span; span = span->next)
            column += glyph_column(span->text, span->text.length, &editor_rules);
        canvas_cursor(canvas, below, count - 1, column < below.columns ? column : below.columns - 1);
    }
    rows_release(&rows);
    arena_release(&arena);
}

void editor_draw(struct editor *editor, struct canvas *canvas, struct area area, bool focused)
{
    editor->list_area = editor->text_area = (struct area){0};
    draw_below(editor, canvas, &area, focused);
    if (!editor->sheet) {
        draw_list(editor, canvas, area, focused);
        return;
    }
    if (area.columns >= WITH_LIST) {
        struct area list = area_left(&area, LIST_COLUMNS);
        struct area border = area_left(&area, 1);
        draw_list(editor, canvas, list, focused);
        for (int row = 0; row < border.rows; row++)
            canvas_put(canvas, border, row, 0, slice_of(editor->unicode ? "│" : "|"), ROLE_BORDER);
    }
    draw_text(editor, canvas, area, focused);
}

/* --- the mouse --- */

static bool inside(struct area area, int row, int column)
{
    return row >= area.row && row < area.row + area.rows && column >= area.column && column < area.column + area.columns;
}

void editor_click(struct editor *editor, int row, int column)
{
    struct sheet *sheet = editor->sheet;
    struct area text = editor->text_area, list = editor->list_area;
    if (editor->question)
        return;
    if (sheet && inside(text, row, column)) {
        size_t line = sheet->top + (size_t)(row - text.row), last = text_lines(sheet->text) - 1;
        line = line < last ? line : last;
        sheet_go(sheet, text_start(sheet->text, line) + glyph_offset(text_line(sheet->text, line),
                                                                    column - text.column + sheet->left, &editor_rules));
    } else if (inside(list, row, column)) {
        size_t item = editor->list_top + (size_t)(row - list.row);
        const struct value *file = value_at(editor_files(editor), item);
        struct arena arena = {0};
        bool again = item == editor->selected || sheet;
        editor->selected = file ? item : editor->selected;
        if (file && again && !value_truth(value_get(file, "directory")))
            editor_open(editor, arena_text(&arena, value_find_text(file, "path")));
        arena_release(&arena);
    }
}

void editor_wheel(struct editor *editor, int direction)
{
    enum { STEP = 3 };
    struct key key = {.kind = direction > 0 ? KEY_DOWN : KEY_UP};
    for (int i = 0; i < STEP && !editor->question; i++)
        editor_key(editor, &key);
}
