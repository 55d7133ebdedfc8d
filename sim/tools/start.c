#include "tools/start.h"

int start_program(struct process *process, const char *program, int count, char *const *words,
                  struct stream *input, struct stream *output)
{
    enum { NOT_FOUND = 127, CANNOT_START = 126 };
    const struct program *row = process_find_program(process, words[0]);
    if (!row) {
        process_complain(process, "%s: '%s': No such file or directory\n", program, words[0]);
        return NOT_FOUND;
    }
    struct spawn spawn = {.run = row->run, .count = count, .words = words};
    for (int i = 0; i < STREAMS; i++)
        spawn.streams[i] = process->streams[i];
    if (input)
        spawn.streams[STREAM_IN] = input;
    if (output)
        spawn.streams[STREAM_OUT] = spawn.streams[STREAM_ERROR] = output;
    struct process *child = process_spawn(process, &spawn);
    if (!child) {
        process_complain(process, "%s: '%s': Resource temporarily unavailable\n", program, words[0]);
        return CANNOT_START;
    }
    return process_await(process, child);
}
