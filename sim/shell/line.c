#include "shell/line.h"

#include <string.h>

#include "base/check.h"
#include "base/limits.h"
#include "shell/cells.h"
#include "shell/keys.h"
#include "shell/line_history.h"
#include "shell/line_view.h"

/* What the key before was, where that matters for this one. */
enum after { AFTER_OTHER, AFTER_KILL, AFTER_TAB, AFTER_HISTORY, AFTER_ARGUMENT };

struct line {
    struct line_view view;
    struct keys keys;
    struct line_completer completer;
    struct buffer prompt, text;
    size_t cursor;
    struct buffer killed;
    enum after last, now;
    struct line_history history;
    size_t at;                         /* the entry shown; SIZE_MAX: the draft */
    struct buffer draft;               /* what was typed before going through history */
    size_t argument_at, argument_from; /* of Alt-.: the entry used, and where its word was put */
    bool searching;
    struct buffer pattern;
    size_t found; /* of Ctrl-R */
    enum line_event event;
    struct buffer *out;
};

struct line *line_new(int columns, bool dumb, const struct line_completer *completer)
{
    struct line *line = memory_allocate(sizeof *line);
    line->view.columns = columns;
    line->view.dumb = dumb;
    line->at = SIZE_MAX;
    if (completer)
        line->completer = *completer;
    return line;
}

void line_free(struct line *line)
{
    line_view_release(&line->view);
    keys_release(&line->keys);
    line_history_release(&line->history);
    buffer_release(&line->prompt);
    buffer_release(&line->text);
    buffer_release(&line->killed);
    buffer_release(&line->draft);
    buffer_release(&line->pattern);
    memory_free(line);
}

static struct slice whole(const struct line *line)
{
    return (struct slice){buffer_text(&line->text), line->text.length};
}

static void draw(struct line *line, struct buffer *out)
{
    if (!line->searching) {
        line_view_draw(&line->view, buffer_slice(&line->prompt), whole(line), line->cursor, out);
        return;
    }
    struct buffer prompt = {0};
    buffer_format(
        &prompt, "(%sreverse-i-search)`%s': ", line->found == SIZE_MAX && line->pattern.length ? "failed " : "",
        buffer_text(&line->pattern));
    line_view_draw(&line->view, buffer_slice(&prompt), whole(line), line->cursor, out);
    buffer_release(&prompt);
}

void line_resize(struct line *line, int columns, struct buffer *out)
{
    bool shown = line->view.shown && columns != line->view.columns;
    line->view.columns = columns;
    if (!shown)
        return;
    line_view_hide(&line->view, out);
    draw(line, out);
}

void line_start(struct line *line, const char *prompt, struct buffer *out)
{
    buffer_clear(&line->prompt);
    buffer_add_text(&line->prompt, prompt);
    buffer_clear(&line->text);
    line->cursor = 0;
    line->at = SIZE_MAX;
    line->last = AFTER_OTHER;
    draw(line, out);
}

struct slice line_text(const struct line *line)
{
    return whole(line);
}

size_t line_cursor(const struct line *line)
{
    return line->cursor;
}

void line_hide(struct line *line, struct buffer *out)
{
    line_view_hide(&line->view, out);
}

void line_show(struct line *line, struct buffer *out)
{
    draw(line, out);
}

void line_remember(struct line *line, struct slice command)
{
    line_history_add(&line->history, command);
}

/* --- the text --- */

static void replace(struct line *line, size_t from, size_t to, struct slice text)
{
    if (line->text.length - (to - from) + text.length > LIMIT_LINE_BYTES)
        return;
    if (from == line->text.length) {
        buffer_add(&line->text, text);
        line->cursor = line->text.length;
        return;
    }
    struct buffer next = {0};
    buffer_add(&next, slice_part(whole(line), 0, from));
    buffer_add(&next, text);
    buffer_add(&next, slice_part(whole(line), to, line->text.length));
    buffer_release(&line->text);
    line->text = next;
    line->cursor = from + text.length;
}

static void set_text(struct line *line, struct slice text)
{
    replace(line, 0, line->text.length, text);
}

/* One character to the right or left, with the marks that stand on it. */
static size_t right_of(const struct line *line, size_t at)
{
    int cells;
    while (at < line->text.length) {
        at += cells_next(slice_part(whole(line), at, line->text.length), &cells);
        if (at == line->text.length)
            break;
        cells_next(slice_part(whole(line), at, line->text.length), &cells);
        if (cells || (unsigned char)line->text.data[at] < 0x80)
            break;
    }
    return at;
}

static size_t left_of(const struct line *line, size_t at)
{
    size_t before = 0;
    for (size_t next = 0; next < at; next = right_of(line, next))
        before = next;
    return before;
}

static bool is_word_byte(char c)
{
    return ascii_is_letter(c) || ascii_is_digit(c) || (unsigned char)c >= 0x80;
}

static size_t word_right(const struct line *line)
{
    size_t at = line->cursor;
    while (at < line->text.length && !is_word_byte(line->text.data[at]))
        at++;
    while (at < line->text.length && is_word_byte(line->text.data[at]))
        at++;
    return at;
}

static size_t word_left(const struct line *line)
{
    size_t at = line->cursor;
    while (at > 0 && !is_word_byte(line->text.data[at - 1]))
        at--;
    while (at > 0 && is_word_byte(line->text.data[at - 1]))
        at--;
    return at;
}

static size_t blank_left(const struct line *line)
{
    size_t at = line->cursor;
    while (at > 0 && ascii_is_space(line->text.data[at - 1]))
        at--;
    while (at > 0 && !ascii_is_space(line->text.data[at - 1]))
        at--;
    return at;
}

static void remove_part(struct line *line, size_t from, size_t to)
{
    replace(line, from, to, SLICE(""));
}

/* Removes and keeps for Ctrl-Y; kills in a row grow together. */
static void kill_part(struct line *line, size_t from, size_t to)
{
    struct buffer next = {0};
    struct slice part = slice_part(whole(line), from, to), old = buffer_slice(&line->killed);
    bool grows = line->last == AFTER_KILL, backwards = from < line->cursor;
    if (grows && !backwards)
        buffer_add(&next, old);
    buffer_add(&next, part);
    if (grows && backwards)
        buffer_add(&next, old);
    buffer_release(&line->killed);
    line->killed = next;
    line->now = AFTER_KILL;
    remove_part(line, from, to);
}

/* --- keys --- */

static void go_left(struct line *line)
{
    line->cursor = left_of(line, line->cursor);
}

static void go_right(struct line *line)
{
    line->cursor = right_of(line, line->cursor);
}

static void go_home(struct line *line)
{
    line->cursor = 0;
}

static void go_end(struct line *line)
{
    line->cursor = line->text.length;
}

static void go_word_left(struct line *line)
{
    line->cursor = word_left(line);
}

static void go_word_right(struct line *line)
{
    line->cursor = word_right(line);
}

static void rub_left(struct line *line)
{
    remove_part(line, left_of(line, line->cursor), line->cursor);
}

static void rub_right(struct line *line)
{
    remove_part(line, line->cursor, right_of(line, line->cursor));
}

static void rub_right_or_end(struct line *line)
{
    if (line->text.length)
        rub_right(line);
    else
        line->event = LINE_END;
}

static void kill_end(struct line *line)
{
    size_t cursor = line->cursor;
    kill_part(line, cursor, line->text.length);
}

static void kill_start(struct line *line)
{
    kill_part(line, 0, line->cursor);
}

static void kill_blank_left(struct line *line)
{
    kill_part(line, blank_left(line), line->cursor);
}

static void kill_word_left(struct line *line)
{
    kill_part(line, word_left(line), line->cursor);
}

static void kill_word_right(struct line *line)
{
    kill_part(line, line->cursor, word_right(line));
}

static void yank(struct line *line)
{
    replace(line, line->cursor, line->cursor, buffer_slice(&line->killed));
}

static void transpose(struct line *line)
{
    if (line->cursor == 0 || line->text.length < 2)
        return;
    size_t middle = line->cursor == line->text.length ? left_of(line, line->cursor) : line->cursor;
    size_t from = left_of(line, middle), to = right_of(line, middle);
    if (from == middle)
        return;
    struct buffer swapped = {0};
    buffer_add(&swapped, slice_part(whole(line), middle, to));
    buffer_add(&swapped, slice_part(whole(line), from, middle));
    replace(line, from, to, buffer_slice(&swapped));
    buffer_release(&swapped);
}

static void clear_screen(struct line *line)
{
    if (line->view.dumb)
        return;
    buffer_add_text(line->out, "\033[H\033[2J");
    line->view.shown = false;
}

static void enter(struct line *line)
{
    line->event = LINE_DONE;
}

static void give_up(struct line *line)
{
    line->event = LINE_INTERRUPT;
}

static void bell(struct line *line)
{
    buffer_add_byte(line->out, '\a');
}

/* Goes through the entries that begin with what was typed. */
static void go_history(struct line *line, bool older)
{
    line->now = AFTER_HISTORY;
    if (line->last != AFTER_HISTORY) {
        buffer_clear(&line->draft);
        buffer_add(&line->draft, whole(line));
        line->at = SIZE_MAX;
    }
    struct slice typed = {buffer_text(&line->draft), line->draft.length};
    size_t count = line->history.count, from = line->at == SIZE_MAX ? count : line->at;
    size_t next = older           ? line_history_older(&line->history, from, typed)
                  : from == count ? SIZE_MAX
                                  : line_history_newer(&line->history, from, typed);
    if (next == SIZE_MAX && (older || from == count)) {
        bell(line);
        return;
    }
    line->at = next;
    set_text(line, next == SIZE_MAX ? typed : slice_of(line->history.entries[next]));
}

static void go_older(struct line *line)
{
    go_history(line, true);
}

static void go_newer(struct line *line)
{
    go_history(line, false);
}

static struct slice last_word(struct slice entry)
{
    entry = slice_trim(entry);
    size_t at = entry.length;
    while (at > 0 && !ascii_is_space(entry.data[at - 1]))
        at--;
    return slice_part(entry, at, entry.length);
}

/* The last word of the command before; again: of the one before that. */
static void insert_argument(struct line *line)
{
    bool again = line->last == AFTER_ARGUMENT;
    size_t from = again ? line->argument_from : line->cursor,
           entry = again ? line->argument_at : line->history.count;
    line->now = AFTER_ARGUMENT;
    if (entry == 0) {
        bell(line);
        return;
    }
    line->argument_at = entry - 1;
    line->argument_from = from;
    replace(line, from, line->cursor, last_word(slice_of(line->history.entries[entry - 1])));
}

/* --- Tab --- */

static bool needs_quote(char c)
{
    struct slice special = SLICE(" \t\n\"'\\$`&|;<>()*?[]{}!#~");
    return slice_find_byte(special, c) < special.length;
}

/* Puts a candidate in place of the word, quoted as the word began. */
static void put_word(struct line *line, size_t from, struct slice word, bool final)
{
    struct buffer text = {0};
    char quote = from < line->cursor ? line->text.data[from] : 0;
    bool quoted = quote == '\'' || quote == '"';
    if (quoted)
        buffer_add_byte(&text, quote);
    for (size_t i = 0; i < word.length; i++) {
        if (!quoted && needs_quote(word.data[i]) && !(word.data[i] == '~' && i == 0))
            buffer_add_byte(&text, '\\');
        buffer_add_byte(&text, word.data[i]);
    }
    bool open = slice_ends(word, "/") || slice_ends(word, "=");
    if (final && !open) {
        if (quoted)
            buffer_add_byte(&text, quote);
        buffer_add_byte(&text, ' ');
    }
    replace(line, from, line->cursor, buffer_slice(&text));
    buffer_release(&text);
}

static struct slice common_prefix(const struct value *words)
{
    struct slice common = value_slice(value_at(words, 0));
    for (size_t i = 1; i < value_count(words); i++) {
        struct slice word = value_slice(value_at(words, i));
        size_t same = 0;
        while (same < common.length && same < word.length && common.data[same] == word.data[same])
            same++;
        common.length = same;
    }
    size_t whole_length = value_slice(value_at(words, 0)).length;
    while (common.length && common.length < whole_length &&
           ((unsigned char)common.data[common.length] & 0xc0) == 0x80)
        common.length--;
    return common;
}

/* Names without the folders that all of them stand in, as bash lists them. */
static struct slice shown_word(struct slice word)
{
    size_t at = word.length ? word.length - 1 : 0;
    while (at > 0 && word.data[at - 1] != '/')
        at--;
    return slice_part(word, at, word.length);
}

static void list_words(struct line *line, const struct value *words)
{
    int widest = 1, count = (int)value_count(words);
    for (int i = 0; i < count; i++) {
        int cells = cells_count(shown_word(value_slice(value_at(words, (size_t)i))));
        widest = cells > widest ? cells : widest;
    }
    int across = line->view.columns / (widest + 2);
    across = across < 1 ? 1 : across;
    int down = (count + across - 1) / across;
    draw(line, line->out);
    line_view_leave(&line->view, line->out);
    for (int row = 0; row < down; row++) {
        for (int i = row; i < count; i += down) {
            struct slice word = shown_word(value_slice(value_at(words, (size_t)i)));
            buffer_add(line->out, word);
            if (i + down < count)
                buffer_add_repeated(line->out, ' ', (size_t)(widest + 2 - cells_count(word)));
        }
        buffer_add_text(line->out, "\r\n");
    }
}

static void complete(struct line *line)
{
    struct arena arena = {0};
    struct slice before = slice_part(whole(line), 0, line->cursor);
    const struct value *answer =
        line->completer.complete ? line->completer.complete(line->completer.context, before, &arena) : NULL;
    const struct value *words = value_get(answer, "words");
    size_t from = (size_t)value_number(value_get(answer, "from"), (int64_t)line->cursor);
    line->now = AFTER_TAB;
    if (value_count(words) == 0 || from > line->cursor) {
        bell(line);
    } else {
        size_t old = line->text.length;
        struct slice common = common_prefix(words);
        bool only = value_count(words) == 1;
        if (only || common.length >= line->cursor - from)
            put_word(line, from, common, only);
        if (!only && line->text.length == old && line->last == AFTER_TAB)
            list_words(line, words);
        else if (!only && line->text.length == old)
            bell(line);
    }
    arena_release(&arena);
}

/* --- Ctrl-R --- */

static void search_from(struct line *line, size_t before)
{
    size_t found = line_history_search(&line->history, before, buffer_slice(&line->pattern));
    line->found = found;
    if (found == SIZE_MAX)
        return;
    set_text(line, slice_of(line->history.entries[found]));
    line->cursor = slice_find(whole(line), buffer_slice(&line->pattern));
}

static void search(struct line *line)
{
    buffer_clear(&line->draft);
    buffer_add(&line->draft, whole(line));
    buffer_clear(&line->pattern);
    line->searching = true;
    line->found = SIZE_MAX;
}

/* True when the key belonged to the search; else the search is over and the key does what it does. */
static bool search_key(struct line *line, const struct key *key)
{
    bool control = key->kind == KEY_CONTROL;
    if (key->kind == KEY_TEXT) {
        buffer_add(&line->pattern, key->text);
        search_from(line, line->history.count);
    } else if (control && key->letter == 'r') {
        search_from(line, line->found == SIZE_MAX ? line->history.count : line->found);
    } else if (key->kind == KEY_BACKSPACE) {
        int cells;
        size_t kept = 0;
        struct slice pattern = buffer_slice(&line->pattern);
        for (size_t next = 0; next < pattern.length;
             next += cells_next(slice_part(pattern, next, pattern.length), &cells))
            kept = next;
        line->pattern.length = kept;
        if (line->pattern.data)
            line->pattern.data[kept] = 0;
        search_from(line, line->history.count);
    } else {
        line->searching = false;
        if (!control || (key->letter != 'g' && key->letter != 'c'))
            return false;
        set_text(line, buffer_slice(&line->draft));
    }
    return true;
}

/* --- the table of keys --- */

static const struct binding {
    enum key_kind kind;
    char letter;
    void (*act)(struct line *line);
} bindings[] = {
    {KEY_LEFT, 0, go_left},
    {KEY_RIGHT, 0, go_right},
    {KEY_UP, 0, go_older},
    {KEY_DOWN, 0, go_newer},
    {KEY_HOME, 0, go_home},
    {KEY_END, 0, go_end},
    {KEY_WORD_LEFT, 0, go_word_left},
    {KEY_WORD_RIGHT, 0, go_word_right},
    {KEY_DELETE, 0, rub_right},
    {KEY_BACKSPACE, 0, rub_left},
    {KEY_ENTER, 0, enter},
    {KEY_TAB, 0, complete},
    {KEY_CONTROL, 'a', go_home},
    {KEY_CONTROL, 'b', go_left},
    {KEY_CONTROL, 'c', give_up},
    {KEY_CONTROL, 'd', rub_right_or_end},
    {KEY_CONTROL, 'e', go_end},
    {KEY_CONTROL, 'f', go_right},
    {KEY_CONTROL, 'k', kill_end},
    {KEY_CONTROL, 'l', clear_screen},
    {KEY_CONTROL, 'n', go_newer},
    {KEY_CONTROL, 'p', go_older},
    {KEY_CONTROL, 'r', search},
    {KEY_CONTROL, 't', transpose},
    {KEY_CONTROL, 'u', kill_start},
    {KEY_CONTROL, 'w', kill_blank_left},
    {KEY_CONTROL, 'y', yank},
    {KEY_META, 'b', go_word_left},
    {KEY_META, 'f', go_word_right},
    {KEY_META, 'd', kill_word_right},
    {KEY_META, '\b', kill_word_left},
    {KEY_META, '.', insert_argument},
};

static void act(struct line *line, const struct key *key)
{
    line->now = AFTER_OTHER;
    if (line->searching && search_key(line, key))
        return;
    if (key->kind == KEY_TEXT || key->kind == KEY_PASTE) {
        replace(line, line->cursor, line->cursor, key->text);
        return;
    }
    for (size_t i = 0; i < sizeof bindings / sizeof *bindings; i++) {
        if (bindings[i].kind == key->kind && bindings[i].letter == key->letter) {
            bindings[i].act(line);
            return;
        }
    }
}

/* All but Enter, Tab, Ctrl-C, Ctrl-D and Ctrl-R; the keypad's Enter is ESC O M, whose beginning may be there already. */
size_t line_alone(const struct line *line, struct slice bytes)
{
    enum { LONG_LINE = 512, MANY_KEYS = 128 };
    struct slice asking = SLICE("\r\n\t\003\004\022");
    if (line->searching || line->text.length > LONG_LINE)
        return 0;
    bytes = slice_part(bytes, 0, MANY_KEYS);
    for (size_t i = 0; i < bytes.length; i++) {
        bool keypad = bytes.data[i] == 'M' && (i ? bytes.data[i - 1] == 'O' : line->keys.pending.length > 0);
        if (keypad || slice_find_byte(asking, bytes.data[i]) < asking.length)
            return i;
    }
    return bytes.length;
}

/* A paste is not run, and a line that ends is left on the screen as it is. */
static void finish(struct line *line)
{
    if (line->event != LINE_INTERRUPT) {
        draw(line, line->out);
    } else {
        line->cursor = line->text.length;
        draw(line, line->out);
        buffer_add_text(line->out, "^C");
    }
    if (line->event != LINE_END)
        line_view_leave(&line->view, line->out);
    if (line->event == LINE_INTERRUPT)
        remove_part(line, 0, line->text.length);
}

enum line_event line_push(struct line *line, struct slice bytes, size_t *used, struct buffer *out)
{
    struct key key;
    line->event = LINE_MORE;
    line->out = out;
    for (*used = 0; *used < bytes.length && line->event == LINE_MORE;) {
        if (!keys_push(&line->keys, bytes.data[(*used)++], &key))
            continue;
        act(line, &key);
        line->last = line->now;
    }
    if (line->event == LINE_MORE)
        draw(line, out);
    else
        finish(line);
    line->out = NULL;
    return line->event;
}
