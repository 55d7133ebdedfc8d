/* eval, ., source, exec, command, builtin, type, hash. */
#include <string.h>

#include "base/buffer.h"
#include "shell/builtins.h"

static int run_eval(struct process *process, int count, char *const *words)
{
    struct buffer text = {0};
    for (int i = 1; i < count; i++)
        buffer_format(&text, "%s%s", i > 1 ? " " : "", words[i]);
    const char *copy = arena_copy(process->arena, buffer_slice(&text));
    buffer_release(&text);
    const char *name = arena_format(process->arena, "%s: eval", process->shell->source);
    process->shell->trace_depth++;
    int status = evaluate_text(process, copy, process->shell->line, process->shell->interactive ? NULL : name);
    process->shell->trace_depth--;
    return status;
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
    const struct value *file = process_file(process, words[1], &problem);
    if (!file) {
        bool directory = text_equal(problem, "Is a directory");
        complain(process, "%s%s: %s", directory ? arena_format(process->arena, "%s: ", words[0]) : "", words[1],
                 directory ? "is a directory" : problem);
        return 1;
    }
    if (shell->sources >= 20) {
        complain(process, "%s: maximum source nesting level exceeded (20)", words[1]);
        abort_command(process, 1);
        return 1;
    }
    const struct value *before = shell->arguments;
    if (count > 2) {
        struct value *arguments = value_array(process->arena);
        for (int i = 2; i < count; i++)
            value_append(process->arena, arguments, value_text(process->arena, words[i]));
        shell->arguments = value_keep(arguments);
    }
    const char *source = arena_text(process->arena, shell->source);
    const char *text = arena_copy(process->arena, file_data(file));
    bool interactive = shell->interactive;
    int line = shell->line;
    shell_replace_text(&shell->source, words[1]);
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
    shell_replace_text(&shell->source, source);
    if (count > 2) {
        value_unref(shell->arguments);
        shell->arguments = before;
    }
    if (shell->flow == FLOW_RETURN)
        shell->flow = FLOW_ON;
    return shell->status;
}

static int run_exec(struct process *process, int count, char *const *words)
{
    struct shell *shell = process->shell;
    if (count < 2)
        return 0;
    bool there = strchr(words[1], '/') || process_find_program(process, words[1]);
    if (!there) {
        complain(process, "exec: %s: not found", words[1]);
        if (!shell->interactive)
            abort_command(process, 127);
        return 127;
    }
    struct fields program = {0};
    for (int i = 1; i < count; i++)
        fields_add(process, &program, words[i]);
    shell->status = evaluate_words(process, program.count, program.words, RUN_NO_FUNCTIONS);
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
    const char *problem;
    if (shell_alias(process->shell, name))
        return FOUND_ALIAS;
    if (is_keyword(name))
        return FOUND_KEYWORD;
    if (shell_text(process->shell->functions, name))
        return FOUND_FUNCTION;
    if (builtin_find(name))
        return FOUND_BUILTIN;
    if (strchr(name, '/') ? process_file(process, name, &problem) != NULL
                          : process_find_program(process, name) != NULL)
        return FOUND_FILE;
    return FOUND_NOTHING;
}

static const char *path_of(struct process *process, const char *name)
{
    return strchr(name, '/') ? name : arena_format(process->arena, "/usr/bin/%s", name);
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
        process_print(process, "%s is %s\n", name, path_of(process, name));
        break;
    case FOUND_NOTHING:
        break;
    }
}

static int run_type(struct process *process, int count, char *const *words)
{
    static const char *const kinds[] = {"", "alias", "keyword", "function", "builtin", "file"};
    int first = 1, status = 0;
    bool kind_only = false, path_only = false;
    for (; first < count && words[first][0] == '-' && words[first][1]; first++) {
        kind_only |= strchr(words[first], 't') != NULL;
        path_only |= strchr(words[first], 'p') != NULL || strchr(words[first], 'P') != NULL;
        if (strspn(words[first] + 1, "atpfP") != slice_of(words[first] + 1).length)
            return builtin_bad_option(process, &builtin_type, words[first]);
    }
    for (int i = first; i < count; i++) {
        enum found found = look_up(process, words[i]);
        if (!found) {
            if (!kind_only && !path_only)
                complain(process, "type: %s: not found", words[i]);
            status = 1;
        } else if (kind_only) {
            process_print(process, "%s\n", kinds[found]);
        } else if (path_only) {
            if (found == FOUND_FILE)
                process_print(process, "%s\n", path_of(process, words[i]));
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
        process_print(process, "%s\n", found == FOUND_FILE ? path_of(process, name) : name);
}

static int run_command(struct process *process, int count, char *const *words)
{
    int first = 1, status = 0;
    bool brief = false, long_form = false;
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
        status |= !found;
    }
    return status;
}

static int run_builtin(struct process *process, int count, char *const *words)
{
    if (count < 2)
        return 0;
    return evaluate_words(process, count - 1, (char **)words + 1, RUN_NO_FUNCTIONS | RUN_NO_PROGRAMS);
}

static int run_hash(struct process *process, int count, char *const *words)
{
    int status = 0;
    for (int i = 1; i < count; i++) {
        if (words[i][0] == '-' || look_up(process, words[i]))
            continue;
        complain(process, "hash: %s: not found", words[i]);
        status = 1;
    }
    return status;
}

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
    .usage = "exec [COMMAND [ARGUMENT]...]",
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
    .usage = "hash [-r] [NAME]...",
    .help = "remember where commands are",
    .run = run_hash,
};
