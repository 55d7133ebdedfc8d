/* tests/kinds: the input is one object in YAML, the question one of
 *   defaults        the object with its kind's defaults
 *   problems        unknown fields, type errors, the kind's own rules, the webhook
 *   row [wide]      its cells, at 2026-11-23T10:00:00Z
 *   find WORD...    the kinds that the words mean (no input needed)
 *   capitals        the kinds whose plural means something else in capitals (no input needed) */
#include "base/check.h"
#include "data/yaml.h"
#include "kinds/kind.h"
#include "kinds/schema.h"

static const struct instant now = {1795428000000000000};

static const char *taken(struct arena *arena, struct buffer *text)
{
    const char *result = arena_copy(arena, buffer_slice(text));
    buffer_release(text);
    return result;
}

static void say_defaults(struct arena *arena, const struct kind *kind, const struct value *object,
                         struct buffer *out)
{
    struct findings findings = {.arena = arena};
    const struct value *unknown;
    struct value *copy = value_edit(arena, schema_pruned(&findings, kind, object, &unknown));
    if (kind->set_defaults)
        kind->set_defaults(arena, copy);
    yaml_write(out, copy);
}

static void say_problems(struct arena *arena, const struct kind *kind, const struct value *object,
                         struct buffer *out)
{
    struct findings findings = {.arena = arena}, again = {.arena = arena};
    const struct value *unknown, *pruned = schema_pruned(&findings, kind, object, &unknown);
    schema_validate(&again, kind, pruned, false);
    check(value_equal(findings.causes, again.causes));
    for (size_t i = 0; i < value_count(unknown); i++)
        buffer_format(out, "unknown %s\n", value_string_of(value_at(unknown, i)));
    object = pruned;
    if (!findings.causes && kind->validate) {
        struct value *copy = value_edit(arena, object);
        if (kind->set_defaults)
            kind->set_defaults(arena, copy);
        kind->validate(&findings, copy, NULL);
    }
    for (size_t i = 0; i < value_count(findings.causes); i++) {
        const struct value *cause = value_at(findings.causes, i);
        buffer_format(out, "%s: %s\n", value_find_text(cause, "field"), value_find_text(cause, "message"));
    }
    for (size_t i = 0; i < value_count(findings.warnings); i++)
        buffer_format(out, "warning: %s\n", value_string_of(value_at(findings.warnings, i)));
    if (findings.denial)
        buffer_format(out, "denied: %s\n", findings.denial);
}

static void say_row(struct arena *arena, const struct kind *kind, const struct value *object, bool wide,
                    struct buffer *out)
{
    for (const struct column *column = kind->columns; column->name; column++) {
        if (wide || !column->wide)
            buffer_format(out, "%s: %s\n", column->name, kind_cell(arena, kind, column, object, now));
    }
}

static void say_found(struct arena *arena, struct slice words, struct buffer *out)
{
    struct slice word;
    while (slice_next(&words, ' ', &word)) {
        const struct kind *kind = kind_find(arena_copy(arena, word));
        buffer_format(out, "%.*s: %s\n", (int)word.length, word.data, kind ? kind->resource : "none");
    }
}

static void say_capital(struct arena *arena, const char *name, struct buffer *out)
{
    char *word = arena_text(arena, name);
    for (char *c = word; *c; c++)
        *c = ascii_upper(*c);
    if (kind_find(word) != kind_find(name))
        buffer_format(out, "%s\n", name);
}

/* A plural or a singular as it is written is found without a look at other names, one in capitals is not. And a resource is what
 * the plural and the group make. */
static void say_capitals(struct arena *arena, struct buffer *out)
{
    for (size_t i = 0; i < kind_count; i++) {
        const struct kind *kind = kind_rows[i];
        const char *dot = *kind->group ? "." : "", *resource = arena_format(arena, "%s%s%s", kind->plural, dot, kind->group);
        if (!text_equal(resource, kind->resource))
            buffer_format(out, "%s is not %s\n", kind->resource, resource);
        say_capital(arena, kind->plural, out);
        say_capital(arena, kind->singular, out);
    }
    buffer_add_text(out, "no other\n");
}

const char *case_kinds(struct arena *arena, const char *input, const char *question)
{
    struct buffer out = {0};
    struct yaml_reader reader = yaml_reader(slice_of(input));
    const struct value *object = NULL;
    yaml_next(arena, &reader, &object);
    const struct kind *kind = kind_of_object(object);
    if (text_starts(question, "find "))
        say_found(arena, slice_of(question + 5), &out);
    else if (text_equal(question, "capitals"))
        say_capitals(arena, &out);
    else if (!kind)
        buffer_add_text(&out, "no such kind\n");
    else if (text_equal(question, "defaults"))
        say_defaults(arena, kind, object, &out);
    else if (text_equal(question, "problems"))
        say_problems(arena, kind, object, &out);
    else if (text_starts(question, "row"))
        say_row(arena, kind, object, text_equal(question, "row wide"), &out);
    return taken(arena, &out);
}
