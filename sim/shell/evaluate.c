#include "shell/evaluate.h"

#include <string.h>

#include "base/check.h"
#include "base/limits.h"
#include "shell/arithmetic.h"
#include "shell/host.h"
#include "shell/jobs.h"
#include "shell/pattern.h"
#include "shell/signals.h"

enum { INTERRUPTED_STATUS = 130 };

const char *complaint_prefix(struct process *process)
{
    const struct shell *shell = process->shell;
    if (shell->plain)
        return "sh: ";
    if (shell->interactive)
        return arena_format(process->arena, "%s: ", shell->source);
    return arena_format(process->arena, "%s: line %d: ", shell->source, shell->line);
}

void complain(struct process *process, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    const char *message = arena_format_list(process->arena, format, arguments);
    va_end(arguments);
    process_complain(process, "%s%s\n", complaint_prefix(process), message);
}

void abort_command(struct process *process, int status)
{
    process->shell->status = status;
    process->shell->flow = process->shell->interactive ? FLOW_ABORT : FLOW_EXIT;
}

void discard_command(struct process *process, int status)
{
    process->shell->status = status;
    process->shell->flow = FLOW_ABORT;
}

void interrupt_line(struct process *process)
{
    if (shell_text(process->shell->traps, "INT"))
        run_trap(process, "INT");
    abort_command(process, INTERRUPTED_STATUS);
}

bool keep_running(struct process *process)
{
    struct shell *shell = process->shell;
    process->host->tick(process);
    for (int signal; (signal = process_next_signal(process));) {
        const char *name = signal_name(signal);
        if (shell_text(shell->traps, name))
            run_trap(process, name);
        else if (signal == SIGNAL_INT && shell->prompts)
            discard_command(process, INTERRUPTED_STATUS);
        else if (signal == SIGNAL_INT)
            abort_command(process, INTERRUPTED_STATUS);
    }
    return shell->flow == FLOW_ON;
}

void traps_handle(struct process *process)
{
    const struct shell *shell = process->shell;
    struct handling handling = {0};
    if (shell->prompts) {
        handling.caught = signal_bit(SIGNAL_INT);
        handling.shielded = signal_bit(SIGNAL_TERM) | signal_bit(SIGNAL_QUIT);
        handling.ignored = signal_bit(SIGNAL_TSTP);
    }
    if (jobs_controlled(shell)) {
        handling.caught = signal_bit(SIGNAL_INT);
        handling.shielded = signal_bit(SIGNAL_TERM) | signal_bit(SIGNAL_QUIT) | signal_bit(SIGNAL_TSTP) |
                            signal_bit(SIGNAL_TTIN);
    }
    struct map_walk walk = map_walk(shell->traps, SLICE(""));
    struct map_entry entry;
    while (map_walk_next(&walk, &entry)) {
        int signal = signal_number(arena_copy(process->arena, entry.key));
        if (signal < 1 || signal == SIGNAL_KILL || signal == SIGNAL_STOP)
            continue;
        bool ignored = !*value_string_of(entry.item);
        handling.ignored |= ignored ? signal_bit(signal) : 0;
        handling.caught = ignored ? handling.caught & ~signal_bit(signal) : handling.caught | signal_bit(signal);
        handling.shielded &= ~signal_bit(signal);
    }
    process_handle(process, handling);
}

static void forget_value(void *value)
{
    value_unref(value);
}

void run_trap(struct process *process, const char *name)
{
    struct shell *shell = process->shell;
    const char *text = shell_text(shell->traps, name);
    if (!text || !*text || shell->in_trap)
        return;
    int status = shell->status;
    enum flow flow = shell->flow;
    text = arena_text(process->arena, text);
    bool ending = text_equal(name, "EXIT");
    if (ending)
        shell_put_text(&shell->traps, name, NULL);
    int line = shell->line, tolerant = shell->tolerant;
    const struct node *running = shell->running;
    const struct value *statuses = shell->pipe_statuses ? value_ref(shell->pipe_statuses) : NULL;
    process_own(process, forget_value, (void *)(uintptr_t)statuses);
    shell->in_trap = true;
    shell->flow = FLOW_ON;
    shell->trace_depth++;
    evaluate_text(process, text, ending ? 1 : shell->line, NULL);
    shell->trace_depth--;
    shell->in_trap = false;
    shell->line = line;
    shell->tolerant = tolerant;
    shell->running = running;
    value_unref(shell->pipe_statuses);
    process_disown(process, (void *)(uintptr_t)statuses);
    shell->pipe_statuses = statuses;
    if (shell->flow == FLOW_ON) {
        shell->flow = flow;
        shell->status = status;
    }
}

void announce(struct process *process, const struct node *node)
{
    struct shell *shell = process->shell;
    if (shell->in_trap)
        return;
    shell->running = node;
    run_trap(process, "DEBUG");
}

/* What set -e and the ERR trap say about a command that failed. */
static void consider_failure(struct process *process)
{
    struct shell *shell = process->shell;
    if (shell->status == 0 || shell->tolerant || shell->flow != FLOW_ON)
        return;
    run_trap(process, "ERR");
    if ((shell->options & OPTION_ERREXIT) && shell->flow == FLOW_ON)
        shell->flow = FLOW_EXIT;
}

void evaluate_tolerantly(struct process *process, const struct node *node)
{
    process->shell->tolerant++;
    evaluate(process, node);
    process->shell->tolerant--;
}

static void evaluate_list(struct process *process, const struct node *node)
{
    for (const struct node *item = node->children; item && process->shell->flow == FLOW_ON; item = item->next)
        if (item->background)
            spawn_background(process, item);
        else {
            evaluate(process, item);
            if (item->next && process->shell->depth == 1 && process->shell->interactive &&
                !process->shell->forked)
                process_settle(process);
        }
}

static void evaluate_and_or(struct process *process, const struct node *node)
{
    struct shell *shell = process->shell;
    for (const struct node *item = node->children; item && shell->flow == FLOW_ON; item = item->next) {
        if (item->operator&& text_equal(item->operator, "&&") != (shell->status == 0))
            continue;
        if (item->next)
            evaluate_tolerantly(process, item);
        else
            evaluate(process, item);
    }
}

/* The seconds of %[p][l]R and its like; the bytes of the directive behind its '%'. */
static size_t add_time(struct buffer *line, const char *directive, long long milliseconds)
{
    size_t at = 0;
    int places = 3;
    if (ascii_is_digit(directive[at]))
        places = directive[at++] - '0';
    bool minutes = directive[at] == 'l';
    at += minutes;
    if (!directive[at] || !strchr("RUS", directive[at]))
        return 0;
    long long time = directive[at] == 'R' ? milliseconds : 0, fraction = time % 1000;
    places = places > 3 ? 3 : places;
    for (int i = places; i < 3; i++)
        fraction /= 10;
    if (minutes)
        buffer_format(line, "%lldm", time / 60000);
    buffer_format(line, "%lld", minutes ? time / 1000 % 60 : time / 1000);
    if (places)
        buffer_format(line, ".%0*lld", places, fraction);
    buffer_add_text(line, minutes ? "s" : "");
    return at + 1;
}

/* Only real time passes here. */
static void report_times(struct process *process, struct instant began, bool plain)
{
    long long milliseconds = (long long)(instant_since(process_now(process), began).nanoseconds / 1000000);
    const char *format = variable_text(process->shell, "TIMEFORMAT");
    if (plain)
        format = "real %2R\nuser %2U\nsys %2S";
    else if (!format)
        format = "\nreal\t%3lR\nuser\t%3lU\nsys\t%3lS";
    if (!*format)
        return;
    struct buffer line = {0};
    while (*format) {
        size_t used = *format == '%' ? add_time(&line, format + 1, milliseconds) : 0;
        if (used) {
            format += used + 1;
        } else if (format[0] == '%' && (format[1] == '%' || format[1] == 'P')) {
            buffer_add_text(&line, format[1] == 'P' ? "0.00" : "%");
            format += 2;
        } else {
            buffer_add_byte(&line, *format++);
        }
    }
    const char *text = arena_copy(process->arena, buffer_slice(&line));
    buffer_release(&line);
    process_complain(process, "%s\n", text);
}

/* For PIPESTATUS: a command of its own is a pipeline of one. */
static void keep_status(struct process *process)
{
    struct shell *shell = process->shell;
    const struct value *before = shell->pipe_statuses;
    if (shell->in_trap)
        return;
    int64_t status;
    if (value_count(before) == 1 && slice_to_integer(value_slice(value_at(before, 0)), &status) &&
        status == shell->status)
        return;
    keep_pipe_statuses(process, &shell->status, 1);
}

static void evaluate_pipeline(struct process *process, const struct node *node)
{
    struct shell *shell = process->shell;
    struct instant began = process_now(process);
    shell->tolerant += node->negated;
    if (node->count == 1)
        evaluate(process, node->children);
    else if (node->count)
        shell->status = spawn_pipeline(process, node);
    shell->tolerant -= node->negated;
    if (node->negated && shell->flow == FLOW_ON) {
        shell->status = shell->status == 0;
        bool test = node->count == 1 &&
                    (node->children->kind == NODE_CONDITION || node->children->kind == NODE_ARITHMETIC);
        if (test) /* to these bash's "!" belongs */
            keep_status(process);
    }
    if (node->timed)
        report_times(process, began, node->timed_posix);
}

static void evaluate_body(struct process *process, const struct node *node)
{
    evaluate(process, node->body);
}

static void evaluate_subshell(struct process *process, const struct node *node)
{
    process->shell->status = spawn_subshell(process, node->body);
}

static void evaluate_if(struct process *process, const struct node *node)
{
    struct shell *shell = process->shell;
    for (; node; node = node->otherwise) {
        if (node->kind != NODE_IF || !node->condition) {
            evaluate(process, node);
            return;
        }
        evaluate_tolerantly(process, node->condition);
        if (shell->flow != FLOW_ON)
            return;
        if (shell->status == 0) {
            evaluate(process, node->body);
            return;
        }
    }
    shell->status = 0;
}

/* "((1+2))" is traced as "(( 1+2 ))". */
static const char *spaced(struct process *process, const char *text)
{
    bool before = *text == ' ', behind = text_ends(text, " ");
    return arena_format(process->arena, "%s%s%s", before ? "" : " ", text, behind ? "" : " ");
}

bool evaluate_expression(struct process *process, const char *text, int64_t *number)
{
    const char *expanded = expand_expression(process, text);
    process->shell->speaker = "((";
    trace(process, "((%s))", spaced(process, expanded));
    bool known = process->shell->flow == FLOW_ON && arithmetic_evaluate(process, expanded, number);
    process->shell->speaker = NULL;
    if (known)
        return true;
    if (process->shell->flow == FLOW_ON)
        process->shell->status = 1;
    return false;
}

static bool choice_matches(struct process *process, const struct node *choice, const char *text)
{
    bool ignore = shell_has(process->shell, SHOPT_NOCASEMATCH);
    for (int i = 0; i < choice->count && process->shell->flow == FLOW_ON; i++)
        if (pattern_matches(expand_pattern(process, choice->words[i]), slice_of(text), ignore))
            return true;
    return false;
}

static void evaluate_case(struct process *process, const struct node *node)
{
    struct shell *shell = process->shell;
    announce(process, node);
    trace(process, "case %s in", node->words[0]);
    const char *text = expand_text(process, node->words[0]);
    bool fall = false, ran = false;
    for (const struct node *choice = node->children; choice && shell->flow == FLOW_ON; choice = choice->next) {
        if (!fall && !choice_matches(process, choice, text))
            continue;
        ran = true;
        if (!choice->body)
            shell->status = 0;
        else
            evaluate(process, choice->body);
        fall = text_equal(choice->operator, ";&");
        if (text_equal(choice->operator, ";;"))
            return;
    }
    if (!ran && shell->flow == FLOW_ON)
        shell->status = 0;
}

static void evaluate_function(struct process *process, const struct node *node)
{
    function_define(process, node->words[0], node->line, node->source);
    process->shell->status = 0;
}

static void evaluate_arithmetic(struct process *process, const struct node *node)
{
    int64_t number = 0;
    announce(process, node);
    if (evaluate_expression(process, node->words[0], &number))
        process->shell->status = number == 0;
}

static void evaluate_test(struct process *process, const struct node *node)
{
    announce(process, node);
    process->shell->speaker = "[[";
    int status = evaluate_condition(process, node);
    process->shell->speaker = NULL;
    if (process->shell->flow == FLOW_ON)
        process->shell->status = status;
}

static void (*const evaluators[NODE_KINDS])(struct process *process, const struct node *node) = {
    [NODE_SIMPLE] = evaluate_simple,
    [NODE_PIPELINE] = evaluate_pipeline,
    [NODE_AND_OR] = evaluate_and_or,
    [NODE_LIST] = evaluate_list,
    [NODE_GROUP] = evaluate_body,
    [NODE_SUBSHELL] = evaluate_subshell,
    [NODE_IF] = evaluate_if,
    [NODE_WHILE] = evaluate_while,
    [NODE_FOR] = evaluate_for,
    [NODE_SELECT] = evaluate_select,
    [NODE_FOR_NUMBER] = evaluate_for_number,
    [NODE_CASE] = evaluate_case,
    [NODE_FUNCTION] = evaluate_function,
    [NODE_ARITHMETIC] = evaluate_arithmetic,
    [NODE_CONDITION] = evaluate_test,
};

static bool can_fail(const struct node *node)
{
    switch (node->kind) {
    case NODE_SIMPLE:
    case NODE_SUBSHELL:
    case NODE_ARITHMETIC:
    case NODE_CONDITION:
        return true;
    case NODE_PIPELINE:
        return node->count > 1 && !node->negated;
    default:
        return false;
    }
}

int evaluate(struct process *process, const struct node *node)
{
    struct shell *shell = process->shell;
    if (!node || !keep_running(process))
        return shell->status;
    if (shell->depth >= LIMIT_SHELL_DEPTH) {
        complain(process, "maximum nesting level exceeded (%d)", LIMIT_SHELL_DEPTH);
        discard_command(process, 1);
        return shell->status;
    }
    shell->depth++;
    if (node->kind != NODE_LIST && node->kind != NODE_AND_OR)
        shell->line = node->line;
    const struct node *command = shell->command;
    if (node->kind == NODE_SIMPLE || node->kind == NODE_PIPELINE || node->kind == NODE_SUBSHELL)
        shell->command = node;
    uint64_t substitutions = shell->substitutions;
    struct saved_streams *saved = NULL;
    bool plain = node->kind == NODE_SIMPLE;
    if (plain || !node->redirections || redirect(process, node->redirections, &saved))
        evaluators[node->kind](process, node);
    else
        shell->status = 1;
    redirect_restore(process, saved);
    if (shell->substitutions != substitutions)
        substitutions_close(process, substitutions);
    shell->command = command;
    shell->depth--;
    if (can_fail(node)) {
        if (node->kind != NODE_PIPELINE)
            keep_status(process);
        consider_failure(process);
    }
    return shell->status;
}
