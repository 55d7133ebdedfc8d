/* Random formats: base/format.h gives the bytes that the C library's printf gives. */
#include "test.h"
#include "base/format.h"
#include "base/hash.h"

#include <stdio.h>
#include <string.h>

#define SEEDS 2000

static size_t ours(char *to, size_t room, const char *format, ...) __attribute__((format(printf, 3, 4)));
static size_t ours(char *to, size_t room, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    size_t length = format_list(to, room, format, arguments);
    va_end(arguments);
    return length;
}

static size_t below(uint64_t *random, size_t limit)
{
    return (size_t)(random_next(random) % limit);
}

/* "%-08.3" */
static void make_conversion(struct buffer *format, uint64_t *random)
{
    buffer_add_text(format, "a%%%");
    for (size_t count = below(random, 3); count; count--)
        buffer_add_byte(format, "-0+ "[below(random, 4)]);
    if (below(random, 2))
        buffer_format(format, "%d", (int)below(random, 30) + 1);
    if (below(random, 3) == 0)
        buffer_format(format, ".%d", (int)below(random, 12));
}

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
#pragma GCC diagnostic ignored "-Wformat-security"
#define BOTH(argument)                                                                                         \
    do {                                                                                                       \
        length = ours(mine, room, format, argument);                                                           \
        theirs_length = (size_t)snprintf(theirs, sizeof(theirs), format, argument);                            \
    } while (0)

static const char *compare(const char *format, char letter, const char *size, uint64_t *random)
{
    static const char *const texts[] = {"", "x", "accounts", "a text of more than thirty characters"};
    char mine[256], theirs[256];
    size_t room = below(random, 2) ? sizeof(mine) : below(random, 40), length = 0, theirs_length = 0;
    uint64_t number = random_next(random) >> below(random, 64);
    const char *text = texts[below(random, sizeof(texts) / sizeof(*texts))];
    if (letter == 's')
        BOTH(text);
    else if (letter == 'c')
        BOTH('a' + (int)(number % 26));
    else if (text_equal(size, "l"))
        BOTH((unsigned long)number);
    else if (text_equal(size, "ll"))
        BOTH((unsigned long long)number);
    else if (text_equal(size, "z"))
        BOTH((size_t)number);
    else
        BOTH((unsigned)number);
    if (length != theirs_length)
        return "another length";
    return length < room && memcmp(mine, theirs, length + 1) != 0 ? "other bytes" : NULL;
}
#pragma GCC diagnostic pop

static const char *walk_format(uint64_t seed)
{
    uint64_t random = seed;
    struct buffer format = {0};
    char letter = "scduxXoi"[below(&random, 8)];
    const char *size =
        letter == 's' || letter == 'c' ? "" : (const char *const[]){"", "l", "ll", "z"}[below(&random, 4)];
    make_conversion(&format, &random);
    buffer_format(&format, "%s%c tail", size, letter);
    const char *problem = compare(buffer_text(&format), letter, size, &random);
    buffer_release(&format);
    return problem;
}

/* What format.h does not know it leaves to the C library, wherever in the format it stands. */
static const char *walk_foreign(uint64_t seed)
{
    char mine[64], theirs[64];
    size_t length = ours(mine, sizeof(mine), "%d %#llx %s", (int)seed, (unsigned long long)seed, "end");
    snprintf(theirs, sizeof(theirs), "%d %#llx %s", (int)seed, (unsigned long long)seed, "end");
    return length == strlen(theirs) && text_equal(mine, theirs) ? NULL : "another text";
}

void suite_format_walks(struct run *run)
{
    walk(run, "tests/walk_format.c: formats as the C library has them", walk_format, SEEDS);
    walk(run, "tests/walk_format.c: formats that are left to the C library", walk_foreign, 1);
}
