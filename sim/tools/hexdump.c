#include "tools/dump.h"

extern const struct program hexdump_program;

static const struct flag flags[] = {
    {"canonical", 'C', NULL, "bytes as two hexadecimal digits, and the characters"},
    {"length", 'n', "LENGTH", "interpret only LENGTH bytes of input"},
    {"skip", 's', "OFFSET", "skip OFFSET bytes from the beginning"},
    {"no-squeezing", 'v', NULL, "show every line, also those like the one before"},
    {0},
};

static void print_canonical(struct process *process, const unsigned char *line, size_t length, int64_t at)
{
    struct buffer text = {0};
    buffer_format(&text, "%08llx ", (unsigned long long)at);
    for (size_t i = 0; i < 16; i++) {
        if (i == 8)
            buffer_add_byte(&text, ' ');
        if (i < length)
            buffer_format(&text, " %02x", line[i]);
        else
            buffer_add_text(&text, "   ");
    }
    buffer_add_text(&text, "  |");
    for (size_t i = 0; i < length; i++)
        buffer_add_byte(&text, dump_character(line[i]));
    process_print(process, "%s|\n", arena_copy(process->arena, buffer_slice(&text)));
    buffer_release(&text);
}

static void print_words(struct process *process, const unsigned char *line, size_t length, int64_t at)
{
    struct buffer text = {0};
    buffer_format(&text, "%07llx", (unsigned long long)at);
    for (size_t i = 0; i < 16; i += 2) {
        if (i < length)
            buffer_format(&text, " %04x", line[i] | (i + 1 < length ? line[i + 1] : 0) << 8);
        else
            buffer_add_text(&text, "     ");
    }
    process_print(process, "%s\n", arena_copy(process->arena, buffer_slice(&text)));
    buffer_release(&text);
}

static int run(struct process *process, int count, char *const *words)
{
    struct options options = options_begin(process, &hexdump_program, count, words);
    struct dump dump = {.most = -1, .width = 16};
    unsigned char line[DUMP_LINE];
    bool canonical = false, first;
    for (const struct flag *flag; (flag = options_next(&options));) {
        canonical |= flag->letter == 'C';
        dump.every |= flag->letter == 'v';
        if (flag->letter == 'n')
            dump.most = options_size(&options, "failed to parse length");
        else if (flag->letter == 's')
            dump.skip = options_size(&options, "failed to parse offset");
    }
    dump.input = input_begin(&options, options.operands, options.operand_count);
    struct arena_mark mark = arena_mark(process->arena);
    for (size_t length; (length = dump_line(&dump, line)); arena_rewind(process->arena, mark)) {
        int64_t at = dump.offset - (int64_t)length;
        if (!dump_repeats(&dump, line, length, &first))
            (canonical ? print_canonical : print_words)(process, line, length, at);
        else if (first)
            process_print(process, "*\n");
    }
    if (dump.offset)
        process_print(process, "%0*llx\n", canonical ? 8 : 7, (unsigned long long)dump.offset);
    return dump.input->failed ? 1 : 0;
}

const struct program hexdump_program = {.name = "hexdump",
                                        .usage = "hexdump [OPTION]... [FILE]...",
                                        .help = "Show bytes in hexadecimal",
                                        .flags = flags,
                                        .run = run};
