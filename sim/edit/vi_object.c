/* Text objects: iw, i", i(, ip, it and the like. */
#include <string.h>

#include "edit/vi_record.h"

/* Back to the beginning of the blanks, the word or the signs at [at], within the line. */
static size_t back_in_line(const struct vi *vi, size_t at, bool big)
{
    size_t start = vi_start(vi, text_line_at(vi->text, at));
    int class = vi_class(vi, at, big);
    while (at > start && vi_class(vi, vi_previous(vi, at), big) == class)
        at = vi_previous(vi, at);
    return at;
}

/* To the character before; false: the line begins here. */
static bool one_left(const struct vi *vi, size_t *at)
{
    if (*at == vi_start(vi, text_line_at(vi->text, *at)))
        return false;
    *at = vi_previous(vi, *at);
    return true;
}

/* One more word, or blanks, for a count. */
static bool extend_word(const struct vi *vi, size_t *at, bool around, bool big, bool *inclusive)
{
    enum step step = vi_step(vi, at);
    size_t start = vi_start(vi, text_line_at(vi->text, *at));
    *inclusive = true;
    if (step == STEP_BLOCKED || (step >= STEP_LINE && *at > start && vi_step(vi, at) == STEP_BLOCKED))
        return false;
    if ((vi_class(vi, *at, big) == 0) == around)
        return vi_word_end(vi, at, 1, big, true, true);
    if (!vi_word_forward(vi, at, 1, big, true))
        return false;
    if (!one_left(vi, at))
        *inclusive = false;
    return true;
}

/* iw, aw, iW, aW, as Vim's current_word. */
static bool word(const struct vi *vi, size_t at, int count, bool around, bool big, struct motion *motion)
{
    size_t from = back_in_line(vi, at, big), to = from;
    bool inclusive = true, white = false;
    if ((vi_class(vi, to, big) == 0) == around) {
        if (!vi_word_end(vi, &to, 1, big, true, true))
            return false;
    } else {
        vi_word_forward(vi, &to, 1, big, true);
        if (!one_left(vi, &to))
            vi_step_back(vi, &to);
        white = around;
    }
    while (--count > 0) {
        if (!extend_word(vi, &to, around, big, &inclusive))
            return false;
    }
    bool at_start = to == vi_start(vi, text_line_at(vi->text, to));
    if (white && (vi_class(vi, to, big) != 0 || (at_start && !inclusive))) {
        size_t before = from;
        if (one_left(vi, &before)) {
            before = back_in_line(vi, before, big);
            if (vi_class(vi, before, big) == 0 && before > vi_start(vi, text_line_at(vi->text, before)))
                from = before;
        }
    }
    motion->from = from;
    motion->to = to;
    motion->type = inclusive ? MOTION_INCLUSIVE : MOTION_EXCLUSIVE;
    return true;
}

/* i", a': the quoted text around the cursor, or the next in the line. */
static bool quote(const struct vi *vi, size_t at, char mark, bool around, struct motion *motion)
{
    size_t line = text_line_at(vi->text, at), start = vi_start(vi, line), end = vi_end(vi, line);
    size_t from = end, to = end;
    for (size_t i = start; i < end; i++) {
        size_t close = i + 1;
        if (vi_byte(vi, i) == '\\') {
            i++;
            continue;
        }
        if (vi_byte(vi, i) != mark)
            continue;
        while (close < end && vi_byte(vi, close) != mark)
            close += vi_byte(vi, close) == '\\' ? 2 : 1;
        if (close >= end)
            break;
        if (close >= at) {
            from = i;
            to = close;
            break;
        }
        i = close;
    }
    if (to >= end)
        return false;
    motion->type = MOTION_INCLUSIVE;
    if (!around) {
        motion->from = from + 1;
        motion->to = to - 1;
        if (to == from + 1) {
            motion->type = MOTION_EXCLUSIVE;
            motion->to = motion->from;
        }
        return true;
    }
    size_t behind = to + 1;
    while (behind < end && (vi_byte(vi, behind) == ' ' || vi_byte(vi, behind) == '\t'))
        behind++;
    if (behind == to + 1) {
        while (from > start && (vi_byte(vi, from - 1) == ' ' || vi_byte(vi, from - 1) == '\t'))
            from--;
    }
    motion->from = from;
    motion->to = behind - 1;
    return true;
}

static bool find_open(const struct vi *vi, size_t at, char open, char close, int count, size_t *found)
{
    int depth = 0;
    for (size_t i = at + 1; i-- > 0;) {
        char c = vi_byte(vi, i);
        if (c == close && i != at)
            depth++;
        else if (c == open && depth > 0)
            depth--;
        else if (c == open && --count == 0) {
            *found = i;
            return true;
        }
    }
    return false;
}

/* Where the cursor is in no block, the next one is meant. */
static bool find_next(const struct vi *vi, size_t at, char open, size_t *found)
{
    size_t length = text_length(vi->text);
    while (at < length && vi_byte(vi, at) != open)
        at++;
    *found = at;
    return at < length;
}

static bool find_close(const struct vi *vi, size_t open_at, char open, char close, size_t *found)
{
    int depth = 0;
    for (size_t i = open_at, length = text_length(vi->text); i < length; i++) {
        char c = vi_byte(vi, i);
        depth += (c == open) - (c == close);
        if (depth == 0) {
            *found = i;
            return true;
        }
    }
    return false;
}

static bool is_blank_before(const struct vi *vi, size_t start, size_t at)
{
    while (start < at && (vi_byte(vi, start) == ' ' || vi_byte(vi, start) == '\t'))
        start++;
    return start == at;
}

static bool bracket(const struct vi *vi, size_t at, char open, char close, int count, bool around, struct motion *motion)
{
    size_t from, to, line_at = text_line_at(vi->text, at);
    if (open == '{' && at < vi_first_text(vi, line_at)) /* the indentation belongs to what follows */
        at = vi_first_text(vi, line_at);
    if (!find_open(vi, at, open, close, count, &from) && (count > 1 || !find_next(vi, at, open, &from)))
        return false;
    if (!find_close(vi, from, open, close, &to))
        return false;
    motion->type = MOTION_INCLUSIVE;
    motion->from = from;
    motion->to = to;
    if (around)
        return true;
    /* Inside: without a line end behind the first, and without the indentation before the last. */
    from++;
    bool begins_line = false;
    if (vi_byte(vi, from) == '\n' && from < to) {
        from++;
        begins_line = true;
    }
    size_t line = text_line_at(vi->text, to), start = vi_start(vi, line);
    motion->from = from;
    if (start > from - begins_line && start >= from && is_blank_before(vi, start, to)) {
        motion->to = start > from ? start - 1 : from;
        motion->no_adjust = true;
        if (begins_line) {
            if (start <= from)
                return false;
            motion->type = MOTION_LINES;
            return true;
        }
        motion->type = start > from ? MOTION_EXCLUSIVE : MOTION_EXCLUSIVE;
        return true;
    }
    motion->to = to > from ? to - 1 : from;
    if (to == from)
        motion->type = MOTION_EXCLUSIVE;
    return true;
}

static bool is_white_line(const struct vi *vi, size_t line)
{
    return vi_first_text(vi, line) == vi_end(vi, line);
}

static bool paragraph(const struct vi *vi, size_t at, int count, bool around, struct motion *motion)
{
    size_t line = text_line_at(vi->text, at), lines = vi_lines(vi), first = line, last = line;
    bool white = is_white_line(vi, line);
    while (first > 0 && is_white_line(vi, first - 1) == white)
        first--;
    for (bool begun = false; count > 0; count--) {
        if (begun) {
            if (last + 1 >= lines)
                return false;
            last++;
            white = is_white_line(vi, last);
        }
        while (last + 1 < lines && is_white_line(vi, last + 1) == white)
            last++;
        begun = true;
        if (!around)
            continue;
        if (last + 1 < lines) {
            bool next = is_white_line(vi, last + 1);
            while (last + 1 < lines && is_white_line(vi, last + 1) == next)
                last++;
        } else if (white) {
            return false;
        } else {
            while (first > 0 && is_white_line(vi, first - 1))
                first--;
        }
    }
    motion->from = vi_start(vi, first);
    motion->to = vi_start(vi, last);
    motion->type = MOTION_LINES;
    return true;
}

bool vi_object(struct vi *vi, const struct command *command, size_t from, struct motion *motion)
{
    static const char brackets[] = "()[]{}<>", names[] = "bb  BB  ";
    bool around = command->motion == 'a';
    int kind = command->motion2, count = command->has_count ? command->count : 1;
    *motion = (struct motion){.from = from, .to = from, .object = true};
    if (kind == 'w' || kind == 'W')
        return word(vi, from, count, around, kind == 'W', motion);
    if (kind == '"' || kind == '\'' || kind == '`')
        return quote(vi, from, (char)kind, around, motion);
    if (kind == 'p')
        return paragraph(vi, from, count, around, motion);
    for (size_t i = 0; i < sizeof brackets - 1; i++) {
        if (kind == brackets[i] || (names[i] != ' ' && kind == names[i])) {
            size_t place = i & ~(size_t)1;
            return bracket(vi, from, brackets[place], brackets[place + 1], count, around, motion);
        }
    }
    if (kind == 't' || kind == 's')
        return vi_fail(vi, "not simulated: the text object %c%c", command->motion, kind);
    return false;
}
