#include "tools/input.h"

static const struct flag flags[] = {
    {"number", 'n', NULL, "number all output lines"},
    {"number-nonblank", 'b', NULL, "number nonempty output lines"},
    {"show-ends", 'E', NULL, "display $ at end of each line"},
    {"show-all", 'A', NULL, "show tabs and ends of lines"},
    {"show-tabs", 'T', NULL, "display TAB characters as ^I"},
    {"squeeze-blank", 's', NULL, "suppress repeated empty output lines"},
    {"show-nonprinting", 'v', NULL, "use ^ and M- notation, except for LFD and TAB"},
    {NULL, 'e', NULL, "equivalent to -vE"},
    {NULL, 't', NULL, "equivalent to -vT"},
    {NULL, 'u', NULL, "(ignored)"},
    {0},
};

extern const struct program cat_program;

struct style {
    bool number, nonblank, ends, tabs, squeeze, visible, any;
};

static void read_style(struct options *options, struct style *style)
{
    for (const struct flag *flag; (flag = options_next(options));) {
        char letter = flag->letter;
        style->number |= letter == 'n';
        style->nonblank |= letter == 'b';
        style->ends |= letter == 'E' || letter == 'A' || letter == 'e';
        style->tabs |= letter == 'T' || letter == 'A' || letter == 't';
        style->visible |= letter == 'v' || letter == 'A' || letter == 'e' || letter == 't';
        style->squeeze |= letter == 's';
        style->any |= letter != 'u';
    }
}

/* ^X and M-X for what cannot be seen; a tab only with -T. */
static void add_visible(struct buffer *out, struct slice line, const struct style *style)
{
    for (size_t i = 0; i < line.length; i++) {
        unsigned char byte = (unsigned char)line.data[i];
        if (byte == '\t' ? !style->tabs : !style->visible) {
            buffer_add_byte(out, (char)byte);
            continue;
        }
        if (byte >= 0x80) {
            buffer_add_text(out, "M-");
            byte &= 0x7f;
        }
        if (byte < 0x20 || byte == 0x7f)
            buffer_format(out, "^%c", byte ^ 0x40);
        else
            buffer_add_byte(out, (char)byte);
    }
}

static void copy_lines(struct input *input, const struct style *style, long *number, bool *blank)
{
    struct slice line;
    struct buffer out = {0};
    bool whole;
    process_own(input->process, (void (*)(void *))buffer_release, &out);
    while (input_line(input, &line, &whole)) {
        bool empty = line.length == 0;
        if (style->squeeze && empty && *blank)
            continue;
        *blank = empty;
        buffer_clear(&out);
        if (style->nonblank ? !empty : style->number)
            buffer_format(&out, "%6ld\t", ++*number);
        if (style->tabs || style->visible)
            add_visible(&out, line, style);
        else
            buffer_add(&out, line);
        buffer_add_text(&out, !whole ? "" : style->ends ? "$\n" : "\n");
        process_write(input->process, STREAM_OUT, buffer_slice(&out));
    }
    process_disown(input->process, &out);
    buffer_release(&out);
}

static int run(struct process *process, int count, char *const *words)
{
    struct options options = options_begin(process, &cat_program, count, words);
    struct style style = {0};
    long number = 0;
    bool blank = false;
    read_style(&options, &style);
    struct input *input = input_begin(&options, options.operands, options.operand_count);
    while (input_open(input)) {
        struct slice some;
        if (style.any)
            copy_lines(input, &style, &number, &blank);
        else
            while ((some = input_some(input)).length)
                process_write(process, STREAM_OUT, some);
    }
    return input->failed ? 1 : 0;
}

const struct program cat_program = {.name = "cat",
                                    .usage = "cat [OPTION]... [FILE]...",
                                    .help = "Print files one after the other",
                                    .flags = flags,
                                    .run = run};
