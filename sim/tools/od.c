#include <string.h>

#include "tools/dump.h"

extern const struct program od_program;

static const struct flag flags[] = {
    {"address-radix", 'A', "RADIX", "of the offsets: d, o, x or n (none)"},
    {"format", 't', "TYPE", "c, or d, o, u, x with a size in bytes; z behind it shows the characters"},
    {"skip-bytes", 'j', "BYTES", "skip BYTES input bytes first"},
    {"read-bytes", 'N', "BYTES", "limit dump to BYTES input bytes"},
    {"width", 'w', "?BYTES", "output BYTES bytes per output line"},
    {"output-duplicates", 'v', NULL, "do not use * to mark line suppression"},
    {NULL, 'b', NULL, "same as -t o1"},
    {NULL, 'c', NULL, "same as -t c"},
    {NULL, 'd', NULL, "same as -t u2"},
    {NULL, 'o', NULL, "same as -t o2"},
    {NULL, 's', NULL, "same as -t d2"},
    {NULL, 'x', NULL, "same as -t x2"},
    {NULL, 'i', NULL, "same as -t d4"},
    {NULL, 'l', NULL, "same as -t d8"},
    {0},
};

struct type {
    char letter;
    size_t size, width; /* width: of a field with the blank before it */
    bool characters;
};

struct od {
    struct dump dump;
    struct type types[8];
    size_t count;
    char radix;
};

/* Digits that the greatest number of a size needs. */
static size_t width_of(char letter, size_t size)
{
    static const struct {
        char letter;
        unsigned char widths[4]; /* of 1, 2, 4, 8 bytes */
    } rows[] = {{'o', {3, 6, 11, 22}}, {'d', {4, 6, 11, 20}}, {'u', {3, 5, 10, 20}}, {'x', {2, 4, 8, 16}}};
    size_t at = size == 1 ? 0 : size == 2 ? 1 : size == 4 ? 2 : 3;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (rows[i].letter == letter)
            return rows[i].widths[at] + (size_t)1;
    }
    return 4;
}

static _Noreturn void refuse_type(struct process *process, const char *text, const char *all)
{
    if (strchr("af", *text))
        process_complain(process, "od: not simulated: type %c\n", *text);
    else
        process_complain(process, "od: invalid character '%c' in type string '%s'\n", *text, all);
    process_exit(process, 1);
}

static void add_types(struct od *od, struct process *process, const char *all)
{
    static const char sizes[] = "CSIL1248";
    for (const char *text = all; *text;) {
        struct type type = {.letter = *text, .size = *text == 'c' ? 1 : 4};
        if (!strchr("cdoux", *text))
            refuse_type(process, text, all);
        text++;
        const char *named = type.letter != 'c' && *text ? strchr(sizes, *text) : NULL;
        if (named) {
            type.size = (size_t)1 << ((named - sizes) & 3);
            text++;
        } else if (type.letter != 'c' && ascii_is_digit(*text)) {
            process_complain(process,
                             "od: invalid type string '%s';\nthis system doesn't provide a %d-byte integral "
                             "type\n",
                             all, *text - '0');
            process_exit(process, 1);
        }
        type.characters = *text == 'z';
        text += type.characters;
        type.width = width_of(type.letter, type.size);
        if (od->count == sizeof od->types / sizeof *od->types) {
            process_complain(process, "od: not simulated: more than %zu types\n", od->count);
            process_exit(process, 1);
        }
        od->types[od->count++] = type;
    }
}

static const char *character_text(struct arena *arena, unsigned char byte)
{
    static const char escapes[] = "\a\b\t\n\v\f\r", letters[] = "abtnvfr";
    const char *found = byte ? strchr(escapes, byte) : NULL;
    if (!byte || found)
        return arena_format(arena, "\\%c", byte ? letters[found - escapes] : '0');
    return arena_format(arena, byte >= ' ' && byte < 127 ? "%c" : "%03o", byte);
}

static const char *field_text(struct arena *arena, const struct type *type, const unsigned char *bytes,
                              size_t length)
{
    unsigned long long number = 0;
    int digits = (int)type->width - 1;
    for (size_t i = type->size; i-- > 0;)
        number = number << 8 | (i < length ? bytes[i] : 0);
    if (type->letter == 'c')
        return character_text(arena, *bytes);
    if (type->letter == 'x')
        return arena_format(arena, "%0*llx", digits, number);
    if (type->letter == 'o')
        return arena_format(arena, "%0*llo", digits, number);
    if (type->letter == 'u')
        return arena_format(arena, "%llu", number);
    unsigned long long sign = 1ULL << (type->size * 8 - 1);
    return number & sign ? arena_format(arena, "-%llu", (~number & (sign - 1)) + 1)
                         : arena_format(arena, "%llu", number);
}

/* Types of several sizes stand below each other: the widest says how wide a block of bytes is, and blanks
 * are shared out among the fields of the others. */
static size_t block_width(const struct od *od, size_t block)
{
    size_t width = 0;
    for (size_t i = 0; i < od->count; i++) {
        size_t own = block / od->types[i].size * od->types[i].width;
        width = own > width ? own : width;
    }
    return width;
}

static void add_line(const struct od *od, struct arena *arena, struct buffer *text, const struct type *type,
                     const unsigned char *line, size_t length)
{
    size_t block = 1, fields = od->dump.width / type->size;
    for (size_t i = 0; i < od->count; i++)
        block = od->types[i].size > block ? od->types[i].size : block;
    size_t pad = (block_width(od, block) - block / type->size * type->width) * (od->dump.width / block);
    size_t left = pad;
    for (size_t i = 0; i < fields; i++) {
        size_t next = pad * (fields - i - 1) / fields, width = type->width + left - next;
        left = next;
        if (i * type->size < length)
            buffer_format(text, "%*s", (int)width,
                          field_text(arena, type, line + i * type->size, length - i * type->size));
        else if (type->characters)
            buffer_format(text, "%*s", (int)width, "");
    }
    for (size_t i = 0; i < length && type->characters; i++) {
        buffer_add_text(text, i ? "" : "  >");
        buffer_add_byte(text, dump_character(line[i]));
    }
    buffer_add_text(text, type->characters ? "<\n" : "\n");
}

static const char *offset_text(const struct od *od, struct arena *arena, int64_t offset)
{
    unsigned long long at = (unsigned long long)offset;
    return od->radix == 'n'   ? ""
           : od->radix == 'x' ? arena_format(arena, "%06llx", at)
           : od->radix == 'd' ? arena_format(arena, "%07llu", at)
                              : arena_format(arena, "%07llo", at);
}

static void print_line(struct od *od, struct process *process, const unsigned char *line, size_t length)
{
    struct buffer text = {0};
    const char *at = offset_text(od, process->arena, od->dump.offset - (int64_t)length);
    for (size_t i = 0; i < od->count; i++) {
        buffer_format(&text, "%*s", (int)strlen(at), i ? "" : at);
        add_line(od, process->arena, &text, &od->types[i], line, length);
    }
    process_print(process, "%s", arena_copy(process->arena, buffer_slice(&text)));
    buffer_release(&text);
}

static void read_flags(struct od *od, struct options *options)
{
    static const char *const traditional[] = {"bo1", "cc", "du2", "oo2", "sd2", "xx2", "id4", "ld8"};
    struct process *process = options->process;
    int64_t width = 16;
    for (const struct flag *flag; (flag = options_next(options));) {
        od->dump.every |= flag->letter == 'v';
        if (flag->letter == 'A')
            od->radix = options->value[0];
        else if (flag->letter == 't')
            add_types(od, process, options->value);
        else if (flag->letter == 'j')
            od->dump.skip = options_size(options, "invalid -j argument");
        else if (flag->letter == 'N')
            od->dump.most = options_size(options, "invalid -N argument");
        else if (flag->letter == 'w')
            width = options->value ? options_number(options, "invalid -w argument") : 32;
        for (size_t i = 0; i < sizeof traditional / sizeof *traditional; i++) {
            if (traditional[i][0] == flag->letter)
                add_types(od, process, traditional[i] + 1);
        }
    }
    if (!strchr("doxn", od->radix)) {
        process_complain(process,
                         "od: invalid output address radix '%c'; it must be one character from [doxn]\n",
                         od->radix);
        process_exit(process, 1);
    }
    if (width < 1 || width > DUMP_LINE) {
        process_complain(process, "od: not simulated: lines of %lld bytes\n", (long long)width);
        process_exit(process, 1);
    }
    od->dump.width = (size_t)width;
}

static void check_width(const struct od *od, struct process *process)
{
    for (size_t i = 0; i < od->count; i++) {
        if (od->dump.width % od->types[i].size == 0)
            continue;
        process_complain(process, "od: not simulated: lines of %zu bytes with fields of %zu\n", od->dump.width,
                         od->types[i].size);
        process_exit(process, 1);
    }
}

static int run(struct process *process, int count, char *const *words)
{
    struct options options = options_begin(process, &od_program, count, words);
    struct od *od = arena_allocate(process->arena, sizeof *od);
    unsigned char line[DUMP_LINE];
    bool first;
    od->dump.most = -1;
    od->radix = 'o';
    read_flags(od, &options);
    if (od->count == 0)
        add_types(od, process, "o2");
    check_width(od, process);
    od->dump.input = input_begin(&options, options.operands, options.operand_count);
    struct arena_mark mark = arena_mark(process->arena);
    for (size_t length; (length = dump_line(&od->dump, line)); arena_rewind(process->arena, mark)) {
        if (!dump_repeats(&od->dump, line, length, &first))
            print_line(od, process, line, length);
        else if (first)
            process_print(process, "*\n");
    }
    bool opened = !options.operand_count || od->dump.input->failed < options.operand_count;
    if (od->radix != 'n' && opened)
        process_print(process, "%s\n", offset_text(od, process->arena, od->dump.offset));
    return od->dump.input->failed ? 1 : 0;
}

const struct program od_program = {.name = "od",
                                   .usage = "od [OPTION]... [FILE]...",
                                   .help = "Show bytes in octal, and otherwise",
                                   .flags = flags,
                                   .run = run};
