/* Doubly encoded text: UTF-8 whose bytes somebody read as Mac Roman and wrote as UTF-8 again, so that a dash
 * became three characters. Undone only when *every* character beyond ASCII in the text says so: correct text
 * stays. */
#include "scenario/inside.h"

/* What the bytes 0x80 to 0xFF mean in Mac Roman (Unicode's APPLE/ROMAN.TXT); 0xF0 is the Apple logo. */
static const uint16_t mac_roman[128] = {
    0x00C4, 0x00C5, 0x00C7, 0x00C9, 0x00D1, 0x00D6, 0x00DC, 0x00E1, 0x00E0, 0x00E2, 0x00E4, 0x00E3, 0x00E5,
    0x00E7, 0x00E9, 0x00E8, 0x00EA, 0x00EB, 0x00ED, 0x00EC, 0x00EE, 0x00EF, 0x00F1, 0x00F3, 0x00F2, 0x00F4,
    0x00F6, 0x00F5, 0x00FA, 0x00F9, 0x00FB, 0x00FC, 0x2020, 0x00B0, 0x00A2, 0x00A3, 0x00A7, 0x2022, 0x00B6,
    0x00DF, 0x00AE, 0x00A9, 0x2122, 0x00B4, 0x00A8, 0x2260, 0x00C6, 0x00D8, 0x221E, 0x00B1, 0x2264, 0x2265,
    0x00A5, 0x00B5, 0x2202, 0x2211, 0x220F, 0x03C0, 0x222B, 0x00AA, 0x00BA, 0x03A9, 0x00E6, 0x00F8, 0x00BF,
    0x00A1, 0x00AC, 0x221A, 0x0192, 0x2248, 0x2206, 0x00AB, 0x00BB, 0x2026, 0x00A0, 0x00C0, 0x00C3, 0x00D5,
    0x0152, 0x0153, 0x2013, 0x2014, 0x201C, 0x201D, 0x2018, 0x2019, 0x00F7, 0x25CA, 0x00FF, 0x0178, 0x2044,
    0x20AC, 0x2039, 0x203A, 0xFB01, 0xFB02, 0x2021, 0x00B7, 0x201A, 0x201E, 0x2030, 0x00C2, 0x00CA, 0x00C1,
    0x00CB, 0x00C8, 0x00CD, 0x00CE, 0x00CF, 0x00CC, 0x00D3, 0x00D4, 0xF8FF, 0x00D2, 0x00DA, 0x00DB, 0x00D9,
    0x0131, 0x02C6, 0x02DC, 0x00AF, 0x02D8, 0x02D9, 0x02DA, 0x00B8, 0x02DD, 0x02DB, 0x02C7,
};

enum { CURRENCY_SIGN = 0x00A4, EURO_BYTE = 0xDB }; /* 0xDB before Mac OS 8.5 */

/* By length: the first code point that needs so many bytes. */
static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};

/* The code point at [at] and its length in bytes; 0 for what is no UTF-8. */
static size_t decode(struct slice text, size_t at, uint32_t *point)
{
    unsigned char lead = (unsigned char)text.data[at];
    size_t length = lead < 0x80                   ? 1
                    : lead >= 0xC2 && lead < 0xE0 ? 2
                    : (lead & 0xF0) == 0xE0       ? 3
                    : lead >= 0xF0 && lead < 0xF5 ? 4
                                                  : 0;
    if (!length || at + length > text.length)
        return 0;
    *point = length == 1 ? lead : lead & (0x7Fu >> length);
    for (size_t i = 1; i < length; i++) {
        unsigned char next = (unsigned char)text.data[at + i];
        if ((next & 0xC0) != 0x80)
            return 0;
        *point = *point << 6 | (next & 0x3F);
    }
    return *point < least[length] || *point > 0x10FFFF || (*point >= 0xD800 && *point < 0xE000) ? 0 : length;
}

static int mac_roman_byte(uint32_t point)
{
    for (int i = 0; i < 128; i++)
        if (mac_roman[i] == point)
            return 0x80 + i;
    return point == CURRENCY_SIGN ? EURO_BYTE : -1;
}

struct slice repair_text(struct arena *arena, struct slice text, size_t *places)
{
    *places = 0;
    char *bytes = arena_allocate(arena, text.length + 1);
    struct slice repaired = {bytes, 0};
    uint32_t point;
    for (size_t at = 0, length; at < text.length; at += length) {
        length = decode(text, at, &point);
        int byte = length > 1 ? mac_roman_byte(point) : length == 1 ? (int)point : -1;
        if (byte < 0)
            return text;
        bytes[repaired.length++] = (char)byte;
    }
    size_t found = 0;
    for (size_t at = 0, length; at < repaired.length; at += length) {
        length = decode(repaired, at, &point);
        if (!length)
            return text;
        found += length > 1;
    }
    *places = found;
    return found ? repaired : text;
}
