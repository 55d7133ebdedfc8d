#include <stdio.h>

#include "base/slice.h"
#include "cli/command.h"

static void print_overview(void)
{
    puts("ambit: a training simulator for Istio ambient mesh, in one process\n\nUsage: ambit "
         "COMMAND\n\nCommands:");
    for (size_t i = 0; i < command_count; i++)
        printf("  %-8s %s\n", command_rows[i]->name, command_rows[i]->help);
    puts("\nBegin with:\n"
         "  ambit                                     the challenges, on the whole terminal\n"
         "  ambit --plain                             the same, line by line\n"
         "\n'ambit help COMMAND' says more.");
}

static int run(int count, char *const *words)
{
    if (count > 2)
        return command_usage_error(&help_command, "help takes one command");
    if (count < 2) {
        print_overview();
        return EXIT_DONE;
    }
    const struct command *command = command_find(words[1]);
    if (!command)
        return command_usage_error(NULL, "unknown command \"%s\"", words[1]);
    command_print_help(command);
    return EXIT_DONE;
}

const struct command help_command = {
    .name = "help", .usage = "[COMMAND]", .help = "Say what ambit can do", .run = run};
