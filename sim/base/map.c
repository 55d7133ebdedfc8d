#include "base/map.h"

#include <string.h>

#include "base/check.h"
#include "base/pool.h"

struct map_node {
    struct hash sum;   /* of this subtree's entries */
    struct hash entry; /* of this entry: its key and its item */
    struct hash key_hash;
    struct map_node *left, *right;
    const void *item;
    unsigned count; /* references */
    unsigned size;  /* entries in this subtree */
    unsigned key_length;
    char key[];
};

static struct slice key_of(const struct map_node *node)
{
    return (struct slice){node->key, node->key_length};
}

static size_t node_size(size_t key_length)
{
    size_t size = offsetof(struct map_node, key) + key_length;
    return size < sizeof(struct map_node) ? sizeof(struct map_node) : size; /* a short key stands in the padding */
}

static struct map_node *node_ref(struct map_node *node)
{
    if (node)
        node->count++;
    return node;
}

/* Iterative: what falls to zero is chained through its left pointer until it is freed. */
static void node_unref(const struct map_type *type, struct map_node *node)
{
    if (!node || --node->count)
        return;
    struct map_node *dead = node;
    struct map_node **tail = &node->left;
    while (*tail && (*tail)->count == 1)
        tail = &(*tail)->left;
    if (*tail)
        (*tail)->count--;
    *tail = NULL;
    while (dead) {
        struct map_node *right = dead->right, *next;
        if (right && --right->count == 0) {
            struct map_node **end = &dead->left;
            while (*end)
                end = &(*end)->left;
            *end = right;
            end = &right->left;
            while (*end && (*end)->count == 1)
                end = &(*end)->left;
            if (*end)
                (*end)->count--;
            *end = NULL;
        }
        next = dead->left;
        type->unref(dead->item);
        pool_give(dead, node_size(dead->key_length));
        dead = next;
    }
}

static void add_child(struct map_node *node, const struct map_node *child)
{
    if (!child)
        return;
    node->size += child->size;
    node->sum = hash_add(node->sum, child->sum);
}

static void refresh(struct map_node *node)
{
    node->size = 1;
    node->sum = node->entry;
    add_child(node, node->left);
    add_child(node, node->right);
}

/* Is [a] above [b] in the tree? By the hashes of their keys: a parent's is never less than its children's. */
static bool outranks(const struct map_node *a, const struct map_node *b)
{
    if (a->key_hash.high != b->key_hash.high)
        return a->key_hash.high > b->key_hash.high;
    return slice_compare(key_of(a), key_of(b)) < 0;
}

/* A new node with the same entry and the given children, which it takes over. */
static struct map_node *with_children(const struct map_type *type, const struct map_node *node,
                                      struct map_node *left, struct map_node *right)
{
    size_t size = node_size(node->key_length);
    struct map_node *copy = pool_take(size);
    memcpy(copy, node, size);
    copy->count = 1;
    copy->left = left;
    copy->right = right;
    type->ref(copy->item);
    refresh(copy);
    return copy;
}

void map_ref(struct map map)
{
    node_ref(map.root);
}

void map_unref(struct map map)
{
    node_unref(map.type, map.root);
}

size_t map_count(struct map map)
{
    return map.root ? map.root->size : 0;
}

struct hash map_hash(struct map map)
{
    return map.root ? map.root->sum : (struct hash){0, 0};
}

bool map_same(struct map a, struct map b)
{
    return a.root == b.root;
}

static struct map_node *find(struct map map, struct slice key)
{
    struct map_node *node = map.root;
    while (node) {
        int order = slice_compare(key, key_of(node));
        if (order == 0)
            return node;
        node = order < 0 ? node->left : node->right;
    }
    return NULL;
}

const void *map_get(struct map map, struct slice key)
{
    struct map_node *node = find(map, key);
    return node ? node->item : NULL;
}

/* Joins two borrowed trees, all of [low] before all of [high], into an owned one. */
static struct map_node *join(const struct map_type *type, struct map_node *low, struct map_node *high)
{
    struct map_node *path[MAP_MAX_DEPTH];
    bool from_low[MAP_MAX_DEPTH];
    size_t depth = 0;
    while (low && high) {
        check(depth < MAP_MAX_DEPTH);
        from_low[depth] = outranks(low, high);
        path[depth] = from_low[depth] ? low : high;
        if (from_low[depth++])
            low = low->right;
        else
            high = high->left;
    }
    struct map_node *joined = node_ref(low ? low : high);
    while (depth--) {
        if (from_low[depth])
            joined = with_children(type, path[depth], node_ref(path[depth]->left), joined);
        else
            joined = with_children(type, path[depth], joined, node_ref(path[depth]->right));
    }
    return joined;
}

static struct map_node *new_node(const struct map_type *type, struct slice key, struct hash key_hash, const void *item)
{
    struct map_node *node = pool_take(node_size(key.length));
    *node = (struct map_node){
        .count = 1,
        .key_length = (unsigned)key.length,
        .key_hash = key_hash,
        .item = item,
        .entry = hash_pair(key_hash, type->hash(item)),
    };
    if (key.length)
        memcpy(node->key, key.data, key.length);
    type->ref(item);
    return node;
}

const void *map_find(struct map map, struct slice key, struct map_place *place)
{
    struct map_node *node = map.root;
    size_t depth = 0;
    while (node) {
        int order = slice_compare(key, key_of(node));
        if (order == 0)
            break;
        check(depth < MAP_MAX_DEPTH);
        place->path[depth++] = node;
        node = order < 0 ? node->left : node->right;
    }
    place->key = key;
    place->node = node;
    place->depth = depth;
    return node ? node->item : NULL;
}

/* Of [path], from the root on, how many nodes nobody else holds: those may be edited. */
static size_t count_own(struct map_node **path, size_t depth)
{
    size_t own = 0;
    while (own < depth && path[own]->count == 1)
        own++;
    return own;
}

/* Does the way of [place] go on to the left below the first [depth] nodes? */
static bool goes_left(const struct map_place *place, size_t depth)
{
    const struct map_node *node = place->path[depth - 1], *next = depth < place->depth ? place->path[depth] : place->node;
    return next ? node->left == next : slice_compare(place->key, key_of(node)) < 0;
}

/* Splits the tree at the node [from] of the way to [place], where no entry is, into two owned trees. */
static void split(const struct map_type *type, const struct map_place *place, size_t from, struct map_node **low,
                  struct map_node **high)
{
    *low = *high = NULL;
    for (size_t depth = place->depth; depth > from; depth--) {
        const struct map_node *node = place->path[depth - 1];
        if (goes_left(place, depth))
            *high = with_children(type, node, *high, node_ref(node->right));
        else
            *low = with_children(type, node, node_ref(node->left), *low);
    }
}

/* Puts the owned tree [node] below the first [depth] nodes of the way to [place], instead of what was there. */
static void put_below(struct map *map, struct map_place *place, size_t depth, struct map_node *node)
{
    struct map_node **path = place->path;
    size_t own = count_own(path, depth);
    for (; depth > own; depth--) {
        struct map_node *parent = path[depth - 1];
        if (goes_left(place, depth))
            node = with_children(map->type, parent, node, node_ref(parent->right));
        else
            node = with_children(map->type, parent, node_ref(parent->left), node);
    }
    struct map_node **at = !own                     ? &map->root
                           : goes_left(place, own) ? &path[own - 1]->left
                                                   : &path[own - 1]->right;
    node_unref(map->type, *at);
    *at = node;
    while (own--)
        refresh(path[own]);
}

/* The entry at [place] with another item. */
static void replace_item(struct map *map, struct map_place *place, const void *item)
{
    const struct map_type *type = map->type;
    struct map_node *old = place->node, **path = place->path;
    size_t depth = place->depth;
    struct hash entry = hash_pair(old->key_hash, type->hash(item));
    if (old->count == 1 && count_own(path, depth) == depth) {
        type->ref(item);
        type->unref(old->item);
        old->item = item;
        old->entry = entry;
        refresh(old);
        while (depth--)
            refresh(path[depth]);
        return;
    }
    struct map_node *node = with_children(type, old, node_ref(old->left), node_ref(old->right));
    type->ref(item);
    type->unref(node->item);
    node->item = item;
    node->entry = entry;
    refresh(node);
    put_below(map, place, depth, node);
}

void map_set_at(struct map *map, struct map_place *place, const void *item)
{
    if (place->node) {
        replace_item(map, place, item);
        return;
    }
    size_t above = 0;
    struct map_node *node = new_node(map->type, place->key, hash_bytes(place->key), item);
    while (above < place->depth && !outranks(node, place->path[above]))
        above++;
    if (above < place->depth)
        split(map->type, place, above, &node->left, &node->right);
    refresh(node);
    put_below(map, place, above, node);
}

void map_remove_at(struct map *map, struct map_place *place)
{
    struct map_node *old = place->node;
    if (old)
        put_below(map, place, place->depth, join(map->type, old->left, old->right));
}

void map_set(struct map *map, struct slice key, const void *item)
{
    struct map_place place;
    map_find(*map, key, &place);
    map_set_at(map, &place, item);
}

void map_remove(struct map *map, struct slice key)
{
    struct map_place place;
    map_find(*map, key, &place);
    map_remove_at(map, &place);
}

/* The right edge of the tree so far is a path; a node that ranks above its lower end takes that for its left side, whose
 * subtrees are complete then. */
struct map map_make(const struct map_type *type, const struct map_entry *entries, const struct hash *keys, size_t count)
{
    struct map_node *path[MAP_MAX_DEPTH];
    size_t depth = 0;
    for (size_t i = 0; i < count; i++) {
        check(!i || slice_compare(entries[i - 1].key, entries[i].key) < 0);
        struct map_node *node =
            new_node(type, entries[i].key, keys ? keys[i] : hash_bytes(entries[i].key), entries[i].item);
        for (; depth && outranks(node, path[depth - 1]); depth--) {
            path[depth - 1]->right = node->left;
            node->left = path[depth - 1];
            refresh(node->left);
        }
        check(depth < MAP_MAX_DEPTH);
        path[depth++] = node;
    }
    struct map_node *root = NULL;
    while (depth--) {
        path[depth]->right = root;
        root = path[depth];
        refresh(root);
    }
    return (struct map){type, root};
}

bool map_seek(struct map map, struct slice after, bool inclusive, struct map_entry *entry)
{
    const struct map_node *node = map.root, *best = NULL;
    while (node) {
        int order = slice_compare(key_of(node), after);
        if (order > 0 || (order == 0 && inclusive)) {
            best = node;
            node = node->left;
        } else {
            node = node->right;
        }
    }
    if (best)
        *entry = (struct map_entry){key_of(best), best->item};
    return best != NULL;
}

/* Has the map something among [entries], from the first of them to the last? */
static bool has_among(struct map map, const struct map_entry *entries, size_t count)
{
    struct map_entry next;
    return map_seek(map, entries[0].key, true, &next) && slice_compare(next.key, entries[count - 1].key) <= 0;
}

void map_set_all(struct map *map, const struct map_entry *entries, size_t count)
{
    if (count < 2 || has_among(*map, entries, count)) {
        for (size_t i = 0; i < count; i++)
            map_set(map, entries[i].key, entries[i].item);
        return;
    }
    struct map_node *low, *high;
    struct map made = map_make(map->type, entries, NULL, count);
    struct map_place place;
    map_find(*map, entries[0].key, &place);
    split(map->type, &place, 0, &low, &high);
    struct map_node *front = join(map->type, low, made.root), *whole = join(map->type, front, high);
    struct map_node *parts[] = {low, high, made.root, front, map->root};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        node_unref(map->type, parts[i]);
    map->root = whole;
}

struct map_walk map_walk(struct map map, struct slice prefix)
{
    return (struct map_walk){.map = map, .prefix = prefix};
}

struct map_walk map_walk_behind(struct map map, struct slice prefix, struct slice key)
{
    return (struct map_walk){.map = map, .prefix = prefix, .last = key, .forgot = true};
}

static void walk_push(struct map_walk *walk, const struct map_node *node)
{
    if (walk->count == MAP_WALK_NEXT) {
        memmove(walk->next, walk->next + 1, --walk->count * sizeof *walk->next);
        walk->forgot = true;
    }
    walk->next[walk->count++] = node;
}

/* From the root to the first entry that is to come. */
static void walk_down(struct map_walk *walk)
{
    bool first = !walk->last.data;
    struct slice from = first ? walk->prefix : walk->last;
    walk->forgot = false;
    for (const struct map_node *node = walk->map.root; node;) {
        int order = slice_compare(key_of(node), from);
        if (order < 0 || (order == 0 && !first)) {
            node = node->right;
        } else {
            walk_push(walk, node);
            node = node->left;
        }
    }
}

bool map_walk_next(struct map_walk *walk, struct map_entry *entry)
{
    if (!walk->count && (walk->forgot || !walk->last.data))
        walk_down(walk);
    if (!walk->count)
        return false;
    const struct map_node *node = walk->next[--walk->count];
    for (const struct map_node *below = node->right; below; below = below->left)
        walk_push(walk, below);
    *entry = (struct map_entry){key_of(node), node->item};
    walk->last = entry->key;
    return slice_equal(slice_part(entry->key, 0, walk->prefix.length), walk->prefix);
}

/* Where a walk in key order stands: subtrees and single nodes still to come, the next one on top. */
struct cursor {
    const struct map_node *node[MAP_MAX_DEPTH];
    bool single[MAP_MAX_DEPTH]; /* only this entry: its left side is behind us, its right side stands below */
    size_t depth;
};

static void push(struct cursor *cursor, const struct map_node *node, bool single)
{
    if (!node)
        return;
    check(cursor->depth < MAP_MAX_DEPTH);
    cursor->node[cursor->depth] = node;
    cursor->single[cursor->depth++] = single;
}

/* Replaces the subtree on top by its left side, its entry and its right side. */
static void open_top(struct cursor *cursor)
{
    const struct map_node *node = cursor->node[--cursor->depth];
    push(cursor, node->right, false);
    push(cursor, node, true);
    push(cursor, node->left, false);
}

static bool same_key(const struct map_node *x, const struct map_node *y)
{
    return x->key_hash.high == y->key_hash.high && slice_equal(key_of(x), key_of(y));
}

static bool same_entry(const struct map_node *x, const struct map_node *y)
{
    return x->item == y->item || hash_equal(x->entry, y->entry);
}

static void push_both(struct cursor *a, const struct map_node *x, struct cursor *b, const struct map_node *y, bool single)
{
    push(a, x, single);
    push(b, y, single);
}

/* Replaces two subtrees on top whose roots have the same key by what may differ of them. Versions of a map are such nearly
 * everywhere. */
static void open_both(struct cursor *a, struct cursor *b)
{
    const struct map_node *x = a->node[--a->depth], *y = b->node[--b->depth];
    if (x->right != y->right)
        push_both(a, x->right, b, y->right, false);
    if (!same_entry(x, y))
        push_both(a, x, b, y, true);
    if (x->left != y->left)
        push_both(a, x->left, b, y->left, false);
}

static const struct map_node *top(struct cursor *cursor, bool *single)
{
    if (!cursor->depth)
        return NULL;
    *single = cursor->single[cursor->depth - 1];
    return cursor->node[cursor->depth - 1];
}

void map_difference(struct map before, struct map after,
                    void (*visit)(void *context, struct slice key, const void *before, const void *after),
                    void *context)
{
    struct cursor a, b; /* large, and used from the bottom up */
    if (before.root == after.root)
        return;
    a.depth = b.depth = 0;
    push(&a, before.root, false);
    push(&b, after.root, false);
    for (;;) {
        bool a_single = true, b_single = true;
        const struct map_node *x = top(&a, &a_single), *y = top(&b, &b_single);
        if (!x && !y)
            return;
        if (x == y && a_single == b_single) {
            a.depth--;
            b.depth--;
        } else if (x && y && !a_single && !b_single && same_key(x, y)) {
            open_both(&a, &b);
        } else if (x && !a_single && (!y || b_single || x->size >= y->size)) {
            open_top(&a);
        } else if (y && !b_single) {
            open_top(&b);
        } else {
            int order = !x ? 1 : !y ? -1 : slice_compare(key_of(x), key_of(y));
            a.depth -= order <= 0;
            b.depth -= order >= 0;
            if (order < 0)
                visit(context, key_of(x), x->item, NULL);
            else if (order > 0)
                visit(context, key_of(y), NULL, y->item);
            else if (!same_entry(x, y))
                visit(context, key_of(x), x->item, y->item);
        }
    }
}
