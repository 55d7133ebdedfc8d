#include "tools/tabwriter.h"

#include "base/check.h"

struct tab_line {
    size_t first; /* index of its first cell */
    size_t count;
};

struct tab_cell {
    struct slice text;
    size_t characters;
    size_t width; /* of its column, 0 for the last cell of a line */
};

struct tab_table {
    struct tab_line *lines;
    size_t line_count;
    struct tab_cell *cells;
    size_t columns; /* the most cells that any line has */
};

static size_t characters(struct slice text)
{
    size_t count = text.length, at = 0;
    for (uint64_t eight; at + sizeof eight <= text.length; at += sizeof eight) { /* nearly all is ASCII */
        memcpy(&eight, text.data + at, sizeof eight);
        if (eight & 0x8080808080808080u)
            break;
    }
    for (; at < text.length; at++)
        count -= ((unsigned char)text.data[at] & 0xc0) == 0x80;
    return count;
}

static size_t count_byte(struct slice text, char byte)
{
    size_t count = 0;
    for (size_t at; (at = slice_find_byte(text, byte)) < text.length; count++)
        text = slice_part(text, at + 1, text.length);
    return count;
}

static struct tab_table split(struct slice text)
{
    size_t lines = count_byte(text, '\n') + 1, cells = lines + count_byte(text, '\t');
    struct tab_table table = {
        .lines = memory_allocate(lines * sizeof *table.lines),
        .cells = memory_allocate(cells * sizeof *table.cells),
    };
    struct slice rest = text, line, cell;
    size_t used = 0;
    while (slice_next(&rest, '\n', &line)) {
        struct tab_line *entry = &table.lines[table.line_count++];
        entry->first = used;
        struct slice row = {line.data ? line.data : "", line.length};
        while (slice_next(&row, '\t', &cell))
            table.cells[used++] = (struct tab_cell){.text = cell, .characters = characters(cell)};
        entry->count = used - entry->first;
        if (entry->count > table.columns)
            table.columns = entry->count;
    }
    return table;
}

static size_t remembered(struct tab_memory *memory, size_t column, size_t width)
{
    if (!memory || column >= sizeof memory->widths / sizeof *memory->widths)
        return width;
    while (memory->count <= column)
        memory->widths[memory->count++] = 0;
    if (memory->widths[column] < width)
        memory->widths[column] = width;
    return memory->widths[column];
}

/* Gives every run of lines that have [column] one width. */
static void measure(struct tab_table *table, size_t column, size_t minimum, size_t padding,
                    struct tab_memory *memory)
{
    size_t at = 0;
    while (at < table->line_count) {
        size_t end = at, width = minimum;
        for (; end < table->line_count && table->lines[end].count > column + 1; end++) {
            size_t needed = table->cells[table->lines[end].first + column].characters + padding;
            if (needed > width)
                width = needed;
        }
        if (end > at)
            width = remembered(memory, column, width);
        for (size_t line = at; line < end; line++)
            table->cells[table->lines[line].first + column].width = width;
        at = end > at ? end : at + 1;
    }
}

void tabwriter_format(struct buffer *out, struct slice text, size_t minimum, size_t padding,
                      struct tab_memory *memory)
{
    if (text.length == 0)
        return;
    struct tab_table table = split(text);
    for (size_t column = 0; column + 1 < table.columns; column++)
        measure(&table, column, minimum, padding, memory);
    for (size_t i = 0; i < table.line_count; i++) {
        const struct tab_line *line = &table.lines[i];
        for (size_t j = 0; j < line->count; j++) {
            const struct tab_cell *cell = &table.cells[line->first + j];
            buffer_add(out, cell->text);
            if (cell->width > cell->characters)
                buffer_add_repeated(out, ' ', cell->width - cell->characters);
        }
        if (i + 1 < table.line_count)
            buffer_add_byte(out, '\n');
    }
    memory_free(table.lines);
    memory_free(table.cells);
}
