/* Normal and visual mode: what was typed becomes a command when it is complete. */
#include <limits.h>
#include <string.h>

#include "base/check.h"
#include "edit/vi_record.h"

/* --- reading a command --- */

enum parse { PARSE_MORE, PARSE_DONE, PARSE_BAD };

struct reader {
    const int *codes;
    size_t count, at;
};

static int next(struct reader *reader)
{
    return reader->at < reader->count ? reader->codes[reader->at++] : 0;
}

static bool is_one_of(const char *list, int code)
{
    return code > 0 && code < 0x80 && strchr(list, code);
}

/* A count; counts before and behind the operator multiply. */
static void read_count(struct reader *reader, struct command *command)
{
    int number = 0;
    bool any = false;
    while (reader->at < reader->count) {
        int code = reader->codes[reader->at];
        if (!(code >= '1' && code <= '9') && !(any && code == '0'))
            break;
        number = number < 100000000 ? number * 10 + code - '0' : number;
        any = true;
        reader->at++;
    }
    if (!any)
        return;
    command->count = command->has_count && command->count < 1000000 && number < 1000 ? command->count * number : number;
    command->has_count = true;
}

/* Registers and counts in any order. */
static void read_prefixes(struct reader *reader, struct command *command)
{
    for (size_t before = SIZE_MAX; before != reader->at;) {
        before = reader->at;
        if (reader->at + 1 < reader->count && reader->codes[reader->at] == '"') {
            command->reg = reader->codes[reader->at + 1];
            reader->at += 2;
        }
        read_count(reader, command);
    }
}

/* The command's own key, and what belongs to it: "f" and a letter, "g" and a letter, an object. */
static enum parse read_motion(struct reader *reader, struct command *command, bool objects)
{
    int key = command->motion = next(reader);
    if (!key || key == '"')
        return PARSE_MORE;
    if (is_one_of("g", key) || (objects && is_one_of("ia", key)) || is_one_of("z[]", key) || key == 'Z') {
        command->motion2 = next(reader);
        return command->motion2 ? PARSE_DONE : PARSE_MORE;
    }
    if (is_one_of("fFtTrm'`q@", key)) {
        if (key == 'q' || key == '@' || reader->at < reader->count)
            command->argument = next(reader);
        return command->argument ? PARSE_DONE : PARSE_MORE;
    }
    return PARSE_DONE;
}

bool vi_is_operator(int key, int key2)
{
    return is_one_of("dcy<>", key) || (key == 'g' && is_one_of("uU~", key2));
}

/* dd, yy, >>, guu, g~~, gUgU */
static bool repeats_operator(const struct command *command)
{
    if (command->operator != 'g')
        return command->motion == command->operator;
    return command->motion == command->operator2 || (command->motion == 'g' && command->motion2 == command->operator2);
}

static enum parse parse(struct vi *vi, struct command *command)
{
    struct reader reader = {vi->pending.items, vi->pending.count, 0};
    bool visual = vi->mode == MODE_VISUAL || vi->mode == MODE_VISUAL_LINES;
    *command = (struct command){0};
    read_prefixes(&reader, command);
    enum parse state = read_motion(&reader, command, visual);
    if (state != PARSE_DONE || visual || !vi_is_operator(command->motion, command->motion2))
        return state;
    command->operator = command->motion;
    command->operator2 = command->motion2;
    command->motion = command->motion2 = 0;
    read_prefixes(&reader, command);
    return read_motion(&reader, command, true);
}

/* --- commands that are no motion; false: it failed, and beeps --- */

static int times(const struct command *command)
{
    return command->has_count ? command->count : 1;
}

static bool begin_insert(struct vi *vi, const struct command *command, bool lines)
{
    vi_insert(vi, times(command), lines);
    return true;
}

static bool insert_here(struct vi *vi, const struct command *command)
{
    size_t line = vi_line(vi), end = vi_end(vi, line);
    vi_begin_change(vi);
    switch (command->motion) {
    case 'a':
        vi->cursor = vi->cursor < end ? vi_next(vi, vi->cursor) : vi->cursor;
        break;
    case 'A':
        vi->cursor = end;
        break;
    case 'I':
        vi->cursor = vi_first_text(vi, line);
        break;
    case 'g': /* gI */
        vi->cursor = vi_start(vi, line);
        break;
    }
    return begin_insert(vi, command, false);
}

static bool insert_line(struct vi *vi, const struct command *command)
{
    vi_begin_change(vi);
    vi_open_line(vi, command->motion == 'O');
    bool indented = vi->indented;
    begin_insert(vi, command, true);
    vi->indented = indented;
    return true;
}

static bool replace_mode(struct vi *vi, const struct command *command)
{
    vi_begin_change(vi);
    begin_insert(vi, command, false);
    vi->mode = MODE_REPLACE;
    return true;
}

/* x X D C s S Y as the operators they stand for. */
static bool operate_short(struct vi *vi, const struct command *command)
{
    static const struct {
        char key, operator, motion;
    } rows[] = {{'x', 'd', 'l'}, {'X', 'd', 'h'}, {'D', 'd', '$'}, {'C', 'c', '$'},
                {'s', 'c', 'l'}, {'S', 'c', 'c'}, {'Y', 'y', 'y'}};
    struct command whole = *command;
    struct motion motion;
    int key = command->motion == CODE_DELETE ? 'x' : command->motion;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (rows[i].key != key)
            continue;
        whole.operator = rows[i].operator;
        whole.motion = rows[i].motion;
    }
    bool empty = vi_start(vi, vi_line(vi)) == vi_end(vi, vi_line(vi));
    if (whole.motion == whole.operator) {
        whole.motion = '_';
        if (!vi_move(vi, &whole, &motion))
            return false;
        if (whole.operator == 'y')
            motion.to = motion.from < motion.to || text_line_at(vi->text, motion.to) == vi_line(vi) ? motion.to : motion.from;
        if (whole.operator == 'y' && text_line_at(vi->text, motion.to) == vi_line(vi))
            motion.to = motion.from;
        return vi_operate(vi, &whole, &motion);
    }
    bool moved = vi_move(vi, &whole, &motion);
    if ((!moved || empty) && whole.operator == 'c') {
        motion = (struct motion){.from = vi->cursor, .to = vi->cursor};
        return vi_operate(vi, &whole, &motion);
    }
    return moved && !(empty && whole.operator == 'd' && key != 'D') && vi_operate(vi, &whole, &motion);
}

static bool replace_characters(struct vi *vi, const struct command *command)
{
    size_t at = vi->cursor, end = vi_end(vi, vi_line(vi));
    int count = times(command), there = 0;
    while (there < count && at < end) {
        at = vi_next(vi, at);
        there++;
    }
    if (there < count || command->argument == CODE_ESCAPE || command->argument >= CODE_BACKSPACE)
        return false;
    vi_begin_change(vi);
    if (command->argument == CODE_ENTER) {
        vi_change(vi, vi->cursor, at, SLICE("\n"));
        int indent = vi->set.auto_indent ? vi_indent(vi, vi_line(vi)) : 0;
        vi->cursor = vi_start(vi, vi_line(vi) + 1);
        if (indent)
            vi_set_indent(vi, vi_line(vi), indent);
        vi_set_cursor(vi, vi_first_text(vi, vi_line(vi)));
        vi_check_cursor(vi);
        return true;
    }
    struct buffer one = {0}, text = {0};
    int code = command->argument;
    if (code < 0x80) {
        buffer_add_byte(&one, (char)code);
    } else {
        int shift = code < 0x800 ? 6 : code < 0x10000 ? 12 : 18;
        buffer_add_byte(&one, (char)((shift == 6 ? 0xc0 : shift == 12 ? 0xe0 : 0xf0) | code >> shift));
        for (shift -= 6; shift >= 0; shift -= 6)
            buffer_add_byte(&one, (char)(0x80 | (code >> shift & 0x3f)));
    }
    for (int i = 0; i < count; i++)
        buffer_add(&text, buffer_slice(&one));
    size_t from = vi->cursor;
    vi_change(vi, from, at, buffer_slice(&text));
    vi_set_cursor(vi, vi_previous(vi, from + text.length));
    buffer_release(&one);
    buffer_release(&text);
    return true;
}

static bool toggle_case(struct vi *vi, const struct command *command)
{
    size_t end = vi_end(vi, vi_line(vi)), at = vi->cursor;
    if (at == end)
        return false;
    vi_begin_change(vi);
    for (int count = times(command); count > 0 && at < end; count--) {
        size_t next_at = vi_next(vi, at);
        struct buffer other = {0};
        vi_add_case(&other, text_slice(vi->text, at, next_at), '~');
        if (!slice_equal(buffer_slice(&other), text_slice(vi->text, at, next_at)))
            vi_change(vi, at, next_at, buffer_slice(&other));
        at += other.length;
        end = vi_end(vi, vi_line(vi));
        buffer_release(&other);
    }
    vi_set_cursor(vi, at < end ? at : vi_previous(vi, end));
    return true;
}

static bool join(struct vi *vi, const struct command *command)
{
    size_t line = vi_line(vi), count = (size_t)times(command);
    if (line + 1 >= vi_lines(vi) || (command->has_count && count > 2 && line + count > vi_lines(vi)))
        return false;
    vi_begin_change(vi);
    vi_join(vi, line, count, command->motion == 'J');
    vi->wanted = -1;
    return true;
}

static bool put(struct vi *vi, const struct command *command)
{
    bool g = command->motion == 'g';
    int key = g ? command->motion2 : command->motion;
    vi_begin_change(vi);
    bool good = vi_put(vi, command->reg, key == 'P', times(command), g);
    vi_check_cursor(vi);
    return good;
}

static bool undo(struct vi *vi, const struct command *command)
{
    vi_undo(vi, command->motion == CONTROL('r'), times(command));
    return true;
}

/* The keys of the last change again, with another count where one is given. */
static bool repeat(struct vi *vi, const struct command *command)
{
    struct codes keys = {0};
    struct reader reader = {vi->change.items, vi->change.count, 0};
    struct command old = {0};
    if (vi->change.count == 0 || vi->repeating)
        return false;
    if (command->has_count) {
        int divisor = 1;
        read_prefixes(&reader, &old);
        if (old.reg) {
            vi_codes_add(&keys, '"');
            vi_codes_add(&keys, old.reg);
        }
        while (command->count / divisor >= 10)
            divisor *= 10;
        for (; divisor; divisor /= 10)
            vi_codes_add(&keys, '0' + command->count / divisor % 10);
    }
    for (; reader.at < reader.count; reader.at++)
        vi_codes_add(&keys, reader.codes[reader.at]);
    vi->repeating = true;
    vi->pending.count = 0;
    vi_feed(vi, &keys, 0);
    vi->repeating = false;
    if (command->has_count) {
        memory_free(vi->change.items);
        vi->change = keys;
    } else {
        memory_free(keys.items);
    }
    return true;
}

static bool set_mark(struct vi *vi, const struct command *command)
{
    int name = command->argument;
    if (name >= 'a' && name <= 'z')
        vi->marks[name - 'a'] = vi->cursor;
    else if (name == '\'' || name == '`')
        vi->marks[26] = vi->cursor;
    else
        return false;
    return true;
}

static bool record(struct vi *vi, const struct command *command)
{
    if (command->argument < 'a' || command->argument > 'z')
        return false;
    vi->recording = command->argument;
    buffer_clear(&vi->message);
    vi->macro.count = 0;
    return true;
}

static bool run_macro(struct vi *vi, const struct command *command)
{
    enum { DEEPEST = 100, MOST = 10000 };
    int name = command->argument == '@' ? vi->last_macro : command->argument;
    if (name < 'a' || name > 'z' || vi->depth >= DEEPEST)
        return false;
    vi->last_macro = name;
    struct codes keys = {0};
    for (size_t i = 0; i < vi->macros[name - 'a'].count; i++)
        vi_codes_add(&keys, vi->macros[name - 'a'].items[i]);
    vi->pending.count = 0;
    vi->depth++;
    vi->error = false;
    for (int count = times(command); count > 0 && !vi->error && !vi->ended && count < MOST; count--)
        vi_feed(vi, &keys, 0);
    vi->depth--;
    memory_free(keys.items);
    return true;
}

static bool ask_line(struct vi *vi, const struct command *command)
{
    vi_begin_line(vi, command->motion);
    if (command->motion == ':' && command->has_count) {
        if (command->count > 1)
            buffer_format(&vi->line, ".,.+%d", command->count - 1);
        else
            buffer_add_text(&vi->line, ".");
        vi->line_cursor = vi->line.length;
    }
    return true;
}

static bool leave(struct vi *vi, const struct command *command)
{
    if (command->motion2 == 'Z')
        return vi_execute(vi, SLICE("x"));
    return command->motion2 == 'Q' && vi_execute(vi, SLICE("q!"));
}

static void keep_in_window(struct vi *vi)
{
    size_t height = vi_height(vi), line = vi_line(vi), lines = vi_lines(vi);
    size_t offset = (size_t)vi->set.scroll_offset;
    offset = offset * 2 >= height ? (height - 1) / 2 : offset;
    size_t first = vi->top ? vi->top + offset : 0, last = vi->top + height - 1 - offset;
    if (vi->top + height >= lines)
        last = lines - 1;
    size_t to = line < first ? first : line > last ? last : line;
    if (to != line)
        vi->cursor = vi_at_column(vi, to < lines ? to : lines - 1, vi->wanted >= 0 ? vi->wanted : vi_column(vi, vi->cursor));
    vi_check_cursor(vi);
}

static bool scroll(struct vi *vi, const struct command *command)
{
    size_t height = vi_height(vi), lines = vi_lines(vi), page = height > 2 ? height - 2 : 1, half = height / 2;
    int key = command->motion;
    size_t line = vi_line(vi), count = (size_t)times(command);
    half = half ? half : 1;
    if (key == CONTROL('f') || key == CODE_PAGE_DOWN) {
        if (vi->top + 1 >= lines)
            return false;
        size_t to = vi->top + page * count;
        vi->top = to < lines ? to : lines - 1;
        if (line < vi->top)
            vi->cursor = vi_first_text(vi, vi->top);
    } else if (key == CONTROL('b') || key == CODE_PAGE_UP) {
        if (vi->top == 0)
            return false;
        vi->top = vi->top > page * count ? vi->top - page * count : 0;
        if (line >= vi->top + height)
            vi->cursor = vi_first_text(vi, vi->top + height - 1);
    } else if (key == CONTROL('d') || key == CONTROL('u')) {
        size_t step = command->has_count ? count : half;
        bool down = key == CONTROL('d');
        if (down ? line + 1 >= lines : line == 0)
            return false;
        size_t to = down ? line + step : line > step ? line - step : 0;
        if (down && vi->top + height < lines)
            vi->top = vi->top + step + height < lines ? vi->top + step : lines - height;
        else if (!down)
            vi->top = vi->top > step ? vi->top - step : 0;
        vi->cursor = vi_first_text(vi, to < lines ? to : lines - 1);
    } else if (key == CONTROL('e')) {
        vi->top = vi->top + count < lines ? vi->top + count : lines - 1;
    } else {
        vi->top = vi->top > count ? vi->top - count : 0;
    }
    keep_in_window(vi);
    return true;
}

static bool place_line(struct vi *vi, const struct command *command)
{
    int key = command->motion2;
    size_t lines = vi_lines(vi);
    if (command->has_count)
        vi->cursor = vi_at_column(vi, (size_t)command->count <= lines ? (size_t)command->count - 1 : lines - 1, 0);
    if (key == CODE_ENTER || key == '.' || key == '-')
        vi_set_cursor(vi, vi_first_text(vi, vi_line(vi)));
    if (key == CODE_ENTER || key == 't')
        vi_scroll_to(vi, vi_line(vi), 't');
    else if (key == '.' || key == 'z')
        vi_scroll_to(vi, vi_line(vi), 'z');
    else if (key == '-' || key == 'b')
        vi_scroll_to(vi, vi_line(vi), 'b');
    else
        return vi_fail(vi, "not simulated: z%c", key < 0x80 ? key : '?');
    return true;
}

static bool visual(struct vi *vi, const struct command *command)
{
    vi->visual = vi->cursor;
    vi_set_mode(vi, command->motion == 'V' ? MODE_VISUAL_LINES : MODE_VISUAL);
    return true;
}

static bool visual_block(struct vi *vi, const struct command *command)
{
    (void)command;
    return vi_fail(vi, "not simulated: CTRL-V");
}

/* Ctrl-A and Ctrl-X: the number under the cursor or behind it in the line. */
static bool add_to_number(struct vi *vi, const struct command *command)
{
    size_t line = vi_line(vi), start = vi_start(vi, line), end = vi_end(vi, line), at = vi->cursor;
    while (at < end && !ascii_is_digit(vi_byte(vi, at)))
        at++;
    if (at == end)
        return false;
    while (at > start && ascii_is_digit(vi_byte(vi, at - 1)))
        at--;
    size_t to = at;
    while (to < end && ascii_is_digit(vi_byte(vi, to)))
        to++;
    at -= at > start && vi_byte(vi, at - 1) == '-';
    int64_t number;
    if (!slice_to_integer(text_slice(vi->text, at, to), &number) || number > INT64_MAX / 2 || number < INT64_MIN / 2)
        return false;
    number += command->motion == CONTROL('a') ? times(command) : -times(command);
    struct buffer text = {0};
    buffer_format(&text, "%lld", (long long)number);
    vi_begin_change(vi);
    vi_change(vi, at, to, buffer_slice(&text));
    vi_set_cursor(vi, at + text.length - 1);
    buffer_release(&text);
    return true;
}

static bool say_file(struct vi *vi, const struct command *command)
{
    (void)command;
    return vi_say_file(vi);
}

static bool again_substitute(struct vi *vi, const struct command *command)
{
    (void)command;
    return vi_execute(vi, SLICE("s"));
}

static bool suspend(struct vi *vi, const struct command *command)
{
    (void)command;
    if (!vi->files.suspend)
        return vi_fail(vi, "not simulated: CTRL-Z here");
    vi->files.suspend(vi->files.context);
    return true;
}

static bool redraw(struct vi *vi, const struct command *command)
{
    (void)vi;
    (void)command;
    return true;
}

static const struct row {
    int key, key2;
    bool (*run)(struct vi *vi, const struct command *command);
    bool changes; /* `.` repeats it */
} rows[] = {
    {'i', 0, insert_here, true},       {'a', 0, insert_here, true},
    {'I', 0, insert_here, true},       {'A', 0, insert_here, true},
    {'g', 'I', insert_here, true},     {CODE_INSERT, 0, insert_here, true},
    {'o', 0, insert_line, true},       {'O', 0, insert_line, true},
    {'R', 0, replace_mode, true},      {'x', 0, operate_short, true},
    {CODE_DELETE, 0, operate_short, true}, {'X', 0, operate_short, true},
    {'D', 0, operate_short, true},     {'C', 0, operate_short, true},
    {'s', 0, operate_short, true},     {'S', 0, operate_short, true},
    {'Y', 0, operate_short, false},    {'r', 0, replace_characters, true},
    {'~', 0, toggle_case, true},       {'J', 0, join, true},
    {'g', 'J', join, true},            {'p', 0, put, true},
    {'P', 0, put, true},               {'g', 'p', put, true},
    {'g', 'P', put, true},             {'u', 0, undo, false},
    {CONTROL('r'), 0, undo, false},    {'.', 0, repeat, false},
    {'m', 0, set_mark, false},         {'q', 0, record, false},
    {'@', 0, run_macro, false},        {':', 0, ask_line, false},
    {'/', 0, ask_line, false},         {'?', 0, ask_line, false},
    {'Z', 0, leave, false},            {CONTROL('f'), 0, scroll, false},
    {CONTROL('b'), 0, scroll, false},  {CONTROL('d'), 0, scroll, false},
    {CONTROL('u'), 0, scroll, false},  {CONTROL('e'), 0, scroll, false},
    {CONTROL('y'), 0, scroll, false},  {CODE_PAGE_DOWN, 0, scroll, false},
    {CODE_PAGE_UP, 0, scroll, false},  {'z', 0, place_line, false},
    {'v', 0, visual, false},           {'V', 0, visual, false},
    {CONTROL('v'), 0, visual_block, false}, {CONTROL('a'), 0, add_to_number, true},
    {CONTROL('x'), 0, add_to_number, true}, {CONTROL('g'), 0, say_file, false},
    {'&', 0, again_substitute, true},  {CONTROL('l'), 0, redraw, false},
    {CONTROL('z'), 0, suspend, false},
};

/* --- running a complete command --- */

static void move_cursor(struct vi *vi, const struct motion *motion)
{
    if (motion->jump)
        vi->marks[26] = vi->cursor;
    if (motion->keeps_column) {
        if (vi->wanted < 0)
            vi->wanted = vi_wanted_column(vi);
        vi->cursor = motion->to;
    } else {
        vi_set_cursor(vi, motion->to);
        if (motion->end_of_line)
            vi->wanted = INT_MAX;
    }
    vi_check_cursor(vi);
}

static bool run_operator(struct vi *vi, struct command *command)
{
    struct motion motion;
    bool object = command->motion == 'i' || command->motion == 'a';
    if (command->motion == CODE_ESCAPE)
        return false;
    if (command->motion == '/' || command->motion == '?') {
        vi->line_command = *command;
        vi_begin_line(vi, command->motion);
        return true;
    }
    if (repeats_operator(command)) {
        command->motion = '_';
        command->motion2 = 0;
        if (!vi_move(vi, command, &motion))
            return false;
        if (command->operator == 'y') /* it leaves the cursor where it is */
            motion.to = text_line_at(vi->text, motion.to) == vi_line(vi) ? motion.from : motion.to;
        return vi_operate(vi, command, &motion);
    }
    bool moved = object ? vi_object(vi, command, vi->cursor, &motion) : vi_move(vi, command, &motion);
    return moved && vi_operate(vi, command, &motion);
}

void vi_end_change(struct vi *vi)
{
    if (vi->mode == MODE_INSERT || vi->mode == MODE_REPLACE)
        return; /* the inserted keys belong to it */
    vi->changing = false;
    if (vi->repeating)
        return;
    struct codes old = vi->change;
    vi->change = vi->recent;
    vi->recent = old;
    vi->recent.count = 0;
}

static void begin_recent(struct vi *vi)
{
    vi->recent.count = 0;
    vi->changing = true;
    for (size_t i = 0; i < vi->pending.count; i++)
        vi_codes_add(&vi->recent, vi->pending.items[i]);
}

static const struct row *row_of(const struct command *command)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (rows[i].key == command->motion && (!rows[i].key2 || rows[i].key2 == command->motion2))
            return &rows[i];
    }
    return NULL;
}

static void run(struct vi *vi, struct command *command)
{
    struct motion motion;
    bool visual_mode = vi->mode == MODE_VISUAL || vi->mode == MODE_VISUAL_LINES, good = true;
    const struct row *row = command->operator ? NULL : row_of(command);
    bool changes = (command->operator && command->operator != 'y') || (row && row->changes && !visual_mode);
    if (changes && !vi->repeating)
        begin_recent(vi);
    vi->changed = false;
    vi->pending.count = 0;
    vi->error = false;
    if (command->operator)
        good = run_operator(vi, command);
    else if (visual_mode && vi_visual_command(vi, command))
        good = true;
    else if ((row && !visual_mode) || (row && (row->run == scroll || row->run == place_line || row->run == ask_line)))
        good = row->run(vi, command);
    else if (vi_move(vi, command, &motion))
        move_cursor(vi, &motion);
    else
        good = false;
    if (!good)
        vi->error = true;
    if (changes && (good || vi->changed) && vi->mode != MODE_LINE)
        vi_end_change(vi);
    else if (changes && vi->mode != MODE_LINE)
        vi->changing = false;
}

void vi_normal_code(struct vi *vi, int code)
{
    struct command command;
    if (vi->pending.count == 0 && code == 'q' && vi->recording && !vi->repeating && vi->depth == 0) {
        struct codes *macro = &vi->macros[vi->recording - 'a'];
        if (vi->macro.count) /* the q itself */
            vi->macro.count--;
        memory_free(macro->items);
        *macro = vi->macro;
        vi->macro = (struct codes){0};
        vi->recording = 0;
        buffer_clear(&vi->message);
        return;
    }
    if (code == CODE_ESCAPE && vi->pending.count) {
        vi->pending.count = 0;
        return;
    }
    vi_codes_add(&vi->pending, code);
    enum parse state = parse(vi, &command);
    if (state == PARSE_MORE)
        return;
    run(vi, &command);
    vi->pending.count = 0;
}

/* What was typed behind "/" or "?": "pattern/", "pattern/e", "pattern/+1". */
static bool search_typed(struct vi *vi, size_t *to, struct motion *motion)
{
    struct slice line = buffer_slice(&vi->line);
    char mark = (char)vi->line_kind;
    size_t end = 0;
    while (end < line.length && line.data[end] != mark)
        end += line.data[end] == '\\' ? 2 : 1;
    struct slice offset = slice_part(line, end + 1, line.length), pattern = slice_part(line, 0, end);
    if (pattern.length) {
        struct buffer copy = {0};
        buffer_add(&copy, pattern);
        buffer_release(&vi->sought);
        vi->sought = copy;
    }
    vi->sought_back = mark == '?';
    if (!vi_search(vi, vi->sought_back, vi->line_command.has_count && !vi->line_command.operator ? vi->line_command.count : 1,
                   vi->cursor, to))
        return false;
    if (offset.length == 0)
        return true;
    int64_t number = 0;
    if (slice_starts(offset, "e")) {
        struct match match;
        struct pattern *compiled = vi_pattern(vi, buffer_slice(&vi->sought));
        size_t line_at = text_line_at(vi->text, *to), start = vi_start(vi, line_at);
        if (compiled && pattern_match(compiled, text_line(vi->text, line_at), *to - start, &match) && match.to > match.from)
            *to = vi_previous(vi, start + match.to);
        pattern_free(compiled);
        motion->type = MOTION_INCLUSIVE;
        return true;
    }
    if (slice_starts(offset, "+") && offset.length == 1)
        number = 1;
    else if (slice_starts(offset, "-") && offset.length == 1)
        number = -1;
    else if (!slice_to_integer(slice_starts(offset, "+") ? slice_part(offset, 1, offset.length) : offset, &number))
        return true;
    int64_t line_at = (int64_t)text_line_at(vi->text, *to) + number, lines = (int64_t)vi_lines(vi);
    *to = vi_first_text(vi, (size_t)(line_at < 0 ? 0 : line_at >= lines ? lines - 1 : line_at));
    motion->type = MOTION_LINES;
    return true;
}

void vi_end_line(struct vi *vi, bool done)
{
    int kind = vi->line_kind;
    bool visual_mode = vi->visual != SIZE_MAX;
    struct command command = vi->line_command;
    vi->line_command = (struct command){0};
    if (kind == ':') {
        vi_set_mode(vi, MODE_NORMAL);
        struct buffer line = {0};
        buffer_add(&line, buffer_slice(&vi->line));
        if (done && line.length) {
            vi_execute(vi, buffer_slice(&line));
            if (vi->message.length == 0 && !vi->more) { /* what was typed stays until the text scrolls */
                vi_say(vi, ":%s", buffer_text(&line));
                vi->fresh = false;
            }
        }
        buffer_release(&line);
        vi_check_cursor(vi);
        return;
    }
    vi->mode = visual_mode ? MODE_VISUAL : MODE_NORMAL;
    struct motion motion = {.from = vi->cursor, .to = vi->cursor, .jump = true};
    bool found = false;
    if (done) {
        vi->line_command = command;
        found = search_typed(vi, &motion.to, &motion);
        vi->line_command = (struct command){0};
    } else {
        vi->top = vi->line_before;
    }
    if (!found) {
        vi->error = true;
        vi->changing = false;
        return;
    }
    if (command.operator) {
        vi_operate(vi, &command, &motion);
        if (command.operator != 'y')
            vi_end_change(vi);
    } else {
        move_cursor(vi, &motion);
    }
}
