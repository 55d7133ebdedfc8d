#include "server/terminal.h"

#include "base/check.h"
#include "base/limits.h"
#include "server/desk.h"
#include "server/escape.h"

/* --- the stream --- */

uint64_t terminal_position(const struct terminal *terminal)
{
    return terminal->first + terminal->stream.length;
}

/* Twice as much is let come before the front is dropped, so that each byte is moved once. */
static void drop_old(struct terminal *terminal)
{
    if (terminal->stream.length <= 2 * LIMIT_WEB_STREAM_BYTES)
        return;
    size_t drop = terminal->stream.length - LIMIT_WEB_STREAM_BYTES;
    buffer_drop_front(&terminal->stream, drop);
    terminal->first += drop;
}

void terminal_show(struct terminal *terminal, struct slice bytes)
{
    while (bytes.length) {
        size_t end = slice_find_byte(bytes, '\n');
        bool lone = end < bytes.length && !(end ? bytes.data[end - 1] == '\r' : terminal->after_return);
        buffer_add(&terminal->stream, slice_part(bytes, 0, end));
        if (lone)
            buffer_add_byte(&terminal->stream, '\r');
        if (end < bytes.length)
            buffer_add_byte(&terminal->stream, '\n');
        bytes = slice_part(bytes, end + 1, bytes.length);
    }
    size_t length = terminal->stream.length;
    terminal->after_return = length && terminal->stream.data[length - 1] == '\r';
    drop_old(terminal);
}

/* --- the transcript --- */

static void forget_command(struct terminal *terminal)
{
    struct command *command = terminal->commands;
    terminal->commands = command->next;
    if (!terminal->commands) {
        terminal->last = &terminal->commands;
        terminal->newest = NULL;
    }
    terminal->bytes -= command->output.length;
    memory_free(command->line);
    buffer_release(&command->output);
    memory_free(command);
}

static void add_output(struct terminal *terminal, struct command *command, struct slice shown)
{
    size_t before = command->output.length;
    buffer_add(&terminal->split, shown);
    buffer_drop_front(&terminal->split, escape_strip(&command->output, buffer_slice(&terminal->split)));
    if (command->output.length > LIMIT_WEB_TRANSCRIPT_BYTES / 4) {
        size_t drop = command->output.length - LIMIT_WEB_TRANSCRIPT_BYTES / 8;
        struct slice rest = slice_part(buffer_slice(&command->output), drop, command->output.length);
        drop += slice_find_byte(rest, '\n') + 1; /* from the beginning of a line on, where there is one */
        buffer_drop_front(&command->output, drop < command->output.length ? drop : command->output.length);
        command->truncated = true;
    }
    terminal->bytes = terminal->bytes - before + command->output.length;
    while (terminal->bytes > LIMIT_WEB_TRANSCRIPT_BYTES && terminal->commands != command)
        forget_command(terminal);
}

struct command *terminal_running(const struct terminal *terminal)
{
    return terminal->newest && terminal->newest->running ? terminal->newest : NULL;
}

struct command *terminal_command(const struct terminal *terminal, size_t number)
{
    struct command *command = terminal->commands;
    while (command && command->number != number)
        command = command->next;
    return command;
}

static void begin_command(struct terminal *terminal, struct slice line)
{
    struct command *command = memory_allocate(sizeof *command);
    *command = (struct command){.number = ++terminal->count, .line = memory_text(line), .running = true};
    *terminal->last = terminal->newest = command;
    terminal->last = &command->next;
}

void terminal_take(struct terminal *terminal, struct slice shown)
{
    struct command *running = terminal_running(terminal);
    if (running)
        add_output(terminal, running, shown);
    terminal_show(terminal, shown);
    if (shown.length)
        terminal->midline = shown.data[shown.length - 1] != '\n';
}

void terminal_drain(struct terminal *terminal)
{
    if (!terminal->prompt)
        return;
    struct buffer *out = prompt_output(terminal->prompt);
    if (!out->length)
        return;
    terminal_take(terminal, buffer_slice(out));
    buffer_clear(out);
}

void terminal_mark(void *context, char letter, struct slice line, int status)
{
    struct terminal *terminal = context;
    struct buffer mark = {0};
    terminal_drain(terminal);
    struct command *running = terminal_running(terminal);
    buffer_clear(&terminal->split);
    if (letter == 'D') {
        buffer_format(&mark, "\033]133;D;%d\033\\", status);
        if (running) {
            running->status = status;
            running->running = false;
            desk_command_ended(terminal->desk, terminal, running);
        }
    } else {
        buffer_format(&mark, "\033]133;%c\033\\", letter);
        terminal->midline &= letter != 'C';
        if (letter == 'C')
            begin_command(terminal, line);
    }
    terminal_show(terminal, buffer_slice(&mark));
    buffer_release(&mark);
}

/* --- the prompt --- */

static void start_prompt(struct terminal *terminal, int64_t wall)
{
    struct prompt_options options = {.terminal = terminal->name,
                                     .keep = desk_keep(terminal->desk),
                                     .unicode = true,
                                     .color = true,
                                     .patient = true,
                                     .columns = terminal->columns,
                                     .rows = terminal->rows,
                                     .mark = terminal_mark,
                                     .context = terminal};
    terminal->prompt = prompt_new(desk_session(terminal->desk), &options, wall);
}

struct terminal *terminal_new(struct desk *desk, const char *name)
{
    struct terminal *terminal = memory_allocate(sizeof *terminal);
    *terminal = (struct terminal){.desk = desk, .columns = 80, .rows = 24};
    memcpy(terminal->name, name, strlen(name) < sizeof terminal->name ? strlen(name) : sizeof terminal->name - 1);
    terminal->last = &terminal->commands;
    desk_name_epoch(desk, terminal->epoch, sizeof terminal->epoch - 1);
    terminal_show(terminal, SLICE("\033[?2004h")); /* pastes come in brackets */
    return terminal;
}

void terminal_free(struct terminal *terminal)
{
    if (terminal->prompt)
        prompt_free(terminal->prompt);
    while (terminal->commands)
        forget_command(terminal);
    buffer_release(&terminal->stream);
    buffer_release(&terminal->split);
    memory_free(terminal);
}

void terminal_begin(struct terminal *terminal, int64_t wall, struct slice screen)
{
    start_prompt(terminal, wall);
    prompt_begin(terminal->prompt, screen, SLICE(""));
    terminal_drain(terminal);
}

void terminal_again(struct terminal *terminal, int64_t wall)
{
    terminal_drain(terminal);
    prompt_free(terminal->prompt);
    terminal_begin(terminal, wall, SLICE(""));
}

bool terminal_idle(const struct terminal *terminal)
{
    return prompt_idle(terminal->prompt);
}

size_t terminal_edit(struct terminal *terminal, struct slice bytes)
{
    size_t taken = prompt_edit(terminal->prompt, bytes);
    terminal_drain(terminal);
    return taken;
}

void terminal_resize(struct terminal *terminal, int columns, int rows)
{
    terminal->columns = columns;
    terminal->rows = rows;
    prompt_resize(terminal->prompt, columns, rows);
    terminal_drain(terminal);
}
