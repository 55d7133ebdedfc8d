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

_Static_assert(sizeof rooms / sizeof *rooms == SHELL_ROOMS, "each room has its map");

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

void shell_forget_kept(struct shell *shell)
{
    if (!shell->kept.world.root)
        return;
    map_unref(shell->kept.world);
    for (size_t i = 0; i < SHELL_ROOMS; i++)
        map_unref(shell->kept.rooms[i]);
    shell->kept = (struct shell_kept){0};
}

static void keep(struct shell *shell, struct map world)
{
    shell_forget_kept(shell);
    map_ref(shell->kept.world = world);
    for (size_t i = 0; i < SHELL_ROOMS; i++)
        map_ref(shell->kept.rooms[i] = *room_of(shell, i));
}

static bool is_kept(const struct shell *shell, struct map world)
{
    return shell && shell->kept.world.root && map_same(shell->kept.world, world);
}

struct saving {
    struct draft *draft;
    const char *prefix;
};

static void save_entry(void *context, struct slice key, const void *before, const void *after)
{
    const struct saving *saving = context;
    const char *name =
        arena_format(saving->draft->arena, "%s%.*s", saving->prefix, (int)key.length, key.data);
    (void)before;
    if (after)
        put(saving->draft, name, after);
    else
        draft_remove(saving->draft, WORLD_SHELL, name);
}

/* The room as the world has it. */
static struct map load_room(struct map world, const char *prefix)
{
    struct map room = {.type = &value_map_type};
    struct map_walk walk = map_walk(world, slice_of(prefix));
    struct map_entry entry;
    while (map_walk_next(&walk, &entry))
        map_set(&room, slice_part(entry.key, slice_of(prefix).length, entry.key.length), entry.item);
    return room;
}

void shell_save(struct shell *shell, struct draft *draft, const char *terminal)
{
    bool kept = is_kept(shell, draft->maps[WORLD_SHELL]);
    shell_variables(shell); /* all of them are in their room now */
    for (size_t i = 0; i < SHELL_ROOMS; i++) {
        if (kept && map_same(shell->kept.rooms[i], *room_of(shell, i)))
            continue;
        const char *prefix = arena_format(draft->arena, "%s/%s/", terminal, rooms[i].room);
        struct saving saving = {draft, prefix};
        struct map before = kept ? shell->kept.rooms[i] : load_room(draft->maps[WORLD_SHELL], prefix);
        map_difference(before, *room_of(shell, i), save_entry, &saving);
        if (!kept)
            map_unref(before);
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
    keep(shell, draft->maps[WORLD_SHELL]);
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
    shell_set_defaults(shell);
    for (size_t i = 0; i < sizeof given / sizeof *given; i++)
        shell_set_variable(shell, given[i][0], given[i][1], true);
    shell_set_variable(shell, "HOSTNAME", "server", false);
}

struct shell *shell_login(struct shell_models *models)
{
    return shell_like(models ? &models->login : NULL, log_in);
}

static void load_rooms(struct shell *shell, struct map world, const char *terminal, struct arena *arena)
{
    for (size_t i = 0; i < SHELL_ROOMS; i++) {
        struct map *room = room_of(shell, i);
        map_unref(*room);
        *room = load_room(world, arena_format(arena, "%s/%s/", terminal, rooms[i].room));
    }
    keep(shell, world);
}

static void take_rooms(struct shell *shell, const struct shell *before)
{
    for (size_t i = 0; i < SHELL_ROOMS; i++) {
        map_unref(*room_of(shell, i));
        map_ref(*room_of(shell, i) = before->kept.rooms[i]);
    }
    keep(shell, before->kept.world);
}

struct shell *shell_load(const struct world *world, const char *terminal, const struct shell *before)
{
    struct arena arena = {0};
    struct map entries = world_map(world, WORLD_SHELL);
    const struct value *rest = map_get(entries, slice_of(arena_format(&arena, "%s/state", terminal)));
    struct shell *shell = rest ? shell_blank() : shell_login(NULL);
    if (rest && is_kept(before, entries))
        take_rooms(shell, before);
    else if (rest)
        load_rooms(shell, entries, terminal, &arena);
    if (rest) {
        shell_share_text(&shell->directory, value_find_text(rest, "directory"));
        shell_share_text(&shell->zero, value_find_text(rest, "zero"));
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
