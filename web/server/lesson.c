#include "server/lesson.h"

#include "server/html.h"

static const char *const kind_names[] = {
    [BLOCK_HEADING] = "heading", [BLOCK_PARAGRAPH] = "paragraph", [BLOCK_LIST_ITEM] = "list_item", [BLOCK_CODE] = "code",
    [BLOCK_CALLOUT] = "callout", [BLOCK_TABLE] = "table",         [BLOCK_RULE] = "rule",
};

static bool is_prose(const struct block *block)
{
    return block->kind == BLOCK_HEADING || block->kind == BLOCK_PARAGRAPH || block->kind == BLOCK_LIST_ITEM ||
           block->kind == BLOCK_CALLOUT;
}

static void put(struct arena *arena, struct value *row, const char *key, const char *text)
{
    value_put_text(arena, row, key, text ? text : "");
}

const struct value *lesson_blocks(struct desk *desk, struct arena *arena)
{
    const struct block *blocks;
    struct value *list = value_array(arena);
    size_t count = scenario_blocks(desk->scenario, &blocks);
    for (size_t i = 0; i < count; i++) {
        const struct block *block = &blocks[i];
        struct value *row = value_object(arena);
        struct buffer html = {0};
        const char *text = scenario_fill(desk->scenario, session_world(desk->session), block->text, arena);
        if (is_prose(block))
            html_inline(&html, slice_of(text));
        value_put_integer(arena, row, "index", (int64_t)i);
        put(arena, row, "kind", kind_names[block->kind]);
        value_put_integer(arena, row, "level", block->level);
        put(arena, row, "language", block->language);
        put(arena, row, "info", block->info);
        put(arena, row, "label", block->label);
        put(arena, row, "icon", block->icon);
        put(arena, row, "ascii", block->ascii);
        put(arena, row, "marker", block->marker);
        put(arena, row, "text", text);
        put(arena, row, "html", buffer_text(&html));
        value_put(arena, row, "runs", value_boolean(scenario_block_runs(block)));
        value_append(arena, list, row);
        buffer_release(&html);
    }
    return list;
}

/* --- as a page has it --- */

static void add_code(struct exchange *exchange, const struct value *block, int *number)
{
    const char *text = value_find_text(block, "text");
    html_format(exchange, "<div class=\"code\"><pre tabindex=\"0\"><code>");
    html_add(exchange, text);
    html_format(exchange, "</code></pre>");
    if (value_truth(value_get(block, "runs"))) {
        html_form(exchange, arena_format(&exchange->arena, "/lab/%s/run", exchange->seat->id));
        html_format(exchange, "<input type=\"hidden\" name=\"text\" value=\"");
        html_add(exchange, text);
        html_format(exchange, "\"><button>run<span class=\"unseen\"> command %d</span></button></form>", ++*number);
    }
    html_format(exchange, "</div>\n");
}

static void add_callout(struct exchange *exchange, const struct value *block)
{
    html_format(exchange, "<aside class=\"callout\">");
    if (value_find_text(block, "label")[0]) {
        html_format(exchange, "<p class=\"label\"><span aria-hidden=\"true\">");
        html_add(exchange, value_find_text(block, "icon"));
        html_format(exchange, "</span> ");
        html_add(exchange, value_find_text(block, "label"));
        html_format(exchange, "</p>");
    }
    html_format(exchange, "<p>%s</p></aside>\n", value_find_text(block, "html"));
}

static void add_block(struct exchange *exchange, const struct value *block, int *number)
{
    const char *kind = value_find_text(block, "kind"), *html = value_find_text(block, "html");
    int level = (int)value_number(value_get(block, "level"), 0);
    if (text_equal(kind, "heading")) {
        level = level < 2 ? 2 : level > 5 ? 6 : level + 1; /* the page's own title is h1, the lesson's section h2 */
        html_format(exchange, "<h%d>%s</h%d>\n", level, html, level);
    } else if (text_equal(kind, "code")) {
        add_code(exchange, block, number);
    } else if (text_equal(kind, "callout")) {
        add_callout(exchange, block);
    } else if (text_equal(kind, "table")) {
        html_format(exchange, "<pre tabindex=\"0\" class=\"table\">");
        html_add(exchange, value_find_text(block, "text"));
        html_format(exchange, "</pre>\n");
    } else if (text_equal(kind, "rule")) {
        html_format(exchange, "<hr>\n");
    } else {
        html_format(exchange, "<p>%s</p>\n", html);
    }
}

static void add_item(struct exchange *exchange, const struct value *block)
{
    const char *marker = value_find_text(block, "marker");
    html_format(exchange, "<li class=\"depth%d\">", (int)value_number(value_get(block, "level"), 1) > 1 ? 2 : 1);
    if (!text_equal(marker, "-")) {
        html_add(exchange, marker);
        html_format(exchange, " ");
    }
    html_format(exchange, "%s</li>\n", value_find_text(block, "html"));
}

void lesson_html(struct exchange *exchange)
{
    const struct value *blocks = lesson_blocks(exchange->desk, &exchange->arena);
    bool inside = false;
    int number = 0;
    for (size_t i = 0; i < value_count(blocks); i++) {
        const struct value *block = value_at(blocks, i);
        bool item = value_says(value_get(block, "kind"), "list_item");
        if (item != inside)
            html_format(exchange, "%s", item ? "<ul class=\"items\">\n" : "</ul>\n");
        inside = item;
        if (item)
            add_item(exchange, block);
        else
            add_block(exchange, block, &number);
    }
    if (inside)
        html_format(exchange, "</ul>\n");
}
