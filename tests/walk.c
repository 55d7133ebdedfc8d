/* Random walks: edits from a seed, and what must hold after each. A failure prints the seed that shows it. */
#include "test.h"
#include "base/hash.h"
#include "base/map.h"
#include "base/sort.h"

#include <stdlib.h>
#include <string.h>

#define SEEDS 40
#define STEPS 400
#define KEYS 64

static size_t below(uint64_t *random, size_t limit)
{
    return (size_t)(random_next(random) % limit);
}

/* --- map: against a sorted array --- */

/* Things in the map are numbers that nobody counts: what is tested is the tree. */
static void keep_nothing(const void *item)
{
    (void)item;
}
static struct hash number_hash(const void *item)
{
    return hash_bytes((struct slice){item, sizeof(int)});
}
static const struct map_type number_map = {keep_nothing, keep_nothing, number_hash};
static const int numbers[] = {0, 1, 2, 3, 4, 5, 6, 7};

/* Item of each key, NULL where there is none; keys are "k00" to "k63", some with a tail so that prefixes
 * matter. */
struct model {
    const int *items[KEYS];
};

static struct slice key_of(char text[16], size_t index)
{
    memcpy(text, "k00/tail", 9);
    text[1] = (char)('0' + index / 10);
    text[2] = (char)('0' + index % 10);
    return (struct slice){text, index % 3 == 0 ? 8 : 3};
}

static const char *compare_map(struct map map, const struct model *model)
{
    struct map_walk walk = map_walk(map, SLICE(""));
    struct map_entry entry;
    size_t count = 0;
    char text[16];
    for (size_t i = 0; i < KEYS; i++) {
        if (map_get(map, key_of(text, i)) != model->items[i])
            return "get gives another item than was set";
        if (!model->items[i])
            continue;
        count++;
        if (!map_walk_next(&walk, &entry) || !slice_equal(entry.key, key_of(text, i)) ||
            entry.item != model->items[i])
            return "a walk does not give the entries in the order of their keys";
    }
    if (map_walk_next(&walk, &entry))
        return "a walk gives more entries than were set";
    if (map_count(map) != count)
        return "count is not the number of entries";
    return NULL;
}

/* The same entries, inserted backwards: an equal map has an equal hash, however it came to be. */
static struct map insert_backwards(const struct model *model)
{
    struct map map = {&number_map, NULL};
    char text[16];
    for (size_t i = KEYS; i-- > 0;)
        if (model->items[i])
            map_set(&map, key_of(text, i), model->items[i]);
    return map;
}

struct difference_check {
    const struct model *before, *after;
    size_t next; /* index of the first key that was not compared yet */
    bool wrong;
};

static bool differs(const struct difference_check *check, size_t index)
{
    return check->before->items[index] != check->after->items[index];
}

static void expect_difference(void *context, struct slice key, const void *before, const void *after)
{
    struct difference_check *check = context;
    char text[16];
    while (check->next < KEYS && !differs(check, check->next))
        check->next++;
    size_t index = check->next++;
    if (index >= KEYS || !slice_equal(key, key_of(text, index)) || before != check->before->items[index] ||
        after != check->after->items[index])
        check->wrong = true;
}

static const char *compare_difference(struct map before, const struct model *model_before, struct map after,
                                      const struct model *model_after)
{
    struct difference_check check = {model_before, model_after, 0, false};
    map_difference(before, after, expect_difference, &check);
    while (check.next < KEYS && !differs(&check, check.next))
        check.next++;
    return check.wrong || check.next != KEYS ? "the difference is not that of the models" : NULL;
}

static void edit_map(struct map *map, struct model *model, uint64_t *random)
{
    char text[16];
    size_t index = below(random, KEYS);
    model->items[index] = below(random, 3) == 0 ? NULL : &numbers[below(random, 8)];
    if (model->items[index])
        map_set(map, key_of(text, index), model->items[index]);
    else
        map_remove(map, key_of(text, index));
}

/* Some keys beside one another, whether they were there or not. */
static void edit_run(struct map *map, struct model *model, uint64_t *random)
{
    enum { MOST = 9 };
    char texts[MOST][16];
    struct map_entry entries[MOST];
    size_t from = below(random, KEYS), count = below(random, MOST + 1);
    count = count < KEYS - from ? count : KEYS - from;
    for (size_t i = 0; i < count; i++) {
        model->items[from + i] = &numbers[below(random, 8)];
        entries[i] = (struct map_entry){key_of(texts[i], from + i), model->items[from + i]};
    }
    map_set_all(map, entries, count);
}

static const char *walk_map(uint64_t seed)
{
    uint64_t random = seed;
    struct map map = {&number_map, NULL}, old = map;
    struct model model = {0}, old_model = model;
    const char *problem = NULL;
    for (size_t step = 0; step < STEPS && !problem; step++) {
        if (step % 7 == 3)
            edit_run(&map, &model, &random);
        else
            edit_map(&map, &model, &random);
        problem = compare_map(map, &model);
        if (problem || step % 20 != 0)
            continue;
        struct map backwards = insert_backwards(&model);
        if (!hash_equal(map_hash(backwards), map_hash(map)))
            problem = "the hash depends on the order of insertion";
        map_unref(backwards);
        if (!problem)
            problem = compare_map(old, &old_model);
        if (!problem)
            problem = compare_difference(old, &old_model, map, &model);
        map_unref(old);
        old = map;
        map_ref(old);
        old_model = model;
    }
    map_unref(map);
    map_unref(old);
    return problem;
}

/* --- sort: sorted, stable, and nothing lost --- */

struct card {
    int rank;
    size_t dealt;
};

static int compare_rank(const void *a, const void *b, void *context)
{
    (void)context;
    return ((const struct card *)a)->rank - ((const struct card *)b)->rank;
}

static const char *walk_sort(uint64_t seed)
{
    uint64_t random = seed;
    struct card cards[STEPS];
    size_t count = below(&random, STEPS), ranks = 1 + below(&random, 20);
    bool seen[STEPS] = {0};
    for (size_t i = 0; i < count; i++)
        cards[i] = (struct card){(int)below(&random, ranks), i};
    sort_stable(cards, count, sizeof(*cards), compare_rank, NULL);
    for (size_t i = 0; i < count; i++) {
        if (cards[i].dealt >= count || seen[cards[i].dealt])
            return "an element was lost";
        seen[cards[i].dealt] = true;
        if (i == 0)
            continue;
        if (cards[i - 1].rank > cards[i].rank)
            return "the result is not sorted";
        if (cards[i - 1].rank == cards[i].rank && cards[i - 1].dealt > cards[i].dealt)
            return "equal elements changed their order";
    }
    return NULL;
}

void suite_walks(struct run *run)
{
    walk(run, "tests/walk.c: map against a sorted array", walk_map, SEEDS);
    walk(run, "tests/walk.c: sort is stable", walk_sort, SEEDS);
    suite_value_walks(run);
    suite_policy_walks(run);
    suite_editor_walks(run);
    suite_format_walks(run);
    suite_session_walks(run);
    suite_request_walks(run);
    suite_start_walks(run);
    suite_grading_walks(run);
}

void walk(struct run *run, const char *name, const char *(*take)(uint64_t seed), uint64_t seeds)
{
    if (!run_begin(run, name))
        return;
    for (uint64_t seed = 1; seed <= seeds; seed++) {
        const char *problem = take(seed);
        if (problem) {
            run_failed(run, name, "seed %llu: %s", (unsigned long long)seed, problem);
            return;
        }
    }
    run_passed(run);
}
