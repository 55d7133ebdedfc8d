#include "scenario/embedded.h"

#include <string.h>

struct slice embedded_text(const struct embedded_file *file)
{
    return (struct slice){(const char *)file->data, (size_t)(file->end - file->data)};
}

struct slice embedded_read(const char *name)
{
    for (size_t i = 0; i < embedded_count; i++)
        if (text_equal(embedded_files[i].name, name))
            return embedded_text(&embedded_files[i]);
    return (struct slice){0};
}

/* [name] of the folder that [context] names. */
static struct slice read_embedded(void *context, const char *name)
{
    struct slice slug = slice_of(context);
    for (size_t i = 0; i < embedded_count; i++) {
        const struct embedded_file *file = &embedded_files[i];
        if (!strncmp(file->name, slug.data, slug.length) && file->name[slug.length] == '/' &&
            text_equal(file->name + slug.length + 1, name))
            return embedded_text(file);
    }
    return (struct slice){0};
}

struct scenario_source embedded_source(const char *slug)
{
    /* read_embedded gets the text back unchanged and only reads it */
    return (struct scenario_source){.context = (void *)(uintptr_t)slug, .read = read_embedded, .slug = slug};
}

const char *embedded_next(struct arena *arena, size_t *cursor)
{
    while (*cursor < embedded_count) {
        struct slice name = slice_of(embedded_files[(*cursor)++].name);
        size_t slash = slice_find_byte(name, '/');
        if (slice_is(slice_part(name, slash, name.length), "/assignment.md"))
            return arena_copy(arena, slice_part(name, 0, slash));
    }
    return NULL;
}
