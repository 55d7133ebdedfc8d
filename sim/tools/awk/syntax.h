/* An awk program as a tree, and its making: tokens (lexer.c), then nodes (parser.c). All in the process's
 * arena. */
#ifndef AMBIT_TOOLS_AWK_SYNTAX_H
#define AMBIT_TOOLS_AWK_SYNTAX_H

#include "tools/awk/value.h"

enum token {
    /* Single characters stand for themselves. */
    TOKEN_END = 256,
    TOKEN_NEWLINE,
    TOKEN_NUMBER,
    TOKEN_STRING,
    TOKEN_ERE,
    TOKEN_NAME,
    TOKEN_CALLED, /* a name with '(' right behind it */
    TOKEN_BUILTIN,
    TOKEN_AND,
    TOKEN_OR,
    TOKEN_NO_MATCH,
    TOKEN_EQUAL,
    TOKEN_UNEQUAL,
    TOKEN_AT_MOST,
    TOKEN_AT_LEAST,
    TOKEN_APPEND,
    TOKEN_INCREMENT,
    TOKEN_DECREMENT,
    TOKEN_ASSIGN_ADD,
    TOKEN_ASSIGN_SUBTRACT,
    TOKEN_ASSIGN_MULTIPLY,
    TOKEN_ASSIGN_DIVIDE,
    TOKEN_ASSIGN_MODULO,
    TOKEN_ASSIGN_POWER,
    TOKEN_BEGIN,
    TOKEN_DO,
    TOKEN_BREAK,
    TOKEN_CONTINUE,
    TOKEN_DELETE,
    TOKEN_ELSE,
    TOKEN_END_RULE,
    TOKEN_EXIT,
    TOKEN_FOR,
    TOKEN_FUNCTION,
    TOKEN_GETLINE,
    TOKEN_IF,
    TOKEN_IN,
    TOKEN_NEXT,
    TOKEN_NEXTFILE,
    TOKEN_PRINT,
    TOKEN_PRINTF,
    TOKEN_RETURN,
    TOKEN_WHILE,
};

struct lexeme {
    int kind;
    int line;
    const char *text; /* names as they are, strings and regular expressions without quotes and slashes */
    size_t length;
    double number;
    int builtin;
};

struct lexemes {
    struct lexeme *all;
    size_t count, capacity;
};

/* A text of the program: the command line's, or one -f file's. */
struct awk_source {
    const char *name; /* NULL: the command line */
    const char *text;
};

/* A complaint as mawk has it, and the end of the process. */
_Noreturn void awk_syntax_error(struct process *process, const char *file, int line, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

struct lexemes awk_tokens(struct process *process, const struct awk_source *source);

/* --- the tree --- */
enum awk_kind {
    /* expressions */
    AWK_CONSTANT,
    AWK_REGEXP, /* alone: does $0 match? */
    AWK_VARIABLE,
    AWK_LOCAL,
    AWK_ELEMENT, /* left: variable or local; list: subscripts */
    AWK_FIELD,
    AWK_ASSIGN, /* operator: 0, or the token's arithmetic */
    AWK_CONDITION,
    AWK_AND,
    AWK_OR,
    AWK_NOT,
    AWK_NEGATE,
    AWK_PLUS,
    AWK_ARITHMETIC,
    AWK_COMPARE,
    AWK_MATCH,
    AWK_JOIN,
    AWK_MEMBER, /* list "in" left */
    AWK_STEP,   /* ++ and --; operator: 1 or -1; after: the old value counts */
    AWK_BUILTIN,
    AWK_CALL,
    AWK_GETLINE, /* left: where to, or NULL; right: file or command; operator: 0, '<', '|' */
    AWK_GROUP,   /* (a, b): for print and in only */
    /* statements */
    AWK_EXPRESSION,
    AWK_PRINT, /* list; right: where to; operator: 0, '>', TOKEN_APPEND, '|' */
    AWK_PRINTF,
    AWK_IF,
    AWK_WHILE,
    AWK_DO,
    AWK_FOR, /* left: before; condition; right: after each */
    AWK_FOR_IN,
    AWK_BLOCK,
    AWK_NEXT,
    AWK_NEXTFILE,
    AWK_EXIT,
    AWK_RETURN,
    AWK_BREAK,
    AWK_CONTINUE,
    AWK_DELETE,
};

struct awk_node {
    enum awk_kind kind;
    int operator;
    int line;
    int slot; /* of variables, locals; function or builtin number */
    bool after;
    struct awk_node *left, *right, *condition;
    struct awk_node *list; /* arguments, subscripts, statements, by [next] */
    struct awk_node *next;
    struct awk_node *body, *otherwise;
    struct cell constant;
    struct pattern *pattern;
};

struct rule {
    enum { RULE_BEGIN, RULE_END, RULE_MAIN } when;
    struct awk_node *from, *to; /* pattern; range */
    struct awk_node *body;      /* NULL: print */
    bool active;
    struct rule *next;
};

struct function {
    const char *name;
    int parameters;
    struct awk_node *body; /* NULL: never defined */
    int line;
};

struct syntax_tree {
    struct rule *rules;
    struct function *functions;
    int function_count;
    const char **globals;
    int global_count;
    bool has_main, has_end;
};

/* Variables that awk itself reads or sets: the first globals. */
enum special {
    SPECIAL_NF,
    SPECIAL_NR,
    SPECIAL_FNR,
    SPECIAL_FS,
    SPECIAL_OFS,
    SPECIAL_ORS,
    SPECIAL_RS,
    SPECIAL_SUBSEP,
    SPECIAL_CONVFMT,
    SPECIAL_OFMT,
    SPECIAL_RSTART,
    SPECIAL_RLENGTH,
    SPECIAL_FILENAME,
    SPECIAL_ENVIRON,
    SPECIAL_ARGC,
    SPECIAL_ARGV,
    SPECIALS
};
extern const char *const awk_special_names[];

struct awk;
struct syntax_tree *awk_parse(struct awk *awk, const struct awk_source *sources, int count);
/* The number of a global variable; it is made when it is new. */
int awk_global(struct process *process, struct syntax_tree *tree, const char *name, size_t length);

#endif
