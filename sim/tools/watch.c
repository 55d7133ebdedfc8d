#include "base/limits.h"
#include "shell/cells.h"
#include "shell/shell.h"
#include "tools/options.h"
#include "tools/start.h"

extern const struct program watch_program;

static const struct flag flags[] = {
    {"interval", 'n', "SECS", "seconds to wait between updates"},
    {"differences", 'd', NULL, "accepted"},
    {"no-title", 't', NULL, "turn off header"},
    {"errexit", 'e', NULL, "exit if command has a non-zero exit"},
    {"chgexit", 'g', NULL, "exit when output from command changes"},
    {"exec", 'x', NULL, "pass command to exec instead of \"sh -c\""},
    {0},
};

struct watch {
    struct process *process;
    struct duration interval;
    const char *interval_text;
    bool no_title, until_error, until_change, direct;
    const char *command;
    char **words;
    int count;
    bool screen; /* on the alternate screen, until q or Ctrl-C */
    struct screen_wait wait;
    struct buffer keys;
};

static int run_text(struct process *process, int count, char *const *words)
{
    (void)count;
    return shell_run(process, slice_of(words[0]), "sh");
}

/* What the command printed, in the arena, and its status. */
static struct slice run_once(struct watch *watch, int *status)
{
    struct process *process = watch->process;
    struct stream *output = stream_capture(), *nothing = stream_null();
    process_own(process, (void (*)(void *))stream_unref, output);
    process_own(process, (void (*)(void *))stream_unref, nothing);
    if (watch->direct) {
        *status = start_program(process, "watch", watch->count, watch->words, nothing, output);
    } else {
        char *words[] = {(char *)watch->command, NULL};
        struct spawn spawn = {.run = run_text, .count = 1, .words = words};
        spawn.streams[STREAM_IN] = nothing;
        spawn.streams[STREAM_OUT] = spawn.streams[STREAM_ERROR] = output;
        struct process *child = process_spawn(process, &spawn);
        *status = child ? process_await(process, child) : 1;
    }
    struct slice shown = stream_captured(output);
    shown.data = arena_copy(process->arena, shown);
    process_disown(process, output);
    process_disown(process, nothing);
    stream_unref(output);
    stream_unref(nothing);
    return shown;
}

static void add_title(struct watch *watch, struct buffer *out, int columns)
{
    struct arena *arena = watch->process->arena;
    const char *left = arena_format(arena, "Every %ss: %s", watch->interval_text, watch->command);
    struct calendar now = instant_calendar(process_now(watch->process));
    static const char days[] = "SunMonTueWedThuFriSat", months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    const char *right =
        arena_format(arena, "server: %.3s %.3s %2d %02d:%02d:%02d %d", days + now.weekday * 3,
                     months + (now.month - 1) * 3, now.day, now.hour, now.minute, now.second, now.year);
    int gap = columns - cells_count(slice_of(left)) - cells_count(slice_of(right));
    buffer_format(out, "%s%*s%s\n\n", left, gap > 1 ? gap : 1, "", right);
}

/* As much of a line as the window is wide; what is behind is left out. */
static void add_line(struct buffer *out, struct slice line, int columns)
{
    int used = 0, cells;
    while (line.length) {
        size_t length = cells_next(line, &cells);
        if (line.data[0] == '\t')
            cells = 8 - used % 8;
        if (used + cells > columns)
            break;
        if (line.data[0] == '\t')
            buffer_add_repeated(out, ' ', (size_t)cells);
        else
            buffer_add(out, slice_part(line, 0, length));
        used += cells;
        line = slice_part(line, length, line.length);
    }
}

/* As many lines as the window has room for. */
static void print_screen(struct watch *watch, struct slice shown)
{
    int columns, rows;
    struct slice line;
    struct buffer out = {0};
    process_own(watch->process, (void (*)(void *))buffer_release, &out);
    process_window(watch->process, &columns, &rows);
    rows -= watch->no_title ? 0 : 2;
    if (watch->screen)
        buffer_add_text(&out, "\033[H\033[2J");
    else if (process_is_terminal(watch->process, STREAM_OUT))
        buffer_add_text(&out, "\033[H\033[2J");
    if (!watch->no_title)
        add_title(watch, &out, columns);
    for (int row = 0; row < rows - !watch->screen && slice_next(&shown, '\n', &line); row++) {
        if (!shown.data && line.length == 0)
            break;
        if (watch->screen && row > 0)
            buffer_add_byte(&out, '\n');
        add_line(&out, line, watch->screen ? columns : LIMIT_LINE_BYTES);
        if (!watch->screen)
            buffer_add_byte(&out, '\n');
    }
    if (watch->screen)
        process_draw(watch->process, buffer_slice(&out));
    else
        process_write(watch->process, STREAM_OUT, buffer_slice(&out));
    process_disown(watch->process, &out);
    buffer_release(&out);
}

/* Until the next turn; false: Ctrl-C, or q as newer versions have it. */
static bool wait_on_screen(struct watch *watch, struct instant next)
{
    enum { INTERRUPT = 3, SUSPEND = 26 };
    struct process *process = watch->process;
    while (instant_compare(process_now(process), next) < 0) {
        watch->wait.deadline = next;
        enum screen_event event = process_keys(process, &watch->wait);
        struct slice keys = buffer_slice(&watch->keys);
        bool ends = slice_find_byte(keys, INTERRUPT) < keys.length || slice_find_byte(keys, 'q') < keys.length;
        bool suspends = slice_find_byte(keys, SUSPEND) < keys.length;
        buffer_clear(&watch->keys);
        if (suspends && !process_suspend(process, &watch->wait))
            return false;
        if (ends || event == SCREEN_HANGUP)
            return false;
        if (event == SCREEN_RESIZED)
            break;
    }
    return true;
}

static bool wait_for_turn(struct watch *watch)
{
    struct process *process = watch->process;
    struct instant next = instant_add(process_now(process), watch->interval);
    if (watch->screen)
        return wait_on_screen(watch, next);
    while (process_wait_change(process, next, WAIT_FOLLOW) && instant_compare(process_now(process), next) < 0)
        continue;
    return !process_interrupted(process);
}

static void read_flags(struct watch *watch, struct options *options)
{
    options->leading = true;
    watch->interval = SECONDS(2);
    watch->interval_text = "2.0";
    for (const struct flag *flag; (flag = options_next(options));) {
        watch->no_title |= flag->letter == 't';
        watch->until_error |= flag->letter == 'e';
        watch->until_change |= flag->letter == 'g';
        watch->direct |= flag->letter == 'x';
        if (flag->letter != 'n')
            continue;
        struct slice text = slice_of(options->value);
        struct arena *arena = options->process->arena;
        if (!duration_parse(slice_of(arena_format(arena, "%ss", options->value)), &watch->interval)) {
            process_complain(options->process, "watch: failed to parse argument: '%s'\n", options->value);
            process_exit(options->process, 1);
        }
        watch->interval_text = slice_find_byte(text, '.') == text.length
                                   ? arena_format(arena, "%s.0", options->value)
                                   : options->value;
        if (watch->interval.nanoseconds < 100000000)
            watch->interval = MILLISECONDS(100);
    }
}

static const char *join(struct arena *arena, int count, char *const *words)
{
    const char *text = words[0];
    for (int i = 1; i < count; i++)
        text = arena_format(arena, "%s %s", text, words[i]);
    return text;
}

static int run(struct process *process, int count, char *const *words)
{
    struct options options = options_begin(process, &watch_program, count, words);
    struct watch watch = {.process = process};
    read_flags(&watch, &options);
    if (options.operand_count == 0) {
        process_complain(process, "Usage:\n watch [options] command\n");
        return 1;
    }
    watch.words = options.operands;
    watch.count = options.operand_count;
    watch.command = join(process->arena, watch.count, watch.words);
    struct buffer last = {0};
    process_own(process, (void (*)(void *))buffer_release, &last);
    process_own(process, (void (*)(void *))buffer_release, &watch.keys);
    watch.screen = process_is_terminal(process, STREAM_OUT) && process_raw(process);
    watch.wait = (struct screen_wait){.keys = &watch.keys, .descriptor = -1};
    process_window(process, &watch.wait.columns, &watch.wait.rows);
    int status = 0;
    for (bool first = true;; first = false) {
        struct arena_mark mark = arena_mark(process->arena);
        struct slice shown = run_once(&watch, &status);
        print_screen(&watch, shown);
        bool changed = !first && !slice_equal(shown, buffer_slice(&last));
        buffer_clear(&last);
        buffer_add(&last, shown);
        arena_rewind(process->arena, mark);
        if ((watch.until_error && status) || (watch.until_change && changed) || !wait_for_turn(&watch))
            break;
    }
    if (watch.screen)
        process_cook(process);
    process_disown(process, &watch.keys);
    buffer_release(&watch.keys);
    process_disown(process, &last);
    buffer_release(&last);
    return watch.until_error && status ? status : 0;
}

const struct program watch_program = {.name = "watch",
                                      .usage = "watch [OPTION]... COMMAND",
                                      .help = "Run a command again and again",
                                      .flags = flags,
                                      .run = run};
