#include <stdio.h>

#include "base/check.h"
#include "cli/challenge.h"
#include "cli/command.h"
#include "face/keep.h"
#include "scenario/embedded.h"

/* What is saved of it: the session that was opened last. */
static void print_progress(struct keep *keep, const char *slug, const char *indent)
{
    const struct value *session = keep_newest(keep, slug, "");
    if (session)
        printf("%s  %s, opened %s ago\n", indent, keep_progress(&keep->arena, session),
               keep_age(&keep->arena, value_find_text(session, "opened")));
}

static void print_challenge(struct arena *arena, struct keep *keep, const char *slug, const char *indent)
{
    const char *problem;
    int width = 36 - (int)slice_of(indent).length;
    struct scenario *scenario = challenge_embedded(arena, slug, &problem);
    if (!scenario) {
        printf("%s%-*s  (broken: %s)\n", indent, width, slug, problem ? problem : "unknown");
        memory_free((void *)problem);
        return;
    }
    printf("%s%-*s  %s\n", indent, width, slug, scenario_title(scenario));
    print_progress(keep, slug, indent);
    scenario_free(scenario);
}

static void print_track(struct arena *arena, struct keep *keep, const struct track *track)
{
    size_t done = 0, begun = 0;
    for (size_t i = 0; i < track->count; i++) {
        const struct value *session = keep_newest(keep, track->challenges[i], "");
        begun += session != NULL;
        done += keep_finished(session);
    }
    printf("%s: %s", track->slug, track->title);
    if (begun)
        printf(" (%zu of %zu challenges done)", done, track->count);
    putchar('\n');
    for (size_t i = 0; i < track->count; i++)
        print_challenge(arena, keep, track->challenges[i], "  ");
    putchar('\n');
}

static int run(int count, char *const *words)
{
    const char *file = count == 3 && text_equal(words[1], "--db") ? words[2] : NULL;
    if (count > 1 && !file)
        return command_usage_error(&list_command, "list does not take \"%s\"", words[1]);
    struct arena arena = {0};
    struct keep keep = {0};
    keep_open(&keep, file, KEEP_LOOK);
    const struct track *track;
    const char *slug;
    for (size_t cursor = 0; (track = embedded_next_track(&arena, &cursor));)
        print_track(&arena, &keep, track);
    for (size_t cursor = 0; (slug = embedded_next(&arena, &cursor));) {
        if (!embedded_track_of(&arena, slug))
            print_challenge(&arena, &keep, slug, "");
    }
    keep_close(&keep);
    arena_release(&arena);
    return EXIT_DONE;
}

const struct command list_command = {
    .name = "list",
    .usage = "[--db FILE]",
    .help = "List the tracks and challenges that are built in, and what is saved of them",
    .text = "  --db FILE    the database of saved sessions; else ambit/ambit.db in $XDG_DATA_HOME (~/.local/share)\n",
    .run = run,
};
