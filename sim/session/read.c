/* lab read: the lesson, at the prompt. Front ends with a pane for it draw the blocks themselves. */
#include <string.h>

#include "base/buffer.h"
#include "session/record.h"
#include "shell/cells.h"

/* Adds [text] wrapped at [width] columns, each line behind [indent]. */
static void add_wrapped(struct buffer *out, const char *indent, struct slice text, size_t width)
{
    struct slice line, word;
    while (slice_next(&text, '\n', &line)) {
        size_t column = 0;
        buffer_add_text(out, indent);
        while (slice_next(&line, ' ', &word)) {
            size_t size = (size_t)cells_count(word);
            if (column && column + 1 + size > width) {
                buffer_format(out, "\n%s", indent);
                column = 0;
            }
            buffer_format(out, "%s%.*s", column ? " " : "", (int)word.length, word.data);
            column += size + (column > 0);
        }
        buffer_add_byte(out, '\n');
    }
}

/* Columns of a line of prose: the window's, within reason. */
static size_t prose_width(const struct process *process)
{
    int columns, rows;
    process_window(process, &columns, &rows);
    return columns > 100 ? 96 : columns > 24 ? (size_t)columns - 4 : 20;
}

void read_wrapped(struct process *process, const char *indent, const char *text)
{
    struct buffer out = {0};
    add_wrapped(&out, indent, slice_of(text), prose_width(process) - strlen(indent));
    const char *copy = arena_copy(process->arena, buffer_slice(&out));
    buffer_release(&out);
    process_write(process, STREAM_OUT, slice_of(copy));
}

/* [number] stands before what `lab run` can run; 0: it is none of that. */
static void add_code(struct buffer *out, struct slice text, int number)
{
    struct slice line;
    bool first = number > 0;
    while (slice_next(&text, '\n', &line)) {
        if (!line.length && !text.data)
            continue;
        if (first)
            buffer_format(out, "[%d]%s", number, number < 10 ? " " : "");
        else
            buffer_add_text(out, "    ");
        buffer_format(out, "%.*s\n", (int)line.length, line.data);
        first = false;
    }
}

static void add_block(struct buffer *out, const struct block *block, int number, size_t width)
{
    struct slice text = slice_of(block->text);
    switch (block->kind) {
    case BLOCK_HEADING:
        buffer_format(out, "%.*s %s\n", block->level, "######", block->text);
        break;
    case BLOCK_CODE:
    case BLOCK_TABLE:
        add_code(out, text, number);
        break;
    case BLOCK_CALLOUT:
        buffer_format(out, "  %s %s\n", block->icon, block->label);
        add_wrapped(out, "  | ", text, width - 4);
        break;
    case BLOCK_LIST_ITEM:
        buffer_format(out, "%*s%s ", 2 * block->level, "", block->marker);
        add_wrapped(out, "", text, width - 4);
        return;
    case BLOCK_RULE:
        buffer_add_text(out, "---\n");
        break;
    case BLOCK_PARAGRAPH:
        add_wrapped(out, "", text, width);
        break;
    }
    buffer_add_byte(out, '\n');
}

/* Is this the heading of task [number]: "3. Title" or "3 Title"? */
static bool begins_task(const struct block *block, int64_t number)
{
    int64_t found;
    struct slice text = slice_of(block->text);
    size_t end = 0;
    while (end < text.length && ascii_is_digit(text.data[end]))
        end++;
    return block->kind == BLOCK_HEADING && slice_to_integer(slice_part(text, 0, end), &found) &&
           found == number;
}

void read_lesson(struct session *session, struct process *process, int64_t task)
{
    const struct block *blocks;
    size_t count = scenario_blocks(session->scenario, &blocks), from = 0, to = count;
    struct buffer out = {0};
    if (task) {
        while (from < count && !begins_task(&blocks[from], task))
            from++;
        for (to = from + 1; to < count && blocks[to].kind != BLOCK_HEADING; to++) {
        }
    }
    int number = 0; /* of the block that runs */
    for (size_t i = 0; i < from; i++)
        number += scenario_block_runs(&blocks[i]);
    for (size_t i = from; i < to && i < count; i++) {
        bool runs = scenario_block_runs(&blocks[i]);
        number += runs;
        if (i > from && blocks[i - 1].kind == BLOCK_LIST_ITEM && blocks[i].kind != BLOCK_LIST_ITEM)
            buffer_add_byte(&out, '\n');
        struct block block = blocks[i];
        block.text = scenario_fill(session->scenario, process_hold(process), block.text, process->arena);
        add_block(&out, &block, runs ? number : 0, prose_width(process));
    }
    const char *text = arena_copy(process->arena, buffer_slice(&out));
    buffer_release(&out);
    process_write(process, STREAM_OUT, slice_of(text));
}
