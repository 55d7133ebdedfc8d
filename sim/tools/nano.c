#include "edit/nano.h"

#include <string.h>

#include "tools/full_screen.h"
#include "tools/options.h"

extern const struct program nano_program;

static const struct flag flags[] = {
    {"autoindent", 'i', NULL, "automatically indent new lines"},
    {"linenumbers", 'l', NULL, "show line numbers in front of the text"},
    {"view", 'v', NULL, "view mode (read-only)"},
    {"tabstospaces", 'E', NULL, "convert typed tabs to spaces"},
    {"tabsize", 'T', "NUMBER", "make a tab this number of columns wide"},
    {"nohelp", 'x', NULL, "don't show the two help lines"},
    {"nowrap", 'w', NULL, "accepted"},
    {"version", 'V', NULL, "print version information and exit"},
    {0},
};

static void read_flags(struct options *options, struct nano_options *nano)
{
    for (const struct flag *flag; (flag = options_next(options));) {
        nano->auto_indent |= flag->letter == 'i';
        nano->numbers |= flag->letter == 'l';
        nano->view |= flag->letter == 'v';
        nano->blanks_for_tabs |= flag->letter == 'E';
        nano->no_help |= flag->letter == 'x';
        if (flag->letter == 'V') {
            process_print(options->process, " GNU nano, version 7.2 (simulated)\n");
            process_exit(options->process, 0);
        }
        if (flag->letter != 'T')
            continue;
        int64_t size;
        if (!slice_to_integer(slice_of(options->value), &size) || size < 1 || size > 32) {
            process_complain(options->process, "Requested tab size \"%s\" is invalid\n", options->value);
            process_exit(options->process, 1);
        }
        nano->tab = (int)size;
    }
}

/* "+LINE,COLUMN" before a name. */
static int take_place(struct options *options, struct nano_options *nano)
{
    int kept = 0;
    for (int i = 0; i < options->operand_count; i++) {
        struct slice rest = slice_of(options->operands[i] + 1), part;
        int64_t line = 0, column = 0;
        if (options->operands[i][0] == '+' && slice_next(&rest, ',', &part) &&
            (part.length == 0 || slice_to_integer(part, &line)) && (!rest.data || slice_to_integer(rest, &column))) {
            nano->line = line > 0 ? (size_t)line : 1;
            nano->column = column > 0 ? (size_t)column : 1;
        } else {
            options->operands[kept++] = options->operands[i];
        }
    }
    return kept;
}

static int run(struct process *process, int count, char *const *words)
{
    struct options options = options_begin(process, &nano_program, count, words);
    struct nano_options how = {0};
    struct full_screen screen;
    struct key key;
    read_flags(&options, &how);
    int names = take_place(&options, &how);
    if (!process_is_terminal(process, STREAM_IN) || !full_screen_begin(&screen, process)) {
        process_complain(process, "Standard input is not a terminal\n");
        return 1;
    }
    struct edit_files files = full_screen_files(&screen);
    struct nano *nano =
        nano_new(&files, &how, names, options.operands, screen.wait.columns, screen.wait.rows);
    process_own(process, (void (*)(void *))nano_free, nano);
    while (!nano_ended(nano)) {
        if (!full_screen_is_ahead(&screen)) {
            nano_draw(nano, &screen.grid);
            full_screen_show(&screen);
        }
        enum screen_event event = full_screen_key(&screen, &key);
        if (event == SCREEN_KEYS)
            nano_key(nano, &key);
        else if (event == SCREEN_RESIZED)
            nano_resize(nano, screen.wait.columns, screen.wait.rows);
        else if (event == SCREEN_HANGUP)
            break;
    }
    full_screen_end(&screen);
    process_disown(process, nano);
    nano_free(nano);
    return 0;
}

const struct program nano_program = {.name = "nano",
                                     .usage = "nano [OPTION]... [[+LINE,COLUMN] FILE]...",
                                     .help = "Edit files",
                                     .flags = flags,
                                     .run = run};
/* Debian's alternative for `editor` is nano, as long as nobody chose another. */
const struct program editor_program = {
    .name = "editor", .usage = "editor [OPTION]... [FILE]...", .help = "Edit files (nano)", .flags = flags, .run = run};
const struct program pico_program = {
    .name = "pico", .usage = "pico [OPTION]... [FILE]...", .help = "Edit files (nano)", .flags = flags, .run = run};
