#include <limits.h>
#include <string.h>

#include "base/check.h"
#include "base/limits.h"
#include "edit/vi_record.h"

/* --- messages --- */

void vi_say(struct vi *vi, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    buffer_clear(&vi->message);
    buffer_format_list(&vi->message, format, arguments);
    va_end(arguments);
    vi->error = false;
    vi->fresh = true;
}

bool vi_fail(struct vi *vi, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    buffer_clear(&vi->message);
    buffer_format_list(&vi->message, format, arguments);
    va_end(arguments);
    vi->error = true;
    vi->fresh = true;
    return false;
}

void vi_report(struct vi *vi, long lines, const char *what)
{
    enum { REPORT = 2 };
    long count = lines < 0 ? -lines : lines;
    if (count <= REPORT)
        return;
    if (what)
        vi_say(vi, "%ld lines %s", count, what);
    else
        vi_say(vi, "%ld %s lines", count, lines < 0 ? "fewer" : "more");
}

struct slice vi_message(const struct vi *vi)
{
    return buffer_slice(&vi->message);
}

struct slice vi_printed(struct vi *vi)
{
    return buffer_slice(&vi->printed);
}

/* --- keys as codes --- */

void vi_codes_add(struct codes *codes, int code)
{
    enum { MOST = 1000000 };
    if (codes->count == MOST)
        return;
    if (codes->count == codes->capacity) {
        codes->capacity = codes->capacity ? codes->capacity * 2 : 16;
        codes->items = memory_resize(codes->items, codes->capacity * sizeof *codes->items);
    }
    codes->items[codes->count++] = code;
}

void vi_feed(struct vi *vi, const struct codes *codes, size_t from)
{
    for (size_t i = from; i < codes->count && !vi->ended && !(vi->depth && vi->error); i++)
        vi_type(vi, codes->items[i]);
}

/* --- text --- */

bool vi_modified(const struct vi *vi)
{
    return text_version(vi->text) != vi->saved;
}

size_t vi_height(const struct vi *vi)
{
    return vi->rows > 2 ? (size_t)vi->rows - 1 : 1;
}

void vi_begin_change(struct vi *vi)
{
    if (vi->ex_depth == 0) /* an ex command is one change */
        text_mark(vi->text, vi->cursor);
}

static void move_marks(struct vi *vi, size_t from, size_t to, size_t length)
{
    for (int i = 0; i < MARKS; i++) {
        size_t *mark = &vi->marks[i];
        if (*mark != SIZE_MAX && *mark >= to)
            *mark = *mark - (to - from) + length;
        else if (*mark != SIZE_MAX && *mark > from)
            *mark = from;
    }
    for (size_t i = 0; i < vi->global_count; i++) {
        size_t *line = &vi->globals[i];
        if (*line != SIZE_MAX && *line >= from && *line < to)
            *line = SIZE_MAX;
        else if (*line != SIZE_MAX && *line >= to)
            *line = *line - (to - from) + length;
    }
    vi->marks[27] = from;
}

bool vi_change(struct vi *vi, size_t from, size_t to, struct slice bytes)
{
    bool was_empty = vi_is_empty(vi);
    if (!text_replace(vi->text, from, to, bytes))
        return vi_fail(vi, "E342: Out of memory!  (limit FILE_BYTES)");
    size_t length = text_length(vi->text);
    if (length && (was_empty || !text_is_complete(vi->text)))
        text_replace(vi->text, length, length, SLICE("\n"));
    move_marks(vi, from, to, bytes.length);
    vi->changed = true;
    if (vi->read_only && !vi->warned_read_only)
        vi_say(vi, "W10: Warning: Changing a readonly file");
    vi->warned_read_only |= vi->read_only;
    return true;
}

void vi_set_cursor(struct vi *vi, size_t offset)
{
    vi->cursor = offset;
    vi->wanted = -1;
}

void vi_check_cursor(struct vi *vi)
{
    size_t length = text_length(vi->text);
    if (vi->cursor >= length)
        vi->cursor = length ? length - 1 : 0;
    size_t line = vi_line(vi), start = vi_start(vi, line);
    bool over = vi->mode == MODE_INSERT || vi->mode == MODE_REPLACE || vi->mode == MODE_VISUAL;
    if (!over && vi->cursor == vi_end(vi, line) && vi->cursor > start)
        vi->cursor = vi_previous(vi, vi->cursor);
}

void vi_set_mode(struct vi *vi, enum mode mode)
{
    if (vi->visual != SIZE_MAX) {
        vi->visual_first = vi->visual < vi->cursor ? vi->visual : vi->cursor;
        vi->visual_last = vi->visual < vi->cursor ? vi->cursor : vi->visual;
    }
    vi->mode = mode;
    if (mode == MODE_NORMAL)
        vi->visual = SIZE_MAX;
    if (mode == MODE_INSERT || mode == MODE_REPLACE)
        buffer_clear(&vi->message);
}

/* As Vim: to where the cursor was before the change when its line is among those that changed. */
static void place_after_undo(struct vi *vi, size_t changed, size_t line, int column)
{
    size_t first = text_line_at(vi->text, changed);
    bool at_start = changed == vi_start(vi, first);
    if (line == first || (at_start && line + 1 == first)) {
        vi->cursor = line < vi_lines(vi) ? vi_at_column(vi, line, column) : changed;
    } else {
        vi->cursor = vi_first_text(vi, first);
    }
    vi->wanted = -1;
    vi_check_cursor(vi);
}

/* "1 second ago", or the time of day when it is longer ago. */
static void add_age(const struct vi *vi, int64_t then, struct buffer *out)
{
    enum { RECENT = 100, DAY = 86400 };
    int64_t age = vi->now - then, clock = then % DAY;
    if (age < RECENT)
        buffer_format(out, "%lld second%s ago", (long long)age, age == 1 ? "" : "s");
    else
        buffer_format(out, "%02d:%02d:%02d", (int)(clock / 3600), (int)(clock / 60 % 60), (int)(clock % 60));
}

static void say_undone(struct vi *vi, bool redo, size_t before, size_t number, int64_t when)
{
    struct buffer age = {0};
    add_age(vi, when, &age);
    const char *where = redo ? "after" : "before";
    long lines = (long)vi_lines(vi) - (long)before, count = lines < 0 ? -lines : lines;
    const char *what = lines == 1 ? "more line" : lines > 1 ? "more lines" : lines == -1 ? "line less" : "fewer lines";
    if (lines == 0)
        vi_say(vi, "1 change; %s #%zu  %s", where, number, buffer_text(&age));
    else
        vi_say(vi, "%ld %s; %s #%zu  %s", count, what, where, number, buffer_text(&age));
    buffer_release(&age);
}

void vi_undo(struct vi *vi, bool redo, int count)
{
    for (; count > 0; count--) {
        size_t changed, cursor, end, lines = vi_lines(vi), number = text_group(vi->text);
        size_t line = 0;
        int column = 0;
        int64_t when = text_group_time(vi->text);
        if (redo && text_next_cursor(vi->text, &cursor)) {
            line = text_line_at(vi->text, cursor);
            column = vi_column(vi, cursor);
        }
        if (!(redo ? text_redo(vi->text, &changed, &end) : text_undo(vi->text, &changed, &cursor))) {
            vi_say(vi, redo ? "Already at newest change" : "Already at oldest change");
            return;
        }
        if (!redo) {
            line = text_line_at(vi->text, cursor);
            column = vi_column(vi, cursor);
        } else {
            number = text_group(vi->text);
            when = text_group_time(vi->text);
        }
        place_after_undo(vi, changed, line, column);
        say_undone(vi, redo, lines, number, when);
    }
}

/* --- files --- */

static bool convert_dos(struct buffer *bytes)
{
    size_t kept = 0;
    if (slice_find_byte(buffer_slice(bytes), '\r') == bytes->length)
        return false;
    for (size_t i = 0; i < bytes->length; i++) {
        if (bytes->data[i] == '\n' && (i == 0 || bytes->data[i - 1] != '\r'))
            return false;
    }
    for (size_t i = 0; i < bytes->length; i++) {
        if (bytes->data[i] != '\r' || i + 1 == bytes->length || bytes->data[i + 1] != '\n')
            bytes->data[kept++] = bytes->data[i];
    }
    bytes->length = kept;
    return true;
}

void vi_rename(struct vi *vi, const char *path)
{
    size_t length = strlen(path);
    char *copy = memory_allocate(length + 1);
    memcpy(copy, path, length);
    memory_free(vi->path);
    vi->path = copy;
}

/* What Vim's own file type does for YAML; other languages keep the defaults. */
static void set_file_type(struct vi *vi)
{
    vi->syntax = vi->options.plain ? NULL : syntax_for(vi->path, text_line(vi->text, 0));
    if (vi->syntax && vi->syntax->keys) {
        vi->set.expand = true;
        vi->set.shift = vi->set.soft_tab = 2;
        vi->set.auto_indent = true;
    }
}

static size_t count_lines(struct slice bytes)
{
    size_t lines = 0;
    for (size_t i = 0; i < bytes.length; i++)
        lines += bytes.data[i] == '\n';
    return lines;
}

bool vi_say_file(struct vi *vi)
{
    size_t lines = vi_lines(vi), line = vi_line(vi) + 1;
    const char *path = vi->path[0] ? vi->path : "[No Name]";
    if (vi_is_empty(vi))
        vi_say(vi, "\"%s\" --No lines in buffer--", path);
    else
        vi_say(vi, "\"%s\"%s%s %zu line%s --%zu%%--", path, vi_modified(vi) ? " [Modified]" : "",
               vi->read_only ? " [readonly]" : "", lines, lines == 1 ? "" : "s", line * 100 / lines);
    return true;
}

static bool parent_exists(struct vi *vi, const char *path)
{
    const char *slash = strrchr(path, '/');
    struct buffer parent = {0};
    if (!slash || slash == path)
        return true;
    buffer_add(&parent, (struct slice){path, (size_t)(slash - path)});
    bool exists = vi->files.is_directory(vi->files.context, buffer_text(&parent));
    buffer_release(&parent);
    return exists;
}

void vi_open(struct vi *vi, const char *path, bool keep_cursor)
{
    struct buffer bytes = {0}, name = {0};
    buffer_add_text(&name, path);
    path = buffer_text(&name);
    const char *problem = path[0] ? vi->files.read(vi->files.context, path, &bytes) : NULL;
    bool directory = path[0] && vi->files.is_directory(vi->files.context, path);
    size_t size = bytes.length, line = keep_cursor && vi->text ? vi_line(vi) : 0;
    vi->missing = problem && text_equal(problem, "No such file or directory");
    vi->dos = convert_dos(&bytes);
    bool complete = bytes.length == 0 || bytes.data[bytes.length - 1] == '\n';
    if (!complete)
        buffer_add_byte(&bytes, '\n');
    text_free(vi->text);
    vi->text = text_new(buffer_slice(&bytes), true);
    vi->opened++;
    vi->saved = text_version(vi->text);
    vi->read_only = vi->options.read_only;
    vi->warned_read_only = false;
    for (int i = 0; i < MARKS; i++)
        vi->marks[i] = SIZE_MAX;
    vi->top = vi->left = vi->cursor = 0;
    if (line && line < vi_lines(vi))
        vi->cursor = vi_first_text(vi, line);
    vi_set_mode(vi, MODE_NORMAL);
    vi->wanted = -1;
    vi_rename(vi, path);
    set_file_type(vi);
    size_t lines = count_lines(buffer_slice(&bytes));
    if (!path[0])
        buffer_clear(&vi->message);
    else if (directory)
        vi_say(vi, "\"%s\" is a directory", path);
    else if (vi->missing)
        vi_say(vi, parent_exists(vi, path) ? "\"%s\" [New]" : "\"%s\" [New DIRECTORY]", path);
    else if (problem)
        vi_say(vi, "\"%s\" [%s]", path, problem);
    else
        vi_say(vi, "\"%s\" %s%s%s%zuL, %zuB", path, vi->read_only ? "[readonly] " : "", complete ? "" : "[noeol] ",
               vi->dos ? "[dos] " : "", lines, size);
    buffer_release(&bytes);
    buffer_release(&name);
}

bool vi_save(struct vi *vi, const char *path, size_t first, size_t last, bool append, bool whole)
{
    struct buffer bytes = {0}, before = {0};
    const char *problem = vi->files.read(vi->files.context, path, &before);
    bool missing = problem && text_equal(problem, "No such file or directory");
    size_t from = vi_start(vi, first), to = last + 1 < vi_lines(vi) ? vi_start(vi, last + 1) : text_length(vi->text);
    struct slice text = text_slice(vi->text, from, to);
    if (append)
        buffer_add(&bytes, buffer_slice(&before));
    size_t start = bytes.length;
    for (size_t i = 0; i < text.length; i++) {
        if (text.data[i] == '\n' && vi->dos)
            buffer_add_byte(&bytes, '\r');
        buffer_add_byte(&bytes, text.data[i]);
    }
    problem = vi->files.is_directory(vi->files.context, path) ? "" : vi->files.write(vi->files.context, path, buffer_slice(&bytes));
    if (problem && vi->files.is_directory(vi->files.context, path))
        vi_fail(vi, "\"%s\" E502: is a directory", path);
    else if (problem)
        vi_fail(vi, "\"%s\" E212: Can't open file for writing", path);
    else
        vi_say(vi, "\"%s\" %s%s%zuL, %zuB %s", path, missing ? "[New] " : "", vi->dos ? "[dos] " : "", count_lines(text),
               bytes.length - start, append ? "appended" : "written");
    if (!problem && whole) {
        vi->saved = text_version(vi->text);
        vi->missing = false;
    }
    buffer_release(&bytes);
    buffer_release(&before);
    return !problem;
}

/* --- a vi --- */

struct vi *vi_new(const struct edit_files *files, const struct vi_options *options, int count, char *const *names,
                  int columns, int rows)
{
    struct vi *vi = memory_allocate(sizeof *vi);
    vi->files = *files;
    vi->options = *options;
    vi->names = names;
    vi->name_count = count;
    vi->columns = columns;
    vi->rows = rows;
    vi->set = (struct vi_settings){.tab = 8, .shift = 8, .wrap = true, .wrap_scan = true, .ruler = true,
                                   .show_mode = true, .incremental = !options->plain, .syntax = true,
                                   .scroll_offset = options->plain ? 0 : 5};
    vi->visual = vi->visual_first = vi->visual_last = SIZE_MAX;
    vi_open(vi, count && !options->input.data ? names[0] : "", false);
    struct slice input = options->input;
    if (slice_ends(input, "\n"))
        input.length--;
    if (options->input.length)
        vi_change(vi, 0, 0, input);
    return vi;
}

void vi_free(struct vi *vi)
{
    if (!vi)
        return;
    struct buffer *buffers[] = {&vi->inserted, &vi->replaced,    &vi->line,    &vi->line_history[0], &vi->line_history[1],
                                &vi->sought,   &vi->replacement, &vi->message, &vi->printed, &vi->lit};
    for (size_t i = 0; i < sizeof buffers / sizeof *buffers; i++)
        buffer_release(buffers[i]);
    for (int i = 0; i < REGISTERS; i++)
        buffer_release(&vi->registers[i].text);
    for (int i = 0; i < 26; i++)
        memory_free(vi->macros[i].items);
    memory_free(vi->pending.items);
    memory_free(vi->change.items);
    memory_free(vi->recent.items);
    memory_free(vi->macro.items);
    text_free(vi->text);
    memory_free(vi->globals);
    memory_free(vi->path);
    memory_free(vi);
}

void vi_set_time(struct vi *vi, int64_t seconds)
{
    vi->now = seconds;
    text_set_time(vi->text, seconds);
}

void vi_resize(struct vi *vi, int columns, int rows)
{
    vi->columns = columns;
    vi->rows = rows;
}

bool vi_ended(const struct vi *vi)
{
    return vi->ended;
}

int vi_status(const struct vi *vi)
{
    return vi->status;
}

struct text *vi_text(struct vi *vi)
{
    return vi->text;
}

size_t vi_cursor(const struct vi *vi)
{
    return vi->cursor;
}

bool vi_execute(struct vi *vi, struct slice command)
{
    return vi_ex(vi, command);
}

/* --- the line at the bottom --- */

void vi_begin_line(struct vi *vi, int kind)
{
    buffer_clear(&vi->line);
    buffer_clear(&vi->message);
    vi->line_cursor = 0;
    vi->line_kind = kind;
    vi->line_before = vi->top;
    if (!vi->line_command.operator)
        vi->line_command = (struct command){0};
    if (vi->visual != SIZE_MAX && kind == ':')
        vi_set_mode(vi, MODE_NORMAL); /* its ends are '< and '> now */
    vi->mode = MODE_LINE;
}

static void line_edit(struct vi *vi, size_t from, size_t to, struct slice bytes)
{
    struct buffer line = {0};
    struct slice old = buffer_slice(&vi->line);
    buffer_add(&line, slice_part(old, 0, from));
    buffer_add(&line, bytes);
    buffer_add(&line, slice_part(old, to, old.length));
    buffer_release(&vi->line);
    vi->line = line;
    vi->line_cursor = from + bytes.length;
}

static void line_add(struct vi *vi, int code)
{
    struct buffer text = {0};
    if (code < 0x80) {
        buffer_add_byte(&text, (char)code);
    } else {
        int shift = code < 0x800 ? 6 : code < 0x10000 ? 12 : 18;
        buffer_add_byte(&text, (char)((shift == 6 ? 0xc0 : shift == 12 ? 0xe0 : 0xf0) | code >> shift));
        for (shift -= 6; shift >= 0; shift -= 6)
            buffer_add_byte(&text, (char)(0x80 | (code >> shift & 0x3f)));
    }
    if (vi->line.length + text.length < LIMIT_LINE_BYTES)
        line_edit(vi, vi->line_cursor, vi->line_cursor, buffer_slice(&text));
    buffer_release(&text);
}

static size_t word_before(struct vi *vi)
{
    size_t at = vi->line_cursor;
    while (at > 0 && vi->line.data[at - 1] == ' ')
        at--;
    while (at > 0 && vi->line.data[at - 1] != ' ')
        at--;
    return at;
}

static void line_code(struct vi *vi, int code)
{
    struct slice line = buffer_slice(&vi->line);
    struct buffer *history = &vi->line_history[vi->line_kind != ':'];
    if (code == CODE_ESCAPE || code == CONTROL('c')) {
        vi_end_line(vi, false);
    } else if (code == CODE_ENTER || code == '\n') {
        if (line.length) {
            buffer_clear(history);
            buffer_add(history, line);
        }
        vi_end_line(vi, true);
    } else if ((code == CODE_BACKSPACE || code == CONTROL('h')) && line.length == 0) {
        vi_end_line(vi, false);
    } else if (code == CODE_BACKSPACE || code == CONTROL('h')) {
        line_edit(vi, glyph_previous(line, vi->line_cursor), vi->line_cursor, SLICE(""));
    } else if (code == CODE_DELETE && vi->line_cursor < line.length) {
        line_edit(vi, vi->line_cursor, glyph_next(line, vi->line_cursor), SLICE(""));
    } else if (code == CONTROL('u')) {
        line_edit(vi, 0, vi->line_cursor, SLICE(""));
    } else if (code == CONTROL('w')) {
        line_edit(vi, word_before(vi), vi->line_cursor, SLICE(""));
    } else if (code == CODE_LEFT) {
        vi->line_cursor = glyph_previous(line, vi->line_cursor);
    } else if (code == CODE_RIGHT) {
        vi->line_cursor = glyph_next(line, vi->line_cursor);
    } else if (code == CODE_HOME || code == CONTROL('b')) {
        vi->line_cursor = 0;
    } else if (code == CODE_END || code == CONTROL('e')) {
        vi->line_cursor = line.length;
    } else if (code == CODE_UP || code == CONTROL('p')) {
        line_edit(vi, 0, line.length, buffer_slice(history));
    } else if (code == CODE_DOWN || code == CONTROL('n')) {
        line_edit(vi, 0, line.length, SLICE(""));
    } else if (code >= ' ' && code < CODE_BACKSPACE && code != 0x7f) {
        line_add(vi, code);
    }
}

/* --- keys --- */

void vi_type(struct vi *vi, int code)
{
    if (vi->ended)
        return;
    if (vi->more) {
        vi->more = false;
        buffer_clear(&vi->printed);
        buffer_clear(&vi->message);
        if (code != ':')
            return;
    }
    if (vi->recording && vi->depth == 0 && !vi->repeating)
        vi_codes_add(&vi->macro, code);
    bool inserts = vi->mode == MODE_INSERT || vi->mode == MODE_REPLACE;
    if (vi->changing && !vi->repeating && (inserts || vi->mode == MODE_LINE))
        vi_codes_add(&vi->recent, code);
    if (inserts) {
        vi_insert_code(vi, code);
        if (vi->mode == MODE_NORMAL && vi->changing)
            vi_end_change(vi);
    } else if (vi->mode == MODE_LINE) {
        line_code(vi, code);
    } else {
        vi_normal_code(vi, code);
    }
}

static int code_of(struct slice text)
{
    unsigned char first = (unsigned char)text.data[0];
    int code = first < 0x80 ? first : first < 0xe0 ? first & 0x1f : first < 0xf0 ? first & 0x0f : first & 7;
    for (size_t i = 1; i < text.length; i++)
        code = code << 6 | ((unsigned char)text.data[i] & 0x3f);
    return code;
}

static const struct {
    enum key_kind kind;
    int code;
} codes[] = {
    {KEY_UP, CODE_UP},           {KEY_DOWN, CODE_DOWN},       {KEY_LEFT, CODE_LEFT},
    {KEY_RIGHT, CODE_RIGHT},     {KEY_HOME, CODE_HOME},       {KEY_END, CODE_END},
    {KEY_DELETE, CODE_DELETE},   {KEY_BACKSPACE, CODE_BACKSPACE}, {KEY_TAB, '\t'},
    {KEY_WORD_LEFT, CODE_WORD_LEFT}, {KEY_WORD_RIGHT, CODE_WORD_RIGHT}, {KEY_PAGE_UP, CODE_PAGE_UP},
    {KEY_PAGE_DOWN, CODE_PAGE_DOWN}, {KEY_INSERT, CODE_INSERT}, {KEY_FIRST, CODE_FIRST},
    {KEY_LAST, CODE_LAST},       {KEY_ESCAPE, CODE_ESCAPE},
};

static void type_paste(struct vi *vi, struct slice text)
{
    bool inserts = vi->mode == MODE_INSERT;
    if (inserts) {
        vi_insert_text(vi, text);
        for (size_t i = 0; i < text.length && vi->changing && !vi->repeating; i++)
            vi_codes_add(&vi->recent, text.data[i] == '\n' ? CODE_ENTER : (unsigned char)text.data[i]);
        return;
    }
    for (size_t at = 0, behind; at < text.length; at = behind) {
        behind = at + 1;
        while (behind < text.length && ((unsigned char)text.data[behind] & 0xc0) == 0x80)
            behind++;
        int code = code_of(slice_part(text, at, behind));
        vi_type(vi, code == '\n' ? CODE_ENTER : code);
    }
}

void vi_key(struct vi *vi, const struct key *key)
{
    if (key->kind == KEY_TEXT) {
        vi_type(vi, code_of(key->text));
    } else if (key->kind == KEY_PASTE) {
        struct slice text = key->text;
        text.length += key->byte == '\n';
        type_paste(vi, text);
    } else if (key->kind == KEY_CONTROL) {
        vi_type(vi, CONTROL(key->letter));
    } else if (key->kind == KEY_META) { /* Escape, and soon another key */
        vi_type(vi, CODE_ESCAPE);
        vi_type(vi, key->letter == '\b' ? CODE_BACKSPACE : (unsigned char)key->letter);
    } else if (key->kind == KEY_ENTER) {
        vi_type(vi, key->byte == '\n' ? CONTROL('j') : CODE_ENTER);
    } else {
        for (size_t i = 0; i < sizeof codes / sizeof *codes; i++) {
            if (codes[i].kind == key->kind)
                vi_type(vi, codes[i].code);
        }
    }
}
