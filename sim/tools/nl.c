#include "tools/input.h"

extern const struct program nl_program;

static const struct flag flags[] = {
    {"body-numbering", 'b', "STYLE", "a: all lines, t: those that are not empty, n: none"},
    {"number-width", 'w', "NUMBER", "use NUMBER columns for line numbers"},
    {"number-separator", 's', "STRING", "add STRING after line numbers"},
    {"line-increment", 'i', "NUMBER", "line number increment at each line"},
    {"starting-line-number", 'v', "NUMBER", "first line number"},
    {"number-format", 'n', "FORMAT", "ln: left, rn: right, rz: right with zeros"},
    {0},
};

static int run(struct process *process, int count, char *const *words)
{
    struct options options = options_begin(process, &nl_program, count, words);
    const char *style = "t", *between = "\t", *format = "rn";
    int64_t width = 6, step = 1, number = 1;
    for (const struct flag *flag; (flag = options_next(&options));) {
        if (flag->letter == 'b')
            style = options.value;
        else if (flag->letter == 's')
            between = options.value;
        else if (flag->letter == 'n')
            format = options.value;
        else if (flag->letter == 'w')
            width = options_number(&options, "invalid line number field width");
        else if (flag->letter == 'i')
            step = options_number(&options, "invalid line number increment");
        else
            number = options_number(&options, "invalid starting line number");
    }
    width = width < 1 ? 1 : width > 1000 ? 1000 : width;
    struct slice line;
    struct input *input = input_begin(&options, options.operands, options.operand_count);
    while (input_open(input)) {
        while (input_line(input, &line, NULL)) {
            bool numbered = style[0] == 'a' || (style[0] == 't' && line.length);
            if (numbered)
                process_print(process,
                              format[0] == 'l'   ? "%-*lld%s"
                              : format[1] == 'z' ? "%0*lld%s"
                                                 : "%*lld%s",
                              (int)width, (long long)number, between);
            else
                process_print(process, "%*s", (int)(width + (int64_t)slice_of(between).length), "");
            number += numbered ? step : 0;
            process_write(process, STREAM_OUT, line);
            process_write(process, STREAM_OUT, SLICE("\n"));
        }
    }
    return input->failed ? 1 : 0;
}

const struct program nl_program = {
    .name = "nl", .usage = "nl [OPTION]... [FILE]...", .help = "Number lines", .flags = flags, .run = run};
