#include "shell/parameter.h"

#include <string.h>

#include "shell/arithmetic.h"
#include "shell/evaluate.h"

char *parameter_take(struct process *process, char *text, struct parameter *parameter)
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
    size_t end = subscript_end(text);
    if (end < 3)
        return NULL;
    parameter->subscript = arena_copy(process->arena, (struct slice){text + 1, end - 2});
    if (text_equal(parameter->subscript, "@") || text_equal(parameter->subscript, "*"))
        parameter->list = parameter->subscript[0];
    return text + end;
}

static void set_single(struct process *process, struct parameter *parameter, const char *text)
{
    parameter->values = arena_allocate(process->arena, sizeof *parameter->values);
    parameter->set = text != NULL;
    parameter->count = text != NULL;
    parameter->values[0] = arena_text(process->arena, text ? text : "");
}

size_t subscript_end(const char *text)
{
    size_t end = 0;
    int depth = 0;
    while (text[end]) {
        depth += (text[end] == '[') - (text[end] == ']');
        if (depth == 0)
            return end + 1;
        size_t span = strchr("\\'\"`$", text[end]) ? syntax_span(text + end) : 1;
        end += span ? span : 1;
    }
    return 0;
}

/* An index of an indexed array; negative ones count from the end. -1: out of range; said already when [failed].
 */
static int64_t index_of(struct process *process, const char *name, const char *subscript, bool *failed)
{
    struct shell *shell = process->shell;
    int64_t index = 0;
    const char *text = expand_expression(process, subscript);
    *failed = shell->flow != FLOW_ON || !arithmetic_evaluate(process, text, &index);
    if (*failed)
        return -1;
    const struct value *elements = variable_elements(shell, name);
    size_t count = value_count(elements);
    if (index < 0)
        index +=
            count ? array_index(value_key_at(elements, count - 1)) + 1 : (variable_text(shell, name) != NULL);
    return index;
}

const char *expand_subscript(struct process *process, const char *name, const char *subscript)
{
    bool failed;
    if (variable_flags(process->shell, name) & VARIABLE_MAP)
        return expand_text(process, subscript);
    int64_t index = index_of(process, name, subscript, &failed);
    if (index >= 0)
        return array_key(process->arena, index);
    if (failed)
        discard_command(process, 1);
    else
        complain(process, "%s: bad array subscript", name);
    return NULL;
}

const char *assigned_key(struct process *process, const char *name, const char *subscript)
{
    bool failed = false;
    if (variable_flags(process->shell, name) & VARIABLE_MAP) {
        const char *key = expand_text(process, subscript);
        if (*key)
            return key;
    } else if (*subscript) {
        int64_t index = index_of(process, name, subscript, &failed);
        if (index >= 0)
            return array_key(process->arena, index);
    }
    if (!failed && process->shell->flow == FLOW_ON)
        complain(process, "%s[%s]: bad array subscript", name, subscript);
    return NULL;
}

/* A reference to an element is that element. */
static void follow_reference(struct process *process, struct parameter *parameter)
{
    const char *target = variable_target(process->shell, parameter->name);
    if (!parameter->subscript && strchr(target, '['))
        parameter_take(process, arena_text(process->arena, target), parameter);
}

static void load_list(struct process *process, struct parameter *parameter, const struct value *elements)
{
    bool map = parameter->subscript && (variable_flags(process->shell, parameter->name) & VARIABLE_MAP);
    struct element *list = parameter->subscript ? array_elements(process->arena, elements, map) : NULL;
    parameter->count = value_count(elements);
    parameter->set = parameter->count > 0;
    parameter->values = arena_allocate(process->arena, (parameter->count + 1) * sizeof *parameter->values);
    for (size_t i = 0; i < parameter->count; i++)
        parameter->values[i] =
            arena_text(process->arena, list ? list[i].text : value_string_of(value_at(elements, i)));
}

void parameter_load(struct process *process, struct parameter *parameter)
{
    struct shell *shell = process->shell;
    const struct value *elements = NULL;
    if (!parameter->list)
        follow_reference(process, parameter);
    if (parameter->list && !parameter->subscript)
        elements = shell->arguments;
    else if (parameter->subscript)
        elements = computed_elements(process, parameter->name);
    if (parameter->subscript && !elements)
        elements = variable_elements(shell, parameter->name);
    if (!parameter->list && parameter->subscript) {
        const char *key = expand_subscript(process, parameter->name, parameter->subscript);
        const struct value *element = key && elements ? value_get(elements, key) : NULL;
        if (elements || !key)
            set_single(process, parameter, element ? value_string_of(element) : NULL);
        else
            set_single(process, parameter,
                       array_index(key) == 0 ? expand_named(process, parameter->name) : NULL);
    } else if (!parameter->list || (parameter->subscript && !elements)) {
        set_single(process, parameter, expand_named(process, parameter->name));
    } else {
        load_list(process, parameter, elements);
    }
}
