/* while, until, for, for (( )), select: POSIX XCU 2.9.4 and bash's additions. */
#include <string.h>

#include "shell/cells.h"
#include "shell/evaluate.h"
#include "shell/lexer.h"

/* After a loop's body: false when the loop is over. */
static bool loop_goes_on(struct shell *shell)
{
    if (shell->flow != FLOW_BREAK && shell->flow != FLOW_CONTINUE)
        return shell->flow == FLOW_ON;
    if (--shell->flow_levels > 0)
        return false;
    bool again = shell->flow == FLOW_CONTINUE;
    shell->flow = FLOW_ON;
    return again;
}

void evaluate_while(struct process *process, const struct node *node)
{
    struct shell *shell = process->shell;
    int status = 0;
    shell->loops++;
    struct arena_mark mark = arena_mark(process->arena);
    while (keep_running(process)) {
        evaluate_tolerantly(process, node->condition);
        if (shell->flow != FLOW_ON) {
            if (!loop_goes_on(shell))
                break;
            continue;
        }
        if ((shell->status == 0) == node->negated)
            break;
        evaluate(process, node->body);
        status = shell->status;
        arena_rewind(process->arena, mark);
        if (!loop_goes_on(shell))
            break;
    }
    shell->loops--;
    if (shell->flow == FLOW_ON)
        shell->status = status;
}

/* The words of for and select. */
static bool list_words(struct process *process, const struct node *node, struct fields *fields)
{
    struct shell *shell = process->shell;
    if (!word_is_name(slice_of(node->words[0]))) {
        complain(process, "`%s': not a valid identifier", node->words[0]);
        shell->status = 1;
        return false;
    }
    if (node->positional)
        for (size_t i = 1; i <= value_count(shell->arguments); i++)
            fields_add(process, fields, shell_argument(shell, i));
    for (int i = 1; i < node->count && shell->flow == FLOW_ON; i++)
        expand_word(process, node->words[i], fields);
    if (shell->flow == FLOW_ON)
        shell->status = 0;
    return shell->flow == FLOW_ON;
}

/* False when the loop ends there. */
static bool run_body(struct process *process, const struct node *node, const char *word)
{
    struct arena_mark mark = arena_mark(process->arena);
    struct shell *shell = process->shell;
    announce(process, node);
    bool reference = variable_own_flags(shell, node->words[0]) & VARIABLE_REFERENCE;
    if (reference)
        variable_set_reference(shell, node->words[0], word);
    if (shell->flow != FLOW_ON || (!reference && !assign(process, node->words[0], word, false))) {
        shell->flow = shell->flow == FLOW_ABORT ? FLOW_ON : shell->flow;
        shell->status = shell->flow == FLOW_ON ? 1 : shell->status;
        return false;
    }
    evaluate(process, node->body);
    arena_rewind(process->arena, mark);
    return loop_goes_on(shell);
}

void evaluate_for(struct process *process, const struct node *node)
{
    struct shell *shell = process->shell;
    struct fields fields = {0};
    if (!list_words(process, node, &fields))
        return;
    shell->loops++;
    for (int i = 0; i < fields.count && keep_running(process); i++) {
        trace(process, "%s", print_command(process->arena, node));
        if (!run_body(process, node, fields.words[i]))
            break;
    }
    shell->loops--;
}

/* --- select --- */

enum { TAB = 8, BEHIND_INDEX = 2 }; /* ") " */

/* Blanks and tabs from one column to another, as bash saves bytes. */
static void indent(struct buffer *line, int from, int to)
{
    while (from < to) {
        bool tab = to / TAB > from / TAB;
        buffer_add_byte(line, tab ? '\t' : ' ');
        from += tab ? TAB - from % TAB : 1;
    }
}

static int digits_of(int number)
{
    int digits = 1;
    for (; number > 9; number /= 10)
        digits++;
    return digits;
}

static void print_menu(struct process *process, const struct fields *fields)
{
    int cell = 0, total = 80, rows, columns;
    int64_t given;
    const char *width = variable_text(process->shell, "COLUMNS");
    if (width && slice_to_integer(slice_of(width), &given) && given > 0 && given < 10000)
        total = (int)given;
    for (int i = 0; i < fields->count; i++)
        cell = cells_count(slice_of(fields->words[i])) > cell ? cells_count(slice_of(fields->words[i])) : cell;
    cell += digits_of(fields->count) + BEHIND_INDEX + 2;
    columns = total / cell ? total / cell : 1;
    rows = (fields->count + columns - 1) / columns;
    columns = (fields->count + rows - 1) / rows;
    if (rows == 1)
        rows = columns;
    struct buffer line = {0};
    for (int row = 0; row < rows; row++) {
        for (int i = row, at = 0; i < fields->count; i += rows, at += cell) {
            int digits = digits_of(i == row ? rows : fields->count);
            buffer_format(&line, "%*d) %s", digits, i + 1, fields->words[i]);
            if (i + rows < fields->count)
                indent(&line, at + digits + BEHIND_INDEX + cells_count(slice_of(fields->words[i])), at + cell);
        }
        buffer_add_byte(&line, '\n');
    }
    const char *text = arena_copy(process->arena, buffer_slice(&line));
    buffer_release(&line);
    process_complain(process, "%s", text);
}

/* Asks until there is an answer: the word chosen, "" when it is none of them, NULL at the end of input. */
static const char *choose(struct process *process, const struct fields *fields, bool menu)
{
    struct slice line;
    const char *prompt = variable_text(process->shell, "PS3");
    for (;; menu = true) {
        if (menu)
            print_menu(process, fields);
        process_complain(process, "%s", prompt ? prompt : "#? ");
        if (!process_read_line(process, STREAM_IN, &line)) {
            process_print(process, "\n");
            return NULL;
        }
        line = slice_trim(line);
        int64_t number = 0;
        variable_set(process->shell, "REPLY", arena_copy(process->arena, line));
        if (line.length)
            return slice_to_integer(line, &number) && number > 0 && number <= fields->count
                       ? fields->words[number - 1]
                       : "";
    }
}

void evaluate_select(struct process *process, const struct node *node)
{
    struct shell *shell = process->shell;
    struct fields fields = {0};
    if (!list_words(process, node, &fields) || fields.count == 0)
        return;
    shell->loops++;
    bool menu = true;
    while (keep_running(process)) {
        const char *choice = choose(process, &fields, menu), *reply;
        if (!choice)
            shell->status = 1;
        if (!choice || !run_body(process, node, choice))
            break;
        reply = variable_text(shell, "REPLY");
        menu = reply && !*reply;
    }
    shell->loops--;
}

/* --- for (( )) --- */

void evaluate_for_number(struct process *process, const struct node *node)
{
    struct shell *shell = process->shell;
    int64_t number = 0;
    shell->status = 0;
    if (!evaluate_expression(process, node->words[0], &number))
        return;
    shell->loops++;
    struct arena_mark mark = arena_mark(process->arena);
    while (keep_running(process)) {
        number = 1;
        if (strspn(node->words[1], " \t\n") != slice_of(node->words[1]).length &&
            (!evaluate_expression(process, node->words[1], &number) || number == 0))
            break;
        evaluate(process, node->body);
        if (!loop_goes_on(shell) || !evaluate_expression(process, node->words[2], &number))
            break;
        arena_rewind(process->arena, mark);
    }
    shell->loops--;
}
