#include "tools/input.h"

extern const struct program cmp_program;

static const struct flag flags[] = {
    {"silent", 's', NULL, "suppress all normal output"},
    {"quiet", 's', NULL, "suppress all normal output"},
    {0},
};

enum { TROUBLE = 2 };

/* One file is the beginning of the other: a whole number of lines, or not. */
static void tell_end(struct process *process, const char *name, struct slice common, size_t lines)
{
    bool whole = slice_ends(common, "\n");
    if (common.length == 0)
        process_complain(process, "cmp: EOF on %s which is empty\n", name);
    else
        process_complain(process, "cmp: EOF on %s after byte %zu, %sline %zu\n", name, common.length,
                         whole ? "" : "in ", lines - whole);
}

static int run(struct process *process, int count, char *const *words)
{
    struct options options = options_begin(process, &cmp_program, count, words);
    bool silent = false;
    options.failure = TROUBLE;
    for (const struct flag *flag; (flag = options_next(&options));)
        silent |= flag->letter == 's';
    if (options.operand_count < 1) {
        process_complain(process, "cmp: missing operand after 'cmp'\n");
        options_fail(&options);
    }
    struct slice texts[2];
    for (int i = 0; i < 2; i++) {
        char *standard[] = {(char *)"-"};
        struct input *input =
            input_begin(&options, i < options.operand_count ? options.operands + i : standard, 1);
        if (!input_open(input))
            return TROUBLE;
        texts[i] = input_all(input);
    }
    size_t at = 0, lines = 1;
    for (; at < texts[0].length && at < texts[1].length && texts[0].data[at] == texts[1].data[at]; at++)
        lines += texts[0].data[at] == '\n';
    const char *one = options.operands[0], *other = options.operand_count > 1 ? options.operands[1] : "-";
    if (at == texts[0].length && at == texts[1].length)
        return 0;
    bool shorter = at == texts[0].length || at == texts[1].length;
    if (!silent && shorter)
        tell_end(process, at == texts[0].length ? one : other, slice_part(texts[0], 0, at), lines);
    else if (!silent)
        process_print(process, "%s %s differ: char %zu, line %zu\n", one, other, at + 1, lines);
    return 1;
}

const struct program cmp_program = {.name = "cmp",
                                    .usage = "cmp [OPTION]... FILE1 [FILE2]",
                                    .help = "Compare two files byte by byte",
                                    .flags = flags,
                                    .run = run};
