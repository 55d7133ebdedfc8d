#include "shell/keys.h"

#include <utf8proc.h>

#include "base/limits.h"

#define PASTE_END "\033[201~"

static const struct sequence {
    const char *text; /* behind ESC */
    enum key_kind kind;
} sequences[] = {
    {"[A", KEY_UP},           {"OA", KEY_UP},
    {"[B", KEY_DOWN},         {"OB", KEY_DOWN},
    {"[C", KEY_RIGHT},        {"OC", KEY_RIGHT},
    {"[D", KEY_LEFT},         {"OD", KEY_LEFT},
    {"[H", KEY_HOME},         {"OH", KEY_HOME},
    {"[1~", KEY_HOME},        {"[7~", KEY_HOME},
    {"[F", KEY_END},          {"OF", KEY_END},
    {"[4~", KEY_END},         {"[8~", KEY_END},
    {"[3~", KEY_DELETE},      {"[1;5C", KEY_WORD_RIGHT},
    {"[1;5D", KEY_WORD_LEFT}, {"[1;3C", KEY_WORD_RIGHT},
    {"[1;3D", KEY_WORD_LEFT}, {"[5C", KEY_WORD_RIGHT},
    {"[5D", KEY_WORD_LEFT},   {"Oc", KEY_WORD_RIGHT},
    {"Od", KEY_WORD_LEFT},    {"[1;2C", KEY_RIGHT},
    {"[1;2D", KEY_LEFT},      {"OM", KEY_ENTER},
    {"[5~", KEY_PAGE_UP},     {"[6~", KEY_PAGE_DOWN},
    {"[2~", KEY_INSERT},      {"[Z", KEY_BACK_TAB},
    {"[1;5H", KEY_FIRST},     {"[1;5F", KEY_LAST},
};

static const struct plain {
    char byte;
    enum key_kind kind;
} plains[] = {
    {'\r', KEY_ENTER}, {'\n', KEY_ENTER}, {'\t', KEY_TAB}, {0x7f, KEY_BACKSPACE}, {'\b', KEY_BACKSPACE},
};

static struct key plain_key(char byte)
{
    for (size_t i = 0; i < sizeof plains / sizeof *plains; i++) {
        if (plains[i].byte == byte)
            return (struct key){.kind = plains[i].kind, .byte = byte};
    }
    /* Ctrl-A is 1; Ctrl-_ is 31. */
    return (struct key){.kind = KEY_CONTROL, .letter = ascii_lower((char)(byte + '@'))};
}

static bool continues(char byte)
{
    return ((unsigned char)byte & 0xc0) == 0x80;
}

/* One UTF-8 character; bytes that are none are passed over. */
static bool push_text(struct keys *keys, struct key *key)
{
    utf8proc_int32_t code;
    struct slice text = buffer_slice(&keys->pending);
    unsigned char first = (unsigned char)text.data[0];
    size_t wanted = first < 0xc0 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    if (text.length < wanted)
        return false;
    *key = (struct key){.kind = KEY_TEXT, .text = text};
    if (utf8proc_iterate((const utf8proc_uint8_t *)text.data, (utf8proc_ssize_t)text.length, &code) < 1)
        key->kind = KEY_OTHER;
    return true;
}

static const char *const functions[] = {"OP",   "OQ",   "OR",   "OS",   "[15~", "[17~",
                                        "[18~", "[19~", "[20~", "[21~", "[23~", "[24~"};

static bool push_escape(struct keys *keys, struct key *key)
{
    enum { LONGEST_SEQUENCE = 32 };
    struct slice behind = slice_part(buffer_slice(&keys->pending), 1, keys->pending.length);
    if (behind.length == 0)
        return false;
    char first = behind.data[0], last = behind.data[behind.length - 1];
    if (first != '[' && first != 'O') {
        *key = (struct key){.kind = KEY_META, .letter = first == 0x7f ? '\b' : first};
        return true;
    }
    bool ends = behind.length > 1 && last >= '@' && last <= '~' && !(behind.length == 2 && last == '[');
    if (!ends)
        return behind.length > LONGEST_SEQUENCE ? (*key = (struct key){.kind = KEY_OTHER}, true) : false;
    if (slice_is(behind, "[200~")) {
        keys->pasting = true;
        buffer_clear(&keys->pending);
        return false;
    }
    *key = (struct key){.kind = KEY_OTHER};
    for (size_t i = 0; i < sizeof sequences / sizeof *sequences; i++) {
        if (slice_is(behind, sequences[i].text))
            key->kind = sequences[i].kind;
    }
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
        if (slice_is(behind, functions[i]))
            *key = (struct key){.kind = KEY_FUNCTION, .letter = (char)(i + 1)};
    }
    return true;
}

/* Keeps text, newlines and tabs; a carriage return is a newline, and one newline at the end is left out. */
static struct slice clean_paste(struct buffer *paste)
{
    size_t kept = 0;
    for (size_t i = 0; i < paste->length; i++) {
        unsigned char byte = (unsigned char)paste->data[i];
        if (byte == '\r' && i + 1 < paste->length && paste->data[i + 1] == '\n')
            continue;
        if (byte == '\r')
            byte = '\n';
        if (byte == '\n' || byte == '\t' || (byte >= ' ' && byte != 0x7f))
            paste->data[kept++] = (char)byte;
    }
    if (kept < paste->length)
        paste->data[kept] = 0;
    if (kept && paste->data[kept - 1] == '\n')
        kept--;
    return (struct slice){paste->data, kept};
}

static bool push_paste(struct keys *keys, struct key *key)
{
    if (!slice_ends(buffer_slice(&keys->pending), PASTE_END)) {
        enum { END_LENGTH = sizeof PASTE_END };
        if (keys->pending.length > 2 * LIMIT_LINE_BYTES) /* seldom, for it moves what is kept */
            buffer_drop_front(&keys->pending, keys->pending.length - LIMIT_LINE_BYTES - END_LENGTH);
        return false;
    }
    keys->pending.length -= sizeof PASTE_END - 1;
    keys->pasting = false;
    if (keys->pending.length > LIMIT_LINE_BYTES)
        buffer_drop_front(&keys->pending, keys->pending.length - LIMIT_LINE_BYTES);
    size_t length = keys->pending.length;
    *key = (struct key){.kind = KEY_PASTE, .text = clean_paste(&keys->pending)};
    key->byte = key->text.length < length ? key->text.data[key->text.length] : 0;
    return true;
}

bool keys_push(struct keys *keys, char byte, struct key *key)
{
    if (keys->complete)
        buffer_clear(&keys->pending);
    keys->complete = false;
    if (keys->pending.length && !keys->pasting && keys->pending.data[0] != '\033' && !continues(byte))
        buffer_clear(&keys->pending);
    bool fresh = keys->pending.length == 0 && !keys->pasting;
    unsigned char value = (unsigned char)byte;
    if (fresh && byte != '\033' && (value < ' ' || value == 0x7f)) {
        *key = plain_key(byte);
        return true;
    }
    buffer_add_byte(&keys->pending, byte);
    if (keys->pasting)
        keys->complete = push_paste(keys, key);
    else if (keys->pending.data[0] == '\033')
        keys->complete = push_escape(keys, key);
    else
        keys->complete = push_text(keys, key);
    return keys->complete;
}

bool keys_flush(struct keys *keys, struct key *key)
{
    if (keys->complete || keys->pasting || keys->pending.length == 0 || keys->pending.data[0] != '\033')
        return false;
    buffer_clear(&keys->pending);
    *key = (struct key){.kind = KEY_ESCAPE};
    return true;
}

void keys_release(struct keys *keys)
{
    buffer_release(&keys->pending);
    *keys = (struct keys){0};
}
