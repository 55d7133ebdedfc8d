/* ambit import killercoda: index.json of a scenario, or structure.json of a course: each step becomes a
 * challenge, the intro and the end pages of their own. Katacoda's older keys, too. */
#include "workshop/import.h"

struct course {
    struct import *import;
    const char *folder; /* of the scenario in the source: "" or "NAME/" */
    const struct value *index;
    int count;
};

static const char *path_of(struct course *course, const char *name)
{
    return arena_format(&course->import->arena, "%s%s", course->folder, name);
}

static bool goes_up(const char *path)
{
    struct slice rest = slice_of(path), part;
    while (slice_next(&rest, '/', &part))
        if (slice_is(part, ".."))
            return true;
    return false;
}

static bool leads_out(const char *path)
{
    return path[0] == '/' || goes_up(path);
}

/* --- assets --- */

/* "*", "**", "?" as a shell's, where "**" crosses '/'. */
static bool matches(const char *pattern, const char *name)
{
    if (text_starts(pattern, "**/") && matches(pattern + 3, name))
        return true;
    if (*pattern == '*') {
        bool deep = pattern[1] == '*';
        for (const char *at = name;; at++) {
            if (matches(pattern + 1 + deep, at))
                return true;
            if (!*at || (*at == '/' && !deep))
                return false;
        }
    }
    if (!*pattern || !*name)
        return *pattern == *name;
    return (*pattern == '?' || *pattern == *name) && matches(pattern + 1, name + 1);
}

static const char *target_path(struct arena *arena, const char *target, const char *name)
{
    const char *folder = text_starts(target, "~") ? arena_format(arena, "/root%s", target + 1)
                         : target[0] == '/'       ? target
                                                  : arena_format(arena, "/root/%s", target);
    const char *slash = strrchr(name, '/');
    const char *base = slash ? slash + 1 : name;
    return arena_format(arena, "%s%s%s", folder, text_ends(folder, "/") ? "" : "/", base);
}

/* The assets of one row; their modes are set by a script. */
static void take_asset(struct course *course, struct import_challenge *challenge, struct value *files,
                       struct buffer *modes, const struct value *row)
{
    struct import *import = course->import;
    const char *pattern = value_find_text(row, "file"), *mode = value_find_text(row, "chmod");
    const char *prefix = path_of(course, "assets/");
    const char *target = value_find_text(row, "target");
    bool any = false, usual = mode[strspn(mode, "01234567+-=,ugoarwxX")] == 0;
    if (goes_up(target)) {
        import_find(import, FINDING_WARNING, path_of(course, "index.json"), 0, "assets",
                    "the target %s is no place for them", target);
        return;
    }
    for (const char *const *one = import->source->names; *one; one++) {
        const char *name = *one + slice_of(prefix).length;
        if (!text_starts(*one, prefix) || !matches(pattern, name))
            continue;
        any = true;
        struct slice text = import_read(import, *one);
        const char *kept = arena_format(&import->arena, "assets/%s", name);
        const char *path = target_path(&import->arena, target, name);
        if (!text.data)
            continue;
        import_write(import, arena_format(&import->arena, "%s/%s", challenge->folder, kept), text);
        value_put_text(&import->arena, files, path, kept);
        if (mode[0] && usual && !strchr(path, '\''))
            buffer_format(modes, "chmod %s '%s'\n", mode, path);
        if (text_ends(name, ".sh"))
            import_scan(import, *one, 1, text);
    }
    if (!any)
        import_find(import, FINDING_WARNING, path_of(course, "index.json"), 0, "assets", "no file matches %s",
                    pattern);
}

static void take_assets(struct course *course, struct import_challenge *challenge)
{
    struct import *import = course->import;
    const struct value *hosts = value_find(course->index, "details.assets");
    struct value *files = value_object(&import->arena);
    struct buffer modes = {0};
    for (size_t h = 0; h < value_count(hosts); h++) {
        const struct value *rows = value_member_at(hosts, h);
        for (size_t i = 0; i < value_count(rows); i++)
            take_asset(course, challenge, files, &modes, value_at(rows, i));
    }
    challenge->files = files;
    if (modes.length)
        import_add_script(
            import, &challenge->scripts,
            (struct import_script){.role = SCRIPT_SETUP,
                                   .host = "host01",
                                   .name = "modes.sh",
                                   .source = path_of(course, "index.json"),
                                   .text = {arena_copy(&import->arena, buffer_slice(&modes)), modes.length}});
    buffer_release(&modes);
}

/* --- steps --- */

static void take_script(struct course *course, struct import_challenge *challenge, const struct value *step,
                        const char *key, enum script_role role, const char *text)
{
    struct import *import = course->import;
    const char *named = value_find_text(step, key);
    if (!named[0])
        return;
    const char *path = path_of(course, named);
    struct slice script = leads_out(named) ? (struct slice){0} : import_read(import, path);
    if (!script.data) {
        import_find(import, FINDING_FAILED, path_of(course, "index.json"), 0, named,
                    leads_out(named) ? "it is not inside the folder" : "there is no such text");
        return;
    }
    if (text)
        import_find(import, FINDING_REPLACED, path, 0, NULL, "%s", text);
    import_scan(import, path, 1, script);
    const char *slash = strrchr(named, '/');
    import_add_script(
        import, &challenge->scripts,
        (struct import_script){.role = role,
                               .host = "host01",
                               .name = arena_format(&import->arena, "%s-%s", key, slash ? slash + 1 : named),
                               .source = path,
                               .text = script});
}

static const char *unique_slug(struct course *course, const char *title)
{
    struct import *import = course->import;
    const char *wanted =
        arena_format(&import->arena, "%s-%s", import->slug, import_slug(&import->arena, title));
    const char *slug = wanted;
    for (int number = 2;; number++) {
        bool taken = false;
        for (const struct import_challenge *one = import->challenges; one; one = one->next)
            taken |= one->slug && text_equal(one->slug, slug);
        if (!taken)
            return slug;
        slug = arena_format(&import->arena, "%s-%d", wanted, number);
    }
}

static const struct value *front_of(struct course *course, const struct import_challenge *challenge,
                                    const char *teaser)
{
    struct arena *arena = &course->import->arena;
    struct value *front = value_object(arena), *tab = value_object(arena), *tabs = value_array(arena);
    value_put_text(arena, front, "slug", challenge->slug);
    value_put_text(arena, front, "title", challenge->title);
    value_put_text(arena, front, "teaser", teaser);
    value_put_text(arena, front, "type", "challenge");
    value_put(arena, front, "difficulty", value_get(course->index, "difficulty"));
    value_put_text(arena, tab, "title", "Terminal");
    value_put_text(arena, tab, "type", "terminal");
    value_put_text(arena, tab, "hostname", "host01");
    value_append(arena, tabs, tab);
    value_put(arena, front, "tabs", tabs);
    return front;
}

static void add_step(struct course *course, const struct value *step, const char *otherwise)
{
    struct import *import = course->import;
    const char *named = value_find_text(step, "text"), *title = value_find_text(step, "title");
    const char *path = path_of(course, named);
    struct slice text = leads_out(named) ? (struct slice){0} : import_read(import, path);
    if (!text.data) {
        import_fail(import, path_of(course, "index.json"), "%s: %s", named[0] ? named : "a step without a text",
                    named[0] && leads_out(named) ? "it is not inside the folder" : "there is no such text");
        return;
    }
    struct import_challenge *challenge = arena_allocate(&import->arena, sizeof *challenge),
                            **last = &import->challenges;
    bool first = !import->challenges;
    challenge->source = path;
    challenge->title = title[0] ? title : otherwise;
    challenge->slug = unique_slug(course, title[0] ? title : otherwise);
    challenge->folder = arena_format(&import->arena, "%02d-%s", ++course->count, challenge->slug);
    challenge->front = front_of(course, challenge, first ? value_find_text(course->index, "description") : "");
    challenge->body = text;
    challenge->body_line = 1;
    while (*last)
        last = &(*last)->next;
    *last = challenge;
    if (first)
        take_assets(course, challenge);
    take_script(course, challenge, step, "background", SCRIPT_SETUP, "it runs before the learner comes");
    take_script(course, challenge, step, "courseData", SCRIPT_SETUP, "it runs before the learner comes");
    take_script(course, challenge, step, "foreground", SCRIPT_SETUP,
                "it runs before the learner comes, and is not seen");
    take_script(course, challenge, step, "code", SCRIPT_SETUP,
                "it runs before the learner comes, and is not seen");
    take_script(course, challenge, step, "verify", SCRIPT_CHECK, NULL);
    if (value_get(step, "answer"))
        import_find(import, FINDING_SKIPPED, path_of(course, "index.json"), 0, "answer", "it is in %s",
                    value_find_text(step, "answer"));
    import_text(import, challenge);
}

/* --- the scenario --- */

static void choose_machine(struct course *course)
{
    struct import *import = course->import;
    const char *image = value_find_text(course->index, "backend.imageid");
    bool cluster = text_starts(image, "kubernetes");
    import->cluster = cluster ? "kubernetes" : "none";
    import_find(import, FINDING_REPLACED, path_of(course, "index.json"), 0,
                arena_format(&import->arena, "image %s", image[0] ? image : "(none is said)"),
                cluster ? "the simulated cluster, without Istio" : "a machine without a cluster");
    if (value_get(course->index, "environment"))
        import_find(import, FINDING_SKIPPED, path_of(course, "index.json"), 0, "environment",
                    "dashboards are not simulated");
    if (value_find(course->index, "interface.layout"))
        import_find(import, FINDING_SKIPPED, path_of(course, "index.json"), 0, "interface",
                    "the lab has its own layout");
}

static void write_track(struct course *course)
{
    struct import *import = course->import;
    struct buffer text = {0};
    buffer_format(&text, "slug: %s\ntitle: %s\nteaser: %s\n", import->slug,
                  import_quote(&import->arena, import->title),
                  import_quote(&import->arena, value_find_text(course->index, "description")));
    import_write(import, "track.yml",
                 (struct slice){arena_copy(&import->arena, buffer_slice(&text)), text.length});
    buffer_release(&text);
}

static void import_scenario(struct import *import, const char *folder, const char *name)
{
    struct course course = {.import = import, .folder = folder};
    const char *path = path_of(&course, "index.json");
    course.index = import_document(import, path);
    if (!course.index && !import->failed)
        import_fail(import, path, "it is not there: it is no Killercoda scenario");
    if (import->failed)
        return;
    import->challenges = NULL;
    import->title = value_find_text(course.index, "title");
    import->slug = import_slug(&import->arena, name);
    if (!import->title[0])
        import->title = import->slug;
    choose_machine(&course);
    const struct value *steps = value_find(course.index, "details.steps");
    const struct value *intro = value_find(course.index, "details.intro"),
                       *finish = value_find(course.index, "details.finish");
    if (intro && !import->failed)
        add_step(&course, intro, "Intro");
    for (size_t i = 0; i < value_count(steps) && !import->failed; i++)
        add_step(&course, value_at(steps, i), arena_format(&import->arena, "Step %zu", i + 1));
    if (finish && !import->failed)
        add_step(&course, finish, "Finish");
    if (!import->challenges && !import->failed)
        import_fail(import, path, "it has no steps");
    if (import->failed)
        return;
    write_track(&course);
    const struct import_challenge *before = NULL;
    for (struct import_challenge *one = import->challenges; one; one = one->next) {
        import_challenge_write(import, one, before);
        before = one;
    }
    import_try(import);
}

/* The scenarios of structure.json, in its order; a scenario may stand there twice, but is imported once. */
static void import_course(struct import *import, const struct value *structure)
{
    const struct value *items = value_get(structure, "items");
    struct value *seen = value_object(&import->arena);
    if (!value_count(items))
        import_fail(import, "structure.json", "it has no items");
    for (size_t i = 0; i < value_count(items) && !import->failed; i++) {
        const char *path = value_find_text(value_at(items, i), "path");
        if (!path[0] || leads_out(path)) {
            import_fail(import, "structure.json", "item %zu: its path '%s' is not inside the folder", i + 1,
                        path);
            return;
        }
        if (value_get(seen, path))
            continue;
        value_put(&import->arena, seen, path, value_null());
        const char *folder = arena_format(&import->arena, "%s%s", path, text_ends(path, "/") ? "" : "/");
        import->prefix = arena_format(&import->arena, "%s/", import_slug(&import->arena, path));
        import_scenario(import, folder, path);
    }
}

enum import_outcome workshop_import_killercoda(const struct import_source *source,
                                               const struct import_sink *sink)
{
    struct import import = {.source = source, .sink = sink, .platform = "killercoda", .prefix = ""};
    const char *slash = strrchr(source->folder, '/');
    if (import_has(&import, "structure.json") && !import_has(&import, "index.json"))
        import_course(&import, import_document(&import, "structure.json"));
    else
        import_scenario(&import, "", slash && slash[1] ? slash + 1 : source->folder);
    enum import_outcome outcome = import_finish(&import);
    arena_release(&import.arena);
    return outcome;
}
