/* The editors without a terminal. The input is the text; the question "vi KEYS" or "nano KEYS", where <Esc>, <Enter>, <C-x>,
 * <M-u>, <Tab>, <Backspace>, <Up>, ... are keys. The answer is the text, then "at LINE,BYTE". "ex COMMAND"
 * is one ex command, and "says COMMAND" what vi then says. "vi NAME: KEYS" says the file's name (x). */
#include <string.h>

#include "base/arena.h"
#include "edit/nano.h"
#include "edit/text.h"
#include "edit/vi.h"

const char *case_edit(struct arena *arena, const char *input, const char *question);

static const char *read_input(void *context, const char *path, struct buffer *into)
{
    (void)path;
    buffer_add_text(into, context);
    return NULL;
}

static const char *write_nothing(void *context, const char *path, struct slice bytes)
{
    (void)context;
    (void)path;
    (void)bytes;
    return NULL;
}

static bool is_no_directory(void *context, const char *path)
{
    (void)context;
    (void)path;
    return false;
}

static const struct {
    const char *name, *bytes;
} names[] = {
    {"Esc", "\033"},     {"Enter", "\r"},     {"Tab", "\t"},       {"Backspace", "\x7f"}, {"Up", "\033[A"},
    {"Down", "\033[B"},  {"Right", "\033[C"}, {"Left", "\033[D"},  {"Home", "\033[H"},    {"End", "\033[F"},
    {"Delete", "\033[3~"}, {"Lt", "<"},       {"PgUp", "\033[5~"}, {"PgDn", "\033[6~"},   {"Bad", "\xff"},
};

static struct buffer keys_of(struct slice text)
{
    struct buffer keys = {0};
    while (text.length) {
        size_t end = slice_find_byte(text, '>'), before = keys.length;
        struct slice name = text.data[0] == '<' ? slice_part(text, 1, end) : SLICE("");
        for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
            if (slice_is(name, names[i].name))
                buffer_add_text(&keys, names[i].bytes);
        }
        if (name.length == 3 && slice_starts(name, "C-"))
            buffer_add_byte(&keys, (char)(name.data[2] & 0x1f));
        else if (name.length == 3 && slice_starts(name, "M-"))
            buffer_format(&keys, "\033%c", name.data[2]);
        if (keys.length == before) {
            buffer_add_byte(&keys, text.data[0]);
            end = 0;
        }
        text = slice_part(text, end + 1, text.length);
    }
    return keys;
}

/* [escapes]: an ESC that no sequence follows is a key at once, as vi has it. */
static void press(struct slice bytes, bool escapes, void *editor, void (*take)(void *editor, const struct key *key))
{
    struct keys keys = {0};
    struct key key;
    for (size_t i = 0; i < bytes.length; i++) {
        bool alone = escapes && bytes.data[i] == '\033' && (i + 1 == bytes.length || bytes.data[i + 1] != '[');
        if (keys_push(&keys, bytes.data[i], &key) || (alone && keys_flush(&keys, &key)))
            take(editor, &key);
    }
    keys_release(&keys);
}

static void take_vi(void *editor, const struct key *key)
{
    vi_key(editor, key);
}

static void take_nano(void *editor, const struct key *key)
{
    nano_key(editor, key);
}

static const char *state_of(struct arena *arena, struct text *text, size_t cursor)
{
    struct slice bytes = text_slice(text, 0, text_length(text));
    size_t line = text_line_at(text, cursor);
    if (bytes.length == 0)
        bytes = SLICE("\n"); /* no line is shown as one that is empty */
    return arena_format(arena, "%.*sat %zu,%zu", (int)bytes.length, bytes.data, line + 1,
                        cursor - text_start(text, line) + 1);
}

const char *case_edit(struct arena *arena, const char *input, const char *question)
{
    struct edit_files files = {.context = (void *)arena_format(arena, input[0] ? "%s\n" : "%s", input),
                               .read = read_input,
                               .write = write_nothing,
                               .is_directory = is_no_directory};
    struct slice rest = slice_of(question), editor, name = SLICE("x");
    slice_next(&rest, ' ', &editor);
    size_t colon = slice_find(rest, SLICE(": "));
    if (colon < rest.length && slice_find_byte(rest, ' ') == colon + 1) {
        name = slice_part(rest, 0, colon);
        rest = slice_part(rest, colon + 2, rest.length);
    }
    char *list[] = {arena_copy(arena, name)};
    struct buffer keys = keys_of(rest);
    const char *answer = "no such question";
    if (slice_is(editor, "nano")) {
        struct nano_options options = {0};
        struct nano *nano = nano_new(&files, &options, 1, list, 80, 24);
        press(buffer_slice(&keys), false, nano, take_nano);
        answer = state_of(arena, nano_text(nano), nano_cursor(nano));
        nano_free(nano);
    } else if (slice_is(editor, "vi") || slice_is(editor, "ex") || slice_is(editor, "says")) {
        struct vi_options options = {0};
        struct vi *vi = vi_new(&files, &options, 1, list, 80, 24);
        if (!slice_ends(name, ".yaml"))
            vi_execute(vi, SLICE("set sw=4"));
        vi_execute(vi, SLICE("nohlsearch"));
        if (!slice_is(editor, "vi"))
            vi_execute(vi, buffer_slice(&keys));
        else
            press(buffer_slice(&keys), true, vi, take_vi);
        struct slice message = vi_message(vi);
        answer = slice_is(editor, "says") ? arena_copy(arena, message) : state_of(arena, vi_text(vi), vi_cursor(vi));
        vi_free(vi);
    }
    buffer_release(&keys);
    return answer;
}
