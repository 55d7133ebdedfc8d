/* ZIP files. One from a stranger: its list, and the bytes of one file in it; nothing of it is ever written to a disk, so
 * its names are only names. And one for somebody to take home. The library (libzip) is loaded when it is needed. */
#ifndef AMBIT_FACE_ARCHIVE_H
#define AMBIT_FACE_ARCHIVE_H

#include "base/arena.h"
#include "base/buffer.h"

enum {
    ARCHIVE_FILES = 20000,
    ARCHIVE_BYTES = 1 << 30, /* all that is to be read of one ZIP, by what its list says */
};

struct archive;

struct archive_file {
    const char *name;    /* UTF-8 */
    const char *refused; /* why it will not be read; NULL: it will */
    uint64_t size;       /* as the list says */
    bool folder;
};

bool archive_is_one(struct slice beginning); /* of a file: is this a ZIP? */

/* NULL: *problem, in the arena. */
struct archive *archive_open(struct arena *arena, const char *path, const char **problem);
void archive_close(struct archive *archive);

size_t archive_count(const struct archive *archive);
struct archive_file archive_at(const struct archive *archive, size_t index, struct arena *arena);
/* At most [most] bytes, whatever the list says. False: *problem, in the arena. */
bool archive_read(const struct archive *archive, size_t index, size_t most, struct buffer *bytes,
                  struct arena *arena, const char **problem);

struct archive_item {
    const char *name; /* UTF-8, without a slash in front */
    struct slice bytes;
};
/* Adds a ZIP of these files to [out]; the same ones give the same bytes. False: *problem, in the arena. */
bool archive_write(struct buffer *out, const struct archive_item *items, size_t count, struct arena *arena,
                   const char **problem);

#endif
