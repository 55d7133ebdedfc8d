#include <string.h>

#include "data/float.h"
#include "tools/awk/builtins.h"
#include "tools/awk/syntax.h"

_Noreturn void awk_syntax_error(struct process *process, const char *file, int line, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    const char *message = arena_format_list(process->arena, format, arguments);
    va_end(arguments);
    process_complain(process, "awk: %s%sline %d: %s\n", file ? file : "", file ? ": " : "", line, message);
    process_exit(process, 2);
}

struct lexer {
    struct process *process;
    const struct awk_source *source;
    const char *at;
    int line;
    struct lexemes lexemes;
};

static const struct {
    const char *text;
    int kind;
} words[] = {
    {"BEGIN", TOKEN_BEGIN},
    {"END", TOKEN_END_RULE},
    {"do", TOKEN_DO},
    {"break", TOKEN_BREAK},
    {"continue", TOKEN_CONTINUE},
    {"delete", TOKEN_DELETE},
    {"else", TOKEN_ELSE},
    {"exit", TOKEN_EXIT},
    {"for", TOKEN_FOR},
    {"function", TOKEN_FUNCTION},
    {"getline", TOKEN_GETLINE},
    {"if", TOKEN_IF},
    {"in", TOKEN_IN},
    {"next", TOKEN_NEXT},
    {"nextfile", TOKEN_NEXTFILE},
    {"print", TOKEN_PRINT},
    {"printf", TOKEN_PRINTF},
    {"return", TOKEN_RETURN},
    {"while", TOKEN_WHILE},
};

static const struct {
    const char *text;
    int kind;
} operators[] = {
    {"&&", TOKEN_AND},
    {"||", TOKEN_OR},
    {"!~", TOKEN_NO_MATCH},
    {"==", TOKEN_EQUAL},
    {"!=", TOKEN_UNEQUAL},
    {"<=", TOKEN_AT_MOST},
    {">=", TOKEN_AT_LEAST},
    {">>", TOKEN_APPEND},
    {"++", TOKEN_INCREMENT},
    {"--", TOKEN_DECREMENT},
    {"+=", TOKEN_ASSIGN_ADD},
    {"-=", TOKEN_ASSIGN_SUBTRACT},
    {"*=", TOKEN_ASSIGN_MULTIPLY},
    {"/=", TOKEN_ASSIGN_DIVIDE},
    {"%=", TOKEN_ASSIGN_MODULO},
    {"^=", TOKEN_ASSIGN_POWER},
};

static struct lexeme *add(struct lexer *lexer, int kind, const char *text, size_t length)
{
    struct lexemes *lexemes = &lexer->lexemes;
    if (lexemes->count == lexemes->capacity) {
        struct lexeme *old = lexemes->all;
        lexemes->capacity = lexemes->capacity ? lexemes->capacity * 2 : 64;
        lexemes->all = arena_allocate(lexer->process->arena, lexemes->capacity * sizeof *lexemes->all);
        if (lexemes->count)
            memcpy(lexemes->all, old, lexemes->count * sizeof *old);
    }
    struct lexeme *lexeme = &lexemes->all[lexemes->count++];
    *lexeme = (struct lexeme){.kind = kind, .line = lexer->line, .text = text, .length = length};
    return lexeme;
}

/* Behind these a '/' divides; behind all else it begins a regular expression. */
static bool divides(const struct lexer *lexer)
{
    if (!lexer->lexemes.count)
        return false;
    switch (lexer->lexemes.all[lexer->lexemes.count - 1].kind) {
    case TOKEN_NUMBER:
    case TOKEN_STRING:
    case TOKEN_ERE:
    case TOKEN_NAME:
    case TOKEN_BUILTIN:
    case TOKEN_INCREMENT:
    case TOKEN_DECREMENT:
    case ')':
    case ']':
    case '$':
        return true;
    default:
        return false;
    }
}

static void lex_quoted(struct lexer *lexer, char quote, int kind)
{
    const char *start = ++lexer->at, *end = start;
    bool bracket = false;
    for (; *end && *end != '\n'; end++) {
        if (*end == quote && !(bracket && kind == TOKEN_ERE))
            break;
        if (kind == TOKEN_ERE && *end == '[' && !bracket) {
            bracket = true;
            end += end[1] == '^';
            end += end[1] == ']';
        } else if (*end == ']') {
            bracket = false;
        }
        if (*end == '\\' && end[1])
            end++;
    }
    if (*end != quote && kind == TOKEN_ERE && strchr(start, '/') && strchr(start, '/') < end + 1)
        end = strchr(start, '/'); /* a bracket that never closes */
    if (*end != quote)
        awk_syntax_error(lexer->process, lexer->source->name, lexer->line, "runaway %s constant %c%.10s ...",
                         kind == TOKEN_ERE ? "regular expression" : "string", quote, start);
    add(lexer, kind, start, (size_t)(end - start));
    lexer->at = end + 1;
}

static void lex_name(struct lexer *lexer)
{
    const char *start = lexer->at;
    while (ascii_is_letter(*lexer->at) || ascii_is_digit(*lexer->at) || *lexer->at == '_')
        lexer->at++;
    struct slice name = {start, (size_t)(lexer->at - start)};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (slice_is(name, words[i].text)) {
            add(lexer, words[i].kind, start, name.length);
            return;
        }
    }
    int builtin = awk_builtin_find(name);
    if (builtin >= 0)
        add(lexer, TOKEN_BUILTIN, start, name.length)->builtin = builtin;
    else
        add(lexer, *lexer->at == '(' ? TOKEN_CALLED : TOKEN_NAME, start, name.length);
}

static bool lex_operator(struct lexer *lexer)
{
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++) {
        if (text_starts(lexer->at, operators[i].text)) {
            size_t length = slice_of(operators[i].text).length;
            add(lexer, operators[i].kind, lexer->at, length);
            lexer->at += length;
            return true;
        }
    }
    if (!strchr("{}()[];,+-*/%^!<>|?:~$=", *lexer->at))
        return false;
    add(lexer, *lexer->at, lexer->at, 1);
    lexer->at++;
    return true;
}

static void skip_blanks(struct lexer *lexer)
{
    for (;; lexer->at++) {
        const char *at = lexer->at;
        if (*at == '\\' && (at[1] == '\n' || (at[1] == '\r' && at[2] == '\n'))) {
            lexer->at += at[1] == '\r' ? 2 : 1;
            lexer->line++;
        } else if (*at == '#') {
            while (lexer->at[1] && lexer->at[1] != '\n')
                lexer->at++;
        } else if (*at != ' ' && *at != '\t' && *at != '\r') {
            return;
        }
    }
}

struct lexemes awk_tokens(struct process *process, const struct awk_source *source)
{
    struct lexer lexer = {.process = process, .source = source, .at = source->text, .line = 1};
    for (;;) {
        double number;
        size_t length;
        skip_blanks(&lexer);
        char c = *lexer.at;
        if (!c)
            break;
        if (c == '\n') {
            add(&lexer, TOKEN_NEWLINE, lexer.at++, 1);
            lexer.line++;
        } else if ((ascii_is_digit(c) || c == '.') && (length = float_read(slice_of(lexer.at), &number)) > 0) {
            add(&lexer, TOKEN_NUMBER, lexer.at, length)->number = number;
            lexer.at += length;
        } else if (c == '"') {
            lex_quoted(&lexer, '"', TOKEN_STRING);
        } else if (c == '/' && !divides(&lexer)) {
            lex_quoted(&lexer, '/', TOKEN_ERE);
        } else if (ascii_is_letter(c) || c == '_') {
            lex_name(&lexer);
        } else if (!lex_operator(&lexer)) {
            process_complain(process, "awk: %s%s%d: unexpected character '%c'\n",
                             source->name ? source->name : "", source->name ? ": line " : "", lexer.line, c);
            process_exit(process, 2);
        }
    }
    add(&lexer, TOKEN_NEWLINE, "\n", 1);
    lexer.line++;
    add(&lexer, TOKEN_END, "", 0);
    return lexer.lexemes;
}
