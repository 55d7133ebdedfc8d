/* Tokens of the shell's language (POSIX XCU 2.3), one ahead of the parser. */
#ifndef AMBIT_SHELL_LEXER_H
#define AMBIT_SHELL_LEXER_H

#include "shell/syntax.h"

enum token_kind { TOKEN_END, TOKEN_NEWLINE, TOKEN_WORD, TOKEN_OPERATOR };

struct token {
    enum token_kind kind;
    const char *text; /* the word as written, or the operator */
    size_t rest;      /* bytes of the source from its first byte to the end */
    int line;
    int number;       /* digits right before a redirection operator; -1 */
    const char *name; /* of {name} there; NULL */
};

struct pending_heredoc {
    struct pending_heredoc *next;
    struct redirection *redirection;
};

enum { ALIAS_NESTING = 16 };

struct parser {
    struct tree *tree;
    struct arena *arena; /* the tree's */
    const char *source;  /* what is being read; an alias puts its text before the rest */
    size_t length, at;
    const char *original;
    size_t original_length;
    int line;
    struct token token;
    struct pending_heredoc *heredocs;
    const struct shell *shell;
    int depth;
    size_t previous_rest; /* bytes from the end of the token before to the end */
    bool matching;        /* behind "((": parentheses are counted, and nothing is parsed */
    bool quoted;          /* inside double quotes */
    bool elements;        /* inside the value of an array: a word's "[...]" may hold blanks */
    bool extended;        /* inside [[ ]]: words may hold ( ) | after @ + ? ! * */
    const char *aliases[ALIAS_NESTING];
    size_t alias_rests[ALIAS_NESTING];
    int alias_count;
    size_t alias_next; /* the word that begins with this many bytes left may be an alias too; 0: none */

    bool failed, incomplete, unexpected_end, two_messages, in_substitution;
    int error_status; /* 0: ERROR_STATUS */
    const char *commands; /* see struct syntax */
    int commands_line;
    bool commands_last;
    int error_line;
    const char *message;
};

void lexer_advance(struct parser *parser); /* to the next token */
bool lexer_is(const struct parser *parser, const char *operator);
bool lexer_is_word(const struct parser *parser, const char *word);
/* Puts the alias that the current word is, if it is one, in its place; true when it did. */
bool lexer_expand_alias(struct parser *parser);
bool lexer_in_alias(struct parser *parser); /* is what comes next still of an alias's text? */

void parser_fail(struct parser *parser, const char *message);
void parser_unexpected(struct parser *parser); /* the current token */
/* The text ended while looking for [closing]. */
void parser_unmatched(struct parser *parser, int line, const char *closing);

/* Moves over one construct of a word, as syntax_span. */
void lexer_skip_part(struct parser *parser);
void lexer_skip_substitution(struct parser *parser); /* $( ), <( ), >( ) */

/* The current token is "(" and another follows: what is between (( and )); false when that is no arithmetic. */
bool lexer_read_arithmetic(struct parser *parser, const char **text);
/* Makes what follows, up to a blank outside of parentheses, the current word: the right side of =~. */
void lexer_read_regular_expression(struct parser *parser);

struct node *parse_list(struct parser *parser); /* up to a closing word, ")" or the end */

struct node *parser_node(struct parser *parser, enum node_kind kind);
struct node *parse_command(struct parser *parser);
struct node *parse_function(struct parser *parser);
struct node *parse_condition(struct parser *parser); /* [[ ]] */
struct node *parse_compound(struct parser *parser, bool *found); /* NULL and not found: a simple command */
void parse_redirections(struct parser *parser, struct node *node);
void parse_newlines(struct parser *parser);
bool parse_expect_word(struct parser *parser, const char *word);
void node_add_word(struct parser *parser, struct node *node, const char *word);
bool word_is_name(struct slice word);

#endif
