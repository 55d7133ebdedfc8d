#include "tools/dump.h"

extern const struct program xxd_program;

static const struct flag flags[] = {
    {NULL, 'p', NULL, "plain hexadecimal digits"},
    {NULL, 'u', NULL, "use upper case hexadecimal digits"},
    {NULL, 'l', "LENGTH", "stop after LENGTH bytes"},
    {NULL, 's', "OFFSET", "start at OFFSET"},
    {NULL, 'c', "COLUMNS", "bytes of a line"},
    {NULL, 'g', "BYTES", "bytes of a group"},
    {0},
};

struct style {
    bool plain, upper;
    int64_t group;
};

static void print_line(struct process *process, const struct style *style, const struct dump *dump,
                       const unsigned char *line, size_t length)
{
    struct buffer text = {0};
    const char *format = style->upper ? "%02X" : "%02x";
    size_t group = style->group > 0 ? (size_t)style->group : dump->width;
    if (!style->plain)
        buffer_format(&text, "%08llx: ", (unsigned long long)(dump->offset - (int64_t)length));
    for (size_t i = 0; i < (style->plain ? length : dump->width); i++) {
        if (i < length)
            buffer_format(&text, format, line[i]);
        else
            buffer_add_text(&text, "  ");
        if (!style->plain && (i + 1) % group == 0 && i + 1 < dump->width)
            buffer_add_byte(&text, ' ');
    }
    buffer_add_text(&text, style->plain ? "" : "  ");
    for (size_t i = 0; i < length && !style->plain; i++)
        buffer_add_byte(&text, dump_character(line[i]));
    process_print(process, "%s\n", arena_copy(process->arena, buffer_slice(&text)));
    buffer_release(&text);
}

static int run(struct process *process, int count, char *const *words)
{
    struct options options = options_begin(process, &xxd_program, count, words);
    struct dump dump = {.most = -1};
    struct style style = {.group = 2};
    unsigned char line[DUMP_LINE];
    int64_t columns = 0;
    for (const struct flag *flag; (flag = options_next(&options));) {
        style.plain |= flag->letter == 'p';
        style.upper |= flag->letter == 'u';
        if (flag->letter == 'l')
            dump.most = options_number(&options, "invalid length");
        else if (flag->letter == 's')
            dump.skip = options_number(&options, "invalid offset");
        else if (flag->letter == 'c')
            columns = options_number(&options, "invalid number of columns");
        else if (flag->letter == 'g')
            style.group = options_number(&options, "invalid number of bytes");
    }
    if (columns < 0 || columns > DUMP_LINE) {
        process_complain(process, "xxd: invalid number of columns (max. %d).\n", DUMP_LINE);
        return 1;
    }
    if (options.operand_count > 1) {
        process_complain(process, "xxd: not simulated: an output file\n");
        return 1;
    }
    dump.width = columns ? (size_t)columns : style.plain ? 30 : 16;
    dump.input = input_begin(&options, options.operands, options.operand_count);
    struct arena_mark mark = arena_mark(process->arena);
    for (size_t length; (length = dump_line(&dump, line)); arena_rewind(process->arena, mark))
        print_line(process, &style, &dump, line, length);
    return dump.input->failed ? 2 : 0;
}

const struct program xxd_program = {.name = "xxd",
                                    .usage = "xxd [OPTION]... [FILE]",
                                    .help = "Show bytes in hexadecimal, with their characters",
                                    .flags = flags,
                                    .run = run};
