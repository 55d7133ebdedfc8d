/* What keys do in a text. */
#include <string.h>

#include "edit/grid.h"
#include "tui/editor_record.h"

const struct glyph_rules editor_rules = {.tab = 8};

static struct slice line_of(struct sheet *sheet, size_t line)
{
    return text_line(sheet->text, line);
}

static size_t row_of(const struct sheet *sheet)
{
    return text_line_at(sheet->text, sheet->cursor);
}

static int column_of(struct sheet *sheet)
{
    size_t line = row_of(sheet);
    return glyph_column(line_of(sheet, line), sheet->cursor - text_start(sheet->text, line), &editor_rules);
}

void sheet_go(struct sheet *sheet, size_t offset)
{
    sheet->cursor = offset;
    sheet->wanted = -1;
    sheet->typing = false;
}

bool sheet_replace(struct editor *editor, struct sheet *sheet, size_t from, size_t to, struct slice bytes)
{
    bool letter = bytes.length == 1 && from == to && sheet->typing && bytes.data[0] != ' ' && bytes.data[0] != '\n';
    if (!letter)
        text_mark(sheet->text, sheet->cursor);
    if (!text_replace(sheet->text, from, to, bytes)) {
        editor_tell(editor, "A file takes no more than that.");
        return false;
    }
    sheet_go(sheet, from + bytes.length);
    sheet->typing = from == to && bytes.length == 1 && bytes.data[0] != '\n';
    return true;
}

/* --- moving --- */

static void go_vertically(struct sheet *sheet, size_t line)
{
    int wanted = sheet->wanted >= 0 ? sheet->wanted : column_of(sheet);
    size_t last = text_lines(sheet->text) - 1;
    line = line < last ? line : last;
    sheet->cursor = text_start(sheet->text, line) + glyph_offset(line_of(sheet, line), wanted, &editor_rules);
    sheet->wanted = wanted;
    sheet->typing = false;
}

static void go_left(struct sheet *sheet)
{
    size_t line = row_of(sheet), start = text_start(sheet->text, line);
    if (sheet->cursor > start)
        sheet_go(sheet, start + glyph_previous(line_of(sheet, line), sheet->cursor - start));
    else if (line)
        sheet_go(sheet, text_end(sheet->text, line - 1));
}

static void go_right(struct sheet *sheet)
{
    size_t line = row_of(sheet), start = text_start(sheet->text, line);
    if (sheet->cursor < text_end(sheet->text, line))
        sheet_go(sheet, start + glyph_next(line_of(sheet, line), sheet->cursor - start));
    else if (line + 1 < text_lines(sheet->text))
        sheet_go(sheet, text_start(sheet->text, line + 1));
}

/* To the first letter of the line, and from there to its beginning. */
static void go_home(struct sheet *sheet)
{
    size_t line = row_of(sheet), start = text_start(sheet->text, line), indent = 0;
    struct slice text = line_of(sheet, line);
    while (indent < text.length && text.data[indent] == ' ')
        indent++;
    sheet_go(sheet, sheet->cursor == start + indent ? start : start + indent);
}

static bool is_word(char byte)
{
    return ascii_is_letter(byte) || ascii_is_digit(byte) || byte == '_' || (unsigned char)byte >= 0x80;
}

static void go_word(struct sheet *sheet, int direction)
{
    size_t length = text_length(sheet->text), at = sheet->cursor;
    struct slice text = text_slice(sheet->text, 0, length);
    if (direction > 0) {
        while (at < length && is_word(text.data[at]))
            at++;
        while (at < length && !is_word(text.data[at]))
            at++;
    } else {
        while (at && !is_word(text.data[at - 1]))
            at--;
        while (at && is_word(text.data[at - 1]))
            at--;
    }
    sheet_go(sheet, at);
}

/* --- changing --- */

static size_t indent_of(struct slice line)
{
    size_t indent = 0;
    while (indent < line.length && line.data[indent] == ' ')
        indent++;
    return indent;
}

static bool is_yaml(const struct sheet *sheet)
{
    const struct syntax *syntax = syntax_for(sheet->path, SLICE(""));
    return syntax && syntax->keys;
}

/* The new line begins below the one before: deeper behind "key:", below the text behind "- ". */
static void break_line(struct editor *editor, struct sheet *sheet)
{
    struct buffer bytes = {0};
    size_t line = row_of(sheet);
    struct slice text = line_of(sheet, line), before = slice_part(text, 0, sheet->cursor - text_start(sheet->text, line));
    struct slice trimmed = slice_trim(before);
    size_t indent = indent_of(before);
    while (is_yaml(sheet) && slice_starts(slice_part(before, indent, before.length), "- "))
        indent += 2;
    if (is_yaml(sheet) && slice_ends(trimmed, ":"))
        indent += 2;
    buffer_add_byte(&bytes, '\n');
    buffer_add_repeated(&bytes, ' ', indent < before.length || slice_ends(trimmed, ":") ? indent : before.length);
    sheet_replace(editor, sheet, sheet->cursor, sheet->cursor, buffer_slice(&bytes));
    buffer_release(&bytes);
}

/* In a line's indentation, to the column before that is a multiple of two. */
static void rub_out(struct editor *editor, struct sheet *sheet)
{
    size_t line = row_of(sheet), start = text_start(sheet->text, line), at = sheet->cursor - start;
    struct slice text = line_of(sheet, line);
    bool indented = at && at % 2 == 0 && indent_of(text) >= at;
    if (!sheet->cursor)
        return;
    size_t end = sheet->cursor;
    go_left(sheet);
    sheet_replace(editor, sheet, indented ? end - 2 : sheet->cursor, end, SLICE(""));
}

static void delete(struct editor *editor, struct sheet *sheet)
{
    size_t from = sheet->cursor;
    go_right(sheet);
    if (sheet->cursor > from)
        sheet_replace(editor, sheet, from, sheet->cursor, SLICE(""));
}

/* Lines cut one after the other come back together. */
static void cut_line(struct editor *editor, struct sheet *sheet, bool again)
{
    size_t line = row_of(sheet), from = text_start(sheet->text, line);
    size_t to = line + 1 < text_lines(sheet->text) ? text_start(sheet->text, line + 1) : text_length(sheet->text);
    if (!again)
        buffer_clear(&editor->cut);
    buffer_add(&editor->cut, text_slice(sheet->text, from, to));
    if (to > from)
        sheet_replace(editor, sheet, from, to, SLICE(""));
}

static void undo(struct editor *editor, struct sheet *sheet, bool redo)
{
    size_t cursor, other;
    bool done = redo ? text_redo(sheet->text, &cursor, &other) : text_undo(sheet->text, &cursor, &other);
    if (done)
        sheet_go(sheet, other <= text_length(sheet->text) ? other : cursor);
    else
        editor_tell(editor, redo ? "There is nothing to do again." : "There is nothing to undo in this text.");
}

/* --- searching, problems --- */

bool sheet_find(struct editor *editor, struct sheet *sheet, size_t from)
{
    size_t length = text_length(sheet->text);
    struct slice text = text_slice(sheet->text, 0, length), wanted = buffer_slice(&editor->search);
    if (!wanted.length)
        return false;
    from = from < length ? from : length;
    size_t at = from + slice_find(slice_part(text, from, length), wanted);
    if (at >= length)
        at = slice_find(text, wanted);
    if (at >= length) {
        editor_tell(editor, "\"%s\" is not there.", buffer_text(&editor->search));
        return false;
    }
    sheet_go(sheet, at);
    return true;
}

static void next_problem(struct editor *editor, struct sheet *sheet)
{
    size_t count = value_count(sheet->problems), line = row_of(sheet);
    const struct value *next = NULL;
    for (size_t i = 0; i < count; i++) {
        const struct value *one = value_at(sheet->problems, i);
        if (value_number(value_get(one, "line"), 1) > (int64_t)line + 1) {
            next = one;
            break;
        }
    }
    next = next ? next : count ? value_at(sheet->problems, 0) : NULL;
    if (!next) {
        editor_tell(editor, "kubectl apply would take it as it is.");
        return;
    }
    size_t wanted = (size_t)value_number(value_get(next, "line"), 1) - 1, last = text_lines(sheet->text) - 1;
    wanted = wanted < last ? wanted : last;
    struct slice text = line_of(sheet, wanted);
    size_t column = (size_t)value_number(value_get(next, "column"), 1) - 1;
    sheet_go(sheet, text_start(sheet->text, wanted) + (column < text.length ? column : text.length));
}

/* --- completion --- */

static const struct value *ask_fields(struct editor *editor, struct sheet *sheet, struct arena *arena)
{
    struct buffer question = {0};
    size_t line = row_of(sheet);
    buffer_format(&question, "fields %zu %zu\n", line + 1, sheet->cursor - text_start(sheet->text, line) + 1);
    buffer_add(&question, text_slice(sheet->text, 0, text_length(sheet->text)));
    const struct value *answer = session_ask(editor->session, buffer_text(&question), arena);
    buffer_release(&question);
    return answer;
}

/* What all the words begin with. */
static struct slice common_beginning(const struct value *words)
{
    struct slice common = value_slice(value_get(value_at(words, 0), "word"));
    for (size_t i = 1; i < value_count(words); i++) {
        struct slice word = value_slice(value_get(value_at(words, i), "word"));
        size_t same = 0;
        while (same < common.length && same < word.length && common.data[same] == word.data[same])
            same++;
        common.length = same;
    }
    return common;
}

static void offer(struct editor *editor, const struct value *words)
{
    for (size_t i = 0; i < value_count(words); i++)
        buffer_format(&editor->offer, "%s%s", i ? "  " : "", value_find_text(value_at(words, i), "word"));
    if (value_count(words) == 1 && value_find_text(value_at(words, 0), "detail")[0])
        buffer_format(&editor->offer, ": %s", value_find_text(value_at(words, 0), "detail"));
}

static void complete(struct editor *editor, struct sheet *sheet)
{
    struct arena arena = {0};
    const struct value *answer = ask_fields(editor, sheet, &arena), *words = value_get(answer, "words");
    if (!value_count(words)) {
        editor_tell(editor, "Nothing is known that could stand here.");
    } else {
        size_t start = text_start(sheet->text, row_of(sheet));
        size_t from = start + (size_t)value_number(value_get(answer, "from"), 1) - 1;
        bool one = value_count(words) == 1;
        bool field = one && value_says(value_get(value_at(words, 0), "kind"), "field");
        struct slice common = common_beginning(words);
        const char *text = arena_format(&arena, "%.*s%s", (int)common.length, common.data, field ? ": " : "");
        offer(editor, words);
        if (slice_of(text).length > sheet->cursor - from)
            sheet_replace(editor, sheet, from, sheet->cursor, slice_of(text));
    }
    arena_release(&arena);
}

/* Where only blanks stand before the cursor, Tab makes it two more; else it completes. */
static void tab(struct editor *editor, struct sheet *sheet)
{
    size_t line = row_of(sheet), at = sheet->cursor - text_start(sheet->text, line);
    struct slice text = line_of(sheet, line);
    const struct syntax *syntax = syntax_for(sheet->path, line_of(sheet, 0));
    if (indent_of(text) < at && is_yaml(sheet))
        complete(editor, sheet);
    else if (syntax && syntax->indent)
        sheet_replace(editor, sheet, sheet->cursor, sheet->cursor, at % 2 ? SLICE(" ") : SLICE("  "));
    else
        sheet_replace(editor, sheet, sheet->cursor, sheet->cursor, SLICE("\t"));
}

static void unindent(struct editor *editor, struct sheet *sheet)
{
    size_t line = row_of(sheet), start = text_start(sheet->text, line), indent = indent_of(line_of(sheet, line));
    size_t less = indent < 2 ? indent : 2, at = sheet->cursor - start;
    if (!less)
        return;
    sheet_replace(editor, sheet, start, start + less, SLICE(""));
    sheet_go(sheet, start + (at > less ? at - less : 0));
}

/* --- keys --- */

static bool control(struct editor *editor, struct sheet *sheet, char letter, bool cut_before)
{
    switch (letter) {
    case 'f':
        editor_ask(editor, ASK_SEARCH, "");
        return true;
    case 'g':
        sheet_find(editor, sheet, sheet->cursor + 1);
        return true;
    case 'z':
    case '_':
    case 'y':
        undo(editor, sheet, letter == 'y');
        return true;
    case 'k':
        cut_line(editor, sheet, cut_before);
        editor->cutting = true;
        return true;
    case 'u':
    case 'v':
        sheet_replace(editor, sheet, sheet->cursor, sheet->cursor, buffer_slice(&editor->cut));
        return true;
    case 'e':
        next_problem(editor, sheet);
        return true;
    case 'n':
        complete(editor, sheet);
        return true;
    case 'd':
        delete(editor, sheet);
        return true;
    default:
        return false;
    }
}

static bool move(struct editor *editor, struct sheet *sheet, enum key_kind kind)
{
    size_t line = row_of(sheet), page = editor->text_area.rows > 2 ? (size_t)editor->text_area.rows - 2 : 1;
    if (kind == KEY_UP || kind == KEY_DOWN)
        go_vertically(sheet, kind == KEY_DOWN ? line + 1 : line ? line - 1 : 0);
    else if (kind == KEY_PAGE_UP || kind == KEY_PAGE_DOWN)
        go_vertically(sheet, kind == KEY_PAGE_DOWN ? line + page : line > page ? line - page : 0);
    else if (kind == KEY_LEFT)
        go_left(sheet);
    else if (kind == KEY_RIGHT)
        go_right(sheet);
    else if (kind == KEY_WORD_LEFT || kind == KEY_WORD_RIGHT)
        go_word(sheet, kind == KEY_WORD_RIGHT ? 1 : -1);
    else if (kind == KEY_HOME)
        go_home(sheet);
    else if (kind == KEY_END)
        sheet_go(sheet, text_end(sheet->text, line));
    else if (kind == KEY_FIRST || kind == KEY_LAST)
        sheet_go(sheet, kind == KEY_FIRST ? 0 : text_length(sheet->text));
    else
        return false;
    return true;
}

enum editor_effect editor_text_key(struct editor *editor, const struct key *key)
{
    struct sheet *sheet = editor->sheet;
    bool cut_before = editor->cutting;
    editor->cutting = false;
    buffer_clear(&editor->offer);
    if (move(editor, sheet, key->kind))
        return EDITOR_TAKEN;
    switch (key->kind) {
    case KEY_TEXT:
    case KEY_PASTE:
        sheet_replace(editor, sheet, sheet->cursor, sheet->cursor, key->text);
        if (key->kind == KEY_PASTE && key->byte == '\n')
            sheet_replace(editor, sheet, sheet->cursor, sheet->cursor, SLICE("\n"));
        return EDITOR_TAKEN;
    case KEY_ENTER:
        break_line(editor, sheet);
        return EDITOR_TAKEN;
    case KEY_BACKSPACE:
        rub_out(editor, sheet);
        return EDITOR_TAKEN;
    case KEY_DELETE:
        delete(editor, sheet);
        return EDITOR_TAKEN;
    case KEY_TAB:
        tab(editor, sheet);
        return EDITOR_TAKEN;
    case KEY_BACK_TAB:
        unindent(editor, sheet);
        return EDITOR_TAKEN;
    case KEY_ESCAPE:
        editor_select(editor, sheet->path);
        editor->sheet = NULL;
        return EDITOR_TAKEN;
    case KEY_CONTROL:
        return control(editor, sheet, key->letter, cut_before) ? EDITOR_TAKEN : EDITOR_IGNORED;
    default:
        return EDITOR_IGNORED;
    }
}
