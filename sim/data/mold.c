#include "data/mold.h"

#include <string.h>

#include "base/check.h"
#include "base/pool.h"
#include "data/inside.h"

/* Where in the block a pointer into it stands, and where to; in bytes from its beginning. */
struct inner {
    struct inner *next;
    size_t at, to;
};

/* A scalar in the block. */
struct spot {
    struct spot *next;
    size_t at;
    size_t number;     /* of the mold's scalars */
    struct hash *hash; /* its place in its container's */
};

/* A container in the block, and what its hash is made of. */
struct ring {
    struct ring *next;
    size_t at;
    struct hash begin;   /* up to the first that varies */
    struct hash *hashes; /* from there on; of what varies, as it was cast last */
    size_t count;
    struct hash *hash; /* its place in its container's */
};

struct mold {
    struct arena arena;
    const struct value *form;   /* kept */
    const struct value *sample; /* kept: what varies, and the containers around it, are in its block, and nothing else */
    struct inner *inners;
    struct spot *spots;
    struct ring *rings, **last; /* those within others before them */
    const struct value **scalars; /* of the sample */
    struct hash *hashes;          /* of the scalars that were cast last */
    size_t count, capacity;
    struct hash whole; /* of the sample */
};

/* --- the sample --- */

struct question {
    bool (*varies)(void *context, const struct value *scalar);
    void *context;
};

/* What varies, and the containers around it, as an arena tree; [value] itself where nothing does. */
static const struct value *loosen(struct arena *arena, const struct value *value, const struct question *question)
{
    struct value *copy = NULL;
    if (value->type == VALUE_NULL || value->type == VALUE_BOOLEAN)
        return value;
    if (!is_container(value))
        return question->varies(question->context, value) ? value_copy(arena, value) : value;
    for (size_t i = 0; i < value->length; i++) {
        const struct value *below = child_at(value, i);
        const struct value *loose = loosen(arena, below, question);
        if (loose == below)
            continue;
        copy = copy ? copy : value_edit(arena, value);
        *(value->type == VALUE_ARRAY ? &copy->elements[i] : &copy->members[i].value) = loose;
    }
    return copy ? copy : value;
}

static size_t place_of(const struct mold *mold, const void *there)
{
    return (size_t)((const char *)there - (const char *)block_of(mold->sample));
}

static bool is_inside(const struct mold *mold, const struct value *value)
{
    return value->kept && block_of(value) == block_of(mold->sample);
}

/* A pointer from the block into it. */
static void add_inner(struct mold *mold, const void *pointer)
{
    struct inner *inner = arena_allocate(&mold->arena, sizeof *inner);
    const void *target;
    memcpy(&target, pointer, sizeof target);
    *inner = (struct inner){mold->inners, place_of(mold, pointer), place_of(mold, target)};
    mold->inners = inner;
}

static size_t number_of(struct mold *mold, const struct value *scalar)
{
    for (size_t i = mold->count; i-- > 0;)
        if (value_equal(mold->scalars[i], scalar))
            return i;
    if (mold->count == mold->capacity) {
        mold->capacity = mold->capacity ? mold->capacity * 2 : 64;
        mold->scalars = memory_resize(mold->scalars, mold->capacity * sizeof *mold->scalars);
    }
    mold->scalars[mold->count] = scalar;
    return mold->count++;
}

static void trace_scalar(struct mold *mold, const struct value *scalar, struct hash *hash)
{
    struct spot *spot = arena_allocate(&mold->arena, sizeof *spot);
    *spot = (struct spot){mold->spots, place_of(mold, scalar), number_of(mold, scalar), hash};
    mold->spots = spot;
    if (scalar->type != VALUE_INTEGER)
        add_inner(mold, &scalar->text);
}

static void add_constant(struct ring *ring, struct hash hash)
{
    if (ring->count)
        ring->hashes[ring->count++] = hash;
    else
        ring->begin = hash_then(ring->begin, hash);
}

static void trace(struct mold *mold, const struct value *value, struct hash *hash);

static void trace_below(struct mold *mold, struct ring *ring, const struct value *const *below)
{
    if (!is_inside(mold, *below)) {
        add_constant(ring, value_hash(*below));
        return;
    }
    add_inner(mold, below);
    trace(mold, *below, &ring->hashes[ring->count++]);
}

static void trace(struct mold *mold, const struct value *value, struct hash *hash)
{
    if (!is_container(value)) {
        trace_scalar(mold, value, hash);
        return;
    }
    struct ring *ring = arena_allocate(&mold->arena, sizeof *ring);
    *ring = (struct ring){.at = place_of(mold, value), .begin = hash_of_type(value), .hash = hash};
    ring->hashes = arena_allocate(&mold->arena, 2 * value->length * sizeof *ring->hashes);
    add_inner(mold, value->type == VALUE_ARRAY ? (const void *)&value->elements : &value->members);
    for (size_t i = 0; i < value->length; i++) {
        if (value->type == VALUE_ARRAY) {
            trace_below(mold, ring, &value->elements[i]);
            continue;
        }
        add_constant(ring, hash_of_key(value->members[i].key));
        if (!is_common_key(value->members[i].key))
            add_inner(mold, &value->members[i].key);
        trace_below(mold, ring, &value->members[i].value);
    }
    *mold->last = ring;
    mold->last = &ring->next;
}

struct mold *mold_new(const struct value *form, bool (*varies)(void *context, const struct value *scalar), void *context)
{
    struct mold *mold = memory_allocate(sizeof *mold);
    struct arena arena = {0};
    struct question question = {varies, context};
    mold->form = value_keep(form);
    mold->last = &mold->rings;
    const struct value *loose = loosen(&arena, mold->form, &question);
    struct value *sample = value_edit(&arena, loose);
    value_append(&arena, sample, mold->form);
    mold->sample = value_keep(sample);
    trace(mold, mold->sample, &mold->whole);
    mold->hashes = memory_allocate((mold->count + 1) * sizeof *mold->hashes);
    arena_release(&arena);
    return mold;
}

void mold_free(struct mold *mold)
{
    if (!mold)
        return;
    value_unref(mold->sample);
    value_unref(mold->form);
    arena_release(&mold->arena);
    memory_free(mold->scalars);
    memory_free(mold->hashes);
    memory_free(mold);
}

size_t mold_count(const struct mold *mold)
{
    return mold->count;
}

const struct value *mold_at(const struct mold *mold, size_t index)
{
    check(index < mold->count);
    return mold->scalars[index];
}

/* --- a cast --- */

static void write_scalar(struct value *place, const struct value *scalar)
{
    check(place->type == scalar->type);
    if (place->type == VALUE_INTEGER) {
        place->number = scalar->number;
        return;
    }
    check(place->length == scalar->length);
    memcpy((char *)place->text, scalar->text, scalar->length);
}

static struct hash hash_of_ring(const struct ring *ring)
{
    struct hash row = ring->begin;
    for (size_t i = 0; i < ring->count; i++)
        row = hash_then(row, ring->hashes[i]);
    return hash_end(row);
}

const struct value *mold_cast(struct mold *mold, const struct value *const *scalars)
{
    const struct block *sample = block_of(mold->sample);
    struct block *block = memcpy(pool_take(sample->size), sample, sample->size);
    char *copy = (char *)block;
    for (const struct inner *inner = mold->inners; inner; inner = inner->next)
        memcpy(copy + inner->at, &(void *){copy + inner->to}, sizeof(void *));
    for (size_t i = 0; i < mold->count; i++)
        mold->hashes[i] = value_hash(scalars[i]);
    for (const struct spot *spot = mold->spots; spot; spot = spot->next) {
        write_scalar((struct value *)(copy + spot->at), scalars[spot->number]);
        *spot->hash = mold->hashes[spot->number];
    }
    for (const struct ring *ring = mold->rings; ring; ring = ring->next)
        *ring->hash = ((struct kept_container *)(copy + ring->at))->hash = hash_of_ring(ring);
    block->count = 1;
    block->values->cast = true;
    value_ref(mold->form);
    return block->values;
}
