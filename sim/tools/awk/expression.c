#include <math.h>
#include <string.h>

#include "base/check.h"
#include "tools/awk/awk.h"

enum { MOST_DEPTH = 2000 };

void awk_push(struct awk *awk, struct cell cell)
{
    if (awk->top == awk->capacity) {
        awk->capacity = awk->capacity ? awk->capacity * 2 : 64;
        awk->stack = memory_resize(awk->stack, awk->capacity * sizeof *awk->stack);
    }
    awk->stack[awk->top++] = cell;
}

struct cell awk_pop(struct awk *awk)
{
    return awk->stack[--awk->top];
}

void awk_drop(struct awk *awk)
{
    awk_cell_release(awk, &awk->stack[--awk->top]);
}

double awk_pop_number(struct awk *awk)
{
    double number = awk_cell_to_number(awk_peek(awk, 0));
    awk_drop(awk);
    return number;
}

struct awk_text *awk_pop_text(struct awk *awk)
{
    struct awk_text *text = awk_cell_to_text(awk, awk_peek(awk, 0), false);
    awk_drop(awk);
    return text;
}

struct cell *awk_peek(struct awk *awk, size_t below)
{
    return &awk->stack[awk->top - 1 - below];
}

static void push_number(struct awk *awk, double number)
{
    awk_push(awk, awk_cell_number(number));
}

bool awk_truth(struct awk *awk, const struct awk_node *condition)
{
    awk_evaluate(awk, condition);
    bool truth = awk_cell_is_true(awk_peek(awk, 0));
    awk_drop(awk);
    return truth && awk->flow == AWK_NORMAL;
}

/* --- variables --- */

struct slot *awk_slot(struct awk *awk, const struct awk_node *node)
{
    return node->kind == AWK_LOCAL ? &awk->frame->slots[node->slot] : &awk->globals[node->slot];
}

static const char *name_of(struct awk *awk, const struct awk_node *node)
{
    return node->kind == AWK_VARIABLE ? awk->tree->globals[node->slot] : "parameter";
}

struct array *awk_array(struct awk *awk, const struct awk_node *node)
{
    if (node->kind != AWK_VARIABLE && node->kind != AWK_LOCAL)
        awk_fail(awk, "an array is wanted");
    struct slot *slot = awk_slot(awk, node);
    if (slot->kind == SLOT_SCALAR)
        awk_fail(awk, "illegal reference to variable %s", name_of(awk, node));
    if (slot->kind == SLOT_ARRAY)
        return slot->array;
    struct array *array = awk_array_new(awk);
    for (; slot; slot = slot->origin) {
        slot->kind = SLOT_ARRAY;
        slot->array = array;
        slot->borrowed = slot->origin != NULL;
    }
    return array;
}

struct awk_text *awk_subscript(struct awk *awk, const struct awk_node *list)
{
    awk_evaluate(awk, list);
    struct awk_text *key = awk_pop_text(awk);
    for (list = list->next; list; list = list->next) {
        struct buffer joined = {0};
        awk_evaluate(awk, list);
        struct awk_text *more = awk_pop_text(awk), *between = awk_special_text(awk, SPECIAL_SUBSEP);
        buffer_add(&joined, awk_text_slice(key));
        buffer_add(&joined, awk_text_slice(between));
        buffer_add(&joined, awk_text_slice(more));
        awk_text_unref(awk, key);
        awk_text_unref(awk, more);
        awk_text_unref(awk, between);
        key = awk_text_new(awk, buffer_slice(&joined));
        buffer_release(&joined);
    }
    return key;
}

/* Something that can be assigned to, its subscript evaluated once and kept on the stack. */
struct place {
    const struct awk_node *node;
    struct array *array;
    size_t key; /* where its text stands on the stack */
    int field;
};

static struct place open_place(struct awk *awk, const struct awk_node *node)
{
    struct place place = {.node = node};
    if (node->kind == AWK_ELEMENT) {
        awk_push(awk, awk_cell_text(awk_subscript(awk, node->list)));
        place.key = awk->top - 1;
        place.array = awk_array(awk, node->left);
    } else if (node->kind == AWK_FIELD) {
        awk_evaluate(awk, node->left);
        double number = awk_pop_number(awk);
        if (number < 0)
            awk_fail(awk, "negative field index $%lld", (long long)number);
        place.field = number > 1e9 ? 1000000000 : (int)number;
    }
    return place;
}

static void close_place(struct awk *awk, const struct place *place)
{
    if (place->node->kind == AWK_ELEMENT)
        awk_drop(awk);
}

static struct cell read_variable(struct awk *awk, const struct awk_node *node)
{
    if (node->kind == AWK_VARIABLE && node->slot == SPECIAL_NF)
        awk_field_count(awk);
    struct slot *slot = awk_slot(awk, node);
    if (slot->kind == SLOT_ARRAY)
        awk_fail(awk, "illegal reference to array %s", name_of(awk, node));
    return awk_cell_ref(&slot->cell);
}

static struct cell read_place(struct awk *awk, const struct place *place)
{
    if (place->node->kind == AWK_ELEMENT)
        return awk_cell_ref(awk_array_at(awk, place->array, awk->stack[place->key].text));
    if (place->node->kind == AWK_FIELD)
        return awk_field(awk, place->field);
    return read_variable(awk, place->node);
}

static void write_variable(struct awk *awk, const struct awk_node *node, struct cell cell)
{
    struct slot *slot = awk_slot(awk, node);
    if (slot->kind == SLOT_ARRAY)
        awk_fail(awk, "illegal reference to array %s", name_of(awk, node));
    if (node->kind == AWK_VARIABLE && (node->slot == SPECIAL_FS || node->slot == SPECIAL_RS))
        awk_field_count(awk); /* they hold from the next record on */
    if (node->kind == AWK_VARIABLE && node->slot == SPECIAL_NF) {
        awk_set_field_count(awk, awk_cell_to_number(&cell));
        awk_cell_release(awk, &cell);
        return;
    }
    slot->kind = SLOT_SCALAR;
    awk_cell_release(awk, &slot->cell);
    slot->cell = cell;
}

static void write_place(struct awk *awk, const struct place *place, struct cell cell)
{
    if (awk->flow != AWK_NORMAL) {
        awk_cell_release(awk, &cell);
    } else if (place->node->kind == AWK_ELEMENT) {
        struct cell *old = awk_array_at(awk, place->array, awk->stack[place->key].text);
        awk_cell_release(awk, old);
        *old = cell;
    } else if (place->node->kind == AWK_FIELD) {
        awk_set_field(awk, place->field, cell);
    } else {
        write_variable(awk, place->node, cell);
    }
}

void awk_store(struct awk *awk, const struct awk_node *target, struct cell cell)
{
    struct place place = open_place(awk, target);
    write_place(awk, &place, cell);
    close_place(awk, &place);
}

/* --- operators --- */

double awk_arithmetic(int operator, double a, double b)
{
    switch (operator) {
    case '+':
        return a + b;
    case '-':
        return a - b;
    case '*':
        return a * b;
    case '/':
        return a / b;
    case '%':
        return fmod(a, b);
    default:
        return pow(a, b);
    }
}

static double calculate(struct awk *awk, int operator, double a, double b)
{
    if (b == 0 && (operator== '/' || operator== '%'))
        awk_fail(awk, operator== '/' ? "division by zero" : "division by zero in %%");
    return awk_arithmetic(operator, a, b);
}

static void evaluate_arithmetic(struct awk *awk, const struct awk_node *node)
{
    awk_evaluate(awk, node->left);
    awk_evaluate(awk, node->right);
    double b = awk_pop_number(awk), a = awk_pop_number(awk);
    push_number(awk, calculate(awk, node->operator, a, b));
}

/* The value stays on the stack, a copy goes to the place. */
static void assign_top(struct awk *awk, const struct place *place)
{
    struct cell value = awk_pop(awk), copy = awk_cell_ref(&value);
    write_place(awk, place, copy);
    close_place(awk, place);
    awk_push(awk, value);
}

static void evaluate_assign(struct awk *awk, const struct awk_node *node)
{
    struct place place = open_place(awk, node->left);
    awk_evaluate(awk, node->right);
    if (node->operator) {
        double right = awk_pop_number(awk);
        struct cell old = read_place(awk, &place);
        double left = awk_cell_to_number(&old);
        awk_cell_release(awk, &old);
        push_number(awk, calculate(awk, node->operator, left, right));
    }
    assign_top(awk, &place);
}

static void evaluate_step(struct awk *awk, const struct awk_node *node)
{
    struct place place = open_place(awk, node->left);
    struct cell old = read_place(awk, &place);
    double number = awk_cell_to_number(&old);
    awk_cell_release(awk, &old);
    write_place(awk, &place, awk_cell_number(number + node->operator));
    close_place(awk, &place);
    push_number(awk, node->after ? number : number + node->operator);
}

static void evaluate_compare(struct awk *awk, const struct awk_node *node)
{
    awk_evaluate(awk, node->left);
    awk_evaluate(awk, node->right);
    struct cell *left = awk_peek(awk, 1), *right = awk_peek(awk, 0);
    int order = awk_cell_compare(awk, left, right);
    awk_drop(awk);
    awk_drop(awk);
    bool holds = node->operator== '<'              ? order < 0
                 : node->operator== '>'            ? order > 0
                 : node->operator== TOKEN_AT_MOST  ? order <= 0
                 : node->operator== TOKEN_AT_LEAST ? order >= 0
                 : node->operator== TOKEN_EQUAL    ? order == 0
                                                   : order != 0;
    push_number(awk, holds);
}

static void evaluate_match(struct awk *awk, const struct awk_node *node)
{
    size_t start, end;
    awk_evaluate(awk, node->left);
    const struct pattern *pattern = awk_pattern(awk, node->right);
    struct awk_text *text = awk_pop_text(awk);
    bool found = awk_match(pattern, awk_text_slice(text), 0, &start, &end);
    awk_text_unref(awk, text);
    push_number(awk, found == (node->operator== '~'));
}

static void evaluate_regexp(struct awk *awk, const struct awk_node *node)
{
    size_t start, end;
    push_number(awk, awk_match(node->pattern, awk_text_slice(awk_record(awk)), 0, &start, &end));
}

static void evaluate_join(struct awk *awk, const struct awk_node *node)
{
    awk_evaluate(awk, node->left);
    awk_evaluate(awk, node->right);
    struct awk_text *right = awk_pop_text(awk), *left = awk_pop_text(awk);
    struct awk_text *whole = awk_text_room(awk, left->length + right->length);
    memcpy(whole->bytes, left->bytes, left->length);
    memcpy(whole->bytes + left->length, right->bytes, right->length);
    awk_text_unref(awk, left);
    awk_text_unref(awk, right);
    awk_push(awk, awk_cell_text(whole));
}

static void evaluate_member(struct awk *awk, const struct awk_node *node)
{
    struct awk_text *key = awk_subscript(awk, node->list);
    bool there = awk_array_find(awk_array(awk, node->left), awk_text_slice(key)) != NULL;
    awk_text_unref(awk, key);
    push_number(awk, there);
}

static void evaluate_place(struct awk *awk, const struct awk_node *node)
{
    struct place place = open_place(awk, node);
    struct cell value = read_place(awk, &place);
    close_place(awk, &place);
    awk_push(awk, value);
}

static void evaluate_logic(struct awk *awk, const struct awk_node *node)
{
    bool left = awk_truth(awk, node->left);
    if (left == (node->kind == AWK_AND))
        left = awk_truth(awk, node->right);
    push_number(awk, left);
}

static void evaluate_unary(struct awk *awk, const struct awk_node *node)
{
    if (node->kind == AWK_NOT) {
        push_number(awk, !awk_truth(awk, node->left));
        return;
    }
    awk_evaluate(awk, node->left);
    double number = awk_pop_number(awk);
    push_number(awk, node->kind == AWK_NEGATE ? -number : number);
}

/* --- functions of the program --- */

/* A bare name that is no scalar is passed as it is: it may be an array, or become one. */
static struct slot *passed_whole(struct awk *awk, const struct awk_node *argument)
{
    if (argument->kind != AWK_VARIABLE && argument->kind != AWK_LOCAL)
        return NULL;
    struct slot *slot = awk_slot(awk, argument);
    return slot->kind == SLOT_SCALAR ? NULL : slot;
}

static struct frame *new_frame(struct awk *awk, const struct function *function, const struct awk_node *list,
                               int count)
{
    struct frame *frame = memory_allocate(sizeof *frame + (size_t)function->parameters * sizeof *frame->slots);
    frame->function = function;
    frame->count = function->parameters;
    struct cell *cells = &awk->stack[awk->top - (size_t)count];
    for (int i = 0; list; list = list->next, i++) {
        struct slot *whole = passed_whole(awk, list), *slot = &frame->slots[i];
        if (whole && whole->kind == SLOT_ARRAY) {
            *slot = (struct slot){.kind = SLOT_ARRAY, .array = whole->array, .borrowed = true};
        } else if (whole) {
            slot->origin = whole;
        } else {
            slot->kind = SLOT_SCALAR;
            slot->cell = awk_cell_ref(&cells[i]);
        }
    }
    frame->outer = awk->frame;
    return frame;
}

static void leave_frame(struct awk *awk)
{
    struct frame *frame = awk->frame;
    for (int i = 0; i < frame->count; i++) {
        struct slot *slot = &frame->slots[i];
        awk_cell_release(awk, &slot->cell);
        if (slot->kind == SLOT_ARRAY && !slot->borrowed)
            awk_array_free(awk, slot->array);
    }
    awk->frame = frame->outer;
    memory_free(frame);
}

static void evaluate_call(struct awk *awk, const struct awk_node *node)
{
    const struct function *function = &awk->tree->functions[node->slot];
    int count = node->operator;
    if (count > function->parameters)
        awk_syntax_error(awk->process, NULL, node->line, "too many arguments in call to %s", function->name);
    for (const struct awk_node *argument = node->list; argument; argument = argument->next) {
        if (passed_whole(awk, argument))
            awk_push(awk, (struct cell){0});
        else
            awk_evaluate(awk, argument);
    }
    if (awk->flow == AWK_NORMAL) {
        awk->frame = new_frame(awk, function, node->list, count);
        awk_run(awk, function->body);
        leave_frame(awk);
    }
    while (count-- > 0)
        awk_drop(awk);
    struct cell result = awk->result;
    awk->result = (struct cell){0};
    if (awk->flow == AWK_RETURNS)
        awk->flow = AWK_NORMAL;
    awk_push(awk, result);
}

static void evaluate_kind(struct awk *awk, const struct awk_node *node)
{
    switch (node->kind) {
    case AWK_CONSTANT:
        awk_push(awk, awk_cell_ref(&node->constant));
        break;
    case AWK_VARIABLE:
    case AWK_LOCAL:
        awk_push(awk, read_variable(awk, node));
        break;
    case AWK_ELEMENT:
    case AWK_FIELD:
        evaluate_place(awk, node);
        break;
    case AWK_ASSIGN:
        evaluate_assign(awk, node);
        break;
    case AWK_CONDITION:
        awk_evaluate(awk, awk_truth(awk, node->condition) ? node->left : node->right);
        break;
    case AWK_AND:
    case AWK_OR:
        evaluate_logic(awk, node);
        break;
    case AWK_NOT:
    case AWK_NEGATE:
    case AWK_PLUS:
        evaluate_unary(awk, node);
        break;
    case AWK_ARITHMETIC:
        evaluate_arithmetic(awk, node);
        break;
    case AWK_COMPARE:
        evaluate_compare(awk, node);
        break;
    case AWK_MATCH:
        evaluate_match(awk, node);
        break;
    case AWK_REGEXP:
        evaluate_regexp(awk, node);
        break;
    case AWK_JOIN:
        evaluate_join(awk, node);
        break;
    case AWK_MEMBER:
        evaluate_member(awk, node);
        break;
    case AWK_STEP:
        evaluate_step(awk, node);
        break;
    case AWK_BUILTIN:
        awk_call_builtin(awk, node);
        break;
    case AWK_CALL:
        evaluate_call(awk, node);
        break;
    case AWK_GETLINE:
        awk_getline(awk, node);
        break;
    default:
        check(!"a statement is no expression");
    }
}

void awk_evaluate(struct awk *awk, const struct awk_node *node)
{
    awk_step(awk);
    if (awk->flow != AWK_NORMAL) {
        awk_push(awk, (struct cell){0});
        return;
    }
    if (++awk->depth > MOST_DEPTH)
        awk_fail(awk, "function calls nested too deeply");
    evaluate_kind(awk, node);
    awk->depth--;
}
