#include "cli/entries.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/check.h"

enum { DEEPEST_FOLDER = 32, MOST_ENTRIES = 1000000 };

static struct entry *add(struct entries *entries, const char *label, const char *path)
{
    if (entries->count == entries->room) {
        entries->room = entries->room ? 2 * entries->room : 64;
        entries->list = memory_resize(entries->list, entries->room * sizeof *entries->list);
    }
    struct entry *entry = &entries->list[entries->count++];
    *entry = (struct entry){.label = arena_text(entries->arena, label),
                            .path = arena_text(entries->arena, path),
                            .index = SIZE_MAX};
    return entry;
}

void entries_release(struct entries *entries)
{
    memory_free(entries->list);
}

static const char *last_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

/* Files beginning with a dot, and what a Mac puts into a ZIP, are nobody's work. */
static bool is_wanted(const struct entries *entries, const char *path)
{
    if (last_name(path)[0] == '.' || text_starts(path, "__MACOSX/"))
        return false;
    for (const char *const *ending = entries->endings; *ending; ending++) {
        struct slice name = slice_of(path), tail = slice_of(*ending);
        if (name.length > tail.length &&
            slice_is_nocase(slice_part(name, name.length - tail.length, name.length), *ending))
            return true;
    }
    return false;
}

static bool begins_as_zip(const char *path)
{
    char bytes[4];
    int file = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    bool zip = file >= 0 && read(file, bytes, sizeof bytes) == sizeof bytes &&
               archive_is_one((struct slice){bytes, sizeof bytes});
    if (file >= 0)
        close(file);
    return zip;
}

static void add_archive(struct entries *entries, const char *path)
{
    const char *problem = NULL;
    struct archive *archive = archive_open(entries->arena, path, &problem);
    uint64_t bytes = 0;
    if (!archive) {
        add(entries, path, path)->refused = problem;
        return;
    }
    for (size_t i = 0; i < archive_count(archive); i++) {
        struct archive_file file = archive_at(archive, i, entries->arena);
        bool inner = slice_ends(slice_of(file.name), ".zip");
        if (file.folder)
            continue;
        if (!inner && !file.refused && !is_wanted(entries, file.name)) {
            entries->passed_over++;
            continue;
        }
        struct entry *entry = add(entries, arena_format(entries->arena, "%s: %s", path, file.name), path);
        entry->index = i;
        bytes = file.size < ARCHIVE_BYTES - bytes ? bytes + file.size : ARCHIVE_BYTES;
        if (inner)
            entry->refused = "a ZIP inside a ZIP is not opened";
        else if (file.refused)
            entry->refused = file.refused;
        else if (bytes >= ARCHIVE_BYTES)
            entry->refused = "what is to be read of this ZIP is more than 1 GiB";
    }
    archive_close(archive);
}

static void add_folder(struct entries *entries, const char *path, int depth);

static void add_path(struct entries *entries, const char *path, int depth, bool named)
{
    struct stat status;
    if ((named ? stat(path, &status) : lstat(path, &status)) != 0) {
        add(entries, path, path)->refused = arena_text(entries->arena, strerror(errno));
    } else if (S_ISDIR(status.st_mode)) {
        add_folder(entries, path, depth);
    } else if (!S_ISREG(status.st_mode)) {
        if (named)
            add(entries, path, path)->refused = "it is no regular file";
        else
            entries->passed_over++;
    } else if (begins_as_zip(path)) {
        add_archive(entries, path);
    } else if (named || is_wanted(entries, path)) {
        add(entries, path, path);
    } else {
        entries->passed_over++;
    }
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void add_folder(struct entries *entries, const char *path, int depth)
{
    DIR *folder = depth < DEEPEST_FOLDER ? opendir(path) : NULL;
    struct dirent *one;
    const char **names = NULL;
    size_t count = 0, room = 0;
    if (!folder) {
        add(entries, path, path)->refused =
            depth < DEEPEST_FOLDER ? arena_text(entries->arena, strerror(errno)) : "the folders are too deep";
        return;
    }
    while ((one = readdir(folder)) != NULL && count < MOST_ENTRIES) {
        if (one->d_name[0] == '.')
            continue;
        if (count == room)
            names = memory_resize(names, (room = room ? 2 * room : 64) * sizeof *names);
        names[count++] = arena_text(entries->arena, one->d_name);
    }
    closedir(folder);
    if (count)
        qsort(names, count, sizeof *names, compare_names);
    for (size_t i = 0; i < count && entries->count < MOST_ENTRIES; i++)
        add_path(entries,
                 arena_format(entries->arena, "%s%s%s", path, text_ends(path, "/") ? "" : "/", names[i]),
                 depth + 1, false);
    memory_free(names);
}

void entries_add(struct entries *entries, const char *path)
{
    add_path(entries, path, 0, true);
}

static bool read_file(const char *path, size_t most, struct buffer *bytes, struct arena *arena,
                      const char **problem)
{
    char part[65536];
    ssize_t got = 0;
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0) {
        *problem = arena_text(arena, strerror(errno));
        return false;
    }
    *problem = NULL;
    while (bytes->length <= most &&
           ((got = read(file, part, sizeof part)) > 0 || (got < 0 && errno == EINTR))) {
        if (got > 0)
            buffer_add(bytes, (struct slice){part, (size_t)got});
    }
    if (got < 0)
        *problem = arena_text(arena, strerror(errno));
    else if (bytes->length > most)
        *problem = arena_format(arena, "it is longer than %zu bytes", most);
    close(file);
    return !*problem;
}

bool entries_read(struct entry_reader *reader, const struct entry *entry, size_t most, struct buffer *bytes,
                  struct arena *arena, const char **problem)
{
    *problem = entry->refused;
    if (entry->refused)
        return false;
    if (entry->index == SIZE_MAX)
        return read_file(entry->path, most, bytes, arena, problem);
    if (!reader->archive || !text_equal(reader->path, entry->path)) {
        archive_close(reader->archive);
        reader->path = entry->path;
        reader->archive = archive_open(arena, entry->path, problem);
    }
    return reader->archive && archive_read(reader->archive, entry->index, most, bytes, arena, problem);
}
