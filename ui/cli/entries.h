/* What a grader is given: files, folders and ZIP files, as one list in an order that does not change. */
#ifndef AMBIT_CLI_ENTRIES_H
#define AMBIT_CLI_ENTRIES_H

#include "face/archive.h"

struct entry {
    const char *label;   /* for people: the path, in a ZIP behind its path */
    const char *path;    /* of the file or the ZIP */
    size_t index;        /* in the ZIP; SIZE_MAX: it is no ZIP */
    const char *refused; /* why it is not read; NULL */
};

struct entries {
    struct arena *arena;
    const char *const *endings; /* of the names that are looked for in folders and ZIPs; ends with NULL */
    struct entry *list;         /* heap */
    size_t count, room;
    size_t passed_over; /* other files */
};

/* Files that were named are always taken. What cannot be looked into is an entry that is refused. */
void entries_add(struct entries *entries, const char *path);
void entries_release(struct entries *entries);

/* The bytes of one, at most [most]; false: *problem, in the arena. The ZIP stays open in *archive until another
 * one is needed; *archive_path says which it is. */
struct entry_reader {
    struct archive *archive;
    const char *path; /* of it */
};
bool entries_read(struct entry_reader *reader, const struct entry *entry, size_t most, struct buffer *bytes,
                  struct arena *arena, const char **problem);

#endif
