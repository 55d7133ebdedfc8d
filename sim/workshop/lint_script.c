/* challenge.lua: it is loaded, its world is made, and its checks are asked before anybody did anything. */
#include "base/check.h"
#include "workshop/lint.h"
#include "workshop/operators.h"

static const char file_name[] = "challenge.lua";

enum { LONGEST_TITLE = 80 };

/* challenge.lua, and what it may include: every other script of the folder but the one for editors. */
static const char *next_script(const struct desk *desk, size_t *cursor, struct slice *text)
{
    while (*cursor <= desk->folder->count) {
        size_t index = (*cursor)++;
        const char *name = index ? desk->folder->names[index - 1] : file_name;
        bool again = index && text_equal(name, file_name);
        if (!text_ends(name, ".lua") || text_ends(name, ".d.lua") || again)
            continue;
        *text = index ? desk_read(desk, name) : desk->lua;
        return name;
    }
    return NULL;
}

/* The first line of the scripts that has both texts. */
static struct spot find_spot(const struct desk *desk, const char *one, const char *other)
{
    const char *name;
    struct slice text;
    for (size_t cursor = 0; (name = next_script(desk, &cursor, &text));) {
        size_t line = line_with(text, 1, one, other);
        if (line)
            return (struct spot){name, line};
    }
    return (struct spot){file_name, 0};
}

/* The place that has the text which a message quotes, 'so' or "so". */
static struct spot spot_of_quote(const struct desk *desk, struct slice message)
{
    for (size_t i = 0; i < message.length; i++) {
        char mark = message.data[i];
        if (mark != '"' && mark != '\'')
            continue;
        struct slice rest = slice_part(message, i + 1, message.length);
        struct slice quoted = slice_part(rest, 0, slice_find_byte(rest, mark));
        struct spot spot =
            find_spot(desk, arena_format(desk->arena, "\"%.*s\"", (int)quoted.length, quoted.data), NULL);
        if (quoted.length < rest.length && spot.line)
            return spot;
    }
    return (struct spot){file_name, 0};
}

/* "challenge.lua:12: message" and the author's code below it. */
static void find_problem(struct desk *desk, enum severity severity, const char *problem)
{
    struct slice rest = slice_of(problem), first, file, number;
    int64_t line = 0;
    if (!slice_next(&rest, '\n', &first))
        return;
    const char *detail = rest.data && rest.length ? arena_copy(desk->arena, rest) : NULL;
    struct slice text = first;
    if (slice_next(&text, ':', &file) && text.data && (slice_ends(file, ".lua") || slice_ends(file, ".yaml"))) {
        struct slice behind = text;
        if (slice_next(&behind, ':', &number) && slice_to_integer(number, &line))
            text = behind;
    } else {
        file = slice_of(file_name);
        text = first;
    }
    if (!line && slice_is(file, file_name)) {
        struct spot spot = spot_of_quote(desk, text);
        file = slice_of(spot.file);
        line = (int64_t)spot.line;
    }
    lint_find(desk->lint, severity,
              arena_format(desk->arena, "%s/%.*s", desk->folder->path, (int)file.length, file.data),
              (size_t)line, detail, arena_copy(desk->arena, slice_trim(text)));
}

static bool load(struct desk *desk)
{
    const char *problem = NULL;
    desk->scenario = scenario_load(&desk->folder->source, &problem);
    if (!desk->scenario && !text_starts(problem, "assignment.md")) /* of that lint_front.c has spoken */
        find_problem(desk, SEVERITY_ERROR, problem);
    memory_free((void *)(uintptr_t)problem);
    return desk->scenario != NULL;
}

/* --- tasks --- */

static struct spot spot_of_task(const struct desk *desk, const char *id)
{
    static const char *const ways[] = {"task { \"%s\"", "task {\"%s\"", "task{\"%s\"",
                                       "task { '%s'",   "\"%s\"",       "%s"};
    struct spot spot = {file_name, 0};
    for (size_t i = 0; i < sizeof ways / sizeof *ways && !spot.line; i++) {
        struct slice way = slice_of(ways[i]);
        size_t at = slice_find(way, SLICE("%s"));
        spot = find_spot(desk, arena_format(desk->arena, "%.*s%s%s", (int)at, way.data, id, way.data + at + 2),
                         NULL);
    }
    return spot;
}

static size_t find_task(const struct task *tasks, size_t count, const char *id)
{
    size_t index = 0;
    while (index < count && !text_equal(tasks[index].id, id))
        index++;
    return index;
}

/* Does the way along [needs] come back to the task? */
static bool is_cyclic(const struct task *tasks, size_t count, size_t index)
{
    size_t at = index;
    for (size_t steps = 0; steps <= count && tasks[at].needs; steps++) {
        at = find_task(tasks, count, tasks[at].needs);
        if (at == count)
            return false;
        if (at == index)
            return true;
    }
    return false;
}

static void lint_needs(struct desk *desk, const struct task *tasks, size_t count, size_t index,
                       struct spot spot)
{
    const struct task *task = &tasks[index];
    if (!task->needs)
        return;
    size_t needed = find_task(tasks, count, task->needs);
    if (needed == count)
        desk_find(desk, SEVERITY_ERROR, spot.file, spot.line, "task '%s' needs '%s', and there is no such task",
                  task->id, task->needs);
    else if (is_cyclic(tasks, count, index))
        desk_find(desk, SEVERITY_ERROR, spot.file, spot.line, "task '%s' needs '%s', and so in the end itself",
                  task->id, task->needs);
    else if (needed > index)
        desk_find(desk, SEVERITY_WARNING, spot.file, spot.line, "task '%s' needs '%s', which comes behind it",
                  task->id, task->needs);
    else if (tasks[needed].optional && !task->optional)
        desk_find(desk, SEVERITY_WARNING, spot.file, spot.line, "task '%s' needs '%s', which is optional",
                  task->id, task->needs);
}

static void lint_task(struct desk *desk, const struct task *tasks, size_t count, size_t index)
{
    const struct task *task = &tasks[index];
    struct spot spot = spot_of_task(desk, task->id);
    if (!task->solve && !task->hidden) /* what is hidden may be about what the others lead to */
        desk_find(desk, task->optional ? SEVERITY_WARNING : SEVERITY_ERROR, spot.file, spot.line,
                  "task '%s' has no solution (solve), so nobody can prove its check", task->id);
    if (!task->hint_count && !task->quiz && !task->hidden)
        desk_find(desk, SEVERITY_WARNING, spot.file, spot.line, "task '%s' has no hints", task->id);
    if (text_equal(task->title, task->id) && !task->quiz)
        desk_find(desk, SEVERITY_WARNING, spot.file, spot.line, "task '%s' has no title", task->id);
    if (slice_of(task->title).length > LONGEST_TITLE)
        desk_find(desk, SEVERITY_WARNING, spot.file, spot.line,
                  "the title of task '%s' is longer than %d characters", task->id, LONGEST_TITLE);
    if (task->points < 0)
        desk_find(desk, SEVERITY_ERROR, spot.file, spot.line, "task '%s' has less than no points", task->id);
    lint_needs(desk, tasks, count, index, spot);
    for (size_t i = 0; i < task->mutant_count; i++) {
        const char *problem = operator_problem(desk->arena, task->mutants[i]);
        if (problem)
            desk_find(desk, SEVERITY_ERROR, spot.file, spot.line, "task '%s': %s", task->id, problem);
    }
}

/* What is odd about the start, at the line of the set-up that has its first word. */
static void lint_doubt(struct desk *desk, const char *doubt)
{
    const struct lint_folder *folder = desk->folder;
    struct slice rest = slice_of(doubt ? doubt : ""), word = {0};
    if (!doubt || !slice_next(&rest, ' ', &word))
        return;
    struct spot spot = find_spot(desk, arena_copy(desk->arena, word), NULL);
    for (size_t i = 0; i < folder->count && !spot.line; i++) {
        size_t line = line_with(desk_read(desk, folder->names[i]), 1, arena_copy(desk->arena, word), NULL);
        if (line)
            spot = (struct spot){folder->names[i], line};
    }
    desk_find(desk, SEVERITY_WARNING, spot.file, spot.line, "%s", doubt);
}

/* At the start every check has to say that there is something to do. */
static void lint_checks(struct desk *desk, const struct task *tasks, size_t count)
{
    const struct instant start = {1795424400000000000};
    const char *problem = NULL;
    struct world *world = scenario_start(desk->scenario, start, 1, &problem);
    if (!world) {
        find_problem(desk, SEVERITY_ERROR, problem);
        memory_free((void *)(uintptr_t)problem);
        return;
    }
    lint_doubt(desk, scenario_doubt(world));
    for (size_t i = 0; i < count; i++) {
        if (scenario_ahead(desk->scenario, world, i))
            continue;
        struct evidence evidence = {.shown = SLICE(""), .sent = value_array(desk->arena)};
        struct check_result result = scenario_check(desk->scenario, i, world, &evidence, desk->arena);
        struct spot spot = spot_of_task(desk, tasks[i].id);
        if (result.verdict == VERDICT_DONE)
            desk_find(desk, SEVERITY_ERROR, spot.file, spot.line,
                      "the check of task '%s' passes before anything was done", tasks[i].id);
        else if (result.verdict == VERDICT_AUTHOR_ERROR)
            find_problem(desk, SEVERITY_ERROR, result.message);
    }
    world_unref(world);
}

/* --- the text itself --- */

/* Evidence of a command says nothing about what it did. */
static void lint_evidence(struct desk *desk, const char *name, struct slice rest)
{
    struct slice line;
    for (size_t number = 1; slice_next(&rest, '\n', &line); number++) {
        line = slice_part(line, 0, slice_find(line, SLICE("--")));
        if (slice_find(line, SLICE(":ran")) < line.length)
            desk_find(desk, SEVERITY_WARNING, name, number,
                      "w:ran checks the command, not its effect: whoever reaches the same another way fails");
    }
}

static void lint_texts(struct desk *desk)
{
    const char *name;
    struct slice text;
    for (size_t cursor = 0; (name = next_script(desk, &cursor, &text));)
        lint_evidence(desk, name, text);
    for (size_t i = 0; i < desk->folder->count; i++) {
        const char *slash = strrchr(desk->folder->names[i], '/');
        name = desk->folder->names[i];
        bool ours =
            text_starts(name, "setup/") || text_starts(name, "solution/") || text_starts(name, "files/");
        if (ours && !find_spot(desk, slash + 1, NULL).line)
            desk_find(desk, SEVERITY_WARNING, name, 0, "challenge.lua does not name this file");
    }
}

static void lint_without(struct desk *desk)
{
    static const char *const scripts[] = {"check-", "solve-", "setup-", "cleanup-"};
    for (size_t i = 0; i < desk->folder->count; i++)
        for (size_t j = 0; j < sizeof scripts / sizeof *scripts; j++)
            if (text_starts(desk->folder->names[i], scripts[j]))
                desk_find(
                    desk, SEVERITY_WARNING, desk->folder->names[i], 0,
                    "Instruqt's script is not run here: `ambit import instruqt` makes a challenge.lua of it");
}

void lint_script(struct desk *desk)
{
    const struct task *tasks;
    if (!desk->lua.data) {
        lint_without(desk);
        return;
    }
    lint_texts(desk);
    if (!load(desk))
        return;
    size_t count = scenario_all_tasks(desk->scenario, &tasks);
    if (!count)
        desk_find(desk, SEVERITY_WARNING, file_name, 0, "there is no task: nothing is checked");
    for (size_t i = 0; i < count; i++)
        lint_task(desk, tasks, count, i);
    lint_checks(desk, tasks, count);
}
