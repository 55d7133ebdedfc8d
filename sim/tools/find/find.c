/* find: the walk. Directories are walked in the order of their names. */
#include "tools/find/find.h"

#include <string.h>

#include "shell/host.h"
#include "tools/options.h"

struct walk {
    struct find *find;
    const struct find_node *expression;
    struct find_file *stack;
    size_t count, capacity;
};

static void push(struct walk *walk, struct find_file file)
{
    if (walk->count == walk->capacity) {
        struct find_file *old = walk->stack;
        walk->capacity = walk->capacity ? walk->capacity * 2 : 32;
        walk->stack = arena_allocate(walk->find->process->arena, walk->capacity * sizeof *walk->stack);
        if (walk->count)
            memcpy(walk->stack, old, walk->count * sizeof *old);
    }
    walk->stack[walk->count++] = file;
}

static struct find_file make_file(struct walk *walk, const char *path, const char *start, int64_t depth,
                                  const char **problem)
{
    struct find_file file = {.path = path, .start = start, .depth = depth};
    *problem = process_status_of(walk->find->process, path, &file.status);
    return file;
}

/* The last stands on top, so that the first is met first; the other way round with [forwards]. */
static void push_children(struct walk *walk, const struct find_file *above, bool forwards)
{
    struct process *process = walk->find->process;
    const struct value *names = process_list_directory(process, above->path);
    size_t count = value_count(names);
    if (!above->status.directory || above->depth >= walk->find->most_depth)
        return;
    for (size_t i = 0; i < count; i++) {
        const char *name = value_string_of(value_at(names, forwards ? i : count - 1 - i)), *problem;
        const char *path =
            arena_format(process->arena, "%s%s%s", above->path, text_ends(above->path, "/") ? "" : "/", name);
        push(walk, make_file(walk, path, above->start, above->depth + 1, &problem));
    }
}

static void visit(struct walk *walk, struct find_file *file)
{
    struct find *find = walk->find;
    if (find->quits || file->depth < find->least_depth)
        return;
    bool holds = !walk->expression || find_holds(find, walk->expression, file);
    if (holds && !find->acts)
        process_print(find->process, "%s\n", file->path);
}

static void walk_down(struct walk *walk)
{
    while (walk->count && !walk->find->quits) {
        struct find_file file = walk->stack[--walk->count];
        walk->find->process->host->tick(walk->find->process);
        visit(walk, &file);
        if (!file.pruned)
            push_children(walk, &file, false);
    }
}

/* -depth: what walking down from the last name to the first meets, backwards. */
static void walk_up(struct walk *walk)
{
    struct walk met = {.find = walk->find};
    while (walk->count) {
        struct find_file file = walk->stack[--walk->count];
        walk->find->process->host->tick(walk->find->process);
        push(&met, file);
        push_children(walk, &file, true);
    }
    while (met.count && !walk->find->quits)
        visit(walk, &met.stack[--met.count]);
}

static void walk_path(struct walk *walk, const char *path)
{
    const char *problem;
    struct find_file file = make_file(walk, path, path, 0, &problem);
    if (problem) {
        process_complain(walk->find->process, "find: '%s': %s\n", path, problem);
        walk->find->status = 1;
        return;
    }
    push(walk, file);
    if (walk->find->below_first)
        walk_up(walk);
    else
        walk_down(walk);
}

static int run(struct process *process, int count, char *const *words)
{
    struct find find = {.process = process, .most_depth = INT64_MAX};
    int first = 1;
    while (first < count &&
           (text_equal(words[first], "-H") || text_equal(words[first], "-L") || text_equal(words[first], "-P")))
        first++;
    int end = first;
    while (end < count && words[end][0] != '-' && !strchr("(!,", words[end][0]))
        end++;
    if (end < count && (text_equal(words[end], "--help") || text_equal(words[end], "-help"))) {
        process_print(process, "Usage: find [path...] [expression]\n");
        return 0;
    }
    struct walk walk = {.find = &find, .expression = find_parse(&find, count - end, words + end)};
    char *const only[] = {(char *)"."};
    char *const *paths = end > first ? words + first : only;
    for (int i = 0; i < (end > first ? end - first : 1) && !find.quits; i++)
        walk_path(&walk, paths[i]);
    find_run_batches(&find);
    return find.status;
}

const struct program find_program = {
    .name = "find",
    .usage = "find [PATH]... [EXPRESSION]",
    .help = "Search for files in a directory hierarchy",
    .run = run,
};
