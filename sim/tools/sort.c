#include "data/float.h"
#include "base/sort.h"

#include "tools/input.h"

extern const struct program sort_program;

static const struct flag flags[] = {
    {"reverse", 'r', NULL, "reverse the result of comparisons"},
    {"numeric-sort", 'n', NULL, "compare according to string numerical value"},
    {"general-numeric-sort", 'g', NULL, "compare according to general numerical value"},
    {"human-numeric-sort", 'h', NULL, "compare human readable numbers (e.g., 2K 1G)"},
    {"version-sort", 'V', NULL, "natural sort of (version) numbers within text"},
    {"ignore-case", 'f', NULL, "fold lower case to upper case characters"},
    {"ignore-leading-blanks", 'b', NULL, "ignore leading blanks"},
    {"unique", 'u', NULL, "output only the first of an equal run"},
    {"stable", 's', NULL, "do not compare whole lines last"},
    {"key", 'k', "KEYDEF", "sort via a key: F[.C][OPTS][,F[.C][OPTS]]"},
    {"field-separator", 't', "SEP", "use SEP instead of non-blank to blank transition"},
    {"output", 'o', "FILE", "write result to FILE"},
    {"check", 'c', NULL, "check for sorted input; do not sort"},
    {NULL, 'C', NULL, "like -c, but do not report the first bad line"},
    {"merge", 'm', NULL, "merge already sorted files"},
    {"parallel", 0, "N", "accepted"},
    {"buffer-size", 'S', "SIZE", "accepted"},
    {"temporary-directory", 'T', "DIR", "accepted"},
    {0},
};

enum how { HOW_TEXT, HOW_NUMBER, HOW_GENERAL, HOW_HUMAN, HOW_VERSION };

struct sort_key {
    int64_t from_field, from_byte, to_field, to_byte; /* from 1; 0: to the end of the field, or of the line */
    enum how how;
    bool reverse, fold, blanks, own;
};

struct sorting {
    struct process *process;
    struct sort_key *keys;
    size_t key_count;
    struct sort_key whole;
    bool unique, stable, check, silent;
    char separator; /* 0: blanks */
    const char *output;
    struct slice *lines;
    size_t count, capacity;
};

static bool set_order(struct sort_key *key, char letter)
{
    static const struct {
        char letter;
        enum how how;
    } orders[] = {{'n', HOW_NUMBER}, {'g', HOW_GENERAL}, {'h', HOW_HUMAN}, {'V', HOW_VERSION}};
    key->reverse |= letter == 'r';
    key->fold |= letter == 'f';
    key->blanks |= letter == 'b';
    for (size_t i = 0; i < sizeof orders / sizeof *orders; i++) {
        if (orders[i].letter == letter)
            key->how = orders[i].how;
    }
    return slice_find_byte(SLICE("rfbnghVd"), letter) < 8;
}

static int64_t take_number(const char **text)
{
    int64_t number = 0;
    while (ascii_is_digit(**text) && number < 1000000)
        number = number * 10 + (*(*text)++ - '0');
    return number;
}

static void add_key(struct sorting *sorting, struct options *options)
{
    const char *text = options->value;
    struct sort_key key = {.from_byte = 1};
    key.from_field = take_number(&text);
    if (*text == '.') {
        text++;
        key.from_byte = take_number(&text);
    }
    while (*text && *text != ',' && set_order(&key, *text))
        text++, key.own = true;
    if (*text == ',') {
        text++;
        key.to_field = take_number(&text);
        if (*text == '.') {
            text++;
            key.to_byte = take_number(&text);
        }
        while (*text && set_order(&key, *text))
            text++, key.own = true;
    }
    if (*text || key.from_field < 1 || key.from_byte < 1) {
        process_complain(sorting->process,
                         "sort: invalid number at field start: invalid count at start of '%s'\n",
                         options->value);
        process_exit(sorting->process, 2);
    }
    sorting->keys[sorting->key_count++] = key;
}

static void read_flags(struct sorting *sorting, struct options *options)
{
    sorting->keys = arena_allocate(options->process->arena, (size_t)options->count * sizeof *sorting->keys);
    for (const struct flag *flag; (flag = options_next(options));) {
        sorting->unique |= flag->letter == 'u';
        sorting->stable |= flag->letter == 's';
        sorting->check |= flag->letter == 'c' || flag->letter == 'C';
        sorting->silent |= flag->letter == 'C';
        if (flag->letter == 'k')
            add_key(sorting, options);
        else if (flag->letter == 'o')
            sorting->output = options->value;
        else if (flag->letter == 't')
            sorting->separator = text_equal(options->value, "\\0") ? 0 : options->value[0];
        else
            set_order(&sorting->whole, flag->letter);
    }
    if (sorting->key_count == 0)
        sorting->keys[sorting->key_count++] = (struct sort_key){.from_field = 1, .from_byte = 1, .own = false};
    for (size_t i = 0; i < sorting->key_count; i++) {
        struct sort_key *key = &sorting->keys[i];
        if (key->own)
            continue;
        key->how = sorting->whole.how;
        key->reverse = sorting->whole.reverse;
        key->fold = sorting->whole.fold;
        key->blanks = sorting->whole.blanks;
    }
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* Where field [number] begins, or ends. Without a separator a field takes the blanks before it. */
static size_t field_edge(const struct sorting *sorting, struct slice line, int64_t number, bool end)
{
    size_t at = 0;
    for (int64_t field = 1; at <= line.length; field++) {
        size_t stop = at;
        if (sorting->separator) {
            stop += slice_find_byte(slice_part(line, at, line.length), sorting->separator);
        } else {
            while (stop < line.length && is_blank(line.data[stop]))
                stop++;
            while (stop < line.length && !is_blank(line.data[stop]))
                stop++;
        }
        if (field == number)
            return end ? stop : at;
        if (stop >= line.length)
            break;
        at = stop + (sorting->separator != 0);
    }
    return line.length;
}

static struct slice key_of(const struct sorting *sorting, const struct sort_key *key, struct slice line)
{
    size_t from = field_edge(sorting, line, key->from_field, false), to = line.length;
    while (key->blanks && from < line.length && is_blank(line.data[from]))
        from++;
    from += (size_t)key->from_byte - 1;
    if (key->to_field && key->to_byte)
        to = field_edge(sorting, line, key->to_field, false) + (size_t)key->to_byte;
    else if (key->to_field)
        to = field_edge(sorting, line, key->to_field, true);
    to = to > line.length ? line.length : to;
    return slice_part(line, from < to ? from : to, to);
}

/* A decimal number at the front: its sign, its integer digits without zeros in front, and its fraction. */
struct decimal {
    bool negative;
    struct slice whole, fraction;
    int scale; /* of K, M, G */
};

static struct decimal decimal_of(struct slice text)
{
    struct decimal number = {0};
    size_t at = 0;
    while (at < text.length && is_blank(text.data[at]))
        at++;
    number.negative = at < text.length && text.data[at] == '-';
    at += number.negative;
    while (at < text.length && text.data[at] == '0')
        at++;
    size_t from = at;
    while (at < text.length && ascii_is_digit(text.data[at]))
        at++;
    number.whole = slice_part(text, from, at);
    if (at < text.length && text.data[at] == '.') {
        from = ++at;
        while (at < text.length && ascii_is_digit(text.data[at]))
            at++;
        number.fraction = slice_part(text, from, at);
    }
    while (number.fraction.length && number.fraction.data[number.fraction.length - 1] == '0')
        number.fraction.length--;
    if (at < text.length) {
        size_t unit = slice_find_byte(SLICE("KMGTPE"), ascii_upper(text.data[at]));
        number.scale = unit < 6 ? (int)unit + 1 : 0;
    }
    return number;
}

static int compare_numbers(struct slice a, struct slice b, bool human)
{
    struct decimal x = decimal_of(a), y = decimal_of(b);
    bool zero_x = !x.whole.length && !x.fraction.length, zero_y = !y.whole.length && !y.fraction.length;
    int sign_x = zero_x ? 0 : x.negative ? -1 : 1, sign_y = zero_y ? 0 : y.negative ? -1 : 1;
    if (sign_x != sign_y || sign_x == 0)
        return sign_x - sign_y;
    int order = human ? x.scale - y.scale : 0;
    if (!order)
        order = (x.whole.length > y.whole.length) - (x.whole.length < y.whole.length);
    if (!order)
        order = slice_compare(x.whole, y.whole);
    if (!order)
        order = slice_compare(x.fraction, y.fraction);
    return sign_x < 0 ? -order : order;
}

/* A number as strtold(3) reads it, of hexadecimal ones the digits before a point; false: there is none. */
static bool read_general(struct slice text, double *number)
{
    static const char digits[] = "0123456789abcdef";
    bool minus = slice_starts(text, "-");
    struct slice rest = slice_part(text, minus || slice_starts(text, "+"), text.length);
    size_t at = 2, digit;
    if (!slice_starts(rest, "0x") && !slice_starts(rest, "0X"))
        return float_read(slice_starts(text, "+") ? rest : text, number) > 0;
    for (*number = 0;
         at < rest.length && (digit = slice_find_byte(SLICE(digits), ascii_lower(rest.data[at]))) < 16; at++)
        *number = *number * 16 + (double)digit;
    *number = minus ? -*number : *number;
    return true;
}

/* -g: what is no number comes first, then NaN, then numbers from -inf to inf. */
static int compare_general(struct slice a, struct slice b)
{
    struct slice texts[] = {slice_trim(a), slice_trim(b)};
    double numbers[2] = {0};
    int ranks[2];
    for (int i = 0; i < 2; i++) {
        bool minus = slice_starts(texts[i], "-");
        struct slice word = slice_part(texts[i], minus || slice_starts(texts[i], "+"), texts[i].length);
        struct slice three = slice_part(word, 0, word.length < 3 ? word.length : 3);
        ranks[i] = slice_is_nocase(three, "nan")   ? 1
                   : slice_is_nocase(three, "inf") ? (minus ? 2 : 4)
                                                   : read_general(texts[i], &numbers[i]) * 3;
    }
    if (ranks[0] != ranks[1] || ranks[0] != 3)
        return ranks[0] - ranks[1];
    return (numbers[0] > numbers[1]) - (numbers[0] < numbers[1]);
}

/* Runs of digits compare as numbers, all else as bytes. */
static int compare_versions(struct slice a, struct slice b)
{
    size_t i = 0, j = 0;
    while (i < a.length && j < b.length) {
        if (ascii_is_digit(a.data[i]) && ascii_is_digit(b.data[j])) {
            size_t end_a = i, end_b = j;
            while (end_a < a.length && ascii_is_digit(a.data[end_a]))
                end_a++;
            while (end_b < b.length && ascii_is_digit(b.data[end_b]))
                end_b++;
            int order = compare_numbers(slice_part(a, i, end_a), slice_part(b, j, end_b), false);
            if (order)
                return order;
            i = end_a;
            j = end_b;
        } else if (a.data[i] != b.data[j]) {
            return (unsigned char)a.data[i] - (unsigned char)b.data[j];
        } else {
            i++;
            j++;
        }
    }
    return (i < a.length) - (j < b.length);
}

static int compare_folded(struct slice a, struct slice b)
{
    for (size_t i = 0; i < a.length && i < b.length; i++) {
        int order = (unsigned char)ascii_upper(a.data[i]) - (unsigned char)ascii_upper(b.data[i]);
        if (order)
            return order;
    }
    return (a.length > b.length) - (a.length < b.length);
}

static int compare_keys(const struct sorting *sorting, struct slice a, struct slice b)
{
    for (size_t i = 0; i < sorting->key_count; i++) {
        const struct sort_key *key = &sorting->keys[i];
        struct slice x = key_of(sorting, key, a), y = key_of(sorting, key, b);
        int order = key->how == HOW_VERSION   ? compare_versions(x, y)
                    : key->how == HOW_GENERAL ? compare_general(x, y)
                    : key->how != HOW_TEXT    ? compare_numbers(x, y, key->how == HOW_HUMAN)
                    : key->fold               ? compare_folded(x, y)
                                              : slice_compare(x, y);
        if (order)
            return key->reverse ? -order : order;
    }
    return 0;
}

static int compare(const void *a, const void *b, void *context)
{
    const struct sorting *sorting = context;
    const struct slice *x = a, *y = b;
    int order = compare_keys(sorting, *x, *y);
    if (order || sorting->unique || sorting->stable)
        return order;
    return sorting->whole.reverse ? slice_compare(*y, *x) : slice_compare(*x, *y);
}

static void collect(struct sorting *sorting, struct input *input)
{
    struct slice line;
    struct arena *arena = sorting->process->arena;
    while (input_line(input, &line, NULL)) {
        if (sorting->count == sorting->capacity) {
            struct slice *more = arena_allocate(arena, (sorting->capacity * 2 + 64) * sizeof *more);
            for (size_t i = 0; i < sorting->count; i++)
                more[i] = sorting->lines[i];
            sorting->lines = more;
            sorting->capacity = sorting->capacity * 2 + 64;
        }
        sorting->lines[sorting->count++] = (struct slice){arena_copy(arena, line), line.length};
    }
}

static int check_order(const struct sorting *sorting, const char *name)
{
    for (size_t i = 1; i < sorting->count; i++) {
        if (compare(&sorting->lines[i - 1], &sorting->lines[i], (void *)sorting) <= 0)
            continue;
        if (!sorting->silent)
            process_complain(sorting->process, "sort: %s:%zu: disorder: %s\n", name, i + 1,
                             sorting->lines[i].data);
        return 1;
    }
    return 0;
}

static int print_lines(struct sorting *sorting)
{
    struct buffer out = {0};
    for (size_t i = 0; i < sorting->count; i++) {
        if (sorting->unique && i && compare_keys(sorting, sorting->lines[i - 1], sorting->lines[i]) == 0)
            continue;
        buffer_add(&out, sorting->lines[i]);
        buffer_add_byte(&out, '\n');
    }
    struct slice text = {arena_copy(sorting->process->arena, buffer_slice(&out)), out.length};
    buffer_release(&out);
    if (!sorting->output) {
        process_write(sorting->process, STREAM_OUT, text);
        return 0;
    }
    const char *problem = process_write_file(sorting->process, sorting->output, text);
    if (problem)
        process_complain(sorting->process, "sort: open failed: %s: %s\n", sorting->output, problem);
    return problem ? 2 : 0;
}

static int run(struct process *process, int count, char *const *words)
{
    struct options options = options_begin(process, &sort_program, count, words);
    struct sorting sorting = {.process = process};
    options.failure = 2;
    read_flags(&sorting, &options);
    struct input *input = input_begin(&options, options.operands, options.operand_count);
    input->before = "cannot read: ";
    while (input_open(input))
        collect(&sorting, input);
    if (input->failed)
        return 2;
    if (sorting.check)
        return check_order(&sorting, input->name);
    sort_stable(sorting.lines, sorting.count, sizeof *sorting.lines, compare, &sorting);
    return print_lines(&sorting);
}

const struct program sort_program = {.name = "sort",
                                     .usage = "sort [OPTION]... [FILE]...",
                                     .help = "Sort lines of text",
                                     .flags = flags,
                                     .run = run};
