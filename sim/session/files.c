/* Files as an editor outside of the terminal sees them: four inputs that change them, and what can be asked. */
#include <string.h>

#include "base/check.h"
#include "session/record.h"

enum { MOST_FILES = 1000 };

/* Where the terminals begin, and /root: what is below may be edited. */
static const char *workplace(struct session *session, struct arena *arena)
{
    const struct world *start = session->points[0].world;
    const char *place = value_find_text(world_get(start, WORLD_FILES, "/opt/instruqt/workdir"), "data");
    return arena_copy(arena, slice_trim(slice_of(place)));
}

static bool is_below(const char *path, const char *above)
{
    size_t length = strlen(above);
    return length > 1 && strncmp(path, above, length) == 0 && path[length] == '/' && path[length + 1];
}

/* NULL: it may be edited. *path becomes a clean one. */
static const char *refuse(struct session *session, struct arena *arena, const char *terminal, const char **path)
{
    if ((*path)[0] != '/')
        return "No such file or directory";
    *path = machine_clean_path(session->machine, arena, terminal, *path);
    bool inside = is_below(*path, "/root") || is_below(*path, workplace(session, arena));
    return inside ? NULL : "Permission denied: only files below /root can be edited here";
}

/* --- inputs --- */

struct change {
    struct session *session;
    struct arena arena;
    const char *terminal;
    const char *path;
    const char *problem;
    struct world *before;
};

/* The path is the text up to a NUL; *rest is what comes behind it. */
static struct change change_begin(struct session *session, const char *terminal, struct slice bytes, struct slice *rest)
{
    struct change change = {.session = session, .terminal = terminal};
    size_t end = slice_find_byte(bytes, '\0');
    change.path = arena_copy(&change.arena, slice_part(bytes, 0, end));
    *rest = slice_part(bytes, end < bytes.length ? end + 1 : end, bytes.length);
    change.before = world_ref(machine_world(session->machine));
    change.problem = refuse(session, &change.arena, terminal, &change.path);
    return change;
}

/* All of it or nothing. */
static void change_end(struct change *change, const char *called)
{
    struct session *session = change->session;
    memory_free(session->file_problem);
    session->file_problem = change->problem ? memory_text(slice_of(change->problem)) : NULL;
    if (!change->problem)
        history_edit(session, change->before, called);
    else if (!hash_equal(machine_hash(session->machine), world_hash(change->before)))
        machine_set_world(session->machine, change->before);
    world_unref(change->before);
    arena_release(&change->arena);
}

void files_write(struct session *session, const char *terminal, struct slice bytes)
{
    struct slice data;
    struct change change = change_begin(session, terminal, bytes, &data);
    if (!change.problem)
        change.problem = machine_write_file(session->machine, &change.arena, terminal, change.path, data);
    change_end(&change, arena_format(&change.arena, "save %s", change.path));
}

void files_remove(struct session *session, const char *terminal, struct slice bytes)
{
    struct slice unused;
    struct change change = change_begin(session, terminal, bytes, &unused);
    if (!change.problem)
        change.problem = machine_remove_file(session->machine, &change.arena, terminal, change.path);
    change_end(&change, arena_format(&change.arena, "remove %s", change.path));
}

void files_rename(struct session *session, const char *terminal, struct slice bytes)
{
    struct slice rest;
    struct change change = change_begin(session, terminal, bytes, &rest);
    const char *to = arena_copy(&change.arena, rest);
    if (!change.problem)
        change.problem = refuse(session, &change.arena, terminal, &to);
    if (!change.problem)
        change.problem = machine_move_file(session->machine, &change.arena, terminal, change.path, to);
    change_end(&change, arena_format(&change.arena, "rename %s to %s", change.path, to));
}

void files_directory(struct session *session, const char *terminal, struct slice bytes)
{
    struct slice unused;
    struct change change = change_begin(session, terminal, bytes, &unused);
    if (!change.problem)
        change.problem = machine_make_directory(session->machine, &change.arena, terminal, change.path);
    change_end(&change, arena_format(&change.arena, "make the directory %s", change.path));
}

const char *session_input_title(const struct value *input, struct arena *arena)
{
    static const char *const commands[] = {"line", "typed"}, *const labs[] = {"undo", "redo", "reset", "hint"};
    static const char *const files[][2] = {
        {"file", "save"}, {"remove", "remove"}, {"rename", "rename"}, {"directory", "make the directory"}};
    struct slice kind = value_slice(value_get(input, "kind"));
    struct slice bytes = value_slice(value_get(input, "bytes"));
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        if (slice_is(kind, commands[i]))
            return arena_copy(arena, slice_trim(bytes));
    for (size_t i = 0; i < sizeof labs / sizeof *labs; i++)
        if (slice_is(kind, labs[i]))
            return arena_format(arena, "lab %s %.40s", labs[i], arena_copy(arena, bytes));
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        if (slice_is(kind, files[i][0]))
            return arena_format(arena, "%s %s", files[i][1], arena_copy(arena, bytes));
    return NULL;
}

/* --- questions --- */

const struct value *files_value(struct session *session, const char *rest, struct arena *arena)
{
    struct value *rows = value_array(arena);
    const char *place = workplace(session, arena);
    (void)rest;
    machine_list_files(session->machine, arena, "/root", MOST_FILES, rows);
    if (!is_below(place, "/root") && !text_equal(place, "/root") && strlen(place) > 1)
        machine_list_files(session->machine, arena, place, MOST_FILES, rows);
    return rows;
}

const struct value *files_text(struct session *session, const char *rest, struct arena *arena)
{
    return rest[0] == '/' ? machine_read_file(session->machine, arena, rest) : NULL;
}

const struct value *files_problem(struct session *session, const char *rest, struct arena *arena)
{
    (void)rest;
    return value_text(arena, session->file_problem ? session->file_problem : "");
}
