/* Fields (POSIX XCU 2.6.5) and path names (2.6.6). */
#include <string.h>

#include "shell/evaluate.h"
#include "shell/pattern.h"

struct splitter {
    struct process *process;
    struct fields *fields;
    char *text, *pattern; /* of the field being made: quotes removed, and as a pattern */
    size_t length, pattern_length;
    bool any, special, after_blank;
};

static void end_field(struct splitter *splitter)
{
    struct process *process = splitter->process;
    splitter->text[splitter->length] = splitter->pattern[splitter->pattern_length] = '\0';
    int before = splitter->fields->count;
    if (splitter->special && !(process->shell->options & OPTION_NOGLOB))
        expand_paths(process, splitter->pattern, splitter->fields);
    bool none = splitter->fields->count == before;
    if (none && !(splitter->special && (process->shell->options & OPTION_NULLGLOB)))
        fields_add(process, splitter->fields, splitter->text);
    splitter->length = splitter->pattern_length = 0;
    splitter->any = splitter->special = false;
}

static void add_byte(struct splitter *splitter, char byte, bool quoted)
{
    if (quoted && strchr("*?[]\\()|!+@-^", byte))
        splitter->pattern[splitter->pattern_length++] = '\\';
    splitter->special |= !quoted && (byte == '*' || byte == '?' || byte == '[');
    splitter->pattern[splitter->pattern_length++] = byte;
    splitter->text[splitter->length++] = byte;
    splitter->any = true;
    splitter->after_blank = false;
}

/* A byte of IFS out of an expansion. */
static void separate(struct splitter *splitter, char byte)
{
    bool blank = byte == ' ' || byte == '\t' || byte == '\n';
    if (splitter->any) {
        end_field(splitter);
        splitter->after_blank = blank;
    } else if (!blank && splitter->after_blank) {
        splitter->after_blank = false;
    } else if (!blank) {
        end_field(splitter);
    }
}

void expand_split(struct process *process, const struct marked *marked, struct fields *fields)
{
    const char *separators = variable_text(process->shell, "IFS");
    if (!separators)
        separators = " \t\n";
    struct splitter splitter = {
        .process = process,
        .fields = fields,
        .text = arena_allocate(process->arena, marked->length + 1),
        .pattern = arena_allocate(process->arena, marked->length * 2 + 1),
    };
    for (size_t i = 0; i < marked->length; i++) {
        char byte = marked->text[i], mark = marked->marks[i];
        if (mark == MARK_BREAK) {
            if (splitter.any)
                end_field(&splitter);
        } else if (mark == MARK_EMPTY) {
            splitter.any = true;
        } else if (mark == MARK_SPLIT && strchr(separators, byte)) {
            separate(&splitter, byte);
        } else {
            add_byte(&splitter, byte, mark == MARK_QUOTED);
        }
    }
    if (splitter.any)
        end_field(&splitter);
}

static char *without_backslashes(struct arena *arena, const char *pattern)
{
    char *text = arena_text(arena, pattern);
    size_t length = 0;
    for (const char *c = pattern; *c; c++) {
        if (*c == '\\' && c[1])
            c++;
        text[length++] = *c;
    }
    text[length] = '\0';
    return text;
}

/* Adds the paths "[prefix]NAME[rest]" for each name that the first part of [pattern] matches. */
static void match_below(struct process *process, const char *prefix, const char *pattern, struct fields *fields,
                        int depth)
{
    struct slice whole = slice_of(pattern);
    size_t slash = slice_find_byte(whole, '/');
    const char *part = arena_copy(process->arena, slice_part(whole, 0, slash));
    size_t next = slash;
    while (next < whole.length && pattern[next] == '/')
        next++;
    const char *slashes = arena_copy(process->arena, slice_part(whole, slash, next));
    if (depth > 32)
        return;
    if (pattern_is_plain(part)) {
        const char *name = without_backslashes(process->arena, part);
        const char *path = arena_format(process->arena, "%s%s%s", prefix, name, slashes);
        const char *problem;
        if (next < whole.length)
            match_below(process, path, pattern + next, fields, depth + 1);
        else if (process_is_directory(process, path) ||
                 (slash == whole.length && process_file(process, path, &problem)))
            fields_add(process, fields, path);
        return;
    }
    const struct value *names = process_list_directory(process, *prefix ? prefix : ".");
    bool hidden = part[0] == '.' || (process->shell->options & OPTION_DOTGLOB);
    for (size_t i = 0; i < value_count(names); i++) {
        struct slice name = value_slice(value_at(names, i));
        if ((slice_starts(name, ".") && !hidden) || !pattern_matches(part, name, false))
            continue;
        const char *path =
            arena_format(process->arena, "%s%.*s%s", prefix, (int)name.length, name.data, slashes);
        if (next < whole.length)
            match_below(process, path, pattern + next, fields, depth + 1);
        else if (slash == whole.length || process_is_directory(process, path))
            fields_add(process, fields, path);
    }
}

void expand_paths(struct process *process, const char *pattern, struct fields *fields)
{
    size_t slashes = strspn(pattern, "/");
    const char *prefix = arena_copy(process->arena, (struct slice){pattern, slashes});
    match_below(process, prefix, pattern + slashes, fields, 0);
}
