/* ${...}: POSIX XCU 2.6.2 and what bash adds. */
#include <string.h>

#include "shell/evaluate.h"
#include "shell/parameter.h"
#include "shell/utf8.h"

static void bad_substitution(struct process *process, const char *text)
{
    complain(process, "${%s}: bad substitution", text);
    discard_command(process, 1);
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

/* The fields of a word with blanks between them. */
static const char *expand_joined(struct process *process, const char *word)
{
    struct fields fields = {0};
    unsigned options = process->shell->options;
    process->shell->options |= OPTION_NOGLOB;
    expand_word(process, word, &fields);
    process->shell->options = options;
    struct buffer joined = {0};
    for (int i = 0; i < fields.count; i++)
        buffer_format(&joined, "%s%s", i ? " " : "", fields.words[i]);
    const char *text = arena_copy(process->arena, buffer_slice(&joined));
    buffer_release(&joined);
    return text;
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
        else
            discard_command(process, 1);
    } else {
        const char *text = expand_joined(process, word);
        if (process->shell->flow != FLOW_ON)
            return;
        if (!*word)
            text = colon ? "parameter null or not set" : "parameter not set";
        const char *subscript = parameter->subscript;
        complain(process, "%s%s%s%s: %s", parameter->name, subscript ? "[" : "", subscript ? subscript : "",
                 subscript ? "]" : "", text);
        abort_command(process, process->shell->command_text ? 127 : 1);
    }
}

static void expand_length(struct process *process, struct marked *marked, char *text, bool quoted)
{
    struct parameter parameter = {0};
    char *rest = parameter_take(process, text, &parameter);
    if (!rest || *rest) {
        bad_substitution(process, arena_format(process->arena, "#%s", text));
        return;
    }
    parameter_load(process, &parameter);
    if (process->shell->flow != FLOW_ON)
        return;
    if (!parameter.set && !parameter.list)
        require_set(process, &parameter);
    size_t length = parameter.list ? parameter.count : utf8_count(parameter.values[0]);
    marked_add_text(process, marked, arena_format(process->arena, "%zu", length), quoted);
}

/* ${!prefix*}, ${!array[@]}: true when it was one of them. */
static bool expand_names(struct process *process, struct marked *marked, char *text, bool quoted)
{
    struct parameter parameter = {0};
    char *rest = parameter_take(process, text, &parameter);
    if (!rest)
        return false;
    struct fields names = {0};
    if (parameter.subscript && parameter.list && !*rest) {
        const struct value *elements = variable_elements(process->shell, parameter.name);
        bool map = variable_flags(process->shell, parameter.name) & VARIABLE_MAP;
        struct element *list = array_elements(process->arena, elements, map);
        for (size_t i = 0; i < value_count(elements); i++)
            fields_add(process, &names, list[i].key);
        if (!elements && variable_text(process->shell, parameter.name))
            fields_add(process, &names, "0");
        marked_add_list(process, marked, names.words, (size_t)names.count, parameter.list, quoted);
        return true;
    }
    if (parameter.subscript || (!text_equal(rest, "*") && !text_equal(rest, "@")))
        return false;
    struct map_walk walk = map_walk(shell_variables(process->shell), slice_of(parameter.name));
    struct map_entry entry;
    while (map_walk_next(&walk, &entry))
        fields_add(process, &names, arena_copy(process->arena, entry.key));
    marked_add_list(process, marked, names.words, (size_t)names.count, *rest, quoted);
    return true;
}

/* The parameter that ${!name} stands for; false when there is none, or the name was all that was wanted. */
static bool follow(struct process *process, struct marked *marked, struct parameter *parameter, bool quoted)
{
    if (!parameter->subscript && (variable_own_flags(process->shell, parameter->name) & VARIABLE_REFERENCE)) {
        const char *target = variable_reference(process->shell, parameter->name);
        marked_add_text(process, marked, target ? target : "", quoted);
        return false;
    }
    parameter_load(process, parameter);
    if (!parameter->set) {
        complain(process, "%s: invalid indirect expansion", parameter->name);
        discard_command(process, 1);
        return false;
    }
    char *name = parameter->values[0];
    *parameter = (struct parameter){0};
    char *rest = parameter_take(process, name, parameter);
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
    bool single = parameter->subscript || !parameter->list, changes = operator&& strchr(":#%/^,~", operator);
    if (single && changes && !parameter->set) /* then the operand is not looked at */
        return;
    if (operator== ':' && operation[1])
        parameter_substring(process, parameter, operation + 1);
    else if (operator== '#' || operator== '%')
        parameter_trim(process, parameter, operator, operation + 1);
    else if (operator== '/')
        parameter_replace(process, parameter, operation + 1);
    else if (operator&& strchr("^,~", operator))
        parameter_change_case(process, parameter, operator, operation + 1);
    else if (operator!= '@' || !parameter_transform(process, parameter, operation + 1))
        bad_substitution(process, whole);
    if (parameter->list == '*' && quoted && marked->beside_at)
        parameter->list = '@';
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
    char *operation = parameter_take(process, text + indirect, &parameter);
    if (!operation) {
        bad_substitution(process, whole);
        return;
    }
    if (indirect && !follow(process, marked, &parameter, quoted))
        return;
    parameter_load(process, &parameter);
    if (process->shell->flow != FLOW_ON)
        return;
    if (*operation) {
        apply(process, marked, &parameter, operation, whole, quoted);
        return;
    }
    require_set(process, &parameter);
    emit(process, marked, &parameter, quoted);
}
