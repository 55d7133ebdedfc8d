/* A challenge's text for a terminal: headings, prose wrapped, lists, call-outs, tables. */
#ifndef AMBIT_CLI_DOCUMENT_H
#define AMBIT_CLI_DOCUMENT_H

#include "base/buffer.h"
#include "scenario/scenario.h"

struct document {
    struct buffer out;
    int width;    /* cells */
    bool unicode; /* else ASCII only, call-outs with their ASCII form */
    bool color;   /* bold and cyan by escape sequences */
    enum block_kind last;
    bool begun;
};

void document_block(struct document *document, const struct block *block);
/* One paragraph of inline Markdown; the first line begins with [first], the others with as many blanks. */
void document_paragraph(struct document *document, const char *first, const char *markdown);
/* What is in the buffer goes to stdout. */
void document_flush(struct document *document);
void document_release(struct document *document);

#endif
