#include <string.h>

#include "shell/cells.h"
#include "tools/input.h"

extern const struct program column_program;

static const struct flag flags[] = {
    {"table", 't', NULL, "create a table"},
    {"separator", 's', "STRING", "possible table delimiters"},
    {"output-width", 'c', "WIDTH", "width of output in number of characters"},
    {NULL, 'x', NULL, "fill rows before columns"},
    {"fillrows", 'x', NULL, "fill rows before columns"},
    {"output-separator", 'o', "STRING", "columns separator for table output (default is two spaces)"},
    {0},
};

enum { MOST_COLUMNS = 256 };

struct table {
    struct process *process;
    const char *separators, *between;
    struct value *rows; /* arrays of texts */
    int widths[MOST_COLUMNS];
    int64_t columns; /* 0: the window's */
    bool rows_first;
};

static void add_row(struct table *table, struct slice line)
{
    struct arena *arena = table->process->arena;
    struct value *row = value_array(arena);
    bool blanks = !table->separators;
    const char *separators = blanks ? " \t" : table->separators;
    size_t at = 0;
    while (at <= line.length && value_count(row) < MOST_COLUMNS) {
        while (blanks && at < line.length && strchr(separators, line.data[at]) && line.data[at])
            at++;
        size_t end = at;
        while (end < line.length && !(line.data[end] && strchr(separators, line.data[end])))
            end++;
        if (blanks && end == at)
            break;
        struct slice cell = slice_part(line, at, end);
        int *width = &table->widths[value_count(row)];
        *width = cells_count(cell) > *width ? cells_count(cell) : *width;
        value_append(arena, row, value_string(arena, cell));
        at = end + 1;
    }
    if (value_count(row))
        value_append(arena, table->rows, row);
}

static void print_table(const struct table *table)
{
    for (size_t i = 0; i < value_count(table->rows); i++) {
        const struct value *row = value_at(table->rows, i);
        size_t cells = value_count(row);
        for (size_t j = 0; j < cells; j++) {
            struct slice cell = value_slice(value_at(row, j));
            process_write(table->process, STREAM_OUT, cell);
            if (j + 1 < cells)
                process_print(table->process, "%*s%s", table->widths[j] - cells_count(cell), "",
                              table->between);
        }
        process_write(table->process, STREAM_OUT, SLICE("\n"));
    }
}

/* Without -t: the lines in columns of eight, filled from top to bottom, or with -x from left to right. */
static void print_columns(const struct table *table)
{
    int columns, rows, widest = 0, count = (int)value_count(table->rows);
    process_window(table->process, &columns, &rows);
    columns = table->columns ? (int)table->columns : columns;
    for (int i = 0; i < count; i++) {
        int cells = cells_count(value_slice(value_at(value_at(table->rows, (size_t)i), 0)));
        widest = cells > widest ? cells : widest;
    }
    widest = (widest / 8 + 1) * 8;
    int across = columns / widest < 1 ? 1 : columns / widest, down = (count + across - 1) / across;
    for (int row = 0; row < down; row++) {
        for (int place = 0; place < across; place++) {
            int i = table->rows_first ? row * across + place : place * down + row;
            int next = table->rows_first ? i + 1 : i + down;
            bool last = next >= count || place + 1 == across;
            if (i >= count)
                break;
            struct slice cell = value_slice(value_at(value_at(table->rows, (size_t)i), 0));
            process_write(table->process, STREAM_OUT, cell);
            for (int at = cells_count(cell); !last && at < widest; at = (at / 8 + 1) * 8)
                process_write(table->process, STREAM_OUT, SLICE("\t"));
        }
        process_write(table->process, STREAM_OUT, SLICE("\n"));
    }
}

static int run(struct process *process, int count, char *const *words)
{
    struct options options = options_begin(process, &column_program, count, words);
    struct table *table = arena_allocate(process->arena, sizeof *table);
    struct slice line;
    bool tabular = false;
    *table = (struct table){.process = process, .between = "  ", .rows = value_array(process->arena)};
    for (const struct flag *flag; (flag = options_next(&options));) {
        tabular |= flag->letter == 't';
        if (flag->letter == 's')
            table->separators = options.value;
        else if (flag->letter == 'o')
            table->between = options.value;
        else if (flag->letter == 'c')
            table->columns = options_number(&options, "invalid columns argument");
        table->rows_first |= flag->letter == 'x';
    }
    struct input *input = input_begin(&options, options.operands, options.operand_count);
    if (!tabular)
        table->separators = "";
    while (input_open(input))
        while (input_line(input, &line, NULL))
            if (line.length)
                add_row(table, line);
    if (tabular)
        print_table(table);
    else
        print_columns(table);
    return input->failed ? 1 : 0;
}

const struct program column_program = {.name = "column",
                                       .usage = "column [OPTION]... [FILE]...",
                                       .help = "Put lists into columns",
                                       .flags = flags,
                                       .run = run};
