/* Recursive descent over POSIX's awk grammar. Where the grammar is ambiguous, as mawk and gawk agree. */
#include <string.h>

#include "tools/awk/builtins.h"
#include "tools/awk/parser.h"

enum { DEPTH = 200 };

const char *const awk_special_names[] = {
    "NF",      "NR",   "FNR",    "FS",      "OFS",      "ORS",     "RS",   "SUBSEP",
    "CONVFMT", "OFMT", "RSTART", "RLENGTH", "FILENAME", "ENVIRON", "ARGC", "ARGV",
};

static struct awk_node *parse_unary(struct parser *parser);
static struct awk_node *parse_primary(struct parser *parser);

_Noreturn void awk_parser_fail(struct parser *parser)
{
    const struct lexeme *at = parser->at;
    if (at->kind == TOKEN_END && parser->braces > 0)
        awk_syntax_error(parser->process, parser->file, at->line, "missing } near end of file");
    if (at->kind == TOKEN_END)
        awk_syntax_error(parser->process, parser->file, at->line, "syntax error at or near end of file");
    if (at->kind == TOKEN_NEWLINE)
        awk_syntax_error(parser->process, parser->file, at->line, "syntax error at or near end of line");
    if (at->kind == ')' && !parser->parentheses)
        awk_syntax_error(parser->process, parser->file, at->line, "extra ')'");
    if (at->kind == ']')
        awk_syntax_error(parser->process, parser->file, at->line, "extra ']'");
    if (at->kind == TOKEN_STRING)
        awk_syntax_error(parser->process, parser->file, at->line, "syntax error at or near \"%.*s\"",
                         (int)at->length, at->text);
    if (at->kind == TOKEN_ERE)
        awk_syntax_error(parser->process, parser->file, at->line, "syntax error at or near /%.*s/",
                         (int)at->length, at->text);
    awk_syntax_error(parser->process, parser->file, at->line, "syntax error at or near %.*s", (int)at->length,
                     at->text);
}

void awk_parser_enter(struct parser *parser)
{
    if (++parser->depth > DEPTH)
        awk_syntax_error(parser->process, parser->file, parser->at->line, "program too deeply nested");
}

bool awk_parser_take(struct parser *parser, int kind)
{
    if (parser->at->kind != kind)
        return false;
    parser->at++;
    return true;
}

void awk_parser_expect(struct parser *parser, int kind)
{
    if (!awk_parser_take(parser, kind))
        awk_parser_fail(parser);
}

void awk_parser_skip_newlines(struct parser *parser)
{
    while (parser->at->kind == TOKEN_NEWLINE)
        parser->at++;
}

struct awk_node *awk_parser_make(struct parser *parser, enum awk_kind kind, struct awk_node *left,
                                 struct awk_node *right)
{
    struct awk_node *node = arena_allocate(parser->process->arena, sizeof *node);
    node->kind = kind;
    node->line = parser->at->line;
    node->left = left;
    node->right = right;
    return node;
}

static struct awk_node *make_with(struct parser *parser, enum awk_kind kind, int operator,
                                  struct awk_node * left, struct awk_node *right)
{
    struct awk_node *node = awk_parser_make(parser, kind, left, right);
    node->operator= operator;
    return node;
}

int awk_global(struct process *process, struct syntax_tree *tree, const char *name, size_t length)
{
    struct slice wanted = {name, length};
    for (int i = 0; i < tree->global_count; i++)
        if (slice_is(wanted, tree->globals[i]))
            return i;
    const char **more = arena_allocate(process->arena, ((size_t)tree->global_count + 1) * sizeof *more);
    if (tree->global_count)
        memcpy(more, tree->globals, (size_t)tree->global_count * sizeof *more);
    more[tree->global_count] = arena_copy(process->arena, wanted);
    tree->globals = more;
    return tree->global_count++;
}

int awk_parser_function(struct parser *parser, struct slice name)
{
    struct syntax_tree *tree = parser->tree;
    for (int i = 0; i < tree->function_count; i++)
        if (slice_is(name, tree->functions[i].name))
            return i;
    struct function *more =
        arena_allocate(parser->process->arena, ((size_t)tree->function_count + 1) * sizeof *more);
    if (tree->function_count)
        memcpy(more, tree->functions, (size_t)tree->function_count * sizeof *more);
    more[tree->function_count] =
        (struct function){.name = arena_copy(parser->process->arena, name), .line = parser->at->line};
    tree->functions = more;
    return tree->function_count++;
}

struct awk_node *awk_parse_name(struct parser *parser)
{
    struct slice name = {parser->at->text, parser->at->length};
    struct awk_node *node = awk_parser_make(parser, AWK_VARIABLE, NULL, NULL);
    int local = parser->local_count;
    while (local-- > 0)
        if (slice_is(name, parser->locals[local]))
            break;
    if (local >= 0) {
        node->kind = AWK_LOCAL;
        node->slot = local;
    } else {
        node->slot = awk_global(parser->process, parser->tree, name.data, name.length);
    }
    parser->at++;
    return node;
}

/* Expressions between commas up to [end], which is taken; newlines may follow a comma. */
static struct awk_node *parse_list(struct parser *parser, int end, int *count)
{
    struct awk_node *first = NULL, **next = &first;
    bool no_in = parser->no_in, no_greater = parser->no_greater;
    parser->no_in = parser->no_greater = false;
    parser->parentheses++;
    *count = 0;
    while (parser->at->kind != end) {
        *next = awk_parse_expression(parser);
        next = &(*next)->next;
        ++*count;
        if (!awk_parser_take(parser, ',')) {
            awk_parser_skip_newlines(parser);
            break;
        }
        awk_parser_skip_newlines(parser);
    }
    awk_parser_expect(parser, end);
    parser->parentheses--;
    parser->no_in = no_in;
    parser->no_greater = no_greater;
    return first;
}

struct awk_node *awk_parse_variable(struct parser *parser)
{
    struct awk_node *name = awk_parse_name(parser);
    int count;
    if (!awk_parser_take(parser, '['))
        return name;
    struct awk_node *element = awk_parser_make(parser, AWK_ELEMENT, name, NULL);
    element->list = parse_list(parser, ']', &count);
    if (!count)
        awk_parser_fail(parser);
    return element;
}

static bool is_lvalue(const struct awk_node *node)
{
    return node->kind == AWK_VARIABLE || node->kind == AWK_LOCAL || node->kind == AWK_ELEMENT ||
           node->kind == AWK_FIELD;
}

static struct awk_node *parse_pattern(struct parser *parser)
{
    const char *problem;
    struct awk_node *node = awk_parser_make(parser, AWK_REGEXP, NULL, NULL);
    const char *text = arena_copy(parser->process->arena, (struct slice){parser->at->text, parser->at->length});
    node->pattern = awk_pattern_constant(parser->process, text, &problem);
    if (!node->pattern)
        awk_syntax_error(parser->process, parser->file, parser->at->line,
                         "regular expression compile failed (%s)\n%s", problem, text);
    parser->at++;
    return node;
}

static struct awk_node *parse_builtin(struct parser *parser)
{
    const struct lexeme *name = parser->at++;
    const struct builtin *builtin = &awk_builtins[name->builtin];
    struct awk_node *node = awk_parser_make(parser, AWK_BUILTIN, NULL, NULL);
    int count = 0;
    node->slot = name->builtin;
    if (awk_parser_take(parser, '('))
        node->list = parse_list(parser, ')', &count);
    else if (!text_equal(builtin->name, "length"))
        awk_parser_fail(parser);
    if (count < builtin->least || count > builtin->most)
        awk_syntax_error(parser->process, parser->file, name->line, "wrong number of arguments in call to %s",
                         builtin->name);
    return node;
}

static struct awk_node *parse_call(struct parser *parser)
{
    int count;
    struct slice name = {parser->at->text, parser->at->length};
    struct awk_node *node = awk_parser_make(parser, AWK_CALL, NULL, NULL);
    node->slot = awk_parser_function(parser, name);
    parser->at += 2;
    node->list = parse_list(parser, ')', &count);
    node->operator= count;
    return node;
}

/* `getline`, `getline x`, each with `< file`; [command] stands before the bar, or is NULL. */
static struct awk_node *parse_getline(struct parser *parser, struct awk_node *command)
{
    struct awk_node *node = make_with(parser, AWK_GETLINE, command ? '|' : 0, NULL, command);
    awk_parser_expect(parser, TOKEN_GETLINE);
    if (parser->at->kind == '$' || parser->at->kind == TOKEN_NAME)
        node->left = parse_primary(parser);
    if (!command && awk_parser_take(parser, '<')) {
        node->operator= '<';
        node->right = parse_unary(parser);
    }
    return node;
}

static struct awk_node *parse_group(struct parser *parser)
{
    bool print = parser->takes_list, no_in = parser->no_in, no_greater = parser->no_greater;
    parser->takes_list = parser->no_in = parser->no_greater = false;
    parser->at++;
    parser->parentheses++;
    struct awk_node *first = awk_parse_expression(parser);
    struct awk_node *group = awk_parser_make(parser, AWK_GROUP, NULL, NULL);
    group->list = first;
    bool several = false;
    while (awk_parser_take(parser, ',')) {
        awk_parser_skip_newlines(parser);
        first->next = awk_parse_expression(parser);
        first = first->next;
        several = true;
    }
    awk_parser_skip_newlines(parser);
    awk_parser_expect(parser, ')');
    parser->parentheses--;
    parser->no_in = no_in;
    parser->no_greater = no_greater;
    if (!several)
        return group->list;
    int next = parser->at->kind;
    bool ends = next == ';' || next == TOKEN_NEWLINE || next == '}' || next == '>' || next == TOKEN_APPEND ||
                next == '|' || next == TOKEN_END;
    if (next != TOKEN_IN && !(print && ends))
        awk_parser_fail(parser);
    return group;
}

static struct awk_node *parse_primary(struct parser *parser)
{
    struct awk_node *node;
    int kind = parser->at->kind;
    if (kind != '(')
        parser->takes_list = false;
    switch (kind) {
    case TOKEN_NUMBER:
        node = awk_parser_make(parser, AWK_CONSTANT, NULL, NULL);
        node->constant = awk_cell_number(parser->at++->number);
        return node;
    case TOKEN_STRING: {
        struct slice text = {parser->at->text, parser->at->length};
        node = awk_parser_make(parser, AWK_CONSTANT, NULL, NULL);
        node->constant = awk_cell_text(awk_text_new(parser->awk, awk_unescape(parser->process->arena, text)));
        parser->at++;
        return node;
    }
    case TOKEN_ERE:
        return parse_pattern(parser);
    case '(':
        return parse_group(parser);
    case '$':
        parser->at++;
        if (parser->at->kind == TOKEN_INCREMENT || parser->at->kind == TOKEN_DECREMENT ||
            parser->at->kind == '-' || parser->at->kind == '+' || parser->at->kind == '!')
            return awk_parser_make(parser, AWK_FIELD, parse_unary(parser), NULL);
        return awk_parser_make(parser, AWK_FIELD, parse_primary(parser), NULL);
    case TOKEN_NAME:
        return awk_parse_variable(parser);
    case TOKEN_CALLED:
        return parse_call(parser);
    case TOKEN_BUILTIN:
        return parse_builtin(parser);
    case TOKEN_GETLINE:
        return parse_getline(parser, NULL);
    default:
        awk_parser_fail(parser);
    }
}

static struct awk_node *parse_postfix(struct parser *parser)
{
    int kind = parser->at->kind;
    if (kind == TOKEN_INCREMENT || kind == TOKEN_DECREMENT) {
        parser->at++;
        struct awk_node *target = parse_primary(parser);
        if (!is_lvalue(target))
            awk_parser_fail(parser);
        return make_with(parser, AWK_STEP, kind == TOKEN_INCREMENT ? 1 : -1, target, NULL);
    }
    struct awk_node *node = parse_primary(parser);
    kind = parser->at->kind;
    if ((kind == TOKEN_INCREMENT || kind == TOKEN_DECREMENT) && is_lvalue(node)) {
        parser->at++;
        node = make_with(parser, AWK_STEP, kind == TOKEN_INCREMENT ? 1 : -1, node, NULL);
        node->after = true;
    }
    return node;
}

static struct awk_node *parse_power(struct parser *parser)
{
    struct awk_node *node = parse_postfix(parser);
    if (!awk_parser_take(parser, '^'))
        return node;
    return make_with(parser, AWK_ARITHMETIC, '^', node, parse_unary(parser)); /* from right to left */
}

static struct awk_node *parse_unary(struct parser *parser)
{
    awk_parser_enter(parser);
    struct awk_node *node;
    int kind = parser->at->kind;
    if (kind == '!' || kind == '-' || kind == '+') {
        parser->takes_list = false;
        parser->at++;
        node = awk_parser_make(parser,
                               kind == '!'   ? AWK_NOT
                               : kind == '-' ? AWK_NEGATE
                                             : AWK_PLUS,
                               parse_unary(parser), NULL);
    } else {
        node = parse_power(parser);
    }
    parser->depth--;
    return node;
}

static struct awk_node *parse_product(struct parser *parser)
{
    struct awk_node *node = parse_unary(parser);
    int kind;
    while ((kind = parser->at->kind) == '*' || kind == '/' || kind == '%') {
        parser->at++;
        node = make_with(parser, AWK_ARITHMETIC, kind, node, parse_unary(parser));
    }
    return node;
}

static struct awk_node *parse_sum(struct parser *parser)
{
    struct awk_node *node = parse_product(parser);
    int kind;
    while ((kind = parser->at->kind) == '+' || kind == '-') {
        parser->at++;
        node = make_with(parser, AWK_ARITHMETIC, kind, node, parse_product(parser));
    }
    return node;
}

/* Can the next token begin the right side of a concatenation? */
static bool begins_operand(const struct parser *parser)
{
    switch (parser->at->kind) {
    case TOKEN_NUMBER:
    case TOKEN_STRING:
    case TOKEN_ERE:
    case TOKEN_NAME:
    case TOKEN_CALLED:
    case TOKEN_BUILTIN:
    case TOKEN_INCREMENT:
    case TOKEN_DECREMENT:
    case '$':
    case '!':
    case '(':
    case '-':
    case '+':
        return true;
    default:
        return false;
    }
}

struct awk_node *awk_parse_join(struct parser *parser)
{
    struct awk_node *node = parse_sum(parser);
    for (;;) {
        if (parser->at->kind == '|' && parser->at[1].kind == TOKEN_GETLINE) {
            parser->at++;
            node = parse_getline(parser, node);
        } else if (begins_operand(parser)) {
            node = awk_parser_make(parser, AWK_JOIN, node, parse_sum(parser));
        } else {
            return node;
        }
    }
}

static struct awk_node *parse_comparison(struct parser *parser)
{
    struct awk_node *node = awk_parse_join(parser);
    int kind;
    while ((kind = parser->at->kind) == '<' || kind == TOKEN_AT_MOST || kind == TOKEN_EQUAL ||
           kind == TOKEN_UNEQUAL || kind == TOKEN_AT_LEAST || (kind == '>' && !parser->no_greater)) {
        parser->at++;
        node = make_with(parser, AWK_COMPARE, kind, node, awk_parse_join(parser));
    }
    return node;
}

static struct awk_node *parse_match(struct parser *parser)
{
    struct awk_node *node = parse_comparison(parser);
    int kind;
    while ((kind = parser->at->kind) == '~' || kind == TOKEN_NO_MATCH) {
        parser->at++;
        node = make_with(parser, AWK_MATCH, kind, node, parse_comparison(parser));
    }
    return node;
}

static struct awk_node *parse_member(struct parser *parser)
{
    struct awk_node *node = parse_match(parser);
    while (!parser->no_in && parser->at->kind == TOKEN_IN) {
        parser->at++;
        if (parser->at->kind != TOKEN_NAME)
            awk_parser_fail(parser);
        struct awk_node *member = awk_parser_make(parser, AWK_MEMBER, awk_parse_name(parser), NULL);
        member->list = node->kind == AWK_GROUP ? node->list : node;
        node = member;
    }
    return node;
}

static struct awk_node *parse_and(struct parser *parser)
{
    struct awk_node *node = parse_member(parser);
    while (awk_parser_take(parser, TOKEN_AND)) {
        awk_parser_skip_newlines(parser);
        node = awk_parser_make(parser, AWK_AND, node, parse_member(parser));
    }
    return node;
}

static struct awk_node *parse_or(struct parser *parser)
{
    struct awk_node *node = parse_and(parser);
    while (awk_parser_take(parser, TOKEN_OR)) {
        awk_parser_skip_newlines(parser);
        node = awk_parser_make(parser, AWK_OR, node, parse_and(parser));
    }
    return node;
}

static int assignment_of(int kind)
{
    switch (kind) {
    case TOKEN_ASSIGN_ADD:
        return '+';
    case TOKEN_ASSIGN_SUBTRACT:
        return '-';
    case TOKEN_ASSIGN_MULTIPLY:
        return '*';
    case TOKEN_ASSIGN_DIVIDE:
        return '/';
    case TOKEN_ASSIGN_MODULO:
        return '%';
    case TOKEN_ASSIGN_POWER:
        return '^';
    default:
        return kind == '=' ? 0 : -1;
    }
}

/* `1 + x = 2` and `!x = y` assign to what stands last on the left, as the grammar allows. */
static struct awk_node **last_operand(struct awk_node **node)
{
    for (;;) {
        switch ((*node)->kind) {
        case AWK_AND:
        case AWK_OR:
        case AWK_ARITHMETIC:
        case AWK_COMPARE:
        case AWK_MATCH:
        case AWK_JOIN:
            node = &(*node)->right;
            break;
        case AWK_NOT:
        case AWK_NEGATE:
        case AWK_PLUS:
            node = &(*node)->left;
            break;
        default:
            return node;
        }
    }
}

struct awk_node *awk_parse_expression(struct parser *parser)
{
    awk_parser_enter(parser);
    struct awk_node *node = parse_or(parser);
    if (parser->at->kind == '?') {
        struct awk_node *condition = awk_parser_make(parser, AWK_CONDITION, NULL, NULL);
        parser->at++;
        awk_parser_skip_newlines(parser);
        condition->condition = node;
        condition->left = awk_parse_expression(parser);
        awk_parser_skip_newlines(parser);
        awk_parser_expect(parser, ':');
        awk_parser_skip_newlines(parser);
        condition->right = awk_parse_expression(parser);
        node = condition;
    } else if (assignment_of(parser->at->kind) >= 0) {
        int operator= assignment_of(parser->at->kind);
        struct awk_node **target = last_operand(&node);
        if (!is_lvalue(*target))
            awk_parser_fail(parser);
        parser->at++;
        awk_parser_skip_newlines(parser);
        *target = make_with(parser, AWK_ASSIGN, operator, * target, awk_parse_expression(parser));
    }
    parser->depth--;
    return node;
}
