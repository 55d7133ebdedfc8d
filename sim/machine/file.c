/* Files of the learner's machine, changed from outside: by the same calls as a program of the terminal's shell makes, so
 * that quotas, modes and errors are those of a real write, but at once and without a process that would be seen. */
#include <string.h>

#include "machine/record.h"
#include "tools/tree.h"

static void pass(struct process *process)
{
    (void)process;
}

/* A program's view of the machine without its turns: it never waits. */
struct hand {
    struct worker worker;
    struct process_group group;
    struct host host;
};

static struct process *hand_begin(struct hand *hand, struct machine *machine, const char *terminal)
{
    *hand = (struct hand){.host = machine_host};
    hand->host.tick = hand->host.give_way = pass;
    hand->worker.machine = machine;
    hand->worker.group = &hand->group;
    struct process *process = &hand->worker.process;
    process->host = &hand->host;
    process->arena = &hand->worker.arena;
    process->shell = shell_load(machine_present(machine), terminal, NULL);
    return process;
}

static const char *hand_end(struct hand *hand, struct arena *arena, const char *problem)
{
    const char *kept = problem ? arena_text(arena, problem) : NULL;
    shell_free(hand->worker.process.shell);
    arena_release(&hand->worker.arena);
    return kept;
}

const char *machine_write_file(struct machine *machine, struct arena *arena, const char *terminal, const char *path,
                               struct slice data)
{
    struct hand hand;
    struct process *process = hand_begin(&hand, machine, terminal);
    return hand_end(&hand, arena, process_write_file(process, path, data));
}

const char *machine_remove_file(struct machine *machine, struct arena *arena, const char *terminal, const char *path)
{
    struct hand hand;
    struct process *process = hand_begin(&hand, machine, terminal);
    return hand_end(&hand, arena, tree_remove(process, path));
}

static const char *move(struct process *process, const char *from, const char *to)
{
    const char *problem = NULL;
    if (process_file(process, to, &problem) || process_is_directory(process, to))
        return "File exists";
    if (tree_is_inside(process, to, from))
        return "Invalid argument";
    problem = tree_copy(process, from, to, true);
    if (!problem)
        return tree_remove(process, from);
    tree_remove(process, to); /* the part of it that found room */
    return problem;
}

const char *machine_move_file(struct machine *machine, struct arena *arena, const char *terminal, const char *from,
                              const char *to)
{
    struct hand hand;
    struct process *process = hand_begin(&hand, machine, terminal);
    return hand_end(&hand, arena, move(process, from, to));
}

const char *machine_make_directory(struct machine *machine, struct arena *arena, const char *terminal, const char *path)
{
    struct hand hand;
    struct process *process = hand_begin(&hand, machine, terminal);
    return hand_end(&hand, arena, process_make_directory(process, path));
}

const struct value *machine_read_file(struct machine *machine, struct arena *arena, const char *path)
{
    struct hand hand;
    const char *problem;
    const struct value *file = process_file(hand_begin(&hand, machine, "1"), path, &problem);
    const struct value *data = file ? value_copy(arena, value_get(file, "data")) : NULL;
    hand_end(&hand, arena, NULL);
    return data;
}

static void list(struct process *process, struct arena *arena, struct value *rows, const char *above, int depth,
                 size_t most)
{
    const struct value *names = process_list_directory(process, above);
    for (size_t i = 0; i < value_count(names) && value_count(rows) < most; i++) {
        const char *name = value_string_of(value_at(names, i));
        const char *path = arena_format(process->arena, "%s%s%s", above, text_ends(above, "/") ? "" : "/", name);
        struct file_status status;
        if (process_status_of(process, path, &status))
            continue;
        struct value *row = value_object(arena);
        value_put_text(arena, row, "path", path);
        value_put(arena, row, "directory", value_boolean(status.directory));
        value_put_integer(arena, row, "size", status.directory ? 0 : status.size);
        value_append(arena, rows, row);
        if (status.directory && !status.link && depth > 0)
            list(process, arena, rows, path, depth - 1, most);
    }
}

void machine_list_files(struct machine *machine, struct arena *arena, const char *path, size_t most, struct value *rows)
{
    enum { DEEPEST = 12 };
    struct hand hand;
    list(hand_begin(&hand, machine, "1"), arena, rows, path, DEEPEST, most);
    hand_end(&hand, arena, NULL);
}

const char *machine_clean_path(struct machine *machine, struct arena *arena, const char *terminal, const char *path)
{
    struct hand hand;
    const char *clean = arena_text(arena, process_path(hand_begin(&hand, machine, terminal), path));
    hand_end(&hand, arena, NULL);
    return clean;
}
