#include <string.h>

#include "shell/state.h"

static void add_directory(struct buffer *prompt, const struct shell *shell, bool last_part)
{
    const char *home = variable_text(shell, "HOME");
    struct slice path = slice_of(shell->directory), base = slice_of(home ? home : "/root");
    bool below = base.length > 1 && path.length >= base.length &&
                 memcmp(path.data, base.data, base.length) == 0 &&
                 (path.length == base.length || path.data[base.length] == '/');
    if (below && (!last_part || path.length == base.length)) {
        buffer_add_byte(prompt, '~');
        path = slice_part(path, base.length, path.length);
    }
    const char *slash = last_part && path.length > 1 ? strrchr(shell->directory, '/') : NULL;
    buffer_add(prompt, slash ? slice_of(slash + 1) : path);
}

static size_t add_octal(struct buffer *prompt, const char *digits)
{
    int code = 0;
    size_t used = 0;
    for (; used < 3 && digits[used] >= '0' && digits[used] <= '7'; used++)
        code = code * 8 + (digits[used] - '0');
    buffer_add_byte(prompt, (char)code);
    return used;
}

const char *prompt_of(struct arena *arena, const struct shell *shell, const char *format)
{
    const char *host = variable_text(shell, "HOSTNAME");
    struct buffer prompt = {0};
    for (const char *c = format; *c; c++) {
        if (*c != '\\' || !c[1]) {
            buffer_add_byte(&prompt, *c);
            continue;
        }
        c++;
        if (*c == 'u')
            buffer_add_text(&prompt, "root");
        else if (*c == 'h' || *c == 'H')
            buffer_add_text(&prompt, host ? host : "server");
        else if (*c == 'w' || *c == 'W')
            add_directory(&prompt, shell, *c == 'W');
        else if (*c == '$')
            buffer_add_byte(&prompt, '#');
        else if (*c == 'n')
            buffer_add_byte(&prompt, '\n');
        else if (*c == 'e')
            buffer_add_byte(&prompt, '\033');
        else if (*c == 's')
            buffer_add_text(&prompt, "bash");
        else if (*c >= '0' && *c <= '7')
            c += add_octal(&prompt, c) - 1;
        else if (*c != '[' && *c != ']')
            buffer_format(&prompt, "%s%c", *c == '\\' ? "" : "\\", *c);
    }
    const char *text = arena_copy(arena, buffer_slice(&prompt));
    buffer_release(&prompt);
    return text;
}

const char *shell_prompt(struct arena *arena, const struct shell *shell)
{
    const char *format = variable_text(shell, "PS1");
    return prompt_of(arena, shell, format ? format : "\\u@\\h:\\w\\$ ");
}
