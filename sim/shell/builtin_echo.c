/* echo, as bash has it: -n, -e, -E. */
#include <string.h>

#include "base/buffer.h"
#include "shell/builtins.h"

/* Adds [text] with backslash sequences; false at \c, which ends all output. */
static bool add_interpreted(struct buffer *line, const char *text)
{
    while (*text) {
        if (*text != '\\' || !text[1]) {
            buffer_add_byte(line, *text++);
            continue;
        }
        text++;
        if (*text == 'c')
            return false;
        if (*text == '0') {
            int code = 0;
            text++;
            for (int i = 0; i < 3 && *text >= '0' && *text <= '7'; i++)
                code = code * 8 + (*text++ - '0');
            buffer_add_byte(line, (char)code);
        } else if (strchr("'\"?1234567", *text)) {
            buffer_add_byte(line, '\\');
            buffer_add_byte(line, *text++);
        } else {
            text += expand_escape(text, line);
        }
    }
    return true;
}

static int run_echo(struct process *process, int count, char *const *words)
{
    bool newline = true, interpret = shell_has(process->shell, SHOPT_XPG_ECHO);
    int first = 1;
    for (; first < count && words[first][0] == '-' && words[first][1]; first++) {
        if (strspn(words[first] + 1, "neE") != slice_of(words[first] + 1).length)
            break;
        for (const char *c = words[first] + 1; *c; c++) {
            newline &= *c != 'n';
            interpret = *c == 'e' ? true : *c == 'E' ? false : interpret;
        }
    }
    struct buffer line = {0};
    for (int i = first; i < count; i++) {
        if (i > first)
            buffer_add_byte(&line, ' ');
        if (!interpret) {
            buffer_add_text(&line, words[i]);
        } else if (!add_interpreted(&line, words[i])) {
            newline = false;
            break;
        }
    }
    if (newline)
        buffer_add_byte(&line, '\n');
    struct slice bytes = {arena_copy(process->arena, buffer_slice(&line)), line.length};
    buffer_release(&line);
    if (!process->streams[STREAM_OUT]) {
        complain(process, "echo: write error: Bad file descriptor");
        return 1;
    }
    process_write(process, STREAM_OUT, bytes);
    return 0;
}

const struct program builtin_echo = {
    .name = "echo",
    .usage = "echo [-neE] [ARGUMENT]...",
    .help = "write arguments",
    .run = run_echo,
};
