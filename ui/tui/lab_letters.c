/* Letters in the lesson and the third pane. One that moves does so at once; any other names an action, which is done when the
 * same letter comes again, and the line below says so meanwhile. Who types a command there, not looking, thus has all of it at
 * the prompt, and nothing else has happened: its first letter has moved or is held, and the next says that a word is typed.
 * No clock decides, so slow hands and fast ones get the same. */
#include "shell/keys.h"
#include "tui/lab_record.h"

static bool moves(enum action_kind kind)
{
    return kind == ACTION_NEXT_BLOCK || kind == ACTION_PREVIOUS_BLOCK || (kind >= ACTION_UP && kind <= ACTION_BOTTOM);
}

/* Punctuation begins few commands, and acts at once: ? / : [ ] < > + - */
static bool is_letter(struct slice text)
{
    return ascii_is_letter(text.data[0]) || ascii_is_digit(text.data[0]) || (unsigned char)text.data[0] >= 0x80;
}

static void keep(char *letter, struct slice text)
{
    size_t length = text.length < LETTER_BYTES ? text.length : 0;
    memcpy(letter, text.data, length);
    letter[length] = '\0';
}

void lab_forget_letters(struct lab *lab)
{
    lab->moved[0] = lab->held[0] = '\0';
}

/* What was typed up to here, and [text], for the shell, which has the focus from now on. */
static void type_on(struct lab *lab, struct slice text, bool pasted)
{
    struct buffer typed = {0};
    buffer_format(&typed, "%s%s", lab->moved, lab->held);
    lab_forget_letters(lab);
    if (!prompt_editing(lab->prompt)) {
        lab_notice(lab, "A program has the terminal: Tab goes there.");
    } else {
        lab->focus = PANE_TERMINAL;
        lab->back = 0;
        lab_arrange(lab);
        if (!pasted)
            buffer_add(&typed, text);
        prompt_keys(lab->prompt, buffer_slice(&typed));
        if (pasted)
            prompt_paste(lab->prompt, text, false);
    }
    buffer_release(&typed);
}

static void hold(struct lab *lab, struct slice letter, enum action_kind kind)
{
    struct arena arena = {0};
    const char *lost = kind == ACTION_LEAVE ? lab_loses(lab) : NULL;
    keep(lab->held, letter);
    lab->warned |= lost != NULL;
    lab_notice(lab, lost ? lost : arena_format(&arena, "%s again: %s (or type on: shell)", lab->held, action_rows[kind].help));
    arena_release(&arena);
}

bool lab_letter(struct lab *lab, const struct key *key, enum action_kind kind)
{
    bool text = key->kind == KEY_TEXT, held = lab->held[0], letter = text && is_letter(key->text);
    if (held && text && slice_is(key->text, lab->held)) {
        lab_forget_letters(lab);
        return false;
    }
    if (key->kind == KEY_PASTE || (text && (held || !lab_can(kind)))) {
        type_on(lab, key->text, !text);
        return true;
    }
    if (held && key->kind == KEY_ENTER) {
        type_on(lab, SLICE("\r"), false);
        return true;
    }
    if (letter && !moves(kind)) {
        hold(lab, key->text, kind);
        return true;
    }
    lab_forget_letters(lab);
    if (letter)
        keep(lab->moved, key->text);
    return held && (key->kind == KEY_BACKSPACE || key->kind == KEY_ESCAPE);
}
