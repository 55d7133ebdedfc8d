/* -o: every format but the tables. */
#include <string.h>

#include "data/go_template.h"
#include "data/json.h"
#include "data/jsonpath.h"
#include "data/yaml.h"
#include "tools/kubectl/kubectl.h"
#include "tools/tabwriter.h"

struct format {
    const char *name;
    void (*print)(struct kubectl *kubectl, struct buffer *out, const struct value *object,
                  const char *template);
    bool templated; /* "name=TEMPLATE" */
};

const char *printers_format(const struct kubectl *kubectl)
{
    bool template = flags_has(&kubectl->flags, "template"); /* --template alone is a Go template */
    return flags_text(&kubectl->flags, "output", template ? "go-template" : "");
}

bool printers_is_table(const struct kubectl *kubectl)
{
    const char *format = printers_format(kubectl);
    return !format[0] || text_equal(format, "wide");
}

/* The objects of a List, or the object itself as the only one. */
static size_t object_count(const struct value *object)
{
    return text_equal(value_find_text(object, "kind"), "List") ? value_count(value_get(object, "items")) : 1;
}

static const struct value *object_at(const struct value *object, size_t index)
{
    bool list = text_equal(value_find_text(object, "kind"), "List");
    return list ? value_at(value_get(object, "items"), index) : object;
}

static void print_json(struct kubectl *kubectl, struct buffer *out, const struct value *object,
                       const char *template)
{
    (void)template;
    (void)kubectl;
    json_write_indented(out, object, 4);
    buffer_add_byte(out, '\n');
}

static void print_yaml(struct kubectl *kubectl, struct buffer *out, const struct value *object,
                       const char *template)
{
    (void)template;
    if (kubectl->printed)
        buffer_add_text(out, "---\n");
    yaml_write(out, object);
}

static void print_name(struct kubectl *kubectl, struct buffer *out, const struct value *object,
                       const char *template)
{
    (void)template;
    for (size_t i = 0; i < object_count(object); i++) {
        const struct value *item = object_at(object, i);
        const struct kind *kind = kind_of_object(item);
        if (kind)
            buffer_format(out, "%s/%s\n", kind_title(kubectl->arena, kind), object_name(item));
    }
}

static void print_jsonpath(struct kubectl *kubectl, struct buffer *out, const struct value *object,
                           const char *template)
{
    const char *problem = NULL;
    if (!jsonpath_print(kubectl->arena, slice_of(template), object, out, &problem))
        kubectl_fail(kubectl, "%s", problem);
}

static void print_jsonpath_as_json(struct kubectl *kubectl, struct buffer *out, const struct value *object,
                                   const char *template)
{
    const char *problem = NULL;
    const struct value *found = jsonpath_find(kubectl->arena, slice_of(template), object, &problem);
    if (!found) {
        kubectl_fail(kubectl, "%s", problem);
        return;
    }
    json_write_indented(out, found, 4);
    buffer_add_byte(out, '\n');
}

static void add_custom_cell(struct kubectl *kubectl, struct buffer *out, const struct value *object,
                            struct slice path)
{
    const char *problem = NULL;
    const struct value *found = jsonpath_find(kubectl->arena, path, object, &problem);
    for (size_t i = 0; i < value_count(found); i++) {
        buffer_add_text(out, i ? "," : "");
        go_template_value(out, value_at(found, i));
    }
    if (!value_count(found))
        buffer_add_text(out, "<none>");
}

/* One line of custom columns: the headers when [object] is NULL. False after a complaint about the
 * specification. */
static bool add_custom_line(struct kubectl *kubectl, struct buffer *out, const struct value *object,
                            const char *template)
{
    struct slice rest = {template, strlen(template)}, piece;
    const char *separator = "";
    while (slice_next(&rest, ',', &piece)) {
        size_t colon = slice_find_byte(piece, ':');
        if (colon == 0 || colon + 1 >= piece.length) {
            kubectl_fail(kubectl, "unexpected custom-columns spec: %s, expected <header>:<json-path-expr>",
                         arena_copy(kubectl->arena, piece));
            return false;
        }
        buffer_add_text(out, separator);
        if (object)
            add_custom_cell(kubectl, out, object, slice_part(piece, colon + 1, piece.length));
        else
            buffer_add(out, slice_part(piece, 0, colon));
        separator = "\t";
    }
    buffer_add_byte(out, '\n');
    return true;
}

static void print_custom_columns(struct kubectl *kubectl, struct buffer *out, const struct value *object,
                                 const char *template)
{
    struct buffer text = {0};
    bool sound = true;
    if (!flags_on(&kubectl->flags, "no-headers"))
        sound = add_custom_line(kubectl, &text, NULL, template);
    for (size_t i = 0; sound && i < object_count(object); i++)
        sound = add_custom_line(kubectl, &text, object_at(object, i), template);
    if (sound)
        tabwriter_format(out, buffer_slice(&text), 6, 3, NULL);
    buffer_release(&text);
}

static void print_go_template(struct kubectl *kubectl, struct buffer *out, const struct value *object,
                              const char *template)
{
    const char *problem = NULL;
    bool executing = false;
    if (go_template_print(kubectl->arena, slice_of(template), object, out, &problem, &executing))
        return;
    if (executing) {
        buffer_format(
            out,
            "Error executing template: %s. Printing more information for debugging the template:\n\ttemplate "
            "was:\n\t\t%s\n\traw data was:\n\t\t%s\n\tobject given to template engine was:\n\t\t",
            problem, template, json_text(kubectl->arena, object));
        go_template_value(out, object);
        buffer_add_text(out, "\n\n");
    }
    if (executing)
        kubectl_fail(kubectl, "error executing template %s: %s",
                     json_text(kubectl->arena, value_text(kubectl->arena, template)), problem);
    else if (text_starts(problem, "not simulated: "))
        kubectl_unsimulated(kubectl, problem + strlen("not simulated: "));
    else
        kubectl_fail(kubectl, "error parsing template %s, %s", template, problem);
}

/* The template in the file; NULL after a complaint. */
static const char *template_in(struct kubectl *kubectl, const char *path, const char *what)
{
    const char *problem;
    const struct value *file = process_file(kubectl->process, path, &problem);
    if (file)
        return arena_copy(kubectl->arena, file_data(file));
    kubectl_fail(kubectl, "error reading %s %s, open %s: no such file or directory", what, path, path);
    return NULL;
}

static void print_go_template_file(struct kubectl *kubectl, struct buffer *out, const struct value *object,
                                   const char *path)
{
    const char *template = template_in(kubectl, path, "--template");
    if (template)
        print_go_template(kubectl, out, object, template);
}

static void print_jsonpath_file(struct kubectl *kubectl, struct buffer *out, const struct value *object,
                                const char *path)
{
    const char *template = template_in(kubectl, path, "--template");
    if (template)
        print_jsonpath(kubectl, out, object, template);
}

/* Two lines: the headers and the paths. */
static void print_custom_columns_file(struct kubectl *kubectl, struct buffer *out, const struct value *object,
                                      const char *path)
{
    struct arena *arena = kubectl->arena;
    const char *text = template_in(kubectl, path, "template"), *columns = "";
    struct slice rest = slice_of(text ? text : ""), headers, paths = {0};
    slice_next(&rest, '\n', &headers);
    slice_next(&rest, '\n', &paths);
    struct slice header, one;
    while (text && headers.length) {
        while (headers.length && slice_next(&headers, ' ', &header) && !header.length)
            ;
        while (paths.length && slice_next(&paths, ' ', &one) && !one.length)
            ;
        if (header.length)
            columns = arena_format(arena, "%s%s%.*s:%.*s", columns, columns[0] ? "," : "", (int)header.length,
                                   header.data, (int)one.length, one.data);
    }
    if (text)
        print_custom_columns(kubectl, out, object, columns);
}

static void print_unsimulated(struct kubectl *kubectl, struct buffer *out, const struct value *object,
                              const char *template)
{
    (void)out;
    (void)object;
    (void)template;
    kubectl_unsimulated(kubectl, arena_format(kubectl->arena, "kubectl -o %s", printers_format(kubectl)));
}

static const struct format formats[] = {
    {"custom-columns", print_custom_columns, true},
    {"custom-columns-file", print_custom_columns_file, true},
    {"go-template", print_go_template, true},
    {"go-template-file", print_go_template_file, true},
    {"json", print_json, false},
    {"jsonpath", print_jsonpath, true},
    {"jsonpath-as-json", print_jsonpath_as_json, true},
    {"jsonpath-file", print_jsonpath_file, true},
    {"kyaml", print_unsimulated, false},
    {"name", print_name, false},
    {"template", print_go_template, true},
    {"templatefile", print_go_template_file, true},
    {"wide", NULL, false},
    {"yaml", print_yaml, false},
};

static const struct format *find_format(const struct kubectl *kubectl, const char **template)
{
    struct slice text = slice_of(printers_format(kubectl));
    size_t equals = slice_find_byte(text, '=');
    const char *given = flags_text(&kubectl->flags, "template", NULL);
    *template = equals < text.length ? text.data + equals + 1 : given;
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        bool whole = formats[i].templated || equals == text.length;
        if (whole && slice_is(slice_part(text, 0, equals), formats[i].name))
            return &formats[i];
    }
    return NULL;
}

bool printers_check(struct kubectl *kubectl)
{
    const char *template;
    if (!printers_format(kubectl)[0])
        return true;
    const struct format *format = find_format(kubectl, &template);
    if (!format) {
        kubectl_fail(
            kubectl,
            "unable to match a printer suitable for the output format \"%s\", allowed formats are: "
            "custom-columns,custom-columns-file,go-template,go-template-file,json,jsonpath,jsonpath-as-json,"
            "jsonpath-file,kyaml,name,template,templatefile,wide,yaml",
            printers_format(kubectl));
        return false;
    }
    if (format->templated && (!template || !template[0])) {
        if (text_equal(format->name, "custom-columns"))
            kubectl_fail(kubectl, "custom-columns format specified but no custom columns given");
        else
            kubectl_fail(kubectl, "template format specified but no template given");
        return false;
    }
    return true;
}

static const struct value *without_managed_fields(struct arena *arena, const struct value *object)
{
    if (!value_find(object, "metadata.managedFields"))
        return object;
    return value_with(arena, object, "metadata.managedFields", NULL);
}

static const struct value *for_show(struct kubectl *kubectl, const struct value *object)
{
    if (flags_on(&kubectl->flags, "show-managed-fields"))
        return object;
    if (!text_equal(value_find_text(object, "kind"), "List"))
        return without_managed_fields(kubectl->arena, object);
    const struct value *items = value_get(object, "items");
    struct value *copies = value_array(kubectl->arena);
    for (size_t i = 0; i < value_count(items); i++)
        value_append(kubectl->arena, copies, without_managed_fields(kubectl->arena, value_at(items, i)));
    struct value *list = value_edit(kubectl->arena, object);
    value_put(kubectl->arena, list, "items", copies);
    return list;
}

void printers_print(struct kubectl *kubectl, const struct value *object)
{
    const char *template;
    const struct format *format = find_format(kubectl, &template);
    if (!format || !format->print)
        return;
    struct buffer out = {0};
    format->print(kubectl, &out, for_show(kubectl, object), template ? template : "");
    kubectl->printed++;
    kubectl_print_buffer(kubectl, &out);
}

void printers_result(struct kubectl *kubectl, const struct kind *kind, const struct value *object,
                     const char *verb)
{
    if (printers_format(kubectl)[0]) {
        printers_print(kubectl, object);
        return;
    }
    enum dry_run dry_run = client_dry_run(kubectl);
    const char *suffix = dry_run == DRY_RUN_CLIENT   ? " (dry run)"
                         : dry_run == DRY_RUN_SERVER ? " (server dry run)"
                                                     : "";
    process_print(kubectl->process, "%s/%s %s%s\n", kind_title(kubectl->arena, kind), object_name(object), verb,
                  suffix);
}

const struct value *printers_list(struct kubectl *kubectl, const struct resources *resources)
{
    struct arena *arena = kubectl->arena;
    struct value *list = value_object(arena), *items = value_array(arena), *metadata = value_object(arena);
    for (size_t i = 0; i < resources->count; i++)
        value_append(arena, items, resources->items[i].object);
    value_put_text(arena, metadata, "resourceVersion", "");
    value_put_text(arena, list, "apiVersion", "v1");
    value_put(arena, list, "items", items);
    value_put_text(arena, list, "kind", "List");
    value_put(arena, list, "metadata", metadata);
    return list;
}
