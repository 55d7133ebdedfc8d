#include "data/jsonpath_parse.h"

#include "base/limits.h"
#include "data/gotext.h"
#include "data/number.h"

struct parser {
    struct arena *arena;
    struct slice input;
    size_t start; /* of the item being read */
    size_t at;
    struct jsonpath_node *root;
    int depth; /* filters and unions within each other */
    const char *problem;
};

#define END_OF_INPUT (-1)

static struct jsonpath_node *append(struct parser *parser, struct jsonpath_node *list, enum jsonpath_type type,
                                    struct slice text)
{
    struct jsonpath_node *node = arena_allocate(parser->arena, sizeof *node);
    node->type = type;
    node->text = text;
    if (list && list->last)
        list->last->next = node;
    else if (list)
        list->first = node;
    if (list)
        list->last = node;
    return node;
}

static bool fail(struct parser *parser, const char *problem)
{
    if (!parser->problem)
        parser->problem = problem;
    return false;
}

static bool fail_with(struct parser *parser, const char *before, struct slice text, const char *after)
{
    return fail(parser, arena_format(parser->arena, "%s%.*s%s", before, (int)text.length, text.data, after));
}

static int peek(const struct parser *parser)
{
    return parser->at < parser->input.length ? parser->input.data[parser->at] : END_OF_INPUT;
}

static int next(struct parser *parser)
{
    int byte = peek(parser);
    if (byte != END_OF_INPUT)
        parser->at++;
    return byte;
}

static bool ahead(const struct parser *parser, const char *text)
{
    return slice_starts(slice_part(parser->input, parser->at, parser->input.length), text);
}

static struct slice consume(struct parser *parser)
{
    struct slice text = slice_part(parser->input, parser->start, parser->at);
    parser->start = parser->at;
    return text;
}

static bool is_terminator(int byte)
{
    static const char terminators[] = " \t\r\n.,[]$@{}";
    for (size_t i = 0; i < sizeof terminators - 1; i++) {
        if (byte == terminators[i])
            return true;
    }
    return byte == END_OF_INPUT;
}

static bool is_alphanumeric(int byte)
{
    return byte == '_' || byte >= 0x80 ||
           (byte >= 0 && (ascii_is_letter((char)byte) || ascii_is_digit((char)byte)));
}

static bool parse_template(struct parser *parser);

/* The one action [text] as a list of its own. */
static struct jsonpath_node *parse_action(struct parser *parser, struct slice text)
{
    if (parser->depth == LIMIT_VALUE_DEPTH) {
        fail(parser, "not simulated: filters this deep");
        return NULL;
    }
    char *braced = arena_format(parser->arena, "{%.*s}", (int)text.length, text.data);
    struct parser inner = {.arena = parser->arena, .input = slice_of(braced), .depth = parser->depth + 1};
    if (!parse_template(&inner)) {
        fail(parser, inner.problem);
        return NULL;
    }
    return inner.root->first;
}

static bool parse_field(struct parser *parser, struct jsonpath_node *list)
{
    consume(parser);
    while (!is_terminator(peek(parser))) {
        if (next(parser) == '\\')
            next(parser);
    }
    struct slice text = consume(parser);
    if (slice_is(text, "*")) {
        append(parser, list, JSONPATH_WILDCARD, text);
        return true;
    }
    char *name = arena_allocate(parser->arena, text.length + 1);
    size_t length = 0;
    for (size_t i = 0; i < text.length; i++) {
        if (text.data[i] != '\\')
            name[length++] = text.data[i];
    }
    append(parser, list, JSONPATH_FIELD, (struct slice){name, length});
    return true;
}

static bool parse_recursive(struct parser *parser, struct jsonpath_node *list)
{
    if (list->last && list->last->type == JSONPATH_RECURSIVE)
        return fail(parser, "invalid multiple recursive descent");
    parser->at += 2;
    append(parser, list, JSONPATH_RECURSIVE, consume(parser));
    return !is_alphanumeric(peek(parser)) || parse_field(parser, list);
}

static bool parse_number(struct parser *parser, struct jsonpath_node *list)
{
    if (peek(parser) == '+' || peek(parser) == '-')
        next(parser);
    while (peek(parser) == '.' || (peek(parser) >= '0' && peek(parser) <= '9'))
        next(parser);
    struct slice text = consume(parser);
    const struct value *number = number_read(parser->arena, text);
    if (!number)
        return fail_with(parser, "cannot parse number ", text, "");
    append(parser, list, JSONPATH_CONSTANT, text)->constant = number;
    return true;
}

static bool parse_identifier(struct parser *parser, struct jsonpath_node *list)
{
    while (!is_terminator(peek(parser)))
        next(parser);
    struct slice text = consume(parser);
    bool truth = slice_is(text, "true");
    if (truth || slice_is(text, "false"))
        append(parser, list, JSONPATH_CONSTANT, text)->constant = value_boolean(truth);
    else
        append(parser, list, JSONPATH_IDENTIFIER, text);
    return true;
}

/* One bound of [a:b:c]: digits with an optional minus. */
static bool parse_bound(struct parser *parser, struct slice text, struct jsonpath_bound *bound)
{
    bound->known = slice_to_integer(text, &bound->value);
    return bound->known || text.length == 0 || fail_with(parser, "array index ", text, " is not a number");
}

/* ^(-?\d*)(:-?\d*)?(:-?\d*)?$ */
static bool is_slice_expression(struct slice text)
{
    struct slice part;
    int parts = 0;
    for (struct slice rest = text.length ? text : SLICE(""); slice_next(&rest, ':', &part); parts++) {
        if (slice_starts(part, "-"))
            part = slice_part(part, 1, part.length);
        for (size_t i = 0; i < part.length; i++) {
            if (!ascii_is_digit(part.data[i]))
                return false;
        }
    }
    return parts <= 3;
}

static bool parse_slice(struct parser *parser, struct jsonpath_node *list, struct slice text)
{
    if (!is_slice_expression(text))
        return fail_with(parser, "invalid array index ", text, "");
    struct jsonpath_node *node = append(parser, list, JSONPATH_ARRAY, text);
    struct slice rest = text.length ? text : SLICE(""), part;
    int count = 0;
    for (; slice_next(&rest, ':', &part); count++) {
        if (!parse_bound(parser, part, &node->bounds[count]))
            return false;
    }
    if (count == 1)
        node->bounds[1] = (struct jsonpath_bound){node->bounds[0].value + 1, true, true};
    return true;
}

static bool parse_union(struct parser *parser, struct jsonpath_node *list, struct slice text)
{
    struct jsonpath_node *node = append(parser, list, JSONPATH_UNION, text);
    struct slice part;
    while (slice_next(&text, ',', &part)) {
        while (slice_starts(part, " "))
            part = slice_part(part, 1, part.length);
        while (slice_ends(part, " "))
            part.length--;
        char *index = arena_format(parser->arena, "[%.*s]", (int)part.length, part.data);
        struct jsonpath_node *member = parse_action(parser, slice_of(index));
        if (!member)
            return false;
        append(parser, node, JSONPATH_LIST, part)->first = member->first;
    }
    return true;
}

/* The bracket was read. */
static bool parse_array(struct parser *parser, struct jsonpath_node *list)
{
    for (int byte = next(parser); byte != ']'; byte = next(parser)) {
        if (byte == END_OF_INPUT || byte == '\n')
            return fail(parser, "unterminated array");
    }
    struct slice text = consume(parser);
    text = slice_part(text, 1, text.length - 1);
    if (slice_is(text, "*"))
        text = SLICE(":");
    if (slice_find_byte(text, ',') < text.length)
        return parse_union(parser, list, text);
    struct slice quoted = slice_part(text, 1, text.length ? text.length - 1 : 0);
    bool is_key = text.length >= 2 && slice_starts(text, "'") && slice_ends(text, "'");
    if (!is_key || slice_find_byte(quoted, '\'') < quoted.length)
        return parse_slice(parser, list, text);
    char *field = arena_format(parser->arena, ".%.*s", (int)quoted.length, quoted.data);
    struct jsonpath_node *key = parse_action(parser, slice_of(field));
    for (struct jsonpath_node *node = key ? key->first : NULL; node; node = node->next) {
        struct jsonpath_node *copy = append(parser, list, node->type, node->text), *after = copy->next;
        *copy = *node;
        copy->next = after;
    }
    return key;
}

/* ^([^!<>=]+)([!<>=]+)(.+?)$, or a path alone that must exist. */
static bool add_filter(struct parser *parser, struct jsonpath_node *list, struct slice text)
{
    size_t left = 0;
    while (left < text.length && slice_find_byte(SLICE("!<>="), text.data[left]) == 4)
        left++;
    size_t right = left;
    while (right < text.length && slice_find_byte(SLICE("!<>="), text.data[right]) < 4)
        right++;
    if (right == text.length && right > left + 1)
        right--; /* the expression leaves something for the right side */
    struct jsonpath_node *node = append(parser, list, JSONPATH_FILTER, slice_part(text, left, right));
    if (left == 0 || right == left || right == text.length) {
        node->left = parse_action(parser, text);
        return node->left;
    }
    node->left = parse_action(parser, slice_part(text, 0, left));
    node->right = node->left ? parse_action(parser, slice_part(text, right, text.length)) : NULL;
    return node->right;
}

static bool parse_filter(struct parser *parser, struct jsonpath_node *list)
{
    parser->at += 3;
    consume(parser);
    bool begun = false, ended = false;
    int quote = 0;
    for (int byte = next(parser); byte != ')' || begun != ended; byte = next(parser)) {
        if (byte == END_OF_INPUT || byte == '\n')
            return fail(parser, "unterminated filter");
        if (byte != '"' && byte != '\'')
            continue;
        if (!begun) {
            begun = true;
            quote = byte;
        } else if (parser->input.data[parser->at - 2] != '\\' && byte == quote) {
            ended = true;
        }
    }
    if (next(parser) != ']')
        return fail(parser, "unclosed array expect ]");
    struct slice text = consume(parser);
    return add_filter(parser, list, slice_part(text, 0, text.length - 2));
}

/* A run of hexadecimal or octal digits; false when there are fewer than [count]. */
static bool take_code(struct slice *text, size_t count, unsigned base, unsigned *code)
{
    *code = 0;
    if (text->length < count)
        return false;
    for (size_t i = 0; i < count; i++) {
        char byte = ascii_lower(text->data[i]);
        unsigned digit = ascii_is_digit(byte)         ? (unsigned)(byte - '0')
                         : byte >= 'a' && byte <= 'f' ? (unsigned)(byte - 'a' + 10)
                                                      : 99;
        if (digit >= base)
            return false;
        *code = *code * base + digit;
    }
    *text = slice_part(*text, count, text->length);
    return true;
}

/* What stands behind a backslash in a literal, by Go's rules for [quote]s. */
static bool unescape(struct slice *text, char quote, struct buffer *out)
{
    static const char named[] = "a\ab\bf\fn\nr\rt\tv\v\\\\";
    if (!text->length)
        return false;
    char kind = text->data[0];
    unsigned code;
    for (size_t i = 0; i + 1 < sizeof named - 1; i += 2) {
        if (kind == named[i] || kind == quote) {
            buffer_add_byte(out, kind == quote ? quote : named[i + 1]);
            *text = slice_part(*text, 1, text->length);
            return true;
        }
    }
    if (kind >= '0' && kind <= '7') {
        if (!take_code(text, 3, 8, &code) || code > 255)
            return false;
        buffer_add_byte(out, (char)code);
        return true;
    }
    *text = slice_part(*text, 1, text->length);
    if (!(kind == 'x' && take_code(text, 2, 16, &code)) && !(kind == 'u' && take_code(text, 4, 16, &code)) &&
        !(kind == 'U' && take_code(text, 8, 16, &code)))
        return false;
    if (kind == 'x')
        buffer_add_byte(out, (char)code);
    else if (code > 0x10FFFF)
        return false;
    else
        utf8_encode(out, code);
    return true;
}

static bool parse_quote(struct parser *parser, struct jsonpath_node *list, char quote)
{
    for (int byte = next(parser); byte != quote || parser->input.data[parser->at - 2] == '\\';
         byte = next(parser)) {
        if (byte == END_OF_INPUT || byte == '\n')
            return fail(parser, "unterminated quoted string");
    }
    struct slice whole = consume(parser), text = slice_part(whole, 1, whole.length - 1);
    struct buffer out = {0};
    bool good = true;
    while (text.length && good) {
        char byte = text.data[0];
        text = slice_part(text, 1, text.length);
        if (byte == '\\')
            good = unescape(&text, quote, &out);
        else
            buffer_add_byte(&out, byte);
    }
    if (good)
        append(parser, list, JSONPATH_TEXT,
               (struct slice){arena_copy(parser->arena, buffer_slice(&out)), out.length});
    buffer_release(&out);
    return good || fail_with(parser, "unquote string ", whole, " error invalid syntax");
}

static bool fail_character(struct parser *parser)
{
    size_t width;
    struct slice rest = slice_part(parser->input, parser->at - 1, parser->input.length);
    unsigned code = utf8_decode(rest, &width);
    return fail(parser, arena_format(parser->arena, "unrecognized character in action: U+%04X '%.*s'", code,
                                     (int)width, rest.data));
}

/* One item of an action; the closing brace is not one. */
static bool parse_item(struct parser *parser, struct jsonpath_node *list)
{
    if (ahead(parser, "[?("))
        return parse_filter(parser, list);
    if (ahead(parser, ".."))
        return parse_recursive(parser, list);
    int byte = peek(parser);
    if (byte == '+' || byte == '-' || (byte >= '0' && byte <= '9'))
        return parse_number(parser, list);
    if (is_alphanumeric(byte))
        return parse_identifier(parser, list);
    next(parser);
    switch (byte) {
    case END_OF_INPUT:
    case '\r':
    case '\n':
        return fail(parser, "unclosed action");
    case ' ':
    case '@':
    case '$':
        consume(parser);
        return true;
    case '[':
        return parse_array(parser, list);
    case '"':
    case '\'':
        return parse_quote(parser, list, (char)byte);
    case '.':
        return parse_field(parser, list);
    default:
        return fail_character(parser);
    }
}

static bool parse_template(struct parser *parser)
{
    parser->root = append(parser, NULL, JSONPATH_LIST, SLICE(""));
    while (peek(parser) != END_OF_INPUT) {
        size_t brace = slice_find_byte(slice_part(parser->input, parser->at, parser->input.length), '{');
        parser->at += brace;
        if (brace)
            append(parser, parser->root, JSONPATH_TEXT, consume(parser));
        if (peek(parser) == END_OF_INPUT)
            break;
        parser->at++;
        consume(parser);
        struct jsonpath_node *action = append(parser, parser->root, JSONPATH_LIST, SLICE(""));
        while (!ahead(parser, "}")) {
            if (!parse_item(parser, action))
                return false;
        }
        parser->at++;
        consume(parser);
    }
    return true;
}

struct jsonpath_node *jsonpath_parse(struct arena *arena, struct slice template, const char **problem)
{
    struct parser parser = {.arena = arena, .input = template};
    *problem = NULL;
    if (parse_template(&parser))
        return parser.root;
    *problem = parser.problem;
    return NULL;
}
