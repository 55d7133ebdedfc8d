#include "tools/full_screen.h"

#include "shell/shell.h"
#include "tools/start.h"

static void release(void *thing)
{
    struct full_screen *screen = thing;
    buffer_release(&screen->bytes);
    keys_release(&screen->keys);
    grid_release(&screen->grid);
    buffer_release(&screen->out);
}

bool full_screen_begin(struct full_screen *screen, struct process *process)
{
    *screen = (struct full_screen){.process = process};
    if (!process_raw(process))
        return false;
    screen->wait = (struct screen_wait){.keys = &screen->bytes, .descriptor = -1, .deadline = INSTANT_NEVER};
    process_window(process, &screen->wait.columns, &screen->wait.rows);
    screen->window_columns = screen->wait.columns;
    screen->window_rows = screen->wait.rows;
    process_own(process, release, screen);
    screen->begun = true;
    return true;
}

void full_screen_end(struct full_screen *screen)
{
    if (!screen->begun)
        return;
    process_cook(screen->process);
    process_untype(screen->process, buffer_slice(&screen->bytes));
    process_disown(screen->process, screen);
    release(screen);
    screen->begun = false;
}

void full_screen_pause(struct full_screen *screen)
{
    process_cook(screen->process);
    grid_forget(&screen->grid);
}

void full_screen_resume(struct full_screen *screen)
{
    if (!process_raw(screen->process))
        process_exit(screen->process, 1);
    process_window(screen->process, &screen->wait.columns, &screen->wait.rows);
}

bool full_screen_is_ahead(const struct full_screen *screen)
{
    return screen->bytes.length > 0;
}

/* A key from the bytes that are there; false: they end within one, or there are none. */
static bool take_key(struct full_screen *screen, struct key *key)
{
    size_t used = 0;
    bool complete = false;
    while (used < screen->bytes.length && !complete)
        complete = keys_push(&screen->keys, screen->bytes.data[used++], key);
    buffer_drop_front(&screen->bytes, used);
    return complete;
}

enum screen_event full_screen_key(struct full_screen *screen, struct key *key)
{
    const struct duration escape_delay = MILLISECONDS(50);
    struct instant deadline = screen->wait.deadline;
    enum screen_event event = SCREEN_KEYS;
    while (!take_key(screen, key)) {
        bool held = screen->keys.pending.length && !screen->keys.complete && !screen->keys.pasting;
        screen->wait.deadline =
            held ? instant_add(process_now(screen->process), escape_delay) : deadline;
        event = process_keys(screen->process, &screen->wait);
        if (event == SCREEN_KEYS)
            continue;
        if (event == SCREEN_TIMEOUT && held && keys_flush(&screen->keys, key))
            event = SCREEN_KEYS;
        break;
    }
    screen->wait.deadline = deadline;
    return event;
}

void full_screen_show(struct full_screen *screen)
{
    buffer_clear(&screen->out);
    grid_show(&screen->grid, &screen->out);
    process_draw(screen->process, buffer_slice(&screen->out));
}

/* --- files --- */

static const char *read_file(void *context, const char *path, struct buffer *into)
{
    struct full_screen *screen = context;
    const char *problem = NULL;
    if (process_is_directory(screen->process, path))
        return "Is a directory";
    const struct value *file = process_file(screen->process, path, &problem);
    if (file)
        buffer_add(into, file_data(file));
    return file ? NULL : problem;
}

static const char *write_file(void *context, const char *path, struct slice bytes)
{
    struct full_screen *screen = context;
    return process_write_file(screen->process, path, bytes);
}

static bool is_directory(void *context, const char *path)
{
    struct full_screen *screen = context;
    return process_is_directory(screen->process, path);
}

static int run_text(struct process *process, int count, char *const *words)
{
    (void)count;
    return shell_run(process, slice_of(words[0]), "sh");
}

/* Runs a command with these streams in place of the three (NULL: as they are). */
static bool run_with(struct process *process, const char *command, struct stream *input, struct stream *output,
                     int *status)
{
    char *words[] = {(char *)command, NULL};
    struct spawn spawn = {.run = run_text, .count = 1, .words = words, .inherits = true};
    memcpy(spawn.streams, process->streams, sizeof spawn.streams);
    if (input)
        spawn.streams[STREAM_IN] = input;
    if (output)
        spawn.streams[STREAM_OUT] = spawn.streams[STREAM_ERROR] = output;
    struct process *child = process_spawn(process, &spawn);
    *status = child ? process_await(process, child) : 126;
    return child != NULL;
}

static bool run_command(void *context, const char *command, struct slice input, struct buffer *output, int *status)
{
    struct full_screen *screen = context;
    struct process *process = screen->process;
    struct stream *from = stream_bytes(input), *to = stream_capture();
    process_own(process, (void (*)(void *))stream_unref, from);
    process_own(process, (void (*)(void *))stream_unref, to);
    bool ran = run_with(process, command, from, to, status);
    buffer_add(output, stream_captured(to));
    process_disown(process, from);
    process_disown(process, to);
    stream_unref(from);
    stream_unref(to);
    return ran;
}

static bool run_shown(void *context, const char *command, int *status)
{
    struct full_screen *screen = context;
    struct process *process = screen->process;
    struct slice line;
    full_screen_pause(screen);
    bool ran = run_with(process, command, NULL, NULL, status);
    if (*status)
        process_print(process, "\nshell returned %d\n", *status);
    process_print(process, "\nPress ENTER or type command to continue");
    process_read_line(process, STREAM_IN, &line);
    full_screen_resume(screen);
    return ran;
}

void full_screen_suspend(struct full_screen *screen)
{
    grid_forget(&screen->grid);
    if (!process_suspend(screen->process, &screen->wait))
        process_exit(screen->process, 1);
}

static void suspend(void *context)
{
    full_screen_suspend(context);
}

struct edit_files full_screen_files(struct full_screen *screen)
{
    return (struct edit_files){.context = screen,
                               .read = read_file,
                               .write = write_file,
                               .is_directory = is_directory,
                               .run = run_command,
                               .run_shown = run_shown,
                               .suspend = suspend};
}
