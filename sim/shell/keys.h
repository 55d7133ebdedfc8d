/* From the bytes of a terminal to keys: UTF-8 text, control characters, Alt (ESC in front), the escape
 * sequences of xterm, rxvt, the Linux console, screen and tmux, and bracketed paste. */
#ifndef AMBIT_SHELL_KEYS_H
#define AMBIT_SHELL_KEYS_H

#include "base/buffer.h"

enum key_kind {
    KEY_TEXT,    /* one character: [text] */
    KEY_PASTE,   /* what was pasted: [text], without control characters but newlines and tabs; [byte] is '\n' when
                  * one newline at its end was left out, which then stands behind [text] */
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
    KEY_ENTER, /* [byte] is '\r', or '\n' for Ctrl-J */
    KEY_TAB,
    KEY_WORD_LEFT,
    KEY_WORD_RIGHT,
    KEY_PAGE_UP,
    KEY_PAGE_DOWN,
    KEY_INSERT,
    KEY_BACK_TAB,
    KEY_FIRST, /* Ctrl-Home */
    KEY_LAST,
    KEY_FUNCTION, /* F1 is [letter] 1 */
    KEY_ESCAPE,   /* by itself: keys_flush */
    KEY_OTHER, /* known to be a key, of no use here */
};

struct key {
    enum key_kind kind;
    char letter;
    char byte; /* of keys that are one control character and have a kind of their own */
    struct slice text; /* until the next push */
};

/* All zero: at rest. */
struct keys {
    struct buffer pending; /* an unfinished sequence or paste */
    bool pasting, complete;
};

bool keys_push(struct keys *keys, char byte, struct key *key); /* true: [key] is complete */
/* Nothing followed for a moment: an ESC that was held back as the beginning of a sequence is a key. False: none was. */
bool keys_flush(struct keys *keys, struct key *key);
void keys_release(struct keys *keys);

#endif
