/* eval, ., source, exec, command, builtin, type, hash. */
#include <string.h>

#include "base/buffer.h"
#include "shell/builtins.h"
#include "shell/programs.h"

static int run_eval(struct process *process, int count, char *const *words)
{
    struct buffer text = {0};
    for (int i = 1; i < count; i++)
        buffer_format(&text, "%s%s", i > 1 ? " " : "", words[i]);
    const char *copy = arena_copy(process->arena, buffer_slice(&text));
    buffer_release(&text);
    const struct node *running = process->shell->running;
    process->shell->trace_depth++;
    int status = evaluate_text(process, copy, process->shell->line, process->shell->interactive ? NULL : "eval");
    process->shell->trace_depth--;
    process->shell->running = running;
    return status;
}

/* A name without a slash is looked for in $PATH first. */
static const struct value *find_in_path(struct process *process, const char *name)
{
    const char *path = variable_text(process->shell, "PATH"), *problem;
    struct slice rest = slice_of(path), folder;
    while (!strchr(name, '/') && rest.length && slice_next(&rest, ':', &folder)) {
        const char *candidate = arena_format(process->arena, "%.*s/%s", (int)folder.length,
                                             folder.length ? folder.data : ".", name);
        const struct value *file = process_file(process, candidate, &problem);
        if (file)
            return file;
    }
    return NULL;
}

static int run_source(struct process *process, int count, char *const *words)
{
    struct shell *shell = process->shell;
    const char *problem = NULL;
    if (count < 2) {
        complain(process, "%s: filename argument required", words[0]);
        process_complain(process, "%s: usage: %s filename [arguments]\n", words[0], words[0]);
        return 2;
    }
    const struct value *file = find_in_path(process, words[1]);
    if (!file)
        file = process_file(process, words[1], &problem);
    if (!file) {
        bool directory = text_equal(problem, "Is a directory");
        complain(process, "%s%s: %s", directory ? arena_format(process->arena, "%s: ", words[0]) : "", words[1],
                 directory ? "is a directory" : problem);
        return 1;
    }
    struct slice whole = file_data(file);
    if (memchr(whole.data, 0, slice_find_byte(whole, '\n'))) {
        complain(process, "%s: %s: cannot execute binary file", words[0], words[1]);
        return 126;
    }
    if (shell->sources >= 20) {
        complain(process, "%s: maximum source nesting level exceeded (20)", words[1]);
        abort_command(process, 1);
        return 1;
    }
    const struct value *before = count > 2 ? arguments_replace(process, count - 2, words + 2) : NULL;
    const char *source = arena_text(process->arena, shell->source);
    const char *text = arena_copy(process->arena, whole);
    const struct node *running = shell->running;
    bool interactive = shell->interactive;
    int line = shell->line;
    shell_share_text(&shell->source, words[1]);
    shell->interactive = false;
    shell->sources++;
    shell->trace_depth++;
    const struct value *calls = call_enter(process, "source", words[1]);
    evaluate_text(process, text, 1, NULL);
    call_leave(process, calls);
    shell->trace_depth--;
    shell->sources--;
    shell->interactive = interactive;
    shell->line = line;
    shell->running = running;
    shell_share_text(&shell->source, source);
    if (count > 2)
        arguments_restore(process, before);
    if (shell->flow == FLOW_RETURN)
        shell->flow = FLOW_ON;
    return shell->status;
}

static int run_exec(struct process *process, int count, char *const *words)
{
    struct shell *shell = process->shell;
    const char *zero = NULL;
    int first = 1;
    for (; first < count && words[first][0] == '-' && words[first][1]; first++) {
        if (text_equal(words[first], "-a") && first + 1 < count)
            zero = words[++first];
        else if (strspn(words[first] + 1, "cl-") != slice_of(words[first] + 1).length)
            return builtin_bad_option(process, &builtin_exec,
                                      arena_format(process->arena, "%.2s", words[first]));
    }
    if (first >= count)
        return 0;
    struct fields with = {0};
    const char *problem;
    const struct program *program = program_of_words(process, count - first, words + first, &with, &problem);
    if (!program && !strchr(words[first], '/')) {
        complain(process, "exec: %s: not found", words[first]);
        if (!shell->interactive && !shell_has(shell, SHOPT_EXECFAIL))
            abort_command(process, 127);
        return 127;
    }
    if (program && zero)
        with.words[0] = (char *)zero;
    if (program)
        shell->status = spawn_program(process, program, with.count, with.words);
    else
        shell->status = evaluate_words(process, count - first, (char **)words + first, RUN_NO_FUNCTIONS);
    shell->flow = FLOW_EXIT;
    return shell->status;
}

static bool is_keyword(const char *name)
{
    static const char *const words[] = {"if",   "then", "elif", "else", "fi", "while",  "until",    "do",
                                        "done", "for",  "case", "esac", "in", "select", "function", "time",
                                        "{",    "}",    "[[",   "]]",   "!",  "coproc"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (text_equal(name, words[i]))
            return true;
    return false;
}

/* How `type` and `command -v` find names, in their order. */
enum found { FOUND_NOTHING, FOUND_ALIAS, FOUND_KEYWORD, FOUND_FUNCTION, FOUND_BUILTIN, FOUND_FILE };

static enum found look_up(struct process *process, const char *name)
{
    if (shell_alias(process->shell, name))
        return FOUND_ALIAS;
    if (is_keyword(name))
        return FOUND_KEYWORD;
    if (shell_text(process->shell->functions, name))
        return FOUND_FUNCTION;
    if (builtin_find(process->shell, name))
        return FOUND_BUILTIN;
    return program_path(process, name, NULL) ? FOUND_FILE : FOUND_NOTHING;
}

static void describe(struct process *process, const char *name, enum found found)
{
    switch (found) {
    case FOUND_ALIAS:
        process_print(process, "%s is aliased to `%s'\n", name, shell_alias(process->shell, name));
        break;
    case FOUND_KEYWORD:
        process_print(process, "%s is a shell keyword\n", name);
        break;
    case FOUND_FUNCTION:
        process_print(process, "%s is a function\n", name);
        process_print(process, "%s\n", function_print(process, name));
        break;
    case FOUND_BUILTIN:
        process_print(process, "%s is a shell builtin\n", name);
        break;
    case FOUND_FILE:
        process_print(process, "%s is %s\n", name, program_path(process, name, NULL));
        break;
    case FOUND_NOTHING:
        break;
    }
}

/* -a: everything that the name means, the first first. */
static void describe_all(struct process *process, const char *name)
{
    if (shell_alias(process->shell, name))
        describe(process, name, FOUND_ALIAS);
    if (is_keyword(name))
        describe(process, name, FOUND_KEYWORD);
    if (shell_text(process->shell->functions, name))
        describe(process, name, FOUND_FUNCTION);
    if (builtin_find(process->shell, name))
        describe(process, name, FOUND_BUILTIN);
    for (const char *path = NULL; (path = program_path(process, name, path));)
        process_print(process, "%s is %s\n", name, path);
}

static int run_type(struct process *process, int count, char *const *words)
{
    static const char *const kinds[] = {"", "alias", "keyword", "function", "builtin", "file"};
    int first = 1, status = 0;
    bool on[128] = {0};
    for (; first < count && words[first][0] == '-' && words[first][1]; first++) {
        if (strspn(words[first] + 1, "atpfP") != slice_of(words[first] + 1).length)
            return builtin_bad_option(process, &builtin_type, words[first]);
        for (const char *letter = words[first] + 1; *letter; letter++)
            on[(unsigned char)*letter] = true;
    }
    bool path_only = on['p'] || on['P'];
    for (int i = first; i < count; i++) {
        const char *path = on['P'] ? program_path(process, words[i], NULL) : NULL;
        enum found found = !on['P'] ? look_up(process, words[i]) : path ? FOUND_FILE : FOUND_NOTHING;
        if (!found) {
            if (!on['t'] && !path_only)
                complain(process, "type: %s: not found", words[i]);
            status = 1;
        } else if (on['t']) {
            process_print(process, "%s\n", kinds[found]);
        } else if (path_only) {
            for (path = NULL; found == FOUND_FILE && (path = program_path(process, words[i], path)) &&
                              (process_print(process, "%s\n", path), on['a']);)
                continue;
        } else if (on['a']) {
            describe_all(process, words[i]);
        } else {
            describe(process, words[i], found);
        }
    }
    return status;
}

static void name_command(struct process *process, const char *name, enum found found)
{
    if (found == FOUND_ALIAS)
        process_print(process, "alias %s=%s\n", name,
                      quote_single(process->arena, shell_alias(process->shell, name)));
    else
        process_print(process, "%s\n", found == FOUND_FILE ? program_path(process, name, NULL) : name);
}

static int run_command(struct process *process, int count, char *const *words)
{
    int first = 1;
    bool brief = false, long_form = false, any = false;
    for (; first < count && words[first][0] == '-' && words[first][1]; first++) {
        if (text_equal(words[first], "--")) {
            first++;
            break;
        }
        brief |= strchr(words[first], 'v') != NULL;
        long_form |= strchr(words[first], 'V') != NULL;
        if (strspn(words[first] + 1, "pvV") != slice_of(words[first] + 1).length)
            return builtin_bad_option(process, &builtin_command, words[first]);
    }
    if (first >= count)
        return 0;
    if (!brief && !long_form)
        return evaluate_words(process, count - first, (char **)words + first, RUN_NO_FUNCTIONS);
    for (int i = first; i < count; i++) {
        enum found found = look_up(process, words[i]);
        if (found && brief)
            name_command(process, words[i], found);
        else if (found)
            describe(process, words[i], found);
        else if (long_form)
            complain(process, "command: %s: not found", words[i]);
        any |= found != FOUND_NOTHING;
    }
    return !any;
}

static int run_builtin(struct process *process, int count, char *const *words)
{
    if (count < 2)
        return 0;
    return evaluate_words(process, count - 1, (char **)words + 1, RUN_NO_FUNCTIONS | RUN_NO_PROGRAMS);
}

/* Where programs are is not remembered, for looking is cheap here. */
static int run_hash(struct process *process, int count, char *const *words)
{
    int status = 0, first = 1;
    bool shows = false;
    for (; first < count && words[first][0] == '-' && words[first][1]; first++) {
        if (strspn(words[first] + 1, "rdtlp") != slice_of(words[first] + 1).length)
            return builtin_bad_option(process, &builtin_hash,
                                      arena_format(process->arena, "%.2s", words[first]));
        shows |= strpbrk(words[first], "td") != NULL;
    }
    if (count == 1)
        process_print(process, "hash: hash table empty\n");
    for (int i = first; i < count; i++) {
        bool found = program_path(process, words[i], NULL) != NULL;
        if ((found && !shows) || strchr(words[i], '/') || (!shows && look_up(process, words[i])))
            continue;
        complain(process, "hash: %s: not found", words[i]);
        status = 1;
    }
    return status;
}

static const char *call_text(const struct value *calls, size_t index, size_t member, const char *otherwise)
{
    const struct value *call = index < value_count(calls) ? value_at(calls, index) : NULL;
    return call ? value_string_of(value_at(call, member)) : otherwise;
}

static int run_caller(struct process *process, int count, char *const *words)
{
    const struct shell *shell = process->shell;
    int64_t index = 0;
    if (count > 1 && (!builtin_number(words[1], &index) || index < 0)) {
        complain(process, "caller: %s: invalid number", words[1]);
        process_complain(process, "caller: usage: %s\n", builtin_caller.usage);
        return 2;
    }
    bool script = !shell->command_text && shell->zero[0] != '-';
    if ((size_t)index >= value_count(shell->calls))
        return 1;
    const char *source = call_text(shell->calls, (size_t)index + 1, CALL_SOURCE, script ? shell->zero : "NULL");
    const char *line = call_text(shell->calls, (size_t)index, CALL_LINE, "0");
    if (count > 1)
        process_print(process, "%s %s %s\n", line,
                      call_text(shell->calls, (size_t)index + 1, CALL_NAME, script ? "main" : "NULL"), source);
    else
        process_print(process, "%s %s\n", line, source);
    return 0;
}

const struct program builtin_caller = {
    .name = "caller",
    .usage = "caller [expr]",
    .help = "say where a function was called",
    .run = run_caller,
};
const struct program builtin_eval = {
    .name = "eval",
    .usage = "eval [ARGUMENT]...",
    .help = "run words as a command",
    .run = run_eval,
};
const struct program builtin_dot = {
    .name = ".",
    .usage = ". FILE [ARGUMENT]...",
    .help = "run a file in this shell",
    .run = run_source,
};
const struct program builtin_source = {
    .name = "source",
    .usage = "source FILE [ARGUMENT]...",
    .help = "run a file in this shell",
    .run = run_source,
};
const struct program builtin_exec = {
    .name = "exec",
    .usage = "exec [-cl] [-a name] [command [argument ...]] [redirection ...]",
    .help = "become a command, or redirect the shell",
    .run = run_exec,
};
const struct program builtin_type = {
    .name = "type",
    .usage = "type [-afptP] name [name ...]",
    .help = "say what a name means",
    .run = run_type,
};
const struct program builtin_command = {
    .name = "command",
    .usage = "command [-pVv] command [arg ...]",
    .help = "run or find a command, no function",
    .run = run_command,
};
const struct program builtin_builtin = {
    .name = "builtin",
    .usage = "builtin [COMMAND [ARGUMENT]...]",
    .help = "run a builtin",
    .run = run_builtin,
};
const struct program builtin_hash = {
    .name = "hash",
    .usage = "hash [-lr] [-p pathname] [-dt] [name ...]",
    .help = "remember where commands are",
    .run = run_hash,
};
