#include "tui/lab_record.h"

#include "base/check.h"
#include "data/value.h"
#include "tui/lesson.h"

/* The lesson as this learner reads it, and runs it. */
static void take_blocks(struct lab *lab)
{
    const struct block *blocks;
    lab->block_count = scenario_blocks(lab->scenario, &blocks);
    struct block *filled = arena_allocate(&lab->filled, (lab->block_count + 1) * sizeof *filled);
    for (size_t i = 0; i < lab->block_count; i++) {
        const char *question = arena_format(&lab->filled, "filled %s", blocks[i].text);
        filled[i] = blocks[i];
        filled[i].text = value_string_of(session_ask(lab->session, question, &lab->filled));
    }
    lab->blocks = filled;
}

struct lab *lab_new(struct session *session, const struct scenario *scenario, const struct lab_options *options,
                    int columns, int rows, int64_t wall)
{
    struct lab *lab = memory_allocate(sizeof *lab);
    *lab = (struct lab){.session = session, .scenario = scenario, .keep = options->keep, .unicode = options->unicode, .columns = columns, .rows = rows, .kept = options->layout, .dragging = BORDERS};
    layout_begin(&lab->layout);
    if (lab->kept)
        lab->layout = *lab->kept;
    keymap_begin(&lab->usual);
    lab->keymap = options->keymap ? options->keymap : &lab->usual;
    take_blocks(lab);
    lab->lesson.selected = lesson_next(lab->blocks, lab->block_count, -1, 1);
    lab->view.selected = -1;
    lab->focus = lab->lesson.selected >= 0 ? PANE_LESSON : PANE_TERMINAL;
    lab_arrange(lab);
    struct area area = lab->areas[PANE_TERMINAL];
    struct prompt_options prompt = {.terminal = "1",
                                    .keep = options->keep,
                                    .submit = options->submit,
                                    .sitting = options->sitting,
                                    .unicode = options->unicode,
                                    .color = true,
                                    .columns = area.columns > 1 ? area.columns : 80,
                                    .rows = area.rows > 0 ? area.rows : 24};
    lab->prompt_options = prompt;
    lab->wall = wall;
    lab->editor = editor_new(session, prompt.terminal, options->unicode);
    if (!lab_tab_new(lab, &prompt, wall)) {
        lab_free(lab);
        return NULL;
    }
    lab_tell_size(lab);
    if (options->told)
        lab_notice(lab, options->told);
    prompt_begin(lab->prompt, options->screen, options->again);
    return lab;
}

static void release_view(struct view *view)
{
    rows_release(&view->rows);
    arena_release(&view->arena);
}

void lab_free(struct lab *lab)
{
    if (lab->kept)
        *lab->kept = lab->layout;
    lab_tabs_free(lab);
    editor_free(lab->editor);
    buffer_release(&lab->mouse);
    arena_release(&lab->filled);
    release_view(&lab->lesson);
    release_view(&lab->view);
    keys_release(&lab->keys);
    buffer_release(&lab->typed);
    buffer_release(&lab->sought);
    buffer_release(&lab->notice);
    memory_free(lab);
}

void lab_resize(struct lab *lab, int columns, int rows)
{
    if (columns == lab->columns && rows == lab->rows)
        return;
    lab->columns = columns;
    lab->rows = rows;
    lab_arrange(lab);
}

/* What has turned green, and what was and is not any more, is announced once, in the fixed line. */
static void announce(struct lab *lab)
{
    struct arena arena = {0};
    const struct value *tasks = session_ask(lab->session, "record", &arena);
    uint64_t done = 0;
    const char *news = "";
    for (size_t i = 0; i < value_count(tasks) && i < TASK_BITS; i++) {
        if (!value_truth(value_get(value_at(tasks, i), "recorded")))
            continue;
        done |= TASK_BIT(i);
        if (lab->done & TASK_BIT(i))
            continue;
        news = arena_format(&arena, "%s%s task %zu is done: %s", news[0] ? arena_format(&arena, "%s   ", news) : "",
                            lab->unicode ? "✔" : "[done]", i + 1, value_find_text(value_at(tasks, i), "title"));
    }
    if (news[0] && lab->begun)
        lab_notice(lab, news);
    lab->done = done;
    lab->gone &= done;
    lab->begun = true;
    arena_release(&arena);
}

static bool is_to_look(const struct lab *lab)
{
    return prompt_editing(lab->prompt) && lab->look < TASK_BITS && lab->look < scenario_tasks(lab->scenario, NULL);
}

/* Tasks on record are looked at again when a command has ended, one in each pass: some commands take back what was done. */
static void look_again(struct lab *lab)
{
    size_t task = lab->look++;
    if (!(lab->done & TASK_BIT(task)))
        return;
    struct arena arena = {0};
    const struct value *one = session_ask(lab->session, arena_format(&arena, "look/%zu", task), &arena);
    bool holds = text_equal(value_find_text(one, "verdict"), "done");
    bool held = !(lab->gone & TASK_BIT(task));
    lab->gone = holds ? lab->gone & ~TASK_BIT(task) : lab->gone | TASK_BIT(task);
    if (holds != held)
        lab_notice(lab, arena_format(&arena, "%s task %zu %s: %s", holds ? lab->unicode ? "✔" : "[done]" : lab->unicode ? "↺" : "[back]",
                                     task + 1, holds ? "holds again" : "does not hold any more",
                                     value_find_text(one, "title")));
    arena_release(&arena);
}

/* The first request opens the picture of the mesh. */
static void open_mesh(struct lab *lab)
{
    struct arena arena = {0};
    if (!lab->opened && value_count(session_ask(lab->session, "requests", &arena))) {
        lab->opened = true;
        if (lab->third == THIRD_NONE) {
            lab->third = THIRD_MESH;
            lab_arrange(lab);
        }
    }
    arena_release(&arena);
}

/* What the editor has found out by itself. */
static void tell_editor(struct lab *lab)
{
    const char *told = editor_told(lab->editor);
    if (told && lab->third == THIRD_EDITOR)
        lab_notice(lab, told);
}

/* Behind a file that was saved: one task a pass, as behind a command. */
static void check_tasks(struct lab *lab)
{
    size_t done;
    lab->checking = session_check_step(lab->session, &done);
    if (!lab->checking)
        announce(lab);
}

enum { LIVE_PERIOD = 300000000 }; /* nanoseconds between two looks at the mesh */

void lab_pass(struct lab *lab, int64_t wall)
{
    lab->resting = lab->quiet;
    lab_flush_keys(lab);
    if (lab->resized && --lab->resized == 0)
        lab_tell_size(lab);
    bool ended = lab_tabs_pass(lab, wall);
    if (ended || (!lab->begun && prompt_editing(lab->prompt))) {
        announce(lab);
        lab->look = 0;
        open_mesh(lab);
        lab_refresh(lab);
        editor_refresh(lab->editor);
        tell_editor(lab);
    }
    if (lab->third == THIRD_MESH && wall - lab->looked >= LIVE_PERIOD) {
        lab->looked = wall; /* a pod becomes ready by itself */
        lab_refresh(lab);
    }
    if (is_to_look(lab))
        look_again(lab);
    if (lab->checking && prompt_editing(lab->prompt))
        check_tasks(lab);
    if (lab->resting && lab->third == THIRD_EDITOR)
        editor_pass(lab->editor);
    lab->leaving |= prompt_leaving(lab->prompt);
}

int lab_wait(const struct lab *lab)
{
    enum { ESCAPE_MILLISECONDS = 25 };
    int wait = is_to_look(lab) ? 0 : lab_tabs_wait(lab);
    bool soon = lab->keys.pending.length > 0 || lab->resized;
    if (lab->checking)
        return 0;
    return soon && (wait < 0 || wait > ESCAPE_MILLISECONDS) ? ESCAPE_MILLISECONDS : wait;
}

void lab_handled(const struct lab *lab, size_t *keys, size_t *output)
{
    *keys = lab->handled;
    *output = lab->output;
}

bool lab_leaving(const struct lab *lab)
{
    return lab->leaving;
}
