/* Call-outs: quotes that begin with "[!NOTE]" or with an icon and "**Label:**". */
#include <string.h>

#include "scenario/inside.h"

struct callout_row {
    const char *mark; /* in "[!MARK]", or NULL */
    const char *label;
    const char *icon;
    const char *ascii;
};

static const struct callout_row callout_rows[] = {
    {.label = "Enterprise Value Beat", .icon = "🏢", .ascii = "[$]"},
    {.label = "Key Insight", .icon = "💡", .ascii = "[i]"},
    {.mark = "NOTE", .label = "Note", .icon = "📝", .ascii = "[i]"},
    {.mark = "TIP", .label = "Tip", .icon = "💡", .ascii = "[*]"},
    {.mark = "IMPORTANT", .label = "Important", .icon = "❗", .ascii = "[!]"},
    {.mark = "WARNING", .label = "Warning", .icon = "⚠️", .ascii = "[!]"},
    {.mark = "CAUTION", .label = "Caution", .icon = "🛑", .ascii = "[!]"},
};

enum { CALLOUT_ROWS = sizeof(callout_rows) / sizeof(callout_rows[0]), LONGEST_LABEL = 60, LONGEST_ICON = 16 };

static struct slice after(struct slice text, size_t from)
{
    return slice_trim(slice_part(text, from, text.length));
}

/* "[!NOTE] text": true when it was one. */
static bool read_mark(struct arena *arena, struct slice text, struct block *block)
{
    if (!slice_starts(text, "[!"))
        return false;
    size_t end = slice_find_byte(text, ']');
    for (size_t i = 0; i < CALLOUT_ROWS; i++) {
        const struct callout_row *row = &callout_rows[i];
        if (!row->mark || !slice_is_nocase(slice_part(text, 2, end), row->mark))
            continue;
        block->label = row->label;
        block->icon = row->icon;
        block->ascii = row->ascii;
        block->text = arena_copy(arena, after(text, end + 1));
        return true;
    }
    return false;
}

/* The row with this label, or else with this icon. */
static const struct callout_row *find_row(struct slice label, struct slice icon)
{
    for (size_t i = 0; i < CALLOUT_ROWS; i++)
        if (slice_is_nocase(label, callout_rows[i].label))
            return &callout_rows[i];
    for (size_t i = 0; icon.length && i < CALLOUT_ROWS; i++)
        if (slice_is(icon, callout_rows[i].icon))
            return &callout_rows[i];
    return NULL;
}

/* "ICON **Label:** text" or "**Label**: text": true when it was one. */
static bool read_label(struct arena *arena, struct slice text, struct block *block)
{
    size_t open = slice_find(text, SLICE("**"));
    struct slice icon = slice_trim(slice_part(text, 0, open));
    if (open == text.length || icon.length > LONGEST_ICON)
        return false;
    for (size_t i = 0; i < icon.length; i++)
        if ((unsigned char)icon.data[i] < 0x80)
            return false;
    struct slice rest = slice_part(text, open + 2, text.length);
    size_t close = slice_find(rest, SLICE("**"));
    struct slice label = slice_part(rest, 0, close);
    rest = slice_part(rest, close + 2, rest.length);
    if (slice_ends(label, ":"))
        label.length--;
    else if (slice_starts(rest, ":"))
        rest = slice_part(rest, 1, rest.length);
    else
        return false;
    if (!label.length || label.length > LONGEST_LABEL)
        return false;
    const struct callout_row *row = find_row(label, icon);
    block->label = arena_copy(arena, label);
    block->icon = icon.length ? arena_copy(arena, icon) : row ? row->icon : "";
    block->ascii = row ? row->ascii : "[*]";
    block->text = arena_copy(arena, slice_trim(rest));
    return true;
}

void callout_read(struct arena *arena, const char *text, struct block *block)
{
    *block = (struct block){.kind = BLOCK_CALLOUT,
                            .label = "",
                            .icon = "",
                            .ascii = ">",
                            .text = text,
                            .language = "",
                            .marker = ""};
    struct slice whole = slice_trim(slice_of(text));
    if (!read_mark(arena, whole, block))
        read_label(arena, whole, block);
}
