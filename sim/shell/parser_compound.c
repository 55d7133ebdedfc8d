/* Compound commands: POSIX XCU 2.9.4, and bash's (( )) and for (( )). */
#include <string.h>

#include "shell/lexer.h"

static struct node *parse_do_group(struct parser *parser)
{
    if (lexer_is_word(parser, "{")) {
        lexer_advance(parser);
        struct node *body = parse_list(parser);
        parse_expect_word(parser, "}");
        return body;
    }
    if (!parse_expect_word(parser, "do"))
        return NULL;
    struct node *body = parse_list(parser);
    parse_expect_word(parser, "done");
    return body;
}

/* From behind "if" or "elif" to "fi". */
static struct node *parse_if(struct parser *parser)
{
    struct node *node = parser_node(parser, NODE_IF);
    lexer_advance(parser);
    node->condition = parse_list(parser);
    if (!parse_expect_word(parser, "then"))
        return node;
    node->body = parse_list(parser);
    if (parser->failed)
        return node;
    if (lexer_is_word(parser, "elif")) {
        struct node **last = &node->otherwise;
        while (!parser->failed && lexer_is_word(parser, "elif")) {
            struct node *branch = parser_node(parser, NODE_IF);
            lexer_advance(parser);
            branch->condition = parse_list(parser);
            if (parse_expect_word(parser, "then"))
                branch->body = parse_list(parser);
            *last = branch;
            last = &branch->otherwise;
        }
        if (!parser->failed && lexer_is_word(parser, "else")) {
            lexer_advance(parser);
            *last = parse_list(parser);
        }
    } else if (lexer_is_word(parser, "else")) {
        lexer_advance(parser);
        node->otherwise = parse_list(parser);
    }
    parse_expect_word(parser, "fi");
    return node;
}

static struct node *parse_loop(struct parser *parser)
{
    struct node *node = parser_node(parser, NODE_WHILE);
    node->negated = lexer_is_word(parser, "until");
    lexer_advance(parser);
    node->condition = parse_list(parser);
    if (!parser->failed)
        node->body = parse_do_group(parser);
    return node;
}

static void end_of_head(struct parser *parser)
{
    if (lexer_is(parser, ";"))
        lexer_advance(parser);
    parse_newlines(parser);
}

/* "a; b; c" at the top level of parentheses. */
static void split_expressions(struct parser *parser, struct node *node, const char *text)
{
    int depth = 0;
    const char *start = text, *c = text;
    for (;; c++) {
        depth += (*c == '(') - (*c == ')');
        if (*c && (*c != ';' || depth))
            continue;
        node_add_word(parser, node, arena_copy(parser->arena, (struct slice){start, (size_t)(c - start)}));
        start = c + 1;
        if (!*c)
            break;
    }
    while (node->count < 3)
        node_add_word(parser, node, "");
}

static struct node *parse_for(struct parser *parser)
{
    struct node *node = parser_node(parser, lexer_is_word(parser, "select") ? NODE_SELECT : NODE_FOR);
    const char *text;
    lexer_advance(parser);
    if (node->kind == NODE_FOR && lexer_is(parser, "(") && lexer_read_arithmetic(parser, &text)) {
        node->kind = NODE_FOR_NUMBER;
        split_expressions(parser, node, text);
        lexer_advance(parser);
        end_of_head(parser);
        node->body = parse_do_group(parser);
        return node;
    }
    if (parser->token.kind != TOKEN_WORD) {
        parser_unexpected(parser);
        return node;
    }
    node_add_word(parser, node, parser->token.text);
    lexer_advance(parser);
    bool separated = lexer_is(parser, ";");
    end_of_head(parser);
    node->positional = true;
    if (!separated && lexer_is_word(parser, "in")) {
        node->positional = false;
        lexer_advance(parser);
        for (; parser->token.kind == TOKEN_WORD && !parser->failed; lexer_advance(parser))
            node_add_word(parser, node, parser->token.text);
        if (!lexer_is(parser, ";") && parser->token.kind != TOKEN_NEWLINE)
            parser_unexpected(parser);
        end_of_head(parser);
    }
    if (!parser->failed)
        node->body = parse_do_group(parser);
    return node;
}

static struct node *parse_choice(struct parser *parser)
{
    struct node *choice = parser_node(parser, NODE_CHOICE);
    if (lexer_is(parser, "("))
        lexer_advance(parser);
    for (;;) {
        if (parser->token.kind != TOKEN_WORD) {
            parser_unexpected(parser);
            return choice;
        }
        node_add_word(parser, choice, parser->token.text);
        lexer_advance(parser);
        if (!lexer_is(parser, "|"))
            break;
        lexer_advance(parser);
    }
    if (!lexer_is(parser, ")")) {
        parser_unexpected(parser);
        return choice;
    }
    parser->extended = false;
    lexer_advance(parser);
    parse_newlines(parser);
    bool empty = lexer_is(parser, ";;") || lexer_is(parser, ";&") || lexer_is(parser, ";;&") ||
                 lexer_is_word(parser, "esac");
    if (!empty)
        choice->body = parse_list(parser);
    choice->operator= ";;";
    if (!parser->failed && parser->token.kind == TOKEN_OPERATOR && parser->token.text[0] == ';' &&
        parser->token.text[1]) {
        choice->operator= parser->token.text;
        parser->extended = true;
        lexer_advance(parser);
        parse_newlines(parser);
    } else if (!parser->failed && !lexer_is_word(parser, "esac")) {
        parser_unexpected(parser);
    }
    return choice;
}

static struct node *parse_case(struct parser *parser)
{
    struct node *node = parser_node(parser, NODE_CASE), **end = &node->children;
    lexer_advance(parser);
    if (parser->token.kind != TOKEN_WORD) {
        parser_unexpected(parser);
        return node;
    }
    node_add_word(parser, node, parser->token.text);
    lexer_advance(parser);
    parse_newlines(parser);
    bool extended = parser->extended;
    parser->extended = true;
    if (parse_expect_word(parser, "in")) {
        parse_newlines(parser);
        while (!parser->failed && !lexer_is_word(parser, "esac")) {
            struct node *choice = parse_choice(parser);
            *end = choice;
            end = &choice->next;
        }
    }
    parser->extended = extended;
    parse_expect_word(parser, "esac");
    return node;
}

static struct node *parse_group(struct parser *parser)
{
    struct node *node = parser_node(parser, NODE_GROUP);
    lexer_advance(parser);
    node->body = parse_list(parser);
    parse_expect_word(parser, "}");
    return node;
}

static struct node *parse_parentheses(struct parser *parser)
{
    struct node *node = parser_node(parser, NODE_SUBSHELL);
    const char *text;
    if (lexer_read_arithmetic(parser, &text)) {
        node->kind = NODE_ARITHMETIC;
        node_add_word(parser, node, text);
        lexer_advance(parser);
        return node;
    }
    lexer_advance(parser);
    node->body = parse_list(parser);
    if (!parser->failed && lexer_is(parser, ")"))
        lexer_advance(parser);
    else
        parser_unexpected(parser);
    return node;
}

static const struct {
    const char *word;
    struct node *(*parse)(struct parser *parser);
} compounds[] = {
    {"if", parse_if},   {"while", parse_loop},   {"until", parse_loop},
    {"for", parse_for}, {"select", parse_for},   {"case", parse_case},
    {"{", parse_group}, {"[[", parse_condition}, {"function", parse_function},
};

struct node *parse_compound(struct parser *parser, bool *found)
{
    static const char *const closing[] = {"then", "do", "done", "fi", "elif", "else", "esac", "}", "]]"};
    *found = true;
    if (lexer_is(parser, "("))
        return parse_parentheses(parser);
    for (size_t i = 0; i < sizeof compounds / sizeof *compounds; i++)
        if (lexer_is_word(parser, compounds[i].word))
            return compounds[i].parse(parser);
    for (size_t i = 0; i < sizeof closing / sizeof *closing; i++)
        if (lexer_is_word(parser, closing[i])) {
            parser_unexpected(parser);
            return parser_node(parser, NODE_SIMPLE);
        }
    if (lexer_is_word(parser, "coproc"))
        parser_fail(parser, "not simulated: coproc");
    *found = false;
    return NULL;
}
