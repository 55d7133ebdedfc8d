#include "tools/input.h"

extern const struct program head_program;

static const struct flag flags[] = {
    {"bytes", 'c', "[-]NUM", "print the first NUM bytes"},
    {"lines", 'n', "[-]NUM", "print the first NUM lines instead of the first 10"},
    {"quiet", 'q', NULL, "never print headers giving file names"},
    {"verbose", 'v', NULL, "always print headers giving file names"},
    {0},
};

static void print_bytes(struct input *input, int64_t wanted)
{
    struct slice some;
    if (wanted < 0) {
        struct slice all = input_all(input);
        size_t less = (size_t)-wanted;
        process_write(input->process, STREAM_OUT,
                      slice_part(all, 0, all.length > less ? all.length - less : 0));
        return;
    }
    while (wanted > 0 && (some = input_some(input)).length) {
        some = slice_part(some, 0, (size_t)wanted);
        process_write(input->process, STREAM_OUT, some);
        wanted -= (int64_t)some.length;
    }
}

static void print_all_but(struct input *input, int64_t last)
{
    struct slice all = input_all(input);
    size_t end = all.length;
    if (end && all.data[end - 1] != '\n')
        last--;
    for (; end && last >= 0; end--) {
        if (all.data[end - 1] == '\n' && last-- == 0)
            break;
    }
    process_write(input->process, STREAM_OUT, slice_part(all, 0, end));
}

static void print_lines(struct input *input, int64_t wanted)
{
    struct slice line;
    bool whole;
    if (wanted < 0) {
        print_all_but(input, -wanted);
        return;
    }
    while (wanted-- > 0 && input_line(input, &line, &whole)) {
        process_write(input->process, STREAM_OUT, line);
        process_write(input->process, STREAM_OUT, slice_of(whole ? "\n" : ""));
    }
}

static int run(struct process *process, int count, char *const *words)
{
    struct options options = options_begin(process, &head_program, count, words);
    int64_t wanted = 10;
    bool bytes = false, titles = false, quiet = false, first = true;
    options.digits = 'n';
    for (const struct flag *flag; (flag = options_next(&options));) {
        titles |= flag->letter == 'v';
        quiet |= flag->letter == 'q';
        if (!options.value)
            continue;
        bytes = flag->letter == 'c';
        wanted = options_size(&options, bytes ? "invalid number of bytes" : "invalid number of lines");
    }
    struct input *input = input_begin(&options, options.operands, options.operand_count);
    input->before = "cannot open '";
    input->after = "' for reading";
    titles = (titles || input->count > 1) && !quiet;
    while (input_open(input)) {
        if (titles)
            process_print(process, "%s==> %s <==\n", first ? "" : "\n",
                          input->reading ? "standard input" : input->name);
        first = false;
        if (bytes)
            print_bytes(input, wanted);
        else
            print_lines(input, wanted);
    }
    return input->failed ? 1 : 0;
}

const struct program head_program = {.name = "head",
                                     .usage = "head [OPTION]... [FILE]...",
                                     .help = "Print the first lines of files",
                                     .flags = flags,
                                     .run = run};
