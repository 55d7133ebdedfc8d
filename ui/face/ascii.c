#include "face/ascii.h"

#include <utf8proc.h>

static const struct spelling {
    int code;
    const char *ascii;
} spellings[] = {
    {0x00a0, " "},  {0x00d7, "x"},    {0x2010, "-"},  {0x2011, "-"},  {0x2013, "-"},
    {0x2014, "-"},  {0x2018, "'"},    {0x2019, "'"},  {0x201c, "\""}, {0x201d, "\""},
    {0x2022, "*"},  {0x2026, "..."},  {0x2190, "<-"}, {0x2192, "->"}, {0x2264, "<="},
    {0x2265, ">="},  {0x2500, "-"},    {0x2502, "|"},    {0x25b6, ">"},    {0x2705, "[ok]"}, {0x2713, "v"},
    {0x2714, "v"},   {0x2717, "x"},    {0x2757, "[!]"},  {0x26a0, "[!]"},  {0xfe0f, ""},     {0x1f3e2, "[$]"},
    {0x1f4a1, "[i]"}, {0x1f4dd, "[i]"}, {0x1f4df, "[*]"}, {0x1f6d1, "[!]"},
};

static const char *ascii_of(int code)
{
    for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++) {
        if (spellings[i].code == code)
            return spellings[i].ascii;
    }
    return "?";
}

void ascii_add(struct buffer *out, struct slice text)
{
    for (size_t i = 0; i < text.length;) {
        utf8proc_int32_t code;
        utf8proc_ssize_t length = utf8proc_iterate((const utf8proc_uint8_t *)text.data + i,
                                                   (utf8proc_ssize_t)(text.length - i), &code);
        if (length < 1) {
            code = '?';
            length = 1;
        }
        if (code < 128)
            buffer_add_byte(out, (char)code);
        else
            buffer_add_text(out, ascii_of(code));
        i += (size_t)length;
    }
}

const char *ascii_text(struct arena *arena, struct slice text)
{
    struct buffer out = {0};
    ascii_add(&out, text);
    const char *ascii = arena_copy(arena, buffer_slice(&out));
    buffer_release(&out);
    return ascii;
}
