#include <string.h>

#include "tools/input.h"

extern const struct program diff_program;

static const struct flag flags[] = {
    {"unified", 'u', NULL, "output 3 lines of unified context"},
    {NULL, 'U', "NUM", "output NUM lines of unified context"},
    {"brief", 'q', NULL, "report only when files differ"},
    {"report-identical-files", 's', NULL, "report when two files are the same"},
    {"ignore-all-space", 'w', NULL, "ignore all white space"},
    {"ignore-space-change", 'b', NULL, "ignore changes in the amount of white space"},
    {"ignore-case", 'i', NULL, "ignore case differences in file contents"},
    {"recursive", 'r', NULL, "compare the directories in directories, too"},
    {"new-file", 'N', NULL, "treat absent files as empty"},
    {"color", 0, "?WHEN", "accepted"},
    {0},
};

struct side {
    const char *name;
    struct slice text;
    struct slice *lines; /* as they are */
    struct slice *keys;  /* as they are compared */
    size_t count;
    bool unfinished; /* the last line has no newline */
    bool *changed;   /* one more than lines; [count] is false */
};

struct diff {
    struct process *process;
    struct side sides[2];
    const struct options *options;
    int depth; /* of directories in directories */
    bool brief, same, all_space, some_space, nocase, absent, recursive;
    int64_t context; /* -1: the normal form */
};

static struct slice key_of(const struct diff *diff, struct slice line)
{
    if (!diff->all_space && !diff->some_space && !diff->nocase)
        return line;
    struct buffer key = {0};
    for (size_t i = 0; i < line.length; i++) {
        char c = line.data[i];
        bool space = ascii_is_space(c);
        if (space && (diff->all_space ||
                      (diff->some_space && (i + 1 == line.length || ascii_is_space(line.data[i + 1])))))
            continue;
        buffer_add_byte(&key, space && diff->some_space ? ' ' : diff->nocase ? ascii_lower(c) : c);
    }
    struct slice copy = {arena_copy(diff->process->arena, buffer_slice(&key)), key.length};
    buffer_release(&key);
    return copy;
}

static void split(struct diff *diff, struct side *side)
{
    struct arena *arena = diff->process->arena;
    struct slice rest = side->text, line;
    size_t most = 1;
    for (size_t i = 0; i < rest.length; i++)
        most += rest.data[i] == '\n';
    side->lines = arena_allocate(arena, most * sizeof *side->lines);
    side->keys = arena_allocate(arena, most * sizeof *side->keys);
    side->changed = arena_allocate(arena, (most + 1) * sizeof *side->changed);
    side->unfinished = rest.length && rest.data[rest.length - 1] != '\n';
    if (rest.length == 0)
        return;
    while (slice_next(&rest, '\n', &line) && (rest.data || line.length)) {
        side->lines[side->count] = line;
        side->keys[side->count++] = key_of(diff, line);
    }
}

static bool is_equal(const struct diff *diff, size_t i, size_t j)
{
    const struct side *a = &diff->sides[0], *b = &diff->sides[1];
    if ((i + 1 == a->count && a->unfinished) != (j + 1 == b->count && b->unfinished))
        return false;
    return slice_equal(a->keys[i], b->keys[j]);
}

/* Marks what is not in the longest common subsequence (its table, backwards, so that what is deleted comes
 * first). Texts with too many different lines are one change. */
static void compare(struct diff *diff)
{
    enum { MOST_CELLS = 4000000 };
    struct side *a = &diff->sides[0], *b = &diff->sides[1];
    size_t from = 0, end_a = a->count, end_b = b->count;
    while (from < end_a && from < end_b && is_equal(diff, from, from))
        from++;
    while (end_a > from && end_b > from && is_equal(diff, end_a - 1, end_b - 1))
        end_a--, end_b--;
    size_t rows = end_a - from, columns = end_b - from, width = columns + 1;
    if (rows * columns > MOST_CELLS || (rows && columns > MOST_CELLS / rows)) {
        for (size_t i = from; i < end_a; i++)
            a->changed[i] = true;
        for (size_t j = from; j < end_b; j++)
            b->changed[j] = true;
        return;
    }
    unsigned *table = arena_allocate(diff->process->arena, (rows + 1) * width * sizeof *table);
    for (size_t i = rows; i-- > 0;) {
        for (size_t j = columns; j-- > 0;) {
            unsigned down = table[(i + 1) * width + j], right = table[i * width + j + 1];
            table[i * width + j] = is_equal(diff, from + i, from + j) ? table[(i + 1) * width + j + 1] + 1
                                   : down > right                     ? down
                                                                      : right;
        }
    }
    for (size_t i = 0, j = 0; i < rows || j < columns;) {
        if (i < rows && j < columns && is_equal(diff, from + i, from + j))
            i++, j++;
        else if (i < rows && (j == columns || table[(i + 1) * width + j] >= table[i * width + j + 1]))
            a->changed[from + i++] = true;
        else
            b->changed[from + j++] = true;
    }
}

static void print_side(struct diff *diff, const struct side *side, size_t from, size_t to, const char *mark)
{
    for (size_t i = from; i < to; i++) {
        process_print(diff->process, "%s", mark);
        process_write(diff->process, STREAM_OUT, side->lines[i]);
        process_print(diff->process, "\n");
        if (i + 1 == side->count && side->unfinished)
            process_print(diff->process, "\\ No newline at end of file\n");
    }
}

/* The next run of changes behind [*i], [*j] (both unchanged or at the end there): where it begins and ends. */
struct change {
    size_t a, b, end_a, end_b;
};

static bool next_change(const struct diff *diff, size_t i, size_t j, struct change *change)
{
    const struct side *a = &diff->sides[0], *b = &diff->sides[1];
    while (i < a->count && j < b->count && !a->changed[i] && !b->changed[j])
        i++, j++;
    *change = (struct change){i, j, i, j};
    while (change->end_a < a->count && a->changed[change->end_a])
        change->end_a++;
    while (change->end_b < b->count && b->changed[change->end_b])
        change->end_b++;
    return change->end_a > i || change->end_b > j;
}

static const char *range(struct arena *arena, size_t from, size_t to)
{
    if (to - from == 1)
        return arena_format(arena, "%zu", from + 1);
    return from == to ? arena_format(arena, "%zu", from) : arena_format(arena, "%zu,%zu", from + 1, to);
}

static void print_normal(struct diff *diff)
{
    struct change change = {0};
    while (next_change(diff, change.end_a, change.end_b, &change)) {
        struct arena *arena = diff->process->arena;
        bool deletes = change.end_a > change.a, adds = change.end_b > change.b;
        process_print(diff->process, "%s%c%s\n", range(arena, change.a, change.end_a),
                      deletes && adds ? 'c'
                      : adds          ? 'a'
                                      : 'd',
                      range(arena, change.b, change.end_b));
        print_side(diff, &diff->sides[0], change.a, change.end_a, "< ");
        if (deletes && adds)
            process_print(diff->process, "---\n");
        print_side(diff, &diff->sides[1], change.b, change.end_b, "> ");
    }
}

static const char *unified_range(struct arena *arena, size_t from, size_t to)
{
    if (to - from == 1)
        return arena_format(arena, "%zu", from + 1);
    return arena_format(arena, "%zu,%zu", from == to ? from : from + 1, to - from);
}

/* One hunk: changes no farther apart than twice the context. Gives the last of them. */
static struct change print_hunk(struct diff *diff, struct change first)
{
    const struct side *a = &diff->sides[0], *b = &diff->sides[1];
    size_t context = (size_t)diff->context;
    struct change last = first, next;
    while (next_change(diff, last.end_a, last.end_b, &next) && next.a - last.end_a <= 2 * context)
        last = next;
    size_t lead = first.a < context ? first.a : context;
    lead = first.b < lead ? first.b : lead;
    size_t tail = a->count - last.end_a < context ? a->count - last.end_a : context;
    struct arena *arena = diff->process->arena;
    process_print(diff->process, "@@ -%s +%s @@\n", unified_range(arena, first.a - lead, last.end_a + tail),
                  unified_range(arena, first.b - lead, last.end_b + tail));
    size_t at = first.a - lead;
    for (struct change change = first;;
         at = change.end_a, next_change(diff, change.end_a, change.end_b, &change)) {
        print_side(diff, a, at, change.a, " ");
        print_side(diff, a, change.a, change.end_a, "-");
        print_side(diff, b, change.b, change.end_b, "+");
        if (change.end_a == last.end_a && change.end_b == last.end_b)
            break;
    }
    print_side(diff, a, last.end_a, last.end_a + tail, " ");
    return last;
}

static void print_unified(struct diff *diff)
{
    struct change change = {0};
    bool any = false;
    for (; next_change(diff, change.end_a, change.end_b, &change); any = true) {
        if (!any) {
            const char *now = instant_rfc3339(diff->process->arena, process_now(diff->process), 9);
            for (int i = 0; i < 2; i++)
                process_print(diff->process, "%s %s\t%.10s %.18s +0000\n", i ? "+++" : "---",
                              diff->sides[i].name, now, now + 11);
        }
        change = print_hunk(diff, change);
    }
}

static bool read_side(struct diff *diff, char *const *name, int number)
{
    struct side *side = &diff->sides[number];
    const char *problem;
    *side = (struct side){.name = *name};
    struct input *input = input_begin(diff->options, name, 1);
    input->silent = diff->absent && !process_file(diff->process, side->name, &problem) &&
                    text_equal(problem, "No such file or directory");
    if (input_open(input))
        side->text = input_all(input);
    split(diff, side);
    return !input->failed || input->silent;
}

static void read_flags(struct diff *diff, struct options *options)
{
    diff->context = -1;
    for (const struct flag *flag; (flag = options_next(options));) {
        diff->brief |= flag->letter == 'q';
        diff->same |= flag->letter == 's';
        diff->all_space |= flag->letter == 'w';
        diff->some_space |= flag->letter == 'b';
        diff->nocase |= flag->letter == 'i';
        diff->absent |= flag->letter == 'N';
        diff->recursive |= flag->letter == 'r';
        if (flag->letter == 'u' && diff->context < 0)
            diff->context = 3;
        if (flag->letter == 'U')
            diff->context = options_number(options, "invalid context length");
    }
    if (options->operand_count != 2) {
        if (options->operand_count < 2)
            process_complain(options->process, "diff: missing operand after '%s'\n",
                             options->words[options->count - 1]);
        else
            process_complain(options->process, "diff: extra operand '%s'\n", options->operands[2]);
        process_complain(options->process, "diff: Try 'diff --help' for more information.\n");
        process_exit(options->process, 2);
    }
}

static int compare_files(struct diff *diff, char *const names[2], bool inside)
{
    struct process *process = diff->process;
    struct change change;
    bool first = read_side(diff, names, 0), second = read_side(diff, names + 1, 1);
    if (!first || !second)
        return 2;
    compare(diff);
    if (!next_change(diff, 0, 0, &change)) {
        if (diff->same)
            process_print(process, "Files %s and %s are identical\n", names[0], names[1]);
        return 0;
    }
    if (diff->brief) {
        process_print(process, "Files %s and %s differ\n", names[0], names[1]);
        return 1;
    }
    if (inside) { /* the command that compares these two */
        process_print(process, "diff");
        for (int i = 1; i < diff->options->count && diff->options->words[i][0] == '-'; i++)
            process_print(process, " %s", diff->options->words[i]);
        process_print(process, " %s %s\n", names[0], names[1]);
    }
    if (diff->context >= 0)
        print_unified(diff);
    else
        print_normal(diff);
    return 1;
}

static int compare_directories(struct diff *diff, char *const names[2]);

/* What is called [name] in the two directories, of which [there] have it. */
static int compare_entry(struct diff *diff, char *const names[2], const char *name, const bool there[2])
{
    struct process *process = diff->process;
    char *inner[2];
    for (int i = 0; i < 2; i++)
        inner[i] = arena_format(process->arena, "%s%s%s", names[i], text_ends(names[i], "/") ? "" : "/", name);
    bool directories[2] = {there[0] && process_is_directory(process, inner[0]),
                           there[1] && process_is_directory(process, inner[1])};
    if ((!there[0] || !there[1]) && !(diff->absent && !directories[0] && !directories[1])) {
        process_print(process, "Only in %s: %s\n", names[there[1]], name);
        return 1;
    }
    if (directories[0] != directories[1]) {
        process_print(process, "File %s is a %s while file %s is a %s\n", inner[0],
                      directories[0] ? "directory" : "regular file", inner[1],
                      directories[1] ? "directory" : "regular file");
        return 1;
    }
    if (directories[0] && !diff->recursive) {
        process_print(process, "Common subdirectories: %s and %s\n", inner[0], inner[1]);
        return 0;
    }
    return directories[0] ? compare_directories(diff, inner) : compare_files(diff, inner, true);
}

static int compare_directories(struct diff *diff, char *const names[2])
{
    enum { DEEPEST = 64 };
    if (diff->depth >= DEEPEST) {
        process_complain(diff->process, "diff: not simulated: directories as deep as %s\n", names[0]);
        return 2;
    }
    diff->depth++;
    const struct value *lists[2] = {process_list_directory(diff->process, names[0]),
                                    process_list_directory(diff->process, names[1])};
    size_t at[2] = {0, 0};
    int status = 0;
    while (at[0] < value_count(lists[0]) || at[1] < value_count(lists[1])) {
        const struct value *heads[2] = {value_at(lists[0], at[0]), value_at(lists[1], at[1])};
        int order = !heads[0]   ? 1
                    : !heads[1] ? -1
                                : slice_compare(value_slice(heads[0]), value_slice(heads[1]));
        bool there[2] = {order <= 0, order >= 0};
        const char *name = arena_text(diff->process->arena, value_string_of(heads[order > 0]));
        int one = compare_entry(diff, names, name, there);
        status = one > status ? one : status;
        at[0] += there[0];
        at[1] += there[1];
    }
    diff->depth--;
    return status;
}

static int run(struct process *process, int count, char *const *words)
{
    struct options options = options_begin(process, &diff_program, count, words);
    struct diff *diff = arena_allocate(process->arena, sizeof *diff);
    options.failure = 2;
    diff->process = process;
    diff->options = &options;
    read_flags(diff, &options);
    char *names[2] = {options.operands[0], options.operands[1]};
    bool directories[2] = {process_is_directory(process, names[0]), process_is_directory(process, names[1])};
    if (directories[0] && directories[1])
        return compare_directories(diff, names);
    for (int i = 0; i < 2; i++) { /* a file and a directory: the file of that name in it */
        const char *slash = strrchr(names[!i], '/');
        if (directories[i])
            names[i] = arena_format(process->arena, "%s%s%s", names[i], text_ends(names[i], "/") ? "" : "/",
                                    slash ? slash + 1 : names[!i]);
    }
    return compare_files(diff, names, false);
}

const struct program diff_program = {.name = "diff",
                                     .usage = "diff [OPTION]... FILES",
                                     .help = "Compare files line by line",
                                     .flags = flags,
                                     .run = run};
