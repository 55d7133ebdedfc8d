/* bash and sh: a fresh shell in the process that runs them. */
#include <string.h>

#include "shell/evaluate.h"
#include "tools/bash_words.h"

/* Complete commands off the front of what was typed, run one by one. */
static void run_typed(struct process *process, struct buffer *typed, const char *name, bool final)
{
    size_t length;
    while (!shell_exiting(process->shell) &&
           (length = shell_command_length(buffer_slice(typed), final && typed->length)) > 0) {
        const char *command = arena_copy(process->arena, slice_part(buffer_slice(typed), 0, length));
        buffer_drop_front(typed, length);
        shell_run(process, slice_of(command), name);
    }
}

/* At a terminal: a prompt, a line, its command, until `exit` or the end of input. On the learner's machine bash
 * prompts and complains as the login shell does; a container's shell is its image's. */
static int run_interactive(struct process *process, const char *name)
{
    bool bash = !process->pod && text_equal(name, "bash");
    struct buffer typed = {0};
    struct slice line = {0};
    const char *prompt = shell_variable(process->shell, "PS1");
    process_own(process, (void (*)(void *))buffer_release, &typed);
    process->shell->prompts = true;
    process->shell->interactive = bash;
    traps_handle(process);
    while (!shell_exiting(process->shell)) {
        const char *first = prompt || bash ? shell_prompt(process->arena, process->shell)
                            : process->pod ? "$ "
                                           : "# ";
        process_write(process, STREAM_ERROR, slice_of(typed.length ? "> " : first));
        bool more = process_read_line(process, STREAM_IN, &line);
        if (process_interrupted(process)) { /* Ctrl-C gives up what was typed */
            buffer_clear(&typed);
            continue;
        }
        if (!more)
            break;
        buffer_add(&typed, line);
        run_typed(process, &typed, bash ? name : "sh", false);
        prompt = shell_variable(process->shell, "PS1");
    }
    run_typed(process, &typed, bash ? name : "sh", true);
    process_disown(process, &typed);
    buffer_release(&typed);
    return shell_status(process->shell);
}

static int run_bash(struct process *process, int count, char *const *words)
{
    struct bash_words read = bash_words(process, count, words);
    int first = read.first;
    if (read.status >= 0)
        return read.status;
    if (read.command) {
        if (first >= count) {
            process_complain(process, "%s: -c: option requires an argument\n", words[0]);
            return 2;
        }
        return run_command_text(process, words[first], words[0], &read.start, count - first - 1, words + first + 1);
    }
    if (first >= count && process_is_terminal(process, STREAM_IN))
        return run_interactive(process, words[0]);
    read.start.reads_input |= first >= count;
    if (read.start.reads_input)
        return run_script(process, process_read_all(process, STREAM_IN), words[0], &read.start, count - first,
                          words + first);
    const char *problem;
    const struct value *file = words[first][0] ? process_file(process, words[first], &problem) : NULL;
    if (!file) {
        problem = words[first][0] ? problem : "No such file or directory";
        bool directory = text_equal(problem, "Is a directory");
        process_complain(process, "%s: %s: %s\n", directory ? words[first] : words[0], words[first], problem);
        return directory ? 126 : 127;
    }
    struct slice text = file_data(file);
    if (memchr(text.data, 0, slice_find_byte(text, '\n'))) {
        process_complain(process, "%s: %s: cannot execute binary file\n", words[first], words[first]);
        return 126;
    }
    return run_script(process, text, words[first], &read.start, count - first - 1, words + first + 1);
}

const struct program bash_program = {
    .name = "bash",
    .usage = "bash [OPTION]... [-c TEXT | FILE] [ARGUMENT]...",
    .help = "run commands",
    .run = run_bash,
};
const struct program sh_program = {
    .name = "sh",
    .usage = "sh [OPTION]... [-c TEXT | FILE] [ARGUMENT]...",
    .help = "run commands",
    .run = run_bash,
};
