#include "traffic/expression.h"

#include <string.h>

#include "base/buffer.h"
#include "base/limits.h"

enum { DEPTH_MAXIMUM = 64 };

/* What Envoy has beside the attributes that ambit gives: ROOT or ROOT.NAME. */
static const char *const unsimulated_attributes[] = {
    "connection",
    "upstream",
    "source",
    "destination",
    "metadata",
    "filter_state",
    "upstream_filter_state",
    "xds",
    "node",
    "cluster_name",
    "cluster_metadata",
    "listener_direction",
    "listener_metadata",
    "route_name",
    "route_metadata",
    "upstream_peer",
    "downstream_peer",
    "plugin_name",
    "plugin_root_id",
    "plugin_vm_id",
    "request.time",
    "request.total_size",
    "response.headers",
    "response.trailers",
    "response.grpc_status",
    "response.flags",
    "response.total_size",
    "response.backend_latency",
};

/* The rest of the text. Where it stands at the end, the whole of it was read. */
struct reader {
    struct arena *arena;
    struct slice rest;
    const struct value *attributes;
    int depth;
    bool unsimulated; /* something was passed over that ambit cannot read */
};

/* While reading, a value may also be an object: the root of attributes, or the headers. */
typedef struct expression_result result;

static result whole(struct reader *reader);

static result of(const struct value *value)
{
    return (result){EXPRESSION_VALUE, value};
}

static result with(enum expression_state state)
{
    return (result){state, NULL};
}

/* --- characters --- */

/* What cannot be read here ends the reading. */
static result pass_over(struct reader *reader)
{
    reader->unsimulated = true;
    reader->rest = (struct slice){0};
    return with(EXPRESSION_BROKEN);
}

static void skip_blanks(struct reader *reader)
{
    while (reader->rest.length && ascii_is_space(reader->rest.data[0]))
        reader->rest = slice_part(reader->rest, 1, reader->rest.length);
}

static bool take(struct reader *reader, const char *word)
{
    skip_blanks(reader);
    if (!slice_starts(reader->rest, word))
        return false;
    reader->rest = slice_part(reader->rest, strlen(word), reader->rest.length);
    return true;
}

static bool is_name_byte(char c, bool first)
{
    return ascii_is_letter(c) || c == '_' || (!first && ascii_is_digit(c));
}

static struct slice take_name(struct reader *reader)
{
    skip_blanks(reader);
    size_t length = 0;
    while (length < reader->rest.length && is_name_byte(reader->rest.data[length], length == 0))
        length++;
    struct slice name = slice_part(reader->rest, 0, length);
    reader->rest = slice_part(reader->rest, length, reader->rest.length);
    return name;
}

static result take_number(struct reader *reader)
{
    size_t length = 0;
    int64_t number;
    while (length < reader->rest.length && ascii_is_digit(reader->rest.data[length]))
        length++;
    struct slice digits = slice_part(reader->rest, 0, length);
    reader->rest = slice_part(reader->rest, length, reader->rest.length);
    if (reader->rest.length && strchr(".eExu", reader->rest.data[0]))
        return pass_over(reader); /* no int */
    if (!slice_to_integer(digits, &number))
        return with(EXPRESSION_BROKEN);
    return of(value_integer(reader->arena, number));
}

static result take_text(struct reader *reader)
{
    char quote = reader->rest.data[0];
    struct buffer text = {0};
    size_t i = 1;
    bool plain = true;
    for (; i < reader->rest.length && reader->rest.data[i] != quote; i++) {
        char c = reader->rest.data[i];
        if (c == '\\' && i + 1 < reader->rest.length) {
            char escaped = reader->rest.data[++i];
            plain = plain && strchr("\\\"'`?nt", escaped);
            c = escaped == 'n' ? '\n' : escaped == 't' ? '\t' : escaped;
        }
        buffer_add_byte(&text, c);
    }
    result read = i == reader->rest.length ? with(EXPRESSION_BROKEN)
                  : !plain                 ? with(EXPRESSION_UNSIMULATED)
                                           : of(value_string(reader->arena, buffer_slice(&text)));
    buffer_release(&text);
    reader->rest = slice_part(reader->rest, i + 1, reader->rest.length);
    return read;
}

/* --- operators: the error of the first operand that has one --- */

static bool failed(result one)
{
    return one.state != EXPRESSION_VALUE;
}

static bool broken(result one)
{
    return one.state == EXPRESSION_BROKEN;
}

static bool both_are(result left, result right, enum value_type type)
{
    return value_is(left.value, type) && value_is(right.value, type);
}

static result added(struct arena *arena, result left, result right)
{
    if (both_are(left, right, VALUE_STRING))
        return of(value_format(arena, "%s%s", value_string_of(left.value), value_string_of(right.value)));
    int64_t sum;
    if (!both_are(left, right, VALUE_INTEGER) ||
        __builtin_add_overflow(value_number(left.value, 0), value_number(right.value, 0), &sum))
        return with(EXPRESSION_MISSING);
    return of(value_integer(arena, sum));
}

static result calculated(struct arena *arena, char sign, result left, result right)
{
    if (sign == '+')
        return added(arena, left, right);
    if (!both_are(left, right, VALUE_INTEGER))
        return with(EXPRESSION_MISSING);
    int64_t a = value_number(left.value, 0), b = value_number(right.value, 0), number = 0;
    if ((sign == '/' || sign == '%') && (b == 0 || b == -1))
        return b ? of(value_integer(arena, sign == '%' ? 0 : (int64_t)(0 - (uint64_t)a)))
                 : with(EXPRESSION_MISSING);
    bool over = sign == '-'   ? __builtin_sub_overflow(a, b, &number)
                : sign == '*' ? __builtin_mul_overflow(a, b, &number)
                              : false;
    if (sign == '/' || sign == '%')
        number = sign == '/' ? a / b : a % b;
    return over ? with(EXPRESSION_MISSING) : of(value_integer(arena, number));
}

static result compared(const char *operator, result left, result right)
{
    bool equal = operator[0] == '=', differs = operator[0] == '!';
    if (value_type(left.value) != value_type(right.value))
        return with(EXPRESSION_MISSING);
    if (equal || differs)
        return of(value_boolean(value_equal(left.value, right.value) == equal));
    int order;
    if (value_is(left.value, VALUE_INTEGER)) {
        int64_t a = value_number(left.value, 0), b = value_number(right.value, 0);
        order = (a > b) - (a < b);
    } else if (value_is(left.value, VALUE_STRING)) {
        order = slice_compare(value_slice(left.value), value_slice(right.value));
    } else {
        return with(EXPRESSION_MISSING);
    }
    bool holds = operator[0] == '<' ? order < 0 : order> 0;
    return of(value_boolean(holds || (operator[1] == '=' && order == 0)));
}

/* --- names, members, functions --- */

static bool is_unsimulated(struct slice root, struct slice name)
{
    for (size_t i = 0; i < sizeof unsimulated_attributes / sizeof *unsimulated_attributes; i++) {
        struct slice rest = slice_of(unsimulated_attributes[i]), part;
        slice_next(&rest, '.', &part);
        if (slice_equal(part, root) && (!rest.data || slice_equal(rest, name)))
            return true;
    }
    return false;
}

static bool holds(result function, struct slice name, result argument)
{
    struct slice text = value_slice(function.value), part = value_slice(argument.value);
    if (slice_is(name, "contains"))
        return slice_find(text, part) < text.length || !part.length;
    if (part.length > text.length)
        return false;
    size_t from = slice_is(name, "startsWith") ? 0 : text.length - part.length;
    return slice_equal(slice_part(text, from, from + part.length), part);
}

/* The function or method [name], its argument, and of a method the text it is called on. */
static result called(struct reader *reader, struct slice name, const result *text, result argument)
{
    static const char *const tests[] = {"contains", "startsWith", "endsWith"};
    struct arena *arena = reader->arena;
    if (failed(argument))
        return argument;
    for (size_t i = 0; text && i < sizeof tests / sizeof *tests; i++)
        if (slice_is(name, tests[i]))
            return both_are(*text, argument, VALUE_STRING) ? of(value_boolean(holds(*text, name, argument)))
                                                           : with(EXPRESSION_MISSING);
    if (text)
        return with(EXPRESSION_UNSIMULATED);
    if (slice_is(name, "string"))
        return of(value_text(arena, expression_print(arena, argument.value)));
    if (slice_is(name, "size") && value_is(argument.value, VALUE_STRING))
        return of(value_integer(arena, (int64_t)value_slice(argument.value).length));
    int64_t number;
    if (slice_is(name, "int"))
        return value_is(argument.value, VALUE_INTEGER)                  ? argument
               : slice_to_integer(value_slice(argument.value), &number) ? of(value_integer(arena, number))
                                                                        : with(EXPRESSION_MISSING);
    return with(EXPRESSION_UNSIMULATED);
}

/* One argument and its closing parenthesis. */
static result take_argument(struct reader *reader)
{
    result argument = whole(reader);
    if (broken(argument))
        return argument;
    if (take(reader, ","))
        return pass_over(reader);
    return take(reader, ")") ? argument : with(EXPRESSION_BROKEN);
}

static result member(result object, struct slice root, struct slice name)
{
    if (failed(object))
        return object;
    const struct value *found = value_get_slice(object.value, name);
    if (found && !value_is(found, VALUE_NULL))
        return of(found);
    return with(!found && is_unsimulated(root, name) ? EXPRESSION_UNSIMULATED : EXPRESSION_MISSING);
}

static result take_members(struct reader *reader, result object, struct slice root)
{
    for (;;) {
        if (take(reader, ".")) {
            struct slice name = take_name(reader);
            if (!name.length)
                return with(EXPRESSION_BROKEN);
            if (take(reader, "(")) {
                result argument = take(reader, ")") ? pass_over(reader) : take_argument(reader);
                object = broken(argument) ? argument
                         : failed(object) ? object
                                          : called(reader, name, &object, argument);
            } else {
                object = member(object, root, name);
            }
        } else if (take(reader, "[")) {
            result index = whole(reader);
            if (broken(index) || !take(reader, "]"))
                return with(EXPRESSION_BROKEN);
            object = failed(index) ? index : member(object, root, value_slice(index.value));
        } else {
            return object;
        }
        if (broken(object))
            return object;
    }
}

static result take_named(struct reader *reader)
{
    struct slice name = take_name(reader);
    if (slice_is(name, "true") || slice_is(name, "false"))
        return of(value_boolean(name.data[0] == 't'));
    if (take(reader, "(")) {
        result argument = take_argument(reader);
        if (slice_is(name, "has") && !broken(argument))
            return argument.state == EXPRESSION_UNSIMULATED ? argument : of(value_boolean(!failed(argument)));
        return called(reader, name, NULL, argument);
    }
    const struct value *root = value_get_slice(reader->attributes, name);
    result object =
        root ? of(root)
             : with(is_unsimulated(name, (struct slice){0}) ? EXPRESSION_UNSIMULATED : EXPRESSION_MISSING);
    return take_members(reader, object, name);
}

static result take_primary(struct reader *reader)
{
    skip_blanks(reader);
    char c = reader->rest.length ? reader->rest.data[0] : '\0';
    if (ascii_is_digit(c))
        return take_number(reader);
    if (c == '"' || c == '\'')
        return take_members(reader, take_text(reader), (struct slice){0});
    if (is_name_byte(c, true))
        return take_named(reader);
    if (c == '[' || c == '{')
        return pass_over(reader);
    if (!take(reader, "("))
        return with(EXPRESSION_BROKEN);
    result inner = whole(reader);
    if (broken(inner) || !take(reader, ")"))
        return with(EXPRESSION_BROKEN);
    return take_members(reader, inner, (struct slice){0});
}

static result take_unary(struct reader *reader)
{
    bool not = take(reader, "!"), minus = !not &&take(reader, "-");
    if (!not &&!minus)
        return take_primary(reader);
    if (++reader->depth > DEPTH_MAXIMUM)
        return with(EXPRESSION_BROKEN);
    result operand = take_unary(reader);
    reader->depth--;
    if (failed(operand))
        return operand;
    if (minus)
        return calculated(reader->arena, '-', of(value_integer(reader->arena, 0)), operand);
    return value_is(operand.value, VALUE_BOOLEAN) ? of(value_boolean(!value_truth(operand.value)))
                                                  : with(EXPRESSION_MISSING);
}

/* Operators of one precedence, from the left. */
static result take_product(struct reader *reader)
{
    result left = take_unary(reader);
    while (!broken(left)) {
        char sign = take(reader, "*") ? '*' : take(reader, "/") ? '/' : take(reader, "%") ? '%' : '\0';
        if (!sign)
            return left;
        result right = take_unary(reader);
        left = broken(right)   ? right
               : failed(left)  ? left
               : failed(right) ? right
                               : calculated(reader->arena, sign, left, right);
    }
    return left;
}

static result take_sum(struct reader *reader)
{
    result left = take_product(reader);
    while (!broken(left)) {
        char sign = take(reader, "+") ? '+' : take(reader, "-") ? '-' : '\0';
        if (!sign)
            return left;
        result right = take_product(reader);
        left = broken(right)   ? right
               : failed(left)  ? left
               : failed(right) ? right
                               : calculated(reader->arena, sign, left, right);
    }
    return left;
}

static result take_comparison(struct reader *reader)
{
    static const char *const operators[] = {"==", "!=", "<=", ">=", "<", ">"};
    result left = take_sum(reader);
    while (!broken(left)) {
        size_t i = 0;
        while (i < sizeof operators / sizeof *operators && !take(reader, operators[i]))
            i++;
        if (i == sizeof operators / sizeof *operators)
            return take(reader, "in ") || take(reader, "in[") ? pass_over(reader) : left;
        result right = take_sum(reader);
        left = broken(right)   ? right
               : failed(left)  ? left
               : failed(right) ? right
                               : compared(operators[i], left, right);
    }
    return left;
}

/* && and || do without the operand that fails when the other one decides. */
static result joined(result left, result right, bool deciding)
{
    for (int i = 0; i < 2; i++) {
        result one = i ? right : left;
        if (!failed(one) && value_is(one.value, VALUE_BOOLEAN) && value_truth(one.value) == deciding)
            return one;
    }
    if (failed(left) || failed(right))
        return failed(left) ? left : right;
    return both_are(left, right, VALUE_BOOLEAN) ? of(value_boolean(!deciding)) : with(EXPRESSION_MISSING);
}

static result take_and(struct reader *reader)
{
    result left = take_comparison(reader);
    while (!broken(left) && take(reader, "&&")) {
        result right = take_comparison(reader);
        left = broken(right) ? right : joined(left, right, false);
    }
    return left;
}

static result take_or(struct reader *reader)
{
    result left = take_and(reader);
    while (!broken(left) && take(reader, "||")) {
        result right = take_and(reader);
        left = broken(right) ? right : joined(left, right, true);
    }
    return left;
}

static result take_conditional(struct reader *reader)
{
    result condition = take_or(reader);
    if (broken(condition) || !take(reader, "?"))
        return condition;
    result yes = take_or(reader);
    if (broken(yes) || !take(reader, ":"))
        return with(EXPRESSION_BROKEN);
    result no = whole(reader);
    if (broken(no) || failed(condition))
        return broken(no) ? no : condition;
    return !value_is(condition.value, VALUE_BOOLEAN) ? with(EXPRESSION_MISSING)
           : value_truth(condition.value)            ? yes
                                                     : no;
}

static result whole(struct reader *reader)
{
    if (++reader->depth > DEPTH_MAXIMUM)
        return with(EXPRESSION_BROKEN);
    result found = take_conditional(reader);
    reader->depth--;
    return found;
}

struct expression_result expression_evaluate(struct arena *arena, struct slice text,
                                             const struct value *attributes)
{
    struct reader reader = {.arena = arena, .rest = text, .attributes = attributes};
    result found = whole(&reader);
    skip_blanks(&reader);
    if (reader.unsimulated)
        return with(EXPRESSION_UNSIMULATED);
    if (reader.rest.length)
        return with(EXPRESSION_BROKEN);
    if (found.state == EXPRESSION_VALUE &&
        (value_is(found.value, VALUE_OBJECT) || value_is(found.value, VALUE_ARRAY)))
        return with(EXPRESSION_UNSIMULATED); /* Envoy prints a map in its own way */
    return found;
}

const char *expression_print(struct arena *arena, const struct value *value)
{
    switch (value_type(value)) {
    case VALUE_INTEGER:
        return arena_format(arena, "%lld", (long long)value_number(value, 0));
    case VALUE_BOOLEAN:
        return value_truth(value) ? "true" : "false";
    default:
        return value_string_of(value);
    }
}
