#include "base/buffer.h"
#include "shell/process.h"

static int run(struct process *process, int count, char *const *words)
{
    struct buffer line = {0};
    for (int i = 1; i < count; i++)
        buffer_format(&line, "%s%s", i > 1 ? " " : "", words[i]);
    if (count < 2)
        buffer_add_text(&line, "y");
    buffer_add_byte(&line, '\n');
    struct slice text = {arena_copy(process->arena, buffer_slice(&line)), line.length};
    buffer_release(&line);
    while (!process_interrupted(process))
        process_write(process, STREAM_OUT, text);
    return 130;
}

const struct program yes_program = {
    .name = "yes", .usage = "yes [STRING]...", .help = "Print a line until stopped", .run = run};
