#include "server/listing.h"

#include "base/hash.h"
#include "base/limits.h"

/* Which is opaque: who asks has nothing to learn from it. */
static bool is_token(const struct listing *listing, size_t index, const char *token, struct arena *arena)
{
    struct hash hash = hash_bytes(slice_of(listing->key(listing->context, index, arena)));
    return slice_is(slice_part(slice_of(hash_digits(arena, hash)), 0, 16), token);
}

static const char *token_of(const struct listing *listing, size_t index, struct arena *arena)
{
    return arena_format(arena, "%.16s", hash_digits(arena, hash_bytes(slice_of(listing->key(listing->context, index, arena)))));
}

/* Where the part begins. False: the answer stands. */
static bool find_first(struct exchange *exchange, const struct listing *listing, size_t *first)
{
    const char *token = asked_query(exchange, "continue");
    size_t at = 0;
    *first = 0;
    if (!token || !token[0])
        return true;
    while (at < listing->count && !is_token(listing, at, token, &exchange->arena))
        at++;
    *first = at + 1;
    if (at < listing->count)
        return true;
    answer_error(exchange, 410, "expired", "The list has changed where \"continue\" stood. Ask for it from the beginning.");
    return false;
}

static bool find_limit(struct exchange *exchange, size_t *limit)
{
    const char *text = asked_query(exchange, "limit");
    int64_t number = LIMIT_WEB_LIST;
    if (text && (!slice_to_integer(slice_of(text), &number) || number < 0)) {
        answer_error(exchange, 400, "bad_request", "\"limit\" is a number of rows.");
        return false;
    }
    *limit = !number || number > LIMIT_WEB_LIST ? LIMIT_WEB_LIST : (size_t)number;
    return true;
}

bool listing_put(struct exchange *exchange, struct value *answer, const char *name, const struct listing *listing)
{
    struct arena *arena = &exchange->arena;
    struct value *rows = value_array(arena), *metadata = value_object(arena);
    size_t limit, first;
    if (!find_limit(exchange, &limit) || !find_first(exchange, listing, &first))
        return false;
    size_t left = listing->count - first, count = left < limit ? left : limit;
    for (size_t i = first; i < first + count; i++)
        value_append(arena, rows, listing->row(listing->context, i, exchange));
    value_put_text(arena, metadata, "continue", count < left ? token_of(listing, first + count - 1, arena) : "");
    value_put_integer(arena, metadata, "remainingItemCount", (int64_t)(left - count));
    value_put(arena, answer, name, rows);
    value_put(arena, answer, "metadata", metadata);
    return true;
}

/* --- arrays --- */

struct array {
    const struct value *rows;
    const char *key;
};

static const char *array_key(const void *context, size_t index, struct arena *arena)
{
    const struct array *array = context;
    const struct value *key = value_get(value_at(array->rows, index), array->key);
    return value_is(key, VALUE_STRING) ? value_string_of(key) : arena_format(arena, "%lld", (long long)value_number(key, 0));
}

static const struct value *array_row(const void *context, size_t index, struct exchange *exchange)
{
    const struct array *array = context;
    (void)exchange;
    return value_at(array->rows, index);
}

bool listing_put_array(struct exchange *exchange, struct value *answer, const char *name, const struct value *rows, const char *key)
{
    struct array array = {rows, key};
    struct listing listing = {value_count(rows), array_key, array_row, &array};
    return listing_put(exchange, answer, name, &listing);
}
