/* less on the process's terminal (edit/pager.h); where there is none, it prints everything. */
#include <string.h>

#include "edit/pager.h"
#include "shell/shell.h"
#include "tools/full_screen.h"
#include "tools/input.h"
#include "tools/start.h"

extern const struct program less_program;

static const struct flag flags[] = {
    {"quit-if-one-screen", 'F', NULL, "print a text that fits in one window, and end"},
    {"LINE-NUMBERS", 'N', NULL, "line numbers"},
    {"chop-long-lines", 'S', NULL, "cut long lines"},
    {"ignore-case", 'i', NULL, "ignore case in searches without capitals"},
    {"IGNORE-CASE", 'I', NULL, "ignore case in searches"},
    {"quit-at-eof", 'e', NULL, "end when the text's end is reached twice"},
    {"QUIT-AT-EOF", 'E', NULL, "end when the text's end is reached"},
    {"pattern", 'p', "PATTERN", "begin at the first match"},
    {"RAW-CONTROL-CHARS", 'R', NULL, "take colours for colours"},
    {"raw-control-chars", 'r', NULL, "as -R"},
    {"no-init", 'X', NULL, "leave the last window on the screen"},
    {"long-prompt", 'm', NULL, "accepted, without effect"},
    {"LONG-PROMPT", 'M', NULL, "accepted, without effect"},
    {"quiet", 'q', NULL, "accepted, without effect"},
    {"QUIET", 'Q', NULL, "accepted, without effect"},
    {"squeeze-blank-lines", 's', NULL, "accepted, without effect"},
    {"hilite-search", 'g', NULL, "accepted, without effect"},
    {"HILITE-SEARCH", 'G', NULL, "accepted, without effect"},
    {"clear-screen", 'c', NULL, "accepted, without effect"},
    {"line-numbers", 'n', NULL, "no line numbers"},
    {"tilde", '~', NULL, "accepted, without effect"},
    {"version", 'V', NULL, "print version information"},
    {0},
};

struct less {
    struct process *process;
    struct full_screen screen;
    struct pager_options options;
    struct pager *pager;
    char **names;
    int count, at;
    bool reading; /* the text comes from standard input */
    bool one_screen, keeps;
    const char *pattern, *command; /* -p and "+..." */
    size_t size;                   /* of the file, as it was read */
};

static void take_flag(struct less *less, const struct options *options, char letter)
{
    struct pager_options *pager = &less->options;
    pager->numbers |= letter == 'N';
    pager->chop |= letter == 'S';
    pager->nocase |= letter == 'i';
    pager->strict |= letter == 'I';
    pager->colours |= letter == 'R' || letter == 'r';
    pager->quit_at_end |= letter == 'e' || letter == 'E';
    less->one_screen |= letter == 'F';
    less->keeps |= letter == 'X';
    if (letter == 'p')
        less->pattern = options->value;
    if (letter == 'V') {
        process_print(less->process, "less 590 (simulated)\n");
        process_exit(less->process, 0);
    }
}

static void read_flags(struct less *less, struct options *options)
{
    const char *given = shell_variable(less->process->shell, "LESS");
    for (; given && *given; given++) {
        if (strchr("NSiIRreEFX", *given))
            take_flag(less, options, *given);
    }
    for (const struct flag *flag; (flag = options_next(options));)
        take_flag(less, options, flag->letter);
    less->names = options->operands;
    for (int i = 0; i < options->operand_count; i++) {
        if (options->operands[i][0] == '+' && options->operands[i][1])
            less->command = options->operands[i] + 1;
        else
            less->names[less->count++] = options->operands[i];
    }
}

/* --- without a screen --- */

static int print_all(struct less *less, struct options *options)
{
    struct slice some;
    struct input *input = input_begin(options, less->names, less->count);
    input->silent = true;
    while (input_open(input)) {
        while ((some = input_some(input)).length)
            process_write(less->process, STREAM_OUT, some);
    }
    for (int i = 0; input->failed && i < less->count; i++) {
        const char *problem = NULL, *name = less->names[i];
        if (process_is_directory(less->process, name))
            process_complain(less->process, "%s is a directory\n", name);
        else if (!process_file(less->process, name, &problem))
            process_complain(less->process, "%s: %s\n", name, problem);
    }
    return input->failed ? 1 : 0;
}

/* --- files --- */

static bool is_stdin(const struct less *less)
{
    return less->count == 0 || text_equal(less->names[less->at], "-");
}

/* NULL, or why the file cannot be shown. */
static const char *read_file(struct less *less, const char *name)
{
    const char *problem = NULL;
    if (process_is_directory(less->process, name))
        return arena_format(less->process->arena, "%s is a directory", name);
    const struct value *file = process_file(less->process, name, &problem);
    if (!file)
        return arena_format(less->process->arena, "%s: %s", name, problem);
    struct slice data = file_data(file);
    less->size = data.length;
    pager_add(less->pager, data);
    pager_finish(less->pager);
    return NULL;
}

static void forget_pager(struct less *less)
{
    if (!less->pager)
        return;
    process_disown(less->process, less->pager);
    pager_free(less->pager);
    less->pager = NULL;
}

static const char *open_pager(struct less *less)
{
    struct grid *grid = &less->screen.grid;
    int columns, rows;
    process_window(less->process, &columns, &rows);
    grid_clear(grid, grid->columns, grid->rows);
    less->reading = is_stdin(less);
    const char *name = less->reading ? "" : less->names[less->at];
    less->pager = pager_new(&less->options, name, columns, rows);
    process_own(less->process, (void (*)(void *))pager_free, less->pager);
    pager_set_place(less->pager, less->at, less->count);
    const char *problem = less->reading ? NULL : read_file(less, name);
    if (problem)
        forget_pager(less);
    return problem;
}

/* The next file that can be read, up or down the list; false: there is none, and the old one stays. */
static bool go_to_file(struct less *less, int step)
{
    struct pager *old = less->pager;
    int before = less->at;
    for (less->at += step; less->at >= 0 && less->at < less->count; less->at += step) {
        less->pager = NULL;
        if (!open_pager(less)) {
            process_disown(less->process, old);
            pager_free(old);
            return true;
        }
    }
    less->pager = old;
    less->at = before;
    return false;
}

static bool open_first(struct less *less)
{
    for (less->at = 0; less->at == 0 || less->at < less->count; less->at++) {
        const char *problem = open_pager(less);
        if (!problem)
            return true;
        process_complain(less->process, "%s\n", problem);
    }
    return false;
}

static void read_some(struct less *less)
{
    enum { PIECE = 8192 };
    char *bytes = arena_allocate(less->process->arena, PIECE);
    struct arena_mark mark = arena_mark(less->process->arena);
    size_t count = process_read(less->process, STREAM_IN, bytes, PIECE);
    arena_rewind(less->process->arena, mark);
    less->reading = count > 0;
    if (count)
        pager_add(less->pager, (struct slice){bytes, count});
    else
        pager_finish(less->pager);
}

/* F on a file: what was added to it since. */
static void follow_file(struct less *less)
{
    const char *problem = NULL;
    const struct value *file = process_file(less->process, less->names[less->at], &problem);
    struct slice data = file ? file_data(file) : SLICE("");
    if (data.length > less->size)
        pager_add(less->pager, slice_part(data, less->size, data.length));
    less->size = data.length > less->size ? data.length : less->size;
}

/* --- on a screen --- */

static void edit_file(struct less *less)
{
    struct process *process = less->process;
    const char *editor = shell_variable(process->shell, "VISUAL"), *name = less->names[less->at];
    editor = editor && editor[0] ? editor : shell_variable(process->shell, "EDITOR");
    editor = editor && editor[0] ? editor : "vi";
    int line = pager_line(less->pager);
    char *words[] = {(char *)editor, arena_format(process->arena, "+%d", line), (char *)name, NULL};
    full_screen_pause(&less->screen);
    start_program(process, "less", 3, words, NULL, NULL);
    full_screen_resume(&less->screen);
    struct pager *old = less->pager;
    if (open_pager(less)) {
        less->pager = old;
        return;
    }
    process_disown(process, old);
    pager_free(old);
    pager_go_to(less->pager, line);
}

static void begin(struct less *less)
{
    const char *command = less->command;
    int64_t line;
    if (less->pattern)
        pager_search(less->pager, less->pattern);
    else if (command && command[0] == '/')
        pager_search(less->pager, command + 1);
    else if (command && slice_to_integer(slice_of(command), &line) && line > 0)
        pager_go_to(less->pager, line);
    for (; command && !less->pattern && command[0] != '/' && !ascii_is_digit(command[0]) && *command; command++) {
        struct key key = {.kind = KEY_TEXT, .text = {command, 1}};
        pager_key(less->pager, &key);
    }
}

static enum pager_act take_event(struct less *less, enum screen_event event, const struct key *key)
{
    struct full_screen *screen = &less->screen;
    if (event == SCREEN_RESIZED)
        pager_resize(less->pager, screen->wait.columns, screen->wait.rows);
    if (event == SCREEN_INPUT)
        read_some(less);
    if (event == SCREEN_TIMEOUT && !less->reading && !is_stdin(less))
        follow_file(less);
    if (event == SCREEN_HANGUP)
        return PAGER_QUITS;
    return event == SCREEN_KEYS ? pager_key(less->pager, key) : PAGER_STAYS;
}

static void page(struct less *less)
{
    struct full_screen *screen = &less->screen;
    struct key key;
    begin(less);
    for (enum pager_act act = PAGER_STAYS; act != PAGER_QUITS;) {
        bool waits = pager_wish(less->pager) != PAGER_NOTHING;
        screen->wait.descriptor = less->reading && waits ? STREAM_IN : -1;
        screen->wait.deadline = INSTANT_NEVER;
        if (pager_follows(less->pager) && !less->reading && !is_stdin(less))
            screen->wait.deadline = instant_add(process_now(less->process), SECONDS(1));
        if (!full_screen_is_ahead(screen)) {
            pager_draw(less->pager, &screen->grid);
            full_screen_show(screen);
        }
        struct arena_mark mark = arena_mark(less->process->arena);
        enum screen_event event = full_screen_key(screen, &key);
        act = take_event(less, event, &key);
        if (act == PAGER_EDITS)
            edit_file(less);
        else if (act == PAGER_SUSPENDS)
            full_screen_suspend(screen);
        else if (act == PAGER_NEXT_FILE || act == PAGER_PREVIOUS_FILE)
            go_to_file(less, act == PAGER_NEXT_FILE ? 1 : -1);
        else
            arena_rewind(less->process->arena, mark);
    }
}

/* -F: what fits in one window is printed. True: it did. */
static bool print_short(struct less *less)
{
    while (less->reading && pager_wish(less->pager) != PAGER_NOTHING)
        read_some(less);
    if (!pager_fits(less->pager) || less->count > 1)
        return false;
    process_write(less->process, STREAM_OUT, pager_text(less->pager));
    return true;
}

/* -X: the last window stays. */
static void leave_window(struct less *less)
{
    struct buffer text = {0};
    struct grid *grid = &less->screen.grid;
    for (int row = 0; row + 1 < grid->rows; row++) {
        size_t start = text.length;
        for (int column = 0; column < grid->columns; column++) {
            const struct cell *cell = &grid->cells[row * grid->columns + column];
            if (cell->width)
                buffer_add_text(&text, cell->text[0] ? cell->text : " ");
        }
        while (text.length > start && text.data[text.length - 1] == ' ')
            text.length--;
        buffer_add_byte(&text, '\n');
    }
    struct slice copy = {arena_copy(less->process->arena, buffer_slice(&text)), text.length};
    buffer_release(&text);
    full_screen_end(&less->screen);
    process_write(less->process, STREAM_OUT, copy);
}

static int run(struct process *process, int count, char *const *words)
{
    struct options options = options_begin(process, &less_program, count, words);
    struct less less = {.process = process, .screen = {.process = process}};
    read_flags(&less, &options);
    if (less.count == 0 && process_is_terminal(process, STREAM_IN)) {
        process_complain(process, "Missing filename (\"less --help\" for help)\n");
        return 1;
    }
    if (!process_is_terminal(process, STREAM_OUT) || !process_has_screen(process))
        return print_all(&less, &options);
    if (!open_first(&less))
        return 1;
    if (!(less.one_screen && print_short(&less)) && full_screen_begin(&less.screen, process)) {
        page(&less);
        if (less.keeps)
            leave_window(&less);
        full_screen_end(&less.screen);
    }
    forget_pager(&less);
    return 0;
}

const struct program less_program = {
    .name = "less", .usage = "less [OPTION]... [FILE]...", .help = "Look at files", .flags = flags, .run = run};
