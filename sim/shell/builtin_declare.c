/* declare, typeset, local, export, readonly. */
#include <string.h>

#include "shell/builtins.h"
#include "shell/lexer.h"

struct declaration {
    const struct program *row;
    const char *command;
    unsigned add, remove;
    bool local, print, functions, names_only, global;
};

/* --- listings --- */

static int print_function_of(struct process *process, const struct declaration *declaration, const char *name)
{
    struct function function;
    if (!function_find(process->arena, process->shell, name, &function))
        return 1;
    if (declaration->names_only)
        process_print(process, "%s\n", name);
    else
        process_print(process, "%s\n", function_print(process, name));
    return 0;
}

static void print_functions(struct process *process, const struct declaration *declaration)
{
    struct map *functions = map_hold(process, process->shell->functions);
    struct map_walk walk = map_walk(*functions, SLICE(""));
    struct map_entry entry;
    while (map_walk_next(&walk, &entry)) {
        const char *name = arena_copy(process->arena, entry.key);
        bool exported = slice_starts(value_slice(entry.item), "x");
        if ((declaration->add & VARIABLE_EXPORTED) && !exported)
            continue;
        if (!declaration->names_only)
            process_print(process, "%s\n", function_print(process, name));
        if (declaration->names_only || exported)
            process_print(process, "declare -f%s %s\n", exported ? "x" : "", name);
    }
    map_let_go(process, functions);
}

static void print_variables(struct process *process, const struct declaration *declaration)
{
    struct map *variables = map_hold(process, shell_variables(process->shell));
    struct map_walk walk = map_walk(*variables, SLICE(""));
    struct map_entry entry;
    while (map_walk_next(&walk, &entry)) {
        const char *name = arena_copy(process->arena, entry.key);
        unsigned flags = variable_own_flags(process->shell, name);
        if (!declaration->add || (flags & declaration->add))
            process_print(process, "%s\n", variable_declaration(process, name));
    }
    map_let_go(process, variables);
}

static void print_locals(struct process *process)
{
    const struct shell *shell = process->shell;
    for (int i = 0; i < shell->saved_count; i++) {
        const char *name = shell->saved[i].name;
        if (shell->saved[i].scope == shell->functions_depth && variable_text(shell, name))
            process_print(process, "%s\n", variable_declaration(process, name));
    }
}

static int print_all(struct process *process, const struct declaration *declaration)
{
    if (declaration->functions)
        print_functions(process, declaration);
    else if (declaration->row == &builtin_local)
        print_locals(process);
    else if (declaration->add || declaration->print)
        print_variables(process, declaration);
    else
        print_shell_variables(process, true);
    return 0;
}

/* --- one name --- */

static int refuse(struct process *process, const struct declaration *declaration, const char *name,
                  const char *problem)
{
    complain(process, "%s: %s: %s", declaration->command, name, problem);
    return 1;
}

static int declare_function(struct process *process, const struct declaration *declaration, const char *name)
{
    bool changes = (declaration->add | declaration->remove) & VARIABLE_EXPORTED && !declaration->print;
    if (!changes)
        return print_function_of(process, declaration, name);
    if (function_export(process, name, declaration->add & VARIABLE_EXPORTED))
        return 0;
    return refuse(process, declaration, name, "not a function");
}

/* A scalar that becomes an array keeps its text as the first element. */
static void make_array(struct shell *shell, const char *name, unsigned kind)
{
    struct arena arena = {0};
    const char *text = variable_text(shell, name);
    if (text && !variable_elements(shell, name)) {
        struct value *elements = value_object(&arena);
        value_put_text(&arena, elements, kind == VARIABLE_MAP ? "0" : array_key(&arena, 0), text);
        variable_set_array(shell, name, elements, kind == VARIABLE_MAP);
    }
    arena_release(&arena);
}

static void make_local(struct shell *shell, const char *name)
{
    bool exported = variable_flags(shell, name) & VARIABLE_EXPORTED;
    if (!variable_save(shell, name, shell->functions_depth))
        return;
    variable_forget(shell, name);
    variable_mark(shell, name, exported ? VARIABLE_EXPORTED : 0, 0);
}

/* NULL, or why the attributes cannot be had. */
static const char *conflict(const struct shell *shell, const struct declaration *declaration, const char *name,
                            bool assigns)
{
    unsigned flags = variable_flags(shell, name);
    if ((flags & VARIABLE_READONLY) && (assigns || declaration->remove & VARIABLE_READONLY))
        return "readonly variable";
    if ((declaration->add & VARIABLE_MAP) && (flags & VARIABLE_ARRAY) && !declaration->local)
        return "cannot convert indexed to associative array";
    if ((declaration->add & VARIABLE_ARRAY) && (flags & VARIABLE_MAP) && !declaration->local)
        return "cannot convert associative to indexed array";
    if (declaration->remove & flags & (VARIABLE_ARRAY | VARIABLE_MAP))
        return "cannot destroy array variables in this way";
    return NULL;
}

static void set_attributes(struct shell *shell, const struct declaration *declaration, const char *name,
                           unsigned add)
{
    unsigned remove = declaration->remove;
    if (add & VARIABLE_UPPER)
        remove |= VARIABLE_LOWER;
    if (add & VARIABLE_LOWER)
        remove |= VARIABLE_UPPER;
    if (add & (VARIABLE_ARRAY | VARIABLE_MAP))
        make_array(shell, name, add & (VARIABLE_ARRAY | VARIABLE_MAP));
    variable_mark(shell, name, add, remove);
}

static int declare_reference(struct process *process, const struct declaration *declaration, const char *name,
                             const char *target)
{
    struct shell *shell = process->shell;
    if (target && text_equal(target, name))
        return refuse(process, declaration, name, "nameref variable self references not allowed");
    if (target && !word_is_name(slice_part(slice_of(target), 0, slice_find_byte(slice_of(target), '[')))) {
        complain(process, "%s: `%s': invalid variable name for name reference", declaration->command, target);
        return 1;
    }
    variable_set_reference(shell, name, target);
    return 0;
}

static int declare_variable(struct process *process, const struct declaration *declaration, const char *word)
{
    struct shell *shell = process->shell;
    struct slice whole = slice_of(word);
    size_t equals = slice_find_byte(whole, '=');
    bool assigns = equals < whole.length, append = assigns && equals && word[equals - 1] == '+';
    struct slice target = slice_part(whole, 0, equals - append);
    const char *name = arena_copy(process->arena, slice_part(target, 0, slice_find_byte(target, '[')));
    if (!word_is_name(slice_of(name))) {
        complain(process, "%s: `%s': not a valid identifier", declaration->command, word);
        return 1;
    }
    const char *problem = declaration->global ? NULL : conflict(shell, declaration, name, assigns);
    if (problem && assigns && (declaration->row == &builtin_export || declaration->row == &builtin_readonly)) {
        complain(process, "%s: %s", name, problem);
        return 1;
    }
    if (problem)
        return refuse(process, declaration, name, problem);
    if (declaration->local)
        make_local(shell, name);
    if (declaration->add & VARIABLE_REFERENCE)
        return declare_reference(process, declaration, name, assigns ? word + equals + 1 : NULL);
    if (declaration->remove & VARIABLE_REFERENCE)
        variable_forget(shell, name);
    set_attributes(shell, declaration, name, declaration->add & ~(unsigned)VARIABLE_READONLY);
    if (assigns)
        assign_declared(process, word,
                        declaration->row == &builtin_export || declaration->row == &builtin_readonly);
    variable_mark(shell, name, declaration->add & VARIABLE_READONLY, 0);
    return shell->flow == FLOW_ON ? 0 : 1;
}

static int print_one(struct process *process, const struct declaration *declaration, const char *name)
{
    const struct shell *shell = process->shell;
    if (!variable_entry(shell, name) && !computed_text(process, name))
        return refuse(process, declaration, name, "not found");
    process_print(process, "%s\n", variable_declaration(process, name));
    return 0;
}

/* --- the commands --- */

static bool take_letters(struct declaration *declaration, const char *word)
{
    bool plus = word[0] == '+', exports = declaration->row == &builtin_export;
    for (const char *c = word + 1; *c; c++) {
        unsigned flag = exports && *c == 'n' ? 0 : variable_flag(*c);
        declaration->print |= *c == 'p';
        declaration->functions |= *c == 'f' || *c == 'F';
        declaration->names_only |= *c == 'F';
        declaration->global |= *c == 'g';
        if (exports && *c == 'n')
            declaration->remove |= VARIABLE_EXPORTED;
        else if (exports ? !strchr("fp", *c) : !flag && !strchr("pfFgtI", *c))
            return false;
        if (plus)
            declaration->remove |= flag;
        else
            declaration->add |= flag;
    }
    return true;
}

static int declare_words(struct process *process, struct declaration *declaration, int count,
                         char *const *words)
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
            return builtin_bad_option(process, declaration->row,
                                      arena_format(process->arena, "%.2s", words[first]));
    }
    declaration->add &= ~(declaration->remove & own);
    declaration->local &= !declaration->global;
    if (first == count)
        return print_all(process, declaration);
    for (int i = first; i < count; i++) {
        if (declaration->functions)
            status |= declare_function(process, declaration, words[i]);
        else if (declaration->print && declaration->row != &builtin_export &&
                 declaration->row != &builtin_readonly)
            status |= print_one(process, declaration, words[i]);
        else
            status |= declare_variable(process, declaration, words[i]);
    }
    return status;
}

static int run_declare(struct process *process, int count, char *const *words)
{
    struct declaration declaration = {.row =
                                          text_equal(words[0], "typeset") ? &builtin_typeset : &builtin_declare,
                                      .local = process->shell->functions_depth > 0};
    return declare_words(process, &declaration, count, words);
}

static int run_local(struct process *process, int count, char *const *words)
{
    struct declaration declaration = {.row = &builtin_local, .local = true};
    if (!process->shell->functions_depth) {
        complain(process, "local: can only be used in a function");
        return 1;
    }
    return declare_words(process, &declaration, count, words);
}

static int run_export(struct process *process, int count, char *const *words)
{
    struct declaration declaration = {.row = &builtin_export, .add = VARIABLE_EXPORTED};
    return declare_words(process, &declaration, count, words);
}

static int run_readonly(struct process *process, int count, char *const *words)
{
    struct declaration declaration = {.row = &builtin_readonly, .add = VARIABLE_READONLY};
    return declare_words(process, &declaration, count, words);
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
