/* expr (POSIX XCU expr): whole numbers of 64 bits, texts, basic regular expressions. */
#include <string.h>

#include "tools/regexp.h"

struct expression {
    struct process *process;
    char *const *words;
    int count, at, depth;
};

static const char *parse_or(struct expression *expression);

static _Noreturn void fail(struct expression *expression, const char *format, const char *word)
{
    process_complain(expression->process, "expr: ");
    process_complain(expression->process, format, word);
    process_complain(expression->process, "\n");
    process_exit(expression->process, 2);
}

static bool next_is(struct expression *expression, const char *word)
{
    if (expression->at >= expression->count || !text_equal(expression->words[expression->at], word))
        return false;
    expression->at++;
    return true;
}

static bool is_null(const char *text)
{
    int64_t number;
    return !*text || (slice_to_integer(slice_of(text), &number) && number == 0);
}

static const char *number_text(struct expression *expression, int64_t number)
{
    return arena_format(expression->process->arena, "%lld", (long long)number);
}

static const char *match(struct expression *expression, const char *text, const char *pattern)
{
    regmatch_t parts[2];
    const char *problem;
    struct process *process = expression->process;
    struct regexp *regexp = regexp_compile(process, arena_format(process->arena, "^%s", pattern), 0, &problem);
    if (!regexp)
        fail(expression, "%s", problem);
    bool found = regexp_match(regexp, slice_of(text), 0, parts, 2);
    bool groups = strstr(pattern, "\\(") != NULL;
    if (groups)
        return found && parts[1].rm_so >= 0
                   ? arena_copy(process->arena,
                                slice_part(slice_of(text), (size_t)parts[1].rm_so, (size_t)parts[1].rm_eo))
                   : "";
    return number_text(expression, found ? parts[0].rm_eo : 0);
}

static const char *parse_primary(struct expression *expression)
{
    struct process *process = expression->process;
    if (++expression->depth > 200)
        fail(expression, "syntax error%s", "");
    if (expression->at >= expression->count)
        fail(expression, "syntax error: missing argument after '%s'", expression->words[expression->count - 1]);
    const char *result;
    if (next_is(expression, "(")) {
        result = parse_or(expression);
        if (expression->at >= expression->count)
            fail(expression, "syntax error: expecting ')' after '%s'",
                 expression->words[expression->count - 1]);
        if (!next_is(expression, ")"))
            fail(expression, "syntax error: expecting ')' instead of '%s'", expression->words[expression->at]);
    } else if (expression->at + 1 < expression->count && next_is(expression, "length")) {
        result = number_text(expression, (int64_t)slice_of(parse_primary(expression)).length);
    } else if (expression->at + 2 < expression->count && next_is(expression, "match")) {
        const char *text = parse_primary(expression);
        result = match(expression, text, parse_primary(expression));
    } else if (expression->at + 2 < expression->count && next_is(expression, "index")) {
        const char *text = parse_primary(expression), *set = parse_primary(expression);
        size_t at = strcspn(text, set);
        result = number_text(expression, text[at] ? (int64_t)at + 1 : 0);
    } else if (expression->at + 3 < expression->count && next_is(expression, "substr")) {
        int64_t from = 0, length = 0;
        const char *text = parse_primary(expression);
        slice_to_integer(slice_of(parse_primary(expression)), &from);
        slice_to_integer(slice_of(parse_primary(expression)), &length);
        result = from < 1 || length < 1
                     ? ""
                     : arena_copy(process->arena, slice_part(slice_of(text), (size_t)from - 1,
                                                             (size_t)from - 1 + (size_t)length));
    } else if (next_is(expression, "+") && expression->at < expression->count) {
        result = expression->words[expression->at++];
    } else {
        result = expression->words[expression->at++];
        if (text_equal(result, ")"))
            fail(expression, "syntax error: unexpected argument '%s'", result);
    }
    expression->depth--;
    return result;
}

static const char *parse_match(struct expression *expression)
{
    const char *left = parse_primary(expression);
    while (next_is(expression, ":"))
        left = match(expression, left, parse_primary(expression));
    return left;
}

static const char *calculate(struct expression *expression, const char *left, char operator, const char * right)
{
    int64_t a, b, result = 0;
    if (!slice_to_integer(slice_of(left), &a) || !slice_to_integer(slice_of(right), &b))
        fail(expression, "non-integer argument%s", "");
    if (b == 0 && (operator== '/' || operator== '%'))
        fail(expression, "division by zero%s", "");
    bool over = operator== '+' ? __builtin_add_overflow(a, b, &result) :
                operator== '-' ? __builtin_sub_overflow(a, b, &result)
                :
                operator== '*' ? __builtin_mul_overflow(a, b, &result)
                               : b == - 1 && a == INT64_MIN;
    if (over)
        fail(expression, "%s: Numerical result out of range", left);
    if (operator== '/' || operator== '%')
        result = operator== '/' ? a / b : a % b;
    return number_text(expression, result);
}

static const char *parse_product(struct expression *expression)
{
    const char *left = parse_match(expression);
    for (;;) {
        char operator= next_is(expression, "*") ? '*'
        : next_is(expression, "/")              ? '/'
        : next_is(expression, "%")              ? '%'
                                                : 0;
        if (!operator)
            return left;
        left = calculate(expression, left, operator, parse_match(expression));
    }
}

static const char *parse_sum(struct expression *expression)
{
    const char *left = parse_product(expression);
    for (;;) {
        char operator= next_is(expression, "+") ? '+' : next_is(expression, "-") ? '-' : 0;
        if (!operator)
            return left;
        left = calculate(expression, left, operator, parse_product(expression));
    }
}

static const char *parse_comparison(struct expression *expression)
{
    static const char *const operators[] = {"<", "<=", "=", "==", "!=", ">=", ">"};
    const char *left = parse_sum(expression);
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++) {
        int64_t a, b;
        if (!next_is(expression, operators[i]))
            continue;
        const char *right = parse_sum(expression);
        bool numbers = slice_to_integer(slice_of(left), &a) && slice_to_integer(slice_of(right), &b);
        int order = numbers ? (a > b) - (a < b) : slice_compare(slice_of(left), slice_of(right));
        bool holds = i == 0   ? order < 0
                     : i == 1 ? order <= 0
                     : i < 4  ? order == 0
                     : i == 4 ? order != 0
                     : i == 5 ? order >= 0
                              : order > 0;
        left = holds ? "1" : "0";
        i = (size_t)-1;
    }
    return left;
}

static const char *parse_and(struct expression *expression)
{
    const char *left = parse_comparison(expression);
    while (next_is(expression, "&")) {
        const char *right = parse_comparison(expression);
        left = is_null(left) || is_null(right) ? "0" : left;
    }
    return left;
}

static const char *parse_or(struct expression *expression)
{
    const char *left = parse_and(expression);
    while (next_is(expression, "|")) {
        const char *right = parse_and(expression);
        left = !is_null(left) ? left : is_null(right) ? "0" : right;
    }
    return left;
}

static int run(struct process *process, int count, char *const *words)
{
    struct expression expression = {.process = process, .words = words, .count = count, .at = 1};
    if (count > 1 && text_equal(words[1], "--"))
        expression.at++;
    if (expression.at >= count) {
        process_complain(process, "expr: missing operand\nTry 'expr --help' for more information.\n");
        return 2;
    }
    const char *result = parse_or(&expression);
    if (expression.at < count)
        fail(&expression, "syntax error: unexpected argument '%s'", words[expression.at]);
    process_print(process, "%s\n", result);
    return is_null(result) ? 1 : 0;
}

const struct program expr_program = {
    .name = "expr", .usage = "expr EXPRESSION", .help = "Evaluate an expression", .run = run};
