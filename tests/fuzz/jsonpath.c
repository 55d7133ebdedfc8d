/* JSONPath templates: no crash on any text, over a fixed object that has every kind of value. */
#include "base/buffer.h"
#include "data/json.h"
#include "data/jsonpath.h"
#include "test.h"

static const char object_text[] =
    "{\"a\":{\"b\":[{\"name\":\"x\",\"n\":1},{\"name\":\"y\",\"t\":true,\"f\":1.5}]},\"c\":\"d\",\"e\":null}";

void fuzz_jsonpath(struct slice bytes)
{
    const char *problem;
    struct arena arena = {0};
    struct buffer out = {0};
    const struct value *object = json_read(&arena, slice_of(object_text), &problem);
    jsonpath_print(&arena, bytes, object, &out, &problem);
    jsonpath_find(&arena, bytes, object, &problem);
    buffer_release(&out);
    arena_release(&arena);
}
