/* alias, unalias, getopts. */
#include <string.h>

#include "shell/builtins.h"
#include "shell/lexer.h"

static void print_alias(struct process *process, const char *name)
{
    process_print(process, "alias %s=%s\n", name,
                  quote_single(process->arena, shell_alias(process->shell, name)));
}

static int run_alias(struct process *process, int count, char *const *words)
{
    struct shell *shell = process->shell;
    int status = 0;
    if (count > 1 && words[1][0] == '-' && words[1][1] && !text_equal(words[1], "-p") &&
        !text_equal(words[1], "--"))
        return builtin_bad_option(process, &builtin_alias, arena_format(process->arena, "%.2s", words[1]));
    struct map_walk walk = map_walk(shell->aliases, SLICE(""));
    struct map_entry entry;
    while ((count == 1 || (count == 2 && text_equal(words[1], "-p"))) && map_walk_next(&walk, &entry))
        print_alias(process, arena_copy(process->arena, entry.key));
    for (int i = 1; i < count; i++) {
        struct slice word = slice_of(words[i]);
        size_t equals = slice_find_byte(word, '=');
        if (equals < word.length) {
            shell_put_text(&shell->aliases, arena_copy(process->arena, slice_part(word, 0, equals)),
                           words[i] + equals + 1);
        } else if (shell_alias(shell, words[i])) {
            print_alias(process, words[i]);
        } else if (!text_equal(words[i], "-p")) {
            complain(process, "alias: %s: not found", words[i]);
            status = 1;
        }
    }
    return status;
}

static int run_unalias(struct process *process, int count, char *const *words)
{
    struct shell *shell = process->shell;
    int status = 0;
    if (count == 2 && text_equal(words[1], "-a")) {
        map_unref(shell->aliases);
        shell->aliases.root = NULL;
        return 0;
    }
    if (count < 2) {
        process_complain(process, "unalias: usage: %s\n", builtin_unalias.usage);
        return 2;
    }
    for (int i = 1; i < count; i++) {
        if (!shell_alias(shell, words[i])) {
            complain(process, "unalias: %s: not found", words[i]);
            status = 1;
        }
        shell_put_text(&shell->aliases, words[i], NULL);
    }
    return status;
}

static int finish_options(struct process *process, const char *name, int64_t at)
{
    struct shell *shell = process->shell;
    shell->option_offset = 0;
    variable_set(shell, name, "?");
    variable_set(shell, "OPTIND", arena_format(process->arena, "%lld", (long long)at));
    variable_unset(shell, "OPTARG");
    return 1;
}

/* The argument of an option: the rest of its word or the next word; NULL when it is missing. */
static const char *option_value(struct shell *shell, const char *word, int count, char *const *words,
                                int64_t *at)
{
    const char *rest = word + shell->option_offset + 1;
    shell->option_offset = 0;
    ++*at;
    if (*rest)
        return rest;
    return *at <= count ? words[(*at)++ - 1] : NULL;
}

/* Takes the option that stands at the offset of [word], the word numbered [at] of [given]. */
static int take_option(struct process *process, const char *letters, const char *name,
                       const struct fields *given, int64_t at)
{
    struct shell *shell = process->shell;
    const char *word = given->words[at - 1];
    bool silent = letters[0] == ':';
    const char letter[] = {word[shell->option_offset], '\0'};
    const char *known = letter[0] == ':' ? NULL : strchr(letters + silent, letter[0]), *value = NULL;
    bool missing = false;
    if (known && known[1] == ':') {
        value = option_value(shell, word, given->count, given->words, &at);
        missing = !value;
    } else if (!word[++shell->option_offset]) {
        shell->option_offset = 0;
        at++;
    }
    variable_set(shell, "OPTIND", arena_format(process->arena, "%lld", (long long)at));
    variable_unset(shell, "OPTARG");
    if (value)
        variable_set(shell, "OPTARG", value);
    if (known && !missing)
        return variable_set(shell, name, letter) ? 0 : 1;
    variable_set(shell, name, missing && silent ? ":" : "?");
    if (silent)
        variable_set(shell, "OPTARG", letter);
    else if (!text_equal(variable_text(shell, "OPTERR"), "0"))
        process_complain(process, "%s: %s -- %s\n", shell->zero,
                         missing ? "option requires an argument" : "illegal option", letter);
    return 0;
}

static int get_option(struct process *process, int count, char *const *words)
{
    struct shell *shell = process->shell;
    int64_t at = 1;
    if (count < 3) {
        process_complain(process, "getopts: usage: %s\n", builtin_getopts.usage);
        return 2;
    }
    struct fields given = {0};
    for (int i = 3; i < count; i++)
        fields_add(process, &given, words[i]);
    for (size_t i = 1; count == 3 && i <= value_count(shell->arguments); i++)
        fields_add(process, &given, shell_argument(shell, i));
    const char *letters = words[1], *name = words[2], *index = variable_text(shell, "OPTIND");
    builtin_number(index ? index : "1", &at);
    if (at < 1)
        at = 1;
    const char *word = at <= given.count ? given.words[at - 1] : NULL;
    if (word && shell->option_offset >= (int)slice_of(word).length)
        shell->option_offset = 0;
    if (!word || (shell->option_offset == 0 && (word[0] != '-' || !word[1])))
        return finish_options(process, name, at);
    if (text_equal(word, "--"))
        return finish_options(process, name, at + 1);
    if (shell->option_offset == 0)
        shell->option_offset = 1;
    return take_option(process, letters, name, &given, at);
}

static int run_getopts(struct process *process, int count, char *const *words)
{
    int status = get_option(process, count, words);
    if (count < 3 || word_is_name(slice_of(words[2])))
        return status;
    variable_forget(process->shell, words[2]);
    complain(process, "getopts: `%s': not a valid identifier", words[2]);
    return 1;
}

const struct program builtin_alias = {
    .name = "alias",
    .usage = "alias [-p] [name[=value] ... ]",
    .help = "name commands",
    .run = run_alias,
};
const struct program builtin_unalias = {
    .name = "unalias",
    .usage = "unalias [-a] name [name ...]",
    .help = "forget aliases",
    .run = run_unalias,
};
const struct program builtin_getopts = {
    .name = "getopts",
    .usage = "getopts optstring name [arg ...]",
    .help = "take options off the parameters",
    .run = run_getopts,
};
