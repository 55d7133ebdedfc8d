/* ambit import instruqt: track.yml, config.yml, NN-SLUG/assignment.md with scripts, track_scripts; and the
 * older layout with the challenges inside track.yml. */
#include "data/yaml.h"
#include "scenario/inside.h"
#include "scenario/track.h"
#include "workshop/import.h"

static const struct role_row {
    const char *prefix;
    enum script_role role;
} role_rows[] = {
    {"setup-", SCRIPT_SETUP}, {"check-", SCRIPT_CHECK}, {"solve-", SCRIPT_SOLVE}, {"cleanup-", SCRIPT_CLEANUP}};

static const struct role_row *role_of(const char *name)
{
    for (size_t i = 0; i < sizeof role_rows / sizeof *role_rows; i++)
        if (text_starts(name, role_rows[i].prefix) && name[slice_of(role_rows[i].prefix).length])
            return &role_rows[i];
    return NULL;
}

/* What is left lying about in such folders. Files with secrets are not even read. */
static const char *junk(const char *name)
{
    static const struct {
        const char *end, *why;
    } rows[] = {{".with-secrets", "it may hold secrets; it was not read"},
                {".remote", "left by a conflict of instruqt track pull"},
                {".bak", "a backup"},
                {".orig", "a backup"},
                {"~", "a backup"},
                {".DS_Store", "not of the track"},
                {".swp", "an editor's"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (text_ends(name, rows[i].end))
            return rows[i].why;
    return NULL;
}

/* --- scripts --- */

/* One that no shell runs is kept beside the challenge, [folder], and not used. */
static void read_script(struct import *import, struct import_script **list, const char *path,
                        const char *folder, const char *name, const struct role_row *row)
{
    struct slice text = import_read(import, path);
    const char *host = strrchr(path, '/') ? strrchr(path, '/') + 1 : path;
    if (!text.data)
        return;
    if (!import_scan(import, path, 1, text)) {
        import_write(import, arena_format(&import->arena, "%s/%s", folder, name), text);
        return;
    }
    import_add_script(import, list,
                      (struct import_script){.role = row->role,
                                             .host = host + slice_of(row->prefix).length,
                                             .name = name,
                                             .source = path,
                                             .text = text});
}

/* Everything in the challenge's folder [folder] beside its text. */
static void read_folder(struct import *import, struct import_challenge *challenge, const char *folder)
{
    size_t length = slice_of(folder).length;
    for (const char *const *one = import->source->names; *one; one++) {
        if (strncmp(*one, folder, length) || (*one)[length] != '/')
            continue;
        const char *name = *one + length + 1, *why = junk(name);
        const struct role_row *row = role_of(name);
        if (why)
            import_find(import, FINDING_SKIPPED, *one, 0, NULL, "%s", why);
        else if (row && !strchr(name, '/'))
            read_script(import, &challenge->scripts, *one, challenge->folder, name, row);
        else if (!text_equal(name, "assignment.md"))
            import_find(import, FINDING_SKIPPED, *one, 0, NULL, "not a part of a challenge");
    }
}

static void read_track_scripts(struct import *import)
{
    for (const char *const *one = import->source->names; *one; one++) {
        const char *name = *one + slice_of("track_scripts/").length;
        if (!text_starts(*one, "track_scripts/"))
            continue;
        const struct role_row *row = role_of(name);
        const char *why = junk(name);
        if (why || !row || !import->challenges)
            import_find(import, FINDING_SKIPPED, *one, 0, NULL, "%s", why ? why : "not a script of a track");
        else if (row->role == SCRIPT_SETUP)
            read_script(import, &import->challenges->previous, *one, import->challenges->folder,
                        arena_format(&import->arena, "track-%s", name), row);
        else
            import_find(import, FINDING_SKIPPED, *one, 0, NULL, "the world ends with the sitting");
    }
}

/* What the platform runs between two challenges: the clean-up of the one before, or, when nothing checks it,
 * its solution. */
static void link_scripts(struct import *import)
{
    for (struct import_challenge *one = import->challenges; one && one->next; one = one->next) {
        bool checks = false;
        for (const struct import_script *script = one->scripts; script; script = script->next)
            checks |= script->role == SCRIPT_CHECK;
        for (const struct import_script *script = one->scripts; script; script = script->next) {
            struct import_script copy = *script;
            bool solution = !checks && script->role == SCRIPT_SOLVE;
            if (script->role != SCRIPT_CLEANUP && !solution)
                continue;
            copy.name = arena_format(&import->arena, solution ? "previous-%s" : "%s", script->name);
            if (!solution)
                copy.name = arena_format(&import->arena, "cleanup-previous-%s", script->host);
            import_add_script(import, &one->next->previous, copy);
        }
    }
}

/* --- challenges --- */

static struct import_challenge *add_challenge(struct import *import)
{
    struct import_challenge *challenge = arena_allocate(&import->arena, sizeof *challenge),
                            **last = &import->challenges;
    while (*last)
        last = &(*last)->next;
    return *last = challenge;
}

static void take_notes(struct import *import, struct import_challenge *challenge)
{
    const struct value *notes = value_get(challenge->front, "notes");
    struct buffer text = {0};
    for (size_t i = 0; i < value_count(notes); i++) {
        const struct value *note = value_at(notes, i);
        if (value_says(value_get(note, "type"), "text"))
            buffer_format(&text, "%s\n\n", value_find_text(note, "contents"));
        else
            import_find(import, FINDING_SKIPPED, challenge->source, 0, "notes",
                        "a slide of the type %s is not shown", value_find_text(note, "type"));
    }
    if (text.length) {
        buffer_format(&text, "---\n\n%s", challenge->text);
        challenge->text = arena_copy(&import->arena, buffer_slice(&text));
        import_find(import, FINDING_REPLACED, challenge->source, 0, "notes", "they stand before the text");
    }
    buffer_release(&text);
}

static void check_tabs(struct import *import, const struct import_challenge *challenge)
{
    static const char *const known[] = {"terminal", "code", "editor"};
    const struct value *tabs = value_get(challenge->front, "tabs");
    for (size_t i = 0; i < value_count(tabs); i++) {
        const char *type = value_find_text(value_at(tabs, i), "type");
        bool found = false;
        for (size_t k = 0; k < sizeof known / sizeof *known; k++)
            found |= text_equal(known[k], type);
        if (!found)
            import_find(import, FINDING_UNSIMULATED, challenge->source, 0,
                        arena_format(&import->arena, "tab %s", value_find_text(value_at(tabs, i), "title")),
                        "a tab of type %s; kept in the front matter", type);
    }
}

/* Its front matter is there, and the body; [folder] is the one of the source. */
static void finish_challenge(struct import *import, struct import_challenge *challenge, const char *folder,
                             int number)
{
    struct slice named = track_folder_slug(slice_of(folder));
    const char *slug = value_find_text(challenge->front, "slug");
    challenge->slug = import_slug(&import->arena, slug[0] ? slug : arena_copy(&import->arena, named));
    challenge->title = value_find_text(challenge->front, "title");
    if (!challenge->title[0])
        challenge->title = challenge->slug;
    if (slug[0] && !slice_is(named, slug) && !text_equal(folder, slug))
        import_find(import, FINDING_WARNING, challenge->source, 0, NULL,
                    "the folder is called %s, the slug is %s", folder, slug);
    bool twice =
        slice_of(folder).length > 6 && folder[2] == '-' && ascii_is_digit(folder[3]) && folder[5] == '-';
    bool numbered = !twice && ascii_is_digit(folder[0]) && ascii_is_digit(folder[1]) && folder[2] == '-';
    challenge->folder = numbered ? arena_format(&import->arena, "%.2s-%s", folder, challenge->slug)
                                 : arena_format(&import->arena, "%02d-%s", number, challenge->slug);
    for (const struct import_challenge *one = import->challenges; one != challenge; one = one->next)
        if (text_equal(one->slug, challenge->slug))
            import_fail(import, challenge->source, "the slug %s is that of %s, too", challenge->slug,
                        one->source);
    if (text_equal(value_find_text(challenge->front, "type"), "quiz"))
        import_find(import, FINDING_REPLACED, challenge->source, 0, "quiz",
                    "it is a task with a question: lab answer");
    if (strstr(value_find_text(challenge->front, "title"), "[[") ||
        strstr(value_find_text(challenge->front, "teaser"), "[["))
        import_find(import, FINDING_WARNING, challenge->source, 0, NULL,
                    "a variable in the title or teaser stays as it is");
    check_tabs(import, challenge);
    read_folder(import, challenge, folder);
    import_text(import, challenge);
    take_notes(import, challenge);
}

static int lines_before(struct slice text, struct slice body)
{
    int lines = 1;
    for (const char *c = text.data; c < body.data; c++)
        lines += *c == '\n';
    return lines;
}

static void read_challenge(struct import *import, const char *path, const char *folder, int number)
{
    struct slice text = import_read(import, path);
    const char *problem = NULL;
    if (!text.data) {
        import_fail(import, path, "it cannot be read as a text");
        return;
    }
    struct import_challenge *challenge = add_challenge(import);
    challenge->source = path;
    challenge->front = value_object(&import->arena);
    const struct value *front;
    if (!front_matter_read(&import->arena, text, &front, &challenge->body, &problem)) {
        struct slice rest = slice_of(problem);
        bool named = slice_starts(rest, "assignment.md: ");
        import_fail(import, path, "%s", problem + (named ? slice_of("assignment.md: ").length : 0));
        return;
    }
    if (front)
        challenge->front = front;
    else
        import_find(import, FINDING_WARNING, path, 0, NULL, "it has no front matter");
    challenge->body_line = lines_before(text, challenge->body);
    finish_challenge(import, challenge, folder, number);
}

/* A folder with scripts and no text. */
static void find_missing(struct import *import, const char *name)
{
    const char *slash = strchr(name, '/');
    if (!slash || text_starts(name, "track_scripts/") || !role_of(slash + 1))
        return;
    const char *text = arena_format(&import->arena, "%.*s/assignment.md", (int)(slash - name), name);
    if (!import_has(import, text))
        import_fail(import, text, "it is not there, and %s is", name);
}

static void read_challenges(struct import *import)
{
    int number = 0;
    for (const char *const *one = import->source->names; *one && !import->failed; one++) {
        const char *slash = strchr(*one, '/');
        if (slash && text_equal(slash, "/assignment.md"))
            read_challenge(import, *one,
                           arena_copy(&import->arena, (struct slice){*one, (size_t)(slash - *one)}), ++number);
        else
            find_missing(import, *one);
    }
}

/* v2: a row of track.yml's list, with the assignment inside it. */
static void read_inline(struct import *import, const struct value *row, int number)
{
    struct import_challenge *challenge = add_challenge(import);
    struct value *front = value_edit(&import->arena, row);
    const char *slug = value_find_text(row, "slug");
    value_put(&import->arena, front, "assignment", NULL);
    challenge->source = "track.yml";
    challenge->front = front;
    challenge->body = value_slice(value_get(row, "assignment"));
    if (!slug[0]) {
        import_fail(import, "track.yml", "challenge %d has no slug", number);
        return;
    }
    finish_challenge(import, challenge, slug, number);
}

/* --- the track --- */

/* Names of people with their addresses do not travel. */
static const struct value *without_addresses(struct import *import, const struct value *list, const char *key)
{
    struct value *kept = value_array(&import->arena);
    for (size_t i = 0; i < value_count(list); i++)
        if (!strchr(value_string_of(value_at(list, i)), '@'))
            value_append(&import->arena, kept, value_at(list, i));
    if (value_count(kept) < value_count(list))
        import_find(import, FINDING_SKIPPED, "track.yml", 0, key, "e-mail addresses are left out");
    return value_count(kept) ? kept : NULL;
}

static void write_track(struct import *import, const struct value *track)
{
    static const char *const people[] = {"developers", "instructors"};
    struct value *copy = value_edit(&import->arena, track);
    struct buffer text = {0};
    value_put(&import->arena, copy, "challenges", NULL);
    value_put_text(&import->arena, copy, "slug", import->slug);
    for (size_t i = 0; i < sizeof people / sizeof *people; i++)
        if (value_get(track, people[i]))
            value_put(&import->arena, copy, people[i],
                      without_addresses(import, value_get(track, people[i]), people[i]));
    yaml_write(&text, copy);
    import_write(import, "track.yml",
                 (struct slice){arena_copy(&import->arena, buffer_slice(&text)), text.length});
    buffer_release(&text);
}

/* Hosts, and what stands for them. */
static void read_hosts(struct import *import, const struct value *config)
{
    static const struct {
        const char *key, *text; /* NULL: machines */
    } rows[] = {{"virtualmachines", NULL},
                {"containers", NULL},
                {"virtualbrowsers", "a browser is not simulated"},
                {"aws_accounts", "cloud accounts are not simulated"},
                {"azure_subscriptions", "cloud accounts are not simulated"},
                {"gcp_projects", "cloud accounts are not simulated"},
                {"secrets", "secrets have no value here"}};
    size_t hosts = 0;
    struct value *environment = value_object(&import->arena);
    for (size_t r = 0; r < sizeof rows / sizeof *rows; r++) {
        const struct value *list = value_get(config, rows[r].key);
        for (size_t i = 0; i < value_count(list); i++) {
            const char *name = value_find_text(value_at(list, i), "name");
            const char *image = value_find_text(value_at(list, i), "image");
            const struct value *variables = value_get(value_at(list, i), "environment");
            const char *what = arena_format(&import->arena, "%s %s", rows[r].key, name);
            if (rows[r].text) {
                import_find(import, FINDING_UNSIMULATED, "config.yml", 0, what, "%s", rows[r].text);
                continue;
            }
            import_find(import, FINDING_REPLACED, "config.yml", 0, what,
                        "the lab's machine stands for it (image %s)", image[0] ? image : "not said");
            for (size_t v = 0; v < value_count(variables); v++)
                value_put(&import->arena, environment, value_key_at(variables, v),
                          value_member_at(variables, v));
            hosts++;
        }
    }
    if (hosts > 1)
        import_find(import, FINDING_WARNING, "config.yml", 0, NULL,
                    "one machine stands for %zu hosts: the scripts of all of them run on it, host by host",
                    hosts);
    value_put_text(&import->arena, environment, "INSTRUQT_TRACK_SLUG", import->slug);
    import->environment = environment;
}

static bool read_track(struct import *import)
{
    const struct value *track = import_document(import, "track.yml");
    if (!track && !import->failed)
        import_fail(import, import->source->folder, "there is no track.yml in it: it is no Instruqt track");
    if (import->failed)
        return false;
    const char *slug = value_find_text(track, "slug");
    import->slug = import_slug(&import->arena, slug[0] ? slug : import->source->folder);
    import->title = value_find_text(track, "title");
    read_hosts(import, import_document(import, "config.yml"));
    const struct value *inside = value_get(track, "challenges");
    for (size_t i = 0; i < value_count(inside) && !import->failed; i++)
        read_inline(import, value_at(inside, i), (int)i + 1);
    if (!value_count(inside))
        read_challenges(import);
    if (!import->challenges && !import->failed)
        import_fail(import, import->source->folder, "there is no challenge in it");
    if (import->failed)
        return false;
    write_track(import, track);
    return true;
}

/* Files at the top that are no part of a track. */
static void say_what_is_left(struct import *import)
{
    for (const char *const *one = import->source->names; *one; one++) {
        const char *why = junk(*one);
        bool top = !strchr(*one, '/'), known = text_equal(*one, "track.yml") || text_equal(*one, "config.yml");
        if (top && !known)
            import_find(import, FINDING_SKIPPED, *one, 0, NULL, "%s", why ? why : "not a part of a track");
        else if (text_starts(*one, "assets/"))
            import_find(import, FINDING_SKIPPED, *one, 0, NULL, "pictures are not shown");
    }
}

static bool mentions_building(struct slice text)
{
    static const char *const builders[] = {"k3d cluster create", "kind create cluster", "minikube start", "kubeadm init",
                                           "get.k3s.io",         "k3s server",          "istioctl install", "helm install",
                                           "helm upgrade"};
    for (size_t i = 0; i < sizeof builders / sizeof *builders; i++) {
        if (slice_find(text, slice_of(builders[i])) < text.length)
            return true;
    }
    return false;
}

/* Where nothing builds a cluster, the platform's image had one: then ambit's stands for it. */
static void choose_cluster(struct import *import)
{
    bool builds = false;
    for (const struct import_challenge *one = import->challenges; one; one = one->next) {
        builds |= mentions_building(one->body);
        for (const struct import_script *script = one->scripts; script; script = script->next)
            builds |= mentions_building(script->text);
        for (const struct import_script *script = one->previous; script; script = script->next)
            builds |= mentions_building(script->text);
    }
    import->cluster = builds ? "none" : NULL;
    if (!builds && import->challenges)
        import_find(import, FINDING_REPLACED, "track.yml", 0, NULL,
                    "nothing in it builds a cluster: it begins with ambit's, two nodes and Istio in ambient mode");
}

enum import_outcome workshop_import_instruqt(const struct import_source *source, const struct import_sink *sink)
{
    struct import import = {
        .source = source, .sink = sink, .platform = "instruqt", .prefix = ""};
    if (read_track(&import)) {
        read_track_scripts(&import);
        link_scripts(&import);
        say_what_is_left(&import);
        choose_cluster(&import);
        const struct import_challenge *before = NULL;
        for (struct import_challenge *one = import.challenges; one; one = one->next) {
            import_challenge_write(&import, one, before);
            before = one;
        }
        import_try(&import);
    }
    enum import_outcome outcome = import_finish(&import);
    arena_release(&import.arena);
    return outcome;
}
