#include "tools/input.h"

extern const struct program cut_program;

static const struct flag flags[] = {
    {"bytes", 'b', "LIST", "select only these bytes"},
    {"characters", 'c', "LIST", "select only these characters"},
    {"delimiter", 'd', "DELIM", "use DELIM instead of TAB for field delimiter"},
    {"fields", 'f', "LIST", "select only these fields"},
    {"only-delimited", 's', NULL, "do not print lines not containing delimiters"},
    {"complement", 0, NULL, "complement the set of selected bytes, characters or fields"},
    {"output-delimiter", 0, "STRING", "use STRING as the output delimiter"},
    {0},
};

struct range {
    int64_t from, to;
};

struct cut {
    struct process *process;
    struct range *ranges;
    size_t count;
    bool fields, only, complement;
    char delimiter;
    const char *between; /* NULL: the delimiter */
};

static _Noreturn void refuse(struct options *options, const char *message)
{
    process_complain(options->process, "cut: %s\n", message);
    options_fail(options);
}

static bool edge(struct slice text, int64_t open, int64_t *number)
{
    *number = open;
    return text.length == 0 || (slice_to_integer(text, number) && *number >= 0);
}

static void read_list(struct cut *cut, struct options *options)
{
    struct slice rest = slice_of(options->value), part;
    if (cut->ranges)
        refuse(options, "only one list may be specified");
    cut->ranges = arena_allocate(options->process->arena, (rest.length + 1) * sizeof *cut->ranges);
    while (slice_next(&rest, ',', &part)) {
        struct range range;
        size_t dash = slice_find_byte(part, '-');
        bool good = edge(slice_part(part, 0, dash), 1, &range.from);
        if (dash == part.length)
            range.to = range.from;
        else
            good = good && edge(slice_part(part, dash + 1, part.length), INT64_MAX, &range.to);
        if (!good || part.length == 0 || slice_is(part, "-"))
            refuse(options, cut->fields ? "invalid field value" : "invalid byte/character position");
        if (range.from == 0 || range.to == 0)
            refuse(options,
                   cut->fields ? "fields are numbered from 1" : "byte/character positions are numbered from 1");
        if (range.from > range.to)
            refuse(options, "invalid decreasing range");
        cut->ranges[cut->count++] = range;
    }
}

static bool is_selected(const struct cut *cut, int64_t number)
{
    for (size_t i = 0; i < cut->count; i++) {
        if (number >= cut->ranges[i].from && number <= cut->ranges[i].to)
            return !cut->complement;
    }
    return cut->complement;
}

static void cut_fields(const struct cut *cut, struct slice line, struct buffer *out)
{
    struct slice rest = line, field;
    bool any = false;
    if (slice_find_byte(line, cut->delimiter) == line.length) {
        if (!cut->only) {
            buffer_add(out, line);
            buffer_add_byte(out, '\n');
        }
        return;
    }
    for (int64_t number = 1; slice_next(&rest, cut->delimiter, &field); number++) {
        if (!is_selected(cut, number))
            continue;
        if (any && cut->between)
            buffer_add_text(out, cut->between);
        else if (any)
            buffer_add_byte(out, cut->delimiter);
        buffer_add(out, field);
        any = true;
    }
    buffer_add_byte(out, '\n');
}

static void cut_bytes(const struct cut *cut, struct slice line, struct buffer *out)
{
    for (size_t i = 0; i < line.length; i++) {
        if (is_selected(cut, (int64_t)i + 1))
            buffer_add_byte(out, line.data[i]);
    }
    buffer_add_byte(out, '\n');
}

static void read_flags(struct cut *cut, struct options *options)
{
    bool delimiter = false;
    cut->delimiter = '\t';
    for (const struct flag *flag; (flag = options_next(options));) {
        cut->only |= flag->letter == 's';
        if (flag->letter == 'f' || flag->letter == 'b' || flag->letter == 'c') {
            cut->fields = flag->letter == 'f';
            read_list(cut, options);
        } else if (flag->letter == 'd') {
            if (options->value[0] && options->value[1])
                refuse(options, "the delimiter must be a single character");
            cut->delimiter = options->value[0];
            delimiter = true;
        } else if (text_equal(flag->name, "complement")) {
            cut->complement = true;
        } else if (text_equal(flag->name, "output-delimiter")) {
            cut->between = options->value;
        }
    }
    if (!cut->ranges)
        refuse(options, "you must specify a list of bytes, characters, or fields");
    if (delimiter && !cut->fields)
        refuse(options, "an input delimiter may be specified only when operating on fields");
}

static int run(struct process *process, int count, char *const *words)
{
    struct options options = options_begin(process, &cut_program, count, words);
    struct cut cut = {.process = process};
    read_flags(&cut, &options);
    struct input *input = input_begin(&options, options.operands, options.operand_count);
    while (input_open(input)) {
        struct slice line;
        while (input_line(input, &line, NULL)) {
            struct buffer out = {0};
            (cut.fields ? cut_fields : cut_bytes)(&cut, line, &out);
            struct arena_mark mark = arena_mark(process->arena);
            struct slice text = {arena_copy(process->arena, buffer_slice(&out)), out.length};
            buffer_release(&out);
            process_write(process, STREAM_OUT, text);
            arena_rewind(process->arena, mark);
        }
    }
    return input->failed ? 1 : 0;
}

const struct program cut_program = {.name = "cut",
                                    .usage = "cut OPTION... [FILE]...",
                                    .help = "Print parts of each line",
                                    .flags = flags,
                                    .run = run};
