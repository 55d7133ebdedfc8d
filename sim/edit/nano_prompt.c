/* The line above the shortcuts, when it asks something. */
#include <string.h>

#include "base/check.h"
#include "edit/nano_record.h"

void nano_ask(struct nano *nano, enum prompt prompt)
{
    size_t from, to;
    nano->prompt = prompt;
    buffer_clear(&nano->answer);
    nano->selection = prompt == PROMPT_WRITE && !nano->exiting && nano_selection(nano, &from, &to) && from < to;
    nano->append = nano->prepend = false;
    nano->to_dos = nano->dos;
    nano->help_top = 0;
    if (prompt == PROMPT_WRITE && !nano->selection)
        buffer_add_text(&nano->answer, nano->path);
    nano->answer_cursor = nano->answer.length;
}

static void cancel(struct nano *nano)
{
    nano->prompt = PROMPT_NONE;
    nano->exiting = false;
    nano_say(nano, "Cancelled");
}

static void add_question(struct nano *nano, struct buffer *out)
{
    bool replaces = nano->prompt == PROMPT_REPLACE;
    const char *format = nano->to_dos ? " [DOS Format]" : "";
    switch (nano->prompt) {
    case PROMPT_SEARCH:
    case PROMPT_REPLACE:
        buffer_format(out, "Search%s%s%s%s", nano->nocase_off ? " [Case Sensitive]" : "",
                      nano->regular ? " [Regexp]" : "", nano->back ? " [Backwards]" : "",
                      replaces ? " (to replace)" : "");
        if (nano->sought.length)
            buffer_format(out, " [%s]", buffer_text(&nano->sought));
        buffer_add_text(out, ": ");
        break;
    case PROMPT_REPLACE_WITH:
        buffer_add_text(out, "Replace with: ");
        break;
    case PROMPT_REPLACE_THIS:
        buffer_add_text(out, "Replace this instance?");
        break;
    case PROMPT_GOTO:
        buffer_add_text(out, "Enter line number, column number: ");
        break;
    case PROMPT_WRITE:
        if (nano->selection)
            buffer_format(out, "%s Selection to File%s: ", nano->append ? "Append" : nano->prepend ? "Prepend" : "Write",
                          format);
        else
            buffer_format(out, "File Name to %s%s: ", nano->append ? "Append to" : nano->prepend ? "Prepend to" : "Write",
                          format);
        break;
    case PROMPT_READ:
        buffer_add_text(out, "File to insert [from ./]: ");
        break;
    case PROMPT_SAVE:
        buffer_add_text(out, "Save modified buffer? ");
        break;
    case PROMPT_OVERWRITE:
        buffer_format(out, "File \"%s\" exists; OVERWRITE? ", buffer_text(&nano->answer));
        break;
    case PROMPT_RENAME:
        buffer_add_text(out, "Save file under DIFFERENT NAME? ");
        break;
    case PROMPT_NONE:
    case PROMPT_HELP:
        break;
    }
}

static bool is_choice(enum prompt prompt)
{
    return prompt == PROMPT_SAVE || prompt == PROMPT_OVERWRITE || prompt == PROMPT_RENAME ||
           prompt == PROMPT_REPLACE_THIS;
}

void nano_prompt_text(struct nano *nano, struct buffer *out)
{
    add_question(nano, out);
    if (!is_choice(nano->prompt))
        buffer_add(out, buffer_slice(&nano->answer));
}

/* --- searching --- */

static struct pattern *sought_pattern(struct nano *nano)
{
    const char *problem;
    unsigned flags = (nano->regular ? 0 : PATTERN_LITERAL) | (nano->nocase_off ? 0 : PATTERN_NOCASE);
    struct pattern *pattern = pattern_new(buffer_slice(&nano->sought), flags, &problem);
    if (!pattern)
        nano_alert(nano, "Bad regex \"%s\": %s", buffer_text(&nano->sought), problem);
    return pattern;
}

static void show_match(struct nano *nano, const struct match *match)
{
    nano_move(nano, match->from);
    nano->found = match->from;
    nano->found_length = match->to - match->from;
    size_t line = text_line_at(nano->text, match->from);
    if (line < nano->top || line >= nano->top + (size_t)nano_height(nano))
        nano_center(nano);
}

static void search(struct nano *nano, bool back)
{
    struct match match;
    bool wrapped;
    size_t before = nano->cursor;
    struct pattern *pattern = sought_pattern(nano);
    if (!pattern)
        return;
    if (!pattern_find(pattern, nano->text, nano->cursor, back, true, &match, &wrapped))
        nano_say(nano, "\"%s\" not found", buffer_text(&nano->sought));
    else {
        show_match(nano, &match);
        if (match.from == before)
            nano_say(nano, "This is the only occurrence");
        else if (wrapped)
            nano_say(nano, "Search Wrapped");
        else
            buffer_clear(&nano->message);
    }
    pattern_free(pattern);
}

void nano_search_again(struct nano *nano, bool back)
{
    if (nano->sought.length == 0) {
        nano_ask(nano, PROMPT_SEARCH);
        nano->back = back;
        return;
    }
    search(nano, back);
}

/* --- replacing --- */

static void end_replacing(struct nano *nano)
{
    nano->prompt = PROMPT_NONE;
    nano->found_length = 0;
    size_t length = text_length(nano->text);
    nano_move(nano, nano->replace_turn > length ? length : nano->replace_turn);
    size_t line = text_line_at(nano->text, nano->cursor);
    if (line < nano->top || line >= nano->top + (size_t)nano_height(nano))
        nano_center(nano);
    nano_say(nano, "Replaced %zu %s", nano->replaced, nano->replaced == 1 ? "occurrence" : "occurrences");
}

/* The next place from [replace_from] on, at most once around. */
static bool find_replaced(struct nano *nano, const struct pattern *pattern)
{
    struct match *match = &nano->replace_match;
    size_t from = nano->replace_from;
    for (int round = 0; round < 2; round++) {
        size_t lines = text_lines(nano->text);
        for (size_t line = text_line_at(nano->text, from); line < lines; line++) {
            size_t start = text_start(nano->text, line);
            struct slice content = text_line(nano->text, line);
            if (!pattern_match(pattern, content, from > start ? from - start : 0, match))
                continue;
            match->from += start;
            match->to += start;
            return !nano->replace_wrapped || match->from < nano->replace_turn;
        }
        if (nano->replace_wrapped)
            return false;
        nano->replace_wrapped = true;
        from = 0;
    }
    return false;
}

static void add_replacement(struct nano *nano, struct buffer *out)
{
    struct slice text = buffer_slice(&nano->replacement);
    for (size_t i = 0; i < text.length; i++) {
        char next = i + 1 < text.length ? text.data[i + 1] : 0;
        if (nano->regular && text.data[i] == '\\' && ascii_is_digit(next)) {
            buffer_add(out, nano->replace_match.parts[next - '0']);
            i++;
        } else {
            buffer_add_byte(out, text.data[i]);
        }
    }
}

static bool replace_one(struct nano *nano)
{
    struct buffer text = {0};
    struct match match = nano->replace_match;
    add_replacement(nano, &text);
    nano->last_deed = -1;
    nano->cursor = match.from;
    bool good = nano_change(nano, DEED_REPLACEMENT, match.from, match.to, buffer_slice(&text));
    nano->last_deed = -1;
    if (good && match.from < nano->replace_turn)
        nano->replace_turn = nano->replace_turn - (match.to - match.from) + text.length;
    nano->replace_from = match.from + text.length + (match.to == match.from);
    nano->replaced += good;
    buffer_release(&text);
    return good && nano->replace_from <= text_length(nano->text);
}

/* Goes to the next place and asks, or replaces all that are left. */
static void replace_on(struct nano *nano)
{
    struct pattern *pattern = sought_pattern(nano);
    bool any = nano->replaced > 0 || nano->replace_match.to > 0, found;
    if (!pattern) {
        nano->prompt = PROMPT_NONE;
        return;
    }
    while ((found = find_replaced(nano, pattern)) && nano->replace_all && replace_one(nano))
        continue;
    pattern_free(pattern);
    if (found && !nano->replace_all) {
        show_match(nano, &nano->replace_match);
        nano->prompt = PROMPT_REPLACE_THIS;
    } else if (any || nano->replaced) {
        end_replacing(nano);
    } else {
        nano->prompt = PROMPT_NONE;
        nano_say(nano, "\"%s\" not found", buffer_text(&nano->sought));
    }
}

static void begin_replacing(struct nano *nano)
{
    buffer_clear(&nano->replacement);
    buffer_add(&nano->replacement, buffer_slice(&nano->answer));
    nano->replaced = 0;
    nano->replace_all = nano->replace_wrapped = false;
    nano->replace_from = nano->replace_turn = nano->cursor;
    nano->replace_match = (struct match){0};
    replace_on(nano);
}

/* --- files --- */

static void write_file(struct nano *nano, const char *path, struct slice bytes, size_t lines)
{
    const char *problem = nano->files.write(nano->files.context, path, bytes);
    nano->prompt = PROMPT_NONE;
    if (problem) {
        nano->exiting = false;
        nano_alert(nano, "Error writing %s: %s", path, problem);
        return;
    }
    nano_say(nano, "Wrote %zu %s", lines, lines == 1 ? "line" : "lines");
}

static size_t add_file(struct nano *nano, struct buffer *out)
{
    size_t from = 0, to = text_length(nano->text), lines = 0;
    if (nano->selection)
        nano_selection(nano, &from, &to);
    struct slice bytes = text_slice(nano->text, from, to);
    for (size_t i = 0; i < bytes.length; i++) {
        if (bytes.data[i] == '\n' && nano->to_dos)
            buffer_add_byte(out, '\r');
        buffer_add_byte(out, bytes.data[i]);
        lines += bytes.data[i] == '\n';
    }
    return lines + (bytes.length && bytes.data[bytes.length - 1] != '\n');
}

void nano_save(struct nano *nano, const char *path)
{
    struct buffer bytes = {0}, name = {0}, before = {0};
    buffer_add_text(&name, path);
    if (nano->append || nano->prepend)
        nano->files.read(nano->files.context, path, &before);
    if (nano->append)
        buffer_add(&bytes, buffer_slice(&before));
    size_t lines = add_file(nano, &bytes);
    if (nano->prepend)
        buffer_add(&bytes, buffer_slice(&before));
    bool whole = !nano->selection && !nano->append && !nano->prepend;
    write_file(nano, buffer_text(&name), buffer_slice(&bytes), lines);
    if (whole && slice_starts(buffer_slice(&nano->message), "Wrote")) {
        nano->saved = text_version(nano->text);
        nano->dos = nano->to_dos;
        memory_free(nano->path);
        nano->path = memory_allocate(name.length + 1);
        memcpy(nano->path, buffer_text(&name), name.length);
        nano->syntax = syntax_for(nano->path, text_line(nano->text, 0));
        if (nano->exiting)
            nano_close(nano);
    }
    buffer_release(&bytes);
    buffer_release(&name);
    buffer_release(&before);
}

static void write_answer(struct nano *nano)
{
    struct buffer there = {0};
    const char *path = buffer_text(&nano->answer);
    if (!path[0]) {
        cancel(nano);
        return;
    }
    bool other = !nano->selection && !text_equal(path, nano->path);
    bool exists = !nano->files.read(nano->files.context, path, &there);
    buffer_release(&there);
    if (nano->append || nano->prepend)
        nano_save(nano, path);
    else if (other && nano->path[0])
        nano->prompt = PROMPT_RENAME;
    else if ((other || nano->selection) && exists)
        nano->prompt = PROMPT_OVERWRITE;
    else
        nano_save(nano, path);
}

static void go_to(struct nano *nano)
{
    struct slice rest = buffer_slice(&nano->answer), part;
    int64_t line = (int64_t)text_line_at(nano->text, nano->cursor) + 1, column = 1;
    int64_t lines = (int64_t)text_lines(nano->text);
    nano->prompt = PROMPT_NONE;
    if (rest.length == 0) {
        cancel(nano);
        return;
    }
    bool good = slice_next(&rest, ',', &part) && (part.length == 0 || slice_to_integer(slice_trim(part), &line));
    good = good && (!rest.data || slice_to_integer(slice_trim(rest), &column)) && line != 0 && column != 0;
    if (!good) {
        nano_say(nano, "Invalid line or column number");
        return;
    }
    line = line < 0 ? lines + line + 1 : line;
    size_t index = line < 1 ? 0 : (size_t)(line > lines ? lines : line) - 1;
    struct glyph_rules rules = {.tab = nano_tab(nano)};
    int wanted = column < 1 ? 0 : column > 1000000 ? 1000000 : (int)column - 1;
    nano_move(nano, text_start(nano->text, index) + glyph_offset(text_line(nano->text, index), wanted, &rules));
    nano_center(nano);
}

/* --- keys --- */

static void keep_sought(struct nano *nano)
{
    if (nano->answer.length == 0)
        return;
    buffer_clear(&nano->sought);
    buffer_add(&nano->sought, buffer_slice(&nano->answer));
}

static void take_answer(struct nano *nano)
{
    enum prompt prompt = nano->prompt;
    if (prompt == PROMPT_SEARCH || prompt == PROMPT_REPLACE) {
        keep_sought(nano);
        if (nano->sought.length == 0) {
            cancel(nano);
        } else if (prompt == PROMPT_REPLACE) {
            nano_ask(nano, PROMPT_REPLACE_WITH);
        } else {
            nano->prompt = PROMPT_NONE;
            search(nano, nano->back);
        }
    } else if (prompt == PROMPT_REPLACE_WITH) {
        begin_replacing(nano);
    } else if (prompt == PROMPT_GOTO) {
        go_to(nano);
    } else if (prompt == PROMPT_WRITE) {
        write_answer(nano);
    } else if (prompt == PROMPT_READ) {
        nano->prompt = PROMPT_NONE;
        if (nano->answer.length)
            nano_insert_file(nano, buffer_text(&nano->answer));
        else
            cancel(nano);
    }
}

static void choose(struct nano *nano, char letter)
{
    enum prompt prompt = nano->prompt;
    struct buffer there = {0};
    if (prompt == PROMPT_REPLACE_THIS && (letter == 'y' || letter == 'a')) {
        nano->replace_all = letter == 'a';
        if (replace_one(nano))
            replace_on(nano);
        else
            end_replacing(nano);
    } else if (prompt == PROMPT_REPLACE_THIS && letter == 'n') {
        nano->replace_from = nano->replace_match.to + (nano->replace_match.to == nano->replace_match.from);
        replace_on(nano);
    } else if (prompt == PROMPT_SAVE && letter == 'y') {
        nano->exiting = true;
        nano_ask(nano, PROMPT_WRITE);
    } else if (prompt == PROMPT_SAVE && letter == 'n') {
        nano->prompt = PROMPT_NONE;
        nano_close(nano);
    } else if (prompt == PROMPT_RENAME && letter == 'y') {
        bool exists = !nano->files.read(nano->files.context, buffer_text(&nano->answer), &there);
        nano->prompt = PROMPT_OVERWRITE;
        if (!exists)
            nano_save(nano, buffer_text(&nano->answer));
    } else if (prompt == PROMPT_OVERWRITE && letter == 'y') {
        nano_save(nano, buffer_text(&nano->answer));
    } else if ((prompt == PROMPT_OVERWRITE || prompt == PROMPT_RENAME) && letter == 'n') {
        nano->prompt = PROMPT_WRITE;
    }
    buffer_release(&there);
}

static void edit_answer(struct nano *nano, size_t from, size_t to, struct slice bytes)
{
    struct buffer text = {0};
    struct slice answer = buffer_slice(&nano->answer);
    buffer_add(&text, slice_part(answer, 0, from));
    buffer_add(&text, bytes);
    buffer_add(&text, slice_part(answer, to, answer.length));
    buffer_release(&nano->answer);
    nano->answer = text;
    nano->answer_cursor = from + bytes.length;
}

/* A paste into the prompt ends at its first line's end. */
static void type_answer(struct nano *nano, struct slice text)
{
    enum { LONGEST_ANSWER = 4096 };
    text = slice_part(text, 0, slice_find_byte(text, '\n'));
    if (nano->answer.length + text.length <= LONGEST_ANSWER)
        edit_answer(nano, nano->answer_cursor, nano->answer_cursor, text);
}

static void edit_key(struct nano *nano, const struct key *key)
{
    struct slice answer = buffer_slice(&nano->answer);
    size_t at = nano->answer_cursor;
    char letter = key->kind == KEY_CONTROL ? key->letter : 0;
    if (key->kind == KEY_TEXT || key->kind == KEY_PASTE)
        type_answer(nano, key->text);
    else if (key->kind == KEY_BACKSPACE)
        edit_answer(nano, glyph_previous(answer, at), at, SLICE(""));
    else if ((key->kind == KEY_DELETE || letter == 'd') && at < answer.length)
        edit_answer(nano, at, glyph_next(answer, at), SLICE(""));
    else if (key->kind == KEY_LEFT || letter == 'b')
        nano->answer_cursor = glyph_previous(answer, at);
    else if (key->kind == KEY_RIGHT || letter == 'f')
        nano->answer_cursor = glyph_next(answer, at);
    else if (key->kind == KEY_HOME || letter == 'a')
        nano->answer_cursor = 0;
    else if (key->kind == KEY_END || letter == 'e')
        nano->answer_cursor = answer.length;
    else if (letter == 'k')
        edit_answer(nano, 0, answer.length, SLICE(""));
    else if (letter == 'u')
        type_answer(nano, buffer_slice(&nano->cut));
    else if ((letter == 'p' || key->kind == KEY_UP) && (nano->prompt == PROMPT_SEARCH || nano->prompt == PROMPT_REPLACE))
        edit_answer(nano, 0, answer.length, buffer_slice(&nano->sought));
    else if (letter == 'n' || key->kind == KEY_DOWN)
        edit_answer(nano, 0, answer.length, SLICE(""));
}

/* Keys that change what is asked; false: it is none of them. */
static bool change_question(struct nano *nano, const struct key *key)
{
    enum prompt prompt = nano->prompt;
    bool searches = prompt == PROMPT_SEARCH || prompt == PROMPT_REPLACE;
    char letter = ascii_lower(key->letter);
    bool meta = key->kind == KEY_META, control = key->kind == KEY_CONTROL;
    if (searches && meta && letter == 'c')
        nano->nocase_off = !nano->nocase_off;
    else if (searches && meta && letter == 'r')
        nano->regular = !nano->regular;
    else if (searches && meta && letter == 'b')
        nano->back = !nano->back;
    else if (searches && control && letter == 'r')
        nano->prompt = prompt == PROMPT_SEARCH && !nano->options.view ? PROMPT_REPLACE : PROMPT_SEARCH;
    else if (prompt == PROMPT_SEARCH && control && letter == 't')
        nano_ask(nano, PROMPT_GOTO);
    else if (prompt == PROMPT_GOTO && control && letter == 't')
        nano_ask(nano, PROMPT_SEARCH);
    else if (prompt == PROMPT_GOTO && control && (letter == 'y' || letter == 'v')) {
        nano->prompt = PROMPT_NONE;
        nano_move(nano, letter == 'y' ? 0 : text_length(nano->text));
        nano_center(nano);
    } else if (prompt == PROMPT_WRITE && meta && letter == 'd')
        nano->to_dos = !nano->to_dos;
    else if (prompt == PROMPT_WRITE && meta && letter == 'a') {
        nano->append = !nano->append;
        nano->prepend = false;
    } else if (prompt == PROMPT_WRITE && meta && letter == 'p') {
        nano->prepend = !nano->prepend;
        nano->append = false;
    } else
        return false;
    return true;
}

static void read_help(struct nano *nano, const struct key *key)
{
    struct buffer text = {0};
    size_t lines = nano_help(&text), height = (size_t)nano_height(nano) + 1;
    size_t last = lines > height ? lines - height : 0;
    char letter = key->kind == KEY_CONTROL ? key->letter : key->kind == KEY_TEXT ? key->text.data[0] : 0;
    buffer_release(&text);
    if (letter == 'x' || letter == 'q' || letter == 'c' || key->kind == KEY_ESCAPE)
        nano->prompt = PROMPT_NONE;
    else if ((key->kind == KEY_UP || letter == 'p') && nano->help_top > 0)
        nano->help_top--;
    else if (key->kind == KEY_DOWN || letter == 'n')
        nano->help_top += nano->help_top < last;
    else if (key->kind == KEY_PAGE_UP || letter == 'y' || letter == '-')
        nano->help_top = nano->help_top > height ? nano->help_top - height : 0;
    else if (key->kind == KEY_PAGE_DOWN || letter == 'v' || letter == ' ')
        nano->help_top = nano->help_top + height < last ? nano->help_top + height : last;
}

void nano_answer(struct nano *nano, const struct key *key)
{
    bool stops = key->kind == KEY_CONTROL && key->letter == 'c';
    if (nano->prompt == PROMPT_HELP) {
        read_help(nano, key);
    } else if (stops && nano->prompt == PROMPT_REPLACE_THIS) {
        end_replacing(nano);
    } else if (stops) {
        cancel(nano);
    } else if (is_choice(nano->prompt)) {
        if (key->kind == KEY_TEXT)
            choose(nano, ascii_lower(key->text.data[0]));
    } else if (key->kind == KEY_ENTER) {
        take_answer(nano);
    } else if (!change_question(nano, key)) {
        edit_key(nano, key);
    }
}
