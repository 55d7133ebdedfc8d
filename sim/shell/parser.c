#include <string.h>

#include "base/check.h"
#include "base/limits.h"
#include "shell/lexer.h"

struct tree *tree_ref(struct tree *tree)
{
    tree->count++;
    return tree;
}

void tree_unref(struct tree *tree)
{
    if (!tree || --tree->count)
        return;
    arena_release(&tree->arena);
    memory_free(tree);
}

void parser_unexpected(struct parser *parser)
{
    if (parser->failed)
        return;
    if (parser->token.kind == TOKEN_END) {
        parser_fail(parser, "syntax error: unexpected end of file");
        parser->incomplete = true;
        parser->unexpected_end = true;
    } else {
        const char *shown = parser->token.number < 0 ? parser->token.text
                                                     : arena_format(parser->arena, "%d", parser->token.number);
        parser_fail(parser, arena_format(parser->arena, "syntax error near unexpected token `%s'", shown));
        parser->error_line = parser->token.line;
    }
}

struct node *parser_node(struct parser *parser, enum node_kind kind)
{
    struct node *node = arena_allocate(parser->arena, sizeof *node);
    node->kind = kind;
    node->tree = parser->tree;
    node->line = parser->token.line;
    return node;
}

/* [words] has room for a power of two; grows it when [count] fills it. */
static const char **grown(struct parser *parser, const char **words, int count)
{
    if (count & (count - 1))
        return words;
    size_t room = count ? (size_t)count * 2 : 1;
    const char **more = arena_allocate(parser->arena, (room + 1) * sizeof *more);
    if (count)
        memcpy(more, words, (size_t)count * sizeof *more);
    return more;
}

void node_add_word(struct parser *parser, struct node *node, const char *word)
{
    node->words = grown(parser, node->words, node->count);
    node->words[node->count++] = word;
}

static void add_assignment(struct parser *parser, struct node *node, const char *word)
{
    node->assignments = grown(parser, node->assignments, node->assignment_count);
    node->assignments[node->assignment_count++] = word;
}

void parse_newlines(struct parser *parser)
{
    while (parser->token.kind == TOKEN_NEWLINE)
        lexer_advance(parser);
}

bool parse_expect_word(struct parser *parser, const char *word)
{
    if (!parser->failed && lexer_is_word(parser, word)) {
        lexer_advance(parser);
        return true;
    }
    parser_unexpected(parser);
    return false;
}

static bool is_redirection(const struct parser *parser)
{
    return parser->token.kind == TOKEN_OPERATOR &&
           (strchr(parser->token.text, '<') || strchr(parser->token.text, '>'));
}

static void parse_redirection(struct parser *parser, struct node *node)
{
    struct redirection *redirection = arena_allocate(parser->arena, sizeof *redirection);
    redirection->operator= parser->token.text;
    redirection->descriptor = parser->token.number;
    redirection->line = parser->token.line;
    redirection->variable = parser->token.name;
    lexer_advance(parser);
    if (parser->token.kind == TOKEN_END)
        parser_fail(parser, "syntax error near unexpected token `newline'");
    if (parser->token.kind != TOKEN_WORD) {
        parser_unexpected(parser);
        return;
    }
    redirection->word = parser->token.text;
    struct redirection **end = &node->redirections;
    while (*end)
        end = &(*end)->next;
    *end = redirection;
    if (text_equal(redirection->operator, "<<") || text_equal(redirection->operator, "<<-")) {
        struct pending_heredoc *heredoc = arena_allocate(parser->arena, sizeof *heredoc),
                               **last = &parser->heredocs;
        heredoc->redirection = redirection;
        while (*last)
            last = &(*last)->next;
        *last = heredoc;
    }
    lexer_advance(parser);
}

void parse_redirections(struct parser *parser, struct node *node)
{
    while (!parser->failed && is_redirection(parser))
        parse_redirection(parser, node);
}

static bool is_assignment(const char *word)
{
    struct slice whole = slice_of(word);
    size_t end = 0;
    while (end < whole.length && (ascii_is_letter(word[end]) || ascii_is_digit(word[end]) || word[end] == '_'))
        end++;
    if (!word_is_name(slice_part(whole, 0, end)))
        return false;
    if (word[end] == '[') {
        size_t subscript = subscript_end(word + end);
        if (!subscript)
            return false;
        end += subscript;
    }
    return word[end] == '=' || (word[end] == '+' && word[end + 1] == '=');
}

/* What was written from [from] bytes before the end to the end of the token before the current one. */
static const char *source_from(struct parser *parser, size_t from)
{
    size_t to = parser->previous_rest;
    if (from > parser->original_length || to > from)
        return "";
    struct slice text = {parser->original + parser->original_length - from, from - to};
    return arena_copy(parser->arena, slice_trim(text));
}

static struct node *parse_function_body(struct parser *parser, struct node *function)
{
    parse_newlines(parser);
    size_t from = parser->token.rest;
    if (parser->token.kind == TOKEN_WORD && !lexer_is_word(parser, "{") && !lexer_is_word(parser, "[[")) {
        static const char *const openers[] = {"if", "while", "until", "for", "select", "case"};
        bool compound = false;
        for (size_t i = 0; i < sizeof openers / sizeof *openers; i++)
            compound |= lexer_is_word(parser, openers[i]);
        if (!compound) {
            parser_unexpected(parser);
            return function;
        }
    }
    function->line = parser->token.line;
    function->body = parse_command(parser);
    if (!parser->failed)
        function->source = source_from(parser, from);
    return function;
}

/* function NAME [()] BODY; the current token is "function". */
struct node *parse_function(struct parser *parser)
{
    struct node *function = parser_node(parser, NODE_FUNCTION);
    lexer_advance(parser);
    if (parser->token.kind != TOKEN_WORD) {
        parser_unexpected(parser);
        return function;
    }
    node_add_word(parser, function, parser->token.text);
    lexer_advance(parser);
    if (lexer_is(parser, "(")) {
        lexer_advance(parser);
        if (!lexer_is(parser, ")")) {
            parser_unexpected(parser);
            return function;
        }
        lexer_advance(parser);
    }
    return parse_function_body(parser, function);
}

/* Bash notes the line of a command when it has seen the token behind its first word. */
static void set_line(struct parser *parser, struct node *node)
{
    bool ended = parser->token.kind == TOKEN_NEWLINE || parser->token.kind == TOKEN_END;
    node->line = ended ? parser->token.line : parser->line;
}

static struct node *parse_simple(struct parser *parser)
{
    struct node *node = parser_node(parser, NODE_SIMPLE);
    while (!parser->failed) {
        if (is_redirection(parser)) {
            parse_redirection(parser, node);
        } else if (parser->token.kind == TOKEN_WORD) {
            if (node->count == 0 && is_assignment(parser->token.text)) {
                add_assignment(parser, node, parser->token.text);
            } else {
                if (node->count == 0 && (node->assignment_count || node->redirections) &&
                    lexer_expand_alias(parser))
                    continue;
                if (node->count && parser->token.rest < parser->alias_next) {
                    parser->alias_next = 0;
                    if (lexer_expand_alias(parser))
                        continue;
                }
                node_add_word(parser, node, parser->token.text);
            }
            lexer_advance(parser);
            if (node->count + node->assignment_count == 1)
                set_line(parser, node);
        } else if (lexer_is(parser, "(") && node->count == 1 && !node->assignment_count &&
                   !node->redirections) {
            node->kind = NODE_FUNCTION;
            lexer_advance(parser);
            if (!lexer_is(parser, ")")) {
                parser_unexpected(parser);
                return node;
            }
            lexer_advance(parser);
            return parse_function_body(parser, node);
        } else {
            break;
        }
    }
    if (!node->count && !node->assignment_count && !node->redirections)
        parser_unexpected(parser);
    return node;
}

static struct node *parse_part(struct parser *parser)
{
    if (parser->token.rest < parser->alias_next)
        parser->alias_next = 0;
    while (lexer_expand_alias(parser))
        continue;
    bool compound = false;
    struct node *node = parse_compound(parser, &compound);
    if (!compound)
        return parse_simple(parser);
    parse_redirections(parser, node);
    return node;
}

struct node *parse_command(struct parser *parser)
{
    if (++parser->depth > LIMIT_SHELL_DEPTH)
        parser_fail(parser, "syntax error: nested too deeply");
    struct node *node = parser->failed ? parser_node(parser, NODE_SIMPLE) : parse_part(parser);
    parser->depth--;
    return node;
}

/* "|&" is "2>&1 |". */
static void add_error_redirection(struct parser *parser, struct node *node)
{
    struct redirection *redirection = arena_allocate(parser->arena, sizeof *redirection);
    *redirection = (struct redirection){.descriptor = STREAM_ERROR, .operator= ">&", .word = "1"};
    struct redirection **end = &node->redirections;
    while (*end)
        end = &(*end)->next;
    *end = redirection;
}

static struct node *parse_pipeline(struct parser *parser)
{
    struct node *pipeline = parser_node(parser, NODE_PIPELINE), **end = &pipeline->children;
    for (;; lexer_advance(parser)) {
        if (lexer_is_word(parser, "!"))
            pipeline->negated = !pipeline->negated;
        else if (lexer_is_word(parser, "time"))
            pipeline->timed = true;
        else if (pipeline->timed && lexer_is_word(parser, "-p"))
            pipeline->timed_posix = true;
        else
            break;
    }
    bool alone =
        (pipeline->timed || pipeline->negated) &&
        (parser->token.kind == TOKEN_NEWLINE || parser->token.kind == TOKEN_END || lexer_is(parser, ";"));
    while (!parser->failed && !alone) {
        struct node *command = parse_command(parser);
        *end = command;
        end = &command->next;
        pipeline->count++;
        if (lexer_is(parser, "|&"))
            add_error_redirection(parser, command);
        else if (!lexer_is(parser, "|"))
            break;
        lexer_advance(parser);
        parse_newlines(parser);
    }
    bool plain = pipeline->count == 1 && !pipeline->negated && !pipeline->timed;
    return plain ? pipeline->children : pipeline;
}

static struct node *parse_and_or(struct parser *parser)
{
    struct node *list = parser_node(parser, NODE_AND_OR), **end = &list->children;
    const char *operator= NULL;
    while (!parser->failed) {
        struct node *pipeline = parse_pipeline(parser);
        pipeline->operator= operator;
        *end = pipeline;
        end = &pipeline->next;
        list->count++;
        if (!lexer_is(parser, "&&") && !lexer_is(parser, "||"))
            break;
        operator= parser->token.text;
        lexer_advance(parser);
        parse_newlines(parser);
    }
    if (!parser->failed && lexer_is(parser, "&"))
        return list;
    return list->count == 1 ? list->children : list;
}

static bool closes_list(const struct parser *parser)
{
    static const char *const words[] = {"then", "do", "done", "fi", "elif", "else", "esac", "}"};
    static const char *const operators[] = {")", ";;", ";&", ";;&"};
    if (parser->token.kind == TOKEN_END)
        return true;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (lexer_is_word(parser, words[i]))
            return true;
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++)
        if (lexer_is(parser, operators[i]))
            return true;
    return false;
}

/* One and-or list with the separator behind it; false when no separator follows. */
static bool parse_item(struct parser *parser, struct node *list, struct node ***end)
{
    struct node *item = parse_and_or(parser);
    **end = item;
    *end = &item->next;
    list->count++;
    if (parser->failed)
        return false;
    if (lexer_is(parser, "&")) {
        item->background = true;
        lexer_advance(parser);
        return true;
    }
    if (lexer_is(parser, ";")) {
        lexer_advance(parser);
        return true;
    }
    return false;
}

struct node *parse_list(struct parser *parser)
{
    struct node *list = parser_node(parser, NODE_LIST), **end = &list->children;
    while (!parser->failed) {
        parse_newlines(parser);
        if (closes_list(parser))
            break;
        if (!parse_item(parser, list, &end) && parser->token.kind != TOKEN_NEWLINE)
            break;
    }
    if (list->count == 0)
        parser_unexpected(parser);
    return list->count == 1 && list->children && !list->children->background ? list->children : list;
}

/* Commands up to the end of the line, or of the last line that an alias brought. */
static struct node *parse_line(struct parser *parser)
{
    struct node *list = parser_node(parser, NODE_LIST), **end = &list->children;
    while (!parser->failed && parser->token.kind != TOKEN_END) {
        if (parser->token.kind == TOKEN_NEWLINE) {
            if (!lexer_in_alias(parser))
                break;
            lexer_advance(parser);
            continue;
        }
        if (!parse_item(parser, list, &end) && !parser->failed && parser->token.kind != TOKEN_NEWLINE &&
            parser->token.kind != TOKEN_END)
            parser_unexpected(parser);
    }
    return list->count ? list : NULL;
}

/* Bytes of the text that were read; an alias's text counts as read with its name. */
static size_t bytes_read(struct parser *parser)
{
    size_t rest = lexer_in_alias(parser) ? parser->alias_rests[0] : parser->length - parser->at;
    return parser->original_length - rest;
}

/* Where the line that the error is in ends. */
static size_t end_of_line(struct parser *parser)
{
    size_t used = bytes_read(parser);
    while (used < parser->original_length && (used == 0 || parser->original[used - 1] != '\n'))
        used++;
    return used;
}

struct syntax syntax_parse(struct arena *arena, const char *text, int line, const struct shell *shell)
{
    struct tree *tree = memory_allocate(sizeof *tree);
    tree->count = 1;
    size_t length = slice_of(text).length;
    struct parser parser = {
        .tree = tree,
        .arena = &tree->arena,
        .source = text,
        .length = length,
        .original = text,
        .original_length = length,
        .line = line,
        .shell = shell,
    };
    lexer_advance(&parser);
    tree->root = parse_line(&parser);
    struct syntax syntax = {.line = parser.line, .length = bytes_read(&parser), .tree = tree};
    if (!parser.failed && !parser.incomplete)
        return syntax;
    syntax.result = parser.incomplete ? SYNTAX_INCOMPLETE : SYNTAX_ERROR;
    if (!parser.failed)
        return syntax;
    syntax.tree = NULL;
    syntax.error_line = parser.error_line;
    syntax.error_status = parser.error_status ? parser.error_status : ERROR_STATUS;
    syntax.message = arena_text(arena, parser.message);
    syntax.unexpected_end = parser.unexpected_end;
    syntax.two_messages = parser.two_messages;
    syntax.in_substitution = parser.in_substitution;
    syntax.commands = parser.commands ? arena_text(arena, parser.commands) : NULL;
    syntax.commands_line = parser.commands_line;
    syntax.commands_last = parser.commands_last;
    syntax.length = parser.incomplete ? length : end_of_line(&parser);
    tree_unref(tree);
    return syntax;
}

int syntax_words(struct arena *arena, const char *text, char ***words)
{
    struct tree tree = {.count = 1};
    struct parser parser = {
        .tree = &tree,
        .arena = &tree.arena,
        .source = text,
        .length = slice_of(text).length,
        .original = text,
        .original_length = slice_of(text).length,
        .line = 1,
        .elements = true,
    };
    struct node node = {0};
    for (lexer_advance(&parser); parser.token.kind != TOKEN_END && !parser.failed; lexer_advance(&parser))
        if (parser.token.kind == TOKEN_WORD)
            node_add_word(&parser, &node, parser.token.text);
    *words = arena_allocate(arena, ((size_t)node.count + 1) * sizeof **words);
    for (int i = 0; i < node.count; i++)
        (*words)[i] = arena_text(arena, node.words[i]);
    arena_release(&tree.arena);
    return node.count;
}

size_t syntax_span(const char *text)
{
    struct tree tree = {.count = 1};
    struct parser parser = {
        .tree = &tree,
        .arena = &tree.arena,
        .source = text,
        .length = slice_of(text).length,
        .original = text,
        .original_length = slice_of(text).length,
        .line = 1,
    };
    if ((text[0] == '<' || text[0] == '>') && text[1] == '(')
        lexer_skip_substitution(&parser);
    else
        lexer_skip_part(&parser);
    arena_release(&tree.arena);
    return parser.failed ? 0 : parser.at;
}

size_t syntax_arithmetic(struct arena *arena, const char *text, const char **inside)
{
    struct tree tree = {.count = 1};
    struct parser parser = {
        .tree = &tree,
        .arena = &tree.arena,
        .source = text,
        .length = slice_of(text).length,
        .original = text,
        .original_length = slice_of(text).length,
        .line = 1,
        .at = 2,
    };
    const char *found;
    size_t length = 0;
    if (lexer_read_arithmetic(&parser, &found) && !parser.failed) {
        *inside = arena_text(arena, found);
        length = parser.at;
    }
    arena_release(&tree.arena);
    return length;
}
