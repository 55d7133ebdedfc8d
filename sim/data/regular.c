#include "data/regular.h"

#include <string.h>

#include "base/check.h"

enum { MOST_INSTRUCTIONS = 4000, MOST_REPEATS = 1000, DEEPEST = 100 };

/* --- the program: a non-deterministic automaton --- */

enum operation { TAKE, SPLIT, JUMP, AT_BEGIN, AT_END, AT_WORD, NOT_WORD, ACCEPT };

struct instruction {
    enum operation operation;
    uint16_t x, y;   /* where to go on */
    uint32_t set[8]; /* of TAKE: which bytes */
};

struct regular {
    struct instruction *program;
    size_t count;
};

static bool has(const uint32_t *set, unsigned char byte)
{
    return set[byte / 32] >> (byte % 32) & 1;
}

static void put(uint32_t *set, unsigned char byte)
{
    set[byte / 32] |= 1u << (byte % 32);
}

/* --- parsing, which writes the program as it goes: a piece is a run of instructions that ends behind itself
 * --- */

struct parser {
    struct arena *arena;
    struct slice whole;
    size_t at;
    int depth;
    bool fold, dot_takes_newline;
    struct instruction *program;
    size_t count, capacity;
    const char *problem;
};

static void fail(struct parser *parser, const char *what, size_t from, size_t to)
{
    struct slice part = slice_part(parser->whole, from, to);
    if (!parser->problem)
        parser->problem = arena_format(parser->arena, "%s: `%.*s`", what, (int)part.length, part.data);
}

static bool more(const struct parser *parser)
{
    return !parser->problem && parser->at < parser->whole.length;
}

static char peek(const struct parser *parser)
{
    return parser->whole.data[parser->at];
}

static bool take(struct parser *parser, char c)
{
    if (!more(parser) || peek(parser) != c)
        return false;
    parser->at++;
    return true;
}

static struct instruction *emit(struct parser *parser, enum operation operation)
{
    if (parser->count == MOST_INSTRUCTIONS) {
        if (!parser->problem)
            parser->problem = "expression too large";
        return &parser->program[0];
    }
    if (parser->count == parser->capacity) {
        size_t capacity = parser->capacity ? parser->capacity * 2 : 32;
        struct instruction *program = arena_allocate(parser->arena, capacity * sizeof *program);
        if (parser->count)
            memcpy(program, parser->program, parser->count * sizeof *program);
        parser->program = program;
        parser->capacity = capacity;
    }
    struct instruction *instruction = &parser->program[parser->count];
    *instruction = (struct instruction){.operation = operation, .x = (uint16_t)(parser->count + 1)};
    parser->count++;
    return instruction;
}

/* Moves the instructions from [from] on by one, to make room for a SPLIT or JUMP before them. */
static struct instruction *insert(struct parser *parser, size_t from)
{
    emit(parser, JUMP);
    if (parser->problem)
        return &parser->program[0];
    memmove(&parser->program[from + 1], &parser->program[from],
            (parser->count - 1 - from) * sizeof *parser->program);
    for (size_t i = from + 1; i < parser->count; i++) {
        parser->program[i].x = (uint16_t)(parser->program[i].x + (parser->program[i].x >= from));
        parser->program[i].y = (uint16_t)(parser->program[i].y + (parser->program[i].y >= from));
    }
    return &parser->program[from];
}

/* Another copy of the instructions [from, to), at the end. */
static void copy_piece(struct parser *parser, size_t from, size_t to)
{
    size_t shift = parser->count - from;
    for (size_t i = from; i < to && !parser->problem; i++) {
        struct instruction original = parser->program[i];
        struct instruction *copy = emit(parser, original.operation);
        *copy = original;
        copy->x = (uint16_t)(original.x + shift);
        copy->y = (uint16_t)(original.y + shift);
    }
}

/* --- sets of bytes --- */

static void put_range(uint32_t *set, int from, int to)
{
    for (int c = from; c <= to; c++)
        put(set, (unsigned char)c);
}

static void put_class(uint32_t *set, char letter)
{
    uint32_t mine[8] = {0};
    char lower = ascii_lower(letter);
    if (lower == 'd' || lower == 'w')
        put_range(mine, '0', '9');
    if (lower == 'w') {
        put_range(mine, 'a', 'z');
        put_range(mine, 'A', 'Z');
        put(mine, '_');
    }
    if (lower == 's') {
        put(mine, ' ');
        put(mine, '\t');
        put(mine, '\n');
        put(mine, '\f');
        put(mine, '\r');
    }
    for (int i = 0; i < 8; i++)
        set[i] |= lower == letter ? mine[i] : ~mine[i];
}

static const struct named_class {
    const char *name;
    const char *ranges; /* pairs */
} named_classes[] = {
    {"alnum", "09AZaz"},  {"alpha", "AZaz"},    {"digit", "09"},     {"lower", "az"},       {"upper", "AZ"},
    {"word", "09AZaz__"}, {"xdigit", "09AFaf"}, {"space", "\t\r  "}, {"punct", "!/:@[`{~"},
};

static int hex_digit(char c)
{
    if (ascii_is_digit(c))
        return c - '0';
    c = ascii_lower(c);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The byte that an escape stands for, behind its backslash; -1 with the problem set. */
static int escaped_byte(struct parser *parser)
{
    static const char letters[] = "afnrtv", bytes[] = "\a\f\n\r\t\v";
    size_t from = parser->at - 1;
    if (!more(parser)) {
        if (!parser->problem)
            parser->problem = "trailing backslash at end of expression: ``";
        return -1;
    }
    char c = parser->whole.data[parser->at++];
    const char *found = strchr(letters, c);
    if (found)
        return (unsigned char)bytes[found - letters];
    if (c == 'x' && parser->at + 1 < parser->whole.length) {
        int high = hex_digit(parser->whole.data[parser->at]),
            low = hex_digit(parser->whole.data[parser->at + 1]);
        if (high >= 0 && low >= 0) {
            parser->at += 2;
            return high * 16 + low;
        }
    }
    if (!ascii_is_letter(c) && !ascii_is_digit(c))
        return (unsigned char)c;
    fail(parser, "invalid escape sequence", from, parser->at);
    return -1;
}

static bool is_class_letter(const struct parser *parser)
{
    return more(parser) && strchr("dDsSwW", peek(parser)) != NULL;
}

/* "[:alpha:]" inside of brackets, the bracket and colon being taken. */
static void named_class(struct parser *parser, uint32_t *set, size_t from)
{
    bool negated = take(parser, '^');
    struct slice rest = slice_part(parser->whole, parser->at, parser->whole.length);
    size_t end = slice_find(rest, SLICE(":]"));
    uint32_t mine[8] = {0};
    for (size_t i = 0; i < sizeof named_classes / sizeof *named_classes; i++) {
        if (end == rest.length || !slice_is(slice_part(rest, 0, end), named_classes[i].name))
            continue;
        for (const char *range = named_classes[i].ranges; *range; range += 2)
            put_range(mine, range[0], range[1]);
        for (int j = 0; j < 8; j++)
            set[j] |= negated ? ~mine[j] : mine[j];
        parser->at += end + 2;
        return;
    }
    fail(parser, "invalid character class range", from, parser->at + (end < rest.length ? end + 2 : 0));
}

static int bracket_byte(struct parser *parser)
{
    if (take(parser, '\\'))
        return escaped_byte(parser);
    return (unsigned char)parser->whole.data[parser->at++];
}

static void parse_bracket(struct parser *parser, uint32_t *set)
{
    size_t from = parser->at - 1;
    bool negated = take(parser, '^'), first = true;
    while (more(parser) && (first || peek(parser) != ']')) {
        size_t piece = parser->at;
        first = false;
        if (peek(parser) == '\\' && parser->at + 1 < parser->whole.length &&
            strchr("dDsSwW", parser->whole.data[parser->at + 1])) {
            put_class(set, parser->whole.data[parser->at + 1]);
            parser->at += 2;
            continue;
        }
        if (peek(parser) == '[' && parser->at + 1 < parser->whole.length &&
            parser->whole.data[parser->at + 1] == ':') {
            parser->at += 2;
            named_class(parser, set, piece);
            continue;
        }
        int low = bracket_byte(parser), high = low;
        if (more(parser) && peek(parser) == '-' && parser->at + 1 < parser->whole.length &&
            parser->whole.data[parser->at + 1] != ']') {
            parser->at++;
            high = bracket_byte(parser);
        }
        if (!parser->problem && high < low)
            fail(parser, "invalid character class range", piece, parser->at);
        if (!parser->problem)
            put_range(set, low, high);
    }
    if (!take(parser, ']'))
        fail(parser, "missing closing ]", from, parser->whole.length);
    for (int i = 0; negated && i < 8; i++)
        set[i] = ~set[i];
}

static void fold_set(uint32_t *set)
{
    for (char c = 'a'; c <= 'z'; c++) {
        char upper = ascii_upper(c);
        if (has(set, (unsigned char)c) || has(set, (unsigned char)upper)) {
            put(set, (unsigned char)c);
            put(set, (unsigned char)upper);
        }
    }
}

static void emit_set(struct parser *parser, uint32_t *set)
{
    if (parser->fold)
        fold_set(set);
    memcpy(emit(parser, TAKE)->set, set, 8 * sizeof *set);
}

/* --- pieces --- */

static void parse_alternatives(struct parser *parser);

/* What stands behind "(?": flags of a group, or a name. False with a problem. */
static void parse_group_head(struct parser *parser, size_t from)
{
    bool on = true;
    if (take(parser, 'P')) {
        struct slice rest = slice_part(parser->whole, parser->at, parser->whole.length);
        size_t end = slice_find_byte(rest, '>');
        if (!slice_starts(rest, "<") || end == rest.length)
            fail(parser, "invalid or unsupported Perl syntax", from, parser->at + 1);
        parser->at += end + 1;
        return;
    }
    while (more(parser) && peek(parser) != ':' && peek(parser) != ')') {
        char c = parser->whole.data[parser->at++];
        if (c == '-')
            on = false;
        else if (c == 'i')
            parser->fold = on;
        else if (c == 's')
            parser->dot_takes_newline = on;
        else if (c != 'm' && c != 'U')
            fail(parser, "invalid or unsupported Perl syntax", from, parser->at);
    }
    take(parser, ':');
}

static void parse_group(struct parser *parser)
{
    size_t from = parser->at - 1;
    bool fold = parser->fold, dot = parser->dot_takes_newline;
    if (++parser->depth > DEEPEST && !parser->problem)
        parser->problem = "expression nests too deeply";
    if (take(parser, '?')) {
        parse_group_head(parser, from);
        if (take(parser, ')')) { /* "(?i)": from here to the end of what it stands in */
            parser->depth--;
            return;
        }
    }
    if (!parser->problem)
        parse_alternatives(parser);
    if (!take(parser, ')'))
        fail(parser, "missing closing )", 0, parser->whole.length);
    parser->depth--;
    parser->fold = fold;
    parser->dot_takes_newline = dot;
}

static void parse_escape(struct parser *parser)
{
    uint32_t set[8] = {0};
    if (is_class_letter(parser)) {
        put_class(set, parser->whole.data[parser->at++]);
        emit_set(parser, set);
    } else if (take(parser, 'b')) {
        emit(parser, AT_WORD);
    } else if (take(parser, 'B')) {
        emit(parser, NOT_WORD);
    } else if (take(parser, 'A')) {
        emit(parser, AT_BEGIN);
    } else if (take(parser, 'z')) {
        emit(parser, AT_END);
    } else {
        int byte = escaped_byte(parser);
        if (byte < 0)
            return;
        put(set, (unsigned char)byte);
        emit_set(parser, set);
    }
}

static void parse_atom(struct parser *parser)
{
    uint32_t set[8] = {0};
    char c = parser->whole.data[parser->at++];
    switch (c) {
    case '(':
        parse_group(parser);
        return;
    case '\\':
        parse_escape(parser);
        return;
    case '^':
        emit(parser, AT_BEGIN);
        return;
    case '$':
        emit(parser, AT_END);
        return;
    case '[':
        parse_bracket(parser, set);
        break;
    case '.':
        memset(set, 0xff, sizeof set);
        if (!parser->dot_takes_newline)
            set['\n' / 32] &= ~(1u << '\n' % 32);
        break;
    default:
        put(set, (unsigned char)c);
    }
    emit_set(parser, set);
}

/* --- repetition --- */

static void repeat_star(struct parser *parser, size_t from)
{
    struct instruction *split = insert(parser, from);
    *split = (struct instruction){.operation = SPLIT, .x = (uint16_t)(from + 1)};
    size_t at = parser->count;
    emit(parser, JUMP)->x = (uint16_t)from;
    parser->program[from].y = (uint16_t)(at + 1);
}

static void repeat_optional(struct parser *parser, size_t from)
{
    struct instruction *split = insert(parser, from);
    *split = (struct instruction){.operation = SPLIT, .x = (uint16_t)(from + 1), .y = (uint16_t)parser->count};
}

/* "{2,5}" behind its brace; false when it is no repetition but text. */
static bool read_counts(struct parser *parser, int *least, int *most)
{
    size_t at = parser->at;
    int numbers[2] = {-1, -1}, which = 0;
    for (; at < parser->whole.length; at++) {
        char c = parser->whole.data[at];
        if (ascii_is_digit(c))
            numbers[which] = numbers[which] < 0              ? c - '0'
                             : numbers[which] > MOST_REPEATS ? numbers[which]
                                                             : numbers[which] * 10 + (c - '0');
        else if (c == ',' && which == 0 && numbers[0] >= 0)
            which = 1;
        else
            break;
    }
    if (at == parser->whole.length || parser->whole.data[at] != '}' || numbers[0] < 0)
        return false;
    *least = numbers[0];
    *most = which ? numbers[1] : numbers[0]; /* -1: no end */
    if (*least > MOST_REPEATS || *most > MOST_REPEATS || (*most >= 0 && *most < *least))
        fail(parser, "invalid repeat count", parser->at - 1, at + 1);
    parser->at = at + 1;
    return true;
}

static void repeat_counted(struct parser *parser, size_t from, int least, int most)
{
    size_t to = parser->count;
    struct instruction *original = arena_allocate(parser->arena, (to - from + 1) * sizeof *original);
    if (to > from)
        memcpy(original, parser->program + from, (to - from) * sizeof *original);
    for (int i = 1; i < least && !parser->problem; i++)
        copy_piece(parser, from, to);
    if (least == 0) {
        parser->count = from;
        if (most == 0)
            return;
    }
    int rest = most < 0 ? 1 : most - least;
    for (int i = 0; i < rest && !parser->problem; i++) {
        size_t at = parser->count;
        for (size_t j = 0; j < to - from && !parser->problem; j++) {
            struct instruction *copy = emit(parser, original[j].operation);
            *copy = original[j];
            copy->x = (uint16_t)(original[j].x + at - from);
            copy->y = (uint16_t)(original[j].y + at - from);
        }
        if (parser->problem)
            return;
        if (most < 0)
            repeat_star(parser, at);
        else
            repeat_optional(parser, at);
    }
}

static bool parse_operator(struct parser *parser, size_t from)
{
    int least, most;
    if (take(parser, '*')) {
        repeat_star(parser, from);
    } else if (take(parser, '+')) {
        repeat_counted(parser, from, 1, -1);
    } else if (take(parser, '?')) {
        repeat_optional(parser, from);
    } else if (more(parser) && peek(parser) == '{') {
        parser->at++;
        if (!read_counts(parser, &least, &most)) {
            parser->at--;
            return false;
        }
        if (!parser->problem)
            repeat_counted(parser, from, least, most);
    } else {
        return false;
    }
    take(parser, '?'); /* a lazy one takes the same whole texts */
    return true;
}

static void parse_sequence(struct parser *parser)
{
    while (more(parser) && peek(parser) != '|' && peek(parser) != ')') {
        size_t from = parser->count;
        if (strchr("*+?", peek(parser))) {
            fail(parser, "missing argument to repetition operator", parser->at, parser->at + 1);
            return;
        }
        parse_atom(parser);
        size_t behind = parser->at;
        if (!parser->problem && parse_operator(parser, from) && more(parser) && strchr("*+?", peek(parser)))
            fail(parser, "invalid nested repetition operator", behind, parser->at + 1);
    }
}

/* a|b|c: each but the last one jumps behind all of them; until that is known, the jumps are a chain. */
static void parse_alternatives(struct parser *parser)
{
    enum { NO_JUMP = UINT16_MAX };
    size_t from = parser->count, leave = NO_JUMP;
    parse_sequence(parser);
    while (take(parser, '|') && !parser->problem) {
        struct instruction *split = insert(parser, from);
        *split = (struct instruction){.operation = SPLIT, .x = (uint16_t)(from + 1)};
        size_t jump = parser->count;
        emit(parser, JUMP)->x = (uint16_t)leave;
        leave = jump;
        parser->program[from].y = (uint16_t)parser->count;
        from = parser->count;
        parse_sequence(parser);
    }
    while (!parser->problem && leave != NO_JUMP) {
        size_t before = parser->program[leave].x;
        parser->program[leave].x = (uint16_t)parser->count;
        leave = before;
    }
}

const struct regular *regular_compile(struct arena *arena, struct slice pattern, const char **problem)
{
    struct parser parser = {.arena = arena, .whole = pattern};
    for (size_t i = 0; i < pattern.length; i++) {
        if ((unsigned char)pattern.data[i] >= 0x80) {
            *problem = "not simulated: characters outside of ASCII in a regular expression";
            return NULL;
        }
    }
    parse_alternatives(&parser);
    if (!parser.problem && parser.at < pattern.length)
        fail(&parser, "unexpected )", 0, pattern.length);
    emit(&parser, ACCEPT);
    *problem = parser.problem;
    if (parser.problem)
        return NULL;
    struct regular *regular = arena_allocate(arena, sizeof *regular);
    *regular = (struct regular){parser.program, parser.count};
    return regular;
}

/* --- matching: all ways at once --- */

struct states {
    uint16_t list[MOST_INSTRUCTIONS];
    bool in[MOST_INSTRUCTIONS];
    size_t count;
};

static bool is_word(struct slice text, size_t at)
{
    return at < text.length &&
           (ascii_is_letter(text.data[at]) || ascii_is_digit(text.data[at]) || text.data[at] == '_');
}

static bool holds(enum operation operation, struct slice text, size_t at)
{
    bool edge = (at > 0 && is_word(text, at - 1)) != is_word(text, at);
    switch (operation) {
    case AT_BEGIN:
        return at == 0;
    case AT_END:
        return at == text.length;
    case AT_WORD:
        return edge;
    case NOT_WORD:
        return !edge;
    default:
        return true;
    }
}

/* Adds a state and those that follow from it without a byte. */
static void reach(const struct regular *regular, struct states *states, size_t first, struct slice text,
                  size_t at)
{
    size_t next = states->count;
    if (!states->in[first]) {
        states->in[first] = true;
        states->list[states->count++] = (uint16_t)first;
    }
    for (; next < states->count; next++) {
        const struct instruction *one = &regular->program[states->list[next]];
        if (one->operation == TAKE || one->operation == ACCEPT || !holds(one->operation, text, at))
            continue;
        uint16_t targets[2] = {one->x, one->y};
        for (int i = 0; i < (one->operation == SPLIT ? 2 : 1); i++) {
            if (states->in[targets[i]])
                continue;
            states->in[targets[i]] = true;
            states->list[states->count++] = targets[i];
        }
    }
}

bool regular_matches(const struct regular *regular, struct slice text)
{
    struct states *both = memory_allocate(2 * sizeof *both), *now = &both[0], *then = &both[1];
    bool accepted = false;
    reach(regular, now, 0, text, 0);
    for (size_t at = 0; at < text.length && now->count; at++) {
        memset(then->in, 0, regular->count * sizeof *then->in);
        then->count = 0;
        for (size_t i = 0; i < now->count; i++) {
            const struct instruction *one = &regular->program[now->list[i]];
            if (one->operation == TAKE && has(one->set, (unsigned char)text.data[at]))
                reach(regular, then, one->x, text, at + 1);
        }
        struct states *swap = now;
        now = then;
        then = swap;
    }
    for (size_t i = 0; i < now->count; i++)
        accepted |= regular->program[now->list[i]].operation == ACCEPT;
    memory_free(both);
    return accepted;
}
