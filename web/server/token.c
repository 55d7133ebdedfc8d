#include "server/token.h"

#include <sys/random.h>

#include "base/base64.h"
#include "base/check.h"

static void fill(void *context, void *bytes, size_t count)
{
    (void)context;
    check(getrandom(bytes, count, 0) == (ssize_t)count);
}

struct random_source random_of_system(void)
{
    return (struct random_source){fill, NULL};
}

static const char *encode(struct arena *arena, const void *bytes, size_t count)
{
    struct buffer text = {0};
    base64_add(&text, (struct slice){bytes, count}, BASE64_URL, false);
    const char *result = arena_copy(arena, buffer_slice(&text));
    buffer_release(&text);
    return result;
}

const char *token_new(const struct random_source *random, struct arena *arena)
{
    unsigned char bytes[TOKEN_BYTES];
    random->fill(random->context, bytes, sizeof bytes);
    return encode(arena, bytes, sizeof bytes);
}

bool token_is_one(struct slice text)
{
    bool good = text.length == (TOKEN_BYTES * 8 + 5) / 6;
    for (size_t i = 0; good && i < text.length; i++)
        good = base64_digit(text.data[i], BASE64_URL) >= 0;
    return good;
}

void token_hash(const struct web_libraries *libraries, struct slice token, unsigned char hash[TOKEN_HASH])
{
    libraries->SHA256((const unsigned char *)token.data, token.length, hash);
}

bool token_same(const struct web_libraries *libraries, const void *a, const void *b, size_t size)
{
    return libraries->CRYPTO_memcmp(a, b, size) == 0;
}

const char *token_form(const struct web_libraries *libraries, const char *token, struct arena *arena)
{
    unsigned char hash[TOKEN_HASH];
    token_hash(libraries, slice_of(arena_format(arena, "form %s", token)), hash);
    return encode(arena, hash, 18);
}

const char *random_letters(const struct random_source *random, size_t count, struct arena *arena)
{
    static const char letters[] = "bcdfghjkmnpqrstvwxz23456789";
    char *text = arena_allocate(arena, count + 1);
    for (size_t i = 0; i < count;) {
        unsigned char byte;
        random->fill(random->context, &byte, 1);
        if (byte < 256 / (sizeof letters - 1) * (sizeof letters - 1)) /* each letter as likely as the others */
            text[i++] = letters[byte % (sizeof letters - 1)];
    }
    return text;
}
