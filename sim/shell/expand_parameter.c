/* ${...}: POSIX XCU 2.6.2 and what bash adds. */
#include <string.h>

#include "shell/arithmetic.h"
#include "shell/evaluate.h"
#include "shell/lexer.h"
#include "shell/pattern.h"

/* A parameter and what it holds: one text, or the elements of a list. */
struct parameter {
    const char *name;
    const char *subscript; /* as written; NULL when there is none */
    char list;             /* '@' or '*'; 0: one text */
    bool set;
    char **values;
    size_t count;
};

static void bad_substitution(struct process *process, const char *text)
{
    complain(process, "${%s}: bad substitution", text);
    discard_command(process, 1);
}

/* Takes the name and subscript off the front of [text]; the rest. NULL when there is none. */
static char *take_name(struct process *process, char *text, struct parameter *parameter)
{
    size_t length = 0;
    if (ascii_is_letter(text[0]) || text[0] == '_')
        while (ascii_is_letter(text[length]) || ascii_is_digit(text[length]) || text[length] == '_')
            length++;
    else if (ascii_is_digit(text[0]))
        while (ascii_is_digit(text[length]))
            length++;
    else if (text[0] && strchr("@*#?-$!", text[0]))
        length = 1;
    if (!length)
        return NULL;
    parameter->name = arena_copy(process->arena, (struct slice){text, length});
    if (length == 1 && (text[0] == '@' || text[0] == '*'))
        parameter->list = text[0];
    text += length;
    if (*text != '[' || (!ascii_is_letter(parameter->name[0]) && parameter->name[0] != '_'))
        return text;
    size_t end = 0;
    int depth = 0;
    while (text[end]) {
        depth += (text[end] == '[') - (text[end] == ']');
        if (depth == 0)
            break;
        size_t span = strchr("\\'\"`$", text[end]) ? syntax_span(text + end) : 1;
        end += span ? span : 1;
    }
    if (!text[end])
        return NULL;
    parameter->subscript = arena_copy(process->arena, (struct slice){text + 1, end - 1});
    if (text_equal(parameter->subscript, "@") || text_equal(parameter->subscript, "*"))
        parameter->list = parameter->subscript[0];
    return text + end + 1;
}

static void set_single(struct process *process, struct parameter *parameter, const char *text)
{
    parameter->values = arena_allocate(process->arena, sizeof *parameter->values);
    parameter->set = text != NULL;
    parameter->count = text != NULL;
    parameter->values[0] = arena_text(process->arena, text ? text : "");
}

const char *expand_subscript(struct process *process, const char *name, const char *subscript)
{
    struct shell *shell = process->shell;
    if (variable_flags(shell, name) & VARIABLE_MAP)
        return expand_text(process, subscript);
    int64_t index = 0;
    if (!arithmetic_evaluate(process, expand_expression(process, subscript), &index)) {
        discard_command(process, 1);
        return NULL;
    }
    const struct value *elements = variable_elements(shell, name);
    size_t count = value_count(elements);
    if (index < 0)
        index +=
            count ? array_index(value_key_at(elements, count - 1)) + 1 : (variable_text(shell, name) != NULL);
    if (index >= 0)
        return array_key(process->arena, index);
    complain(process, "%s: bad array subscript", name);
    return NULL;
}

static void load(struct process *process, struct parameter *parameter)
{
    struct shell *shell = process->shell;
    const struct value *elements = NULL;
    if (parameter->list && !parameter->subscript)
        elements = shell->arguments;
    else if (parameter->list)
        elements = variable_elements(shell, parameter->name);
    if (!parameter->list && parameter->subscript) {
        const char *key = expand_subscript(process, parameter->name, parameter->subscript);
        set_single(process, parameter, key ? variable_element(shell, parameter->name, key) : NULL);
        return;
    }
    if (!parameter->list || (parameter->subscript && !elements)) {
        set_single(process, parameter, expand_named(process, parameter->name));
        return;
    }
    parameter->count = value_count(elements);
    parameter->values = arena_allocate(process->arena, (parameter->count + 1) * sizeof *parameter->values);
    for (size_t i = 0; i < parameter->count; i++) {
        const struct value *element =
            parameter->subscript ? value_member_at(elements, i) : value_at(elements, i);
        parameter->values[i] = arena_text(process->arena, value_string_of(element));
    }
    parameter->set = parameter->count > 0;
}

static void emit(struct process *process, struct marked *marked, const struct parameter *parameter, bool quoted)
{
    if (parameter->list)
        marked_add_list(process, marked, parameter->values, parameter->count, parameter->list, quoted);
    else if (parameter->set)
        marked_add_text(process, marked, parameter->values[0], quoted);
}

static void require_set(struct process *process, const struct parameter *parameter)
{
    if (parameter->set || parameter->list)
        return;
    const char *name = parameter->subscript
                           ? arena_format(process->arena, "%s[%s]", parameter->name, parameter->subscript)
                           : parameter->name;
    expand_unset_error(process, name);
}

static void expand_operand(struct process *process, struct marked *marked, const char *word, bool quoted)
{
    char literal = marked->literal;
    bool braces = marked->braces;
    marked->literal = MARK_SPLIT;
    marked->braces = quoted;
    expand_into(process, marked, word, quoted);
    marked->literal = literal;
    marked->braces = braces;
}

/* ${x:-w} ${x:=w} ${x:?w} ${x:+w}, and without the colon. */
static void use_default(struct process *process, struct marked *marked, struct parameter *parameter,
                        char operator, bool colon, const char *word, bool quoted)
{
    bool empty = parameter->set && parameter->count <= 1 && (!parameter->count || !*parameter->values[0]);
    bool present = parameter->set && !(colon && empty);
    if (operator== '+') {
        if (present)
            expand_operand(process, marked, word, quoted);
    } else if (present) {
        emit(process, marked, parameter, quoted);
    } else if (operator== '-') {
        expand_operand(process, marked, word, quoted);
    } else if (operator== '=') {
        const char *text = expand_text(process, word);
        if (process->shell->flow != FLOW_ON)
            return;
        if (!ascii_is_letter(parameter->name[0]) && parameter->name[0] != '_') {
            complain(process, "$%s: cannot assign in this way", parameter->name);
            discard_command(process, 1);
            return;
        }
        const char *target = parameter->subscript
                                 ? arena_format(process->arena, "%s[%s]", parameter->name, parameter->subscript)
                                 : parameter->name;
        if (assign(process, target, text, false))
            marked_add_text(process, marked, text, quoted);
    } else {
        const char *text = expand_text(process, word);
        if (process->shell->flow != FLOW_ON)
            return;
        if (!*text)
            text = colon ? "parameter null or not set" : "parameter not set";
        complain(process, "%s: %s", parameter->name, text);
        abort_command(process, process->shell->interactive ? 1 : 127);
    }
}

/* Removes the shortest or longest match at one end. */
static char *trimmed(struct process *process, const char *text, const char *pattern, bool front, bool longest)
{
    struct slice whole = slice_of(text);
    bool ignore = false;
    for (size_t i = 0; i <= whole.length && keep_running(process); i++) {
        size_t length = longest ? whole.length - i : i;
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
    if (pattern_is_plain(pattern) && !strchr(pattern, '\\')) {
        struct slice plain = slice_of(pattern);
        bool there = text.length >= plain.length && slice_equal(slice_part(text, 0, plain.length), plain);
        return there ? plain.length : SIZE_MAX;
    }
    for (size_t length = text.length + 1; length-- > 0;)
        if (pattern_matches(pattern, slice_part(text, 0, length), false) || !keep_running(process))
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
    while (at <= whole.length && *pattern) {
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
        buffer_add_byte(&result, whole.data[at++]);
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

static void replace(struct process *process, struct parameter *parameter, const char *word)
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

static void trim(struct process *process, struct parameter *parameter, char operator, const char * word)
{
    bool longest = *word == operator;
    const char *pattern = expand_pattern(process, word + longest);
    for (size_t i = 0; i < parameter->count && process->shell->flow == FLOW_ON; i++)
        parameter->values[i] = trimmed(process, parameter->values[i], pattern, operator== '#', longest);
}

static void change_case(struct process *process, struct parameter *parameter, char operator, const char * word)
{
    bool all = *word == operator;
    const char *pattern = expand_pattern(process, word + all);
    for (size_t i = 0; i < parameter->count; i++) {
        char *text = parameter->values[i];
        for (size_t k = 0; text[k] && (all || k == 0); k++)
            if (!*pattern || pattern_matches(pattern, (struct slice){text + k, 1}, false))
                text[k] = operator== '^' ? ascii_upper(text[k]) : ascii_lower(text[k]);
    }
}

static bool number(struct process *process, const char *text, int64_t *result)
{
    if (arithmetic_evaluate(process, expand_expression(process, text), result))
        return true;
    discard_command(process, 1);
    return false;
}

static void slice_list(struct process *process, struct parameter *parameter, int64_t offset, int64_t length)
{
    int64_t count = (int64_t)parameter->count;
    if (!parameter->subscript) {
        /* $@ counts from 1; ${@:0} begins with $0. */
        char **more = arena_allocate(process->arena, (parameter->count + 2) * sizeof *more);
        more[0] = arena_text(process->arena, process->shell->zero);
        if (parameter->count)
            memcpy(more + 1, parameter->values, parameter->count * sizeof *more);
        parameter->values = more;
        count++;
    }
    if (offset < 0)
        offset += count;
    if (offset < 0 || offset > count)
        offset = count;
    if (length > count - offset)
        length = count - offset;
    parameter->values += offset;
    parameter->count = (size_t)length;
}

/* UTF-8 counts as characters, as in a UTF-8 locale. */
static size_t characters(const char *text)
{
    size_t count = 0;
    for (; *text; text++)
        count += ((unsigned char)*text & 0xc0) != 0x80;
    return count;
}

static char *character_at(char *text, size_t index)
{
    for (; *text; text++)
        if (((unsigned char)*text & 0xc0) != 0x80 && index-- == 0)
            return text;
    return text;
}

static void substring(struct process *process, struct parameter *parameter, const char *word)
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
    int64_t size = (int64_t)characters(text);
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
    char *from = character_at(text, (size_t)offset), *to = character_at(text, (size_t)end);
    parameter->values[0] = arena_copy(process->arena, (struct slice){from, (size_t)(to - from)});
}

static bool transform(struct process *process, struct parameter *parameter, const char *word)
{
    if (!word[0] || word[1] || !strchr("QUuLEPAa", word[0]))
        return false;
    for (size_t i = 0; i < parameter->count; i++) {
        char *text = parameter->values[i];
        if (word[0] == 'Q')
            parameter->values[i] = arena_text(process->arena, quote_single(process->arena, text));
        for (size_t k = 0; text[k] && strchr("ULu", word[0]) && (k == 0 || word[0] != 'u'); k++)
            text[k] = word[0] == 'L' ? ascii_lower(text[k]) : ascii_upper(text[k]);
    }
    return true;
}

static void expand_length(struct process *process, struct marked *marked, char *text, bool quoted)
{
    struct parameter parameter = {0};
    char *rest = take_name(process, text, &parameter);
    if (!rest || *rest) {
        bad_substitution(process, arena_format(process->arena, "#%s", text));
        return;
    }
    load(process, &parameter);
    if (process->shell->flow != FLOW_ON)
        return;
    if (!parameter.set && !parameter.list)
        require_set(process, &parameter);
    size_t length = parameter.list ? parameter.count : characters(parameter.values[0]);
    marked_add_text(process, marked, arena_format(process->arena, "%zu", length), quoted);
}

/* ${!prefix*}, ${!array[@]}: true when it was one of them. */
static bool expand_names(struct process *process, struct marked *marked, char *text, bool quoted)
{
    struct parameter parameter = {0};
    char *rest = take_name(process, text, &parameter);
    if (!rest)
        return false;
    struct fields names = {0};
    if (parameter.subscript && parameter.list && !*rest) {
        const struct value *elements = variable_elements(process->shell, parameter.name);
        bool map = variable_flags(process->shell, parameter.name) & VARIABLE_MAP;
        for (size_t i = 0; i < value_count(elements); i++) {
            const char *key = value_key_at(elements, i);
            fields_add(process, &names,
                       map ? key : arena_format(process->arena, "%lld", (long long)array_index(key)));
        }
        if (!elements && variable_text(process->shell, parameter.name))
            fields_add(process, &names, "0");
        marked_add_list(process, marked, names.words, (size_t)names.count, parameter.list, quoted);
        return true;
    }
    if (parameter.subscript || (!text_equal(rest, "*") && !text_equal(rest, "@")))
        return false;
    struct map_walk walk = map_walk(process->shell->variables, slice_of(parameter.name));
    struct map_entry entry;
    while (map_walk_next(&walk, &entry))
        fields_add(process, &names, arena_copy(process->arena, entry.key));
    marked_add_list(process, marked, names.words, (size_t)names.count, *rest, quoted);
    return true;
}

/* The parameter that ${!name} stands for. */
static bool follow(struct process *process, struct parameter *parameter)
{
    load(process, parameter);
    if (!parameter->set) {
        complain(process, "%s: invalid indirect expansion", parameter->name);
        discard_command(process, 1);
        return false;
    }
    char *name = parameter->values[0];
    *parameter = (struct parameter){0};
    char *rest = take_name(process, name, parameter);
    if (rest && !*rest)
        return true;
    complain(process, "%s: invalid variable name", name);
    discard_command(process, 1);
    return false;
}

static void apply(struct process *process, struct marked *marked, struct parameter *parameter,
                  const char *operation, const char *whole, bool quoted)
{
    char operator= * operation;
    bool colon = operator== ':' && operation[1] && strchr("-=?+", operation[1]);
    if (colon || strchr("-=?+", operator)) {
        use_default(process, marked, parameter, operation[colon], colon, operation + colon + 1, quoted);
        return;
    }
    require_set(process, parameter);
    if (process->shell->flow != FLOW_ON)
        return;
    if (operator== ':' && operation[1])
        substring(process, parameter, operation + 1);
    else if (operator== '#' || operator== '%')
        trim(process, parameter, operator, operation + 1);
    else if (operator== '/')
        replace(process, parameter, operation + 1);
    else if (operator== '^' || operator== ',')
        change_case(process, parameter, operator, operation + 1);
    else if (operator!= '@' || !transform(process, parameter, operation + 1))
        bad_substitution(process, whole);
    if (process->shell->flow == FLOW_ON)
        emit(process, marked, parameter, quoted);
}

void expand_parameter(struct process *process, struct marked *marked, char *text, bool quoted)
{
    struct parameter parameter = {0};
    const char *whole = text;
    bool indirect = text[0] == '!' && text[1] && !strchr("-=?+:}", text[1]);
    if (text[0] == '#' && text[1] && !(strchr("-=?+:%#/", text[1]) && text[2])) {
        expand_length(process, marked, text + 1, quoted);
        return;
    }
    if (indirect && expand_names(process, marked, text + 1, quoted))
        return;
    char *operation = take_name(process, text + indirect, &parameter);
    if (!operation) {
        bad_substitution(process, whole);
        return;
    }
    if (indirect && !follow(process, &parameter))
        return;
    load(process, &parameter);
    if (process->shell->flow != FLOW_ON)
        return;
    if (*operation) {
        apply(process, marked, &parameter, operation, whole, quoted);
        return;
    }
    require_set(process, &parameter);
    emit(process, marked, &parameter, quoted);
}
