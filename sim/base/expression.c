#include "base/expression.h"

#include "base/limits.h"

enum { DEEPEST = 64 };

struct scan {
    struct slice text;
    size_t at;
    bool extended;
    long operators, copies;  /* copies: what the intervals add */
    long sizes[DEEPEST + 1]; /* of each open group, in atoms */
    int depth;
    long last; /* the size of the latest atom */
};

static bool next_is(const struct scan *scan, char c)
{
    return scan->at < scan->text.length && scan->text.data[scan->at] == c;
}

static void add_atom(struct scan *scan, long size)
{
    scan->last = size;
    scan->sizes[scan->depth] += size;
}

static void skip_bracket(struct scan *scan)
{
    scan->at += next_is(scan, '^');
    scan->at += next_is(scan, ']');
    for (; scan->at < scan->text.length && !next_is(scan, ']'); scan->at++) {
        struct slice rest = slice_part(scan->text, scan->at, scan->text.length);
        if (slice_starts(rest, "[:"))
            scan->at += slice_find(rest, SLICE(":]")) + 1;
    }
    scan->at++;
    add_atom(scan, 1);
}

static long take_number(struct scan *scan)
{
    long number = 0;
    for (; scan->at < scan->text.length && ascii_is_digit(scan->text.data[scan->at]); scan->at++)
        number = number < LIMIT_REGEXP_COPIES * 10 ? number * 10 + (scan->text.data[scan->at] - '0') : number;
    return number;
}

/* Behind "{": what it repeats stands there as often as the larger bound says. */
static void repeat(struct scan *scan)
{
    long least = take_number(scan), most = least;
    if (next_is(scan, ',')) {
        scan->at++;
        most = take_number(scan);
    }
    long times = (most > least ? most : least) - 1;
    if (times < 1)
        return;
    long added = scan->last > LIMIT_REGEXP_COPIES ? LIMIT_REGEXP_COPIES + 1 : scan->last * times;
    scan->copies += added;
    scan->sizes[scan->depth] += added;
    scan->last += added;
}

static void open_group(struct scan *scan)
{
    scan->operators++;
    if (scan->depth < DEEPEST)
        scan->sizes[++scan->depth] = 0;
    else
        scan->operators = LIMIT_REGEXP_OPERATORS + 1;
}

static void close_group(struct scan *scan)
{
    long size = scan->sizes[scan->depth];
    if (scan->depth) {
        scan->depth--;
        add_atom(scan, size + 1);
    }
}

const char *expression_refusal(struct slice text, bool extended)
{
    struct scan scan = {.text = text, .extended = extended};
    if (text.length > (size_t)LIMIT_REGEXP_COPIES * 10)
        return "Regular expression too big";
    while (scan.at < text.length) {
        char c = text.data[scan.at++];
        bool escaped = c == '\\' && scan.at < text.length;
        if (escaped)
            c = text.data[scan.at++];
        if (escaped && c >= '1' && c <= '9')
            return "not simulated: back-references in a pattern";
        bool special = escaped != extended; /* "\(" of a basic expression is "(" of an extended one */
        if (c == '[' && !escaped)
            skip_bracket(&scan);
        else if (c == '(' && special)
            open_group(&scan);
        else if (c == ')' && special)
            close_group(&scan);
        else if (c == '{' && special)
            repeat(&scan), scan.operators++;
        else if ((c == '*' && !escaped) || ((c == '+' || c == '?' || c == '|') && special))
            scan.operators++;
        else if (c != '}')
            add_atom(&scan, 1);
        if (scan.operators > LIMIT_REGEXP_OPERATORS || scan.copies > LIMIT_REGEXP_COPIES)
            return "Regular expression too big";
    }
    return NULL;
}
