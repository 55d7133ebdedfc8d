/* CEL as far as Telemetry needs it: no crash; a value is one that can be printed. */
#include "base/check.h"
#include "data/json.h"
#include "test.h"
#include "traffic/expression.h"

void fuzz_expression(struct slice bytes)
{
    const char *problem = NULL;
    struct arena arena = {0};
    const struct value *attributes =
        json_read(&arena,
                  SLICE("{\"request\":{\"method\":\"GET\",\"path\":\"/a?b\",\"referer\":null,"
                        "\"headers\":{\"x\":\"1\"}},\"response\":{\"code\":200}}"),
                  &problem);
    struct expression_result result = expression_evaluate(&arena, bytes, attributes);
    check((result.state == EXPRESSION_VALUE) == (result.value != NULL));
    if (result.value)
        check(expression_print(&arena, result.value) != NULL);
    arena_release(&arena);
}
