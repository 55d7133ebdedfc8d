/* Shell state as entries of the world, so that undo, fork and replay have it: "TERMINAL/v/NAME", ... */
#include <string.h>

#include "base/check.h"
#include "shell/state.h"

static const struct {
    const char *room;
    size_t offset;
} rooms[] = {
    {"v", offsetof(struct shell, variables)}, {"f", offsetof(struct shell, functions)},
    {"a", offsetof(struct shell, aliases)},   {"t", offsetof(struct shell, traps)},
    {"d", offsetof(struct shell, disabled)},  {"c", offsetof(struct shell, completions)},
};

static struct map *room_of(const struct shell *shell, size_t index)
{
    return (struct map *)((char *)shell + rooms[index].offset);
}

static void put(struct draft *draft, const char *key, const struct value *item)
{
    const struct value *old = draft_get(draft, WORLD_SHELL, key);
    if (old != item && !value_equal(old, item))
        draft_set(draft, WORLD_SHELL, key, item);
}

/* Entries of the world that the map no longer has. */
static void remove_missing(struct draft *draft, const char *prefix, struct map map)
{
    struct map before = draft->maps[WORLD_SHELL];
    map_ref(before);
    struct map_walk walk = map_walk(before, slice_of(prefix));
    struct map_entry entry;
    while (map_walk_next(&walk, &entry)) {
        struct slice name = slice_part(entry.key, slice_of(prefix).length, entry.key.length);
        if (!map_get(map, name))
            draft_remove(draft, WORLD_SHELL, arena_copy(draft->arena, entry.key));
    }
    map_unref(before);
}

void shell_save(const struct shell *shell, struct draft *draft, const char *terminal)
{
    for (size_t i = 0; i < sizeof rooms / sizeof *rooms; i++) {
        const char *prefix = arena_format(draft->arena, "%s/%s/", terminal, rooms[i].room);
        struct map map = *room_of(shell, i);
        remove_missing(draft, prefix, map);
        struct map_walk walk = map_walk(map, SLICE(""));
        struct map_entry entry;
        while (map_walk_next(&walk, &entry)) {
            const char *key =
                arena_format(draft->arena, "%s%.*s", prefix, (int)entry.key.length, entry.key.data);
            put(draft, key, entry.item);
        }
    }
    struct value *rest = value_object(draft->arena);
    value_put_text(draft->arena, rest, "directory", shell->directory);
    value_put_text(draft->arena, rest, "zero", shell->zero);
    value_put(draft->arena, rest, "arguments", shell->arguments);
    value_put(draft->arena, rest, "pipe", shell->pipe_statuses);
    value_put(draft->arena, rest, "directories", shell->directories);
    value_put_integer(draft->arena, rest, "mask", shell->mask);
    value_put_integer(draft->arena, rest, "options", shell->options);
    value_put_integer(draft->arena, rest, "shopts", (int64_t)shell->shopts);
    value_put_integer(draft->arena, rest, "status", shell->status);
    put(draft, arena_format(draft->arena, "%s/state", terminal), rest);
}

/* What login, the terminal and Debian's profile give to a shell that logs in. */
static void log_in(struct shell *shell)
{
    static const char *const given[][2] = {
        {"HOME", "/root"},          {"LANG", "C.UTF-8"},
        {"LOGNAME", "root"},        {"PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"},
        {"PWD", "/root"},           {"SHELL", "/bin/bash"},
        {"TERM", "xterm-256color"}, {"USER", "root"},
    };
    for (size_t i = 0; i < sizeof given / sizeof *given; i++)
        shell_set_variable(shell, given[i][0], given[i][1], true);
    shell_set_variable(shell, "HOSTNAME", "server", false);
}

struct shell *shell_load(const struct world *world, const char *terminal)
{
    struct shell *shell = shell_new();
    struct arena arena = {0};
    const struct value *rest = world_get(world, WORLD_SHELL, arena_format(&arena, "%s/state", terminal));
    for (size_t i = 0; rest && i < sizeof rooms / sizeof *rooms; i++) {
        const char *prefix = arena_format(&arena, "%s/%s/", terminal, rooms[i].room);
        struct map *map = room_of(shell, i);
        map_unref(*map);
        map->root = NULL;
        struct map_walk walk = map_walk(world_map(world, WORLD_SHELL), slice_of(prefix));
        struct map_entry entry;
        while (map_walk_next(&walk, &entry))
            map_set(map, slice_part(entry.key, slice_of(prefix).length, entry.key.length), entry.item);
    }
    if (!rest)
        log_in(shell);
    if (rest) {
        shell_replace_text(&shell->directory, value_find_text(rest, "directory"));
        shell_replace_text(&shell->zero, value_find_text(rest, "zero"));
        shell_set_arguments(shell, value_get(rest, "arguments"));
        shell->mask = (unsigned)value_number(value_get(rest, "mask"), 022);
        if (value_get(rest, "directories"))
            shell->directories = value_keep(value_get(rest, "directories"));
        if (value_get(rest, "pipe"))
            shell->pipe_statuses = value_keep(value_get(rest, "pipe"));
        shell->options = (unsigned)value_number(value_get(rest, "options"), 0);
        shell->shopts = (uint64_t)value_number(value_get(rest, "shopts"), 0);
        shell->status = (int)value_number(value_get(rest, "status"), 0);
    }
    arena_release(&arena);
    return shell;
}
