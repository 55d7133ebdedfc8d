/* $0, $1, $2, ... and NF: the fields are cut when somebody asks for one, and joined when somebody asks for $0.
 */
#include <string.h>

#include "base/check.h"
#include "tools/awk/awk.h"

enum { MOST_FIELDS = 100000 };

struct awk_text *awk_special_text(struct awk *awk, enum special special)
{
    return awk_cell_to_text(awk, &awk->globals[special].cell, false);
}

double awk_special_number(struct awk *awk, enum special special)
{
    return awk_cell_to_number(&awk->globals[special].cell);
}

void awk_set_special(struct awk *awk, enum special special, double number)
{
    awk_cell_release(awk, &awk->globals[special].cell);
    awk->globals[special].cell = awk_cell_number(number);
}

static int split_blanks(struct awk *awk, struct slice text,
                        void (*take)(struct awk *, void *, int, struct slice), void *context)
{
    int count = 0;
    size_t at = 0;
    for (;;) {
        while (at < text.length && (text.data[at] == ' ' || text.data[at] == '\t' || text.data[at] == '\n'))
            at++;
        if (at == text.length)
            return count;
        size_t start = at;
        while (at < text.length && text.data[at] != ' ' && text.data[at] != '\t' && text.data[at] != '\n')
            at++;
        take(awk, context, ++count, slice_part(text, start, at));
    }
}

static int split_pattern(struct awk *awk, struct slice text, const struct pattern *pattern,
                         void (*take)(struct awk *, void *, int, struct slice), void *context)
{
    int count = 0;
    size_t from = 0, at = 0, start, end;
    if (!text.length)
        return 0;
    while (at <= text.length && awk_match(pattern, text, at, &start, &end)) {
        if (end == start) { /* an empty match separates nothing */
            at = start + 1;
            continue;
        }
        take(awk, context, ++count, slice_part(text, from, start));
        from = at = end;
    }
    take(awk, context, ++count, slice_part(text, from, text.length));
    return count;
}

static int split_bytes(struct awk *awk, struct slice text,
                       void (*take)(struct awk *, void *, int, struct slice), void *context)
{
    for (size_t i = 0; i < text.length; i++)
        take(awk, context, (int)i + 1, slice_part(text, i, i + 1));
    return (int)text.length;
}

int awk_split(struct awk *awk, struct slice text, struct slice separator, const struct pattern *pattern,
              void (*take)(struct awk *awk, void *context, int number, struct slice part), void *context)
{
    int count = 0;
    struct slice rest = text, part;
    if (pattern)
        return split_pattern(awk, text, pattern, take, context);
    if (slice_is(separator, " "))
        return split_blanks(awk, text, take, context);
    if (!separator.length)
        return split_bytes(awk, text, take, context);
    if (separator.length > 1 || slice_is(separator, "\\"))
        return split_pattern(awk, text, awk_pattern_of(awk, separator), take, context);
    while (text.length && slice_next(&rest, separator.data[0], &part))
        take(awk, context, ++count, part);
    return count;
}

static void reserve(struct awk *awk, int count)
{
    if (count > MOST_FIELDS)
        awk_fail(awk, "program limit exceeded: maximum number of fields size=%d", MOST_FIELDS);
    if (count <= awk->field_capacity)
        return;
    int capacity = awk->field_capacity ? awk->field_capacity : 16;
    while (capacity < count)
        capacity *= 2;
    awk->fields = memory_resize(awk->fields, (size_t)capacity * sizeof *awk->fields);
    memset(awk->fields + awk->field_capacity, 0,
           (size_t)(capacity - awk->field_capacity) * sizeof *awk->fields);
    awk->field_capacity = capacity;
}

static void put(struct awk *awk, int number, struct cell cell)
{
    awk_cell_release(awk, &awk->fields[number - 1]);
    awk->fields[number - 1] = cell;
}

static void take_field(struct awk *awk, void *context, int number, struct slice part)
{
    (void)context;
    reserve(awk, number);
    put(awk, number, awk_cell_maybe(awk_text_new(awk, part)));
}

/* Where a record is a paragraph, a newline separates fields too, whatever FS is. */
static void split_paragraph(struct awk *awk, struct slice record, struct slice separator)
{
    struct buffer both = {0};
    if (slice_is(separator, " ") || !separator.length || slice_is(separator, "\n")) {
        awk->field_count = awk_split(awk, record, separator, NULL, take_field, NULL);
        return;
    }
    if (separator.length == 1 && strchr(".[]()*+?{}|^$\\", separator.data[0]))
        buffer_add_byte(&both, '\\');
    buffer_add(&both, separator);
    buffer_add_text(&both, "|\n");
    const struct pattern *pattern = awk_pattern_of(awk, buffer_slice(&both));
    buffer_release(&both);
    awk->field_count = awk_split(awk, record, separator, pattern, take_field, NULL);
}

static void split_record(struct awk *awk)
{
    if (awk->is_split)
        return;
    struct awk_text *record = awk_cell_to_text(awk, &awk->record, false),
                    *separator = awk_special_text(awk, SPECIAL_FS);
    struct awk_text *lines = awk_special_text(awk, SPECIAL_RS);
    if (lines->length)
        awk->field_count =
            awk_split(awk, awk_text_slice(record), awk_text_slice(separator), NULL, take_field, NULL);
    else
        split_paragraph(awk, awk_text_slice(record), awk_text_slice(separator));
    awk->is_split = true;
    awk_set_special(awk, SPECIAL_NF, awk->field_count);
    awk_text_unref(awk, record);
    awk_text_unref(awk, separator);
    awk_text_unref(awk, lines);
}

static void join_record(struct awk *awk)
{
    if (awk->is_joined)
        return;
    struct buffer whole = {0};
    struct awk_text *between = awk_special_text(awk, SPECIAL_OFS);
    for (int i = 0; i < awk->field_count; i++) {
        struct awk_text *text = awk_cell_to_text(awk, &awk->fields[i], false);
        if (i)
            buffer_add(&whole, awk_text_slice(between));
        buffer_add(&whole, awk_text_slice(text));
        awk_text_unref(awk, text);
    }
    awk_text_unref(awk, between);
    awk_cell_release(awk, &awk->record);
    awk->record = awk_cell_maybe(awk_text_new(awk, buffer_slice(&whole)));
    buffer_release(&whole);
    awk->is_joined = true;
}

void awk_set_record(struct awk *awk, struct awk_text *text)
{
    awk_cell_release(awk, &awk->record);
    awk->record = awk_cell_maybe(text);
    awk->is_split = false;
    awk->is_joined = true;
}

struct awk_text *awk_record(struct awk *awk)
{
    join_record(awk);
    return awk->record.text ? awk->record.text : awk->empty;
}

int awk_field_count(struct awk *awk)
{
    split_record(awk);
    return awk->field_count;
}

struct cell awk_field(struct awk *awk, int number)
{
    if (number == 0) {
        join_record(awk);
        return awk_cell_ref(&awk->record);
    }
    split_record(awk);
    return number > awk->field_count ? (struct cell){0} : awk_cell_ref(&awk->fields[number - 1]);
}

void awk_set_field_count(struct awk *awk, double count)
{
    if (count < 0)
        awk_fail(awk, "negative value assigned to NF");
    split_record(awk);
    int wanted = count > MOST_FIELDS ? MOST_FIELDS + 1 : (int)count;
    reserve(awk, wanted);
    for (int i = awk->field_count; i < wanted; i++)
        put(awk, i + 1, (struct cell){0});
    awk->field_count = wanted;
    awk->is_joined = false;
    awk_set_special(awk, SPECIAL_NF, wanted);
}

void awk_set_field(struct awk *awk, int number, struct cell cell)
{
    if (number == 0) {
        awk_set_record(awk, awk_cell_to_text(awk, &cell, false));
        awk_cell_release(awk, &cell);
        return;
    }
    split_record(awk);
    if (number > awk->field_count)
        awk_set_field_count(awk, number);
    put(awk, number, cell);
    awk->is_joined = false;
}
