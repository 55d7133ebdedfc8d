/* Sources are judged: see workshop.h. */
#include "workshop/lint.h"

#include "base/sort.h"
#include "data/json.h"

struct lint_seen {
    const char *kind, *value, *file;
    struct lint_seen *next;
};

struct lint lint_begin(struct arena *arena)
{
    return (struct lint){.arena = arena};
}

void lint_find(struct lint *lint, enum severity severity, const char *file, size_t line, const char *detail,
               const char *text)
{
    struct finding *finding = arena_allocate(lint->arena, sizeof *finding);
    *finding = (struct finding){
        .file = file, .line = line, .severity = severity, .text = text, .detail = detail, .next = lint->first};
    lint->first = finding; /* the newest first; lint_report turns them round */
    ++*(severity == SEVERITY_ERROR ? &lint->errors : &lint->warnings);
}

void desk_find(struct desk *desk, enum severity severity, const char *file, size_t line, const char *format,
               ...)
{
    va_list arguments;
    va_start(arguments, format);
    char *text = arena_format_list(desk->arena, format, arguments);
    va_end(arguments);
    for (char *byte = text; *byte; byte++) /* what a source says must not break the line of a finding */
        if ((unsigned char)*byte < ' ' || *byte == 0x7F)
            *byte = ' ';
    lint_find(desk->lint, severity, arena_format(desk->arena, "%s/%s", desk->folder->path, file), line, NULL,
              text);
}

struct slice desk_read(const struct desk *desk, const char *name)
{
    return desk->folder->source.read(desk->folder->source.context, name);
}

size_t line_at(struct slice text, size_t at)
{
    size_t line = 1;
    for (size_t i = 0; i < at && i < text.length; i++)
        line += text.data[i] == '\n';
    return line;
}

size_t line_with(struct slice text, size_t from, const char *one, const char *other)
{
    struct slice line;
    for (size_t number = 1; slice_next(&text, '\n', &line); number++) {
        bool has = slice_find(line, slice_of(one)) < line.length &&
                   (!other || slice_find(line, slice_of(other)) < line.length);
        if (number >= from && has)
            return number;
    }
    return 0;
}

bool lint_first(struct lint *lint, const char *kind, const char *value, const char *file, const char **other)
{
    for (const struct lint_seen *seen = lint->seen; seen; seen = seen->next) {
        if (!text_equal(seen->kind, kind) || !text_equal(seen->value, value))
            continue;
        *other = seen->file;
        return false;
    }
    struct lint_seen *seen = arena_allocate(lint->arena, sizeof *seen);
    *seen = (struct lint_seen){kind, arena_text(lint->arena, value), file, lint->seen};
    lint->seen = seen;
    return true;
}

void lint_challenge(struct lint *lint, const struct lint_folder *folder)
{
    static void (*const parts[])(struct desk * desk) = {lint_bytes, lint_front_matter, lint_body, lint_script,
                                                        lint_manifests};
    struct desk desk = {.lint = lint, .arena = lint->arena, .folder = folder};
    desk.assignment = desk_read(&desk, "assignment.md");
    desk.lua = desk_read(&desk, "challenge.lua");
    if (!desk.assignment.data) {
        desk_find(&desk, SEVERITY_ERROR, "assignment.md", 0, "there is no assignment.md");
        return;
    }
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        parts[i](&desk);
    scenario_free(desk.scenario);
}

/* --- a track --- */

static const char *const track_keys[] = {"slug",         "id",
                                         "type",         "title",
                                         "teaser",       "description",
                                         "icon",         "level",
                                         "tags",         "owner",
                                         "organization", "developers",
                                         "instructors",  "published",
                                         "private",      "maintenance",
                                         "timelimit",    "idle_timeout",
                                         "version",      "show_timer",
                                         "pausable",     "pausable_ttl",
                                         "extend_ttl",   "skipping_enabled",
                                         "checksum",     "sandbox_preset",
                                         "lab_config",   "enhanced_loading",
                                         "challenges",   NULL};

static size_t number_of(const char *folder, bool *has)
{
    size_t number = 0, i = 0;
    for (; ascii_is_digit(folder[i]) && i < 6; i++)
        number = number * 10 + (size_t)(folder[i] - '0');
    *has = i > 0 && folder[i] == '-';
    return number;
}

static void lint_order(struct lint *lint, const char *path, const char *const *folders,
                       const bool *has_assignment, size_t count)
{
    size_t before = 0, challenges = 0;
    for (size_t i = 0; i < count; i++) {
        const char *file = arena_format(lint->arena, "%s/%s", path, folders[i]);
        bool numbered;
        size_t number = number_of(folders[i], &numbered);
        if (!has_assignment[i] && numbered)
            lint_find(lint, SEVERITY_WARNING, file, 0, NULL, "a folder of the track has no assignment.md");
        if (!has_assignment[i])
            continue;
        if (!numbered)
            lint_find(lint, SEVERITY_ERROR, file, 0, NULL,
                      "the folder of a challenge in a track is called NN-SLUG: the number is its place");
        else if (challenges && number == before)
            lint_find(lint, SEVERITY_ERROR, file, 0, NULL,
                      arena_format(lint->arena, "a second folder with the number %02zu", number));
        else if (challenges && number != before + 1)
            lint_find(lint, SEVERITY_WARNING, file, 0, NULL,
                      arena_format(lint->arena, "number %02zu comes behind %02zu", number, before));
        before = number;
        challenges++;
    }
    if (!challenges)
        lint_find(lint, SEVERITY_ERROR, path, 0, NULL, "the track has no challenges");
}

void lint_track(struct lint *lint, const char *path, struct slice text, const char *const *folders,
                const bool *has_assignment, size_t count)
{
    const char *file = arena_format(lint->arena, "%s/track.yml", path), *other;
    const struct value *front;
    size_t line;
    const char *problem = lint_yaml(lint->arena, text, &front, &line);
    if (problem) {
        lint_find(lint, SEVERITY_ERROR, file, line, NULL, problem);
        return;
    }
    lint_front_keys(lint, file, text, front, track_keys, "track.yml");
    static const char *const wanted[] = {"slug", "title"};
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        if (!*value_find_text(front, wanted[i]))
            lint_find(lint, SEVERITY_WARNING, file, 0, NULL,
                      arena_format(lint->arena, "there is no '%s', and Instruqt refuses a track without it",
                                   wanted[i]));
    const char *slug = value_find_text(front, "slug");
    if (*slug && !lint_first(lint, "slug", slug, file, &other))
        lint_find(lint, SEVERITY_ERROR, file, line_with(text, 1, "slug:", NULL), NULL,
                  arena_format(lint->arena, "slug '%s' is also that of %s", slug, other));
    lint_order(lint, path, folders, has_assignment, count);
}

/* --- what is printed --- */

static int by_place(const void *a, const void *b, void *context)
{
    const struct finding *one = *(const struct finding *const *)a, *other = *(const struct finding *const *)b;
    (void)context;
    int order = slice_compare(slice_of(one->file), slice_of(other->file));
    return order ? order : one->line < other->line ? -1 : one->line > other->line;
}

/* All findings by file and line; *count of them, in the arena. */
static const struct finding **sorted(const struct lint *lint, size_t *count)
{
    *count = lint->errors + lint->warnings;
    const struct finding **list = arena_allocate(lint->arena, (*count + 1) * sizeof *list);
    size_t next = *count;
    for (const struct finding *finding = lint->first; finding; finding = finding->next)
        list[--next] = finding;
    sort_stable(list, *count, sizeof *list, by_place, NULL);
    return list;
}

static const char *const severity_names[] = {[SEVERITY_WARNING] = "warning", [SEVERITY_ERROR] = "error"};

void lint_report(struct buffer *out, const struct lint *lint)
{
    size_t count;
    const struct finding **list = sorted(lint, &count);
    for (size_t i = 0; i < count; i++) {
        buffer_add_text(out, list[i]->file);
        if (list[i]->line)
            buffer_format(out, ":%zu", list[i]->line);
        buffer_format(out, ": %s: %s\n", severity_names[list[i]->severity], list[i]->text);
        if (list[i]->detail)
            buffer_format(out, "%s\n", list[i]->detail);
    }
}

void lint_json(struct buffer *out, const struct lint *lint)
{
    size_t count;
    const struct finding **list = sorted(lint, &count);
    struct value *array = value_array(lint->arena);
    for (size_t i = 0; i < count; i++) {
        struct value *one = value_object(lint->arena);
        value_put_text(lint->arena, one, "file", list[i]->file);
        if (list[i]->line)
            value_put_integer(lint->arena, one, "line", (int64_t)list[i]->line);
        value_put_text(lint->arena, one, "severity", severity_names[list[i]->severity]);
        value_put_text(lint->arena, one, "text", list[i]->text);
        value_append(lint->arena, array, one);
    }
    json_write_indented(out, array, 2);
    buffer_add_byte(out, '\n');
}
