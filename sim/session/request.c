/* One request for who steps through it: its record, with the bytes that each hop saw, and of a policy that decided or
 * came closest its manifest, with the line that did. */
#include <string.h>

#include "data/yaml.h"
#include "data/yaml_marks.h"
#include "session/record.h"

struct stepping {
    struct arena *arena;
    const struct world *world;
    const struct value *bytes; /* see machine_bytes; NULL: not known any more */
    bool behind;               /* the waypoint has been passed */
};

/* What a person would have applied: without what the server adds. */
static const char *manifest_text(struct arena *arena, const struct value *object)
{
    struct value *shown = value_object(arena), *metadata = value_object(arena);
    value_put(arena, shown, "apiVersion", value_get(object, "apiVersion"));
    value_put(arena, shown, "kind", value_get(object, "kind"));
    value_put(arena, metadata, "name", value_find(object, "metadata.name"));
    value_put(arena, metadata, "namespace", value_find(object, "metadata.namespace"));
    value_put(arena, shown, "metadata", metadata);
    value_put(arena, shown, "spec", value_get(object, "spec"));
    struct buffer out = {0};
    yaml_write(&out, shown);
    const char *text = arena_text(arena, buffer_text(&out));
    buffer_release(&out);
    return text;
}

static const struct value *find_policy(const struct world *world, struct arena *arena, const char *name)
{
    static const char *const resources[] = {"authorizationpolicies.security.istio.io",
                                            "peerauthentications.security.istio.io"};
    for (size_t i = 0; i < sizeof resources / sizeof *resources; i++) {
        const struct value *object =
            world_get(world, WORLD_APPLIED, arena_format(arena, "%s/%s", resources[i], name));
        if (object)
            return object;
    }
    return NULL;
}

/* The line of the clause's field in the rule; of the rule, where no clause is said or none is found; of the spec. */
static const struct yaml_mark *deciding(struct arena *arena, const struct yaml_marks *marks, int64_t rule,
                                        const char *clause, const char *field)
{
    const char *above = arena_format(arena, "spec.rules[%lld]", (long long)(rule < 0 ? 0 : rule));
    size_t length = strlen(above);
    const char *inside = arena_format(arena, "%s.%s[", above, clause), *end = arena_format(arena, ".%s", field);
    const struct yaml_mark *found = NULL;
    for (size_t i = 0; i < marks->count && rule >= 0; i++) {
        const char *path = marks->list[i].path;
        if (text_equal(path, above) && !found)
            found = &marks->list[i];
        if (clause[0] && text_starts(path, inside) && text_ends(path, end))
            return &marks->list[i];
        if (strncmp(path, above, length) == 0 && clause[0] && text_equal(path + length + 1, clause))
            found = &marks->list[i];
    }
    return found ? found : yaml_marks_find(marks, SLICE("spec"), false);
}

/* How many lines the value that begins there takes: those that stand deeper, or a list at its key's own column; of an
 * element, all of its members. */
static int64_t lines_of(const char *text, const struct yaml_mark *mark)
{
    size_t line = mark->line, column = mark->column;
    bool whole = text_ends(mark->path, "]");
    struct slice rest = slice_of(text), one;
    int64_t count = 1;
    for (size_t i = 0; rest.length && slice_next(&rest, '\n', &one); i++) {
        size_t indent = 0;
        while (indent < one.length && one.data[indent] == ' ')
            indent++;
        if (i <= line)
            continue;
        bool element = indent == column && indent < one.length && (whole || one.data[indent] == '-');
        if (indent < column || (indent == column && !element) || indent == one.length)
            break;
        count++;
    }
    return count;
}

/* [of] says policy and rule: the hop itself, or its closest. */
static void put_manifest(struct stepping *stepping, struct value *row, const struct value *of)
{
    struct arena *arena = stepping->arena;
    const char *name = value_find_text(of, "policy");
    const struct value *object = name[0] ? find_policy(stepping->world, arena, name) : NULL;
    if (!object)
        return;
    const char *text = manifest_text(arena, object);
    struct yaml_marks marks = yaml_marks(arena, slice_of(text));
    const struct yaml_mark *mark = deciding(arena, &marks, value_number(value_get(of, "rule"), -1),
                                            value_find_text(of, "clause"), value_find_text(of, "field"));
    struct value *manifest = value_object(arena);
    value_put_text(arena, manifest, "policy", name);
    value_put_text(arena, manifest, "text", text);
    value_put_integer(arena, manifest, "line", mark ? (int64_t)mark->line + 1 : 1);
    value_put_integer(arena, manifest, "lines", mark ? lines_of(text, mark) : 1);
    value_put(arena, row, "manifest", manifest);
}

static const struct value *step_through(struct stepping *stepping, const struct value *hop)
{
    struct arena *arena = stepping->arena;
    struct value *row = value_edit(arena, hop);
    const char *at = value_find_text(hop, "at");
    bool reads = text_equal(at, "waypoint") || text_equal(at, "app");
    const char *upstream = value_find_text(stepping->bytes, "upstream");
    const struct value *closest = value_get(hop, "closest");
    bool refuses = text_equal(at, "ztunnel") && value_says(value_get(hop, "verdict"), "deny");
    if (!text_equal(at, "dns") && !refuses) /* a ztunnel says no before a byte has come */
        value_put_text(arena, row, "bytes",
                       stepping->behind && upstream[0] ? upstream : value_find_text(stepping->bytes, "sent"));
    value_put(arena, row, "reads", value_boolean(reads));
    if (text_equal(at, "app"))
        value_put_text(arena, row, "answer", value_find_text(stepping->bytes, "answer"));
    put_manifest(stepping, row, value_find_text(hop, "policy")[0] ? hop : closest);
    stepping->behind |= text_equal(at, "waypoint");
    return row;
}

const struct value *request_value(struct session *session, const char *rest, struct arena *arena)
{
    int64_t id;
    const struct value *sent = checks_evidence(session, machine_world(session->machine), arena).sent, *record = NULL;
    for (size_t i = 0; slice_to_integer(slice_of(rest), &id) && i < value_count(sent) && !record; i++)
        if (value_number(value_get(value_at(sent, i), "id"), 0) == id)
            record = value_at(sent, i);
    if (!record)
        return NULL;
    struct stepping stepping = {.arena = arena,
                                .world = machine_world(session->machine),
                                .bytes = machine_bytes(session->machine, arena, value_find_text(record, "at"))};
    const struct value *hops = value_get(record, "hops");
    struct value *request = value_edit(arena, record), *list = value_array(arena);
    for (size_t i = 0; i < value_count(hops); i++)
        value_append(arena, list, step_through(&stepping, value_at(hops, i)));
    value_put(arena, request, "hops", list);
    value_put_text(arena, request, "returned", value_find_text(stepping.bytes, "returned"));
    return request;
}
