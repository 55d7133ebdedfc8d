#include "edit/pattern.h"

#include <regex.h>
#include <string.h>

#include "base/check.h"
#include "base/expression.h"
#include "base/limits.h"

struct pattern {
    struct buffer literal; /* used when [is_literal] */
    bool is_literal, nocase;
    regex_t compiled;
};

static const struct class {
    char letter;
    const char *expression;
} classes[] = {
    {'s', "[ \t]"},        {'S', "[^ \t]"},       {'d', "[0-9]"},       {'D', "[^0-9]"},  {'w', "[0-9A-Za-z_]"},
    {'W', "[^0-9A-Za-z_]"}, {'a', "[A-Za-z]"},    {'A', "[^A-Za-z]"},   {'l', "[a-z]"},   {'L', "[^a-z]"},
    {'u', "[A-Z]"},        {'U', "[^A-Z]"},       {'x', "[0-9A-Fa-f]"}, {'h', "[A-Za-z_]"}, {'o', "[0-7]"},
    {'t', "\t"},           {'<', "\\<"},          {'>', "\\>"},         {'e', "\033"},
};

/* From a bracket to its end, as it is; vi knows \] and \t inside. False: it has no end, and is plain text. */
static bool copy_bracket(struct slice source, size_t *at, struct buffer *out)
{
    size_t end = *at + 1;
    end += end < source.length && source.data[end] == '^';
    end += end < source.length && source.data[end] == ']';
    while (end < source.length && source.data[end] != ']') {
        if (source.data[end] == '\\' && end + 1 < source.length)
            end++;
        else if (source.data[end] == '[' && end + 1 < source.length && source.data[end + 1] == ':') {
            size_t close = slice_find(slice_part(source, end, source.length), SLICE(":]"));
            end += end + close < source.length ? close + 1 : 0;
        }
        end++;
    }
    if (end >= source.length)
        return false;
    struct slice inside = slice_part(source, *at, end);
    bool close = false;
    struct buffer rest = {0};
    for (size_t i = 0; i < inside.length; i++) {
        char c = inside.data[i], next = i + 1 < inside.length ? inside.data[i + 1] : 0;
        if (c != '\\' || !next) {
            buffer_add_byte(&rest, c);
            continue;
        }
        i++;
        close |= next == ']';
        if (next != ']')
            buffer_add_byte(&rest, next == 't' ? '\t' : next == 'e' ? '\033' : next);
    }
    struct slice set = buffer_slice(&rest);
    size_t head = 1 + (set.length > 1 && set.data[1] == '^');
    buffer_add(out, slice_part(set, 0, head));
    if (close)
        buffer_add_byte(out, ']');
    buffer_add(out, slice_part(set, head, set.length));
    buffer_add_byte(out, ']');
    buffer_release(&rest);
    *at = end;
    return true;
}

static void add_quoted(struct buffer *out, char c)
{
    static const char special[] = ".[]*^$()|+?{}\\";
    if (memchr(special, c, sizeof special - 1))
        buffer_add_byte(out, '\\');
    buffer_add_byte(out, c);
}

/* What stands behind a backslash in vi's magic; *at is at that letter. */
static const char *translate_escape(struct slice source, size_t *at, struct buffer *out, int *nocase, bool *very)
{
    char letter = source.data[*at];
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++) {
        if (classes[i].letter == letter) {
            buffer_add_text(out, classes[i].expression);
            return NULL;
        }
    }
    if (letter >= '1' && letter <= '9')
        return "not simulated: back-references in a pattern";
    if (letter == 'c' || letter == 'C')
        *nocase = letter == 'c';
    else if (letter == 'v')
        *very = true;
    else if (letter == 'm' || letter == 'M')
        *very = false;
    else if (*very)
        add_quoted(out, letter);
    else if (letter == '(' || letter == ')' || letter == '|' || letter == '+')
        buffer_add_byte(out, letter);
    else if (letter == '=' || letter == '?')
        buffer_add_byte(out, '?');
    else if (letter == '{') {
        size_t end = *at + slice_find_byte(slice_part(source, *at, source.length), '}');
        struct slice count = slice_part(source, *at + 1, end);
        if (slice_ends(count, "\\"))
            count.length--;
        if (slice_starts(count, "-"))
            return "not simulated: \\{-}";
        if (count.length == 0)
            buffer_add_byte(out, '*');
        else
            buffer_format(out, "{%s%.*s}", count.data[0] == ',' ? "0" : "", (int)count.length, count.data);
        *at = end;
    } else if (letter == 'n' || letter == 'z' || letter == '%' || letter == '@' || letter == '&' || letter == '_')
        return "not simulated: this in a pattern";
    else
        add_quoted(out, letter);
    return NULL;
}

static const char *translate(struct slice source, struct buffer *out, int *nocase)
{
    bool very = false, begins = true;
    for (size_t i = 0; i < source.length; i++) {
        char c = source.data[i];
        bool ends = i + 1 == source.length || slice_starts(slice_part(source, i + 1, source.length), "\\|") ||
                    slice_starts(slice_part(source, i + 1, source.length), "\\)") ||
                    (very && (source.data[i + 1] == '|' || source.data[i + 1] == ')'));
        bool began = begins;
        begins = (very && (c == '(' || c == '|')) ||
                 (c == '\\' && i + 1 < source.length && (source.data[i + 1] == '(' || source.data[i + 1] == '|' ||
                                                         source.data[i + 1] == 'v' || source.data[i + 1] == 'c' ||
                                                         source.data[i + 1] == 'C'));
        if (c == '\\' && i + 1 < source.length) {
            i++;
            const char *problem = translate_escape(source, &i, out, nocase, &very);
            if (problem)
                return problem;
        } else if (c == '[' && copy_bracket(source, &i, out)) {
            continue;
        } else if ((c == '^' && began) || (c == '$' && ends) || c == '.' || (c == '*' && !began)) {
            buffer_add_byte(out, c);
            begins = c == '^';
        } else if (very && (c == '(' || c == ')' || c == '|' || c == '+' || c == '?' || c == '{' || c == '}')) {
            buffer_add_byte(out, c);
        } else if (very && c == '=') {
            buffer_add_byte(out, '?');
        } else if (very && (c == '<' || c == '>')) {
            buffer_format(out, "\\%c", c);
        } else {
            add_quoted(out, c);
        }
    }
    return NULL;
}

/* glibc's own words, without its buffer's size in ours. */
static const char *reason(int code)
{
    switch (code) {
    case REG_EPAREN:
        return "Unmatched ( or \\(";
    case REG_EBRACK:
        return "Unmatched [, [^, [:, [., or [=";
    case REG_EBRACE:
        return "Unmatched \\{";
    case REG_BADRPT:
        return "Invalid preceding regular expression";
    case REG_BADBR:
        return "Invalid content of \\{\\}";
    default:
        return "Invalid regular expression";
    }
}

struct pattern *pattern_new(struct slice source, unsigned flags, const char **problem)
{
    struct pattern *pattern = memory_allocate(sizeof *pattern);
    int nocase = (flags & PATTERN_NOCASE) != 0, code = 0;
    *problem = NULL;
    pattern->is_literal = flags & PATTERN_LITERAL;
    if (pattern->is_literal || !(flags & PATTERN_VI))
        buffer_add(&pattern->literal, source);
    else
        *problem = translate(source, &pattern->literal, &nocase);
    pattern->nocase = nocase;
    if (!pattern->is_literal && !*problem)
        *problem = expression_refusal(buffer_slice(&pattern->literal), true);
    if (!pattern->is_literal && !*problem) {
        code = regcomp(&pattern->compiled, buffer_text(&pattern->literal), REG_EXTENDED | (nocase ? REG_ICASE : 0));
        *problem = code ? reason(code) : NULL;
    }
    if (!*problem)
        return pattern;
    buffer_release(&pattern->literal);
    memory_free(pattern);
    return NULL;
}

void pattern_free(struct pattern *pattern)
{
    if (!pattern)
        return;
    if (!pattern->is_literal)
        regfree(&pattern->compiled);
    buffer_release(&pattern->literal);
    memory_free(pattern);
}

static bool same_letter(char a, char b, bool nocase)
{
    return nocase ? ascii_lower(a) == ascii_lower(b) : a == b;
}

static bool match_literal(const struct pattern *pattern, struct slice line, size_t from, struct match *match)
{
    struct slice wanted = buffer_slice(&pattern->literal);
    for (size_t at = from; at + wanted.length <= line.length && wanted.length; at++) {
        size_t same = 0;
        while (same < wanted.length && same_letter(line.data[at + same], wanted.data[same], pattern->nocase))
            same++;
        if (same < wanted.length)
            continue;
        match->from = at;
        match->to = at + wanted.length;
        match->parts[0] = slice_part(line, match->from, match->to);
        return true;
    }
    return false;
}

bool pattern_match(const struct pattern *pattern, struct slice line, size_t from, struct match *match)
{
    regmatch_t found[PATTERN_PARTS];
    *match = (struct match){0};
    if (from > line.length)
        return false;
    if (pattern->is_literal)
        return match_literal(pattern, line, from, match);
    /* Long lines are looked at in a window, as grep does here. */
    size_t base = from > LIMIT_REGEXP_BYTES / 2 ? from - 1 : 0;
    struct slice window = slice_part(line, base, base + LIMIT_REGEXP_BYTES);
    found[0].rm_so = (regoff_t)(from - base);
    found[0].rm_eo = (regoff_t)window.length;
    int flags = REG_STARTEND | (from ? REG_NOTBOL : 0) | (base + window.length < line.length ? REG_NOTEOL : 0);
    if (regexec(&pattern->compiled, window.data, PATTERN_PARTS, found, flags) != 0)
        return false;
    match->from = base + (size_t)found[0].rm_so;
    match->to = base + (size_t)found[0].rm_eo;
    for (int i = 0; i < PATTERN_PARTS; i++) {
        if (found[i].rm_so >= 0)
            match->parts[i] = slice_part(window, (size_t)found[i].rm_so, (size_t)found[i].rm_eo);
    }
    return true;
}

/* The last match of the line that begins before [limit]. */
static bool match_last(const struct pattern *pattern, struct slice line, size_t limit, struct match *match)
{
    struct match next;
    bool any = false;
    for (size_t from = 0; from <= line.length && pattern_match(pattern, line, from, &next) && next.from < limit;
         from = next.from + 1) {
        *match = next;
        any = true;
    }
    return any;
}

bool pattern_find(const struct pattern *pattern, struct text *text, size_t offset, bool back, bool wrap,
                  struct match *match, bool *wrapped)
{
    size_t lines = text_lines(text), first = text_line_at(text, offset), line = first;
    *wrapped = false;
    for (size_t tried = 0; tried <= lines; tried++) {
        size_t start = text_start(text, line);
        struct slice content = text_line(text, line);
        bool turned = tried == lines || *wrapped, found;
        if (back)
            found = match_last(pattern, content, tried == 0 ? offset - start : content.length + 1, match);
        else
            found = pattern_match(pattern, content, tried == 0 ? offset - start + 1 : 0, match);
        if (found && tried == 0 && !back && match->from + start <= offset)
            found = false;
        if (found && turned && !wrap)
            return false;
        if (found) {
            match->from += start;
            match->to += start;
            return true;
        }
        *wrapped |= back ? line == 0 : line + 1 == lines;
        if (*wrapped && !wrap)
            return false;
        line = back ? (line == 0 ? lines - 1 : line - 1) : (line + 1 == lines ? 0 : line + 1);
    }
    return false;
}
