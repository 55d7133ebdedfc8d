#include "shell/state.h"

#include <string.h>

#include "base/check.h"
#include "base/limits.h"
#include "base/pool.h"
#include "shell/jobs.h"

void shell_replace_text(char **text, const char *with)
{
    char *old = *text;
    *text = memory_text(slice_of(with));
    memory_free(old);
}

/* --- texts that a shell shares with its copies --- */

struct shared {
    unsigned count;
    char text[];
};

static struct shared *shared_of(char *text)
{
    return (struct shared *)(text - offsetof(struct shared, text));
}

static char *share(char *text)
{
    shared_of(text)->count++;
    return text;
}

static void let_go(char *text)
{
    if (text && --shared_of(text)->count == 0)
        memory_free(shared_of(text));
}

static char *new_shared(const char *text)
{
    size_t length = strlen(text);
    struct shared *shared = memory_resize(NULL, sizeof *shared + length + 1);
    shared->count = 1;
    memcpy(shared->text, text, length + 1);
    return shared->text;
}

void shell_share_text(char **text, const char *with)
{
    char *old = *text;
    if (old && with && text_equal(old, with))
        return;
    *text = with ? new_shared(with) : NULL;
    let_go(old);
}

static const struct {
    const char *name, *text;
    unsigned flags;
} defaults[] = {
    {"BASH", "/bin/bash", 0},
    {"BASH_VERSION", "5.2.15(1)-release", 0},
    {"EUID", "0", VARIABLE_INTEGER | VARIABLE_READONLY},
    {"HOSTTYPE", "x86_64", 0},
    {"IFS", " \t\n", 0},
    {"MACHTYPE", "x86_64-pc-linux-gnu", 0},
    {"OPTERR", "1", 0},
    {"OPTIND", "1", 0},
    {"OSTYPE", "linux-gnu", 0},
    {"PPID", "1", VARIABLE_INTEGER | VARIABLE_READONLY},
    {"PS4", "+ ", 0},
    {"SHLVL", "1", VARIABLE_EXPORTED},
    {"UID", "0", VARIABLE_INTEGER | VARIABLE_READONLY},
};

void shell_set_defaults(struct shell *shell)
{
    static const char *const version[] = {"5", "2", "15", "1", "release", "x86_64-pc-linux-gnu"};
    struct arena arena = {0};
    for (size_t i = 0; i < sizeof defaults / sizeof *defaults; i++)
        variable_define(shell, defaults[i].name, defaults[i].flags, value_text(&arena, defaults[i].text));
    struct value *elements = value_object(&arena);
    for (size_t i = 0; i < sizeof version / sizeof *version; i++)
        value_put_text(&arena, elements, array_key(&arena, (int64_t)i), version[i]);
    variable_define(shell, "BASH_VERSINFO", VARIABLE_READONLY | VARIABLE_ARRAY, elements);
    arena_release(&arena);
}

struct shell *shell_blank(void)
{
    struct shell *shell = pool_take(sizeof *shell);
    const struct map empty = {&value_map_type, NULL};
    *shell = (struct shell){0};
    shell->variables = shell->functions = shell->aliases = shell->traps = shell->history =
        shell->inherited_traps = shell->disabled = shell->completions = empty;
    shell->mask = 022;
    shell->zero = new_shared("-bash");
    shell->source = share(shell->zero);
    shell->directory = new_shared("/root");
    shell->interactive = true;
    shell->options = options_fresh(true);
    shell->shopts = shopts_fresh(true);
    shell->substituted = -1;
    shell->history_next = 1;
    shell->line = 1;
    return shell;
}

struct shell *shell_like(struct map *model, void (*begin)(struct shell *shell))
{
    struct shell *shell = shell_blank();
    if (model && model->root) {
        map_ref(shell->variables = *model);
        return shell;
    }
    begin(shell);
    if (model)
        map_ref(*model = shell->variables);
    return shell;
}

struct shell *shell_new(struct shell_models *models)
{
    return shell_like(models ? &models->fresh : NULL, shell_set_defaults);
}

void shell_models_release(struct shell_models *models)
{
    map_unref(models->fresh);
    map_unref(models->login);
    *models = (struct shell_models){0};
}

void shell_set_plain(struct shell *shell)
{
    shell->plain = true;
    shell->options &= ~(unsigned)OPTION_BRACES;
}

struct shell *shell_copy(const struct shell *shell)
{
    struct shell *copy = pool_take(sizeof *copy);
    *copy = *shell;
    copy->kept = (struct shell_kept){0};
    map_ref(copy->variables);
    map_ref(copy->functions);
    map_ref(copy->aliases);
    map_ref(copy->traps);
    map_ref(copy->history);
    map_ref(copy->inherited_traps);
    map_ref(copy->disabled);
    map_ref(copy->completions);
    copy->directories = shell->directories ? value_ref(shell->directories) : NULL;
    copy->arguments = shell->arguments ? value_ref(shell->arguments) : NULL;
    copy->calls = shell->calls ? value_ref(shell->calls) : NULL;
    copy->pipe_statuses = shell->pipe_statuses ? value_ref(shell->pipe_statuses) : NULL;
    copy->running = NULL;
    copy->running_tree = NULL;
    share(copy->zero);
    share(copy->directory);
    share(copy->source);
    if (copy->last_word)
        share(copy->last_word);
    copy->saved = NULL;
    copy->saved_count = copy->saved_room = 0;
    copy->jobs = NULL;
    copy->options &= ~(unsigned)OPTION_MONITOR;
    copy->command = NULL;
    copy->scratch = (struct arena){0};
    return copy;
}

void shell_free(struct shell *shell)
{
    if (!shell)
        return;
    variable_restore(shell, -1);
    shell_forget_kept(shell);
    map_unref(shell->variables);
    map_unref(shell->functions);
    map_unref(shell->aliases);
    map_unref(shell->traps);
    map_unref(shell->history);
    map_unref(shell->inherited_traps);
    map_unref(shell->disabled);
    map_unref(shell->completions);
    value_unref(shell->directories);
    value_unref(shell->arguments);
    value_unref(shell->calls);
    value_unref(shell->pipe_statuses);
    jobs_free(shell->jobs);
    memory_free(shell->saved);
    let_go(shell->zero);
    let_go(shell->directory);
    let_go(shell->source);
    let_go(shell->last_word);
    tree_unref(shell->running_tree);
    arena_release(&shell->scratch);
    pool_give(shell, sizeof *shell);
}

void shell_go_on(struct shell *shell, struct process *process)
{
    struct shell *before = process->shell;
    shell->id = process->id;
    shell->options |= OPTION_MONITOR;
    if (!before)
        return;
    shell->jobs = before->jobs;
    before->jobs = NULL;
    shell->last_job = before->last_job;
    shell->exit_warned = before->exit_warning;
    shell->returns_told = before->returns_told;
    map_unref(shell->history);
    shell->history = before->history;
    map_ref(shell->history);
    shell->history_next = before->history_next;
    shell->history_fresh = before->history_fresh;
    shell->history_in_file = before->history_in_file;
}

struct shell *shell_fresh(const struct shell *parent, struct shell_models *models, int id)
{
    struct shell *fresh = shell_new(models);
    struct map_walk walk = map_walk(parent->functions, SLICE(""));
    struct map_entry entry;
    while (map_walk_next(&walk, &entry))
        if (slice_starts(value_slice(entry.item), "x"))
            map_set(&fresh->functions, entry.key, entry.item);
    walk = map_walk(shell_variables(parent), SLICE(""));
    while (map_walk_next(&walk, &entry)) {
        char *name = memory_allocate(entry.key.length + 1);
        memcpy(name, entry.key.data, entry.key.length);
        unsigned flags = variable_flags(parent, name);
        if ((flags & VARIABLE_EXPORTED) && !(flags & (VARIABLE_ARRAY | VARIABLE_MAP)) &&
            variable_text(parent, name))
            shell_set_variable(fresh, name, variable_text(parent, name), true);
        memory_free(name);
    }
    shell_share_text(&fresh->directory, parent->directory);
    shell_share_text(&fresh->zero, "bash");
    shell_share_text(&fresh->source, "bash");
    fresh->interactive = false;
    fresh->mask = parent->mask;
    fresh->options = options_fresh(false);
    fresh->shopts = shopts_fresh(false);
    if (parent->plain)
        shell_set_plain(fresh);
    int64_t level = 0;
    bool nested = variable_flags(parent, "SHLVL") & VARIABLE_EXPORTED;
    slice_to_integer(slice_of(nested ? variable_text(parent, "SHLVL") : ""), &level);
    struct arena arena = {0};
    variable_set(fresh, "SHLVL", arena_format(&arena, "%lld", (long long)level + 1));
    arena_release(&arena);
    fresh->id = id;
    fresh->depth = parent->depth;
    return fresh;
}

const char *shell_variable(const struct shell *shell, const char *name)
{
    return variable_text(shell, name);
}

const char *shell_directory(const struct shell *shell)
{
    return shell->directory;
}

void shell_set_directory(struct shell *shell, const char *path)
{
    shell_share_text(&shell->directory, path);
}

unsigned shell_mask(const struct shell *shell)
{
    return shell->mask;
}

int shell_status(const struct shell *shell)
{
    return shell->status;
}

void shell_set_status(struct shell *shell, int status)
{
    shell->status = status;
}

bool shell_exiting(const struct shell *shell)
{
    return shell->flow == FLOW_EXIT;
}

const char *shell_text(struct map map, const char *name)
{
    const struct value *text = map_get(map, slice_of(name));
    return text ? value_string_of(text) : NULL;
}

void shell_put_text(struct map *map, const char *name, const char *text)
{
    if (!text) {
        map_remove(map, slice_of(name));
        return;
    }
    struct arena arena = {0};
    const struct value *kept = value_keep(value_text(&arena, text));
    map_set(map, slice_of(name), kept);
    value_unref(kept);
    arena_release(&arena);
}

const char *shell_alias(const struct shell *shell, const char *name)
{
    return shell_text(shell->aliases, name);
}

bool shell_expands_aliases(const struct shell *shell)
{
    return shell_has(shell, SHOPT_ALIASES);
}

bool shell_has(const struct shell *shell, enum shopt shopt)
{
    return shell->shopts >> shopt & 1;
}

void shell_set_arguments(struct shell *shell, const struct value *arguments)
{
    const struct value *kept = arguments ? value_keep(arguments) : NULL;
    value_unref(shell->arguments);
    shell->arguments = kept;
}

const char *shell_argument(const struct shell *shell, size_t index)
{
    if (index < 1 || index > value_count(shell->arguments))
        return NULL;
    return value_string_of(value_at(shell->arguments, index - 1));
}

void shell_history_add(struct shell *shell, const char *line)
{
    struct arena arena = {0};
    shell_put_text(&shell->history, arena_format(&arena, "%08d", shell->history_next++), line);
    shell->history_fresh++;
    if (shell->history_next > LIMIT_HISTORY_LINES)
        map_remove(&shell->history,
                   slice_of(arena_format(&arena, "%08d", shell->history_next - 1 - LIMIT_HISTORY_LINES)));
    arena_release(&arena);
}

static void release_map(void *held)
{
    map_unref(*(struct map *)held);
    memory_free(held);
}

struct map *map_hold(struct process *process, struct map map)
{
    struct map *held = memory_allocate(sizeof *held);
    *held = map;
    map_ref(map);
    process_own(process, release_map, held);
    return held;
}

void map_let_go(struct process *process, struct map *held)
{
    process_disown(process, held);
    release_map(held);
}
