#include "shell/cells.h"
#include "tools/input.h"

extern const struct program wc_program;

static const struct flag flags[] = {
    {"lines", 'l', NULL, "print the newline counts"},
    {"words", 'w', NULL, "print the word counts"},
    {"chars", 'm', NULL, "print the character counts"},
    {"bytes", 'c', NULL, "print the byte counts"},
    {"max-line-length", 'L', NULL, "print the maximum display width"},
    {0},
};

/* In the order in which they are printed. */
static const char letters[] = "lwmcL";
enum { COUNTS = sizeof letters - 1, BYTES = 3, WIDEST = 4 };

struct counts {
    int64_t number[COUNTS];
};

static struct counts count_text(struct slice text)
{
    struct counts counts = {0};
    bool inside = false;
    int64_t width = 0;
    counts.number[BYTES] = (int64_t)text.length;
    for (size_t i = 0; i < text.length; i++) {
        char c = text.data[i];
        bool word = !ascii_is_space(c);
        counts.number[0] += c == '\n';
        counts.number[1] += word && !inside;
        counts.number[2] += ((unsigned char)c & 0xc0) != 0x80;
        inside = word;
        if (c == '\n')
            width = 0;
        else if (((unsigned char)c & 0xc0) != 0x80) {
            int cells;
            cells_next(slice_part(text, i, text.length), &cells);
            width += cells;
        }
        if (width > counts.number[WIDEST])
            counts.number[WIDEST] = width;
    }
    return counts;
}

static void print_counts(struct process *process, const struct counts *counts, const bool *wanted, int width,
                         const char *name)
{
    const char *gap = "";
    for (int i = 0; i < COUNTS; i++) {
        if (!wanted[i])
            continue;
        process_print(process, "%s%*lld", gap, width, (long long)counts->number[i]);
        gap = " ";
    }
    process_print(process, "%s%s\n", name ? " " : "", name ? name : "");
}

static int digits_of(int64_t number)
{
    int digits = 1;
    while (number /= 10)
        digits++;
    return digits;
}

/* GNU: one number stands alone; standard input among several makes columns of seven; else the widest possible.
 */
static int width_of(const struct input *input, const bool *wanted, int64_t total, bool standard)
{
    int columns = 0;
    for (int i = 0; i < COUNTS; i++)
        columns += wanted[i];
    if (columns == 1 && input->count == 1)
        return 1;
    int width = digits_of(total);
    return standard && width < 7 ? 7 : width;
}

static int run(struct process *process, int count, char *const *words)
{
    struct options options = options_begin(process, &wc_program, count, words);
    bool wanted[COUNTS] = {0}, any = false, standard = false;
    for (const struct flag *flag; (flag = options_next(&options)); any = true)
        wanted[slice_find_byte(SLICE(letters), flag->letter)] = true;
    if (!any)
        wanted[0] = wanted[1] = wanted[BYTES] = true;
    struct input *input = input_begin(&options, options.operands, options.operand_count);
    struct counts *each = arena_allocate(process->arena, (size_t)input->count * sizeof *each), total = {0};
    const char **names = arena_allocate(process->arena, (size_t)input->count * sizeof *names);
    int files = 0;
    while (input_open(input)) {
        each[files] = count_text(input_all(input));
        for (int i = 0; i < WIDEST; i++)
            total.number[i] += each[files].number[i];
        if (each[files].number[WIDEST] > total.number[WIDEST])
            total.number[WIDEST] = each[files].number[WIDEST];
        standard |= input->reading;
        names[files++] = options.operand_count ? input->name : NULL;
    }
    int width = width_of(input, wanted, total.number[BYTES], standard);
    for (int i = 0; i < files; i++)
        print_counts(process, &each[i], wanted, width, names[i]);
    if (input->count > 1)
        print_counts(process, &total, wanted, width, "total");
    return input->failed ? 1 : 0;
}

const struct program wc_program = {.name = "wc",
                                   .usage = "wc [OPTION]... [FILE]...",
                                   .help = "Count lines, words and bytes",
                                   .flags = flags,
                                   .run = run};
