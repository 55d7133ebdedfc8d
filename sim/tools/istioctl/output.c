/* Tables, JSON and YAML as istioctl prints them. */
#include <string.h>

#include "base/sort.h"
#include "data/json.h"
#include "data/yaml.h"
#include "tools/istioctl/istioctl.h"
#include "tools/tabwriter.h"

void listing_row(struct listing *listing, const char *const *cells, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (i)
            buffer_add_byte(&listing->text, '\t');
        buffer_add_text(&listing->text, cells[i]);
    }
    buffer_add_byte(&listing->text, '\n');
}

static void print_buffer(struct process *process, struct buffer *text)
{
    struct slice copy = {arena_copy(process->arena, buffer_slice(text)), text->length};
    buffer_release(text);
    process_write(process, STREAM_OUT, copy);
}

void listing_print(struct process *process, struct listing *listing, size_t padding)
{
    struct buffer out = {0};
    tabwriter_format(&out, buffer_slice(&listing->text), 0, padding, NULL);
    buffer_release(&listing->text);
    print_buffer(process, &out);
}

/* --- JSON with its keys in an order --- */

struct ordered {
    struct buffer out;
    int indent;
    const char *const *order;
};

static size_t rank_of(const char *const *order, const char *key)
{
    size_t rank = 0;
    while (order[rank] && !text_equal(order[rank], key))
        rank++;
    return rank;
}

struct ranked {
    size_t rank, index;
};

static int compare_ranks(const void *a, const void *b, void *context)
{
    (void)context;
    const struct ranked *x = a, *y = b;
    return (x->rank > y->rank) - (x->rank < y->rank);
}

static void begin_line(struct ordered *ordered, int depth)
{
    buffer_add_byte(&ordered->out, '\n');
    if (ordered->indent < 0)
        buffer_add_repeated(&ordered->out, '\t', (size_t)depth);
    else
        buffer_add_repeated(&ordered->out, ' ', (size_t)(depth * ordered->indent));
}

static void write_ordered(struct ordered *ordered, const struct value *value, int depth);

static void write_members(struct ordered *ordered, const struct value *object, int depth)
{
    enum { MOST = 64 };
    struct ranked ranks[MOST];
    size_t count = value_count(object);
    bool sorted = count <= MOST;
    for (size_t i = 0; sorted && i < count; i++)
        ranks[i] = (struct ranked){rank_of(ordered->order, value_key_at(object, i)), i};
    if (sorted)
        sort_stable(ranks, count, sizeof *ranks, compare_ranks, NULL);
    for (size_t i = 0; i < count; i++) {
        size_t at = sorted ? ranks[i].index : i;
        struct arena arena = {0};
        begin_line(ordered, depth + 1);
        json_write(&ordered->out, value_text(&arena, value_key_at(object, at)));
        arena_release(&arena);
        buffer_add_text(&ordered->out, ": ");
        write_ordered(ordered, value_member_at(object, at), depth + 1);
        if (i + 1 < count)
            buffer_add_byte(&ordered->out, ',');
    }
}

static void write_ordered(struct ordered *ordered, const struct value *value, int depth)
{
    bool object = value_is(value, VALUE_OBJECT), array = value_is(value, VALUE_ARRAY);
    size_t count = object || array ? value_count(value) : 0;
    if (count == 0) {
        json_write(&ordered->out, value);
        return;
    }
    buffer_add_byte(&ordered->out, object ? '{' : '[');
    if (object)
        write_members(ordered, value, depth);
    for (size_t i = 0; array && i < count; i++) {
        begin_line(ordered, depth + 1);
        write_ordered(ordered, value_at(value, i), depth + 1);
        if (i + 1 < count)
            buffer_add_byte(&ordered->out, ',');
    }
    begin_line(ordered, depth);
    buffer_add_byte(&ordered->out, object ? '}' : ']');
}

void print_json(struct process *process, const struct value *value, int indent, const char *const *order)
{
    struct ordered ordered = {.indent = indent, .order = order};
    write_ordered(&ordered, value, 0);
    buffer_add_byte(&ordered.out, '\n');
    print_buffer(process, &ordered.out);
}

void print_yaml(struct process *process, const struct value *value)
{
    struct buffer text = {0};
    yaml_write(&text, value);
    print_buffer(process, &text);
}

bool istioctl_output(const struct istioctl *istioctl, enum output *output)
{
    const char *format = flags_text(&istioctl->flags, "output", "short");
    *output = text_equal(format, "json")   ? OUTPUT_JSON
              : text_equal(format, "yaml") ? OUTPUT_YAML
                                           : OUTPUT_TABLE;
    if (*output != OUTPUT_TABLE || text_equal(format, "short") || text_equal(format, "table"))
        return true;
    istioctl_error(istioctl, "output format \"%s\" not supported", format);
    return false;
}
