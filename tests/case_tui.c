/* The lab's screen, in memory. Input, line by line:
 *   @ world SLUG      the challenge (first line; without it the seed's)
 *   @ ascii           no Unicode (first line, or behind that one)
 *   @ size 80x24      the window; the first is 120x32
 *   @ wait 2          seconds pass
 *   @ click 5 10      the mouse: row and column, from 1, as in the screen; "@ drag 5 10 5 20", "@ wheel 5 10 up"
 *   @ paste 1000      so many bytes, as a bracketed paste, in reads of 4096 with a paint behind each
 *   @ storm 1000      as many sizes of the window, with a paint behind each
 *   @ layout TEXT     how the screen is shared, as a file says it ("\n" between lines); it begins anew
 *   anything else     keys, as in case_screen.c
 * Behind each line of keys time passes until the prompt stands again. Questions: "screen", "rows FROM TO", "layout",
 * "most" (bytes of keys and of output between two paints), "sizes" (that the shell was told). */
#include "screen.h"
#include "sitting.h"
#include "tui/lab.h"
#include "tui/layout.h"

const char *case_tui(struct arena *arena, const char *input, const char *question);

struct play {
    struct sitting sitting;
    struct lab *lab;
    int64_t wall;
    struct canvas canvas;
    struct layout layout;
    size_t most_keys, most_output;
    const char *problem; /* of the layout's text */
    bool counts;         /* each pass is painted */
    bool unicode;
};

/* As the loop of the real screen: between two paints. */
static void paint(struct play *play)
{
    size_t keys, output;
    lab_pass(play->lab, play->wall);
    if (!play->counts)
        return;
    lab_handled(play->lab, &keys, &output);
    play->most_keys = keys > play->most_keys ? keys : play->most_keys;
    play->most_output = output > play->most_output ? output : play->most_output;
    lab_draw(play->lab, &play->canvas);
}

static void begin(struct play *play)
{
    struct lab_options options = {.unicode = play->unicode, .layout = &play->layout};
    play->lab = lab_new(play->sitting.session, play->sitting.scenario, &options, 120, 32, play->wall);
}

static void pass(struct play *play, int64_t seconds)
{
    const int64_t slice = 50000000;
    for (int64_t end = play->wall + seconds * 1000000000; play->wall < end; play->wall += slice)
        paint(play);
}

static void type_line(struct play *play, struct slice line)
{
    struct buffer keys = {0};
    while (line.length) {
        if (line.data[0] == '<' && screen_key(&line, &keys))
            continue;
        buffer_add_byte(&keys, line.data[0]);
        line = slice_part(line, 1, line.length);
    }
    lab_keys(play->lab, buffer_slice(&keys));
    buffer_release(&keys);
    pass(play, 2);
}

static void resize(struct play *play, struct slice size)
{
    int64_t columns = 80, rows = 24;
    struct slice width;
    slice_next(&size, 'x', &width);
    if (slice_to_integer(width, &columns) && slice_to_integer(size, &rows))
        lab_resize(play->lab, (int)columns, (int)rows);
}

static void report(struct play *play, int button, int64_t row, int64_t column, char end)
{
    struct buffer keys = {0};
    lab_draw(play->lab, &play->canvas); /* what is clicked at was seen */
    buffer_format(&keys, "\033[<%d;%lld;%lld%c", button, (long long)column, (long long)row, end);
    lab_keys(play->lab, slice_part(buffer_slice(&keys), 0, 5)); /* it may come in two reads */
    lab_keys(play->lab, slice_part(buffer_slice(&keys), 5, keys.length));
    buffer_release(&keys);
}

static void use_mouse(struct play *play, struct slice how, struct slice rest)
{
    int64_t places[4] = {0};
    struct slice word = {0};
    for (int i = 0; i < 4 && slice_next(&rest, ' ', &word); i++)
        slice_to_integer(word, &places[i]);
    if (slice_is(how, "wheel")) {
        report(play, slice_is(word, "up") ? 64 : 65, places[0], places[1], 'M');
    } else {
        report(play, 0, places[0], places[1], 'M');
        if (slice_is(how, "drag"))
            report(play, 32, places[2], places[3], 'M');
        report(play, 0, places[0], places[1], 'm');
    }
    pass(play, 2);
}

static void paste(struct play *play, int64_t count)
{
    enum { READ = 4096 };
    struct buffer keys = {0};
    buffer_add_text(&keys, "\033[200~");
    for (int64_t i = 0; i < count; i++)
        buffer_add_byte(&keys, i % 64 == 63 ? '\n' : (char)('a' + i % 26));
    buffer_add_text(&keys, "\033[201~");
    for (size_t at = 0; at < keys.length; at += READ) {
        lab_keys(play->lab, slice_part(buffer_slice(&keys), at, at + READ < keys.length ? at + READ : keys.length));
        paint(play);
    }
    buffer_release(&keys);
}

static void storm(struct play *play, int64_t count)
{
    for (int64_t i = 0; i < count; i++) {
        lab_resize(play->lab, 60 + (int)(i * 7 % 90), 12 + (int)(i * 5 % 40));
        paint(play);
    }
    lab_resize(play->lab, 120, 32);
    pass(play, 1);
}

static void share(struct play *play, struct slice text)
{
    struct arena arena = {0};
    struct buffer lines = {0};
    for (size_t i = 0; i < text.length; i++) {
        bool escape = text.data[i] == '\\' && i + 1 < text.length && text.data[i + 1] == 'n';
        buffer_add_byte(&lines, escape ? '\n' : text.data[i]);
        i += escape;
    }
    lab_free(play->lab);
    layout_begin(&play->layout);
    layout_read(&play->layout, buffer_slice(&lines), &arena, &play->problem);
    begin(play);
    pass(play, 1);
    play->problem = play->problem ? "refused" : NULL;
    buffer_release(&lines);
    arena_release(&arena);
}

static void direct(struct play *play, struct slice line)
{
    struct slice word;
    int64_t seconds = 1;
    slice_next(&line, ' ', &word);
    if (slice_is(word, "size"))
        resize(play, line);
    else if (slice_is(word, "wait") && slice_to_integer(line, &seconds))
        pass(play, seconds);
    else if (slice_is(word, "click") || slice_is(word, "drag") || slice_is(word, "wheel"))
        use_mouse(play, word, line);
    else if (slice_is(word, "paste") && slice_to_integer(line, &seconds))
        paste(play, seconds);
    else if (slice_is(word, "storm") && slice_to_integer(line, &seconds))
        storm(play, seconds);
    else if (slice_is(word, "layout"))
        share(play, line);
}

static const char *ask(struct play *play, struct arena *arena, const char *question)
{
    struct buffer text = {0};
    const struct value *inputs = value_get(session_ask(play->sitting.session, "journal", arena), "inputs");
    size_t sizes = 0;
    for (size_t i = 0; i < value_count(inputs); i++)
        sizes += value_says(value_get(value_at(inputs, i), "kind"), "resize");
    if (text_equal(question, "most"))
        return arena_format(arena, "keys %zu, output %s", play->most_keys,
                            play->most_output <= 65536 ? "65536 or less" : "more than 65536");
    if (text_equal(question, "sizes"))
        return arena_format(arena, "%zu", sizes);
    if (play->problem)
        return play->problem;
    lab_free(play->lab);
    play->lab = NULL;
    layout_write(&play->layout, &text);
    const char *copy = arena_copy(arena, buffer_slice(&text));
    buffer_release(&text);
    return copy;
}

static bool is_about_screen(const char *question)
{
    return text_equal(question, "screen") || text_starts(question, "rows");
}

const char *case_tui(struct arena *arena, const char *input, const char *question)
{
    struct play play = {.wall = 1, .counts = text_equal(question, "most")};
    struct slice rest = slice_of(input), line;
    const char *problem = NULL, *slug = "waypoints-l7-where-it-matters";
    struct canvas canvas = {0};
    struct buffer screen = {0};
    if (slice_starts(rest, "@ world ") && slice_next(&rest, '\n', &line))
        slug = arena_copy(arena, slice_part(line, 8, line.length));
    if (!sitting_begin(&play.sitting, arena, slug, &problem)) {
        sitting_end(&play.sitting);
        return problem;
    }
    play.unicode = !slice_starts(rest, "@ ascii\n");
    layout_begin(&play.layout);
    begin(&play);
    pass(&play, 1);
    while (slice_next(&rest, '\n', &line)) {
        if (slice_starts(line, "@ "))
            direct(&play, slice_part(line, 2, line.length));
        else
            type_line(&play, line);
    }
    const char *answer;
    if (is_about_screen(question)) {
        lab_draw(play.lab, &canvas);
        canvas_text(&canvas, &screen);
        answer = screen_rows(arena, buffer_slice(&screen), slice_of(question));
    } else {
        answer = ask(&play, arena, question);
    }
    buffer_release(&screen);
    canvas_release(&canvas);
    canvas_release(&play.canvas);
    if (play.lab)
        lab_free(play.lab);
    sitting_end(&play.sitting);
    return answer;
}
