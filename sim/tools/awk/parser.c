#include <string.h>

#include "tools/awk/parser.h"

static struct awk_node *parse_statement(struct parser *parser);
static struct awk_node *parse_block(struct parser *parser);

static void skip_terminators(struct parser *parser)
{
    while (parser->at->kind == TOKEN_NEWLINE || parser->at->kind == ';')
        parser->at++;
}

/* --- statements --- */

static void end_simple(struct parser *parser)
{
    int kind = parser->at->kind;
    if (kind == ';' || kind == TOKEN_NEWLINE) {
        parser->at++;
        awk_parser_skip_newlines(parser);
    } else if (kind != '}') {
        awk_parser_fail(parser);
    }
}

static struct awk_node *parse_print(struct parser *parser)
{
    struct awk_node *node =
        awk_parser_make(parser, parser->at->kind == TOKEN_PRINT ? AWK_PRINT : AWK_PRINTF, NULL, NULL);
    struct awk_node **next = &node->list;
    parser->at++;
    parser->no_greater = true;
    int kind = parser->at->kind;
    bool empty = kind == ';' || kind == TOKEN_NEWLINE || kind == '}' || kind == '>' || kind == TOKEN_APPEND ||
                 kind == '|';
    if (kind == '(' && parser->at[1].kind == ')' && node->kind == AWK_PRINT) {
        parser->at += 2;
        empty = true;
    }
    parser->takes_list = kind == '(';
    for (bool more = !empty; more; more = awk_parser_take(parser, ',')) {
        if (next != &node->list)
            awk_parser_skip_newlines(parser);
        *next = awk_parse_expression(parser);
        next = &(*next)->next;
    }
    parser->takes_list = false;
    if (node->list && node->list->kind == AWK_GROUP)
        node->list = node->list->list;
    if (node->kind == AWK_PRINTF && !node->list)
        awk_syntax_error(parser->process, parser->file, node->line, "no arguments in call to printf");
    kind = parser->at->kind;
    if (kind == '>' || kind == TOKEN_APPEND || kind == '|') {
        parser->at++;
        node->operator= kind;
        node->right = awk_parse_join(parser);
    }
    parser->no_greater = false;
    return node;
}

static struct awk_node *parse_simple(struct parser *parser)
{
    struct awk_node *node;
    int kind = parser->at->kind;
    if (kind == TOKEN_PRINT || kind == TOKEN_PRINTF)
        return parse_print(parser);
    if (kind != TOKEN_DELETE)
        return awk_parser_make(parser, AWK_EXPRESSION, awk_parse_expression(parser), NULL);
    parser->at++;
    bool parenthesis = awk_parser_take(parser, '(');
    if (parser->at->kind != TOKEN_NAME)
        awk_parser_fail(parser);
    node = awk_parser_make(parser, AWK_DELETE, awk_parse_variable(parser), NULL);
    if (parenthesis)
        awk_parser_expect(parser, ')');
    return node;
}

/* A statement behind `)`, `else` or `do`: newlines may come first; ';' is an empty one. */
static struct awk_node *parse_body(struct parser *parser)
{
    awk_parser_skip_newlines(parser);
    if (awk_parser_take(parser, ';')) {
        awk_parser_skip_newlines(parser);
        return awk_parser_make(parser, AWK_BLOCK, NULL, NULL);
    }
    return parse_statement(parser);
}

static struct awk_node *parse_loop_body(struct parser *parser)
{
    parser->loops++;
    struct awk_node *body = parse_body(parser);
    parser->loops--;
    return body;
}

static struct awk_node *parse_condition(struct parser *parser)
{
    awk_parser_expect(parser, '(');
    parser->parentheses++;
    struct awk_node *condition = awk_parse_expression(parser);
    awk_parser_skip_newlines(parser);
    awk_parser_expect(parser, ')');
    parser->parentheses--;
    return condition;
}

static struct awk_node *parse_if(struct parser *parser)
{
    struct awk_node *node = awk_parser_make(parser, AWK_IF, NULL, NULL);
    parser->at++;
    node->condition = parse_condition(parser);
    node->body = parse_body(parser);
    struct lexeme *before = parser->at;
    skip_terminators(parser);
    if (awk_parser_take(parser, TOKEN_ELSE))
        node->otherwise = parse_body(parser);
    else
        parser->at = before;
    return node;
}

static struct awk_node *parse_do(struct parser *parser)
{
    struct awk_node *node = awk_parser_make(parser, AWK_DO, NULL, NULL);
    parser->at++;
    node->body = parse_loop_body(parser);
    skip_terminators(parser);
    awk_parser_expect(parser, TOKEN_WHILE);
    node->condition = parse_condition(parser);
    end_simple(parser);
    return node;
}

static struct awk_node *parse_for(struct parser *parser)
{
    struct awk_node *node = awk_parser_make(parser, AWK_FOR, NULL, NULL);
    parser->at++;
    awk_parser_expect(parser, '(');
    if (parser->at[0].kind == TOKEN_NAME && parser->at[1].kind == TOKEN_IN &&
        parser->at[2].kind == TOKEN_NAME && parser->at[3].kind == ')') {
        node->kind = AWK_FOR_IN;
        node->left = awk_parse_name(parser);
        parser->at++;
        node->right = awk_parse_name(parser);
        parser->at++;
        node->body = parse_loop_body(parser);
        return node;
    }
    parser->parentheses++;
    if (parser->at->kind != ';')
        node->left = parse_simple(parser);
    awk_parser_expect(parser, ';');
    awk_parser_skip_newlines(parser);
    if (parser->at->kind != ';')
        node->condition = awk_parse_expression(parser);
    awk_parser_expect(parser, ';');
    awk_parser_skip_newlines(parser);
    if (parser->at->kind != ')')
        node->right = parse_simple(parser);
    awk_parser_expect(parser, ')');
    parser->parentheses--;
    node->body = parse_loop_body(parser);
    return node;
}

static struct awk_node *parse_jump(struct parser *parser)
{
    const struct lexeme *word = parser->at++;
    int kind = word->kind;
    struct awk_node *node = awk_parser_make(parser, AWK_EXIT, NULL, NULL);
    switch (kind) {
    case TOKEN_NEXT:
    case TOKEN_NEXTFILE:
        node->kind = kind == TOKEN_NEXT ? AWK_NEXT : AWK_NEXTFILE;
        if (parser->in_begin_or_end)
            awk_syntax_error(parser->process, parser->file, word->line, "improper use of next%s",
                             kind == TOKEN_NEXT ? "" : "file");
        break;
    case TOKEN_BREAK:
    case TOKEN_CONTINUE:
        node->kind = kind == TOKEN_BREAK ? AWK_BREAK : AWK_CONTINUE;
        if (!parser->loops)
            awk_syntax_error(parser->process, parser->file, word->line, "%s statement outside of loop",
                             kind == TOKEN_BREAK ? "break" : "continue");
        break;
    case TOKEN_RETURN:
        node->kind = AWK_RETURN;
        if (!parser->in_function)
            awk_syntax_error(parser->process, parser->file, word->line, "return outside function body");
        break;
    }
    if ((kind == TOKEN_RETURN || kind == TOKEN_EXIT) && parser->at->kind != ';' &&
        parser->at->kind != TOKEN_NEWLINE && parser->at->kind != '}')
        node->left = awk_parse_expression(parser);
    end_simple(parser);
    return node;
}

static struct awk_node *parse_statement(struct parser *parser)
{
    struct awk_node *node;
    awk_parser_enter(parser);
    switch (parser->at->kind) {
    case '{':
        node = parse_block(parser);
        skip_terminators(parser);
        break;
    case TOKEN_IF:
        node = parse_if(parser);
        break;
    case TOKEN_WHILE:
        node = awk_parser_make(parser, AWK_WHILE, NULL, NULL);
        parser->at++;
        node->condition = parse_condition(parser);
        node->body = parse_loop_body(parser);
        break;
    case TOKEN_DO:
        node = parse_do(parser);
        break;
    case TOKEN_FOR:
        node = parse_for(parser);
        break;
    case TOKEN_NEXT:
    case TOKEN_NEXTFILE:
    case TOKEN_EXIT:
    case TOKEN_RETURN:
    case TOKEN_BREAK:
    case TOKEN_CONTINUE:
        node = parse_jump(parser);
        break;
    case ';':
        parser->at++;
        node = awk_parser_make(parser, AWK_BLOCK, NULL, NULL);
        break;
    default:
        node = parse_simple(parser);
        end_simple(parser);
    }
    parser->depth--;
    return node;
}

static struct awk_node *parse_block(struct parser *parser)
{
    struct awk_node *block = awk_parser_make(parser, AWK_BLOCK, NULL, NULL), **next = &block->list;
    awk_parser_expect(parser, '{');
    parser->braces++;
    skip_terminators(parser);
    while (parser->at->kind != '}') {
        if (parser->at->kind == TOKEN_END)
            awk_parser_fail(parser);
        *next = parse_statement(parser);
        next = &(*next)->next;
        skip_terminators(parser);
    }
    parser->at++;
    parser->braces--;
    return block;
}

/* --- rules and functions --- */

static void parse_parameters(struct parser *parser, struct slice function)
{
    parser->locals = NULL;
    parser->local_count = 0;
    awk_parser_skip_newlines(parser);
    while (parser->at->kind == TOKEN_NAME) {
        if (slice_equal((struct slice){parser->at->text, parser->at->length}, function))
            awk_parser_fail(parser);
        const char **more =
            arena_allocate(parser->process->arena, ((size_t)parser->local_count + 1) * sizeof *more);
        if (parser->local_count)
            memcpy(more, parser->locals, (size_t)parser->local_count * sizeof *more);
        more[parser->local_count++] =
            arena_copy(parser->process->arena, (struct slice){parser->at->text, parser->at->length});
        parser->locals = more;
        parser->at++;
        awk_parser_skip_newlines(parser);
        if (!awk_parser_take(parser, ','))
            break;
        awk_parser_skip_newlines(parser);
    }
}

static void parse_function(struct parser *parser)
{
    parser->at++;
    if (parser->at->kind != TOKEN_NAME && parser->at->kind != TOKEN_CALLED)
        awk_parser_fail(parser);
    struct slice name = {parser->at->text, parser->at->length};
    int number = awk_parser_function(parser, name);
    if (parser->tree->functions[number].body)
        awk_syntax_error(parser->process, parser->file, parser->at->line, "multiply defined function %.*s",
                         (int)name.length, name.data);
    parser->at++;
    awk_parser_expect(parser, '(');
    parse_parameters(parser, name);
    awk_parser_expect(parser, ')');
    awk_parser_skip_newlines(parser);
    parser->in_function = true;
    struct awk_node *body = parse_block(parser);
    struct function *function = &parser->tree->functions[number];
    function->body = body;
    function->parameters = parser->local_count;
    parser->in_function = false;
    parser->local_count = 0;
}

static void parse_rule(struct parser *parser)
{
    struct rule *rule = arena_allocate(parser->process->arena, sizeof *rule);
    int kind = parser->at->kind;
    rule->when = kind == TOKEN_BEGIN ? RULE_BEGIN : kind == TOKEN_END_RULE ? RULE_END : RULE_MAIN;
    if (rule->when != RULE_MAIN) {
        parser->at++;
    } else if (kind != '{') {
        rule->from = awk_parse_expression(parser);
        if (awk_parser_take(parser, ',')) {
            awk_parser_skip_newlines(parser);
            rule->to = awk_parse_expression(parser);
        }
    }
    parser->in_begin_or_end = rule->when != RULE_MAIN;
    if (parser->at->kind == '{')
        rule->body = parse_block(parser);
    else if (rule->when != RULE_MAIN)
        awk_parser_fail(parser);
    parser->in_begin_or_end = false;
    parser->tree->has_main |= rule->when == RULE_MAIN;
    parser->tree->has_end |= rule->when == RULE_END;
    *parser->next_rule = rule;
    parser->next_rule = &rule->next;
}

struct syntax_tree *awk_parse(struct awk *awk, const struct awk_source *sources, int count)
{
    struct process *process = awk->process;
    struct syntax_tree *tree = arena_allocate(process->arena, sizeof *tree);
    struct parser parser = {.awk = awk, .process = process, .tree = tree, .next_rule = &tree->rules};
    awk->tree = tree;
    int line = 1;
    for (int i = 0; i < SPECIALS; i++)
        awk_global(process, tree, awk_special_names[i], strlen(awk_special_names[i]));
    for (int i = 0; i < count; i++) {
        parser.file = sources[i].name;
        parser.at = awk_tokens(process, &sources[i]).all;
        for (skip_terminators(&parser); parser.at->kind != TOKEN_END; skip_terminators(&parser)) {
            if (parser.at->kind == TOKEN_FUNCTION)
                parse_function(&parser);
            else
                parse_rule(&parser);
            int next = parser.at->kind, last = parser.at[-1].kind;
            if (next != ';' && next != TOKEN_NEWLINE && last != '}')
                awk_parser_fail(&parser);
        }
        line = parser.at->line;
    }
    for (int i = 0; i < tree->function_count; i++)
        if (!tree->functions[i].body)
            awk_syntax_error(process, parser.file, line, "function %s never defined", tree->functions[i].name);
    return tree;
}
