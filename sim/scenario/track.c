#include "scenario/track.h"

#include "data/yaml.h"

struct slice track_folder_slug(struct slice folder)
{
    for (int part = 0; part < 2; part++) {
        size_t digits = 0;
        while (digits < folder.length && ascii_is_digit(folder.data[digits]))
            digits++;
        if (!digits || digits + 1 >= folder.length || folder.data[digits] != '-')
            break;
        folder = slice_part(folder, digits + 1, folder.length);
    }
    return folder;
}

size_t track_position(const struct track *track, const char *challenge)
{
    size_t position = 0;
    while (position < track->count && !text_equal(track->challenges[position], challenge))
        position++;
    return position;
}

const struct track *track_read(struct arena *arena, struct slice text, const char *slug,
                               const char *const *challenges, size_t count, const char **problem)
{
    struct yaml_reader reader = yaml_reader(text);
    const struct value *front = NULL;
    yaml_next(arena, &reader, &front);
    if (reader.problem || (front && !value_is(front, VALUE_OBJECT))) {
        *problem = arena_format(arena, "track.yml: %s",
                                reader.problem ? reader.problem : "it is no list of keys and values");
        return NULL;
    }
    struct track *track = arena_allocate(arena, sizeof *track);
    const char *named = value_find_text(front, "slug"), *title = value_find_text(front, "title");
    track->front = front;
    track->slug = *named ? named : slug;
    track->title = *title ? title : track->slug;
    track->teaser = value_find_text(front, "teaser");
    track->description = value_find_text(front, "description");
    track->challenges = challenges;
    track->count = count;
    return track;
}
