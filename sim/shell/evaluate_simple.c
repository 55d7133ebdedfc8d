/* Simple commands (POSIX XCU 2.9.1): expansion, assignment, and which of function, builtin or program it is. */
#include <string.h>

#include "shell/builtins.h"
#include "shell/jobs.h"
#include "shell/lexer.h"

enum { NOT_EXECUTABLE = 126, NOT_FOUND = 127 };

/* Of a script's first line: the interpreter's name, and what stands behind it as one word (Linux execve(2)). */
static const char *interpreter_of(struct process *process, struct slice text, const char **argument)
{
    *argument = NULL;
    if (!slice_starts(text, "#!"))
        return "bash";
    struct slice line = slice_trim(slice_part(text, 2, slice_find_byte(text, '\n')));
    size_t end = slice_find_byte(line, ' ');
    struct slice named = slice_part(line, 0, end), rest = slice_trim(slice_part(line, end, line.length));
    if (slice_ends(named, "/env") && rest.length) {
        named = slice_starts(rest, "-S ") ? slice_trim(slice_part(rest, 3, rest.length)) : rest;
        end = slice_find_byte(named, ' ');
        rest = slice_trim(slice_part(named, end, named.length));
        named = slice_part(named, 0, end);
    }
    if (rest.length)
        *argument = arena_copy(process->arena, rest);
    const char *path = arena_copy(process->arena, named), *slash = strrchr(path, '/');
    return *path ? slash ? slash + 1 : path : "bash";
}

const struct program *program_of_path(struct process *process, int count, char *const *words, struct fields *with,
                                      const char **problem)
{
    const struct value *file = process_file(process, words[0], problem);
    const char *slash = strrchr(words[0], '/'), *argument = NULL, *interpreter = NULL;
    struct slice folder = {words[0], (size_t)(slash - words[0])};
    if (file && value_truth(value_get(file, "program")) && slice_ends(folder, "/bin"))
        file = NULL; /* what stands for a program that this machine has */
    const struct program *program =
        !file && slice_ends(folder, "/bin") ? process_find_program(process, slash + 1) : NULL;
    if (!file && !program)
        return NULL;
    if (file && !strpbrk(value_find_text(file, "mode"), "1357")) {
        *problem = "Permission denied";
        return NULL;
    }
    if (file) {
        interpreter = interpreter_of(process, file_data(file), &argument);
        program = process_find_program(process, interpreter);
        *problem = "cannot execute: required file not found";
        fields_add(process, with, interpreter);
        if (argument)
            fields_add(process, with, argument);
    }
    for (int i = 0; i < count; i++)
        fields_add(process, with, words[i]);
    return program;
}

static int run_file(struct process *process, int count, char **words)
{
    const char *problem = NULL;
    struct fields with = {0};
    const struct program *program = program_of_path(process, count, words, &with, &problem);
    if (program)
        return spawn_program(process, program, with.count, with.words);
    bool missing = text_starts(problem, "No such"), refused = text_equal(problem, "Permission denied");
    const char *plain = missing ? "not found" : text_starts(problem, "cannot") ? problem : "Permission denied";
    complain(process, "%s: %s", words[0], process->shell->plain ? plain : problem);
    return text_equal(problem, "Is a directory") || refused ? NOT_EXECUTABLE : NOT_FOUND;
}

static int not_found(struct process *process, const char *name)
{
    if (process->shell->plain) {
        complain(process, "%s: not found", name);
        return NOT_FOUND;
    }
    complain(process, "%s: command not found", quote_for_message(process->arena, name));
    return NOT_FOUND;
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
    if (strchr(words[0], '/'))
        return run_file(process, count, words);
    program = *words[0] ? process_find_program(process, words[0]) : NULL;
    return program ? spawn_program(process, program, count, words) : not_found(process, words[0]);
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

/* $_, which is no word of an interactive line's history and costs nothing when it stays the same. */
static void keep_last_word(struct shell *shell, const struct fields *fields)
{
    const char *last = fields->words[fields->count - 1], *before = variable_text(shell, "_");
    if (!before || !text_equal(before, last))
        variable_set(shell, "_", last);
}

/* A program's redirections are made in the process that becomes it: what their expansions assign is lost. */
static bool redirect_for(struct process *process, const struct node *node, const char *command,
                         struct saved_streams **saved)
{
    struct shell *shell = process->shell;
    bool outside =
        node->redirections && !shell_text(shell->functions, command) && !builtin_find(shell, command);
    struct map *before = outside ? map_hold(process, shell->variables) : NULL;
    bool done = redirect(process, node->redirections, saved);
    if (outside) {
        map_unref(shell->variables);
        shell->variables = *before;
        map_ref(shell->variables);
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
    keep_last_word(shell, fields);
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
    }
    arena_rewind(process->arena, mark);
}
