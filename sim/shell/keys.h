/* From the bytes of a terminal to keys: UTF-8 text, control characters, Alt (ESC in front), the escape
 * sequences of xterm, rxvt, the Linux console, screen and tmux, and bracketed paste. */
#ifndef AMBIT_SHELL_KEYS_H
#define AMBIT_SHELL_KEYS_H

#include "base/buffer.h"

enum key_kind {
    KEY_TEXT,    /* one character: [text] */
    KEY_PASTE,   /* what was pasted: [text], without control characters but newlines and tabs */
    KEY_CONTROL, /* Ctrl and [letter], lower case */
    KEY_META,    /* Alt and [letter]; '\b' is Alt-Backspace */
    KEY_UP,
    KEY_DOWN,
    KEY_LEFT,
    KEY_RIGHT,
    KEY_HOME,
    KEY_END,
    KEY_DELETE,
    KEY_BACKSPACE,
    KEY_ENTER,
    KEY_TAB,
    KEY_WORD_LEFT,
    KEY_WORD_RIGHT,
    KEY_OTHER, /* known to be a key, of no use here */
};

struct key {
    enum key_kind kind;
    char letter;
    struct slice text; /* until the next push */
};

/* All zero: at rest. */
struct keys {
    struct buffer pending; /* an unfinished sequence or paste */
    bool pasting, complete;
};

bool keys_push(struct keys *keys, char byte, struct key *key); /* true: [key] is complete */
void keys_release(struct keys *keys);

#endif
