#include <stdio.h>

#include "base/check.h"
#include "cli/challenge.h"
#include "cli/command.h"

static void print_row(struct arena *arena, const char *slug)
{
    const char *problem;
    struct scenario *scenario = challenge_embedded(arena, slug, &problem);
    if (!scenario) {
        printf("%-34s  (broken: %s)\n", slug, problem ? problem : "unknown");
        memory_free((void *)problem);
        return;
    }
    printf("%-34s  %s\n%-34s  %s\n", slug, scenario_title(scenario), "", scenario_teaser(scenario));
    scenario_free(scenario);
}

static int run(int count, char *const *words)
{
    if (count > 1)
        return command_usage_error(&list_command, "list does not take \"%s\"", words[1]);
    struct arena arena = {0};
    for (const char *slug = NULL; (slug = challenge_next(&arena, slug));)
        print_row(&arena, slug);
    arena_release(&arena);
    return EXIT_DONE;
}

const struct command list_command = {
    .name = "list", .usage = "", .help = "List the challenges that are built in", .run = run};
