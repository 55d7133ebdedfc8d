/* Reading the expression: ! before -a before -o before the comma; parentheses. */
#include <string.h>

#include "tools/find/find.h"

enum { DEPTH = 200 };

struct reader {
    struct find *find;
    struct process *process;
    int count, at, depth;
    char *const *words;
};

static _Noreturn void fail(struct reader *reader)
{
    process_exit(reader->process, 1);
}

static const char *word_at(const struct reader *reader)
{
    return reader->at < reader->count ? reader->words[reader->at] : "";
}

static bool take(struct reader *reader, const char *word, const char *other)
{
    if (!text_equal(word_at(reader), word) && !text_equal(word_at(reader), other))
        return false;
    reader->at++;
    return true;
}

static struct find_node *make(struct reader *reader, int operator, struct find_node * left,
                              struct find_node *right)
{
    struct find_node *node = arena_allocate(reader->process->arena, sizeof *node);
    node->operator= operator;
    node->left = left;
    node->right = right;
    return node;
}

static struct find_node *read_comma(struct reader *reader);

/* The words of -exec up to its ";" or "+". */
static void read_command(struct reader *reader, struct find_node *node)
{
    int first = reader->at;
    while (reader->at < reader->count) {
        const char *word = reader->words[reader->at++];
        bool batch =
            text_equal(word, "+") && reader->at - first > 1 && text_equal(reader->words[reader->at - 2], "{}");
        if (!batch && !text_equal(word, ";"))
            continue;
        node->words = reader->words + first;
        node->word_count = reader->at - 1 - first;
        node->batched = batch;
        if (node->word_count > 0)
            return;
        break;
    }
    process_complain(reader->process, "find: missing argument to `%s'\n", node->test->name);
    fail(reader);
}

static struct find_node *read_test(struct reader *reader)
{
    const char *word = reader->words[reader->at];
    const struct find_test *test = find_tests;
    while (test->name && !text_equal(test->name, word))
        test++;
    if (!test->name) {
        if (word[0] == '-')
            process_complain(reader->process, "find: unknown predicate `%s'\n", word);
        else
            process_complain(reader->process, "find: paths must precede expression: `%s'\n", word);
        fail(reader);
    }
    struct find_node *node = make(reader, FIND_AND, NULL, NULL);
    node->test = test;
    reader->at++;
    reader->find->acts |= test->action;
    if (test->arguments < 0) {
        read_command(reader, node);
    } else if (test->arguments) {
        if (reader->at == reader->count) {
            process_complain(reader->process, "find: missing argument to `%s'\n", word);
            fail(reader);
        }
        node->text = reader->words[reader->at++];
    }
    if (test->read && !test->read(reader->find, node))
        fail(reader);
    return node;
}

static struct find_node *read_primary(struct reader *reader)
{
    if (++reader->depth > DEPTH || reader->at == reader->count) {
        process_complain(reader->process, reader->depth > DEPTH ? "find: expression too deep\n"
                                                                : "find: expected an expression\n");
        fail(reader);
    }
    struct find_node *node;
    if (take(reader, "!", "-not")) {
        node = make(reader, FIND_NOT, read_primary(reader), NULL);
    } else if (take(reader, "(", "(")) {
        if (text_equal(word_at(reader), ")")) {
            process_complain(reader->process, "find: invalid expression; empty parentheses are not allowed.\n");
            fail(reader);
        }
        node = read_comma(reader);
        if (!take(reader, ")", ")")) {
            process_complain(reader->process,
                             "find: invalid expression; I was expecting to find a ')' somewhere "
                             "but did not see one.\n");
            fail(reader);
        }
    } else if (text_equal(word_at(reader), ")")) {
        process_complain(reader->process, "find: invalid expression; you have too many ')'\n");
        fail(reader);
    } else {
        node = read_test(reader);
    }
    reader->depth--;
    return node;
}

static struct find_node *read_and(struct reader *reader)
{
    struct find_node *node = read_primary(reader);
    for (;;) {
        const char *word = word_at(reader);
        if (!*word || text_equal(word, ")") || text_equal(word, "-o") || text_equal(word, "-or") ||
            text_equal(word, ","))
            return node;
        take(reader, "-a", "-and");
        node = make(reader, FIND_AND, node, read_primary(reader));
    }
}

static struct find_node *read_or(struct reader *reader)
{
    struct find_node *node = read_and(reader);
    while (take(reader, "-o", "-or"))
        node = make(reader, FIND_OR, node, read_and(reader));
    return node;
}

static struct find_node *read_comma(struct reader *reader)
{
    struct find_node *node = read_or(reader);
    while (take(reader, ",", ","))
        node = make(reader, FIND_COMMA, node, read_or(reader));
    return node;
}

struct find_node *find_parse(struct find *find, int count, char *const *words)
{
    struct reader reader = {.find = find, .process = find->process, .count = count, .words = words};
    if (!count)
        return NULL;
    struct find_node *node = read_comma(&reader);
    if (reader.at < count) {
        process_complain(find->process, "find: you have too many ')'\n");
        fail(&reader);
    }
    return node;
}

bool find_holds(struct find *find, const struct find_node *node, struct find_file *file)
{
    if (find->quits)
        return false;
    if (node->test)
        return node->test->option || node->test->holds(find, node, file);
    switch (node->operator) {
    case FIND_NOT:
        return !find_holds(find, node->left, file);
    case FIND_OR:
        return find_holds(find, node->left, file) || find_holds(find, node->right, file);
    case FIND_COMMA:
        find_holds(find, node->left, file);
        return find_holds(find, node->right, file);
    default:
        return find_holds(find, node->left, file) && find_holds(find, node->right, file);
    }
}
