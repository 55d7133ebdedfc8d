#include "tui/lesson.h"

#include <string.h>

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
    const char *bar = rows->unicode ? "▌ " : "| ", *icon = rows->unicode ? block->icon : block->ascii;
    if (block->label[0]) {
        rows_line(rows, ROLE_NOTICE, bar);
        rows_format(rows, ROLE_STRONG, "%s %s", icon, block->label);
    }
    rows_prose(rows, bar, bar, ROLE_PLAIN, block->text);
}

static void add_code(struct rows *rows, const struct block *block)
{
    const char *mark = scenario_block_runs(block) ? rows->unicode ? "▶ " : "> "
                       : lesson_edits(block)      ? rows->unicode ? "✎ " : "= "
                                                  : "  ";
    rows_verbatim(rows, mark, ROLE_CODE, slice_of(block->text));
}

static void add_item(struct rows *rows, const struct block *block)
{
    int depth = block->level > 0 ? block->level - 1 : 0;
    const char *marker = block->marker && !text_equal(block->marker, "-") ? block->marker : rows->unicode ? "•" : "-";
    const char *first = arena_format(rows->arena, "%*s%s ", 2 * depth, "", marker);
    const char *other = arena_format(rows->arena, "%*s", 2 * depth + (int)strlen(block->marker ? block->marker : "-") + 1, "");
    rows_prose(rows, first, other, ROLE_PLAIN, block->text);
}

static void add_block(struct rows *rows, const struct block *block)
{
    const char *indent = block->level && block->kind != BLOCK_HEADING && block->kind != BLOCK_LIST_ITEM ? "  " : "";
    switch (block->kind) {
    case BLOCK_HEADING:
        rows_prose(rows, "", "", ROLE_TITLE, block->text);
        break;
    case BLOCK_PARAGRAPH:
        rows_prose(rows, indent, indent, ROLE_PLAIN, block->text);
        break;
    case BLOCK_LIST_ITEM:
        add_item(rows, block);
        break;
    case BLOCK_CODE:
        add_code(rows, block);
        break;
    case BLOCK_CALLOUT:
        add_callout(rows, block);
        break;
    case BLOCK_TABLE:
        rows_verbatim(rows, indent, ROLE_PLAIN, slice_of(block->text));
        break;
    case BLOCK_RULE:
        rows_line(rows, ROLE_DIM, rows->unicode ? "────" : "----");
        break;
    }
}

void lesson_rows(struct rows *rows, const struct block *blocks, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        bool close = i && blocks[i].kind == BLOCK_LIST_ITEM && blocks[i - 1].kind == BLOCK_LIST_ITEM;
        rows->item = -1;
        if (i && !close)
            rows_new(rows);
        rows->item = (int)i;
        add_block(rows, &blocks[i]);
    }
    rows->item = -1;
}
