/* ambit import: reads another platform's folder, and writes the track beside its place before it is moved
 * there, so that nothing half written is left. */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/check.h"
#include "base/sort.h"
#include "cli/challenge.h"
#include "cli/command.h"
#include "workshop.h"

enum { MOST_FILES = 10000, DEEPEST = 12 };

struct reading {
    struct arena arena;
    const char *folder;
    const char **names;
    size_t count, room;
    bool good;
};

static bool complain(const char *path, const char *problem)
{
    fprintf(stderr, "ambit: %s: %s\n", path, problem);
    return false;
}

static void add_name(struct reading *reading, const char *name)
{
    if (reading->count + 1 >= reading->room) {
        size_t room = reading->room ? reading->room * 2 : 64;
        const char **more = arena_allocate(&reading->arena, room * sizeof *more);
        for (size_t i = 0; i < reading->count; i++)
            more[i] = reading->names[i];
        reading->names = more;
        reading->room = room;
    }
    reading->names[reading->count++] = name;
    reading->names[reading->count] = NULL;
}

/* The files below [inside] (relative; "": the folder itself). Hidden folders and links are passed over. */
static void list(struct reading *reading, const char *inside, int depth)
{
    const char *path = arena_format(&reading->arena, "%s/%s", reading->folder, inside);
    DIR *directory = opendir(path);
    if (!directory) {
        reading->good = complain(path, strerror(errno));
        return;
    }
    for (struct dirent *entry; reading->good && (entry = readdir(directory));) {
        const char *name = arena_format(&reading->arena, "%s%s", inside, entry->d_name);
        const char *whole = arena_format(&reading->arena, "%s/%s", reading->folder, name);
        struct stat status;
        if (text_equal(entry->d_name, ".") || text_equal(entry->d_name, "..") || lstat(whole, &status))
            continue;
        if (S_ISDIR(status.st_mode) && entry->d_name[0] != '.' && depth < DEEPEST)
            list(reading, arena_format(&reading->arena, "%s/", name), depth + 1);
        else if (S_ISREG(status.st_mode))
            add_name(reading, name);
        else if (S_ISLNK(status.st_mode))
            fprintf(stderr, "%s: skipped: it is a link\n", name);
        if (reading->count > MOST_FILES)
            reading->good = complain(reading->folder, "there are more than 10000 files in it");
    }
    closedir(directory);
}

static int compare_names(const void *a, const void *b, void *context)
{
    (void)context;
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static struct slice read_file(void *context, const char *name)
{
    struct reading *reading = context;
    struct slice text = {0};
    challenge_read_file(&reading->arena, arena_format(&reading->arena, "%s/%s", reading->folder, name), &text);
    return text;
}

/* --- the result --- */

struct writing {
    struct arena arena;
    const char *folder; /* where it is put together; NULL: not begun */
    bool good;
};

static bool make_folders(struct writing *writing, const char *path)
{
    for (const char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        const char *folder = arena_copy(&writing->arena, (struct slice){path, (size_t)(slash - path)});
        if (mkdir(folder, 0777) && errno != EEXIST)
            return complain(folder, strerror(errno));
    }
    return true;
}

static void write_file(void *context, const char *name, struct slice text)
{
    struct writing *writing = context;
    const char *path = arena_format(&writing->arena, "%s/%s", writing->folder, name);
    if (!writing->good || !(writing->good = make_folders(writing, path)))
        return;
    FILE *file = fopen(path, "wb");
    bool written = file && fwrite(text.data, 1, text.length, file) == text.length;
    if (file && fclose(file))
        written = false;
    if (!written)
        writing->good = complain(path, strerror(errno));
}

static void report(void *context, const char *line, bool matters)
{
    (void)context;
    if (matters)
        fprintf(stderr, "%s\n", line);
}

/* A folder that is not there, or empty. */
static bool may_write(const char *path)
{
    DIR *directory = opendir(path);
    int entries = 0;
    if (!directory)
        return errno == ENOENT ||
               complain(path, errno == ENOTDIR ? "it is there, and no folder" : strerror(errno));
    while (readdir(directory))
        entries++;
    closedir(directory);
    return entries <= 2 || complain(path, "the folder is not empty; nothing was written");
}

static void remove_tree(struct arena *arena, const char *path)
{
    DIR *directory = opendir(path);
    for (struct dirent *entry; directory && (entry = readdir(directory));) {
        const char *whole = arena_format(arena, "%s/%s", path, entry->d_name);
        if (text_equal(entry->d_name, ".") || text_equal(entry->d_name, ".."))
            continue;
        if (unlink(whole) && (errno == EISDIR || errno == EPERM))
            remove_tree(arena, whole);
    }
    if (directory)
        closedir(directory);
    rmdir(path);
}

/* The folder to put the track together in, beside the one that it becomes. */
static bool begin_writing(struct writing *writing, const char *target)
{
    struct slice name = slice_of(target);
    while (name.length > 1 && slice_ends(name, "/"))
        name.length--;
    char *folder = arena_format(&writing->arena, "%.*s.importing-XXXXXX", (int)name.length, name.data);
    if (!make_folders(writing, folder) || !mkdtemp(folder))
        return complain(target, strerror(errno));
    chmod(folder, 0755);
    writing->folder = folder;
    return writing->good = true;
}

static bool finish_writing(struct writing *writing, const char *target, bool keep)
{
    if (keep && writing->good) {
        rmdir(target); /* an empty one */
        if (!rename(writing->folder, target))
            return true;
        complain(target, strerror(errno));
    }
    remove_tree(&writing->arena, writing->folder);
    return false;
}

/* --- the command --- */

static const struct platform {
    const char *name;
    enum import_outcome (*import)(const struct import_source *source, const struct import_sink *sink);
} platforms[] = {{"instruqt", workshop_import_instruqt}, {"killercoda", workshop_import_killercoda}};

static int import_folder(const struct platform *platform, const char *folder, const char *target)
{
    struct reading reading = {.folder = folder, .good = true};
    struct writing writing = {0};
    int status = EXIT_USAGE;
    add_name(&reading, NULL);
    reading.count = 0;
    list(&reading, "", 0);
    if (reading.good && may_write(target) && begin_writing(&writing, target)) {
        sort_stable(reading.names, reading.count, sizeof *reading.names, compare_names, NULL);
        const struct import_source source = {&reading, folder, reading.names, read_file};
        const struct import_sink sink = {&writing, write_file, report};
        enum import_outcome outcome = platform->import(&source, &sink);
        if (finish_writing(&writing, target, outcome != IMPORT_FAILED))
            status = outcome == IMPORT_WHOLE ? EXIT_DONE : EXIT_NOT_SOLVED;
    }
    arena_release(&reading.arena);
    arena_release(&writing.arena);
    return status;
}

static int run(int count, char *const *words)
{
    const char *given[2] = {NULL, NULL}, *target = NULL;
    int operands = 0;
    for (int i = 1; i < count; i++) {
        if (text_equal(words[i], "-o") || text_equal(words[i], "--output")) {
            if (i + 1 == count)
                return command_usage_error(&import_command, "%s needs a folder", words[i]);
            target = words[++i];
        } else if (words[i][0] == '-' && words[i][1]) {
            return command_usage_error(&import_command, "import does not know \"%s\"", words[i]);
        } else if (operands == 2) {
            return command_usage_error(&import_command, "one folder at a time: \"%s\" is too much", words[i]);
        } else {
            given[operands++] = words[i];
        }
    }
    if (!given[0] || !given[1])
        return command_usage_error(&import_command,
                                   "which platform's (instruqt, killercoda), and which folder?");
    if (!target)
        return command_usage_error(&import_command, "say with -o where the track goes");
    for (size_t i = 0; i < sizeof platforms / sizeof *platforms; i++)
        if (text_equal(platforms[i].name, given[0]))
            return import_folder(&platforms[i], given[1], target);
    return command_usage_error(&import_command, "import knows instruqt and killercoda, not \"%s\"", given[0]);
}

const struct command import_command = {
    .name = "import",
    .usage = "instruqt|killercoda FOLDER -o FOLDER",
    .help = "Make a track of one from another platform",
    .text =
        "Reads a track of Instruqt (track.yml) or a scenario or course of Killercoda (index.json,\n"
        "structure.json), writes it as a track of ours and plays it: set-up, check, the text's commands,\n"
        "solution, check. What is replaced, skipped, not simulated, what fails and what the text promises\n"
        "and the mesh does not do is said on standard error; import-report.txt in the new folder has every\n"
        "line. The folder must not be there, or be empty.\n\n"
        "The status is 0 when all of it works, 1 when the report says what does not, 2 when nothing\n"
        "was written.\n",
    .run = run,
};
