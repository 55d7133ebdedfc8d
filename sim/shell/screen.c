/* The terminal as a screen: raw mode, keys, and the way back. */
#include "base/check.h"
#include "shell/host.h"
#include "shell/signals.h"
#include "shell/stream.h"

#define ENTER "\033[?1049h\033[H\033[2J"
#define PLAIN "\033[0m\033[?25h"
#define LEAVE "\033[0m\033[?25h\033[?1049l"

static void leave(void *thing)
{
    struct stream *terminal = thing;
    terminal->raw = false;
    terminal->show(terminal->context, terminal->alternate ? SLICE(LEAVE) : SLICE(PLAIN));
    terminal->alternate = false;
    stream_unref(terminal);
}

bool process_has_screen(const struct process *process)
{
    const struct stream *terminal = process->host->terminal(process);
    return terminal && terminal->rows && !terminal->raw;
}

static bool enter(struct process *process, bool alternate)
{
    struct stream *terminal = process->host->terminal(process);
    if (!process_has_screen(process))
        return false;
    terminal->raw = true;
    terminal->alternate = alternate;
    if (alternate)
        terminal->show(terminal->context, SLICE(ENTER));
    process_own(process, leave, stream_ref(terminal));
    return true;
}

bool process_raw(struct process *process)
{
    return enter(process, true);
}

bool process_raw_main(struct process *process)
{
    return enter(process, false);
}

void process_cook(struct process *process)
{
    struct stream *terminal = process->host->terminal(process);
    check(terminal && terminal->raw);
    process_disown(process, terminal);
    leave(terminal);
}

void process_untype(struct process *process, struct slice keys)
{
    struct stream *terminal = process->host->terminal(process);
    struct buffer typed = {0};
    if (!terminal || keys.length == 0)
        return;
    buffer_add(&typed, keys);
    buffer_add(&typed, stream_unread(terminal));
    buffer_release(&terminal->bytes);
    terminal->bytes = typed;
    terminal->taken = 0;
}

bool process_suspend(struct process *process, struct screen_wait *wait)
{
    process_cook(process);
    process_signal(process, 0, SIGNAL_TSTP);
    process->host->await_turn(process);
    wait->columns = wait->rows = 0;
    return process_raw(process);
}

void process_draw(struct process *process, struct slice bytes)
{
    struct stream *terminal = process->host->terminal(process);
    check(terminal && terminal->raw);
    process->host->tick(process);
    if (bytes.length)
        terminal->show(terminal->context, bytes);
}

struct attention {
    const struct stream *terminal, *input;
    const struct screen_wait *wait;
};

static bool something(const void *context)
{
    const struct attention *attention = context;
    const struct stream *terminal = attention->terminal;
    return stream_readable(terminal) || terminal->columns != attention->wait->columns ||
           terminal->rows != attention->wait->rows || (attention->input && stream_readable(attention->input));
}

enum screen_event process_keys(struct process *process, struct screen_wait *wait)
{
    struct stream *terminal = process->host->terminal(process);
    struct stream *input = wait->descriptor < 0 ? NULL : stream_behind(process->streams[wait->descriptor]);
    struct attention attention = {terminal, input, wait};
    check(terminal && terminal->raw);
    process->host->tick(process);
    if (!something(&attention))
        process->host->wait(process, something, &attention, wait->deadline, WAIT_FOLLOW);
    if (terminal->columns != wait->columns || terminal->rows != wait->rows) {
        wait->columns = terminal->columns;
        wait->rows = terminal->rows;
        return SCREEN_RESIZED;
    }
    struct slice typed = stream_unread(terminal);
    if (typed.length) {
        buffer_add(wait->keys, typed);
        buffer_clear(&terminal->bytes);
        terminal->taken = 0;
        return SCREEN_KEYS;
    }
    if (terminal->ended)
        return SCREEN_HANGUP;
    return input && stream_readable(input) ? SCREEN_INPUT : SCREEN_TIMEOUT;
}
