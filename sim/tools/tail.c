#include "base/limits.h"
#include "tools/input.h"

extern const struct program tail_program;

static const struct flag flags[] = {
    {"bytes", 'c', "[+]NUM", "print the last NUM bytes, or from byte NUM on"},
    {"lines", 'n', "[+]NUM", "print the last NUM lines instead of the last 10, or from line NUM on"},
    {"retry", 0, NULL, "keep trying to open a file"},
    {"sleep-interval", 's', "N", "accepted"},
    {"pid", 0, "PID", "accepted"},
    {"follow", 'f', "?HOW", "print what is appended as the file grows"},
    {NULL, 'F', NULL, "same as -f"},
    {"quiet", 'q', NULL, "never print headers giving file names"},
    {"verbose", 'v', NULL, "always print headers giving file names"},
    {0},
};

struct tail {
    int64_t wanted;
    bool bytes, from_start, follow, titles, quiet;
};

static void read_tail(struct options *options, struct tail *tail)
{
    tail->wanted = 10;
    options->digits = 'n';
    for (const struct flag *flag; (flag = options_next(options));) {
        tail->titles |= flag->letter == 'v';
        tail->quiet |= flag->letter == 'q';
        tail->follow |= flag->letter == 'f' || flag->letter == 'F';
        if (!options->value || (flag->letter != 'c' && flag->letter != 'n'))
            continue;
        tail->bytes = flag->letter == 'c';
        tail->from_start = options->value[0] == '+';
        tail->wanted =
            options_size(options, tail->bytes ? "invalid number of bytes" : "invalid number of lines");
        if (tail->wanted < 0)
            tail->wanted = -tail->wanted;
    }
}

enum { KEPT = 65536 };

static size_t find_start(const struct tail *tail, struct slice all);

/* Where the last [wanted] lines of [all] begin. */
static size_t last_lines(struct slice all, int64_t wanted)
{
    size_t at = all.length;
    if (wanted == 0)
        return at;
    if (at && all.data[at - 1] == '\n')
        at--;
    for (; at; at--) {
        if (all.data[at - 1] == '\n' && --wanted == 0)
            break;
    }
    return at;
}

static size_t skip_lines(struct slice all, int64_t skipped)
{
    size_t at = 0;
    for (; skipped > 0 && at < all.length; at++)
        skipped -= all.data[at] == '\n';
    return at;
}

/* An endless input is held no longer than its last lines or bytes. */
static struct slice tail_of_stream(const struct tail *tail, struct input *input)
{
    struct buffer *kept = arena_allocate(input->process->arena, sizeof *kept);
    struct slice some;
    process_own(input->process, (void (*)(void *))buffer_release, kept);
    while ((some = input_some(input)).length) {
        buffer_add(kept, some);
        if (kept->length < 4 * KEPT)
            continue;
        size_t start = find_start(tail, buffer_slice(kept));
        if (kept->length - start > LIMIT_INPUT_BYTES) {
            process_complain(input->process, "tail: memory exhausted\n");
            process_exit(input->process, 1);
        }
        if (start > KEPT)
            buffer_drop_front(kept, start);
    }
    return buffer_slice(kept);
}

static size_t find_start(const struct tail *tail, struct slice all)
{
    size_t wanted = (size_t)tail->wanted;
    if (tail->bytes)
        return tail->from_start ? (wanted ? wanted - 1 : 0) : all.length > wanted ? all.length - wanted : 0;
    return tail->from_start ? skip_lines(all, tail->wanted - 1) : last_lines(all, tail->wanted);
}

/* Prints what is written to a file from now on, until interrupted. */
static void follow(struct process *process, const char *name, size_t seen)
{
    const char *problem;
    while (!process_interrupted(process)) {
        struct arena_mark mark = arena_mark(process->arena);
        const struct value *file = process_file(process, name, &problem);
        struct slice data = file ? file_data(file) : (struct slice){0};
        if (data.length < seen)
            seen = 0;
        struct slice more = slice_part(data, seen, data.length);
        seen = data.length;
        process_write(process, STREAM_OUT, (struct slice){arena_copy(process->arena, more), more.length});
        arena_rewind(process->arena, mark);
        process_wait_change(process, INSTANT_NEVER, WAIT_FOLLOW | WAIT_FILES);
    }
}

static int run(struct process *process, int count, char *const *words)
{
    struct options options = options_begin(process, &tail_program, count, words);
    struct tail tail = {0};
    bool first = true;
    read_tail(&options, &tail);
    struct input *input = input_begin(&options, options.operands, options.operand_count);
    input->before = "cannot open '";
    input->after = "' for reading";
    while (input_open(input)) {
        if ((tail.titles || input->count > 1) && !tail.quiet)
            process_print(process, "%s==> %s <==\n", first ? "" : "\n",
                          input->reading ? "standard input" : input->name);
        first = false;
        struct slice all = input->reading && !tail.from_start ? tail_of_stream(&tail, input) : input_all(input);
        size_t length = all.length;
        process_write(process, STREAM_OUT, slice_part(all, find_start(&tail, all), length));
        if (tail.follow && !input->reading && input->at == input->count)
            follow(process, input->name, length);
    }
    return input->failed ? 1 : 0;
}

const struct program tail_program = {.name = "tail",
                                     .usage = "tail [OPTION]... [FILE]...",
                                     .help = "Print the last lines of files",
                                     .flags = flags,
                                     .run = run};
