/* A saved session goes on: its journal is run again. */
#include <stdio.h>

#include "base/check.h"
#include "base/release.h"
#include "cli/command.h"
#include "cli/sitting.h"
#include "face/again.h"

static struct slice first_line(const struct value *input)
{
    struct slice rest = value_slice(value_get(input, "bytes")), line = {0};
    slice_next(&rest, '\n', &line);
    return slice_trim(line);
}

static bool is_command(const struct value *input)
{
    return value_says(value_get(input, "kind"), "typed") || value_says(value_get(input, "kind"), "line");
}

/* The command that an input belongs to. */
static struct slice command_at(const struct value *inputs, size_t number)
{
    while (number > 1 && !is_command(value_at(inputs, number - 1)))
        number--;
    bool found = number && is_command(value_at(inputs, number - 1));
    return found ? first_line(value_at(inputs, number - 1)) : SLICE("");
}

static const char *other_release(const struct value *journal)
{
    const struct value *inputs = value_get(journal, "inputs");
    for (size_t i = 0; i < value_count(inputs); i++) {
        const char *release = value_find_text(value_at(inputs, i), "release");
        if (!text_equal(release, release_name))
            return release;
    }
    return NULL;
}

/* Another release may compute another world, and still show the same; its words may differ, too. None of that
 * is anybody's fault, and the lab goes on with what this one makes of it. */
/* True: something was said. */
static bool tell_differences(const struct replay *replay, const char *slug)
{
    const char *other = other_release(replay->journal);
    size_t differs = replay->shown_differs;
    if (!other && (!differs || (replay->world_differs && replay->world_differs < differs)))
        differs = replay->world_differs;
    if (other)
        fprintf(stderr, "ambit: %s began with ambit %s; this is %s: ", slug, other, release_name);
    else if (differs)
        fprintf(stderr, "ambit: %s: ", slug);
    if (differs) {
        struct slice command = command_at(value_get(replay->journal, "inputs"), differs);
        fprintf(stderr,
                "it is not what it was from command \"%.*s\" on (input %zu); going on with it as it is now\n",
                (int)command.length, command.data, differs);
    } else if (other) {
        fprintf(stderr, "all that was shown is the same\n");
    }
    return differs || other;
}

/* Its author may have written at it: that is a reason to look different, and said before the difference is. */
static bool tell_edition(const struct scenario *scenario, const struct value *journal)
{
    struct arena arena = {0};
    const char *then = value_find_text(journal, "hash"), *now = hash_digits(&arena, scenario_hash(scenario));
    bool another = then[0] && !text_equal(then, now);
    if (another)
        fprintf(stderr, "ambit: %s: the challenge has changed since this session began\n", scenario_slug(scenario));
    arena_release(&arena);
    return another;
}

/* What was typed last may not have run to its end. A command is worth a question; keys are typed again easily.
 */
static void note_unfinished(struct sitting *sitting, const struct value *unfinished)
{
    for (size_t i = 0; i < value_count(unfinished); i++) {
        const struct value *input = value_at(unfinished, i);
        if (is_command(input) && slice_trim(value_slice(value_get(input, "bytes"))).length) {
            buffer_add(&sitting->again, value_slice(value_get(input, "bytes")));
            return;
        }
        if (value_says(value_get(input, "kind"), "bytes"))
            fprintf(stderr, "ambit: the keys typed last may be missing\n");
    }
}

/* A full-screen program that is still there has its screen drawn again. */
static void take_screen(struct sitting *sitting)
{
    static const struct slice enter = {"\033[?1049h", sizeof "\033[?1049h" - 1};
    struct slice shown = session_output(sitting->session, SITTING_TERMINAL);
    if (!session_raw(sitting->session, SITTING_TERMINAL))
        return;
    for (size_t at = slice_find(shown, enter); at < shown.length; at = slice_find(shown, enter)) {
        shown = slice_part(shown, at, shown.length);
        buffer_clear(&sitting->screen);
        buffer_add(&sitting->screen, shown);
        shown = slice_part(shown, enter.length, shown.length);
    }
}

bool sitting_resume(struct sitting *sitting, const struct value *journal, const char *next, struct arena *arena)
{
    const char *problem = NULL;
    const char *slug = scenario_slug(sitting->scenario);
    struct replay replay;
    if (!again_run(&replay, sitting->scenario, journal, true, next, NULL, &problem)) {
        fprintf(stderr, "ambit: %s: %s\n", slug, problem ? problem : "cannot begin");
        memory_free((void *)(uintptr_t)problem);
        return false;
    }
    sitting->session = replay.session;
    sitting->said = tell_edition(sitting->scenario, journal);
    sitting->said |= tell_differences(&replay, slug);
    note_unfinished(sitting, value_get(journal, "unfinished"));
    take_screen(sitting);
    struct slice last = command_at(value_get(journal, "inputs"), value_count(value_get(journal, "inputs")));
    if (last.length)
        sitting->told = arena_format(arena, "Going on behind `%.*s`.", (int)last.length, last.data);
    return true;
}
