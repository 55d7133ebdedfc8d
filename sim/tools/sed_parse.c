#include <string.h>

#include "base/buffer.h"
#include "tools/sed_script.h"

struct parse {
    struct process *process;
    struct sed_script *script;
    const char *text;
    size_t at;
    bool extended;
};

static _Noreturn void fail(struct parse *parse, const char *message)
{
    process_complain(parse->process, "sed: -e expression #1, char %zu: %s\n", parse->at, message);
    process_exit(parse->process, 1);
}

static char peek(const struct parse *parse)
{
    return parse->text[parse->at];
}

static void skip_blanks(struct parse *parse)
{
    while (peek(parse) == ' ' || peek(parse) == '\t')
        parse->at++;
}

static int64_t take_number(struct parse *parse)
{
    int64_t number = 0;
    while (ascii_is_digit(peek(parse)) && number < 1000000000)
        number = number * 10 + (parse->text[parse->at++] - '0');
    return number;
}

/* Up to an unescaped [end], which is taken too; an escaped one is only itself, "\n" in it a newline. Brackets
 * hide it. */
static char *take_until(struct parse *parse, char end, bool regexp, const char *message)
{
    struct buffer text = {0};
    bool bracket = false;
    for (;; parse->at++) {
        char c = peek(parse);
        if (!c || (c == '\n' && regexp)) {
            buffer_release(&text);
            fail(parse, message);
        }
        if (c == end && !bracket)
            break;
        if (c == '\\' && parse->text[parse->at + 1] && !bracket) {
            c = parse->text[++parse->at];
            if (c == end && c != '&')
                buffer_add_byte(&text, c);
            else if (c == 'n' && regexp)
                buffer_add_byte(&text, '\n');
            else
                buffer_format(&text, "\\%c", c);
            continue;
        }
        if (regexp && c == '[' && !bracket) {
            bracket = true;
            buffer_add_byte(&text, c);
            if (parse->text[parse->at + 1] == '^')
                buffer_add_byte(&text, parse->text[++parse->at]);
            if (parse->text[parse->at + 1] == ']')
                buffer_add_byte(&text, parse->text[++parse->at]);
            continue;
        }
        if (bracket && c == '[' && parse->text[parse->at + 1] == ':') {
            const char *close = strstr(parse->text + parse->at, ":]");
            size_t length = close ? (size_t)(close - parse->text) + 2 - parse->at : 1;
            buffer_add(&text, (struct slice){parse->text + parse->at, length});
            parse->at += length - 1;
            continue;
        }
        bracket = bracket && c != ']';
        buffer_add_byte(&text, c);
    }
    parse->at++;
    char *copy = arena_copy(parse->process->arena, buffer_slice(&text));
    buffer_release(&text);
    return copy;
}

static struct regexp *compile(struct parse *parse, const char *text, bool nocase)
{
    const char *problem;
    if (!text[0])
        return NULL;
    unsigned flags = (parse->extended ? REGEXP_EXTENDED : 0) | (nocase ? REGEXP_NOCASE : 0);
    struct regexp *regexp = regexp_compile(parse->process, text, flags, &problem);
    if (!regexp)
        fail(parse, problem);
    return regexp;
}

static struct sed_address take_address(struct parse *parse, bool second)
{
    struct sed_address address = {0};
    char c = peek(parse);
    if (ascii_is_digit(c)) {
        address.kind = SED_LINE;
        address.line = take_number(parse);
        if (peek(parse) == '~') {
            parse->at++;
            address.kind = SED_STEP;
            address.step = take_number(parse);
        }
    } else if (second && c == '+') {
        parse->at++;
        address.kind = SED_MORE;
        address.line = take_number(parse);
    } else if (c == '$') {
        parse->at++;
        address.kind = SED_LAST;
    } else if (c == '/' || (c == '\\' && parse->text[parse->at + 1])) {
        parse->at += c == '/' ? 1 : 2;
        char end = parse->text[parse->at - 1];
        const char *text = take_until(parse, end, true, "unterminated address regex");
        bool nocase = peek(parse) == 'I';
        parse->at += nocase;
        address.kind = SED_MATCH;
        address.regexp = compile(parse, text, nocase);
    }
    return address;
}

static void take_substitution(struct parse *parse, struct sed_command *command)
{
    static const char unterminated[] = "unterminated `s' command";
    char end = peek(parse);
    bool nocase = false;
    if (!end || end == '\n' || end == '\\')
        fail(parse, unterminated);
    parse->at++;
    const char *text = take_until(parse, end, true, unterminated);
    command->replacement = take_until(parse, end, false, unterminated);
    for (;; parse->at++) {
        char c = peek(parse);
        if (c == 'g')
            command->global = true;
        else if (c == 'p')
            command->print = true;
        else if (c == 'w' || c == 'e' || c == 'm' || c == 'M') {
            process_complain(parse->process, "sed: not simulated: option `%c' of `s'\n", c);
            process_exit(parse->process, 1);
        } else if (c == 'i' || c == 'I')
            nocase = true;
        else if (ascii_is_digit(c)) {
            command->occurrence = take_number(parse);
            if (command->occurrence == 0)
                fail(parse, "number option to `s' command may not be zero");
            parse->at--;
        } else {
            break;
        }
    }
    if (peek(parse) && !strchr(" \t\n;}#", peek(parse))) {
        parse->at++;
        fail(parse, "unknown option to `s'");
    }
    command->regexp = compile(parse, text, nocase);
}

static void take_map(struct parse *parse, struct sed_command *command)
{
    static const char unterminated[] = "unterminated `y' command";
    char end = peek(parse);
    if (!end)
        fail(parse, unterminated);
    parse->at++;
    const char *from = take_until(parse, end, false, unterminated),
               *to = take_until(parse, end, false, unterminated);
    if (strlen(from) != strlen(to))
        fail(parse, "strings for `y' command are different lengths");
    for (int i = 0; i < 256; i++)
        command->map[i] = (unsigned char)i;
    for (; *from; from++, to++)
        command->map[(unsigned char)*from] = (unsigned char)*to;
}

/* "a text", or "a\" and the text on the next lines. */
static void take_text(struct parse *parse, struct sed_command *command)
{
    struct buffer text = {0};
    skip_blanks(parse);
    if (peek(parse) == '\\') {
        parse->at++;
        skip_blanks(parse);
        if (peek(parse) == '\n')
            parse->at++;
    }
    if (!peek(parse))
        fail(parse, "expected \\ after `a', `c' or `i'");
    for (; peek(parse) && peek(parse) != '\n'; parse->at++) {
        if (peek(parse) == '\\' && parse->text[parse->at + 1])
            parse->at++;
        buffer_add_byte(&text, peek(parse));
    }
    buffer_add_byte(&text, '\n');
    command->text = arena_copy(parse->process->arena, buffer_slice(&text));
    buffer_release(&text);
}

/* Of `:`, which takes all of the line but blanks and semicolons, and of b, t and T, which may have none. */
static void take_label(struct parse *parse, struct sed_command *command)
{
    const char *from;
    skip_blanks(parse);
    from = parse->text + parse->at;
    size_t length = strcspn(from, command->letter == ':' ? " \t\n;" : " \t\n;}");
    if (command->letter == ':' && command->from.kind)
        fail(parse, ": doesn't want any addresses");
    if (command->letter == ':' && length == 0)
        fail(parse, "\":\" lacks a label");
    command->text = arena_copy(parse->process->arena, (struct slice){from, length});
    parse->at += length;
}

static struct sed_command *add_command(struct parse *parse)
{
    struct sed_script *script = parse->script;
    if (script->count == script->capacity) {
        size_t capacity = script->capacity * 2 + 8;
        struct sed_command *more = arena_allocate(parse->process->arena, capacity * sizeof *more);
        if (script->count)
            memcpy(more, script->commands, script->count * sizeof *more);
        script->commands = more;
        script->capacity = capacity;
    }
    return &script->commands[script->count++];
}

static void take_command(struct parse *parse, struct sed_command *command)
{
    char c = parse->text[parse->at];
    if (!c)
        fail(parse, "missing command");
    parse->at++;
    command->letter = c;
    if (c == 's') {
        take_substitution(parse, command);
    } else if (c == 'y') {
        take_map(parse, command);
    } else if (c == 'a' || c == 'i' || c == 'c') {
        take_text(parse, command);
    } else if (strchr(":btT", c)) {
        take_label(parse, command);
    } else if (!strchr("dDgGhHnNpPqQx={}", c)) {
        if (strchr("rRwWelFvz", c)) {
            process_complain(parse->process, "sed: not simulated: command `%c'\n", c);
            process_exit(parse->process, 1);
        }
        fail(parse, arena_format(parse->process->arena, "unknown command: `%c'", c));
    }
}

/* Gives each '{' its '}'. */
static void match_braces(struct parse *parse)
{
    struct sed_script *script = parse->script;
    size_t *open = arena_allocate(parse->process->arena, (script->count + 1) * sizeof *open), depth = 0;
    for (size_t i = 0; i < script->count; i++) {
        if (script->commands[i].letter == '{')
            open[depth++] = i;
        else if (script->commands[i].letter == '}' && depth == 0)
            fail(parse, "unexpected `}'");
        else if (script->commands[i].letter == '}')
            script->commands[open[--depth]].end = i;
    }
    if (depth) {
        parse->at = 0;
        fail(parse, "unmatched `{'");
    }
}

/* "0,/re/" is a range that may end on the first line already. */
static void check_line_zero(struct parse *parse, struct sed_command *command)
{
    if (command->from.kind != SED_LINE || command->from.line != 0)
        return;
    if (command->to.kind != SED_MATCH && peek(parse))
        parse->at++;
    if (command->to.kind != SED_MATCH)
        fail(parse, "invalid usage of line address 0");
    command->active = true;
}

/* Where b, t and T go, once all scripts are read; without a label it is the end. */
void sed_resolve_labels(struct process *process, struct sed_script *script)
{
    for (size_t i = 0; i < script->count; i++) {
        struct sed_command *command = &script->commands[i];
        if (!strchr("btT", command->letter))
            continue;
        command->end = script->count;
        for (size_t j = 0; j < script->count && command->text[0]; j++) {
            if (script->commands[j].letter == ':' && text_equal(script->commands[j].text, command->text))
                command->end = j;
        }
        if (command->text[0] && command->end == script->count) {
            process_complain(process, "sed: can't find label for jump to `%s'\n", command->text);
            process_exit(process, 4);
        }
    }
}

void sed_parse(struct process *process, struct sed_script *script, const char *text, bool extended)
{
    struct parse parse = {.process = process, .script = script, .text = text, .extended = extended};
    for (;;) {
        while (peek(&parse) && strchr(" \t\n;", peek(&parse)))
            parse.at++;
        if (peek(&parse) == '#') {
            while (peek(&parse) && peek(&parse) != '\n')
                parse.at++;
            continue;
        }
        if (!peek(&parse))
            break;
        struct sed_command command = {.from = take_address(&parse, false)};
        skip_blanks(&parse);
        if (command.from.kind && peek(&parse) == ',') {
            parse.at++;
            skip_blanks(&parse);
            command.to = take_address(&parse, true);
            if (!command.to.kind && peek(&parse))
                parse.at++;
            if (!command.to.kind)
                fail(&parse, "unexpected `,'");
        }
        check_line_zero(&parse, &command);
        skip_blanks(&parse);
        for (; peek(&parse) == '!'; skip_blanks(&parse)) {
            command.negated = true;
            parse.at++;
        }
        take_command(&parse, &command);
        *add_command(&parse) = command;
        skip_blanks(&parse);
        if (command.letter != '{' && peek(&parse) && !strchr("\n;}#", peek(&parse))) {
            parse.at++;
            fail(&parse, "extra characters after command");
        }
    }
    match_braces(&parse);
}
