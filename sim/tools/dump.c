#include "tools/dump.h"

#include <string.h>

static bool next_byte(struct dump *dump, unsigned char *byte)
{
    while (dump->rest.length == 0) {
        if (!dump->open && !(dump->open = input_open(dump->input)))
            return false;
        dump->rest = input_some(dump->input);
        dump->open = dump->rest.length > 0;
    }
    *byte = (unsigned char)dump->rest.data[0];
    dump->rest = slice_part(dump->rest, 1, dump->rest.length);
    return true;
}

size_t dump_line(struct dump *dump, unsigned char *line)
{
    size_t length = 0;
    for (; dump->skip > 0 && next_byte(dump, line); dump->skip--)
        dump->offset++;
    while (length < dump->width && dump->most != 0 && next_byte(dump, line + length)) {
        length++;
        dump->most -= dump->most > 0;
    }
    dump->offset += (int64_t)length;
    return length;
}

bool dump_repeats(struct dump *dump, const unsigned char *line, size_t length, bool *first)
{
    bool same = dump->has_before && !dump->every && length == dump->width &&
                memcmp(line, dump->before, length) == 0;
    *first = same && !dump->starred;
    dump->starred = same;
    dump->has_before = true;
    memcpy(dump->before, line, length);
    return same;
}

char dump_character(unsigned char byte)
{
    return byte >= ' ' && byte < 127 ? (char)byte : '.';
}
