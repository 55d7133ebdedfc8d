/* kubectl explain: what the kinds' schemas (kinds/schema.h) say, as kubectl's plaintext template lays it out.
 */
#include <string.h>

#include "base/sort.h"
#include "control/install.h"
#include "kinds/absent.h"
#include "kinds/schema.h"
#include "tools/kubectl/verbs.h"

static const struct flag explain_flags[] = {
    {"api-version", 0, "VERSION", "accepted, without effect"},
    {"output", 'o', "FORMAT", "plaintext"},
    {"recursive", 0, NULL, "the fields of the fields too"},
    {0},
};

enum { WIDTH = 76, DEEPEST = 30 };

/* --- types --- */

/* Built-in kinds name their types; those that come from a CRD have but objects. */
static const char *one_name(struct arena *arena, const struct kind *kind, const struct schema_field *field)
{
    static const char *const own[SCHEMA_TYPES] = {
        [SCHEMA_QUANTITY] = "Quantity", [SCHEMA_INTSTR] = "IntOrString"};
    if (field->called)
        return field->called;
    if (slice_is(field->name, "status") && !(kind->flags & KIND_CUSTOM))
        return arena_format(arena, "%sStatus", kind->kind);
    if (field->type == SCHEMA_OBJECT || field->type == SCHEMA_ANY)
        return "Object";
    if (field->type == SCHEMA_DATE)
        return "Time";
    if (own[field->type] && !(kind->flags & KIND_CUSTOM))
        return own[field->type];
    bool plain = field->type == SCHEMA_INTEGER || field->type == SCHEMA_BOOLEAN || field->type == SCHEMA_NUMBER;
    return plain ? schema_type_names[field->type] : field->type == SCHEMA_INTSTR ? "Object" : "string";
}

static const char *type_name(struct arena *arena, const struct kind *kind, const struct schema_field *field)
{
    const char *name = one_name(arena, kind, field);
    bool status = slice_is(field->name, "status");
    if (field->shape == SCHEMA_MAP && !status)
        return arena_format(arena, "map[string]%s", name);
    return field->shape == SCHEMA_LIST ? arena_format(arena, "[]%s", name) : name;
}

/* --- text --- */

/* [text] in lines of at most WIDTH characters, each behind [indent] blanks; no newline behind the last. */
static void add_wrapped(struct buffer *out, const char *text, size_t indent)
{
    struct slice rest = slice_of(text), word;
    size_t used = 0;
    while (rest.length && slice_next(&rest, ' ', &word)) {
        if (used && used + 1 + word.length > WIDTH) {
            buffer_add_byte(out, '\n');
            used = 0;
        }
        if (used)
            buffer_add_byte(out, ' ');
        else
            buffer_add_repeated(out, ' ', indent);
        buffer_add(out, word);
        used += word.length + (used != 0);
    }
}

static void add_choices(struct buffer *out, const struct schema_field *field, const char *before,
                        const char *between)
{
    struct slice words = slice_of(field->choices ? field->choices : ""), word;
    while (words.length && slice_next(&words, ',', &word)) {
        buffer_format(out, "%s%.*s", before, (int)word.length, word.data);
        before = between;
    }
    if (field->choices)
        buffer_add_byte(out, '\n');
}

static int compare_names(const void *a, const void *b, void *context)
{
    const struct schema_field *const *one = a, *const *other = b;
    (void)context;
    return slice_compare((*one)->name, (*other)->name);
}

/* The fields by name, without the status of a kind that has none. */
static const struct schema_field **sorted(struct arena *arena, const struct kind *kind,
                                          const struct schema *schema, bool top, size_t *count)
{
    const struct schema_field **fields = arena_allocate(arena, (schema->count + 1) * sizeof *fields);
    *count = 0;
    for (size_t i = 0; i < schema->count; i++)
        if (!top || (kind->flags & KIND_STATUS) || !slice_is(schema->fields[i].name, "status"))
            fields[(*count)++] = &schema->fields[i];
    sort_stable(fields, *count, sizeof *fields, compare_names, NULL);
    return fields;
}

static void add_fields(struct kubectl *kubectl, struct buffer *out, const struct kind *kind,
                       const struct schema *schema, int depth, bool top)
{
    struct arena *arena = kubectl->arena;
    bool deep = flags_on(&kubectl->flags, "recursive");
    size_t count;
    const struct schema_field **fields = sorted(arena, kind, schema, top, &count);
    for (size_t i = 0; i < count; i++) {
        const struct schema_field *field = fields[i];
        buffer_add_repeated(out, ' ', (size_t)depth * 2);
        buffer_format(out, "%s\t<%s>%s\n", arena_copy(arena, field->name), type_name(arena, kind, field),
                      field->required ? " -required-" : "");
        if (deep && depth < DEEPEST)
            add_fields(kubectl, out, kind, &field->below, depth + 1, false);
        if (deep)
            continue;
        add_choices(out, field, "  enum: ", ", ");
        add_wrapped(out, field->help ? field->help : "<no description>", 4);
        buffer_add_text(out, "\n\n");
    }
}

static void add_head(struct kubectl *kubectl, struct buffer *out, const struct kind *kind,
                     const struct schema_field *field)
{
    struct slice versions = slice_of(kind->versions);
    if (kind->group[0])
        buffer_format(out, "GROUP:      %s\n", kind->group);
    buffer_format(out, "KIND:       %s\nVERSION:    %s\n\n", kind->kind,
                  arena_copy(kubectl->arena, slice_part(versions, 0, slice_find_byte(versions, ','))));
    if (!field)
        return;
    buffer_format(out, "FIELD: %s <%s>%s\n", arena_copy(kubectl->arena, field->name),
                  type_name(kubectl->arena, kind, field), field->required ? " -required-" : "");
    if (field->choices)
        buffer_add_text(out, "ENUM:\n");
    add_choices(out, field, "    ", "\n    ");
    buffer_add_text(out, "\n\n");
}

/* --- the command --- */

/* The field at a path below the kind; NULL: the kind itself. False, with a complaint, when there is none. */
static bool find_field(struct kubectl *kubectl, const struct kind *kind, struct slice path,
                       const struct schema_field **field)
{
    const struct schema *schema = schema_of(kind);
    struct slice part;
    *field = NULL;
    while (slice_next(&path, '.', &part)) {
        const char *name = arena_copy(kubectl->arena, part);
        bool unread = *field && (*field)->type == SCHEMA_ANY;
        bool hidden = !*field && text_equal(name, "status") && !(kind->flags & KIND_STATUS);
        const struct schema_field *below = hidden || unread ? NULL : schema_find(schema, part);
        if (unread) {
            kubectl_unsimulated(kubectl, arena_format(kubectl->arena, "kubectl explain: the fields of <%s>",
                                                      one_name(kubectl->arena, kind, *field)));
            return false;
        }
        if (!below) {
            struct buffer head = {0};
            add_head(kubectl, &head, kind, NULL);
            kubectl_print_buffer(kubectl, &head);
            kubectl_fail(kubectl, "field \"%s\" does not exist", name);
            return false;
        }
        *field = below;
        schema = &below->below;
    }
    return true;
}

/* The kind that the first part of *path names; *path is then the rest. NULL, with a complaint. */
static const struct kind *find_kind(struct kubectl *kubectl, struct slice *path)
{
    struct slice part = *path;
    const struct kind *kind = kind_find(arena_copy(kubectl->arena, *path));
    if (kind)
        *path = (struct slice){NULL, 0};
    else if (slice_next(path, '.', &part))
        kind = kind_find(arena_copy(kubectl->arena, part));
    if (kind && install_serves(kubectl->arena, process_cluster(kubectl->process), kind))
        return kind;
    const char *name = arena_copy(kubectl->arena, part), *absent = kind ? NULL : kind_absent(kubectl->arena, name);
    if (absent)
        kubectl_unsimulated(kubectl, absent);
    else
        kubectl_fail_plain(kubectl, "the server doesn't have a resource type \"%s\"", name);
    return NULL;
}

static bool takes_flags(struct kubectl *kubectl, const struct kind *kind)
{
    const char *version = flags_text(&kubectl->flags, "api-version", ""), *format = printers_format(kubectl);
    if (version[0] && kind_of(version, kind->kind) != kind) {
        kubectl_fail(kubectl, "couldn't find resource for \"%s%s, Resource=%s\"",
                     strchr(version, '/') ? "" : "/", version, kind->plural);
        return false;
    }
    if (format[0] && !text_equal(format, "plaintext") && !text_equal(format, "plaintext-openapiv2")) {
        kubectl_fail(kubectl, "unrecognized format: %s", format);
        return false;
    }
    return true;
}

static void explain_run(struct kubectl *kubectl)
{
    if (kubectl->flags.count != 1) {
        kubectl_fail(
            kubectl,
            kubectl->flags.count
                ? "We accept only this format: explain RESOURCE"
                : "You must specify the type of resource to explain. Use \"kubectl api-resources\" for "
                  "a complete list of supported resources.");
        return;
    }
    struct slice path = slice_of(kubectl->flags.arguments[0]);
    const struct kind *kind = find_kind(kubectl, &path);
    const struct schema_field *field;
    if (!kind || !takes_flags(kubectl, kind) || !find_field(kubectl, kind, path, &field))
        return;
    struct buffer out = {0};
    const char *description = field ? field->help : kind->description;
    const struct schema *schema = field ? &field->below : schema_of(kind);
    add_head(kubectl, &out, kind, field);
    buffer_add_text(&out, "DESCRIPTION:\n");
    add_wrapped(&out, description ? description : field ? "<no description>" : "<empty>", 4);
    buffer_add_text(&out, "\n    \n");
    if (schema->count) {
        buffer_add_text(&out, "FIELDS:\n");
        add_fields(kubectl, &out, kind, schema, 1, !field);
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
