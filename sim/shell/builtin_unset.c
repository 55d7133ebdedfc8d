/* unset, let. */
#include <string.h>

#include "shell/arithmetic.h"
#include "shell/builtins.h"
#include "shell/lexer.h"

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
    bool is_variable = variable_entry(shell, name) != NULL;
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
    bool functions = false, variables = false, reference = false;
    int first = 1, status = 0;
    for (; first < count && words[first][0] == '-' && words[first][1]; first++) {
        if (strspn(words[first] + 1, "fvn-") != slice_of(words[first] + 1).length)
            return builtin_bad_option(process, &builtin_unset, words[first]);
        functions |= strchr(words[first], 'f') != NULL;
        reference |= strchr(words[first], 'n') != NULL;
        variables |= strchr(words[first], 'v') != NULL;
    }
    for (int i = first; i < count; i++)
        if (reference)
            variable_forget(process->shell, words[i]);
        else
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
