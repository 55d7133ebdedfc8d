/* A persistent map from byte strings to counted things, ordered by key (byte order).
 *
 * A map is a value: copying the struct and calling map_ref makes another map that shares everything. Setting
 * and removing leave all other copies as they were; an edit costs a path of new nodes, about a microsecond. The
 * shape depends on the keys alone, never on the order of insertion, so equal maps are equal trees, and the
 * difference of two maps skips what they share. (A treap whose priorities are the hashes of the keys.)
 *
 * Counts are plain: a map and everything in it belongs to one thread. */
#ifndef AMBIT_BASE_MAP_H
#define AMBIT_BASE_MAP_H

#include "base/hash.h"

struct map_node;

/* What the map must know about the things in it. */
struct map_type {
    void (*ref)(const void *item);
    void (*unref)(const void *item);
    struct hash (*hash)(const void *item);
};

struct map {
    const struct map_type *type;
    struct map_node *root; /* NULL: empty */
};

void map_ref(struct map map);
void map_unref(struct map map);

size_t map_count(struct map map);
struct hash map_hash(struct map map);      /* sum mod 2^128 over the entries; O(1) */
bool map_same(struct map a, struct map b); /* the very same tree; O(1) */

const void *map_get(struct map map, struct slice key); /* borrowed; NULL when there is none */

/* Replace [map] by a map with, or without, the entry. The item is referenced, not taken over. */
void map_set(struct map *map, struct slice key, const void *item);
void map_remove(struct map *map, struct slice key);

/* No tree of LIMIT_OBJECTS random priorities gets as deep; checked, so that a crafted set of names is refused by an abort rather
 * than by a smashed stack. */
enum { MAP_MAX_DEPTH = 512 };

/* The place of a key, looked for once: map_find is map_get, and a map_set or map_remove there need not look again. Good for one
 * edit, while the map is as it was. */
struct map_place {
    struct slice key;
    struct map_node *node; /* NULL: there is none */
    size_t depth;
    struct map_node *path[MAP_MAX_DEPTH]; /* those above it, from the root on */
};
const void *map_find(struct map map, struct slice key, struct map_place *place);
void map_set_at(struct map *map, struct map_place *place, const void *item);
void map_remove_at(struct map *map, struct map_place *place);

/* One entry, borrowed from the map it came from. */
struct map_entry {
    struct slice key;
    const void *item;
};

/* A map of entries in ascending order of their keys, each of which is there once; the items are referenced. [keys] are the
 * hashes of the keys; NULL: they are not known. */
struct map map_make(const struct map_type *type, const struct map_entry *entries, const struct hash *keys, size_t count);

/* The same as setting each; at once where nothing in the map stands between them. */
void map_set_all(struct map *map, const struct map_entry *entries, size_t count);

/* The first entry whose key is > [after] (>= when [inclusive]); false at the end. To walk all entries begin
 * with the empty key, inclusive, and go on with the key of the entry before, exclusive. */
bool map_seek(struct map map, struct slice after, bool inclusive, struct map_entry *entry);

enum { MAP_WALK_NEXT = 12 };

/* Walks all entries whose key begins with [prefix], in order:
 *   struct map_walk walk = map_walk(map, prefix);
 *   while (map_walk_next(&walk, &entry)) ...
 * The map must not be released meanwhile; copies of it may be edited. */
struct map_walk {
    struct map map;
    struct slice prefix;
    struct slice last; /* data is NULL before the first step */
    const struct map_node *next[MAP_WALK_NEXT]; /* the nearest of those to come that stand above, the next one on top */
    unsigned count;
    bool forgot; /* there are more above */
};
struct map_walk map_walk(struct map map, struct slice prefix);
/* From the first entry behind [key] on, which begins with the prefix and must stay where it is until the first step. */
struct map_walk map_walk_behind(struct map map, struct slice prefix, struct slice key);
bool map_walk_next(struct map_walk *walk, struct map_entry *entry);

/* Calls [visit] for every key at which the maps differ, in key order; [before] or [after] is NULL where the key
 * is missing. Items that are the same pointer or have equal hashes are not a difference. */
void map_difference(struct map before, struct map after,
                    void (*visit)(void *context, struct slice key, const void *before, const void *after),
                    void *context);

#endif
