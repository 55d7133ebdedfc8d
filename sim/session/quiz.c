/* lab answer: a quiz's answer becomes a note of the world, which its check reads. */
#include "base/buffer.h"
#include "session/record.h"

void quiz_print(struct session *session, struct process *process, size_t index)
{
    const struct task *tasks;
    scenario_tasks(session->scenario, &tasks);
    const struct quiz *quiz = tasks[index].quiz;
    if (!quiz)
        return;
    const struct world *world = process_hold(process);
    if (quiz->question[0])
        read_wrapped(process, "       ",
                     scenario_fill(session->scenario, world, quiz->question, process->arena));
    for (size_t i = 0; i < quiz->answer_count; i++)
        process_print(process, "       %zu) %s\n", i + 1,
                      scenario_fill(session->scenario, world, quiz->answers[i], process->arena));
    bool several = (quiz->solution & (quiz->solution - 1)) != 0;
    process_print(process, "       lab answer %zu %s\n", index + 1,
                  !quiz->answer_count ? "TEXT"
                  : several           ? "NUMBER,NUMBER"
                                      : "NUMBER");
}

/* The task that a word names by its number or its id; the count of tasks when none is. */
static size_t find_task(const struct task *tasks, size_t count, const char *word)
{
    int64_t number;
    if (slice_to_integer(slice_of(word), &number))
        return number >= 1 && (size_t)number <= count ? (size_t)number - 1 : count;
    for (size_t i = 0; i < count; i++)
        if (text_equal(tasks[i].id, word))
            return i;
    return count;
}

int quiz_answer(struct session *session, struct process *process, int count, char *const *words)
{
    const struct task *tasks;
    size_t total = scenario_tasks(session->scenario, &tasks);
    size_t task = count > 0 ? find_task(tasks, total, words[0]) : total;
    if (task == total) {
        process_complain(process,
                         "lab: which task? lab answer TASK ANSWER, with the task's number or its name\n");
        return 2;
    }
    struct buffer text = {0};
    for (int i = 1; i < count; i++)
        buffer_format(&text, "%s%s", i > 1 ? " " : "", words[i]);
    struct slice answer = {arena_copy(process->arena, buffer_slice(&text)), text.length}, note = {0};
    buffer_release(&text);
    const char *problem = "it cannot be answered so";
    const char *key = scenario_answer(session->scenario, task, answer, process->arena, &note, &problem);
    if (!key) {
        process_complain(process, "lab: task %zu: %s\n", task + 1, problem);
        return 2;
    }
    struct draft *draft = process_begin(process);
    draft_set(draft, WORLD_NOTES, key, value_string(process->arena, note));
    process_commit(process);
    process_print(process, "Your answer to task %zu: %.*s\n", task + 1, (int)note.length, note.data);
    struct check_result result = checks_now(session, task, process->arena);
    if (result.verdict == VERDICT_DONE)
        process_print(process, "That is right.\n");
    else
        process_print(process, "Not yet: %s\n", result.message);
    return 0;
}
