/* URL patterns: {a,b,c}, [1-5], [01-10:2], [a-e]. curl(1), "URL". */
#include <string.h>

#include "base/buffer.h"
#include "tools/curl/url.h"

enum piece_kind { PIECE_FIXED, PIECE_SET, PIECE_NUMBERS, PIECE_LETTERS };

struct glob_piece {
    enum piece_kind kind;
    struct slice text; /* of a fixed piece; of a set: what is between the braces */
    int64_t first, step;
    int width; /* digits of numbers with leading zeros */
    size_t count;
};

struct reader {
    struct arena *arena;
    struct slice pattern;
    size_t at;
    struct glob *glob;
};

static const char *refuse(struct reader *reader, size_t position, const char *problem)
{
    return arena_format(reader->arena, "%s in URL position %zu:\n%.*s\n%*s^", problem, position,
                        (int)reader->pattern.length, reader->pattern.data, (int)position - 1, " ");
}

static struct glob_piece *new_piece(struct reader *reader, enum piece_kind kind)
{
    struct glob_piece *piece = &reader->glob->pieces[reader->glob->count++];
    *piece = (struct glob_piece){.kind = kind, .count = 1};
    return piece;
}

static const char *read_set(struct reader *reader)
{
    size_t start = reader->at + 1, end = start;
    while (end < reader->pattern.length && reader->pattern.data[end] != '}') {
        if (reader->pattern.data[end] == '{')
            return refuse(reader, end + 1, "nested brace");
        end++;
    }
    if (end == reader->pattern.length)
        return refuse(reader, reader->at + 1, "unmatched brace");
    if (end == start)
        return refuse(reader, end + 1, "empty string within braces");
    struct glob_piece *piece = new_piece(reader, PIECE_SET);
    piece->text = slice_part(reader->pattern, start, end);
    for (size_t i = 0; i < piece->text.length; i++)
        piece->count += piece->text.data[i] == ',';
    reader->at = end + 1;
    return NULL;
}

static bool read_bounds(struct slice range, struct glob_piece *piece, int64_t *last)
{
    struct slice rest = range, bounds, low;
    piece->step = 1;
    slice_next(&rest, ':', &bounds);
    if (rest.data && (!slice_to_integer(rest, &piece->step) || piece->step < 1))
        return false;
    if (!slice_next(&bounds, '-', &low) || !bounds.data)
        return false;
    if (low.length == 1 && bounds.length == 1 && ascii_is_letter(low.data[0]) &&
        ascii_is_letter(bounds.data[0])) {
        piece->kind = PIECE_LETTERS;
        piece->first = low.data[0];
        *last = bounds.data[0];
        return true;
    }
    piece->width = low.length > 1 && low.data[0] == '0' ? (int)low.length : 0;
    return slice_to_integer(low, &piece->first) && slice_to_integer(bounds, last);
}

static const char *read_range(struct reader *reader)
{
    struct slice rest = slice_part(reader->pattern, reader->at + 1, reader->pattern.length);
    size_t end = slice_find_byte(rest, ']');
    int64_t last;
    if (rest.length && !ascii_is_digit(rest.data[0]) && !ascii_is_letter(rest.data[0]))
        return refuse(reader, reader->at + 2, "bad range specification");
    if (rest.length && ascii_is_letter(rest.data[0]) && (rest.length < 3 || rest.data[1] != '-'))
        return refuse(reader, reader->at + 2, "bad range");
    struct glob_piece *piece = new_piece(reader, PIECE_NUMBERS);
    bool read = end < rest.length && read_bounds(slice_part(rest, 0, end), piece, &last);
    reader->at += end < rest.length ? end + 2 : end + 1;
    if (!read || last < piece->first || last - piece->first >= GLOB_LIMIT)
        return refuse(reader, reader->at + 1, "bad range");
    piece->count = (size_t)((last - piece->first) / piece->step) + 1;
    return NULL;
}

/* "[::1]" is an address, no range. */
static size_t ipv6_length(struct slice rest)
{
    size_t length = 1, colons = 0;
    while (length < rest.length && (ascii_is_digit(rest.data[length]) || ascii_is_letter(rest.data[length]) ||
                                    strchr(":.%", rest.data[length])))
        colons += rest.data[length++] == ':';
    return colons > 1 && length < rest.length && rest.data[length] == ']' ? length + 1 : 0;
}

static void read_fixed(struct reader *reader)
{
    struct glob_piece *piece = new_piece(reader, PIECE_FIXED);
    size_t start = reader->at;
    char *text = arena_allocate(reader->arena, reader->pattern.length - start + 1);
    size_t length = 0;
    while (reader->at < reader->pattern.length) {
        struct slice rest = slice_part(reader->pattern, reader->at, reader->pattern.length);
        size_t address = rest.data[0] == '[' ? ipv6_length(rest) : 0;
        if (strchr("{[}]", rest.data[0]) && !address)
            break;
        bool escaped = rest.data[0] == '\\' && rest.length > 1 && strchr("{}[]", rest.data[1]);
        size_t taken = address ? address : 1;
        memcpy(text + length, rest.data + escaped, taken);
        length += taken;
        reader->at += taken + escaped;
    }
    piece->text = (struct slice){text, length};
}

const char *glob_parse(struct arena *arena, const char *pattern, bool literal, struct glob *glob)
{
    struct reader reader = {.arena = arena, .pattern = slice_of(pattern), .glob = glob};
    *glob = (struct glob){.combinations = 1};
    glob->pieces = arena_allocate(arena, (reader.pattern.length + 1) * sizeof *glob->pieces);
    if (literal || !strpbrk(pattern, "{}[]\\")) {
        new_piece(&reader, PIECE_FIXED)->text = reader.pattern;
        return NULL;
    }
    while (reader.at < reader.pattern.length) {
        char c = reader.pattern.data[reader.at];
        const char *problem = NULL;
        bool address = c == '[' && ipv6_length(slice_part(reader.pattern, reader.at, reader.pattern.length));
        if (c == '}' || c == ']')
            problem = refuse(&reader, reader.at + 1, "unmatched close brace/bracket");
        else if (c == '{')
            problem = read_set(&reader);
        else if (c == '[' && !address)
            problem = read_range(&reader);
        else
            read_fixed(&reader);
        if (problem)
            return problem;
        glob->combinations *= glob->pieces[glob->count - 1].count;
        if (glob->combinations > GLOB_LIMIT)
            return refuse(&reader, reader.at + 1, "range overflow");
    }
    return NULL;
}

static void add_piece(struct buffer *out, const struct glob_piece *piece, size_t index)
{
    struct slice rest = piece->text, choice;
    int64_t number = piece->first + (int64_t)index * piece->step;
    switch (piece->kind) {
    case PIECE_FIXED:
        buffer_add(out, piece->text);
        break;
    case PIECE_SET:
        while (slice_next(&rest, ',', &choice) && index > 0)
            index--;
        buffer_add(out, choice);
        break;
    case PIECE_NUMBERS:
        buffer_format(out, "%0*lld", piece->width, (long long)number);
        break;
    case PIECE_LETTERS:
        buffer_add_byte(out, (char)number);
        break;
    }
}

/* The last piece turns fastest. */
static size_t choice_of(const struct glob *glob, size_t piece, size_t index)
{
    for (size_t i = glob->count - 1; i > piece; i--)
        index /= glob->pieces[i].count;
    return index % glob->pieces[piece].count;
}

static const char *finish(struct arena *arena, struct buffer *out)
{
    const char *text = arena_copy(arena, buffer_slice(out));
    buffer_release(out);
    return text;
}

const char *glob_at(struct arena *arena, const struct glob *glob, size_t index)
{
    struct buffer out = {0};
    for (size_t i = 0; i < glob->count; i++)
        add_piece(&out, &glob->pieces[i], choice_of(glob, i, index));
    return finish(arena, &out);
}

static bool add_numbered(struct buffer *out, const struct glob *glob, size_t index, size_t wanted)
{
    for (size_t i = 0; i < glob->count; i++) {
        if (glob->pieces[i].kind != PIECE_FIXED && --wanted == 0) {
            add_piece(out, &glob->pieces[i], choice_of(glob, i, index));
            return true;
        }
    }
    return false;
}

const char *glob_name(struct arena *arena, const struct glob *glob, size_t index, const char *name)
{
    struct buffer out = {0};
    for (; *name; name++) {
        bool numbered = name[0] == '#' && name[1] >= '1' && name[1] <= '9';
        if (numbered && add_numbered(&out, glob, index, (size_t)(name[1] - '0')))
            name++;
        else
            buffer_add_byte(&out, *name);
    }
    return finish(arena, &out);
}
