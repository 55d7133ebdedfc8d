#include "handed_in.h"

#include "base/check.h"
#include "shell/shell.h"
#include "test.h"

#define TERMINAL "1"
#define START 1795424400000000000 /* 2026-11-23T09:00:00Z */

static struct slice read_lesson(void *context, const char *name)
{
    struct arena *arena = context;
    struct buffer text = {0};
    struct slice found = {0};
    if (file_read(&text, arena_format(arena, "tests/grading/lesson/%s", name)))
        found = (struct slice){arena_copy(arena, buffer_slice(&text)), text.length};
    buffer_release(&text);
    return found;
}

struct scenario *handed_in_lesson(struct arena *arena)
{
    struct scenario_source source = {.context = arena, .read = read_lesson, .slug = "lesson"};
    const char *problem = NULL;
    struct scenario *lesson = scenario_load(&source, &problem);
    check(lesson);
    return lesson;
}

/* "PATH TEXT", where \377 stands for itself: no text has it. */
static void save(struct session *session, struct slice command)
{
    struct buffer bytes = {0};
    struct slice path;
    slice_next(&command, ' ', &path);
    buffer_add(&bytes, path);
    buffer_add_byte(&bytes, '\0');
    buffer_add(&bytes, command);
    buffer_add_text(&bytes, slice_ends(command, "\\377") ? "\377\n" : "\n");
    session_input(session, INPUT_FILE, TERMINAL, buffer_slice(&bytes));
    buffer_release(&bytes);
}

static void type(struct session *session, struct slice command)
{
    size_t done;
    if (slice_starts(command, "@save "))
        save(session, slice_part(command, 6, command.length));
    else
        session_input(session, INPUT_LINE, TERMINAL, command);
    session_finish(session, TERMINAL, true);
    while (session_check_step(session, &done))
        continue;
}

void handed_in(struct buffer *text, const struct scenario *lesson, struct slice script)
{
    struct arena arena = {0};
    const char *problem = NULL;
    struct submission_label label = {.learner = "anna"};
    struct session *session = session_new(lesson, (struct instant){START}, 1, &problem);
    check(session);
    while (script.length > 0) {
        size_t length = shell_command_length(script, true);
        check(length);
        type(session, slice_trim(slice_part(script, 0, length)));
        script = slice_part(script, length, script.length);
    }
    submission_write(text, lesson, session_ask(session, "journal", &arena), &label);
    session_free(session);
    arena_release(&arena);
}

static const struct scenario *find(void *context, const char *slug, struct arena *arena, const char **problem)
{
    const struct scenario *const *lesson = context;
    if (text_equal(slug, scenario_slug(*lesson)))
        return *lesson;
    *problem = arena_format(arena, "there is no challenge \"%s\"", slug);
    return NULL;
}

const struct value *handed_in_grade(const struct scenario *lesson, struct slice text, bool explain,
                                    struct arena *arena)
{
    struct grader grader = {.context = &lesson, .find = find, .explain = explain};
    return grade_submission(&grader, text, arena);
}
