/* Random value trees: what is printed as JSON reads back as the same tree, and keeping or casting one changes nothing. */
#include "test.h"

#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/hash.h"
#include "data/json.h"
#include "data/keys.h"
#include "data/mold.h"

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
        struct slice key = slice_of(plain->keys[i]);
        uint64_t number = common_key_number(key);
        const struct common_key *place = &common_keys[common_key_slot(key, slice_word(key, 0))];
        if (number && value_get_common(object, key, number, place) != value_get_slice(object, key))
            return "a member is another one where the common keys stand";
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
    bool same = !*text || (hash_equal(common_key_hash(text), hash_bytes(slice_of(text))) &&
                           common_keys[seed % COMMON_KEY_SLOTS].number == common_key_number(slice_of(text)));
    return same ? NULL : "the build has hashed a key in another way";
}

/* --- hashes of what is nearly the same --- */

enum { NEAR = 16384 };

struct near {
    uint64_t high[NEAR], low[NEAR];
    size_t count;
};

static void add_near(struct near *near, struct hash hash)
{
    if (near->count == NEAR)
        return;
    near->high[near->count] = hash.high;
    near->low[near->count++] = hash.low;
}

static int by_number(const void *a, const void *b)
{
    const uint64_t *one = a, *other = b;
    return (*one > *other) - (*one < *other);
}

static bool has_twins(uint64_t *numbers, size_t count)
{
    qsort(numbers, count, sizeof *numbers, by_number);
    for (size_t i = 1; i < count; i++)
        if (numbers[i] == numbers[i - 1])
            return true;
    return false;
}

/* Each half of a hash tells them apart by itself; by chance, one walk in 2^36 finds two that are alike. */
static const char *twins(struct near *near)
{
    bool found = has_twins(near->high, near->count) || has_twins(near->low, near->count);
    memory_free(near);
    return found ? "half of a hash is that of another" : NULL;
}

/* Texts that differ by one bit or two, and by a byte at the end. */
static const char *walk_near_texts(uint64_t seed)
{
    struct near *near = memory_allocate(sizeof *near);
    char text[24];
    for (size_t i = 0; i < sizeof text; i++)
        text[i] = seed ? (char)random_next(&seed) : 'a';
    size_t bits = sizeof text * 8;
    for (size_t i = 0; i < sizeof text; i++)
        add_near(near, hash_bytes((struct slice){text, i}));
    for (size_t one = 0; one < bits; one++) {
        text[one / 8] ^= (char)(1 << one % 8);
        for (size_t other = one; other < bits; other++) {
            text[other / 8] ^= (char)(other > one) << other % 8;
            add_near(near, hash_bytes((struct slice){text, sizeof text}));
            text[other / 8] ^= (char)(other > one) << other % 8;
        }
        text[one / 8] ^= (char)(1 << one % 8);
    }
    return twins(near);
}

/* Arrays and objects of small numbers, truths, and empty things, in every order. */
static const char *walk_near_trees(uint64_t seed)
{
    struct arena arena = {0};
    struct near *near = memory_allocate(sizeof *near);
    const struct value *parts[] = {
        value_null(), value_boolean(false), value_boolean(true), value_array(&arena), value_object(&arena),
        value_integer(&arena, 0), value_integer(&arena, 1), value_integer(&arena, -1), value_integer(&arena, INT64_MIN),
        value_text(&arena, ""), value_text(&arena, "0"), value_decimal(&arena, SLICE("0")),
    };
    enum { PARTS = sizeof parts / sizeof *parts };
    for (size_t i = 0; i < PARTS * PARTS * PARTS; i++) {
        struct value *array = value_array(&arena), *object = value_object(&arena);
        for (size_t at = i, key = 0; key < 3; at /= PARTS, key++) {
            value_append(&arena, array, parts[at % PARTS]);
            value_put(&arena, object, (const char *const[]){"name", "namespace", "x"}[(key + seed) % 3], parts[at % PARTS]);
        }
        add_near(near, value_hash(array));
        add_near(near, value_hash(object));
        value_append(&arena, array, object);
        add_near(near, value_hash(array));
    }
    arena_release(&arena);
    return twins(near);
}

/* --- casts, held against trees that are made anew --- */

static bool varies(void *context, const struct value *scalar)
{
    (void)context;
    return value_hash(scalar).low % 3 == 0;
}

/* What varies becomes: a number the next one, a text another one of its length. */
static const struct value *varied(struct arena *arena, const struct value *scalar)
{
    if (value_is(scalar, VALUE_INTEGER))
        return value_integer(arena, (int64_t)((uint64_t)value_number(scalar, 0) + 1));
    char *text = arena_copy(arena, value_slice(scalar));
    memset(text, 'x', value_slice(scalar).length);
    struct slice other = {text, value_slice(scalar).length};
    return value_is(scalar, VALUE_STRING) ? value_string(arena, other) : value_decimal(arena, other);
}

static const struct value *vary(struct arena *arena, const struct value *value)
{
    enum value_type type = value_type(value);
    if (type == VALUE_NULL || type == VALUE_BOOLEAN)
        return value;
    if (type != VALUE_ARRAY && type != VALUE_OBJECT)
        return varies(NULL, value) ? varied(arena, value) : value;
    struct value *made = type == VALUE_ARRAY ? value_array(arena) : value_object(arena);
    for (size_t i = 0; i < value_count(value); i++) {
        if (type == VALUE_ARRAY)
            value_append(arena, made, vary(arena, value_at(value, i)));
        else
            value_put(arena, made, value_key_at(value, i), vary(arena, value_member_at(value, i)));
    }
    return made;
}

static const struct value *cast(struct arena *arena, struct mold *mold)
{
    const struct value **scalars = arena_allocate(arena, (mold_count(mold) + 1) * sizeof *scalars);
    for (size_t i = 0; i < mold_count(mold); i++)
        scalars[i] = varied(arena, mold_at(mold, i));
    return mold_cast(mold, scalars);
}

bool walk_hashed(struct arena *arena, const struct value *value)
{
    bool hashed = hash_equal(value_hash(value), value_hash(value_copy(arena, value)));
    for (size_t i = 0; i < value_count(value) && hashed; i++)
        hashed = walk_hashed(arena, value_is(value, VALUE_ARRAY) ? value_at(value, i) : value_member_at(value, i));
    return hashed;
}

static const char *compare_cast(struct arena *arena, const struct value *made, const struct value *wanted)
{
    for (size_t i = 0; i < value_count(wanted); i++) {
        if (!value_equal(value_copy(arena, value_at(made, i)), value_at(wanted, i)))
            return "a cast is another tree";
        if (!walk_hashed(arena, value_at(made, i)))
            return "a cast has a hash of another tree";
    }
    return NULL;
}

/* A cast outlives the mold, and what it was made of; and what was taken out of a cast, the cast. */
static const char *walk_casts(uint64_t seed)
{
    struct arena arena = {0};
    const struct value *kept[3], *parts[3];
    struct value *form = value_array(&arena);
    for (size_t i = 0; i < 3; i++)
        value_append(&arena, form, kept[i] = value_keep(make(&arena, &seed, DEPTH)));
    const struct value *wanted = vary(&arena, form);
    struct mold *mold = mold_new(form, varies, NULL);
    const struct value *first = cast(&arena, mold), *second = cast(&arena, mold);
    for (size_t i = 0; i < 3; i++)
        value_unref(kept[i]);
    mold_free(mold);
    const char *problem = compare_cast(&arena, first, wanted);
    value_unref(first);
    if (!problem)
        problem = compare_cast(&arena, second, wanted);
    for (size_t i = 0; i < 3; i++)
        parts[i] = value_ref(value_count(value_at(second, i)) && value_is(value_at(second, i), VALUE_ARRAY)
                                 ? value_at(value_at(second, i), 0)
                                 : value_at(second, i));
    value_unref(second);
    for (size_t i = 0; i < 3; i++) {
        if (!problem && !walk_hashed(&arena, parts[i]))
            problem = "what was taken out of a cast is another tree";
        value_unref(parts[i]);
    }
    arena_release(&arena);
    return problem;
}

void suite_value_walks(struct run *run)
{
    walk(run, "tests/walk_values.c: common keys have the hashes of their texts", walk_common, COMMON_KEY_SLOTS);
    walk(run, "tests/walk_values.c: texts that are nearly the same have hashes of their own", walk_near_texts, 20);
    walk(run, "tests/walk_values.c: trees that are nearly the same have hashes of their own", walk_near_trees, 3);
    walk(run, "tests/walk_values.c: members are found, in order", walk_members, SEEDS * 5);
    walk(run, "tests/walk_values.c: JSON is read as it was printed", walk_json, SEEDS);
    walk(run, "tests/walk_values.c: a cast is what would be kept anew", walk_casts, SEEDS * 5);
}
