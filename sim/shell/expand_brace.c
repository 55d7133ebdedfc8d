/* Brace expansion (bash): a{b,c}d, {1..5}, {a..e..2}. It works on the word as written, before everything else.
 */
#include <string.h>

#include "base/limits.h"
#include "shell/evaluate.h"

enum { BRACE_DEPTH = 20 };

/* "${...}" ends, for brace expansion, where as many braces have closed as were opened in it. */
static size_t braces_length(const char *text)
{
    size_t at = 1;
    int depth = 0;
    while (text[at]) {
        depth += (text[at] == '{') - (text[at] == '}');
        size_t span = strchr("\\'\"`", text[at]) ? syntax_span(text + at) : 1;
        at += span ? span : 1;
        if (depth == 0)
            break;
    }
    return at;
}

/* Bytes of what must not be looked into at [text]: quotes, substitutions, escapes; 1 for a plain byte. */
static size_t step_over(const char *text)
{
    if (!strchr("\\'\"`$", *text))
        return 1;
    if (text[0] == '$' && text[1] == '{')
        return braces_length(text);
    size_t span = syntax_span(text);
    return span ? span : slice_of(text).length;
}

struct brace {
    size_t open, close; /* of { and } */
    bool commas;
};

/* The first brace pair of [word] from [from] that has a comma or ".." at its top level. */
static bool find_brace(const char *word, size_t from, struct brace *brace)
{
    for (size_t i = from; word[i];) {
        if (word[i] != '{') {
            i += step_over(word + i);
            continue;
        }
        int depth = 0;
        bool commas = false, dots = false;
        size_t end = i;
        while (word[end]) {
            depth += (word[end] == '{') - (word[end] == '}');
            if (depth == 0)
                break;
            commas |= depth == 1 && word[end] == ',';
            dots |= depth == 1 && word[end] == '.' && word[end + 1] == '.';
            end += step_over(word + end);
        }
        if (word[end] && (commas || dots)) {
            *brace = (struct brace){i, end, commas};
            return true;
        }
        i++;
    }
    return false;
}

static bool number_of(struct slice text, int64_t *number)
{
    if (text.length > 1 && text.data[0] == '+')
        text = slice_part(text, 1, text.length);
    return text.length < 18 && slice_to_integer(text, number);
}

struct sequence {
    int64_t from, to, step;
    int width;
    bool letters;
};

static bool parse_sequence(struct slice text, struct sequence *sequence)
{
    struct slice first = slice_part(text, 0, slice_find(text, SLICE("..")));
    struct slice rest = slice_part(text, first.length + 2, text.length);
    struct slice second = slice_part(rest, 0, slice_find(rest, SLICE("..")));
    struct slice third = slice_part(rest, second.length + 2, rest.length);
    sequence->step = 0;
    if (second.length < rest.length && !number_of(third, &sequence->step))
        return false;
    if (number_of(first, &sequence->from) && number_of(second, &sequence->to)) {
        bool padded = (first.length > 1 && first.data[first.data[0] == '-'] == '0') ||
                      (second.length > 1 && second.data[second.data[0] == '-'] == '0');
        sequence->width = padded ? (int)(first.length > second.length ? first.length : second.length) : 0;
    } else if (first.length == 1 && second.length == 1 && ascii_is_letter(first.data[0]) &&
               ascii_is_letter(second.data[0])) {
        sequence->letters = true;
        sequence->from = first.data[0];
        sequence->to = second.data[0];
    } else {
        return false;
    }
    if (sequence->step < 0)
        sequence->step = -sequence->step;
    if (sequence->step == 0)
        sequence->step = 1;
    return true;
}

static void expand_level(struct process *process, const char *word, struct fields *fields, int depth);

static void add_piece(struct process *process, struct slice before, const char *piece, const char *after,
                      struct fields *fields, int depth)
{
    const char *whole = arena_format(process->arena, "%.*s%s%s", (int)before.length, before.data, piece, after);
    expand_level(process, whole, fields, depth + 1);
}

static void expand_sequence(struct process *process, const struct sequence *sequence, struct slice before,
                            const char *after, struct fields *fields, int depth)
{
    int64_t at = sequence->from;
    bool up = sequence->to >= sequence->from;
    while ((up ? at <= sequence->to : at >= sequence->to) && fields->count < LIMIT_SHELL_WORDS) {
        const char *piece =
            sequence->letters
                ? arena_format(process->arena, "%s%c", ascii_is_letter((char)at) ? "" : "\\", (char)at)
                : arena_format(process->arena, "%0*lld", sequence->width, (long long)at);
        add_piece(process, before, piece, after, fields, depth);
        at += up ? sequence->step : -sequence->step;
    }
}

static void expand_commas(struct process *process, const char *word, const struct brace *brace,
                          struct fields *fields, int depth)
{
    struct slice before = {word, brace->open};
    int nested = 0;
    size_t start = brace->open + 1;
    for (size_t i = start; i <= brace->close; i += step_over(word + i)) {
        if ((word[i] == ',' && nested == 0) || i == brace->close) {
            const char *piece = arena_copy(process->arena, (struct slice){word + start, i - start});
            add_piece(process, before, piece, word + brace->close + 1, fields, depth);
            start = i + 1;
        }
        nested += (word[i] == '{') - (word[i] == '}');
    }
}

static void expand_level(struct process *process, const char *word, struct fields *fields, int depth)
{
    struct brace brace;
    for (size_t from = 0; depth < BRACE_DEPTH && find_brace(word, from, &brace); from = brace.open + 1) {
        if (brace.commas) {
            expand_commas(process, word, &brace, fields, depth);
            return;
        }
        struct sequence sequence = {0};
        struct slice inside = {word + brace.open + 1, brace.close - brace.open - 1};
        if (parse_sequence(inside, &sequence)) {
            struct slice before = {word, brace.open};
            expand_sequence(process, &sequence, before, word + brace.close + 1, fields, depth);
            return;
        }
    }
    fields_add(process, fields, word);
}

void expand_braces(struct process *process, const char *word, struct fields *fields)
{
    if ((process->shell->options & OPTION_BRACES) && strchr(word, '{') && strchr(word, '}'))
        expand_level(process, word, fields, 0);
    else
        fields_add(process, fields, word);
}
