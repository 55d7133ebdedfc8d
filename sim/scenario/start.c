/* The world at the start. The base cluster is 42 minutes old, the challenge's set-up a quarter of an hour, so
 * that the ages a learner sees are those of a cluster that somebody works on. A challenge that comes after another one
 * begins in the world that the other's solutions lead to. */
#include <string.h>

#include "base/buffer.h"
#include "base/check.h"
#include "base/limits.h"
#include "control/install.h"
#include "data/json.h"
#include "data/patch.h"
#include "data/yaml.h"
#include "images/files.h"
#include "scenario/embedded.h"
#include "scenario/inside.h"
#include "tools/kubectl/kubeconfig.h"

enum { BASE_AGE = 42 * 60, SETUP_AGE = 15 * 60 }; /* seconds; LIMIT_SETTLE_SECONDS lie between them */
enum { PREVIOUS_AGE = 30 * 60 }; /* when the previous challenge began, which has to be solved by SETUP_AGE */

struct start {
    struct machine *machine;
    struct arena arena;  /* of one file */
    const char *problem; /* heap; NULL: all is well */
};

/* A directory when [text] has no data. */
struct start_file {
    const char *path, *mode, *text;
};

/* What every learner's machine has beyond what all machines have (images/host.c). */
static const struct start_file start_files[] = {
    {"/root/.kube", "0755", NULL},
    {KUBECONFIG_PATH, "0600", KUBECONFIG_FIRST},
};

static void fail(struct start *start, const char *name, const char *message)
{
    struct buffer text = {0};
    buffer_format(&text, "%s: %s", name, message);
    if (!start->problem)
        start->problem = text.data;
    else
        buffer_release(&text);
}

/* --- objects --- */

#define LAST_APPLIED "kubectl.kubernetes.io/last-applied-configuration"

/* The annotation that `kubectl apply` leaves, so that the learner may go on with apply: the object as compact
 * JSON. */
static const struct value *with_last_applied(struct arena *arena, const struct value *object)
{
    struct value *copy = value_edit(arena, object);
    struct value *annotations = value_edit(arena, value_find(object, "metadata.annotations"));
    struct value *metadata = value_edit(arena, value_get(object, "metadata"));
    value_put(arena, metadata, "annotations", annotations);
    value_put(arena, copy, "metadata", metadata);
    const char *json = arena_format(arena, "%s\n", json_text(arena, copy));
    annotations = value_edit(arena, annotations);
    value_put_text(arena, annotations, LAST_APPLIED, json);
    value_put(arena, metadata, "annotations", annotations);
    return copy;
}

static void create(struct start *start, struct draft *draft, const char *name, const struct value *object,
                   bool applied)
{
    const struct value *body = applied ? with_last_applied(&start->arena, object) : object;
    const char *problem = install_object(draft, body, applied ? "kubectl-client-side-apply" : "ambit");
    if (problem)
        fail(start, name, problem);
}

/* What the challenge before this one made is patched, as `kubectl apply` would. */
static void apply_over(struct start *start, struct draft *draft, const char *name, const struct value *object,
                       const struct value *live)
{
    const struct kind *kind = kind_of_object(object);
    bool strategic = !(kind->flags & KIND_CUSTOM);
    struct api_options options = {.field_manager = "kubectl-client-side-apply", .validation = FIELDS_STRICT};
    const char *problem;
    struct slice text = value_slice(value_get(value_find(live, "metadata.annotations"), LAST_APPLIED));
    const struct value *original = json_read(&start->arena, slice_trim(text), &problem);
    const struct value *modified = with_last_applied(&start->arena, object);
    const struct value *patch = patch_three_way(&start->arena, original, modified, live, strategic);
    if (!value_count(patch))
        return;
    struct api_reply reply = api_patch(draft, kind, object_namespace(object), object_name(object),
                                       strategic ? PATCH_STRATEGIC : PATCH_MERGE, patch, &options);
    if (api_failed(&reply))
        fail(start, name, api_message(&reply));
}

static void apply_document(struct start *start, struct draft *draft, const char *name, const struct value *object,
                           bool applied)
{
    const struct kind *kind = kind_of_object(object);
    const struct value *live =
        kind && applied ? object_get(draft, kind, object_namespace(object), object_name(object)) : NULL;
    if (live)
        apply_over(start, draft, name, object, live);
    else
        create(start, draft, name, object, applied);
}

/* Every document of a manifest, one draft each, as a client would send them. */
static void apply_manifest(struct start *start, const char *name, struct slice text, bool applied)
{
    struct yaml_reader reader = yaml_reader(text);
    const struct value *object;
    while (!start->problem && yaml_next(&start->arena, &reader, &object)) {
        if (!object)
            continue;
        struct draft *draft = machine_begin(start->machine, &start->arena);
        apply_document(start, draft, name, object, applied);
        if (start->problem)
            machine_abandon(start->machine);
        else
            machine_commit(start->machine);
    }
    if (reader.problem)
        fail(start, name, reader.problem);
    arena_release(&start->arena);
}

static void define_kinds(struct start *start)
{
    struct draft *draft = machine_begin(start->machine, &start->arena);
    for (size_t i = 0; i < kind_count && !start->problem; i++) {
        if (kind_rows[i]->flags & KIND_CUSTOM)
            create(start, draft, kind_rows[i]->plural, definition_of(&start->arena, kind_rows[i]), false);
    }
    machine_commit(start->machine);
    arena_release(&start->arena);
}

static void apply_base(struct start *start)
{
    for (size_t i = 0; i < embedded_count; i++) {
        const struct embedded_file *file = &embedded_files[i];
        if (text_starts(file->name, "base/") && text_ends(file->name, ".yaml"))
            apply_manifest(start, file->name, embedded_text(file), false);
    }
}

/* --- files --- */

static void put_file(struct draft *draft, const char *path, const char *mode, const struct value *data)
{
    struct value *file = value_object(draft->arena);
    value_put(draft->arena, file, "data", data);
    value_put_text(draft->arena, file, "mode", mode);
    value_put_integer(draft->arena, file, "modified", draft->now.nanoseconds);
    draft_set(draft, WORLD_FILES, path, file);
}

/* The directories above [path] that are not there yet. */
static void put_parents(struct draft *draft, const char *path)
{
    for (const char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        const char *parent = arena_copy(draft->arena, (struct slice){path, (size_t)(slash - path)});
        if (!draft_get(draft, WORLD_FILES, parent) && !image_entry(draft->arena, NULL, NULL, NULL, parent))
            put_file(draft, parent, "0755", NULL);
    }
}

static void put_host_files(struct start *start)
{
    struct draft *draft = machine_begin(start->machine, &start->arena);
    for (size_t i = 0; i < sizeof(start_files) / sizeof(start_files[0]); i++) {
        const struct start_file *file = &start_files[i];
        put_file(draft, file->path, file->mode, file->text ? value_text(&start->arena, file->text) : NULL);
    }
    machine_commit(start->machine);
    arena_release(&start->arena);
}

static void apply_files(struct start *start, const struct scenario *scenario)
{
    struct arena arena = {0};
    uint64_t seed = variable_seed(machine_world(start->machine));
    for (size_t i = 0; i < scenario->apply_count; i++)
        apply_manifest(start, scenario->apply[i]->name,
                       variable_fill(scenario, seed, scenario->apply[i]->text, &arena), true);
    arena_release(&arena);
}

static void copy_files(struct start *start, const struct scenario *scenario)
{
    uint64_t seed = variable_seed(machine_world(start->machine));
    struct draft *draft = machine_begin(start->machine, &start->arena);
    for (size_t i = 0; i < scenario->copy_count; i++) {
        const struct file_copy *copy = &scenario->copies[i];
        put_parents(draft, copy->path);
        put_file(draft, copy->path, "0644",
                 value_string(&start->arena, variable_fill(scenario, seed, copy->text, &start->arena)));
    }
    machine_commit(start->machine);
    arena_release(&start->arena);
}

static void make_cluster(struct start *start, const struct scenario *scenario)
{
    const char *problem = host_cluster(scenario, start->machine, &start->arena);
    if (problem)
        fail(start, "the cluster", problem);
    arena_release(&start->arena);
}

/* All up to here is the same for every learner: the names and addresses of what runs. */
static void begin_chance(struct start *start, uint64_t seed)
{
    variable_begin(machine_begin(start->machine, &start->arena), seed);
    machine_commit(start->machine);
    arena_release(&start->arena);
}

static void run_setup(struct start *start, const struct scenario *scenario)
{
    const char *problem = start->problem ? NULL : host_setup(scenario, start->machine, &start->arena);
    if (problem)
        fail(start, "set-up", problem);
    arena_release(&start->arena);
}

static void begin_faults(struct start *start, const struct scenario *scenario, bool later)
{
    const char *problem = start->problem ? NULL : fault_start(scenario, start->machine, &start->arena, later);
    if (problem)
        fail(start, "faults", problem);
    arena_release(&start->arena);
}

static struct instant before(struct instant at, int seconds)
{
    return (struct instant){at.nanoseconds - SECONDS(seconds).nanoseconds};
}

/* A cluster that nobody has used. */
static struct machine *base_machine(struct start *start, const struct scenario *scenario, struct instant start_at)
{
    struct world *empty = world_new(before(start_at, BASE_AGE), FIRST_SEED);
    struct machine *machine = start->machine = machine_new(empty, NULL);
    world_unref(empty);
    if (host_has_base(scenario)) {
        define_kinds(start);
        apply_base(start);
    } else {
        make_cluster(start, scenario);
    }
    machine_rest(machine, LIMIT_SETTLE_SECONDS);
    if (host_has_cluster(scenario))
        put_host_files(start);
    return machine;
}

/* What the previous challenge leaves is the cluster and the files: not what was typed or sent there, which is no
 * evidence here. */
static void forget_sitting(struct machine *machine, struct arena *arena)
{
    struct draft *draft = machine_begin(machine, arena);
    struct map empty = {.type = draft->maps[WORLD_SHELL].type};
    draft_restore(draft, WORLD_SHELL, empty);
    draft_restore(draft, WORLD_TRACES, empty);
    machine_commit(machine);
    arena_release(arena);
}

static struct machine *solved_machine(struct start *start, const struct scenario *previous, struct instant start_at,
                                      uint64_t seed)
{
    struct world *world = scenario_start(previous, before(start_at, PREVIOUS_AGE), seed, &start->problem);
    for (size_t i = 0; world && i < previous->task_count; i++) {
        if (previous->tasks[i].optional)
            continue;
        struct world *solved = scenario_solve(previous, i, world, NULL);
        world_unref(world);
        world = solved;
    }
    if (!world)
        return NULL;
    if (instant_compare(world_now(world), before(start_at, SETUP_AGE)) > 0)
        fail(start, previous->slug, "its solutions take longer than a quarter of an hour");
    start->machine = machine_new(world, NULL);
    world_unref(world);
    forget_sitting(start->machine, &start->arena);
    return start->machine;
}

static struct world *build(const struct scenario *scenario, struct instant start_at, uint64_t seed,
                           const char **problem)
{
    struct start start = {0};
    struct machine *machine = scenario->previous ? solved_machine(&start, scenario->previous, start_at, seed)
                                                 : base_machine(&start, scenario, start_at);
    struct world *world = NULL;
    if (machine) {
        machine_advance(machine, before(start_at, SETUP_AGE));
        variable_start(scenario, seed, machine, &start.arena);
        apply_files(&start, scenario);
        machine_rest(machine, LIMIT_SETTLE_SECONDS);
        begin_chance(&start, seed);
        copy_files(&start, scenario);
        run_setup(&start, scenario);
        begin_faults(&start, scenario, false);
        machine_advance(machine, start_at);
        begin_faults(&start, scenario, true);
        world = start.problem ? NULL : world_ref(machine_world(machine));
        machine_free(machine);
    }
    *problem = start.problem;
    return world;
}

/* --- the same start at another instant --- */

/* Where a start follows from its objects and files alone, one template serves all. It stands at an instant that was before
 * there was any cluster of this kind, so that what a manifest or a file says of dates is hardly ever taken for the world's
 * time; where it might be, each start is built. */
#define TEMPLATE_AT 1435708800000000000 /* 2015-07-01T00:00:00Z */

/* Might something of the challenge's own be taken for the template's time? */
static bool speaks_of_then(const struct scenario *scenario)
{
    static const char *const signs[] = {"2015", "1435", "13ec"}; /* the year; nanoseconds, also as an event's name has them */
    for (const struct scenario_file *file = scenario->files; file; file = file->next) {
        for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
            if (slice_find(file->text, slice_of(signs[i])) < file->text.length)
                return true;
        }
    }
    return false;
}

static bool has_template(const struct scenario *scenario)
{
    return host_has_base(scenario) && !scenario->previous && !scenario->setup_count && !scenario->variables &&
           !value_count(scenario->faults) && !speaks_of_then(scenario);
}

/* Instants are shifted by whole seconds, and into the future. */
static bool can_shift(struct instant start_at)
{
    int64_t away = start_at.nanoseconds - TEMPLATE_AT;
    return away >= 0 && away % SECONDS(1).nanoseconds == 0;
}

static struct world *from_template(const struct template *template, struct instant start_at, uint64_t seed)
{
    struct arena arena = {0};
    struct draft draft;
    struct world *plain = template_world(template, start_at);
    draft_begin(&draft, &arena, plain);
    variable_begin(&draft, seed);
    struct world *world = draft_commit(&draft);
    world_unref(plain);
    arena_release(&arena);
    return world;
}

static struct template *make_template(const struct scenario *scenario, const char **problem)
{
    struct world *world = build(scenario, (struct instant){TEMPLATE_AT}, FIRST_SEED, problem);
    struct template *template = world ? template_new(world) : NULL;
    world_unref(world);
    return template;
}

struct world *scenario_start(const struct scenario *scenario, struct instant start_at, uint64_t seed,
                             const char **problem)
{
    struct start_kept *kept = scenario->kept;
    bool again = kept->world && instant_compare(kept->at, start_at) == 0;
    if (again && kept->seed == seed)
        return world_ref(kept->world);
    /* The first start is built where it is: most programs make only that one. */
    if (kept->world && !kept->template && can_shift(start_at) && has_template(scenario))
        kept->template = make_template(scenario, problem);
    struct world *world = kept->template && can_shift(start_at)
                              ? from_template(kept->template, start_at, seed)
                              : build(scenario, start_at, seed, problem);
    if (world) {
        world_unref(kept->world);
        kept->world = world_ref(world);
        kept->at = start_at;
        kept->seed = seed;
    }
    return world;
}

struct parsed_texts *scenario_texts(const struct scenario *scenario)
{
    return &scenario->kept->texts;
}

struct shell_models *scenario_models(const struct scenario *scenario)
{
    return &scenario->kept->models;
}
