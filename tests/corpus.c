/* The corpus of each parser, replayed: nothing that fuzzing has ever found may break again. */
#include "test.h"

#include <string.h>

static void replay_file(struct run *run, const char *path)
{
    struct arena arena = {0};
    struct buffer text = {0}, bytes = {0};
    struct slice rest, line;
    const char *name = strrchr(path, '/') + 1;
    size_t stem = strcspn(name, ".");
    const struct fuzz_row *row = fuzz_rows;
    while (row->name && (strncmp(row->name, name, stem) != 0 || row->name[stem]))
        row++;
    if (!run_begin(run, path))
        return;
    if (!row->name) {
        run_failed(run, path, "there is no tests/fuzz/%.*s.c", (int)stem, name);
        return;
    }
    file_read(&text, path);
    rest = buffer_slice(&text);
    for (int number = 1; slice_next(&rest, '\n', &line); number++) {
        run_begin(run, arena_format(&arena, "%s:%d", path, number)); /* a crash names it */
        buffer_clear(&bytes);
        corpus_decode(&bytes, line);
        row->feed(buffer_slice(&bytes));
    }
    run_passed(run);
    buffer_release(&text);
    buffer_release(&bytes);
    arena_release(&arena);
}

void suite_corpora(struct run *run)
{
    files_visit("tests/fuzz/*.corpus", run, replay_file);
}
