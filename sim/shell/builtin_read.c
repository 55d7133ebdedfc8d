/* read. */
#include <string.h>

#include "base/buffer.h"
#include "base/limits.h"
#include "shell/builtins.h"
#include "shell/decimal.h"
#include "shell/lexer.h"

struct reading {
    const char *array, *prompt;
    char delimiter;
    int64_t most; /* bytes; 0: no bound */
    int descriptor;
    bool raw, exact, bounded;
};

/* One logical line: without its newline; escaped bytes are marked in [escaped]. False at the end of input. */
static bool read_logical(struct process *process, const struct reading *reading, struct buffer *line,
                         struct buffer *escaped)
{
    char byte;
    bool hidden = false;
    while (line->length < LIMIT_LINE_BYTES && process_read(process, reading->descriptor, &byte, 1)) {
        if (!byte && reading->delimiter)
            continue;
        if (!reading->raw && !hidden && byte == '\\') {
            hidden = true;
            continue;
        }
        if (hidden && byte == '\n') {
            hidden = false;
            continue;
        }
        if (byte == reading->delimiter && !hidden && !reading->exact)
            return true;
        buffer_add_byte(line, byte);
        buffer_add_byte(escaped, hidden ? '1' : '0');
        hidden = false;
        if (reading->most && (int64_t)line->length >= reading->most)
            return true;
    }
    return false;
}

struct cutter {
    const char *text, *escaped, *separators;
    size_t at;
};

static bool separates(const struct cutter *cutter, size_t at, bool blanks_only)
{
    char c = cutter->text[at];
    bool blank = c == ' ' || c == '\t' || c == '\n';
    return c && cutter->escaped[at] == '0' && strchr(cutter->separators, c) && (blank || !blanks_only);
}

static void skip_blanks(struct cutter *cutter)
{
    while (cutter->text[cutter->at] && separates(cutter, cutter->at, true))
        cutter->at++;
}

/* The next field; with [rest] all that is left, less what separates at its end. */
static char *cut(struct process *process, struct cutter *cutter, bool rest)
{
    skip_blanks(cutter);
    size_t start = cutter->at, end = start;
    while (cutter->text[end] && !separates(cutter, end, false))
        end++;
    size_t field_end = end;
    cutter->at = end;
    skip_blanks(cutter);
    if (cutter->text[cutter->at] && separates(cutter, cutter->at, false))
        cutter->at++;
    skip_blanks(cutter);
    if (rest && cutter->text[cutter->at]) {
        field_end = slice_of(cutter->text).length;
        while (field_end > start && separates(cutter, field_end - 1, true))
            field_end--;
        cutter->at = field_end;
    }
    return arena_copy(process->arena, (struct slice){cutter->text + start, field_end - start});
}

static int store(struct process *process, const struct reading *reading, const char *text, const char *escaped,
                 int count, char *const *names)
{
    const char *separators = variable_text(process->shell, "IFS");
    struct cutter cutter = {text, escaped, separators ? separators : " \t\n", 0};
    if (reading->array) {
        struct value *elements = value_object(process->arena);
        for (int64_t i = 0; skip_blanks(&cutter), text[cutter.at]; i++)
            value_put_text(process->arena, elements, array_key(process->arena, i),
                           cut(process, &cutter, false));
        return variable_set_array(process->shell, reading->array, elements, false) ? 0 : 1;
    }
    if (count == 0)
        return assign(process, "REPLY", text, false) ? 0 : 1;
    for (int i = 0; i < count; i++) {
        if (!word_is_name(slice_part(slice_of(names[i]), 0, slice_find_byte(slice_of(names[i]), '[')))) {
            complain(process, "read: `%s': not a valid identifier", names[i]);
            return 1;
        }
        const char *field = reading->exact ? text : cut(process, &cutter, i == count - 1);
        if (!assign(process, names[i], field, false))
            return 1;
    }
    return 0;
}

/* "1", "0.5", ".25": true when it is a time. */
static bool is_time(const char *word)
{
    return *decimal_end(word) == '\0' && *word != '-' && decimal_end(word) > word;
}

static int bad_value(struct process *process, const char *value, const char *problem)
{
    complain(process, "read: %s: %s", value, problem);
    return 1;
}

static int take_value(struct process *process, struct reading *reading, char letter, const char *value)
{
    int64_t number = 0;
    bool counts = builtin_number(value, &number) && number >= 0;
    if ((letter == 'n' || letter == 'N') && !counts)
        return bad_value(process, value, "invalid number");
    if (letter == 't' && !is_time(value))
        return bad_value(process, value, "invalid timeout specification");
    if (letter == 'u' && !counts)
        return bad_value(process, value, "invalid file descriptor specification");
    if (letter == 'u' && (number >= STREAMS || !process->streams[number]))
        return bad_value(process, value, "invalid file descriptor: Bad file descriptor");
    if (letter == 'a')
        reading->array = value;
    else if (letter == 'p')
        reading->prompt = value;
    else if (letter == 'd')
        reading->delimiter = value[0];
    else if (letter == 'u')
        reading->descriptor = (int)number;
    else if (letter == 'n' || letter == 'N')
        reading->most = number;
    reading->bounded |= letter == 'n' || letter == 'N';
    reading->exact |= letter == 'N';
    return 0;
}

/* The letters at words[*at], with the value of the last; the status, 0 when they are good. */
static int take_option(struct process *process, struct reading *reading, int count, char *const *words, int *at)
{
    for (const char *c = words[*at] + 1; *c; c++) {
        if (*c == 'r' || *c == 's' || *c == 'e') {
            reading->raw |= *c == 'r';
            continue;
        }
        if (!strchr("apdnNtui", *c))
            return builtin_bad_option(process, &builtin_read, arena_format(process->arena, "-%c", *c));
        const char *value = c[1] ? c + 1 : *at + 1 < count ? words[*at + 1] : NULL;
        if (!value) {
            complain(process, "read: -%c: option requires an argument", *c);
            process_complain(process, "read: usage: %s\n", builtin_read.usage);
            return 2;
        }
        *at += !c[1];
        return take_value(process, reading, *c, value);
    }
    return 0;
}

static int run_read(struct process *process, int count, char *const *words)
{
    struct reading reading = {.delimiter = '\n'};
    int first = 1;
    for (; first < count && words[first][0] == '-' && words[first][1]; first++) {
        if (text_equal(words[first], "--")) {
            first++;
            break;
        }
        int status = take_option(process, &reading, count, words, &first);
        if (status)
            return status;
    }
    if (reading.descriptor < 0 || reading.descriptor >= STREAMS || !process->streams[reading.descriptor]) {
        complain(process, "read: read error: %d: Bad file descriptor", reading.descriptor);
        return 1;
    }
    if (reading.prompt && process_is_terminal(process, reading.descriptor))
        process_complain(process, "%s", reading.prompt);
    struct buffer line = {0}, escaped = {0};
    process_own(process, (void (*)(void *))buffer_release, &line);
    process_own(process, (void (*)(void *))buffer_release, &escaped);
    bool whole = (reading.bounded && !reading.most) || read_logical(process, &reading, &line, &escaped);
    const char *text = arena_copy(process->arena, buffer_slice(&line));
    const char *marks = arena_copy(process->arena, buffer_slice(&escaped));
    process_disown(process, &line);
    process_disown(process, &escaped);
    buffer_release(&line);
    buffer_release(&escaped);
    int status = store(process, &reading, text, marks, count - first, words + first);
    return whole ? status : 1;
}

const struct program builtin_read = {
    .name = "read",
    .usage =
        "read [-ers] [-a array] [-d delim] [-i text] [-n nchars] [-N nchars] [-p prompt] [-t timeout] [-u fd] "
        "[name ...]",
    .help = "read a line into variables",
    .run = run_read,
};
