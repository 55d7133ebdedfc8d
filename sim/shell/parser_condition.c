/* [[ ]]: bash reads the whole expression while it parses, and says there what is wrong with it. The node's
 * words are those of the expression, in their order; conditional.c evaluates them. */
#include <stdarg.h>

#include "shell/evaluate.h"
#include "shell/lexer.h"

enum { DEEPEST = 100 };

static bool parse_or(struct parser *parser, struct node *node, int depth);

/* Bash shows no line of the source behind such a message, and takes it for the end of its input. */
__attribute__((format(printf, 3, 4))) static bool fail(struct parser *parser, int line, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    parser_fail(parser, arena_format_list(parser->arena, format, arguments));
    va_end(arguments);
    parser->error_line = line;
    parser->unexpected_end = parser->two_messages = true;
    bool last = parser->token.kind == TOKEN_END ||
                (parser->token.kind == TOKEN_NEWLINE && parser->at == parser->length);
    parser->error_status = last ? ERROR_STATUS : ERROR_KEEPS_STATUS;
    return false;
}

/* The text ended where more of the expression could follow: at a prompt there is another line to come. */
static bool cut_off(struct parser *parser, int line, const char *message)
{
    parser_fail(parser, message);
    parser->error_line = line;
    parser->incomplete = parser->unexpected_end = true;
    return false;
}

/* What bash calls the token in hand; NULL: words have no name. The line that the text lacks ends at its end. */
static const char *token_name(const struct parser *parser)
{
    if (parser->token.kind == TOKEN_END || parser->token.kind == TOKEN_NEWLINE)
        return "newline";
    return parser->token.kind == TOKEN_OPERATOR || lexer_is_word(parser, "]]") ? parser->token.text : NULL;
}

static bool is_operand(const struct parser *parser)
{
    return parser->token.kind == TOKEN_WORD && !lexer_is_word(parser, "]]");
}

static void add(struct parser *parser, struct node *node)
{
    node_add_word(parser, node, parser->token.text);
}

static bool skip_newlines(struct parser *parser)
{
    do
        lexer_advance(parser);
    while (parser->token.kind == TOKEN_NEWLINE);
    return !parser->failed;
}

static bool fail_operand(struct parser *parser, const char *kind)
{
    const char *name = token_name(parser);
    return fail(parser, parser->token.line, "unexpected argument%s%s%s to conditional %s operator",
                name ? " `" : "", name ? name : "", name ? "'" : "", kind);
}

/* ( EXPRESSION ) */
static bool parse_inner(struct parser *parser, struct node *node, int depth)
{
    int line = parser->token.line;
    add(parser, node);
    if (!parse_or(parser, node, depth))
        return false;
    if (!lexer_is(parser, ")")) {
        const char *name = token_name(parser);
        return name ? fail(parser, line, "unexpected token `%s', expected `)'", name)
                    : fail(parser, line, "expected `)'");
    }
    add(parser, node);
    return skip_newlines(parser);
}

/* -f WORD */
static bool parse_unary(struct parser *parser, struct node *node)
{
    add(parser, node);
    lexer_advance(parser);
    if (!is_operand(parser))
        return fail_operand(parser, "unary");
    add(parser, node);
    return skip_newlines(parser);
}

/* WORD, or WORD OPERATOR WORD */
static bool parse_binary(struct parser *parser, struct node *node)
{
    add(parser, node);
    lexer_advance(parser);
    if (lexer_is_word(parser, "]]") || lexer_is(parser, "&&") || lexer_is(parser, "||") ||
        lexer_is(parser, ")"))
        return true;
    bool expression = lexer_is_word(parser, "=~");
    bool order = lexer_is(parser, "<") || lexer_is(parser, ">");
    if (!order && !(parser->token.kind == TOKEN_WORD && test_is_binary(parser->token.text))) {
        const char *name = token_name(parser);
        return name ? fail(parser, parser->token.line,
                           "unexpected token `%s', conditional binary operator expected", name)
                    : fail(parser, parser->token.line, "conditional binary operator expected");
    }
    add(parser, node);
    if (expression)
        lexer_read_regular_expression(parser);
    if (!expression || !parser->token.text[0])
        lexer_advance(parser);
    if (!parser->failed && !is_operand(parser))
        return fail_operand(parser, "binary");
    add(parser, node);
    return skip_newlines(parser);
}

/* Up to the token behind it, which is left in hand. */
static bool parse_term(struct parser *parser, struct node *node, int depth)
{
    if (!skip_newlines(parser))
        return false;
    int line = parser->token.line;
    if (depth > DEEPEST)
        return fail(parser, line, "syntax error in conditional expression");
    if (lexer_is_word(parser, "]]")) /* of this bash says nothing */
        return fail(parser, line, "%s", "");
    if (lexer_is(parser, "("))
        return parse_inner(parser, node, depth + 1);
    if (parser->token.kind == TOKEN_END)
        return cut_off(parser, line, "unexpected token `EOF' in conditional command");
    if (parser->token.kind != TOKEN_WORD)
        return fail(parser, line, "unexpected token `%s' in conditional command", token_name(parser));
    if (test_is_unary(parser->token.text))
        return parse_unary(parser, node);
    if (!lexer_is_word(parser, "!"))
        return parse_binary(parser, node);
    add(parser, node);
    return parse_term(parser, node, depth + 1);
}

static bool parse_and(struct parser *parser, struct node *node, int depth)
{
    bool read = parse_term(parser, node, depth);
    while (read && lexer_is(parser, "&&")) {
        add(parser, node);
        read = parse_term(parser, node, depth);
    }
    return read;
}

static bool parse_or(struct parser *parser, struct node *node, int depth)
{
    bool read = parse_and(parser, node, depth);
    while (read && lexer_is(parser, "||")) {
        add(parser, node);
        read = parse_and(parser, node, depth);
    }
    return read;
}

struct node *parse_condition(struct parser *parser)
{
    struct node *node = parser_node(parser, NODE_CONDITION);
    int line = parser->token.line;
    parser->extended = true;
    if (parse_or(parser, node, 0) && !lexer_is_word(parser, "]]")) {
        const char *name = token_name(parser);
        if (parser->token.kind == TOKEN_END)
            parser->two_messages = !cut_off(parser, line, "unexpected EOF while looking for `]]'");
        else if (name)
            fail(parser, line, "syntax error in conditional expression: unexpected token `%s'", name);
        else
            fail(parser, line, "syntax error in conditional expression");
    }
    parser->extended = false;
    lexer_advance(parser);
    return node;
}
