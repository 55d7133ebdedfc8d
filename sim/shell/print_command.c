/* Syntax trees as text again, laid out as bash lays them out: for declare -f, type, BASH_COMMAND and set -x. */
#include <string.h>

#include "shell/evaluate.h"

enum { INDENTATION = 4 };

struct printer {
    struct buffer out;
    int indentation, functions; /* inside of how many function bodies */
    bool skip_indent;           /* the next command goes on in this line */
    const struct redirection *documents[16];
    int document_count; /* here-documents whose bodies follow at the end of the line */
    bool after_document;
};

static void print_node(struct printer *printer, const struct node *node);

static void add(struct printer *printer, const char *text)
{
    buffer_add_text(&printer->out, text);
}

static void new_line(struct printer *printer, const char *text)
{
    buffer_add_byte(&printer->out, '\n');
    buffer_add_repeated(&printer->out, ' ', (size_t)printer->indentation);
    add(printer, text);
}

static void semicolon(struct printer *printer)
{
    char last = printer->out.length ? printer->out.data[printer->out.length - 1] : '\0';
    if (last != '&' && last != '\n')
        buffer_add_byte(&printer->out, ';');
}

/* A word as written, but $'...' as the text it is, in quotes. */
static void print_word(struct printer *printer, const char *word)
{
    while (*word) {
        size_t span = strchr("\\'\"`$", *word) ? syntax_span(word) : 1;
        span = span ? span : slice_of(word).length;
        if (word[0] == '$' && word[1] == '\'') {
            struct arena arena = {0};
            const char *text = expand_escaped(&arena, slice_part((struct slice){word, span}, 2, span - 1));
            add(printer, quote_plainly(&arena, text));
            arena_release(&arena);
        } else {
            buffer_add(&printer->out, (struct slice){word, span});
        }
        word += span;
    }
}

static void print_words(struct printer *printer, const char *const *words, int count, const char *between)
{
    for (int i = 0; i < count; i++) {
        add(printer, i ? between : "");
        print_word(printer, words[i]);
    }
}

/* Here-documents that wait, with [text] before their bodies. */
static void finish_documents(struct printer *printer, const char *text)
{
    if (*text && !text_equal(text, ";"))
        add(printer, text);
    if (!printer->document_count)
        return;
    add(printer, "\n");
    for (int i = 0; i < printer->document_count; i++)
        buffer_format(&printer->out, "%s%s\n", printer->documents[i]->body, printer->documents[i]->delimiter);
    printer->document_count = 0;
    printer->after_document = true;
}

static void print_redirection(struct printer *printer, const struct redirection *redirection)
{
    const char *operator= redirection->operator;
    bool duplicates = text_ends(operator, "&") && operator[0] != '&', input = operator[0] == '<';
    bool to_file = duplicates && redirection->descriptor < 0 && !input &&
                   !ascii_is_digit(redirection->word[0]) && !strchr("$-", redirection->word[0]);
    int usual = input ? STREAM_IN : STREAM_OUT;
    if (to_file) {
        buffer_format(&printer->out, "&> %s", redirection->word);
        return;
    }
    if (redirection->variable)
        buffer_format(&printer->out, "{%s}", redirection->variable);
    else if (duplicates || (redirection->descriptor >= 0 && redirection->descriptor != usual))
        buffer_format(&printer->out, "%d", redirection->descriptor < 0 ? usual : redirection->descriptor);
    if (duplicates && text_equal(redirection->word, "-"))
        add(printer, ">&-");
    else if (text_equal(operator, "<<") || duplicates)
        buffer_format(&printer->out, "%s%s", operator, redirection->word);
    else
        buffer_format(&printer->out, "%s %s", operator, redirection->word);
}

static void print_redirections(struct printer *printer, const struct redirection *redirection)
{
    for (; redirection; redirection = redirection->next) {
        enum { MOST = sizeof printer->documents / sizeof *printer->documents };
        print_redirection(printer, redirection);
        if (text_equal(redirection->operator, "<<") && redirection->body && printer->document_count < MOST)
            printer->documents[printer->document_count++] = redirection;
        if (redirection->next)
            add(printer, " ");
    }
}

static void print_simple(struct printer *printer, const struct node *node)
{
    print_words(printer, node->assignments, node->assignment_count, " ");
    if (node->assignment_count && node->count)
        add(printer, " ");
    print_words(printer, node->words, node->count, " ");
    if (node->redirections && (node->count || node->assignment_count))
        add(printer, " ");
    print_redirections(printer, node->redirections);
}

static void print_pipeline(struct printer *printer, const struct node *node)
{
    if (node->timed)
        add(printer, node->timed_posix ? "time -p " : "time ");
    if (node->negated)
        add(printer, "! ");
    for (const struct node *part = node->children; part; part = part->next) {
        printer->skip_indent = true;
        print_node(printer, part);
        if (part->next)
            finish_documents(printer, " | ");
    }
    printer->skip_indent = false;
}

static void print_and_or(struct printer *printer, const struct node *node)
{
    for (const struct node *part = node->children; part; part = part->next) {
        if (part->operator)
            finish_documents(printer, part->operator[0] == '&' ? " && " : " || ");
        printer->skip_indent = true;
        print_node(printer, part);
    }
}

static void print_list(struct printer *printer, const struct node *node)
{
    for (const struct node *item = node->children; item; item = item->next) {
        print_node(printer, item);
        if (item->background) {
            finish_documents(printer, item->next ? " & " : " &");
            printer->skip_indent = true;
            continue;
        }
        if (!item->next)
            break;
        if (printer->document_count)
            finish_documents(printer, printer->functions ? "" : ";");
        else if (!printer->after_document)
            add(printer, ";");
        printer->after_document = false;
        add(printer, printer->functions ? "\n" : " ");
        printer->skip_indent = !printer->functions;
    }
    printer->skip_indent = false;
}

/* A part of a compound command on lines of its own, further to the right. */
static void print_block(struct printer *printer, const struct node *node)
{
    printer->indentation += INDENTATION;
    print_node(printer, node);
    finish_documents(printer, "");
    printer->indentation -= INDENTATION;
}

static void print_condition_part(struct printer *printer, const struct node *node)
{
    printer->skip_indent = true;
    print_node(printer, node);
    finish_documents(printer, "");
    semicolon(printer);
}

static void print_group(struct printer *printer, const struct node *node)
{
    add(printer, "{ ");
    if (printer->functions) {
        add(printer, "\n");
        print_block(printer, node->body);
        new_line(printer, "}");
        return;
    }
    print_condition_part(printer, node->body);
    add(printer, " }");
}

static void print_subshell(struct printer *printer, const struct node *node)
{
    add(printer, "( ");
    printer->skip_indent = true;
    print_node(printer, node->body);
    finish_documents(printer, "");
    add(printer, " )");
}

static void print_if(struct printer *printer, const struct node *node)
{
    add(printer, "if ");
    print_condition_part(printer, node->condition);
    add(printer, " then\n");
    print_block(printer, node->body);
    if (node->otherwise) {
        semicolon(printer);
        new_line(printer, "else\n");
        print_block(printer, node->otherwise);
    }
    semicolon(printer);
    new_line(printer, "fi");
}

static void print_body(struct printer *printer, const struct node *node)
{
    print_block(printer, node->body);
    semicolon(printer);
    new_line(printer, "done");
}

static void print_while(struct printer *printer, const struct node *node)
{
    add(printer, node->negated ? "until " : "while ");
    print_condition_part(printer, node->condition);
    add(printer, " do\n");
    print_body(printer, node);
}

static void print_for_head(struct printer *printer, const struct node *node)
{
    buffer_format(&printer->out, "%s %s in ", node->kind == NODE_SELECT ? "select" : "for", node->words[0]);
    if (node->positional)
        add(printer, "\"$@\"");
    else
        print_words(printer, node->words + 1, node->count - 1, " ");
}

static void print_for(struct printer *printer, const struct node *node)
{
    print_for_head(printer, node);
    add(printer, ";");
    new_line(printer, "do\n");
    print_body(printer, node);
}

static void print_for_number(struct printer *printer, const struct node *node)
{
    add(printer, "for ((");
    for (int i = 0; i < 3; i++) {
        const char *text = node->words[i] + strspn(node->words[i], " \t\n");
        buffer_format(&printer->out, "%s%s", i ? "; " : "", *text ? text : "1");
    }
    add(printer, "))");
    new_line(printer, "do\n");
    print_body(printer, node);
}

static void print_case(struct printer *printer, const struct node *node)
{
    buffer_format(&printer->out, "case %s in ", node->words[0]);
    printer->indentation += INDENTATION;
    for (const struct node *choice = node->children; choice; choice = choice->next) {
        new_line(printer, "");
        print_words(printer, choice->words, choice->count, " | ");
        add(printer, ")\n");
        if (choice->body)
            print_block(printer, choice->body);
        new_line(printer, choice->operator);
    }
    printer->indentation -= INDENTATION;
    new_line(printer, "esac");
}

/* The inside of a function: a group's braces are the function's. */
static void print_inside(struct printer *printer, const struct node *body)
{
    bool group = body->kind == NODE_GROUP;
    printer->functions++;
    printer->skip_indent = false;
    print_block(printer, group ? body->body : body);
    printer->functions--;
    printer->after_document = false;
    new_line(printer, group && body->redirections ? "} " : "}");
    if (group)
        print_redirections(printer, body->redirections);
    finish_documents(printer, "");
}

static void print_function_node(struct printer *printer, const struct node *node)
{
    buffer_format(&printer->out, "function %s () \n", node->words[0]);
    buffer_add_repeated(&printer->out, ' ', (size_t)printer->indentation);
    add(printer, "{ \n");
    print_inside(printer, node->body);
}

static void print_arithmetic(struct printer *printer, const struct node *node)
{
    buffer_format(&printer->out, "((%s))", node->words[0]);
}

static void print_condition(struct printer *printer, const struct node *node)
{
    add(printer, "[[ ");
    print_words(printer, node->words, node->count, " ");
    add(printer, " ]]");
}

static void (*const printers[NODE_KINDS])(struct printer *printer, const struct node *node) = {
    [NODE_SIMPLE] = print_simple,
    [NODE_PIPELINE] = print_pipeline,
    [NODE_AND_OR] = print_and_or,
    [NODE_LIST] = print_list,
    [NODE_GROUP] = print_group,
    [NODE_SUBSHELL] = print_subshell,
    [NODE_IF] = print_if,
    [NODE_WHILE] = print_while,
    [NODE_FOR] = print_for,
    [NODE_SELECT] = print_for,
    [NODE_FOR_NUMBER] = print_for_number,
    [NODE_CASE] = print_case,
    [NODE_FUNCTION] = print_function_node,
    [NODE_ARITHMETIC] = print_arithmetic,
    [NODE_CONDITION] = print_condition,
};

static void print_node(struct printer *printer, const struct node *node)
{
    if (!node)
        return;
    bool list = node->kind == NODE_LIST;
    if (!list && !printer->skip_indent)
        buffer_add_repeated(&printer->out, ' ', (size_t)printer->indentation);
    printer->skip_indent &= list;
    printers[node->kind](printer, node);
    if (node->kind != NODE_SIMPLE && node->kind != NODE_FUNCTION && node->redirections) {
        add(printer, " ");
        print_redirections(printer, node->redirections);
    }
}

static const char *finish(struct arena *arena, struct printer *printer)
{
    finish_documents(printer, "");
    const char *text = arena_copy(arena, buffer_slice(&printer->out));
    buffer_release(&printer->out);
    return text;
}

/* As BASH_COMMAND and set -x have it: of a compound command, its head. */
const char *print_command(struct arena *arena, const struct node *node)
{
    struct printer printer = {0};
    if (node->kind == NODE_FOR || node->kind == NODE_SELECT)
        print_for_head(&printer, node);
    else if (node->kind == NODE_CASE)
        buffer_format(&printer.out, "case %s in ", node->words[0]);
    else
        print_node(&printer, node);
    return finish(arena, &printer);
}

const char *print_function(struct arena *arena, const char *name, const struct node *body)
{
    struct printer printer = {0};
    buffer_format(&printer.out, "%s () \n{ \n", name);
    while (body->kind == NODE_LIST && body->children && !body->children->next)
        body = body->children;
    print_inside(&printer, body);
    return finish(arena, &printer);
}
