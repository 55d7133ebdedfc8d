/* What follows a dollar or a backquote: parameters by name, $( ), $(( )), `...`, $'...'. */
#include <string.h>

#include "base/limits.h"
#include "shell/arithmetic.h"
#include "shell/evaluate.h"
#include "shell/lexer.h"
#include "shell/parameter.h"

static const char *option_letters(struct process *process)
{
    static const char order[] = "abefhikmnptuvxBCEHPTcs";
    const struct shell *shell = process->shell;
    char *text = arena_allocate(process->arena, sizeof order);
    size_t length = 0;
    for (const char *letter = order; *letter; letter++)
        if ((shell->options & option_of_letter(*letter)) || (strchr("is", *letter) && shell->interactive) ||
            (*letter == 's' && shell->reads_input) ||
            (*letter == 'c' && shell->command_text))
            text[length++] = *letter;
    return text;
}

static const char *special_parameter(struct process *process, char name)
{
    const struct shell *shell = process->shell;
    switch (name) {
    case '#':
        return arena_format(process->arena, "%zu", value_count(shell->arguments));
    case '?':
        return arena_format(process->arena, "%d", shell->status);
    case '$':
        return arena_format(process->arena, "%d", shell->id);
    case '!':
        return shell->last_job ? arena_format(process->arena, "%d", shell->last_job) : NULL;
    case '-':
        return option_letters(process);
    default:
        return NULL;
    }
}

const char *expand_named(struct process *process, const char *name)
{
    struct shell *shell = process->shell;
    if (ascii_is_digit(name[0])) {
        int64_t index;
        if (!slice_to_integer(slice_of(name), &index))
            return NULL;
        return index == 0 ? shell->zero : shell_argument(shell, (size_t)index);
    }
    if (!ascii_is_letter(name[0]) && name[0] != '_')
        return special_parameter(process, name[0]);
    const char *target = variable_target(shell, name), *computed = computed_text(process, name);
    if (target != name && strchr(target, '[')) {
        struct parameter parameter = {.name = name};
        parameter_load(process, &parameter);
        return parameter.set ? parameter.values[0] : NULL;
    }
    return computed ? computed : variable_text(shell, name);
}

void expand_unset_error(struct process *process, const char *name)
{
    if (!(process->shell->options & OPTION_NOUNSET))
        return;
    complain(process, process->shell->plain ? "%s: parameter not set" : "%s: unbound variable", name);
    abort_command(process, process->shell->plain ? 2 : process->shell->command_text ? 127 : 1);
}

static void add_named(struct process *process, struct marked *marked, const char *name, bool quoted)
{
    const char *text = expand_named(process, name);
    if (!text)
        expand_unset_error(process, ascii_is_digit(name[0]) ? arena_format(process->arena, "$%s", name) : name);
    else
        marked_add_text(process, marked, text, quoted);
}

static void add_arguments(struct process *process, struct marked *marked, char kind, bool quoted)
{
    size_t count = value_count(process->shell->arguments);
    char **values = arena_allocate(process->arena, (count + 1) * sizeof *values);
    for (size_t i = 0; i < count; i++)
        values[i] = arena_text(process->arena, shell_argument(process->shell, i + 1));
    marked_add_list(process, marked, values, count, kind, quoted);
}

static void add_arithmetic(struct process *process, struct marked *marked, const char *inside, bool quoted)
{
    int64_t number = 0;
    const char *text = expand_expression(process, inside);
    if (process->shell->flow != FLOW_ON)
        return;
    if (!arithmetic_evaluate(process, text, &number))
        discard_command(process, 1);
    else
        marked_add_text(process, marked, arena_format(process->arena, "%lld", (long long)number), quoted);
}

/* In backquotes a backslash hides only $, ` and \ (and " within double quotes). */
static char *backquoted(struct process *process, const char *text, size_t length, bool quoted)
{
    char *command = arena_allocate(process->arena, length + 1);
    size_t used = 0;
    for (size_t i = 0; i < length; i++) {
        if (text[i] == '\\' && i + 1 < length &&
            (strchr("$`\\", text[i + 1]) || (quoted && text[i + 1] == '"')))
            i++;
        command[used++] = text[i];
    }
    return command;
}

static size_t add_substitution(struct process *process, struct marked *marked, const char *text, bool quoted)
{
    size_t span = syntax_span(text);
    if (!span) {
        marked_add(process, marked, *text, MARK_QUOTED);
        return 1;
    }
    const char *command = text[0] == '`' ? backquoted(process, text + 1, span - 2, quoted)
                                         : arena_copy(process->arena, (struct slice){text + 2, span - 3});
    marked_add_text(process, marked, evaluate_substitution(process, command), quoted);
    return span;
}

static void add_utf8(struct buffer *into, unsigned long code)
{
    if (code < 0x80) {
        buffer_add_byte(into, (char)code);
    } else if (code < 0x800) {
        buffer_add_byte(into, (char)(0xc0 | code >> 6));
        buffer_add_byte(into, (char)(0x80 | (code & 63)));
    } else {
        buffer_add_byte(into, (char)(code < 0x10000 ? 0xe0 | code >> 12 : 0xf0 | code >> 18));
        if (code >= 0x10000)
            buffer_add_byte(into, (char)(0x80 | (code >> 12 & 63)));
        buffer_add_byte(into, (char)(0x80 | (code >> 6 & 63)));
        buffer_add_byte(into, (char)(0x80 | (code & 63)));
    }
}

/* The digits of \xHH, \uHHHH, \UHHHHHHHH behind their letter: how many there were. */
static size_t hexadecimal(const char *text, size_t most, unsigned long *code)
{
    size_t used = 0;
    for (*code = 0; used < most; used++) {
        char c = ascii_lower(text[used]);
        if (!ascii_is_digit(c) && !(c >= 'a' && c <= 'f'))
            break;
        *code = *code * 16 + (unsigned long)(ascii_is_digit(c) ? c - '0' : c - 'a' + 10);
    }
    return used;
}

size_t expand_process(struct process *process, struct marked *marked, const char *text)
{
    size_t span = syntax_span(text);
    if (!span) {
        marked_add(process, marked, *text, MARK_QUOTED);
        return 1;
    }
    const char *command = arena_copy(process->arena, (struct slice){text + 2, span - 3});
    marked_add_text(process, marked, spawn_substitution(process, command, text[0] == '<'), true);
    return span;
}

size_t expand_escape(const char *text, struct buffer *into)
{
    static const char letters[] = "abefnrtvE\\'\"?", bytes[] = "\a\b\033\f\n\r\t\v\033\\'\"?";
    const char *letter = *text ? strchr(letters, *text) : NULL;
    unsigned long code = 0;
    size_t used = 0;
    if (letter) {
        buffer_add_byte(into, bytes[letter - letters]);
        return 1;
    }
    for (; used < 3 && text[used] >= '0' && text[used] <= '7'; used++)
        code = code * 8 + (unsigned long)(text[used] - '0');
    if (used) {
        buffer_add_byte(into, (char)code);
        return used;
    }
    size_t digits = *text == 'x' ? 2 : *text == 'u' ? 4 : *text == 'U' ? 8 : 0;
    used = digits ? hexadecimal(text + 1, digits, &code) : 0;
    if (used && digits == 2)
        buffer_add_byte(into, (char)code);
    else if (used && code < 0x110000)
        add_utf8(into, code);
    if (used)
        return used + 1;
    buffer_add_byte(into, '\\');
    if (*text)
        buffer_add_byte(into, *text);
    return *text ? 1 : 0;
}

/* What stands in $'...'. */
const char *expand_escaped(struct arena *arena, struct slice inside)
{
    struct buffer plain = {0};
    const char *text = arena_copy(arena, inside);
    while (*text) {
        if (text[0] == '\\' && text[1] == 'c' && text[2]) {
            buffer_add_byte(&plain, text[2] == '?' ? 127 : text[2] & 0x1f);
            text += 3;
        } else if (*text == '\\') {
            text += 1 + expand_escape(text + 1, &plain);
        } else {
            buffer_add_byte(&plain, *text++);
        }
    }
    const char *result = arena_copy(arena, buffer_slice(&plain)); /* a NUL ends it */
    buffer_release(&plain);
    return result;
}

static size_t add_escaped_quotes(struct process *process, struct marked *marked, const char *text)
{
    size_t span = syntax_span(text), length = span ? span : slice_of(text).length + 1;
    const char *plain = expand_escaped(process->arena, (struct slice){text + 2, length - 3});
    marked_add_text(process, marked, plain, true);
    if (!*plain)
        marked_add(process, marked, ' ', MARK_EMPTY);
    return span ? span : length - 1;
}

static size_t add_braced(struct process *process, struct marked *marked, const char *text, bool quoted)
{
    size_t span = syntax_span(text);
    if (span < 3) {
        complain(process, "bad substitution: no closing `}' in %s", text);
        discard_command(process, 1);
        return slice_of(text).length;
    }
    expand_parameter(process, marked, arena_copy(process->arena, (struct slice){text + 2, span - 3}), quoted);
    return span;
}

size_t expand_dollar(struct process *process, struct marked *marked, const char *text, bool quoted)
{
    const char *inside;
    char next = text[1];
    if (text[0] == '`')
        return add_substitution(process, marked, text, quoted);
    if (next == '(') {
        size_t span = text[2] == '(' ? syntax_arithmetic(process->arena, text, &inside) : 0;
        if (!span)
            return add_substitution(process, marked, text, quoted);
        add_arithmetic(process, marked, inside, quoted);
        return span;
    }
    if (next == '[' && !process->shell->plain) {
        size_t span = syntax_span(text);
        add_arithmetic(process, marked, arena_copy(process->arena, (struct slice){text + 2, span - 3}), quoted);
        return span;
    }
    if (next == '{')
        return add_braced(process, marked, text, quoted);
    if (next == '\'' && !quoted)
        return add_escaped_quotes(process, marked, text);
    if (next == '"' && !quoted)
        return 1;
    if (next == '@' || next == '*') {
        add_arguments(process, marked, next, quoted);
        return 2;
    }
    size_t length = 1;
    if (ascii_is_letter(next) || next == '_')
        while (ascii_is_letter(text[length]) || ascii_is_digit(text[length]) || text[length] == '_')
            length++;
    else if (next && (ascii_is_digit(next) || strchr("#?$!-", next)))
        length = 2;
    if (length == 1)
        marked_add(process, marked, '$', quoted ? MARK_QUOTED : marked->literal);
    else
        add_named(process, marked, arena_copy(process->arena, (struct slice){text + 1, length - 1}), quoted);
    return length;
}
