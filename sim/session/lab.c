/* The lab command: tasks, checks, hints, explanations and history, from inside the shell. */
#include <string.h>

#include "base/check.h"
#include "base/limits.h"
#include "session/record.h"

static struct session *session_of(void *context)
{
    return context;
}

/* A task that was done is done, whatever has become of it since. */
static bool is_done(const struct value *task)
{
    return value_truth(value_get(task, "recorded"));
}

static const char *say_verdict(struct arena *arena, const struct value *task)
{
    const char *verdict = value_find_text(task, "verdict");
    return is_done(task) && !text_equal(verdict, "done") ? arena_format(arena, "done; as things stand now: %s", verdict)
                                                         : verdict;
}

static void print_indented(struct process *process, const char *text)
{
    struct slice rest = slice_of(text), line;
    if (!rest.length)
        return;
    while (slice_next(&rest, '\n', &line)) {
        if (line.length)
            process_print(process, "      %.*s\n", (int)line.length, line.data);
    }
}

static int run_check(struct session *session, struct process *process, int count, char *const *words)
{
    const struct value *tasks = checks_tasks(session, process->arena);
    size_t required = 0, done = 0;
    int64_t only = 0;
    if (count > 0 &&
        (!slice_to_integer(slice_of(words[0]), &only) || only < 1 || (size_t)only > value_count(tasks))) {
        process_complain(process, "lab: which task? lab check, or lab check 1 to %zu\n", value_count(tasks));
        return 2;
    }
    if (value_count(tasks) == 0) {
        process_print(process, "This text has no checks.\n");
        return 0;
    }
    for (size_t i = 0; i < value_count(tasks); i++) {
        const struct value *task = value_at(tasks, i);
        bool optional = value_truth(value_get(task, "optional"));
        if (only && (size_t)only != i + 1)
            continue;
        required += !optional || only;
        done += (!optional || only) && is_done(task);
        process_print(process, "%s %zu. %s%s: %s\n", is_done(task) ? "[x]" : "[ ]", i + 1,
                      value_find_text(task, "title"), optional ? " (optional)" : "",
                      say_verdict(process->arena, task));
        print_indented(process, value_find_text(task, "message"));
    }
    if (only)
        return done == required ? 0 : 1;
    process_print(process, done == required ? "All %zu tasks are done.\n" : "%zu of %zu tasks are done.\n",
                  done, required);
    return done == required ? 0 : 1;
}

static int run_tasks(struct session *session, struct process *process, int count, char *const *words)
{
    const struct task *tasks;
    size_t total = scenario_tasks(session->scenario, &tasks);
    (void)count;
    (void)words;
    process_print(process, "%s\n", scenario_title(session->scenario));
    const struct world *world = process_hold(process);
    for (size_t i = 0; i < total; i++) {
        const char *title = scenario_fill(session->scenario, world, tasks[i].title, process->arena);
        process_print(process, "  %s%zu. %s%s\n", session->done[i] ? "[x] " : "", i + 1, title,
                      tasks[i].optional ? " (optional)" : "");
        quiz_print(session, process, i);
    }
    process_print(process,
                  "lab read: the lesson    lab check: what is done    lab hint: the next step    lab why: "
                  "explain a request\n"
                  "lab undo, lab redo, lab reset: go back, forward, to the start    lab help: all of it\n");
    return 0;
}

/* The first required task that is not done, else the first optional one; the count when all are. */
static size_t open_task(const struct value *tasks)
{
    for (int optional = 0; optional < 2; optional++) {
        for (size_t i = 0; i < value_count(tasks); i++) {
            const struct value *task = value_at(tasks, i);
            if (value_truth(value_get(task, "optional")) == (bool)optional && !is_done(task))
                return i;
        }
    }
    return value_count(tasks);
}

static struct hint hint_now(struct session *session, size_t task, bool named, struct arena *arena)
{
    struct world *world = world_ref(machine_world(session->machine));
    struct evidence evidence = checks_evidence(session, world, arena);
    struct hint hint = scenario_hint(session->scenario, task, named, world, &evidence, arena);
    world_unref(world);
    return hint;
}

/* How often this very hint has been asked for: the text, then its command with it, then the task's solution. */
static int hint_level(struct session *session, size_t task, const char *text)
{
    bool again = session->hint_task == task && text_equal(session->hint_text, text);
    session->hint_level = again ? session->hint_level + 1 : 0;
    session->hint_task = task;
    if (!again) {
        memory_free(session->hint_text);
        session->hint_text = memory_text(slice_of(text));
    }
    return session->hint_level;
}

/* The solution comes into the next prompt as well, for Enter. */
static void suggest(struct session *session, const char *solution)
{
    memory_free(session->suggestion);
    session->suggestion = memory_text(slice_of(solution));
}

static int run_hint(struct session *session, struct process *process, int count, char *const *words)
{
    const struct value *tasks = checks_tasks(session, process->arena);
    const struct task *rows;
    int64_t wanted = 0;
    size_t task = open_task(tasks);
    bool named = count > 0 && slice_to_integer(slice_of(words[0]), &wanted) && wanted > 0 &&
                 (size_t)wanted <= value_count(tasks);
    if (named)
        task = (size_t)wanted - 1;
    scenario_tasks(session->scenario, &rows);
    struct hint hint = hint_now(session, task, named, process->arena);
    if (task == value_count(tasks) && !hint.state) {
        process_print(process, "Everything is done. lab check shows it.\n");
        return 0;
    }
    if (hint.state)
        process_print(process, "As things stand:\n");
    else
        process_print(process, "Task %zu, %s:\n", task + 1, value_find_text(value_at(tasks, task), "title"));
    if (!hint.text) {
        process_print(process, "There is no hint for this state.\n");
        return 0;
    }
    int level = hint_level(session, task, hint.text);
    const char *solution = level > 1 && !hint.state ? rows[task].solve : NULL;
    const char *about = hint.state || task == value_count(tasks) ? "state" : rows[task].id;
    journal_fact(session, "hint", arena_format(process->arena, "%s %d", about, level + 1));
    if (solution) {
        bool prompt = session->takes_suggestions && process_is_terminal(process, STREAM_OUT);
        process_print(process, "%s\n", prompt ? "The solution is in your prompt; Enter runs it." : solution);
        suggest(session, solution);
        return 0;
    }
    read_wrapped(process, "", hint.text);
    if (hint.command && level > 0)
        process_print(process, "%s\n", hint.command);
    return 0;
}

static int run_solution(struct session *session, struct process *process, int count, char *const *words)
{
    const struct task *tasks;
    size_t total = scenario_tasks(session->scenario, &tasks);
    int64_t wanted = 0;
    if (count < 1) {
        const struct value *record = checks_record(session, process->arena);
        wanted = (int64_t)open_task(record) + 1;
    }
    if ((count > 0 && !slice_to_integer(slice_of(words[0]), &wanted)) || wanted < 1 || (size_t)wanted > total) {
        process_complain(process, "lab: which task? lab solution 1 to %zu\n", total);
        return 2;
    }
    const char *solve = tasks[wanted - 1].solve;
    if (solve)
        journal_fact(session, "solution", tasks[wanted - 1].id);
    bool prompt = solve && session->takes_suggestions && process_is_terminal(process, STREAM_OUT);
    process_print(process, "%s", prompt  ? "The solution is in your prompt; Enter runs it.\n"
                                 : solve ? solve
                                         : "This task has no written solution.\n");
    if (prompt)
        suggest(session, solve);
    return 0;
}

static int run_read(struct session *session, struct process *process, int count, char *const *words)
{
    int64_t task = 0;
    if (count > 0 && (!slice_to_integer(slice_of(words[0]), &task) || task < 1)) {
        process_complain(process, "lab: read takes the number of a task, or nothing\n");
        return 2;
    }
    read_lesson(session, process, task);
    return 0;
}

/* A block of the lesson, by its number; NULL: complained of. */
static const struct block *find_block(struct session *session, struct process *process, int count, char *const *words)
{
    int64_t number = 0, last = 1;
    const struct block *block = NULL;
    if (count > 0 && slice_to_integer(slice_of(words[0]), &number))
        block = scenario_block_numbered(session->scenario, number);
    while (!block && scenario_block_numbered(session->scenario, last))
        last++;
    if (!block)
        process_complain(process, last > 1 ? "lab: which block? a number, 1 to %lld; lab read has them\n"
                                           : "lab: the lesson has no block to run\n",
                         (long long)last - 1);
    return block;
}

static const char *block_text(struct session *session, struct process *process, const struct block *block)
{
    return scenario_fill(session->scenario, process_hold(process), block->text, process->arena);
}

static int run_block(struct session *session, struct process *process, int count, char *const *words)
{
    const struct block *block = find_block(session, process, count, words);
    if (block)
        process_print(process, "%s", block_text(session, process, block));
    return block ? 0 : 2;
}

/* At a prompt it stands there next, for Enter; elsewhere it is printed. */
static int run_edit(struct session *session, struct process *process, int count, char *const *words)
{
    const struct block *block = find_block(session, process, count, words);
    if (!block)
        return 2;
    const char *text = block_text(session, process, block);
    bool prompt = session->takes_suggestions && process_is_terminal(process, STREAM_OUT);
    process_print(process, "%s", prompt ? "It is in your prompt; Enter runs it.\n" : text); /* one write in each: it takes time */
    if (prompt)
        suggest(session, text);
    return 0;
}

/* A line that is nothing but this was replaced by the block before it came here (session_input). */
static int run_run(struct session *session, struct process *process, int count, char *const *words)
{
    if (!find_block(session, process, count, words))
        return 2;
    process_complain(process, "lab: run is a command of its own\n");
    return 2;
}

static int run_why(struct session *session, struct process *process, int count, char *const *words)
{
    const struct value *records = checks_evidence(session, process_hold(process), process->arena).sent;
    int64_t back = 1;
    if (count > 0 && (!slice_to_integer(slice_of(words[0]), &back) || back < 1)) {
        process_complain(process, "lab: why takes a number: 1 is the last request, 2 the one before\n");
        return 2;
    }
    if (value_count(records) < (size_t)back) {
        process_print(process, "No request has been sent yet.\n");
        return 1;
    }
    why_explain(process, value_at(records, value_count(records) - (size_t)back));
    return 0;
}

static int run_change(struct session *session, struct process *process, enum history_change change, int count,
                      char *const *words)
{
    int64_t steps = 1;
    if (count > 0 && (!slice_to_integer(slice_of(words[0]), &steps) || steps < 1)) {
        process_complain(process, "lab: how many commands? a number from 1\n");
        return 2;
    }
    return history_ask(session, process, change, (size_t)steps);
}

static int run_undo(struct session *session, struct process *process, int count, char *const *words)
{
    return run_change(session, process, CHANGE_UNDO, count, words);
}

static int run_redo(struct session *session, struct process *process, int count, char *const *words)
{
    return run_change(session, process, CHANGE_REDO, count, words);
}

static int run_reset(struct session *session, struct process *process, int count, char *const *words)
{
    (void)count;
    return run_change(session, process, CHANGE_RESET, 0, words);
}

/* The command of its own never comes here (face/prompt.h). */
static int run_submit(struct session *session, struct process *process, int count, char *const *words)
{
    (void)session;
    (void)count;
    (void)words;
    process_complain(process, "lab: submit is a command of its own, at the prompt; outside of the lab it is ambit submit\n");
    return 2;
}

static int run_help(struct session *session, struct process *process, int count, char *const *words);

static const struct {
    const char *name, *usage, *help;
    int (*run)(struct session *session, struct process *process, int count, char *const *words);
} verbs[] = {
    {"read", "lab read [TASK]", "the lesson, or what it says of one task", run_read},
    {"run", "lab run N", "run the lesson's block with that number", run_run},
    {"edit", "lab edit N", "put it into the prompt, to be changed first", run_edit},
    {"block", "lab block N", "print it", run_block},
    {"tasks", "lab tasks", "what there is to do", run_tasks},
    {"check", "lab check", "what is done, and what was observed", run_check},
    {"hint", "lab hint [TASK]", "the next step; again for more", run_hint},
    {"solution", "lab solution [TASK]", "the commands that solve a task, into the prompt", run_solution},
    {"skip", "lab skip [TASK]", "solve a task for you; it earns no points", lab_skip},
    {"goto", "lab goto TASK", "to where the tasks before this one are solved", lab_goto},
    {"answer", "lab answer TASK X", "answer a question: a number, numbers, or a text", quiz_answer},
    {"why", "lab why [N]", "explain the last request, or the Nth last, hop by hop", run_why},
    {"trace", "lab trace", "the last requests, and who decided them", lab_trace},
    {"mesh", "lab mesh", "what is in the mesh, and who calls whom", lab_mesh},
    {"timeline", "lab timeline", "what each command changed, and which requests it turned", lab_timeline},
    {"undo", "lab undo [N]", "take back the last command, or the last N", run_undo},
    {"redo", "lab redo [N]", "do again what was undone", run_redo},
    {"reset", "lab reset", "back to the start of the challenge", run_reset},
    {"status", "lab status", "tasks, points, and the help you took", lab_status},
    {"time", "lab time [LENGTH]", "the clock of the lab; let time pass (5m)", lab_time},
    {"next", "lab next", "on to the next challenge of the track", lab_next},
    {"submit", "lab submit [NAME]", "write what you did into a file, to hand it in", run_submit},
    {"help", "lab help", "this list", run_help},
};

static int run_help(struct session *session, struct process *process, int count, char *const *words)
{
    (void)session;
    (void)count;
    (void)words;
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
        process_print(process, "  %-18s %s\n", verbs[i].usage, verbs[i].help);
    process_print(process, "tasks, check, hint, why, mesh, trace, undo and redo also work without the word lab.\n");
    process_print(process, "Time is simulated: nobody waits here for sleep or kubectl wait, the clock jumps over it.\n");
    return 0;
}

static void stop_telling(void *context)
{
    session_of(context)->telling = false;
}

static int run_verb(struct session *session, struct process *process, int count, char *const *words)
{
    const char *verb = words[0];
    int skip = 1;
    if (text_equal(verb, "lab")) {
        verb = count > 1 ? words[1] : "tasks";
        skip = count > 1 ? 2 : 1;
    }
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
        if (text_equal(verbs[i].name, verb))
            return verbs[i].run(session, process, count - skip, words + skip);
    }
    process_complain(process, "lab: no such command: %s (lab help lists them)\n", verb);
    return 2;
}

int lab_run(void *context, struct process *process, int count, char *const *words)
{
    struct session *session = session_of(context);
    session->telling = true;
    process_own(process, stop_telling, session);
    int status = run_verb(session, process, count, words);
    process_disown(process, session);
    session->telling = false;
    return status;
}
