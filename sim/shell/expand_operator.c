/* The operators of ${...} that change what a parameter holds. */
#include <string.h>

#include "shell/arithmetic.h"
#include "shell/evaluate.h"
#include "shell/parameter.h"
#include "shell/pattern.h"
#include "shell/utf8.h"

/* Is the byte, [before] bytes into its text, one of a character's last? */
static bool inside_character(const char *byte, size_t before)
{
    if (((unsigned char)*byte & 0xc0) != 0x80)
        return false;
    size_t back = 1;
    while (back < before && back < 3 && ((unsigned char)*(byte - back) & 0xc0) == 0x80)
        back++;
    return back <= before && character_length(slice_of(byte - back)) > back;
}

/* Removes the shortest or longest match at one end. */
static char *trimmed(struct process *process, const char *text, const char *pattern, bool front, bool longest)
{
    struct slice whole = slice_of(text);
    bool ignore = false;
    for (size_t i = 0; i <= whole.length && keep_running(process); i++) {
        size_t length = longest ? whole.length - i : i, cut = front ? length : whole.length - length;
        if (cut < whole.length && inside_character(whole.data + cut, cut))
            continue;
        struct slice part =
            front ? slice_part(whole, 0, length) : slice_part(whole, whole.length - length, whole.length);
        if (pattern_matches(pattern, part, ignore))
            return front ? arena_copy(process->arena, slice_part(whole, length, whole.length))
                         : arena_copy(process->arena, slice_part(whole, 0, whole.length - length));
    }
    return arena_text(process->arena, text);
}

/* The longest match that begins at [text]; SIZE_MAX when there is none. */
static size_t longest_match(struct process *process, const char *pattern, struct slice text)
{
    bool ignore = shell_has(process->shell, SHOPT_NOCASEMATCH);
    if (!ignore && pattern_is_plain(pattern) && !strchr(pattern, '\\')) {
        struct slice plain = slice_of(pattern);
        bool there = text.length >= plain.length && slice_equal(slice_part(text, 0, plain.length), plain);
        return there ? plain.length : SIZE_MAX;
    }
    for (size_t length = text.length + 1; length-- > 0;)
        if (pattern_matches(pattern, slice_part(text, 0, length), ignore) || !keep_running(process))
            return length;
    return SIZE_MAX;
}

static void add_replacement(struct buffer *result, const char *replacement, struct slice match)
{
    for (; *replacement; replacement++) {
        if (*replacement == '\\' && (replacement[1] == '&' || replacement[1] == '\\'))
            buffer_add_byte(result, *++replacement);
        else if (*replacement == '&')
            buffer_add(result, match);
        else
            buffer_add_byte(result, *replacement);
    }
}

static char *replaced(struct process *process, const char *text, const char *pattern, const char *replacement,
                      char how)
{
    struct slice whole = slice_of(text);
    struct buffer result = {0};
    size_t at = 0;
    bool done = false;
    if (whole.length == 0 && *pattern && pattern_matches(pattern, whole, false))
        add_replacement(&result, replacement, whole);
    while (at <= whole.length && *pattern && whole.length) {
        struct slice rest = slice_part(whole, at, whole.length);
        size_t length = done || (how == '#' && at) ? SIZE_MAX : longest_match(process, pattern, rest);
        if (how == '%' && length != SIZE_MAX && at + length != whole.length)
            length = pattern_matches(pattern, rest, false) ? rest.length : SIZE_MAX;
        if (length != SIZE_MAX && (length || how == '#' || how == '%')) {
            add_replacement(&result, replacement, slice_part(rest, 0, length));
            at += length;
            done |= how != '/';
            if (length || done)
                continue;
        }
        if (at >= whole.length || done) {
            buffer_add(&result, rest);
            break;
        }
        size_t step = character_length(rest);
        buffer_add(&result, slice_part(rest, 0, step));
        at += step;
    }
    if (!*pattern) {
        buffer_add_text(&result, how == '#' ? replacement : "");
        buffer_add(&result, whole);
        buffer_add_text(&result, how == '%' ? replacement : "");
    }
    char *copy = arena_copy(process->arena, buffer_slice(&result));
    buffer_release(&result);
    return copy;
}

/* Where the first [stop] outside of quotes and substitutions is; the length when there is none. */
static size_t find_outside(const char *text, char stop)
{
    size_t at = 0;
    int depth = 0;
    while (text[at] && (text[at] != stop || depth)) {
        depth += (text[at] == '(') - (text[at] == ')');
        size_t span = strchr("\\'\"`$", text[at]) ? syntax_span(text + at) : 1;
        at += span ? span : 1;
    }
    return at;
}

void parameter_replace(struct process *process, struct parameter *parameter, const char *word)
{
    char how = 0;
    if (*word == '/' || *word == '#' || *word == '%')
        how = *word++;
    size_t slash = find_outside(word, '/');
    const char *pattern = expand_pattern(process, arena_copy(process->arena, (struct slice){word, slash}));
    const char *replacement = word[slash] ? expand_replacement(process, word + slash + 1) : "";
    for (size_t i = 0; i < parameter->count; i++)
        parameter->values[i] = replaced(process, parameter->values[i], pattern, replacement, how);
}

void parameter_trim(struct process *process, struct parameter *parameter, char operator, const char * word)
{
    bool longest = *word == operator;
    if (parameter->count == 1 && !parameter->list && !*parameter->values[0])
        return;
    const char *pattern = expand_pattern(process, word + longest);
    for (size_t i = 0; i < parameter->count && process->shell->flow == FLOW_ON; i++)
        parameter->values[i] = trimmed(process, parameter->values[i], pattern, operator== '#', longest);
}

void parameter_change_case(struct process *process, struct parameter *parameter, char operator,
                           const char * word)
{
    bool all = *word == operator;
    const char *pattern = expand_pattern(process, word + all);
    enum letter_case to = operator== '^' ? CASE_UPPER : operator== ',' ? CASE_LOWER : CASE_OTHER;
    for (size_t i = 0; i < parameter->count; i++) {
        struct slice rest = slice_of(parameter->values[i]);
        struct buffer changed = {0};
        for (bool first = true; rest.length; first = false) {
            struct slice character = slice_part(rest, 0, character_length(rest));
            rest = slice_part(rest, character.length, rest.length);
            bool wanted = (all || first) && (!*pattern || pattern_matches(pattern, character, false));
            const char *copy = arena_copy(process->arena, character);
            buffer_add_text(&changed, wanted ? with_case(process->arena, copy, to, 1) : copy);
        }
        parameter->values[i] = arena_copy(process->arena, buffer_slice(&changed));
        buffer_release(&changed);
    }
}

static bool number(struct process *process, const char *text, int64_t *result)
{
    if (arithmetic_evaluate(process, expand_expression(process, text), result))
        return true;
    discard_command(process, 1);
    return false;
}

/* $@ counts from 1; ${@:0} begins with $0. */
static void put_zero_first(struct process *process, struct parameter *parameter)
{
    char **more = arena_allocate(process->arena, (parameter->count + 2) * sizeof *more);
    more[0] = arena_text(process->arena, process->shell->zero);
    if (parameter->count)
        memcpy(more + 1, parameter->values, parameter->count * sizeof *more);
    parameter->values = more;
    parameter->count++;
}

/* Where the index [offset] of an array that may have holes begins among its elements. */
static int64_t place_of(struct process *process, const struct parameter *parameter, int64_t offset)
{
    struct shell *shell = process->shell;
    const struct value *elements = variable_elements(shell, parameter->name);
    int64_t count = (int64_t)parameter->count, place = 0;
    if (!elements || variable_flags(shell, parameter->name) & VARIABLE_MAP)
        return offset < 0 ? offset + count : offset;
    if (offset < 0 && count)
        offset += array_index(value_key_at(elements, (size_t)count - 1)) + 1;
    if (offset < 0)
        return -1;
    while (place < count && array_index(value_key_at(elements, (size_t)place)) < offset)
        place++;
    return place;
}

static void slice_list(struct process *process, struct parameter *parameter, int64_t offset, int64_t length)
{
    if (!parameter->subscript)
        put_zero_first(process, parameter);
    int64_t count = (int64_t)parameter->count;
    if (parameter->subscript)
        offset = place_of(process, parameter, offset);
    else if (offset < 0)
        offset += count;
    if (offset < 0 || offset > count)
        offset = count;
    if (length > count - offset)
        length = count - offset;
    parameter->values += offset;
    parameter->count = (size_t)length;
}

void parameter_substring(struct process *process, struct parameter *parameter, const char *word)
{
    int64_t offset = 0, length = INT64_MAX;
    size_t colon = find_outside(word, ':');
    if (!number(process, arena_copy(process->arena, (struct slice){word, colon}), &offset))
        return;
    if (word[colon] && !number(process, word + colon + 1, &length))
        return;
    if (parameter->list) {
        if (length < 0) {
            complain(process, "%s: substring expression < 0", word + colon + 1);
            discard_command(process, 1);
        } else {
            slice_list(process, parameter, offset, length);
        }
        return;
    }
    if (!parameter->set)
        return;
    char *text = parameter->values[0];
    int64_t size = (int64_t)utf8_count(text);
    if (offset < 0)
        offset += size;
    if (offset < 0 || offset > size) {
        parameter->values[0] = arena_text(process->arena, "");
        return;
    }
    int64_t end = length < 0 ? size + length : length > size - offset ? size : offset + length;
    if (end < offset) {
        complain(process, "%s: substring expression < 0", word + colon + 1);
        discard_command(process, 1);
        return;
    }
    char *from = utf8_at(text, (size_t)offset), *to = utf8_at(text, (size_t)end);
    parameter->values[0] = arena_copy(process->arena, (struct slice){from, (size_t)(to - from)});
}

/* --- ${name@x} --- */

static const char *escaped(struct process *process, const char *text)
{
    struct buffer plain = {0};
    while (*text) {
        if (*text == '\\')
            text += 1 + expand_escape(text + 1, &plain);
        else
            buffer_add_byte(&plain, *text++);
    }
    const char *result = arena_copy(process->arena, buffer_slice(&plain));
    buffer_release(&plain);
    return result;
}

static const char *quoted(struct process *process, const char *text)
{
    return quote_single(process->arena, text);
}

static const char *as_prompt(struct process *process, const char *text)
{
    return expand_document(process, prompt_of(process->arena, process->shell, text));
}

static const char *upper(struct process *process, const char *text)
{
    return with_case(process->arena, text, CASE_UPPER, SIZE_MAX);
}

static const char *lower(struct process *process, const char *text)
{
    return with_case(process->arena, text, CASE_LOWER, SIZE_MAX);
}

static const char *upper_first(struct process *process, const char *text)
{
    return with_case(process->arena, text, CASE_UPPER, 1);
}

static const struct {
    char letter;
    const char *(*change)(struct process *process, const char *text);
} transformations[] = {
    {'E', escaped},   {'K', quoted}, {'k', quoted}, {'L', lower},
    {'P', as_prompt}, {'Q', quoted}, {'U', upper},  {'u', upper_first},
};

/* ${x@A}, ${x@a}, ${a[@]@K}: about the variable rather than its text. */
static bool describe(struct process *process, struct parameter *parameter, char letter)
{
    struct shell *shell = process->shell;
    const struct value *elements = parameter->subscript ? variable_elements(shell, parameter->name) : NULL;
    const char *text = NULL;
    if (letter == 'A' && parameter->list && !parameter->subscript)
        return false;
    if (letter == 'a')
        text = variable_letters(process->arena, variable_flags(shell, parameter->name));
    else if (letter == 'A')
        text = variable_definition(process, parameter->name, parameter->list != 0);
    else if (letter == 'K' && parameter->list && elements)
        text = variable_pairs(process, parameter->name);
    if (!text)
        return false;
    if (parameter->count == 0 && *text) {
        parameter->values = arena_allocate(process->arena, sizeof *parameter->values);
        parameter->count = 1;
        parameter->set = true;
    }
    for (size_t i = 0; i < parameter->count; i++)
        parameter->values[i] = arena_text(process->arena, text);
    if (letter != 'a') {
        parameter->count = parameter->count ? 1 : 0;
        if (parameter->count && strchr(text, ' ') && parameter->list && letter == 'K')
            parameter->list = '*';
    }
    return true;
}

bool parameter_transform(struct process *process, struct parameter *parameter, const char *word)
{
    if (!word[0] || word[1])
        return false;
    if (strchr("AaK", word[0]) && describe(process, parameter, word[0]))
        return true;
    for (size_t i = 0; i < sizeof transformations / sizeof *transformations; i++) {
        if (transformations[i].letter != word[0])
            continue;
        for (size_t k = 0; k < parameter->count; k++)
            parameter->values[k] =
                arena_text(process->arena, transformations[i].change(process, parameter->values[k]));
        return true;
    }
    return false;
}
