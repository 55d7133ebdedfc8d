/* pushd, popd, dirs. The stack is what stands below the current directory. */
#include <string.h>

#include "shell/builtins.h"

static const char *shortened(struct process *process, const char *path, bool whole)
{
    const char *home = variable_text(process->shell, "HOME");
    struct slice base = slice_of(home);
    bool below =
        home && base.length > 1 && text_starts(path, home) && (!path[base.length] || path[base.length] == '/');
    return below && !whole ? arena_format(process->arena, "~%s", path + base.length) : path;
}

/* The stack as an array of texts, the current directory first. */
static struct value *whole_stack(struct process *process)
{
    const struct shell *shell = process->shell;
    struct value *list = value_array(process->arena);
    value_append(process->arena, list, value_text(process->arena, shell->directory));
    for (size_t i = 0; i < value_count(shell->directories); i++)
        value_append(process->arena, list, value_at(shell->directories, i));
    return list;
}

/* Keeps [count] of [list], turned so that [first] comes first; that one is the current directory. */
static void keep_stack(struct shell *shell, const struct value *list, size_t first, size_t without)
{
    struct arena arena = {0};
    struct value *rest = value_array(&arena);
    size_t count = value_count(list);
    for (size_t i = 1; i < count; i++)
        if ((first + i) % count != without)
            value_append(&arena, rest, value_at(list, (first + i) % count));
    const struct value *before = shell->directories;
    shell->directories = value_keep(rest);
    value_unref(before);
    arena_release(&arena);
}

static void print_stack(struct process *process, bool whole, bool lines, bool numbered)
{
    const struct value *list = whole_stack(process);
    for (size_t i = 0; i < value_count(list); i++) {
        const char *path = shortened(process, value_string_of(value_at(list, i)), whole);
        if (numbered)
            process_print(process, "%2zu  %s\n", i, path);
        else
            process_print(process, "%s%s", path, lines || i + 1 == value_count(list) ? "\n" : " ");
    }
}

/* "+N" from the left, "-N" from the right; false when it is none of the stack. */
static bool place_of(const char *word, size_t count, size_t *place)
{
    int64_t number;
    if ((word[0] != '+' && word[0] != '-') || !slice_to_integer(slice_of(word + 1), &number) || number < 0 ||
        (size_t)number >= count)
        return false;
    *place = word[0] == '+' ? (size_t)number : count - 1 - (size_t)number;
    return true;
}

static bool is_place(const char *word)
{
    return (word[0] == '+' || word[0] == '-') && ascii_is_digit(word[1]);
}

static int out_of_range(struct process *process, const char *command, const char *word, size_t count)
{
    if (count < 2)
        complain(process, "%s: directory stack empty", command);
    else
        complain(process, "%s: %s: directory stack index out of range", command, word);
    return 1;
}

static int run_pushd(struct process *process, int count, char *const *words)
{
    bool stay = count > 1 && text_equal(words[1], "-n");
    const char *word = count > 1 + stay ? words[1 + stay] : NULL;
    const struct value *list = whole_stack(process);
    size_t size = value_count(list), place = 1;
    if (!word && size < 2) {
        complain(process, "pushd: no other directory");
        return 1;
    }
    if (word && !is_place(word)) {
        const char *before = arena_text(process->arena, process->shell->directory);
        struct value *longer = value_array(process->arena);
        if (!stay && change_directory(process, "pushd", word))
            return 1;
        value_append(process->arena, longer, value_text(process->arena, ""));
        value_append(process->arena, longer, value_text(process->arena, stay ? word : before));
        for (size_t i = 1; i < size; i++)
            value_append(process->arena, longer, value_at(list, i));
        keep_stack(process->shell, longer, 0, SIZE_MAX);
    } else {
        if (word && (!place_of(word, size, &place) || size < 2))
            return out_of_range(process, "pushd", word, size);
        if (!word) { /* the two at the top change places */
            struct value *swapped = value_array(process->arena);
            value_append(process->arena, swapped, value_at(list, 1));
            value_append(process->arena, swapped, value_at(list, 0));
            for (size_t i = 2; i < size; i++)
                value_append(process->arena, swapped, value_at(list, i));
            list = swapped;
            place = 0;
        }
        if (!stay && change_directory(process, "pushd", value_string_of(value_at(list, place))))
            return 1;
        keep_stack(process->shell, list, place, SIZE_MAX);
    }
    print_stack(process, false, false, false);
    return 0;
}

static int run_popd(struct process *process, int count, char *const *words)
{
    bool stay = count > 1 && text_equal(words[1], "-n");
    const char *word = count > 1 + stay ? words[1 + stay] : "+0";
    const struct value *list = whole_stack(process);
    size_t size = value_count(list), place = 0;
    if (!is_place(word)) {
        complain(process, "popd: %s: invalid argument", word);
        process_complain(process, "popd: usage: %s\n", builtin_popd.usage);
        return 2;
    }
    if (size < 2 || !place_of(word, size, &place))
        return out_of_range(process, "popd", word, size);
    if (place == 0 && !stay) {
        if (change_directory(process, "popd", value_string_of(value_at(list, 1))))
            return 1;
        keep_stack(process->shell, list, 1, 0);
    } else {
        keep_stack(process->shell, list, 0, place ? place : 1);
    }
    print_stack(process, false, false, false);
    return 0;
}

static int run_dirs(struct process *process, int count, char *const *words)
{
    bool whole = false, lines = false, numbered = false;
    const struct value *list = whole_stack(process);
    size_t place;
    for (int i = 1; i < count; i++) {
        if (is_place(words[i])) {
            if (!place_of(words[i], value_count(list), &place))
                return out_of_range(process, "dirs", words[i] + 1, value_count(list));
            process_print(process, "%s\n", shortened(process, value_string_of(value_at(list, place)), whole));
            return 0;
        }
        if (words[i][0] != '-' || strspn(words[i] + 1, "clpv") != slice_of(words[i] + 1).length)
            return builtin_bad_option(process, &builtin_dirs, words[i]);
        whole |= strchr(words[i], 'l') != NULL;
        lines |= strchr(words[i], 'p') != NULL;
        numbered |= strchr(words[i], 'v') != NULL;
        if (strchr(words[i], 'c')) {
            value_unref(process->shell->directories);
            process->shell->directories = NULL;
            return 0;
        }
    }
    print_stack(process, whole, lines, numbered);
    return 0;
}

const struct program builtin_pushd = {
    .name = "pushd",
    .usage = "pushd [-n] [+N | -N | dir]",
    .help = "remember the directory, go to another",
    .run = run_pushd,
};
const struct program builtin_popd = {
    .name = "popd",
    .usage = "popd [-n] [+N | -N]",
    .help = "go back to a directory remembered",
    .run = run_popd,
};
const struct program builtin_dirs = {
    .name = "dirs",
    .usage = "dirs [-clpv] [+N] [-N]",
    .help = "list the directories remembered",
    .run = run_dirs,
};
