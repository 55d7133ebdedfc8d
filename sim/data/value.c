#include "data/inside.h"

#include <stddef.h>
#include <string.h>

#include "base/check.h"
#include "base/limits.h"
#include "base/pool.h"

static const struct kept_container *as_hashed(const struct value *value)
{
    return value->kept && is_container(value) ? (const struct kept_container *)value : NULL;
}

static bool has_text(const struct value *scalar)
{
    return scalar->type == VALUE_STRING || scalar->type == VALUE_DECIMAL;
}

static const struct value null_value = {.type = VALUE_NULL};
static const struct value true_value = {.type = VALUE_BOOLEAN, .truth = true};
static const struct value false_value = {.type = VALUE_BOOLEAN};

static void map_item_ref(const void *item)
{
    value_ref(item);
}

static void map_item_unref(const void *item)
{
    value_unref(item);
}

static struct hash map_item_hash(const void *item)
{
    return value_hash(item);
}

const struct map_type value_map_type = {map_item_ref, map_item_unref, map_item_hash};

static struct value *new_value(struct arena *arena, enum value_type type)
{
    struct value *value = arena_room(arena, sizeof *value);
    *value = (struct value){.type = (unsigned char)type};
    return value;
}

const struct value *value_null(void)
{
    return &null_value;
}

const struct value *value_boolean(bool truth)
{
    return truth ? &true_value : &false_value;
}

struct value *value_integer(struct arena *arena, int64_t number)
{
    struct value *value = new_value(arena, VALUE_INTEGER);
    value->number = number;
    return value;
}

/* Its text stands behind it. */
static struct value *text_value(struct arena *arena, enum value_type type, struct slice text)
{
    struct value *value = arena_room(arena, sizeof *value + text.length + 1);
    char *copy = (char *)(value + 1);
    memcpy(copy, text.data ? text.data : "", text.length);
    copy[text.length] = '\0';
    *value = (struct value){.type = (unsigned char)type, .length = (unsigned)text.length, .text = copy};
    return value;
}

struct value *value_decimal(struct arena *arena, struct slice digits)
{
    return text_value(arena, VALUE_DECIMAL, digits);
}

struct value *value_string(struct arena *arena, struct slice text)
{
    return text_value(arena, VALUE_STRING, text);
}

struct value *value_format(struct arena *arena, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    struct value *value = new_value(arena, VALUE_STRING);
    value->text = arena_format_list(arena, format, arguments);
    value->length = (unsigned)strlen(value->text);
    va_end(arguments);
    return value;
}

struct value *value_array(struct arena *arena)
{
    return new_value(arena, VALUE_ARRAY);
}

struct value *value_object(struct arena *arena)
{
    return new_value(arena, VALUE_OBJECT);
}

static size_t table_size(const struct value *container)
{
    return container->length *
           (container->type == VALUE_ARRAY ? sizeof *container->elements : sizeof *container->members);
}

/* Makes room for one more element of [size] bytes in the arena container. */
static void *grown(struct arena *arena, struct value *container, const void *old, size_t size)
{
    check(!container->kept);
    if (container->length < container->capacity)
        return NULL;
    unsigned capacity = container->capacity ? container->capacity * 2 : 4;
    void *memory = arena_room(arena, capacity * size);
    if (container->length)
        memcpy(memory, old, container->length * size);
    container->capacity = capacity;
    return memory;
}

void value_append(struct arena *arena, struct value *array, const struct value *element)
{
    check(array->type == VALUE_ARRAY && element);
    const struct value **elements = grown(arena, array, array->elements, sizeof *array->elements);
    if (elements)
        array->elements = elements;
    array->elements[array->length++] = element;
}

void value_replace(struct value *container, size_t index, const struct value *below)
{
    check(is_container(container) && !container->kept && index < container->length && below);
    if (container->type == VALUE_ARRAY)
        container->elements[index] = below;
    else
        container->members[index].value = below;
}

/* A member's key is one of the common ones, or its object's own. It is followed by zeros up to a whole word, so that it is
 * compared a word at a time: nearly always the first one decides. */
static size_t key_room(size_t length)
{
    return (length + 8) / 8 * 8;
}

static uint64_t key_word(const char *key, size_t at)
{
    uint64_t word;
    memcpy(&word, key + at, sizeof word);
    return little_endian(word);
}

/* [key], of which [other] is known to begin with the same word */
static bool same_rest(const char *other, struct slice key)
{
    for (size_t i = 8; i <= key.length; i += 8) {
        if (key_word(other, i) != slice_word(key, i))
            return false;
    }
    return true;
}

static const char *find_common(struct slice key, uint64_t head)
{
    if (key.length >= COMMON_KEY_SIZE)
        return NULL;
    for (size_t i = common_key_slot(key, head);; i = (i + 1) % COMMON_KEY_SLOTS) {
        uint64_t there = key_word(common_keys[i].text, 0);
        if (there == head && same_rest(common_keys[i].text, key))
            return head ? common_keys[i].text : NULL;
        if (!there)
            return NULL;
    }
}

static const char *own_key(struct arena *arena, struct slice key, uint64_t head)
{
    const char *common = find_common(key, head);
    if (common)
        return common;
    char *copy = arena_room(arena, key_room(key.length));
    for (size_t i = 0; i <= key.length; i += 8) {
        uint64_t word = little_endian(slice_word(key, i));
        memcpy(copy + i, &word, sizeof word);
    }
    return copy;
}

/* As a number that orders as its bytes do. */
static uint64_t ordered(uint64_t word)
{
    return __builtin_bswap64(word);
}

/* Does [other] come before [key] (< 0), is it the same (0), or does it come behind? Their first words are the same. */
static int compare_rest(const char *other, struct slice key)
{
    for (size_t i = 8; i <= key.length; i += 8) {
        uint64_t there = ordered(key_word(other, i)), wanted = ordered(slice_word(key, i));
        if (there != wanted)
            return there < wanted ? -1 : 1;
    }
    return 0;
}

/* The same as find_member from [low] on, where the members are that begin with the same word, of a key that has more. Apart,
 * so that finding a short key needs few registers. Nearly always one member begins so; but a hundred thousand may. */
static __attribute__((noinline)) bool find_long(const struct value *object, struct slice key, size_t low, size_t *place)
{
    const struct member *members = object->members;
    uint64_t head = key_word(members[low].key, 0);
    size_t high = object->length;
    for (size_t at = low; low < high; at = (low + high) / 2) {
        int order = key_word(members[at].key, 0) == head ? compare_rest(members[at].key, key) : 1;
        if (order == 0) {
            *place = at;
            return true;
        }
        if (order < 0)
            low = at + 1;
        else
            high = at;
    }
    *place = low;
    return false;
}

/* Is there a member [key], which begins with [word]? *place is its index, or the one that it would have. */
static inline bool find_member(const struct value *object, struct slice key, uint64_t word, size_t *place)
{
    const struct member *members = object->members;
    size_t low = 0, high = object->length;
    uint64_t head = ordered(word);
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (ordered(key_word(members[middle].key, 0)) < head)
            low = middle + 1;
        else
            high = middle;
    }
    *place = low;
    if (low == object->length || key_word(members[low].key, 0) != word)
        return false;
    return key.length < sizeof word || find_long(object, key, low, place);
}

void value_put_slice(struct arena *arena, struct value *object, struct slice key, const struct value *member)
{
    value_put_word(arena, object, key, slice_word(key, 0), member);
}

/* [common]: the key, where it is known to be a common one; else NULL. */
static inline void put(struct arena *arena, struct value *object, struct slice key, uint64_t word, const char *common,
                       const struct value *member)
{
    check(object->type == VALUE_OBJECT && !object->kept);
    size_t place;
    if (find_member(object, key, word, &place)) {
        if (member) {
            object->members[place].value = member;
        } else {
            object->length--;
            memmove(object->members + place, object->members + place + 1,
                    (object->length - place) * sizeof *object->members);
        }
        return;
    }
    if (!member)
        return;
    struct member *members = grown(arena, object, object->members, sizeof *object->members);
    if (members)
        object->members = members;
    for (size_t i = object->length; i > place; i--) /* few, most often */
        object->members[i] = object->members[i - 1];
    object->members[place] = (struct member){common ? common : own_key(arena, key, word), member};
    object->length++;
}

void value_put_word(struct arena *arena, struct value *object, struct slice key, uint64_t word,
                    const struct value *member)
{
    put(arena, object, key, word, NULL, member);
}

void value_put_common(struct arena *arena, struct value *object, struct slice key, uint64_t number,
                      const struct common_key *common, const struct value *member)
{
    bool same = common->number == number;
    put(arena, object, key, same ? key_word(common->text, 0) : slice_word(key, 0), same ? common->text : NULL, member);
}

struct value *value_edit(struct arena *arena, const struct value *container)
{
    if (!container)
        return value_object(arena);
    check(is_container(container));
    size_t size = table_size(container);
    struct value *copy = arena_room(arena, sizeof *copy + size);
    *copy = (struct value){.type = container->type, .length = container->length, .capacity = container->length};
    bool array = container->type == VALUE_ARRAY;
    void *table = copy + 1;
    if (size)
        memcpy(table, array ? (const void *)container->elements : container->members, size);
    if (array)
        copy->elements = table;
    else
        copy->members = table;
    return copy;
}

bool value_unedited(const struct value *copy, const struct value *container)
{
    if (copy->type != container->type || copy->length != container->length)
        return false;
    bool array = copy->type == VALUE_ARRAY;
    const void *old = array ? (const void *)container->elements : container->members;
    return !copy->length || memcmp(array ? (const void *)copy->elements : copy->members, old, table_size(copy)) == 0;
}

struct value *value_object_of(struct arena *arena, const struct value_member *members, size_t count)
{
    struct value *object = arena_room(arena, sizeof *object + count * sizeof *object->members);
    *object = (struct value){.type = VALUE_OBJECT, .capacity = (unsigned)count, .members = (struct member *)(object + 1)};
    for (size_t i = 0; i < count; i++) {
        struct slice key = members[i].key;
        if (members[i].value && (i + 1 == count || !slice_equal(key, members[i + 1].key)))
            object->members[object->length++] =
                (struct member){own_key(arena, key, slice_word(key, 0)), members[i].value};
    }
    return object;
}

static const char *key_again(struct arena *arena, const char *key)
{
    return is_common_key(key) ? key : own_key(arena, slice_of(key), key_word(key, 0));
}

static const struct value *copy_container(struct arena *arena, const struct value *value)
{
    struct value *copy = value_edit(arena, value);
    for (size_t i = 0; i < value->length; i++) {
        if (value->type == VALUE_ARRAY)
            copy->elements[i] = value_copy(arena, value->elements[i]);
        else
            copy->members[i] = (struct member){key_again(arena, value->members[i].key),
                                               value_copy(arena, value->members[i].value)};
    }
    return copy;
}

const struct value *value_copy(struct arena *arena, const struct value *value)
{
    switch (value_type(value)) {
    case VALUE_NULL:
        return value ? &null_value : NULL;
    case VALUE_BOOLEAN:
        return value_boolean(value->truth);
    case VALUE_INTEGER:
        return value_integer(arena, value->number);
    case VALUE_DECIMAL:
    case VALUE_STRING:
        return text_value(arena, (enum value_type)value->type, (struct slice){value->text, value->length});
    default:
        return copy_container(arena, value);
    }
}

struct value *value_with(struct arena *arena, const struct value *root, const char *path,
                         const struct value *member)
{
    struct value *copy = value_edit(arena, value_is(root, VALUE_OBJECT) ? root : NULL);
    const char *dot = strchr(path, '.');
    if (!dot) {
        value_put(arena, copy, path, member);
        return copy;
    }
    struct slice key = {path, (size_t)(dot - path)};
    const struct value *below = value_get_slice(copy, key);
    if (member || below)
        value_put_slice(arena, copy, key, value_with(arena, below, dot + 1, member));
    return copy;
}

struct value *value_open_word(struct arena *arena, struct value *object, struct slice key, uint64_t word)
{
    check(object->type == VALUE_OBJECT && !object->kept);
    size_t place;
    if (!find_member(object, key, word, &place)) {
        struct value *made = value_object(arena);
        value_put_word(arena, object, key, word, made);
        return made;
    }
    const struct value *below = object->members[place].value;
    struct value *copy = value_edit(arena, is_container(below) ? below : NULL);
    object->members[place].value = copy;
    return copy;
}

struct value *value_open_path(struct arena *arena, struct value *object, const char *path)
{
    struct slice rest = slice_of(path), key;
    while (slice_next(&rest, '.', &key))
        object = value_open_word(arena, object, key, slice_word(key, 0));
    return object;
}

enum value_type value_type(const struct value *value)
{
    return value ? (enum value_type)value->type : VALUE_NULL;
}

bool value_is(const struct value *value, enum value_type type)
{
    return value && value->type == type;
}

bool value_truth(const struct value *value)
{
    return value_is(value, VALUE_BOOLEAN) && value->truth;
}

int64_t value_number(const struct value *value, int64_t otherwise)
{
    return value_is(value, VALUE_INTEGER) ? value->number : otherwise;
}

struct slice value_slice(const struct value *value)
{
    return value && has_text(value) ? (struct slice){value->text, value->length} : (struct slice){"", 0};
}

const char *value_string_of(const struct value *value)
{
    return value_slice(value).data;
}

bool value_says(const struct value *value, const char *text)
{
    return value_is(value, VALUE_STRING) && slice_is(value_slice(value), text);
}

size_t value_count(const struct value *value)
{
    return value_is(value, VALUE_ARRAY) || value_is(value, VALUE_OBJECT) ? value->length : 0;
}

const struct value *value_at(const struct value *array, size_t index)
{
    return value_is(array, VALUE_ARRAY) && index < array->length ? array->elements[index] : NULL;
}

const char *value_key_at(const struct value *object, size_t index)
{
    if (!value_is(object, VALUE_OBJECT))
        return "";
    check(index < object->length);
    return object->members[index].key;
}

const struct value *value_member_at(const struct value *object, size_t index)
{
    if (!value_is(object, VALUE_OBJECT))
        return NULL;
    check(index < object->length);
    return object->members[index].value;
}

const struct value *value_get_word(const struct value *object, struct slice key, uint64_t word)
{
    if (!object || object->type != VALUE_OBJECT)
        return NULL;
    size_t place;
    return find_member(object, key, word, &place) ? object->members[place].value : NULL;
}

/* An object that has a common key points at it: so it is looked for by its address, in one of few members. */
const struct value *value_get_common(const struct value *object, struct slice key, uint64_t number,
                                     const struct common_key *common)
{
    enum { FEW = 32 };
    if (!object || object->type != VALUE_OBJECT)
        return NULL;
    if (common->number != number || object->length > FEW)
        return value_get_word(object, key, slice_word(key, 0));
    for (size_t i = 0; i < object->length; i++) {
        if (object->members[i].key == common->text)
            return object->members[i].value;
    }
    return NULL;
}

const struct value *value_get_slice(const struct value *object, struct slice key)
{
    return value_get_word(object, key, slice_word(key, 0));
}

const struct value *value_follow(const struct value *root, const char *path)
{
    for (const char *end; root; path = end + 1) {
        end = strchrnul(path, '.');
        struct slice key = {path, (size_t)(end - path)};
        int64_t index;
        if (value_is(root, VALUE_ARRAY))
            root = slice_to_integer(key, &index) && index >= 0 ? value_at(root, (size_t)index) : NULL;
        else
            root = value_get_slice(root, key);
        if (!*end)
            break;
    }
    return root;
}

static bool same_key(const char *a, const char *b)
{
    return a == b || strcmp(a, b) == 0;
}

static bool equal_containers(const struct value *a, const struct value *b)
{
    for (size_t i = 0; i < a->length; i++) {
        if (a->type == VALUE_ARRAY ? !value_equal(a->elements[i], b->elements[i])
                                   : !same_key(a->members[i].key, b->members[i].key) ||
                                         !value_equal(a->members[i].value, b->members[i].value))
            return false;
    }
    return true;
}

/* Trees that are versions of each other share most of what is equal, and end the walk where they differ. */
bool value_equal(const struct value *a, const struct value *b)
{
    if (a == b)
        return true;
    if (!a || !b || a->type != b->type || a->length != b->length)
        return false;
    const struct kept_container *x = as_hashed(a), *y = as_hashed(b);
    if (x && y)
        return hash_equal(x->hash, y->hash);
    switch ((enum value_type)a->type) {
    case VALUE_NULL:
        return true;
    case VALUE_BOOLEAN:
        return a->truth == b->truth;
    case VALUE_INTEGER:
        return a->number == b->number;
    case VALUE_DECIMAL:
    case VALUE_STRING:
        return memcmp(a->text, b->text, a->length) == 0;
    default:
        return equal_containers(a, b);
    }
}

static inline struct hash scalar_hash(const struct value *value)
{
    struct hash type = hash_of_type(value);
    if (has_text(value))
        return hash_add(type, hash_bytes((struct slice){value->text, value->length}));
    uint64_t number = value->type == VALUE_INTEGER ? (uint64_t)value->number : value->type == VALUE_BOOLEAN && value->truth;
    return hash_pair(type, (struct hash){number, number});
}

static struct hash container_hash(const struct value *value)
{
    struct hash row = hash_of_type(value);
    for (size_t i = 0; i < value->length; i++) {
        const struct value *below = child_at(value, i);
        if (value->type == VALUE_OBJECT)
            row = hash_then(row, hash_of_key(value->members[i].key));
        row = hash_then(row, !is_container(below) ? scalar_hash(below) : value_hash(below));
    }
    return hash_end(row);
}

struct hash value_hash(const struct value *value)
{
    if (!value)
        return (struct hash){0, 0};
    if (!is_container(value))
        return scalar_hash(value);
    return value->kept ? ((const struct kept_container *)value)->hash : container_hash(value);
}

/* --- keeping: what was not kept yet goes into one block --- */

/* Where the next piece of a block goes. */
struct packing {
    struct block *block;
    char *free;
};

static size_t rounded(size_t size)
{
    return (size + 7) / 8 * 8;
}

/* NULL, true and false are constants, and never copied. */
static bool is_shared(const struct value *value)
{
    return value->kept || value->type == VALUE_NULL || value->type == VALUE_BOOLEAN;
}

/* Bytes that a key takes of its object's own. */
static size_t own_size(const char *key)
{
    return is_common_key(key) ? 0 : key_room(strlen(key));
}

static size_t scalar_size(const struct value *scalar)
{
    return is_shared(scalar) ? 0 : sizeof *scalar + (has_text(scalar) ? rounded(scalar->length + 1) : 0);
}

/* Bytes that [value] takes in a block. */
static size_t packed_size(const struct value *value)
{
    if (!is_container(value))
        return scalar_size(value);
    if (value->kept)
        return 0;
    size_t size = sizeof(struct kept_container) + table_size(value);
    for (size_t i = 0; i < value->length; i++) {
        const struct value *below = child_at(value, i);
        size += is_container(below) ? packed_size(below) : scalar_size(below);
        if (value->type == VALUE_OBJECT)
            size += own_size(value->members[i].key);
    }
    return size;
}

static void *take_place(struct packing *packing, size_t size)
{
    void *place = packing->free;
    packing->free += size;
    return place;
}

static const char *pack_key(struct packing *packing, const char *key)
{
    size_t size = own_size(key);
    return size ? memcpy(take_place(packing, size), key, size) : key;
}

static struct value *take_copy(struct packing *packing, const struct value *value, size_t size)
{
    struct value *copy = take_place(packing, size);
    *copy = *value;
    copy->kept = true;
    copy->offset = (unsigned)((char *)copy - (char *)packing->block);
    return copy;
}

static const struct value *share(const struct value *value)
{
    return value->kept                 ? value_ref(value)
           : value->type == VALUE_NULL ? &null_value
                                       : value_boolean(value->truth);
}

static const struct value *pack_scalar(struct packing *packing, const struct value *scalar)
{
    if (is_shared(scalar))
        return share(scalar);
    struct value *packed = take_copy(packing, scalar, sizeof *scalar);
    if (has_text(scalar)) {
        char *text = take_place(packing, rounded(scalar->length + 1));
        memcpy(text, scalar->text, scalar->length);
        text[scalar->length] = '\0';
        packed->text = text;
    }
    return packed;
}

static const struct value *pack_container(struct packing *packing, const struct value *container);

static inline const struct value *pack(struct packing *packing, const struct value *value)
{
    return is_container(value) ? pack_container(packing, value) : pack_scalar(packing, value);
}

static void pack_members(struct packing *packing, struct value *packed)
{
    const struct member *from = packed->members;
    packed->members = take_place(packing, table_size(packed));
    for (size_t i = 0; i < packed->length; i++) {
        const char *key = pack_key(packing, from[i].key);
        packed->members[i] = (struct member){key, pack(packing, from[i].value)};
    }
}

static void pack_elements(struct packing *packing, struct value *packed)
{
    const struct value **from = packed->elements;
    packed->elements = take_place(packing, table_size(packed));
    for (size_t i = 0; i < packed->length; i++)
        packed->elements[i] = pack(packing, from[i]);
}

static const struct value *pack_container(struct packing *packing, const struct value *container)
{
    if (container->kept)
        return value_ref(container);
    struct value *packed = take_copy(packing, container, sizeof(struct kept_container));
    if (packed->type == VALUE_OBJECT)
        pack_members(packing, packed);
    else
        pack_elements(packing, packed);
    ((struct kept_container *)packed)->hash = container_hash(packed);
    return packed;
}

const struct value *value_keep(const struct value *value)
{
    if (!value || is_shared(value))
        return value ? share(value) : NULL;
    size_t size = offsetof(struct block, values) + packed_size(value);
    check(size <= UINT32_MAX);
    struct block *block = pool_take(size);
    struct packing packing = {.block = block, .free = (char *)block->values};
    *block = (struct block){.count = 1, .size = (unsigned)size};
    const struct value *kept = pack(&packing, value);
    check(packing.free == (char *)block + size);
    return kept;
}

const struct value *value_ref(const struct value *kept)
{
    if (kept && kept->kept)
        block_of(kept)->count++;
    return kept;
}

/* Gives back what values of [block], from [value] down, refer to outside of it. */
static void unref_outside(const struct block *block, const struct value *value)
{
    for (size_t i = 0; i < value_count(value); i++) {
        const struct value *below = child_at(value, i);
        if (below->kept && block_of(below) == block)
            unref_outside(block, below);
        else
            value_unref(below);
    }
}

void value_unref(const struct value *kept)
{
    if (!kept || !kept->kept)
        return;
    struct block *block = block_of(kept);
    if (--block->count)
        return;
    if (block->values->cast)
        value_unref(value_at(block->values, block->values->length - 1));
    else
        unref_outside(block, block->values);
    pool_give(block, block->size);
}
