/* Where a policy's rule stands in the learner's own files: "/root/allow.yaml line 12" says more than "rule 0".
 */
#include "data/gotext.h"
#include "data/yaml.h"
#include "mesh/lookup.h"
#include "scenario/inside.h"
#include "scenario/script.h"

enum { LARGEST = 65536 }; /* bytes of a file that is looked at */

static const char kind_name[] = "AuthorizationPolicy";

static size_t indent_of(struct slice line)
{
    size_t indent = 0;
    while (indent < line.length && line.data[indent] == ' ')
        indent++;
    return indent;
}

/* The line of a document, from 1, in which rule [wanted] of its spec begins; 0 when it is not written as a list
 * of lines. */
static size_t rule_line(struct slice document, int64_t wanted)
{
    struct slice line;
    size_t number = 0, list = SIZE_MAX;
    bool spec = false, rules = false;
    while (slice_next(&document, '\n', &line)) {
        struct slice text = slice_trim(line);
        size_t indent = indent_of(line);
        number++;
        if (!text.length || text.data[0] == '#')
            continue;
        if (!rules) {
            spec = indent == 0 ? slice_is(text, "spec:") : spec;
            rules = spec && slice_is(text, "rules:");
            continue;
        }
        list = list == SIZE_MAX ? indent : list;
        if (indent < list || (indent == list && text.data[0] != '-'))
            return 0;
        if (indent == list && wanted-- == 0)
            return number;
    }
    return 0;
}

static size_t lines_before(const char *from, const char *to)
{
    size_t count = 0;
    for (; from < to; from++)
        count += *from == '\n';
    return count;
}

static const struct value *rule_of(const struct value *policy, int64_t rule)
{
    return value_at(value_get(value_get(policy, "spec"), "rules"), (size_t)rule);
}

static bool has(struct slice text, const char *part)
{
    return slice_find(text, slice_of(part)) < text.length;
}

static bool says_rule(struct arena *arena, struct slice document, const struct value *policy, int64_t rule)
{
    struct yaml_reader reader = yaml_reader(document);
    const struct value *object;
    yaml_next(arena, &reader, &object);
    const char *namespace = value_find_text(object, "metadata.namespace");
    return value_says(value_get(object, "kind"), kind_name) &&
           text_equal(value_find_text(object, "metadata.name"), lookup_name(policy)) &&
           (!namespace[0] || text_equal(namespace, lookup_namespace(policy))) &&
           value_equal(rule_of(object, rule), rule_of(policy, rule));
}

/* The line of [text] where the rule stands, 0 when it is not there: a document of that name that has the same
 * rule. No other is parsed. */
static size_t find_rule(struct arena *arena, struct slice text, const struct value *policy, int64_t rule)
{
    struct slice rest = utf8_by_mark(arena, text);
    const char *start = rest.data;
    while (rest.length) {
        struct slice document = yaml_document(&rest);
        bool may = has(document, lookup_name(policy)) && has(document, kind_name);
        size_t line = may ? rule_line(document, rule) : 0;
        if (line && says_rule(arena, document, policy, rule))
            return lines_before(start, document.data) + line;
    }
    return 0;
}

/* The same as it was found before: policies and files are looked at again for each hop of each request. */
static size_t known_line(struct script *script, const struct value *text, const struct value *live, struct hash rule, int64_t number)
{
    struct hash of = hash_pair(value_hash(text), rule);
    struct script_kept *kept = script->scenario->script;
    for (size_t i = 0; i < PLACES_FOUND; i++) {
        if (hash_equal(kept->places[i].of, of))
            return kept->places[i].line;
    }
    struct place_found *found = &kept->places[kept->next_place++ % PLACES_FOUND];
    *found = (struct place_found){of, find_rule(script->arena, value_slice(text), live, number)};
    return found->line;
}

static const char *search(struct script *script, struct map files, const struct value *live, struct hash rule, int64_t number)
{
    struct map_walk walk = map_walk(files, SLICE("/"));
    struct map_entry entry;
    while (map_walk_next(&walk, &entry)) {
        const struct value *data = value_get(entry.item, "data");
        struct slice text = value_slice(data);
        if (text.length > LARGEST || !has(text, lookup_name(live)) || !has(text, kind_name))
            continue;
        size_t line = known_line(script, data, live, rule, number);
        if (line)
            return arena_format(script->arena, "%.*s line %zu", (int)entry.key.length, entry.key.data, line);
    }
    return NULL;
}

static const char *find_place(struct script *script, const struct world *world, const char *policy, int64_t rule)
{
    const char *const parts[] = {RESOURCE_POLICIES "/", policy};
    const char *key = arena_join(script->arena, parts, sizeof parts / sizeof *parts);
    const struct value *live = world_get(world, WORLD_APPLIED, key);
    if (!live || rule < 0)
        return NULL;
    struct hash of = hash_pair(hash_bytes(slice_of(key)), value_hash(rule_of(live, rule)));
    return search(script, world_map(world, WORLD_FILES), live, (struct hash){of.high, of.low + (uint64_t)rule}, rule);
}

const char *manifest_place(struct script *script, const struct machine *machine, const char *policy, int64_t rule)
{
    const struct world *world = machine_objects(machine);
    if (script->places_of != world) {
        script_hold_world(script, machine);
        script->places_of = world;
        script->places = NULL;
    }
    for (struct rule_place *place = script->places; place; place = place->older) {
        if (place->rule == rule && text_equal(place->policy, policy))
            return place->place;
    }
    struct rule_place *place = arena_allocate(script->arena, sizeof *place);
    *place = (struct rule_place){policy, rule, find_place(script, world, policy, rule), script->places};
    script->places = place;
    return place->place;
}
