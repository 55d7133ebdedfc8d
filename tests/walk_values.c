/* Random value trees: what is printed as JSON reads back as the same tree, and keeping one changes nothing. */
#include "test.h"
#include "base/hash.h"
#include "data/json.h"

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

void suite_value_walks(struct run *run)
{
    walk(run, "tests/walk_values.c: JSON is read as it was printed", walk_json, SEEDS);
}
