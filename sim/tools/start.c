#include "tools/start.h"

#include <string.h>

#include "shell/programs.h"
#include "shell/shell.h"

enum { NOT_FOUND = 127, CANNOT_START = 126 };

static struct process *start(struct process *process, const char *program, int count, char *const *words,
                             struct stream *input, struct stream *output, int *status)
{
    const char *problem;
    struct fields with = {0};
    program_leave_path(process);
    if (!shell_variable(process->shell, "PATH")) /* where execvp(3) looks then */
        shell_set_variable(process->shell, "PATH", "/bin:/usr/bin", false);
    const struct program *row = program_of_words(process, count, words, &with, &problem);
    if (!row) {
        process_complain(process, "%s '%s': %s\n", program, words[0],
                         problem ? problem : "No such file or directory");
        *status = problem && text_equal(problem, "Permission denied") ? CANNOT_START : NOT_FOUND;
        return NULL;
    }
    struct spawn spawn = {.run = row->run, .count = with.count, .words = with.words, .inherits = true};
    memcpy(spawn.streams, process->streams, sizeof spawn.streams);
    if (input)
        spawn.streams[STREAM_IN] = input;
    if (output)
        spawn.streams[STREAM_OUT] = spawn.streams[STREAM_ERROR] = output;
    struct process *child = process_spawn(process, &spawn);
    if (!child) {
        process_complain(process, "%s '%s': Resource temporarily unavailable\n", program, words[0]);
        *status = CANNOT_START;
    }
    return child;
}

struct process *start_child(struct process *process, const char *message, int count, char *const *words,
                            int *status)
{
    return start(process, message, count, words, NULL, NULL, status);
}

int start_program(struct process *process, const char *program, int count, char *const *words,
                  struct stream *input, struct stream *output)
{
    int status;
    const char *message = arena_format(process->arena, "%s:", program);
    struct process *child = start(process, message, count, words, input, output, &status);
    return child ? process_await(process, child) : status;
}
