/* Finding, reading and writing the files that hold tests. */
#include "test.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>

void files_visit(const char *pattern, struct run *run, void (*visit)(struct run *run, const char *path))
{
    glob_t found = {0};
    if (glob(pattern, 0, NULL, &found) == 0)
        for (size_t i = 0; i < found.gl_pathc; i++)
            run_apart(run, found.gl_pathv[i], visit);
    globfree(&found);
}

bool file_read(struct buffer *into, const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        return false;
    char part[65536];
    size_t length;
    while ((length = fread(part, 1, sizeof(part), file)) > 0)
        buffer_add(into, (struct slice){part, length});
    bool whole = !ferror(file);
    fclose(file);
    return whole;
}

void file_write(const char *path, struct slice bytes)
{
    FILE *file = fopen(path, "wb");
    bool written = file && fwrite(bytes.data, 1, bytes.length, file) == bytes.length;
    if (!file || fclose(file) != 0 || !written) {
        perror(path);
        exit(2);
    }
}
