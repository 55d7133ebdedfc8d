/* mapfile, readarray. */
#include <stddef.h>
#include <string.h>

#include "base/limits.h"
#include "shell/builtins.h"
#include "shell/lexer.h"

struct mapping {
    const char *name, *callback;
    char delimiter;
    bool trim, origin_given;
    int64_t count, origin, skip, descriptor, quantum;
};

/* The options with numbers. */
static const struct {
    char letter;
    size_t offset;
    const char *problem;
} numbers[] = {
    {'n', offsetof(struct mapping, count), "invalid line count"},
    {'O', offsetof(struct mapping, origin), "invalid array origin"},
    {'s', offsetof(struct mapping, skip), "invalid line count"},
    {'u', offsetof(struct mapping, descriptor), "invalid file descriptor specification"},
    {'c', offsetof(struct mapping, quantum), "invalid callback quantum"},
};

static bool take_number(struct process *process, struct mapping *mapping, char letter, const char *value)
{
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        int64_t *number = (int64_t *)((char *)mapping + numbers[i].offset);
        if (numbers[i].letter != letter)
            continue;
        if (builtin_number(value, number) && *number >= 0)
            return true;
        complain(process, "mapfile: %s: %s", value, numbers[i].problem);
        return false;
    }
    return true;
}

/* The letters of words[*at], with the value that the last may take; the status, 0 when they are good. */
static int take_option(struct process *process, struct mapping *mapping, int count, char *const *words, int *at)
{
    for (const char *c = words[*at] + 1; *c; c++) {
        if (*c == 't') {
            mapping->trim = true;
            continue;
        }
        const char *value = c[1] ? c + 1 : *at + 1 < count ? words[*at + 1] : NULL;
        if (!strchr("dnOsuCc", *c))
            return builtin_bad_option(process, &builtin_mapfile, arena_format(process->arena, "-%c", *c));
        if (!value) {
            complain(process, "mapfile: -%c: option requires an argument", *c);
            process_complain(process, "mapfile: usage: %s\n", builtin_mapfile.usage);
            return 2;
        }
        *at += !c[1];
        if (*c == 'd')
            mapping->delimiter = *value;
        else if (*c == 'C')
            mapping->callback = value;
        mapping->origin_given |= *c == 'O';
        return take_number(process, mapping, *c, value) ? 0 : 1;
    }
    return 0;
}

static bool read_piece(struct process *process, const struct mapping *mapping, struct slice *piece)
{
    struct buffer collected = {0};
    char byte;
    process_own(process, (void (*)(void *))buffer_release, &collected);
    while (collected.length < LIMIT_LINE_BYTES && process_read(process, (int)mapping->descriptor, &byte, 1)) {
        buffer_add_byte(&collected, byte);
        if (byte == mapping->delimiter)
            break;
    }
    bool any = collected.length > 0;
    *piece = (struct slice){arena_copy(process->arena, buffer_slice(&collected)), collected.length};
    process_disown(process, &collected);
    buffer_release(&collected);
    return any;
}

static void call_back(struct process *process, const struct mapping *mapping, int64_t index, const char *line)
{
    const char *command = arena_format(process->arena, "%s %lld %s", mapping->callback, (long long)index,
                                       quote_word(process->arena, line));
    evaluate_text(process, command, process->shell->line, NULL);
}

static int fill(struct process *process, const struct mapping *mapping)
{
    struct slice line;
    for (int64_t i = 0; i < mapping->skip; i++)
        read_piece(process, mapping, &line);
    if (!mapping->origin_given &&
        !variable_set_array(process->shell, mapping->name, value_object(process->arena), false)) {
        complain(process, "%s: readonly variable", mapping->name);
        return 1;
    }
    const struct value *old = variable_elements(process->shell, mapping->name);
    struct value *elements = value_edit(process->arena, old);
    for (int64_t i = 0; (!mapping->count || i < mapping->count) && i < LIMIT_SHELL_WORDS &&
                        read_piece(process, mapping, &line);
         i++) {
        int64_t index = mapping->origin + i;
        if (mapping->trim && line.data[line.length - 1] == mapping->delimiter)
            line.length--;
        const char *text = arena_copy(process->arena, line);
        if (mapping->callback && (i + 1) % mapping->quantum == 0) {
            variable_set_array(process->shell, mapping->name, elements, false);
            call_back(process, mapping, index, text);
            elements = value_edit(process->arena, variable_elements(process->shell, mapping->name));
        }
        value_put_text(process->arena, elements, array_key(process->arena, index), text);
    }
    return variable_set_array(process->shell, mapping->name, elements, false) ? 0 : 1;
}

static int run_mapfile(struct process *process, int count, char *const *words)
{
    struct mapping mapping = {.name = "MAPFILE", .delimiter = '\n', .quantum = 5000};
    int first = 1;
    for (; first < count && words[first][0] == '-' && words[first][1]; first++) {
        if (text_equal(words[first], "--")) {
            first++;
            break;
        }
        int status = take_option(process, &mapping, count, words, &first);
        if (status)
            return status;
    }
    if (first < count)
        mapping.name = words[first];
    if (!word_is_name(slice_of(mapping.name))) {
        complain(process, "mapfile: `%s': not a valid identifier", mapping.name);
        return 1;
    }
    if (variable_flags(process->shell, mapping.name) & VARIABLE_MAP) {
        complain(process, "mapfile: %s: not an indexed array", mapping.name);
        return 1;
    }
    if (mapping.descriptor >= STREAMS || !process->streams[mapping.descriptor]) {
        complain(process, "mapfile: %lld: invalid file descriptor: Bad file descriptor",
                 (long long)mapping.descriptor);
        return 1;
    }
    if (!mapping.quantum)
        mapping.quantum = 5000;
    return fill(process, &mapping);
}

const struct program builtin_mapfile = {
    .name = "mapfile",
    .usage =
        "mapfile [-d delim] [-n count] [-O origin] [-s count] [-t] [-u fd] [-C callback] [-c quantum] [array]",
    .help = "read lines into an array",
    .run = run_mapfile,
};
const struct program builtin_readarray = {
    .name = "readarray",
    .usage = "readarray [-d delim] [-n count] [-O origin] [-s count] [-t] [-u fd] [-C callback] [-c quantum] "
             "[array]",
    .help = "read lines into an array",
    .run = run_mapfile,
};
