/* Shell state as entries of the world, so that undo, fork and replay have it: "TERMINAL/v/NAME", ... */
#include <string.h>

#include "base/check.h"
#include "base/write.h"
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

static struct slice room_prefix(struct arena *arena, const char *terminal, size_t index)
{
    return slice_of(arena_join(arena, (const char *[]){terminal, "/", rooms[index].room, "/"}, 4));
}

static const char *state_key(struct arena *arena, const char *terminal)
{
    return arena_join(arena, (const char *[]){terminal, "/state"}, 2);
}

enum { AT_ONCE = 64 }; /* entries that are loaded, or saved, together */

/* The room as the world has it. */
static struct map load_room(struct map world, struct slice prefix)
{
    struct map room = {.type = &value_map_type};
    struct map_walk walk = map_walk(world, prefix);
    struct map_entry entries[AT_ONCE];
    size_t count;
    do {
        for (count = 0; count < AT_ONCE && map_walk_next(&walk, &entries[count]); count++)
            entries[count].key = slice_part(entries[count].key, prefix.length, entries[count].key.length);
        map_set_all(&room, entries, count);
    } while (count == AT_ONCE);
    return room;
}

static struct slice key_of(struct arena *arena, struct slice prefix, struct slice name)
{
    char *key = arena_room(arena, prefix.length + name.length + 1);
    *write_slice(write_slice(key, prefix), name) = '\0';
    return (struct slice){key, prefix.length + name.length};
}

/* One of which the world has nothing yet. */
static void save_room(struct map room, struct draft *draft, struct slice prefix)
{
    struct map_walk walk = map_walk(room, SLICE(""));
    struct map_entry entries[AT_ONCE];
    size_t count;
    do {
        for (count = 0; count < AT_ONCE && map_walk_next(&walk, &entries[count]); count++)
            entries[count].key = key_of(draft->arena, prefix, entries[count].key);
        draft_set_all(draft, WORLD_SHELL, entries, count);
    } while (count == AT_ONCE);
}

struct saving {
    struct draft *draft;
    struct slice prefix;
};

static void save_entry(void *context, struct slice name, const void *before, const void *after)
{
    const struct saving *saving = context;
    const char *key = key_of(saving->draft->arena, saving->prefix, name).data;
    (void)before;
    if (after)
        draft_set(saving->draft, WORLD_SHELL, key, after);
    else
        draft_remove(saving->draft, WORLD_SHELL, key);
}

static void save_difference(struct map before, struct map room, struct draft *draft, struct slice prefix)
{
    struct saving saving = {draft, prefix};
    if (before.root)
        map_difference(before, room, save_entry, &saving);
    else
        save_room(room, draft, prefix);
}

/* All but the rooms. */
static const struct value *rest_of(const struct shell *shell, struct arena *arena)
{
    const struct value_member members[] = {
        {SLICE("arguments"), shell->arguments},
        {SLICE("directories"), shell->directories},
        {SLICE("directory"), value_text(arena, shell->directory)},
        {SLICE("mask"), value_integer(arena, shell->mask)},
        {SLICE("options"), value_integer(arena, shell->options)},
        {SLICE("pipe"), shell->pipe_statuses},
        {SLICE("shopts"), value_integer(arena, (int64_t)shell->shopts)},
        {SLICE("status"), value_integer(arena, shell->status)},
        {SLICE("zero"), value_text(arena, shell->zero)},
    };
    return value_object_of(arena, members, sizeof members / sizeof *members);
}

bool shell_is_saved(const struct world *world, const char *terminal)
{
    struct arena arena = {0};
    bool saved = world_get(world, WORLD_SHELL, state_key(&arena, terminal));
    arena_release(&arena);
    return saved;
}

void shell_save(struct shell *shell, struct draft *draft, const char *terminal)
{
    bool kept = is_kept(shell, draft->maps[WORLD_SHELL]);
    shell_variables(shell); /* all of them are in their room now */
    for (size_t i = 0; i < SHELL_ROOMS; i++) {
        if (kept && map_same(shell->kept.rooms[i], *room_of(shell, i)))
            continue;
        struct slice prefix = room_prefix(draft->arena, terminal, i);
        struct map before = kept ? shell->kept.rooms[i] : load_room(draft->maps[WORLD_SHELL], prefix);
        save_difference(before, *room_of(shell, i), draft, prefix);
        if (!kept)
            map_unref(before);
    }
    draft_set(draft, WORLD_SHELL, state_key(draft->arena, terminal), rest_of(shell, draft->arena));
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
        *room = load_room(world, room_prefix(arena, terminal, i));
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

static void take_rest(struct shell *shell, const struct value *rest)
{
    shell_share_text(&shell->directory, value_find_text(rest, "directory"));
    shell_share_text(&shell->zero, value_find_text(rest, "zero"));
    shell_set_arguments(shell, value_get(rest, "arguments"));
    shell->directories = value_keep(value_get(rest, "directories"));
    shell->pipe_statuses = value_keep(value_get(rest, "pipe"));
    shell->mask = (unsigned)value_number(value_get(rest, "mask"), 022);
    shell->options = (unsigned)value_number(value_get(rest, "options"), 0);
    shell->shopts = (uint64_t)value_number(value_get(rest, "shopts"), 0);
    shell->status = (int)value_number(value_get(rest, "status"), 0);
}

struct shell *shell_load(const struct world *world, const char *terminal, const struct shell *before)
{
    struct arena arena = {0};
    struct map entries = world_map(world, WORLD_SHELL);
    const struct value *rest = map_get(entries, slice_of(state_key(&arena, terminal)));
    struct shell *shell = rest ? shell_blank() : shell_login(NULL);
    if (rest && is_kept(before, entries))
        take_rooms(shell, before);
    else if (rest)
        load_rooms(shell, entries, terminal, &arena);
    if (rest)
        take_rest(shell, rest);
    arena_release(&arena);
    return shell;
}
