/* Run while ambit is built: reads the notation of every kind's fields (kinds/schema.h) and prints them as C
 * tables. Lists of fields that are the same (every kind's metadata, the probes of a container) become one. */
#include <stdio.h>

#include "base/buffer.h"
#include "kinds/schema.h"

/* The tables are made from this program's output, so here they are empty. */
const struct schema schema_rows[1], schema_status;

struct tables {
    struct arena arena;
    const char **texts; /* what stands between the braces of each table */
    size_t count;
};

static void add_text(struct buffer *out, const char *text)
{
    if (!text) {
        buffer_add_text(out, "0");
        return;
    }
    buffer_add_byte(out, '"');
    for (; *text; text++) {
        if (*text == '"' || *text == '\\')
            buffer_add_byte(out, '\\');
        buffer_add_byte(out, *text);
    }
    buffer_add_byte(out, '"');
}

static void add_schema(struct tables *tables, struct buffer *out, const struct schema *schema);

static void add_field(struct tables *tables, struct buffer *out, const struct schema_field *field)
{
    buffer_add_text(out, "    {{");
    add_text(out, field->name.data);
    buffer_format(out, ", %zu}, %d, %d, %d, ", field->name.length, (int)field->type, (int)field->shape,
                  field->required);
    add_text(out, field->called);
    buffer_add_text(out, ", ");
    add_text(out, field->choices);
    buffer_add_text(out, ", ");
    add_text(out, field->help);
    buffer_add_text(out, ", ");
    add_schema(tables, out, &field->below);
    buffer_add_text(out, "},\n");
}

/* "{fields_7, 3, 1}": the table is printed before, unless one like it was. */
static void add_schema(struct tables *tables, struct buffer *out, const struct schema *schema)
{
    enum { TABLES_MAX = 4096 };
    struct buffer rows = {0};
    size_t number = 0;
    for (size_t i = 0; i < schema->count; i++)
        add_field(tables, &rows, &schema->fields[i]);
    if (!schema->count) {
        buffer_add_text(out, "{0, 0, 0}");
        return;
    }
    while (number < tables->count && !text_equal(tables->texts[number], buffer_text(&rows)))
        number++;
    if (number == tables->count) {
        if (!tables->texts)
            tables->texts = arena_allocate(&tables->arena, TABLES_MAX * sizeof *tables->texts);
        tables->texts[tables->count++] = arena_text(&tables->arena, buffer_text(&rows));
        printf("static const struct schema_field fields_%zu[] = {\n%s};\n", number, buffer_text(&rows));
    }
    buffer_format(out, "{fields_%zu, %zu, %zu}", number, schema->count, schema->required);
    buffer_release(&rows);
}

int main(void)
{
    struct tables tables = {.count = 0};
    struct buffer rows = {0};
    puts("#include \"kinds/schema.h\"");
    for (size_t i = 0; i < kind_count; i++) {
        struct schema schema = schema_parse_kind(&tables.arena, kind_rows[i]);
        buffer_add_text(&rows, "    ");
        add_schema(&tables, &rows, &schema);
        buffer_format(&rows, ", /* %s */\n", kind_rows[i]->kind);
    }
    printf("const struct schema schema_rows[] = {\n%s};\n", buffer_text(&rows));
    struct schema status = schema_parse_status(&tables.arena);
    buffer_clear(&rows);
    add_schema(&tables, &rows, &status);
    printf("const struct schema schema_status = %s;\n", buffer_text(&rows));
    buffer_release(&rows);
    arena_release(&tables.arena);
    return 0;
}
