/* Secrets: random tokens, what is kept of them, and what a form shows that it has come from our own page. */
#ifndef AMBIT_SERVER_TOKEN_H
#define AMBIT_SERVER_TOKEN_H

#include "base/arena.h"
#include "server/libraries.h"

enum { TOKEN_BYTES = 32, TOKEN_HASH = 32 };

/* Where random bytes come from; tests have one of their own. */
struct random_source {
    void (*fill)(void *context, void *bytes, size_t count);
    void *context;
};
struct random_source random_of_system(void);

const char *token_new(const struct random_source *random, struct arena *arena); /* 43 letters, base64url */
bool token_is_one(struct slice text);
void token_hash(const struct web_libraries *libraries, struct slice token, unsigned char hash[TOKEN_HASH]);
bool token_same(const struct web_libraries *libraries, const void *a, const void *b, size_t size); /* in constant time */
/* What the forms of this token's pages carry. It cannot be made without the token, and does not tell it. */
const char *token_form(const struct web_libraries *libraries, const char *token, struct arena *arena);

/* [count] letters and digits that do not look alike, and make no words. */
const char *random_letters(const struct random_source *random, size_t count, struct arena *arena);

#endif
