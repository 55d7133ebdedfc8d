#include "tools/input.h"

extern const struct program tr_program;

static const struct flag flags[] = {
    {"complement", 'c', NULL, "use the complement of SET1"},
    {NULL, 'C', NULL, "same as -c"},
    {"delete", 'd', NULL, "delete characters in SET1, do not translate"},
    {"squeeze-repeats", 's', NULL, "replace each repeat of a character in the last SET by one"},
    {"truncate-set1", 't', NULL, "first truncate SET1 to length of SET2"},
    {0},
};

struct set {
    struct buffer bytes; /* in order */
};

static bool is_class(const char *name, char c)
{
    bool letter = ascii_is_letter(c), digit = ascii_is_digit(c), graph = c > ' ' && c < 0x7f;
    const struct {
        const char *name;
        bool holds;
    } classes[] = {
        {"alpha", letter},
        {"digit", digit},
        {"alnum", letter || digit},
        {"lower", letter && c >= 'a'},
        {"upper", letter && c <= 'Z'},
        {"space", ascii_is_space(c)},
        {"blank", c == ' ' || c == '\t'},
        {"punct", graph && !letter && !digit},
        {"graph", graph},
        {"print", graph || c == ' '},
        {"cntrl", (unsigned char)c < ' ' || c == 0x7f},
        {"xdigit", digit || (ascii_lower(c) >= 'a' && ascii_lower(c) <= 'f')},
    };
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++) {
        if (text_equal(classes[i].name, name))
            return classes[i].holds;
    }
    return false;
}

/* One character, with its escape: "\n", "\012". */
static unsigned char take(const char **text)
{
    static const char names[] = "abfnrtv\\", bytes[] = "\a\b\f\n\r\t\v\\";
    unsigned char c = (unsigned char)*(*text)++;
    if (c != '\\' || !**text)
        return c;
    size_t at = slice_find_byte(SLICE(names), **text);
    if (**text >= '0' && **text <= '7') {
        unsigned code = 0;
        for (int i = 0; i < 3 && **text >= '0' && **text <= '7'; i++)
            code = code * 8 + (unsigned)(*(*text)++ - '0');
        return (unsigned char)code;
    }
    c = (unsigned char)*(*text)++;
    return at < sizeof names - 1 ? (unsigned char)bytes[at] : c;
}

static size_t add_class(struct process *process, struct set *set, const char *text)
{
    struct slice rest = slice_of(text);
    size_t end = slice_find(rest, SLICE(":]"));
    if (!slice_starts(rest, "[:") || end == rest.length)
        return 0;
    const char *name = arena_copy(process->arena, slice_part(rest, 2, end));
    size_t before = set->bytes.length;
    for (int c = 0; c < 256; c++) {
        if (is_class(name, (char)c))
            buffer_add_byte(&set->bytes, (char)c);
    }
    if (set->bytes.length == before) {
        process_complain(process, "tr: invalid character class '%s'\n", name);
        process_exit(process, 1);
    }
    return end + 2;
}

static void release(void *thing)
{
    buffer_release(&((struct set *)thing)->bytes);
}

static struct set *read_set(struct process *process, const char *text)
{
    struct set *set = arena_allocate(process->arena, sizeof *set);
    process_own(process, release, set);
    while (*text) {
        size_t length = add_class(process, set, text);
        if (length) {
            text += length;
            continue;
        }
        unsigned char from = take(&text), to = from;
        if (text[0] == '-' && text[1]) {
            text++;
            to = take(&text);
        }
        if (to < from) {
            process_complain(
                process, "tr: range-endpoints of '%c-%c' are in reverse collating sequence order\n", from, to);
            process_exit(process, 1);
        }
        for (int c = from; c <= to; c++)
            buffer_add_byte(&set->bytes, (char)c);
    }
    return set;
}

static void complement(struct set *set)
{
    struct buffer others = {0};
    for (int c = 0; c < 256; c++) {
        if (slice_find_byte(buffer_slice(&set->bytes), (char)c) == set->bytes.length)
            buffer_add_byte(&others, (char)c);
    }
    buffer_release(&set->bytes);
    set->bytes = others;
}

struct translation {
    bool removed[256], squeezed[256];
    unsigned char becomes[256];
    int last; /* -1: none */
};

static void translate(struct translation *how, struct slice text, struct buffer *out)
{
    for (size_t i = 0; i < text.length; i++) {
        unsigned char c = (unsigned char)text.data[i];
        if (how->removed[c])
            continue;
        c = how->becomes[c];
        if (how->squeezed[c] && how->last == c)
            continue;
        how->last = c;
        buffer_add_byte(out, (char)c);
    }
}

static void plan(struct translation *how, struct set *first, struct set *second, bool removes, bool squeezes)
{
    how->last = -1;
    for (int c = 0; c < 256; c++)
        how->becomes[c] = (unsigned char)c;
    for (size_t i = 0; i < first->bytes.length; i++) {
        unsigned char c = (unsigned char)first->bytes.data[i];
        how->removed[c] = removes;
        if (!removes && second && second->bytes.length)
            how->becomes[c] =
                (unsigned char)second->bytes.data[i < second->bytes.length ? i : second->bytes.length - 1];
    }
    const struct set *last = second ? second : first;
    for (size_t i = 0; squeezes && i < last->bytes.length; i++)
        how->squeezed[(unsigned char)last->bytes.data[i]] = true;
}

static void check_operands(struct options *options, bool removes, bool squeezes)
{
    int wanted = removes != squeezes ? 1 : 2, most = removes && !squeezes ? 1 : 2,
        count = options->operand_count;
    struct process *process = options->process;
    if (count >= wanted && count <= most)
        return;
    if (count == 0)
        process_complain(process, "tr: missing operand\n");
    else if (count < wanted)
        process_complain(process, "tr: missing operand after '%s'\nTwo strings must be given when %s.\n",
                         options->operands[count - 1],
                         removes ? "both deleting and squeezing repeats" : "translating");
    else
        process_complain(process, "tr: extra operand '%s'\n%s", options->operands[most],
                         most == 1 ? "Only one string may be given when deleting without squeezing repeats.\n"
                                   : "");
    options_fail(options);
}

static int run(struct process *process, int count, char *const *words)
{
    struct options options = options_begin(process, &tr_program, count, words);
    bool others = false, removes = false, squeezes = false, truncates = false;
    struct slice some;
    for (const struct flag *flag; (flag = options_next(&options));) {
        others |= flag->letter == 'c' || flag->letter == 'C';
        removes |= flag->letter == 'd';
        squeezes |= flag->letter == 's';
        truncates |= flag->letter == 't';
    }
    check_operands(&options, removes, squeezes);
    struct set *first = read_set(process, options.operands[0]);
    struct set *second = options.operand_count > 1 ? read_set(process, options.operands[1]) : NULL;
    struct translation *how = arena_allocate(process->arena, sizeof *how);
    if (others)
        complement(first);
    if (truncates && second && !removes && first->bytes.length > second->bytes.length)
        first->bytes.length = second->bytes.length;
    plan(how, first, second, removes, squeezes);
    struct input *input = input_begin(&options, NULL, 0);
    input_open(input);
    while ((some = input_some(input)).length) {
        struct buffer out = {0};
        translate(how, some, &out);
        struct arena_mark mark = arena_mark(process->arena);
        struct slice text = {arena_copy(process->arena, buffer_slice(&out)), out.length};
        buffer_release(&out);
        process_write(process, STREAM_OUT, text);
        arena_rewind(process->arena, mark);
    }
    return 0;
}

const struct program tr_program = {.name = "tr",
                                   .usage = "tr [OPTION]... SET1 [SET2]",
                                   .help = "Translate, squeeze or delete characters",
                                   .flags = flags,
                                   .run = run};
