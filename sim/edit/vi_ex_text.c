/* Ex commands on lines. */
#include <string.h>

#include "base/check.h"
#include "edit/vi_ex.h"

static size_t lines_end(const struct vi *vi, size_t last)
{
    return last + 1 < vi_lines(vi) ? vi_start(vi, last + 1) : text_length(vi->text);
}

/* A count behind the command moves the range to begin at its end. A register may stand before it. */
static bool take_count(struct vi *vi, struct ex *ex, int *reg)
{
    struct slice rest = slice_trim(ex->rest);
    int64_t count = 0;
    if (reg && rest.length && !ascii_is_digit(rest.data[0])) {
        *reg = rest.data[0];
        rest = slice_trim(slice_part(rest, 1, rest.length));
    }
    if (rest.length == 0)
        return true;
    if (!slice_to_integer(rest, &count) || count < 0)
        return vi_fail(vi, "E488: Trailing characters: %.*s", (int)rest.length, rest.data);
    if (count == 0)
        return vi_fail(vi, "E939: Positive count required");
    size_t lines = vi_lines(vi);
    ex->first = ex->last;
    ex->last = ex->first + (size_t)count - 1 < lines ? ex->first + (size_t)count - 1 : lines - 1;
    return true;
}

bool ex_delete(struct vi *vi, struct ex *ex)
{
    int reg = 0;
    if (!take_count(vi, ex, &reg))
        return false;
    vi_delete_lines(vi, reg, ex->first, ex->last);
    return true;
}

bool ex_yank(struct vi *vi, struct ex *ex)
{
    int reg = 0;
    if (!take_count(vi, ex, &reg))
        return false;
    vi_yank(vi, reg, vi_start(vi, ex->first), lines_end(vi, ex->last), true, false);
    vi_report(vi, (long)(ex->last - ex->first + 1), "yanked");
    return true;
}

bool ex_put(struct vi *vi, struct ex *ex)
{
    struct slice rest = slice_trim(ex->rest);
    vi_put_lines(vi, rest.length ? rest.data[0] : 0, ex->last, ex->zero || (ex->bang && ex->last == 0));
    return !vi->error;
}

static bool target_of(struct vi *vi, struct ex *ex, size_t *at)
{
    int64_t line;
    bool given;
    struct slice rest = ex->rest;
    if (!ex_address(vi, &rest, &line, &given))
        return false;
    if (!given)
        return vi_fail(vi, "E14: Invalid address");
    if (line < 0 || line > (int64_t)vi_lines(vi))
        return vi_fail(vi, "E16: Invalid range");
    *at = line == 0 ? 0 : lines_end(vi, (size_t)line - 1);
    return true;
}

bool ex_copy(struct vi *vi, struct ex *ex)
{
    size_t at;
    struct buffer text = {0};
    if (!target_of(vi, ex, &at))
        return false;
    buffer_add(&text, text_slice(vi->text, vi_start(vi, ex->first), lines_end(vi, ex->last)));
    if (vi_change(vi, at, at, buffer_slice(&text)))
        vi_set_cursor(vi, vi_first_text(vi, text_line_at(vi->text, at) + ex->last - ex->first));
    vi_report(vi, (long)(ex->last - ex->first + 1), NULL);
    buffer_release(&text);
    return true;
}

bool ex_move(struct vi *vi, struct ex *ex)
{
    size_t at, from = vi_start(vi, ex->first), to = lines_end(vi, ex->last), count = ex->last - ex->first + 1;
    struct buffer text = {0};
    if (!target_of(vi, ex, &at))
        return false;
    if (at > from && at < to)
        return vi_fail(vi, "E134: Cannot move a range of lines into itself");
    if (at == from || at == to) {
        vi_set_cursor(vi, vi_first_text(vi, ex->last));
        return true;
    }
    buffer_add(&text, text_slice(vi->text, from, to));
    if (at <= from) {
        vi_change(vi, from, to, SLICE(""));
        vi_change(vi, at, at, buffer_slice(&text));
    } else {
        vi_change(vi, at, at, buffer_slice(&text));
        vi_change(vi, from, to, SLICE(""));
        at -= to - from;
    }
    vi_set_cursor(vi, vi_first_text(vi, text_line_at(vi->text, at) + count - 1));
    buffer_release(&text);
    return true;
}

bool ex_join(struct vi *vi, struct ex *ex)
{
    if (!take_count(vi, ex, NULL))
        return false;
    size_t count = ex->last - ex->first + 1;
    if (count == 1 && ex->addresses > 1)
        return true;
    if (ex->first + 1 >= vi_lines(vi))
        return true;
    vi_join(vi, ex->first, count < 2 ? 2 : count, !ex->bang);
    vi_set_cursor(vi, vi_first_text(vi, ex->first < vi_lines(vi) ? ex->first : vi_lines(vi) - 1));
    return true;
}

bool ex_shift(struct vi *vi, struct ex *ex)
{
    int steps = 1;
    struct slice rest = ex->rest;
    while (rest.length && rest.data[0] == ex->name.data[0]) {
        steps++;
        rest = slice_part(rest, 1, rest.length);
    }
    ex->rest = rest;
    if (!take_count(vi, ex, NULL))
        return false;
    vi_shift(vi, ex->first, ex->last, ex->name.data[0] == '>' ? steps : -steps);
    vi_set_cursor(vi, vi_first_text(vi, ex->last));
    return true;
}

bool ex_normal(struct vi *vi, struct ex *ex)
{
    struct slice keys = ex->rest;
    if (slice_starts(keys, " "))
        keys = slice_part(keys, 1, keys.length);
    if (keys.length == 0)
        return vi_fail(vi, "E471: Argument required");
    struct codes codes = {0};
    for (size_t i = 0; i < keys.length; i++)
        vi_codes_add(&codes, (unsigned char)keys.data[i]);
    vi->depth++;
    for (size_t line = ex->first; line <= ex->last && line < vi_lines(vi); line++) {
        if (ex->addresses)
            vi_set_cursor(vi, vi_start(vi, line));
        vi->error = false;
        vi_feed(vi, &codes, 0);
        vi->pending.count = 0;
        for (int i = 0; i < 3 && vi->mode != MODE_NORMAL && !vi->ended; i++)
            vi_type(vi, CODE_ESCAPE);
    }
    vi->depth--;
    memory_free(codes.items);
    return true;
}

bool ex_print(struct vi *vi, struct ex *ex)
{
    bool numbers = ex->name.data[0] == 'n' || ex->name.data[0] == '#' || vi->set.number;
    if (!take_count(vi, ex, NULL))
        return false;
    for (size_t line = ex->first; line <= ex->last; line++) {
        struct slice text = text_line(vi->text, line);
        if (numbers)
            ex_show(vi, "%3zu %.*s", line + 1, (int)text.length, text.data);
        else
            ex_show(vi, "%.*s", (int)text.length, text.data);
    }
    vi_set_cursor(vi, vi_first_text(vi, ex->last));
    return true;
}

/* --- commands of the shell --- */

bool ex_filter(struct vi *vi, struct ex *ex)
{
    struct buffer command = {0}, output = {0}, input = {0};
    int status = 0;
    size_t from = vi_start(vi, ex->first), to = lines_end(vi, ex->last);
    buffer_add(&command, slice_trim(ex->rest));
    buffer_add(&input, text_slice(vi->text, from, to));
    bool ran = vi->files.run &&
               vi->files.run(vi->files.context, buffer_text(&command), buffer_slice(&input), &output, &status);
    if (ran && output.length && output.data[output.length - 1] != '\n')
        buffer_add_byte(&output, '\n');
    if (ran && vi_change(vi, from, to, buffer_slice(&output))) {
        vi_set_cursor(vi, vi_first_text(vi, ex->first < vi_lines(vi) ? ex->first : vi_lines(vi) - 1));
        if (status)
            vi_say(vi, "shell returned %d", status);
        else if (ex->last - ex->first >= 2)
            vi_say(vi, "%zu lines filtered", ex->last - ex->first + 1);
    }
    buffer_release(&command);
    buffer_release(&output);
    buffer_release(&input);
    return ran || vi_fail(vi, "not simulated: :! here");
}

bool ex_read(struct vi *vi, struct ex *ex)
{
    struct slice rest = slice_trim(ex->rest);
    struct buffer name = {0}, bytes = {0};
    bool command = slice_starts(rest, "!"), good = true;
    int status = 0;
    buffer_add(&name, command ? slice_part(rest, 1, rest.length) : rest);
    if (!command && name.length == 0)
        buffer_add_text(&name, vi->path);
    const char *path = buffer_text(&name);
    if (command)
        good = vi->files.run && vi->files.run(vi->files.context, path, SLICE(""), &bytes, &status);
    else if (!path[0])
        good = vi_fail(vi, "E32: No file name");
    else if (vi->files.read(vi->files.context, path, &bytes))
        good = vi_fail(vi, "E484: Can't open file %s", path);
    size_t size = bytes.length;
    if (bytes.length && bytes.data[bytes.length - 1] != '\n')
        buffer_add_byte(&bytes, '\n');
    if (good && bytes.length) {
        size_t at = ex->zero ? 0 : vi_is_empty(vi) ? 0 : lines_end(vi, ex->last), lines = 0;
        for (size_t i = 0; i < bytes.length; i++)
            lines += bytes.data[i] == '\n';
        bool under_nothing = vi_is_empty(vi);
        if (under_nothing) { /* the empty line stays above */
            struct buffer moved = {0};
            buffer_add_byte(&moved, '\n');
            buffer_add(&moved, slice_part(buffer_slice(&bytes), 0, bytes.length - 1));
            buffer_release(&bytes);
            bytes = moved;
        }
        vi_change(vi, at, at, buffer_slice(&bytes));
        vi_set_cursor(vi, vi_first_text(vi, text_line_at(vi->text, at) + under_nothing));
        if (!command)
            vi_say(vi, "\"%s\" %zuL, %zuB", path, lines, size);
        else
            vi_report(vi, (long)lines, NULL);
    }
    buffer_release(&name);
    buffer_release(&bytes);
    return good;
}

/* --- :s --- */

struct substitution {
    struct pattern *pattern;
    struct slice replacement;
    bool all, count_only;
    size_t done, lines;
};

static void add_cased(struct buffer *out, struct slice bytes, char *once, char all)
{
    for (size_t at = 0, next; at < bytes.length; at = next) {
        char how = *once ? *once : all;
        next = glyph_next(bytes, at);
        *once = 0;
        if (how)
            vi_add_case(out, slice_part(bytes, at, next), ascii_upper(how) == 'L' ? 'u' : 'U');
        else
            buffer_add(out, slice_part(bytes, at, next));
    }
}

static void add_replacement(struct buffer *out, struct slice text, const struct match *match)
{
    char once = 0, all = 0;
    for (size_t i = 0; i < text.length; i++) {
        char c = text.data[i], next = i + 1 < text.length ? text.data[i + 1] : 0;
        if (c == '&') {
            add_cased(out, match->parts[0], &once, all);
        } else if (c != '\\' || !next) {
            size_t end = glyph_next(text, i);
            add_cased(out, slice_part(text, i, end), &once, all);
            i = end - 1;
        } else {
            i++;
            if (ascii_is_digit(next))
                add_cased(out, match->parts[next - '0'], &once, all);
            else if (next == 'r')
                buffer_add_byte(out, '\n');
            else if (next == 'n')
                buffer_add_byte(out, 0);
            else if (next == 't')
                buffer_add_byte(out, '\t');
            else if (next == 'u' || next == 'l')
                once = next;
            else if (next == 'U' || next == 'L')
                all = next;
            else if (next == 'e' || next == 'E')
                all = 0;
            else
                add_cased(out, slice_part(text, i, i + 1), &once, all);
        }
    }
}

/* The line as it becomes; false: nothing in it matches. */
static bool substitute_line(struct substitution *how, struct slice line, struct buffer *out)
{
    struct match match;
    size_t from = 0, copied = 0;
    bool any = false;
    while (from <= line.length && pattern_match(how->pattern, line, from, &match)) {
        if (any && match.from == match.to && match.from == copied) { /* nothing, right behind a match */
            from = glyph_next(line, from);
            if (from >= line.length)
                break;
            continue;
        }
        any = true;
        how->done++;
        buffer_add(out, slice_part(line, copied, match.from));
        add_replacement(out, how->replacement, &match);
        copied = match.to;
        from = match.to > match.from ? match.to : glyph_next(line, match.from) + (match.from == line.length);
        if (!how->all || from >= line.length)
            break;
    }
    if (any)
        buffer_add(out, slice_part(line, copied < line.length ? copied : line.length, line.length));
    return any;
}

static bool substitute_range(struct vi *vi, struct ex *ex, struct substitution *how)
{
    size_t last = ex->last, cursor = SIZE_MAX;
    for (size_t line = ex->first; line <= last && line < vi_lines(vi); line++) {
        struct buffer text = {0}, old = {0};
        buffer_add(&old, text_line(vi->text, line));
        if (substitute_line(how, buffer_slice(&old), &text)) {
            size_t added = 0;
            how->lines++;
            for (size_t i = 0; i < text.length; i++)
                added += text.data[i] == '\n';
            if (!how->count_only && !vi_change(vi, vi_start(vi, line), vi_end(vi, line), buffer_slice(&text))) {
                buffer_release(&text);
                buffer_release(&old);
                return false;
            }
            if (!how->count_only) {
                line += added;
                last += added;
            }
            cursor = line;
        }
        buffer_release(&text);
        buffer_release(&old);
    }
    if (cursor != SIZE_MAX && !how->count_only)
        vi_set_cursor(vi, vi_first_text(vi, cursor));
    return true;
}

static struct slice take_part(struct slice *rest, char mark)
{
    size_t end = 0;
    while (end < rest->length && rest->data[end] != mark)
        end += rest->data[end] == '\\' && end + 1 < rest->length ? 2 : 1;
    end = end > rest->length ? rest->length : end;
    struct slice part = slice_part(*rest, 0, end);
    *rest = slice_part(*rest, end + 1, rest->length);
    return part;
}

/* "\/" in a pattern between slashes is a slash. */
static void add_unquoted(struct buffer *out, struct slice text, char mark)
{
    for (size_t i = 0; i < text.length; i++) {
        if (text.data[i] == '\\' && i + 1 < text.length && text.data[i + 1] == mark)
            continue;
        if (text.data[i] == '\\' && i + 1 < text.length)
            buffer_add_byte(out, text.data[i++]);
        buffer_add_byte(out, text.data[i]);
    }
}

static bool read_flags(struct vi *vi, struct ex *ex, struct slice rest, struct substitution *how, bool *quiet)
{
    rest = slice_trim(rest);
    size_t at = 0;
    for (; at < rest.length && !ascii_is_digit(rest.data[at]) && rest.data[at] != ' '; at++) {
        char flag = rest.data[at];
        if (flag == 'g')
            how->all = !how->all;
        else if (flag == 'n')
            how->count_only = true;
        else if (flag == 'e')
            *quiet = true;
        else if (flag == 'c')
            return vi_fail(vi, "not simulated: the flag c of :s");
        else if (flag == 'i' || flag == 'I')
            vi->set.ignore_case = flag == 'i';
        else if (flag != '&' && flag != 'p' && flag != '#' && flag != 'r')
            return vi_fail(vi, "E488: Trailing characters: %.*s", (int)(rest.length - at), rest.data + at);
    }
    ex->rest = slice_part(rest, at, rest.length);
    return take_count(vi, ex, NULL);
}

bool ex_substitute(struct vi *vi, struct ex *ex)
{
    struct substitution how = {0};
    struct slice rest = ex->rest;
    bool quiet = false, nocase = vi->set.ignore_case, good = true;
    char mark = rest.length ? rest.data[0] : 0;
    bool again = !mark || ascii_is_letter(mark) || ascii_is_digit(mark) || mark == ' ' || mark == '&';
    if (!again) {
        rest = slice_part(rest, 1, rest.length);
        struct slice pattern = take_part(&rest, mark), replacement = take_part(&rest, mark);
        struct buffer unquoted = {0};
        if (pattern.length) {
            add_unquoted(&unquoted, pattern, mark);
            buffer_release(&vi->sought);
            vi->sought = unquoted;
        }
        struct buffer text = {0};
        add_unquoted(&text, replacement, mark);
        buffer_release(&vi->replacement);
        vi->replacement = text;
    }
    if (vi->sought.length == 0)
        return vi_fail(vi, "E35: No previous regular expression");
    good = read_flags(vi, ex, rest, &how, &quiet);
    how.pattern = good ? vi_pattern(vi, buffer_slice(&vi->sought)) : NULL;
    vi->set.ignore_case = nocase;
    if (!how.pattern)
        return false;
    how.replacement = buffer_slice(&vi->replacement);
    good = substitute_range(vi, ex, &how);
    pattern_free(how.pattern);
    if (good && how.done == 0 && !quiet && vi->ex_depth < 2)
        return vi_fail(vi, "E486: Pattern not found: %s", buffer_text(&vi->sought));
    vi->substituted += how.done;
    vi->substituted_lines += how.lines;
    if (how.count_only)
        vi_say(vi, "%zu match%s on %zu line%s", how.done, how.done == 1 ? "" : "es", how.lines, how.lines == 1 ? "" : "s");
    else if (good && how.done > 2 && vi->ex_depth < 2)
        vi_say(vi, "%zu substitutions on %zu line%s", how.done, how.lines, how.lines == 1 ? "" : "s");
    return good;
}

/* --- :g --- */

static size_t mark_lines(struct vi *vi, const struct ex *ex, const struct pattern *pattern, bool inverse)
{
    size_t count = 0;
    struct match match;
    vi->globals = memory_allocate((ex->last - ex->first + 1) * sizeof *vi->globals);
    for (size_t line = ex->first; line <= ex->last; line++) {
        if (pattern_match(pattern, text_line(vi->text, line), 0, &match) != inverse)
            vi->globals[count++] = vi_start(vi, line);
    }
    vi->global_count = count;
    return count;
}

static void end_global(struct vi *vi)
{
    memory_free(vi->globals);
    vi->globals = NULL;
    vi->global_count = 0;
}

bool ex_global(struct vi *vi, struct ex *ex)
{
    struct slice rest = ex->rest;
    char mark = rest.length ? rest.data[0] : 0;
    bool inverse = ex->bang || ex->name.data[0] == 'v';
    if (!mark || ascii_is_letter(mark) || mark == ' ')
        return vi_fail(vi, "E148: Regular expression missing from global");
    if (vi->globals)
        return vi_fail(vi, "E147: Cannot do :global recursive with a range");
    if (ex->addresses == 0) {
        ex->first = 0;
        ex->last = vi_lines(vi) - 1;
    }
    rest = slice_part(rest, 1, rest.length);
    struct slice source = take_part(&rest, mark);
    struct buffer unquoted = {0}, command = {0};
    add_unquoted(&unquoted, source, mark);
    if (unquoted.length) {
        buffer_release(&vi->sought);
        vi->sought = unquoted;
    }
    struct pattern *pattern = vi_pattern(vi, buffer_slice(&vi->sought));
    if (!pattern)
        return false;
    size_t before = vi_lines(vi);
    buffer_add(&command, rest.length ? rest : SLICE("p"));
    size_t count = mark_lines(vi, ex, pattern, inverse);
    pattern_free(pattern);
    if (count == 0) {
        end_global(vi);
        buffer_release(&command);
        return vi_fail(vi, inverse ? "E538: Pattern found in every line: %s" : "E486: Pattern not found: %s",
                       buffer_text(&vi->sought));
    }
    vi->substituted = vi->substituted_lines = 0;
    struct buffer printed = {0};
    for (size_t i = 0; i < vi->global_count && !vi->ended; i++) {
        size_t at = vi->globals[i];
        if (at == SIZE_MAX)
            continue;
        vi->globals[i] = SIZE_MAX;
        vi_set_cursor(vi, at);
        buffer_clear(&vi->printed);
        vi_ex(vi, buffer_slice(&command));
        buffer_add(&printed, buffer_slice(&vi->printed));
    }
    buffer_release(&vi->printed);
    vi->printed = printed;
    end_global(vi);
    buffer_release(&command);
    buffer_clear(&vi->message);
    vi_report(vi, (long)vi_lines(vi) - (long)before, NULL);
    if (vi->substituted > 2)
        vi_say(vi, "%zu substitutions on %zu line%s", vi->substituted, vi->substituted_lines,
               vi->substituted_lines == 1 ? "" : "s");
    return true;
}
