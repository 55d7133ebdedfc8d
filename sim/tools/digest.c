/* md5sum, sha1sum, sha256sum (RFC 1321, FIPS 180-4): all three take blocks of 64 bytes, padded alike. */
#include <string.h>

#include "tools/digest.h"
#include "tools/input.h"

extern const struct program md5sum_program, sha1sum_program, sha256sum_program;

static const struct flag flags[] = {
    {"check", 'c', NULL, "read checksums from the FILEs and check them"},
    {"binary", 'b', NULL, "accepted"},
    {"text", 't', NULL, "accepted"},
    {"quiet", 0, NULL, "do not print OK for each successfully verified file"},
    {"status", 0, NULL, "do not output anything, the status code shows success"},
    {0},
};

enum { BLOCK = 64 };

struct digest {
    const struct program *program;
    int words;   /* of the state */
    bool little; /* byte order */
    uint32_t start[8];
    void (*add)(uint32_t *state, const uint32_t *block);
};

static uint32_t left(uint32_t word, int by)
{
    return word << by | word >> (32 - by);
}

static uint32_t right(uint32_t word, int by)
{
    return word >> by | word << (32 - by);
}

static void add_md5(uint32_t *state, const uint32_t *block)
{
    static const int shifts[4][4] = {{7, 12, 17, 22}, {5, 9, 14, 20}, {4, 11, 16, 23}, {6, 10, 15, 21}};
    static const uint32_t sines[64] = {
        0xd76aa478, 0xe8c7b756, 0x242070db, 0xc1bdceee, 0xf57c0faf, 0x4787c62a, 0xa8304613, 0xfd469501,
        0x698098d8, 0x8b44f7af, 0xffff5bb1, 0x895cd7be, 0x6b901122, 0xfd987193, 0xa679438e, 0x49b40821,
        0xf61e2562, 0xc040b340, 0x265e5a51, 0xe9b6c7aa, 0xd62f105d, 0x02441453, 0xd8a1e681, 0xe7d3fbc8,
        0x21e1cde6, 0xc33707d6, 0xf4d50d87, 0x455a14ed, 0xa9e3e905, 0xfcefa3f8, 0x676f02d9, 0x8d2a4c8a,
        0xfffa3942, 0x8771f681, 0x6d9d6122, 0xfde5380c, 0xa4beea44, 0x4bdecfa9, 0xf6bb4b60, 0xbebfbc70,
        0x289b7ec6, 0xeaa127fa, 0xd4ef3085, 0x04881d05, 0xd9d4d039, 0xe6db99e5, 0x1fa27cf8, 0xc4ac5665,
        0xf4292244, 0x432aff97, 0xab9423a7, 0xfc93a039, 0x655b59c3, 0x8f0ccc92, 0xffeff47d, 0x85845dd1,
        0x6fa87e4f, 0xfe2ce6e0, 0xa3014314, 0x4e0811a1, 0xf7537e82, 0xbd3af235, 0x2ad7d2bb, 0xeb86d391};
    uint32_t a = state[0], b = state[1], c = state[2], d = state[3];
    for (int i = 0; i < 64; i++) {
        int round = i / 16;
        uint32_t mixed = round == 0   ? (b & c) | (~b & d)
                         : round == 1 ? (d & b) | (~d & c)
                         : round == 2 ? b ^ c ^ d
                                      : c ^ (b | ~d);
        int from = round == 0 ? i : round == 1 ? (5 * i + 1) % 16 : round == 2 ? (3 * i + 5) % 16 : 7 * i % 16;
        uint32_t next = b + left(a + mixed + sines[i] + block[from], shifts[round][i % 4]);
        a = d, d = c, c = b, b = next;
    }
    state[0] += a, state[1] += b, state[2] += c, state[3] += d;
}

static void add_sha1(uint32_t *state, const uint32_t *block)
{
    static const uint32_t constants[] = {0x5a827999, 0x6ed9eba1, 0x8f1bbcdc, 0xca62c1d6};
    uint32_t words[80], a = state[0], b = state[1], c = state[2], d = state[3], e = state[4];
    for (int i = 0; i < 80; i++)
        words[i] = i < 16 ? block[i] : left(words[i - 3] ^ words[i - 8] ^ words[i - 14] ^ words[i - 16], 1);
    for (int i = 0; i < 80; i++) {
        int round = i / 20;
        uint32_t mixed = round == 0 ? (b & c) | (~b & d) : round == 2 ? (b & c) | (b & d) | (c & d) : b ^ c ^ d;
        uint32_t next = left(a, 5) + mixed + e + constants[round] + words[i];
        e = d, d = c, c = left(b, 30), b = a, a = next;
    }
    state[0] += a, state[1] += b, state[2] += c, state[3] += d, state[4] += e;
}

static void add_sha256(uint32_t *state, const uint32_t *block)
{
    static const uint32_t constants[64] = {
        0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
        0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
        0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
        0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
        0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
        0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
        0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
        0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};
    uint32_t words[64], v[8];
    memcpy(v, state, sizeof v);
    for (int i = 0; i < 64; i++) {
        uint32_t one = i < 16 ? 0 : right(words[i - 15], 7) ^ right(words[i - 15], 18) ^ words[i - 15] >> 3;
        uint32_t two = i < 16 ? 0 : right(words[i - 2], 17) ^ right(words[i - 2], 19) ^ words[i - 2] >> 10;
        words[i] = i < 16 ? block[i] : words[i - 16] + one + words[i - 7] + two;
    }
    for (int i = 0; i < 64; i++) {
        uint32_t one = right(v[4], 6) ^ right(v[4], 11) ^ right(v[4], 25),
                 choose = (v[4] & v[5]) ^ (~v[4] & v[6]);
        uint32_t first = v[7] + one + choose + constants[i] + words[i];
        uint32_t zero = right(v[0], 2) ^ right(v[0], 13) ^ right(v[0], 22);
        uint32_t second = zero + ((v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]));
        memmove(v + 1, v, 7 * sizeof *v);
        v[4] += first;
        v[0] = first + second;
    }
    for (int i = 0; i < 8; i++)
        state[i] += v[i];
}

static void add_block(const struct digest *digest, uint32_t *state, const unsigned char *bytes)
{
    uint32_t block[16];
    for (int i = 0; i < 16; i++) {
        const unsigned char *at = bytes + i * 4;
        block[i] = digest->little
                       ? (uint32_t)at[3] << 24 | (uint32_t)at[2] << 16 | (uint32_t)at[1] << 8 | at[0]
                       : (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
    }
    digest->add(state, block);
}

/* In hexadecimal, in the arena: [rest] is what was not added yet, of [length] bytes in all. */
static char *finish(const struct digest *digest, struct arena *arena, uint32_t *state, struct buffer *rest,
                    uint64_t length)
{
    buffer_add_byte(rest, (char)0x80);
    while (rest->length % BLOCK != BLOCK - 8)
        buffer_add_byte(rest, 0);
    for (int i = 0; i < 8; i++)
        buffer_add_byte(rest, (char)(length * 8 >> 8 * (digest->little ? i : 7 - i)));
    for (size_t at = 0; at < rest->length; at += BLOCK)
        add_block(digest, state, (const unsigned char *)rest->data + at);
    buffer_clear(rest);
    for (int i = 0; i < digest->words * 4; i++)
        buffer_format(rest, "%02x", state[i / 4] >> 8 * (digest->little ? i % 4 : 3 - i % 4) & 0xff);
    return arena_copy(arena, buffer_slice(rest));
}

/* The same of all that the input has. */
static const char *digest_of(const struct digest *digest, struct input *input)
{
    uint32_t state[8];
    struct buffer *rest = arena_allocate(input->process->arena, sizeof *rest);
    uint64_t length = 0;
    struct slice some;
    memcpy(state, digest->start, sizeof state);
    process_own(input->process, (void (*)(void *))buffer_release, rest);
    while ((some = input_some(input)).length) {
        length += some.length;
        buffer_add(rest, some);
        size_t at = 0;
        for (; rest->length - at >= BLOCK; at += BLOCK)
            add_block(digest, state, (const unsigned char *)rest->data + at);
        buffer_drop_front(rest, at);
    }
    return finish(digest, input->process->arena, state, rest, length);
}

/* -c: lines of "DIGEST  NAME". */
static int check_files(const struct digest *digest, struct options *options, struct input *input, bool quiet)
{
    struct process *process = options->process;
    struct slice line;
    int failed = 0, missing = 0, lines = 0;
    size_t digits = (size_t)digest->words * 8;
    while (input_open(input)) {
        while (input_line(input, &line, NULL)) {
            if (line.length < digits + 3 || line.data[digits] != ' ')
                continue;
            char *name[] = {arena_copy(process->arena, slice_part(line, digits + 2, line.length))};
            const char *wanted = arena_copy(process->arena, slice_part(line, 0, digits));
            struct input *file = input_begin(options, name, 1);
            lines++;
            bool there = input_open(file), same = there && text_equal(digest_of(digest, file), wanted);
            if (!there || !same || !quiet)
                process_print(process, "%s: %s\n", name[0],
                              !there ? "FAILED open or read"
                              : same ? "OK"
                                     : "FAILED");
            missing += !there;
            failed += there && !same;
        }
    }
    const char *title = digest->program->name;
    if (!lines)
        process_complain(process, "%s: %s: no properly formatted checksum lines found\n", title,
                         input->name ? input->name : "");
    if (missing)
        process_complain(process, "%s: WARNING: %d listed file%s could not be read\n", title, missing,
                         missing == 1 ? "" : "s");
    if (failed)
        process_complain(process, "%s: WARNING: %d computed checksum%s did NOT match\n", title, failed,
                         failed == 1 ? "" : "s");
    return failed || missing || !lines || input->failed;
}

static int run_digest(const struct digest *digest, struct process *process, int count, char *const *words)
{
    struct options options = options_begin(process, digest->program, count, words);
    bool check = false, quiet = false;
    for (const struct flag *flag; (flag = options_next(&options));) {
        check |= flag->letter == 'c';
        quiet |= text_equal(flag->name, "quiet") || text_equal(flag->name, "status");
    }
    struct input *input = input_begin(&options, options.operands, options.operand_count);
    if (check)
        return check_files(digest, &options, input, quiet);
    while (input_open(input)) {
        const char *text = digest_of(digest, input);
        process_print(process, "%s  %s\n", text, input->name);
    }
    return input->failed ? 1 : 0;
}

static int run_md5(struct process *process, int count, char *const *words)
{
    static const struct digest digest = {
        &md5sum_program, 4, true, {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476}, add_md5};
    return run_digest(&digest, process, count, words);
}

static int run_sha1(struct process *process, int count, char *const *words)
{
    static const struct digest digest = {
        &sha1sum_program, 5, false, {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0}, add_sha1};
    return run_digest(&digest, process, count, words);
}

static const struct digest sha256 = {
    &sha256sum_program,
    8,
    false,
    {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19},
    add_sha256};

static int run_sha256(struct process *process, int count, char *const *words)
{
    return run_digest(&sha256, process, count, words);
}

char *digest_sha256(struct arena *arena, struct slice bytes)
{
    uint32_t state[8];
    struct buffer rest = {0};
    size_t at = 0;
    memcpy(state, sha256.start, sizeof state);
    for (; bytes.length - at >= BLOCK; at += BLOCK)
        add_block(&sha256, state, (const unsigned char *)bytes.data + at);
    buffer_add(&rest, slice_part(bytes, at, bytes.length));
    char *text = finish(&sha256, arena, state, &rest, bytes.length);
    buffer_release(&rest);
    return text;
}

const struct program md5sum_program = {.name = "md5sum",
                                       .usage = "md5sum [OPTION]... [FILE]...",
                                       .help = "Print or check MD5 checksums",
                                       .flags = flags,
                                       .run = run_md5};
const struct program sha1sum_program = {.name = "sha1sum",
                                        .usage = "sha1sum [OPTION]... [FILE]...",
                                        .help = "Print or check SHA1 checksums",
                                        .flags = flags,
                                        .run = run_sha1};
const struct program sha256sum_program = {.name = "sha256sum",
                                          .usage = "sha256sum [OPTION]... [FILE]...",
                                          .help = "Print or check SHA256 checksums",
                                          .flags = flags,
                                          .run = run_sha256};
