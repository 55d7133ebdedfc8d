#include "tools/tree.h"

#include <string.h>

#include "shell/shell.h"

const struct value *tree_paths(struct process *process, const char *path)
{
    struct arena *arena = process->arena;
    struct value *paths = value_array(arena);
    value_append(arena, paths, value_text(arena, process_path(process, path)));
    for (size_t next = 0; next < value_count(paths); next++) {
        const char *above = value_string_of(value_at(paths, next));
        const struct value *names =
            process_link(process, above) ? NULL : process_list_directory(process, above);
        for (size_t i = 0; i < value_count(names); i++)
            value_append(arena, paths,
                         value_format(arena, "%s/%s", text_equal(above, "/") ? "" : above,
                                      value_string_of(value_at(names, i))));
    }
    return paths;
}

const char *tree_remove(struct process *process, const char *path)
{
    const struct value *paths = tree_paths(process, path);
    const char *problem = NULL;
    for (size_t i = value_count(paths); i-- > 0;) {
        const char *one = value_string_of(value_at(paths, i)), *failed = process_remove_file(process, one);
        /* A directory that only its files made is gone with the last of them. */
        if (failed && !(i < value_count(paths) - 1 && text_equal(failed, "No such file or directory")))
            problem = failed;
    }
    return problem;
}

/* A copy has the permissions of what it is made of where it is new, and all of them with its time when
 * [exactly]. */
static const char *copy_status(struct process *process, const char *from, const char *to, bool new,
                               bool exactly)
{
    struct file_status status, made;
    const char *problem = process_status_of(process, from, &status);
    if (!problem)
        problem = process_status_of(process, to, &made);
    unsigned mode = exactly ? status.mode : status.mode & ~shell_mask(process->shell);
    if (!problem && (new || exactly) && made.mode != mode)
        problem = process_change_mode(process, to, mode);
    return problem || !exactly ? problem : process_change_time(process, to, status.modified);
}

static const char *copy_file(struct process *process, const char *from, const char *to)
{
    const char *problem = NULL;
    if (process_is_directory(process, from)) {
        if (process_is_directory(process, to))
            return NULL;
        return process_make_directory(process, to);
    }
    const struct value *file = process_file(process, from, &problem);
    if (!file)
        return problem;
    struct slice data = file_data(file);
    return process_write_file(process, to, (struct slice){arena_copy(process->arena, data), data.length});
}

static const char *copy_one(struct process *process, const char *from, const char *to, bool exactly)
{
    struct file_status unused;
    bool new = process_status_of(process, to, &unused) != NULL;
    const char *problem = copy_file(process, from, to);
    return problem ? problem : copy_status(process, from, to, new, exactly);
}

const char *tree_copy(struct process *process, const char *from, const char *to, bool exactly)
{
    const struct value *paths = tree_paths(process, from);
    size_t prefix = strlen(value_string_of(value_at(paths, 0)));
    const char *target = process_path(process, to);
    for (size_t i = 0; i < value_count(paths); i++) {
        const char *one = value_string_of(value_at(paths, i));
        const char *problem =
            copy_one(process, one, arena_format(process->arena, "%s%s", target, one + prefix), exactly);
        if (problem)
            return problem;
    }
    return NULL;
}

const char *tree_target(struct process *process, const char *from, const char *to)
{
    if (!process_is_directory(process, to))
        return to;
    const char *path = process_path(process, from), *slash = strrchr(path, '/');
    size_t length = strlen(to);
    return arena_format(process->arena, "%s%s%s", to, length && to[length - 1] == '/' ? "" : "/", slash + 1);
}

bool tree_is_inside(struct process *process, const char *path, const char *above)
{
    path = process_path(process, path);
    above = process_path(process, above);
    size_t length = strlen(above);
    return text_starts(path, above) && (path[length] == 0 || path[length] == '/' || text_equal(above, "/"));
}
