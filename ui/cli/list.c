#include <stdio.h>

#include "base/check.h"
#include "cli/challenge.h"
#include "cli/command.h"
#include "scenario/embedded.h"

static void print_challenge(struct arena *arena, const char *slug, const char *indent)
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
    scenario_free(scenario);
}

static void print_track(struct arena *arena, const struct track *track)
{
    printf("%s: %s\n", track->slug, track->title);
    for (size_t i = 0; i < track->count; i++)
        print_challenge(arena, track->challenges[i], "  ");
    putchar('\n');
}

static int run(int count, char *const *words)
{
    if (count > 1)
        return command_usage_error(&list_command, "list does not take \"%s\"", words[1]);
    struct arena arena = {0};
    const struct track *track;
    const char *slug;
    for (size_t cursor = 0; (track = embedded_next_track(&arena, &cursor));)
        print_track(&arena, track);
    for (size_t cursor = 0; (slug = embedded_next(&arena, &cursor));) {
        if (!embedded_track_of(&arena, slug))
            print_challenge(&arena, slug, "");
    }
    arena_release(&arena);
    return EXIT_DONE;
}

const struct command list_command = {
    .name = "list", .usage = "", .help = "List the tracks and challenges that are built in", .run = run};
