#include "tui/lesson.h"

#include "shell/cells.h"

bool lesson_edits(const struct block *block)
{
    const char *language = block->kind == BLOCK_CODE && block->language ? block->language : "";
    return text_equal(language, "yaml") || text_equal(language, "yml") || text_equal(language, "json");
}

int lesson_next(const struct block *blocks, size_t count, int block, int direction)
{
    for (int i = block + direction; i >= 0 && i < (int)count; i += direction) {
        if (scenario_block_runs(&blocks[i]) || lesson_edits(&blocks[i]))
            return i;
    }
    return -1;
}

static void add_callout(struct rows *rows, const struct block *block)
{
    const char *icon = rows->unicode ? block->icon : block->ascii;
    bool known = block->label[0];
    rows_box(rows, known ? arena_format(rows->arena, "%s %s", icon, block->label) : "", block->text);
}

/* [number] is what "run 3" counts; 0: it is not for the shell. */
static void add_code(struct rows *rows, const struct block *block, int number)
{
    const char *mark = rows->unicode ? "▶" : ">";
    const char *edits = rows->unicode ? "  ✎ " : "  = ";
    const char *first = number ? arena_format(rows->arena, "%2d%s ", number, mark) : lesson_edits(block) ? edits : "    ";
    rows_verbatim(rows, first, "    ", ROLE_CODE, slice_of(block->text));
}

static void add_table(struct rows *rows, const char *indent, const struct block *block)
{
    struct slice rest = slice_of(block->text), head;
    slice_next(&rest, '\n', &head);
    rows_verbatim(rows, indent, indent, ROLE_STRONG, head);
    if (rest.length)
        rows_verbatim(rows, indent, indent, ROLE_PLAIN, rest);
}

static const char *marker_of(const struct rows *rows, const struct block *block)
{
    const char *marker = block->marker ? block->marker : "-";
    if (!rows->unicode)
        return marker;
    return text_equal(marker, "-") ? "•" : text_equal(marker, "[ ]") ? "☐" : text_equal(marker, "[x]") ? "☑" : marker;
}

static void add_item(struct rows *rows, const struct block *block)
{
    int depth = block->level > 0 ? block->level - 1 : 0;
    const char *marker = marker_of(rows, block);
    const char *first = arena_format(rows->arena, "%*s%s ", 2 * depth, "", marker);
    const char *other = arena_format(rows->arena, "%*s", cells_count(slice_of(first)), "");
    rows_prose(rows, first, other, ROLE_PLAIN, block->text);
}

static void add_block(struct rows *rows, const struct block *block, int number)
{
    const char *indent = block->level && block->kind != BLOCK_HEADING && block->kind != BLOCK_LIST_ITEM ? "  " : "";
    switch (block->kind) {
    case BLOCK_HEADING:
        rows_prose(rows, "", "", block->level < 3 ? ROLE_TITLE : ROLE_STRONG, block->text);
        break;
    case BLOCK_PARAGRAPH:
        rows_prose(rows, indent, indent, ROLE_PLAIN, block->text);
        break;
    case BLOCK_LIST_ITEM:
        add_item(rows, block);
        break;
    case BLOCK_CODE:
        add_code(rows, block, number);
        break;
    case BLOCK_CALLOUT:
        add_callout(rows, block);
        break;
    case BLOCK_TABLE:
        add_table(rows, indent, block);
        break;
    case BLOCK_RULE:
        rows_line(rows, ROLE_DIM, rows->unicode ? "────" : "----");
        break;
    }
}

void lesson_rows(struct rows *rows, const struct block *blocks, size_t count)
{
    int number = 0;
    for (size_t i = 0; i < count; i++) {
        bool close = i && blocks[i].kind == BLOCK_LIST_ITEM && blocks[i - 1].kind == BLOCK_LIST_ITEM;
        rows->item = -1;
        if (i && !close)
            rows_new(rows);
        rows->item = (int)i;
        bool runs = scenario_block_runs(&blocks[i]);
        number += runs;
        add_block(rows, &blocks[i], runs ? number : 0);
    }
    rows->item = -1;
}
