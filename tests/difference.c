/* How two texts differ, line by line: the longest common subsequence, after what they share at both ends. */
#include "test.h"
#include "base/check.h"

#include <stdio.h>

#define CONTEXT 2        /* lines shown around a change */
#define COMPARED 4000000 /* pairs of lines; longer differences are shown as all old, then all new */

struct lines {
    struct slice *at;
    size_t count;
};

static struct lines split(struct slice text)
{
    struct lines lines = {0};
    struct slice piece;
    size_t capacity = 1;
    for (size_t i = 0; i < text.length; i++)
        capacity += text.data[i] == '\n';
    lines.at = memory_allocate(capacity * sizeof(*lines.at));
    while (text.length > 0 && slice_next(&text, '\n', &piece))
        lines.at[lines.count++] = piece;
    return lines;
}

static void show(char mark, struct slice line)
{
    printf("%c%.*s\n", mark, (int)line.length, line.length ? line.data : "");
}

static bool same(const struct lines *a, size_t i, const struct lines *b, size_t j)
{
    return slice_equal(a->at[i], b->at[j]);
}

/* The middle, where the texts differ: [from, a_end) of a against [from, b_end) of b. */
static void show_middle(const struct lines *a, const struct lines *b, size_t from, size_t a_end, size_t b_end)
{
    size_t rows = a_end - from, columns = b_end - from;
    unsigned *longest = NULL;
    if ((rows + 1) * (columns + 1) <= COMPARED) {
        longest = memory_allocate((rows + 1) * (columns + 1) * sizeof(*longest));
        for (size_t i = rows; i-- > 0;)
            for (size_t j = columns; j-- > 0;) {
                unsigned *cell = &longest[i * (columns + 1) + j];
                unsigned down = cell[columns + 1], right = cell[1];
                *cell = same(a, from + i, b, from + j) ? cell[columns + 2] + 1 : down > right ? down : right;
            }
    }
    size_t i = 0, j = 0;
    while (i < rows || j < columns) {
        if (longest && i < rows && j < columns && same(a, from + i, b, from + j)) {
            show(' ', a->at[from + i++]);
            j++;
        } else if (i < rows && (j == columns || !longest ||
                                longest[(i + 1) * (columns + 1) + j] >= longest[i * (columns + 1) + j + 1])) {
            show('-', a->at[from + i++]);
        } else {
            show('+', b->at[from + j++]);
        }
    }
    memory_free(longest);
}

void difference_print(struct slice expected, struct slice actual)
{
    struct lines a = split(expected), b = split(actual);
    size_t from = 0, a_end = a.count, b_end = b.count;
    while (from < a_end && from < b_end && same(&a, from, &b, from))
        from++;
    while (a_end > from && b_end > from && same(&a, a_end - 1, &b, b_end - 1))
        a_end--, b_end--;
    printf("--- expected\n+++ actual\n@@ line %zu @@\n", from + 1);
    for (size_t i = from > CONTEXT ? from - CONTEXT : 0; i < from; i++)
        show(' ', a.at[i]);
    show_middle(&a, &b, from, a_end, b_end);
    for (size_t i = a_end; i < a.count && i < a_end + CONTEXT; i++)
        show(' ', a.at[i]);
    if (from == a.count && from == b.count)
        printf("(only the line end of the last line differs)\n");
    memory_free(a.at);
    memory_free(b.at);
}
