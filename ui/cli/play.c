#include <stdio.h>

#include "cli/sitting.h"

/* As this learner reads it. */
static const char *filled(struct sitting *sitting, const char *text, struct arena *arena)
{
    return value_string_of(session_ask(sitting->session, arena_format(arena, "filled %s", text), arena));
}

void sitting_play(struct sitting *sitting, const struct block *blocks, size_t count)
{
    enum { PROSE_WIDTH = 80 };
    struct document document = {.width = PROSE_WIDTH, .unicode = sitting->unicode, .color = sitting->color};
    for (size_t i = 0; i < count && !session_exiting(sitting->session, SITTING_TERMINAL); i++) {
        if (!scenario_block_runs(&blocks[i])) {
            sitting_end_line(sitting);
            struct block block = blocks[i];
            struct arena arena = {0};
            block.text = filled(sitting, block.text, &arena);
            document_block(&document, &block);
            document_flush(&document);
            arena_release(&arena);
            continue;
        }
        sitting_end_line(sitting);
        if (document.begun)
            putchar('\n');
        document.begun = true;
        document.last = BLOCK_CODE;
        sitting_run(sitting, slice_of(blocks[i].text), true, true);
    }
    sitting_end_line(sitting);
    document_release(&document);
}

bool sitting_solve(struct sitting *sitting)
{
    const struct task *tasks;
    size_t count = scenario_tasks(sitting->scenario, &tasks);
    bool any = false;
    for (size_t i = 0; i < count; i++) {
        if (!tasks[i].solve)
            continue;
        sitting_end_line(sitting);
        struct arena arena = {0};
        printf("%s# %s\n", any ? "\n" : "", filled(sitting, tasks[i].title, &arena));
        arena_release(&arena);
        any = true;
        sitting_run(sitting, slice_of(tasks[i].solve), true, true);
    }
    sitting_end_line(sitting);
    return any;
}
