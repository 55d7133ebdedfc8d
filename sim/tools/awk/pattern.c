/* Regular expressions: awk's escapes put into the words of regcomp. */
#include <string.h>

#include "tools/awk/awk.h"

/* An escape behind its backslash; the byte it stands for, or -1 when the backslash only takes a meaning away.
 */
static int escaped_byte(const char **at)
{
    static const char names[] = "abfnrtv", bytes[] = "\a\b\f\n\r\t\v";
    const char *name = strchr(names, **at);
    if (name && *name) {
        ++*at;
        return bytes[name - names];
    }
    if (**at >= '0' && **at <= '7') {
        int byte = 0;
        for (int i = 0; i < 3 && **at >= '0' && **at <= '7'; i++)
            byte = byte * 8 + (*(*at)++ - '0');
        return byte & 0xff;
    }
    return -1;
}

/* What stands between the brackets; those that POSIX gives a meaning by their place are kept apart. */
struct bracket {
    struct buffer plain;
    bool bracket, dash, caret, negated;
};

static const char *read_bracket(const char *at, struct bracket *set)
{
    bool first = true;
    set->negated = *at == '^';
    for (at += set->negated; *at && (*at != ']' || first); first = false) {
        int byte = (unsigned char)*at++;
        if (byte == '[' && (*at == ':' || *at == '.' || *at == '=') && strstr(at + 1, ":]")) {
            const char *end = strstr(at + 1, ":]") + 2;
            buffer_add(&set->plain, (struct slice){at - 1, (size_t)(end - at + 1)});
            at = end;
            continue;
        }
        if (byte == '\\' && *at) {
            byte = escaped_byte(&at);
            byte = byte < 0 ? (unsigned char)*at++ : byte;
            set->dash |= byte == '-';
            set->caret |= byte == '^';
            if (byte == '-' || byte == '^')
                continue;
        }
        if (byte == ']')
            set->bracket = true;
        else if (byte == '-' && (first || *at == ']'))
            set->dash = true;
        else
            buffer_add_byte(&set->plain, (char)byte);
    }
    return at;
}

/* A bracket expression, in which POSIX knows no backslash: ']' goes to the front and '-' to the end. */
static const char *add_bracket(struct buffer *out, const char *at)
{
    struct bracket set = {0};
    at = read_bracket(at, &set);
    bool alone = set.caret && !set.negated && !set.bracket && !set.plain.length;
    if (alone && *at == ']') { /* "[^" would negate */
        buffer_add_text(out, set.dash ? "[-^]" : "\\^");
        return at + 1;
    }
    buffer_add_text(out, set.negated ? "[^" : "[");
    buffer_add_text(out, set.bracket ? "]" : "");
    buffer_add(out, buffer_slice(&set.plain));
    buffer_add_text(out, set.caret ? "^" : "");
    buffer_add_text(out, set.dash ? "-" : "");
    buffer_release(&set.plain);
    buffer_add_text(out, *at ? "]" : "");
    return at + (*at == ']');
}

/* "{2}", "{2,}", "{2,3}": the length, 0 when a brace stands for itself. */
static size_t interval(const char *at)
{
    size_t length = 1;
    while (ascii_is_digit(at[length]))
        length++;
    if (length == 1)
        return 0;
    length += at[length] == ',';
    while (ascii_is_digit(at[length]))
        length++;
    return at[length] == '}' ? length + 1 : 0;
}

static void add_byte(struct buffer *out, int byte)
{
    if (strchr(".[]()*+?{}|^$\\", byte) && byte)
        buffer_add_byte(out, '\\');
    buffer_add_byte(out, (char)byte);
}

/* [literal] is filled while the expression means no more than its text. */
static bool translate(const char *text, struct buffer *out, struct buffer *literal)
{
    bool plain = *text;
    const char *start = text;
    while (*text) {
        if (*text == '\\' && text[1]) {
            text++;
            int byte = escaped_byte(&text);
            byte = byte < 0 ? (unsigned char)*text++ : byte;
            add_byte(out, byte);
            buffer_add_byte(literal, (char)byte);
        } else if (*text == '\\') {
            add_byte(out, *text++);
            buffer_add_byte(literal, '\\');
        } else if (*text == '[') {
            text = add_bracket(out, text + 1);
            plain = false;
        } else if (*text == '{' && (!interval(text) || text == start)) {
            add_byte(out, *text);
            buffer_add_byte(literal, *text++);
        } else {
            plain &= !strchr(".()*+?{|^$", *text);
            buffer_add_byte(literal, *text);
            buffer_add_byte(out, *text++);
        }
    }
    return plain;
}

/* What mawk calls the faults that regcomp has words of its own for. */
static const char *mawk_words(const char *problem)
{
    static const struct {
        const char *theirs, *ours;
    } words[] = {
        {"Unmatched ( or \\(", "missing ')'"},
        {"Unmatched ) or \\)", "missing '('"},
        {"Unmatched [, [^, [:, [., or [=", "bad class -- [], [^] or ["},
        {"Invalid preceding regular expression", "missing operand"},
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (text_equal(problem, words[i].theirs))
            return words[i].ours;
    return problem;
}

static bool compile(struct process *process, const char *text, struct pattern *pattern, const char **problem)
{
    struct buffer out = {0}, literal = {0};
    bool plain = translate(text, &out, &literal);
    const char *expression = arena_copy(process->arena, buffer_slice(&out));
    pattern->literal = (struct slice){0};
    pattern->regexp = NULL;
    if (plain)
        pattern->literal = (struct slice){arena_copy(process->arena, buffer_slice(&literal)), literal.length};
    buffer_release(&out);
    buffer_release(&literal);
    if (!plain)
        pattern->regexp = regexp_compile(process, expression, REGEXP_EXTENDED, problem);
    if (!plain && !pattern->regexp)
        *problem = mawk_words(*problem);
    return plain || pattern->regexp;
}

struct pattern *awk_pattern_constant(struct process *process, const char *text, const char **problem)
{
    struct pattern *pattern = arena_allocate(process->arena, sizeof *pattern);
    return compile(process, text, pattern, problem) ? pattern : NULL;
}

const struct pattern *awk_pattern_of(struct awk *awk, struct slice source)
{
    const char *problem;
    for (int i = 0; i < DYNAMIC_PATTERNS; i++)
        if (awk->dynamic[i].source && slice_equal(awk_text_slice(awk->dynamic[i].source), source))
            return &awk->dynamic[i];
    struct pattern *pattern = &awk->dynamic[awk->dynamic_next++ % DYNAMIC_PATTERNS];
    if (pattern->source) {
        awk_text_unref(awk, pattern->source);
        regexp_free(awk->process, pattern->regexp);
        pattern->source = NULL;
    }
    if (!compile(awk->process, arena_copy(awk->process->arena, source), pattern, &problem))
        awk_fail(awk, "regular expression compile failed (%s)\n%.*s", problem, (int)source.length, source.data);
    pattern->source = awk_text_new(awk, source);
    return pattern;
}

const struct pattern *awk_pattern(struct awk *awk, const struct awk_node *node)
{
    if (node->kind == AWK_REGEXP)
        return node->pattern;
    awk_evaluate(awk, node);
    struct awk_text *text = awk_pop_text(awk);
    const struct pattern *pattern = awk_pattern_of(awk, awk_text_slice(text));
    awk_text_unref(awk, text);
    return pattern;
}

bool awk_match(const struct pattern *pattern, struct slice text, size_t from, size_t *start, size_t *end)
{
    regmatch_t part[1];
    if (pattern->literal.data) {
        struct slice rest = slice_part(text, from, text.length);
        size_t at = slice_find(rest, pattern->literal);
        *start = from + at;
        *end = *start + pattern->literal.length;
        return at < rest.length;
    }
    if (!regexp_match(pattern->regexp, text, from, part, 1))
        return false;
    *start = (size_t)part[0].rm_so;
    *end = (size_t)part[0].rm_eo;
    return true;
}
