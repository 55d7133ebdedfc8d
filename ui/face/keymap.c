#include "face/keymap.h"

#include <utf8proc.h>

#include "base/buffer.h"

/* Codes: characters are their own; keys that are none stand behind all of Unicode. */
enum { KIND_CODES = 0x110000, FUNCTION_CODES = 0x110100, MOST_FUNCTIONS = 12 };

static const struct key_name {
    const char *name;
    int code;
} key_names[] = {
    {"Enter", '\r'},
    {"Tab", '\t'},
    {"Shift-Tab", KIND_CODES + KEY_BACK_TAB},
    {"Space", ' '},
    {"Escape", 27},
    {"Backspace", 127},
    {"Up", KIND_CODES + KEY_UP},
    {"Down", KIND_CODES + KEY_DOWN},
    {"Left", KIND_CODES + KEY_LEFT},
    {"Right", KIND_CODES + KEY_RIGHT},
    {"PageUp", KIND_CODES + KEY_PAGE_UP},
    {"PageDown", KIND_CODES + KEY_PAGE_DOWN},
    {"Home", KIND_CODES + KEY_HOME},
    {"End", KIND_CODES + KEY_END},
    {"Insert", KIND_CODES + KEY_INSERT},
    {"Delete", KIND_CODES + KEY_DELETE},
    {"Ctrl-]", 29},
};

/* The code point that is all of [text]; 0. */
static int only_character(struct slice text)
{
    utf8proc_int32_t code;
    utf8proc_ssize_t length =
        utf8proc_iterate((const utf8proc_uint8_t *)text.data, (utf8proc_ssize_t)text.length, &code);
    return length > 0 && (size_t)length == text.length ? code : 0;
}

int key_code(const struct key *key)
{
    switch (key->kind) {
    case KEY_TEXT:
        return only_character(key->text);
    case KEY_CONTROL:
        return key->letter & 0x1f;
    case KEY_ENTER:
        return '\r';
    case KEY_TAB:
        return '\t';
    case KEY_ESCAPE:
        return 27;
    case KEY_BACKSPACE:
        return 127;
    case KEY_FUNCTION:
        return FUNCTION_CODES + key->letter;
    case KEY_PASTE:
    case KEY_META:
    case KEY_OTHER:
        return 0;
    default:
        return KIND_CODES + (int)key->kind;
    }
}

int key_code_named(struct slice name)
{
    int64_t number;
    for (size_t i = 0; i < sizeof key_names / sizeof *key_names; i++) {
        if (slice_is(name, key_names[i].name))
            return key_names[i].code;
    }
    if (slice_starts(name, "Ctrl-") && name.length == 6) {
        char letter = name.data[5] & ~0x20;
        return letter >= 'A' && letter <= 'Z' ? letter - 'A' + 1 : 0;
    }
    if (name.length > 1 && name.data[0] == 'F' && slice_to_integer(slice_part(name, 1, name.length), &number))
        return number >= 1 && number <= MOST_FUNCTIONS ? FUNCTION_CODES + (int)number : 0;
    int code = only_character(name);
    return code > ' ' && code != 127 ? code : 0;
}

const char *key_code_name(struct arena *arena, int code)
{
    for (size_t i = 0; i < sizeof key_names / sizeof *key_names; i++) {
        if (key_names[i].code == code)
            return key_names[i].name;
    }
    if (code < ' ')
        return arena_format(arena, "Ctrl-%c", code + 'A' - 1);
    if (code > FUNCTION_CODES)
        return arena_format(arena, "F%d", code - FUNCTION_CODES);
    char text[5] = "";
    utf8proc_encode_char(code, (utf8proc_uint8_t *)text);
    return arena_text(arena, text);
}

static bool add(struct keymap *keymap, int code, enum action_kind action)
{
    if (keymap->count == KEYMAP_ROWS)
        return false;
    keymap->rows[keymap->count++] = (struct keymap_row){code, action};
    return true;
}

void keymap_begin(struct keymap *keymap)
{
    keymap->count = 0;
    for (int action = 0; action < ACTIONS; action++) {
        struct slice names = slice_of(action_rows[action].keys ? action_rows[action].keys : ""), name;
        while (names.length && slice_next(&names, ' ', &name))
            add(keymap, key_code_named(name), (enum action_kind)action);
    }
}

static const char *read_line(struct keymap *keymap, struct slice line, struct arena *arena)
{
    size_t space = 0;
    while (space < line.length && line.data[space] != ' ' && line.data[space] != '\t')
        space++;
    struct slice key = slice_part(line, 0, space), name = slice_trim(slice_part(line, space, line.length));
    int code = key_code_named(key);
    enum action_kind action = action_named(name);
    if (!code)
        return arena_format(arena, "\"%.*s\" is no key", (int)key.length, key.data);
    if (!name.length)
        return arena_format(arena, "what is %.*s to do?", (int)key.length, key.data);
    if (action == ACTIONS && !slice_is(name, "nothing"))
        return arena_format(arena, "no action is called \"%.*s\" (? lists them)", (int)name.length, name.data);
    return add(keymap, code, action) ? NULL : "too many keys";
}

bool keymap_read(struct keymap *keymap, struct slice text, struct arena *arena, const char **problem)
{
    struct slice line;
    text = slice_unmarked(text);
    for (int number = 1; text.length && slice_next(&text, '\n', &line); number++) {
        line = slice_trim(line);
        if (!line.length || (line.data[0] == '#' && (line.length == 1 || line.data[1] == ' ')))
            continue;
        const char *wrong = read_line(keymap, line, arena);
        if (wrong) {
            *problem = arena_format(arena, "line %d: %s", number, wrong);
            return false;
        }
    }
    return true;
}

enum action_kind keymap_action(const struct keymap *keymap, enum action_place place, int code)
{
    for (size_t i = keymap->count; code && i-- > 0;) {
        enum action_kind action = keymap->rows[i].action;
        if (keymap->rows[i].code == code && (action == ACTIONS || action_rows[action].where & place))
            return action;
    }
    return ACTIONS;
}

/* Has a later row taken the key away in all places of the action? */
static bool is_lost(const struct keymap *keymap, size_t row)
{
    enum action_kind action = keymap->rows[row].action;
    for (unsigned place = 1; place <= EVERYWHERE; place <<= 1) {
        if (action_rows[action].where & place &&
            keymap_action(keymap, (enum action_place)place, keymap->rows[row].code) == action)
            return false;
    }
    return true;
}

const char *keymap_keys(const struct keymap *keymap, enum action_kind action, struct arena *arena)
{
    const char *text = "";
    for (size_t i = 0; i < keymap->count; i++) {
        if (keymap->rows[i].action == action && !is_lost(keymap, i))
            text = arena_format(arena, "%s%s%s", text, text[0] ? ", " : "", key_code_name(arena, keymap->rows[i].code));
    }
    return text;
}
