#include "shell/characters.h"

#include <string.h>

#include "data/gotext.h"
#include "shell/utf8.h"

enum sort { SORT_QUOTE, SORT_BLANK, SORT_DASH, SORT_NOTHING, SORT_RETURN };

static const struct {
    unsigned code;
    enum sort sort;
    const char *name, *instead;
} rows[] = {
    {0x000d, SORT_RETURN, "a carriage return, as Windows ends lines", NULL},
    {0x00a0, SORT_BLANK, "a no-break space", "a blank"},
    {0x00ad, SORT_NOTHING, "a soft hyphen", NULL},
    {0x2007, SORT_BLANK, "a figure space", "a blank"},
    {0x2009, SORT_BLANK, "a thin space", "a blank"},
    {0x200b, SORT_NOTHING, "a space of no width", NULL},
    {0x200c, SORT_NOTHING, "a mark of no width", NULL},
    {0x200d, SORT_NOTHING, "a mark of no width", NULL},
    {0x200e, SORT_NOTHING, "a mark of no width", NULL},
    {0x200f, SORT_NOTHING, "a mark of no width", NULL},
    {0x2010, SORT_DASH, "a typographic hyphen", "-"},
    {0x2011, SORT_DASH, "a typographic hyphen", "-"},
    {0x2012, SORT_DASH, "a typographic dash", "-"},
    {0x2013, SORT_DASH, "a typographic dash", "- or --"},
    {0x2014, SORT_DASH, "a typographic dash", "--"},
    {0x2015, SORT_DASH, "a typographic dash", "--"},
    {0x2018, SORT_QUOTE, "a typographic quote", "'"},
    {0x2019, SORT_QUOTE, "a typographic quote", "'"},
    {0x201a, SORT_QUOTE, "a typographic quote", "'"},
    {0x201b, SORT_QUOTE, "a typographic quote", "'"},
    {0x201c, SORT_QUOTE, "a typographic quote", "\""},
    {0x201d, SORT_QUOTE, "a typographic quote", "\""},
    {0x201e, SORT_QUOTE, "a typographic quote", "\""},
    {0x202f, SORT_BLANK, "a narrow no-break space", "a blank"},
    {0x2060, SORT_NOTHING, "a mark of no width", NULL},
    {0x2212, SORT_DASH, "a minus sign", "-"},
    {0x3000, SORT_BLANK, "an ideographic space", "a blank"},
    {0xfeff, SORT_NOTHING, "a byte order mark", NULL},
};

/* Contexts nest: $( ) inside of double quotes is plain again. */
enum context { CONTEXT_PLAIN, CONTEXT_SINGLE, CONTEXT_DOUBLE, CONTEXT_COMMENT };
enum { DEEPEST = 16 };

struct scan {
    struct slice text;
    size_t at;
    int line, column;
    enum context contexts[DEEPEST];
    int depth;
    struct slice delimiter; /* of a here-document that begins with the next line; empty: none */
    bool document;          /* inside of it */
    bool indenting;         /* in it, before the first letter of a line */
};

static unsigned code_of(struct slice character)
{
    const unsigned char *c = (const unsigned char *)character.data;
    if (character.length == 2)
        return (c[0] & 31u) << 6 | (c[1] & 63u);
    if (character.length == 3)
        return (c[0] & 15u) << 12 | (c[1] & 63u) << 6 | (c[2] & 63u);
    return character.length == 1 ? c[0] : 0;
}

static int row_of(unsigned code)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (rows[i].code == code)
            return (int)i;
    return -1;
}

static char byte_at(const struct scan *scan, size_t at)
{
    return at < scan->text.length ? scan->text.data[at] : '\n';
}

/* A letter of any script stands there; typographic marks are none, whose first bytes are E2 80 and E3 80. */
static bool is_letter(const struct scan *scan, size_t at)
{
    char c = byte_at(scan, at);
    bool mark = (c == '\xe2' && byte_at(scan, at + 1) == '\x80') || (c == '\xe3' && byte_at(scan, at + 1) == '\x80');
    return ascii_is_letter(c) || ascii_is_digit(c) || ((unsigned char)c >= 0x80 && !mark);
}

static bool ends_word(char c)
{
    return strchr(" \t\n;&|()<>=", c) != NULL;
}

static bool is_meant(const struct scan *scan, size_t length, enum sort sort)
{
    size_t before = scan->at - 1, after = scan->at + length;
    bool first = scan->at == 0;
    switch (sort) {
    case SORT_QUOTE: /* don't */
        return !first && (ascii_is_letter(byte_at(scan, before)) || (unsigned char)byte_at(scan, before) >= 0x80) &&
               is_letter(scan, after);
    case SORT_DASH: /* a flag begins a word and has a name */
        return !(first || ends_word(byte_at(scan, before))) ||
               !(ascii_is_letter(byte_at(scan, after)) || byte_at(scan, after) == '-' ||
                 (byte_at(scan, after) == '\xe2' && byte_at(scan, after + 1) == '\x80'));
    case SORT_NOTHING: /* between the parts of an emoji, or of a script that needs it */
        return !first && (unsigned char)byte_at(scan, before) >= 0x80 && (unsigned char)byte_at(scan, after) >= 0x80;
    case SORT_RETURN:
        return byte_at(scan, after) != '\n';
    case SORT_BLANK: /* between ideographs */
        return !first && code_of(slice_part(scan->text, scan->at, after)) == 0x3000 &&
               (unsigned char)byte_at(scan, before) >= 0x80 && (unsigned char)byte_at(scan, after) >= 0x80;
    }
    return false;
}

static bool is_looked_at(const struct scan *scan, enum sort sort)
{
    if (scan->document)
        return scan->indenting && (sort == SORT_BLANK || sort == SORT_NOTHING);
    enum context context = scan->contexts[scan->depth];
    return context == CONTEXT_PLAIN || (context == CONTEXT_COMMENT && sort == SORT_RETURN);
}

static void push(struct scan *scan, enum context context)
{
    if (scan->depth + 1 < DEEPEST)
        scan->contexts[++scan->depth] = context;
}

static void pop(struct scan *scan)
{
    if (scan->depth > 0)
        scan->depth--;
}

/* "<<WORD", "<<-'WORD'": remembers what ends it. */
static void begin_document(struct scan *scan)
{
    size_t at = scan->at + 2;
    at += byte_at(scan, at) == '-';
    while (byte_at(scan, at) == ' ' || byte_at(scan, at) == '\t')
        at++;
    char quote = byte_at(scan, at) == '\'' || byte_at(scan, at) == '"' ? byte_at(scan, at) : 0;
    size_t start = at += quote != 0;
    while (quote ? byte_at(scan, at) != quote && byte_at(scan, at) != '\n' : !ends_word(byte_at(scan, at)))
        at++;
    scan->delimiter = slice_part(scan->text, start, at);
}

static void begin_line(struct scan *scan)
{
    scan->line++;
    scan->column = 0;
    scan->indenting = true;
    if (scan->contexts[scan->depth] == CONTEXT_COMMENT)
        pop(scan);
    if (scan->delimiter.length == 0)
        return;
    struct slice rest = slice_part(scan->text, scan->at + 1, scan->text.length);
    struct slice line = slice_trim(slice_part(rest, 0, slice_find_byte(rest, '\n')));
    if (scan->document && slice_equal(line, slice_trim(scan->delimiter))) {
        scan->document = false;
        scan->delimiter.length = 0;
        return;
    }
    scan->document = true;
}

/* Takes one byte of ASCII and gives how many bytes it was with what it hides. */
static size_t take_plain(struct scan *scan, char c)
{
    char next = byte_at(scan, scan->at + 1);
    bool starts = scan->at == 0 || strchr(" \t\n;&|(", byte_at(scan, scan->at - 1));
    if (c == '\\' && next != '\n' && next != '\r' && scan->at + 1 < scan->text.length)
        return 1 + character_length(slice_part(scan->text, scan->at + 1, scan->text.length));
    if (c == '\'')
        push(scan, CONTEXT_SINGLE);
    else if (c == '"')
        push(scan, CONTEXT_DOUBLE);
    else if (c == '#' && starts)
        push(scan, CONTEXT_COMMENT);
    else if (c == '$' && next == '(') {
        push(scan, CONTEXT_PLAIN);
        return 2;
    } else if (c == ')')
        pop(scan);
    else if (c == '<' && next == '<' && byte_at(scan, scan->at + 2) != '<') {
        begin_document(scan);
        return 2;
    } else if (c == '<' && next == '<')
        return 3;
    return 1;
}

static size_t take(struct scan *scan, char c)
{
    if (c == '\n')
        begin_line(scan);
    if (scan->document) {
        scan->indenting &= c == ' ' || c == '\t' || c == '\n';
        return 1;
    }
    switch (scan->contexts[scan->depth]) {
    case CONTEXT_SINGLE:
        if (c == '\'')
            pop(scan);
        return 1;
    case CONTEXT_DOUBLE:
        if (c == '"')
            pop(scan);
        if (c == '$' && byte_at(scan, scan->at + 1) == '(')
            push(scan, CONTEXT_PLAIN);
        return c == '\\' && scan->at + 1 < scan->text.length && byte_at(scan, scan->at + 1) != '\n' ? 2 : 1;
    case CONTEXT_COMMENT:
        return 1;
    case CONTEXT_PLAIN:
        break;
    }
    return take_plain(scan, c);
}

bool characters_find(struct slice text, struct odd_character *found)
{
    struct scan scan = {.text = text, .line = 1, .column = 1};
    if (utf8_is_ascii(text) && slice_find_byte(text, '\r') == text.length)
        return false;
    while (scan.at < text.length) {
        char c = text.data[scan.at];
        if ((unsigned char)c < 0x80 && c != '\r') {
            size_t length = take(&scan, c);
            scan.at += length;
            scan.column += (int)length;
            continue;
        }
        struct slice rest = slice_part(text, scan.at, text.length);
        size_t length = character_length(rest);
        int row = row_of(code_of(slice_part(rest, 0, length)));
        if (row >= 0 && is_looked_at(&scan, rows[row].sort) && !is_meant(&scan, length, rows[row].sort)) {
            bool visible = rows[row].sort == SORT_QUOTE || rows[row].sort == SORT_DASH;
            *found = (struct odd_character){scan.line,          scan.column,
                                            rows[row].code,     rows[row].name,
                                            rows[row].instead,  slice_part(rest, 0, length),
                                            visible};
            return true;
        }
        scan.indenting &= row >= 0 && rows[row].sort == SORT_BLANK;
        scan.at += length;
        scan.column++;
    }
    return false;
}
