#include "cli/layout.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/limits.h"

static const char *path_of(struct arena *arena)
{
    const char *base = getenv("XDG_STATE_HOME"), *home = getenv("HOME");
    return base && base[0] == '/'   ? arena_format(arena, "%s/ambit/layout", base)
           : home && home[0] == '/' ? arena_format(arena, "%s/.local/state/ambit/layout", home)
                                    : NULL;
}

const char *layout_load(struct layout *layout, struct arena *arena)
{
    const char *path = path_of(arena), *problem = NULL;
    struct buffer text = {0};
    char bytes[1024];
    size_t count;
    layout_begin(layout);
    FILE *file = path ? fopen(path, "r") : NULL;
    if (!file)
        return NULL;
    while (text.length <= LIMIT_LINE_BYTES && (count = fread(bytes, 1, sizeof bytes, file)) > 0)
        buffer_add(&text, (struct slice){bytes, count});
    if (ferror(file))
        problem = strerror(errno);
    else
        layout_read(layout, buffer_slice(&text), arena, &problem);
    fclose(file);
    buffer_release(&text);
    return problem ? arena_format(arena, "%s: %s; the panes are as at first", path, problem) : NULL;
}

/* Its folders are made where they are not there. */
static void make_folders(struct arena *arena, const char *path)
{
    for (const char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/'))
        mkdir(arena_copy(arena, (struct slice){path, (size_t)(slash - path)}), 0700);
}

void layout_save(const struct layout *layout, const struct layout *before)
{
    struct arena arena = {0};
    struct buffer text = {0};
    const char *path = path_of(&arena);
    if (path && memcmp(layout, before, sizeof *layout) != 0) {
        const char *new = arena_format(&arena, "%s.%ld", path, (long)getpid());
        make_folders(&arena, path);
        layout_write(layout, &text);
        FILE *file = fopen(new, "w");
        bool whole = file && fwrite(text.data, 1, text.length, file) == text.length;
        whole = file && fclose(file) == 0 && whole;
        if (!whole || rename(new, path) != 0)
            remove(new);
    }
    buffer_release(&text);
    arena_release(&arena);
}
