/* The tree of a template: parsed in go_template_parse.c, run in go_template.c. */
#ifndef AMBIT_DATA_GO_TEMPLATE_PARSE_H
#define AMBIT_DATA_GO_TEMPLATE_PARSE_H

#include "base/buffer.h"
#include "data/value.h"

enum { TEMPLATE_DEEPEST = 40 };

enum operand_kind { OPERAND_DOT, OPERAND_VARIABLE, OPERAND_CONSTANT, OPERAND_FUNCTION, OPERAND_PIPE };

struct pipe;

struct operand {
    enum operand_kind kind;
    struct slice name;            /* of a variable (without '$') or a function */
    const struct value *constant; /* NULL: nil */
    struct pipe *pipe;
    struct slice fields[16]; /* ".a.b" behind it */
    size_t field_count;
    struct slice source;  /* as it stands in the template, which it points into */
    struct slice at;      /* what an error points to: its second field, or itself */
    struct operand *next; /* the command's next word */
};

struct command {
    struct operand *words;
    struct slice source;
    struct command *next; /* behind '|' */
};

struct pipe {
    struct slice variables[2]; /* "$k, $v := ..." */
    size_t variable_count;
    bool assigns; /* '=' and not ':=' */
    struct command *commands;
};

enum node_kind { NODE_TEXT, NODE_PIPE, NODE_IF, NODE_RANGE, NODE_WITH };

struct node {
    enum node_kind kind;
    struct slice text;
    struct pipe *pipe;
    struct node *body, *otherwise;
    struct node *next;
};

/* NULL with a *problem when the text is no template; an empty text has a node of empty text. */
struct node *go_template_parse(struct arena *arena, struct slice text, const char **problem);
bool go_template_is_function(struct slice name);

#endif
