/* Reading and writing the files that hold tests. */
#include "test.h"

#include <stdio.h>
#include <stdlib.h>

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
