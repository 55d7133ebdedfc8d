/* Programs that Instruqt puts on its machines for scripts: fail-message, set-status, set-workdir, agent. What
 * they say is kept where its folder is: the first message of a check, the variables of the sandbox. */
#include "shell/shell.h"

#define FOLDER "/opt/instruqt"
#define MESSAGE FOLDER "/fail-message"

static bool exists(struct process *process, const char *path)
{
    const char *problem;
    return process_file(process, path, &problem) != NULL;
}

static const char *joined(struct process *process, int count, char *const *words)
{
    const char *text = "";
    for (int i = 0; i < count; i++)
        text = arena_format(process->arena, "%s%s%s", text, i ? " " : "", words[i]);
    return text;
}

static int write_or_complain(struct process *process, const char *program, const char *path, const char *text)
{
    const char *problem = process_write_file(process, path, slice_of(text));
    if (problem)
        process_complain(process, "%s: %s: %s\n", program, path, problem);
    return problem != NULL;
}

/* The first message of a check is the one that the learner sees; the script goes on. */
static int run_fail_message(struct process *process, int count, char *const *words)
{
    if (count < 2) {
        process_complain(process, "Usage: fail-message MESSAGE\n");
        return 1;
    }
    const char *text = joined(process, count - 1, words + 1);
    return exists(process, MESSAGE) ? 0 : write_or_complain(process, words[0], MESSAGE, text);
}

/* What the platform shows while a machine is prepared. */
static int run_set_status(struct process *process, int count, char *const *words)
{
    if (count < 2) {
        process_complain(process, "Usage: set-status MESSAGE\n");
        return 1;
    }
    return write_or_complain(process, words[0], FOLDER "/status", joined(process, count - 1, words + 1));
}

/* Where the learner's terminals begin: a setting, so the folder may come later (scenario/host.c looks again). */
static int run_set_workdir(struct process *process, int count, char *const *words)
{
    if (count != 2) {
        process_complain(process, "Usage: set-workdir DIRECTORY\n");
        return 1;
    }
    const char *directory = process_path(process, words[1]);
    if (!process_is_directory(process, words[1]))
        return write_or_complain(process, words[0], FOLDER "/workdir", directory);
    struct shell *shell = shell_load(process_world(process), "1", NULL);
    struct draft *draft = process_begin(process);
    shell_set_directory(shell, directory);
    shell_set_variable(shell, "PWD", directory, true);
    shell_save(shell, draft, "1");
    shell_free(shell);
    process_commit(process);
    return write_or_complain(process, words[0], FOLDER "/workdir", directory);
}

static const char *variable_path(struct process *process, const char *name)
{
    for (const char *c = name; *c; c++)
        if (!ascii_is_letter(*c) && !ascii_is_digit(*c) && *c != '_' && *c != '-' && *c != '.')
            return NULL;
    return *name && *name != '.' ? arena_format(process->arena, FOLDER "/variables/%s", name) : NULL;
}

static int run_agent(struct process *process, int count, char *const *words)
{
    bool set = count == 5 && text_equal(words[2], "set"), get = count == 4 && text_equal(words[2], "get");
    if (count < 2 || !text_equal(words[1], "variable") || (!set && !get)) {
        process_complain(process, "Usage:\n  agent variable set KEY VALUE\n  agent variable get KEY\n");
        return 1;
    }
    const char *path = variable_path(process, words[3]), *problem = "not a name";
    if (!path) {
        process_complain(process, "Error: variable '%s': %s\n", words[3], problem);
        return 1;
    }
    if (set) {
        process_make_directory(process, FOLDER "/variables");
        return write_or_complain(process, words[0], path, words[4]);
    }
    const struct value *file = process_file(process, path, &problem);
    if (!file) {
        process_complain(process, "Error: variable '%s' is not set\n", words[3]);
        return 1;
    }
    struct slice data = file_data(file);
    process_print(process, "%.*s\n", (int)data.length, data.data);
    return 0;
}

const struct program agent_program = {.name = "agent",
                                      .usage = "agent variable set|get KEY [VALUE]",
                                      .help = "Keep a variable of the sandbox",
                                      .installed = FOLDER,
                                      .run = run_agent};
const struct program fail_message_program = {.name = "fail-message",
                                             .usage = "fail-message MESSAGE",
                                             .help = "Say why a check is not passed",
                                             .installed = FOLDER,
                                             .run = run_fail_message};
const struct program set_status_program = {.name = "set-status",
                                           .usage = "set-status MESSAGE",
                                           .help = "Say what a set-up is doing",
                                           .installed = FOLDER,
                                           .run = run_set_status};
const struct program set_workdir_program = {.name = "set-workdir",
                                            .usage = "set-workdir DIRECTORY",
                                            .help = "Say where terminals begin",
                                            .installed = FOLDER,
                                            .run = run_set_workdir};
