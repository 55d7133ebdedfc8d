#include "cli/library.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/buffer.h"
#include "base/check.h"
#include "base/limits.h"

static struct challenge *add(struct library *library)
{
    library->loaded = memory_resize(library->loaded, (library->count + 1) * sizeof *library->loaded);
    struct challenge *challenge = &library->loaded[library->count++];
    *challenge = (struct challenge){0};
    return challenge;
}

static bool add_named(struct library *library, const char *what)
{
    struct challenge *challenge = add(library);
    if (challenge_load(challenge, what))
        return true;
    library->count--;
    return false;
}

static bool add_track(struct library *library, struct arena *arena, const struct track *track,
                      const char *folder)
{
    bool good = true;
    for (size_t i = 0; i < track->count; i++) {
        const char *what = challenge_in_track(arena, track, folder, i);
        good = good && what && add_named(library, what);
    }
    return good;
}

/* "TRACK/CHALLENGE", where the folder of the challenge has a number before its slug, or is built in. */
static const char *in_track(struct arena *arena, const char *what)
{
    const char *slash = strrchr(what, '/'), *folder;
    struct stat status;
    if (!slash || !slash[1] || stat(what, &status) == 0)
        return what;
    const char *name = arena_copy(arena, slice_part(slice_of(what), 0, (size_t)(slash - what)));
    const struct track *track = challenge_track(arena, name, &folder);
    size_t position = track ? track_position(track, slash + 1) : 0;
    const char *found = track ? challenge_in_track(arena, track, folder, position) : NULL;
    return found ? found : what;
}

bool library_open(struct library *library, const char *what)
{
    struct arena arena = {0};
    const char *folder;
    *library = (struct library){.closed = what != NULL, .what = what};
    if (!what)
        return true;
    const struct track *track = challenge_track(&arena, what, &folder);
    bool good = track ? add_track(library, &arena, track, folder) : add_named(library, in_track(&arena, what));
    if (!good)
        library_close(library);
    arena_release(&arena);
    return good;
}

void library_close(struct library *library)
{
    for (size_t i = 0; i < library->count; i++)
        challenge_release(&library->loaded[i]);
    memory_free(library->loaded);
    *library = (struct library){0};
}

const struct scenario *library_find(void *context, const char *slug, struct arena *arena, const char **problem)
{
    struct library *library = context;
    const char *text = NULL;
    for (size_t i = 0; i < library->count; i++) {
        if (text_equal(scenario_slug(library->loaded[i].scenario), slug))
            return library->loaded[i].scenario;
    }
    if (library->closed) {
        *problem =
            arena_format(arena, "it is about the challenge \"%s\", which is not in %s", slug, library->what);
        return NULL;
    }
    struct challenge *challenge = add(library);
    challenge->scenario = challenge_embedded(&challenge->arena, slug, &text);
    if (challenge->scenario)
        return challenge->scenario;
    *problem =
        text ? arena_format(arena, "the challenge \"%s\" is broken: %s", slug, text)
             : arena_format(arena, "there is no challenge \"%s\" in this ambit (--track names a folder)", slug);
    memory_free((void *)(uintptr_t)text);
    challenge_release(challenge);
    library->count--;
    return NULL;
}
