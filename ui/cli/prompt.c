/* A person at a terminal: its keys go to the prompt, and what that shows goes out. */
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "cli/layout.h"
#include "cli/sitting.h"
#include "cli/terminal.h"
#include "face/ascii.h"
#include "face/prompt.h"
#include "face/rescue.h"
#include "tui/tui.h"

static int64_t wall_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

/* Where a prompt's output goes. */
struct outlet {
    struct prompt *prompt; /* NULL: not yet */
    bool ascii;
};

static void write_all(struct slice bytes)
{
    while (bytes.length) {
        ssize_t count = write(STDOUT_FILENO, bytes.data, bytes.length);
        if (count < 0 && errno != EINTR)
            return;
        bytes = slice_part(bytes, count > 0 ? (size_t)count : 0, bytes.length);
    }
}

static void flush(void *context)
{
    struct outlet *outlet = context;
    struct buffer *out = outlet->prompt ? prompt_output(outlet->prompt) : NULL, spelled = {0};
    if (!out || !out->length)
        return;
    if (outlet->ascii)
        ascii_add(&spelled, buffer_slice(out));
    write_all(buffer_slice(outlet->ascii ? &spelled : out));
    buffer_release(&spelled);
    buffer_clear(out);
}

static bool keys_wait(void *context)
{
    (void)context;
    struct pollfd keyboard = {.fd = STDIN_FILENO, .events = POLLIN};
    return poll(&keyboard, 1, 0) > 0;
}

enum { STOP = 26 }; /* Ctrl-Z at an empty prompt is the terminal's own; behind it, the simulated shell's */

/* False at the end of input. */
static bool read_keys(struct prompt *prompt)
{
    char bytes[4096];
    int columns, rows;
    struct pollfd keyboard = {.fd = STDIN_FILENO, .events = POLLIN};
    int ready = poll(&keyboard, 1, prompt_wait(prompt));
    if (terminal_resumed())
        prompt_again(prompt);
    terminal_size(&columns, &rows);
    prompt_resize(prompt, columns, rows);
    if (ready <= 0)
        return true;
    ssize_t count = read(STDIN_FILENO, bytes, sizeof bytes);
    if (count <= 0)
        return count < 0 && errno == EINTR;
    if (bytes[0] == STOP && prompt_editing(prompt) && !prompt_text(prompt).length) {
        rescue_stop();
        prompt_keys(prompt, (struct slice){bytes + 1, (size_t)count - 1});
        return true;
    }
    prompt_keys(prompt, (struct slice){bytes, (size_t)count});
    return true;
}

static void loop(struct sitting *sitting, struct outlet *outlet)
{
    struct prompt *prompt = outlet->prompt;
    prompt_begin(prompt, buffer_slice(&sitting->screen), buffer_slice(&sitting->again));
    flush(outlet);
    while (!prompt_leaving(prompt) && read_keys(prompt)) {
        prompt_pass(prompt, wall_now());
        terminal_alternate(session_raw(sitting->session, SITTING_TERMINAL));
        flush(outlet);
    }
    flush(outlet);
}

static void print_first_screen(struct sitting *sitting, int columns)
{
    const struct task *tasks;
    struct arena arena = {0};
    const struct value *record = session_ask(sitting->session, "record", &arena);
    const struct scenario *scenario = sitting->scenario;
    struct document document = {.width = columns > 80 ? 80 : columns,
                                .unicode = sitting->unicode,
                                .color = sitting->color};
    struct block title = {.kind = BLOCK_HEADING, .level = 1, .text = scenario_title(scenario)};
    size_t count = scenario_tasks(scenario, &tasks);
    document_block(&document, &title);
    if (scenario_teaser(scenario) && scenario_teaser(scenario)[0])
        document_paragraph(&document, "", scenario_teaser(scenario));
    buffer_add_byte(&document.out, '\n');
    for (size_t i = 0; i < count; i++) {
        struct buffer mark = {0};
        bool done = value_truth(value_get(value_at(record, i), "recorded"));
        buffer_format(&mark, "  %zu. %s%s", i + 1, done ? "(done) " : "", tasks[i].optional ? "(optional) " : "");
        document_paragraph(&document, buffer_text(&mark), value_find_text(value_at(record, i), "title"));
        buffer_release(&mark);
    }
    document_paragraph(
        &document, count ? "\n" : "",
        "`lab read` shows the lesson, `lab run 1` runs its first block, `lab check` says what is done, `lab hint` helps, "
        "`mesh`, `trace` and `why` show the traffic, `lab help` lists the rest, `exit` leaves.");
    if (sitting->told)
        document_paragraph(&document, "", sitting->told);
    buffer_add_byte(&document.out, '\n');
    document_flush(&document);
    fflush(stdout);
    document_release(&document);
    arena_release(&arena);
}

/* What was said before the screen comes is read first. */
static void let_read(const struct sitting *sitting)
{
    if (!sitting->said && !(sitting->keep && sitting->keep->told))
        return;
    fputs("Enter goes on. ", stdout);
    fflush(stdout);
    for (int letter = getchar(); letter != '\n' && letter != EOF;)
        letter = getchar();
}

/* False: nothing can be drawn. */
static bool sit_on_screen(struct sitting *sitting)
{
    struct arena arena = {0};
    struct keymap keymap;
    struct layout layout;
    const char *problem = face_keymap(&keymap, &arena), *unshared = layout_load(&layout, &arena);
    struct layout before = layout;
    let_read(sitting);
    struct lab_options lab = {.keep = sitting->keep,
                              .keymap = &keymap,
                              .submit = sitting_submit,
                              .sitting = sitting,
                              .unicode = sitting->unicode,
                              .screen = buffer_slice(&sitting->screen),
                              .again = buffer_slice(&sitting->again),
                              .layout = &layout,
                              .told = problem ? problem : unshared ? unshared : sitting->told};
    bool drawn = tui_lab(sitting->session, sitting->scenario, &lab, sitting->theme);
    layout_save(&layout, &before);
    arena_release(&arena);
    return drawn;
}

static void sit_at_prompt(struct sitting *sitting)
{
    struct outlet outlet = {.ascii = !sitting->unicode};
    struct prompt_options options = {.terminal = SITTING_TERMINAL,
                                     .keep = sitting->keep,
                                     .linear = true,
                                     .submit = sitting_submit,
                                     .sitting = sitting,
                                     .dumb = terminal_is_dumb(),
                                     .unicode = sitting->unicode,
                                     .color = sitting->color,
                                     .keys_wait = keys_wait,
                                     .flush = flush,
                                     .context = &outlet};
    terminal_size(&options.columns, &options.rows);
    print_first_screen(sitting, options.columns);
    if (terminal_open()) {
        outlet.prompt = prompt_new(sitting->session, &options, wall_now());
        loop(sitting, &outlet);
        terminal_close();
        prompt_free(outlet.prompt);
    }
}

int sitting_prompt(struct sitting *sitting)
{
    sitting->spells = !sitting->unicode;
    if (face_is_screen(sitting->face)) {
        if (sit_on_screen(sitting))
            return session_status(sitting->session, SITTING_TERMINAL);
        fputs("ambit: no screen can be drawn here (TERM, or libncursesw6 and libvterm0); going on plainly\n", stderr);
    }
    if (isatty(STDIN_FILENO) && isatty(STDOUT_FILENO)) {
        sit_at_prompt(sitting);
    } else {
        print_first_screen(sitting, 80);
        sitting_plain(sitting);
    }
    return session_status(sitting->session, SITTING_TERMINAL);
}
