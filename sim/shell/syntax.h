/* The syntax tree of the shell's language (POSIX XCU 2.10 and bash's additions) and the parser that makes it.
 *
 * Words stay as they were written, quotes and all; expansion (shell/expand.h) reads them. A tree is counted,
 * because pipelines, substitutions and background jobs outlive the line they came from. */
#ifndef AMBIT_SHELL_SYNTAX_H
#define AMBIT_SHELL_SYNTAX_H

#include "base/arena.h"
#include "shell/shell.h"

enum node_kind {
    NODE_SIMPLE,
    NODE_PIPELINE,   /* children */
    NODE_AND_OR,     /* children, joined by their [operator] */
    NODE_LIST,       /* children, each perhaps in the background */
    NODE_GROUP,      /* { body } */
    NODE_SUBSHELL,   /* ( body ) */
    NODE_IF,         /* condition, body, otherwise */
    NODE_WHILE,      /* condition, body; [negated] is until */
    NODE_FOR,        /* words[0] in words[1]...; [positional] without "in" */
    NODE_SELECT,     /* as NODE_FOR */
    NODE_FOR_NUMBER, /* for (( words[0] ; words[1] ; words[2] )) */
    NODE_CASE,       /* words[0]; children are NODE_CHOICE */
    NODE_CHOICE,     /* words are patterns; [operator] is ";;", ";&" or ";;&" */
    NODE_FUNCTION,   /* words[0], [source] its body as written */
    NODE_ARITHMETIC, /* (( words[0] )) */
    NODE_CONDITION,  /* [[ words ]] */
    NODE_KINDS
};

struct redirection {
    struct redirection *next;
    int descriptor;       /* -1: what the operator means by default */
    const char *variable; /* of {name}>: gets the number of a free descriptor; NULL: none */
    const char *operator; /* "<", ">", ">>", ">|", "<>", "<&", ">&", "&>", "&>>", "<<", "<<<" */
    const char *word;     /* target, heredoc delimiter or here-string, as written */
    const char *body;     /* of a heredoc */
    const char *delimiter; /* its last line */
    int line, ended_at;    /* where it was asked for; the line of the end of the text that cut it off, or 0 */
    bool literal;          /* its delimiter was quoted */
};

struct tree;

struct node {
    enum node_kind kind;
    struct tree *tree;
    int line;
    struct node *next; /* the next child of the same parent */
    struct node *children, *condition, *body, *otherwise;
    int count;
    const char **words;
    int assignment_count; /* of a simple command: words before its name */
    const char **assignments;
    struct redirection *redirections;
    const char *operator; /* before a child of NODE_AND_OR: "&&" or "||" */
    const char *source;   /* as written: functions */
    bool negated, timed, timed_posix, background, positional;
};

struct tree {
    unsigned count; /* references */
    struct arena arena;
    struct node *root; /* NULL: blank line, comment */
};

void tree_unref(struct tree *tree);
struct tree *tree_ref(struct tree *tree);

enum syntax_result {
    SYNTAX_COMPLETE,
    SYNTAX_INCOMPLETE, /* the text ended inside a construct */
    SYNTAX_ERROR,
};

/* A mistake in [[ ]] is for bash the end of its input, and its status stays; one in the value of an array is 1. */
enum { ERROR_KEEPS_STATUS = -1, ERROR_ARRAY_STATUS = 1, ERROR_STATUS = 2 };

struct syntax {
    enum syntax_result result;
    struct tree *tree;   /* owned by the caller; NULL unless complete */
    size_t length;       /* bytes used, the newline included */
    int line;            /* of the first line behind it */
    int error_line;      /* of the error */
    int error_status;    /* what the shell's status becomes, or ERROR_KEEPS_STATUS */
    const char *message; /* "syntax error near unexpected token `)'", in the arena given */
    bool unexpected_end; /* a message about the end of the text; no source line follows it */
    bool two_messages;   /* bash adds "syntax error: unexpected end of file" on the line behind */
    bool in_substitution; /* the text ended in $( ) or <( ): bash has read a line further then */
    const char *commands; /* where a "((" turned out to be commands, and its first ")" ends a line: the word that ends
                             there; NULL: there is none */
    int commands_line;    /* that line */
    bool commands_last;   /* and the text ended there */
};

/* The next complete command of [text] (NUL-terminated), which begins at line [line]. Aliases are [shell]'s;
 * NULL: none. */
struct syntax syntax_parse(struct arena *arena, const char *text, int line, const struct shell *shell);

/* The words of an array's value "a b 'c d'" or of a line for Tab; lenient. The count; words in the arena. */
int syntax_words(struct arena *arena, const char *text, char ***words);

/* Bytes of the construct that [text] begins with: "$(...)", "${...}", "`...`", "'...'", "\"...\"", "$'...'",
 * "$((...))", one escaped or plain byte otherwise; 0 when it does not end. */
size_t syntax_span(const char *text);

/* Bytes of "[...]" that [text] begins with; 0 when it does not end. */
size_t subscript_end(const char *text);

/* "$((...))" at the front of [text]: its length and what is inside; 0 when it is no arithmetic. */
size_t syntax_arithmetic(struct arena *arena, const char *text, const char **inside);

#endif
