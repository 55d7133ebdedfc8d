/* Insert and replace mode. */
#include <limits.h>
#include <string.h>

#include "edit/vi_record.h"

void vi_insert(struct vi *vi, int count, bool lines)
{
    vi_set_mode(vi, MODE_INSERT);
    vi->insert_count = count;
    vi->insert_lines = lines;
    vi->insert_start = vi->cursor;
    vi->indented = false;
    vi->wanted = -1;
    buffer_clear(&vi->inserted);
    buffer_clear(&vi->replaced);
}

/* Columns for the line behind one that ends at [end]: as far as it, and in YAML further behind "key:" and "- key: x". */
static int next_indent(const struct vi *vi, size_t line, size_t end)
{
    int indent = vi_indent(vi, line);
    size_t text = vi_first_text(vi, line);
    if (!vi->set.auto_indent || vi->set.paste)
        return 0;
    if (!vi->syntax || !vi->syntax->keys || end <= text)
        return indent;
    while (end > text && vi_byte(vi, end - 1) == ' ')
        end--;
    struct slice content = text_slice(vi->text, text, end);
    bool item = slice_starts(content, "- ") && slice_find(content, SLICE(": ")) < content.length;
    return slice_ends(content, ":") || item ? indent + vi->set.shift : indent;
}

/* A new line below or above the cursor's, with its indentation when it is kept. */
void vi_open_line(struct vi *vi, bool above)
{
    size_t line = vi_line(vi), at = above ? vi_start(vi, line) : vi_end(vi, line) + 1;
    int indent = above && line > 0 ? next_indent(vi, line - 1, vi_end(vi, line - 1)) : 0;
    if (!above)
        indent = next_indent(vi, line, vi_end(vi, line));
    if (above && (!vi->syntax || !vi->syntax->keys))
        indent = vi->set.auto_indent && !vi->set.paste ? vi_indent(vi, line) : 0;
    if (vi_is_empty(vi)) {
        vi_change(vi, 0, 0, SLICE("\n"));
        vi->cursor = above ? 0 : 1;
        return;
    }
    vi_change(vi, at, at, SLICE("\n"));
    vi->cursor = at;
    if (indent)
        vi_set_indent(vi, text_line_at(vi->text, at), indent);
    vi->cursor = vi_end(vi, text_line_at(vi->text, at));
    vi->indented = indent > 0;
}

static void put(struct vi *vi, struct slice bytes)
{
    if (vi_change(vi, vi->cursor, vi->cursor, bytes))
        vi->cursor += bytes.length;
}

void vi_insert_text(struct vi *vi, struct slice text)
{
    struct buffer copy = {0};
    buffer_add(&copy, text);
    put(vi, buffer_slice(&copy));
    buffer_add(&vi->inserted, buffer_slice(&copy));
    vi->indented = false;
    buffer_release(&copy);
}

/* Typed over what is there; what was there is kept for Backspace: a byte for its length before each. */
static void replace_with(struct vi *vi, struct slice bytes)
{
    size_t end = vi_end(vi, vi_line(vi));
    size_t next = vi->cursor < end ? vi_next(vi, vi->cursor) : vi->cursor;
    struct slice old = text_slice(vi->text, vi->cursor, next);
    buffer_add(&vi->replaced, old);
    buffer_add_byte(&vi->replaced, (char)old.length);
    if (vi_change(vi, vi->cursor, next, bytes))
        vi->cursor += bytes.length;
    buffer_add(&vi->inserted, bytes);
}

static void replace_back(struct vi *vi)
{
    if (vi->replaced.length == 0) {
        if (vi->cursor > vi_start(vi, vi_line(vi)))
            vi->cursor = vi_previous(vi, vi->cursor);
        return;
    }
    size_t length = (unsigned char)vi->replaced.data[vi->replaced.length - 1], at = vi_previous(vi, vi->cursor);
    struct buffer old = {0};
    buffer_add(&old, slice_part(buffer_slice(&vi->replaced), vi->replaced.length - 1 - length, vi->replaced.length - 1));
    vi->replaced.length -= length + 1;
    vi_change(vi, at, vi->cursor, buffer_slice(&old));
    vi->cursor = at;
    if (vi->inserted.length)
        vi->inserted.length--;
    buffer_release(&old);
}

static void erase(struct vi *vi, size_t from, size_t to)
{
    if (vi_change(vi, from, to, SLICE("")))
        vi->cursor = from;
    size_t length = to - from;
    vi->inserted.length = vi->inserted.length > length ? vi->inserted.length - length : 0;
    if (from < vi->insert_start)
        vi->insert_start = from;
}

/* Blanks in front of the cursor that one Tab would have made, in a line's indentation. */
static size_t soft_tab(const struct vi *vi)
{
    size_t at = vi->cursor, start = vi_start(vi, vi_line(vi));
    int step = vi->set.soft_tab;
    if (step < 2 || vi->set.paste || at == start || vi_byte(vi, at - 1) != ' ')
        return 0;
    int column = vi_column(vi, at), wanted = (column - 1) / step * step;
    size_t count = 0;
    while (at - count > start && vi_byte(vi, at - count - 1) == ' ' && column - (int)count > wanted)
        count++;
    return count;
}

static void backspace(struct vi *vi)
{
    if (vi->mode == MODE_REPLACE) {
        replace_back(vi);
        return;
    }
    if (vi->cursor == 0)
        return;
    size_t start = vi_start(vi, vi_line(vi)), blanks = soft_tab(vi);
    size_t from = vi->cursor == start ? vi->cursor - 1 : blanks ? vi->cursor - blanks : vi_previous(vi, vi->cursor);
    erase(vi, from, vi->cursor);
}

static bool is_word(char c)
{
    return ascii_is_letter(c) || ascii_is_digit(c) || c == '_' || (unsigned char)c >= 0x80;
}

static void erase_word(struct vi *vi)
{
    size_t start = vi_start(vi, vi_line(vi)), at = vi->cursor;
    if (at == start) {
        backspace(vi);
        return;
    }
    size_t limit = vi->insert_start > start && vi->insert_start < at ? vi->insert_start : start;
    while (at > limit && (vi_byte(vi, at - 1) == ' ' || vi_byte(vi, at - 1) == '\t'))
        at--;
    if (at > limit) {
        bool word = is_word(vi_byte(vi, at - 1));
        while (at > limit && is_word(vi_byte(vi, at - 1)) == word && vi_byte(vi, at - 1) != ' ')
            at--;
    }
    erase(vi, at, vi->cursor);
}

static void erase_line(struct vi *vi)
{
    size_t line = vi_line(vi), start = vi_start(vi, line), text = vi_first_text(vi, line);
    if (vi->cursor == start)
        backspace(vi);
    else if (vi->insert_start > start && vi->insert_start < vi->cursor)
        erase(vi, vi->insert_start, vi->cursor);
    else
        erase(vi, text < vi->cursor && vi->set.auto_indent ? text : start, vi->cursor);
}

/* An indentation that nobody typed does not stay in a line without text. */
static void drop_indent(struct vi *vi)
{
    size_t line = vi_line(vi), start = vi_start(vi, line);
    if (!vi->indented || vi_first_text(vi, line) != vi_end(vi, line) || vi->cursor != vi_end(vi, line))
        return;
    vi_change(vi, start, vi->cursor, SLICE(""));
    vi->cursor = start;
}

static void enter(struct vi *vi)
{
    size_t line = vi_line(vi);
    int indent = next_indent(vi, line, vi->cursor);
    if (vi->mode == MODE_REPLACE)
        buffer_clear(&vi->replaced);
    if (vi->cursor < vi_first_text(vi, line))
        indent = vi_column(vi, vi->cursor);
    bool was_indented = vi->indented;
    drop_indent(vi);
    put(vi, SLICE("\n"));
    buffer_add_byte(&vi->inserted, '\n');
    vi->indented = false;
    if (indent) {
        line = vi_line(vi);
        vi_set_indent(vi, line, indent);
        size_t text = vi_start(vi, line);
        while (vi_column(vi, text) < indent && vi_byte(vi, text) != '\n')
            text++;
        vi->cursor = text;
        vi->indented = true;
    }
    (void)was_indented;
}

static void tab(struct vi *vi)
{
    struct buffer blanks = {0};
    int step = vi->set.soft_tab ? vi->set.soft_tab : vi->set.tab;
    int column = vi_column(vi, vi->cursor);
    if (vi->set.paste || (!vi->set.expand && !vi->set.soft_tab))
        buffer_add_byte(&blanks, '\t');
    else
        buffer_add_repeated(&blanks, ' ', (size_t)(step - column % step));
    if (vi->mode == MODE_REPLACE)
        replace_with(vi, buffer_slice(&blanks));
    else
        vi_insert_text(vi, buffer_slice(&blanks));
    buffer_release(&blanks);
}

static void shift_here(struct vi *vi, int steps)
{
    size_t line = vi_line(vi), behind = vi_end(vi, line) - vi->cursor;
    int width = vi->set.shift ? vi->set.shift : vi->set.tab, indent = vi_indent(vi, line);
    int wanted = steps > 0 ? (indent / width + 1) * width : (indent - 1) / width * width;
    vi_set_indent(vi, line, indent ? wanted : steps > 0 ? width : 0);
    size_t end = vi_end(vi, line), start = vi_start(vi, line);
    vi->cursor = end > start + behind ? end - behind : start;
    vi->indented = false;
}

/* Arrows leave what was typed as a change of its own. */
static void move_inserting(struct vi *vi, int code)
{
    struct command command = {.motion = code};
    struct motion motion;
    size_t line = vi_line(vi), start = vi_start(vi, line), end = vi_end(vi, line);
    if (code == CODE_LEFT)
        vi->cursor = vi->cursor > start ? vi_previous(vi, vi->cursor) : vi->cursor;
    else if (code == CODE_RIGHT)
        vi->cursor = vi->cursor < end ? vi_next(vi, vi->cursor) : vi->cursor;
    else if (code == CODE_END)
        vi->cursor = end;
    else if (code == CODE_PAGE_DOWN || code == CODE_PAGE_UP) {
        size_t height = vi_height(vi), lines = vi_lines(vi);
        size_t to = code == CODE_PAGE_DOWN ? line + height : line > height ? line - height : 0;
        vi->cursor = vi_at_column(vi, to < lines ? to : lines - 1, vi_column(vi, vi->cursor));
    } else {
        if ((code == CODE_UP || code == CODE_DOWN) && vi->wanted < 0)
            vi->wanted = vi_column(vi, vi->cursor);
        if (vi_move(vi, &command, &motion))
            vi->cursor = motion.to;
    }
    if (code != CODE_UP && code != CODE_DOWN)
        vi->wanted = -1;
    vi->insert_start = vi->cursor;
    vi->insert_count = 1;
    vi->indented = false;
    buffer_clear(&vi->inserted);
    buffer_clear(&vi->replaced);
    text_mark(vi->text, vi->cursor);
}

void vi_end_insert(struct vi *vi)
{
    enum { MOST_REPEATS = 100000, MOST_BYTES = 1048576 };
    struct buffer again = {0};
    buffer_add(&again, buffer_slice(&vi->inserted));
    for (int i = 1; i < vi->insert_count && i < MOST_REPEATS && again.length * (size_t)i < MOST_BYTES; i++) {
        if (vi->insert_lines) {
            drop_indent(vi);
            vi_open_line(vi, false);
        }
        if (vi->mode == MODE_REPLACE) {
            for (size_t at = 0, next; at < again.length; at = next) {
                next = glyph_next(buffer_slice(&again), at);
                replace_with(vi, slice_part(buffer_slice(&again), at, next));
            }
        } else {
            put(vi, buffer_slice(&again));
        }
    }
    drop_indent(vi);
    vi_set_mode(vi, MODE_NORMAL);
    if (vi->cursor > vi_start(vi, vi_line(vi)))
        vi->cursor = vi_previous(vi, vi->cursor);
    vi->wanted = -1;
    buffer_release(&again);
}

static void insert_register(struct vi *vi, int name)
{
    struct vi_register *reg = vi_register(vi, name);
    if (name == '/')
        vi_insert_text(vi, buffer_slice(&vi->sought));
    else if (name == '%')
        vi_insert_text(vi, slice_of(vi->path));
    else if (reg)
        vi_insert_text(vi, buffer_slice(&reg->text));
}

static void add_code(struct buffer *out, int code)
{
    if (code < 0x80) {
        buffer_add_byte(out, (char)code);
    } else if (code < 0x800) {
        buffer_add_byte(out, (char)(0xc0 | code >> 6));
        buffer_add_byte(out, (char)(0x80 | (code & 0x3f)));
    } else if (code < 0x10000) {
        buffer_add_byte(out, (char)(0xe0 | code >> 12));
        buffer_add_byte(out, (char)(0x80 | (code >> 6 & 0x3f)));
        buffer_add_byte(out, (char)(0x80 | (code & 0x3f)));
    } else {
        buffer_add_byte(out, (char)(0xf0 | code >> 18));
        buffer_add_byte(out, (char)(0x80 | (code >> 12 & 0x3f)));
        buffer_add_byte(out, (char)(0x80 | (code >> 6 & 0x3f)));
        buffer_add_byte(out, (char)(0x80 | (code & 0x3f)));
    }
}

static void insert_character(struct vi *vi, int code)
{
    struct buffer text = {0};
    add_code(&text, code);
    if (vi->mode == MODE_REPLACE)
        replace_with(vi, buffer_slice(&text));
    else
        vi_insert_text(vi, buffer_slice(&text));
    vi->wanted = -1;
    buffer_release(&text);
}

void vi_insert_code(struct vi *vi, int code)
{
    int waits = vi->insert_register;
    vi->insert_register = 0;
    if (waits && code == CODE_ESCAPE)
        vi_end_insert(vi);
    else if (waits == CONTROL('r'))
        insert_register(vi, code);
    else if (waits)
        insert_character(vi, code == CODE_ENTER ? '\r' : code);
    else if (code == CODE_ESCAPE || code == CONTROL('c'))
        vi_end_insert(vi);
    else if (code == CONTROL('r') || code == CONTROL('v') || code == CONTROL('q'))
        vi->insert_register = code == CONTROL('r') ? code : CONTROL('v');
    else if (code == CODE_BACKSPACE || code == CONTROL('h'))
        backspace(vi);
    else if (code == CONTROL('w'))
        erase_word(vi);
    else if (code == CONTROL('u'))
        erase_line(vi);
    else if (code == CODE_ENTER || code == CONTROL('j'))
        enter(vi);
    else if (code == '\t')
        tab(vi);
    else if (code == CONTROL('t') || code == CONTROL('d'))
        shift_here(vi, code == CONTROL('t') ? 1 : -1);
    else if (code == CODE_DELETE) {
        size_t end = vi_end(vi, vi_line(vi));
        if (vi->cursor < end)
            vi_change(vi, vi->cursor, vi_next(vi, vi->cursor), SLICE(""));
        else if (end + 1 < text_length(vi->text))
            vi_change(vi, end, end + 1, SLICE(""));
    } else if (code >= CODE_LEFT && code <= CODE_LAST && code != CODE_INSERT)
        move_inserting(vi, code);
    else if (code == CODE_INSERT)
        vi_set_mode(vi, vi->mode == MODE_INSERT ? MODE_REPLACE : MODE_INSERT);
    else if (code >= ' ' && code < CODE_BACKSPACE && code != 0x7f)
        insert_character(vi, code);
}
