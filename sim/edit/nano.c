#include <string.h>

#include "base/check.h"
#include "base/limits.h"
#include "edit/nano_record.h"

enum { MESSAGE_KEYS = 20 };

static void say(struct nano *nano, bool alert, const char *format, va_list arguments)
{
    buffer_clear(&nano->message);
    buffer_format_list(&nano->message, format, arguments);
    nano->message_keys = MESSAGE_KEYS;
    nano->alert = alert;
}

void nano_say(struct nano *nano, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    say(nano, false, format, arguments);
    va_end(arguments);
}

void nano_alert(struct nano *nano, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    say(nano, true, format, arguments);
    va_end(arguments);
}

int nano_height(const struct nano *nano)
{
    int rows = nano->rows - (nano->rows > 1) - (nano->rows > 2) - (nano->options.no_help || nano->rows < 6 ? 0 : 2);
    return rows < 1 ? 1 : rows;
}

int nano_tab(const struct nano *nano)
{
    return nano->options.tab > 0 ? nano->options.tab : 8;
}

bool nano_modified(const struct nano *nano)
{
    return text_version(nano->text) != nano->saved;
}

void nano_move(struct nano *nano, size_t cursor)
{
    nano->cursor = cursor;
    nano->has_wanted = false;
}

void nano_center(struct nano *nano)
{
    size_t line = text_line_at(nano->text, nano->cursor), half = (size_t)nano_height(nano) / 2;
    nano->top = line > half ? line - half : 0;
}

bool nano_selection(const struct nano *nano, size_t *from, size_t *to)
{
    if (!nano->marked)
        return false;
    *from = nano->mark < nano->cursor ? nano->mark : nano->cursor;
    *to = nano->mark < nano->cursor ? nano->cursor : nano->mark;
    return true;
}

/* --- changes --- */

static void begin_deed(struct nano *nano, enum deed deed)
{
    text_mark(nano->text, nano->cursor);
    if (nano->deed_done == nano->deed_capacity) {
        nano->deed_capacity = nano->deed_capacity ? nano->deed_capacity * 2 : 64;
        nano->deeds = memory_resize(nano->deeds, nano->deed_capacity);
    }
    nano->deeds[nano->deed_done++] = (unsigned char)deed;
    nano->deed_count = nano->deed_done;
}

/* Typing on, or deleting on, where the last key did so is one change. */
static bool goes_on(const struct nano *nano, enum deed deed, size_t from, size_t to)
{
    if (nano->last_deed != (int)deed)
        return false;
    return deed == DEED_ADDITION  ? from == nano->last_at
           : deed == DEED_DELETION ? from == nano->last_at || to == nano->last_at
                                   : nano->last_at == SIZE_MAX;
}

bool nano_change(struct nano *nano, enum deed deed, size_t from, size_t to, struct slice bytes)
{
    if (!goes_on(nano, deed, from, to))
        begin_deed(nano, deed);
    bool good = text_replace(nano->text, from, to, bytes);
    /* The last line always has an end, and an empty one stands behind it. */
    if (good && text_length(nano->text) && !text_is_complete(nano->text))
        text_replace(nano->text, text_length(nano->text), text_length(nano->text), SLICE("\n"));
    if (!good)
        nano_alert(nano, "Too much text (limit FILE_BYTES)");
    if (nano->marked && nano->mark > text_length(nano->text))
        nano->mark = text_length(nano->text);
    nano->last_deed = (int)deed;
    nano->last_at = from + bytes.length;
    return good;
}

/* --- files --- */

static size_t count_lines(struct slice bytes)
{
    size_t lines = 0;
    for (size_t i = 0; i < bytes.length; i++)
        lines += bytes.data[i] == '\n';
    return lines + (bytes.length && bytes.data[bytes.length - 1] != '\n');
}

/* Takes the carriage returns away where every line ends with one. */
static bool convert_dos(struct buffer *bytes)
{
    size_t kept = 0;
    if (bytes->length == 0 || slice_find_byte(buffer_slice(bytes), '\r') == bytes->length)
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

static bool parent_exists(struct nano *nano, const char *path, struct buffer *parent)
{
    const char *slash = strrchr(path, '/');
    if (!slash || slash == path)
        return true;
    buffer_add(parent, (struct slice){path, (size_t)(slash - path)});
    return nano->files.is_directory(nano->files.context, buffer_text(parent));
}

static void say_read(struct nano *nano, const char *name, size_t lines, bool dos)
{
    const char *what = lines == 1 ? "line" : "lines";
    if (nano->name_count > 1)
        nano_say(nano, "%s -- %zu %s", name, lines, what);
    else
        nano_say(nano, dos ? "Read %zu %s (Converted from DOS format)" : "Read %zu %s", lines, what);
}

static void set_path(struct nano *nano, const char *path)
{
    size_t length = strlen(path);
    memory_free(nano->path);
    nano->path = memory_allocate(length + 1);
    memcpy(nano->path, path, length);
}

static void open_file(struct nano *nano, const char *path)
{
    struct buffer bytes = {0}, parent = {0};
    const char *problem = path[0] ? nano->files.read(nano->files.context, path, &bytes) : NULL;
    bool missing = problem && text_equal(problem, "No such file or directory");
    nano->dos = convert_dos(&bytes);
    size_t lines = count_lines(buffer_slice(&bytes));
    if (bytes.length && bytes.data[bytes.length - 1] != '\n')
        buffer_add_byte(&bytes, '\n');
    text_free(nano->text);
    nano->text = text_new(buffer_slice(&bytes), false);
    nano->saved = text_version(nano->text);
    nano->syntax = syntax_for(path, text_line(nano->text, 0));
    nano->cursor = nano->top = nano->found_length = 0;
    nano->deed_count = nano->deed_done = 0;
    nano->last_deed = -1;
    nano->marked = false;
    set_path(nano, problem && !missing ? "" : path);
    if (!path[0])
        nano_say(nano, "Welcome to nano.  For basic help, type Ctrl+G.");
    else if (nano->files.is_directory(nano->files.context, path))
        nano_alert(nano, "\"%s\" is a directory", path);
    else if (missing && !parent_exists(nano, path, &parent))
        nano_alert(nano, "Directory '%s' does not exist", buffer_text(&parent));
    else if (missing)
        nano_say(nano, "New File");
    else if (problem)
        nano_alert(nano, "Error reading %s: %s", path, problem);
    else
        say_read(nano, path, lines, nano->dos);
    buffer_release(&bytes);
    buffer_release(&parent);
}

void nano_insert_file(struct nano *nano, const char *path)
{
    struct buffer bytes = {0};
    const char *problem = nano->files.read(nano->files.context, path, &bytes);
    if (nano->files.is_directory(nano->files.context, path)) {
        nano_alert(nano, "\"%s\" is a directory", path);
    } else if (problem && text_equal(problem, "No such file or directory")) {
        nano_alert(nano, "File \"%s\" not found", path);
    } else if (problem) {
        nano_alert(nano, "Error reading %s: %s", path, problem);
    } else {
        bool dos = convert_dos(&bytes);
        size_t lines = count_lines(buffer_slice(&bytes));
        nano->last_deed = -1;
        if (nano_change(nano, DEED_INSERTION, nano->cursor, nano->cursor, buffer_slice(&bytes))) {
            nano_move(nano, nano->cursor + bytes.length);
            nano_say(nano, dos ? "Read %zu %s (Converted from DOS format)" : "Read %zu %s", lines,
                     lines == 1 ? "line" : "lines");
        }
    }
    buffer_release(&bytes);
}

/* The next file, or the end. */
void nano_close(struct nano *nano)
{
    nano->ended = nano->next_name >= nano->name_count;
    if (!nano->ended)
        open_file(nano, nano->names[nano->next_name++]);
}

struct nano *nano_new(const struct edit_files *files, const struct nano_options *options, int count,
                      char *const *names, int columns, int rows)
{
    struct nano *nano = memory_allocate(sizeof *nano);
    nano->files = *files;
    nano->options = *options;
    nano->names = names;
    nano->name_count = count;
    nano->next_name = count > 0;
    nano->columns = columns;
    nano->rows = rows;
    open_file(nano, count ? names[0] : "");
    size_t lines = text_lines(nano->text);
    if (options->line) {
        size_t line = options->line > lines ? lines : options->line, start = text_start(nano->text, line - 1);
        size_t column = options->column ? options->column - 1 : 0, end = text_end(nano->text, line - 1);
        nano->cursor = start + column > end ? end : start + column;
        nano_center(nano);
    }
    return nano;
}

void nano_free(struct nano *nano)
{
    if (!nano)
        return;
    struct buffer *buffers[] = {&nano->cut,    &nano->message,     &nano->answer,
                                &nano->sought, &nano->replacement, &nano->pasted};
    for (size_t i = 0; i < sizeof buffers / sizeof *buffers; i++)
        buffer_release(buffers[i]);
    text_free(nano->text);
    memory_free(nano->path);
    memory_free(nano->deeds);
    memory_free(nano);
}

void nano_resize(struct nano *nano, int columns, int rows)
{
    nano->columns = columns;
    nano->rows = rows;
}

bool nano_ended(const struct nano *nano)
{
    return nano->ended;
}

struct text *nano_text(struct nano *nano)
{
    return nano->text;
}

size_t nano_cursor(const struct nano *nano)
{
    return nano->cursor;
}

void nano_key(struct nano *nano, const struct key *key)
{
    if (nano->ended)
        return;
    if (nano->message_keys && --nano->message_keys == 0)
        buffer_clear(&nano->message);
    nano->found_length = 0;
    if (nano->prompt != PROMPT_NONE)
        nano_answer(nano, key);
    else
        nano_command(nano, key);
}
