/* Simple commands (POSIX XCU 2.9.1): expansion, assignment, and which of function, builtin or program it is. */
#include <string.h>

#include "shell/builtins.h"
#include "shell/jobs.h"
#include "shell/lexer.h"
#include "shell/programs.h"

enum { NOT_EXECUTABLE = 126, NOT_FOUND = 127 };

static const char *plain_problem(const char *problem)
{
    return text_starts(problem, "No such")  ? "not found"
           : text_starts(problem, "cannot") ? problem
                                            : "Permission denied";
}

/* Why nothing was started; [problem] NULL: nothing has the name. */
static int not_started(struct process *process, const char *name, const char *problem)
{
    const char *path = variable_text(process->shell, "PATH");
    const char *found = problem ? program_path(process, name, NULL) : NULL;
    name = found ? found : name;
    if (!problem && !process->shell->plain && *name && (!path || !*path))
        problem = "No such file or directory"; /* without a path bash looks no further */
    if (!problem && process->shell->plain)
        complain(process, "%s: not found", name);
    else if (!problem)
        complain(process, "%s: command not found", quote_for_message(process->arena, name));
    else
        complain(process, "%s: %s", name, process->shell->plain ? plain_problem(problem) : problem);
    bool missing = !problem || text_starts(problem, "No such") ||
                   text_starts(problem, "cannot execute: required") || text_equal(problem, "Not a directory");
    return missing ? NOT_FOUND : NOT_EXECUTABLE;
}

int evaluate_words(struct process *process, int count, char **words, unsigned flags)
{
    struct shell *shell = process->shell;
    const struct program *program = NULL;
    bool last = shell->last_command;
    shell->last_command = false;
    if (words[0][0] == '%' && jobs_controlled(shell))
        return builtin_fg.run(process, 2, (char *[]){(char *)"fg", words[0], NULL});
    if (!(flags & RUN_NO_FUNCTIONS) && shell_text(shell->functions, words[0]))
        return function_call(process, count, words);
    program = builtin_find(shell, words[0]);
    if (program)
        return program->run(process, count, words);
    if (flags & RUN_NO_PROGRAMS) {
        complain(process, "builtin: %s: not a shell builtin", words[0]);
        return 1;
    }
    shell->last_command = last;
    const char *problem = NULL;
    struct fields with = {0};
    program = *words[0] ? program_of_words(process, count, words, &with, &problem) : NULL;
    return program ? spawn_program(process, program, with.count, with.words)
                   : not_started(process, words[0], problem);
}

/* VAR=x before a command lasts as long as the command. */
static bool assign_for_command(struct process *process, const struct node *node)
{
    struct shell *shell = process->shell;
    shell->prefixing = true;
    for (int i = 0; i < node->assignment_count && shell->flow == FLOW_ON; i++) {
        struct slice word = slice_of(node->assignments[i]);
        size_t end = 0;
        while (end < word.length && !strchr("=+[", word.data[end]))
            end++;
        const char *name = arena_copy(process->arena, slice_part(word, 0, end));
        variable_save(shell, name, shell->functions_depth + 1);
        evaluate_assignment(process, node->assignments[i]);
        variable_mark(shell, name, VARIABLE_EXPORTED, 0);
    }
    shell->prefixing = false;
    return shell->flow == FLOW_ON;
}

static void evaluate_assignments(struct process *process, const struct node *node)
{
    struct shell *shell = process->shell;
    shell->substituted = -1;
    for (int i = 0; i < node->assignment_count && shell->flow == FLOW_ON; i++)
        evaluate_assignment(process, node->assignments[i]);
    if (shell->flow == FLOW_ON)
        shell->status = shell->substituted >= 0 ? shell->substituted : 0;
}

/* "declare a=(1 2)" and "export x=~": what looks like an assignment is one to these, so its value does not
 * split. */
static bool declares(const char *name)
{
    static const char *const names[] = {"declare", "typeset", "local", "export", "readonly"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (text_equal(name, names[i]))
            return true;
    return false;
}

static const char *declared_name(struct process *process, const char *word)
{
    struct slice whole = slice_of(word);
    size_t end = slice_find_byte(whole, '=');
    if (end == whole.length)
        return NULL;
    size_t name = end && word[end - 1] == '+' ? end - 1 : end;
    return word_is_name(slice_part(whole, 0, name)) ? arena_copy(process->arena, slice_part(whole, 0, end + 1))
                                                    : NULL;
}

static void expand_command(struct process *process, const struct node *node, struct fields *fields)
{
    bool declaring = false;
    for (int i = 0; i < node->count && process->shell->flow == FLOW_ON; i++) {
        const char *word = node->words[i], *name = declaring ? declared_name(process, word) : NULL;
        struct fields braced = {0};
        if (name && word[slice_of(name).length] != '(' && strchr(word, '{'))
            expand_braces(process, word, &braced);
        if (braced.count > 1) /* braces come first, and what they made is no assignment any more */
            name = NULL;
        if (name && text_starts(word + slice_of(name).length, "("))
            fields_add(process, fields, word);
        else if (name)
            fields_add(process, fields,
                       arena_format(process->arena, "%s%s", name,
                                    expand_value(process, word + slice_of(name).length)));
        else
            expand_word(process, word, fields);
        declaring |= i == 0 && declares(word);
    }
}

/* A program's redirections are made in the process that becomes it: what their expansions assign is lost. */
static bool redirect_for(struct process *process, const struct node *node, const char *command,
                         struct saved_streams **saved)
{
    struct shell *shell = process->shell;
    bool outside =
        node->redirections && !shell_text(shell->functions, command) && !builtin_find(shell, command);
    struct map *before = outside ? map_hold(process, shell_variables(shell)) : NULL;
    bool done = redirect(process, node->redirections, saved);
    if (outside) {
        shell_set_variables(shell, *before);
        map_let_go(process, before);
        shell->flow = FLOW_ON; /* an error ended that process only */
    }
    return done;
}

static void run_command(struct process *process, const struct node *node, const struct fields *fields)
{
    struct shell *shell = process->shell;
    struct saved_streams *saved = NULL;
    bool lasting = text_equal(fields->words[0], "exec");
    if (!assign_for_command(process, node)) {
        variable_restore(shell, shell->functions_depth + 1);
        return;
    }
    trace_simple(process, fields);
    if (redirect_for(process, node, fields->words[0], lasting || shell->last_command ? NULL : &saved)) {
        int status = evaluate_words(process, fields->count, fields->words, 0);
        if (shell->flow == FLOW_ON || shell->flow == FLOW_RETURN || shell->flow == FLOW_BREAK ||
            shell->flow == FLOW_CONTINUE)
            shell->status = status;
    } else if (shell->flow == FLOW_ON) {
        shell->status = 1;
    }
    variable_restore(shell, shell->functions_depth + 1);
    redirect_restore(process, saved);
    variable_set_last_word(shell, fields->words[fields->count - 1]);
}

/* $(< file) is what stands in the file. */
static bool reads_file(const struct node *node)
{
    const struct redirection *only = node->redirections;
    return only && !only->next && !node->assignment_count && text_equal(only->operator, "<") &&
           only->descriptor <= STREAM_IN;
}

void evaluate_simple(struct process *process, const struct node *node)
{
    struct shell *shell = process->shell;
    struct fields fields = {0};
    struct arena_mark mark = arena_mark(process->arena);
    shell->substituted = -1;
    announce(process, node);
    if (shell->flow != FLOW_ON)
        return;
    expand_command(process, node, &fields);
    if (shell->flow == FLOW_ON && fields.count) {
        run_command(process, node, &fields);
    } else if (shell->flow == FLOW_ON) {
        struct saved_streams *saved = NULL;
        int substituted = shell->substituted;
        bool reads = shell->substitution && reads_file(node);
        shell->substitution = false;
        if (redirect(process, node->redirections, &saved)) {
            evaluate_assignments(process, node);
            if (node->assignment_count == 0 && shell->flow == FLOW_ON)
                shell->status = substituted >= 0 ? substituted : 0;
            if (reads)
                process_write(process, STREAM_OUT, process_read_all(process, STREAM_IN));
        } else {
            shell->status = 1;
        }
        redirect_restore(process, saved);
        variable_set_last_word(shell, "");
    }
    arena_rewind(process->arena, mark);
}
