/* A subcommand of ambit: one file, one row. */
#ifndef AMBIT_CLI_COMMAND_H
#define AMBIT_CLI_COMMAND_H

#include <stddef.h>

#include "sim.h"

enum { EXIT_DONE = 0, EXIT_NOT_SOLVED = 1, EXIT_USAGE = 2 };

struct command {
    const char *name;
    const char *usage; /* behind "ambit NAME" */
    const char *help;  /* one line */
    const char *text;  /* what `ambit help NAME` says below the usage; ends with a newline; NULL: nothing */
    int (*run)(int count, char *const *words); /* words[0] is the name; the exit status */
};

extern const struct command *const command_rows[];
extern const size_t command_count;

const struct command *command_find(const char *name); /* NULL: no such command */
void command_print_help(const struct command *command);
/* One line on stderr, and where to look; EXIT_USAGE. */
int command_usage_error(const struct command *command, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

extern const struct command home_command;
extern const struct command run_command;
extern const struct command open_command;
extern const struct command serve_command;
extern const struct command list_command;
extern const struct command test_command;
extern const struct command import_command;
extern const struct command new_command;
extern const struct command lint_command;
extern const struct command submit_command;
extern const struct command grade_command;
extern const struct command replay_command;
extern const struct command version_command;
extern const struct command help_command;

#endif
