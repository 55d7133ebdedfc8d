/* Random value trees: what is printed as JSON reads back as the same tree, and keeping one changes nothing. */
#include "test.h"

#include <string.h>

#include "base/hash.h"
#include "data/json.h"
#include "data/keys.h"

#define SEEDS 200
#define DEPTH 5

static const struct value *make(struct arena *arena, uint64_t *random, int depth);

/* Texts with what JSON must escape, what Go escapes besides (<, >, &, U+2028) and characters of each length. */
static struct value *make_text(struct arena *arena, uint64_t *random)
{
    static const char *const parts[] = {"a",   "\"", "\\",     "\n",     "\t",         "\x01",
                                        "<&>", "/",  "\u00e9", "\u20ac", "\U0001f3e2", "\u2028",
                                        " ",   "0",  "null",   "key"};
    struct buffer text = {0};
    for (uint64_t count = random_next(random) % 6; count > 0; count--)
        buffer_add_text(&text, parts[random_next(random) % (sizeof(parts) / sizeof(*parts))]);
    struct value *value = value_string(arena, buffer_slice(&text));
    buffer_release(&text);
    return value;
}

static const struct value *make_container(struct arena *arena, uint64_t *random, bool object, int depth)
{
    struct value *container = object ? value_object(arena) : value_array(arena);
    for (uint64_t count = random_next(random) % 5; count > 0; count--) {
        const struct value *member = make(arena, random, depth - 1);
        if (object)
            value_put_slice(arena, container, value_slice(make_text(arena, random)), member);
        else
            value_append(arena, container, member);
    }
    return container;
}

static const struct value *make(struct arena *arena, uint64_t *random, int depth)
{
    switch (random_next(random) % (depth > 0 ? 7 : 5)) {
    case 0:
        return value_null();
    case 1:
        return value_boolean(random_next(random) % 2);
    case 2:
        return value_integer(arena, (int64_t)random_next(random) >> random_next(random) % 64);
    case 3:
        return value_decimal(arena, SLICE("0.25"));
    case 4:
        return make_text(arena, random);
    case 5:
        return make_container(arena, random, false, depth);
    default:
        return make_container(arena, random, true, depth);
    }
}

static const char *compare(struct arena *arena, const struct value *value, struct buffer *text)
{
    const char *problem = NULL;
    const struct value *again = json_read(arena, buffer_slice(text), &problem);
    if (!again)
        return problem ? problem : "what was printed cannot be read";
    if (!value_equal(value, again))
        return "what was printed reads back as another tree";
    if (!hash_equal(value_hash(value), value_hash(again)))
        return "equal trees have different hashes";
    return NULL;
}

static const char *walk_json(uint64_t seed)
{
    struct arena arena = {0};
    struct buffer compact = {0}, indented = {0};
    const struct value *value = make(&arena, &seed, DEPTH);
    json_write(&compact, value);
    json_write_indented(&indented, value, 4);
    const char *problem = compare(&arena, value, &compact);
    if (!problem)
        problem = compare(&arena, value, &indented);
    const struct value *kept = value_keep(value);
    if (!problem && !value_equal(value, kept))
        problem = "a kept tree is another one";
    value_unref(kept);
    buffer_release(&compact);
    buffer_release(&indented);
    arena_release(&arena);
    return problem;
}

/* --- objects, held against a plain list --- */

enum { MEMBERS = 40 };

struct plain {
    const char *keys[MEMBERS];
    int64_t numbers[MEMBERS];
    size_t count;
};

/* Common keys, and others that share their first words with them and with each other, of all lengths about whole words. */
static const char *make_key(struct arena *arena, uint64_t *random)
{
    static const char *const stems[] = {"", "m", "metadata", "creation", "creationTimestamp", "containerPort", "istio.io/use-waypoint",
                                        "kubectl.kubernetes.io/last-applied-configuration"};
    static const char *const ends[] = {"", "", "", "a", "z", "\x7f", "\xc3\xa9", "Timestamp", "creationTimestamp"};
    return arena_format(arena, "%s%s", stems[random_next(random) % (sizeof stems / sizeof *stems)],
                        ends[random_next(random) % (sizeof ends / sizeof *ends)]);
}

static size_t plain_find(const struct plain *plain, const char *key)
{
    size_t i = 0;
    while (i < plain->count && strcmp(plain->keys[i], key))
        i++;
    return i;
}

static void plain_put(struct plain *plain, const char *key, int64_t number, bool removed)
{
    size_t i = plain_find(plain, key);
    if (removed && i < plain->count) {
        plain->count--;
        plain->keys[i] = plain->keys[plain->count];
        plain->numbers[i] = plain->numbers[plain->count];
    } else if (!removed) {
        plain->keys[i] = key;
        plain->numbers[i] = number;
        plain->count += i == plain->count;
    }
}

static const char *compare_object(struct arena *arena, const struct value *object, const struct plain *plain)
{
    struct value *backwards = value_object(arena);
    if (value_count(object) != plain->count)
        return "an object has another number of members";
    for (size_t i = plain->count; i-- > 0;) {
        value_put(arena, backwards, plain->keys[i], value_integer(arena, plain->numbers[i]));
        if (value_number(value_get(object, plain->keys[i]), -1) != plain->numbers[i])
            return "a member is not found, or is another one";
        if (i && strcmp(value_key_at(object, i - 1), value_key_at(object, i)) >= 0)
            return "keys are not in the order of their bytes";
    }
    return !value_equal(object, backwards) || !hash_equal(value_hash(object), value_hash(backwards))
               ? "the order in which members came is felt"
               : NULL;
}

static const char *walk_members(uint64_t seed)
{
    struct arena arena = {0};
    struct plain plain = {.count = 0};
    struct value *object = value_object(&arena);
    for (int i = 0; i < MEMBERS; i++) {
        const char *key = make_key(&arena, &seed);
        bool removed = random_next(&seed) % 4 == 0;
        value_put(&arena, object, key, removed ? NULL : value_integer(&arena, i));
        plain_put(&plain, key, i, removed);
    }
    const struct value *kept = value_keep(object);
    const char *problem = compare_object(&arena, object, &plain);
    if (!problem)
        problem = compare_object(&arena, kept, &plain);
    value_unref(kept);
    arena_release(&arena);
    return problem;
}

static const char *walk_common(uint64_t seed)
{
    const char *text = common_keys[seed % COMMON_KEY_SLOTS].text;
    bool same = !*text || hash_equal(common_key_hash(text), hash_bytes(slice_of(text)));
    return same ? NULL : "the build has hashed a key in another way";
}

void suite_value_walks(struct run *run)
{
    walk(run, "tests/walk_values.c: common keys have the hashes of their texts", walk_common, COMMON_KEY_SLOTS);
    walk(run, "tests/walk_values.c: members are found, in order", walk_members, SEEDS * 5);
    walk(run, "tests/walk_values.c: JSON is read as it was printed", walk_json, SEEDS);
}
