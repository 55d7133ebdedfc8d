#include "cli/watch.h"

#include <sys/stat.h>
#include <time.h>

#include "cli/folder.h"

enum { PERIOD = 300000000 }; /* nanoseconds between two looks */

static void add_file(struct hash_stream *stream, const char *path)
{
    struct stat status;
    if (stat(path, &status) != 0)
        return;
    int64_t facts[] = {status.st_mtim.tv_sec, status.st_mtim.tv_nsec, status.st_size, (int64_t)status.st_ino};
    hash_stream_add(stream, slice_of(path));
    hash_stream_add(stream, (struct slice){(const char *)facts, sizeof facts});
}

struct hash watch_state(const char *const *paths, size_t count)
{
    struct arena arena = {0};
    struct hash_stream stream = {0};
    for (size_t i = 0; i < count; i++) {
        struct folder folder;
        add_file(&stream, paths[i]);
        if (!folder_list(&folder, &arena, paths[i]))
            continue;
        for (size_t j = 0; j < folder.count; j++)
            add_file(&stream, arena_format(&arena, "%s/%s", paths[i], folder.names[j]));
    }
    arena_release(&arena);
    return hash_stream_value(&stream);
}

void watch_wait(const char *const *paths, size_t count, struct hash *state)
{
    const struct timespec period = {0, PERIOD};
    bool changed = false;
    for (;;) {
        nanosleep(&period, NULL);
        struct hash now = watch_state(paths, count);
        bool same = hash_equal(now, *state);
        *state = now;
        if (same && changed)
            return;
        changed = changed || !same;
    }
}
