#include "handed_in.h"

#include "base/check.h"
#include "scenario/embedded.h"
#include "shell/shell.h"

static void check_all(struct sitting *sitting)
{
    size_t done;
    while (session_check_step(sitting->session, &done))
        continue;
}

const char *handed_in(struct buffer *text, struct arena *arena, const char *slug, struct slice script)
{
    struct sitting sitting = {0};
    const char *problem = NULL;
    struct submission_label label = {.learner = "anna"};
    if (!sitting_begin(&sitting, arena, slug, &problem)) {
        sitting_end(&sitting);
        return problem;
    }
    while (script.length > 0) {
        size_t length = shell_command_length(script, true);
        if (length == 0)
            break;
        sitting_run(&sitting, slice_trim(slice_part(script, 0, length)), true);
        check_all(&sitting);
        script = slice_part(script, length, script.length);
    }
    submission_write(text, sitting.scenario, session_ask(sitting.session, "journal", arena), &label);
    sitting_end(&sitting);
    return NULL;
}

static const struct scenario *find(void *context, const char *slug, struct arena *arena, const char **problem)
{
    struct scenario **scenario = context;
    const char *reason = NULL;
    struct scenario_source source = embedded_source(slug);
    *scenario = source.find(NULL, slug, &source) ? scenario_load(&source, &reason) : NULL;
    if (!*scenario)
        *problem = arena_format(arena, "there is no challenge \"%s\"", slug);
    memory_free((void *)(uintptr_t)reason);
    return *scenario;
}

const struct value *handed_in_grade(struct slice text, bool explain, struct arena *arena)
{
    struct scenario *scenario = NULL;
    struct grader grader = {.context = &scenario, .find = find, .explain = explain};
    const struct value *report = grade_submission(&grader, text, arena);
    scenario_free(scenario);
    return report;
}
