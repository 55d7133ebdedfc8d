#include <string.h>

#include "shell/state.h"
#include "tools/input.h"

extern const struct program envsubst_program;

static const struct flag flags[] = {
    {"variables", 'v', NULL, "output the variables occurring in SHELL-FORMAT"},
    {0},
};

static bool is_name_byte(char c)
{
    return ascii_is_letter(c) || ascii_is_digit(c) || c == '_';
}

/* "$NAME" or "${NAME}" at [at]: its length, 0 when there is none. */
static size_t reference(struct slice text, size_t at, struct slice *name)
{
    size_t start = at + 1, end;
    bool brace = start < text.length && text.data[start] == '{';
    start += brace;
    for (end = start; end < text.length && is_name_byte(text.data[end]);)
        end++;
    if (end == start || ascii_is_digit(text.data[start]) ||
        (brace && (end == text.length || text.data[end] != '}')))
        return 0;
    *name = slice_part(text, start, end);
    return end + brace - at;
}

static bool is_named(const char *format, struct slice name)
{
    struct slice text = slice_of(format), other;
    for (size_t at = 0; at < text.length; at++)
        if (text.data[at] == '$' && reference(text, at, &other) && slice_equal(other, name))
            return true;
    return false;
}

static void add_value(struct process *process, struct buffer *out, struct slice name)
{
    const char *key = arena_copy(process->arena, name);
    if (variable_flags(process->shell, key) & VARIABLE_EXPORTED)
        buffer_add_text(out, shell_variable(process->shell, key) ? shell_variable(process->shell, key) : "");
}

static int run(struct process *process, int count, char *const *words)
{
    struct options options = options_begin(process, &envsubst_program, count, words);
    struct slice line, name;
    bool whole, list = false;
    for (const struct flag *flag; (flag = options_next(&options));)
        list |= flag->letter == 'v';
    const char *format = options.operand_count ? options.operands[0] : NULL;
    struct slice text = slice_of(format);
    for (size_t at = 0; list && at < text.length; at++)
        if (text.data[at] == '$' && reference(text, at, &name))
            process_print(process, "%.*s\n", (int)name.length, name.data);
    if (list)
        return 0;
    struct buffer *out = arena_allocate(process->arena, sizeof *out);
    process_own(process, (void (*)(void *))buffer_release, out);
    struct input *input = input_begin(&options, NULL, 0);
    input_open(input);
    while (input_line(input, &line, &whole)) {
        buffer_clear(out);
        for (size_t at = 0; at < line.length;) {
            size_t length = line.data[at] == '$' ? reference(line, at, &name) : 0;
            if (length && (!format || is_named(format, name)))
                add_value(process, out, name);
            else
                buffer_add(out, slice_part(line, at, at + (length ? length : 1)));
            at += length ? length : 1;
        }
        if (whole)
            buffer_add_byte(out, '\n');
        process_write(process, STREAM_OUT, buffer_slice(out));
    }
    return 0;
}

const struct program envsubst_program = {.name = "envsubst",
                                         .usage = "envsubst [OPTION] [SHELL-FORMAT]",
                                         .help = "Put the values of environment variables into a text",
                                         .flags = flags,
                                         .run = run};
