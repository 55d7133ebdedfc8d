#include <stdio.h>

#include "base/check.h"
#include "cli/command.h"
#include "sim.h"

static bool asks_help(int count, char *const *words)
{
    for (int i = 1; i < count && !text_equal(words[i], "--"); i++) {
        if (text_equal(words[i], "--help") || text_equal(words[i], "-h"))
            return true;
        if (text_equal(words[i], "-c") || text_equal(words[i], "-f"))
            i++;
    }
    return false;
}

int main(int count, char **words)
{
    int worked;
    memory_begin();
    if (sim_is_worker(count, words, &worked))
        return worked;
    if (count > 1 && (text_equal(words[1], "--help") || text_equal(words[1], "-h")))
        return help_command.run(1, (char *const[]){(char *)"help"});
    if (count > 1 && (text_equal(words[1], "--version") || text_equal(words[1], "-V")))
        return version_command.run(1, (char *const[]){(char *)"version"});
    bool home = count < 2 || words[1][0] == '-'; /* by itself, and with options of its own */
    const struct command *command = home ? &home_command : command_find(words[1]);
    if (!command)
        return command_usage_error(NULL, "unknown command \"%s\"", words[1]);
    int before = home ? 0 : 1; /* words before those of the command */
    if (asks_help(count - before, words + before)) {
        command_print_help(command);
        return EXIT_DONE;
    }
    int status = command->run(count - before, words + before);
    if (fflush(stdout) || ferror(stdout)) {
        perror("ambit: standard output");
        return status ? status : EXIT_NOT_SOLVED;
    }
    return status;
}
