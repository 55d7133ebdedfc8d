#include "base/base64.h"
#include "data/go_template.h"

#include <string.h>

#include "data/go_template_parse.h"
#include "data/json.h"

/* Variables in force, the newest first. */
struct variable {
    struct slice name;
    const struct value *value;
    struct variable *next;
};

struct run {
    struct arena *arena;
    struct slice text;
    struct slice at, source; /* where an error would be */
    struct buffer *out;
    struct variable *variables;
    const char *problem;
    int depth;
    size_t steps;
};

enum { MOST_STEPS = 200000 }; /* of loops in loops: nobody else runs meanwhile */

static void fail(struct run *run, const char *problem)
{
    int line = 1;
    size_t column = 0;
    for (const char *c = run->text.data; c < run->at.data; c++) {
        column = *c == '\n' ? 0 : column + 1;
        line += *c == '\n';
    }
    if (!run->problem)
        run->problem = arena_format(run->arena, "template: output:%d:%zu: executing \"output\" at <%.*s>: %s",
                                    line, column, (int)run->source.length, run->source.data, problem);
}

static void add_value(struct buffer *out, const struct value *value, int depth)
{
    if (value_is(value, VALUE_OBJECT) && depth < 50) {
        buffer_add_text(out, "map[");
        for (size_t i = 0; i < value_count(value); i++) {
            buffer_format(out, "%s%s:", i ? " " : "", value_key_at(value, i));
            add_value(out, value_member_at(value, i), depth + 1);
        }
        buffer_add_byte(out, ']');
    } else if (value_is(value, VALUE_ARRAY) && depth < 50) {
        buffer_add_byte(out, '[');
        for (size_t i = 0; i < value_count(value); i++) {
            buffer_add_text(out, i ? " " : "");
            add_value(out, value_at(value, i), depth + 1);
        }
        buffer_add_byte(out, ']');
    } else if (value_is(value, VALUE_STRING)) {
        buffer_add(out, value_slice(value));
    } else if (!value || value_is(value, VALUE_NULL)) {
        buffer_add_text(out, depth ? "<nil>" : "<no value>");
    } else {
        json_write(out, value);
    }
}

void go_template_value(struct buffer *out, const struct value *value)
{
    add_value(out, value, 0);
}

static bool is_true(const struct value *value)
{
    if (!value || value_is(value, VALUE_NULL))
        return false;
    if (value_is(value, VALUE_OBJECT) || value_is(value, VALUE_ARRAY))
        return value_count(value) > 0;
    if (value_is(value, VALUE_STRING))
        return value_slice(value).length > 0;
    if (value_is(value, VALUE_INTEGER))
        return value_number(value, 0) != 0;
    return value_truth(value);
}

/* --- functions --- */

struct call {
    struct run *run;
    size_t count;
    const struct value *const *words;
};

static const struct value *call_len(struct call *call)
{
    const struct value *value = call->count ? call->words[0] : NULL;
    if (value_is(value, VALUE_STRING))
        return value_integer(call->run->arena, (int64_t)value_slice(value).length);
    if (!value_is(value, VALUE_ARRAY) && !value_is(value, VALUE_OBJECT))
        fail(call->run, "error calling len: reflect: call of reflect.Value.Type on zero Value");
    return value_integer(call->run->arena, (int64_t)value_count(value));
}

static const struct value *call_index(struct call *call)
{
    const struct value *value = call->count ? call->words[0] : NULL;
    for (size_t i = 1; i < call->count; i++) {
        if (value_is(value, VALUE_ARRAY)) {
            int64_t at = value_number(call->words[i], -1);
            if (at < 0 || (size_t)at >= value_count(value))
                fail(call->run, arena_format(call->run->arena, "error calling index: index out of range: %lld",
                                             (long long)at));
            value = value_at(value, (size_t)(at < 0 ? 0 : at));
        } else if (value) {
            value = value_get_slice(value, value_slice(call->words[i]));
        } else {
            fail(call->run, "error calling index: index of untyped nil");
        }
    }
    return value;
}

static int compare(const struct value *a, const struct value *b)
{
    if (value_is(a, VALUE_INTEGER) && value_is(b, VALUE_INTEGER))
        return (value_number(a, 0) > value_number(b, 0)) - (value_number(a, 0) < value_number(b, 0));
    return slice_compare(value_slice(a), value_slice(b));
}

static const struct value *call_eq(struct call *call)
{
    for (size_t i = 1; i < call->count; i++) {
        if (value_equal(call->words[0], call->words[i]))
            return value_boolean(true);
    }
    return value_boolean(false);
}

static const struct value *call_ne(struct call *call)
{
    return value_boolean(call->count == 2 && !value_equal(call->words[0], call->words[1]));
}

static const struct value *call_lt(struct call *call)
{
    return value_boolean(call->count == 2 && compare(call->words[0], call->words[1]) < 0);
}

static const struct value *call_le(struct call *call)
{
    return value_boolean(call->count == 2 && compare(call->words[0], call->words[1]) <= 0);
}

static const struct value *call_gt(struct call *call)
{
    return value_boolean(call->count == 2 && compare(call->words[0], call->words[1]) > 0);
}

static const struct value *call_ge(struct call *call)
{
    return value_boolean(call->count == 2 && compare(call->words[0], call->words[1]) >= 0);
}

static const struct value *call_and(struct call *call)
{
    for (size_t i = 0; i + 1 < call->count; i++) {
        if (!is_true(call->words[i]))
            return call->words[i];
    }
    return call->count ? call->words[call->count - 1] : NULL;
}

static const struct value *call_or(struct call *call)
{
    for (size_t i = 0; i + 1 < call->count; i++) {
        if (is_true(call->words[i]))
            return call->words[i];
    }
    return call->count ? call->words[call->count - 1] : NULL;
}

static const struct value *call_not(struct call *call)
{
    return value_boolean(!is_true(call->count ? call->words[0] : NULL));
}

static const struct value *text_of(struct arena *arena, struct buffer *text)
{
    const struct value *value = value_string(arena, buffer_slice(text));
    buffer_release(text);
    return value;
}

/* Go's Print puts a blank between two words of which neither is a text; Println between all. */
static const struct value *call_print(struct call *call)
{
    struct buffer text = {0};
    for (size_t i = 0; i < call->count; i++) {
        bool texts =
            i && (value_is(call->words[i], VALUE_STRING) || value_is(call->words[i - 1], VALUE_STRING));
        buffer_add_text(&text, i && !texts ? " " : "");
        add_value(&text, call->words[i], 1);
    }
    return text_of(call->run->arena, &text);
}

static const struct value *call_println(struct call *call)
{
    struct buffer text = {0};
    for (size_t i = 0; i < call->count; i++) {
        buffer_add_text(&text, i ? " " : "");
        add_value(&text, call->words[i], 1);
    }
    buffer_add_byte(&text, '\n');
    return text_of(call->run->arena, &text);
}

static const struct value *call_printf(struct call *call)
{
    struct slice format = value_slice(call->count ? call->words[0] : NULL);
    struct buffer text = {0};
    size_t next = 1;
    for (size_t i = 0; i < format.length; i++) {
        if (format.data[i] != '%' || i + 1 == format.length) {
            buffer_add_byte(&text, format.data[i]);
            continue;
        }
        char verb = format.data[++i];
        const struct value *word = next < call->count ? call->words[next] : NULL;
        if (verb == '%') {
            buffer_add_byte(&text, '%');
            continue;
        }
        if (next++ >= call->count)
            buffer_format(&text, "%%!%c(MISSING)", verb);
        else if (verb == 'q')
            json_write(&text, word);
        else if (verb == 's' || verb == 'v' || (verb == 'd' && value_is(word, VALUE_INTEGER)) || verb == 't')
            add_value(&text, word, 1);
        else
            fail(call->run, arena_format(call->run->arena, "not simulated: printf %%%c", verb));
    }
    return text_of(call->run->arena, &text);
}

static const struct value *call_base64decode(struct call *call)
{
    struct slice text = value_slice(call->count ? call->words[0] : NULL);
    struct buffer out = {0};
    size_t end = base64_read(&out, text, BASE64_PLAIN);
    if (end < text.length && text.data[end] != '=')
        fail(call->run, arena_format(call->run->arena,
                                     "error calling base64decode: base64 decode failed: illegal base64 data at "
                                     "input byte %zu",
                                     end));
    return text_of(call->run->arena, &out);
}

static const struct value *call_exists(struct call *call)
{
    const struct value *value = call->count ? call->words[0] : NULL;
    for (size_t i = 1; i < call->count && value; i++)
        value = value_is(value, VALUE_ARRAY) ? value_at(value, (size_t)value_number(call->words[i], 0))
                                             : value_get_slice(value, value_slice(call->words[i]));
    return value_boolean(value != NULL);
}

static const struct function {
    const char *name;
    const struct value *(*call)(struct call *call);
} functions[] = {
    {"and", call_and},       {"base64decode", call_base64decode},
    {"eq", call_eq},         {"exists", call_exists},
    {"ge", call_ge},         {"gt", call_gt},
    {"index", call_index},   {"le", call_le},
    {"len", call_len},       {"lt", call_lt},
    {"ne", call_ne},         {"not", call_not},
    {"or", call_or},         {"print", call_print},
    {"printf", call_printf}, {"println", call_println},
};

static const struct function *find_function(struct slice name)
{
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
        if (slice_is(name, functions[i].name))
            return &functions[i];
    }
    return NULL;
}

bool go_template_is_function(struct slice name)
{
    return find_function(name) != NULL;
}

/* --- running --- */

static const struct value *run_pipe(struct run *run, const struct pipe *pipe, const struct value *dot);

static const struct value *walk_fields(struct run *run, const struct operand *operand,
                                       const struct value *value)
{
    for (size_t i = 0; i < operand->field_count; i++) {
        struct slice name = operand->fields[i];
        if (value && !value_is(value, VALUE_OBJECT) && !value_is(value, VALUE_NULL)) {
            fail(run, arena_format(run->arena, "can't evaluate field %.*s in type interface {}",
                                   (int)name.length, name.data));
            return NULL;
        }
        value = value_get_slice(value, name);
    }
    return value;
}

static const struct value *operand_value(struct run *run, const struct operand *operand,
                                         const struct value *dot)
{
    const struct value *value = dot;
    struct call call = {.run = run};
    run->at = operand->at;
    run->source = operand->source;
    if (operand->kind == OPERAND_CONSTANT)
        value = operand->constant;
    if (operand->kind == OPERAND_PIPE)
        value = run_pipe(run, operand->pipe, dot);
    run->at = operand->at;
    run->source = operand->source;
    if (operand->kind == OPERAND_FUNCTION)
        value = find_function(operand->name)->call(&call);
    if (operand->kind == OPERAND_VARIABLE) {
        const struct variable *variable = run->variables;
        while (variable && !slice_equal(variable->name, operand->name))
            variable = variable->next;
        if (!variable)
            fail(run, arena_format(run->arena, "undefined variable \"$%.*s\"", (int)operand->name.length,
                                   operand->name.data));
        value = variable ? variable->value : NULL;
    }
    return walk_fields(run, operand, value);
}

static const struct value *run_command(struct run *run, const struct command *command, const struct value *dot,
                                       const struct value *piped, bool has_piped)
{
    const struct operand *first = command->words;
    if (first->kind != OPERAND_FUNCTION || first->field_count) {
        if (first->next || has_piped)
            fail(run, "can't give argument to non-function");
        return operand_value(run, first, dot);
    }
    const struct value *words[17];
    struct call call = {.run = run, .words = words};
    for (const struct operand *word = first->next; word && call.count < 16; word = word->next)
        words[call.count++] = operand_value(run, word, dot);
    if (has_piped)
        words[call.count++] = piped;
    run->at = first->at;
    run->source = command->source;
    return find_function(first->name)->call(&call);
}

static void set_variable(struct run *run, struct slice name, const struct value *value)
{
    struct variable *variable = arena_allocate(run->arena, sizeof *variable);
    *variable = (struct variable){name, value, run->variables};
    run->variables = variable;
}

static const struct value *run_pipe(struct run *run, const struct pipe *pipe, const struct value *dot)
{
    const struct value *value = NULL;
    for (const struct command *command = pipe->commands; command && !run->problem; command = command->next)
        value = run_command(run, command, dot, value, command != pipe->commands);
    if (pipe->assigns) {
        struct variable *variable = run->variables;
        while (variable && !slice_equal(variable->name, pipe->variables[0]))
            variable = variable->next;
        if (variable)
            variable->value = value;
    }
    return value;
}

static void run_list(struct run *run, const struct node *node, const struct value *dot);

static void run_range(struct run *run, const struct node *node, const struct value *dot)
{
    const struct value *list = run_pipe(run, node->pipe, dot);
    bool object = value_is(list, VALUE_OBJECT);
    struct variable *before = run->variables;
    if (!is_true(list) && !run->problem)
        run_list(run, node->otherwise, dot);
    for (size_t i = 0; i < value_count(list) && !run->problem; i++) {
        const struct value *element = object ? value_member_at(list, i) : value_at(list, i);
        const struct value *key =
            object ? value_text(run->arena, value_key_at(list, i)) : value_integer(run->arena, (int64_t)i);
        if (node->pipe->variable_count == 2)
            set_variable(run, node->pipe->variables[0], key);
        if (node->pipe->variable_count)
            set_variable(run, node->pipe->variables[node->pipe->variable_count - 1], element);
        run_list(run, node->body, element);
        run->variables = before;
    }
}

static void run_node(struct run *run, const struct node *node, const struct value *dot)
{
    struct variable *before = run->variables;
    if (++run->steps > MOST_STEPS)
        fail(run, "not simulated: a template that takes this many steps");
    if (node->kind == NODE_TEXT) {
        buffer_add(run->out, node->text);
        return;
    }
    if (node->kind == NODE_RANGE) {
        run_range(run, node, dot);
        return;
    }
    const struct value *value = run_pipe(run, node->pipe, dot);
    if (node->pipe->variable_count && !node->pipe->assigns)
        set_variable(run, node->pipe->variables[0], value);
    if (run->problem)
        return;
    if (node->kind == NODE_PIPE) {
        if (!node->pipe->variable_count)
            add_value(run->out, value, 0);
        return;
    }
    if (is_true(value))
        run_list(run, node->body, node->kind == NODE_WITH ? value : dot);
    else
        run_list(run, node->otherwise, dot);
    run->variables = before;
}

static void run_list(struct run *run, const struct node *node, const struct value *dot)
{
    if (++run->depth > TEMPLATE_DEEPEST)
        fail(run, "exceeded maximum template depth");
    for (; node && !run->problem; node = node->next)
        run_node(run, node, dot);
    run->depth--;
}

bool go_template_print(struct arena *arena, struct slice text, const struct value *data, struct buffer *out,
                       const char **problem, bool *executing)
{
    struct run run = {.arena = arena, .text = text, .out = out};
    const struct node *list = go_template_parse(arena, text, problem);
    *executing = list != NULL;
    if (!list)
        return false;
    set_variable(&run, SLICE(""), data);
    run_list(&run, list, data);
    *problem = run.problem;
    return !run.problem;
}
