/* The two halves of the parser: expressions (expression_parser.c) and statements, rules, functions (parser.c).
 */
#ifndef AMBIT_TOOLS_AWK_PARSER_H
#define AMBIT_TOOLS_AWK_PARSER_H

#include "tools/awk/awk.h"

struct parser {
    struct awk *awk;
    struct process *process;
    const char *file;
    struct lexeme *at;
    struct syntax_tree *tree;
    struct rule **next_rule;
    const char **locals; /* of the function being read */
    int local_count;
    int depth, loops, braces, parentheses;
    bool in_function, in_begin_or_end;
    bool no_in;      /* `for (x in` is not an expression */
    bool no_greater; /* print a > b */
    bool takes_list; /* print (a, b) */
};

_Noreturn void awk_parser_fail(struct parser *parser); /* at the next token */
void awk_parser_enter(struct parser *parser);          /* one level deeper; the caller counts back */
bool awk_parser_take(struct parser *parser, int kind);
void awk_parser_expect(struct parser *parser, int kind);
void awk_parser_skip_newlines(struct parser *parser);
struct awk_node *awk_parser_make(struct parser *parser, enum awk_kind kind, struct awk_node *left,
                                 struct awk_node *right);
int awk_parser_function(struct parser *parser, struct slice name); /* its number; made when it is new */

struct awk_node *awk_parse_expression(struct parser *parser);
struct awk_node *
awk_parse_join(struct parser *parser); /* without comparisons: what stands behind print's '>' */
struct awk_node *awk_parse_name(struct parser *parser);
struct awk_node *awk_parse_variable(struct parser *parser); /* a name, with a subscript or without */

#endif
