/* YAML and JSON text: no crash, and what was read, written and read again in either form is the same value; a
 * merge patch of an object with itself changes nothing. What begins with '{' or '[' is read as JSON too, and all
 * of it as kustomize reads a resource. */
#include "base/buffer.h"
#include "base/check.h"
#include "data/json.h"
#include "data/number.h"
#include "data/patch.h"
#include "data/yaml.h"
#include "test.h"

/* kubectl writes a key "<<" without quotes, so that it is read as a merge; and a uint64, which only kustomize keeps, is a
 * float64 for all others. */
static bool is_changed(struct arena *arena, const struct value *value)
{
    bool object = value_is(value, VALUE_OBJECT);
    if (value_is(value, VALUE_DECIMAL))
        return !value_equal(number_read(arena, value_slice(value)), value);
    for (size_t i = 0; i < value_count(value); i++)
        if ((object && text_equal(value_key_at(value, i), "<<")) ||
            is_changed(arena, object ? value_member_at(value, i) : value_at(value, i)))
            return true;
    return false;
}

static void write_and_read(struct arena *arena, const struct value *value)
{
    if (is_changed(arena, value))
        return;
    struct buffer text = {0};
    const char *problem;
    json_write(&text, value);
    check(value_equal(json_read(arena, buffer_slice(&text), &problem), value));
    buffer_clear(&text);
    yaml_write(&text, value);
    struct yaml_reader reader = yaml_reader(buffer_slice(&text));
    const struct value *again;
    reader.json = false;
    check(yaml_next(arena, &reader, &again));
    check(value_equal(again ? again : value_null(), value));
    buffer_release(&text);
    if (!value_is(value, VALUE_OBJECT))
        return;
    check(value_count(patch_three_way(arena, value, value, value, true)) == 0);
    patch_strategic(arena, value, value);
    patch_merge(arena, value, value);
    patch_json(arena, value, value_get(value, "a"), &problem);
}

static void read_yaml(struct arena *arena, struct slice text, bool kyaml)
{
    struct yaml_reader reader = yaml_reader(text);
    const struct value *document;
    reader.kyaml = kyaml;
    while (yaml_next(arena, &reader, &document)) {
        if (document)
            write_and_read(arena, document);
    }
}

static void read_json(struct arena *arena, struct slice text)
{
    const char *problem;
    const struct value *value = json_read(arena, text, &problem);
    check(!value == (problem != NULL));
    if (value)
        write_and_read(arena, value);
}

void fuzz_yaml(struct slice bytes)
{
    struct arena arena = {0};
    read_yaml(&arena, bytes, false);
    read_yaml(&arena, bytes, true);
    if (slice_starts(bytes, "{") || slice_starts(bytes, "["))
        read_json(&arena, bytes);
    arena_release(&arena);
}
