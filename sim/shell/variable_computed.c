/* Variables that the shell computes when they are read (bash's manual, "Bash Variables"). What is assigned to
 * one is kept as the variable's text, in the form that reading it wants. */
#include "shell/evaluate.h"

static long long seconds_now(struct process *process)
{
    return (long long)(process_now(process).nanoseconds / 1000000000);
}

static const char *number(struct process *process, long long value)
{
    return arena_format(process->arena, "%lld", value);
}

static const char *read_line(struct process *process, const char *kept)
{
    (void)kept;
    return number(process, process->shell->line);
}

static const char *read_directory(struct process *process, const char *kept)
{
    (void)kept;
    return process->shell->directory;
}

static const char *read_process(struct process *process, const char *kept)
{
    (void)kept;
    return number(process, process->id);
}

static const char *read_subshell(struct process *process, const char *kept)
{
    (void)kept;
    return number(process, process->shell->subshells);
}

static const char *read_command(struct process *process, const char *kept)
{
    (void)kept;
    return process->shell->running ? print_command(process->arena, process->shell->running) : NULL;
}

static const char *read_epoch(struct process *process, const char *kept)
{
    (void)kept;
    return number(process, seconds_now(process));
}

static const char *read_epoch_exactly(struct process *process, const char *kept)
{
    (void)kept;
    return arena_format(process->arena, "%lld.%06lld", seconds_now(process),
                        (long long)(process_now(process).nanoseconds / 1000 % 1000000));
}

/* SECONDS keeps the instant that counts as its zero. */
static const char *read_seconds(struct process *process, const char *kept)
{
    int64_t zero = 0;
    return number(process, kept && slice_to_integer(slice_of(kept), &zero) ? seconds_now(process) - zero
                                                                           : seconds_now(process) % 100000);
}

static const char *keep_seconds(struct process *process, const char *text)
{
    int64_t given = 0;
    slice_to_integer(slice_of(text), &given);
    return number(process, seconds_now(process) - given);
}

/* Park and Miller's generator, as bash seeds and shortens it; RANDOM keeps its state. */
static const char *read_random(struct process *process, const char *kept)
{
    int64_t state = 0;
    if (!kept || !slice_to_integer(slice_of(kept), &state)) {
        struct draft *draft = process_begin(process);
        unsigned drawn = (unsigned)(draft_random(draft) % 32768);
        process_commit(process);
        return number(process, drawn);
    }
    int64_t before = state ? state : 123459876;
    state = before * 16807 % 2147483647;
    variable_set_plainly(process->shell, "RANDOM", number(process, state));
    return number(process, ((state >> 16) ^ (state & 65535)) & 32767);
}

static const char *read_any(struct process *process, const char *kept)
{
    (void)kept;
    struct draft *draft = process_begin(process);
    uint32_t drawn = (uint32_t)draft_random(draft);
    process_commit(process);
    return number(process, drawn);
}

static const char *keep_random(struct process *process, const char *text)
{
    int64_t seed = 0;
    slice_to_integer(slice_of(text), &seed);
    return number(process, (long long)((uint64_t)seed & 0xffffffff));
}

static const char *joined(struct process *process, struct buffer *names)
{
    const char *text =
        arena_copy(process->arena, slice_part(buffer_slice(names), 0, names->length - (names->length > 0)));
    buffer_release(names);
    return text;
}

static const char *read_options(struct process *process, const char *kept)
{
    struct buffer names = {0};
    (void)kept;
    for (int i = 0; i < OPTION_COUNT; i++)
        if (process->shell->options & option_rows[i].option)
            buffer_format(&names, "%s:", option_rows[i].name);
    return joined(process, &names);
}

static const char *read_shopts(struct process *process, const char *kept)
{
    struct buffer names = {0};
    (void)kept;
    for (int i = 0; i < SHOPT_COUNT; i++)
        if (shell_has(process->shell, (enum shopt)i))
            buffer_format(&names, "%s:", shopt_names[i]);
    return joined(process, &names);
}

/* --- arrays --- */

static void put(struct process *process, struct value *elements, const char *text)
{
    value_put_text(process->arena, elements, array_key(process->arena, (int64_t)value_count(elements)), text);
}

/* One member of each call around this command, and [last] for the script itself. */
static const struct value *list_calls(struct process *process, size_t member, const char *last)
{
    const struct shell *shell = process->shell;
    struct value *elements = value_object(process->arena);
    for (size_t i = 0; i < value_count(shell->calls); i++)
        put(process, elements, value_string_of(value_at(value_at(shell->calls, i), member)));
    if (last)
        put(process, elements, last);
    return elements;
}

static bool runs_script(const struct shell *shell)
{
    return !shell->command_text && shell->zero[0] != '-';
}

static const struct value *read_function_names(struct process *process)
{
    const struct shell *shell = process->shell;
    bool inside = shell->functions_depth > 0 && value_count(shell->calls) > 0;
    return inside ? list_calls(process, CALL_NAME, runs_script(shell) ? "main" : NULL) : NULL;
}

static const struct value *read_sources(struct process *process)
{
    return list_calls(process, CALL_SOURCE, runs_script(process->shell) ? process->shell->zero : NULL);
}

static const struct value *read_call_lines(struct process *process)
{
    return list_calls(process, CALL_LINE, runs_script(process->shell) ? "0" : NULL);
}

static const struct value *read_pipe_statuses(struct process *process)
{
    const struct shell *shell = process->shell;
    struct value *elements = value_object(process->arena);
    for (size_t i = 0; i < value_count(shell->pipe_statuses); i++)
        put(process, elements, value_string_of(value_at(shell->pipe_statuses, i)));
    return elements;
}

static const struct value *read_directories(struct process *process)
{
    struct value *elements = value_object(process->arena);
    put(process, elements, process->shell->directory);
    for (size_t i = 0; i < value_count(process->shell->directories); i++)
        put(process, elements, value_string_of(value_at(process->shell->directories, i)));
    return elements;
}

static const struct {
    const char *name;
    const char *(*read)(struct process *process, const char *kept);
    const char *(*keep)(struct process *process, const char *text); /* NULL: as it is */
    const struct value *(*elements)(struct process *process);       /* of an array */
} computed[] = {
    {"BASHOPTS", read_shopts, NULL, NULL},
    {"BASHPID", read_process, NULL, NULL},
    {"BASH_COMMAND", read_command, NULL, NULL},
    {"BASH_LINENO", NULL, NULL, read_call_lines},
    {"BASH_SOURCE", NULL, NULL, read_sources},
    {"BASH_SUBSHELL", read_subshell, NULL, NULL},
    {"DIRSTACK", NULL, NULL, read_directories},
    {"EPOCHREALTIME", read_epoch_exactly, NULL, NULL},
    {"EPOCHSECONDS", read_epoch, NULL, NULL},
    {"FUNCNAME", NULL, NULL, read_function_names},
    {"LINENO", read_line, NULL, NULL},
    {"PIPESTATUS", NULL, NULL, read_pipe_statuses},
    {"PWD", read_directory, NULL, NULL},
    {"RANDOM", read_random, keep_random, NULL},
    {"SECONDS", read_seconds, keep_seconds, NULL},
    {"SHELLOPTS", read_options, NULL, NULL},
    {"SRANDOM", read_any, NULL, NULL},
};
enum { COMPUTED = sizeof computed / sizeof *computed };

/* Nearly every name is none of them, and is read often. */
static int find(const char *name)
{
    if (*name < 'B' || *name > 'S')
        return COMPUTED;
    int index = 0;
    while (index < COMPUTED && !text_equal(computed[index].name, name))
        index++;
    return index;
}

const char *computed_text(struct process *process, const char *name)
{
    int index = find(name);
    if (index == COMPUTED)
        return NULL;
    if (computed[index].elements) {
        const struct value *elements = computed[index].elements(process);
        return value_count(elements) ? value_string_of(value_member_at(elements, 0)) : NULL;
    }
    return computed[index].read(process, variable_text(process->shell, name));
}

const struct value *computed_elements(struct process *process, const char *name)
{
    int index = find(name);
    return index < COMPUTED && computed[index].elements ? computed[index].elements(process) : NULL;
}

const char *computed_kept(struct process *process, const char *name, const char *text)
{
    int index = find(name);
    return index < COMPUTED && computed[index].keep ? computed[index].keep(process, text) : text;
}
