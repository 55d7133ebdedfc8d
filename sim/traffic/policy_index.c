#include "traffic/policy_index.h"

#include <string.h>

#include "base/check.h"
#include "base/sort.h"

enum {
    SHORT_LIST = 4,   /* rules; below, asking all is faster */
    WORDS_MAX = 16,   /* that one rule is found by */
    LENGTHS_MAX = 16, /* of prefixes; a rule with yet another one is asked whatever the path */
};

enum who { WHO_ANY, WHO_PRINCIPAL, WHO_NAMESPACE, WHOS };
enum path { PATH_ANY, PATH_EXACT, PATH_PREFIX, PATHS };

/* A rule and its policy; DENY stands before ALLOW. */
struct ranked {
    const struct policy *policy;
    const struct rule *rule;
};

/* The rules under one key: [count] numbers from [first] on, in order. Empty: count is 0. */
struct slot {
    uint64_t key;
    unsigned first, count;
};

struct policy_index {
    struct ranked *ranked;
    size_t count;
    bool any_allow;
    bool used[WHOS][PATHS]; /* pairs that some rule stands under */
    size_t lengths[LENGTHS_MAX], length_count;
    struct slot *slots;
    size_t mask;
    unsigned *numbers;
};

/* --- keys: equal ones are equal words, nearly always; a rule that was found by mistake does not hold --- */

static const uint64_t start_of_text = 0xcbf29ce484222325u;

static uint64_t hash_more(uint64_t hash, struct slice text, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        hash = (hash ^ (unsigned char)text.data[i]) * 0x100000001b3u;
    return hash;
}

static uint64_t hash_text(struct slice text)
{
    return hash_more(start_of_text, text, 0, text.length);
}

static uint64_t key_of(enum who who, uint64_t name, enum path path, uint64_t text)
{
    uint64_t key = (name + (uint64_t)who) * 0x9e3779b97f4a7c15u ^ (text + (uint64_t)path) * 0xc2b2ae3d27d4eb4fu;
    return key ^ key >> 29;
}

/* --- what a rule is found by --- */

struct word {
    int kind; /* enum who or enum path */
    uint64_t hash;
    size_t length; /* of a prefix */
};

struct words {
    struct word items[WORDS_MAX];
    size_t count;
};

static bool is_exact(struct slice value)
{
    return !value.length || (value.data[0] != '*' && value.data[value.length - 1] != '*');
}

/* What [value] of the field is found by; false when no word stands for it. */
static bool word_of(const char *field, struct slice value, struct word *word)
{
    bool path = text_equal(field, "paths");
    if (is_exact(value) && !(path && slice_find(value, SLICE("{*")) < value.length)) {
        *word = (struct word){.kind = path                              ? (int)PATH_EXACT
                                      : text_equal(field, "principals") ? (int)WHO_PRINCIPAL
                                                                        : (int)WHO_NAMESPACE,
                              .hash = hash_text(value)};
        return true;
    }
    size_t length = value.length ? value.length - 1 : 0;
    if (!path || !length || value.data[0] == '*' || slice_find(value, SLICE("{*")) < value.length)
        return false;
    *word = (struct word){PATH_PREFIX, hash_text(slice_part(value, 0, length)), length};
    return true;
}

static bool add_match(const struct match *match, const char *field, struct words *words)
{
    if (match->negated || match->argument || !text_equal(match->field->name, field))
        return false;
    size_t before = words->count;
    for (size_t i = 0; i < value_count(match->values); i++) {
        if (words->count == WORDS_MAX ||
            !word_of(field, value_slice(value_at(match->values, i)), &words->items[words->count])) {
            words->count = before;
            return false;
        }
        words->count++;
    }
    return true;
}

/* A group holds only if one of these words is met; false when that cannot be said. */
static bool add_group(const struct group *group, const char *const *fields, struct words *words)
{
    for (; *fields; fields++) {
        for (size_t i = 0; i < group->count; i++) {
            if (add_match(&group->matches[i], *fields, words))
                return true;
        }
    }
    return false;
}

/* Words of which one is met whenever the clause [name] holds; just "any" (0) when there are none such. A clause
 * that never holds gives no word at all. */
static struct words words_of(const struct rule *rule, const char *name, const char *const *fields)
{
    struct words words = {.count = 0}, any = {.count = 1};
    for (size_t i = 0; i < rule->count; i++) {
        const struct clause *clause = &rule->clauses[i];
        if (!text_equal(clause->name, name))
            continue;
        for (size_t j = 0; j < clause->count; j++) {
            if (clause->groups[j].count && !add_group(&clause->groups[j], fields, &words))
                return any;
        }
        return words;
    }
    return any;
}

/* --- building --- */

struct entry {
    uint64_t key;
    unsigned number;
};

struct building {
    struct policy_index *index;
    struct entry *entries; /* NULL while they are only counted */
    size_t count;
};

/* Room for one more length of a prefix, or it is there already. */
static bool take_length(struct policy_index *index, size_t length)
{
    size_t at = 0;
    while (at < index->length_count && index->lengths[at] < length)
        at++;
    if (at < index->length_count && index->lengths[at] == length)
        return true;
    if (index->length_count == LENGTHS_MAX)
        return false;
    memmove(&index->lengths[at + 1], &index->lengths[at], (index->length_count - at) * sizeof *index->lengths);
    index->lengths[at] = length;
    index->length_count++;
    return true;
}

static void add_rule(struct building *building, size_t number)
{
    static const char *const who_fields[] = {"principals", "namespaces", NULL}, *const path_fields[] = {"paths",
                                                                                                        NULL};
    struct policy_index *index = building->index;
    const struct rule *rule = index->ranked[number].rule;
    struct words whos = words_of(rule, "from", who_fields), paths = words_of(rule, "to", path_fields);
    for (size_t i = 0; i < paths.count; i++) {
        if (paths.items[i].kind == PATH_PREFIX && !take_length(index, paths.items[i].length))
            paths = (struct words){.count = 1};
    }
    for (size_t i = 0; i < whos.count; i++) {
        for (size_t j = 0; j < paths.count; j++) {
            const struct word *who = &whos.items[i], *path = &paths.items[j];
            index->used[who->kind][path->kind] = true;
            if (building->entries)
                building->entries[building->count] =
                    (struct entry){key_of((enum who)who->kind, who->hash, (enum path)path->kind, path->hash),
                                   (unsigned)number};
            building->count++;
        }
    }
}

static int compare_entries(const void *a, const void *b, void *context)
{
    const struct entry *x = a, *y = b;
    (void)context;
    return (x->key > y->key) - (x->key < y->key);
}

static struct slot *slot_at(const struct policy_index *index, uint64_t key)
{
    size_t at = key & index->mask;
    while (index->slots[at].count && index->slots[at].key != key)
        at = (at + 1) & index->mask;
    return &index->slots[at];
}

/* The rules of each key, side by side. */
static void fill_slots(struct arena *arena, struct building *building)
{
    struct policy_index *index = building->index;
    size_t room = 8;
    while (room < building->count * 2)
        room *= 2;
    index->slots = arena_allocate(arena, room * sizeof *index->slots);
    index->mask = room - 1;
    index->numbers = arena_allocate(arena, (building->count + 1) * sizeof *index->numbers);
    for (size_t i = 0; i < building->count; i++) {
        struct slot *slot = slot_at(index, building->entries[i].key);
        if (!slot->count)
            *slot = (struct slot){building->entries[i].key, (unsigned)i, 0};
        index->numbers[i] = building->entries[i].number;
        slot->count++;
    }
}

static void rank(struct policy_index *index, const struct policy_list *list, enum policy_action action)
{
    for (size_t i = 0; i < list->count; i++) {
        const struct policy *policy = list->items[i];
        if (policy->action != action)
            continue;
        index->any_allow |= action == POLICY_ALLOW;
        for (size_t j = 0; j < policy->count; j++)
            index->ranked[index->count++] = (struct ranked){policy, &policy->rules[j]};
    }
}

const struct policy_index *policy_index_new(struct arena *arena, const struct policy_list *list)
{
    size_t rules = 0;
    for (size_t i = 0; i < list->count; i++)
        rules += list->items[i]->count;
    if (rules < SHORT_LIST)
        return NULL;
    struct policy_index *index = arena_allocate(arena, sizeof *index);
    struct building building = {.index = index};
    index->ranked = arena_allocate(arena, rules * sizeof *index->ranked);
    rank(index, list, POLICY_DENY);
    rank(index, list, POLICY_ALLOW);
    for (size_t i = 0; i < index->count; i++)
        add_rule(&building, i);
    building.entries = memory_allocate((building.count + 1) * sizeof *building.entries);
    building.count = 0;
    for (size_t i = 0; i < index->count; i++)
        add_rule(&building, i);
    sort_stable(building.entries, building.count, sizeof *building.entries, compare_entries, NULL);
    fill_slots(arena, &building);
    memory_free(building.entries);
    return index;
}

/* --- asking --- */

bool policy_index_covers(const struct policy_index *index, const struct facts *facts)
{
    bool paths = false;
    for (int who = 0; who < WHOS; who++)
        paths |= index->used[who][PATH_EXACT] || index->used[who][PATH_PREFIX];
    return facts->http || !paths;
}

/* Takes a rule that may hold; true to go on with those under the same key. */
struct asking {
    const struct policy_index *index;
    const struct facts *facts;
    bool (*take)(struct asking *asking, unsigned number);
    unsigned best; /* of take_best */
    bool *holds;   /* of take_all: one for each rule */
};

static bool holds(const struct asking *asking, unsigned number)
{
    const struct ranked *ranked = &asking->index->ranked[number];
    return policy_rule_holds(ranked->policy, ranked->rule, asking->facts);
}

static bool take_best(struct asking *asking, unsigned number)
{
    if (number >= asking->best)
        return false;
    if (!holds(asking, number))
        return true;
    asking->best = number;
    return false;
}

static bool take_all(struct asking *asking, unsigned number)
{
    asking->holds[number] = asking->holds[number] || holds(asking, number);
    return true;
}

static void ask_key(struct asking *asking, uint64_t key)
{
    const struct slot *slot = slot_at(asking->index, key);
    for (unsigned i = 0; i < slot->count; i++) {
        if (!asking->take(asking, asking->index->numbers[slot->first + i]))
            return;
    }
}

static void ask(struct asking *asking)
{
    const struct policy_index *index = asking->index;
    const struct facts *facts = asking->facts;
    uint64_t prefixes[LENGTHS_MAX], text = start_of_text;
    size_t count = 0, at = 0;
    for (; count < index->length_count && index->lengths[count] <= facts->path.length; count++) {
        text = prefixes[count] = hash_more(text, facts->path, at, index->lengths[count]);
        at = index->lengths[count];
    }
    text = hash_more(text, facts->path, at, facts->path.length);
    const struct slice names[WHOS] = {
        [WHO_ANY] = {NULL, 0}, [WHO_PRINCIPAL] = facts->principal, [WHO_NAMESPACE] = facts->namespace};
    for (int i = 0; i < WHOS; i++) {
        enum who who = (enum who)i;
        const bool *used = index->used[who];
        if (!used[PATH_ANY] && !used[PATH_EXACT] && !used[PATH_PREFIX])
            continue;
        uint64_t name = who == WHO_ANY ? 0 : hash_text(names[who]);
        if (used[PATH_ANY])
            ask_key(asking, key_of(who, name, PATH_ANY, 0));
        if (used[PATH_EXACT])
            ask_key(asking, key_of(who, name, PATH_EXACT, text));
        for (size_t j = 0; used[PATH_PREFIX] && j < count; j++)
            ask_key(asking, key_of(who, name, PATH_PREFIX, prefixes[j]));
    }
}

struct decision policy_index_decide(const struct policy_index *index, const struct facts *facts)
{
    struct asking asking = {.index = index, .facts = facts, .take = take_best, .best = (unsigned)index->count};
    struct decision decision = {.rule = -1, .closest_rule = -1, .allowed = !index->any_allow};
    ask(&asking);
    if (asking.best == index->count)
        return decision;
    const struct ranked *found = &index->ranked[asking.best];
    decision.allowed = found->policy->action == POLICY_ALLOW;
    decision.policy = found->policy;
    decision.rule = found->rule->index;
    return decision;
}

void policy_index_matching(const struct policy_index *index, const struct facts *facts,
                           void (*visit)(void *context, const struct policy *policy, const struct rule *rule),
                           void *context)
{
    struct asking asking = {.index = index, .facts = facts, .take = take_all};
    asking.holds = memory_allocate(index->count * sizeof *asking.holds);
    ask(&asking);
    for (size_t i = 0; i < index->count; i++) {
        if (asking.holds[i])
            visit(context, index->ranked[i].policy, index->ranked[i].rule);
    }
    memory_free(asking.holds);
}
