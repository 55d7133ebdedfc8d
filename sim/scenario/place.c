/* Where an author's error is: the line of code, and a mark under the word that the message speaks of. */
#include "base/buffer.h"
#include "scenario/script.h"

/* The text of a Lua file of the challenge; data is NULL when it has none of that name. */
static struct slice text_of(const struct scenario *scenario, struct slice name)
{
    if (slice_is(name, "challenge.lua"))
        return scenario->lua;
    for (const struct scenario_file *file = scenario->files; file; file = file->next)
        if (slice_is(name, file->name))
            return file->text;
    return (struct slice){0};
}

/* "FILE.lua:12: message" taken apart. */
bool place_read(const char *message, struct slice *file, int64_t *line, struct slice *rest)
{
    struct slice number;
    *rest = slice_of(message);
    return slice_next(rest, ':', file) && slice_ends(*file, ".lua") && slice_next(rest, ':', &number) &&
           slice_to_integer(number, line) && *line > 0;
}

static struct slice line_of(struct slice text, int64_t number)
{
    struct slice line = {0};
    while (number-- > 0)
        if (!slice_next(&text, '\n', &line))
            return (struct slice){0};
    return slice_trim(line);
}

static bool is_letter(char c)
{
    return ascii_is_letter(c) || ascii_is_digit(c) || c == '_';
}

/* Where [word] stands by itself in the code: its first place, or its last one; code.length when it does not. */
static size_t find_word(struct slice code, struct slice word, bool last)
{
    size_t found = code.length;
    for (size_t at = 0; word.length && at + word.length <= code.length; at++) {
        if (!slice_equal(slice_part(code, at, at + word.length), word))
            continue;
        bool begins = at == 0 || !is_letter(word.data[0]) || !is_letter(code.data[at - 1]);
        size_t end = at + word.length;
        bool ends = end == code.length || !is_letter(word.data[word.length - 1]) || !is_letter(code.data[end]);
        if (begins && ends && (last || found == code.length))
            found = at;
    }
    return found;
}

/* A declaration's keys stand on lines below the one that Lua knows: the line from *number on that has the
 * unknown one. */
static struct slice line_of_key(struct slice text, struct slice message, int64_t *number)
{
    enum { LINES = 200 };
    size_t at = slice_find(message, SLICE("unknown key '"));
    struct slice rest = slice_part(message, at + sizeof("unknown key '") - 1, message.length), key;
    if (at < message.length && slice_next(&rest, '\'', &key)) {
        for (int64_t i = *number; i < *number + LINES; i++) {
            struct slice code = line_of(text, i);
            if (find_word(code, key, false) == code.length)
                continue;
            *number = i;
            return code;
        }
    }
    return line_of(text, *number);
}

/* The part of the code that the message names between quotes; the code's first character when it names none.
 * Which task it is about is named first and is not meant. */
static struct slice marked(struct slice message, struct slice code)
{
    struct slice rest = message, before, word;
    while (slice_next(&rest, '\'', &before) && slice_next(&rest, '\'', &word)) {
        if (slice_ends(before, "task "))
            continue;
        size_t at = find_word(code, word, slice_ends(before, "near "));
        if (at < code.length)
            return slice_part(code, at, at + word.length);
    }
    struct slice call = slice_part(message, 1, slice_find(message, SLICE(": "))); /* " w:apply: ..." */
    size_t at = find_word(code, call, false);
    return at < code.length ? slice_part(code, at, at + call.length) : slice_part(code, 0, 1);
}

static size_t characters(struct slice text)
{
    size_t count = 0;
    for (size_t i = 0; i < text.length; i++)
        count += ((unsigned char)text.data[i] & 0xc0) != 0x80;
    return count;
}

const char *place_explain(struct script *script, const char *message)
{
    struct slice file, rest;
    int64_t line;
    if (!place_read(message, &file, &line, &rest))
        return arena_text(script->arena, message);
    struct slice code = line_of_key(text_of(script->scenario, file), rest, &line);
    if (!code.length)
        return arena_text(script->arena, message);
    struct slice mark = marked(rest, code);
    struct buffer out = {0};
    const char *number = arena_format(script->arena, "  %lld | ", (long long)line);
    buffer_format(&out, "%.*s:%lld:%.*s\n%s%.*s\n", (int)file.length, file.data, (long long)line,
                  (int)rest.length, rest.data, number, (int)code.length, code.data);
    buffer_add_repeated(&out, ' ', slice_of(number).length - 2);
    buffer_add_text(&out, "| ");
    struct slice pad = slice_part(code, 0, (size_t)(mark.data - code.data));
    for (size_t i = 0; i < pad.length; i++)
        if (((unsigned char)pad.data[i] & 0xc0) != 0x80)
            buffer_add_byte(&out, pad.data[i] == '\t' ? '\t' : ' ');
    buffer_add_repeated(&out, '^', characters(mark));
    const char *text = arena_text(script->arena, buffer_text(&out));
    buffer_release(&out);
    return text;
}
