/* Simple commands (POSIX XCU 2.9.1): expansion, assignment, and which of function, builtin or program it is. */
#include <string.h>

#include "base/limits.h"
#include "shell/arithmetic.h"
#include "shell/evaluate.h"
#include "shell/lexer.h"

/* Functions nest through several frames of the evaluator; this many fit into a process's stack. */
enum { FUNCTION_NESTING = 100, NOT_EXECUTABLE = 126, NOT_FOUND = 127 };

static bool store_text(struct process *process, const char *name, const char *key, const char *text)
{
    struct shell *shell = process->shell;
    unsigned flags = variable_flags(shell, name);
    int64_t number;
    if (flags & VARIABLE_READONLY) {
        complain(process, "%s: readonly variable", name);
        discard_command(process, 1);
        return false;
    }
    char *changed = arena_text(process->arena, text);
    if ((flags & VARIABLE_INTEGER) && arithmetic_evaluate(process, text, &number))
        changed = arena_format(process->arena, "%lld", (long long)number);
    for (char *c = changed; *c && (flags & (VARIABLE_LOWER | VARIABLE_UPPER)); c++)
        *c = flags & VARIABLE_LOWER ? ascii_lower(*c) : ascii_upper(*c);
    if (key)
        return variable_set_element(shell, name, key, changed);
    return variable_set(shell, name, changed);
}

static const char *sum(struct process *process, const char *old, const char *text)
{
    int64_t number = 0;
    arithmetic_evaluate(process, arena_format(process->arena, "(%s)+(%s)", *old ? old : "0", text), &number);
    return arena_format(process->arena, "%lld", (long long)number);
}

bool assign(struct process *process, const char *target, const char *text, bool append)
{
    struct shell *shell = process->shell;
    struct slice whole = slice_of(target);
    size_t bracket = slice_find_byte(whole, '[');
    const char *name = arena_copy(process->arena, slice_part(whole, 0, bracket)), *key = NULL;
    if (bracket < whole.length) {
        const char *subscript = arena_copy(process->arena, slice_part(whole, bracket + 1, whole.length - 1));
        key = expand_subscript(process, name, subscript);
        if (!key) {
            shell->substituted = 1;
            return false;
        }
    }
    if (append) {
        const char *old = key ? variable_element(shell, name, key) : variable_text(shell, name);
        if (variable_flags(shell, name) & VARIABLE_INTEGER)
            text = sum(process, old ? old : "", text);
        else
            text = arena_format(process->arena, "%s%s", old ? old : "", text);
    }
    return store_text(process, name, key, text);
}

/* Splits "[key]=value"; false when [word] is none. */
static bool keyed(struct process *process, const char *name, const char *word, const char **key,
                  const char **value)
{
    size_t close = slice_find(slice_of(word), SLICE("]="));
    if (word[0] != '[' || !word[close])
        return false;
    *key = expand_subscript(process, name, arena_copy(process->arena, (struct slice){word + 1, close - 1}));
    *value = expand_value(process, word + close + 2);
    return *key != NULL;
}

/* NAME=( ... ): [text] is what stands in the parentheses. */
static void assign_array(struct process *process, const char *name, const char *text, bool append)
{
    struct shell *shell = process->shell;
    char **words;
    int count = syntax_words(process->arena, text, &words);
    unsigned flags = variable_flags(shell, name);
    const struct value *old = append ? variable_elements(shell, name) : NULL;
    struct value *elements = value_edit(process->arena, old);
    int64_t next = old && value_count(old) && !(flags & VARIABLE_MAP)
                       ? array_index(value_key_at(old, value_count(old) - 1)) + 1
                       : 0;
    if (append && !old && variable_text(shell, name))
        value_put_text(process->arena, elements, array_key(process->arena, next++), variable_text(shell, name));
    for (int i = 0; i < count && shell->flow == FLOW_ON; i++) {
        const char *key, *value;
        if (keyed(process, name, words[i], &key, &value)) {
            value_put_text(process->arena, elements, key, value);
            next = flags & VARIABLE_MAP ? 0 : array_index(key) + 1;
            continue;
        }
        struct fields fields = {0};
        expand_word(process, words[i], &fields);
        for (int k = 0; k < fields.count; k++) {
            bool pairs = flags & VARIABLE_MAP;
            const char *at = pairs ? fields.words[k] : array_key(process->arena, next++);
            value_put_text(process->arena, elements, at, pairs ? "" : fields.words[k]);
        }
    }
    if (shell->flow == FLOW_ON && !variable_set_array(shell, name, elements, flags & VARIABLE_MAP)) {
        complain(process, "%s: readonly variable", name);
        discard_command(process, 1);
    }
}

void evaluate_assignment(struct process *process, const char *word)
{
    size_t equals = 0;
    int depth = 0;
    while (word[equals] && (word[equals] != '=' || depth)) {
        depth += (word[equals] == '[') - (word[equals] == ']');
        equals++;
    }
    bool append = equals && word[equals - 1] == '+';
    const char *name = arena_copy(process->arena, (struct slice){word, equals - append});
    struct slice value = slice_of(word + equals + 1);
    if (value.length >= 2 && value.data[0] == '(' && slice_ends(value, ")")) {
        assign_array(process, name, arena_copy(process->arena, slice_part(value, 1, value.length - 1)), append);
        return;
    }
    const char *text = expand_value(process, word + equals + 1);
    if (process->shell->flow == FLOW_ON)
        assign(process, name, text, append);
}

static void trace(struct process *process, const struct node *node, const struct fields *fields)
{
    if (!(process->shell->options & OPTION_XTRACE))
        return;
    const char *prompt = variable_text(process->shell, "PS4");
    struct buffer line = {0};
    prompt = prompt ? prompt : "+ ";
    buffer_add_text(&line, prompt);
    for (int i = 0; i < node->assignment_count; i++) {
        struct slice word = slice_of(node->assignments[i]);
        size_t equals = slice_find_byte(word, '=');
        const char *name = arena_copy(process->arena, slice_part(word, 0, equals));
        const char *value = variable_text(process->shell, name);
        buffer_format(&line, "%s=%s%s%s", name, quote_trace(process->arena, value ? value : ""),
                      i + 1 < node->assignment_count || fields->count ? "\n" : "",
                      i + 1 < node->assignment_count || fields->count ? prompt : "");
    }
    for (int i = 0; i < fields->count; i++)
        buffer_format(&line, "%s%s", i ? " " : "", quote_trace(process->arena, fields->words[i]));
    const char *text = arena_copy(process->arena, buffer_slice(&line));
    buffer_release(&line);
    process_complain(process, "%s\n", text);
}

static int call_function(struct process *process, int count, char **words)
{
    struct shell *shell = process->shell;
    const char *stored = arena_text(process->arena, shell_text(shell->functions, words[0]));
    const char *space = strchr(stored, ' ');
    int64_t line = 1;
    slice_to_integer((struct slice){stored, (size_t)(space - stored)}, &line);
    if (shell->functions_depth >= FUNCTION_NESTING) {
        complain(process, "%s: maximum function nesting level exceeded (%d)", words[0], FUNCTION_NESTING);
        discard_command(process, 1);
        return 1;
    }
    const struct value *arguments = shell->arguments;
    struct value *list = value_array(process->arena);
    for (int i = 1; i < count; i++)
        value_append(process->arena, list, value_text(process->arena, words[i]));
    shell->arguments = value_keep(list);
    int loops = shell->loops, depth = shell->depth, called_from = shell->line;
    shell->loops = 0;
    shell->depth = depth > 40 ? 40 : depth;
    shell->functions_depth++;
    evaluate_text(process, space + 1, (int)line, NULL);
    variable_restore(shell, shell->functions_depth);
    shell->functions_depth--;
    shell->loops = loops;
    shell->depth = depth;
    shell->line = called_from;
    value_unref(shell->arguments);
    shell->arguments = arguments;
    if (shell->flow == FLOW_RETURN)
        shell->flow = FLOW_ON;
    return shell->status;
}

static int run_file(struct process *process, int count, char **words)
{
    const char *problem = NULL;
    const struct value *file = process_file(process, words[0], &problem);
    const char *slash = strrchr(words[0], '/');
    struct slice folder = {words[0], (size_t)(slash - words[0])};
    if (!file && slice_ends(folder, "/bin")) {
        const struct program *program = process_find_program(process, slash + 1);
        if (program)
            return spawn_program(process, program, count, words);
    }
    if (!file) {
        complain(process, "%s: %s", words[0], problem);
        return text_equal(problem, "Is a directory") ? NOT_EXECUTABLE : NOT_FOUND;
    }
    if (!strpbrk(value_find_text(file, "mode"), "1357")) {
        complain(process, "%s: Permission denied", words[0]);
        return NOT_EXECUTABLE;
    }
    struct slice first = file_data(file);
    const char *interpreter = "bash";
    if (slice_starts(first, "#!")) {
        first = slice_trim(slice_part(first, 2, slice_find_byte(first, '\n')));
        char **parts;
        int parts_count = syntax_words(process->arena, arena_copy(process->arena, first), &parts);
        bool env = parts_count > 1 && text_ends(parts[0], "/env");
        const char *named = parts_count ? parts[env] : "bash";
        interpreter = strrchr(named, '/') ? strrchr(named, '/') + 1 : named;
    }
    const struct program *program = process_find_program(process, interpreter);
    if (!program) {
        complain(process, "%s: cannot execute: required file not found", words[0]);
        return NOT_FOUND;
    }
    struct fields with = {0};
    fields_add(process, &with, interpreter);
    for (int i = 0; i < count; i++)
        fields_add(process, &with, words[i]);
    return spawn_program(process, program, with.count, with.words);
}

static int not_found(struct process *process, const char *name)
{
    complain(process, "%s: command not found", quote_for_message(process->arena, name));
    hint_characters(process, name);
    return NOT_FOUND;
}

int evaluate_words(struct process *process, int count, char **words, unsigned flags)
{
    struct shell *shell = process->shell;
    const struct program *program = NULL;
    if (!(flags & RUN_NO_FUNCTIONS) && shell_text(shell->functions, words[0]))
        return call_function(process, count, words);
    program = builtin_find(words[0]);
    if (program)
        return program->run(process, count, words);
    if (flags & RUN_NO_PROGRAMS) {
        complain(process, "builtin: %s: not a shell builtin", words[0]);
        return 1;
    }
    if (strchr(words[0], '/'))
        return run_file(process, count, words);
    program = *words[0] ? process_find_program(process, words[0]) : NULL;
    return program ? spawn_program(process, program, count, words) : not_found(process, words[0]);
}

/* VAR=x before a command lasts as long as the command. */
static bool assign_for_command(struct process *process, const struct node *node)
{
    struct shell *shell = process->shell;
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

static void run_command(struct process *process, const struct node *node, const struct fields *fields)
{
    struct shell *shell = process->shell;
    struct saved_streams *saved = NULL;
    bool lasting = text_equal(fields->words[0], "exec");
    if (!redirect(process, node->redirections, lasting ? NULL : &saved)) {
        shell->status = 1;
        if (builtin_is_special(fields->words[0]) && lasting && !shell->interactive)
            abort_command(process, 1);
        return;
    }
    if (assign_for_command(process, node)) {
        trace(process, node, fields);
        int status = evaluate_words(process, fields->count, fields->words, 0);
        if (shell->flow == FLOW_ON || shell->flow == FLOW_RETURN || shell->flow == FLOW_BREAK ||
            shell->flow == FLOW_CONTINUE)
            shell->status = status;
    }
    variable_restore(shell, shell->functions_depth + 1);
    redirect_restore(process, saved);
}

void evaluate_simple(struct process *process, const struct node *node)
{
    struct shell *shell = process->shell;
    struct fields fields = {0};
    struct arena_mark mark = arena_mark(process->arena);
    shell->substituted = -1;
    expand_command(process, node, &fields);
    if (shell->flow == FLOW_ON && fields.count) {
        run_command(process, node, &fields);
    } else if (shell->flow == FLOW_ON) {
        struct saved_streams *saved = NULL;
        int substituted = shell->substituted;
        if (redirect(process, node->redirections, &saved)) {
            evaluate_assignments(process, node);
            if (node->assignment_count == 0 && shell->flow == FLOW_ON)
                shell->status = substituted >= 0 ? substituted : 0;
            else
                trace(process, node, &fields);
        } else {
            shell->status = 1;
        }
        redirect_restore(process, saved);
    }
    arena_rewind(process->arena, mark);
}
