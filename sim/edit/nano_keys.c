/* What each key does in the main window. */
#include <string.h>

#include "base/check.h"
#include "edit/nano_record.h"

/* --- changing --- */

static bool is_viewed(struct nano *nano)
{
    if (nano->options.view)
        nano_say(nano, "Key is invalid in view mode");
    return nano->options.view;
}

static void add_text(struct nano *nano, enum deed deed, struct slice bytes)
{
    if (nano_change(nano, deed, nano->cursor, nano->cursor, bytes))
        nano_move(nano, nano->cursor + bytes.length);
}

static bool is_yaml(const struct nano *nano)
{
    return nano->syntax && nano->syntax->keys;
}

static void add_newline(struct nano *nano)
{
    struct buffer bytes = {0};
    buffer_add_byte(&bytes, '\n');
    size_t line = nano_line_of(nano), start = text_start(nano->text, line);
    if (nano->options.auto_indent || is_yaml(nano)) {
        struct slice before = text_slice(nano->text, start, nano->cursor);
        size_t blanks = 0;
        while (blanks < before.length && (before.data[blanks] == ' ' || before.data[blanks] == '\t'))
            blanks++;
        buffer_add(&bytes, slice_part(before, 0, blanks));
    }
    nano->last_deed = -1;
    add_text(nano, DEED_BREAK, buffer_slice(&bytes));
    nano->last_deed = -1;
    buffer_release(&bytes);
}

/* The lines of the mark, or the cursor's. */
static void marked_lines(struct nano *nano, size_t *first, size_t *last)
{
    size_t from = nano->cursor, to = nano->cursor;
    nano_selection(nano, &from, &to);
    *first = text_line_at(nano->text, from);
    *last = text_line_at(nano->text, to);
    if (*last > *first && to == text_start(nano->text, *last))
        --*last;
}

static int indent_step(const struct nano *nano)
{
    return is_yaml(nano) ? nano->syntax->indent : nano->options.blanks_for_tabs ? nano_tab(nano) : 0;
}

/* One edit within a deed that is several. */
static void change_part(struct nano *nano, enum deed deed, size_t from, size_t to, struct slice bytes)
{
    size_t cursor = nano->cursor, mark = nano->mark;
    if (!nano_change(nano, deed, from, to, bytes))
        return;
    nano->last_at = SIZE_MAX;
    size_t removed = to - from;
    if (cursor >= to)
        nano->cursor = cursor - removed + bytes.length;
    else if (cursor > from)
        nano->cursor = from;
    if (mark >= to)
        nano->mark = mark - removed + bytes.length;
}

static void shift_lines(struct nano *nano, bool right)
{
    size_t first, last;
    int step = indent_step(nano);
    enum deed deed = right ? DEED_INDENT : DEED_UNINDENT;
    struct buffer blanks = {0};
    if (is_viewed(nano))
        return;
    marked_lines(nano, &first, &last);
    if (step)
        buffer_add_repeated(&blanks, ' ', (size_t)step);
    else
        buffer_add_byte(&blanks, '\t');
    nano->last_deed = -1;
    for (size_t line = first; line <= last; line++) {
        size_t start = text_start(nano->text, line), width = 0;
        struct slice content = text_line(nano->text, line);
        size_t wanted = step ? (size_t)step : (size_t)nano_tab(nano);
        if (right && content.length) {
            change_part(nano, deed, start, start, buffer_slice(&blanks));
        } else if (!right) {
            while (width < content.length && width < wanted && content.data[width] == ' ')
                width++;
            if (width == 0 && content.length && content.data[0] == '\t')
                width = 1;
            if (width)
                change_part(nano, deed, start, start + width, SLICE(""));
        }
    }
    nano->last_deed = -1;
    buffer_release(&blanks);
}

static void indent(struct nano *nano)
{
    shift_lines(nano, true);
}

static void unindent(struct nano *nano)
{
    shift_lines(nano, false);
}

static void comment_lines(struct nano *nano)
{
    size_t first, last;
    const char *sign = nano->syntax ? nano->syntax->comment : "#";
    if (is_viewed(nano))
        return;
    if (!sign) {
        nano_say(nano, "Commenting is not supported for this file type");
        return;
    }
    marked_lines(nano, &first, &last);
    bool away = true, any = false;
    for (size_t line = first; line <= last; line++) {
        struct slice content = text_line(nano->text, line);
        away &= content.length == 0 || slice_starts(content, sign);
        any |= content.length > 0;
    }
    away &= any;
    nano->last_deed = -1;
    for (size_t line = first; line <= last && any; line++) {
        size_t start = text_start(nano->text, line), length = strlen(sign);
        if (text_line(nano->text, line).length == 0)
            continue;
        if (away)
            change_part(nano, DEED_UNCOMMENT, start, start + length, SLICE(""));
        else
            change_part(nano, DEED_COMMENT, start, start, slice_of(sign));
    }
    nano->last_deed = -1;
}

static void add_tab(struct nano *nano)
{
    int step = indent_step(nano);
    struct buffer blanks = {0};
    if (nano->marked) {
        indent(nano);
        return;
    }
    if (step)
        buffer_add_repeated(&blanks, ' ', (size_t)(step - nano_column_of(nano) % step));
    else
        buffer_add_byte(&blanks, '\t');
    add_text(nano, DEED_ADDITION, buffer_slice(&blanks));
    buffer_release(&blanks);
}

static void cut_selection(struct nano *nano, enum deed deed)
{
    size_t from, to;
    nano_selection(nano, &from, &to);
    nano->marked = false;
    nano->last_deed = -1;
    if (nano_change(nano, deed, from, to, SLICE("")))
        nano_move(nano, from);
    nano->last_deed = -1;
}

static void delete_right(struct nano *nano)
{
    size_t line = nano_line_of(nano), start = text_start(nano->text, line), end = text_end(nano->text, line);
    if (nano->marked && nano->mark != nano->cursor) {
        cut_selection(nano, DEED_DELETION);
        return;
    }
    bool joins = nano->cursor == end;
    if (joins && nano->cursor + 1 >= text_length(nano->text))
        return;
    size_t next = joins ? nano->cursor + 1
                        : start + glyph_next(text_line(nano->text, line), nano->cursor - start);
    nano_change(nano, joins ? DEED_JOIN : DEED_DELETION, nano->cursor, next, SLICE(""));
    nano->has_wanted = false;
}

static void delete_left(struct nano *nano)
{
    if (nano->marked && nano->mark != nano->cursor) {
        cut_selection(nano, DEED_DELETION);
        return;
    }
    if (nano->cursor == 0)
        return;
    size_t at = nano->cursor;
    bool joins = at == text_start(nano->text, nano_line_of(nano));
    if (joins && at == text_length(nano->text)) { /* behind the last line: there is nothing to join */
        nano_go_left(nano);
        return;
    }
    nano_go_left(nano);
    nano_change(nano, joins ? DEED_JOIN : DEED_DELETION, nano->cursor, at, SLICE(""));
}

static void keep_cut(struct nano *nano, size_t from, size_t to)
{
    if (!nano->cutting)
        buffer_clear(&nano->cut);
    buffer_add(&nano->cut, text_slice(nano->text, from, to));
    nano->cutting = true;
}

/* The mark's text, or the whole line. */
static bool cut_range(struct nano *nano, size_t *from, size_t *to)
{
    if (nano_selection(nano, from, to)) {
        nano->cutting = false;
        return *from < *to;
    }
    size_t line = nano_line_of(nano);
    *from = text_start(nano->text, line);
    *to = line + 1 < text_lines(nano->text) ? text_start(nano->text, line + 1) : text_end(nano->text, line);
    return *from < *to;
}

static void cut(struct nano *nano)
{
    size_t from, to;
    bool marked = nano->marked;
    if (!cut_range(nano, &from, &to)) {
        nano_say(nano, "Nothing was cut");
        return;
    }
    if (!nano->cutting)
        nano->last_deed = -1;
    keep_cut(nano, from, to);
    nano->marked = false;
    if (nano->last_deed == DEED_CUT)
        nano->last_at = SIZE_MAX;
    if (nano_change(nano, DEED_CUT, from, to, SLICE("")))
        nano_move(nano, from);
    nano->last_at = SIZE_MAX;
    nano->cutting = !marked;
}

static void cut_to_end(struct nano *nano)
{
    if (nano->cursor >= text_length(nano->text)) {
        nano_say(nano, "Nothing was cut");
        return;
    }
    nano->cutting = false;
    nano->last_deed = -1;
    keep_cut(nano, nano->cursor, text_length(nano->text));
    nano_change(nano, DEED_CUT, nano->cursor, text_length(nano->text), SLICE(""));
    nano->cutting = false;
}

static void copy(struct nano *nano)
{
    size_t from, to;
    bool marked = nano->marked;
    buffer_clear(&nano->message);
    if (!cut_range(nano, &from, &to)) {
        nano_say(nano, "Copied nothing");
        return;
    }
    keep_cut(nano, from, to);
    nano->marked = false;
    if (!marked)
        nano_move(nano, to);
    nano->cutting = !marked;
}

static void paste(struct nano *nano)
{
    if (nano->cut.length == 0) {
        nano_say(nano, "Cutbuffer is empty");
        return;
    }
    nano->last_deed = -1;
    add_text(nano, DEED_PASTE, buffer_slice(&nano->cut));
    nano->last_deed = -1;
}

/* --- the others --- */

static const char *const deed_names[] = {
    [DEED_ADDITION] = "addition",       [DEED_BREAK] = "line break",
    [DEED_DELETION] = "deletion",       [DEED_JOIN] = "line join",
    [DEED_CUT] = "cut",                 [DEED_PASTE] = "paste",
    [DEED_INSERTION] = "insertion",     [DEED_REPLACEMENT] = "replacement",
    [DEED_INDENT] = "indent",           [DEED_UNINDENT] = "unindent",
    [DEED_COMMENT] = "comment",         [DEED_UNCOMMENT] = "uncomment",
    [DEED_JUSTIFICATION] = "justification",
};

static void show_cursor(struct nano *nano)
{
    size_t line = nano_line_of(nano);
    if (line < nano->top || line >= nano->top + (size_t)nano_height(nano))
        nano_center(nano);
}

static void undo(struct nano *nano)
{
    size_t cursor, before;
    if (nano->deed_done == 0 || !text_undo(nano->text, &cursor, &before)) {
        nano_say(nano, "Nothing to undo");
        return;
    }
    nano_move(nano, before);
    nano->last_deed = -1;
    nano->marked = false;
    nano_say(nano, "Undid %s", deed_names[nano->deeds[--nano->deed_done]]);
    show_cursor(nano);
}

static void redo(struct nano *nano)
{
    size_t cursor, end;
    if (nano->deed_done == nano->deed_count || !text_redo(nano->text, &cursor, &end)) {
        nano_say(nano, "Nothing to redo");
        return;
    }
    nano_move(nano, end);
    nano->last_deed = -1;
    nano->marked = false;
    nano_say(nano, "Redid %s", deed_names[nano->deeds[nano->deed_done++]]);
    show_cursor(nano);
}

static int digits(size_t number)
{
    int count = 1;
    for (; number >= 10; number /= 10)
        count++;
    return count < 2 ? 2 : count;
}

static size_t count_characters(struct nano *nano, size_t to)
{
    size_t count = 0;
    struct slice bytes = text_slice(nano->text, 0, to);
    for (size_t i = 0; i < bytes.length; i++)
        count += ((unsigned char)bytes.data[i] & 0xc0) != 0x80;
    return count;
}

static void say_place(struct nano *nano)
{
    struct glyph_rules rules;
    size_t lines = text_lines(nano->text), line = nano_line_of(nano) + 1;
    struct slice content = text_line(nano->text, line - 1);
    size_t column = (size_t)nano_column_of(nano) + 1;
    size_t width = (size_t)glyph_column(content, content.length, nano_rules(nano, &rules)) + 1;
    size_t sum = count_characters(nano, nano->cursor), total = count_characters(nano, text_length(nano->text));
    nano_say(nano, "line %*zu/%zu (%2zu%%), col %2zu/%2zu (%3zu%%), char %*zu/%zu (%2zu%%)", digits(lines), line,
             lines, 100 * line / lines, column, width, 100 * column / width, digits(total), sum, total,
             total ? 100 * sum / total : 0);
}

static void set_mark(struct nano *nano)
{
    nano->marked = !nano->marked;
    nano->mark = nano->cursor;
    nano_say(nano, nano->marked ? "Mark Set" : "Mark Unset");
}

static void toggle(struct nano *nano, bool *option, const char *what)
{
    *option = !*option;
    nano_say(nano, "%s %s", what, *option ? "enabled" : "disabled");
}

static void toggle_numbers(struct nano *nano)
{
    toggle(nano, &nano->options.numbers, "Line numbering");
}

static void toggle_indent(struct nano *nano)
{
    toggle(nano, &nano->options.auto_indent, "Auto indent");
}

static void toggle_blanks(struct nano *nano)
{
    toggle(nano, &nano->options.blanks_for_tabs, "Conversion of typed tabs to spaces");
}

static void toggle_help(struct nano *nano)
{
    nano->options.no_help = !nano->options.no_help;
    nano_say(nano, "Help mode %s", nano->options.no_help ? "disabled" : "enabled");
}

static void count_words(struct nano *nano)
{
    size_t words = 0, from = 0, to = text_length(nano->text);
    bool marked = nano_selection(nano, &from, &to), inside = false;
    struct slice bytes = text_slice(nano->text, from, to);
    size_t lines = 0, characters = 0;
    for (size_t i = 0; i < bytes.length; i++) {
        bool word = nano_is_word(bytes.data[i]);
        words += word && !inside;
        inside = word;
        lines += bytes.data[i] == '\n';
        characters += ((unsigned char)bytes.data[i] & 0xc0) != 0x80;
    }
    nano_say(nano, "%s%zu %s,  %zu %s,  %zu %s", marked ? "In Selection:  " : "", lines,
             lines == 1 ? "line" : "lines", words, words == 1 ? "word" : "words", characters,
             characters == 1 ? "character" : "characters");
}

/* Blanks that a line begins with. */
static struct slice indent_of(struct nano *nano, size_t line)
{
    struct slice content = text_line(nano->text, line);
    size_t blanks = 0;
    while (blanks < content.length && (content.data[blanks] == ' ' || content.data[blanks] == '\t'))
        blanks++;
    return slice_part(content, 0, blanks);
}

/* Two lines of one paragraph: there is text in both, equally far to the right. */
static bool goes_on_in(struct nano *nano, size_t line, size_t next)
{
    struct buffer indent = {0};
    buffer_add(&indent, indent_of(nano, line));
    bool same = slice_equal(buffer_slice(&indent), indent_of(nano, next)) &&
                text_line(nano->text, next).length > indent.length && text_line(nano->text, line).length > indent.length;
    buffer_release(&indent);
    return same;
}

/* The paragraph's words, again in lines of the window's width less eight. */
static void justify(struct nano *nano)
{
    size_t line = nano_line_of(nano), lines = text_lines(nano->text);
    if (is_viewed(nano))
        return;
    while (line < lines && text_line(nano->text, line).length == 0)
        line++;
    if (line == lines)
        return;
    while (line > 0 && goes_on_in(nano, line, line - 1))
        line--;
    size_t last = line + 1;
    while (last < lines && goes_on_in(nano, line, last))
        last++;
    size_t from = text_start(nano->text, line), to = last < lines ? text_start(nano->text, last) : text_length(nano->text);
    struct slice bytes = text_slice(nano->text, from, to);
    struct buffer out = {0};
    size_t width = 0, wide = nano->columns > 16 ? (size_t)nano->columns - 8 : 8, at = 0;
    while (at < bytes.length && (bytes.data[at] == ' ' || bytes.data[at] == '\t'))
        buffer_add_byte(&out, bytes.data[at++]), width++;
    bool first = true;
    while (at < bytes.length) {
        size_t end = at;
        while (end < bytes.length && !ascii_is_space(bytes.data[end]))
            end++;
        struct slice word = slice_part(bytes, at, end);
        if (word.length) {
            bool breaks = !first && width + 1 + word.length > wide;
            if (!first)
                buffer_add_byte(&out, breaks ? '\n' : ' ');
            width = breaks ? word.length : width + !first + word.length;
            buffer_add(&out, word);
            first = false;
        }
        at = end + 1;
    }
    buffer_add_byte(&out, '\n');
    nano->last_deed = -1;
    if (nano_change(nano, DEED_JUSTIFICATION, from, to, buffer_slice(&out)))
        nano_move(nano, from + out.length);
    nano->last_deed = -1;
    buffer_release(&out);
    nano_say(nano, "Justified paragraph");
}

static void ask_help(struct nano *nano)
{
    nano_ask(nano, PROMPT_HELP);
}

static void ask_search(struct nano *nano)
{
    nano->back = false;
    nano_ask(nano, PROMPT_SEARCH);
}

static void ask_search_back(struct nano *nano)
{
    nano->back = true;
    nano_ask(nano, PROMPT_SEARCH);
}

static void search_next(struct nano *nano)
{
    nano_search_again(nano, false);
}

static void search_previous(struct nano *nano)
{
    nano_search_again(nano, true);
}

static void ask_replace(struct nano *nano)
{
    if (!is_viewed(nano))
        nano_ask(nano, PROMPT_REPLACE);
}

static void ask_line(struct nano *nano)
{
    nano_ask(nano, PROMPT_GOTO);
}

static void ask_write(struct nano *nano)
{
    nano->exiting = false;
    nano_ask(nano, PROMPT_WRITE);
}

static void ask_read(struct nano *nano)
{
    if (!is_viewed(nano))
        nano_ask(nano, PROMPT_READ);
}

static void save(struct nano *nano)
{
    nano->exiting = false;
    if (nano->path[0])
        nano_save(nano, nano->path);
    else
        nano_ask(nano, PROMPT_WRITE);
}

static void leave(struct nano *nano)
{
    if (nano_modified(nano) && !nano->options.view)
        nano_ask(nano, PROMPT_SAVE);
    else
        nano_close(nano);
}

static void execute(struct nano *nano)
{
    nano_say(nano, "not simulated: ^T");
}

static void nothing(struct nano *nano)
{
    (void)nano;
}

/* --- the table of keys --- */

static const struct row {
    enum key_kind kind;
    char letter;
    void (*run)(struct nano *nano);
    bool edits;
    const char *help; /* NULL: another key for the same */
} rows[] = {
    {KEY_CONTROL, 'g', ask_help, false, "Display this help text"},
    {KEY_FUNCTION, 1, ask_help, false, NULL},
    {KEY_CONTROL, 'x', leave, false, "Close the current buffer / Exit from nano"},
    {KEY_FUNCTION, 2, leave, false, NULL},
    {KEY_CONTROL, 'o', ask_write, false, "Write the current buffer (or the marked region) to disk"},
    {KEY_FUNCTION, 3, ask_write, false, NULL},
    {KEY_CONTROL, 's', save, false, "Save file without prompting"},
    {KEY_CONTROL, 'r', ask_read, true, "Insert another file into current buffer"},
    {KEY_INSERT, 0, ask_read, true, NULL},
    {KEY_FUNCTION, 5, ask_read, true, NULL},
    {KEY_CONTROL, 'w', ask_search, false, "Search forward for a string or a regular expression"},
    {KEY_FUNCTION, 6, ask_search, false, NULL},
    {KEY_CONTROL, 'q', ask_search_back, false, "Search backward for a string or a regular expression"},
    {KEY_META, 'w', search_next, false, "Search next occurrence forward"},
    {KEY_META, 'q', search_previous, false, "Search next occurrence backward"},
    {KEY_CONTROL, '\\', ask_replace, true, "Replace a string or a regular expression"},
    {KEY_META, 'r', ask_replace, true, NULL},
    {KEY_CONTROL, 'k', cut, true, "Cut current line (or marked region) and store it in cutbuffer"},
    {KEY_FUNCTION, 9, cut, true, NULL},
    {KEY_CONTROL, 'u', paste, true, "Paste the contents of cutbuffer at current cursor position"},
    {KEY_FUNCTION, 10, paste, true, NULL},
    {KEY_META, '6', copy, false, "Copy current line (or marked region) and store it in cutbuffer"},
    {KEY_META, 't', cut_to_end, true, "Cut from the cursor position to the end of the file"},
    {KEY_CONTROL, 't', execute, true, "not simulated (runs a command)"},
    {KEY_ENTER, '\n', justify, true, "Justify the current paragraph"},
    {KEY_CONTROL, 'c', say_place, false, "Display the position of the cursor"},
    {KEY_FUNCTION, 11, say_place, false, NULL},
    {KEY_CONTROL, '_', ask_line, false, "Go to line and column number"},
    {KEY_CONTROL, '/', ask_line, false, NULL},
    {KEY_META, 'g', ask_line, false, NULL},
    {KEY_META, 'u', undo, true, "Undo the last operation"},
    {KEY_META, 'e', redo, true, "Redo the last undone operation"},
    {KEY_META, 'a', set_mark, false, "Mark text starting from the cursor position"},
    {KEY_CONTROL, '^', set_mark, false, NULL},
    {KEY_META, ']', nano_go_to_bracket, false, "Go to the matching bracket"},
    {KEY_CONTROL, 'b', nano_go_left, false, "Go back one character"},
    {KEY_LEFT, 0, nano_go_left, false, NULL},
    {KEY_CONTROL, 'f', nano_go_right, false, "Go forward one character"},
    {KEY_RIGHT, 0, nano_go_right, false, NULL},
    {KEY_WORD_LEFT, 0, nano_go_word_left, false, "Go back one word"},
    {KEY_META, 'b', nano_go_word_left, false, NULL},
    {KEY_WORD_RIGHT, 0, nano_go_word_right, false, "Go forward one word"},
    {KEY_META, 'f', nano_go_word_right, false, NULL},
    {KEY_CONTROL, 'a', nano_go_home, false, "Go to beginning of current line"},
    {KEY_HOME, 0, nano_go_home, false, NULL},
    {KEY_CONTROL, 'e', nano_go_end, false, "Go to end of current line"},
    {KEY_END, 0, nano_go_end, false, NULL},
    {KEY_CONTROL, 'p', nano_go_up, false, "Go to previous line"},
    {KEY_UP, 0, nano_go_up, false, NULL},
    {KEY_CONTROL, 'n', nano_go_down, false, "Go to next line"},
    {KEY_DOWN, 0, nano_go_down, false, NULL},
    {KEY_CONTROL, 'y', nano_go_page_up, false, "Go one screenful up"},
    {KEY_PAGE_UP, 0, nano_go_page_up, false, NULL},
    {KEY_CONTROL, 'v', nano_go_page_down, false, "Go one screenful down"},
    {KEY_PAGE_DOWN, 0, nano_go_page_down, false, NULL},
    {KEY_META, '\\', nano_go_first, false, "Go to the first line of the file"},
    {KEY_FIRST, 0, nano_go_first, false, NULL},
    {KEY_META, '/', nano_go_last, false, "Go to the last line of the file"},
    {KEY_LAST, 0, nano_go_last, false, NULL},
    {KEY_CONTROL, 'd', delete_right, true, "Delete the character under the cursor"},
    {KEY_DELETE, 0, delete_right, true, NULL},
    {KEY_BACKSPACE, 0, delete_left, true, NULL},
    {KEY_TAB, 0, add_tab, true, NULL},
    {KEY_BACK_TAB, 0, unindent, true, NULL},
    {KEY_ENTER, 0, add_newline, true, NULL},
    {KEY_META, '}', indent, true, "Indent the current line (or marked lines)"},
    {KEY_META, '{', unindent, true, "Unindent the current line (or marked lines)"},
    {KEY_META, '3', comment_lines, true, "Comment/uncomment the current line (or marked lines)"},
    {KEY_META, 'd', count_words, false, "Count the number of lines, words, and characters"},
    {KEY_META, 'n', toggle_numbers, false, "Line numbering enable/disable"},
    {KEY_META, 'i', toggle_indent, false, "Auto indent enable/disable"},
    {KEY_META, 'o', toggle_blanks, false, "Conversion of typed tabs to spaces enable/disable"},
    {KEY_META, 'x', toggle_help, false, "Help mode enable/disable"},
    {KEY_CONTROL, 'l', nano_center, false, "Center the line where the cursor is"},
    {KEY_FUNCTION, 12, nothing, false, NULL},
};

static void add_key_name(struct buffer *out, const struct row *row)
{
    switch (row->kind) {
    case KEY_ENTER:
        buffer_add_text(out, "^J");
        break;
    case KEY_CONTROL:
        buffer_format(out, "^%c", ascii_upper(row->letter == '_' ? '/' : row->letter));
        break;
    case KEY_META:
        buffer_format(out, "M-%c", ascii_upper(row->letter));
        break;
    case KEY_WORD_LEFT:
        buffer_add_text(out, "^Left");
        break;
    default:
        buffer_add_text(out, "^Right");
    }
}

size_t nano_help(struct buffer *out)
{
    size_t lines = 4;
    buffer_add_text(out, "\n ^X is Ctrl and x together, M-U is Alt and u together, or Esc and then u.\n"
                         " The two lines below show the keys that are used most. These are all of them:\n\n");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buffer name = {0};
        if (!rows[i].help)
            continue;
        add_key_name(&name, &rows[i]);
        buffer_format(out, "%-8s %s\n", buffer_text(&name), rows[i].help);
        buffer_release(&name);
        lines++;
    }
    return lines;
}

/* A paste comes in one piece: no indentation is added to it. */
static void add_typed(struct nano *nano, const struct key *key)
{
    if (is_viewed(nano))
        return;
    if (key->kind == KEY_PASTE)
        nano->last_deed = -1;
    struct slice text = key->text;
    text.length += key->kind == KEY_PASTE && key->byte == '\n';
    add_text(nano, key->kind == KEY_PASTE ? DEED_PASTE : DEED_ADDITION, text);
    if (key->kind == KEY_PASTE)
        nano->last_deed = -1;
}

void nano_command(struct nano *nano, const struct key *key)
{
    bool cutting = nano->cutting;
    nano->cutting = false;
    if (key->kind == KEY_TEXT || key->kind == KEY_PASTE) {
        add_typed(nano, key);
        return;
    }
    bool justifies = key->kind == KEY_ENTER && key->byte == '\n';
    char letter = justifies ? key->byte : key->kind == KEY_CONTROL || key->kind == KEY_META ? ascii_lower(key->letter)
                                                                                     : key->letter;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct row *row = &rows[i];
        if (row->kind != key->kind || row->letter != letter)
            continue;
        if (row->edits && is_viewed(nano))
            return;
        nano->cutting = cutting && (row->run == cut || row->run == copy);
        row->run(nano);
        return;
    }
    if (key->kind == KEY_META)
        nano_say(nano, "Unbound key: M-%c", ascii_upper(key->letter));
    else if (key->kind == KEY_CONTROL)
        nano_say(nano, "Unbound key: ^%c", ascii_upper(key->letter));
    else if (key->kind == KEY_OTHER)
        nano_say(nano, "Unknown sequence");
}
