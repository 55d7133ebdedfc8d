#include "cli/folder.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "cli/challenge.h"
#include "scenario/track.h"

enum { DEEPEST = 4, MOST_FILES = 2000 };

static bool is_kind(const char *path, mode_t kind)
{
    struct stat status;
    return stat(path, &status) == 0 && (status.st_mode & S_IFMT) == kind;
}

bool folder_has(const char *path, const char *name)
{
    struct arena arena = {0};
    bool has = is_kind(arena_format(&arena, "%s/%s", path, name), S_IFREG);
    arena_release(&arena);
    return has;
}

void folder_add_path(struct arena *arena, const char ***list, size_t *count, const char *path)
{
    if ((*count & (*count - 1)) == 0) { /* room for twice as many at each power of two */
        const char **larger = arena_allocate(arena, (2 * *count + 2) * sizeof *larger);
        for (size_t i = 0; i < *count; i++)
            larger[i] = (*list)[i];
        *list = larger;
    }
    (*list)[(*count)++] = arena_text(arena, path);
}

static int by_name(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

static int is_seen(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

/* Calls [visit] for each entry of the folder, in byte order. False: it cannot be read. */
static bool each_entry(struct arena *arena, const char *path, void *context,
                       void (*visit)(void *context, const char *path, const char *name))
{
    struct dirent **entries;
    int count = scandir(path, &entries, is_seen, by_name);
    for (int i = 0; i < count; i++) {
        visit(context, arena_format(arena, "%s/%s", path, entries[i]->d_name), entries[i]->d_name);
        free(entries[i]);
    }
    if (count >= 0)
        free(entries);
    return count >= 0;
}

struct listing {
    struct arena *arena;
    const char **names;
    size_t count;
    const char *prefix; /* of the folder that is read now: "setup/" */
    int depth;
};

static void list_entry(void *context, const char *path, const char *name)
{
    struct listing *listing = context;
    const char *prefix = listing->prefix;
    if (is_kind(path, S_IFREG) && listing->count < MOST_FILES)
        folder_add_path(listing->arena, &listing->names, &listing->count,
                        arena_format(listing->arena, "%s%s", prefix, name));
    if (!is_kind(path, S_IFDIR) || listing->depth == DEEPEST)
        return;
    listing->depth++;
    listing->prefix = arena_format(listing->arena, "%s%s/", prefix, name);
    each_entry(listing->arena, path, listing, list_entry);
    listing->prefix = prefix;
    listing->depth--;
}

bool folder_list(struct folder *folder, struct arena *arena, const char *path)
{
    struct listing listing = {.arena = arena, .prefix = ""};
    *folder = (struct folder){.arena = arena, .path = arena_text(arena, path)};
    if (!each_entry(arena, path, &listing, list_entry))
        return false;
    folder->names = listing.names;
    folder->count = listing.count;
    return true;
}

bool folder_read(struct folder *folder, struct arena *arena, const char *path)
{
    if (!folder_list(folder, arena, path)) {
        fprintf(stderr, "ambit: %s: %s\n", path, strerror(errno));
        return false;
    }
    folder->slug = arena_copy(arena, track_folder_slug(slice_of(challenge_folder_name(arena, path))));
    return true;
}

static struct slice read_named(void *context, const char *name)
{
    struct folder *folder = context;
    struct slice text = {0};
    if (name[0] == '/' || strstr(name, "..") || !folder_has(folder->path, name))
        return text;
    challenge_read_file(folder->arena, arena_format(folder->arena, "%s/%s", folder->path, name), &text);
    return text;
}

static bool find_neighbour(void *context, const char *slug, struct scenario_source *source)
{
    struct folder *folder = context, *other = arena_allocate(folder->arena, sizeof *other);
    size_t count;
    const char *around = arena_format(folder->arena, "%s/..", folder->path);
    const char *const *paths = folder_challenges(folder->arena, around, &count);
    for (size_t i = 0; i < count; i++) {
        struct slice name = slice_of(strrchr(paths[i], '/') + 1);
        if (!slice_is(track_folder_slug(name), slug) || !folder_read(other, folder->arena, paths[i]))
            continue;
        *source = folder_source(other);
        return true;
    }
    return false;
}

struct scenario_source folder_source(struct folder *folder)
{
    return (struct scenario_source){
        .context = folder, .read = read_named, .find = find_neighbour, .slug = folder->slug};
}

static void find_challenge(void *context, const char *path, const char *name)
{
    struct listing *listing = context;
    (void)name;
    if (folder_has(path, "assignment.md")) {
        folder_add_path(listing->arena, &listing->names, &listing->count, path);
    } else if (is_kind(path, S_IFDIR) && listing->depth < DEEPEST) {
        listing->depth++;
        each_entry(listing->arena, path, listing, find_challenge);
        listing->depth--;
    }
}

const char *const *folder_challenges(struct arena *arena, const char *path, size_t *count)
{
    struct listing listing = {.arena = arena};
    find_challenge(&listing, path, "");
    *count = listing.count;
    return listing.names;
}
