/* Cases of `ambit import`. The input is a folder: "=== NAME" and the file's text below it ("\0" in it is a NUL
 * byte). The question is "PLATFORM [TEXT]": the report, and the files of the track whose names contain TEXT
 * ("-": none). */
#include <string.h>

#include "import_text.h"

const char *case_import(struct arena *arena, const char *input, const char *question);

enum { MOST = 40 };

struct folder {
    const char *names[MOST + 1];
    struct slice texts[MOST];
    size_t count;
};

static struct slice read_one(void *context, const char *name)
{
    struct folder *folder = context;
    for (size_t i = 0; i < folder->count; i++)
        if (text_equal(folder->names[i], name))
            return folder->texts[i];
    return (struct slice){0};
}

static struct slice with_nul(struct arena *arena, struct slice text)
{
    char *copy = arena_copy(arena, text);
    for (size_t i = 0; i + 1 < text.length; i++)
        if (copy[i] == '\\' && copy[i + 1] == '0')
            copy[i] = 0;
    return (struct slice){copy, text.length};
}

static void read_folder(struct arena *arena, struct folder *folder, struct slice input)
{
    struct slice line;
    const char *begin = NULL;
    while (input.length && slice_next(&input, '\n', &line)) {
        if (!slice_starts(line, "=== "))
            continue;
        struct slice rest = input;
        size_t next = slice_find(rest, SLICE("\n=== "));
        bool empty = slice_starts(rest, "=== ");
        begin = rest.data ? rest.data : "";
        struct slice text = {begin, empty ? 0 : next < rest.length ? next + 1 : rest.length};
        if (folder->count < MOST) {
            folder->names[folder->count] = arena_copy(arena, slice_part(line, 4, line.length));
            folder->texts[folder->count++] = with_nul(arena, text);
        }
    }
}

const char *case_import(struct arena *arena, const char *input, const char *question)
{
    struct folder *folder = arena_allocate(arena, sizeof *folder);
    struct slice words = slice_of(question), platform;
    slice_next(&words, ' ', &platform);
    read_folder(arena, folder, slice_of(input));
    const struct import_source source = {folder, "folder", folder->names, read_one};
    struct buffer out = {0};
    import_text_write(&out, arena_copy(arena, platform), &source,
                      words.length ? arena_copy(arena, slice_trim(words)) : "import-nothing");
    const char *copy = arena_copy(arena, buffer_slice(&out));
    buffer_release(&out);
    return copy;
}
