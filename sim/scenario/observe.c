/* What the cluster's own instruments say of it: w:log and w:metrics. */
#include <lauxlib.h>

#include "base/buffer.h"
#include "images/metrics.h"
#include "scenario/lines.h"

static const struct word log_rows[] = {
    {.name = "method", .type = "string", .help = "of a waypoint's log: the request's"},
    {.name = "status", .type = "integer", .help = "of a waypoint's log: the answer's"},
    {.name = "container", .type = "string", .help = "only this one's"},
    {.name = "...", .type = "string", .help = "texts, all of which are in the line"},
    {0}};
const struct word_class log_words = {"ambit.Log", "w:log", "Which lines of a log.", log_rows};

/* The pods of "NS/NAME" at 2; raises an error when that is no name. */
static const struct value *check_pods(lua_State *state, const struct machine *machine, const char *what)
{
    const char *of = luaL_checkstring(state, 2);
    if (slice_find_byte(slice_of(of), '/') == slice_of(of).length)
        luaL_error(state, "%s: '%s' is not NAMESPACE/NAME", what, of);
    return lines_pods(script_of(state)->arena, machine_world(machine), of);
}

struct lines_found {
    lua_State *state;
    lua_Integer count;
};

static bool push_line(void *context, struct slice line)
{
    struct lines_found *found = context;
    lua_pushlstring(found->state, line.data, line.length);
    lua_rawseti(found->state, -2, ++found->count);
    return false;
}

int observe_log(lua_State *state)
{
    const struct machine *machine = calls_machine(state);
    struct arena *arena = script_of(state)->arena;
    const struct value *pods = check_pods(state, machine, "w:log");
    struct line_filter filter = {0};
    lua_settop(state, 4);
    if (!lua_isnil(state, 3)) {
        luaL_checktype(state, 3, LUA_TTABLE);
        words_check(state, 3, "w:log", &log_words);
        lines_read(state, 3, "w:log", &filter);
    }
    lua_newtable(state);
    struct lines_found found = {.state = state};
    lines_walk(arena, machine_world(machine), pods, &filter, push_line, &found);
    const char *asked = arena_format(arena, "lines of the log of %s%s%s", lua_tostring(state, 2),
                                     filter.count ? " with " : "", lines_words(arena, &filter));
    expect_count(state, 4, asked, found.count, value_count(pods) ? "" : "it has no pod");
    return 1;
}

/* --- w:metrics --- */

enum { SLIP = 2 }; /* letters between a name and one that was meant */

/* A line `name{a="x",b="y"} 3` has all these labels. */
static bool has_labels(struct slice labels, const struct value *wanted)
{
    struct arena arena = {0};
    bool all = true;
    for (size_t i = 0; i < value_count(wanted) && all; i++) {
        const char *pair = arena_format(&arena, ",%s=\"%s\",", value_key_at(wanted, i),
                                        value_string_of(value_member_at(wanted, i)));
        all = slice_find(labels, slice_of(pair)) < labels.length;
    }
    arena_release(&arena);
    return all;
}

/* Adds up the series of [name] in a text of Prometheus' format. *others: what the other series of that name
 * are, so that a message can say what there was instead. */
static int64_t sum_series(struct arena *arena, struct slice text, const char *name, const struct value *labels,
                          size_t *others)
{
    int64_t sum = 0, number;
    struct slice line;
    while (slice_next(&text, '\n', &line)) {
        size_t open = slice_find_byte(line, '{'), close = slice_find(line, SLICE("} "));
        if (!slice_is(slice_part(line, 0, open), name) || close == line.length)
            continue;
        const char *inside = arena_format(arena, ",%.*s,", (int)(close - open - 1), line.data + open + 1);
        bool right = has_labels(slice_of(inside), labels);
        if (right && slice_to_integer(slice_part(line, close + 2, line.length), &number))
            sum += number;
        *others += !right;
    }
    return sum;
}

/* Pushes what is wrong with a label and its value, at the top, or nil: true then. */
static bool push_label_problem(lua_State *state, const char *key, const char *const *names)
{
    const char *const *row = names;
    while (*row && !text_equal(*row, key))
        row++;
    const char *nearest = nearest_word(key, names);
    if (!*row && word_distance(key, nearest) <= SLIP)
        lua_pushfstring(state, "w:metrics: unknown label '%s'; did you mean '%s'?", key, nearest);
    else if (!lua_isstring(state, -1))
        lua_pushfstring(state, "w:metrics: the label '%s' needs a text", key);
    else
        lua_pushnil(state);
    return lua_isnil(state, -1);
}

/* The labels asked for, each with a text. A Telemetry may add labels of any name; one that is a slip of the pen
 * is an error. */
static const struct value *check_labels(lua_State *state, int index)
{
    struct arena *arena = script_of(state)->arena;
    struct value *labels = value_object(arena);
    if (lua_isnoneornil(state, index))
        return labels;
    luaL_checktype(state, index, LUA_TTABLE);
    const char *const *names = metrics_label_names(arena);
    convert_fill(state, index);
    lua_pushnil(state);
    int least = lua_gettop(state);
    lua_pushnil(state);
    while (lua_next(state, index)) {
        const char *key = lua_type(state, -2) == LUA_TSTRING ? lua_tostring(state, -2) : "?";
        if (push_label_problem(state, key, names))
            value_put_text(arena, labels, arena_text(arena, key), lua_tostring(state, -2));
        words_least(state, least);
        lua_pop(state, 1);
    }
    if (!lua_isnil(state, least))
        luaL_error(state, "%s", lua_tostring(state, least));
    lua_pop(state, 1);
    return labels;
}

static void check_metric(lua_State *state, const char *name)
{
    const char *const *names = metrics_names(script_of(state)->arena);
    for (const char *const *row = names; *row; row++)
        if (text_equal(*row, name))
            return;
    luaL_error(state, "w:metrics: unknown metric '%s'; did you mean '%s'?", name, nearest_word(name, names));
}

int observe_metrics(lua_State *state)
{
    const struct machine *machine = calls_machine(state);
    struct arena *arena = script_of(state)->arena;
    const struct value *pods = check_pods(state, machine, "w:metrics");
    const char *name = luaL_checkstring(state, 3);
    check_metric(state, name);
    const struct value *labels = check_labels(state, 4);
    struct buffer text = {0};
    for (size_t i = 0; i < value_count(pods); i++)
        metrics_write(&text, arena, world_map(machine_world(machine), WORLD_COUNTERS),
                      value_string_of(value_at(pods, i)));
    size_t others = 0;
    int64_t sum = sum_series(arena, buffer_slice(&text), name, labels, &others);
    script_spend(state, text.length * 16);
    buffer_release(&text);
    struct buffer asked = {0};
    buffer_format(&asked, "%s{", name);
    for (size_t i = 0; i < value_count(labels); i++)
        buffer_format(&asked, "%s%s=\"%s\"", i ? "," : "", value_key_at(labels, i),
                      value_string_of(value_member_at(labels, i)));
    buffer_format(&asked, "} of %s", lua_tostring(state, 2));
    const char *what = arena_text(arena, buffer_text(&asked));
    buffer_release(&asked);
    expect_count(state, 5, what, sum,
                 !value_count(pods) ? "it has no pod"
                 : others           ? arena_format(arena, "%zu other series of that name", others)
                                    : "");
    lua_pushinteger(state, sum);
    return 1;
}
