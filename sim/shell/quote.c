/* Text as the shell writes it, so that it can be read back. */
#include <string.h>

#include "shell/evaluate.h"

static bool has_control(const char *text)
{
    for (; *text; text++)
        if ((unsigned char)*text < ' ' || *text == 127)
            return true;
    return false;
}

static const char *finish(struct arena *arena, struct buffer *buffer)
{
    const char *text = arena_copy(arena, buffer_slice(buffer));
    buffer_release(buffer);
    return text;
}

/* $'...' */
static const char *quote_escaped(struct arena *arena, const char *text)
{
    static const char bytes[] = "\a\b\033\f\n\r\t\v\\'", letters[] = "abEfnrtv\\'";
    struct buffer result = {0};
    buffer_add_text(&result, "$'");
    for (; *text; text++) {
        const char *found = strchr(bytes, *text);
        if (found)
            buffer_format(&result, "\\%c", letters[found - bytes]);
        else if ((unsigned char)*text < ' ' || *text == 127)
            buffer_format(&result, "\\%03o", (unsigned)*text);
        else
            buffer_add_byte(&result, *text);
    }
    buffer_add_byte(&result, '\'');
    return finish(arena, &result);
}

const char *quote_word(struct arena *arena, const char *text)
{
    if (!*text)
        return "''";
    if (has_control(text))
        return quote_escaped(arena, text);
    struct buffer result = {0};
    for (const char *c = text; *c; c++) {
        bool special = strchr(" \t\"\\'`$!*?[](){}<>|&;^,", *c) || ((*c == '#' || *c == '~') && c == text);
        if (special)
            buffer_add_byte(&result, '\\');
        buffer_add_byte(&result, *c);
    }
    return finish(arena, &result);
}

const char *quote_plainly(struct arena *arena, const char *text)
{
    struct buffer result = {0};
    buffer_add_byte(&result, '\'');
    for (; *text; text++)
        if (*text == '\'')
            buffer_add_text(&result, "'\\''");
        else
            buffer_add_byte(&result, *text);
    buffer_add_byte(&result, '\'');
    return finish(arena, &result);
}

const char *quote_single(struct arena *arena, const char *text)
{
    return has_control(text) ? quote_escaped(arena, text) : quote_plainly(arena, text);
}

const char *quote_for_message(struct arena *arena, const char *text)
{
    return has_control(text) ? quote_escaped(arena, text) : text;
}

const char *quote_trace(struct arena *arena, const char *text)
{
    if (!*text)
        return "''";
    bool special = strpbrk(text, " \t\n\"\\'`$!*?[](){}<>|&;^") || *text == '#' || *text == '~';
    if (special)
        return quote_plainly(arena, text);
    return has_control(text) ? quote_escaped(arena, text) : text;
}

const char *quote_variable(struct arena *arena, const char *text)
{
    return has_control(text) ? quote_escaped(arena, text) : quote_trace(arena, text);
}

const char *quote_double(struct arena *arena, const char *text)
{
    if (has_control(text))
        return quote_escaped(arena, text);
    struct buffer result = {0};
    buffer_add_byte(&result, '"');
    for (; *text; text++) {
        if (strchr("\"\\$`", *text))
            buffer_add_byte(&result, '\\');
        buffer_add_byte(&result, *text);
    }
    buffer_add_byte(&result, '"');
    return finish(arena, &result);
}

const char *quote_key(struct arena *arena, const char *text)
{
    bool plain = *text && !strpbrk(text, " \t\n\"\\'`$!*?[](){}<>|&;^#~@") && !has_control(text);
    return plain ? text : quote_double(arena, text);
}
