/* The table. */
#include "bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"

static const struct row *const rows[] = {
    &row_cold,   &row_challenge, &row_path,   &row_policies, &row_memory,
    &row_class,  &row_prompt,    &row_grading,   &row_worlds, &row_keys, &row_replay, &row_list,     &row_apply,
    &row_save,
};
enum { ROWS = sizeof rows / sizeof *rows };

void report_text(struct report *report, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    char text[512];
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    if (report->found.length)
        buffer_add_text(&report->found, "; ");
    buffer_add_text(&report->found, text);
}

void report_limit(struct report *report, double figure, double must, double wanted)
{
    report->missed |= must > 0 && (figure < 0 || figure > must);
    report->reached &= wanted <= 0 || (figure >= 0 && figure <= wanted);
}

static void print_row(const struct row *row, const struct report *report)
{
    printf("| %s | %s | %s | %s | %s |", row->number, row->what, row->peer, row->must, row->wanted);
    if (report)
        printf(" %s | %s |", buffer_text(&report->found),
               report->missed    ? "**missed**"
               : report->reached ? "reached"
                                 : "holds");
    printf("\n");
    fflush(stdout);
}

static bool is_asked(const struct row *row, int count, char *const *words)
{
    for (int i = 0; i < count; i++) {
        if (text_equal(row->number, words[i]))
            return true;
    }
    return count == 0;
}

static int print_table(bool measured, int count, char *const *words)
{
    bool missed = false;
    printf("| row | what | against | must hold | wanted |%s\n", measured ? " measured | |" : "");
    printf("|---|---|---|---|---|%s\n", measured ? "---|---|" : "");
    for (size_t i = 0; i < ROWS; i++) {
        if (!is_asked(rows[i], count, words))
            continue;
        struct report report = {.reached = true};
        if (measured)
            rows[i]->measure(&report);
        print_row(rows[i], measured ? &report : NULL);
        missed |= report.missed;
        buffer_release(&report.found);
    }
    return missed;
}

static int count_one(const char *name, const char *size, const char *times)
{
    for (size_t i = 0; operations[i]; i++) {
        if (!text_equal(operations[i]->name, name))
            continue;
        void *context = operations[i]->begin((size_t)strtoull(size, NULL, 10));
        operations[i]->run(context, (size_t)strtoull(times, NULL, 10));
        operations[i]->end(context);
        return 0;
    }
    fprintf(stderr, "bench: no operation \"%s\"\n", name);
    return 2;
}

int main(int count, char **words)
{
    memory_begin();
    if (count == 5 && text_equal(words[1], "count"))
        return count_one(words[2], words[3], words[4]);
    if (count > 1 && text_equal(words[1], "--rows"))
        return print_table(false, count - 2, words + 2);
    return print_table(true, count - 1, words + 1);
}
