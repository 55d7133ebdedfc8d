#include "tools/input.h"

extern const struct program comm_program;

static const struct flag flags[] = {
    {NULL, '1', NULL, "suppress lines unique to FILE1"},
    {NULL, '2', NULL, "suppress lines unique to FILE2"},
    {NULL, '3', NULL, "suppress lines that appear in both files"},
    {"check-order", 0, NULL, "accepted"},
    {"nocheck-order", 0, NULL, "accepted"},
    {0},
};

static int run(struct process *process, int count, char *const *words)
{
    struct options options = options_begin(process, &comm_program, count, words);
    bool off[4] = {false};
    for (const struct flag *flag; (flag = options_next(&options));)
        if (flag->letter)
            off[flag->letter - '0'] = true;
    if (options.operand_count != 2) {
        const char *last = options.operand_count ? options.operands[options.operand_count > 2 ? 2 : 0] : "";
        process_complain(process,
                         options.operand_count > 2 ? "comm: extra operand '%s'\n"
                         : options.operand_count   ? "comm: missing operand after '%s'\n"
                                                   : "comm: missing operand%s\n",
                         last);
        options_fail(&options);
    }
    struct input *inputs[2];
    struct slice lines[2];
    bool there[2];
    for (int i = 0; i < 2; i++) {
        inputs[i] = input_begin(&options, options.operands + i, 1);
        if (!input_open(inputs[i]))
            return 1;
    }
    for (int i = 0; i < 2; i++)
        there[i] = input_line(inputs[i], &lines[i], NULL);
    while (there[0] || there[1]) {
        int order = !there[0] ? 1 : !there[1] ? -1 : slice_compare(lines[0], lines[1]);
        int column = order < 0 ? 1 : order > 0 ? 2 : 3;
        if (!off[column]) {
            bool first = column > 1 && !off[1], second = column > 2 && !off[2];
            process_print(process, "%s%s", first ? "\t" : "", second ? "\t" : "");
            process_write(process, STREAM_OUT, lines[order > 0]);
            process_write(process, STREAM_OUT, SLICE("\n"));
        }
        if (order <= 0)
            there[0] = input_line(inputs[0], &lines[0], NULL);
        if (order >= 0)
            there[1] = input_line(inputs[1], &lines[1], NULL);
    }
    return 0;
}

const struct program comm_program = {.name = "comm",
                                     .usage = "comm [OPTION]... FILE1 FILE2",
                                     .help = "Compare two sorted files line by line",
                                     .flags = flags,
                                     .run = run};
