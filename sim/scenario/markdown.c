/* Markdown to blocks: md4c reads, this file listens. Emphasis, code spans and links stay as plain marks in the
 * text. */
#include <md4c.h>
#include <string.h>

#include "base/buffer.h"
#include "base/check.h"
#include "scenario/inside.h"

enum { DEEPEST_LIST = 16 };

struct list {
    bool ordered;
    unsigned next;
};

struct reader {
    struct arena *arena;
    struct buffer blocks; /* of struct block */
    struct buffer text;   /* of the block being read */
    struct list lists[DEEPEST_LIST];
    int list_depth;
    int quote_depth;
    struct block callout; /* its label goes on behind code in the same quote */
    bool quote_begun;     /* its first block is out */
    const char *marker;   /* of the list item being read; NULL when it is out */
    /* table */
    struct buffer cells; /* of const char *, row by row */
    size_t columns;
    const char *language, *info;
};

static const char *take_text(struct reader *reader)
{
    struct slice text = buffer_slice(&reader->text);
    while (text.length && text.data[text.length - 1] == '\n')
        text.length--;
    const char *copy = arena_copy(reader->arena, text);
    buffer_clear(&reader->text);
    return copy;
}

static void add_block(struct reader *reader, struct block block)
{
    if (!block.marker)
        block.marker = "";
    if (!block.language)
        block.language = "";
    if (!block.info)
        block.info = "";
    buffer_add(&reader->blocks, (struct slice){(const char *)&block, sizeof(block)});
}

/* Puts out what text there is: as the call-out, list item or paragraph that we are in. */
static void flush(struct reader *reader)
{
    if (!slice_trim(buffer_slice(&reader->text)).length && !reader->marker) {
        buffer_clear(&reader->text);
        return;
    }
    struct block block = {.kind = BLOCK_PARAGRAPH, .level = reader->list_depth};
    if (reader->marker) {
        block.kind = BLOCK_LIST_ITEM;
        block.marker = reader->marker;
        reader->marker = NULL;
    }
    block.text = take_text(reader);
    if (reader->quote_depth && block.kind == BLOCK_PARAGRAPH) {
        const char *text = block.text;
        if (reader->quote_begun) {
            block = reader->callout;
            block.text = text;
        } else {
            callout_read(reader->arena, text, &block);
            reader->callout = block;
            reader->quote_begun = true;
        }
    }
    add_block(reader, block);
}

static const char *item_marker(struct reader *reader, const MD_BLOCK_LI_DETAIL *detail)
{
    if (detail->is_task)
        return detail->task_mark == ' ' ? "[ ]" : "[x]";
    struct list *list = reader->list_depth ? &reader->lists[(reader->list_depth - 1) % DEEPEST_LIST] : NULL;
    return list && list->ordered ? arena_format(reader->arena, "%u.", list->next++) : "-";
}

static void enter_list(struct reader *reader, bool ordered, unsigned first)
{
    flush(reader);
    reader->lists[reader->list_depth++ % DEEPEST_LIST] = (struct list){ordered, first};
}

/* The info string: whole, and its first word in lower case. */
static void enter_code(struct reader *reader, const MD_BLOCK_CODE_DETAIL *detail)
{
    flush(reader);
    struct slice info = slice_trim((struct slice){detail->info.text, detail->info.size});
    reader->info = arena_copy(reader->arena, info);
    size_t end = 0;
    while (end < info.length && info.data[end] != ',' && !ascii_is_space(info.data[end]))
        end++;
    char *language = arena_copy(reader->arena, slice_part(info, 0, end));
    for (char *letter = language; *letter; letter++)
        *letter = ascii_lower(*letter);
    reader->language = language;
}

static int enter_block(MD_BLOCKTYPE type, void *detail, void *context)
{
    struct reader *reader = context;
    switch (type) {
    case MD_BLOCK_QUOTE:
        flush(reader);
        if (!reader->quote_depth++)
            reader->quote_begun = false;
        break;
    case MD_BLOCK_UL:
        enter_list(reader, false, 0);
        break;
    case MD_BLOCK_OL:
        enter_list(reader, true, ((MD_BLOCK_OL_DETAIL *)detail)->start);
        break;
    case MD_BLOCK_LI:
        flush(reader);
        reader->marker = item_marker(reader, detail);
        break;
    case MD_BLOCK_CODE:
        enter_code(reader, detail);
        break;
    case MD_BLOCK_TABLE:
        flush(reader);
        buffer_clear(&reader->cells);
        reader->columns = ((MD_BLOCK_TABLE_DETAIL *)detail)->col_count;
        break;
    case MD_BLOCK_H:
    case MD_BLOCK_HTML:
    case MD_BLOCK_HR:
        flush(reader);
        break;
    case MD_BLOCK_P: /* a second paragraph of a quote stays in its call-out */
        if (reader->quote_depth && reader->text.length)
            buffer_add_text(&reader->text, "\n\n");
        break;
    default:
        break;
    }
    return 0;
}

/* Columns on a terminal, for text without wide letters. */
static size_t width_of(struct slice text)
{
    size_t width = 0;
    for (size_t i = 0; i < text.length; i++)
        width += ((unsigned char)text.data[i] & 0xC0) != 0x80;
    return width;
}

/* Takes as many words off [rest] as fit, but at least one. */
static struct slice take_words(struct slice *rest, size_t width)
{
    struct slice line = {rest->data, 0};
    for (size_t i = 0; i <= rest->length; i++) {
        struct slice longer = slice_part(*rest, 0, i);
        if (i < rest->length && rest->data[i] != ' ')
            continue;
        if (line.length && width_of(longer) > width)
            break;
        line = longer;
    }
    *rest = slice_trim(slice_part(*rest, line.length, rest->length));
    return line;
}

/* Cells that are wider than their column go on in the next line. */
static void write_row(struct reader *reader, const char *const *cells, const size_t *widths)
{
    struct slice *rest = arena_allocate(reader->arena, (reader->columns + 1) * sizeof *rest);
    for (size_t column = 0; column < reader->columns; column++)
        rest[column] = slice_of(cells[column]);
    for (bool more = true; more;) {
        more = false;
        size_t pending = 0; /* blanks, written when something stands behind them */
        for (size_t column = 0; column < reader->columns; column++) {
            struct slice line = take_words(&rest[column], widths[column]);
            size_t width = width_of(line);
            if (line.length) {
                buffer_add_repeated(&reader->text, ' ', pending);
                buffer_add(&reader->text, line);
                pending = 0;
            }
            pending += (width < widths[column] ? widths[column] - width : 0) + 2;
            more |= rest[column].length > 0;
        }
        buffer_add_byte(&reader->text, '\n');
    }
}

/* A table stays within an ordinary terminal: its widest columns give way. */
static void fit(size_t *widths, size_t columns)
{
    enum { WIDEST = 76, NARROWEST = 12 };
    for (;;) {
        size_t total = 2 * (columns - 1), widest = 0;
        for (size_t i = 0; i < columns; i++) {
            total += widths[i];
            if (widths[i] > widths[widest])
                widest = i;
        }
        if (total <= WIDEST || widths[widest] <= NARROWEST)
            return;
        widths[widest]--;
    }
}

static void leave_table(struct reader *reader)
{
    const char *const *cells = (const char *const *)(const void *)reader->cells.data;
    size_t count = reader->cells.length / sizeof(*cells), columns = reader->columns;
    size_t *widths = arena_allocate(reader->arena, (columns + 1) * sizeof(*widths));
    for (size_t i = 0; columns && i < count; i++)
        if (width_of(slice_of(cells[i])) > widths[i % columns])
            widths[i % columns] = width_of(slice_of(cells[i]));
    if (columns)
        fit(widths, columns);
    for (size_t i = 0; columns && i + columns <= count; i += columns) {
        write_row(reader, cells + i, widths);
        if (i == 0) {
            for (size_t column = 0; column < columns; column++) {
                buffer_add_repeated(&reader->text, '-', widths[column]);
                buffer_add_text(&reader->text, column + 1 < columns ? "  " : "\n");
            }
        }
    }
    add_block(reader,
              (struct block){.kind = BLOCK_TABLE, .level = reader->list_depth, .text = take_text(reader)});
}

static void leave_code(struct reader *reader)
{
    struct block block = {.kind = BLOCK_CODE,
                          .level = reader->list_depth,
                          .language = reader->language,
                          .info = reader->info,
                          .text = arena_copy(reader->arena, buffer_slice(&reader->text))};
    buffer_clear(&reader->text);
    add_block(reader, block);
}

/* Text between the tags of raw HTML. */
static void leave_html(struct reader *reader)
{
    struct buffer plain = {0};
    bool inside = false;
    for (size_t i = 0; i < reader->text.length; i++) {
        char byte = reader->text.data[i];
        if (byte == '<')
            inside = true;
        else if (byte == '>' && inside)
            inside = false;
        else if (!inside)
            buffer_add_byte(&plain, byte);
    }
    buffer_clear(&reader->text);
    buffer_add(&reader->text, slice_trim(buffer_slice(&plain)));
    buffer_release(&plain);
    flush(reader);
}

static int leave_block(MD_BLOCKTYPE type, void *detail, void *context)
{
    struct reader *reader = context;
    switch (type) {
    case MD_BLOCK_H:
        add_block(reader, (struct block){.kind = BLOCK_HEADING,
                                         .level = (int)((MD_BLOCK_H_DETAIL *)detail)->level,
                                         .text = take_text(reader)});
        break;
    case MD_BLOCK_P:
        if (!reader->quote_depth)
            flush(reader);
        break;
    case MD_BLOCK_LI:
        flush(reader);
        break;
    case MD_BLOCK_QUOTE:
        flush(reader);
        reader->quote_depth--;
        break;
    case MD_BLOCK_UL:
    case MD_BLOCK_OL:
        flush(reader);
        reader->list_depth--;
        break;
    case MD_BLOCK_CODE:
        leave_code(reader);
        break;
    case MD_BLOCK_HTML:
        leave_html(reader);
        break;
    case MD_BLOCK_HR:
        add_block(reader, (struct block){.kind = BLOCK_RULE, .text = ""});
        break;
    case MD_BLOCK_TH:
    case MD_BLOCK_TD: {
        const char *cell = take_text(reader);
        buffer_add(&reader->cells, (struct slice){(const char *)&cell, sizeof(cell)});
        break;
    }
    case MD_BLOCK_TABLE:
        leave_table(reader);
        break;
    default:
        break;
    }
    return 0;
}

static const char *span_mark(MD_SPANTYPE type)
{
    switch (type) {
    case MD_SPAN_EM:
        return "*";
    case MD_SPAN_STRONG:
        return "**";
    case MD_SPAN_CODE:
        return "`";
    case MD_SPAN_DEL:
        return "~~";
    default:
        return "";
    }
}

static int enter_span(MD_SPANTYPE type, void *detail, void *context)
{
    (void)detail;
    struct reader *reader = context;
    if (type == MD_SPAN_IMG)
        buffer_add_text(&reader->text, "[image: ");
    buffer_add_text(&reader->text, span_mark(type));
    return 0;
}

static int leave_span(MD_SPANTYPE type, void *detail, void *context)
{
    struct reader *reader = context;
    buffer_add_text(&reader->text, span_mark(type));
    if (type == MD_SPAN_IMG)
        buffer_add_byte(&reader->text, ']');
    if (type != MD_SPAN_A)
        return 0;
    const MD_ATTRIBUTE *address = &((MD_SPAN_A_DETAIL *)detail)->href;
    struct slice href = {address->text, address->size}, text = buffer_slice(&reader->text);
    bool shown = text.length >= href.length &&
                 slice_equal(slice_part(text, text.length - href.length, text.length), href);
    if (href.length && !shown)
        buffer_format(&reader->text, " (%.*s)", (int)href.length, href.data);
    return 0;
}

struct entity {
    const char *name;
    const char *text;
};

static const struct entity entities[] = {
    {"&amp;", "&"},   {"&lt;", "<"},    {"&gt;", ">"},   {"&quot;", "\""}, {"&apos;", "'"},   {"&nbsp;", " "},
    {"&mdash;", "—"}, {"&ndash;", "–"}, {"&rarr;", "→"}, {"&larr;", "←"},  {"&hellip;", "…"}, {"&copy;", "©"},
};

static void add_point(struct buffer *out, uint32_t point)
{
    if (point == 0 || point > 0x10FFFF || (point >= 0xD800 && point < 0xE000))
        point = 0xFFFD;
    int more = point < 0x80 ? 0 : point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;
    uint32_t lead = more == 0 ? 0 : more == 1 ? 0xC0 : more == 2 ? 0xE0 : 0xF0;
    buffer_add_byte(out, (char)(lead | point >> (6 * more)));
    while (more-- > 0)
        buffer_add_byte(out, (char)(0x80 | (point >> (6 * more) & 0x3F)));
}

/* "&#8212;" or "&#x2014;" (md4c has seen to its form: at most seven digits). */
static void add_number(struct buffer *out, struct slice entity)
{
    bool hex = entity.length > 2 && ascii_lower(entity.data[2]) == 'x';
    uint32_t point = 0;
    for (size_t i = hex ? 3 : 2; i + 1 < entity.length; i++) {
        char digit = ascii_lower(entity.data[i]);
        point = point * (hex ? 16 : 10) + (uint32_t)(ascii_is_digit(digit) ? digit - '0' : digit - 'a' + 10);
    }
    add_point(out, point);
}

static void add_entity(struct buffer *out, struct slice entity)
{
    if (slice_starts(entity, "&#")) {
        add_number(out, entity);
        return;
    }
    for (size_t i = 0; i < sizeof(entities) / sizeof(entities[0]); i++) {
        if (slice_is(entity, entities[i].name)) {
            buffer_add_text(out, entities[i].text);
            return;
        }
    }
    buffer_add(out, entity);
}

static int add_text(MD_TEXTTYPE type, const MD_CHAR *bytes, MD_SIZE size, void *context)
{
    struct reader *reader = context;
    struct slice text = {bytes, size};
    switch (type) {
    case MD_TEXT_NULLCHAR:
        add_point(&reader->text, 0);
        break;
    case MD_TEXT_BR:
        buffer_add_byte(&reader->text, '\n');
        break;
    case MD_TEXT_SOFTBR:
        buffer_add_byte(&reader->text, ' ');
        break;
    case MD_TEXT_ENTITY:
        add_entity(&reader->text, text);
        break;
    case MD_TEXT_HTML:
        if (slice_starts(text, "<") && slice_ends(text, ">") && slice_find_byte(text, '>') + 1 == text.length)
            break;
        buffer_add(&reader->text, text);
        break;
    default:
        buffer_add(&reader->text, text);
        break;
    }
    return 0;
}

size_t markdown_read(struct arena *arena, struct slice body, const struct block **blocks)
{
    struct reader reader = {.arena = arena};
    MD_PARSER parser = {.flags = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_TASKLISTS,
                        .enter_block = enter_block,
                        .leave_block = leave_block,
                        .enter_span = enter_span,
                        .leave_span = leave_span,
                        .text = add_text};
    /* md4c (0.4.8) looks one byte behind the end for what closes a link, and takes a ")" there: hence the NUL. */
    md_parse(arena_copy(arena, body), (MD_SIZE)body.length, &parser, &reader);
    flush(&reader);
    size_t count = reader.blocks.length / sizeof(struct block);
    struct block *all = arena_allocate(arena, (count + 1) * sizeof(*all));
    if (count)
        memcpy(all, reader.blocks.data, count * sizeof(*all));
    *blocks = all;
    buffer_release(&reader.blocks);
    buffer_release(&reader.text);
    buffer_release(&reader.cells);
    return count;
}
