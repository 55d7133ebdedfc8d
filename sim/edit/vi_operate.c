/* Registers, operators, and the other changes of normal mode. */
#include <limits.h>
#include <string.h>
#include <utf8proc.h>

#include "edit/vi_record.h"

/* --- registers --- */

enum { REGISTER_UNNAMED, REGISTER_LETTERS, REGISTER_DIGITS = 27, REGISTER_SMALL = 37 };

struct vi_register *vi_register(struct vi *vi, int name)
{
    if (name == 0 || name == '"' || name == '+' || name == '*')
        return &vi->registers[REGISTER_UNNAMED];
    if (name >= 'a' && name <= 'z')
        return &vi->registers[REGISTER_LETTERS + name - 'a'];
    if (name >= 'A' && name <= 'Z')
        return &vi->registers[REGISTER_LETTERS + name - 'A'];
    if (name >= '0' && name <= '9')
        return &vi->registers[REGISTER_DIGITS + name - '0'];
    return name == '-' ? &vi->registers[REGISTER_SMALL] : NULL;
}

static void set_register(struct vi_register *reg, struct slice text, bool lines, bool append)
{
    struct buffer copy = {0};
    if (append) {
        buffer_add(&copy, buffer_slice(&reg->text));
        if (lines && !reg->lines)
            buffer_add_byte(&copy, '\n');
        lines |= reg->lines;
    }
    buffer_add(&copy, text);
    if (lines && copy.length && copy.data[copy.length - 1] != '\n')
        buffer_add_byte(&copy, '\n');
    buffer_release(&reg->text);
    reg->text = copy;
    reg->lines = lines;
}

static void shift_registers(struct vi *vi)
{
    struct vi_register *digits = &vi->registers[REGISTER_DIGITS];
    buffer_release(&digits[9].text);
    memmove(digits + 2, digits + 1, sizeof *digits * 8);
    digits[1] = (struct vi_register){0};
}

void vi_yank(struct vi *vi, int name, size_t from, size_t to, bool lines, bool deleted)
{
    struct vi_register *unnamed = &vi->registers[REGISTER_UNNAMED];
    struct slice text = text_slice(vi->text, from, to);
    if (name == '_')
        return;
    struct vi_register *reg = vi_register(vi, name);
    if (reg && reg != unnamed) {
        set_register(reg, text, lines, name >= 'A' && name <= 'Z');
        set_register(unnamed, buffer_slice(&reg->text), reg->lines, false);
        return;
    }
    set_register(unnamed, text, lines, false);
    if (!deleted) {
        set_register(vi_register(vi, '0'), text, lines, false);
    } else if (lines || slice_find_byte(text, '\n') < text.length) {
        shift_registers(vi);
        set_register(vi_register(vi, '1'), text, lines, false);
    } else {
        set_register(vi_register(vi, '-'), text, lines, false);
    }
}

/* --- deleting and putting --- */

static size_t lines_end(const struct vi *vi, size_t last)
{
    return last + 1 < vi_lines(vi) ? vi_start(vi, last + 1) : text_length(vi->text);
}

void vi_delete_lines(struct vi *vi, int reg, size_t first, size_t last)
{
    size_t from = vi_start(vi, first), to = lines_end(vi, last), count = last - first + 1;
    if (vi_is_empty(vi))
        return;
    vi_yank(vi, reg, from, to, true, true);
    if (!vi_change(vi, from, to, SLICE("")))
        return;
    size_t lines = vi_lines(vi);
    vi_set_cursor(vi, vi_first_text(vi, first < lines ? first : lines - 1));
    if (vi_is_empty(vi))
        vi_say(vi, "--No lines in buffer--");
    else
        vi_report(vi, -(long)count, NULL);
}

/* The register's text many times, as far as a file may grow. */
static void repeat(struct buffer *out, struct slice text, int count)
{
    enum { MOST = 4194304 };
    for (int i = 0; i < count && out->length + text.length <= MOST; i++)
        buffer_add(out, text);
}

static size_t count_lines(struct slice text)
{
    size_t lines = 0;
    for (size_t i = 0; i < text.length; i++)
        lines += text.data[i] == '\n';
    return lines;
}

/* Lines below the one of an empty text, which becomes a line by that (vi_change adds the last end). */
static void put_under_nothing(struct buffer *text)
{
    struct buffer moved = {0};
    buffer_add_byte(&moved, '\n');
    buffer_add(&moved, slice_part(buffer_slice(text), 0, text->length - 1));
    buffer_release(text);
    *text = moved;
}

bool vi_put(struct vi *vi, int name, bool before, int count, bool behind)
{
    struct vi_register *reg = vi_register(vi, name);
    if (!reg || reg->text.length == 0)
        return vi_fail(vi, "E353: Nothing in register %c", name && name != '+' && name != '*' ? name : '"');
    struct buffer text = {0};
    repeat(&text, buffer_slice(&reg->text), count);
    size_t line = vi_line(vi), lines = count_lines(buffer_slice(&text)), at = vi->cursor;
    bool good;
    if (reg->lines) {
        bool under_nothing = vi_is_empty(vi) && !before;
        at = before ? vi_start(vi, line) : vi_is_empty(vi) ? 0 : lines_end(vi, line);
        if (under_nothing)
            put_under_nothing(&text);
        good = vi_change(vi, at, at, buffer_slice(&text));
        vi_set_cursor(vi, vi_first_text(vi, text_line_at(vi->text, at) + under_nothing));
        if (good && behind)
            vi_set_cursor(vi, at + text.length);
        if (good)
            vi_report(vi, (long)lines, NULL);
    } else {
        if (!before && vi_start(vi, line) < vi_end(vi, line))
            at = vi_next(vi, at);
        good = vi_change(vi, at, at, buffer_slice(&text));
        vi_set_cursor(vi, at);
        if (good && behind)
            vi_set_cursor(vi, at + text.length);
        else if (good && lines == 0)
            vi_set_cursor(vi, vi_previous(vi, at + text.length));
        if (good)
            vi_report(vi, (long)lines, NULL);
    }
    buffer_release(&text);
    return good;
}

void vi_put_lines(struct vi *vi, int name, size_t line, bool before)
{
    struct vi_register *reg = vi_register(vi, name);
    if (!reg || reg->text.length == 0) {
        vi_fail(vi, "E353: Nothing in register %c", name ? name : '"');
        return;
    }
    struct buffer text = {0};
    buffer_add(&text, buffer_slice(&reg->text));
    if (!reg->lines)
        buffer_add_byte(&text, '\n');
    bool under_nothing = vi_is_empty(vi) && !before;
    size_t at = before || under_nothing ? 0 : lines_end(vi, line), lines = count_lines(buffer_slice(&text));
    if (under_nothing)
        put_under_nothing(&text);
    if (vi_change(vi, at, at, buffer_slice(&text))) {
        vi_set_cursor(vi, vi_first_text(vi, text_line_at(vi->text, at) + lines - 1 + under_nothing));
        vi_report(vi, (long)lines, NULL);
    }
    buffer_release(&text);
}

void vi_join(struct vi *vi, size_t first, size_t count, bool blanks)
{
    size_t lines = vi_lines(vi);
    if (count < 2)
        count = 2;
    if (first + count > lines)
        count = lines - first;
    for (size_t i = 1; i < count; i++) {
        size_t end = vi_end(vi, first), next = end + 1, start = vi_start(vi, first);
        if (blanks)
            next = vi_first_text(vi, first + 1);
        bool space = blanks && next < vi_end(vi, first + 1) && vi_byte(vi, next) != ')' && end > start &&
                     vi_byte(vi, end - 1) != ' ' && vi_byte(vi, end - 1) != '\t';
        if (!vi_change(vi, end, next, space ? SLICE(" ") : SLICE("")))
            return;
        vi_set_cursor(vi, end);
    }
    vi_check_cursor(vi);
}

/* --- indentation --- */

int vi_indent(const struct vi *vi, size_t line)
{
    return vi_column(vi, vi_first_text(vi, line));
}

void vi_set_indent(struct vi *vi, size_t line, int columns)
{
    struct buffer text = {0};
    int tab = vi->set.tab;
    size_t start = vi_start(vi, line), end = vi_first_text(vi, line);
    if (columns < 0)
        columns = 0;
    if (!vi->set.expand)
        buffer_add_repeated(&text, '\t', (size_t)(columns / tab));
    buffer_add_repeated(&text, ' ', (size_t)(vi->set.expand ? columns : columns % tab));
    if (!slice_equal(buffer_slice(&text), text_slice(vi->text, start, end)))
        vi_change(vi, start, end, buffer_slice(&text));
    buffer_release(&text);
}

void vi_shift(struct vi *vi, size_t first, size_t last, int steps)
{
    int width = vi->set.shift ? vi->set.shift : vi->set.tab;
    for (size_t line = first; line <= last; line++) {
        if (vi_start(vi, line) < vi_end(vi, line))
            vi_set_indent(vi, line, vi_indent(vi, line) + steps * width);
    }
    vi_set_cursor(vi, vi_first_text(vi, first));
    if (last - first >= 2)
        vi_say(vi, "%zu lines %ced %d time%s", last - first + 1, steps > 0 ? '>' : '<', steps > 0 ? steps : -steps,
               steps == 1 || steps == -1 ? "" : "s");
}

/* --- operators on [from, to), or on whole lines --- */

struct range {
    size_t from, to, first, last;
    bool lines;
};

void vi_add_case(struct buffer *out, struct slice text, int how)
{
    utf8proc_int32_t code;
    utf8proc_uint8_t bytes[4];
    for (size_t at = 0; at < text.length;) {
        utf8proc_ssize_t length = utf8proc_iterate((const utf8proc_uint8_t *)text.data + at,
                                                   (utf8proc_ssize_t)(text.length - at), &code);
        if (length < 1) {
            buffer_add_byte(out, text.data[at++]);
            continue;
        }
        utf8proc_int32_t lower = utf8proc_tolower(code);
        bool up = how == 'U' || (how == '~' && code == lower);
        utf8proc_ssize_t size = utf8proc_encode_char(up ? utf8proc_toupper(code) : lower, bytes);
        buffer_add(out, (struct slice){(const char *)bytes, (size_t)size});
        at += (size_t)length;
    }
}

static void change_case(struct vi *vi, struct range range, int how)
{
    struct buffer text = {0};
    if (range.lines) {
        range.from = vi_start(vi, range.first);
        range.to = vi_end(vi, range.last);
    }
    struct slice old = text_slice(vi->text, range.from, range.to);
    vi_add_case(&text, old, how);
    if (!slice_equal(old, buffer_slice(&text)))
        vi_change(vi, range.from, range.to, buffer_slice(&text));
    buffer_release(&text);
}

static void delete_range(struct vi *vi, const struct command *command, struct range range)
{
    if (range.lines) {
        vi_delete_lines(vi, command->reg, range.first, range.last);
        return;
    }
    vi_yank(vi, command->reg, range.from, range.to, false, true);
    vi_change(vi, range.from, range.to, SLICE(""));
    vi_set_cursor(vi, range.from);
    vi_report(vi, -(long)(range.last - range.first), NULL);
}

static void change_range(struct vi *vi, const struct command *command, struct range range)
{
    if (range.lines) {
        int indent = vi->set.auto_indent ? vi_indent(vi, range.first) : 0;
        size_t start = vi_start(vi, range.first);
        vi_yank(vi, command->reg, start, lines_end(vi, range.last), true, true);
        vi_change(vi, start, vi_end(vi, range.last), SLICE(""));
        vi->cursor = start;
        if (indent) {
            vi_set_indent(vi, range.first, indent);
            vi->cursor = vi_end(vi, range.first);
        }
    } else {
        if (range.from < range.to) {
            vi_yank(vi, command->reg, range.from, range.to, false, true);
            vi_change(vi, range.from, range.to, SLICE(""));
        }
        vi->cursor = range.from;
    }
    vi_insert(vi, 1, false);
}

static void yank_range(struct vi *vi, const struct command *command, struct range range, size_t cursor)
{
    size_t count = range.last - range.first + (range.lines ? 1 : 0);
    if (range.lines)
        vi_yank(vi, command->reg, vi_start(vi, range.first), lines_end(vi, range.last), true, false);
    else
        vi_yank(vi, command->reg, range.from, range.to, false, false);
    vi_set_cursor(vi, cursor);
    if (range.lines || range.last > range.first)
        vi_report(vi, (long)(range.lines ? count : count + 1), "yanked");
}

/* Vim's rules for where the text of a motion ends. */
static struct range range_of(struct vi *vi, const struct command *command, struct motion *motion)
{
    size_t from = motion->from < motion->to ? motion->from : motion->to;
    size_t to = motion->from < motion->to ? motion->to : motion->from;
    bool visual = vi->mode == MODE_VISUAL || vi->mode == MODE_VISUAL_LINES;
    struct range range = {from, to, text_line_at(vi->text, from), text_line_at(vi->text, to), motion->type == MOTION_LINES};
    bool in_indent = from <= vi_first_text(vi, range.first);
    if (motion->type == MOTION_EXCLUSIVE && !motion->no_adjust && !visual && range.last > range.first &&
        to == vi_start(vi, range.last)) {
        range.last--;
        range.to = vi_end(vi, range.last);
        range.lines = in_indent;
    } else if (motion->type == MOTION_INCLUSIVE) {
        if (vi_byte(vi, to) != '\n')
            range.to = vi_next(vi, to);
        else if (visual && to + 1 < text_length(vi->text))
            range.to = to + 1;
        range.last = text_line_at(vi->text, range.to);
    }
    if (command->operator == 'd' && !range.lines && !visual && range.last > range.first && in_indent) {
        size_t at = range.to, end = vi_end(vi, range.last);
        while (at < end && (vi_byte(vi, at) == ' ' || vi_byte(vi, at) == '\t'))
            at++;
        range.lines = at == end;
    }
    return range;
}

bool vi_operate(struct vi *vi, const struct command *command, struct motion *motion)
{
    struct range range = range_of(vi, command, motion);
    bool visual = vi->mode == MODE_VISUAL || vi->mode == MODE_VISUAL_LINES;
    int times = visual && command->has_count ? command->count : 1;
    if (visual)
        vi_set_mode(vi, MODE_NORMAL);
    if (command->operator != 'y')
        vi_begin_change(vi);
    switch (command->operator) {
    case 'd':
        if (!range.lines && range.from == range.to)
            return motion->object;
        delete_range(vi, command, range);
        break;
    case 'c':
        change_range(vi, command, range);
        return true;
    case 'y':
        yank_range(vi, command, range, motion->from < motion->to ? motion->from : motion->to);
        break;
    case '>':
    case '<':
        vi_shift(vi, range.first, range.last, command->operator == '>' ? times : -times);
        break;
    case 'g':
        change_case(vi, range, command->operator2);
        vi_set_cursor(vi, range.from);
        break;
    default:
        return false;
    }
    vi_check_cursor(vi);
    return true;
}
