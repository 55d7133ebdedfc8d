/* A challenge is proved: see workshop.h. */
#include "workshop/trial.h"

#include "base/check.h"

struct proof {
    struct arena *arena;
    const struct scenario *scenario;
    const struct task *tasks;
    size_t count;
    struct session *session;
    bool *early, *solved; /* of each task, in this sitting: its check passed at the start; after its solution */
    const char *when;
    uint64_t seed;
    const struct trial_row **end; /* where the next row goes */
};

static void add_row(struct proof *proof, enum phase phase, enum outcome outcome, const char *task,
                    struct duration lasted, const char *message)
{
    struct trial_row *row = arena_allocate(proof->arena, sizeof *row);
    *row = (struct trial_row){.phase = phase,
                              .outcome = outcome,
                              .task = task ? arena_text(proof->arena, task) : NULL,
                              .message = message,
                              .when = proof->when,
                              .seed = proof->seed,
                              .lasted = lasted};
    *proof->end = row;
    proof->end = &row->next;
}

bool trial_check(struct session *session, size_t task, struct arena *arena, const char **verdict,
                 const char **message)
{
    const struct value *row = session_ask(session, arena_format(arena, "task/%zu", task), arena);
    *verdict = value_find_text(row, "verdict");
    *message = value_find_text(row, "message");
    return text_equal(*verdict, "done");
}

/* A check is asked; [wanted] is what it should say, [otherwise] what is wrong when it does not. */
static bool expect(struct proof *proof, enum phase phase, size_t task, bool wanted, const char *otherwise)
{
    const char *verdict, *message, *id = proof->tasks[task].id;
    bool done = trial_check(proof->session, task, proof->arena, &verdict, &message);
    bool broken = text_equal(verdict, "author's error");
    if (done == wanted && !broken)
        add_row(proof, phase, OUTCOME_OK, id, SECONDS(0), "");
    else if (done)
        add_row(proof, phase, OUTCOME_FAIL, id, SECONDS(0), otherwise);
    else
        add_row(
            proof, phase, OUTCOME_FAIL, id, SECONDS(0),
            arena_format(proof->arena, "%s: %s\n%s", broken ? "its code fails" : otherwise, verdict, message));
    return done == wanted && !broken;
}

static const char *last_line(struct arena *arena, struct slice shown)
{
    struct slice line, last = {0};
    while (slice_next(&shown, '\n', &line))
        if (slice_trim(line).length)
            last = slice_trim(line);
    return arena_copy(arena, last);
}

static void solve(struct proof *proof, size_t index)
{
    const struct task *task = &proof->tasks[index];
    struct buffer shown = {0};
    struct instant began = session_now(proof->session);
    int status = drive_script(proof->session, slice_of(task->solve), NULL, &shown);
    struct duration lasted = instant_since(session_now(proof->session), began);
    const char *last = last_line(proof->arena, buffer_slice(&shown));
    buffer_release(&shown);
    add_row(proof, PHASE_SOLVE, OUTCOME_OK, task->id, lasted, "");
    const char *ended = "after its solution it is not done";
    if (status)
        ended = arena_format(proof->arena,
                             "after its solution, whose last command ended with status %d (%s), it is not done",
                             status, last);
    proof->solved[index] = expect(proof, PHASE_SOLVED, index, true, ended);
}

static void prove_task(struct proof *proof, size_t index)
{
    const struct task *task = &proof->tasks[index];
    if (!task->solve) {
        bool needed = !task->optional && !task->hidden;
        add_row(proof, PHASE_SOLVE, needed ? OUTCOME_FAIL : OUTCOME_SKIPPED, task->id, SECONDS(0),
                needed ? "the task has no solution" : "");
        proof->solved[index] = task->hidden; /* the solutions of others are to be enough for it */
        return;
    }
    if (!task->optional && !proof->early[index])
        expect(proof, PHASE_UNSOLVED, index, false,
               "the solutions of other tasks are enough: it is done before its own");
    solve(proof, index);
}

/* Required tasks first, for an optional one may change the rules. */
static void prove_tasks(struct proof *proof)
{
    proof->when = "at the start";
    for (size_t i = 0; i < proof->count; i++)
        proof->early[i] = !expect(proof, PHASE_UNSOLVED, i, false, "it is done before anything was");
    proof->when = "";
    for (size_t i = 0; i < proof->count; i++)
        if (!proof->tasks[i].optional)
            prove_task(proof, i);
    proof->when = "in the end";
    for (size_t i = 0; i < proof->count; i++)
        if (!proof->tasks[i].optional && proof->solved[i])
            expect(proof, PHASE_SOLVED, i, true, "when all tasks are solved, it is not done any more");
    proof->when = "";
    for (size_t i = 0; i < proof->count; i++)
        if (proof->tasks[i].optional)
            prove_task(proof, i);
}

static void clean_up(struct proof *proof)
{
    const char *script = scenario_cleanup(proof->scenario);
    if (!script)
        return;
    struct buffer shown = {0};
    struct instant began = session_now(proof->session);
    int status = drive_script(proof->session, slice_of(script), NULL, &shown);
    const char *message = status ? arena_format(proof->arena, "its last command ended with status %d: %s",
                                                status, last_line(proof->arena, buffer_slice(&shown)))
                                 : "";
    buffer_release(&shown);
    add_row(proof, PHASE_CLEANUP, status ? OUTCOME_FAIL : OUTCOME_OK, NULL,
            instant_since(session_now(proof->session), began), message);
}

static void prove(struct proof *proof, struct instant start)
{
    const char *problem = NULL;
    struct world *world = scenario_start(proof->scenario, start, proof->seed, &problem);
    if (!world) {
        add_row(proof, PHASE_SETUP, OUTCOME_FAIL, NULL, SECONDS(0), arena_text(proof->arena, problem));
        memory_free((void *)(uintptr_t)problem);
        return;
    }
    add_row(proof, PHASE_SETUP, OUTCOME_OK, NULL, SECONDS(0), "");
    proof->session = session_new(proof->scenario, start, proof->seed, &problem);
    const char *doubt = scenario_doubt(world);
    add_row(proof, PHASE_START, OUTCOME_OK, NULL, SECONDS(0), doubt ? arena_text(proof->arena, doubt) : "");
    proof->early = arena_allocate(proof->arena, (proof->count + 1) * sizeof *proof->early);
    proof->solved = arena_allocate(proof->arena, (proof->count + 1) * sizeof *proof->solved);
    prove_tasks(proof);
    clean_up(proof);
    world_unref(world);
}

static struct trial *trial_begin(struct arena *arena, const char *slug)
{
    struct trial *trial = arena_allocate(arena, sizeof *trial);
    trial->slug = trial->title = arena_text(arena, slug);
    trial->id = "-";
    return trial;
}

struct trial *trial_run(struct arena *arena, const struct scenario *scenario, const struct trial_order *order)
{
    struct trial *trial = trial_begin(arena, scenario_slug(scenario));
    const char *id = value_find_text(scenario_front(scenario), "id");
    trial->id = *id ? arena_text(arena, id) : "-";
    trial->title = arena_text(arena, scenario_title(scenario));
    trial->seeds = order->seeds;
    struct proof proof = {.arena = arena, .scenario = scenario, .end = &trial->rows, .when = ""};
    trial->tasks = proof.count = scenario_all_tasks(scenario, &proof.tasks);
    for (size_t i = 0; i < order->seeds; i++) {
        proof.seed = order->seed + i;
        prove(&proof, order->start);
        if (!proof.session)
            return trial;
        if (i == 0)
            trial->lasted = instant_since(session_now(proof.session), order->start);
        session_free(proof.session);
        proof.session = NULL;
    }
    if (trial_passed(trial)) /* what is not right itself tells nothing about what is wrong */
        trial->mutants = mutants_run(arena, scenario, order);
    return trial;
}

struct trial *trial_broken(struct arena *arena, const char *slug, const char *problem)
{
    struct trial *trial = trial_begin(arena, slug);
    struct proof proof = {.arena = arena, .end = &trial->rows, .seed = 1, .when = ""};
    add_row(&proof, PHASE_SETUP, OUTCOME_FAIL, NULL, SECONDS(0), arena_text(arena, problem));
    trial->seeds = 1;
    return trial;
}

static enum outcome of_mutants(const struct trial *trial)
{
    enum outcome outcome = OUTCOME_SKIPPED;
    for (const struct mutant_row *row = trial->mutants; row; row = row->next) {
        if (row->named && row->fate == MUTANT_MISSED)
            return OUTCOME_FAIL;
        outcome = OUTCOME_OK;
    }
    return outcome;
}

enum outcome trial_phase(const struct trial *trial, enum phase phase)
{
    enum outcome outcome = OUTCOME_SKIPPED;
    if (phase == PHASE_MUTANTS)
        return of_mutants(trial);
    for (const struct trial_row *row = trial->rows; row; row = row->next)
        if (row->phase == phase && row->outcome > outcome)
            outcome = row->outcome;
    return outcome;
}

bool trial_passed(const struct trial *trial)
{
    for (enum phase phase = 0; phase < PHASES; phase++)
        if (trial_phase(trial, phase) == OUTCOME_FAIL)
            return false;
    return true;
}
