/* The tree of commands, its help texts and its guesses, as github.com/spf13/cobra has them. */
#include <string.h>

#include "base/nearest.h"
#include "tools/istioctl/istioctl.h"

/* --- the tree --- */

/* "a b c": is it a child of "a b"? */
static bool is_child(const struct command *command, const struct command *parent)
{
    size_t length = parent ? strlen(parent->name) : 0;
    if (parent && (strncmp(command->name, parent->name, length) != 0 || command->name[length] != ' '))
        return false;
    return strchr(command->name + length + (parent ? 1 : 0), ' ') == NULL;
}

const struct command *command_next(const struct command *parent, const struct command *child)
{
    const struct command *best = NULL;
    for (size_t g = 0; g < command_group_count; g++) {
        for (size_t i = 0; i < *command_groups[g].count; i++) {
            const struct command *row = &command_groups[g].rows[i];
            if (is_child(row, parent) && (!child || strcmp(row->name, child->name) > 0) &&
                (!best || strcmp(row->name, best->name) < 0))
                best = row;
        }
    }
    return best;
}

const char *command_word(const struct command *command)
{
    const char *space = strrchr(command->name, ' ');
    return space ? space + 1 : command->name;
}

static bool is_called(const struct command *command, const char *word)
{
    struct slice rest = slice_of(command->aliases), alias;
    if (text_equal(command_word(command), word))
        return true;
    while (command->aliases && slice_next(&rest, '|', &alias)) {
        if (slice_is(alias, word))
            return true;
    }
    return false;
}

const struct command *command_child(const struct command *parent, const char *word)
{
    const struct command *best = NULL; /* an alias may be another's name: the first in order */
    for (size_t g = 0; g < command_group_count; g++) {
        for (size_t i = 0; i < *command_groups[g].count; i++) {
            const struct command *row = &command_groups[g].rows[i];
            if (is_child(row, parent) && is_called(row, word) && (!best || strcmp(row->name, best->name) < 0))
                best = row;
        }
    }
    return best;
}

const struct command *command_parent(const struct command *command)
{
    const char *space = strrchr(command->name, ' ');
    struct slice name = {command->name, space ? (size_t)(space - command->name) : 0};
    for (size_t g = 0; space && g < command_group_count; g++) {
        for (size_t i = 0; i < *command_groups[g].count; i++) {
            const struct command *row = &command_groups[g].rows[i];
            if (row->name[0] == name.data[0] && slice_is(name, row->name))
                return row;
        }
    }
    return NULL;
}

void command_flags(const struct command *command, const struct flag *tables[5])
{
    size_t count = 0;
    for (; command && count < 3; command = command_parent(command)) {
        if (command->flags)
            tables[count++] = command->flags;
    }
    tables[count++] = global_flags;
    tables[count] = NULL;
}

/* --- help --- */

static const char *flag_type(const struct flag *flag)
{
    if (!flag->value || flag->value[0] == '?')
        return "";
    if (text_equal(flag->value, FLAG_DURATION))
        return " duration";
    return text_equal(flag->value, FLAG_INTEGER) ? " int" : " string";
}

/* "  -n, --namespace string" */
static const char *flag_title(struct arena *arena, const struct flag *flag)
{
    const char *letter = flag->letter ? arena_format(arena, "-%c, ", flag->letter) : "    ";
    return arena_format(arena, "  %s--%s%s", letter, flag->name, flag_type(flag));
}

static const struct flag *next_flag(const struct flag *const *tables, const struct flag *before)
{
    const struct flag *best = NULL;
    for (; *tables; tables++) {
        for (const struct flag *flag = *tables; flag->name; flag++) {
            if ((!before || strcmp(flag->name, before->name) > 0) &&
                (!best || strcmp(flag->name, best->name) < 0))
                best = flag;
        }
    }
    return best;
}

static void print_flags(struct process *process, const char *title, const struct flag *const *tables)
{
    struct arena *arena = process->arena;
    size_t width = 0;
    for (const struct flag *flag = next_flag(tables, NULL); flag; flag = next_flag(tables, flag)) {
        size_t length = strlen(flag_title(arena, flag));
        width = length > width ? length : width;
    }
    if (width)
        process_print(process, "\n%s:\n", title);
    for (const struct flag *flag = next_flag(tables, NULL); flag; flag = next_flag(tables, flag))
        process_print(process, "%-*s   %s\n", (int)width, flag_title(arena, flag), flag->help);
}

static void print_children(struct process *process, const struct command *command)
{
    size_t width = 11;
    for (const struct command *row = command_next(command, NULL); row; row = command_next(command, row)) {
        size_t length = strlen(command_word(row));
        width = length > width ? length : width;
    }
    process_print(process, "\nAvailable Commands:\n");
    for (const struct command *row = command_next(command, NULL); row; row = command_next(command, row))
        process_print(process, "  %-*s %s\n", (int)width, command_word(row), row->help);
}

static void print_aliases(struct process *process, const struct command *command)
{
    struct slice rest = slice_of(command->aliases), alias;
    process_print(process, "\nAliases:\n  %s", command_word(command));
    while (slice_next(&rest, '|', &alias))
        process_print(process, ", %.*s", (int)alias.length, alias.data);
    process_print(process, "\n");
}

void command_help(struct process *process, const struct command *command)
{
    static const char root[] = "Istio configuration command line utility for service operators to\n"
                               "debug and diagnose their Istio mesh.";
    struct arena *arena = process->arena;
    const char *name = command ? arena_format(arena, "istioctl %s", command->name) : "istioctl";
    const char *about = !command ? root : command->about ? command->about : command->help;
    const struct flag *tables[5], *inherited[5] = {NULL}, *own[3] = {NULL};
    const struct flag help[] = {
        {"help", 'h', NULL, arena_format(arena, "help for %s", command ? command_word(command) : name)}, {0}};
    own[0] = help;
    if (command) {
        command_flags(command, tables);
        size_t first = command->flags ? 1 : 0;
        own[1] = command->flags;
        for (size_t i = first; tables[i]; i++)
            inherited[i - first] = tables[i];
    } else {
        own[1] = global_flags;
    }
    bool parent = !command || command->parent;
    process_print(process, "%s\n\nUsage:\n", about);
    if (parent)
        process_print(process, "  %s [command]\n", name);
    else
        process_print(process, "  %s%s%s [flags]\n", name, command->usage ? " " : "",
                      command->usage ? command->usage : "");
    if (command && command->aliases)
        print_aliases(process, command);
    if (command && command->example)
        process_print(process, "\nExamples:\n%s\n", command->example);
    if (parent)
        print_children(process, command);
    print_flags(process, "Flags", own);
    print_flags(process, "Global Flags", inherited);
    if (parent)
        process_print(process, "\nUse \"%s [command] --help\" for more information about a command.\n", name);
}

/* --- what was meant --- */

const char *command_suggestions(struct arena *arena, const struct command *parent, const char *word)
{
    enum { NEAR = 2 };
    const char *text = "";
    for (const struct command *row = command_next(parent, NULL); row; row = command_next(parent, row)) {
        const char *name = command_word(row);
        if (word_distance(word, name) <= NEAR ||
            slice_is_nocase(slice_part(slice_of(name), 0, strlen(word)), word))
            text = arena_format(arena, "%s\t%s\n", text, name);
    }
    return text[0] ? arena_format(arena, "\n\nDid you mean this?\n%s", text) : "";
}
