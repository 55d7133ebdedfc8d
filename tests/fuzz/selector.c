/* Label and field selectors: no crash; a selector or a problem, never both. */
#include "base/check.h"
#include "data/json.h"
#include "data/selector.h"
#include "test.h"

void fuzz_selector(struct slice bytes)
{
    const char *problem = NULL;
    struct arena arena = {0};
    const struct field_requirement *requirements;
    const char *text = arena_copy(&arena, bytes);
    const struct value *labels = json_read(
        &arena, SLICE("{\"app\":\"web\",\"istio.io/use-waypoint\":\"waypoint\",\"n\":\"\"}"), &problem);
    const struct selector *selector = selector_parse(&arena, text, &problem);
    check(!selector == (problem != NULL));
    if (selector)
        selector_matches(selector, labels);
    problem = NULL;
    int count = field_selector_parse(&arena, text, &requirements, &problem);
    check((count < 0) == (problem != NULL));
    arena_release(&arena);
}
