#include "tools/input.h"
#include "tools/start.h"

extern const struct program xargs_program;

static const struct flag flags[] = {
    {"max-args", 'n', "MAX-ARGS", "use at most MAX-ARGS arguments per command line"},
    {"replace", 'I', "R", "replace R in INITIAL-ARGS with names read from standard input, a line each"},
    {"max-lines", 'L', "MAX-LINES", "use at most MAX-LINES non-blank input lines per command line"},
    {"delimiter", 'd', "CHARACTER", "items are separated by CHARACTER, not by white space"},
    {"null", '0', NULL, "items are separated by a null"},
    {"no-run-if-empty", 'r', NULL, "if there are no arguments, do not run COMMAND"},
    {"verbose", 't', NULL, "print commands before executing them"},
    {"max-procs", 'P', "MAX-PROCS", "accepted"},
    {"exit", 'x', NULL, "accepted"},
    {"arg-file", 'a', "FILE", "read arguments from FILE, not standard input"},
    {NULL, 'i', "?R", "same as -I R; R is {} if it is not specified"},
    {0},
};

struct xargs {
    struct process *process;
    char **initial;
    int initial_count;
    int64_t most;
    const char *replaced;
    const char *file; /* of -a; NULL: standard input */
    int separator;    /* -1: blanks, with quotes */
    bool by_line, skip_empty, verbose;
    char **items;
    size_t count, capacity;
    int status;
};

static void read_flags(struct xargs *xargs, struct options *options)
{
    xargs->separator = -1;
    options->leading = true;
    for (const struct flag *flag; (flag = options_next(options));) {
        char letter = flag->letter;
        xargs->skip_empty |= letter == 'r';
        xargs->verbose |= letter == 't';
        if (letter == 'n' || letter == 'L')
            xargs->most = options_number(options, "invalid number");
        xargs->by_line |= letter == 'L' || letter == 'I' || letter == 'i';
        if (letter == 'a')
            xargs->file = options->value;
        if (letter == 'I' || letter == 'i') {
            xargs->replaced = options->value ? options->value : "{}";
            xargs->most = 1;
        }
        if (letter == '0')
            xargs->separator = 0;
        if (letter == 'd')
            xargs->separator = text_equal(options->value, "\\n")   ? '\n'
                               : text_equal(options->value, "\\t") ? '\t'
                               : text_equal(options->value, "\\0") ? 0
                                                                   : options->value[0];
    }
    if (xargs->by_line && xargs->separator < 0)
        xargs->separator = '\n';
}

static void add_item(struct xargs *xargs, struct slice item)
{
    struct arena *arena = xargs->process->arena;
    if (xargs->count == xargs->capacity) {
        char **more = arena_allocate(arena, (xargs->capacity * 2 + 32) * sizeof *more);
        for (size_t i = 0; i < xargs->count; i++)
            more[i] = xargs->items[i];
        xargs->items = more;
        xargs->capacity = xargs->capacity * 2 + 32;
    }
    xargs->items[xargs->count++] = arena_copy(arena, item);
}

/* Items between blanks; quotes and backslashes protect. False: a quote is not closed. */
static bool split_blanks(struct xargs *xargs, struct slice text)
{
    struct buffer item = {0};
    bool inside = false;
    char quote = 0;
    for (size_t i = 0; i < text.length; i++) {
        char c = text.data[i];
        if (quote ? c == quote : c == '"' || c == '\'') {
            quote = quote ? 0 : c;
            inside = true;
        } else if (!quote && ascii_is_space(c)) {
            if (inside)
                add_item(xargs, buffer_slice(&item));
            buffer_clear(&item);
            inside = false;
        } else {
            if (!quote && c == '\\' && i + 1 < text.length)
                c = text.data[++i];
            buffer_add_byte(&item, c);
            inside = true;
        }
    }
    if (inside)
        add_item(xargs, buffer_slice(&item));
    buffer_release(&item);
    if (quote)
        process_complain(
            xargs->process,
            "xargs: unmatched %s quote; by default quotes are special to xargs unless you use the -0 option\n",
            quote == '"' ? "double" : "single");
    return !quote;
}

static void split_at(struct xargs *xargs, struct slice text)
{
    struct slice item;
    while (slice_next(&text, (char)xargs->separator, &item)) {
        if (!text.data && item.length == 0)
            break;
        if (xargs->by_line)
            item = slice_trim(item);
        if (item.length || !xargs->by_line)
            add_item(xargs, item);
    }
}

static char *replace(struct xargs *xargs, const char *word, const char *item)
{
    struct buffer out = {0};
    struct slice rest = slice_of(word), mark = slice_of(xargs->replaced);
    while (rest.length) {
        size_t at = mark.length ? slice_find(rest, mark) : rest.length;
        buffer_add(&out, slice_part(rest, 0, at));
        if (at < rest.length)
            buffer_add_text(&out, item);
        rest = slice_part(rest, at + mark.length, rest.length);
    }
    char *text = arena_copy(xargs->process->arena, buffer_slice(&out));
    buffer_release(&out);
    return text;
}

static void drop_stream(void *stream)
{
    stream_unref(stream);
}

static void start(struct xargs *xargs, char *const *items, size_t count)
{
    struct arena *arena = xargs->process->arena;
    char **words = arena_allocate(arena, ((size_t)xargs->initial_count + count + 1) * sizeof *words);
    int total = 0;
    for (int i = 0; i < xargs->initial_count; i++)
        words[total++] = xargs->replaced ? replace(xargs, xargs->initial[i], items[0]) : xargs->initial[i];
    for (size_t i = 0; !xargs->replaced && i < count; i++)
        words[total++] = items[i];
    for (int i = 0; xargs->verbose && i < total; i++)
        process_complain(xargs->process, "%s%s", words[i], i + 1 < total ? " " : "\n");
    struct stream *nothing = stream_null();
    process_own(xargs->process, drop_stream, nothing);
    int status = start_program(xargs->process, "xargs", total, words, nothing, NULL);
    process_disown(xargs->process, nothing);
    stream_unref(nothing);
    if (status == 127 || status == 126)
        process_exit(xargs->process, status);
    if (status)
        xargs->status = status == 255 ? 124 : 123;
}

static int run(struct process *process, int count, char *const *words)
{
    static const char *const echo[] = {"echo"};
    struct options options = options_begin(process, &xargs_program, count, words);
    struct xargs xargs = {.process = process};
    read_flags(&xargs, &options);
    xargs.initial = options.operand_count ? options.operands : (char **)echo;
    xargs.initial_count = options.operand_count ? options.operand_count : 1;
    char *files[] = {(char *)xargs.file};
    struct input *input = input_begin(&options, files, xargs.file != NULL);
    input_open(input);
    struct slice text = input_all(input);
    if (xargs.separator >= 0)
        split_at(&xargs, text);
    else if (!split_blanks(&xargs, text))
        return 1;
    if (xargs.count == 0 && !xargs.skip_empty && !xargs.replaced)
        start(&xargs, NULL, 0);
    size_t most = xargs.most > 0 ? (size_t)xargs.most : xargs.count;
    for (size_t i = 0; i < xargs.count; i += most)
        start(&xargs, xargs.items + i, xargs.count - i < most ? xargs.count - i : most);
    return xargs.status;
}

const struct program xargs_program = {.name = "xargs",
                                      .usage = "xargs [OPTION]... COMMAND [INITIAL-ARGS]...",
                                      .help = "Run a program with the words of standard input",
                                      .flags = flags,
                                      .run = run};
