/* test and [ (POSIX XCU test): what the words mean depends on how many there are. */
#include "shell/builtins.h"

#include <string.h>

struct test {
    struct process *process;
    char *const *words;
    int count, at, depth;
    bool failed;
};

static bool test_or(struct test *test);

static void fail(struct test *test, const char *message)
{
    if (!test->failed)
        complain(test->process, "%s: %s", test->process->shell->speaker, message);
    test->failed = true;
}

static bool binary(struct test *test)
{
    bool known;
    const char *operator= test->words[test->at + 1];
    bool result =
        test_binary(test->process, test->words[test->at], operator, test->words[test->at + 2], &known, false);
    test->failed |= !known;
    test->at += 3;
    return result;
}

static bool test_primary(struct test *test)
{
    int left = test->count - test->at;
    const char *word = left ? test->words[test->at] : "";
    if (test->failed || ++test->depth > 100 || !left) {
        fail(test, "argument expected");
        return false;
    }
    bool result;
    if (left >= 3 && test_is_binary(test->words[test->at + 1])) {
        result = binary(test);
    } else if (text_equal(word, "!") && left > 1) {
        test->at++;
        result = !test_primary(test);
    } else if (text_equal(word, "(") && left > 1) {
        test->at++;
        result = test_or(test);
        if (test->at >= test->count || !text_equal(test->words[test->at], ")"))
            fail(test, "`)' expected");
        test->at++;
    } else if (left > 1 && test_is_unary(word)) {
        test->at += 2;
        result = test_unary(test->process, word[1], test->words[test->at - 1]);
    } else {
        test->at++;
        result = *word;
    }
    test->depth--;
    return result;
}

static bool test_and(struct test *test)
{
    bool result = test_primary(test);
    while (!test->failed && test->at < test->count && text_equal(test->words[test->at], "-a")) {
        test->at++;
        result &= test_primary(test);
    }
    return result;
}

static bool test_or(struct test *test)
{
    bool result = test_and(test);
    while (!test->failed && test->at < test->count && text_equal(test->words[test->at], "-o")) {
        test->at++;
        result |= test_and(test);
    }
    return result;
}

/* POSIX gives one, two and three words a meaning of their own, whatever they look like. */
static bool evaluate_few(struct test *test, bool *done)
{
    char *const *words = test->words;
    struct process *process = test->process;
    *done = true;
    if (test->count == 0)
        return false;
    if (test->count == 1)
        return *words[0];
    if (test->count == 2) {
        if (text_equal(words[0], "!"))
            return !*words[1];
        if (test_is_unary(words[0]))
            return test_unary(process, words[0][1], words[1]);
        complain(process, "%s: %s: unary operator expected", process->shell->speaker, words[0]);
        test->failed = true;
        return false;
    }
    if (test->count == 3 && test_is_binary(words[1]))
        return binary(test);
    if (test->count == 3 && text_equal(words[1], "-a"))
        return *words[0] && *words[2];
    if (test->count == 3 && text_equal(words[1], "-o"))
        return *words[0] || *words[2];
    if (test->count == 3 && !text_equal(words[0], "!") && !text_equal(words[0], "(")) {
        complain(process, "%s: %s: binary operator expected", process->shell->speaker, words[1]);
        test->failed = true;
        return false;
    }
    *done = false;
    return false;
}

static int run(struct process *process, int count, char *const *words)
{
    struct test test = {.process = process, .words = words + 1, .count = count - 1};
    if (text_equal(words[0], "[")) {
        if (!text_equal(words[count - 1], "]")) {
            complain(process, "[: missing `]'");
            return 2;
        }
        test.count--;
    }
    process->shell->speaker = words[0];
    bool done;
    bool result = evaluate_few(&test, &done);
    if (!done) {
        result = test_or(&test);
        if (!test.failed && test.at < test.count)
            fail(&test, "too many arguments");
    }
    process->shell->speaker = NULL;
    if (test.failed)
        return 2;
    return result ? 0 : 1;
}

const struct program builtin_test = {
    .name = "test",
    .usage = "test [EXPRESSION]",
    .help = "evaluate a condition",
    .run = run,
};
const struct program builtin_bracket = {
    .name = "[",
    .usage = "[ EXPRESSION ]",
    .help = "evaluate a condition",
    .run = run,
};
