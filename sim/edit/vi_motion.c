/* Where vi's motions go. They never change the text. */
#include <limits.h>
#include <string.h>

#include "edit/vi_record.h"

/* --- lines and characters --- */

bool vi_is_empty(const struct vi *vi)
{
    return text_length(vi->text) == 0;
}

size_t vi_lines(const struct vi *vi)
{
    return text_lines(vi->text);
}

size_t vi_line(const struct vi *vi)
{
    return text_line_at(vi->text, vi->cursor);
}

size_t vi_start(const struct vi *vi, size_t line)
{
    return text_start(vi->text, line);
}

size_t vi_end(const struct vi *vi, size_t line)
{
    return text_end(vi->text, line);
}

char vi_byte(const struct vi *vi, size_t offset)
{
    struct slice one = text_slice(vi->text, offset, offset + 1);
    return one.length ? one.data[0] : '\n';
}

size_t vi_next(const struct vi *vi, size_t offset)
{
    size_t line = text_line_at(vi->text, offset), start = vi_start(vi, line);
    return start + glyph_next(text_line(vi->text, line), offset - start);
}

size_t vi_previous(const struct vi *vi, size_t offset)
{
    size_t line = text_line_at(vi->text, offset), start = vi_start(vi, line);
    return start + glyph_previous(text_line(vi->text, line), offset - start);
}

size_t vi_first_text(const struct vi *vi, size_t line)
{
    size_t at = vi_start(vi, line), end = vi_end(vi, line);
    while (at < end && (vi_byte(vi, at) == ' ' || vi_byte(vi, at) == '\t'))
        at++;
    return at;
}

struct glyph_rules vi_rules(const struct vi *vi)
{
    return (struct glyph_rules){.tab = vi->set.tab, .hex = true};
}

int vi_column(const struct vi *vi, size_t offset)
{
    struct glyph_rules rules = vi_rules(vi);
    size_t line = text_line_at(vi->text, offset);
    return glyph_column(text_line(vi->text, line), offset - vi_start(vi, line), &rules);
}

/* On a tab the cursor stands at its end, but not where text is typed. */
int vi_wanted_column(const struct vi *vi)
{
    bool inserts = vi->mode == MODE_INSERT || vi->mode == MODE_REPLACE;
    int column = vi_column(vi, vi->cursor);
    return vi_byte(vi, vi->cursor) == '\t' && !inserts ? column + vi->set.tab - column % vi->set.tab - 1 : column;
}

size_t vi_at_column(const struct vi *vi, size_t line, int column)
{
    struct glyph_rules rules = vi_rules(vi);
    struct slice content = text_line(vi->text, line);
    size_t at = column == INT_MAX ? content.length : glyph_offset(content, column, &rules);
    return vi_start(vi, line) + at;
}

/* --- one step over the text, as Vim's inc() and dec(): a line's end is a place of its own --- */

enum step vi_step(const struct vi *vi, size_t *at)
{
    size_t length = text_length(vi->text);
    if (*at < length && vi_byte(vi, *at) != '\n') {
        *at = vi_next(vi, *at);
        return vi_byte(vi, *at) == '\n' ? STEP_END : STEP_ON;
    }
    if (*at + 1 >= length)
        return STEP_BLOCKED;
    ++*at;
    return STEP_LINE;
}

enum step vi_step_back(const struct vi *vi, size_t *at)
{
    size_t line = text_line_at(vi->text, *at);
    if (*at > vi_start(vi, line)) {
        *at = vi_previous(vi, *at);
        return STEP_ON;
    }
    if (line == 0)
        return STEP_BLOCKED;
    *at = vi_end(vi, line - 1);
    return STEP_LINE;
}

/* 0: blank, 1: punctuation, 2: a word's. */
int vi_class(const struct vi *vi, size_t at, bool big)
{
    char c = vi_byte(vi, at);
    if (c == ' ' || c == '\t' || c == '\n')
        return 0;
    if (big)
        return 1;
    return ascii_is_letter(c) || ascii_is_digit(c) || c == '_' || (unsigned char)c >= 0x80 ? 2 : 1;
}

bool vi_at_empty_line(const struct vi *vi, size_t at)
{
    return vi_byte(vi, at) == '\n' && (at == 0 || vi_byte(vi, at - 1) == '\n');
}

/* True: the text ended. */
static bool skip_class(const struct vi *vi, size_t *at, int class, bool big, bool back)
{
    while (vi_class(vi, *at, big) == class) {
        if ((back ? vi_step_back(vi, at) : vi_step(vi, at)) == STEP_BLOCKED)
            return true;
    }
    return false;
}

bool vi_word_forward(const struct vi *vi, size_t *at, int count, bool big, bool operator)
{
    while (--count >= 0) {
        int class = vi_class(vi, *at, big);
        bool last = text_line_at(vi->text, *at) + 1 == vi_lines(vi), ends = operator && count == 0;
        enum step step = vi_step(vi, at);
        if (step == STEP_BLOCKED || (step >= STEP_LINE && last))
            return false;
        if (step >= STEP_LINE && ends)
            return true;
        while (class && vi_class(vi, *at, big) == class) {
            step = vi_step(vi, at);
            if (step == STEP_BLOCKED || (step >= STEP_LINE && ends))
                return true;
        }
        while (vi_class(vi, *at, big) == 0) {
            if (vi_at_empty_line(vi, *at))
                break;
            last = text_line_at(vi->text, *at) + 1 == vi_lines(vi);
            step = vi_step(vi, at);
            if (step == STEP_BLOCKED || (step >= STEP_LINE && last))
                return true;
        }
    }
    return true;
}

static bool word_back(const struct vi *vi, size_t *at, int count, bool big)
{
    while (--count >= 0) {
        bool empty = false;
        if (vi_step_back(vi, at) == STEP_BLOCKED)
            return false;
        while (!empty && vi_class(vi, *at, big) == 0) {
            empty = vi_at_empty_line(vi, *at);
            if (!empty && vi_step_back(vi, at) == STEP_BLOCKED)
                return true;
        }
        if (empty)
            continue;
        if (skip_class(vi, at, vi_class(vi, *at, big), big, true))
            return true;
        vi_step(vi, at);
    }
    return true;
}

bool vi_word_end(const struct vi *vi, size_t *at, int count, bool big, bool stop, bool empty)
{
    while (--count >= 0) {
        int class = vi_class(vi, *at, big);
        if (vi_step(vi, at) == STEP_BLOCKED)
            return false;
        if (vi_class(vi, *at, big) == class && class) {
            if (skip_class(vi, at, class, big, false))
                return false;
        } else if (!stop || class == 0) {
            bool found = false;
            while (vi_class(vi, *at, big) == 0 && !found) {
                found = empty && vi_at_empty_line(vi, *at);
                if (!found && vi_step(vi, at) == STEP_BLOCKED)
                    return false;
            }
            if (found) {
                stop = false;
                continue;
            }
            if (skip_class(vi, at, vi_class(vi, *at, big), big, false))
                return false;
        }
        vi_step_back(vi, at);
        stop = false;
    }
    return true;
}

static bool word_end_back(const struct vi *vi, size_t *at, int count, bool big)
{
    while (--count >= 0) {
        int class = vi_class(vi, *at, big);
        enum step step = vi_step_back(vi, at);
        if (step == STEP_BLOCKED)
            return false;
        if (step == STEP_LINE && !vi_at_empty_line(vi, *at) && vi_class(vi, *at, big) == 0)
            class = 0;
        while (class && vi_class(vi, *at, big) == class) {
            if (vi_step_back(vi, at) == STEP_BLOCKED)
                return true;
        }
        while (vi_class(vi, *at, big) == 0 && !vi_at_empty_line(vi, *at)) {
            if (vi_step_back(vi, at) == STEP_BLOCKED)
                return true;
        }
    }
    return true;
}

/* --- motions: each row's function sets [to] and [type] --- */

static int times(const struct command *command)
{
    return command->has_count ? command->count : 1;
}

static bool go_left(struct vi *vi, const struct command *command, struct motion *motion)
{
    size_t start = vi_start(vi, vi_line(vi));
    int count = times(command);
    while (count && motion->to > start) {
        motion->to = vi_previous(vi, motion->to);
        count--;
    }
    return motion->to < vi->cursor || command->operator;
}

static bool go_back(struct vi *vi, const struct command *command, struct motion *motion)
{
    for (int count = times(command); count > 0; count--) {
        if (vi_step_back(vi, &motion->to) == STEP_BLOCKED)
            return count < times(command);
        if (vi_byte(vi, motion->to) == '\n' && !vi_at_empty_line(vi, motion->to) && !command->operator)
            motion->to = vi_previous(vi, motion->to);
    }
    return true;
}

static bool go_right(struct vi *vi, const struct command *command, struct motion *motion)
{
    size_t end = vi_end(vi, vi_line(vi));
    int count = times(command);
    bool over = command->operator || vi->mode == MODE_VISUAL;
    if (!over && (motion->to == end || vi_next(vi, motion->to) == end))
        return false;
    while (count && motion->to < end && (over || vi_next(vi, motion->to) < end)) {
        motion->to = vi_next(vi, motion->to);
        count--;
    }
    return motion->to > vi->cursor || (command->operator && motion->to == end && vi_start(vi, vi_line(vi)) < end);
}

static bool go_space(struct vi *vi, const struct command *command, struct motion *motion)
{
    for (int count = times(command); count > 0; count--) {
        enum step step = vi_step(vi, &motion->to);
        if (step == STEP_BLOCKED)
            return count < times(command);
        if (step == STEP_END && (!command->operator || count > 1)) {
            if (vi_step(vi, &motion->to) == STEP_BLOCKED) {
                motion->to = command->operator ? motion->to : vi_previous(vi, motion->to);
                return command->operator || count < times(command);
            }
        }
    }
    return true;
}

static bool to_line(struct vi *vi, struct motion *motion, size_t line)
{
    motion->to = vi_at_column(vi, line, vi->wanted >= 0 ? vi->wanted : vi_wanted_column(vi));
    motion->type = MOTION_LINES;
    motion->keeps_column = true;
    return true;
}

static bool go_down(struct vi *vi, const struct command *command, struct motion *motion)
{
    size_t line = vi_line(vi), lines = vi_lines(vi), count = (size_t)times(command);
    if (line + 1 >= lines)
        return false;
    return to_line(vi, motion, line + count < lines ? line + count : lines - 1);
}

static bool go_up(struct vi *vi, const struct command *command, struct motion *motion)
{
    size_t line = vi_line(vi), count = (size_t)times(command);
    if (line == 0)
        return false;
    return to_line(vi, motion, line > count ? line - count : 0);
}

/* To the first text of a line. */
static bool to_text(struct vi *vi, struct motion *motion, size_t line)
{
    motion->to = vi_first_text(vi, line);
    motion->type = MOTION_LINES;
    return true;
}

static bool go_plus(struct vi *vi, const struct command *command, struct motion *motion)
{
    size_t line = vi_line(vi), lines = vi_lines(vi), to = line + (size_t)times(command);
    return line + 1 < lines && to_text(vi, motion, to < lines ? to : lines - 1);
}

static bool go_minus(struct vi *vi, const struct command *command, struct motion *motion)
{
    size_t line = vi_line(vi), count = (size_t)times(command);
    return line > 0 && to_text(vi, motion, line > count ? line - count : 0);
}

static bool go_underscore(struct vi *vi, const struct command *command, struct motion *motion)
{
    size_t line = vi_line(vi) + (size_t)times(command) - 1, lines = vi_lines(vi);
    if (line > vi_line(vi) && vi_line(vi) + 1 == lines)
        return false;
    return to_text(vi, motion, line < lines ? line : lines - 1);
}

static bool go_line(struct vi *vi, const struct command *command, struct motion *motion)
{
    size_t lines = vi_lines(vi), line = command->motion == 'G' ? lines - 1 : 0;
    if (command->has_count)
        line = (size_t)command->count <= lines ? (size_t)command->count - 1 : lines - 1;
    motion->jump = true;
    return to_text(vi, motion, line);
}

static bool go_home(struct vi *vi, const struct command *command, struct motion *motion)
{
    (void)command;
    motion->to = vi_start(vi, vi_line(vi));
    return true;
}

static bool go_first_text(struct vi *vi, const struct command *command, struct motion *motion)
{
    (void)command;
    motion->to = vi_first_text(vi, vi_line(vi));
    size_t end = vi_end(vi, vi_line(vi));
    if (motion->to == end && motion->to > vi_start(vi, vi_line(vi)))
        motion->to = vi_previous(vi, motion->to);
    return true;
}

static bool go_end(struct vi *vi, const struct command *command, struct motion *motion)
{
    size_t line = vi_line(vi) + (size_t)times(command) - 1, lines = vi_lines(vi);
    if (line > vi_line(vi) && vi_line(vi) + 1 == lines)
        return false;
    line = line < lines ? line : lines - 1;
    motion->to = vi_end(vi, line);
    if (motion->to > vi_start(vi, line) && vi->mode != MODE_VISUAL)
        motion->to = vi_previous(vi, motion->to);
    motion->type = MOTION_INCLUSIVE;
    motion->end_of_line = true;
    return true;
}

static bool go_last_text(struct vi *vi, const struct command *command, struct motion *motion)
{
    if (!go_end(vi, command, motion))
        return false;
    size_t start = vi_start(vi, text_line_at(vi->text, motion->to));
    motion->end_of_line = false;
    while (motion->to > start && strchr(" \t\n", vi_byte(vi, motion->to)))
        motion->to = vi_previous(vi, motion->to);
    return true;
}

static bool go_column(struct vi *vi, const struct command *command, struct motion *motion)
{
    motion->to = vi_at_column(vi, vi_line(vi), times(command) - 1);
    return true;
}

static bool go_word(struct vi *vi, const struct command *command, struct motion *motion)
{
    bool big = command->motion == 'W', made, ends = command->operator == 'c' && vi_class(vi, vi->cursor, big) != 0;
    if (ends) {
        made = vi_word_end(vi, &motion->to, times(command), big, true, false);
        motion->type = MOTION_INCLUSIVE;
    } else {
        made = vi_word_forward(vi, &motion->to, times(command), big, command->operator != 0);
    }
    if (motion->to > vi->cursor && vi_byte(vi, motion->to) == '\n' && !vi_at_empty_line(vi, motion->to)) {
        motion->to = vi_previous(vi, motion->to);
        motion->type = MOTION_INCLUSIVE;
    }
    if (!made && !command->operator)
        vi->error = true; /* it goes as far as it can all the same */
    return true;
}

static bool go_word_end(struct vi *vi, const struct command *command, struct motion *motion)
{
    bool made = vi_word_end(vi, &motion->to, times(command), command->motion == 'E', false, false);
    motion->type = MOTION_INCLUSIVE;
    if (motion->to > vi->cursor && vi_byte(vi, motion->to) == '\n' && !vi_at_empty_line(vi, motion->to))
        motion->to = vi_previous(vi, motion->to);
    if (!made && !command->operator)
        vi->error = true; /* it goes as far as it can all the same */
    return true;
}

static bool go_word_back(struct vi *vi, const struct command *command, struct motion *motion)
{
    return word_back(vi, &motion->to, times(command), command->motion == 'B');
}

static bool go_word_end_back(struct vi *vi, const struct command *command, struct motion *motion)
{
    motion->type = MOTION_INCLUSIVE;
    return word_end_back(vi, &motion->to, times(command), command->motion2 == 'E');
}

static int code_at(const struct vi *vi, size_t at)
{
    struct slice bytes = text_slice(vi->text, at, at + 4);
    unsigned char first = bytes.length ? (unsigned char)bytes.data[0] : '\n';
    if (first < 0x80 || bytes.length < 2)
        return first;
    int code = first < 0xe0 ? first & 0x1f : first < 0xf0 ? first & 0x0f : first & 7;
    size_t length = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    for (size_t i = 1; i < length && i < bytes.length; i++)
        code = code << 6 | ((unsigned char)bytes.data[i] & 0x3f);
    return code;
}

/* f, F, t, T, and again for ; and , */
static bool find_character(struct vi *vi, int how, int wanted, int count, bool again, struct motion *motion)
{
    bool back = how == 'F' || how == 'T', till = how == 't' || how == 'T';
    size_t start = vi_start(vi, vi_line(vi)), end = vi_end(vi, vi_line(vi)), at = vi->cursor;
    if (again && till && count == 1) { /* what is next to the cursor was found before */
        size_t next = back ? vi_previous(vi, at) : vi_next(vi, at);
        if (next < end && (!back || at > start) && code_at(vi, next) == wanted)
            at = next;
    }
    while (count > 0) {
        if (back ? at <= start : at >= end)
            return false;
        at = back ? vi_previous(vi, at) : vi_next(vi, at);
        if (at >= end && !back)
            return false;
        count -= code_at(vi, at) == wanted;
    }
    if (till)
        at = back ? vi_next(vi, at) : vi_previous(vi, at);
    motion->to = at;
    motion->type = back ? MOTION_EXCLUSIVE : MOTION_INCLUSIVE;
    return true;
}

static bool go_find(struct vi *vi, const struct command *command, struct motion *motion)
{
    vi->find_key = command->motion;
    vi->find_character = command->argument;
    return find_character(vi, command->motion, command->argument, times(command), false, motion);
}

static bool go_find_again(struct vi *vi, const struct command *command, struct motion *motion)
{
    int how = vi->find_key;
    if (!how)
        return false;
    if (command->motion == ',')
        how = how == 'f' ? 'F' : how == 'F' ? 'f' : how == 't' ? 'T' : 't';
    return find_character(vi, how, vi->find_character, times(command), true, motion);
}

static bool go_paragraph(struct vi *vi, const struct command *command, struct motion *motion)
{
    bool back = command->motion == '{';
    size_t line = vi_line(vi), lines = vi_lines(vi);
    motion->jump = true;
    for (int count = times(command); count > 0; count--) {
        bool skipped = false;
        for (bool first = true;; first = false) {
            bool empty = vi_start(vi, line) == vi_end(vi, line);
            skipped |= !empty;
            if (!first && skipped && empty)
                break;
            bool stuck = back ? line == 0 : line + 1 >= lines;
            if (stuck && count > 1)
                return false;
            if (stuck)
                break;
            line = back ? line - 1 : line + 1;
        }
    }
    motion->to = vi_start(vi, line);
    if (line + 1 == lines && vi_end(vi, line) > motion->to) {
        motion->to = vi_previous(vi, vi_end(vi, line));
        motion->type = MOTION_INCLUSIVE;
    }
    return true;
}

static bool go_match(struct vi *vi, const struct command *command, struct motion *motion)
{
    static const char pairs[] = "([{)]}";
    size_t at = vi->cursor, end = vi_end(vi, vi_line(vi)), length = text_length(vi->text);
    const char *found = NULL;
    motion->jump = true;
    if (command->has_count) {
        size_t lines = vi_lines(vi), line = ((size_t)command->count * lines + 99) / 100;
        if (command->count > 100)
            return false;
        return to_text(vi, motion, line ? (line > lines ? lines : line) - 1 : 0);
    }
    for (; at < end && !found; at++)
        found = memchr(pairs, vi_byte(vi, at), sizeof pairs - 1);
    if (!found)
        return false;
    at--;
    size_t place = (size_t)(found - pairs);
    char open = pairs[place], close = pairs[(place + 3) % 6];
    int depth = 0;
    for (bool down = place < 3; at < length; at += down ? 1 : (size_t)-1) {
        char c = vi_byte(vi, at);
        depth += (c == open) - (c == close);
        if (depth == 0) {
            motion->to = at;
            motion->type = MOTION_INCLUSIVE;
            return true;
        }
    }
    return false;
}

static bool go_screen_line(struct vi *vi, const struct command *command, struct motion *motion)
{
    size_t height = vi_height(vi), lines = vi_lines(vi), count = (size_t)times(command) - 1;
    size_t last = vi->top + height < lines ? vi->top + height - 1 : lines - 1, line;
    if (command->motion == 'H')
        line = vi->top + count;
    else if (command->motion == 'L')
        line = last > count ? last - count : 0;
    else
        line = (vi->top + last) / 2;
    size_t offset = (size_t)vi->set.scroll_offset;
    if (command->motion == 'H' && !command->operator && vi->top > 0 && line < vi->top + offset)
        line = vi->top + offset;
    if (command->motion == 'L' && !command->operator && last + 1 < lines && line + offset > last)
        line = last > offset ? last - offset : 0;
    motion->jump = true;
    return to_text(vi, motion, line > last ? last : line);
}

static bool go_mark(struct vi *vi, const struct command *command, struct motion *motion)
{
    int name = command->argument;
    size_t mark = SIZE_MAX;
    if (name >= 'a' && name <= 'z')
        mark = vi->marks[name - 'a'];
    else if (name == '\'' || name == '`')
        mark = vi->marks[26] == SIZE_MAX ? 0 : vi->marks[26];
    else if (name == '.')
        mark = vi->marks[27];
    if (mark == SIZE_MAX || mark > text_length(vi->text))
        return vi_fail(vi, "E20: Mark not set");
    motion->jump = true;
    if (command->motion == '\'')
        return to_text(vi, motion, text_line_at(vi->text, mark));
    motion->to = mark;
    return true;
}

/* --- searching --- */

struct pattern *vi_pattern(struct vi *vi, struct slice source)
{
    const char *problem;
    bool nocase = vi->set.ignore_case;
    for (size_t i = 0; i < source.length && vi->set.smart_case; i++)
        nocase &= !(source.data[i] >= 'A' && source.data[i] <= 'Z');
    struct pattern *pattern = pattern_new(source, PATTERN_VI | (nocase ? PATTERN_NOCASE : 0), &problem);
    if (!pattern && text_starts(problem, "Unmatched ("))
        vi_fail(vi, "E54: Unmatched \\(");
    else if (!pattern && text_starts(problem, "Regular expression too big"))
        vi_fail(vi, "E363: Pattern uses more memory than 'maxmempattern'");
    else if (!pattern && text_starts(problem, "not simulated"))
        vi_fail(vi, "%s", problem);
    else if (!pattern)
        vi_fail(vi, "E486: Pattern not found: %.*s", (int)source.length, source.data);
    return pattern;
}

bool vi_search(struct vi *vi, bool back, int count, size_t from, size_t *to)
{
    bool wrapped = false, once = false;
    struct match match = {.from = from};
    if (vi->sought.length == 0)
        return vi_fail(vi, "E35: No previous regular expression");
    struct pattern *pattern = vi_pattern(vi, buffer_slice(&vi->sought));
    if (!pattern)
        return false;
    bool found = true;
    for (; count > 0 && found; count--) {
        found = pattern_find(pattern, vi->text, match.from, back, vi->set.wrap_scan, &match, &wrapped);
        once |= wrapped;
    }
    pattern_free(pattern);
    vi->found_hidden = false;
    if (!found && !vi->set.wrap_scan)
        return vi_fail(vi, back ? "E384: Search hit TOP without match for: %s" : "E385: Search hit BOTTOM without match for: %s",
                       buffer_text(&vi->sought));
    if (!found)
        return vi_fail(vi, "E486: Pattern not found: %s", buffer_text(&vi->sought));
    vi_say(vi, "%c%s", back ? '?' : '/', buffer_text(&vi->sought));
    if (once)
        vi_say(vi, back ? "search hit TOP, continuing at BOTTOM" : "search hit BOTTOM, continuing at TOP");
    *to = match.from;
    size_t line = text_line_at(vi->text, match.from);
    if (*to == vi_end(vi, line) && *to > vi_start(vi, line))
        *to = vi_previous(vi, *to);
    return true;
}

static bool go_search(struct vi *vi, const struct command *command, struct motion *motion)
{
    bool back = (command->motion == 'N') != vi->sought_back;
    motion->jump = true;
    return vi_search(vi, back, times(command), vi->cursor, &motion->to);
}

/* From [at] on the first character of the class, and the end of those like it; false: the line has none. */
static bool find_class(const struct vi *vi, size_t *at, size_t *to, int class)
{
    size_t start = vi_start(vi, vi_line(vi)), end = vi_end(vi, vi_line(vi));
    while (*at < end && vi_class(vi, *at, class == 1) != class)
        ++*at;
    if (*at == end)
        return false;
    while (*at > start && vi_class(vi, *at - 1, class == 1) == class)
        --*at;
    for (*to = *at; *to < end && vi_class(vi, *to, class == 1) == class;)
        ++*to;
    return true;
}

/* The word under the cursor or behind it in the line, or other text when there is no word. */
static bool go_word_search(struct vi *vi, const struct command *command, struct motion *motion)
{
    size_t at = vi->cursor, to;
    bool word = find_class(vi, &at, &to, 2);
    if (!word)
        at = vi->cursor;
    if (!word && !find_class(vi, &at, &to, 1))
        return vi_fail(vi, "E348: No string under cursor");
    struct slice text = text_slice(vi->text, at, to);
    bool marked = word && (unsigned char)text.data[0] < 0x80, ends = word && (unsigned char)text.data[text.length - 1] < 0x80;
    buffer_clear(&vi->sought);
    if (marked) /* glibc knows no letters beyond ASCII: such words are found as parts too */
        buffer_add_text(&vi->sought, "\\<");
    for (size_t i = 0; i < text.length; i++) {
        if (strchr("/\\.*$^~[]", text.data[i]) && text.data[i])
            buffer_add_byte(&vi->sought, '\\');
        buffer_add_byte(&vi->sought, text.data[i]);
    }
    if (ends)
        buffer_add_text(&vi->sought, "\\>");
    vi->sought_back = command->motion == '#';
    motion->jump = true;
    return vi_search(vi, vi->sought_back, times(command), at, &motion->to);
}

/* --- scrolling commands are motions of lines in visual mode too --- */

static const struct row {
    int key, key2;
    bool (*move)(struct vi *vi, const struct command *command, struct motion *motion);
} rows[] = {
    {'h', 0, go_left},
    {CODE_LEFT, 0, go_left},
    {CONTROL('h'), 0, go_back},
    {CODE_BACKSPACE, 0, go_back},
    {'l', 0, go_right},
    {CODE_RIGHT, 0, go_right},
    {' ', 0, go_space},
    {'j', 0, go_down},
    {CODE_DOWN, 0, go_down},
    {CONTROL('j'), 0, go_down},
    {CONTROL('n'), 0, go_down},
    {'k', 0, go_up},
    {CODE_UP, 0, go_up},
    {CONTROL('p'), 0, go_up},
    {'g', 'j', go_down},
    {'g', 'k', go_up},
    {'+', 0, go_plus},
    {CODE_ENTER, 0, go_plus},
    {'-', 0, go_minus},
    {'_', 0, go_underscore},
    {'G', 0, go_line},
    {CODE_LAST, 0, go_line},
    {'g', 'g', go_line},
    {CODE_FIRST, 0, go_line},
    {'0', 0, go_home},
    {CODE_HOME, 0, go_home},
    {'^', 0, go_first_text},
    {'$', 0, go_end},
    {CODE_END, 0, go_end},
    {'g', '_', go_last_text},
    {'|', 0, go_column},
    {'w', 0, go_word},
    {'W', 0, go_word},
    {CODE_WORD_RIGHT, 0, go_word},
    {'e', 0, go_word_end},
    {'E', 0, go_word_end},
    {'b', 0, go_word_back},
    {'B', 0, go_word_back},
    {CODE_WORD_LEFT, 0, go_word_back},
    {'g', 'e', go_word_end_back},
    {'g', 'E', go_word_end_back},
    {'f', 0, go_find},
    {'F', 0, go_find},
    {'t', 0, go_find},
    {'T', 0, go_find},
    {';', 0, go_find_again},
    {',', 0, go_find_again},
    {'{', 0, go_paragraph},
    {'}', 0, go_paragraph},
    {'%', 0, go_match},
    {'H', 0, go_screen_line},
    {'M', 0, go_screen_line},
    {'L', 0, go_screen_line},
    {'\'', 0, go_mark},
    {'`', 0, go_mark},
    {'n', 0, go_search},
    {'N', 0, go_search},
    {'*', 0, go_word_search},
    {'#', 0, go_word_search},
};

bool vi_move(struct vi *vi, const struct command *command, struct motion *motion)
{
    *motion = (struct motion){.from = vi->cursor, .to = vi->cursor};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (rows[i].key == command->motion && (!rows[i].key2 || rows[i].key2 == command->motion2))
            return rows[i].move(vi, command, motion);
    }
    return false;
}

void vi_scroll_to(struct vi *vi, size_t line, char where)
{
    size_t height = vi_height(vi);
    size_t above = where == 't' ? 0 : where == 'b' ? height - 1 : (height - 1) / 2;
    vi->top = line > above ? line - above : 0;
}
