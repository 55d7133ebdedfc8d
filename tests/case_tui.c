/* The lab's screen, in memory. Input, line by line:
 *   @ world SLUG      the challenge (first line; without it the seed's)
 *   @ ascii           no Unicode (first line, or behind that one)
 *   @ size 80x24      the window; the first is 120x32
 *   @ wait 2          seconds pass
 *   anything else     keys, as in case_screen.c
 * Behind each line of keys time passes until the prompt stands again. Questions: "screen", "rows FROM TO". */
#include "screen.h"
#include "sitting.h"
#include "tui/lab.h"

const char *case_tui(struct arena *arena, const char *input, const char *question);

struct play {
    struct sitting sitting;
    struct lab *lab;
    int64_t wall;
};

static void pass(struct play *play, int64_t seconds)
{
    const int64_t slice = 50000000;
    for (int64_t end = play->wall + seconds * 1000000000; play->wall < end; play->wall += slice)
        lab_pass(play->lab, play->wall);
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

static void direct(struct play *play, struct slice line)
{
    struct slice word;
    int64_t seconds = 1;
    slice_next(&line, ' ', &word);
    if (slice_is(word, "size"))
        resize(play, line);
    else if (slice_is(word, "wait") && slice_to_integer(line, &seconds))
        pass(play, seconds);
}

const char *case_tui(struct arena *arena, const char *input, const char *question)
{
    struct play play = {.wall = 1};
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
    struct lab_options options = {.unicode = !slice_starts(rest, "@ ascii\n")};
    play.lab = lab_new(play.sitting.session, play.sitting.scenario, &options, 120, 32, 0);
    pass(&play, 1);
    while (slice_next(&rest, '\n', &line)) {
        if (slice_starts(line, "@ "))
            direct(&play, slice_part(line, 2, line.length));
        else
            type_line(&play, line);
    }
    lab_draw(play.lab, &canvas);
    canvas_text(&canvas, &screen);
    const char *answer = screen_rows(arena, buffer_slice(&screen), slice_of(question));
    buffer_release(&screen);
    canvas_release(&canvas);
    lab_free(play.lab);
    sitting_end(&play.sitting);
    return answer;
}
