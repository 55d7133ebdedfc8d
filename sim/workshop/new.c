/* A new challenge or track: a copy of the one in scenarios/library/new/track under another name. What is copied
 * is itself a track that works, and tested as such. */
#include "base/buffer.h"
#include "scenario/embedded.h"
#include "workshop.h"

#define MODEL "library/new/track/"
#define FIRST "01-new-challenge/"

enum { LONGEST_NAME = 60 };

static const char *name_problem(struct arena *arena, const char *name)
{
    size_t length = slice_of(name).length;
    bool good = length > 0 && ((name[0] >= 'a' && name[0] <= 'z') || ascii_is_digit(name[0])) &&
                name[length - 1] != '-';
    for (size_t i = 0; i < length; i++)
        good = good && ((name[i] >= 'a' && name[i] <= 'z') || ascii_is_digit(name[i]) || name[i] == '-');
    if (!good)
        return arena_format(
            arena, "a name is made of small letters, digits and '-', as in close-the-door; not '%s'", name);
    if (length > LONGEST_NAME)
        return arena_format(arena, "a name has at most %d letters", LONGEST_NAME);
    if (embedded_source(name).read((void *)(uintptr_t)name, "assignment.md").data ||
        embedded_track(arena, name))
        return arena_format(arena, "'%s' is built in already", name);
    return NULL;
}

/* "close-the-door" as a title: "Close the door". */
static const char *title_of(struct arena *arena, const char *name)
{
    char *title = arena_text(arena, name);
    for (char *byte = title; *byte; byte++)
        if (*byte == '-')
            *byte = ' ';
    title[0] = ascii_upper(title[0]);
    return title;
}

/* The first row that fits counts, so the longer words come first. */
struct replacement {
    const char *word, *by;
};

static struct slice replaced(struct arena *arena, struct slice text, const struct replacement *rows)
{
    struct buffer out = {0};
    while (text.length) {
        const struct replacement *row = rows;
        while (row->word && !slice_starts(text, row->word))
            row++;
        size_t length = row->word ? slice_of(row->word).length : 1;
        buffer_add(&out, row->word ? slice_of(row->by) : slice_part(text, 0, 1));
        text = slice_part(text, length, text.length);
    }
    struct slice copy = {arena_copy(arena, buffer_slice(&out)), out.length};
    buffer_release(&out);
    return copy;
}

const struct new_file *new_files(struct arena *arena, enum new_kind kind, const char *name, size_t *count,
                                 const char **problem)
{
    *problem = name_problem(arena, name);
    if (*problem)
        return NULL;
    const char *challenge = kind == NEW_TRACK ? arena_format(arena, "%s-begins", name) : name;
    const struct replacement rows[] = {{"new-track", name},
                                       {"New track", title_of(arena, name)},
                                       {"new-challenge", challenge},
                                       {"New challenge", title_of(arena, challenge)},
                                       {NULL, NULL}};
    const char *prefix = kind == NEW_TRACK ? MODEL : MODEL FIRST;
    struct new_file *files = arena_allocate(arena, embedded_count * sizeof *files);
    *count = 0;
    for (size_t i = 0; i < embedded_count; i++) {
        if (!text_starts(embedded_files[i].name, prefix))
            continue;
        struct slice path = slice_of(embedded_files[i].name + slice_of(prefix).length);
        files[(*count)++] = (struct new_file){replaced(arena, path, rows).data,
                                              replaced(arena, embedded_text(&embedded_files[i]), rows)};
    }
    return files;
}
