#include "scenario/embedded.h"

#include <string.h>

/* A name taken apart: "TRACK/05-SLUG/rest" or "SLUG/rest"; a folder of a track begins with a digit. */
struct embedded_name {
    struct slice track; /* empty: of none */
    struct slice slug;
    struct slice rest;
};

static struct embedded_name take_apart(const char *text)
{
    struct embedded_name name = {.rest = slice_of(text)};
    slice_next(&name.rest, '/', &name.slug);
    if (!name.rest.length || !ascii_is_digit(name.rest.data[0]))
        return name;
    name.track = name.slug;
    slice_next(&name.rest, '/', &name.slug);
    name.slug = track_folder_slug(name.slug);
    return name;
}

/* [name] of the challenge that [context] names. */
static struct slice read_embedded(void *context, const char *name)
{
    for (size_t i = 0; i < embedded_count; i++) {
        struct embedded_name one = take_apart(embedded_files[i].name);
        if (slice_is(one.slug, context) && slice_is(one.rest, name))
            return embedded_text(&embedded_files[i]);
    }
    return (struct slice){0};
}

static bool find_embedded(void *context, const char *slug, struct scenario_source *source)
{
    (void)context;
    *source = embedded_source(slug);
    return read_embedded(source->context, "assignment.md").data != NULL;
}

struct scenario_source embedded_source(const char *slug)
{
    /* read_embedded gets the text back unchanged and only reads it */
    return (struct scenario_source){
        .context = (void *)(uintptr_t)slug, .read = read_embedded, .find = find_embedded, .slug = slug};
}

const char *embedded_next(struct arena *arena, size_t *cursor)
{
    while (*cursor < embedded_count) {
        struct embedded_name name = take_apart(embedded_files[(*cursor)++].name);
        if (slice_is(name.rest, "assignment.md"))
            return arena_copy(arena, name.slug);
    }
    return NULL;
}

const struct track *embedded_track(struct arena *arena, const char *slug)
{
    const char *problem = NULL, **folders = arena_allocate(arena, (embedded_count + 1) * sizeof *folders);
    size_t count = 0;
    struct slice text = embedded_read(arena_format(arena, "%s/track.yml", slug));
    if (!text.data)
        return NULL;
    for (size_t i = 0; i < embedded_count; i++) {
        struct embedded_name name = take_apart(embedded_files[i].name);
        if (slice_is(name.track, slug) && slice_is(name.rest, "assignment.md"))
            folders[count++] = arena_copy(arena, name.slug);
    }
    return track_read(arena, text, slug, folders, count, &problem);
}

const struct track *embedded_next_track(struct arena *arena, size_t *cursor)
{
    while (*cursor < embedded_count) {
        struct slice name = slice_of(embedded_files[(*cursor)++].name);
        size_t slash = slice_find_byte(name, '/');
        if (slice_is(slice_part(name, slash, name.length), "/track.yml"))
            return embedded_track(arena, arena_copy(arena, slice_part(name, 0, slash)));
    }
    return NULL;
}

const struct track *embedded_track_of(struct arena *arena, const char *challenge)
{
    const struct track *track;
    for (size_t cursor = 0; (track = embedded_next_track(arena, &cursor)) != NULL;)
        if (track_position(track, challenge) < track->count)
            return track;
    return NULL;
}
