/* more: a windowful, a question, the next one; on the main screen. Where there is no screen, it prints everything. */
#include "shell/cells.h"
#include "tools/full_screen.h"
#include "tools/input.h"

extern const struct program more_program;

struct more {
    struct process *process;
    struct input *input;
    struct screen_wait wait;
    struct buffer keys;
    size_t line, size, shown; /* [size]: of the file, to say how much was shown; 0: not known */
};

static size_t rows_of(const struct more *more, struct slice line)
{
    size_t cells = (size_t)cells_count(line), width = (size_t)more->wait.columns;
    return cells <= width || width == 0 ? 1 : (cells + width - 1) / width;
}

/* Prints as many lines as fit in [rows]; false: the text has ended. */
static bool print_rows(struct more *more, size_t rows)
{
    struct slice line;
    bool whole;
    while (rows > 0) {
        if (!input_line(more->input, &line, &whole))
            return false;
        size_t needed = rows_of(more, line);
        rows -= needed < rows ? needed : rows;
        more->line++;
        more->shown += line.length + whole;
        process_print(more->process, "%.*s%s", (int)line.length, line.data, whole ? "\n" : "");
    }
    return true;
}

/* The rows that the next key asks for; 0: no more. */
static size_t ask(struct more *more)
{
    enum { INTERRUPT = 3, HALF = 11 };
    const char *what = more->size ? arena_format(more->process->arena, "(%zu%%)", more->shown * 100 / more->size) : "";
    for (const char *said = NULL;;) {
        struct arena *arena = more->process->arena;
        const char *prompt = said ? said : arena_format(arena, "--More--%s", what);
        process_draw(more->process, slice_of(arena_format(arena, "\033[7m%s\033[0m", prompt)));
        enum screen_event event = more->keys.length ? SCREEN_KEYS : process_keys(more->process, &more->wait);
        process_draw(more->process, SLICE("\r\033[K"));
        char key = more->keys.length ? more->keys.data[0] : 0;
        if (event == SCREEN_KEYS)
            buffer_drop_front(&more->keys, 1);
        said = NULL;
        if (event == SCREEN_HANGUP || key == 'q' || key == 'Q' || key == INTERRUPT)
            return 0;
        if (key == ' ' || key == 'f' || key == 'z')
            return more->wait.rows > 1 ? (size_t)more->wait.rows - 1 : 1;
        if (key == '\r' || key == '\n' || key == 'j')
            return 1;
        if (key == 'd')
            return HALF;
        if (key == '=')
            said = arena_format(arena, "%zu", more->line);
        else if (event == SCREEN_KEYS)
            said = arena_format(arena, "--More--%s[Press space to continue, 'q' to quit.]", what);
    }
}

static void page(struct more *more)
{
    size_t rows = more->wait.rows > 1 ? (size_t)more->wait.rows - 1 : 1;
    while (input_open(more->input)) {
        const char *problem;
        const struct value *file = text_equal(more->input->name, "-") ? NULL
                                                                      : process_file(more->process, more->input->name, &problem);
        more->size = file ? file_data(file).length : 0;
        more->shown = more->line = 0;
        while (print_rows(more, rows)) {
            if (more->size && more->shown >= more->size)
                break;
            rows = ask(more);
            if (rows == 0)
                return;
        }
    }
}

static int run(struct process *process, int count, char *const *words)
{
    struct options options = options_begin(process, &more_program, count, words);
    struct more more = {.process = process};
    struct slice some;
    while (options_next(&options))
        continue;
    if (options.operand_count == 0 && process_is_terminal(process, STREAM_IN)) {
        process_complain(process, "more: bad usage\nTry 'more --help' for more information.\n");
        return 1;
    }
    more.input = input_begin(&options, options.operands, options.operand_count);
    more.input->before = "cannot open ";
    if (!process_is_terminal(process, STREAM_OUT) || !process_raw_main(process)) {
        while (input_open(more.input)) {
            while ((some = input_some(more.input)).length)
                process_write(process, STREAM_OUT, some);
        }
        return more.input->failed ? 1 : 0;
    }
    more.wait = (struct screen_wait){.keys = &more.keys, .descriptor = -1, .deadline = INSTANT_NEVER};
    process_window(process, &more.wait.columns, &more.wait.rows);
    process_own(process, (void (*)(void *))buffer_release, &more.keys);
    page(&more);
    process_disown(process, &more.keys);
    buffer_release(&more.keys);
    process_cook(process);
    return more.input->failed ? 1 : 0;
}

const struct program more_program = {
    .name = "more", .usage = "more [FILE]...", .help = "Look at files, a window at a time", .run = run};
