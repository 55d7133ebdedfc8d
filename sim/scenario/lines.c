#include "scenario/lines.h"

#include <lauxlib.h>

#include "base/buffer.h"
#include "traffic/logs.h"

static void add_word(lua_State *state, const char *what, struct line_filter *filter, const char *word,
                     const char *said)
{
    if (filter->count == LINE_WORDS)
        luaL_error(state, "%s: more than %d texts", what, LINE_WORDS);
    filter->said[filter->count] = said;
    filter->words[filter->count++] = slice_of(word);
}

void lines_read(lua_State *state, int index, const char *what, struct line_filter *filter)
{
    struct arena *arena = script_of(state)->arena;
    if (lua_getfield(state, index, "method") != LUA_TNIL)
        add_word(state, what, filter, arena_format(arena, "\"%s ", luaL_checkstring(state, -1)),
                 arena_text(arena, lua_tostring(state, -1)));
    if (lua_getfield(state, index, "status") != LUA_TNIL)
        add_word(state, what, filter, arena_format(arena, "\" %d ", (int)luaL_checkinteger(state, -1)),
                 arena_text(arena, lua_tostring(state, -1)));
    if (lua_getfield(state, index, "container") != LUA_TNIL)
        filter->container = arena_text(arena, luaL_checkstring(state, -1));
    lua_pop(state, 3);
    for (lua_Integer i = 1; lua_geti(state, index, i) != LUA_TNIL; i++) {
        const char *word = arena_text(arena, luaL_checkstring(state, -1));
        add_word(state, what, filter, word, word);
        lua_pop(state, 1);
    }
    lua_pop(state, 1);
}

bool lines_match(const struct line_filter *filter, struct slice line)
{
    for (size_t i = 0; i < filter->count; i++) {
        struct slice word = filter->words[i];
        if (word.length && slice_find(line, word) == line.length)
            return false;
    }
    return true;
}

const char *lines_words(struct arena *arena, const struct line_filter *filter)
{
    struct buffer out = {0};
    for (size_t i = 0; i < filter->count; i++)
        buffer_format(&out, "%s%s", i ? " ... " : "", filter->said[i]);
    const char *text = arena_text(arena, buffer_text(&out));
    buffer_release(&out);
    return text;
}

/* The Deployment, DaemonSet or other controller behind a pod: a ReplicaSet's name without its hash. */
static struct slice workload_of(const struct value *pod)
{
    const struct value *owner = value_find(pod, "metadata.ownerReferences.0");
    struct slice name = value_slice(value_get(owner, "name"));
    if (!value_says(value_get(owner, "kind"), "ReplicaSet"))
        return name;
    size_t end = name.length;
    while (end && name.data[end - 1] != '-')
        end--;
    return slice_part(name, 0, end ? end - 1 : name.length);
}

const struct value *lines_pods(struct arena *arena, const struct world *world, const char *name)
{
    struct value *pods = value_array(arena);
    struct slice rest = slice_of(name), namespace = {0};
    slice_next(&rest, '/', &namespace);
    const char *prefix = arena_format(arena, "pods/%.*s/", (int)namespace.length, namespace.data);
    struct map_walk walk = map_walk(world_map(world, WORLD_APPLIED), slice_of(prefix));
    struct map_entry entry;
    while (map_walk_next(&walk, &entry)) {
        const struct value *labels = value_find(entry.item, "metadata.labels");
        struct slice gateway = value_slice(value_get(labels, "gateway.networking.k8s.io/gateway-name"));
        if (slice_equal(value_slice(value_find(entry.item, "metadata.name")), rest) ||
            slice_equal(gateway, rest) || slice_equal(workload_of(entry.item), rest))
            value_append(arena, pods,
                         value_string(arena, slice_part(entry.key, sizeof("pods/") - 1, entry.key.length)));
    }
    return pods;
}

/* The containers of a pod, or the one that the filter names. */
static const struct value *containers_of(struct arena *arena, const struct world *world, const char *pod,
                                         const struct line_filter *filter)
{
    struct value *names = value_array(arena);
    const struct value *object = world_get(world, WORLD_APPLIED, arena_format(arena, "pods/%s", pod));
    const struct value *list = value_find(object, "spec.containers");
    for (size_t i = 0; i < value_count(list); i++) {
        const struct value *name = value_get(value_at(list, i), "name");
        if (!filter->container || value_says(name, filter->container))
            value_append(arena, names, name);
    }
    return names;
}

bool lines_walk(struct arena *arena, const struct world *world, const struct value *pods,
                const struct line_filter *filter, bool (*visit)(void *context, struct slice line),
                void *context)
{
    for (size_t i = 0; i < value_count(pods); i++) {
        const char *pod = value_string_of(value_at(pods, i));
        const struct value *containers = containers_of(arena, world, pod, filter);
        for (size_t j = 0; j < value_count(containers); j++) {
            struct log_walk walk = log_walk(world, arena, pod, value_string_of(value_at(containers, j)), 0);
            struct instant at;
            struct slice line;
            while (log_walk_next(&walk, &at, &line))
                if (lines_match(filter, line) && visit(context, line))
                    return true;
        }
    }
    return false;
}
