#include "sim.h"

#include <string.h>

#include "base/check.h"
#include "base/limits.h"
#include "control/control.h"
#include "data/json.h"
#include "session/record.h"

static struct screen *screen_of(struct session *session, const char *terminal)
{
    for (struct screen *screen = session->screens; screen; screen = screen->next) {
        if (text_equal(screen->name, terminal))
            return screen;
    }
    struct screen *screen = memory_allocate(sizeof *screen);
    screen->name = memory_text(slice_of(terminal));
    screen->next = session->screens;
    session->screens = screen;
    return screen;
}

static void shown(void *context, const char *terminal, struct slice bytes)
{
    struct session *session = context;
    buffer_add(&screen_of(session, terminal)->output, bytes);
    if (!session->telling) {
        buffer_add(&session->shown, bytes);
        hash_stream_add(&session->shown_hash, bytes);
    }
    if (session->shown.length > 2 * LIMIT_SHOWN_BYTES)
        buffer_drop_front(&session->shown, session->shown.length - LIMIT_SHOWN_BYTES);
}

static void trace(void *context, const char *line)
{
    struct session *session = context;
    session->trace(session->trace_context, line);
}

static void ended(void *context, const char *terminal)
{
    history_prompt(context, screen_of(context, terminal));
    journal_outcome(context);
}

/* The machine interrupts a command by itself; for a replay that is a Ctrl-C with a reason. */
static void gave_up(void *context, const char *terminal, const char *why)
{
    journal_input(context, why ? INPUT_INTERRUPT : INPUT_KILL, terminal, why ? slice_of(why) : SLICE(""));
}

/* What is odd about the start, for the learner to see and tell; it is no evidence. */
static void tell_doubt(struct session *session, const char *doubt)
{
    struct buffer text = {0};
    if (!doubt)
        return;
    buffer_format(&text, "%s\n", doubt);
    session->telling = true;
    shown(session, "1", buffer_slice(&text));
    session->telling = false;
    buffer_release(&text);
}

struct session *session_new(const struct scenario *scenario, struct instant start, uint64_t seed,
                            const char **problem)
{
    struct world *world = scenario_start(scenario, start, seed, problem);
    if (!world)
        return NULL;
    struct session *session = memory_allocate(sizeof *session);
    struct machine_sitting sitting = {
        .context = session, .lab = lab_run, .shown = shown, .ended = ended, .gave_up = gave_up,
        .texts = scenario_texts(scenario), .models = scenario_models(scenario)};
    session->scenario = scenario;
    session->start = start;
    session->seed = seed;
    session->machine = machine_new(world, &sitting);
    session->done = memory_allocate((scenario_all_tasks(scenario, NULL) + 1) * sizeof *session->done);
    session->checking = SIZE_MAX;
    session->line = memory_text(SLICE(""));
    session->hint_text = memory_text(SLICE(""));
    tell_doubt(session, scenario_doubt(world));
    world_unref(world);
    history_begin(session);
    return session;
}

void session_free(struct session *session)
{
    if (!session)
        return;
    machine_free(session->machine);
    history_release(session);
    while (session->screens) {
        struct screen *next = session->screens->next;
        buffer_release(&session->screens->output);
        buffer_release(&session->screens->taken);
        memory_free(session->screens->name);
        memory_free(session->screens->line);
        world_unref(session->screens->since);
        memory_free(session->screens);
        session->screens = next;
    }
    journal_release(session);
    buffer_release(&session->shown);
    memory_free(session->line);
    memory_free(session->hint_text);
    memory_free(session->suggestion);
    memory_free(session->file_problem);
    memory_free(session);
}

const struct world *session_world(const struct session *session)
{
    return machine_world(session->machine);
}

/* --- inputs: one row a kind --- */

static void input_fault(struct session *session, const char *terminal, struct slice bytes)
{
    struct arena arena = {0};
    (void)terminal;
    scenario_break(session->scenario, session->machine, arena_copy(&arena, bytes));
    arena_release(&arena);
}

/* A terminal's shell is part of the world from its first line on, so that this line can be undone too. */
static void begin_shell(struct session *session, const char *terminal)
{
    struct arena arena = {0};
    const struct world *world = machine_world(session->machine);
    if (!shell_is_saved(world, terminal)) {
        struct shell *shell = shell_login(machine_models(session->machine));
        shell_save(shell, machine_begin(session->machine, &arena), terminal);
        machine_commit(session->machine);
        shell_free(shell);
    }
    arena_release(&arena);
}

static void input_line(struct session *session, const char *terminal, struct slice bytes)
{
    if (machine_busy(session->machine, terminal))
        return;
    memory_free(session->line);
    session->line = memory_text(slice_trim(bytes));
    begin_shell(session, terminal);
    history_line(session, screen_of(session, terminal));
    machine_run(session->machine, terminal, bytes, "-bash");
}

static void input_typed(struct session *session, const char *terminal, struct slice bytes)
{
    struct arena arena = {0};
    const char *line;
    if (machine_busy(session->machine, terminal))
        return;
    begin_shell(session, terminal);
    if (machine_typed(session->machine, terminal, bytes, &arena, &line))
        input_line(session, terminal, slice_of(line));
    arena_release(&arena);
}

static void input_bytes(struct session *session, const char *terminal, struct slice bytes)
{
    machine_type(session->machine, terminal, bytes);
}

static void input_end(struct session *session, const char *terminal, struct slice bytes)
{
    (void)bytes;
    if (machine_busy(session->machine, terminal))
        machine_type_end(session->machine, terminal);
    else
        machine_leave(session->machine, terminal);
}

static void input_interrupt(struct session *session, const char *terminal, struct slice bytes)
{
    machine_interrupt(session->machine, terminal, bytes);
}

static void input_suspend(struct session *session, const char *terminal, struct slice bytes)
{
    (void)bytes;
    machine_suspend(session->machine, terminal);
}

static void input_kill(struct session *session, const char *terminal, struct slice bytes)
{
    (void)bytes;
    machine_kill(session->machine, terminal);
}

static void input_settle(struct session *session, const char *terminal, struct slice bytes)
{
    (void)bytes;
    machine_settle(session->machine, terminal);
}

static void input_resize(struct session *session, const char *terminal, struct slice bytes)
{
    struct slice columns;
    int64_t width, height;
    if (slice_next(&bytes, ' ', &columns) && slice_to_integer(columns, &width) &&
        slice_to_integer(bytes, &height) && width > 0 && height > 0 && width < 1000 && height < 1000)
        machine_resize(session->machine, terminal, (int)width, (int)height);
}

static void change_history(struct session *session, const char *terminal, enum history_change change, struct slice bytes)
{
    int64_t steps = 1;
    slice_to_integer(bytes, &steps);
    session->change = change;
    session->change_steps = steps > 0 ? (size_t)steps : 1;
    history_prompt(session, screen_of(session, terminal));
}

static void input_undo(struct session *session, const char *terminal, struct slice bytes)
{
    change_history(session, terminal, CHANGE_UNDO, bytes);
}

static void input_redo(struct session *session, const char *terminal, struct slice bytes)
{
    change_history(session, terminal, CHANGE_REDO, bytes);
}

static void input_reset(struct session *session, const char *terminal, struct slice bytes)
{
    change_history(session, terminal, CHANGE_RESET, bytes);
}

static void input_hint(struct session *session, const char *terminal, struct slice bytes)
{
    (void)bytes;
    input_line(session, terminal, SLICE("lab hint\n"));
}

static const struct {
    const char *name;
    void (*take)(struct session *session, const char *terminal, struct slice bytes);
} input_rows[] = {
    [INPUT_LINE] = {"line", input_line},       [INPUT_TYPED] = {"typed", input_typed},
          [INPUT_BYTES] = {"bytes", input_bytes},
    [INPUT_END] = {"end", input_end},          [INPUT_INTERRUPT] = {"interrupt", input_interrupt},
    [INPUT_KILL] = {"kill", input_kill},       [INPUT_SETTLE] = {"settle", input_settle},
    [INPUT_RESIZE] = {"resize", input_resize}, [INPUT_UNDO] = {"undo", input_undo},
    [INPUT_REDO] = {"redo", input_redo},       [INPUT_RESET] = {"reset", input_reset},
    [INPUT_HINT] = {"hint", input_hint},       [INPUT_SUSPEND] = {"suspend", input_suspend},
    [INPUT_FAULT] = {"fault", input_fault},
    [INPUT_FILE] = {"file", files_write},      [INPUT_REMOVE] = {"remove", files_remove},
    [INPUT_RENAME] = {"rename", files_rename}, [INPUT_DIRECTORY] = {"directory", files_directory},
};

enum { INPUT_KINDS = sizeof input_rows / sizeof *input_rows };

const char *input_name(enum input_kind kind)
{
    return input_rows[kind].name;
}

bool input_named(const char *name, enum input_kind *kind)
{
    for (int i = 0; i < INPUT_KINDS; i++) {
        if (!text_equal(input_rows[i].name, name))
            continue;
        *kind = (enum input_kind)i;
        return true;
    }
    return false;
}

/* "lab run N" as a command of its own is that block of the lesson: so it is journaled, remembered and graded as what was
 * run. What it is, is shown, as bash shows a line that history has changed. */
static struct slice block_of_line(struct session *session, const char *terminal, struct slice bytes, struct arena *arena)
{
    int64_t number;
    struct slice rest = slice_trim(bytes);
    if (!slice_starts(rest, "lab run ") || !slice_to_integer(slice_trim(slice_part(rest, 8, rest.length)), &number))
        return bytes;
    const struct block *block = scenario_block_numbered(session->scenario, number);
    if (!block)
        return bytes;
    struct slice text = slice_trim(
        slice_of(scenario_fill(session->scenario, machine_world(session->machine), block->text, arena)));
    session->telling = true;
    shown(session, terminal, text);
    shown(session, terminal, SLICE("\n"));
    session->telling = false;
    return text;
}

void session_input(struct session *session, enum input_kind kind, const char *terminal, struct slice bytes)
{
    struct arena arena = {0};
    check((int)kind < INPUT_KINDS);
    if ((kind == INPUT_LINE || kind == INPUT_TYPED) && !machine_busy(session->machine, terminal))
        bytes = block_of_line(session, terminal, bytes, &arena);
    journal_input(session, kind, terminal, bytes);
    input_rows[kind].take(session, terminal, bytes);
    if (!machine_busy(session->machine, terminal))
        journal_outcome(session); /* it has run already, or there was nothing to run */
    arena_release(&arena);
}

/* --- time --- */

struct instant session_now(const struct session *session)
{
    return machine_now(session->machine);
}

void session_advance(struct session *session, struct instant until)
{
    machine_advance(session->machine, until);
}

struct instant session_next(const struct session *session, bool *follow)
{
    return machine_next(session->machine, follow);
}

bool session_raw(const struct session *session, const char *terminal)
{
    return machine_raw(session->machine, terminal);
}

struct slice session_unread(const struct session *session, const char *terminal)
{
    return machine_unread(session->machine, terminal);
}

bool session_busy(const struct session *session, const char *terminal)
{
    return machine_busy(session->machine, terminal);
}

void session_finish(struct session *session, const char *terminal, bool settle)
{
    if (settle && machine_busy(session->machine, terminal))
        session_input(session, INPUT_SETTLE, terminal, SLICE(""));
    machine_finish(session->machine, terminal, settle);
}

struct slice session_output(struct session *session, const char *terminal)
{
    struct screen *screen = screen_of(session, terminal);
    struct buffer swap = screen->taken;
    buffer_clear(&swap);
    screen->taken = screen->output;
    screen->output = swap;
    return buffer_slice(&screen->taken);
}

int session_status(const struct session *session, const char *terminal)
{
    return machine_status(session->machine, terminal);
}

bool session_exiting(const struct session *session, const char *terminal)
{
    return machine_exiting(session->machine, terminal);
}

const char *session_prompt(const struct session *session, const char *terminal, struct arena *arena)
{
    struct shell *shell = shell_load(machine_world(session->machine), terminal, NULL);
    const char *prompt = shell_prompt(arena, shell);
    shell_free(shell);
    return prompt;
}

void session_trace(struct session *session, void (*line)(void *context, const char *text), void *context)
{
    session->trace = line;
    session->trace_context = context;
    machine_set_trace(session->machine, line ? trace : NULL);
}

void session_set_hostile(struct session *session)
{
    machine_set_hostile(session->machine);
}

/* --- questions --- */

static const struct value *ask_tasks(struct session *session, const char *rest, struct arena *arena)
{
    (void)rest;
    return checks_tasks(session, arena);
}

static const struct value *ask_task(struct session *session, const char *rest, struct arena *arena)
{
    int64_t index;
    bool there = slice_to_integer(slice_of(rest), &index) && index >= 0 &&
                 (size_t)index < scenario_all_tasks(session->scenario, NULL);
    return there ? checks_task(session, (size_t)index, arena) : NULL;
}

static const struct value *ask_look(struct session *session, const char *rest, struct arena *arena)
{
    int64_t index;
    bool there = slice_to_integer(slice_of(rest), &index) && index >= 0 &&
                 (size_t)index < scenario_all_tasks(session->scenario, NULL);
    return there ? checks_look(session, (size_t)index, arena) : NULL;
}

/* A part of the lesson as this learner reads it. */
static const struct value *ask_filled(struct session *session, const char *rest, struct arena *arena)
{
    return value_text(arena, scenario_fill(session->scenario, machine_world(session->machine), rest, arena));
}

static const struct value *ask_record(struct session *session, const char *rest, struct arena *arena)
{
    (void)rest;
    return checks_record(session, arena);
}

static const struct value *ask_starting(struct session *session, const char *rest, struct arena *arena)
{
    (void)rest;
    return control_starting(machine_world(session->machine), arena);
}

static const struct value *ask_complete(struct session *session, const char *rest, struct arena *arena)
{
    return complete_line(session, rest, arena);
}

static const struct value *ask_history(struct session *session, const char *rest, struct arena *arena)
{
    struct value *list = value_array(arena);
    (void)rest;
    for (size_t i = 1; i <= session->point; i++)
        value_append(arena, list, value_text(arena, session->points[i].line));
    return list;
}

static const struct value *ask_mesh(struct session *session, const char *rest, struct arena *arena)
{
    (void)rest;
    return picture_value(session, arena);
}

static const struct value *ask_timeline(struct session *session, const char *rest, struct arena *arena)
{
    (void)rest;
    return timeline_value(session, arena);
}

static const struct value *ask_requests(struct session *session, const char *rest, struct arena *arena)
{
    (void)rest;
    return checks_evidence(session, machine_world(session->machine), arena).sent;
}

/* Given once. */
static const struct value *ask_suggestion(struct session *session, const char *rest, struct arena *arena)
{
    const struct value *text = session->suggestion ? value_text(arena, session->suggestion) : NULL;
    (void)rest;
    memory_free(session->suggestion);
    session->suggestion = NULL;
    session->takes_suggestions = true;
    return text;
}

static const struct value *ask_moving(struct session *session, const char *rest, struct arena *arena)
{
    (void)rest;
    return session->moving_on && session->next ? value_text(arena, session->next) : NULL;
}

static const struct value *ask_changed(struct session *session, const char *rest, struct arena *arena)
{
    (void)rest;
    return value_text(arena, history_changed(session, arena));
}

static const struct value *ask_jobs(struct session *session, const char *rest, struct arena *arena)
{
    return machine_jobs(session->machine, rest, arena);
}

static const struct value *ask_typed(struct session *session, const char *rest, struct arena *arena)
{
    const char *line = machine_last_typed(session->machine, rest);
    return line ? value_text(arena, line) : NULL;
}

static const struct value *ask_census(struct session *session, const char *rest, struct arena *arena)
{
    return machine_census(session->machine, rest, arena);
}

static const struct value *ask_world(struct session *session, const char *rest, struct arena *arena)
{
    static const char *const roots[] = {"applied", "programmed", "files",   "shell", "logs",
                                        "traces",  "counters",   "pending", "notes"};
    (void)arena;
    for (int i = 0; i < WORLD_ROOTS; i++) {
        size_t length = strlen(roots[i]);
        if (strncmp(rest, roots[i], length) == 0 && rest[length] == '/')
            return world_get(machine_world(session->machine), (enum world_root)i, rest + length + 1);
    }
    return NULL;
}

static const struct value *ask_hash(struct session *session, const char *rest, struct arena *arena)
{
    (void)rest;
    return hash_value(arena, machine_hash(session->machine));
}

static const struct value *ask_journal(struct session *session, const char *rest, struct arena *arena)
{
    (void)rest;
    return journal_value(session, arena);
}

static const struct value *ask_facts(struct session *session, const char *rest, struct arena *arena)
{
    (void)rest;
    return journal_facts(session, arena);
}

static const struct {
    const char *name;
    const struct value *(*ask)(struct session *session, const char *rest, struct arena *arena);
} questions[] = {
    {"tasks", ask_tasks}, {"starting", ask_starting}, {"complete", ask_complete}, {"history", ask_history},
    {"world", ask_world}, {"hash", ask_hash},         {"journal", ask_journal},   {"facts", ask_facts},     {"jobs", ask_jobs},
    {"typed", ask_typed}, {"census", ask_census},     {"record", ask_record},
    {"mesh", ask_mesh},   {"timeline", ask_timeline}, {"requests", ask_requests},
    {"filled", ask_filled},
    {"suggestion", ask_suggestion}, {"moving", ask_moving},
    {"task", ask_task}, {"look", ask_look}, {"changed", ask_changed},
    {"files", files_value}, {"file", files_text}, {"problem", files_problem},
    {"validate", validate_value}, {"what-if", forecast_value}, {"fields", fields_value},
    {"request", request_value},
};

const struct value *session_ask(struct session *session, const char *path, struct arena *arena)
{
    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++) {
        size_t length = strlen(questions[i].name);
        if (strncmp(path, questions[i].name, length) == 0 &&
            (!path[length] || path[length] == '/' || path[length] == ' '))
            return questions[i].ask(session, path[length] ? path + length + 1 : "", arena);
    }
    return NULL;
}
