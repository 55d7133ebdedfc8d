#include "workshop/operators.h"

#include "kinds/kind.h"

enum { MOST_WORDS = 8, MOST_STEPS = 32 };

/* A mutant's words, and what it is done to. */
struct edit {
    struct arena *arena;
    const struct world *world;
    const struct value *object;
    struct slice words[MOST_WORDS]; /* those that stand for FIELD, VALUE, in this order */
    size_t count;
};

/* --- places in an object --- */

struct place {
    struct slice steps[MOST_STEPS]; /* keys, and numbers for elements */
    size_t count;
    const struct value *found;
    bool singular; /* "rule" was found as "rules" */
};

static bool is_plural(struct slice key, struct slice word)
{
    struct slice stem = slice_ends(word, "y") ? slice_part(word, 0, word.length - 1) : word;
    const char *end = stem.length < word.length ? "ies" : "s";
    return key.length > stem.length && slice_equal(slice_part(key, 0, stem.length), stem) &&
           slice_is(slice_part(key, stem.length, key.length), end);
}

static bool enter(struct place *place, struct slice step, const struct value *found)
{
    if (place->count == MOST_STEPS)
        return false;
    place->steps[place->count++] = step;
    place->found = found;
    return true;
}

/* The first member called [name] below [value], from the top. */
static bool seek(struct arena *arena, struct place *place, const struct value *value, struct slice name)
{
    bool list = value_is(value, VALUE_ARRAY), object = value_is(value, VALUE_OBJECT);
    for (size_t i = 0; object && i < value_count(value); i++) {
        struct slice key = slice_of(value_key_at(value, i));
        if (!slice_equal(key, name) && !is_plural(key, name))
            continue;
        place->singular = !slice_equal(key, name);
        return enter(place, key, value_member_at(value, i));
    }
    for (size_t i = 0; (list || object) && i < value_count(value); i++) {
        struct slice step = slice_of(list ? arena_format(arena, "%zu", i) : value_key_at(value, i));
        size_t count = place->count;
        const struct value *child = list ? value_at(value, i) : value_member_at(value, i);
        if (enter(place, step, child) && seek(arena, place, child, name))
            return true;
        place->count = count;
    }
    return false;
}

static bool seek_path(struct arena *arena, struct place *place, const struct value *value, struct slice field)
{
    size_t dot = slice_find_byte(field, '.');
    int64_t index;
    if (seek(arena, place, value, field))
        return true;
    if (dot == field.length)
        return slice_to_integer(field, &index) && index >= 0 && value_at(value, (size_t)index) &&
               enter(place, field, value_at(value, (size_t)index));
    struct slice first = slice_part(field, 0, dot);
    if (slice_to_integer(first, &index)) {
        if (index < 0 || !value_at(value, (size_t)index) ||
            !enter(place, first, value_at(value, (size_t)index)))
            return false;
    } else if (!seek(arena, place, value, first)) {
        return false;
    }
    return seek_path(arena, place, place->found, slice_part(field, dot + 1, field.length));
}

/* What an author writes into: no status, and nothing that the server or kubectl keeps for itself. */
static const char *const authored[] = {"spec",  "data",    "metadata.labels", "metadata.annotations",
                                       "rules", "subjects"};

static bool find_place(const struct edit *edit, struct slice field, struct place *place)
{
    for (size_t i = 0; i < sizeof authored / sizeof *authored; i++) {
        struct slice rest = slice_of(authored[i]), step;
        *place = (struct place){.found = edit->object};
        while (slice_next(&rest, '.', &step))
            enter(place, step, value_get_slice(place->found, step));
        if (place->found && seek_path(edit->arena, place, place->found, field))
            return true;
    }
    return false;
}

static bool is_empty(const struct value *value)
{
    return (value_is(value, VALUE_OBJECT) || value_is(value, VALUE_ARRAY)) && value_count(value) == 0;
}

/* [value] with [member] at the steps, NULL: without it, and then without what is empty because of that. A rule
 * that says nothing stays: it matches everything, which is another thing than no rule. */
static const struct value *put(struct arena *arena, const struct value *value, const struct slice *steps,
                               size_t count, bool rules, const struct value *member)
{
    if (!count)
        return member;
    bool list = value_is(value, VALUE_ARRAY);
    int64_t index = -1;
    if (list)
        slice_to_integer(steps[0], &index);
    const struct value *child = list ? value_at(value, (size_t)index) : value_get_slice(value, steps[0]);
    const struct value *next = put(arena, child, steps + 1, count - 1, slice_is(steps[0], "rules"), member);
    if (next && !member && is_empty(next) && !(list && rules))
        next = NULL;
    struct value *copy = list ? value_array(arena) : value_edit(arena, value);
    for (size_t i = 0; list && i < value_count(value); i++)
        if (next || i != (size_t)index)
            value_append(arena, copy, i == (size_t)index ? next : value_at(value, i));
    if (!list)
        value_put_slice(arena, copy, steps[0], next);
    return copy;
}

static const struct value *with(const struct edit *edit, const struct place *place, const struct value *member)
{
    return put(edit->arena, edit->object, place->steps, place->count, false, member);
}

/* A word as the value it would be in YAML. */
static const struct value *word_value(const struct edit *edit, struct slice word)
{
    int64_t number;
    if (slice_to_integer(word, &number))
        return value_integer(edit->arena, number);
    if (slice_is(word, "true") || slice_is(word, "false"))
        return value_boolean(slice_is(word, "true"));
    return value_string(edit->arena, word);
}

/* --- the ways to be wrong: false when there is nothing that they change --- */

static bool drop_field(struct edit *edit, const struct value **changed)
{
    struct place place;
    const struct kind *kind = kind_of_object(edit->object);
    if (kind && (slice_is(edit->words[0], kind->singular) || slice_is(edit->words[0], kind->plural))) {
        *changed = NULL;
        return true;
    }
    if (!find_place(edit, edit->words[0], &place))
        return false;
    if (place.singular && value_is(place.found, VALUE_ARRAY) && !enter(&place, SLICE("0"), NULL))
        return false;
    *changed = with(edit, &place, NULL);
    return true;
}

static bool drop_value(struct edit *edit, const struct value **changed)
{
    struct place place;
    if (!find_place(edit, edit->words[0], &place) || !value_is(place.found, VALUE_ARRAY))
        return false;
    const struct value *value = word_value(edit, edit->words[1]);
    struct value *list = value_array(edit->arena);
    for (size_t i = 0; i < value_count(place.found); i++)
        if (!value_equal(value_at(place.found, i), value))
            value_append(edit->arena, list, value_at(place.found, i));
    if (value_count(list) == value_count(place.found))
        return false;
    *changed = with(edit, &place, value_count(list) ? list : NULL);
    return true;
}

static bool add_value(struct edit *edit, const struct value **changed)
{
    struct place place;
    if (!find_place(edit, edit->words[0], &place) || !value_is(place.found, VALUE_ARRAY))
        return false;
    struct value *list = value_edit(edit->arena, place.found);
    value_append(edit->arena, list, word_value(edit, edit->words[1]));
    *changed = with(edit, &place, list);
    return true;
}

static bool set_value(struct edit *edit, const struct value **changed)
{
    struct place place;
    if (!find_place(edit, edit->words[0], &place))
        return false;
    const struct value *value = word_value(edit, edit->words[1]);
    if (value_is(place.found, VALUE_STRING))
        value = value_string(edit->arena, edit->words[1]);
    if (value_is(place.found, VALUE_ARRAY)) {
        struct value *list = value_array(edit->arena);
        value_append(edit->arena, list, value);
        value = list;
    }
    if (value_equal(value, place.found))
        return false;
    *changed = with(edit, &place, value);
    return true;
}

/* [value] with one text for another, and with [lower] every text in small letters. */
static const struct value *rewritten(const struct edit *edit, const struct value *value, struct slice one,
                                     struct slice other, bool both, bool lower)
{
    bool list = value_is(value, VALUE_ARRAY);
    if (value_is(value, VALUE_STRING) || value_is(value, VALUE_INTEGER)) {
        if (value_equal(value, word_value(edit, one)) || slice_equal(value_slice(value), one))
            return value_is(value, VALUE_STRING) ? value_string(edit->arena, other) : word_value(edit, other);
        if (both && (value_equal(value, word_value(edit, other)) || slice_equal(value_slice(value), other)))
            return value_is(value, VALUE_STRING) ? value_string(edit->arena, one) : word_value(edit, one);
        if (!lower || !value_is(value, VALUE_STRING))
            return value;
        char *text = arena_copy(edit->arena, value_slice(value));
        for (size_t i = 0; text[i]; i++)
            text[i] = ascii_lower(text[i]);
        return value_text(edit->arena, text);
    }
    if (!list && !value_is(value, VALUE_OBJECT))
        return value;
    struct value *copy = list ? value_array(edit->arena) : value_object(edit->arena);
    for (size_t i = 0; i < value_count(value); i++) {
        const struct value *child =
            rewritten(edit, list ? value_at(value, i) : value_member_at(value, i), one, other, both, lower);
        if (list)
            value_append(edit->arena, copy, child);
        else
            value_put(edit->arena, copy, value_key_at(value, i), child);
    }
    return copy;
}

static bool rewrite_field(struct edit *edit, struct slice one, struct slice other, bool lower,
                          const struct value **changed)
{
    struct place place;
    if (!find_place(edit, edit->words[0], &place))
        return false;
    const struct value *value = rewritten(edit, place.found, one, other, false, lower);
    if (value_equal(value, place.found))
        return false;
    *changed = with(edit, &place, value);
    return true;
}

static bool change_value(struct edit *edit, const struct value **changed)
{
    return rewrite_field(edit, edit->words[1], edit->words[2], false, changed);
}

static bool lower_case(struct edit *edit, const struct value **changed)
{
    return rewrite_field(edit, SLICE(""), SLICE(""), true, changed);
}

static bool swap_values(struct edit *edit, const struct value **changed)
{
    const struct value *spec = value_get(edit->object, "spec");
    const struct value *swapped =
        spec ? rewritten(edit, spec, edit->words[0], edit->words[1], true, false) : NULL;
    if (!spec || value_equal(spec, swapped))
        return false;
    *changed = value_with(edit->arena, edit->object, "spec", swapped);
    return true;
}

static bool move_away(struct edit *edit, const struct value **changed)
{
    const char *namespace = value_find_text(edit->object, "metadata.namespace");
    const char *wrong = text_equal(namespace, "default") ? "kube-system" : "default";
    if (!*namespace)
        return false;
    *changed = value_with(edit->arena, edit->object, "metadata.namespace", value_text(edit->arena, wrong));
    return true;
}

static const struct value *get_object(const struct edit *edit, const char *resource, const char *name)
{
    const char *namespace = value_find_text(edit->object, "metadata.namespace");
    const char *key = object_key(edit->arena, resource, namespace, name);
    return edit->world ? world_get(edit->world, WORLD_APPLIED, key) : NULL;
}

static bool to_selector(struct edit *edit, const struct value **changed)
{
    const struct value *target = value_find(edit->object, "spec.targetRefs.0");
    const char *name = value_find_text(target, "name");
    const struct value *labels = NULL;
    if (value_says(value_get(target, "kind"), "Service"))
        labels = value_find(get_object(edit, "services", name), "spec.selector");
    else if (value_says(value_get(target, "kind"), "Gateway"))
        labels = value_with(edit->arena, NULL, "app", value_text(edit->arena, name));
    if (!labels)
        return false;
    const struct value *object = value_with(edit->arena, edit->object, "spec.targetRefs", NULL);
    *changed = value_with(edit->arena, object, "spec.selector.matchLabels", value_copy(edit->arena, labels));
    return true;
}

static bool to_targets(struct edit *edit, const struct value **changed)
{
    const struct value *labels = value_find(edit->object, "spec.selector.matchLabels");
    const char *namespace = value_find_text(edit->object, "metadata.namespace");
    struct map services = edit->world ? world_map(edit->world, WORLD_APPLIED) : (struct map){0};
    struct map_walk walk = map_walk(services, slice_of(arena_format(edit->arena, "services/%s/", namespace)));
    struct map_entry entry;
    while (labels && map_walk_next(&walk, &entry)) {
        if (!value_equal(value_find(entry.item, "spec.selector"), labels))
            continue;
        struct value *target = value_object(edit->arena), *targets = value_array(edit->arena);
        value_put_text(edit->arena, target, "group", "");
        value_put_text(edit->arena, target, "kind", "Service");
        value_put_text(edit->arena, target, "name", value_find_text(entry.item, "metadata.name"));
        value_append(edit->arena, targets, target);
        const struct value *object = value_with(edit->arena, edit->object, "spec.selector", NULL);
        *changed = value_with(edit->arena, object, "spec.targetRefs", targets);
        return true;
    }
    return false;
}

static bool nothing(struct edit *edit, const struct value **changed)
{
    (void)edit;
    (void)changed;
    return false;
}

/* Capitals stand for a word of the author's; "..." for all that follow. The first row that fits counts. */
static const struct operator_row {
    const char *pattern;
    bool (*change)(struct edit *edit, const struct value **changed);
} operator_rows[] = {
    {"wrong namespace", move_away},         {"targetRefs to selector", to_selector},
    {"selector to targetRefs", to_targets}, {"skip ...", nothing},
    {"swap VALUE VALUE", swap_values},      {"drop FIELD", drop_field},
    {"drop FIELD VALUE", drop_value},       {"add FIELD VALUE", add_value},
    {"set FIELD VALUE", set_value},         {"FIELD lower case", lower_case},
    {"FIELD VALUE to VALUE", change_value},
};

static bool next_word(struct slice *rest, struct slice *word)
{
    *rest = slice_trim(*rest);
    if (!rest->length)
        return false;
    return slice_next(rest, ' ', word);
}

static bool fits(const char *pattern, const char *mutant, struct edit *edit)
{
    struct slice expected = slice_of(pattern), given = slice_of(mutant), one, other;
    edit->count = 0;
    while (next_word(&expected, &one)) {
        if (!next_word(&given, &other))
            return false;
        if (slice_is(one, "..."))
            return true;
        if (one.data[0] >= 'A' && one.data[0] <= 'Z')
            edit->words[edit->count++] = other;
        else if (!slice_equal(one, other))
            return false;
    }
    return !next_word(&given, &other);
}

static const struct operator_row *find_row(const char *mutant, struct edit *edit)
{
    for (size_t i = 0; i < sizeof operator_rows / sizeof *operator_rows; i++)
        if (fits(operator_rows[i].pattern, mutant, edit))
            return &operator_rows[i];
    return NULL;
}

const char *operator_problem(struct arena *arena, const char *mutant)
{
    struct edit edit = {.arena = arena};
    if (find_row(mutant, &edit))
        return NULL;
    return arena_format(
        arena,
        "'%s' is no mutant that is known: drop FIELD [VALUE], add FIELD VALUE, set FIELD VALUE, "
        "FIELD VALUE to VALUE, FIELD lower case, swap VALUE VALUE, targetRefs to selector, "
        "selector to targetRefs, wrong namespace, skip TEXT",
        mutant);
}

bool operator_change(struct arena *arena, const char *mutant, const struct world *world,
                     const struct value *object, const struct value **changed)
{
    struct edit edit = {.arena = arena, .world = world, .object = object};
    const struct operator_row *row = find_row(mutant, &edit);
    return row && row->change(&edit, changed);
}

const char *operator_skips(const char *mutant)
{
    return text_starts(mutant, "skip ") ? mutant + 5 : NULL;
}

/* --- what belongs to a kind --- */

static const char *const policy_mutants[] = {"drop authorizationpolicy",
                                             "drop from",
                                             "drop to",
                                             "drop when",
                                             "add method POST",
                                             "methods lower case",
                                             "action ALLOW to DENY",
                                             "action DENY to ALLOW",
                                             "drop rules",
                                             "targetRefs to selector",
                                             "drop targetRefs",
                                             "drop selector",
                                             "wrong namespace",
                                             NULL};
static const char *const peer_mutants[] = {"drop peerauthentication",
                                           "mode STRICT to PERMISSIVE",
                                           "mode STRICT to DISABLE",
                                           "drop selector",
                                           "drop portLevelMtls",
                                           "wrong namespace",
                                           NULL};
static const char *const gateway_mutants[] = {"drop gateway", "wrong namespace", "port 15008 to 15009",
                                              "drop istio.io/waypoint-for", NULL};
static const char *const namespace_mutants[] = {"set istio.io/use-waypoint nobody", NULL};
static const char *const service_mutants[] = {
    "drop service", "drop istio.io/use-waypoint", "drop selector", "set targetPort 1", "wrong namespace", NULL};
static const char *const workload_mutants[] = {"set replicas 0", "set image nginx:latest",
                                               "drop serviceAccountName", "wrong namespace", NULL};
static const char *const route_mutants[] = {
    "drop httproute", "drop parentRefs", "drop matches",    "drop filters",
    "set weight 0",   "drop backendRef", "wrong namespace", NULL};
static const char *const telemetry_mutants[] = {
    "drop telemetry", "drop targetRefs",    "drop selector",   "drop tagOverrides",
    "drop metrics",   "drop accessLogging", "wrong namespace", NULL};
static const char *const other_mutants[] = {"wrong namespace", "drop spec", NULL};

static const struct {
    const char *plural;
    const char *const *mutants;
} default_rows[] = {
    {"authorizationpolicies", policy_mutants},
    {"peerauthentications", peer_mutants},
    {"gateways", gateway_mutants},
    {"namespaces", namespace_mutants},
    {"services", service_mutants},
    {"deployments", workload_mutants},
    {"statefulsets", workload_mutants},
    {"daemonsets", workload_mutants},
    {"httproutes", route_mutants},
    {"telemetries", telemetry_mutants},
};

const char *const *operator_defaults(const struct value *object)
{
    const struct kind *kind = kind_of_object(object);
    for (size_t i = 0; kind && i < sizeof default_rows / sizeof *default_rows; i++)
        if (text_equal(kind->plural, default_rows[i].plural))
            return default_rows[i].mutants;
    return other_mutants;
}
