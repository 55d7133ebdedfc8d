/* The manifests in a challenge's folder, asked of the API server: in the world at the start, and, because a
 * solution's may need what tasks before it made, in the world in which every task is solved. What both refuse
 * is wrong. Nothing is kept. */
#include "api/api.h"
#include "base/check.h"
#include "data/gotext.h"
#include "data/yaml.h"
#include "workshop/lint.h"

struct reading {
    struct desk *desk;
    const char *name;
    const struct world *start, *solved; /* NULL: there is none */
};

/* NULL, or why the object is refused. Within a file a document may need those before it. */
static const char *refusal(struct arena *arena, struct draft *draft, const struct kind *kind,
                           const struct value *object)
{
    const char *name = value_find_text(object, "metadata.name");
    const char *namespace = value_find_text(object, "metadata.namespace");
    struct api_options options = {
        .field_manager = "lint", .validation = FIELDS_STRICT, .grace_period_seconds = -1};
    if (!*namespace)
    namespace = kind->flags & KIND_NAMESPACED ? "default" : "";
    struct api_reply reply = api_get(draft, kind, namespace, name);
    if (api_failed(&reply))
        reply = api_create(draft, kind, namespace, object, &options);
    else
        reply = api_patch(draft, kind, namespace, name,
                          kind->flags & KIND_CUSTOM ? PATCH_MERGE : PATCH_STRATEGIC, object, &options);
    return api_failed(&reply) ? arena_text(arena, api_message(&reply)) : NULL;
}

/* What kubectl and helm read, and no API server. */
static bool is_client_side(const struct value *object)
{
    const char *version = value_find_text(object, "apiVersion");
    return slice_find(slice_of(version), SLICE("kustomize.config.k8s.io")) < slice_of(version).length ||
           text_equal(version, "install.istio.io/v1alpha1");
}

static void lint_object(struct reading *reading, struct draft *drafts, size_t count, const struct value *object,
                        size_t line)
{
    struct desk *desk = reading->desk;
    const struct kind *kind = kind_of_object(object);
    const char *version = value_find_text(object, "apiVersion"), *problem = NULL;
    if (is_client_side(object))
        return;
    if (!*version || !*value_find_text(object, "kind")) {
        if (*version || *value_find_text(object, "kind"))
            desk_find(desk, SEVERITY_ERROR, reading->name, line,
                      "an object has apiVersion and kind; this has no %s", *version ? "kind" : "apiVersion");
        return; /* with neither it is another kind of file */
    }
    if (!kind) {
        desk_find(desk, SEVERITY_WARNING, reading->name, line, "%s %s is not simulated", version,
                  value_find_text(object, "kind"));
        return;
    }
    for (size_t i = count; i-- > 0;) { /* the start last, whose words count */
        problem = refusal(desk->arena, &drafts[i], kind, object);
        if (!problem)
            break;
    }
    if (problem)
        desk_find(desk, SEVERITY_ERROR, reading->name, line, "the API server refuses it: %s", problem);
}

static void lint_file(struct reading *reading, struct slice text)
{
    struct desk *desk = reading->desk;
    text = utf8_by_mark(desk->arena, text);
    struct yaml_reader reader = yaml_reader(text);
    struct draft drafts[2];
    size_t count = 0;
    const struct world *const worlds[] = {reading->start, reading->solved};
    for (size_t i = 0; i < 2; i++)
        if (worlds[i])
            draft_begin(&drafts[count++], desk->arena, worlds[i]);
    const struct value *object;
    size_t begins = 1;
    while (yaml_next(desk->arena, &reader, &object)) {
        if (value_is(object, VALUE_OBJECT))
            lint_object(reading, drafts, count, object, line_with(text, begins, ":", NULL));
        begins = line_at(text, text.length - reader.rest.length);
    }
    if (reader.problem) {
        struct slice rest = slice_of(reader.problem), number;
        int64_t line = 0;
        if (slice_starts(rest, "yaml: line ")) {
            rest = slice_part(rest, 11, rest.length);
            if (slice_next(&rest, ':', &number))
                slice_to_integer(number, &line);
        }
        desk_find(desk, SEVERITY_ERROR, reading->name, begins + (line > 0 ? (size_t)line - 1 : 0), "%s",
                  reader.problem);
    }
    while (count)
        draft_abandon(&drafts[--count]);
}

static struct world *solve_all(const struct scenario *scenario, const struct world *start)
{
    const struct task *tasks;
    size_t count = scenario_all_tasks(scenario, &tasks);
    struct world *world = world_ref(start);
    for (size_t i = 0; i < count; i++) {
        if (!tasks[i].solve || tasks[i].optional)
            continue;
        struct world *next = scenario_solve(scenario, i, world, NULL);
        world_unref(world);
        world = next;
    }
    return world;
}

static bool is_manifest(const char *name)
{
    return text_ends(name, ".yaml") || text_ends(name, ".yml");
}

void lint_manifests(struct desk *desk)
{
    const struct instant start = {1795424400000000000};
    const char *problem = NULL;
    struct reading reading = {.desk = desk};
    struct world *begun = NULL, *solved = NULL;
    for (size_t i = 0; i < desk->folder->count; i++) {
        reading.name = desk->folder->names[i];
        struct slice text = is_manifest(reading.name) ? desk_read(desk, reading.name) : (struct slice){0};
        if (!text.data)
            continue;
        if (!begun && desk->scenario && !problem) {
            begun = scenario_start(desk->scenario, start, 1, &problem);
            solved = begun ? solve_all(desk->scenario, begun) : NULL;
            reading.start = begun;
            reading.solved = solved;
        }
        if (begun) /* as the first learner's, with values for its variables */
            text = slice_of(scenario_fill(desk->scenario, begun, arena_copy(desk->arena, text), desk->arena));
        lint_file(&reading, text);
    }
    memory_free((void *)(uintptr_t)problem); /* lint_script.c has told it */
    world_unref(begun);
    world_unref(solved);
}
