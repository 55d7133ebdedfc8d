/* declare, typeset, local, export, readonly, unset, let. */
#include <string.h>

#include "shell/arithmetic.h"
#include "shell/builtins.h"
#include "shell/lexer.h"

struct declaration {
    const char *command;
    unsigned add, remove;
    bool local, print, functions, names_only, global;
};

static const struct {
    char letter;
    unsigned flag;
} letters[] = {
    {'a', VARIABLE_ARRAY},    {'A', VARIABLE_MAP},   {'i', VARIABLE_INTEGER},  {'l', VARIABLE_LOWER},
    {'r', VARIABLE_READONLY}, {'u', VARIABLE_UPPER}, {'x', VARIABLE_EXPORTED},
};

static void print_value(struct process *process, const char *name)
{
    struct shell *shell = process->shell;
    const struct value *elements = variable_elements(shell, name);
    const char *text = variable_text(shell, name);
    if (!elements) {
        if (text)
            process_print(process, "=%s", quote_double(process->arena, text));
        return;
    }
    bool map = variable_flags(shell, name) & VARIABLE_MAP;
    process_print(process, "=(");
    for (size_t i = 0; i < value_count(elements); i++) {
        const char *key = value_key_at(elements, i);
        const char *shown = map ? quote_trace(process->arena, key)
                                : arena_format(process->arena, "%lld", (long long)array_index(key));
        process_print(process, "%s[%s]=%s%s", i && !map ? " " : "", shown,
                      quote_double(process->arena, value_string_of(value_member_at(elements, i))),
                      map ? " " : "");
    }
    process_print(process, ")");
}

static void print_declaration(struct process *process, const char *name)
{
    unsigned flags = variable_flags(process->shell, name);
    char text[9] = "-";
    size_t length = 1;
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
        if (flags & letters[i].flag)
            text[length++] = letters[i].letter;
    process_print(process, "declare %s %s", length > 1 ? text : "--", name);
    print_value(process, name);
    process_print(process, "\n");
}

static void print_all(struct process *process, unsigned flags)
{
    struct map variables = process->shell->variables;
    map_ref(variables);
    struct map_walk walk = map_walk(variables, SLICE(""));
    struct map_entry entry;
    while (map_walk_next(&walk, &entry)) {
        const char *name = arena_copy(process->arena, entry.key);
        if (!flags || (variable_flags(process->shell, name) & flags))
            print_declaration(process, name);
    }
    map_unref(variables);
}

static int print_functions(struct process *process, const char *name, bool names_only)
{
    const char *stored = shell_text(process->shell->functions, name);
    if (!stored)
        return 1;
    if (names_only)
        process_print(process, "%s\n", name);
    else
        process_print(process, "%s () \n%s\n", name, strchr(stored, ' ') + 1);
    return 0;
}

static int declare_one(struct process *process, const struct declaration *declaration, const char *word)
{
    struct shell *shell = process->shell;
    struct slice whole = slice_of(word);
    size_t equals = slice_find_byte(whole, '=');
    bool assigns = equals < whole.length, append = assigns && equals && word[equals - 1] == '+';
    struct slice name_part = slice_part(whole, 0, equals - append);
    struct slice plain = slice_part(name_part, 0, slice_find_byte(name_part, '['));
    if (!word_is_name(plain)) {
        complain(process, "%s: `%s': not a valid identifier", declaration->command, word);
        return 1;
    }
    const char *name = arena_copy(process->arena, plain);
    if (declaration->print) {
        if (variable_flags(shell, name) || variable_text(shell, name)) {
            print_declaration(process, name);
            return 0;
        }
        complain(process, "%s: %s: not found", declaration->command, name);
        return 1;
    }
    if (declaration->local) {
        variable_save(shell, name, shell->functions_depth);
        if (!(variable_flags(shell, name) & VARIABLE_READONLY))
            variable_unset(shell, name);
    }
    if (variable_flags(shell, name) & VARIABLE_READONLY && (assigns || declaration->local)) {
        bool export = text_equal(declaration->command, "export");
        complain(process, "%s%s%s: readonly variable", export ? "" : declaration->command, export ? "" : ": ",
                 name);
        return 1;
    }
    unsigned early = declaration->add & ~(unsigned)VARIABLE_READONLY;
    if (early || declaration->local || !assigns)
        variable_mark(shell, name, early, declaration->remove);
    if (assigns && word[equals + 1] == '(') {
        evaluate_assignment(process, word);
    } else if (assigns) {
        const char *target = arena_copy(process->arena, name_part);
        assign(process, target, word + equals + 1, append);
    }
    if (declaration->add & VARIABLE_READONLY)
        variable_mark(shell, name, VARIABLE_READONLY, 0);
    return shell->flow == FLOW_ON ? 0 : 1;
}

static bool take_letters(struct declaration *declaration, const char *word)
{
    bool plus = word[0] == '+';
    for (const char *c = word + 1; *c; c++) {
        unsigned flag = 0;
        for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
            flag |= letters[i].letter == *c ? letters[i].flag : 0;
        declaration->print |= *c == 'p';
        declaration->functions |= *c == 'f' || *c == 'F';
        declaration->names_only |= *c == 'F';
        declaration->global |= *c == 'g';
        if (*c == 'n' && text_equal(declaration->command, "export"))
            declaration->remove |= VARIABLE_EXPORTED;
        else if (!flag && !strchr("pfFgtnI", *c))
            return false;
        if (plus)
            declaration->remove |= flag;
        else
            declaration->add |= flag;
    }
    return true;
}

static int declare_words(struct process *process, struct declaration *declaration, const struct program *row,
                         int count, char *const *words)
{
    int first = 1, status = 0;
    unsigned own = declaration->add;
    declaration->command = words[0];
    for (; first < count && (words[first][0] == '-' || words[first][0] == '+') && words[first][1]; first++) {
        if (text_equal(words[first], "--")) {
            first++;
            break;
        }
        if (!take_letters(declaration, words[first]))
            return builtin_bad_option(process, row, words[first]);
    }
    if (declaration->remove & own)
        declaration->add &= ~own;
    if (declaration->global)
        declaration->local = false;
    if (first == count && !declaration->local && !declaration->functions)
        print_all(process, declaration->add);
    for (int i = first; i < count; i++)
        if (declaration->functions && (declaration->print || !(declaration->add & VARIABLE_EXPORTED)))
            status |= print_functions(process, words[i], declaration->names_only);
        else if (!declaration->functions)
            status |= declare_one(process, declaration, words[i]);
    return status;
}

static int run_declare(struct process *process, int count, char *const *words)
{
    struct declaration declaration = {.local = process->shell->functions_depth > 0};
    return declare_words(process, &declaration, &builtin_declare, count, words);
}

static int run_local(struct process *process, int count, char *const *words)
{
    struct declaration declaration = {.local = true};
    if (!process->shell->functions_depth) {
        complain(process, "local: can only be used in a function");
        return 1;
    }
    return declare_words(process, &declaration, &builtin_local, count, words);
}

static int run_export(struct process *process, int count, char *const *words)
{
    struct declaration declaration = {.add = VARIABLE_EXPORTED};
    if (count == 2 && text_equal(words[1], "-p"))
        count = 1;
    return declare_words(process, &declaration, &builtin_export, count, words);
}

static int run_readonly(struct process *process, int count, char *const *words)
{
    struct declaration declaration = {.add = VARIABLE_READONLY};
    if (count == 2 && text_equal(words[1], "-p"))
        count = 1;
    return declare_words(process, &declaration, &builtin_readonly, count, words);
}

static int unset_one(struct process *process, const char *word, bool functions, bool variables)
{
    struct shell *shell = process->shell;
    struct slice whole = slice_of(word);
    size_t bracket = slice_find_byte(whole, '[');
    const char *name = arena_copy(process->arena, slice_part(whole, 0, bracket));
    bool done = true;
    if (bracket < whole.length && !functions) {
        const char *subscript = arena_copy(process->arena, slice_part(whole, bracket + 1, whole.length - 1));
        if (text_equal(subscript, "@") || text_equal(subscript, "*"))
            return variable_unset(shell, name) ? 0 : 1;
        const char *key = expand_subscript(process, name, subscript);
        return key && variable_unset_element(shell, name, key) ? 0 : 1;
    }
    bool is_variable = map_get(shell->variables, slice_of(name)) != NULL;
    if (!functions && is_variable)
        done = variable_unset(shell, name);
    else if (functions || !variables)
        shell_put_text(&shell->functions, name, NULL);
    if (!done)
        complain(process, "unset: %s: cannot unset: readonly variable", name);
    return done ? 0 : 1;
}

static int run_unset(struct process *process, int count, char *const *words)
{
    bool functions = false, variables = false;
    int first = 1, status = 0;
    for (; first < count && words[first][0] == '-' && words[first][1]; first++) {
        if (strspn(words[first] + 1, "fvn-") != slice_of(words[first] + 1).length)
            return builtin_bad_option(process, &builtin_unset, words[first]);
        functions |= strchr(words[first], 'f') != NULL;
        variables |= strchr(words[first], 'v') != NULL;
    }
    for (int i = first; i < count; i++)
        status |= unset_one(process, words[i], functions, variables);
    return status;
}

static int run_let(struct process *process, int count, char *const *words)
{
    int64_t number = 0;
    if (count < 2) {
        complain(process, "let: expression expected");
        return 1;
    }
    process->shell->speaker = "let";
    bool known = true;
    for (int i = 1; i < count && known; i++)
        known = arithmetic_evaluate(process, words[i], &number);
    process->shell->speaker = NULL;
    return !known || number == 0;
}

const struct program builtin_declare = {
    .name = "declare",
    .usage = "declare [-aAfFgiIlnrtux] [name[=value] ...] or declare -p [-aAfFilnrtux] [name ...]",
    .help = "give variables attributes",
    .run = run_declare,
};
const struct program builtin_typeset = {
    .name = "typeset",
    .usage = "typeset [-aAfFgiIlnrtux] name[=value] ... or typeset -p [-aAfFilnrtux] [name ...]",
    .help = "give variables attributes",
    .run = run_declare,
};
const struct program builtin_local = {
    .name = "local",
    .usage = "local [option] name[=value] ...",
    .help = "make variables of a function",
    .run = run_local,
};
const struct program builtin_export = {
    .name = "export",
    .usage = "export [-fn] [name[=value] ...] or export -p",
    .help = "hand variables to programs",
    .run = run_export,
};
const struct program builtin_readonly = {
    .name = "readonly",
    .usage = "readonly [-aAf] [name[=value] ...] or readonly -p",
    .help = "protect variables",
    .run = run_readonly,
};
const struct program builtin_unset = {
    .name = "unset",
    .usage = "unset [-f] [-v] [-n] [name ...]",
    .help = "forget variables and functions",
    .run = run_unset,
};
const struct program builtin_let = {
    .name = "let",
    .usage = "let arg [arg ...]",
    .help = "compute",
    .run = run_let,
};
