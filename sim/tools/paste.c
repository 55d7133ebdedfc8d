#include "base/buffer.h"
#include "tools/input.h"

extern const struct program paste_program;

static const struct flag flags[] = {
    {"delimiters", 'd', "LIST", "use characters from LIST instead of TABs"},
    {"serial", 's', NULL, "paste one file at a time instead of in parallel"},
    {0},
};

/* "\\t", "\\n", "\\\\" and "\\0" (nothing) as one delimiter each. */
static struct slice read_delimiters(struct arena *arena, const char *text)
{
    char *list = arena_allocate(arena, slice_of(text).length + 1);
    size_t length = 0;
    for (; *text; text++) {
        if (*text == '\\' && text[1]) {
            text++;
            list[length++] = *text == 't' ? '\t' : *text == 'n' ? '\n' : *text == '0' ? '\0' : *text;
        } else {
            list[length++] = *text;
        }
    }
    return (struct slice){list, length};
}

static void add_delimiter(struct buffer *out, struct slice list, size_t number)
{
    if (list.length && list.data[number % list.length])
        buffer_add_byte(out, list.data[number % list.length]);
}

static void paste_serial(struct input *input, struct slice list, struct buffer *out)
{
    struct slice line;
    for (size_t number = 0; input_line(input, &line, NULL); number++) {
        if (number)
            add_delimiter(out, list, number - 1);
        buffer_add(out, line);
    }
    buffer_add_byte(out, '\n');
}

static void paste_parallel(struct process *process, struct input **inputs, int count, struct slice list,
                           struct buffer *out)
{
    struct slice line;
    for (bool any = true; any;) {
        any = false;
        buffer_clear(out);
        for (int i = 0; i < count; i++) {
            bool there = inputs[i] && input_line(inputs[i], &line, NULL);
            any |= there;
            if (there)
                buffer_add(out, line);
            if (i + 1 < count)
                add_delimiter(out, list, (size_t)i);
        }
        buffer_add_byte(out, '\n');
        if (any)
            process_write(process, STREAM_OUT, buffer_slice(out));
    }
}

static int run(struct process *process, int count, char *const *words)
{
    struct options options = options_begin(process, &paste_program, count, words);
    struct slice list = SLICE("\t");
    bool serial = false;
    int failed = 0;
    for (const struct flag *flag; (flag = options_next(&options));) {
        serial |= flag->letter == 's';
        if (flag->letter == 'd')
            list = read_delimiters(process->arena, options.value);
    }
    struct buffer *out = arena_allocate(process->arena, sizeof *out);
    process_own(process, (void (*)(void *))buffer_release, out);
    int inputs = options.operand_count ? options.operand_count : 1;
    struct input **all = arena_allocate(process->arena, (size_t)inputs * sizeof *all);
    struct input *standard = NULL; /* "-" again reads on */
    for (int i = 0; i < inputs; i++) {
        bool is_standard = options.operand_count && text_equal(options.operands[i], "-");
        if (is_standard && standard) {
            all[i] = standard;
            continue;
        }
        all[i] = input_begin(&options, options.operands + i, options.operand_count ? 1 : 0);
        if (is_standard)
            standard = all[i];
        if (!input_open(all[i]))
            failed++, all[i] = NULL;
        else if (serial)
            paste_serial(all[i], list, out);
    }
    if (serial)
        process_write(process, STREAM_OUT, buffer_slice(out));
    else if (!failed)
        paste_parallel(process, all, inputs, list, out);
    return failed ? 1 : 0;
}

const struct program paste_program = {.name = "paste",
                                      .usage = "paste [OPTION]... [FILE]...",
                                      .help = "Put lines of files side by side",
                                      .flags = flags,
                                      .run = run};
