/* The lab where nobody sits at a terminal: lines come on standard input, and all goes out as one stream. */
#include <stdio.h>

#include "base/limits.h"
#include "cli/sitting.h"
#include "face/prompt.h"
#include "shell/shell.h"

static bool asks_to_leave(struct slice command)
{
    struct slice word = slice_trim(command);
    return slice_is(word, "exit") || slice_is(word, "logout");
}

/* As the prompt announces it, once. */
static void announce(struct sitting *sitting)
{
    size_t done;
    while (session_check_step(sitting->session, &done)) {
        if (done == SIZE_MAX)
            continue;
        struct buffer text = {0};
        sitting_end_line(sitting);
        prompt_announce(sitting->session, done, sitting->unicode, sitting->color, &text);
        fwrite(text.data, 1, text.length, stdout);
        buffer_release(&text);
    }
    fflush(stdout);
}

void sitting_plain(struct sitting *sitting)
{
    struct buffer command = {0};
    struct slice line;
    struct arena arena = {0};
    while (!session_exiting(sitting->session, SITTING_TERMINAL) && lines_next(sitting->lines, &line)) {
        buffer_add(&command, line);
        bool whole = shell_command_length(buffer_slice(&command), false) > 0;
        if (!command.length || (!whole && !sitting->lines->ended && command.length <= LIMIT_LINE_BYTES))
            continue;
        struct slice name;
        if (asks_to_leave(buffer_slice(&command)))
            break;
        if (prompt_submits(buffer_slice(&command), &name)) {
            struct buffer text = {0};
            sitting_submit(sitting, name, &text);
            fwrite(text.data, 1, text.length, stdout);
            buffer_release(&text);
            buffer_clear(&command);
            continue;
        }
        sitting_run(sitting, buffer_slice(&command), true, true);
        buffer_clear(&command);
        announce(sitting);
        if (session_ask(sitting->session, "moving", &arena))
            break;
    }
    buffer_release(&command);
    arena_release(&arena);
    sitting_end_line(sitting);
    fflush(stdout);
}
