/* What `--check` prints: each task, what was observed, and the verdict. */
#include <stdio.h>

#include "cli/sitting.h"

static const struct verdict_row {
    enum verdict verdict;
    const char *name;
    const char *mark;
} verdict_rows[] = {
    {VERDICT_DONE, "done", "[done]"},
    {VERDICT_NOT_YET, "not yet", "[not yet]"},
    {VERDICT_BROKEN, "broken", "[broken]"},
    {VERDICT_AUTHOR_ERROR, "author's error", "[author's error]"},
};

static const struct verdict_row *find_row(const struct value *verdict)
{
    for (size_t i = 0; i < sizeof verdict_rows / sizeof *verdict_rows; i++) {
        if (value_says(verdict, verdict_rows[i].name) ||
            (value_is(verdict, VALUE_INTEGER) && value_number(verdict, -1) == (int64_t)verdict_rows[i].verdict))
            return &verdict_rows[i];
    }
    return &verdict_rows[VERDICT_NOT_YET];
}

static void print_message(struct slice message)
{
    struct slice line;
    while (message.length && message.data[message.length - 1] == '\n')
        message.length--;
    if (message.length == 0)
        return;
    while (slice_next(&message, '\n', &line))
        printf("    %.*s\n", (int)line.length, line.data);
}

bool sitting_check(struct sitting *sitting)
{
    struct arena arena = {0};
    const struct value *tasks = session_ask(sitting->session, "tasks", &arena);
    size_t required = 0, done = 0, extra = 0, extra_done = 0;
    sitting_end_line(sitting);
    puts("\nChecks");
    for (size_t i = 0; i < value_count(tasks); i++) {
        const struct value *task = value_at(tasks, i);
        const struct verdict_row *row = find_row(value_get(task, "verdict"));
        bool optional = value_truth(value_get(task, "optional")), good = row->verdict == VERDICT_DONE;
        printf("%s %zu. %s%s\n", row->mark, i + 1, value_find_text(task, "title"),
               optional ? " (optional)" : "");
        print_message(value_slice(value_get(task, "message")));
        *(optional ? &extra : &required) += 1;
        *(optional ? &extra_done : &done) += good;
    }
    if (required + extra == 0)
        puts("This challenge has no checks.");
    else
        printf("%s: %zu of %zu tasks done", done == required ? "Solved" : "Not solved yet", done, required);
    if (extra)
        printf(", and %zu of %zu optional ones", extra_done, extra);
    if (required + extra)
        puts(".");
    arena_release(&arena);
    return done == required;
}
