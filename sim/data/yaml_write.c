#include <yaml.h>

#include "base/check.h"
#include "base/sort.h"
#include "data/gotext.h"
#include "data/number.h"
#include "data/yaml.h"
#include "data/yaml_scalar.h"

static int write_bytes(void *context, unsigned char *bytes, size_t size)
{
    buffer_add(context, (struct slice){(const char *)bytes, size});
    return 1;
}

static void emit(yaml_emitter_t *emitter, yaml_event_t *event)
{
    check(yaml_emitter_emit(emitter, event));
}

static void emit_scalar(yaml_emitter_t *emitter, struct slice text, yaml_scalar_style_t style)
{
    yaml_event_t event;
    check(yaml_scalar_event_initialize(&event, NULL, NULL, (const yaml_char_t *)text.data, (int)text.length, 1,
                                       1, style));
    emit(emitter, &event);
}

/* go-yaml's choice; libyaml turns a style that cannot carry the text into one that can. Broken UTF-8 is mended. */
static void emit_string(yaml_emitter_t *emitter, struct slice text)
{
    struct buffer room = {0};
    yaml_scalar_style_t style = YAML_PLAIN_SCALAR_STYLE;
    if (slice_find_byte(text, '\n') < text.length)
        style = YAML_LITERAL_SCALAR_STYLE;
    else if (yaml_scalar_is_ambiguous(text))
        style = YAML_DOUBLE_QUOTED_SCALAR_STYLE;
    emit_scalar(emitter, utf8_valid(text, &room), style);
    buffer_release(&room);
}

/* One rune of a key; 0 behind its end. */
static unsigned rune_at(struct slice text, size_t *at)
{
    size_t width;
    if (*at >= text.length)
        return 0;
    unsigned code = utf8_decode(slice_part(text, *at, text.length), &width);
    *at += width;
    return code;
}

static bool is_letter(unsigned code)
{
    return code >= 0x80 || ascii_is_letter((char)code);
}

static bool is_digit(struct slice text, size_t at)
{
    return at < text.length && ascii_is_digit(text.data[at]);
}

/* go-yaml's keyList.Less at the first byte that differs: numbers by value, letters after all else. */
static int compare_tails(struct slice a, struct slice b, size_t at)
{
    uint64_t left = 0, right = 0;
    if (a.data[at] == '0' || b.data[at] == '0') {
        for (size_t i = at; i > 0 && is_digit(a, i - 1); i--) {
            if (a.data[i - 1] != '0') {
                left = right = 1;
                break;
            }
        }
    }
    size_t i = at, j = at;
    for (; is_digit(a, i); i++)
        left = left * 10 + (uint64_t)(a.data[i] - '0');
    for (; is_digit(b, j); j++)
        right = right * 10 + (uint64_t)(b.data[j] - '0');
    if (left != right)
        return left < right ? -1 : 1;
    if (i != j)
        return i < j ? -1 : 1;
    return (unsigned char)a.data[at] < (unsigned char)b.data[at] ? -1 : 1;
}

static int compare_keys(const void *left, const void *right, void *context)
{
    struct slice a = slice_of(value_key_at(context, *(const size_t *)left));
    struct slice b = slice_of(value_key_at(context, *(const size_t *)right));
    size_t at = 0;
    while (at < a.length && at < b.length) {
        size_t i = at, j = at;
        unsigned x = rune_at(a, &i), y = rune_at(b, &j);
        if (x == y) {
            at = i;
            continue;
        }
        if (is_letter(x) && is_letter(y))
            return x < y ? -1 : 1;
        if (is_letter(x) || is_letter(y))
            return is_letter(y) ? -1 : 1;
        return compare_tails(a, b, at);
    }
    return (a.length > b.length) - (a.length < b.length);
}

static void emit_value(yaml_emitter_t *emitter, const struct value *value);

static void emit_array(yaml_emitter_t *emitter, const struct value *array)
{
    yaml_event_t event;
    size_t count = value_count(array);
    check(yaml_sequence_start_event_initialize(&event, NULL, NULL, 1,
                                               count ? YAML_BLOCK_SEQUENCE_STYLE : YAML_FLOW_SEQUENCE_STYLE));
    emit(emitter, &event);
    for (size_t i = 0; i < count; i++)
        emit_value(emitter, value_at(array, i));
    check(yaml_sequence_end_event_initialize(&event));
    emit(emitter, &event);
}

static void emit_object(yaml_emitter_t *emitter, const struct value *object)
{
    yaml_event_t event;
    size_t count = value_count(object);
    check(yaml_mapping_start_event_initialize(&event, NULL, NULL, 1,
                                              count ? YAML_BLOCK_MAPPING_STYLE : YAML_FLOW_MAPPING_STYLE));
    emit(emitter, &event);
    size_t *order = memory_allocate((count + 1) * sizeof *order);
    for (size_t i = 0; i < count; i++)
        order[i] = i;
    sort_stable(order, count, sizeof *order, compare_keys, (void *)object);
    for (size_t i = 0; i < count; i++) {
        emit_string(emitter, slice_of(value_key_at(object, order[i])));
        emit_value(emitter, value_member_at(object, order[i]));
    }
    memory_free(order);
    check(yaml_mapping_end_event_initialize(&event));
    emit(emitter, &event);
}

static void emit_value(yaml_emitter_t *emitter, const struct value *value)
{
    struct buffer text = {0};
    switch (value_type(value)) {
    case VALUE_STRING:
        emit_string(emitter, value_slice(value));
        break;
    case VALUE_ARRAY:
        emit_array(emitter, value);
        break;
    case VALUE_OBJECT:
        emit_object(emitter, value);
        break;
    case VALUE_NULL:
        emit_scalar(emitter, SLICE("null"), YAML_PLAIN_SCALAR_STYLE);
        break;
    case VALUE_DECIMAL:
        number_write_yaml(&text, value);
        emit_scalar(emitter, buffer_slice(&text), YAML_PLAIN_SCALAR_STYLE);
        break;
    default:
        gotext_plain(&text, value);
        emit_scalar(emitter, buffer_slice(&text), YAML_PLAIN_SCALAR_STYLE);
    }
    buffer_release(&text);
}

void yaml_write(struct buffer *out, const struct value *value)
{
    yaml_emitter_t emitter;
    yaml_event_t event;
    check(yaml_emitter_initialize(&emitter));
    yaml_emitter_set_output(&emitter, write_bytes, out);
    yaml_emitter_set_unicode(&emitter, 1);
    check(yaml_stream_start_event_initialize(&event, YAML_UTF8_ENCODING));
    emit(&emitter, &event);
    check(yaml_document_start_event_initialize(&event, NULL, NULL, NULL, 1));
    emit(&emitter, &event);
    emit_value(&emitter, value);
    check(yaml_document_end_event_initialize(&event, 1));
    emit(&emitter, &event);
    check(yaml_stream_end_event_initialize(&event));
    emit(&emitter, &event);
    yaml_emitter_delete(&emitter);
    if (slice_ends(buffer_slice(out),
                   "\n...\n")) /* libyaml's mark behind a text that may go on; go-yaml has none */
        out->data[out->length -= 4] = '\0';
}
