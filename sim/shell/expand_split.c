/* Fields: POSIX XCU 2.6.5. */
#include <string.h>

#include "shell/evaluate.h"

struct splitter {
    struct process *process;
    struct fields *fields;
    char *text, *pattern; /* of the field being made: quotes removed, and as a pattern */
    size_t length, pattern_length;
    bool any, special, after_blank;
};

/* A pattern without matches, or no pattern. */
static void add_unmatched(struct splitter *splitter)
{
    struct process *process = splitter->process;
    bool pattern = splitter->special && !(process->shell->options & OPTION_NOGLOB);
    if (pattern && shell_has(process->shell, SHOPT_FAILGLOB)) {
        complain(process, "no match: %s", splitter->text);
        discard_command(process, 1);
    } else if (!pattern || !shell_has(process->shell, SHOPT_NULLGLOB)) {
        fields_add(process, splitter->fields, splitter->text);
    }
}

static void end_field(struct splitter *splitter)
{
    struct process *process = splitter->process;
    splitter->text[splitter->length] = splitter->pattern[splitter->pattern_length] = '\0';
    int before = splitter->fields->count;
    if (splitter->special && !(process->shell->options & OPTION_NOGLOB))
        expand_paths(process, splitter->pattern, splitter->fields);
    if (splitter->fields->count == before)
        add_unmatched(splitter);
    splitter->length = splitter->pattern_length = 0;
    splitter->any = splitter->special = false;
}

static void add_byte(struct splitter *splitter, char byte, bool quoted)
{
    if (quoted && strchr("*?[]\\()|!+@-^", byte))
        splitter->pattern[splitter->pattern_length++] = '\\';
    splitter->special |=
        !quoted && (byte == '*' || byte == '?' || byte == '[' ||
                    (byte == '(' && splitter->length && strchr("@+!", splitter->text[splitter->length - 1]) &&
                     shell_has(splitter->process->shell, SHOPT_EXTGLOB)));
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
