/* Wrong solutions. A mutant is a sitting of its own: the tasks before are solved; then the reference solution
 * is run, and right behind each of its commands what that wrote is changed, with kubectl, as if its author had
 * written it so. So the API server has its say, and what the solution does next, a request for example, meets
 * the wrong object. Then some check must not pass: the task's own, one of an earlier task, or one of a later
 * task, whose solution is run for that. */
#include "workshop/trial.h"

#include "base/check.h"
#include "data/json.h"
#include "kinds/kind.h"
#include "workshop/operators.h"

enum { MOST_WRITTEN = 64 }; /* objects of one solution that a survey looks at */

struct hunt {
    struct arena *arena;
    const struct scenario *scenario;
    const struct trial_order *order;
    const struct task *tasks;
    size_t count;
    size_t *turns; /* the tasks as a trial solves them: the required ones first */
    struct session *session;
    struct world *before; /* of the running command; owned */
    struct world *origin; /* of a survey: where the solution begins; owned */
    /* one mutant: */
    const char *mutant; /* NULL: only look what is written */
    const char *key;    /* of the object it changes; NULL: not found yet */
    const char *refusal;
    bool applied, skipped;
    /* and without one: what the task's solution wrote, and the commands it has */
    const struct value **written, **replaced; /* and what was there before, or NULL */
    size_t written_count;
    struct value *commands;
};

/* What the cluster makes by itself is nobody's solution. */
static const char *const made_by_cluster[] = {
    "pods/",  "replicasets.apps/",          "endpointslices.discovery.k8s.io/", "endpoints/", "events/",
    "nodes/", "leases.coordination.k8s.io/"};

static bool is_authored(struct slice key, const struct value *object)
{
    for (size_t i = 0; i < sizeof made_by_cluster / sizeof *made_by_cluster; i++)
        if (slice_starts(key, made_by_cluster[i]))
            return false;
    bool given = slice_starts(key, "serviceaccounts/") && slice_ends(key, "/default"); /* to every namespace */
    given = given || (slice_starts(key, "configmaps/") &&
                      (slice_ends(key, "/kube-root-ca.crt") || slice_ends(key, "/istio-ca-root-cert")));
    return !given && value_count(value_find(object, "metadata.ownerReferences")) == 0;
}

/* The object without what the server and the controllers write into it. */
static const struct value *essence(struct arena *arena, const struct value *object)
{
    static const char *const kept_by_server[] = {"resourceVersion", "generation", "uid", "creationTimestamp",
                                                 "managedFields"};
    struct value *copy = value_edit(arena, object),
                 *metadata = value_edit(arena, value_get(object, "metadata"));
    for (size_t i = 0; i < sizeof kept_by_server / sizeof *kept_by_server; i++)
        value_put(arena, metadata, kept_by_server[i], NULL);
    const struct value *annotations = value_get(metadata, "annotations");
    if (annotations) {
        struct value *own = value_edit(arena, annotations);
        value_put(arena, own, "deployment.kubernetes.io/revision", NULL);
        value_put(arena, own, "kubectl.kubernetes.io/last-applied-configuration", NULL);
        value_put(arena, metadata, "annotations", value_count(own) ? own : NULL);
    }
    value_put(arena, copy, "metadata", metadata);
    value_put(arena, copy, "status", NULL);
    return copy;
}

/* --- changing what a command wrote --- */

static const char *in_namespace(struct arena *arena, const struct value *object)
{
    const char *namespace = value_find_text(object, "metadata.namespace");
    return *namespace ? arena_format(arena, " -n %s", namespace) : "";
}

/* False: it was refused, and why is known. */
static bool command(struct hunt *hunt, const char *line)
{
    struct buffer shown = {0};
    int status = drive_line(hunt->session, slice_of(line), &shown);
    if (status)
        hunt->refusal = arena_copy(hunt->arena, slice_trim(buffer_slice(&shown)));
    buffer_release(&shown);
    return status == 0;
}

static bool write_object(struct hunt *hunt, const char *verb, const struct value *object)
{
    return command(hunt, arena_format(hunt->arena, "kubectl %s -f - <<'EOF'\n%s\nEOF\n", verb,
                                      json_text(hunt->arena, essence(hunt->arena, object))));
}

static bool erase_object(struct hunt *hunt, const struct value *object)
{
    return command(hunt,
                   arena_format(hunt->arena, "kubectl delete %s %s%s\n",
                                kind_of_object(object)->resource,
                                value_find_text(object, "metadata.name"), in_namespace(hunt->arena, object)));
}

static void change_object(struct hunt *hunt, const struct value *object, const struct value *changed)
{
    struct arena *arena = hunt->arena;
    const char *path = "metadata.namespace";
    if (!changed) {
        hunt->applied = erase_object(hunt, object);
    } else if (!value_equal(value_find(object, path), value_find(changed, path))) {
        hunt->applied = write_object(hunt, "create", changed) && erase_object(hunt, object);
    } else if (write_object(hunt, "replace", changed)) {
        const struct value *now = world_get(session_world(hunt->session), WORLD_APPLIED, hunt->key);
        hunt->applied = !now || !value_equal(essence(arena, now), essence(arena, object));
        if (!hunt->applied)
            hunt->refusal = "the API server makes the same object of it";
    }
}

struct written {
    struct hunt *hunt;
    const struct value **objects, **before; /* NULL: it was not there */
    const char **keys;
    size_t count, capacity;
};

static void see_difference(void *context, struct slice key, const void *before, const void *after)
{
    struct written *written = context;
    struct arena *arena = written->hunt->arena;
    if (!after || !is_authored(key, after) ||
        (before && value_equal(essence(arena, before), essence(arena, after))))
        return;
    if (written->count == written->capacity) {
        size_t capacity = written->capacity ? 2 * written->capacity : 8;
        const struct value **objects = arena_allocate(arena, capacity * sizeof *objects);
        const struct value **were = arena_allocate(arena, capacity * sizeof *were);
        const char **keys = arena_allocate(arena, capacity * sizeof *keys);
        for (size_t i = 0; i < written->count; i++) {
            objects[i] = written->objects[i];
            were[i] = written->before[i];
            keys[i] = written->keys[i];
        }
        written->objects = objects;
        written->before = were;
        written->keys = keys;
        written->capacity = capacity;
    }
    written->objects[written->count] = value_copy(arena, after);
    written->before[written->count] = before ? value_copy(arena, before) : NULL;
    written->keys[written->count++] = arena_copy(arena, key);
}

static bool begin_command(void *context, struct slice text)
{
    struct hunt *hunt = context;
    const char *skip = hunt->mutant ? operator_skips(hunt->mutant) : NULL;
    if (skip && slice_find(text, slice_of(skip)) < text.length) {
        hunt->applied = true;
        return false;
    }
    if (hunt->commands)
        value_append(hunt->arena, hunt->commands, value_string(hunt->arena, text));
    hunt->before = world_ref(session_world(hunt->session));
    return true;
}

/* The solution took it away and puts back what stood there: it is an earlier task's, and was tried as that. */
static bool is_put_back(struct hunt *hunt, const char *key, const struct value *written)
{
    const struct value *first = world_get(hunt->origin, WORLD_APPLIED, key);
    return first && value_equal(essence(hunt->arena, first), essence(hunt->arena, written));
}

static void end_command(void *context, struct slice text)
{
    struct hunt *hunt = context;
    struct written written = {.hunt = hunt};
    (void)text;
    world_difference(hunt->before, session_world(hunt->session), WORLD_APPLIED, see_difference, &written);
    world_unref(hunt->before);
    hunt->before = NULL;
    if (!hunt->mutant) {
        for (size_t i = 0; i < written.count && hunt->written_count < MOST_WRITTEN; i++) {
            if (is_put_back(hunt, written.keys[i], written.objects[i]))
                continue;
            hunt->written[hunt->written_count] = written.objects[i];
            hunt->replaced[hunt->written_count++] = written.before[i];
        }
        return;
    }
    for (size_t i = 0; i < written.count && !hunt->refusal; i++) {
        const struct value *changed;
        bool its = !hunt->key || text_equal(hunt->key, written.keys[i]);
        if (!its || !operator_change(hunt->arena, hunt->mutant, session_world(hunt->session),
                                     written.objects[i], &changed))
            continue;
        hunt->key = written.keys[i];
        change_object(hunt, written.objects[i], changed);
    }
}

/* --- one mutant --- */

static void solve_with(struct hunt *hunt, size_t task, const struct drive_filter *filter)
{
    drive_script(hunt->session, slice_of(hunt->tasks[task].solve), filter, NULL);
}

/* The task's own check, then those that were done before, then those that come behind, each where a trial has
 * seen it pass for the right solution: a required task's stays passed until the optional ones begin, an
 * optional one's is looked at behind its own solution only. */
static bool is_caught(struct hunt *hunt, size_t turn, struct mutant_row *row)
{
    const char *verdict, *message;
    for (size_t i = 0; i < hunt->count; i++) {
        size_t task = hunt->turns[i == 0 ? turn : i <= turn ? turn - i : i];
        bool behind =
            i > 0 && i <= turn && (hunt->tasks[task].optional || hunt->tasks[hunt->turns[turn]].optional);
        if (!hunt->tasks[task].solve || behind)
            continue;
        if (i > turn)
            solve_with(hunt, task, NULL);
        if (trial_check(hunt->session, task, hunt->arena, &verdict, &message))
            continue;
        row->fate = text_equal(verdict, "author's error") ? MUTANT_UNKNOWN : MUTANT_CAUGHT;
        row->check = arena_text(hunt->arena, hunt->tasks[task].id);
        row->message = message;
        return true;
    }
    return false;
}

static bool begin_sitting(struct hunt *hunt, size_t turn)
{
    const char *problem = NULL;
    hunt->session = session_new(hunt->scenario, hunt->order->start, hunt->order->seed, &problem);
    if (!hunt->session) {
        memory_free((void *)(uintptr_t)problem);
        return false;
    }
    for (size_t i = 0; i < turn; i++)
        if (hunt->tasks[hunt->turns[i]].solve)
            solve_with(hunt, hunt->turns[i], NULL);
    return true;
}

static void end_sitting(struct hunt *hunt)
{
    session_free(hunt->session);
    hunt->session = NULL;
    hunt->mutant = hunt->key = hunt->refusal = NULL;
    hunt->applied = false;
}

static void try_mutant(struct hunt *hunt, size_t turn, const char *mutant, struct mutant_row *row)
{
    const struct drive_filter filter = {hunt, begin_command, end_command};
    const char *problem = operator_problem(hunt->arena, mutant);
    row->fate = MUTANT_UNKNOWN;
    row->check = row->message = "";
    if (problem) {
        row->message = problem;
        return;
    }
    if (!begin_sitting(hunt, turn))
        return;
    hunt->mutant = mutant;
    solve_with(hunt, hunt->turns[turn], &filter);
    if (hunt->refusal)
        row->message = hunt->refusal;
    else if (!hunt->applied)
        row->message = operator_skips(mutant) ? "no command of the solution has that in it"
                                              : "nothing that the solution writes has that";
    else if (!is_caught(hunt, turn, row))
        row->fate = MUTANT_MISSED;
    end_sitting(hunt);
}

/* --- all of them --- */

struct list {
    struct hunt *hunt;
    size_t turn;
    struct mutant_row *first; /* of this task */
    struct mutant_row **end;
};

static void add_mutant(struct list *list, const char *mutant, bool named)
{
    struct hunt *hunt = list->hunt;
    struct mutant_row *row = arena_allocate(hunt->arena, sizeof *row);
    row->task = arena_text(hunt->arena, hunt->tasks[hunt->turns[list->turn]].id);
    row->mutant = arena_text(hunt->arena, mutant);
    row->named = named;
    try_mutant(hunt, list->turn, row->mutant, row);
    if (!named && row->fate == MUTANT_UNKNOWN)
        return;
    for (const struct mutant_row *other = list->first; other && row->fate == MUTANT_CAUGHT; other = other->next)
        if (other->fate == MUTANT_CAUGHT && text_equal(other->message, row->message)) {
            row->fate = MUTANT_ECHOED;
            row->echoes = other->mutant;
        }
    if (!list->first)
        list->first = row;
    *list->end = row;
    list->end = (struct mutant_row **)&row->next;
}

/* The first line of a command, without what the shell does not need. */
static const char *first_line(struct arena *arena, struct slice text)
{
    return arena_copy(arena, slice_trim(slice_part(text, 0, slice_find_byte(text, '\n'))));
}

/* What could be changed before the solution already is none of its doing. */
static bool is_new(struct hunt *hunt, const char *mutant, const struct value *replaced)
{
    const struct value *changed;
    return !replaced || !operator_change(hunt->arena, mutant, NULL, replaced, &changed);
}

/* A label that an object got is left out again. */
static void survey_labels(struct list *list, const struct value *written, const struct value *replaced)
{
    const struct value *labels = value_find(written, "metadata.labels");
    const struct value *before = value_find(replaced, "metadata.labels");
    for (size_t i = 0; replaced && i < value_count(labels); i++) {
        const char *key = value_key_at(labels, i);
        if (!value_equal(value_get(before, key), value_member_at(labels, i)))
            add_mutant(list, arena_format(list->hunt->arena, "drop %s", key), false);
    }
}

/* A solution that writes nothing needs some of its commands to be seen; one whose absence nothing notices,
 * beside one that is missed, is the author's courtesy (a wait, a look around), and no gap of a check. */
static void forgive_courtesies(struct mutant_row *rows)
{
    bool caught = false;
    for (struct mutant_row *row = rows; row; row = (struct mutant_row *)row->next)
        caught = caught || row->fate == MUTANT_CAUGHT || row->fate == MUTANT_ECHOED;
    for (struct mutant_row *row = rows; row && caught; row = (struct mutant_row *)row->next)
        if (row->fate == MUTANT_MISSED) {
            row->fate = MUTANT_NEEDLESS;
            row->message = "the task is solved without it: another command of the solution is what counts";
        }
}

/* The mutants that belong to what the solution writes; where it writes nothing, each of its commands is left
 * out. */
static void survey(struct list *list)
{
    struct hunt *hunt = list->hunt;
    const struct drive_filter filter = {hunt, begin_command, end_command};
    const struct value *written[MOST_WRITTEN], *replaced[MOST_WRITTEN];
    hunt->written = written;
    hunt->replaced = replaced;
    hunt->written_count = 0;
    hunt->commands = value_array(hunt->arena);
    if (!begin_sitting(hunt, list->turn))
        return;
    hunt->origin = world_ref(session_world(hunt->session));
    solve_with(hunt, hunt->turns[list->turn], &filter);
    world_unref(hunt->origin);
    hunt->origin = NULL;
    end_sitting(hunt);
    const struct value *commands = hunt->commands;
    hunt->commands = NULL;
    for (size_t i = 0; i < hunt->written_count; i++) {
        const char *const *mutants = operator_defaults(written[i]);
        survey_labels(list, written[i], replaced[i]);
        bool again = false;
        for (size_t other = 0; other < i; other++)
            again = again || operator_defaults(written[other]) == mutants;
        for (size_t j = 0; !again && mutants[j]; j++)
            if (is_new(hunt, mutants[j], replaced[i]))
                add_mutant(list, mutants[j], false);
    }
    for (size_t i = 0; !hunt->written_count && i < value_count(commands); i++)
        add_mutant(
            list,
            arena_format(hunt->arena, "skip %s", first_line(hunt->arena, value_slice(value_at(commands, i)))),
            false);
    if (!hunt->written_count)
        forgive_courtesies(list->first);
}

static size_t *take_turns(struct arena *arena, const struct task *tasks, size_t count)
{
    size_t *turns = arena_allocate(arena, (count + 1) * sizeof *turns), next = 0;
    for (int optional = 0; optional < 2; optional++)
        for (size_t i = 0; i < count; i++)
            if (tasks[i].optional == (optional == 1))
                turns[next++] = i;
    return turns;
}

const struct mutant_row *mutants_run(struct arena *arena, const struct scenario *scenario,
                                     const struct trial_order *order)
{
    struct hunt hunt = {.arena = arena, .scenario = scenario, .order = order};
    struct mutant_row *first = NULL;
    struct list list = {.hunt = &hunt, .end = &first};
    hunt.count = scenario_all_tasks(scenario, &hunt.tasks);
    hunt.turns = take_turns(arena, hunt.tasks, hunt.count);
    for (list.turn = 0; list.turn < hunt.count; list.turn++) {
        const struct task *task = &hunt.tasks[hunt.turns[list.turn]];
        list.first = NULL;
        for (size_t i = 0; task->solve && i < task->mutant_count; i++)
            add_mutant(&list, task->mutants[i], true);
        if (task->solve && !task->mutant_count && order->survey)
            survey(&list);
    }
    return first;
}
