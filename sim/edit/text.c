#include "edit/text.h"

#include <string.h>

#include "base/check.h"
#include "base/limits.h"

/* Removed and inserted bytes stand behind each other in [bytes]. */
struct change {
    size_t at, removed, inserted;
    char *bytes;
    size_t cursor; /* of the mark, in a group's first change */
    size_t group;
    int64_t time;
    bool first;
    uint64_t before, after; /* versions of the text */
};

struct text {
    char *bytes;
    size_t capacity, front, back; /* the gap lies between bytes[front] and bytes[capacity - back] */
    /* Starts of lines behind a newline: those at or before the gap count from the front, the others from the end. */
    size_t *starts;
    size_t start_capacity, starts_front, starts_back;
    size_t same_front, same_back; /* lines: since text_settle */
    uint64_t *notes, first_note; /* of the lines at [starts], and of the one before them all */
    struct change *changes;
    size_t change_count, change_capacity, done; /* [done] of them are in the text */
    size_t undo_bytes, cursor, last_group;
    bool mark, closed;
    int64_t now;
    uint64_t version, last_version;
};

static size_t gap_end(const struct text *text)
{
    return text->capacity - text->back;
}

size_t text_length(const struct text *text)
{
    return text->front + text->back;
}

/* --- the starts of lines --- */

static size_t start_count(const struct text *text)
{
    return text->starts_front + text->starts_back;
}

/* The start of the line behind the newline numbered [index]. */
static size_t start_at(const struct text *text, size_t index)
{
    if (index < text->starts_front)
        return text->starts[index];
    return text_length(text) - text->starts[text->start_capacity - text->starts_back + index - text->starts_front];
}

static void move_starts(struct text *text, size_t gap)
{
    size_t length = text_length(text);
    while (text->starts_front && text->starts[text->starts_front - 1] > gap) {
        size_t from = --text->starts_front, to = text->start_capacity - ++text->starts_back;
        text->starts[to] = length - text->starts[from];
        text->notes[to] = text->notes[from];
    }
    while (text->starts_back && length - text->starts[text->start_capacity - text->starts_back] <= gap) {
        size_t from = text->start_capacity - text->starts_back--, to = text->starts_front++;
        text->starts[to] = length - text->starts[from];
        text->notes[to] = text->notes[from];
    }
}

static void add_start(struct text *text, size_t start)
{
    if (start_count(text) == text->start_capacity) {
        size_t larger = text->start_capacity ? text->start_capacity * 2 : 64;
        size_t to = larger - text->starts_back, from = text->start_capacity - text->starts_back;
        text->starts = memory_resize(text->starts, larger * sizeof *text->starts);
        text->notes = memory_resize(text->notes, larger * sizeof *text->notes);
        memmove(text->starts + to, text->starts + from, text->starts_back * sizeof *text->starts);
        memmove(text->notes + to, text->notes + from, text->starts_back * sizeof *text->notes);
        text->start_capacity = larger;
    }
    text->notes[text->starts_front] = 0;
    text->starts[text->starts_front++] = start;
}

static uint64_t *note_at(const struct text *text, size_t line)
{
    if (line == 0)
        return (uint64_t *)&text->first_note;
    size_t index = line - 1;
    return text->notes + (index < text->starts_front ? index : index + text->start_capacity - start_count(text));
}

uint64_t text_note(const struct text *text, size_t line)
{
    return line <= start_count(text) ? *note_at(text, line) : 0;
}

void text_set_note(struct text *text, size_t line, uint64_t note)
{
    if (line <= start_count(text))
        *note_at(text, line) = note;
}

/* The line with the gap in it changes. */
static void touch(struct text *text)
{
    text_set_note(text, text->starts_front, 0);
    if (text->starts_front < text->same_front)
        text->same_front = text->starts_front;
    if (text->starts_back < text->same_back)
        text->same_back = text->starts_back;
}

void text_settle(struct text *text)
{
    text->same_front = text->same_back = start_count(text) + 1;
}

size_t text_same_front(const struct text *text)
{
    return text->same_front;
}

size_t text_same_back(const struct text *text)
{
    size_t beyond = start_count(text) + 1 - text_lines(text); /* a start behind the last line */
    return text->same_back > beyond ? text->same_back - beyond : 0;
}

void text_forget_notes(struct text *text)
{
    for (size_t line = 0; line <= start_count(text); line++)
        *note_at(text, line) = 0;
}

/* --- the gap --- */

static void move_gap(struct text *text, size_t to)
{
    if (to < text->front)
        memmove(text->bytes + gap_end(text) - (text->front - to), text->bytes + to, text->front - to);
    else if (to > text->front)
        memmove(text->bytes + text->front, text->bytes + gap_end(text), to - text->front);
    text->back = text_length(text) - to;
    text->front = to;
    move_starts(text, to);
}

static void make_room(struct text *text, size_t size)
{
    if (gap_end(text) - text->front >= size)
        return;
    size_t larger = (text_length(text) + size) * 3 / 2 + 256;
    char *bytes = memory_allocate(larger + 1); /* a NUL behind all, for those who look for one */
    if (text->front)
        memcpy(bytes, text->bytes, text->front);
    if (text->back)
        memcpy(bytes + larger - text->back, text->bytes + gap_end(text), text->back);
    memory_free(text->bytes);
    text->bytes = bytes;
    text->capacity = larger;
}

static void insert(struct text *text, size_t at, struct slice bytes)
{
    move_gap(text, at);
    make_room(text, bytes.length);
    touch(text);
    if (bytes.length)
        memcpy(text->bytes + text->front, bytes.data, bytes.length);
    for (size_t i = 0; i < bytes.length; i++) {
        if (bytes.data[i] == '\n')
            add_start(text, at + i + 1);
    }
    text->front += bytes.length;
}

static void erase(struct text *text, size_t from, size_t to)
{
    move_gap(text, to);
    while (text->starts_front && text->starts[text->starts_front - 1] > from)
        text->starts_front--;
    text->front = from;
    touch(text);
}

/* --- a text --- */

struct text *text_new(struct slice bytes, bool closed)
{
    struct text *text = memory_allocate(sizeof *text);
    text->closed = closed;
    make_room(text, 1);
    insert(text, 0, bytes);
    text->mark = true;
    return text;
}

static void forget_changes(struct text *text, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        text->undo_bytes -= text->changes[i].removed + text->changes[i].inserted;
        memory_free(text->changes[i].bytes);
    }
    memmove(text->changes + from, text->changes + to, (text->change_count - to) * sizeof *text->changes);
    text->change_count -= to - from;
}

void text_free(struct text *text)
{
    if (!text)
        return;
    if (text->change_count)
        forget_changes(text, 0, text->change_count);
    memory_free(text->changes);
    memory_free(text->starts);
    memory_free(text->notes);
    memory_free(text->bytes);
    memory_free(text);
}

bool text_is_complete(const struct text *text)
{
    size_t length = text_length(text);
    return length == 0 || (start_count(text) && start_at(text, start_count(text) - 1) == length);
}

size_t text_lines(const struct text *text)
{
    size_t lines = start_count(text) + 1;
    return text->closed && lines > 1 && text_is_complete(text) ? lines - 1 : lines;
}

size_t text_start(const struct text *text, size_t line)
{
    size_t count = start_count(text);
    if (line >= count) { /* cut to the last line; those before are all there */
        size_t last = text_lines(text) - 1;
        line = line > last ? last : line;
    }
    return line == 0 ? 0 : start_at(text, line - 1);
}

size_t text_end(const struct text *text, size_t line)
{
    return line < start_count(text) ? start_at(text, line) - 1 : text_length(text);
}

size_t text_line_at(const struct text *text, size_t offset)
{
    size_t low = 0, high = start_count(text);
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (start_at(text, middle) <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    size_t last = text_lines(text) - 1;
    return low > last ? last : low;
}

struct slice text_slice(struct text *text, size_t from, size_t to)
{
    size_t length = text_length(text);
    to = to > length ? length : to;
    from = from > to ? to : from;
    if (from < text->front && to > text->front)
        move_gap(text, text->front - from < to - text->front ? from : to);
    const char *start = to <= text->front ? text->bytes + from : text->bytes + gap_end(text) + (from - text->front);
    return (struct slice){to > from ? start : "", to - from};
}

struct slice text_line(struct text *text, size_t line)
{
    return text_slice(text, text_start(text, line), text_end(text, line));
}

/* --- changes --- */

static struct change *last_change(struct text *text)
{
    return text->done ? &text->changes[text->done - 1] : NULL;
}

/* Typing makes one change grow instead of many. */
static bool grow_change(struct text *text, size_t at, size_t removed, struct slice inserted)
{
    struct change *last = last_change(text);
    if (text->mark || !last || removed || last->at + last->inserted != at)
        return false;
    size_t length = last->removed + last->inserted;
    if (length + inserted.length > 4096)
        return false;
    last->bytes = memory_resize(last->bytes, length + inserted.length + 1);
    memcpy(last->bytes + length, inserted.data, inserted.length);
    last->inserted += inserted.length;
    text->undo_bytes += inserted.length;
    last->after = text->version = ++text->last_version;
    return true;
}

static void forget_oldest(struct text *text)
{
    while (text->undo_bytes > LIMIT_UNDO_BYTES) {
        size_t next = 1;
        while (next < text->change_count && !text->changes[next].first)
            next++;
        if (next == text->change_count)
            break;
        forget_changes(text, 0, next);
        text->done -= next;
    }
}

static void keep_change(struct text *text, size_t at, struct slice removed, struct slice inserted)
{
    if (text->done < text->change_count)
        forget_changes(text, text->done, text->change_count);
    if (grow_change(text, at, removed.length, inserted))
        return;
    if (text->change_count == text->change_capacity) {
        text->change_capacity = text->change_capacity ? text->change_capacity * 2 : 32;
        text->changes = memory_resize(text->changes, text->change_capacity * sizeof *text->changes);
    }
    struct change change = {.at = at, .removed = removed.length, .inserted = inserted.length,
                            .first = text->mark || text->change_count == 0, .cursor = text->cursor,
                            .before = text->version};
    text->last_group += change.first;
    change.group = text->last_group;
    change.time = text->now;
    change.bytes = memory_allocate(removed.length + inserted.length + 1);
    if (removed.length)
        memcpy(change.bytes, removed.data, removed.length);
    if (inserted.length)
        memcpy(change.bytes + removed.length, inserted.data, inserted.length);
    change.after = text->version = ++text->last_version;
    text->changes[text->change_count++] = change;
    text->done = text->change_count;
    text->undo_bytes += removed.length + inserted.length;
    text->mark = false;
    forget_oldest(text);
}

bool text_replace(struct text *text, size_t from, size_t to, struct slice bytes)
{
    size_t length = text_length(text);
    check(from <= to && to <= length);
    if (length - (to - from) + bytes.length > LIMIT_FILE_BYTES)
        return false;
    if (from == to && bytes.length == 0)
        return true;
    keep_change(text, from, text_slice(text, from, to), bytes);
    erase(text, from, to);
    insert(text, from, bytes);
    return true;
}

bool text_append(struct text *text, struct slice bytes)
{
    bool fits = text_length(text) + bytes.length <= LIMIT_FILE_BYTES;
    if (fits)
        insert(text, text_length(text), bytes);
    return fits;
}

void text_mark(struct text *text, size_t cursor)
{
    text->mark = true;
    text->cursor = cursor;
}

static void apply(struct text *text, const struct change *change, bool forward)
{
    size_t gone = forward ? change->removed : change->inserted, come = forward ? change->inserted : change->removed;
    erase(text, change->at, change->at + gone);
    insert(text, change->at, (struct slice){change->bytes + (forward ? change->removed : 0), come});
    text->version = forward ? change->after : change->before;
}

bool text_undo(struct text *text, size_t *cursor, size_t *before)
{
    if (text->done == 0)
        return false;
    const struct change *change;
    do {
        change = &text->changes[--text->done];
        apply(text, change, false);
        *cursor = change->at;
    } while (!change->first && text->done);
    if (before)
        *before = change->cursor > text_length(text) ? text_length(text) : change->cursor;
    text->mark = true;
    return true;
}

bool text_redo(struct text *text, size_t *cursor, size_t *end)
{
    if (text->done == text->change_count)
        return false;
    *cursor = text->changes[text->done].at;
    *end = *cursor + text->changes[text->done].inserted;
    do
        apply(text, &text->changes[text->done++], true);
    while (text->done < text->change_count && !text->changes[text->done].first);
    text->mark = true;
    return true;
}

uint64_t text_version(const struct text *text)
{
    return text->version;
}

bool text_next_cursor(const struct text *text, size_t *cursor)
{
    if (text->done == text->change_count)
        return false;
    *cursor = text->changes[text->done].cursor;
    return true;
}

size_t text_group(const struct text *text)
{
    return text->done ? text->changes[text->done - 1].group : 0;
}

void text_set_time(struct text *text, int64_t seconds)
{
    text->now = seconds;
}

int64_t text_group_time(const struct text *text)
{
    return text->done ? text->changes[text->done - 1].time : 0;
}
