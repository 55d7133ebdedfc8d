#include "tools/istioctl/documents.h"

#include <string.h>

#include "data/gotext.h"
#include "data/yaml.h"
#include "kinds/schema.h"

static void add(struct arena *arena, struct documents *documents, struct document document)
{
    if (documents->count == documents->capacity) {
        size_t capacity = documents->capacity ? documents->capacity * 2 : 8;
        struct document *items = arena_allocate(arena, capacity * sizeof *items);
        if (documents->count)
            memcpy(items, documents->items, documents->count * sizeof *items);
        documents->items = items;
        documents->capacity = capacity;
    }
    documents->items[documents->count++] = document;
}

/* The line of the first byte behind [at] that is neither blank, comment nor "---". */
static int line_of(struct slice text, size_t at)
{
    struct slice rest = text, line;
    size_t passed = 0;
    for (int number = 1; slice_next(&rest, '\n', &line); number++) {
        struct slice trimmed = slice_trim(line);
        bool says = trimmed.length && !slice_starts(trimmed, "#") && !slice_starts(trimmed, "---");
        if (passed + line.length > at && says)
            return number;
        passed += line.length + 1;
    }
    return 1;
}

static bool read_file(struct istioctl *istioctl, const char *path, struct documents *documents,
                      const char **problem)
{
    struct slice text;
    if (text_equal(path, "-")) {
        text = process_read_all(istioctl->process, STREAM_IN);
    } else {
        const struct value *file = process_file(istioctl->process, path, problem);
        if (!file)
            return false;
        struct slice data = file_data(file); /* borrowed, and others may run before it is used */
        text = (struct slice){arena_copy(istioctl->arena, data), data.length};
    }
    text = utf8_by_mark(istioctl->arena, text);
    struct yaml_reader reader = yaml_reader(text);
    const struct value *object;
    size_t at = 0;
    while (yaml_next(istioctl->arena, &reader, &object)) {
        if (value_find_text(object, "kind")[0])
            add(istioctl->arena, documents, (struct document){object, path, line_of(text, at)});
        at = text.length - reader.rest.length;
    }
    if (reader.problem)
        documents->problem = reader.problem;
    return true;
}

static bool is_manifest(const char *name)
{
    return text_ends(name, ".yaml") || text_ends(name, ".yml") || text_ends(name, ".json");
}

bool documents_read(struct istioctl *istioctl, const char *path, struct documents *documents,
                    const char **problem)
{
    documents->problem = NULL;
    if (text_equal(path, "-") || !process_is_directory(istioctl->process, path))
        return read_file(istioctl, path, documents, problem);
    const struct value *names = value_copy(istioctl->arena, process_list_directory(istioctl->process, path));
    for (size_t i = 0; i < value_count(names); i++) {
        const char *name = value_string_of(value_at(names, i));
        const char *file = arena_format(istioctl->arena, "%s%s%s", path, text_ends(path, "/") ? "" : "/", name);
        if (is_manifest(name) && !process_is_directory(istioctl->process, file) &&
            !read_file(istioctl, file, documents, problem))
            return false;
    }
    return true;
}

/* "2 errors occurred:\n\t* a\n\t* b\n\n" taken apart. */
static void split_denial(struct arena *arena, struct value *problems, const char *denial)
{
    static const char head[] = "configuration is invalid: ", bullet[] = "\n\t* ";
    struct slice rest = slice_of(denial);
    if (slice_starts(rest, head))
        rest = slice_part(rest, sizeof head - 1, rest.length);
    size_t at = slice_find(rest, slice_of(bullet));
    if (at == rest.length) {
        value_append(arena, problems, value_string(arena, rest));
        return;
    }
    while (at < rest.length) {
        rest = slice_part(rest, at + sizeof bullet - 1, rest.length);
        at = slice_find(rest, slice_of(bullet));
        value_append(arena, problems, value_string(arena, slice_trim(slice_part(rest, 0, at))));
    }
}

const struct value *document_problems(struct arena *arena, const struct kind *kind, const struct value *object,
                                      const struct value **warnings)
{
    struct value *problems = value_array(arena);
    struct findings findings = {.arena = arena};
    const struct value *unknown, *pruned = schema_pruned(&findings, kind, object, &unknown);
    for (size_t i = 0; i < value_count(unknown); i++)
        value_append(arena, problems,
                     value_format(arena, "unknown field \"%s\"", value_string_of(value_at(unknown, i))));
    struct value *filled = value_edit(arena, pruned);
    if (!findings.causes && kind->set_defaults)
        kind->set_defaults(arena, filled);
    if (!findings.causes && kind->validate)
        kind->validate(&findings, filled, NULL);
    for (size_t i = 0; i < value_count(findings.causes); i++) {
        const struct value *cause = value_at(findings.causes, i);
        if (text_equal(value_find_text(cause, "field"), "<nil>"))
            continue; /* the API server's word on its own rules */
        value_append(
            arena, problems,
            value_format(arena, "%s: %s", value_find_text(cause, "field"), value_find_text(cause, "message")));
    }
    if (findings.denial)
        split_denial(arena, problems, findings.denial);
    *warnings = findings.warnings;
    return problems;
}
