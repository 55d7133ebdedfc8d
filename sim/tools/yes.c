#include "base/buffer.h"
#include "shell/process.h"

enum { PIECE = 1024 };

static int run(struct process *process, int count, char *const *words)
{
    struct buffer line = {0};
    for (int i = 1; i < count; i++)
        buffer_format(&line, "%s%s", i > 1 ? " " : "", words[i]);
    if (count < 2)
        buffer_add_text(&line, "y");
    buffer_add_byte(&line, '\n');
    struct buffer many = {0}; /* in pieces, as the real one writes them */
    while (many.length < PIECE)
        buffer_add(&many, buffer_slice(&line));
    struct slice text = {arena_copy(process->arena, buffer_slice(&many)), many.length};
    buffer_release(&line);
    buffer_release(&many);
    while (!process_interrupted(process))
        process_write(process, STREAM_OUT, text);
    return 130;
}

const struct program yes_program = {
    .name = "yes", .usage = "yes [STRING]...", .help = "Print a line until stopped", .run = run};
