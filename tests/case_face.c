/* What faces share, and the screen of tracks and challenges. The first line of the input says which:
 *   @ home      then "@ saved JSON" (rows of the view `sessions`), "@ size 80x24" (the first is 120x32), and lines of keys
 *               as in case_screen.c; "screen", "rows FROM TO", "choice"
 *   @ keys      then lines of a file of keys; "problem", "of ACTION", "PLACE KEY" (home, lesson or view)
 *   @ actions   the table against the faces; "gaps" */
#include "data/json.h"
#include "screen.h"
#include "sitting.h"
#include "tui/home.h"
#include "tui/lab.h"

const char *case_face(struct arena *arena, const char *input, const char *question);

/* --- home --- */

struct stay {
    struct home_model model;
    struct keep keep;
    struct home *home; /* NULL until the first keys, or the question */
    int columns, rows;
};

static void begin(struct stay *stay)
{
    struct home_options options = {.unicode = true};
    if (stay->home)
        return;
    home_read(&stay->model, &stay->keep);
    stay->home = home_new(&stay->model, &options, stay->columns, stay->rows);
}

static void type_line(struct stay *stay, struct slice line)
{
    struct buffer keys = {0};
    begin(stay);
    while (line.length) {
        if (line.data[0] == '<' && screen_key(&line, &keys))
            continue;
        buffer_add_byte(&keys, line.data[0]);
        line = slice_part(line, 1, line.length);
    }
    home_keys(stay->home, buffer_slice(&keys));
    home_pass(stay->home);
    home_pass(stay->home);
    buffer_release(&keys);
}

static void direct(struct stay *stay, struct arena *arena, struct slice line)
{
    struct slice word, width;
    int64_t columns = 80, rows = 24;
    const char *problem;
    slice_next(&line, ' ', &word);
    if (slice_is(word, "saved"))
        stay->keep.sessions = json_read(arena, line, &problem);
    if (!slice_is(word, "size") || !slice_next(&line, 'x', &width) || !slice_to_integer(width, &columns) ||
        !slice_to_integer(line, &rows))
        return;
    stay->columns = (int)columns;
    stay->rows = (int)rows;
    if (stay->home)
        home_resize(stay->home, stay->columns, stay->rows);
}

static const char *screen_of(struct stay *stay, struct arena *arena, struct slice range)
{
    struct canvas canvas = {0};
    struct buffer screen = {0};
    home_draw(stay->home, &canvas);
    canvas_text(&canvas, &screen);
    const char *answer = screen_rows(arena, buffer_slice(&screen), range);
    buffer_release(&screen);
    canvas_release(&canvas);
    return answer;
}

static const char *answer_home(struct arena *arena, struct slice rest, const char *question)
{
    struct stay stay = {.columns = 120, .rows = 32};
    struct slice line;
    while (slice_next(&rest, '\n', &line)) {
        if (slice_starts(line, "@ "))
            direct(&stay, arena, slice_part(line, 2, line.length));
        else if (line.length)
            type_line(&stay, line);
    }
    begin(&stay);
    struct home_choice choice = home_chosen(stay.home);
    const char *answer = screen_of(&stay, arena, slice_of(question));
    if (text_equal(question, "choice"))
        answer = !home_leaving(stay.home) ? "nothing yet\n"
                 : !choice.what           ? "leave\n"
                                          : arena_format(arena, "%s%s\n", choice.what, choice.fresh ? ", anew" : "");
    home_free(stay.home);
    home_release(&stay.model);
    return answer;
}

/* --- keys --- */

static enum action_place place_named(struct slice name)
{
    return slice_is(name, "home") ? IN_HOME : slice_is(name, "lesson") ? IN_LESSON : IN_VIEW;
}

static const char *answer_keys(struct arena *arena, struct slice rest, const char *question)
{
    struct keymap keymap;
    const char *problem = "nothing is wrong";
    struct slice key = slice_of(question), first;
    keymap_begin(&keymap);
    keymap_read(&keymap, rest, arena, &problem);
    if (text_equal(question, "problem"))
        return arena_format(arena, "%s\n", problem);
    slice_next(&key, ' ', &first);
    if (slice_is(first, "of"))
        return arena_format(arena, "%s\n", keymap_keys(&keymap, action_named(key), arena));
    enum action_kind action = keymap_action(&keymap, place_named(first), key_code_named(key));
    return arena_format(arena, "%s\n", action == ACTIONS ? "nothing" : action_rows[action].name);
}

/* --- actions --- */

/* What a challenge's lab says when it does not know the command: nothing here may get that. */
static void try_command(struct arena *arena, const struct action *action, struct buffer *out)
{
    struct sitting sitting = {0};
    const char *problem;
    if (!sitting_begin(&sitting, arena, "waypoints-l7-where-it-matters", &problem))
        buffer_add_text(out, problem);
    struct slice shown = sitting_run(&sitting, slice_of(action->command), true);
    if (slice_find(shown, SLICE("no such command")) < shown.length || slice_find(shown, SLICE("not found")) < shown.length)
        buffer_format(out, "%s: the plain face does not know \"%s\"\n", action->name, action->command);
    sitting_end(&sitting);
}

static const char *answer_actions(struct arena *arena)
{
    struct buffer out = {0};
    for (int i = 0; i < ACTIONS; i++) {
        const struct action *action = &action_rows[i];
        if (!action->name || !action->help || !action->where) {
            buffer_format(&out, "action %d has no row\n", i);
            continue;
        }
        if (action->where & IN_HOME && !home_can((enum action_kind)i))
            buffer_format(&out, "%s: home has no handler\n", action->name);
        if (action->where & IN_LAB && !lab_can((enum action_kind)i))
            buffer_format(&out, "%s: the lab has no handler\n", action->name);
        if (action->command && action->where & IN_LAB && slice_starts(slice_of(action->command), "lab "))
            try_command(arena, action, &out);
        struct slice names = slice_of(action->keys ? action->keys : ""), name;
        while (names.length && slice_next(&names, ' ', &name)) {
            if (!key_code_named(name))
                buffer_format(&out, "%s: no key is called %.*s\n", action->name, (int)name.length, name.data);
        }
    }
    const char *answer = out.length ? arena_copy(arena, buffer_slice(&out)) : "none\n";
    buffer_release(&out);
    return answer;
}

const char *case_face(struct arena *arena, const char *input, const char *question)
{
    struct slice rest = slice_of(input), first;
    slice_next(&rest, '\n', &first);
    if (slice_is(first, "@ home"))
        return answer_home(arena, rest, question);
    return slice_is(first, "@ keys") ? answer_keys(arena, rest, question) : answer_actions(arena);
}
