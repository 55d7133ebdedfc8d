/* A tree of values, as JSON knows them: what the API server stores, what YAML says, what a log record holds.
 *
 * Two kinds of memory, one type:
 * - an *arena* value is built in an arena, may be edited in place by its maker, and lives as long as the arena;
 * - a *kept* value is immutable and counted: value_keep copies an arena tree out of its arena (sharing whatever
 * in it was kept already), value_unref gives it back. Worlds hold kept values only. Arena trees may point at
 * kept values; whoever builds one sees to it that those live long enough (a world that is held holds them).
 *
 * Objects keep their keys sorted by byte order: that is how kubectl prints them and what makes equal trees
 * equal. Every reading function accepts NULL and treats it as "not there", so paths need no checks on the way.
 */
#ifndef AMBIT_DATA_VALUE_H
#define AMBIT_DATA_VALUE_H

#include "base/arena.h"
#include "base/hash.h"
#include "base/map.h"
#include "data/keys.h"

enum value_type {
    VALUE_NULL,
    VALUE_BOOLEAN,
    VALUE_INTEGER,
    VALUE_DECIMAL,
    VALUE_STRING,
    VALUE_ARRAY,
    VALUE_OBJECT
};

struct value;

extern const struct map_type value_map_type; /* maps of kept values */

/* --- making: all in the arena --- */
const struct value *value_null(void);
const struct value *value_boolean(bool truth);
struct value *value_integer(struct arena *arena, int64_t number);
struct value *value_decimal(struct arena *arena,
                            struct slice digits); /* a JSON number that is no int64, as text */
struct value *value_string(struct arena *arena, struct slice text);
/* Here, so that a literal is measured when ambit is built. */
static inline struct value *value_text(struct arena *arena, const char *text)
{
    return value_string(arena, slice_of(text));
}
struct value *value_format(struct arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));
struct value *value_array(struct arena *arena);
struct value *value_object(struct arena *arena);

struct value_member {
    struct slice key;
    const struct value *value;
};
/* An object of members in the order of their keys; of equal ones the last wins, and one whose value is NULL is not there. */
struct value *value_object_of(struct arena *arena, const struct value_member *members, size_t count);

/* --- editing: the container must be an arena value (see value_edit) --- */
void value_append(struct arena *arena, struct value *array, const struct value *element);
void value_replace(struct value *container, size_t index, const struct value *below); /* an element, or a member of a key */
void value_put_slice(struct arena *arena, struct value *object, struct slice key,
                     const struct value *member); /* NULL removes */
/* The same by a key whose first word (slice_word) is known. */
void value_put_word(struct arena *arena, struct value *object, struct slice key, uint64_t word,
                    const struct value *member);
/* The same by a key that is the common one at [common] if it has that one's number, which is not 0. */
void value_put_common(struct arena *arena, struct value *object, struct slice key, uint64_t number,
                      const struct common_key *common, const struct value *member);
/* Here, so that a literal is measured and its place among the common ones found when ambit is built. */
static inline __attribute__((always_inline)) void value_put(struct arena *arena, struct value *object, const char *key,
                                                            const struct value *member)
{
    struct slice text = slice_of(key);
    uint64_t word = slice_word(text, 0), number = common_key_number(text);
    if (__builtin_constant_p(number) && number)
        value_put_common(arena, object, text, number, &common_keys[common_key_slot(text, word)], member);
    else
        value_put_word(arena, object, text, word, member);
}
static inline __attribute__((always_inline)) void value_put_text(struct arena *arena, struct value *object,
                                                                 const char *key, const char *text)
{
    value_put(arena, object, key, text ? value_text(arena, text) : NULL);
}
static inline __attribute__((always_inline)) void value_put_integer(struct arena *arena, struct value *object,
                                                                    const char *key, int64_t number)
{
    value_put(arena, object, key, value_integer(arena, number));
}

/* A shallow arena copy of [container] (of {} when it is NULL): edit the copy, the original stays. */
struct value *value_edit(struct arena *arena, const struct value *container);

bool value_unedited(const struct value *copy, const struct value *container); /* is such a copy still what it was? */

/* A deep arena copy that points at nothing outside the arena. */
const struct value *value_copy(struct arena *arena, const struct value *value);

/* [root] with [member] at [path] (keys joined by '.', objects made on the way; a key with dots in it cannot be
 * said here). NULL removes. The result is a new arena tree that shares the rest with [root]. */
struct value *value_with(struct arena *arena, const struct value *root, const char *path,
                         const struct value *member);

/* [object.path] as an arena copy that is already in place in the arena object [object]: for edits deep inside. */
struct value *value_open_path(struct arena *arena, struct value *object, const char *path);
struct value *value_open_word(struct arena *arena, struct value *object, struct slice key, uint64_t word);
/* The same. Here, for a path that is one literal key. */
static inline __attribute__((always_inline)) struct value *value_open(struct arena *arena, struct value *object,
                                                                      const char *path)
{
    struct slice key = slice_of(path);
    if (!__builtin_constant_p(strlen(path)) || strchr(path, '.'))
        return value_open_path(arena, object, path);
    return value_open_word(arena, object, key, slice_word(key, 0));
}

/* --- reading --- */
enum value_type value_type(const struct value *value);          /* NULL is VALUE_NULL */
bool value_is(const struct value *value, enum value_type type); /* false for NULL */
bool value_truth(const struct value *value);                    /* true only for the boolean true */
int64_t value_number(const struct value *value, int64_t otherwise);
const char *value_string_of(const struct value *value); /* the text of a string or decimal; "" for all else */
struct slice value_slice(const struct value *value);    /* same as a slice */
bool value_says(const struct value *value, const char *text); /* is the string [text] */

size_t value_count(const struct value *value); /* elements or members; 0 for scalars */
const struct value *value_at(const struct value *array, size_t index);
const char *value_key_at(const struct value *object, size_t index); /* in sorted order; "" in what is no object */
const struct value *value_member_at(const struct value *object, size_t index);
const struct value *value_get_slice(const struct value *object, struct slice key);
/* The same by a key whose first word (slice_word) is known. */
const struct value *value_get_word(const struct value *object, struct slice key, uint64_t word);
/* The same by a key that is the common one at [common] if it has that one's number, which is not 0. */
const struct value *value_get_common(const struct value *object, struct slice key, uint64_t number,
                                     const struct common_key *common);
/* Here, so that a literal is measured and its place among the common ones found when ambit is built. */
static inline __attribute__((always_inline)) const struct value *value_get_text(const struct value *object, struct slice key)
{
    uint64_t word = slice_word(key, 0), number = common_key_number(key);
    if (__builtin_constant_p(number) && number)
        return value_get_common(object, key, number, &common_keys[common_key_slot(key, word)]);
    return value_get_word(object, key, word);
}
static inline __attribute__((always_inline)) const struct value *value_get(const struct value *object, const char *key)
{
    return value_get_text(object, slice_of(key));
}
/* Along keys joined by '.', a number being an index: "spec.containers.0.image". NULL where the way ends. */
const struct value *value_follow(const struct value *root, const char *path);
/* The same. Here, for the first two keys of a literal. */
static inline __attribute__((always_inline)) const struct value *value_find(const struct value *root, const char *path)
{
    const char *dot = strchr(path, '.');
    if (!__builtin_constant_p(strlen(path)) || ascii_is_digit(path[0]))
        return value_follow(root, path);
    if (!dot)
        return value_get(root, path);
    struct slice key = {path, (size_t)(dot - path)};
    const struct value *below = value_get_text(root, key);
    return strchr(dot + 1, '.') || ascii_is_digit(dot[1]) ? value_follow(below, dot + 1) : value_get(below, dot + 1);
}
/* "" when it is no string */
static inline __attribute__((always_inline)) const char *value_find_text(const struct value *root, const char *path)
{
    const struct value *found = value_find(root, path);
    return value_is(found, VALUE_STRING) ? value_string_of(found) : "";
}

bool value_equal(const struct value *a, const struct value *b);
struct hash value_hash(const struct value *value);

/* --- keeping --- */
const struct value *value_keep(const struct value *value); /* owned; see above */
const struct value *value_ref(const struct value *kept);
void value_unref(const struct value *kept); /* NULL is nothing */

#endif
