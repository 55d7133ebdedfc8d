/* The front matter of assignment.md: its keys, as Instruqt has them, and its tabs. */
#include "data/yaml.h"
#include "scenario/embedded.h"
#include "base/nearest.h"
#include "workshop/lint.h"

static const char file_name[] = "assignment.md";

static const char *const front_keys[] = {
    "slug",  "id",   "type",    "title",    "teaser",     "difficulty",       "timelimit",
    "notes", "tabs", "answers", "solution", "lab_config", "enhanced_loading", NULL};
static const char *const difficulties[] = {"basic", "intermediate", "advanced", "expert", "", NULL};
static const char *const types[] = {"challenge", "quiz", NULL};
static const char *const note_types[] = {"text", "image", "video", NULL};

/* What a tab of each type has to have. */
static const struct tab_row {
    const char *type;
    const char *const wanted[4];
} tab_rows[] = {
    {"terminal", {"title", "hostname"}},
    {"code", {"title", "hostname", "path"}},
    {"editor", {"title", "hostname", "path"}},
    {"service", {"title", "hostname", "port"}},
    {"website", {"title", "url"}},
    {"external", {"title", "url"}},
    {"browser", {"title", "hostname"}},
};
static const char *const tab_types[] = {"terminal", "code",     "editor",  "service",
                                        "website",  "external", "browser", NULL};
static const char *const tab_keys[] = {"id",
                                       "title",
                                       "type",
                                       "hostname",
                                       "path",
                                       "workdir",
                                       "cmd",
                                       "port",
                                       "url",
                                       "new_window",
                                       "protocol",
                                       "custom_request_headers",
                                       "custom_response_headers",
                                       NULL};

static bool is_one_of(const char *word, const char *const *words)
{
    for (; *words; words++)
        if (text_equal(*words, word))
            return true;
    return false;
}

const char *lint_yaml(struct arena *arena, struct slice text, const struct value **document, size_t *line)
{
    struct yaml_reader reader = yaml_reader(text);
    *document = NULL;
    *line = 0;
    reader.json = false;
    yaml_next(arena, &reader, document);
    if (reader.problem) {
        struct slice rest = slice_of(reader.problem), number;
        int64_t found;
        if (slice_starts(rest, "yaml: line ")) {
            rest = slice_part(rest, 11, rest.length);
            if (slice_next(&rest, ':', &number) && slice_to_integer(number, &found)) {
                *line = (size_t)found;
                return arena_copy(arena, slice_trim(rest));
            }
        }
        return reader.problem;
    }
    return !*document || value_is(*document, VALUE_OBJECT) ? NULL : "it is no list of keys and values";
}

void lint_front_keys(struct lint *lint, const char *file, struct slice text, const struct value *front,
                     const char *const *keys, const char *what)
{
    for (size_t i = 0; i < value_count(front); i++) {
        const char *key = value_key_at(front, i);
        if (is_one_of(key, keys))
            continue;
        lint_find(lint, SEVERITY_WARNING, file, line_with(text, 1, arena_format(lint->arena, "%s:", key), NULL),
                  NULL,
                  arena_format(lint->arena, "%s: unknown key '%s'; did you mean '%s'?", what, key,
                               nearest_word(key, keys)));
    }
}

/* --- tabs and notes --- */

static void lint_tab(struct desk *desk, const struct value *tab, size_t number)
{
    const char *type = value_find_text(tab, "type"), *title = value_find_text(tab, "title");
    size_t tabs = line_with(desk->assignment, 1, "tabs:", NULL);
    size_t line = *title ? line_with(desk->assignment, tabs, "title:", title) : tabs;
    if (!is_one_of(type, tab_types)) {
        size_t place = *type ? line_with(desk->assignment, tabs, "type:", type) : 0;
        desk_find(desk, SEVERITY_ERROR, file_name, place ? place : line,
                  "tab %zu has the unknown type '%s'; did you mean '%s'?", number, type,
                  nearest_word(type, tab_types));
        return;
    }
    for (size_t i = 0; i < sizeof tab_rows / sizeof *tab_rows; i++)
        for (const char *const *key = tab_rows[i].wanted; text_equal(tab_rows[i].type, type) && *key; key++)
            if (!value_get(tab, *key))
                desk_find(desk, SEVERITY_ERROR, file_name, line, "tab %zu, of the type %s, has no '%s'", number,
                          type, *key);
    for (size_t i = 0; i < value_count(tab); i++)
        if (!is_one_of(value_key_at(tab, i), tab_keys))
            desk_find(desk, SEVERITY_WARNING, file_name, line, "tab %zu: unknown key '%s'; did you mean '%s'?",
                      number, value_key_at(tab, i), nearest_word(value_key_at(tab, i), tab_keys));
    if (text_equal(type, "website") && !text_starts(value_find_text(tab, "url"), "https://"))
        desk_find(desk, SEVERITY_ERROR, file_name, line, "tab %zu: the url of a website begins with https://",
                  number);
}

static void lint_lists(struct desk *desk, const struct value *front)
{
    const struct value *tabs = value_get(front, "tabs"), *notes = value_get(front, "notes");
    desk->tabs = value_count(tabs);
    if (tabs && !value_is(tabs, VALUE_ARRAY) && !value_is(tabs, VALUE_NULL))
        desk_find(desk, SEVERITY_ERROR, file_name, line_with(desk->assignment, 1, "tabs:", NULL),
                  "tabs is no list");
    for (size_t i = 0; value_is(tabs, VALUE_ARRAY) && i < value_count(tabs); i++)
        lint_tab(desk, value_at(tabs, i), i + 1);
    for (size_t i = 0; value_is(notes, VALUE_ARRAY) && i < value_count(notes); i++) {
        const char *type = value_find_text(value_at(notes, i), "type");
        if (!is_one_of(type, note_types))
            desk_find(desk, SEVERITY_ERROR, file_name, line_with(desk->assignment, 1, "notes:", NULL),
                      "note %zu has the unknown type '%s'; did you mean '%s'?", i + 1, type,
                      nearest_word(type, note_types));
    }
}

static void lint_quiz(struct desk *desk, const struct value *front)
{
    const struct value *answers = value_get(front, "answers"), *solution = value_get(front, "solution");
    size_t line = line_with(desk->assignment, 1, "type:", "quiz");
    if (!value_count(answers) || !value_count(solution))
        desk_find(desk, SEVERITY_ERROR, file_name, line, "a quiz has a list of answers and one of solutions");
    for (size_t i = 0; i < value_count(solution); i++) {
        int64_t index = value_number(value_at(solution, i), -1);
        if (index < 0 || (size_t)index >= value_count(answers))
            desk_find(desk, SEVERITY_ERROR, file_name, line_with(desk->assignment, 1, "solution:", NULL),
                      "the quiz has %zu answers, from 0; its solution says another", value_count(answers));
    }
}

/* --- single values --- */

static size_t line_of(const struct desk *desk, const char *key)
{
    return line_with(desk->assignment, 1, arena_format(desk->arena, "%s:", key), NULL);
}

/* No screen has room for more: characters. */
static const struct {
    const char *key;
    size_t most;
} length_rows[] = {{"title", 80}, {"teaser", 300}};

static void lint_texts(struct desk *desk, const struct value *front)
{
    static const char *const wanted[] = {"slug", "type", "title"};
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        if (!value_get(front, wanted[i]))
            desk_find(desk, SEVERITY_WARNING, file_name, 1,
                      "the front matter has no '%s', and Instruqt refuses a challenge without it", wanted[i]);
    for (size_t i = 0; i < sizeof length_rows / sizeof *length_rows; i++) {
        const char *key = length_rows[i].key;
        const struct value *text = value_get(front, key);
        if (text && !value_is(text, VALUE_STRING) && !value_is(text, VALUE_NULL))
            desk_find(desk, SEVERITY_ERROR, file_name, line_of(desk, key), "'%s' is no text", key);
        else if (value_slice(text).length > length_rows[i].most)
            desk_find(desk, SEVERITY_WARNING, file_name, line_of(desk, key),
                      "'%s' is longer than %zu characters", key, length_rows[i].most);
    }
    const char *type = value_find_text(front, "type"), *difficulty = value_find_text(front, "difficulty");
    if (*type && !is_one_of(type, types))
        desk_find(desk, SEVERITY_ERROR, file_name, line_of(desk, "type"),
                  "the type is challenge or quiz, not '%s'", type);
    if (!is_one_of(difficulty, difficulties))
        desk_find(desk, SEVERITY_WARNING, file_name, line_of(desk, "difficulty"),
                  "difficulty is basic, intermediate, advanced or expert, not '%s'", difficulty);
    const struct value *limit = value_get(front, "timelimit");
    if (limit && (!value_is(limit, VALUE_INTEGER) || value_number(limit, -1) < 0))
        desk_find(desk, SEVERITY_ERROR, file_name, line_of(desk, "timelimit"),
                  "timelimit is a number of seconds");
}

static bool is_slug(const char *text)
{
    bool good = *text && *text != '-';
    for (; *text; text++)
        good = good && ((*text >= 'a' && *text <= 'z') || ascii_is_digit(*text) || *text == '-');
    return good;
}

static void lint_slug(struct desk *desk, const struct value *front)
{
    const char *slug = value_find_text(front, "slug"), *folder = desk->folder->source.slug, *other;
    const char *id = value_find_text(front, "id");
    const char *file = arena_format(desk->arena, "%s/%s", desk->folder->path, file_name);
    size_t line = line_of(desk, "slug");
    if (*slug && !is_slug(slug))
        desk_find(desk, SEVERITY_ERROR, file_name, line,
                  "a slug is made of small letters, digits and '-', not '%s'", slug);
    if (*slug && desk->folder->in_track && !text_equal(slug, folder))
        desk_find(desk, SEVERITY_ERROR, file_name, line,
                  "the slug is '%s', and the folder is called '%s': behind its number should stand the slug",
                  slug, desk->folder->name);
    slug = *slug ? slug : folder;
    if (!lint_first(desk->lint, "slug", slug, file, &other))
        desk_find(desk, SEVERITY_ERROR, file_name, line, "slug '%s' is also that of %s", slug, other);
    struct slice built_in = embedded_source(slug).read((void *)(uintptr_t)slug, file_name);
    if (built_in.data && !slice_equal(built_in, desk->assignment))
        desk_find(desk, SEVERITY_WARNING, file_name, line, "slug '%s' is that of a challenge that is built in",
                  slug);
    if (*id && !lint_first(desk->lint, "id", id, file, &other))
        desk_find(desk, SEVERITY_ERROR, file_name, line_of(desk, "id"), "id '%s' is also that of %s", id,
                  other);
}

/* The YAML between the first two lines "---"; data is NULL: there is none, or it has no end and *open is set.
 */
static struct slice front_text(struct slice text, bool *open)
{
    struct slice rest = slice_unmarked(text), line;
    *open = false;
    if (!slice_next(&rest, '\n', &line) || !slice_is(slice_trim(line), "---"))
        return (struct slice){0};
    struct slice begin = rest;
    while (slice_next(&rest, '\n', &line))
        if (slice_is(slice_trim(line), "---") && line.data[0] == '-')
            return slice_part(begin, 0, (size_t)(line.data - begin.data));
    *open = true;
    return (struct slice){0};
}

void lint_front_matter(struct desk *desk)
{
    bool open;
    size_t line;
    const struct value *front;
    struct slice text = front_text(desk->assignment, &open);
    if (!text.data) {
        if (open)
            desk_find(desk, SEVERITY_ERROR, file_name, 1,
                      "the front matter that begins here has no closing line ---");
        else
            desk_find(desk, SEVERITY_WARNING, file_name, 1,
                      "there is no front matter: lines with slug, type and title between two lines ---");
        return;
    }
    const char *problem = lint_yaml(desk->arena, text, &front, &line);
    if (problem) {
        desk_find(desk, SEVERITY_ERROR, file_name, line + 1, "front matter: %s", problem);
        return;
    }
    lint_front_keys(desk->lint, arena_format(desk->arena, "%s/%s", desk->folder->path, file_name),
                    desk->assignment, front, front_keys, "front matter");
    lint_texts(desk, front);
    lint_slug(desk, front);
    lint_lists(desk, front);
    if (value_says(value_get(front, "type"), "quiz"))
        lint_quiz(desk, front);
}
