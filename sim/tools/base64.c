#include "base/base64.h"
#include "tools/input.h"

extern const struct program base64_program;

static const struct flag flags[] = {
    {"decode", 'd', NULL, "decode data"},
    {NULL, 'D', NULL, "same as -d"},
    {"ignore-garbage", 'i', NULL, "when decoding, ignore non-alphabet characters"},
    {"wrap", 'w', "COLS", "wrap encoded lines after COLS characters (default 76); 0: do not wrap"},
    {0},
};

static void encode(struct slice bytes, int64_t wrap, struct buffer *out)
{
    struct buffer whole = {0};
    base64_add(&whole, bytes, BASE64_PLAIN, true);
    size_t width = wrap ? (size_t)wrap : whole.length;
    for (size_t i = 0; i < whole.length; i += width) {
        buffer_add(out, slice_part(buffer_slice(&whole), i, i + width));
        if (wrap)
            buffer_add_byte(out, '\n');
    }
    buffer_release(&whole);
}

/* False at the first byte that is no base64; what came before is decoded. */
static bool decode(struct slice text, bool lenient, struct buffer *out)
{
    unsigned group = 0;
    int digits = 0, padding = 0;
    for (size_t i = 0; i < text.length; i++) {
        char c = text.data[i];
        int value = base64_digit(c, BASE64_PLAIN);
        if (c == '\n')
            continue;
        if (c == '=' && digits + padding >= 2 && digits + padding < 4) {
            padding++;
            continue;
        }
        if (value < 0 && lenient)
            continue;
        if (value < 0 || (padding && digits + padding < 4))
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
