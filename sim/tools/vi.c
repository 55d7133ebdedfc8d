/* vi, vim, view and ex: edit/vi.h on the process's terminal, or on its standard input. */
#include "edit/vi.h"

#include <string.h>

#include "tools/full_screen.h"
#include "tools/options.h"

struct arguments {
    struct process *process;
    const char *program;
    struct vi_options options;
    bool ex, silent, input; /* input: "-", the text comes from standard input */
    const char **commands;
    int command_count;
    char **names;
    int name_count;
};

static _Noreturn void fail(struct arguments *arguments, const char *what, const char *word)
{
    process_complain(arguments->process,
                     "VIM - Vi IMproved 9.0 (simulated)\n%s: \"%s\"\nMore info with: \"vim -h\"\n", what, word);
    process_exit(arguments->process, 1);
}

static void add_command(struct arguments *arguments, const char *format, const char *text)
{
    arguments->commands[arguments->command_count++] = arena_format(arguments->process->arena, format, text);
}

static void add_plus(struct arguments *arguments, const char *text)
{
    if (!text[0])
        add_command(arguments, "%s", "$");
    else
        add_command(arguments, "%s", text);
}

/* Letters of one word: "-es", "-Nu". Gives the words it took. */
static int read_letters(struct arguments *arguments, const char *word, const char *next)
{
    for (const char *letter = word + 1; *letter; letter++) {
        if (*letter == 'R' || *letter == 'M')
            arguments->options.read_only = true;
        else if (*letter == 'e' || *letter == 'E')
            arguments->ex = true;
        else if (*letter == 's' && arguments->ex)
            arguments->silent = true;
        else if (*letter == 'c' || *letter == 'u' || *letter == 'i' || *letter == 'T' || *letter == 'S') {
            const char *value = letter[1] ? letter + 1 : next;
            if (!value)
                fail(arguments, "Argument missing after", word);
            if (*letter == 'c')
                add_plus(arguments, value);
            else if (*letter == 'S')
                fail(arguments, "not simulated", word);
            arguments->options.plain |= *letter == 'u' && text_equal(value, "NONE");
            return letter[1] ? 1 : 2;
        } else if (!strchr("vnNCbyZLlmopOxXfg0123456789", *letter))
            fail(arguments, "Unknown option argument", word);
    }
    return 1;
}

static void show_help(struct arguments *arguments)
{
    process_print(arguments->process, "VIM - Vi IMproved 9.0 (simulated)\n\n"
                                      "Usage: vim [arguments] [file ..]       edit specified file(s)\n"
                                      "   or: vim [arguments] -               read text from stdin\n\n"
                                      "Arguments:\n"
                                      "   --\t\t\tOnly file names after this\n"
                                      "   -R\t\t\tReadonly mode (like \"view\")\n"
                                      "   -e, -es\t\tEx mode, silent (like \"ex -s\")\n"
                                      "   -u NONE\t\tNo file types\n"
                                      "   +\t\t\tStart at end of file\n"
                                      "   +<lnum>\t\tStart at line <lnum>\n"
                                      "   -c <command>\t\tExecute <command> after loading the first file\n"
                                      "   -h, --help\t\tPrint Help (this message) and exit\n"
                                      "   --version\t\tPrint version information and exit\n");
    process_exit(arguments->process, 0);
}

static void read_words(struct arguments *arguments, int count, char *const *words)
{
    bool names = false;
    arguments->names = arena_allocate(arguments->process->arena, ((size_t)count + 1) * sizeof *arguments->names);
    arguments->commands = arena_allocate(arguments->process->arena, ((size_t)count + 1) * sizeof *arguments->commands);
    for (int i = 1; i < count;) {
        const char *word = words[i];
        if (names || (word[0] != '-' && word[0] != '+')) {
            arguments->names[arguments->name_count++] = words[i++];
        } else if (text_equal(word, "-") && arguments->ex) {
            arguments->silent = true;
            i++;
        } else if (text_equal(word, "-")) {
            arguments->input = true;
            i++;
        } else if (text_equal(word, "--")) {
            names = true;
            i++;
        } else if (word[0] == '+') {
            add_plus(arguments, word + 1);
            i++;
        } else if (text_equal(word, "--help") || text_equal(word, "-h")) {
            show_help(arguments);
        } else if (text_equal(word, "--version")) {
            process_print(arguments->process, "VIM - Vi IMproved 9.0 (simulated)\n");
            process_exit(arguments->process, 0);
        } else if (text_equal(word, "--not-a-term") || text_equal(word, "--noplugin") || text_equal(word, "--clean")) {
            i++;
        } else if (text_starts(word, "--")) {
            fail(arguments, "Unknown option argument", word);
        } else {
            i += read_letters(arguments, word, i + 1 < count ? words[i + 1] : NULL);
        }
    }
}

static void run_commands(struct arguments *arguments, struct vi *vi)
{
    for (int i = 0; i < arguments->command_count && !vi_ended(vi); i++)
        vi_execute(vi, slice_of(arguments->commands[i]));
}

/* --- on a screen --- */

static int edit(struct arguments *arguments, struct full_screen *screen, struct vi *vi)
{
    struct key key;
    run_commands(arguments, vi);
    while (!vi_ended(vi)) {
        if (!full_screen_is_ahead(screen)) {
            vi_draw(vi, &screen->grid);
            full_screen_show(screen);
        }
        enum screen_event event = full_screen_key(screen, &key);
        vi_set_time(vi, process_now(screen->process).nanoseconds / 1000000000);
        if (event == SCREEN_KEYS)
            vi_key(vi, &key);
        else if (event == SCREEN_HANGUP)
            return 1;
        if (screen->wait.columns != screen->window_columns || screen->wait.rows != screen->window_rows)
            vi_resize(vi, screen->window_columns = screen->wait.columns, screen->window_rows = screen->wait.rows);
    }
    return vi_status(vi);
}

/* --- without one: keys, or ex commands, from standard input --- */

static void show_printed(struct arguments *arguments, struct vi *vi)
{
    struct slice printed = vi_printed(vi);
    struct slice copy = {arena_copy(arguments->process->arena, printed), printed.length};
    process_write(arguments->process, STREAM_OUT, copy);
}

static int run_ex(struct arguments *arguments, struct vi *vi)
{
    struct process *process = arguments->process;
    struct slice line;
    bool good = true;
    for (int i = 0; i < arguments->command_count && !vi_ended(vi); i++) {
        good &= vi_execute(vi, slice_of(arguments->commands[i]));
        show_printed(arguments, vi);
    }
    while (!vi_ended(vi)) {
        struct arena_mark mark = arena_mark(process->arena);
        if (process_is_terminal(process, STREAM_IN) || !process_read_line(process, STREAM_IN, &line))
            return 1;
        if (slice_ends(line, "\n"))
            line.length--;
        good = vi_execute(vi, line);
        show_printed(arguments, vi);
        struct slice message = vi_message(vi);
        if (!good && !arguments->silent)
            process_print(process, "%.*s\n", (int)message.length, message.data);
        arena_rewind(process->arena, mark);
    }
    return vi_status(vi);
}

static int type_input(struct arguments *arguments, struct vi *vi)
{
    struct process *process = arguments->process;
    struct keys keys = {0};
    struct key key;
    bool terminal = process_is_terminal(process, STREAM_IN);
    process_complain(process, "Vim: Warning: Output is not to a terminal\n");
    if (!terminal)
        process_complain(process, "Vim: Warning: Input is not from a terminal\n");
    run_commands(arguments, vi);
    struct slice typed = terminal || vi_ended(vi) ? SLICE("") : process_read_all(process, STREAM_IN);
    process_own(process, (void (*)(void *))keys_release, &keys);
    for (size_t i = 0; i < typed.length && !vi_ended(vi); i++) {
        bool escape = typed.data[i] == '\033' && (i + 1 == typed.length || (typed.data[i + 1] != '[' && typed.data[i + 1] != 'O'));
        if (keys_push(&keys, typed.data[i], &key) || (escape && keys_flush(&keys, &key)))
            vi_key(vi, &key);
    }
    process_disown(process, &keys);
    keys_release(&keys);
    if (vi_ended(vi))
        return vi_status(vi);
    process_complain(process, "Vim: Error reading input, exiting...\nVim: Finished.\n");
    return 1;
}

static int run_as(struct process *process, int count, char *const *words, bool view, bool ex)
{
    struct arguments arguments = {.process = process, .program = words[0], .ex = ex};
    struct full_screen screen = {.process = process};
    arguments.options.read_only = view;
    read_words(&arguments, count, words);
    if (arguments.input)
        arguments.options.input = process_read_all(process, STREAM_IN);
    bool seen = !arguments.ex && process_is_terminal(process, STREAM_OUT) &&
                (arguments.input || process_is_terminal(process, STREAM_IN)) && full_screen_begin(&screen, process);
    process_window(process, &screen.window_columns, &screen.window_rows);
    struct edit_files files = full_screen_files(&screen);
    struct vi *vi = vi_new(&files, &arguments.options, arguments.name_count, arguments.names, screen.window_columns,
                           screen.window_rows);
    process_own(process, (void (*)(void *))vi_free, vi);
    int status = seen           ? edit(&arguments, &screen, vi)
                 : arguments.ex ? run_ex(&arguments, vi)
                                : type_input(&arguments, vi);
    full_screen_end(&screen);
    process_disown(process, vi);
    vi_free(vi);
    return status;
}

static int run_vi(struct process *process, int count, char *const *words)
{
    return run_as(process, count, words, false, false);
}

static int run_view(struct process *process, int count, char *const *words)
{
    return run_as(process, count, words, true, false);
}

static int run_ex_program(struct process *process, int count, char *const *words)
{
    return run_as(process, count, words, false, true);
}

static const struct flag flags[] = {
    {NULL, 'R', NULL, "read only"}, {NULL, 'c', "COMMAND", "an ex command after loading"},
    {NULL, 'e', NULL, "ex mode"},   {NULL, 's', NULL, "silent, behind -e"},
    {NULL, 'u', "VIMRC", "NONE: no file types"}, {0},
};

const struct program vi_program = {
    .name = "vi", .usage = "vi [ARGUMENT]... [FILE]...", .help = "Edit files", .flags = flags, .run = run_vi};
const struct program vim_program = {
    .name = "vim", .usage = "vim [ARGUMENT]... [FILE]...", .help = "Edit files", .flags = flags, .run = run_vi};
const struct program view_program = {
    .name = "view", .usage = "view [ARGUMENT]... [FILE]...", .help = "Look at files", .flags = flags, .run = run_view};
const struct program ex_program = {
    .name = "ex", .usage = "ex [ARGUMENT]... [FILE]...", .help = "Edit files by commands", .flags = flags, .run = run_ex_program};
