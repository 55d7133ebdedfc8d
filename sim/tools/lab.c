/* lab and its short forms: they reach the sitting through the host; on a fork there is none. */
#include "data/value.h"
#include "shell/completion.h"
#include "shell/process.h"

static int run(struct process *process, int count, char *const *words)
{
    int status = process_lab(process, count, words);
    if (status < 0)
        process_complain(process, "%s: there is no sitting here\n", words[0]);
    return status < 0 ? 1 : status;
}

static void complete(struct completion *completion)
{
    static const char *const verbs[] = {"answer", "block", "check", "edit",  "goto",   "help",     "hint",   "mesh",
                                        "next",   "read",  "redo",  "reset", "run",    "skip",     "solution", "status", "submit",
                                        "tasks",  "time",  "timeline", "trace", "undo", "why"};
    for (size_t i = 0; completion->count == 2 && i < sizeof verbs / sizeof *verbs; i++)
        completion_offer(completion, verbs[i]);
}

const struct program lab_program = {
    .name = "lab",
    .of_lab = true,
    .directory = "/usr/local/bin",
    .usage = "lab [COMMAND]",
    .help = "tasks, checks, hints, explanations, undo",
    .run = run,
    .complete = complete,
};
const struct program check_program = {
    .name = "check",
    .of_lab = true,
    .directory = "/usr/local/bin",
    .usage = "check",
    .help = "what is done (lab check)",
    .run = run,
};
const struct program hint_program = {
    .name = "hint",
    .of_lab = true,
    .directory = "/usr/local/bin",
    .usage = "hint [TASK]",
    .help = "the next step (lab hint)",
    .run = run,
};
const struct program why_program = {
    .name = "why",
    .of_lab = true,
    .directory = "/usr/local/bin",
    .usage = "why [N]",
    .help = "explain the last request (lab why)",
    .run = run,
};
const struct program undo_program = {
    .name = "undo",
    .of_lab = true,
    .directory = "/usr/local/bin",
    .usage = "undo [N]",
    .help = "take back commands (lab undo)",
    .run = run,
};
const struct program redo_program = {
    .name = "redo",
    .of_lab = true,
    .directory = "/usr/local/bin",
    .usage = "redo [N]",
    .help = "do undone commands again (lab redo)",
    .run = run,
};
const struct program tasks_program = {
    .name = "tasks",
    .of_lab = true,
    .directory = "/usr/local/bin",
    .usage = "tasks",
    .help = "what there is to do (lab tasks)",
    .run = run,
};
const struct program mesh_program = {
    .name = "mesh",
    .of_lab = true,
    .directory = "/usr/local/bin",
    .usage = "mesh",
    .help = "what is in the mesh, and who calls whom (lab mesh)",
    .run = run,
};
const struct program trace_program = {
    .name = "trace",
    .of_lab = true,
    .directory = "/usr/local/bin",
    .usage = "trace",
    .help = "the last requests, and who decided them (lab trace)",
    .run = run,
};
