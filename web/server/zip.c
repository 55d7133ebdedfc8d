#include "server/zip.h"

static void add_number(struct buffer *out, uint32_t number, int bytes)
{
    for (int i = 0; i < bytes; i++)
        buffer_add_byte(out, (char)(number >> 8 * i & 0xff));
}

/* CRC-32 of ISO 3309, reflected. */
static uint32_t sum_of(struct slice bytes)
{
    uint32_t sum = 0xffffffff;
    for (size_t i = 0; i < bytes.length; i++) {
        sum ^= (unsigned char)bytes.data[i];
        for (int bit = 0; bit < 8; bit++)
            sum = sum >> 1 ^ (sum & 1 ? 0xedb88320 : 0);
    }
    return ~sum;
}

/* What the head of a file and its entry in the directory both say. */
static void add_facts(struct buffer *out, struct slice name, struct slice text, uint32_t sum)
{
    const uint32_t version = 20, in_utf8 = 0x800, stored = 0, midnight = 0, first_of_1980 = 0x21;
    add_number(out, version, 2);
    add_number(out, in_utf8, 2);
    add_number(out, stored, 2);
    add_number(out, midnight, 2);
    add_number(out, first_of_1980, 2);
    add_number(out, sum, 4);
    add_number(out, (uint32_t)text.length, 4);
    add_number(out, (uint32_t)text.length, 4);
    add_number(out, (uint32_t)name.length, 2);
    add_number(out, 0, 2);
}

void zip_add(struct zip *zip, const char *called, struct slice text)
{
    struct slice name = slice_of(called);
    uint32_t sum = sum_of(text), at = (uint32_t)zip->out->length;
    buffer_add_text(zip->out, "PK\003\004");
    add_facts(zip->out, name, text, sum);
    buffer_add(zip->out, name);
    buffer_add(zip->out, text);
    buffer_add_text(&zip->directory, "PK\001\002");
    add_number(&zip->directory, 20, 2);
    add_facts(&zip->directory, name, text, sum);
    add_number(&zip->directory, 0, 4); /* no comment, the first disk */
    add_number(&zip->directory, 0, 2); /* no attributes, of either kind */
    add_number(&zip->directory, 0, 4);
    add_number(&zip->directory, at, 4);
    buffer_add(&zip->directory, name);
    zip->count++;
}

void zip_end(struct zip *zip)
{
    uint32_t at = (uint32_t)zip->out->length;
    buffer_add(zip->out, buffer_slice(&zip->directory));
    buffer_add_text(zip->out, "PK\005\006");
    add_number(zip->out, 0, 4);
    add_number(zip->out, (uint32_t)zip->count, 2);
    add_number(zip->out, (uint32_t)zip->count, 2);
    add_number(zip->out, (uint32_t)zip->directory.length, 4);
    add_number(zip->out, at, 4);
    add_number(zip->out, 0, 2);
    buffer_release(&zip->directory);
}
