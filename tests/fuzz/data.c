/* Any bytes: no crash. What YAML or JSON gave, written and read again, is the same value; a merge patch of an
 * object with itself changes nothing. The first byte chooses the parser. */
#include "base/buffer.h"
#include "base/check.h"
#include "data/json.h"
#include "data/jsonpath.h"
#include "data/patch.h"
#include "data/selector.h"
#include "data/yaml.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char object_text[] =
    "{\"a\":{\"b\":[{\"name\":\"x\",\"n\":1},{\"name\":\"y\",\"t\":true}]},\"c\":\"d\"}";

static void write_and_read(struct arena *arena, const struct value *value)
{
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

static void read_yaml(struct arena *arena, struct slice text)
{
    struct yaml_reader reader = yaml_reader(text);
    const struct value *document;
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

static void evaluate(struct arena *arena, struct slice text)
{
    const char *problem;
    struct buffer out = {0};
    const struct value *object = json_read(arena, slice_of(object_text), &problem);
    jsonpath_print(arena, text, object, &out, &problem);
    jsonpath_find(arena, text, object, &problem);
    buffer_release(&out);
}

static void choose(struct arena *arena, struct slice text)
{
    const char *problem;
    const struct field_requirement *requirements;
    const struct value *labels = value_get(json_read(arena, slice_of(object_text), &problem), "a");
    const struct selector *selector = selector_parse(arena, arena_copy(arena, text), &problem);
    check(!selector == (problem != NULL));
    if (selector)
        selector_matches(selector, labels);
    field_selector_parse(arena, arena_copy(arena, text), &requirements, &problem);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static void (*const parsers[])(struct arena * arena, struct slice text) = {read_yaml, read_json, evaluate,
                                                                               choose};
    if (size == 0)
        return 0;
    struct arena arena = {0};
    parsers[data[0] % 4](&arena, (struct slice){(const char *)data + 1, size - 1});
    arena_release(&arena);
    return 0;
}
