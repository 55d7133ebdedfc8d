#include "data/go_template_parse.h"

#include <string.h>

struct parser {
    struct arena *arena;
    struct slice text;
    size_t at;
    int line, depth;
    const char *problem;
    struct slice names[64]; /* of variables that have been declared */
    size_t name_count;
    /* the action being read */
    struct slice action;
    size_t in;
    bool trims; /* the text behind it loses its blanks */
};

static void fail(struct parser *parser, const char *problem)
{
    if (!parser->problem)
        parser->problem = arena_format(parser->arena, "template: output:%d: %s", parser->line + 1, problem);
}

/* What the real language has and this one not; the reader of the problem knows it by its first words. */
static void unsimulated(struct parser *parser, struct slice what)
{
    if (!parser->problem)
        parser->problem = arena_format(parser->arena, "not simulated: %.*s", (int)what.length, what.data);
}

/* --- words of an action --- */

static void skip_blanks(struct parser *parser)
{
    while (parser->in < parser->action.length && ascii_is_space(parser->action.data[parser->in]))
        parser->in++;
}

static char peek(const struct parser *parser)
{
    return parser->in < parser->action.length ? parser->action.data[parser->in] : 0;
}

static bool is_word(char c)
{
    return ascii_is_letter(c) || ascii_is_digit(c) || c == '_';
}

static struct slice take_word(struct parser *parser)
{
    size_t from = parser->in;
    while (is_word(peek(parser)))
        parser->in++;
    return slice_part(parser->action, from, parser->in);
}

/* A quoted text, its escapes undone. */
static const struct value *take_quoted(struct parser *parser)
{
    struct buffer text = {0};
    char quote = parser->action.data[parser->in++];
    while (parser->in < parser->action.length && peek(parser) != quote) {
        char c = parser->action.data[parser->in++];
        if (c == '\\' && quote == '"' && parser->in < parser->action.length) {
            c = parser->action.data[parser->in++];
            c = c == 'n' ? '\n' : c == 't' ? '\t' : c == 'r' ? '\r' : c;
        }
        buffer_add_byte(&text, c);
    }
    if (peek(parser) != quote)
        fail(parser, "unterminated quoted string");
    parser->in++;
    const struct value *value = value_string(parser->arena, buffer_slice(&text));
    buffer_release(&text);
    return value;
}

static struct pipe *read_pipe(struct parser *parser, const char *context);

static void read_fields(struct parser *parser, struct operand *operand)
{
    while (peek(parser) == '.') {
        parser->in++;
        size_t dot = parser->in - 1;
        struct slice name = take_word(parser);
        if (operand->field_count == 1 || operand->kind != OPERAND_DOT)
            operand->at = slice_part(parser->action, dot, parser->in);
        if (!name.length) {
            fail(parser, "unexpected <.> in operand");
            return;
        }
        if (operand->field_count < sizeof operand->fields / sizeof *operand->fields)
            operand->fields[operand->field_count++] = name;
        else
            fail(parser, "too many fields");
    }
}

static void read_number(struct parser *parser, struct operand *operand)
{
    size_t from = parser->in;
    int64_t number;
    if (peek(parser) == '-' || peek(parser) == '+')
        parser->in++;
    take_word(parser);
    if (peek(parser) == '.')
        unsimulated(parser, SLICE("a fraction in a template"));
    struct slice digits = slice_part(parser->action, from, parser->in);
    if (slice_to_integer(digits, &number))
        operand->constant = value_integer(parser->arena, number);
    else
        fail(parser,
             arena_format(parser->arena, "bad number syntax: \"%.*s\"", (int)digits.length, digits.data));
}

static void read_name(struct parser *parser, struct operand *operand)
{
    struct slice name = take_word(parser);
    if (slice_is(name, "true") || slice_is(name, "false")) {
        operand->constant = value_boolean(slice_is(name, "true"));
    } else if (!slice_is(name, "nil")) {
        operand->kind = OPERAND_FUNCTION;
        operand->name = name;
        static const char *const actions[] = {"template", "define", "block",    "break", "continue",
                                              "html",     "js",     "urlquery", "call",  "slice"};
        for (size_t i = 0; i < sizeof actions / sizeof *actions; i++) {
            if (slice_is(name, actions[i]))
                unsimulated(parser, slice_of(arena_format(parser->arena, "{{%s}}", actions[i])));
        }
        if (!go_template_is_function(name))
            fail(parser,
                 arena_format(parser->arena, "function \"%.*s\" not defined", (int)name.length, name.data));
    }
}

static bool is_declared(const struct parser *parser, struct slice name)
{
    for (size_t i = 0; i < parser->name_count; i++) {
        if (slice_equal(parser->names[i], name))
            return true;
    }
    return false;
}

/* NULL at the end of a command. */
static struct operand *read_operand(struct parser *parser)
{
    skip_blanks(parser);
    char c = peek(parser);
    if (!c || c == '|' || c == ')')
        return NULL;
    struct operand *operand = arena_allocate(parser->arena, sizeof *operand);
    size_t from = parser->in;
    operand->kind = OPERAND_CONSTANT;
    if (c == '"' || c == '`') {
        operand->constant = take_quoted(parser);
    } else if (c == '$') {
        parser->in++;
        operand->kind = OPERAND_VARIABLE;
        operand->name = take_word(parser);
        if (operand->name.length && !is_declared(parser, operand->name))
            fail(parser, arena_format(parser->arena, "undefined variable \"$%.*s\"", (int)operand->name.length,
                                      operand->name.data));
    } else if (c == '(') {
        parser->in++;
        operand->kind = OPERAND_PIPE;
        operand->pipe = read_pipe(parser, "parenthesized pipeline");
        if (peek(parser) != ')')
            fail(parser, "unclosed left paren");
        parser->in++;
    } else if (c == '.') {
        operand->kind = OPERAND_DOT;
        bool alone = parser->in + 1 >= parser->action.length || !is_word(parser->action.data[parser->in + 1]);
        parser->in += alone;
    } else if (ascii_is_digit(c) || c == '-' || c == '+') {
        read_number(parser, operand);
    } else if (ascii_is_letter(c) || c == '_') {
        read_name(parser, operand);
    } else {
        fail(parser, arena_format(parser->arena, "unexpected \"%c\" in operand", c));
        return NULL;
    }
    read_fields(parser, operand);
    operand->source = slice_part(parser->action, from, parser->in);
    if (!operand->at.data)
        operand->at = operand->source;
    return operand;
}

/* "$k, $v := " at the beginning, when it is there. */
static void read_variables(struct parser *parser, struct pipe *pipe)
{
    size_t start = parser->in;
    while (pipe->variable_count < 2) {
        skip_blanks(parser);
        if (peek(parser) != '$')
            break;
        parser->in++;
        pipe->variables[pipe->variable_count++] = take_word(parser);
        skip_blanks(parser);
        if (peek(parser) != ',')
            break;
        parser->in++;
    }
    struct slice rest = slice_part(parser->action, parser->in, parser->action.length);
    pipe->assigns = slice_starts(rest, "=") && !slice_starts(rest, "==");
    if (pipe->variable_count && (slice_starts(rest, ":=") || pipe->assigns)) {
        parser->in += pipe->assigns ? 1 : 2;
        for (size_t i = 0; i < pipe->variable_count; i++) {
            if (parser->name_count < sizeof parser->names / sizeof *parser->names)
                parser->names[parser->name_count++] = pipe->variables[i];
            else
                fail(parser, "too many variables");
        }
        return;
    }
    pipe->variable_count = 0;
    pipe->assigns = false;
    parser->in = start;
}

static struct pipe *read_pipe(struct parser *parser, const char *context)
{
    struct pipe *pipe = arena_allocate(parser->arena, sizeof *pipe);
    struct command **end = &pipe->commands;
    if (++parser->depth > TEMPLATE_DEEPEST)
        fail(parser, "max expression depth exceeded");
    skip_blanks(parser);
    read_variables(parser, pipe);
    while (!parser->problem) {
        struct command *command = arena_allocate(parser->arena, sizeof *command);
        skip_blanks(parser);
        size_t from = parser->in;
        struct operand **last = &command->words, *operand;
        while (!parser->problem && (operand = read_operand(parser))) {
            *last = operand;
            last = &operand->next;
        }
        if (!command->words) {
            fail(parser, arena_format(parser->arena, "missing value for %s", context));
            break;
        }
        command->source = slice_trim(slice_part(parser->action, from, parser->in));
        *end = command;
        end = &command->next;
        if (peek(parser) != '|')
            break;
        parser->in++;
    }
    parser->depth--;
    return pipe;
}

/* --- text and actions --- */

/* The text up to the next action, which is taken too; false at the end. */
static bool next_action(struct parser *parser, struct slice *before)
{
    struct slice rest = slice_part(parser->text, parser->at, parser->text.length);
    size_t open = slice_find(rest, SLICE("{{"));
    *before = slice_part(rest, 0, open);
    if (parser->trims) {
        while (before->length && ascii_is_space(before->data[0]))
            *before = slice_part(*before, 1, before->length);
    }
    parser->trims = false;
    parser->at += open;
    if (open == rest.length)
        return false;
    struct slice inside = slice_part(rest, open + 2, rest.length);
    size_t close = slice_find(inside, SLICE("}}"));
    if (close == inside.length) {
        parser->action = inside;
        parser->in = 0;
        skip_blanks(parser);
        struct slice word = take_word(parser); /* an unknown function is found before the missing end is */
        if (word.length && !go_template_is_function(word) && !slice_is(word, "if") &&
            !slice_is(word, "range") && !slice_is(word, "with") && !slice_is(word, "end") &&
            !slice_is(word, "else"))
            fail(parser,
                 arena_format(parser->arena, "function \"%.*s\" not defined", (int)word.length, word.data));
        fail(parser, "unclosed action");
        return false;
    }
    parser->action = slice_part(inside, 0, close);
    parser->at += close + 4;
    if (slice_starts(parser->action, "- ")) {
        while (before->length && ascii_is_space(before->data[before->length - 1]))
            before->length--;
        parser->action = slice_part(parser->action, 2, parser->action.length);
    }
    if (slice_ends(parser->action, " -")) {
        parser->trims = true;
        parser->action.length -= 2;
    }
    parser->in = 0;
    return true;
}

static struct node *add(struct parser *parser, struct node ***end, enum node_kind kind)
{
    struct node *node = arena_allocate(parser->arena, sizeof *node);
    node->kind = kind;
    **end = node;
    *end = &node->next;
    return node;
}

enum ending { ENDING_TEXT, ENDING_END, ENDING_ELSE };

static enum ending read_list(struct parser *parser, struct node **list, bool inside);

/* {{if}}, {{range}} or {{with}}: the rest of its action, its bodies, its {{end}}. */
static void read_block(struct parser *parser, struct node *node, const char *word)
{
    node->pipe = read_pipe(parser, word);
    enum ending ending = read_list(parser, &node->body, true);
    if (ending == ENDING_ELSE) {
        skip_blanks(parser);
        size_t mark = parser->in;
        if (slice_is(take_word(parser), "if")) { /* {{else if}} ends with the same {{end}} */
            node->otherwise = arena_allocate(parser->arena, sizeof *node);
            node->otherwise->kind = NODE_IF;
            if (++parser->depth > TEMPLATE_DEEPEST)
                fail(parser, "too deep");
            else
                read_block(parser, node->otherwise, "if");
            parser->depth--;
            return;
        }
        parser->in = mark;
        ending = read_list(parser, &node->otherwise, true);
    }
    if (ending != ENDING_END)
        fail(parser, "unexpected EOF");
}

static enum ending read_list(struct parser *parser, struct node **list, bool inside)
{
    struct node **end = list;
    struct slice before;
    bool more = true;
    if (++parser->depth > TEMPLATE_DEEPEST)
        fail(parser, "too deep");
    while (more && !parser->problem) {
        more = next_action(parser, &before);
        add(parser, &end, NODE_TEXT)->text = before;
        if (!more)
            break;
        skip_blanks(parser);
        if (slice_starts(slice_part(parser->action, parser->in, parser->action.length), "/*"))
            continue;
        size_t mark = parser->in;
        struct slice word = take_word(parser);
        bool ends = slice_is(word, "end"), other = slice_is(word, "else");
        if (ends || other) {
            if (!inside)
                fail(parser, ends ? "unexpected {{end}}" : "unexpected {{else}}");
            parser->depth--;
            return ends ? ENDING_END : ENDING_ELSE;
        }
        if (slice_is(word, "if") || slice_is(word, "range") || slice_is(word, "with")) {
            struct node *node = add(parser, &end,
                                    slice_is(word, "if")      ? NODE_IF
                                    : slice_is(word, "range") ? NODE_RANGE
                                                              : NODE_WITH);
            read_block(parser, node, arena_copy(parser->arena, word));
            continue;
        }
        parser->in = mark;
        add(parser, &end, NODE_PIPE)->pipe = read_pipe(parser, "command");
    }
    parser->depth--;
    return ENDING_TEXT;
}

struct node *go_template_parse(struct arena *arena, struct slice text, const char **problem)
{
    struct parser parser = {.arena = arena, .text = text};
    struct node *list = NULL;
    read_list(&parser, &list, false);
    *problem = parser.problem;
    return parser.problem ? NULL : list;
}
