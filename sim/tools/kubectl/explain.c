/* kubectl explain: reads the kinds' own schema notation (kinds/schema.h). */
#include <string.h>

#include "kinds/absent.h"
#include "tools/kubectl/verbs.h"

static const struct flag explain_flags[] = {
    {"api-version", 0, "VERSION", "accepted, without effect"},
    {"output", 'o', "FORMAT", "plaintext"},
    {"recursive", 0, NULL, "the fields of the fields too"},
    {0},
};

/* One field of the notation. */
struct field {
    struct slice name, type, help, fields; /* fields: the notation inside its braces */
    bool required, array, map;
};

/* Bytes up to the brace that closes the one at the beginning of [text]; quotes hide braces. */
static size_t braced(struct slice text)
{
    size_t depth = 0;
    bool quoted = false;
    for (size_t i = 0; i < text.length; i++) {
        if (text.data[i] == '"')
            quoted = !quoted;
        else if (!quoted && text.data[i] == '{')
            depth++;
        else if (!quoted && text.data[i] == '}' && --depth == 0)
            return i + 1;
    }
    return text.length;
}

static struct slice take_word(struct slice *text, const char *ends)
{
    size_t end = 0, depth = 0;
    while (end < text->length) {
        char c = text->data[end];
        bool stops = false;
        for (const char *at = ends; *at; at++)
            stops = stops || (c == *at && depth == 0);
        if (stops)
            break;
        depth += c == '(';
        depth -= c == ')' && depth;
        end++;
    }
    struct slice word = slice_part(*text, 0, end);
    *text = slice_part(*text, end, text->length);
    return word;
}

static bool next_is(const struct slice *text, char c)
{
    return text->length && text->data[0] == c;
}

static bool next_field(struct slice *text, struct field *field)
{
    *text = slice_trim(*text);
    *field = (struct field){.type = {NULL, 0}};
    if (!text->length)
        return false;
    field->name = take_word(text, " !:{[=\n");
    if (!field->name.length) {
        *text = (struct slice){NULL, 0};
        return false;
    }
    while (text->length && text->data[0] != ' ' && text->data[0] != '\n') {
        size_t taken = 1;
        if (next_is(text, '!')) {
            field->required = true;
        } else if (next_is(text, ':')) {
            *text = slice_part(*text, 1, text->length);
            field->type = take_word(text, " {[=\n");
            taken = 0;
        } else if (slice_starts(*text, "[]")) {
            field->array = true;
            taken = 2;
        } else if (slice_starts(*text, "{}")) {
            field->map = true;
            taken = 2;
        } else if (next_is(text, '{')) {
            taken = braced(*text);
            field->fields = slice_part(*text, 1, taken - 1);
        } else if (slice_starts(*text, "=\"")) {
            struct slice rest = slice_part(*text, 2, text->length);
            field->help = slice_part(rest, 0, slice_find_byte(rest, '"'));
            taken = field->help.length + 3;
        }
        *text = slice_part(*text, taken, text->length);
    }
    return true;
}

static const char *type_name(struct arena *arena, const struct field *field)
{
    const char *type = "string";
    if (field->fields.length || slice_is(field->type, "any"))
        type = "Object";
    else if (field->type.length && !slice_starts(field->type, "enum"))
        type = arena_copy(arena, field->type);
    if (text_equal(type, "quantity") || text_equal(type, "date"))
        type = "string";
    if (text_equal(type, "intstr"))
        type = "IntOrString";
    if (field->map)
        return arena_format(arena, "map[string]%s", type);
    return field->array ? arena_format(arena, "[]%s", type) : type;
}

static void add_fields(struct kubectl *kubectl, struct buffer *out, struct slice fields, int depth)
{
    enum { DEEPEST = 30 };
    struct arena *arena = kubectl->arena;
    bool deep = flags_on(&kubectl->flags, "recursive");
    struct field field;
    while (next_field(&fields, &field)) {
        buffer_add_repeated(out, ' ', (size_t)depth * 2);
        buffer_format(out, "%s\t<%s>%s\n", arena_copy(arena, field.name), type_name(arena, &field),
                      field.required ? " -required-" : "");
        if (slice_starts(field.type, "enum(") && !deep) {
            struct slice words = slice_part(field.type, 5, field.type.length - 1), word;
            const char *separator = "  enum: ";
            while (slice_next(&words, ',', &word)) {
                buffer_format(out, "%s%s", separator, arena_copy(arena, word));
                separator = ", ";
            }
            buffer_add_byte(out, '\n');
        }
        if (deep && depth < DEEPEST)
            add_fields(kubectl, out, field.fields, depth + 1);
        if (!deep)
            buffer_format(out, "    %s\n\n",
                          field.help.length ? arena_copy(arena, field.help) : "<no description>");
    }
}

static const char standard_fields[] =
    "apiVersion:string=\"The version of the schema that this object follows.\" "
    "kind:string=\"The kind of this object.\" "
    "metadata{name:string namespace:string labels{} annotations{} generation:integer uid:string}=\"Name, "
    "labels and "
    "other data that every object has.\" ";

static bool find_field(struct slice fields, struct slice name, struct field *field)
{
    while (next_field(&fields, field)) {
        if (slice_equal(field->name, name))
            return true;
    }
    return false;
}

static void print_head(struct kubectl *kubectl, struct buffer *out, const struct kind *kind)
{
    struct slice versions = slice_of(kind->versions);
    if (kind->group[0])
        buffer_format(out, "GROUP:      %s\n", kind->group);
    buffer_format(out, "KIND:       %s\nVERSION:    %s\n\n", kind->kind,
                  arena_copy(kubectl->arena, slice_part(versions, 0, slice_find_byte(versions, ','))));
}

static void explain_run(struct kubectl *kubectl)
{
    struct arena *arena = kubectl->arena;
    if (kubectl->flags.count != 1) {
        kubectl_fail(
            kubectl,
            kubectl->flags.count
                ? "We accept only this format: explain RESOURCE"
                : "You must specify the type of resource to explain. Use \"kubectl api-resources\" for "
                  "a complete list of supported resources.");
        return;
    }
    struct slice rest = slice_of(kubectl->flags.arguments[0]), part;
    const struct kind *kind = kind_find(kubectl->flags.arguments[0]);
    if (kind) {
        rest = (struct slice){NULL, 0};
    } else if (slice_next(&rest, '.', &part)) {
        kind = kind_find(arena_copy(arena, part));
    }
    if (!kind) {
        const char *absent = kind_absent(arena, arena_copy(arena, part));
        if (absent)
            kubectl_unsimulated(kubectl, absent);
        else
            kubectl_fail_plain(kubectl, "the server doesn't have a resource type \"%s\"",
                               arena_copy(arena, part));
        return;
    }
    const char *version = flags_text(&kubectl->flags, "api-version", ""), *format = printers_format(kubectl);
    if (version[0] && kind_of(version, kind->kind) != kind) {
        kubectl_fail(kubectl, "couldn't find resource for \"%s%s, Resource=%s\"",
                     strchr(version, '/') ? "" : "/", version, kind->plural);
        return;
    }
    if (format[0] && !text_equal(format, "plaintext") && !text_equal(format, "plaintext-openapiv2")) {
        kubectl_fail(kubectl, "unrecognized format: %s", format);
        return;
    }
    struct buffer out = {0};
    struct slice fields =
        slice_of(arena_format(arena, "%s%s", standard_fields, kind->schema ? kind->schema : ""));
    struct field field = {.type = {NULL, 0}};
    print_head(kubectl, &out, kind);
    while (slice_next(&rest, '.', &part)) {
        if (!find_field(fields, part, &field)) {
            kubectl_print_buffer(kubectl, &out);
            kubectl_fail(kubectl, "field \"%s\" does not exist", arena_copy(arena, part));
            return;
        }
        fields = field.fields;
    }
    const char *description = kind->description;
    if (field.name.length) {
        buffer_format(&out, "FIELD: %s <%s>\n\n\n", arena_copy(arena, field.name), type_name(arena, &field));
        description = field.help.length ? arena_copy(arena, field.help) : "<no description>";
    }
    buffer_format(&out, "DESCRIPTION:\n    %s\n    \n", description ? description : "<empty>");
    if (fields.length) {
        buffer_add_text(&out, "FIELDS:\n");
        add_fields(kubectl, &out, fields, 1);
    }
    kubectl_print_buffer(kubectl, &out);
}

const struct verb verb_explain = {
    .name = "explain",
    .usage = "explain TYPE [--recursive=FALSE|TRUE] [--api-version=api-version-group] "
             "[-o|--output=plaintext|plaintext-openapiv2] [options]",
    .defaults = "output='plaintext'",
    .help = "Get documentation for a resource",
    .examples = "# What a kind is\n"
                "kubectl explain authorizationpolicy\n\n"
                "# What a field is\n"
                "kubectl explain authorizationpolicy.spec.rules",
    .chapter = "Basic Commands (Intermediate)",
    .flags = explain_flags,
    .run = explain_run,
    .takes = TAKES_RESOURCES,
};
