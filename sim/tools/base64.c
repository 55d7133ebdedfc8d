#include "tools/input.h"

extern const struct program base64_program;

static const struct flag flags[] = {
    {"decode", 'd', NULL, "decode data"},
    {NULL, 'D', NULL, "same as -d"},
    {"ignore-garbage", 'i', NULL, "when decoding, ignore non-alphabet characters"},
    {"wrap", 'w', "COLS", "wrap encoded lines after COLS characters (default 76); 0: do not wrap"},
    {0},
};

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

static void encode(struct slice bytes, int64_t wrap, struct buffer *out)
{
    int64_t column = 0;
    for (size_t i = 0; i < bytes.length; i += 3) {
        size_t left = bytes.length - i;
        unsigned group = (unsigned)(unsigned char)bytes.data[i] << 16;
        group |= left > 1 ? (unsigned)(unsigned char)bytes.data[i + 1] << 8 : 0;
        group |= left > 2 ? (unsigned)(unsigned char)bytes.data[i + 2] : 0;
        for (size_t digit = 0; digit < 4; digit++) {
            buffer_add_byte(out, digit <= left ? alphabet[group >> (18 - 6 * digit) & 63] : '=');
            if (wrap && ++column == wrap) {
                buffer_add_byte(out, '\n');
                column = 0;
            }
        }
    }
    if (wrap && column)
        buffer_add_byte(out, '\n');
}

/* False at the first byte that is no base64; what came before is decoded. */
static bool decode(struct slice text, bool lenient, struct buffer *out)
{
    unsigned group = 0;
    int digits = 0, padding = 0;
    for (size_t i = 0; i < text.length; i++) {
        char c = text.data[i];
        size_t value = slice_find_byte(SLICE(alphabet), c);
        if (c == '\n')
            continue;
        if (c == '=' && digits + padding >= 2 && digits + padding < 4) {
            padding++;
            continue;
        }
        if (value > 63 && lenient)
            continue;
        if (value > 63 || (padding && digits + padding < 4))
            return false;
        if (padding)
            digits = padding = 0;
        group = group << 6 | (unsigned)value;
        if (++digits < 4) {
            if (digits > 1)
                buffer_add_byte(out, (char)(group >> (digits == 2 ? 4 : 2)));
            continue;
        }
        buffer_add_byte(out, (char)group);
        digits = 0;
    }
    return digits == 0 || digits + padding == 4;
}

static int run(struct process *process, int count, char *const *words)
{
    struct options options = options_begin(process, &base64_program, count, words);
    bool reverse = false, lenient = false, good = true;
    int64_t wrap = 76;
    for (const struct flag *flag; (flag = options_next(&options));) {
        reverse |= flag->letter == 'd' || flag->letter == 'D';
        lenient |= flag->letter == 'i';
        if (flag->letter == 'w')
            wrap = options_number(&options, "invalid wrap size");
    }
    struct input *input = input_begin(&options, options.operands, options.operand_count ? 1 : 0);
    if (!input_open(input))
        return 1;
    struct slice all = input_all(input);
    struct buffer out = {0};
    if (reverse)
        good = decode(all, lenient, &out);
    else
        encode(all, wrap < 0 ? 0 : wrap, &out);
    struct slice text = {arena_copy(process->arena, buffer_slice(&out)), out.length};
    buffer_release(&out);
    process_write(process, STREAM_OUT, text);
    if (!good)
        process_complain(process, "base64: invalid input\n");
    return good ? 0 : 1;
}

const struct program base64_program = {.name = "base64",
                                       .usage = "base64 [OPTION]... [FILE]",
                                       .help = "Encode or decode base64",
                                       .flags = flags,
                                       .run = run};
