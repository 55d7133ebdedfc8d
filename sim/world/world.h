/* A world: everything a learner can change, at one virtual instant. Immutable and counted.
 *
 * All of it is kept values in persistent maps, one map for each root below, so a world holds no pointers to
 * anything else: it can be hashed, compared, forked (take a reference) and undone (take an older one). The only
 * way to a new world is a draft that is committed. Worlds belong to one thread. */
#ifndef AMBIT_WORLD_WORLD_H
#define AMBIT_WORLD_WORLD_H

#include "base/instant.h"
#include "data/parsed.h"

enum world_root {
    WORLD_APPLIED,    /* API objects as the API server has them: key = object_key */
    WORLD_PROGRAMMED, /* API objects as istiod last pushed them; mesh compiles these only */
    WORLD_FILES,  /* the learner's machine: "/root/x.yaml" -> {data, mode, modified}; pods: "pod:NS/NAME:/path"
                   */
    WORLD_SHELL,  /* shell state of each terminal: "1/v/NAME", "1/f/NAME", "1/cwd", ... (shell/shell.h) */
    WORLD_LOGS,   /* "NS/POD/CONTAINER/SEQUENCE" -> record (traffic/logs.h) */
    WORLD_TRACES, /* "SEQUENCE" -> the hops of one request (traffic/hop.h) */
    WORLD_COUNTERS, /* "NS/POD\tMETRIC\tLABELS" -> integer */
    WORLD_PENDING,  /* "INSTANT/SEQUENCE" -> what the cluster will do by itself (control/control.h) */
    WORLD_NOTES,    /* small facts of the engine: sequence numbers, node allocations: "sequence", ... */
    WORLD_ROOTS
};

struct world;

struct world *world_new(struct instant now, uint64_t seed); /* empty; owned */
struct world *world_ref(const struct world *world);
void world_unref(const struct world *world);

struct instant world_now(const struct world *world);
uint64_t world_random(const struct world *world);                      /* the state of its random stream */
struct map world_map(const struct world *world, enum world_root root); /* borrowed */
const struct value *world_get(const struct world *world, enum world_root root, const char *key);
struct hash
world_hash(const struct world *world); /* of everything, the instant and the seed's state included */
struct hash world_hash_at(const struct world *world, struct instant now); /* as it would be if nothing happened up to then */
struct world *world_at(const struct world *world, struct instant now); /* the same; owned */

/* Calls [visit] for each key of [root] that differs; see map_difference. */
void world_difference(const struct world *before, const struct world *after, enum world_root root,
                      void (*visit)(void *context, struct slice key, const void *before, const void *after),
                      void *context);

/* --- templates: a world from which others are made that differ only in when all of it happened ---
 * What is taken for an instant: text that begins as RFC 3339 or as Go's log writes one, a number of nanoseconds, the end of
 * an event's name; all within a day of the world's own instant, so a world that is to be a template stands at one that
 * nobody writes by accident. */
struct template;
struct template *template_new(const struct world *world); /* owned */
void template_free(struct template *template);
/* The world at another instant, whole seconds away. Owned. */
struct world *template_world(const struct template *template, struct instant at);

/* --- drafts: a world being edited. Reads see the edits. No draft stays open across a yield.
 * What was read from a draft, and a map that draft_map gave, stays valid until the draft ends, edits or not.
 * --- */
struct draft {
    struct arena *arena; /* for whatever is made on the way; the caller's */
    struct map maps[WORLD_ROOTS]; /* edited in place where nobody else holds them: good until the next edit */
    struct instant now;
    uint64_t random; /* state of the world's random stream */
    const struct world *base;
    struct draft_held *held; /* what readers may still look at */
    struct parsed_texts *texts; /* that were read for other drafts; the caller's */
};

void draft_begin(struct draft *draft, struct arena *arena, const struct world *base);
struct world *draft_commit(struct draft *draft); /* owned; [base] itself when nothing changed; ends the draft */
void draft_abandon(struct draft *draft);

/* The map as it is now: borrowed, and later edits are made to another. */
struct map draft_map(const struct draft *draft, enum world_root root);
const struct value *draft_get(const struct draft *draft, enum world_root root, const char *key);
void draft_set(struct draft *draft, enum world_root root, const char *key, const struct value *item);
/* Many at once, in ascending order of their keys. */
void draft_set_all(struct draft *draft, enum world_root root, const struct map_entry *entries, size_t count);
void draft_remove(struct draft *draft, enum world_root root, const char *key);
/* Puts an earlier version of a map back (it is referenced, not taken over). */
void draft_restore(struct draft *draft, enum world_root root, struct map map);
uint64_t draft_random(struct draft *draft);
/* Counts up a number of WORLD_NOTES and returns it, from 1: draft_count(draft, "resourceVersion"). */
int64_t draft_count(struct draft *draft, const char *note);
int64_t draft_count_on(struct draft *draft, const char *note, int64_t by);

/* --- keys of objects: "PLURAL.GROUP/NAMESPACE/NAME" ("pods/accounts/x", "nodes//server"), the order of etcd
 * --- */
char *object_key(struct arena *arena, const char *resource, const char *namespace, const char *name);

#endif
