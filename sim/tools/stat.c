#include <string.h>

#include "shell/mode.h"
#include "tools/date_text.h"
#include "tools/options.h"

extern const struct program stat_program;

static const struct flag flags[] = {
    {"dereference", 'L', NULL, "follow links"},
    {"format", 'c', "FORMAT", "use the specified FORMAT instead of the default"},
    {"printf", 0, "FORMAT", "like --format, but interpret backslash escapes and add no newline"},
    {"terse", 't', NULL, "print the information in terse form"},
    {0},
};

static const char long_format[] = "  File: %n\n"
                                  "  Size: %-10s\tBlocks: %-10b IO Block: %-6o %F\n"
                                  "Device: %D\tInode: %-10i  Links: %h\n"
                                  "Access: (%04a/%A)  Uid: (%5u/%8U)   Gid: (%5g/%8G)\n"
                                  "Access: %x\nModify: %y\nChange: %z\n Birth: %w\n";
static const char terse_format[] = "%n %s %b %f %u %g %d %i %h 0 0 %X %Y %Z %W %o\n";

static const char *kind_of(const struct file_status *status)
{
    return status->link        ? "symbolic link"
           : status->directory ? "directory"
           : status->device    ? "character special file"
           : status->size      ? "regular file"
                               : "regular empty file";
}

static const char *date_of(struct arena *arena, struct instant at)
{
    struct buffer text = {0};
    instant_format(&text, "%Y-%m-%d %H:%M:%S.%N +0000", at);
    const char *copy = arena_copy(arena, buffer_slice(&text));
    buffer_release(&text);
    return copy;
}

/* What the letter stands for; NULL: nothing. Times of reading and of change are those of writing. */
static const char *fact(struct arena *arena, const char *name, const struct file_status *status, char letter)
{
    unsigned type = status->link ? 0120000 : status->directory ? 040000 : status->device ? 020000 : 0100000;
    const struct {
        char letter;
        int64_t number;
    } numbers[] = {
        {'s', status->size},
        {'b', (status->size + 4095) / 4096 * 8},
        {'B', 512},
        {'o', 4096},
        {'i', status->inode},
        {'h', status->links},
        {'u', 0},
        {'g', 0},
        {'d', 50},
        {'X', status->modified.nanoseconds / 1000000000},
        {'Y', status->modified.nanoseconds / 1000000000},
        {'Z', status->modified.nanoseconds / 1000000000},
        {'W', status->modified.nanoseconds / 1000000000},
    };
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        if (numbers[i].letter == letter)
            return arena_format(arena, "%lld", (long long)numbers[i].number);
    switch (letter) {
    case 'n':
        return name;
    case 'N':
        return status->link ? arena_format(arena, "'%s' -> '%s'", name, status->link)
                            : arena_format(arena, "'%s'", name);
    case 'a':
        return arena_format(arena, "%o", status->mode);
    case 'f':
        return arena_format(arena, "%x", type | status->mode);
    case 'A':
        return mode_text(arena, status->mode, status->type);
    case 'F':
        return kind_of(status);
    case 'D':
        return "0,50";
    case 'U':
    case 'G':
        return "root";
    case 'm':
        return "/";
    case 'w':
    case 'x':
    case 'y':
    case 'z':
        return date_of(arena, status->modified);
    default:
        return NULL;
    }
}

static void add_fact(struct buffer *out, struct arena *arena, const char *name,
                     const struct file_status *status, const char **format)
{
    const char *at = *format + 1;
    bool left = false, zero = false;
    int width = 0;
    for (; *at == '-' || *at == '0'; at++) {
        left |= *at == '-';
        zero |= *at == '0';
    }
    for (; ascii_is_digit(*at); at++)
        width = width < 1000 ? width * 10 + (*at - '0') : width;
    *format = *at ? at + 1 : at;
    if (*at == '%' || !*at) {
        buffer_add_byte(out, '%');
        return;
    }
    const char *text = fact(arena, name, status, *at);
    if (!text) {
        buffer_add_byte(out, '?');
        return;
    }
    size_t length = slice_of(text).length, missing = (size_t)width > length ? (size_t)width - length : 0;
    if (!left)
        buffer_add_repeated(out, zero ? '0' : ' ', missing);
    buffer_add_text(out, text);
    if (left)
        buffer_add_repeated(out, ' ', missing);
}

static void print_status(struct process *process, const char *format, bool escapes, const char *name,
                         const struct file_status *status)
{
    static const char names[] = "abefnrtv\\\"", bytes[] = "\a\b\033\f\n\r\t\v\\\"";
    struct buffer out = {0};
    while (*format) {
        const char *escape = escapes && format[0] == '\\' && format[1] ? strchr(names, format[1]) : NULL;
        if (*format == '%') {
            add_fact(&out, process->arena, name, status, &format);
        } else if (escape) {
            buffer_add_byte(&out, bytes[escape - names]);
            format += 2;
        } else {
            buffer_add_byte(&out, *format++);
        }
    }
    struct slice text = {arena_copy(process->arena, buffer_slice(&out)), out.length};
    buffer_release(&out);
    process_write(process, STREAM_OUT, text);
}

static int run(struct process *process, int count, char *const *words)
{
    struct options options = options_begin(process, &stat_program, count, words);
    const char *format = long_format;
    bool escapes = false;
    int result = 0;
    for (const struct flag *flag; (flag = options_next(&options));) {
        if (flag->letter == 't')
            format = terse_format;
        else if (flag->letter == 'c')
            format = arena_format(process->arena, "%s\n", options.value);
        else if (flag->value)
            format = options.value;
        escapes = text_equal(flag->name, "printf");
    }
    if (options.operand_count == 0) {
        process_complain(process, "stat: missing operand\n");
        options_fail(&options);
    }
    for (int i = 0; i < options.operand_count; i++) {
        struct file_status status;
        const char *name = options.operands[i], *problem = process_status_of(process, name, &status);
        if (problem)
            process_complain(process, "stat: cannot statx '%s': %s\n", name, problem);
        else
            print_status(process, format, escapes, name, &status);
        result |= problem != NULL;
    }
    return result;
}

const struct program stat_program = {.name = "stat",
                                     .usage = "stat [OPTION]... FILE...",
                                     .help = "Show what is known about files",
                                     .flags = flags,
                                     .run = run};
