#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buffer.h"
#include "cli/command.h"
#include "cli/folder.h"
#include "scenario/track.h"
#include "workshop.h"

/* What has been made, to be taken back when the rest cannot be. */
struct making {
    struct arena *arena;
    const char **paths;
    size_t count;
};

static bool make_folder(struct making *making, const char *path)
{
    if (mkdir(path, 0777) != 0)
        return false;
    folder_add_path(making->arena, &making->paths, &making->count, path);
    return true;
}

static bool make_parents(struct making *making, const char *root, const char *path)
{
    for (const char *slash = strchr(path, '/'); slash; slash = strchr(slash + 1, '/')) {
        const char *folder = arena_format(making->arena, "%s/%.*s", root, (int)(slash - path), path);
        if (access(folder, F_OK) != 0 && !make_folder(making, folder))
            return false;
    }
    return true;
}

static bool make_file(struct making *making, const char *root, const char *name, struct slice text)
{
    const char *path = arena_format(making->arena, "%s/%s", root, name);
    FILE *file = make_parents(making, root, name) ? fopen(path, "wx") : NULL; /* x: never over another file */
    if (!file)
        return false;
    folder_add_path(making->arena, &making->paths, &making->count, path);
    bool good = fwrite(text.data, 1, text.length, file) == text.length;
    return fclose(file) == 0 && good;
}

static void take_back(struct making *making)
{
    int reason = errno;
    while (making->count)
        remove(making->paths[--making->count]);
    errno = reason;
}

/* What editors need to know challenge.lua's words: the table of them, and where it is. */
static bool make_definitions(struct making *making, const char *root)
{
    static const char settings[] = "{\n  \"runtime.version\": \"Lua 5.4\",\n"
                                   "  \"workspace.library\": [\"ambit.d.lua\"]\n}\n";
    struct buffer text = {0};
    scenario_definitions(&text);
    bool good = make_file(making, root, "ambit.d.lua", buffer_slice(&text)) &&
                make_file(making, root, ".luarc.json", slice_of(settings));
    buffer_release(&text);
    return good;
}

static bool make_all(struct making *making, const char *root, const struct new_file *files, size_t count,
                     bool definitions)
{
    bool good = make_folder(making, root);
    for (size_t i = 0; i < count && good; i++)
        good = make_file(making, root, files[i].path, files[i].text);
    return good && (!definitions || make_definitions(making, root));
}

/* In a track a challenge's folder begins with the next number. */
static const char *numbered(struct arena *arena, const char *around, const char *name)
{
    DIR *list = folder_has(around, "track.yml") && !ascii_is_digit(name[0]) ? opendir(around) : NULL;
    int most = 0;
    struct dirent *entry;
    if (!list)
        return name;
    while ((entry = readdir(list)) != NULL) {
        int number = 0;
        for (const char *digit = entry->d_name; ascii_is_digit(*digit) && number < 100; digit++)
            number = 10 * number + (*digit - '0');
        most = number > most ? number : most;
    }
    closedir(list);
    return arena_format(arena, "%02d-%s", most + 1, name);
}

static int make(struct arena *arena, enum new_kind kind, const char *path)
{
    struct making making = {.arena = arena};
    const char *slash = strrchr(path, '/'), *problem;
    const char *around = slash ? arena_copy(arena, (struct slice){path, (size_t)(slash - path)}) : ".";
    const char *name = slash ? slash + 1 : path;
    if (kind == NEW_CHALLENGE)
        name = numbered(arena, around, name);
    const char *slug = kind == NEW_CHALLENGE ? arena_copy(arena, track_folder_slug(slice_of(name))) : name;
    size_t count;
    const struct new_file *files = new_files(arena, kind, slug, &count, &problem);
    if (!files)
        return command_usage_error(&new_command, "%s", problem);
    const char *root = slash ? arena_format(arena, "%s/%s", around, name) : name;
    bool alone = kind == NEW_TRACK || !folder_has(around, "ambit.d.lua");
    if (!make_all(&making, root, files, count, alone)) {
        take_back(&making);
        fprintf(stderr, "ambit: %s: %s\n", root,
                errno == EEXIST ? "is there already; nothing was written" : strerror(errno));
        return EXIT_USAGE;
    }
    printf(
        "%s is made. It works as it is:\n\n  ambit run %s      play it\n  ambit lint %s     judge its sources\n"
        "  ambit test %s     prove it, wrong solutions too; with --watch whenever you save\n",
        root, root, root, root);
    return EXIT_DONE;
}

static int run(int count, char *const *words)
{
    bool track = count > 1 && text_equal(words[1], "track");
    if (count < 2 || (!track && !text_equal(words[1], "challenge")))
        return command_usage_error(&new_command, "new track or new challenge?");
    if (count != 3)
        return command_usage_error(&new_command, count < 3 ? "a new %s needs a name" : "a new %s has one name",
                                   words[1]);
    struct arena arena = {0};
    struct slice path = slice_of(words[2]);
    while (path.length > 1 && slice_ends(path, "/"))
        path.length--;
    int status = make(&arena, track ? NEW_TRACK : NEW_CHALLENGE, arena_copy(&arena, path));
    arena_release(&arena);
    return status;
}

const struct command new_command = {
    .name = "new",
    .usage = "track|challenge NAME",
    .help = "Make a folder with a small challenge, or track of two, that works and can be changed",
    .text = "NAME is of small letters, digits and '-'; it may stand behind a folder's path, and in a track's "
            "folder a\n"
            "challenge gets the next number. Nothing that is there is written over. For editors there is also\n"
            "ambit.d.lua, which says what challenge.lua can say (LuaCATS).\n",
    .run = run,
};
