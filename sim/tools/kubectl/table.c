/* Rows of `kubectl get`: the kind's columns and what kubectl itself adds to them. */
#include <string.h>

#include "tools/kubectl/kubectl.h"
#include "tools/tabwriter.h"

struct table_options table_options(struct kubectl *kubectl)
{
    const struct flags *flags = &kubectl->flags;
    size_t most = 1, at = 0;
    const char *value;
    while ((value = flags_next(flags, "label-columns", &at))) {
        most++;
        for (const char *c = value; *c; c++)
            most += *c == ',';
    }
    const char **columns = arena_allocate(kubectl->arena, (most + 1) * sizeof *columns);
    size_t count = 0;
    at = 0;
    while ((value = flags_next(flags, "label-columns", &at))) {
        struct slice rest = {value, strlen(value)}, piece;
        while (slice_next(&rest, ',', &piece))
            columns[count++] = arena_copy(kubectl->arena, piece);
    }
    return (struct table_options){
        .wide = text_equal(printers_format(kubectl), "wide"),
        .no_headers = flags_on(flags, "no-headers"),
        .namespaces = flags_on(flags, "all-namespaces"),
        .kinds = flags_on(flags, "show-kind"),
        .labels = flags_on(flags, "show-labels"),
        .label_columns = columns,
    };
}

static void add_upper(struct buffer *text, const char *name)
{
    for (; *name; name++)
        buffer_add_byte(text, ascii_upper(*name));
}

/* A label column is named by the last part of the key: "istio.io/dataplane-mode" is DATAPLANE-MODE. */
static const char *label_title(const char *label)
{
    const char *slash = strrchr(label, '/');
    return slash ? slash + 1 : label;
}

void table_header(struct kubectl *kubectl, struct buffer *text, const struct kind *kind,
                  const struct table_options *options)
{
    (void)kubectl;
    const char *separator = "";
    if (options->namespaces && (kind->flags & KIND_NAMESPACED)) {
        buffer_add_text(text, "NAMESPACE");
        separator = "\t";
    }
    for (const struct column *column = kind->columns; column->name; column++) {
        if (column->wide && !options->wide)
            continue;
        buffer_add_text(text, separator);
        add_upper(text, column->name);
        separator = "\t";
    }
    for (const char *const *label = options->label_columns; *label; label++) {
        buffer_add_text(text, separator);
        add_upper(text, label_title(*label));
        separator = "\t";
    }
    if (options->labels)
        buffer_format(text, "%sLABELS", separator);
    buffer_add_byte(text, '\n');
}

/* Cells are cut at their first line end. */
static void add_cell(struct buffer *text, const char *cell)
{
    size_t length = strcspn(cell, "\n\r\t\f\v");
    buffer_add(text, (struct slice){cell, length});
    if (cell[length])
        buffer_add_text(text, "...");
}

static void add_labels(struct buffer *text, const struct value *labels)
{
    for (size_t i = 0; i < value_count(labels); i++)
        buffer_format(text, "%s%s=%s", i ? "," : "", value_key_at(labels, i),
                      value_string_of(value_member_at(labels, i)));
    if (!value_count(labels))
        buffer_add_text(text, "<none>");
}

void table_row(struct kubectl *kubectl, struct buffer *text, const struct kind *kind,
               const struct value *object, const struct table_options *options)
{
    struct instant now = process_now(kubectl->process);
    const struct value *labels = value_find(object, "metadata.labels");
    const char *separator = "";
    bool first = true;
    if (options->namespaces && (kind->flags & KIND_NAMESPACED)) {
        buffer_add_text(text, object_namespace(object));
        separator = "\t";
    }
    for (const struct column *column = kind->columns; column->name; column++) {
        if (column->wide && !options->wide)
            continue;
        buffer_add_text(text, separator);
        if (first && options->kinds)
            buffer_format(text, "%s/", kind_title(kubectl->arena, kind));
        add_cell(text, kind_cell(kubectl->arena, kind, column, object, now));
        separator = "\t";
        first = false;
    }
    for (const char *const *label = options->label_columns; *label; label++) {
        buffer_add_text(text, separator);
        add_cell(text, value_string_of(value_get(labels, *label)));
        separator = "\t";
    }
    if (options->labels) {
        buffer_add_text(text, separator);
        add_labels(text, labels);
    }
    buffer_add_byte(text, '\n');
}

void kubectl_print_buffer(struct kubectl *kubectl, struct buffer *text)
{
    struct slice bytes = {arena_copy(kubectl->arena, buffer_slice(text)), text->length};
    buffer_release(text);
    process_write(kubectl->process, STREAM_OUT, bytes);
}

void kubectl_print_table(struct kubectl *kubectl, struct buffer *text)
{
    struct buffer out = {0};
    tabwriter_format(&out, buffer_slice(text), 6, 3, NULL);
    buffer_release(text);
    kubectl_print_buffer(kubectl, &out);
}
