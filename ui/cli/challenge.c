#include "cli/challenge.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/buffer.h"
#include "base/check.h"
#include "base/limits.h"
#include "scenario/embedded.h"

/* Where the files of one challenge are: a built-in slug, a folder, and maybe a text that stands for
 * assignment.md. */
struct place {
    struct arena *arena;
    const char *slug;        /* built in; NULL: none */
    const char *folder;      /* of the real machine; NULL: none */
    struct slice assignment; /* data is NULL: from the slug or the folder */
};

static const char assignment_name[] = "assignment.md";

static struct slice find_embedded(const char *slug, const char *name)
{
    struct scenario_source source = embedded_source(slug);
    return source.read(source.context, name);
}

static bool read_stream(struct arena *arena, FILE *file, const char *path, struct slice *text)
{
    struct buffer collected = {0};
    char bytes[BUFSIZ];
    size_t count;
    while (collected.length <= LIMIT_FILE_BYTES && (count = fread(bytes, 1, sizeof bytes, file)) > 0)
        buffer_add(&collected, (struct slice){bytes, count});
    bool good = !ferror(file) && collected.length <= LIMIT_FILE_BYTES;
    if (!good)
        fprintf(stderr, "ambit: %s: %s\n", path, ferror(file) ? strerror(errno) : "File too large");
    else
        *text = (struct slice){arena_copy(arena, buffer_slice(&collected)), collected.length};
    buffer_release(&collected);
    return good;
}

bool challenge_read_file(struct arena *arena, const char *path, struct slice *text)
{
    if (text_equal(path, "-"))
        return read_stream(arena, stdin, "standard input", text);
    struct stat status;
    FILE *file = fopen(path, "rb");
    if (file && fstat(fileno(file), &status) == 0 && S_ISDIR(status.st_mode)) {
        fclose(file);
        file = NULL;
        errno = EISDIR;
    }
    if (!file) {
        fprintf(stderr, "ambit: %s: %s\n", path, strerror(errno));
        return false;
    }
    bool good = read_stream(arena, file, path, text);
    fclose(file);
    return good;
}

static bool is_file(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISREG(status.st_mode);
}

static struct slice read_place(void *context, const char *name)
{
    struct place *place = context;
    struct slice text = {0};
    if (text_equal(name, assignment_name) && place->assignment.data)
        return place->assignment;
    if (place->slug)
        return find_embedded(place->slug, name);
    if (!place->folder || name[0] == '/' || strstr(name, ".."))
        return text;
    const char *path = arena_format(place->arena, "%s/%s", place->folder, name);
    if (is_file(path))
        challenge_read_file(place->arena, path, &text);
    return text;
}

static struct scenario_source source_of(struct place *place, const char *slug);

/* The name of a folder of [folder] whose slug is [slug] and that has an assignment; NULL. */
static const char *find_folder(struct arena *arena, const char *folder, const char *slug)
{
    DIR *list = opendir(folder);
    const char *found = NULL;
    struct dirent *entry;
    while (list && !found && (entry = readdir(list)) != NULL) {
        if (!slice_is(track_folder_slug(slice_of(entry->d_name)), slug))
            continue;
        const char *path = arena_format(arena, "%s/%s", folder, entry->d_name);
        if (is_file(arena_format(arena, "%s/%s", path, assignment_name)))
            found = path;
    }
    if (list)
        closedir(list);
    return found;
}

/* The neighbours of a folder are those beside it. */
static bool find_place(void *context, const char *slug, struct scenario_source *source)
{
    struct place *place = context;
    if (place->slug || !place->folder)
        return false;
    const char *beside = arena_format(place->arena, "%s/..", place->folder);
    const char *folder = find_folder(place->arena, beside, slug);
    if (!folder)
        return false;
    struct place *other = arena_allocate(place->arena, sizeof *other);
    *other = (struct place){.arena = place->arena, .folder = folder};
    *source = source_of(other, arena_text(place->arena, slug));
    return true;
}

static struct scenario_source source_of(struct place *place, const char *slug)
{
    return (struct scenario_source){.context = place, .read = read_place, .find = find_place, .slug = slug};
}

static struct scenario *load(struct place *place, const char *slug, const char **problem)
{
    struct scenario_source source = source_of(place, slug);
    return scenario_load(&source, problem);
}

struct scenario *challenge_embedded(struct arena *arena, const char *slug, const char **problem)
{
    *problem = NULL;
    if (!find_embedded(slug, assignment_name).data)
        return NULL;
    struct place *place = arena_allocate(arena, sizeof *place);
    *place = (struct place){.arena = arena, .slug = arena_text(arena, slug)};
    return load(place, place->slug, problem);
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* A track of the real machine: its folder has track.yml. */
static const struct track *load_track(struct arena *arena, const char *folder, const char **problem)
{
    struct slice text;
    DIR *list = opendir(folder);
    struct dirent *entry;
    size_t count = 0, room = 0;
    const char **names = NULL;
    while (list && (entry = readdir(list)) != NULL) {
        if (!is_file(arena_format(arena, "%s/%s/%s", folder, entry->d_name, assignment_name)))
            continue;
        if (count == room)
            names = memory_resize(names, (room = room ? 2 * room : 16) * sizeof *names);
        names[count++] = arena_text(arena, entry->d_name);
    }
    if (list)
        closedir(list);
    if (count)
        qsort(names, count, sizeof *names, compare_names);
    const char **slugs = arena_allocate(arena, (count + 1) * sizeof *slugs);
    for (size_t i = 0; i < count; i++)
        slugs[i] = arena_copy(arena, track_folder_slug(slice_of(names[i])));
    memory_free(names);
    if (!challenge_read_file(arena, arena_format(arena, "%s/track.yml", folder), &text))
        return NULL;
    return track_read(arena, text, challenge_folder_name(arena, folder), slugs, count, problem);
}

const struct track *challenge_track(struct arena *arena, const char *what, const char **folder)
{
    const char *problem = NULL;
    *folder = NULL;
    const struct track *track = embedded_track(arena, what);
    if (track || !is_file(arena_format(arena, "%s/track.yml", what)))
        return track;
    *folder = what;
    track = load_track(arena, what, &problem);
    if (problem)
        fprintf(stderr, "ambit: %s: %s\n", what, problem);
    return track;
}

const char *challenge_in_track(struct arena *arena, const struct track *track, const char *folder, size_t position)
{
    if (position >= track->count)
        return NULL;
    return folder ? find_folder(arena, folder, track->challenges[position]) : track->challenges[position];
}

const char *challenge_behind(struct arena *arena, const char *what)
{
    const char *folder = NULL, *slug;
    const struct track *track = challenge_track(arena, what, &folder);
    if (track)
        what = challenge_in_track(arena, track, folder, 0);
    slug = what = what ? what : "";
    track = embedded_track_of(arena, what);
    if (!track && is_file(arena_format(arena, "%s/%s", what, assignment_name))) {
        const char *beside = arena_format(arena, "%s/..", what);
        slug = arena_copy(arena, track_folder_slug(slice_of(challenge_folder_name(arena, what))));
        track = challenge_track(arena, beside, &folder);
    }
    return track ? challenge_in_track(arena, track, folder, track_position(track, slug) + 1) : NULL;
}

/* The number of single-letter edits from [a] to [b] (Levenshtein's distance). */
static size_t distance(struct arena *arena, struct slice a, struct slice b)
{
    size_t *row = arena_allocate(arena, (b.length + 1) * sizeof *row);
    for (size_t j = 0; j <= b.length; j++)
        row[j] = j;
    for (size_t i = 1; i <= a.length; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= b.length; j++) {
            size_t best = diagonal + (a.data[i - 1] != b.data[j - 1]);
            diagonal = row[j];
            if (row[j] + 1 < best)
                best = row[j] + 1;
            if (row[j - 1] + 1 < best)
                best = row[j - 1] + 1;
            row[j] = best;
        }
    }
    return row[b.length];
}

static const char *nearest(struct arena *arena, const char *what)
{
    enum { LONGEST_NAME = 200 };
    const char *best = NULL;
    size_t best_distance = 0;
    struct slice wanted = slice_part(slice_of(what), 0, LONGEST_NAME);
    const char *slug;
    for (size_t cursor = 0; (slug = embedded_next(arena, &cursor));) {
        struct slice name = slice_of(slug);
        struct slice front = slice_part(name, 0, wanted.length + 1);
        size_t away = slice_find(name, wanted) < name.length ? 0 : distance(arena, name, wanted);
        size_t begun = distance(arena, front, wanted); /* by somebody who typed its beginning */
        away = begun < away ? begun : away;
        if (!best || away < best_distance) {
            best = slug;
            best_distance = away;
        }
    }
    return 2 * best_distance <= wanted.length ? best : NULL;
}

static void complain_unknown(struct arena *arena, const char *what)
{
    const char *guess = strchr(what, '/') ? NULL : nearest(arena, what);
    fprintf(stderr, "ambit: there is no challenge and no file \"%s\"\n", what);
    if (guess)
        fprintf(stderr, "The nearest challenge is \"%s\"; 'ambit list' shows them all.\n", guess);
    else
        fprintf(stderr, "'ambit list' shows the challenges.\n");
}

static void complain(const char *what, const char *problem)
{
    fprintf(stderr, "ambit: %s: %s\n", what, problem ? problem : "cannot be read");
    memory_free((void *)problem);
}

/* The name of the folder that holds a file: what stands between the last two slashes of its real path. */
const char *challenge_folder_name(struct arena *arena, const char *folder)
{
    char *real = realpath(folder, NULL);
    const char *slash = real ? strrchr(real, '/') : NULL;
    const char *slug = arena_text(arena, slash && slash[1] ? slash + 1 : "assignment");
    free(real);
    return slug;
}

/* A challenge from a file: first read alone, for its slug; then with what belongs to that slug. */
static struct scenario *load_file(struct arena *arena, const char *path, const char **problem)
{
    struct place *place = arena_allocate(arena, sizeof *place);
    const char *slash = strrchr(path, '/');
    const char *folder =
        slash ? arena_copy(arena, slice_part(slice_of(path), 0, (size_t)(slash - path) + 1)) : ".";
    *place = (struct place){.arena = arena, .folder = folder};
    *problem = NULL;
    if (!challenge_read_file(arena, path, &place->assignment))
        return NULL;
    const char *slug = arena_copy(arena, track_folder_slug(slice_of(challenge_folder_name(arena, folder))));
    struct scenario *scenario = load(place, slug, problem);
    if (!scenario || !find_embedded(scenario_slug(scenario), "challenge.lua").data ||
        is_file(arena_format(arena, "%s/challenge.lua", folder)))
        return scenario;
    place->slug = arena_text(arena, scenario_slug(scenario));
    scenario_free(scenario);
    return load(place, place->slug, problem);
}

static bool find(struct challenge *challenge, const char *what)
{
    const char *problem = NULL;
    struct arena *arena = &challenge->arena;
    const char *inside = arena_format(arena, "%s/%s", what, assignment_name);
    const char *path = is_file(what) ? what : is_file(inside) ? inside : NULL;
    challenge->scenario = challenge_embedded(arena, what, &problem);
    if (!challenge->scenario && !problem && path) {
        challenge->scenario = load_file(arena, path, &problem);
        if (!challenge->scenario && !problem)
            return false;
    } else if (!challenge->scenario && !problem) {
        complain_unknown(arena, what);
        return false;
    }
    if (!challenge->scenario)
        complain(what, problem);
    return challenge->scenario != NULL;
}

bool challenge_load(struct challenge *challenge, const char *what)
{
    *challenge = (struct challenge){0};
    const char *folder;
    const struct track *track = challenge_track(&challenge->arena, what, &folder);
    if (track)
        what = challenge_in_track(&challenge->arena, track, folder, 0);
    if (!what)
        fprintf(stderr, "ambit: the track \"%s\" has no challenges\n", track->slug);
    else if (find(challenge, what))
        return true;
    challenge_release(challenge);
    return false;
}

void challenge_release(struct challenge *challenge)
{
    if (challenge->scenario)
        scenario_free(challenge->scenario);
    arena_release(&challenge->arena);
    *challenge = (struct challenge){0};
}
