/* An assignment.md of any bytes: it loads or says why not, and every block has its texts; lint has lines of text to say
 * of it. The ")" behind it, which would close a link, is none of it. */
#include "base/buffer.h"
#include "base/check.h"
#include "scenario/scenario.h"
#include "test.h"
#include "workshop.h"

static struct slice read_folder(void *context, const char *name)
{
    return text_equal(name, "assignment.md") ? *(const struct slice *)context : (struct slice){0};
}

static void judge(const struct scenario_source *source)
{
    static const char *const names[] = {"assignment.md"};
    struct arena arena = {0};
    struct buffer report = {0};
    struct slice rest, line;
    struct lint lint = lint_begin(&arena);
    lint_challenge(&lint, &(struct lint_folder){*source, "fuzz", "fuzz", false, names, 1});
    lint_report(&report, &lint);
    rest = buffer_slice(&report);
    for (size_t left = lint.errors + lint.warnings; left; left--)
        check(slice_next(&rest, '\n', &line) && slice_starts(line, "fuzz/assignment.md"));
    buffer_release(&report);
    arena_release(&arena);
}

void fuzz_markdown(struct slice bytes)
{
    const char *problem = NULL;
    const struct block *blocks;
    struct buffer text = {0};
    buffer_add(&text, bytes);
    buffer_add_byte(&text, ')');
    bytes = slice_part(buffer_slice(&text), 0, bytes.length);
    struct scenario_source source = {.context = &bytes, .read = read_folder, .slug = "fuzz"};
    judge(&source);
    struct scenario *scenario = scenario_load(&source, &problem);
    check(!scenario == (problem != NULL));
    memory_free((void *)(uintptr_t)problem);
    size_t count = scenario ? scenario_blocks(scenario, &blocks) : 0;
    for (size_t i = 0; i < count; i++)
        check(blocks[i].text != NULL && (blocks[i].kind != BLOCK_LIST_ITEM || blocks[i].marker));
    scenario_free(scenario);
    buffer_release(&text);
}
