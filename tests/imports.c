/* tests/import/PLATFORM/NAME is a folder of another platform, tests/import/PLATFORM/NAME.expected the report of
 * its import and the track that it becomes. */
#define _XOPEN_SOURCE 700
#include "test.h"

#include <ftw.h>
#include <stdlib.h>
#include <string.h>

#include "import_text.h"

enum { MOST = 500 };

/* nftw has no context. */
static struct {
    char *names[MOST + 1];
    size_t count, skip;
} found;

static int take(const char *path, const struct stat *status, int type, struct FTW *place)
{
    (void)status;
    (void)place;
    if (type == FTW_F && found.count < MOST)
        found.names[found.count++] = strdup(path + found.skip);
    return 0;
}

static int compare(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

struct folder {
    struct arena arena;
    const char *path;
};

static struct slice read_one(void *context, const char *name)
{
    struct folder *folder = context;
    struct buffer text = {0};
    file_read(&text, arena_format(&folder->arena, "%s/%s", folder->path, name));
    struct slice copy = {arena_copy(&folder->arena, buffer_slice(&text)), text.length};
    buffer_release(&text);
    return copy;
}

static void run_import(struct run *run, const char *path)
{
    struct folder folder = {0};
    struct buffer expected = {0}, actual = {0};
    struct slice whole = slice_of(path);
    if (!run_begin(run, path))
        return;
    folder.path = arena_copy(&folder.arena, slice_part(whole, 0, whole.length - strlen(".expected")));
    const char *platform = strstr(path, "/killercoda/") ? "killercoda" : "instruqt";
    found.count = 0;
    found.skip = strlen(folder.path) + 1;
    nftw(folder.path, take, 16, FTW_PHYS);
    found.names[found.count] = NULL;
    qsort(found.names, found.count, sizeof *found.names, compare);
    const struct import_source source = {&folder, folder.path, (const char *const *)found.names, read_one};
    import_text_write(&actual, platform, &source, NULL);
    for (size_t i = 0; i < found.count; i++)
        free(found.names[i]);
    file_read(&expected, path);
    if (run->golden) {
        file_write(path, buffer_slice(&actual));
        run_passed(run);
    } else {
        run_compare(run, path, buffer_slice(&expected), buffer_slice(&actual));
    }
    buffer_release(&expected);
    buffer_release(&actual);
    arena_release(&folder.arena);
}

void suite_imports(struct run *run)
{
    files_visit("tests/import/*/*.expected", run, run_import);
}
