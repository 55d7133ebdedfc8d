#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/buffer.h"
#include "cli/challenge.h"
#include "cli/command.h"
#include "cli/folder.h"
#include "workshop.h"

static void lint_one(struct lint *lint, const char *path)
{
    struct folder *folder = arena_allocate(lint->arena, sizeof *folder);
    if (!folder_read(folder, lint->arena, path))
        return;
    const char *name = challenge_folder_name(lint->arena, path);
    struct lint_folder given = {.source = folder_source(folder),
                                .path = path,
                                .name = name,
                                .in_track = folder_has(arena_format(lint->arena, "%s/..", path), "track.yml"),
                                .names = folder->names,
                                .count = folder->count};
    lint_challenge(lint, &given);
}

static void lint_track_at(struct lint *lint, const char *path)
{
    struct slice text;
    const char **folders = NULL;
    size_t count = 0;
    struct dirent **entries;
    int found = scandir(path, &entries, NULL, alphasort);
    for (int i = 0; i < found; i++) {
        bool hidden = entries[i]->d_name[0] == '.';
        bool deeper = access(arena_format(lint->arena, "%s/%s/.", path, entries[i]->d_name), F_OK) == 0;
        if (!hidden && deeper)
            folder_add_path(lint->arena, &folders, &count, entries[i]->d_name);
        free(entries[i]);
    }
    if (found >= 0)
        free(entries);
    bool *has = arena_allocate(lint->arena, (count + 1) * sizeof *has);
    for (size_t i = 0; i < count; i++)
        has[i] = folder_has(arena_format(lint->arena, "%s/%s", path, folders[i]), "assignment.md");
    if (challenge_read_file(lint->arena, arena_format(lint->arena, "%s/track.yml", path), &text))
        lint_track(lint, path, text, folders, has, count);
}

/* The track around a folder, once. */
static void lint_around(struct lint *lint, const char *path, const char *whole, const char **before)
{
    const char *slash = strrchr(path, '/');
    const char *around =
        arena_copy(lint->arena, slice_part(slice_of(path), 0, slash ? (size_t)(slash - path) : 0));
    if (!slash || text_equal(path, whole) || (*before && text_equal(*before, around)))
        return;
    *before = around;
    if (folder_has(around, "track.yml"))
        lint_track_at(lint, around);
}

static bool lint_path(struct lint *lint, const char *path)
{
    size_t count;
    const char *around = NULL;
    struct slice trimmed = slice_of(path);
    while (trimmed.length > 1 && slice_ends(trimmed, "/"))
        trimmed.length--;
    if (slice_ends(trimmed, "/assignment.md") || slice_ends(trimmed, "/challenge.lua"))
        trimmed.length -= sizeof "/assignment.md" - 1;
    path = arena_copy(lint->arena, trimmed);
    const char *const *folders = folder_challenges(lint->arena, path, &count);
    if (!count && folder_has(path, "track.yml"))
        lint_track_at(lint, path);
    else if (!count && folder_has(path, "challenge.lua"))
        lint_one(lint, path);
    else if (!count) {
        fprintf(stderr, "ambit: %s: %s\n", path,
                access(path, F_OK) == 0 ? "there is no challenge in it" : "No such file or directory");
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        lint_around(lint, folders[i], path, &around);
        lint_one(lint, folders[i]);
    }
    return true;
}

static void print(const struct lint *lint, bool json)
{
    struct buffer text = {0};
    if (json)
        lint_json(&text, lint);
    else
        lint_report(&text, lint);
    if (!json && (lint->errors || lint->warnings))
        buffer_format(&text, "%zu error%s, %zu warning%s\n", lint->errors, lint->errors == 1 ? "" : "s",
                      lint->warnings, lint->warnings == 1 ? "" : "s");
    fwrite(text.data ? text.data : "", 1, text.length, stdout);
    buffer_release(&text);
}

static int run(int count, char *const *words)
{
    struct arena arena = {0};
    struct lint lint = lint_begin(&arena);
    bool json = false, found = true, some = false;
    for (int i = 1; i < count; i++) {
        if (text_equal(words[i], "--json"))
            json = true;
        else if (words[i][0] == '-')
            return command_usage_error(&lint_command, "lint does not know \"%s\"", words[i]);
    }
    for (int i = 1; i < count; i++) {
        if (words[i][0] == '-')
            continue;
        some = true;
        found = lint_path(&lint, words[i]) && found;
    }
    if (!some)
        found = lint_path(&lint, ".");
    print(&lint, json);
    int status = lint.errors ? EXIT_NOT_SOLVED : found ? EXIT_DONE : EXIT_USAGE;
    arena_release(&arena);
    return status;
}

const struct command lint_command = {
    .name = "lint",
    .usage = "[FOLDER...] [--json]",
    .help = "Judge the sources of challenges: what is broken, missing, or will not work",
    .text = "FOLDER is a challenge's, a track's, or one with such in it; as is the folder one is in.\n"
            "A finding is a line FILE:LINE: error: TEXT, or warning.\n\n"
            "  --json  the findings as JSON: [{file, line, severity, text}]\n\n"
            "The status is 1 when there are errors, 2 for a wrong call, else 0.\n",
    .run = run,
};
