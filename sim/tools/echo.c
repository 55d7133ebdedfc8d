#include "base/buffer.h"
#include "shell/process.h"

struct style {
    bool no_newline, escapes;
};

/* Flags are words of the letters n, e and E alone; everything behind the first other word is text. */
static int read_style(struct style *style, int count, char *const *words)
{
    int at = 1;
    for (; at < count && words[at][0] == '-' && words[at][1]; at++) {
        for (const char *c = words[at] + 1; *c; c++) {
            if (*c != 'n' && *c != 'e' && *c != 'E')
                return at;
        }
        for (const char *c = words[at] + 1; *c; c++) {
            style->no_newline |= *c == 'n';
            style->escapes = *c == 'e' || (*c != 'E' && style->escapes);
        }
    }
    return at;
}

static bool add_escaped(struct buffer *out, const char *text)
{
    static const char names[] = "abefnrtv\\", bytes[] = "\a\b\033\f\n\r\t\v\\";
    for (; *text; text++) {
        size_t at = text[0] == '\\' && text[1] ? slice_find_byte(SLICE(names), text[1]) : sizeof names;
        if (text[0] == '\\' && text[1] == 'c')
            return false;
        if (at < sizeof names - 1) {
            buffer_add_byte(out, bytes[at]);
            text++;
        } else if (text[0] == '\\' && text[1] == '0') {
            unsigned code = 0;
            text++;
            for (int i = 0; i < 3 && text[1] >= '0' && text[1] <= '7'; i++)
                code = code * 8 + (unsigned)(*++text - '0');
            buffer_add_byte(out, (char)code);
        } else {
            buffer_add_byte(out, *text);
        }
    }
    return true;
}

static int run(struct process *process, int count, char *const *words)
{
    struct style style = {0};
    struct buffer out = {0};
    bool going = true;
    int first = read_style(&style, count, words);
    for (int i = first; going && i < count; i++) {
        if (i > first)
            buffer_add_byte(&out, ' ');
        if (style.escapes)
            going = add_escaped(&out, words[i]);
        else
            buffer_add_text(&out, words[i]);
    }
    if (going && !style.no_newline)
        buffer_add_byte(&out, '\n');
    struct slice text = {arena_copy(process->arena, buffer_slice(&out)), out.length};
    buffer_release(&out);
    process_write(process, STREAM_OUT, text);
    return 0;
}

const struct program echo_program = {
    .name = "echo", .usage = "echo [-neE] [STRING]...", .help = "Print words", .run = run};
