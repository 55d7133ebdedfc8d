/* Statements. A loop body that ends early says so in awk->flow. */
#include "tools/awk/awk.h"

static void print(struct awk *awk, const struct awk_node *node)
{
    struct buffer *line = &awk->line;
    struct awk_text *between, *end;
    size_t count = 0;
    for (const struct awk_node *part = node->list; part; part = part->next, count++)
        awk_evaluate(awk, part);
    buffer_clear(line);
    if (!count)
        buffer_add(line, awk_text_slice(awk_record(awk)));
    between = awk_special_text(awk, SPECIAL_OFS);
    for (size_t i = count; i-- > 0;) {
        struct awk_text *text = awk_cell_to_text(awk, awk_peek(awk, i), true);
        buffer_add(line, awk_text_slice(text));
        awk_text_unref(awk, text);
        if (i)
            buffer_add(line, awk_text_slice(between));
    }
    awk_text_unref(awk, between);
    end = awk_special_text(awk, SPECIAL_ORS);
    buffer_add(line, awk_text_slice(end));
    awk_text_unref(awk, end);
    while (count-- > 0)
        awk_drop(awk);
}

static void print_formatted(struct awk *awk, const struct awk_node *node)
{
    size_t count = 0;
    for (const struct awk_node *part = node->list; part; part = part->next, count++)
        awk_evaluate(awk, part);
    buffer_clear(&awk->line);
    awk_format(awk, &awk->line, count, "printf");
    while (count-- > 0)
        awk_drop(awk);
}

static void run_print(struct awk *awk, const struct awk_node *node)
{
    if (node->kind == AWK_PRINT)
        print(awk, node);
    else
        print_formatted(awk, node);
    if (awk->flow != AWK_NORMAL)
        return;
    /* What is written is kept as a text: the name of the file may be an expression that prints. */
    if (!node->operator) {
        awk_write(awk, node, buffer_slice(&awk->line));
        return;
    }
    struct awk_text *text = awk_text_new(awk, buffer_slice(&awk->line));
    awk_write(awk, node, awk_text_slice(text));
    awk_text_unref(awk, text);
}

/* After a loop's body: true when the loop goes on. */
static bool goes_on(struct awk *awk)
{
    if (awk->flow == AWK_CONTINUES)
        awk->flow = AWK_NORMAL;
    if (awk->flow == AWK_NORMAL)
        return true;
    if (awk->flow == AWK_BREAKS)
        awk->flow = AWK_NORMAL;
    return false;
}

static void run_while(struct awk *awk, const struct awk_node *node)
{
    while (awk_truth(awk, node->condition)) {
        awk_run(awk, node->body);
        if (!goes_on(awk))
            return;
    }
}

static void run_do(struct awk *awk, const struct awk_node *node)
{
    do {
        awk_run(awk, node->body);
        if (!goes_on(awk))
            return;
    } while (awk_truth(awk, node->condition));
}

static void run_for(struct awk *awk, const struct awk_node *node)
{
    if (node->left)
        awk_run(awk, node->left);
    while (awk->flow == AWK_NORMAL && (!node->condition || awk_truth(awk, node->condition))) {
        awk_run(awk, node->body);
        if (!goes_on(awk))
            return;
        if (node->right)
            awk_run(awk, node->right);
        awk_step(awk);
    }
}

/* Over the keys that are there now, which are kept on the stack. */
static void run_for_in(struct awk *awk, const struct awk_node *node)
{
    struct array *array = awk_array(awk, node->right);
    size_t first = awk->top;
    for (size_t i = 0; i < array->used; i++)
        if (array->entries[i].key)
            awk_push(awk, awk_cell_maybe(awk_text_ref(array->entries[i].key)));
    size_t end = awk->top;
    for (size_t i = first; i < end; i++) {
        awk_store(awk, node->left, awk_cell_ref(&awk->stack[i]));
        awk_run(awk, node->body);
        if (!goes_on(awk))
            break;
    }
    while (awk->top > first)
        awk_drop(awk);
}

static void run_delete(struct awk *awk, const struct awk_node *node)
{
    if (node->left->kind != AWK_ELEMENT) {
        awk_array_clear(awk, awk_array(awk, node->left));
        return;
    }
    struct awk_text *key = awk_subscript(awk, node->left->list);
    awk_array_remove(awk, awk_array(awk, node->left->left), awk_text_slice(key));
    awk_text_unref(awk, key);
}

/* `exit` and `return`, with or without a value. */
static void run_leave(struct awk *awk, const struct awk_node *node)
{
    if (node->left)
        awk_evaluate(awk, node->left);
    if (awk->flow != AWK_NORMAL) {
        awk_drop(awk);
        return;
    }
    if (node->kind == AWK_RETURN)
        awk->result = node->left ? awk_pop(awk) : (struct cell){0};
    else if (node->left)
        awk->status = (int)((int64_t)awk_pop_number(awk) & 0xff);
    awk->flow = node->kind == AWK_RETURN ? AWK_RETURNS : AWK_EXITS;
}

static void run_kind(struct awk *awk, const struct awk_node *node)
{
    switch (node->kind) {
    case AWK_BLOCK:
        for (const struct awk_node *one = node->list; one && awk->flow == AWK_NORMAL; one = one->next)
            awk_run(awk, one);
        break;
    case AWK_EXPRESSION:
        awk_evaluate(awk, node->left);
        awk_drop(awk);
        break;
    case AWK_PRINT:
    case AWK_PRINTF:
        run_print(awk, node);
        break;
    case AWK_IF:
        if (awk_truth(awk, node->condition))
            awk_run(awk, node->body);
        else if (node->otherwise && awk->flow == AWK_NORMAL)
            awk_run(awk, node->otherwise);
        break;
    case AWK_WHILE:
        run_while(awk, node);
        break;
    case AWK_DO:
        run_do(awk, node);
        break;
    case AWK_FOR:
        run_for(awk, node);
        break;
    case AWK_FOR_IN:
        run_for_in(awk, node);
        break;
    case AWK_NEXT:
        awk->flow = AWK_NEXTS;
        break;
    case AWK_NEXTFILE:
        awk->flow = AWK_SKIPS_FILE;
        break;
    case AWK_EXIT:
    case AWK_RETURN:
        run_leave(awk, node);
        break;
    case AWK_BREAK:
        awk->flow = AWK_BREAKS;
        break;
    case AWK_CONTINUE:
        awk->flow = AWK_CONTINUES;
        break;
    default:
        run_delete(awk, node);
    }
}

void awk_run(struct awk *awk, const struct awk_node *statement)
{
    awk_step(awk);
    awk->depth++;
    run_kind(awk, statement);
    awk->depth--;
}
