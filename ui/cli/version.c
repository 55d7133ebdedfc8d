#include <stdio.h>

#include "base/limits.h"
#include "base/slice.h"
#include "cli/command.h"
#include "scenario/scenario.h"

#ifndef AMBIT_VERSION
#define AMBIT_VERSION "0.1"
#endif

static void print_limits(void)
{
    for (size_t i = 0; i < limit_count; i++)
        printf("%-20s %10ld %-16s %s\n", limit_rows[i].name, limit_rows[i].value, limit_rows[i].unit,
               limit_rows[i].message);
}

static void print_definitions(void)
{
    struct buffer text = {0};
    scenario_definitions(&text);
    fputs(buffer_text(&text), stdout);
    buffer_release(&text);
}

static int run(int count, char *const *words)
{
    bool limits = count == 2 && text_equal(words[1], "--limits");
    if (count == 2 && text_equal(words[1], "--definitions")) {
        print_definitions();
        return EXIT_DONE;
    }
    if (count > 1 && !limits)
        return command_usage_error(&version_command, "version does not take \"%s\"", words[1]);
    printf("ambit %s\nsimulates Istio 1.30 (ambient mode) on Kubernetes 1.35\n", AMBIT_VERSION);
    if (limits)
        print_limits();
    return EXIT_DONE;
}

const struct command version_command = {
    .name = "version",
    .usage = "[--limits | --definitions]",
    .help = "Print the version, every limit there is, or what challenge.lua can say",
    .text = "--definitions prints a file for editors that read LuaCATS.\n",
    .run = run};
