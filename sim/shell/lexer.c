#include "shell/lexer.h"

#include <string.h>

#include "base/limits.h"
#include "shell/state.h"

static char peek(const struct parser *parser, size_t ahead)
{
    return parser->at + ahead < parser->length ? parser->source[parser->at + ahead] : '\0';
}

/* The aliases whose text ended before the last [rest] bytes may be expanded again. */
static void end_aliases(struct parser *parser, size_t rest)
{
    while (parser->alias_count && parser->alias_rests[parser->alias_count - 1] >= rest)
        parser->alias_count--;
}

bool lexer_in_alias(struct parser *parser)
{
    end_aliases(parser, parser->length - parser->at);
    return parser->alias_count > 0;
}

static void step(struct parser *parser)
{
    if (parser->at >= parser->length)
        return;
    parser->line += parser->source[parser->at] == '\n' && !lexer_in_alias(parser);
    parser->at++;
}

static bool at_end(const struct parser *parser)
{
    return parser->at >= parser->length;
}

void parser_fail(struct parser *parser, const char *message)
{
    if (parser->failed)
        return;
    parser->failed = true;
    parser->message = message;
    parser->error_line = parser->line;
}

void parser_unmatched(struct parser *parser, int line, const char *closing)
{
    if (parser->failed)
        return;
    parser_fail(parser, arena_format(parser->arena, "unexpected EOF while looking for matching `%s'", closing));
    parser->error_line = line;
    parser->incomplete = true;
    parser->unexpected_end = true;
    parser->two_messages = true;
}

static void skip_single(struct parser *parser)
{
    int line = parser->line;
    step(parser);
    while (!at_end(parser) && peek(parser, 0) != '\'')
        step(parser);
    if (at_end(parser))
        parser_unmatched(parser, line, "'");
    step(parser);
}

/* $'...' and `...`: up to [closing], a backslash hiding what follows it. */
static void skip_escaped(struct parser *parser, char closing)
{
    int line = parser->line;
    char text[2] = {closing, '\0'};
    while (!at_end(parser) && peek(parser, 0) != closing) {
        if (peek(parser, 0) == '\\')
            step(parser);
        step(parser);
    }
    if (at_end(parser))
        parser_unmatched(parser, line, text);
    step(parser);
}

static void skip_double(struct parser *parser)
{
    int line = parser->line;
    bool outer = parser->quoted;
    parser->quoted = true;
    step(parser);
    while (!parser->failed && !at_end(parser) && peek(parser, 0) != '"') {
        char c = peek(parser, 0);
        if (c == '\\' || c == '`' || (c == '$' && peek(parser, 1) && strchr("({[", peek(parser, 1))))
            lexer_skip_part(parser);
        else
            step(parser);
    }
    if (at_end(parser))
        parser_unmatched(parser, line, "\"");
    parser->quoted = outer;
    step(parser);
}

static void skip_braces(struct parser *parser)
{
    int line = parser->line;
    parser->at += 2;
    while (!parser->failed && !at_end(parser) && peek(parser, 0) != '}')
        lexer_skip_part(parser);
    if (at_end(parser))
        parser_unmatched(parser, line, "}");
    step(parser);
}

/* Up to the parenthesis that closes [depth] open ones. As bash does behind "((", nothing is parsed on the way: only
 * quotes hide a parenthesis. So each level of what turns out to be commands is passed over in one go. */
static void skip_matched(struct parser *parser, int depth)
{
    int line = parser->line;
    bool outer = parser->matching;
    parser->matching = true;
    while (depth && !parser->failed && !at_end(parser)) {
        char c = peek(parser, 0);
        depth += (c == '(') - (c == ')');
        if (strchr("\\'\"`", c) || (c == '$' && peek(parser, 1) == '\''))
            lexer_skip_part(parser);
        else
            step(parser);
    }
    if (depth)
        parser_unmatched(parser, line, ")");
    parser->matching = outer;
}

/* Back in [before]'s text, where the current ")" stands in it: an alias put its text before the rest, so that only the
 * bytes behind it tell. False when an alias brought the ")" itself. */
static bool return_to(struct parser *parser, const struct parser *before)
{
    end_aliases(parser, parser->token.rest);
    if (parser->alias_count > before->alias_count)
        return false;
    parser->at = before->length - (parser->length - parser->at);
    parser->source = before->source;
    parser->length = before->length;
    return true;
}

/* The inside of $( ) is parsed as commands, because only that tells which parenthesis closes it. */
void lexer_skip_substitution(struct parser *parser)
{
    end_aliases(parser, parser->length - parser->at);
    struct parser before = *parser;
    parser->heredocs = NULL;
    parser->extended = parser->quoted = parser->elements = false;
    parser->at += 2;
    lexer_advance(parser);
    parse_newlines(parser);
    if (!lexer_is(parser, ")"))
        parse_list(parser);
    bool cut_off = parser->failed ? parser->unexpected_end && !parser->two_messages : parser->token.kind == TOKEN_END;
    if (cut_off) {
        parser->failed = false;
        parser_unmatched(parser, parser->line, ")");
        parser->in_substitution = true;
    } else if (!parser->failed && (!lexer_is(parser, ")") || !return_to(parser, &before))) {
        parser_unexpected(parser);
    }
    parser->token = before.token;
    parser->heredocs = before.heredocs;
    parser->extended = before.extended;
    parser->elements = before.elements;
    parser->quoted = before.quoted;
}

/* What began at [from] was no expression, as its first ")" shows, which was just passed. */
static void keep_commands(struct parser *parser, size_t from)
{
    parser->commands = NULL;
    if (!at_end(parser) && peek(parser, 0) != '\n')
        return;
    for (size_t i = from; i < parser->at; i++)
        from = strchr(" \t\n;|&", parser->source[i]) ? i + 1 : from;
    parser->commands = arena_copy(parser->arena, (struct slice){parser->source + from, parser->at - from});
    parser->commands_line = parser->line;
    parser->commands_last = parser->at + 1 >= parser->length;
}

bool lexer_read_arithmetic(struct parser *parser, const char **text)
{
    size_t start = parser->at + 1, before = parser->at;
    int line = parser->line;
    if (peek(parser, 0) != '(')
        return false;
    step(parser);
    skip_matched(parser, 1);
    if (parser->failed)
        return false;
    if (peek(parser, 0) != ')') {
        keep_commands(parser, before - 1);
        parser->at = before;
        parser->line = line;
        return false;
    }
    *text = arena_copy(parser->arena, (struct slice){parser->source + start, parser->at - 1 - start});
    step(parser);
    return true;
}

/* $[...], what arithmetic was written like before $((...)). */
static void skip_brackets(struct parser *parser)
{
    int line = parser->line, depth = 1;
    parser->at += 2;
    while (depth && !parser->failed && !at_end(parser)) {
        char c = peek(parser, 0);
        depth += (c == '[') - (c == ']');
        lexer_skip_part(parser);
    }
    if (depth)
        parser_unmatched(parser, line, "]");
}

static void skip_dollar(struct parser *parser)
{
    char next = peek(parser, 1);
    if (next == '(' && (parser->matching || peek(parser, 2) == '(')) {
        parser->at += 2;
        skip_matched(parser, 1);
    } else if (next == '(') {
        lexer_skip_substitution(parser);
    } else if (next == '{') {
        skip_braces(parser);
    } else if (next == '[') {
        skip_brackets(parser);
    } else if (next == '\'') {
        parser->at += 2;
        skip_escaped(parser, '\'');
    } else {
        step(parser);
    }
}

void lexer_skip_part(struct parser *parser)
{
    char c = peek(parser, 0);
    if (++parser->depth > LIMIT_SHELL_DEPTH)
        parser_fail(parser, "syntax error: nested too deeply");
    else if (c == '\\') {
        step(parser);
        step(parser);
    } else if (c == '\'')
        skip_single(parser);
    else if (c == '"')
        skip_double(parser);
    else if (c == '`') {
        step(parser);
        skip_escaped(parser, '`');
    } else if (c == '$')
        skip_dollar(parser);
    else
        step(parser);
    parser->depth--;
}

static void skip_blanks(struct parser *parser)
{
    for (;;) {
        char c = peek(parser, 0);
        if (c == ' ' || c == '\t') {
            step(parser);
        } else if (c == '\\' && peek(parser, 1) == '\n') {
            step(parser);
            step(parser);
            parser->incomplete |= at_end(parser);
        } else if (c == '#') {
            while (!at_end(parser) && peek(parser, 0) != '\n')
                step(parser);
        } else {
            return;
        }
    }
}

static bool is_meta(char c)
{
    return c == '\0' || strchr(" \t\n|&;()<>", c);
}

bool word_is_name(struct slice word)
{
    if (word.length == 0 || ascii_is_digit(word.data[0]))
        return false;
    for (size_t i = 0; i < word.length; i++)
        if (!ascii_is_letter(word.data[i]) && !ascii_is_digit(word.data[i]) && word.data[i] != '_')
            return false;
    return true;
}

/* Is what was read of the word, up to here, "NAME=" or "NAME+=" before a parenthesis? */
static bool opens_array(const struct parser *parser, size_t start)
{
    size_t end = parser->at;
    if (end < start + 2 || parser->source[end - 1] != '=')
        return false;
    end -= parser->source[end - 2] == '+' ? 2 : 1;
    return word_is_name((struct slice){parser->source + start, end - start});
}

/* <( or >( */
static bool opens_substitution(const struct parser *parser)
{
    return (peek(parser, 0) == '<' || peek(parser, 0) == '>') && peek(parser, 1) == '(';
}

/* ( ... ) as part of a word: an extended pattern. */
static void skip_parentheses(struct parser *parser)
{
    int line = parser->line, depth = 0;
    do {
        char c = peek(parser, 0);
        depth += (c == '(') - (c == ')');
        if (depth && opens_substitution(parser))
            lexer_skip_substitution(parser);
        else
            lexer_skip_part(parser);
    } while (depth && !at_end(parser) && !parser->failed);
    if (depth)
        parser_unmatched(parser, line, ")");
}

/* Bytes of the "[...]" of "NAME[...]=", in which blanks and quotes end no word; 0 when it is none. In the value of an array
 * any "[...]" that a word begins with. */
static size_t assigned_subscript(const struct parser *parser, size_t start)
{
    if (parser->elements)
        return parser->at == start ? subscript_end(parser->source + parser->at) : 0;
    if (!word_is_name((struct slice){parser->source + start, parser->at - start}))
        return 0;
    const char *text = parser->source + parser->at;
    size_t end = subscript_end(text);
    bool assigns = end && (text[end] == '=' || (text[end] == '+' && text[end + 1] == '='));
    return assigns && !memchr(text, '\n', end) ? end : 0;
}

static bool has_extglob(const struct parser *parser)
{
    return parser->shell && shell_has(parser->shell, SHOPT_EXTGLOB);
}

/* Does it mean nothing to the shell, wherever it stands? Most of most words does. */
static bool is_plain(char c)
{
    return ascii_is_letter(c) || ascii_is_digit(c) || c == '-' || c == '.' || c == '/' || c == '_';
}

static void skip_plain(struct parser *parser)
{
    while (is_plain(peek(parser, 0)))
        parser->at++;
}

static void skip_array(struct parser *parser);

static void read_word(struct parser *parser)
{
    size_t start = parser->at;
    for (skip_plain(parser); !at_end(parser) && !parser->failed; skip_plain(parser)) {
        char c = peek(parser, 0);
        bool pattern = (parser->extended || has_extglob(parser)) && parser->at > start &&
                       strchr("@+?!*", parser->source[parser->at - 1]);
        size_t subscript = c == '[' ? assigned_subscript(parser, start) : 0;
        if (subscript)
            parser->at += subscript;
        else if (c == '(' && !parser->elements && opens_array(parser, start))
            skip_array(parser);
        else if (c == '(' && pattern)
            skip_parentheses(parser);
        else if (opens_substitution(parser))
            lexer_skip_substitution(parser);
        else if (is_meta(c))
            break;
        else
            lexer_skip_part(parser);
    }
    parser->token.kind = TOKEN_WORD;
    parser->token.text = arena_copy(parser->arena, (struct slice){parser->source + start, parser->at - start});
}

void lexer_read_regular_expression(struct parser *parser)
{
    skip_blanks(parser);
    size_t start = parser->at;
    int depth = 0;
    while (!at_end(parser) && !parser->failed) {
        char c = peek(parser, 0);
        if (strchr(" \t\n)", c) && depth == 0)
            break;
        depth += (c == '(') - (c == ')');
        lexer_skip_part(parser);
    }
    parser->token.kind = TOKEN_WORD;
    parser->token.text = arena_copy(parser->arena, (struct slice){parser->source + start, parser->at - start});
}

static const char *const operators[] = {
    ";;&", "&>>", "<<<", "<<-", "&&", "||", "|&", ";;", ";&", "<<", ">>", "<&",
    ">&",  "<>",  ">|",  "&>",  "|",  "&",  ";",  "(",  ")",  "<",  ">",
};

static bool read_operator(struct parser *parser)
{
    const char *here = parser->source + parser->at;
    bool may_be = strchr("&|;<>()", *here);
    for (size_t i = 0; may_be && i < sizeof operators / sizeof *operators; i++) {
        if (text_starts(here, operators[i])) {
            parser->token.kind = TOKEN_OPERATOR;
            parser->token.text = operators[i];
            parser->at += strlen(operators[i]);
            return true;
        }
    }
    return false;
}

static void skip_blank_lines(struct parser *parser)
{
    for (skip_blanks(parser); peek(parser, 0) == '\n'; skip_blanks(parser))
        step(parser);
}

/* The value of an array, from its "(" to behind its ")": words, and nothing that joins or redirects commands. */
static void skip_array(struct parser *parser)
{
    int line = parser->line;
    struct token token = parser->token;
    bool joins = false;
    parser->elements = true;
    step(parser);
    for (skip_blank_lines(parser); !parser->failed && !joins && !at_end(parser) && peek(parser, 0) != ')';
         skip_blank_lines(parser)) {
        parser->token = (struct token){.line = parser->line, .number = -1};
        joins = !opens_substitution(parser) && read_operator(parser);
        if (joins)
            parser_unexpected(parser);
        else
            read_word(parser);
    }
    parser->elements = false;
    parser->token = token;
    if (joins || (at_end(parser) && !parser->failed))
        parser->error_status = ERROR_ARRAY_STATUS;
    if (at_end(parser))
        parser_unmatched(parser, line, ")");
    else if (!parser->failed)
        step(parser);
}

/* The delimiter as it is compared: without quotes. */
static const char *unquoted(struct arena *arena, const char *word, bool *quoted)
{
    struct buffer text = {0};
    char inside = 0;
    *quoted = false;
    for (const char *c = word; *c; c++) {
        bool quote = inside ? *c == inside : *c == '\'' || *c == '"';
        if (quote) {
            inside = inside ? 0 : *c;
            *quoted = true;
        } else if (*c == '\\' && c[1] && inside != '\'') {
            *quoted = true;
            buffer_add_byte(&text, *++c);
        } else {
            buffer_add_byte(&text, *c);
        }
    }
    const char *result = arena_copy(arena, buffer_slice(&text));
    buffer_release(&text);
    return result;
}

static void read_heredoc(struct parser *parser, struct redirection *redirection)
{
    struct buffer body = {0};
    bool strip = text_equal(redirection->operator, "<<-"), found = false;
    const char *delimiter = unquoted(parser->arena, redirection->word, &redirection->literal);
    while (!found && !at_end(parser)) {
        while (strip && peek(parser, 0) == '\t')
            step(parser);
        struct slice rest = {parser->source + parser->at, parser->length - parser->at};
        struct slice line = slice_part(rest, 0, slice_find_byte(rest, '\n'));
        bool joined = !redirection->literal && slice_ends(line, "\\") && !slice_ends(line, "\\\\");
        found = slice_is(line, delimiter) && (body.length == 0 || buffer_text(&body)[body.length - 1] == '\n');
        parser->at += line.length;
        if (!found && joined && !at_end(parser))
            buffer_add(&body, slice_part(line, 0, line.length - 1));
        else if (!found) {
            buffer_add(&body, line);
            buffer_add_byte(&body, '\n');
        }
        step(parser);
    }
    parser->incomplete |= !found;
    bool at_newline = parser->at && parser->source[parser->at - 1] == '\n';
    redirection->ended_at = found ? 0 : parser->line - at_newline;
    redirection->operator= "<<";
    redirection->delimiter = delimiter;
    redirection->body = arena_copy(parser->arena, buffer_slice(&body));
    buffer_release(&body);
}

static void read_heredocs(struct parser *parser)
{
    while (parser->heredocs) {
        struct pending_heredoc *heredoc = parser->heredocs;
        parser->heredocs = heredoc->next;
        read_heredoc(parser, heredoc->redirection);
    }
}

/* "{name}" right before a redirection. */
static bool read_descriptor_name(struct parser *parser)
{
    struct slice rest = {parser->source + parser->at, parser->length - parser->at};
    size_t close = slice_find_byte(rest, '}');
    if (peek(parser, 0) != '{' || close == rest.length || !word_is_name(slice_part(rest, 1, close)) ||
        (peek(parser, close + 1) != '<' && peek(parser, close + 1) != '>'))
        return false;
    parser->token.name = arena_copy(parser->arena, slice_part(rest, 1, close));
    parser->at += close + 1;
    return read_operator(parser);
}

void lexer_advance(struct parser *parser)
{
    parser->previous_rest = parser->length - parser->at;
    skip_blanks(parser);
    struct token *token = &parser->token;
    bool duplicates = lexer_is(parser, ">&") || lexer_is(parser, "<&"); /* then digits are its word */
    *token = (struct token){.line = parser->line, .rest = parser->length - parser->at, .number = -1};
    if (at_end(parser) || parser->failed) {
        token->kind = TOKEN_END;
        token->text = "newline";
        parser->incomplete |= parser->heredocs != NULL;
        return;
    }
    if (peek(parser, 0) == '\n') {
        step(parser);
        token->kind = TOKEN_NEWLINE;
        token->text = "newline";
        read_heredocs(parser);
        return;
    }
    size_t digits = 0;
    while (ascii_is_digit(peek(parser, digits)))
        digits++;
    if (digits && digits < 4 && !duplicates && (peek(parser, digits) == '<' || peek(parser, digits) == '>')) {
        int number = 0;
        for (; digits; digits--, parser->at++)
            number = number * 10 + (peek(parser, 0) - '0');
        read_operator(parser);
        token->number = number;
        return;
    }
    if (opens_substitution(parser) || (!read_operator(parser) && !read_descriptor_name(parser)))
        read_word(parser);
}

bool lexer_is(const struct parser *parser, const char *operator)
{
    return parser->token.kind == TOKEN_OPERATOR && text_equal(parser->token.text, operator);
}

bool lexer_is_word(const struct parser *parser, const char *word)
{
    return parser->token.kind == TOKEN_WORD && text_equal(parser->token.text, word);
}

static bool being_expanded(struct parser *parser, const char *name)
{
    end_aliases(parser, parser->token.rest);
    for (int i = 0; i < parser->alias_count; i++)
        if (text_equal(parser->aliases[i], name))
            return true;
    return parser->alias_count == ALIAS_NESTING;
}

bool lexer_expand_alias(struct parser *parser)
{
    if (!parser->shell || parser->token.kind != TOKEN_WORD || !shell_expands_aliases(parser->shell))
        return false;
    const char *text = shell_alias(parser->shell, parser->token.text);
    if (!text || being_expanded(parser, parser->token.text))
        return false;
    size_t rest = parser->length - parser->at;
    parser->aliases[parser->alias_count] = parser->token.text;
    parser->alias_rests[parser->alias_count++] = rest;
    parser->source = arena_format(parser->arena, "%s%s", text, parser->source + parser->at);
    parser->length = slice_of(text).length + rest;
    parser->at = 0;
    /* A blank at the end: the word behind the alias is looked up too. */
    parser->alias_next = text_ends(text, " ") || text_ends(text, "\t") ? rest : 0;
    lexer_advance(parser);
    return true;
}
