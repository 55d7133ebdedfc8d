/* The time line: every command that changed something, with what it changed: objects, files, and the requests whose
 * answer is another one since. Those are asked again on forks, once for each point. */
#include <string.h>

#include "base/check.h"
#include "base/limits.h"
#include "kinds/kind.h"
#include "session/record.h"
#include "traffic/hop.h"

enum { MOST_CHANGES = 40, MOST_REQUESTS = 8 };

struct changes {
    struct arena *arena;
    struct value *list;
    bool files;
};

/* What controllers do by themselves is not what the command did. */
static bool worth_telling(struct slice key)
{
    return !slice_starts(key, "events/") && !slice_starts(key, "endpointslices.") &&
           !slice_starts(key, "replicasets.") && !slice_starts(key, "pods/") && !slice_starts(key, "leases.");
}

static bool same_to_a_reader(const struct value *before, const struct value *after)
{
    static const char *const parts[] = {"spec", "data", "metadata.labels"};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (!value_equal(value_find(before, parts[i]), value_find(after, parts[i])))
            return false;
    }
    return true;
}

static void add_change(void *context, struct slice key, const void *before, const void *after)
{
    struct changes *changes = context;
    struct arena *arena = changes->arena;
    if (value_count(changes->list) >= MOST_CHANGES)
        return;
    if (!changes->files && (!worth_telling(key) || (before && after && same_to_a_reader(before, after))))
        return;
    struct slice rest = key, resource, namespace = {0};
    const struct kind *kind = changes->files ? NULL : kind_of_key(key);
    if (kind) {
        slice_next(&rest, '/', &resource);
        slice_next(&rest, '/', &namespace);
    }
    struct value *row = value_object(arena);
    value_put_text(arena, row, "kind", kind ? kind->singular : "file");
    value_put(arena, row, "namespace", value_string(arena, namespace));
    value_put(arena, row, "name", value_string(arena, rest));
    value_put_text(arena, row, "what", !before ? "created" : !after ? "deleted" : "changed");
    value_append(arena, changes->list, row);
}

/* --- requests that flip --- */

/* The different requests that the learner has sent, the newest ones. */
static const struct value *requests_to_ask(struct session *session, struct arena *arena)
{
    const struct value *sent = checks_evidence(session, machine_world(session->machine), arena).sent;
    struct value *list = value_array(arena);
    for (size_t i = value_count(sent); i-- > 0 && value_count(list) < MOST_REQUESTS;) {
        const struct value *record = value_at(sent, i);
        const char *client = value_find_text(record, "client"), *url = value_find_text(record, "url");
        if (!client[0] || !url[0])
            continue;
        const char *text = arena_format(arena, "%s %s from %s", value_find_text(record, "method"), url, client);
        bool known = false;
        for (size_t j = 0; j < value_count(list); j++)
            known |= value_says(value_get(value_at(list, j), "text"), text);
        if (known)
            continue;
        struct value *row = value_object(arena);
        value_put_text(arena, row, "text", text);
        value_put_text(arena, row, "client", client);
        value_put_text(arena, row, "method", value_find_text(record, "method"));
        value_put_text(arena, row, "url", url);
        value_append(arena, list, row);
    }
    return list;
}

/* The answers to [requests] in a world: "200", "403", "connection reset": one a line. */
static const char *answers_in(const struct world *world, struct arena *arena, const struct value *requests)
{
    struct machine *fork = machine_new(world, NULL);
    const char *answers = "";
    machine_rest(fork, LIMIT_CHECK_SECONDS);
    for (size_t i = 0; i < value_count(requests); i++) {
        const struct value *request = value_at(requests, i);
        struct machine_request asked = {.pod = value_find_text(request, "client"),
                                        .method = value_find_text(request, "method"),
                                        .url = value_find_text(request, "url"),
                                        .body = ""};
        struct machine_reply reply = machine_send(fork, arena, &asked);
        answers = reply.status ? arena_format(arena, "%s%d\n", answers, reply.status)
                               : arena_format(arena, "%s%s\n", answers, reply.error);
    }
    machine_free(fork);
    return answers;
}

static const struct value *flips(struct arena *arena, const struct value *requests, const char *before,
                                 const char *after)
{
    struct value *list = value_array(arena);
    struct slice rest = slice_of(before), now = slice_of(after), was, is;
    for (size_t i = 0; i < value_count(requests); i++) {
        if (!slice_next(&rest, '\n', &was) || !slice_next(&now, '\n', &is))
            break;
        if (slice_equal(was, is))
            continue;
        struct value *row = value_object(arena);
        value_put(arena, row, "request", value_get(value_at(requests, i), "text"));
        value_put(arena, row, "before", value_string(arena, was));
        value_put(arena, row, "after", value_string(arena, is));
        value_append(arena, list, row);
    }
    return list;
}

struct value *timeline_between(struct session *session, const struct world *before, const struct world *after,
                               struct arena *arena)
{
    struct changes changes = {.arena = arena, .list = value_array(arena)};
    const struct value *requests = requests_to_ask(session, arena);
    struct value *row = value_object(arena);
    world_difference(before, after, WORLD_APPLIED, add_change, &changes);
    value_put(arena, row, "changes", changes.list);
    value_put(arena, row, "flips", flips(arena, requests, answers_in(before, arena, requests), answers_in(after, arena, requests)));
    return row;
}

/* A point's world stays what it is, so it is asked once for the same requests. */
static const char *answers_at(struct point *point, struct arena *arena, const struct value *requests)
{
    struct hash asked = hash_pair(value_hash(requests), world_hash(point->world));
    if (point->answers && hash_equal(point->asked, asked))
        return point->answers;
    memory_free(point->answers);
    point->answers = memory_text(slice_of(answers_in(point->world, arena, requests)));
    point->asked = asked;
    return point->answers;
}

const struct value *timeline_value(struct session *session, struct arena *arena)
{
    struct value *list = value_array(arena);
    const struct value *requests = requests_to_ask(session, arena);
    const char *before = "";
    for (size_t i = 0; i < session->point_count; i++) {
        struct point *point = &session->points[i];
        const char *answers = answers_at(point, arena, requests);
        struct value *row = value_object(arena);
        struct changes changes = {.arena = arena, .list = value_array(arena)};
        if (i) {
            world_difference(session->points[i - 1].world, point->world, WORLD_APPLIED, add_change, &changes);
            changes.files = true;
            world_difference(session->points[i - 1].world, point->world, WORLD_FILES, add_change, &changes);
        }
        value_put_integer(arena, row, "number", (int64_t)i);
        value_put_text(arena, row, "line", i ? point->line : "the start");
        value_put_integer(arena, row, "at", world_now(point->world).nanoseconds);
        value_put(arena, row, "present", value_boolean(i == session->point));
        value_put(arena, row, "changes", changes.list);
        value_put(arena, row, "flips", i ? flips(arena, requests, before, answers) : value_array(arena));
        value_append(arena, list, row);
        before = answers;
    }
    return list;
}
