#include "tools/input.h"

extern const struct program tee_program;

static const struct flag flags[] = {
    {"append", 'a', NULL, "append to the given FILEs, do not overwrite"},
    {"ignore-interrupts", 'i', NULL, "accepted"},
    {0},
};

static int run(struct process *process, int count, char *const *words)
{
    enum { FIRST = 3 };
    struct options options = options_begin(process, &tee_program, count, words);
    bool append = false;
    int status = 0, last = FIRST;
    struct slice some;
    for (const struct flag *flag; (flag = options_next(&options));)
        append |= flag->letter == 'a';
    for (int i = 0; i < options.operand_count && last < STREAMS; i++) {
        const char *problem = NULL;
        struct stream *stream = stream_to_file(process, options.operands[i], append, &problem);
        if (!stream) {
            process_complain(process, "tee: %s: %s\n", options.operands[i], problem);
            status = 1;
            continue;
        }
        process_set_stream(process, last++, stream);
        stream_unref(stream);
    }
    struct input *input = input_begin(&options, NULL, 0);
    input_open(input);
    while ((some = input_some(input)).length) {
        process_write(process, STREAM_OUT, some);
        for (int i = FIRST; i < last; i++)
            process_write(process, i, some);
    }
    return status;
}

const struct program tee_program = {.name = "tee",
                                    .usage = "tee [OPTION]... [FILE]...",
                                    .help = "Copy standard input to files and on",
                                    .flags = flags,
                                    .run = run};
