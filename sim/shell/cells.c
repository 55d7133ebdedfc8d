#include "shell/cells.h"

#include <utf8proc.h>

static size_t escape_length(struct slice text)
{
    if (text.length < 2 || text.data[1] != '[')
        return 1;
    for (size_t i = 2; i < text.length; i++) {
        if (text.data[i] >= '@' && text.data[i] <= '~')
            return i + 1;
    }
    return text.length;
}

size_t cells_next(struct slice text, int *cells)
{
    utf8proc_int32_t code;
    if (text.data[0] == '\033') {
        *cells = 0;
        return escape_length(text);
    }
    utf8proc_ssize_t length =
        utf8proc_iterate((const utf8proc_uint8_t *)text.data, (utf8proc_ssize_t)text.length, &code);
    if (length < 1) {
        *cells = 1;
        return 1;
    }
    *cells = code < ' ' ? 0 : utf8proc_charwidth(code);
    return (size_t)length;
}

int cells_count(struct slice text)
{
    int total = 0, cells;
    while (text.length) {
        text = slice_part(text, cells_next(text, &cells), text.length);
        total += cells;
    }
    return total;
}
