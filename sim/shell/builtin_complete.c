/* complete, compgen, compopt: what Tab offers behind a name. Functions are kept and printed but not run: of those that
 * programs generate, __start_PROGRAM, Tab gives what the program itself would answer. */
#include <string.h>

#include "shell/builtins.h"
#include "shell/shell.h"

/* The options as bash prints them: those of -o, the actions, what takes an argument. */
struct given {
    const char *parts[3];
    const char *words, *function; /* of -W and -F */
    bool print, remove, whole;    /* whole: -D, -E or -I, which stand for a name */
};

static bool is_option_name(const char *name)
{
    static const char *const names[] = {"bashdefault", "default", "dirnames", "filenames",
                                        "noquote",     "nosort",  "nospace",  "plusdirs"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (text_equal(names[i], name))
            return true;
    return false;
}

static void keep_argument(struct process *process, struct given *given, char letter, const char *argument)
{
    const char **part = &given->parts[letter == 'o' ? 0 : letter == 'A' ? 1 : 2];
    bool plain = letter == 'o' || letter == 'A' || letter == 'F';
    *part = arena_format(process->arena, "%s-%c %s ", *part, letter, plain ? argument : quote_single(process->arena, argument));
    if (letter == 'W')
        given->words = argument;
    if (letter == 'F')
        given->function = argument;
}

/* Reads the options; the first operand, or 0 after a message. */
static int read_options(struct process *process, const struct program *self, int count, char *const *words,
                        struct given *given)
{
    int first = 1;
    for (; first < count && words[first][0] == '-' && words[first][1]; first++) {
        if (text_equal(words[first], "--"))
            return first + 1;
        for (const char *c = words[first] + 1; *c; c++) {
            const char *bad = arena_format(process->arena, "-%c", *c);
            if (strchr("oAGWFCXPS", *c)) {
                if (!c[1] && first + 1 >= count) {
                    complain(process, "%s: %s: option requires an argument", self->name, bad);
                    process_complain(process, "%s: usage: %s\n", self->name, self->usage);
                    return 0;
                }
                const char *argument = c[1] ? c + 1 : words[++first];
                if (*c == 'o' && !is_option_name(argument)) {
                    complain(process, "%s: %s: invalid option name", self->name, argument);
                    return 0;
                }
                keep_argument(process, given, *c, argument);
                break;
            }
            if (!strchr(self == &builtin_complete ? "abcdefgjksuvprDEI" : "abcdefgjksuv", *c)) {
                builtin_bad_option(process, self, bad);
                return 0;
            }
            given->print |= *c == 'p';
            given->remove |= *c == 'r';
            given->whole |= strchr("DEI", *c) != NULL;
            if (!strchr("prDEI", *c))
                given->parts[1] = arena_format(process->arena, "%s-%c ", given->parts[1], *c);
        }
    }
    return first;
}

static int missing(struct process *process, const char *name)
{
    complain(process, "complete: %s: no completion specification", name);
    return 1;
}

static void print_one(struct process *process, const char *name, const char *text)
{
    process_print(process, "complete %s%s\n", text, name);
}

static int print_or_remove(struct process *process, bool remove, int count, char *const *names)
{
    struct shell *shell = process->shell;
    int status = 0;
    struct map *all = map_hold(process, shell->completions);
    struct map_walk walk = map_walk(*all, SLICE(""));
    struct map_entry entry;
    while (count == 0 && map_walk_next(&walk, &entry)) {
        const char *name = arena_copy(process->arena, entry.key);
        if (remove)
            shell_put_text(&shell->completions, name, NULL);
        else
            print_one(process, name, value_string_of(entry.item));
    }
    map_let_go(process, all);
    for (int i = 0; i < count; i++) {
        const char *text = shell_text(shell->completions, names[i]);
        if (!text)
            status = missing(process, names[i]);
        else if (remove)
            shell_put_text(&shell->completions, names[i], NULL);
        else
            print_one(process, names[i], text);
    }
    return status;
}

static int run_complete(struct process *process, int count, char *const *words)
{
    struct shell *shell = process->shell;
    struct given given = {.parts = {"", "", ""}};
    int first = read_options(process, &builtin_complete, count, words, &given);
    if (!first)
        return 2;
    if (given.print || given.remove || count == 1)
        return print_or_remove(process, given.remove, count - first, words + first);
    if (first >= count && !given.whole) {
        process_complain(process, "complete: usage: %s\n", builtin_complete.usage);
        return 2;
    }
    if (given.function && !text_starts(given.function, "__start_") && shell->interactive)
        complain(process, "complete: not simulated at Tab: the function %s", given.function);
    const char *text =
        arena_format(process->arena, "%s%s%s", given.parts[0], given.parts[1], given.parts[2]);
    for (int i = first; i < count; i++)
        shell_put_text(&shell->completions, words[i], text);
    return 0;
}

/* The words of -W that begin as asked; the rest of what bash can generate is not modelled. */
static int run_compgen(struct process *process, int count, char *const *words)
{
    struct given given = {.parts = {"", "", ""}};
    int first = read_options(process, &builtin_compgen, count, words, &given), found = 0;
    if (!first)
        return 2;
    const char *start = first < count ? words[first] : "";
    if (*given.parts[1] || given.function || (!given.words && *given.parts[2])) {
        complain(process, "not simulated: compgen %s%s", given.parts[1], given.parts[2]);
        return 1;
    }
    char *const *list;
    struct slice text = slice_of(given.words ? given.words : "");
    int words_count = shell_words_at(process->arena, text, text.length, &list);
    for (int i = 0; i < words_count; i++) {
        if (!*list[i] || !text_starts(list[i], start))
            continue;
        process_print(process, "%s\n", list[i]);
        found++;
    }
    return found == 0;
}

static int run_compopt(struct process *process, int count, char *const *words)
{
    (void)count;
    (void)words;
    complain(process, "compopt: not currently executing completion function");
    return 1;
}

#define SPECIFICATION                                                                                          \
    "[-o option] [-A action] [-G globpat] [-W wordlist] [-F function] [-C command] [-X filterpat] [-P prefix] " \
    "[-S suffix] "
const struct program builtin_complete = {
    .name = "complete",
    .usage = "complete [-abcdefgjksuv] [-pr] [-DEI] " SPECIFICATION "[name ...]",
    .help = "say what Tab offers behind a name",
    .run = run_complete,
};
const struct program builtin_compgen = {
    .name = "compgen",
    .usage = "compgen [-abcdefgjksuv] " SPECIFICATION "[word]",
    .help = "print what Tab would offer",
    .run = run_compgen,
};
const struct program builtin_compopt = {
    .name = "compopt",
    .usage = "compopt [-o|+o option] [-DEI] [name ...]",
    .help = "change options of a completion",
    .run = run_compopt,
};
