#include "face/catalog.h"

#include "base/check.h"
#include "scenario/embedded.h"

struct scenario *catalog_load(const char *slug, const char **problem)
{
    struct scenario_source source = embedded_source(slug);
    *problem = NULL;
    return source.read(source.context, "assignment.md").data ? scenario_load(&source, problem) : NULL;
}

static const struct value *describe(struct arena *arena, const char *slug)
{
    const char *problem;
    struct value *row = value_object(arena);
    struct scenario *scenario = catalog_load(slug, &problem);
    value_put_text(arena, row, "slug", slug);
    value_put_text(arena, row, "title", scenario ? scenario_title(scenario) : slug);
    if (scenario) {
        value_put_text(arena, row, "teaser", scenario_teaser(scenario) ? scenario_teaser(scenario) : "");
        scenario_free(scenario);
    } else {
        value_put_text(arena, row, "broken", problem ? problem : "it cannot be read");
        memory_free((void *)(uintptr_t)problem);
    }
    return row;
}

const struct value *catalog_read(struct arena *arena)
{
    struct value *catalog = value_object(arena), *tracks = value_array(arena), *alone = value_array(arena);
    const struct track *track;
    const char *slug;
    for (size_t cursor = 0; (track = embedded_next_track(arena, &cursor));) {
        struct value *row = value_object(arena), *challenges = value_array(arena);
        for (size_t i = 0; i < track->count; i++)
            value_append(arena, challenges, describe(arena, track->challenges[i]));
        value_put_text(arena, row, "slug", track->slug);
        value_put_text(arena, row, "title", track->title);
        value_put_text(arena, row, "teaser", track->teaser ? track->teaser : "");
        value_put(arena, row, "challenges", challenges);
        value_append(arena, tracks, row);
    }
    for (size_t cursor = 0; (slug = embedded_next(arena, &cursor));) {
        if (!embedded_track_of(arena, slug))
            value_append(arena, alone, describe(arena, slug));
    }
    value_put(arena, catalog, "tracks", tracks);
    value_put(arena, catalog, "challenges", alone);
    return catalog;
}

static const struct value *find_in(const struct value *challenges, const char *slug, size_t *position)
{
    for (size_t i = 0; i < value_count(challenges); i++) {
        if (value_says(value_get(value_at(challenges, i), "slug"), slug)) {
            *position = i;
            return value_at(challenges, i);
        }
    }
    return NULL;
}

const struct value *catalog_find(const struct value *catalog, const char *slug, const struct value **track)
{
    const struct value *tracks = value_get(catalog, "tracks"), *found;
    size_t position;
    for (size_t i = 0; i < value_count(tracks); i++) {
        *track = value_at(tracks, i);
        if ((found = find_in(value_get(*track, "challenges"), slug, &position)))
            return found;
    }
    *track = NULL;
    return find_in(value_get(catalog, "challenges"), slug, &position);
}

const char *catalog_behind(const struct value *catalog, const char *slug)
{
    const struct value *track;
    size_t position = 0;
    if (!catalog_find(catalog, slug, &track) || !track)
        return NULL;
    find_in(value_get(track, "challenges"), slug, &position);
    const struct value *next = value_at(value_get(track, "challenges"), position + 1);
    return next ? value_find_text(next, "slug") : NULL;
}
