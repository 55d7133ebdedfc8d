#include "face/prompt.h"

#include "base/check.h"
#include "base/limits.h"
#include "shell/line.h"
#include "shell/shell.h"

static const char leave_text[] = "exit leaves the lab; nothing is saved. Type exit again to leave.\n";
static const char unsaved_mark[] = "(unsaved) ";

struct prompt {
    struct prompt_options options;
    struct session *session;
    struct line *line;
    const char *busy, *typed; /* questions about its jobs and its last command, in the arena */
    struct arena arena;
    struct buffer out;      /* for the terminal */
    struct buffer command;  /* lines of a command that is not complete yet */
    struct buffer queue;    /* complete commands still to be run */
    struct buffer ahead;    /* typed while a command runs */
    struct buffer starting; /* what was last said to be starting */
    bool editing, warned, leaving;
    bool preparing, checked; /* the next prompt is on its way; what is to be checked for it is */
    bool midline; /* what was shown last did not end its line */
    bool running; /* a command was begun, and its end not seen yet */
    bool follows; /* another prompt passes the time */
    bool exited;  /* when the session was opened, `exit` had been run in it */
    size_t commands;
    int columns, rows;
    int64_t wall; /* nanoseconds, when time was last passed on */
};

static void flush(struct prompt *prompt)
{
    if (prompt->options.flush)
        prompt->options.flush(prompt->options.context);
}

static void mark(struct prompt *prompt, char letter, struct slice command, int status)
{
    if (prompt->options.mark)
        prompt->options.mark(prompt->options.context, letter, command, status);
}

static bool keys_wait(const struct prompt *prompt)
{
    return prompt->ahead.length || (prompt->options.keys_wait && prompt->options.keys_wait(prompt->options.context));
}

static bool is_busy(const struct prompt *prompt)
{
    return session_busy(prompt->session, prompt->options.terminal);
}

static const struct value *complete(void *context, struct slice before, struct arena *arena)
{
    struct prompt *prompt = context;
    struct buffer text = {0};
    buffer_add(&text, buffer_slice(&prompt->command));
    size_t earlier = text.length;
    buffer_add(&text, before);
    const struct value *answer =
        session_ask(prompt->session, arena_format(arena, "complete %s", buffer_text(&text)), arena);
    buffer_release(&text);
    int64_t from = value_number(value_get(answer, "from"), -1);
    if (from < (int64_t)earlier)
        return NULL;
    struct value *shifted = value_edit(arena, answer);
    value_put_integer(arena, shifted, "from", from - (int64_t)earlier);
    return shifted;
}

static bool is_raw(const struct prompt *prompt)
{
    return session_raw(prompt->session, prompt->options.terminal);
}

/* A full-screen program leaves the main screen as it found it. */
static void note_midline(struct prompt *prompt, struct slice shown)
{
    static const struct slice leave = {"\033[?1049l", sizeof "\033[?1049l" - 1};
    bool left = false;
    for (size_t at; (at = slice_find(shown, leave)) < shown.length; left = true)
        shown = slice_part(shown, at + leave.length, shown.length);
    if (is_raw(prompt) || (left && shown.length == 0))
        return;
    prompt->midline = shown.data[shown.length - 1] != '\n';
}

/* What the session shows goes above the line that is being edited. */
static void show(struct prompt *prompt)
{
    struct slice shown = session_output(prompt->session, prompt->options.terminal);
    if (shown.length == 0)
        return;
    if (prompt->editing)
        line_hide(prompt->line, &prompt->out);
    buffer_add(&prompt->out, shown);
    note_midline(prompt, shown);
    if (!prompt->editing)
        return;
    if (prompt->midline)
        buffer_add_byte(&prompt->out, '\n');
    prompt->midline = false;
    line_show(prompt->line, &prompt->out);
}

/* One line above the prompt when something is not ready, said once for the same things. */
static void say_starting(struct prompt *prompt)
{
    struct arena arena = {0};
    struct buffer text = {0};
    const struct value *list = session_ask(prompt->session, "starting", &arena);
    for (size_t i = 0; i < value_count(list); i++)
        buffer_format(&text, "%s%s", i ? ", " : "starting: ", value_string_of(value_at(list, i)));
    if (text.length && !slice_equal(buffer_slice(&text), buffer_slice(&prompt->starting)))
        buffer_format(&prompt->out, "%s\n", buffer_text(&text));
    buffer_release(&prompt->starting);
    prompt->starting = text;
    arena_release(&arena);
}

void prompt_announce(struct session *session, size_t task, bool unicode, bool color, struct buffer *out)
{
    struct arena arena = {0};
    const struct value *tasks = session_ask(session, "record", &arena);
    size_t required = 0, done = 0;
    for (size_t i = 0; i < value_count(tasks); i++) {
        bool optional = value_truth(value_get(value_at(tasks, i), "optional"));
        required += !optional;
        done += !optional && value_truth(value_get(value_at(tasks, i), "recorded"));
    }
    buffer_format(out, "%s%s %zu. %s%s (%zu of %zu)\n", color ? "\033[32m" : "",
                  unicode ? "\xE2\x9C\x94" : "[done]", task + 1,
                  value_find_text(value_at(tasks, task), "title"), color ? "\033[0m" : "", done, required);
    if (done == required && !value_truth(value_get(value_at(tasks, task), "optional")))
        buffer_add_text(out, "All tasks are done. `lab next` goes on, `lab status` sums up.\n");
    arena_release(&arena);
}

/* Tasks turn green by themselves: the open ones are checked until somebody types. */
static void check_tasks(struct prompt *prompt)
{
    size_t done;
    while (!keys_wait(prompt) && session_check_step(prompt->session, &done)) {
        if (done != SIZE_MAX)
            prompt_announce(prompt->session, done, prompt->options.unicode, prompt->options.color, &prompt->out);
    }
}

static void put_paste(struct prompt *prompt, struct slice text)
{
    struct buffer paste = {0};
    size_t used;
    buffer_add_text(&paste, "\033[200~");
    buffer_add(&paste, text);
    buffer_add_text(&paste, "\033[201~");
    line_push(prompt->line, buffer_slice(&paste), &used, &prompt->out);
    buffer_release(&paste);
}

/* A solution is put into the prompt as a paste is, and waits for Enter. */
static void take_suggestion(struct prompt *prompt)
{
    struct arena arena = {0};
    const struct value *text = session_ask(prompt->session, "suggestion", &arena);
    if (text)
        put_paste(prompt, slice_trim(value_slice(text)));
    arena_release(&arena);
}

static bool is_saved(const struct prompt *prompt)
{
    return prompt->options.keep && keep_saved(prompt->options.keep);
}

/* The prompt says that what came before it is kept. What was shown does not wait for that. */
static const char *settled_prompt(struct prompt *prompt, struct arena *arena)
{
    const char *text = session_prompt(prompt->session, prompt->options.terminal, arena);
    if (!prompt->options.keep)
        return text;
    flush(prompt);
    const char *news = keep_settle(prompt->options.keep, arena);
    if (news)
        buffer_format(&prompt->out, "ambit: %s%s\n", news, is_saved(prompt) ? "" : "; the lab goes on");
    return is_saved(prompt) ? text : arena_format(arena, "%s%s", unsaved_mark, text);
}

static void show_prompt(struct prompt *prompt)
{
    struct arena arena = {0};
    const char *text = settled_prompt(prompt, &arena);
    mark(prompt, 'A', SLICE(""), 0);
    line_start(prompt->line, text, &prompt->out);
    mark(prompt, 'B', SLICE(""), 0);
    take_suggestion(prompt);
    prompt->preparing = false;
    prompt->editing = true;
    arena_release(&arena);
}

/* A part of what comes before a prompt, for who is patient: one check, or a look whether the disk is done. */
static void prepare(struct prompt *prompt)
{
    size_t done = SIZE_MAX;
    if (!prompt->checked && !keys_wait(prompt) && session_check_step(prompt->session, &done)) {
        if (done != SIZE_MAX)
            prompt_announce(prompt->session, done, prompt->options.unicode, prompt->options.color, &prompt->out);
        return;
    }
    prompt->checked = true;
    if (!prompt->options.keep || !keep_pending(prompt->options.keep))
        show_prompt(prompt);
}

static void begin_line(struct prompt *prompt)
{
    if (prompt->midline)
        buffer_add_byte(&prompt->out, '\n');
    prompt->midline = false;
    if (prompt->command.length) {
        line_start(prompt->line, "> ", &prompt->out);
        prompt->editing = true;
        return;
    }
    say_starting(prompt);
    flush(prompt);
    prompt->preparing = prompt->options.patient;
    prompt->checked = false;
    if (prompt->preparing)
        return;
    check_tasks(prompt);
    show_prompt(prompt);
}

/* What the shell has kept of the command typed last, history expanded, is what Up brings back. */
static void remember(struct prompt *prompt)
{
    struct arena arena = {0};
    const struct value *last = session_ask(prompt->session, prompt->typed, &arena);
    if (last)
        line_remember(prompt->line, value_slice(last));
    arena_release(&arena);
}

/* Starts the next complete command of the queue; false when there is none. */
static bool run_queued(struct prompt *prompt)
{
    if (prompt->queue.length == 0)
        return false;
    struct slice queue = buffer_slice(&prompt->queue);
    size_t length = shell_command_length(queue, true);
    if (length == 0)
        length = queue.length;
    struct slice command = slice_part(queue, 0, length);
    if (slice_ends(command, "\n"))
        command.length--;
    mark(prompt, 'C', command, 0);
    session_input(prompt->session, INPUT_TYPED, prompt->options.terminal, command);
    remember(prompt);
    prompt->running = true;
    prompt->commands++;
    buffer_drop_front(&prompt->queue, length);
    return true;
}

static bool asks_to_leave(struct slice command)
{
    struct slice word = slice_trim(command);
    return slice_is(word, "exit") || slice_is(word, "logout");
}

static bool has_stopped_jobs(struct prompt *prompt)
{
    struct arena arena = {0};
    bool stopped = false;
    const struct value *jobs = session_ask(prompt->session, prompt->busy, &arena);
    for (size_t i = 0; i < value_count(jobs); i++)
        stopped |= value_says(value_get(value_at(jobs, i), "state"), "stopped");
    arena_release(&arena);
    return stopped;
}

/* What is saved is left as a book is: nothing ends, and the next sitting goes on. */
static void leave_saved(struct prompt *prompt)
{
    buffer_format(&prompt->out, "Saved. `ambit open %s` goes on here.\n", prompt->options.keep->name);
    buffer_clear(&prompt->command);
    prompt->leaving = true;
}

static void ask_or_leave(struct prompt *prompt)
{
    if (prompt->options.aside) {
        buffer_clear(&prompt->command);
        prompt->leaving = true;
        return;
    }
    if (is_saved(prompt)) {
        leave_saved(prompt);
        return;
    }
    prompt->leaving = prompt->warned;
    prompt->warned = true;
    buffer_clear(&prompt->command);
    if (prompt->leaving) {
        flush(prompt);
        session_input(prompt->session, INPUT_END, prompt->options.terminal, SLICE(""));
        session_finish(prompt->session, prompt->options.terminal, false);
        show(prompt);
        return;
    }
    if (has_stopped_jobs(prompt))
        buffer_add_text(&prompt->out, "There are stopped jobs.\n");
    buffer_add_text(&prompt->out, leave_text);
    begin_line(prompt);
}

bool prompt_submits(struct slice command, struct slice *name)
{
    struct slice rest = slice_trim(command), word;
    bool lab = slice_next(&rest, ' ', &word) && slice_is(word, "lab");
    bool submit = lab && slice_next(&rest, ' ', &word) && slice_is(word, "submit");
    *name = submit && rest.data ? slice_trim(rest) : SLICE("");
    return submit && slice_find_byte(*name, ' ') == name->length;
}

static void take_line(struct prompt *prompt)
{
    buffer_add(&prompt->command, line_text(prompt->line));
    buffer_add_byte(&prompt->command, '\n');
    struct slice command = buffer_slice(&prompt->command), name;
    if (prompt->options.submit && prompt_submits(command, &name)) {
        prompt->options.submit(prompt->options.sitting, name, &prompt->out);
        buffer_clear(&prompt->command);
        begin_line(prompt);
        return;
    }
    if (asks_to_leave(command)) {
        ask_or_leave(prompt);
        return;
    }
    if (slice_trim(command).length)
        prompt->warned = false;
    if (shell_command_length(command, false) == 0 && command.length < LIMIT_LINE_BYTES) {
        begin_line(prompt);
        return;
    }
    buffer_add(&prompt->queue, command);
    buffer_clear(&prompt->command);
}

/* Bytes for the line editor. What is typed behind a command's Enter waits until that command has ended. */
static void edit(struct prompt *prompt, struct slice bytes)
{
    size_t used;
    enum line_event event = line_push(prompt->line, bytes, &used, &prompt->out);
    if (event != LINE_MORE)
        prompt->editing = false;
    struct slice rest = slice_part(bytes, used, bytes.length);
    if (event == LINE_DONE) {
        take_line(prompt);
    } else if (event == LINE_INTERRUPT) {
        buffer_clear(&prompt->command);
        begin_line(prompt);
    } else if (event == LINE_END) {
        buffer_add_byte(&prompt->out, '\n');
        ask_or_leave(prompt);
    }
    buffer_add(&prompt->ahead, rest);
}

/* Gives the foreground the keys typed for it, or the lines, with an echo, as a terminal in its usual mode does.
 */
static void type_to_foreground(struct prompt *prompt)
{
    enum { END_OF_INPUT = 4 };
    struct slice ahead = buffer_slice(&prompt->ahead);
    if (is_raw(prompt) && ahead.length) {
        session_input(prompt->session, INPUT_BYTES, prompt->options.terminal, ahead);
        buffer_clear(&prompt->ahead);
        return;
    }
    for (size_t i = 0; i < ahead.length; i++) {
        bool end = ahead.data[i] == END_OF_INPUT;
        if (ahead.data[i] != '\r' && ahead.data[i] != '\n' && !end)
            continue;
        struct buffer line = {0};
        buffer_add(&line, slice_part(ahead, 0, i));
        if (!end)
            buffer_add_byte(&line, '\n');
        buffer_add(&prompt->out, buffer_slice(&line));
        if (line.length)
            session_input(prompt->session, INPUT_BYTES, prompt->options.terminal, buffer_slice(&line));
        else
            session_input(prompt->session, INPUT_END, prompt->options.terminal, SLICE(""));
        buffer_release(&line);
        buffer_drop_front(&prompt->ahead, i + 1);
        return;
    }
}

enum { INTERRUPT = 3, SUSPEND = 26 };

static void take_busy(struct prompt *prompt, struct slice bytes)
{
    size_t interrupt = slice_find_byte(bytes, INTERRUPT), suspend = slice_find_byte(bytes, SUSPEND);
    size_t at = is_raw(prompt) ? bytes.length : interrupt < suspend ? interrupt : suspend;
    if (at == bytes.length) {
        if (prompt->ahead.length + bytes.length <= LIMIT_LINE_BYTES)
            buffer_add(&prompt->ahead, bytes);
        return;
    }
    buffer_clear(&prompt->ahead);
    buffer_clear(&prompt->queue);
    bool stop = bytes.data[at] == SUSPEND;
    buffer_add_text(&prompt->out, stop ? "^Z" : "^C\n");
    prompt->midline = stop;
    session_input(prompt->session, stop ? INPUT_SUSPEND : INPUT_INTERRUPT, prompt->options.terminal, SLICE(""));
    buffer_add(&prompt->ahead, slice_part(bytes, at + 1, bytes.length));
}

/* Ctrl-C that came right behind Enter, when the command had not begun yet, is for the command. */
static void take_signals(struct prompt *prompt)
{
    struct slice ahead = buffer_slice(&prompt->ahead);
    bool typed = slice_find_byte(ahead, INTERRUPT) < ahead.length || slice_find_byte(ahead, SUSPEND) < ahead.length;
    if (!typed || prompt->editing || prompt->preparing || !is_busy(prompt) || is_raw(prompt))
        return;
    struct buffer keys = prompt->ahead;
    prompt->ahead = (struct buffer){0};
    take_busy(prompt, buffer_slice(&keys));
    buffer_release(&keys);
}

/* A terminal that is written to faster than it shows makes the writer wait, as a real one does: no more is run than this. */
static bool is_flooded(const struct prompt *prompt)
{
    const size_t most = 65536;
    return prompt->out.length >= most;
}

/* Passes the wall's time on, and jumps over what nobody watches, for a moment at most: by the machine's steps, which
 * take about as long everywhere. */
static void pass_time(struct prompt *prompt, int64_t wall)
{
    const int64_t longest_step = 1000000000, part = 1000000;
    const int share = 64; /* advances */
    int64_t passed = wall - prompt->wall, left = passed > longest_step ? longest_step : passed < 0 ? 0 : passed;
    prompt->wall = wall;
    if (prompt->follows)
        return;
    do {
        int64_t step = is_busy(prompt) && left > part ? part : left;
        session_advance(prompt->session, instant_add(session_now(prompt->session), (struct duration){step}));
        left -= step;
        show(prompt);
    } while (left > 0 && !is_flooded(prompt));
    for (int i = 0; i < share && is_busy(prompt) && !is_flooded(prompt); i++) {
        bool follow = false;
        struct instant now = session_now(prompt->session), next = session_next(prompt->session, &follow);
        bool later = instant_compare(next, now) > 0;
        if (later && (follow || instant_compare(next, INSTANT_NEVER) == 0)) {
            type_to_foreground(prompt);
            break;
        }
        session_advance(prompt->session, later ? next : instant_add(now, MILLISECONDS(1)));
        show(prompt);
    }
}

/* Milliseconds until something may happen; -1: only keys will make it. */
int prompt_wait(const struct prompt *prompt)
{
    enum { SHORTEST = 10, LONGEST = 1000 };
    bool follow = false, busy = is_busy(prompt);
    struct instant next = session_next(prompt->session, &follow);
    if (prompt->preparing && prompt->checked)
        return 1;
    if (prompt->editing ? prompt->ahead.length > 0 : !busy)
        return 0;
    if (instant_compare(next, INSTANT_NEVER) == 0)
        return -1;
    if (busy && !follow)
        return 0;
    int64_t length = instant_since(next, session_now(prompt->session)).nanoseconds / 1000000;
    return length < SHORTEST ? SHORTEST : length > LONGEST ? LONGEST : (int)length;
}

static void edit_ahead(struct prompt *prompt)
{
    struct buffer typed = prompt->ahead;
    prompt->ahead = (struct buffer){0};
    edit(prompt, buffer_slice(&typed));
    buffer_release(&typed);
}

/* When a command has ended: what it did not read was typed for the prompt. */
static void take_unread(struct prompt *prompt)
{
    if (!prompt->running)
        return;
    struct buffer typed = {0};
    buffer_add(&typed, session_unread(prompt->session, prompt->options.terminal));
    buffer_add(&typed, buffer_slice(&prompt->ahead));
    buffer_release(&prompt->ahead);
    prompt->ahead = typed;
    prompt->running = false;
    mark(prompt, 'D', SLICE(""), session_status(prompt->session, prompt->options.terminal));
}

static bool is_moving(struct prompt *prompt)
{
    struct arena arena = {0};
    bool moving = session_ask(prompt->session, "moving", &arena) != NULL;
    arena_release(&arena);
    return moving;
}

/* `exit` in the middle of a line ends the sitting; when a saved one is opened again, that is over. */
static bool exits(struct prompt *prompt)
{
    bool exiting = session_exiting(prompt->session, prompt->options.terminal);
    prompt->exited &= exiting;
    return exiting && !prompt->exited;
}

void prompt_begin(struct prompt *prompt, struct slice screen, struct slice again)
{
    struct arena arena = {0};
    prompt->exited = session_exiting(prompt->session, prompt->options.terminal);
    if (is_busy(prompt)) {
        buffer_add(&prompt->out, screen);
        prompt->running = true;
    } else if (again.length) {
        buffer_add(&prompt->queue, again);
        buffer_add_byte(&prompt->queue, '\n');
        buffer_format(&prompt->out, "%s%s", settled_prompt(prompt, &arena), buffer_text(&prompt->queue));
    } else {
        begin_line(prompt);
    }
    arena_release(&arena);
}

void prompt_keys(struct prompt *prompt, struct slice bytes)
{
    if (prompt->editing || prompt->preparing)
        buffer_add(&prompt->ahead, bytes);
    else
        take_busy(prompt, bytes);
}

size_t prompt_edit(struct prompt *prompt, struct slice bytes)
{
    size_t used = 0;
    if (!prompt->editing || prompt->ahead.length)
        return 0;
    bytes = slice_part(bytes, 0, line_alone(prompt->line, bytes));
    if (bytes.length)
        check(line_push(prompt->line, bytes, &used, &prompt->out) == LINE_MORE);
    return used;
}

void prompt_paste(struct prompt *prompt, struct slice text, bool run)
{
    struct buffer keys = {0};
    buffer_add_text(&keys, "\033[200~");
    buffer_add(&keys, slice_trim(text));
    buffer_add_text(&keys, "\033[201~");
    if (run)
        buffer_add_byte(&keys, '\r');
    prompt_keys(prompt, buffer_slice(&keys));
    buffer_release(&keys);
}

void prompt_resize(struct prompt *prompt, int columns, int rows)
{
    if (columns == prompt->columns && rows == prompt->rows)
        return;
    if (!prompt->options.dumb) {
        struct buffer text = {0};
        buffer_format(&text, "%d %d", columns, rows);
        session_input(prompt->session, INPUT_RESIZE, prompt->options.terminal, buffer_slice(&text));
        buffer_release(&text);
    }
    prompt->columns = columns;
    prompt->rows = rows;
    line_resize(prompt->line, columns, &prompt->out);
}

void prompt_pass(struct prompt *prompt, int64_t wall)
{
    if (prompt->leaving)
        return;
    if (prompt->editing && prompt->ahead.length)
        edit_ahead(prompt);
    if (!prompt->editing && !prompt->preparing && !is_busy(prompt) && !prompt->leaving)
        run_queued(prompt);
    take_signals(prompt);
    flush(prompt);
    pass_time(prompt, wall);
    show(prompt);
    if (prompt->preparing)
        prepare(prompt);
    if (prompt->editing || prompt->preparing || is_busy(prompt) || prompt->leaving)
        return;
    take_unread(prompt);
    prompt->leaving = exits(prompt) || is_moving(prompt);
    if (prompt->queue.length == 0 && !prompt->leaving)
        begin_line(prompt);
}

void prompt_again(struct prompt *prompt)
{
    if (!prompt->editing)
        return;
    line_hide(prompt->line, &prompt->out);
    line_show(prompt->line, &prompt->out);
}

void prompt_stand(struct prompt *prompt, int64_t wall)
{
    prompt->wall = wall;
}

struct buffer *prompt_output(struct prompt *prompt)
{
    return &prompt->out;
}

void prompt_follow(struct prompt *prompt, bool follows)
{
    prompt->follows = follows;
}

bool prompt_moving(struct prompt *prompt)
{
    return is_moving(prompt);
}

bool prompt_leaving(const struct prompt *prompt)
{
    return prompt->leaving;
}

bool prompt_busy(const struct prompt *prompt)
{
    return !prompt->editing && !prompt->preparing;
}

bool prompt_idle(const struct prompt *prompt)
{
    bool empty = prompt->ahead.length == 0 && prompt->command.length == 0;
    return empty && (prompt->editing ? slice_trim(line_text(prompt->line)).length == 0 : prompt->preparing);
}

bool prompt_editing(const struct prompt *prompt)
{
    return prompt->editing;
}

size_t prompt_commands(const struct prompt *prompt)
{
    return prompt->commands;
}

struct slice prompt_text(const struct prompt *prompt)
{
    return prompt->editing ? line_text(prompt->line) : SLICE("");
}

struct prompt *prompt_new(struct session *session, const struct prompt_options *options, int64_t wall)
{
    struct prompt *prompt = memory_allocate(sizeof *prompt);
    struct line_completer completer = {prompt, complete};
    prompt->options = *options;
    prompt->options.terminal = arena_text(&prompt->arena, options->terminal);
    prompt->busy = arena_format(&prompt->arena, "jobs/%s", options->terminal);
    prompt->typed = arena_format(&prompt->arena, "typed/%s", options->terminal);
    prompt->session = session;
    prompt->wall = wall;
    prompt->line = line_new(options->columns, options->dumb || options->linear, &completer);
    prompt_resize(prompt, options->columns, options->rows);
    return prompt;
}

void prompt_free(struct prompt *prompt)
{
    line_free(prompt->line);
    buffer_release(&prompt->out);
    buffer_release(&prompt->command);
    buffer_release(&prompt->queue);
    buffer_release(&prompt->ahead);
    buffer_release(&prompt->starting);
    arena_release(&prompt->arena);
    memory_free(prompt);
}
