/* Variables as declare -p and ${x@A} write them. */
#include <string.h>

#include "shell/evaluate.h"

static const struct {
    char letter;
    unsigned flag;
} letters[] = {
    {'a', VARIABLE_ARRAY},    {'A', VARIABLE_MAP},      {'i', VARIABLE_INTEGER}, {'n', VARIABLE_REFERENCE},
    {'r', VARIABLE_READONLY}, {'x', VARIABLE_EXPORTED}, {'l', VARIABLE_LOWER},   {'u', VARIABLE_UPPER},
};

unsigned variable_flag(char letter)
{
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
        if (letters[i].letter == letter)
            return letters[i].flag;
    return 0;
}

const char *variable_letters(struct arena *arena, unsigned flags)
{
    char *text = arena_allocate(arena, sizeof letters / sizeof *letters + 1);
    size_t length = 0;
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
        if (flags & letters[i].flag)
            text[length++] = letters[i].letter;
    return text;
}

const char *variable_list(struct process *process, const char *name)
{
    const struct value *elements = variable_elements(process->shell, name);
    bool map = variable_flags(process->shell, name) & VARIABLE_MAP;
    struct element *list = array_elements(process->arena, elements, map);
    struct buffer text = {0};
    buffer_add_text(&text, "(");
    for (size_t i = 0; i < value_count(elements); i++)
        buffer_format(&text, "%s[%s]=%s%s", i && !map ? " " : "",
                      map ? quote_key(process->arena, list[i].key) : list[i].key,
                      quote_double(process->arena, list[i].text), map ? " " : "");
    buffer_add_text(&text, ")");
    const char *result = arena_copy(process->arena, buffer_slice(&text));
    buffer_release(&text);
    return result;
}

const char *variable_pairs(struct process *process, const char *name)
{
    const struct value *elements = variable_elements(process->shell, name);
    bool map = variable_flags(process->shell, name) & VARIABLE_MAP;
    struct element *list = array_elements(process->arena, elements, map);
    struct buffer text = {0};
    for (size_t i = 0; i < value_count(elements); i++)
        buffer_format(&text, "%s%s %s%s", i && !map ? " " : "",
                      map ? quote_key(process->arena, list[i].key) : list[i].key,
                      quote_double(process->arena, list[i].text), map ? " " : "");
    const char *result = arena_copy(process->arena, buffer_slice(&text));
    buffer_release(&text);
    return result;
}

const char *variable_declaration(struct process *process, const char *name)
{
    struct shell *shell = process->shell;
    unsigned flags = variable_own_flags(shell, name);
    const char *options = variable_letters(process->arena, flags), *value = "";
    const char *text =
        flags & VARIABLE_REFERENCE ? variable_reference(shell, name) : variable_text(shell, name);
    if (!(flags & VARIABLE_REFERENCE) && variable_elements(shell, name))
        value = arena_format(process->arena, "=%s", variable_list(process, name));
    else if (text)
        value = arena_format(process->arena, "=%s", quote_double(process->arena, text));
    return arena_format(process->arena, "declare -%s %s%s", *options ? options : "-", name, value);
}

const char *variable_definition(struct process *process, const char *name, bool whole)
{
    struct shell *shell = process->shell;
    unsigned flags = variable_flags(shell, name);
    const char *text = variable_text(shell, name);
    const char *options = variable_letters(process->arena, flags);
    if (whole && variable_elements(shell, name))
        return arena_format(process->arena, "declare -%s %s=%s", options, name, variable_list(process, name));
    const char *value = text ? arena_format(process->arena, "=%s", quote_single(process->arena, text)) : "";
    if (!*options)
        return arena_format(process->arena, "%s%s", name, value);
    return arena_format(process->arena, "declare -%s %s%s", options, name, value);
}
