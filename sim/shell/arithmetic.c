#include "shell/arithmetic.h"

#include <string.h>

#include "shell/evaluate.h"
#include "shell/lexer.h"

enum { ARITHMETIC_DEPTH = 60 };

struct arithmetic {
    struct process *process;
    const char *whole, *at;
    const char *last; /* where the last token began, for messages */
    int depth;
    int skipped; /* > 0: in the branch not taken; nothing is assigned */
    bool failed;
};

/* Where a result can be stored. */
struct place {
    const char *name, *key; /* key NULL: no element */
};

static int64_t parse_comma(struct arithmetic *arithmetic);
static int64_t parse_assignment(struct arithmetic *arithmetic);

static void fail(struct arithmetic *arithmetic, const char *message, const char *token)
{
    if (arithmetic->failed)
        return;
    arithmetic->failed = true;
    const char *shown = arithmetic->whole;
    while (ascii_is_space(*shown))
        shown++;
    const char *speaker = arithmetic->process->shell->speaker;
    complain(arithmetic->process, "%s%s%s: %s (error token is \"%s\")", speaker ? speaker : "",
             speaker ? ": " : "", shown, message, token);
}

static void skip_space(struct arithmetic *arithmetic)
{
    while (ascii_is_space(*arithmetic->at))
        arithmetic->at++;
}

static bool take(struct arithmetic *arithmetic, const char *operator)
{
    skip_space(arithmetic);
    if (!text_starts(arithmetic->at, operator))
        return false;
    arithmetic->last = arithmetic->at;
    arithmetic->at += slice_of(operator).length;
    return true;
}

static int digit_of(char c, int base)
{
    int digit = ascii_is_digit(c) ? c - '0' : -1;
    if (ascii_is_letter(c))
        digit = c >= 'a' ? c - 'a' + 10 : base <= 36 ? c - 'A' + 10 : c - 'A' + 36;
    else if (c == '@')
        digit = 62;
    else if (c == '_')
        digit = 63;
    return digit;
}

/* The whole of what looks like a number is the token. */
static void fail_number(struct arithmetic *arithmetic, const char *start, const char *message)
{
    while (digit_of(*arithmetic->at, 64) >= 0 || *arithmetic->at == '#')
        arithmetic->at++;
    struct arena *arena = arithmetic->process->arena;
    struct slice token = {start, (size_t)(arithmetic->at - start)};
    struct slice read = {arithmetic->whole, (size_t)(arithmetic->at - arithmetic->whole)};
    arithmetic->whole = arena_copy(arena, read); /* bash shows what it had read */
    fail(arithmetic, message, arena_copy(arena, token));
}

static int64_t parse_number(struct arithmetic *arithmetic)
{
    const char *start = arithmetic->at;
    int base = 10;
    uint64_t number = 0;
    if (start[0] == '0' && (start[1] == 'x' || start[1] == 'X')) {
        base = 16;
        arithmetic->at += 2;
    } else if (start[0] == '0') {
        base = 8;
    }
    arithmetic->last = start;
    for (;; arithmetic->at++) {
        char c = *arithmetic->at;
        if (c == '#' && base == 10) {
            if (number < 2 || number > 64) {
                fail_number(arithmetic, start, "invalid arithmetic base");
                return 0;
            }
            base = (int)number;
            number = 0;
            continue;
        }
        int digit = digit_of(c, base);
        if (digit < 0)
            break;
        if (digit >= base) {
            fail_number(arithmetic, start, "value too great for base");
            return 0;
        }
        number = number * (uint64_t)base + (uint64_t)digit;
    }
    return (int64_t)number;
}

static int64_t value_of(struct arithmetic *arithmetic, const struct place *place)
{
    struct process *process = arithmetic->process;
    if (arithmetic->skipped)
        return 0;
    const char *text = place->key ? variable_element(process->shell, place->name, place->key)
                                  : expand_named(process, place->name);
    int64_t number = 0;
    if (!text && (process->shell->options & OPTION_NOUNSET) && !arithmetic->skipped) {
        expand_unset_error(process, place->name);
        arithmetic->failed = true;
    }
    if (text && !slice_trim(slice_of(text)).length) /* blanks are nothing */
        return 0;
    if (!text || !*text || slice_to_integer(slice_of(text), &number)) {
        if (!text || !*text || (text[0] != '0' && text[0] != '-') || !text[1])
            return number;
    }
    if (arithmetic->depth >= ARITHMETIC_DEPTH) {
        struct arithmetic deepest = {.process = process, .whole = text, .at = text, .last = text};
        fail(&deepest, "expression recursion level exceeded", text);
        arithmetic->failed = true;
        return 0;
    }
    struct arithmetic inner = {
        .process = process, .depth = arithmetic->depth + 1, .skipped = arithmetic->skipped};
    inner.whole = inner.at = inner.last = arena_text(process->arena, text);
    number = parse_comma(&inner);
    skip_space(&inner);
    if (*inner.at)
        fail(&inner, "syntax error in expression", inner.at);
    arithmetic->failed |= inner.failed;
    return number;
}

static void store(struct arithmetic *arithmetic, const struct place *place, int64_t number)
{
    if (arithmetic->skipped || arithmetic->failed)
        return;
    struct process *process = arithmetic->process;
    const char *text = arena_format(process->arena, "%lld", (long long)number);
    bool done = place->key ? variable_set_element(process->shell, place->name, place->key, text)
                           : variable_set(process->shell, place->name, text);
    if (!done) {
        complain(process, "%s: readonly variable", place->name);
        arithmetic->failed = true;
    }
}

/* A name with its subscript; the text stands at a letter. */
static void take_place(struct arithmetic *arithmetic, struct place *place)
{
    const char *start = arithmetic->at;
    while (ascii_is_letter(*arithmetic->at) || ascii_is_digit(*arithmetic->at) || *arithmetic->at == '_')
        arithmetic->at++;
    arithmetic->last = start;
    place->name =
        arena_copy(arithmetic->process->arena, (struct slice){start, (size_t)(arithmetic->at - start)});
    place->key = NULL;
    if (*arithmetic->at != '[')
        return;
    const char *inside = ++arithmetic->at;
    for (int depth = 1; *arithmetic->at && depth; arithmetic->at++)
        depth += (*arithmetic->at == '[') - (*arithmetic->at == ']');
    struct slice subscript = {inside, (size_t)(arithmetic->at - inside)};
    subscript = slice_part(subscript, 0, subscript.length ? subscript.length - 1 : 0);
    place->key =
        expand_subscript(arithmetic->process, place->name, arena_copy(arithmetic->process->arena, subscript));
    arithmetic->failed |= !place->key;
}

/* May an expression go on with [c], rightly or not? */
static bool continues(char c)
{
    return strchr("<>+-*/%!()&|^~?:,=", c) || ascii_is_letter(c) || ascii_is_digit(c) || c == '_';
}

static int64_t parse_primary(struct arithmetic *arithmetic)
{
    skip_space(arithmetic);
    char c = *arithmetic->at;
    if (take(arithmetic, "(")) {
        int64_t number = parse_comma(arithmetic);
        if (!take(arithmetic, ")"))
            fail(arithmetic, "missing `)'", *arithmetic->at ? arithmetic->at : arithmetic->last);
        return number;
    }
    if (ascii_is_digit(c))
        return parse_number(arithmetic);
    if (ascii_is_letter(c) || c == '_') {
        struct place place;
        take_place(arithmetic, &place);
        if (arithmetic->failed)
            return 0;
        skip_space(arithmetic);
        if (!continues(*arithmetic->at)) {
            fail(arithmetic, "syntax error: invalid arithmetic operator", arithmetic->at);
            return 0;
        }
        if (!take(arithmetic, "++") && !take(arithmetic, "--"))
            return value_of(arithmetic, &place);
        int64_t number = value_of(arithmetic, &place);
        store(arithmetic, &place, (int64_t)((uint64_t)number + (arithmetic->at[-1] == '+' ? 1 : UINT64_MAX)));
        return number;
    }
    fail(arithmetic, "syntax error: operand expected", *arithmetic->at ? arithmetic->at : arithmetic->last);
    return 0;
}

static int64_t parse_unary(struct arithmetic *arithmetic)
{
    int64_t number = 0;
    if (arithmetic->failed || ++arithmetic->depth > ARITHMETIC_DEPTH * 2) {
        fail(arithmetic, "expression recursion level exceeded", arithmetic->at);
        return 0;
    }
    skip_space(arithmetic);
    bool increment = text_starts(arithmetic->at, "++"), decrement = text_starts(arithmetic->at, "--");
    const char *operand = arithmetic->at + 2;
    while ((increment || decrement) && ascii_is_space(*operand))
        operand++;
    if ((increment || decrement) && (ascii_is_letter(*operand) || *operand == '_')) {
        struct place place;
        arithmetic->at = operand;
        take_place(arithmetic, &place);
        if (!arithmetic->failed)
            number = (int64_t)((uint64_t)value_of(arithmetic, &place) + (increment ? 1 : UINT64_MAX));
        if (!arithmetic->failed)
            store(arithmetic, &place, number);
    } else if (take(arithmetic, "!")) {
        number = !parse_unary(arithmetic);
    } else if (take(arithmetic, "~")) {
        number = ~parse_unary(arithmetic);
    } else if (take(arithmetic, "-")) {
        number = (int64_t)(0 - (uint64_t)parse_unary(arithmetic));
    } else if (take(arithmetic, "+")) {
        number = parse_unary(arithmetic);
    } else {
        number = parse_primary(arithmetic);
    }
    arithmetic->depth--;
    return number;
}

static int64_t power(struct arithmetic *arithmetic, int64_t base, int64_t exponent)
{
    uint64_t result = 1, factor = (uint64_t)base;
    if (exponent < 0) {
        skip_space(arithmetic);
        fail(arithmetic, "exponent less than 0", *arithmetic->at ? arithmetic->at : arithmetic->last);
        return 0;
    }
    for (; exponent; exponent >>= 1, factor *= factor)
        if (exponent & 1)
            result *= factor;
    return (int64_t)result;
}

/* Binary operators by strength, the longest first among those that begin alike. */
static const struct {
    const char *text;
    int strength;
} operators[] = {
    {"**", 11}, {"<<", 8}, {">>", 8}, {"<=", 7}, {">=", 7}, {"==", 6}, {"!=", 6},
    {"&&", 2},  {"||", 1}, {"*", 10}, {"/", 10}, {"%", 10}, {"+", 9},  {"-", 9},
    {"<", 7},   {">", 7},  {"&", 5},  {"^", 4},  {"|", 3},
};

static int64_t divide(struct arithmetic *arithmetic, char operator, int64_t left, int64_t right,
                      const char *token)
{
    if (right == 0) {
        if (!arithmetic->skipped)
            fail(arithmetic, "division by 0", token);
        return 0;
    }
    if (right == -1)
        return operator== '/' ? (int64_t)(0 - (uint64_t)left) : 0;
    return operator== '/' ? left / right : left % right;
}

static int64_t compute(struct arithmetic *arithmetic, const char *operator, int64_t left, int64_t right,
                       const char *token)
{
    uint64_t a = (uint64_t)left, b = (uint64_t)right;
    char second = operator[1];
    switch (operator[0]) {
    case '*':
        return second ? power(arithmetic, left, right) : (int64_t)(a * b);
    case '/':
    case '%':
        return divide(arithmetic, operator[0], left, right, token);
    case '+':
        return (int64_t)(a + b);
    case '-':
        return (int64_t)(a - b);
    case '<':
        return second == '<' ? (int64_t)(a << (b & 63)) : second ? left <= right : left < right;
    case '>':
        return second == '>' ? left >> (b & 63) : second ? left >= right : left > right;
    case '=':
        return left == right;
    case '!':
        return left != right;
    case '&':
        return second ? left && right : left & right;
    case '|':
        return second ? left || right : left | right;
    default:
        return left ^ right;
    }
}

static size_t binary_at(struct arithmetic *arithmetic, int strength)
{
    skip_space(arithmetic);
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++) {
        size_t length = slice_of(operators[i].text).length;
        if (!text_starts(arithmetic->at, operators[i].text))
            continue;
        bool assigns = arithmetic->at[length] == '=' && operators[i].strength > 2 &&
                       operators[i].strength != 6 && !(length == 2 && arithmetic->at[1] == '=') &&
                       !(length == 1 && strchr("<>", arithmetic->at[0]));
        return !assigns && operators[i].strength >= strength ? i : SIZE_MAX;
    }
    return SIZE_MAX;
}

static int64_t parse_binary(struct arithmetic *arithmetic, int strength)
{
    int64_t left = parse_unary(arithmetic);
    size_t index;
    while (!arithmetic->failed && (index = binary_at(arithmetic, strength)) != SIZE_MAX) {
        const char *operator= operators[index].text;
        int own = operators[index].strength;
        take(arithmetic, operator);
        bool skip = (own == 2 && !left) || (own == 1 && left);
        skip_space(arithmetic);
        const char *token = arithmetic->at;
        arithmetic->skipped += skip;
        int64_t right = parse_binary(arithmetic, own == 11 ? own : own + 1);
        arithmetic->skipped -= skip;
        if (!arithmetic->failed)
            left = compute(arithmetic, operator, left, right, token);
    }
    return left;
}

static int64_t parse_conditional(struct arithmetic *arithmetic)
{
    int64_t condition = parse_binary(arithmetic, 1);
    if (arithmetic->failed || !take(arithmetic, "?"))
        return condition;
    arithmetic->skipped += !condition;
    int64_t first = parse_comma(arithmetic);
    arithmetic->skipped -= !condition;
    if (!take(arithmetic, ":")) {
        fail(arithmetic, "`:' expected for conditional expression", arithmetic->last);
        return 0;
    }
    arithmetic->skipped += condition != 0;
    int64_t second = parse_conditional(arithmetic);
    arithmetic->skipped -= condition != 0;
    return condition ? first : second;
}

/* NAME op= at the front: true when it is one, [operator] "" for a plain "=". */
static bool take_assignment(struct arithmetic *arithmetic, struct place *place, const char **operator)
{
    static const char *const all[] = {"=", "+=", "-=", "*=", "/=", "%=", "<<=", ">>=", "&=", "^=", "|="};
    static const char *const plain[] = {"", "+", "-", "*", "/", "%", "<<", ">>", "&", "^", "|"};
    struct arithmetic before = *arithmetic;
    skip_space(arithmetic);
    if (ascii_is_letter(*arithmetic->at) || *arithmetic->at == '_') {
        const char *end = arithmetic->at;
        while (ascii_is_letter(*end) || ascii_is_digit(*end) || *end == '_')
            end++;
        if (*end == '[') {
            int depth = 0;
            do
                depth += (*end == '[') - (*end == ']');
            while (*end++ && depth && *end);
        }
        while (ascii_is_space(*end))
            end++;
        for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
            if (!text_starts(end, all[i]) || (i == 0 && end[1] == '='))
                continue;
            take_place(arithmetic, place);
            skip_space(arithmetic);
            arithmetic->at += slice_of(all[i]).length;
            *operator= plain[i];
            return true;
        }
    }
    *arithmetic = before;
    return false;
}

static int64_t parse_assignment(struct arithmetic *arithmetic)
{
    struct place place;
    const char *operator;
    if (arithmetic->failed || !take_assignment(arithmetic, &place, &operator) || arithmetic->failed)
        return arithmetic->failed ? 0 : parse_conditional(arithmetic);
    if (++arithmetic->depth > ARITHMETIC_DEPTH) {
        fail(arithmetic, "expression recursion level exceeded", arithmetic->at);
        return 0;
    }
    skip_space(arithmetic);
    const char *token = arithmetic->at;
    int64_t before = *operator? value_of(arithmetic, &place) : 0, number = parse_assignment(arithmetic);
    if (*operator&& !arithmetic->failed)
        number = compute(arithmetic, operator, before, number, token);
    store(arithmetic, &place, number);
    arithmetic->depth--;
    return number;
}

static int64_t parse_comma(struct arithmetic *arithmetic)
{
    int64_t number = parse_assignment(arithmetic);
    while (!arithmetic->failed && take(arithmetic, ","))
        number = parse_assignment(arithmetic);
    return number;
}

/* "=", "+=", ... */
static bool assigns(const char *text)
{
    size_t length = text[0] && text[0] == text[1] && strchr("<>", text[0]) ? 2
                    : text[0] && strchr("+-*/%&^|", text[0])               ? 1
                                                                           : 0;
    return text[length] == '=' && text[length + 1] != '=';
}

bool arithmetic_evaluate(struct process *process, const char *text, int64_t *result)
{
    struct arithmetic arithmetic = {.process = process, .whole = text, .at = text, .last = text};
    skip_space(&arithmetic);
    *result = 0;
    if (!*arithmetic.at)
        return true;
    *result = parse_comma(&arithmetic);
    skip_space(&arithmetic);
    if (!arithmetic.failed && *arithmetic.at)
        fail(&arithmetic,
             assigns(arithmetic.at)      ? "attempted assignment to non-variable"
             : continues(*arithmetic.at) ? "syntax error in expression"
                                         : "syntax error: invalid arithmetic operator",
             arithmetic.at);
    return !arithmetic.failed && process->shell->flow == FLOW_ON;
}
