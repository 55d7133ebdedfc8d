/* test, [ and [[ ]]: POSIX XCU test, and bash's additions. */
#include <regex.h>
#include <string.h>

#include "base/expression.h"
#include "base/limits.h"
#include "shell/arithmetic.h"
#include "shell/evaluate.h"
#include "shell/pattern.h"
#include "shell/stream.h"

static bool has_mode(struct process *process, const char *path, const char *digits)
{
    const char *problem;
    const struct value *file = process_file(process, path, &problem);
    if (!file)
        return process_is_directory(process, path);
    return strpbrk(value_find_text(file, "mode"), digits);
}

static bool is_open_terminal(struct process *process, const char *operand)
{
    int64_t descriptor;
    return slice_to_integer(slice_of(operand), &descriptor) && descriptor >= 0 && descriptor < STREAMS &&
           process_is_terminal(process, (int)descriptor);
}

static bool is_pipe(const struct process *process, int descriptor)
{
    const struct stream *stream = descriptor < 0 || descriptor >= STREAMS ? NULL : process->streams[descriptor];
    return stream && stream_behind((struct stream *)(uintptr_t)stream)->kind == STREAM_PIPE;
}

static bool variable_is_set(struct process *process, const char *name)
{
    size_t bracket = slice_find_byte(slice_of(name), '[');
    bool named = ascii_is_letter(name[0]) || ascii_is_digit(name[0]) || name[0] == '_';
    if (!name[bracket])
        return named && expand_named(process, name) != NULL;
    const char *array = arena_copy(process->arena, (struct slice){name, bracket});
    struct slice subscript = slice_part(slice_of(name), bracket + 1, slice_of(name).length - 1);
    if (slice_is(subscript, "@") || slice_is(subscript, "*"))
        return value_count(variable_elements(process->shell, array)) > 0;
    const char *key = expand_subscript(process, array, arena_copy(process->arena, subscript));
    return key && variable_element(process->shell, array, key);
}

/* What lstat(2) says; false when nothing is there. */
static bool status_of(struct process *process, const char *path, struct file_status *status)
{
    *status = (struct file_status){0};
    return *path && !process_status_of(process, path, status);
}

bool test_unary(struct process *process, char operator, const char * operand)
{
    const char *problem;
    bool directory =
        strchr("defrswxLhpSbcugkOGN", operator) && *operand && process_is_directory(process, operand);
    const struct value *file = strchr("efrswxOGN", operator) && *operand && !directory
                                   ? process_file(process, operand, &problem)
                                   : NULL;
    struct file_status status = {0};
    bool device = strchr("efrwcLhOGN", operator) && status_of(process, operand, &status) && status.device;
    switch (operator) {
    case 'n':
        return *operand;
    case 'z':
        return !*operand;
    case 'd':
        return directory;
    case 'e':
    case 'r':
    case 'w':
    case 'O':
    case 'G':
    case 'N':
        return file || directory || device;
    case 'f':
        return file && !device;
    case 's':
        return directory || (file && file_data(file).length);
    case 'x':
        return directory || (file && has_mode(process, operand, "1357"));
    case 'c':
        return device;
    case 'L':
    case 'h':
        return status.link;
    case 'p':
        return is_pipe(process, process_descriptor(operand));
    case 't':
        return is_open_terminal(process, operand);
    case 'v':
        return variable_is_set(process, operand);
    case 'R':
        return variable_own_flags(process->shell, operand) & VARIABLE_REFERENCE;
    case 'o':
        return process->shell->options & option_of_name(operand);
    default:
        return false;
    }
}

static bool integer_of(struct process *process, const char *text, bool arithmetic, int64_t *number)
{
    if (arithmetic)
        return arithmetic_evaluate(process, text, number);
    struct slice trimmed = slice_trim(slice_of(text));
    if (slice_starts(trimmed, "+"))
        trimmed = slice_part(trimmed, 1, trimmed.length);
    if (trimmed.length && slice_to_integer(trimmed, number))
        return true;
    /* [ "$x" -eq 1 ] without x: bash names what it got. */
    complain(process, "%s: %s: integer expression expected", process->shell->speaker, text);
    return false;
}

static bool compare_numbers(struct process *process, const char *left, const char *operator, const char * right,
                            bool *known, bool arithmetic)
{
    static const char *const names[] = {"-eq", "-ne", "-lt", "-le", "-gt", "-ge"};
    int64_t a = 0, b = 0;
    size_t index = 0;
    while (index < 6 && !text_equal(names[index], operator))
        index++;
    if (index == 6 || !integer_of(process, left, arithmetic, &a) ||
        !integer_of(process, right, arithmetic, &b)) {
        *known = false;
        return false;
    }
    const bool results[] = {a == b, a != b, a<b, a <= b, a> b, a >= b};
    return results[index];
}

static bool compare_files(struct process *process, const char *left, const char *operator, const char * right)
{
    const char *problem;
    const struct value *a = process_file(process, left, &problem), *b = process_file(process, right, &problem);
    if (text_equal(operator, "-ef"))
        return (a || process_is_directory(process, left)) &&
               text_equal(process_path(process, left), process_path(process, right));
    int64_t first = value_number(value_get(a, "modified"), INT64_MIN);
    int64_t second = value_number(value_get(b, "modified"), INT64_MIN);
    return text_equal(operator, "-nt") ? first > second : first < second;
}

bool test_binary(struct process *process, const char *left, const char *operator, const char * right,
                 bool *known, bool arithmetic)
{
    int order = slice_compare(slice_of(left), slice_of(right));
    *known = true;
    if (text_equal(operator, "=") || text_equal(operator, "=="))
        return order == 0;
    if (text_equal(operator, "!="))
        return order != 0;
    if (text_equal(operator, "<"))
        return order < 0;
    if (text_equal(operator, ">"))
        return order > 0;
    if (text_equal(operator, "-nt") || text_equal(operator, "-ot") || text_equal(operator, "-ef"))
        return compare_files(process, left, operator, right);
    return compare_numbers(process, left, operator, right, known, arithmetic);
}

bool test_is_binary(const char *word)
{
    static const char *const names[] = {"=",   "==",  "!=",  "<",   ">",   "-eq", "-ne", "-lt",
                                        "-le", "-gt", "-ge", "-nt", "-ot", "-ef", "=~"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (text_equal(word, names[i]))
            return true;
    return false;
}

bool test_is_unary(const char *word)
{
    return word[0] == '-' && word[1] && !word[2] && strchr("abcdefghknoprstuvwxzGLNORS", word[1]);
}

/* --- [[ ]]: what parser_condition.c has read --- */
struct condition {
    struct process *process;
    const struct node *node;
    int at;
    bool failed;
};

static bool condition_or(struct condition *condition, bool run);

static const char *word_at(const struct condition *condition, int ahead)
{
    int index = condition->at + ahead;
    return index < condition->node->count ? condition->node->words[index] : "";
}

static void keep_matches(struct process *process, const char *text, const regmatch_t *matches, size_t count)
{
    struct value *elements = value_object(process->arena);
    for (size_t i = 0; i < count; i++) {
        struct slice part = {"", 0};
        if (matches[i].rm_so >= 0)
            part = (struct slice){text + matches[i].rm_so, (size_t)(matches[i].rm_eo - matches[i].rm_so)};
        value_put(process->arena, elements, array_key(process->arena, (int64_t)i),
                  value_string(process->arena, part));
    }
    variable_set_array(process->shell, "BASH_REMATCH", elements, false);
}

static bool match_regular(struct condition *condition, const char *text, const char *expression)
{
    enum { GROUPS = 20 };
    struct process *process = condition->process;
    regex_t compiled;
    regmatch_t matches[GROUPS];
    int flags = REG_EXTENDED | (shell_has(process->shell, SHOPT_NOCASEMATCH) ? REG_ICASE : 0);
    const char *refusal = expression_refusal(slice_of(expression), true);
    if (refusal)
        complain(process, "[[: %s%s", text_starts(refusal, "not simulated") ? "" : "not simulated: ", refusal);
    text = slice_of(text).length > LIMIT_REGEXP_BYTES
               ? arena_copy(process->arena, (struct slice){text, LIMIT_REGEXP_BYTES})
               : text;
    if (refusal || regcomp(&compiled, expression, flags) != 0) {
        condition->failed = true;
        return false;
    }
    bool matched = regexec(&compiled, text, GROUPS, matches, 0) == 0;
    size_t groups = compiled.re_nsub + 1 < GROUPS ? compiled.re_nsub + 1 : GROUPS;
    keep_matches(process, text, matches, matched ? groups : 0);
    regfree(&compiled);
    return matched;
}

static void trace_binary(const struct condition *condition, const char *left, const char *operator,
                         const char * right)
{
    trace(condition->process, "[[ %s %s %s ]]", *left ? left : "''", operator, * right ? right : "''");
}

/* -x WORD, and WORD alone, which is -n. */
static bool run_unary(const struct condition *condition, char operator, const char * word)
{
    const char *operand = expand_text(condition->process, word);
    trace(condition->process, "[[ -%c %s ]]", operator, * operand ? operand : "''");
    return test_unary(condition->process, operator, operand);
}

static bool condition_binary(struct condition *condition, bool run)
{
    struct process *process = condition->process;
    const char *left = word_at(condition, 0), *operator= word_at(condition, 1), *right = word_at(condition, 2);
    condition->at += 3;
    if (!run)
        return false;
    const char *text = expand_text(process, left);
    bool ignore = shell_has(process->shell, SHOPT_NOCASEMATCH), known = true;
    if (text_equal(operator, "=~")) {
        const char *expression = expand_regular_expression(process, right);
        trace_binary(condition, text, operator, expression);
        return match_regular(condition, text, expression);
    }
    if (text_equal(operator, "=") || text_equal(operator, "==") || text_equal(operator, "!=")) {
        const char *pattern = expand_condition_pattern(process, right);
        trace_binary(condition, text, operator, pattern);
        return pattern_matches(pattern, slice_of(text), ignore) == (operator[0] == '=');
    }
    const char *other = expand_text(process, right);
    trace_binary(condition, text, operator, other);
    bool result = test_binary(process, text, operator, other, &known, true);
    return known && result;
}

static bool condition_primary(struct condition *condition, bool run)
{
    const char *word = word_at(condition, 0);
    if (text_equal(word, "!")) {
        condition->at++;
        return !condition_primary(condition, run);
    }
    if (text_equal(word, "(")) {
        condition->at++;
        bool result = condition_or(condition, run);
        condition->at++;
        return result;
    }
    if (test_is_unary(word)) {
        condition->at += 2;
        return run && run_unary(condition, word[1], word_at(condition, -1));
    }
    if (test_is_binary(word_at(condition, 1)))
        return condition_binary(condition, run);
    condition->at++;
    return run && run_unary(condition, 'n', word);
}

static bool condition_and(struct condition *condition, bool run)
{
    bool result = condition_primary(condition, run);
    while (!condition->failed && text_equal(word_at(condition, 0), "&&")) {
        condition->at++;
        result &= condition_primary(condition, run && result);
    }
    return result;
}

static bool condition_or(struct condition *condition, bool run)
{
    bool result = condition_and(condition, run);
    while (!condition->failed && text_equal(word_at(condition, 0), "||")) {
        condition->at++;
        result |= condition_and(condition, run && !result);
    }
    return result;
}

int evaluate_condition(struct process *process, const struct node *node)
{
    struct condition condition = {.process = process, .node = node};
    bool result = condition_or(&condition, true);
    if (condition.failed)
        return 2;
    return result ? 0 : 1;
}
