/* An assignment.md of any bytes: it loads or says why not, and every block has its texts. */
#include "base/buffer.h"
#include "base/check.h"
#include "scenario/scenario.h"
#include "test.h"

static struct slice read_folder(void *context, const char *name)
{
    return text_equal(name, "assignment.md") ? *(const struct slice *)context : (struct slice){0};
}

void fuzz_markdown(struct slice bytes)
{
    const char *problem = NULL;
    const struct block *blocks;
    if (!bytes.data)
        bytes = SLICE("");
    struct scenario_source source = {.context = &bytes, .read = read_folder, .slug = "fuzz"};
    struct scenario *scenario = scenario_load(&source, &problem);
    check(!scenario == (problem != NULL));
    memory_free((void *)(uintptr_t)problem);
    if (!scenario)
        return;
    size_t count = scenario_blocks(scenario, &blocks);
    for (size_t i = 0; i < count; i++)
        check(blocks[i].text != NULL && (blocks[i].kind != BLOCK_LIST_ITEM || blocks[i].marker));
    scenario_free(scenario);
}
