/* Path names: POSIX XCU 2.6.6, and bash's globstar, nocaseglob, GLOBIGNORE. */
#include <string.h>

#include "base/sort.h"
#include "shell/evaluate.h"
#include "shell/pattern.h"

enum { FOLDERS = 32 }; /* what a pattern descends */

static char *without_backslashes(struct arena *arena, const char *pattern)
{
    char *text = arena_text(arena, pattern);
    size_t length = 0;
    for (const char *c = pattern; *c; c++) {
        if (*c == '\\' && c[1])
            c++;
        text[length++] = *c;
    }
    text[length] = '\0';
    return text;
}

struct search {
    struct process *process;
    struct fields *found;
    bool hidden, ignore_case, stars; /* dotglob, nocaseglob, globstar */
};

static void match_below(const struct search *search, const char *prefix, const char *pattern, int depth);

/* A part without special bytes: no need to list the directory. */
static void match_plain(const struct search *search, const char *prefix, const char *part, const char *slashes,
                        const char *rest, int depth)
{
    struct process *process = search->process;
    const char *name = without_backslashes(process->arena, part), *problem;
    const char *path = arena_format(process->arena, "%s%s%s", prefix, name, slashes);
    if (*rest)
        match_below(search, path, rest, depth + 1);
    else if (process_is_directory(process, path) || (!*slashes && process_file(process, path, &problem)))
        fields_add(process, search->found, path);
}

static void match_names(const struct search *search, const char *prefix, const char *part, const char *slashes,
                        const char *rest, int depth)
{
    struct process *process = search->process;
    const struct value *names = process_list_directory(process, *prefix ? prefix : ".");
    bool hidden = part[0] == '.' || (part[0] == '\\' && part[1] == '.') || search->hidden;
    for (size_t i = 0; i < value_count(names); i++) {
        struct slice name = value_slice(value_at(names, i));
        if ((slice_starts(name, ".") && !hidden) || !pattern_matches(part, name, search->ignore_case))
            continue;
        const char *path =
            arena_format(process->arena, "%s%.*s%s", prefix, (int)name.length, name.data, slashes);
        if (*rest)
            match_below(search, path, rest, depth + 1);
        else if (!*slashes || process_is_directory(process, path))
            fields_add(process, search->found, path);
    }
}

/* "**": what is behind it here, and in every directory below. */
static void match_stars(const struct search *search, const char *prefix, const char *slashes, const char *rest,
                        int depth)
{
    struct process *process = search->process;
    if (*rest)
        match_below(search, prefix, rest, depth + 1);
    const struct value *names = process_list_directory(process, *prefix ? prefix : ".");
    for (size_t i = 0; i < value_count(names) && depth < FOLDERS; i++) {
        struct slice name = value_slice(value_at(names, i));
        if (slice_starts(name, ".") && !search->hidden)
            continue;
        const char *path = arena_format(process->arena, "%s%.*s", prefix, (int)name.length, name.data);
        bool directory = process_is_directory(process, path);
        if (!*rest && (directory || !*slashes))
            fields_add(process, search->found, arena_format(process->arena, "%s%s", path, slashes));
        if (directory && !process_link(process, path))
            match_stars(search, arena_format(process->arena, "%s/", path), slashes, rest, depth + 1);
    }
}

/* Adds the paths "[prefix]NAME[rest]" for each name that the first part of [pattern] matches. */
static void match_below(const struct search *search, const char *prefix, const char *pattern, int depth)
{
    struct process *process = search->process;
    struct slice whole = slice_of(pattern);
    size_t slash = slice_find_byte(whole, '/'), next = slash;
    while (next < whole.length && pattern[next] == '/')
        next++;
    const char *part = arena_copy(process->arena, slice_part(whole, 0, slash));
    const char *slashes = arena_copy(process->arena, slice_part(whole, slash, next));
    if (depth > FOLDERS)
        return;
    if (search->stars && text_equal(part, "**")) {
        if (!*(pattern + next) && *prefix && !*slashes)
            fields_add(process, search->found, prefix);
        match_stars(search, prefix, slashes, pattern + next, depth);
    } else if (pattern_is_plain(part) && !(search->ignore_case && *part)) {
        match_plain(search, prefix, part, slashes, pattern + next, depth);
    } else {
        match_names(search, prefix, part, slashes, pattern + next, depth);
    }
}

static bool is_ignored(struct process *process, const char *path, struct slice patterns)
{
    struct slice pattern;
    while (patterns.length && slice_next(&patterns, ':', &pattern))
        if (pattern_matches(arena_copy(process->arena, pattern), slice_of(path), false))
            return true;
    return false;
}

static int compare_paths(const void *a, const void *b, void *context)
{
    char *const *one = a, *const *other = b;
    (void)context;
    return slice_compare(slice_of(*one), slice_of(*other));
}

void expand_paths(struct process *process, const char *pattern, struct fields *fields)
{
    size_t slashes = strspn(pattern, "/");
    const char *prefix = arena_copy(process->arena, (struct slice){pattern, slashes});
    const char *ignored = variable_text(process->shell, "GLOBIGNORE");
    struct fields found = {0};
    const struct search search = {
        .process = process,
        .found = &found,
        .hidden = shell_has(process->shell, SHOPT_DOTGLOB) || (ignored && *ignored),
        .ignore_case = shell_has(process->shell, SHOPT_NOCASEGLOB),
        .stars = shell_has(process->shell, SHOPT_GLOBSTAR),
    };
    match_below(&search, prefix, pattern + slashes, 0);
    if (found.count)
        sort_stable(found.words, (size_t)found.count, sizeof *found.words, compare_paths, NULL);
    for (int i = 0; i < found.count; i++)
        if (!ignored || !*ignored || !is_ignored(process, found.words[i], slice_of(ignored)))
            fields_add(process, fields, found.words[i]);
}
