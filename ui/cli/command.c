#include "cli/command.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/slice.h"

const struct command *const command_rows[] = {
    &home_command,
    &run_command,
    &open_command,
    &serve_command,
    &list_command,
    &test_command,
    &import_command,
    &new_command,
    &lint_command,
    &submit_command,
    &grade_command,
    &replay_command,
    &version_command,
    &help_command,
};
const size_t command_count = sizeof command_rows / sizeof *command_rows;

const struct command *command_find(const char *name)
{
    for (size_t i = 0; i < command_count; i++) {
        if (text_equal(command_rows[i]->name, name))
            return command_rows[i];
    }
    return NULL;
}

void command_print_help(const struct command *command)
{
    printf("Usage: ambit %s%s%s\n\n%s.\n", command->name, command->usage[0] ? " " : "", command->usage,
           command->help);
    if (command->text)
        printf("\n%s", command->text);
}

int command_usage_error(const struct command *command, const char *format, ...)
{
    va_list arguments;
    fputs("ambit: ", stderr);
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fprintf(stderr, "\nTry 'ambit help%s%s'.\n", command ? " " : "", command ? command->name : "");
    return EXIT_USAGE;
}
