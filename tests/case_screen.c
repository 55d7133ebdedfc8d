/* Full-screen programs in a session. Input, line by line, in the world of the seed's challenge:
 *   $ COMMAND         a command line; it runs until it ends or waits for a key
 *   @ size 80x24      another window (the first is 80x24; "@ batch": the terminal has no screen)
 *   @ wait 2          virtual seconds pass
 *   @ interrupt       Ctrl-C from a front end that knows of no raw mode; also @ kill, @ end
 *   @ paste           the rest up to "@ done" as a bracketed paste
 *   anything else     keys: "<Esc>", "<Enter>", "<C-x>", "<M-u>", "<Up>", ... between text
 * Questions: "screen", "styles" (tests/screen.h), "output COMMAND" (what it prints afterwards; a full-screen program that
 * still runs is killed first), "raw" (what has the terminal now). Each sitting is replayed and must give the
 * same world, and is played again with a yield at every tick, which must show the same. */
#include "screen.h"
#include "sitting.h"

#include <string.h>

#define TERMINAL "1"

const char *case_screen(struct arena *arena, const char *input, const char *question);

struct play {
    struct sitting sitting;
    struct screen_terminal *screen;
};

static void show(struct play *play)
{
    screen_write(play->screen, session_output(play->sitting.session, TERMINAL));
}

/* Until nothing happens but by keys or by somebody who watches. */
static void run_on(struct play *play)
{
    struct session *session = play->sitting.session;
    for (int steps = 0; steps < 1000000 && session_busy(session, TERMINAL); steps++) {
        bool follow = false;
        struct instant next = session_next(session, &follow);
        if (instant_compare(next, INSTANT_NEVER) == 0 ||
            (follow && instant_since(next, session_now(session)).nanoseconds > 1000000))
            break;
        session_advance(session, next);
    }
    show(play);
}

static void wait_for(struct play *play, struct duration length)
{
    session_advance(play->sitting.session, instant_add(session_now(play->sitting.session), length));
    run_on(play);
}

static void type(struct play *play, struct slice bytes)
{
    if (bytes.length == 0)
        return;
    session_input(play->sitting.session, INPUT_BYTES, TERMINAL, bytes);
    run_on(play);
    if (bytes.data[bytes.length - 1] == '\033')
        wait_for(play, MILLISECONDS(200));
}

static void type_line(struct play *play, struct slice line)
{
    struct buffer keys = {0};
    while (line.length) {
        if (line.data[0] == '<' && screen_key(&line, &keys)) {
            if (keys.data[keys.length - 1] != '\033' && keys.data[keys.length - 1] != '\r')
                continue;
            type(play, buffer_slice(&keys));
            buffer_clear(&keys);
            continue;
        }
        buffer_add_byte(&keys, line.data[0]);
        line = slice_part(line, 1, line.length);
    }
    type(play, buffer_slice(&keys));
    buffer_release(&keys);
}

static void resize(struct play *play, struct slice size)
{
    int64_t columns = 80, rows = 24;
    struct slice width, whole = size;
    struct buffer text = {0};
    slice_next(&size, 'x', &width);
    if (!slice_to_integer(width, &columns) || !slice_to_integer(size, &rows))
        return;
    buffer_format(&text, "%.*s", (int)whole.length, whole.data);
    text.data[width.length] = ' ';
    session_input(play->sitting.session, INPUT_RESIZE, TERMINAL, buffer_slice(&text));
    buffer_release(&text);
    screen_resize(play->screen, (int)columns, (int)rows);
    run_on(play);
}

static void paste(struct play *play, struct slice *rest)
{
    struct buffer keys = {0};
    struct slice line;
    buffer_add_text(&keys, "\033[200~");
    while (slice_next(rest, '\n', &line) && !slice_is(line, "@ done")) {
        buffer_add(&keys, line);
        buffer_add_byte(&keys, '\r');
    }
    buffer_add_text(&keys, "\033[201~");
    type(play, buffer_slice(&keys));
    buffer_release(&keys);
}

static void direct(struct play *play, struct slice line, struct slice *rest)
{
    struct slice word;
    slice_next(&line, ' ', &word);
    int64_t number = 1;
    if (slice_is(word, "size"))
        resize(play, line);
    else if (slice_is(word, "wait") && slice_to_integer(line, &number))
        wait_for(play, (struct duration){number * 1000000000});
    else if (slice_is(word, "paste"))
        paste(play, rest);
    else if (slice_is(word, "interrupt"))
        session_input(play->sitting.session, INPUT_INTERRUPT, TERMINAL, SLICE(""));
    else if (slice_is(word, "kill"))
        session_input(play->sitting.session, INPUT_KILL, TERMINAL, SLICE(""));
    else if (slice_is(word, "end"))
        session_input(play->sitting.session, INPUT_END, TERMINAL, SLICE(""));
    run_on(play);
}

static void play_input(struct play *play, struct slice rest)
{
    struct slice line;
    while (slice_next(&rest, '\n', &line)) {
        if (slice_starts(line, "$ ")) {
            screen_write(play->screen, line);
            screen_write(play->screen, SLICE("\n"));
            session_input(play->sitting.session, INPUT_LINE, TERMINAL, slice_part(line, 2, line.length));
            run_on(play);
        } else if (slice_starts(line, "@ ")) {
            direct(play, slice_part(line, 2, line.length), &rest);
        } else {
            type_line(play, line);
        }
    }
}

static const char *answer(struct play *play, struct arena *arena, const char *question)
{
    if (text_equal(question, "screen"))
        return screen_text(play->screen, arena);
    if (text_equal(question, "styles"))
        return screen_styles(play->screen, arena);
    if (text_equal(question, "raw"))
        return !session_busy(play->sitting.session, TERMINAL) ? "the prompt"
               : session_raw(play->sitting.session, TERMINAL) ? "a full-screen program"
                                                              : "a command";
    if (!text_starts(question, "output "))
        return "no such question";
    session_input(play->sitting.session, INPUT_KILL, TERMINAL, SLICE(""));
    show(play);
    struct slice output = sitting_run(&play->sitting, slice_of(question + strlen("output ")), true);
    const char *text = arena_copy(arena, output);
    int status = sitting_status(&play->sitting);
    return status ? arena_format(arena, "%s[%d]\n", text, status) : text;
}

static const char *play_once(struct arena *arena, const char *input, const char *question, bool hostile)
{
    struct play play = {0};
    const char *text = NULL;
    struct slice rest = slice_of(input);
    if (sitting_begin(&play.sitting, arena, "waypoints-l7-where-it-matters", &text)) {
        play.screen = screen_new(80, 24);
        if (hostile)
            session_set_hostile(play.sitting.session);
        if (slice_starts(rest, "@ batch\n"))
            rest = slice_part(rest, strlen("@ batch\n"), rest.length);
        else
            resize(&play, SLICE("80x24"));
        play_input(&play, rest);
        text = answer(&play, arena, question);
        const char *problem = hostile ? NULL : sitting_replay(&play.sitting, arena);
        text = problem ? problem : text;
        screen_free(play.screen);
    }
    sitting_end(&play.sitting);
    return text;
}

const char *case_screen(struct arena *arena, const char *input, const char *question)
{
    const char *text = play_once(arena, input, question, false), *again = play_once(arena, input, question, true);
    return text_equal(text, again) ? text : arena_format(arena, "%swith a yield at every tick:\n%s", text, again);
}
