#include "data/selector.h"

#include "data/gotext.h"
#include "data/label_syntax.h"
#include "data/selector_lexer.h"

enum operator{
    OPERATOR_EXISTS,
    OPERATOR_ABSENT,
    OPERATOR_IN,
    OPERATOR_NOT_IN,
    OPERATOR_GREATER,
    OPERATOR_LESS
};

struct requirement {
    struct requirement *next;
    struct slice key;
    enum operator operator;
    struct value *values; /* an array of strings: a set */
};

struct selector {
    struct requirement *first;
};

struct parser {
    struct arena *arena;
    struct slice rest;
    const char *problem;
};

static enum selector_token consume(struct parser *parser, struct slice *literal)
{
    return selector_token_next(&parser->rest, true, literal);
}

static enum selector_token lookahead(const struct parser *parser, struct slice *literal)
{
    struct slice rest = parser->rest;
    return selector_token_next(&rest, true, literal);
}

static bool fail(struct parser *parser, const char *problem)
{
    if (!parser->problem)
        parser->problem = problem;
    return false;
}

static bool fail_found(struct parser *parser, struct slice literal, const char *expected)
{
    return fail(parser,
                arena_format(parser->arena, "found '%.*s'%s", (int)literal.length, literal.data, expected));
}

/* field.Invalid's sentence. */
static bool fail_invalid(struct parser *parser, const char *path, struct slice value, const char *detail)
{
    struct buffer quoted = {0};
    gotext_quote(&quoted, value);
    fail(parser, arena_format(parser->arena, "%s: Invalid value: %s: %s", path, buffer_text(&quoted), detail));
    buffer_release(&quoted);
    return false;
}

static void add_value(struct parser *parser, struct requirement *requirement, struct slice text)
{
    for (size_t i = 0; i < value_count(requirement->values); i++) {
        if (slice_equal(value_slice(value_at(requirement->values, i)), text))
            return;
    }
    value_append(parser->arena, requirement->values, value_string(parser->arena, text));
}

/* a,b,c up to the closing parenthesis; an empty place is the empty string. */
static bool parse_list(struct parser *parser, struct requirement *requirement)
{
    struct slice literal, ahead;
    while (true) {
        enum selector_token token = consume(parser, &literal);
        if (token == SELECTOR_IDENTIFIER) {
            add_value(parser, requirement, literal);
            token = lookahead(parser, &ahead);
            if (token == SELECTOR_CLOSE)
                return true;
            if (token != SELECTOR_COMMA)
                return fail_found(parser, ahead, ", expected: ',' or ')'");
            continue;
        }
        if (token != SELECTOR_COMMA)
            return fail_found(parser, literal, ", expected: ',', or identifier");
        if (value_count(requirement->values) == 0)
            add_value(parser, requirement, SLICE(""));
        token = lookahead(parser, &ahead);
        if (token == SELECTOR_CLOSE || token == SELECTOR_COMMA)
            add_value(parser, requirement, SLICE(""));
        if (token == SELECTOR_CLOSE)
            return true;
        if (token == SELECTOR_COMMA)
            consume(parser, &literal);
    }
}

static bool parse_set(struct parser *parser, struct requirement *requirement)
{
    struct slice literal;
    if (consume(parser, &literal) != SELECTOR_OPEN)
        return fail_found(parser, literal, " expected: '('");
    enum selector_token token = lookahead(parser, &literal);
    if (token == SELECTOR_CLOSE)
        add_value(parser, requirement, SLICE(""));
    else if (token != SELECTOR_IDENTIFIER && token != SELECTOR_COMMA)
        return fail_found(parser, literal, ", expected: ',', ')' or identifier");
    else if (!parse_list(parser, requirement))
        return false;
    consume(parser, &literal);
    return true;
}

static bool parse_exact_value(struct parser *parser, struct requirement *requirement)
{
    struct slice literal;
    enum selector_token token = lookahead(parser, &literal);
    if (token == SELECTOR_END || token == SELECTOR_COMMA) {
        add_value(parser, requirement, SLICE(""));
        return true;
    }
    if (consume(parser, &literal) != SELECTOR_IDENTIFIER)
        return fail_found(parser, literal, ", expected: identifier");
    add_value(parser, requirement, literal);
    return true;
}

static bool parse_operation(struct parser *parser, struct requirement *requirement)
{
    static const struct {
        enum selector_token token;
        enum operator operator;
    } operators[] = {
        {SELECTOR_IN, OPERATOR_IN},
        {SELECTOR_NOT_IN, OPERATOR_NOT_IN},
        {SELECTOR_EQUALS, OPERATOR_IN},
        {SELECTOR_DOUBLE_EQUALS, OPERATOR_IN},
        {SELECTOR_NOT_EQUALS, OPERATOR_NOT_IN},
        {SELECTOR_GREATER, OPERATOR_GREATER},
        {SELECTOR_LESS, OPERATOR_LESS},
    };
    struct slice literal;
    enum selector_token token = selector_token_next(&parser->rest, false, &literal);
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++) {
        if (operators[i].token != token)
            continue;
        requirement->operator= operators[i].operator;
        bool set = token == SELECTOR_IN || token == SELECTOR_NOT_IN;
        return set ? parse_set(parser, requirement) : parse_exact_value(parser, requirement);
    }
    return fail_found(parser, literal, ", expected: in, notin, =, ==, !=, gt, lt");
}

static bool check_values(struct parser *parser, const struct requirement *requirement)
{
    bool ordered = requirement->operator== OPERATOR_GREATER || requirement->operator== OPERATOR_LESS;
    int64_t number;
    for (size_t i = 0; i < value_count(requirement->values); i++) {
        struct slice value = value_slice(value_at(requirement->values, i));
        const char *path = arena_format(parser->arena, "values[%zu]", i);
        if (ordered && !slice_to_integer(value, &number))
            return fail_invalid(parser, path, value, "for 'Gt', 'Lt' operators, the value must be an integer");
        const char *problem = label_value_problem(parser->arena, value);
        path =
            arena_format(parser->arena, "%s[%.*s]", path, (int)requirement->key.length, requirement->key.data);
        if (problem)
            return fail_invalid(parser, path, value, problem);
    }
    return true;
}

static bool parse_requirement(struct parser *parser, struct requirement *requirement)
{
    struct slice literal;
    enum selector_token token = consume(parser, &requirement->key);
    requirement->values = value_array(parser->arena);
    bool absent = token == SELECTOR_NOT;
    if (absent)
        token = consume(parser, &requirement->key);
    if (token != SELECTOR_IDENTIFIER)
        return fail_found(parser, requirement->key, ", expected: identifier");
    const char *problem = label_key_problem(parser->arena, requirement->key);
    if (problem) /* the path is Go's nil pointer */
        return fail_invalid(parser, "<nil>", requirement->key, problem);
    token = lookahead(parser, &literal);
    requirement->operator= absent ? OPERATOR_ABSENT : OPERATOR_EXISTS;
    if (absent || token == SELECTOR_END || token == SELECTOR_COMMA)
        return true;
    return parse_operation(parser, requirement) && check_values(parser, requirement);
}

/* What may follow a requirement. */
static bool parse_separator(struct parser *parser, bool *ended)
{
    struct slice literal;
    enum selector_token token = consume(parser, &literal);
    *ended = token == SELECTOR_END;
    if (*ended)
        return true;
    if (token != SELECTOR_COMMA)
        return fail_found(parser, literal, ", expected: ',' or 'end of string'");
    token = lookahead(parser, &literal);
    if (token != SELECTOR_IDENTIFIER && token != SELECTOR_NOT)
        return fail_found(parser, literal, ", expected: identifier after ','");
    return true;
}

static bool parse(struct parser *parser, struct selector *selector)
{
    struct requirement **end = &selector->first;
    struct slice literal;
    enum selector_token token = lookahead(parser, &literal);
    if (token == SELECTOR_END)
        return true;
    if (token != SELECTOR_IDENTIFIER && token != SELECTOR_NOT)
        return fail_found(parser, literal, ", expected: !, identifier, or 'end of string'");
    for (bool ended = false; !ended;) {
        struct requirement *requirement = arena_allocate(parser->arena, sizeof *requirement);
        if (!parse_requirement(parser, requirement)) {
            parser->problem = arena_format(parser->arena, "unable to parse requirement: %s", parser->problem);
            return false;
        }
        *end = requirement;
        end = &requirement->next;
        if (!parse_separator(parser, &ended))
            return false;
    }
    return true;
}

const struct selector *selector_parse(struct arena *arena, const char *text, const char **problem)
{
    struct parser parser = {.arena = arena, .rest = slice_of(arena_text(arena, text ? text : ""))};
    struct selector *selector = arena_allocate(arena, sizeof *selector);
    bool parsed = parse(&parser, selector);
    *problem = parser.problem;
    return parsed ? selector : NULL;
}

static bool contains(const struct value *values, const struct value *label)
{
    for (size_t i = 0; i < value_count(values); i++) {
        if (slice_equal(value_slice(value_at(values, i)), value_slice(label)))
            return true;
    }
    return false;
}

static bool satisfied(enum operator operator, const struct value * values, const struct value *label)
{
    int64_t have, wanted;
    switch (operator) {
    case OPERATOR_EXISTS:
        return label;
    case OPERATOR_ABSENT:
        return !label;
    case OPERATOR_IN:
        return label && contains(values, label);
    case OPERATOR_NOT_IN:
        return !label || !contains(values, label);
    default:
        if (!label || !slice_to_integer(value_slice(label), &have) ||
            !slice_to_integer(value_slice(value_at(values, 0)), &wanted))
            return false;
        return operator== OPERATOR_GREATER ? have > wanted : have<wanted;
    }
}

bool selector_matches(const struct selector *selector, const struct value *labels)
{
    for (const struct requirement *one = selector->first; one; one = one->next) {
        if (!satisfied(one->operator, one->values, value_get_slice(labels, one->key)))
            return false;
    }
    return true;
}

bool selector_map_matches(const struct value *map, const struct value *labels)
{
    for (size_t i = 0; i < value_count(map); i++) {
        const struct value *label = value_get(labels, value_key_at(map, i));
        if (!label || !slice_equal(value_slice(label), value_slice(value_member_at(map, i))))
            return false;
    }
    return true;
}

static bool expression_matches(const struct value *expression, const struct value *labels)
{
    static const struct {
        const char *name;
        enum operator operator;
    } operators[] = {
        {"In", OPERATOR_IN},
        {"NotIn", OPERATOR_NOT_IN},
        {"Exists", OPERATOR_EXISTS},
        {"DoesNotExist", OPERATOR_ABSENT},
    };
    const struct value *label = value_get_slice(labels, value_slice(value_get(expression, "key")));
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++) {
        if (value_says(value_get(expression, "operator"), operators[i].name))
            return satisfied(operators[i].operator, value_get(expression, "values"), label);
    }
    return false;
}

bool selector_object_matches(const struct value *label_selector, const struct value *labels)
{
    const struct value *expressions = value_get(label_selector, "matchExpressions");
    const struct value *map = value_get(label_selector, "matchLabels");
    bool plain = !value_is(expressions, VALUE_ARRAY) && !value_is(map, VALUE_OBJECT);
    if (!selector_map_matches(plain ? label_selector : map, labels))
        return false;
    for (size_t i = 0; i < value_count(expressions); i++) {
        if (!expression_matches(value_at(expressions, i), labels))
            return false;
    }
    return true;
}
